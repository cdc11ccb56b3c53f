"""The page's calendar: the events of a feed on the days of an agenda, of a week or of a month."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby

from feeds.calendar.agenda import Item
from feeds.course.model import AllDay, Timed
from feeds.course.timetable import monday
from feeds.web.placing import Placed, place

# Which hours a week shows that has nothing at any hour.
_HOURS = (9, 17)


class View(StrEnum):
    """The ways to look at a calendar; the value is what addresses call it."""

    AGENDA = "agenda"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What there is on a day: for the whole of it, and at its hours, by time.

    `outside` is of a day that a month shows of the one before or after it.
    """

    date: date
    whole: tuple[Item, ...] = ()
    timed: tuple[Placed, ...] = ()
    outside: bool = False

    @property
    def items(self) -> tuple[Item, ...]:
        """Everything, in the order of the feed."""
        return (*self.whole, *(placed.item for placed in self.timed))


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """One page of a calendar.

    `days` are those with something in an agenda, and all that are shown of a week or a month; `earlier` are those
    before an agenda. `hours` are the first full hour that a week needs and the one at which it may end, 24 at most.
    `previous` and `next` are where the nearest pages begin on which there is something; an agenda is one page.
    """

    view: View
    begin: date
    days: tuple[Day, ...]
    earlier: tuple[Day, ...] = ()
    hours: tuple[int, int] = _HOURS
    previous: date | None = None
    next: date | None = None

    @property
    def earlier_count(self) -> int:
        """How many things are before an agenda."""
        return sum(len(day.items) for day in self.earlier)

    @property
    def weeks(self) -> tuple[tuple[Day, ...], ...]:
        """The days, week by week."""
        return tuple(tuple(days) for _, days in groupby(self.days, key=lambda day: monday(day.date)))


def by_month(days: Iterable[Day]) -> Iterator[tuple[date, tuple[Day, ...]]]:
    """Yield each month that has some of the days, by its first day, with them."""
    for month, group in groupby(days, key=lambda day: day.date.replace(day=1)):
        yield month, tuple(group)


def begins(view: View, wanted: date | None, today: date, items: Sequence[Item]) -> date:
    """Find where a page begins: on a day, on the Monday of its week, or on the first of its month.

    The day is today's if none is wanted, or that of the first or the last thing while all are to come or over.
    """
    day = wanted or today
    if wanted is None and items:
        spans = [_span(item, view) for item in items]
        day = max(min(first for first, _ in spans), min(today, max(last for _, last in spans)))
    return _beginning(view, day)


def preview(items: Sequence[Item], view: View, begin: date) -> Preview:
    """Make the page that begins on a day which `begins` gave; `items` are in the order of their feed."""
    if view is View.AGENDA:
        return _agenda(items, begin)
    end = _after(begin, 6) if view is View.WEEK else _last_of_month(begin)
    spans = [_span(item, view) for item in items]
    to_come = [max(first, _after(end, 1)) for first, last in spans if last > end]
    over = [min(last, begin - timedelta(days=1)) for first, last in spans if first < begin]
    days = tuple(_grid(items, view, begin, end))
    return Preview(
        view=view,
        begin=begin,
        days=days,
        hours=_hours(days) if view is View.WEEK else _HOURS,
        previous=_beginning(view, max(over)) if over else None,
        next=_beginning(view, min(to_come)) if to_come else None,
    )


def _agenda(items: Sequence[Item], begin: date) -> Preview:
    """List everything once; what began before and still lasts stands on the first day."""
    found: dict[date, list[Item]] = defaultdict(list)
    for item in items:
        first, last = item.days
        found[max(first, begin) if last >= begin else first].append(item)
    days = [_day(day, found[day]) for day in sorted(found)]
    return Preview(
        view=View.AGENDA,
        begin=begin,
        days=tuple(day for day in days if day.date >= begin),
        earlier=tuple(day for day in days if day.date < begin),
    )


def _grid(items: Sequence[Item], view: View, begin: date, end: date) -> Iterator[Day]:
    """Yield the days of whole weeks, without weekends where no week has anything on one."""
    spans = [(item, *_span(item, view)) for item in items]
    on_weekends = any(first.weekday() + (last - first).days >= 5 for _, first, last in spans)
    start = monday(begin)
    for week in range((end - start).days // 7 + 1):
        days = _days(_after(start, 7 * week), 7 if on_weekends else 5)
        # A month may begin on a weekend that is left out.
        if days[-1] >= begin:
            for day in days:
                held = [item for item, first, last in spans if first <= day <= last]
                yield replace(_day(day, held), outside=not begin <= day <= end)


def _day(day: date, items: Iterable[Item]) -> Day:
    items = tuple(items)
    whole = tuple(item for item in items if isinstance(item.when, AllDay))
    return Day(date=day, whole=whole, timed=place(items, day))


def _hours(days: Iterable[Day]) -> tuple[int, int]:
    timed = [placed for day in days for placed in day.timed]
    if not timed:
        return _HOURS
    return min(placed.start for placed in timed) // 4, -(-max(placed.end for placed in timed) // 4)


def _span(item: Item, view: View) -> tuple[date, date]:
    """Find the first and the last day on which something stands.

    What is due just after midnight begins, in a week's grid as in calendar apps, on the evening before.
    """
    if view is View.WEEK and isinstance(item.when, Timed):
        return item.when.start.date(), item.when.start.date()
    return item.days


def _beginning(view: View, day: date) -> date:
    match view:
        case View.AGENDA:
            return day
        case View.WEEK:
            return monday(day)
        case View.MONTH:
            return day.replace(day=1)


def _last_of_month(first: date) -> date:
    return first.replace(day=monthrange(first.year, first.month)[1])


def _after(day: date, days: int) -> date:
    """Count days on, to the last one that there is at most."""
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))


def _days(first: date, count: int) -> tuple[date, ...]:
    return tuple(
        date.fromordinal(number) for number in range(first.toordinal(), _after(first, count - 1).toordinal() + 1)
    )
