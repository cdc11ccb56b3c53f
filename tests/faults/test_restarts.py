"""Workers that start while data is broken serve what the others do, and what moves below all of them is seen by all."""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Event, Thread
from typing import IO

import pytest

from faults.breaking import EDITED, FAULTS, FORMS, GOOD, OTHER, TITLE, exams, new_course, writing
from faults.servers import SEEN_WITHIN, Answer, Server, serves, serving, wait_until

BREAKS = ("a file that ends in a row", "a FIFO for a file", "a vanished file", "a vanished course")


def served(server: Server, *slugs: str) -> list[list[Answer]]:
    """Ask every worker for every feed of courses."""
    paths = [f"/{slug}/{form}" for slug in slugs for form in FORMS]
    with server.lines() as lines:
        return [[line.get(path) for path in paths] for line in lines]


def test_worker_that_starts_on_broken_data_serves_what_the_others_do(data: Path, tmp_path: Path) -> None:
    slugs = [f"6.{number}-fa26" for number in range(300, 300 + len(BREAKS))]
    for slug in slugs:
        new_course(data / slug)
    with serving(tmp_path / "server", FEEDS_DATA_DIR=str(data)) as server:
        first, second = served(server, GOOD, *slugs)
        assert first == second
        for slug, name in zip(slugs, BREAKS, strict=True):
            FAULTS[name](data / slug)
        wait_until(lambda: all("last-good" in answer.text for answer in server.from_each("/readyz")))

        server.kill(server.workers[0])
        assert served(server, GOOD, *slugs) == [first, first]
        server.reload()
        assert served(server, GOOD, *slugs) == [first, first]
    with serving(tmp_path / "server", FEEDS_DATA_DIR=str(data)) as server:
        assert served(server, GOOD, *slugs) == [first, first]
        assert [answer.json for answer in server.from_each("/readyz")] == [
            {"ready": True, "courses": {GOOD: "good"} | dict.fromkeys(slugs, "last-good")}
        ] * 2


def test_worker_that_starts_while_a_file_is_written_serves_what_the_others_do(data: Path, tmp_path: Path) -> None:
    """What is there of the file is a file as good as the whole, of one exam."""
    with serving(tmp_path / "server", FEEDS_DATA_DIR=str(data)) as server:
        before, _ = served(server, GOOD)
        text = exams(EDITED)
        with (data / GOOD / "exams.yaml").open("w") as file:
            file.write(text[: text.index("  - {id: final")])
            file.flush()
            with trickling(file):
                server.kill(server.workers[0])
                assert served(server, GOOD) == [before, before]
            file.write(text[text.index("  - {id: final") :])
        with server.lines() as lines:
            wait_until(lambda: serves(lines, GOOD, EDITED), SEEN_WITHIN)


@contextmanager
def trickling(file: IO[str]) -> Iterator[None]:
    """Go on writing comments to a file."""
    stop = Event()

    def write() -> None:
        while not stop.wait(0.1):
            file.write("# and so on\n")
            file.flush()

    thread = Thread(target=write)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def test_vanished_data_folder_is_served_from_before(data: Path, tmp_path: Path) -> None:
    with serving(tmp_path / "server", FEEDS_DATA_DIR=str(data)) as server:
        first, second = served(server, GOOD, OTHER)
        assert first == second
        data.rename(tmp_path / "elsewhere")
        time.sleep(SEEN_WITHIN)
        assert served(server, GOOD, OTHER) == [first, first]
        assert [answer.json["courses"] for answer in server.from_each("/readyz")] == [
            {GOOD: "last-good", OTHER: "last-good"}
        ] * 2
        server.kill(server.workers[0])
        assert served(server, GOOD, OTHER) == [first, first]

        (tmp_path / "elsewhere").rename(data)
        writing(exams(EDITED))(data / GOOD)
        with server.lines() as lines:
            wait_until(lambda: serves(lines, GOOD, EDITED), SEEN_WITHIN)


def test_switched_release_is_seen_by_every_worker(data: Path, tmp_path: Path) -> None:
    """Data that is deployed by a link: `current` leads to one release, and then to the next."""
    shutil.copytree(data, tmp_path / "releases" / "2")
    writing(exams(EDITED))(tmp_path / "releases" / "2" / GOOD)
    current = tmp_path / "current"
    current.symlink_to(data)
    with serving(tmp_path / "server", FEEDS_DATA_DIR=str(current)) as server:
        before = served(server, OTHER)
        assert TITLE in server.get(f"/{GOOD}/all.ics").text
        (tmp_path / "next").symlink_to(tmp_path / "releases" / "2")
        (tmp_path / "next").replace(current)
        with server.lines() as lines:
            wait_until(lambda: serves(lines, GOOD, EDITED), SEEN_WITHIN)
        assert served(server, OTHER) == before
        assert server.said("rejected.*") == []


def test_course_without_a_last_good_state_is_alone_in_failing(data: Path, tmp_path: Path) -> None:
    writing("exams: [")(data / OTHER)
    with serving(tmp_path / "server", FEEDS_DATA_DIR=str(data)) as server:
        good, failed = (server.from_each(f"/{slug}/all.ics") for slug in (GOOD, OTHER))
        assert [(answer.status, TITLE in answer.text) for answer in good] == [(200, True)] * 2
        assert [
            (answer.status, answer.headers["content-type"], answer.headers["retry-after"]) for answer in failed
        ] == [(503, "text/plain; charset=utf-8", "60")] * 2
        assert [(answer.status, answer.json) for answer in server.from_each("/readyz")] == [
            (200, {"ready": True, "courses": {GOOD: "good", OTHER: "failed"}})
        ] * 2
        assert [answer.status for answer in server.from_each(f"/{OTHER}/status")] == [200, 200]
        assert [answer.status for answer in server.from_each("/")] == [200, 200]

        writing(exams(EDITED))(data / OTHER)
        with server.lines() as lines:
            wait_until(lambda: all(line.get(f"/{OTHER}/all.ics").status == 200 for line in lines), SEEN_WITHIN)
        assert len(server.said(f"rejected .*{OTHER}.*serving: nothing")) == 2


JUMPING = """\
import time
steady = time.time
# A day forth and back again, every second.
time.time = lambda: steady() + 86400 * (int(time.monotonic()) % 3 - 1)
"""


@pytest.fixture
def jumping(tmp_path: Path) -> str:
    """A folder of Python's in which the clock jumps."""
    folder = tmp_path / "jumping"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(JUMPING)
    return str(folder)


def test_clock_that_jumps_is_not_noticed(data: Path, tmp_path: Path, jumping: str) -> None:
    with serving(tmp_path / "server", FEEDS_DATA_DIR=str(data), PYTHONPATH=jumping) as server:
        workers, before = server.workers, served(server, OTHER)
        with server.lines() as lines:
            for title in ("Midterm a", "Midterm b", "Midterm c", "Midterm d", "Midterm e"):
                writing(exams(title))(data / GOOD)
                wait_until(partial(serves, lines, GOOD, title), SEEN_WITHIN)
        assert served(server, OTHER) == before
        assert server.workers == workers
