"""What changed, in the words of a student: many weeks of one hour are one notice, and quiet changes are said once."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from feeds.calendar.titles import title
from feeds.course import wording
from feeds.course.model import Aspect, Change, Course, Difference, Effect, Event, Status, Timed
from feeds.course.selection import Selection
from feeds.course.timezones import in_zone
from feeds.course.wording import DayFormat


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Changes that were published together and are said as one.

    `text` is one line of plain text; `lines` are what it leaves out, a line for each change where they differ.
    `changes` are sorted by the start of their events, and there is at least one. `first` is what began the course.
    """

    effect: Effect
    text: str
    lines: tuple[str, ...] = ()
    changes: tuple[Change, ...]
    first: bool = False

    @property
    def time(self) -> datetime:
        """When these changes were published, in UTC."""
        return self.changes[0].time

    @property
    def note(self) -> str:
        """What was noted when they were recorded."""
        return self.changes[0].note

    @property
    def recorded(self) -> bool:
        """Whether they are in the history."""
        return self.changes[0].recorded


class _Said(Enum):
    """How changes are said together."""

    PUBLISHED = "published"
    ALONE = "alone"
    WEEKLY = "weekly"
    QUIETLY = "quietly"


def among(changes: Iterable[Change], selection: Selection) -> tuple[Change, ...]:
    """Keep the changes of events that a selection holds, or held before."""
    return tuple(change for change in changes if any(map(selection.matches, change.sides)))


def notices(changes: Iterable[Change], course: Course) -> tuple[Notice, ...]:
    """Say some of a course's changes, what is not recorded yet and then the newest first.

    What was published first of all is one notice.
    """
    first = min((change.time for change in course.changes), default=None)
    groups: dict[tuple[Hashable, ...], list[Change]] = defaultdict(list)
    for change in sorted(changes, key=_order):
        how, *alike = _together(change, course, first)
        groups[change.time, change.note, change.recorded, how, *alike].append(change)
    said = [_notice(tuple(group), course, key[3]) for key, group in groups.items()]
    return tuple(sorted(said, key=lambda notice: (not notice.recorded, notice.time), reverse=True))


def last_change(changes: Iterable[Change], course: Course) -> str | None:
    """Say the last of an event's changes that is worth telling: `Changed 4 Sep: 7:30–10 PM → 7:30–9:30 PM ET`."""
    told = [
        change
        for change in changes
        if change.lasting and change.before and change.after and change.effect is not Effect.QUIET
    ]
    if not told:
        return None
    last = told[-1]
    day = in_zone(last.time, course.time_zone).date()
    year = f" {day.year}" if day.year != last.event.days[0].year else ""
    return f"Changed {day.day} {day:%b}{year}: {'; '.join(_words(last, course, wording.day))}"


def _order(change: Change) -> tuple[date, str, str]:
    when = change.event.when
    # A whole day before the hours of its day.
    return change.event.days[0], f"{when.start:%H:%M}" if isinstance(when, Timed) else "", change.id


def _together(change: Change, course: Course, first: datetime | None) -> tuple[Hashable, ...]:
    """Tell how a change is said, and what others that are said with it have in common with it."""
    if change.effect is Effect.NEW and change.time == first:
        return (_Said.PUBLISHED,)
    if change.effect is Effect.QUIET:
        return (_Said.QUIETLY,)
    if change.event.slot is None:
        return _Said.ALONE, change.id
    return _Said.WEEKLY, change.event.slot, change.effect, _sentence(change, course, wording.weekly)


def _notice(changes: tuple[Change, ...], course: Course, how: Hashable) -> Notice:
    first, last = changes[0], changes[-1]
    lines: tuple[str, ...] = ()
    if how is _Said.PUBLISHED:
        text = f"Published: {wording.counted(len(changes), 'event')}"
    elif first is last:
        text = _sentence(first, course)
    elif how is _Said.QUIETLY:
        found = {difference.aspect for change in changes for difference in change.differences}
        text = f"{'Materials' if found == {Aspect.MATERIALS} else 'Details'} of {len(changes)} events"
        lines = tuple(_sentence(change, course) for change in changes)
    else:
        days = " to ".join(wording.day(change.event.days[0]) for change in (first, last))
        text = _sentence(first, course, wording.weekly, f"{len(changes)} weeks, {days}")
    return Notice(effect=first.effect, text=text, lines=lines, changes=changes, first=how is _Said.PUBLISHED)


def _sentence(change: Change, course: Course, day: DayFormat = wording.day, weeks: str = "") -> str:
    """Say a change in a line: what, when, and what is different; `weeks` is of how many weeks it is said."""
    event = change.event
    name = title(event, course, timed=False)
    when = wording.when(event, course.time_zone, day) + (f" ({weeks})" if weeks else "")
    words = _words(change, course, day)
    match change.effect:
        case Effect.NEW if event.status is not Status.CANCELLED:
            where = wording.where(event.place)
            return f"New: {name}, {when}{f', {where}' if where else ''}"
        case Effect.WITHDRAWN:
            return f"Withdrawn: {name}, {when}"
        case Effect.CANCELLED | Effect.NEW:
            return f"Cancelled: {name}, {when}{f' ({event.reason})' if event.reason else ''}"
        case Effect.MOVED | Effect.UNDATED:
            same = _same_day(change, day)
            many = (f" ({weeks})" if same else f", {weeks}") if weeks else ""
            return f"{name}{same}{many}: {'; '.join(words)}"
        case _:
            return f"{name}, {when}: {'; '.join(words) or 'small corrections'}"


def _same_day(change: Change, day: DayFormat) -> str:
    """Name the day of a change of hours, which leaves it out."""
    match change.before, change.after:
        case Event(when=Timed()) as before, Event(when=Timed()) as after if before.days == after.days:
            return f", {day(after.days[0])}"
    return ""


def _words(change: Change, course: Course, day: DayFormat) -> list[str]:
    """Say what is different; whether it takes place is said first."""
    taken_away = {Effect.CANCELLED: "cancelled", Effect.RESTORED: "takes place after all"}.get(change.effect)
    reason = f" ({change.event.reason})" if change.event.reason else ""
    words = [] if taken_away is None else [taken_away + reason]
    for each in change.differences:
        if each.aspect is Aspect.WHEN and change.before and change.after:
            words.append(" → ".join(wording.moved(change.before, change.after, course.time_zone, day)))
        elif taken_away is None or each.aspect not in (Aspect.STATUS, Aspect.ALTERNATIVES):
            words.append(_difference(each, bool(change.before and (change.before.people or change.before.guests))))
    return words


def _difference(difference: Difference, joined: bool) -> str:
    """Say a difference; whoever comes has `joined` others, unless nobody was there."""
    before, after = difference.before, difference.after
    match difference.aspect:
        case Aspect.DETAILS:
            return "details changed" if before and after else "new details" if after else "no details"
        case Aspect.MATERIALS:
            gone = f"without {before}" if before and not after else ""
            return f"materials: {after or gone}"
        case Aspect.TAGS:
            return f"tags: {after or 'none'}"
        case Aspect.TITLE:
            return f"title was “{before}”" if before else f"title is “{after}”"
        case Aspect.PEOPLE if not after:
            return f"without {before}"
        case Aspect.PEOPLE if not before:
            return f"{'now also ' if joined else ''}with {after}"
        case Aspect.PLACE:
            return f"{before or 'no room'} → {after or 'no room'}"
        case Aspect.ALTERNATIVES:
            return after or "no longer one of several"
        case Aspect.STATUS:
            return {"tentative": "not certain yet", "certain": "certain now"}.get(after, f"{before} → {after}")
        case _:
            return f"{before} → {after}"
