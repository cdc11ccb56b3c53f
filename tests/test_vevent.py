"""Rendering laws: what holds for every event, whatever is written in it."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from engines import vobject
from engines.registry import ENGINES, require
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.calendar.feed import CourseFeeds, Form
from feeds.course.model import AllDay, Course, Event, Kind, Place, Revision, Status, Timed
from feeds.course.selection import Selection
from feeds.course.timezones import localize

PUBLISHED = datetime(2025, 9, 1, 12, tzinfo=UTC)
CHANGED = datetime(2025, 9, 2, 12, 0, 30, tzinfo=UTC)
ZONE = "America/New_York"
ALL = Selection.parse("all")

# What the schema lets through: any text without control characters (but line breaks) and without ends to strip.
TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"), include_characters="\n\t;,\\:\"'<>&"), max_size=400
).map(str.strip)
LINE = TEXT.map(lambda text: " ".join(text.split()) or "x")


def _feeds(*events: Event) -> CourseFeeds:
    course = Course(
        slug="t-1",
        code="T 1",
        title="Tests",
        term="Fall 2025",
        time_zone=ZONE,
        uid_domain="t.example.edu",
        first=date(2025, 9, 1),
        last=date(2025, 12, 31),
        people={},
        events=events,
    )
    return CourseFeeds(course, "https://calendar.example.edu")


def _event(**changes: object) -> Event:
    event = Event(
        id="one",
        kind=Kind.LECTURE,
        title="One",
        when=Timed(start=localize(datetime(2025, 9, 4, 13), ZONE), end=localize(datetime(2025, 9, 4, 14, 30), ZONE)),
        revision=Revision(created=PUBLISHED, last_modified=CHANGED),
    )
    return replace(event, **changes)  # type: ignore[arg-type]


def _vevent(event: Event) -> list[str]:
    lines = _feeds(event).feed(ALL, Form.ICS).body.decode().replace("\r\n ", "").split("\r\n")
    return lines[lines.index("BEGIN:VEVENT") + 1 : lines.index("END:VEVENT")]


def test_vevent_has_exactly_these_properties_in_this_order() -> None:
    assert _vevent(_event(place=Place(room="45-230"))) == [
        "UID:one.t-1@t.example.edu",
        "DTSTAMP:20250902T120030Z",
        "CREATED:20250901T120000Z",
        "LAST-MODIFIED:20250902T120030Z",
        "SEQUENCE:86430",
        "DTSTART;TZID=America/New_York:20250904T130000",
        "DTEND;TZID=America/New_York:20250904T143000",
        "SUMMARY:T 1 One",
        "DESCRIPTION:https://calendar.example.edu/t-1/events/one",
        "LOCATION:45-230",
        "URL:https://calendar.example.edu/t-1/events/one",
        "CATEGORIES:lecture",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "COLOR:steelblue",
    ]


def test_vevent_of_whole_days_ends_on_the_day_after() -> None:
    lines = _vevent(_event(when=AllDay(first=date(2025, 11, 24), last=date(2025, 11, 28)), kind=Kind.HOLIDAY))

    assert lines[5:8] == [
        "DTSTART;VALUE=DATE:20251124",
        "DTEND;VALUE=DATE:20251129",
        "SUMMARY:No class: One (T 1)",
    ]


def test_vevent_of_what_has_lost_its_date_stays_on_its_last_day() -> None:
    lost = _event(when=WHOLE_DAY, undated=True, status=Status.TENTATIVE, kind=Kind.EXAM, place=Place(room="45-230"))

    assert _vevent(lost)[5:] == [
        "DTSTART;VALUE=DATE:20250904",
        "DTEND;VALUE=DATE:20250905",
        "SUMMARY:TENTATIVE: One (T 1)\\, new date to be announced (was Thu 4 Sep)",
        "DESCRIPTION:A new date is to be announced.\\n\\nhttps://calendar.example.edu/t-1/events/one",
        "LOCATION:45-230",
        "URL:https://calendar.example.edu/t-1/events/one",
        "CATEGORIES:exam",
        "STATUS:TENTATIVE",
        "TRANSP:TRANSPARENT",
        "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
        "COLOR:crimson",
    ]


TIMED = _event().when
WHOLE_DAY = AllDay(first=date(2025, 9, 4), last=date(2025, 9, 4))


@pytest.mark.parametrize(
    ("changes", "title", "status", "transparency"),
    [
        ({}, "T 1 One", "CONFIRMED", "OPAQUE"),
        ({"status": Status.TENTATIVE}, "TENTATIVE: T 1 One", "TENTATIVE", "OPAQUE"),
        ({"status": Status.CANCELLED}, "CANCELLED: T 1 One", "CANCELLED", "TRANSPARENT"),
        ({"when": WHOLE_DAY}, "T 1 One", "CONFIRMED", "TRANSPARENT"),
        ({"any_of": "one", "alternatives": 4}, "T 1 One", "CONFIRMED", "TRANSPARENT"),
        ({"kind": Kind.TUTORIAL}, "T 1 One", "CONFIRMED", "OPAQUE"),
        ({"kind": Kind.EXAM}, "One (T 1)", "CONFIRMED", "OPAQUE"),
        ({"kind": Kind.DEADLINE}, "One due 2:30 PM ET (T 1)", "CONFIRMED", "TRANSPARENT"),
        ({"kind": Kind.DEADLINE, "when": WHOLE_DAY}, "One due (T 1)", "CONFIRMED", "TRANSPARENT"),
        ({"kind": Kind.RELEASE, "when": WHOLE_DAY}, "One out (T 1)", "CONFIRMED", "TRANSPARENT"),
        ({"kind": Kind.HOLIDAY, "when": WHOLE_DAY}, "No class: One (T 1)", "CONFIRMED", "TRANSPARENT"),
        ({"kind": Kind.OFFICE_HOURS}, "One (T 1)", "CONFIRMED", "TRANSPARENT"),
        ({"kind": Kind.OFFICE_HOURS, "title": ""}, "Office hours (T 1)", "CONFIRMED", "TRANSPARENT"),
    ],
)
def test_title_status_and_transparency_by_kind(
    changes: dict[str, object], title: str, status: str, transparency: str
) -> None:
    lines = _vevent(_event(**changes))
    properties = dict(line.split(":", 1) for line in lines)
    busy = properties.get("X-MICROSOFT-CDO-BUSYSTATUS")

    assert (properties["SUMMARY"], properties["STATUS"], properties["TRANSP"]) == (title, status, transparency)
    assert busy == ("FREE" if transparency == "TRANSPARENT" else None)


@given(title=LINE, details=TEXT, room=LINE)
@settings(deadline=None)
def test_any_text_survives_in_another_engine(title: str, details: str, room: str) -> None:
    feeds = _feeds(_event(title=title, details=details, place=Place(room=room)))
    body = feeds.feed(ALL, Form.ICS).body
    (reading,) = vobject.read(body)

    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    assert body.replace(b"\r\n", b"").count(b"\n") == 0
    assert [line.decode() for line in body.split(b"\r\n")] == body.decode().split("\r\n")
    assert reading.summary == f"T 1 {title}"
    assert reading.description == f"{details}\n\n{feeds.entries[0].url}".lstrip("\n")
    assert reading.location == room


@pytest.mark.parametrize("name", ENGINES)
def test_hostile_text_survives_in_every_engine(name: str) -> None:
    require(ENGINES[name])
    hostile = "BEGIN:VEVENT\nUID:evil\nEND:VEVENT\n\n; , \\ \\n \\; \" ' <b>&amp;</b> 👩🏽‍🏫 é שלום مرحبا" + " x" * 5000
    feeds = _feeds(_event(title='a;b,c\\d:e"f', details=hostile, place=Place(room="R; 1, \\2")))
    (reading,) = ENGINES[name].read(feeds.feed(ALL, Form.ICS).body)

    assert (reading.uid, reading.summary, reading.description, reading.location) == (
        "one.t-1@t.example.edu",
        'T 1 a;b,c\\d:e"f',
        f"{hostile}\n\nhttps://calendar.example.edu/t-1/events/one",
        "R; 1, \\2",
    )


@pytest.mark.parametrize(
    ("zone", "start", "end"),
    [
        ("Africa/Abidjan", "DTSTART;TZID=Africa/Abidjan:20250904T130000", "DTEND;TZID=Africa/Abidjan:20250904T143000"),
        ("Asia/Tokyo", "DTSTART;TZID=Asia/Tokyo:20250904T130000", "DTEND;TZID=Asia/Tokyo:20250904T143000"),
        # UTC needs no definition, and the library knows no other way to write it.
        ("UTC", "DTSTART:20250904T130000Z", "DTEND:20250904T143000Z"),
    ],
)
def test_times_carry_their_zone(zone: str, start: str, end: str) -> None:
    when = Timed(start=localize(datetime(2025, 9, 4, 13), zone), end=localize(datetime(2025, 9, 4, 14, 30), zone))
    course = replace(_feeds(_event(when=when)).course, time_zone=zone)
    body = CourseFeeds(course, "https://calendar.example.edu").feed(ALL, Form.ICS).body

    assert [
        line for line in body.decode().split("\r\n") if line.startswith(("DTSTART;T", "DTSTART:202509", "DTEND"))
    ] == [
        start,
        end,
    ]


@pytest.mark.parametrize(
    ("place", "location"),
    [
        (Place(room="A", overflow=("B", "C")), ["LOCATION:A (overflow: B\\, C)"]),
        (Place(to_be_announced=True, overflow=("B",)), ["LOCATION:Room to be announced (overflow: B)"]),
        (Place(overflow=("B",)), ["LOCATION:(overflow: B)"]),
        (Place(online="https://meet.example.edu/x"), ["LOCATION:https://meet.example.edu/x"]),
        (Place(room="A", online="https://meet.example.edu/x"), ["LOCATION:A"]),
        (Place(), []),
    ],
)
def test_location_is_the_room_or_else_the_link(place: Place, location: list[str]) -> None:
    assert [line for line in _vevent(_event(place=place)) if line.startswith("LOCATION")] == location
