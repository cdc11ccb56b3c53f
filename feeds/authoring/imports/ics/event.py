"""One event of another program's calendar as what it is in a course."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from feeds.authoring.imports.found import FoundAssignment, FoundEvent, Unread
from feeds.authoring.imports.host_names import hosts_in
from feeds.authoring.imports.ics.event_text import Told, categories_of, line_of, lines_of, text_of, told_in
from feeds.authoring.imports.ics.occurrences import Occurrence
from feeds.authoring.imports.ics.titles import status_in, without_mark, without_status
from feeds.authoring.imports.kinds import FILE_OF, OutOrDue, holiday_name, kind_of, other_schedule, out_or_due, tags_of
from feeds.authoring.phrases import find_clock, is_undecided
from feeds.course.model import Guest, Kind, Material

_CATEGORIES: Mapping[str, Kind] = MappingProxyType(
    {
        **{kind.value: kind for kind in Kind},
        "office hour": Kind.OFFICE_HOURS,
        "office hours": Kind.OFFICE_HOURS,
        "recitation": Kind.TUTORIAL,
        "lab": Kind.TUTORIAL,
        "quiz": Kind.EXAM,
        "midterm": Kind.EXAM,
        "assignment": Kind.DEADLINE,
        "homework": Kind.DEADLINE,
        "due": Kind.DEADLINE,
    }
)
_WORK = (Kind.DEADLINE, Kind.RELEASE)
_SAY_WHAT = "it is not said what this is; say what it is with --kind lecture, or in its title"


@dataclass(slots=True, kw_only=True)
class Reader:
    """Reads events; `marks` are taken off their titles, `default` is the kind of those that do not say theirs.

    `warnings` gathers what was understood and should be looked at all the same.
    """

    marks: tuple[str, ...]
    default: Kind | None
    warnings: list[Unread] = field(default_factory=list)

    def read(self, occurrence: Occurrence) -> FoundEvent | FoundAssignment | Unread:
        """Read an event; what cannot be understood comes as such."""
        full = line_of(occurrence.properties, "SUMMARY")
        title = without_status(full)
        for mark in self.marks:
            title = without_mark(title, mark).strip()
        kind, work = _what(occurrence, title)
        kind = kind or self.default
        told = told_in(text_of(occurrence.properties, "DESCRIPTION"), text_of(occurrence.properties, "URL"))
        try:
            if why := other_schedule(kind or Kind.LECTURE, title, occurrence.day):
                return self._about(occurrence, why, Kind.HOLIDAY)
            if kind is None:
                raise ValueError(_SAY_WHAT)
            if not title:
                raise ValueError("this has no title; write what it is")
            if kind in _WORK:
                return self._assignment(occurrence, kind, title, work, told)
            return self._event(occurrence, kind, title, told)
        except ValueError as error:
            return self._about(occurrence, str(error), kind or Kind.LECTURE)

    def _about(self, occurrence: Occurrence, why: str, kind: Kind) -> Unread:
        when = f"{occurrence.start:%Y-%m-%d %H:%M}" if occurrence.start else f"{occurrence.day}"
        text = f"{line_of(occurrence.properties, 'SUMMARY')} {when}".strip()
        return Unread(line=occurrence.line, text=text, why=why, file=FILE_OF[kind])

    def _event(self, occurrence: Occurrence, kind: Kind, title: str, told: Told) -> FoundEvent:
        cancelled, tentative = _status(occurrence)
        room = ", ".join(filter(None, lines_of(occurrence.properties, "LOCATION")))
        details = told.details
        if room.startswith(("http://", "https://")):
            details, room = "\n\n".join(filter(None, (details, f"Join: {room}"))), ""
        if kind is Kind.HOLIDAY:
            if cancelled:
                raise ValueError("this day without class is cancelled")
            last = occurrence.last if occurrence.last > occurrence.day else None
            return FoundEvent(
                line=occurrence.line,
                kind=kind,
                title=holiday_name(title),
                day=occurrence.day,
                last=last,
                details=details,
            )
        if occurrence.last > occurrence.day:
            raise ValueError("this lasts several days, and only days without class may")
        if occurrence.start and occurrence.start == occurrence.end:
            raise ValueError("this ends as soon as it begins; write until when it lasts")
        named = told.speakers
        if kind is Kind.OFFICE_HOURS:
            in_title = hosts_in(title)
            named = tuple(Guest(name=name) for name in told.hosts or in_title) or named
            title = "Office hours" if in_title else title
        return FoundEvent(
            line=occurrence.line,
            kind=kind,
            title=_without_names(title, named),
            day=occurrence.day,
            start=occurrence.start.time() if occurrence.start else None,
            end=occurrence.end.time() if occurrence.end else None,
            time_to_be_announced=occurrence.start is None,
            room=None if not room or is_undecided(room) else room,
            speakers=named,
            details=details,
            materials=told.materials,
            tags=tags_of(kind, title),
            tentative=tentative,
            cancelled="" if cancelled else None,
        )

    def _assignment(
        self, occurrence: Occurrence, kind: Kind, title: str, work: OutOrDue | None, told: Told
    ) -> FoundAssignment:
        if _status(occurrence)[0]:
            raise ValueError("this is cancelled; take it out, or write another day")
        if occurrence.last > occurrence.day and occurrence.start is None:
            raise ValueError("this lasts several days; write the day on which it is due")
        if told.details:
            self.warnings.append(self._about(occurrence, "its description is left out: assignments have none", kind))
        name, note = (work.title, work.note) if work else (title, "")
        url = text_of(occurrence.properties, "URL") if _is_of_canvas(occurrence) else ""
        materials = (
            *((Material(title=note),) if note else ()),
            *told.materials,
            *((Material(title=name, url=url),) if url.startswith("http") else ()),
        )
        if kind is Kind.RELEASE:
            return FoundAssignment(line=occurrence.line, title=name, out=occurrence.day, materials=materials)
        due = self._due(occurrence, work.rest if work else "")
        return FoundAssignment(line=occurrence.line, title=name, due=due, materials=materials)

    def _due(self, occurrence: Occurrence, said: str) -> date:
        """Give when it is due: what the title says, or when it ends if that is the end of a day, or when it begins."""
        start, end = occurrence.start, occurrence.end
        if start is None or end is None:
            return occurrence.day
        clock = find_clock(said)
        for moment in (start, end):
            if clock and moment.time() == clock:
                return moment
        if start != end and f"{end:%H:%M}" == "23:59":
            return end
        if start != end:
            why = f"this is from {start:%H:%M} to {end:%H:%M}, and taken to be due at {start:%H:%M}"
            self.warnings.append(self._about(occurrence, why, Kind.DEADLINE))
        return start


def _what(occurrence: Occurrence, title: str) -> tuple[Kind | None, OutOrDue | None]:
    """Tell what an event is: by its category, by where it comes from, or by its title."""
    listed = (_CATEGORIES.get(word) or _CATEGORIES.get(word.removesuffix("s")) for word in _words(occurrence))
    kind = next((each for each in listed if each), None)
    work = out_or_due(title) if kind in (None, *_WORK) else None
    if work:
        return (Kind.DEADLINE if work.what == "due" else Kind.RELEASE), work
    if kind or _is_of_canvas(occurrence):
        return kind or Kind.DEADLINE, None
    return kind_of(title), None


def _words(occurrence: Occurrence) -> tuple[str, ...]:
    return tuple(category.lower() for category in categories_of(occurrence.properties))


def _is_of_canvas(occurrence: Occurrence) -> bool:
    return text_of(occurrence.properties, "UID").startswith("event-assignment")


def _status(occurrence: Occurrence) -> tuple[bool, bool]:
    """Tell whether an event is cancelled, and whether it is tentative."""
    said = {line_of(occurrence.properties, "STATUS").lower(), status_in(line_of(occurrence.properties, "SUMMARY"))}
    return "cancelled" in said, "tentative" in said


def _without_names(title: str, named: tuple[Guest, ...]) -> str:
    """Take off a title the names of who speaks, where they end it."""
    names = re.escape(", ".join(guest.name for guest in named))
    return re.sub(rf"(?<=\w)\s*:\s*{names}$", "", title) if names else title
