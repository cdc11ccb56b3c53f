"""Office hours as a head TA counts them: in a usual week, and before each deadline."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import ROOT
from courses import course_yaml, publish, write_course

from feeds.course.coverage import Coverage, Load, coverage, in_hours
from feeds.course.model import Course
from feeds.course.reader import read_course

# Five weeks of hours, from Mon 28 September to Fri 30 October 2026.
TERM = """\
classes: {first: Mon 2026-09-28, last: Fri 2026-10-30}
meetings: [{days: [Tue], start: 13:00, end: 14:30}]
"""
PAIR = "slots: [{id: oh, hosts: [ada-lovelace, alan-turing], day: Wed, start: 15:00, end: 16:30}]"


def covered(folder: Path, course: str = TERM, **files: str) -> Coverage:
    found = coverage(read_course(write_course(folder, course=course_yaml(course), **files)))
    assert found
    return found


def load(found: Load) -> str:
    return f"{in_hours(found.hours):g} h, {in_hours(found.host_hours):g} host-hours"


def week(found: Coverage) -> list[str]:
    """Write each weekday, with its hosts and all hours of the term."""
    days = (
        f"{day.weekday.name.capitalize()}: {load(day.usual)}, {len(day.hosts)} hosts; {in_hours(day.term):g}"
        for day in found.weekdays
    )
    return [*days, f"all: {load(found.usual)}, {len(found.hosts)} hosts; {in_hours(found.term):g}"]


def before_deadlines(found: Coverage) -> list[str]:
    return [f"{each.deadline.id}: {load(each.load)}" for each in found.deadlines]


def without(found: Coverage) -> list[str]:
    return [f"{each.person.id}: {each.note}" for each in found.without]


# Counted by hand from office-hours.yaml, deadlines.yaml and a calendar of 2025.


def test_real_course_is_counted_as_by_hand(course: Course) -> None:
    found = coverage(course)

    assert found
    assert week(found) == [
        # 14 Mondays and 13 Wednesdays, Fridays; of Tuesdays one less for Veterans Day, of Thursdays for Thanksgiving.
        "Monday: 4 h, 7 host-hours, 7 hosts; 56",
        "Tuesday: 4 h, 7 host-hours, 7 hosts; 52",
        "Wednesday: 2 h, 4 host-hours, 4 hosts; 26",
        # The project office hours, instead of class, are of an hour and a half.
        "Thursday: 3 h, 5 host-hours, 5 hosts; 37.5",
        "Friday: 1 h, 2 host-hours, 2 hosts; 13",
        "all: 14 h, 25 host-hours, 25 hosts; 184.5",
    ]
    assert before_deadlines(found) == [
        "pset-1-due: 8 h, 14 host-hours",
        "pset-2-due: 8 h, 14 host-hours",
        "pset-3-due: 5 h, 9 host-hours",
        "pset-4-due: 8 h, 14 host-hours",
        "pset-5-due: 5 h, 9 host-hours",
        "project-due: 8 h, 14 host-hours",
    ]
    assert (without(found), found.clashes) == ([], ())


def test_course_with_one_of_everything_is_counted_as_by_hand() -> None:
    found = coverage(read_course(ROOT / "tests" / "data" / "courses" / "dm-1-sp26"))

    assert found
    # Of the eight weeks with hours four have some on a Tuesday, where the slot moves in the end, and fewer on another.
    assert week(found) == [
        "Monday: 0 h, 0 host-hours, 0 hosts; 4.5",
        "Tuesday: 1 h, 2 host-hours, 2 hosts; 4",
        "Wednesday: 0 h, 0 host-hours, 0 hosts; 1",
        "Thursday: 0 h, 0 host-hours, 0 hosts; 3",
        "Saturday: 0 h, 0 host-hours, 0 hosts; 2",
        "all: 1 h, 2 host-hours, 2 hosts; 14.5",
    ]
    assert before_deadlines(found) == ["pset-1-due: 0 h, 0 host-hours", "pset-2-due: 1 h, 1 host-hours"]
    assert without(found) == ["ada-lovelace: teaches only"]


@pytest.mark.parametrize(
    "hours",
    [
        "slots: []",
        "slots: [{id: oh, hosts: [ada-lovelace], day: tbd}]",
        "one_off: [{id: a, date: 2026-10-01, start: 9:00, end: 10:00, cancelled: yes}]",
    ],
)
def test_course_without_office_hours_has_no_coverage(tmp_path: Path, hours: str) -> None:
    assert coverage(read_course(write_course(tmp_path, course=course_yaml(TERM), office_hours=hours))) is None


def test_hour_of_two_hosts_is_one_hour_and_two_host_hours(tmp_path: Path) -> None:
    assert week(covered(tmp_path, office_hours=PAIR)) == [
        "Wednesday: 1.5 h, 3 host-hours, 2 hosts; 7.5",
        "all: 1.5 h, 3 host-hours, 2 hosts; 7.5",
    ]


def test_hour_that_nobody_hosts_by_name_is_no_host_hour(tmp_path: Path) -> None:
    hours = """\
    slots: [{id: oh, day: Wed, start: 15:00, end: 16:00}]
    one_off: [{id: project, date: Fri 2026-10-02, start: 9:00, end: 11:00}]
    """
    due = "assignments: [{id: pset, title: pset, due: Fri 2026-10-02}]"
    found = covered(tmp_path, office_hours=hours, deadlines=due)

    assert week(found) == [
        "Wednesday: 1 h, 0 host-hours, 0 hosts; 5",
        "Friday: 0 h, 0 host-hours, 0 hosts; 2",
        "all: 1 h, 0 host-hours, 0 hosts; 7",
    ]
    assert before_deadlines(found) == ["pset-due: 2 h, 0 host-hours"]


def test_hours_held_once_are_in_no_usual_week(tmp_path: Path) -> None:
    hours = "one_off: [{id: project, hosts: [ada-lovelace], date: Fri 2026-10-02, start: 9:00, end: 11:00}]"

    assert week(covered(tmp_path, office_hours=hours)) == [
        "Friday: 0 h, 0 host-hours, 0 hosts; 2",
        "all: 0 h, 0 host-hours, 0 hosts; 2",
    ]


def test_usual_week_is_what_most_weeks_have(tmp_path: Path) -> None:
    """One is cancelled, in one somebody is away, and one slot is followed by another in the middle of the term."""
    hours = """\
    slots:
      - id: oh
        hosts: [ada-lovelace, alan-turing]
        day: Wed
        start: 15:00
        end: 16:00
        changes: [{date: 2026-10-07, cancelled: ill, hosts: []}, {date: 2026-10-14, without: alan-turing}]
      - {id: early, hosts: [ada-lovelace], day: Fri, start: 9:00, end: 10:00, until: Fri 2026-10-09}
      - {id: late, hosts: [grace-hopper], day: Fri, start: 10:00, end: 11:00, from: Fri 2026-10-16}
    """

    found = covered(tmp_path, office_hours=hours)

    assert week(found) == [
        "Wednesday: 1 h, 2 host-hours, 2 hosts; 4",
        "Friday: 1 h, 1 host-hours, 1 hosts; 5",
        "all: 2 h, 3 host-hours, 3 hosts; 9",
    ]
    assert (found.weekdays[1].hosts, found.hosts) == (
        ("grace-hopper",),
        ("ada-lovelace", "alan-turing", "grace-hopper"),
    )


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        # Without a time: its day and the one before.
        ("Wed 2026-09-30", "1.5 h, 3 host-hours"),
        ("Thu 2026-10-01", "1.5 h, 3 host-hours"),
        ("Tue 2026-09-29", "0 h, 0 host-hours"),
        ("Fri 2026-10-02", "0 h, 0 host-hours"),
        # With one: 48 hours by the clock, and only what of an hour is in them.
        ("Wed 2026-09-30 15:00", "0 h, 0 host-hours"),
        ("Wed 2026-09-30 15:30", "0.5 h, 1 host-hours"),
        ("Wed 2026-09-30 16:30", "1.5 h, 3 host-hours"),
        ("Fri 2026-10-02 15:00", "1.5 h, 3 host-hours"),
        ("Fri 2026-10-02 15:20", "1.17 h, 2.33 host-hours"),
        ("Fri 2026-10-02 16:30", "0 h, 0 host-hours"),
    ],
)
def test_what_is_before_a_deadline_is_within_two_days(tmp_path: Path, due: str, expected: str) -> None:
    deadlines = f"assignments: [{{id: pset, title: pset, due: {due}}}]"

    assert before_deadlines(covered(tmp_path, office_hours=PAIR, deadlines=deadlines)) == [f"pset-due: {expected}"]


def test_two_days_are_by_the_clock_when_the_clocks_change(tmp_path: Path) -> None:
    """They go back on the night to Sun 1 November."""
    hours = "one_off: [{id: a, date: Sat 2026-10-31, start: 9:00, end: 10:00, hosts: [ada-lovelace]}]"
    deadlines = "assignments: [{id: pset, title: pset, due: Mon 2026-11-02 09:00}]"

    assert before_deadlines(covered(tmp_path, office_hours=hours, deadlines=deadlines)) == [
        "pset-due: 1 h, 1 host-hours"
    ]


def test_deadlines_are_by_when_they_are_due_without_those_that_are_not(tmp_path: Path) -> None:
    deadlines = """\
    assignments:
      - {id: late, title: Late, due: Thu 2026-10-15}
      - {id: noon, title: Noon, due: Wed 2026-10-14 12:00}
      - {id: day, title: Day, due: Wed 2026-10-14}
      - {id: off, title: Off, due: Wed 2026-10-14, cancelled: yes}
      - {id: lost, title: Lost, due: Wed 2026-10-14}
    """
    covered(tmp_path, office_hours=PAIR, deadlines=deadlines)
    publish(tmp_path, datetime(2026, 9, 1, tzinfo=UTC))
    lost = deadlines.replace("title: Lost, due: Wed 2026-10-14", "title: Lost, due: tbd")

    assert before_deadlines(covered(tmp_path, office_hours=PAIR, deadlines=lost)) == [
        "noon-due: 0 h, 0 host-hours",
        "day-due: 1.5 h, 3 host-hours",
        "late-due: 1.5 h, 3 host-hours",
    ]
