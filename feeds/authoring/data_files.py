"""The whole data files of a course as text: the values, and the comments that tell whoever opens one what to write."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import TypeAlias

from feeds.authoring.yaml_text import comment, entry, rows
from feeds.course.document import Value
from feeds.course.model import Weekday
from feeds.course.timetable import week
from feeds.course.wording import in_data

Content: TypeAlias = Mapping[str, Value]
"""What a data file says: its keys and their values, all text, lists and mappings, as they are to stand in it."""

Row: TypeAlias = Mapping[str, Value]
"""One row of a list in a data file."""

TBD = "tbd"
"""What stands in a data file for a day or an hour that is to be decided."""

_ABOUT: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "course.yaml": (
            "The course itself: its name, time zone, class meetings, holidays, and the text about it.",
            "Edit by hand: times are 24-hour, dates are 2025-09-04 or Thu 2025-09-04; then run `feeds check`.",
        ),
        "staff.yaml": (
            "Everybody on the staff. The id is the full name, lower case, with hyphens.",
            "Add people at the end of their group; never delete anybody and never change an id. No e-mail addresses.",
        ),
        "lectures.yaml": (
            "Lectures, in order of date; time and room are the class meeting's (course.yaml) unless a row has its own.",
            'Change anything but an id: subscribers know the event by it. Put text that holds ": " or " #" in quotes.',
        ),
        "tutorials.yaml": (
            "Tutorials, in order of date, each with its own time (24-hour) and room; never change an id.",
            "Rows with the same `any_of` are one session offered several times: students go to any one of them.",
        ),
        "exams.yaml": (
            "Exams, in order of date; times are 24-hour. A date not known yet is `tbd`; add `room` when it is known.",
            "Move an exam by changing its date, never its id.",
        ),
        "deadlines.yaml": (
            "Problem sets and the project, in order of date: the day each comes out and the day it is due.",
            "Days without a time are all-day events; add a time only when one is announced. Never change an id.",
        ),
        "office-hours.yaml": (
            "Weekly office hours, in order of weekday and time; people with the same day, time and room share a slot.",
            "A slot keeps its id for ever, even when it moves to another day or hour. Hours held once are at the end.",
        ),
    }
)

_EXAMPLES: Mapping[str, str] = MappingProxyType(
    {
        "staff.yaml": """\
people:
  - {id: ada-lovelace, name: Ada Lovelace, role: Instructor}
  - {id: grace-hopper, name: Grace Hopper, role: TA}""",
        "lectures.yaml": """\
lectures:
  - id: introduction
    date: {first}
    title: Introduction""",
        "tutorials.yaml": """\
tutorials:
  - {id: git, date: {first}, start: 16:00, end: 17:00, room: 32-123, title: Git}""",
        "exams.yaml": """\
exams:
  - {id: midterm, date: tbd, start: 19:30, end: 21:30, title: Midterm}""",
        "deadlines.yaml": """\
assignments:
  - {id: pset-1, title: pset 1, out: {first}, due: tbd}""",
        "office-hours.yaml": """\
slots:
  - {id: oh-wed-13, hosts: [grace-hopper], day: Wednesday, start: 13:00, end: 14:00, room: 36-155}""",
    }
)

_ABOVE_KEYS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "created": ("When this calendar was first published, in UTC. It stays as it is.",),
        "uid_domain": ("Part of every event's identity: never change it, or every subscriber sees every event twice.",),
        "contact": ("The only e-mail address in these files; nobody's own address goes into a calendar.",),
        "about": ("One paragraph a line, an empty line between paragraphs.",),
        "provisional": (
            "Every date may still change, and the calendar says so. Take this line out when they are settled.",
        ),
        "listed": ("Not on the list of courses while it is prepared. Take this line out when students may find it.",),
        "classes": ("The first and the last class.",),
        "office_hours": ("The first and the last day of weekly office hours.",),
        "meetings": ("When and where the class meets; lectures take their time and room from here.",),
        "holidays": ("Days without class or office hours; one longer than a day also has a `last`.",),
        "schedule_days": ("Days that run on another weekday's schedule.",),
        "feeds": ("Calendars with lasting names; what one holds may change, its name is for ever.",),
        "one_off": ("Office hours held once. Without a start and an end they take the class meeting's time and room.",),
    }
)

_TOGETHER = frozenset({"title", "term"})
"""Keys that stand below the one before without an empty line."""


def written(file: str, content: Content, *, first: date, schema: str | None = None, left: Sequence[str] = ()) -> str:
    """Write one data file: what it is for, its values with the week or weekday above its rows, and what was left.

    `first` is the day of the first class, `schema` the folder of the JSON Schemas as seen from the file, and `left`
    are comments for its end. Where there are no values, an example stands as a comment.
    """
    lines = [f"# yaml-language-server: $schema={schema}/{file.removesuffix('.yaml')}.json"] if schema else []
    lines += [line for about in _ABOUT[file] for line in comment(about)]
    for key, value in content.items():
        above = [line for text in _ABOVE_KEYS.get(key, ()) for line in comment(text)]
        lines += [] if key in _TOGETHER else ["", *above]
        if isinstance(value, list) and value and all(isinstance(each, dict) for each in value):
            listed = [each for each in value if isinstance(each, dict)]
            lines += rows(key, listed, [_heading(key, row, first) for row in listed])
        else:
            lines += entry(key, value)
    if file in _EXAMPLES and not any(content.values()):
        head, *example = _EXAMPLES[file].replace("{first}", in_data(first)).split("\n")
        if content:
            lines += ["# Take the [] away, and the # from lines such as these:"]
        else:
            lines += ["", "# Take the # away from these lines and change them:", "#", f"# {head}"]
        lines += [f"# {line}" for line in example]
    if left:
        lines += ["", *left]
    return "\n".join(lines) + "\n"


def rows_of(content: "Value | Content | None", key: str) -> list[dict[str, Value]]:
    """Give copies of the rows of a list in a file; a file or a list that is not there has none."""
    listed = content.get(key) if isinstance(content, Mapping) else None
    return [dict(row) for row in listed if isinstance(row, dict)] if isinstance(listed, list) else []


def _heading(key: str, row: Row, first: date) -> str:
    """Say of which week of the term a row is, or of which weekday, or nothing."""
    match key, row:
        case "slots", {"day": str(name)}:
            return next((day.name.capitalize() for day in Weekday if day.name.lower() == name.lower()), "")
        case "lectures" | "tutorials" | "exams" | "one_off", {"date": str(text)}:
            try:
                return f"Week {week(date.fromisoformat(text.split()[-1]), first)}"
            except ValueError:
                return "Date to be decided"
    return ""
