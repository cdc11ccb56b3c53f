"""The rows of a course page's schedule become events: what each is, when, where, by whom, and with what to read.

A row whose day or time cannot be read, or whose weekday is not its date's, is left unread as a whole: nothing of it
is put on a day that may be wrong.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, time

from feeds.authoring.day_spans import find_days
from feeds.authoring.imports.found import FoundEvent, Unread
from feeds.authoring.imports.kinds import FILE_OF, holiday_name, kind_of, other_schedule, out_or_due, tags_of
from feeds.authoring.imports.page.assignments import Assignments
from feeds.authoring.imports.page.lines import PageLine, PageRow, joined, web_address
from feeds.authoring.imports.page.materials import Materials
from feeds.authoring.imports.page.staff import room_in
from feeds.authoring.phrases import find_clock, find_span, is_undecided, speakers
from feeds.course.model import Kind, Material

_ZONE_AND_MARKS = re.compile(r"^\W*(?:(?:[ECMP][SD]?T|UTC|GMT|CES?T|BST)\b)?\W*")
_TENTATIVE = re.compile(r"\s*[(\[]\s*tentative\s*[)\]]", re.IGNORECASE)
_CANCELLED = (
    re.compile(r"\W*cancell?ed\W+(?P<title>.+?)(?P<why>)", re.IGNORECASE),
    re.compile(
        r"(?P<title>.+?)\s*(?:[–—:,-]\s*cancell?ed|[(\[]cancell?ed(?:[:,–—-]\s*(?P<why>[^()\[\]]+))?[)\]])", re.I
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _When:
    day: date | None
    last: date | None = None
    start: time | None = None
    end: time | None = None
    tentative: bool = False
    open: bool = False


class _UnclearError(Exception):
    """Why a row cannot be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Topic:
    title: str
    start: time | None = None
    end: time | None = None
    room: str | None = None
    tentative: bool = False
    cancelled: str | None = None


@dataclass(slots=True, kw_only=True)
class Events:
    """What was found out of the rows of a schedule, and what was not; `staff` are the names of the staff."""

    around: date
    staff: Collection[str]
    found: list[FoundEvent] = field(default_factory=list)
    assignments: Assignments = field(default_factory=Assignments)
    unread: list[Unread] = field(default_factory=list)
    warnings: list[Unread] = field(default_factory=list)

    def read(self, row: PageRow) -> None:
        """Read a row: an event, assignments, or both."""
        work = [line for line in row.topic if out_or_due(line.text)]
        topic = [line for line in row.topic if line not in work]
        kind = (kind_of(topic[0].text) if topic else None) or Kind.LECTURE
        try:
            when = _when(row, self.around)
            if topic and (why := other_schedule(kind, topic[0].text, when.day)):
                self.unread.append(Unread(line=row.line, text=row.text, why=why, file=FILE_OF[Kind.HOLIDAY]))
            elif topic:
                self._add(row, topic, kind, when)
            elif row.speaker or row.materials or row.details or not (row.assignments or work):
                raise _UnclearError("nothing says what is on this day; write a topic")
        except _UnclearError as unclear:
            self.unread.append(Unread(line=row.line, text=row.text, why=str(unclear), file=FILE_OF[kind]))
            return
        for line in (*work, *row.assignments):
            self.assignments.read(line, when.day, self.around)

    def _add(self, row: PageRow, lines: Sequence[PageLine], kind: Kind, when: _When) -> None:
        topic = self._topic(lines[0], kind)
        title = holiday_name(topic.title) if kind is Kind.HOLIDAY else topic.title
        if None not in (topic.start, when.start) and (topic.start, topic.end) != (when.start, when.end):
            raise _UnclearError("two times are said; write one")
        if kind is not Kind.HOLIDAY and when.last:
            raise _UnclearError("only days without class are several in one row; write a row for each day")
        speaker, below = row.speaker, list(lines[1:])
        if not speaker and below and all(guest.name in self.staff for guest in speakers(below[0].text)):
            speaker = below.pop(0).text
        event = FoundEvent(
            line=row.line,
            kind=kind,
            title=title,
            day=when.day,
            last=when.last,
            start=topic.start or when.start,
            end=topic.end or when.end,
            time_to_be_announced=when.open and topic.start is None,
            room=topic.room or self._room(row, kind),
            speakers=speakers(speaker),
            details=" ".join(filter(None, (joined(below), row.details))),
            materials=self._materials(row, lines),
            tags=tags_of(kind, title),
            tentative=when.tentative or topic.tentative,
            cancelled=topic.cancelled,
        )
        if kind is Kind.HOLIDAY and (event.start or event.speakers or event.details or event.materials):
            raise _UnclearError("a day without class has neither a time, nor speakers, nor materials; write two rows")
        self.found.append(event)

    def _topic(self, line: PageLine, kind: Kind) -> _Topic:
        """Read a title, and the time and the room that may stand behind it, or the time before it."""
        text = _TENTATIVE.sub("", line.text)
        tentative = text != line.text
        cancelled = next((match for each in _CANCELLED if (match := each.fullmatch(text))), None)
        reason = (cancelled["why"] or "") if cancelled else None
        text = cancelled["title"] if cancelled else text
        span = find_span(text)
        if span is None and find_clock(text):
            raise _UnclearError("its time has no end; write both times, such as 1-2:30 PM")
        if span is None:
            return _Topic(title=text, tentative=tentative, cancelled=reason)
        title, room = span.before.rstrip(" ,:;(–—-"), room_in(span.after)
        if not re.search(r"\w", title):
            title, room = _ZONE_AND_MARKS.sub("", span.after), ""
        if not title:
            raise _UnclearError("nothing says what is at this time; write a topic")
        if room is None:
            why = f"the time is read, but what stands behind it is no room: {span.after.strip()}"
            self.unread.append(Unread(line=line.line, text=line.text, why=why, file=FILE_OF[kind]))
        return _Topic(
            title=title, start=span.start, end=span.end, room=room or None, tentative=tentative, cancelled=reason
        )

    def _room(self, row: PageRow, kind: Kind) -> str | None:
        room = room_in(row.room)
        if room is None:
            self.unread.append(Unread(line=row.line, text=row.room, why="this is no room", file=FILE_OF[kind]))
        return room or None

    def _materials(self, row: PageRow, topic: Sequence[PageLine]) -> tuple[Material, ...]:
        materials = Materials(staff=self.staff)
        for link in (link for line in topic for link in line.links):
            materials.found.append(Material(title=link.title, url=web_address(link.url)))
        for line in row.materials:
            materials.read(line)
        self.unread += materials.unread
        self.warnings += materials.warnings
        return tuple(materials.found)


def _when(row: PageRow, around: date) -> _When:
    """Read when a row is, by its columns of the date and of the time."""
    text = _TENTATIVE.sub("", row.date).strip()
    tentative = text != row.date
    start, end, is_open = _time(row.time)
    if is_undecided(text):
        return _When(day=None, start=start, end=end, tentative=tentative, open=is_open)
    days = find_days(text, around)
    if days is None or re.search(r"\w", days.before):
        raise _UnclearError("it does not begin with a date; write one such as Thu 9/4, or TBD")
    if days.disagreement:
        raise _UnclearError(days.disagreement)
    if days.backwards:
        raise _UnclearError("its last day is before its first; write it the other way round")
    if re.search(r"\w", days.after):
        if start:
            raise _UnclearError("two times are said; write one")
        start, end, is_open = _time(days.after)
    return _When(day=days.first, last=days.last, start=start, end=end, tentative=tentative, open=is_open)


def _time(text: str) -> tuple[time | None, time | None, bool]:
    """Read two times of day and nothing else; the last value says that they are to be announced."""
    if not re.search(r"\w", text) or is_undecided(text):
        return None, None, bool(re.search(r"\w", text))
    span = find_span(text)
    if span is None or re.search(r"\w", span.before + _ZONE_AND_MARKS.sub("", span.after)):
        raise _UnclearError(f"it is not clear what is meant by {text.strip()}; write both times, such as 1-2:30 PM")
    return span.start, span.end, False
