"""`feeds check`, as whoever edits the data runs it."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import DATA, ROOT, SLUG
from courses import course_yaml, write_course

from feeds.cli import main

HOURS = """\
slots:
  - {id: oh, day: Mon, start: 15:00, end: 16:00, until: 2026-09-28, changes: [{date: 2026-09-22, room: X}]}
"""


def run(*arguments: str | Path, data_dir: Path | None = None) -> Result:
    env = {"FEEDS_DATA_DIR": None if data_dir is None else str(data_dir)}
    return CliRunner().invoke(main, [str(argument) for argument in arguments], env=env)


def test_check_finds_nothing_in_the_real_data(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an argument and a setting it looks at data/."""
    monkeypatch.chdir(ROOT)
    result = run("check")

    assert (result.exit_code, result.output) == (0, "1 course, 226 events, 0 problems\n")


def test_check_takes_a_course_or_a_folder_of_courses() -> None:
    expected = (0, "1 course, 226 events, 0 problems\n")

    for result in (run("check", DATA), run("check", DATA / SLUG), run("check", data_dir=DATA)):
        assert (result.exit_code, result.output) == expected


def test_check_says_everything_that_is_wrong(data: Path) -> None:
    lectures, hours = data / SLUG / "lectures.yaml", data / SLUG / "office-hours.yaml"
    lectures.write_text(
        lectures.read_text()
        .replace("date: Tue 2025-09-16", "date: Thu 2025-09-16")
        .replace("details: >-", "detail: >-", 1)
    )
    hours.write_text(hours.read_text().replace("hosts: [omar-khattab]", "hosts: [omar-kattab]"))
    result = run("check", data)

    assert result.exit_code == 1
    assert result.output == (
        f"{lectures}:22:5: unknown key 'detail'; did you mean 'details'?\n"
        f"{lectures}:43:11: 2025-09-16 is a Tuesday, not a Thursday; correct the weekday or the date\n"
        f"{hours}:38:13: nobody on the staff has the id 'omar-kattab'; did you mean 'omar-khattab'?\n"
        "1 course, 0 events, 3 problems\n"
    )


def test_check_names_files_as_the_folder_was_given(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (data / SLUG / "staff.yaml").unlink()
    monkeypatch.chdir(data)

    assert run("check", SLUG).output == (
        "6.7960-fa25/staff.yaml:1:1: there is no staff.yaml; every course has one\n1 course, 0 events, 1 problem\n"
    )
    monkeypatch.chdir(data / SLUG)
    assert run("check", ".").output == (
        "staff.yaml:1:1: there is no staff.yaml; every course has one\n1 course, 0 events, 1 problem\n"
    )


def test_check_looks_at_every_course_and_fails_for_one(tmp_path: Path) -> None:
    write_course(tmp_path / "a-fa26", exams="exams: [{id: a, title: A, date: 2026-09-15}]")
    write_course(tmp_path / "b-fa26", course=course_yaml("title:"))
    write_course(tmp_path / "c-fa26", exams="exams: [{id: a, title: A, date: 2026-09-31}]")
    (tmp_path / "notes").mkdir()
    result = run("check", tmp_path)

    assert result.exit_code == 1
    assert result.output == (
        f"{tmp_path}/b-fa26/course.yaml:2:7: the value is missing; write one or take the line out\n"
        f"{tmp_path}/c-fa26/exams.yaml:1:33: 2026-09-31 does not exist in the calendar; check day and month\n"
        "3 courses, 1 event, 2 problems\n"
    )


def test_check_takes_several_folders(tmp_path: Path) -> None:
    write_course(tmp_path / "a-fa26")
    write_course(tmp_path / "b-fa26")
    result = run("check", tmp_path / "b-fa26", tmp_path / "a-fa26", DATA)

    assert (result.exit_code, result.output) == (0, "3 courses, 226 events, 0 problems\n")


def test_check_does_not_fail_for_warnings(tmp_path: Path) -> None:
    folder = write_course(tmp_path / "a-fa26", office_hours=HOURS)
    result = run("check", folder)

    assert result.exit_code == 0
    assert result.output == (
        f"{folder}/office-hours.yaml:2:86: warning: 'oh' does not take place on 2026-09-22,"
        " so this change does nothing; correct the date\n"
        "1 course, 3 events, 1 problem\n"
    )


@pytest.mark.parametrize("name", ["", "nowhere", "file"])
def test_check_fails_where_no_course_is(name: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("code: 6.100")
    folder = tmp_path / name
    result = run("check", folder)

    assert result.exit_code == 1
    assert result.output == f"Error: {folder} holds no course; a course is a folder with a course.yaml\n"


def test_check_fails_where_the_data_folder_holds_no_course(tmp_path: Path) -> None:
    result = run("check", data_dir=tmp_path)

    assert result.exit_code == 1
    assert result.output == f"Error: {tmp_path} holds no course; a course is a folder with a course.yaml\n"


@pytest.mark.parametrize("name", ["deep_learning", "x fa26", "static"])
def test_folder_that_would_not_be_served_is_told(tmp_path: Path, name: str) -> None:
    shutil.copytree(DATA / SLUG, tmp_path / name)
    result = CliRunner().invoke(main, ["check", str(tmp_path)])

    assert (result.exit_code, result.output) == (
        1,
        f"{tmp_path}/{name}:1:1: '{name}' cannot be a course's name, so it is not served; write letters, digits, dots"
        " and hyphens, such as 6.7960-fa25, and none of favicon.svg, healthz, metrics, openapi.json, readyz,"
        " robots.txt, schema, static\n1 course, 0 events, 1 problem\n",
    )
