"""A history that has lost lines: the numbers of its events would fall, and calendars would take no change any more."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import PUBLIC_URL
from courses import publish, write_course

from feeds.catalog.catalog import Catalog
from feeds.catalog.shelf import State

SLUG = "6.100-fa26"
EXAM = "exams:\n  - {id: midterm, date: 2026-10-20, start: 19:30, end: 21:30, title: Midterm}\n"
ADVICE = (
    "put the file back as it was and add to it, or, if they are to go, delete what was kept of the course and restart"
    " the server"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with a course that was published three times."""
    (tmp_path / "data").mkdir()
    course = write_course(tmp_path / "data" / SLUG, exams=EXAM)
    for day in (21, 22, 23):
        (course / "exams.yaml").write_text(EXAM.replace("10-20", f"10-{day}"))
        publish(course, datetime(2026, 8, day, tzinfo=UTC), "a note")
    return tmp_path / "data"


def start(folder: Path) -> Catalog:
    return Catalog(folder, PUBLIC_URL, reload_seconds=0, state_dir=folder.parent / "state")


def sequence(catalog: Catalog) -> int:
    (exam,) = catalog.feeds(SLUG).course.events
    return exam.revision.sequence


LOSSES: list[tuple[Callable[[bytes], bytes | None], int]] = [
    (lambda _: None, 3),
    (lambda _: b"", 3),
    (lambda _: b"\n", 3),
    (lambda text: text[: text.index(b"\n") + 1], 2),
    (lambda text: b"".join(text.splitlines(keepends=True)[1:]), 1),
    (lambda text: b"".join(text.splitlines(keepends=True)[::2]), 1),
]
HARMLESS: list[Callable[[bytes], bytes]] = [
    lambda text: b"".join(text.splitlines(keepends=True)[::-1]),
    lambda text: text * 2,
    lambda text: text.replace(b"\n", b"\r\n"),
    lambda text: text.replace(b"a note", b"a better note"),
]


@pytest.mark.parametrize(("lose", "lost"), LOSSES)
def test_lost_lines_are_a_mistake_and_the_last_good_state_stays(
    folder: Path, lose: Callable[[bytes], bytes | None], lost: int
) -> None:
    history = folder / SLUG / "history.jsonl"
    text, old = history.read_bytes(), start(folder)
    assert sequence(old) == 2 * 86_400
    kept = {path: path.read_bytes() for path in (folder.parent / "state").iterdir()}

    if (rest := lose(text)) is None:
        history.unlink()
    else:
        history.write_bytes(rest)
    new = start(folder)
    for each in (old, new):
        assert sequence(each) == 2 * 86_400
        assert each.states() == {SLUG: State.LAST_GOOD}
        assert [str(problem) for problem in each.problems(SLUG)] == [
            f"{history}:1:1: {lost} of 3 lines that are published are gone; {ADVICE}"
        ]
    assert {path: path.read_bytes() for path in (folder.parent / "state").iterdir()} == kept

    history.write_bytes(text)
    assert [sequence(old), sequence(new)] == [2 * 86_400] * 2
    assert [old.states(), new.states()] == [{SLUG: State.GOOD}] * 2


@pytest.mark.parametrize("change", HARMLESS)
def test_other_order_repetition_and_a_corrected_note_are_none(folder: Path, change: Callable[[bytes], bytes]) -> None:
    history, old = folder / SLUG / "history.jsonl", start(folder)
    assert sequence(old) == 2 * 86_400
    history.write_bytes(change(history.read_bytes()))

    assert [sequence(old), sequence(start(folder))] == [2 * 86_400] * 2
    assert (old.states(), old.problems(SLUG)) == ({SLUG: State.GOOD}, ())


def test_lines_that_are_to_go_go_when_what_was_kept_is_deleted_and_the_server_restarted(folder: Path) -> None:
    old = start(folder)
    assert sequence(old) == 2 * 86_400
    (folder / SLUG / "history.jsonl").unlink()
    (folder.parent / "state" / f"{SLUG}.json").unlink()

    assert [sequence(start(folder)), sequence(old)] == [0, 2 * 86_400]
