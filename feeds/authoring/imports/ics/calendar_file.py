"""A calendar file of another program, taken apart as text: what it says of itself, its time zones, its events."""

import codecs
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from feeds.authoring.imports.masking import masked
from feeds.authoring.imports.tidying import LONGEST, tidied_line

# What is read of an event. Attendees and organizers are none of our business.
_KEPT = re.compile(
    r"(?:DTSTART|DTEND|DURATION|RRULE|RDATE|EXDATE|RECURRENCE-ID|UID|SUMMARY|DESCRIPTION|LOCATION|STATUS|CATEGORIES|URL"
    r"|SEQUENCE)[;:]",
    re.IGNORECASE,
)
_BEGIN = re.compile(r"BEGIN:(VEVENT|VTODO|VTIMEZONE)\s*", re.IGNORECASE)
_NESTED = re.compile(r"(BEGIN|END):.*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A component as text: its name, the line of its BEGIN, counted from 1, and its lines, unfolded, without its ends.

    Of an event or a to-do they are the properties that are read.
    """

    name: str
    line: int
    lines: tuple[str, ...]

    def said(self, name: str) -> str:
        """Give the raw value of the first property of a name, or nothing."""
        pattern = re.compile(rf"{name}(?:;[^:]*)?:(.*)", re.IGNORECASE)
        return next((match[1].strip() for line in self.lines if (match := pattern.fullmatch(line))), "")

    @property
    def text(self) -> str:
        """What to call an event where it cannot be read: its title, and when it says it is."""
        title = " ".join(unescaped(self.said("SUMMARY")[:LONGEST]).split())
        return masked(" ".join(filter(None, (title or "(no title)", self.said("DTSTART")[:LONGEST]))))


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarFile:
    """What a file says of itself by the names of properties in capitals, its VTIMEZONEs, its events and to-dos."""

    properties: Mapping[str, str]
    zones: tuple[Block, ...]
    blocks: tuple[Block, ...]


def unescaped(value: str) -> str:
    """Give the text that the value of a property stands for (RFC 5545, 3.3.11)."""
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], value)


def take_apart(data: bytes) -> CalendarFile:
    """Take a calendar file apart; what was cut off ends where the next thing begins.

    Raises ValueError where it is no calendar.
    """
    lines = tuple(_content_lines(data))
    first = next((line.strip().upper() for _, line in lines if line.strip()), "")
    if first != "BEGIN:VCALENDAR":
        raise ValueError("this is no calendar: its first line is not BEGIN:VCALENDAR")
    found = tuple(_blocks(lines))
    begun = min((block.line for block in found), default=lines[-1][0] + 1)
    properties: dict[str, str] = {}
    for number, line in lines:
        name, _, value = line.partition(":")
        if number < begun:
            properties.setdefault(name.partition(";")[0].upper(), unescaped(value[:LONGEST]).strip())
    return CalendarFile(
        properties=properties,
        zones=tuple(block for block in found if block.name == "VTIMEZONE"),
        blocks=tuple(block for block in found if block.name != "VTIMEZONE"),
    )


def _content_lines(data: bytes) -> Iterator[tuple[int, str]]:
    """Yield each unfolded line with the number of its first; a character may have been folded in two."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        data = data.decode("utf-16", errors="replace").encode()
    line, begun = [b""], 1
    for number, physical in enumerate(re.split(rb"\r\n|\n|\r", data.removeprefix(codecs.BOM_UTF8)), start=1):
        if physical[:1] in (b" ", b"\t") and number > 1:
            line.append(physical[1:])
            continue
        if number > 1:
            yield begun, _decoded(b"".join(line))
        line, begun = [physical], number
    yield begun, _decoded(b"".join(line))


def _decoded(line: bytes) -> str:
    try:
        return tidied_line(line.decode())
    except UnicodeDecodeError:
        return tidied_line(line.decode("cp1252", errors="replace"))


def _blocks(lines: Sequence[tuple[int, str]]) -> Iterator[Block]:
    for index, (number, line) in enumerate(lines):
        if begin := _BEGIN.fullmatch(line):
            inside = tuple(_inside(lines, index + 1, begin[1].upper()))
            if begin[1].upper() != "VTIMEZONE":
                inside = tuple(_own(inside))
            yield Block(name=begin[1].upper(), line=number, lines=inside)


def _inside(lines: Sequence[tuple[int, str]], begin: int, name: str) -> Iterator[str]:
    """Yield the lines from an index up to the end of a component, or to where it must have ended."""
    for index in range(begin, len(lines)):
        line = lines[index][1]
        if line.strip().upper() in (f"END:{name}", "END:VCALENDAR") or _BEGIN.fullmatch(line):
            return
        yield line


def _own(lines: Sequence[str]) -> Iterator[str]:
    """Yield the properties of an event that are read, not those of its alarms."""
    depth = 0
    for line in lines:
        if mark := _NESTED.fullmatch(line.strip()):
            depth = max(0, depth + (1 if mark[1].upper() == "BEGIN" else -1))
        elif depth == 0 and _KEPT.match(line):
            yield line
