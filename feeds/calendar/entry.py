"""An event as a subscriber sees it: the same words and times in the feed, the JSON, the text and the pages."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from feeds.calendar.changes import last_change
from feeds.calendar.remarks import remarks
from feeds.calendar.titles import title
from feeds.course import wording
from feeds.course.ledger import uid_of
from feeds.course.model import Change, Course, Event, Kind, Material, Status, Timed

_BUSY = (Kind.LECTURE, Kind.TUTORIAL, Kind.EXAM)


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


def entry(event: Event, course: Course, address: str, changes: Iterable[Change] = (), *, own: bool = False) -> Entry:
    """Put an event, which has seen some changes, into words for a course whose pages are at `address`.

    `own` is for the calendar of somebody who hosts or teaches it: they are busy then, unless it lasts all
    day or is cancelled.
    """
    url = f"{address}/events/{event.id}"
    takes_time = isinstance(event.when, Timed) and event.status is not Status.CANCELLED
    return Entry(
        event=event,
        uid=uid_of(event.id, course.slug, course.uid_domain),
        summary=_summary(event, course),
        description="\n\n".join([*_paragraphs(event, course, last_change(changes, course)), url]),
        location=wording.where(event.place),
        url=url,
        opaque=takes_time and (own or (event.kind in _BUSY and event.any_of is None)),
    )


def _summary(event: Event, course: Course) -> str:
    """Write the title, made to be understood in a phone's narrow cell."""
    prefix = "" if event.status is Status.CONFIRMED else f"{event.status}: "
    lost = f", new {wording.when(event, course.time_zone)}" if event.undated else ""
    return prefix + title(event, course) + lost


def _paragraphs(event: Event, course: Course, changed: str | None) -> Iterator[str]:
    """Yield the paragraphs of a description that stands alone; links are bare, since clients show plain text."""
    yield from remarks(event)
    if event.details:
        yield event.details
    if event.kind is Kind.OFFICE_HOURS and event.people:
        hosts = [f"{course.people[id].name} ({course.people[id].role})" for id in event.people]
        yield f"Office hours with {wording.listed(hosts)}"
    elif speakers := [*(course.people[id].name for id in event.people), *map(wording.guest, event.guests)]:
        label = "With" if event.kind is not Kind.LECTURE else "Speaker" if len(speakers) == 1 else "Speakers"
        yield f"{label}: {', '.join(speakers)}"
    if event.place.online:
        yield f"Join: {event.place.online}"
    if event.materials:
        yield "\n".join(_materials(event.materials))
    if changed:
        yield changed


def _materials(materials: tuple[Material, ...]) -> Iterator[str]:
    heading = None
    for material in materials:
        if (material.under or "materials") != heading:
            heading = material.under or "materials"
            yield f"{wording.capital(heading)}:"
        note = f" ({material.note})" if material.note else ""
        url = f" {material.url}" if material.url else ""
        yield f"- {material.title}{note}{url}"
