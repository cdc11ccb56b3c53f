"""What a page offers: a calendar by its names and addresses, and what is next in it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import PUBLIC_URL, ROOT, SLUG
from courses import course_yaml, publish, read, write_course

from feeds.calendar.feed import CourseFeeds
from feeds.course.model import Course
from feeds.course.reader import read_course
from feeds.course.selection import Selection
from feeds.course.timezones import in_zone, localize
from feeds.web.offers import coming, offer, own_offer

PUBLISHED = datetime(2026, 8, 1, tzinfo=UTC)
TERM = """\
classes: {first: Mon 2026-09-14, last: Fri 2026-11-20}
"""
SLOT = """\
  - id: oh
    hosts: [ada-lovelace, alan-turing]
    day: Monday
    start: 15:00
    end: 16:00
    room: 45-102
"""


@pytest.fixture(scope="module")
def demo() -> Course:
    return read_course(ROOT / "tests" / "data" / "courses" / "dm-1-sp26")


def next_of(course: Course, person: str, now: datetime) -> str | None:
    """Give the id of what somebody's page says is next."""
    item = coming(own_offer(CourseFeeds(course, PUBLIC_URL), person).items, in_zone(now, course.time_zone))
    return item.id if item else None


def next_of_all(course: Course, now: str) -> str | None:
    """Give the id of what is next of a whole course, at a time of its own clocks."""
    items = offer(CourseFeeds(course, PUBLIC_URL), Selection.parse("all")).items
    item = coming(items, localize(datetime.fromisoformat(now), course.time_zone))
    return item.id if item else None


@pytest.mark.parametrize(
    ("selection", "path", "sentence", "name", "count"),
    [
        ("main", "main", "Classes and deadlines", "6.7960 Fall 2025", 38),
        ("Exams_LECTURES", "lectures_exams", "Lectures and exams", "6.7960 lectures + exams", 25),
        ("taylor-braun", "taylor-braun", "Everything with Taylor Braun", "6.7960 Taylor", 0),
    ],
)
def test_offer_says_what_the_calendar_is(
    course: Course, selection: str, path: str, sentence: str, name: str, count: int
) -> None:
    made = offer(CourseFeeds(course, PUBLIC_URL), Selection.parse(selection))

    assert (made.path, made.sentence, made.name, len(made.items)) == (path, sentence, name, count)
    assert (made.page, made.address) == (f"{PUBLIC_URL}/{SLUG}/{path}", f"{PUBLIC_URL}/{SLUG}/{path}.ics")
    assert [app.name for app in made.apps][:2] == ["Google Calendar", "Apple Calendar"]
    assert made.qr_code.startswith("<svg")


def test_offer_of_ones_own_hours_has_an_address_of_its_own(course: Course) -> None:
    made = own_offer(CourseFeeds(course, PUBLIC_URL), "victor-butoi")

    assert made.address == f"{PUBLIC_URL}/{SLUG}/staff/victor-butoi.ics"
    assert (made.sentence, made.name) == ("Everything with Victor Butoi, shown as busy", "6.7960 Victor (busy)")
    assert {item.opaque for item in made.items} == {True}


def test_address_is_too_long_from_117_characters_on(course: Course) -> None:
    feeds = CourseFeeds(course, "https://" + "a" * 80 + ".example")

    assert [len(offer(feeds, Selection.parse(word)).address) for word in ("main", "exams")] == [117, 118]
    assert offer(feeds, Selection.parse("main")).too_long
    assert not offer(feeds, Selection.parse("all")).too_long


NEXT = [
    # The week that is going on counts to its last minute: Victor's hour is from 17:00 to 18:00 UTC in October.
    ("victor-butoi", "2025-08-01T12:00", "oh-wed-13-2025-09-10"),
    ("victor-butoi", "2025-10-15T16:59", "oh-wed-13-2025-10-15"),
    ("victor-butoi", "2025-10-15T17:59", "oh-wed-13-2025-10-15"),
    ("victor-butoi", "2025-10-15T18:00", "oh-wed-13-2025-10-22"),
    ("victor-butoi", "2025-12-03T18:59", "oh-wed-13-2025-12-03"),
    ("victor-butoi", "2025-12-03T19:00", None),
    # Lectures and hours alike.
    ("kaiming-he", "2025-09-15T12:59", "oh-mon-9-2025-09-15"),
    ("kaiming-he", "2025-09-15T14:00", "memory"),
    ("taylor-braun", "2025-08-01T12:00", None),
]


@pytest.mark.parametrize(("person", "now", "expected"), NEXT)
def test_next_is_the_first_that_is_not_over(course: Course, person: str, now: str, expected: str | None) -> None:
    assert next_of(course, person, datetime.fromisoformat(f"{now}Z")) == expected


@pytest.mark.parametrize(
    ("person", "now", "expected"),
    [
        ("ada-lovelace", "2026-03-05T12:00", "dates-l01"),
        ("grace-hopper", "2026-03-20T12:00", "oh-a-2026-03-30"),
        ("alan-kay", "2026-04-12T12:00", "oh-a-2026-04-13"),
        ("alan-kay", "2026-04-15T12:00", "oh-b-2026-04-30"),
        ("alan-turing", "2026-05-01T12:00", None),
    ],
    ids=["lecture cancelled", "week cancelled", "swapped in", "swapped out", "left"],
)
def test_next_is_what_takes_place_with_them(demo: Course, person: str, now: str, expected: str | None) -> None:
    assert next_of(demo, person, datetime.fromisoformat(f"{now}Z")) == expected


def test_day_without_an_hour_is_going_on_until_it_ends_where_the_course_is(tmp_path: Path) -> None:
    lectures = "lectures: [{id: proofs, date: Sat 2026-09-19, start: tbd, title: Proofs, speakers: [ada-lovelace]}]"
    course = read(tmp_path, course=course_yaml(TERM), lectures=lectures)

    assert next_of(course, "ada-lovelace", datetime(2026, 9, 20, 3, 59, tzinfo=UTC)) == "proofs"
    assert next_of(course, "ada-lovelace", datetime(2026, 9, 20, 4, 0, tzinfo=UTC)) is None


DAY = {
    "lectures": "lectures: [{id: proofs, date: Thu 2026-09-17, title: Proofs}]",
    "deadlines": """\
assignments:
  - {id: a, title: pset A, due: Thu 2026-09-17}
  - {id: b, title: pset B, due: Thu 2026-09-17 23:59}
""",
}


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        # The lecture is from 13:00 to 14:30, and the deadline with an hour at 23:59.
        ("2026-09-16T12:00", "proofs"),
        ("2026-09-17T00:00", "proofs"),
        ("2026-09-17T14:29", "proofs"),
        ("2026-09-17T14:30", "b-due"),
        ("2026-09-17T23:58", "b-due"),
        # What is due without an hour stays until the day ends.
        ("2026-09-17T23:59", "a-due"),
        ("2026-09-18T00:00", None),
    ],
)
def test_of_a_day_what_has_hours_comes_first(tmp_path: Path, now: str, expected: str | None) -> None:
    course = read(tmp_path, course=course_yaml(TERM + "meetings: [{days: [Thu], start: 13:00, end: 14:30}]\n"), **DAY)

    assert next_of_all(course, now) == expected


def test_what_lasts_is_of_today_and_not_of_the_day_on_which_it_began(tmp_path: Path) -> None:
    holiday = "holidays: [{id: autumn-break, first: Mon 2026-10-12, last: Fri 2026-10-16, name: Autumn Break}]\n"
    deadlines = "assignments: [{id: essay, title: Essay, due: Wed 2026-10-14 23:59}]"
    # Read with its warning: nothing should be due on a holiday.
    course = read_course(write_course(tmp_path, course=course_yaml(TERM + holiday), deadlines=deadlines))

    assert [next_of_all(course, f"2026-10-{day}T12:00") for day in range(11, 18)] == [
        *("autumn-break", "autumn-break", "autumn-break"),
        "essay-due",
        *("autumn-break", "autumn-break"),
        None,
    ]


def test_what_has_lost_its_day_is_not_next(tmp_path: Path) -> None:
    folder = write_course(tmp_path, course=course_yaml(TERM), office_hours=f"slots:\n{SLOT}")
    publish(folder, PUBLISHED)
    lost = SLOT.replace("Monday", "tbd")
    course = read_course(write_course(folder, course=course_yaml(TERM), office_hours=f"slots:\n{lost}"))

    assert next_of(course, "ada-lovelace", PUBLISHED) is None
