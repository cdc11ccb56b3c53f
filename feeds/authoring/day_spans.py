"""Several days in a row as people write them: `11/24 - 11/28`, `Mon Nov 24 to Fri Nov 28`, `11/24-28`."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from feeds.authoring.phrases import WrittenDay, find_day

_UNTIL = re.compile(r"\s*(?:[-–—]|to|until|through)\s*", re.IGNORECASE)
# The last day of `11/24-28`; neither a time nor a number of anything behind a dash: `9/4 - 11-12 PM`, `9/4 - 2 papers`.
_LAST_NUMBER = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\b(?!\s*[-–—]\s*\d|[/:.]\d|\s*[ap]\.?\s?m\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenDays:
    """A day, or the first and the last of several, as they were written, and the text around them."""

    first: date
    last: date | None
    before: str
    after: str
    disagreement: str | None

    @property
    def backwards(self) -> bool:
        """Whether the last day is before the first."""
        return self.last is not None and self.last < self.first


def find_days(text: str, around: date) -> WrittenDays | None:
    """Find the first day in a text, and the last of several: `Thu 9/4`, `11/24 - 11/28`, `Nov 24 to 28`.

    As `find_day` does; where one of the two is not of its weekday, `disagreement` says so.
    """
    first = find_day(text, around)
    if first is None:
        return None
    until = _UNTIL.match(first.after)
    last = _last_day(first.day, first.after[until.end() :], around) if until else None
    return WrittenDays(
        first=first.day,
        last=last.day if last else None,
        before=first.before,
        after=(last or first).after,
        disagreement=first.disagreement or (last.disagreement if last else None),
    )


def split_days(text: str, around: date) -> tuple[str, str]:
    """Part the day or the days with which a text begins from what follows: `Thu 9/4`, `11/24 - 11/28`.

    Both are empty, and the text is not parted, where it does not begin with a day.
    """
    days = find_days(text, around)
    if days is None or days.before.strip():
        return "", text
    return text[: len(text) - len(days.after)].strip(), days.after.strip(" :,")


def _last_day(first: date, text: str, around: date) -> WrittenDay | None:
    """Read the day with which a text begins, be it only its number, if that is later in the month."""
    found = find_day(text, around)
    if found and not found.before:
        return found
    number = _LAST_NUMBER.match(text)
    if number is None or not first.day < int(number[1]) <= monthrange(first.year, first.month)[1]:
        return None
    return WrittenDay(day=first.replace(day=int(number[1])), weekday=None, before="", after=text[number.end() :])
