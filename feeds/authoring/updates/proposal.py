"""What an import would change in a course that is there already: rows keep their ids, and what it cannot know stays."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from feeds.authoring.data_files import Content, Row, rows_of
from feeds.authoring.facts import new_id
from feeds.authoring.updates.amendment import Addition, Change, Edit
from feeds.authoring.updates.meaning import is_cancelled
from feeds.authoring.updates.near_misses import near_misses
from feeds.authoring.updates.open_slots import held_already, why_left
from feeds.authoring.updates.row_differences import differences, is_over, match_rows, whys_kept
from feeds.authoring.updates.slot_differences import match_slots, slot_differences, why_too_late
from feeds.authoring.updates.slot_series import in_series
from feeds.authoring.updates.weeks import Weeks
from feeds.course.document import Document, Value
from feeds.course.wording import in_data

_LISTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        # Others name people by the ids that these get.
        "staff.yaml": ("people",),
        "course.yaml": ("holidays",),
        "lectures.yaml": ("lectures",),
        "tutorials.yaml": ("tutorials", "slots"),
        "exams.yaml": ("exams",),
        "deadlines.yaml": ("assignments",),
        "office-hours.yaml": ("slots", "one_off"),
    }
)
# What has no `cancelled`, or nobody is to lose.
_STAYING = frozenset({"people", "holidays"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A row of the data that is left as it is, and why; `imported` is what the import says of it, if anything."""

    file: str
    list: str
    row: Row
    why: str
    imported: Row | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What would change: keys of rows that are there, and new rows with their ids.

    `missing` are rows that the data has and the import has not, `left` those of which it says something that is not
    written.
    """

    changes: tuple[Change, ...]
    additions: tuple[Addition, ...]
    missing: tuple[Left, ...]
    left: tuple[Left, ...]

    @property
    def files(self) -> tuple[str, ...]:
        """The files to edit, in the order in which they are listed."""
        return tuple(file for file in _LISTS if self.edits(file))

    def edits(self, file: str) -> tuple[Edit, ...]:
        """Give what to do in one file, for `amend`."""
        edits: tuple[Edit, ...] = (*self.changes, *self.additions)
        return tuple(edit for edit in edits if edit.file == file)

    def content(self, file: str) -> Content:
        """Give the new rows of one file, which is what to write where there is no such file yet."""
        found: dict[str, Value] = {}
        for key in _LISTS[file]:
            if rows := [dict(each.row) for each in self.additions if (each.file, each.list) == (file, key)]:
                found[key] = list(rows)
        return found


def propose(
    existing: Mapping[str, Document],
    imported: Mapping[str, Content],
    *,
    tells: frozenset[str],
    now: datetime,
    cancel_missing: bool,
    published: frozenset[str] = frozenset(),
) -> Proposal:
    """Compare an import with a course's data files, both by the files' names.

    `tells` are the keys that the import tells of every dated row, so that none means none; a list that it does not
    have is not spoken of. With `cancel_missing`, what is in the data alone and is not over is cancelled, and weekly
    hours end with the last one that has begun. Weeks of slots that have begun by `now`, the wall time where the
    course is, are not changed. `published` are the ids of slots whose weeks subscribers have.
    """
    comparison = _Comparison(existing, tells, now, cancel_missing, published)
    for file, keys in _LISTS.items():
        for key in keys:
            if rows := rows_of(imported.get(file), key):
                comparison.add(file, key, rows)
    return comparison.proposal()


class _Comparison:
    def __init__(
        self,
        existing: Mapping[str, Document],
        tells: frozenset[str],
        now: datetime,
        cancel_missing: bool,
        published: frozenset[str],
    ) -> None:
        self._existing = {file: document.value for file, document in existing.items()}
        self._tells, self._now, self._cancel, self._published = tells, now, cancel_missing, published
        self._used = set(_ids(self._existing))
        self._people: dict[str, str] = {}
        self._changes: list[Change] = []
        self._additions: list[Addition] = []
        self._missing: list[Left] = []
        self._left: list[Left] = []

    def proposal(self) -> Proposal:
        return Proposal(
            changes=tuple(self._changes),
            additions=tuple(self._additions),
            missing=tuple(self._missing),
            left=tuple(self._left),
        )

    def add(self, file: str, key: str, imported: Sequence[Row]) -> None:
        existing = rows_of(self._existing.get(file), key)
        course = self._existing.get("course.yaml")
        weeks = Weeks.of(course if isinstance(course, dict) else {}, file, self._now, self._published)
        rows = [_with_people(row, self._people) for row in imported]
        pairs = (
            match_slots(existing, rows, weeks)
            if key == "slots"
            else match_rows(key, existing, rows, self._tells, weeks.today)
        )
        listed: Mapping[int, Row] = dict(enumerate(rows))
        if key == "slots":
            listed, pairs = in_series(rows, pairs, weeks)
        spoken_of, had = set(pairs.values()), len(self._additions)
        for number, row in listed.items():
            held = held_already(existing, row, weeks) - {*pairs.values()} if key == "slots" else frozenset()
            if number in pairs:
                self._compare(file, key, existing[pairs[number]], row, weeks)
            elif not held:
                self._add(file, key, weeks.beginning_now(row) if key == "slots" else row)
            for other in sorted(held - spoken_of):
                self._leave_open(file, existing[other], row, weeks)
            spoken_of |= held
        missing = [row for number, row in enumerate(existing) if number not in spoken_of]
        perhaps = near_misses(missing, [each.row for each in self._additions[had:]])
        for row in missing:
            self._miss(file, key, row, weeks, perhaps.get(str(row.get("id"))))

    def _compare(self, file: str, key: str, row: Row, imported: Row, weeks: Weeks) -> None:
        if key == "people":
            self._people[str(imported.get("id"))] = str(row.get("id"))
        if key != "slots":
            found = differences(key, row, imported, self._tells)
            for why in whys_kept(row, imported, weeks.today):
                self._left.append(Left(file=file, list=key, row=row, why=why, imported=imported))
        else:
            found = dict(slot_differences(row, imported, weeks))
            why = why_too_late(row, imported, weeks)
            over = weeks.is_over(row) and bool(found or why)
            if over or why:
                why = "all of its weeks are over" if over else why
                self._left.append(Left(file=file, list=key, row=row, why=why, imported=imported))
            if over:
                return
            self._leave_open(file, row, imported, weeks)
        for name, after in found.items():
            self._change(file, key, row, name, after)

    def _leave_open(self, file: str, slot: Row, imported: Row, weeks: Weeks) -> None:
        if why := why_left(slot, imported, weeks):
            self._left.append(Left(file=file, list="slots", row=slot, why=why, imported=imported))

    def _change(self, file: str, key: str, row: Row, name: str, after: "Value | None") -> None:
        before = row.get(name)
        self._changes.append(Change(file=file, list=key, id=str(row.get("id")), key=name, before=before, after=after))

    def _add(self, file: str, key: str, row: Row) -> None:
        id = new_id(str(row["id"]), self._used)
        self._used.add(id)
        if key == "people":
            self._people[str(row["id"])] = id
        self._additions.append(Addition(file=file, list=key, row={**row, "id": id}))

    def _miss(self, file: str, key: str, row: Row, weeks: Weeks, perhaps: str | None) -> None:
        if is_cancelled(row) or (key == "slots" and weeks.has_ended(row)):
            return
        if why := self._why_it_stays(key, row, weeks, perhaps):
            self._missing.append(Left(file=file, list=key, row=row, why=why))
        elif key == "slots":
            self._change(file, key, row, "until", in_data(weeks.last_begun(row)))
        else:
            self._change(file, key, row, "cancelled", "yes")

    def _why_it_stays(self, key: str, row: Row, weeks: Weeks, perhaps: str | None) -> str:
        """Say why something that is in the data alone is not cancelled, or nothing if it is to be."""
        if not self._cancel or key in _STAYING:
            why = "the file does not have it"
            return f"{why}; if it is `{perhaps}` now, give that row this id instead" if perhaps else why
        if key == "slots":
            return "" if weeks.has_begun(row) and not weeks.is_over(row) else "it has not begun, or is over"
        return "it is over" if is_over(row, weeks.today) else ""


def _ids(values: Mapping[str, Value]) -> Iterator[str]:
    """Yield every id that the files use, or say is withdrawn."""
    for value in values.values():
        for key, listed in value.items() if isinstance(value, dict) else ():
            for row in listed if isinstance(listed, list) else ():
                if isinstance(row, dict) and isinstance(id := row.get("id"), str):
                    yield id
                elif key == "withdrawn" and isinstance(row, str):
                    yield row


def _with_people(row: Row, people: Mapping[str, str]) -> Row:
    """Let a row name people by the ids that they have."""
    found = dict(row)
    for key in ("speakers", "hosts"):
        if isinstance(listed := row.get(key), list):
            found[key] = [people.get(each, each) if isinstance(each, str) else each for each in listed]
    return found
