"""The days of a term: whose schedule each runs on, and on which days weekly things take place.

The term of these tests, in October 2026 unless it says otherwise; (12) is a holiday, and [13], a Tuesday, runs as
a Monday:

              Mon   Tue   Wed   Thu   Fri
    week 1                 30s    1     2
    week 2      5     6     7     8     9
    week 3   (12)  [13]    14    15    16
    week 4     19    20    21    22    23
    week 5     26    27    28    29    30
"""

from collections.abc import Iterable
from datetime import date
from textwrap import dedent
from typing import TypeVar

import pytest
from courses import OCTOBER, course_yaml

from feeds.course.model import Weekday
from feeds.course.parser import parse
from feeds.course.schema.course import CourseForm
from feeds.course.schema.form import DataForm
from feeds.course.schema.validation import validate
from feeds.course.schema.weekly import SlotForm
from feeds.course.timetable import Timetable, days, id_date, monday

F = TypeVar("F", bound=DataForm)


def read(text: str, form: type[F]) -> F:
    checked = validate(parse(text.encode(), "f.yaml"), form)
    assert checked.form
    assert checked.problems == ()
    return checked.form


def course(changes: str = "") -> CourseForm:
    return read(course_yaml(OCTOBER + dedent(changes)), CourseForm)


def day(text: str) -> date:
    """Read `13` as a day of October 2026, and anything else as a date."""
    return date(2026, 10, int(text)) if len(text) <= 2 else date.fromisoformat(text)


def occurrences(slot: str, changes: str = "", published: Iterable[str] = ()) -> list[str]:
    """Give a slot's weeks as `the day in its id > the day it takes place *the changes in force`."""
    form = course(changes)
    slot = f"id: oh\nstart: 15:00\nend: 16:00\n{dedent(slot)}"
    kept = {id_date(week): id_date(week) for week in published}
    weeks = Timetable(form).occurrences(read(slot, SlotForm), form.office_hours or form.classes, kept)
    return [
        f"{week.id_date:%d} > {week.day:%a %d}" + "".join(f" *{number}" for number in week.changes) for week in weeks
    ]


def test_days_gives_every_day_with_the_last() -> None:
    assert list(days(date(2026, 10, 30), date(2026, 11, 2))) == [
        date(2026, 10, 30),
        date(2026, 10, 31),
        date(2026, 11, 1),
        date(2026, 11, 2),
    ]
    assert list(days(date(2026, 10, 30), date(2026, 10, 30))) == [date(2026, 10, 30)]
    assert list(days(date(2026, 10, 30), date(2026, 10, 29))) == []


def test_monday_is_that_of_the_week_up_to_sunday() -> None:
    assert [monday(date(2026, 10, number)) for number in (4, 5, 11, 12)] == [
        date(2026, 9, 28),
        date(2026, 10, 5),
        date(2026, 10, 5),
        date(2026, 10, 12),
    ]


@pytest.mark.parametrize(
    ("text", "weekday"),
    [
        ("6", Weekday.TUESDAY),
        ("12", Weekday.MONDAY),
        ("13", Weekday.MONDAY),
        ("14", Weekday.WEDNESDAY),
        ("20", Weekday.TUESDAY),
        ("18", Weekday.SUNDAY),
    ],
)
def test_weekday_is_the_one_whose_schedule_a_day_runs_on(text: str, weekday: Weekday) -> None:
    assert Timetable(course()).weekday(day(text)) is weekday


@pytest.mark.parametrize(
    ("first", "last", "weeks"),
    [
        ("30", "30", (5,)),
        ("2026-09-30", "2026-09-30", (1,)),
        ("2026-09-28", "2026-09-28", (1,)),  # the Monday before the first class, in its week
        ("4", "4", (1,)),  # a Sunday
        ("5", "5", (2,)),
        ("4", "5", (1, 2)),
        ("10", "20", (2, 3, 4)),
        ("2026-09-27", "2026-09-27", ()),  # before the term
        ("2026-09-20", "5", (1, 2)),
        ("2026-12-21", "2026-12-21", (13,)),  # after the last class the weeks go on
    ],
)
def test_weeks_run_from_monday_to_sunday_counted_from_the_first_class(
    first: str, last: str, weeks: tuple[int, ...]
) -> None:
    assert Timetable(course()).weeks(day(first), day(last)) == weeks


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("5", [9]),
        ("6", [15]),
        ("7", []),
        ("13", [9]),  # a Tuesday that runs as a Monday has the class of Mondays, and not that of Tuesdays
        ("20", [15]),
    ],
)
def test_meetings_are_those_of_the_days_schedule(text: str, starts: list[int]) -> None:
    meetings = Timetable(course()).meetings(day(text), None)

    assert [meeting.start.hour for meeting in meetings] == starts


@pytest.mark.parametrize(
    ("text", "section", "starts"),
    [
        ("5", None, [9, 11]),
        ("5", "l01", [9]),
        ("5", "l02", [11]),
        ("5", "l03", []),
        ("7", None, [9, 14]),
        ("7", "l01", [9]),  # the other meeting has no section
    ],
)
def test_meetings_of_a_section(text: str, section: str | None, starts: list[int]) -> None:
    form = course(
        "meetings: [{days: [Mon, Wed], start: 9:00, end: 9:50, section: l01},"
        " {days: [Mon], start: 11:00, end: 11:50, section: l02}, {days: [Wed], start: 14:00, end: 14:50}]"
    )

    assert [meeting.start.hour for meeting in Timetable(form).meetings(day(text), section)] == starts


@pytest.mark.parametrize(("text", "rooms"), [("5", ["A"]), ("8", ["A"]), ("15", ["B"]), ("19", ["B"]), ("22", [])])
def test_meetings_are_those_in_force(text: str, rooms: list[str]) -> None:
    form = course(
        "meetings: [{days: [Mon, Thu], start: 9:00, end: 9:50, room: A, until: Thu 2026-10-08},"
        " {days: [Mon, Thu], start: 9:00, end: 9:50, room: B, from: Mon 2026-10-12, until: Mon 2026-10-19}]"
    )

    assert [meeting.room for meeting in Timetable(form).meetings(day(text), None)] == rooms


@pytest.mark.parametrize(
    ("slot", "weeks"),
    [
        # Monday's hours: none on the 12th, a holiday; those of week 3 are on Tuesday the 13th.
        ("day: Monday", ["05 > Mon 05", "12 > Tue 13", "19 > Mon 19", "26 > Mon 26"]),
        # Tuesday's hours: none on the 13th, which runs as a Monday.
        ("day: Tuesday", ["06 > Tue 06", "20 > Tue 20", "27 > Tue 27"]),
        ("day: Wednesday", ["30 > Wed 30", "07 > Wed 07", "14 > Wed 14", "21 > Wed 21", "28 > Wed 28"]),
        ("day: Sunday", ["04 > Sun 04", "11 > Sun 11", "18 > Sun 18", "25 > Sun 25"]),
        ("day: tbd", []),
    ],
)
def test_slot_takes_place_on_its_weekdays_schedule(slot: str, weeks: list[str]) -> None:
    assert occurrences(slot) == weeks


@pytest.mark.parametrize(
    ("slot", "weeks"),
    [
        ("{day: Thu, from: Thu 2026-10-15}", ["15 > Thu 15", "22 > Thu 22", "29 > Thu 29"]),
        ("{day: Thu, from: Fri 2026-10-16, until: Thu 2026-10-22}", ["22 > Thu 22"]),
        ("{day: Thu, until: Wed 2026-10-14}", ["01 > Thu 01", "08 > Thu 08"]),
        ("{day: Thu, from: 2026-10-16, until: 2026-10-21}", []),
        # A slot may say that it begins before, or ends after, what is usual.
        ("{day: Mon, from: Mon 2026-09-28, until: Mon 2026-10-05}", ["28 > Mon 28", "05 > Mon 05"]),
        ("{day: Mon, from: 2026-10-26, until: Mon 2026-11-02}", ["26 > Mon 26", "02 > Mon 02"]),
    ],
)
def test_slot_runs_from_its_first_to_its_last_day(slot: str, weeks: list[str]) -> None:
    assert occurrences(slot[1:-1].replace(", ", "\n")) == weeks


def test_slots_run_over_the_span_of_office_hours() -> None:
    span = "office_hours: {first: Tue 2026-10-06, last: Mon 2026-10-19}"

    assert occurrences("day: Monday", span) == ["12 > Tue 13", "19 > Mon 19"]
    assert occurrences("day: Tuesday", span) == ["06 > Tue 06"]


def test_holiday_suppresses_every_day_of_it() -> None:
    fall_break = "holidays: [{id: fall-break, first: Wed 2026-10-14, last: Tue 2026-10-20, name: Fall break}]"

    assert occurrences("day: Monday", fall_break) == ["05 > Mon 05", "12 > Mon 12", "13 > Tue 13", "26 > Mon 26"]
    assert occurrences("day: Tuesday", fall_break) == ["06 > Tue 06", "27 > Tue 27"]
    assert occurrences("day: Wednesday", fall_break) == ["30 > Wed 30", "07 > Wed 07", "21 > Wed 21", "28 > Wed 28"]


def test_second_occurrence_in_a_week_has_its_own_day_in_its_id() -> None:
    """Without the holiday Monday's hours take place on Monday the 12th and on the Tuesday that runs as a Monday."""
    no_holiday = "holidays: []"

    assert occurrences("day: Monday", no_holiday) == [
        "05 > Mon 05",
        "12 > Mon 12",
        "13 > Tue 13",
        "19 > Mon 19",
        "26 > Mon 26",
    ]


def test_published_second_occurrence_keeps_its_own_day() -> None:
    """However its week changes; and as long as it is not published, it is the hour of the week where it is alone."""
    both = ["oh-2026-10-12", "oh-2026-10-13"]

    assert occurrences("day: Monday")[1] == "12 > Tue 13"
    assert occurrences("day: Monday", published=both[:1])[1] == "12 > Tue 13"
    assert occurrences("day: Monday", published=both)[1] == "13 > Tue 13"
    assert occurrences("day: Monday", "holidays: []", published=both[:1])[1:3] == ["12 > Mon 12", "13 > Tue 13"]
    assert occurrences("day: Monday", "holidays: []", published=both)[1:3] == ["12 > Mon 12", "13 > Tue 13"]


def test_day_that_runs_as_another_takes_no_identity_from_the_day_itself() -> None:
    """Tuesday 6 runs as a Wednesday: the hour of Wednesday 7 stays what it is, whether that is known early or late."""
    early = "schedule_days: [{date: Tue 2026-10-06, runs_as: Wednesday}]"
    both = ["06 > Tue 06", "07 > Wed 07"]

    assert occurrences("day: Wednesday", early)[1:3] == both
    assert occurrences("day: Wednesday", early, published=["oh-2026-10-07"])[1:3] == both
    assert occurrences("day: Wednesday", published=["oh-2026-10-06", "oh-2026-10-07"])[1] == "07 > Wed 07"
    assert occurrences("day: Tuesday\nchanges: [{from: Mon 2026-10-05, day: Monday}]", "holidays: []")[1:3] == [
        "12 > Mon 12 *0",
        "13 > Tue 13 *0",
    ]


def test_published_week_keeps_the_day_in_its_id_when_the_slot_moves_in_mid_week() -> None:
    """The week that had both Thursday and Friday, by mistake, has its Friday only when that is mended."""
    twice = "day: Thursday\nfrom: 2026-10-12\nchanges: [{from: %s, day: Friday}]"
    both = ["oh-2026-10-15", "oh-2026-10-16", "oh-2026-10-22", "oh-2026-10-29"]

    assert occurrences(twice % "Fri 2026-10-16") == [
        "15 > Thu 15",
        "16 > Fri 16 *0",
        "22 > Fri 23 *0",
        "29 > Fri 30 *0",
    ]
    assert occurrences(twice % "Mon 2026-10-12") == ["15 > Fri 16 *0", "22 > Fri 23 *0", "29 > Fri 30 *0"]
    assert occurrences(twice % "Mon 2026-10-12", published=both) == [
        "16 > Fri 16 *0",
        "22 > Fri 23 *0",
        "29 > Fri 30 *0",
    ]


def test_day_without_anything_runs_as_one_that_has() -> None:
    """A Saturday that runs as a Thursday: its hours are the second of that week."""
    makeup = "schedule_days: [{date: Sat 2026-10-17, runs_as: Thursday}, {date: Fri 2026-10-23, runs_as: Thursday}]"

    assert occurrences("day: Thursday\nfrom: 2026-10-12", makeup) == [
        "15 > Thu 15",
        "17 > Sat 17",
        "22 > Thu 22",
        "23 > Fri 23",
        "29 > Thu 29",
    ]


@pytest.mark.parametrize(
    ("changes", "weeks"),
    [
        # A change of one week is told by the day on which that week takes place.
        (
            "- {date: 2026-10-08, room: X}",
            ["01 > Thu 01", "08 > Thu 08 *0", "15 > Thu 15", "22 > Thu 22", "29 > Thu 29"],
        ),
        # Two changes of one week apply in the order of the data.
        (
            "- {date: 2026-10-08, room: X}\n- {date: 2026-10-08, end: 17:00}",
            ["01 > Thu 01", "08 > Thu 08 *0 *1", "15 > Thu 15", "22 > Thu 22", "29 > Thu 29"],
        ),
        # For good from a day on; those for good come first, in order of their days.
        (
            "- {date: 2026-10-22, room: X}\n- {from: 2026-10-16, room: Y}\n- {from: 2026-10-15, room: Z}",
            ["01 > Thu 01", "08 > Thu 08", "15 > Thu 15 *2", "22 > Thu 22 *2 *1 *0", "29 > Thu 29 *2 *1"],
        ),
        # A change of no week changes none.
        ("- {date: 2026-10-09, room: X}", ["01 > Thu 01", "08 > Thu 08", "15 > Thu 15", "22 > Thu 22", "29 > Thu 29"]),
    ],
)
def test_changes_are_in_force_on_their_days(changes: str, weeks: list[str]) -> None:
    assert occurrences(f"day: Thursday\nchanges:\n{changes}") == weeks


@pytest.mark.parametrize(
    ("changes", "weeks"),
    [
        # From Thursday the 15th on Wednesdays: week 3 has had no Thursday yet, and has no Wednesday any more.
        (
            "- {from: Thu 2026-10-15, day: Wednesday}",
            ["01 > Thu 01", "08 > Thu 08", "22 > Wed 21 *0", "29 > Wed 28 *0"],
        ),
        # From Monday the 12th on Wednesdays: no week is lost, and each keeps the Thursday in its id.
        (
            "- {from: Mon 2026-10-12, day: Wednesday}",
            ["01 > Thu 01", "08 > Thu 08", "15 > Wed 14 *0", "22 > Wed 21 *0", "29 > Wed 28 *0"],
        ),
        # From Friday the 16th on Fridays: week 3 has both, and the second has its own day.
        (
            "- {from: Fri 2026-10-16, day: Friday}",
            ["01 > Thu 01", "08 > Thu 08", "15 > Thu 15", "16 > Fri 16 *0", "22 > Fri 23 *0", "29 > Fri 30 *0"],
        ),
        # To Wednesdays and back again.
        (
            "- {from: Mon 2026-10-12, day: Wednesday}\n- {from: Mon 2026-10-19, day: Thursday}",
            ["01 > Thu 01", "08 > Thu 08", "15 > Wed 14 *0", "22 > Thu 22 *0 *1", "29 > Thu 29 *0 *1"],
        ),
        # A week is changed by the day it has by then.
        (
            "- {from: 2026-10-12, day: Wednesday}\n- {date: 2026-10-21, room: X}\n- {date: 2026-10-29, room: X}",
            ["01 > Thu 01", "08 > Thu 08", "15 > Wed 14 *0", "22 > Wed 21 *0 *1", "29 > Wed 28 *0"],
        ),
    ],
)
def test_slot_that_moves_for_good_keeps_its_first_weekday_in_its_ids(changes: str, weeks: list[str]) -> None:
    assert occurrences(f"day: Thursday\nchanges:\n{changes}") == weeks


def test_week_moves_out_of_a_holiday() -> None:
    """A change that moves the week of a holiday keeps it; any other leaves it suppressed."""
    assert occurrences(
        "day: Monday\nchanges: [{date: Mon 2026-10-12, moved_to: Wed 2026-10-14}]", "schedule_days: []"
    ) == ["05 > Mon 05", "12 > Mon 12 *0", "19 > Mon 19", "26 > Mon 26"]
    assert occurrences("day: Monday\nchanges: [{date: Mon 2026-10-12, room: X}]", "schedule_days: []") == [
        "05 > Mon 05",
        "19 > Mon 19",
        "26 > Mon 26",
    ]
