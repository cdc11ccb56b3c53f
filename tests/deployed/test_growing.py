"""docs/operations.md, "Grow it": its commands make what a cache, its replicas and a host of files need."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from absent import absent
from conftest import PUBLIC_URL, ROOT, SLUG
from faults.servers import serving, wait_until

from deployed.nginx import DEPLOY, free_port
from deployed.small_vm import HOST, block, run

PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
REPLICAS = ("10.0.0.1:8000", "10.0.0.2:8000")
MOVE = block("feeds.socket.d", PAGE)


def test_cache_is_for_the_own_name_and_the_own_replicas_alone(tmp_path: Path) -> None:
    (tmp_path / "nginx" / "sites-available").mkdir(parents=True)
    made = run(block("nginx-cache.conf >", PAGE).partition("mkdir ")[0].replace("/etc/", f"{tmp_path}/"), ROOT)
    assert (made.stdout, made.stderr) == ("", "")
    text = (tmp_path / "nginx" / "sites-available" / "feeds-cache").read_text()

    assert re.findall(r"^ *server (\S+) max_fails", text, re.MULTILINE) == [*REPLICAS]
    assert (text.count("your.name.edu"), text.count(HOST), text.count("127.0.0.1")) == (3, 0, 0)


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """The units of a replica, with the program where it would be."""
    (tmp_path / ".venv").symlink_to(sys.prefix)
    for name in ("feeds.socket", "feeds.service"):
        text = (DEPLOY / name).read_text()
        (tmp_path / name).write_text(text.replace("/srv/feeds/current/.venv", f"{tmp_path}/.venv"))
    written = run(MOVE.partition("systemctl ")[0].replace("/etc/systemd/system/", f"{tmp_path}/"), tmp_path)
    assert (written.stdout, written.stderr) == ("", "")
    return tmp_path


def test_door_of_a_replica_moves_to_its_inner_address_and_opens_to_those_who_are_named(units: Path) -> None:
    text = (units / "feeds.socket.d" / "inner.conf").read_text()

    assert re.findall(r"^(\w+)=(.*)$", text, re.MULTILINE) == [
        ("ListenStream", ""),
        ("ListenStream", REPLICAS[0]),
        ("FreeBind", "yes"),
        ("IPAddressDeny", "any"),
        ("IPAddressAllow", "10.0.0.1 10.0.0.10 10.0.0.11"),
    ]
    assert f"curl -fsS --max-time 30 http://{REPLICAS[0]}/readyz\n" in MOVE


def test_units_of_a_replica_are_clean(units: Path) -> None:
    if not shutil.which("systemd-analyze"):
        absent("systemd is not installed")
    command = ["systemd-analyze", "verify", "--man=no", "feeds.socket", "feeds.service"]
    judged = subprocess.run(command, cwd=units, capture_output=True, text=True)

    assert (judged.stdout, judged.stderr, judged.returncode) == ("", "", 0)


def test_program_takes_the_door_that_it_is_given_and_no_other(tmp_path: Path) -> None:
    """Whatever it is told to bind; systemd's own tool hands it on."""
    activate = shutil.which("systemd-socket-activate")
    if not activate:
        absent("systemd is not installed")
    port, log = free_port(), tmp_path / "log"
    (see,) = re.findall(r"^curl .*/readyz$", MOVE, re.MULTILINE)
    settings = {"PATH": os.environ["PATH"], "FEEDS_PUBLIC_URL": PUBLIC_URL, "FEEDS_TRUSTED_HOSTS": HOST}
    handed = [argument for name, value in settings.items() for argument in ("-E", f"{name}={value}")]
    program = [sys.executable, "-m", "gunicorn", "-b", f"127.0.0.1:{free_port()}", "wsgi:app"]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [activate, "-l", f"127.0.0.1:{port}", *handed, *program], cwd=ROOT, stdout=output, stderr=output
        )
    try:
        wait_until(lambda: b"Listening on" in log.read_bytes())
        seen = run(see.replace(REPLICAS[0], f"127.0.0.1:{port}"), tmp_path)
        assert (seen.returncode, seen.stderr) == (0, "")
        assert re.findall(r"Listening at: (\S+)", log.read_text()) == [f"http://127.0.0.1:{port}"]
    finally:
        process.terminate()
        process.wait(timeout=20)


def moved(commands: str, place: Path, log: Path) -> list[str]:
    """List the calendars that the page finds in a log, which it reads by a command of its own."""
    for shown in ("journalctl -u feeds -o cat --since=-8d", "/var/log/nginx/feeds.log*"):
        commands = commands.replace(shown, str(log) if "/" in shown else f"cat {log}")
    assert run(commands, place).stderr == ""
    return (place / "also").read_text().splitlines()


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_calendars_of_the_form_move_to_files(tmp_path: Path, log_format: str) -> None:
    asked = (
        "Main_Victor-Butoi.ics",
        "calendar.ics?show=exams&show=week-3",
        "nobody.ics",
        "staff/kelly-cui.ics",
        "main",
    )
    with serving(tmp_path / "server", FEEDS_LOG_FORMAT=log_format) as server:
        for name in asked:
            server.get(f"/{SLUG}/{name}", **{"User-Agent": "canonical=/x/$(touch made).ics"})
    find, _, export = block("journalctl -u feeds -o cat", PAGE).partition("set -a; ")
    assert moved(find, tmp_path, server.log) == ["--also=exams_week-3", "--also=kelly-cui", "--also=main_victor-butoi"]

    (tmp_path / "feeds.env").write_text(f"FEEDS_DATA_DIR={ROOT}/data\nFEEDS_PUBLIC_URL={PUBLIC_URL}\n")
    export = f"set -a; {export}".replace("/etc/", f"{tmp_path}/").replace("/srv/feeds/current/.venv", sys.prefix)
    exported = run(export, tmp_path)
    assert (exported.returncode, exported.stderr) == (0, "")
    assert [(tmp_path / "site" / SLUG / f"{name}.ics").is_file() for name in ("main_victor-butoi", "nobody")] == [
        True,
        False,
    ]


def test_calendars_that_the_cache_was_asked_for_move_to_files(tmp_path: Path) -> None:
    """Only those that there are."""
    when, rest = "2025-10-15T12:00:00+00:00 203.0.113.7", '25301B 0.001s cache=HIT replica=- agent="a /b.ics 200 c"'
    lines = (
        f"GET /{SLUG}/main_victor-butoi.ics 200",
        f"GET /{SLUG}/lectures.ics?utm=/a.ics 304",
        f"GET /{SLUG}/nobody.ics 404",
        f"GET /{SLUG}/main 200",
    )
    (tmp_path / "feeds.log").write_text("".join(f"{when} {line} {rest}\n" for line in lines))

    assert moved(block("zgrep", PAGE), tmp_path, tmp_path / "feeds.log*") == [
        "--also=lectures",
        "--also=main_victor-butoi",
    ]
