"""The addresses for machines that watch this one, and the files that every page needs."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest
from conftest import DATA, PUBLIC_URL, ROOT, SLUG
from flask.testing import FlaskClient

from feeds.settings import Settings
from feeds.web.app import create_app

OTHER = "18.01-fa25"

ICON = (ROOT / "feeds/web/static/favicon.svg").read_bytes()
STYLE = (ROOT / "feeds/web/static/style.css").read_bytes()


def make_client(folder: Path) -> FlaskClient:
    return create_app(Settings(data_dir=folder, public_url=PUBLIC_URL, reload_seconds=0)).test_client()


def readyz(client: FlaskClient) -> tuple[int, object]:
    response = client.get("/readyz")
    assert response.content_type == "application/json"
    return response.status_code, json.loads(response.data)


def break_course(folder: Path, slug: str = SLUG) -> None:
    (folder / slug / "staff.yaml").write_text("people: [")


def test_healthz_says_that_the_process_is_up(tmp_path: Path) -> None:
    for folder in (DATA, tmp_path, tmp_path / "nothing"):
        response = make_client(folder).get("/healthz")
        assert (response.status_code, response.text) == (200, "ok\n")


def test_readyz_loads_no_course(data: Path) -> None:
    client = make_client(data)
    for _ in range(3):
        assert client.get("/healthz").status_code == client.get("/robots.txt").status_code == 200
        assert readyz(client) == (200, {"ready": True, "courses": {}})

    break_course(data)
    assert readyz(client) == (200, {"ready": True, "courses": {}})


def test_readyz_tells_what_each_loaded_course_is_served_from(data: Path) -> None:
    shutil.copytree(data / SLUG, data / OTHER)
    (data / OTHER / "history.jsonl").unlink()
    client = make_client(data)
    client.get(f"/{SLUG}/exams.ics")
    assert readyz(client) == (200, {"ready": True, "courses": {SLUG: "good"}})

    break_course(data)
    # Nobody has asked for it since.
    assert readyz(client) == (200, {"ready": True, "courses": {SLUG: "good"}})
    client.get(f"/{SLUG}/exams.ics")
    assert readyz(client) == (200, {"ready": True, "courses": {SLUG: "last-good"}})

    break_course(data, OTHER)
    client.get(f"/{OTHER}/exams.ics")
    assert readyz(client) == (200, {"ready": True, "courses": {OTHER: "failed", SLUG: "last-good"}})

    for slug in (SLUG, OTHER):
        shutil.copy(DATA / SLUG / "staff.yaml", data / slug)
        client.get(f"/{slug}/exams.ics")
    assert readyz(client) == (200, {"ready": True, "courses": {OTHER: "good", SLUG: "good"}})


def test_readyz_is_503_when_no_course_can_be_served(data: Path) -> None:
    break_course(data)
    client = make_client(data)
    assert readyz(client) == (200, {"ready": True, "courses": {}})

    client.get(f"/{SLUG}/exams.ics")
    assert readyz(client) == (503, {"ready": False, "courses": {SLUG: "failed"}})

    # Another one, which may be good.
    shutil.copytree(DATA / SLUG, data / OTHER)
    assert readyz(client) == (200, {"ready": True, "courses": {SLUG: "failed"}})


def test_readyz_is_503_without_courses(tmp_path: Path) -> None:
    assert readyz(make_client(tmp_path)) == (503, {"ready": False, "courses": {}})
    assert readyz(make_client(tmp_path / "nothing")) == (503, {"ready": False, "courses": {}})


def test_readyz_counts_a_loaded_course_whose_folder_is_gone(data: Path) -> None:
    client = make_client(data)
    client.get(f"/{SLUG}/exams.ics")
    shutil.rmtree(data / SLUG)
    client.get(f"/{SLUG}/exams.ics")

    assert readyz(client) == (200, {"ready": True, "courses": {SLUG: "last-good"}})


def test_robots_may_go_everywhere(client: FlaskClient) -> None:
    assert client.get("/robots.txt").text == "User-agent: *\nAllow: /\n"


@pytest.mark.parametrize(
    ("path", "content_type", "body"),
    [
        ("/favicon.svg", "image/svg+xml; charset=utf-8", ICON),
        ("/static/favicon.svg", "image/svg+xml; charset=utf-8", ICON),
        ("/static/style.css", "text/css; charset=utf-8", STYLE),
    ],
)
def test_file_is_sent_to_be_kept(client: FlaskClient, path: str, content_type: str, body: bytes) -> None:
    response = client.get(path, buffered=True)
    again = client.get(path, headers={"If-None-Match": response.headers["ETag"]}, buffered=True)
    head = client.head(path, buffered=True)

    assert (response.status_code, response.data) == (200, body)
    assert {name: value for name, value in response.headers if name != "Date"} == {
        "Cache-Control": "public, max-age=60",
        "Content-Length": str(len(body)),
        "Content-Type": content_type,
        "ETag": f'"{hashlib.sha256(body).hexdigest()[:32]}"',
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }
    assert (again.status_code, again.data) == (304, b"")
    assert (head.status_code, head.data, head.headers["ETag"]) == (200, b"", response.headers["ETag"])


@pytest.mark.parametrize(
    "sent",
    [
        {"If-Modified-Since": "Thu, 32 Jan 99999999999 00:00:00 GMT"},
        {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"},
        {"If-Unmodified-Since": "Thu, 32 Jan 99999999999 00:00:00 GMT"},
        {"Range": "bytes=0-9", "If-Range": "Thu, 32 Jan 99999999999 00:00:00 GMT"},
        {"Range": "bytes=99999-"},
    ],
)
def test_file_is_sent_whole_whatever_is_asked(client: FlaskClient, sent: dict[str, str]) -> None:
    response = client.get("/static/style.css", headers=sent, buffered=True)

    assert (response.status_code, response.data) == (200, STYLE)


@pytest.mark.parametrize(
    "path",
    ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static//etc/passwd", "/static/", "/static"],
)
def test_no_other_file_is_sent(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404
