"""The words that a course's selections may use, and what to say about a word that nobody knows."""

from dataclasses import dataclass
from functools import cached_property

from feeds.calendar.selection import KIND_WORDS, Axis, Selection, SelectionError
from feeds.course.model import Course
from feeds.course.timetable import week
from feeds.errors import did_you_mean


@dataclass(frozen=True)
class Vocabulary:
    """The known words of one course, by what they look at; people in the order of the data, the rest sorted.

    A known word may match nothing yet: such a selection fills by itself.
    """

    people: dict[str, str]
    weeks: int
    rooms: dict[str, str]
    tags: tuple[str, ...]

    @classmethod
    def of(cls, course: Course) -> "Vocabulary":
        """Gather the words of a course."""
        past = [event for change in course.changes for event in change.sides]
        return cls(
            people={person.id: person.name for person in course.people.values()},
            weeks=max(
                [
                    week(course.last, course.first),
                    *(number for event in (*course.events, *past) for number in event.weeks),
                ]
            ),
            rooms={f"room-{word}": name for word, name in course.rooms.items()},
            tags=tuple(f"tag-{tag}" for tag in course.tags),
        )

    @cached_property
    def words(self) -> frozenset[str]:
        """Every known word."""
        weeks = (f"week-{number}" for number in range(1, self.weeks + 1))
        return frozenset(("all", "main", *KIND_WORDS.values(), *self.people, *weeks, *self.rooms, *self.tags))

    def check(self, selection: Selection) -> None:
        """Raise SelectionError for the first word that the course does not know, naming the nearest one."""
        for atom in selection.atoms:
            if atom.word in self.words:
                continue
            if atom.axis is Axis.WEEK:
                raise SelectionError(
                    f"there is no {atom.word}; the weeks of this course are week-1 to week-{self.weeks}"
                )
            raise SelectionError(f"nothing here is called '{atom.word}'{did_you_mean(atom.word, self.words)}")

    def listing(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """List the known words under headings, for whoever wrote one that is not."""
        return (
            ("All and most", ("all", "main")),
            ("Kinds", tuple(KIND_WORDS.values())),
            ("People", tuple(self.people)),
            ("Weeks", tuple(f"week-{number}" for number in range(1, self.weeks + 1))),
            ("Rooms", tuple(self.rooms)),
            ("Tags", self.tags),
        )
