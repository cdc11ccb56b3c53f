"""The door of a lecture room, and somebody else's page: the calendar on paper and in a frame."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect
from werkzeug.wrappers import Response

from browser.conftest import Visits, listening

MAIN = "/6.7960-fa25/main"

# What of the page is on the paper: parts by name, with nothing for those that are gone.
ON_PAPER = {
    "title": "h1",
    "address": ".qr figcaption a",
    "code": ".qr svg",
    "calendar": "h2:text-is('Calendar')",
    "navigation": "nav",
    "buttons": "button, .button",
    "form": "form",
    "apps": "ul.apps a.button",
    "download": ".once",
    "skip": ".skip",
    "lids": "summary",
}


@pytest.mark.parametrize("view", ["week", "month"])
def test_paper_has_address_and_code_where_the_page_has_them_behind_a_lid(visit: Visits, site: str, view: str) -> None:
    page = visit(f"{site}{MAIN}?view={view}", width=794)
    parts = {name: page.locator(ON_PAPER[name]) for name in ("address", "code")}
    on_screen = {name: part.filter(visible=True).count() for name, part in parts.items()}
    page.emulate_media(media="print")
    on_paper = {name: part.bounding_box() for name, part in parts.items()}

    assert on_screen == {"address": 0, "code": 0}
    assert {name: box and box["width"] > 50 < box["height"] * 5 for name, box in on_paper.items()} == {
        "address": True,
        "code": True,
    }
    assert page.locator(".calendar li.event").filter(visible=True).count() > 0


@pytest.mark.parametrize("path", ["/6.7960-fa25/", MAIN])
def test_paper_has_the_calendar_its_address_and_its_code_alone(visit: Visits, site: str, path: str) -> None:
    page = visit(f"{site}{path}", width=794, color_scheme="dark")
    agenda = page.locator(".calendar li.event")
    coming = agenda.filter(visible=True).count()
    page.emulate_media(media="print")
    counts = {name: page.locator(selector).filter(visible=True).count() for name, selector in ON_PAPER.items()}
    kept = {"title", "address", "code", "calendar"}

    assert counts == {name: 1 if name in kept else 0 for name in ON_PAPER} | {"lids": counts["lids"] * (path != MAIN)}
    assert page.locator(".qr figcaption a").inner_text() == f"{site}{MAIN}".removeprefix("http://")
    assert agenda.filter(visible=True).count() == coming == 20
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"


def test_calendar_of_the_class_takes_three_sheets_at_most(visit: Visits, before: str, tmp_path: Path) -> None:
    """Before the term, when all of it is still to come."""
    page = visit(f"{before}{MAIN}")
    sheets = page.pdf(path=tmp_path / "main.pdf", format="A4")

    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", sheets)) <= 3


@contextmanager
def elsewhere(framed: str) -> Iterator[str]:
    """Serve somebody else's page that frames an address: another port is another origin."""
    # An icon that need not be asked for.
    html = (
        f'<title>Ours</title><link rel="icon" href="data:,"><iframe src="{framed}" width="600" height="600"></iframe>'
    )
    with listening() as server:
        server.app = Response(html, content_type="text/html")
        yield f"http://127.0.0.1:{server.server_port}/"


def test_calendar_can_be_shown_in_somebody_elses_page(visit: Visits, site: str) -> None:
    with elsewhere(f"{site}/6.7960-fa25/embed/main") as address:
        page = visit(address)
        frame = page.frame_locator("iframe")
        expect(frame.get_by_role("heading", level=1)).to_have_text("6.7960 Fall 2025")
        coming = frame.locator("li.event").filter(visible=True).count()
        frame.get_by_role("link", name="Midterm (6.7960)").click()
        page.wait_for_url(f"{site}/6.7960-fa25/events/midterm")

        assert coming == 20


@pytest.mark.parametrize("path", ["/", "/6.7960-fa25/", MAIN, "/6.7960-fa25/events/midterm", "/6.7960-fa25/lecture"])
def test_no_other_page_can_be_shown_in_somebody_elses(visit: Visits, site: str, path: str) -> None:
    with elsewhere(f"{site}{path}") as address:
        page = visit(address)
        said = [text.partition("Content Security Policy directive: ")[2][:23] for text in visit.said]
        visit.said.clear()

        assert page.frames[1].url == "chrome-error://chromewebdata/"
        assert said[0] == "\"frame-ancestors 'none'"
