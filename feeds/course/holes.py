"""Weeks that lost some of their usual office hours: to a holiday, or because somebody cancelled or moved them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter

from feeds.course import wording
from feeds.course.model import Course, Event, Kind, Status, Timed
from feeds.course.timetable import days, id_date, monday, week

_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A weekly hour that does not take place in its week: on which day it would, with whom, and why it does not."""

    slot: str
    day: date
    usual: Timed
    people: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hole:
    """A week, Monday to Sunday, that lacks some of its weekly hours.

    `number` is the teaching week's, from 1. `held` is how long the hours last that take place in it, those held once
    among them; `usual` how long its weekly hours would last. What is `missing` is sorted by day and hour.
    """

    number: int
    monday: date
    held: timedelta
    usual: timedelta
    missing: tuple[Missing, ...]

    @property
    def reasons(self) -> tuple[tuple[date, str, tuple[Missing, ...]], ...]:
        """What is missing by day and by why, which many share on a holiday."""
        parts = groupby(self.missing, attrgetter("day", "why"))
        return tuple((day, why, tuple(missing)) for (day, why), missing in parts)


def is_held(event: Event) -> bool:
    """Tell whether an event takes place at a known hour."""
    return isinstance(event.when, Timed) and event.status is not Status.CANCELLED


def lasts(event: Event) -> timedelta:
    """Tell how long an event lasts; a whole day is no time of anybody's."""
    return event.when.end - event.when.start if isinstance(event.when, Timed) else timedelta(0)


def holes(course: Course) -> tuple[Hole, ...]:
    """Find the weeks of a course that lack weekly office hours, by date.

    A slot is missed in weeks between its first and its last one in the data, and, on a holiday, also in the first
    and the last week of all hours. One that begins later, ends sooner or was given up is not missed beyond that.
    """
    hours = [event for event in course.events if event.kind is Kind.OFFICE_HOURS]
    weekly: dict[str, list[Event]] = {}
    for event in hours:
        if event.slot and isinstance(event.when, Timed):
            weekly.setdefault(event.slot, []).append(event)
    held = [event.days[0] for events in weekly.values() for event in events if is_held(event)]
    if not held:
        return ()
    span = min(held), max(held)
    holidays = _holidays(course, span)
    usual: dict[date, timedelta] = {}
    missing: dict[date, list[Missing]] = {}
    for events in weekly.values():
        if any(is_held(event) for event in events):
            slot = _Slot(course, events, holidays, span)
            for each in slot.weeks():
                usual[each] = usual.get(each, timedelta(0)) + lasts(slot.like(each))
            for each, found in slot.missing():
                missing.setdefault(each, []).append(found)
    taking_place: dict[date, timedelta] = {}
    for event in filter(is_held, hours):
        of = monday(event.days[0])
        taking_place[of] = taking_place.get(of, timedelta(0)) + lasts(event)
    return tuple(
        Hole(
            number=week(each, course.first),
            monday=each,
            held=taking_place.get(each, timedelta(0)),
            usual=usual[each],
            missing=tuple(sorted(missing[each], key=lambda one: (one.day, one.why, one.usual.start.time(), one.slot))),
        )
        for each in sorted(missing)
    )


class _Slot:
    """The weeks of one slot, some of which take place, by the Mondays of the dates in their ids."""

    def __init__(
        self, course: Course, events: Sequence[Event], holidays: Mapping[date, str], span: tuple[date, date]
    ) -> None:
        self._sources = course.sources
        self._holidays = holidays
        self._span = span
        self._all = events
        self._events = {monday(id_date(event.id)): event for event in events}
        self._held = {monday(event.days[0]) for event in events if is_held(event)}
        stayed = {each: event for each, event in self._events.items() if monday(event.days[0]) == each}
        self._stayed = stayed or self._events

    def weeks(self) -> list[date]:
        """List the Mondays of the weeks in which the slot is expected."""
        planned = [monday(id_date(event.id)) for event in self._all if is_held(event) or self._is_meant(event)]
        first, last = min(planned), max(planned)
        if monday(self._span[0]) == first - _WEEK and self._is_holiday(first - _WEEK):
            first -= _WEEK
        if monday(self._span[1]) == last + _WEEK and self._is_holiday(last + _WEEK):
            last += _WEEK
        return [first + number * _WEEK for number in range((last - first) // _WEEK + 1)]

    def missing(self) -> Iterator[tuple[date, Missing]]:
        """Yield what does not take place, each with its week's Monday."""
        for each in self.weeks():
            like = self.like(each)
            if each not in self._held and isinstance(like.when, Timed):
                day, why = self._why_not(each)
                yield each, Missing(slot=like.row, day=day, usual=like.when, people=like.people, why=why)

    def like(self, each: date) -> Event:
        """Give the event of a week that stayed in it, or else that of the one before, or of the first one."""
        before = [other for other in self._stayed if other <= each]
        return self._stayed[max(before) if before else min(self._stayed)]

    def _is_meant(self, event: Event) -> bool:
        """Tell whether a cancelled week is one that would take place: the rest of a slot that ended has no reason."""
        return event.id in self._sources or bool(event.reason)

    def _is_holiday(self, each: date) -> bool:
        return self._day(each) in self._holidays

    def _day(self, each: date) -> date:
        """Give the day of a week on which the slot would be: as in the week before or, if it then moved, as later."""
        later = [self._stayed[other] for other in sorted(self._stayed) if other > each]
        found = [each + timedelta(days=self._written_day(one).weekday()) for one in (self.like(each), *later[:1])]
        return next((day for day in found if day in self._holidays), found[0])

    def _written_day(self, event: Event) -> date:
        """Give the day of an event before anybody moved that week."""
        source = self._sources.get(event.id)
        return source.day if source and source.day else event.days[0]

    def _why_not(self, each: date) -> tuple[date, str]:
        event = self._events.get(each)
        if event is None:
            # All that is left is that the day runs as another weekday, or that its id was withdrawn.
            day = self._day(each)
            return day, self._holidays.get(day, "not on that day’s schedule")
        if event.status is not Status.CANCELLED:
            return self._written_day(event), f"moved to {wording.day(event.days[0])}"
        # What nobody wrote was cancelled by the calendar, such as by a holiday, which is reason enough.
        said = f"cancelled: {event.reason}" if event.id in self._sources else event.reason
        return event.days[0], said if event.reason else "cancelled"


def _holidays(course: Course, span: tuple[date, date]) -> dict[date, str]:
    """Name the days without class among those from the first to the last office hour."""
    found = {}
    for event in course.events:
        if event.kind is Kind.HOLIDAY and event.status is not Status.CANCELLED:
            first, last = event.days
            found.update(dict.fromkeys(days(max(first, span[0]), min(last, span[1])), event.title))
    return found
