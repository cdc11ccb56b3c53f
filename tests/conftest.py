"""What many tests share: the real course, a copy of it to break, an application, and real servers."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import settings

from feeds.calendar.feed import CourseFeeds
from feeds.course.model import Course
from feeds.course.reader import read_course
from feeds.settings import Settings
from feeds.web.app import create_app

ROOT = Path(__file__).parent.parent
DATA = ROOT / "data"
SLUG = "6.7960-fa25"
PUBLIC_URL = "https://calendar.example.edu"

# No law says how fast a machine is.
settings.register_profile("short", deadline=None)
settings.register_profile("long", max_examples=2_000, deadline=None)
settings.load_profile("short")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew instead of comparing")


@pytest.fixture(scope="session")
def course() -> Course:
    """The real course."""
    return read_course(DATA / SLUG)


@pytest.fixture(scope="session")
def course_feeds(course: Course) -> CourseFeeds:
    """The real course's feeds at a public address."""
    return CourseFeeds(course, PUBLIC_URL)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder of the test's own, with a copy of the real course to change."""
    shutil.copytree(DATA, tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture(scope="session")
def client() -> FlaskClient:
    """The application on the real data, in the middle of the term."""
    settings = Settings(data_dir=DATA, public_url=PUBLIC_URL)
    return create_app(settings, now=lambda: datetime(2025, 10, 15, 12, tzinfo=UTC)).test_client()


@contextmanager
def _serving(**environment: str) -> Iterator[str]:
    """Serve wsgi:app with the committed configuration at a free port; gives the address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "gunicorn", "-b", address, "wsgi:app"]
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("FEEDS_")}
    server = subprocess.Popen(command, cwd=ROOT, env=inherited | environment)
    try:
        _wait_for(f"http://{address}/healthz")
        yield f"http://{address}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + 20
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310 (loopback)
                return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a real gunicorn that serves the real data."""
    with _serving(FEEDS_PUBLIC_URL=PUBLIC_URL) as address:
        yield address


@pytest.fixture
def serve_data(data: Path) -> Iterator[str]:
    """The address of a real gunicorn that serves the test's own data and sees edits at once."""
    with _serving(FEEDS_DATA_DIR=str(data), FEEDS_PUBLIC_URL=PUBLIC_URL, FEEDS_RELOAD_SECONDS="0") as address:
        yield address
