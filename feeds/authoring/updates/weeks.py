"""What the weeks of a weekly slot are at some time in the term, with the changes that are written of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from feeds.authoring.data_files import Content, Row
from feeds.authoring.updates.meaning import day_of, is_undecided, meaning
from feeds.course.document import Value
from feeds.course.model import Weekday
from feeds.course.timetable import days
from feeds.course.wording import in_data

KEYS = ("hosts", "day", "start", "end", "room")
"""What a change for good may change."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weeks:
    """The days on which a list's slots are held, and what the weeks of a slot are at some time in the term.

    `now` is the wall time where the course is; an hour that has begun by then is over here. `runs_as` are days with
    another weekday's schedule, `published` the ids of slots whose weeks subscribers have.
    """

    first: date
    last: date
    now: datetime
    runs_as: Mapping[date, Weekday]
    published: frozenset[str] = frozenset()

    @classmethod
    def of(cls, course: Content, file: str, now: datetime, published: frozenset[str] = frozenset()) -> "Weeks":
        """Read course.yaml's values; those of office hours have days of their own."""
        span = course.get("classes")
        if file == "office-hours.yaml":
            span = course.get("office_hours", span)
        first, last = (day_of(span.get(key)) if isinstance(span, dict) else None for key in ("first", "last"))
        listed = course.get("schedule_days", [])
        found: dict[date, Weekday] = {}
        for row in listed if isinstance(listed, list) else []:
            if isinstance(row, dict) and (day := day_of(row.get("date"))):
                weekday = meaning("day", row.get("runs_as", ""))
                found |= {day: weekday} if isinstance(weekday, Weekday) else {}
        return cls(first=first or date.min, last=last or date.max, now=now, runs_as=found, published=published)

    def span(self, slot: Row) -> tuple[date, date]:
        """Give the first and the last day that a slot may be held on."""
        return day_of(slot.get("from")) or self.first, day_of(slot.get("until")) or self.last

    @property
    def today(self) -> date:
        """The day that it is."""
        return self.now.date()

    def last_begun(self, slot: Row, other: Row | None = None) -> date:
        """Give the last day of which nothing may change: today if its hour, or what it is to be, has begun."""
        weekday = self.runs_as.get(self.today, self.today.weekday())
        ways = (states(slot, self.today)[0], other or {})
        starts = (meaning("start", way.get("start")) for way in ways if meaning("day", way.get("day")) == weekday)
        begun = any(isinstance(start, time) and start <= self.now.time() for start in starts)
        return self.today if begun else self.today - _DAY

    def states(self, slot: Row) -> tuple[Row, ...]:
        """Give what a slot is in the first week that may change, then what it will be."""
        return states(slot, self.last_begun(slot) + _DAY)

    def has_begun(self, slot: Row) -> bool:
        """Tell whether a slot had a week that has begun."""
        weekday, start = meaning("day", slot.get("day", "")), slot.get("start", "")
        first, last = self.span(slot)
        begun = self.last_begun(slot)
        if not isinstance(weekday, Weekday) or is_undecided(start) or first > begun:
            return False
        past = days(first, min(last, begun))
        return any(self.runs_as.get(day, day.weekday()) == weekday for day in past)

    def is_over(self, slot: Row) -> bool:
        """Tell whether the last of a slot's weeks has begun."""
        return self.span(slot)[1] <= self.last_begun(slot)

    def has_ended(self, slot: Row) -> bool:
        """Tell whether a slot was ended while others go on."""
        return "until" in slot and self.is_over(slot) and self.span(slot)[1] < self.last

    def beginning_now(self, row: Row) -> Row:
        """Let a new slot begin with its next hour, where hours have begun already: no past weeks are made up."""
        begun = self.last_begun(row)
        if "from" in row or is_undecided(row.get("day")) or not self.first <= begun < self.span(row)[1]:
            return row
        changes: list[Value] = [*changes_to_come(row, begun)]
        kept = {key: value for key, value in row.items() if key != "changes"}
        return {**kept, "from": in_data(begun + _DAY), **({"changes": changes} if changes else {})}


def states(slot: Row, today: date) -> tuple[Row, ...]:
    """Give what a slot is today, then what it will be after each change for good that is written already."""
    dated = ((day_of(change.get("from")), change) for change in written_changes(slot))
    begins = [(day, number, change) for number, (day, change) in enumerate(dated) if day]
    present: Row = {key: slot[key] for key in (*KEYS, "title") if key in slot}
    later: list[Row] = []
    for day, _, change in sorted(begins, key=lambda each: each[:2]):
        changed = _changed(later[-1] if later else present, change)
        if day > today:
            later.append(changed)
        else:
            present = changed
    return (present, *later)


def written_changes(slot: Row) -> list[dict[str, Value]]:
    """Give the changes that are written of a slot."""
    listed = slot.get("changes")
    return [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []


def changes_to_come(imported: Row, begun: date) -> list[dict[str, Value]]:
    """Give the changes that an import says of a slot, of single weeks and for good, that are after a day."""
    dated = ((day_of(change.get("date", change.get("from"))), change) for change in written_changes(imported))
    return [change for day, change in dated if day and day > begun]


def _changed(state: Row, change: Row) -> Row:
    """Give what a slot is after a change, as the reader of courses takes it."""
    after = {**state, **{key: change[key] for key in ("hosts", "day", "start", "end") if key in change}}
    hosts, swap = after.get("hosts", []), change.get("swap", {})
    if isinstance(hosts, list) and isinstance(swap, dict):
        goes_on = [swap.get(each, each) if isinstance(each, str) else each for each in hosts]
        after["hosts"] = [each for each in goes_on if each != change.get("without")]
    if "room" in change or "online" in change:
        after = {key: value for key, value in after.items() if key != "room"}
        after |= {"room": change["room"]} if "room" in change else {}
    return after
