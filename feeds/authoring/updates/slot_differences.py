"""What an import says otherwise of a weekly slot; weeks that are over stay as they were."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from feeds.authoring.data_files import Row
from feeds.authoring.updates.matching import match
from feeds.authoring.updates.meaning import day_of, is_undecided, words
from feeds.authoring.updates.row_differences import same
from feeds.authoring.updates.weeks import KEYS, Weeks, changes_to_come, states, written_changes
from feeds.course.document import Value
from feeds.course.timetable import monday
from feeds.course.wording import in_data

# What of a change for good says the same in another way.
_INSTEAD: Mapping[str, tuple[str, ...]] = {"hosts": ("swap", "without"), "room": ("online",)}
_DAY = timedelta(days=1)


def match_slots(existing: Sequence[Row], imported: Sequence[Row], weeks: Weeks) -> Mapping[int, int]:
    """Say which imported slot is which existing one, as it is today or will be; one that was ended is none of them."""
    going_on = [number for number, slot in enumerate(existing) if not weeks.has_ended(slot)]
    now = {number: weeks.states(slot) for number, slot in enumerate(existing)}
    found: dict[int, int] = {}
    for number, row in enumerate(imported):
        # What has ended in the import, too, is the past of both.
        among = now if weeks.has_ended(row) else going_on
        same_as = [other for other in among if any(_is(state, row) for state in now[other])]
        # Who is as they say today goes before who will be.
        same_as.sort(key=lambda other: not _is(now[other][0], row))
        if free := [other for other in same_as if other not in found.values()]:
            found[number] = free[0]
    left = [number for number in going_on if number not in found.values()]
    new = [number for number in range(len(imported)) if number not in found]
    pairs = match("slots", [now[number][0] for number in left], [imported[number] for number in new], weeks.today)
    return found | {new[number]: left[other] for number, other in pairs.items()}


def slot_differences(slot: Row, imported: Row, weeks: Weeks) -> dict[str, Value]:
    """Give the keys of a slot that are to say something else, each with its new value.

    A slot that has begun gets a change for good from its next hour on, or, if it moves to another weekday, from the
    coming Monday; what it was stays written. So does the weekday of one that is published, which is in its weeks'
    identity.
    """
    found = {key: value for key in ("title", "details") if (value := _other(key, slot, imported)) is not None}
    if tags := _more(slot.get("tags"), imported.get("tags")):
        found["tags"] = tags
    begun, had = weeks.has_begun(slot), written_changes(slot)
    to_come = changes_to_come(imported, weeks.last_begun(slot))
    changes = [*had, *(each for each in to_come if "date" in each and not _has_change(slot, each))]
    begins = _begins(slot, imported, weeks)
    if begins and begins <= _last(slot, imported, weeks):
        changes = _with_change(changes, begins, _differing(states(slot, begins)[0], imported))
    for each in to_come:
        day = day_of(each.get("from"))
        if day and _differs(slot, states(imported, day)[0], weeks):
            changes = _with_change(changes, day, {key: value for key, value in each.items() if key != "from"})
    if not begins and _differs(slot, imported, weeks):
        different = _differing(slot, imported)
        found |= different
        was_open = any(is_undecided(slot.get(key)) for key in ("day", "start"))
        found |= {
            key: value
            for key, value in weeks.beginning_now({**slot, **different}).items()
            if was_open and key not in slot
        }
    for key in ("until",) if begun else ("from", "until"):
        value = _other(key, slot, imported)
        if value is not None and (not begun or (day_of(value) or date.min) >= weeks.today):
            found[key] = value
    return found | ({"changes": [*changes]} if changes != had else {})


def why_too_late(slot: Row, imported: Row, weeks: Weeks) -> str:
    """Say why a slot stays as it is although an import has it otherwise, if its last week has begun; else nothing."""
    begins = _begins(slot, imported, weeks)
    if not begins or begins <= _last(slot, imported, weeks):
        return ""
    why = f"the file has it otherwise, but there is no week from {in_data(begins)} on to change for good"
    return f"{why}; for a single week write a change with `date`"


def _differs(slot: Row, imported: Row, weeks: Weeks) -> bool:
    """Tell whether an import has a slot neither as it is nor as it will be."""
    return all(_differing(state, imported) for state in weeks.states(slot))


def _begins(slot: Row, imported: Row, weeks: Weeks) -> date | None:
    """Say from which day on a slot is to change for good, or None if it is not, or from its beginning."""
    if not _differs(slot, imported, weeks):
        return None
    state, first = weeks.states(slot)[0], weeks.last_begun(slot) + _DAY
    if weeks.has_begun(slot):
        different = _differing(state, imported)
        first = weeks.last_begun(slot, {**state, **different}) + _DAY
        return monday(first + 6 * _DAY) if "day" in different else first
    published = str(slot.get("id")) in weeks.published and not is_undecided(slot.get("day"))
    return max(weeks.span(slot)[0], first) if published and "day" in _differing(slot, imported) else None


def _last(slot: Row, imported: Row, weeks: Weeks) -> date:
    until = {key: imported[key] for key in ("until",) if key in imported}
    return weeks.span({**slot, **until})[1]


def _with_change(changes: Sequence[Row], begins: date, different: Row) -> list[dict[str, Value]]:
    """Let what is different from a day on go with what is written of that day already."""
    same_day = [number for number, change in enumerate(changes) if day_of(change.get("from")) == begins]
    if not same_day:
        return [*map(dict, changes), {"from": in_data(begins), **different}]
    goes = {name for key, names in _INSTEAD.items() if key in different for name in names}
    return [
        {**{key: value for key, value in change.items() if key not in goes}, **different}
        if number == same_day[-1]
        else dict(change)
        for number, change in enumerate(changes)
    ]


def _is(state: Row, imported: Row) -> bool:
    """Tell whether a slot is wholly as an import says, which says enough of it to tell."""
    if is_undecided(state.get("day")) != is_undecided(imported.get("day")) or not (
        imported.keys() & {"hosts", "start"}
    ):
        return False
    return words(state.get("title")) == words(imported.get("title")) and not _differing(state, imported)


def _differing(state: Row, imported: Row) -> dict[str, Value]:
    """Give what an import says otherwise of when and where a slot is, and whose; what it does not know is nothing."""
    said_of = {key: imported[key] for key in KEYS if imported.get(key)}
    known = {key: value for key, value in said_of.items() if key not in state or not is_undecided(value)}
    return {key: value for key, value in known.items() if key not in state or not same(key, state[key], value)}


def _other(key: str, slot: Row, imported: Row) -> "Value | None":
    value = imported.get(key)
    return None if value is None or (key in slot and same(key, slot[key], value)) else value


def _more(had: "Value | None", now: "Value | None") -> list[Value]:
    """Put tags together, if there are new ones."""
    tags = had if isinstance(had, list) else []
    new = [tag for tag in now if tag not in tags] if isinstance(now, list) else []
    return [*tags, *new] if new else []


def _has_change(slot: Row, change: Row) -> bool:
    """Tell whether something is written already of the week of a change."""
    return any(day_of(each.get("date")) == day_of(change.get("date")) for each in written_changes(slot))
