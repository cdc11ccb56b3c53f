"""VTIMEZONE: its exact bytes, and what an engine that is not ours makes of it, for every zone there is."""

import re
import subprocess
import sys
from collections import defaultdict
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from io import StringIO
from itertools import chain
from pathlib import Path

import pytest
import pytz
from dateutil.tz import tzical

from feeds.calendar.vtimezone import vtimezone
from feeds.course.timezones import ZONES, is_irregular

FALL = date(2025, 9, 1), date(2025, 12, 31)
SPRING = date(2026, 1, 1), date(2026, 6, 30)
SOUTHERN_SUMMER = date(2025, 9, 22), date(2026, 2, 28)

# Every hour, in UTC, in which it is a day of one of these courses anywhere.
HOURS = [datetime.fromisoformat("2025-08-31") + timedelta(hours=n) for n in range(24 * 306)]

NEW_YORK = b"""\
BEGIN:VTIMEZONE
TZID:America/New_York
BEGIN:STANDARD
DTSTART:20241103T020000
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
TZNAME:EST
RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20240310T020000
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
TZNAME:EDT
RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""

Observance = tuple[str, str, str, str, str, str]

BERLIN: list[Observance] = [
    ("STANDARD", "20241027T030000", "+0200", "+0100", "CET", "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10"),
    ("DAYLIGHT", "20240331T020000", "+0100", "+0200", "CEST", "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3"),
]
SYDNEY: list[Observance] = [
    ("STANDARD", "20240407T030000", "+1100", "+1000", "AEST", "FREQ=YEARLY;BYDAY=1SU;BYMONTH=4"),
    ("DAYLIGHT", "20241006T020000", "+1000", "+1100", "AEDT", "FREQ=YEARLY;BYDAY=1SU;BYMONTH=10"),
]
CASABLANCA_IN_RAMADAN: list[Observance] = [
    ("DAYLIGHT", "20250406T020000", "+0000", "+0100", "+01", ""),
    ("STANDARD", "20260215T030000", "+0100", "+0000", "+00", ""),
    ("DAYLIGHT", "20260322T020000", "+0000", "+0100", "+01", ""),
]
# Its last change lies before the course, so that it is as good as fixed.
CASABLANCA_IN_FALL: list[Observance] = [("STANDARD", "20250406T020000", "+0000", "+0100", "+01", "")]
TOKYO: list[Observance] = [("STANDARD", "20240101T000000", "+0900", "+0900", "JST", "")]
UTC: list[Observance] = [("STANDARD", "20240101T000000", "+0000", "+0000", "UTC", "")]


def test_vtimezone_is_exactly_these_bytes() -> None:
    assert vtimezone("America/New_York", *FALL) == NEW_YORK.replace(b"\n", b"\r\n")


@pytest.mark.parametrize(
    ("zone", "course", "observances"),
    [
        ("Europe/Berlin", FALL, BERLIN),
        ("Australia/Sydney", SOUTHERN_SUMMER, SYDNEY),
        ("Africa/Casablanca", SPRING, CASABLANCA_IN_RAMADAN),
        ("Africa/Casablanca", FALL, CASABLANCA_IN_FALL),
        ("Asia/Tokyo", FALL, TOKYO),
        ("UTC", FALL, UTC),
    ],
)
def test_vtimezone_has_exactly_these_observances(
    zone: str, course: tuple[date, date], observances: list[Observance]
) -> None:
    lines = ["BEGIN:VTIMEZONE", f"TZID:{zone}"]
    for kind, dtstart, offset_from, offset_to, name, rule in observances:
        lines += [f"BEGIN:{kind}", f"DTSTART:{dtstart}"]
        lines += [f"TZOFFSETFROM:{offset_from}", f"TZOFFSETTO:{offset_to}", f"TZNAME:{name}"]
        lines += [f"RRULE:{rule}"] if rule else []
        lines += [f"END:{kind}"]
    lines += ["END:VTIMEZONE", ""]
    assert vtimezone(zone, *course) == "\r\n".join(lines).encode()


@pytest.mark.parametrize("course", [FALL, SPRING, SOUTHERN_SUMMER], ids=["fall", "spring", "southern summer"])
def test_vtimezone_gives_every_hour_of_a_course_its_offset_in_every_zone(course: tuple[date, date]) -> None:
    zones_by_case: dict[tuple[str, tuple[timedelta, ...]], list[str]] = defaultdict(list)
    for aliases in zones_by_data():
        offsets = hourly_offsets(aliases[0])
        for zone in aliases:
            zones_by_case[anonymous(zone, *course), offsets].append(zone)

    wrong = {
        tuple(zones): mistakes
        for (text, offsets), zones in zones_by_case.items()
        if (mistakes := misread(text, offsets, *course))
    }
    assert wrong == {}
    assert sorted(chain.from_iterable(zones_by_case.values())) == sorted(ZONES)


@pytest.mark.parametrize("course", [FALL, SPRING, SOUTHERN_SUMMER], ids=["fall", "spring", "southern summer"])
def test_vtimezone_has_a_shape_that_outlook_reads_unless_the_zone_is_irregular(
    course: tuple[date, date],
) -> None:
    standard, daylight = (
        rf"BEGIN:{kind}\r\nDTSTART:\d{{8}}T\d{{6}}\r\nTZOFFSETFROM:[+-]\d{{4}}\r\nTZOFFSETTO:[+-]\d{{4}}\r\n"
        rf"TZNAME:[-+\w]+\r\n%sEND:{kind}\r\n"
        for kind in ("STANDARD", "DAYLIGHT")
    )
    rule = r"RRULE:FREQ=YEARLY;BYDAY=(-1|[1-4])(MO|TU|WE|TH|FR|SA|SU);BYMONTH=\d+\r\n"
    shape = re.compile(
        r"BEGIN:VTIMEZONE\r\nTZID:(.+)\r\n"
        rf"({standard % rule}{daylight % rule}|{standard % ''})END:VTIMEZONE\r\n"
    )
    unread = [zone for zone in ZONES if not shape.fullmatch(vtimezone(zone, *course).decode())]
    assert unread == [zone for zone in ZONES if is_irregular(zone, *course)]


def test_vtimezone_is_the_same_under_every_hash_seed() -> None:
    zones = ["America/New_York", "Europe/Berlin", "Asia/Tokyo", "Africa/Casablanca"]
    script = f"""
from datetime import date
from sys import stdout
from feeds.calendar.vtimezone import vtimezone
for zone in {zones}:
    stdout.buffer.write(vtimezone(zone, date(2026, 1, 1), date(2026, 6, 30)))
"""
    outputs = [
        subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[1],
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    here = b"".join(vtimezone(zone, *SPRING) for zone in zones)
    assert outputs == [here, here]


@cache
def zones_by_data() -> list[list[str]]:
    """Give the names of all zones, those together that pytz reads from the same bytes."""
    names: dict[bytes, list[str]] = defaultdict(list)
    for zone in ZONES:
        names[files("pytz").joinpath("zoneinfo", zone).read_bytes()].append(zone)
    return list(names.values())


@cache
def hourly_offsets(zone: str) -> tuple[timedelta, ...]:
    locals_ = map(pytz.timezone(zone).fromutc, HOURS)
    return tuple(local.replace(tzinfo=None) - utc for local, utc in zip(locals_, HOURS, strict=True))


def anonymous(zone: str, first: date, last: date) -> str:
    """Give a VTIMEZONE without the zone's name."""
    text = vtimezone(zone, first, last).decode()
    return text.replace(f"TZID:{zone}\r\n", "TZID:any\r\n")


def misread(
    text: str, offsets: tuple[timedelta, ...], first: date, last: date
) -> list[tuple[datetime, int, timedelta | None]]:
    """Give the wall times, with their folds, for which dateutil reads a wrong offset from a VTIMEZONE."""
    zone = tzical(StringIO(text)).get()
    assert zone is not None
    mistakes = []
    ahead = HOURS[0] + offsets[0]
    for utc, offset, previous in zip(HOURS, offsets, offsets[:1] + offsets[:-1], strict=True):
        # Until clocks that went back show again what they would show by now, their times come a second time.
        ahead = max(ahead, utc + previous)
        wall = (utc + offset).replace(fold=int(utc + offset < ahead))
        if first <= wall.date() <= last and (read := zone.utcoffset(wall)) != offset:
            mistakes.append((wall, wall.fold, read))
    return mistakes
