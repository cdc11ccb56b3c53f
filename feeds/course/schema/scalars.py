"""The values that stand in data files: each is text, and becomes what it means or an error that says what to write.

Every type here is a pydantic annotation whose validator takes the text as it was written.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from enum import Enum
from typing import Annotated, Any, Literal, TypeVar

from pydantic import PlainValidator, WithJsonSchema
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import PydanticCustomError

from feeds.course.model import WORD, Weekday, as_word
from feeds.errors import did_you_mean


class Tbd(Enum):
    """The value `tbd`: it is known that there is one, and not yet which."""

    TBD = "tbd"


TBD: Literal[Tbd.TBD] = Tbd.TBD
MISSING = "the value is missing; write one or take the line out"

_DAY = re.compile(r"(?:([A-Za-z]+)\s+)?(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_CLOCK = re.compile(r"(\d\d?):(\d\d)", re.ASCII)
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
_SCHEMES = ("http://", "https://", "mailto:")
_LINK = re.compile(rf"(?:{'|'.join(_SCHEMES)})\S+", re.IGNORECASE)
# What no text may hold, or no XML: controls, line separators, halves of pairs, and what is no character at all.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_BIDI_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")
_YEARS = range(2000, 2101)
_UNDECIDED = ("tba", "tbc", "tbd")
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
        raise fault(
            f"the control character U+{ord(found[0]):04X} does not belong in text; take it out, or"
            " put text that holds \\ in single quotes"
        )
    if found := _BIDI_OVERRIDES.search(value):
        raise fault(f"the invisible character U+{ord(found[0]):04X} turns the direction of text; take it out")
    return value


def _line(value: str) -> str:
    if found := re.search("[\n\t]", _text(value)):
        what = "line break" if found[0] == "\n" else "tab"
        raise fault(f"one line is wanted here; write it without a {what}, and text that holds \\ in single quotes")
    return value


def _word(value: str) -> str:
    if not WORD.fullmatch(value):
        near = as_word(value) or "pset-1"
        raise fault(
            f"{value!r} is not a word for addresses; write lower-case letters, digits and hyphens, such as {near!r}"
        )
    return value


def _person(value: str) -> str:
    return _word(_somebody(value))


def _somebody(value: str) -> str:
    if value.lower() in _UNDECIDED:
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
    if not _LINK.fullmatch(_line(value)):
        raise fault(f"{value!r} is not a link; write an address that begins with https://, http:// or mailto:")
    return value


def _or_tbd(read: Callable[[str], T]) -> Callable[[str], T | Tbd]:
    def read_or_tbd(value: str) -> T | Tbd:
        if value.lower() == TBD.value:
            return TBD
        if value.lower() in _UNDECIDED:
            raise fault(f"{value!r} is not known here; write tbd")
        return read(value)

    return read_or_tbd


# What editors are told of the same values. Their YAML takes 6.7960 for a number and true for a boolean, where here
# both are text; and they know no weekday that is wrong for its date, and no day that its month does not have.
_ANY = ["string", "number", "boolean"]


def _described(title: str, advice: str, pattern: str = "", of: str | list[str] = "string") -> JsonSchemaValue:
    """Describe a value to editors; `advice` is what they say of a wrong one, instead of the pattern."""
    form = {"pattern": rf"^\s*({pattern})\s*$"} if pattern else {}
    return {"title": title, "type": of, **form, "errorMessage": advice}


def _any_case(*words: str) -> str:
    """Write a pattern for words in upper or lower case; JSON Schema's patterns know no flags."""
    return "|".join("".join(f"[{c.upper()}{c}]" if c.isalpha() else c for c in word.lower()) for word in words)


def _weekdays(title: str, advice: str, *also: str) -> JsonSchemaValue:
    """Offer the whole names of weekdays, and take the short ones and any case as well."""
    offered = {"title": title, "enum": [*(day.name.capitalize() for day in Weekday), *also], "errorMessage": advice}
    taken = _described("also short, and in any case", advice, _any_case(*_WEEKDAYS, *also))
    return {"title": title, "anyOf": [offered, taken]}


_TBD = _any_case(TBD.value)
_WEEKDAYS = [name for day in Weekday for name in (day.name, day.name[:3])]
_DATE = rf"(({_any_case(*_WEEKDAYS)})\s+)?(20[0-9][0-9]|2100)-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_DATE_ADVICE = "write it as 2025-09-04 or Thu 2025-09-04"
_TIME = "([01]?[0-9]|2[0-3]):[0-5][0-9]"
_TIME_ADVICE = "write it as 13:00"
_WEEKDAY_ADVICE = "write a weekday, such as Monday or Mon"
_TEXT_ADVICE = "write text here, or take the line out"

_LINE = _described("line of text", _TEXT_ADVICE, of=_ANY)
_WORD = _described("word", "write lower-case letters, digits and hyphens", WORD.pattern, of=_ANY)
PERSON_SCHEMA = _WORD | {
    "title": "id of a person",
    "errorMessage": "write an id of staff.yaml: lower-case letters, digits and hyphens",
}
"""What editors are told of the id of a person."""

Text = Annotated[str, _from_text(_text), WithJsonSchema(_described("text", _TEXT_ADVICE, of=_ANY))]
Line = Annotated[str, _from_text(_line), WithJsonSchema(_LINE)]
LineOrTbd = Annotated[str | Tbd, _from_text(_or_tbd(_line)), WithJsonSchema(_LINE | {"title": "line of text, or tbd"})]
Word = Annotated[str, _from_text(_word), WithJsonSchema(_WORD)]
PersonId = Annotated[str, _from_text(_person), WithJsonSchema(PERSON_SCHEMA)]
GuestName = Annotated[str, _from_text(_somebody), WithJsonSchema(_LINE)]
Url = Annotated[
    str,
    _from_text(_url),
    WithJsonSchema(
        _described(
            "link", "write an address that begins with https://, http:// or mailto:", rf"({_any_case(*_SCHEMES)})\S+"
        )
    ),
]
Flag = Annotated[
    bool,
    _from_text(_flag),
    WithJsonSchema(_described("yes or no", "write yes or no", _any_case(*_FLAGS), of=["string", "boolean"])),
]
Reason = Annotated[str | None, _from_text(_reason), WithJsonSchema(_LINE | {"title": "yes, no, or a reason"})]
Day = Annotated[date, _from_text(_day), WithJsonSchema(_described("date", _DATE_ADVICE, _DATE))]
DayOrTbd = Annotated[
    date | Tbd,
    _from_text(_or_tbd(_day)),
    WithJsonSchema(_described("date, or tbd", f"{_DATE_ADVICE}, or tbd", f"{_DATE}|{_TBD}")),
]
Clock = Annotated[time, _from_text(_clock), WithJsonSchema(_described("time", _TIME_ADVICE, _TIME))]
ClockOrTbd = Annotated[
    time | Tbd,
    _from_text(_or_tbd(_clock)),
    WithJsonSchema(_described("time, or tbd", f"{_TIME_ADVICE}, or tbd", f"{_TIME}|{_TBD}")),
]
WeekdayName = Annotated[Weekday, _from_text(_weekday), WithJsonSchema(_weekdays("weekday", _WEEKDAY_ADVICE))]
WeekdayOrTbd = Annotated[
    Weekday | Tbd,
    _from_text(_or_tbd(_weekday)),
    WithJsonSchema(_weekdays("weekday, or tbd", f"{_WEEKDAY_ADVICE}, or tbd", TBD.value)),
]
DueOrTbd = Annotated[
    date | datetime | Tbd,
    _from_text(_or_tbd(_due)),
    WithJsonSchema(
        _described(
            "date, date and time, or tbd",
            "write it as 2025-09-04 or 2025-09-04 23:59, or tbd",
            rf"{_DATE}(\s+{_TIME})?|{_TBD}",
        )
    ),
]
Instant = Annotated[
    datetime,
    _from_text(_instant),
    WithJsonSchema(
        _described(
            "time in UTC",
            "write it as 2025-09-01T12:00:00Z",
            "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z",
        )
    ),
]
