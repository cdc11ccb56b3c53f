"""Whether a slot of office hours goes on: as long as a week to come takes place."""

from datetime import date
from pathlib import Path

import pytest
from test_hours import AFTER, BEFORE, IN_TERM, LAST_DAY, SLOT, SLOTS, changed, written

from feeds.course.hours import weekly_hours
from feeds.course.model import Course


@pytest.mark.parametrize(
    ("changes", "goes_on"),
    [
        ([], {"09-01": True, "11-16": True, "11-17": False}),
        (["{date: 2026-11-16, cancelled: ill, hosts: []}"], {"11-09": True, "11-10": False}),
        (["{date: 2026-11-16, hosts: []}"], {"11-09": True, "11-10": False}),
        (
            [f"{{date: 2026-{day}, cancelled: ill, hosts: []}}" for day in ("11-02", "11-09")],
            {"10-27": True, "11-10": True, "11-17": False},
        ),
        # Nobody knows yet where the last week will be, but it will be.
        (["{date: 2026-11-16, room: tbd}"], {"11-16": True, "11-17": False}),
        (["{date: 2026-11-16, moved_to: 2026-11-18}"], {"11-17": True, "11-18": True, "11-19": False}),
    ],
    ids=["none", "last week cancelled", "last week without hosts", "two weeks cancelled", "no room", "moved"],
)
def test_slot_goes_on_while_a_week_to_come_takes_place(
    tmp_path: Path, changes: list[str], goes_on: dict[str, bool]
) -> None:
    course = written(tmp_path, changed(*changes) if changes else SLOT)

    assert {
        day: hours.goes_on for day in goes_on for hours in weekly_hours(course, date.fromisoformat(f"2026-{day}"))
    } == goes_on


def test_all_slots_of_the_real_course_go_on_until_their_last_week(course: Course) -> None:
    def going_on(today: date) -> list[str]:
        return [hours.slot for hours in weekly_hours(course, today) if hours.goes_on]

    every = [slot.partition(":")[0] for slot in SLOTS]
    assert going_on(BEFORE) == going_on(IN_TERM) == every
    assert going_on(LAST_DAY) == ["oh-tue-9", "oh-tue-10", "oh-tue-15", "oh-tue-16"]
    assert going_on(AFTER) == []
