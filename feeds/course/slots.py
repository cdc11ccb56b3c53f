"""Weekly slots become events: one for each week, with the changes that were made to it."""

from dataclasses import dataclass, replace
from datetime import date, time

from feeds.course.document import Spot
from feeds.course.draft import Draft
from feeds.course.model import Event, Kind, Place, Status, Undated
from feeds.course.schema.forms import ChangeForm, SlotForm, SpanForm
from feeds.course.schema.scalars import Tbd
from feeds.course.timetable import Occurrence
from feeds.errors import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class _Week:
    """One week of a slot while its changes are applied; `had` are its hosts or, when it has none, its last ones."""

    day: date
    start: time
    end: time
    place: Place
    hosts: tuple[str, ...]
    had: tuple[str, ...]
    reason: str | None = None


def add_slots(draft: Draft, kind: Kind, slots: tuple[SlotForm, ...], span: SpanForm, file: Spot) -> None:
    """Add every week of every slot; one whose weekday or hour is to be decided is noted as undated."""
    for index, slot in enumerate(slots):
        spot = file / "slots" / index
        hosts = draft.known_people(slot.hosts, spot / "hosts")
        place = draft.place(slot, Place(), spot)
        for number, change in enumerate(slot.changes):
            _check_people(draft, change, spot / "changes" / number)
        if not draft.claim(slot.id, spot / "id"):
            continue
        if isinstance(slot.day, Tbd) or isinstance(slot.start, Tbd):
            draft.undated.append(Undated(id=slot.id, kind=kind, title=slot.title, people=hosts, tags=slot.tags))
            continue
        if slot.start is None or slot.end is None:
            draft.report(spot, "a slot has a start and an end; write both, or `start: tbd`")
            continue
        week = _Week(day=span.first, start=slot.start, end=slot.end, place=place, hosts=hosts, had=hosts)
        occurrences = list(draft.timetable.occurrences(slot, span))
        for occurrence in occurrences:
            _add_week(draft, kind, slot, replace(week, day=occurrence.day), occurrence, spot)
        if not occurrences:
            first, last = slot.from_ or span.first, slot.until or span.last
            message = f"{slot.id!r} takes place on no day from {first} to {last}; correct `day`, `from` or `until`"
            draft.report(spot, message, Severity.WARNING)
            continue
        met = {number for occurrence in occurrences for number in occurrence.changes}
        for number, change in enumerate(slot.changes):
            if number not in met:
                key, on = ("date", f"on {change.date}") if change.date else ("from", f"from {change.from_} on")
                message = f"{slot.id!r} does not take place {on}, so this change does nothing; correct the date"
                draft.report(spot / "changes" / number / key, message, Severity.WARNING)


def _add_week(draft: Draft, kind: Kind, slot: SlotForm, week: _Week, occurrence: Occurrence, spot: Spot) -> None:
    at = spot
    for number in occurrence.changes:
        at = spot / "changes" / number
        week = _changed(draft, week, slot.changes[number], at)
    id = f"{slot.id}-{occurrence.id_date}"
    if id in draft.course.withdrawn:
        return
    when = draft.timed(week.day, week.start, week.end, at)
    if when is None or not draft.claim(id, spot / "id"):
        return
    hosts, reason = _still_here(draft, week)
    draft.add(
        Event(
            id=id,
            kind=kind,
            title=slot.title,
            when=when,
            revision=draft.revision,
            place=week.place,
            people=hosts,
            tags=slot.tags,
            details=slot.details,
            status=Status.CONFIRMED if reason is None else Status.CANCELLED,
            reason=reason or "",
        )
    )


def _changed(draft: Draft, week: _Week, change: ChangeForm, spot: Spot) -> _Week:
    hosts = week.hosts if change.hosts is None else change.hosts
    hosts = tuple(change.swap.get(host, host) for host in hosts)
    for host in (*change.swap, *((change.without,) if change.without else ())):
        if host not in week.hosts and host in draft.people:
            message = (
                f"{host!r} does not host this slot then, so there is nobody to take out; correct the name or the date"
            )
            draft.report(spot, message, Severity.WARNING)
    hosts = tuple(dict.fromkeys(host for host in hosts if host in draft.people and host != change.without))
    return _Week(
        day=change.moved_to or week.day,
        start=change.start or week.start,
        end=change.end or week.end,
        place=draft.place(change, week.place, spot),
        hosts=hosts,
        had=hosts or week.had,
        reason=week.reason if change.cancelled is None else change.cancelled,
    )


def _still_here(draft: Draft, week: _Week) -> tuple[tuple[str, ...], str | None]:
    """Leave out hosts who have left the staff by then; without its last one the hour is cancelled, and stays theirs."""
    hosts = tuple(host for host in week.hosts if week.day <= (draft.people[host].until or date.max))
    if week.had and not hosts:
        return week.had, week.reason or ""
    return hosts, week.reason


def _check_people(draft: Draft, change: ChangeForm, spot: Spot) -> None:
    if change.hosts is not None:
        draft.known_people(change.hosts, spot / "hosts")
    if change.without:
        draft.known_person(change.without, spot / "without")
    for gone, here in change.swap.items():
        draft.known_person(gone, spot / "swap" / gone)
        draft.known_person(here, spot / "swap" / gone)
