"""Calendars with a name, as apps get them: what the selection holds, under a name and an address of their own."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from asking import Asked, Said, make, reached
from conftest import DATA, PUBLIC_URL, SLUG
from hypothesis import example, given
from test_selection_laws import selections

from feeds.calendar.feed import CourseFeeds, Form
from feeds.course.model import Course, NamedFeed
from feeds.course.reader import read_course
from feeds.course.selection import Selection

FEEDS = """
feeds:
  - {id: for-students, selection: Releases_MAIN, title: For students}
  - {id: all-of-victor, selection: office-hours.victor-butoi}
"""
STUDENTS = "main_releases"
VICTOR = "office-hours.victor-butoi"


@pytest.fixture
def named(data: Path) -> Path:
    """A data folder with the real course, two of whose calendars have a name."""
    add_feeds(data)
    return data


def add_feeds(data: Path, feeds: str = FEEDS) -> None:
    course = data / SLUG / "course.yaml"
    course.write_text((DATA / SLUG / "course.yaml").read_text() + feeds)


def unfolded(body: bytes) -> list[str]:
    return body.decode().replace("\r\n ", "").split("\r\n")


def different(one: list[str], other: list[str]) -> list[tuple[str, str]]:
    """Give the lines that are not the same in two texts of as many lines."""
    return [(before, after) for before, after in zip(one, other, strict=True) if before != after]


def said(named: Path, path: str, query: str = "") -> Said:
    return Asked(f"/{SLUG}/{path}", query=query).of(make(named))


def test_calendar_is_that_of_the_selection_but_for_what_it_is_called_and_where(named: Path) -> None:
    assert different(unfolded(said(named, f"{STUDENTS}.ics")[2]), unfolded(said(named, "for-students.ics")[2])) == [
        ("NAME:6.7960 Fall 2025 + releases", "NAME:6.7960 For students"),
        ("X-WR-CALNAME:6.7960 Fall 2025 + releases", "X-WR-CALNAME:6.7960 For students"),
        (
            "X-WR-CALDESC:Classes and deadlines\\, and assignments out. 6.7960 Deep Learning\\, Fall 2025.",
            "X-WR-CALDESC:For students: classes and deadlines\\, and assignments out."
            " 6.7960 Deep Learning\\, Fall 2025.",
        ),
        (
            f"SOURCE;VALUE=URI:{PUBLIC_URL}/{SLUG}/main_releases.ics",
            f"SOURCE;VALUE=URI:{PUBLIC_URL}/{SLUG}/for-students.ics",
        ),
        (f"URL:{PUBLIC_URL}/{SLUG}/main_releases", f"URL:{PUBLIC_URL}/{SLUG}/for-students"),
    ]


def test_calendar_without_a_title_is_called_by_its_id(named: Path) -> None:
    lines = unfolded(said(named, "all-of-victor.ics")[2])

    assert different(unfolded(said(named, f"{VICTOR}.ics")[2]), lines) == [
        ("NAME:6.7960 hours: Victor", "NAME:6.7960 all of victor"),
        ("X-WR-CALNAME:6.7960 hours: Victor", "X-WR-CALNAME:6.7960 all of victor"),
        (
            "X-WR-CALDESC:Office hours with Victor Butoi. 6.7960 Deep Learning\\, Fall 2025.",
            "X-WR-CALDESC:All of victor: office hours with Victor Butoi. 6.7960 Deep Learning\\, Fall 2025.",
        ),
        (
            f"SOURCE;VALUE=URI:{PUBLIC_URL}/{SLUG}/{VICTOR}.ics",
            f"SOURCE;VALUE=URI:{PUBLIC_URL}/{SLUG}/all-of-victor.ics",
        ),
        (f"URL:{PUBLIC_URL}/{SLUG}/{VICTOR}", f"URL:{PUBLIC_URL}/{SLUG}/all-of-victor"),
    ]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (
            "json",
            [
                (' "name": "6.7960 Fall 2025 + releases",', ' "name": "6.7960 For students",'),
                (' "selection": "main_releases",', ' "selection": "for-students",'),
            ],
        ),
        (
            "txt",
            [
                ("6.7960 Fall 2025 + releases", "6.7960 For students"),
                (
                    "Classes and deadlines, and assignments out. 6.7960 Deep Learning, Fall 2025.",
                    "For students: classes and deadlines, and assignments out. 6.7960 Deep Learning, Fall 2025.",
                ),
            ],
        ),
        (
            "atom",
            [
                (
                    f"  <id>tag:deeplearning6-7960.github.io,2025:{SLUG}/main_releases</id>",
                    f"  <id>tag:deeplearning6-7960.github.io,2025:{SLUG}/for-students</id>",
                ),
                (
                    "  <title>Changes: 6.7960 Fall 2025 + releases</title>",
                    "  <title>Changes: 6.7960 For students</title>",
                ),
                (
                    f'  <link rel="self" href="{PUBLIC_URL}/{SLUG}/main_releases.atom" type="application/atom+xml" />',
                    f'  <link rel="self" href="{PUBLIC_URL}/{SLUG}/for-students.atom" type="application/atom+xml" />',
                ),
                (
                    f'  <link rel="alternate" href="{PUBLIC_URL}/{SLUG}/main_releases" type="text/html" />',
                    f'  <link rel="alternate" href="{PUBLIC_URL}/{SLUG}/for-students" type="text/html" />',
                ),
                (
                    f"    <id>tag:deeplearning6-7960.github.io,2025:{SLUG}/main_releases/published</id>",
                    f"    <id>tag:deeplearning6-7960.github.io,2025:{SLUG}/for-students/published</id>",
                ),
            ],
        ),
    ],
)
def test_other_forms_are_those_of_the_selection_too(named: Path, form: str, expected: list[tuple[str, str]]) -> None:
    plain, own = (said(named, f"{name}.{form}")[2].decode().splitlines() for name in (STUDENTS, "for-students"))

    assert different(plain, own) == expected


@pytest.mark.parametrize("form", Form)
def test_address_is_canonical_and_has_an_etag_and_a_file_name_of_its_own(named: Path, form: Form) -> None:
    own, plain = (dict(said(named, f"{name}.{form}")[1]) for name in ("for-students", STUDENTS))

    assert own["Link"] == f'<{PUBLIC_URL}/{SLUG}/for-students.{form}>; rel="canonical"'
    assert own["Content-Disposition"] == f'inline; filename="{SLUG}-for-students.{form}"'
    assert own["ETag"] != plain["ETag"]
    different = ("Link", "Content-Disposition", "ETag", "Content-Length")
    assert {name: own[name] for name in own if name not in different} == {
        name: plain[name] for name in plain if name not in different
    }


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("For-Students.ICS", ""),
        ("all.for-students.ics", ""),
        ("for-students_FOR-STUDENTS.ics", ""),
        ("calendar.ics", "show=for-students"),
        ("calendar.ics", "show=FOR-students,for-students&view=week"),
        ("for-students.ics", "show=exams&hide=main"),
    ],
)
def test_every_spelling_answers_with_the_same_bytes(named: Path, path: str, query: str) -> None:
    assert said(named, path, query) == said(named, "for-students.ics")


APART = "is a calendar of its own, and cannot be put together with words; write what it holds,"


@pytest.mark.parametrize(
    ("path", "query", "expected"),
    [
        *(
            (path, query, f"'for-students' {APART} 'main_releases'.")
            for path, query in [
                ("for-students_exams.ics", ""),
                ("exams_For-Students.json", ""),
                ("for-students.exams.txt", ""),
                ("not-for-students.ics", ""),
                ("all_not-for-students.ics", ""),
                ("lectures_not-for-students.week-1.ics", ""),
                ("calendar.ics", "show=for-students,exams"),
                ("calendar.ics", "show=for-students&hide=week-1"),
                ("calendar.ics", "hide=for-students"),
            ]
        ),
        ("all-of-victor.for-students.atom", "", f"'all-of-victor' {APART} '{VICTOR}'."),
        ("for-studens.ics", "", "Nothing here is called 'for-studens'; did you mean 'for-students'?"),
        ("all-of-vicktor.txt", "", "Nothing here is called 'all-of-vicktor'; did you mean 'all-of-victor'?"),
        ("main_victorbutoi.ics", "", "Nothing here is called 'victorbutoi'; did you mean 'victor-butoi'?"),
    ],
)
def test_what_is_no_calendar_is_told_what_to_write_instead(named: Path, path: str, query: str, expected: str) -> None:
    status, _, body = said(named, path, query)

    assert status == "404 NOT FOUND"
    assert body.decode().splitlines()[:4] == [
        f"There is no such calendar: {expected}",
        "All and most: all, main",
        "With a name: for-students, all-of-victor",
        "Kinds: lectures, tutorials, exams, deadlines, office-hours, releases, holidays",
    ]


def test_nobody_on_the_staff_is_called_so(named: Path) -> None:
    status, _, body = said(named, "staff/for-students.ics")

    assert status == "404 NOT FOUND"
    assert body.decode().splitlines()[0] == "There is no such calendar: Nobody on the staff is called 'for-students'."


def test_answers_without_flask_are_those_of_flask(named: Path) -> None:
    serving, flask = make(named, reload_seconds=1), make(named, shortcut=False, reload_seconds=1)
    asked = reached(serving)
    paths = [f"/{SLUG}/{name}.{form}" for name in ("for-students", "For-Students", "all-of-victor") for form in Form]

    for path in paths:
        plain = Asked(path).of(flask)
        known = (("If-None-Match", dict(plain[1])["ETag"]),)
        for each in (Asked(path), Asked(path, "HEAD"), Asked(path, headers=known), Asked(path, "HEAD", headers=known)):
            assert [each.of(serving), each.of(serving)] == [each.of(flask)] * 2
    assert asked == []
    for path in (f"/{SLUG}/for-students_exams.ics", f"/{SLUG}/not-for-students.ics", f"/{SLUG}/for-student.txt"):
        assert Asked(path).of(serving) == Asked(path).of(flask)


def test_correcting_what_it_holds_changes_the_bytes_and_nothing_else(data: Path) -> None:
    add_feeds(data)
    app = make(data)
    before = Asked(f"/{SLUG}/for-students.ics").of(app)
    add_feeds(data, FEEDS.replace("Releases_MAIN", "lectures_exams"))
    after = Asked(f"/{SLUG}/for-students.ics").of(app)

    lines = unfolded(after[2])
    assert lines[4:6] == ["NAME:6.7960 For students", "X-WR-CALNAME:6.7960 For students"]
    assert lines[6] == "X-WR-CALDESC:For students: lectures and exams. 6.7960 Deep Learning\\, Fall 2025."
    assert [line for line in lines if line.startswith(("SOURCE", "URL:"))][:2] == [
        f"SOURCE;VALUE=URI:{PUBLIC_URL}/{SLUG}/for-students.ics",
        f"URL:{PUBLIC_URL}/{SLUG}/for-students",
    ]
    assert blocks(after[2]) == blocks(Asked(f"/{SLUG}/lectures_exams.ics").of(app)[2])
    assert blocks(after[2]) < blocks(before[2])
    assert dict(after[1])["ETag"] != dict(before[1])["ETag"]
    assert Asked(f"/{SLUG}/for-students.ics", headers=(("If-None-Match", dict(before[1])["ETag"]),)).of(app) == after


def blocks(body: bytes) -> set[bytes]:
    """Give the events of a calendar, with all their numbers, as they stand in it."""
    return {part.partition(b"END:VEVENT")[0] for part in body.split(b"BEGIN:VEVENT")[1:]}


REAL = read_course(DATA / SLUG)
PLAIN = CourseFeeds(REAL, PUBLIC_URL)
# What of each form is of the events, and not of the calendar.
EVENTS: dict[Form, Callable[[bytes], bytes]] = {
    Form.ICS: lambda body: body[body.index(b"BEGIN:VTIMEZONE") :],
    Form.JSON: lambda body: body[body.index(b'"events"') :],
    Form.TXT: lambda body: body.split(b"\n", 2)[2],
    Form.ATOM: lambda body: body[body.index(b"<updated>") : body.index(b"<link")] + body[body.index(b"<author>") :],
}


@given(text=selections)
@example(text="all")
@example(text="all_not-week-1")
def test_feed_of_any_selection_holds_the_same_under_a_name(text: str) -> None:
    selection = Selection.parse(text)
    feeds = CourseFeeds(called(str(selection)), PUBLIC_URL)
    name = Selection.parse("by-name")

    assert feeds.select(name) == PLAIN.select(selection)
    assert feeds.notices(name) == PLAIN.notices(selection)
    assert feeds.sentence(name).partition(": ")[0] == "By name"
    for form in Form:
        own, plain = feeds.feed(name, form), PLAIN.feed(selection, form)
        assert EVENTS[form](own.body.replace(b"/by-name", b"/" + str(selection).encode())) == EVENTS[form](plain.body)
        assert own.name in ("6.7960 by name", "Changes: 6.7960 by name")


def called(selection: str) -> Course:
    """Give the real course with a name for a selection."""
    return replace(REAL, named_feeds=(NamedFeed(id="by-name", title="by name", selection=selection),))


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Exams, quizzes; more", "NAME:6.7960 Exams\\, quizzes\\; more"),
        ("Für alle 🎓", "NAME:6.7960 Für alle 🎓"),
        ("A" * 41, f"NAME:6.7960 {'A' * 41}"),
        ("A" * 42, f"NAME:6.7960 {'A' * 40}…"),
    ],
)
def test_title_is_the_name_in_apps_as_far_as_they_show_it(data: Path, title: str, expected: str) -> None:
    add_feeds(data, f"\nfeeds: [{{id: for-students, selection: main, title: '{title}'}}]\n")

    assert unfolded(said(data, "for-students.ics")[2])[4] == expected
