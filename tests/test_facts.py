"""What a new course is told of itself, read from how people write it."""

from datetime import UTC, date, datetime

import pytest

from feeds.authoring.facts import (
    Facts,
    code_of,
    course_content,
    middle_of,
    new_id,
    read_holiday,
    read_meeting,
    read_schedule_day,
    term_of,
    with_ids_apart,
)
from feeds.course.model import Link
from feeds.course.schema.course import CourseForm

AROUND = date(2025, 10, 15)


@pytest.mark.parametrize(
    ("slug", "code", "term", "middle"),
    [
        ("6.7960-fa25", "6.7960", "Fall 2025", date(2025, 10, 15)),
        ("dm-1-sp26", "dm-1", "Spring 2026", date(2026, 3, 15)),
        ("6.1234-SU2026", "6.1234", "Summer 2026", date(2026, 7, 15)),
        ("6.1234-wi27", "6.1234", "Winter 2027", date(2027, 1, 15)),
        ("6.1234-f25", "6.1234", "Fall 2025", date(2025, 10, 15)),
        ("6.1234-fall26", "6.1234", "Fall 2026", date(2026, 10, 15)),
        ("6.1234-au26", "6.1234", "Autumn 2026", date(2026, 10, 15)),
        ("6.1234-ws26", "6.1234", "WS 2026", date(2026, 12, 15)),
        ("6.1234-iap27", "6.1234", "IAP 2027", date(2027, 1, 15)),
        ("6.1234", "6.1234", None, None),
        ("fa25", "fa25", None, None),
        ("calculus-2", "calculus-2", None, None),
    ],
)
def test_a_folder_names_the_course_and_its_term(slug: str, code: str, term: str | None, middle: date | None) -> None:
    assert (code_of(slug), term_of(slug), middle_of(term or "")) == (code, term, middle)


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (
            "Tue Thu 1-2:30 PM 45-230",
            {"days": ["Tuesday", "Thursday"], "start": "13:00", "end": "14:30", "room": "45-230"},
        ),
        (
            "Tuesdays and Thursdays, 13:00-14:30 in 45-230",
            {"days": ["Tuesday", "Thursday"], "start": "13:00", "end": "14:30", "room": "45-230"},
        ),
        ("Mon 9-10 AM", {"days": ["Monday"], "start": "09:00", "end": "10:00"}),
        ("Mon 9-10", None),
        ("9-10 AM", None),
        ("Monday", None),
    ],
)
def test_a_class_meeting_is_read_as_people_write_it(text: str, row: object) -> None:
    assert read_meeting(text) == row


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Tue 2025-11-11 Veterans Day", {"id": "veterans-day", "first": "Tue 2025-11-11", "name": "Veterans Day"}),
        ("11/11: Veterans Day", {"id": "veterans-day", "first": "Tue 2025-11-11", "name": "Veterans Day"}),
        (
            "Nov 24 to Nov 28 Thanksgiving",
            {"id": "thanksgiving", "first": "Mon 2025-11-24", "last": "Fri 2025-11-28", "name": "Thanksgiving"},
        ),
        (
            "11/24-28 Thanksgiving",
            {"id": "thanksgiving", "first": "Mon 2025-11-24", "last": "Fri 2025-11-28", "name": "Thanksgiving"},
        ),
        (
            "11/24 TO 11/28 Thanksgiving",
            {"id": "thanksgiving", "first": "Mon 2025-11-24", "last": "Fri 2025-11-28", "name": "Thanksgiving"},
        ),
        ("Nov 25, 26 and 27 Thanksgiving", None),
        ("Nov 25 and Nov 27 Thanksgiving", None),
        ("Nov 30-2 Thanksgiving", None),
        ("Wed 2025-11-11 Veterans Day", None),
        ("2025-11-11", None),
        ("Veterans Day", None),
        ("11/28-11/24 Thanksgiving", None),
    ],
)
def test_a_holiday_is_read_as_people_write_it(text: str, row: object) -> None:
    assert read_holiday(text, AROUND) == row


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Tue 2026-10-13 Monday", {"date": "Tue 2026-10-13", "runs_as": "Monday"}),
        ("2026-10-13 runs as a Monday", {"date": "Tue 2026-10-13", "runs_as": "Monday"}),
        ("Mon 2026-10-13 Monday", None),
        ("2026-10-13", None),
        ("Monday", None),
    ],
)
def test_a_day_with_another_schedule_is_read_as_people_write_it(text: str, row: object) -> None:
    assert read_schedule_day(text, AROUND) == row


def test_facts_become_the_course_file() -> None:
    content = course_content(
        Facts(
            slug="6.1234-sp26",
            code="6.1234",
            title="Testing",
            term="Spring 2026",
            time_zone="America/New_York",
            uid_domain="course.example.edu",
            first=date(2026, 2, 3),
            last=date(2026, 5, 12),
            created=datetime(2026, 1, 20, 12, 30, tzinfo=UTC),
            meetings=({"days": ["Tuesday"], "start": "13:00", "end": "14:30"},),
            holidays=({"id": "spring-vacation", "first": "Mon 2026-03-23", "name": "Spring vacation"},),
            schedule_days=({"date": "Tue 2026-02-17", "runs_as": "Monday"},),
            contact="6.1234-staff@example.edu",
            links=(Link(title="Piazza"), Link(title="Site", url="https://course.example.edu")),
            about="About it.",
            provisional=True,
            listed=False,
        )
    )

    assert content == {
        "code": "6.1234",
        "title": "Testing",
        "term": "Spring 2026",
        "created": "2026-01-20T12:30:00Z",
        "time_zone": "America/New_York",
        "uid_domain": "course.example.edu",
        "provisional": "yes",
        "listed": "no",
        "contact": "6.1234-staff@example.edu",
        "links": [{"title": "Piazza"}, {"title": "Site", "url": "https://course.example.edu"}],
        "about": "About it.",
        "classes": {"first": "Tue 2026-02-03", "last": "Tue 2026-05-12"},
        "meetings": [{"days": ["Tuesday"], "start": "13:00", "end": "14:30"}],
        "holidays": [{"id": "spring-vacation", "first": "Mon 2026-03-23", "name": "Spring vacation"}],
        "schedule_days": [{"date": "Tue 2026-02-17", "runs_as": "Monday"}],
    }
    assert CourseForm.model_validate(content).classes.last == date(2026, 5, 12)


def test_ids_are_told_apart_by_numbers() -> None:
    assert new_id("a", ()) == "a"
    assert new_id("a", ("a", "a-2", "a-4")) == "a-3"
    assert with_ids_apart([{"id": "break"}, {"id": "break"}, {"id": "b"}]) == (
        {"id": "break"},
        {"id": "break-2"},
        {"id": "b"},
    )
