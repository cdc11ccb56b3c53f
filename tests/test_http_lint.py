"""REDbot, the HTTP linter, finds nothing in any kind of answer of a real server but what is listed here."""

import http.client
from configparser import ConfigParser
from contextlib import closing
from urllib.parse import urlsplit

import pytest
import thor
from conftest import SLUG
from httplint.note import levels
from redbot.resource import HttpResource

PREFLIGHT = {"Origin": "https://other.example.edu", "Access-Control-Request-Method": "GET"}

# Every kind of answer: method, address, status, and what is sent along. `ETAG` is that of the address.
ANSWERS: list[tuple[str, str, int, dict[str, str]]] = [
    *(("GET", f"/{SLUG}/main.{form}", 200, {}) for form in ("ics", "json", "txt", "atom")),
    ("GET", f"/{SLUG}/changes.atom", 200, {}),
    ("GET", f"/{SLUG}/staff/victor-butoi.ics", 200, {}),
    ("GET", f"/{SLUG}/EXAMS_main.ics", 200, {}),
    ("GET", f"/{SLUG}/calendar.ics?show=exams", 200, {}),
    ("HEAD", f"/{SLUG}/main.ics", 200, {}),
    *((method, f"/{SLUG}/main.ics", 304, {"If-None-Match": "ETAG"}) for method in ("GET", "HEAD")),
    ("GET", "/static/style.css", 304, {"If-None-Match": "ETAG"}),
    ("GET", "/schema/lectures.json", 304, {"If-None-Match": "ETAG"}),
    ("GET", "/openapi.json", 304, {"If-None-Match": "ETAG"}),
    ("GET", "/", 200, {}),
    ("GET", f"/{SLUG}/", 200, {}),
    ("HEAD", f"/{SLUG}/", 200, {}),
    ("GET", f"/{SLUG}/main", 200, {}),
    ("GET", f"/{SLUG}/main?view=month", 200, {}),
    ("GET", f"/{SLUG}/embed/main", 200, {}),
    ("GET", f"/{SLUG}/staff/", 200, {}),
    ("GET", f"/{SLUG}/staff/victor-butoi", 200, {}),
    ("GET", f"/{SLUG}/events/midterm", 200, {}),
    ("GET", f"/{SLUG}/changes", 200, {}),
    ("GET", f"/{SLUG}/status", 200, {}),
    ("GET", "/6.7960/", 302, {}),
    ("GET", f"/{SLUG}/calendar", 303, {}),
    ("GET", f"/{SLUG}", 308, {}),
    ("GET", f"/{SLUG}/staff", 308, {}),
    ("GET", f"/{SLUG}/main?view=day", 400, {}),
    ("GET", f"/{SLUG}/lectres", 404, {}),
    ("GET", f"/{SLUG}/lectres.ics", 404, {}),
    ("GET", "/nothing/", 404, {}),
    ("GET", "/nothing/all.json", 404, {}),
    ("GET", "/static/nothing.css", 404, {}),
    ("GET", "/schema/nothing.json", 404, {}),
    *(
        (method, path, 405, {})
        for method in ("POST", "PROPFIND")
        for path in ("/", f"/{SLUG}/main.ics", "/healthz", "/static/style.css")
    ),
    ("GET", f"/{SLUG}/main.ics", 412, {"If-Match": '"another"'}),
    ("GET", f"/{SLUG}/", 412, {"If-Match": '"another"'}),
    ("GET", "/" + "a" * 5000, 414, {}),
    *(("OPTIONS", path, 204, {}) for path in ("/", f"/{SLUG}/main.ics", "/healthz", "/static/style.css")),
    *(("OPTIONS", path, 204, PREFLIGHT) for path in (f"/{SLUG}/main.ics", "/openapi.json")),
    ("GET", "/healthz", 200, {}),
    ("GET", "/readyz", 200, {}),
    ("GET", "/metrics", 200, {}),
    ("GET", "/robots.txt", 200, {}),
    ("GET", "/openapi.json", 200, {}),
    ("GET", "/schema/lectures.json", 200, {}),
    ("GET", "/static/style.css", 200, {}),
    ("HEAD", "/static/style.css", 200, {}),
    ("GET", "/favicon.svg", 200, {}),
]

# What it says that is no fault, and why.
ACCEPTED = {
    "STORE_PUBLIC_UNNECESSARY": "calendar apps may send a password that they once were given, and without `public`"
    " no cache would keep the answer to such a request",
    "STATUS_BAD_REQUEST": "it says again what the status is",
    "STATUS_URI_TOO_LONG": "it says again what the status is",
    "DATE_CLOCKLESS": "gunicorn refuses what is too long before the application sees it, and sends no date then",
}
WITHOUT_DATE = {414}


@pytest.fixture(scope="module")
def resources(server: str) -> list[HttpResource]:
    """What REDbot got for each of the requests, the others that it makes for each GET included."""
    parser = ConfigParser()
    parser.read_dict({"redbot": {"enable_local_access": "True"}})
    made = [HttpResource(parser["redbot"], active_checks_enabled=method == "GET") for method, *_ in ANSWERS]
    done: list[HttpResource] = []

    def finish(resource: HttpResource) -> None:
        done.append(resource)
        if len(done) == len(made):
            thor.stop()

    for resource, (method, path, _, sent) in zip(made, ANSWERS, strict=True):
        along = [(name, etag(server, path) if value == "ETAG" else value) for name, value in sent.items()]
        resource.set_request(server + path, method, along)
        # REDbot does not tell the judge of the answer what was asked, without which no preflight is one.
        resource.response.request = resource.request
        resource.once("check_done", lambda resource=resource: finish(resource))
        resource.check()
    thor.schedule(60, thor.stop)
    thor.run()
    assert len(done) == len(made)
    return made


def etag(server: str, path: str) -> str:
    with closing(http.client.HTTPConnection(urlsplit(server).netloc, timeout=10)) as connection:
        connection.request("HEAD", path)
        return connection.getresponse().headers["ETag"]


def said(resource: HttpResource) -> set[tuple[str, str]]:
    """Give the notes that are no praise and no mere information, by their names, and what they say."""
    notes = [*resource.response.notes, *(note for other in resource.subreqs.values() for note in other.response.notes)]
    return {(type(note).__name__, str(note.summary)) for note in notes if note.level in (levels.WARN, levels.BAD)}


def test_nothing_is_found_in_any_answer(resources: list[HttpResource]) -> None:
    found = {
        f"{method} {path[:40]} {status} {sent}": notes
        for (method, path, status, sent), resource in zip(ANSWERS, resources, strict=True)
        if (notes := {note for note in said(resource) if note[0] not in ACCEPTED})
    }

    assert found == {}


def test_every_answer_is_of_its_kind_and_arrives(resources: list[HttpResource]) -> None:
    statuses = [(resource.response.status_code, resource.fetch_error) for resource in resources]

    assert statuses == [(status, None) for _, _, status, _ in ANSWERS]


def test_what_is_accepted_is_still_found(resources: list[HttpResource]) -> None:
    names = {(name, resource.response.status_code) for resource in resources for name, _ in said(resource)}

    assert {name for name, _ in names if name in ACCEPTED} == set(ACCEPTED)
    assert {status for name, status in names if name == "DATE_CLOCKLESS"} == WITHOUT_DATE
