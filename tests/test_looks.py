"""What a look at the files of all loaded courses reads again, in which order, for how long, and what keeps it going."""

import logging
import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from conftest import PUBLIC_URL
from courses import publish, touch
from test_catalog import BROKEN, EXAM, TWO_EXAMS, Clock, add_course, long_after, rejections, titles, watched

from feeds.catalog import reading, shelf
from feeds.catalog.catalog import Catalog
from feeds.catalog.reading import Reading
from feeds.catalog.shelf import State
from feeds.course.folder import Snapshot
from feeds.course.model import Course
from feeds.course.reader import read_snapshot

SLUGS = tuple(f"6.{number}-fa25" for number in range(100, 108))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with some small courses of one exam."""
    for slug in SLUGS:
        add_course(tmp_path / slug)
    return tmp_path


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The courses that were made of their files, as they come."""
    slugs: list[str] = []

    def note(snapshot: Snapshot) -> Course:
        slugs.append(snapshot.slug)
        return read_snapshot(snapshot)

    monkeypatch.setattr(reading, "read_snapshot", note)
    return slugs


def edit(folder: Path, *slugs: str, content: str = TWO_EXAMS) -> None:
    for slug in slugs:
        (folder / slug / "exams.yaml").write_text(content)


def change_modes(course: Path) -> None:
    for file in course.iterdir():
        file.chmod(0o640)


def copy_back(course: Path) -> None:
    for file in course.iterdir():
        copy = course.parent / "copy"
        shutil.copy2(file, copy)
        copy.replace(file)


def replace_folder(course: Path) -> None:
    shutil.copytree(course, course.parent / "copy")
    shutil.rmtree(course)
    (course.parent / "copy").rename(course)


def change_and_change_back(course: Path) -> None:
    status = (course / "exams.yaml").stat()
    (course / "exams.yaml").write_text(BROKEN)
    (course / "exams.yaml").write_text(EXAM)
    os.utime(course / "exams.yaml", ns=(status.st_atime_ns, status.st_mtime_ns))


@pytest.mark.parametrize("deploy", [change_modes, copy_back, replace_folder, change_and_change_back])
def test_files_that_hold_what_they_held_are_not_made_into_courses_again(
    folder: Path, taken: list[str], deploy: Callable[[Path], None]
) -> None:
    """As when a deployment touches thousands of them."""
    catalog = watched(folder)
    before = [catalog.edition(slug) for slug in SLUGS]
    taken.clear()
    for slug in SLUGS:
        deploy(folder / slug)

    assert [catalog.look(), catalog.look(), catalog.look()] == [True, False, False]
    assert taken == []
    assert [catalog.edition(slug) for slug in SLUGS] == before
    # What is edited later is seen.
    edit(folder, SLUGS[3])
    assert [catalog.look(), catalog.look()] == [True, False]
    assert (taken, titles(catalog, SLUGS[3])) == ([SLUGS[3]], ["Midterm", "Final"])


def test_new_time_of_a_file_makes_another_course(folder: Path, taken: list[str]) -> None:
    """Of what is not recorded, it is when the edit was made."""
    catalog = watched(folder)
    titles(catalog, SLUGS[0])
    touch(folder / SLUGS[0], datetime(2025, 9, 1, tzinfo=UTC))
    for _ in range(3):
        catalog.look()

    assert taken == [SLUGS[0]] * 2


def test_broken_files_that_hold_what_they_held_are_told_once(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    catalog = watched(folder)
    titles(catalog, SLUGS[0])
    edit(folder, SLUGS[0], content=BROKEN)
    for _ in range(3):
        catalog.look()
    change_modes(folder / SLUGS[0])
    for _ in range(3):
        catalog.look()

    assert caplog.record_tuples == rejections(folder / SLUGS[0], "its last good state")
    assert catalog.states() == {SLUGS[0]: State.LAST_GOOD}


@pytest.fixture
def slow(taken: list[str], monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A clock by which it takes 0.2 seconds to make a course of its files."""
    clock = Clock()

    def make_slowly(snapshot: Snapshot) -> Course:
        clock.seconds += 0.2
        taken.append(snapshot.slug)
        return read_snapshot(snapshot)

    monkeypatch.setattr(reading, "read_snapshot", make_slowly)
    return clock


def test_look_reads_for_half_a_second_and_first_what_was_asked_for_last(
    folder: Path, taken: list[str], slow: Clock
) -> None:
    catalog = Catalog(folder, PUBLIC_URL, reload_seconds=1, wall=long_after, clock=slow)
    for slug in (*SLUGS, SLUGS[2]):
        titles(catalog, slug)
    order = [SLUGS[2], *(slug for slug in SLUGS[::-1] if slug != SLUGS[2])]
    edit(folder, *SLUGS)
    taken.clear()

    assert [(catalog.look(), tuple(taken)) for _ in range(4)] == [
        (True, ()),
        (True, tuple(order[:3])),
        (True, tuple(order[:6])),
        (False, tuple(order)),
    ]
    assert {tuple(titles(catalog, slug)) for slug in SLUGS} == {("Midterm", "Final")}


def test_edit_of_a_course_that_is_asked_for_does_not_wait_for_the_others(
    folder: Path, taken: list[str], slow: Clock
) -> None:
    catalog = Catalog(folder, PUBLIC_URL, reload_seconds=1, wall=long_after, clock=slow)
    for slug in SLUGS:
        titles(catalog, slug)
    edit(folder, *SLUGS)
    catalog.look()
    catalog.look()
    edit(folder, SLUGS[7], content=EXAM.replace("Midterm", "Endterm"))
    taken.clear()

    # Seen with the first of these looks, read with the second.
    assert (catalog.look(), SLUGS[7] in taken) == (True, False)
    taken.clear()
    assert (catalog.look(), taken[0]) == (False, SLUGS[7])
    assert titles(catalog, SLUGS[7]) == ["Endterm"]


def test_time_of_a_look_does_not_count_what_came_before_it(folder: Path, taken: list[str], slow: Clock) -> None:
    """Each has half a second of its own, whatever the clock says and however long it has been."""
    catalog = Catalog(folder, PUBLIC_URL, reload_seconds=1, wall=long_after, clock=slow)
    for slug in SLUGS[:3]:
        titles(catalog, slug)
    for content in (TWO_EXAMS, EXAM, TWO_EXAMS):
        edit(folder, *SLUGS[:3], content=content)
        taken.clear()
        slow.seconds += 100_000
        assert [catalog.look(), catalog.look(), len(taken)] == [True, False, 3]


def test_failure_at_one_course_does_not_keep_the_others_from_being_looked_at(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    catalog = watched(folder)
    for slug in SLUGS:
        titles(catalog, slug)
    edit(folder, *SLUGS)

    def fail_at_some(course: Path, *rest: Any) -> Reading:
        if course.name in (SLUGS[7], SLUGS[4]):
            raise RuntimeError("a mistake of the program")
        return reading.read(course, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(shelf, "read", fail_at_some)
        catalog.look()
        catalog.look()
    failed = [("feeds.catalog", logging.ERROR, f"looking at {slug} failed") for slug in (SLUGS[7], SLUGS[4])]
    assert caplog.record_tuples == failed
    assert "a mistake of the program" in caplog.text
    others = [slug for slug in SLUGS if slug not in (SLUGS[7], SLUGS[4])]
    assert [titles(catalog, slug) for slug in others] == [["Midterm", "Final"]] * len(others)
    # They go on being served, and are read when that goes again.
    assert [titles(catalog, slug) for slug in (SLUGS[7], SLUGS[4])] == [["Midterm"]] * 2
    catalog.look()
    assert [titles(catalog, slug) for slug in (SLUGS[7], SLUGS[4])] == [["Midterm", "Final"]] * 2
    assert catalog.states() == dict.fromkeys(SLUGS, State.GOOD)


def test_course_that_is_mended_is_told(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    catalog = Catalog(folder, PUBLIC_URL, reload_seconds=0)
    slug, again = SLUGS[0], ("feeds.catalog", logging.INFO, f"{SLUGS[0]} is good again")
    titles(catalog, slug)
    edit(folder, slug)
    titles(catalog, slug)
    assert caplog.record_tuples == []
    for content in (EXAM, TWO_EXAMS):
        edit(folder, slug, content=BROKEN)
        titles(catalog, slug)
        broken = rejections(folder / slug, "its last good state")
        # Also when it is as it last was.
        edit(folder, slug, content=content)
        titles(catalog, slug)
        titles(catalog, slug)
        assert caplog.record_tuples == [*broken, again]
        caplog.clear()


def test_history_that_waits_for_its_files_is_told_once(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    clock, slug = Clock(), SLUGS[0]
    catalog = Catalog(folder, PUBLIC_URL, reload_seconds=0, clock=clock)
    publish(folder / slug, datetime(2025, 9, 1, tzinfo=UTC))
    titles(catalog, slug)
    edit(folder, slug)
    publish(folder / slug, datetime(2025, 9, 2, tzinfo=UTC))
    edit(folder, slug, content=EXAM)
    touch(folder / slug, datetime(2025, 9, 1, tzinfo=UTC))
    for _ in range(40):
        clock.seconds += 1
        titles(catalog, slug)

    waits = "its files are older than its history; newer ones are awaited for up to 30 seconds"
    assert caplog.record_tuples == [("feeds.catalog", logging.INFO, f"{slug}: {waits}")]
