"""The courses being served: edits are seen, mistakes are not, and a course never takes another one down."""

import logging
import os
import shutil
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import TypeVar

import pytest
from conftest import PUBLIC_URL, SLUG
from courses import publish, touch

from feeds.catalog import catalog as catalog_module
from feeds.catalog import files, last_good, reading
from feeds.catalog.catalog import Catalog, UnknownCourseError
from feeds.catalog.files import RESERVED
from feeds.catalog.shelf import State
from feeds.course.folder import Snapshot, take_snapshot
from feeds.course.model import Course
from feeds.course.reader import read_course, read_snapshot
from feeds.errors import CourseError
from feeds.settings import Settings
from feeds.web.app import create_app

T = TypeVar("T")

CALCULUS = "18.01-fa25"
EXAM = "exams:\n  - {id: midterm, date: 2025-10-21, start: 19:30, end: 21:30, title: Midterm}\n"
TWO_EXAMS = EXAM + "  - {id: final, date: 2025-12-15, start: 09:00, end: 12:00, title: Final}\n"
BROKEN = "exams:\n  - {id: midterm, date: 2025-02-30, start: 19:30, end: 21:30, title: Midterm}\n"
NO_DAY = "2025-02-30 does not exist in the calendar; check day and month"
STAFF = "people:\n  - {id: ada-lovelace, name: Ada Lovelace, role: Instructor}\n"
LAST_GOOD = "its last good state"
UNCLOSED = "exams:\n  - {id: midterm, date: 2025-10-21"


@dataclass
class Clock:
    """Seconds that rise when a test says so."""

    seconds: float = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with one small course of one exam."""
    add_course(tmp_path / CALCULUS)
    return tmp_path


@pytest.fixture
def catalog(folder: Path) -> Catalog:
    """The courses of the folder, looked at again at every request."""
    return Catalog(folder, PUBLIC_URL, reload_seconds=0)


def long_after() -> float:
    """Tell the time as if every file had been written long ago."""
    return 1e12


def watched(folder: Path, wall: Callable[[], float] = long_after) -> Catalog:
    """Make a catalog that sees edits only when told to look."""
    return Catalog(folder, PUBLIC_URL, reload_seconds=1, wall=wall)


def add_course(folder: Path) -> None:
    folder.mkdir()
    (folder / "course.yaml").write_text(
        "code: 18.01\ntitle: Calculus\nterm: Fall 2025\ncreated: 2025-08-20T12:00:00Z\ntime_zone: America/New_York\n"
        "uid_domain: calculus.example.edu\nclasses: {first: 2025-09-04, last: 2025-12-09}\n"
    )
    (folder / "staff.yaml").write_text(STAFF)
    (folder / "exams.yaml").write_text(EXAM)


def titles(catalog: Catalog, slug: str = CALCULUS) -> list[str]:
    """Ask for a course as a request does."""
    return [event.title for event in catalog.feeds(slug).course.events]


def rejections(folder: Path, serving: str) -> list[tuple[str, int, str]]:
    """Give the log of a course that cannot be read."""
    with pytest.raises(CourseError) as caught:
        read_course(folder)
    return [
        ("feeds.catalog", logging.ERROR, f"rejected {problem} (serving: {serving})")
        for problem in caught.value.problems
    ]


def test_course_is_read_when_first_asked_for(catalog: Catalog, folder: Path) -> None:
    assert (catalog.slugs(), catalog.states()) == ((CALCULUS,), {})

    (folder / CALCULUS / "exams.yaml").write_text(TWO_EXAMS)
    assert titles(catalog) == ["Midterm", "Final"]
    assert catalog.states() == {CALCULUS: State.GOOD}
    assert catalog.feeds(CALCULUS).address == f"{PUBLIC_URL}/{CALCULUS}"


def test_real_course_edited_is_seen(data: Path) -> None:
    catalog = Catalog(data, PUBLIC_URL, reload_seconds=0)
    before = catalog.feeds(SLUG)
    file = data / SLUG / "exams.yaml"
    file.write_text(file.read_text().replace("start: 19:30", "start: 18:30"))
    after = catalog.feeds(SLUG)

    changed = [
        (old.summary, old.description.count("\n\n"), new.description.split("\n\n")[-2].partition(": ")[2])
        for old, new in zip(before.entries, after.entries, strict=True)
        if old != new
    ]
    assert changed == [("Midterm (6.7960)", 0, "7:30–9:30 PM → 6:30–9:30 PM ET")]


def test_unchanged_course_is_not_read_again(catalog: Catalog, folder: Path) -> None:
    before = catalog.feeds(CALCULUS)
    # What editors and people leave beside the files is none of the course's.
    for name in (".exams.yaml.swp", "exams.yaml~", "#exams.yaml#", "exams.yaml.bak", "notes.txt"):
        (folder / CALCULUS / name).write_text("exams: [")

    assert catalog.feeds(CALCULUS) is before


def test_edit_is_seen_when_two_looks_saw_the_same(folder: Path) -> None:
    """What is there at the first may be half of what somebody is writing; who asks meanwhile waits for nothing."""
    catalog = watched(folder)
    file = folder / CALCULUS / "exams.yaml"

    def look() -> tuple[bool, list[str]]:
        """Tell whether to look again soon, and what is served then."""
        return catalog.look(), titles(catalog)

    assert titles(catalog) == ["Midterm"]
    assert look() == (False, ["Midterm"])
    file.write_text(TWO_EXAMS[:-20])
    assert titles(catalog) == ["Midterm"]
    assert look() == (True, ["Midterm"])
    file.write_text(TWO_EXAMS)
    assert look() == (True, ["Midterm"])
    assert titles(catalog) == ["Midterm"]
    assert look() == (False, ["Midterm", "Final"])
    unchanged = catalog.edition(CALCULUS)
    assert look() == (False, ["Midterm", "Final"])
    assert catalog.edition(CALCULUS) is unchanged
    # One that is taken back by the next look never was.
    file.write_text(EXAM)
    assert look() == (True, ["Midterm", "Final"])
    file.write_text(TWO_EXAMS)
    assert [look(), look()] == [(True, ["Midterm", "Final"]), (False, ["Midterm", "Final"])]
    # Nor was a folder that is put back.
    unchanged = catalog.edition(CALCULUS)
    (folder / CALCULUS).rename(folder / "away")
    assert look() == (True, ["Midterm", "Final"])
    (folder / "away").rename(folder / CALCULUS)
    assert [look(), look()] == [(False, ["Midterm", "Final"])] * 2
    assert catalog.edition(CALCULUS) is unchanged


def test_look_reads_no_course_that_nobody_asked_for(folder: Path) -> None:
    add_course(folder / "18.02-sp26")
    catalog = watched(folder)
    for _ in range(3):
        catalog.look()
    assert catalog.states() == {}

    titles(catalog)
    for _ in range(3):
        catalog.look()
    assert catalog.states() == {CALCULUS: State.GOOD}


def test_look_sees_what_becomes_of_every_course(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A broken one is told once, and keeps the others from nothing."""
    slugs = [CALCULUS, "18.02-sp26", "18.03-fa26"]
    for slug in slugs[1:]:
        add_course(folder / slug)
    catalog = watched(folder)
    assert [titles(catalog, slug) for slug in slugs] == [["Midterm"]] * 3

    def look(*contents: str | None) -> list[list[str]]:
        for slug, content in zip(slugs, contents, strict=True):
            if content is None:
                shutil.rmtree(folder / slug)
            else:
                (folder / slug).mkdir(exist_ok=True)
                shutil.copy(folder / "course.yaml", folder / slug)
                (folder / slug / "staff.yaml").write_text(STAFF)
                (folder / slug / "exams.yaml").write_text(content)
        for _ in range(4):
            catalog.look()
        return [titles(catalog, slug) for slug in slugs]

    shutil.copy(folder / CALCULUS / "course.yaml", folder)
    assert look(BROKEN, None, TWO_EXAMS) == [["Midterm"], ["Midterm"], ["Midterm", "Final"]]
    assert list(catalog.states().values()) == [State.LAST_GOOD, State.LAST_GOOD, State.GOOD]
    # The one that was asked for last comes first.
    expected = [*rejections(folder / slugs[1], LAST_GOOD), *rejections(folder / slugs[0], LAST_GOOD)]
    assert caplog.record_tuples == expected
    assert look(TWO_EXAMS, TWO_EXAMS, TWO_EXAMS) == [["Midterm", "Final"]] * 3
    assert list(catalog.states().values()) == [State.GOOD] * 3
    assert caplog.record_tuples == expected


def test_look_mends_a_course_that_was_never_served(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    file = folder / CALCULUS / "exams.yaml"
    file.write_text(BROKEN)
    catalog = watched(folder)
    expected = rejections(folder / CALCULUS, "nothing")
    for _ in range(3):
        with pytest.raises(CourseError):
            catalog.feeds(CALCULUS)
        catalog.look()
    assert caplog.record_tuples == expected

    file.write_text(EXAM)
    # Only two looks mend it, however often somebody asks.
    for _ in range(2):
        with pytest.raises(CourseError):
            catalog.feeds(CALCULUS)
        catalog.look()
    assert (titles(catalog), catalog.states()) == (["Midterm"], {CALCULUS: State.GOOD})


# How long before it is asked for a course was written, by the clock of the machine, and how long it is waited.
WAITING = {0.0: [0.5], 0.125: [0.375], 0.4375: [0.0625], 0.5: [], 100.0: [], 1e9: [], -0.125: [], -1e9: []}


@pytest.mark.parametrize(("seconds", "waited"), WAITING.items())
def test_course_that_was_just_written_may_be_finished_first(
    folder: Path, monkeypatch: pytest.MonkeyPatch, seconds: float, waited: list[float]
) -> None:
    """The first reading has nothing else to serve than what it finds; a clock that is wrong keeps nobody waiting."""
    file = folder / CALCULUS / "exams.yaml"
    file.write_text(EXAM)
    written = max((folder / CALCULUS / name).stat().st_ctime_ns for name in ("course.yaml", "exams.yaml")) / 1e9
    slept: list[float] = []

    def write_the_rest(seconds: float) -> None:
        slept.append(seconds)
        file.write_text(TWO_EXAMS)

    monkeypatch.setattr("time.sleep", write_the_rest)
    catalog = watched(folder, wall=lambda: long_after() if slept else written + seconds)
    assert [titles(catalog), titles(catalog)] == [["Midterm", "Final"] if waited else ["Midterm"]] * 2
    assert slept == pytest.approx(waited, abs=1e-3)


def test_course_looked_at_whenever_asked_for_is_not_waited_for(
    catalog: Catalog, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.sleep", pytest.fail)

    assert titles(catalog) == ["Midterm"]
    (folder / CALCULUS / "exams.yaml").write_text(TWO_EXAMS)
    assert titles(catalog) == ["Midterm", "Final"]


def test_file_that_comes_is_seen(catalog: Catalog, folder: Path) -> None:
    (folder / CALCULUS / "exams.yaml").rename(folder / "exams.yaml")
    assert titles(catalog) == []

    (folder / "exams.yaml").rename(folder / CALCULUS / "exams.yaml")
    assert titles(catalog) == ["Midterm"]


def test_edit_that_keeps_size_and_time_is_seen(catalog: Catalog, folder: Path) -> None:
    file = folder / CALCULUS / "exams.yaml"
    assert titles(catalog) == ["Midterm"]
    old = file.stat()

    file.write_text(EXAM.replace("Midterm}", "Endterm}"))
    os.utime(file, ns=(old.st_atime_ns, old.st_mtime_ns))
    new = file.stat()
    assert (new.st_size, new.st_mtime_ns, new.st_ino) == (old.st_size, old.st_mtime_ns, old.st_ino)
    assert titles(catalog) == ["Endterm"]


@pytest.mark.parametrize("seconds", [-1_000_000_000, 1_000_000_000])
def test_copy_with_another_time_is_seen(catalog: Catalog, folder: Path, seconds: int) -> None:
    file = folder / CALCULUS / "exams.yaml"
    assert titles(catalog) == ["Midterm"]

    # As rsync and many editors do: a new file with the time of its source takes the place of the old one.
    copy = folder / "copy"
    copy.write_text(TWO_EXAMS)
    os.utime(copy, (copy.stat().st_atime + seconds, copy.stat().st_mtime + seconds))
    copy.replace(file)
    assert titles(catalog) == ["Midterm", "Final"]


def test_edit_while_the_course_is_read_is_seen_next_time(
    catalog: Catalog, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def edit(content: str) -> None:
        (folder / CALCULUS / "exams.yaml").write_text(content)

    def take_and_edit(course: Path) -> Snapshot:
        snapshot = take_snapshot(course)
        edit("exams: []\n")
        return snapshot

    def read_and_edit(snapshot: Snapshot) -> Course:
        edit(TWO_EXAMS)
        return read_snapshot(snapshot)

    with monkeypatch.context() as patch:
        patch.setattr(reading, "take_snapshot", take_and_edit)
        # There is nothing else to serve yet.
        assert titles(catalog) == ["Midterm"]
    with monkeypatch.context() as patch:
        patch.setattr(reading, "read_snapshot", read_and_edit)
        assert titles(catalog) == []
    assert titles(catalog) == ["Midterm", "Final"]


@pytest.mark.parametrize("first", [TWO_EXAMS, BROKEN])
def test_half_of_what_somebody_is_still_writing_is_not_published(
    catalog: Catalog, folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, first: str
) -> None:
    served = catalog.feeds(CALCULUS)
    rest = iter([first, TWO_EXAMS + "  # and a remark\n"])

    def take_and_edit(course: Path) -> Snapshot:
        snapshot = take_snapshot(course)
        (course / "exams.yaml").write_text(next(rest))
        return snapshot

    (folder / CALCULUS / "exams.yaml").write_text("exams: []\n")
    with monkeypatch.context() as patch:
        patch.setattr(reading, "take_snapshot", take_and_edit)
        assert [catalog.feeds(CALCULUS), catalog.feeds(CALCULUS)] == [served, served]
    # Nor is it a mistake.
    assert (catalog.states(), caplog.record_tuples) == ({CALCULUS: State.GOOD}, [])
    assert titles(catalog) == ["Midterm", "Final"]


def test_history_that_comes_before_the_files_waits_for_them(folder: Path) -> None:
    """As long as a deployment may take; then it is an edit that was not recorded, whatever its files are as old as."""
    clock = Clock()
    catalog = Catalog(folder, PUBLIC_URL, reload_seconds=0, clock=clock)
    course, moved = folder / CALCULUS, EXAM.replace("2025-10-21", "2025-10-22")
    publish(course, datetime(2025, 9, 1, tzinfo=UTC))
    before = catalog.feeds(CALCULUS)
    (course / "exams.yaml").write_text(moved)
    publish(course, datetime(2025, 9, 2, tzinfo=UTC))
    (course / "exams.yaml").write_text(EXAM)
    touch(course, datetime(2025, 9, 1, tzinfo=UTC))

    def revision(seconds: int) -> datetime:
        clock.seconds += seconds
        (exam,) = catalog.feeds(CALCULUS).course.events
        return exam.revision.last_modified

    assert (catalog.feeds(CALCULUS), revision(5), revision(20)) == (before, *[datetime(2025, 9, 1, tzinfo=UTC)] * 2)
    (course / "exams.yaml").write_text(moved)
    touch(course, datetime(2025, 9, 2, tzinfo=UTC))
    assert revision(1) == datetime(2025, 9, 2, tzinfo=UTC)

    (course / "exams.yaml").write_text(EXAM)
    touch(course, datetime(2025, 9, 1, tzinfo=UTC))
    assert [revision(1), revision(29), revision(1)] == [
        *[datetime(2025, 9, 2, tzinfo=UTC)] * 2,
        datetime(2025, 9, 2, 0, 0, 1, tzinfo=UTC),
    ]


@pytest.mark.parametrize("content", [EXAM, BROKEN])
def test_course_asked_for_while_it_is_read_is_read_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, content: str
) -> None:
    (folder / CALCULUS / "exams.yaml").write_text(content)
    catalog = watched(folder)
    is_read, go_on = threading.Event(), threading.Event()
    read: list[str] = []
    served: list[list[str] | None] = []

    def read_slowly(snapshot: Snapshot) -> Course:
        read.append(snapshot.slug)
        is_read.set()
        assert go_on.wait(timeout=10)
        return read_snapshot(snapshot)

    def ask() -> None:
        try:
            served.append(titles(catalog))
        except CourseError:
            served.append(None)

    monkeypatch.setattr(reading, "read_snapshot", read_slowly)
    threads = [threading.Thread(target=ask) for _ in range(5)]
    threads[0].start()
    try:
        assert is_read.wait(timeout=10)
        for thread in threads[1:]:
            thread.start()
        # Whoever else asks waits for it; it counts for nothing yet.
        assert (catalog.states(), catalog.look(), served) == ({}, False, [])
    finally:
        go_on.set()
        for thread in threads:
            thread.join(timeout=20)
    assert (read, served) == ([CALCULUS], [["Midterm"] if content is EXAM else None] * 5)
    assert caplog.record_tuples == ([] if content is EXAM else rejections(folder / CALCULUS, "nothing"))


def test_course_that_is_read_again_is_served_meanwhile(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add_course(folder / "18.02-sp26")
    catalog = watched(folder)
    assert titles(catalog) == ["Midterm"]
    (folder / CALCULUS / "exams.yaml").write_text(TWO_EXAMS)
    asked: list[list[str]] = []

    def read_and_ask(snapshot: Snapshot) -> Course:
        if snapshot.slug == CALCULUS:
            asked.extend([titles(catalog), titles(catalog, "18.02-sp26")])
        return read_snapshot(snapshot)

    monkeypatch.setattr(reading, "read_snapshot", read_and_ask)
    catalog.look()
    catalog.look()
    assert (asked, titles(catalog)) == ([["Midterm"]] * 2, ["Midterm", "Final"])


def test_all_that_waits_for_a_disk_is_done_apart(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a server goes on answering; only a course that nobody was served yet is looked at at once."""
    done: list[str] = []

    def apart(work: Callable[[], T], /) -> T:
        with ThreadPoolExecutor(1, thread_name_prefix="apart") as pool:
            return pool.submit(work).result()

    def only_apart(function: Callable[..., T]) -> Callable[..., T]:
        def noting(*arguments: object) -> T:
            assert threading.current_thread().name.startswith("apart")
            done.append(function.__name__)
            return function(*arguments)

        return noting

    def note(module: ModuleType, name: str) -> None:
        monkeypatch.setattr(module, name, only_apart(getattr(module, name)))

    for module, name in [(reading, "take_snapshot"), (reading, "read_snapshot"), (last_good, "_to_json")]:
        note(module, name)
    state_dir = folder / ".state"
    catalog = Catalog(folder, PUBLIC_URL, reload_seconds=1, state_dir=state_dir, wall=long_after, apart=apart)
    assert ([each.slug for each in catalog.overviews()], done) == ([CALCULUS], ["take_snapshot"])
    assert (titles(catalog), titles(catalog)) == (["Midterm"], ["Midterm"])
    assert done[1:] == ["take_snapshot", "read_snapshot", "_to_json"]
    (folder / CALCULUS / "exams.yaml").write_text(TWO_EXAMS)
    with monkeypatch.context() as patch:
        patch.setattr(catalog_module, "signature", only_apart(files.signature))
        catalog.look()
        catalog.look()
    assert (titles(catalog), done[4:]) == (
        ["Midterm", "Final"],
        ["signature", "signature", "take_snapshot", "read_snapshot", "_to_json"],
    )
    # And what was kept is made into a course apart, too.
    (folder / CALCULUS / "exams.yaml").write_text(BROKEN)
    again = Catalog(folder, PUBLIC_URL, reload_seconds=1, state_dir=state_dir, wall=long_after, apart=apart)
    assert titles(again) == ["Midterm", "Final"]
    assert done[9:] == ["take_snapshot", "read_snapshot", "read_snapshot"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("exams.yaml", BROKEN),
        ("exams.yaml", UNCLOSED),
        ("exams.yaml", "exams: nothing\n"),
        ("exams.yaml", "exams:\n" + "  - {id: midterm, date: tomorrow}\n" * 2),
        ("exams.yaml", "\x00"),
        ("course.yaml", ""),
        ("staff.yaml", "people:\n  - {id: ada, name: Ada, role: Instructor}\n"),
        ("deadlines.yaml", "[" * 100_000),
    ],
)
def test_broken_edit_keeps_the_last_good_feeds(
    catalog: Catalog, folder: Path, caplog: pytest.LogCaptureFixture, name: str, content: str
) -> None:
    before = catalog.feeds(CALCULUS)
    (folder / CALCULUS / name).write_text(content)

    assert [catalog.feeds(CALCULUS) for _ in range(3)] == [before] * 3
    assert catalog.states() == {CALCULUS: State.LAST_GOOD}
    # Once, however often it is asked for.
    assert caplog.record_tuples == rejections(folder / CALCULUS, LAST_GOOD)


def test_each_broken_edit_is_logged(catalog: Catalog, folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    file = folder / CALCULUS / "exams.yaml"
    titles(catalog)
    expected = []
    for content in (BROKEN, UNCLOSED, BROKEN):
        file.write_text(content)
        titles(catalog)
        expected += rejections(folder / CALCULUS, LAST_GOOD)

    assert caplog.record_tuples == expected


def test_mended_course_is_served_again(catalog: Catalog, folder: Path) -> None:
    file = folder / CALCULUS / "exams.yaml"
    assert titles(catalog) == ["Midterm"]
    file.write_text(BROKEN)
    assert (titles(catalog), catalog.states()) == (["Midterm"], {CALCULUS: State.LAST_GOOD})
    file.write_text(TWO_EXAMS)
    assert (titles(catalog), catalog.states()) == (["Midterm", "Final"], {CALCULUS: State.GOOD})


def test_course_put_back_as_it_was_is_good_again(catalog: Catalog, folder: Path) -> None:
    file = folder / CALCULUS / "exams.yaml"
    shutil.copy2(file, folder / "copy")
    titles(catalog)
    file.write_text(BROKEN)
    titles(catalog)
    shutil.copy2(folder / "copy", file)

    assert (titles(catalog), catalog.states()) == (["Midterm"], {CALCULUS: State.GOOD})


def test_removed_course_keeps_being_served(catalog: Catalog, folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    before = catalog.feeds(CALCULUS)
    shutil.rmtree(folder / CALCULUS)

    assert [catalog.feeds(CALCULUS) for _ in range(3)] == [before] * 3
    assert (catalog.slugs(), catalog.states()) == ((CALCULUS,), {CALCULUS: State.LAST_GOOD})
    assert [each.slug for each in catalog.overviews()] == [CALCULUS]
    assert caplog.record_tuples == rejections(folder / CALCULUS, LAST_GOOD)

    add_course(folder / CALCULUS)
    assert (titles(catalog), catalog.states()) == (["Midterm"], {CALCULUS: State.GOOD})


def test_removed_folder_of_all_courses_keeps_them_served(catalog: Catalog, folder: Path) -> None:
    before = catalog.feeds(CALCULUS)
    folder.rename(folder.with_name("away"))

    assert catalog.feeds(CALCULUS) is before
    assert (catalog.slugs(), catalog.slugs("18.0"), catalog.slugs("18.1")) == ((CALCULUS,), (CALCULUS,), ())


def test_broken_course_is_an_error_with_all_its_problems(
    catalog: Catalog, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (folder / CALCULUS / "exams.yaml").write_text(BROKEN)
    (folder / CALCULUS / "staff.yaml").write_text("people: nobody\n")
    expected = rejections(folder / CALCULUS, "nothing")

    for _ in range(3):
        with pytest.raises(CourseError) as caught:
            catalog.feeds(CALCULUS)
        assert [f"rejected {problem} (serving: nothing)" for problem in caught.value.problems] == [
            message for _, _, message in expected
        ]
    assert len(expected) == 2
    assert (catalog.states(), caplog.record_tuples) == ({CALCULUS: State.FAILED}, expected)


def test_problems_are_those_of_the_files_as_they_are(catalog: Catalog, folder: Path) -> None:
    file, unread = folder / CALCULUS / "exams.yaml", folder / CALCULUS / "exams.yml"
    assert catalog.problems(CALCULUS) == ()

    unread.write_text("")
    file.write_text(TWO_EXAMS)
    warning = f"{unread}:1:1: warning: this file is not read, 'exams.yaml' is; take it out of the folder"
    assert [str(problem) for problem in catalog.problems(CALCULUS)] == [warning]
    assert catalog.states() == {CALCULUS: State.GOOD}

    file.write_text(BROKEN)
    # Told before anybody else has asked for the course.
    assert [str(problem) for problem in catalog.problems(CALCULUS)] == [f"{file}:2:25: {NO_DAY}", warning]
    assert (titles(catalog), catalog.states()) == (["Midterm", "Final"], {CALCULUS: State.LAST_GOOD})
    file.write_text(EXAM)
    assert [str(problem) for problem in catalog.problems(CALCULUS)] == [warning]


def test_problems_of_a_course_that_was_never_served_are_told(catalog: Catalog, folder: Path) -> None:
    file = folder / CALCULUS / "exams.yaml"
    file.write_text(BROKEN)

    assert [str(problem) for problem in catalog.problems(CALCULUS)] == [f"{file}:2:25: {NO_DAY}"]
    assert catalog.states() == {CALCULUS: State.FAILED}
    with pytest.raises(UnknownCourseError):
        catalog.problems("nothing")


def test_broken_course_is_served_when_it_is_mended(catalog: Catalog, folder: Path) -> None:
    (folder / CALCULUS / "exams.yaml").write_text(BROKEN)
    with pytest.raises(CourseError):
        catalog.feeds(CALCULUS)

    (folder / CALCULUS / "exams.yaml").write_text(EXAM)
    assert (titles(catalog), catalog.states()) == (["Midterm"], {CALCULUS: State.GOOD})


def test_broken_course_that_is_removed_is_unknown(catalog: Catalog, folder: Path) -> None:
    (folder / CALCULUS / "exams.yaml").write_text(BROKEN)
    with pytest.raises(CourseError):
        catalog.feeds(CALCULUS)

    shutil.rmtree(folder / CALCULUS)
    with pytest.raises(UnknownCourseError):
        catalog.feeds(CALCULUS)
    assert catalog.states() == {}


@pytest.mark.parametrize("error", [RuntimeError("a mistake"), RecursionError(), MemoryError(), ZeroDivisionError()])
def test_course_that_makes_the_program_fail_takes_nothing_down(
    catalog: Catalog,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    error: Exception,
) -> None:
    add_course(folder / "18.02-sp26")
    before = catalog.feeds(CALCULUS)

    def fail(_: Snapshot) -> Course:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(reading, "read_snapshot", fail)
        (folder / CALCULUS / "exams.yaml").write_text(TWO_EXAMS)
        assert [catalog.feeds(CALCULUS) for _ in range(3)] == [before] * 3
        with pytest.raises(CourseError) as caught:
            catalog.feeds("18.02-sp26")
    message = "this course made the program fail; the server's log says where"
    assert str(caught.value) == f"{folder}/18.02-sp26:1:1: {message}"
    assert catalog.states() == {CALCULUS: State.LAST_GOOD, "18.02-sp26": State.FAILED}
    assert caplog.messages == [
        f"reading {CALCULUS} failed",
        f"rejected {folder}/{CALCULUS}:1:1: {message} (serving: its last good state)",
        "reading 18.02-sp26 failed",
        f"rejected {folder}/18.02-sp26:1:1: {message} (serving: nothing)",
    ]
    assert caplog.records[0].exc_info is not None

    (folder / CALCULUS / "exams.yaml").write_text(EXAM)
    assert (titles(catalog), catalog.states()[CALCULUS]) == (["Midterm"], State.GOOD)


def test_course_whose_rendering_fails_keeps_its_last_good_feeds(
    catalog: Catalog, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = catalog.feeds(CALCULUS)

    def fail(*_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr("feeds.calendar.feed.vevent", fail)
        (folder / CALCULUS / "exams.yaml").write_text(TWO_EXAMS)
        assert catalog.feeds(CALCULUS) is before
    assert catalog.states() == {CALCULUS: State.LAST_GOOD}


def test_broken_course_is_503_in_text_and_alone(data: Path) -> None:
    add_course(data / CALCULUS)
    (data / CALCULUS / "exams.yaml").write_text(BROKEN)
    client = create_app(Settings(data_dir=data, public_url=PUBLIC_URL, reload_seconds=0)).test_client()
    body = (
        b"This course is not available: Its data cannot be read at the moment;"
        b" its staff see why at /18.01-fa25/status.\nFor staff: status\n"
    )

    for path in ("all.ics", "all.json", "lectres.txt", "changes.atom", "calendar.ics?show=", "staff/ada-lovelace.ics"):
        response = client.get(f"/{CALCULUS}/{path}")
        assert (response.status_code, response.data) == (503, body)
        assert dict(response.headers) == {
            "Content-Type": "text/plain; charset=utf-8",
            "Content-Length": str(len(body)),
            "Retry-After": "60",
            "Cache-Control": "no-store",
            "Access-Control-Allow-Origin": "*",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
        }
    for path in ("", "all", "calendar", "staff/ada-lovelace", "events/midterm", "changes"):
        page = client.get(f"/{CALCULUS}/{path}")
        assert (page.status_code, page.headers["Retry-After"]) == (503, "60")
        assert "<h1>This course is not available</h1>" in page.text
    for path in ("/", f"/{SLUG}/", f"/{SLUG}/all.ics", "/healthz", "/readyz"):
        assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    "slug",
    [
        "",
        ".",
        "..",
        ".git",
        "-course",
        "_course",
        "a course",
        "a_course",
        "caf\u00e9",
        "\u0661\u0668",
        f"{CALCULUS}\n",
        f"{CALCULUS}/",
        f"./{CALCULUS}",
        f"{CALCULUS}/../{CALCULUS}",
        f"../data/{CALCULUS}",
        f"{CALCULUS}\0",
        "a" * 255,
        "a" * 256,
        "a" * 5000,
        *sorted(RESERVED),
        "file",
        "without-course-file",
        "nothing",
    ],
)
def test_odd_name_is_unknown(tmp_path: Path, slug: str) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    add_course(folder / CALCULUS)
    (folder / "without-course-file").mkdir()
    (folder / "file").write_text("")
    for name in (".git", "-course", "_course", "a course", "a_course", "caf\u00e9", "\u0661\u0668", *RESERVED):
        shutil.copytree(folder / CALCULUS, folder / name)
    shutil.copy(folder / CALCULUS / "course.yaml", folder)
    catalog = Catalog(folder, PUBLIC_URL, reload_seconds=0)

    with pytest.raises(UnknownCourseError):
        catalog.feeds(slug)
    assert (catalog.slugs(), catalog.states()) == ((CALCULUS,), {})


def test_every_address_of_the_servers_own_is_reserved() -> None:
    """No course can take the first segment of a route that is not a course's."""
    rules = create_app(Settings()).url_map.iter_rules()
    own = {rule.rule.split("/")[1] for rule in rules} - {"", "<course>"}

    assert own <= RESERVED
    # An extra, which may not be installed.
    assert RESERVED - own <= {"metrics"}


def test_courses_are_listed_by_name(tmp_path: Path) -> None:
    for name in ("b-fa25", "a-fa25", "C-fa25", "9.01-sp26"):
        add_course(tmp_path / name)
    (tmp_path / "linked").symlink_to(tmp_path / "a-fa25")
    (tmp_path / "dangling").symlink_to(tmp_path / "gone")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "file.yaml").write_text("")

    def slugs(folder: Path) -> tuple[str, ...]:
        return Catalog(folder, PUBLIC_URL, reload_seconds=0).slugs()

    assert slugs(tmp_path) == ("9.01-sp26", "C-fa25", "a-fa25", "b-fa25", "linked")
    assert slugs(tmp_path / "nothing") == slugs(tmp_path / "file.yaml") == ()
