"""What repeats in another program's calendar: as weekly hours where it is so, else each time by itself."""

from datetime import date, datetime, time, timedelta

import pytest

from feeds.authoring.imports.found import Found, FoundHours
from feeds.authoring.imports.ics.other_calendar import read_calendar
from feeds.course.model import Weekday

AROUND = date(2026, 3, 15)
FIRST = date(2026, 2, 3)


def _read(*events: str, around: date | None = AROUND) -> Found:
    text = "\n".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT" for event in events)
    return read_calendar(f"BEGIN:VCALENDAR\n{text}\nEND:VCALENDAR\n".encode(), zone="America/New_York", around=around)


def _series(title: str, *more: str, uid: str = "1") -> str:
    when = ("DTSTART;TZID=America/New_York:20260203T130000", "DTEND;TZID=America/New_York:20260203T140000")
    return "\n".join((f"UID:{uid}", f"SUMMARY:{title}", *when, *more))


def _days(found: Found) -> list[date | None]:
    return [event.day for event in found.events]


def _said(found: Found) -> list[tuple[int, str]]:
    return [(each.line, each.why) for each in (*found.unread, *found.warnings)]


def test_hours_of_three_weeks_are_weekly_and_of_two_are_not() -> None:
    assert _days(_read(_series("OH Ada", "RRULE:FREQ=WEEKLY;COUNT=2"))) == [FIRST, FIRST + timedelta(7)]
    assert _read(_series("OH Ada", "RRULE:FREQ=WEEKLY;COUNT=3")).hours == (
        FoundHours(
            line=2,
            hosts=("Ada",),
            day=Weekday.TUESDAY,
            start=time(13),
            end=time(14),
            first=FIRST,
            last=date(2026, 2, 17),
        ),
    )


def test_hours_on_two_weekdays_are_two_slots() -> None:
    found = _read(_series("OH Ada", "RRULE:FREQ=WEEKLY;BYDAY=TU,FR;COUNT=8"))

    assert [(each.day, each.first, each.last) for each in found.hours] == [
        (Weekday.TUESDAY, FIRST, date(2026, 2, 24)),
        (Weekday.FRIDAY, date(2026, 2, 6), date(2026, 2, 27)),
    ]


def test_hours_of_every_other_week_are_weekly_with_as_many_left_out() -> None:
    found = _read(_series("OH Ada", "RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=3"))

    assert [(each.last, each.skipped) for each in found.hours] == [
        (date(2026, 3, 3), (date(2026, 2, 10), date(2026, 2, 24)))
    ]


def test_hours_keep_their_wall_time_when_clocks_change() -> None:
    found = _read(_series("OH Ada", "RRULE:FREQ=WEEKLY;UNTIL=20260501T000000Z"))

    assert [(each.start, each.last, each.skipped) for each in found.hours] == [(time(13), date(2026, 4, 28), ())]


def test_hours_that_name_nobody_are_hours_of_each_day() -> None:
    found = _read(_series("Office hours", "RRULE:FREQ=WEEKLY;COUNT=3"))

    assert _days(found) == [FIRST, date(2026, 2, 10), date(2026, 2, 17)]
    assert _said(found) == [
        (
            2,
            "nobody is named in its title, so each week is hours of one day; name who holds them: OH Ada, Grace",
        )
    ]


def test_a_rule_without_an_end_is_followed_for_the_term() -> None:
    found = _read(_series("Lecture", "RRULE:FREQ=WEEKLY"))

    assert (len(found.events), _days(found)[-1]) == (19, date(2026, 6, 9))
    assert _said(found) == [(2, "this goes on after 2026-06-09, where the import ends")]
    assert _days(_read(_series("Lecture", "RRULE:FREQ=WEEKLY"), around=None))[-1] == date(2026, 8, 4)


def test_a_series_that_began_in_another_term_has_no_first_day() -> None:
    found = _read(_series("OH Ada", "RRULE:FREQ=WEEKLY;UNTIL=20270201"), around=date(2026, 10, 15))

    assert [(each.first, each.last) for each in found.hours] == [(None, None)]


def test_the_newer_of_two_versions_counts() -> None:
    found = _read(_series("Lecture: new", "SEQUENCE:2"), _series("Lecture: old", "SEQUENCE:1"))

    assert [(event.line, event.title) for event in found.events] == [(2, "Lecture: new")]


def test_a_series_that_is_not_understood_is_told_once() -> None:
    assert [(each.line, each.text) for each in _read(_series("Lunch", "RRULE:FREQ=DAILY;COUNT=9")).unread] == [
        (2, "Lunch 2026-02-03 13:00")
    ]


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ("RRULE:FREQ=SECONDLY", "it repeats by a rule that no course has"),
        ("RRULE:FREQ=DAILY;INTERVAL=0", "it repeats by a rule that no course has"),
        ("RRULE:FREQ=WEEKLY;UNTIL=never", "its RRULE cannot be read (Expected datetime, date, or time. Got: 'never')"),
        ("DTSTART:20260204T130000", "this event has more than one DTSTART"),
    ],
)
def test_a_broken_series_is_told_and_the_rest_is_read(more: str, why: str) -> None:
    found = _read(_series("Lecture: broken", more), _series("Lecture: whole", uid="2"))

    assert [(each.line, each.why) for each in found.unread] == [(2, why)]
    assert [event.title for event in found.events] == ["Lecture: whole"]


@pytest.mark.parametrize(
    ("title", "start", "end", "due"),
    [
        ("pset 1 due", "20260203T235900", "20260203T235900", datetime(2026, 2, 3, 23, 59)),
        ("pset 1 due", "20260203T230000", "20260203T235900", datetime(2026, 2, 3, 23, 59)),
        ("pset 1 due 11:30 PM ET", "20260203T230000", "20260203T233000", datetime(2026, 2, 3, 23, 30)),
        ("pset 1 due", "20260203T170000", "20260203T180000", datetime(2026, 2, 3, 17)),
    ],
)
def test_when_something_is_due(title: str, start: str, end: str, due: datetime) -> None:
    found = _read(f"SUMMARY:{title}\nDTSTART:{start}\nDTEND:{end}")

    assert [(each.title, each.due) for each in found.assignments] == [("pset 1", due)]
