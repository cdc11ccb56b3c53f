"""Addresses that are told from plain words by how they end, and words that look like addresses."""

import pytest

from feeds.authoring.imports.masking import masked


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Write to ada@example.edu.", "Write to …@…."),
        ("Ada <ada.l+1@cs.example.ac.uk>, Bob", "Ada <…@…>, Bob"),
        ("mailto:ada@host", "…@…"),
        ("Write to ada at example.edu, please", "Write to …@…, please"),
        ("Mail grace.h at cs.example.ac.uk", "Mail …@…"),
        ("ada at example dot edu", "…@…"),
        ("ada (at) example (dot) edu", "…@…"),
    ],
)
def test_address_is_masked_in_a_sentence(text: str, shown: str) -> None:
    assert masked(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        *("recall@5", "precision@k", "nDCG@10.5, recall@5.", "pass@k. Then", "@ada"),
        *("Look at example.org", "Slides available at course.example.edu", "It is at example.edu/ada"),
        *("at https://example.edu", "a look at Node.js", "Ada at noon. Edu", "He is at MIT"),
    ],
)
def test_what_is_no_address_stays(text: str) -> None:
    assert masked(text) == text
