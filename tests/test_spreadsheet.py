"""Dated rows of a spreadsheet become events and assignments, from every program that writes CSV."""

from datetime import date, datetime, time
from pathlib import Path

import pytest

from feeds.authoring.data_files import TBD
from feeds.authoring.imports.found import (
    Found,
    FoundAssignment,
    FoundEvent,
    Read,
    Unread,
)
from feeds.authoring.imports.sheet.spreadsheet import read_spreadsheet
from feeds.course.model import Guest, Kind, Material

IMPORTS = Path(__file__).parent / "data" / "imports"
AROUND = date(2026, 3, 15)
ADA, GRACE = Guest(name="Ada Lovelace"), Guest(name="Grace Hopper")


def _read(name: str) -> Read:
    return read_spreadsheet((IMPORTS / name).read_bytes(), AROUND)


def test_a_schedule_with_everything_that_people_write() -> None:
    assert _read("schedule.csv") == Read(
        columns=(
            ("Week", "ignored"),
            ("Date", "date"),
            ("Time", "time"),
            ("Topic", "title"),
            ("Speaker", "speaker"),
            ("Room", "room"),
            ("Slides", "materials"),
            ("Readings", "readings"),
            ("Assignments", "assignment"),
            ("Remarks", None),
        ),
        found=Found(
            tells=frozenset({"start", "end", "speakers", "room", "materials"}),
            events=(
                FoundEvent(
                    line=6,
                    kind=Kind.LECTURE,
                    title="Introduction",
                    day=date(2026, 2, 3),
                    start=time(13),
                    end=time(14, 30),
                    room="10-250",
                    speakers=(ADA,),
                    materials=(
                        Material(title="slides", url="https://course.example.edu/slides/1.pdf"),
                        Material(title="Chapter 1", under="readings"),
                        Material(title="Chapter 2", url="https://course.example.edu/book/2", under="readings"),
                    ),
                ),
                FoundEvent(
                    line=8,
                    kind=Kind.LECTURE,
                    title="Faults, errors, and failures",
                    day=date(2026, 2, 5),
                    start=time(13),
                    end=time(14, 30),
                    room="10-250",
                    speakers=(ADA, Guest(name="Max Weber", affiliation="Heidelberg")),
                ),
                FoundEvent(
                    line=10,
                    kind=Kind.TUTORIAL,
                    title="Recitation 1: Git",
                    day=date(2026, 2, 9),
                    start=time(16),
                    end=time(17),
                    room="36-155",
                    speakers=(GRACE,),
                ),
                FoundEvent(
                    line=11,
                    kind=Kind.LECTURE,
                    title="Guest lecture: the laws of numbers",
                    day=date(2026, 2, 10),
                    time_to_be_announced=True,
                    tags=("guest",),
                ),
                FoundEvent(
                    line=12,
                    kind=Kind.OFFICE_HOURS,
                    title="Office hours",
                    day=date(2026, 2, 11),
                    start=time(17),
                    end=time(18),
                    room="32-G818",
                    speakers=(GRACE,),
                ),
                FoundEvent(
                    line=15,
                    kind=Kind.HOLIDAY,
                    title="Winter break",
                    day=date(2026, 2, 16),
                    last=date(2026, 2, 20),
                ),
                FoundEvent(
                    line=16,
                    kind=Kind.EXAM,
                    title="Midterm",
                    day=date(2026, 2, 26),
                    start=time(19, 30),
                    end=time(21, 30),
                    room="50-340",
                ),
                FoundEvent(line=17, kind=Kind.LECTURE, title="Outlook", day=None),
            ),
            assignments=(
                FoundAssignment(line=6, title="pset 1", out=date(2026, 2, 3)),
                FoundAssignment(line=11, title="pset 1", due=date(2026, 2, 10)),
                FoundAssignment(
                    line=11, title="pset 2", out=date(2026, 2, 10), materials=(Material(title="solutions"),)
                ),
            ),
            unread=(
                Unread(
                    line=13,
                    text="2 | Thu 2/13 | 1-2:30 PM | This day is a Friday | Ada Lovelace | 10-250",
                    why="2026-02-13 is a Friday, not a Thursday",
                ),
                Unread(
                    line=18,
                    text="A note below the table",
                    why="this has no day; write one, as 2025-09-04 or Thu 9/4, or TBD",
                ),
                Unread(
                    line=19,
                    text="project",
                    why="it is not said whether this is out or due; write `pset 1 due`, or name the column Out or Due",
                    file="deadlines.yaml",
                ),
                Unread(
                    line=19,
                    text="4 | Tue 3/3 | 1-2:30 | At which hour? | project",
                    why="1-2:30 is not read as a time; write 13:00-14:30 or 1-2:30 PM",
                ),
            ),
        ),
    )


def test_a_list_of_assignments_with_their_own_days() -> None:
    assert _read("assignments.csv") == Read(
        columns=(("Name", "title"), ("Released", "out"), ("Due", "due")),
        found=Found(
            assignments=(
                FoundAssignment(line=2, title="Problem set 1", out=date(2026, 2, 3), due=datetime(2026, 2, 10, 23, 59)),
                FoundAssignment(line=3, title="Problem set 2", out=date(2026, 2, 10), due=date(2026, 2, 24)),
                FoundAssignment(line=4, title="Project", out=TBD, due=TBD),
            ),
            unread=(
                Unread(
                    line=5,
                    text="Essay | someday",
                    why="this has no day; write one, as 2025-09-04 or Thu 9/4, or TBD",
                    file="deadlines.yaml",
                ),
            ),
        ),
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_usual_encoding_delimiter_and_line_end(encoding: str, delimiter: str, end: str) -> None:
    rows = (("Date", "Topic"), ("2026-02-03", "“Überblick”"))
    text = end.join(delimiter.join(row) for row in rows)

    assert read_spreadsheet(text.encode(encoding), None).found.events == (
        FoundEvent(line=2, kind=Kind.LECTURE, title="“Überblick”", day=date(2026, 2, 3)),
    )
