"""Days, times, places and lists as a person would say them, in English and with the zone named."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import Protocol, TypeAlias

from feeds.course.model import AllDay, Event, Guest, Kind, Place, Timed
from feeds.course.timezones import abbreviation

DayFormat: TypeAlias = Callable[[date], str]
"""How to write a day: `day`, or `weekly` of many weeks at once."""

KIND = {
    Kind.LECTURE: "Lecture",
    Kind.TUTORIAL: "Tutorial",
    Kind.EXAM: "Exam",
    Kind.DEADLINE: "Deadline",
    Kind.OFFICE_HOURS: "Office hours",
    Kind.RELEASE: "Assignment out",
    Kind.HOLIDAY: "No class",
}
"""What to call one of a kind."""

KINDS = {
    Kind.LECTURE: "Lectures",
    Kind.TUTORIAL: "Tutorials",
    Kind.EXAM: "Exams",
    Kind.DEADLINE: "Deadlines",
    Kind.OFFICE_HOURS: "Office hours",
    Kind.RELEASE: "Assignments out",
    Kind.HOLIDAY: "Holidays",
}
"""What to call all of a kind."""


class Scheduled(Protocol):
    """What takes place at a time: an event of the data, or one that was read from a feed."""

    @property
    def kind(self) -> Kind:
        """What it is."""

    @property
    def when(self) -> Timed | AllDay:
        """When it is."""

    @property
    def undated(self) -> bool:
        """Whether it has lost its date."""


def day(value: date) -> str:
    """Write a day: `Thu 4 Sep`."""
    return f"{value:%a} {value.day} {value:%b}"


def dated(value: date) -> str:
    """Write a day with its year: `Thu 4 Sep 2025`."""
    return f"{day(value)} {value.year}"


def in_data(value: date) -> str:
    """Write a day as data files have it: `Thu 2025-09-04`."""
    return f"{value:%a %Y-%m-%d}"


def weekly(value: date) -> str:
    """Write a day as all of its weekday: `Thursdays`."""
    return f"{value:%A}s"


def clock(value: time | datetime) -> str:
    """Write a time of day: `1:30 PM`, `1 PM`."""
    return f"{_hour(value)} {value:%p}"


def hours(when: Timed) -> str:
    """Write from when to when: `1–2:30 PM`, `11 AM–12 PM`; nothing lasts beyond the midnight that ends its day."""
    return span(when.start.time(), when.end.time())


def span(start: time, end: time) -> str:
    """Write from which time of day to which: `1–2:30 PM`, `11 AM–12 PM`."""
    if f"{start:%p}" == f"{end:%p}":
        return f"{_hour(start)}–{clock(end)}"
    return f"{clock(start)}–{clock(end)}"


def hours_of(event: Scheduled) -> str:
    """Write at what hours of its day something is: `1–2:30 PM`, `due 11:59 PM`, `until Fri 28 Nov`, `all day`."""
    match event.when:
        case Timed(end=end) if event.kind is Kind.DEADLINE:
            return f"due {clock(end)}"
        case Timed() as timed:
            return hours(timed)
        case AllDay(first=first, last=last):
            return "all day" if first == last else f"until {day(last)}"


def when(event: Scheduled, zone: str, day: DayFormat = day) -> str:
    """Write when something is: `Thu 4 Sep, 1–2:30 PM ET`, `Tue 11 Nov`, `Mon 24 Nov – Fri 28 Nov`.

    Of a deadline it is the moment; the half hour before it is for calendars only. `day` writes a day.
    """
    match event.when:
        case AllDay(first=first) if event.undated:
            return f"date to be announced (was {day(first)})"
        case Timed(end=end) if event.kind is Kind.DEADLINE:
            return f"{day(end)}, {clock(end)} {abbreviation(end, zone)}"
        case Timed() as timed:
            return f"{day(timed.start)}, {hours(timed)} {abbreviation(timed.start, zone)}"
        case AllDay(first=first, last=last) if first != last:
            return f"{day(first)} – {day(last)}"
        case AllDay(first=first):
            return day(first)


def moved(before: Event, after: Event, zone: str, day: DayFormat = day) -> tuple[str, str]:
    """Write when something was and when it is: `7:30–10 PM`, `7:30–9:30 PM ET` on one day, else with the days."""
    match before.when, after.when:
        case Timed() as was, Timed() as now if before.days == after.days:
            said = (lambda timed: clock(timed.end)) if after.kind is Kind.DEADLINE else hours
            return said(was), f"{said(now)} {abbreviation(now.start, zone)}"
    one, other = ("date to be announced" if event.undated else when(event, zone, day) for event in (before, after))
    return one, other


def where(place: Place) -> str:
    """Write where something is: `45-230 (overflow: 45-102)`, `Room to be announced`, or nothing."""
    first = "Room to be announced" if place.to_be_announced else place.room or place.online or ""
    return f"{first} (overflow: {', '.join(place.overflow)})".strip() if place.overflow else first


def listed(items: Sequence[str], last: str = "and") -> str:
    """Join with commas and a last "and": `lectures and exams`, `lectures, exams, and holidays`."""
    if len(items) < 3:
        return f" {last} ".join(items)
    return f"{', '.join(items[:-1])}, {last} {items[-1]}"


def counted(number: int, noun: str) -> str:
    """Write how many there are of something: `1 event`, `2 events`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def guest(value: Guest) -> str:
    """Write a guest: `Lise Meitner (Stockholm)`."""
    return f"{value.name} ({value.affiliation})" if value.affiliation else value.name


def capital(text: str) -> str:
    """Begin with a capital letter and leave the rest as it is."""
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """Make a sentence of a message: it begins with a capital letter, and ends."""
    return capital(text) if text.endswith((".", "?")) else f"{capital(text)}."


def _hour(value: time | datetime) -> str:
    hour = value.hour % 12 or 12
    return f"{hour}:{value:%M}" if value.minute else str(hour)
