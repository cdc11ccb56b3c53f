"""What titles in a calendar say beside what something is called: the course's number, another weekday's schedule."""

from datetime import date

import pytest

from feeds.authoring.imports.formats import Reading, read_file
from feeds.authoring.imports.found import Found, Unread
from feeds.authoring.imports.ics.other_calendar import read_calendar


def _calendar(*titles: str, more: str = "") -> bytes:
    starts = (f"DTSTART:20260203T{hour}0000\nDURATION:PT1H{more}" for hour in range(13, 24))
    days = "\n".join(
        f"BEGIN:VEVENT\nUID:{title}\nSUMMARY:{title}\n{start}\nEND:VEVENT"
        for title, start in zip(titles, starts, strict=False)
    )
    return f"BEGIN:VCALENDAR\n{days}\nEND:VCALENDAR\n".encode()


def _read(*titles: str, code: str | None = "6.1234", more: str = "") -> Found:
    return read_calendar(_calendar(*titles, more=more), zone="America/New_York", around=date(2026, 3, 15), code=code)


@pytest.mark.parametrize(
    ("code", "title"),
    [
        ("6.1234", "6.1234 Lecture 1"),
        ("6.1234", "6.1234: Lecture 1"),
        ("6.1234", "6.1234 - Lecture 1"),
        ("6.1234", "Lecture 1 [6.1234]"),
        ("6.1234", "Cancelled: 6.1234 Lecture 1"),
        ("CS 229", "CS229 Lecture 1"),
        ("CS229", "Lecture 1 (cs 229)"),
    ],
)
def test_number_of_the_course_is_taken_off_each_title(code: str, title: str) -> None:
    found = _read(title, "Lecture 2 with Ada", code=code)

    assert [event.title for event in found.events] == ["Lecture 1", "Lecture 2 with Ada"]


def test_what_all_titles_have_is_taken_off_besides() -> None:
    found = _read("6.1234 Lecture 1 (Spring)", "Lecture 2 (Spring)", "Lecture on 6.1234 (Spring)")

    assert [event.title for event in found.events] == ["Lecture 1", "Lecture 2", "Lecture on 6.1234"]


def test_word_that_all_have_in_brackets_is_taken_off_there_alone() -> None:
    found = _read("Spring lecture (Spring)", "Lecture 2 (Spring)", code=None)

    assert [event.title for event in found.events] == ["Spring lecture", "Lecture 2"]


def test_other_numbers_stay() -> None:
    found = _read("6.12345 Lecture", "6.123 Lecture", "Lecture 6.1234")

    assert [event.title for event in found.events] == ["6.12345 Lecture", "6.123 Lecture", "Lecture 6.1234"]


def test_hours_behind_the_number_of_the_course_are_weekly() -> None:
    weekly = "\nRRULE:FREQ=WEEKLY;COUNT=3"
    data = _calendar("6.1234 OH Ada Lovelace", "OH Grace Hopper", more=weekly)
    reading = Reading(around=date(2026, 3, 15), zone="America/New_York", code="6.1234")

    assert [each.hosts for each in read_file("a.ics", data, reading).found.hours] == [
        ("Ada Lovelace",),
        ("Grace Hopper",),
    ]


@pytest.mark.parametrize("title", ["No class (Monday schedule)", "Monday schedule"])
def test_day_on_another_weekdays_schedule_is_no_day_without_class(title: str) -> None:
    day = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20260217\nSUMMARY:{}\nEND:VEVENT\nEND:VCALENDAR\n"
    found = read_calendar(day.format(title).encode(), zone="America/New_York", around=None)

    assert (found.events, found.unread) == (
        (),
        (
            Unread(
                line=2,
                text=f"{title} 2026-02-17",
                why="this day runs on another weekday's schedule; "
                "write it under `schedule_days` in course.yaml: {date: Tue 2026-02-17, runs_as: Monday}",
                file="course.yaml",
            ),
        ),
    )
