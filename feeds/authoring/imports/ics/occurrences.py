"""The events of a calendar file as single occurrences in the course's clock, each with the line it stands on.

Each series is read alone, so that one that is broken costs nobody else.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import recurring_ical_events
from icalendar import Calendar

from feeds.authoring.imports.found import Unread
from feeds.authoring.imports.ics.calendar_file import Block, CalendarFile
from feeds.course.model import MAX_DAYS
from feeds.course.timezones import in_zone, is_zone

HALF_A_TERM = timedelta(days=92)
"""What is farther than this from the middle of a term is of another one."""

_DAY = timedelta(days=1)
_LINE = "X-FEEDS-LINE"
_ONCE = ("DTSTART", "DTEND", "DURATION", "RRULE", "RECURRENCE-ID")
_TIMES = (*_ONCE, "RDATE", "EXDATE")
_LONGEST = 20_000
_BY_CLOCK = ("BYHOUR", "BYMINUTE", "BYSECOND")
_RULES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
# What the library raises over what others write; it promises none of it.
_FAILURES = (ValueError, TypeError, AttributeError, LookupError, ArithmeticError, RecursionError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """An event at one time, naive and in the course's clock; without `start` and `end` it is of whole days.

    `last` is its last day. `moved_from` is the day that its series gave it, where that was changed singly; `begun` and
    `goes_on` say that its series has more before and after what was looked at. `properties` is the VEVENT.
    """

    line: int
    day: date
    last: date
    start: datetime | None
    end: datetime | None
    moved_from: date | None
    begun: bool
    goes_on: bool
    properties: Any


def occurrences(file: CalendarFile, zone: str, around: date | None) -> Iterator[Occurrence | Unread]:
    """Yield what a file has within half a term of `around`, or all of it where that is None, in no order.

    Rules without an end are followed as far; without `around` for one term from their first day.
    """
    series: dict[str, dict[str, Block]] = {}
    for block in file.blocks:
        if block.name != "VEVENT":
            yield Unread(line=block.line, text=block.text, why="to-dos are not read", file="deadlines.yaml")
            continue
        of_series = series.setdefault(block.said("UID") or f"line {block.line}", {})
        before = of_series.get(block.said("RECURRENCE-ID"))
        # Of two versions of one event the newer one counts.
        if before is None or _sequence(before) <= _sequence(block):
            of_series[block.said("RECURRENCE-ID")] = block
    for blocks in series.values():
        yield from _of_series(file, tuple(blocks.values()), zone, around)


def _sequence(block: Block) -> int:
    number = block.said("SEQUENCE")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 12 else 0


def _of_series(
    file: CalendarFile, blocks: Sequence[Block], zone: str, around: date | None
) -> Iterator[Occurrence | Unread]:
    sound: list[Block] = []
    for block in blocks:
        try:
            _check_lengths(block)
            _check(_parsed(file, [block]).events[0])
        except _FAILURES as error:
            yield _unread(block, error)
        else:
            sound.append(block)
    if not sound:
        return
    try:
        yield from tuple(_expanded(file, sound, zone, around))
    except _FAILURES as error:
        yield _unread(sound[0], error)


def _unread(block: Block, error: Exception) -> Unread:
    why = str(error) if isinstance(error, _BrokenError) else f"this event is broken ({error})"
    return Unread(line=block.line, text=block.text, why=" ".join(why.split()))


class _BrokenError(ValueError):
    """An event that cannot be read; the message says why to whoever has the file."""


def _parsed(file: CalendarFile, blocks: Sequence[Block]) -> Any:
    own = file.properties.get("X-WR-TIMEZONE", "")
    return Calendar.from_ical(
        "\r\n".join(
            [
                *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//feeds//Import//EN"),
                *([f"X-WR-TIMEZONE:{own}"] if is_zone(own) else []),
                *(line for each in file.zones for line in ("BEGIN:VTIMEZONE", *each.lines, "END:VTIMEZONE")),
                *(
                    line
                    for each in blocks
                    for line in ("BEGIN:VEVENT", *each.lines, f"{_LINE}:{each.line}", "END:VEVENT")
                ),
                *("END:VCALENDAR", ""),
            ]
        )
    )


def _check_lengths(block: Block) -> None:
    """Raise _BrokenError for what takes longer to read than it is worth."""
    for line in block.lines:
        if len(line) > _LONGEST:
            name = re.split("[:;]", line, maxsplit=1)[0].upper()
            raise _BrokenError(f"its {name} is longer than {_LONGEST:,} characters; shorten it")


def _check(event: Any) -> None:
    """Raise _BrokenError for what the library reads past, or would not come back from."""
    for name in _ONCE:
        if isinstance(event.get(name), list):
            raise _BrokenError(f"this event has more than one {name}")
    if "DTSTART" not in event:
        raise _BrokenError("this event has no day (DTSTART)")
    for name, problem in event.errors:
        if name in _TIMES:
            raise _BrokenError(f"its {name} cannot be read ({problem})")
    for name in ("DTSTART", "DTEND", "RECURRENCE-ID"):
        if name in event:
            moment, zone = event[name].dt, event[name].params.get("TZID")
            if zone and isinstance(moment, datetime) and moment.tzinfo is None:
                raise _BrokenError(f"nobody knows its time zone, {zone}")
    rule = event.get("RRULE", {})
    several = any(len(rule.get(part, ())) > 1 for part in _BY_CLOCK)
    if rule and (several or rule.get("FREQ", [""])[0] not in _RULES or min(map(int, rule.get("INTERVAL", [1]))) < 1):
        raise _BrokenError("it repeats by a rule that no course has")


def _expanded(
    file: CalendarFile, blocks: Sequence[Block], zone: str, around: date | None
) -> Iterator[Occurrence | Unread]:
    calendar = _parsed(file, blocks)
    events = {int(event[_LINE]): event for event in calendar.events}
    rules = [event["RRULE"] for event in events.values() if "RRULE" in event]
    if not rules and not any("RDATE" in event for event in events.values()):
        for line, event in events.items():
            yield _occurrence(event, line, zone, moved_from=None)
        return
    starts = [_wall(event["DTSTART"].dt, zone)[0] for event in events.values()]
    endless = any("UNTIL" not in rule and "COUNT" not in rule for rule in rules)
    length = 2 * HALF_A_TERM if endless else timedelta(days=MAX_DAYS)
    first, last = (around - HALF_A_TERM, around + HALF_A_TERM) if around else (min(starts), min(starts) + length)
    query = recurring_ical_events.of(calendar)
    begun = min(starts) < first
    goes_on = next(iter(query.after(last + _DAY)), None) is not None
    for event in query.between(first, last + _DAY):
        line = int(event[_LINE])
        changed = events[line].get("RECURRENCE-ID")
        moved_from = _wall(changed.dt, zone)[0] if changed else None
        yield _occurrence(event, line, zone, moved_from=moved_from, begun=begun, goes_on=goes_on)


def _occurrence(
    event: Any, line: int, zone: str, *, moved_from: date | None, begun: bool = False, goes_on: bool = False
) -> Occurrence:
    day, start = _wall(event["DTSTART"].dt, zone)
    last, end = _wall(_end(event), zone)
    if start is None or end is None:
        # The end of whole days is the day behind them.
        start = end = None
        last = max(day, last - _DAY)
    elif end < start:
        raise _BrokenError("it ends before it begins")
    elif end.time() == time(0) and last > day:
        last -= _DAY
    if last - day > timedelta(days=MAX_DAYS):
        raise _BrokenError("it lasts longer than two years")
    return Occurrence(
        line=line,
        day=day,
        last=last,
        start=start,
        end=end,
        moved_from=moved_from,
        begun=begun,
        goes_on=goes_on,
        properties=event,
    )


def _end(event: Any) -> date:
    """Give when an event ends; without a word on it, that is when it starts, or at the end of its day."""
    start: date = event["DTSTART"].dt
    if "DTEND" in event:
        end: date = event["DTEND"].dt
        return end
    if "DURATION" in event:
        return start + event["DURATION"].dt  # type: ignore[no-any-return]
    return start if isinstance(start, datetime) else start + _DAY


def _wall(moment: Any, zone: str) -> tuple[date, datetime | None]:
    """Give the day of a moment, and the moment itself if it is one of the day, in the course's clock."""
    if not isinstance(moment, datetime):
        if not isinstance(moment, date):
            raise _BrokenError("it begins or ends on no day")
        return moment, None
    here = (in_zone(moment, zone) if moment.tzinfo else moment).replace(tzinfo=None, second=0, microsecond=0)
    return here.date(), here
