"""The ids that rows get for ever: what they are called by, and always such as the reader accepts."""

from datetime import date
from pathlib import Path

import pytest
from assembling import COURSE, lecture, rows_of
from hypothesis import given
from hypothesis import strategies as st

from feeds.authoring.data_files import written
from feeds.authoring.imports.assembly import assemble
from feeds.authoring.imports.found import Found, FoundAssignment, FoundEvent, FoundHours, FoundPerson
from feeds.course.model import NAME, WORD, Guest, Kind
from feeds.course.reader import read_course

DAY = date(2025, 9, 9)


def test_ids_are_how_titles_begin_and_are_told_apart_by_weekday_then_by_number() -> None:
    day = date(2025, 9, 9)
    found = Found(
        events=(
            lecture(1, "Course overview, introduction to deep neural networks", day),
            lecture(2, "Representation Learning: Similarity-based (aka Neural Information Retrieval)", day),
            lecture(3, "PyTorch", date(2025, 9, 9)),
            lecture(4, "PyTorch", date(2025, 9, 11)),
            lecture(5, "PyTorch", date(2025, 9, 18)),
            lecture(6, "数学", day),
            lecture(7, "Taken", day),
        )
    )

    rows = rows_of(found, "lectures.yaml", "lectures", taken={"taken", "taken-2"})
    assert isinstance(rows, list)
    assert {row["title"]: row["id"] for row in rows if isinstance(row, dict) and row["title"] != "PyTorch"} == {
        "Course overview, introduction to deep neural networks": "course-overview",
        "Representation Learning: Similarity-based (aka Neural Information Retrieval)": (
            "representation-learning-similarity-based"
        ),
        "数学": "lecture",
        "Taken": "taken-3",
    }
    assert [row["id"] for row in rows if isinstance(row, dict) and row["title"] == "PyTorch"] == [
        "pytorch-tue",
        "pytorch-thu",
        "pytorch-thu-2",
    ]


def test_title_that_says_nothing_gives_no_id() -> None:
    found = Found(
        events=(
            lecture(1, "TBD", DAY),
            lecture(2, "tba", date(2025, 9, 11)),
            lecture(3, "To be announced", None),
            lecture(4, "Topic TBD", None),
            FoundEvent(line=5, kind=Kind.EXAM, title="TBD", day=DAY),
            FoundEvent(line=6, kind=Kind.HOLIDAY, title="TBD", day=date(2025, 11, 11)),
        ),
        assignments=(FoundAssignment(line=7, title="TBD", due=DAY), FoundAssignment(line=8, title="作业", due=DAY)),
    )

    contents = assemble(found, COURSE).contents
    ids = {
        key: [row["id"] for row in rows if isinstance(row, dict)]
        for content in contents.values()
        for key, rows in content.items()
        if key != "meetings" and isinstance(rows, list)
    }
    assert ids == {
        "holidays": ["holiday"],
        "people": [],
        "lectures": ["lecture", "lecture-2", "lecture-3", "lecture-4"],
        "exams": ["exam"],
        "assignments": ["assignment", "assignment-2"],
    }


@pytest.mark.parametrize(
    ("name", "role", "id"),
    [
        ("Ada Lovelace", "TA", "ada-lovelace"),
        ("Victor", "Head TA", "victor-head-ta"),
        ("TA", "", "staff-ta"),
        ("TA", "TA", "ta-ta"),
        ("TA", "助教", "staff-ta"),
        ("山田 太郎", "", "staff-member"),
        ("山田 太郎", "TA", "staff-member"),
        ("山田 太郎", "Head TA", "head-ta"),
        ("Week Smith", "TA", "staff-week-smith"),
        ("Not Sure", "TA", "staff-not-sure"),
        ("Office Hours", "TA", "office-hours-ta"),
        ("Ada " * 30, "TA", "ada-ada-ada-ada-ada-ada-ada-ada-ada-ada"),
        ("a" * 120, "TA", f"staff-{'a' * 30}"),
    ],
)
def test_everybody_has_an_id(name: str, role: str, id: str) -> None:
    rows = rows_of(Found(people=(FoundPerson(line=1, name=name, role=role),)), "staff.yaml", "people")

    assert isinstance(rows, list)
    assert [row["id"] for row in rows if isinstance(row, dict)] == [id]


def test_names_in_other_letters_are_told_apart() -> None:
    people = tuple(FoundPerson(line=1, name=name, role="TA") for name in ("山田 太郎", "鈴木 花子"))
    hours = tuple(FoundHours(line=2, hosts=(each.name,), day=None, start=None, end=None) for each in people)

    contents = assemble(Found(people=people, hours=hours), COURSE).contents
    assert contents["staff.yaml"]["people"] == [
        {"id": "staff-member", "name": "山田 太郎", "role": "TA"},
        {"id": "staff-member-2", "name": "鈴木 花子", "role": "TA"},
    ]
    assert contents["office-hours.yaml"]["slots"] == [
        {"id": "oh-staff-member", "hosts": ["staff-member"], "day": "tbd"},
        {"id": "oh-staff-member-2", "hosts": ["staff-member-2"], "day": "tbd"},
    ]


@given(st.text(max_size=150).map(str.strip).filter(bool), st.sampled_from(("TA", "", "助教", "r" * 150)))
def test_any_name_and_title_give_ids_that_are_words(text: str, role: str) -> None:
    found = Found(
        people=(FoundPerson(line=1, name=text, role=role),),
        events=(lecture(2, text, DAY), lecture(3, text, DAY)),
        hours=(FoundHours(line=4, hosts=(text,), day=None, start=None, end=None),),
        assignments=(FoundAssignment(line=5, title=text, due=DAY),),
    )

    contents = assemble(found, COURSE).contents
    for file, key in (
        ("staff.yaml", "people"),
        ("lectures.yaml", "lectures"),
        ("office-hours.yaml", "slots"),
        ("deadlines.yaml", "assignments"),
    ):
        rows = contents[file][key]
        assert isinstance(rows, list)
        for id in (str(row["id"]) for row in rows if isinstance(row, dict)):
            assert WORD.fullmatch(id)
            assert len(id) < 50
            assert file != "staff.yaml" or NAME.fullmatch(id)


def test_a_course_of_odd_names_reads_without_an_error(tmp_path: Path) -> None:
    names = ("TA", "Week Smith", "山田 太郎", "a" * 120, "Ada " * 30)
    hours = tuple(FoundHours(line=2, hosts=(name.strip(),), day=None, start=None, end=None) for name in names)
    found = Found(
        people=tuple(FoundPerson(line=1, name=name.strip(), role="TA") for name in names),
        events=(lecture(2, "TBD", DAY, speakers=(Guest(name="TA"),)), lecture(3, "TBD", None)),
        hours=hours,
    )
    folder = tmp_path / "6.100-fa25"
    folder.mkdir()
    for file, content in assemble(found, COURSE).contents.items():
        (folder / file).write_text(written(file, content, first=date(2025, 9, 4)))

    assert read_course(folder).warnings == ()
