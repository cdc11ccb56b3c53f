"""A key of a hand-written row is changed, put in or taken out: only its own lines are different."""

import pytest
from amending import FIRST, change, difference

from feeds.authoring.updates.amendment import Edit, amend
from feeds.course.parser import parse

# Everything that people write otherwise than the program would.
TEXT = """\
# The schedule.
lectures:   # all of them
# Week 1
- id: sets   # the first
  date: 2025-09-04   # a Thursday
  title: 'Sets & such'
  details: |   # why
    # One is not a comment.
    Two.

    # Three, neither.
  # What to read:
  materials:  # a list
    # first
    - {title: notes}  # good
    - title: slides
      url: http://x.example/1
    # last
  speakers: [ada-lovelace,
     alan-turing]  # both
  tags:
  - first
  - easy

- {id: maps, date: 2025-09-09, title: 'it''s a map',  # what else
   room: 1-1}   # small
- {"id": graphs, title: don't}
- id: trees
  date: "2025-09-18" # quoted
  title: >-
    Trees
    and forests
exams: [{id: quiz, date: tbd}, {id: final, date: 2025-12-15, title: it's over}]  # odd
"""

EDITS: dict[str, tuple[Edit, list[str]]] = {
    "a plain text, before a comment": (
        change("sets", "date", "Fri 2025-09-05"),
        ["-  date: 2025-09-04   # a Thursday", "+  date: Fri 2025-09-05   # a Thursday"],
    ),
    "a quoted text becomes one that needs no quotes": (
        change("sets", "title", "Sets"),
        ["-  title: 'Sets & such'", "+  title: Sets"],
    ),
    "a plain text becomes one that needs them": (
        change("sets", "date", "x: y"),
        ["-  date: 2025-09-04   # a Thursday", '+  date: "x: y"   # a Thursday'],
    ),
    "a short text becomes a long one": (
        change("sets", "title", "word " * 30 + "end"),
        ["-  title: 'Sets & such'", "+  title: >-", f"+    {'word ' * 20}word", f"+    {'word ' * 9}end"],
    ),
    "a long one before a comment stays on its line": (
        change("sets", "date", "word " * 30 + "end"),
        ["-  date: 2025-09-04   # a Thursday", f"+  date: {'word ' * 30}end   # a Thursday"],
    ),
    "a block of text": (
        change("sets", "details", "One."),
        [
            "-  details: |   # why",
            "-    # One is not a comment.",
            "-    Two.",
            "-",
            "-    # Three, neither.",
            "+  details: One.   # why",
        ],
    ),
    "a block of text that goes": (
        change("sets", "details", None),
        ["-  details: |   # why", "-    # One is not a comment.", "-    Two.", "-", "-    # Three, neither."],
    ),
    "one more in a list": (
        change(
            "sets", "materials", [{"title": "notes"}, {"title": "x"}, {"title": "slides", "url": "http://x.example/1"}]
        ),
        ["+    - {title: x}"],
    ),
    "one less in a list": (
        change("sets", "materials", [{"title": "notes"}]),
        ["-    - title: slides", "-      url: http://x.example/1"],
    ),
    "another in a list": (
        change("sets", "materials", [{"title": "notes"}, {"title": "slides", "url": "http://x.example/2"}]),
        [
            "-    - title: slides",
            "-      url: http://x.example/1",
            "+    - {title: slides, url: http://x.example/2}",
        ],
    ),
    "a list in brackets over two lines": (
        change("sets", "speakers", ["ada-lovelace"]),
        ["-  speakers: [ada-lovelace,", "-     alan-turing]  # both", "+  speakers: [ada-lovelace]  # both"],
    ),
    "a list whose dashes are below its key": (change("sets", "tags", ["first", "easy", "new"]), ["+  - new"]),
    "a new key, behind the last": (change("sets", "room", "2-190"), ["+  room: 2-190"]),
    "a new list of mappings": (
        change("trees", "materials", [{"title": "slides"}]),
        ["+  materials:", "+    - {title: slides}"],
    ),
    "the first key goes": (
        change("sets", "id", None),
        ["-- id: sets   # the first", "-  date: 2025-09-04   # a Thursday", "+- date: 2025-09-04   # a Thursday"],
    ),
    "a text of several lines": (
        change("trees", "title", "Woods"),
        ["-  title: >-", "-    Trees", "-    and forests", "+  title: Woods"],
    ),
    "a text in double quotes": (
        change("trees", "date", "tbd"),
        ['-  date: "2025-09-18" # quoted', "+  date: tbd # quoted"],
    ),
    "a text in a row in braces": (
        change("maps", "title", "a, b"),
        [
            "-- {id: maps, date: 2025-09-09, title: 'it''s a map',  # what else",
            '+- {id: maps, date: 2025-09-09, title: "a, b",  # what else',
        ],
    ),
    "on the second line of such a row": (
        change("maps", "room", "2-2"),
        ["-   room: 1-1}   # small", "+   room: 2-2}   # small"],
    ),
    "a new key in a row in braces over two lines": (
        change("maps", "speakers", ["ada-lovelace"]),
        [
            "-- {id: maps, date: 2025-09-09, title: 'it''s a map',  # what else",
            "-   room: 1-1}   # small",
            "+# what else",
            "+- {id: maps, date: 2025-09-09, title: it's a map, room: 1-1, speakers: [ada-lovelace]}   # small",
        ],
    ),
    "a row in braces that would be too long": (
        change("graphs", "details", "word " * 25 + "end"),
        [
            '-- {"id": graphs, title: don\'t}',
            "+- id: graphs",
            "+  title: don't",
            "+  details: >-",
            f"+    {'word ' * 20}word",
            f"+    {'word ' * 4}end",
        ],
    ),
    "a row in a list in brackets": (
        change("final", "title", "Final", list="exams"),
        [
            "-exams: [{id: quiz, date: tbd}, {id: final, date: 2025-12-15, title: it's over}]  # odd",
            "+exams: [{id: quiz, date: tbd}, {id: final, date: 2025-12-15, title: Final}]  # odd",
        ],
    ),
    "a new key there": (
        change("quiz", "cancelled", "yes", list="exams"),
        [
            "-exams: [{id: quiz, date: tbd}, {id: final, date: 2025-12-15, title: it's over}]  # odd",
            "+exams: [{id: quiz, date: tbd, cancelled: yes}, {id: final, date: 2025-12-15, title: it's over}]  # odd",
        ],
    ),
}


@pytest.mark.parametrize(("edit", "expected"), EDITS.values(), ids=EDITS.keys())
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["unix", "windows"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "marked"])
def test_only_the_lines_of_the_key_are_different(edit: Edit, expected: list[str], end: str, mark: str) -> None:
    text = mark + TEXT.rstrip("\n").replace("\n", end)

    amended = amend(text, parse(text.encode(), "x.yaml"), [edit], first=FIRST)

    assert (difference(text, amended.text), amended.by_hand) == (expected, ())
    assert amended.text.startswith(mark + "# The schedule." + end)
    assert amended.text.count("\n") == amended.text.count(end)
    assert not amended.text.endswith("\n")


ODD = """\
lectures:
  - id: sets
    materials:
      # These are for the brave.
      - {title: notes}  # old
      - {title: slides}
  -
    id: maps
    title: Maps
  - id: quoted
    title: "Maps
      # and graphs"
  - {id: twice, title: A}
  - {id: twice, title: B}
exams: none
"""

BY_HAND = {
    "a comment in the line that would go": (
        change("sets", "materials", [{"title": "notes", "note": "new"}, {"title": "slides"}]),
        "in the row `sets` under `lectures` in x.yaml\n"
        "    materials:\n      - {title: notes, note: new}\n      - {title: slides}",
    ),
    "a dash on a line of its own": (
        change("maps", "room", "2-190"),
        "in the row `maps` under `lectures` in x.yaml\n    room: 2-190",
    ),
    "what only looks like a comment": (
        change("quoted", "room", "2-190"),
        "in the row `quoted` under `lectures` in x.yaml\n    room: 2-190",
    ),
    "an id that is there twice": (
        change("twice", "title", "C"),
        "in the row `twice` under `lectures` in x.yaml\n    title: C",
    ),
    "a row that is not there": (
        change("gone", "title", None),
        "take `title` out, in the row `gone` under `lectures` in x.yaml",
    ),
    "a list that is none": (
        change("quiz", "title", "Quiz", list="exams"),
        "in the row `quiz` under `exams` in x.yaml\n    title: Quiz",
    ),
}


@pytest.mark.parametrize(("edit", "expected"), BY_HAND.values(), ids=BY_HAND.keys())
def test_what_cannot_be_edited_with_certainty_is_left_to_be_done_by_hand(edit: Edit, expected: str) -> None:
    certain = change("sets", "room", "2-190")

    amended = amend(ODD, parse(ODD.encode(), "x.yaml"), [edit, certain], first=FIRST)

    assert ["\n".join([each.where, *each.lines]) for each in amended.by_hand] == [expected]
    assert difference(ODD, amended.text) == ["+    room: 2-190"]
