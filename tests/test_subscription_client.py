"""A real subscription client ends with exactly what the real server publishes, refresh after refresh."""

import urllib.request
from pathlib import Path

from engines import vobject
from engines.reading import Reading
from subscription import events, subscribe


def _held(folder: Path) -> dict[str, list[Reading]]:
    """Read what the client holds of each UID."""
    return {uid: vobject.read(text.encode()) for uid, text in events(folder).items()}


def _published(url: str) -> dict[str, list[Reading]]:
    """Read what a client of this feed should hold of each UID."""
    with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 (loopback)
        return {reading.uid: [reading] for reading in vobject.read(answer.read())}


def _replace(file: Path, before: str, after: str) -> None:
    text = file.read_text()
    assert text.count(before) == 1
    file.write_text(text.replace(before, after))


def test_client_holds_every_event_of_its_feed(server: str, tmp_path: Path) -> None:
    url = f"{server}/6.7960-fa25/main.ics"
    subscribe(url, tmp_path)

    assert len(_held(tmp_path)) == 38
    assert _held(tmp_path) == _published(url)


def test_client_follows_edits_of_the_data_at_the_next_refresh(serve_data: str, data: Path, tmp_path: Path) -> None:
    url = f"{serve_data}/6.7960-fa25/tutorials_exams_holidays.ics"
    subscribe(url, tmp_path)
    before = _held(tmp_path)
    course = data / "6.7960-fa25"
    _replace(course / "exams.yaml", "start: 19:30", "start: 19:00")
    _replace(course / "tutorials.yaml", "id: pytorch-mon", "id: pytorch-sun")
    _replace(course / "course.yaml", "name: Veterans Day", "name: Veterans' Day")
    subscribe(url, tmp_path)
    after = _held(tmp_path)

    assert after == _published(url)
    assert {uid.split(".")[0] for uid in before} ^ {uid.split(".")[0] for uid in after} == {
        "pytorch-mon",
        "pytorch-sun",
    }
    assert {uid.split(".")[0] for uid in before.keys() & after.keys() if before[uid] != after[uid]} == {
        "midterm",
        "veterans-day",
    }


def test_client_keeps_its_files_when_nothing_changed(server: str, tmp_path: Path) -> None:
    url = f"{server}/6.7960-fa25/exams_tutorials.ics"
    subscribe(url, tmp_path)
    written = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "events").iterdir()}
    subscribe(url, tmp_path)

    assert {path.name: path.stat().st_mtime_ns for path in (tmp_path / "events").iterdir()} == written
