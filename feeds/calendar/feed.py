"""The feeds of a course: a selection of its events, in a form, as bytes."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Literal

from feeds.calendar import naming
from feeds.calendar.agenda import Item, read_feed
from feeds.calendar.atom import as_atom
from feeds.calendar.changes import Notice, among, notices
from feeds.calendar.colours import COLOURS, Colour
from feeds.calendar.entry import Entry, entry
from feeds.calendar.plain import as_json, as_text
from feeds.calendar.vcalendar import vcalendar
from feeds.calendar.vevent import vevent
from feeds.calendar.vtimezone import vtimezone
from feeds.course.model import Change, Course, Event, Kind, Timed
from feeds.course.selection import KIND_WORDS, Atom, Selection, SelectionError
from feeds.course.vocabulary import Vocabulary
from feeds.errors import did_you_mean, quoted

CHANGES = "changes"
"""The name under which all changes of a course stand in its addresses."""


class Form(StrEnum):
    """The forms of a feed; the value is the extension."""

    ICS = "ics"
    JSON = "json"
    TXT = "txt"
    ATOM = "atom"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """The bytes of one selection in one form; `etag` is their hash, without quotes."""

    name: str
    filename: str
    body: bytes
    etag: str


class UnknownPersonError(SelectionError):
    """Nobody of this name is on the staff, so there is no calendar of theirs."""


class CourseFeeds:
    """All feeds of one course at one public address; each event is rendered once, when this is made."""

    def __init__(self, course: Course, public_url: str) -> None:
        self.course = course
        self.address = f"{public_url}/{course.slug}"
        self.vocabulary = Vocabulary.of(course)
        self._changes: dict[str, list[Change]] = defaultdict(list)
        for change in course.changes:
            self._changes[change.id].append(change)
        self.entries = tuple(self._entry(event) for event in course.events)
        self._entry_of = {shown.event.id: shown for shown in self.entries}
        self._blocks = {shown.event.id: vevent(shown, course.time_zone) for shown in self.entries}
        self._vtimezone = vtimezone(course.time_zone, *_span(course))
        self._everything = frozenset(range(len(self.entries)))
        self._matched: dict[Atom, frozenset[int]] = {}
        self._read: dict[bytes, Item] = {}

    def entry(self, id: str) -> Entry | None:
        """Find an event by its id."""
        return self._entry_of.get(id)

    def select(self, selection: Selection) -> tuple[Entry, ...]:
        """List what a selection holds, by start, then UID; raises SelectionError for words nobody knows."""
        return self._select(self.vocabulary.meaning(selection))

    def select_own(self, person: str) -> tuple[Entry, ...]:
        """List what somebody hosts or teaches as their own calendar has it: they are busy then.

        Raises UnknownPersonError.
        """
        if person not in self.course.people:
            advice = did_you_mean(person, self.course.people)
            raise UnknownPersonError(f"nobody on the staff is called {quoted(person)}{advice}")
        shown = self.select(Selection.parse(person))
        return tuple(self._entry(each.event, own=True) for each in shown)

    def notices(self, selection: Selection) -> tuple[Notice, ...]:
        """Say what changed among the events of a selection, the newest first, and what is not recorded yet.

        Raises SelectionError for words nobody knows.
        """
        return notices(among(self.course.changes, self.vocabulary.meaning(selection)), self.course)

    @cached_property
    def all_notices(self) -> tuple[Notice, ...]:
        """What changed in the course, as `notices` says it of everything."""
        return notices(self.course.changes, self.course)

    def notices_of(self, id: str) -> tuple[Notice, ...]:
        """Say what changed about one event, the newest first."""
        return notices(self._changes.get(id, ()), self.course)

    def sentence(self, selection: Selection) -> str:
        """Say a selection in English; raises SelectionError for words nobody knows."""
        meaning = self.vocabulary.meaning(selection)
        return naming.sentence(meaning, self.vocabulary, self.vocabulary.named(selection))

    def own_sentence(self, person: str) -> str:
        """Say somebody's own calendar in English; raises SelectionError for words nobody knows."""
        return f"{self.sentence(Selection.parse(person))}, shown as busy"

    def feed(self, selection: Selection, form: Form) -> Feed:
        """Make the feed of a selection; raises SelectionError for words nobody knows."""
        named, meaning = self.vocabulary.named(selection), self.vocabulary.meaning(selection)
        entries = self._select(meaning)
        if named:
            name = naming.name_of(named, self.course)
        else:
            name = naming.calendar_name(meaning, self.course, self.vocabulary)
        if form is Form.ATOM:
            return self._atom(self.notices(selection), name, str(selection))
        return self._feed(
            form,
            entries,
            blocks=(self._blocks[shown.event.id] for shown in entries),
            name=name,
            sentence=naming.sentence(meaning, self.vocabulary, named),
            selection=str(selection),
            path=str(selection),
            colour=COLOURS[Kind.OFFICE_HOURS if _hours_only(meaning) else Kind.LECTURE],
        )

    def own_feed(self, person: str, form: Form) -> Feed:
        """Make somebody's own feed, in which they are busy; raises UnknownPersonError."""
        entries = self.select_own(person)
        name = naming.own_calendar_name(person, self.course)
        if form is Form.ATOM:
            return self._atom(self.notices(Selection.parse(person)), name, f"staff/{person}")
        return self._feed(
            form,
            entries,
            blocks=(vevent(shown, self.course.time_zone) for shown in entries),
            name=name,
            sentence=self.own_sentence(person),
            selection=person,
            path=f"staff/{person}",
            colour=COLOURS[Kind.OFFICE_HOURS],
        )

    def read(self, feed: Feed) -> tuple[Item, ...]:
        """Read one of these feeds, an ICS, as calendar apps do; each event of the course is parsed once."""
        return read_feed(feed.body, self._read)

    def changes_feed(self) -> Feed:
        """Make the feed of all changes."""
        return self._atom(self.all_notices, f"{self.course.code} {self.course.term}", CHANGES)

    def _select(self, meaning: Selection) -> tuple[Entry, ...]:
        held = meaning.of_sets(self._matching, self._everything)
        return tuple(self.entries[number] for number in sorted(held))

    def _matching(self, atom: Atom) -> frozenset[int]:
        """List the entries that a known word matches, by number; each word is looked for once."""
        matched = self._matched.get(atom)
        if matched is None:
            matched = frozenset(number for number, shown in enumerate(self.entries) if atom.matches(shown.event))
            self._matched[atom] = matched
        return matched

    def _entry(self, event: Event, *, own: bool = False) -> Entry:
        return entry(event, self.course, self.address, self._changes.get(event.id, ()), own=own)

    def _atom(self, said: Sequence[Notice], name: str, path: str) -> Feed:
        name = f"{name} (provisional)" if self.course.provisional else name
        body = as_atom(said, self.course, title=f"Changes: {name}", address=self.address, path=path)
        return _finished(name, self.course, path, Form.ATOM, body)

    def _feed(
        self,
        form: Literal[Form.ICS, Form.JSON, Form.TXT],
        entries: tuple[Entry, ...],
        *,
        blocks: Iterable[bytes],
        name: str,
        sentence: str,
        selection: str,
        path: str,
        colour: Colour,
    ) -> Feed:
        course = self.course
        description = f"{sentence}. {course.code} {course.title}, {course.term}."
        if course.provisional:
            name, description = f"{name} (provisional)", f"Provisional: anything may change. {description}"
        match form:
            case Form.ICS:
                url = f"{self.address}/{path}"
                body = vcalendar(
                    blocks,
                    name=name,
                    description=description,
                    zone=course.time_zone,
                    colour=colour,
                    source=f"{url}.{Form.ICS}",
                    url=url,
                    vtimezone=self._vtimezone,
                )
            case Form.JSON:
                body = as_json(entries, course, name=name, selection=selection)
            case Form.TXT:
                body = as_text(entries, course, name=name, description=description)
        return _finished(name, course, path, form, body)


def _finished(name: str, course: Course, path: str, form: Form, body: bytes) -> Feed:
    filename = f"{course.slug}-{path.replace('/', '-')}.{form}"
    return Feed(name=name, filename=filename, body=body, etag=hashlib.sha256(body).hexdigest()[:32])


def _hours_only(selection: Selection) -> bool:
    word = KIND_WORDS[Kind.OFFICE_HOURS]
    return all(word in (atom.word for atom in term) for term in selection.shown)


def _span(course: Course) -> tuple[date, date]:
    """Find the first and the last day on which the course's calendar needs its time zone."""
    timed = [event.when for event in course.events if isinstance(event.when, Timed)]
    days = [course.first, course.last, *(day for when in timed for day in (when.start.date(), when.end.date()))]
    return min(days), max(days)
