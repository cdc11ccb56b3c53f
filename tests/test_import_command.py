"""A spreadsheet and another program's calendar, by the command: what is said, what is written, and what is refused."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import ROOT
from importing import IMPORTS, feeds_import, texts_of

from feeds.cli import import_report
from feeds.course.reader import read_course

SLUG = "6.1234-sp26"
IN_JANUARY = datetime(2026, 1, 20, tzinfo=UTC)
GOLDEN = ROOT / "tests" / "golden"
FACTS = (
    *("--title", "Testing", "--zone", "America/New_York", "--uid-domain", "course.example.edu"),
    *("--first", "2026-02-03", "--last", "2026-05-12", "--meeting", "Tue Thu 1-2:30 PM 10-250"),
    *("--holiday", "Mon 2026-02-16 Presidents Day", "--schedule-day", "Tue 2026-02-17 Monday"),
)
FILES = ["schedule.csv", "staff.csv", "weekly.csv", "assignments.csv", "google.ics", "outlook.ics", "apple.ics"]

NO_HEADER = "no row names a column of days; write names above the columns, such as Date, Time, Topic, Speaker, Room"
NOTHING = "nothing in it is understood; it may be a schedule or a list of staff, with days or weekdays"


@pytest.mark.parametrize("file", FILES)
def test_new_course_is_written_as_in_the_golden_file(tmp_path: Path, file: str, request: pytest.FixtureRequest) -> None:
    result = feeds_import(tmp_path, IMPORTS / file, SLUG, *FACTS, "--write", now=IN_JANUARY)
    course = read_course(tmp_path / SLUG)
    said = [result.output.replace(str(tmp_path), "data"), *(f"{warning.message}\n" for warning in course.warnings)]
    files = (f"\n==> {name}\n{text}" for name, text in texts_of(tmp_path / SLUG).items() if name != "course.yaml")
    found = "".join([*said, *files])

    golden = GOLDEN / f"import-{file}.txt"
    if request.config.getoption("--update-golden"):
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("file", FILES)
def test_importing_again_proposes_nothing(tmp_path: Path, file: str) -> None:
    feeds_import(tmp_path, IMPORTS / file, SLUG, *FACTS, "--write", now=IN_JANUARY)
    before = texts_of(tmp_path / SLUG)
    again = feeds_import(tmp_path, IMPORTS / file, SLUG, "--write", now=IN_JANUARY)

    assert (again.exit_code, "No difference to write." in again.output.splitlines()) == (0, True)
    assert texts_of(tmp_path / SLUG) == before


def test_nothing_is_written_unless_that_is_said(tmp_path: Path) -> None:
    result = feeds_import(tmp_path, IMPORTS / "staff.csv", SLUG, *FACTS, now=IN_JANUARY)

    assert (result.exit_code, list(tmp_path.iterdir())) == (0, [])
    assert result.output.splitlines()[-1] == "Nothing is written. To write it, say the same with --write."


def test_second_file_adds_what_the_first_one_says_nothing_of(tmp_path: Path) -> None:
    feeds_import(tmp_path, IMPORTS / "assignments.csv", SLUG, *FACTS, "--write", now=IN_JANUARY)
    deadlines = texts_of(tmp_path / SLUG)["deadlines.yaml"]
    feeds_import(tmp_path, IMPORTS / "staff.csv", SLUG, "--write", now=IN_JANUARY)
    course = read_course(tmp_path / SLUG)

    assert texts_of(tmp_path / SLUG)["deadlines.yaml"] == deadlines
    assert {person.name for person in course.people.values()} == {
        *("Ada Lovelace", "Grace Hopper", "Alan Turing", "Emmy Noether", "Alan Kay"),
    }


def test_holiday_that_is_longer_than_one_that_is_known_is_added(tmp_path: Path) -> None:
    feeds_import(tmp_path, IMPORTS / "schedule.csv", SLUG, *FACTS, "--write", now=IN_JANUARY)

    course = texts_of(tmp_path / SLUG)["course.yaml"]
    assert course.split("holidays:\n")[1].split("\n\n")[0].splitlines() == [
        "  - {id: presidents-day, first: Mon 2026-02-16, name: Presidents Day}",
        "  - {id: winter-break, first: Mon 2026-02-16, last: Fri 2026-02-20, name: Winter break}",
    ]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.csv", b"", NO_HEADER),
        ("a.csv", b"a;b\n1;2\n", f"{NO_HEADER}; if those are a, b, say what each is: --column 'a=date'"),
        ("a.ics", b"no calendar", "this is no calendar: its first line is not BEGIN:VCALENDAR"),
        ("a.html", b"<html></html>", NOTHING),
        ("a.txt", b"\xff\xfe", NOTHING),
    ],
)
def test_file_that_is_none_of_these_is_refused(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    result = feeds_import(tmp_path / "data", file, SLUG, *FACTS, "--write", now=IN_JANUARY)

    assert (result.exit_code, result.output.replace(f"{file}", name)) == (1, f"Error: {name}: {message}\n")


def test_option_for_a_column_says_how_it_is_written(tmp_path: Path) -> None:
    result = feeds_import(tmp_path, IMPORTS / "staff.csv", SLUG, "--column", "speaker")

    assert result.exit_code == 2
    assert result.output.splitlines()[-1] == (
        "Error: Invalid value for '--column': write the column's header, = and what it is: 'Wer=speaker'"
    )


def test_large_file_is_refused_and_not_cut(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_bytes(b"Tue 2/3 <script>" + b"x" * 10_000_000)
    result = feeds_import(tmp_path / "data", file, SLUG, *FACTS, "--write", now=IN_JANUARY)

    assert (result.exit_code, result.output) == (
        1,
        f"Error: {file} is larger than 10 MB; save a page without its images, or a smaller sheet\n",
    )


def test_nothing_can_be_missing_of_a_course_that_is_not_there(tmp_path: Path) -> None:
    result = feeds_import(tmp_path, IMPORTS / "staff.csv", SLUG, *FACTS, "--cancel-missing", now=IN_JANUARY)

    assert (result.exit_code, result.output.splitlines()[-1]) == (
        2,
        f"Error: --cancel-missing is about a course that is there, and {tmp_path / SLUG} is not",
    )


def test_edit_that_somebody_makes_meanwhile_is_not_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    feeds_import(tmp_path, IMPORTS / "staff.csv", SLUG, *FACTS, "--write", now=IN_JANUARY)
    exams = tmp_path / SLUG / "exams.yaml"
    edited = "exams:\n  - {id: midterm, date: tbd, title: Midterm}\n"

    def edit_and_say(lines: object) -> list[str]:
        exams.write_text(edited)
        return []

    monkeypatch.setattr(import_report, "proposed", edit_and_say)
    result = feeds_import(tmp_path, IMPORTS / "assignments.csv", SLUG, "--write", now=IN_JANUARY)

    assert (result.exit_code, result.output.splitlines()[-1]) == (
        1,
        f"Error: {tmp_path / SLUG} was edited meanwhile, and nothing is written; say the same again",
    )
    assert exams.read_text() == edited
    assert "problem-set-1" not in texts_of(tmp_path / SLUG)["deadlines.yaml"]


def test_when_one_file_cannot_be_written_none_is(tmp_path: Path) -> None:
    feeds_import(tmp_path, IMPORTS / "staff.csv", SLUG, *FACTS, "--write", now=IN_JANUARY)
    before = texts_of(tmp_path / SLUG)
    # What the new file would be called until it takes its place.
    (tmp_path / SLUG / f".office-hours.yaml.{os.getpid()}").mkdir()
    result = feeds_import(tmp_path, IMPORTS / "weekly.csv", SLUG, "--write", now=IN_JANUARY)
    (tmp_path / SLUG / f".office-hours.yaml.{os.getpid()}").rmdir()

    assert (result.exit_code, result.output.splitlines()[-1]) == (
        1,
        f"Error: {tmp_path / SLUG} cannot be written (File exists); nothing has changed",
    )
    assert texts_of(tmp_path / SLUG) == before


def test_hour_of_a_calendar_that_moved_from_some_week_on_is_one_slot_with_a_change_for_good(tmp_path: Path) -> None:
    """Google ends the series, and begins another, when somebody changes this and following events."""
    event = (
        "BEGIN:VEVENT\nUID:{0}\nDTSTAMP:20260101T000000Z\nSUMMARY:OH Ada Lovelace\nDTSTART:{1}\nDTEND:{2}\n"
        "RRULE:FREQ=WEEKLY;UNTIL={3}\nLOCATION:36-155\nEND:VEVENT\n"
    )
    series = (
        event.format(1, "20260202T160000", "20260202T170000", "20260308T000000"),
        event.format(2, "20260309T170000", "20260309T180000", "20260512T000000"),
    )
    file = tmp_path / "hours.ics"
    file.write_text(f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{''.join(series)}END:VCALENDAR\n")
    data = tmp_path / "data"
    result = feeds_import(data, file, SLUG, *FACTS, "--write", now=IN_JANUARY)

    assert result.exit_code == 0
    assert texts_of(data / SLUG)["office-hours.yaml"].split("\n\n", 1)[1].splitlines() == [
        "slots:",
        "  # Monday",
        "",
        "  - id: oh-mon-16",
        "    hosts: [ada-lovelace]",
        "    day: Monday",
        "    start: 16:00",
        "    end: 17:00",
        "    room: 36-155",
        "    changes:",
        "      - {from: Mon 2026-03-09, start: 17:00, end: 18:00}",
    ]
    again = feeds_import(data, file, SLUG, "--write", now=IN_JANUARY)
    assert again.output.splitlines()[0] == "No difference to write."
