"""The values that stand in data files: each is text, and becomes what it means or an error that says what to write.

Every type here is a pydantic annotation whose validator takes the text as it was written.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from enum import Enum
from typing import Annotated, Any, Literal, TypeVar

from pydantic import PlainValidator
from pydantic_core import PydanticCustomError

from feeds.course.model import WORD, Weekday
from feeds.errors import did_you_mean


class Tbd(Enum):
    """The value `tbd`: it is known that there is one, and not yet which."""

    TBD = "tbd"


TBD: Literal[Tbd.TBD] = Tbd.TBD
MISSING = "the value is missing; write one or take the line out"

_DAY = re.compile(r"(?:([A-Za-z]+)\s+)?(\d{4})-(\d\d)-(\d\d)")
_CLOCK = re.compile(r"(\d\d?):(\d\d)")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_SCHEMES = ("http://", "https://", "mailto:")
# What no text may hold, or no XML: controls, line separators, halves of pairs, and what is no character at all.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_BIDI_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")
_YEARS = range(2000, 2101)
_FLAGS = {"yes": True, "true": True, "no": False, "false": False}

T = TypeVar("T")


def fault(message: str) -> PydanticCustomError:
    """Make the error that pydantic reports with this message, word for word."""
    return PydanticCustomError("feeds", "{message}", {"message": message})


def _from_text(read: Callable[[str], T]) -> PlainValidator:
    def validate(value: Any) -> T:
        if not isinstance(value, str):
            raise fault("one value is wanted here, not a list or a mapping; quote text that begins with [ or {")
        if not value.strip():
            raise fault(MISSING)
        return read(value.strip())

    return PlainValidator(validate)


def _text(value: str) -> str:
    if found := _CONTROLS.search(value):
        raise fault(f"the control character U+{ord(found[0]):04X} does not belong in text; take it out")
    if found := _BIDI_OVERRIDES.search(value):
        raise fault(f"the invisible character U+{ord(found[0]):04X} turns the direction of text; take it out")
    return value


def _line(value: str) -> str:
    if "\n" in _text(value):
        raise fault("one line is wanted here; write it without a line break")
    return value


def _word(value: str) -> str:
    if not WORD.fullmatch(value):
        near = "-".join(re.findall("[a-z0-9]+", value.lower())) or "pset-1"
        raise fault(
            f"{value!r} is not a word for addresses; write lower-case letters, digits and hyphens, such as {near!r}"
        )
    return value


def _person(value: str) -> str:
    return _word(_somebody(value))


def _somebody(value: str) -> str:
    if value.lower() in ("tba", "tbc", "tbd"):
        raise fault(f"{value!r} is nobody; leave it out until somebody is named")
    return _line(value)


def _weekday(value: str) -> Weekday:
    for weekday in Weekday:
        if value.lower() in (weekday.name.lower(), weekday.name[:3].lower()):
            return weekday
    names = [weekday.name.capitalize() for weekday in Weekday]
    raise fault(f"{value!r} is not a weekday{did_you_mean(value.capitalize(), names) or '; write one such as Monday'}")


def _day(value: str) -> date:
    match = _DAY.fullmatch(value)
    if not match:
        raise fault(f"{value!r} is not a date; write it as 2025-09-04 or Thu 2025-09-04")
    try:
        day = date(*map(int, match.groups()[1:]))
    except ValueError:
        raise fault(f"{match[2]}-{match[3]}-{match[4]} does not exist in the calendar; check day and month") from None
    if day.year not in _YEARS:
        raise fault(f"the year {day.year} is out of range; write one from {_YEARS[0]} to {_YEARS[-1]}")
    if match[1] and _weekday(match[1]) != day.weekday():
        name = Weekday(day.weekday()).name.capitalize()
        raise fault(f"{day} is a {name}, not a {_weekday(match[1]).name.capitalize()}; correct the weekday or the date")
    return day


def _clock(value: str) -> time:
    match = _CLOCK.fullmatch(value)
    if not match or int(match[1]) > 23 or int(match[2]) > 59:
        raise fault(f"{value!r} is not a time of day; write it as 13:00, from 00:00 to 23:59")
    return time(int(match[1]), int(match[2]))


def _due(value: str) -> date | datetime:
    if _DAY.fullmatch(value):
        return _day(value)
    day, _, clock = value.rpartition(" ")
    if _DAY.fullmatch(day.strip()):
        return datetime.combine(_day(day.strip()), _clock(clock))
    raise fault(f"{value!r} is neither a date nor a date and a time; write it as 2025-09-04 or 2025-09-04 23:59")


def _instant(value: str) -> datetime:
    if not _INSTANT.fullmatch(value):
        raise fault(f"{value!r} is not a time in UTC; write it as 2025-09-01T12:00:00Z")
    try:
        return datetime.strptime(value, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        raise fault(f"{value} does not exist in the calendar; check day, month and time") from None


def _flag(value: str) -> bool:
    if value.lower() not in _FLAGS:
        raise fault(f"{value!r} is neither yes nor no; write yes or no")
    return _FLAGS[value.lower()]


def _reason(value: str) -> str | None:
    """Take `cancelled: yes` as cancelled without a reason, and `cancelled: no` as not cancelled."""
    if value.lower() in _FLAGS:
        return "" if _FLAGS[value.lower()] else None
    return _line(value)


def _url(value: str) -> str:
    if not _line(value).lower().startswith(_SCHEMES) or any(character.isspace() for character in value):
        raise fault(f"{value!r} is not a link; write an address that begins with https://, http:// or mailto:")
    return value


def _or_tbd(read: Callable[[str], T]) -> Callable[[str], T | Tbd]:
    def read_or_tbd(value: str) -> T | Tbd:
        if value.lower() in ("tba", "tbc"):
            raise fault(f"{value!r} is not known here; write tbd")
        return TBD if value.lower() == "tbd" else read(value)

    return read_or_tbd


Text = Annotated[str, _from_text(_text)]
Line = Annotated[str, _from_text(_line)]
LineOrTbd = Annotated[str | Tbd, _from_text(_or_tbd(_line))]
Word = Annotated[str, _from_text(_word)]
PersonId = Annotated[str, _from_text(_person)]
GuestName = Annotated[str, _from_text(_somebody)]
Url = Annotated[str, _from_text(_url)]
Flag = Annotated[bool, _from_text(_flag)]
Reason = Annotated[str | None, _from_text(_reason)]
Day = Annotated[date, _from_text(_day)]
DayOrTbd = Annotated[date | Tbd, _from_text(_or_tbd(_day))]
Clock = Annotated[time, _from_text(_clock)]
ClockOrTbd = Annotated[time | Tbd, _from_text(_or_tbd(_clock))]
WeekdayName = Annotated[Weekday, _from_text(_weekday)]
WeekdayOrTbd = Annotated[Weekday | Tbd, _from_text(_or_tbd(_weekday))]
DueOrTbd = Annotated[date | datetime | Tbd, _from_text(_or_tbd(_due))]
Instant = Annotated[datetime, _from_text(_instant)]
