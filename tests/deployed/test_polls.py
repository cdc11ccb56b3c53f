"""A university's calendars ask the cache, and the replicas hardly notice; what it answers is what they would."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from bench.courses import write_courses
from faults.servers import Answer

from deployed.polling import ask, mixed
from deployed.replicas import MOST_REQUESTS, Cache, replicated

COURSES, POLLS = 40, 100_000
SELECTIONS = (
    *("main", "all", "lectures", "exams", "deadlines", "office-hours"),
    *("lectures_exams", "lectures_deadlines", "exams_deadlines"),
    *(f"week-{week}" for week in range(1, 9)),
    *(f"main_not-week-{week}" for week in range(1, 9)),
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("university") / "data"
    write_courses(folder, COURSES, events=60)
    return folder


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory, data: Path) -> Iterator[Cache]:
    with replicated(tmp_path_factory.mktemp("cache"), data) as cache:
        yield cache


@pytest.fixture(scope="module")
def feeds(cache: Cache, data: Path) -> dict[str, Answer]:
    """A thousand feeds, as the first replica answers."""
    paths = [f"/{folder.name}/{selection}.ics" for folder in sorted(data.iterdir()) for selection in SELECTIONS]
    return {path: cache.replicas[0].get(path) for path in paths}


def test_hundred_thousand_polls_cost_the_replicas_a_few_thousand_requests(
    cache: Cache, feeds: dict[str, Answer]
) -> None:
    before = cache.asked()

    found = ask(cache.port, mixed(feeds, POLLS), feeds, clients=32)

    cost = cache.asked() - before
    print(f"{POLLS:,} polls of {len(feeds):,} feeds: {dict(found)}; {cost:,} requests at the replicas")
    assert (set(found), found.total()) == ({"200", "304"}, POLLS)
    assert len(feeds) == 1_000
    assert len(feeds) <= cost <= MOST_REQUESTS
    assert cache.entries() == len(feeds)


def test_every_feed_comes_from_the_cache_as_from_each_replica(cache: Cache, feeds: dict[str, Answer]) -> None:
    with cache.line() as line:
        for path in feeds:
            line.get(path)
        before = cache.asked()
        whole = {path: line.get(path) for path in feeds}
        unchanged = {path: line.get(path, **{"If-None-Match": feed.headers["etag"]}) for path, feed in feeds.items()}
        weak = {path: line.get(path, **{"If-None-Match": f"W/{feed.headers['etag']}"}) for path, feed in feeds.items()}
        other = {path: line.get(path, **{"If-None-Match": '"other"'}) for path in feeds}

        assert cache.asked() == before
    assert {path: cache.replicas[1].get(path) for path in feeds} == feeds
    expected = {path: _by_nginx(feed) for path, feed in feeds.items()}
    assert whole == other == expected
    assert unchanged == weak
    assert {(answer.status, answer.body) for answer in unchanged.values()} == {(304, b"")}
    assert [answer.headers["etag"] for answer in unchanged.values()] == [
        feed.headers["etag"] for feed in feeds.values()
    ]


def _by_nginx(answer: Answer) -> Answer:
    """Give an answer as it is when nginx sends it, which compresses for who asks."""
    headers = {**answer.headers, "server": "nginx", "connection": "keep-alive", "vary": "Accept-Encoding"}
    return Answer(status=answer.status, headers=headers, body=answer.body)
