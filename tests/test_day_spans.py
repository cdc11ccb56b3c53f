"""Several days in a row, read as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.authoring.day_spans import WrittenDays, find_days, split_days

FALL = date(2025, 10, 15)


@pytest.mark.parametrize(
    ("text", "first", "last", "after", "disagreement"),
    [
        ("Thu 9/4 Scanning", date(2025, 9, 4), None, " Scanning", None),
        ("11/24 TO 11/28 Break", date(2025, 11, 24), date(2025, 11, 28), " Break", None),
        ("11/24-28 Break", date(2025, 11, 24), date(2025, 11, 28), " Break", None),
        ("Mon 11/25-28", date(2025, 11, 25), date(2025, 11, 28), "", "2025-11-25 is a Tuesday, not a Monday"),
        (
            "11/24 until Mon 11/28",
            date(2025, 11, 24),
            date(2025, 11, 28),
            "",
            "2025-11-28 is a Friday, not a Monday",
        ),
        ("11/28-11/24", date(2025, 11, 28), date(2025, 11, 24), "", None),
    ],
)
def test_first_and_last_day_are_found(
    text: str, first: date, last: date | None, after: str, disagreement: str | None
) -> None:
    found = find_days(f"On {text}", FALL)

    assert found == WrittenDays(first=first, last=last, before="On ", after=after, disagreement=disagreement)
    assert found.backwards == (text == "11/28-11/24")


def test_text_without_a_day_has_no_days() -> None:
    assert find_days("Thursday 24-28", FALL) is None


@pytest.mark.parametrize(
    ("text", "days", "rest"),
    [
        ("Thu 9/4 Scanning", "Thu 9/4", "Scanning"),
        ("Thu 9/4: Scanning", "Thu 9/4", "Scanning"),
        ("11/24 - Fri 11/28 Break", "11/24 - Fri 11/28", "Break"),
        ("11/24 to 11/28", "11/24 to 11/28", ""),
        ("11/24 - Break until 11/28", "11/24", "- Break until 11/28"),
        ("Nov 24 Through Nov 28", "Nov 24 Through Nov 28", ""),
        ("11/24-28 Break", "11/24-28", "Break"),
        ("Nov 24 – 28th: Break", "Nov 24 – 28th", "Break"),
        ("Nov 24-31 Break", "Nov 24", "-31 Break"),
        ("9/4 - 3 papers", "9/4", "- 3 papers"),
        ("9/4-11 AM Lecture", "9/4", "-11 AM Lecture"),
        ("9/4 - 11-12 PM", "9/4", "- 11-12 PM"),
        ("9/4 - 11:30", "9/4", "- 11:30"),
        ("9/4-10/2 Break", "9/4-10/2", "Break"),
        ("On 9/4", "", "On 9/4"),
    ],
)
def test_days_at_the_beginning_are_parted_from_the_rest(text: str, days: str, rest: str) -> None:
    assert split_days(text, FALL) == (days, rest)


@given(st.text(st.sampled_from("0123456789/-. to"), max_size=30), st.dates())
def test_no_text_is_too_odd(text: str, around: date) -> None:
    days, rest = split_days(text, around)

    assert text.startswith(days) or text.lstrip().startswith(days)
    assert rest in text
