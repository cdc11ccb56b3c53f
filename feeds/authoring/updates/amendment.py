"""Edits of a file that was written by hand: only the lines concerned change, and what is read is what was wanted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from feeds.authoring.data_files import Row
from feeds.authoring.updates.key_amendment import change_key
from feeds.authoring.updates.layout import Layout, OddLayoutError
from feeds.authoring.updates.row_insertion import insert_row, insertion_index
from feeds.authoring.yaml_text import BLOCKS, entry, item
from feeds.course.document import Document, Value
from feeds.errors import CourseError

_BOM = "\ufeff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A key of a row that is to say something else; None stands for no such key."""

    file: str
    list: str
    id: str
    key: str
    before: "Value | None"
    after: "Value | None"


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """A row that is to stand in a list, where its date, its weekday or its role belongs."""

    file: str
    list: str
    row: Row


Edit: TypeAlias = Change | Addition


@dataclass(frozen=True, slots=True, kw_only=True)
class ByHand:
    """An edit that was not made, since the text could not be edited with certainty: where, and the lines to write."""

    edit: Edit
    where: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Amended:
    """A file's text with what could be edited in it, and what could not."""

    text: str
    by_hand: tuple[ByHand, ...] = ()


def amend(document_text: str, document: Document, edits: Sequence[Edit], *, first: date) -> Amended:
    """Make edits in the text of a data file, which is `document`, in their order.

    The text is as it stands in the file, with its own line breaks; a byte order mark, comments, quotes, order and
    every line that is not concerned stay. Each edit is read again, and one that does not read as it should is left
    to be made by hand. `first` is the day of the first class, from which headings of weeks count.
    """
    mark = _BOM if document_text.startswith(_BOM) else ""
    layout = Layout.of(document_text.removeprefix(_BOM), document)
    by_hand = []
    for edit in edits:
        try:
            layout = _edited(layout, edit, first)
        except OddLayoutError:
            by_hand.append(_by_hand(edit))
    return Amended(text=mark + layout.text, by_hand=tuple(by_hand))


def _edited(layout: Layout, edit: Edit, first: date) -> Layout:
    value = layout.document.value
    if not isinstance(value, dict):
        raise OddLayoutError
    rows = value.get(edit.list) or []
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise OddLayoutError
    mappings = [row for row in rows if isinstance(row, dict)]
    if isinstance(edit, Addition):
        index = insertion_index(edit.list, mappings, edit.row)
        text = insert_row(layout, edit.list, mappings, edit.row, index, first)
        wanted: list[Value] = [*rows[:index], dict(edit.row), *rows[index:]]
    else:
        index = _index(mappings, edit)
        text = change_key(layout, (edit.list, index), edit.key, edit.after)
        wanted = [*rows[:index], changed(mappings[index], edit.key, edit.after), *rows[index + 1 :]]
    return _checked(text, layout, {**value, edit.list: wanted})


def _index(rows: Sequence[Row], edit: Change) -> int:
    found = [index for index, row in enumerate(rows) if row.get("id") == edit.id]
    if len(found) != 1:
        raise OddLayoutError
    return found[0]


def changed(row: Row, key: str, after: "Value | None") -> dict[str, Value]:
    """Give a row with another value of a key, or without it."""
    return {**row, key: after} if after is not None else {name: value for name, value in row.items() if name != key}


def _checked(text: str, before: Layout, wanted: Value) -> Layout:
    """Read the text again; raises OddLayoutError where it does not say what it should."""
    try:
        after = Layout.read(text, before.document.file)
    except CourseError:
        raise OddLayoutError from None
    if _meant(after.document.value) != _meant(wanted):
        raise OddLayoutError
    if len(after.document.warnings) > len(before.document.warnings):
        raise OddLayoutError
    return after


def _meant(value: Value) -> Value:
    """Leave out the space around texts, which no data file means."""
    match value:
        case str():
            return value.strip()
        case list():
            return [_meant(each) for each in value]
        case dict():
            return {key: _meant(each) for key, each in value.items()}


def _by_hand(edit: Edit) -> ByHand:
    if isinstance(edit, Addition):
        lines = item(dict(edit.row), 2, block=edit.list in BLOCKS)
        return ByHand(edit=edit, where=f"a new row under `{edit.list}` in {edit.file}", lines=tuple(lines))
    where = f"in the row `{edit.id}` under `{edit.list}` in {edit.file}"
    if edit.after is None:
        return ByHand(edit=edit, where=f"take `{edit.key}` out, {where}", lines=())
    return ByHand(edit=edit, where=where, lines=tuple(entry(edit.key, edit.after, 4)))
