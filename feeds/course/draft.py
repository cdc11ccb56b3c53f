"""A course in the making: what every row needs to become an event, and every problem met on the way."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import islice

from feeds.course.document import Spot
from feeds.course.model import MAX_DAYS, AllDay, Event, Person, Place, Revision, Timed, Undated, as_word
from feeds.course.schema.course import TermForm
from feeds.course.schema.form import PlaceForm
from feeds.course.schema.readings import Tbd
from feeds.course.timetable import Timetable
from feeds.course.timezones import WallTimeError, localize
from feeds.errors import MAX_PROBLEMS, MORE, Problem, Severity, did_you_mean, quoted

MIDNIGHT = time(0)
MAX_EVENTS = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """Half of a swap: in the week of a slot that takes place on `day`, one person goes and another comes."""

    slot: str
    day: date
    goes: str
    comes: str
    spot: Spot


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A week of a slot as it is written: the day by which changes name it, and its hosts, with those who have left."""

    day: date
    hosts: tuple[str, ...]


class TooManyError(Exception):
    """There is so much of something in a course that it is a mistake; the last problem of the draft says of what."""


@dataclass(slots=True, kw_only=True)
class Draft:
    """Collects the events of a course; a row with a problem is left out and reported.

    `spots` tells where each event, by its id, has its day, and `weeks` how a week of a slot is written; `rooms` holds
    every room that the data names, by its word; `published` are the events as the history last has them, by their
    ids, and `withdrawn` the ids that course.yaml says are gone for good.
    """

    term: TermForm
    timetable: Timetable
    people: dict[str, Person]
    published: Mapping[str, Event] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    events: dict[str, Event] = field(default_factory=dict)
    spots: dict[str, Spot] = field(default_factory=dict)
    weeks: dict[str, Held] = field(default_factory=dict)
    undated: list[Undated] = field(default_factory=list)
    swaps: list[Swap] = field(default_factory=list)
    rooms: dict[str, str] = field(default_factory=dict)
    _ids: dict[str, Spot] = field(default_factory=dict)
    withdrawn: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.withdrawn = frozenset(self.term.withdrawn)

    @property
    def revision(self) -> Revision:
        """Give what is new the revision of a course without a ledger: published at `created`, unchanged since."""
        return Revision(created=self.term.created, last_modified=self.term.created)

    def report(self, spot: Spot, message: str, severity: Severity = Severity.ERROR) -> None:
        """Note a problem; building goes on, so that all of them are told at once.

        Raises TooManyError after MAX_PROBLEMS errors; of warnings that many are noted, and that there are more.
        """
        problem = spot.problem(message, severity)
        alike = [other for other in self.problems if other.severity is severity]
        if problem in alike:
            return
        if len(alike) < MAX_PROBLEMS:
            self.problems.append(problem)
            return
        if len(alike) == MAX_PROBLEMS:
            self.problems.append(spot.problem(MORE, severity))
        if severity is Severity.ERROR:
            raise TooManyError

    def claim(self, id: str, spot: Spot) -> bool:
        """Take an event's id, or report that it is taken or withdrawn."""
        if id in self._ids:
            self.report_used(id, spot, self._ids[id])
        elif self.check_withdrawn(id, spot):
            self._ids[id] = spot
            return True
        return False

    def report_used(self, id: str, spot: Spot, other: Spot) -> None:
        """Report an id that is taken by something else."""
        self.report(spot, f"the id {id!r} is already used ({other}); every event has an id of its own")

    def check_withdrawn(self, id: str, spot: Spot) -> bool:
        """Tell whether an id may still be used, and report it if it is withdrawn."""
        if id in self.withdrawn:
            message = f"the id {id!r} is withdrawn in course.yaml; take this out, or choose an id that was never used"
            self.report(spot, message)
            return False
        return True

    def last_days(self, id: str) -> AllDay | None:
        """Give the days on which something stays that has lost its date: those on which subscribers have it."""
        if id not in self.published:
            return None
        first, last = self.published[id].days
        return AllDay(first=first, last=last)

    def known_people(self, ids: tuple[str, ...], spot: Spot) -> tuple[str, ...]:
        """Keep the ids that staff.yaml has, and report the others."""
        for index, id in enumerate(ids):
            self.known_person(id, spot / index)
        return tuple(dict.fromkeys(id for id in ids if id in self.people))

    def known_person(self, id: str, spot: Spot, otherwise: str = "add them to staff.yaml") -> bool:
        """Tell whether staff.yaml has somebody, and report it if not."""
        if id not in self.people:
            named = [repr(known) for known in islice((known for known in self.people if id in known.split("-")), 3)]
            advice = f"; did you mean {' or '.join(named)}?" if named else did_you_mean(id, self.people)
            self.report(spot, f"nobody on the staff has the id {id!r}{advice or f'; {otherwise}'}")
        return id in self.people

    def timed(self, day: date, start: time, end: time, spot: Spot) -> Timed | None:
        """Fix wall times to a day, or report the time that is impossible there; an end at 00:00 is that day's end."""
        if message := end_before_start(start, end):
            if "start" in spot.keys and "end" not in spot.keys:
                message = f"the end is still {end:%H:%M}, which is not after this start; write `end: …` too"
                spot = spot / "start"
            else:
                spot = spot / "end"
            self.report(spot, message)
            return None
        end_day = day + timedelta(days=1) if end == MIDNIGHT else day
        starts, ends = self.instant(day, start, spot / "start"), self.instant(end_day, end, spot / "end")
        return Timed(start=starts, end=ends) if starts and ends else None

    def instant(self, day: date, clock: time, spot: Spot) -> datetime | None:
        """Fix a wall time, or report that it does not exist on that day or comes twice."""
        try:
            return localize(datetime.combine(day, clock), self.term.time_zone)
        except WallTimeError as error:
            self.report(spot, f"{error}; choose another time")
            return None

    def place(self, form: PlaceForm, default: Place, spot: Spot) -> Place:
        """Say where something is: what its row writes, else its default; an overflow adds to either."""
        place = default if form.room is None and form.online is None else place_of(form)
        if isinstance(form.room, str):
            self._check_room(form.room, spot / "room")
        for index, name in enumerate(form.overflow):
            self._check_room(name, spot / "overflow" / index)
        return replace(place, overflow=form.overflow or place.overflow)

    def add(self, event: Event, spot: Spot) -> None:
        """Take an event, whose day stands at a spot, into the course, with the teaching weeks it touches.

        Raises TooManyError after MAX_EVENTS of them.
        """
        if len(self.events) >= MAX_EVENTS:
            message = f"the course has more than {MAX_EVENTS:,} events; correct `from`, `until` or the days of classes"
            self.problems.append(spot.problem(message))
            raise TooManyError
        self.spots[event.id] = spot
        self.events[event.id] = replace(event, weeks=self.timetable.weeks(*event.days))

    def _check_room(self, name: str, spot: Spot) -> None:
        word = as_word(name)
        if not word:
            message = f"the room {quoted(name)} has no letter or digit for its address"
            self.report(spot, f"{message}; write one, or tbd, or leave the room out")
        elif self.rooms.setdefault(word, name) != name:
            message = f"{quoted(name)} and {quoted(self.rooms[word])} would both be room-{word[:60]}"
            self.report(spot, f"{message}; write the same room in the same way")


def end_before_start(start: time, end: time) -> str | None:
    """Say what is wrong with two times of one day, if anything is; 00:00 as an end is the end of the day."""
    if start < end or end == MIDNIGHT:
        return None
    return f"the end, {end:%H:%M}, is not after the start, {start:%H:%M}; use 24-hour time, within one day"


def wrong_span(first: date, last: date) -> str | None:
    """Say what is wrong with the first and the last of some days, if anything is."""
    if last < first:
        return f"the last day, {last}, is before the first, {first}; swap them"
    if (last - first).days >= MAX_DAYS:
        return f"from {first} to {last} is longer than two years; correct one of the years"
    return None


def left_before(person: Person, day: date, what: str) -> str | None:
    """Say what is wrong with somebody's being at something on a day, if they have left the staff by then."""
    if person.until is None or day <= person.until:
        return None
    message = f"{person.id!r} is on the staff until {person.until:%a %Y-%m-%d}, and {what} is after that"
    return f"{message}; name somebody else, or correct `until` in staff.yaml"


def place_of(form: PlaceForm) -> Place:
    """Read the place that a form writes, by itself."""
    return Place(
        room=form.room if isinstance(form.room, str) else None,
        overflow=form.overflow,
        online=form.online,
        to_be_announced=isinstance(form.room, Tbd),
    )
