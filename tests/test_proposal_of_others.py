"""What an import would change in exams, deadlines, people and holidays; and what is missing in it."""

import pytest
from amending import shown
from test_proposal import proposed

REST = {
    "a deadline keeps its time": (
        {"deadlines.yaml": "assignments: [{title: PSET 1, due: Fri 2025-09-19}, {title: pset 2, due: tbd}]"},
        [
            "pset-1.title: pset 1 → PSET 1",
            "pset-1.due: Thu 2025-09-18 23:59 → Fri 2025-09-19 23:59",
            "pset-2.materials: [{title: sheet}] → nothing",
        ],
    ),
    "on the same day, too": (
        {
            "deadlines.yaml": "assignments: [{title: pset 1, due: 2025-09-18},"
            " {title: pset 2, materials: [{title: sheet}]}]"
        },
        [],
    ),
    "another time is another time": (
        {"deadlines.yaml": "assignments: [{title: pset 1, due: 2025-09-18 17:00}, {title: pset 2, due: 2025-10-02}]"},
        [
            "pset-1.due: Thu 2025-09-18 23:59 → 2025-09-18 17:00",
            "pset-2.due: tbd → 2025-10-02",
            "pset-2.materials: [{title: sheet}] → nothing",
        ],
    ),
    "an exam gets its date, and keeps its time": (
        {"exams.yaml": "exams: [{id: m, date: Tue 2025-10-21, title: midterm}]"},
        ["midterm.date: tbd → Tue 2025-10-21", "midterm.title: Midterm → midterm"],
    ),
    "people keep their ids and short names": (
        {
            "staff.yaml": "people: [{id: alan-turing, name: Alan Turing, role: Head TA, hours: no},"
            " {id: kurt-goedel, name: Kurt Gödel, role: TA}]",
            "exams.yaml": "exams: [{id: m, date: tbd, title: Midterm}]",
            "tutorials.yaml": "tutorials: [{id: git, date: 2025-09-22, title: Git, start: 9:00, end: 10:00,"
            " speakers: [alan-turing, kurt-goedel]}]",
        },
        [
            "alan-t.role: TA → Head TA",
            "new people: {id: kurt-goedel, name: Kurt Gödel, role: TA}",
            "new tutorials: {id: git, date: 2025-09-22, title: Git, start: 9:00, end: 10:00, "
            "speakers: [alan-t, kurt-goedel]}",
            "not there: ada-lovelace (the file does not have it)",
        ],
    ),
    "a holiday begins later": (
        {"course.yaml": "holidays: [{id: x, first: 2025-11-27, name: thanksgiving}]"},
        ["thanksgiving.first: Wed 2025-11-26 → 2025-11-27", "thanksgiving.name: Thanksgiving → thanksgiving"],
    ),
    "so late that it is another week": (
        {
            "course.yaml": "holidays: [{id: x, first: 2025-12-03, name: Thanksgiving},"
            " {id: y, first: 2025-11-11, name: V}]"
        },
        [
            "thanksgiving.first: Wed 2025-11-26 → 2025-12-03",
            "thanksgiving.last: Fri 2025-11-28 → nothing",
            "new holidays: {id: y, first: 2025-11-11, name: V}",
        ],
    ),
    "an empty import": ({"lectures.yaml": "lectures: []", "exams.yaml": ""}, []),
}


@pytest.mark.parametrize(("files", "expected"), REST.values(), ids=REST.keys())
def test_exams_deadlines_people_and_holidays(files: dict[str, str], expected: list[str]) -> None:
    assert shown(proposed(files)) == expected


def test_what_is_missing_is_cancelled_if_asked_and_not_over() -> None:
    files = {
        "lectures.yaml": "lectures: [{id: x, date: 2025-12-02, title: New}]",
        "exams.yaml": "exams: [{id: x, date: 2025-12-12, title: Final}]",
        "deadlines.yaml": "assignments: [{id: x, title: project, due: 2025-12-09}]",
        "staff.yaml": "people: [{id: ada-lovelace, name: Ada Lovelace, role: Instructor}]",
        "course.yaml": "holidays: [{id: x, first: 2025-11-11, name: Veterans Day}]",
    }
    proposal = proposed(files, cancel_missing=True)

    assert shown(proposal) == [
        "maps.cancelled: nothing → yes",
        "guest.cancelled: nothing → yes",
        "midterm.cancelled: nothing → yes",
        "pset-2.cancelled: nothing → yes",
        "new holidays: {id: x, first: 2025-11-11, name: Veterans Day}",
        "new lectures: {id: x-2, date: 2025-12-02, title: New}",
        "new exams: {id: x-3, date: 2025-12-12, title: Final}",
        "new assignments: {id: x-4, title: project, due: 2025-12-09}",
        "not there: alan-t (the file does not have it)",
        "not there: thanksgiving (the file does not have it)",
        "not there: sets (it is over)",
        "not there: pset-1 (it is over)",
    ]
