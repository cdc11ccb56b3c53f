"""One address names the same events in every form: what you see is what they get."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from conftest import DATA, ROOT
from conftest import SLUG as REAL
from flask.testing import FlaskClient
from hypothesis import given, settings
from reading_calendars import (
    FROM_THE_BEGINNING,
    Said,
    anyday,
    as_line,
    by_walking,
    in_ics,
    in_json,
    lately,
    on_page,
)
from reading_pages import courses_client, edit, get
from story import SLUG as STORY
from story import publish_in_steps
from test_selection_laws import calm, selections

DEMO = "dm-1-sp26"
ATOM = "{http://www.w3.org/2005/Atom}"
NOW = datetime(2025, 10, 15, 12, tzinfo=UTC)

SELECTIONS = {
    REAL: [
        *("all", "main", "lectures", "tutorials", "exams", "deadlines", "office-hours", "releases", "holidays"),
        *("victor-butoi", "kaiming-he", "taylor-braun", "week-1", "week-8", "room-26-168", "tag-pytorch", "tag-guest"),
        *("main_victor-butoi", "lectures.kaiming-he", "office-hours.kaiming-he_exams", "all_not-week-1"),
        *("main_office-hours.victor-butoi_not-holidays", "lectures.week-3_room-36-155_not-tag-guest"),
        *("staff/victor-butoi", "staff/kaiming-he", "staff/taylor-braun"),
    ],
    DEMO: [
        *("all", "main", "lectures", "tutorials", "exams", "deadlines", "office-hours", "releases", "holidays"),
        *("alan-turing", "emmy-noether_not-tutorials", "week-4", "room-c-3", "tag-l01_tag-r01", "all_not-week-1"),
        *("staff/alan-turing", "staff/alan-kay", "staff/grace-hopper", "for-students", "exams-only"),
    ],
    STORY: [
        *("all", "main", "lectures", "exams", "office-hours", "deadlines", "ada-lovelace", "week-2", "room-45-230"),
        *("lectures_exams_not-ada-lovelace", "staff/ada-lovelace", "staff/alan-turing"),
    ],
}
ADDRESSES = [f"{slug}/{path}" for slug, paths in SELECTIONS.items() for path in paths]

HOURS = {REAL: timedelta(hours=-4), DEMO: timedelta(hours=1), STORY: timedelta(hours=-4)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the real course, the made-up one, and the one that was published in steps."""
    folder = tmp_path_factory.mktemp("data")
    shutil.copytree(DATA / REAL, folder / REAL)
    shutil.copytree(ROOT / "tests" / "data" / "courses" / DEMO, folder / DEMO)
    publish_in_steps(folder)
    return folder


@pytest.fixture(scope="module")
def client(folder: Path) -> FlaskClient:
    return courses_client(folder, NOW)


def agree(client: FlaskClient, address: str) -> tuple[Said, ...]:
    """Hold all forms of an address together; gives what all of them say."""
    slug, _, path = address.partition("/")
    events = in_ics(client, address)
    assert in_json(client, address) == events
    assert client.get(f"/{address}.txt").text.splitlines()[4:] == list(map(as_line, events))
    from_the_beginning = on_page(get(client, f"/{address}?{FROM_THE_BEGINNING}"), slug)
    assert from_the_beginning == tuple(sorted(events, key=lambda each: each.day))
    # Today's page has what began before and still lasts on this day.
    framed = [] if path.startswith("staff/") else [f"/{slug}/embed/{path}"]
    for page in [f"/{address}", *framed]:
        assert anyday(on_page(get(client, page), slug)) == anyday(events)
    return events


@pytest.mark.parametrize("address", ADDRESSES)
def test_page_feed_json_text_and_frame_show_the_same(address: str, client: FlaskClient) -> None:
    agree(client, address)


@pytest.mark.parametrize("view", ["week", "month"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_whoever_walks_through_the_weeks_or_months_meets_the_same(address: str, view: str, client: FlaskClient) -> None:
    assert anyday(by_walking(client, address, view)) == anyday(in_ics(client, address))


@settings(calm, max_examples=20)
@given(path=selections)
def test_any_address_shows_the_same_in_every_form_or_in_none(path: str, client: FlaskClient) -> None:
    address = f"{REAL}/{path}"
    others = [f"/{address}{end}" for end in (".ics", ".json", ".txt", ".atom")]
    status = client.get(f"/{address}").status_code

    assert {client.get(other).status_code for other in [*others, f"/{REAL}/embed/{path}"]} == {status}
    if status == 200:
        agree(client, address)
        assert lately(get(client, f"/{address}")) == announced(client, address)
    else:
        assert status == 404


def test_the_page_of_a_course_shows_what_it_offers_first(client: FlaskClient) -> None:
    for slug in SELECTIONS:
        page = get(client, f"/{slug}/?{FROM_THE_BEGINNING}")
        first = "for-students" if slug == DEMO else "main"
        assert sorted(on_page(page, slug)) == sorted(in_ics(client, f"{slug}/{first}"))


def announced(client: FlaskClient, address: str) -> list[tuple[str, str]]:
    """List the last three entries of a change feed that somebody needs to be told of."""
    feed = fromstring(client.get(f"/{address}.atom").data)  # noqa: S314 -- our own
    found = []
    for entry in feed.iter(f"{ATOM}entry"):
        (category,) = entry.iter(f"{ATOM}category")
        first = entry.findtext(f"{ATOM}id", "").endswith("/published")
        if category.attrib["term"] != "quiet" and not first:
            # All three courses are some hours behind or ahead of UTC.
            day = datetime.fromisoformat(entry.findtext(f"{ATOM}updated", "")) + HOURS[address.partition("/")[0]]
            found.append((f"{day:%Y-%m-%d}", entry.findtext(f"{ATOM}title", "")))
    return found[:3]


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_changed_lately_is_what_feed_readers_are_told(address: str, client: FlaskClient) -> None:
    assert lately(get(client, f"/{address}")) == announced(client, address)


def test_the_page_of_a_course_tells_what_changed_of_everything(client: FlaskClient) -> None:
    for slug in SELECTIONS:
        assert lately(get(client, f"/{slug}/")) == announced(client, f"{slug}/all")


def test_what_changed_lately_leaves_out_what_nobody_needs_to_know(client: FlaskClient) -> None:
    assert lately(get(client, f"/{STORY}/all")) == [
        ("2027-01-06", "Cancelled: 6.100 Maps, Tue 15 Sep, 1–2:30 PM ET (ill)"),
        ("2027-01-05", "Withdrawn: Quiz (6.100), Fri 25 Sep, 9–10 AM ET"),
        ("2027-01-05", "OH Alan (6.100), Wednesdays (4 weeks, Wed 18 Nov to Wed 9 Dec): 1–2 PM → 3–4 PM ET"),
    ]
    assert lately(get(client, f"/{REAL}/all")) == []


def test_everything_that_must_be_said_is_said_on_pages(client: FlaskClient) -> None:
    """Or holding the forms together would say nothing of it."""
    pages = [(slug, get(client, f"/{slug}/all")) for slug in SELECTIONS]
    met = {(each.status, each.remark) for slug, page in pages for each in on_page(page, slug)}

    assert met == {
        ("confirmed", ""),
        ("confirmed", "Any one of 4: the same session is held 4 times; come to one."),
        ("confirmed", "Any one of 2: the same session is held 2 times; come to one."),
        ("confirmed", "The time is to be announced."),
        ("tentative", ""),
        ("tentative", "A new date is to be announced."),
        ("cancelled", "Cancelled."),
        ("cancelled", "Cancelled: ill"),
        ("cancelled", "Cancelled: conference"),
        ("cancelled", "Cancelled: Easter"),
    }


def test_an_edit_shows_in_every_form_at_once(data: Path) -> None:
    client = courses_client(data, NOW)
    before = agree(client, f"{REAL}/all")
    edit(data / REAL / "exams.yaml", "end: 21:30, title: Midterm", "end: 22:00, room: 26-100, title: The midterm")
    edit(data / REAL / "lectures.yaml", "    title: How to train", "    cancelled: snow\n    title: How to train")
    edit(data / REAL / "deadlines.yaml", "due: Tue 2025-12-09", "due: Mon 2025-12-08 23:59")
    edit(data / REAL / "office-hours.yaml", "hosts: [kaiming-he]", "hosts: [sara-beery]")
    after = agree(client, f"{REAL}/all")

    changed = [each for each in sorted({*after} - {*before}) if not each.id.startswith("oh-mon-9-")]
    assert [(each.id, each.day, each.hours, each.title, each.place, each.remark) for each in changed] == [
        (
            "training",
            "2025-09-09",
            "1–2:30 PM",
            "CANCELLED: 6.7960 How to train a neural net",
            "45-230",
            "Cancelled: snow",
        ),
        ("midterm", "2025-10-21", "7:30–10 PM", "The midterm (6.7960)", "26-100", ""),
        ("project-due", "2025-12-08", "due 11:59 PM", "project due 11:59 PM ET (6.7960)", "", ""),
    ]
    assert {each.id for each in before} == {each.id for each in after}
    # Hours that were handed over leave one calendar and join the other.
    for person, count in (("kaiming-he", 0), ("sara-beery", 14)):
        hours = agree(client, f"{REAL}/office-hours.{person}")
        assert len([each for each in hours if each.id.startswith("oh-mon-9-")]) == count
    for path in ("main", "exams", "deadlines", "week-2", "staff/kaiming-he", "staff/sara-beery"):
        agree(client, f"{REAL}/{path}")
    assert lately(get(client, f"/{REAL}/all")) == announced(client, f"{REAL}/all")
    assert anyday(by_walking(client, f"{REAL}/all", "week")) == anyday(after)
