"""What a head TA asks of a term's office hours: how many there are and when, and where some are missing."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from feeds.course.holes import Hole, holes, is_held, lasts
from feeds.course.model import Course, Event, Kind, Person, Status, Timed, Undated, Weekday
from feeds.course.timetable import monday

BEFORE_DEADLINE = timedelta(hours=48)
"""How long before a deadline hours help with it."""

_ZERO = timedelta(0)

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """How many hours of office hours there are, and how many host-hours: one hour of two hosts is two of these."""

    hours: timedelta = _ZERO
    host_hours: timedelta = _ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLoad:
    """A weekday: what it has in most weeks from weekly hours, the ids of who hosts them, and its hours of all weeks.

    `term` counts hours held once, too.
    """

    weekday: Weekday
    usual: Load
    hosts: tuple[str, ...]
    term: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineLoad:
    """A deadline, and what takes place in the time before it."""

    deadline: Event
    load: Load


@dataclass(frozen=True, slots=True, kw_only=True)
class WithoutHours:
    """Somebody who holds no hours, without `hours: no`; `note` is what they do instead, or nothing."""

    person: Person
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Hours at the time of a lecture: the first ones of a slot, or those held once, and how often that is so."""

    first: Event
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The office hours of a course, by weekday, before its deadlines, and what is missing; all by its own clock.

    `hosts` are the ids of everybody who hosts in a usual week. `people` and `time_zone` are the course's.
    """

    time_zone: str
    people: Mapping[str, Person]
    weekdays: tuple[DayLoad, ...]
    usual: Load
    hosts: tuple[str, ...]
    term: timedelta
    deadlines: tuple[DeadlineLoad, ...]
    holes: tuple[Hole, ...]
    without: tuple[WithoutHours, ...]
    clashes: tuple[Clash, ...]


def in_hours(length: timedelta) -> float:
    """Write a length as a number of hours, to the hundredth."""
    return round(length / timedelta(hours=1), 2)


def coverage(course: Course) -> Coverage | None:
    """Count the office hours of a course that take place, or give None where all are held once, for the whole class.

    Hours that nobody hosts by name, such as those held for the whole class, are hours and no host-hours. Of a deadline
    count the parts of hours within the 48 hours before it; one without a time is at the midnight that ends its day, so
    its whole day counts and the one before. Deadlines are sorted by when they are due, clashes by their first.
    """
    hours = [event for event in course.events if event.kind is Kind.OFFICE_HOURS and is_held(event)]
    if not any(event.slot or event.people for event in hours):
        return None
    weekdays = tuple(_weekdays(course, hours))
    hosts = {host for day in weekdays for host in day.hosts}
    return Coverage(
        time_zone=course.time_zone,
        people=course.people,
        weekdays=weekdays,
        usual=Load(
            hours=sum((day.usual.hours for day in weekdays), _ZERO),
            host_hours=sum((day.usual.host_hours for day in weekdays), _ZERO),
        ),
        hosts=_in_order(course, hosts),
        term=sum(map(lasts, hours), _ZERO),
        deadlines=tuple(_deadlines(course, hours)),
        holes=holes(course),
        without=tuple(_without_hours(course, hours)),
        clashes=tuple(_clashes(course, hours)),
    )


def _weekdays(course: Course, hours: list[Event]) -> Iterator[DayLoad]:
    term: dict[Weekday, timedelta] = defaultdict(timedelta)
    weekly: dict[tuple[date, Weekday], list[Event]] = defaultdict(list)
    for event in hours:
        day = event.days[0]
        term[Weekday(day.weekday())] += lasts(event)
        if event.slot:
            weekly[monday(day), Weekday(day.weekday())].append(event)
    weeks = sorted({week for week, _ in weekly})
    for weekday in sorted(term):
        found = [_load(weekly.get((week, weekday), ())) for week in weeks] or [(_ZERO, _ZERO, frozenset())]
        often = Counter(load[0] for load in found)
        usual = max(often, key=lambda length: (often[length], length))
        length, host_hours, hosts = _most(load for load in found if load[0] == usual)
        yield DayLoad(
            weekday=weekday,
            usual=Load(hours=length, host_hours=host_hours),
            hosts=_in_order(course, hosts),
            term=term[weekday],
        )


def _load(events: Iterable[Event]) -> tuple[timedelta, timedelta, frozenset[str]]:
    """Give the hours of some events, the host-hours, and who hosts."""
    events = list(events)
    hours = sum(map(lasts, events), _ZERO)
    host_hours = sum((len(event.people) * lasts(event) for event in events), _ZERO)
    return hours, host_hours, frozenset(person for event in events for person in event.people)


def _most(values: Iterable[_T]) -> _T:
    """Choose what there is most often; of several, the first."""
    return Counter(values).most_common(1)[0][0]


def _in_order(course: Course, people: Iterable[str]) -> tuple[str, ...]:
    asked = set(people)
    return tuple(id for id in course.people if id in asked)


def _deadlines(course: Course, hours: list[Event]) -> Iterator[DeadlineLoad]:
    of_day: dict[date, list[tuple[datetime, datetime, int]]] = defaultdict(list)
    for event in hours:
        if isinstance(event.when, Timed):
            start, end = _by_the_clock(event.when.start), _by_the_clock(event.when.end)
            of_day[start.date()].append((start, end, len(event.people)))
    deadlines = [
        (_due(event), event)
        for event in course.events
        if event.kind is Kind.DEADLINE and event.status is not Status.CANCELLED and not event.undated
    ]
    for due, event in sorted(deadlines, key=lambda each: (each[0], each[1].id)):
        begins, found, hosted = due - BEFORE_DEADLINE, _ZERO, _ZERO
        for number in range(BEFORE_DEADLINE.days + 1):
            for start, end, hosts in of_day.get(begins.date() + timedelta(days=number), ()):
                within = max(min(end, due) - max(start, begins), _ZERO)
                found, hosted = found + within, hosted + hosts * within
        yield DeadlineLoad(deadline=event, load=Load(hours=found, host_hours=hosted))


def _due(deadline: Event) -> datetime:
    match deadline.when:
        case Timed(end=end):
            return _by_the_clock(end)
        case whole:
            return datetime.combine(whole.last, time(0)) + timedelta(days=1)


def _by_the_clock(instant: datetime) -> datetime:
    return instant.replace(tzinfo=None)


def _without_hours(course: Course, hours: list[Event]) -> Iterator[WithoutHours]:
    hosting = {person for event in hours for person in event.people}
    things: list[Event | Undated] = [event for event in course.events if event.status is not Status.CANCELLED]
    things += course.undated
    teaching = {person for each in things for person in each.people if each.kind is not Kind.OFFICE_HOURS}
    undecided = {person for each in course.undated for person in each.people if each.kind is Kind.OFFICE_HOURS}
    for id, person in course.people.items():
        if person.hours and not person.gone and id not in hosting:
            note = "hours to be announced" if id in undecided else "teaches only" if id in teaching else ""
            yield WithoutHours(person=person, note=note)


def _clashes(course: Course, hours: list[Event]) -> Iterator[Clash]:
    held = [event for event in course.events if event.kind is Kind.LECTURE and is_held(event)]
    heard = Counter(_written(course, event) for event in held)
    lectures: dict[date, list[Timed]] = defaultdict(list)
    for lecture in held:
        # Of a lecture with sections there is another one to go to.
        if isinstance(lecture.when, Timed) and heard[_written(course, lecture)] == 1:
            lectures[lecture.days[0]].append(lecture.when)
    found: dict[str, list[Event]] = defaultdict(list)
    for event in hours:
        when = event.when
        taught = lectures.get(event.days[0], ())
        if event.people and isinstance(when, Timed) and any(_overlap(when, each) for each in taught):
            found[event.row].append(event)
    for first, *again in found.values():
        yield Clash(first=first, times=1 + len(again))


def _written(course: Course, event: Event) -> int | str:
    """Tell the rows of lectures apart: by the line, which those of all sections share."""
    source = course.sources.get(event.id)
    return source.line if source else event.id


def _overlap(one: Timed, other: Timed) -> bool:
    return one.start < other.end and other.start < one.end
