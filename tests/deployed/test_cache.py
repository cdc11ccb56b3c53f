"""What the cache keeps, and under which address; what it does not keep; and whom it answers."""

import gzip
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest
from faults.breaking import GOOD, OTHER, new_course
from faults.servers import Answer, wait_until

from deployed.replicas import HOST, Cache, copy_data, replicated


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("courses") / "data"
    folder.mkdir()
    for slug in (GOOD, OTHER):
        new_course(folder / slug)
    return folder


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory, data: Path) -> Iterator[Cache]:
    with replicated(tmp_path_factory.mktemp("cache"), data) as cache:
        yield cache


@pytest.fixture
def cache(running: Cache) -> Cache:
    """The cache, with nothing in it."""
    running.forget()
    return running


SAME = {
    "a feed": (
        f"/{GOOD}/all.ics",
        f"/{GOOD}/all.ics?",
        f"/{GOOD}/all.ics?utm_source=mail",
        f"/{GOOD}/all.ics?view=week&from=2026-10-20&show=exams",
    ),
    "a page": (f"/{GOOD}/exams", f"/{GOOD}/exams?utm_source=mail", f"/{GOOD}/exams?"),
    "a page in a view": (f"/{GOOD}/exams?view=week", f"/{GOOD}/exams?a=b&view=week", f"/{GOOD}/exams?view=week&from="),
    "a page from a day on": (
        f"/{GOOD}/exams?view=month&from=2026-10-20",
        f"/{GOOD}/exams?from=2026-10-20&view=month&a=b",
    ),
    "a page from a day on, not said how": (f"/{GOOD}/exams?from=2026-10-20", f"/{GOOD}/exams?a=b&from=2026-10-20"),
}


@pytest.mark.parametrize("addresses", SAME.values(), ids=SAME)
def test_parameters_without_a_meaning_make_no_entry(cache: Cache, addresses: tuple[str, ...]) -> None:
    direct = [_body(cache.replicas[0].get(address, Host=HOST)) for address in addresses]
    before = cache.asked()

    assert [_body(cache.get(address)) for address in addresses] == direct
    assert (cache.asked() - before, cache.entries()) == (1, 1)


def test_parameters_with_a_meaning_make_entries_of_their_own(cache: Cache) -> None:
    addresses = (
        f"/{GOOD}/exams",
        f"/{GOOD}/exams?view=week",
        f"/{GOOD}/exams?view=month",
        f"/{GOOD}/exams?view=month&from=2026-10-20",
        f"/{GOOD}/exams?from=2026-10-20",
        f"/{GOOD}/calendar.ics",
        f"/{GOOD}/calendar.ics?show=exams",
        f"/{GOOD}/calendar.ics?show=exams&hide=week-1",
        f"/{GOOD}/calendar.ics?show=exams&show=lectures",
    )
    direct = [_body(cache.replicas[0].get(address, Host=HOST)) for address in addresses]

    assert [_body(cache.get(address)) for address in addresses * 2] == direct * 2
    assert cache.entries() == len(addresses)


def test_selection_in_a_query_with_parameters_of_others_is_answered_but_not_kept(cache: Cache) -> None:
    address = f"/{GOOD}/calendar.ics?show=exams&utm_source=mail"

    assert [cache.get(address).body for _ in range(2)] == [cache.replicas[0].get(f"/{GOOD}/exams.ics").body] * 2
    assert cache.entries() == 0


def test_form_that_chooses_leads_where_it_leads_without_the_cache(cache: Cache) -> None:
    address = f"/{GOOD}/calendar?form=&show=exams"
    direct = cache.replicas[0].get(address, Host=HOST)

    assert direct.status == 303
    assert [(answer.status, answer.headers["location"]) for answer in (cache.get(address), cache.get(address))] == [
        (303, direct.headers["location"])
    ] * 2


def test_many_who_ask_at_once_for_what_is_not_there_yet_cost_one_request(cache: Cache) -> None:
    path, before = f"/{OTHER}/exams_not-week-2.ics", cache.asked()
    with ThreadPoolExecutor(50) as clients:
        answers = list(clients.map(cache.get, [path] * 50))

    assert [answer.body for answer in answers] == [cache.replicas[0].get(path).body] * 50
    assert cache.asked() - before == 2


def test_head_and_get_share_what_is_kept(cache: Cache) -> None:
    path, before = f"/{GOOD}/all.ics", cache.asked()
    with cache.line() as line:
        heads, got = [line.head(path), line.head(path)], line.get(path)

    assert [(head.status, head.headers, head.body) for head in heads] == [(200, got.headers, b"")] * 2
    assert cache.asked() - before == 1


def test_errors_are_not_kept(cache: Cache, data: Path) -> None:
    path, before = "/6.500-fa26/all.ics", cache.asked()
    missing = [cache.get(path) for _ in range(3)]

    assert [answer.status for answer in missing] == [404] * 3
    assert missing[0].text.startswith("There is no such course")
    assert (cache.asked() - before, cache.entries()) == (3, 0)
    new_course(data / "6.500-fa26")
    for replica in cache.replicas:
        copy_data(data, replica.data, datetime(2026, 10, 9))
    wait_until(lambda: cache.get(path).status == 200)


def test_what_is_for_those_who_watch_is_not_kept(cache: Cache) -> None:
    paths = ("/healthz", "/readyz", f"/{GOOD}/status")

    assert [cache.get(path).status for path in (*paths, *paths)] == [200] * 6
    assert [cache.said(path) for path in paths] == [["-", "-"]] * 3
    assert cache.entries() == 0


def test_metrics_are_not_public(cache: Cache) -> None:
    before = cache.asked()

    assert [cache.get(path).status for path in ("/metrics", "/metrics?a=b", "/%6detrics", "/x/../metrics")] == [404] * 4
    assert cache.asked() == before


@pytest.mark.parametrize("host", ["evil.example", "calendar.example.edu.evil.example", "127.0.0.1", "localhost"])
def test_other_names_are_refused_and_nothing_is_kept_under_them(cache: Cache, host: str) -> None:
    before = cache.asked()

    assert cache.get(f"/{GOOD}/all.ics", Host=host).status == 421
    assert (cache.asked() - before, cache.entries()) == (0, 0)


@pytest.mark.parametrize(
    "path",
    [f"/{GOOD}//all.ics", f"/x/../{GOOD}/all.ics", f"//{GOOD}/all.ics", f"/{GOOD}/all%2Eics", f"/{GOOD}/%61ll.ics"],
)
def test_odd_spelling_of_a_path_puts_nothing_in_place_of_the_feed(cache: Cache, path: str) -> None:
    direct, feed = (cache.replicas[0].get(each, Host=HOST) for each in (path, f"/{GOOD}/all.ics"))

    assert _body(cache.get(path)) == _body(direct)
    assert _body(cache.get(f"/{GOOD}/all.ics")) == _body(feed)


def test_headers_of_clients_change_nothing_for_others(cache: Cache) -> None:
    path = f"/{GOOD}/all.ics"
    odd = {
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-For": "192.0.2.1",
        "Cookie": "a=b",
        "Authorization": "Basic YTpi",
        "Range": "bytes=0-9",
        "If-Modified-Since": "Thu, 32 Jan 99999999999 00:00:00 GMT",
        "Accept": "text/html",
        "Origin": "https://evil.example",
    }

    assert cache.get(path, **odd) == cache.get(path)
    assert _body(cache.get(path)) == _body(cache.replicas[0].get(path))


def test_compressed_feed_is_the_feed_and_has_not_changed_for_who_has_it(cache: Cache) -> None:
    path = f"/{GOOD}/all.ics"
    plain, packed = cache.get(path), cache.get(path, **{"Accept-Encoding": "gzip"})
    tag = packed.headers["etag"]

    assert (packed.headers["content-encoding"], gzip.decompress(packed.body)) == ("gzip", plain.body)
    assert (tag, plain.headers["vary"], packed.headers["vary"]) == (
        f"W/{plain.headers['etag']}",
        "Accept-Encoding",
        "Accept-Encoding",
    )
    assert cache.get(path, **{"Accept-Encoding": "gzip", "If-None-Match": tag}).status == 304


def test_date_beside_an_etag_makes_nginx_send_the_whole_feed(cache: Cache) -> None:
    """By RFC 9110 (13.1.3) the ETag alone counts, and so it does without the cache."""
    path = f"/{GOOD}/all.ics"
    known = {"If-None-Match": cache.get(path).headers["etag"], "If-Modified-Since": "Thu, 01 Oct 2026 00:00:00 GMT"}

    assert (cache.get(path, **known).status, cache.replicas[0].get(path, **known).status) == (200, 304)


def _body(answer: Answer) -> tuple[int, str, bytes]:
    return answer.status, answer.headers.get("etag", ""), answer.body
