"""What an edit must not take from subscribers by accident: half of a course, or what a whole file held."""

from collections import Counter
from collections.abc import Iterable, Iterator

from feeds.course.folder import Folder
from feeds.course.history import taken_away
from feeds.course.model import Change, Event, Kind, Status
from feeds.errors import Problem

# What is not cancelled at once without a word: more than this many, and more than this part of what is held.
_MANY = 20
_MUCH = 0.2

# Where the events of each kind are written.
_FILES = {
    Kind.LECTURE: "lectures.yaml",
    Kind.TUTORIAL: "tutorials.yaml",
    Kind.EXAM: "exams.yaml",
    Kind.DEADLINE: "deadlines.yaml",
    Kind.RELEASE: "deadlines.yaml",
    Kind.OFFICE_HOURS: "office-hours.yaml",
    Kind.HOLIDAY: "course.yaml",
}


def missing_files(files: Folder, published: Iterable[Event], withdrawn: frozenset[str]) -> Iterator[Problem]:
    """Say which files are not there, or empty as a full disk leaves them, although subscribers have events of them."""
    held = Counter(
        _FILES[event.kind]
        for event in published
        if event.status is not Status.CANCELLED and withdrawn.isdisjoint(event.written)
    )
    for name in sorted((files.missing | files.empty) & held.keys()):
        count = f"{held[name]} events are" if held[name] > 1 else "an event is"
        lost = f"there is no {name}" if name in files.missing else f"{name} is empty"
        message = f"{lost}, of which {count} published; put it back, with what it held"
        yield files.problem(name, message)


def much_at_once(files: Folder, changes: Iterable[Change], published: Iterable[Event]) -> Iterator[Problem]:
    """Refuse to cancel more than 20 published events and more than a fifth of them at once."""
    taken = taken_away(changes)
    held = sum(event.status is not Status.CANCELLED for event in published)
    if len(taken) > _MANY and len(taken) > held * _MUCH:
        name, _ = Counter(_FILES[change.event.kind] for change in taken).most_common(1)[0]
        message = (
            f"this cancels {len(taken)} of {held} published events at once, the first of them {taken[0].id!r}; undo"
            f" the edit, or, if it is meant, run `feeds record --cancel {len(taken)}`"
        )
        yield files.problem(name, message)
