"""A feed of ours, imported as if it were another program's, comes back as the course that it was made from."""

from collections import Counter
from datetime import timedelta

import pytest

from feeds.authoring.imports.found import Found
from feeds.authoring.imports.ics.other_calendar import read_calendar
from feeds.calendar.feed import CourseFeeds, Form
from feeds.course.model import AllDay, Course, Kind, Timed
from feeds.course.selection import Selection


@pytest.fixture(scope="module")
def found(course: Course, course_feeds: CourseFeeds) -> Found:
    body = course_feeds.feed(Selection.parse("all"), Form.ICS).body
    return read_calendar(body, zone=course.time_zone, around=course.first + (course.last - course.first) / 2)


def test_nothing_of_it_is_not_understood(found: Found) -> None:
    assert (found.code, found.time_zone) == ("6.7960", "America/New_York")
    assert (found.unread, found.warnings) == ((), ())


def test_its_events_have_their_titles_times_and_rooms(found: Found, course: Course) -> None:
    once = [event for event in course.events if event.kind not in (Kind.DEADLINE, Kind.RELEASE) and not event.slot]
    expected = []
    for event in once:
        days = (event.when.first, None, None) if isinstance(event.when, AllDay) else _times(event.when)
        expected.append((event.kind, event.title, *days, event.place.room))

    assert Counter(event.kind for event in found.events) == {
        Kind.LECTURE: 24,
        Kind.TUTORIAL: 4,
        Kind.EXAM: 1,
        Kind.HOLIDAY: 2,
        Kind.OFFICE_HOURS: 1,
    }
    assert [(e.kind, e.title, e.day, e.start, e.end, e.room) for e in found.events] == expected


def test_its_lectures_have_their_speakers_details_and_materials(found: Found, course: Course) -> None:
    lectures = [event for event in course.events if event.kind is Kind.LECTURE]

    assert [
        ([guest.name for guest in each.speakers], each.details, each.materials, each.tags)
        for each in found.events
        if each.kind is Kind.LECTURE
    ] == [
        (
            [*(course.people[id].name for id in event.people), *(guest.name for guest in event.guests)],
            event.details,
            event.materials,
            event.tags,
        )
        for event in lectures
    ]


def test_its_assignments_have_their_days(found: Found, course: Course) -> None:
    expected = [
        (event.title, event.days[0] if event.kind is Kind.RELEASE else None, event.days[0])
        for event in course.events
        if event.kind in (Kind.DEADLINE, Kind.RELEASE)
    ]

    assert len([each for each in found.assignments if each.due]) == 6
    assert len([each for each in found.assignments if each.out]) == 5
    assert [(each.title, each.out, each.out or each.due) for each in found.assignments] == expected


def test_its_single_weeks_are_weekly_hours_again(found: Found, course: Course) -> None:
    weeks = [
        (hours.hosts, hours.start, hours.room, day)
        for hours in found.hours
        if hours.first and hours.last
        for day in (hours.first + timedelta(days=7 * n) for n in range((hours.last - hours.first).days // 7 + 1))
        if day not in hours.skipped
    ]
    expected = [
        (tuple(course.people[id].name for id in event.people), event.when.start.time(), event.place.room, event.days[0])
        for event in course.events
        if event.slot and isinstance(event.when, Timed)
    ]

    assert len(found.hours) == 14
    assert len(expected) == 183
    assert Counter(weeks) == Counter(expected)


def _times(when: Timed) -> tuple[object, object, object]:
    return when.start.date(), when.start.time(), when.end.time()
