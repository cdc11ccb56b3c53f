"""Events as VEVENT, through the `icalendar` library as the writer."""

from datetime import datetime, timedelta

from icalendar import Event as VEvent

from feeds.calendar.colours import COLOURS
from feeds.calendar.entry import Entry
from feeds.course.model import AllDay, Timed


def vevent(entry: Entry, zone: str) -> bytes:
    """Write one VEVENT with CRLF line ends; the same entry always gives the same bytes.

    DTSTAMP is LAST-MODIFIED, as RFC 5545, 3.8.7.2 has it for calendars without METHOD. Empty properties are
    left out.
    """
    event, revision = entry.event, entry.event.revision
    component = VEvent()
    component.add("uid", entry.uid)
    component.add("dtstamp", revision.last_modified)
    component.add("created", revision.created)
    component.add("last-modified", revision.last_modified)
    component.add("sequence", revision.sequence)
    match event.when:
        case Timed(start=start, end=end):
            _add_wall_time(component, "dtstart", start, zone)
            _add_wall_time(component, "dtend", end, zone)
        case AllDay(first=first, last=last):
            component.add("dtstart", first)
            component.add("dtend", last + timedelta(days=1))
    component.add("summary", entry.summary)
    component.add("description", entry.description)
    if entry.location:
        component.add("location", entry.location)
    component.add("url", entry.url)
    component.add("categories", [event.kind.value])
    component.add("status", event.status.value)
    component.add("transp", "OPAQUE" if entry.opaque else "TRANSPARENT")
    if not entry.opaque:
        # Outlook looks at this before it looks at TRANSP.
        component.add("x-microsoft-cdo-busystatus", "FREE")
    component.add("color", COLOURS[event.kind].name)
    return bytes(component.to_ical(sorted=False))


def _add_wall_time(component: VEvent, name: str, instant: datetime, zone: str) -> None:
    # The zone is named by us: the library would write every zone that is UTC today, such as Africa/Abidjan, as `Z`.
    component.add(name, instant.replace(tzinfo=None), parameters={"TZID": zone})
