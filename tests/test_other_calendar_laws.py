"""Laws of reading another program's calendar: it is read, or there is a reason; nobody's address comes out."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.authoring.imports.found import Found
from feeds.authoring.imports.ics.other_calendar import read_calendar
from feeds.course.model import Kind

ZONE = "America/New_York"
TIMES = ("20260203T130000", "20260203T130000Z", "20260203", "00010101", "99991231T235959Z", "20260230", "x", "")
LINES = st.one_of(
    st.text(max_size=30),
    st.builds("{}:{}".format, st.sampled_from(("DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE")), st.sampled_from(TIMES)),
    st.builds(
        "DTSTART;TZID={}:{}".format,
        st.sampled_from(("America/New_York", "Eastern Standard Time", "X")),
        st.sampled_from(TIMES),
    ),
    st.builds("DTSTART;VALUE=DATE:{}".format, st.sampled_from(TIMES)),
    st.builds(
        "RRULE:FREQ={};{}".format,
        st.sampled_from(("DAILY", "WEEKLY", "MONTHLY", "YEARLY", "SECONDLY", "X")),
        st.sampled_from(("", "COUNT=3", "INTERVAL=0", "INTERVAL=2", "UNTIL=20260301", "BYDAY=TU", "BYMONTHDAY=40")),
    ),
    st.sampled_from(
        (
            *("UID:1", "UID:2", "DURATION:PT1H", "DURATION:-P1D", "DURATION:P99999999D", "RDATE:20260204T130000"),
            *("SUMMARY:OH Ada", "SUMMARY:Lecture 1", "SUMMARY:pset 1 due", "SUMMARY:No class", "SUMMARY:Midterm"),
            *(
                "SUMMARY:Ada <ada@example.edu>",
                "DESCRIPTION:<a href='mailto:ada@example.edu'>a</a> ada&#64;example.edu",
            ),
            *(
                "LOCATION:ada@example.edu",
                "ORGANIZER:mailto:ada@example.edu",
                "ATTENDEE;CN=ada@example.edu:mailto:x@y.z",
            ),
            *(
                "STATUS:CANCELLED",
                "CATEGORIES:lecture,exam",
                "BEGIN:VALARM",
                "END:VALARM",
                "BEGIN:VEVENT",
                "END:VEVENT",
            ),
            *("BEGIN:VTIMEZONE", "END:VTIMEZONE", "TZID:X", "BEGIN:VTODO", "X-WR-TIMEZONE:America/New_York", " folded"),
        )
    ),
)
ADDRESS = re.compile(r"[\w.]+@\w")


def _read(data: bytes, around: date | None = None) -> Found | None:
    try:
        return read_calendar(data, zone=ZONE, around=around, kind=Kind.LECTURE)
    except ValueError as refused:
        return None if f"{refused}" else pytest.fail("no reason is given")


@given(st.binary())
def test_whatever_the_bytes_are_they_are_read_or_refused_with_a_reason(data: bytes) -> None:
    _read(data)
    _read(b"BEGIN:VCALENDAR\n" + data)


@given(st.lists(LINES, max_size=25), st.sampled_from((None, date(2026, 3, 15))))
def test_whatever_the_lines_are_they_are_read_and_no_address_comes_out(lines: list[str], around: date | None) -> None:
    text = "\r\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", "DTSTART:20260203T130000Z", *lines, "END:VCALENDAR"])

    found = read_calendar(text.encode("utf-8", errors="replace"), zone=ZONE, around=around)

    assert not ADDRESS.search(repr(found))
