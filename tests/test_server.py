"""A real gunicorn with the committed configuration: what it lives through, and that its workers are alike."""

import hashlib
import http.client
import os
import re
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import PUBLIC_URL, ROOT, SLUG

from feeds.course.model import Course

IDLE_CLIENTS = 200
FORMS = ("ics", "json", "txt")

BROKEN_CHUNKS = "Transfer-Encoding: chunked\r\n\r\nZZ\r\nnot a chunk\r\n"

# What comes over the wire, and what comes back.
ODD_REQUESTS = {
    "longest line": ("GET /{} HTTP/1.1\r\n\r\n".format("a" * 4000), [404]),
    "line too long": ("GET /{} HTTP/1.1\r\n\r\n".format("a" * 5000), [414]),
    "query too long": ("GET /calendar.ics?show={} HTTP/1.1\r\n\r\n".format("a" * 5000), [414]),
    "line without end": ("G" * 5000, [414]),
    "header too long": ("GET / HTTP/1.1\r\nCookie: {}\r\n\r\n".format("a" * 5000), [431]),
    "too many headers": ("GET / HTTP/1.1\r\n{}\r\n".format("A: b\r\n" * 100), [431]),
    "broken chunks": (f"GET /healthz HTTP/1.1\r\n{BROKEN_CHUNKS}", [200, 400]),
    "broken chunks of a refused method": (f"POST /{SLUG}/all.ics HTTP/1.1\r\n{BROKEN_CHUNKS}", [405, 400]),
    "chunks and length": (f"GET /healthz HTTP/1.1\r\nContent-Length: 3\r\n{BROKEN_CHUNKS}", [400]),
    "two hosts": ("GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", [400]),
    "length below nothing": ("GET /healthz HTTP/1.1\r\nContent-Length: -1\r\n\r\n", [400]),
    "two lengths": ("GET /healthz HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", [400]),
    "header without name": ("GET /healthz HTTP/1.1\r\n: x\r\n\r\n", [400]),
    "nul in the line": ("GET /health\0z HTTP/1.1\r\n\r\n", [400]),
    "octets in the line": ("GET /h\xe9althz HTTP/1.1\r\n\r\n", [400]),
    "no such version": ("GET /healthz HTTP/9.9\r\n\r\n", [400]),
    "another protocol": ("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\r\n\r\n", [400]),
    "star": ("OPTIONS * HTTP/1.1\r\n\r\n", [204]),
    "whole address": ("GET http://evil.example/healthz HTTP/1.1\r\n\r\n", [200]),
    "whole address without a path": ("GET http://evil.example HTTP/1.1\r\n\r\n", [400]),
    "query without a path": ("GET ?show=exams HTTP/1.1\r\n\r\n", [400]),
    "tunnel": ("CONNECT evil.example:443 HTTP/1.1\r\n\r\n", [405]),
    "unheard-of method": ("BREW / HTTP/1.1\r\n\r\n", [405]),
    "two slashes": (f"GET //{SLUG}/exams.ics HTTP/1.1\r\n\r\n", [200]),
    "another host by two slashes": ("GET //evil.example/%2e%2e HTTP/1.1\r\n\r\n", [404]),
}


Answer = tuple[int, tuple[tuple[str, str], ...], str]


@dataclass(frozen=True)
class Server:
    """A gunicorn of a test's own: its process, its port, what it writes, and where it is at home."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path
    home: Path

    @property
    def workers(self) -> list[int]:
        """List every worker ever started, in order."""
        return [int(pid) for pid in re.findall(r"Booting worker with pid: (\d+)", self.log.read_text())]


@contextmanager
def serving(folder: Path, **environment: str) -> Iterator[Server]:
    """Run gunicorn as its command line in the README does, at home in a folder."""
    port = free_port()
    log, home = folder / "log", folder / "home"
    home.mkdir(parents=True)
    with log.open("wb") as output:
        process = start(port, output.fileno(), HOME=str(home), FEEDS_PUBLIC_URL=PUBLIC_URL, **environment)
    try:
        server = Server(process, port, log, home)
        wait_until(lambda: len(server.workers) >= 2 and accepts(port))
        yield server
    finally:
        process.terminate()
        process.wait(timeout=20)


def start(port: int, output: int, **environment: str) -> subprocess.Popen[bytes]:
    ours = ("FEEDS_", "GUNICORN_", "PYTHONHASHSEED", "XDG_")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    command = [sys.executable, "-m", "gunicorn", "-b", f"127.0.0.1:{port}", "wsgi:app"]
    # Hosts set WEB_CONCURRENCY without being asked; the committed configuration does not follow.
    variables = inherited | {"WEB_CONCURRENCY": "5"} | environment
    return subprocess.Popen(command, cwd=ROOT, env=variables, stdout=output, stderr=output)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def accepts(port: int) -> bool:
    with socket.socket() as connection:
        return connection.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def only(server: Server, worker: int) -> Iterator[None]:
    """Let one worker answer everything, by making the other one sleep."""
    others = set(server.workers) - {worker}
    try:
        for other in others:
            os.kill(other, signal.SIGSTOP)
        time.sleep(0.05)
        yield
    finally:
        for other in others:
            os.kill(other, signal.SIGCONT)


def get(server: Server, *paths: str, method: str = "GET") -> list[Answer]:
    """Get all paths by one connection: status, headers but Date, and the hash of the body."""
    answers = []
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)) as connection:
        for path in paths:
            connection.request(method, path)
            response = connection.getresponse()
            headers = tuple(sorted((name, value) for name, value in response.getheaders() if name != "Date"))
            answers.append((response.status, headers, hashlib.sha256(response.read()).hexdigest()))
    return answers


def connect(server: Server) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), timeout=10)


def exchange(server: Server, request: bytes) -> bytes:
    """Send bytes, and read until the server ends the connection."""
    with connect(server) as connection:
        connection.sendall(request)
        return read_all(connection)


def read_all(connection: socket.socket) -> bytes:
    received = b""
    while part := connection.recv(65536):
        received += part
    return received


def parts(answer: bytes) -> tuple[bytes, list[bytes], bytes]:
    """Part an answer into status line, header lines but Date, and body."""
    head, _, body = answer.partition(b"\r\n\r\n")
    status, *lines = head.split(b"\r\n")
    return status, [line for line in lines if not line.startswith(b"Date: ")], body


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of the real data."""
    with serving(tmp_path_factory.mktemp("server"), PYTHONHASHSEED="1") as running:
        yield running


def test_server_runs_as_its_configuration_says(server: Server) -> None:
    get(server, f"/{SLUG}/exams.ics?cache=no")
    logged = re.compile(rf" 127\.0\.0\.1 GET /{SLUG}/exams\.ics\?cache=no 200 [0-9]+B ")

    # An answer is sent before it is logged.
    wait_until(lambda: len(logged.findall(server.log.read_text())) == 1)
    assert re.findall(r"Using worker: (.*)", server.log.read_text()) == ["gevent"]
    assert len(server.workers) == 2


def test_server_leaves_nothing_behind_at_home(server: Server) -> None:
    """The control socket would be one for all servers of the machine."""
    get(server, "/", f"/{SLUG}/all.ics")

    assert list(server.home.rglob("*")) == []


def test_answer_on_the_wire_is_complete_and_says_nothing_twice(server: Server) -> None:
    status, lines, body = parts(
        exchange(server, f"GET /{SLUG}/exams.ics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
    )

    assert status == b"HTTP/1.1 200 OK"
    assert sorted(lines) == sorted(
        [
            b"Server: gunicorn",
            b"Connection: close",
            b"Content-Type: text/calendar; charset=utf-8",
            b"Content-Length: %d" % len(body),
            b'Content-Disposition: inline; filename="6.7960-fa25-exams.ics"',
            b'ETag: "%s"' % hashlib.sha256(body).hexdigest()[:32].encode(),
            b'Link: <https://calendar.example.edu/6.7960-fa25/exams.ics>; rel="canonical"',
            b"Cache-Control: public, max-age=300, stale-while-revalidate=3600, stale-if-error=604800",
            b"Access-Control-Allow-Origin: *",
            b"X-Robots-Tag: noindex",
            b"X-Content-Type-Options: nosniff",
            b"Referrer-Policy: no-referrer",
        ]
    )


def test_head_and_304_have_no_body_on_the_wire(server: Server) -> None:
    get_ = exchange(server, f"GET /{SLUG}/exams.ics HTTP/1.1\r\nConnection: close\r\n\r\n".encode())
    head = exchange(server, f"HEAD /{SLUG}/exams.ics HTTP/1.1\r\nConnection: close\r\n\r\n".encode())
    condition = "If-None-Match: *\r\nConnection: close\r\n\r\n"
    unchanged = exchange(server, f"GET /{SLUG}/exams.ics HTTP/1.1\r\n{condition}".encode())
    status, lines, _ = parts(get_)

    assert parts(head) == (status, lines, b"")
    assert parts(unchanged) == (
        b"HTTP/1.1 304 NOT MODIFIED",
        [line for line in lines if not line.startswith((b"Content-Type:", b"Content-Length:"))],
        b"",
    )


def test_every_worker_under_every_hash_seed_gives_the_same_answers(
    server: Server, course: Course, tmp_path: Path
) -> None:
    kinds = ("lectures", "tutorials", "exams", "deadlines", "office-hours", "releases", "holidays")
    words = ["main", "all", *kinds, *course.people, *(f"staff/{person}" for person in course.people)]
    selections = [*words, "main_victor-butoi_not-week-3", "lectures.kaiming-he_tag-guest_room-26-168"]
    feeds = [f"/{SLUG}/{word}.{form}" for word in selections for form in FORMS]
    pages = ["/", f"/{SLUG}/", f"/{SLUG}/main", f"/{SLUG}/staff/victor-butoi", f"/{SLUG}/events/midterm"]
    errors = [f"/{SLUG}/lectres.ics", f"/{SLUG}/lectres", "/nothing/", "/no/thing/at/all"]
    paths = [*feeds, *pages, *errors]

    found: dict[str, set[Answer]] = {path: set() for path in [*paths, "POST /"]}
    with serving(tmp_path, PYTHONHASHSEED="3") as other:
        for each in (server, other):
            for worker in each.workers:
                with only(each, worker):
                    for path, answer in zip(paths, get(each, *paths), strict=True):
                        found[path].add(answer)
                    found["POST /"].update(get(each, "/", method="POST"))

    assert {path: answers for path, answers in found.items() if len(answers) != 1} == {}
    assert {status for path in [*feeds, *pages] for status, _, _ in found[path]} == {200}
    assert {status for path in errors for status, _, _ in found[path]} == {404}


def test_idle_clients_keep_nobody_waiting(server: Server) -> None:
    """Hundreds of clients that send half a request, or nothing, beside one that wants its calendar."""
    with ExitStack() as clients:
        for number in range(IDLE_CLIENTS):
            idle = clients.enter_context(connect(server))
            if number % 2:
                idle.sendall(f"GET /{SLUG}/all.ics HTTP/1.1\r\nHost: calendar.exa".encode())
        answers = [get(server, "/healthz", f"/{SLUG}/exams.ics") for _ in range(20)]

    assert {tuple(status for status, _, _ in answer) for answer in answers} == {(200, 200)}


def test_clients_that_do_not_read_keep_nobody_waiting(server: Server) -> None:
    """Clients that ask for more than their connection holds, and leave it there."""
    request = f"GET /{SLUG}/all.ics HTTP/1.1\r\nHost: x\r\n\r\n".encode() * 100
    with ExitStack() as clients:
        for _ in range(20):
            client = clients.enter_context(connect(server))
            client.sendall(request)
        answers = [get(server, "/healthz", f"/{SLUG}/exams.ics") for _ in range(10)]

    assert {tuple(status for status, _, _ in answer) for answer in answers} == {(200, 200)}


@pytest.mark.parametrize("version", ["HTTP/1.1", "HTTP/1.0"])
def test_request_without_host_is_answered(server: Server, version: str) -> None:
    with_host, without = (
        exchange(server, f"GET /{SLUG}/exams.ics {version}\r\n{host}Connection: close\r\n\r\n".encode())
        for host in ("Host: calendar.example.edu\r\n", "")
    )

    assert parts(without) == parts(with_host)
    assert parts(without)[0] == f"{version} 200 OK".encode()


@pytest.mark.parametrize(
    "header",
    [
        "Script_Name: /evil",
        "SCRIPT_NAME: /healthz",
        "Script-Name: /evil",
        "Path_Info: /evil.ics",
        "PATH_INFO: /",
        "Path-Info: /evil.ics",
        "Remote_User: evil",
        "X-Forwarded-Host: evil.example",
        "X-Forwarded-Proto: ftp",
        "X-Forwarded-For: evil",
        "Forwarded: for=evil;host=evil.example",
    ],
)
def test_headers_of_a_forwarder_change_nothing(server: Server, header: str) -> None:
    for path in (f"/{SLUG}/exams.ics", f"/{SLUG}", f"/{SLUG}/lectres"):
        plain, forged = (
            exchange(server, f"GET {path} HTTP/1.1\r\nHost: x\r\n{line}Connection: close\r\n\r\n".encode())
            for line in ("", f"{header}\r\n")
        )
        assert parts(forged) == parts(plain), path


@pytest.mark.parametrize(("sent", "expected"), ODD_REQUESTS.values(), ids=ODD_REQUESTS.keys())
def test_odd_request_is_answered_and_never_breaks_anything(server: Server, sent: str, expected: list[int]) -> None:
    with connect(server) as connection:
        connection.sendall(sent.encode("latin-1"))
        connection.shutdown(socket.SHUT_WR)
        answer = read_all(connection)

    assert [int(status) for status in re.findall(rb"^HTTP/1\.[01] (\d+) ", answer, re.MULTILINE)] == expected
    assert re.findall(rb"(?i)^Location: .*", answer, re.MULTILINE) == []


def test_workers_may_open_as_many_files_as_the_machine_lets_them(tmp_path: Path) -> None:
    """Whatever the shell says that starts the server: each connection and each file being read is one."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
    try:
        with serving(tmp_path) as server:
            limits = [Path(f"/proc/{worker}/limits").read_text() for worker in server.workers]
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))

    found = [re.findall(r"^Max open files +(\w+) +(\w+)", each, re.MULTILINE) for each in limits]
    most = "unlimited" if hard == resource.RLIM_INFINITY else str(hard)
    assert found == [[(most, most)]] * 2


def test_dead_worker_is_replaced_and_missed_by_nobody(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        first = server.workers[0]
        os.kill(first, signal.SIGKILL)
        answers = [get(server, f"/{SLUG}/exams.ics") for _ in range(20)]
        wait_until(lambda: len(server.workers) == 3)

    assert {answer[0][0] for answer in answers} == {200}


def test_server_told_to_stop_answers_first(tmp_path: Path) -> None:
    """A request that is under way when the server is told to stop gets its whole answer."""
    request = f"GET /{SLUG}/exams.ics HTTP/1.1\r\nConnection: close\r\n\r\n".encode()
    with serving(tmp_path) as server:
        expected = exchange(server, request)
        with connect(server) as connection:
            connection.sendall(request[:20])
            time.sleep(0.2)
            server.process.terminate()
            wait_until(lambda: not accepts(server.port))
            connection.sendall(request[20:])
            answer = read_all(connection)
        assert server.process.wait(timeout=20) == 0

    assert parts(answer) == parts(expected)
    assert "Worker graceful timeout" not in server.log.read_text()


def test_every_worker_sees_edits_and_keeps_the_last_good_feeds(data: Path, tmp_path: Path) -> None:
    exams = data / SLUG / "exams.yaml"
    seen = []
    with serving(tmp_path / "server", FEEDS_DATA_DIR=str(data), FEEDS_RELOAD_SECONDS="0") as server:
        for title in ("title: Midterm", "title: Mid-term", "title: [", "title: Midterm, room: 26-100"):
            exams.write_text(re.sub("title: .*}", f"{title}}}", exams.read_text()))
            for worker in server.workers:
                with only(server, worker):
                    answer = exchange(server, f"GET /{SLUG}/exams.txt HTTP/1.1\r\nConnection: close\r\n\r\n".encode())
                    seen.append(answer.decode().splitlines()[-1])

    before = "Tue 21 Oct, 7:30–9:30 PM ET · "
    assert seen == [
        *[f"{before}Midterm (6.7960)"] * 2,
        *[f"{before}Mid-term (6.7960)"] * 4,
        *[f"{before}Midterm (6.7960) · 26-100"] * 2,
    ]
    rejected = re.findall(r"rejected \S*exams.yaml:\S+ .* \(serving: its last good state\)", server.log.read_text())
    # Each worker says it once.
    assert len(rejected) == 2


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        (
            "FEEDS_PUBLIC_URL",
            "calendar.example.edu",
            "FEEDS_PUBLIC_URL has the value 'calendar.example.edu'; write the scheme and host that subscribers use,"
            " such as https://calendar.example.edu",
        ),
        (
            "FEEDS_RELOAD_SECONDS",
            "1s",
            "FEEDS_RELOAD_SECONDS has the value '1s'; write a number of seconds from 0 to 3600",
        ),
    ],
)
def test_server_does_not_start_with_a_setting_that_means_nothing(
    tmp_path: Path, name: str, value: str, message: str
) -> None:
    log = tmp_path / "log"
    with log.open("wb") as output:
        process = start(free_port(), output.fileno(), **{"HOME": str(tmp_path), name: value})

    assert process.wait(timeout=20) != 0
    assert message in log.read_text()
