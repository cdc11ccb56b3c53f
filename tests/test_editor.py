"""What staff see in an editor: yaml-language-server, the one behind most of them, on the data files."""

import re
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest
from conftest import DATA, ROOT
from engines import yamlls
from engines.registry import require
from engines.yamlls import Editor

DEMO = ROOT / "tests" / "data" / "courses" / "dm-1-sp26"
FILES = [*sorted(DATA.glob("*/*.yaml")), *sorted(DEMO.glob("*.yaml"))]


@pytest.fixture(scope="module")
def editor() -> Iterator[Editor]:
    require(yamlls)
    with yamlls.editing() as editor:
        yield editor


def first_line(file: Path) -> str:
    return file.read_text().partition("\n")[0]


def opened(editor: Editor, name: str, text: str) -> list[str]:
    """Open the made-up course's file with other rows below its own first line; give what is marked."""
    file = DEMO / name
    return editor.marks(file, f"{first_line(file)}\n{text}")


@pytest.mark.parametrize("file", FILES, ids=[f"{file.parent.name}/{file.name}" for file in FILES])
def test_nothing_is_marked_in_a_course(editor: Editor, file: Path) -> None:
    assert editor.marks(file, file.read_text()) == []


def test_schema_that_is_not_there_is_marked(editor: Editor) -> None:
    """So that no mark elsewhere means that there is a schema, and that the file fits it."""
    (mark,) = editor.marks(DEMO / "exams.yaml", "# yaml-language-server: $schema=nothing.json\nexams: []\n")

    assert re.fullmatch(r"2:1: e: .*nothing\.json.*", mark, re.DOTALL)


# Of each file: its text from the second line on, and what is marked in it.
MISTAKES = {
    "course.yaml": (
        """\
        code: 6.7960
        title: Deep Learning
        term: Fall 2025
        time_zone: America/New_York
        created: 1 September
        classes: {first: Thu 2025-09-04, lst: Tue 2025-12-09}
        meetings:
          - {days: Tuesday, start: 13:00, end: 14:60}
          - {days: [Tuesday, Thurs], start: 1 pm, end: 14:30}
        holidays:
          - {first: 11/11/2025, name: Veterans Day}
        provisional: maybe
        feeds:
          - {id: For students, selection: main releases, titel: For students}
          - {id: exams-only}
        """,
        """\
        2:1: c: Missing property "uid_domain".
        6:10: 1 September: write it as 2025-09-01T12:00:00Z
        7:1: classes: Missing property "last".
        7:34: lst: Property lst is not allowed.
        9:12: Tuesday: write a list: [one, two], or lines that begin with -
        9:40: 14:60: write it as 13:00
        10:22: Thurs: write a weekday, such as Monday or Mon
        10:37: 1 pm: write it as 13:00
        12:5: {: Missing property "id".
        12:13: 11/11/2025: write it as 2025-09-04 or Thu 2025-09-04
        13:14: maybe: write yes or no
        15:10: For students: write lower-case letters, digits and hyphens
        15:35: main releases: write words as addresses have them, such as main_releases
        15:50: titel: Property titel is not allowed.
        16:5: {: Missing property "selection".
        """,
    ),
    "staff.yaml": (
        """\
        people:
          - {id: ada-lovelace, name: Ada Lovelace, role: Instructor, email: ada@example.edu}
          - {name: Alan Turing, role: TA, link: www.example.edu/alan, hours: none}
          - grace-hopper
        """,
        """\
        3:62: email: Property email is not allowed.
        4:5: {: Missing property "id".
        4:41: www.example.edu/alan: write an address that begins with https://, http:// or mailto:
        4:70: none: write yes or no
        5:5: grace-hopper: Incorrect type. Expected "person".
        """,
    ),
    "lectures.yaml": (
        """\
        lectures:
          - id: Intro
            date: 2025-9-4
            title:
            speakers: [ada-lovelace, Alan Turing, {nam: Lise Meitner}]
          - {id: next, title: Next, material: slides}
        """,
        """\
        3:9: Intro: write lower-case letters, digits and hyphens
        4:11: 2025-9-4: write it as 2025-09-04 or Thu 2025-09-04, or tbd
        5:11: : write text here, or take the line out
        6:30: Alan Turing: write an id of staff.yaml, or {name: …, affiliation: …} for a guest
        6:44: nam: Property nam is not allowed.
        7:5: {: Missing property "date".
        7:29: material: Property material is not allowed.
        """,
    ),
    "tutorials.yaml": (
        """\
        tutorials:
          - {id: git, date: Mon 2025-09-08, start: 25:00, end: 17:00, title: Git, any_of: git session}
        slots:
          - {id: r01, day: Fri., title: [Recitation]}
        """,
        """\
        3:44: 25:00: write it as 13:00, or tbd
        3:83: git session: write lower-case letters, digits and hyphens
        5:20: Fri.: write a weekday, such as Monday or Mon, or tbd
        5:33: [Recitation]: write text here, or take the line out
        """,
    ),
    "exams.yaml": (
        """\
        exams:
          - {id: midterm, date: Tuesday, title: Midterm}
          - {date: tbd, title: Final}
        exam: []
        """,
        """\
        3:25: Tuesday: write it as 2025-09-04 or Thu 2025-09-04, or tbd
        4:5: {: Missing property "id".
        5:1: exam: Property exam is not allowed.
        """,
    ),
    "deadlines.yaml": (
        """\
        assignments:
          - {id: pset-1, title: pset 1, out: tba, due: 2025-09-23 24:00}
          - {title: pset 2, due: tbd}
          - {id: pset-3, title: pset 3, materials: [{url: solutions.pdf}]}
        """,
        """\
        3:38: tba: write it as 2025-09-04 or Thu 2025-09-04, or tbd
        3:48: 2025-09-23 24:00: write it as 2025-09-04 or 2025-09-04 23:59, or tbd
        4:5: {: Missing property "id".
        5:45: {: Missing property "title".
        5:51: solutions.pdf: write an address that begins with https://, http:// or mailto:
        """,
    ),
    "office-hours.yaml": (
        """\
        slots:
          - hosts: [grace-hopper]
            day: Wendesday
            start: 25:00
            end: 17:00
            location: C 3
            changes:
              - {date: 16.3.2026, without: Alan Turing}
              - {date: 2026-03-23, swap: {Alan Turing: alan-kay}}
              - {date: 2026-03-30, swap: alan-kay}
        one_off:
          id: extra
        """,
        """\
        3:5: h: Missing property "id".
        4:10: Wendesday: write a weekday, such as Monday or Mon, or tbd
        5:12: 25:00: write it as 13:00, or tbd
        7:5: location: Property location is not allowed.
        9:16: 16.3.2026: write it as 2025-09-04 or Thu 2025-09-04
        9:36: Alan Turing: write an id of staff.yaml: lower-case letters, digits and hyphens
        10:35: Alan Turing: write an id of staff.yaml: lower-case letters, digits and hyphens
        11:34: alan-kay: write a mapping: {one: two}
        13:3: id: extra: write a list: [one, two], or lines that begin with -
        """,
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_mistakes_are_marked(editor: Editor, name: str) -> None:
    text, marks = map(dedent, MISTAKES[name])

    assert opened(editor, name, text) == marks.splitlines()


SLOT = """\
slots:
  - id: oh-a
    hosts: [grace-hopper]
    day: Monday
    changes:
      - {date: 2026-03-16, without: alan-kay}
    \n\
"""


@pytest.mark.parametrize(
    ("before", "shown"),
    [
        (
            "    ho",
            """\
            #### list

            Who holds it, by their ids in staff.yaml.

            Example:

            ```yaml
            - victor-butoi
            - gerardo-flores
            ```
            """,
        ),
        (
            "    da",
            """\
            #### weekday, or tbd || also short, and in any case

            The weekday, or `tbd` until there is one.

            Allowed Values:

            * `Monday`
            * `Tuesday`
            * `Wednesday`
            * `Thursday`
            * `Friday`
            * `Saturday`
            * `Sunday`
            * `tbd`

            Example:

            ```yaml
            Wednesday
            ```

            Example:

            ```yaml
            tbd
            ```
            """,
        ),
        (
            "16, with",
            """\
            #### id of a person

            Who is away; without its last host it does not take place.

            Example:

            ```yaml
            victor-butoi
            ```
            """,
        ),
    ],
)
def test_key_under_the_mouse_is_explained(editor: Editor, before: str, shown: str) -> None:
    assert opened(editor, "office-hours.yaml", SLOT) == []
    assert editor.hover(before) == dedent(shown)


def test_keys_and_weekdays_are_offered(editor: Editor) -> None:
    assert opened(editor, "office-hours.yaml", SLOT) == []
    assert editor.offers("alan-kay}\n    ") == [
        "room",
        "overflow",
        "online",
        "title",
        "start",
        "end",
        "from",
        "until",
        "details",
        "tags",
    ]
    assert editor.offers("    day: ") == [
        "Wednesday",
        "tbd",
        "Monday",
        "Tuesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ]
