"""The days of a sheet, of which `3/4` is read only where it cannot be two days."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from feeds.authoring.phrases import WrittenDay, find_day, find_weekday
from feeds.course.model import Weekday

_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})(?![\d/]*/\d*/)(?!\d)")
# As spreadsheets show days: `4-Sep`, `4-Sep-25`, `2025/09/04`, `2025-09-04T13:00`.
_YEAR_FIRST = re.compile(r"\b(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?:T(?=\d)|\b)")
_DASHED = re.compile(r"\b(\d{1,2})-([A-Za-z]{3,9})(?:-(\d{4}|\d\d))?\b")
_UNTIL = re.compile(r"\s*(?:-|–|—|\bto\b|\buntil\b|\bthrough\b)\s*")
_SOME_DAYS = (date(1960, 1, 1), date(2040, 7, 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A day, or the first and the last of several, and the text behind."""

    day: date
    last: date | None
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """The text of a day, and what stands before and behind it."""

    before: str
    day: str
    after: str


class Days:
    """How the days of a sheet are written: what its cells say together of the order of day and month."""

    def __init__(self, cells: Iterable[tuple[int, str]], around: date | None, *, day_first: bool) -> None:
        """Look through the cells that have days, each with its line.

        Raises ValueError where days have no year and nothing tells it.
        """
        listed = [(line, _spelt(text)) for line, text in cells]
        self._day_first = day_first
        self._around = around or _some_year(text for _, text in listed)
        # The line on which the day stands first beyond doubt, though nobody said so.
        self._contradicting = next(
            (line for line, text in listed for match in _SLASHED.finditer(text) if 12 < int(match[1]) <= 31), None
        )

    def has_day(self, cell: str) -> bool:
        """Tell whether a day stands in a cell, be it in doubt which."""
        return bool(self._readings(_spelt(cell)))

    def apart(self, cell: str) -> Apart | None:
        """Take a cell apart at its first day, be it in doubt which; None where there is none."""
        text = _spelt(cell)
        first = next(iter(self._readings(text)), None)
        if first is None:
            return None
        return Apart(before=first.before, day=text[len(first.before) : len(text) - len(first.after)], after=first.after)

    def read(self, cell: str, weekday: Weekday | None = None) -> Span:
        """Read the day of a cell, or several; `weekday` is what another column says.

        Raises ValueError that says why it cannot be read.
        """
        text = _spelt(cell)
        first = self._first(text, weekday)
        rest = _UNTIL.match(first.after)
        last = self._last(first, first.after[rest.end() :]) if rest else None
        if last is None:
            return Span(day=first.day, last=None, after=first.after)
        if last.disagreement:
            raise ValueError(last.disagreement)
        if last.day < first.day:
            raise ValueError(f"{last.day}, the last day, is before {first.day}, the first")
        return Span(day=first.day, last=last.day, after=last.after)

    def _first(self, text: str, beside: Weekday | None) -> WrittenDay:
        readings = self._readings(text)
        if not readings:
            raise ValueError("no day can be read here; write it as 2025-09-04 or Thu 9/4")
        weekday = readings[0].weekday if readings[0].weekday is not None else beside
        if weekday is None and beside is None:
            weekday = find_weekday(readings[0].before)
        if weekday is not None:
            fitting = [each for each in readings if each.day.weekday() == weekday]
            if not fitting:
                day = readings[0].day
                raise ValueError(f"{day} is a {day:%A}, not a {weekday.name.capitalize()}")
            return fitting[0]
        if len(readings) > 1 and self._contradicting and not self._day_first:
            one, other = (f"{each.day.day} {each.day:%B}" for each in readings)
            raise ValueError(
                f"this may be {one} or {other}; on line {self._contradicting} the day stands first: "
                "if it does everywhere, import with --day-first"
            )
        return readings[0]

    def _readings(self, text: str) -> tuple[WrittenDay, ...]:
        """Give the days that a text can mean, what it means by the order of this sheet first."""
        orders = (True,) if self._day_first else (False, True)
        found = [day for order in orders if (day := find_day(text, self._around, day_first=order))]
        return tuple({each.day: each for each in reversed(found)}.values())[::-1]

    def _last(self, first: WrittenDay, text: str) -> WrittenDay | None:
        if number := re.match(r"(\d{1,2})\b(?![/:.\d])(?!\s*[ap]\.?m)", text, re.IGNORECASE):
            try:
                day = first.day.replace(day=int(number[1]))
            except ValueError:
                return None
            return WrittenDay(day=day, weekday=None, before="", after=text[number.end() :])
        found = self._readings(text)
        return found[0] if found and not re.search(r"[\d:]", found[0].before) else None


def _spelt(cell: str) -> str:
    """Write the days of a cell as `find_day` reads them."""
    text = _YEAR_FIRST.sub(r"\1-\2-\3 ", cell)
    text = _DASHED.sub(lambda match: " ".join(filter(None, (match[1], match[2], _full(match[3])))), text)
    return " ".join(text.split())


def _full(year: str | None) -> str:
    return "" if year is None else year if len(year) == 4 else f"20{year}"


def _some_year(cells: Iterable[str]) -> date:
    """Find a day whose year is written."""
    without = False
    for cell in cells:
        one, other = (find_day(cell, around) for around in _SOME_DAYS)
        if one and other and one.day == other.day:
            return one.day
        without = without or one is not None
    if without:
        raise ValueError("the days have no year, and nothing tells the term; name the course by it, as 6.7960-fa25")
    return _SOME_DAYS[0]
