"""vobject, with dateutil for the time zones: the reader of many Python calendar programs."""

from datetime import date, datetime
from typing import Any

import vobject
from vobject.base import VObjectError
from vobject.icalendar import registerTzid

from .reading import Reading, in_order, instant


def missing() -> str | None:
    """Say what has to be installed; nothing, since it comes with the development dependencies."""
    return None


def read(feed: bytes) -> list[Reading]:
    """Read a feed."""
    try:
        # transform=False leaves times as text until the feed's own zones are known.
        calendars = list(vobject.readComponents(feed.decode(), transform=False))
        for calendar in calendars:
            calendar.validate(raiseException=True)
    except VObjectError as error:
        raise ValueError(str(error)) from error
    # readOne() would overlook a second calendar.
    (calendar,) = calendars
    zones = _adopt_zones(calendar)
    return in_order([_reading(event, zones) for event in calendar.contents.get("vevent", [])])


def _adopt_zones(calendar: Any) -> set[str]:
    """Make vobject use the time zones of this feed, and return their names."""
    names = set()
    for component in calendar.contents.get("vtimezone", []):
        zone = component.transformToNative()
        # vobject keeps the first zone of a name that the process ever saw, so each feed has to overwrite it.
        registerTzid(zone.tzid.value, zone.tzinfo)
        names.add(zone.tzid.value)
    return names


def _reading(event: Any, zones: set[str]) -> Reading:
    start = _time(event, "dtstart", zones)
    last_modified = _time(event, "last-modified", zones)
    assert start is not None
    assert last_modified is None or isinstance(last_modified, datetime)
    sequence = _text(event, "sequence")
    return Reading(
        uid=event.uid.value,
        start=start,
        end=_time(event, "dtend", zones),
        summary=_text(event, "summary"),
        description=_text(event, "description"),
        location=_text(event, "location"),
        status=_text(event, "status"),
        transparency=_text(event, "transp"),
        sequence=None if sequence is None else int(sequence),
        last_modified=last_modified,
        url=_text(event, "url"),
        categories=tuple(name for line in event.contents.get("categories", []) for name in line.value),
    )


def _text(event: Any, name: str) -> str | None:
    lines = event.contents.get(name)
    return str(lines[0].value) if lines else None


def _time(event: Any, name: str, zones: set[str]) -> date | None:
    lines = event.contents.get(name)
    if not lines:
        return None
    # For a zone that the feed does not define vobject asks pytz, which would hide the fault.
    unknown = set(lines[0].params.get("TZID", [])) - zones
    if unknown:
        raise ValueError(f"the feed does not define {unknown}")
    value: date = lines[0].transformToNative().value
    return instant(value) if isinstance(value, datetime) else value
