"""What is taught, when and by whom: the domain, frozen, without YAML, iCalendar or HTTP."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import IntEnum, StrEnum

from feeds.errors import Problem

WORD = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""A word of addresses: what ids, tags and the words of the selection language look like."""

NAME = re.compile(r"(?!not-|with-|week-|room-|tag-|office-hours$)[a-z0-9]+(-[a-z0-9]+)+")
"""A word that names somebody, or a calendar: it has a hyphen, since all single words are the selection language's."""

MAX_DAYS = 732
"""Two years and a day: a longer span is a mistake, and is not walked through."""


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


def days_of(kind: Kind, when: Timed | AllDay) -> tuple[date, date]:
    """Give the first and the last day that something is of: if timed, that on which it starts, or is due."""
    match when:
        case Timed(end=end) if kind is Kind.DEADLINE:
            return end.date(), end.date()
        case Timed(start=start):
            return start.date(), start.date()
        case AllDay(first=first, last=last):
            return first, last


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
    """Somebody on the staff; `short` is the name that fits into a title, `until` their last day, if they left.

    `hours` is False of who holds no hours and is not to be asked for any, `gone` who is named in the history only.
    """

    id: str
    name: str
    short: str
    role: str
    link: str | None = None
    until: date | None = None
    hours: bool = True
    gone: bool = False


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
    slot of which it is one week. `undated` says that it has lost its date and stays on its last one until it gets
    another.
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
    undated: bool = False

    @property
    def row(self) -> str:
        """The id that was written for it: its slot's, or its own."""
        return self.slot or self.id

    @property
    def written(self) -> frozenset[str]:
        """Every id that may have been written for it in the data: also its slot's, its assignment's, its lecture's."""
        sections = (self.id.removesuffix(f"-{tag}") for tag in self.tags)
        assignment = self.id.rpartition("-")[0] if self.kind in (Kind.RELEASE, Kind.DEADLINE) else self.id
        return frozenset((self.id, self.row, assignment, *sections))

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day that this is of."""
        return days_of(self.kind, self.when)

    @property
    def hosted_hours(self) -> bool:
        """Whether these are office hours that somebody hosts, as against ones held for the whole class."""
        return self.kind is Kind.OFFICE_HOURS and bool(self.people)


@dataclass(frozen=True, slots=True, kw_only=True)
class Undated:
    """Something announced whose day or hour is still to be decided.

    No calendar can hold it yet, unless it had a day when it was published: then it is an undated event, too.
    """

    id: str
    kind: Kind
    title: str
    people: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


class Aspect(StrEnum):
    """What of an event may differ; the value is what to call it."""

    WHEN = "when"
    PLACE = "room"
    TITLE = "title"
    PEOPLE = "with"
    NAMES = "names"
    STATUS = "status"
    DETAILS = "details"
    MATERIALS = "materials"
    TAGS = "tags"
    ALTERNATIVES = "alternatives"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that differs between two states of an event, in a person's words; empty is nothing.

    Of people and materials `before` names those who are gone, and `after` those who came.
    """

    aspect: Aspect
    before: str
    after: str


class Effect(StrEnum):
    """What a change is for a subscriber; of several, the first that is so.

    `QUIET` is what nobody needs to be told of: details, materials, tags, somebody's name.
    """

    NEW = "new"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"
    RESTORED = "restored"
    UNDATED = "undated"
    MOVED = "moved"
    RELOCATED = "relocated"
    HANDED_OVER = "handed over"
    RENAMED = "renamed"
    DOUBTED = "tentative"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change of one event: as it was before, if it was, and as it is after, if it is.

    `time` is when it was published, in UTC; a change that is not `recorded` yet is live all the same. `key` tells
    it from every other change of this event, and stays the same when it is recorded. `differences` are those of
    an event that is on both sides. A change is `lasting` unless it was made on a branch and a merge dropped it.
    `replaces` is the fingerprint of what the event was before.
    """

    id: str
    time: datetime
    effect: Effect
    before: Event | None
    after: Event | None
    differences: tuple[Difference, ...] = ()
    note: str = ""
    recorded: bool = True
    lasting: bool = True
    replaces: str | None = None
    key: str

    @property
    def sides(self) -> tuple[Event, ...]:
        """The event as it was, if it was, and as it is, if it is."""
        return tuple(event for event in (self.before, self.after) if event)

    @property
    def event(self) -> Event:
        """The event as it is now, or as it last was."""
        return self.sides[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Where something more may be written into a file: below a line, indented so far; or in it, `behind` a text that
    it has once, or `instead_of` one.
    """

    line: int
    indent: int = 0
    behind: str | None = None
    instead_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where an event is written, and what more may be written of it there; lines count from 1.

    `file` is its name without the folder, `line` that of its row. `gaps` tells where each key that may be changed
    stands in the row, for `changes` where another one may, and under `id` where what the row does not say yet may;
    it is empty where one of them is not certain. Of a week of a slot `day` is how a change names it, and `hosts` who
    is written to hold it.
    """

    file: str
    line: int
    gaps: Mapping[str, Gap] = field(default_factory=dict)
    day: date | None = None
    hosts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedFeed:
    """A calendar with a lasting name, `id`, of which its subscribers need not know what it stands for.

    `selection` is what it holds, in its canonical spelling, and `published` what it held when that was last recorded,
    which was at `since`, in UTC.
    """

    id: str
    title: str
    selection: str
    published: str | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """One offering of a course in one term, checked and complete.

    `events` are sorted by start, then UID; `people` maps ids to staff in the order of the data, `rooms` the
    words of all rooms that the data names to their names; `first` and `last` are the days of the first and
    the last class; `warnings` are problems that do not keep it from being served. `tags` are all that the data or
    its history knows. `changes` are sorted by time, then id, and begin with the first publication of every event;
    without a history none of them is `recorded`. `behind_history` says that something differs from a history which
    is newer than the data: as long as not all files of a deployment are there. `edit_url` is the address of its
    folder where staff edit it. `sources` tells of each event, by its id, where it is written, unless only the history
    has it; they are no part of what the course is, and equal courses may differ in them. A course that is not
    `listed` yet has all its addresses, and no list and no other term leads to it.
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
    tags: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    behind_history: bool = False
    undated: tuple[Undated, ...] = ()
    contact: str | None = None
    links: tuple[Link, ...] = ()
    about: str = ""
    provisional: bool = False
    listed: bool = True
    warnings: tuple[Problem, ...] = ()
    edit_url: str | None = None
    named_feeds: tuple[NamedFeed, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict, compare=False, repr=False)

    @property
    def unrecorded(self) -> tuple[Change, ...]:
        """The changes that are live and not in the history yet, an event's at most once."""
        return tuple(change for change in self.changes if not change.recorded)

    @property
    def unrecorded_feeds(self) -> tuple[NamedFeed, ...]:
        """The named feeds that are live and not in the history yet, or there with another meaning."""
        return tuple(feed for feed in self.named_feeds if feed.selection != feed.published)

    @property
    def has_history(self) -> bool:
        """Whether anything of it was ever recorded."""
        return any(change.recorded for change in self.changes)
