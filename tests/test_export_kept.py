"""`feeds export` takes nothing from those who have subscribed: no calendar, no revision, no way to a course."""

import os
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import PUBLIC_URL, ROOT, SLUG
from courses import write_course
from exporting import COURSE, EXAM, contents, run, write_courses

from feeds.calendar.feed import CourseFeeds
from feeds.cli import main
from feeds.course.folder import HISTORY
from feeds.course.reader import read_course
from feeds.course.selection import Selection
from feeds.web.publication import Publication

OTHER = "dm-1-sp26"


def _record(data: Path) -> None:
    assert CliRunner().invoke(main, ["record"], env={"FEEDS_DATA_DIR": str(data)}).exit_code == 0


def test_hours_of_who_stops_teaching_are_still_written(data: Path) -> None:
    def selections() -> tuple[str, ...]:
        return Publication().selections(CourseFeeds(read_course(data / SLUG), PUBLIC_URL))

    before, lectures = selections(), data / SLUG / "lectures.yaml"
    lectures.write_text(lectures.read_text().replace("omar-khattab", "sara-beery"))
    _record(data)

    assert "office-hours.omar-khattab" in before
    assert selections() == before


@pytest.mark.parametrize("file", ["tutorials.yaml", "lectures.yaml", "office-hours.yaml", "exams.yaml"])
def test_whatever_the_server_still_answers_is_still_written(tmp_path: Path, file: str) -> None:
    """Also in a folder that is new, as a workflow's is each time."""
    course = tmp_path / OTHER
    shutil.copytree(ROOT / "tests" / "data" / "courses" / OTHER, course)
    before = Publication().selections(CourseFeeds(read_course(course), PUBLIC_URL))
    text = (course / file).read_text()
    # Everybody but one has nothing in this file any more, and every room is another.
    text = re.sub(r"\b(grace-hopper|alan-turing|ada-lovelace)\b", "alan-kay", text)
    text = re.sub(r"room: [^,}\n]+", "room: 99-999", text)
    text = re.sub(r"\[alan-kay(, alan-kay)+\]", "[alan-kay]", text)
    (course / file).write_text(text)
    found = CourseFeeds(read_course(course, cancelling=True), PUBLIC_URL)

    gone = set(before) - set(Publication().selections(found))
    assert {selection for selection in gone if found.vocabulary.knows(Selection.parse(selection))} == set()


def test_history_that_has_lost_lines_is_refused_where_they_were_written(data: Path, tmp_path: Path) -> None:
    folder, exams, history = tmp_path / "folder", data / SLUG / "exams.yaml", data / SLUG / HISTORY
    published, was = history.read_bytes(), exams.read_bytes()
    exams.write_bytes(was.replace(b"start: 19:30", b"start: 19:00"))
    _record(data)
    assert run(folder, data).exit_code == 0
    before = contents(folder)
    history.write_bytes(published)
    exams.write_bytes(was)
    result = run(folder, data)

    assert result.exit_code == 1
    assert result.output.startswith(
        f"{history}:1:1: 1 of 227 lines that are published are gone; put the file back as it was and add to it, or, if"
        f" they are to go, delete what was exported of {SLUG}\n{SLUG}: not exported; what was exported of it before"
    )
    assert contents(folder) == before

    shutil.rmtree(folder / SLUG)
    assert run(folder, data).exit_code == 0


def test_note_of_a_line_may_be_corrected(data: Path, tmp_path: Path) -> None:
    exams, history = data / SLUG / "exams.yaml", data / SLUG / HISTORY
    exams.write_text(exams.read_text().replace("start: 19:30", "start: 19:00"))
    assert CliRunner().invoke(main, ["record", "-m", "tpyo"], env={"FEEDS_DATA_DIR": str(data)}).exit_code == 0
    assert run(tmp_path / "folder", data).exit_code == 0
    history.write_text(history.read_text().replace("tpyo", "typo"))

    assert run(tmp_path / "folder", data).exit_code == 0


@pytest.fixture
def terms(tmp_path: Path) -> Path:
    """A course that is over and its current term, exported to `folder` beside the data."""
    data = write_courses(tmp_path, COURSE, "6.100-fa27")
    later = data / "6.100-fa27" / "course.yaml"
    later.write_text(later.read_text().replace("2026-09-09", "2027-09-08").replace("2026-12-09", "2027-12-08"))
    (data / "6.100-fa27" / "exams.yaml").unlink()
    assert run(tmp_path / "folder", data, date="2027-10-01").exit_code == 0
    return data


def test_name_without_a_term_stays_with_the_term_that_is_broken(terms: Path) -> None:
    folder = terms.parent / "folder"
    before = contents(folder)["6.100/index.html"]
    (terms / "6.100-fa27" / "course.yaml").write_text("title: [")
    result = run(folder, terms, date="2027-10-01")

    assert result.exit_code == 1
    assert contents(folder)["6.100/index.html"] == before
    assert b"url=/6.100-fa27/" in before


def test_nothing_is_called_gone_that_is_only_broken(tmp_path: Path) -> None:
    data = write_courses(tmp_path, COURSE)
    run(tmp_path / "folder", data)
    (data / COURSE / "course.yaml").write_text("title: [")
    result = run(tmp_path / "folder", data)

    assert result.exit_code == 1
    assert "any more" not in result.output
    assert (tmp_path / "folder" / "6.100" / "index.html").exists()


def test_list_that_leads_to_courses_elsewhere_is_told(tmp_path: Path) -> None:
    data, folder = write_courses(tmp_path, COURSE, "6.300-fa26"), tmp_path / "folder"
    write_course(data / "6.200-fa26", exams=EXAM)
    result = run(folder, data, COURSE)

    assert (f"its list of courses leads to some that are not in {folder}: 6.200-fa26, 6.300-fa26\n") in result.output
    assert sorted(path.name for path in folder.iterdir() if path.name.startswith("6.")) == ["6.100", COURSE]
    assert "its list of courses" not in run(folder, data).output


def test_whoever_serves_it_may_read_it(tmp_path: Path) -> None:
    data, umask = write_courses(tmp_path, COURSE), os.umask(0o077)
    try:
        run(tmp_path / "folder", data)
        after = os.umask(umask)
    finally:
        os.umask(umask)

    modes = {path.stat().st_mode & 0o777 for path in (tmp_path / "folder").rglob("*")}
    assert (modes, after) == ({0o644, 0o755}, 0o077)
