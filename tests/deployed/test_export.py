"""A folder of `feeds export`, served by plain nginx with deploy/nginx-export.conf, beside the server itself."""

import re
import shutil
from collections.abc import Iterator
from contextlib import closing

import pytest
from click.testing import CliRunner
from conftest import DATA, PUBLIC_URL, ROOT, SLUG
from faults.servers import Answer, Line, serving

from feeds.calendar.feed import CourseFeeds, Form
from feeds.cli import main
from feeds.course.reader import read_course
from feeds.export.files import path_of
from feeds.web import headers
from feeds.web.publication import Publication, common

from .both import Both
from .nginx import DEPLOY, free_port, nginx

OTHER = "dm-1-sp26"
NAMED = re.compile(rf"\.({'|'.join(Form)}|css|js|svg)$")

# What the two say of the connection and not of what is at the address.
OF_THE_SERVER = {"accept-ranges", "connection", "content-length", "server", "transfer-encoding"}


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    place = tmp_path_factory.mktemp("export")
    data, folder, port = place / "data", place / "folder", free_port()
    shutil.copytree(DATA / SLUG, data / SLUG)
    shutil.copytree(ROOT / "tests" / "data" / "courses" / OTHER, data / OTHER)
    environment = {"FEEDS_DATA_DIR": str(data), "FEEDS_PUBLIC_URL": PUBLIC_URL}
    exported = CliRunner().invoke(main, ["export", str(folder), "--also", "main_victor-butoi"], env=environment)
    assert exported.exit_code == 0, exported.output
    publication = Publication()
    courses = [CourseFeeds(read_course(data / slug), PUBLIC_URL) for slug in (SLUG, OTHER)]
    addresses = (*common(), *(each for found in courses for each in publication.addresses(found)))
    changes = {"listen 80;": f"listen 127.0.0.1:{port};", "/srv/feeds-export": str(folder)}
    (place / "nginx").mkdir()
    with (
        serving(place / "server", FEEDS_DATA_DIR=str(data)) as server,
        nginx(place / "nginx", "nginx-export.conf", changes, port),
        closing(Line(server.port)) as live,
        closing(Line(port)) as static,
    ):
        yield Both(live=live, static=static, folder=folder, addresses=addresses)


def said(answer: Answer) -> dict[str, str]:
    """Give the headers that are about what was answered; each server has its own ETag."""
    return {name: value for name, value in answer.headers.items() if name not in {*OF_THE_SERVER, "etag"}}


def test_every_address_is_answered_with_the_headers_of_the_server(both: Both) -> None:
    differing = {}
    for address in both.addresses:
        live, static = both.live.get(address), both.static.get(address)
        if (live.status, said(live)) != (static.status, said(static)):
            differing[address] = (live.status, said(live), static.status, said(static))

    assert differing == {}
    assert len(both.addresses) > 900


def test_every_calendar_and_every_file_is_that_of_the_server_byte_for_byte(both: Both) -> None:
    named = [address for address in both.addresses if NAMED.search(address)]
    differing = [address for address in named if both.live.get(address).body != both.static.get(address).body]

    assert differing == []
    assert sum(address.endswith(".ics") for address in named) > 100


def test_every_page_is_the_one_that_was_exported(both: Both) -> None:
    pages = [address for address in both.addresses if not NAMED.search(address)]
    differing = [
        address for address in pages if both.static.get(address).body != (both.folder / path_of(address)).read_bytes()
    ]

    assert differing == []


def test_who_has_a_calendar_is_told_so(both: Both) -> None:
    first = both.static.get(f"/{SLUG}/main.ics")
    again = both.static.get(f"/{SLUG}/main.ics", **{"If-None-Match": first.headers["etag"]})

    assert (again.status, again.body) == (304, b"")
    assert again.headers["cache-control"] == headers.FEED["Cache-Control"]


def test_compressed_calendar_is_told_apart_as_well(both: Both) -> None:
    small = both.static.get(f"/{SLUG}/main.ics", **{"Accept-Encoding": "gzip"})
    again = both.static.get(f"/{SLUG}/main.ics", **{"Accept-Encoding": "gzip", "If-None-Match": small.headers["etag"]})

    assert small.headers["content-encoding"] == "gzip"
    assert len(small.body) < 20_000
    assert again.status == 304


@pytest.mark.parametrize(
    ("address", "status", "location"),
    [
        (f"/{SLUG}", 301, f"/{SLUG}/"),
        (f"/{SLUG}/staff", 301, f"/{SLUG}/staff/"),
        ("/6.7960", 301, "/6.7960/"),
        ("/6.7960/", 200, None),
        (f"/{SLUG}/main?view=week", 200, None),
        (f"/{SLUG}/main.html", 404, None),
        (f"/{SLUG}/main_kelly-cui", 404, None),
        (f"/{SLUG}/main_victor-butoi.ics", 200, None),
        (f"/{SLUG}/calendar.ics?show=lectures", 404, None),
        (f"/{SLUG}/status", 404, None),
        ("/nothing/at/all", 404, None),
        ("/.feeds-export", 404, None),
        ("/.nojekyll", 404, None),
        ("/_headers", 404, None),
    ],
)
def test_address_is_answered_as_by_the_server_as_far_as_files_can(
    both: Both, address: str, status: int, location: str | None
) -> None:
    answer = both.static.get(address)

    assert (answer.status, answer.headers.get("location")) == (status, location)


@pytest.mark.parametrize("address", ["/a/b/c/d", f"/{SLUG}/events/", f"/{SLUG}/embed/", "/static/", "/schema/"])
def test_what_is_nowhere_gets_the_page_that_says_so_and_is_not_kept(both: Both, address: str) -> None:
    live, static = both.live.get("/a/b/c/d"), both.static.get(address)

    assert (static.status, said(static)) == (live.status, said(live))
    assert static.body == (both.folder / "404.html").read_bytes()


def test_configuration_says_what_the_server_says() -> None:
    """Each value of headers that are told there is one of feeds/web/headers.py."""
    text = (DEPLOY / "nginx-export.conf").read_text()
    told = {**headers.EVERYWHERE, **headers.FEED, **headers.PAGE, **headers.EMBEDDED}
    wanted = {*told.values(), headers.PAGE["Content-Security-Policy"], f"public, max-age={headers.PAGE_SECONDS}"}

    assert [value for value in sorted(wanted) if value not in text] == []
    assert [name for name in told if f"add_header {name} " not in text] == []
