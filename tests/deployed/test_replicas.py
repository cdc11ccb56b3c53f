"""Replicas that die, that differ, and that see an edit at different times: what clients notice of it.

Where an answer has to grow old, the replicas say seconds for the minutes of a feed; the cache is as in life.
"""

import re
import shutil
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

import pytest
from courses import publish, touch
from faults.breaking import FORMS, GOOD, OTHER, exams, new_course, writing
from faults.servers import SEEN_WITHIN, Answer, asleep, wait_until

from deployed.replicas import Cache, Replica, copy_data, replicated

SLUGS = (GOOD, OTHER, *(f"6.{number}-fa26" for number in range(300, 306)))
FEEDS = tuple(f"/{slug}/{form}" for slug in SLUGS for form in FORMS)
LATER = datetime(2026, 9, 10, tzinfo=UTC)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with some courses, all recorded."""
    folder = tmp_path / "data"
    folder.mkdir()
    for slug in SLUGS:
        new_course(folder / slug)
    return folder


@pytest.fixture
def hurried(tmp_path: Path, data: Path) -> Iterator[Cache]:
    """The cache, in front of replicas whose feeds are good for a second."""
    with replicated(tmp_path, data, max_age=1) as cache:
        yield cache


def served(cache: Cache) -> dict[str, Answer]:
    """Ask for all feeds."""
    with cache.line() as line:
        return {path: line.get(path) for path in FEEDS}


def grow_old() -> None:
    """Wait until every feed in the hurried cache is older than it may be, also while it is renewed."""
    time.sleep(2.5)


def edited(data: Path, title: str) -> None:
    """Rename the midterm of every course, and record it."""
    for slug in SLUGS:
        writing(exams(title))(data / slug)
        publish(data / slug, LATER)


@pytest.mark.parametrize("end", [Replica.stop, Replica.kill], ids=["TERM", "kill -9"])
def test_feeds_outlive_both_replicas(hurried: Cache, data: Path, end: Callable[[Replica], None]) -> None:
    before = served(hurried)
    assert {answer.status for answer in before.values()} == {200}

    for replica in hurried.replicas:
        end(replica)
    assert served(hurried) == before
    grow_old()
    assert served(hurried) == before
    assert {hurried.said(path)[-1] for path in FEEDS} == {"STALE"}
    etag = before[FEEDS[0]].headers["etag"]
    assert hurried.get(FEEDS[0], **{"If-None-Match": etag}).status == 304
    hurried.stop()
    hurried.start()
    assert served(hurried) == before

    edited(data, "Midterm two")
    for replica in hurried.replicas:
        copy_data(data, replica.data, LATER)
        replica.start()
    wait_until(lambda: all("Midterm two" in answer.text for answer in served(hurried).values()))


def test_feed_that_nobody_had_asked_for_is_the_only_one_to_fail_without_replicas(hurried: Cache) -> None:
    before = served(hurried)
    for replica in hurried.replicas:
        replica.kill()

    failed = hurried.get(f"/{GOOD}/main.ics")
    assert (failed.status, failed.headers["content-type"], failed.headers["retry-after"]) == (503, "text/plain", "60")
    assert served(hurried) == before


@pytest.mark.parametrize("dead", [0, 1])
def test_dead_replica_costs_nobody_an_answer(tmp_path: Path, data: Path, dead: int) -> None:
    with replicated(tmp_path, data) as cache:
        before = served(cache)
        # Each has courses of its own, which the other one is to take over.
        assert all(any(replica.asked(slug) for slug in SLUGS) for replica in cache.replicas)
        cache.replicas[dead].kill()
        new = [cache.get(f"/{slug}/week-{week}.ics").status for week in range(1, 6) for slug in SLUGS]

        assert served(cache) == before
        assert set(new) == {200}


@pytest.mark.parametrize("hanging", [0, 1])
def test_replica_that_hangs_costs_time_where_nothing_is_kept_and_no_answer(
    tmp_path: Path, data: Path, hanging: int
) -> None:
    with replicated(tmp_path, data) as cache:
        before = served(cache)
        server = cache.replicas[hanging].server
        assert server
        with asleep(server.process.pid, *server.workers), ThreadPoolExecutor(len(SLUGS)) as clients:
            assert served(cache) == before
            new = list(clients.map(cache.get, [f"/{slug}/week-1.ics" for slug in SLUGS]))

        assert {answer.status for answer in new} == {200}


def test_course_that_cannot_be_read_takes_no_replica_with_it(tmp_path: Path, data: Path) -> None:
    writing("exams: [")(data / OTHER)
    with replicated(tmp_path, data) as cache:
        broken = [cache.get(f"/{OTHER}/all.ics").status for _ in range(20)]
        others = [cache.get(f"/{slug}/all.ics").status for slug in SLUGS if slug != OTHER]

        assert (set(broken), set(others)) == ({503}, {200})


def test_course_that_cannot_be_read_any_more_is_served_from_the_cache(hurried: Cache) -> None:
    before = served(hurried)
    for replica in hurried.replicas:
        replica.stop()
        shutil.rmtree(replica.folder / "state")
        writing("exams: [")(replica.data / OTHER)
        replica.start()
    grow_old()

    assert [replica.get(f"/{OTHER}/all.ics").status for replica in hurried.replicas] == [503, 503]
    assert served(hurried) == before


def test_who_asks_seldom_gets_what_is_there_now(hurried: Cache, data: Path) -> None:
    before = served(hurried)
    edited(data, "Midterm two")
    for replica in hurried.replicas:
        copy_data(data, replica.data, LATER)
    wait_until(lambda: all("Midterm two" in replica.get(path).text for replica in hurried.replicas for path in FEEDS))
    grow_old()
    now = {path: hurried.replicas[0].get(path).headers["etag"] for path in FEEDS}

    assert {path: answer.headers["etag"] for path, answer in served(hurried).items()} == now
    assert {path for path in FEEDS if now[path] == before[path].headers["etag"]} == set()


@pytest.mark.parametrize("first", [0, 1])
def test_edit_that_replicas_see_one_after_the_other(tmp_path: Path, data: Path, first: int) -> None:
    """Who asks them in turns goes back and forth until the later one has seen it; who asks the cache never does."""
    with replicated(tmp_path, data, max_age=4) as cache:
        one, other = cache.replicas[first], cache.replicas[1 - first]
        direct: list[tuple[float, str]] = []
        through: list[str] = []

        def poll(seconds: float) -> None:
            until = time.monotonic() + seconds
            while time.monotonic() < until:
                direct.extend((time.monotonic(), replica.get(FEEDS[0]).headers["etag"]) for replica in cache.replicas)
                through.append(cache.get(FEEDS[0]).headers["etag"])

        poll(1)
        edited(data, "Midterm two")
        copy_data(data, one.data, LATER)
        # Longer than an answer is kept.
        poll(9)
        copy_data(data, other.data, LATER)
        both = time.monotonic()
        poll(8)

    old, new = direct[0][1], direct[-1][1]
    assert {etag for _, etag in direct} == {old, new}
    assert len([*groupby(etag for _, etag in direct)]) > 2
    assert max(at for at, etag in direct if etag == old) - both < SEEN_WITHIN
    assert [etag for etag, _ in groupby(through)] == [old, new]


def test_edit_that_replicas_see_together(tmp_path: Path, data: Path) -> None:
    """Who asks them in turns goes back and forth for no longer than it takes each of them to look."""
    with replicated(tmp_path, data) as cache:
        # Each worker reads a course when it is first asked for it.
        [old] = {replica.get(FEEDS[0]).headers["etag"] for replica in cache.replicas for _ in range(50)}
        edited(data, "Midterm two")
        for replica in cache.replicas:
            copy_data(data, replica.data, LATER)
        both = time.monotonic()
        seen = []
        while time.monotonic() - both < 2 * SEEN_WITHIN:
            seen += [(time.monotonic(), replica.get(FEEDS[0]).headers["etag"]) for replica in cache.replicas]

    new = seen[-1][1]
    assert new != old
    assert {etag for _, etag in seen} <= {old, new}
    assert max((at for at, etag in seen if etag == old), default=both) - both < SEEN_WITHIN


def test_edit_that_is_not_recorded_is_numbered_by_each_replica(tmp_path: Path, data: Path) -> None:
    """It takes the time of its files; through the cache clients see one replica's numbers, and never go back."""
    with replicated(tmp_path, data, max_age=4) as cache:
        old = cache.get(FEEDS[0]).headers["etag"]
        for day, replica in enumerate(cache.replicas, start=3):
            writing(exams("Midterm two"))(replica.data / GOOD)
            touch(replica.data / GOOD, datetime(2026, 10, day))
        through = []
        until = time.monotonic() + 12
        while time.monotonic() < until:
            through.append(cache.get(FEEDS[0]).headers["etag"])
        feeds = [{path: replica.get(path) for path in FEEDS} for replica in cache.replicas]

    numbers = r"(DTSTAMP|LAST-MODIFIED|SEQUENCE):.*|Changed \d Oct"
    assert len({re.sub(numbers, "", each[FEEDS[0]].text) for each in feeds}) == 1
    assert [path for path in FEEDS if feeds[0][path] != feeds[1][path]] == list(FEEDS[:2])
    assert [etag for etag, _ in groupby(through)] == [old, through[-1]]
    assert through[-1] in {each[FEEDS[0]].headers["etag"] for each in feeds}
