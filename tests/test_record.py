"""`feeds record`, as whoever edited the data runs it: what was published stays in the history."""

import json
import os
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import SLUG
from courses import by_id, touch, write_course

from feeds.cli import main
from feeds.course import ledger
from feeds.course.folder import HISTORY
from feeds.course.reader import read_course

EDITED = datetime(2026, 10, 1, tzinfo=UTC)
NOW = datetime(2026, 10, 10, 18, tzinfo=UTC)
LATER = datetime(2026, 10, 11, 18, tzinfo=UTC)

MIDTERM = "exams: [{id: midterm, title: Midterm, date: Thu 2026-10-15, start: 19:30, end: 22:00}]"
MOVED = MIDTERM.replace("Thu 2026-10-15", "Tue 2026-10-20")
LINE = '{"time":"2026-10-10T18:00:00Z","uid":"midterm.6.100-fa26@course.example.edu","said":["new"],"content":{"code":"6.100","kind":"exam","title":"Midterm","start":"2026-10-15T19:30:00-04:00","end":"2026-10-15T22:00:00-04:00"}}\n'  # noqa: E501 (as it is on disk)
SECOND = '{"time":"2026-10-11T18:00:00Z","uid":"midterm.6.100-fa26@course.example.edu","replaces":"776d19692f5ffba2","said":["when: Thu 15 Oct, 7:30–10 PM ET → Tue 20 Oct, 7:30–10 PM ET"],"note":"the room was taken","content":{"code":"6.100","kind":"exam","title":"Midterm","start":"2026-10-20T19:30:00-04:00","end":"2026-10-20T22:00:00-04:00"}}\n'  # noqa: E501 (as it is on disk)


def record(*arguments: str | Path, now: datetime = NOW) -> Result:
    return CliRunner().invoke(main, ["record", *(str(argument) for argument in arguments)], obj=now)


def _written(path: Path) -> tuple[int, int, bytes]:
    """Tell whether a file was written again: not by when somebody last read it."""
    status = path.stat()
    return status.st_ino, status.st_mtime_ns, path.read_bytes()


def edit(folder: Path, **files: str) -> Path:
    """Write the minimal course with other files, as it was edited in October."""
    touch(write_course(folder, **files), EDITED)
    return folder


def quizzes(number: int) -> str:
    return "exams:\n" + "\n".join(f"- {{id: q-{n}, title: Quiz, date: 2026-11-{n + 1:02}}}" for n in range(number))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A course with an exam, whose history has begun."""
    folder = edit(tmp_path / "6.100-fa26", exams=MIDTERM)
    assert record(folder).exit_code == 0
    return folder


# What is recorded


def test_first_time_begins_the_history(tmp_path: Path) -> None:
    folder = edit(tmp_path / "6.100-fa26", exams=MIDTERM)
    result = record(folder)

    assert (result.exit_code, result.output) == (0, "6.100-fa26: 1 event published; its history begins\n")
    assert (folder / HISTORY).read_text() == LINE


def test_real_course_begins_with_all_of_its_events(data: Path) -> None:
    (data / SLUG / HISTORY).unlink()

    assert record(data / SLUG).output == "6.7960-fa25: 226 events published; its history begins\n"
    assert len((data / SLUG / HISTORY).read_text().splitlines()) == 226
    assert record(data / SLUG).output == "6.7960-fa25: nothing new\n"


def test_change_is_added_with_its_note(folder: Path) -> None:
    edit(folder, exams=MOVED)
    result = record("-m", " the room was taken ", folder, now=LATER)

    assert (result.exit_code, result.output) == (
        0,
        "6.100-fa26: 1 event moves\n  Midterm (6.100): Thu 15 Oct, 7:30–10 PM ET → Tue 20 Oct, 7:30–10 PM ET\n",
    )
    assert (folder / HISTORY).read_text() == LINE + SECOND


def test_second_time_changes_nothing(folder: Path) -> None:
    before = _written(folder / HISTORY)
    result = record("-m", "again", folder, now=LATER)

    assert (result.exit_code, result.output) == (0, "6.100-fa26: nothing new\n")
    assert _written(folder / HISTORY) == before


def test_course_without_events_needs_no_history(tmp_path: Path) -> None:
    folder = edit(tmp_path / "6.100-fa26")

    assert record(folder).output == "6.100-fa26: nothing new\n"
    assert not (folder / HISTORY).exists()


def test_files_that_are_newer_than_the_clock_are_recorded_at_their_time(folder: Path) -> None:
    """Calendars may have the edit already, with the number that it has from there."""
    edit(folder, exams=MOVED)
    touch(folder, datetime(2026, 10, 12, 18, 0, 7, tzinfo=UTC))
    served = by_id(read_course(folder))["midterm"].revision
    record(folder, now=LATER)

    assert by_id(read_course(folder))["midterm"].revision == served
    assert f"{served.last_modified:%Y-%m-%dT%H:%M:%S}" == "2026-10-12T18:00:07"


def test_time_is_now(folder: Path) -> None:
    edit(folder, exams=MOVED)
    before = datetime.now(UTC).replace(microsecond=0)
    CliRunner().invoke(main, ["record", str(folder)])

    assert before <= by_id(read_course(folder))["midterm"].revision.last_modified <= datetime.now(UTC)


def test_every_course_of_the_data_is_recorded(tmp_path: Path) -> None:
    edit(tmp_path / "a-fa26", exams=MIDTERM)
    edit(tmp_path / "b-fa26", exams=MIDTERM)
    result = CliRunner().invoke(main, ["record"], obj=NOW, env={"FEEDS_DATA_DIR": str(tmp_path)})

    assert (result.exit_code, result.output) == (
        0,
        "a-fa26: 1 event published; its history begins\nb-fa26: 1 event published; its history begins\n",
    )


# What is not


def test_course_with_mistakes_is_not_recorded_and_the_others_are(tmp_path: Path) -> None:
    edit(tmp_path / "a-fa26", exams="exams: [{id: a, title: A, date: 2026-09-31}]")
    edit(tmp_path / "b-fa26", exams=MIDTERM)
    shallow = edit(tmp_path / "static", exams=MIDTERM)
    result = record(tmp_path)

    assert (result.exit_code, result.output) == (
        1,
        f"{tmp_path}/a-fa26/exams.yaml:1:33: 2026-09-31 does not exist in the calendar; check day and month\n"
        "b-fa26: 1 event published; its history begins\n"
        f"{shallow}:1:1: 'static' cannot be a course's name, so it is not served; write letters, digits, dots"
        " and hyphens, such as 6.7960-fa25, and none of favicon.svg, healthz, metrics, openapi.json, readyz,"
        " robots.txt, schema, static\n",
    )
    assert not (tmp_path / "a-fa26" / HISTORY).exists()
    assert not (shallow / HISTORY).exists()


def test_warnings_are_said_before_what_is_recorded(folder: Path) -> None:
    """An id that only looks like a move is for ever once it is recorded."""
    edit(folder, exams=MIDTERM.replace("id: midterm", "id: mid-term"))
    result = record(folder, now=LATER)

    assert (result.exit_code, result.output) == (
        0,
        f"{folder}/exams.yaml:1:14: warning: 'mid-term' is new and 'midterm' is gone, which looks like a move:"
        " subscribers would see the one cancelled and the other as new; keep the id 'midterm' if it is the same one\n"
        "6.100-fa26: 1 event is new, 1 is cancelled\n"
        "  New: Midterm (6.100), Thu 15 Oct, 7:30–10 PM ET\n"
        "  Cancelled: Midterm (6.100), Thu 15 Oct, 7:30–10 PM ET\n",
    )


@pytest.mark.parametrize("damage", ['{"time":', "<<<<<<< HEAD", "\x00"])
def test_damaged_history_is_left_as_it_is(folder: Path, damage: str) -> None:
    (folder / HISTORY).write_text(f"{damage}\n{LINE}")
    edit(folder, exams=MOVED)
    result = record(folder, now=LATER)

    assert result.exit_code == 1
    assert [line.split(": ")[0] for line in result.output.splitlines()] == [f"{folder}/history.jsonl:1:1"]
    assert (folder / HISTORY).read_text() == f"{damage}\n{LINE}"


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("one\ntwo", "one line is wanted here; write it without a line break, and text that holds \\ in single quotes"),
        ("one\ttwo", "one line is wanted here; write it without a tab, and text that holds \\ in single quotes"),
        (
            "\x1b[2J",
            "the control character U+001B does not belong in text; take it out, or put text that holds \\ in single"
            " quotes",
        ),
        ("a\u202eb", "the invisible character U+202E turns the direction of text; take it out"),
        ("x" * 201, "it has 201 characters; write at most 200"),
    ],
)
def test_note_is_one_line_of_text(folder: Path, note: str, said: str) -> None:
    edit(folder, exams=MOVED)
    result = record("-m", note, folder)

    assert (result.exit_code, result.output.splitlines()[-1]) == (
        2,
        f"Error: Invalid value for '-m' / '--note': {said}",
    )
    assert (folder / HISTORY).read_text() == LINE


def test_longest_note_is_taken(folder: Path) -> None:
    edit(folder, exams=MOVED)
    record("-m", "é" * 200, folder, now=LATER)

    assert read_course(folder).changes[-1].note == "é" * 200


# Cancelling much at once


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A course of 24 exams, of which all but one are taken out after they were recorded."""
    folder = edit(tmp_path / "6.100-fa26", exams=quizzes(24))
    record(folder)
    return edit(folder, exams=quizzes(1))


def refused(folder: Path) -> str:
    return (
        f"{folder}/exams.yaml:1:1: this cancels 23 of 24 published events at once, the first of them 'q-1'; undo the"
        " edit, or, if it is meant, run `feeds record --cancel 23`\n"
        "  Cancelled: Quiz (6.100), Mon 2 Nov\n"
        "  Cancelled: Quiz (6.100), Tue 3 Nov\n"
        "  Cancelled: Quiz (6.100), Wed 4 Nov\n"
        "  … and 20 more\n"
    )


def test_much_is_cancelled_on_purpose_only(many: Path) -> None:
    before = (many / HISTORY).read_bytes()
    result = record(many, now=LATER)

    assert (result.exit_code, result.output) == (1, refused(many))
    assert (many / HISTORY).read_bytes() == before


@pytest.mark.parametrize("number", ["22", "24", "0", "-23"])
def test_number_that_is_wrong_is_told_the_right_one(many: Path, number: str) -> None:
    before = (many / HISTORY).read_bytes()
    result = record(many, "--cancel", number, now=LATER)

    assert (result.exit_code, result.output) == (
        1,
        f"{refused(many)}6.100-fa26: nothing is recorded, since 23 events would be cancelled, not {number}\n",
    )
    assert (many / HISTORY).read_bytes() == before


def test_right_number_cancels(many: Path) -> None:
    result = record(many, "--cancel", "23", now=LATER)

    assert (result.exit_code, result.output.splitlines()[0]) == (0, "6.100-fa26: 23 events are cancelled; 1 stays")
    assert record(many, now=LATER).output == "6.100-fa26: nothing new\n"
    assert [event.status for event in read_course(many).events] == ["CONFIRMED", *["CANCELLED"] * 23]


def test_weeks_of_one_hour_are_refused_as_one(tmp_path: Path) -> None:
    slots = "slots:\n" + "\n".join(
        f"- {{id: oh-{day}, hosts: [alan-turing], day: {day}, start: 9:00, end: 10:00}}" for day in ("mon", "wed")
    )
    folder = edit(tmp_path / "6.100-fa26", office_hours=slots)
    record(folder)
    edit(folder, office_hours="slots: []")

    assert record(folder, now=LATER).output.splitlines()[1:] == [
        "  Cancelled: OH Alan (6.100), Wednesdays, 9–10 AM ET (14 weeks, Wed 9 Sep to Wed 9 Dec)",
        "  Cancelled: OH Alan (6.100), Mondays, 9–10 AM ET (13 weeks, Mon 14 Sep to Mon 7 Dec)",
    ]


def test_mistake_beside_it_is_told_alone(many: Path) -> None:
    """Nobody says a number for what cannot be served anyway."""
    edit(many, exams=quizzes(1), deadlines="assignments: [{id: a, title: A, due: 2026-09-31}]")
    result = record(many, "--cancel", "23", now=LATER)

    assert (result.exit_code, result.output) == (
        1,
        f"{many}/deadlines.yaml:1:38: 2026-09-31 does not exist in the calendar; check day and month\n",
    )


def test_number_does_no_harm_where_none_is_wanted(folder: Path) -> None:
    edit(folder, exams=MOVED)

    assert record(folder, "--cancel", "5", now=LATER).exit_code == 0


# How it is written


def test_missing_newline_at_the_end_is_added(folder: Path) -> None:
    (folder / HISTORY).write_text(LINE.rstrip("\n"))
    edit(folder, exams=MOVED)
    record("-m", "the room was taken", folder, now=LATER)

    assert (folder / HISTORY).read_text() == LINE + SECOND


def test_file_keeps_its_mode_and_leaves_nothing_beside_it(folder: Path) -> None:
    (folder / HISTORY).chmod(0o640)
    edit(folder, exams=MOVED)
    record(folder, now=LATER)

    assert stat.S_IMODE((folder / HISTORY).stat().st_mode) == 0o640
    assert sorted(os.listdir(folder)) == ["course.yaml", "exams.yaml", HISTORY, "staff.yaml"]


def test_new_file_has_the_mode_of_any_other(tmp_path: Path) -> None:
    folder = edit(tmp_path / "6.100-fa26", exams=MIDTERM)
    record(folder)

    assert (folder / HISTORY).stat().st_mode == (folder / "exams.yaml").stat().st_mode


def test_link_stays_one(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    target = (folder / HISTORY).rename(tmp_path / "kept" / "of-6.100")
    (folder / HISTORY).symlink_to(Path("..") / "kept" / "of-6.100")
    edit(folder, exams=MOVED)
    record("-m", "the room was taken", folder, now=LATER)

    assert (folder / HISTORY).is_symlink()
    assert target.read_text() == LINE + SECOND
    assert os.listdir(tmp_path / "kept") == ["of-6.100"]


def test_reader_of_the_old_file_sees_it_whole(folder: Path) -> None:
    edit(folder, exams=MOVED)
    with (folder / HISTORY).open() as reading:
        record(folder, now=LATER)

        assert reading.read() == LINE
    assert (folder / HISTORY).read_text().startswith(LINE + "{")


def test_folder_that_takes_no_new_file_is_told(folder: Path) -> None:
    """Something in the way, since no mode of a folder keeps an administrator out."""
    in_the_way = folder / f".{HISTORY}.{os.getpid()}"
    in_the_way.mkdir()
    edit(folder, exams=MOVED)
    other = edit(folder.parent / "b-fa26", exams=MIDTERM)
    result = record(folder, other, now=LATER)

    assert (result.exit_code, result.output) == (
        1,
        f"{folder}/history.jsonl:1:1: the history cannot be written (File exists); nothing is recorded of this course\n"
        "b-fa26: 1 event published; its history begins\n",
    )
    assert (folder / HISTORY).read_text() == LINE


def test_full_disk_loses_nothing(folder: Path) -> None:
    """The command itself, which may write no file larger than the first line of the two."""
    edit(folder, exams=MOVED)
    limited = (
        "import resource, sys; from feeds.cli import main;"
        f" resource.setrlimit(resource.RLIMIT_FSIZE, ({len(LINE) + 50},) * 2); main()"
    )
    result = subprocess.run(
        [sys.executable, "-B", "-c", limited, "record", folder], capture_output=True, text=True, check=False
    )

    assert (result.returncode, result.stdout, result.stderr) == (
        1,
        f"{folder}/history.jsonl:1:1: the history cannot be written (File too large); nothing is recorded of this"
        " course\n",
        "",
    )
    assert (folder / HISTORY).read_text() == LINE
    assert sorted(os.listdir(folder)) == ["course.yaml", "exams.yaml", HISTORY, "staff.yaml"]


def test_history_does_not_outgrow_what_is_read(folder: Path) -> None:
    """It would be refused for ever after."""
    content = json.loads(LINE)
    content["content"]["details"] = "x" * 900_000
    length = ledger.MAX_BYTES - 300
    lines = [json.dumps(content | {"time": f"2026-09-01T12:00:{second:02}Z"}) for second in range(11)]
    text = LINE + "\n".join(lines) + "\n"
    (folder / HISTORY).write_text(text + " " * (length - len(text) - 1) + "\n")
    edit(folder, exams=MOVED)
    before = (folder / HISTORY).read_bytes()
    result = record("-m", "x" * 200, folder, now=LATER)

    assert (result.exit_code, result.output) == (
        1,
        f"{folder}/history.jsonl:1:1: the history cannot be written (it would be larger than 10 MB or 20,000 lines);"
        " nothing is recorded of this course\n",
    )
    assert (folder / HISTORY).read_bytes() == before
