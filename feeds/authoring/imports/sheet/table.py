"""A spreadsheet's export as a table: its rows with their lines, and what each column is taken for."""

import codecs
import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from feeds.authoring.imports.masking import masked
from feeds.authoring.imports.tidying import tidied
from feeds.authoring.phrases import find_day, find_weekdays, is_undecided
from feeds.errors import did_you_mean, quoted

# What people call each column; of two columns that could be the same, the name that stands first here wins.
_NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "date": ("date", "dates", "class date", "when", "start date", "first day", "day"),
        "last": ("end date", "last day"),
        "weekday": ("weekday", "day of week", "day of the week", "dow", "office hours", "oh", "hours"),
        "time": ("time", "times", "class time"),
        "start": ("start", "start time", "starts", "begin", "begins", "from"),
        "end": ("end", "end time", "ends", "until", "to"),
        "title": ("topic", "topics", "title", "subject", "session", "lecture", "lectures", "event", "class"),
        "speaker": ("speaker", "speakers", "instructor", "instructors", "lecturer", "lecturers", "presenter"),
        "room": ("room", "location", "where", "place"),
        "kind": ("type", "kind", "category"),
        "details": ("details", "description", "notes", "note", "abstract"),
        "materials": ("materials", "material", "slides"),
        "readings": ("readings", "reading", "required readings", "required reading", "optional readings"),
        "url": ("link", "url", "links"),
        "assignment": ("assignment", "assignments", "homework", "pset", "psets", "hw"),
        "due": ("due", "due date", "deadline", "deadlines"),
        "out": ("out", "released", "assigned", "release date", "out date"),
        "host": ("name", "ta", "tas", "host", "hosts", "staff", "person", "teaching assistant"),
        "role": ("role", "position"),
        "ignored": ("week", "week #", "wk", "#", "no", "number"),
    }
)
WORDS: tuple[str, ...] = tuple(_NAMES)
"""The words for what a column has; a table has each once, but for those of `_MANY`."""

_MANY = frozenset({"materials", "readings", "url", "assignment", "ignored"})
_WORD_OF = {name: word for word, names in _NAMES.items() for name in names}
_DAYS = frozenset({"date", "weekday", "due", "out"})
_DELIMITERS = (",", ";", "\t")
_WHAT_TO_GIVE = "save the sheet as CSV (UTF-8) and give that file"

_NO_HEADER = "no row names a column of days; write names above the columns, such as Date, Time, Topic, Speaker, Room"
_LONGEST_HEADER = 40
_SOME_DAY = date(2000, 7, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """A row: the line of the file, from 1, on which it begins, and the text of each column, without space around."""

    line: int
    texts: tuple[str, ...]

    @property
    def said(self) -> str:
        """The row as one line of text."""
        return " | ".join(" ".join(text.split()) for text in self.texts if text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The rows below the header; `headers` and `words` are as long as it, a column that is left alone has no word."""

    headers: tuple[str, ...]
    words: tuple[str | None, ...]
    rows: tuple[Cells, ...]

    def of(self, row: Cells, word: str) -> tuple[tuple[str, str], ...]:
        """Give the header and the text of each column of a row that is taken for a word, where it has a text."""
        columns = zip(self.headers, self.words, row.texts, strict=False)
        return tuple((header, text) for header, each, text in columns if each == word and text)


def read_table(data: bytes, columns: Mapping[str, str]) -> Table:
    """Read a CSV of any of the usual encodings and delimiters; `columns` maps texts of headers to our words.

    No e-mail address comes out. Raises ValueError for what is no such file, for a word that is none of ours, and for
    a header that is not there.
    """
    for word in columns.values():
        if word not in WORDS:
            advice = did_you_mean(word, WORDS)
            raise ValueError(f"no column can be {quoted(word)}{advice}; write one of {', '.join(WORDS)}")
    wanted = {_plain(header): word for header, word in columns.items()}
    text = _decoded(data)
    tables = [table for mark in _DELIMITERS if (table := _table(tuple(_rows(text, mark)), wanted))]
    if not tables:
        raise ValueError(f"{_NO_HEADER}{_likeliest(text, wanted)}")
    table = max(tables, key=lambda each: sum(word is not None for word in each.words))
    known = [_plain(header) for header in table.headers]
    for header in columns:
        if _plain(header) not in known:
            there = ", ".join(filter(None, table.headers))
            raise ValueError(f"no column is called {quoted(header)}; the columns are {there}")
    return table


def _decoded(data: bytes) -> str:
    encodings = ("utf-16",) if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeError:
            continue
        if "\0" not in text:
            return text
    raise ValueError(f"this is not text; {_WHAT_TO_GIVE}")


def _rows(text: str, delimiter: str) -> Iterator[Cells]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
    line = 1
    try:
        for row in reader:
            yield Cells(line=line, texts=tuple(masked(tidied(cell)).strip() for cell in row))
            line = reader.line_num + 1
    except csv.Error as error:
        raise ValueError(f"line {line}: this row cannot be read ({error}); {_WHAT_TO_GIVE}") from error


def _likeliest(text: str, wanted: Mapping[str, str]) -> str:
    """Say which row may name the columns: that with the most names that are known, or the most that are short words."""
    rows = [row.texts for mark in _DELIMITERS for row in _rows(text, mark)]
    named = [(each, [cell for cell in each if cell]) for each in rows]
    short = [
        (sum(word is not None for word in _words(each, wanted)), len(cells), cells)
        for each, cells in named
        if len(cells) > 1 and all(len(cell) <= _LONGEST_HEADER and not re.search(r"\d", cell) for cell in cells)
    ]
    if not short:
        return ""
    cells = max(short, key=lambda each: each[:2])[2]
    headers = ", ".join(" ".join(cell.split()) for cell in cells)
    return f"; if those are {headers}, say what each is: --column {quoted(f'{cells[0]}=date')}"


def _table(rows: tuple[Cells, ...], wanted: Mapping[str, str]) -> Table | None:
    """Find the header, the first row that names a column of days, or people and their roles, and what is below it."""
    for number, row in enumerate(rows):
        words = _words(row.texts, wanted, rows[number + 1 :])
        if _DAYS.intersection(words) or {"host", "role"} <= set(words):
            return Table(
                headers=tuple(" ".join(text.split()) for text in row.texts),
                words=words,
                rows=tuple(each for each in rows[number + 1 :] if any(each.texts) and each.texts != row.texts),
            )
    return None


def _words(headers: tuple[str, ...], wanted: Mapping[str, str], rows: Sequence[Cells] = ()) -> tuple[str | None, ...]:
    """Give the word of each column, where several are called the same the one with the better name."""
    names = [_plain(header) for header in headers]
    words = [wanted.get(name) or _WORD_OF.get(name) for name in names]
    if names.count("day") == 1 and "day" not in wanted and "weekday" not in words:
        column = names.index("day")
        # `Date, Day`: the weekday beside the date.
        cells = [row.texts[column] for row in rows if column < len(row.texts) and row.texts[column]]
        if words.count("date") > 1 or _are_weekdays(cells, of_people="host" in words):
            words[column] = "weekday"
    if "title" not in words and "host" in words and _DAYS.intersection(words) - {"weekday"} and "role" not in words:
        # `Name, Out, Due`: the name of something.
        words = [
            "title" if word == "host" and name == "name" else word for word, name in zip(words, names, strict=True)
        ]
    for word in set(words) - _MANY - {None}:
        columns = [column for column, each in enumerate(words) if each == word]
        for column in sorted(columns, key=lambda each: _rank(names[each], word, wanted))[1:]:
            words[column] = None
    return tuple(words)


def _are_weekdays(cells: Sequence[str], *, of_people: bool) -> bool:
    """Tell whether cells are weekdays and no dates, but for those to be decided; beside people, all of them may be."""
    said = [cell for cell in cells if not is_undecided(cell)]
    weekly = all(find_weekdays(cell) and not find_day(cell, _SOME_DAY) for cell in said)
    return weekly and bool(said or (of_people and cells))


def _rank(name: str, word: str | None, wanted: Mapping[str, str]) -> int:
    if name in wanted:
        return -1
    names = _NAMES[word] if word else ()
    return names.index(name) if name in names else len(names)


def _plain(header: str) -> str:
    """Give a header without what is in brackets, in lower case: `time` of `Time (ET):`."""
    return " ".join(re.sub(r"\([^()]*\)|[:*_]", " ", header).lower().split())
