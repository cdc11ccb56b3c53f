"""What the changes that a history lacks are for those who have the calendars: how many, which, whom, and when."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from feeds.calendar.changes import Notice, notices
from feeds.cli.sentences import Personal, announcement, personal
from feeds.course import wording
from feeds.course.model import AllDay, Change, Course, Effect, Event, Kind, Timed
from feeds.course.selection import Selection
from feeds.course.timezones import in_zone
from feeds.errors import Problem

# What is said of one event and of several, in the order in which it is told.
_VERBS = {
    Effect.NEW: ("is new", "are new"),
    Effect.MOVED: ("moves", "move"),
    Effect.UNDATED: ("loses its date", "lose their dates"),
    Effect.RELOCATED: ("changes its room", "change their rooms"),
    Effect.RENAMED: ("has a new title", "have new titles"),
    Effect.CANCELLED: ("is cancelled", "are cancelled"),
    Effect.WITHDRAWN: ("is withdrawn", "are withdrawn"),
    Effect.RESTORED: ("takes place after all", "take place after all"),
    Effect.HANDED_OVER: ("changes hands", "change hands"),
    Effect.DOUBTED: ("changes its status", "change their status"),
    Effect.QUIET: ("has new details", "have new details"),
}
_ORDER = {effect: number for number, effect in enumerate(_VERBS)}

# How many events an edit changes before it looks like a slip.
_MANY = 20
# Google looks at a calendar when it likes, up to a day later.
_SOON = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """A change that calendars may show too late, and the sentence that tells people of it."""

    change: Change
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """Changes of a course that were not told yet, for those who are to be told.

    `first` says that nothing of the course was published before; then nobody has to be told of anything. They are
    `refused` when too much would be cancelled at once, and then the server stays with its last good state. `notices`
    and `size` have the same order. `calendars` says which names of calendars are new or stand for something else.
    """

    course: Course
    first: bool
    refused: bool
    size: str
    calendars: tuple[str, ...]
    changes: tuple[Change, ...]
    notices: tuple[Notice, ...]
    people: tuple[Personal, ...]
    late: tuple[Late, ...]
    warnings: tuple[str, ...]


def impact(course: Course, now: datetime, refusal: Problem | None = None) -> Impact:
    """Tell what the changes that a course's history lacks are at a time; `refusal` is why it is not served so."""
    changes, first = course.unrecorded, not course.has_history
    loud = () if first else tuple(change for change in changes if change.effect is not Effect.QUIET)
    return Impact(
        course=course,
        first=first,
        refused=refusal is not None,
        size=_size(changes, course),
        calendars=tuple(_calendars(course)),
        changes=changes,
        notices=_notices(changes, course, first, now),
        people=personal(loud, course),
        late=tuple(
            Late(change=change, sentence=announcement(change, course))
            for change in loud
            if any(_is_soon(event, course, now) for event in _sides(change))
        ),
        warnings=tuple(_warnings(() if first else changes, course, now, refusal)),
    )


def _size(changes: tuple[Change, ...], course: Course) -> str:
    """Say how much changes: `2 events are new, 1 moves; 222 stay`."""
    stay = len({event.id for event in course.events} - {change.id for change in changes})
    if not changes:
        return f"nothing changes; {wording.counted(stay, 'event')} {'stays' if stay == 1 else 'stay'}"
    counts = Counter(change.effect for change in changes)
    parts = [(counts[effect], verbs) for effect, verbs in _VERBS.items() if counts[effect]]
    (number, verbs), *others = parts
    said = [f"{wording.counted(number, 'event')} {verbs[number > 1]}", *(f"{n} {words[n > 1]}" for n, words in others)]
    return ", ".join(said) + (f"; {stay} {'stays' if stay == 1 else 'stay'}" if stay else "")


def _calendars(course: Course) -> Iterator[str]:
    """Say what the names stand for that are new, or stood for something else."""
    for feed in course.unrecorded_feeds:
        now = f"{feed.selection} ({wording.counted(_held(feed.selection, course), 'event')})"
        if feed.published is None:
            yield f"the calendar {feed.id} is new: {now}"
        else:
            yield f"the calendar {feed.id} becomes {now}; it was {feed.published} ({_held(feed.published, course)})"


def _held(selection: str, course: Course) -> int:
    return sum(map(Selection.parse(selection).matches, course.events))


def _notices(changes: tuple[Change, ...], course: Course, first: bool, now: datetime) -> tuple[Notice, ...]:
    # They will be recorded together, whenever each was edited.
    together = changes if first else tuple(replace(change, time=now) for change in changes)
    return tuple(sorted(notices(together, course), key=lambda notice: _ORDER[notice.effect]))


def _warnings(changes: tuple[Change, ...], course: Course, now: datetime, refusal: Problem | None) -> list[str]:
    told = [f"refused until you say that it is meant: {refusal.message}"] if refusal else []
    if len(changes) > _MANY:
        told.append(f"{len(changes)} events change at once; look whether all of them are meant")
    past = [change for change in changes if _changes_the_past(change, course, now)]
    if past:
        event = past[0].before or past[0].event
        which = f" in {len(past)} events, the first of them" if len(past) > 1 else ":"
        told.append(f"the past changes{which} {event.id!r}, {wording.when(event, course.time_zone)}")
    return told


def _changes_the_past(change: Change, course: Course, now: datetime) -> bool:
    if change.effect is Effect.QUIET:
        return False
    if change.effect is Effect.NEW and isinstance(change.event.when, Timed):
        return _has_begun(change.event, course, now)
    return any(_is_over(event, course, now) for event in _sides(change))


def _is_soon(event: Event, course: Course, now: datetime) -> bool:
    return _has_begun(event, course, now + _SOON) and not _is_over(event, course, now)


def _has_begun(event: Event, course: Course, now: datetime) -> bool:
    """Tell whether something begins no later than now; a deadline begins at its moment."""
    match event.when:
        case Timed(start=start, end=end):
            return (end if event.kind is Kind.DEADLINE else start) <= now
        case AllDay(first=first):
            return first <= in_zone(now, course.time_zone).date()


def _is_over(event: Event, course: Course, now: datetime) -> bool:
    match event.when:
        case Timed(end=end):
            return end <= now
        case AllDay(last=last):
            return last < in_zone(now, course.time_zone).date()


def _sides(change: Change) -> Iterator[Event]:
    """Give a change's event as it was and as it is, where it has a date."""
    return (event for event in change.sides if not event.undated)
