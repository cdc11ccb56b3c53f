"""Hours that are at the same time of each week, put together from their single weeks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from feeds.authoring.imports.found import FoundEvent, FoundHours
from feeds.course.model import Kind, Weekday

_WEEK = timedelta(days=7)
_FEWEST = 3
_Slot: TypeAlias = tuple[object, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """Hours of one day; `begun` and `goes_on` say that their series has more than was looked at, before and after."""

    event: FoundEvent
    begun: bool = False
    goes_on: bool = False


def put_together(weeks: Sequence[Week]) -> tuple[tuple[FoundHours, ...], tuple[FoundEvent, ...]]:
    """Give the weekly hours among some weeks, without their details, and the weeks that are none of those.

    Weekly is what is called the same and at the same weekday, time and room in three weeks or more, and not missing
    in as many of the weeks between. A week that is cancelled is missing.
    """
    slots: dict[_Slot, list[Week]] = {}
    for week in weeks:
        slots.setdefault(_slot(week.event), []).append(week)
    hours, single = [], []
    for members in slots.values():
        if found := _hours([each for each in members if each.event.cancelled is None]):
            hours.append(found)
        else:
            single += [each.event for each in members]
    return tuple(hours), tuple(single)


def _slot(event: FoundEvent) -> _Slot:
    weekday = event.day.weekday() if event.day else None
    # Recitations may have something of their own each week; of office hours that is a remark at most.
    told = (event.details, event.materials) if event.kind is Kind.TUTORIAL else ()
    return event.kind, event.title, event.speakers, event.room, weekday, event.start, event.end, told


def _hours(weeks: Sequence[Week]) -> FoundHours | None:
    by_day = {each.event.day: each for each in weeks if each.event.day}
    days = sorted(day for day in by_day if day)
    if len(days) < _FEWEST:
        return None
    skipped = tuple(day for day in _between(days[0], days[-1]) if day not in by_day)
    first, last = by_day[days[0]], by_day[days[-1]]
    event = first.event
    if len(skipped) >= len(days) or not event.start or (event.kind is Kind.OFFICE_HOURS and not event.speakers):
        return None
    return FoundHours(
        line=min(each.event.line for each in weeks),
        hosts=tuple(guest.name for guest in event.speakers),
        day=Weekday(days[0].weekday()),
        start=event.start,
        end=event.end,
        room=event.room,
        kind=event.kind,
        title="" if event.kind is Kind.OFFICE_HOURS and event.title == "Office hours" else event.title,
        first=None if first.begun else days[0],
        last=None if last.goes_on else days[-1],
        skipped=skipped,
    )


def _between(first: date, last: date) -> Iterator[date]:
    return (first + number * _WEEK for number in range((last - first) // _WEEK))
