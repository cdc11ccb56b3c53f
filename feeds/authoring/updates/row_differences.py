"""What an import says otherwise of a row that the data has; what the import cannot know stays."""

from collections.abc import Mapping, Sequence
from datetime import date

from feeds.authoring.data_files import Row
from feeds.authoring.updates.matching import match
from feeds.authoring.updates.meaning import day_of, is_cancelled, is_undecided, meaning, words
from feeds.course.document import Value
from feeds.course.schema.readings import FLAGS

_DAYS = ("date", "out", "due")
# What a person adds by hand to a row of somebody on the staff, or the import only guesses.
_OF_PEOPLE = frozenset({"name", "role", "link"})
# What may be taken out of rows when a file that tells it of every row does not tell it of one.
_GOES = frozenset({"speakers", "details", "materials"})
_GOES_FROM: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("lectures", "tutorials", "exams", "one_off"), _GOES),
    "assignments": frozenset({"materials"}),
}


def match_rows(
    key: str, existing: Sequence[Row], imported: Sequence[Row], tells: frozenset[str], today: date
) -> Mapping[int, int]:
    """Say which imported row is which existing one, by their numbers.

    As many as can be are one of which nothing is said otherwise, so that what was imported once changes nothing.
    """
    same_as = {
        number: [
            other
            for other, theirs in enumerate(existing)
            if not _undecided_days(theirs, row) and not differences(key, theirs, row, tells)
        ]
        for number, row in enumerate(imported if key != "people" else ())
    }
    likely = match(key, existing, imported, today)
    found = {number: other for number, other in likely.items() if other in same_as.get(number, ())}
    for number in same_as:
        if number not in found:
            _place(number, same_as, found, set())
    left = [number for number in range(len(existing)) if number not in found.values()]
    new = [number for number in range(len(imported)) if number not in found]
    pairs = match(key, [existing[number] for number in left], [imported[number] for number in new], today)
    return found | {new[number]: left[other] for number, other in pairs.items()}


def _place(number: int, same_as: Mapping[int, Sequence[int]], found: dict[int, int], tried: set[int]) -> bool:
    """Find a row for a number, for which others may get another one; nobody who has one loses it (Kuhn's algorithm)."""
    for other in same_as[number]:
        if other not in tried:
            tried.add(other)
            holder = next((each for each, held in found.items() if held == other), None)
            if holder is None or _place(holder, same_as, found, tried):
                found[number] = other
                return True
    return False


def whys_kept(existing: Row, imported: Row, today: date) -> tuple[str, ...]:
    """Say what a row goes on saying although an import says otherwise of it, and what to write if the import is right.

    That something was cancelled is not said any more when it is before `today`, a day where the course is.
    """
    found = [
        f"the file says that its day is to be decided; write `{name}: tbd` here if it has lost it"
        for name in _undecided_days(existing, imported)
    ]
    if is_cancelled(existing) and not is_cancelled(imported) and not is_over(existing, today):
        found.append("it is cancelled here; take `cancelled` out if it takes place")
    return tuple(found)


def is_over(row: Row, today: date) -> bool:
    """Tell whether all the days of a row are known, and were before a day."""
    days = [day_of(row[name]) for name in _DAYS if name in row]
    return bool(days) and all(day is not None and day < today for day in days)


def _undecided_days(existing: Row, imported: Row) -> tuple[str, ...]:
    """Give the keys of a row's days that are known, and of which an import says that they are to be decided."""
    return tuple(name for name in _DAYS if is_undecided(imported.get(name)) and day_of(existing.get(name)))


def differences(key: str, existing: Row, imported: Row, tells: frozenset[str]) -> "dict[str, Value | None]":
    """Give the keys of a row that are to say something else, each with its new value, or None where it goes.

    `tells` are the keys that the import tells of every row, so that none means none.
    """
    found: dict[str, Value | None] = {}
    for name, value in imported.items():
        if name == "id" or (key == "people" and name not in _OF_PEOPLE):
            continue
        wanted = _wanted(name, existing, value, tells)
        if wanted is not None and (name not in existing or not same(name, existing[name], wanted)):
            found[name] = wanted
    # What is told of one of several sessions is of all of them.
    goes = _GOES_FROM.get(key, frozenset()) if "any_of" not in existing else frozenset()
    for name in sorted(tells & goes):
        if name in existing and name not in imported:
            found[name] = None
    if key == "holidays" and "last" not in imported and _ends_before(existing, imported):
        found["last"] = None
    return found


def same(name: str, value: Value, other: Value) -> bool:
    """Tell whether two values of a key mean the same."""
    if name in ("title", "details", "name", "role"):
        return isinstance(value, str) and isinstance(other, str) and value.split() == other.split()
    return meaning(name, value) == meaning(name, other)


def _wanted(name: str, existing: Row, value: Value, tells: frozenset[str]) -> "Value | None":
    """Give what a key of a row should say, or None where it stays."""
    had = existing.get(name)
    match name, value:
        case "start" | "room", str() if is_undecided(value) and had is not None:
            return None
        case "date" | "out" | "due", str() if is_undecided(value) and day_of(had):
            return None
        case "cancelled", str():
            return (
                None
                if is_cancelled(existing) and (value.lower() in FLAGS or not is_cancelled({name: value}))
                else value
            )
        case "tentative", str():
            return value if FLAGS.get(value.lower()) else None
        case "tags", list():
            tags = had if isinstance(had, list) else []
            return [*tags, *(tag for tag in value if tag not in tags)]
        case "materials", list():
            return _materials(had if isinstance(had, list) else [], value, whole=name in tells)
        case "speakers", list():
            return _speakers(had if isinstance(had, list) else [], value)
        case "due", str():
            return _with_time(had, value)
    return value


def _materials(had: list[Value], now: list[Value], *, whole: bool) -> list[Value]:
    """Put what is known of materials together; `whole` tells that what is not named now is not there any more."""
    left = [each for each in had if isinstance(each, dict)]
    found: dict[int, Value] = {}
    new: list[Value] = []
    in_order: list[Value] = []
    for each in now:
        row: dict[str, Value] = each if isinstance(each, dict) else {"title": each}
        number = next((n for n, old in enumerate(left) if n not in found and _name(old) == _name(row)), None)
        if number is None:
            new.append(row)
            in_order.append(row)
        else:
            old = left[number]
            # The names stay as they are spelt.
            found[number] = {**old, **{key: text for key, text in row.items() if key not in ("title", "under")}}
            in_order.append(found[number])
    return in_order if whole else [*(found.get(number, old) for number, old in enumerate(left)), *new]


def _name(material: Mapping[str, Value]) -> tuple[str, str]:
    return words(material.get("title")), words(material.get("under"))


def _speakers(had: list[Value], now: list[Value]) -> list[Value]:
    """Let guests keep where they come from."""
    guests = {words(each.get("name")): each for each in had if isinstance(each, dict)}
    return [{**guests.get(words(each.get("name")), {}), **each} if isinstance(each, dict) else each for each in now]


def _with_time(had: "Value | None", now: str) -> str:
    """Let what is due keep its time where the import only has a day."""
    clock = had.split()[-1] if isinstance(had, str) and had.strip() else ""
    if ":" in clock and ":" not in now and day_of(now):
        return f"{now} {clock}"
    return now


def _ends_before(existing: Row, imported: Row) -> bool:
    last, first = day_of(existing.get("last")), day_of(imported.get("first"))
    return last is not None and first is not None and last < first
