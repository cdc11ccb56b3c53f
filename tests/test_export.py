"""`feeds export`: what it writes is what the server answers, and a site that is whole in itself."""

import re
import shutil
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

import pytest
from conftest import DATA, PUBLIC_URL, ROOT, SLUG
from exporting import run
from flask.testing import FlaskClient
from reading_pages import read, text

from feeds.calendar.feed import CourseFeeds, Form
from feeds.course.reader import read_course
from feeds.course.selection import Selection
from feeds.export.files import path_of
from feeds.settings import Settings
from feeds.web.app import create_app
from feeds.web.publication import Publication, common

OTHER = "dm-1-sp26"
NOON = datetime(2025, 10, 15, 12, tzinfo=UTC)
ALSO = "main_victor-butoi"
WEEK = re.compile(r"/(all\?view=week&from=[\d-]+|week-\d+)#calendar")
OWN = {".feeds-export", ".htaccess", ".nojekyll", "404.html", "_headers", "vercel.json"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """An exported site of two courses, and what answers live for the same data at the same time."""

    data: Path
    folder: Path
    live: FlaskClient
    published: FlaskClient
    addresses: tuple[str, ...]

    def exported(self, address: str) -> bytes:
        return (self.folder / path_of(address)).read_bytes()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    place = tmp_path_factory.mktemp("site")
    data, folder = place / "data", place / "folder"
    shutil.copytree(DATA / SLUG, data / SLUG)
    shutil.copytree(ROOT / "tests" / "data" / "courses" / OTHER, data / OTHER)
    result = run(folder, data, "--also", ALSO)
    assert result.exit_code == 0, result.output
    settings, publication = Settings(data_dir=data, public_url=PUBLIC_URL), Publication(also=(Selection.parse(ALSO),))
    courses = [CourseFeeds(read_course(data / slug), PUBLIC_URL) for slug in (SLUG, OTHER)]
    return Site(
        data=data,
        folder=folder,
        live=create_app(settings, now=lambda: NOON).test_client(),
        published=create_app(settings, now=lambda: NOON, publication=publication).test_client(),
        addresses=(*common(), *(each for found in courses for each in publication.addresses(found))),
    )


def is_page(address: str) -> bool:
    return path_of(address).endswith(".html")


# What is written


def test_each_address_has_one_file_and_there_are_no_others(site: Site) -> None:
    wanted = {*map(path_of, site.addresses), *OWN, "6.7960/index.html", "dm-1/index.html"}
    found = {str(path.relative_to(site.folder)) for path in site.folder.rglob("*") if path.is_file()}

    assert found == wanted
    assert len({*map(path_of, site.addresses)}) == len(site.addresses)


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("/", "index.html"),
        (f"/{SLUG}/", f"{SLUG}/index.html"),
        (f"/{SLUG}/staff/", f"{SLUG}/staff/index.html"),
        (f"/{SLUG}/main", f"{SLUG}/main.html"),
        (f"/{SLUG}/main.ics", f"{SLUG}/main.ics"),
        (f"/{SLUG}/office-hours.sara-beery", f"{SLUG}/office-hours.sara-beery.html"),
        (f"/{SLUG}/office-hours.sara-beery.json", f"{SLUG}/office-hours.sara-beery.json"),
        (f"/{SLUG}/changes.atom", f"{SLUG}/changes.atom"),
        ("/static/style.css", "static/style.css"),
        ("/favicon.svg", "favicon.svg"),
        ("/robots.txt", "robots.txt"),
        ("/schema/lectures.json", "schema/lectures.json"),
    ],
)
def test_file_is_where_a_static_host_looks_for_it(site: Site, address: str, path: str) -> None:
    assert path_of(address) == path
    assert site.exported(address) == site.published.get(address).data


def test_every_calendar_and_every_file_is_the_servers_byte_for_byte(site: Site) -> None:
    named = [address for address in site.addresses if not is_page(address)]
    differing = [address for address in named if site.exported(address) != site.live.get(address).data]

    assert differing == []
    assert {address.rpartition(".")[2] for address in named} == {*Form, "css", "js", "svg"}


def test_every_page_is_the_servers_of_that_day(site: Site) -> None:
    pages = [address for address in site.addresses if is_page(address)]

    assert [address for address in pages if site.exported(address) != site.published.get(address).data] == []
    assert b"<b>Next:</b> Wed 15 Oct" in site.exported(f"/{SLUG}/all")


def needs_a_server(element: Element) -> bool:
    """Tell what of a page is not the same without one: the views, the form, the words of addresses, the status."""
    choosing = element.get("class") in ("choose", "ready")
    views = element.get("aria-label") == "View"
    heading = next(element.iter("h2"), None)
    words = element.tag == "section" and heading is not None and text(heading) == "Every calendar of this course"
    status = element.tag in ("span", "li") and any(
        link.get("href", "").endswith("/status") for link in element.iter("a") if link in (*element,)
    )
    return choosing or views or words or status


def told(element: Element) -> Iterator[str]:
    """Yield what a page says and where it leads, without what needs a server."""
    if needs_a_server(element):
        return
    yield from (element.get(name, "") for name in ("href", "src", "datetime", "data-copy"))
    yield (element.text or "").strip()
    for each in element:
        yield from told(each)
        yield (each.tail or "").strip()


def test_page_says_what_the_live_one_says_but_for_what_needs_a_server(site: Site) -> None:
    """The class and somebody's hours in one calendar are there for whom it was asked; a week is a calendar."""
    differing = {}
    for address in site.addresses:
        if not is_page(address):
            continue
        live, static = (
            [each for each in told(read(page.decode())) if each]
            for page in (site.live.get(address).data, site.exported(address))
        )
        person = address.rpartition("/")[2]
        if "/staff/" in address and person != "victor-butoi":
            live = [each for each in live if not each.startswith(("The class, and everything with", f"/{SLUG}/main_"))]
            live = [each for each in live if not each.startswith(f"/{OTHER}/main_")]
        if "/events/" in address:
            live, static = ([each for each in page if not WEEK.search(each)] for page in (live, static))
        if live != static:
            differing[address] = [(one, other) for one, other in zip(live, static, strict=False) if one != other][:2]

    assert differing == {}


# A site that is whole in itself


def test_every_link_of_every_page_leads_to_something_that_is_exported(site: Site) -> None:
    """Within this site; where it names a part of a page, the page has that part."""
    pages = {path_of(address): address for address in site.addresses if is_page(address)}
    pages |= {"404.html": "/not/at/all", "6.7960/index.html": "/6.7960/", "dm-1/index.html": "/dm-1/"}
    found: dict[str, set[str]] = defaultdict(set)
    parts: dict[str, set[str]] = {}
    for path, address in pages.items():
        page = (site.folder / path).read_text()
        parts[address] = set(re.findall(r' id="([^"]+)"', page))
        for link in re.findall(r'(?:href|src|action|url)="?([^">]+)"', page):
            leads = urljoin(f"{PUBLIC_URL}{address}", link.replace("&amp;", "&"))
            if leads.startswith(PUBLIC_URL):
                found[leads].add(address)
    wrong = {}
    for leads, pages_with_it in found.items():
        split = urlsplit(leads)
        known = split.path in site.addresses or split.path in pages.values()
        if not known or split.query or (split.fragment and split.fragment not in parts[split.path]):
            wrong[leads] = sorted(pages_with_it)[0]

    assert wrong == {}
    assert len(found) > 900


def test_no_page_has_a_form(site: Site) -> None:
    with_a_form = [address for address in site.addresses if is_page(address) and b"<form" in site.exported(address)]

    assert with_a_form == []


def test_page_of_what_is_nowhere_works_at_every_depth(site: Site) -> None:
    page = (site.folder / "404.html").read_bytes()
    links = re.findall(r'(?:href|src)="([^"]+)"', page.decode())

    assert page == site.published.get("/a/b/c/d").data
    said = b"This site is made of files: it has the calendars on a course\xe2\x80\x99s page, and no others."
    assert (page.count(said), site.live.get("/a/b/c/d").data.count(said)) == (1, 0)
    assert [link for link in links if not link.startswith(("/", "#"))] == []
