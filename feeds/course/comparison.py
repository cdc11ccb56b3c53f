"""What differs between two states of an event, in a person's words, and what that is for a subscriber."""

from collections.abc import Iterator
from textwrap import shorten

from feeds.course import wording
from feeds.course.content import State
from feeds.course.model import Aspect, Difference, Effect, Event, Material, Place, Status
from feeds.course.schema.ledger import ContentForm

_BRIEF = 100

# The effect of each difference, the gravest first.
_EFFECTS = {
    Aspect.WHEN: Effect.MOVED,
    Aspect.PLACE: Effect.RELOCATED,
    Aspect.PEOPLE: Effect.HANDED_OVER,
    Aspect.TITLE: Effect.RENAMED,
    Aspect.STATUS: Effect.DOUBTED,
}


def compare(before: State, after: State, zone: str) -> tuple[Difference, ...]:
    """Say what differs between two states, in the order of `Aspect`; nothing when their contents are equal."""
    return tuple(
        Difference(aspect=aspect, before=was, after=now)
        for aspect, (was, now) in _sides(before, after, zone)
        if was != now
    )


def effect_of(before: State | None, after: State | None, differences: tuple[Difference, ...]) -> Effect:
    """Say what a change is for a subscriber."""
    if before is None or after is None:
        return Effect.WITHDRAWN if before else Effect.NEW
    was, now = before.event, after.event
    if Status.CANCELLED in (was.status, now.status):
        if was.status is now.status:
            return Effect.QUIET
        return Effect.CANCELLED if now.status is Status.CANCELLED else Effect.RESTORED
    if now.undated and not was.undated:
        return Effect.UNDATED
    found = {difference.aspect for difference in differences}
    return next((effect for aspect, effect in _EFFECTS.items() if aspect in found), Effect.QUIET)


def said_of(effect: Effect, differences: tuple[Difference, ...]) -> tuple[str, ...]:
    """Say a change in the words in which the history keeps it for its readers."""
    if effect in (Effect.NEW, Effect.WITHDRAWN):
        return (effect.value,)
    return tuple(f"{each.aspect}: {_brief(each.before)} → {_brief(each.after)}" for each in differences)


def _brief(text: str) -> str:
    return shorten(text, _BRIEF, placeholder=" …") or "none"


def _sides(before: State, after: State, zone: str) -> Iterator[tuple[Aspect, tuple[str, str]]]:
    was, now = before.event, after.event
    # That it has no date is another thing to say of whether it takes place.
    loses_date, cancelled = was.undated or now.undated, Status.CANCELLED in (was.status, now.status)
    if (was.when, was.undated) != (now.when, now.undated) and not (loses_date and cancelled):
        yield Aspect.WHEN, wording.moved(was, now, zone)
    yield Aspect.PLACE, (_place(was.place), _place(now.place))
    yield Aspect.TITLE, _titles(before.content, after.content)
    names = (_names(before), _names(after))
    if _who(was) != _who(now):
        yield Aspect.PEOPLE, (_absent(names[0], names[1]), _absent(names[1], names[0]))
    else:
        # Somebody's name, their order, what to call them in titles, their role: the first of them that differs.
        spelt = ((", ".join(names[0]), ", ".join(names[1])), *_staff(before, after))
        yield Aspect.NAMES, next((each for each in spelt if each[0] != each[1]), ("", ""))
    if cancelled or not loses_date:
        yield Aspect.STATUS, _statuses(was, now)
    yield Aspect.DETAILS, (was.details, now.details)
    yield Aspect.MATERIALS, _materials(was.materials, now.materials)
    yield Aspect.TAGS, (", ".join(was.tags), ", ".join(now.tags))
    yield Aspect.ALTERNATIVES, (_alternatives(was), _alternatives(now))


def _who(event: Event) -> set[str]:
    return {*event.people, *(guest.name for guest in event.guests)}


def _place(place: Place) -> str:
    online = place.online if place.room or place.to_be_announced else None
    return ", ".join(part for part in (wording.where(place), online) if part)


def _titles(before: ContentForm, after: ContentForm) -> tuple[str, str]:
    if before.code == after.code:
        return before.title, after.title
    return f"{before.code} {before.title}".strip(), f"{after.code} {after.title}".strip()


def _names(state: State) -> list[str]:
    return [*(person.name for person in state.content.people), *map(wording.guest, state.event.guests)]


def _absent(names: list[str], others: list[str]) -> str:
    there = set(others)
    return ", ".join(name for name in names if name not in there)


def _staff(before: State, after: State) -> Iterator[tuple[str, str]]:
    was, now = before.content.people, after.content.people
    yield ", ".join(person.short for person in was), ", ".join(person.short for person in now)
    yield ", ".join(person.role for person in was), ", ".join(person.role for person in now)


def _statuses(was: Event, now: Event) -> tuple[str, str]:
    sure = "takes place" if Status.CANCELLED in (was.status, now.status) else "certain"
    said = {Status.CONFIRMED: sure, Status.TENTATIVE: "tentative", Status.CANCELLED: "cancelled"}
    one, other = (
        "date to be announced" if event.undated else said[event.status] + (f" ({event.reason})" if event.reason else "")
        for event in (was, now)
    )
    return one, other


def _materials(was: tuple[Material, ...], now: tuple[Material, ...]) -> tuple[str, str]:
    """Name the materials that are gone, and those that came; one that has only changed came anew."""
    had, has = set(was), set(now)
    came = dict.fromkeys(material.title for material in now if material not in had)
    gone = [material.title for material in was if material not in has and material.title not in came]
    return ", ".join(gone), ", ".join(came) or ("in another order" if was != now and not gone else "")


def _alternatives(event: Event) -> str:
    return f"any one of {event.alternatives} ({event.any_of})" if event.any_of else ""
