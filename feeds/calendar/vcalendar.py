"""The VCALENDAR around the events: its own properties, then the VTIMEZONE, then the events."""

from collections.abc import Iterable

from icalendar import Calendar, vText

from feeds.calendar.colours import Colour

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
    calendar = Calendar()
    calendar.add("prodid", "-//feeds//Course calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    # As vText, since the library leaves these three unescaped when it is given plain text.
    calendar.add("name", vText(name))
    calendar.add("x-wr-calname", vText(name))
    calendar.add("x-wr-caldesc", vText(description))
    calendar.add("x-wr-timezone", zone)
    # How soon to look again, for the clients that ask: Nextcloud, and Outlook classic by the second name.
    calendar.add("refresh-interval", vText("PT1H"), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    calendar.add("color", colour.name)
    # Apple's apps ask for this one when somebody subscribes.
    calendar.add("x-apple-calendar-color", colour.number)
    calendar.add("source", source, parameters={"VALUE": "URI"})
    calendar.add("url", url)
    head = bytes(calendar.to_ical(sorted=False)).removesuffix(_END)
    return b"".join([head, vtimezone, *blocks, _END])
