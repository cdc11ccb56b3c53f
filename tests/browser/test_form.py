"""The form leads to the calendar of what is ticked, whatever the script can or cannot do."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect

from browser.choosing import COURSE, NOW, choosing, tick
from browser.conftest import Visits


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (lambda route: route.abort("internetdisconnected"), "ERR_INTERNET_DISCONNECTED"),
        (lambda route: route.fulfill(status=500, content_type="text/html", body="<h1>oops</h1>"), "500"),
        (lambda route: route.fulfill(status=200, content_type="text/html", body="<p>Log in to this Wi-Fi"), None),
    ],
    ids=["offline", "server-error", "somebody-else"],
)
def test_form_stays_when_the_server_does_not_answer(
    visit: Visits, site: str, answer: Callable[[Route], None], said: str | None
) -> None:
    page = choosing(visit, f"{site}{COURSE}/")
    page.route("**/calendar.json?*", answer)
    tick(page, "Victor Butoi")
    page.wait_for_timeout(300)
    status = page.locator("[role=status]").text_content()
    page.get_by_role("button", name="Show this calendar").click()
    page.wait_for_url(f"{site}{COURSE}/victor-butoi")

    assert status == ""
    assert [text for text in visit.said if said is None or said not in text] == []
    visit.said.clear()


@pytest.mark.parametrize("script", [True, False])
def test_form_leads_to_the_calendar_of_what_is_ticked(visit: Visits, site: str, script: bool) -> None:
    page = visit(f"{site}{COURSE}/", script=script)
    page.get_by_text("Add office hours: choose").click()
    tick(page, "Victor Butoi", "Exams")
    page.get_by_role("button", name="Show this calendar").click()
    page.wait_for_url(f"{site}{COURSE}/exams_victor-butoi")

    assert page.locator(".lead").inner_text() == "14 events"
    assert page.locator(".calendar li.event:visible a").all_inner_texts() == [
        "OH Victor, Gerardo, Vinith (6.7960)",
        "Midterm (6.7960)",
        *["OH Victor, Gerardo, Vinith (6.7960)"] * 7,
    ]


@pytest.mark.parametrize("script", [True, False])
def test_form_works_under_another_name_than_the_public_one(visit: Visits, site: str, script: bool) -> None:
    """The policy lets a form lead to the host of its own page alone."""
    local = site.replace("127.0.0.1", "localhost")
    page = visit(f"{local}{COURSE}/", script=script)
    page.get_by_text("Add office hours: choose").click()
    tick(page, "Everyone’s")
    if script:
        expect(page.locator("#chosen code")).to_have_text(f"{site}{COURSE}/office-hours.ics")
    page.get_by_role("button", name="Show this calendar").click()
    page.wait_for_url(f"{local}{COURSE}/office-hours")

    assert page.get_by_role("heading", level=1).inner_text() == "Office hours"
    assert (page.locator("ul.apps .address").text_content() or "").strip() == f"{site}{COURSE}/office-hours.ics"


def test_form_works_where_the_readers_zone_is_not_known(visit: Visits, site: str) -> None:
    page = visit("about:blank")
    page.add_init_script(
        """const resolved = Intl.DateTimeFormat.prototype.resolvedOptions;
        Intl.DateTimeFormat.prototype.resolvedOptions = function () {
          return { ...resolved.call(this), timeZone: "Etc/Unknown" };
        };"""
    )
    page.clock.set_fixed_time(NOW)
    page.goto(f"{site}{COURSE}/")
    page.get_by_text("Add office hours: choose").click()
    tick(page, "Exams")
    expect(page.get_by_role("status")).to_have_text("1 event. Next: Tue 21 Oct, Midterm (6.7960)")

    assert page.locator("#clock").inner_text() == ""
    assert visit.said == ["Invalid time zone specified: Etc/Unknown"]
    visit.said.clear()


@pytest.mark.parametrize("script", [True, False])
def test_form_without_a_tick_comes_back_with_a_message(visit: Visits, site: str, script: bool) -> None:
    page = visit(f"{site}{COURSE}/", script=script)
    page.get_by_text("Add office hours: choose").click()
    page.get_by_role("button", name="Show this calendar").click()
    page.wait_for_url(f"{site}{COURSE}/calendar?form=choose")

    assert page.get_by_role("alert").inner_text() == "Nothing is ticked; tick at least one box."
