"""What an import would change in weekly hours: weeks that are over stay as they were, and what is to come changes."""

from datetime import datetime
from pathlib import Path

import pytest
from amending import amended, contents, documents, shown
from courses import by_id, course_yaml, said, write_course

from feeds.authoring.updates.proposal import Proposal, propose
from feeds.course.reader import read_course

# A Wednesday morning. Hours began on Monday the 14th.
NOW = datetime(2026, 9, 30, 8)

COURSE = course_yaml("""\
office_hours: {first: Mon 2026-09-14, last: Wed 2026-12-09}
schedule_days: [{date: Tue 2026-10-13, runs_as: Monday}]
""")
HOURS = """\
slots:
  - id: oh-mon
    hosts: [alan-turing, grace-hopper]
    day: Monday
    start: 9:00
    end: 10:00
    room: 36-155
    changes:
      - {date: 2026-09-21, cancelled: ill, hosts: []}   # a cold
      - {from: 2026-09-28, room: 36-156}

  - {id: oh-wed, hosts: [ada-lovelace], day: Wednesday, start: 13:00, end: 14:00, room: 2-190}

  - id: oh-fri
    hosts: [grace-hopper]
    day: Fri
    start: 15:00
    end: 16:00
    room: 2-190
    from: 2026-10-02

  - {id: oh-grace, hosts: [grace-hopper], day: tbd, start: tbd}
  - {id: oh-old, hosts: [ada-lovelace], day: Tue, start: 8:00, end: 9:00, room: 2-190, until: 2026-09-22}
"""
TUTORIALS = """\
slots:
  - {id: r1, title: Recitation 1, hosts: [ada-lovelace], day: Friday, start: 11:00, end: 12:00, room: B-8}
"""
FILES = {"course.yaml": COURSE, "office-hours.yaml": HOURS, "tutorials.yaml": TUTORIALS}

MON = "{id: a, hosts: [alan-turing, grace-hopper], day: Monday, start: 09:00, end: 10:00, room: 36-156}"
WED = "{id: b, hosts: [ada-lovelace], day: wed, start: 13:00, end: 14:00, room: 2-190}"
FRI = "{id: c, hosts: [grace-hopper], day: Friday, start: 15:00, end: 16:00, room: 2-190}"
TBD = "{id: d, hosts: [grace-hopper], day: tbd}"


def proposed(*slots: str, now: datetime = NOW, cancel_missing: bool = False, hours: str = HOURS) -> Proposal:
    """Propose what an import of office hours would change."""
    files = {"office-hours.yaml": f"slots: [{', '.join(slots)}]"}
    existing = documents({**FILES, "office-hours.yaml": hours})
    return propose(existing, contents(files), tells=frozenset(), now=now, cancel_missing=cancel_missing)


HAD = "{date: 2026-09-21, cancelled: ill, hosts: []}, {from: 2026-09-28, room: 36-156}"

SLOTS = {
    "the same as they are today": ((MON, WED, FRI, TBD), []),
    "a room and a host of one that has begun change from today on": (
        (MON.replace("36-156", "1-1").replace("alan-turing", "ada-lovelace"), WED, FRI, TBD),
        [
            f"oh-mon.changes: [{HAD}] → [{HAD}, "
            "{from: Wed 2026-09-30, hosts: [ada-lovelace, grace-hopper], room: 1-1}]"
        ],
    ),
    "a time, too": (
        (MON, WED.replace("14:00", "15:00"), FRI, TBD),
        ["oh-wed.changes: nothing → [{from: Wed 2026-09-30, end: 15:00}]"],
    ),
    "another weekday from the coming Monday on": (
        (MON, WED.replace("wed", "Thursday"), FRI, TBD),
        ["oh-wed.changes: nothing → [{from: Mon 2026-10-05, day: Thursday}]"],
    ),
    "one that has not begun is edited in place": (
        (MON, WED, FRI.replace("Friday", "Thursday").replace("2-190", "2-191"), TBD),
        ["oh-fri.day: Fri → Thursday", "oh-fri.room: 2-190 → 2-191"],
    ),
    "one that gets its day begins today": (
        (MON, WED, FRI, "{id: d, hosts: [grace-hopper], day: Tuesday, start: 9:00, end: 10:00, room: tbd}"),
        [
            "oh-grace.day: tbd → Tuesday",
            "oh-grace.start: tbd → 9:00",
            "oh-grace.end: nothing → 10:00",
            "oh-grace.room: nothing → tbd",
            "oh-grace.from: nothing → Wed 2026-09-30",
        ],
    ),
    "a day that is to be decided, of somebody without hours": (
        (MON, WED, FRI, TBD, "{id: e, hosts: [kurt-goedel], day: tbd}"),
        ["new slots: {id: e, hosts: [kurt-goedel], day: tbd}"],
    ),
    "a new one begins today": (
        (MON, WED, FRI, TBD, "{id: oh-wed, hosts: [alan-turing], day: Wednesday, start: 16:00, end: 17:00}"),
        [
            "new slots: {id: oh-wed-2, hosts: [alan-turing], day: Wednesday, start: 16:00, end: 17:00, "
            "from: Wed 2026-09-30}"
        ],
    ),
    "one that is not there": ((MON, FRI, TBD), ["not there: oh-wed (the file does not have it)"]),
    "a single week and a last day": (
        (
            MON,
            WED.replace("190", "190, until: 2026-11-25, changes: [{date: 2026-10-14, cancelled: yes}]"),
            FRI,
            TBD,
        ),
        [
            "oh-wed.until: nothing → 2026-11-25",
            "oh-wed.changes: nothing → [{date: 2026-10-14, cancelled: yes}]",
        ],
    ),
    "a week of which something is written already": (
        (MON.replace("36-156", "36-156, changes: [{date: Mon 2026-09-21, cancelled: yes}]"), WED, FRI, TBD),
        [],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("slots", "expected"), SLOTS.values(), ids=SLOTS.keys())
def test_office_hours(slots: tuple[str, ...], expected: list[str]) -> None:
    assert shown(proposed(*slots)) == expected


def test_missing_hours_end_yesterday_if_asked() -> None:
    assert shown(proposed(MON, cancel_missing=True)) == [
        "oh-wed.until: nothing → Tue 2026-09-29",
        "not there: oh-fri (it has not begun, or is over)",
        "not there: oh-grace (it has not begun, or is over)",
    ]


def test_on_a_monday_another_weekday_is_from_that_day_on() -> None:
    (change,) = proposed(MON, WED.replace("wed", "Thu"), FRI, TBD, now=datetime(2026, 10, 5, 8)).changes

    assert change.after == [{"from": "Mon 2026-10-05", "day": "Thu"}]


def test_move_that_is_planned_is_not_proposed_again() -> None:
    planned = HOURS.replace("room: 2-190}\n", "room: 2-190, changes: [{from: 2026-10-12, day: Thu}]}\n", 1)

    assert shown(proposed(MON, WED, FRI, TBD, hours=planned)) == []
    assert shown(proposed(MON, WED.replace("wed", "thu"), FRI, TBD, hours=planned)) == []


def test_when_all_weeks_are_over_nothing_of_them_changes() -> None:
    now = datetime(2026, 12, 10, 8)

    assert shown(proposed(MON.replace("36-156", "1-1"), WED, FRI, TBD, now=now, cancel_missing=True)) == [
        "left: oh-mon (all of its weeks are over)"
    ]
    assert shown(proposed(MON, now=now, cancel_missing=True)) == [
        "not there: oh-wed (it has not begun, or is over)",
        "not there: oh-fri (it has not begun, or is over)",
        "not there: oh-grace (it has not begun, or is over)",
    ]


def test_monday_that_a_tuesday_runs_as_is_a_week_of_monday_hours() -> None:
    late = HOURS.replace("    changes:\n", "    from: 2026-10-13\n    changes:\n")
    moved = MON.replace("36-156", "1-1")

    assert [change.key for change in proposed(moved, hours=late, now=datetime(2026, 10, 13, 8)).changes] == ["room"]
    assert [change.key for change in proposed(moved, hours=late, now=datetime(2026, 10, 14, 8)).changes] == ["changes"]


def test_recitations_go_by_their_titles_from_the_first_class_on() -> None:
    files = {"tutorials.yaml": TUTORIALS.replace("Friday, start: 11:00", "Thursday, start: 10:00").replace("r1", "x")}
    proposal = propose(documents(FILES), contents(files), tells=frozenset(), now=NOW, cancel_missing=False)

    assert shown(proposal) == ["r1.changes: nothing → [{from: Mon 2026-10-05, day: Thursday, start: 10:00}]"]


def test_weeks_that_are_over_stay_and_those_to_come_are_as_imported(tmp_path: Path) -> None:
    moved = MON.replace("36-156", "1-1").replace("Monday", "Tuesday")
    folder = write_course(tmp_path / "6.100-fa26", course=COURSE, office_hours=HOURS, tutorials=TUTORIALS)
    before = by_id(read_course(folder))
    proposal = proposed(moved, WED, FRI, TBD)
    after = by_id(
        read_course(write_course(folder, course=COURSE, office_hours=amended(FILES, proposal)["office-hours.yaml"]))
    )

    was = {id: said(event) for id, event in before.items()}
    now = {id: said(event) for id, event in after.items() if was.get(id) != said(event)}
    assert list(now.values())[:2] == [
        "oh-mon-2026-10-05: Tue 10-06 09:00-10:00, 1-1, alan-turing + grace-hopper",
        "oh-mon-2026-10-19: Tue 10-20 09:00-10:00, 1-1, alan-turing + grace-hopper",
    ]
    assert len(now) == 9
    # No Tuesday is on the 13th of October, which is a Monday for hours.
    assert before.keys() - after.keys() == {"oh-mon-2026-10-12", "oh-mon-2026-10-13"}
    assert after.keys() - before.keys() == set()
