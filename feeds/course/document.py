"""YAML with positions: every scalar as text, every key and value with its line and column.

Plain YAML reads `14:00` as 840, `no` as False and a repeated key silently as the last one, so nothing is
converted here and what is ambiguous is refused. This is the only module that imports yaml.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import yaml

from feeds.errors import CourseError, Problem, Severity

Path: TypeAlias = tuple[str | int, ...]
Value: TypeAlias = "str | list[Value] | dict[str, Value]"

MAX_BYTES = 1_000_000

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_PLAIN_TAGS = {f"tag:yaml.org,2002:{name}" for name in ("str", "seq", "map")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One data file: its text values and where each of them stands.

    `positions` maps the path of a value to its (line, column), counted from 1; `keys` does so for the key in
    front of it.
    """

    file: str
    value: Value
    positions: Mapping[Path, tuple[int, int]]
    keys: Mapping[Path, tuple[int, int]]

    def problem(
        self, path: Path, message: str, *, at_key: bool = False, severity: Severity = Severity.ERROR
    ) -> Problem:
        """Make a problem at a value, at its key, or at the nearest thing around it that the file holds."""
        position = self.keys.get(path) if at_key else None
        while position is None:
            position = self.positions.get(path)
            path = path[:-1]
        line, column = position
        return Problem(file=self.file, line=line, column=column, message=message, severity=severity)


@dataclass(frozen=True, slots=True)
class Spot:
    """A value in a document, to go further into by `/` and to report problems at."""

    document: Document
    path: Path = ()

    def __truediv__(self, step: str | int) -> "Spot":
        return Spot(self.document, (*self.path, step))

    def problem(self, message: str, severity: Severity = Severity.ERROR) -> Problem:
        """Make a problem at this value, or at what is around it where the file does not hold it."""
        return self.document.problem(self.path, message, severity=severity)


def parse(data: bytes, file: str) -> Document:
    """Read a data file's bytes; `file` is the name to print in problems.

    Raises CourseError with every problem of the file's form: not UTF-8, not YAML, a key given twice, an alias
    (which can blow a small file up without bound) or a tag (which could ask for objects).
    """
    if len(data) > MAX_BYTES:
        raise CourseError(
            [
                _problem(
                    file,
                    f"the file is larger than {MAX_BYTES:,} bytes; split the course or look for a mistake",
                )
            ]
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        raise CourseError([_problem(file, "this is not UTF-8 text; save the file as UTF-8", line, column)]) from None
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        raise CourseError([_syntax_problem(file, error)]) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        message = f"the character U+{ord(text[error.position]):04X} does not belong in a text file; take it out"
        raise CourseError([_problem(file, message, line)]) from None
    except RecursionError:
        raise CourseError([_problem(file, "lists and mappings are nested too deeply; take some levels out")]) from None
    reading = _Reading(file)
    value = reading.value(node, ()) if node is not None else {}
    if reading.problems:
        raise CourseError(reading.problems)
    reading.positions.setdefault((), (1, 1))
    return Document(file=file, value=value, positions=reading.positions, keys=reading.keys)


def _problem(file: str, message: str, line: int = 1, column: int = 1) -> Problem:
    return Problem(file=file, line=line, column=column, message=message)


def _syntax_problem(file: str, error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    said = error.problem or error.context or "it cannot be read"
    advice = {
        "mapping values are not allowed in this context": "put text that holds ': ' in quotes",
        "found character that cannot start any token": "indent with spaces, not tabs; text with @ or ` in front needs quotes",
        "did not find expected key": "check the indentation, and that every quote and bracket is closed",
        "could not find expected ':'": "write `key: value`, and close every quote",
    }.get(said, "check the indentation, quotes and brackets around here")
    return _problem(file, f"this is not YAML ({said}); {advice}", line, column)


@dataclass(slots=True)
class _Reading:
    """Collects positions and problems on one walk over the nodes."""

    file: str
    positions: dict[Path, tuple[int, int]] = field(default_factory=dict)
    keys: dict[Path, tuple[int, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)

    def value(self, node: yaml.Node, path: Path) -> Value:
        self.positions[path] = place = (node.start_mark.line + 1, node.start_mark.column + 1)
        if id(node) in self.seen:
            self.problems.append(_problem(self.file, "aliases (*name) are not used here; write it out", *place))
            return ""
        self.seen.add(id(node))
        if node.tag not in _PLAIN_TAGS:
            self.problems.append(_problem(self.file, f"tags ({node.tag}) are not used here; take it out", *place))
            return ""
        match node:
            case yaml.MappingNode():
                return self.mapping(node, path)
            case yaml.SequenceNode():
                return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]
            case _:
                return str(node.value)

    def mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Value]:
        result: dict[str, Value] = {}
        for key_node, value_node in node.value:
            place = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            if not isinstance(key_node, yaml.ScalarNode):
                self.problems.append(_problem(self.file, "a key must be a single word; write `key: value`", *place))
                continue
            key = str(key_node.value)
            if key in result:
                first = self.keys[(*path, key)][0]
                message = f"{key!r} is given twice (first on line {first}); keep one of them"
                self.problems.append(_problem(self.file, message, *place))
                continue
            self.keys[(*path, key)] = place
            result[key] = self.value(value_node, (*path, key))
        return result
