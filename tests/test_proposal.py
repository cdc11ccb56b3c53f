"""What an import would change in lectures and other classes, and what it leaves alone."""

from collections.abc import Mapping
from datetime import datetime

import pytest
from amending import amended, contents, difference, documents, shown

from feeds.authoring.updates.proposal import Proposal, propose

NOW = datetime(2025, 9, 20, 9)
TELLS = frozenset({"speakers", "details", "materials"})

FILES = {
    "course.yaml": """\
classes: {first: 2025-09-04, last: 2025-12-09}
holidays:
  - {id: thanksgiving, first: Wed 2025-11-26, last: Fri 2025-11-28, name: Thanksgiving}
withdrawn: [quiz]
""",
    "staff.yaml": """\
people:
  - {id: ada-lovelace, name: Ada Lovelace, short: Ada, role: Instructor}
  - {id: alan-t, name: Alan Turing, role: TA}
""",
    "lectures.yaml": """\
lectures:
  - id: sets
    date: 2025-09-04
    title: Sets
    speakers: [ada-lovelace]
    materials:
      - {title: Slides, url: http://x.example/1, note: revised}
      - {title: chapter 1, under: reading}
    tags: [easy]

  - id: maps
    date: Tue 2025-09-23
    title: Maps
    start: 10:15
    room: 1-1
    tentative: yes

  - id: guest
    date: Thu 2025-09-25
    title: Guest Lecture
    speakers: [{name: Lise Meitner, affiliation: Stockholm}]
    details: |
      Bring your own
      questions.

  - {id: trees, date: Tue 2025-09-30, title: Trees, cancelled: ill}
""",
    "exams.yaml": "exams: [{id: midterm, date: tbd, title: Midterm, start: 19:30, end: 21:30}]\n",
    "deadlines.yaml": """\
assignments:
  - {id: pset-1, title: pset 1, out: 2025-09-04, due: Thu 2025-09-18 23:59}
  - {id: pset-2, title: pset 2, due: tbd, materials: [{title: sheet}]}
""",
}

SAME = """\
  - {id: a, date: Thu 2025-09-04, title: "SETS!", speakers: [ada-lovelace],
     materials: [{title: slides}, {title: chapter 1, under: Reading}]}
  - {id: b, date: Tue 2025-09-23, title: Maps}
  - {id: c, date: Thu 2025-09-25, title: Guest Lecture, speakers: [{name: Lise Meitner}],
     details: Bring your own questions.}
"""


def proposed(files: Mapping[str, str], *, cancel_missing: bool = False, tells: frozenset[str] = TELLS) -> Proposal:
    """Propose what an import of such files would change."""
    return propose(documents(FILES), contents(files), tells=tells, now=NOW, cancel_missing=cancel_missing)


def lectures(text: str) -> dict[str, str]:
    """Make an import of lectures alone."""
    return {"lectures.yaml": f"lectures:\n{text}"}


LECTURES = {
    "what says the same in other words changes nothing but what is spelt otherwise": (
        SAME,
        ["sets.title: Sets → SETS!"],
    ),
    "a lecture moves": (
        SAME.replace("SETS!", "Sets").replace("Tue 2025-09-23", "Thu 2025-10-02"),
        ["maps.date: Tue 2025-09-23 → Thu 2025-10-02"],
    ),
    "two lectures swap, and no title changes": (
        SAME.replace("SETS!", "Sets")
        .replace("Tue 2025-09-23, title: Maps", "2025-09-25, title: Maps")
        .replace("Thu 2025-09-25, title: G", "2025-09-23, title: G"),
        ["maps.date: Tue 2025-09-23 → 2025-09-25", "guest.date: Thu 2025-09-25 → 2025-09-23"],
    ),
    "a lecture is renamed, its guest is named, and it has tags": (
        SAME.replace("SETS!", "Sets")
        .replace("Guest Lecture,", "On Fission,")
        .replace("details: B", "tags: [guest], details: B"),
        ["guest.title: Guest Lecture → On Fission", "guest.tags: nothing → [guest]"],
    ),
    "another time and room": (
        SAME.replace("SETS!", "Sets").replace("title: Maps", "title: Maps, start: 9:15, end: 10:00, room: 1-2"),
        ["maps.start: 10:15 → 9:15", "maps.end: nothing → 10:00", "maps.room: 1-1 → 1-2"],
    ),
    "a time and a room that are to be decided are not known": (
        SAME.replace("SETS!", "Sets").replace("title: Maps", "title: Maps, start: tbd, room: tbd"),
        [],
    ),
    "what is told of every row goes where it is not told; links and notes stay": (
        "  - {id: a, date: 2025-09-04, title: Sets, materials: [{title: handout}, {title: slides}]}\n"
        "  - {id: c, date: 2025-09-25, title: Guest Lecture}\n",
        [
            "sets.materials: [{title: Slides, url: http://x.example/1, note: revised}, "
            "{title: chapter 1, under: reading}] → [{title: handout}, "
            "{title: Slides, url: http://x.example/1, note: revised}]",
            "sets.speakers: [ada-lovelace] → nothing",
            "guest.details: Bring your own\nquestions.\n → nothing",
            "guest.speakers: [{name: Lise Meitner, affiliation: Stockholm}] → nothing",
            "not there: maps (the file does not have it)",
        ],
    ),
    "something is cancelled; what is cancelled stays so": (
        SAME.replace("SETS!", "Sets").replace("title: Maps", "title: Maps, cancelled: yes")
        + "  - {id: d, date: 2025-09-30, title: Trees}\n",
        [
            "maps.cancelled: nothing → yes",
            "left: trees (it is cancelled here; take `cancelled` out if it takes place)",
        ],
    ),
    "something new gets an id of its own": (
        SAME.replace("SETS!", "Sets") + "  - {id: quiz, date: 2025-10-07, title: Graphs, speakers: [alan-turing]}\n",
        ["new lectures: {id: quiz-2, date: 2025-10-07, title: Graphs, speakers: [alan-turing]}"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), LECTURES.values(), ids=LECTURES.keys())
def test_lectures(text: str, expected: list[str]) -> None:
    assert shown(proposed(lectures(text))) == expected


def test_without_telling_of_every_row_nothing_goes() -> None:
    text = "  - {id: a, date: 2025-09-04, title: Sets, materials: [{title: handout}]}\n" + SAME.partition("}]}\n")[2]

    assert shown(proposed(lectures(text), tells=frozenset())) == [
        "sets.materials: [{title: Slides, url: http://x.example/1, note: revised}, {title: chapter 1, under: reading}]"
        " → [{title: Slides, url: http://x.example/1, note: revised}, {title: chapter 1, under: reading}, "
        "{title: handout}]"
    ]


def test_what_is_told_of_one_of_several_sessions_is_of_all() -> None:
    sessions = """tutorials:
  - {id: git-mon, date: 2025-09-22, title: Git, any_of: git, materials: [{title: cheat sheet}]}
  - {id: git-tue, date: 2025-09-23, title: Git, any_of: git, materials: [{title: cheat sheet}]}
"""
    page = """tutorials:
  - {id: a, date: 2025-09-22, title: Git, materials: [{title: cheat sheet}]}
  - {id: b, date: 2025-09-23, title: Git}
"""
    existing = documents({**FILES, "tutorials.yaml": sessions})

    proposal = propose(existing, contents({"tutorials.yaml": page}), tells=TELLS, now=NOW, cancel_missing=False)

    assert shown(proposal) == []


def test_files_say_what_is_proposed_and_nothing_else() -> None:
    files = lectures(SAME.replace("Tue 2025-09-23", "Thu 2025-10-02")) | {
        "tutorials.yaml": "tutorials: [{id: git, date: 2025-09-22, title: Git, start: 9:00, end: 10:00}]"
    }
    proposal = proposed(files)

    assert proposal.files == ("lectures.yaml", "tutorials.yaml")
    assert proposal.content("tutorials.yaml") == {
        "tutorials": [{"id": "git", "date": "2025-09-22", "title": "Git", "start": "9:00", "end": "10:00"}]
    }
    after = amended({**FILES, "tutorials.yaml": ""}, proposal)
    assert [line for file, text in FILES.items() for line in difference(text, after[file])] == [
        "-    title: Sets",
        "+    title: SETS!",
        "-    date: Tue 2025-09-23",
        "+    date: Thu 2025-10-02",
    ]
    assert after["tutorials.yaml"] == (
        "tutorials:\n  - id: git\n    date: 2025-09-22\n    title: Git\n    start: 9:00\n    end: 10:00\n"
    )
