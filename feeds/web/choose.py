"""What the form offers to choose from, and what of it is ticked: every box is a term of the selection language."""

from collections.abc import Iterator, Set
from dataclasses import dataclass, replace
from itertools import groupby

from feeds.calendar.feed import CourseFeeds
from feeds.course import wording
from feeds.course.hours import undecided_hours
from feeds.course.model import Kind, Place
from feeds.course.selection import KIND_WORDS, Selection, SelectionError, spell
from feeds.web.layout import usual_hours

_MAIN = "main"
_HOURS = KIND_WORDS[Kind.OFFICE_HOURS]


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A box to tick: the term it stands for, what it says, whether it is ticked."""

    term: str
    label: str
    ticked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """Office hours of one time and place, with a box for each of their hosts."""

    time: str
    place: str
    hosts: tuple[Box, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The form; `days` are (weekday, its slots), `exact` says whether the ticks are all that was meant.

    `message` says what is wrong with a choice.
    """

    main: Box
    kinds: tuple[Box, ...]
    everyone: Box
    days: tuple[tuple[str, tuple[Slot, ...]], ...]
    exact: bool = True
    message: str = ""


def choice(found: CourseFeeds, *, ticked: Set[str] = frozenset(), message: str = "") -> Choice:
    """Make the form with some of its boxes ticked."""

    def box(term: str, label: str) -> Box:
        return Box(term=term, label=label, ticked=term in ticked)

    def slot(time: str, place: Place, people: tuple[str, ...]) -> Slot:
        hosts = tuple(box(terms[id], found.course.people[id].name) for id in people)
        return Slot(time=time, place=wording.where(place), hosts=hosts)

    terms = found.vocabulary.hours
    weekly = groupby(usual_hours(found.course), key=lambda hours: hours.weekday)
    days = [
        (
            day.name.capitalize(),
            tuple(slot(wording.span(each.start, each.end), each.place, each.people) for each in group),
        )
        for day, group in weekly
    ]
    undecided = [
        slot(each.title or wording.KINDS[Kind.OFFICE_HOURS], Place(), each.people)
        for each in undecided_hours(found.course)
        if each.people
    ]
    if undecided:
        days.append(("Time to be announced", tuple(undecided)))
    return Choice(
        main=box(_MAIN, "Classes and deadlines"),
        kinds=tuple(box(word, wording.KINDS[kind]) for kind, word in KIND_WORDS.items() if word != _HOURS),
        everyone=box(_HOURS, "Everyone’s"),
        days=tuple(days),
        message=message,
    )


def choice_of(found: CourseFeeds, selection: Selection) -> Choice:
    """Make the form with the boxes ticked that a selection is made of, as far as there are such boxes."""
    meant = {spell(term) for term in selection.shown}
    if meant == {"all"}:
        meant = {_MAIN, _HOURS, KIND_WORDS[Kind.RELEASE]}
    terms = found.vocabulary.hours
    nearest = {term: terms.get(term.removeprefix(f"{_HOURS}."), term) for term in meant}
    made = choice(found, ticked=frozenset(nearest.values()))
    boxes = {box.term for box in (made.main, *made.kinds, made.everyone, *_hosts(made))}
    # Of everything with somebody who also teaches, the form has the hours only.
    exact = not selection.hidden and all(near in boxes and near in term for term, near in nearest.items())
    return replace(made, exact=exact)


def chosen(found: CourseFeeds, ticked: Set[str]) -> Selection:
    """Give what the boxes mean that are ticked; raises SelectionError, also when none is."""
    if not ticked:
        raise SelectionError("nothing is ticked; tick at least one box")
    of_some = {box.term for box in _hosts(choice(found))} if _HOURS in ticked else set()
    selection = Selection.of(shown=sorted(ticked - of_some))
    found.vocabulary.meaning(selection)
    return selection


def _hosts(made: Choice) -> Iterator[Box]:
    for _, slots in made.days:
        for slot in slots:
            yield from slot.hosts
