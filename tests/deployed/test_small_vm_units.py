"""The units of deploy/: what they deny, and that the program starts under as much of it as there is without systemd."""

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest
from absent import absent
from conftest import DATA, ROOT, SLUG
from faults.servers import wait_until

from deployed.nginx import DEPLOY
from deployed.small_vm import HOST, PAGE, Site, block, run, site_before, unit, written_settings

# What neither unit's process needs.
DENIED = {
    "CapabilityBoundingSet": "",
    "AmbientCapabilities": "",
    "KeyringMode": "private",
    "LockPersonality": "yes",
    "MemoryDenyWriteExecute": "yes",
    "NoNewPrivileges": "yes",
    "PrivateDevices": "yes",
    "PrivateTmp": "yes",
    "PrivateUsers": "yes",
    "ProcSubset": "pid",
    "ProtectClock": "yes",
    "ProtectControlGroups": "yes",
    "ProtectHome": "yes",
    "ProtectHostname": "yes",
    "ProtectKernelLogs": "yes",
    "ProtectKernelModules": "yes",
    "ProtectKernelTunables": "yes",
    "ProtectProc": "invisible",
    "ProtectSystem": "strict",
    "RemoveIPC": "yes",
    "RestrictAddressFamilies": "AF_INET AF_INET6 AF_UNIX",
    "RestrictNamespaces": "yes",
    "RestrictRealtime": "yes",
    "RestrictSUIDSGID": "yes",
    "SystemCallArchitectures": "native",
    "SystemCallErrorNumber": "EPERM",
    "SystemCallFilter": "@system-service\n~@privileged @resources",
}


def test_units_deny_what_is_not_needed() -> None:
    for name in ("feeds.service", "feeds-data.service"):
        lines = unit(name)
        assert {key: lines.get(key) for key in DENIED} == DENIED


@pytest.mark.parametrize("name", ["feeds.service", "feeds-data.service"])
def test_units_expose_little(name: str) -> None:
    """The page has what systemd 252 makes of it; others look at more, or at less."""
    if not shutil.which("systemd-analyze"):
        absent("systemd is not installed")
    assert "says 1.1 of 10" in PAGE
    command = ["systemd-analyze", "security", "--no-pager", "--offline=true", "--threshold=15", str(DEPLOY / name)]
    judged = subprocess.run(command, capture_output=True, text=True)

    assert judged.returncode == 0, judged.stdout


def test_units_are_clean(tmp_path: Path) -> None:
    """With the program where it would be."""
    if not shutil.which("systemd-analyze"):
        absent("systemd is not installed")
    (tmp_path / ".venv").symlink_to(sys.prefix)
    for name in ("feeds.socket", "feeds.service", "feeds-data.service", "feeds-data.timer"):
        text = (DEPLOY / name).read_text()
        (tmp_path / name).write_text(text.replace("/srv/feeds/current/.venv", f"{tmp_path}/.venv"))
    command = ["systemd-analyze", "verify", "--man=no", "feeds.socket", "feeds.service", "feeds-data.timer"]
    judged = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)

    assert (judged.stdout, judged.stderr, judged.returncode) == ("", "", 0)


def test_stop_leaves_gunicorn_its_time() -> None:
    patience = re.findall(r"^graceful_timeout = (\d+)$", (ROOT / "gunicorn.conf.py").read_text(), re.MULTILINE)

    assert int(unit("feeds.service")["TimeoutStopSec"]) > int(patience[0])


def test_door_is_open_before_the_program_where_nginx_knocks_and_gunicorn_would_listen() -> None:
    door, program = unit("feeds.socket")["ListenStream"], unit("feeds.service")

    assert (program["Requires"], program["After"]) == ("feeds.socket", "network.target feeds.socket")
    assert re.findall(r"proxy_pass http://(.*);", (DEPLOY / "nginx.conf").read_text()) == [door]
    assert re.findall(r'^bind = "(.*)"$', (ROOT / "gunicorn.conf.py").read_text(), re.MULTILINE) == [door]


def test_nginx_waits_for_the_longest_stop_and_a_start() -> None:
    (patience,) = re.findall(r"proxy_read_timeout (\d+)s;", (DEPLOY / "nginx.conf").read_text())

    assert int(patience) >= int(unit("feeds.service")["TimeoutStopSec"]) + 10


# As systemd hands the open door on, to a user who may read everything and write nothing of others, with no way to new
# code in memory.
RESTRICTED = """
import ctypes, os, sys
door = int(sys.argv[1])
if door != 3:
    os.dup2(door, 3)
    os.close(door)
os.environ |= {"LISTEN_FDS": "1", "LISTEN_PID": str(os.getpid())}
if ctypes.CDLL(None).prctl(65, 1, 0, 0, 0):
    print("this kernel knows no PR_SET_MDWE", file=sys.stderr)
caps = ("--inh-caps=-all,+dac_read_search", "--ambient-caps=+dac_read_search", "--bounding-set=-all,+dac_read_search")
nobody = ("--reuid=65534", "--regid=65534", "--clear-groups", "--no-new-privs")
os.execvp("setpriv", ["setpriv", *nobody, *caps, *sys.argv[2:]])
"""


@pytest.fixture
def release(tmp_path: Path) -> Path:
    """The program in a folder of its own."""
    if os.geteuid():
        absent("only root can become somebody else")
    release = tmp_path / "release"
    shutil.copytree(ROOT / "feeds", release / "feeds")
    for name in ("wsgi.py", "gunicorn.conf.py"):
        shutil.copy(ROOT / name, release)
    (release / ".venv").symlink_to(sys.prefix)
    return release


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """A folder with one in it, `kept`, that is the program's."""
    (tmp_path / "state" / "kept").mkdir(parents=True)
    os.chown(tmp_path / "state" / "kept", 65534, 65534)
    return tmp_path / "state"


@pytest.fixture
def door() -> Iterator[socket.socket]:
    """What systemd holds for feeds.socket, at a free port."""
    with socket.create_server(("127.0.0.1", 0), backlog=int(unit("feeds.socket")["Backlog"])) as door:
        yield door


def port_of(door: socket.socket) -> int:
    """Tell the port of a socket."""
    return int(door.getsockname()[1])


@contextmanager
def started(release: Path, state: Path, door: socket.socket) -> Iterator["subprocess.Popen[bytes]"]:
    """Start the program as its unit does; it has then said that it is ready."""
    lines = unit("feeds.service")
    command = lines["ExecStart"].replace(lines["WorkingDirectory"], str(release)).split()
    told_at = state / "notify"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as told:
        told.bind(str(told_at))
        told_at.chmod(0o777)
        told.settimeout(60)
        environment = {"PATH": os.environ["PATH"], "NOTIFY_SOCKET": str(told_at)} | written_settings(state)
        environment |= {"FEEDS_DATA_DIR": str(DATA), "FEEDS_STATE_DIR": str(state / "kept")}
        environment |= dict([lines["Environment"].split("=")])
        handed = [sys.executable, "-c", RESTRICTED, str(door.fileno()), *command]
        process = subprocess.Popen(handed, cwd=release, env=environment, pass_fds=[door.fileno()])
        try:
            assert told.recv(100).startswith(b"READY=1")
            yield process
        finally:
            process.terminate()
            told_at.unlink()
            assert process.wait(timeout=int(lines["TimeoutStopSec"])) == 0


def listening() -> dict[int, int]:
    """Count the connections that nobody has taken yet, by the inode of each listening socket."""
    files = (Path("/proc/net", name) for name in ("tcp", "tcp6"))
    rows = [line.split() for file in files if file.exists() for line in file.read_text().splitlines()[1:]]
    return {int(row[9]): int(row[4].partition(":")[2], 16) for row in rows if row[3] == "0A"}


def sockets(process: int) -> set[int]:
    """Find the inodes of the sockets that a process has."""
    held = (os.readlink(file) for file in Path(f"/proc/{process}/fd").iterdir())
    return {int(name[len("socket:[") : -1]) for name in held if name.startswith("socket:[")}


def test_program_starts_as_a_user_who_may_write_nothing_but_its_state(
    release: Path, state: Path, door: socket.socket
) -> None:
    before = sorted(release.rglob("*"))

    with started(release, state, door):
        asked = run(f"curl -fsS -m 60 http://127.0.0.1:{port_of(door)}/{SLUG}/main.ics -H Host:{HOST}", state)
        assert (asked.stderr, asked.stdout[:15]) == ("", "BEGIN:VCALENDAR")
        wait_until(lambda: [path.name for path in (state / "kept").iterdir()] == [f"{SLUG}.json"])

    assert sorted(release.rglob("*")) == before


def test_program_opens_no_door_but_the_one_it_is_given(release: Path, state: Path, door: socket.socket) -> None:
    with started(release, state, door) as process:
        asked = run(f"curl -fsS -m 60 http://127.0.0.1:{port_of(door)}/healthz -H Host:{HOST}", state)
        assert (asked.stderr, asked.returncode) == ("", 0)
        assert sockets(process.pid) & set(listening()) == {os.fstat(door.fileno()).st_ino}


def test_restart_loses_no_request(
    release: Path, state: Path, door: socket.socket, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Clients ask all the time, by new connections: before it, while nobody is there, and after it."""
    (see,) = re.findall(r"^curl .* http://127.0.0.1:8000/readyz$", block("old=$(readlink"), re.MULTILINE)
    answers: list[list[int]] = [[] for _ in range(4)]
    enough = Event()

    def ask(site: Site, mine: list[int]) -> None:
        while not enough.is_set():
            mine.append(site.get(f"/{SLUG}/main.ics").status)

    def all_have_more() -> None:
        wanted = [len(mine) + 5 for mine in answers]
        wait_until(lambda: all(len(mine) >= much for mine, much in zip(answers, wanted, strict=True)), 60)

    with site_before(port_of(door), tmp_path_factory.mktemp("nginx")) as site, ThreadPoolExecutor() as clients:
        try:
            with started(release, state, door):
                asking = [clients.submit(ask, site, mine) for mine in answers]
                all_have_more()
            wait_until(lambda: listening()[os.fstat(door.fileno()).st_ino] == len(answers))
            with started(release, state, door):
                seen = run(see.replace(":8000", f":{port_of(door)}"), state)
                all_have_more()
                enough.set()
                for each in asking:
                    each.result()
        finally:
            enough.set()

    assert {status for mine in answers for status in mine} == {200}
    assert (seen.returncode, seen.stderr) == (0, "")
