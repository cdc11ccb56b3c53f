"""Weeks that lost office hours, and why; and what only looks like it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import dedent

import pytest
from conftest import ROOT
from courses import OCTOBER, course_yaml, publish, write_course
from hypothesis import given
from hypothesis import strategies as st

from feeds.course.coverage import coverage, in_hours
from feeds.course.holes import holes
from feeds.course.model import Course
from feeds.course.reader import read_course

PUBLISHED = datetime(2026, 9, 1, tzinfo=UTC)

# Five weeks of hours, from Mon 28 September to Fri 30 October 2026.
TERM = "classes: {first: Mon 2026-09-28, last: Fri 2026-10-30}"
HOLIDAY = "holidays: [{id: fair, first: Wed 2026-10-14, name: Fair}]"
SLOT = """\
  - id: oh
    hosts: [ada-lovelace]
    day: Wed
    start: 15:00
    end: 16:00
"""
OTHER = "  - {id: other, hosts: [alan-turing], day: Fri, start: 9:00, end: 11:00}\n"


def hours(*slots: str, more: str = "") -> str:
    return f"slots:\n{''.join(slots)}{more}"


def told(course: Course) -> list[str]:
    """Write each week, with what is missing."""
    lines = []
    for hole in holes(course):
        lost = (f"{each.slot} {each.day:%a %m-%d} {each.usual.start:%H:%M}: {each.why}" for each in hole.missing)
        held = f"{in_hours(hole.held):g} of {in_hours(hole.usual):g}"
        lines.append(f"week {hole.number}, {hole.monday:%m-%d}: {held}; {', '.join(lost)}")
    return lines


def of(folder: Path, *terms: str, office_hours: str) -> list[str]:
    return told(read_course(write_course(folder, course=course_yaml("\n".join(terms)), office_hours=office_hours)))


def test_real_course_has_holes_after_its_holidays(course: Course) -> None:
    tuesday = (("oh-tue-9", "09"), ("oh-tue-10", "10"), ("oh-tue-15", "15"), ("oh-tue-16", "16"))
    thursday = (("oh-thu-9", "09"), ("oh-thu-11", "11"), ("oh-thu-16", "16"))

    assert told(course) == [
        f"week 11, 11-10: 10 of 14; {', '.join(f'{id} Tue 11-11 {at}:00: Veterans Day' for id, at in tuesday)}",
        f"week 13, 11-24: 11 of 14; {', '.join(f'{id} Thu 11-27 {at}:00: Thanksgiving Day' for id, at in thursday)}",
    ]


def test_course_with_one_of_everything_has_holes_for_what_is_cancelled() -> None:
    assert told(read_course(ROOT / "tests" / "data" / "courses" / "dm-1-sp26")) == [
        "week 4, 03-23: 0 of 1; oh-a Mon 03-23 16:00: cancelled: conference",
        "week 8, 04-20: 1 of 2; oh-b Thu 04-23 13:00: cancelled",
    ]


@pytest.mark.parametrize(
    ("slot", "expected"),
    [
        pytest.param(SLOT, [], id="every week as usual"),
        pytest.param(
            f"{SLOT}    changes: [{{date: 2026-10-14, cancelled: ill}}]\n",
            ["week 3, 10-12: 2 of 3; oh Wed 10-14 15:00: cancelled: ill"],
            id="cancelled",
        ),
        pytest.param(
            f"{SLOT}    changes: [{{date: 2026-10-28, cancelled: yes}}]\n",
            ["week 5, 10-26: 2 of 3; oh Wed 10-28 15:00: cancelled"],
            id="cancelled in the last week",
        ),
        pytest.param(
            f"{SLOT}    changes: [{{date: 2026-10-14, moved_to: 2026-10-15, start: 9:00, end: 10:00}}]\n",
            [],
            id="moved within its week",
        ),
        pytest.param(
            f"{SLOT}    changes: [{{date: 2026-10-14, moved_to: 2026-10-22, start: 9:00, end: 10:00}}]\n",
            ["week 3, 10-12: 2 of 3; oh Wed 10-14 15:00: moved to Thu 22 Oct"],
            id="moved to another week",
        ),
        pytest.param(f"{SLOT}    from: 2026-10-07\n    until: 2026-10-21\n", [], id="begins later and ends sooner"),
        pytest.param(f"{SLOT}    changes: [{{from: 2026-10-12, day: Thursday}}]\n", [], id="moved for good"),
    ],
)
def test_week_with_a_hole_says_what_is_missing_and_why(tmp_path: Path, slot: str, expected: list[str]) -> None:
    assert of(tmp_path, TERM, office_hours=hours(slot, OTHER)) == expected


@pytest.mark.parametrize("published", [False, True])
def test_holiday_is_told_whether_it_was_known_before_or_came_later(tmp_path: Path, published: bool) -> None:
    if published:
        write_course(tmp_path, course=course_yaml(TERM), office_hours=hours(SLOT, OTHER))
        publish(tmp_path, PUBLISHED)

    assert of(tmp_path, TERM, HOLIDAY, office_hours=hours(SLOT, OTHER)) == [
        "week 3, 10-12: 2 of 3; oh Wed 10-14 15:00: Fair"
    ]


def test_hours_held_once_count_in_a_week_that_lost_some(tmp_path: Path) -> None:
    more = "one_off: [{id: extra, hosts: [ada-lovelace], date: Thu 2026-10-15, start: 9:00, end: 10:30}]"

    assert of(tmp_path, TERM, HOLIDAY, office_hours=hours(SLOT, OTHER, more=more)) == [
        "week 3, 10-12: 3.5 of 3; oh Wed 10-14 15:00: Fair"
    ]


@pytest.mark.parametrize(
    ("holiday", "expected"),
    [
        ("Wed 2026-09-30", ["week 1, 09-28: 3 of 4; oh Wed 09-30 15:00: Fair"]),
        ("Wed 2026-10-28", ["week 5, 10-26: 3 of 4; oh Wed 10-28 15:00: Fair"]),
        # Beyond the last hour of all.
        ("Sat 2026-10-31", []),
    ],
)
def test_holiday_in_the_first_or_last_week_is_a_hole_of_it(tmp_path: Path, holiday: str, expected: list[str]) -> None:
    early = "  - {id: early, hosts: [alan-turing], day: Mon, start: 9:00, end: 10:00}\n"
    holidays = f"holidays: [{{id: fair, first: {holiday}, name: Fair}}]"

    assert of(tmp_path, TERM, holidays, office_hours=hours(early, SLOT, OTHER)) == expected


def test_holiday_is_told_in_the_week_in_which_a_slot_moves_for_good(tmp_path: Path) -> None:
    """Its new day is the one that is a holiday."""
    slot = f"{SLOT}    changes: [{{from: 2026-10-12, day: Thursday}}]\n"
    thursday = HOLIDAY.replace("Wed 2026-10-14", "Thu 2026-10-15")

    assert of(tmp_path, TERM, thursday, office_hours=hours(slot, OTHER)) == [
        "week 3, 10-12: 2 of 3; oh Thu 10-15 15:00: Fair"
    ]


def test_holiday_of_a_slot_that_ended_is_no_hole(tmp_path: Path) -> None:
    assert of(tmp_path, TERM, HOLIDAY, office_hours=hours(f"{SLOT}    until: 2026-10-07\n", OTHER)) == []


@pytest.mark.parametrize("slot", ["", f"{SLOT}    until: 2026-10-07\n"])
def test_what_was_published_and_given_up_is_no_hole(tmp_path: Path, slot: str) -> None:
    write_course(tmp_path, course=course_yaml(TERM), office_hours=hours(SLOT, OTHER))
    publish(tmp_path, PUBLISHED)

    assert of(tmp_path, TERM, office_hours=hours(slot, OTHER)) == []


def test_day_that_runs_as_another_loses_its_own_hours(tmp_path: Path) -> None:
    """Monday 12 October is a holiday, and the Tuesday after it runs as a Monday."""
    monday, tuesday = SLOT.replace("Wed", "Mon"), OTHER.replace("Fri", "Tue")

    assert of(tmp_path, OCTOBER, office_hours=hours(monday, tuesday)) == [
        "week 3, 10-12: 1 of 3; other Tue 10-13 09:00: not on that day’s schedule"
    ]


@given(
    slots=st.lists(
        st.tuples(
            st.sampled_from(["Mon", "Tue", "Wed", "Thu", "Fri"]),
            st.integers(8, 18),
            st.integers(1, 4),
            st.lists(st.sampled_from(["ada-lovelace", "alan-turing"]), unique=True),
            st.sets(st.integers(1, 3)),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_what_is_held_and_what_is_missing_are_the_usual(
    slots: list[tuple[str, int, int, list[str], set[int]]],
) -> None:
    """Of slots whose weeks are cancelled at random, but for the first and the last."""
    rows = []
    for number, (day, start, quarters, hosts, gone) in enumerate(slots):
        first = datetime(2026, 9, 28) + timedelta(days=["Mon", "Tue", "Wed", "Thu", "Fri"].index(day))
        changes = ", ".join(f"{{date: {first + timedelta(weeks=week):%Y-%m-%d}, cancelled: ill}}" for week in gone)
        minutes = 15 * quarters
        rows.append(
            f"  - {{id: oh-{number}, hosts: [{', '.join(hosts)}], day: {day}, start: {start}:00,"
            f" end: {start + minutes // 60}:{minutes % 60:02}, changes: [{changes}]}}\n"
        )
    with TemporaryDirectory() as folder:
        course = read_course(write_course(Path(folder), course=course_yaml(dedent(TERM)), office_hours=hours(*rows)))
    found = coverage(course)
    assert found
    each_week = sum((timedelta(minutes=15 * quarters) for _, _, quarters, _, _ in slots), timedelta(0))
    missing = sum((each.usual.end - each.usual.start for hole in found.holes for each in hole.missing), timedelta(0))

    assert found.term + missing == 5 * each_week
    assert found.term == sum((day.term for day in found.weekdays), timedelta(0))
    for hole in found.holes:
        lost = sum((each.usual.end - each.usual.start for each in hole.missing), timedelta(0))
        assert (hole.usual, hole.held + lost) == (each_week, each_week)
    assert {hole.number - 1 for hole in found.holes} == {week for *_, gone in slots for week in gone}
