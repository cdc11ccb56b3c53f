"""What was found becomes the rows of data files: names become ids, the hours become slots, each row gets an id."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from types import MappingProxyType

from feeds.authoring.data_files import Content, Row, rows_of
from feeds.authoring.imports.found import Found, FoundAssignment, FoundEvent, Unread
from feeds.authoring.imports.ids import Ids, word_of
from feeds.authoring.imports.people import People
from feeds.authoring.imports.slots import Slots
from feeds.authoring.phrases import is_undecided
from feeds.course.document import Value
from feeds.course.model import Guest, Kind, Material, as_word
from feeds.course.schema.course import HolidayForm, TermForm
from feeds.course.schema.keys import fields_of
from feeds.course.timetable import Timetable, days
from feeds.course.wording import in_data, listed

LISTS: Mapping[Kind, tuple[str, str]] = MappingProxyType(
    {
        Kind.LECTURE: ("lectures.yaml", "lectures"),
        Kind.TUTORIAL: ("tutorials.yaml", "tutorials"),
        Kind.EXAM: ("exams.yaml", "exams"),
        Kind.OFFICE_HOURS: ("office-hours.yaml", "one_off"),
        Kind.HOLIDAY: ("course.yaml", "holidays"),
    }
)
"""The data file and the list in it that has the events of a kind which have a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembled:
    """The contents of data files by their names, with course.yaml, and what should be looked at in them."""

    contents: Mapping[str, Content]
    warnings: tuple[Unread, ...]


def assemble(found: Found, course: Content, staff: Sequence[Row] = (), taken: Collection[str] = ()) -> Assembled:
    """Make data files of what was found in a course whose course.yaml says `course`.

    `staff` are the people that there are already, who keep their ids; `taken` are ids that no new row may get.
    """
    assembly = _Assembly(found, course, staff, taken)
    for event in sorted(found.events, key=_by_day):
        assembly.add_event(event)
    assembly.add_assignments(found.assignments)
    assembly.add_slots(found)
    return assembly.result(course)


def _by_day(event: FoundEvent) -> tuple[bool, date]:
    return event.day is None, event.day or date.min


class _Assembly:
    def __init__(self, found: Found, course: Content, staff: Sequence[Row], taken: Collection[str]) -> None:
        term = TermForm.model_validate({key: value for key, value in course.items() if key in fields_of(TermForm)})
        self._term, self._timetable = term, Timetable(term)
        self._people = People(found, staff)
        self._holidays = {str(row["id"]): row for row in rows_of(course, "holidays")}
        self._ids = Ids({*taken, *self._holidays})
        self._words = [_word(event) for event in found.events]
        self._lists: dict[tuple[str, str], list[Value]] = {}
        self._warnings = list(self._people.warnings)

    def result(self, course: Content) -> Assembled:
        contents: dict[str, dict[str, Value]] = {
            "course.yaml": dict(course),
            "staff.yaml": {"people": list(self._people.rows)},
        }
        for file, _ in LISTS.values():
            contents.setdefault(file, {})
        contents["deadlines.yaml"] = {}
        if self._holidays:
            contents["course.yaml"]["holidays"] = list(self._holidays.values())
        for (file, key), rows in self._lists.items():
            contents[file][key] = rows
        hours = contents["office-hours.yaml"]
        contents["office-hours.yaml"] = {key: hours[key] for key in ("slots", "one_off") if key in hours}
        return Assembled(contents=contents, warnings=tuple(sorted(self._warnings, key=lambda each: each.line)))

    def add_event(self, event: FoundEvent) -> None:
        if event.kind is Kind.HOLIDAY:
            self._add_holiday(event)
            return
        row: dict[str, Value] = {"id": self._id(event), "date": in_data(event.day) if event.day else "tbd"}
        row |= self._time(event)
        if event.room and event.room != self._usual(event)[2]:
            row["room"] = event.room
        row["title"] = event.title
        if event.kind in (Kind.LECTURE, Kind.TUTORIAL) and event.speakers:
            row["speakers"] = [self._speaker(guest) for guest in event.speakers]
        elif event.kind is Kind.OFFICE_HOURS and event.speakers:
            hosts = (self._people.known(guest.name) for guest in event.speakers)
            row["hosts"] = [host for host in hosts if host]
        row |= {"details": event.details} if event.details else {}
        row |= {"materials": [_material(each) for each in event.materials]} if event.materials else {}
        row |= {"tags": list(event.tags)} if event.tags else {}
        row |= {"tentative": "yes"} if event.tentative else {}
        row |= {"cancelled": event.cancelled or "yes"} if event.cancelled is not None else {}
        self._add(LISTS[event.kind], row)

    def add_assignments(self, assignments: Iterable[FoundAssignment]) -> None:
        rows: dict[str, dict[str, Value]] = {}
        for each in assignments:
            row = rows.setdefault(as_word(each.title) or each.title, {"id": "", "title": each.title})
            for key, day in (("out", each.out), ("due", each.due)):
                text = _moment(day)
                if text and row.setdefault(key, text) != text:
                    why = f"{each.title} is {key} on {row[key]} already; one of the two is wrong"
                    self._warn(each.line, f"{key} {text}", why, "deadlines.yaml")
            known = row.get("materials", [])
            new = [m for m in map(_material, each.materials) if isinstance(known, list) and m not in known]
            row |= {"materials": [*known, *new]} if new else {}
        for row in rows.values():
            row["id"] = self._ids.take(word_of(str(row["title"]), "assignment"), "-out", "-due")
            ordered: Row = {key: row[key] for key in ("id", "title", "out", "due", "materials") if key in row}
            self._add(("deadlines.yaml", "assignments"), ordered)

    def add_slots(self, found: Found) -> None:
        slots = Slots(people=self._people, ids=self._ids, term=self._term, holidays=self._timetable.holidays.keys())
        for file, row in slots.rows(found.hours):
            self._add((file, "slots"), row)

    def _add(self, where: tuple[str, str], row: Row) -> None:
        self._lists.setdefault(where, []).append(dict(row))

    def _warn(self, line: int, text: str, why: str, file: str) -> None:
        self._warnings.append(Unread(line=line, text=text, why=why, file=file))

    def _add_holiday(self, event: FoundEvent) -> None:
        if event.day is None:
            self._warn(event.line, event.title, "a day without class needs a date", "course.yaml")
            return
        if lost := [key for key in ("details", "speakers", "room", "materials") if getattr(event, key)]:
            why = f"a day without class has no {listed(lost, 'or')}; write what matters of them into another row"
            self._warn(event.line, ": ".join(filter(None, (event.title, event.details))), why, "course.yaml")
        last = event.last or event.day
        off = set(days(event.day, last))
        if off <= self._timetable.holidays.keys():
            return
        # Longer or shorter than it was said to be; one of the same name at another time is another one.
        same = (each.id for each in self._term.holidays if each.name == event.title and _meet(each, off))
        id = next(same, None) or self._ids.take(_word(event))
        row: dict[str, Value] = {"id": id, "first": in_data(event.day)}
        row |= {"last": in_data(last)} if last != event.day else {}
        self._holidays[id] = row | {"name": event.title}

    def _usual(self, event: FoundEvent) -> tuple[time | None, time | None, str | None]:
        """Give the time and the room that the class meeting of an event's day gives to it, if one does."""
        taking = event.kind in (Kind.LECTURE, Kind.OFFICE_HOURS) and event.day is not None
        meetings = self._timetable.meetings(event.day, None) if taking and event.day else []
        if len(meetings) != 1 or event.start not in (None, meetings[0].start):
            return None, None, None
        room = meetings[0].room
        return meetings[0].start, meetings[0].end, room if isinstance(room, str) else None

    def _time(self, event: FoundEvent) -> Row:
        start, end, _ = self._usual(event)
        if event.start and event.end and (event.start, event.end) != (start, end):
            return {"start": f"{event.start:%H:%M}", "end": f"{event.end:%H:%M}"}
        if event.time_to_be_announced:
            return {"start": "tbd"}
        needs_time = event.kind in (Kind.LECTURE, Kind.OFFICE_HOURS) and event.day is not None
        if event.start is None and needs_time and start is None and event.cancelled is None:
            why = "no class meets on this day, so it needs a time; until then `start` is tbd"
            self._warn(event.line, event.title, why, LISTS[event.kind][0])
            return {"start": "tbd"}
        return {}

    def _speaker(self, guest: Guest) -> Value:
        known = self._people.known(guest.name) if " " in guest.name else None
        if known:
            return known
        row: dict[str, Value] = {"name": guest.name}
        return row | {"affiliation": guest.affiliation} if guest.affiliation else row

    def _id(self, event: FoundEvent) -> str:
        word = _word(event)
        if self._words.count(word) > 1 and event.day and not is_undecided(event.title):
            word = f"{word}-{event.day:%a}".lower()
        return self._ids.take(word)


def _word(event: FoundEvent) -> str:
    return word_of(event.title, event.kind.value)


def _moment(day: date | str | None) -> str | None:
    if isinstance(day, datetime):
        return f"{in_data(day)} {day:%H:%M}"
    return in_data(day) if isinstance(day, date) else day


def _material(material: Material) -> Value:
    row: dict[str, Value] = {"title": material.title}
    for key, text in (("url", material.url), ("under", material.under), ("note", material.note)):
        row |= {key: text} if text else {}
    return row


def _meet(holiday: HolidayForm, off: Collection[date]) -> bool:
    return any(day in off for day in days(holiday.first, holiday.last or holiday.first))
