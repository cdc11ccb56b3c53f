"""Calendars with a name on pages: they are what a course offers first, and staff see what of them is not recorded."""

from datetime import UTC, datetime
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from conftest import PUBLIC_URL, SLUG
from courses import COURSE, publish, touch, write_course
from flask.testing import FlaskClient
from reading_pages import at, courses_client, get, heading, hrefs, links, outline, section, sections, text, within

MIDDLE, OVER = at("2025-10-15T12:00"), at("2025-12-10T05:00")
STUDENTS = "{id: for-students, selection: main_releases, title: for students & friends}"
EXAMS = "{id: exams-only, selection: exams}"
MAIN = "{id: the-class, selection: Main}"


def page(data: Path, *feeds: str, path: str = "", now: datetime = MIDDLE) -> Element:
    """Get a page of the real course with named feeds."""
    course = data / SLUG / "course.yaml"
    course.write_text(f"{course.read_text()}\nfeeds: [{', '.join(feeds)}]\n")
    return get(courses_client(data, now), f"/{SLUG}/{path}")


# The course's page


def test_first_calendar_with_a_name_is_what_the_course_offers(data: Path) -> None:
    found = page(data, STUDENTS, EXAMS)
    part = section(found, "Add “For students & friends” to my calendar")

    assert outline(found)[:4] == [
        "h1 6.7960 Deep Learning",
        "h2 Add “For students & friends” to my calendar",
        "h2 Or another calendar",
        "h2 Add office hours: choose",
    ]
    assert text(part).startswith(
        "Add “For students & friends” to my calendar 43 events: classes and deadlines, and assignments out. It keeps"
        " itself up to date: whatever changes here changes there. Google Calendar"
    )
    assert links(part)[:3] == [
        ("43 events", f"/{SLUG}/for-students"),
        (
            "Google Calendar",
            "https://calendar.google.com/calendar/r?cid="
            "webcal%3A%2F%2Fcalendar.example.edu%2F6.7960-fa25%2Ffor-students.ics",
        ),
        ("Apple Calendar", "webcal://calendar.example.edu/6.7960-fa25/for-students.ics"),
    ]
    assert links(section(found, "Or another calendar")) == [
        ("Exams only: exams", f"/{SLUG}/exams-only"),
        ("Classes and deadlines", f"/{SLUG}/main"),
    ]
    assert ("For students & friends: classes and deadlines, and assignments out", f"/{SLUG}/for-students") in links(
        section(found, "Every calendar of this course")
    )


@pytest.mark.parametrize(
    ("feeds", "lead", "others"),
    [
        ([], "Add classes and deadlines to my calendar", None),
        ([EXAMS], "Add “Exams only” to my calendar", [("Classes and deadlines", f"/{SLUG}/main")]),
        ([MAIN], "Add “The class” to my calendar", None),
        ([MAIN, EXAMS], "Add “The class” to my calendar", [("Exams only: exams", f"/{SLUG}/exams-only")]),
        (
            [EXAMS, MAIN],
            "Add “Exams only” to my calendar",
            [("The class: classes and deadlines", f"/{SLUG}/the-class")],
        ),
    ],
    ids=["no names", "one", "main itself", "main first", "main second"],
)
def test_other_calendars_follow_and_main_unless_one_of_them_is_just_that(
    data: Path, feeds: list[str], lead: str, others: list[tuple[str, str]] | None
) -> None:
    found = page(data, *feeds)

    assert outline(found)[1] == f"h2 {lead}"
    offered = [each for each in outline(found) if each == "h2 Or another calendar"]
    assert (links(section(found, "Or another calendar")) if offered else None) == others


def test_calendar_with_a_name_that_holds_nothing_yet_says_so(data: Path) -> None:
    part = section(page(data, "{id: of-taylor, selection: taylor-braun}"), "Add “Of taylor” to my calendar")

    assert text(part).startswith("Add “Of taylor” to my calendar Nothing is set yet. It keeps itself up to date:")


def test_calendars_of_a_course_that_is_over_are_offered_all_the_same(data: Path) -> None:
    found = page(data, STUDENTS, EXAMS, now=OVER)

    assert outline(found)[:4] == [
        "h1 6.7960 Deep Learning",
        "h2 Subscribe all the same",
        "h2 Or another calendar",
        "h2 Choose office hours",
    ]
    assert "webcal://calendar.example.edu/6.7960-fa25/for-students.ics" in hrefs(
        section(found, "Subscribe all the same")
    )


# The calendar's own pages


def test_page_of_a_calendar_is_called_by_its_name(data: Path) -> None:
    found = page(data, STUDENTS, path="for-students")
    head = {each.attrib["rel"]: each.attrib["href"] for each in found.iter("link")}

    assert heading(found) == "For students & friends: classes and deadlines, and assignments out"
    assert text(next(found.iter("title"))) == f"{heading(found)} · 6.7960"
    assert (head["canonical"], head["alternate"]) == (
        f"{PUBLIC_URL}/{SLUG}/for-students",
        f"/{SLUG}/for-students.atom",
    )
    ticked = [each.attrib["value"] for each in found.iter("input") if "checked" in each.attrib]
    assert ticked == ["main", "releases"]


def test_days_of_a_calendar_go_into_another_page(data: Path) -> None:
    found = page(data, EXAMS, path="embed/exams-only")

    assert text(next(found.iter("title"))) == "Exams only: exams · 6.7960"
    assert "Midterm (6.7960)" in text(found)


@pytest.mark.parametrize(
    ("path", "where"),
    [
        ("calendar?show=for-students", f"/{SLUG}/for-students"),
        ("calendar?show=For-Students&view=week", f"/{SLUG}/for-students"),
    ],
)
def test_query_leads_to_the_page(data: Path, path: str, where: str) -> None:
    page(data, STUDENTS)
    response = courses_client(data).get(f"/{SLUG}/{path}")

    assert (response.status_code, response.headers["Location"]) == (303, where)


def test_page_that_is_none_lists_them(data: Path) -> None:
    page(data, STUDENTS, EXAMS)
    for path, said in [
        ("for-studens", "Nothing here is called 'for-studens'; did you mean 'for-students'?"),
        (
            "for-students_exams",
            "'for-students' is a calendar of its own, and cannot be put together with words; write what it holds,"
            " 'main_releases'.",
        ),
    ]:
        found = get(courses_client(data), f"/{SLUG}/{path}", 404)
        assert text(within(found)).startswith(f"There is no such calendar {said}")
        assert sections(found)["With a name"] == ["for-students", "exams-only"]
        assert links(section(found, "With a name")) == [
            ("for-students", f"/{SLUG}/for-students"),
            ("exams-only", f"/{SLUG}/exams-only"),
        ]
    found = get(courses_client(data), f"/{SLUG}/for-students/", 404)
    assert sections(found)["Nearby"] == [f"{SLUG}/for-students"]


def test_page_that_is_none_has_no_heading_for_names_where_there_are_none(client: FlaskClient) -> None:
    assert "With a name" not in sections(get(client, f"/{SLUG}/nothing", 404))


# What staff see


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The folder of one small course with a named feed, all of which is recorded."""
    folder = tmp_path / "data" / "6.100-fa26"
    folder.parent.mkdir()
    publish(write_small(folder, "main"), datetime(2026, 8, 20, tzinfo=UTC))
    return folder


def write_small(folder: Path, *selections: str) -> Path:
    rows = ", ".join(f"{{id: name-{number}, selection: {each}}}" for number, each in enumerate(selections, start=1))
    exams = "exams: [{id: midterm, date: Tue 2026-10-20, start: 19:30, end: 21:30, title: Midterm}]"
    touch(write_course(folder, course=f"{COURSE}feeds: [{rows}]\n", exams=exams), datetime(2026, 8, 20, tzinfo=UTC))
    return folder


def not_recorded(folder: Path) -> Element:
    return section(get(courses_client(folder.parent), f"/{folder.name}/status"), "Not recorded yet")


def test_status_says_what_they_became_until_it_is_recorded(small: Path) -> None:
    complete = "Not recorded yet Everything is recorded: the changes are complete."
    assert text(not_recorded(small)) == complete

    write_small(small, "main_releases", "all")
    assert text(not_recorded(small)) == (
        "Not recorded yet Calendars have this already; feeds record puts it into the history."
        " The calendar name-1 is main_releases and was main. The calendar name-2 is all."
    )
    assert links(not_recorded(small)) == [("name-1", "/6.100-fa26/name-1"), ("name-2", "/6.100-fa26/name-2")]

    publish(small, datetime(2026, 8, 21, tzinfo=UTC))
    assert text(not_recorded(small)) == complete


def test_status_of_a_course_without_a_history_says_what_they_are(small: Path) -> None:
    (small / "history.jsonl").unlink()

    assert text(not_recorded(small)) == (
        "Not recorded yet There is no history, so calendars may not take the next change: feeds record begins one."
        " If there was one, put it back. The calendar name-1 is main. Published: 1 event exams.yaml:1"
    )
