"""What terms are called, in full and in short: `Fall 2025`, `2026 Autumn`, `fa25`, `WS 2025/26`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

# What a season is called, a month in its middle, and the short words for it.
_SEASONS = (
    ("Fall", 10, ("fa", "fl", "f")),
    ("Autumn", 10, ("au",)),
    ("Winter", 1, ("wi", "w")),
    ("IAP", 1, ()),
    ("Spring", 3, ("spr", "sp", "s")),
    ("Summer", 7, ("su",)),
    # Semesters that are called by these letters, not by what they stand for.
    ("WS", 12, ("ws",)),
    ("SS", 6, ("ss",)),
    ("HS", 10, ("hs",)),
    ("FS", 4, ("fs",)),
)
_BY_WORD = {word: (name, month) for name, month, short in _SEASONS for word in (name.lower(), *short)}
_NAMES = "|".join(name for name, _, short in _SEASONS if name.lower() not in short)
_SHORT = "|".join(word for _, _, short in _SEASONS for word in short)
# `W20` in the middle of a text is a building more often than a winter.
_SHORT_IN_TEXT = "|".join(word for _, _, short in _SEASONS for word in short if word != "w")

IN_FULL = re.compile(
    rf"\b(?:(?P<season>{_NAMES})(?: term| semester| quarter| session)?[ ,-]{{0,2}}(?P<year>20\d\d)"
    rf"|(?P<of>20\d\d) (?P<then>{_NAMES}))\b",
    re.IGNORECASE | re.ASCII,
)
"""A term written out, which a text of any length may hold."""

_ALONE = re.compile(
    rf"(?P<season>{_NAMES}|{_SHORT})[ '’]*(?:20)?(?P<year>\d\d)(?:\s?[-–/]\s?(?:20)?\d\d)?", re.IGNORECASE | re.ASCII
)
_ANYWHERE = re.compile(
    rf"(?<![a-z0-9])(?:(?P<name>{_NAMES})[ '’]*|(?P<short>{_SHORT_IN_TEXT}))(?:20)?(?P<year>\d\d)(?![0-9])",
    re.IGNORECASE | re.ASCII,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term by the name of its season; `middle` is a day in the middle of it, in the year that it is named after."""

    season: str
    middle: date

    def __str__(self) -> str:
        return f"{self.season} {self.middle.year}"


def find_term(text: str) -> Term | None:
    """Find the first term that is written out in a text: `Fall 2025`."""
    match = IN_FULL.search(text)
    return _term(match["season"] or match["then"], match["year"] or match["of"]) if match else None


def term_called(name: str) -> Term | None:
    """Read the name of a term, written out in it somewhere, or in short as all of it: `WS 2025/26`, `Fall '25`."""
    return find_term(name) or _alone(name.strip())


def term_of_folder(slug: str) -> Term | None:
    """Read the term in which the name of a course's folder ends, behind a hyphen: `fa25` of `6.7960-fa25`."""
    code, _, ending = slug.rpartition("-")
    return _alone(ending) if code else None


def terms_in(text: str) -> Iterator[Term]:
    """Yield the terms that stand anywhere in a text or in an address, in full or in short."""
    for match in _ANYWHERE.finditer(text):
        yield _term(match["name"] or match["short"], match["year"])


def _alone(text: str) -> Term | None:
    match = _ALONE.fullmatch(text)
    return _term(match["season"], match["year"]) if match else None


def _term(word: str, year: str) -> Term:
    name, month = _BY_WORD[word.lower()]
    return Term(season=name, middle=date(2000 + int(year) % 100, month, 15))
