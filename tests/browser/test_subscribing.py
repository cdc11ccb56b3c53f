"""Subscribing in a browser: the fitting app first, the address to copy or to send, whose clocks are meant."""

from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import Visits

PATH = "/6.7960-fa25/main"

IN_ORDER = ["google", "apple", "outlook", "microsoft365", "icsx5", "copy"]
APPLE_FIRST = ["apple", "google", "outlook", "microsoft365", "icsx5", "copy"]
ON_APPLE = (["apple", "copy"], ["google", "outlook", "microsoft365", "icsx5"])

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36"
LINUX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/604"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 "
    "Mobile/15E148 Safari/604.1"
)
IPHONE_CHROME = IPHONE.replace("Version/26.0", "CriOS/142.0")
ANDROID = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Mobile Safari/537.36"

# Playwright gives the share sheet of no system, so a stand-in writes down what would be shared.
SHARE = "window.shared = []; navigator.share = async (what) => { window.shared.push(what); };"

APPS = """(list) => [...list.children].map((item) => item.dataset.app ?? item.className)"""


@pytest.mark.parametrize(
    ("agent", "touches", "first", "behind"),
    [
        (WINDOWS, 0, IN_ORDER, []),
        (WINDOWS, 10, IN_ORDER, []),
        (LINUX, 0, IN_ORDER, []),
        (MAC, 0, APPLE_FIRST, []),
        (MAC, 5, *ON_APPLE),
        (IPHONE, 5, *ON_APPLE),
        (IPHONE_CHROME, 5, *ON_APPLE),
        (ANDROID, 5, ["google", "icsx5", "copy"], ["apple", "outlook", "microsoft365"]),
    ],
    ids=["Windows", "Windows-touch", "Linux", "Mac", "iPad", "iPhone", "iPhone-Chrome", "Android"],
)
def test_fitting_app_is_first_and_on_a_phone_the_others_are_behind_a_lid(
    visit: Visits, site: str, agent: str, touches: int, first: list[str], behind: list[str]
) -> None:
    page = visit("about:blank", user_agent=agent)
    page.add_init_script(f"Object.defineProperty(navigator, 'maxTouchPoints', {{value: {touches}}})")
    page.goto(f"{site}{PATH}")
    lists = page.locator("ul.apps").evaluate_all(f"(lists) => lists.map({APPS})")
    lids = page.locator("#subscribe summary").all_inner_texts()

    assert lists == [first, *([behind] if behind else [])]
    assert lids == [*(["Other apps"] if behind else []), "It did not work", "Already subscribed?"]


@pytest.mark.parametrize("width", [820, 1180])
def test_boxes_do_not_overlap_on_an_ipad(visit: Visits, site: str, width: int) -> None:
    """The lid with the other apps belongs to the list, and the code for cameras is beside or below both."""
    page = visit("about:blank", width=width, user_agent=MAC)
    page.add_init_script("Object.defineProperty(navigator, 'maxTouchPoints', {value: 5})")
    page.goto(f"{site}{PATH}")
    for opened in (False, True):
        page.evaluate("(open) => { document.querySelector('.ways > div > details').open = open; }", opened)
        apps, lid, code = (
            page.locator(f"#subscribe {part}").bounding_box()
            for part in (".ways > div > .apps", ".ways > div > details", ".qr")
        )
        assert apps
        assert lid
        assert code
        right = max(apps["x"] + apps["width"], lid["x"] + lid["width"])

        assert apps["y"] + apps["height"] <= lid["y"]
        assert code["x"] >= right or code["y"] >= lid["y"] + lid["height"]


def test_without_script_there_is_one_order_for_everybody(visit: Visits, site: str) -> None:
    page = visit(f"{site}{PATH}", script=False, user_agent=ANDROID, has_touch=True)
    links = page.locator("ul.apps a.button")
    host = site.removeprefix("http://")
    encoded = f"{host.replace(':', '%3A')}%2F6.7960-fa25%2Fmain.ics"
    name = "6.7960%20Fall%202025"

    assert [(link.inner_text(), link.get_attribute("href")) for link in links.all()] == [
        ("Google Calendar", f"https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2F{encoded}"),
        ("Apple Calendar", f"webcal://{host}{PATH}.ics"),
        (
            "Outlook.com",
            f"https://outlook.live.com/calendar/0/addfromweb?url=http%3A%2F%2F{encoded}&name={name}",
        ),
        (
            "Microsoft 365",
            f"https://outlook.office.com/calendar/0/addfromweb?url=http%3A%2F%2F{encoded}&name={name}",
        ),
        ("ICSx5 (Android)", f"webcal://{host}{PATH}.ics"),
    ]
    assert page.locator("ul.apps .address").inner_text() == f"{site}{PATH}.ics"
    assert page.locator("button:visible").count() == 0


def test_android_never_offers_the_link_that_fails_there(visit: Visits, site: str) -> None:
    """Without a share sheet a mail takes the page to a computer, and the sentence says why."""
    page = visit(f"{site}{PATH}", width=412, user_agent=ANDROID, has_touch=True)
    google = page.locator("ul.apps [data-app=google]")

    assert page.locator('ul.apps a[href*="google"]').count() == 0
    assert google.inner_text().split("\n\n") == [
        "Google Calendar: send this page to a computer",
        "Google’s app cannot add an address. Subscribe on a computer, and the calendar is on this phone too.",
    ]
    assert google.get_by_role("link").get_attribute("href") == f"mailto:?body={quote(f'{site}{PATH}', safe='')}"


def test_android_sends_the_page_to_a_computer(visit: Visits, site: str) -> None:
    page = visit("about:blank", width=412, user_agent=ANDROID, has_touch=True)
    page.add_init_script(SHARE)
    page.goto(f"{site}{PATH}")
    page.get_by_role("link", name="Google Calendar: send this page to a computer").click()

    assert page.evaluate("window.shared") == [{"title": page.title(), "url": f"{site}{PATH}"}]


def test_share_button_is_there_only_where_one_can_share(visit: Visits, site: str) -> None:
    plain = visit(f"{site}{PATH}")
    sharing = visit("about:blank")
    sharing.add_init_script(SHARE)
    sharing.goto(f"{site}{PATH}")
    button = sharing.get_by_role("button", name="Send it to yourself")
    button.click()

    assert plain.get_by_role("button", name="Send it to yourself").count() == 0
    assert sharing.evaluate("window.shared") == [{"title": sharing.title(), "url": f"{site}{PATH}"}]


def test_copy_copies_the_whole_address_and_says_so(visit: Visits, site: str) -> None:
    page = visit(f"{site}{PATH}", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy").click()
    button = page.locator("[data-copy]")
    expect(button).to_have_text("Copied")

    assert page.evaluate("navigator.clipboard.readText()") == f"{site}{PATH}.ics"
    expect(button).to_have_text("Copy", timeout=5_000)


def test_who_may_not_copy_is_not_told_that_it_is_done(visit: Visits, site: str) -> None:
    page = visit(f"{site}{PATH}")
    page.evaluate(
        "() => { navigator.clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError')); }"
    )
    page.get_by_role("button", name="Copy").click()
    button = page.locator("[data-copy]")
    expect(button).to_have_text("Copying failed")
    expect(button).to_have_text("Copy", timeout=5_000)

    assert page.locator("ul.apps .address").inner_text() == f"{site}{PATH}.ics"


@pytest.mark.parametrize(
    ("zone", "now", "said"),
    [
        ("America/New_York", "2025-10-15T12:00:00Z", ""),
        ("America/Detroit", "2025-10-15T12:00:00Z", ""),
        ("Europe/Berlin", "2025-10-15T12:00:00Z", "Your own clock (Europe/Berlin) is now 6 hours ahead."),
        ("Europe/Berlin", "2025-10-28T12:00:00Z", "Your own clock (Europe/Berlin) is now 5 hours ahead."),
        # Chromium has the older of the two names.
        ("Asia/Kolkata", "2025-10-15T12:00:00Z", "Your own clock (Asia/Calcutta) is now 9.5 hours ahead."),
        ("Asia/Kolkata", "2025-12-15T12:00:00Z", "Your own clock (Asia/Calcutta) is now 10.5 hours ahead."),
        ("America/Chicago", "2025-10-15T12:00:00Z", "Your own clock (America/Chicago) is now 1 hour behind."),
    ],
)
def test_reader_in_another_zone_is_told_so(visit: Visits, site: str, zone: str, now: str, said: str) -> None:
    page = clocked(visit, f"{site}{PATH}", now, timezone_id=zone)

    assert page.locator("#clock").inner_text() == said


def test_page_of_gunicorn_keeps_its_policy(visit: Visits, server: str) -> None:
    """The public address is another than the one asked."""
    page = visit(f"{server}{PATH}")

    assert page.locator("ul.apps .address").text_content() == f"https://calendar.example.edu{PATH}.ics"
    page.locator("details", has_text="Choose something else").locator("summary").click()
    page.get_by_role("checkbox", name="Everyone’s").check()
    expect(page.locator("#chosen code")).to_have_text("https://calendar.example.edu/6.7960-fa25/main_office-hours.ics")


def clocked(visit: Visits, address: str, now: str, *, timezone_id: str) -> Page:
    """Open a page in a browser whose clock stands still."""
    page = visit("about:blank", timezone_id=timezone_id)
    page.clock.set_fixed_time(now)
    page.goto(address)
    return page
