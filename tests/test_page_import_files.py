"""What a file must be to be read as a course page, and how its bytes become text."""

import re
from datetime import date

import pytest

from feeds.authoring.imports.page.course_page import NO_TERM, read_page
from feeds.authoring.imports.page.saved_page import BROKEN


def test_page_without_a_term_needs_a_day_of_it() -> None:
    data = b"<table><tr><th>Date<th>Topic</tr><tr><td>Thu 9/4<td>Scanning</tr></table>"

    with pytest.raises(ValueError, match=f"^{NO_TERM}$"):
        read_page(data, None)
    assert read_page(data, date(2025, 10, 15)).events[0].day == date(2025, 9, 4)


def test_what_is_no_html_is_refused() -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(BROKEN)}$"):
        read_page(b"<p>Fall 2025 <![foo[</p>", None)


@pytest.mark.parametrize(
    ("encoding", "meta"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("cp1252", ""),
        ("iso-8859-2", '<meta charset="iso-8859-2">'),
        ("shift_jis", '<meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS">'),
    ],
)
def test_page_is_decoded_as_it_was_saved(encoding: str, meta: str) -> None:
    name = {"iso-8859-2": "Łukasz Żak", "shift_jis": "山田 太郎"}.get(encoding, "Émile Noël")
    data = f"{meta}<p>Fall 2025</p><h2>TA {name}</h2><p>OH: TBD</p>".encode(encoding)

    assert [person.name for person in read_page(data, None).people] == [name]


@pytest.mark.parametrize(
    ("term", "called", "day"),
    [
        ("Fall 2025", "Fall 2025", date(2025, 9, 4)),
        ("2025 Autumn", "Autumn 2025", date(2025, 9, 4)),
        ("IAP 2026", "IAP 2026", date(2025, 9, 4)),
        ("IAP 2025", "IAP 2025", date(2024, 9, 4)),
        ("Summer term 2026", "Summer 2026", date(2026, 9, 4)),
    ],
)
def test_days_are_those_nearest_to_the_term_of_the_page(term: str, called: str, day: date) -> None:
    data = f"<p>{term}</p><table><tr><th>Date<th>Topic</tr><tr><td>9/4<td>Scanning</tr></table>".encode()

    found = read_page(data, None)
    assert (found.term, found.events[0].day) == (called, day)
