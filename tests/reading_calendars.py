"""Calendars as programs and people read them: from the feed, from its JSON, and from pages.

The feed is read with the `icalendar` library, the page as HTML, and days and hours are put into words here: nothing
of the program takes part.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any
from xml.etree.ElementTree import Element

from flask.testing import FlaskClient
from icalendar import Calendar
from reading_pages import get, text

FROM_THE_BEGINNING = "from=0001-01-01"
ZONES = {"EDT": "ET", "EST": "ET"}
KIND = {
    "lecture": "Lecture",
    "tutorial": "Tutorial",
    "exam": "Exam",
    "deadline": "Deadline",
    "office-hours": "Office hours",
    "release": "Assignment out",
    "holiday": "No class",
}
REMARK = re.compile(r"Cancelled[.:].*|A new date is to be announced\.|The time is to be announced\.|Any one of \d+: .*")


@dataclass(frozen=True, kw_only=True, order=True)
class Said:
    """What any form says of one event."""

    day: str
    id: str
    kind: str
    title: str
    hours: str
    place: str
    status: str
    remark: str
    zone: str = field(default="", compare=False)


def clock(value: datetime) -> str:
    return f"{value:%I:%M %p}".removeprefix("0").replace(":00", "")


def wall(start: datetime, end: datetime) -> str:
    """Write from when to when: `1–2:30 PM`, `11 AM–12 PM`."""
    first = clock(start)
    return f"{first[:-3] if first[-2:] == clock(end)[-2:] else first}–{clock(end)}"


def short(value: date) -> str:
    return f"{value:%a} {value.day} {value:%b}"


def said(kind: str, start: date, end: date, description: str, **fields: str) -> Said:
    """Put the times that a program reads, with exclusive end, into the words for people."""
    day = start
    if not isinstance(start, datetime):
        last = end - timedelta(days=1)
        hours = "all day" if last == start else f"until {short(last)}"
    else:
        assert isinstance(end, datetime)
        if kind == "deadline":
            day, hours = end, f"due {clock(end)}"
        else:
            hours = wall(start, end)
    remark = " ".join(filter(REMARK.fullmatch, description.split("\n\n")))
    return Said(day=f"{day:%Y-%m-%d}", kind=kind, hours=hours, remark=remark, **fields)


def in_ics(client: FlaskClient, address: str) -> tuple[Said, ...]:
    slug, found = address.partition("/")[0], []
    for component in Calendar.from_ical(client.get(f"/{address}.ics").data).walk("VEVENT"):
        event: Any = component
        start = event["dtstart"].dt
        found.append(
            said(
                str(event["categories"].cats[0]),
                start,
                event["dtend"].dt,
                str(event["description"]),
                id=str(event["uid"]).partition(f".{slug}@")[0],
                title=str(event["summary"]),
                place=str(event.get("location", "")),
                status=str(event["status"]).lower(),
                zone=str(start.tzname()) if isinstance(start, datetime) else "",
            )
        )
    return tuple(found)


def day_or_time(value: str) -> date:
    return datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)


def in_json(client: FlaskClient, address: str) -> tuple[Said, ...]:
    events = json.loads(client.get(f"/{address}.json").data)["events"]
    return tuple(
        said(
            each["kind"],
            day_or_time(each["start"]),
            day_or_time(each["end"]),
            each["description"],
            id=each["id"],
            title=each["title"],
            place=each["location"],
            status=each["status"].lower(),
        )
        for each in events
    )


def as_line(event: Said) -> str:
    """Write the line of the text form as it must be."""
    day = short(date.fromisoformat(event.day))
    if event.zone:
        when = f"{day}, {event.hours.removeprefix('due ')} {ZONES.get(event.zone, event.zone)}"
    elif event.remark == "A new date is to be announced.":
        when = f"date to be announced (was {day})"
    else:
        when = f"{day}{event.hours.removeprefix('all day').replace('until', ' –')}"
    return " · ".join([when, event.title, *([event.place] if event.place else [])])


def items(part: Element, day: str, slug: str) -> Iterator[Said]:
    """Read the events that stand below one heading of a day."""
    for item in part.iter("li"):
        kind, *marks = item.attrib["class"].removeprefix("event ").split()
        spans = {each.attrib["class"]: text(each) for each in item.iter("span")}
        (link,) = item.iter("a")
        where = spans.get("where", "")
        remark = match[0] if (match := re.search(rf"(?:{REMARK.pattern})$", where)) else ""
        assert spans["kind"] == KIND[kind]
        yield Said(
            day=day,
            id=link.attrib["href"].removeprefix(f"/{slug}/events/"),
            kind=kind,
            title=text(link),
            hours=spans["hours"],
            place=where.removesuffix(remark).removesuffix(" · "),
            status=next((mark for mark in marks if mark in ("cancelled", "tentative")), "confirmed"),
            remark=remark,
        )


def on_page(page: Element, slug: str) -> tuple[Said, ...]:
    """Read the calendar of a page; days of the month before or after are not its own."""
    found: list[Said] = []
    for day in page.iter("div"):
        classes = day.attrib.get("class", "").split()
        if "day" in classes and not {"outside", "notice"} & set(classes):
            (time,) = day.iter("time")
            found += items(day, time.attrib["datetime"], slug)
    return tuple(found)


def by_walking(client: FlaskClient, address: str, view: str) -> list[Said]:
    """Follow the links from the first page of a view to the last."""
    slug = address.partition("/")[0]
    found: list[Said] = []
    path: str | None = f"/{address}?view={view}&{FROM_THE_BEGINNING}"
    while path:
        page = get(client, path)
        found += on_page(page, slug)
        path = next((link.attrib["href"] for link in page.iter("a") if link.attrib.get("rel") == "next"), None)
    return found


def anyday(found: Iterable[Said]) -> list[Said]:
    """Give each event once, without its day: what lasts stands on many, and what is due at midnight on the eve."""
    return sorted({replace(each, day="") for each in found})


def lately(page: Element) -> list[tuple[str, str]]:
    """List what changed lately as a page says it, with the day on which it was published."""
    found = []
    for part in page.iter("div"):
        if part.attrib.get("class") == "day notice":
            (time,) = part.iter("time")
            for item in part.findall("ul/li"):
                link = item.find("a")
                said = f"{item.text or ''}{text(link) if link is not None and not (item.text or '').strip() else ''}"
                found.append((time.attrib["datetime"], " ".join(said.split())))
    return found
