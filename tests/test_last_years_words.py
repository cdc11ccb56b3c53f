"""Which texts name last year's term, so that they are not published as if they were about the new one."""

import pytest

from feeds.authoring.next_term.last_years_words import Terms

TERMS = Terms(old="theory-old", old_years=frozenset({2025, 2026}), new="6.7960-sp26", new_years=frozenset({2026}))


@pytest.mark.parametrize(
    "text",
    [
        *("in 2025", "staff-fl2025@example.edu", "fa25", "6.7960-fa25", "https://example.edu/F25/x", "ws2025", "IAP25"),
        *("Fall '25", "fall 25", "summer2025", "Fall 2025", "https://example.edu/Theory-Old/", "fa26", "AY2025/26"),
        *("HS25", "Autumn 26", "iap 25"),
    ],
)
def test_names_last_years_term(text: str) -> None:
    assert TERMS.stale(text)


@pytest.mark.parametrize(
    "text",
    [
        *("in 2026", "Spring 2026", "sp26", "sofa25", "12025", "20255", "fa24", "2019", "s 25", "w25"),
        *("https://example.edu", "theory", "25 seats", "W25-101", "spr26", "Spring '26"),
    ],
)
def test_names_no_term_or_another_one(text: str) -> None:
    assert not TERMS.stale(text)
