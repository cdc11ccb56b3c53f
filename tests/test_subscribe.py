"""How to subscribe: the links letter for letter, what each app is said to do, and the QR code of an address."""

import re
from urllib.parse import parse_qsl, urlsplit
from xml.etree import ElementTree

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from feeds.web.subscribe import LONGEST, Reach, apps, qr_code, reach, too_long, webcal

ADDRESS = "https://calendar.example.edu/6.7960-fa25/main.ics"
GOOGLE = "https://calendar.google.com/calendar/r?cid="
OUTLOOK = "https://outlook.live.com/calendar/0/addfromweb?url="
MICROSOFT = "https://outlook.office.com/calendar/0/addfromweb?url="

APPS = {app.id: app for app in apps(ADDRESS, "6.7960 Fall 2025")}


def links(address: str, name: str) -> dict[str, str | None]:
    return {app.id: app.link for app in apps(address, name)}


@pytest.mark.parametrize(
    ("address", "name", "plain", "encoded", "encoded_name"),
    [
        (
            ADDRESS,
            "6.7960 Fall 2025",
            "calendar.example.edu/6.7960-fa25/main.ics",
            "calendar.example.edu%2F6.7960-fa25%2Fmain.ics",
            "6.7960%20Fall%202025",
        ),
        (
            "https://calendar.example.edu/6.7960-fa25/lectures_exams_not-release.ics",
            "6.7960 lectures + exams",
            "calendar.example.edu/6.7960-fa25/lectures_exams_not-release.ics",
            "calendar.example.edu%2F6.7960-fa25%2Flectures_exams_not-release.ics",
            "6.7960%20lectures%20%2B%20exams",
        ),
        (
            "https://[2001:db8::1]:8443/6.100/office-hours.victor-butoi.ics",
            """R&D #1: "Über" 'uns' – 100 % 🎓/?=""",
            "[2001:db8::1]:8443/6.100/office-hours.victor-butoi.ics",
            "%5B2001%3Adb8%3A%3A1%5D%3A8443%2F6.100%2Foffice-hours.victor-butoi.ics",
            "R%26D%20%231%3A%20%22%C3%9Cber%22%20%27uns%27%20%E2%80%93%20100%20%25%20%F0%9F%8E%93%2F%3F%3D",
        ),
    ],
    ids=["plain", "plus", "odd characters"],
)
def test_links_whole(address: str, name: str, plain: str, encoded: str, encoded_name: str) -> None:
    assert links(address, name) == {
        "google": f"{GOOGLE}webcal%3A%2F%2F{encoded}",
        "apple": f"webcal://{plain}",
        "outlook": f"{OUTLOOK}https%3A%2F%2F{encoded}&name={encoded_name}",
        "microsoft365": f"{MICROSOFT}https%3A%2F%2F{encoded}&name={encoded_name}",
        "thunderbird": None,
        "icsx5": f"webcal://{plain}",
        "other": None,
    }


def test_links_to_a_server_without_https() -> None:
    encoded = "127.0.0.1%3A8000%2F6.100%2Fall.ics"

    assert links("http://127.0.0.1:8000/6.100/all.ics", "6.100 everything") == {
        "google": f"{GOOGLE}webcal%3A%2F%2F{encoded}",
        "apple": "webcal://127.0.0.1:8000/6.100/all.ics",
        "outlook": f"{OUTLOOK}http%3A%2F%2F{encoded}&name=6.100%20everything",
        "microsoft365": f"{MICROSOFT}http%3A%2F%2F{encoded}&name=6.100%20everything",
        "thunderbird": None,
        "icsx5": "webcal://127.0.0.1:8000/6.100/all.ics",
        "other": None,
    }


@given(
    scheme=st.sampled_from(["http", "https"]),
    path=st.text(st.characters(codec="utf-8"), max_size=40),
    name=st.text(max_size=40),
)
def test_links_give_back_the_address_and_the_name(scheme: str, path: str, name: str) -> None:
    """Whatever they are: read as forms are, and as plain percent-encoding, where a plus stays one."""
    address = f"{scheme}://calendar.example.edu/{path}.ics"
    found = links(address, name)

    def query(app: str) -> list[tuple[str, str]]:
        link = found[app] or ""
        assert re.fullmatch(r"[A-Za-z0-9._~:/?=&%-]+", link)
        parts = urlsplit(link).query
        assert "+" not in parts
        return parse_qsl(parts, keep_blank_values=True, strict_parsing=True)

    assert query("google") == [("cid", webcal(address))]
    assert query("outlook") == query("microsoft365") == [("url", address), ("name", name)]
    assert webcal(address) == found["apple"] == found["icsx5"] == f"webcal://calendar.example.edu/{path}.ics"


def test_one_order_for_everybody() -> None:
    assert [(app.id, app.name) for app in APPS.values()] == [
        ("google", "Google Calendar"),
        ("apple", "Apple Calendar"),
        ("outlook", "Outlook.com"),
        ("microsoft365", "Microsoft 365"),
        ("thunderbird", "Thunderbird"),
        ("icsx5", "ICSx5 (Android)"),
        ("other", "Any other app"),
    ]


def test_only_google_has_a_page_of_its_own_for_pasting() -> None:
    assert {app.id: app.fallback for app in APPS.values() if app.fallback} == {
        "google": "https://calendar.google.com/calendar/r/settings/addbyurl"
    }


def test_what_each_app_does_is_said() -> None:
    assert {app.id: app.refresh for app in APPS.values()} == {
        "google": "Looks again every 8 to 24 hours whatever we ask, hides cancelled events, and ignores our colours.",
        "apple": "Looks again as often as you set it, strikes cancelled events through, and takes our colour only when "
        "you subscribe.",
        "outlook": "Looks again about every 3 hours, sometimes after more than a day, shows cancelled events as normal "
        "ones with “CANCELLED:” in the title, and ignores our colours.",
        "microsoft365": "As Outlook.com, for accounts of a university or at work.",
        "thunderbird": "Looks again every 30 minutes unless you set it otherwise, strikes cancelled events through, "
        "and ignores our name and colour for the calendar.",
        "icsx5": "Looks again once a day whatever we ask, or as often as every 15 minutes if you set it so, keeps our "
        "name and colours, and leaves cancelled events to your phone’s calendar app.",
        "other": "Each app decides how often it looks again (Fastmail every hour, Proton every 4 to 16 hours), what it "
        "ignores, and how it shows cancelled events, whose titles begin with “CANCELLED:” for that reason.",
    }


@pytest.mark.parametrize(
    ("app", "said"),
    [
        ("google", "Google’s app on a phone cannot add an address"),
        ("apple", "“Add Subscription Calendar”"),
        ("outlook", "Outlook for Mac cannot subscribe"),
        ("microsoft365", "Outlook for Mac cannot subscribe"),
        ("icsx5", "Install ICSx5 first"),
        ("other", "“Import” is something else"),
    ],
)
def test_traps_are_said_where_it_did_not_work(app: str, said: str) -> None:
    assert said in APPS[app].steps


def test_hints_are_for_those_whom_a_link_fails() -> None:
    assert {app.id: app.hint for app in APPS.values() if app.hint} == {
        "google": "On an Android phone this link fails: open this page on a computer, or take ICSx5.",
        "apple": "Nothing happened? Open this page in Safari, or copy the address.",
    }


@pytest.mark.parametrize("app", APPS)
def test_every_part_is_sentences_in_the_words_of_the_page(app: str) -> None:
    found = APPS[app]

    for text in (found.refresh, found.hint or "None.", found.steps, found.leave, found.nothing):
        assert re.fullmatch(r"[A-Z“].+\.", text)
        assert not re.search(r"selection|atom|revision|canceled|['\"]|\s{2}", text.lower())


@pytest.mark.parametrize(
    ("public_url", "reached_by"),
    [
        ("https://calendar.example.edu", Reach.EVERYBODY),
        ("https://calendar.example.edu:8443", Reach.EVERYBODY),
        ("https://localhost.example.edu", Reach.EVERYBODY),
        ("https://calendar.notlocal", Reach.EVERYBODY),
        ("https://notlocalhost.example.edu", Reach.EVERYBODY),
        ("https://18.9.22.69", Reach.EVERYBODY),
        ("https://[2606:4700::1111]", Reach.EVERYBODY),
        # The host's own name and addresses.
        ("http://127.0.0.1:8000", Reach.COMPUTER),
        ("http://127.255.255.254", Reach.COMPUTER),
        ("http://[::1]:8000", Reach.COMPUTER),
        ("http://[::ffff:127.0.0.1]", Reach.COMPUTER),
        ("http://0.0.0.0:8000", Reach.COMPUTER),
        ("http://[::]:8000", Reach.COMPUTER),
        ("http://localhost:8000", Reach.COMPUTER),
        ("http://LOCALHOST", Reach.COMPUTER),
        ("http://localhost.", Reach.COMPUTER),
        ("http://feeds.localhost", Reach.COMPUTER),
        # Private, link-local and shared addresses.
        ("http://10.0.0.5", Reach.NETWORK),
        ("http://172.16.0.1", Reach.NETWORK),
        ("http://172.32.0.1", Reach.EVERYBODY),
        ("http://192.168.1.20:8000", Reach.NETWORK),
        ("http://169.254.10.10", Reach.NETWORK),
        ("http://100.64.0.1", Reach.NETWORK),
        ("http://[fe80::1]", Reach.NETWORK),
        ("http://[fd00::1]", Reach.NETWORK),
        ("http://[::ffff:192.168.1.20]", Reach.NETWORK),
        # Names that no server of the internet knows.
        ("http://calendar", Reach.NETWORK),
        ("http://mac-mini.local:8000", Reach.NETWORK),
        ("http://calendar.internal", Reach.NETWORK),
        ("http://calendar.lan", Reach.NETWORK),
        ("http://calendar.home.arpa.", Reach.NETWORK),
        ("https://calendar.arpa", Reach.EVERYBODY),
    ],
)
def test_who_can_get_at_the_public_address(public_url: str, reached_by: Reach) -> None:
    assert reach(public_url) is reached_by


def test_too_long_begins_after_116_characters() -> None:
    address = "https://calendar.example.edu/".ljust(LONGEST - len(".ics"), "a") + ".ics"

    assert len(address) == 116
    assert not too_long(address)
    assert too_long(f"{address}s")


# The QR code.


def dark(svg: str) -> set[tuple[int, int]]:
    """Give the dark modules, as (column, row), of a drawing made of strokes that are one module high."""
    path = ElementTree.fromstring(svg).find("path")  # noqa: S314 -- our own
    assert path is not None
    found, x, y = set(), 0, -1
    for command, numbers in re.findall(r"([Mmh])([-\d. ]+)", path.attrib["d"]):
        if command == "h":
            found |= {(column, y) for column in range(x, x + int(numbers))}
            x += int(numbers)
        else:
            across, down = numbers.split()
            x, y = x + int(across), y + (int(float(down) + 0.5) if command == "M" else int(down))
    return found


def test_a_qr_code_is_the_address_with_a_quiet_zone_of_four() -> None:
    code = segno.make_qr(ADDRESS, error="m")
    modules = {
        (column + 4, row + 4) for row, line in enumerate(code.matrix) for column, module in enumerate(line) if module
    }
    svg = qr_code(ADDRESS, title="QR code")

    assert code.error == "M"
    assert dark(svg) == modules
    assert ElementTree.fromstring(svg).attrib["viewBox"] == "0 0 {0} {0}".format(len(code.matrix) + 8)  # noqa: S314


def test_a_qr_code_has_no_style_and_no_size_of_its_own() -> None:
    svg = qr_code(ADDRESS, title="QR code of the calendar's address")
    root = ElementTree.fromstring(svg)  # noqa: S314 -- our own

    assert [(each.tag, sorted(each.attrib)) for each in root.iter()] == [
        ("svg", ["role", "viewBox"]),
        ("title", []),
        ("path", ["d", "stroke"]),
    ]
    assert root.attrib["role"] == "img"
    assert root[1].attrib["stroke"] == "#000"
    assert "\n" not in svg


@pytest.mark.parametrize(
    "title",
    ["6.7960 lectures + exams", "</title><script>alert(1)</script>", "a & b &lt; c", "\"'><svg onload=x>", "Über 🎓"],
)
def test_a_title_stays_text(title: str) -> None:
    root = ElementTree.fromstring(qr_code(ADDRESS, title=title))  # noqa: S314 -- our own

    assert [each.tag for each in root.iter()] == ["svg", "title", "path"]
    assert root[0].text == title


def test_a_qr_code_is_drawn_once() -> None:
    qr_code.cache_clear()

    assert qr_code(ADDRESS, title="one") is qr_code(ADDRESS, title="one")
    assert qr_code(ADDRESS, title="one") != qr_code(ADDRESS, title="two")
    assert (qr_code.cache_info().misses, qr_code.cache_info().maxsize) == (2, 256)


def test_the_longest_address_still_makes_a_small_qr_code() -> None:
    address = "https://calendar.example.edu/".ljust(200, "a")

    assert len(qr_code(address, title="QR code")) < 10_000
