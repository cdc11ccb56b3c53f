"""The rows of last year's files on the days of the new term."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from feeds.authoring.data_files import TBD, Content, Row, rows_of
from feeds.authoring.next_term.class_rows import Move, at_class, day_of, seat, seated, start_of
from feeds.authoring.next_term.left_behind import LISTS
from feeds.authoring.next_term.term_days import DayMap, Sitting
from feeds.course.document import Value
from feeds.course.schema.readings import Tbd, or_tbd, read_day, read_due
from feeds.course.wording import day, in_data, listed

_AT_CLASS = (("lectures.yaml", "lectures"), ("office-hours.yaml", "one_off"))
_DATED = (*_AT_CLASS, ("tutorials.yaml", "tutorials"), ("exams.yaml", "exams"))
_SLOTS = (("tutorials.yaml", "slots"), ("office-hours.yaml", "slots"))

_Row = dict[str, Value]
_Rows = dict[tuple[str, str], list[_Row]]

# How many days are named where there are more.
_NAMED = 4

_read_due = or_tbd(read_due)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """Files of rows with their new days; `moves` are the rows that did not keep their week and weekday."""

    contents: Mapping[str, Content]
    moves: tuple[Move, ...]
    look: tuple[str, ...]


def new_dates(contents: Mapping[str, Content], days: DayMap, cancelled: frozenset[str]) -> Dated:
    """Give each row of the files its day in the new term; rows are in order of day, then as they were.

    `cancelled` are the ids of rows that did not take place last year.
    """
    rows = {(file, key): rows_of(contents.get(file), key) for file, keys in LISTS.items() for key in keys}
    known = {section for sitting in days.new.sittings for section in sitting.sections}
    for row in rows["lectures.yaml", "lectures"]:
        if row.get("section") not in known:
            row.pop("section", None)
    at_classes = [row for each in _AT_CLASS for row in rows[each] if at_class(row, days)]
    busy = {day_of(row) for row in at_classes if row["id"] not in cancelled}
    exams = _exam_days([row for row in rows["exams.yaml", "exams"] if day_of(row) not in busy], days)
    free = {new: id for id, new in exams.items() if days.new.is_class_day(new)}
    seats = seat(at_classes, days, free)
    dating = _Dating(days, exams)
    for each in _DATED:
        rows[each] = [
            _seated(row, seats.sittings[str(row["id"])], days)
            if each in _AT_CLASS and str(row["id"]) in seats.sittings
            else dating.row(row)
            for row in rows[each]
        ]
        rows[each].sort(key=lambda row: day_of(row) or date.max)
    rows["deadlines.yaml", "assignments"] = [dating.assignment(row) for row in rows["deadlines.yaml", "assignments"]]
    for each in _SLOTS:
        rows[each] = [_slot(row, days) for row in rows[each]]
    return Dated(
        contents={
            file: {key: list[Value](rows[file, key]) for key in keys if rows[file, key]} for file, keys in LISTS.items()
        },
        moves=tuple(sorted((*seats.moves, *dating.moves), key=lambda move: move.wanted)),
        look=tuple(_unused(rows, free, days)),
    )


def _exam_days(exams: list[_Row], days: DayMap) -> dict[str, date]:
    """Find the days of exams that were instead of a class, which are kept free for them."""
    found: dict[str, date] = {}
    new_of: dict[date, date] = {}
    for row in sorted(exams, key=lambda row: day_of(row) or date.max):
        old = day_of(row)
        if old is None or not days.old.is_class_day(old):
            continue
        new = new_of.get(old) or days.day(old)
        if new in new_of.values() and old not in new_of:
            later = (sitting.day for sitting in days.new.sittings if sitting.day > max(new_of.values()))
            new = next(later, None)
        if new:
            found[str(row["id"])] = new_of[old] = new
    return found


def _seated(row: Row, sitting: Sitting | None, days: DayMap) -> _Row:
    return {**seated(row, sitting, days), "date": in_data(sitting.day) if sitting else TBD}


class _Dating:
    """Gives rows with days of their own new ones, and notes those that do not keep their week and weekday."""

    def __init__(self, days: DayMap, exams: Mapping[str, date]) -> None:
        self.days, self.exams = days, exams
        self.moves: list[Move] = []

    def row(self, row: Row) -> _Row:
        old = day_of(row)
        if old is None:
            return dict(row)
        new = self.exams.get(str(row["id"])) or self.days.day(old)
        if new and start_of(row) is Tbd.TBD and self.days.new.meets(new) > 1:
            # It would have to say at which of the class meetings it is.
            new = None
        return {**row, "date": self._noted(str(row["id"]), old, new)}

    def assignment(self, row: Row) -> _Row:
        moved = dict(row)
        for key in ("out", "due"):
            old = _read_due(str(row[key])) if key in row else Tbd.TBD
            if isinstance(old, Tbd):
                continue
            was = old.date() if isinstance(old, datetime) else old
            new = self._noted(f"{row['id']} {key}", was, self.days.day(was))
            moved[key] = f"{new} {old:%H:%M}" if isinstance(old, datetime) and new != TBD else new
        return moved

    def _noted(self, name: str, old: date, new: date | None) -> str:
        wanted = self.days.wanted(old)
        if new != wanted:
            why = self.days.new.why_not(wanted)
            if wanted > self.days.new.last and old <= self.days.old.last:
                why = "after the last class"
            elif wanted < self.days.new.first:
                why = "before the first class"
            self.moves.append(Move(id=name, wanted=wanted, now=new, why=why or "several classes meet then"))
        return in_data(new) if new else TBD


def _slot(row: Row, days: DayMap) -> _Row:
    """Move the days from and until which a slot is held, and those of its changes."""
    moved = dict(row)
    for key in ("from", "until"):
        if key in row:
            moved[key] = in_data(days.edge(read_day(str(row[key]))))
    if isinstance(changes := row.get("changes"), list):
        moved["changes"] = [_change(each, days) if isinstance(each, dict) else each for each in changes]
    return moved


def _change(change: Row, days: DayMap) -> _Row:
    known = ("date", "from", "moved_to")
    return {key: in_data(days.wanted(read_day(str(value)))) if key in known else value for key, value in change.items()}


def _unused(rows: _Rows, free: Mapping[date, str], days: DayMap) -> Iterator[str]:
    """Say on which class days nothing is now, in a course that has something on others."""
    used = {day_of(row) for each in _AT_CLASS for row in rows[each]}
    empty = [each for each in dict.fromkeys(each.day for each in days.new.sittings) if each not in {*used, *free}]
    if empty and rows["lectures.yaml", "lectures"]:
        names = [day(each) for each in empty[:_NAMED]]
        more = [f"{len(empty) - _NAMED} more class days"] if len(empty) > _NAMED else []
        yield f"lectures: none yet on {listed([*names, *more])}"
