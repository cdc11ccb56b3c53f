"""An event as a subscriber sees it: the same words and times in the feed, the JSON, the text and the pages."""

from collections.abc import Iterator
from dataclasses import dataclass

from feeds.course import wording
from feeds.course.model import AllDay, Course, Event, Guest, Kind, Material, Status, Timed
from feeds.course.timezones import abbreviation

_BUSY = (Kind.LECTURE, Kind.TUTORIAL, Kind.EXAM)
_HAS_HOURS = (*_BUSY, Kind.OFFICE_HOURS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One event in its calendar words; `opaque` tells whether it makes a subscriber busy (RFC 5545, 3.8.2.7)."""

    event: Event
    uid: str
    summary: str
    description: str
    location: str
    url: str
    opaque: bool


def entry(event: Event, course: Course, address: str, *, own: bool = False) -> Entry:
    """Put an event into words for a course whose pages are at `address`.

    `own` is for the calendar of somebody who hosts or teaches it: they are busy then, unless it lasts all
    day or is cancelled.
    """
    url = f"{address}/events/{event.id}"
    takes_time = isinstance(event.when, Timed) and event.status is not Status.CANCELLED
    return Entry(
        event=event,
        uid=f"{event.id}.{course.slug}@{course.uid_domain}",
        summary=_summary(event, course),
        description="\n\n".join([*_paragraphs(event, course), url]),
        location=wording.where(event.place),
        url=url,
        opaque=takes_time and (own or (event.kind in _BUSY and event.any_of is None)),
    )


def _summary(event: Event, course: Course) -> str:
    """Write the title, made to be understood in a phone's narrow cell."""
    prefix = "" if event.status is Status.CONFIRMED else f"{event.status}: "
    return prefix + _title(event, course)


def _title(event: Event, course: Course) -> str:
    code, title = course.code, event.title
    match event.kind:
        case Kind.LECTURE if "guest" in event.tags and event.guests and ":" not in title:
            return f"{code} {title}: {', '.join(guest.name for guest in event.guests)}"
        case Kind.LECTURE | Kind.TUTORIAL:
            return f"{code} {title or 'Tutorial'}"
        case Kind.OFFICE_HOURS if event.people:
            names = ", ".join(course.people[id].short for id in event.people)
            return f"{title}: {names} ({code})" if title else f"OH {names} ({code})"
        case Kind.OFFICE_HOURS:
            return f"{title or 'Office hours'} ({code})"
        case Kind.DEADLINE if isinstance(event.when, Timed):
            end = event.when.end
            return f"{title} due {wording.clock(end)} {abbreviation(end, course.time_zone)} ({code})"
        case Kind.DEADLINE:
            return f"{title} due ({code})"
        case Kind.RELEASE:
            return f"{title} out ({code})"
        case Kind.HOLIDAY:
            return f"No class: {title} ({code})"
        case Kind.EXAM:
            return f"{title} ({code})"


def _paragraphs(event: Event, course: Course) -> Iterator[str]:
    """Yield the paragraphs of a description that stands alone; links are bare, since clients show plain text."""
    if event.status is Status.CANCELLED:
        yield f"Cancelled: {event.reason}" if event.reason else "Cancelled."
    elif event.kind in _HAS_HOURS and isinstance(event.when, AllDay):
        yield "The time is to be announced."
    if event.any_of:
        yield f"Any one of {event.alternatives}: the same session is held {event.alternatives} times; come to one."
    if event.details:
        yield event.details
    if event.kind is Kind.OFFICE_HOURS and event.people:
        hosts = [f"{course.people[id].name} ({course.people[id].role})" for id in event.people]
        yield f"Office hours with {wording.listed(hosts)}"
    elif speakers := [*(course.people[id].name for id in event.people), *map(_guest, event.guests)]:
        label = "With" if event.kind is not Kind.LECTURE else "Speaker" if len(speakers) == 1 else "Speakers"
        yield f"{label}: {', '.join(speakers)}"
    if event.place.online:
        yield f"Join: {event.place.online}"
    if event.materials:
        yield "\n".join(_materials(event.materials))


def _guest(guest: Guest) -> str:
    return f"{guest.name} ({guest.affiliation})" if guest.affiliation else guest.name


def _materials(materials: tuple[Material, ...]) -> Iterator[str]:
    heading = None
    for material in materials:
        if (material.under or "materials") != heading:
            heading = material.under or "materials"
            yield f"{wording.capital(heading)}:"
        note = f" ({material.note})" if material.note else ""
        url = f" {material.url}" if material.url else ""
        yield f"- {material.title}{note}{url}"
