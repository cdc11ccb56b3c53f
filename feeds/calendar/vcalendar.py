"""The VCALENDAR around the events: its own properties, then the VTIMEZONE, then the events."""

from collections.abc import Iterable

from feeds.calendar.colours import Colour
from feeds.calendar.content_line import content_line, text_line

_BEGIN = (
    b"BEGIN:VCALENDAR\r\n"
    b"PRODID:-//feeds//Course calendar//EN\r\n"
    b"VERSION:2.0\r\n"
    b"CALSCALE:GREGORIAN\r\n"
)  # fmt: skip
# How soon to look again, for the clients that ask: Nextcloud, and Outlook classic by the second name.
_REFRESH = b"REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\nX-PUBLISHED-TTL:PT1H\r\n"
_END = b"END:VCALENDAR\r\n"


def vcalendar(
    blocks: Iterable[bytes],
    *,
    name: str,
    description: str,
    zone: str,
    colour: Colour,
    source: str,
    url: str,
    vtimezone: bytes,
) -> bytes:
    """Write a calendar around rendered events; `source` is the feed's canonical address, `url` its page.

    METHOD is left out: with it, DTSTAMP would not be the time of the last change (RFC 5545, 3.8.7.2), and
    some clients refuse the feed.
    """
    own = (
        text_line("NAME", name),
        text_line("X-WR-CALNAME", name),
        text_line("X-WR-CALDESC", description),
        text_line("X-WR-TIMEZONE", zone),
        _REFRESH,
        text_line("COLOR", colour.name),
        # Apple's apps ask for this one when somebody subscribes.
        text_line("X-APPLE-CALENDAR-COLOR", colour.number),
        content_line("SOURCE;VALUE=URI", source),
        content_line("URL", url),
    )
    return b"".join((_BEGIN, *own, vtimezone, *blocks, _END))
