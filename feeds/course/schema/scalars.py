"""The values that stand in data files, as types: each reads a text, and describes itself to editors."""

from collections.abc import Callable
from datetime import date, datetime, time
from math import inf
from typing import Annotated, Any, TypeVar

from pydantic import PlainValidator, WithJsonSchema
from pydantic.json_schema import JsonSchemaValue

from feeds.course.model import WORD, Weekday
from feeds.course.schema.readings import (
    FLAGS,
    MISSING,
    SCHEMES,
    TBD,
    Tbd,
    fault,
    or_tbd,
    read_clock,
    read_day,
    read_due,
    read_flag,
    read_instant,
    read_line,
    read_lines,
    read_person,
    read_reason,
    read_selection,
    read_somebody,
    read_url,
    read_weekday,
    read_word,
)
from feeds.course.selection import Selection

T = TypeVar("T")


def _from_text(read: Callable[[str], T], longest: float = 500) -> PlainValidator:
    def validate(value: Any) -> T:
        if not isinstance(value, str):
            raise fault(
                "one value is wanted here, not a list or a mapping; write one, or quote text that begins with [ or {"
            )
        if not value.strip():
            raise fault(MISSING)
        if len(value) > longest:
            raise fault(f"this is longer than {longest:,.0f} characters; shorten it, or write it in `details`")
        return read(value.strip())

    return PlainValidator(validate)


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

Text = Annotated[str, _from_text(read_lines, longest=inf), WithJsonSchema(_described("text", _TEXT_ADVICE, of=_ANY))]
Line = Annotated[str, _from_text(read_line), WithJsonSchema(_LINE)]
LineOrTbd = Annotated[
    str | Tbd, _from_text(or_tbd(read_line)), WithJsonSchema(_LINE | {"title": "line of text, or tbd"})
]
Word = Annotated[str, _from_text(read_word, longest=100), WithJsonSchema(_WORD)]
PersonId = Annotated[str, _from_text(read_person, longest=100), WithJsonSchema(PERSON_SCHEMA)]
GuestName = Annotated[str, _from_text(read_somebody), WithJsonSchema(_LINE)]
Url = Annotated[
    str,
    _from_text(read_url, longest=2_000),
    WithJsonSchema(
        _described(
            "link", "write an address that begins with https://, http:// or mailto:", rf"({_any_case(*SCHEMES)})\S+"
        )
    ),
]
SelectionText = Annotated[
    Selection,
    _from_text(read_selection, longest=2_000),
    WithJsonSchema(
        _described("selection", "write words as addresses have them, such as main_releases", "[A-Za-z0-9._-]+", _ANY)
    ),
]
Flag = Annotated[
    bool,
    _from_text(read_flag),
    WithJsonSchema(_described("yes or no", "write yes or no", _any_case(*FLAGS), of=["string", "boolean"])),
]
Reason = Annotated[str | None, _from_text(read_reason), WithJsonSchema(_LINE | {"title": "yes, no, or a reason"})]
Day = Annotated[date, _from_text(read_day), WithJsonSchema(_described("date", _DATE_ADVICE, _DATE))]
DayOrTbd = Annotated[
    date | Tbd,
    _from_text(or_tbd(read_day)),
    WithJsonSchema(_described("date, or tbd", f"{_DATE_ADVICE}, or tbd", f"{_DATE}|{_TBD}")),
]
Clock = Annotated[time, _from_text(read_clock), WithJsonSchema(_described("time", _TIME_ADVICE, _TIME))]
ClockOrTbd = Annotated[
    time | Tbd,
    _from_text(or_tbd(read_clock)),
    WithJsonSchema(_described("time, or tbd", f"{_TIME_ADVICE}, or tbd", f"{_TIME}|{_TBD}")),
]
WeekdayName = Annotated[Weekday, _from_text(read_weekday), WithJsonSchema(_weekdays("weekday", _WEEKDAY_ADVICE))]
WeekdayOrTbd = Annotated[
    Weekday | Tbd,
    _from_text(or_tbd(read_weekday)),
    WithJsonSchema(_weekdays("weekday, or tbd", f"{_WEEKDAY_ADVICE}, or tbd", TBD.value)),
]
DueOrTbd = Annotated[
    date | datetime | Tbd,
    _from_text(or_tbd(read_due)),
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
    _from_text(read_instant),
    WithJsonSchema(
        _described(
            "time in UTC",
            "write it as 2025-09-01T12:00:00Z",
            "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z",
        )
    ),
]
