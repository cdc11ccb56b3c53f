"""What is read back from a feed's own bytes, for the pages: exactly what calendar apps find there."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from feeds.calendar.agenda import Item, read_feed
from feeds.calendar.entry import entry
from feeds.calendar.feed import CourseFeeds, Form
from feeds.calendar.remarks import remarks
from feeds.calendar.vevent import vevent
from feeds.course.model import AllDay, Course, Event, Kind, Place, Revision, Status, Timed
from feeds.course.reader import read_course
from feeds.course.selection import Selection
from feeds.course.timezones import ZONES, in_zone, localize

HERE = Path(__file__).parent
DEMO = HERE / "data" / "courses" / "dm-1-sp26"
REAL = HERE.parent / "data" / "6.7960-fa25"
ALL = Selection.parse("all")
PUBLISHED = datetime(2025, 9, 1, 12, tzinfo=UTC)
WHOLE_DAY = AllDay(first=date(2025, 9, 4), last=date(2025, 9, 4))


@cache
def _feeds(folder: Path) -> CourseFeeds:
    return CourseFeeds(read_course(folder), "https://calendar.example.edu")


def _course(*events: Event, zone: str = "America/New_York") -> Course:
    return Course(
        slug="t-1",
        code="T 1",
        title="Tests",
        term="Fall 2025",
        time_zone=zone,
        uid_domain="t.example.edu",
        first=date(2025, 9, 1),
        last=date(2025, 12, 31),
        people={},
        events=events,
    )


def _event(**changes: object) -> Event:
    event = Event(
        id="one",
        kind=Kind.LECTURE,
        title="One",
        when=WHOLE_DAY,
        revision=Revision(created=PUBLISHED, last_modified=PUBLISHED),
    )
    return replace(event, **changes)  # type: ignore[arg-type]


def _timed(start: datetime, end: datetime, zone: str) -> Timed:
    return Timed(start=localize(start, zone), end=localize(end, zone))


def _items(feeds: CourseFeeds, selection: Selection = ALL) -> tuple[Item, ...]:
    return feeds.read(feeds.feed(selection, Form.ICS))


def _item(event: Event, zone: str = "America/New_York") -> Item:
    """Read the only event of a course back."""
    (item,) = _items(CourseFeeds(_course(event, zone=zone), "https://calendar.example.edu"))
    return item


def test_event_is_read_back_with_all_that_apps_show() -> None:
    items = {item.id: item for item in _items(_feeds(DEMO))}

    assert items["intro"] == Item(
        id="intro",
        uid="intro.dm-1-sp26@dm.example.edu",
        kind=Kind.LECTURE,
        summary='DM 1 Introduction; commas, back\\slashes and "quotes"',
        description="\n\n".join(
            [
                "First paragraph, with naïve café text and a 🎓.",
                "Second paragraph: שלום עולם, مرحبا.",
                "Speaker: Ada Lovelace",
                "Materials:\n- slides https://dm.example.edu/slides/1.pdf?a=1&b=2\n"
                "Required reading:\n- chapter 1 (without 1.3)\n- chapter 2",
                "https://calendar.example.edu/dm-1-sp26/events/intro",
            ]
        ),
        location="Aula 1",
        url="https://calendar.example.edu/dm-1-sp26/events/intro",
        when=_timed(datetime(2026, 3, 2, 10), datetime(2026, 3, 2, 11, 30), "Europe/Berlin"),
        status=Status.CONFIRMED,
        opaque=True,
    )


@pytest.mark.parametrize("folder", [DEMO, REAL], ids=lambda folder: folder.name)
def test_items_are_the_events_of_the_course_in_order(folder: Path) -> None:
    feeds = _feeds(folder)

    assert [
        (item.id, item.uid, item.kind, item.when, item.days, item.status, item.undated, item.opaque, item.remark)
        for item in _items(feeds)
    ] == [
        (
            entry.event.id,
            entry.uid,
            entry.event.kind,
            entry.event.when,
            entry.event.days,
            entry.event.status,
            entry.event.undated,
            entry.opaque,
            " ".join(remarks(entry.event)),
        )
        for entry in feeds.entries
    ]


def _read_whole(body: bytes) -> Iterator[dict[str, Any]]:
    """Read a calendar at once with its own VTIMEZONE, as JSON would have it."""
    calendar: Any = Calendar.from_ical(body)
    for event in calendar.walk("VEVENT"):
        whole_day = event.get("dtstart").params.get("value") == "DATE"
        yield {
            "id": str(event["url"]).rpartition("/")[2],
            "uid": str(event["uid"]),
            "kind": str(event["categories"].cats[0]),
            "title": str(event["summary"]),
            "start": event["dtstart"].dt.isoformat(),
            "end": event["dtend"].dt.isoformat(),
            "all_day": whole_day,
            "location": str(event.get("location", "")),
            "status": str(event["status"]),
            "transparency": str(event["transp"]),
            "url": str(event["url"]),
            "description": str(event["description"]),
        }


def _fields(item: Item) -> dict[str, Any]:
    match item.when:
        case Timed(start=start, end=end):
            times = start.isoformat(), end.isoformat()
        case AllDay(first=first, last=last):
            times = first.isoformat(), (last + timedelta(days=1)).isoformat()
    return {
        "id": item.id,
        "uid": item.uid,
        "kind": item.kind.value,
        "title": item.summary,
        "start": times[0],
        "end": times[1],
        "all_day": isinstance(item.when, AllDay),
        "location": item.location,
        "status": item.status.value,
        "transparency": "OPAQUE" if item.opaque else "TRANSPARENT",
        "url": item.url,
        "description": item.description,
    }


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        (DEMO, "all"),
        (DEMO, "emmy-noether_not-tutorials"),
        (REAL, "all"),
        (REAL, "main"),
        (REAL, "main_victor-butoi"),
        (REAL, "week-9"),
        (REAL, "lectures_exams_not-week-3"),
        (REAL, "taylor-braun"),
    ],
)
def test_items_are_what_the_whole_feed_and_its_json_hold(folder: Path, name: str) -> None:
    feeds, selection = _feeds(folder), Selection.parse(name)
    items = [_fields(item) for item in _items(feeds, selection)]
    events = json.loads(feeds.feed(selection, Form.JSON).body)["events"]

    assert items == list(_read_whole(feeds.feed(selection, Form.ICS).body))
    assert items == [{key: event[key] for key in item} for item, event in zip(items, events, strict=True)]


@pytest.mark.parametrize(
    ("folder", "person"), [(DEMO, "grace-hopper"), (REAL, "victor-butoi"), (REAL, "kaiming-he"), (REAL, "taylor-braun")]
)
def test_items_of_ones_own_calendar_are_what_that_feed_and_its_json_hold(folder: Path, person: str) -> None:
    feeds = _feeds(folder)
    items = [_fields(item) for item in feeds.read(feeds.own_feed(person, Form.ICS))]
    events = json.loads(feeds.own_feed(person, Form.JSON).body)["events"]

    assert items == list(_read_whole(feeds.own_feed(person, Form.ICS).body))
    assert items == [{key: event[key] for key in item} for item, event in zip(items, events, strict=True)]


def test_one_is_busy_in_ones_own_calendar_only() -> None:
    feeds = _feeds(REAL)
    public, own = _items(feeds, Selection.parse("victor-butoi")), feeds.read(feeds.own_feed("victor-butoi", Form.ICS))

    assert {item.opaque for item in public} == {False}
    assert own == tuple(replace(item, opaque=True) for item in public)


def test_event_is_parsed_once_for_all_feeds_that_hold_it() -> None:
    feeds = _feeds(REAL)
    known: dict[bytes, Item] = {}
    everything = {item.id: item for item in read_feed(feeds.feed(ALL, Form.ICS).body, known)}
    lectures = read_feed(feeds.feed(Selection.parse("lectures"), Form.ICS).body, known)

    assert len(known) == len(everything) == 226
    assert len(lectures) == 24
    assert all(item is everything[item.id] for item in lectures)


@pytest.mark.parametrize(
    ("changes", "remark", "undated"),
    [
        ({"kind": Kind.DEADLINE}, "", False),
        ({}, "The time is to be announced.", False),
        ({"status": Status.TENTATIVE}, "The time is to be announced.", False),
        ({"status": Status.CANCELLED}, "Cancelled.", False),
        ({"status": Status.CANCELLED, "reason": "ill"}, "Cancelled: ill", False),
        ({"status": Status.TENTATIVE, "undated": True}, "A new date is to be announced.", True),
        ({"status": Status.TENTATIVE, "undated": True, "kind": Kind.RELEASE}, "A new date is to be announced.", True),
        (
            {"any_of": "a", "alternatives": 4},
            "The time is to be announced. Any one of 4: the same session is held 4 times; come to one.",
            False,
        ),
        (
            {"any_of": "a", "alternatives": 12, "kind": Kind.RELEASE},
            "Any one of 12: the same session is held 12 times; come to one.",
            False,
        ),
    ],
)
# Details that look like remarks are none of what is to be said beside the title.
@pytest.mark.parametrize(
    "details",
    [
        "",
        "Cancelled: no, we meet.\n\nCome to one.",
        "The time is to be announced.",
        "A new date is to be announced.",
        "Any one of 4: the same session is held 4 times; come to one. Or to two.",
    ],
)
def test_remark_is_what_must_be_said_beside_the_title(
    changes: dict[str, object], remark: str, undated: bool, details: str
) -> None:
    item = _item(_event(details=details, **changes))

    assert (item.remark, item.undated) == (remark, undated)


@given(
    kind=st.sampled_from(Kind),
    status=st.sampled_from(Status),
    when=st.sampled_from([WHOLE_DAY, _timed(datetime(2025, 9, 4, 13), datetime(2025, 9, 4, 14), "America/New_York")]),
    reason=st.sampled_from(["", "ill", "A new date is to be announced."]),
    alternatives=st.sampled_from([0, 2, 40]),
    undated=st.booleans(),
    details=st.text("ab \n", max_size=9).map(str.strip),
)
@settings(deadline=None)
def test_remark_is_read_as_it_was_written(
    kind: Kind, status: Status, when: Timed | AllDay, reason: str, alternatives: int, undated: bool, details: str
) -> None:
    undated = undated and status is Status.TENTATIVE and isinstance(when, AllDay)
    event = _event(kind=kind, status=status, when=when, reason=reason, undated=undated, details=details)
    event = replace(event, any_of="a" if alternatives else None, alternatives=alternatives)
    item = _item(event)

    assert (item.remark, item.undated) == (" ".join(remarks(event)), undated)


def test_text_that_looks_like_the_end_of_an_event_is_text() -> None:
    hostile = "\n".join(["END:VEVENT", "BEGIN:VEVENT", "UID:evil", "END:VEVENT"])
    spaced = " " * 62 + "BEGIN:VEVENT"
    events = (
        _event(id="one", title="BEGIN:VEVENT", details=hostile, place=Place(room="END:VEVENT")),
        _event(id="two", title="END:VEVENT", details="x" * 61 + "BEGIN:VEVENT", place=Place(room=spaced.strip())),
        _event(id="z", title="x" * 67 + "END:VEVENT"),
    )
    items = _items(CourseFeeds(_course(*events), "https://calendar.example.edu"))

    assert [(item.id, item.summary, item.location) for item in items] == [
        ("one", "T 1 BEGIN:VEVENT", "END:VEVENT"),
        ("two", "T 1 END:VEVENT", "BEGIN:VEVENT"),
        ("z", f"T 1 {'x' * 67}END:VEVENT", ""),
    ]
    assert items[0].description.startswith(f"The time is to be announced.\n\n{hostile}\n\n")


@pytest.mark.parametrize(
    ("zone", "start", "end"),
    [
        ("America/New_York", "2025-10-15T17:00:00+00:00", "2025-10-15T18:30:00+00:00"),
        ("Africa/Abidjan", "2025-10-15T13:00:00+00:00", "2025-10-15T14:30:00+00:00"),
        ("Asia/Kolkata", "2025-10-15T07:30:00+00:00", "2025-10-15T09:00:00+00:00"),
        ("Australia/Lord_Howe", "2025-10-15T02:00:00+00:00", "2025-10-15T03:30:00+00:00"),
        ("UTC", "2025-10-15T13:00:00+00:00", "2025-10-15T14:30:00+00:00"),
    ],
)
def test_hours_are_read_in_the_zone_of_the_course(zone: str, start: str, end: str) -> None:
    when = _item(_event(when=_timed(datetime(2025, 10, 15, 13), datetime(2025, 10, 15, 14, 30), zone)), zone).when

    assert isinstance(when, Timed)
    assert (f"{when.start:%F %R}", f"{when.end:%F %R}") == ("2025-10-15 13:00", "2025-10-15 14:30")
    assert (when.start.astimezone(UTC).isoformat(), when.end.astimezone(UTC).isoformat()) == (start, end)


def test_hours_of_every_zone_are_the_instants_that_were_written() -> None:
    """Even where the library that reads knows other rules: Morocco gave up its own of Ramadan lately."""
    days = [date(2025, 7, 15), date(2027, 3, 15)]
    course = _course()
    wrong = []
    for zone in ZONES:
        whens = [_timed(datetime.combine(day, time(13)), datetime.combine(day, time(14)), zone) for day in days]
        blocks = [vevent(entry(_event(when=when), course, "https://calendar.example.edu"), zone) for when in whens]
        items = read_feed(b"\r\n".join([b"BEGIN:VCALENDAR", b"".join(blocks)]), {})
        wrong += [(zone, item.when) for item, when in zip(items, whens, strict=True) if item.when != when]

    assert wrong == []


def test_hour_that_comes_twice_is_the_first() -> None:
    """Nobody can write one, but a course may be given another zone after it was published."""
    second = in_zone(datetime(2025, 11, 2, 6, 30, tzinfo=UTC), "America/New_York")
    end = localize(datetime(2025, 11, 2, 3), "America/New_York")

    assert _item(_event(when=Timed(start=second, end=end))).when == Timed(start=second - timedelta(hours=1), end=end)


@pytest.mark.parametrize(
    ("zone", "start", "end", "minutes"),
    [
        # The night of 2 November has an hour more in New York, that of 5 October half an hour less on Lord Howe.
        ("America/New_York", datetime(2025, 11, 2, 0, 30), datetime(2025, 11, 2, 2, 30), 180),
        ("America/New_York", datetime(2025, 11, 2, 13), datetime(2025, 11, 2, 14, 30), 90),
        ("America/New_York", datetime(2025, 11, 1, 13), datetime(2025, 11, 1, 14, 30), 90),
        ("America/New_York", datetime(2025, 3, 9, 1, 30), datetime(2025, 3, 9, 3, 30), 60),
        ("Australia/Lord_Howe", datetime(2025, 10, 5, 1, 30), datetime(2025, 10, 5, 3), 60),
    ],
)
def test_hours_of_days_on_which_clocks_change_last_as_long_as_they_do(
    zone: str, start: datetime, end: datetime, minutes: int
) -> None:
    written = _timed(start, end, zone)
    read = _item(_event(when=written), zone).when

    assert read == written
    assert isinstance(read, Timed)
    assert read.end - read.start == timedelta(minutes=minutes)


def test_deadline_is_of_the_day_on_which_it_is_due() -> None:
    due = _timed(datetime(2025, 9, 4, 23, 30), datetime(2025, 9, 5), "America/New_York")
    days = {kind: _item(_event(kind=kind, when=due)).days for kind in (Kind.DEADLINE, Kind.EXAM)}

    assert days == {
        Kind.DEADLINE: (date(2025, 9, 5), date(2025, 9, 5)),
        Kind.EXAM: (date(2025, 9, 4), date(2025, 9, 4)),
    }


def test_remarks_of_a_course_that_has_every_case() -> None:
    items = _items(_feeds(DEMO))

    assert [f"{item.id}: {item.remark}" for item in items if item.remark] == [
        "git-1: Any one of 2: the same session is held 2 times; come to one.",
        "git-2: Any one of 2: the same session is held 2 times; come to one.",
        "hilbert: Cancelled.",
        "guest-2: Cancelled: ill",
        "oh-a-2026-03-23: Cancelled: conference",
        "oh-a-2026-04-06: Cancelled: Easter",
        "methods-2: The time is to be announced.",
        "oh-b-2026-04-23: Cancelled.",
        "final: A new date is to be announced.",
    ]
    assert [item.id for item in items if item.undated] == ["final"]
