"""The history as text, one line of JSON for each published change: read line by line, and only ever added to."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import attrgetter
from types import MappingProxyType
from typing import TypeAlias

from feeds.course.schema.ledger import ContentForm, DamagedLineError, FeedLineForm, LineForm, parse_line
from feeds.course.timetable import id_date
from feeds.errors import MAX_PROBLEMS, Problem, at_most, quoted

MAX_BYTES = 10_000_000
MAX_LINES = 20_000
"""The largest history that is read: as many events as a course may have, and as many changes."""

LIMITS = f"{MAX_BYTES // 1_000_000} MB or {MAX_LINES:,} lines"
"""The same, to be said."""

_MAX_UID = 500
_UID = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)\.[!-?A-~]+@[!-?A-~]+")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What an event was from `time` on, in UTC: its content, or None when it was withdrawn.

    `replaces` is the fingerprint of what it was before.
    """

    time: datetime
    content: ContentForm | None
    replaces: str | None = None
    note: str = ""


Ledger: TypeAlias = Mapping[str, tuple[Published, ...]]
"""For each event's id what was published of it, in order; each is later than the one before."""

FeedLedger: TypeAlias = Mapping[str, tuple[FeedLineForm, ...]]
"""For each named feed's id what was published of it, in order."""

EMPTY: Ledger = MappingProxyType({})
NO_FEEDS: FeedLedger = MappingProxyType({})


def read_ledger(data: bytes, file: str, slug: str, uid_domain: str | None) -> tuple[Ledger, FeedLedger, list[Problem]]:
    """Read the history of a course; a line that cannot be read is a problem and of no effect.

    The order of the lines does not matter, nor how often one is there, so that branches may be merged in any order:
    an event's lines go by their time, then their text. Of two at one time the later one counts a second later, or a
    client that has the one would not take the other. Without `uid_domain`, any will do.
    """
    found: dict[str, list[tuple[LineForm, bytes]]] = defaultdict(list)
    feeds: dict[str, list[FeedLineForm]] = defaultdict(list)
    strange: dict[str, Problem] = {}
    unread: list[Problem] = []
    if is_too_large(data):
        message = f"the history is larger than {LIMITS}; put the file back as it was"
        return EMPTY, NO_FEEDS, [Problem(file=file, line=1, column=1, message=message)]
    for number, text in enumerate(data.removeprefix(_BYTE_ORDER_MARK).split(b"\n"), start=1):
        text = text.strip()
        if not text or len(unread) > MAX_PROBLEMS:
            continue
        try:
            line = _read_line(text)
        except DamagedLineError as error:
            unread.append(Problem(file=file, line=number, column=1, message=str(error)))
            continue
        if isinstance(line, FeedLineForm):
            feeds[line.feed].append(line)
            continue
        id, _, course = line.uid.partition(".")
        if wrong := _wrong_course(course, slug, uid_domain):
            strange.setdefault(wrong, Problem(file=file, line=number, column=1, message=wrong))
        else:
            found[id].append((line, text))
    ledger = {id: tuple(_in_order(lines)) for id, lines in sorted(found.items())}
    named = {id: tuple(sorted(lines, key=attrgetter("time", "selection"))) for id, lines in sorted(feeds.items())}
    return ledger, named, at_most([*strange.values(), *unread])


def is_too_large(data: bytes) -> bool:
    """Tell whether a history is larger than LIMITS, so that it is not read."""
    return len(data) > MAX_BYTES or data.count(b"\n") > MAX_LINES


def uid_of(id: str, slug: str, uid_domain: str) -> str:
    """Give the UID under which calendars know an event for ever (RFC 5545, 3.8.4.7)."""
    return f"{id}.{slug}@{uid_domain}"


def write_lines(lines: Iterable[LineForm | FeedLineForm]) -> str:
    """Write lines to add to the history, each ended; what is at its default is left out."""
    return "".join(f"{line.model_dump_json(exclude_defaults=True)}\n" for line in lines)


def _in_order(lines: Iterable[tuple[LineForm, bytes]]) -> Iterator[Published]:
    last: Published | None = None
    for line, _ in sorted(lines, key=lambda each: (each[0].time, each[1])):
        if last and line.content == last.content and line.time <= last.time:
            continue
        time = max(line.time, last.time + _SECOND) if last else line.time
        last = Published(time=time, content=line.content, replaces=line.replaces, note=line.note)
        yield last


def _read_line(text: bytes) -> LineForm | FeedLineForm:
    line = parse_line(text)
    if isinstance(line, FeedLineForm):
        return line
    match = _UID.fullmatch(line.uid) if len(line.uid) <= _MAX_UID else None
    if not match:
        example = "'midterm.6.7960-fa25@course.example.edu'"
        raise DamagedLineError(f"this line has no UID such as {example}; put the file back as it was")
    slot = line.content.slot if line.content else None
    if slot is not None and not _is_week(match[1], slot):
        raise DamagedLineError(f"{quoted(match[1])} is no week of {quoted(slot)}; put the file back as it was")
    return line


def _is_week(id: str, slot: str) -> bool:
    """Tell whether an id is that of a week of a slot: the slot's with a date."""
    try:
        return id == f"{slot}-{id_date(id)}"
    except ValueError:
        return False


def _wrong_course(course: str, slug: str, uid_domain: str | None) -> str | None:
    its_slug, _, its_domain = course.rpartition("@")
    if its_slug != slug:
        return (
            f"this is the history of {quoted(its_slug)}, and the course is {slug!r}; a course that was copied begins"
            " without one: delete this file; one that was renamed takes its old name again"
        )
    if uid_domain is not None and its_domain != uid_domain:
        return (
            f"events were published with the domain {quoted(its_domain)}, which is part of their identity; write"
            f" `uid_domain: {its_domain}` in course.yaml again"
        )
    return None
