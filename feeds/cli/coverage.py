"""How office hours cover a term, in columns for people and as JSON for programs."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any

from feeds.course import wording
from feeds.course.coverage import Coverage, Load, in_hours
from feeds.course.holes import Hole, Missing
from feeds.course.model import Timed


def told(found: Coverage) -> Iterator[str]:
    """Say it in lines, a part after an empty one each; parts in which nothing is missing are left out."""
    days = [_day(day.weekday.name.capitalize(), day.usual, day.hosts, day.term) for day in found.weekdays]
    total = _day("All days", found.usual, found.hosts, found.term)
    yield from _table(("Office hours in a usual week", "hours", "hosts", "host-hours", "all term"), [*days, total])
    deadlines = [
        (
            f"{each.deadline.title}, {wording.when(each.deadline, found.time_zone)}",
            _number(each.load.hours) if each.load.hours else "none",
            _number(each.load.host_hours),
        )
        for each in found.deadlines
    ]
    yield from _table(("In the 48 hours before each deadline", "hours", "host-hours"), deadlines)
    if found.holes:
        yield from ("", "Weeks that lost hours")
        for hole in found.holes:
            yield from _hole(hole, found)
    if found.without:
        yield from ("", "People without hours")
        for each in found.without:
            yield f"  {each.person.name}, {each.person.role}{': ' if each.note else ''}{each.note}"
    if found.clashes:
        yield from ("", "Hours at class time")
        for clash in found.clashes:
            when = wording.when(clash.first, found.time_zone)
            more = f", and {wording.counted(clash.times - 1, 'time')} more" if clash.times > 1 else ""
            yield f"  {clash.first.row}, {_names(clash.first.people, found)}: {when}{more}"


def as_json(found: Coverage) -> dict[str, Any]:
    """Say all of it in numbers of hours, ids and dates; a deadline without a time is a date."""
    return {
        "usual_week": [
            {
                "weekday": day.weekday.name.capitalize(),
                "hours": in_hours(day.usual.hours),
                "host_hours": in_hours(day.usual.host_hours),
                "hosts": day.hosts,
                "term_hours": in_hours(day.term),
            }
            for day in found.weekdays
        ],
        "deadlines": [
            {
                "id": each.deadline.id,
                "due": (when.end if isinstance(when := each.deadline.when, Timed) else when.last).isoformat(),
                "hours": in_hours(each.load.hours),
                "host_hours": in_hours(each.load.host_hours),
            }
            for each in found.deadlines
        ],
        "weeks_that_lost_hours": [
            {
                "week": hole.number,
                "monday": hole.monday.isoformat(),
                "hours": in_hours(hole.held),
                "usual_hours": in_hours(hole.usual),
                "missing": [
                    {
                        "slot": each.slot,
                        "date": each.day.isoformat(),
                        "start": f"{each.usual.start:%H:%M}",
                        "end": f"{each.usual.end:%H:%M}",
                        "hosts": each.people,
                        "why": each.why,
                    }
                    for each in hole.missing
                ],
            }
            for hole in found.holes
        ],
        "people_without_hours": [{"id": each.person.id, "note": each.note} for each in found.without],
        "at_class_time": [
            {"id": clash.first.row, "first": clash.first.days[0].isoformat(), "times": clash.times}
            for clash in found.clashes
        ],
    }


def _day(name: str, usual: Load, hosts: Sequence[str], term: timedelta) -> tuple[str, ...]:
    return name, _number(usual.hours), str(len(hosts)), _number(usual.host_hours), _number(term)


def _hole(hole: Hole, found: Coverage) -> Iterator[str]:
    left = f"{_number(hole.held)} of {_number(hole.usual)} hours"
    yield f"  Week {hole.number}, from {wording.day(hole.monday)}: {left}"
    for day, why, missing in hole.reasons:
        yield f"    {wording.day(day)}, {why}: {'; '.join(_said(each, found) for each in missing)}"


def _said(missing: Missing, found: Coverage) -> str:
    return f"{wording.hours(missing.usual)} {_names(missing.people, found)}".strip()


def _names(people: Iterable[str], found: Coverage) -> str:
    return ", ".join(found.people[id].short for id in people)


def _number(length: timedelta) -> str:
    return f"{in_hours(length):g}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Write rows under a head, the numbers of a column to the right; nothing where there are none."""
    if not rows:
        return
    lines = [head, *((f"  {first}", *rest) for first, *rest in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    yield ""
    for first, *rest in lines:
        cells = (cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True))
        yield "  ".join((first.ljust(widths[0]), *cells))
