"""What the tests in a browser share: Chromium, servers whose clock stands still, and visits that watch the page."""

import logging
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pytest
from absent import absent
from courses import write_course
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright
from story import publish_in_steps
from werkzeug.serving import BaseWSGIServer, make_server
from werkzeug.wrappers import Response

from browser.overlaps import write_overlaps
from feeds.settings import Settings
from feeds.web.app import create_app
from feeds.web.publication import Publication

ROOT = Path(__file__).parent.parent.parent
CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))

# Chromium's own sandbox does not work for root; whatever is elsewhere cannot be found, and its asking is written down.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]

BEFORE = datetime(2025, 8, 20, 12, tzinfo=UTC)
# A Wednesday: there are hours, and no classes.
MID_TERM = datetime(2025, 10, 15, 12, tzinfo=UTC)
AFTER = datetime(2026, 1, 15, 12, tzinfo=UTC)
DEMO = datetime(2026, 4, 15, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        absent(f"no Chromium at {CHROMIUM}; install it, or set CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def courses(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Courses of all sorts: the real one, one of everything, one with a history, one full of overlaps, a broken one."""
    folder = tmp_path_factory.mktemp("browser") / "data"
    shutil.copytree(ROOT / "data", folder)
    shutil.copytree(ROOT / "tests" / "data" / "courses", folder, dirs_exist_ok=True)
    publish_in_steps(folder)
    write_overlaps(folder / "6.200-fa25")
    write_course(folder / "broken", staff="people: nobody\n")
    return folder


@contextmanager
def listening() -> Iterator[BaseWSGIServer]:
    """Listen on loopback; what answers is put in by whoever wants to know the port first."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, Response(status=503), threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def serving(data: Path, now: datetime, publication: Publication | None = None) -> Iterator[str]:
    """Serve courses with a clock that stands still; gives the address, which is also the public one."""
    with listening() as server:
        address = f"http://127.0.0.1:{server.server_port}"
        server.app = create_app(Settings(data_dir=data, public_url=address), now=lambda: now, publication=publication)
        yield address


@pytest.fixture(scope="session")
def before(courses: Path) -> Iterator[str]:
    with serving(courses, BEFORE) as address:
        yield address


@pytest.fixture(scope="session")
def site(courses: Path) -> Iterator[str]:
    """The address of a server in the middle of the real course's term."""
    with serving(courses, MID_TERM) as address:
        yield address


@pytest.fixture(scope="session")
def written(courses: Path) -> Iterator[str]:
    """The address of what is written into a folder for a static host on the same day."""
    with serving(courses, MID_TERM, Publication()) as address:
        yield address


@pytest.fixture(scope="session")
def after(courses: Path) -> Iterator[str]:
    with serving(courses, AFTER) as address:
        yield address


@pytest.fixture(scope="session")
def demo(courses: Path) -> Iterator[str]:
    """The address of a server in the middle of the term of the course that has one of everything."""
    with serving(courses, DEMO) as address:
        yield address


@dataclass(slots=True)
class Visits:
    """Opens pages, each in a browser of its own; a page must say nothing and ask nobody else.

    `said` is what was written into consoles, refusals of the policy among it, and `foreign` which addresses elsewhere
    were asked for: a test that wants some takes them out, and whatever is left fails it.
    """

    browser: Browser
    said: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    _open: list[BrowserContext] = field(default_factory=list)

    def __call__(self, address: str, *, width: int = 1440, height: int = 900, script: bool = True, **how: Any) -> Page:
        """Open an address in a new browser of this width; `how` is as for a Playwright context."""
        context = self.browser.new_context(
            viewport={"width": width, "height": height}, java_script_enabled=script, **how
        )
        self._open.append(context)
        page = context.new_page()
        page.on("console", lambda message: self._hear(message))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", lambda request: self._ask(request.url))
        page.goto(address)
        return page

    def close(self) -> None:
        for context in self._open:
            context.close()

    def _hear(self, message: ConsoleMessage) -> None:
        # A page that is meant to be an error is one.
        if not (message.page and message.location["url"] == message.page.url and "status of 4" in message.text):
            self.said.append(message.text)

    def _ask(self, url: str) -> None:
        if urlsplit(url).hostname not in ("127.0.0.1", "localhost", None):
            self.foreign.append(url)


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Page]]:
    visits = Visits(browser)
    yield visits
    visits.close()

    assert (visits.said, visits.foreign) == ([], [])
