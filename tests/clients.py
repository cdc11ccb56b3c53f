"""The rules by which calendar programs decide whether to take an update of a subscription, as judges of our feeds.

Written from clients.md (1b, 1c; its sources in square brackets), not from our code, and stricter than the programs
where nobody outside knows: an edit that passes here is taken by the real one. What they draw is not here.
"""

import hashlib
import re
from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

_CONTENT_LINE = re.compile(r"([A-Za-z0-9-]+)((?:;[^:\";]*(?:\"[^\"]*\"[^:\";]*)*)*):(.*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class VEvent:
    """One VEVENT: its unfolded lines as they stand, so that two are equal when every letter of them is."""

    lines: tuple[str, ...]

    def __getitem__(self, name: str) -> str:
        """Give the value of the first property of a name, or nothing; escapes are left as they are."""
        for line in self.lines:
            if line.startswith(name) and (match := _CONTENT_LINE.fullmatch(line)) and match[1] == name:
                return match[3]
        return ""

    @property
    def uid(self) -> str:
        """The identity of the event."""
        return self["UID"]

    @property
    def sequence(self) -> int:
        """Its SEQUENCE, which is 0 where it is left out (RFC 5545, 3.8.7.4)."""
        return int(self["SEQUENCE"] or "0")


# All programs read the same few bodies.
@lru_cache(maxsize=128)
def vevents(body: bytes) -> tuple[VEvent, ...]:
    """Give the VEVENTs of a feed as they come; of what is no calendar, none."""
    found: list[VEvent] = []
    lines: list[str] | None = None
    for line in _unfolded(body):
        if line == "BEGIN:VEVENT":
            lines = []
        elif line == "END:VEVENT" and lines is not None:
            found.append(VEvent(lines=tuple(lines)))
            lines = None
        elif lines is not None:
            lines.append(line)
    return tuple(found)


def by_uid(events: Iterable[VEvent]) -> dict[str, VEvent]:
    """Give events by their UIDs, refusing two of one."""
    found: dict[str, VEvent] = {}
    for event in events:
        if event.uid in found:
            raise ValueError(f"{event.uid} is there twice")
        found[event.uid] = event
    return found


class Client(ABC):
    """A subscription in somebody's calendar program: what it holds, by UID, and every UID it ever held."""

    def __init__(self) -> None:
        self.held: dict[str, VEvent] = {}
        self.seen: set[str] = set()

    def refresh(self, body: bytes, etag: str) -> None:
        """Fetch the feed, whose whole answer would be this body under this ETag, and keep what the program keeps."""
        self._fetch(body, etag)
        self.seen |= self.held.keys()

    @property
    def shown(self) -> dict[str, VEvent]:
        """What the program shows as something that takes place."""
        return {uid: event for uid, event in self.held.items() if event["STATUS"] != "CANCELLED"}

    @abstractmethod
    def _fetch(self, body: bytes, etag: str) -> None:
        """Take the answer, or leave it."""


class _Conditional(Client):
    """A program that asks with If-None-Match: under the ETag that it has, it never sees a body."""

    def __init__(self) -> None:
        super().__init__()
        self._etag = ""

    def _fetch(self, body: bytes, etag: str) -> None:
        if etag != self._etag:
            self._etag = etag
            self._take(body)

    @abstractmethod
    def _take(self, body: bytes) -> None:
        """Take a body that came with another ETag."""


class Google(Client):
    """Google Calendar.

    An edit needs a higher SEQUENCE and a later stamp "or may be ignored" [R1, R34, R35]. Taken here: what is later
    by RFC 5546, 2.1.5, the higher SEQUENCE or, of the same one, the later DTSTAMP; and nothing else. The same goes for
    an event that was removed and comes again. One line that is none, and it ignores the whole feed [R1]. Of two events
    with one UID only the last shows [R22].
    """

    def __init__(self) -> None:
        super().__init__()
        self._newest: dict[str, VEvent] = {}

    def _fetch(self, body: bytes, etag: str) -> None:
        if not _is_sound(body):
            return
        published = {event.uid: event for event in vevents(body)}
        taken = {
            uid: event
            for uid, event in published.items()
            if uid not in self._newest or _order(event) > _order(self._newest[uid])
        }
        self._newest |= taken
        self.held = {uid: self._newest[uid] for uid in published if uid in taken or uid in self.held}


class Gnome(_Conditional):
    """GNOME Calendar and Evolution (evolution-data-server) [S3].

    The revision of a UID is `DTSTAMP-LASTMODIFIED-SEQUENCE` of the first component that has it; the same string, and
    the change is not stored. A calendar without any event removes none; what is no calendar removes all.
    """

    def _take(self, body: bytes) -> None:
        published: dict[str, VEvent] = {}
        for event in vevents(body):
            published.setdefault(event.uid, event)
        if not published and b"BEGIN:VCALENDAR" in body:
            return
        self.held = {
            uid: self.held[uid] if uid in self.held and _revision(self.held[uid]) == _revision(event) else event
            for uid, event in published.items()
        }


class Icsx5(_Conditional):
    """ICSx5 on Android [S5].

    An event that it has is written anew only if its LAST-MODIFIED is newer than the stored one, or missing on either
    side; what the feed no longer has is removed (`retainByUID`).
    """

    def _take(self, body: bytes) -> None:
        published = {event.uid: event for event in vevents(body)}
        self.held = {
            uid: self.held[uid] if uid in self.held and not _is_newer(event, self.held[uid]) else event
            for uid, event in published.items()
        }


class Outlook(Client):
    """Outlook in the browser and on the desktop.

    DTSTAMP becomes the "owner critical change", and an update must be later by it [D8] and not of a lower SEQUENCE.
    A zone with more than one STANDARD may be refused together with the stream [D2], and times in a zone that the
    feed does not define are shifted [R28]: neither is taken here. STATUS is ignored [R40].
    """

    def _fetch(self, body: bytes, etag: str) -> None:
        if not _has_one_plain_zone(body):
            return
        published = {event.uid: event for event in vevents(body)}
        self.held = {
            uid: self.held[uid] if uid in self.held and not _is_critical_change(self.held[uid], event) else event
            for uid, event in published.items()
        }

    @property
    def shown(self) -> dict[str, VEvent]:
        """Everything, whatever its STATUS: only the title tells what is cancelled."""
        return dict(self.held)


class Thunderbird(_Conditional):
    """Thunderbird [S1]: the whole calendar is replaced by every answer that is not 304, be it empty."""

    def _take(self, body: bytes) -> None:
        self.held = {event.uid: event for event in vevents(body)}


class Kde(Client):
    """KOrganizer and Merkuro (Akonadi) [S4]: the whole file is replaced unless its hash is the same."""

    def __init__(self) -> None:
        super().__init__()
        self._hash = b""

    def _fetch(self, body: bytes, etag: str) -> None:
        digest = hashlib.sha256(body).digest()
        if digest != self._hash:
            self._hash = digest
            self.held = {event.uid: event for event in vevents(body)}


CLIENTS: tuple[type[Client], ...] = (Google, Gnome, Icsx5, Kde, Outlook, Thunderbird)


def _unfolded(body: bytes) -> list[str]:
    return re.sub(r"\r\n[ \t]", "", body.decode()).split("\r\n")


def _is_sound(body: bytes) -> bool:
    """Tell whether every line is one: a name, parameters, a value."""
    *lines, end = _unfolded(body)
    return bool(lines) and not end and all(_CONTENT_LINE.fullmatch(line) for line in lines)


def _has_one_plain_zone(body: bytes) -> bool:
    text = "\r\n".join(_unfolded(body))
    zones = re.findall(r"BEGIN:VTIMEZONE\r\n(.*?)END:VTIMEZONE", text, re.DOTALL)
    plain = all(zone.count("BEGIN:STANDARD") == 1 and zone.count("BEGIN:DAYLIGHT") <= 1 for zone in zones)
    defined = {name for zone in zones for name in re.findall(r"^TZID:(.*?)\r$", zone, re.MULTILINE)}
    return plain and set(re.findall(r";TZID=([^;:]*)", text)) <= defined


def _order(event: VEvent) -> tuple[int, str]:
    return event.sequence, event["DTSTAMP"]


def _revision(event: VEvent) -> str:
    return f"{event['DTSTAMP']}-{event['LAST-MODIFIED']}-{event['SEQUENCE']}"


def _is_newer(event: VEvent, stored: VEvent) -> bool:
    now, was = event["LAST-MODIFIED"], stored["LAST-MODIFIED"]
    return not (now and was) or now > was


def _is_critical_change(stored: VEvent, event: VEvent) -> bool:
    return event["DTSTAMP"] > stored["DTSTAMP"] and event.sequence >= stored.sequence
