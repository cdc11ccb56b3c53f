"""Whole feeds of the real course: what stands where, and what is the same in all of them."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from engines.reading import Reading, in_order
from engines.registry import ENGINES, require

from feeds.calendar.feed import CourseFeeds, Form
from feeds.course.model import AllDay, Course, Timed
from feeds.course.selection import KIND_WORDS, Selection

DAY = timedelta(days=1)
# When the history of the real course began.
RECORDED = datetime(2026, 11, 22, 12, 30, 45, tzinfo=UTC)


def _uids(body: bytes) -> list[str]:
    lines = body.decode().replace("\r\n ", "").split("\r\n")
    return [line.removeprefix("UID:") for line in lines if line.startswith("UID:")]


def _blocks(body: bytes) -> dict[str, bytes]:
    return {_uids(block)[0]: block for block in body.split(b"BEGIN:VEVENT\r\n")[1:]}


def test_calendar_says_who_it_is_before_zone_and_events(course_feeds: CourseFeeds) -> None:
    body = course_feeds.feed(Selection.parse("lectures_exams_not-week-3"), Form.ICS).body
    lines = body.decode().replace("\r\n ", "").split("\r\n")
    address = "https://calendar.example.edu/6.7960-fa25/lectures_exams_not-week-3"

    assert lines[: lines.index("BEGIN:VEVENT")] == [
        "BEGIN:VCALENDAR",
        "PRODID:-//feeds//Course calendar//EN",
        "VERSION:2.0",
        "CALSCALE:GREGORIAN",
        "NAME:6.7960 lectures + exams without week 3",
        "X-WR-CALNAME:6.7960 lectures + exams without week 3",
        "X-WR-CALDESC:Lectures and exams\\, but nothing in week 3. 6.7960 Deep Learning\\, Fall 2025.",
        "X-WR-TIMEZONE:America/New_York",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "COLOR:steelblue",
        "X-APPLE-CALENDAR-COLOR:#4682B4",
        f"SOURCE;VALUE=URI:{address}.ics",
        f"URL:{address}",
        "BEGIN:VTIMEZONE",
        "TZID:America/New_York",
        "BEGIN:STANDARD",
        "DTSTART:20241103T020000",
        "TZOFFSETFROM:-0400",
        "TZOFFSETTO:-0500",
        "TZNAME:EST",
        "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11",
        "END:STANDARD",
        "BEGIN:DAYLIGHT",
        "DTSTART:20240310T020000",
        "TZOFFSETFROM:-0500",
        "TZOFFSETTO:-0400",
        "TZNAME:EDT",
        "RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3",
        "END:DAYLIGHT",
        "END:VTIMEZONE",
    ]
    assert lines[-2:] == ["END:VCALENDAR", ""]


def test_calendar_without_events_is_a_calendar(course_feeds: CourseFeeds) -> None:
    body = course_feeds.feed(Selection.parse("taylor-braun"), Form.ICS).body

    assert [name for name in ENGINES if ENGINES[name].missing() is None and ENGINES[name].read(body) != []] == []
    assert body.startswith(b"BEGIN:VCALENDAR\r\n")
    assert body.endswith(b"END:VTIMEZONE\r\nEND:VCALENDAR\r\n")


def test_events_come_by_start_then_uid_and_each_once(course: Course, course_feeds: CourseFeeds) -> None:
    uids = _uids(course_feeds.feed(Selection.parse("all"), Form.ICS).body)

    def start(when: Timed | AllDay) -> str:
        return when.start.strftime("%F %R") if isinstance(when, Timed) else when.first.isoformat()

    expected = sorted(course.events, key=lambda event: (start(event.when), event.id))
    assert uids == [f"{event.id}.6.7960-fa25@deeplearning6-7960.github.io" for event in expected]
    assert len(set(uids)) == 226


def test_event_is_the_same_in_every_feed(course: Course, course_feeds: CourseFeeds) -> None:
    everything = _blocks(course_feeds.feed(Selection.parse("all"), Form.ICS).body)
    words = ["main", *KIND_WORDS.values(), *course.people, *(f"week-{n}" for n in range(1, 16))]
    for word in words:
        for uid, block in _blocks(course_feeds.feed(Selection.parse(word), Form.ICS).body).items():
            assert block.removesuffix(b"END:VCALENDAR\r\n") == everything[uid].removesuffix(b"END:VCALENDAR\r\n")


@pytest.mark.parametrize("person", ["victor-butoi", "kaiming-he", "taylor-braun"])
def test_own_calendar_differs_from_the_selection_in_busy_hours_only(course_feeds: CourseFeeds, person: str) -> None:
    own = _blocks(course_feeds.own_feed(person, Form.ICS).body)
    public = _blocks(course_feeds.feed(Selection.parse(person), Form.ICS).body)
    free = b"TRANSP:TRANSPARENT\r\nX-MICROSOFT-CDO-BUSYSTATUS:FREE\r\n"

    assert own == {uid: block.replace(free, b"TRANSP:OPAQUE\r\n") for uid, block in public.items()}


@pytest.mark.parametrize("name", ENGINES)
def test_engine_reads_the_whole_course_as_it_is(name: str, course: Course, course_feeds: CourseFeeds) -> None:
    require(ENGINES[name])
    feed = course_feeds.feed(Selection.parse("all"), Form.ICS)
    expected = []
    for entry in course_feeds.entries:
        event = entry.event
        match event.when:
            case Timed(start=start, end=end):
                times: tuple[date, date] = (start.astimezone(UTC), end.astimezone(UTC))
            case AllDay(first=first, last=last):
                times = (first, last + DAY)
        expected.append(
            Reading(
                uid=entry.uid,
                start=times[0],
                end=times[1],
                summary=entry.summary,
                description=entry.description,
                location=entry.location or None,
                status=event.status,
                transparency="OPAQUE" if entry.opaque else "TRANSPARENT",
                sequence=0,
                last_modified=RECORDED,
                url=entry.url,
                categories=(event.kind.value,),
            )
        )

    assert ENGINES[name].read(feed.body) == in_order(expected)


def test_json_and_text_hold_the_events_of_the_feed(course_feeds: CourseFeeds) -> None:
    for word in ("main", "victor-butoi", "week-11", "taylor-braun"):
        selection = Selection.parse(word)
        events = json.loads(course_feeds.feed(selection, Form.JSON).body)["events"]
        lines = course_feeds.feed(selection, Form.TXT).body.decode().splitlines()[4:]

        assert [event["uid"] for event in events] == _uids(course_feeds.feed(selection, Form.ICS).body)
        assert [line.split(" · ")[1] for line in lines] == [event["title"] for event in events]
