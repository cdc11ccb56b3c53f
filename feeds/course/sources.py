"""Where each event is written in the course's files, and where more may be written of it.

YAML has many ways to write the same. A place is given where the line itself shows it, as in the ways that people use;
of a row that is written in another way there is none.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from feeds.course.document import Path, Spot
from feeds.course.draft import Draft
from feeds.course.model import Gap, Source

# What of a row may be written anew.
_KEYS = ("cancelled", "tentative", "room", "out", "due")

# A value that stands in the file as it is, in quotes or without.
_AS_IT_IS = re.compile(r"""[^\W_][^"'\\]*""")
_OPENS = re.compile(r"\s*(?:-\s+)?\{")
# A change in braces, all of it: neither quotes nor a comment hide where it ends.
_WHOLE = re.compile(r"""\s*-\s+\{(?:[^{}"'#]|\{[^{}"'#]*\})*\}\s*(?:\s#.*)?""")


def sources(draft: Draft) -> dict[str, Source]:
    """Find where each event of a finished draft, by its id, is written."""
    rows: dict[tuple[str, Path], Source] = {}
    found = {}
    for id, spot in draft.spots.items():
        known = (spot.document.file, spot.path[:2])
        source = rows.get(known)
        if source is None:
            source = rows[known] = _row(spot.row)
        if held := draft.weeks.get(id):
            source = replace(source, gaps=_week(source.gaps, spot), day=held.day, hosts=held.hosts)
        found[id] = source
    return found


def _row(row: Spot) -> Source:
    gaps = dict(_gaps(row))
    return Source(
        file=row.document.file.rpartition("/")[2],
        line=row.document.position(row.path)[0],
        gaps={key: gap for key, gap in gaps.items() if gap} if all(gaps.values()) else {},
    )


def _gaps(row: Spot) -> Iterator[tuple[str, Gap | None]]:
    keys = row.keys
    yield "id", _more(row, keys)
    if "changes" in keys:
        yield "changes", _first(row / "changes")
    # Of a slot, single weeks change, and all that they take is a change.
    for key in _KEYS if row.path[0] != "slots" else ():
        if key in keys:
            yield key, _said(row, key)


def _more(row: Spot, keys: frozenset[str]) -> Gap | None:
    """Find where another key may stand: in braces behind the id, else before all; in lines below the id."""
    document, path = row.document, row.path
    begins, (line, column) = document.position(path), document.position((*path, "id"), at_key=True)
    if _OPENS.fullmatch(document.text((begins[0], 1)), 0, begins[1]):
        id = document.at((*path, "id"))
        return _once(row, (line, column), f"id: {id},") or _once(row, begins, "{")
    in_lines = any(document.position((*path, key), at_key=True) == begins for key in keys)
    return Gap(line=line, indent=column - 1) if in_lines and _said(row, "id") else None


def _said(row: Spot, key: str) -> Gap | None:
    """Find the whole of what a row says of a key, if it is on one line."""
    value = row.document.at((*row.path, key))
    if not isinstance(value, str) or not _AS_IT_IS.fullmatch(value):
        return None
    position = row.document.position((*row.path, key), at_key=True)
    texts = (f"{key}: {quote}{value}{quote}" for quote in ("", '"', "'"))
    found = next((gap for text in texts if (gap := _once(row, position, text))), None)
    return found and Gap(line=found.line, instead_of=found.behind)


def _once(row: Spot, position: tuple[int, int], text: str) -> Gap | None:
    """Give a text to write behind, if it stands at a place, and nowhere else in its line."""
    line, _ = position
    once = row.document.text(position).startswith(text) and row.document.text((line, 1)).count(text) == 1
    return Gap(line=line, behind=text) if once else None


def _first(changes: Spot) -> Gap | None:
    """Find where a change may stand before all others."""
    document, path = changes.document, changes.path
    key, (line, column) = document.position(path, at_key=True), document.position(path)
    if document.text(key).startswith("changes:") and document.text((line, column)).startswith("-"):
        return Gap(line=key[0], indent=column - 1)
    return _once(changes, key, "changes: [")


def _week(gaps: Mapping[str, Gap], spot: Spot) -> Mapping[str, Gap]:
    """Let a change stand below one of its own week, over which it is to win."""
    if "changes" not in gaps or "date" not in spot.keys:
        return gaps
    line, _ = spot.document.position(spot.path)
    below = gaps["changes"].behind is None and _WHOLE.fullmatch(spot.document.text((line, 1)))
    return {**gaps, "changes": replace(gaps["changes"], line=line)} if below else {}
