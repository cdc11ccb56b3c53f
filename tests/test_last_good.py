"""The last good files of each course: what a process that starts on broken data serves, and how it is kept."""

import json
import logging
import os
import shutil
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from asking import Asked, make
from conftest import DATA, PUBLIC_URL, ROOT, SLUG
from courses import COURSE, STAFF, publish, touch, write_course

from feeds.calendar.feed import Form
from feeds.catalog.catalog import Catalog, UnknownCourseError
from feeds.catalog.last_good import DamagedError, LastGood
from feeds.catalog.shelf import State
from feeds.course.folder import take_snapshot
from feeds.errors import CourseError

TINY = "6.100-fa26"
EXAM = "exams:\n  - {id: midterm, date: 2026-10-20, start: 19:30, end: 21:30, title: Midterm – é}\n"
WORDS = (
    *("all", "main", "exams", "lectures", "office-hours", "main_victor-butoi", "kaiming-he", "week-3", "tag-guest"),
    *("main_not-week-1", "room-26-168", "taylor-braun", "staff/victor-butoi", "staff/kaiming-he", "lectres"),
)
FEEDS = (*(f"/{SLUG}/{word}.{form}" for word in WORDS for form in Form), f"/{SLUG}/changes.atom")
PAGES = (*(f"/{SLUG}/{path}" for path in ("", "main", "staff/", "events/midterm", "changes")), f"/{SLUG}")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with one small course, edited at a known time."""
    (tmp_path / "data").mkdir()
    touch(write_course(tmp_path / "data" / TINY, exams=EXAM), datetime(2026, 8, 20, 12, tzinfo=UTC))
    return tmp_path / "data"


def catalog(folder: Path) -> Catalog:
    """Start a process that keeps the last good files beside a data folder."""
    return Catalog(folder, PUBLIC_URL, reload_seconds=0, state_dir=folder.parent / "state")


def kept(folder: Path, slug: str = TINY) -> Path:
    return folder.parent / "state" / f"{slug}.json"


def contents(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Give all files of a folder, and when each was last written."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


def test_kept_file_is_the_files_as_json(folder: Path) -> None:
    catalog(folder).feeds(TINY)
    modified = "2026-08-20T12:00:00+00:00"

    assert os.listdir(folder.parent / "state") == [f"{TINY}.json"]
    assert kept(folder).read_bytes().isascii()
    assert kept(folder).read_text().endswith("}\n")
    assert json.loads(kept(folder).read_text()) == {
        "format": 1,
        "course": TINY,
        "files": {
            "course.yaml": {"modified": modified, "text": COURSE},
            "exams.yaml": {"modified": modified, "text": EXAM},
            "staff.yaml": {"modified": modified, "text": STAFF},
        },
    }


def test_history_is_kept_with_the_files(folder: Path) -> None:
    publish(folder / TINY, datetime(2026, 8, 21, tzinfo=UTC))
    before = catalog(folder).feeds(TINY).course
    shutil.rmtree(folder / TINY)

    assert catalog(folder).feeds(TINY).course == before
    assert before.has_history


def test_each_good_state_is_kept_and_no_broken_one(folder: Path) -> None:
    running = catalog(folder)
    found = []
    for content in (EXAM, "exams: [", EXAM.replace("Mid", "End"), "exams: [[", "exams: []\n"):
        (folder / TINY / "exams.yaml").write_text(content)
        running.feeds(TINY)
        found.append(json.loads(kept(folder).read_text())["files"]["exams.yaml"]["text"])

    assert found == [EXAM, EXAM, EXAM.replace("Mid", "End"), EXAM.replace("Mid", "End"), "exams: []\n"]
    assert os.listdir(folder.parent / "state") == [f"{TINY}.json"]


def test_what_is_kept_already_is_not_written_again(folder: Path) -> None:
    catalog(folder).feeds(TINY)
    before = kept(folder).stat()
    running = catalog(folder)
    running.feeds(TINY)
    # A change, and back; other files are none of the course's.
    (folder / TINY / "notes.txt").write_text("x")
    running.feeds(TINY)

    after = kept(folder).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    touch(folder / TINY, datetime(2026, 8, 21, 12, tzinfo=UTC))
    running.feeds(TINY)
    # Which numbers events have may depend on when a file was edited.
    assert kept(folder).stat().st_ino != before.st_ino


def test_kept_file_is_replaced_as_a_whole(folder: Path) -> None:
    """Whoever reads it while others write sees one state or the other."""
    one = take_snapshot(folder / TINY)
    (folder / TINY / "exams.yaml").write_text(EXAM + "#" * 500_000)
    other = take_snapshot(folder / TINY)
    last_good = LastGood(folder.parent / "state")
    last_good.keep(one)
    stop = threading.Event()

    def keep() -> None:
        while not stop.is_set():
            last_good.keep(one)
            last_good.keep(other)

    writers = [threading.Thread(target=keep) for _ in range(2)]
    for writer in writers:
        writer.start()
    seen = [last_good.find(folder / TINY) for _ in range(100)]
    stop.set()
    for writer in writers:
        writer.join()

    assert [found for found in seen if found is None or found.files not in (one.files, other.files)] == []
    assert os.listdir(folder.parent / "state") == [f"{TINY}.json"]


@pytest.mark.parametrize("failing", ["fsync", "replace"])
def test_what_cannot_be_written_leaves_what_was_there(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, failing: str
) -> None:
    """As on a disk that is full."""
    running = catalog(folder)
    running.feeds(TINY)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    def fill_the_disk() -> None:
        before = contents(folder.parent / "state")
        with monkeypatch.context() as patch:
            patch.setattr(os, failing, fail)
            for title in ("Endterm", "Another"):
                (folder / TINY / "exams.yaml").write_text(EXAM.replace("Midterm", title))
                assert running.feeds(TINY).course.events[0].title.startswith(title)
                assert contents(folder.parent / "state") == before

    message = f"the last good state of {TINY} is not kept: [Errno 28] No space left on device"
    warning = ("feeds.catalog", logging.WARNING, message)
    fill_the_disk()
    assert (caplog.record_tuples, running.states()) == ([warning], {TINY: State.GOOD})
    (folder / TINY / "exams.yaml").write_text("exams: []\n")
    running.feeds(TINY)
    assert json.loads(kept(folder).read_text())["files"]["exams.yaml"]["text"] == "exams: []\n"
    # Once, until it could be written again.
    fill_the_disk()
    assert caplog.record_tuples == [warning] * 2


def as_file(state: Path) -> None:
    state.write_text("")


def as_link_to_nothing(state: Path) -> None:
    state.symlink_to(state.parent / "nothing" / "state")


def with_a_folder_in_place_of_the_file(state: Path) -> None:
    (state / f"{TINY}.json").mkdir(parents=True)


@pytest.mark.parametrize("prepare", [as_file, as_link_to_nothing, with_a_folder_in_place_of_the_file])
def test_place_that_cannot_be_written_is_one_warning(
    folder: Path, caplog: pytest.LogCaptureFixture, prepare: Callable[[Path], None]
) -> None:
    prepare(folder.parent / "state")
    running = catalog(folder)
    for title in ("Midterm", "Endterm", "Another"):
        (folder / TINY / "exams.yaml").write_text(EXAM.replace("Midterm", title))
        assert running.feeds(TINY).course.events[0].title.startswith(title)

    assert [(name, level) for name, level, _ in caplog.record_tuples] == [("feeds.catalog", logging.WARNING)]
    assert caplog.messages[0].startswith(f"the last good state of {TINY} is not kept: [Errno ")
    assert (running.states(), [each.slug for each in running.overviews()]) == ({TINY: State.GOOD}, [TINY])


GOOD: dict[str, Any] = {
    "format": 1,
    "course": TINY,
    "files": {
        name: {"modified": "2026-08-20T12:00:00+00:00", "text": text}
        for name, text in {"course.yaml": COURSE, "staff.yaml": STAFF, "exams.yaml": EXAM}.items()
    },
}
FOREIGN = "is not what this program writes, or a newer one wrote it"
DAMAGED: dict[str, bytes] = {
    "empty": b"",
    "half": json.dumps(GOOD).encode()[:-10],
    "not JSON": b"format: 1\n",
    "not text": b"\xff\xfe\x00",
    "NUL": b"\0" * 4096,
    "a list": b"[]",
    "a number": b"1",
    "nothing": b"null",
    "nested for ever": b"[" * 100_000,
    "another format": json.dumps({**GOOD, "format": 2}).encode(),
    "no format": json.dumps({"course": TINY, "files": GOOD["files"]}).encode(),
    "another course": json.dumps({**GOOD, "course": "6.101-fa26"}).encode(),
    "no files": json.dumps({"format": 1, "course": TINY}).encode(),
    "files in a list": json.dumps({**GOOD, "files": []}).encode(),
    "a file as text": json.dumps({**GOOD, "files": {"course.yaml": COURSE}}).encode(),
    "a file of numbers": json.dumps({**GOOD, "files": {"course.yaml": {"modified": "2026-08-20", "text": 1}}}).encode(),
    "no time": json.dumps({**GOOD, "files": {"course.yaml": {"text": COURSE}}}).encode(),
    "another time": json.dumps({**GOOD, "files": {"course.yaml": {"modified": "now", "text": ""}}}).encode(),
    "time as number": json.dumps({**GOOD, "files": {"course.yaml": {"modified": 1, "text": ""}}}).encode(),
    "half a character": json.dumps(
        {**GOOD, "files": {"course.yaml": {"modified": "2026-08-20T12:00:00Z", "text": "\ud800"}}}
    ).encode(),
}


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED.keys())
def test_what_is_damaged_or_foreign_is_not_used(folder: Path, caplog: pytest.LogCaptureFixture, content: bytes) -> None:
    kept(folder).parent.mkdir()
    kept(folder).write_bytes(content)
    (folder / TINY / "exams.yaml").write_text("exams: [")
    running = catalog(folder)
    for _ in range(3):
        with pytest.raises(CourseError):
            running.feeds(TINY)

    with pytest.raises(DamagedError) as caught:
        LastGood(kept(folder).parent).find(folder / TINY)
    assert str(caught.value) == f"{kept(folder)} {FOREIGN}"
    warnings = [message for _, level, message in caplog.record_tuples if level == logging.WARNING]
    assert warnings == [f"the last good state of {TINY} is not used: {caught.value}"]
    assert (running.states(), kept(folder).read_bytes()) == ({TINY: State.FAILED}, content)
    # Good data needs none of it, and takes its place.
    (folder / TINY / "exams.yaml").write_text("exams: []\n")
    running.feeds(TINY)
    assert json.loads(kept(folder).read_text())["files"]["exams.yaml"]["text"] == "exams: []\n"


def test_good_state_that_makes_no_course_any_more_is_told_and_used_for_nothing(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """As when a newer program refuses what an older one took."""
    kept(folder).parent.mkdir()
    broken = {"modified": "2026-08-20T12:00:00+00:00", "text": "exams: ["}
    kept(folder).write_text(json.dumps({**GOOD, "files": {**GOOD["files"], "exams.yaml": broken}}))
    shutil.rmtree(folder / TINY)
    running = catalog(folder)

    for _ in range(3):
        with pytest.raises(CourseError):
            running.feeds(TINY)
    assert running.states() == {TINY: State.FAILED}
    why = "this is not YAML (did not find expected node content); check the indentation, quotes and brackets around"
    assert [message for _, level, message in caplog.record_tuples if level == logging.WARNING] == [
        f"the last good state of {TINY} is not used: {folder}/{TINY}/exams.yaml:1:9: {why} here"
    ]


def as_fifo(path: Path) -> None:
    os.mkfifo(path)


def as_folder(path: Path) -> None:
    path.mkdir()


def as_link(path: Path) -> None:
    path.symlink_to("nowhere")


NO_FILE = {
    as_fifo: "it is not a regular file",
    as_folder: "it is not a regular file",
    as_link: "it is a link to nothing",
}


@pytest.mark.parametrize(("prepare", "why"), NO_FILE.items())
def test_good_state_that_is_no_file_keeps_nobody_waiting(
    folder: Path, prepare: Callable[[Path], None], why: str
) -> None:
    kept(folder).parent.mkdir()
    prepare(kept(folder))

    with pytest.raises(DamagedError) as caught:
        LastGood(kept(folder).parent).find(folder / TINY)
    assert str(caught.value) == f"{kept(folder)} cannot be read ({why})"
    # Nor does it keep good data from being served.
    assert catalog(folder).feeds(TINY).course.slug == TINY


@pytest.mark.parametrize("name", ["../data", "a_course", ".hidden", "static", "", "x" * 300])
def test_odd_name_leads_nowhere(folder: Path, name: str) -> None:
    kept(folder).parent.mkdir()
    if len(name) < 200:
        (folder.parent / "state" / f"{name}.json").write_text(json.dumps({**GOOD, "course": name}))
    running = catalog(folder)

    with pytest.raises(UnknownCourseError):
        running.feeds(name)
    assert running.slugs() == (TINY,)


def break_file(data: Path) -> None:
    (data / SLUG / "exams.yaml").write_text("exams: [")


def break_course(data: Path) -> None:
    (data / SLUG / "course.yaml").write_bytes(b"\0")


def make_unreadable(data: Path) -> None:
    (data / SLUG / "staff.yaml").unlink()
    os.mkfifo(data / SLUG / "staff.yaml")


def cancel_much(data: Path) -> None:
    # Refused unless it is recorded on purpose.
    (data / SLUG / "office-hours.yaml").write_text("weekly: []\n")


def remove_file(data: Path) -> None:
    (data / SLUG / "staff.yaml").unlink()


def remove_course(data: Path) -> None:
    shutil.rmtree(data / SLUG)


def remove_everything(data: Path) -> None:
    shutil.rmtree(data)


@pytest.mark.parametrize(
    "harm",
    [break_file, break_course, make_unreadable, cancel_much, remove_file, remove_course, remove_everything],
)
def test_process_that_starts_on_harmed_data_serves_what_the_others_serve(
    data: Path, harm: Callable[[Path], None]
) -> None:
    """Every form of a dozen selections and the course's pages: status, headers with ETag, and bytes."""
    state = data.parent / "state"
    old = make(data, state_dir=state)
    before = {path: Asked(path).of(old) for path in (*FEEDS, *PAGES)}
    assert {said[0] for path, said in before.items() if "lectres" not in path} == {"200 OK", "308 PERMANENT REDIRECT"}
    harm(data)
    harmed = contents(data)
    new = make(data, state_dir=state)

    assert {path: Asked(path).of(new) for path in (*FEEDS, *PAGES)} == before
    assert {path: Asked(path).of(old) for path in (*FEEDS, *PAGES)} == before
    for app in (old, new):
        assert b'"6.7960-fa25":"last-good"' in Asked("/readyz").of(app)[2]
        assert Asked(f"/{SLUG}/status").of(app)[0] == "200 OK"
        assert f"/{SLUG}/".encode() in Asked("/").of(app)[2]
    # A process that never had anything to keep knows none of it.
    alone = Asked(f"/{SLUG}/main.ics").of(make(data))[0]
    assert alone == ("404 NOT FOUND" if harm in (remove_course, remove_everything) else "503 SERVICE UNAVAILABLE")
    assert contents(data) == harmed


def test_data_that_is_mended_is_served_and_kept_again(data: Path) -> None:
    state = data.parent / "state"
    path = f"/{SLUG}/exams.ics"
    before = Asked(path).of(make(data, state_dir=state))
    break_file(data)
    running = make(data, state_dir=state)
    assert Asked(path).of(running) == before

    shutil.copy(DATA / SLUG / "exams.yaml", data / SLUG)
    (data / SLUG / "exams.yaml").write_text((data / SLUG / "exams.yaml").read_text().replace("21:30", "22:00"))
    after = Asked(path).of(running)
    assert (after[0], after[2] == before[2]) == ("200 OK", False)
    remove_course(data)
    assert Asked(path).of(make(data, state_dir=state)) == after


@pytest.mark.parametrize("path", ["/", "/6.7960", "/6.7960/", "/readyz"])
def test_lists_of_a_process_that_starts_on_broken_data_have_the_course(data: Path, path: str) -> None:
    """Before anybody has asked for it there."""
    state = data.parent / "state"
    old = make(data, state_dir=state)
    Asked(f"/{SLUG}/main.ics").of(old)
    break_course(data)
    Asked(f"/{SLUG}/main.ics").of(old)
    new = Asked(path).of(make(data, state_dir=state))

    assert new[0] == Asked(path).of(old)[0]
    assert (SLUG.encode() in new[2]) == (path != "/readyz")


def test_process_that_starts_while_files_arrive_serves_what_was_kept(folder: Path) -> None:
    """A history before its files: what the old files say with the new numbers would hide the edit from calendars."""
    file, moved = folder / TINY / "exams.yaml", EXAM.replace("10-20", "10-21")
    publish(folder / TINY, datetime(2026, 8, 21, tzinfo=UTC))
    old = catalog(folder)
    before = old.feeds(TINY).course
    file.write_text(moved)
    publish(folder / TINY, datetime(2026, 8, 22, tzinfo=UTC))
    file.write_text(EXAM)
    touch(folder / TINY, datetime(2026, 8, 21, tzinfo=UTC))
    new = catalog(folder)
    assert [each.feeds(TINY).course.events for each in (old, new, old)] == [before.events] * 3

    file.write_text(moved)
    touch(folder / TINY, datetime(2026, 8, 22, tzinfo=UTC))
    assert [each.feeds(TINY).course.events[0].revision.sequence for each in (old, new)] == [86_400] * 2


def test_nothing_is_written_where_the_data_is(data: Path) -> None:
    shutil.copytree(ROOT / "tests" / "data" / "courses" / "dm-1-sp26", data / "dm-1-sp26")
    before = contents(data)
    app = make(data, state_dir=data.parent / "state")
    for path in (*FEEDS, *PAGES, "/", "/dm-1-sp26/", "/dm-1-sp26/main.ics", "/readyz", f"/{SLUG}/status"):
        Asked(path).of(app)

    assert contents(data) == before
    assert sorted(os.listdir(data.parent / "state")) == [f"{SLUG}.json", "dm-1-sp26.json"]
