"""`feeds export` when courses are broken, gone or not asked for, and when it is disturbed."""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import DATA, PUBLIC_URL, SLUG
from courses import write_course
from exporting import COURSE, EXAM, OTHER_EXAM, changed, contents, run, snapshot, write_courses

from feeds.cli import main
from feeds.export.files import File
from feeds.export.folder import opened


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A data folder with a minimal course that has an exam, exported to `folder` beside it."""
    data = write_courses(tmp_path, COURSE)
    assert run(tmp_path / "folder", data).exit_code == 0
    return data


# Courses that are broken, gone, or not asked for


def test_broken_course_keeps_its_files_and_the_others_are_exported(small: Path) -> None:
    write_course(small / "6.200-fa26")
    folder = small.parent / "folder"
    run(folder, small)
    before = snapshot(folder)
    course = small / COURSE / "course.yaml"
    course.write_text(course.read_text().replace("term: Fall 2026", "trm: Fall 2026"))
    write_course(small / "6.200-fa26", exams=EXAM)
    result = run(folder, small)
    number = sum(path.startswith(f"{COURSE}/") for path in before)
    problems = CliRunner().invoke(main, ["check", "-q", str(small / COURSE)]).output

    assert result.exit_code == 1
    assert result.output.startswith(
        f"{problems}{COURSE}: not exported; what was exported of it before stays ({number} files)\n6.200-fa26: "
    )
    assert {path.partition("/")[0] for path in changed(before, folder)} == {"6.200-fa26", ".feeds-export"}
    assert f'href="/{COURSE}/"' in (folder / "index.html").read_text()


def test_course_that_was_never_whole_is_not_exported(tmp_path: Path) -> None:
    (tmp_path / "data" / COURSE).mkdir(parents=True)
    (tmp_path / "data" / COURSE / "staff.yaml").write_text("people: []\n")
    (tmp_path / "data" / "status").mkdir()
    write_course(tmp_path / "data" / "robots.txt")
    result = run(tmp_path / "folder", tmp_path / "data")

    assert result.exit_code == 1
    assert f"{COURSE}: not exported\n" in result.output
    assert "robots.txt: not exported\n" in result.output
    assert not (tmp_path / "folder" / COURSE).exists()


def test_course_of_which_only_a_part_could_be_made_stays_as_it_was(tmp_path: Path) -> None:
    with opened(tmp_path) as folder:
        for part in ("a-fa26", "b-fa26"):
            folder.put(File(path=f"{part}/main.ics", body=b"old"))
        folder.finish(["a-fa26", "b-fa26"])
    with opened(tmp_path) as folder:
        for part in ("a-fa26", "b-fa26"):
            folder.put(File(path=f"{part}/main.ics", body=b"new"))
            folder.put(File(path=f"{part}/other.ics", body=b"new"))
        folder.drop("a-fa26")
        folder.finish(["b-fa26"])

    assert {path: body for path, body in contents(tmp_path).items() if path != ".feeds-export"} == {
        "a-fa26/main.ics": b"old",
        "b-fa26/main.ics": b"new",
        "b-fa26/other.ics": b"new",
    }


def test_course_that_is_gone_from_the_data_keeps_its_files(small: Path) -> None:
    write_course(small / "6.200-fa26")
    folder = small.parent / "folder"
    run(folder, small)
    before = snapshot(folder)
    shutil.rmtree(small / COURSE)
    result = run(folder, small)
    number = sum(path.startswith(f"{COURSE}/") for path in before)

    assert result.exit_code == 0
    assert (
        f"{COURSE} is not in {small} any more: what was exported of it stays ({number} files);"
        f" delete {folder / COURSE} if it is to go\n" in result.output
    )
    assert changed(before, folder) == {"index.html", ".feeds-export"}


def test_course_whose_files_were_deleted_is_not_told_of_again(small: Path) -> None:
    write_course(small / "6.200-fa26")
    folder = small.parent / "folder"
    run(folder, small)
    shutil.rmtree(small / COURSE)
    shutil.rmtree(folder / COURSE)
    shutil.rmtree(folder / "6.100")
    result = run(folder, small)

    assert "any more" not in result.output


def test_only_the_courses_that_were_named_are_exported(small: Path) -> None:
    write_course(small / "6.200-fa26")
    folder = small.parent / "folder"
    run(folder, small)
    for slug in (COURSE, "6.200-fa26"):
        write_course(small / slug, exams=OTHER_EXAM)
    before = snapshot(folder)
    result = run(folder, small, str(small / "6.200-fa26" / "exams.yaml"))

    assert result.exit_code == 0
    assert {path.partition("/")[0] for path in changed(before, folder)} == {"6.200-fa26", ".feeds-export"}


def test_course_of_another_folder_is_refused(small: Path) -> None:
    result = run(small.parent / "folder", small, str(DATA / SLUG))

    assert (result.exit_code, result.output) == (
        1,
        f"Error: {DATA / SLUG} is not in {small}; set FEEDS_DATA_DIR to the folder that it is in\n",
    )


# What can happen meanwhile


def test_two_exports_at_once_are_refused(small: Path) -> None:
    folder = small.parent / "folder"
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        result = run(folder, small)
    finally:
        os.close(descriptor)

    assert (result.exit_code, result.output) == (
        1,
        f"Error: another export is writing to {folder}; wait until it has ended\n",
    )
    assert run(folder, small).exit_code == 0


def test_full_disk_leaves_every_file_whole_and_says_so(small: Path) -> None:
    """A file may be no larger than 8 kB here, as if there were no more room."""
    folder = small.parent / "folder"
    before = snapshot(folder)
    write_course(small / COURSE, exams=OTHER_EXAM)
    environment = {"FEEDS_DATA_DIR": str(small), "FEEDS_PUBLIC_URL": PUBLIC_URL}
    feeds = str(Path(sys.executable).with_name("feeds"))
    command = ["bash", "-c", 'ulimit -f 8; exec "$@"', "-", feeds, "export", str(folder), "--date", "2025-10-15"]
    result = subprocess.run(command, env=os.environ | environment, capture_output=True, text=True)

    assert result.returncode == 1
    assert result.stderr.startswith(f"Error: {folder}")
    assert result.stderr.endswith(
        f"every file of {folder} is whole, as it was or as it is to be: when this is mended, run it again\n"
    )
    assert changed(before, folder) == set()


KILLED = """
import os, signal, sys
from feeds.cli import main
left, folder = int(sys.argv[1]), sys.argv[2]
def hook(event, arguments):
    global left
    if event in ("open", "os.mkdir", "os.remove", "os.rename") and str(arguments[0]).startswith(folder):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(hook)
main(["export", folder, "--date", "2025-10-15"])
"""


def test_killed_at_any_moment_every_file_is_whole_and_the_next_run_mends(small: Path) -> None:
    """At one of the files that it looks at, writes, moves or deletes, until there are none left."""
    folder = small.parent / "folder"
    old = contents(folder)
    write_course(small / COURSE, exams=OTHER_EXAM)
    run(small.parent / "whole", small)
    new = contents(small.parent / "whole")
    environment = {"FEEDS_DATA_DIR": str(small), "FEEDS_PUBLIC_URL": PUBLIC_URL}
    states = []
    for number in (2, 280, 310, 330, 345, 10_000):
        shutil.rmtree(folder)
        for path, body in old.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(body)
        command = [sys.executable, "-c", KILLED, str(number), str(folder)]
        killed = subprocess.run(command, env=os.environ | environment, capture_output=True).returncode
        left = {path: body for path, body in contents(folder).items() if not path.startswith(".feeds-export")}
        assert [path for path, body in left.items() if body not in (old.get(path), new.get(path))] == []
        came = {path for path in left if path in new and left[path] != old.get(path)}
        # What has changed is there for calendars before pages tell of it, and before there are ways to it.
        for earlier, later in ((".ics", ".html"), ("events/final.html", "/index.html")):
            awaited = {path for path in new if path.endswith(earlier) and new[path] != old.get(path)}
            assert awaited <= came or not any(path.endswith(later) for path in came)
        # Nor is what it left somebody else's when there is another edit before the next run.
        write_course(small / COURSE, exams=OTHER_EXAM.replace("26-100", "32-123"))
        assert run(folder, small).exit_code == 0
        write_course(small / COURSE, exams=OTHER_EXAM)
        assert run(folder, small).exit_code == 0
        assert contents(folder) == new
        states.append((killed, left == {path: old[path] for path in old if path != ".feeds-export"}))

    # Some were killed before anything was changed, some amid it, and one was not killed any more.
    assert {(-signal.SIGKILL, True), (-signal.SIGKILL, False), (0, False)} <= {*states}, states
