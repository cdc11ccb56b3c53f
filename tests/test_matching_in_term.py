"""What is over does not become what is still to come because it has the same title."""

from datetime import date

import pytest
from test_matching import lecture, named

from feeds.authoring.updates.matching import match
from feeds.course.document import Value

TODAY = date(2026, 10, 20)

LECTURES = {
    "a file of the rest of the term": (
        ["Review, 2026-10-01", "Grids, 2026-10-22"],
        ["Grids, 2026-10-22", "Review, 2026-12-08"],
        ["Grids, 2026-10-22 = Grids, 2026-10-22", "Review, 2026-12-08 = new"],
    ),
    "today is still to come": (
        ["Review, 2026-10-20"],
        ["Review, 2026-12-08"],
        ["Review, 2026-12-08 = Review, 2026-10-20"],
    ),
    "the past is put right": (
        ["Review, 2026-10-01"],
        ["Review, 2026-10-06"],
        ["Review, 2026-10-06 = Review, 2026-10-01"],
    ),
    "the past is put right, and there is another": (
        ["Review, 2026-10-01"],
        ["Review, 2026-10-06", "Review, 2026-12-08"],
        ["Review, 2026-10-06 = Review, 2026-10-01", "Review, 2026-12-08 = new"],
    ),
    "one that is to come moves, and one is over": (
        ["Review, 2026-10-01", "Review, 2026-12-08"],
        ["Review, 2026-12-03"],
        ["Review, 2026-12-03 = Review, 2026-12-08"],
    ),
    "a day that is not known any more": (["Quiz, 2026-10-01"], ["Quiz, tbd"], ["Quiz, tbd = Quiz, 2026-10-01"]),
    "a guest of last month is named, and another is to come": (
        ["Guest Lecture, 2026-09-29"],
        ["Guest Lecture: Ada on X, 2026-09-29", "Guest Lecture, 2026-11-19"],
        ["Guest Lecture: Ada on X, 2026-09-29 = Guest Lecture, 2026-09-29", "Guest Lecture, 2026-11-19 = new"],
    ),
    "a guest to come is named, and there is another": (
        ["Guest Lecture, 2026-11-03"],
        ["Guest Lecture: Ada on X, 2026-11-03", "Guest Lecture, 2026-11-19"],
        ["Guest Lecture: Ada on X, 2026-11-03 = Guest Lecture, 2026-11-03", "Guest Lecture, 2026-11-19 = new"],
    ),
    "a title is decided, and another is to be": (
        ["TBD, 2026-11-03"],
        ["Diffusion, 2026-11-03", "TBD, 2026-11-19"],
        ["Diffusion, 2026-11-03 = TBD, 2026-11-03", "TBD, 2026-11-19 = new"],
    ),
    "something else comes in between, and others are later for it": (
        ["Grids, 2026-11-03", "Memory, 2026-11-05"],
        ["Guest, 2026-11-03", "Grids, 2026-11-05", "Memory, 2026-11-10"],
        [
            "Guest, 2026-11-03 = new",
            "Grids, 2026-11-05 = Grids, 2026-11-03",
            "Memory, 2026-11-10 = Memory, 2026-11-05",
        ],
    ),
    "two that are over swap": (
        ["Grids, 2026-10-01", "Memory, 2026-10-06"],
        ["Memory, 2026-10-01", "Grids, 2026-10-06"],
        ["Memory, 2026-10-01 = Memory, 2026-10-06", "Grids, 2026-10-06 = Grids, 2026-10-01"],
    ),
    "one that is over swaps with one to come": (
        ["Grids, 2026-10-01", "Memory, 2026-10-22"],
        ["Memory, 2026-10-01", "Grids, 2026-10-22"],
        ["Memory, 2026-10-01 = Memory, 2026-10-22", "Grids, 2026-10-22 = Grids, 2026-10-01"],
    ),
    "another of that day was not touched": (
        ["Grids, 2026-10-01", "Memory, 2026-10-01"],
        ["Memory, 2026-10-01", "Grids, 2026-12-08"],
        ["Memory, 2026-10-01 = Memory, 2026-10-01", "Grids, 2026-12-08 = new"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("existing", "imported", "expected"), LECTURES.values(), ids=LECTURES.keys())
def test_lectures(existing: list[str], imported: list[str], expected: list[str]) -> None:
    found = match("lectures", [*map(lecture, existing)], [*map(lecture, imported)], TODAY)

    assert named(imported, existing, found) == expected


def hours(*texts: str) -> list[dict[str, Value]]:
    """Write each `2026-11-10 ada+grace 13:00 Office hours` as a row; the title may be left out."""
    rows = ([*text.split(" ", 3), ""][:4] for text in texts)
    return [{"date": day, "hosts": [*hosts.split("+")], "start": at, "title": title} for day, hosts, at, title in rows]


ONE_OFF = {
    "somebody else's": (["2026-11-10 ada 13:00 OH"], ["2026-11-17 grace 13:00 OH"], {}),
    "somebody else's on the same day": (["2026-11-10 ada 13:00 OH"], ["2026-11-10 grace 16:00 OH"], {}),
    "handed over": (["2026-11-10 ada 13:00 OH"], ["2026-11-10 grace 13:00 OH"], {0: 0}),
    "moved": (
        ["2026-11-10 ada 13:00 OH", "2026-11-10 grace+kay 13:00 OH"],
        ["2026-11-12 kay+grace 9:00 OH", "2026-11-17 ada 13:00 OH"],
        {0: 1, 1: 0},
    ),
    "moved, without a title": (["2026-11-10 ada 13:00"], ["2026-11-12 ada 13:00"], {0: 0}),
    "over": (["2026-10-13 ada 13:00 OH"], ["2026-11-12 ada 13:00 OH"], {}),
}


@pytest.mark.parametrize(("existing", "imported", "expected"), ONE_OFF.values(), ids=ONE_OFF.keys())
def test_office_hours_of_a_day_go_by_their_hosts(
    existing: list[str], imported: list[str], expected: dict[int, int]
) -> None:
    assert match("one_off", hours(*existing), hours(*imported), TODAY) == expected


def test_holidays_of_one_name_are_one_only_where_neither_is_over() -> None:
    def holiday(first: str, **last: Value) -> dict[str, Value]:
        return {"first": first, "name": "Student holiday", **last}

    over, under_way = holiday("2026-09-18"), holiday("2026-10-19", last="2026-10-21")
    next_one, later = holiday("2026-11-20"), holiday("2026-11-23")

    assert match("holidays", [over], [later], TODAY) == {}
    assert match("holidays", [later], [over], TODAY) == {}
    assert match("holidays", [next_one], [later], TODAY) == {0: 0}
    assert match("holidays", [over, next_one], [later], TODAY) == {0: 1}
    assert match("holidays", [under_way], [later], TODAY) == {0: 0}


ASSIGNMENTS = {
    "renamed": ({"title": "Problem set 4", "out": "Thu 2026-10-22", "due": "2026-11-05 23:59"}, {0: 0}),
    "another day": ({"title": "Problem set 4", "out": "2026-10-22", "due": "2026-11-06"}, {}),
    "only one of the days": ({"title": "Problem set 4", "due": "2026-11-05"}, {}),
    "to be decided": ({"title": "Problem set 5", "out": "tbd", "due": "tbd"}, {}),
}


@pytest.mark.parametrize(("imported", "expected"), ASSIGNMENTS.values(), ids=ASSIGNMENTS.keys())
def test_assignments_go_by_both_days_after_the_title(imported: dict[str, Value], expected: dict[int, int]) -> None:
    existing: list[dict[str, Value]] = [
        {"title": "pset 4", "out": "2026-10-22", "due": "2026-11-05"},
        {"title": "pset 5", "out": "tbd", "due": "tbd"},
    ]

    assert match("assignments", existing, [imported], TODAY) == expected


def test_assignments_of_the_same_days_are_not_guessed_and_a_cancelled_one_stays_cancelled() -> None:
    days: dict[str, Value] = {"out": "2026-10-22", "due": "2026-11-05"}
    other: dict[str, Value] = {"title": "Problem set 4", **days}

    assert match("assignments", [{"title": "a", **days}, {"title": "b", **days}], [other], TODAY) == {}
    assert match("assignments", [{"title": "a", **days, "cancelled": "yes"}], [other], TODAY) == {}
