"""Ids for what was found: words of how titles begin, so short that there is room for a number behind them."""

import re
from collections.abc import Collection

from feeds.authoring.facts import new_id
from feeds.authoring.phrases import is_undecided
from feeds.course.model import as_word

_LONGEST = 40
# What follows is said about the title, and does not name it.
_BEHIND_TITLE = re.compile(r"[,(;?!]| -- ")


class Ids:
    """The ids of a course that are taken."""

    def __init__(self, taken: Collection[str]) -> None:
        self._taken = set(taken)

    def take(self, wanted: str, *endings: str) -> str:
        """Give an id that is free, with each of the endings, too, and take all of them: the wanted one, or a number."""
        id = new_id(wanted, self._taken)
        while any(f"{id}{ending}" in self._taken for ending in endings):
            id = new_id(id, self._taken | {id})
        self._taken |= {id, *(f"{id}{ending}" for ending in endings)}
        return id


def word_of(title: str, what: str) -> str:
    """Make a word of how a title begins, `course-overview`; of one that says nothing, `TBD`, it is what this is."""
    words = "" if is_undecided(title) else as_word(_BEHIND_TITLE.split(title)[0]) or as_word(title)
    return cut(words or what)


def cut(word: str, longest: int = _LONGEST) -> str:
    """Shorten a word, behind one of its parts where there are several."""
    return word if len(word) <= longest else word[: longest + 1].rpartition("-")[0] or word[:longest]
