"""A hundred courses at once, which a deployment touches or everybody asks for: nobody waits for them."""

import os
import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from bench.courses import write_courses

from faults.breaking import EDITED, GOOD, Deed, exams, new_course, writing
from faults.load import Client, at_work, together
from faults.servers import SEEN_WITHIN, Line, Server, serves, serving, wait_until

COURSES = 100
EVENTS = 100
MAX_SECONDS = 0.05


@pytest.fixture(scope="module")
def slugs() -> tuple[str, ...]:
    """The names of the hundred courses; the data folder has others besides."""
    return tuple(f"course-{number:04}" for number in range(COURSES))


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory, slugs: tuple[str, ...]) -> Path:
    """A data folder with a hundred courses."""
    folder = tmp_path_factory.mktemp("data")
    assert write_courses(folder, COURSES, events=EVENTS) == slugs
    return folder


@pytest.fixture(scope="module")
def server(data: Path, slugs: tuple[str, ...], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of which each worker has loaded them all."""

    def load(line: Line) -> set[int]:
        return {line.get(f"/{slug}/main.ics").status for slug in slugs}

    with serving(tmp_path_factory.mktemp("server"), FEEDS_DATA_DIR=str(data)) as running:
        with running.lines() as lines, ThreadPoolExecutor(len(lines)) as clients:
            assert list(clients.map(load, lines)) == [{200}, {200}]
        yield running


def _other_rights(folder: Path) -> None:
    for path in folder.iterdir():
        path.chmod(0o640)


def _copied_back(folder: Path) -> None:
    for path in tuple(folder.iterdir()):
        copy = path.with_name(f".{path.name}.new")
        shutil.copy2(path, copy)
        os.replace(copy, path)


def _edited(folder: Path) -> None:
    file = folder / "exams.yaml"
    file.write_text(file.read_text().replace("26-100", "26-168"))


TOUCHES: dict[str, Deed] = {
    "a hundred courses get other rights": _other_rights,
    "a hundred courses are copied back, as `cp -p` does": _copied_back,
    "a hundred courses are edited": _edited,
}
"""What happens to all the other courses just before one is edited."""


@pytest.mark.parametrize(("name", "touch"), TOUCHES.items(), ids=TOUCHES)
def test_edit_beside_many_others_is_seen(
    server: Server, data: Path, slugs: tuple[str, ...], name: str, touch: Deed
) -> None:
    folder = new_course(data / f"edited-{tuple(TOUCHES).index(name)}")
    with server.lines() as lines:
        for line in lines:
            line.get(f"/{folder.name}/all.ics")
        for slug in slugs:
            touch(data / slug)
        writing(exams(EDITED))(folder)
        print(name, wait_until(lambda: serves(lines, folder.name, EDITED), SEEN_WITHIN))
        assert [set(line.get("/readyz").json["courses"].values()) for line in lines] == [{"good"}] * 2
    assert server.said("(?:rejected|looking).*") == []


def test_many_first_requests_at_once_keep_nobody_waiting(data: Path, slugs: tuple[str, ...], tmp_path: Path) -> None:
    """A hundred clients ask for a hundred courses, beside two of another course, which is edited meanwhile."""
    if (data / GOOD).exists():
        shutil.rmtree(data / GOOD)
    folder = new_course(data / GOOD)
    path = f"/{GOOD}/all.ics"
    with (
        serving(tmp_path / "server", FEEDS_DATA_DIR=str(data)) as server,
        server.lines() as lines,
        ThreadPoolExecutor(COURSES) as threads,
    ):
        for line in lines:
            line.get(path)
        warm = [Client(server.port, [path], keep_alive=keep_alive, pause=0.005) for keep_alive in (False, True)]
        cold = [Client(server.port, [], keep_alive=False) for _ in slugs]
        with at_work(warm):
            asked = [threads.submit(client.ask, f"/{slug}/main.ics") for client, slug in zip(cold, slugs, strict=True)]
            time.sleep(0.2)
            writing(exams(EDITED))(folder)
            seen = wait_until(lambda: serves(lines, GOOD, EDITED), SEEN_WITHIN)
            # Else there was nothing to wait for.
            assert not all(each.done() for each in asked)
            for each in asked:
                each.result()

    by_warm, by_cold = together(warm), together(cold)
    print(
        f"seen in {seen:.2f} s",
        by_cold,
        by_warm,
        *(f"p{part:.0%} {by_warm.slowest(part):.4f} s" for part in (0.5, 0.95, 0.99)),
    )
    assert by_cold.answers == {200: COURSES}
    assert set(by_warm.answers) <= {200, 304}
    for tally in (by_cold, by_warm):
        assert (tally.refused, tally.reset, tally.let_go, tally.cut, tally.lost) == (0, 0, 0, 0, 0)
    assert by_warm.slowest(0.95) <= MAX_SECONDS
