"""A feed's own bytes as the events that a calendar app finds in them, through the `icalendar` library as the reader."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from icalendar import Event as VEvent

from feeds.calendar.remarks import has_lost_its_date, said_of
from feeds.course.model import AllDay, Kind, Status, Timed, days_of
from feeds.course.timezones import WallTimeError, in_zone, localize

_BEGIN, _END = b"BEGIN:VEVENT\r\n", b"\r\nEND:VEVENT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One VEVENT as a calendar app reads it, in the time zone of its course.

    `id` is the event's, as its URL ends; `opaque` tells whether it makes a subscriber busy.
    """

    id: str
    uid: str
    kind: Kind
    summary: str
    description: str
    location: str
    url: str
    when: Timed | AllDay
    status: Status
    opaque: bool

    @property
    def undated(self) -> bool:
        """Whether it has lost its date and stays on its last one."""
        return has_lost_its_date(self)

    @property
    def remark(self) -> str:
        """What a list must say beside the title: that it is cancelled, has no date or time yet, is one of several."""
        return " ".join(said_of(self))

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day that this is of."""
        return days_of(self.kind, self.when)


def read_feed(body: bytes, known: dict[bytes, Item]) -> tuple[Item, ...]:
    """Read the events of one of our feeds, in its order; what is `known` already is not parsed again.

    `known` maps the bytes of a VEVENT to what was read there, and is added to. A VEVENT is read alone: the zone of
    its times is known by its name.
    """
    return tuple(known[block] if block in known else known.setdefault(block, _read(block)) for block in _blocks(body))


def _blocks(body: bytes) -> Iterator[bytes]:
    """Yield what stands between the lines that begin and end each VEVENT."""
    # Each with the line end before it: text that says the same stands within a line, or is folded behind a space.
    for part in body.split(b"\r\n" + _BEGIN)[1:]:
        yield part.partition(_END)[0]


def _read(block: bytes) -> Item:
    event: Any = VEvent.from_ical(_BEGIN + block + _END)
    url = str(event["url"])
    return Item(
        id=url.rpartition("/")[2],
        uid=str(event["uid"]),
        kind=Kind(str(event["categories"].cats[0])),
        summary=str(event["summary"]),
        description=str(event["description"]),
        location=str(event.get("location", "")),
        url=url,
        when=_when(event),
        status=Status(str(event["status"])),
        opaque=str(event["transp"]) == "OPAQUE",
    )


def _when(event: Any) -> Timed | AllDay:
    start, end = event["dtstart"].dt, event["dtend"].dt
    if not isinstance(start, datetime):
        return AllDay(first=start, last=end - timedelta(days=1))
    zone = event["dtstart"].params.get("tzid", "UTC")
    return Timed(start=_instant(start, zone), end=_instant(end, zone))


def _instant(read: datetime, zone: str) -> datetime:
    try:
        # By the rules that its VTIMEZONE was made from: the library knows zones from elsewhere, and of another age.
        return localize(read.replace(tzinfo=None), zone)
    except WallTimeError:
        # It was recorded while the course had another zone. Of an hour that comes twice the first is meant.
        return in_zone(read, zone)
