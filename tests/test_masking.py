"""E-mail addresses of people are masked however they are spelt, and what only looks like one is not."""

import pytest

from feeds.authoring.imports.masking import masked


@pytest.mark.parametrize(
    "address",
    [
        "{ada,bob}@example.edu",
        "{ada, bob}@example.edu",
        "ada,bob@example.edu",
        "ada/bob@example.edu",
        "Ada@example.edu",
        "ada @ example.edu",
        "ADA @ EXAMPLE.EDU",
        "ada@\nexample.edu",
        '"ada"@example.edu',
        "(@example.edu)",
        "ada (@example.edu)",
        "@example.edu",
        "https://calendar.example.org/embed?src=ada%40example.com",
        "ada [ at ] example [ dot ] edu",
        "ada<at>example.edu",
        "ada _at_ example.edu",
        "ada -at- example -dot- edu",
        "ada＠example.edu",
        "ada&#64;example.edu",
        "ada&commat;example.edu",
        f"{'a' * 100}@example.edu",
        f"mailto:{'a' * 100}@example.edu",
    ],
)
def test_address_is_masked_whole(address: str) -> None:
    assert masked(f"Write to: {address} .") == "Write to: …@… ."


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Ada Lovelace,ada@example.edu", "Ada Lovelace,…@…"),
        ("Ada Lovelace (ada@example.edu), Bob", "Ada Lovelace (…@…), Bob"),
        ("recall@5 and precision@k", "recall@5 and precision@k"),
        ("Lecture @ 3.30 pm in @ 10.250", "Lecture @ 3.30 pm in @ 10.250"),
        ("https://example.org/%40ada/text", "https://example.org/%40ada/text"),
        ("https://example.org/@ada/text", "https://example.org/@ada/text"),
        ("…@… and …@…", "…@… and …@…"),
    ],
)
def test_what_stands_beside_addresses_or_is_none_stays(text: str, left: str) -> None:
    assert masked(text) == left
