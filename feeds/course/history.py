"""What was published of a course, and what it makes of the events of the data: revisions and changes.

Everything here is a function of the data, of the ledger, and of the time of the newest edit.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from operator import attrgetter, itemgetter

from feeds.course.comparison import compare, effect_of, said_of
from feeds.course.content import State, content_of, event_of, fingerprint
from feeds.course.ledger import Ledger, Published, uid_of
from feeds.course.model import Change, Course, Effect, Event, Person, Revision, Status
from feeds.course.schema.ledger import ContentForm, FeedLineForm, LineForm
from feeds.course.timetable import Timetable, id_date

_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What was published of a course until now.

    `modified` is when its data was last edited, in UTC and whole seconds: what differs from the ledger was
    published then, or one second after what the ledger has of it, if that is later. What was published after
    `as_of` counts as not recorded.
    """

    ledger: Ledger
    modified: datetime
    zone: str
    timetable: Timetable
    as_of: datetime | None = None

    @property
    def is_newer(self) -> bool:
        """Whether something was recorded after the data was last edited."""
        return any(lines[-1].time > self.modified for lines in self.ledger.values())

    def last(self) -> dict[str, Event]:
        """Give every event as it was last published, by id, without those that were withdrawn."""
        return {
            id: self._state(id, lines[0].time, lines[-1].time, lines[-1].content).event
            for id, lines in self.ledger.items()
            if lines[-1].content
        }

    def people(self) -> dict[str, Person]:
        """Give whoever is named in the ledger, as last named, by id; what only office hours tell may be older."""
        found: dict[str, Person] = {}
        contents = [(line.time, line.content) for lines in self.ledger.values() for line in lines if line.content]
        for _, content in sorted(contents, key=itemgetter(0)):
            for each in content.people:
                was = found.get(each.id)
                found[each.id] = Person(
                    id=each.id,
                    name=each.name,
                    short=each.short or (was.short if was else each.name),
                    role=each.role or (was.role if was else ""),
                    gone=True,
                )
        return found

    def revise(
        self,
        events: Mapping[str, Event],
        published: Mapping[str, Event],
        withdrawn: frozenset[str],
        code: str,
        people: Mapping[str, Person],
    ) -> tuple[list[Event], list[Change]]:
        """Number the events of the data, add those that are no longer there, and tell every change of any of them.

        `published` is what `last` gives; what of it is no longer in the data is cancelled, unless it is withdrawn.
        `people` must hold everybody whom the data or the ledger names.
        """
        served: list[Event] = []
        changes: list[Change] = []
        begun = [lines[0].time for lines in self.ledger.values()]
        # What is new is later than what was published first of all, whatever the clock of a disk says.
        after = min(begun) + _SECOND if begun else self.modified
        for id in {**self.ledger, **events}:
            lines = list(self.ledger.get(id, ()))
            event = events.get(id) or self._left_over(published.get(id), withdrawn)
            content = content_of(event, code, people) if event else None
            if self.as_of:
                lines = [line for line in lines if line.time <= self.as_of]
            recorded = len(lines)
            if not lines or content != lines[-1].content:
                time = max(self.modified, lines[-1].time + _SECOND if lines else after)
                replaces = fingerprint(lines[-1].content) if lines else None
                lines.append(Published(time=time, content=content, replaces=replaces))
            changes += self._changes(id, lines, recorded)
            if event:
                served.append(replace(event, revision=Revision(created=lines[0].time, last_modified=lines[-1].time)))
        return served, sorted(changes, key=attrgetter("time", "id"))

    def _left_over(self, event: Event | None, withdrawn: frozenset[str]) -> Event | None:
        """Make what becomes of a published event that is no longer in the data."""
        if event is None or not withdrawn.isdisjoint(event.written):
            return None
        if event.status is Status.CANCELLED:
            return event
        reason = self.timetable.why_not(event.days[0], id_date(event.id)) if event.slot else ""
        return replace(event, status=Status.CANCELLED, reason=reason, undated=False, any_of=None, alternatives=0)

    def _changes(self, id: str, lines: Sequence[Published], recorded: int) -> Iterator[Change]:
        """Tell what differs in each line from the one that it replaced; the first `recorded` are in the ledger."""
        prints = [fingerprint(line.content) for line in lines]
        parents = _parents(lines, prints)
        lasting = set(_chain(parents))
        states: list[State | None] = []
        often: Counter[str] = Counter()
        for number, (line, parent) in enumerate(zip(lines, parents, strict=True)):
            after = self._state(id, lines[0].time, line.time, line.content) if line.content else None
            states.append(after)
            if line.content == (lines[number - 1].content if number else None):
                continue
            before = None if parent is None else states[parent]
            key = prints[number]
            often[key] += 1
            differences = compare(before, after, self.zone) if before and after else ()
            yield Change(
                id=id,
                time=line.time,
                effect=effect_of(before, after, differences),
                before=before.event if before else None,
                after=after.event if after else None,
                differences=differences,
                note=line.note,
                recorded=number < recorded,
                lasting=number in lasting,
                replaces=line.replaces,
                key=f"{key}-{often[key]}",
            )

    def _state(self, id: str, created: datetime, time: datetime, content: ContentForm) -> State:
        event = event_of(id, content, Revision(created=created, last_modified=time), self.zone)
        return State(event=replace(event, weeks=self.timetable.weeks(*event.days)), content=content)


def taken_away(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Find the changes that take something published away and are not recorded yet."""
    return tuple(
        change
        for change in changes
        if change.effect in (Effect.CANCELLED, Effect.WITHDRAWN)
        and not change.recorded
        and change.before
        and change.before.status is not Status.CANCELLED
    )


def record(course: Course, now: datetime, note: str = "") -> tuple[LineForm | FeedLineForm, ...]:
    """Make the lines that the history of a course lacks, published at `now`, in UTC and whole seconds.

    Should the data be newer than that, or the ledger, then so are the lines.
    """
    events = (
        LineForm(
            time=max(now, change.time),
            uid=uid_of(change.id, course.slug, course.uid_domain),
            said=said_of(change.effect, change.differences),
            note=note,
            replaces=change.replaces,
            content=content_of(change.after, course.code, course.people) if change.after else None,
        )
        for change in course.unrecorded
    )
    feeds = (
        FeedLineForm(
            time=max(now, feed.since + _SECOND) if feed.since else now,
            feed=feed.id,
            selection=feed.selection,
            note=note,
        )
        for feed in course.unrecorded_feeds
    )
    return (*events, *feeds)


def _parents(lines: Sequence[Published], prints: Sequence[str]) -> list[int | None]:
    """Find which line each one replaced: the latest that was as it names, where there is one, else the one before it.

    `prints` are the fingerprints of the lines. Where two branches recorded the same, the second replaces the first.
    """
    latest: dict[str, int] = {}
    found: list[int | None] = []
    for number, line in enumerate(lines):
        before = number - 1 if number else None
        again = before is not None and line.content == lines[before].content
        found.append(before if again or line.replaces is None else latest.get(line.replaces, before))
        latest[prints[number]] = number
    return found


def _chain(parents: Sequence[int | None]) -> Iterator[int]:
    """Go back from the last line to the first of those that made the event what it is."""
    number: int | None = len(parents) - 1
    while number is not None:
        yield number
        number = parents[number]
