"""Everybody can read and use every kind of page: in light and dark, narrow, enlarged, with nothing but keys."""

from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from story import SLUG

from browser.conftest import Visits

REAL = "/6.7960-fa25"
DEMO = "/dm-1-sp26"

PAGES = [
    ("before", f"{REAL}/"),
    ("site", "/"),
    ("site", f"{REAL}/"),
    ("site", f"{REAL}/main_victor-butoi"),
    ("site", f"{REAL}/all?view=week"),
    ("site", f"{REAL}/main?view=month"),
    ("site", f"{REAL}/taylor-braun"),
    ("site", f"{REAL}/calendar?form=choose"),
    ("site", f"{REAL}/staff/"),
    ("site", f"{REAL}/staff/victor-butoi"),
    ("site", f"{REAL}/events/transformers"),
    ("site", f"{REAL}/events/oh-wed-13-2025-10-15"),
    ("site", f"{REAL}/status"),
    ("site", f"{REAL}/lecture"),
    ("site", f"{REAL}/embed/main"),
    ("site", "/6.200-fa25/all?view=week"),
    ("site", "/broken/status"),
    ("site", f"/{SLUG}/"),
    ("site", f"/{SLUG}/changes"),
    ("site", f"/{SLUG}/status"),
    ("site", f"/{SLUG}/events/maps"),
    ("written", f"{REAL}/"),
    ("written", f"{REAL}/lectures"),
    ("after", f"{REAL}/"),
    ("after", f"{REAL}/main"),
    ("demo", f"{DEMO}/"),
    ("demo", f"{DEMO}/all?view=week"),
    ("demo", f"{DEMO}/all?view=month"),
    ("demo", f"{DEMO}/staff/"),
    ("demo", f"{DEMO}/staff/alan-turing"),
    ("demo", f"{DEMO}/events/oh-a-2026-03-23"),
    ("demo", f"{DEMO}/changes"),
]
"""Every kind of page, by the fixture of the server that has it."""

# What can be pressed, without what stands in a sentence and what is not shown: each needs room for a finger (2.5.8).
SMALL_TARGETS = """() => {
  const inSentence = (element) => element.tagName === "A" && getComputedStyle(element).display === "inline"
    && [...element.parentElement.childNodes].some((node) => node !== element && node.textContent.trim().length > 1);
  const boxes = [...document.querySelectorAll("a[href], button, input, summary")]
    .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !inSentence(element))
    .filter((element) => !element.matches(".skip"))
    .map((element) => [element.closest("label") ?? element, element])
    .map(([target, element]) => [element, target.getBoundingClientRect()])
    .filter(([, box]) => box.width && box.height);
  const near = (small, other) => {
    const [x, y] = [small.x + small.width / 2, small.y + small.height / 2];
    const [dx, dy] = [Math.max(other.left - x, 0, x - other.right), Math.max(other.top - y, 0, y - other.bottom)];
    return Math.hypot(dx, dy) < 12;
  };
  return boxes
    .filter(([, box]) => box.width < 23.9 || box.height < 23.9)
    .filter(([element, box]) => boxes.some(([other, its]) => other !== element && near(box, its)))
    .map(([element, box]) => `${element.outerHTML.slice(0, 90)} ${Math.round(box.width)}x${Math.round(box.height)}`);
}"""

OUTLINE = """() => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
  .filter((heading) => heading.checkVisibility())
  .map((heading) => Number(heading.tagName[1]))"""

# What shows where the keys are: an outline in a colour of its own, of something in the window that nothing covers.
FOCUS = """() => {
  const element = document.activeElement;
  if (element === document.body) return null;
  const style = getComputedStyle(element);
  const box = [...element.getClientRects()][0];
  const [x, y] = [box.left + Math.min(box.width / 2, 20), box.top + box.height / 2];
  const top = document.elementFromPoint(x, y);
  const seen = top && (element.contains(top) || top.contains(element));
  const outlined = style.outlineStyle === "solid" && parseFloat(style.outlineWidth) >= 2;
  return [element.outerHTML.slice(0, 90), outlined, Boolean(seen)];
}"""

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize(("server", "path"), PAGES, ids=[f"{server}{path}" for server, path in PAGES])
def test_page_is_accessible_in_light_and_dark_on_a_phone_and_a_desk(
    request: pytest.FixtureRequest, visit: Visits, server: str, path: str
) -> None:
    page = visit(f"{request.getfixturevalue(server)}{path}")
    found = []
    for width in (1440, 320):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            # Axe does not see what is closed.
            page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
            # In the dark nothing but the colours is another.
            rules = {"runOnly": ["color-contrast"]} if scheme == "dark" else {}
            result = Axe().run(page, options=rules).response
            found += [(each["id"], each["nodes"][0]["html"], width, scheme) for each in result["violations"]]
            assert len(result["passes"]) > (0 if rules else 10)
    levels = page.evaluate(OUTLINE)
    skipped = [(above, below) for above, below in pairwise(levels) if below > above + 1]

    assert found == []
    assert (levels[0], levels.count(1), skipped) == (1, 1, [])


@pytest.mark.parametrize(("server", "path"), PAGES, ids=[f"{server}{path}" for server, path in PAGES])
def test_page_fits_a_narrow_window_and_large_letters_and_fingers(
    request: pytest.FixtureRequest, visit: Visits, server: str, path: str
) -> None:
    """A window of 320 px is also one of 1280 px at a zoom of 400 %."""
    page = visit(f"{request.getfixturevalue(server)}{path}", width=320)
    wider = {"closed": page.evaluate(OVERFLOW)}
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    wider["open"] = page.evaluate(OVERFLOW)
    small = {320: page.evaluate(SMALL_TARGETS)}
    page.set_viewport_size({"width": 1280, "height": 900})
    wider["desk"] = page.evaluate(OVERFLOW)
    small[1280] = page.evaluate(SMALL_TARGETS)
    page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
    wider["large letters"] = page.evaluate(OVERFLOW)
    page.set_viewport_size({"width": 320, "height": 900})
    wider["large letters on a phone"] = page.evaluate(OVERFLOW)

    assert {where: pixels for where, pixels in wider.items() if pixels > 0} == {}
    assert small == {320: [], 1280: []}


@pytest.mark.parametrize("width", [320, 1440])
def test_form_is_accessible_with_what_it_says_of_a_choice(visit: Visits, site: str, width: int) -> None:
    """With everyone's hours the boxes of some are disabled, and what is said of the choice is seen."""
    page = visit(f"{site}{REAL}/", width=width)
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    for name in ("Everyone’s", "Classes and deadlines"):
        page.get_by_role("checkbox", name=name, exact=True).check()
    expect(page.locator("#chosen code")).to_have_text(f"{site}{REAL}/main_office-hours.ics")
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        result = Axe().run(page).response
        found += [(each["id"], each["nodes"][0]["html"], scheme) for each in result["violations"]]

    assert found == []
    assert page.evaluate(OVERFLOW) == 0


def test_landmarks_of_a_page_of_a_course(visit: Visits, site: str) -> None:
    page = visit(f"{site}{REAL}/")

    assert landmarks(page) == [
        ("banner", ""),
        ("navigation", "Course"),
        ("main", ""),
        ("navigation", "View"),
        ("contentinfo", ""),
    ]


def landmarks(page: Page) -> list[tuple[str, str]]:
    """List the parts that a screen reader can jump to, with their names."""
    selectors = {"banner": "body > header", "navigation": "nav", "main": "main", "contentinfo": "body > footer"}
    found: list[tuple[int, str, str]] = page.evaluate(
        """(selectors) => Object.entries(selectors).flatMap(([role, selector]) =>
          [...document.querySelectorAll(selector)].map((element) =>
            [[...document.querySelectorAll("*")].indexOf(element), role, element.ariaLabel ?? ""]))""",
        selectors,
    )
    return [(role, name) for _, role, name in sorted(found)]


@pytest.mark.parametrize("width", [360, 1440])
def test_keys_alone_go_everywhere_and_are_seen_there(visit: Visits, site: str, width: int) -> None:
    page = visit(f"{site}{REAL}/", width=width, reduced_motion="reduce")
    stops = []
    page.keyboard.press("Tab")
    while stop := page.evaluate(FOCUS):
        stops.append(stop)
        page.keyboard.press("Tab")
    reached = page.locator("a[href], button, input, summary").filter(visible=True).count()

    assert stops[0][0].startswith('<a class="skip" href="#main">')
    assert [stop for stop in stops if stop[1:] != [True, True]] == []
    assert len(stops) == reached


def test_keys_alone_choose_a_calendar(visit: Visits, site: str) -> None:
    page = visit(f"{site}{REAL}/")
    page.get_by_text("Add office hours: choose").locator("xpath=ancestor::summary").focus()
    page.keyboard.press("Enter")
    page.get_by_role("group", name="Wednesday").get_by_label("Victor Butoi").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Show this calendar").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}{REAL}/victor-butoi")

    assert page.get_by_role("heading", level=1).inner_text() == "Everything with Victor Butoi"


def test_first_key_skips_to_the_page(visit: Visits, site: str) -> None:
    page = visit(f"{site}{REAL}/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize(("motion", "behaviour"), [("reduce", "auto"), ("no-preference", "smooth")])
def test_nothing_moves_for_those_who_do_not_want_it(visit: Visits, site: str, motion: str, behaviour: str) -> None:
    page = visit(f"{site}{REAL}/", reduced_motion=motion)

    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == behaviour
    assert page.evaluate("document.getAnimations().length") == 0
