"""Which row of an import is which row of the data."""

from collections.abc import Mapping, Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.authoring.updates.matching import match
from feeds.course.document import Value

TODAY = date(2025, 9, 1)
TITLES = st.sampled_from(["Grids", "grids!", "Memory", "Guest Lecture", ""])
DATES = st.sampled_from(["2025-09-04", "Thu 2025-09-04", "Tue 2025-09-09", "tbd"])
CLOCKS = st.sampled_from(["9:00", "09:00", "13:00", "tbd"])
HOSTS = st.lists(st.sampled_from(["ada", "alan", "grace"]), unique=True)
DATED = st.fixed_dictionaries({"title": TITLES, "date": DATES}, optional={"start": CLOCKS, "cancelled": st.just("yes")})
SLOTS = st.fixed_dictionaries(
    {"day": st.sampled_from(["Mon", "monday", "Tue", "tbd"])}, optional={"start": CLOCKS, "hosts": HOSTS}
)


def lecture(text: str) -> dict[str, Value]:
    """Write `Grids, Thu 2025-09-04, 13:00` as a row; the time may be left out, and `cancelled` may be at the end."""
    title, date, *others = text.split(", ")
    return {"title": title, "date": date, **{"start" if ":" in each else each: each for each in others}}


def slot(text: str) -> dict[str, Value]:
    """Write `Mon 13:00 36-155 ada+alan` as a row; a title may be at the end."""
    day, start, room, hosts, *title = text.split(" ", 4)
    row: dict[str, Value] = {"day": day, "start": start, "room": room, "hosts": [*hosts.split("+")]}
    return row | {"title": title[0]} if title else row


def named(rows: Sequence[str], others: Sequence[str], found: Mapping[int, int]) -> list[str]:
    """Say what was found: each imported row with the existing one, or `new`."""
    return [f"{row} = {others[found[number]] if number in found else 'new'}" for number, row in enumerate(rows)]


LECTURES = {
    "the same, spelt otherwise": (
        ["Architectures: Grids, 2025-09-16"],
        ["architectures – grids, Tue 2025-09-16"],
        ["architectures – grids, Tue 2025-09-16 = Architectures: Grids, 2025-09-16"],
    ),
    "moved": (
        ["Grids, 2025-09-16", "Memory, 2025-09-18"],
        ["Memory, 2025-09-18", "Grids, 2025-09-25"],
        ["Memory, 2025-09-18 = Memory, 2025-09-18", "Grids, 2025-09-25 = Grids, 2025-09-16"],
    ),
    "renamed": (
        ["Guest Lecture 1, 2025-11-18", "Evaluation, 2025-11-20"],
        ["Guest Lecture: Interactions, 2025-11-18", "Evaluation, 2025-11-20"],
        [
            "Guest Lecture: Interactions, 2025-11-18 = Guest Lecture 1, 2025-11-18",
            "Evaluation, 2025-11-20 = Evaluation, 2025-11-20",
        ],
    ),
    "swapped: two moves and no renaming": (
        ["Grids, 2025-09-16", "Memory, 2025-09-18"],
        ["Memory, 2025-09-16", "Grids, 2025-09-18"],
        ["Memory, 2025-09-16 = Memory, 2025-09-18", "Grids, 2025-09-18 = Grids, 2025-09-16"],
    ),
    "one moves to the day of another, which is gone": (
        ["Grids, 2025-09-16", "Memory, 2025-09-18"],
        ["Grids, 2025-09-18"],
        ["Grids, 2025-09-18 = Grids, 2025-09-16"],
    ),
    "one of several with one title moves": (
        ["PyTorch, 2025-09-08, 16:00", "PyTorch, 2025-09-09, 15:00", "PyTorch, 2025-09-10, 19:00"],
        ["PyTorch, 2025-09-08, 16:00", "PyTorch, 2025-09-10, 19:00", "PyTorch, 2025-09-12, 11:00"],
        [
            "PyTorch, 2025-09-08, 16:00 = PyTorch, 2025-09-08, 16:00",
            "PyTorch, 2025-09-10, 19:00 = PyTorch, 2025-09-10, 19:00",
            "PyTorch, 2025-09-12, 11:00 = PyTorch, 2025-09-09, 15:00",
        ],
    ),
    "two of one title move: which is which nobody knows": (
        ["PyTorch, 2025-09-08", "PyTorch, 2025-09-09"],
        ["PyTorch, 2025-09-15", "PyTorch, 2025-09-16"],
        ["PyTorch, 2025-09-15 = new", "PyTorch, 2025-09-16 = new"],
    ),
    "one title and day, told apart by time": (
        ["Git, 2025-09-08, 9:00", "Git, 2025-09-08, 13:00"],
        ["Git, 2025-09-08, 13:00"],
        ["Git, 2025-09-08, 13:00 = Git, 2025-09-08, 13:00"],
    ),
    "another time of the day": (
        ["Git, 2025-09-08, 9:00"],
        ["Git, 2025-09-08, 13:00"],
        ["Git, 2025-09-08, 13:00 = Git, 2025-09-08, 9:00"],
    ),
    "another title at another time is another thing": (
        ["Git, 2025-09-08, 9:00"],
        ["Shell, 2025-09-08, 13:00"],
        ["Shell, 2025-09-08, 13:00 = new"],
    ),
    "another title on a day of two: which of them nobody knows": (
        ["Grids, 2025-09-16", "Memory, 2025-09-16"],
        ["Trees, 2025-09-16"],
        ["Trees, 2025-09-16 = new"],
    ),
    "a date at last": (["Midterm, tbd"], ["Midterm, 2025-10-21"], ["Midterm, 2025-10-21 = Midterm, tbd"]),
    "no date any more": (["Midterm, 2025-10-16"], ["Midterm, tbd"], ["Midterm, tbd = Midterm, 2025-10-16"]),
    "two without a day are not one for that": (["Midterm, tbd"], ["Quiz, tbd"], ["Quiz, tbd = new"]),
    "another lecture instead of one that is cancelled": (
        ["Grids, 2025-09-16, cancelled"],
        ["Memory, 2025-09-16"],
        ["Memory, 2025-09-16 = new"],
    ),
    "what was cancelled is held on another day": (
        ["Grids, 2025-09-16, cancelled"],
        ["Grids, 2025-09-23"],
        ["Grids, 2025-09-23 = new"],
    ),
    "what is cancelled is named as such": (
        ["Grids, 2025-09-16, cancelled"],
        ["Grids, 2025-09-16"],
        ["Grids, 2025-09-16 = Grids, 2025-09-16, cancelled"],
    ),
    "a title without letters": (["?!, 2025-09-16"], ["?!, 2025-09-18"], ["?!, 2025-09-18 = ?!, 2025-09-16"]),
    "a title in Hebrew": (["שלום, 2025-09-16"], ["שלום!, 2025-09-18"], ["שלום!, 2025-09-18 = שלום, 2025-09-16"]),
}


@pytest.mark.parametrize(("existing", "imported", "expected"), LECTURES.values(), ids=LECTURES.keys())
def test_lectures(existing: list[str], imported: list[str], expected: list[str]) -> None:
    found = match("lectures", [*map(lecture, existing)], [*map(lecture, imported)], TODAY)

    assert named(imported, existing, found) == expected


HOURS = {
    "the same, spelt otherwise": (
        ["Mon 9:00 36-155 ada"],
        ["Monday 09:00 36-155 ada"],
        ["Monday 09:00 36-155 ada = Mon 9:00 36-155 ada"],
    ),
    "handed over": (["Mon 9:00 1-1 ada"], ["Mon 9:00 1-1 alan"], ["Mon 9:00 1-1 alan = Mon 9:00 1-1 ada"]),
    "moved, with all hosts": (
        ["Mon 9:00 1-1 ada+alan", "Tue 9:00 1-1 grace"],
        ["Wed 9:00 1-1 alan+ada", "Tue 9:00 1-1 grace"],
        ["Wed 9:00 1-1 alan+ada = Mon 9:00 1-1 ada+alan", "Tue 9:00 1-1 grace = Tue 9:00 1-1 grace"],
    ),
    "moved, with most of its hosts": (
        ["Mon 9:00 1-1 ada+alan+kay"],
        ["Wed 9:00 1-1 ada+kay+grace"],
        ["Wed 9:00 1-1 ada+kay+grace = Mon 9:00 1-1 ada+alan+kay"],
    ),
    "one of its hosts at its time in another room": (
        ["Mon 9:00 1-1 ada+alan", "Mon 9:00 1-2 grace"],
        ["Mon 9:00 1-3 ada+kay", "Mon 9:00 1-2 grace"],
        ["Mon 9:00 1-3 ada+kay = Mon 9:00 1-1 ada+alan", "Mon 9:00 1-2 grace = Mon 9:00 1-2 grace"],
    ),
    "others at its time in another room": (["Mon 9:00 1-1 ada"], ["Mon 9:00 1-2 alan"], ["Mon 9:00 1-2 alan = new"]),
    "half of the hosts are not most": (
        ["Mon 9:00 1-1 ada+alan"],
        ["Wed 9:00 1-1 ada"],
        ["Wed 9:00 1-1 ada = new"],
    ),
    "one of two of one host moves": (
        ["Mon 9:00 1-1 ada", "Wed 9:00 1-1 ada"],
        ["Mon 9:00 1-1 ada", "Fri 9:00 1-1 ada"],
        ["Mon 9:00 1-1 ada = Mon 9:00 1-1 ada", "Fri 9:00 1-1 ada = Wed 9:00 1-1 ada"],
    ),
    "a day at last": (["tbd tbd - ada"], ["Mon 9:00 1-1 ada"], ["Mon 9:00 1-1 ada = tbd tbd - ada"]),
    "two hosts swap": (
        ["Mon 9:00 1-1 ada", "Tue 9:00 1-2 alan"],
        ["Mon 9:00 1-1 alan", "Tue 9:00 1-2 ada"],
        ["Mon 9:00 1-1 alan = Mon 9:00 1-1 ada", "Tue 9:00 1-2 ada = Tue 9:00 1-2 alan"],
    ),
    "by title": (
        ["Fri 11:00 B-8 ada Recitation 1", "Fri 11:00 B-9 ada Recitation 2"],
        ["Fri 12:00 B-8 alan recitation 2", "Fri 13:00 B-9 ada Recitation 1"],
        [
            "Fri 12:00 B-8 alan recitation 2 = Fri 11:00 B-9 ada Recitation 2",
            "Fri 13:00 B-9 ada Recitation 1 = Fri 11:00 B-8 ada Recitation 1",
        ],
    ),
}


@pytest.mark.parametrize(("existing", "imported", "expected"), HOURS.values(), ids=HOURS.keys())
def test_weekly_hours(existing: list[str], imported: list[str], expected: list[str]) -> None:
    assert named(imported, existing, match("slots", [*map(slot, existing)], [*map(slot, imported)], TODAY)) == expected


def test_people_go_by_id_then_by_name() -> None:
    existing: list[dict[str, Value]] = [{"id": "ada-l", "name": "Ada Lovelace"}, {"id": "alan-turing", "name": "A. T."}]
    imported: list[dict[str, Value]] = [
        {"id": "alan-turing", "name": "Alan Turing"},
        {"id": "ada-lovelace", "name": "ada lovelace"},
        {"id": "kurt-goedel", "name": "Kurt Gödel"},
    ]

    assert match("people", existing, imported, TODAY) == {0: 1, 1: 0}


def test_assignments_go_by_title_alone() -> None:
    existing: list[dict[str, Value]] = [{"title": "pset 1", "due": "2025-09-23"}, {"title": "pset 2"}]
    imported: list[dict[str, Value]] = [{"title": "Pset 2"}, {"title": "problem set 1", "due": "2025-09-23"}]

    assert match("assignments", existing, imported, TODAY) == {0: 1}


def test_holidays_go_by_date_then_by_name() -> None:
    existing: list[dict[str, Value]] = [
        {"first": "Tue 2025-11-11", "name": "Veterans Day"},
        {"first": "2025-11-27", "name": "Thanksgiving"},
    ]
    imported: list[dict[str, Value]] = [
        {"first": "2025-11-11", "name": "No class"},
        {"first": "2025-11-26", "name": "thanksgiving"},
        {"first": "2025-12-24", "name": "Christmas"},
    ]

    assert match("holidays", existing, imported, TODAY) == {0: 0, 1: 1}


@pytest.mark.parametrize(("key", "rows"), [("lectures", DATED), ("slots", SLOTS)], ids=["lectures", "slots"])
@given(data=st.data())
def test_no_row_is_two_others_and_what_is_imported_again_is_itself(
    key: str, rows: st.SearchStrategy[dict[str, Value]], data: st.DataObject
) -> None:
    existing, imported = data.draw(st.lists(rows, max_size=5)), data.draw(st.lists(rows, max_size=5))
    found = match(key, existing, imported, TODAY)

    assert len(set(found.values())) == len(found)
    assert match(key, existing, imported, TODAY) == found
    assert [existing[other] for _, other in sorted(match(key, existing, existing, TODAY).items())] == existing
