"""What somebody says of a new course, one answer after the other, each read in the light of those before."""

import re
from datetime import date, datetime, timedelta

from feeds.authoring.data_files import Row
from feeds.authoring.facts import Facts, middle_of, read_holiday, read_meeting, read_schedule_day, with_ids_apart
from feeds.authoring.outset import what_is_wrong
from feeds.authoring.phrases import find_day
from feeds.course.document import Value
from feeds.course.model import MAX_DAYS
from feeds.course.timezones import WINTER_ZONES
from feeds.course.wording import in_data

NONE = "none"
"""What somebody writes who means that there is nothing of it."""

EXAMPLES = {
    "first": "2026-09-10 or Thu 9/10",
    "last": "2026-12-10 or Thu 12/10",
    "meeting": "weekdays, times and the room, such as Tue Thu 1-2:30 PM 45-230",
    "holiday": "days and their name, such as Thu 2026-11-26 Thanksgiving Day, or 11/26 to 11/27 Thanksgiving",
    "schedule_day": "a day and a weekday, such as Tue 2026-10-13 Monday",
}
"""What to write for an answer that is more than a text."""

_KEYS = {"zone": "time_zone"}
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


class UnreadableError(ValueError):
    """An answer that cannot be read; the message says what to write instead."""


class Answers:
    """The answers so far; `today` is near the days without a year where the term says nothing."""

    def __init__(self, today: date) -> None:
        self._today = today
        self._texts: dict[str, str] = {}
        self._days: dict[str, date] = {}
        self._rows: dict[str, list[Row]] = {"meeting": [], "holiday": [], "schedule_day": []}

    def take(self, name: str, text: str) -> None:
        """Read an answer, by the name of its option; raises UnreadableError, and then it counts for nothing."""
        if name in self._rows:
            if text.lower() != NONE:
                self._take_row(name, text)
        elif name in ("first", "last"):
            self._days[name] = self._day(name, text)
        else:
            if wrong := what_is_wrong(_KEYS.get(name, name), text) or _unlikely(name, text):
                raise UnreadableError(wrong)
            self._texts[name] = text

    def facts(self, slug: str, created: datetime) -> Facts:
        """Give the facts of a course whose folder is called so; all but lists and the contact must have been taken."""
        return Facts(
            slug=slug,
            code=self._texts["code"],
            title=self._texts["title"],
            term=self._texts["term"],
            time_zone=self._texts["zone"],
            uid_domain=self._texts["uid_domain"],
            first=self._days["first"],
            last=self._days["last"],
            created=created,
            meetings=tuple(self._rows["meeting"]),
            holidays=with_ids_apart(self._rows["holiday"]),
            schedule_days=tuple(self._rows["schedule_day"]),
            contact=self._texts.get("contact"),
        )

    @property
    def _around(self) -> date:
        """A day in the middle of the term, as far as that is known."""
        middle = middle_of(self._texts.get("term", "")) or self._today
        first = self._days.get("first", middle)
        last = self._days.get("last", max(first, middle))
        return first + (last - first) / 2

    def _day(self, name: str, text: str) -> date:
        found = find_day(text, self._around)
        if found is None or found.disagreement or found.before.strip() or found.after.strip():
            raise UnreadableError(self._unread(name, text))
        if wrong := what_is_wrong("classes", {"first": in_data(found.day), "last": in_data(found.day)}):
            raise UnreadableError(wrong)
        first = self._days.get("first", found.day)
        if name == "last" and found.day < first:
            raise UnreadableError(f"{found.day} is before the first class, which is on {first}; write a later day")
        if name == "last" and found.day - first >= timedelta(MAX_DAYS):
            raise UnreadableError(f"from {first} to {found.day} is longer than two years; write an earlier day")
        return found.day

    def _take_row(self, name: str, text: str) -> None:
        if name == "meeting":
            row = read_meeting(text)
        else:
            row = (read_holiday if name == "holiday" else read_schedule_day)(text, self._around)
        if row is None:
            raise UnreadableError(self._unread(name, text))
        rows = list(with_ids_apart([*self._rows[name], row])) if name == "holiday" else [*self._rows[name], row]
        values: list[Value] = [dict(each) for each in rows]
        if wrong := what_is_wrong(f"{name}s", values):
            raise UnreadableError(wrong)
        self._rows[name] = rows

    def _unread(self, name: str, text: str) -> str:
        day = None if name == "meeting" else find_day(text, self._around)
        if day and day.disagreement:
            return f"{day.disagreement}; correct the weekday or the date"
        return f"{text!r} cannot be read; write {EXAMPLES[name]}"


def _unlikely(name: str, text: str) -> str | None:
    """Say what to write instead of an answer that data may have, and a new course should not."""
    match name:
        case "zone" if text in WINTER_ZONES:
            return f"{text} has no summer time; write a place whose clocks yours follow: America/New_York"
        case "contact" if not _ADDRESS.fullmatch(text):
            return f"{text!r} is not an e-mail address; write one such as 6.1234-staff@example.edu"
        case "uid_domain" if "." not in text:
            return f"{text!r} may be anybody's; write a domain of yours, such as course.example.edu"
    return None
