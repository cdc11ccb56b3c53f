"""What of last year's course does not come along into the next term: guests, materials, changes, TAs and slots."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from feeds.authoring.data_files import Content, rows_of
from feeds.course.document import Value
from feeds.course.schema.readings import read_reason
from feeds.course.wording import counted, listed

PARTS = ("guests", "materials", "changes", "tas", "slots")
"""What may be kept, in the words of `feeds new --keep`."""

LISTS: Mapping[str, tuple[str, ...]] = {
    "lectures.yaml": ("lectures",),
    "tutorials.yaml": ("tutorials", "slots"),
    "exams.yaml": ("exams",),
    "deadlines.yaml": ("assignments",),
    "office-hours.yaml": ("slots", "one_off"),
}
"""The lists of rows that data files hold."""

_TA = re.compile(r"\bTAs?\b|\b(?i:teaching assistant)")
_NUMBERED_GUEST = re.compile(r"Guest Lecture( \d+)?")

_Row = dict[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lessened:
    """Last year's files with less in them; `left` says what is gone, `look` what is missing for it.

    `cancelled` are the ids of rows that did not take place last year.
    """

    contents: Mapping[str, Content]
    left: tuple[str, ...]
    look: tuple[str, ...]
    cancelled: frozenset[str]


def texts(value: "Value | None") -> list[str]:
    """Give the texts of a list, without what else is in it."""
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def lessen(last_year: Mapping[str, Content], keep: frozenset[str]) -> Lessened:
    """Take out of last year's files what is of that year alone, but for the PARTS to `keep`."""
    return _Lessening(last_year, keep).done()


class _Lessening:
    def __init__(self, last_year: Mapping[str, Content], keep: frozenset[str]) -> None:
        self.keep = keep
        self.last_year = last_year
        self.rows = {(file, key): rows_of(last_year.get(file), key) for file, keys in LISTS.items() for key in keys}
        self.people = rows_of(last_year.get("staff.yaml"), "people")
        self.left: list[str] = []
        self.look: list[str] = []
        every = [row for rows in self.rows.values() for row in rows]
        self.cancelled = frozenset(str(row["id"]) for row in every if _read_reason(row.get("cancelled")) is not None)

    def done(self) -> Lessened:
        self._people()
        self._guests()
        self._materials()
        self._changes()
        self._without_who_left()
        contents = {
            file: {key: list[Value](self.rows[file, key]) for key in keys if self.rows[file, key]}
            for file, keys in LISTS.items()
        }
        return Lessened(
            contents={**contents, "staff.yaml": {"people": list[Value](self.people)}},
            left=tuple(self.left),
            look=tuple(self.look),
            cancelled=self.cancelled,
        )

    def _people(self) -> None:
        """Leave slots, and the people who only hold hours."""
        slots = self.rows["office-hours.yaml", "slots"]
        hosts = {host for row in slots for host in texts(row.get("hosts"))}
        speakers = {id for row in self.rows["lectures.yaml", "lectures"] for id, _ in _speakers(row) if id}
        kept = speakers | (self._hosts_of_kept_slots() if "slots" in self.keep else set())
        if "tas" not in self.keep:
            gone = [
                row
                for row in self.people
                if row["id"] not in kept and (row["id"] in hosts or _TA.search(str(row["role"])))
            ]
            self.people = [row for row in self.people if row not in gone]
            if gone:
                self.left.append(f"tas: {listed([str(row['name']) for row in gone])} ({len(gone)})")
        self.staff = {str(row["id"]) for row in self.people}
        if "slots" not in self.keep:
            self._leave_slots()
        ended = [row for row in self.people if row.pop("until", None)]
        if ended:
            self.look.append(f"staff.yaml: who had left before the end: {listed([str(row['name']) for row in ended])}")

    def _hosts_of_kept_slots(self) -> set[str]:
        rows = [*self.rows["office-hours.yaml", "slots"], *self.rows["office-hours.yaml", "one_off"]]
        if "changes" in self.keep:
            rows += [change for row in rows for change in _changes(row)]
        return {person for row in rows for person in _named(row)}

    def _leave_slots(self) -> None:
        slots, once = self.rows["office-hours.yaml", "slots"], self.rows["office-hours.yaml", "one_off"]
        hosted = [row for row in once if row.get("hosts")]
        self.rows["office-hours.yaml", "slots"] = []
        self.rows["office-hours.yaml", "one_off"] = [row for row in once if row not in hosted]
        if slots:
            self.left.append(f"slots: {_ids(slots)} ({len(slots)} each week)")
        if hosted:
            self.left.append(f"slots: {_ids(hosted)} ({len(hosted)} held once)")

    def _guests(self) -> None:
        if "guests" in self.keep:
            return
        names: list[str] = []
        for row in self.rows["lectures.yaml", "lectures"]:
            found = self._leave_guests(row)
            names += found
            if found and "speakers" not in row:
                title = str(row["title"])
                row.pop("details", None)
                if not _NUMBERED_GUEST.fullmatch(title):
                    names.append(f"“{title}”")
                    row["title"] = "Guest Lecture"
        for row in self.rows["tutorials.yaml", "tutorials"]:
            names += self._leave_guests(row)
        if names:
            self.left.append(f"guests: {', '.join(names)}")

    def _leave_guests(self, row: _Row) -> list[str]:
        """Take the guests out of a row, and give their names."""
        found = _speakers(row)
        names = [name for _, name in found if name]
        if names:
            _put(row, "speakers", [id for id, _ in found if id])
        return names

    def _materials(self) -> None:
        if "materials" in self.keep:
            return
        having = [row for rows in self.rows.values() for row in rows if row.pop("materials", None)]
        if having:
            self.left.append(f"materials: of {counted(len(having), 'row')}")

    def _changes(self) -> None:
        if "changes" in self.keep:
            return
        gone = []
        for rows in self.rows.values():
            for row in rows:
                reason = _read_reason(row.pop("cancelled", None))
                if reason is not None:
                    gone.append(f"{row['id']} was cancelled{reason and f' ({reason})'}")
                if str(row.pop("tentative", "no")).lower() in ("yes", "true"):
                    gone.append(f"{row['id']} was tentative")
                if number := len(_changes(row)):
                    gone.append(f"{counted(number, 'change')} of {row['id']}")
                row.pop("changes", None)
        if gone:
            self.left.append(f"changes: {', '.join(gone)}")

    def _without_who_left(self) -> None:
        """Take out of what stays whoever is not on the staff any more."""
        emptied = []
        for (_, key), rows in self.rows.items():
            for row in rows:
                who = "speakers" if key == "tutorials" else "hosts"
                if key == "lectures" or who not in row:
                    continue
                stay = [each for each in _listed(row[who]) if _person(each) is None or _person(each) in self.staff]
                _put(row, who, stay)
                if not stay:
                    emptied.append(str(row["id"]))
                changes = _changes(row)
                if changes:
                    known = [each for each in changes if self.staff.issuperset(_named(each))]
                    _put(row, "changes", list[Value](known))
                    if len(known) < len(changes):
                        gone = counted(len(changes) - len(known), "change")
                        self.left.append(f"changes: {gone} of {row['id']} by who is left behind")
        if emptied:
            self.look.append(f"who holds {listed(emptied)}, which nobody does now")


def _put(row: _Row, key: str, value: Sequence[Value]) -> None:
    if value:
        row[key] = list(value)
    else:
        row.pop(key, None)


def _listed(value: "Value | None") -> list[Value]:
    return value if isinstance(value, list) else []


def _changes(row: _Row) -> list[_Row]:
    return [each for each in _listed(row.get("changes")) if isinstance(each, dict)]


def _speakers(row: _Row) -> list[tuple[str | None, str | None]]:
    """List who speaks: of each the id of one of the staff, or the name of a guest."""
    return [
        (_person(each), str(each["name"]) if isinstance(each, dict) and "name" in each else None)
        for each in _listed(row.get("speakers"))
    ]


def _person(value: Value) -> str | None:
    match value:
        case str():
            return value
        case {"person": str(id)}:
            return id
    return None


def _named(row: _Row) -> Iterator[str]:
    """Yield the ids of those who hold hours, or are named in a change of them."""
    yield from texts(row.get("hosts"))
    if isinstance(without := row.get("without"), str):
        yield without
    if isinstance(swap := row.get("swap"), dict):
        yield from (str(person) for pair in swap.items() for person in pair)


def _read_reason(value: "Value | None") -> str | None:
    return read_reason(value) if isinstance(value, str) else None


def _ids(rows: Sequence[_Row]) -> str:
    return listed([str(row["id"]) for row in rows])
