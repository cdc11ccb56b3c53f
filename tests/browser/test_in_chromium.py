"""The pages in a real browser: readable by everybody, on a phone and on a desk, in light and in dark."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from courses import write_course
from playwright.sync_api import Browser, sync_playwright
from story import SLUG, publish_in_steps

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))

PAGES = [
    "/",
    "/6.7960-fa25/",
    "/6.7960-fa25/main",
    "/6.7960-fa25/taylor-braun",
    "/6.7960-fa25/staff/victor-butoi",
    "/6.7960-fa25/events/transformers",
    "/6.7960-fa25/changes",
    "/6.7960-fa25/status",
    "/6.7960-fa25/lecture",
]

# Of a course with a history, and of one that cannot be served.
CHANGED = [
    f"/{SLUG}/",
    f"/{SLUG}/changes",
    f"/{SLUG}/status",
    f"/{SLUG}/events/midterm",
    f"/{SLUG}/events/maps",
    f"/{SLUG}/events/quiz",
    "/broken/status",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        message = f"no Chromium at {CHROMIUM}; install it, or set CHROMIUM"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        # Chromium's own sandbox does not work for root; background networking only fails without a network.
        arguments = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=arguments)
        yield browser
        browser.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1440])
@pytest.mark.parametrize("path", PAGES)
def test_page_is_accessible_and_fits(
    browser: Browser, server: str, path: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    judge(browser, f"{server}{path}", width, scheme)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1440])
def test_page_of_what_changed_is_accessible_and_fits(
    browser: Browser, data: Path, serve_data: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    publish_in_steps(data)
    write_course(data / "broken", staff="people: nobody\n")
    for path in CHANGED:
        judge(browser, f"{serve_data}{path}", width, scheme)


def judge(browser: Browser, address: str, width: int, scheme: Literal["light", "dark"]) -> None:
    """Open a page and let axe look at it; nothing of it may be wider than the window."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(address)
    result = Axe().run(page).response
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    context.close()

    assert [(violation["id"], violation["nodes"][0]["html"]) for violation in result["violations"]] == []
    assert len(result["passes"]) > 10
    assert overflow <= 0
    assert [text for text in said if "404" not in text] == []
