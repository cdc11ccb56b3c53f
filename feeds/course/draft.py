"""A course in the making: what every row needs to become an event, and every problem met on the way."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from feeds.course.document import Spot
from feeds.course.model import Event, Person, Place, Revision, Timed, Undated, room_word
from feeds.course.schema.forms import CourseForm, PlaceForm
from feeds.course.schema.scalars import Tbd
from feeds.course.timetable import Timetable
from feeds.course.timezones import WallTimeError, localize
from feeds.errors import Problem, Severity, did_you_mean

MIDNIGHT = time(0)


@dataclass(slots=True)
class Draft:
    """Collects the events of a course; a row with a problem is left out and reported.

    `rooms` holds every room that the data names, by its word.
    """

    course: CourseForm
    timetable: Timetable
    people: dict[str, Person]
    events: dict[str, Event] = field(default_factory=dict)
    undated: list[Undated] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    _ids: set[str] = field(default_factory=set)
    rooms: dict[str, str] = field(default_factory=dict)

    @property
    def revision(self) -> Revision:
        """Give what is new the revision of a course without a ledger: published at `created`, unchanged since."""
        return Revision(created=self.course.created, last_modified=self.course.created)

    def report(self, spot: Spot, message: str, severity: Severity = Severity.ERROR) -> None:
        """Note a problem; building goes on, so that all of them are told at once."""
        self.problems.append(spot.problem(message, severity))

    def claim(self, id: str, spot: Spot) -> bool:
        """Take an event's id, or report that it is taken or withdrawn."""
        if id in self._ids:
            self.report(spot, f"the id {id!r} is already used; every event has an id of its own")
        elif id in self.course.withdrawn:
            self.report(spot, f"the id {id!r} is withdrawn in course.yaml; choose another, ids are never used again")
        else:
            self._ids.add(id)
            return True
        return False

    def known_people(self, ids: tuple[str, ...], spot: Spot) -> tuple[str, ...]:
        """Keep the ids that staff.yaml has, and report the others."""
        for index, id in enumerate(ids):
            self.known_person(id, spot / index)
        return tuple(dict.fromkeys(id for id in ids if id in self.people))

    def known_person(self, id: str, spot: Spot, otherwise: str = "add them to staff.yaml") -> bool:
        """Tell whether staff.yaml has somebody, and report it if not."""
        if id not in self.people:
            named = [repr(known) for known in self.people if id in known.split("-")]
            advice = f"; did you mean {' or '.join(named)}?" if named else did_you_mean(id, self.people)
            self.report(spot, f"nobody on the staff has the id {id!r}{advice or f'; {otherwise}'}")
        return id in self.people

    def timed(self, day: date, start: time, end: time, spot: Spot) -> Timed | None:
        """Fix wall times to a day, or report the time that is impossible there; an end at 00:00 is that day's end."""
        if message := end_before_start(start, end):
            self.report(spot / "end", message)
            return None
        end_day = day + timedelta(days=1) if end == MIDNIGHT else day
        starts, ends = self.instant(day, start, spot / "start"), self.instant(end_day, end, spot / "end")
        return Timed(start=starts, end=ends) if starts and ends else None

    def instant(self, day: date, clock: time, spot: Spot) -> datetime | None:
        """Fix a wall time, or report that it does not exist on that day or comes twice."""
        try:
            return localize(datetime.combine(day, clock), self.course.time_zone)
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

    def add(self, event: Event) -> None:
        """Take an event into the course, with the teaching weeks it touches."""
        self.events[event.id] = replace(event, weeks=self.timetable.weeks(*event.days))

    def _check_room(self, name: str, spot: Spot) -> None:
        word = room_word(name)
        if not word:
            self.report(
                spot,
                f"the room {name!r} has no letter or digit for its address; write one, or leave the room out",
            )
        elif self.rooms.setdefault(word, name) != name:
            other = self.rooms[word]
            self.report(spot, f"{name!r} and {other!r} would both be room-{word}; write the same room in the same way")


def end_before_start(start: time, end: time) -> str | None:
    """Say what is wrong with two times of one day, if anything is; 00:00 as an end is the end of the day."""
    if start < end or end == MIDNIGHT:
        return None
    return f"the end, {end:%H:%M}, is not after the start, {start:%H:%M}; use 24-hour time, within one day"


def last_before_first(first: date, last: date) -> str | None:
    """Say what is wrong with two days of a span, if anything is."""
    return f"the last day, {last}, is before the first, {first}; swap them" if last < first else None


def place_of(form: PlaceForm) -> Place:
    """Read the place that a form writes, by itself."""
    return Place(
        room=form.room if isinstance(form.room, str) else None,
        overflow=form.overflow,
        online=form.online,
        to_be_announced=isinstance(form.room, Tbd),
    )
