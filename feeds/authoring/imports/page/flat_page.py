"""The text of a course page, whose columns are lost: its lines, and which of them are the schedule."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from feeds.authoring.day_spans import split_days
from feeds.authoring.imports.page.columns import Column, header_columns
from feeds.authoring.imports.page.lines import PageLine, tidy
from feeds.authoring.imports.page.tables import WEEK
from feeds.authoring.phrases import find_day

_MARK = re.compile(r"(?:[•◦▪‣·] ?(?:- )?|[*–-] )(?=\S)|[•◦▪‣·*–-]$")
TBD_FIRST = re.compile(r"(?:date:?\s+(?:tbd|tba)\b|(?:tbd|tba)(?=\s+\S))", re.IGNORECASE)
"""How a row begins whose day is to be decided."""
# `Thu 9/31`, `Thu, 13/40`: it is no day, and was meant to be one.
_ALMOST = re.compile(
    r"\d{1,2}/\d|(?:mon|tues?|weds?|thu|thurs?|fri|sat|sun|wednes|satur)(?:days?)?\b\W*\d", re.IGNORECASE
)
_WORD = re.compile(r"(?:[a-z]+[.,]? )?", re.IGNORECASE)


def lines_of(text: str) -> tuple[PageLine, ...]:
    """Give the lines of a text that say something; lines are counted as editors count them."""
    found, gap = [], 0
    for number, line in enumerate(re.split(r"\r\n?|\n", text), start=1):
        shown = tidy(line)
        mark = _MARK.match(shown)
        if rest := shown[mark.end() :] if mark else shown:
            found.append(PageLine(line=number, text=rest, mark=mark[0].replace(" ", "") if mark else "", gap=gap))
            gap = 0
        else:
            gap += 1
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class FlatPage:
    """The lines of a page's schedule, those of its header included, the columns that this says, and all other lines."""

    schedule: tuple[PageLine, ...]
    columns: frozenset[Column]
    others: tuple[PageLine, ...]


def part_schedule(lines: Sequence[PageLine], around: date) -> FlatPage:
    """Part the schedule from the other lines of a page."""
    columns = [header_columns(line.text) for line in lines]
    headers = [number for number, found in enumerate(columns) if found]
    days = [
        number
        for number, line in enumerate(lines)
        if not line.mark and (split_days(line.text, around)[0] or (headers and TBD_FIRST.match(line.text)))
    ]
    weeks = [number for number, line in enumerate(lines) if WEEK.fullmatch(line.text)]
    first = min(headers or [*weeks, *days], default=len(lines))
    last = max((number for number in days if number >= first), default=first)
    end = next((number for number in range(last + 1, len(lines)) if lines[number].gap >= 2), len(lines))
    if not any(number >= first for number in days):
        first = end = len(lines)
    return FlatPage(
        schedule=tuple(lines[first:end]),
        columns=frozenset(column for found in columns[first:end] for column in found),
        others=(*lines[:first], *lines[end:]),
    )


def starts_row(line: PageLine, around: date) -> bool:
    """Tell whether a line begins with a day, or with what is one but for a mistake and must not join the row above."""
    if line.mark:
        return False
    day = find_day(line.text, around)
    return bool(TBD_FIRST.match(line.text) or _ALMOST.match(line.text) or (day and _WORD.fullmatch(day.before)))
