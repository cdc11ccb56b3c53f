"""Where the parts of a hand-written file stand in its lines, and the same text with some of it written anew.

Lines and columns count from 0 here. What the lines do not show plainly raises OddLayoutError.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from feeds.course.document import Document, Path
from feeds.course.parser import parse

Place = tuple[int, int]
"""A line and a column."""

_BREAKS = re.compile("(\r\n|[\n\r\x85\u2028\u2029])")
_DASH = re.compile(r"\s*-\s+")
_LONE_DASH = re.compile(r"\s*-\s*(#.*)?")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|' + r"'(?:[^']|'')*'")
_NO_CONTENT = re.compile(r"\s*(#.*)?")


class OddLayoutError(Exception):
    """Something is written in a way that is not edited here, though it may well be YAML."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A file's lines, the breaks behind them (the last has none), and what YAML reads there."""

    lines: tuple[str, ...]
    breaks: tuple[str, ...]
    document: Document

    @classmethod
    def of(cls, text: str, document: Document) -> "Layout":
        """Take a text, without a byte order mark, and what was read in it."""
        parts = _BREAKS.split(text)
        return cls(tuple(parts[::2]), (*parts[1::2], ""), document)

    @classmethod
    def read(cls, text: str, file: str) -> "Layout":
        """Read a text without a byte order mark; raises CourseError where it is no data file."""
        return cls.of(text, parse(text.encode(), file))

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(line + end for line, end in zip(self.lines, self.breaks, strict=True))

    def with_lines(self, first: int, last: int, new: Sequence[str]) -> str:
        """Give the text with new lines instead of those from `first` up to `last`, which is not one of them."""
        lines = [*self.lines[:first], *new, *self.lines[last:]]
        usual = next(iter(self.breaks)) or "\n"
        breaks = [*self.breaks[:first], *([usual] * len(new)), *self.breaks[last:]]
        ends = [*(each or usual for each in breaks[: len(lines) - 1]), ""]
        return "".join(line + end for line, end in zip(lines, ends, strict=True))

    def with_text(self, start: Place, end: Place, new: str) -> str:
        """Give the text with something else between two places."""
        line = self.lines[start[0]][: start[1]] + new + self.lines[end[0]][end[1] :]
        return self.with_lines(start[0], end[0] + 1, [line])

    def rest(self, place: Place) -> str:
        """Give what stands on a line from a place on."""
        return self.lines[place[0]][place[1] :]

    def place(self, path: Path) -> Place:
        """Say where a value begins."""
        line, column = self.document.positions[path]
        return line - 1, column - 1

    def key(self, path: Path) -> Place:
        """Say where the key of a value begins."""
        line, column = self.document.keys[path]
        place = line - 1, column - 1
        if not self.rest(place).startswith(f"{path[-1]}:"):
            raise OddLayoutError
        return place

    def in_flow(self, path: Path) -> bool:
        """Tell whether a value is in brackets or braces of its own."""
        return self.rest(self.place(path))[:1] in ("[", "{")

    def dash(self, path: Path) -> Place:
        """Say where the dash of an item of a list stands; raises OddLayoutError where there is none on its line."""
        line, column = self.place(path)
        before = self.lines[line][:column]
        if not _DASH.fullmatch(before):
            raise OddLayoutError
        return line, len(before) - len(before.lstrip())

    def extent(self, path: Path) -> Place:
        """Give the first line of a key with its value, or of an item, and the line behind its last one."""
        first = self.key(path)[0] if isinstance(path[-1], str) else self.dash(path)[0]
        last = min((line for line in self._beginnings(path) if line >= first), default=len(self.lines))
        if last == first:
            raise OddLayoutError  # something else is on the same line
        content = self._content_of_text(path)
        while _NO_CONTENT.fullmatch(self.lines[last - 1]) and last - 1 > content:
            last -= 1
        return first, last

    def _beginnings(self, path: Path) -> Iterator[int]:
        """Yield the lines on which what is behind a value begins."""
        begins = self.document.positions[path]
        for places in (self.document.keys, self.document.positions):
            for other, place in places.items():
                if place > begins and other[: len(path)] != path:
                    yield self._first_line(other, place[0] - 1)

    def _first_line(self, path: Path, line: int) -> int:
        """Find the line of an item's dash, which may stand alone above it."""
        if path and isinstance(path[-1], int) and line and not self.lines[line].lstrip().startswith("-"):
            above = line - 1
            while above and _NO_CONTENT.fullmatch(self.lines[above]):
                above -= 1
            return above if _LONE_DASH.fullmatch(self.lines[above]) else line
        return line

    def _content_of_text(self, path: Path) -> int:
        """Find the last line of a block of text at the end of a value, in which # begins no comment."""
        last = max((each for each in self.document.positions if each[: len(path)] == path), key=self.place)
        place = self.place(last)
        if self.rest(place)[:1] not in ("|", ">") or last not in self.document.keys:
            return place[0]
        margin = self.document.keys[last][1] - 1
        line = content = place[0]
        while line + 1 < len(self.lines):
            line += 1
            text = self.lines[line]
            if text.strip():
                if len(text) - len(text.lstrip(" ")) <= margin:
                    break
                content = line
        return content

    def scalar_end(self, path: Path) -> Place | None:
        """Say where a text ends that is on one line, with its quotes if it has any; None of other values."""
        value = self.document.at(path)
        line, column = place = self.place(path)
        text = self.rest(place)
        if not isinstance(value, str):
            return None
        if quoted := _QUOTED.match(text):
            return line, column + quoted.end()
        return (line, column + len(value)) if value and text.startswith(value) else None

    def flow_end(self, path: Path) -> tuple[Place, tuple[str, ...]]:
        """Say where a value in brackets or braces ends, and give the comments inside it."""
        line, column = self.place(path)
        depth, fresh, comments = 0, True, []
        while line < len(self.lines):
            text = self.lines[line]
            while column < len(text):
                each = text[column]
                if each == "#" and (not column or text[column - 1].isspace()):
                    comments.append(text[column:])
                    break
                if fresh and each in "\"'":
                    quoted = _QUOTED.match(text, column)
                    if not quoted:
                        raise OddLayoutError
                    column = quoted.end()
                    # A colon right behind a quoted key needs no space.
                    fresh = text[column : column + 1] == ":"
                    column += fresh
                    continue
                depth += (each in "[{") - (each in "]}")
                if not depth:
                    return (line, column + 1), tuple(comments)
                colon = each == ":" and text[column + 1 : column + 2] in ("", " ", "\t", ",", "]", "}")
                fresh = each in "[{," or colon or (fresh and each.isspace())
                column += 1
            line, column = line + 1, 0
        raise OddLayoutError
