"""A change in a whole sentence: for the class, ready to paste, and for each of the staff who hosts or teaches it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from feeds.calendar.titles import title
from feeds.course import wording
from feeds.course.model import Aspect, Change, Course, Effect, Event, Kind, Place, Status
from feeds.course.wording import DayFormat

_NOUNS = {Kind.OFFICE_HOURS: "hour"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Personal:
    """What some changes, of one event or of weeks of one slot, are for a person on the staff."""

    person: str
    text: str


def announcement(change: Change, course: Course) -> str:
    """Say a change to the class: `OH Victor (6.7960) on Wed 15 Oct, 1–2 PM ET is cancelled.`"""
    match change:
        case Change(effect=Effect.MOVED, before=Event() as before, after=Event() as after):
            was, _ = wording.moved(before, after, course.time_zone)
            not_then = "" if before.undated else f", not {was if before.days == after.days else f'on {was}'}"
            where = _inside(after.place) if _differs(change, Aspect.PLACE) else ""
            return f"{_name(after, course)} is {_then(after, course)}{where and f', {where}'}{not_then}."
        case Change(effect=Effect.UNDATED, before=Event() as before):
            return f"{_name(before, course)} is not {_then(before, course)}; a new date is to be announced."
        case Change(effect=Effect.WITHDRAWN):
            return f"There is no {_thing(change.event, course)}."
        case Change(effect=Effect.NEW, after=Event(kind=Kind.HOLIDAY) as after):
            return f"There is no class {_then(after, course)}: {after.title} ({course.code})."
        case Change(effect=Effect.NEW, after=Event() as after) if after.status is not Status.CANCELLED:
            where = _inside(after.place)
            return f"New: {_name(after, course)} is {_then(after, course)}{where and f', {where}'}."
        case _:
            known = change.before if _is_cancelled(change) and change.before else change.event
            return f"{_thing(known, course)} {_predicate(change)}."


def personal(changes: Iterable[Change], course: Course) -> tuple[Personal, ...]:
    """Say what changes are for each person on the staff, in the order of the staff; many weeks are one sentence."""
    groups: dict[tuple[str, str, str], list[Change]] = defaultdict(list)
    for change in sorted(changes, key=lambda change: (change.event.days[0], change.id)):
        for person in _concerned(change):
            said = _personal(person, change, course, wording.weekly)
            groups[person, change.event.row, said].append(change)
    order = {person: number for number, person in enumerate(course.people)}
    return tuple(
        Personal(person=person, text=_grouped(person, group, course))
        for (person, _, _), group in sorted(groups.items(), key=lambda each: order[each[0][0]])
    )


def _grouped(person: str, changes: list[Change], course: Course) -> str:
    if len(changes) == 1:
        return _personal(person, changes[0], course)
    first, last = (wording.day(_known(person, change).days[0]) for change in (changes[0], changes[-1]))
    return _personal(person, changes[0], course, wording.weekly, f" ({len(changes)} weeks, {first} to {last})")


def _concerned(change: Change) -> Iterator[str]:
    """Name who hosts or teaches an event, or did; whoever comes to one that is cancelled has nothing to do with it."""
    before = change.before.people if change.before else ()
    after = change.after.people if change.after else ()
    yield from before
    if not (_is_cancelled(change) and change.before):
        yield from (person for person in after if person not in before)


def _personal(person: str, change: Change, course: Course, day: DayFormat = wording.day, weeks: str = "") -> str:
    """Say a change to a person; `day` writes its day, and `weeks` of how many weeks it is said."""
    name, event, before, after = course.people[person].name, _known(person, change), change.before, change.after
    hour = f"{_NOUNS.get(event.kind, event.kind.value)} {_then(event, course, day)}{weeks}"
    if _is_cancelled(change) or not after:
        return f"{name}'s {hour} {_predicate(change)}"
    if not before:
        return f"{name} has a new {hour}"
    if person not in after.people:
        return f"{name} no longer {'hosts' if event.kind is Kind.OFFICE_HOURS else 'gives'} the {hour}"
    if person not in before.people:
        return f"{name} takes the {hour}"
    if change.effect is Effect.MOVED:
        _, now = wording.moved(before, after, course.time_zone, day)
        where = _inside(after.place) if _differs(change, Aspect.PLACE) else ""
        return f"{name}'s {hour} moves to {now}{where and f', {where}'}"
    return f"{name}'s {hour} {_predicate(change)}"


def _known(person: str, change: Change) -> Event:
    """Give an event as a person knows it: as it was, unless they come to it."""
    before = change.before
    return before if before and (person in before.people or _is_cancelled(change)) else change.event


def _predicate(change: Change) -> str:
    """Say what happens to an event, as the end of a sentence that begins with it."""
    before, after = change.before, change.after
    if _is_cancelled(change):
        reason = after.reason if after else ""
        return f"is cancelled{f' ({reason})' if reason else ''}"
    words = {difference.aspect: difference for difference in change.differences}
    match change.effect:
        case Effect.RELOCATED if before and after:
            was = wording.where(before.place)
            differs = was not in ("", wording.where(after.place)) and not before.place.to_be_announced
            online = f" and at {after.place.online}" if after.place.room and after.place.online else ""
            now = _inside(after.place) or "without a room"
            return f"is {now}{online}{f', not {_inside(before.place)}' if differs else ''}"
        case Effect.HANDED_OVER:
            was, now = words[Aspect.PEOPLE].before, words[Aspect.PEOPLE].after
            if not now:
                return f"is without {was}"
            others = ", too" if before and (before.people or before.guests) else ""
            return f"is with {now}{f', not with {was}' if was else others}"
        case Effect.RENAMED:
            was = words[Aspect.TITLE].before
            return f"was called “{was}” until now" if was else "has a title now"
        case Effect.DOUBTED:
            return "is tentative" if change.event.status is Status.TENTATIVE else "is certain"
        case Effect.RESTORED:
            return "takes place after all"
        case Effect.UNDATED:
            return "loses its date"
        case Effect.WITHDRAWN:
            return "is withdrawn"
        case _:
            return "has new details"


def _is_cancelled(change: Change) -> bool:
    """Tell whether a change takes an event away, or publishes one that does not take place."""
    after = change.after
    return after is not None and after.status is Status.CANCELLED and change.effect in (Effect.CANCELLED, Effect.NEW)


def _differs(change: Change, aspect: Aspect) -> bool:
    return any(difference.aspect is aspect for difference in change.differences)


def _thing(event: Event, course: Course) -> str:
    return f"{_name(event, course)} {_then(event, course)}"


def _name(event: Event, course: Course) -> str:
    if event.kind in (Kind.DEADLINE, Kind.RELEASE):
        return f"{event.title} ({course.code})"
    return title(event, course)


def _then(event: Event, course: Course, day: DayFormat = wording.day) -> str:
    """Say when something is: `on Wed 15 Oct, 1–2 PM ET`, `due on Tue 7 Oct`."""
    if event.undated:
        return "without a date"
    verb = {Kind.DEADLINE: "due ", Kind.RELEASE: "out "}.get(event.kind, "")
    return f"{verb}on {wording.when(event, course.time_zone, day)}"


def _inside(place: Place) -> str:
    """Say where something is: `in 36-155`, `at https://…`, or nothing."""
    if place.to_be_announced:
        return "in a room to be announced"
    where = wording.where(place)
    return where and f"{'in' if place.room else 'at'} {where}"
