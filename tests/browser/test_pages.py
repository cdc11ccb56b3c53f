"""The pages in a real browser: readable by everybody, on a phone and on a desk, in light and in dark."""

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

PAGES = [
    "/",
    "/6.7960-fa25/",
    "/6.7960-fa25/main",
    "/6.7960-fa25/taylor-braun",
    "/6.7960-fa25/staff/victor-butoi",
    "/6.7960-fa25/events/transformers",
    "/6.7960-fa25/lecture",
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1440])
@pytest.mark.parametrize("path", PAGES)
def test_page_is_accessible_and_fits(
    browser: Browser, server: str, path: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    response = page.goto(f"{server}{path}")
    # The page's own policy forbids foreign scripts, and axe is one.
    violations = Axe().run(page).response["violations"] if response else None
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    context.close()

    assert [(violation["id"], violation["nodes"][0]["html"]) for violation in violations or []] == []
    assert overflow <= 0
    assert [text for text in said if "404" not in text] == []
