"""Another program's calendar (.ics) as what it says of a course: Google's, Outlook's, Apple's, Canvas's, Moodle's."""

from collections.abc import Iterator, Sequence
from datetime import date

from feeds.authoring.imports.found import Found, FoundEvent, FoundHours, Unread
from feeds.authoring.imports.ics.calendar_file import CalendarFile, take_apart
from feeds.authoring.imports.ics.event import Reader
from feeds.authoring.imports.ics.event_text import line_of, text_of
from feeds.authoring.imports.ics.occurrences import HALF_A_TERM, Occurrence, occurrences
from feeds.authoring.imports.ics.titles import common_mark, is_code, without_status
from feeds.authoring.imports.ics.weekly_hours import Week, put_together
from feeds.authoring.imports.kinds import FILE_OF
from feeds.authoring.imports.masking import MASK, masked
from feeds.authoring.imports.parts import Part, with_parts
from feeds.course.model import Kind
from feeds.course.timezones import is_zone

_WEEKLY = (Kind.OFFICE_HOURS, Kind.TUTORIAL)
_NOBODY = "nobody is named in its title, so each week is hours of one day; name who holds them: OH Ada, Grace"


def read_calendar(
    data: bytes, *, zone: str, around: date | None, kind: Kind | None = None, code: str | None = None
) -> Found:
    """Read an .ics; its times come in the clock of `zone`, which is the course's, and times without a zone as they are.

    `around` is a day in the middle of the term: what is more than 92 days from it is of another one, left out and told.
    `kind` is what events are that do not say it themselves; `code` is the course's number, which is taken off titles
    beside what all of them have. Hours that are held in three weeks or more become weekly ones. Nobody's e-mail
    address is read. Raises ValueError for what is no calendar.
    """
    file = take_apart(data)
    read = tuple(occurrences(file, zone, around))
    found = sorted((each for each in read if isinstance(each, Occurrence)), key=lambda each: (each.line, each.day))
    near = [each for each in found if _is_near(each, around)]
    mark = common_mark({without_status(line_of(each.properties, "SUMMARY")) for each in found})
    reader = Reader(marks=tuple(dict.fromkeys((mark, code or ""))), default=kind)
    parts: list[Part] = [each for each in read if isinstance(each, Unread)]
    weeks: list[Week] = []
    unread: set[tuple[int, str]] = set()
    for occurrence in near:
        part = reader.read(occurrence)
        if isinstance(part, Unread):
            # A series that is not understood is told once.
            if (part.line, part.why) in unread:
                continue
            unread.add((part.line, part.why))
        if isinstance(part, FoundEvent) and part.kind in _WEEKLY and part.start:
            weeks.append(Week(event=part, begun=occurrence.begun, goes_on=occurrence.goes_on))
        else:
            parts.append(part)
    hours, alone = put_together(weeks)
    changed = _changed_weeks(near, hours)
    # Their weekly hours have those weeks as skipped.
    single = tuple(event for event in alone if event.cancelled is None or event.line not in changed)
    weekly = {each.line for each in hours}
    warnings = [
        *reader.warnings,
        *_left_out(found, near),
        *_cut_off([each for each in near if each.line not in weekly]),
        *(_moved(event, changed[event.line]) for event in single if event.line in changed),
        *_nobody(single),
        *_untold([each.event for each in weeks], hours),
    ]
    return with_parts(_of_course(file, mark), [*parts, *hours, *single], warnings)


def _of_course(file: CalendarFile, mark: str) -> Found:
    name = " ".join(masked(file.properties.get("X-WR-CALNAME") or file.properties.get("NAME", "")).split())
    zone = file.properties.get("X-WR-TIMEZONE", "")
    return Found(
        code=mark if is_code(mark) else None,
        title=name if name and MASK not in name else None,
        time_zone=zone if is_zone(zone) else None,
    )


def _is_near(occurrence: Occurrence, around: date | None) -> bool:
    return around is None or (occurrence.last >= around - HALF_A_TERM and occurrence.day <= around + HALF_A_TERM)


def _left_out(found: Sequence[Occurrence], near: Sequence[Occurrence]) -> Iterator[Unread]:
    """Say once what is of another term."""
    far = [each for each in found if each not in near]
    if far:
        days = sorted(each.day for each in far)
        count = "one event is" if len(far) == 1 else f"{len(far)} events are"
        why = f"{count} of another term, from {days[0]} to {days[-1]}, and left out; this is the first of them"
        yield _about(far[0], why)


def _cut_off(shown: Sequence[Occurrence]) -> Iterator[Unread]:
    """Say of each series, but for weekly hours, that it goes on."""
    lasts = {each.line: each for each in shown if each.goes_on}
    for last in lasts.values():
        yield _about(last, f"this goes on after {last.day}, where the import ends")


def _changed_weeks(near: Sequence[Occurrence], hours: Sequence[FoundHours]) -> dict[int, date]:
    """Find what was changed singly in the series of weekly hours: the week of which it is, by its line."""
    uids = {each.line: text_of(each.properties, "UID") for each in near}
    skipped = {(uids[each.line], day) for each in hours for day in each.skipped}
    return {
        each.line: each.moved_from for each in near if each.moved_from and (uids[each.line], each.moved_from) in skipped
    }


def _moved(event: FoundEvent, day: date) -> Unread:
    why = (
        f"this is the week of {day} of weekly hours, changed: it is written as hours of one day, and that week "
        "as cancelled; to keep it one event, write it under `changes` of the weekly hours"
    )
    return Unread(line=event.line, text=f"{event.title} {event.day}", why=why, file=FILE_OF[event.kind])


def _nobody(single: Sequence[FoundEvent]) -> Iterator[Unread]:
    """Say of hours without a host that they could be weekly."""
    unnamed: dict[str, list[FoundEvent]] = {}
    for event in single:
        if event.kind is Kind.OFFICE_HOURS and not event.speakers:
            unnamed.setdefault(event.title, []).append(event)
    for events in unnamed.values():
        if len(events) > 2:
            yield Unread(line=events[0].line, text=events[0].title, why=_NOBODY, file=FILE_OF[Kind.OFFICE_HOURS])


def _untold(events: Sequence[FoundEvent], hours: Sequence[FoundHours]) -> Iterator[Unread]:
    """Say what the descriptions of weekly hours tell, which have no place for it."""
    for each in hours:
        event = next(event for event in events if event.line == each.line)
        told = [event.details, *(f"{link.title} {link.url or ''}".strip() for link in event.materials)]
        text = " ".join(" ".join(told).split())
        if text:
            yield Unread(line=each.line, text=text, why="weekly hours have no description", file=FILE_OF[each.kind])


def _about(occurrence: Occurrence, why: str) -> Unread:
    title = line_of(occurrence.properties, "SUMMARY")
    return Unread(line=occurrence.line, text=f"{title} {occurrence.day}".strip(), why=why)
