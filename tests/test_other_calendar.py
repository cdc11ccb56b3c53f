"""Calendars of the shape in which Google, Outlook and Apple write them become what they say."""

from datetime import date, datetime, time
from pathlib import Path

import pytest

from feeds.authoring.imports.found import Found, FoundAssignment, FoundEvent, FoundHours, Unread
from feeds.authoring.imports.ics.other_calendar import read_calendar
from feeds.course.model import Guest, Kind, Material, Weekday

IMPORTS = Path(__file__).parent / "data" / "imports"
AROUND = date(2026, 3, 15)
SAY_WHAT = "it is not said what this is; say what it is with --kind lecture, or in its title"


def _read(name: str, kind: Kind | None = None) -> Found:
    return read_calendar((IMPORTS / name).read_bytes(), zone="America/New_York", around=AROUND, kind=kind)


def test_google() -> None:
    hosts = (Guest(name="Grace"), Guest(name="Alan"))

    assert _read("google.ics") == Found(
        title="Testing (Spring 2026)",
        time_zone="America/New_York",
        events=(
            FoundEvent(
                line=27,
                kind=Kind.LECTURE,
                title="Lecture 1: Why test?",
                day=date(2026, 2, 3),
                start=time(13),
                end=time(14, 30),
                room="10-250",
                speakers=(Guest(name="Ada Lovelace"),),
                details="Faults and failures: an introduction.\nQuestions to …@….",
                materials=(Material(title="Slides", url="https://course.example.edu/1.pdf"),),
            ),
            FoundEvent(line=46, kind=Kind.HOLIDAY, title="Presidents Day", day=date(2026, 2, 16)),
            FoundEvent(
                line=76,
                kind=Kind.OFFICE_HOURS,
                title="Office hours",
                day=date(2026, 3, 5),
                start=time(10),
                end=time(11),
                room="36-156",
                speakers=hosts,
            ),
            FoundEvent(
                line=141,
                kind=Kind.EXAM,
                title="Midterm",
                day=date(2026, 3, 12),
                start=time(19),
                end=time(21),
                room="Walker Memorial, 142 Memorial Dr, Cambridge, MA",
                tentative=True,
            ),
        ),
        assignments=(
            FoundAssignment(line=117, title="pset 1", due=datetime(2026, 2, 28, 23, 59)),
            FoundAssignment(line=129, title="pset 1", out=date(2026, 2, 10)),
        ),
        hours=(
            FoundHours(
                line=60,
                hosts=("Grace", "Alan"),
                day=Weekday.WEDNESDAY,
                start=time(16),
                end=time(17),
                room="36-155",
                first=date(2026, 2, 4),
                last=date(2026, 5, 6),
                # Moved, cancelled, and taken out.
                skipped=(date(2026, 3, 4), date(2026, 3, 11), date(2026, 3, 25)),
            ),
            FoundHours(
                line=102,
                hosts=("Emmy Noether",),
                day=Weekday.THURSDAY,
                start=time(15),
                end=time(16),
                first=date(2026, 2, 5),
            ),
        ),
        unread=(
            Unread(line=151, text="Staff lunch 2026-04-01 12:00", why=SAY_WHAT),
            Unread(
                line=163,
                text="Lecture 9: A day that is none 20260432T160000Z",
                why="its DTSTART cannot be read (Wrong datetime format: 20260432T160000Z)",
            ),
        ),
        warnings=(
            Unread(
                line=76,
                text="Office hours 2026-03-05",
                why="this is the week of 2026-03-04 of weekly hours, changed: it is written as hours of one day, and "
                "that week as cancelled; to keep it one event, write it under `changes` of the weekly hours",
                file="office-hours.yaml",
            ),
            Unread(
                line=102,
                text="Bring questions Join: https://zoom.example.edu/j/123",
                why="weekly hours have no description",
                file="office-hours.yaml",
            ),
            Unread(
                line=175,
                text="Lecture 9: Of last year 2025-04-01",
                why="one event is of another term, from 2025-04-01 to 2025-04-01, and left out; this is the "
                "first of them",
            ),
        ),
    )


def test_outlook() -> None:
    assert _read("outlook.ics") == Found(
        code="TEST 1234",
        title="TEST 1234",
        events=(
            FoundEvent(
                line=48,
                kind=Kind.EXAM,
                title="Quiz 1",
                day=date(2026, 3, 10),
                start=time(13),
                end=time(14, 30),
                details="Closed book.",
                cancelled="",
            ),
            FoundEvent(line=70, kind=Kind.HOLIDAY, title="Spring break", day=date(2026, 3, 23), last=date(2026, 3, 27)),
        ),
        assignments=(FoundAssignment(line=90, title="Essay", due=datetime(2026, 4, 1, 17)),),
        hours=(
            FoundHours(
                line=21,
                hosts=(),
                day=Weekday.TUESDAY,
                start=time(16),
                end=time(17),
                room="36-155",
                kind=Kind.TUTORIAL,
                title="Recitation",
                first=date(2026, 2, 3),
                last=date(2026, 3, 3),
            ),
        ),
        warnings=(
            Unread(
                line=90,
                text="TEST 1234 Essay due 2026-04-01 17:00",
                why="this is from 17:00 to 17:30, and taken to be due at 17:00",
                file="deadlines.yaml",
            ),
        ),
    )


def test_apple() -> None:
    assert _read("apple.ics", Kind.LECTURE) == Found(
        events=(
            FoundEvent(
                line=7,
                kind=Kind.LECTURE,
                title="Überblick",
                day=date(2026, 2, 3),
                start=time(13),
                end=time(14, 30),
                room="10-250, 77 Massachusetts Ave",
            ),
            FoundEvent(
                line=26,
                kind=Kind.LECTURE,
                title="Floating times are the course's",
                day=date(2026, 2, 5),
                start=time(13),
                end=time(14, 30),
            ),
            # Its END is missing.
            FoundEvent(
                line=42,
                kind=Kind.LECTURE,
                title="The time is not known yet",
                day=date(2026, 2, 12),
                time_to_be_announced=True,
            ),
        ),
        unread=(
            Unread(
                line=32,
                text="Of a zone that nobody knows 20260210T130000",
                why="nobody knows its time zone, Nowhere/Land",
            ),
            Unread(line=38, text="Grade the quizzes", why="to-dos are not read", file="deadlines.yaml"),
        ),
    )


def test_what_says_no_kind_is_told() -> None:
    assert _read("apple.ics").events == ()
    assert [(each.line, each.why) for each in _read("apple.ics").unread if each.why == SAY_WHAT] == [
        (7, SAY_WHAT),
        (26, SAY_WHAT),
        (42, SAY_WHAT),
    ]


@pytest.mark.parametrize("data", [b"", b"Date,Topic\n", b"\xff\xfe", b"BEGIN:VEVENT\r\n", b"<html>"])
def test_what_is_no_calendar_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"^this is no calendar: its first line is not BEGIN:VCALENDAR$"):
        read_calendar(data, zone="America/New_York", around=None)


def test_a_character_that_was_folded_in_two_is_read() -> None:
    lines = (b"BEGIN:VCALENDAR", b"BEGIN:VEVENT", b"DTSTART;VALUE=DATE:20260203", b"SUMMARY:Lecture \xc3", b" \x9c")
    found = read_calendar(b"\r\n".join(lines), zone="America/New_York", around=None)

    assert [event.title for event in found.events] == ["Lecture Ü"]
