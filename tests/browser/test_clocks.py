"""What comes next, at clocks at which it is not obvious: what the script says is what the page of the choice says."""

import re
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import Visits, serving

REAL = "6.7960-fa25"
OVERLAPS = "6.200-fa25"
DEMO = "dm-1-sp26"

# Boxes to tick, and the words that they make.
CHOICES = {
    "main": ("Classes and deadlines",),
    "deadlines_holidays": ("Deadlines", "Holidays"),
    "main_office-hours_releases": ("Classes and deadlines", "Everyone’s", "Assignments out"),
}

CLOCKS = [
    (REAL, "2025-08-20T12:00Z", "before the term"),
    (REAL, "2025-10-16T12:30Z", "the morning of a deadline and a lecture"),
    (REAL, "2025-10-16T17:30Z", "in that lecture"),
    (REAL, "2025-10-17T00:30Z", "the evening of that deadline, elsewhere the next day"),
    (REAL, "2025-10-17T03:59Z", "its last minute"),
    (REAL, "2025-10-17T04:00Z", "the midnight after it"),
    (REAL, "2025-11-28T16:00Z", "a holiday"),
    (REAL, "2026-01-15T12:00Z", "after the term"),
    (OVERLAPS, "2025-10-15T17:45Z", "where three are going on"),
    (OVERLAPS, "2025-10-15T20:59Z", "a minute before a deadline with an hour"),
    (OVERLAPS, "2025-10-15T21:00Z", "its hour"),
    (DEMO, "2026-02-01T12:00Z", "before a term with one of everything"),
    (DEMO, "2026-03-17T16:00Z", "in the middle of it"),
    (DEMO, "2026-04-15T12:00Z", "late in it"),
]


@pytest.mark.parametrize(("course", "now", "when"), CLOCKS, ids=[f"{course}: {when}" for course, _, when in CLOCKS])
def test_script_says_what_the_page_of_the_choice_says(
    visit: Visits, courses: Path, course: str, now: str, when: str
) -> None:
    with serving(courses, datetime.fromisoformat(now)) as address:
        page = visit("about:blank", timezone_id="Asia/Tokyo")
        page.clock.set_fixed_time(now)
        said, shown = {}, {}
        for words, names in CHOICES.items():
            page.goto(f"{address}/{course}/calendar?form=choose")
            for name in names:
                page.get_by_role("checkbox", name=name, exact=True).check()
            expect(page.locator("#chosen code")).to_have_text(f"{address}/{course}/{words}.ics")
            said[words] = said_by_script(page)
            page.get_by_role("button", name="Show this calendar").click()
            page.wait_for_url(f"{address}/{course}/{words}")
            shown[words] = shown_on_page(page)

    assert said == shown


def said_by_script(page: Page) -> tuple[str, str | None, str | None]:
    """Take apart what the form says: how many, the day of the next, its title."""
    text = page.get_by_role("status").inner_text()
    found = re.fullmatch(r"(\d+ events?)(?:\. Next: \w+ (\d+ \w+), (.+))?", text)
    assert found, text
    return found[1], found[2], found[3]


def shown_on_page(page: Page) -> tuple[str, str | None, str | None]:
    """Read the same off the page of the choice."""
    count = page.locator(".lead").inner_text().partition(".")[0]
    following = page.locator(".next")
    if not following.count():
        return count, None, None
    month, day = (following.locator(f".leaf {part}").text_content() for part in "bi")
    return count, f"{day} {month}", following.locator("a").inner_text()
