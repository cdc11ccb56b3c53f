"""A real gunicorn as `make run` starts it: its processes, its log, and what each of its workers answers."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from conftest import PUBLIC_URL, ROOT

SEEN_WITHIN = 2.0
"""Seconds until every worker serves an edit, by the promise of the README."""

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back: the status, the headers but Date with names in lower case, and the body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Line:
    """A connection that is kept alive, and so belongs to one worker for as long as it is used."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)

    def get(self, path: str, **headers: str) -> Answer:
        """Ask once; whatever happens to the connection is the caller's to judge."""
        self._connection.request("GET", path, headers=headers)
        response = self._connection.getresponse()
        names = {name.lower(): value for name, value in response.getheaders() if name != "Date"}
        return Answer(status=response.status, headers=names, body=response.read())

    def close(self) -> None:
        self._connection.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A gunicorn of a test's own; `log` is all that it writes."""

    process: "subprocess.Popen[bytes]"
    port: int
    log: Path

    @property
    def workers(self) -> tuple[int, ...]:
        """List the workers that are alive."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return tuple(int(pid) for pid in children.read_text().split() if _runs(int(pid)))

    @property
    def seconds(self) -> float:
        """Tell what processor time the workers have taken."""
        fields = (_stat(pid) for pid in self.workers)
        return sum(int(each[11]) + int(each[12]) for each in fields) / TICKS

    @property
    def memory(self) -> int:
        """Tell the memory of all its processes in bytes: what is theirs alone, and no part of a program's files.

        Of these, others who use them have a part, which is larger whenever one of them ends.
        """
        rollups = (Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in (self.process.pid, *self.workers))
        return sum(1024 * int(re.findall(r"^Pss_Anon: +(\d+) kB", rollup, re.MULTILINE)[0]) for rollup in rollups)

    @property
    def connections(self) -> int:
        """Count the sockets that the workers hold."""
        held = [os.readlink(file) for pid in self.workers for file in Path(f"/proc/{pid}/fd").iterdir()]
        return sum(file.startswith("socket:") for file in held)

    def said(self, pattern: str) -> list[str]:
        """Find what it has written so far."""
        return re.findall(pattern, self.log.read_text(errors="replace"))

    def get(self, path: str, **headers: str) -> Answer:
        """Ask once by a connection of its own."""
        with closing(Line(self.port)) as line:
            return line.get(path, **headers)

    @contextmanager
    def lines(self) -> Iterator[tuple[Line, ...]]:
        """Open a connection to each of its workers, in order."""
        with ExitStack() as lines:
            yield tuple(lines.enter_context(closing(self._line_to(worker))) for worker in self.workers)

    def _line_to(self, worker: int) -> Line:
        line = Line(self.port)
        with asleep(*(set(self.workers) - {worker})):
            line.get("/healthz")
        return line

    def from_each(self, path: str) -> list[Answer]:
        """Ask each worker once, in order."""
        with self.lines() as lines:
            return [line.get(path) for line in lines]

    def kill(self, worker: int) -> None:
        """End a worker at once, and wait until there is another one."""
        os.kill(worker, signal.SIGKILL)
        wait_until(lambda: worker not in self.workers and len(self.workers) == 2)

    def reload(self) -> None:
        """Have all workers make way for new ones, and wait until they have."""
        before = set(self.workers)
        self.process.send_signal(signal.SIGHUP)
        wait_until(lambda: not before & set(self.workers) and len(self.workers) == 2)


def serves(lines: tuple[Line, ...], slug: str, title: str) -> bool:
    """Tell whether every worker serves a course with this title in it."""
    return all(title in line.get(f"/{slug}/all.ics").text for line in lines)


def _stat(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def _runs(pid: int) -> bool:
    try:
        return _stat(pid)[0] != "Z"
    except OSError:
        return False


@contextmanager
def asleep(*processes: int) -> Iterator[None]:
    """Stop processes for a moment."""
    try:
        for process in processes:
            os.kill(process, signal.SIGSTOP)
        time.sleep(0.05)
        yield
    finally:
        for process in processes:
            os.kill(process, signal.SIGCONT)


@contextmanager
def serving(folder: Path, *options: str, within: tuple[str, ...] = (), **environment: str) -> Iterator[Server]:
    """Serve as `make run` does, with the last good data and the log in a folder.

    `options` are gunicorn's, `within` is a command that starts another one, and `environment` are settings.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [*within, sys.executable, "-m", "gunicorn", "-b", f"127.0.0.1:{port}", *options, "wsgi:app"]
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("FEEDS_", "GUNICORN_"))}
    settings = {"FEEDS_PUBLIC_URL": PUBLIC_URL, "FEEDS_STATE_DIR": str(folder / "state")}
    log = folder / "log"
    with log.open("ab") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=inherited | settings | environment, stdout=output, stderr=output
        )
    server = Server(process=process, port=port, log=log)
    try:
        # A worker that has answered is one that has started.
        wait_until(lambda: len(server.workers) == 2 and _answers(port))
        server.from_each("/healthz")
        yield server
    finally:
        process.terminate()
        process.wait(timeout=30)


def _answers(port: int) -> bool:
    try:
        with closing(Line(port)) as line:
            return line.get("/healthz").status == 200
    except OSError:
        return False


def wait_until(condition: Callable[[], bool], seconds: float = 20) -> float:
    """Wait for something that is to come true; tells how long that took."""
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < seconds
        time.sleep(0.05)
    return time.monotonic() - began
