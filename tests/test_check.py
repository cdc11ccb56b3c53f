"""`feeds check`, as whoever edits the data runs it."""

import json
import os
import pty
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from conftest import DATA, ROOT, SLUG
from courses import course_yaml, publish, write_course

from feeds.cli import main
from feeds.course.folder import HISTORY
from feeds.course.schema.json_schema import schemas

HOURS = """\
slots:
  - {id: oh, day: Mon, start: 15:00, end: 16:00, changes: [{date: 2026-09-22, room: X}]}
"""


def run(*arguments: str | Path, data_dir: Path | None = None, color: bool = False) -> Result:
    env = {"FEEDS_DATA_DIR": None if data_dir is None else str(data_dir)}
    return CliRunner().invoke(main, [str(argument) for argument in arguments], env=env, color=color)


def summary(result: Result) -> str:
    """Give what is said before the office hours, of which test_coverage_told.py is."""
    return result.output.partition("\n\n")[0]


def replace(file: Path, before: str, after: str) -> None:
    text = file.read_text()
    assert text.count(before) == 1
    file.write_text(text.replace(before, after))


def place(file: Path, text: str) -> int:
    """Find the line on which something stands."""
    return next(number for number, line in enumerate(file.read_text().split("\n"), 1) if text in line)


@pytest.fixture
def wrong(data: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The real course with two mistakes; its data folder and the default one are the present folder."""
    replace(data / SLUG / "lectures.yaml", "date: Tue 2025-09-16", "date: Thu 2025-09-16")
    replace(data / SLUG / "office-hours.yaml", "hosts: [omar-khattab]", "hosts: [omar-kattab]")
    monkeypatch.chdir(data.parent)
    return data


# What is checked


def test_nothing_is_wrong_with_the_real_data(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an argument and a setting it looks at data/."""
    monkeypatch.chdir(ROOT)
    result = run("check")

    assert (result.exit_code, summary(result)) == (0, "1 course, 226 events, 0 errors, 0 warnings")


@pytest.mark.parametrize("argument", [DATA, DATA / SLUG, DATA / SLUG / "lectures.yaml", SLUG])
def test_course_is_named_by_its_name_or_a_path(argument: str | Path) -> None:
    result = run("check", argument, data_dir=DATA)

    assert (result.exit_code, summary(result)) == (0, "1 course, 226 events, 0 errors, 0 warnings")


def test_several_courses_are_each_checked_once(tmp_path: Path) -> None:
    write_course(tmp_path / "a-fa26")
    write_course(tmp_path / "b-fa26")
    result = run("check", tmp_path / "b-fa26" / "staff.yaml", tmp_path / "b-fa26" / "course.yaml", tmp_path, DATA)

    assert (result.exit_code, result.output) == (0, "3 courses, 226 events, 0 errors, 0 warnings\n")


def test_every_course_is_looked_at_and_one_is_enough_to_fail(tmp_path: Path) -> None:
    write_course(tmp_path / "a-fa26", exams="exams: [{id: a, title: A, date: 2026-09-15}]")
    write_course(tmp_path / "b-fa26", course=course_yaml("title:"))
    write_course(tmp_path / "c-fa26", exams="exams: [{id: a, title: A, date: 2026-09-31}]")
    (tmp_path / "notes").mkdir()
    result = run("check", "-q", tmp_path)

    assert result.exit_code == 1
    assert result.output == (
        f"{tmp_path}/b-fa26/course.yaml:2:7: the value is missing; write one or take the line out\n"
        f"{tmp_path}/c-fa26/exams.yaml:1:33: 2026-09-31 does not exist in the calendar; check day and month\n"
    )
    assert run("check", tmp_path).output.splitlines()[-1] == (
        "3 courses, 1 event, 2 errors, 0 warnings; cannot be served like this: b-fa26, c-fa26"
    )


def test_warnings_are_no_reason_to_fail(tmp_path: Path) -> None:
    folder = write_course(tmp_path / "a-fa26", office_hours=HOURS)
    result = run("check", folder)

    assert (result.exit_code, summary(result)) == (
        0,
        f"{folder}/office-hours.yaml:2:67: warning: 'oh' does not take place on Tue 2026-09-22,"
        " so this change does nothing; its nearest week is on Mon 2026-09-21\n"
        "     2 |   - {id: oh, day: Mon, start: 15:00, end: 16:00, changes: [{date: 2026-09-22, room: X}]}\n"
        f"       | {' ' * 66}^\n"
        "1 course, 13 events, 0 errors, 1 warning",
    )


@pytest.mark.parametrize("name", ["", "nowhere", "file"])
def test_folder_without_a_course_is_told(name: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "file").write_text("code: 6.100")
    folder = tmp_path / "empty" / name
    result = run("check", folder)

    assert (result.exit_code, result.output) == (
        1,
        f"Error: {folder} holds no course; a course is a folder with a course.yaml\n",
    )


def test_course_that_is_not_there_is_told_with_the_nearest() -> None:
    result = run("check", "6.7960-fa24", data_dir=DATA)

    assert (result.exit_code, result.output) == (
        1,
        "Error: 6.7960-fa24 holds no course; a course is a folder with a course.yaml; did you mean '6.7960-fa25'?\n",
    )


def test_data_without_course_yaml_is_a_course_with_a_mistake(tmp_path: Path) -> None:
    (write_course(tmp_path / "a-fa26") / "course.yaml").unlink()

    assert run("check", "-q", tmp_path).output == (
        f"{tmp_path}/a-fa26/course.yaml:1:1: there is no course.yaml; every course has one\n"
    )


@pytest.mark.parametrize("name", ["deep_learning", "x fa26", "static"])
def test_folder_that_would_not_be_served_is_told(tmp_path: Path, name: str) -> None:
    shutil.copytree(DATA / SLUG, tmp_path / name)
    result = run("check", tmp_path)

    assert (result.exit_code, result.output) == (
        1,
        f"{tmp_path}/{name}:1:1: '{name}' cannot be a course's name, so it is not served; write letters, digits, dots"
        " and hyphens, such as 6.7960-fa25, and none of favicon.svg, healthz, metrics, openapi.json, readyz,"
        f" robots.txt, schema, static\n1 course, 0 events, 1 error, 0 warnings; cannot be served like this: {name}\n",
    )


def test_feed_near_a_megabyte_is_told(tmp_path: Path) -> None:
    rows = [
        f"- {{id: e-{number}, title: E, date: 2026-10-{number + 1:02}, details: {'x' * 30_000}}}"
        for number in range(30)
    ]
    folder = write_course(tmp_path / "a-fa26", exams="exams:\n" + "\n".join(rows))
    result = run("check", "-q", folder)

    assert (result.exit_code, result.output) == (
        0,
        f"{folder}/course.yaml:1:1: warning: the feed of everything has 1.0 MB, and Google reads none of more than"
        " about 1 MB; shorten `details` and `materials`, which are told at every event\n",
    )


def test_settings_that_cannot_be_used_are_told() -> None:
    result = CliRunner().invoke(main, ["check"], env={"FEEDS_PUBLIC_URL": "nonsense"})

    assert result.exit_code == 1
    assert result.output.startswith("Error: FEEDS_PUBLIC_URL")


# How it is said


def test_text_shows_each_place_with_a_caret(wrong: Path) -> None:
    result = run("check", SLUG)

    date, hosts = (
        place(wrong / SLUG / "lectures.yaml", "Thu 2025-09-16"),
        place(wrong / SLUG / "office-hours.yaml", "[omar"),
    )
    assert (result.exit_code, result.output) == (
        1,
        f"data/6.7960-fa25/lectures.yaml:{date}:11: 2025-09-16 is a Tuesday, not a Thursday; correct the weekday"
        " or the date\n"
        f"{date:>6} |     date: Thu 2025-09-16\n"
        "       |           ^\n"
        f"data/6.7960-fa25/office-hours.yaml:{hosts}:13: nobody on the staff has the id 'omar-kattab'; did you mean"
        " 'omar-khattab'?\n"
        f"{hosts:>6} |     hosts: [omar-kattab]\n"
        "       |             ^\n"
        "1 course, 0 events, 2 errors, 0 warnings; cannot be served like this: 6.7960-fa25\n",
    )


@pytest.mark.parametrize(
    ("exams", "shown"),
    [
        pytest.param(
            "exams:\n- {id: a, title: 試験 e\u0301, date: 2026-13-01}\n",
            ["- {id: a, title: 試験 e\u0301, date: 2026-13-01}", " " * 31 + "^"],
            id="wide and combining characters",
        ),
        pytest.param(
            'exams:\r\n- {id: a, title: "\u202eA", date: 2026-09-15}\r\n',
            ['- {id: a, title: "·A", date: 2026-09-15}', " " * 17 + "^"],
            id="what would turn the line around",
        ),
        pytest.param(
            "\ufeffexams: [{id: a, title: A, date: 2026-13-01}]",
            ["exams: [{id: a, title: A, date: 2026-13-01}]", " " * 32 + "^"],
            id="byte order mark",
        ),
        pytest.param(
            f"exams: [{{id: a, title: {'A' * 200}, date: 2026-13-01, details: {'D' * 200}}}]",
            ["…" + "A" * 41 + ", date: 2026-13-01, details: " + "D" * 28 + "…", " " * 50 + "^"],
            id="line that is too long",
        ),
        pytest.param("exams:\n  -\n", ["  -", "   ^"], id="place right after the line"),
        pytest.param("exams: [\n\n", ["exams: [", "        ^"], id="place where the text ends"),
        pytest.param(b"exams: \xff\x1b[2J\n", ["exams: \ufffd·[2J", "       ^"], id="no text"),
        pytest.param("x" * 1_000_001, ["x" * 99 + "…", "^"], id="too large"),
    ],
)
def test_excerpt_shows_what_stands_there_and_nothing_that_a_terminal_obeys(
    tmp_path: Path, exams: str | bytes, shown: list[str]
) -> None:
    folder = write_course(tmp_path / "a-fa26")
    (folder / "exams.yaml").write_bytes(exams if isinstance(exams, bytes) else exams.encode())
    _, *lines, _ = run("check", folder).output.split("\n")[:-1]

    assert [line[9:] for line in lines] == shown


@pytest.mark.parametrize("kind", ["folder", "fifo", "missing"])
def test_excerpt_needs_a_file(tmp_path: Path, kind: str) -> None:
    folder = write_course(tmp_path / "a-fa26")
    (folder / "staff.yaml").unlink()
    if kind == "folder":
        (folder / "staff.yaml").mkdir()
    elif kind == "fifo":
        os.mkfifo(folder / "staff.yaml")

    assert len(run("check", folder).output.splitlines()) == 2


def test_terminal_shows_colour(tmp_path: Path) -> None:
    folder = write_course(tmp_path / "a-fa26", office_hours=HOURS, exams="exams: [{id: a, date: 2026-09-15}]")
    result = run("check", folder, color=True)

    assert result.output == (
        f"\x1b[1m{folder}/exams.yaml:1:9\x1b[0m: \x1b[31m'title' is missing; write `title: …`\x1b[0m\n"
        "     1 | exams: [{id: a, date: 2026-09-15}]\n"
        "       |         \x1b[31m\x1b[1m^\x1b[0m\n"
        f"\x1b[1m{folder}/office-hours.yaml:2:67\x1b[0m: \x1b[33mwarning: 'oh' does not take place on Tue 2026-09-22,"
        " so this change does nothing; its nearest week is on Mon 2026-09-21\x1b[0m\n"
        "     2 |   - {id: oh, day: Mon, start: 15:00, end: 16:00, changes: [{date: 2026-09-22, room: X}]}\n"
        f"       | {' ' * 66}\x1b[33m\x1b[1m^\x1b[0m\n"
        "1 course, 0 events, \x1b[31m\x1b[1m1 error\x1b[0m, \x1b[33m\x1b[1m1 warning\x1b[0m;"
        " cannot be served like this: a-fa26\n"
    )


def test_colour_is_for_terminals_only(wrong: Path) -> None:
    """The command itself, once at a terminal and once in a pipe."""
    command = [sys.executable, "-c", "from feeds.cli import main; main()", "check", SLUG]
    ours, theirs = pty.openpty()
    at_terminal = subprocess.Popen(command, stdout=theirs)
    os.close(theirs)
    said = b""
    try:
        while part := os.read(ours, 10_000):
            said += part
    except OSError:  # Linux says so at the end
        pass
    in_pipe = subprocess.run(command, capture_output=True, check=False)

    assert at_terminal.wait() == in_pipe.returncode == 1
    assert b"\x1b[31m2025-09-16 is a Tuesday" in said
    assert b"\x1b" not in in_pipe.stdout
    assert click.unstyle(said.decode()).replace("\r\n", "\n") == in_pipe.stdout.decode()


def test_json_holds_everything(wrong: Path) -> None:
    (wrong / SLUG / "staff.yml").touch()
    result = run("check", "--format", "json")

    assert result.exit_code == 1
    assert json.loads(result.output) == {
        "courses": [{"course": SLUG, "events": None, "coverage": None}],
        "problems": [
            {
                "file": f"data/{SLUG}/lectures.yaml",
                "line": place(wrong / SLUG / "lectures.yaml", "Thu 2025-09-16"),
                "column": 11,
                "severity": "error",
                "message": "2025-09-16 is a Tuesday, not a Thursday; correct the weekday or the date",
            },
            {
                "file": f"data/{SLUG}/office-hours.yaml",
                "line": place(wrong / SLUG / "office-hours.yaml", "[omar"),
                "column": 13,
                "severity": "error",
                "message": "nobody on the staff has the id 'omar-kattab'; did you mean 'omar-khattab'?",
            },
            {
                "file": f"data/{SLUG}/staff.yml",
                "line": 1,
                "column": 1,
                "severity": "warning",
                "message": "this file is not read, 'staff.yaml' is; take it out of the folder",
            },
        ],
    }


def test_github_gets_annotations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its commands escape what would end a property or the message."""
    (tmp_path / "data, mine").mkdir()
    write_course(tmp_path / "data, mine" / "a-fa26", exams="exams: [{id: 100%, title: A, date: 2026-09-15}]")
    monkeypatch.chdir(tmp_path)
    result = run("check", "data, mine", "--format", "github")

    assert (result.exit_code, result.output) == (
        1,
        "::error file=data%2C mine/a-fa26/exams.yaml,line=1,col=14,title=feeds check::'100%25' is not a word for"
        " addresses; write lower-case letters, digits and hyphens, such as '100'\n"
        "1 course, 0 events, 1 error, 0 warnings; cannot be served like this: a-fa26\n",
    )
    assert run("check", "data, mine", "--format", "github", "-q").output.count("\n") == 1


def test_quiet_says_nothing_where_nothing_is_wrong() -> None:
    assert run("check", "-q", DATA).output == ""


# What is recorded


EXAM = "exams: [{id: a, title: A, date: 2026-09-15}]"
PUBLISHED = datetime(2026, 9, 1, tzinfo=UTC)


def test_ids_are_compared_with_what_was_recorded(data: Path) -> None:
    replace(data / SLUG / "exams.yaml", "id: midterm,", "id: midterm-new,")
    exams = data / SLUG / "exams.yaml"
    result = run("check", "-q", data)

    assert (result.exit_code, result.output) == (
        0,
        f"{exams}:{place(exams, 'midterm-new')}:10: warning: 'midterm-new' is new and 'midterm' is gone, which looks"
        " like a move: subscribers would see the one cancelled and the other as new; keep the id 'midterm' if it is the"
        " same one\n",
    )


def test_what_is_not_recorded_is_counted(tmp_path: Path) -> None:
    """Where a history was begun; a course that is still being written has none to add to."""
    for name in ("a-fa26", "b-fa26", "c-fa26"):
        write_course(tmp_path / name, exams=EXAM)
    for name in ("a-fa26", "b-fa26"):
        publish(tmp_path / name, PUBLISHED)

    assert run("check", tmp_path).output == "3 courses, 3 events, 0 errors, 0 warnings\n"

    write_course(tmp_path / "a-fa26", exams=EXAM.replace("title: A", "title: B"))

    assert run("check", tmp_path).output == "3 courses, 3 events, 0 errors, 0 warnings; 1 change not recorded\n"

    write_course(tmp_path / "b-fa26", exams=EXAM.replace("id: a", "id: b"), course=course_yaml("withdrawn: [a]"))
    write_course(tmp_path / "c-fa26", course=course_yaml("title:"))
    result = run("check", tmp_path)

    assert (result.exit_code, result.output.splitlines()[-1]) == (
        1,
        "3 courses, 2 events, 1 error, 0 warnings; cannot be served like this: c-fa26; 3 changes not recorded",
    )


def test_what_is_not_recorded_can_be_an_error(tmp_path: Path) -> None:
    for name in ("a-fa26", "b-fa26", "c-fa26", "d-fa26"):
        write_course(tmp_path / name, exams=EXAM)
        if name != "d-fa26":
            publish(tmp_path / name, PUBLISHED)
    write_course(tmp_path / "b-fa26", exams=EXAM.replace("title: A", "title: B"))
    write_course(tmp_path / "c-fa26", exams=EXAM.replace("id: a", "id: b"), course=course_yaml("withdrawn: [a]"))
    result = run("check", "--recorded", tmp_path)

    assert (result.exit_code, result.output) == (
        1,
        f"{tmp_path}/b-fa26/history.jsonl:1:1: the change of 'a' is not recorded yet; run `feeds record b-fa26`\n"
        f"{tmp_path}/c-fa26/history.jsonl:1:1: 2 changes are not recorded yet, the first of them of 'a'; run"
        " `feeds record c-fa26`\n"
        f"{tmp_path}/d-fa26/history.jsonl:1:1: there is no history, so calendars may not take the next change; put"
        " it back if there was one, or run `feeds record d-fa26`\n"
        "4 courses, 4 events, 3 errors, 0 warnings\n",
    )
    assert run("check", "--recorded", tmp_path / "a-fa26").exit_code == 0


def test_real_course_is_recorded() -> None:
    result = run("check", "--recorded", DATA)

    assert (result.exit_code, summary(result)) == (0, "1 course, 226 events, 0 errors, 0 warnings")


def test_line_of_a_history_is_not_shown(tmp_path: Path) -> None:
    """It may be long, and nobody mends it."""
    folder = write_course(tmp_path / "a-fa26", exams=EXAM)
    publish(folder, PUBLISHED)
    with (folder / HISTORY).open("a") as history:
        history.write("{\n")

    assert run("check", folder).output.splitlines() == [
        f"{folder}/history.jsonl:2:1: this line is damaged (it is not one whole object of JSON); put the file back as"
        " it was, since nobody writes in it by hand",
        "1 course, 0 events, 1 error, 0 warnings; cannot be served like this: a-fa26",
    ]


# Schemas


def test_schema_writes_one_for_each_data_file(tmp_path: Path) -> None:
    result = run("schema", tmp_path / "new" / "schema")

    assert result.exit_code == 0
    assert result.output.splitlines() == [str(tmp_path / "new" / "schema" / name) for name in schemas()]
    assert {path.name: path.read_text() for path in (tmp_path / "new" / "schema").iterdir()} == schemas()
