"""Which row of an import is which row of the data: what moved, what was renamed, and what is new."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from feeds.authoring.data_files import Row
from feeds.authoring.updates.meaning import day_of, is_cancelled, is_undecided, meaning, words

_Key: TypeAlias = Callable[[Row], Hashable | None]
# Takes an existing and an imported row.
_Test: TypeAlias = Callable[[Row, Row], bool]


def match(key: str, existing: Sequence[Row], imported: Sequence[Row], today: date) -> Mapping[int, int]:
    """Say which imported row, by its number, is which existing row of the same list, by its number.

    No row is two others. What is the same in all that names it goes first; what could be either of two is neither.
    What was before `today`, a day where the course is, is nothing that is still to come for its title alone.
    """
    pairs = _Pairs(existing, imported)
    match key:
        case "people":
            pairs.alike(lambda row: str(row.get("id")))
            pairs.alike_once(_named("name"))
        case "assignments":
            pairs.alike(_named("title"))
            pairs.alike_once(_out_and_due, lambda theirs, _: not is_cancelled(theirs))
        case "holidays":
            pairs.alike(lambda row: day_of(row.get("first")))
            pairs.alike_once(_named("name"), lambda *rows: not any(_is_past(row, today) for row in rows))
        case "slots":
            _match_slots(pairs)
        case _:
            _match_dated(pairs, _title_and_hosts if key == "one_off" else _title, today)
    return pairs.found


def _match_dated(pairs: "_Pairs", named: _Key, today: date) -> None:
    pairs.alike(lambda row: (named(row), _date(row), _clock(row)))
    pairs.alike(lambda row: (_title(row), _date(row), _clock(row)))
    pairs.alike(lambda row: (named(row), _date(row)))
    existing, imported = (rows.values() for rows in pairs.left())
    known = {named(row) for row in existing}

    def may_have_moved(theirs: Row, ours: Row) -> bool:
        # What was cancelled and is there again on another day is another event; the cancelled one stays cancelled.
        if is_cancelled(theirs):
            return False
        there = [row for row in imported if day_of(row.get("date")) and _date(row) == _date(theirs)]
        if any(named(row) not in known and _goes_on_from(_title(theirs), _title(row)) for row in there):
            return False
        # What has changed places with another has moved, though its day be over.
        swapped = any(named(row) in known - {named(theirs)} for row in there)
        day = day_of(ours.get("date"))
        return swapped or not _is_past(theirs, today) or day is None or day < today

    pairs.alike_once(named, may_have_moved)
    pairs.renamed()


def _match_slots(pairs: "_Pairs") -> None:
    time_and_room = ("day", "start", "room")
    pairs.alike(lambda row: (*(_said(row, key) for key in time_and_room), _title(row), _hosts(row)))
    pairs.alike(lambda row: (*(_said(row, key) for key in time_and_room), _title(row)) if _is_set(row) else None)
    pairs.alike_once(lambda row: _title(row) or None)
    pairs.alike_once(lambda row: (_hosts(row), _title(row)) if _hosts(row) else None)
    pairs.hosted_alike()


class _Pairs:
    """What was found to be the same so far; each step looks at what is left."""

    def __init__(self, existing: Sequence[Row], imported: Sequence[Row]) -> None:
        self.found: dict[int, int] = {}
        self._existing, self._imported = existing, imported

    def left(self) -> tuple[dict[int, Row], dict[int, Row]]:
        """Give the existing and the imported rows that were not found, by their numbers."""
        taken = set(self.found.values())
        return (
            {number: row for number, row in enumerate(self._existing) if number not in taken},
            {number: row for number, row in enumerate(self._imported) if number not in self.found},
        )

    def alike(self, key: _Key) -> None:
        """Pair rows of one key in their order."""
        existing, imported = self.left()
        waiting: dict[Hashable, list[int]] = {}
        for number, row in existing.items():
            waiting.setdefault(key(row), []).append(number)
        for number, row in imported.items():
            if (wanted := key(row)) is not None and waiting.get(wanted):
                self.found[number] = waiting[wanted].pop(0)

    def alike_once(self, key: _Key, may: _Test = lambda *_: True) -> None:
        """Pair rows of one key, and that pass a test if one is given, of which neither could be another."""
        existing, imported = self.left()
        theirs = {number: key(row) for number, row in existing.items()}
        ours = {number: key(row) for number, row in imported.items()}
        self._pair_once(
            (number, other)
            for number, wanted in ours.items()
            for other, had in theirs.items()
            if wanted not in (None, "") and wanted == had and may(existing[other], imported[number])
        )

    def renamed(self) -> None:
        """Pair rows of one day, and one time if both say it, of which neither could be another."""
        existing, imported = self.left()
        self._pair_once(
            (number, other)
            for number, row in imported.items()
            for other, theirs in existing.items()
            if not is_cancelled(theirs) and _at_once(row, theirs)
        )

    def hosted_alike(self) -> None:
        """Pair slots that most of the existing one's hosts still have, or any at its time; most in common first."""
        existing, imported = self.left()
        common = [
            (len(_hosts(row) & _hosts(theirs)), len(_hosts(row) | _hosts(theirs)), number, other)
            for number, row in imported.items()
            for other, theirs in existing.items()
            if _title(row) == _title(theirs) and _goes_on(theirs, row)
        ]
        self._pair(pair for *_, number, other in sorted(common, key=_closest) for pair in [(number, other)])

    def _pair_once(self, pairs: Iterable[tuple[int, int]]) -> None:
        possible = [*pairs]
        ours, theirs = Counter(number for number, _ in possible), Counter(other for _, other in possible)
        self._pair(pair for pair in possible if ours[pair[0]] == theirs[pair[1]] == 1)

    def _pair(self, pairs: Iterable[tuple[int, int]]) -> None:
        for number, other in pairs:
            if number not in self.found and other not in self.found.values():
                self.found[number] = other


def _closest(each: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    same, together, number, other = each
    return -same, together, number, other


def _goes_on(slot: Row, other: Row) -> bool:
    same, time = len(_hosts(slot) & _hosts(other)), ("day", "start")
    at_once = _is_set(slot) and all(_said(slot, key) == _said(other, key) for key in time)
    return bool(same) and (at_once or 2 * same > len(_hosts(slot)))


def _at_once(row: Row, other: Row) -> bool:
    clocks = {clock for clock in (_clock(row), _clock(other)) if clock is not None}
    return day_of(row.get("date")) is not None and _date(row) == _date(other) and len(clocks) < 2


def _is_past(row: Row, today: date) -> bool:
    day = next((day for key in ("last", "first", "date") if (day := day_of(row.get(key)))), today)
    return day < today


def _goes_on_from(title: str, other: str) -> bool:
    """Tell whether another title says more of the same, or says what was to be decided."""
    return is_undecided(title) or (bool(title) and set(title.split()) <= set(other.split()))


def _named(key: str) -> _Key:
    return lambda row: words(row.get(key))


def _title(row: Row) -> str:
    return words(row.get("title"))


def _title_and_hosts(row: Row) -> Hashable | None:
    # Office hours have one title, whoever holds them.
    return (_title(row), _hosts(row)) if _title(row) or _hosts(row) else None


def _out_and_due(row: Row) -> Hashable | None:
    out, due = day_of(row.get("out")), day_of(row.get("due"))
    return (out, due) if out and due else None


def _date(row: Row) -> Hashable:
    return meaning("date", row.get("date"))


def _clock(row: Row) -> Hashable:
    start = row.get("start")
    return None if start is None or is_undecided(start) else meaning("start", start)


def _said(row: Row, key: str) -> Hashable:
    return meaning(key, row.get(key))


def _is_set(row: Row) -> bool:
    return not any(is_undecided(row.get(key)) for key in ("day", "start"))


def _hosts(row: Row) -> frozenset[str]:
    hosts = row.get("hosts")
    return frozenset(each for each in hosts if isinstance(each, str)) if isinstance(hosts, list) else frozenset()
