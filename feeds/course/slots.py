"""Weekly slots become events: one for each week, with the changes that were made to it."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from feeds.course.document import Spot
from feeds.course.draft import Draft, Held, Swap, end_before_start, left_before, wrong_span
from feeds.course.model import Event, Kind, Place, Status, Undated
from feeds.course.schema.form import SpanForm
from feeds.course.schema.readings import Tbd
from feeds.course.schema.weekly import ChangeForm, SlotForm
from feeds.course.timetable import Occurrence, id_date, monday
from feeds.errors import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class _Week:
    """One week of a slot while its changes are applied; `had` are whose it stays when nobody is left to hold it."""

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
            _check_change(draft, slot, change, spot / "changes" / number)
        if not draft.claim(slot.id, spot / "id"):
            continue
        if isinstance(slot.day, Tbd) or isinstance(slot.start, Tbd):
            draft.undated.append(Undated(id=slot.id, kind=kind, title=slot.title, people=hosts, tags=slot.tags))
            _add_undated_weeks(draft, kind, slot, hosts, spot)
            continue
        if slot.start is None or slot.end is None:
            draft.report(spot, "a slot has a start and an end; write both, or `start: tbd`")
            continue
        if wrong := end_before_start(slot.start, slot.end):
            draft.report(spot / "end", wrong)
            continue
        first, last = slot.from_ or span.first, slot.until or span.last
        wrong = wrong_span(first, last)
        if wrong_span(span.first, span.last) and not (slot.from_ and slot.until):
            continue  # told where the span of all slots stands
        if wrong and first <= last:
            draft.report(spot / "until", wrong)
            continue
        week = _Week(day=first, start=slot.start, end=slot.end, place=place, hosts=hosts, had=hosts)
        occurrences = list(draft.timetable.occurrences(slot, span, _published(draft, slot)))
        _add_weeks(draft, kind, slot, week, occurrences, spot)
        if not occurrences:
            message = f"{slot.id!r} takes place on no day from {first} to {last}; correct `day`, `from` or `until`"
            draft.report(spot, message, Severity.WARNING)
            continue
        _check_all_met(draft, slot, occurrences, spot)
        _check_moves(draft, slot, (first, last), [occurrence.day for occurrence in occurrences], spot)


def _published(draft: Draft, slot: SlotForm) -> dict[date, date]:
    """Give the days on which subscribers have a slot, each with the date in its event's id."""
    weeks = {id_date(id): event.days[0] for id, event in draft.published.items() if event.slot == slot.id}
    # Of two on one day, the one that is named after it.
    return {day: date for date, day in sorted(weeks.items(), key=lambda week: week[0] == week[1])}


def _add_undated_weeks(draft: Draft, kind: Kind, slot: SlotForm, hosts: tuple[str, ...], spot: Spot) -> None:
    """Keep the weeks that subscribers have of a slot that has lost its day or its hour."""
    for id, event in draft.published.items():
        days = draft.last_days(id)
        if event.slot != slot.id or id in draft.withdrawn or not days or not draft.claim(id, spot / "id"):
            continue
        if event.status is not Status.CANCELLED:
            event = replace(
                event,
                kind=kind,
                title=slot.title,
                when=days,
                place=draft.place(slot, Place(), spot),
                people=hosts,
                tags=slot.tags,
                details=slot.details,
                status=Status.TENTATIVE,
                undated=True,
            )
        draft.add(event, spot / "day")


def _add_weeks(
    draft: Draft, kind: Kind, slot: SlotForm, week: _Week, occurrences: list[Occurrence], spot: Spot
) -> None:
    """Add the weeks of a slot; a change for good is made once, and every later week begins from there."""
    at = spot
    made: set[int] = set()
    for occurrence in occurrences:
        this, this_at = replace(week, day=occurrence.day), at
        for number in occurrence.changes:
            if number in made:
                continue
            this_at = spot / "changes" / number
            this = _changed(draft, this, slot.changes[number], this_at)
            if slot.changes[number].from_:
                made.add(number)
                week, at = this, this_at
        _add_week(draft, kind, slot, this, occurrence, this_at)


def _add_week(draft: Draft, kind: Kind, slot: SlotForm, week: _Week, occurrence: Occurrence, at: Spot) -> None:
    id = f"{slot.id}-{occurrence.id_date}"
    if id in draft.withdrawn:
        return
    when = draft.timed(week.day, week.start, week.end, at)
    if when is None or not draft.claim(id, at.row / "id"):
        return
    hosts, reason = _still_here(draft, week)
    draft.weeks[id] = Held(day=occurrence.day, hosts=week.hosts)
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
            slot=slot.id,
        ),
        at,
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
    hosts = tuple(dict.fromkeys(host for host in hosts if host in draft.people))
    replaced = hosts if change.hosts or change.swap else week.had
    hosts = tuple(host for host in hosts if host != change.without)
    if change.cancelled is not None and hosts and len(week.hosts) > 1:
        names = ", ".join(hosts)
        if change.without:
            message = f"this cancels the hour for {names} too; take `cancelled` out, or write `hosts: []` beside it"
        else:
            message = (
                f"this cancels the hour for all of its hosts ({names}); if only one is away, write"
                f" `without: {hosts[0]}` instead, and if all are, `hosts: []` beside it"
            )
        draft.report(spot / "cancelled", message, Severity.WARNING)
    for goes, comes in change.swap.items():
        if comes in week.hosts:
            message = (
                f"{comes!r} hosts this slot already, so the swap only takes somebody out; write `without: {goes}`, or"
                " who comes instead"
            )
            draft.report(spot / "swap", message, Severity.WARNING)
    day = change.moved_to or week.day
    for comes in (*(change.hosts or ()), *change.swap.values()):
        if comes in draft.people and (gone := left_before(draft.people[comes], day, f"{day:%a %Y-%m-%d}")):
            draft.report(spot, gone, Severity.WARNING)
    return _Week(
        day=day,
        start=change.start or week.start,
        end=change.end or week.end,
        place=draft.place(change, week.place, spot),
        hosts=hosts,
        had=(hosts if change.from_ else replaced) or week.had,
        reason=week.reason if change.cancelled is None else change.cancelled,
    )


def _still_here(draft: Draft, week: _Week) -> tuple[tuple[str, ...], str | None]:
    """Leave out hosts who have left the staff by then; without its last one the hour is cancelled, and stays theirs."""
    hosts = tuple(host for host in week.hosts if week.day <= (draft.people[host].until or date.max))
    if week.had and not hosts:
        return week.had, week.reason or ""
    return hosts, week.reason


def _check_change(draft: Draft, slot: SlotForm, change: ChangeForm, spot: Spot) -> None:
    if change.model_fields_set <= {"date", "from_"}:
        message = "this change says nothing that is different; write it, such as `room: …` or `without: …`"
        draft.report(spot, message, Severity.WARNING)
    if change.hosts is not None:
        draft.known_people(change.hosts, spot / "hosts")
    if change.without:
        draft.known_person(change.without, spot / "without")
    for goes, comes in change.swap.items():
        known = [draft.known_person(person, spot / "swap" / goes) for person in (goes, comes)]
        if all(known) and change.date:
            draft.swaps.append(Swap(slot=slot.id, day=change.date, goes=goes, comes=comes, spot=spot / "swap"))


def _check_all_met(draft: Draft, slot: SlotForm, occurrences: list[Occurrence], spot: Spot) -> None:
    """Report the changes that no week of a slot has met."""
    met = {number for occurrence in occurrences for number in occurrence.changes}
    for number, change in enumerate(slot.changes):
        if number in met:
            continue
        if change.date:
            nearest = _nearest(change.date, occurrences)
            key, on, advice = "date", f"on {change.date:%a %Y-%m-%d}", f"its nearest week is on {nearest:%a %Y-%m-%d}"
            if holiday := draft.timetable.holidays.get(change.date):
                on = f"{on} ({holiday})"
        else:
            key, on, advice = "from", f"from {change.from_:%a %Y-%m-%d} on", "correct the date"
        message = f"{slot.id!r} does not take place {on}, so this change does nothing; {advice}"
        draft.report(spot / "changes" / number / key, message, Severity.WARNING)


def _check_moves(draft: Draft, slot: SlotForm, span: tuple[date, date], held: list[date], spot: Spot) -> None:
    """Report a move for good that begins in mid-week, so that this week has the slot twice or not at all."""
    often = Counter(map(monday, held))
    weekday = slot.day
    changes = ((change.from_, number, change.day) for number, change in enumerate(slot.changes))
    for begins, number, day in sorted((b, n, day) for b, n, day in changes if b and day is not None):
        week = monday(begins)
        days_of_it = [week + timedelta(days=each) for each in (weekday, day) if not isinstance(each, Tbd)]
        missed = not often[week] and all(
            span[0] <= each <= span[1] and each not in draft.timetable.holidays for each in days_of_it
        )
        if missed or often[week] > 1:
            what = "does not take place" if missed else "takes place twice"
            message = f"{slot.id!r} {what} in the week in which it moves"
            advice = f"write `from: {week:%a %Y-%m-%d}`, or the Monday after"
            draft.report(spot / "changes" / number / "from", f"{message}; {advice}", Severity.WARNING)
        weekday = day


def _nearest(day: date, occurrences: list[Occurrence]) -> date:
    return min((occurrence.day for occurrence in occurrences), key=lambda other: abs(other - day))
