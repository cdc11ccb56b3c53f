"""A minimal course in a folder of the test's own, with some of its files replaced by snippets."""

import os
import re
from datetime import datetime
from pathlib import Path
from textwrap import dedent

from feeds.course.folder import HISTORY
from feeds.course.history import record
from feeds.course.ledger import write_lines
from feeds.course.model import Course, Event, Status, Timed
from feeds.course.reader import read_course
from feeds.errors import CourseError

# One key a line, so that a test may replace one without moving the others.
COURSE = """\
code: 6.100
title: Testing
term: Fall 2026
created: 2026-08-01T00:00:00Z
time_zone: America/New_York
uid_domain: course.example.edu
classes: {first: Wed 2026-09-09, last: Wed 2026-12-09}
meetings: [{days: [Tue, Thu], start: 13:00, end: 14:30, room: 45-230}]
"""

# Nobody of them has to have hours, so that a test may be about one of them.
STAFF = """\
people:
  - {id: ada-lovelace, name: Ada Lovelace, role: Instructor, hours: no}
  - {id: alan-turing, name: Alan Turing, role: TA, hours: no}
  - {id: grace-hopper, name: Grace Hopper, role: TA, hours: no}
"""


# For course_yaml: a term of five weeks, with a Tuesday (13) that runs as a Monday because Monday (12) is a holiday.
OCTOBER = """\
classes: {first: Wed 2026-09-30, last: Fri 2026-10-30}
meetings: [{days: [Mon, Thu], start: 9:00, end: 9:50}, {days: [Tue], start: 15:00, end: 15:50}]
holidays: [{id: indigenous-peoples-day, first: Mon 2026-10-12, name: Indigenous Peoples Day}]
schedule_days: [{date: Tue 2026-10-13, runs_as: Monday}]
"""


def lines(text: str) -> list[str]:
    """Give the lines of a block of text; what is indented deeper goes on from the line above."""
    return re.sub(r"\n +", " ", dedent(text).strip()).splitlines()


def course_yaml(changes: str) -> str:
    """Give the minimal course.yaml with other lines; a line whose key it has stands in place of that one."""
    lines = {line.partition(":")[0]: line for line in COURSE.splitlines()}
    for line in dedent(changes).strip("\n").splitlines():
        lines[line.partition(":")[0]] = line
    return "\n".join([*lines.values(), ""])


def write_course(folder: Path, **files: str) -> Path:
    """Write the minimal course; `office_hours="…"` is what its office-hours.yaml is to be."""
    folder.mkdir(exist_ok=True)
    for name, text in {"course": COURSE, "staff": STAFF, **files}.items():
        (folder / f"{name.replace('_', '-')}.yaml").write_text(dedent(text).lstrip("\n"), encoding="utf-8")
    return folder


def read(folder: Path, **files: str) -> Course:
    """Read the minimal course with other files; it must have neither errors nor warnings."""
    course = read_course(write_course(folder, **files))

    assert course.warnings == ()
    return course


def problems(folder: Path, **files: str) -> list[str]:
    """Give what is wrong with the minimal course with other files, without the folder in front."""
    try:
        found = read_course(write_course(folder, **files)).warnings
    except CourseError as error:
        found = error.problems
    return [str(problem).removeprefix(f"{folder}/") for problem in found]


def touch(folder: Path, at: datetime) -> None:
    """Let every file of a course's data be as if it had been edited at a time."""
    for file in folder.glob("*.yaml"):
        os.utime(file, (at.timestamp(), at.timestamp()))


def publish(folder: Path, at: datetime, note: str = "") -> Course:
    """Record a course at a time, as `feeds record` does, as if it had been edited just then; gives it as it is now."""
    touch(folder, at)
    with (folder / HISTORY).open("a", encoding="utf-8") as history:
        history.write(write_lines(record(read_course(folder, cancelling=True), at, note)))
    return read_course(folder)


def by_id(course: Course) -> dict[str, Event]:
    """Give a course's events by their ids, in order."""
    return {event.id: event for event in course.events}


def said(event: Event) -> str:
    """Say when and where an event is, with whom, and whether it takes place."""
    when, place = event.when, event.place
    if isinstance(when, Timed):
        hours = f"{when.start:%a %m-%d %H:%M}-{when.end:%H:%M}"
    else:
        hours = " to ".join(dict.fromkeys([f"{when.first:%a %m-%d}", f"{when.last:%a %m-%d}"]))
    where = [*place.rooms, *(["room tbd"] if place.to_be_announced else []), *([place.online] if place.online else [])]
    who = [*event.people, *(guest.name for guest in event.guests)]
    status = "" if event.status is Status.CONFIRMED else str(event.status)
    parts = [hours, " + ".join(where), " + ".join(who), f"{status} {event.reason}".strip()]
    return f"{event.id}: {', '.join(part for part in parts if part)}"
