"""A new row goes where it belongs in a hand-written list: by its date, its weekday or its role, under its heading."""

import pytest
from amending import FIRST, addition, difference
from conftest import DATA, SLUG

from feeds.authoring.updates.amendment import Edit, amend
from feeds.course.parser import parse

WEEKS = """\
lectures:
  # Week 1

  - id: sets
    date: Thu 2025-09-04

  # Week 2 (Tuesday is a holiday)

  # About maps.
  - id: maps
    date: Thu 2025-09-11
    details: |
      Maps.

  # Week 4
  - id: graphs
    date: 2025-09-25

# Not in any week.
exams:
  # Week 8

  - {id: midterm, date: Tue 2025-10-21, title: Midterm}   # the only one
  - {id: final, date: tbd}
assignments:
  - {id: pset-1, out: 2025-09-04, due: Thu 2025-09-11 23:59}
  - {id: pset-2, due: 2025-09-18}

  - {id: project, due: tbd}
slots:
  # Monday
  - id: oh-mon-9
    day: Mon
    start: 9:00

  - id: oh-mon-13
    day: monday
    start: 13:00

  # Friday
  - id: oh-fri
    day: Friday
    start: 10:00
people:
- {id: ada-lovelace, name: Ada Lovelace, role: Instructor}

- {id: alan-turing, name: Alan Turing, role: TA}
- {id: grace-hopper, name: Grace Hopper, role: TA}

- {id: kurt-goedel, name: Kurt Gödel, role: Assistant}
tutorials: []  # none yet
holidays: [{id: easter, first: 2025-04-03, name: Easter}]
"""


def lecture(date: str) -> Edit:
    """Add a lecture of a day."""
    return addition("lectures", id="new", date=date)


def slot(day: str, start: str) -> Edit:
    """Add a slot."""
    return addition("slots", id="new", day=day, start=start)


def exam(date: str) -> Edit:
    """Add an exam."""
    return addition("exams", id="new", date=date)


ROWS = {
    "in the middle of a week": (
        lecture("Fri 2025-09-05"),
        "    date: Thu 2025-09-04",
        ["", "  - id: new", "    date: Fri 2025-09-05"],
    ),
    "first in its week, below the heading": (
        lecture("Tue 2025-09-09"),
        "  # Week 2 (Tuesday is a holiday)",
        ["", "  - id: new", "    date: Tue 2025-09-09"],
    ),
    "first of all, in the first week": (
        lecture("Tue 2025-09-02"),
        "  # Week 1",
        ["", "  - id: new", "    date: Tue 2025-09-02"],
    ),
    "before the first week": (
        lecture("Tue 2025-08-26"),
        "lectures:",
        ["  # Week 0", "", "  - id: new", "    date: Tue 2025-08-26", ""],
    ),
    "in a week of its own": (
        lecture("Tue 2025-09-16"),
        "      Maps.",
        ["", "  # Week 3", "", "  - id: new", "    date: Tue 2025-09-16"],
    ),
    "last in its week and of all": (
        lecture("Fri 2025-09-26"),
        "    date: 2025-09-25",
        ["", "  - id: new", "    date: Fri 2025-09-26"],
    ),
    "in a new week at the end": (
        lecture("Thu 2025-10-02"),
        "    date: 2025-09-25",
        ["", "  # Week 5", "", "  - id: new", "    date: Thu 2025-10-02"],
    ),
    "without a day": (lecture("tbd"), "    date: 2025-09-25", ["", "  - id: new", "    date: tbd"]),
    "in braces, where the others are": (
        exam("Wed 2025-10-22"),
        "  - {id: final, date: tbd}",
        ["  - {id: new, date: Wed 2025-10-22}"],
    ),
    "in braces, in an earlier week": (
        exam("2025-10-06"),
        "exams:",
        ["  # Week 6", "", "  - {id: new, date: 2025-10-06}", ""],
    ),
    "an assignment by the day it is due": (
        addition("assignments", id="new", out="2025-09-01", due="2025-09-12 12:00"),
        "  - {id: pset-1, out: 2025-09-04, due: Thu 2025-09-11 23:59}",
        ["  - {id: new, out: 2025-09-01, due: 2025-09-12 12:00}"],
    ),
    "a slot by its time": (
        slot("Monday", "11:00"),
        "    start: 9:00",
        ["", "  - id: new", "    day: Monday", "    start: 11:00"],
    ),
    "a slot of another weekday": (
        slot("Wednesday", "9:00"),
        "    start: 13:00",
        ["", "  # Wednesday", "  - id: new", "    day: Wednesday", "    start: 9:00"],
    ),
    "a slot early on its weekday": (
        slot("Fri", "9:00"),
        "  # Friday",
        ["  - id: new", "    day: Fri", "    start: 9:00", ""],
    ),
    "somebody of a role": (
        addition("people", id="alan-kay", role="TA"),
        "- {id: grace-hopper, name: Grace Hopper, role: TA}",
        ["- {id: alan-kay, role: TA}"],
    ),
    "somebody of a new role": (
        addition("people", id="alan-kay", role="Guest"),
        "- {id: kurt-goedel, name: Kurt Gödel, role: Assistant}",
        ["- {id: alan-kay, role: Guest}"],
    ),
    "in a list that is not there": (
        addition("one_off", id="extra", date="2025-12-01"),
        "holidays: [{id: easter, first: 2025-04-03, name: Easter}]",
        ["", "one_off:", "  - {id: extra, date: 2025-12-01}"],
    ),
}


@pytest.mark.parametrize(("edit", "below", "new"), ROWS.values(), ids=ROWS.keys())
def test_new_row_stands_where_it_belongs(edit: Edit, below: str, new: list[str]) -> None:
    amended = amend(WEEKS, parse(WEEKS.encode(), "x.yaml"), [edit], first=FIRST)

    lines = WEEKS.splitlines()
    at = lines.index(below) + 1
    assert amended.text.splitlines() == [*lines[:at], *new, *lines[at:]]
    assert amended.by_hand == ()


def test_empty_list_gets_its_first_row() -> None:
    amended = amend(
        WEEKS, parse(WEEKS.encode(), "x.yaml"), [addition("tutorials", id="git", date="2025-09-08")], first=FIRST
    )

    assert difference(WEEKS, amended.text) == [
        "-tutorials: []  # none yet",
        "+tutorials:  # none yet",
        "+  - id: git",
        "+    date: 2025-09-08",
    ]


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        ("2025-01-01", "[{id: new, first: 2025-01-01}, {id: easter, first: 2025-04-03, name: Easter}]"),
        ("2025-11-27", "[{id: easter, first: 2025-04-03, name: Easter}, {id: new, first: 2025-11-27}]"),
    ],
)
def test_list_in_brackets_stays_in_brackets(first: str, expected: str) -> None:
    amended = amend(WEEKS, parse(WEEKS.encode(), "x.yaml"), [addition("holidays", id="new", first=first)], first=FIRST)

    assert difference(WEEKS, amended.text) == [
        "-holidays: [{id: easter, first: 2025-04-03, name: Easter}]",
        f"+holidays: {expected}",
    ]


def test_file_with_nothing_but_comments_gets_its_first_list() -> None:
    text = "# Lectures, in order of date.\r\n\r\n# lectures:"

    amended = amend(text, parse(text.encode(), "x.yaml"), [lecture("2025-09-04"), lecture("2025-09-02")], first=FIRST)

    assert amended.text == (
        "# Lectures, in order of date.\r\n\r\n# lectures:\r\n\r\nlectures:\r\n"
        "  - id: new\r\n    date: 2025-09-02\r\n\r\n  - id: new\r\n    date: 2025-09-04"
    )


def test_new_rows_of_the_real_course_stand_below_their_weeks() -> None:
    text = (DATA / SLUG / "lectures.yaml").read_text(encoding="utf-8")
    new = [addition("lectures", id=id, date=date) for id, date in (("a", "Tue 2025-10-21"), ("b", "Mon 2025-12-15"))]

    amended = amend(text, parse(text.encode(), "lectures.yaml"), new, first=FIRST)

    lines = amended.text.splitlines()
    at = lines.index("  # Week 8 (Tuesday is the midterm: exams.yaml)")
    assert lines[at : at + 6] == [lines[at], "", "  - id: a", "    date: Tue 2025-10-21", "", "  - id: vae-and-gan"]
    assert lines[-6:] == ["    tags: [guest]", "", "  # Week 16", "", "  - id: b", "    date: Mon 2025-12-15"]
