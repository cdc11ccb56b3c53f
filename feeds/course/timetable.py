"""The days of a term: which weekday's schedule each runs on, and on which days weekly things take place.

Dates only; hours and the time zone come in with `draft`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from feeds.course.model import Weekday
from feeds.course.schema.forms import CourseForm, MeetingForm, SlotForm, SpanForm
from feeds.course.schema.scalars import Tbd

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
    """The days of a course as its `course.yaml` tells them."""

    def __init__(self, course: CourseForm) -> None:
        self._course = course
        self._runs_as = {day.date: day.runs_as for day in course.schedule_days}
        self._holidays = {day for form in course.holidays for day in days(form.first, form.last or form.first)}

    def weekday(self, day: date) -> Weekday:
        """Tell the weekday whose schedule a day runs on."""
        return self._runs_as.get(day, Weekday(day.weekday()))

    def weeks(self, first: date, last: date) -> tuple[int, ...]:
        """List the teaching weeks (Mondays to Sundays, from 1 at the first class) that some days touch."""
        began = self._course.classes.first
        return tuple(number for number in range(week(first, began), week(last, began) + 1) if number >= 1)

    def meetings(self, day: date, section: str | None) -> list[MeetingForm]:
        """List the class meetings of a day, of one section or of all."""
        weekday = self.weekday(day)
        return [
            meeting
            for meeting in self._course.meetings
            if weekday in meeting.days
            and (meeting.from_ or date.min) <= day <= (meeting.until or date.max)
            and section in (None, meeting.section)
        ]

    def occurrences(self, slot: SlotForm, span: SpanForm) -> Iterator[Occurrence]:
        """Yield the weeks of a slot whose weekday is known, by day.

        The date in an event's id is the day of its week on which the slot's first declared weekday falls,
        however the slot or the week moves; a second occurrence within one week has its own day there. A
        holiday suppresses its day's occurrence, unless a change moves that week elsewhere.
        """
        if isinstance(slot.day, Tbd):
            return
        taken: set[date] = set()
        for day in days(slot.from_ or span.first, slot.until or span.last):
            for_good = [index for index, change in enumerate(slot.changes) if change.from_ and change.from_ <= day]
            for_good.sort(key=lambda index: slot.changes[index].from_ or day)
            if self.weekday(day) != _weekday_in_force(slot, for_good):
                continue
            this_week = [index for index, change in enumerate(slot.changes) if change.date == day]
            if day in self._holidays and not any(slot.changes[index].moved_to for index in this_week):
                continue
            id_date = monday(day) + slot.day * _DAY
            if id_date in taken:
                id_date = day
            taken.add(id_date)
            yield Occurrence(id_date=id_date, day=day, changes=(*for_good, *this_week))


def days(first: date, last: date) -> Iterator[date]:
    """Yield every day from the first to the last."""
    for number in range((last - first).days + 1):
        yield first + number * _DAY


def week(day: date, first_class: date) -> int:
    """Number a day's week, Monday to Sunday; 1 is that of the first class, and earlier ones are below it."""
    return (monday(day) - monday(first_class)).days // 7 + 1


def monday(day: date) -> date:
    """Find the Monday of a day's week."""
    return day - day.weekday() * _DAY


def _weekday_in_force(slot: SlotForm, for_good: list[int]) -> Weekday | Tbd:
    weekday = slot.day
    for index in for_good:
        if (declared := slot.changes[index].day) is not None:
            weekday = declared
    return weekday
