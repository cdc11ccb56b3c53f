"""The first reading of a course, which has nothing else to serve: what it keeps waiting, and what comes in its way."""

import itertools
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import pytest
from conftest import PUBLIC_URL
from test_catalog import BROKEN, EXAM, TWO_EXAMS, add_course, long_after, titles, watched

from feeds.catalog import catalog as catalog_module
from feeds.catalog import reading
from feeds.catalog.catalog import Catalog, UnknownCourseError
from feeds.catalog.files import Signature
from feeds.catalog.shelf import State
from feeds.course.folder import Snapshot, take_snapshot
from feeds.course.model import Course
from feeds.course.reader import read_snapshot
from feeds.errors import CourseError

T = TypeVar("T")

SLUGS = tuple(f"6.{number}-fa25" for number in range(100, 104))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with some small courses of one exam."""
    (tmp_path / "data").mkdir()
    for slug in SLUGS:
        add_course(tmp_path / "data" / slug)
    return tmp_path / "data"


class Slowly:
    """Makes courses of their files one step at a time: each waits until the test lets it go on."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.is_begun = {slug: threading.Event() for slug in SLUGS}
        self.go_on = {slug: threading.Event() for slug in SLUGS}

    def __call__(self, snapshot: Snapshot) -> Course:
        self.begun.append(snapshot.slug)
        self.is_begun[snapshot.slug].set()
        assert self.go_on[snapshot.slug].wait(timeout=20)
        return read_snapshot(snapshot)


@pytest.fixture
def slowly(monkeypatch: pytest.MonkeyPatch) -> Iterator[Slowly]:
    """How courses are made while the test lasts."""
    slow = Slowly()
    monkeypatch.setattr(reading, "read_snapshot", slow)
    yield slow
    for event in slow.go_on.values():
        event.set()


@pytest.fixture
def pool(slowly: Slowly) -> Iterator[ThreadPoolExecutor]:
    """Threads in which others ask."""
    with ThreadPoolExecutor(8) as threads:
        yield threads
        for event in slowly.go_on.values():
            event.set()


def done(pool: ThreadPoolExecutor, work: Callable[[], T]) -> T:
    """Do work that must not wait for what the test holds up."""
    return pool.submit(work).result(timeout=20)


def test_courses_are_read_for_the_first_time_one_after_the_other(
    folder: Path, slowly: Slowly, pool: ThreadPoolExecutor
) -> None:
    catalog = watched(folder)
    asked: dict[str, Future[list[str]]] = {}
    for slug in SLUGS:
        asked[slug] = pool.submit(titles, catalog, slug)
    for number in range(len(SLUGS)):
        while len(slowly.begun) <= number:
            slowly_next = next(slug for slug in SLUGS if slug not in slowly.begun[:number])
            slowly.is_begun[slowly_next].wait(timeout=0.01)
        # One of the others would have begun by now.
        assert len(slowly.begun) == number + 1
        assert not asked[slowly.begun[-1]].done()
        slowly.go_on[slowly.begun[-1]].set()

    assert [future.result(timeout=20) for future in asked.values()] == [["Midterm"]] * len(SLUGS)
    assert sorted(slowly.begun) == list(SLUGS)


def test_first_readings_keep_nobody_else_waiting(folder: Path, slowly: Slowly, pool: ThreadPoolExecutor) -> None:
    """Neither lists, nor what is served already, nor edits of that."""
    served, first, second = SLUGS[:3]
    catalog = watched(folder)
    slowly.go_on[served].set()
    assert done(pool, lambda: titles(catalog, served)) == ["Midterm"]
    asked = pool.submit(titles, catalog, first)
    assert slowly.is_begun[first].wait(timeout=20)
    waiting = pool.submit(titles, catalog, second)

    (folder / served / "exams.yaml").write_text(TWO_EXAMS)
    assert [done(pool, catalog.look), done(pool, catalog.look)] == [True, False]
    assert done(pool, lambda: titles(catalog, served)) == ["Midterm", "Final"]
    assert done(pool, catalog.slugs) == SLUGS
    assert [each.slug for each in done(pool, catalog.overviews)] == list(SLUGS)
    assert done(pool, catalog.states) == {served: State.GOOD}
    assert done(pool, lambda: catalog.problems(served)) == ()
    with pytest.raises(UnknownCourseError):
        done(pool, lambda: catalog.feeds("nothing"))
    assert slowly.begun == [served, first, served]
    assert not asked.done()
    assert not waiting.done()

    for event in slowly.go_on.values():
        event.set()
    assert [asked.result(timeout=20), waiting.result(timeout=20)] == [["Midterm"]] * 2
    assert catalog.states() == dict.fromkeys(SLUGS[:3], State.GOOD)


def test_first_readings_do_not_keep_a_look_from_what_is_served(
    folder: Path, slowly: Slowly, pool: ThreadPoolExecutor
) -> None:
    """Beside a course that could not be read and is mended meanwhile."""
    served, first, broken = SLUGS[:3]
    catalog = watched(folder)
    for slug in (served, broken):
        slowly.go_on[slug].set()
    (folder / broken / "exams.yaml").write_text(BROKEN)
    with pytest.raises(CourseError):
        done(pool, lambda: titles(catalog, broken))
    assert done(pool, lambda: titles(catalog, served)) == ["Midterm"]
    asked = pool.submit(titles, catalog, first)
    assert slowly.is_begun[first].wait(timeout=20)

    (folder / broken / "exams.yaml").write_text(EXAM)
    catalog.look()
    (folder / served / "exams.yaml").write_text(TWO_EXAMS)
    looks = pool.submit(lambda: [catalog.look() for _ in range(3)])
    try:
        looks.result(timeout=5)
        assert done(pool, lambda: titles(catalog, served)) == ["Midterm", "Final"]
    finally:
        slowly.go_on[first].set()
    assert asked.result(timeout=20) == ["Midterm"]


def test_courses_are_listed_while_others_are_asked_for(folder: Path) -> None:
    """A list is made in a thread of its own."""
    catalog = watched(folder)
    titles(catalog, SLUGS[0])
    shelf, stop = catalog._shelves[SLUGS[0]], threading.Event()

    def ask_for_others() -> None:
        for number in itertools.count():
            catalog._shelves[f"7.{number % 500}-fa25"] = shelf
            catalog._shelves.pop(f"7.{(number - 400) % 500}-fa25", None)
            if stop.is_set():
                return

    asking, interval = threading.Thread(target=ask_for_others), sys.getswitchinterval()
    asking.start()
    try:
        sys.setswitchinterval(0.00001)
        found = [{*SLUGS} <= {*catalog.slugs()} for _ in range(200)]
    finally:
        sys.setswitchinterval(interval)
        stop.set()
        asking.join()
    assert found == [True] * 200


class Writing:
    """Somebody who writes a file again whenever the first reading has waited for them, so many times."""

    def __init__(self, file: Path, times: int) -> None:
        self.file = file
        self.rest = times
        self.now = 1000.0
        self.written = self.now - 0.1
        self.waited: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.waited.append(round(seconds, 3))
        self.now += seconds
        if self.rest:
            self.rest -= 1
            self.written = self.now - 0.1
            self.file.write_text(TWO_EXAMS + "#" * self.rest)

    def last_touched(self, _: Signature) -> float:
        return self.written


# How often somebody writes on, how long is waited, and whether that is taken for good.
WRITING = [
    (0, [0.4], True),
    (1, [0.4, 0.4], True),
    (2, [0.4] * 3, True),
    (3, [0.4] * 4, False),
    (100, [0.4] * 4, False),
]


@pytest.mark.parametrize(("times", "waited", "settled"), WRITING)
def test_first_reading_waits_only_so_long_for_somebody_who_writes_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch, times: int, waited: list[float], settled: bool
) -> None:
    """Then it serves what was kept, if anything was, and keeps nothing that may be half of something."""
    state, slug = folder.parent / "state", SLUGS[0]
    exams = folder / slug / "exams.yaml"

    def catalog(writing: Writing) -> Catalog:
        monkeypatch.setattr("time.sleep", writing.sleep)
        monkeypatch.setattr(catalog_module, "last_touched", writing.last_touched)
        return Catalog(folder, PUBLIC_URL, reload_seconds=1, state_dir=state, wall=lambda: writing.now)

    alone = Writing(exams, times)
    assert titles(catalog(alone), slug) == (["Midterm", "Final"] if times else ["Midterm"])
    assert (alone.waited, (state / f"{slug}.json").exists()) == (waited, settled)

    exams.write_text(EXAM)
    titles(Catalog(folder, PUBLIC_URL, reload_seconds=0, state_dir=state), slug)
    kept = (state / f"{slug}.json").read_bytes()
    beside = Writing(exams, times)
    serving = catalog(beside)
    assert titles(serving, slug) == (["Midterm", "Final"] if times and settled else ["Midterm"])
    assert ((state / f"{slug}.json").read_bytes() == kept) == (not times or not settled)
    # Two looks see the rest.
    assert [serving.look(), serving.look()] == [not settled, False]
    assert titles(serving, slug) == (["Midterm", "Final"] if times else ["Midterm"])
    assert serving.states() == {slug: State.GOOD}


def test_first_reading_while_a_file_changes_serves_what_was_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    state, slug = folder.parent / "state", SLUGS[0]
    exams = folder / slug / "exams.yaml"
    titles(Catalog(folder, PUBLIC_URL, reload_seconds=0, state_dir=state), slug)
    kept = (state / f"{slug}.json").read_bytes()
    exams.write_text("exams: []\n")
    serving = Catalog(folder, PUBLIC_URL, reload_seconds=1, state_dir=state, wall=long_after)

    def take_and_edit(course: Path) -> Snapshot:
        snapshot = take_snapshot(course)
        exams.write_text(TWO_EXAMS)
        return snapshot

    with monkeypatch.context() as patch:
        patch.setattr(reading, "take_snapshot", take_and_edit)
        assert titles(serving, slug) == ["Midterm"]
    assert (state / f"{slug}.json").read_bytes() == kept
    assert [serving.look(), serving.look(), titles(serving, slug)] == [True, False, ["Midterm", "Final"]]
