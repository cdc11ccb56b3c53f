"""Weekly hours become rows of `slots`: those at one time and place are one slot with several hosts."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from feeds.authoring.data_files import Row
from feeds.authoring.imports.found import FoundHours
from feeds.authoring.imports.ids import Ids, cut, word_of
from feeds.authoring.imports.people import People
from feeds.course.document import Value
from feeds.course.model import Kind
from feeds.course.schema.course import TermForm
from feeds.course.wording import in_data

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slots:
    """What there must be to know to write slots; `holidays` are days on which none is held anyway."""

    people: People
    ids: Ids
    term: TermForm
    holidays: Collection[date]

    def rows(self, hours: Iterable[FoundHours]) -> Iterator[tuple[str, Row]]:
        """Yield the slots in the order of the week, each with the data file it belongs to."""
        together: dict[FoundHours, list[str]] = {}
        for each in hours:
            together.setdefault(_without_hosts(each), []).extend(each.hosts)
        for slot in sorted(together, key=_in_the_week):
            hosts = [host for name in together[slot] if (host := self.people.known(name))]
            file = "tutorials.yaml" if slot.kind is Kind.TUTORIAL else "office-hours.yaml"
            yield file, self._row(slot, tuple(dict.fromkeys(hosts)))

    def _row(self, slot: FoundHours, hosts: Sequence[str]) -> Row:
        row: dict[str, Value] = {"id": self.ids.take(_wanted_id(slot, hosts))}
        row |= {"title": slot.title} if slot.title else {}
        row |= {"hosts": list(hosts)} if hosts else {}
        row["day"] = slot.day.name.capitalize() if slot.day is not None else "tbd"
        if slot.start and slot.end:
            row |= {"start": f"{slot.start:%H:%M}", "end": f"{slot.end:%H:%M}"}
        elif slot.day is not None:
            row["start"] = "tbd"
        row |= {"room": slot.room} if slot.room else {}
        row |= self._bounds(slot)
        # With several hosts, `cancelled` alone looks as if one of them had cancelled for all.
        whose: dict[str, Value] = {"hosts": []} if len(hosts) > 1 else {}
        skipped = [day for day in slot.skipped if day not in self.holidays]
        row |= {"changes": [{"date": in_data(day), "cancelled": "yes", **whose} for day in skipped]} if skipped else {}
        return row

    def _bounds(self, slot: FoundHours) -> Row:
        """Say from when and until when a slot is held, where a week earlier or later it would be held, too."""
        classes = self.term.classes
        span = classes if slot.kind is Kind.TUTORIAL else self.term.office_hours or classes
        bounds: dict[str, Value] = {}
        if slot.first and slot.first - _WEEK >= span.first:
            bounds["from"] = in_data(slot.first)
        if slot.last and slot.last + _WEEK <= span.last:
            bounds["until"] = in_data(slot.last)
        return bounds


def _without_hosts(hours: FoundHours) -> FoundHours:
    """Leave out of weekly hours who hosts them and where that stands, so that those which are one slot are equal."""
    if hours.day is None or hours.start is None:
        return hours
    return replace(hours, line=0, hosts=())


def _in_the_week(slot: FoundHours) -> tuple[bool, int, time]:
    return slot.day is None, slot.day or 0, slot.start or time.max


def _wanted_id(slot: FoundHours, hosts: Sequence[str]) -> str:
    if slot.title:
        return word_of(slot.title, slot.kind.value)
    if slot.day is None or slot.start is None:
        return cut(f"oh-{hosts[0]}") if hosts else "oh"
    clock = f"{slot.start.hour}" + (f"{slot.start:%M}" if slot.start.minute else "")
    return f"oh-{slot.day.name[:3].lower()}-{clock}"
