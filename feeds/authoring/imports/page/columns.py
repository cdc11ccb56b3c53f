"""Which column of a schedule holds what, by the words of its header: `Date`, `Topics`, `Course Materials`, `Due`."""

import re
from collections.abc import Sequence
from enum import StrEnum


class Column(StrEnum):
    """What a column is about."""

    NUMBER = "number"
    DATE = "date"
    TIME = "time"
    ROOM = "room"
    TOPIC = "topic"
    DETAILS = "details"
    SPEAKER = "speaker"
    MATERIALS = "materials"
    ASSIGNMENTS = "assignments"


# In the order in which they are tried: a `due date` is no date of a class, and `lecture notes` are no topic.
_WORDS = tuple(
    (column, re.compile(pattern, re.IGNORECASE))
    for column, pattern in (
        (Column.NUMBER, r"^\W*(?:(?:lecture|class|week)s?\s+(?:#|no\.?|number)|week|wk|lec|no|num|number|)\W*$"),
        (
            Column.ASSIGNMENTS,
            r"\b(?:assignments?|homeworks?|hws?|psets?|problem sets?|due|deadlines?|deliverables?|out|released?)\b",
        ),
        (
            Column.MATERIALS,
            r"\b(?:materials?|readings?|slides?|notes|resources?|links?|handouts?|videos?|recordings?|references?)\b",
        ),
        (Column.SPEAKER, r"\b(?:speakers?|instructors?|lecturers?|presenters?|taught by|who)\b"),
        (Column.DATE, r"\b(?:dates?|days?|when)\b"),
        (Column.TIME, r"\btimes?\b"),
        (Column.ROOM, r"\b(?:rooms?|locations?|places?|where|venue)\b"),
        (Column.DETAILS, r"\b(?:details?|descriptions?|abstracts?)\b"),
        (Column.TOPIC, r"\b(?:topics?|lectures?|titles?|subjects?|contents?|class|sessions?|events?|what)\b"),
    )
)
_LONGEST_HEADER = 4


def column_of(header: str) -> Column | None:
    """Tell what the column under a header is about, or nothing if its words are none that are known here."""
    if len(header.split()) > _LONGEST_HEADER:
        return None
    return next((column for column, pattern in _WORDS if pattern.search(header)), None)


def is_header(cells: Sequence[str]) -> bool:
    """Tell whether these are the headers of a schedule: short ones, a date's and a topic's among them."""
    columns = [column_of(cell) for cell in cells]
    return Column.DATE in columns and Column.TOPIC in columns and all(len(cell.split()) <= 4 for cell in cells)


def header_columns(text: str) -> frozenset[Column]:
    """Read a header whose columns are lost: `Date Topics Speaker Course Materials Assignments`; nothing if it is none.

    Every word of it must be of some column, but `course` and the like.
    """
    words = [word for word in re.split(r"[\s|/&,]+", text) if word and word.lower() not in ("course", "class", "and")]
    columns = [column_of(word) for word in words]
    if None in columns or not {Column.DATE, Column.TOPIC} <= set(columns):
        return frozenset()
    return frozenset(column for column in columns if column)
