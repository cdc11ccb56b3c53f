"""The form of the real course in a browser."""

from playwright.sync_api import Page

from browser.conftest import Visits

COURSE = "/6.7960-fa25"
NOW = "2025-10-15T12:00:00Z"


def choosing(visit: Visits, address: str) -> Page:
    """Open a course's page with its form, in a browser whose clock stands still."""
    page = visit("about:blank")
    page.clock.set_fixed_time(NOW)
    page.goto(address)
    page.locator("details", has=page.locator("form.choose")).locator("summary").first.click()
    return page


def tick(page: Page, *names: str) -> None:
    """Tick boxes by their names; of somebody with two hours the first."""
    for name in names:
        page.get_by_role("checkbox", name=name, exact=True).first.check()
