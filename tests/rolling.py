"""Courses as the values of their files, and the next term made of them."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from textwrap import dedent

from feeds.authoring.data_files import Content
from feeds.authoring.facts import Facts, read_holiday, read_meeting, read_schedule_day
from feeds.authoring.next_term.roll_over import RollOver, roll_over
from feeds.authoring.trial import course_of
from feeds.course.document import Value
from feeds.course.parser import parse

OLD, NEW = "6.100-fa25", "6.100-fa26"

COURSE = """\
code: 6.100
title: Testing
term: Fall 2025
created: 2025-08-01T00:00:00Z
time_zone: America/New_York
uid_domain: course.example.edu
classes: {first: Thu 2025-09-04, last: Tue 2025-12-09}
"""
MEETINGS = "meetings: [{days: [Tue, Thu], start: 13:00, end: 14:30, room: 45-230}]\n"
STAFF = (
    "people: [{id: ada-lovelace, name: Ada Lovelace, role: Instructor}, {id: alan-turing, name: Alan Turing, role: TA}]"
)


def values(text: str) -> Content:
    """Give the values of a data file's text."""
    value = parse(dedent(text).encode(), "x.yaml").value
    assert isinstance(value, dict)
    return value


def files(course: str = MEETINGS, staff: str = STAFF, **others: str) -> Mapping[str, Content]:
    """Give the values of last year's files, which can be read; `course` is what its course.yaml has more."""
    texts = {"course": COURSE + dedent(course), "staff": staff, **others}
    contents = {f"{name.replace('_', '-')}.yaml": values(text) for name, text in texts.items()}
    course_of(OLD, contents, date(2025, 9, 4))
    return contents


def facts(
    first: str = "2026-09-10",
    last: str = "2026-12-10",
    *,
    slug: str = NEW,
    term: str = "Fall 2026",
    meetings: tuple[str, ...] = (),
    holidays: tuple[str, ...] = (),
    schedule_days: tuple[str, ...] = (),
) -> Facts:
    """Give the facts of the next term."""
    around = date.fromisoformat(first)
    rows = (
        [read_meeting(each) for each in meetings],
        [read_holiday(each, around) for each in holidays],
        [read_schedule_day(each, around) for each in schedule_days],
    )
    found = [tuple(row for row in each if row) for each in rows]
    assert [len(each) for each in found] == [len(meetings), len(holidays), len(schedule_days)]
    return Facts(
        slug=slug,
        code="6.100",
        title="Testing",
        term=term,
        time_zone="America/New_York",
        uid_domain="course.example.edu",
        first=around,
        last=date.fromisoformat(last),
        created=datetime(2026, 8, 1, tzinfo=UTC),
        meetings=found[0],
        holidays=found[1],
        schedule_days=found[2],
    )


def over(last_year: Mapping[str, Content], new: Facts | None = None, *keep: str) -> RollOver:
    """Roll a course over, and read the result."""
    known = new or facts()
    made = roll_over(last_year, known, old=OLD, keep=frozenset(keep))
    course_of(NEW, made.contents, known.first)
    return made


def rows(contents: Mapping[str, Content], file: str, key: str) -> list[dict[str, Value]]:
    """Give the rows of a list in a file."""
    found = contents[f"{file}.yaml"].get(key, [])
    return [dict(row) for row in found if isinstance(row, dict)]


def days(contents: Mapping[str, Content], file: str, key: str) -> dict[str, str]:
    """Give the day of each row of a list, by its id, with the time that it says."""
    return {
        str(row["id"]): " ".join(str(row[each]) for each in ("date", "start", "end") if each in row)
        for row in rows(contents, file, key)
    }
