"""What `feeds export` does to the folder: no more than it must, and nothing to what is not its own."""

import json
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import PUBLIC_URL, SLUG
from courses import write_course
from exporting import COURSE, EXAM, OTHER_EXAM, changed, run, snapshot, write_courses

from feeds.cli import main

LEFT_OUT = "not in it, since they take a server: the form, ?view=…, calendar.ics?show=…; other choices: --also\n"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A data folder with a minimal course that has an exam, exported to `folder` beside it."""
    data = write_courses(tmp_path, COURSE)
    assert run(tmp_path / "folder", data).exit_code == 0
    return data


# Only what changed


def test_without_an_edit_nothing_is_written(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    first = run(folder, data)
    before = snapshot(folder)
    second = run(folder, data)
    number = sum(path.startswith(f"{SLUG}/") for path in before)
    beside = len(before) - number - 1

    assert first.output == (
        f"{SLUG}: {number} files, all new\n"
        f"beside the courses: {beside} files, all new\n"
        f"{folder}: 1 course, {number + beside} files, {number + beside} written, 0 deleted\n{LEFT_OUT}"
    )
    assert second.output == (
        f"{SLUG}: {number} files, all as they were\n"
        f"beside the courses: {beside} files, all as they were\n"
        f"{folder}: 1 course, {number + beside} files, 0 written, 0 deleted\n{LEFT_OUT}"
    )
    assert changed(before, folder) == set()


def test_edit_of_a_room_writes_what_tells_of_it_and_no_more(data: Path, tmp_path: Path) -> None:
    """Recorded, as it is when it is published; the lecture is in week 6, and of two people."""
    folder = tmp_path / "folder"
    run(folder, data)
    before = snapshot(folder)
    lectures = data / SLUG / "lectures.yaml"
    text = lectures.read_text()
    assert text.count("  - id: memory\n") == 1
    lectures.write_text(text.replace("  - id: memory\n", "  - id: memory\n    room: 32-123\n"))
    environment = {"FEEDS_DATA_DIR": str(data)}
    assert CliRunner().invoke(main, ["record", "-m", "flooded"], env=environment).exit_code == 0
    result = run(folder, data)
    found = {path.removeprefix(f"{SLUG}/") for path in changed(before, folder)}
    holding = {path.removeprefix(f"{SLUG}/") for path, (_, body) in before.items() if b"memory.6.7960-fa25@" in body}
    selections = {path.rpartition(".")[0] for path in holding if path.endswith(".ics")}

    assert selections >= {"main", "all", "lectures"}
    feeds = {f"{name}.{form}" for name in selections for form in ("ics", "json", "txt", "atom")}
    assert {path for path in found if not path.endswith(".html")} == {*feeds, "changes.atom", ".feeds-export"}
    # Every page tells when the schedule last changed; what does not hold the lecture tells nothing else.
    assert {path for path in found if path.endswith(".html")} == {
        path.removeprefix(f"{SLUG}/") for path in before if path.startswith(f"{SLUG}/") and path.endswith(".html")
    }
    first, second, third, fourth, *others = sorted(f"{name}.ics" for name in selections)
    assert (
        f" written, {len(selections)} of them calendars: {first}, {second}, {third}, {fourth} and {len(others)} more\n"
        in result.output
    )


def test_times_and_hashes_of_another_process_change_nothing(small: Path) -> None:
    folder = small.parent / "folder"
    before = snapshot(folder)
    for seed in ("1", "2"):
        environment = {"FEEDS_DATA_DIR": str(small), "FEEDS_PUBLIC_URL": PUBLIC_URL, "PYTHONHASHSEED": seed}
        command = [str(Path(sys.executable).with_name("feeds")), "export", str(folder), "--date", "2025-10-15"]
        subprocess.run(command, env=os.environ | environment, check=True, capture_output=True)

    assert changed(before, folder) == set()


def test_list_of_what_was_exported_has_every_file_with_its_hash(small: Path) -> None:
    found = snapshot(small.parent / "folder")
    _, listed = found.pop(".feeds-export")

    assert json.loads(listed) == {
        "files": {path: sha256(body).hexdigest() for path, (_, body) in found.items()},
        "published": {COURSE: []},
    }


def test_what_a_course_no_longer_has_is_deleted(small: Path) -> None:
    folder = small.parent / "folder"
    before = snapshot(folder)
    write_course(small / COURSE, exams=OTHER_EXAM)
    result = run(folder, small)

    gone = before.keys() - snapshot(folder).keys()
    assert gone == {f"{COURSE}/events/quiz.html"}
    assert "; 1 deleted: events/quiz.html\n" in result.output


def test_folders_that_nothing_is_left_in_go_too(small: Path) -> None:
    folder = small.parent / "folder"
    assert (folder / COURSE / "events").is_dir()
    (small / COURSE / "exams.yaml").unlink()
    course = small / COURSE / "course.yaml"
    kept = [line for line in course.read_text().splitlines() if not line.startswith("meetings")]
    course.write_text("\n".join([*kept, ""]))
    assert run(folder, small).exit_code == 0

    assert not (folder / COURSE / "events").exists()


# What is not its own


def test_files_of_others_beside_it_stay(small: Path) -> None:
    folder = small.parent / "folder"
    (folder / ".git").mkdir()
    mine = {".git/HEAD": "x", "CNAME": "calendar.example.edu\n", "README.md": "Mine", f"{COURSE}/notes.txt": "Mine"}
    for path, text in mine.items():
        (folder / path).write_text(text)
    write_course(small / COURSE, exams=OTHER_EXAM)
    assert run(folder, small).exit_code == 0

    assert {path: (folder / path).read_text() for path in mine} == mine


def test_other_file_in_the_way_is_an_error_before_anything_is_written(small: Path, tmp_path: Path) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    (folder / "index.html").write_text("My own")
    (folder / COURSE).mkdir()
    (folder / COURSE / "main.ics").write_text("Mine")
    before = snapshot(folder)
    result = run(folder, small)

    assert (result.exit_code, result.output) == (
        1,
        f"Error: nothing was written, since {folder} has files that are not of an export where others are to go:"
        f" {COURSE}/main.ics, index.html; move them away, or export to another folder"
        " (an earlier export whose list, .feeds-export, is lost may be deleted as a whole)\n",
    )
    assert snapshot(folder) == before


@pytest.mark.parametrize("obstacle", ["file for a folder", "folder for a file", "link for a folder", "link for a file"])
def test_what_no_file_can_be_put_into_or_through_is_in_the_way(small: Path, tmp_path: Path, obstacle: str) -> None:
    folder, elsewhere = tmp_path / "other", tmp_path / "elsewhere"
    (folder / COURSE).mkdir(parents=True)
    elsewhere.mkdir()
    (elsewhere / "file").write_text("Mine")
    match obstacle:
        case "file for a folder":
            (folder / COURSE / "events").write_text("Mine")
            wrong = f"{COURSE}/events"
        case "folder for a file":
            (folder / COURSE / "main.ics").mkdir()
            wrong = f"{COURSE}/main.ics"
        case "link for a folder":
            (folder / COURSE / "events").symlink_to(elsewhere)
            wrong = f"{COURSE}/events"
        case _:
            (folder / COURSE / "main.ics").symlink_to(elsewhere / "file")
            wrong = f"{COURSE}/main.ics"
    result = run(folder, small)

    assert result.exit_code == 1
    assert f" are to go: {wrong}; move " in result.output
    assert snapshot(elsewhere)["file"][1] == b"Mine"
    assert [path.name for path in folder.iterdir()] == [COURSE]


@pytest.mark.parametrize(
    "manifest",
    [None, b"", b"{", b"[]", b'{"files": {"../index.html": "%s"}}' % (b"0" * 64), b'{"files": {"index.html": 1}}'],
)
def test_without_a_good_list_equal_files_are_taken_over(small: Path, manifest: bytes | None) -> None:
    folder = small.parent / "folder"
    before = snapshot(folder)
    if manifest is None:
        (folder / ".feeds-export").unlink()
    else:
        (folder / ".feeds-export").write_bytes(manifest)
    (folder.parent / "index.html").write_text("Mine")
    result = run(folder, small)

    assert result.exit_code == 0
    assert changed(before, folder) == {".feeds-export"}
    assert (folder / ".feeds-export").read_bytes() == before[".feeds-export"][1]
    assert (folder.parent / "index.html").read_text() == "Mine"


def test_without_a_list_a_file_that_differs_is_somebody_elses(small: Path) -> None:
    folder = small.parent / "folder"
    (folder / ".feeds-export").unlink()
    write_course(small / COURSE, exams=OTHER_EXAM)
    before = snapshot(folder)
    result = run(folder, small)

    assert result.exit_code == 1
    assert "has files that are not of an export where others are to go: " in result.output
    assert changed(before, folder) == set()


def test_exported_file_that_somebody_changed_is_written_again_and_never_deleted(small: Path) -> None:
    folder = small.parent / "folder"
    for name in ("main.ics", "events/quiz.html"):
        (folder / COURSE / name).write_text("Mine")
    write_course(small / COURSE, exams=OTHER_EXAM)
    result = run(folder, small)

    assert (folder / COURSE / "main.ics").read_text().startswith("BEGIN:VCALENDAR")
    assert (folder / COURSE / "events" / "quiz.html").read_text() == "Mine"
    assert (
        f"; written over what somebody had changed: {COURSE}/main.ics"
        f"; not deleted, since somebody has changed them: {COURSE}/events/quiz.html\n"
    ) in result.output

    # It is still known for what was written here once.
    write_course(small / COURSE, exams=EXAM)
    result = run(folder, small)
    assert (result.exit_code, (folder / COURSE / "events" / "quiz.html").read_text()[:9]) == (0, "<!doctype")
    assert f"; written over what somebody had changed: {COURSE}/events/quiz.html\n" in result.output


@pytest.mark.parametrize("place", ["data", f"data/{COURSE}", f"data/{COURSE}/site", "."])
def test_data_and_folder_are_never_one_within_the_other(small: Path, place: str) -> None:
    before = snapshot(small)
    folder = small.parent / place
    result = run(folder, small)

    assert (result.exit_code, result.output) == (
        1,
        f"Error: {folder} and the data in {small} are one within the other; take another folder\n",
    )
    assert changed(before, small) == set()
