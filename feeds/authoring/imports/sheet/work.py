"""What a row of a sheet says is out or due, in columns of assignments, of what is out, and of what is due."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

from feeds.authoring.data_files import TBD
from feeds.authoring.imports.found import FoundAssignment, Unread
from feeds.authoring.imports.kinds import FILE_OF, OutOrDue, out_or_due
from feeds.authoring.imports.parts import Part
from feeds.authoring.imports.sheet.cells import materials_of, text_of, time_text
from feeds.authoring.imports.sheet.days import Days, Span
from feeds.authoring.imports.sheet.pieces import UNCLEAR, hour_beside, name_and_when, only_when, pieces_of
from feeds.authoring.imports.sheet.table import Cells, Table
from feeds.authoring.phrases import find_clock, find_span, find_weekday, is_undecided
from feeds.course.model import Kind, Material

NO_DAY = "this has no day; write one, as 2025-09-04 or Thu 9/4, or TBD"
"""Why a row is not read that should have a day."""

_Word = Literal["out", "due"]
_WORDS: tuple[_Word, ...] = ("out", "due")
_DEADLINES = FILE_OF[Kind.DEADLINE]
_SAY_WHICH = "it is not said whether this is out or due; write `pset 1 due`, or name the column Out or Due"


@dataclass(frozen=True, slots=True)
class Work:
    """Reads the assignments of the rows of a table."""

    table: Table
    days: Days

    def has_own_days(self, row: Cells) -> bool:
        """Tell whether a row is about an assignment, with the days on which that is out or due.

        In a row with a date, which is a class's, the assignment needs a column of its own.
        """
        cells = [text_of(self.table, row, word) for word in _WORDS]
        if not text_of(self.table, row, "date"):
            return any(is_undecided(cell) or self.days.has_day(cell) for cell in cells)
        return bool(self.table.of(row, "assignment")) and any(map(self._is_day, cells))

    def read(self, row: Cells, span: Span | None) -> Iterator[Part]:
        """Read the columns of assignments, of what is out, and of what is due; `span` is the day of the row."""
        named = [text for _, text in self.table.of(row, "assignment")]
        own = self.has_own_days(row)
        if own:
            title = "; ".join(named) or text_of(self.table, row, "title")
            if title:
                yield from self._with_own_days(row, out_or_due(title), title)
            else:
                yield self._unread(row, "this has no title; write what is out or due")
        for cell in [] if own else named:
            yield from self._pieces(row, span, cell, None)
        for word in _WORDS:
            cell = text_of(self.table, row, word)
            if not cell or is_undecided(cell) or (own and not text_of(self.table, row, "date")):
                continue
            if not self._is_day(cell):
                yield from self._pieces(row, span, cell, word)
            elif not own:
                yield self._unread(
                    row, f"nothing says what is {word} then; write its name beside the day: pset 1 (2/12)"
                )

    def one(self, row: Cells, span: Span | None, what: OutOrDue, *, alone: bool) -> Iterator[Part]:
        """Read an assignment that is out or due on a day of its own, or else on the row's; `alone`, all is of it."""
        try:
            yield self._one(row, span, what, alone=alone)
        except ValueError as error:
            yield self._unread(row, str(error))

    def _one(self, row: Cells, span: Span | None, what: OutOrDue, *, alone: bool) -> FoundAssignment:
        if self.days.has_day(what.title):
            raise ValueError(UNCLEAR)
        when: date | str = TBD
        if self.days.has_day(what.rest):
            when = self._moment(what.rest)
        elif span and not is_undecided(what.rest):
            if find_weekday(what.rest) not in (None, span.day.weekday()):
                raise ValueError(UNCLEAR)
            of_row = time_text(self.table, row) or span.after
            clock = _clock(what.rest or (of_row if alone else ""))
            when = datetime.combine(span.day, clock) if clock else span.day
        note = (Material(title=what.note),) if what.note else ()
        materials = note + (materials_of(self.table, row) if alone else ())
        if what.what == "due":
            return FoundAssignment(line=row.line, title=what.title, due=when, materials=materials)
        out = when.date() if isinstance(when, datetime) else when
        return FoundAssignment(line=row.line, title=what.title, out=out, materials=materials)

    def _unread(self, row: Cells, why: str) -> Unread:
        return Unread(line=row.line, text=row.said, why=why, file=_DEADLINES)

    def _is_day(self, cell: str) -> bool:
        """Tell whether a cell says when, and names nothing."""
        return is_undecided(cell) or (self.days.has_day(cell) and only_when(cell, self.days))

    def _pieces(self, row: Cells, span: Span | None, cell: str, word: _Word | None) -> Iterator[Part]:
        """Read a cell that names assignments; `word` says whether they are out or due where they do not."""
        try:
            pieces = pieces_of(cell, self.days)
        except ValueError as error:
            yield self._unread(row, str(error))
            return
        for text in pieces:
            yield self._piece(row, span, text, word)

    def _piece(self, row: Cells, span: Span | None, text: str, word: _Word | None) -> Part:
        try:
            what = out_or_due(text)
            if what is None:
                if word is None:
                    return Unread(line=row.line, text=text, why=_SAY_WHICH, file=_DEADLINES)
                title, rest = name_and_when(text, self.days)
                what = OutOrDue(title=title, what=word, rest=rest, note="")
            undecided = is_undecided(text_of(self.table, row, "date"))
            if not (span or undecided or is_undecided(what.rest) or self.days.has_day(what.rest)):
                return Unread(line=row.line, text=text, why=NO_DAY, file=_DEADLINES)
            return self._one(row, span, what, alone=not text_of(self.table, row, "title"))
        except ValueError as error:
            return self._unread(row, str(error))

    def _with_own_days(self, row: Cells, what: OutOrDue | None, title: str) -> Iterator[Part]:
        try:
            out, due = (self._own_moment(text_of(self.table, row, word), row) for word in _WORDS)
            yield FoundAssignment(
                line=row.line,
                title=" ".join((what.title if what else title).split()),
                out=out.date() if isinstance(out, datetime) else out,
                due=due,
                materials=() if text_of(self.table, row, "date") else materials_of(self.table, row),
            )
        except ValueError as error:
            yield self._unread(row, str(error))

    def _own_moment(self, text: str, row: Cells) -> date | str | None:
        """Read when the assignment of a row is out or due; None where a cell does not say that, or names another."""
        if is_undecided(text):
            return TBD
        of_class = bool(text_of(self.table, row, "date"))
        if not self.days.has_day(text) or (of_class and not self._is_day(text)):
            return None
        return self._moment(text, "" if of_class else time_text(self.table, row))

    def _moment(self, text: str, times: str = "") -> date:
        """Read a day and its hour, which may stand among `times`."""
        span, apart = self.days.read(text), self.days.apart(text)
        if span.last:
            raise ValueError("these are several days; write the one on which it is out or due")
        clock = _clock((apart and hour_beside(apart)) or times)
        return datetime.combine(span.day, clock) if clock else span.day


def _clock(text: str) -> time | None:
    if not re.search(r"\w", text) or is_undecided(text):
        return None
    clock = find_clock(text)
    if clock is None or clock == time(0) or find_span(text):
        raise ValueError(
            f"{' '.join(text.split())} is not read as the hour at which it is due; write 23:59 or 11:59 PM"
        )
    return clock
