"""A data file's bytes become a document: YAML with every scalar as text, every key and value with its place.

Plain YAML reads `14:00` as 840, `no` as False and a repeated key silently as the last one, so nothing is
converted here and what is ambiguous is refused. This is the only module that imports yaml.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from feeds.course.document import Document, Path, Value
from feeds.errors import MAX_PROBLEMS, MORE, CourseError, Problem, Severity, at_most, quoted

MAX_BYTES = 1_000_000
MAX_DEPTH = 20
# Far more than a course of a thousand people needs in one file, and read within a second.
MAX_VALUES = 20_000
MAX_KEY = 100

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_TAGS = "tag:yaml.org,2002:"
_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_CUT = re.compile(r"[ \t]+#[^\s#]")
_NULLS = ("null", "Null", "NULL", "~")
_PLAIN_TAGS = {None, *(f"{_TAGS}{name}" for name in ("str", "seq", "map"))}


def parse(data: bytes, file: str) -> Document:
    """Read a data file's bytes; `file` is the name to print in problems.

    Raises CourseError with every problem of the file's form: not UTF-8, not YAML, a key given twice, an anchor
    or an alias (which can blow a small file up without bound) or a tag (which could ask for objects).
    """
    if len(data) > MAX_BYTES:
        message = f"the file is larger than {MAX_BYTES:,} bytes; split the course or look for a mistake"
        raise CourseError([_problem(file, message)])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, column = _end(error.object[: error.start].decode())
        raise CourseError([_problem(file, "this is not UTF-8 text; save the file as UTF-8", line, column)]) from None
    lines = split_lines(text)
    if conflicts := at_most(_conflicts(file, lines)):
        raise CourseError(conflicts)
    # Events and not nodes: libyaml makes nodes by recursion in C, and a deeply nested file would end the process.
    end = _end(text.rstrip())
    reading = _Reading(file, yaml.parse(text, Loader=_LOADER), lines, end)
    try:
        value = reading.document()
    except yaml.MarkedYAMLError as error:
        raise CourseError([*reading.problems, _syntax_problem(file, end, error)]) from None
    except yaml.reader.ReaderError as error:
        # The error's own position counts bytes in one loader and characters in the other.
        line, column = _end(text[: text.index(chr(error.character))])
        message = f"the character U+{error.character:04X} does not belong in a text file; take it out"
        raise CourseError([*reading.problems, _problem(file, message, line, column)]) from None
    if reading.problems:
        raise CourseError(reading.problems)
    return Document(
        file=file,
        value=value,
        positions=reading.positions,
        keys=reading.keys,
        warnings=tuple(at_most(reading.warnings)),
        lines=tuple(lines) if len(lines) == text.count("\n") + 1 else (),
    )


def _problem(
    file: str, message: str, line: int = 1, column: int = 1, *, severity: Severity = Severity.ERROR
) -> Problem:
    return Problem(file=file, line=line, column=column, message=message, severity=severity)


def split_lines(text: str) -> list[str]:
    """Split a text into lines where YAML does."""
    return _BREAK.split(text)


def _end(text: str) -> tuple[int, int]:
    """Give the line and the column right after some text, both from 1."""
    lines = split_lines(text)
    return len(lines), len(lines[-1]) + 1


def _conflicts(file: str, lines: list[str]) -> Iterator[Problem]:
    message = "git could not merge here; keep one of the two sides, and take the lines with <<<, === and >>> out"
    return (_problem(file, message, number) for number, line in enumerate(lines, 1) if line.startswith("<<<<<<< "))


def _syntax_problem(file: str, end: tuple[int, int], error: yaml.MarkedYAMLError) -> Problem:
    said = error.problem or error.context or "it cannot be read"
    advice = {
        "mapping values are not allowed in this context": "quote text that holds ': ', or check the indentation",
        "found character that cannot start any token": "indent by spaces, not tabs; quote text with @, ` or % in front",
        "found a tab character that violates indentation": "indent by spaces, not tabs",
        "found unexpected end of stream": "close the quote that opens here",
        "found unknown escape character": "put text that holds \\ in single quotes",
        "did not find expected alphabetic or numeric character": "quote text with & or * in front",
        "did not find expected key": (
            "check the indentation, and quotes that open above; quote text that begins with [ or {;"
            " write '' for an apostrophe in single quotes"
        ),
        "did not find expected ',' or ']'": "close the bracket, and quote text that holds brackets, quotes or commas",
        "did not find expected ',' or '}'": "close the bracket, and quote text that holds brackets, quotes or commas",
        "could not find expected ':'": "write `key: value`, and close every quote",
    }.get(said, "check the indentation, quotes and brackets around here")
    # Where these are noticed is lines away from where they are.
    begun = said in ("found unexpected end of stream", "could not find expected ':'")
    mark = (error.context_mark if begun else None) or error.problem_mark
    line, column = min((mark.line + 1, mark.column + 1), end) if mark else (1, 1)
    return _problem(file, f"this is not YAML ({said}); {advice}", line, column)


def _unquoted(text: str) -> str:
    return quoted(text)[1:-1]


@dataclass(slots=True)
class _Reading:
    """Collects values, positions and problems on one walk over the events of a file."""

    file: str
    events: Iterator[yaml.Event]
    lines: list[str]
    end: tuple[int, int]
    positions: dict[Path, tuple[int, int]] = field(default_factory=dict)
    keys: dict[Path, tuple[int, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def place(self, event: yaml.Event) -> tuple[int, int]:
        """Say where an event begins; what is missing at the end is where the text ends, not below it."""
        mark = event.start_mark
        return min((mark.line + 1, mark.column + 1), self.end) if mark else (1, 1)

    def document(self) -> Value:
        """Read the only document that a file may have; an empty file is an empty mapping."""
        self.positions[()] = (1, 1)
        value: Value = {}
        next(self.events)  # the stream begins
        if isinstance(next(self.events), yaml.DocumentStartEvent):
            value = self.value(next(self.events), ())
            next(self.events)  # the document ends
            following = next(self.events)
            if isinstance(following, yaml.DocumentStartEvent):
                self.refuse(following, "a second document begins here; take the line --- out")
        return value

    def value(self, event: yaml.Event, path: Path) -> Value:
        self.positions[path] = self.place(event)
        if len(self.positions) > MAX_VALUES:
            self.refuse(
                event, f"the file holds more than {MAX_VALUES:,} values; split the course or look for a mistake"
            )
            raise CourseError(self.problems)
        if len(path) > MAX_DEPTH:
            self.refuse(event, "lists and mappings are nested too deeply; take some levels out")
            raise CourseError(self.problems)
        self.check(event)
        match event:
            case yaml.MappingStartEvent():
                return self.mapping(path)
            case yaml.SequenceStartEvent():
                return self.sequence(path)
            case yaml.ScalarEvent():
                self.look_behind(event)
                return "" if event.implicit[0] and event.value in _NULLS else str(event.value)
        return ""

    def look_behind(self, event: yaml.ScalarEvent) -> None:
        """Warn where `Paper #3` is read as `Paper`: a comment that begins like no comment."""
        mark = event.end_mark
        line = self.lines[mark.line] if mark and event.implicit[0] and mark.line < len(self.lines) else ""
        if mark and (found := _CUT.match(line, mark.column)):
            message = "what follows # is a comment; quote the text if it belongs to it, or write a space behind #"
            place = mark.line + 1, found.end() - 1
            self.warnings.append(_problem(self.file, message, *place, severity=Severity.WARNING))

    def sequence(self, path: Path) -> list[Value]:
        result: list[Value] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            result.append(self.value(event, (*path, len(result))))
        return result

    def mapping(self, path: Path) -> dict[str, Value]:
        result: dict[str, Value] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self.refuse(
                    event, "a key must be a single word; write `key: value`, and quote text that begins with [ or {"
                )
                self.value(event, (*path, ""))
                self.value(next(self.events), (*path, ""))
                continue
            self.check(event)
            key = str(event.value)
            if len(key) > MAX_KEY:
                self.refuse(event, f"a key is longer than {MAX_KEY} characters; write `key: value`")
            if key in result:
                first = self.keys[(*path, key)][0]
                twice = f"{quoted(key)} is given twice (first on line {first})"
                self.refuse(event, f"{twice}; keep one of them, or begin a new row with `- `")
            else:
                self.keys[(*path, key)] = self.place(event)
            result[key] = self.value(next(self.events), (*path, key))
        return result

    def check(self, event: yaml.Event) -> None:
        """Refuse what is not read as the text that stands there."""
        if isinstance(event, yaml.AliasEvent):
            alias = _unquoted(f"*{event.anchor}")
            self.refuse(event, f"aliases ({alias}) are not used here; write it out, or quote text with * in front")
        elif isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent):
            if event.anchor is not None:
                anchor = _unquoted(f"&{event.anchor}")
                self.refuse(event, f"anchors ({anchor}) are not used here; take it out, or quote text with & in front")
            if event.tag not in _PLAIN_TAGS:
                tag = _unquoted(str(event.tag).replace(_TAGS, "!!"))
                self.refuse(event, f"tags ({tag}) are not used here; take it out, or quote text with ! in front")

    def refuse(self, event: yaml.Event, message: str) -> None:
        if len(self.problems) == MAX_PROBLEMS:
            raise CourseError([*self.problems, _problem(self.file, MORE, *self.place(event))])
        self.problems.append(_problem(self.file, message, *self.place(event)))
