"""What the machine does to files, and nobody edited: it cannot open them, has no memory, gives them any time at all."""

import errno
import logging
import os
import resource
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from absent import absent
from conftest import PUBLIC_URL
from courses import publish
from test_catalog import CALCULUS, TWO_EXAMS, add_course, long_after, titles, watched

from feeds.catalog import reading
from feeds.catalog.catalog import Catalog
from feeds.catalog.shelf import State
from feeds.course.folder import FILES, HISTORY, Snapshot, read_file
from feeds.course.model import Course
from feeds.course.reader import read_course
from feeds.errors import CourseError

UNREADABLE = "the file cannot be read ({}); make it a readable text file"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with one small course of one exam."""
    add_course(tmp_path / CALCULUS)
    return tmp_path


def edit(folder: Path) -> None:
    (folder / CALCULUS / "exams.yaml").write_text(TWO_EXAMS)


@contextmanager
def no_more_files() -> Iterator[None]:
    """Let this process open no file."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    lowest = os.open(os.devnull, os.O_RDONLY)
    os.close(lowest)
    resource.setrlimit(resource.RLIMIT_NOFILE, (lowest, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


def unreadable(course: Path, code: int) -> list[tuple[str, int, str]]:
    """Give the log of a course none of whose files can be read."""
    problem = UNREADABLE.format(os.strerror(code))
    # Also of those that are not there, which cannot be told then.
    names = sorted((*FILES, HISTORY))
    return [
        ("feeds.catalog", logging.ERROR, f"rejected {course}/{name}:1:1: {problem} (serving: its last good state)")
        for name in names
    ]


def test_course_that_was_edited_while_too_many_files_were_open_is_read_later(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    catalog = watched(folder)
    titles(catalog)
    caplog.set_level(logging.INFO)
    edit(folder)
    expected = unreadable(folder / CALCULUS, errno.EMFILE)
    catalog.look()
    with no_more_files():
        for _ in range(3):
            catalog.look()
        assert titles(catalog) == ["Midterm"]
    assert sorted(caplog.record_tuples) == expected
    assert catalog.states() == {CALCULUS: State.LAST_GOOD}

    catalog.look()
    assert (titles(catalog), catalog.states()) == (["Midterm", "Final"], {CALCULUS: State.GOOD})
    assert caplog.record_tuples[len(expected) :] == [("feeds.catalog", logging.INFO, f"{CALCULUS} is good again")]


def test_course_that_was_first_asked_for_while_too_many_files_were_open_is_read_later(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    catalog = watched(folder)
    with no_more_files():
        for _ in range(3):
            with pytest.raises(CourseError):
                catalog.feeds(CALCULUS)
            catalog.look()
    expected = [
        (name, level, text.replace("its last good state", "nothing"))
        for name, level, text in unreadable(folder / CALCULUS, errno.EMFILE)
    ]
    assert sorted(caplog.record_tuples) == expected

    catalog.look()
    assert (titles(catalog), catalog.states()) == (["Midterm"], {CALCULUS: State.GOOD})
    assert sorted(caplog.record_tuples) == expected


PASSING = [errno.EAGAIN, errno.EIO, errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ESTALE]


@pytest.mark.parametrize("code", [*PASSING, errno.EACCES], ids=lambda code: errno.errorcode[code])
def test_files_that_the_machine_could_not_read_are_read_again_without_an_edit(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, code: int
) -> None:
    """Any other error is the file's own, and stays until somebody changes it."""
    catalog, opened = watched(folder), os.open
    titles(catalog)
    edit(folder)
    tried: list[str] = []

    def fail(path: Path, *rest: int) -> int:
        if isinstance(path, Path) and path.name == "exams.yaml":
            tried.append(path.name)
            raise OSError(code, os.strerror(code), str(path))
        return opened(path, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", fail)
        for _ in range(4):
            catalog.look()
    message = f"rejected {folder}/{CALCULUS}/exams.yaml:1:1: {UNREADABLE.format(os.strerror(code))}"
    assert caplog.messages == [f"{message} (serving: its last good state)"]
    catalog.look()
    passing = code in PASSING
    assert (len(tried), titles(catalog)) == (
        3 if passing else 1,
        ["Midterm", "Final"] if passing else ["Midterm"],
    )


def test_program_that_ran_out_of_memory_tries_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    catalog = watched(folder)
    titles(catalog)
    edit(folder)

    def fail(_: Snapshot) -> Course:
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr(reading, "read_snapshot", fail)
        for _ in range(4):
            catalog.look()
    message = f"rejected {folder}/{CALCULUS}:1:1: this course made the program fail; the server's log says where"
    assert caplog.messages == [f"reading {CALCULUS} failed", f"{message} (serving: its last good state)"]
    catalog.look()
    assert titles(catalog) == ["Midterm", "Final"]


# What a file's time may be, and what it counts as; a disk that cannot keep one keeps the nearest that it can.
TIMES = {
    "long before 1970": (-10_000_000_000, datetime(1970, 1, 1, tzinfo=UTC)),
    "just before 1970": (-1, datetime(1970, 1, 1, tzinfo=UTC)),
    "1970": (0, datetime(1970, 1, 1, tzinfo=UTC)),
    "2100": (4_102_444_800, datetime(2067, 12, 31, tzinfo=UTC)),
    "33658": (1_000_000_000_000, datetime(2067, 12, 31, tzinfo=UTC)),
}


@pytest.fixture
def memory() -> Iterator[Path]:
    """A folder where files may have any time at all."""
    place = Path("/dev/shm")  # noqa: S108 (a folder of its own is made there)
    if not place.is_dir():
        absent("needs a file system in memory")
    made = place / f"feeds-times-{os.getpid()}-{time.monotonic_ns()}"
    made.mkdir()
    try:
        yield made
    finally:
        shutil.rmtree(made)


@pytest.mark.parametrize(("seconds", "counts_as"), TIMES.values(), ids=TIMES.keys())
def test_time_of_a_file_may_be_any(memory: Path, seconds: int, counts_as: datetime) -> None:
    course = memory / CALCULUS
    add_course(course)
    publish(course, datetime(2025, 9, 1, tzinfo=UTC))
    catalog = Catalog(memory, PUBLIC_URL, reload_seconds=1, state_dir=memory / "state", wall=long_after)
    titles(catalog)
    edit(memory)
    for file in course.glob("*.yaml"):
        os.utime(file, (seconds, seconds))
    assert read_file(course / "exams.yaml").modified == counts_as
    assert int((course / "exams.yaml").stat().st_mtime) == seconds
    for _ in range(3):
        catalog.look()

    # Files that are older than their history wait for newer ones.
    expected = ["Midterm"] if counts_as.year == 1970 else ["Midterm", "Final"]
    assert (titles(catalog), catalog.states()) == (expected, {CALCULUS: State.GOOD})
    # What is kept says the same.
    shutil.rmtree(course)
    again = Catalog(memory, PUBLIC_URL, reload_seconds=1, state_dir=memory / "state", wall=long_after)
    assert titles(again) == expected


@pytest.mark.parametrize(("seconds", "counts_as"), TIMES.values(), ids=TIMES.keys())
def test_first_reading_of_files_of_any_time(memory: Path, seconds: int, counts_as: datetime) -> None:
    add_course(memory / CALCULUS)
    for file in (memory / CALCULUS).iterdir():
        os.utime(file, (seconds, seconds))

    assert titles(watched(memory, wall=time.time)) == ["Midterm"]
    assert read_course(memory / CALCULUS).warnings == ()
    assert read_file(memory / CALCULUS / "exams.yaml").modified == counts_as
