"""Readers we did not write agree about what is in a feed."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from engines import vobject
from engines.reading import Reading
from engines.registry import ENGINES, Engine, require

HEAD = r"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//feeds//tests//EN
CALSCALE:GREGORIAN
NAME:6.7960 Fall 2025
X-WR-CALNAME:6.7960 Fall 2025
X-WR-CALDESC:Lectures\, exams\, and everything with Victor Butoi
X-WR-TIMEZONE:America/New_York
REFRESH-INTERVAL;VALUE=DURATION:PT1H
X-PUBLISHED-TTL:PT1H
COLOR:maroon
SOURCE;VALUE=URI:http://127.0.0.1:8000/6.7960-fa25/all.ics
URL:http://127.0.0.1:8000/6.7960-fa25/all
"""

ZONE = r"""BEGIN:VTIMEZONE
TZID:America/New_York
BEGIN:STANDARD
DTSTART:20071104T020000
RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
TZNAME:EST
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20070311T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
TZNAME:EDT
END:DAYLIGHT
END:VTIMEZONE
"""

# No place on Earth keeps this time, so only the feed itself can tell an engine about it.
STRANGE_ZONE = ZONE.replace("-0500", "-0530").replace("-0400", "-0430")

# The clocks go back in the night to Sunday 2 November 2025.
AROUND_THE_CHANGE = r"""BEGIN:VEVENT
UID:1-saturday
DTSTAMP:20250820T120000Z
DTSTART;TZID=America/New_York:20251101T130000
DTEND;TZID=America/New_York:20251101T143000
END:VEVENT
BEGIN:VEVENT
UID:2-over-night
DTSTAMP:20250820T120000Z
DTSTART;TZID=America/New_York:20251102T003000
DTEND;TZID=America/New_York:20251102T033000
END:VEVENT
BEGIN:VEVENT
UID:3-monday
DTSTAMP:20250820T120000Z
DTSTART;TZID=America/New_York:20251103T130000
DTEND;TZID=America/New_York:20251103T143000
END:VEVENT
"""

FLOATING = AROUND_THE_CHANGE.replace(";TZID=America/New_York", "")

ALL_DAY = r"""BEGIN:VEVENT
UID:veterans-day
DTSTAMP:20250820T120000Z
DTSTART;VALUE=DATE:20251111
DTEND;VALUE=DATE:20251112
END:VEVENT
"""

# Lines are folded within a word, before a space, within an escape, and twice; one continues with a tab.
FOLDED = r"""BEGIN:VEVENT
UID:folded
DTSTAMP:20250820T120000Z
DTSTART;VALUE=DATE:20251
 111
SUMMARY:6.7960 Architec
 tures:
  Transformers
DESCRIPTION:First line\
 nsecond l
 ine\, third p
	art
END:VEVENT
"""

ESCAPED = r"""BEGIN:VEVENT
UID:escaped
DTSTAMP:20250820T120000Z
DTSTART;VALUE=DATE:20251111
SUMMARY:Q&A\; tea\, cake: 7:30–9:30 PM “ET”
DESCRIPTION:Lower\nupper\Nblank\n\nC:\\new\\\, "quoted"\; 100% https://exam
 ple.org/?a=1&b=2#c
LOCATION:שיעור 32-123 🎓
CATEGORIES:Lectures,Tea\, cake
END:VEVENT
"""

COMPLETE = r"""BEGIN:VEVENT
UID:transformers.6.7960-fa25@example.org
DTSTAMP:20250904T173000Z
CREATED:20250820T120000Z
LAST-MODIFIED:20250904T173000Z
SEQUENCE:1315800
DTSTART;TZID=America/New_York:20250909T130000
DTEND;TZID=America/New_York:20250909T143000
SUMMARY:CANCELLED: 6.7960 Architectures: Transformers
DESCRIPTION:Changed 4 Sep
LOCATION:26-100
CATEGORIES:Lectures
URL:http://127.0.0.1:8000/6.7960-fa25/events/transformers?a=1;b=2,3
STATUS:CANCELLED
TRANSP:TRANSPARENT
COLOR:maroon
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
"""


def calendar(*parts: str, zone: str = ZONE) -> bytes:
    """Put a feed together."""
    return (HEAD + zone + "".join(parts) + "END:VCALENDAR\n").replace("\n", "\r\n").encode()


FEEDS = {
    "no events": calendar(),
    "around the change": calendar(AROUND_THE_CHANGE),
    "a strange zone": calendar(AROUND_THE_CHANGE, zone=STRANGE_ZONE),
    "all day": calendar(ALL_DAY),
    "folded": calendar(FOLDED),
    "escaped": calendar(ESCAPED),
    "complete": calendar(COMPLETE),
    "everything": calendar(AROUND_THE_CHANGE, ALL_DAY, FOLDED, ESCAPED, COMPLETE),
}

NOTHING = Reading(
    uid="",
    start=date.min,
    end=None,
    summary=None,
    description=None,
    location=None,
    status=None,
    transparency=None,
    sequence=None,
    last_modified=None,
    url=None,
    categories=(),
)


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Engine:
    """Take each engine in turn."""
    engine = ENGINES[request.param]
    require(engine)
    return engine


@pytest.fixture(params=[name for name in ENGINES if name != "vobject"])
def other(request: pytest.FixtureRequest) -> Engine:
    """Take each engine but vobject, which is always there to be compared with."""
    engine = ENGINES[request.param]
    require(engine)
    return engine


@pytest.fixture(params=FEEDS)
def feed(request: pytest.FixtureRequest) -> bytes:
    """Take each feed in turn."""
    return FEEDS[request.param]


def times(engine: Engine, feed: bytes) -> list[tuple[str, date, date | None]]:
    """Read only when things are."""
    return [(reading.uid, reading.start, reading.end) for reading in engine.read(feed)]


def test_engine_agrees_with_vobject(other: Engine, feed: bytes) -> None:
    assert other.read(feed) == vobject.read(feed)


def test_engine_reads_a_calendar_without_events(engine: Engine) -> None:
    assert engine.read(calendar()) == []


def test_engine_reads_wall_time_across_the_end_of_daylight_time(engine: Engine) -> None:
    assert times(engine, calendar(AROUND_THE_CHANGE)) == [
        ("1-saturday", datetime(2025, 11, 1, 17, 0, tzinfo=UTC), datetime(2025, 11, 1, 18, 30, tzinfo=UTC)),
        ("2-over-night", datetime(2025, 11, 2, 4, 30, tzinfo=UTC), datetime(2025, 11, 2, 8, 30, tzinfo=UTC)),
        ("3-monday", datetime(2025, 11, 3, 18, 0, tzinfo=UTC), datetime(2025, 11, 3, 19, 30, tzinfo=UTC)),
    ]


def test_engine_takes_the_zone_from_each_feed(engine: Engine) -> None:
    engine.read(calendar(AROUND_THE_CHANGE))
    assert times(engine, calendar(AROUND_THE_CHANGE, zone=STRANGE_ZONE)) == [
        ("1-saturday", datetime(2025, 11, 1, 17, 30, tzinfo=UTC), datetime(2025, 11, 1, 19, 0, tzinfo=UTC)),
        ("2-over-night", datetime(2025, 11, 2, 5, 0, tzinfo=UTC), datetime(2025, 11, 2, 9, 0, tzinfo=UTC)),
        ("3-monday", datetime(2025, 11, 3, 18, 30, tzinfo=UTC), datetime(2025, 11, 3, 20, 0, tzinfo=UTC)),
    ]


@pytest.mark.parametrize(
    "faulty",
    [
        pytest.param(calendar(AROUND_THE_CHANGE, zone=""), id="zone not defined"),
        pytest.param(calendar(FLOATING), id="floating time"),
        pytest.param(calendar() + calendar(), id="two calendars"),
        pytest.param(calendar(COMPLETE)[:-80], id="cut short"),
        pytest.param(b"<!doctype html>\r\n<title>Not found</title>\r\n", id="no calendar"),
    ],
)
def test_engine_refuses_a_feed_it_would_have_to_guess_about(engine: Engine, faulty: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (each engine has its own words)
        engine.read(faulty)


def test_engine_reads_an_all_day_event_as_dates(engine: Engine) -> None:
    expected = replace(NOTHING, uid="veterans-day", start=date(2025, 11, 11), end=date(2025, 11, 12))
    assert engine.read(calendar(ALL_DAY)) == [expected]


def test_engine_unfolds_lines(engine: Engine) -> None:
    expected = replace(
        NOTHING,
        uid="folded",
        start=date(2025, 11, 11),
        summary="6.7960 Architectures: Transformers",
        description="First line\nsecond line, third part",
    )
    assert engine.read(calendar(FOLDED)) == [expected]


def test_engine_unescapes_text(engine: Engine) -> None:
    expected = replace(
        NOTHING,
        uid="escaped",
        start=date(2025, 11, 11),
        summary="Q&A; tea, cake: 7:30–9:30 PM “ET”",
        description='Lower\nupper\nblank\n\nC:\\new\\, "quoted"; 100% https://example.org/?a=1&b=2#c',
        location="שיעור 32-123 🎓",
        categories=("Lectures", "Tea, cake"),
    )
    assert engine.read(calendar(ESCAPED)) == [expected]


def test_engine_reads_every_property(engine: Engine) -> None:
    expected = Reading(
        uid="transformers.6.7960-fa25@example.org",
        start=datetime(2025, 9, 9, 17, 0, tzinfo=UTC),
        end=datetime(2025, 9, 9, 18, 30, tzinfo=UTC),
        summary="CANCELLED: 6.7960 Architectures: Transformers",
        description="Changed 4 Sep",
        location="26-100",
        status="CANCELLED",
        transparency="TRANSPARENT",
        sequence=1315800,
        last_modified=datetime(2025, 9, 4, 17, 30, tzinfo=UTC),
        url="http://127.0.0.1:8000/6.7960-fa25/events/transformers?a=1;b=2,3",
        categories=("Lectures",),
    )
    assert engine.read(calendar(COMPLETE)) == [expected]


def test_engine_sorts_events_by_uid(engine: Engine) -> None:
    uids = [reading.uid for reading in engine.read(FEEDS["everything"])]
    assert uids == [
        "1-saturday",
        "2-over-night",
        "3-monday",
        "escaped",
        "folded",
        "transformers.6.7960-fa25@example.org",
        "veterans-day",
    ]


class Absent:
    """An engine that this machine does not have."""

    def missing(self) -> str | None:
        return "it is not installed"

    def read(self, feed: bytes) -> list[Reading]:
        raise AssertionError


def test_require_skips_where_an_engine_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="it is not installed"):
        require(Absent())


def test_require_fails_in_ci_where_an_engine_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="it is not installed"):
        require(Absent())
