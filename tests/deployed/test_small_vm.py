"""The site of one small machine: a real nginx with deploy/nginx.conf, TLS and all, in front of a real gunicorn."""

import gzip
import shutil
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from absent import absent
from conftest import DATA, SLUG
from faults.servers import Answer, Server, serving, wait_until

from deployed.nginx import free_port
from deployed.small_vm import CLIENT, HOST, Site, site_before
from feeds.course.model import Course

FEED = f"/{SLUG}/main.ics"


@pytest.fixture(scope="module")
def gunicorn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("gunicorn")
    with serving(
        folder, FEEDS_DATA_DIR=str(DATA), FEEDS_PROXY_HOPS="1", FEEDS_TRUSTED_HOSTS=HOST, FEEDS_LOG_FORMAT="text"
    ) as server:
        yield server


@pytest.fixture(scope="module")
def site(gunicorn: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with site_before(gunicorn.port, tmp_path_factory.mktemp("nginx")) as site:
        yield site


@pytest.fixture
def site_of_nothing(tmp_path: Path) -> Iterator[Site]:
    """The site while nobody listens behind it."""
    with site_before(free_port(), tmp_path) as site:
        yield site


def _end_to_end(answer: Answer) -> Answer:
    """Leave out what is said of a connection, and of nginx's own zipping."""
    headers = {name: value for name, value in answer.headers.items() if name not in ("connection", "server", "vary")}
    return Answer(status=answer.status, headers=headers, body=answer.body)


def _comes_through(site: Site, gunicorn: Server, path: str) -> bool:
    return _end_to_end(site.get(path)) == _end_to_end(gunicorn.get(path, Host=HOST))


def test_every_feed_comes_through_as_it_is(site: Site, gunicorn: Server, course: Course) -> None:
    selections = ("main", "all", "lectures", "office-hours.week-3", *course.people)
    for word in (*selections, *(f"staff/{person}" for person in course.people)):
        path = f"/{SLUG}/{word}.ics"
        assert _comes_through(site, gunicorn, path)
        assert site.get(path).status == 200


@pytest.mark.parametrize(
    "path",
    [
        f"/{SLUG}/main.json",
        f"/{SLUG}/main.atom",
        f"/{SLUG}/main.txt",
        f"/{SLUG}/EXAMS_Lectures.ics",
        f"/{SLUG}/m%61in.ics",
        f"/{SLUG}/calendar.ics?show=lectures,exams&hide=week-3",
        f"/{SLUG}/calendar?show=lectures",
        f"/{SLUG}/lecturs.ics",
        f"//{SLUG}//main.ics",
        f"/{SLUG}/../main.ics",
        f"/{SLUG}",
        "/healthz",
        "/schema/lectures.json",
        "/robots.txt",
    ],
)
def test_whatever_is_asked_for_comes_through_as_it_was_written(site: Site, gunicorn: Server, path: str) -> None:
    assert _comes_through(site, gunicorn, path)


@pytest.mark.parametrize("path", [FEED, f"/{SLUG}/main.json", f"/{SLUG}/"])
def test_gzip_is_only_for_who_asks(site: Site, path: str) -> None:
    plain, zipped = site.get(path), site.get(path, Accept_Encoding="gzip")

    assert "content-encoding" not in plain.headers
    assert plain.headers["vary"] == zipped.headers["vary"] == "Accept-Encoding"
    assert zipped.headers["content-encoding"] == "gzip"
    assert gzip.decompress(zipped.body) == plain.body
    assert len(zipped.body) < len(plain.body) / 3


def test_what_is_known_is_not_sent_again_zipped_or_not(site: Site) -> None:
    strong = site.get(FEED).headers["etag"]
    weak = site.get(FEED, Accept_Encoding="gzip").headers["etag"]
    assert weak == f"W/{strong}"

    for known in (strong, weak, f'"another", {weak}'):
        for encoding in ("identity", "gzip"):
            answer = site.get(FEED, If_None_Match=known, Accept_Encoding=encoding)
            assert (answer.status, answer.headers["etag"], answer.body) == (304, strong, b"")
    assert site.get(FEED, If_None_Match='W/"another"').status == 200


def test_head_has_the_headers_of_get(site: Site) -> None:
    head = site.get(FEED, method="HEAD")

    assert head == Answer(status=200, headers=site.get(FEED).headers, body=b"")


def test_port_80_leads_to_https_for_good(site: Site) -> None:
    """An app that fetches a webcal: address comes here."""
    for path in (FEED, f"/{SLUG}/calendar.ics?show=lectures,exams&hide=week-3", f"/{SLUG}/m%61in.ics", "/"):
        answer = site.plain(path)
        assert (answer.status, answer.headers["location"]) == (308, f"https://{HOST}{path}")


def test_port_80_proves_whose_the_name_is(site: Site) -> None:
    folder = site.folder / "www" / ".well-known" / "acme-challenge"
    folder.mkdir(parents=True)
    (folder / "token").write_text("proof")

    answer = site.plain("/.well-known/acme-challenge/token")
    assert (answer.status, answer.body) == (200, b"proof")


def test_names_that_are_not_ours_are_refused(site: Site) -> None:
    for host in ("other.example.edu", "127.0.0.1", f"x.{HOST}"):
        assert site.plain(FEED, host=host).status == 421
        assert site.get(FEED, Host=host).status == 421
        with pytest.raises(ssl.SSLError, match="unrecognized name"):
            site.get(FEED, name=host)


def test_log_names_the_client_and_not_what_it_says_of_itself(site: Site, gunicorn: Server) -> None:
    path = f"/{SLUG}/all.ics?for-the-log"
    site.get(path, X_Forwarded_For="203.0.113.7", Forwarded="for=203.0.113.7", X_Real_IP="203.0.113.7")

    wait_until(lambda: gunicorn.said(r"for-the-log") != [])
    assert gunicorn.said(r"Z (\S+) GET \S+for-the-log") == [CLIENT]


def test_longest_line_is_gunicorns(site: Site, gunicorn: Server) -> None:
    """nginx refuses what is longer, so that gunicorn has nothing to refuse."""
    longest = 4094 - len("GET  HTTP/1.1")
    path = f"{FEED}?{'x' * longest}"[:longest]

    assert _comes_through(site, gunicorn, path)
    assert site.get(path).status == 200
    for much in (1, 4000):
        refused = site.get(path + "x" * much)
        assert (refused.status, "<center>nginx</center>" in refused.text) == (414, True)


def test_metrics_are_for_the_machine_itself(site: Site, gunicorn: Server) -> None:
    assert [site.get("/metrics").status, site.get("/%6detrics").status] == [404, 404]
    assert gunicorn.get("/metrics").status == 200


def test_program_that_is_away_is_told_to_apps_as_such(site_of_nothing: Site) -> None:
    for method in ("GET", "HEAD"):
        answer = site_of_nothing.get(FEED, method=method)
        kept = {name: answer.headers[name] for name in ("cache-control", "content-type", "retry-after")}
        assert answer.status == 503
        assert kept == {"cache-control": "no-store", "content-type": "text/plain", "retry-after": "60"}
    assert site_of_nothing.get(FEED).text == "The calendars are not there for a moment. Please try again.\n"


def test_http_2_gives_the_same(site: Site, gunicorn: Server) -> None:
    if not shutil.which("curl"):
        absent("curl is not installed")
    resolved = f"{HOST}:{site.https}:127.0.0.1"
    command = ["curl", "-sS", "--http2", "--noproxy", "*", "--cacert", str(site.folder / "fullchain.pem")]
    options = ["--resolve", resolved, "-w", "%{stderr}%{http_version}", f"https://{HOST}:{site.https}{FEED}"]
    asked = subprocess.run([*command, *options], capture_output=True, check=True)

    assert (asked.stdout, asked.stderr) == (gunicorn.get(FEED, Host=HOST).body, b"2")
