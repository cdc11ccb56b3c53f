"""Selections that nobody has asked for yet."""

import random
from collections.abc import Iterator

from feeds.course.model import Course, Kind
from feeds.course.selection import KIND_WORDS, Selection
from feeds.course.vocabulary import Vocabulary

_MOST_PEOPLE = 4


def distinct(course: Course, seed: int = 0) -> Iterator[str]:
    """Make ever other selections as students write them, canonically spelled: the class and some people, or kinds
    of events and some people, with or without a week.

    Without end: there are millions of a course with two dozen people.
    """
    chance = random.Random(seed)  # noqa: S311 (the same selections each time)
    vocabulary = Vocabulary.of(course)
    kinds = [KIND_WORDS[kind] for kind in (Kind.LECTURE, Kind.TUTORIAL, Kind.EXAM, Kind.DEADLINE)]
    made = set()
    while True:
        classes = ["main"] if chance.random() < 0.5 else chance.sample(kinds, chance.randint(1, len(kinds)))
        people = chance.sample(list(vocabulary.people), chance.randint(1, _MOST_PEOPLE))
        week = chance.randint(0, len(vocabulary.weeks))
        hidden = [f"not-week-{week}"] if week else []
        selection = str(Selection.parse("_".join([*classes, *people, *hidden])))
        if selection not in made:
            made.add(selection)
            yield selection
