"""What a text in a data file means: each function takes it as it was written, or says what to write instead.

What they raise is a fault, which pydantic reports word for word.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from enum import Enum
from typing import Literal, TypeVar

from pydantic_core import PydanticCustomError

from feeds.course.model import WORD, Weekday, as_word
from feeds.course.selection import Selection, SelectionError
from feeds.errors import did_you_mean, quoted


class Tbd(Enum):
    """The value `tbd`: it is known that there is one, and not yet which."""

    TBD = "tbd"


TBD: Literal[Tbd.TBD] = Tbd.TBD
MISSING = "the value is missing; write one or take the line out"

_DAY = re.compile(r"(?:([A-Za-z]+)\s+)?(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_CLOCK = re.compile(r"(\d\d?):(\d\d)", re.ASCII)
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
SCHEMES = ("http://", "https://", "mailto:")
_LINK = re.compile(rf"(?:{'|'.join(SCHEMES)})\S+", re.IGNORECASE)
# What no text may hold, or no XML: controls, line separators, halves of pairs, and what is no character at all.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_BIDI_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")
_YEARS = range(2000, 2101)
PUBLISHED_YEARS = range(2000, 2068)
"""Of what is published, so that no SEQUENCE, seconds since then, leaves the 32 bits that RFC 5545 gives it."""
_UNDECIDED = ("tba", "tbc", "tbd")
FLAGS = {"yes": True, "true": True, "no": False, "false": False}

T = TypeVar("T")


def fault(message: str) -> PydanticCustomError:
    """Make the error that pydantic reports with this message, word for word."""
    return PydanticCustomError("feeds", "{message}", {"message": message})


def read_lines(value: str) -> str:
    """Take any text but characters that nobody sees or that turn its direction."""
    if found := _CONTROLS.search(value):
        raise fault(
            f"the control character U+{ord(found[0]):04X} does not belong in text; take it out, or"
            " put text that holds \\ in single quotes"
        )
    if found := _BIDI_OVERRIDES.search(value):
        raise fault(f"the invisible character U+{ord(found[0]):04X} turns the direction of text; take it out")
    return value


def read_line(value: str) -> str:
    """Take text without line breaks and tabs."""
    if found := re.search("[\n\t]", read_lines(value)):
        what = "line break" if found[0] == "\n" else "tab"
        raise fault(f"one line is wanted here; write it without a {what}, and text that holds \\ in single quotes")
    if not any(character.isprintable() and not character.isspace() for character in value):
        raise fault(MISSING)
    return value


def read_word(value: str) -> str:
    """Take a word of addresses."""
    if not WORD.fullmatch(value):
        near = quoted(as_word(value) or "pset-1")
        said = f"{quoted(value)} is not a word for addresses"
        raise fault(f"{said}; write lower-case letters, digits and hyphens, such as {near}")
    return value


def read_person(value: str) -> str:
    """Take a word that may be somebody's id."""
    return read_word(read_somebody(value))


def read_somebody(value: str) -> str:
    """Take a name; nobody is called tbd."""
    if value.lower() in _UNDECIDED:
        raise fault(f"{quoted(value)} is nobody; leave it out until somebody is named")
    return read_line(value)


def read_selection(value: str) -> Selection:
    """Read which events a calendar holds, as the last part of an address says it."""
    if not value.isascii():
        raise fault(f"{quoted(value)} is not a selection; write words as addresses have them, such as main_releases")
    try:
        return Selection.parse(value)
    except SelectionError as error:
        raise fault(str(error)) from None


def read_weekday(value: str) -> Weekday:
    """Read a weekday, by its name or the first three letters of it, in any case."""
    for weekday in Weekday:
        if value.lower() in (weekday.name.lower(), weekday.name[:3].lower()):
            return weekday
    names = [weekday.name.capitalize() for weekday in Weekday]
    raise fault(
        f"{quoted(value)} is not a weekday{did_you_mean(value.capitalize(), names) or '; write one such as Monday'}"
    )


def read_day(value: str) -> date:
    """Read a date, whose weekday must be right if it has one."""
    match = _DAY.fullmatch(value)
    if not match:
        raise fault(f"{quoted(value)} is not a date; write it as 2025-09-04 or Thu 2025-09-04")
    try:
        day = date(*map(int, match.groups()[1:]))
    except ValueError:
        raise fault(f"{match[2]}-{match[3]}-{match[4]} does not exist in the calendar; check day and month") from None
    if day.year not in _YEARS:
        raise fault(f"the year {day.year} is out of range; write one from {_YEARS[0]} to {_YEARS[-1]}")
    if match[1] and read_weekday(match[1]) != day.weekday():
        name = Weekday(day.weekday()).name.capitalize()
        raise fault(
            f"{day} is a {name}, not a {read_weekday(match[1]).name.capitalize()}; correct the weekday or the date"
        )
    return day


def read_clock(value: str) -> time:
    """Read a time of day."""
    match = _CLOCK.fullmatch(value)
    if not match or int(match[1]) > 23 or int(match[2]) > 59:
        raise fault(f"{quoted(value)} is not a time of day; write it as 13:00, from 00:00 to 23:59")
    return time(int(match[1]), int(match[2]))


def read_due(value: str) -> date | datetime:
    """Read a date, or a date and a time, which is wall time in the course's zone."""
    if _DAY.fullmatch(value):
        return read_day(value)
    day, _, clock = value.rpartition(" ")
    if _DAY.fullmatch(day.strip()):
        return datetime.combine(read_day(day.strip()), read_clock(clock))
    raise fault(f"{quoted(value)} is neither a date nor a date and a time; write it as 2025-09-04 or 2025-09-04 23:59")


def read_instant(value: str) -> datetime:
    """Read a time in UTC, aware."""
    if not _INSTANT.fullmatch(value):
        raise fault(f"{quoted(value)} is not a time in UTC; write it as 2025-09-01T12:00:00Z")
    try:
        instant = datetime.strptime(value, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        raise fault(f"{value} does not exist in the calendar; check day, month and time") from None
    if instant.year not in PUBLISHED_YEARS:
        first, last = PUBLISHED_YEARS[0], PUBLISHED_YEARS[-1]
        raise fault(f"the year {instant.year} is out of range; write one from {first} to {last}")
    return instant


def read_flag(value: str) -> bool:
    """Read yes or no."""
    if value.lower() not in FLAGS:
        raise fault(f"{quoted(value)} is neither yes nor no; write yes or no")
    return FLAGS[value.lower()]


def read_reason(value: str) -> str | None:
    """Take `cancelled: yes` as cancelled without a reason, and `cancelled: no` as not cancelled."""
    if value.lower() in FLAGS:
        return "" if FLAGS[value.lower()] else None
    return read_line(value)


def read_url(value: str) -> str:
    """Take an address that begins with one of SCHEMES."""
    if not _LINK.fullmatch(read_line(value)):
        raise fault(f"{quoted(value)} is not a link; write an address that begins with https://, http:// or mailto:")
    return value


def or_tbd(read: Callable[[str], T]) -> Callable[[str], T | Tbd]:
    """Make a reading that takes tbd as well."""

    def read_or_tbd(value: str) -> T | Tbd:
        if value.lower() == TBD.value:
            return TBD
        if value.lower() in _UNDECIDED:
            raise fault(f"{quoted(value)} is not known here; write tbd")
        return read(value)

    return read_or_tbd
