"""What was found and no data can hold, so that one odd row does not keep all others from being written."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time
from itertools import chain

from feeds.authoring.imports.found import Found, FoundAssignment, FoundEvent, FoundHours, Unread
from feeds.authoring.imports.kinds import FILE_OF
from feeds.authoring.imports.masking import MASK, masked
from feeds.authoring.imports.parts import Part, with_parts
from feeds.authoring.imports.tidying import tidied_line
from feeds.course.draft import wrong_span
from feeds.course.model import Kind, Material, as_word
from feeds.course.timezones import WallTimeError, localize

_YEARS = range(2000, 2101)
_LONGEST, _LONGEST_URL, _MOST_SPEAKERS = 500, 2_000, 100
_NO_ROOM = "this is no room: its address would have no letter a to z and no digit; write one in these if there is one"


def possible(found: Found, zone: str) -> Found:
    """Give what data files can hold of what was found in a course whose clock is that of `zone`; the rest is unread.

    A room that cannot be one is left out, and so is a material; both are told among the warnings. No text of what is
    told has an e-mail address or a character that nobody sees.
    """
    check = _Check(zone)
    parts: tuple[Part, ...] = (*found.people, *found.events, *found.assignments, *found.hours)
    kept = tuple(check.checked(part) for part in parts)
    warnings = map(_told, (*found.warnings, *check.warnings))
    title = found.title if len(found.title or "") <= _LONGEST else None
    return with_parts(replace(found, title=title), (*kept, *map(_told, found.unread)), warnings)


def _told(unread: Unread) -> Unread:
    return replace(unread, text=masked(tidied_line(unread.text)), why=masked(tidied_line(unread.why)))


class _Check:
    def __init__(self, zone: str) -> None:
        self._zone = zone
        self._rooms: dict[str, str] = {}
        self.warnings: list[Unread] = []

    def checked(self, part: Part) -> Part:
        """Give a part, or why it cannot stand in data."""
        try:
            for text in _lines(part):
                if len(text) > _LONGEST:
                    raise ValueError(f"this has a text of more than {_LONGEST} characters; shorten it")
            match part:
                case FoundEvent():
                    self._check_event(part)
                    return replace(part, room=self._room(part), materials=self._materials(part))
                case FoundAssignment():
                    for day in (part.out, part.due):
                        self._check_moment(day)
                    return replace(part, materials=self._materials(part))
                case FoundHours():
                    return replace(part, room=self._room(part))
                case _:
                    return part
        except ValueError as error:
            text = " ".join(chain(_lines(part), map(str, _days(part))))
            return _told(Unread(line=part.line, text=text[:_LONGEST], why=str(error), file=_file(part)))

    def _check_event(self, event: FoundEvent) -> None:
        for day in (event.day, event.last):
            self._check_moment(day)
        if event.kind is Kind.HOLIDAY:
            if event.day and event.last and (why := wrong_span(event.day, event.last)):
                raise ValueError(why)
        elif event.day:
            for clock in (event.start, event.end):
                # What ends at midnight ends as the next day begins.
                if clock and clock != time(0):
                    self._check_moment(datetime.combine(event.day, clock))
        if len(event.speakers) > _MOST_SPEAKERS:
            raise ValueError(f"this names more than {_MOST_SPEAKERS} people")

    def _check_moment(self, day: date | str | None) -> None:
        if isinstance(day, date) and day.year not in _YEARS:
            raise ValueError(f"the year {day.year} is out of range; write one from {_YEARS[0]} to {_YEARS[-1]}")
        if isinstance(day, datetime):
            try:
                localize(day, self._zone)
            except WallTimeError as error:
                raise ValueError(f"{error}; write another time") from None

    def _room(self, part: FoundEvent | FoundHours) -> str | None:
        if not part.room or not as_word(part.room):
            # A dash says that there is none.
            if re.search(r"[^\W_]", part.room or "") or MASK in (part.room or ""):
                self._warn(part, part.room or "", _NO_ROOM)
            return None
        room = self._rooms.setdefault(as_word(part.room), part.room)
        if room != part.room:
            self._warn(part, part.room, f"this is the room {room} elsewhere, and written so; write it in one way")
        return room

    def _materials(self, part: FoundEvent | FoundAssignment) -> tuple[Material, ...]:
        kept = []
        for each in part.materials:
            if len(each.url or "") > _LONGEST_URL or any(len(text or "") > _LONGEST for text in _words(each)):
                why = f"this is longer than {_LONGEST:,} characters, or its link than {_LONGEST_URL:,}, and left out"
                self._warn(part, each.title[:_LONGEST], why)
            else:
                kept.append(each)
        return tuple(kept)

    def _warn(self, part: Part, text: str, why: str) -> None:
        self.warnings.append(Unread(line=part.line, text=text, why=why, file=_file(part)))


def _words(material: Material) -> tuple[str | None, ...]:
    return material.title, material.under, material.note


def _lines(part: Part) -> Iterable[str]:
    """List what of a part is one line of text, what it is called first."""
    match part:
        case FoundEvent():
            guests = chain.from_iterable((guest.name, guest.affiliation) for guest in part.speakers)
            return filter(None, (part.title, part.room, part.cancelled, *guests))
        case FoundAssignment():
            return (part.title,)
        case FoundHours():
            return filter(None, (part.title, *part.hosts, part.room))
        case Unread():
            return ()
        case _:
            return filter(None, (part.name, part.role))


def _days(part: Part) -> Iterable[object]:
    """List when a part is."""
    match part:
        case FoundEvent():
            return filter(None, (part.day, part.start, part.end))
        case FoundAssignment():
            return filter(None, (part.out, part.due))
        case _:
            return ()


def _file(part: Part) -> str:
    match part:
        case FoundEvent() | FoundHours():
            return FILE_OF[part.kind]
        case FoundAssignment():
            return FILE_OF[Kind.DEADLINE]
        case _:
            return "staff.yaml"
