"""The days of a term: which weekday's schedule each runs on, and on which days weekly things take place.

Dates only; hours and the time zone come in with `draft`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from feeds.course.model import MAX_DAYS, Weekday
from feeds.course.schema.course import MeetingForm, TermForm
from feeds.course.schema.form import SpanForm
from feeds.course.schema.readings import Tbd
from feeds.course.schema.weekly import ChangeForm, SlotForm

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """One week of a slot: the date in its event's id, the day on which it takes place, the changes in force.

    `changes` holds the indexes of the slot's changes in the order in which they apply: those for good that
    have begun, then those of this day.
    """

    id_date: date
    day: date
    changes: tuple[int, ...]


class Timetable:
    """The days of a course as its `course.yaml` tells them; `holidays` maps days without class to their names."""

    def __init__(self, term: TermForm) -> None:
        self._term = term
        self._runs_as = {day.date: day.runs_as for day in term.schedule_days}
        self.holidays = {day: form.name for form in term.holidays for day in days(form.first, form.last or form.first)}

    def weekday(self, day: date) -> Weekday:
        """Tell the weekday whose schedule a day runs on."""
        return self._runs_as.get(day, Weekday(day.weekday()))

    def why_not(self, day: date, usual: date) -> str:
        """Say why what takes place each week does not on a day, or nothing: `Easter`, `Tuesday runs as Monday`.

        `usual` is a day on whose weekday it takes place.
        """
        if day in self.holidays or day not in self._runs_as or day.weekday() != usual.weekday():
            return self.holidays.get(day, "")
        return f"{day:%A} runs as {self._runs_as[day].name.capitalize()}"

    def weeks(self, first: date, last: date) -> tuple[int, ...]:
        """List the teaching weeks (Mondays to Sundays, from 1 at the first class) that some days touch."""
        began = self._term.classes.first
        return tuple(number for number in range(week(first, began), week(last, began) + 1) if number >= 1)

    def meetings(self, day: date, section: str | None) -> list[MeetingForm]:
        """List the class meetings of a day, of one section or of all."""
        weekday = self.weekday(day)
        return [
            meeting
            for meeting in self._term.meetings
            if weekday in meeting.days
            and (meeting.from_ or date.min) <= day <= (meeting.until or date.max)
            and section in (None, meeting.section)
        ]

    def occurrences(
        self, slot: SlotForm, span: SpanForm, published: Mapping[date, date] = MappingProxyType({})
    ) -> Iterator[Occurrence]:
        """Yield the weeks of a slot whose weekday is known, by day.

        The date in an event's id is the day of its week on which the slot's first declared weekday falls,
        however the slot or the week moves; one that is held beside that day's has its own day there. What is
        `published` of a day keeps the date that its id has. A holiday suppresses its day's occurrence, unless a
        change moves that week elsewhere.
        """
        if isinstance(slot.day, Tbd):
            return
        held = dict(self._held(slot, slot.day, span))
        kept = {day: date for day, date in published.items() if day in held and monday(date) == monday(day)}
        taken = set(kept.values())
        for day, changes in held.items():
            usual = monday(day) + slot.day * _DAY
            wanted = (usual, day) if usual == day or usual not in held else (day,)
            id_date = kept.get(day) or next(each for each in (*wanted, *_days_of_week(day)) if each not in taken)
            taken.add(id_date)
            yield Occurrence(id_date=id_date, day=day, changes=changes)

    def _held(self, slot: SlotForm, weekday: Weekday, span: SpanForm) -> Iterator[tuple[date, tuple[int, ...]]]:
        """Yield the days on which a slot is held, each with the changes in force."""
        of_day = _by_date(slot.changes)
        begins = sorted((change.from_, index) for index, change in enumerate(slot.changes) if change.from_)
        for_good: list[int] = []
        for day in days(slot.from_ or span.first, slot.until or span.last):
            while len(for_good) < len(begins) and begins[len(for_good)][0] <= day:
                index = begins[len(for_good)][1]
                weekday = weekday if (declared := slot.changes[index].day) is None else declared
                for_good.append(index)
            if self._runs_as.get(day, day.weekday()) != weekday:
                continue
            this_week = of_day.get(day, [])
            if day in self.holidays and not any(slot.changes[index].moved_to for index in this_week):
                continue
            yield day, (*for_good, *this_week)


def days(first: date, last: date) -> Iterator[date]:
    """Yield every day from the first to the last, and at most MAX_DAYS of them."""
    for number in range(min((last - first).days + 1, MAX_DAYS)):
        yield first + number * _DAY


def _days_of_week(day: date) -> Iterator[date]:
    return days(monday(day), monday(day) + 6 * _DAY)


def id_date(week: str) -> date:
    """Give the date at the end of the id of a slot's week; raises ValueError where there is none."""
    return date.fromisoformat(week[-len("2025-10-15") :])


def week(day: date, first_class: date) -> int:
    """Number a day's week, Monday to Sunday; 1 is that of the first class, and earlier ones are below it."""
    return (monday(day) - monday(first_class)).days // 7 + 1


def monday(day: date) -> date:
    """Find the Monday of a day's week."""
    return day - day.weekday() * _DAY


def _by_date(changes: tuple[ChangeForm, ...]) -> dict[date, list[int]]:
    """Find the indexes of the changes of single weeks by their dates."""
    found: dict[date, list[int]] = {}
    for index, change in enumerate(changes):
        if change.date:
            found.setdefault(change.date, []).append(index)
    return found
