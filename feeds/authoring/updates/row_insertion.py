"""A new row goes into a list of a file: where its date belongs, and under the heading that it belongs to."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from feeds.authoring.data_files import Row
from feeds.authoring.updates.layout import Layout, OddLayoutError
from feeds.authoring.updates.meaning import day_of, order_of
from feeds.authoring.yaml_text import BLOCKS, flow, item, rows
from feeds.course.model import Weekday
from feeds.course.timetable import week

_OPEN = "Date to be decided"
_HEADING = re.compile(
    rf"\s*#\s*(?:Week\s+(\d+)|({_OPEN})|({'|'.join(day.name.capitalize() for day in Weekday)}))\b.*", re.I
)
_NOTHING = re.compile(r"\s*(?:\[\s*\]|null|Null|NULL|~)?(\s+#.*|\s*)")


def insertion_index(key: str, listed: Sequence[Row], row: Row) -> int:
    """Say before which row a new one goes: the first that is later, or, of people, behind the last of the same role."""
    if key == "people":
        alike = [index for index, each in enumerate(listed) if each.get("role") == row.get("role")]
        return alike[-1] + 1 if alike else len(listed)
    wanted = order_of(key, row)
    if wanted is None:
        return len(listed)
    later = (index for index, each in enumerate(listed) if (order := order_of(key, each)) and order > wanted)
    return next(later, len(listed))


def insert_row(layout: Layout, key: str, listed: Sequence[Row], row: Row, index: int, first: date) -> str:
    """Give the text with a new row in a list, which is made if there is none; `first` is the day of the first class.

    Raises OddLayoutError where the list is written in a way that is not edited here.
    """
    if key not in (layout.document.value or {}):
        return _with_list(layout, key, row)
    if not listed:
        line, column = layout.key((key,))
        begin, end = layout.extent((key,))
        nothing = _NOTHING.fullmatch(layout.rest((line, column + len(key) + 1)))
        if end != begin + 1 or column or not nothing:
            raise OddLayoutError
        head, *others = rows(key, [row])
        return layout.with_lines(begin, end, [head + nothing[1].rstrip(), *others])
    if layout.in_flow((key,)):
        return _in_brackets(layout, key, len(listed), row, index)
    return _in_lines(layout, key, listed, row, index, first)


def _with_list(layout: Layout, key: str, row: Row) -> str:
    end = len(layout.lines)
    while end and not layout.lines[end - 1].strip():
        end -= 1
    if layout.in_flow(()) and layout.document.value:
        raise OddLayoutError
    return layout.with_lines(end, end, [*([""] if end else []), *rows(key, [row])])


def _in_brackets(layout: Layout, key: str, count: int, row: Row, index: int) -> str:
    if index < count:
        place = layout.place((key, index))
        return layout.with_text(place, place, f"{flow(dict(row))}, ")
    if not layout.in_flow((key, count - 1)):
        raise OddLayoutError
    end, _ = layout.flow_end((key, count - 1))
    return layout.with_text(end, end, f", {flow(dict(row))}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heading:
    """A comment above rows that says their week or weekday: its line, and the word that it says."""

    line: int
    label: str


def _in_lines(layout: Layout, key: str, listed: Sequence[Row], row: Row, index: int, first: date) -> str:
    extents = [layout.extent((key, number)) for number in range(len(listed))]
    _, indent = layout.dash((key, 0))
    begins = [layout.key((key,))[0] + 1, *(last for _, last in extents)]
    gaps = [layout.lines[begin:start] for begin, (start, _) in zip(begins[:-1], extents, strict=True)]
    flat = all(layout.in_flow((key, number)) for number in range(len(listed)))
    bare = [gap for gap in gaps[1:] if not any(_HEADING.fullmatch(line) for line in gap)]
    apart = all("" in map(str.strip, gap) for gap in bare) if bare else not flat
    new = item(dict(row), indent, block=key in BLOCKS and not flat)
    headings = _headings(key, listed, gaps, begins, first)
    own = _label(key, row, first)
    at, heading, again = begins[index], [], []
    following = headings.get(index)
    if own and following and following.label == own:
        # Below its own heading, which is that of the next row as well.
        at = following.line + 1
        while not layout.lines[at].strip():
            at += 1
        return layout.with_lines(at, at, [*new, *([""] if apart else [])])
    above = next((headings[number] for number in range(index - 1, -1, -1) if number in headings), None)
    if own and headings and (not above or above.label != own):
        usual = next(iter(headings.values()))
        heading = _written_as(layout, usual, own)
        behind = _label(key, listed[index], first) if index < len(listed) and not following else None
        again = _written_as(layout, usual, behind) if behind and behind != own else []
    elif not apart or index == len(listed):
        return layout.with_lines(at, at, [*([""] if apart and index else []), *new])
    while at < len(layout.lines) and index < len(listed) and not layout.lines[at].strip():
        at += 1
    before = [""] if heading and index and layout.lines[at - 1].strip() else []
    behind_it = [""] if index < len(listed) and (apart or heading) else []
    return layout.with_lines(at, at, [*before, *heading, *new, *behind_it, *again])


def _headings(
    key: str, listed: Sequence[Row], gaps: Sequence[Sequence[str]], begins: Sequence[int], first: date
) -> Mapping[int, _Heading]:
    """Find the headings of a list by the row that each is above; none, where not even one is what its row says."""
    found = {}
    for index, (gap, begin) in enumerate(zip(gaps, begins, strict=False)):
        for number, line in enumerate(gap):
            if (match := _HEADING.fullmatch(line)) and bool(match[3]) == (key == "slots"):
                label = str(int(match[1])) if match[1] else (match[2] or match[3]).lower()
                found[index] = _Heading(line=begin + number, label=label)
    # A row may have moved away from under its heading; weeks that are all counted otherwise are the course's own.
    counted = any(_label(key, listed[index], first) == each.label for index, each in found.items())
    return found if counted else {}


def _label(key: str, row: Row, first: date) -> str | None:
    """Say which heading a row would be under."""
    if key == "slots":
        order = order_of(key, row)
        return next((day.name.lower() for day in Weekday if order and order[0] == day), None)
    day = day_of(row.get("date"))
    return str(week(day, first)) if day else None


def _written_as(layout: Layout, other: _Heading, label: str) -> list[str]:
    """Write a heading like another one."""
    line = layout.lines[other.line]
    pad = line[: len(line) - len(line.lstrip())]
    text = f"Week {label}" if label.isdigit() else label.capitalize()
    return [f"{pad}# {text}", *([""] if not layout.lines[other.line + 1].strip() else [])]
