"""Rows that are at class meetings, put on the class meetings of another term: in order, and none before its time."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from feeds.authoring.data_files import Row
from feeds.authoring.next_term.term_days import DayMap, Sitting
from feeds.course.document import Value
from feeds.course.schema.readings import TBD, Tbd, or_tbd, read_clock, read_day

_read_start = or_tbd(read_clock)
_read_date = or_tbd(read_day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Something that is not in its week and on its weekday: the day that this would be, and the one that it has.

    `now` is None where there is no day for it; `why` is the reason, in a few words.
    """

    id: str
    wanted: date
    now: date | None
    why: str


def day_of(row: Row) -> date | None:
    """Give the day of a dated row, which is None while it is to be decided."""
    day = _read_date(str(row["date"]))
    return None if isinstance(day, Tbd) else day


def start_of(row: Row) -> time | Tbd | None:
    """Give the time at which a row begins, as far as it says it."""
    return _read_start(str(row["start"])) if "start" in row else None


def at_class(row: Row, days: DayMap) -> bool:
    """Tell whether a dated row takes a class meeting of last year's, or a part of its time from one."""
    day, start = day_of(row), start_of(row)
    if day is None or start is None or "section" in row:
        return day is not None
    if start is TBD:
        return days.old.is_class_day(day)
    return "end" not in row or _number(row, day, days) is not None


def _number(row: Row, day: date, days: DayMap) -> int | None:
    """Say which of several class meetings of a day a row is at, by its start."""
    start = start_of(row)
    return next((each.number for each in _sittings(day, days.old.sittings) if each.start == _written(start)), None)


def _written(start: time | Tbd | None) -> str:
    return f"{start:%H:%M}" if isinstance(start, time) else ""


def _sittings(day: date, sittings: Sequence[Sitting]) -> Iterator[Sitting]:
    return (each for each in sittings if each.day == day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seats:
    """Where rows at class meetings go, by their ids; None is for those for which no class is left."""

    sittings: Mapping[str, Sitting | None]
    moves: tuple[Move, ...]


def seat(rows: Sequence[Row], days: DayMap, free: Mapping[date, str]) -> Seats:
    """Put rows on the class meetings of the new term, each in its week and on its weekday, or else at the next one.

    They stay in order, and what was at one meeting stays together. `free` are days to be kept free, each for
    something that it names.
    """
    groups: dict[tuple[date, int], list[Row]] = defaultdict(list)
    for row in rows:
        if day := day_of(row):
            groups[day, _number(row, day, days) or 0].append(row)
    left = [sitting for sitting in days.new.sittings if sitting.day not in free]
    found: dict[str, Sitting | None] = {}
    moves: list[Move] = []
    before = ""
    for (day, number), group in sorted(groups.items(), key=lambda each: each[0]):
        wanted = days.wanted(day)
        begins = (wanted, min(number, max(days.new.meets(wanted) - 1, 0)))
        sections = {str(row["section"]) for row in group if "section" in row}
        sitting = next(
            (each for each in left if (each.day, each.number) >= begins and sections <= each.sections),
            None,
        )
        if sitting:
            left = left[left.index(sitting) + 1 :]
        if sitting is None or sitting.day != wanted:
            now = sitting.day if sitting else None
            why = _why(wanted, days, free, before)
            moves += [Move(id=str(row["id"]), wanted=wanted, now=now, why=why) for row in group]
        found |= {str(row["id"]): sitting for row in group}
        before = str(group[0]["id"])
    return Seats(sittings=found, moves=tuple(moves))


def _why(wanted: date, days: DayMap, free: Mapping[date, str], before: str) -> str:
    if wanted > days.new.last:
        return "after the last class"
    if wanted < days.new.first:
        return "before the first class"
    if reason := days.new.why_not(wanted):
        return reason
    if not days.new.is_class_day(wanted):
        return "no class on this weekday"
    return f"kept for {free[wanted]}" if wanted in free else f"after {before}"


def seated(row: Row, sitting: Sitting | None, days: DayMap) -> Row:
    """Give a row at a class meeting of last year's the time of a sitting, as far as it had no other of its own."""
    day, start = day_of(row), start_of(row)
    section = str(row["section"]) if "section" in row else None
    meetings = days.old.timetable.meetings(day, section) if day else []
    begins = f"{start:%H:%M}" if isinstance(start, time) else ""
    if day and "end" not in row and _number(row, day, days) is not None:
        begins = ""
    elif (start is None) != ("end" not in row) and start is not TBD and meetings:
        # It shared only a part of the meeting's time, which may be another one now.
        end = row.get("end", f"{meetings[0].end:%H:%M}")
        return _with_time(row, {"start": begins or f"{meetings[0].start:%H:%M}", "end": end})
    if begins or sitting is None or (sitting.start is None and start is TBD) or section:
        return row
    return _with_time(row, {"start": sitting.start} if sitting.start else {})


def _with_time(row: Row, times: Row) -> Row:
    """Put times behind the date of a row, instead of those that it says."""
    moved: dict[str, Value] = {}
    for key, value in row.items():
        if key not in {"start", *times}:
            moved[key] = value
        if key == "date":
            moved |= times
    return moved
