"""Weekly hours that a calendar has as two series, since they changed in the middle of a term, are one slot."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from feeds.authoring.data_files import Content, Row, rows_of
from feeds.course.document import Value
from feeds.course.schema.readings import read_day
from feeds.course.timetable import monday
from feeds.course.wording import in_data

_WEEK = timedelta(days=7)
_KEYS = ("day", "start", "end", "room")


def in_one_slot(contents: Mapping[str, Content]) -> Mapping[str, Content]:
    """Give the contents of a new course's files with each series of slots as one."""
    found = dict(contents)
    for file, content in contents.items():
        if slots := rows_of(content, "slots"):
            found[file] = {**content, "slots": one_slot(slots)}
    return found


def one_slot(slots: Sequence[Row]) -> list[Value]:
    """Put slots together of which one goes on where another ends; the id is that of the earlier one."""
    rows, root = list(slots), {number: number for number in range(len(slots))}
    for later, earlier in continued(slots).items():
        root[later] = root[earlier]
        rows[root[earlier]] = joined(rows[root[earlier]], slots[earlier], slots[later])
    return [dict(row) for number, row in enumerate(rows) if root[number] == number]


def continued(slots: Sequence[Row]) -> Mapping[int, int]:
    """Say which slot goes on from which earlier one, by their numbers, in the order in which they begin.

    It has the same title and hosts, and begins in the week in which only that one ends, or in the next.
    """
    found: dict[int, int] = {}
    for same in (lambda a, b: a.get("day") == b.get("day"), lambda a, b: True):
        left = [number for number in range(len(slots)) if number not in found]
        ends = [number for number in range(len(slots)) if number not in found.values()]
        found |= _once(slots, left, ends, same)
    return dict(sorted(found.items(), key=lambda pair: _day(slots[pair[0]], "from") or date.max))


def joined(row: Row, last: Row, later: Row) -> Row:
    """Give a slot with a change for good: what `last`, which it was in the end, is from the week of `later` on."""
    ends, begins = _day(last, "until"), _day(later, "from")
    if not ends or not begins:
        return row
    # In the next week it is no more on its weekday of before, which comes first.
    if monday(ends) < monday(begins) and ends.weekday() < begins.weekday():
        begins = monday(begins)
    change: dict[str, Value] = {"from": in_data(begins)}
    change |= {key: later[key] for key in _KEYS if key in later and later[key] != last.get(key)}
    kept = {key: value for key, value in row.items() if key not in ("until", "changes")}
    until = {"until": later["until"]} if "until" in later else {}
    return {**kept, **until, "changes": [*_changes(row), change, *_changes(later)]}


def _once(
    slots: Sequence[Row], left: Sequence[int], ends: Sequence[int], same: Callable[[Row, Row], bool]
) -> dict[int, int]:
    pairs = [(b, a) for b in left for a in ends if same(slots[a], slots[b]) and _goes_on(slots[a], slots[b])]
    ours, theirs = (Counter(pair[side] for pair in pairs) for side in (0, 1))
    return {b: a for b, a in pairs if ours[b] == theirs[a] == 1}


def _goes_on(row: Row, later: Row) -> bool:
    ends, begins = _day(row, "until"), _day(later, "from")
    if not ends or not begins or not ends < begins or monday(begins) - monday(ends) > _WEEK:
        return False
    # A change cannot say that there is no room or no time any more.
    says_all = all(key in later for key in _KEYS if key in row) and "tbd" not in (row["day"], later["day"])
    return says_all and row.get("title") == later.get("title") and _hosts(row) == _hosts(later)


def _day(row: Row, key: str) -> date | None:
    value = row.get(key)
    return read_day(value) if isinstance(value, str) else None


def _hosts(row: Row) -> frozenset[str]:
    hosts = row.get("hosts")
    return frozenset(map(str, hosts)) if isinstance(hosts, list) else frozenset()


def _changes(row: Row) -> list[Value]:
    changes = row.get("changes")
    return changes if isinstance(changes, list) else []
