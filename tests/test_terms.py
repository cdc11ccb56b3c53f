"""The list of courses, the terms of one, and the ways that lead to them."""

import shutil
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from conftest import ROOT, SLUG
from flask.testing import FlaskClient
from reading_pages import add_course, at, courses_client, get, heading, hrefs, of_class, outline, text, within

from feeds.catalog.shelf import State
from feeds.course.reader import read_course
from feeds.web import terms
from feeds.web.site import site
from feeds.web.terms import Phase

TERMS = {
    "long-past": ("2023-09-04", "2023-12-09"),
    "past": ("2025-02-01", "2025-05-20"),
    "current": ("2025-09-04", "2025-12-09"),
    "also-current": ("2025-09-04", "2025-12-12"),
    "soon": ("2026-02-01", "2026-05-20"),
    "later": ("2026-09-01", "2026-12-20"),
}


def listed(page: Element) -> dict[str, list[str]]:
    """Give where the links under each heading lead."""
    return {text(next(each.iter("h2"))): hrefs(each) for each in page.iter("section")}


def test_front_page_lists_the_courses(client: FlaskClient) -> None:
    page = get(client, "/")

    assert outline(page) == ["h1 Course calendars", "h2 This term"]
    assert [text(item) for item in page.iter("li")] == ["6.7960 Deep Learning Fall 2025"]
    assert hrefs(page) == ["#main", f"/{SLUG}/"]


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (
            "2024-01-01",
            {"To come": ["past", "also-current", "current", "soon", "later"], "Over": ["long-past"]},
        ),
        (
            "2025-06-01",
            {"To come": ["also-current", "current", "soon", "later"], "Over": ["past", "long-past"]},
        ),
        (
            "2025-09-03",
            {"To come": ["also-current", "current", "soon", "later"], "Over": ["past", "long-past"]},
        ),
        (
            "2025-09-04",
            {
                "This term": ["also-current", "current"],
                "To come": ["soon", "later"],
                "Over": ["past", "long-past"],
            },
        ),
        (
            "2025-12-10",
            {
                "This term": ["also-current"],
                "To come": ["soon", "later"],
                "Over": ["current", "past", "long-past"],
            },
        ),
        ("2030-01-01", {"Over": ["later", "soon", "also-current", "current", "past", "long-past"]}),
    ],
)
def test_front_page_shows_the_current_term_first(tmp_path: Path, today: str, expected: dict[str, list[str]]) -> None:
    for slug, (first, last) in TERMS.items():
        add_course(tmp_path, slug, first, last)
    page = get(courses_client(tmp_path, at(f"{today}T12:00")), "/")

    assert listed(page) == {title: [f"/{slug}/" for slug in slugs] for title, slugs in expected.items()}


def test_front_page_leaves_out_what_cannot_be_read(data: Path) -> None:
    add_course(data, "broken", "2025-09-04", "nonsense")
    shutil.copytree(data / SLUG, data / "static")

    assert hrefs(get(courses_client(data), "/")) == ["#main", f"/{SLUG}/"]


def test_front_page_of_no_course_says_so(tmp_path: Path) -> None:
    page = get(courses_client(tmp_path / "nothing"), "/")

    assert text(within(page)) == (
        "Course calendars Subscribe once, and your calendar keeps itself right for the term."
        " There is no course here yet."
    )


@pytest.mark.parametrize(
    ("today", "phase"),
    [
        ("0001-01-01", Phase.COMING),
        ("2026-03-01", Phase.COMING),
        ("2026-03-02", Phase.CURRENT),
        # Classes end on 8 May, and a deadline is a week later.
        ("2026-05-09", Phase.CURRENT),
        ("2026-05-15", Phase.CURRENT),
        ("2026-05-16", Phase.OVER),
        ("9999-12-31", Phase.OVER),
    ],
)
def test_term_lasts_as_long_as_there_is_something_in_it(today: str, phase: Phase) -> None:
    course = read_course(ROOT / "tests" / "data" / "courses" / "dm-1-sp26")

    assert (course.first, course.last) == (date(2026, 3, 2), date(2026, 5, 8))
    assert terms.phase(course, date.fromisoformat(today)) is phase


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        # The one that is going on, else the next one to come, else the last one that was; never an earlier one.
        ("2025-01-01", {"6.1-fa24": "6.1-fa25", "6.1-fa25": None, "6.1-sp26": None, "6.1x-sp26": None}),
        ("2025-10-01", {"6.1-fa24": "6.1-fa25", "6.1-fa25": None, "6.1-sp26": None, "6.1x-sp26": None}),
        ("2026-01-05", {"6.1-fa24": "6.1-sp26", "6.1-fa25": "6.1-sp26", "6.1-sp26": None, "6.1x-sp26": None}),
        ("2027-01-01", {"6.1-fa24": "6.1-sp26", "6.1-fa25": "6.1-sp26", "6.1-sp26": None, "6.1x-sp26": None}),
    ],
)
def test_newer_term_of_a_course_is_the_current_one(tmp_path: Path, today: str, expected: dict[str, str | None]) -> None:
    add_course(tmp_path, "6.1-fa24", "2024-09-04", "2024-12-09")
    add_course(tmp_path, "6.1-fa25", "2025-09-04", "2025-12-09")
    add_course(tmp_path, "6.1-sp26", "2026-02-01", "2026-05-20")
    add_course(tmp_path, "6.1-fa26", "2026-09-04", "nonsense")
    add_course(tmp_path, "6.1x-sp26", "2026-02-01", "2026-05-20")
    with courses_client(tmp_path, at(f"{today}T12:00")).application.app_context():
        found = {slug: terms.newer(read_course(tmp_path / slug)) for slug in expected}

    assert {slug: newer.slug if newer else None for slug, newer in found.items()} == expected


@pytest.mark.parametrize(
    ("path", "status", "location"),
    [
        (f"/{SLUG}", 308, f"/{SLUG}/"),
        (f"//{SLUG}", 308, f"/{SLUG}/"),
        (f"/{SLUG}/staff", 308, f"/{SLUG}/staff/"),
        (f"//{SLUG}/staff", 308, f"/{SLUG}/staff/"),
        ("/6.7960", 302, f"/{SLUG}/"),
        ("/6.7960/", 302, f"/{SLUG}/"),
        ("//6.7960", 302, f"/{SLUG}/"),
        (f"/{SLUG}/calendar", 303, f"/{SLUG}/all"),
        # Never to what is not there, or to somebody else.
        ("/6.7960/staff", 404, None),
        ("/nothing", 404, None),
        ("//evil.example", 404, None),
        ("//evil.example/staff", 404, None),
    ],
)
def test_ways_to_a_page_stay_on_the_host_that_was_asked(
    client: FlaskClient, path: str, status: int, location: str | None
) -> None:
    for method in ("GET", "HEAD"):
        response = client.open(
            method=method,
            headers={"Host": "evil.example"},
            query_string="show=all",
            # The test client itself would take `//` for the beginning of a host.
            environ_overrides={"PATH_INFO": path},
        )
        assert (response.status_code, response.location) == (status, location)
    assert location is None or client.get(location).status_code == 200


@pytest.mark.parametrize(
    ("today", "slug"), [("2025-10-01", "6.1-fa25"), ("2026-01-05", "6.1-sp26"), ("2027-01-01", "6.1-sp26")]
)
@pytest.mark.parametrize("path", ["/6.1/", "/6.1"])
def test_course_without_its_term_leads_to_the_current_one(tmp_path: Path, path: str, today: str, slug: str) -> None:
    add_course(tmp_path, "6.1-fa25", "2025-09-04", "2025-12-09")
    add_course(tmp_path, "6.1-sp26", "2026-02-01", "2026-05-20")
    add_course(tmp_path, "6.1-fa26", "2026-09-04", "nonsense")
    client = courses_client(tmp_path, at(f"{today}T12:00"))
    response = client.get(path, headers={"Host": "evil.example"})

    assert (response.status_code, response.location) == (302, f"/{slug}/")
    assert client.get(f"{path.rstrip('/')}/all.ics").status_code == 404


def test_pages_of_a_term_that_is_over_lead_to_the_newer_one(data: Path) -> None:
    add_course(data, "6.7960-fa26", "2026-09-04", "2026-12-09", term="Fall 2026")
    after = courses_client(data, at("2026-11-22T12:00"))
    before = courses_client(data, at("2025-10-15T12:00"))
    expected = {
        "": ("This was Fall 2025: the course goes on in Fall 2026.", "/6.7960-fa26/"),
        "lectures": ("24 events. This was Fall 2025: see Fall 2026.", "/6.7960-fa26/"),
        "staff/": ("This was Fall 2025: see Fall 2026.", "/6.7960-fa26/staff/"),
    }

    for path, (said, target) in expected.items():
        lead = of_class(get(after, f"/{SLUG}/{path}"), "lead")[0]
        assert (text(lead), hrefs(lead)) == (said, [target])
        assert after.get(target).status_code == 200
        assert "Fall 2026" not in text(get(before, f"/{SLUG}/{path}"))
    assert heading(get(after, "/6.7960-fa26/")) == "6.7960-fa26 Calculus"


@pytest.mark.parametrize("today", ["2025-10-15", "2026-11-22"])
def test_no_list_of_courses_loads_any(data: Path, today: str) -> None:
    """However many there are, whoever asks for one waits for none of the others."""
    add_course(data, "6.7960-fa26", "2026-09-04", "2026-12-09")
    client = courses_client(data, at(f"{today}T12:00"))

    def loaded() -> dict[str, State]:
        with client.application.app_context():
            return site().catalog.states()

    for path in ("/", "/6.7960", "/6.7960/", "/nothing/", "/6.7960/all.ics"):
        client.get(path)
    assert loaded() == {}
    for path in ("", "main", "staff/", "staff/victor-butoi", "events/midterm", "changes"):
        assert client.get(f"/{SLUG}/{path}").status_code == 200
    assert loaded() == {SLUG: State.GOOD}
