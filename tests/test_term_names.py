"""What terms are called, in folders, on pages and in texts."""

from datetime import date

import pytest

from feeds.course.term_names import IN_FULL, find_term, term_called, term_of_folder, terms_in

# Every word that there is: what its term is called, and a month in the middle of it.
SEASONS = {
    **dict.fromkeys(("fa", "fl", "f", "fall"), ("Fall", 10)),
    **dict.fromkeys(("au", "autumn"), ("Autumn", 10)),
    **dict.fromkeys(("wi", "w", "winter"), ("Winter", 1)),
    "iap": ("IAP", 1),
    **dict.fromkeys(("spr", "sp", "s", "spring"), ("Spring", 3)),
    **dict.fromkeys(("su", "summer"), ("Summer", 7)),
    "ws": ("WS", 12),
    "ss": ("SS", 6),
    "hs": ("HS", 10),
    "fs": ("FS", 4),
}
IN_TEXT = {word: season for word, season in SEASONS.items() if word != "w"}
WRITTEN_OUT = {"fall", "autumn", "winter", "iap", "spring", "summer"}


@pytest.mark.parametrize(("word", "season"), SEASONS.items())
def test_each_word_is_known_wherever_terms_are_named(word: str, season: tuple[str, int]) -> None:
    name, month = season

    for text in (f"x-{word}26", f"x-{word.upper()}2026"):
        term = term_of_folder(text)
        assert term
        assert (str(term), term.middle) == (f"{name} 2026", date(2026, month, 15))
    assert term_called(f"{word} '26") == term_called(f"{word} 2026/27") == term
    assert list(terms_in(f"https://example.edu/{word}26/x")) == ([term] if word in IN_TEXT else [])
    assert find_term(f"It is {word} 2026.") == (term if word in WRITTEN_OUT else None)
    assert term_called(str(term)) == term


@pytest.mark.parametrize(
    "text",
    [
        *("Fall 2026", "FALL, 2026", "2026 Fall", "Fall term 2026", "Fall semester, 2026", "Fall quarter 2026"),
        *("It is Fall 2026.", "Fall-2026"),
    ],
)
def test_term_is_found_where_it_is_written_out(text: str) -> None:
    assert str(find_term(text)) == "Fall 2026"


@pytest.mark.parametrize("text", ["", "Fall", "2026", "Fallen 2026", "Fall 1926", "Fall 20265", "F 26", "W20", "SS 26"])
def test_other_texts_hold_no_term_that_is_written_out(text: str) -> None:
    assert find_term(text) is None
    assert IN_FULL.search(text) is None


@pytest.mark.parametrize("slug", ["fa25", "6.7960", "x-fa25-b", "x-2025", "x-25", "x-ml25", "x-fa255", "x-fa1925", ""])
def test_other_folders_name_no_term(slug: str) -> None:
    assert term_of_folder(slug) is None


def test_all_terms_of_a_text_are_found() -> None:
    assert [str(term) for term in terms_in("Fall '25, s26 and IAP 27; sofa25, s 25, W20-101, fa251")] == [
        "Fall 2025",
        "Spring 2026",
        "IAP 2027",
    ]
