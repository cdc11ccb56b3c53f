"""What befalls the data of a course that is being served: nobody sees any of it, and what is mended is seen soon."""

import html
import re
import shutil
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from faults.breaking import EDITED, EDITS, FAULTS, FORMS, HARMLESS, TITLE, Deed, exams, new_course
from faults.servers import SEEN_WITHIN, Answer, Line, Server, serving, wait_until

# How long it is made sure that nothing changes: some looks of every worker.
STILL = 1.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Class:
    """A course of a test's own on a server that others use, too, and a line to each of its workers."""

    server: Server
    folder: Path
    lines: tuple[Line, ...]

    def feeds(self) -> list[list[Answer]]:
        """Ask each worker for each form of the feeds."""
        return [[line.get(f"/{self.folder.name}/{form}") for form in FORMS] for line in self.lines]

    def states(self) -> list[object]:
        """Ask each worker what the course is served from."""
        return [line.get("/readyz").json["courses"][self.folder.name] for line in self.lines]

    def stays(self, before: list[list[Answer]]) -> None:
        """Make sure for a while that every worker serves what it did."""
        until = time.monotonic() + STILL
        while time.monotonic() < until:
            assert self.feeds() == before
            time.sleep(0.05)

    def rejected(self) -> Counter[str]:
        """Count what the log says of the course."""
        said = self.server.said(r"(?:rejected|reading|kept|used).*")
        # Of this name, and not only of one that begins with it.
        return Counter(line for line in said if re.search(rf"{self.folder.name}(?![a-z0-9-])", line))

    def has(self, title: str) -> bool:
        """Tell whether every worker serves this title."""
        return all(title in feed.text for feeds in self.feeds() for feed in feeds)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def server(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("server"), FEEDS_DATA_DIR=str(data)) as running:
        yield running


@pytest.fixture
def course(server: Server, data: Path, request: pytest.FixtureRequest) -> Iterator[Class]:
    """A course that every worker serves, from files that have been there for a while."""
    name = re.sub("[^a-z0-9]+", "-", request.node.name.lower()).strip("-")
    folder = new_course(data / name)
    with server.lines() as lines:
        served = Class(server=server, folder=folder, lines=lines)
        served.feeds()
        yield served


def problem(line: str) -> str:
    """Give what is wrong, of a line of the log."""
    return re.sub(r"^rejected \S+: (.*) \(serving: its last good state\)$", r"\1", line)


@pytest.mark.parametrize("deed", FAULTS.values(), ids=FAULTS)
def test_fault_is_told_and_not_served(course: Class, deed: Deed, tmp_path: Path) -> None:
    before = course.feeds()
    shutil.copytree(course.folder, tmp_path / "before")
    deed(course.folder)

    wait_until(lambda: course.states() == ["last-good"] * 2, SEEN_WITHIN)
    course.stays(before)
    assert course.states() == ["last-good"] * 2
    # Each worker says each thing once.
    assert set(course.rejected().values()) == {2}
    for line in course.lines:
        status = html.unescape(line.get(f"/{course.folder.name}/status").text).lower()
        assert [said for said in course.rejected() if problem(said).lower() not in status] == []

    assert course.server.said("Traceback.*") == []

    remove(course.folder)
    shutil.copytree(tmp_path / "before", course.folder)
    (course.folder / "exams.yaml").write_text(exams(EDITED))
    wait_until(lambda: course.has(EDITED), SEEN_WITHIN)
    assert course.states() == ["good"] * 2
    assert course.feeds()[0] == course.feeds()[1]


def remove(folder: Path) -> None:
    """Remove whatever is there in place of a course."""
    if folder.is_dir():
        shutil.rmtree(folder)
    else:
        folder.unlink(missing_ok=True)


@pytest.mark.parametrize("deed", HARMLESS.values(), ids=HARMLESS)
def test_what_harms_nothing_is_not_seen(course: Class, deed: Deed) -> None:
    before = course.feeds()
    deed(course.folder)

    course.stays(before)
    assert course.states() == ["good"] * 2
    assert course.rejected() == {}


@pytest.mark.parametrize("deed", EDITS.values(), ids=EDITS)
def test_edit_is_seen_by_every_worker(course: Class, deed: Deed) -> None:
    assert course.has(TITLE)
    deed(course.folder)

    wait_until(lambda: course.has(EDITED), SEEN_WITHIN)
    assert course.states() == ["good"] * 2
    assert course.feeds()[0] == course.feeds()[1]
    assert course.rejected() == {}


def seen_while_writing(course: Class, pieces: tuple[str, ...], pause: float) -> set[str]:
    """Write exams.yaml in pieces, and look at what every worker serves until a while after the last of them."""
    seen: set[str] = set()

    def look(seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            seen.update(feeds[-1].text for feeds in course.feeds())
            time.sleep(0.02)

    with (course.folder / "exams.yaml").open("w") as file:
        for piece in pieces:
            file.write(piece)
            file.flush()
            look(pause)
    wait_until(lambda: course.has(EDITED), SEEN_WITHIN)
    look(0.5)
    return seen


# Where a file may be cut in two: before the first of these words.
CUTS = {
    "nothing yet": "exams:",
    "no row yet": "  - {id: midterm",
    "one row": "  - {id: final",
    "the beginning of a row": "26-100",
    "all but the end of the last row": "inal}",
    "all but the end of the last line": "\n",
}


@pytest.mark.parametrize("cut", CUTS.values(), ids=CUTS)
def test_half_of_a_file_is_never_served(course: Class, cut: str) -> None:
    """Also where the first half of it is a file as good as the whole, of one exam or of none."""
    text = exams(EDITED)
    at = text.rindex(cut) if cut == "\n" else text.index(cut)
    (before,) = {feeds[-1].text for feeds in course.feeds()}
    seen = seen_while_writing(course, (text[:at], text[at:]), 0.3)

    assert seen == {before, before.replace(TITLE, EDITED)}
    assert course.rejected() == {}


def test_file_that_comes_slowly_is_served_when_it_is_whole(course: Class) -> None:
    text = exams(EDITED)
    (before,) = {feeds[-1].text for feeds in course.feeds()}
    seen = seen_while_writing(course, tuple(text[at : at + 10] for at in range(0, len(text), 10)), 0.2)

    assert seen == {before, before.replace(TITLE, EDITED)}
    assert course.rejected() == {}
