"""What people write on course pages, each phrase with what it is taken for, or why it is not."""

from datetime import date, datetime, time

import pytest

from feeds.authoring.data_files import TBD
from feeds.authoring.imports.found import Found, FoundAssignment, FoundEvent, Unread
from feeds.authoring.imports.page.course_page import read_page
from feeds.course.model import Guest, Kind, Material

HEADER = "Fall 2025\n\nTA Dee Doe\n\nDate Topics Speaker Materials Assignments\n"
NOBODY = "nobody of the staff list is named here; if the title holds a speaker's name, take it out"


def row(lines: str) -> Found:
    """Read a row of a schedule as text, which begins on line 6; Dee Doe is on the staff."""
    return read_page((HEADER + lines).encode(), None)


def lecture(title: str, **more: object) -> FoundEvent:
    known: dict[str, object] = {"line": 6, "kind": Kind.LECTURE, "day": date(2025, 9, 4), "title": title}
    return FoundEvent(**(known | more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("lines", "event"),
    [
        ("Thu 9/4 Scanning Dee Doe", lecture("Scanning", speakers=(Guest(name="Dee Doe"),))),
        ("Thu 9/4 Scanning TBD", lecture("Scanning")),
        ("Thu 9/4 A paper due to Kuhn TBD", lecture("A paper due to Kuhn")),
        ("Thu 9/4 Guest Lecture 2", lecture("Guest Lecture 2", tags=("guest",))),
        (
            "Thu 9/4 Guest Lecture 2 Kai Moss",
            lecture("Guest Lecture 2", tags=("guest",), speakers=(Guest(name="Kai Moss"),)),
        ),
        (
            "Thu 9/4 Scanning (tentative) Dee Doe",
            lecture("Scanning", tentative=True, speakers=(Guest(name="Dee Doe"),)),
        ),
        ("Thu 9/4 Cancelled: Scanning Dee Doe", lecture("Scanning", cancelled="", speakers=(Guest(name="Dee Doe"),))),
        ("Thu 9/4 Scanning (cancelled: ill) TBD", lecture("Scanning", cancelled="ill")),
        ("Thu 9/4 1-2:30 PM Scanning TBD", lecture("Scanning", start=time(13), end=time(14, 30))),
        ("Thu 9/4 (11am-noon ET) Scanning TBD", lecture("Scanning", start=time(11), end=time(12))),
        (
            "Thu 9/4 Scanning Dee Doe slides video",
            lecture(
                "Scanning",
                speakers=(Guest(name="Dee Doe"),),
                materials=(Material(title="slides"), Material(title="video")),
            ),
        ),
        (
            "Thu 9/4 Scanning TBD\noptional readings:\nA Paper (ICLR 2020)\nA Book (see the last of its chapters)",
            lecture(
                "Scanning",
                materials=(
                    Material(title="A Paper (ICLR 2020)", under="optional readings"),
                    Material(title="A Book", under="optional readings", note="see the last of its chapters"),
                ),
            ),
        ),
        (
            "Thu 9/4 Lex Tutorial: 4-5 PM, 32-123",
            lecture("Lex Tutorial", kind=Kind.TUTORIAL, start=time(16), end=time(17), room="32-123"),
        ),
        (
            "Date TBD Midterm: 7:30 - 9:30 PM",
            lecture("Midterm", kind=Kind.EXAM, day=None, start=time(19, 30), end=time(21, 30)),
        ),
        ("Thu 9/4 No class: Labour Day", lecture("Labour Day", kind=Kind.HOLIDAY)),
        ("9/4 - 9/8 Fall break", lecture("Fall break", kind=Kind.HOLIDAY, last=date(2025, 9, 8))),
        ("Thu 9/4 Project office hours", lecture("Project office hours", kind=Kind.OFFICE_HOURS)),
    ],
)
def test_row_becomes_an_event(lines: str, event: FoundEvent) -> None:
    page = row(lines)

    assert (page.events, page.assignments, page.unread, page.warnings) == ((event,), (), (), ())


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("pset 1 due", FoundAssignment(line=7, title="pset 1", due=date(2025, 9, 4))),
        ("pset 1 due 11:59 PM", FoundAssignment(line=7, title="pset 1", due=datetime(2025, 9, 4, 23, 59))),
        ("pset 1 due 11:59pm", FoundAssignment(line=7, title="pset 1", due=datetime(2025, 9, 4, 23, 59))),
        ("pset 1 due Fri 9/5", FoundAssignment(line=7, title="pset 1", due=date(2025, 9, 5))),
        ("pset 1 due TBD", FoundAssignment(line=7, title="pset 1", due=TBD)),
        (
            "pset 1 out (solutions)",
            FoundAssignment(line=7, title="pset 1", out=date(2025, 9, 4), materials=(Material(title="solutions"),)),
        ),
        ("final project proposal due", FoundAssignment(line=7, title="final project proposal", due=date(2025, 9, 4))),
    ],
)
def test_assignment_is_read(phrase: str, expected: FoundAssignment) -> None:
    page = row(f"Thu 9/4 Scanning TBD\n{phrase}")

    assert (page.assignments, page.unread) == ((expected,), ())


@pytest.mark.parametrize(
    ("lines", "unread"),
    [
        (
            "Fri 9/4 Scanning TBD",
            Unread(line=6, text="Fri 9/4 Scanning TBD", why="2025-09-04 is a Thursday, not a Friday"),
        ),
        (
            "Fri 9/4 Midterm: 7:30 - 9:30 PM",
            Unread(
                line=6,
                text="Fri 9/4 Midterm: 7:30 - 9:30 PM",
                why="2025-09-04 is a Thursday, not a Friday",
                file="exams.yaml",
            ),
        ),
        ("Thu 9/4", Unread(line=6, text="Thu 9/4", why="nothing says what is on this day; write a topic")),
        (
            "Thu 9/4 Scanning: 3 PM",
            Unread(
                line=6, text="Thu 9/4 Scanning: 3 PM", why="its time has no end; write both times, such as 1-2:30 PM"
            ),
        ),
        (
            "9/4 - 9/8 Scanning TBD",
            Unread(
                line=6,
                text="9/4 - 9/8 Scanning TBD",
                why="only days without class are several in one row; write a row for each day",
            ),
        ),
        (
            "9/8 - 9/4 Fall break",
            Unread(
                line=6,
                text="9/8 - 9/4 Fall break",
                why="its last day is before its first; write it the other way round",
                file="course.yaml",
            ),
        ),
        (
            "Tue 9/2 No class (Monday schedule)",
            Unread(
                line=6,
                text="Tue 9/2 No class (Monday schedule)",
                why="this day runs on another weekday's schedule; "
                "write it under `schedule_days` in course.yaml: {date: Tue 2025-09-02, runs_as: Monday}",
                file="course.yaml",
            ),
        ),
        (
            "Thu 9/4 No class: Labour Day Dee Doe",
            Unread(
                line=6,
                text="Thu 9/4 No class: Labour Day Dee Doe",
                why="a day without class has neither a time, nor speakers, nor materials; write two rows",
                file="course.yaml",
            ),
        ),
    ],
)
def test_row_that_is_not_clear_is_told_as_a_whole(lines: str, unread: Unread) -> None:
    page = row(lines)

    assert (page.events, page.unread) == ((), (unread,))


@pytest.mark.parametrize(
    ("lines", "people", "hours"),
    [
        ("TA Ada Marsh\nOH: TBD", ["TA Ada Marsh"], [(None, None, None, None)]),
        ("Ada Marsh, Head TA\nOH: Tue 3-4 PM 36-112", ["Head TA Ada Marsh"], [("TUESDAY", 15, 16, "36-112")]),
        ("Ada Marsh (Instructor)\nOffice hours: 1-2 PM", ["Instructor Ada Marsh"], []),
        ("Ada Marsh\nTA\nTue 3-4 PM", ["TA Ada Marsh"], [("TUESDAY", 15, 16, None)]),
        ("Instructors\nAda Marsh\nOH: TBD\n", ["Instructor Ada Marsh"], [(None, None, None, None)]),
        ("TAs: Ada Marsh, Bo Li and Cy Roe", ["TA Ada Marsh", "TA Bo Li", "TA Cy Roe"], []),
        (
            "TA Ada Marsh\nOH: MW 11 AM -12 PM in Zoom",
            ["TA Ada Marsh"],
            [("MONDAY", 11, 12, "Zoom"), ("WEDNESDAY", 11, 12, "Zoom")],
        ),
        (
            "TA Ada Marsh\nOH: Mon 3-4 PM 1-1, Tue 5-6 PM",
            ["TA Ada Marsh"],
            [("MONDAY", 15, 16, "1-1"), ("TUESDAY", 17, 18, None)],
        ),
        ("TA Ada Marsh\nada at example.edu\nOH: TBD", ["TA Ada Marsh"], [(None, None, None, None)]),
        ("Head TA TBD\nOH: TBD", [], []),
        ("TA Sessions\nInstructor notes", [], []),
    ],
)
def test_staff_are_read(
    lines: str, people: list[str], hours: list[tuple[str | None, int | None, int | None, str | None]]
) -> None:
    page = read_page(f"Fall 2025\n\n{lines}".encode(), None)

    assert "example" not in repr(page)
    assert [f"{person.role} {person.name}" for person in page.people] == people
    assert [
        (
            each.day.name if each.day is not None else None,
            each.start.hour if each.start else None,
            each.end.hour if each.end else None,
            each.room,
        )
        for each in page.hours
    ] == hours


@pytest.mark.parametrize(
    "hours",
    [
        "OH: by appointment",
        "OH: 3-4 PM 36-112",
        "OH: Tue 3 PM",
        "OH: Tue 3-4 36-112",
        "OH: every other Tue 3-4 PM",
        "OH: Tue 3-4 PM 36-112 except 10/14",
        "OH: Tue 3-4 PM 36-112, sometimes Wed",
    ],
)
def test_hours_that_are_not_clear_are_told(hours: str) -> None:
    page = read_page(f"Fall 2025\n\nTA Ada Marsh\n{hours}".encode(), None)

    assert page.hours == ()
    assert page.unread == (
        Unread(
            line=4,
            text=hours,
            why="these are no hours with a weekday, both times with AM or PM, and a room; write OH: Tue 3-4 PM 36-112",
            file="office-hours.yaml",
        ),
    )
