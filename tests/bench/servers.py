"""Real servers, started as `make run` starts ours, and what they cost: processor time and memory from /proc."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

from bench.answers import COURSE, FOLDER, Answer, keep

TESTS = Path(__file__).parent.parent
ROOT = TESTS.parent

_PLAIN = Path(__file__).parent / "plain_gunicorn.py"
_TICKS = os.sysconf("SC_CLK_TCK")
# Settings of whoever runs the benchmark are not what it measures.
_OURS = ("BENCH_", "FEEDS_", "GUNICORN_", "PYTHON", "WEB_CONCURRENCY")
_PATIENCE = 60

_NGINX = """\
daemon off;
worker_processes 2;
pid {folder}/nginx.pid;
error_log /dev/null;
{user}
events {{ worker_connections 1024; }}
http {{
    access_log /dev/null;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    sendfile on;
    # On, it holds answers back by 40 ms on loopback.
    tcp_nopush off;
    keepalive_requests 100000000;
    types {{ text/calendar ics; }}
    {site}
}}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A running server of several processes; `started` is when, by `time.perf_counter`."""

    name: str
    port: int
    started: float
    process: subprocess.Popen[bytes]

    def workers(self) -> tuple[int, ...]:
        """List the processes that answer."""
        pid = self.process.pid
        return tuple(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))

    def processor_time(self) -> float:
        """Give the seconds that all processes have used, those included that have come and gone."""
        return (_ticks(self.process.pid, waited=True) + sum(map(_ticks, self.workers()))) / _TICKS

    def memory(self) -> int:
        """Give the bytes that all processes hold, what they share counted once (PSS)."""
        return sum(map(_pss, (self.process.pid, *self.workers())))

    def connect(self) -> HTTPConnection:
        """Connect; whichever worker is first answers."""
        return HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE)


@contextmanager
def feeds(data: Path, state: Path, name: str = "feeds") -> Iterator[Server]:
    """Run the server under test on a data folder, as `make run` does: without the extra that counts for /metrics."""
    nowhere = str(state / "nowhere")
    settings = {"FEEDS_DATA_DIR": str(data), "FEEDS_STATE_DIR": str(state), "PROMETHEUS_MULTIPROC_DIR": nowhere}
    with _gunicorn("wsgi:app", name, **settings) as server:
        yield server


@contextmanager
def of_answers(
    app: str, answers: Path, name: str, *, course: Path | None = None, plain: bool = False
) -> Iterator[Server]:
    """Run an application of `bench.apps` on the answers in a folder, and on a course if it builds its own.

    `plain` is without our gunicorn.conf.py.
    """
    # Only what we are compared with is found through a path.
    variables = {"PYTHONPATH": str(TESTS), FOLDER: str(answers)} | ({COURSE: str(course)} if course else {})
    options = ("-c", str(_PLAIN)) if plain else ()
    with _gunicorn(f"bench.apps.{app}:app", name, *options, **variables) as server:
        yield server


@contextmanager
def nginx(folder: Path, answers: Path, answer: Answer) -> Iterator[Server]:
    """Run nginx on the answers as files, with the headers of one of them."""
    own = {"content-type", "etag"}
    headers = " ".join(f"add_header {key} '{value}';" for key, value in answer.headers if key.lower() not in own)
    port = _free_port()
    with _nginx(folder, f"server {{ listen 127.0.0.1:{port}; root {answers}; {headers} }}", "nginx", port) as server:
        yield server


@contextmanager
def cache(folder: Path, replica: Server) -> Iterator[Server]:
    """Run nginx as deploy/nginx-cache.conf has it, in front of one replica, with its log to nowhere."""
    port = _free_port()
    changes = {
        "127.0.0.1:8001": f"127.0.0.1:{replica.port}",
        "127.0.0.1:8002": f"127.0.0.1:{replica.port}",
        "listen 8080": f"listen 127.0.0.1:{port}",
        "server_name calendar.example.edu": "server_name 127.0.0.1",
        "/var/cache/nginx/feeds": f"{folder}/kept",
        "/var/log/nginx/feeds.log": "/dev/null",
    }
    site = (ROOT / "deploy" / "nginx-cache.conf").read_text()
    for old, new in changes.items():
        if old not in site:
            raise RuntimeError(f"nginx-cache.conf has no {old!r}")
        site = site.replace(old, new)
    with _nginx(folder, site, "cache", port) as server:
        yield server


@contextmanager
def _nginx(folder: Path, site: str, name: str, port: int) -> Iterator[Server]:
    user = "user root;" if os.geteuid() == 0 else ""
    file = folder / "nginx.conf"
    file.write_text(_NGINX.format(folder=folder, site=site, user=user))
    with _process(["nginx", "-c", str(file)], name, port, {}) as server:
        yield server


@contextmanager
def _gunicorn(app: str, name: str, *options: str, **environment: str) -> Iterator[Server]:
    """Run gunicorn with the committed configuration, as `make run` does, but for the port."""
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", "-b", f"127.0.0.1:{port}", *options, app]
    with _process(command, name, port, environment) as server:
        yield server


@contextmanager
def _process(command: list[str], name: str, port: int, environment: dict[str, str]) -> Iterator[Server]:
    inherited = {key: value for key, value in os.environ.items() if not key.startswith(_OURS)}
    output = subprocess.DEVNULL
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env=inherited | environment, stdout=output, stderr=output)
    try:
        yield Server(name=name, port=port, started=started, process=process)
    finally:
        process.terminate()
        process.wait(_PATIENCE)


def ready(*servers: Server) -> None:
    """Wait until every worker of the servers answers."""
    for server in servers:
        with each_worker(server):
            pass


@contextmanager
def each_worker(server: Server) -> Iterator[tuple[HTTPConnection, ...]]:
    """Connect once to every worker, by letting the others sleep meanwhile."""
    first_answer(server)
    while len(server.workers()) < 2:
        time.sleep(0.01)
    with ExitStack() as stack:
        connections = []
        for worker in server.workers():
            connection = stack.enter_context(closing(server.connect()))
            with alone(server, worker):
                get(connection, "/healthz")
            connections.append(connection)
        yield tuple(connections)


@contextmanager
def alone(server: Server, worker: int) -> Iterator[None]:
    """Let one worker answer all that comes; no longer than gunicorn's `timeout`, after which it ends the others."""
    others = [other for other in server.workers() if other != worker]
    try:
        for other in others:
            os.kill(other, signal.SIGSTOP)
        time.sleep(0.05)
        yield
    finally:
        for other in others:
            os.kill(other, signal.SIGCONT)


def first_answer(server: Server, path: str = "/healthz") -> float:
    """Ask until there is an answer; gives the seconds from the start of the server to its end."""
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            with closing(server.connect()) as connection:
                get(connection, path)
            return time.perf_counter() - server.started
        except ConnectionError:
            if server.process.poll() is not None:
                raise RuntimeError(f"{server.name} does not start") from None
            if time.monotonic() > deadline:
                raise
            time.sleep(0.002)


def get(connection: HTTPConnection, path: str, **headers: str) -> tuple[HTTPResponse, bytes]:
    """Get an address, which must be there."""
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    body = response.read()
    if response.status not in (200, 304, 404) or (response.status == 404 and path != "/healthz"):
        raise RuntimeError(f"{path} answers {response.status}: {body[:200]!r}")
    return response, body


def keep_answers(server: Server, folder: Path, paths: Iterable[str]) -> tuple[Answer, ...]:
    """Keep a server's answers in a folder."""
    with closing(server.connect()) as connection:
        answers = []
        for path in paths:
            response, body = get(connection, path)
            answers.append(keep(folder, path, response.getheaders(), body))
    return tuple(answers)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _ticks(pid: int, *, waited: bool = False) -> int:
    # After the name, which may hold anything: state is the first, utime, stime, cutime and cstime from the 12th.
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11 : 15 if waited else 13]))


def _pss(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
