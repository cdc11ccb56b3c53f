"""The tables of a saved page: those that are a schedule become its rows, the lines of all others stay lines.

A schedule is a table with a row of headers, a date's and a topic's among them, in any order. A row in which one cell
covers the table is a week's heading or a day of its own. Columns with headers unknown here are told as unread.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from feeds.authoring.day_spans import split_days
from feeds.authoring.imports.found import Unread
from feeds.authoring.imports.page.columns import Column, column_of, is_header
from feeds.authoring.imports.page.lines import PageLine, PageRow, joined
from feeds.authoring.imports.page.saved_page import Cell
from feeds.authoring.phrases import find_clock, find_day, is_undecided

WEEK = re.compile(r"\W*week\s+\d+\W*", re.IGNORECASE)
"""The heading of a week, which says nothing that the dates below it do not."""

_UNFOLD = re.compile(r"\W*(?:(?:show|more|view)\s+)*(?:details?|abstract|description|more|info(?:rmation)?)\W*", re.I)
_NUMBER = re.compile(r"\W*(?:(?:week|wk|lecture|lec|class)\W*)?[\dA-Z]{0,3}(?:\.\d+)?\W*", re.IGNORECASE)
_READINGS = re.compile(r"\breadings?\b", re.IGNORECASE)
_ANY = re.compile(r"\b(?:materials?|slides?|notes|resources?)\b", re.IGNORECASE)
# The columns of a table; cells to the right of them are not read.
_WIDEST = 200
_SAYS_WHEN = re.compile(r"\b(?:due|out|released)\b", re.IGNORECASE)


@dataclass(slots=True, kw_only=True)
class Schedules:
    """The rows of all schedules, their columns, the lines outside of them, and what was not, or hardly, read."""

    rows: list[PageRow] = field(default_factory=list)
    columns: set[Column] = field(default_factory=set)
    lines: list[PageLine] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    warnings: list[Unread] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Filled:
    """A cell with its lines, in the column of the table at which it begins; `again` if it began in a row above."""

    cell: Cell
    column: int
    lines: tuple[PageLine, ...]
    again: bool = False

    @property
    def text(self) -> str:
        return joined(self.lines)


_Row = Sequence[_Filled]


def schedules_of(lines: Sequence[PageLine], cells: Sequence[Cell], around: date) -> Schedules:
    """Part the schedules of a page from its other lines; a day without a year is that nearest to `around`."""
    found = Schedules()
    tables = _tables(lines, cells)
    headed = {table for table, rows in tables.items() if any(is_header([each.text for each in row]) for row in rows)}
    told: set[PageLine] = set()
    for table, rows in tables.items():
        if table in headed:
            _Table(found, around).read(rows)
        elif table:
            told |= _tell_days(found, rows, around)
    for line in lines:
        if (line.cell is None or cells[line.cell].table not in headed) and line not in told:
            found.lines.append(line)
    return found


def _tables(lines: Sequence[PageLine], cells: Sequence[Cell]) -> dict[int, list[_Row]]:
    """Put the cells of each table into rows, each in its column."""
    texts: dict[int, list[PageLine]] = {}
    for line in lines:
        if line.cell is not None:
            texts.setdefault(line.cell, []).append(line)
    grouped: dict[int, dict[int, list[tuple[Cell, tuple[PageLine, ...]]]]] = {}
    for number, cell in enumerate(cells):
        filled = (cell, tuple(texts.get(number, ())))
        grouped.setdefault(cell.table, {}).setdefault(cell.row, []).append(filled)
    return {table: _grid(list(rows.values())) for table, rows in grouped.items()}


def _grid(rows: Sequence[Sequence[tuple[Cell, tuple[PageLine, ...]]]]) -> list[_Row]:
    grid: list[_Row] = []
    reaching: list[tuple[_Filled, int]] = []
    for number, row in enumerate(rows):
        reaching = [(filled, last) for filled, last in reaching if last >= number]
        above = [replace(filled, again=True) for filled, _ in reaching]
        taken = {column for each in above for column in range(each.column, each.column + each.cell.width)}
        placed: list[_Filled] = []
        column = 0
        for cell, lines in row:
            while column in taken:
                column += 1
            if column >= _WIDEST:
                break
            placed.append(_Filled(cell=cell, column=column, lines=lines))
            column += cell.width
        reaching += [(each, number + each.cell.height - 1) for each in placed if each.cell.height > 1]
        grid.append(sorted([*above, *placed], key=lambda each: each.column))
    return grid


def _tell_days(found: Schedules, rows: Sequence[_Row], around: date) -> set[PageLine]:
    """Say of rows that begin with a day that nobody knows what their columns are; gives the lines of those."""
    told: set[PageLine] = set()
    for row in rows:
        first = next((each for each in row if each.lines), None)
        day = find_day(first.text, around) if first else None
        if first and len(row) > 1 and day and not day.before.strip():
            why = "its table has no row of headers such as Date, Topic, Speaker; write one above it"
            found.unread.append(Unread(line=first.lines[0].line, text=_text(row), why=why))
            told |= {line for each in row for line in each.lines}
    return told


def _text(row: _Row) -> str:
    return " | ".join(each.text for each in row if each.lines)


def _saying(line: PageLine, word: str) -> PageLine:
    """Say of the assignments in a column `Due` that they are due, each of several."""
    if _SAYS_WHEN.search(line.text) or is_undecided(line.text):
        return line
    first, *others = re.split(r"\s*[,;]\s*", line.text)
    if any(find_clock(each) or each[:1].isdigit() for each in others):
        return replace(line, text=", ".join([f"{first} {word}", *others]))
    return replace(line, text=", ".join(f"{each} {word}" for each in (first, *others)))


class _Table:
    """One schedule, read from its first row to its last."""

    def __init__(self, found: Schedules, around: date) -> None:
        self._found, self._around = found, around
        self._headers: dict[int, str] = {}

    def read(self, rows: Sequence[_Row]) -> None:
        for row in rows:
            new = [each for each in row if each.lines and not each.again]
            if is_header([each.text for each in row]):
                self._headers = {each.column: each.text for each in row}
                columns = map(column_of, self._headers.values())
                self._found.columns |= {column for column in columns if column}
            elif len(new) == 1 and (new[0].cell.width > 1 or len(row) == 1):
                self._read_band(new[0])
            elif new:
                self._read_row(row, new)

    def _read_band(self, only: _Filled) -> None:
        if WEEK.fullmatch(only.text):
            return
        days, rest = split_days(only.text, self._around)
        line = only.lines[0]
        if not days:
            self._unread(line.line, only.text, "it stands across the table and is neither a week nor a day")
        else:
            topic = (replace(line, text=rest, links=()),)
            self._found.rows.append(PageRow(line=line.line, text=only.text, date=days, topic=topic))

    def _read_row(self, row: _Row, new: Sequence[_Filled]) -> None:
        parts: dict[Column, list[PageLine]] = {column: [] for column in Column}
        for each in row:
            column = self._column(each)
            if column is Column.DATE or not each.again:
                self._take(each, column, parts)
        if not any(parts.values()):
            return
        self._found.rows.append(
            PageRow(
                line=min(line.line for each in new for line in each.lines),
                text=_text(row),
                date=joined(parts[Column.DATE]),
                topic=tuple(parts[Column.TOPIC]),
                details=joined(parts[Column.DETAILS]),
                speaker=", ".join(line.text for line in parts[Column.SPEAKER]),
                time=joined(parts[Column.TIME]),
                room=joined(parts[Column.ROOM]),
                materials=tuple(parts[Column.MATERIALS]),
                assignments=tuple(parts[Column.ASSIGNMENTS]),
            )
        )

    def _column(self, cell: _Filled) -> Column | None:
        header = self._headers.get(cell.column)
        return None if header is None else column_of(header)

    def _take(self, cell: _Filled, column: Column | None, parts: dict[Column, list[PageLine]]) -> None:
        """Put the lines of a cell to the part of the row that its header says."""
        folded = [line for line in cell.lines if line.folded]
        shown = [line for line in cell.lines if not line.folded and not (folded and _UNFOLD.fullmatch(line.text))]
        parts[Column.DETAILS] += folded
        header = self._headers.get(cell.column, "")
        if column is None:
            why = f"nothing is known of a column {header!r}" if header else "it stands in a column without a header"
            for line in shown:
                self._unread(line.line, line.text, why)
        elif column is Column.NUMBER:
            for line in shown:
                if not _NUMBER.fullmatch(line.text):
                    self._unread(line.line, line.text, f"it is no number, and stands in the column {header!r}")
        elif column is Column.MATERIALS and shown:
            # What stands under a heading in one cell does not in the next.
            heading = header if _READINGS.search(header) and not _ANY.search(header) else ""
            parts[column] += [PageLine(line=shown[0].line, text=f"{heading}:"), *shown]
        elif column is Column.ASSIGNMENTS and (says := _SAYS_WHEN.search(header)):
            word = says[0].lower()
            parts[column] += [_saying(line, word) for line in shown]
        else:
            parts[column] += shown

    def _unread(self, line: int, text: str, why: str) -> None:
        self._found.unread.append(Unread(line=line, text=text, why=why))
