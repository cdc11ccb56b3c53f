"""A spreadsheet's export (CSV) as what it says of a course: a table of dated rows, of weekly hours, or of people."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from feeds.authoring.imports.found import Found, Read, Unread
from feeds.authoring.imports.parts import with_parts
from feeds.authoring.imports.sheet.days import Days
from feeds.authoring.imports.sheet.rows import DatedRows
from feeds.authoring.imports.sheet.table import Cells, Table, read_table
from feeds.authoring.imports.sheet.weeks import read_week_row
from feeds.authoring.imports.tidying import LONGEST

_DAYS = ("date", "last", "due", "out")
_HEADING = re.compile(r"(?:week|wk|module|unit|part)\b", re.IGNORECASE)
# The keys of rows of which each column speaks.
_KEYS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "time": ("start", "end"),
        "start": ("start", "end"),
        "speaker": ("speakers",),
        "room": ("room",),
        "details": ("details",),
        "materials": ("materials",),
        "readings": ("materials",),
        "url": ("materials",),
    }
)


def read_spreadsheet(
    data: bytes,
    around: date | None,
    *,
    columns: Mapping[str, str] = MappingProxyType({}),
    day_first: bool = False,
) -> Read:
    """Read a CSV as Excel, Google Sheets and Numbers write it; `columns` says what a header means and wins.

    `around` is a day in the middle of the term, for days without a year; None: the year of other days of the sheet.
    With `day_first`, 3/4 is 3 April. Raises ValueError for what is no such file, says which words there are where
    `columns` has another, and names the row to write where no row names the columns.
    """
    whole = read_table(data, columns)
    long = [row for row in whole.rows if _is_too_long(row)]
    table = replace(whole, rows=tuple(row for row in whole.rows if not _is_too_long(row)))
    cells = ((row.line, text) for row in table.rows for word in _DAYS for _, text in table.of(row, word))
    dated = DatedRows(table, Days(cells, around, day_first=day_first))
    weekly = _is_weekly(table, dated)
    rows = (row for row in table.rows if not _is_heading(table, row))
    parts = [part for row in rows for part in (read_week_row(table, row) if weekly else dated.read(row))]
    tells = frozenset(key for word in table.words if word and not weekly for key in _KEYS.get(word, ()))
    return Read(
        found=with_parts(Found(tells=tells), [*parts, *map(_too_long, long)], dated.warnings),
        columns=tuple(zip(table.headers, table.words, strict=True)),
    )


def _is_too_long(row: Cells) -> bool:
    return any(len(text) > LONGEST for text in row.texts)


def _too_long(row: Cells) -> Unread:
    why = f"a cell of this row is longer than {LONGEST:,} characters; shorten it"
    return Unread(line=row.line, text=row.said[:LONGEST], why=why)


def _is_weekly(table: Table, dated: DatedRows) -> bool:
    """Tell whether the rows of a table are of each week, or people, as against rows with days."""
    words = set(table.words)
    if "role" in words or ("host" in words and "title" not in words):
        return True
    days = (text for row in table.rows for word in _DAYS for _, text in table.of(row, word))
    return "weekday" in words and not any(dated.days.has_day(text) for text in days)


def _is_heading(table: Table, row: Cells) -> bool:
    """Tell whether a row only says that a week or a part of the course begins."""
    texts = [text for text, word in zip(row.texts, table.words, strict=False) if text and word != "ignored"]
    return not texts or (len(texts) == 1 and bool(_HEADING.match(texts[0])))
