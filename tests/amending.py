"""Edits of hand-written files, and imports into them, as tests make and show them."""

from collections.abc import Mapping
from datetime import date
from difflib import unified_diff
from pathlib import Path

from feeds.authoring.data_files import Content
from feeds.authoring.updates.amendment import Addition, Change, amend
from feeds.authoring.updates.proposal import Left, Proposal
from feeds.course.document import Document, Value
from feeds.course.parser import parse

FIRST = date(2025, 9, 4)
"""The day of the first class, unless a test says another."""

Texts = Mapping[str, str]
"""Data files by their names."""


def texts(folder: Path) -> dict[str, str]:
    """Read a course's data files as they stand."""
    return {file.name: file.read_bytes().decode() for file in sorted(folder.glob("*.yaml"))}


def documents(files: Texts) -> dict[str, Document]:
    """Read what data files say."""
    return {file: parse(text.encode(), file) for file, text in files.items()}


def contents(files: Texts) -> dict[str, Content]:
    """Give what data files say as if it had been imported."""
    values = {file: document.value for file, document in documents(files).items()}
    return {file: value for file, value in values.items() if isinstance(value, dict)}


def amended(files: Texts, proposal: Proposal) -> dict[str, str]:
    """Do what is proposed; all of it can be done."""
    found = dict(files)
    for file in proposal.files:
        result = amend(files[file], documents(files)[file], proposal.edits(file), first=FIRST)
        assert result.by_hand == ()
        found[file] = result.text
    return found


def difference(before: str, after: str) -> list[str]:
    """Give the lines that went, with a minus in front, and those that came, with a plus."""
    diff = unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return [line for line in diff if not line.startswith(("---", "+++", "@@"))]


def shown(proposal: Proposal) -> list[str]:
    """Write what is proposed, a line each."""
    return [
        *(f"{each.id}.{each.key}: {_short(each.before)} → {_short(each.after)}" for each in proposal.changes),
        *(f"new {each.list}: {_short(dict(each.row))}" for each in proposal.additions),
        *(f"not there: {_named(each)}" for each in proposal.missing),
        *(f"left: {_named(each)}" for each in proposal.left),
    ]


def _named(left: Left) -> str:
    return f"{left.row['id']} ({left.why})"


def _short(value: "Value | None") -> str:
    match value:
        case None:
            return "nothing"
        case list():
            return f"[{', '.join(map(_short, value))}]"
        case dict():
            return f"{{{', '.join(f'{key}: {_short(each)}' for key, each in value.items())}}}"
    return str(value)


def change(id: str, key: str, after: "Value | None", list: str = "lectures") -> Change:
    """Make an edit of a key of a row."""
    return Change(file="x.yaml", list=list, id=id, key=key, before=None, after=after)


def addition(list: str, **row: Value) -> Addition:
    """Make an edit that adds a row."""
    return Addition(file="x.yaml", list=list, row=row)
