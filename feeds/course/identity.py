"""What a change of the data does to identity: ids that went, came, or became something else."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import islice, product
from operator import attrgetter

from feeds.course.document import Spot
from feeds.course.draft import Draft
from feeds.course.model import Event, Kind, Status, Undated
from feeds.course.timetable import id_date
from feeds.errors import MAX_PROBLEMS, Problem, Severity

_ALIKE = 0.7
_COMPARED = 40
_DIGITS = re.compile(r"\d+")


def compare_ids(draft: Draft) -> Iterator[Problem]:
    """Say where a draft gives an event another identity than it was published with.

    An id that is of another kind now is an error: subscribers would see the one event turn into the other. An id
    that came while one much like it went, and a slot whose weeks have other ids now, are warnings: what looks like
    a move is none for subscribers, who see the one cancelled and the other as new.
    """
    yield from _ids_of_another_kind(draft)
    yield from _slots_with_new_weeks(draft)
    yield from _look_alikes(draft)


def compare_people(draft: Draft, people: Spot, named: Iterable[str]) -> Iterator[Problem]:
    """Warn of people whom published events name and who are gone; `people` is the list of staff.yaml."""
    for person in named:
        if person not in draft.people:
            message = f"{person!r} is gone, and published events name them"
            yield people.problem(f"{message}; keep them as they were, with `until: …` if they left", Severity.WARNING)


def _ids_of_another_kind(draft: Draft) -> Iterator[Problem]:
    was = draft.published
    told = set()
    for event in draft.events.values():
        if event.id in was and was[event.id].kind is not event.kind and event.row not in told:
            told.add(event.row)
            message = f"the id {event.row!r} was {_a(was[event.id].kind)} and is {_a(event.kind)} now"
            yield _id(draft, event).problem(f"{message}; choose an id that was never used")


def _slots_with_new_weeks(draft: Draft) -> Iterator[Problem]:
    """Find the slots whose weeks have other ids: those hold the day of their first declared weekday, which changed."""
    were, are = _weeks(draft.published.values()), _weeks(draft.events.values())
    for slot in sorted(were.keys() & are.keys()):
        if not {id_date(week).weekday() for week in were[slot]} & {id_date(week).weekday() for week in are[slot]}:
            message = (
                f"every week of {slot!r} would get a new identity, since its `day` was changed; leave it as it was, and"
                " write the new one in a line under `changes`: {from: …, day: …}"
            )
            yield (draft.spots[are[slot][0]].row / "day").problem(message, Severity.WARNING)


def _look_alikes(draft: Draft) -> Iterator[Problem]:
    was = {_written(event) for event in draft.published.values()}
    present = {_written(event) for event in draft.events.values()} | {_written(undated) for undated in draft.undated}
    # Who had what is cancelled knows that it does not take place.
    gone = [
        event
        for event in draft.published.values()
        if event.status is not Status.CANCELLED and draft.withdrawn.isdisjoint(event.written)
    ]
    went = {_written(event): event for event in _by_id(gone) if _written(event) not in present}
    new = [event for event in draft.events.values() if _written(event) not in was]
    came = {_authored(draft, event): event for event in _by_id(new)}
    # Only so many are compared, each with each.
    pairs = product(islice(went.items(), MAX_PROBLEMS), islice(came.items(), MAX_PROBLEMS))
    alike = [(_likeness(old, new), gone_id, new_id) for (gone_id, old), (new_id, new) in pairs]
    told = set()
    for likeness, gone_id, new_id in sorted(alike, reverse=True):
        if likeness < _ALIKE or gone_id in told or new_id in told:
            continue
        told |= {gone_id, new_id}
        if _by_section(came[new_id], new_id) or _by_section(went[gone_id], new_id):
            message = f"{came[new_id].id!r} is new and {gone_id!r} is gone, since a section came or went"
            advice = "keep the sections as they were, or tell people"
        else:
            message = f"{new_id!r} is new and {gone_id!r} is gone, which looks like a move"
            advice = f"keep the id {gone_id!r} if it is the same one"
        message = f"{message}: subscribers would see the one cancelled and the other as new; {advice}"
        yield _id(draft, came[new_id]).problem(message, Severity.WARNING)


def _by_id(events: Iterable[Event]) -> list[Event]:
    """Sort the last id first, so that of what was written as one the first one stays in a mapping."""
    return sorted(events, key=attrgetter("id"), reverse=True)


def _id(draft: Draft, event: Event) -> Spot:
    return draft.spots[event.id].row / "id"


def _authored(draft: Draft, event: Event) -> str:
    """Give the id that is written where an event comes from."""
    return str(_id(draft, event).value)


def _written(thing: Event | Undated) -> str:
    """Give the id that was written for an event: its own, its slot's, its assignment's."""
    if thing.kind in (Kind.RELEASE, Kind.DEADLINE):
        return thing.id.rpartition("-")[0]
    return thing.row if isinstance(thing, Event) else thing.id


def _weeks(events: Iterable[Event]) -> dict[str, list[str]]:
    """List the ids of the weeks of each slot."""
    found: dict[str, list[str]] = defaultdict(list)
    for event in events:
        if event.slot:
            found[event.slot].append(event.id)
    return found


def _by_section(event: Event, written: str) -> bool:
    """Tell whether an event is what one section hears of a row that was written with this id."""
    return any(event.id == f"{written}-{tag}" for tag in event.tags)


def _likeness(old: Event, new: Event) -> float:
    """From 0 to 1: by id and title, or whole when both are at the same time or share a host each week."""
    if old.kind is not new.kind or bool(old.slot) is not bool(new.slot):
        return 0
    if old.when == new.when or (old.slot and set(old.people) & set(new.people)):
        return 1
    pairs = ((old.row, new.row), (old.title.lower(), new.title.lower()))
    return max((_ratio(*pair) for pair in pairs if all(pair) and _numbered_alike(*pair)), default=0)


def _ratio(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one[:_COMPARED], other[:_COMPARED])
    # The quick ones are never below the slow one.
    return 0 if min(matcher.real_quick_ratio(), matcher.quick_ratio()) < _ALIKE else matcher.ratio()


def _numbered_alike(one: str, other: str) -> bool:
    """Tell `guest-1` from `guest-2`, which are not one thing however much they look alike."""
    return _DIGITS.findall(one) == _DIGITS.findall(other)


def _a(kind: Kind) -> str:
    return {Kind.EXAM: "an exam", Kind.OFFICE_HOURS: "office hours"}.get(kind, f"a {kind}")
