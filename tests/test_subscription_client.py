"""A real subscription client ends with exactly what the real server publishes, refresh after refresh."""

import urllib.request
from collections.abc import Iterable
from itertools import pairwise
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


def _refreshed(url: str, folder: Path) -> dict[str, list[Reading]]:
    """Give what the client holds of each UID after a refresh."""
    subscribe(url, folder)
    return _held(folder)


def _replace(file: Path, before: str, after: str) -> None:
    text = file.read_text()
    assert text.count(before) == 1
    file.write_text(text.replace(before, after))


def test_client_holds_every_event_of_its_feed(server: str, tmp_path: Path) -> None:
    url = f"{server}/6.7960-fa25/main.ics"
    subscribe(url, tmp_path)

    assert len(_held(tmp_path)) == 38
    assert _held(tmp_path) == _published(url)


def _ids(uids: Iterable[str]) -> set[str]:
    return {uid.partition(".")[0] for uid in uids}


def _changed(before: dict[str, list[Reading]], after: dict[str, list[Reading]]) -> dict[str, str | None]:
    """Give the titles of what is new or different, by id."""
    return {uid.partition(".")[0]: after[uid][0].summary for uid in after if after[uid] != before.get(uid)}


def test_client_follows_edits_of_the_data_at_the_next_refresh(serve_data: str, data: Path, tmp_path: Path) -> None:
    url = f"{serve_data}/6.7960-fa25/tutorials_exams_holidays.ics"
    before = _refreshed(url, tmp_path)
    course = data / "6.7960-fa25"
    _replace(course / "exams.yaml", "start: 19:30", "start: 19:00")
    _replace(course / "tutorials.yaml", "id: pytorch-mon", "id: pytorch-sun")
    _replace(course / "course.yaml", "name: Veterans Day", "name: Veterans' Day")
    after = _refreshed(url, tmp_path)

    assert after == _published(url)
    assert before.keys() - after.keys() == set()
    assert _changed(before, after) == {
        "pytorch-mon": "CANCELLED: 6.7960 PyTorch Tutorial",
        "pytorch-sun": "6.7960 PyTorch Tutorial",
        "midterm": "Midterm (6.7960)",
        "veterans-day": "No class: Veterans' Day (6.7960)",
    }


def test_client_follows_an_event_that_is_cancelled_undated_dated_vanished_and_withdrawn(
    serve_data: str, data: Path, tmp_path: Path
) -> None:
    url, course = f"{serve_data}/6.7960-fa25/exams_tutorials.ics", data / "6.7960-fa25"
    row = "exams:\n  # Week 8\n\n  - {{id: midterm, {}, title: Midterm}}\n".format
    dated = "date: Tue 2025-10-21, start: 19:30, end: 21:30"
    states = (row(dated), row(f"{dated}, cancelled: a blizzard"), row("date: tbd"), row(dated), "exams: []\n")
    edits = [(course / "exams.yaml", *each) for each in pairwise(states)]
    edits.append((course / "course.yaml", "\nholidays:\n", "\nwithdrawn: [midterm]\nholidays:\n"))
    seen = [_refreshed(url, tmp_path)]
    for file, before, after in edits:
        _replace(file, before, after)
        seen.append(_refreshed(url, tmp_path))

        assert seen[-1] == _published(url)

    assert [_changed(*each) for each in pairwise(seen)] == [
        {"midterm": "CANCELLED: Midterm (6.7960)"},
        {"midterm": "TENTATIVE: Midterm (6.7960), new date to be announced (was Tue 21 Oct)"},
        {"midterm": "Midterm (6.7960)"},
        {"midterm": "CANCELLED: Midterm (6.7960)"},
        {},
    ]
    assert [_ids(before.keys() - after.keys()) for before, after in pairwise(seen)] == [set()] * 4 + [{"midterm"}]


def test_hour_that_is_handed_over_leaves_one_calendar_and_joins_the_other(
    serve_data: str, data: Path, tmp_path: Path
) -> None:
    people = ("victor-butoi", "kelly-cui")
    urls = [f"{serve_data}/6.7960-fa25/staff/{person}.ics" for person in people]
    before = {url: _refreshed(url, tmp_path / url[-12:]) for url in urls}
    _replace(
        data / "6.7960-fa25" / "office-hours.yaml",
        "    hosts: [victor-butoi, gerardo-flores, vinith-suriyakumar]\n",
        "    hosts: [victor-butoi, gerardo-flores, vinith-suriyakumar]\n"
        "    changes: [{date: Wed 2025-10-29, hosts: [kelly-cui, gerardo-flores, vinith-suriyakumar]}]\n",
    )
    after = {url: _refreshed(url, tmp_path / url[-12:]) for url in urls}

    assert after == {url: _published(url) for url in urls}
    assert [_ids(before[url].keys() - after[url].keys()) for url in urls] == [{"oh-wed-13-2025-10-29"}, set()]
    assert [_changed(before[url], after[url]) for url in urls] == [
        {},
        {"oh-wed-13-2025-10-29": "OH Kelly, Gerardo, Vinith (6.7960)"},
    ]


def test_client_keeps_its_files_when_nothing_changed(server: str, tmp_path: Path) -> None:
    url = f"{server}/6.7960-fa25/exams_tutorials.ics"
    subscribe(url, tmp_path)
    written = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "events").iterdir()}
    subscribe(url, tmp_path)

    assert {path.name: path.stat().st_mtime_ns for path in (tmp_path / "events").iterdir()} == written
