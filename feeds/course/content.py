"""What a subscriber can see of an event itself, as the history keeps it; and an event made of that again.

The program's wording, the server's address and what follows from the course's dates (teaching weeks) are not content.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from feeds.course.model import AllDay, Event, Guest, Material, Person, Place, Revision, Timed
from feeds.course.schema.ledger import ContentForm, KeptMaterialForm, NamedForm, NamedGuestForm
from feeds.course.timezones import in_zone


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """An event together with its content, which also holds how people were named then."""

    event: Event
    content: ContentForm


def content_of(event: Event, code: str, people: Mapping[str, Person]) -> ContentForm:
    """Give the content of an event, whose course has this code and these people.

    Office hours show the short name and the role of their hosts; elsewhere staff go by their names.
    """
    when, place = event.when, event.place
    hosted = event.hosted_hours
    return ContentForm(
        code=code,
        kind=event.kind,
        title=event.title,
        start=when.start if isinstance(when, Timed) else None,
        end=when.end if isinstance(when, Timed) else None,
        first=when.first if isinstance(when, AllDay) else None,
        last=when.last if isinstance(when, AllDay) else None,
        undated=event.undated,
        room=place.room,
        overflow=place.overflow,
        online=place.online,
        room_to_be_announced=place.to_be_announced,
        people=tuple(_named(people[id], hosted) for id in event.people),
        guests=tuple(NamedGuestForm(name=guest.name, affiliation=guest.affiliation) for guest in event.guests),
        tags=event.tags,
        details=event.details,
        materials=tuple(
            KeptMaterialForm(title=item.title, url=item.url, under=item.under, note=item.note)
            for item in event.materials
        ),
        any_of=event.any_of,
        alternatives=event.alternatives,
        status=event.status,
        reason=event.reason,
        slot=event.slot,
    )


def event_of(id: str, content: ContentForm, revision: Revision, zone: str) -> Event:
    """Make the event of some content, in the clock of a zone; its teaching weeks are for the timetable to tell."""
    when: Timed | AllDay
    match content:
        case ContentForm(start=datetime() as start, end=datetime() as end):
            when = Timed(start=in_zone(start, zone), end=in_zone(end, zone))
        case ContentForm(first=date() as first, last=date() as last):
            when = AllDay(first=first, last=last)
    return Event(
        id=id,
        kind=content.kind,
        title=content.title,
        when=when,
        revision=revision,
        place=Place(
            room=content.room,
            overflow=content.overflow,
            online=content.online,
            to_be_announced=content.room_to_be_announced,
        ),
        people=tuple(person.id for person in content.people),
        guests=tuple(Guest(name=guest.name, affiliation=guest.affiliation) for guest in content.guests),
        tags=content.tags,
        details=content.details,
        materials=tuple(
            Material(title=item.title, url=item.url, under=item.under, note=item.note) for item in content.materials
        ),
        any_of=content.any_of,
        alternatives=content.alternatives,
        status=content.status,
        reason=content.reason,
        slot=content.slot,
        undated=content.undated,
    )


def fingerprint(content: ContentForm | None) -> str:
    """Tell contents apart in 16 characters; a field at its default does not count, so a new one changes nothing."""
    text = content.model_dump_json(exclude_defaults=True) if content else ""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _named(person: Person, hosted: bool) -> NamedForm:
    if hosted:
        return NamedForm(id=person.id, name=person.name, short=person.short, role=person.role)
    return NamedForm(id=person.id, name=person.name)
