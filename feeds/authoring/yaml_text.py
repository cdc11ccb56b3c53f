"""Text values as YAML, in the style of data that is written by hand; what is written reads as the same values.

The parser takes every scalar as text, so nothing is quoted that a person would not quote.
"""

import re
from collections.abc import Mapping, Sequence
from textwrap import wrap

from feeds.course.document import Value

WIDTH = 120
_STEP = "  "
# Characters that begin something else than text, and words that stand for nothing.
_SPECIAL = re.compile(r"-(\s|$)|[:?,\[\]{}#&*!|>'\"%@`=]|---|\.\.\.|(?i:null|~)$|<<")
_BREAKING = re.compile(r':(\s|$)|\s#|^\s|\s$|[\\"]')
_IN_FLOW = re.compile(r"[,\[\]{}?]|:(?!//|\d)")
_SAFE_LINE = re.compile(r"\S.*\S|\S|")

BLOCKS = frozenset({"lectures", "tutorials", "slots", "assignments"})
"""Lists whose rows have each key on a line of its own; rows of others are written in one line if it fits."""


def scalar(text: str, *, in_flow: bool = False) -> str:
    """Write one text, plain where that reads as the same text, and else in double quotes."""
    plain = text.isprintable() and text and not _SPECIAL.match(text) and not _BREAKING.search(text)
    if plain and not (in_flow and _IN_FLOW.search(text)):
        return text
    return f'"{"".join(map(_escaped, text))}"'


def _escaped(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    # Not as JSON does it, whose halves of pairs are nothing in YAML.
    if character == "\n":
        return "\\n"
    return character if character.isprintable() else f"\\U{ord(character):08X}"


def flow(value: Value) -> str:
    """Write a value in one line: `{first: 2025-09-04, last: 2025-12-09}`, `[victor-butoi, kelly-cui]`."""
    match value:
        case str():
            return scalar(value, in_flow=True)
        case list():
            return f"[{', '.join(map(flow, value))}]"
        case dict():
            return f"{{{', '.join(f'{scalar(key, in_flow=True)}: {flow(inner)}' for key, inner in value.items())}}}"


def entry(key: str, value: Value, indent: int = 0) -> list[str]:
    """Write a key and its value as lines, indented by so many spaces."""
    pad, head = " " * indent, f"{' ' * indent}{key}:"
    match value:
        case str() if folded := _folded(value, indent + len(_STEP)):
            return [f"{head} >-", *folded]
        case str() if literal := _literal(value, indent + len(_STEP)):
            return [f"{head} |", *literal]
        case str():
            return [f"{head} {scalar(value)}"]
        case list() if _fits_in_line(value) and len(f"{head} {flow(value)}") <= WIDTH:
            return [f"{head} {flow(value)}"]
        case list():
            return [head, *(line for each in value for line in item(each, indent + len(_STEP)))]
        case dict() if len(line := f"{head} {flow(value)}") <= WIDTH:
            return [line]
        case dict():
            return [f"{pad}{key}:", *(line for name, each in value.items() for line in entry(name, each, indent + 2))]


def item(value: Value, indent: int, *, block: bool = False) -> list[str]:
    """Write an item of a list as lines; a mapping takes one line if it fits, unless it is to be a `block`."""
    head = f"{' ' * indent}- "
    line = head + flow(value)
    if not isinstance(value, dict) or not value or (not block and len(line) <= WIDTH):
        return [line]
    lines = [line for key, inner in value.items() for line in entry(key, inner, indent + len(_STEP))]
    return [head + lines[0][len(head) :], *lines[1:]]


def comment(text: str, indent: int = 0) -> list[str]:
    """Write a text as lines of a comment."""
    pad = f"{' ' * indent}#"
    return [f"{pad} {line}".rstrip() for part in text.split("\n") for line in (wrap(part, WIDTH - indent - 2) or [""])]


def _fits_in_line(value: Sequence[Value]) -> bool:
    return all(isinstance(each, str) for each in value)


def _folded(text: str, indent: int) -> list[str]:
    """Fold a long text at single spaces, or give nothing where folding would not give it back."""
    if (
        len(text) <= WIDTH - indent - 20
        or "\n" in text
        or not text.isprintable()
        or "  " in text
        or text != text.strip()
    ):
        return []
    lines = wrap(text, WIDTH - 10 - indent, break_long_words=False, break_on_hyphens=False)
    return [" " * indent + line for line in lines] if " ".join(lines) == text else []


def _literal(text: str, indent: int) -> list[str]:
    """Write a text of several lines as they are, or give nothing where that would not give it back."""
    lines = text.removesuffix("\n").split("\n")
    if len(lines) < 2 or not lines[0] or not lines[-1]:
        return []
    if not all(line.isprintable() and _SAFE_LINE.fullmatch(line) for line in lines):
        return []
    return [f"{' ' * indent}{line}" if line else "" for line in lines]


def rows(key: str, values: Sequence[Mapping[str, Value]], headings: Sequence[str] = ()) -> list[str]:
    """Write a list of rows under a key, with a comment above each row whose heading is not that of the row before."""
    lines = [f"{key}:"]
    for number, (row, heading) in enumerate(zip(values, headings or [""] * len(values), strict=True)):
        new = heading and (number == 0 or heading != headings[number - 1])
        if number and (new or key in BLOCKS):
            lines.append("")
        if new:
            lines += [*comment(heading, 2), ""]
        lines += item(dict(row), 2, block=key in BLOCKS)
    return lines
