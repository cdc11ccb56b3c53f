"""What is taught, when and by whom: the domain, frozen, without YAML, iCalendar or HTTP."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import IntEnum, StrEnum

from feeds.errors import Problem

WORD = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""A word of addresses: what ids, tags and the words of the selection language look like."""


class Kind(StrEnum):
    """What an event is. The order is the order of the selection language."""

    LECTURE = "lecture"
    TUTORIAL = "tutorial"
    EXAM = "exam"
    DEADLINE = "deadline"
    OFFICE_HOURS = "office-hours"
    RELEASE = "release"
    HOLIDAY = "holiday"


class Status(StrEnum):
    """The values of STATUS that a VEVENT may have (RFC 5545, 3.8.1.11)."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


class Weekday(IntEnum):
    """A day of the week, numbered as `date.weekday()` does."""

    MONDAY = 0
    TUESDAY = 1
    WEDNESDAY = 2
    THURSDAY = 3
    FRIDAY = 4
    SATURDAY = 5
    SUNDAY = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """From one instant to a later one; both aware, in the course's time zone."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AllDay:
    """Whole days, `last` included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an event is: a room, rooms that take the overflow, a link to join by; any of them may be missing.

    `to_be_announced` says that there will be a room and nobody knows yet which.
    """

    room: str | None = None
    overflow: tuple[str, ...] = ()
    online: str | None = None
    to_be_announced: bool = False

    @property
    def rooms(self) -> tuple[str, ...]:
        """Every room by its name, the first one first."""
        return tuple(dict.fromkeys(((self.room,) if self.room else ()) + self.overflow))


def as_word(text: str) -> str:
    """Spell a text as a word of addresses: lower case, every run of other characters a hyphen; may be empty."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Something of the course's with a name and, when it is known, an address."""

    title: str
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Something to read or use; `under` is the heading it stands under, `note` what is said about it."""

    title: str
    url: str | None = None
    under: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody on the staff; `short` is the name that fits into a title, `until` their last day, if they left."""

    id: str
    name: str
    short: str
    role: str
    link: str | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """A speaker who is not on the staff."""

    name: str
    affiliation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """When an event was first published and when it last changed; aware, UTC, whole seconds."""

    created: datetime
    last_modified: datetime

    @property
    def sequence(self) -> int:
        """Whole seconds from the first publication to the last change: 0 until it changes, rising with each."""
        return (self.last_modified - self.created) // timedelta(seconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing at one time, with an authored id that never changes.

    `people` holds the ids of staff who host or teach it, `weeks` the teaching weeks it touches (from 1),
    `alternatives` how many events share its `any_of`, `reason` why it is cancelled, `slot` the id of the weekly
    slot of which it is one week.
    """

    id: str
    kind: Kind
    title: str
    when: Timed | AllDay
    revision: Revision
    weeks: tuple[int, ...] = ()
    place: Place = Place()
    people: tuple[str, ...] = ()
    guests: tuple[Guest, ...] = ()
    tags: tuple[str, ...] = ()
    details: str = ""
    materials: tuple[Material, ...] = ()
    any_of: str | None = None
    alternatives: int = 0
    status: Status = Status.CONFIRMED
    reason: str = ""
    slot: str | None = None

    @property
    def row(self) -> str:
        """The id that was written for it: its slot's, or its own."""
        return self.slot or self.id

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day that this is of: what is timed is of the day on which it starts, or is due."""
        match self.when:
            case Timed(end=end) if self.kind is Kind.DEADLINE:
                return end.date(), end.date()
            case Timed(start=start):
                return start.date(), start.date()
            case AllDay(first=first, last=last):
                return first, last

    @property
    def hosted_hours(self) -> bool:
        """Whether these are office hours that somebody hosts, as against ones held for the whole class."""
        return self.kind is Kind.OFFICE_HOURS and bool(self.people)


@dataclass(frozen=True, slots=True, kw_only=True)
class Undated:
    """Something announced whose day or hour is still to be decided, so that no calendar can hold it yet."""

    id: str
    kind: Kind
    title: str
    people: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """One offering of a course in one term, checked and complete.

    `events` are sorted by start, then UID; `people` maps ids to staff in the order of the data, `rooms` the
    words of all rooms that the data names to their names; `first` and `last` are the days of the first and
    the last class; `warnings` are problems that do not keep it from being served.
    """

    slug: str
    code: str
    title: str
    term: str
    time_zone: str
    uid_domain: str
    first: date
    last: date
    people: Mapping[str, Person]
    events: tuple[Event, ...]
    rooms: Mapping[str, str] = field(default_factory=dict)
    undated: tuple[Undated, ...] = ()
    contact: str | None = None
    links: tuple[Link, ...] = ()
    about: str = ""
    provisional: bool = False
    warnings: tuple[Problem, ...] = ()
