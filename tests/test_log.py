"""The log of a real gunicorn: one line for each request, whatever was sent, and the program's own in the same shape."""

import json
import logging
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from conftest import ROOT, SLUG
from faults.servers import Server, serving, wait_until
from gunicorn import glogging
from gunicorn.config import Config
from gunicorn.http import Request
from gunicorn.http.wsgi import Response
from prometheus_client import values

from feeds.web.counts import Counts
from feeds.web.log import JsonFormatter, Logger, TextFormatter, told

TIME = r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d\d\dZ"
WORD = r"(?:[!-~]+)"
LINE = re.compile(
    rf"{TIME} {WORD} [A-Z]+ {WORD} \d{{3}} \d+B \d+\.\d+ms canonical={WORD} conditional=(?:yes|no)"
    r' agent="(?:[ !#-\[\]-~]|\\["\\bfnrt]|\\u[0-9a-f]{4})*"'
)
OTHER = re.compile(rf"{TIME} [A-Z]+ \[\d+\] [a-z.]+: .+|    .*")

HOSTILE_AGENTS = (
    b'"',
    b"\\",
    b'\\" conditional=no agent="',
    b"\ttab\t",
    b"\xff\xfe\x80",
    b"\xc3\xa9",
    b"\xe2\x80\xa8\xe2\x80\xae",
    b"%0d%0a2025-10-15T12:00:00.000Z",
    b"%s %(message)s {0} {x}",
    b"x" * 4000,
    b"\x80" * 4000,
)
HOSTILE_PATHS = (
    b"/%0d%0a2025-10-15T12:00:00.000Z%20GET",
    b"/%00%1b[2J%e2%80%a8",
    b"/\"'`<script>",
    b"/\\n\\u0020\\",
    b"/%s%(message)s{0}",
    b"/%ff%c0%af",
    b"/a?b=" + b"c" * 4000,
    b"http://evil.example/x",
)
# Gunicorn takes none of these for a request.
NO_REQUESTS = (
    b"GET /a b\x1b[2J HTTP/1.1",
    b"GET /\xe9 HTTP/1.1",
    b"GET /\n2025-10-15T12:00:00.000Z HTTP/1.1",
    b"\x16\x03\x01",
)


@pytest.fixture(scope="module", params=["text", "json"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server behind a proxy, with its requests in a file of their own."""
    folder = tmp_path_factory.mktemp(request.param)
    options = ("--access-logfile", str(folder / "access"))
    with serving(folder, *options, FEEDS_LOG_FORMAT=request.param, FEEDS_PROXY_HOPS="1") as running:
        yield running


def lines_of(server: Server, *requests: bytes) -> list[str]:
    """Send requests, each by a connection of its own, and give the lines that come of them."""
    file = server.log.with_name("access")
    known = len(file.read_text().splitlines())
    for request in requests:
        send(server, request)
    # A line is written when the answer has been sent.
    wait_until(lambda: len(file.read_text().splitlines()) >= known + len(requests))
    return file.read_text().splitlines()[known:]


def send(server: Server, request: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(request)
        received = b""
        while part := connection.recv(65536):
            received += part
    return received


def get(path: bytes, *headers: bytes, method: bytes = b"GET") -> bytes:
    lines = (method + b" " + path + b" HTTP/1.1", b"Host: x", b"Connection: close", *headers)
    return b"\r\n".join(lines) + b"\r\n\r\n"


def is_json(server: Server) -> bool:
    return server.log.parent.name.startswith("json")


def parsed(line: str) -> dict[str, object]:
    read: dict[str, object] = json.loads(line)
    return read


def test_each_request_is_a_line(server: Server) -> None:
    exams = f"/{SLUG}/exams.ics".encode()
    bodies = [send(server, get(path)).partition(b"\r\n\r\n")[2] for path in (exams, exams.upper(), b"/healthz")]
    lines = lines_of(
        server,
        get(exams, b"User-Agent: Google-Calendar-Importer"),
        get(f"/{SLUG}/EXAMS.ics?cache=no".encode(), b"If-None-Match: *", b'User-Agent: an "app"'),
        get(exams, method=b"HEAD"),
        get(b"/healthz", b"X-Forwarded-For: 2001:db8::1", b"Referer: https://private.example/", b"Cookie: a=b"),
        get(f"/{SLUG}/lectres.ics".encode(), b"If-None-Match: x"),
    )
    size = len(bodies[0])
    nowhere = len(send(server, get(f"/{SLUG}/lectres.ics".encode())).partition(b"\r\n\r\n")[2])

    if is_json(server):
        read = [parsed(line) for line in lines]
        for fields in read:
            assert re.fullmatch(TIME, str(fields.pop("time")))
            assert 0 <= float(str(fields.pop("milliseconds"))) < 60_000
        names = ("remote", "method", "path", "status", "bytes", "canonical", "conditional", "agent")
        exam = exams.decode()
        assert [tuple(fields.items()) for fields in read] == [
            tuple(zip(names, row, strict=True))
            for row in (
                ("127.0.0.1", "GET", exam, 200, size, exam, False, "Google-Calendar-Importer"),
                ("127.0.0.1", "GET", f"/{SLUG}/EXAMS.ics?cache=no", 304, 0, exam, True, 'an "app"'),
                ("127.0.0.1", "HEAD", exam, 200, 0, exam, False, ""),
                ("2001:db8::1", "GET", "/healthz", 200, 3, "", False, ""),
                ("127.0.0.1", "GET", f"/{SLUG}/lectres.ics", 404, nowhere, "", True, ""),
            )
        ]
    else:
        assert [re.sub(r" \d+\.\d+ms ", " MS ", re.sub(f"^{TIME}", "TIME", line)) for line in lines] == [
            f"TIME 127.0.0.1 GET /{SLUG}/exams.ics 200 {size}B MS canonical=/{SLUG}/exams.ics conditional=no"
            ' agent="Google-Calendar-Importer"',
            f"TIME 127.0.0.1 GET /{SLUG}/EXAMS.ics?cache=no 304 0B MS canonical=/{SLUG}/exams.ics conditional=yes"
            r' agent="an \"app\""',
            f'TIME 127.0.0.1 HEAD /{SLUG}/exams.ics 200 0B MS canonical=/{SLUG}/exams.ics conditional=no agent=""',
            'TIME 2001:db8::1 GET /healthz 200 3B MS canonical=- conditional=no agent=""',
            f'TIME 127.0.0.1 GET /{SLUG}/lectres.ics 404 {nowhere}B MS canonical=- conditional=yes agent=""',
        ]


def test_whatever_is_sent_is_one_line_that_can_be_read(server: Server) -> None:
    agents = [get(b"/healthz", b"User-Agent: " + agent) for agent in HOSTILE_AGENTS]
    paths = [get(path) for path in HOSTILE_PATHS]
    remotes = [get(b"/healthz", b"X-Forwarded-For: 1.2.3.4 GET /forged " + agent) for agent in HOSTILE_AGENTS]
    lines = lines_of(server, *agents, *paths, *remotes)

    assert len(lines) == len(agents) + len(paths) + len(remotes)
    if is_json(server):
        said = [str(parsed(line)["agent"]) for line in lines[: len(agents)]]
        assert [str(parsed(line)["path"]) for line in lines[len(agents) : -len(remotes)]] == [
            path.decode() for path in HOSTILE_PATHS
        ]
    else:
        assert [line for line in lines if not LINE.fullmatch(line)] == []
        said = [json.loads(line.split(" agent=", 1)[1]) for line in lines[: len(agents)]]
    assert said == [agent.strip().decode(errors="backslashreplace") for agent in HOSTILE_AGENTS]


def test_what_is_no_request_makes_up_no_line(server: Server) -> None:
    for request in NO_REQUESTS:
        send(server, request + b"\r\n\r\n")
    wait_until(lambda: len(server.said("Invalid ")) >= len(NO_REQUESTS))

    lines = server.log.read_text().splitlines()
    if is_json(server):
        assert {frozenset(parsed(line)) for line in lines} == {
            frozenset({"time", "level", "process", "logger", "message"})
        }
    else:
        assert [line for line in lines if not OTHER.fullmatch(line)] == []
    assert server.said("\x1b") == []


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_program_and_gunicorn_log_in_the_same_shape_also_after_a_reload(
    log_format: str, data: Path, tmp_path: Path
) -> None:
    (data / SLUG / "staff.yaml").write_text("people: [")
    with serving(tmp_path / "server", FEEDS_LOG_FORMAT=log_format, FEEDS_DATA_DIR=str(data)) as server:
        old = server.workers
        server.process.send_signal(signal.SIGHUP)
        wait_until(lambda: len(server.workers) == 2 and not set(server.workers) & set(old))
        asked = server.get(f"/{SLUG}/exams.ics").status
        wait_until(lambda: bool(server.said(r"rejected ")) and bool(server.said(r"exams\.ics")))
        lines = server.log.read_text().splitlines()

    assert asked == 503
    problem = f"rejected {data / SLUG / 'staff.yaml'}:1:10: "
    rejected = [line for line in lines if problem in line]
    requests = [line for line in lines if "/exams.ics" in line]
    assert (len(rejected), len(requests)) == (1, 1)
    if log_format == "json":
        fields = parsed(rejected[0])
        assert (fields["level"], fields["logger"]) == ("ERROR", "feeds.catalog")
        assert fields["process"] not in old
    else:
        assert re.match(rf"{TIME} ERROR \[\d+\] feeds\.catalog: {re.escape(problem)}", rejected[0])
        started = rf"{TIME} INFO \[{server.process.pid}\] gunicorn\.error: Starting gunicorn 27\.[\d.]+"
        assert re.fullmatch(started, lines[0])


def test_requests_go_to_stdout_and_the_rest_to_stderr(tmp_path: Path) -> None:
    out, err = tmp_path / "out", tmp_path / "err"
    script = 'exec "$0" -m gunicorn -b 127.0.0.1:0 wsgi:app >"$1" 2>"$2"'
    process = subprocess.Popen(["/bin/sh", "-c", script, sys.executable, str(out), str(err)], cwd=ROOT)
    try:
        listening = re.compile(r"Listening at: http://127\.0\.0\.1:(\d+)")
        wait_until(lambda: err.exists() and bool(listening.search(err.read_text())))
        port = int(listening.findall(err.read_text())[0])
        send(Server(process=process, port=port, log=err), get(b"/healthz"))
        wait_until(lambda: bool(out.read_text()))
    finally:
        process.terminate()
        process.wait(timeout=20)

    assert [bool(LINE.fullmatch(line)) for line in out.read_text().splitlines()] == [True]
    assert [line for line in err.read_text().splitlines() if not OTHER.fullmatch(line) or "healthz" in line] == []


def test_setting_that_means_nothing_ends_the_start_with_one_line() -> None:
    command = [sys.executable, "-m", "gunicorn", "-b", "127.0.0.1:0", "wsgi:app"]
    ended = subprocess.run(
        command, cwd=ROOT, env={"FEEDS_LOG_FORMAT": "xml"}, capture_output=True, text=True, check=False, timeout=20
    )

    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == "\nError: FEEDS_LOG_FORMAT has the value 'xml'; write text or json\n\n"


def record(message: str, *, failed: bool = False) -> logging.LogRecord:
    error = ValueError("first\n2025-10-15T12:00:00.000Z INFO [1] forged: \x1b[2J") if failed else None
    info = (ValueError, error, None) if error else None
    made = logging.LogRecord("feeds.web", logging.ERROR, "", 0, "%s", (message,), info)
    made.created, made.process = 1760529600.25, 77
    return made


def test_text_of_more_than_one_line_is_indented() -> None:
    formatter = TextFormatter()

    assert formatter.format(record("é \x00 \u2028\x85 \r")) == (
        r"2025-10-15T12:00:00.250Z ERROR [77] feeds.web: é \x00 \u2028\x85 \r"
    )
    assert formatter.format(record("a\nb", failed=True)).splitlines() == [
        "2025-10-15T12:00:00.250Z ERROR [77] feeds.web: a",
        "    b",
        "    ValueError: first",
        r"    2025-10-15T12:00:00.000Z INFO [1] forged: \x1b[2J",
    ]


def test_record_as_json_is_one_line() -> None:
    head = '{"time": "2025-10-15T12:00:00.250Z", "level": "ERROR", "process": 77, "logger": "feeds.web", '

    assert JsonFormatter().format(record("é\n\u2028")) == head + r'"message": "\u00e9\n\u2028"}'
    assert JsonFormatter().format(record("a", failed=True)) == (
        head + r'"message": "a", "traceback": "ValueError: first\n2025-10-15T12:00:00.000Z INFO [1] forged: \u001b[2J"}'
    )


def answered() -> Response:
    """An answer with the headers of a feed."""
    with socket.socket() as connection:
        response = Response(cast(Request, None), connection, Config())
    response.status, response.sent = "200 OK", 18_342
    response.headers = [
        ("Content-Type", "text/calendar; charset=utf-8"),
        ("Content-Length", "18342"),
        ("Content-Disposition", 'inline; filename="6.7960-fa25-exams.ics"'),
        ("Link", '<https://calendar.example.edu/6.7960-fa25/exams.ics>; rel="canonical"'),
        ("ETag", '"0123456789abcdef0123456789abcdef"'),
        ("Cache-Control", "public, max-age=300"),
        ("Access-Control-Allow-Origin", "*"),
        ("X-Robots-Tag", "noindex"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
    ]
    return response


def test_clock_that_is_set_back_takes_no_time() -> None:
    assert told(answered(), {}, timedelta(seconds=-3600))["milliseconds"] == 0.0


def test_line_and_counts_cost_less_than_gunicorns_own_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By processor time, each with the fastest of several rounds."""
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    monkeypatch.setattr(values, "ValueClass", values.ValueClass)
    config = Config()
    config.set("accesslog", "-")
    environ = {
        "REMOTE_ADDR": "127.0.0.1",
        "REQUEST_METHOD": "GET",
        "RAW_URI": "/6.7960-fa25/exams.ics",
        "PATH_INFO": "/6.7960-fa25/exams.ics",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_USER_AGENT": "iOS/18.0 (22A3354) dataaccessd/1.0",
    }
    request = cast(Request, SimpleNamespace(headers=[("USER-AGENT", environ["HTTP_USER_AGENT"])]))
    response, took = answered(), timedelta(microseconds=700)
    known = {name: list(logging.getLogger(name).handlers) for name in (None, "gunicorn.error", "gunicorn.access")}
    try:
        theirs = glogging.Logger(config)
        gunicorns = fastest(lambda: theirs.access(response, request, environ, took))
        logger = Logger(config)
        logger.count = Counts("1-0").request
        both = fastest(lambda: logger.access(response, request, environ, took))
    finally:
        for name, handlers in known.items():
            logging.getLogger(name).handlers = handlers

    assert both < gunicorns


def fastest(work: Callable[[], None]) -> float:
    rounds = []
    for _ in range(5):
        began = time.process_time()
        for _ in range(2_000):
            work()
        rounds.append(time.process_time() - began)
    return min(rounds)
