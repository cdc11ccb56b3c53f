"""What an import has understood, would change, and could not understand, said line by line."""

from collections.abc import Iterator, Mapping, Sequence

from feeds.authoring.data_files import Content, Row, rows_of
from feeds.authoring.imports.found import Unread
from feeds.authoring.updates.amendment import Change, Edit
from feeds.authoring.updates.proposal import Left
from feeds.authoring.updates.update import Update
from feeds.authoring.yaml_text import flow
from feeds.course.document import Value
from feeds.course.wording import counted, listed

NOT_WRITTEN = "Nothing is written. To write it, say the same with --write."

_WIDTH = 110
_NOUNS = {
    "lectures": ("lecture", "lectures"),
    "tutorials": ("tutorial", "tutorials"),
    "exams": ("exam", "exams"),
    "assignments": ("assignment", "assignments"),
    "slots": ("weekly office hour", "weekly office hours"),
    "one_off": ("office hour held once", "office hours held once"),
    "holidays": ("holiday", "holidays"),
    "people": ("person", "people"),
}


def columns(taken_for: Sequence[tuple[str, str | None]]) -> Iterator[str]:
    """Say what each column of a spreadsheet was taken for."""
    if taken_for:
        yield "Columns:"
        width = max(len(header) for header, _ in taken_for)
        yield from (f"  {header:{width}}  {word or '(left alone)'}" for header, word in taken_for)


def understood(contents: Mapping[str, Content]) -> Iterator[str]:
    """Say what a new course has: how many of each, then row by row."""
    lists = [
        (file, key, rows_of(content, key)) for file, content in contents.items() for key in _NOUNS if key in content
    ]
    lists = [each for each in lists if each[2]]
    counts = (f"{len(rows)} {_noun(file, key)[len(rows) != 1]}" for file, key, rows in lists)
    yield f"The course has {listed(list(counts)) or 'nothing'}."
    for file, key, rows in lists:
        yield ""
        yield f"{file}, {key}:"
        yield from (f"  {_row(row)}" for row in rows)


def proposed(update: Update) -> Iterator[str]:
    """Say what an import would change in a course: row by row, with the values before and after."""
    edits: list[Edit] = [*update.proposal.changes, *update.proposal.additions]
    by_hand = {id(each.edit) for each in update.by_hand}
    made = [edit for edit in edits if id(edit) not in by_hand]
    yield f"{counted(len(made), 'difference')} to write." if made else "No difference to write."
    for edit in made:
        if isinstance(edit, Change):
            before, after = (_said(value) for value in (edit.before, edit.after))
            yield f"  {edit.file}, {edit.id}: {edit.key}: {before} → {after}"
        else:
            yield f"  {edit.file}, new under {edit.list}: {_short(flow(dict(edit.row)))}"
    if update.by_hand:
        yield f"{counted(len(update.by_hand), 'difference')} to write by hand:"
        for each in update.by_hand:
            yield f"  {each.where}"
            yield from (f"    {line}" for line in each.lines)
    yield from _left("not in the file, left as they are", update.proposal.missing)
    yield from _left("left as they are", update.proposal.left)


def unread(found: Sequence[Unread], heading: str) -> Iterator[str]:
    """Say what was not understood, or is to be looked at, each with its line."""
    if found:
        yield f"{heading} ({len(found)}):"
        yield from (f"  line {each.line}: {_short(' '.join(each.text.split()))}: {each.why}" for each in found)


def _left(heading: str, rows: Sequence[Left]) -> Iterator[str]:
    if rows:
        yield f"{counted(len(rows), 'row')} {heading}:"
        yield from (f"  {each.file}, {each.row.get('id')}: {_row(each.row)} ({each.why})" for each in rows)


def _noun(file: str, key: str) -> tuple[str, str]:
    return ("weekly tutorial", "weekly tutorials") if (file, key) == ("tutorials.yaml", "slots") else _NOUNS[key]


def _row(row: Row) -> str:
    """Say what a row is: when, its name, and who."""
    when = " ".join(str(row[key]) for key in ("date", "first", "last", "day", "start") if key in row)
    days = ", ".join(f"{key} {row[key]}" for key in ("out", "due") if key in row)
    people = row.get("speakers") or row.get("hosts") or []
    names = [
        str(each["name"]) if isinstance(each, dict) else str(each)
        for each in (people if isinstance(people, list) else [])
    ]
    title = str(row.get("title") or row.get("name") or row.get("id"))
    return _short("  ".join(part for part in (when, title, days, str(row.get("role", "")), ", ".join(names)) if part))


def _said(value: "Value | None") -> str:
    return "nothing" if value is None else _short(flow(value))


def _short(text: str) -> str:
    return text if len(text) <= _WIDTH else f"{text[: _WIDTH - 1]}…"
