"""What was found in a file that people had before: in their own words, with the lines it stands on, and no ids yet."""

from dataclasses import dataclass
from datetime import date, datetime, time

from feeds.course.model import Guest, Kind, Link, Material, Weekday


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """Something that could not be understood: its line in the file, counted from 1, its text, and why.

    `file` is the data file into which it would have gone, where it is left as a comment.
    """

    line: int
    text: str
    why: str
    file: str = "lectures.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPerson:
    """Somebody of the staff."""

    line: int
    name: str
    role: str
    link: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundEvent:
    """A lecture, a tutorial, an exam, hours of a single day, or a day without class.

    `day` is None while it is to be decided, `last` the last of several days of a holiday. Without a time it is at
    the class meeting of its day, or, where `time_to_be_announced`, at none yet. `speakers` are names as they were
    written, be they of the staff or guests; `cancelled` is the reason, which may be empty, or None.
    """

    line: int
    kind: Kind
    title: str
    day: date | None
    last: date | None = None
    start: time | None = None
    end: time | None = None
    time_to_be_announced: bool = False
    room: str | None = None
    speakers: tuple[Guest, ...] = ()
    details: str = ""
    materials: tuple[Material, ...] = ()
    tags: tuple[str, ...] = ()
    tentative: bool = False
    cancelled: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundAssignment:
    """That an assignment is out, due, or both; `TBD` stands for a day to be decided, None for one not spoken of.

    A time is wall time in the course's zone. What is found of one assignment in several places is put together by
    its title.
    """

    line: int
    title: str
    out: date | str | None = None
    due: date | datetime | str | None = None
    materials: tuple[Material, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundHours:
    """Weekly hours: office hours, or with a title a recitation (`kind`); hosts by their names as written.

    `day` is None while it is to be decided, and so is `start`. `first` and `last` bound it where the file says so,
    `skipped` are single days of it that were taken out.
    """

    line: int
    hosts: tuple[str, ...]
    day: Weekday | None
    start: time | None
    end: time | None
    room: str | None = None
    kind: Kind = Kind.OFFICE_HOURS
    title: str = ""
    first: date | None = None
    last: date | None = None
    skipped: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """All that was found in a file: of the course itself what it says, then its parts in the order of the file.

    `tells` are the keys of dated rows (`speakers`, `details`, `materials`, …) that the file speaks of at every row,
    so that nothing there means none. `warnings` are about what was understood and should be looked at all the same.
    """

    code: str | None = None
    title: str | None = None
    term: str | None = None
    contact: str | None = None
    about: str = ""
    links: tuple[Link, ...] = ()
    time_zone: str | None = None
    people: tuple[FoundPerson, ...] = ()
    events: tuple[FoundEvent, ...] = ()
    assignments: tuple[FoundAssignment, ...] = ()
    hours: tuple[FoundHours, ...] = ()
    tells: frozenset[str] = frozenset()
    unread: tuple[Unread, ...] = ()
    warnings: tuple[Unread, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What was found in a file, and of a spreadsheet each header with what it was taken for; None is left alone."""

    found: Found
    columns: tuple[tuple[str, str | None], ...] = ()
