"""Wall time to instant, and when a zone's clocks change. The only module of `course` that imports pytz."""

from bisect import bisect_left
from calendar import monthcalendar
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise

import pytz

# pytz keeps its zones, too, but first looks at each letter of the name.
_zone = cache(pytz.timezone)

ZONES: tuple[str, ...] = tuple(pytz.all_timezones)

WINTER_ZONES = ("EST", "MST", "HST")
"""What people write for the time of a place that has summer time."""

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)
# No zone of pytz ever changed its offset twice within six days, so one step never hides a change.
_STEP = timedelta(days=3)


class WallTimeError(ValueError):
    """A wall time that its date does not have, or has twice; the message says so to whoever wrote it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Onset:
    """A change of a zone's UTC offset.

    `wall` is naive and in the clock of `offset_from`, as DTSTART of an observance is (RFC 5545, 3.6.5);
    `name` is what the zone calls itself from then on.
    """

    wall: datetime
    offset_from: timedelta
    offset_to: timedelta
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class YearlyRule:
    """An onset that comes again each year, at the same wall time of the same weekday of the same month.

    `onset` is the first one; `nth` counts that weekday within the month from 1 to 4, or is -1 for the last.
    """

    onset: Onset
    nth: int

    def in_year(self, year: int) -> Onset:
        """Give the onset of one year."""
        first = self.onset.wall
        days = [week[first.weekday()] for week in monthcalendar(year, first.month) if week[first.weekday()]]
        day = days[self.nth - 1 if self.nth > 0 else self.nth]
        return replace(self.onset, wall=datetime.combine(date(year, first.month, day), first.time()))


def is_zone(name: str) -> bool:
    """Tell whether pytz knows a zone by exactly this name, upper and lower case included."""
    return name in pytz.all_timezones_set


def localize(wall: datetime, zone: str) -> datetime:
    """Give the instant at which the clocks of a zone show a naive wall time.

    Raises WallTimeError where they skip that time or show it twice.
    """
    try:
        return _zone(zone).localize(wall, is_dst=None)
    except pytz.NonExistentTimeError:
        problem = f"{wall:%H:%M} does not exist on {wall.date()} in {zone} (clocks go forward)"
    except pytz.AmbiguousTimeError:
        problem = f"{wall:%H:%M} comes twice on {wall.date()} in {zone} (clocks go back)"
    raise WallTimeError(problem)


def in_zone(instant: datetime, zone: str) -> datetime:
    """Give an instant in the clock of a zone."""
    return instant.astimezone(_zone(zone))


def abbreviation(instant: datetime, zone: str) -> str:
    """Give what people call a zone's time at an instant: `ET`, `CET`, `UTC`, `UTC-3:30`.

    EST and EDT are both ET in a year that has both, and so with every such pair; a zone without a name in
    letters goes by its offset.
    """
    name = _name(instant, zone)
    if name.isalpha():
        stem, year = name[:-2], instant.astimezone(_zone(zone)).year
        return f"{stem}T" if {f"{stem}ST", f"{stem}DT"} <= _names_of_year(zone, year) else name
    minutes = _offset(instant, zone) // timedelta(minutes=1)
    hours, rest = divmod(abs(minutes), 60)
    sign = "-" if minutes < 0 else "+"
    return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "") if minutes else "UTC"


def onsets(zone: str, first: date, last: date) -> tuple[Onset, ...]:
    """Give every onset of a zone whose wall time is on one of the days from `first` to `last`, in order."""
    found = (onset for year in range(first.year, last.year + 1) for onset in _onsets_of_year(zone, year))
    return tuple(onset for onset in found if first <= onset.wall.date() <= last)


def onsets_covering(zone: str, first: date, last: date) -> tuple[Onset, ...]:
    """Give what decides a zone's offset from `first` to `last`: the onset in force, then every later one.

    Never empty. The one in force is looked for from the beginning of the year before `first`'s; if there is
    none, one stands there whose two offsets are alike.
    """
    begin = date(first.year - 1, 1, 1)
    # Clocks that go back at midnight repeat the last hour of the day before.
    found = onsets(zone, begin, last + _DAY)
    begun = [onset for onset in found if onset.wall.date() < first]
    later = found[len(begun) :]
    if begun:
        return begun[-1], *later
    # By the second day in UTC that year has begun everywhere.
    instant = datetime(begin.year, 1, 2, tzinfo=UTC)
    offset = _offset(instant, zone)
    name = _name(instant, zone)
    wall = datetime.combine(begin, time.min)
    return Onset(wall=wall, offset_from=offset, offset_to=offset, name=name), *later


def yearly_rules(zone: str, first: date, last: date) -> tuple[YearlyRule, YearlyRule] | None:
    """Give the rules by which a zone goes to its smaller offset (standard) and its larger one (daylight).

    They make exactly the onsets from the beginning of the year before `first`'s, so that each has begun by
    then, to `last`. None if no two rules do.
    """
    # Clocks that go back at midnight repeat the last hour of the day before.
    begin, end = date(first.year - 1, 1, 1), last + _DAY
    found = onsets(zone, begin, end)
    standard = _rule(zone, [onset for onset in found if onset.offset_to < onset.offset_from], begin, end)
    daylight = _rule(zone, [onset for onset in found if onset.offset_to > onset.offset_from], begin, end)
    return (standard, daylight) if standard and daylight else None


def is_irregular(zone: str, first: date, last: date) -> bool:
    """Tell whether a zone changes its offset from `first` to `last`, and not by yearly rules."""
    return yearly_rules(zone, first, last) is None and len(onsets_covering(zone, first, last)) > 1


def _rule(zone: str, found: list[Onset], begin: date, end: date) -> YearlyRule | None:
    if not found or found[0].wall.year != begin.year:
        return None
    years = range(begin.year, end.year + 1)
    rules = [YearlyRule(onset=found[0], nth=nth) for nth in (1, 2, 3, 4, -1)]
    fitting = [
        rule for rule in rules if [onset for year in years if (onset := rule.in_year(year)).wall.date() <= end] == found
    ]
    # Few years cannot tell a fourth Sunday from a last one; in 28 years the calendar comes round.
    around = range(begin.year - 14, begin.year + 14)

    def evidence(rule: YearlyRule) -> int:
        return sum(_occurs(rule.in_year(year), zone) for year in around)

    return max(fitting, key=evidence, default=None)


def _occurs(onset: Onset, zone: str) -> bool:
    instant = (onset.wall - onset.offset_from).replace(tzinfo=UTC)
    offsets = _offset(instant - _SECOND, zone), _offset(instant, zone)
    return offsets == (onset.offset_from, onset.offset_to)


@cache
def _onsets_of_year(zone: str, year: int) -> tuple[Onset, ...]:
    # From the day before the year, in UTC, to the day after it: it has begun, or not ended, somewhere.
    begin, end = datetime(year, 1, 1, tzinfo=UTC) - _DAY, datetime(year + 1, 1, 1, tzinfo=UTC) + _DAY
    steps = (begin + _STEP * n for n in range((end - begin) // _STEP + 2))
    samples = pairwise((step, _offset(step, zone)) for step in steps)
    found = [_onset_after(step, zone) for (step, before), (_, after) in samples if before != after]
    return tuple(onset for onset in found if onset.wall.year == year)


@cache
def _names_of_year(zone: str, year: int) -> frozenset[str]:
    midmonths = (datetime(year, month, 15, tzinfo=UTC) for month in range(1, 13))
    return frozenset(_name(instant, zone) for instant in midmonths)


def _onset_after(before: datetime, zone: str) -> Onset:
    offset = _offset(before, zone)
    seconds = range(_STEP // _SECOND)
    instant = before + _SECOND * bisect_left(
        seconds, True, key=lambda second: _offset(before + _SECOND * second, zone) != offset
    )
    return Onset(
        wall=instant.replace(tzinfo=None) + offset,
        offset_from=offset,
        offset_to=_offset(instant, zone),
        name=_name(instant, zone),
    )


def _offset(instant: datetime, zone: str) -> timedelta:
    return instant.astimezone(_zone(zone)).replace(tzinfo=UTC) - instant.astimezone(UTC)


def _name(instant: datetime, zone: str) -> str:
    return f"{instant.astimezone(_zone(zone)):%Z}"
