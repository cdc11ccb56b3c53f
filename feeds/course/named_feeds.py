"""The calendars that have a lasting name: whoever subscribes to one relies on the name, and not on what it holds."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from feeds.course.document import Spot
from feeds.course.ledger import FeedLedger
from feeds.course.model import NAME, Course, NamedFeed
from feeds.course.schema.course import CourseForm, FeedForm
from feeds.course.schema.ledger import FeedLineForm
from feeds.course.schema.staff import StaffForm
from feeds.course.schema.validation import Validated
from feeds.course.selection import SelectionError
from feeds.course.vocabulary import Vocabulary
from feeds.errors import Problem, quoted

_MAX_ID = 60


def named_feeds(rows: Sequence[FeedForm], ledger: FeedLedger, as_of: datetime | None) -> tuple[NamedFeed, ...]:
    """Make the named feeds of a course, of which that counts as recorded which is in the ledger until `as_of`."""
    return tuple(
        NamedFeed(
            id=row.id,
            title=row.title or row.id.replace("-", " "),
            selection=str(row.selection),
            published=line.selection if line else None,
            since=line.time if line else None,
        )
        for row in rows
        for line in [_last(ledger, row.id, as_of)]
    )


def name_problems(
    course: Validated[CourseForm], staff: Validated[StaffForm], gone: Collection[str], ledger: FeedLedger
) -> Iterator[Problem]:
    """Say what keeps a name from being one for ever; `gone` are people whom only the history names."""
    people = {row.id: number for number, row in enumerate(staff.form.people if staff.form else ())}
    listed: dict[str, Spot] = {}
    for at, row in _rows(course):
        if not NAME.fullmatch(row.id) or len(row.id) > _MAX_ID:
            yield (at / "id").problem(
                f"{quoted(row.id)} cannot be a calendar's name; write words with hyphens between them, such as"
                f" 'for-students' (not beginning with not-, with-, week-, room- or tag-, and at most {_MAX_ID} letters)"
            )
        elif row.id in listed:
            yield (at / "id").problem(f"the name {row.id!r} is already used ({listed[row.id]}); write another one")
        elif row.id in people and row.id in ledger:
            message = f"{row.id!r} is the name of a calendar to which people subscribe; write another id"
            yield (staff.spot / "people" / people[row.id] / "id").problem(message)
        elif row.id in people or row.id in gone:
            message = f"{row.id!r} is the id of one of the staff; write another name, such as 'for-students'"
            yield (at / "id").problem(message)
        listed.setdefault(row.id, at)
    yield from _names_gone(Spot(course.source) / "feeds", ledger)


def meaning_problems(course: Validated[CourseForm], made: Course) -> Iterator[Problem]:
    """Say which names stand for something that the course, which was made of these files, does not know."""
    vocabulary = Vocabulary.of(made)
    for at, row in _rows(course):
        names = [atom.word for atom in row.selection.atoms if atom.word in vocabulary.feeds]
        try:
            vocabulary.check(row.selection)
        except SelectionError as error:
            message = f"{names[0]!r} is a name itself; write words, such as main_releases" if names else str(error)
            yield (at / "selection").problem(message)


def _rows(course: Validated[CourseForm]) -> Iterator[tuple[Spot, FeedForm]]:
    for index, row in enumerate(course.form.feeds if course.form else ()):
        yield course.spot / "feeds" / index, row


def _names_gone(spot: Spot, ledger: FeedLedger) -> Iterator[Problem]:
    """Look for names that are published and not written any more, not even in a row that is wrong."""
    if spot.value and not isinstance(spot.value, list):
        return
    written = {str(row.get("id")).strip() for row in spot.value if isinstance(row, dict)}
    for id in sorted(ledger.keys() - written):
        line = f"- {{id: {id}, selection: {ledger[id][-1].selection}}}"
        yield spot.problem(f"the calendar {id!r} is gone, to which people subscribe; write it again: {quoted(line)}")


def _last(ledger: FeedLedger, id: str, as_of: datetime | None) -> FeedLineForm | None:
    lines = [line for line in ledger.get(id, ()) if as_of is None or line.time <= as_of]
    return lines[-1] if lines else None
