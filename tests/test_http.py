"""HTTP as RFC 9110 and 9111 have it, on the wire of a real server: every kind of address, every kind of request."""

import http.client
import re
import socket
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from conftest import PUBLIC_URL, SLUG
from flask.testing import FlaskClient

FEEDS = [
    *(f"/{SLUG}/main.{form}" for form in ("ics", "json", "txt", "atom")),
    f"/{SLUG}/calendar.ics?show=exams",
    f"/{SLUG}/EXAMS_main.ics",
    f"/{SLUG}/changes.atom",
    f"/{SLUG}/staff/victor-butoi.ics",
]
FILES = ["/openapi.json", "/schema/lectures.json", "/static/style.css", "/favicon.svg", "/robots.txt"]
PAGES = [
    "/",
    f"/{SLUG}/",
    f"/{SLUG}/main",
    f"/{SLUG}/main?view=month",
    f"/{SLUG}/embed/main",
    f"/{SLUG}/staff/",
    f"/{SLUG}/staff/victor-butoi",
    f"/{SLUG}/events/midterm",
    f"/{SLUG}/changes",
    f"/{SLUG}/status",
]
MACHINES = ["/healthz", "/readyz"]
WAYS = {"/6.7960": 302, "/6.7960/": 302, f"/{SLUG}/calendar": 303, f"/{SLUG}": 308, f"/{SLUG}/staff": 308}
FEED_ERRORS = {f"/{SLUG}/lectres.ics": 404, f"/{SLUG}/staff/nobody.json": 404, "/nothing/all.txt": 404}
ERRORS = {
    **FEED_ERRORS,
    f"/{SLUG}/lectres": 404,
    f"/{SLUG}/main?view=day": 400,
    "/nothing/": 404,
    "/static/nothing.css": 404,
    "/schema/nothing.json": 404,
}

# What is at every kind of address.
STATUSES = {**dict.fromkeys([*FEEDS, *FILES, *PAGES, *MACHINES], 200), **WAYS, **ERRORS}

METHODS = ["POST", "PUT", "PATCH", "DELETE", "TRACE", "QUERY", "PROPFIND", "REPORT", "MKCALENDAR", "BREW"]

# `T` is the address's ETag with its quotes.
IF_NONE_MATCH = {
    "T": 304,
    "W/T": 304,
    '"another", T': 304,
    'T, "another"': 304,
    '"another" ,\tW/T,"third"': 304,
    '"an, other", T': 304,
    ", ,T": 304,
    "*": 304,
    '"another"': 200,
    'W/"another"': 200,
    '"*"': 200,
    '"': 200,
    "": 200,
    ",": 200,
    "W/": 200,
    "W/*": 200,
    "\xe9": 200,
    '"' + "a" * 4000 + '"': 200,
}
IF_MATCH = {
    "T": 200,
    '"another", T': 200,
    'T,"another"': 200,
    "*": 200,
    "W/T": 412,
    '"another"': 412,
    '"*"': 412,
    '"': 412,
    "W/": 412,
    "\xe9": 412,
}

# The dates also as those that make Werkzeug fail.
IGNORED = [
    {"If-Modified-Since": "Thu, 32 Jan 99999999999 00:00:00 GMT"},
    {"If-Modified-Since": "Thu, 01 Jan 2026 00:00:00 +99999999999999"},
    {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"},
    {"If-Unmodified-Since": "Thu, 32 Jan 99999999999 00:00:00 GMT"},
    {"If-Unmodified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"},
    {"Range": "bytes=0-9"},
    {"Range": "bytes=99999999-"},
    {"Range": "bytes=0-1,3-4,6-7"},
    {"Range": "bytes=0-9", "If-Range": "T"},
    {"Range": "bytes=0-9", "If-Range": "Thu, 32 Jan 99999999999 00:00:00 GMT"},
    {"Accept-Encoding": "gzip, br, identity;q=0"},
    {"Accept": "image/png, */*;q=0"},
    {"Cache-Control": "no-cache, no-store, max-age=0, only-if-cached"},
    {"Origin": "https://other.example.edu"},
    {"Expect": "100-continue"},
    {"TE": "trailers"},
    {"Upgrade": "h2c", "Connection": "Upgrade, HTTP2-Settings", "HTTP2-Settings": "AAMAAABkAAQAAP__"},
]

PREFLIGHT = {
    "Origin": "https://other.example.edu",
    "Access-Control-Request-Method": "GET",
    "Access-Control-Request-Headers": "if-none-match",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, every header but those that gunicorn gives each answer, and the body."""

    status: int
    headers: dict[str, str]
    body: bytes


class Client:
    """A connection that is kept, so that one worker answers."""

    def __init__(self, server: str) -> None:
        self.connection = http.client.HTTPConnection(urlsplit(server).netloc, timeout=10)

    def ask(self, path: str, method: str = "GET", **sent: str) -> Answer:
        """Ask, with `sent` as headers: `if_match='"a"'`."""
        headers = {name.replace("_", "-"): value.encode("latin-1") for name, value in sent.items()}
        self.connection.request(method, path, headers=headers)
        response = self.connection.getresponse()
        given = [(name, value) for name, value in response.getheaders() if name not in ("Connection", "Date", "Server")]
        assert len({name.lower() for name, _ in given}) == len(given)
        return Answer(response.status, dict(given), response.read())


@pytest.fixture
def browser(server: str) -> Iterator[Client]:
    """A client of the real server, which has loaded the course."""
    client = Client(server)
    with closing(client.connection):
        client.ask(f"/{SLUG}/main.ics")
        yield client


def without(headers: dict[str, str], *names: str) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name not in names}


@pytest.mark.parametrize("path", STATUSES)
def test_head_is_get_without_its_body(browser: Client, path: str) -> None:
    # Three times: an answer that is there already is given by another part of the program.
    whole, head, *again = (browser.ask(path, method) for method in ("GET", "HEAD", "GET", "HEAD"))

    assert (whole.status, whole.headers["Content-Length"]) == (STATUSES[path], str(len(whole.body)))
    assert head == Answer(whole.status, whole.headers, b"")
    assert again == [whole, head]


@pytest.mark.parametrize("path", STATUSES)
def test_answer_varies_with_nothing_and_sets_nothing(browser: Client, path: str) -> None:
    headers = browser.ask(path).headers

    assert (
        headers.keys() & {"Accept-Ranges", "Content-Encoding", "Expires", "Last-Modified", "Set-Cookie", "Vary"}
        == set()
    )
    assert headers["Cache-Control"]


@pytest.mark.parametrize("path", STATUSES)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_what_is_no_condition_of_ours_changes_nothing(browser: Client, path: str, method: str) -> None:
    plain = browser.ask(path, method)
    tag = plain.headers.get("ETag", '"none"')

    for sent in IGNORED:
        along = {name.replace("-", "_"): tag if value == "T" else value for name, value in sent.items()}
        assert browser.ask(path, method, **along) == plain, sent


@pytest.mark.parametrize("path", [*FEEDS, *FILES])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_if_none_match(browser: Client, path: str, method: str) -> None:
    plain = browser.ask(path, method)
    tag = plain.headers["ETag"]
    unchanged = Answer(304, without(plain.headers, "Content-Length", "Content-Type"), b"")
    others = {tag.upper(): 200, f"{tag[:-1]}-gz{tag[-1]}": 200, tag.replace('"', ""): 304}
    table = others | {condition.replace("T", tag): status for condition, status in IF_NONE_MATCH.items()}

    assert re.fullmatch(r'"[!-~]+"', tag)
    for condition, status in table.items():
        answer = browser.ask(path, method, if_none_match=condition)
        assert answer == {200: plain, 304: unchanged}[status], condition


@pytest.mark.parametrize("path", [*FEEDS, *FILES])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_if_match(browser: Client, path: str, method: str) -> None:
    plain = browser.ask(path, method)
    tag = plain.headers["ETag"]
    refused = browser.ask(path, method, if_match='"another"')

    assert (refused.status, refused.headers["Content-Type"]) == (412, "text/plain; charset=utf-8")
    assert refused.headers["Cache-Control"] == "no-store"
    for condition, status in IF_MATCH.items():
        answer = browser.ask(path, method, if_match=condition.replace("T", tag))
        assert answer == {200: plain, 412: refused}[status], condition
    # If-Match comes first (RFC 9110, 13.2.2).
    assert browser.ask(path, method, if_match=tag, if_none_match=tag).status == 304
    assert browser.ask(path, method, if_match=tag, if_none_match='"another"') == plain
    assert browser.ask(path, method, if_match='"another"', if_none_match=tag) == refused


def test_precondition_that_fails_says_so(browser: Client) -> None:
    body = b"Precondition Failed: This is no longer what If-Match names.\n"
    feed = browser.ask(f"/{SLUG}/main.ics", if_match='"another"')

    assert feed == Answer(
        412,
        {
            "Access-Control-Allow-Origin": "*",
            "Cache-Control": "no-store",
            "Content-Length": str(len(body)),
            "Content-Type": "text/plain; charset=utf-8",
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
        },
        body,
    )


@pytest.mark.parametrize("path", [*PAGES, *MACHINES])
def test_page_is_none_that_if_match_could_name(browser: Client, path: str) -> None:
    plain = browser.ask(path)

    assert browser.ask(path, if_match="*") == plain
    assert browser.ask(path, if_match='"another"').status == 412
    assert "ETag" not in plain.headers


@pytest.mark.parametrize("path", [*WAYS, *ERRORS])
def test_condition_of_what_is_not_there_is_ignored(browser: Client, path: str) -> None:
    """RFC 9110, 13.2.1."""
    plain = browser.ask(path)

    for condition in ("*", '"another"'):
        assert browser.ask(path, if_match=condition) == plain
        assert browser.ask(path, if_none_match=condition) == plain


@pytest.mark.parametrize("path", STATUSES)
def test_other_methods_are_refused(browser: Client, path: str) -> None:
    body = b"Method Not Allowed: The method is not allowed for the requested URL.\n"
    refused = {
        "Allow": "GET, HEAD, OPTIONS",
        "Cache-Control": "no-store",
        "Content-Length": str(len(body)),
        "Content-Type": "text/plain; charset=utf-8",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        **({"Access-Control-Allow-Origin": "*"} if is_open(path) else {}),
    }

    for method in METHODS:
        assert browser.ask(path, method) == Answer(405, refused, body), method
        assert browser.ask(path, method, if_match='"another"', if_none_match="*").status == 405, method


def is_open(path: str) -> bool:
    """Tell whether a path is, by its ending and under a course, one that scripts of other sites may read."""
    path = path.partition("?")[0]
    return path.endswith((".ics", ".json", ".txt", ".atom")) and path.count("/") > 1


@pytest.mark.parametrize("path", STATUSES)
def test_options_say_what_may_be_asked(browser: Client, path: str) -> None:
    allowed = {
        "Allow": "GET, HEAD, OPTIONS",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        **({"Access-Control-Allow-Origin": "*"} if is_open(path) else {}),
    }
    preflight = {
        "Access-Control-Allow-Headers": "If-None-Match",
        "Access-Control-Allow-Methods": "GET, HEAD",
        "Access-Control-Max-Age": "86400",
    }

    asked = {name.replace("-", "_"): value for name, value in PREFLIGHT.items()}
    assert browser.ask(path, "OPTIONS") == Answer(204, allowed, b"")
    assert browser.ask(path, "OPTIONS", **asked) == Answer(204, allowed | (preflight if is_open(path) else {}), b"")


@pytest.mark.parametrize("path", STATUSES)
def test_scripts_of_other_sites_may_read_feeds_and_their_errors(browser: Client, path: str) -> None:
    shared = {*FEEDS, *FEED_ERRORS, "/openapi.json", "/schema/lectures.json", "/schema/nothing.json"}
    plain = browser.ask(path).headers

    assert plain.get("Access-Control-Allow-Origin") == ("*" if path in shared else None)
    assert plain.get("Access-Control-Allow-Credentials") is None


@pytest.mark.parametrize(
    ("spelling", "canonical"),
    [
        ("EXAMS_main.ics", "main_exams.ics"),
        ("calendar.json?show=exams,lectures&hide=week-3", "lectures_exams_not-week-3.json"),
        ("%6Cectures.atom", "lectures.atom"),
        ("all.ics?utm_source=piazza", "all.ics"),
        ("staff/Victor-Butoi.txt", "staff/victor-butoi.txt"),
        ("Changes.Atom", "changes.atom"),
    ],
)
def test_other_spelling_names_the_canonical_one_in_every_answer(browser: Client, spelling: str, canonical: str) -> None:
    link = f'<{PUBLIC_URL}/{SLUG}/{canonical}>; rel="canonical"'
    plain = browser.ask(f"/{SLUG}/{canonical}")
    tag = plain.headers["ETag"]

    for method in ("GET", "HEAD"):
        for condition in ({}, {"if_none_match": tag}):
            answer = browser.ask(f"/{SLUG}/{spelling}", method, **condition)
            assert answer == browser.ask(f"/{SLUG}/{canonical}", method, **condition)
            assert answer.headers["Link"] == link


@pytest.mark.parametrize(
    ("length", "status"),
    [(4094, 404), (4095, 414), (100_000, 414)],
)
@pytest.mark.parametrize("query", ["", "/all.ics?show=", "/all.ics?x="])
def test_program_refuses_long_addresses_itself(client: FlaskClient, length: int, status: int, query: str) -> None:
    """Under another server than gunicorn, too."""
    begin = f"/nothing{query}"
    response = client.get(begin + "a" * (length - len(begin)))

    assert response.status_code == status


def exchange(server: str, request: str) -> bytes:
    """Send a request as it is, and read until the server ends the connection."""
    host, _, port = urlsplit(server).netloc.partition(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(request.encode("latin-1"))
        received = b""
        while part := connection.recv(65536):
            received += part
    return received


def test_every_answer_ends_where_the_next_one_begins(server: str) -> None:
    """All kinds of requests at once by one connection: no answer has more or less than it says."""
    exams = f"/{SLUG}/exams.ics"
    asked = [
        ("GET", exams, "", 200),
        ("HEAD", exams, "", 200),
        ("GET", exams, "If-None-Match: *", 304),
        ("HEAD", exams, "If-None-Match: *", 304),
        ("GET", exams, 'If-Match: "another"', 412),
        ("HEAD", exams, 'If-Match: "another"', 412),
        ("OPTIONS", exams, "", 204),
        ("POST", exams, "Content-Length: 0", 405),
        ("HEAD", f"/{SLUG}/lectres", "", 404),
        ("GET", f"/{SLUG}", "", 308),
        ("HEAD", "/static/style.css", "If-None-Match: *", 304),
        ("GET", "/static/style.css", "", 200),
        ("GET", "/healthz", "Connection: close", 200),
    ]
    requests = "".join(
        f"{method} {path} HTTP/1.1\r\nHost: x\r\n{header}{header and chr(13) + chr(10)}\r\n"
        for method, path, header, _ in asked
    )
    rest, statuses = exchange(server, requests), []
    for method, *_ in asked:
        head, _, rest = rest.partition(b"\r\n\r\n")
        status = int(head.split()[1])
        length = re.search(rb"(?i)\r\ncontent-length: (\d+)", head)
        statuses.append(status)
        if length and method != "HEAD":
            rest = rest[int(length[1]) :]

    assert statuses == [status for *_, status in asked]
    assert rest == b""


@pytest.mark.parametrize("framing", ["Content-Length: {0}", "Transfer-Encoding: chunked"])
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
def test_body_of_a_request_is_never_taken_for_the_next_one(server: str, method: str, framing: str) -> None:
    smuggled = f"GET /{SLUG}/exams.ics HTTP/1.1\r\nHost: x\r\n\r\n"
    body = f"{len(smuggled):x}\r\n{smuggled}\r\n0\r\n\r\n" if "chunked" in framing else smuggled
    first = f"{method} /healthz HTTP/1.1\r\nHost: x\r\n{framing.format(len(smuggled))}\r\n\r\n{body}"
    answers = exchange(server, f"{first}GET /robots.txt HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")

    assert b"BEGIN:VCALENDAR" not in answers
    assert len(re.findall(rb"(?m)^HTTP/1\.1 \d+ ", answers)) in (1, 2)
