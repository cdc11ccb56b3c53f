"""The words that a course's selections may use, and what to say about a word that nobody knows."""

from dataclasses import dataclass
from functools import cached_property

from feeds.course.model import Course, Kind, NamedFeed
from feeds.course.selection import KIND_WORDS, Axis, Selection, SelectionError
from feeds.course.timetable import week
from feeds.errors import did_you_mean


@dataclass(frozen=True)
class Vocabulary:
    """The known words of one course, by what they look at; people and named feeds in the order of the data, the rest
    sorted.

    A known word may match nothing yet: such a selection fills by itself. `hours` has everybody's office hours: for who
    does nothing else, their id is enough.
    """

    people: dict[str, str]
    hours: dict[str, str]
    weeks: tuple[str, ...]
    rooms: dict[str, str]
    tags: tuple[str, ...]
    feeds: dict[str, NamedFeed]

    @classmethod
    def of(cls, course: Course) -> "Vocabulary":
        """Gather the words of a course."""
        past = [event for change in course.changes for event in change.sides]
        weeks = max(
            [week(course.last, course.first), *(number for event in (*course.events, *past) for number in event.weeks)]
        )
        teaching = {id for event in course.events if event.kind is not Kind.OFFICE_HOURS for id in event.people}
        hours = KIND_WORDS[Kind.OFFICE_HOURS]
        return cls(
            people={person.id: person.name for person in course.people.values()},
            hours={id: f"{hours}.{id}" if id in teaching else id for id in course.people},
            weeks=tuple(f"week-{number}" for number in range(1, weeks + 1)),
            rooms={f"room-{word}": name for word, name in course.rooms.items()},
            tags=tuple(f"tag-{tag}" for tag in course.tags),
            feeds={feed.id: feed for feed in course.named_feeds},
        )

    @cached_property
    def words(self) -> frozenset[str]:
        """Every known word."""
        kinds = KIND_WORDS.values()
        return frozenset(("all", "main", *kinds, *self.people, *self.weeks, *self.rooms, *self.tags, *self.feeds))

    def named(self, selection: Selection) -> NamedFeed | None:
        """Find the named feed that a selection is, if it is one."""
        return self.feeds.get(str(selection))

    def knows(self, selection: Selection) -> bool:
        """Tell whether there is a calendar of a selection."""
        try:
            self.meaning(selection)
        except SelectionError:
            return False
        return True

    def meaning(self, selection: Selection) -> Selection:
        """Give what a selection stands for: what a named feed holds, or itself; raises what `check` does."""
        if feed := self.named(selection):
            return Selection.parse(feed.selection)
        self.check(selection)
        return selection

    def check(self, selection: Selection) -> None:
        """Raise SelectionError for the first word that the course does not know, naming the nearest one.

        A named feed is no word that could be put together with others.
        """
        for atom in selection.atoms:
            if feed := self.feeds.get(atom.word):
                said = f"{atom.word!r} is a calendar of its own, and cannot be put together with words"
                raise SelectionError(f"{said}; write what it holds, {feed.selection!r}")
            if atom.word in self.words:
                continue
            if atom.axis is Axis.WEEK:
                raise SelectionError(
                    f"there is no {atom.word}; the weeks of this course are {self.weeks[0]} to {self.weeks[-1]}"
                )
            raise SelectionError(f"nothing here is called '{atom.word}'{did_you_mean(atom.word, self.words)}")

    def listing(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """List the known words under headings, for whoever wrote one that is not."""
        return (
            ("All and most", ("all", "main")),
            ("With a name", tuple(self.feeds)),
            ("Kinds", tuple(KIND_WORDS.values())),
            ("People", tuple(self.people)),
            ("Weeks", self.weeks),
            ("Rooms", tuple(self.rooms)),
            ("Tags", self.tags),
        )
