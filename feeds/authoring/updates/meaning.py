"""What the texts in data files mean, so that two spellings of one thing are no difference."""

import re
import unicodedata
from collections.abc import Callable, Hashable
from datetime import date, datetime, time
from typing import TypeVar

from feeds.authoring.data_files import TBD, Row
from feeds.course.document import Value
from feeds.course.model import Weekday
from feeds.course.schema.readings import (
    FLAGS,
    Tbd,
    or_tbd,
    read_clock,
    read_day,
    read_due,
    read_reason,
    read_weekday,
)

T = TypeVar("T")


def words(value: "Value | None") -> str:
    """Give the words of a text without case and punctuation; what has none is given as it is."""
    text = unicodedata.normalize("NFKC", value if isinstance(value, str) else "").casefold()
    return " ".join(re.findall(r"\w+", text)) or text.strip()


def spaced(text: str) -> str:
    """Give a text with single spaces."""
    return " ".join(text.split())


def day_of(value: "Value | None") -> date | None:
    """Give the day that a text says, or None where it says none."""
    found = _read(value, read_due)
    return found.date() if isinstance(found, datetime) else found if isinstance(found, date) else None


def is_undecided(value: "Value | None") -> bool:
    """Tell whether a value says that it is not known yet."""
    return isinstance(value, str) and value.strip().lower() == TBD


def is_cancelled(row: Row) -> bool:
    """Tell whether a row says that it does not take place."""
    value = row.get("cancelled")
    return isinstance(value, str) and FLAGS.get(value.strip().lower(), True)


def meaning(key: str, value: "Value | None") -> Hashable:
    """Give what the value of a key means: equal things mean the same, however they are spelt."""
    if key in ("speakers", "hosts") and isinstance(value, list):
        return frozenset(_somebody(each) for each in value)
    if key == "materials" and isinstance(value, list):
        return tuple(sorted(repr(sorted(each.items())) if isinstance(each, dict) else each for each in value))
    if not isinstance(value, str):
        return repr(value)
    match key:
        case "date" | "out" | "due" | "first" | "last" | "from" | "until":
            return _read(value, read_due if key == "due" else read_day)
        case "start" | "end":
            return _read(value, read_clock)
        case "day":
            return _read(value, read_weekday)
        case "cancelled":
            return _read(value, read_reason)
        case "tentative":
            return FLAGS.get(value.strip().lower(), False)
    return spaced(value)


def order_of(key: str, row: Row) -> tuple[int, str] | None:
    """Give by what rows of a list stand in order, or None of one that has no day yet."""
    if key == "slots":
        day, start = meaning("day", row.get("day", "")), meaning("start", row.get("start", ""))
        return (day, str(start) if isinstance(start, time) else "") if isinstance(day, Weekday) else None
    days = (day_of(row.get(name)) for name in ("date", "first", "due", "out"))
    day = next((each for each in days if each), None)
    return (day.toordinal(), "") if day else None


def _read(value: "Value | None", read: Callable[[str], T]) -> T | Tbd | str | None:
    if not isinstance(value, str):
        return None
    try:
        return or_tbd(read)(value.strip())
    except ValueError:
        return spaced(value)


def _somebody(value: Value) -> str:
    if isinstance(value, dict):
        return (
            f"id {value['person']}" if "person" in value else f"{words(value.get('name'))}, {value.get('affiliation')}"
        )
    return f"id {value}"
