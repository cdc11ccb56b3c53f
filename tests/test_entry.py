"""What an event says in calendars, where the golden files show only one side of it."""

from pathlib import Path

import pytest
from courses import by_id, read

from feeds.calendar.entry import entry


@pytest.mark.parametrize(
    ("said", "description"),
    [
        ("tentative: yes", "The time is to be announced.\n\nhttps://a.edu/c/events/a"),
        ("cancelled: ill", "Cancelled: ill\n\nhttps://a.edu/c/events/a"),
        ("cancelled: yes", "Cancelled.\n\nhttps://a.edu/c/events/a"),
    ],
)
def test_time_is_announced_only_for_what_takes_place(tmp_path: Path, said: str, description: str) -> None:
    course = read(tmp_path, lectures=f"lectures: [{{id: a, title: A, date: Tue 2026-09-15, start: tbd, {said}}}]")
    shown = entry(by_id(course)["a"], course, "https://a.edu/c")

    assert shown.description == description
