"""`feeds check` of many courses: in several processes, with a bar on a terminal, and nothing else than of a few."""

import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import DATA, SLUG
from courses import course_yaml, write_course

from feeds.cli import main
from feeds.cli.spread import MANY
from feeds.course.folder import HISTORY
from feeds.course.model import Course
from feeds.course.reader import read_course

COMMAND = [sys.executable, "-c", "from feeds.cli import main; main()", "check"]
SUMMARY = f"{MANY} courses, {MANY} events, 0 errors, 0 warnings\n"
EXAM = "exams: [{id: a, title: A, date: 2026-09-15}]"


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A folder of just as many courses as are checked in several processes."""
    for number in range(MANY):
        write_course(tmp_path / f"a-{number:02}", exams=EXAM)
    return tmp_path


@pytest.fixture
def long(tmp_path: Path) -> Path:
    """A folder of as many courses that take their time."""
    for number in range(MANY):
        shutil.copytree(DATA / SLUG, tmp_path / f"a-{number:02}", ignore=shutil.ignore_patterns(HISTORY))
    return tmp_path


@contextmanager
def checking(folder: Path) -> Iterator[tuple[subprocess.Popen[str], list[int]]]:
    """Begin to check courses, in a session of its own; gives the processes that do it, which have only been started."""
    command = subprocess.Popen(
        [*COMMAND, folder], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    deadline = time.monotonic() + 30
    # It holds them back until it has started all.
    while not workers(command.pid) or with_interrupts(command.pid, "SigBlk"):
        assert time.monotonic() < deadline
        time.sleep(0.005)
    yield command, workers(command.pid)
    command.wait(timeout=30)


def workers(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in children if "spawn_main" in command_line(int(child))]


def with_interrupts(pid: int, doing: str) -> bool:
    """Tell whether a process holds interrupts back (`SigBlk`), or would do something about them (`SigCgt`)."""
    signals = re.search(rf"^{doing}:\s*(\w+)$", Path(f"/proc/{pid}/status").read_text(), re.MULTILINE)
    return signals is not None and bool(int(signals[1], 16) & 1 << signal.SIGINT - 1)


def command_line(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def test_many_are_told_as_each_by_itself_in_the_same_order(many: Path) -> None:
    write_course(many / "a-03", exams="exams: [{id: a, title: A, date: 2026-09-31}]")
    write_course(many / "a-07", course=course_yaml("title:"))
    (many / "a-30" / "staff.yml").touch()
    (many / "a_31").mkdir()
    write_course(many / "a_31")
    one_by_one = "".join(
        CliRunner().invoke(main, ["check", "-q", str(folder)]).output for folder in sorted(many.iterdir())
    )
    all_at_once = CliRunner().invoke(main, ["check", "-q", str(many)])

    assert one_by_one.count("\n") == 4
    assert (all_at_once.exit_code, all_at_once.output) == (1, one_by_one)


def test_bar_is_for_terminals_only(many: Path) -> None:
    """It stands on standard error, so that a pipe gets the same with it."""
    ours, theirs = pty.openpty()
    at_terminal = subprocess.Popen([*COMMAND, many], stdout=subprocess.PIPE, stderr=theirs, text=True)
    os.close(theirs)
    bar = b""
    try:
        while part := os.read(ours, 10_000):
            bar += part
    except OSError:  # Linux says so at the end
        pass
    said, _ = at_terminal.communicate()
    in_pipe = subprocess.run([*COMMAND, many], capture_output=True, text=True, check=False)

    assert (at_terminal.returncode, said) == (in_pipe.returncode, in_pipe.stdout) == (0, SUMMARY)
    assert in_pipe.stderr == ""
    assert bar.count(b"Checking courses") > 1
    assert b"100%" in bar


def test_few_have_no_bar(tmp_path: Path) -> None:
    write_course(tmp_path / "a-fa26", exams=EXAM)
    ours, theirs = pty.openpty()
    subprocess.run([*COMMAND, tmp_path], stdout=subprocess.DEVNULL, stderr=theirs, check=True)
    os.write(theirs, b"end")

    assert os.read(ours, 100) == b"end"


def test_process_that_is_killed_is_told(long: Path) -> None:
    with checking(long) as (command, started):
        os.kill(started[0], signal.SIGKILL)
        said, errors = command.communicate(timeout=30)

    done = int(said.split()[0])  # none, unless the machine is busy
    assert (command.returncode, said) == (1, f"{done} courses, {done * 226} events, 0 errors, 0 warnings\n")
    assert errors == (
        f"Error: {MANY - done} courses could not be checked, beginning with {long}/a-{done:02}, since a process of the"
        " check was killed or ran out of memory; check fewer at once\n"
    )


def test_interrupt_ends_it_without_a_trace(long: Path) -> None:
    with checking(long) as (command, started):
        while not all(with_interrupts(pid, "SigCgt") for pid in started):  # Python is awake, and imports
            time.sleep(0.005)
        os.killpg(command.pid, signal.SIGINT)  # as a terminal does
        said, errors = command.communicate(timeout=30)

    assert (command.returncode, said, errors) == (1, "", "\nAborted!\n")
    assert not any(map(command_line, started))


def test_processes_end_with_the_command(long: Path) -> None:
    with checking(long) as (command, started):
        command.kill()
        # They hold the ends of its pipes, so that these end only with them.
        command.communicate(timeout=30)

    assert not any(map(command_line, started))


def test_course_that_makes_the_program_fail_hides_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(folder: Path) -> Course:
        if folder.name == "b-fa26":
            raise RuntimeError("nobody thought of this")
        return read_course(folder)

    # The name in the package is the command's.
    monkeypatch.setattr(sys.modules["feeds.cli.check"], "read_course", read)
    for name in ("a-fa26", "b-fa26", "c-fa26"):
        write_course(tmp_path / name, exams=EXAM)
    result = CliRunner().invoke(main, ["check", str(tmp_path), str(DATA / SLUG)])

    assert (result.exit_code, result.stdout) == (
        1,
        f"{tmp_path}/b-fa26:1:1: this course made the program fail; the lines on standard error say where\n"
        "4 courses, 228 events, 1 error, 0 warnings; cannot be served like this: b-fa26\n",
    )
    assert result.stderr.endswith("\nRuntimeError: nobody thought of this\n")
