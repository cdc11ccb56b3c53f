"""A data file as text values, each with the place where it stands."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from feeds.errors import Problem, Severity

Path: TypeAlias = tuple[str | int, ...]
Value: TypeAlias = "str | list[Value] | dict[str, Value]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One data file: its text values and where each of them stands.

    `positions` maps the path of a value to its (line, column), counted from 1; `keys` does so for the key in
    front of it. `kept` maps a key to the indexes that the items of its list have in the file, where some of
    them were left out. `warnings` tell what was probably not read as it was meant. `lines` are its text, unless an
    editor may count them otherwise than YAML does.
    """

    file: str
    value: Value
    positions: Mapping[Path, tuple[int, int]]
    keys: Mapping[Path, tuple[int, int]]
    kept: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    warnings: tuple[Problem, ...] = ()
    lines: tuple[str, ...] = field(default=(), compare=False, repr=False)

    def position(self, path: Path, *, at_key: bool = False) -> tuple[int, int]:
        """Say where a value, its key, or the nearest thing around it that the file holds, begins."""
        match path:
            case (str(key), int(index), *rest) if key in self.kept:
                path = (key, self.kept[key][index], *rest)
        position = self.keys.get(path) if at_key else None
        while position is None:
            position = self.positions.get(path)
            path = path[:-1]
        return position

    def text(self, position: tuple[int, int]) -> str:
        """Give what stands on a line from a place on, as far as that is known."""
        line, column = position
        return self.lines[line - 1][column - 1 :] if self.lines else ""

    def problem(
        self, path: Path, message: str, *, at_key: bool = False, severity: Severity = Severity.ERROR
    ) -> Problem:
        """Make a problem at a value, at its key, or at the nearest thing around it that the file holds."""
        line, column = self.position(path, at_key=at_key)
        return Problem(file=self.file, line=line, column=column, message=message, severity=severity)

    def at(self, path: Path) -> Value:
        """Give the value at a path, which is empty text where the file holds none."""
        value = self.value
        for step in path:
            match value, step:
                case dict(), str(key):
                    value = value.get(key, "")
                case list(), int(index):
                    value = value[index]
                case _:
                    return ""
        return value

    def without(self, paths: Set[Path]) -> "Document":
        """Leave out some keys, or items of the lists under them; what stays keeps its place in the file."""
        if not isinstance(self.value, dict):
            return self
        value: dict[str, Value] = {}
        kept = {}
        for key, inner in self.value.items():
            if (key,) in paths:
                continue
            value[key] = inner
            if isinstance(inner, list):
                kept[key] = tuple(index for index in range(len(inner)) if (key, index) not in paths)
                value[key] = [inner[index] for index in kept[key]]
        return replace(self, value=value, kept=kept)


@dataclass(frozen=True, slots=True)
class Spot:
    """A value in a document, to go further into by `/` and to report problems at."""

    document: Document
    path: Path = ()

    def __truediv__(self, step: str | int) -> "Spot":
        return Spot(self.document, (*self.path, step))

    @property
    def value(self) -> Value:
        """What stands here, which is empty text where the file holds nothing."""
        return self.document.at(self.path)

    @property
    def keys(self) -> frozenset[str]:
        """The keys of the mapping that this is."""
        value = self.value
        return frozenset(value) if isinstance(value, dict) else frozenset()

    @property
    def row(self) -> "Spot":
        """The row that this is in: an item of one of the file's lists."""
        return Spot(self.document, self.path[:2])

    def problem(self, message: str, severity: Severity = Severity.ERROR) -> Problem:
        """Make a problem at this value, or at what is around it where the file does not hold it."""
        return self.document.problem(self.path, message, severity=severity)

    def __str__(self) -> str:
        """Name the file, without its folder, and the line."""
        line, _ = self.document.position(self.path)
        return f"{self.document.file.rpartition('/')[2]}:{line}"
