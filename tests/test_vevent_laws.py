"""Our own VEVENT is what the `icalendar` library writes of the same event, byte for byte, whatever the event is."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Event as VEvent

from feeds.calendar.colours import COLOURS
from feeds.calendar.entry import Entry
from feeds.calendar.vevent import vevent
from feeds.course.model import AllDay, Event, Kind, Revision, Status, Timed
from feeds.course.timezones import ZONES, in_zone

# Some of which are UTC, or are as far from it all the year, or by no whole hour.
NOTABLE = (
    "UTC",
    "Etc/UTC",
    "Etc/GMT",
    "Zulu",
    "GMT",
    "Africa/Abidjan",
    "Etc/GMT+12",
    "Asia/Kathmandu",
    "Europe/Dublin",
)

zones = st.sampled_from(NOTABLE) | st.sampled_from(sorted(ZONES))
# What the schema lets through, but for what the library writes as the end of a line.
texts = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t") | st.sampled_from(list('\\;,:^\nnN"é😀')),
    max_size=200,
).filter(lambda text: "\\N" not in text)
addresses = st.from_regex(r"https://[a-z.]{1,40}/[A-Za-z0-9?=&;,%./-]{0,200}", fullmatch=True)
instants = st.datetimes(datetime(2000, 1, 1), datetime(2067, 12, 31), timezones=st.just(UTC)).map(
    lambda instant: instant.replace(microsecond=0)
)
days = st.dates(date(2000, 1, 1), date(2067, 12, 31))
revisions = st.builds(
    lambda created, seconds: Revision(created=created, last_modified=created + timedelta(seconds=seconds)),
    instants,
    st.integers(0, 10**8),
)


@st.composite
def entries(draw: st.DrawFn) -> tuple[Entry, str]:
    """Make an event in its calendar words, and the zone of its course."""
    zone = draw(zones)
    start, first = draw(instants), draw(days)
    timed = Timed(
        start=in_zone(start, zone), end=in_zone(start + timedelta(minutes=draw(st.integers(0, 10_000))), zone)
    )
    whole = AllDay(first=first, last=first + timedelta(days=draw(st.integers(0, 100))))
    event = Event(
        id="one",
        kind=draw(st.sampled_from(Kind)),
        title="",
        when=timed if draw(st.booleans()) else whole,
        revision=draw(revisions),
        status=draw(st.sampled_from(Status)),
    )
    entry = Entry(
        event=event,
        uid=draw(texts),
        summary=draw(texts),
        description=draw(texts),
        location=draw(texts),
        url=draw(addresses),
        opaque=draw(st.booleans()),
    )
    return entry, zone


def of_library(entry: Entry, zone: str) -> bytes:
    """Write one VEVENT by the library."""
    event, revision = entry.event, entry.event.revision
    component = VEvent()
    component.add("uid", entry.uid)
    component.add("dtstamp", revision.last_modified)
    component.add("created", revision.created)
    component.add("last-modified", revision.last_modified)
    component.add("sequence", revision.sequence)
    match event.when:
        case Timed(start=start, end=end):
            # The zone is named by us: the library would write every zone that is UTC today as `Z`.
            component.add("dtstart", start.replace(tzinfo=None), parameters={"TZID": zone})
            component.add("dtend", end.replace(tzinfo=None), parameters={"TZID": zone})
        case AllDay(first=first, last=last):
            component.add("dtstart", first)
            component.add("dtend", last + timedelta(days=1))
    component.add("summary", entry.summary)
    component.add("description", entry.description)
    if entry.location:
        component.add("location", entry.location)
    component.add("url", entry.url)
    component.add("categories", [event.kind.value])
    component.add("status", event.status.value)
    component.add("transp", "OPAQUE" if entry.opaque else "TRANSPARENT")
    if not entry.opaque:
        component.add("x-microsoft-cdo-busystatus", "FREE")
    component.add("color", COLOURS[event.kind].name)
    return bytes(component.to_ical(sorted=False))


def simple(zone: str) -> tuple[Entry, str]:
    """Make an event of a zone, of nothing else that is notable."""
    start = datetime(2025, 9, 4, 13, tzinfo=UTC)
    event = Event(
        id="one",
        kind=Kind.LECTURE,
        title="One",
        when=Timed(start=in_zone(start, zone), end=in_zone(start + timedelta(hours=1), zone)),
        revision=Revision(created=start, last_modified=start),
    )
    entry = Entry(
        event=event, uid="one", summary="One", description="", location="", url="https://example.edu/", opaque=True
    )
    return entry, zone


@settings(deadline=None, max_examples=500)
@given(made=entries())
@example(made=simple("UTC"))
@example(made=simple("Etc/UTC"))
def test_event_is_written_as_the_library_writes_it(made: tuple[Entry, str]) -> None:
    assert vevent(*made) == of_library(*made)


def test_event_is_written_as_the_library_writes_it_in_every_zone() -> None:
    assert [zone for zone in sorted(ZONES) if vevent(*simple(zone)) != of_library(*simple(zone))] == []
    assert {*NOTABLE} <= {*ZONES}
