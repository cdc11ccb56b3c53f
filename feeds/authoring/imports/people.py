"""Names of people become ids: the staff that there is already, those who are found, and who is only a guest."""

from collections.abc import Iterable, Iterator, Sequence

from feeds.authoring.data_files import Row
from feeds.authoring.facts import new_id
from feeds.authoring.imports.found import Found, FoundPerson, Unread
from feeds.authoring.imports.ids import cut
from feeds.course.document import Value
from feeds.course.model import NAME, Kind, as_word


def _hosts(found: Found) -> Iterator[tuple[int, str]]:
    """Yield who holds hours, each with the line that says so."""
    for hours in found.hours:
        yield from ((hours.line, name) for name in hours.hosts)
    for event in found.events:
        if event.kind is Kind.OFFICE_HOURS:
            yield from ((event.line, speaker.name) for speaker in event.speakers)


class People:
    """The staff of a course by their names; `rows` are those who were found, as staff.yaml has them.

    Who is on the staff already keeps their id. Who only hosts hours is on the staff, too, and is told in `warnings`.
    """

    def __init__(self, found: Found, staff: Sequence[Row] = ()) -> None:
        self.rows: list[dict[str, Value]] = []
        self.warnings: list[Unread] = []
        self._staff = [(str(row["id"]), str(row.get("name", ""))) for row in staff]
        for person in found.people:
            self._add(person)
        for line, name in _hosts(found):
            if self.known(name) is None:
                self._add(FoundPerson(line=line, name=name, role="Staff"))
                why = "holds hours and is in no list of the staff; write the full name and the role in staff.yaml"
                self.warnings.append(Unread(line=line, text=name, why=why, file="staff.yaml"))
        self._tell_apart()
        if found.hours:
            self._say_who_holds_none(found)

    def known(self, name: str) -> str | None:
        """Give the id of somebody by their full name, or by their first name if only one of the staff has it."""
        wanted = _plain(name)
        full = [id for id, other in self._all() if _plain(other) == wanted]
        first = [id for id, other in self._all() if _plain(other).split("-")[0] == wanted]
        return full[0] if full else first[0] if len(first) == 1 else None

    def _all(self) -> Iterable[tuple[str, str]]:
        # Somebody found again is not a second one.
        return dict([*self._staff, *((str(row["id"]), str(row["name"])) for row in self.rows)]).items()

    def _add(self, person: FoundPerson) -> None:
        existing = [id for id, name in self._staff if _plain(name) == _plain(person.name)]
        id = existing[0] if existing else self._id(person)
        row: dict[str, Value] = {"id": id, "name": person.name, "role": person.role}
        self.rows.append(row | {"link": person.link} if person.link else row)

    def _id(self, person: FoundPerson) -> str:
        # A single word, or one that the selection language would take for something else, is nobody's name.
        word, role = as_word(person.name), as_word(person.role)
        wanted = (cut(word), cut(f"{word}-{role}".strip("-")), f"staff-{cut(word or 'member', 30)}")
        return new_id(next(each for each in wanted if NAME.fullmatch(each)), {id for id, _ in self._all()})

    def _tell_apart(self) -> None:
        """Give a short name to who has the first name of somebody else."""
        taken = {name.split()[0].casefold() for id, name in self._staff if name and id not in self._ids()}
        for row in self.rows:
            first, *others = str(row["name"]).split()
            if first.casefold() in taken and others:
                row["short"] = f"{first} {others[-1][0]}"
                if str(row["short"]).casefold() in taken:
                    row["short"] = row["name"]
            taken.add(str(row.get("short", first)).casefold())

    def _ids(self) -> set[str]:
        return {str(row["id"]) for row in self.rows}

    def _say_who_holds_none(self, found: Found) -> None:
        holding = {self.known(name) for _, name in _hosts(found)}
        speaking = {self.known(speaker.name) for event in found.events for speaker in event.speakers}
        for row in self.rows:
            if row["id"] not in holding | speaking:
                row["hours"] = "no"


def _plain(name: str) -> str:
    """Spell a name so that two of one person are equal, in letters that no id has, too."""
    return as_word(name) or name.casefold()
