"""Days, hours and names as people write them; what may be read in two ways is not read."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.authoring.phrases import (
    find_clock,
    find_day,
    find_span,
    find_weekday,
    find_weekdays,
    is_undecided,
    speakers,
)
from feeds.course.model import Guest, Weekday

FALL = date(2025, 10, 15)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Thu 9/4", "2025-09-04 THURSDAY"),
        ("Thursday, September 4, 2025", "2025-09-04 THURSDAY"),
        ("Wednesday 10 Sept", "2025-09-10 WEDNESDAY"),
        ("Weds 9/10", "2025-09-10 WEDNESDAY"),
        ("9/4 (Thu)", "2025-09-04 THURSDAY"),
        ("2025-09-04", "2025-09-04"),
        ("9/4/2024", "2024-09-04"),
        ("9/4/26", "2026-09-04"),
        ("Sep 4th", "2025-09-04"),
        ("4 September", "2025-09-04"),
        ("4.9.2025", "2025-09-04"),
        ("4.9.", "2025-09-04"),
        ("1/13", "2026-01-13"),
        ("2/29/2024", "2024-02-29"),
        ("11/24-11/28", "2025-11-24"),
        ("MIT on 9/4.", "2025-09-04"),
        ("13/9", None),
        ("2/30", None),
        ("24/7", None),
        ("1/2/3", None),
        ("6.7960", None),
        ("Marin 8B", None),
        ("Marvel 3", None),
        ("decision 10", None),
        ("TBD", None),
        ("", None),
    ],
)
def test_day_is_found(text: str, day: str | None) -> None:
    found = find_day(text, FALL)
    said = found and f"{found.day}{'' if found.weekday is None else f' {found.weekday.name}'}"

    assert said == day


def test_day_first_reads_slashes_the_other_way() -> None:
    found = find_day("Tue 9/4/2024", FALL, day_first=True)

    assert found
    assert (found.day, found.disagreement) == (date(2024, 4, 9), None)


@pytest.mark.parametrize(
    ("text", "before", "after", "disagreement"),
    [
        ("Thu 9/4", "", "", None),
        ("on Thu 9/4: Scanning", "on ", ": Scanning", None),
        ("Simon 9/4", "Simon ", "", None),
        ("Fri 9/4", "", "", "2025-09-04 is a Thursday, not a Friday"),
        ("9/4 (Mon) x", "", " x", "2025-09-04 is a Thursday, not a Monday"),
        ("Tue 2026-10-13 Monday", "", " Monday", None),
    ],
)
def test_day_knows_what_is_around_it(text: str, before: str, after: str, disagreement: str | None) -> None:
    found = find_day(text, FALL)

    assert found
    assert (found.before, found.after, found.disagreement) == (before, after, disagreement)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Tue and Thu", "Tue Thu"),
        ("Tuesdays, Thursdays", "Tue Thu"),
        ("Mon/Wed/Fri", "Mon Wed Fri"),
        ("Tue, Tue", "Tue"),
        ("MWF", "Mon Wed Fri"),
        ("TTh", "Tue Thu"),
        ("TuTh", "Tue Thu"),
        ("TR", "Tue Thu"),
        ("MTWThF", "Mon Tue Wed Thu Fri"),
        ("M/W/F", "Mon Wed Fri"),
        ("Tu/Th", "Tue Thu"),
        ("T/Th and Sat", "Tue Thu Sat"),
        ("M", ""),
        ("WTF", ""),
        ("TF", ""),
        ("MR", ""),
        ("MIT", ""),
        ("mw", ""),
        ("A/M/W", ""),
        ("Friends, Monty, Sunlight", ""),
    ],
)
def test_weekdays_are_found(text: str, days: str) -> None:
    assert " ".join(day.name[:3].capitalize() for day in find_weekdays(text)) == days


def test_first_weekday_is_found() -> None:
    assert find_weekday("on Weds or Thu") is Weekday.WEDNESDAY
    assert find_weekday("sunlit Friends") is None


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("7:30 - 9:30 PM", "19:30-21:30"),
        ("11 AM -12 PM", "11:00-12:00"),
        ("12-1 PM", "12:00-13:00"),
        ("9-10 AM", "09:00-10:00"),
        ("11-1 PM", "11:00-13:00"),
        ("11 AM - 1", "11:00-13:00"),
        ("5:30-6:30PM ET", "17:30-18:30"),
        ("11am-noon ET", "11:00-12:00"),
        ("noon-1pm", "12:00-13:00"),
        ("10 p.m. to midnight", "22:00-00:00"),
        ("13:00–14:30", "13:00-14:30"),
        ("13:00−14:30", "13:00-14:30"),
        ("8:30-9:30", "08:30-09:30"),
        ("Tue 3-4 PM 36-112", "15:00-16:00"),
        ("36-112 3-4 PM", "15:00-16:00"),
        ("3-4", None),
        ("1:00-2:30", None),
        ("10-12 AM", None),
        ("25:00-26:00", None),
        ("9/4-9/8", None),
        ("2025-09-04", None),
        ("afternoon - 5 PM", None),
    ],
)
def test_two_times_of_a_day_are_found(text: str, span: str | None) -> None:
    found = find_span(text)

    assert (f"{found.start:%H:%M}-{found.end:%H:%M}" if found else None) == span


def test_span_knows_what_is_around_it() -> None:
    found = find_span("PyTorch Tutorial: 4-5 PM, 32-123")

    assert found
    assert (found.before, found.after) == ("PyTorch Tutorial: ", ", 32-123")


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("11:59pm", time(23, 59)),
        ("due 10/14 at 23:59", time(23, 59)),
        ("noon", time(12)),
        ("midnight", time(0)),
        ("12 AM", time(0)),
        ("pset 1 due 5 p.m.", time(17)),
        ("5", None),
        ("5:00", None),
        ("13 PM", None),
        ("afternoon", None),
        ("10/14", None),
    ],
)
def test_single_time_is_found(text: str, clock: time | None) -> None:
    assert find_clock(text) == clock


@pytest.mark.parametrize(
    ("text", "undecided"),
    [
        *((text, True) for text in ("TBD", "tba.", "(TBC)", "T.B.D.", "Date TBD", "Date: TBD", "Location TBA")),
        *((text, True) for text in ("Room is TBD", "to be announced", "Speakers to be confirmed")),
        *((text, False) for text in ("", "TBDs", "TBD soon", "Midterm TBD", "decided")),
    ],
)
def test_what_is_to_be_decided_says_nothing_else(text: str, undecided: bool) -> None:
    assert is_undecided(text) is undecided


@pytest.mark.parametrize(
    ("text", "guests"),
    [
        ("Sara Beery", [("Sara Beery", None)]),
        ("Rose E Wang (OpenAI)", [("Rose E Wang", "OpenAI")]),
        ("Ada Lovelace and Grace Hopper", [("Ada Lovelace", None), ("Grace Hopper", None)]),
        ("Ada Lovelace (MIT, Broad); Bo  Li", [("Ada Lovelace", "MIT, Broad"), ("Bo Li", None)]),
        ("Zongyi Li (MIT/NYU) / Sandra Andrews", [("Zongyi Li", "MIT/NYU"), ("Sandra Andrews", None)]),
        ("Ada Lovelace (MIT) slides", [("Ada Lovelace (MIT) slides", None)]),
        ("TBD", []),
        ("Bo Li & TBA", [("Bo Li", None)]),
        (" - ", []),
        ("", []),
    ],
)
def test_speakers_are_read(text: str, guests: list[tuple[str, str | None]]) -> None:
    assert speakers(text) == tuple(Guest(name=name, affiliation=place) for name, place in guests)


WRITTEN = st.text(st.sampled_from("0123456789/-.: ()amp") | st.characters(), max_size=30)


@given(WRITTEN, st.dates())
def test_no_text_is_too_odd(text: str, around: date) -> None:
    day, span = find_day(text, around), find_span(text)
    for found in (each for each in (day, span) if each):
        assert text.startswith(found.before)
        assert text.endswith(found.after)
    find_clock(text)
    find_weekdays(text)
    assert all(guest.name.strip() for guest in speakers(text))


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.integers(-180, 180))
def test_day_without_a_year_is_the_nearest(day: date, distance: int) -> None:
    around = date.fromordinal(day.toordinal() + distance)

    for text in (f"{day:%a} {day.month}/{day.day}", f"{day:%A}, {day:%B} {day.day}", f"{day.day} {day:%b}"):
        found = find_day(text, around)

        assert found
        assert (found.day, found.disagreement, found.before, found.after) == (day, None, "", "")
