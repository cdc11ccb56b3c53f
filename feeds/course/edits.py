"""What staff may want to change about an event, as the exact lines to write into its file."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import quote

from feeds.course import wording
from feeds.course.draft import MIDNIGHT
from feeds.course.model import AllDay, Course, Event, Gap, Kind, Source, Status, Timed
from feeds.course.timezones import WallTimeError, localize

# What YAML reads as it stands, in braces too, and nobody takes for a missing value.
_PLAIN = re.compile(r"(?!(?:null|Null|NULL)$)[A-Za-z0-9](?:[A-Za-z0-9 ./_-]*[A-Za-z0-9])?")

# How far apart the two halves of a swap may be without being two things.
_SWAP = timedelta(days=14)
_DAYS = (*range(1, 8), *range(-1, -8, -1))

_REASON = " (yes, or the reason)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One edit of a file: the text to write, spaces included, and the gap for it."""

    file: str
    gap: Gap
    lines: tuple[str, ...]

    @property
    def where(self) -> str:
        """Say where the lines go: `below line 71`."""
        gap = self.gap
        if gap.instead_of:
            return f"in line {gap.line}, instead of `{gap.instead_of}`"
        return f"in line {gap.line}, behind `{gap.behind}`" if gap.behind else f"below line {gap.line}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Something to change: what comes of it, and its parts, of which a swap has two.

    Done in their order none of them moves the line of the next.
    """

    title: str
    parts: tuple[Part, ...]


def edits(event: Event, course: Course) -> tuple[Edit, ...]:
    """Write what staff may want to change about an event, the commonest first; each edit is right as it stands.

    What is theirs to choose (a room, a day, who comes) is an example from the course, and the title says so. There is
    nothing to write of a holiday, of what is cancelled already, of what only the history has, nor of a row that is
    not written in one of the usual ways.
    """
    source = course.sources.get(event.id)
    if source is None or not source.gaps or event.status is Status.CANCELLED or event.kind is Kind.HOLIDAY:
        return ()
    if event.slot:
        return tuple(_of_week(event, source, course)) if source.day else ()
    return tuple(_of_row(event, source, course))


def edit_address(course: Course, file: str, line: int) -> str | None:
    """Give the address at which staff edit a line of a file in a browser, if the course has told where."""
    return f"{course.edit_url.rstrip('/')}/{quote(file)}#L{line}" if course.edit_url else None


def _of_week(event: Event, source: Source, course: Course) -> Iterator[Edit]:
    # Of those who are still here one may be left, and the check counts all who are written.
    whose, nobody = (" for all of its hosts", ", hosts: []") if len(source.hosts) > 1 else ("", "")
    yield _edit(f"Cancel it{whose}{_REASON}", _change(source, f"cancelled: yes{nobody}"))
    for host in event.people if len(event.people) > 1 else ():
        yield _edit(f"Without {course.people[host].short}", _change(source, f"without: {host}"))
    yield from _swap(event, source, course)
    if room := _another_room(course, [event]):
        yield _edit("In another room (write yours)", _change(source, f"room: {_scalar(room)}"))
    yield from _moved(event, source, course)


def _swap(event: Event, source: Source, course: Course) -> Iterator[Edit]:
    """Swap the first host with somebody whose own hour is near, both being free for that of the other."""
    for goes in event.people:
        for other in sorted(course.events, key=lambda other: (_apart(event, other), other.id)):
            theirs = course.sources.get(other.id)
            if theirs is None or not (theirs.gaps and theirs.day and source.day) or other.kind is not event.kind:
                continue
            if other.status is Status.CANCELLED or abs(theirs.day - source.day) > _SWAP:
                continue
            for comes in other.people if goes not in theirs.hosts else ():
                if comes not in source.hosts and _can_be_at(course, comes, event) and _can_be_at(course, goes, other):
                    one, another = course.people[goes].short, course.people[comes].short
                    on = f"{wording.day(other.days[0])}, {wording.hours_of(other)}"
                    title = f"{one} swaps with {another}, who has {on} (write who does)"
                    half = _change(theirs, f"swap: {{{comes}: {goes}}}")
                    yield _edit(title, _change(source, f"swap: {{{goes}: {comes}}}"), half)
                    return


def _apart(event: Event, other: Event) -> timedelta:
    return abs(other.days[0] - event.days[0])


def _can_be_at(course: Course, person: str, event: Event) -> bool:
    until = course.people[person].until or date.max
    return event.days[0] <= until and not any(person in each.people for each in _at_once(course, event.when, event))


def _moved(event: Event, source: Source, course: Course) -> Iterator[Edit]:
    if not isinstance(event.when, Timed):
        return
    start, end = event.when.start.time(), event.when.end.time()
    for day in _other_days(event, course):
        when = _timed(day, start, end, course)
        if when and not any(_in_the_way(event, each) for each in _at_once(course, when, event)):
            title = "On another day or at another time (write yours; leave out what stays)"
            yield _edit(
                title, _change(source, f"moved_to: {wording.in_data(day)}, start: {start:%H:%M}, end: {end:%H:%M}")
            )
            return


def _in_the_way(event: Event, other: Event) -> bool:
    """Tell whether two events should not be at once."""
    return (
        other.kind in (Kind.LECTURE, Kind.EXAM)
        or bool(set(event.people) & set(other.people))
        or bool(set(event.place.rooms) & set(other.place.rooms))
    )


def _timed(day: date, start: time, end: time, course: Course) -> Timed | None:
    end_day = day + timedelta(days=1) if end == MIDNIGHT else day
    try:
        return Timed(
            start=localize(datetime.combine(day, start), course.time_zone),
            end=localize(datetime.combine(end_day, end), course.time_zone),
        )
    except WallTimeError:
        return None


def _of_row(event: Event, source: Source, course: Course) -> Iterator[Edit]:
    same = [other for other in course.events if _written_with(other, source, course)]
    assigned = event.kind in (Kind.RELEASE, Kind.DEADLINE)
    whole = "" if len(same) == 1 else ", both out and due" if assigned else ", in all sections"
    what = "Drop it" if assigned else "Cancel it"
    yield _key(source, f"{what}{whole}{_REASON}", "cancelled", "yes")
    if assigned:
        yield from _another_day(event, source, course, same)
    elif room := _another_room(course, same):
        yield _key(source, f"In another room{whole} (write yours)", "room", _scalar(room))
    if event.status is Status.CONFIRMED:
        yield _key(source, f"It is not certain{whole}", "tentative", "yes")


def _written_with(other: Event, source: Source, course: Course) -> bool:
    theirs = course.sources.get(other.id)
    return theirs is not None and (theirs.file, theirs.gaps) == (source.file, source.gaps)


def _another_day(event: Event, source: Source, course: Course, same: list[Event]) -> Iterator[Edit]:
    due = event.kind is Kind.DEADLINE
    others = [other.days[0] for other in same if other is not event]
    for day in _other_days(event, course):
        if all(other <= day if due else day <= other for other in others):
            clock = f" {event.when.end:%H:%M}" if isinstance(event.when, Timed) else ""
            key, title = ("due", "Due") if due else ("out", "Out")
            yield _key(source, f"{title} on another day (write yours)", key, f"{wording.in_data(day)}{clock}")
            return


def _other_days(event: Event, course: Course) -> Iterator[date]:
    """Give the days around an event's that are working days, those after it first."""
    day, _ = event.days
    free = [each.days for each in course.events if each.kind is Kind.HOLIDAY and each.status is not Status.CANCELLED]
    last = min((course.people[person].until or date.max for person in event.people), default=date.max)
    for number in _DAYS:
        other = day + timedelta(days=number)
        if other.weekday() < 5 and other <= last and not any(first <= other <= end for first, end in free):
            yield other


def _another_room(course: Course, events: list[Event]) -> str | None:
    """Find a room of the course that none of some events is in, and that is free at their times."""
    taken = {room for event in events for room in event.place.rooms}
    for event in events:
        taken |= {room for other in _at_once(course, event.when, event) for room in other.place.rooms}
    return next((room for room in course.rooms.values() if room not in taken), None)


def _at_once(course: Course, when: Timed | AllDay, event: Event) -> Iterator[Event]:
    """Find what else takes place at a time."""
    for other in course.events:
        if other.id == event.id or other.status is Status.CANCELLED or isinstance(other.when, AllDay):
            continue
        if isinstance(when, Timed) and when.start < other.when.end and other.when.start < when.end:
            yield other


def _scalar(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _edit(title: str, *parts: Part) -> Edit:
    return Edit(title=title, parts=tuple(sorted(parts, key=lambda part: part.gap.line, reverse=True)))


def _change(source: Source, text: str) -> Part:
    """Write a change of one week, under the slot's `changes:`, which is written with it where it is not there yet."""
    item = f"{{date: {wording.in_data(source.day or date.min)}, {text}}}"
    if gap := source.gaps.get("changes"):
        return _part(source, gap, item if gap.behind else f"- {item}")
    gap = source.gaps["id"]
    return _part(source, gap, *([f"changes: [{item}]"] if gap.behind else ["changes:", f"  - {item}"]))


def _key(source: Source, title: str, key: str, value: str) -> Edit:
    """Write a key of a row, in the place of what the row says of it already."""
    return _edit(title, _part(source, source.gaps.get(key) or source.gaps["id"], f"{key}: {value}"))


def _part(source: Source, gap: Gap, *lines: str) -> Part:
    if gap.behind:
        lines = tuple(f" {line}," if gap.behind.endswith(",") else f"{line}, " for line in lines)
    return Part(file=source.file, gap=gap, lines=tuple(" " * gap.indent + line for line in lines))
