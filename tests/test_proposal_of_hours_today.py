"""Weekly hours at an import on their own weekday: today's hour changes as long as it is still to come."""

from datetime import datetime

import pytest
from amending import amended, shown
from test_proposal_of_slots import FILES, FRI, HOURS, MON, TBD, WED, proposed

MORNING, NOON, EVENING = (datetime(2026, 9, 30, hour) for hour in (8, 13, 18))
"""Of a Wednesday, on which oh-wed is from 13:00 to 14:00; it is over here once it has begun."""

TODAY = {
    "a room, in the morning": (
        MORNING,
        (WED.replace("2-190", "1-1"),),
        ["oh-wed.changes: nothing → [{from: Wed 2026-09-30, room: 1-1}]"],
    ),
    "a room, when it has begun": (
        NOON,
        (WED.replace("2-190", "1-1"),),
        ["oh-wed.changes: nothing → [{from: Thu 2026-10-01, room: 1-1}]"],
    ),
    "a room, in the evening": (
        EVENING,
        (WED.replace("2-190", "1-1"),),
        ["oh-wed.changes: nothing → [{from: Thu 2026-10-01, room: 1-1}]"],
    ),
    "a time that would be over already": (
        MORNING,
        (WED.replace("13:00", "7:00").replace("14:00", "8:00"),),
        ["oh-wed.changes: nothing → [{from: Thu 2026-10-01, start: 7:00, end: 8:00}]"],
    ),
    "a new one, in the morning": (
        MORNING,
        (WED, "{id: x, hosts: [alan-turing], day: Wednesday, start: 16:00, end: 17:00}"),
        ["new slots: {id: x, hosts: [alan-turing], day: Wednesday, start: 16:00, end: 17:00, from: Wed 2026-09-30}"],
    ),
    "a new one, in the evening": (
        EVENING,
        (WED, "{id: x, hosts: [alan-turing], day: Wednesday, start: 16:00, end: 17:00}"),
        ["new slots: {id: x, hosts: [alan-turing], day: Wednesday, start: 16:00, end: 17:00, from: Thu 2026-10-01}"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("now", "slots", "expected"), TODAY.values(), ids=TODAY.keys())
def test_hours_of_today(now: datetime, slots: tuple[str, ...], expected: list[str]) -> None:
    assert shown(proposed(MON, *slots, FRI, TBD, now=now)) == expected


def test_missing_hours_end_before_today_or_with_it() -> None:
    ends = {now: shown(proposed(MON, FRI, TBD, now=now, cancel_missing=True)) for now in (MORNING, EVENING)}

    assert ends == {
        MORNING: ["oh-wed.until: nothing → Tue 2026-09-29"],
        EVENING: ["oh-wed.until: nothing → Wed 2026-09-30"],
    }


def test_first_hour_that_is_over_stays_as_it_was() -> None:
    new = HOURS.replace("room: 2-190}\n", "room: 2-190, from: Wed 2026-09-30}\n", 1)
    moved = WED.replace("2-190", "1-1")

    assert shown(proposed(MON, moved, FRI, TBD, hours=new, now=MORNING)) == ["oh-wed.room: 2-190 → 1-1"]
    assert shown(proposed(MON, moved, FRI, TBD, hours=new, now=EVENING)) == [
        "oh-wed.changes: nothing → [{from: Thu 2026-10-01, room: 1-1}]"
    ]


def test_monday_hour_that_is_over_moves_to_another_weekday_from_the_next_week_on() -> None:
    moved = MON.replace("Monday", "Tuesday")
    had = "{date: 2026-09-21, cancelled: ill, hosts: []}, {from: 2026-09-28, room: 36-156}"

    assert shown(proposed(moved, WED, FRI, TBD, now=datetime(2026, 10, 5, 18))) == [
        f"oh-mon.changes: [{had}] → [{had}, {{from: Mon 2026-10-12, day: Tuesday}}]"
    ]


def test_room_that_is_taken_back_in_the_same_evening_is_as_it_was() -> None:
    files = {**FILES, "office-hours.yaml": HOURS}
    first = proposed(MON, WED.replace("2-190", "1-1"), FRI, TBD, now=EVENING)
    after = amended(files, first)["office-hours.yaml"]

    assert shown(proposed(MON, WED, FRI, TBD, hours=after, now=EVENING)) == [
        "oh-wed.changes: [{from: Thu 2026-10-01, room: 1-1}] → [{from: Thu 2026-10-01, room: 2-190}]"
    ]
