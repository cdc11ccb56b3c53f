"""The days of a term on which the class meets, and which of them a day of last year's term becomes."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from feeds.authoring.data_files import Content
from feeds.course.schema.course import TermForm
from feeds.course.schema.keys import fields_of
from feeds.course.timetable import Timetable, days, monday

_DAY = timedelta(days=1)
_SATURDAY = 5
# No term has more days without class in a row.
_MOST_LATER = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """One time that the class meets.

    Where it meets more than once on a day, `number` counts them from 0 and `start` is what a lecture writes to be at
    this one, such as `13:00`. Meetings of several sections on a day are one sitting, which has their words.
    """

    day: date
    number: int = 0
    start: str | None = None
    sections: frozenset[str] = frozenset()


class TermDays:
    """The days of one term, as its course.yaml tells them; `sittings` are all times that the class meets, in order."""

    def __init__(self, course: Content) -> None:
        known = fields_of(TermForm)
        self.term = TermForm.model_validate({key: value for key, value in course.items() if key in known})
        self.first, self.last = self.term.classes.first, self.term.classes.last
        self.timetable = Timetable(self.term)
        self.sittings = tuple(
            sitting
            for day in days(self.first, self.last)
            if day not in self.timetable.holidays
            for sitting in self._of_day(day)
        )
        self._often = Counter(sitting.day for sitting in self.sittings)

    def is_class_day(self, day: date) -> bool:
        """Tell whether the class meets on a day."""
        return day in self._often

    def meets(self, day: date) -> int:
        """Count the times that the class meets on a day."""
        return self._often[day]

    def why_not(self, day: date) -> str:
        """Say why a day is not like others of its weekday, or nothing: `Easter`, `Tuesday runs as Monday`."""
        return self.timetable.why_not(day, day)

    def _of_day(self, day: date) -> Iterator[Sitting]:
        meetings = self.timetable.meetings(day, None)
        sections = frozenset(meeting.section for meeting in meetings if meeting.section)
        if len(meetings) == 1 or (meetings and all(meeting.section for meeting in meetings)):
            yield Sitting(day=day, sections=sections)
            return
        often = Counter(meeting.start for meeting in meetings)
        starts = sorted(start for start, times in often.items() if times == 1)
        for number, start in enumerate(starts):
            yield Sitting(day=day, number=number, start=f"{start:%H:%M}", sections=sections)


class DayMap:
    """Which day of a term a day of last year's is."""

    def __init__(self, old: TermDays, new: TermDays) -> None:
        self.old, self.new = old, new

    def wanted(self, day: date) -> date:
        """Give the day of the same week and weekday, counted from the week of the first class.

        What was after the last class is counted from the week of that.
        """
        if day > self.old.last:
            return monday(self.new.last) + (day - monday(self.old.last))
        return monday(self.new.first) + (day - monday(self.old.first))

    def edge(self, day: date) -> date:
        """Give the day from or until which something goes on; the last class is the last class, as far as it went."""
        if day < self.old.last:
            return min(self.wanted(day), self.new.last)
        return max(self.wanted(day), self.new.last) if day > self.old.last else self.new.last

    def day(self, day: date) -> date | None:
        """Give the day of something with a day of its own: the wanted one, or where that is unlike others, a later one.

        That one is a class day if the old one was, and no weekend unless the old one was. Nothing comes before the
        first class that did not last year; None where it would come after the last class, and did not last year.
        """
        wanted = self.wanted(day)
        found: date | None = wanted
        early = wanted < self.new.first and day >= self.old.first
        if early or self.new.why_not(wanted):
            begin = self.new.first if early else wanted
            later = (begin + number * _DAY for number in range(_MOST_LATER))
            found = next((each for each in later if self._suits(day, each)), None)
        return found if found and (found <= self.new.last or day > self.old.last) else None

    def _suits(self, old: date, new: date) -> bool:
        if self.old.is_class_day(old):
            return self.new.is_class_day(new)
        return not self.new.why_not(new) and (new.weekday() < _SATURDAY or old.weekday() >= _SATURDAY)
