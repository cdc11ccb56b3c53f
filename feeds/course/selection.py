"""The selection language: which events of a course a feed holds, as the last segment of its address.

    selection = term *("_" term)         the union of its terms, less every term that begins with "not-"
    term      = ["not-"] atom *("." atom)     the events that match all atoms
    atom      = all | main | kind | person | week-N | room-WORD | tag-WORD

Everything here is syntax; `vocabulary` knows which words a course has.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import TypeAlias

from feeds.course.model import WORD, Event, Kind, as_word

MAX_ATOMS = 64
MAX_LENGTH = 200

KIND_WORDS = {
    Kind.LECTURE: "lectures",
    Kind.TUTORIAL: "tutorials",
    Kind.EXAM: "exams",
    Kind.DEADLINE: "deadlines",
    Kind.OFFICE_HOURS: "office-hours",
    Kind.RELEASE: "releases",
    Kind.HOLIDAY: "holidays",
}

# Kinds of which everything is in main.
_MAIN_KINDS = frozenset(KIND_WORDS.values()) - {"releases", "office-hours"}

_WEEK = re.compile(r"week-([1-9][0-9]*)")


class SelectionError(ValueError):
    """A selection that cannot be: the message says what is wrong and, where it can, what to write instead."""


class Axis(IntEnum):
    """What an atom looks at, in the order of atoms within a term."""

    MAIN = 0
    KIND = 1
    PERSON = 2
    WEEK = 3
    ROOM = 4
    TAG = 5
    UNKNOWN = 6


@dataclass(frozen=True, slots=True, order=True)
class Atom:
    """One word of the language; atoms sort by axis, then kinds as listed, weeks by number, words by alphabet."""

    axis: Axis
    number: int
    word: str

    @classmethod
    def parse(cls, word: str) -> "Atom":
        """Read one lower-case word; raises SelectionError for what is no word or a week written oddly."""
        for number, kind_word in enumerate(KIND_WORDS.values()):
            if word == kind_word:
                return cls(Axis.KIND, number, word)
        if word == "main":
            return cls(Axis.MAIN, 0, word)
        if not WORD.fullmatch(word):
            raise SelectionError(
                f"{word!r} is not a word; words are letters and digits joined by single hyphens"
                if word
                else "a word is missing; there is a '.' or '_' with nothing beside it"
            )
        if word.startswith("week-"):
            if match := _WEEK.fullmatch(word):
                return cls(Axis.WEEK, int(match[1]), word)
            raise SelectionError(f"{word!r} is not a week; write week-1, week-2 and so on, without zeros in front")
        if word.startswith("room-"):
            return cls(Axis.ROOM, 0, word)
        if word.startswith("tag-"):
            return cls(Axis.TAG, 0, word)
        if word.startswith("not-"):
            raise SelectionError(f"'not-' stands once, at the beginning of a term; begin a new term with '_{word}'")
        # All single words are the language's own, so whoever is named has a hyphen.
        return cls(Axis.PERSON if "-" in word else Axis.UNKNOWN, 0, word)

    def matches(self, event: Event) -> bool:
        """Tell whether an event is what this word says."""
        match self.axis:
            case Axis.MAIN:
                return event.kind is not Kind.RELEASE and not event.hosted_hours
            case Axis.KIND:
                return KIND_WORDS[event.kind] == self.word
            case Axis.PERSON:
                return self.word in event.people
            case Axis.WEEK:
                return self.number in event.weeks
            case Axis.ROOM:
                return any(f"room-{as_word(room)}" == self.word for room in event.place.rooms)
            case Axis.TAG:
                return self.word.removeprefix("tag-") in event.tags
            case Axis.UNKNOWN:
                return False


Term: TypeAlias = tuple[Atom, ...]
"""Sorted atoms without repetition; the empty term is `all`."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which events to hold: those of any `shown` term that are of no `hidden` one.

    Made by `parse`, and then canonical: `str()` gives the one spelling that all spellings of the same
    selection share, and `parse(str(selection)) == selection`.
    """

    shown: tuple[Term, ...]
    hidden: tuple[Term, ...] = ()

    @classmethod
    def parse(cls, text: str) -> "Selection":
        """Read a selection in any spelling; raises SelectionError."""
        terms = text.lower().split("_")
        return cls.of(
            shown=[term for term in terms if not term.startswith("not-")],
            hidden=[term.removeprefix("not-") for term in terms if term.startswith("not-")],
        )

    @classmethod
    def of(cls, shown: Iterable[str], hidden: Iterable[str] = ()) -> "Selection":
        """Put terms together, the hidden ones without their `not-`; nothing shown means all.

        Raises SelectionError for what is too long, a term that no event can match, and a shown term that a
        hidden one swallows whole.
        """
        shown, hidden = set(shown) or {"all"}, set(hidden)
        words = sum(term.count(".") + 1 for term in (*shown, *hidden))
        if words > MAX_ATOMS:
            raise SelectionError(f"there are too many words, {words} where {MAX_ATOMS} are the most; choose fewer")
        _check_length(max(map(len, (*shown, *(f"not-{term}" for term in hidden)))))
        selection = cls(shown=_canonical(shown), hidden=_canonical(hidden))
        _check_length(len(str(selection)))
        for term in selection.shown:
            for swallowing in selection.hidden:
                if _within(term, swallowing):
                    message = f"'not-{spell(swallowing)}' takes away all of '{spell(term)}'; take one of them out"
                    raise SelectionError(message)
        return selection

    def __str__(self) -> str:
        return "_".join([*map(spell, self.shown), *(f"not-{spell(term)}" for term in self.hidden)])

    @property
    def atoms(self) -> tuple[Atom, ...]:
        """Every word but `all`, in the order of the spelling."""
        return tuple(atom for term in (*self.shown, *self.hidden) for atom in term)

    def matches(self, event: Event) -> bool:
        """Tell whether a feed of this selection holds an event."""
        return _any(self.shown, event) and not _any(self.hidden, event)

    def of_sets(self, matching: Callable[[Atom], frozenset[int]], everything: frozenset[int]) -> frozenset[int]:
        """Tell the same of many events at once, which are given by number: for each word, those that it matches."""
        return _all_of(self.shown, matching, everything) - _all_of(self.hidden, matching, everything)


def _check_length(length: int) -> None:
    if length > MAX_LENGTH:
        message = f"the address is too long, {length} characters where {MAX_LENGTH} are the most; choose fewer"
        raise SelectionError(message)


def spell(term: Term) -> str:
    """Write a term without its `not-`."""
    return ".".join(atom.word for atom in term) or "all"


def _within(term: Term, wider: Term) -> bool:
    """Tell by syntax alone whether everything of one term is of another."""
    atoms = set(term)
    if any(atom.word in _MAIN_KINDS for atom in term):
        atoms.add(Atom.parse("main"))
    return atoms >= set(wider)


def _any(terms: tuple[Term, ...], event: Event) -> bool:
    return any(all(atom.matches(event) for atom in term) for term in terms)


def _all_of(
    terms: tuple[Term, ...], matching: Callable[[Atom], frozenset[int]], everything: frozenset[int]
) -> frozenset[int]:
    return frozenset().union(*(everything.intersection(*map(matching, term)) for term in terms))


def _canonical(texts: Iterable[str]) -> tuple[Term, ...]:
    """Read terms, sort them, and drop those that hold all atoms of another one: they add nothing to it."""
    terms = {_term(text) for text in texts}
    return tuple(sorted(term for term in terms if not any(set(other) < set(term) for other in terms)))


@lru_cache(maxsize=1_000)
def _term(text: str) -> Term:
    term = tuple(sorted({Atom.parse(word) for word in text.split(".") if word != "all"}))
    never = f"'{spell(term)}' can never match"
    for axis, two in ((Axis.KIND, "of two kinds"), (Axis.WEEK, "in two weeks")):
        alike = [atom for atom in term if atom.axis is axis]
        if len(alike) > 1:
            rest = [tuple(atom for atom in term if atom.axis is not axis or atom == one) for one in alike]
            raise SelectionError(f"{never}: nothing is {two}; to have either, write '{'_'.join(map(spell, rest))}'")
    words = {atom.word for atom in term}
    if {"main", "releases"} <= words:
        raise SelectionError(f"{never}: main is without releases; write 'main_releases' for both")
    if {"main", "office-hours"} <= words and any(atom.axis is Axis.PERSON for atom in term):
        others = spell(tuple(atom for atom in term if atom.axis is not Axis.MAIN))
        raise SelectionError(f"{never}: main is without hours that somebody hosts; write 'main_{others}' for both")
    return term
