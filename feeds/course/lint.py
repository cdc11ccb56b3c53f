"""What is probably not meant: said about a course whose data is right, and never a reason not to serve it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from heapq import heappop, heappush
from itertools import islice
from operator import attrgetter

from feeds.course.document import Spot
from feeds.course.draft import Draft, left_before
from feeds.course.model import Event, Kind, Status, Timed, Undated
from feeds.course.schema.staff import StaffForm
from feeds.course.timetable import days
from feeds.errors import Problem, Severity

# Exams and projects may come some weeks after the last class, and a first problem set before the first one.
_AROUND_THE_TERM = timedelta(days=30)
# How far apart the two halves of a swap may be.
_SWAP = timedelta(days=14)
# So that a course in which everything overlaps is still read quickly.
_MAX_OVERLAPS = 10_000


def lint(draft: Draft, staff: StaffForm, people: Spot) -> Iterator[Problem]:
    """Find what is probably not meant in a finished draft; `people` is where staff.yaml lists the staff.

    Everything found is a warning.
    """
    held = [event for event in draft.events.values() if event.status is not Status.CANCELLED and not event.undated]
    yield from _people_in_two_places(draft, held)
    yield from _rooms_taken_twice(draft, held)
    yield from _hours_at_class_time(draft, held)
    yield from _exams_at_class_time(draft, held)
    yield from _after_their_last_day(draft, held)
    yield from _on_holidays(draft, held)
    yield from _outside_the_term(draft, held)
    yield from _half_swaps(draft, held)
    yield from _people_without_anything(draft, staff, people)


def _warn(spot: Spot, message: str) -> Problem:
    return spot.problem(message, Severity.WARNING)


def _clash(draft: Draft, one: Event, other: Event, message: str) -> Problem:
    spot = draft.spots[other.id]
    if one.slot and one.slot == other.slot:
        message = f"two weeks of {one.row!r} are at once {_at(other)}; correct the `moved_to` of one"
        # The week that was moved stands at its change, the other one at the slot.
        spot = max(spot, draft.spots[one.id], key=lambda each: len(each.path))
    return _warn(spot, message)


def _people_in_two_places(draft: Draft, events: list[Event]) -> Iterator[Problem]:
    for person, busy in _of_each(events, attrgetter("people")):
        for one, other, again in _clashes(busy):
            message = f"{person!r} is in two places {_at(other)}, {one.row!r} and {other.row!r}{again}"
            yield _clash(draft, one, other, f"{message}; correct a time, or who is there")


def _rooms_taken_twice(draft: Draft, events: list[Event]) -> Iterator[Problem]:
    for room, taking in _of_each(events, attrgetter("place.rooms")):
        for one, other, again in _clashes(taking):
            message = f"the room {room!r} is taken twice {_at(other)}, by {one.row!r} and {other.row!r}{again}"
            yield _clash(draft, one, other, f"{message}; correct a time or a room")


def _hours_at_class_time(draft: Draft, events: list[Event]) -> Iterator[Problem]:
    hours = [event for event in events if event.hosted_hours]
    heard = Counter(draft.spots[event.id].row.path for event in events if event.kind is Kind.LECTURE)
    # Of a lecture with sections there is another one to go to.
    classes = [
        event
        for event in events
        if event.kind is Kind.EXAM or (event.kind is Kind.LECTURE and heard[draft.spots[event.id].row.path] == 1)
    ]
    for one, other, again in _clashes(hours, classes):
        hour, taught = (one, other) if one.hosted_hours else (other, one)
        message = f"{hour.row!r} is at the time of the {taught.kind} {taught.row!r} {_at(hour)}{again}"
        yield _warn(draft.spots[hour.id], f"{message}; move it, since nobody can come to both")


def _exams_at_class_time(draft: Draft, events: list[Event]) -> Iterator[Problem]:
    exams = [event for event in events if event.kind is Kind.EXAM]
    for one, other, _ in _clashes(exams, [event for event in events if event.kind is Kind.LECTURE]):
        exam, lecture = (one, other) if one.kind is Kind.EXAM else (other, one)
        message = f"the exam {exam.row!r} is at the time of the lecture {lecture.row!r} {_at(lecture)}"
        yield _warn(draft.spots[exam.id], f"{message}; move one of them, or cancel the lecture")


def _after_their_last_day(draft: Draft, events: list[Event]) -> Iterator[Problem]:
    for event in events:
        day, _ = event.days
        for person in event.people:
            if gone := left_before(draft.people[person], day, repr(event.row)):
                yield _warn(draft.spots[event.id], gone)


def _on_holidays(draft: Draft, events: list[Event]) -> Iterator[Problem]:
    for event in events:
        if event.kind is Kind.HOLIDAY:
            continue
        for day in days(*event.days):
            if name := draft.timetable.holidays.get(day):
                message = f"{event.row!r} is on a day without class, {name} ({day:%a %Y-%m-%d})"
                yield _warn(draft.spots[event.id], f"{message}; correct its date, or cancel it")
                break


def _outside_the_term(draft: Draft, events: list[Event]) -> Iterator[Problem]:
    classes = draft.term.classes
    told = set()
    for event in events:
        around = timedelta(0) if event.kind is Kind.LECTURE else _AROUND_THE_TERM
        first, last = event.days
        if (first < classes.first - around or last > classes.last + around) and event.row not in told:
            told.add(event.row)
            outside = "outside" if event.kind is Kind.LECTURE else f"more than {around.days} days outside"
            day = first if first < classes.first - around else last
            message = f"{event.row!r} is on {day:%a %Y-%m-%d}, {outside} the days of classes"
            advice = "correct its date, or `classes` in course.yaml"
            yield _warn(draft.spots[event.id], f"{message} ({classes.first} to {classes.last}); {advice}")


def _half_swaps(draft: Draft, events: list[Event]) -> Iterator[Problem]:
    halves = {(swap.goes, swap.comes, swap.day) for swap in draft.swaps}
    slots: dict[tuple[str, date], set[str]] = defaultdict(set)
    for event in events:
        for person in event.people if event.slot else ():
            slots[person, event.days[0]].add(event.row)
    for swap in draft.swaps:
        around = list(days(swap.day - _SWAP, swap.day + _SWAP))
        has_own = any(slots.get((swap.comes, day), {swap.slot}) != {swap.slot} for day in around)
        if has_own and not any((swap.comes, swap.goes, day) in halves for day in around):
            message = f"half a swap: {swap.goes!r} takes none of the hours of {swap.comes!r}"
            advice = (
                f"write `swap: {{{swap.comes}: {swap.goes}}}` under one of them, or here, if nothing is given back,"
                " `hosts: […]` with everybody who hosts then"
            )
            yield _warn(swap.spot, f"{message}; {advice}")


def _people_without_anything(draft: Draft, staff: StaffForm, people: Spot) -> Iterator[Problem]:
    things: list[Event | Undated] = [*draft.events.values(), *draft.undated]
    if not any(event.hosted_hours for event in draft.events.values()):
        return  # before anybody's hours are known, nobody is forgotten
    busy = {person for thing in things for person in thing.people}
    for index, row in enumerate(staff.people):
        if row.hours and row.id not in busy:
            message = f"{row.id!r} hosts and teaches nothing; give them hours, or write `hours: no` here"
            yield _warn(people / index, message)


def _of_each(events: list[Event], names: Callable[[Event], Iterable[str]]) -> Iterable[tuple[str, list[Event]]]:
    """Give the events of each person or room that `names` finds at them."""
    found: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        for name in names(event):
            found[name].append(event)
    return found.items()


def _clashes(events: list[Event], others: list[Event] | None = None) -> Iterator[tuple[Event, Event, str]]:
    """Find the first time that each two rows overlap, and say how often they do again.

    With `others`, one of each; without, any two of the events. What overlaps with a weekly slot is one thing with
    all others of its kind: every Tuesday's lecture.
    """
    found: dict[tuple[str, str], list[tuple[Event, Event]]] = defaultdict(list)
    for one, other in islice(_overlaps(events, others), _MAX_OVERLAPS):
        rows = (
            one.row if one.slot or not other.slot else one.kind,
            other.row if other.slot or not one.slot else other.kind,
        )
        found[min(rows), max(rows)].append((one, other))
    for (one, other), *again in found.values():
        yield one, other, f" (and {len(again)} more time{'' if len(again) == 1 else 's'})" if again else ""


def _overlaps(events: list[Event], others: list[Event] | None) -> Iterator[tuple[Event, Event]]:
    running: dict[bool, list[tuple[datetime, str, Event]]] = {False: [], True: []}
    sides = [(event, False) for event in events] + [(event, True) for event in others or ()]
    timed = [(event.when, event, side) for event, side in sides if isinstance(event.when, Timed)]
    for when, event, side in sorted(timed, key=lambda each: (each[0].start, each[1].id)):
        against = running[side if others is None else not side]
        while against and against[0][0] <= when.start:
            heappop(against)
        yield from ((one, event) for _, _, one in sorted(against))
        heappush(running[side], (when.end, event.id, event))


def _at(event: Event) -> str:
    start = event.when.start if isinstance(event.when, Timed) else event.when.first
    return f"on {start:%a %Y-%m-%d at %H:%M}"
