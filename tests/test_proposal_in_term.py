"""What an import cannot know, or has not heard of, stays as it is in the middle of a term, and is told."""

from datetime import datetime

import pytest
from amending import amended, contents, documents, shown

from feeds.authoring.updates.proposal import Proposal, propose

# A Tuesday.
NOW = datetime(2026, 10, 20, 8)

FILES = {
    "course.yaml": "classes: {first: 2026-09-09, last: 2026-12-09}\n",
    "lectures.yaml": """\
lectures:
  - {id: old, date: 2026-10-01, title: Old, cancelled: ill}
  - {id: trees, date: 2026-11-17, title: Trees, cancelled: ill}
""",
    "tutorials.yaml": """\
tutorials:
  - {id: a, date: 2026-11-17, start: 10:00, end: 11:00, title: Git}
  - {id: b, date: 2026-11-17, start: 13:00, end: 14:00, title: Git}
""",
    "exams.yaml": "exams: [{id: midterm, date: 2026-11-05, start: 19:30, end: 21:30, title: Midterm}]\n",
    "deadlines.yaml": """\
assignments:
  - {id: pset-4, title: pset 4, out: 2026-10-22, due: 2026-11-05 23:59}
""",
}


def proposed(file: str, text: str, files: dict[str, str] = FILES, *, cancel_missing: bool = False) -> Proposal:
    """Propose what an import of one list would change."""
    imported = contents({file: text})
    return propose(documents(files), imported, tells=frozenset(), now=NOW, cancel_missing=cancel_missing)


CASES = {
    "a day that is to be decided stays, and the rest changes": (
        "exams.yaml",
        "exams: [{date: tbd, title: Midterm, start: tbd, room: 26-100}]",
        [
            "midterm.room: nothing → 26-100",
            "left: midterm (the file says that its day is to be decided; write `date: tbd` here if it has lost it)",
        ],
    ),
    "both days of an assignment": (
        "deadlines.yaml",
        "assignments: [{title: pset 4, out: tbd, due: TBD}]",
        [
            "left: pset-4 (the file says that its day is to be decided; write `out: tbd` here if it has lost it)",
            "left: pset-4 (the file says that its day is to be decided; write `due: tbd` here if it has lost it)",
        ],
    ),
    "what is cancelled here is held there": (
        "lectures.yaml",
        "lectures: [{date: 2026-10-01, title: Old}, {date: 2026-11-17, title: trees}]",
        [
            "trees.title: Trees → trees",
            "left: trees (it is cancelled here; take `cancelled` out if it takes place)",
        ],
    ),
    "what is cancelled here is cancelled there": (
        "lectures.yaml",
        "lectures: [{date: 2026-10-01, title: Old}, {date: 2026-11-17, title: Trees, cancelled: yes}]",
        [],
    ),
    "what is cancelled here has no day there": (
        "lectures.yaml",
        "lectures: [{date: 2026-10-01, title: Old}, {id: x, date: tbd, title: Trees}]",
        ["new lectures: {id: x, date: tbd, title: Trees}"],
    ),
    "a time that is to be decided is of the one that is left": (
        "tutorials.yaml",
        "tutorials: [{date: 2026-11-17, start: tbd, title: Git}, {date: 2026-11-17, start: 10:00, title: Git}]",
        [],
    ),
    "an assignment is renamed": (
        "deadlines.yaml",
        "assignments: [{title: Problem set 4, out: 2026-10-22, due: 2026-11-05}]",
        ["pset-4.title: pset 4 → Problem set 4"],
    ),
}


TWICE = {
    # Whoever says less takes nothing from one who is wholly as it is there.
    "without a time": (
        "- {id: a, date: 2026-11-17, start: 10:00, end: 11:00, title: Git}",
        "{id: x, date: 2026-11-17, start: tbd, title: Git}, {date: 2026-11-17, start: 10:00, title: Git}",
        ["new tutorials: {id: x, date: 2026-11-17, start: tbd, title: Git}"],
    ),
    # The second could be either, and the first only the second of those that are there.
    "without a room": (
        "- {id: a, date: 2026-11-17, start: 10:00, title: Git, room: 1-1}\n"
        "  - {id: b, date: 2026-11-17, start: 10:00, title: Git, room: 1-2}",
        "{date: 2026-11-17, start: 10:00, title: Git, room: 1-2}, {date: 2026-11-17, start: 10:00, title: Git}",
        [],
    ),
}


@pytest.mark.parametrize(("existing", "imported", "expected"), TWICE.values(), ids=TWICE.keys())
def test_two_of_one_title_and_day(existing: str, imported: str, expected: list[str]) -> None:
    files = {**FILES, "tutorials.yaml": f"tutorials:\n  {existing}\n"}

    assert shown(proposed("tutorials.yaml", f"tutorials: [{imported}]", files)) == expected


@pytest.mark.parametrize(("file", "text", "expected"), CASES.values(), ids=CASES.keys())
def test_dated_rows(file: str, text: str, expected: list[str]) -> None:
    assert shown(proposed(file, text, cancel_missing=True)) == expected


HOURS = """\
slots:
  - id: oh
    hosts: [ada-lovelace]
    day: Tuesday
    start: 13:00
    end: 14:00
    room: 1-1
"""
SAME = "{id: x, hosts: [ada-lovelace], day: Tuesday, start: 13:00, end: 14:00, room: 1-1}"
PLAN = "    changes: [{from: 2026-10-26, day: Thursday, start: 9:00, end: 10:00}]\n"

CHANGES = {
    "weeks that are over are not cancelled afterwards": (
        "",
        SAME.replace("}", ", changes: [{date: 2026-09-22, cancelled: yes}, {date: 2026-10-27, cancelled: yes}]}"),
        ["oh.changes: nothing → [{date: 2026-10-27, cancelled: yes}]"],
    ),
    "a second change on one day is that of the day": (
        "    changes: [{from: 2026-10-20, start: 12:00, room: 1-2}]\n",
        SAME.replace("13:00", "11:00").replace("1-1", "1-2"),
        ["oh.changes: [{from: 2026-10-20, start: 12:00, room: 1-2}] → "
         "[{from: 2026-10-20, start: 11:00, room: 1-2}]"],
    ),
    "of hosts as well, who are said in another way": (
        "    changes: [{from: 2026-10-20, swap: {ada-lovelace: kay}, room: 1-2}]\n",
        SAME.replace("1-1", "1-2").replace("ada-lovelace", "grace-hopper"),
        ["oh.changes: [{from: 2026-10-20, swap: {ada-lovelace: kay}, room: 1-2}] → "
         "[{from: 2026-10-20, room: 1-2, hosts: [grace-hopper]}]"],
    ),
    "and of a room": (
        "    changes: [{from: 2026-10-20, start: 12:00, online: http://x.example/}]\n",
        SAME.replace("13:00", "12:00"),
        ["oh.changes: [{from: 2026-10-20, start: 12:00, online: http://x.example/}] → "
         "[{from: 2026-10-20, start: 12:00, room: 1-1}]"],
    ),
    "a plan for the coming Monday is another one": (
        PLAN,
        SAME.replace("Tuesday", "Wednesday"),
        ["oh.changes: [{from: 2026-10-26, day: Thursday, start: 9:00, end: 10:00}] → "
         "[{from: 2026-10-26, day: Wednesday, start: 13:00, end: 14:00}]"],
    ),
    "or the same at another time": (
        PLAN,
        SAME.replace("Tuesday", "Thursday"),
        ["oh.changes: [{from: 2026-10-26, day: Thursday, start: 9:00, end: 10:00}] → "
         "[{from: 2026-10-26, day: Thursday, start: 13:00, end: 14:00}]"],
    ),
    "another weekday in the last week comes too late, and the rest does not": (
        "    until: 2026-10-22\n",
        SAME.replace("Tuesday", "Wednesday").replace("}", ", details: Bring questions}"),
        [
            "oh.details: nothing → Bring questions",
            "left: oh (the file has it otherwise, but there is no week from Mon 2026-10-26 on to change for good; "
            "for a single week write a change with `date`)",
        ],
    ),
    "a last day of the import is one": (
        "",
        SAME.replace("Tuesday", "Wednesday").replace("}", ", until: 2026-10-21}"),
        [
            "oh.until: nothing → 2026-10-21",
            "left: oh (the file has it otherwise, but there is no week from Mon 2026-10-26 on to change for good; "
            "for a single week write a change with `date`)",
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("written", "slot", "expected"), CHANGES.values(), ids=CHANGES.keys())
def test_weekly_hours(written: str, slot: str, expected: list[str]) -> None:
    files = {**FILES, "office-hours.yaml": HOURS + written}
    proposal = proposed("office-hours.yaml", f"slots: [{slot}]", files)

    assert shown(proposal) == expected
    again = proposed("office-hours.yaml", f"slots: [{slot}]", amended(files, proposal))
    assert (again.changes, again.additions) == ((), ())


def test_new_hours_have_no_changes_of_weeks_that_are_over() -> None:
    def new(changes: str) -> list[str]:
        slot = f"{{id: x, hosts: [kay], day: Wednesday, start: 9:00, end: 10:00, changes: [{changes}]}}"
        return shown(proposed("office-hours.yaml", f"slots: [{slot}]"))

    slot = "new slots: {id: x, hosts: [kay], day: Wednesday, start: 9:00, end: 10:00, from: Tue 2026-10-20"
    assert new("{date: 2026-09-23, cancelled: yes}, {date: 2026-10-21, cancelled: yes}") == [
        f"{slot}, changes: [{{date: 2026-10-21, cancelled: yes}}]}}"
    ]
    assert new("{date: 2026-09-23, cancelled: yes}") == [f"{slot}}}"]
