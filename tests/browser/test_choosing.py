"""Choosing what is in a calendar: the script tells at once what comes out."""

import pytest
from playwright.sync_api import Page, Route, expect

from browser.choosing import COURSE, choosing, tick
from browser.conftest import Visits

LONGEST = 116

# Of whoever lectures too, the form means the office hours alone.
MANY = ("Victor Butoi", "Gerardo Flores", "Kaiming He", "Omar Khattab", "Sara Beery")
MANY_WORDS = "office-hours.kaiming-he_office-hours.omar-khattab_office-hours.sara-beery_gerardo-flores_victor-butoi"


def test_ticking_tells_how_many_events_which_are_next_and_the_address(visit: Visits, site: str) -> None:
    page = choosing(visit, f"{site}{COURSE}/")
    tick(page, "Victor Butoi")
    expect(page.locator("#chosen code")).to_have_text(f"{site}{COURSE}/victor-butoi.ics")

    assert page.get_by_role("status").inner_text() == "13 events. Next: Wed 15 Oct, OH Victor, Gerardo, Vinith (6.7960)"
    assert page.locator("#following li").all_inner_texts() == [
        "Wed 22 Oct, OH Victor, Gerardo, Vinith (6.7960)",
        "Wed 29 Oct, OH Victor, Gerardo, Vinith (6.7960)",
        "Wed 5 Nov, OH Victor, Gerardo, Vinith (6.7960)",
    ]
    assert page.locator("#chosen .hint").inner_text() == ""


def test_live_region_is_there_from_the_start_and_says_only_count_and_next(visit: Visits, site: str) -> None:
    """What is put into the page, or shown again, together with its text is not read out by every screen reader."""
    page = choosing(visit, f"{site}{COURSE}/")
    region = page.locator("[role=status]")
    before = region.evaluate("(element) => [element.checkVisibility(), element.textContent]")
    page.evaluate(
        """() => {
          window.gone = 0;
          const region = document.querySelector("[role=status]");
          new MutationObserver(() => { if (!region.checkVisibility()) window.gone += 1; })
            .observe(region.closest("form"), { subtree: true, attributes: true, childList: true });
        }"""
    )
    tick(page, "Victor Butoi")
    expect(region).to_contain_text("Next")

    assert before == [True, ""]
    assert page.evaluate("window.gone") == 0
    assert region.locator(":scope *").count() == 0


def test_nothing_ticked_any_more_says_so(visit: Visits, site: str) -> None:
    page = choosing(visit, f"{site}{COURSE}/")
    tick(page, "Victor Butoi")
    expect(page.locator("#chosen code")).to_be_visible()
    page.get_by_role("checkbox", name="Victor Butoi").uncheck()
    expect(page.get_by_role("status")).to_have_text("Nothing is ticked.")

    assert shown(page) == ["Nothing is ticked."]


def test_address_that_some_apps_refuse_says_its_length(visit: Visits, site: str) -> None:
    page = choosing(visit, f"{site}{COURSE}/")
    tick(page, *MANY)
    address = f"{site}{COURSE}/{MANY_WORDS}.ics"
    expect(page.locator("#chosen code")).to_have_text(address)

    assert len(address) > LONGEST
    assert (
        page.locator("#chosen .hint").inner_text() == f"{len(address)} characters: some apps refuse more than {LONGEST}"
    )
    for name in MANY[1:]:
        page.get_by_role("checkbox", name=name, exact=True).first.uncheck()
    expect(page.locator("#chosen code")).to_have_text(f"{site}{COURSE}/victor-butoi.ics")
    expect(page.locator("#chosen .hint")).to_have_text("")


def test_length_is_not_said_of_an_address_that_is_gone(visit: Visits, site: str) -> None:
    page = choosing(visit, f"{site}{COURSE}/")
    tick(page, *MANY)
    expect(page.locator("#chosen .hint")).to_contain_text("characters")
    for name in MANY:
        page.get_by_role("checkbox", name=name, exact=True).first.uncheck()
    expect(page.get_by_role("status")).to_have_text("Nothing is ticked.")

    assert shown(page) == ["Nothing is ticked."]


def test_choice_that_is_too_long_is_said_in_the_servers_words(visit: Visits, site: str) -> None:
    page = choosing(visit, f"{site}{COURSE}/")
    boxes = page.locator(".week-of-hours input")
    for box in boxes.all():
        box.check()
    said = "There is no such calendar: The address is too long, 367 characters where 200 are the most; choose fewer."
    expect(page.get_by_role("status")).to_have_text(said)

    assert shown(page) == [said]
    assert {text for text in visit.said if "status of 4" not in text} == set()
    visit.said.clear()


def test_boxes_of_one_person_keep_in_step(visit: Visits, site: str) -> None:
    """Somebody with two hours has a box at each, and one word in the address."""
    page = choosing(visit, f"{site}/6.200-fa25/")
    boxes = page.get_by_role("checkbox", name="Ada Lovelace")
    boxes.last.check()
    expect(page.locator("#chosen code")).to_have_text(f"{site}/6.200-fa25/ada-lovelace.ics")
    ticked = [box.is_checked() for box in boxes.all()]
    boxes.first.uncheck()

    assert ticked == [True] * 3
    assert [box.is_checked() for box in boxes.all()] == [False] * 3


def test_quick_ticks_end_with_the_answer_to_the_last(visit: Visits, site: str) -> None:
    """The first answer comes long after the last."""
    page = choosing(visit, f"{site}{COURSE}/")
    held: list[Route] = []
    page.route("**/calendar.json?*", lambda route: route.continue_() if held else held.append(route))
    tick(page, "Victor Butoi", "Classes and deadlines")
    expect(page.locator("#chosen code")).to_have_text(f"{site}{COURSE}/main_victor-butoi.ics")
    held[0].continue_()
    page.wait_for_timeout(300)

    assert page.locator("#chosen code").inner_text() == f"{site}{COURSE}/main_victor-butoi.ics"
    assert page.get_by_role("status").inner_text() == "51 events. Next: Wed 15 Oct, OH Victor, Gerardo, Vinith (6.7960)"


def test_everyones_hours_hold_those_of_some(visit: Visits, site: str) -> None:
    """A tick at somebody's stays, and counts again as soon as everyone's is gone."""
    page = choosing(visit, f"{site}{COURSE}/")
    some = page.locator(".week-of-hours input")
    tick(page, "Victor Butoi")
    expect(page.get_by_role("status")).to_contain_text("13 events")
    seen = []
    for words in ("office-hours", "victor-butoi"):
        page.get_by_role("checkbox", name="Everyone’s").click()
        expect(page.locator("#chosen code")).to_have_text(f"{site}{COURSE}/{words}.ics")
        count = page.get_by_role("status").inner_text().partition(".")[0]
        seen.append((count, {box.is_disabled() for box in some.all()}))

    assert seen == [("184 events", {True}), ("13 events", {False})]


@pytest.mark.parametrize("name", ["office-hours", "all"])
def test_everyones_hours_hold_those_of_some_from_the_start(visit: Visits, site: str, name: str) -> None:
    page = visit(f"{site}{COURSE}/{name}")
    page.get_by_text("Choose something else").click()

    assert {each.is_disabled() for each in page.locator(".week-of-hours input").all()} == {True}


def shown(page: Page) -> list[str]:
    """List what is said below the form."""
    lines: list[str] = page.locator(".result").inner_text().split("\n")
    return lines
