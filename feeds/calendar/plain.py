"""The same events for programs and for people without a calendar: JSON, and plain text."""

import json
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from feeds.calendar.entry import Entry
from feeds.course import wording
from feeds.course.model import AllDay, Course, Event, Timed


def as_json(entries: Sequence[Entry], course: Course, *, name: str, selection: str) -> bytes:
    """Write entries as JSON: instants in RFC 3339 with the course's offset, whole days with exclusive end."""
    document = {
        "course": course.slug,
        "name": name,
        "selection": selection,
        "events": [_fields(entry, course) for entry in entries],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"


def as_text(entries: Sequence[Entry], course: Course, *, name: str, description: str) -> bytes:
    """Write entries as text, a line each: when, what, where."""
    return "".join(f"{line}\n" for line in _lines(entries, course, name, description)).encode()


def times_and_people(event: Event, course: Course) -> dict[str, Any]:
    """Give when an event is and who is there, as JSON has it."""
    match event.when:
        case Timed(start=start, end=end):
            times = {"start": start.isoformat(), "end": end.isoformat(), "all_day": False}
        case AllDay(first=first, last=last):
            after = last + timedelta(days=1)
            times = {"start": first.isoformat(), "end": after.isoformat(), "all_day": True}
    staff = [{"id": id, "name": course.people[id].name} for id in event.people]
    guests = [{"name": guest.name, "affiliation": guest.affiliation} for guest in event.guests]
    return {**times, "people": [*staff, *guests]}


def _fields(entry: Entry, course: Course) -> dict[str, Any]:
    event = entry.event
    said = times_and_people(event, course)
    people = said.pop("people")
    return {
        "id": event.id,
        "uid": entry.uid,
        "kind": event.kind.value,
        "title": entry.summary,
        **said,
        "weeks": list(event.weeks),
        "location": entry.location,
        "people": people,
        "tags": list(event.tags),
        "status": event.status.value,
        "transparency": "OPAQUE" if entry.opaque else "TRANSPARENT",
        "created": event.revision.created.isoformat(),
        "last_modified": event.revision.last_modified.isoformat(),
        "sequence": event.revision.sequence,
        "url": entry.url,
        "description": entry.description,
        "materials": [
            {"title": item.title, "url": item.url, "under": item.under, "note": item.note} for item in event.materials
        ],
    }


def _lines(entries: Sequence[Entry], course: Course, name: str, description: str) -> Iterator[str]:
    yield name
    yield description
    yield f"Times are in {course.time_zone}."
    yield ""
    for entry in entries:
        place = f" · {entry.location}" if entry.location else ""
        yield f"{wording.when(entry.event, course.time_zone)} · {entry.summary}{place}"
