"""What a folder for a static host holds of a course, and what its pages say of the rest."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import DATA, PUBLIC_URL, SLUG
from flask.testing import FlaskClient

from feeds.calendar.feed import CourseFeeds, Form
from feeds.course.reader import read_course
from feeds.course.selection import KIND_WORDS, Selection
from feeds.settings import Settings
from feeds.web.app import create_app
from feeds.web.publication import Publication, common

NOON = datetime(2025, 10, 15, 12, tzinfo=UTC)


def _client(data: Path, publication: Publication | None) -> FlaskClient:
    settings = Settings(data_dir=data, public_url=PUBLIC_URL)
    return create_app(settings, now=lambda: NOON, publication=publication).test_client()


@pytest.fixture(scope="module")
def published() -> FlaskClient:
    """The application on the real data, as it is written into a folder."""
    return _client(DATA, Publication(also=(Selection.parse("main_victor-butoi"),)))


def _text(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.text


def test_calendars_are_those_that_most_want(course_feeds: CourseFeeds) -> None:
    people = [*course_feeds.course.people]
    hours = [word for id in people for word in (id, f"office-hours.{id}")]

    assert list(Publication().selections(course_feeds)) == [
        "main",
        "all",
        *KIND_WORDS.values(),
        *hours,
        *(f"week-{number}" for number in range(1, 16)),
    ]


def test_calendars_that_are_wanted_beside_them_come_last_and_once(course_feeds: CourseFeeds) -> None:
    wanted = ("victor-butoi_main", "exams", "room-36-112", "tag-unheard-of", "lectures.nobody-at-all")

    found = Publication(also=tuple(map(Selection.parse, wanted))).selections(course_feeds)

    assert found[len(Publication().selections(course_feeds)) :] == ("main_victor-butoi", "room-36-112")


def test_addresses_are_all_that_a_course_has_of_these(course_feeds: CourseFeeds) -> None:
    publication = Publication()
    forms = ("", *(f".{form}" for form in Form))
    calendars = publication.selections(course_feeds)

    expected = {
        *(f"{name}{form}" for name in calendars for form in forms),
        *(f"embed/{name}" for name in calendars),
        *(f"staff/{id}{form}" for id in course_feeds.course.people for form in forms),
        *(f"events/{entry.event.id}" for entry in course_feeds.entries),
        *("", "staff/", "changes", "changes.atom"),
    }

    found = publication.addresses(course_feeds)
    assert len(found) == len(set(found))
    assert set(found) == {f"/{SLUG}/{name}" for name in expected}


def test_what_belongs_to_no_course_is_listed_too(published: FlaskClient) -> None:
    assert common() == (
        "/favicon.svg",
        "/static/favicon.svg",
        "/static/page.js",
        "/static/style.css",
        "/robots.txt",
        *(
            f"/schema/{name}.json"
            for name in ("course", "staff", "lectures", "tutorials", "exams", "deadlines", "office-hours")
        ),
        "/",
    )
    assert {published.get(address).status_code for address in common()} == {200}


def _cut(page: str, *patterns: str) -> str:
    for pattern in patterns:
        page, number = re.subn(pattern, "", page, flags=re.DOTALL)
        assert number == 1, pattern
    return page


FORM = r'<form class="choose".*?</form>'
READY = r'<div class="ready">.*?</ul>\n</div>'
VIEWS = r'<nav aria-label="View">.*?</nav>\n'
WEEK = r'<a href="[^"]*">The whole week</a>'
STATUS = r'<span class="staff">For staff: <a href="[^"]*">status</a></span>'
STATE = r'<li><a href="[^"]*">Status</a>: .*?</li>\n'
EVERY = r"<h2>Every calendar of this course</h2>.*?</details>"


@pytest.mark.parametrize(
    ("path", "live", "written"),
    [
        ("", (FORM, VIEWS, EVERY, STATE, STATUS), (READY, EVERY)),
        ("lectures", (FORM, VIEWS, STATUS), (READY,)),
        ("main_victor-butoi", (FORM, VIEWS, STATUS), (READY,)),
        ("staff/victor-butoi", (VIEWS, STATUS), ()),
        ("staff/kelly-cui", (VIEWS, STATUS, r'<li><a href="[^"]*/main_kelly-cui">.*?</li>\n'), ()),
        ("staff/", (STATUS,), ()),
        ("embed/exams", (), ()),
        ("events/midterm", (WEEK, STATUS), (WEEK,)),
        ("changes", (STATUS,), ()),
    ],
)
def test_pages_differ_only_where_a_server_would_be_needed(
    path: str, live: tuple[str, ...], written: tuple[str, ...], client: FlaskClient, published: FlaskClient
) -> None:
    page = f"/{SLUG}/{path}"

    assert _cut(_text(published, page), *written) == _cut(_text(client, page), *live)


def test_no_page_asks_a_query(published: FlaskClient, course_feeds: CourseFeeds) -> None:
    pages = [address for address in Publication().addresses(course_feeds) if "." not in address.rpartition("/")[2]]

    asking = [
        page for page in pages if re.search(rf'<form|(?:href|action)="(?:/{SLUG}[^"]*)?\?', _text(published, page))
    ]

    assert len(pages) > 300
    assert asking == []


def test_chooser_leads_to_calendars_that_are_there(published: FlaskClient, course_feeds: CourseFeeds) -> None:
    [chooser] = re.findall(READY, _text(published, f"/{SLUG}/"), flags=re.DOTALL)
    links = re.findall(rf'<a href="/{SLUG}/([^"]*)">', chooser)
    hosts = {id for event in course_feeds.course.events if event.hosted_hours for id in event.people}

    assert set(links) <= set(Publication().selections(course_feeds))
    assert {link.removeprefix("office-hours.") for link in links} == hosts | {"main", *KIND_WORDS.values()}


def test_course_page_says_what_is_not_there(published: FlaskClient) -> None:
    assert (
        "<p>These are all the calendars that there are here, since this site is made of files. Words put together in an"
        " address, <code>calendar.ics?show=…</code>, and a calendar seen by week or month need a server.</p>"
    ) in _text(published, f"/{SLUG}/")


@pytest.fixture
def named(data: Path) -> Callable[[str], CourseFeeds]:
    """The real course with a row under `feeds:`."""

    def write(row: str) -> CourseFeeds:
        file = data / SLUG / "course.yaml"
        file.write_text(f"{file.read_text()}\nfeeds:\n  - {row}\n")
        return CourseFeeds(read_course(data / SLUG), PUBLIC_URL)

    return write


def test_calendar_with_a_name_comes_first(named: Callable[[str], CourseFeeds]) -> None:
    found = Publication().selections(named("{id: for-students, selection: main_releases}"))

    assert found[:3] == ("for-students", "main", "all")
