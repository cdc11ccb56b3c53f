"""Office hours as a student thinks of them: how each week usually is, what is still to be decided, what is next."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import TypeVar

from feeds.course.model import Course, Event, Kind, Place, Status, Timed, Undated, Weekday

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyHours:
    """A weekly slot as it usually is: from when to when by the clock of the course, where, and the ids of its hosts.

    `coming` are its weeks that are not before the day that was asked for, in order, the cancelled ones too; none are
    left of a slot that is over.
    """

    slot: str
    weekday: Weekday
    start: time
    end: time
    place: Place
    people: tuple[str, ...]
    coming: tuple[Event, ...]

    @property
    def goes_on(self) -> bool:
        """Whether any of the weeks to come takes place."""
        return any(week.status is not Status.CANCELLED for week in self.coming)


def weekly_hours(course: Course, today: date) -> tuple[WeeklyHours, ...]:
    """Say how every slot of office hours usually is from `today` on, sorted by weekday, start and slot.

    The usual is what somebody meets who chooses today. Only weeks that take place count: those to come, or all of
    them when none is. The day and the hour are those of most weeks, so a slot that moves for good in two weeks is
    already shown where it goes, unless it has hardly more than two weeks there; the room is that of most weeks at
    that hour. Where two are as many, it is the one of which there are more when past weeks count too, then the sooner
    one. Its hosts are those of at least half of the weeks, so that one who is away for a week still belongs and one
    who left does not; where nobody hosts half, as when many take turns, everybody who hosts one. A slot of which no
    week takes place is left out: it was given up, or its day or hour is to be decided.
    """
    slots: dict[str, list[Event]] = {}
    for event in course.events:
        if event.kind is Kind.OFFICE_HOURS and event.slot:
            slots.setdefault(event.slot, []).append(event)
    found = (_usual(slot, weeks, today) for slot, weeks in slots.items())
    return tuple(sorted(filter(None, found), key=lambda hours: (hours.weekday, hours.start, hours.slot)))


def undecided_hours(course: Course) -> tuple[Undated, ...]:
    """List the office hours whose day or hour is to be decided or was lost, in the order of the data.

    Slots, and hours held once.
    """
    return tuple(undated for undated in course.undated if undated.kind is Kind.OFFICE_HOURS)


def _usual(slot: str, weeks: Sequence[Event], today: date) -> WeeklyHours | None:
    coming = tuple(event for event in weeks if event.days[0] >= today)
    held = [
        (event, (Weekday(when.start.weekday()), when.start.time(), when.end.time()))
        for event in weeks
        if isinstance(when := event.when, Timed) and event.status is not Status.CANCELLED
    ]
    if not held:
        return None
    ahead = [(event, hour) for event, hour in held if event.days[0] >= today] or held
    usual = _most([hour for _, hour in ahead], [hour for _, hour in held])
    places = ([event.place for event, hour in some if hour == usual] for some in (ahead, held))
    weekday, start, end = usual
    return WeeklyHours(
        slot=slot,
        weekday=weekday,
        start=start,
        end=end,
        place=_most(*places),
        people=_hosts([event.people for event, _ in ahead]),
        coming=coming,
    )


def _most(ahead: Sequence[_T], held: Sequence[_T]) -> _T:
    """Choose what is most often ahead; of several, what is held most often, and then the first of them."""
    return max(ahead, key=lambda value: (ahead.count(value), held.count(value)))


def _hosts(weeks: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    often = Counter(person for people in weeks for person in people)
    usual = {person for person, times in often.items() if 2 * times >= len(weeks)} or set(often)
    # The week with the most of them first, since who is away in the first one is not to come last.
    fullest = sorted(weeks, key=lambda people: -len(usual & set(people)))
    return tuple(dict.fromkeys(person for people in fullest for person in people if person in usual))
