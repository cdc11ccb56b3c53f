"""The feeds over HTTP: exact answers, whatever a calendar app sends along."""

import hashlib
import json
import logging
import re
from datetime import UTC, datetime

import pytest
from conftest import DATA, PUBLIC_URL, SLUG
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from feeds.calendar.feed import CourseFeeds
from feeds.settings import Settings
from feeds.web.app import create_app

FORMS = ("ics", "json", "txt", "atom")

ALWAYS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
CORS = {"Access-Control-Allow-Origin": "*"}
FEED = {
    **ALWAYS,
    **CORS,
    "Cache-Control": "public, max-age=300, stale-while-revalidate=3600, stale-if-error=604800",
    "X-Robots-Tag": "noindex",
}
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors "
)
UNUSED = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
HTML = {
    **ALWAYS,
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": f"{POLICY}'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": UNUSED,
    "X-Frame-Options": "DENY",
}
PAGE = {**HTML, "Cache-Control": "public, max-age=60"}
ERROR_PAGE = {**HTML, "Cache-Control": "no-store"}
# What other sites may put into a frame, errors too: a frame that stays empty says nothing.
FRAMED = {
    **ALWAYS,
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": f"{POLICY}*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Permissions-Policy": UNUSED,
    "Cache-Control": "public, max-age=60",
}
ERROR_FRAMED = {**FRAMED, "Cache-Control": "no-store"}
TEXT = {**ALWAYS, "Content-Type": "text/plain; charset=utf-8"}
ERROR_TEXT = {**TEXT, "Cache-Control": "no-store"}
# Scripts of other sites are told, too.
FEED_ERROR = {**ERROR_TEXT, **CORS}


def etag(body: bytes) -> str:
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def feed_headers(content_type: str, filename: str, path: str) -> dict[str, str]:
    """Give the headers of a feed but those that depend on its body."""
    return {
        **FEED,
        "Content-Type": f"{content_type}; charset=utf-8",
        "Content-Disposition": f'inline; filename="{filename}"',
        "Link": f'<https://calendar.example.edu/6.7960-fa25/{path}>; rel="canonical"',
    }


# Address, status, and every header but Date, Content-Length and a feed's ETag.
ANSWERS = [
    ("/6.7960-fa25/lectures.ics", 200, feed_headers("text/calendar", "6.7960-fa25-lectures.ics", "lectures.ics")),
    ("/6.7960-fa25/lectures.json", 200, feed_headers("application/json", "6.7960-fa25-lectures.json", "lectures.json")),
    ("/6.7960-fa25/lectures.txt", 200, feed_headers("text/plain", "6.7960-fa25-lectures.txt", "lectures.txt")),
    (
        "/6.7960-fa25/not-week-1_exams_KAIMING-HE.lectures.ics",
        200,
        feed_headers(
            "text/calendar",
            "6.7960-fa25-lectures.kaiming-he_exams_not-week-1.ics",
            "lectures.kaiming-he_exams_not-week-1.ics",
        ),
    ),
    (
        "/6.7960-fa25/calendar.ics?show=exams,lectures&hide=week-1",
        200,
        feed_headers("text/calendar", "6.7960-fa25-lectures_exams_not-week-1.ics", "lectures_exams_not-week-1.ics"),
    ),
    # Nobody's hours and no lectures: a calendar that will fill by itself.
    (
        "/6.7960-fa25/taylor-braun.ics",
        200,
        feed_headers("text/calendar", "6.7960-fa25-taylor-braun.ics", "taylor-braun.ics"),
    ),
    (
        "/6.7960-fa25/staff/victor-butoi.ics",
        200,
        feed_headers("text/calendar", "6.7960-fa25-staff-victor-butoi.ics", "staff/victor-butoi.ics"),
    ),
    (
        "/6.7960-fa25/staff/Victor-Butoi.JSON",
        200,
        feed_headers("application/json", "6.7960-fa25-staff-victor-butoi.json", "staff/victor-butoi.json"),
    ),
    (
        "/6.7960-fa25/staff/victor-butoi.txt",
        200,
        feed_headers("text/plain", "6.7960-fa25-staff-victor-butoi.txt", "staff/victor-butoi.txt"),
    ),
    (
        "/6.7960-fa25/lectures.atom",
        200,
        feed_headers("application/atom+xml", "6.7960-fa25-lectures.atom", "lectures.atom"),
    ),
    (
        "/6.7960-fa25/staff/Victor-Butoi.atom",
        200,
        feed_headers("application/atom+xml", "6.7960-fa25-staff-victor-butoi.atom", "staff/victor-butoi.atom"),
    ),
    (
        "/6.7960-fa25/Changes.ATOM",
        200,
        feed_headers("application/atom+xml", "6.7960-fa25-changes.atom", "changes.atom"),
    ),
    ("/", 200, PAGE),
    ("/6.7960-fa25/", 200, PAGE),
    ("/6.7960-fa25/lectures", 200, PAGE),
    ("/6.7960-fa25/lectures?view=month", 200, PAGE),
    ("/6.7960-fa25/staff/", 200, PAGE),
    ("/6.7960-fa25/staff/victor-butoi", 200, PAGE),
    ("/6.7960-fa25/events/midterm", 200, PAGE),
    ("/6.7960-fa25/changes", 200, PAGE),
    ("/6.7960-fa25/status", 200, {**HTML, "Cache-Control": "no-store"}),
    ("/6.7960-fa25/embed/lectures", 200, FRAMED),
    ("/6.7960-fa25/embed/Lectures?from=2025-10-01", 200, FRAMED),
    ("/6.7960-fa25/embed/lectres", 404, ERROR_FRAMED),
    ("/6.7960-fa25/embed/lectures?view=day", 200, FRAMED),
    ("/nothing/embed/lectures", 404, ERROR_FRAMED),
    ("/6.7960-fa25/embed/", 404, ERROR_PAGE),
    ("/6.7960-fa25/lectures?embed=1", 200, PAGE),
    ("/6.7960-fa25/lectures?view=day", 400, ERROR_PAGE),
    ("/6.7960-fa25/calendar?form=choose", 400, ERROR_PAGE),
    ("/6.7960-fa25", 308, {**PAGE, "Location": "/6.7960-fa25/"}),
    ("/6.7960-fa25/staff", 308, {**PAGE, "Location": "/6.7960-fa25/staff/"}),
    ("/6.7960-fa25/calendar", 303, {**PAGE, "Location": "/6.7960-fa25/all"}),
    ("/6.7960-fa25/lectres.ics", 404, FEED_ERROR),
    ("/6.7960-fa25/lectres", 404, ERROR_PAGE),
    ("/6.7960-fa25/staff/lectures.txt", 404, FEED_ERROR),
    ("/6.7960-fa25/staff/lectures", 404, ERROR_PAGE),
    ("/6.7960-fa25/events/nothing", 404, ERROR_PAGE),
    ("/6.7960-fa25/lectres.atom", 404, FEED_ERROR),
    ("/nothing/changes.atom", 404, FEED_ERROR),
    ("/nothing/changes", 404, ERROR_PAGE),
    ("/nothing/status", 404, ERROR_PAGE),
    ("/nothing/all.json", 404, FEED_ERROR),
    ("/nothing/", 404, ERROR_PAGE),
    ("/nothing/at/all/of/this", 404, ERROR_PAGE),
    ("/static/nothing.css", 404, ERROR_PAGE),
    ("/healthz", 200, {**TEXT, "Cache-Control": "no-store"}),
    ("/readyz", 200, {**ALWAYS, "Content-Type": "application/json", "Cache-Control": "no-store"}),
    ("/robots.txt", 200, {**TEXT, "Cache-Control": "public, max-age=3600", "ETag": etag(b"User-agent: *\nAllow: /\n")}),
]

# What the listing of known words says under every 404 of the real course.
KNOWN = """\
All and most: all, main
Kinds: lectures, tutorials, exams, deadlines, office-hours, releases, holidays
People: sara-beery, kaiming-he, omar-khattab, taylor-braun, victor-butoi, ishan-ganguly, mahmoud-abdelmoneum, \
abhay-bestrapalli, riddhi-bhagwat, russ-chua, kelly-cui, ali-cy, gerardo-flores, orion-foo, ishita-goluguri, \
egor-lifar, maggie-lin, edgar-morfin, shreya-ravikumar, tara-sarma, gracie-sheng, ashkan-soleymani, \
vinith-suriyakumar, vanessa-xiao, lana-xu, william-yang
Weeks: week-1, week-2, week-3, week-4, week-5, week-6, week-7, week-8, week-9, week-10, week-11, week-12, week-13, \
week-14, week-15
Rooms: room-2-190, room-24-317, room-24-319, room-26-168, room-32-123, room-32-g818, room-34-303, room-36-112, \
room-36-155, room-36-156, room-45-230, room-45-701h, room-45-741h
Tags: tag-guest, tag-pytorch
"""

# An address, and what comes before the listing.
UNKNOWN_SELECTIONS = [
    ("lectres.ics", "Nothing here is called 'lectres'; did you mean 'lectures'?"),
    ("LECTRES.ATOM", "Nothing here is called 'lectres'; did you mean 'lectures'?"),
    ("LECTRES.TXT", "Nothing here is called 'lectres'; did you mean 'lectures'?"),
    ("victor-buttoi.json", "Nothing here is called 'victor-buttoi'; did you mean 'victor-butoi'?"),
    ("xyzzy.ics", "Nothing here is called 'xyzzy'."),
    ("main_lectres.ics", "Nothing here is called 'lectres'; did you mean 'lectures'?"),
    ("room-45-231.ics", "Nothing here is called 'room-45-231'; did you mean 'room-45-230'?"),
    ("tag-nothing.ics", "Nothing here is called 'tag-nothing'."),
    ("week-16.ics", "There is no week-16; the weeks of this course are week-1 to week-15."),
    ("week-05.ics", "'week-05' is not a week; write week-1, week-2 and so on, without zeros in front."),
    (
        "lectures.exams.ics",
        "'lectures.exams' can never match: nothing is of two kinds; to have either, write 'lectures_exams'.",
    ),
    ("lectures_not-lectures.ics", "'not-lectures' takes away all of 'lectures'; take one of them out."),
    (".ics", "A word is missing; there is a '.' or '_' with nothing beside it."),
    ("lectures_.ics", "A word is missing; there is a '.' or '_' with nothing beside it."),
    ("calendar.ics?show=", "'show' and 'hide' want words; write show=one,two&hide=three."),
    ("calendar.ics?show=lectures&show=", "'show' and 'hide' want words; write show=one,two&hide=three."),
    ("calendar.ics?show=lectures,", "'show' and 'hide' want words; write show=one,two&hide=three."),
    ("calendar.ics?show=lectres", "Nothing here is called 'lectres'; did you mean 'lectures'?"),
    (
        "calendar.ics?show=lectures_exams",
        "'lectures_exams' does not go into a query; write show=one,two&hide=three.",
    ),
    (
        "calendar.ics?hide=not-lectures",
        "'not-lectures' does not go into a query; write show=one,two&hide=three.",
    ),
    # A word of the query's own is none of the path's.
    ("calendar_lectures.ics", "Nothing here is called 'calendar'."),
    ("a" * 201 + ".ics", "The address is too long, 201 characters where 200 are the most; choose fewer."),
    ("%3Cscript%3E.ics", "'<script>' is not a word; words are letters and digits joined by single hyphens."),
    (
        "all%0D%0AX-Evil%3A1.ics",
        r"'all\r\nx-evil:1' is not a word; words are letters and digits joined by single hyphens.",
    ),
    ("%00.ics", r"'\x00' is not a word; words are letters and digits joined by single hyphens."),
    ("%FF.ics", "'\ufffd' is not a word; words are letters and digits joined by single hyphens."),
    ("all.ics.ics", "Nothing here is called 'ics'."),
    ("staff/lectures.ics", "Nobody on the staff is called 'lectures'."),
    ("staff/main.json", "Nobody on the staff is called 'main'."),
    ("staff/week-1.txt", "Nobody on the staff is called 'week-1'."),
    ("staff/calendar.ics?show=victor-butoi", "Nobody on the staff is called 'calendar'."),
    ("staff/.ics", "Nobody on the staff is called '.ics'."),
    ("staff/not-victor-butoi.ics", "Nobody on the staff is called 'not-victor-butoi'; did you mean 'victor-butoi'?"),
    ("staff/victor-butoi_main.ics", "Nobody on the staff is called 'victor-butoi_main'; did you mean 'victor-butoi'?"),
    ("staff/victor-buttoi.ics", "Nobody on the staff is called 'victor-buttoi'; did you mean 'victor-butoi'?"),
]

NO_COURSE = "There is no such course: Nothing here is called {}\nCourses: 6.7960-fa25\n"
NOT_FOUND = "There is no such page: Nothing is at this address.\n"

# Every spelling of one selection, under the canonical one.
SPELLINGS = {
    "all": [
        "ALL.ics",
        "All.Ics",
        "all.all.ics",
        "all_lectures.ics",
        "calendar.ics",
        "Calendar.ICS",
        "calendar.ics?show=all",
        "calendar.ics?nocache=1761234567",
        "all.ics?show=lectures&hide=exams",
    ],
    "lectures_exams": [
        "exams_lectures.ics",
        "LECTURES_Exams.ICS",
        "%6Cectures%5Fexams.ics",
        "lectures_exams_lectures.ics",
        "lectures.all_exams.ics",
        "lectures_lectures.kaiming-he_exams_exams.week-8.ics",
        "lectures_exams.ics?",
        "lectures_exams.ics?_=1761234567&utm_source=piazza&fbclid=x",
        "calendar.ics?show=lectures,exams",
        "calendar.ics?show=exams,lectures,exams",
        "calendar.ics?show=exams&show=lectures",
        "calendar.ics?SHOW=tutorials&show=Exams&x=y&show=+lectures%20",
        "calendar.ics?show=lectures%2Cexams&utm_source=piazza",
    ],
    "all_not-week-1": ["not-week-1.ics", "not-week-1_all.ics", "calendar.ics?hide=week-1"],
    "main_victor-butoi_not-exams_not-week-2": [
        "not-week-2_victor-butoi_not-exams_main.ics",
        "not-week-2_not-lectures.week-2_victor-butoi_not-exams_main.ics",
        "calendar.ics?hide=week-2&show=victor-butoi&hide=exams&show=main",
    ],
    "lectures.kaiming-he.week-3": ["week-3.kaiming-he.lectures.ics", "calendar.ics?show=week-3.Kaiming-He.lectures"],
    "staff/victor-butoi": ["staff/VICTOR-butoi.ics", "staff/victor-butoi.ICS", "staff/victor-butoi.ics?show=lectures"],
}

# Headers that change nothing.
WITHOUT_EFFECT = {
    "date that cannot be parsed": {"If-Modified-Since": "Thu, 32 Jan 99999999999 00:00:00 GMT"},
    "zone that cannot be parsed": {"If-Modified-Since": "Thu, 01 Jan 2026 00:00:00 +99999999999999"},
    "date to come": {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"},
    "unmodified since": {"If-Unmodified-Since": "Thu, 32 Jan 99999999999 00:00:00 GMT"},
    "unmodified since long ago": {"If-Unmodified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"},
    "range": {"Range": "bytes=0-99"},
    "range that cannot be": {"Range": "bytes=999999999-"},
    "if range": {"Range": "bytes=0-99", "If-Range": "Thu, 32 Jan 99999999999 00:00:00 GMT"},
    "accept page": {"Accept": "text/html"},
    "accept nothing": {"Accept": "image/png;q=0"},
    "accept gzip": {"Accept-Encoding": "gzip, br, zstd, identity;q=0"},
    "accept language": {"Accept-Language": "he"},
    "cookie": {"Cookie": "session=eyJhIjoxfQ.x.y"},
    "authorization": {"Authorization": "Basic dXNlcjpwYXNzd29yZA=="},
    "broken authorization": {"Authorization": "Digest \xff"},
    "origin": {"Origin": "https://evil.example", "Access-Control-Request-Method": "PUT"},
    "user agent": {"User-Agent": "Mozilla/5.0 (compatible; Google-Calendar-Importer)"},
    "host": {"Host": "evil.example"},
    "host that cannot be": {"Host": 'evil.example"><script>'},
    "forwarded": {
        "Forwarded": "host=evil.example;proto=ftp",
        "X-Forwarded-For": "203.0.113.1",
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Prefix": "/evil.example",
        "X-Forwarded-Proto": "ftp",
        "X-Original-URL": "/evil.example",
    },
    "method": {"X-HTTP-Method-Override": "DELETE"},
}

REFUSED_METHODS = ["POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "REPORT", "MKCOL", "MKCALENDAR"]

# Addresses of every kind, and whether they look like a feed's.
ADDRESSES = {
    "/6.7960-fa25/all.ics": True,
    "/6.7960-fa25/lectres.ics": True,
    "/6.7960-fa25/calendar.ics?show=lectures": True,
    "/6.7960-fa25/staff/victor-butoi.ics": True,
    "/6.7960-fa25/Changes.ATOM": True,
    "/nothing/all.ics": True,
    "/6.7960-fa25/lectures": False,
    "/6.7960-fa25/events/midterm": False,
    "/6.7960-fa25/changes": False,
    "/6.7960-fa25/staff/": False,
    "/6.7960-fa25/embed/lectures": False,
    "/6.7960-fa25/status": False,
    "/6.7960-fa25/": False,
    "/6.7960-fa25": False,
    "/": False,
    "/healthz": False,
    "/readyz": False,
    "/robots.txt": False,
    "/openapi.json": False,
    "/all.ics": False,
    "/favicon.svg": False,
    "/static/style.css": False,
}


def headers(response: TestResponse) -> list[tuple[str, str]]:
    """List every header but Date, sorted, so that one sent twice shows."""
    return sorted((name, value) for name, value in response.headers if name != "Date")


def answer(response: TestResponse) -> tuple[int, list[tuple[str, str]], bytes]:
    """Give the whole answer but its Date."""
    return response.status_code, headers(response), response.data


def get_raw(client: FlaskClient, path: str) -> TestResponse:
    """Ask as a server hands a path over; the test client would take `//` for the beginning of a host."""
    return client.get(environ_overrides={"PATH_INFO": path.encode().decode("latin-1")})


@pytest.mark.parametrize(("address", "status", "expected"), ANSWERS, ids=[address for address, _, _ in ANSWERS])
def test_answer_has_exactly_these_headers(
    client: FlaskClient, address: str, status: int, expected: dict[str, str]
) -> None:
    response = client.get(address)
    expected = {**expected, "Content-Length": str(len(response.data))}
    if "Link" in expected:
        expected["ETag"] = etag(response.data)

    assert (response.status_code, headers(response)) == (status, sorted(expected.items()))


@pytest.mark.parametrize("address", [address for address, _, _ in ANSWERS])
def test_head_is_get_without_body(client: FlaskClient, address: str) -> None:
    get, head = client.get(address), client.head(address)

    assert answer(head) == (get.status_code, headers(get), b"")


def test_feed_is_the_bytes_of_its_selection(client: FlaskClient) -> None:
    ics, json_, txt, atom = (client.get(f"/{SLUG}/exams.{form}") for form in FORMS)

    assert ics.text.startswith("BEGIN:VCALENDAR\r\n")
    assert re.findall(r"SUMMARY:(.*)\r\n", ics.text) == ["Midterm (6.7960)"]
    assert ics.text.endswith("END:VEVENT\r\nEND:VCALENDAR\r\n")
    assert [event["title"] for event in json.loads(json_.data)["events"]] == ["Midterm (6.7960)"]
    assert txt.text.splitlines()[-1] == "Tue 21 Oct, 7:30–9:30 PM ET · Midterm (6.7960)"
    assert re.findall("<title>(.*)</title>", atom.text) == ["Changes: 6.7960 exams", "Published: 1 event"]


def test_feed_of_nothing_is_a_calendar_without_events(client: FlaskClient) -> None:
    ics, json_, txt, atom = (client.get(f"/{SLUG}/taylor-braun.{form}") for form in FORMS)

    assert ics.text.startswith("BEGIN:VCALENDAR\r\n")
    assert "BEGIN:VEVENT" not in ics.text
    assert ics.text.endswith("END:VTIMEZONE\r\nEND:VCALENDAR\r\n")
    assert json.loads(json_.data) == {
        "course": SLUG,
        "name": "6.7960 Taylor",
        "selection": "taylor-braun",
        "events": [],
    }
    assert txt.text.endswith("Times are in America/New_York.\n\n")
    assert re.findall("<title>(.*)</title>", atom.text) == ["Changes: 6.7960 Taylor"]


@pytest.mark.parametrize(
    "path", ["main.ics", "main.json", "main.txt", "main.atom", "changes.atom", "staff/kaiming-he.ics"]
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_feed_that_the_client_has_is_not_sent_again(client: FlaskClient, method: str, path: str) -> None:
    plain = client.get(f"/{SLUG}/{path}")
    tag = plain.headers["ETag"]
    kept = [(name, value) for name, value in headers(plain) if name not in ("Content-Type", "Content-Length")]

    conditions = [tag, f"W/{tag}", f'"another", {tag}', f'W/"another" , W/{tag},"third"', "*", tag.strip('"')]
    for condition in conditions:
        response = client.open(f"/{SLUG}/{path}", method=method, headers={"If-None-Match": condition})
        assert answer(response) == (304, kept, b""), condition


def test_unchanged_feed_is_not_sent_again_whatever_else_is_asked(client: FlaskClient) -> None:
    tag = client.get(f"/{SLUG}/main.ics").headers["ETag"]

    for also in WITHOUT_EFFECT.values():
        response = client.get(f"/{SLUG}/main.ics", headers={"If-None-Match": tag, **also})
        assert (response.status_code, response.headers["ETag"]) == (304, tag), also


@pytest.mark.parametrize(
    "condition",
    ['"another"', 'W/"another"', '"', "", ",", '"another", "third"', "W/", "W/*", "\xe9", '"' + "a" * 4000 + '"'],
)
@pytest.mark.parametrize("path", ["main.ics", "main.json", "main.txt", "staff/kaiming-he.ics"])
def test_feed_that_the_client_does_not_have_is_sent(client: FlaskClient, path: str, condition: str) -> None:
    plain = client.get(f"/{SLUG}/{path}")

    assert answer(client.get(f"/{SLUG}/{path}", headers={"If-None-Match": condition})) == answer(plain)


def test_etag_of_one_form_is_not_that_of_another(client: FlaskClient) -> None:
    paths = [*(f"kaiming-he.{form}" for form in FORMS), *(f"staff/kaiming-he.{form}" for form in FORMS)]
    tags = [client.get(f"/{SLUG}/{path}").headers["ETag"] for path in paths]

    assert len(set(tags)) == 8


@pytest.mark.parametrize("sent", WITHOUT_EFFECT.values(), ids=WITHOUT_EFFECT.keys())
@pytest.mark.parametrize(
    "address",
    [
        *(f"/{SLUG}/lectures.{form}" for form in FORMS),
        f"/{SLUG}/staff/victor-butoi.ics",
        f"/{SLUG}/lectres.ics",
        f"/{SLUG}/calendar?show=lectures",
        f"/{SLUG}/lectures",
        f"/{SLUG}/events/midterm",
        f"/{SLUG}/staff/",
        f"/{SLUG}/staff",
        f"/{SLUG}/embed/lectures",
        f"/{SLUG}/",
        f"/{SLUG}",
        "/",
        "/nothing/",
        "/robots.txt",
        "/healthz",
    ],
)
def test_answer_does_not_depend_on_headers(client: FlaskClient, address: str, sent: dict[str, str]) -> None:
    forged = client.get(address, headers=sent)

    assert answer(forged) == answer(client.get(address))
    assert "evil" not in f"{forged.headers} {forged.text}"


@pytest.mark.parametrize(
    ("canonical", "spelling"), [(canonical, path) for canonical, paths in SPELLINGS.items() for path in paths]
)
def test_every_spelling_has_the_bytes_and_headers_of_the_canonical_one(
    client: FlaskClient, canonical: str, spelling: str
) -> None:
    expected = client.get(f"/{SLUG}/{canonical}.ics")

    assert answer(client.get(f"/{SLUG}/{spelling}")) == answer(expected)
    assert expected.headers["Link"] == f'<{PUBLIC_URL}/{SLUG}/{canonical}.ics>; rel="canonical"'


def test_every_form_of_the_query_has_the_bytes_of_the_path(client: FlaskClient) -> None:
    for form in FORMS:
        query = client.get(f"/{SLUG}/calendar.{form}?show=exams,lectures&hide=week-3&unknown=1")
        assert answer(query) == answer(client.get(f"/{SLUG}/lectures_exams_not-week-3.{form}")), form


@pytest.mark.parametrize(("path", "message"), UNKNOWN_SELECTIONS, ids=[path[:60] for path, _ in UNKNOWN_SELECTIONS])
def test_unknown_selection_is_404_that_helps(client: FlaskClient, path: str, message: str) -> None:
    response = client.get(f"/{SLUG}/{path}")
    people = next(line for line in KNOWN.splitlines() if line.startswith("People: ")) + "\n"
    body = f"There is no such calendar: {message}\n{people if path.startswith('staff/') else KNOWN}"

    assert answer(response) == (
        404,
        sorted({**FEED_ERROR, "Content-Length": str(len(body.encode()))}.items()),
        body.encode(),
    )


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/nothing/all.ics", NO_COURSE.format("'nothing'.")),
        (
            "/6.7960-fa26/all.ics",
            NO_COURSE.format("'6.7960-fa26'; did you mean '6.7960-fa25'?"),
        ),
        (
            "/6.7960-FA25/staff/victor-butoi.txt",
            NO_COURSE.format("'6.7960-FA25'; did you mean '6.7960-fa25'?"),
        ),
        ("/static/all/nothing.ics", NOT_FOUND),
        ("/healthz/all.ics", NO_COURSE.format("'healthz'.")),
        ("/.git/all.ics", NO_COURSE.format("'.git'.")),
        ("/%2e%2e/all.ics", NO_COURSE.format("'..'.")),
        ("/%00/all.ics", NO_COURSE.format("'\\x00'.")),
        (f"/{'a' * 300}/all.ics", NO_COURSE.format(f"'{'a' * 300}'.")),
        (
            "/6.7960-fa25/events/midterm.ics",
            "Not Found: This course has no event of the name 'midterm.ics'; did you mean 'midterm'?\n",
        ),
        ("/6.7960-fa25/staff/of/all.ics", NOT_FOUND),
        ("/6.7960-fa25/STAFF/victor-butoi.ics", NOT_FOUND),
    ],
)
def test_unknown_address_of_a_feed_is_404_in_text(client: FlaskClient, path: str, body: str) -> None:
    response = client.get(path)

    assert answer(response) == (
        404,
        sorted({**FEED_ERROR, "Content-Length": str(len(body))}.items()),
        body.encode(),
    )


@pytest.mark.parametrize("path", ["/all.ics", "/6.7960-fa25.ics", "/robots.json"])
def test_address_that_is_of_no_course_is_no_feed_however_it_ends(client: FlaskClient, path: str) -> None:
    response = client.get(path)

    assert response.status_code == 404
    assert headers(response) == sorted({**ERROR_PAGE, "Content-Length": str(len(response.data))}.items())
    assert "<h1>There is no such course</h1>" in response.text


@pytest.mark.parametrize(
    "path",
    [
        "/6.7960-fa25//all.ics",
        "//6.7960-fa25//all.ics",
        "/6.7960-fa25/./all.ics",
        "/6.7960-fa25/../6.7960-fa25/all.ics",
        "/6.7960-fa25/all.ics/",
        "/6.7960-fa25/all.ics//",
        "/6.7960-fa25/staff//victor-butoi.ics",
        "/6.7960-fa25//staff/victor-butoi.ics",
        "/6.7960-fa25/staff/victor-butoi.ics/",
        "//evil.example/%2e%2e",
        "//evil.example/",
        "/6.7960-fa25/all.ics\n",
        # Upper case of these letters only for who knows Unicode, and none of ours.
        "/6.7960-fa25/all.ic\u017f",
        "/6.7960-fa25/all.\u0130cs",
        "/6.7960-fa25/staff/victor-butoi.j\u017fon",
    ],
)
def test_odd_address_is_not_found_and_never_redirected(client: FlaskClient, path: str) -> None:
    response = get_raw(client, path)

    assert (response.status_code, response.headers.get("Location")) == (404, None)


def test_two_slashes_in_front_are_one(client: FlaskClient) -> None:
    assert answer(get_raw(client, f"//{SLUG}/exams.ics")) == answer(client.get(f"/{SLUG}/exams.ics"))


@pytest.mark.parametrize("method", REFUSED_METHODS)
@pytest.mark.parametrize(("address", "is_feed"), ADDRESSES.items(), ids=ADDRESSES.keys())
def test_other_methods_are_refused(client: FlaskClient, address: str, is_feed: bool, method: str) -> None:
    response = client.open(address, method=method, data=b"x" * 100)
    expected = {**(FEED_ERROR if is_feed else ERROR_TEXT), "Allow": "GET, HEAD, OPTIONS", "Content-Length": "69"}

    assert answer(response) == (
        405,
        sorted(expected.items()),
        b"Method Not Allowed: The method is not allowed for the requested URL.\n",
    )


@pytest.mark.parametrize(("address", "is_feed"), ADDRESSES.items(), ids=ADDRESSES.keys())
def test_options_tell_the_methods_and_let_every_site_read_feeds(
    client: FlaskClient, address: str, is_feed: bool
) -> None:
    every = {**ALWAYS, "Allow": "GET, HEAD, OPTIONS", **(CORS if is_feed else {})}
    preflight = {
        "Access-Control-Allow-Headers": "If-None-Match",
        "Access-Control-Allow-Methods": "GET, HEAD",
        "Access-Control-Max-Age": "86400",
    }
    asking = {"Origin": "https://evil.example", "Access-Control-Request-Method": "GET"}

    for sent in ({}, {"If-Match": '"another"'}):
        assert answer(client.options(address, headers=sent)) == (204, sorted(every.items()), b"")
    told = {**every, **(preflight if is_feed else {})}
    assert answer(client.options(address, headers=asking)) == (204, sorted(told.items()), b"")


# Of which answers If-Match wants another state, by whether it does; {} is the ETag.
IF_MATCH = {
    "{}": False,
    "*": False,
    '"another", {}': False,
    ' {},W/"another"': False,
    '"another"': True,
    "W/{}": True,
    'W/{}, "another"': True,
    "another": True,
    "": True,
    '"': True,
    "\xe9": True,
}


@pytest.mark.parametrize(("wanted", "refused"), IF_MATCH.items())
@pytest.mark.parametrize("path", ["main.ics", "main.json", "main.txt", "changes.atom", "staff/kaiming-he.ics"])
def test_feed_that_if_match_does_not_name_is_412(client: FlaskClient, path: str, wanted: str, refused: bool) -> None:
    plain = client.get(f"/{SLUG}/{path}")
    tag = plain.headers["ETag"]
    body = b"Precondition Failed: This is no longer what If-Match names.\n"
    told = sorted({**FEED_ERROR, "Content-Length": str(len(body))}.items())
    sent = {"If-Match": wanted.format(tag)}

    assert answer(client.get(f"/{SLUG}/{path}", headers=sent)) == ((412, told, body) if refused else answer(plain))
    assert answer(client.head(f"/{SLUG}/{path}", headers=sent)) == (
        (412, told, b"") if refused else (200, headers(plain), b"")
    )
    # It comes first.
    known = client.get(f"/{SLUG}/{path}", headers={"If-None-Match": tag, **sent})
    assert (known.status_code, known.data) == ((412, body) if refused else (304, b""))


@pytest.mark.parametrize(
    ("address", "status", "of_any"),
    [
        (f"/{SLUG}/lectures", 412, 200),
        (f"/{SLUG}/", 412, 200),
        ("/", 412, 200),
        ("/healthz", 412, 200),
        ("/static/style.css", 412, 200),
        (f"/{SLUG}/lectres.ics", 404, 404),
        (f"/{SLUG}/lectres", 404, 404),
        (f"/{SLUG}", 308, 308),
        (f"/{SLUG}/calendar?show=lectures", 303, 303),
    ],
)
def test_if_match_names_no_page_and_makes_no_error_another(
    client: FlaskClient, address: str, status: int, of_any: int
) -> None:
    for wanted, expected in {'"another"': status, "*": of_any}.items():
        response = client.get(address, headers={"If-Match": wanted}, buffered=True)
        assert response.status_code == expected
        assert (response.mimetype == "text/plain") == (
            expected == 412 or address in ("/healthz", f"/{SLUG}/lectres.ics")
        )


@pytest.mark.parametrize("person", ["victor-butoi", "kaiming-he", "taylor-braun"])
def test_own_calendar_has_the_same_events_as_busy(client: FlaskClient, person: str) -> None:
    own, plain = (json.loads(client.get(f"/{SLUG}/{path}.json").data) for path in (f"staff/{person}", person))

    assert own["events"] == [{**event, "transparency": "OPAQUE"} for event in plain["events"]]
    assert own["selection"] == person


def test_own_calendar_is_busy_for_every_app(client: FlaskClient) -> None:
    own, plain = (client.get(f"/{SLUG}/{path}.ics").text for path in ("staff/victor-butoi", "victor-butoi"))

    assert set(re.findall("TRANSP:.*\r\n", plain)) == {"TRANSP:TRANSPARENT\r\n"}
    assert set(re.findall("TRANSP:.*\r\n", own)) == {"TRANSP:OPAQUE\r\n"}
    assert "X-MICROSOFT-CDO-BUSYSTATUS" not in own
    for line in ("UID:.*", "SEQUENCE:.*", "DTSTAMP:.*", "SUMMARY:.*"):
        assert re.findall(line, own) == re.findall(line, plain)
    assert "\r\nX-WR-CALNAME:6.7960 Victor (busy)\r\n" in own


def test_public_address_alone_is_in_what_is_sent(client: FlaskClient) -> None:
    elsewhere = create_app(Settings(data_dir=DATA, public_url="http://[::1]:8000")).test_client()

    for form in FORMS:
        here, there = (app.get(f"/{SLUG}/main.{form}") for app in (client, elsewhere))
        unfolded = here.text.replace("\r\n ", ""), there.text.replace("\r\n ", "")
        assert unfolded[0].replace(PUBLIC_URL, "http://[::1]:8000") == unfolded[1]
        assert there.headers["Link"] == f'<http://[::1]:8000/{SLUG}/main.{form}>; rel="canonical"'


@pytest.mark.parametrize(
    ("host", "trusted"),
    [
        ("Calendar.Example.EDU", True),
        ("CALENDAR.EXAMPLE.EDU:8000", True),
        ("calendar.example.edu", True),
        ("calendar.example.edu:8000", True),
        ("any.mit.edu", True),
        ("mit.edu", True),
        ("evil.example", False),
        ("evilmit.edu", False),
        ("calendar.example.edu.evil.example", False),
        ("calendar.example.edu@evil.example", False),
        ('evil.example"><script>', False),
        ("evil .example", False),
        ("", False),
    ],
)
def test_only_trusted_hosts_are_answered(host: str, trusted: bool) -> None:
    hosts = ("calendar.example.edu", ".mit.edu")
    client = create_app(Settings(data_dir=DATA, public_url=PUBLIC_URL, trusted_hosts=hosts)).test_client()
    sent = {"Host": host, "X-Forwarded-Host": "calendar.example.edu", "Forwarded": "host=calendar.example.edu"}
    statuses = {
        "/": 200,
        f"/{SLUG}/exams.ics": 200,
        f"/{SLUG}": 308,
        "/no.ics": 404,
        "/favicon.svg": 200,
    }

    for path, status in statuses.items():
        response = client.get(path, headers=sent, buffered=True)
        assert response.status_code == (status if trusted else 400)
        assert "evil" not in f"{response.headers} {response.text}"
    # Machines that watch this one ask by its address.
    for path in ("/healthz", "/readyz"):
        assert client.get(path, headers=sent).status_code == 200


def test_untrusted_host_is_refused_without_repeating_it() -> None:
    app = create_app(Settings(data_dir=DATA, public_url=PUBLIC_URL, trusted_hosts=("calendar.example.edu",)))
    feed, page = (app.test_client().get(path, headers={"Host": "evil.example"}) for path in (f"/{SLUG}/all.ics", "/"))
    body = b"Bad Request: This server does not answer to that name.\n"

    assert answer(feed) == (400, sorted({**FEED_ERROR, "Content-Length": str(len(body))}.items()), body)
    assert (page.status_code, headers(page)) == (
        400,
        sorted({**ERROR_PAGE, "Content-Length": str(len(page.data))}.items()),
    )
    assert '<p class="lead">This server does not answer to that name.</p>' in page.text


def test_feed_does_not_depend_on_the_clock() -> None:
    settings = Settings(data_dir=DATA, public_url=PUBLIC_URL)
    early = create_app(settings, now=lambda: datetime(1999, 1, 1, tzinfo=UTC)).test_client()
    late = create_app(settings, now=lambda: datetime(2100, 1, 1, tzinfo=UTC)).test_client()

    for form in FORMS:
        assert answer(early.get(f"/{SLUG}/all.{form}")) == answer(late.get(f"/{SLUG}/all.{form}"))


def test_failure_is_500_in_text_and_in_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    client = create_app(Settings(data_dir=DATA, public_url=PUBLIC_URL)).test_client()
    assert client.get(f"/{SLUG}/main.ics").status_code == 200

    def fail(*_: object) -> None:
        raise RuntimeError("a secret of the program")

    monkeypatch.setattr(CourseFeeds, "feed", fail)
    response = client.get(f"/{SLUG}/all.ics")
    body = (
        b"Internal Server Error: The server encountered an internal error and was unable to complete your request."
        b" Either the server is overloaded or there is an error in the application.\n"
    )

    assert answer(response) == (500, sorted({**FEED_ERROR, "Content-Length": str(len(body))}.items()), body)
    assert ("feeds.web", logging.ERROR, f"answered 500 to '/{SLUG}/all.ics'") in caplog.record_tuples
    assert "a secret of the program" in caplog.text


SCHEMA = {
    **ALWAYS,
    "Content-Type": "application/schema+json",
    "Cache-Control": "public, max-age=3600",
    "Access-Control-Allow-Origin": "*",
}


@pytest.mark.parametrize("name", ["course", "staff", "lectures", "tutorials", "exams", "deadlines", "office-hours"])
def test_schema_of_each_data_file_is_served_to_editors(client: FlaskClient, name: str) -> None:
    path = f"/schema/{name}.json"
    body = (DATA.parent / "docs" / "schema" / f"{name}.json").read_bytes()
    kept = {**SCHEMA, "ETag": etag(body)}
    whole = sorted({**kept, "Content-Length": str(len(body))}.items())
    del kept["Content-Type"]

    assert answer(client.get(path)) == (200, whole, body)
    assert answer(client.head(path)) == (200, whole, b"")
    assert answer(client.get(path, headers={"If-None-Match": etag(body)})) == (304, sorted(kept.items()), b"")
    assert client.post(path).headers["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize(
    ("path", "body"),
    [
        (
            "/schema/lectres.json",
            "Not Found: There is no schema of the name 'lectres.json'; did you mean 'lectures.json'?\n",
        ),
        ("/schema/all.ics", "Not Found: There is no schema of the name 'all.ics'.\n"),
        ("/schema/staff/victor-butoi.json", NO_COURSE.format("'schema'.")),
    ],
)
def test_schema_that_there_is_not_is_404(client: FlaskClient, path: str, body: str) -> None:
    response = client.get(path)

    assert answer(response) == (
        404,
        sorted({**FEED_ERROR, "Content-Length": str(len(body))}.items()),
        body.encode(),
    )


@pytest.mark.parametrize("path", ["/schema", "/schema/", "/schema/lectures", "/schema/lectures.yaml"])
def test_what_is_beside_a_schema_is_404_as_a_page(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    length = {"Content-Length": str(len(response.data))}

    assert (response.status_code, headers(response)) == (404, sorted({**ERROR_PAGE, **length}.items()))
