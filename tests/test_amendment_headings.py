"""The heading that a new row stands under is that of its week, also beside rows that have moved away from theirs."""

from textwrap import dedent

import pytest
from amending import FIRST, addition

from feeds.authoring.updates.amendment import amend
from feeds.course.parser import parse


def with_new(text: str, list: str = "lectures", **row: str) -> str:
    """Add a row to a file."""
    amended = amend(text, parse(text.encode(), "x.yaml"), [addition(list, id="new", **row)], first=FIRST)
    assert amended.by_hand == ()
    return amended.text


MOVED = dedent("""\
    lectures:
      # Week 1

      - id: sets
        date: Thu 2025-09-04

      # Week 2

      - id: maps
        date: Tue 2025-09-09

      # About graphs, which have moved.
      - id: graphs
        date: Thu 2025-09-25
    """)
WEEKS = {
    "a week before that of a row that has moved": (
        "Tue 2025-09-16",
        """
  # Week 3

  - id: new
    date: Tue 2025-09-16

  # Week 4

  # About graphs, which have moved.
  - id: graphs
    date: Thu 2025-09-25
""",
    ),
    "the week to which a row has moved, before it": (
        "Tue 2025-09-23",
        """
  # Week 4

  - id: new
    date: Tue 2025-09-23

  # About graphs, which have moved.
  - id: graphs
    date: Thu 2025-09-25
""",
    ),
    "the same, behind it": (
        "Fri 2025-09-26",
        """
  # About graphs, which have moved.
  - id: graphs
    date: Thu 2025-09-25

  # Week 4

  - id: new
    date: Fri 2025-09-26
""",
    ),
    "the week of the heading": (
        "Thu 2025-09-11",
        """
  - id: new
    date: Thu 2025-09-11

  # About graphs, which have moved.
  - id: graphs
    date: Thu 2025-09-25
""",
    ),
}


@pytest.mark.parametrize(("date", "end"), WEEKS.values(), ids=WEEKS.keys())
def test_new_row_beside_one_that_has_moved(date: str, end: str) -> None:
    assert with_new(MOVED, date=date) == MOVED[: MOVED.index("\n  # About")] + end


def test_first_row_below_a_heading_may_have_moved() -> None:
    text = "lectures:\n  # Week 1\n  - {id: a, date: 2025-09-04}\n  # Week 2\n  - {id: b, date: 2025-09-23}\n"

    assert with_new(text, date="2025-09-18") == (
        "lectures:\n  # Week 1\n  - {id: a, date: 2025-09-04}\n\n  # Week 3\n  - {id: new, date: 2025-09-18}\n\n"
        "  # Week 2\n  - {id: b, date: 2025-09-23}\n"
    )
    assert with_new(text, date="2025-09-24") == (f"{text}\n  # Week 4\n  - {{id: new, date: 2025-09-24}}\n")


def test_weeks_that_are_all_counted_otherwise_are_only_comments() -> None:
    text = "lectures:\n  # Week 0\n  - {id: a, date: 2025-09-04}\n  # Week 1\n  - {id: b, date: 2025-09-09}\n"

    assert with_new(text, date="2025-09-18") == f"{text}  - {{id: new, date: 2025-09-18}}\n"


def test_row_with_a_day_is_not_below_those_that_have_none() -> None:
    text = "exams:\n  # Week 8\n  - {id: a, date: 2025-10-21}\n\n  # Date to be decided\n  - {id: b, date: tbd}\n"

    assert with_new(text, "exams", date="2025-12-09") == (f"{text}\n  # Week 15\n  - {{id: new, date: 2025-12-09}}\n")


def test_slot_beside_one_that_has_moved_to_another_weekday() -> None:
    text = "slots:\n  # Monday\n  - {id: a, day: Mon, start: 9:00}\n  - {id: b, day: Wed, start: 9:00}\n"

    assert with_new(text, "slots", day="Tuesday", start="9:00") == (
        "slots:\n  # Monday\n  - {id: a, day: Mon, start: 9:00}\n\n  # Tuesday\n"
        "  - {id: new, day: Tuesday, start: 9:00}\n\n  # Wednesday\n  - {id: b, day: Wed, start: 9:00}\n"
    )
