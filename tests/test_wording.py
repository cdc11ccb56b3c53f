"""Days, times, places and lists as a person would say them."""

from datetime import UTC, date, datetime, time

import pytest

from feeds.course.model import AllDay, Event, Kind, Place, Revision, Timed
from feeds.course.timezones import localize
from feeds.course.wording import (
    KIND,
    KINDS,
    capital,
    clock,
    dated,
    day,
    hours,
    hours_of,
    listed,
    moved,
    sentence,
    span,
    weekly,
    when,
    where,
)

NEW_YORK = "America/New_York"
PUBLISHED = datetime(2025, 8, 20, 12, tzinfo=UTC)


def timed(start: str, end: str, zone: str = NEW_YORK) -> Timed:
    return Timed(start=localize(datetime.fromisoformat(start), zone), end=localize(datetime.fromisoformat(end), zone))


def days(first: str, last: str) -> AllDay:
    return AllDay(first=date.fromisoformat(first), last=date.fromisoformat(last))


def event(kind: Kind, value: Timed | AllDay, *, undated: bool = False) -> Event:
    revision = Revision(created=PUBLISHED, last_modified=PUBLISHED)
    return Event(id="x", kind=kind, title="X", when=value, revision=revision, undated=undated)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("2025-09-04", "Thu 4 Sep"),
        ("2025-11-11", "Tue 11 Nov"),
        ("2026-02-01", "Sun 1 Feb"),
        ("2028-02-29", "Tue 29 Feb"),
    ],
)
def test_day_is_short_and_without_zeros(value: str, said: str) -> None:
    assert day(date.fromisoformat(value)) == said
    assert day(datetime.fromisoformat(f"{value}T23:59")) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("00:00", "12 AM"),
        ("00:05", "12:05 AM"),
        ("01:00", "1 AM"),
        ("09:30", "9:30 AM"),
        ("11:59", "11:59 AM"),
        ("12:00", "12 PM"),
        ("12:30", "12:30 PM"),
        ("13:00", "1 PM"),
        ("19:30", "7:30 PM"),
        ("23:59", "11:59 PM"),
    ],
)
def test_clock_has_twelve_hours(value: str, said: str) -> None:
    assert clock(datetime.fromisoformat(f"2025-09-04T{value}").replace(tzinfo=UTC)) == said


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2025-09-04T13:00", "2025-09-04T14:30", "1–2:30 PM"),
        ("2025-09-04T09:00", "2025-09-04T10:00", "9–10 AM"),
        ("2025-09-04T11:00", "2025-09-04T12:00", "11 AM–12 PM"),
        ("2025-09-04T11:30", "2025-09-04T13:15", "11:30 AM–1:15 PM"),
        ("2025-09-04T12:00", "2025-09-04T13:00", "12–1 PM"),
        ("2025-09-04T00:00", "2025-09-04T00:30", "12–12:30 AM"),
        ("2025-09-04T22:00", "2025-09-05T00:00", "10 PM–12 AM"),
    ],
)
def test_hours_say_each_half_of_the_day_once(start: str, end: str, said: str) -> None:
    assert hours(timed(start, end)) == said
    assert span(datetime.fromisoformat(start).time(), datetime.fromisoformat(end).time()) == said


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [(time(13), time(14, 30), "1–2:30 PM"), (time(11), time(12), "11 AM–12 PM"), (time(22), time(0), "10 PM–12 AM")],
)
def test_span_is_of_every_day(start: time, end: time, said: str) -> None:
    assert span(start, end) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [("2025-09-04", "Thu 4 Sep 2025"), ("2026-02-01", "Sun 1 Feb 2026"), ("0001-01-01", "Mon 1 Jan 1")],
)
def test_dated_has_the_year(value: str, said: str) -> None:
    assert dated(date.fromisoformat(value)) == said
    assert dated(datetime.fromisoformat(f"{value}T23:59")) == said


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        (Kind.LECTURE, timed("2025-09-04T13:00", "2025-09-04T14:30"), "1–2:30 PM"),
        (Kind.OFFICE_HOURS, timed("2025-09-04T11:00", "2025-09-04T12:00"), "11 AM–12 PM"),
        (Kind.EXAM, timed("2025-10-21T22:00", "2025-10-22T00:00"), "10 PM–12 AM"),
        # The moment, which the day in front of it is of too.
        (Kind.DEADLINE, timed("2025-09-23T23:29", "2025-09-23T23:59"), "due 11:59 PM"),
        (Kind.DEADLINE, timed("2025-09-23T23:30", "2025-09-24T00:00"), "due 12 AM"),
        (Kind.DEADLINE, days("2025-09-23", "2025-09-23"), "all day"),
        (Kind.LECTURE, days("2025-09-23", "2025-09-23"), "all day"),
        (Kind.HOLIDAY, days("2025-11-24", "2025-11-28"), "until Fri 28 Nov"),
    ],
)
def test_hours_of_go_without_the_day(kind: Kind, value: Timed | AllDay, said: str) -> None:
    assert hours_of(event(kind, value)) == said


def test_every_kind_has_a_name_for_one_and_for_all() -> None:
    assert [(kind, KIND[kind], KINDS[kind]) for kind in Kind] == [
        (Kind.LECTURE, "Lecture", "Lectures"),
        (Kind.TUTORIAL, "Tutorial", "Tutorials"),
        (Kind.EXAM, "Exam", "Exams"),
        (Kind.DEADLINE, "Deadline", "Deadlines"),
        (Kind.OFFICE_HOURS, "Office hours", "Office hours"),
        (Kind.RELEASE, "Assignment out", "Assignments out"),
        (Kind.HOLIDAY, "No class", "Holidays"),
    ]


@pytest.mark.parametrize(
    ("kind", "value", "zone", "said"),
    [
        (Kind.LECTURE, timed("2025-09-04T13:00", "2025-09-04T14:30"), NEW_YORK, "Thu 4 Sep, 1–2:30 PM ET"),
        (Kind.LECTURE, timed("2025-12-09T13:00", "2025-12-09T14:30"), NEW_YORK, "Tue 9 Dec, 1–2:30 PM ET"),
        (Kind.EXAM, timed("2025-10-21T22:00", "2025-10-22T00:00"), NEW_YORK, "Tue 21 Oct, 10 PM–12 AM ET"),
        (
            Kind.LECTURE,
            timed("2025-09-04T13:00", "2025-09-04T14:30", "Europe/Berlin"),
            "Europe/Berlin",
            "Thu 4 Sep, 1–2:30 PM CEST",
        ),
        (
            Kind.LECTURE,
            timed("2025-09-04T13:00", "2025-09-04T14:30", "Asia/Kathmandu"),
            "Asia/Kathmandu",
            "Thu 4 Sep, 1–2:30 PM UTC+5:45",
        ),
        # A deadline is the moment at which its half hour ends.
        (Kind.DEADLINE, timed("2025-09-23T23:29", "2025-09-23T23:59"), NEW_YORK, "Tue 23 Sep, 11:59 PM ET"),
        (Kind.DEADLINE, timed("2025-09-23T23:45", "2025-09-24T00:15"), NEW_YORK, "Wed 24 Sep, 12:15 AM ET"),
        # Days have no zone.
        (Kind.DEADLINE, days("2025-09-23", "2025-09-23"), NEW_YORK, "Tue 23 Sep"),
        (Kind.HOLIDAY, days("2025-11-11", "2025-11-11"), NEW_YORK, "Tue 11 Nov"),
        (Kind.HOLIDAY, days("2025-11-24", "2025-11-28"), NEW_YORK, "Mon 24 Nov – Fri 28 Nov"),
    ],
)
def test_when_is_a_day_with_hours_and_zone_or_days(kind: Kind, value: Timed | AllDay, zone: str, said: str) -> None:
    assert when(event(kind, value), zone) == said


def test_when_of_what_has_lost_its_date_says_which_it_was() -> None:
    """The day on which it stays, whatever else is so."""
    for kind in (Kind.LECTURE, Kind.EXAM, Kind.DEADLINE, Kind.RELEASE, Kind.OFFICE_HOURS):
        lost = event(kind, days("2025-10-16", "2025-10-16"), undated=True)
        assert when(lost, NEW_YORK) == "date to be announced (was Thu 16 Oct)"
        assert when(lost, NEW_YORK, weekly) == "date to be announced (was Thursdays)"


@pytest.mark.parametrize(
    ("value", "said"), [("2025-09-01", "Mondays"), ("2025-09-04", "Thursdays"), ("2025-09-07", "Sundays")]
)
def test_weekly_is_all_days_of_a_weekday(value: str, said: str) -> None:
    assert weekly(date.fromisoformat(value)) == said


def test_when_is_said_of_many_weeks() -> None:
    hour = event(Kind.OFFICE_HOURS, timed("2025-09-04T15:00", "2025-09-04T16:00"))

    assert when(hour, NEW_YORK, weekly) == "Thursdays, 3–4 PM ET"


@pytest.mark.parametrize(
    ("kind", "before", "after", "was", "now"),
    [
        # On one day it goes without saying which.
        (
            Kind.EXAM,
            timed("2025-09-04T19:30", "2025-09-04T22:00"),
            timed("2025-09-04T19:30", "2025-09-04T21:30"),
            "7:30–10 PM",
            "7:30–9:30 PM ET",
        ),
        (
            Kind.EXAM,
            timed("2025-09-04T22:00", "2025-09-05T00:00"),
            timed("2025-09-04T21:00", "2025-09-04T22:00"),
            "10 PM–12 AM",
            "9–10 PM ET",
        ),
        (
            Kind.DEADLINE,
            timed("2025-09-23T23:29", "2025-09-23T23:59"),
            timed("2025-09-23T16:30", "2025-09-23T17:00"),
            "11:59 PM",
            "5 PM ET",
        ),
        # A deadline just after midnight is of that day, although its half hour begins the day before.
        (
            Kind.DEADLINE,
            timed("2025-09-23T23:45", "2025-09-24T00:15"),
            timed("2025-09-24T16:30", "2025-09-24T17:00"),
            "12:15 AM",
            "5 PM ET",
        ),
        (
            Kind.DEADLINE,
            timed("2025-09-23T23:29", "2025-09-23T23:59"),
            timed("2025-09-23T23:45", "2025-09-24T00:15"),
            "Tue 23 Sep, 11:59 PM ET",
            "Wed 24 Sep, 12:15 AM ET",
        ),
        (
            Kind.EXAM,
            timed("2025-09-04T19:30", "2025-09-04T22:00"),
            timed("2025-09-05T19:30", "2025-09-05T22:00"),
            "Thu 4 Sep, 7:30–10 PM ET",
            "Fri 5 Sep, 7:30–10 PM ET",
        ),
        (
            Kind.EXAM,
            days("2025-09-04", "2025-09-04"),
            timed("2025-09-04T19:30", "2025-09-04T22:00"),
            "Thu 4 Sep",
            "Thu 4 Sep, 7:30–10 PM ET",
        ),
        (
            Kind.HOLIDAY,
            days("2025-11-24", "2025-11-24"),
            days("2025-11-24", "2025-11-28"),
            "Mon 24 Nov",
            "Mon 24 Nov – Fri 28 Nov",
        ),
    ],
)
def test_moved_says_when_it_was_and_is(
    kind: Kind, before: Timed | AllDay, after: Timed | AllDay, was: str, now: str
) -> None:
    assert moved(event(kind, before), event(kind, after), NEW_YORK) == (was, now)


def test_moved_says_that_a_date_is_lost_or_found() -> None:
    """Beside the date that it had, that of the day on which it stays goes without saying."""
    dated = event(Kind.EXAM, timed("2025-10-16T19:30", "2025-10-16T21:30"))
    lost = event(Kind.EXAM, days("2025-10-16", "2025-10-16"), undated=True)

    assert moved(dated, lost, NEW_YORK) == ("Thu 16 Oct, 7:30–9:30 PM ET", "date to be announced")
    assert moved(lost, dated, NEW_YORK) == ("date to be announced", "Thu 16 Oct, 7:30–9:30 PM ET")
    assert moved(dated, lost, NEW_YORK, weekly) == ("Thursdays, 7:30–9:30 PM ET", "date to be announced")


def test_moved_is_said_of_many_weeks() -> None:
    before = event(Kind.OFFICE_HOURS, timed("2025-09-04T15:00", "2025-09-04T16:00"))
    after = event(Kind.OFFICE_HOURS, timed("2025-09-05T15:00", "2025-09-05T16:00"))

    assert moved(before, after, NEW_YORK, weekly) == ("Thursdays, 3–4 PM ET", "Fridays, 3–4 PM ET")


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (Place(), ""),
        (Place(room="45-230"), "45-230"),
        (Place(to_be_announced=True), "Room to be announced"),
        (Place(online="https://a.edu"), "https://a.edu"),
        (Place(room="45-230", online="https://a.edu"), "45-230"),
        (Place(to_be_announced=True, online="https://a.edu"), "Room to be announced"),
        (Place(room="45-230", overflow=("45-102", "45-103")), "45-230 (overflow: 45-102, 45-103)"),
        (Place(overflow=("45-102",)), "(overflow: 45-102)"),
    ],
)
def test_where_is_the_room_or_else_the_link(place: Place, said: str) -> None:
    assert where(place) == said


@pytest.mark.parametrize(
    ("items", "said"),
    [
        ([], ""),
        (["lectures"], "lectures"),
        (["everything with Victor Butoi"], "everything with Victor Butoi"),
        (["lectures", "exams"], "lectures and exams"),
        (["lectures", "tutorials", "exams"], "lectures, tutorials, and exams"),
        (["Sara Beery (Instructor)", "Kelly Cui (TA)"], "Sara Beery (Instructor) and Kelly Cui (TA)"),
        (["lectures", "exams", "hours with Victor Butoi"], "lectures, exams, and hours with Victor Butoi"),
    ],
)
def test_listed_ends_with_and(items: list[str], said: str) -> None:
    assert listed(items) == said
    assert listed(tuple(items)) == said


@pytest.mark.parametrize(
    ("items", "said"),
    [
        ([], ""),
        (["Kelly Cui"], "Kelly Cui"),
        (["Kelly Cui", "Victor Butoi"], "Kelly Cui or Victor Butoi"),
        (["Kelly Cui", "Lana Xu", "Victor Butoi"], "Kelly Cui, Lana Xu, or Victor Butoi"),
    ],
)
def test_listed_may_end_with_or(items: list[str], said: str) -> None:
    assert listed(items, last="or") == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nothing is ticked; tick at least one box", "Nothing is ticked; tick at least one box."),
        ("'week-05' is not a week", "'week-05' is not a week."),
        ("nothing here is called 'html'.", "Nothing here is called 'html'."),
        ("did you mean 'lectures'?", "Did you mean 'lectures'?"),
        ("write such as ?view=week", "Write such as ?view=week."),
        ("É", "É."),
    ],
)
def test_sentence_begins_with_a_capital_and_ends_once(text: str, said: str) -> None:
    assert sentence(text) == said
    assert sentence(said) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ""),
        ("e", "E"),
        ("everything with Victor Butoi", "Everything with Victor Butoi"),
        ("6.7960 has begun", "6.7960 has begun"),
        ("élan", "Élan"),
    ],
)
def test_capital_changes_the_first_letter_only(text: str, said: str) -> None:
    assert capital(text) == said
