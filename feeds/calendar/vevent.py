"""Events as VEVENT (RFC 5545, 3.6.1)."""

from datetime import UTC, date, datetime, timedelta

from feeds.calendar.colours import COLOURS
from feeds.calendar.content_line import content_line, text_line
from feeds.calendar.entry import Entry
from feeds.course.model import AllDay, Timed


def vevent(entry: Entry, zone: str) -> bytes:
    """Write one VEVENT with CRLF line ends; the same entry always gives the same bytes.

    DTSTAMP is LAST-MODIFIED, as RFC 5545, 3.8.7.2 has it for calendars without METHOD. Empty properties are
    left out.
    """
    event, revision = entry.event, entry.event.revision
    modified = _utc(revision.last_modified)
    lines = [
        b"BEGIN:VEVENT\r\n",
        text_line("UID", entry.uid),
        content_line("DTSTAMP", modified),
        content_line("CREATED", _utc(revision.created)),
        content_line("LAST-MODIFIED", modified),
        content_line("SEQUENCE", str(revision.sequence)),
    ]
    match event.when:
        case Timed(start=start, end=end):
            lines.append(_time("DTSTART", start, zone))
            lines.append(_time("DTEND", end, zone))
        case AllDay(first=first, last=last):
            lines.append(content_line("DTSTART;VALUE=DATE", _day(first)))
            lines.append(content_line("DTEND;VALUE=DATE", _day(last + timedelta(days=1))))
    lines.append(text_line("SUMMARY", entry.summary))
    lines.append(text_line("DESCRIPTION", entry.description))
    if entry.location:
        lines.append(text_line("LOCATION", entry.location))
    lines.append(content_line("URL", entry.url))
    lines.append(text_line("CATEGORIES", event.kind.value))
    lines.append(text_line("STATUS", event.status.value))
    lines.append(content_line("TRANSP", "OPAQUE" if entry.opaque else "TRANSPARENT"))
    if not entry.opaque:
        # Outlook looks at this before it looks at TRANSP.
        lines.append(b"X-MICROSOFT-CDO-BUSYSTATUS:FREE\r\n")
    lines.append(text_line("COLOR", COLOURS[event.kind].name))
    lines.append(b"END:VEVENT\r\n")
    return b"".join(lines)


def _utc(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _time(name: str, instant: datetime, zone: str) -> bytes:
    if zone == "UTC":
        return content_line(name, _utc(instant))
    return content_line(f"{name};TZID={zone}", f"{instant:%Y%m%dT%H%M%S}")


def _day(day: date) -> str:
    return f"{day:%Y%m%d}"
