"""A machine that opens no more files, or that says strange things of when they were written."""

import os
import resource
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from absent import absent

from faults.breaking import EDITED, GOOD, OTHER, TITLE, exams, new_course, writing
from faults.servers import SEEN_WITHIN, Line, Server, serves, serving, wait_until


@contextmanager
def out_of_files(server: Server) -> Iterator[None]:
    """Let no worker open another file or take another connection."""
    before = {worker: resource.prlimit(worker, resource.RLIMIT_NOFILE) for worker in server.workers}
    try:
        for worker, (_, most) in before.items():
            resource.prlimit(worker, resource.RLIMIT_NOFILE, (0, most))
        yield
    finally:
        for worker, limits in before.items():
            resource.prlimit(worker, resource.RLIMIT_NOFILE, limits)


def states(lines: tuple[Line, ...]) -> list[object]:
    """Ask each worker what its courses are served from."""
    return [line.get("/readyz").json["courses"] for line in lines]


def test_workers_that_can_open_no_files_go_on_and_recover(data: Path, tmp_path: Path) -> None:
    """One course is edited meanwhile, another is asked for that nobody asked for before, and somebody connects."""
    with (
        serving(tmp_path / "server", FEEDS_DATA_DIR=str(data)) as server,
        server.lines() as lines,
        ThreadPoolExecutor(1) as client,
    ):
        workers, before = server.workers, [line.get(f"/{GOOD}/all.ics") for line in lines]
        with out_of_files(server):
            writing(exams(EDITED))(data / GOOD)
            new = client.submit(server.get, f"/{GOOD}/exams.ics")
            assert [line.get(f"/{OTHER}/all.ics").status for line in lines] == [503, 503]
            wait_until(lambda: states(lines) == [{GOOD: "last-good", OTHER: "failed"}] * 2)
            time.sleep(SEEN_WITHIN)
            assert [line.get(f"/{GOOD}/all.ics") for line in lines] == before
            assert not new.done()
        wait_until(lambda: serves(lines, GOOD, EDITED) and serves(lines, OTHER, TITLE), SEEN_WITHIN)
        assert new.result().status == 200
        assert states(lines) == [{GOOD: "good", OTHER: "good"}] * 2
        # Each worker says once of each course what it is at a loss with, however often it tries.
        for slug in (GOOD, OTHER):
            assert len(server.said(f"rejected .*/{slug}/course.yaml:1:1: the file cannot be read")) == 2
        assert server.workers == workers


@pytest.fixture
def in_memory() -> Iterator[Path]:
    """A folder on a disk that keeps any time it is told."""
    shared = Path("/dev/shm")  # noqa: S108 (nobody can guess the name)
    if not shared.is_dir():
        absent("no disk in memory here")
    with TemporaryDirectory(dir=shared) as folder:
        yield Path(folder)


def test_time_that_no_calendar_has_harms_nothing(in_memory: Path, tmp_path: Path) -> None:
    """Files are of the year 33658 while they are served, when they are edited, and when a server starts."""
    folder = new_course(in_memory / GOOD)

    def touch() -> None:
        for path in folder.iterdir():
            os.utime(path, (1e12, 1e12))
            assert path.stat().st_mtime == 1e12

    with serving(tmp_path / "server", FEEDS_DATA_DIR=str(in_memory)) as server, server.lines() as lines:
        before = [line.get(f"/{GOOD}/all.ics") for line in lines]
        touch()
        time.sleep(SEEN_WITHIN)
        assert [line.get(f"/{GOOD}/all.ics") for line in lines] == before
        writing(exams(EDITED))(folder)
        touch()
        wait_until(lambda: serves(lines, GOOD, EDITED), SEEN_WITHIN)
        edited = [line.get(f"/{GOOD}/all.ics") for line in lines]
        assert server.said("rejected.*") == []
    with serving(tmp_path / "new", FEEDS_DATA_DIR=str(in_memory)) as server:
        assert server.from_each(f"/{GOOD}/all.ics") == edited
        assert server.said("rejected.*") == []
