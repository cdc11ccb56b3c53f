"""One key of a row that stands in a file is written anew, put in, or taken out."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from feeds.authoring.updates.layout import Layout, OddLayoutError
from feeds.authoring.yaml_text import entry, flow, item, scalar
from feeds.course.document import Path, Value

_COMMENT_LINE = re.compile(r"\s*#")
_COMMENT_BEHIND = re.compile(r"\s*(?:[|>][-+0-9]*)?(\s+#.*)?")


def change_key(layout: Layout, row: Path, key: str, after: "Value | None") -> str:
    """Give the text with another value of a row's key, where None stands for no such key.

    Raises OddLayoutError where the row is written in a way that is not edited here.
    """
    value, path = layout.document.at(row), (*row, key)
    if not isinstance(value, dict) or (after is None and key not in value):
        raise OddLayoutError
    in_flow = layout.in_flow(row)
    if key in value and isinstance(after, str) and (end := layout.scalar_end(path)):
        behind = layout.rest(end).strip()
        if in_flow or behind or len(entry(key, after)) == 1:
            return layout.with_text(layout.place(path), end, scalar(after, in_flow=in_flow))
    if in_flow:
        rest = {name: inner for name, inner in value.items() if after is not None or name != key}
        return _flow_row(layout, row, rest if after is None else {**rest, key: after})
    if after is None:
        return _without_key(layout, path)
    if key not in value:
        return _with_key(layout, row, key, after)
    if isinstance(after, list) and after and _is_block_list(layout, path):
        return _with_items(layout, path, after)
    return _fresh(layout, path, after)


def _flow_row(layout: Layout, row: Path, value: Value) -> str:
    """Write a row in braces as one line, or as several where it is too long for one; comments inside go above it."""
    start, (end, comments) = layout.place(row), layout.flow_end(row)
    if layout.in_flow(row[:1]):
        if comments:
            raise OddLayoutError
        return layout.with_text(start, end, flow(value))
    line, indent = layout.dash(row)
    first, *others = item(value, indent)
    above = [" " * indent + comment for comment in comments]
    return layout.with_lines(line, end[0] + 1, [*above, first + layout.rest(end), *others])


def _margin(layout: Layout, row: Path) -> int:
    """Give the column of a row's keys, each of which is on a line of its own."""
    value = layout.document.at(row)
    places = [layout.key((*row, key)) for key in value] if isinstance(value, dict) else []
    columns = {column for _, column in places}
    if len(columns) != 1 or len({line for line, _ in places}) != len(places):
        raise OddLayoutError
    layout.dash(row)
    return columns.pop()


def _with_key(layout: Layout, row: Path, key: str, value: Value) -> str:
    _, last = layout.extent(row)
    return layout.with_lines(last, last, entry(key, value, _margin(layout, row)))


def _without_key(layout: Layout, path: Path) -> str:
    row, margin = path[:-1], _margin(layout, path[:-1])
    first, last = layout.extent(path)
    kept = _comments(layout, path, first, last)
    if layout.place(row)[0] != first:
        return layout.with_lines(first, last, kept)
    # The dash goes to the key that is the first now.
    if last == layout.extent(row)[1] or _COMMENT_LINE.match(layout.lines[last]) or not layout.lines[last].strip():
        raise OddLayoutError
    head = layout.lines[first][:margin] + layout.lines[last][margin:]
    return layout.with_lines(first, last + 1, [*kept, head])


def _fresh(layout: Layout, path: Path, value: Value) -> str:
    """Write a key's lines anew; a comment behind the key stays there, others go above it."""
    margin, (first, last) = _margin(layout, path[:-1]), layout.extent(path)
    lines = entry(str(path[-1]), value, margin)
    lines[0] = layout.lines[first][:margin] + lines[0][margin:] + _behind(layout, path)
    return layout.with_lines(first, last, [*_comments(layout, path, first, last), *lines])


def _behind(layout: Layout, path: Path) -> str:
    """Give the comment that stands behind a key, or behind its value on the same line."""
    line, column = layout.key(path)
    if layout.in_flow(path):
        end, comments = layout.flow_end(path)
        return f"{layout.rest(end).rstrip()}{''.join(f'  {comment}' for comment in comments)}"
    if ends := layout.scalar_end(path):
        return layout.rest(ends)
    match = _COMMENT_BEHIND.fullmatch(layout.rest((line, column + len(str(path[-1])) + 1)))
    return (match[1] or "") if match else ""


def _comments(layout: Layout, path: Path, first: int, last: int) -> list[str]:
    """Find the lines of a value that are only comments; raises OddLayoutError where one may stand behind something."""
    if layout.in_flow(path) or isinstance(layout.document.at(path), str):
        return []
    lines = layout.lines[first + 1 : last]
    kept = [line for line in lines if _COMMENT_LINE.match(line)]
    if any(re.search(r"\s#", line) for line in lines if line not in kept):
        raise OddLayoutError
    return kept


def _is_block_list(layout: Layout, path: Path) -> bool:
    value = layout.document.at(path)
    return isinstance(value, list) and bool(value) and not layout.in_flow(path)


def _with_items(layout: Layout, path: Path, after: Sequence[Value]) -> str:
    """Change the items of a list with dashes that are different, and leave the lines of the others."""
    before = layout.document.at(path)
    extents = [layout.extent((*path, index)) for index in range(len(before))]
    _, indent = layout.dash((*path, 0))
    new = [item(each, indent) for each in after]
    start, (_, end) = extents[0][0], extents[-1]
    lines: list[str] = []
    at = start
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, [*map(repr, before)], [*map(repr, after)], False).get_opcodes():
        if tag == "equal":
            continue
        first = extents[i1][0] if i1 < i2 else extents[i1 - 1][1] if i1 else start
        last = extents[i2 - 1][1] if i1 < i2 else first
        lines += layout.lines[at:first]
        lines += _between(layout, [(*path, index) for index in range(i1, i2)], first, last)
        lines += [line for each in new[j1:j2] for line in each]
        at = last
    return layout.with_lines(start, end, [*lines, *layout.lines[at:end]])


def _between(layout: Layout, items: Sequence[Path], first: int, last: int) -> list[str]:
    """Find the comments and empty lines around and inside of items that are not written any more."""
    kept = []
    inside = {line for each in items for line in range(*layout.extent(each))}
    for line in range(first, last):
        text = layout.lines[line]
        if line not in inside:
            kept.append(text)
        elif re.search(r"\s#", text):
            raise OddLayoutError
    return kept
