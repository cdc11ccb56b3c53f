"""The judges of updates refuse what the real programs would ignore, and take what they would take."""

import pytest
from clients import CLIENTS, Client, Gnome, Google, Icsx5, Kde, Outlook, Thunderbird, VEvent, by_uid, vevents

ZONE = """\
BEGIN:VTIMEZONE
TZID:America/New_York
BEGIN:STANDARD
DTSTART:20071104T020000
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20070311T020000
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
END:DAYLIGHT
END:VTIMEZONE
"""
EARLIER, LATER = "20250904T173000Z", "20250904T173001Z"


def event(
    title: str,
    *,
    uid: str = "midterm",
    stamp: str = EARLIER,
    modified: str = EARLIER,
    sequence: int = 5,
    more: str = "",
) -> str:
    """Write a VEVENT; without `modified`, it has no LAST-MODIFIED."""
    lines = [f"UID:{uid}", f"DTSTAMP:{stamp}", f"LAST-MODIFIED:{modified}" if modified else "", f"SEQUENCE:{sequence}"]
    when = "DTSTART;TZID=America/New_York:20251021T193000"
    return "\n".join(["BEGIN:VEVENT", *filter(None, lines), when, f"SUMMARY:{title}", f"{more}END:VEVENT", ""])


def feed(*events: str, zone: str = ZONE) -> bytes:
    """Put a feed together."""
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\n{zone}{''.join(events)}END:VCALENDAR\n"
    return text.replace("\n", "\r\n").encode()


def titles(events: dict[str, VEvent]) -> dict[str, str]:
    """Give the title of each event, by UID."""
    return {uid: event["SUMMARY"] for uid, event in events.items()}


def after(kind: type[Client], *bodies: bytes) -> dict[str, str]:
    """Give what a program holds after some fetches, each body under an ETag of its own."""
    client = kind()
    for number, body in enumerate(bodies):
        client.refresh(body, f"etag-{number}")
    return titles(client.held)


TAKEN, IGNORED = {"midterm": "new"}, {"midterm": "old"}


@pytest.mark.parametrize(
    ("kind", "stamp", "modified", "sequence", "held"),
    [
        # Nothing of a revision rises: only the two that replace the whole calendar take the edit.
        (Google, EARLIER, EARLIER, 5, IGNORED),
        (Gnome, EARLIER, EARLIER, 5, IGNORED),
        (Icsx5, EARLIER, EARLIER, 5, IGNORED),
        (Outlook, EARLIER, EARLIER, 5, IGNORED),
        (Kde, EARLIER, EARLIER, 5, TAKEN),
        (Thunderbird, EARLIER, EARLIER, 5, TAKEN),
        # Only the two stamps rise, as where a program never writes a SEQUENCE.
        (Google, LATER, LATER, 5, TAKEN),
        (Gnome, LATER, LATER, 5, TAKEN),
        (Icsx5, LATER, LATER, 5, TAKEN),
        (Outlook, LATER, LATER, 5, TAKEN),
        # Only SEQUENCE rises.
        (Google, EARLIER, EARLIER, 6, TAKEN),
        (Gnome, EARLIER, EARLIER, 6, TAKEN),
        (Icsx5, EARLIER, EARLIER, 6, IGNORED),
        (Outlook, EARLIER, EARLIER, 6, IGNORED),
        # Only DTSTAMP rises, as where it is the time of the fetch.
        (Google, LATER, EARLIER, 5, TAKEN),
        (Gnome, LATER, EARLIER, 5, TAKEN),
        (Icsx5, LATER, EARLIER, 5, IGNORED),
        (Outlook, LATER, EARLIER, 5, TAKEN),
        # SEQUENCE falls, as where a counter was lost.
        (Google, LATER, LATER, 4, IGNORED),
        (Gnome, LATER, LATER, 4, TAKEN),
        (Icsx5, LATER, LATER, 4, TAKEN),
        (Outlook, LATER, LATER, 4, IGNORED),
    ],
)
def test_program_takes_an_edit_by_its_own_rule(
    kind: type[Client], stamp: str, modified: str, sequence: int, held: dict[str, str]
) -> None:
    edited = feed(event("new", stamp=stamp, modified=modified, sequence=sequence))

    assert after(kind, feed(event("old")), edited) == held


@pytest.mark.parametrize(("stored", "published"), [("", EARLIER), (EARLIER, ""), ("", "")])
def test_icsx5_takes_an_event_without_last_modified(stored: str, published: str) -> None:
    assert after(Icsx5, feed(event("old", modified=stored)), feed(event("new", modified=published))) == TAKEN


@pytest.mark.parametrize("kind", CLIENTS)
def test_program_removes_what_is_gone_and_remembers_it(kind: type[Client]) -> None:
    client = kind()
    client.refresh(feed(event("midterm"), event("quiz", uid="quiz")), "1")
    client.refresh(feed(event("midterm")), "2")

    assert titles(client.held) == {"midterm": "midterm"}
    assert client.seen == {"midterm", "quiz"}


def test_google_leaves_away_what_comes_again_with_an_old_revision() -> None:
    both, one = feed(event("old"), event("quiz", uid="quiz")), feed(event("quiz", uid="quiz"))
    again = feed(event("new", sequence=6), event("quiz", uid="quiz"))

    assert after(Google, both, one, both) == {"quiz": "quiz"}
    assert after(Google, both, one, again) == {"midterm": "new", "quiz": "quiz"}


@pytest.mark.parametrize(
    ("kind", "held"),
    [
        (Google, TAKEN),
        (Gnome, IGNORED),
        (Icsx5, IGNORED),
        (Kde, TAKEN),
        (Outlook, TAKEN),
        (Thunderbird, IGNORED),
    ],
)
def test_program_with_a_conditional_request_sees_nothing_under_the_same_etag(
    kind: type[Client], held: dict[str, str]
) -> None:
    client = kind()
    client.refresh(feed(event("old")), "same")
    client.refresh(feed(event("new", stamp=LATER, modified=LATER, sequence=6)), "same")

    assert titles(client.held) == held


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        (Google, []),
        (Gnome, []),
        (Icsx5, []),
        (Kde, []),
        (Outlook, ["midterm"]),
        (Thunderbird, []),
    ],
)
def test_outlook_alone_shows_a_cancelled_event_as_any_other(kind: type[Client], shown: list[str]) -> None:
    client = kind()
    client.refresh(feed(event("CANCELLED: Midterm", more="STATUS:CANCELLED\n")), "1")

    assert list(client.shown) == shown
    assert list(client.held) == ["midterm"]


@pytest.mark.parametrize(("kind", "held"), [(Google, IGNORED), (Gnome, {}), (Thunderbird, {})])
@pytest.mark.parametrize("page", [b"", b"<!doctype html>\r\n<title>Not found</title>\r\n"])
def test_only_google_keeps_its_events_when_a_page_comes_in_place_of_the_calendar(
    kind: type[Client], held: dict[str, str], page: bytes
) -> None:
    assert after(kind, feed(event("old")), page) == held


def test_gnome_keeps_its_events_when_the_feed_has_none() -> None:
    assert after(Gnome, feed(event("old")), feed()) == IGNORED
    assert after(Thunderbird, feed(event("old")), feed()) == {}


def test_google_ignores_a_feed_with_one_line_that_is_none() -> None:
    broken = feed(event("new", stamp=LATER, modified=LATER, sequence=6, more="not folded\n"))

    assert after(Google, feed(event("old")), broken) == IGNORED
    assert after(Thunderbird, feed(event("old")), broken) == TAKEN


@pytest.mark.parametrize(
    "zone",
    [
        pytest.param("", id="none"),
        pytest.param(ZONE.replace("America/New_York", "US-Eastern"), id="another"),
        pytest.param(ZONE.replace("DAYLIGHT", "STANDARD"), id="two standards"),
    ],
)
def test_outlook_takes_no_feed_whose_zone_it_may_refuse(zone: str) -> None:
    edited = event("new", stamp=LATER, modified=LATER, sequence=6)

    assert after(Outlook, feed(event("old")), feed(edited, zone=zone)) == IGNORED
    assert after(Outlook, feed(event("old")), feed(edited)) == TAKEN


def test_two_events_of_one_uid_are_no_calendar_of_ours() -> None:
    twice = feed(event("old"), event("new"))

    assert after(Google, twice) == TAKEN
    assert after(Gnome, twice) == IGNORED
    with pytest.raises(ValueError, match=r"^midterm is there twice$"):
        by_uid(vevents(twice))


def test_lines_are_unfolded_and_parameters_are_no_part_of_a_value() -> None:
    (found,) = vevents(feed(event("Mid\n term", more='DTEND;X-A="a:b;c":1\nDTENDING:2\n')))

    assert found["SUMMARY"] == "Midterm"
    assert found["DTSTART"] == "20251021T193000"
    assert found["DTEND"] == "1"
    assert found["LOCATION"] == ""
