"""How to subscribe: each calendar app's link, what it does with a feed, and the QR code of an address."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from ipaddress import IPv6Address, ip_address
from urllib.parse import quote, urlsplit

import segno

LONGEST = 116
"""The characters of the longest address that Google was seen to take."""

_PRIVATE = (".home.arpa", ".internal", ".lan", ".local")

_OUTLOOK_STEPS = (
    "If the link fails, copy the address; in Outlook on the web: "
    "“Add calendar”, “Subscribe from web”, paste it, “Import”."
)
_OUTLOOK_LEAVE = "In Outlook’s list of calendars: “…” beside its name, then “Remove”."


class Reach(StrEnum):
    """Who can get at the public address."""

    EVERYBODY = "everybody"
    NETWORK = "network"
    COMPUTER = "computer"


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """A calendar app and how to subscribe with it, in words for people.

    `link` is where its button leads, None where only copying the address works; `refresh` is one sentence on how often
    it looks again, cancelled events, and what it ignores; `hint` is where the link fails, and what to do there; `steps`
    is for when it failed; `fallback` is the app's own page for pasting an address. `leave` and `nothing` (nothing
    shows up) are for those who subscribed.
    """

    id: str
    name: str
    link: str | None
    refresh: str
    hint: str = ""
    steps: str
    fallback: str | None = None
    leave: str
    nothing: str


def reach(public_url: str) -> Reach:
    """Tell who can get at the public address, going by its host alone: no name is looked up."""
    host = (urlsplit(public_url).hostname or "").rstrip(".")
    try:
        address = ip_address(host)
    except ValueError:
        if host == "localhost" or host.endswith(".localhost"):
            return Reach.COMPUTER
        return Reach.NETWORK if "." not in host or host.endswith(_PRIVATE) else Reach.EVERYBODY
    if isinstance(address, IPv6Address):
        address = address.ipv4_mapped or address
    if address.is_loopback or address.is_unspecified:
        return Reach.COMPUTER
    return Reach.EVERYBODY if address.is_global else Reach.NETWORK


def webcal(address: str) -> str:
    """Write a feed's http or https address so that it opens a calendar app, which then subscribes."""
    # Not webcals, which Safari on the iPhone calls invalid.
    return f"webcal://{address.partition('://')[2]}"


def too_long(address: str) -> bool:
    """Tell whether an address is longer than what Google was seen to take."""
    return len(address) > LONGEST


def apps(address: str, name: str) -> tuple[App, ...]:
    """List the apps to subscribe to a calendar with, in one order for everybody.

    `address` is the feed's full http or https address, `name` the calendar's. Google's and Microsoft's links are
    documented nowhere and may stop working, so each app has `steps` that need no link.
    """
    # Outlook takes https alone, and a + for a space stays a + in the calendar's name.
    outlook = f"calendar/0/addfromweb?url={_encoded(address)}&name={_encoded(name)}"
    return (
        App(
            id="google",
            name="Google Calendar",
            # With https Google takes it for an e-mail address; with /u/0/ it takes the first account.
            link=f"https://calendar.google.com/calendar/r?cid={_encoded(webcal(address))}",
            refresh="Looks again every 8 to 24 hours whatever we ask, hides cancelled events, and ignores our colours.",
            hint="On an Android phone this link fails: open this page on a computer, or take ICSx5.",
            steps="If the link fails, copy the address, open “From URL” (under the + beside “Other calendars”), "
            "paste it and choose “Add calendar”. Google’s app on a phone cannot add an address: "
            "do this once on a computer, and it is on your phone too.",
            fallback="https://calendar.google.com/calendar/r/settings/addbyurl",
            leave="On a computer, in Google Calendar’s settings: its name, “Remove calendar”, “Unsubscribe”.",
            nothing="Tick it under “Other calendars”, on a phone in the app’s menu. Still empty? Leave it and add it "
            "again “From URL”, with ?v=2 at the end of the address, so that Google fetches it anew.",
        ),
        App(
            id="apple",
            name="Apple Calendar",
            link=webcal(address),
            refresh="Looks again as often as you set it, strikes cancelled events through, "
            "and takes our colour only when you subscribe.",
            hint="Nothing happened? Open this page in Safari, or copy the address.",
            steps="Copy the address, then on an iPhone or iPad “Calendars”, "
            "“Add Calendar”, “Add Subscription Calendar”, on a Mac “File”, “New Calendar Subscription”.",
            leave="On an iPhone or iPad: “Calendars”, ⓘ beside its name, “Unsubscribe”. "
            "On a Mac: control-click its name, “Unsubscribe”.",
            nothing="Tick it in the list of calendars, and on an iPhone or iPad pull that list down. "
            "On a Mac, “Get Info” on its name shows “Auto-refresh”, which may begin at every week: choose every hour.",
        ),
        App(
            id="outlook",
            name="Outlook.com",
            link=f"https://outlook.live.com/{outlook}",
            refresh="Looks again about every 3 hours, sometimes after more than a day, shows cancelled events as "
            "normal ones with “CANCELLED:” in the title, and ignores our colours.",
            steps=f"{_OUTLOOK_STEPS} Outlook for Mac cannot subscribe: take Apple Calendar there.",
            leave=_OUTLOOK_LEAVE,
            nothing="Tick it in the list of calendars, and give it a day. "
            "Is your account from work or university? Then take Microsoft 365.",
        ),
        App(
            id="microsoft365",
            name="Microsoft 365",
            link=f"https://outlook.office.com/{outlook}",
            refresh="As Outlook.com, for accounts of a university or at work.",
            steps=f"{_OUTLOOK_STEPS} In classic Outlook for Windows: “File”, “Account Settings”, “Internet Calendars”, "
            "“New”; Outlook for Mac cannot subscribe.",
            leave=_OUTLOOK_LEAVE,
            nothing="Tick it in the list of calendars, and give it a day. "
            "Is your account your own, not from work or university? Then take Outlook.com.",
        ),
        App(
            id="thunderbird",
            name="Thunderbird",
            # A webcal link opens whichever app has claimed it, and Thunderbird was seen to find no calendar there.
            link=None,
            refresh="Looks again every 30 minutes unless you set it otherwise, strikes cancelled events through, "
            "and ignores our name and colour for the calendar.",
            steps="In the calendar: “New Calendar…”, “On the Network”, paste the address as its location, "
            "“Find Calendars”, “Subscribe”. It needs no user name.",
            leave="Right-click its name in the list of calendars, “Unsubscribe Calendar…”.",
            nothing="Right-click its name, “Properties”, and tick “Enable This Calendar”: "
            "Thunderbird switches a calendar off when a server had trouble.",
        ),
        App(
            id="icsx5",
            name="ICSx5 (Android)",
            link=webcal(address),
            refresh="Looks again once a day whatever we ask, or as often as every 15 minutes if you set it so, "
            "keeps our name and colours, and leaves cancelled events to your phone’s calendar app.",
            steps="Install ICSx5 first: it puts the calendar into the calendar app that your phone has. "
            "Or copy the address, press + in ICSx5 and paste it.",
            leave="In ICSx5, open the calendar and delete it.",
            nothing="In ICSx5, synchronise all; in your calendar app, tick the calendar in the list.",
        ),
        App(
            id="other",
            name="Any other app",
            link=None,
            refresh="Each app decides how often it looks again (Fastmail every hour, Proton every 4 to 16 hours), "
            "what it ignores, and how it shows cancelled events, whose titles begin with “CANCELLED:” for that reason.",
            steps="Copy the address and look in your app for “subscribe”, “from URL” or “from the web”. "
            "“Import” is something else: it adds the events once and never updates them.",
            leave="Unsubscribe from the calendar in your app, or remove it: you lose nothing but the subscription.",
            nothing="Open the address in a browser: if that downloads a calendar, ask the makers of your app.",
        ),
    )


@lru_cache(maxsize=256)
def qr_code(address: str, *, title: str) -> str:
    """Draw an address as a QR code: an SVG element for HTML, dark modules on nothing with a quiet zone of 4.

    It has no size and no style of its own; `title` is its text for those who cannot see it.
    """
    code = segno.make_qr(address, error="m")
    svg = code.svg_inline(omitsize=True, border=4, title=title, svgclass=None, lineclass=None)
    # Without a role, screen readers look for content inside.
    return svg.replace("<svg", '<svg role="img"', 1)


def _encoded(text: str) -> str:
    return quote(text, safe="")
