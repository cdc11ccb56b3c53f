"""The page of one event: as it stands now, what staff write to change it, and what became of it."""

import re
import shutil
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from conftest import PUBLIC_URL, ROOT, SLUG
from flask.testing import FlaskClient
from icalendar import Calendar
from reading_pages import at, courses_client, edit, get, heading, hrefs, links, of_class, outline, spoken, text, within

COURSES = ROOT / "tests" / "data" / "courses"
DEMO = "dm-1-sp26"
EDIT_URL = "https://git.example.edu/dm/data/edit/main/dm-1-sp26"


@pytest.fixture(scope="module")
def demo() -> FlaskClient:
    """The made-up course, in the middle of its term."""
    return courses_client(COURSES, at("2026-04-15T12:00"))


def edits(page: Element) -> list[str]:
    """Give the part for staff line by line, as it is read and as it is to be copied."""
    found = []
    for part in of_class(page, "edits"):
        for each in part.iter():
            if each.tag == "pre":
                found += "".join(each.itertext()).split("\n")
            elif each.tag in ("summary", "p", "h3", "h4"):
                found.append(spoken(each))
    return found


def test_every_event_has_the_page_that_its_calendar_entry_leads_to(client: FlaskClient) -> None:
    calendar = Calendar.from_ical(client.get(f"/{SLUG}/all.ics").data)
    events = calendar.walk("VEVENT")
    urls = [str(event["URL"]) for event in events]

    assert len(set(urls)) == len(events) == 226
    for event, url in zip(events, urls, strict=True):
        assert url.startswith(f"{PUBLIC_URL}/{SLUG}/events/")
        page = get(client, url.removeprefix(PUBLIC_URL))
        (canonical,) = (link for link in page.iter("link") if link.attrib["rel"] == "canonical")
        assert heading(page) == text(next(page.iter("title"))) == str(event["SUMMARY"])
        assert canonical.attrib["href"] == url
        (about,) = of_class(page, "about")
        assert "".join(about.itertext()) == str(event["DESCRIPTION"]).removesuffix(url).strip()


def test_event_page_shows_the_event_as_it_stands(data: Path) -> None:
    client = courses_client(data)
    old = get(client, f"/{SLUG}/events/midterm")
    edit(data / SLUG / "exams.yaml", "end: 21:30, title: Midterm", "end: 22:00, room: 26-100, title: Midterm")
    new = get(client, f"/{SLUG}/events/midterm")

    assert [spoken(each) for each in within(old)][:3] == [
        "Exam",
        "Midterm (6.7960)",
        "Tue 21 Oct 2025, 7:30–9:30 PM ET",
    ]
    assert [spoken(each) for each in within(new)][:3] == [
        "Exam",
        "Midterm (6.7960)",
        "Tue 21 Oct 2025, 7:30–10 PM ET 26-100",
    ]


def test_event_page_leads_to_its_people_and_its_week(client: FlaskClient, demo: FlaskClient) -> None:
    hours = get(client, f"/{SLUG}/staff/victor-butoi")
    (target,) = (each for part in of_class(hours, "next") for each in hrefs(part))
    page = get(client, target)

    assert outline(page) == ["h1 OH Victor, Gerardo, Vinith (6.7960)", "h2 Staff: change this hour", "h2 History"]
    assert links(within(page)) == [
        ("Victor Butoi", f"/{SLUG}/staff/victor-butoi"),
        ("Gerardo Flores", f"/{SLUG}/staff/gerardo-flores"),
        ("Vinith Suriyakumar", f"/{SLUG}/staff/vinith-suriyakumar"),
        ("The whole week", f"/{SLUG}/all?view=week&from=2025-10-15#calendar"),
        ("All changes of this course", f"/{SLUG}/changes"),
    ]
    assert "Pages of Victor Butoi, Gerardo Flores and Vinith Suriyakumar" in text(page)
    # What somebody may want to follow is a link.
    slides = "https://dm.example.edu/slides/1.pdf?a=1&b=2"
    assert [links(about) for about in of_class(get(demo, f"/{DEMO}/events/intro"), "about")] == [[(slides, slides)]]


def test_staff_find_the_exact_lines_and_the_file_for_one_week_of_office_hours(demo: FlaskClient) -> None:
    page = get(demo, f"/{DEMO}/events/oh-a-2026-04-20")
    (part,) = of_class(page, "edits")
    source = (COURSES / DEMO / "office-hours.yaml").read_text().splitlines()
    (row,) = (number for number, line in enumerate(source, 1) if "id: oh-a" in line)

    assert (part.tag, part.attrib) == ("details", {"class": "edits"})
    assert links(part) == [("Open the file where you edit it", f"{EDIT_URL}/office-hours.yaml#L{row}")]
    assert source[8] == "    changes:"
    assert edits(page) == [
        "Staff: change this hour",
        "Open the file where you edit it, and write one of these as it stands here; then feeds check and feeds record."
        " Lines are counted in the files that are served now.",
        "Cancel it for all of its hosts (yes, or the reason)",
        "dm-1-sp26/office-hours.yaml, below line 9:",
        "      - {date: Tue 2026-04-21, cancelled: yes, hosts: []}",
        "Without Grace",
        "dm-1-sp26/office-hours.yaml, below line 9:",
        "      - {date: Tue 2026-04-21, without: grace-hopper}",
        "Without Alan",
        "dm-1-sp26/office-hours.yaml, below line 9:",
        "      - {date: Tue 2026-04-21, without: alan-turing}",
        "Grace swaps with Alan K, who has Thu 30 Apr, 1–2 PM (write who does)",
        # Both halves, the lower one first, so that the other's line is where it was.
        "dm-1-sp26/office-hours.yaml, below line 23:",
        "      - {date: Thu 2026-04-30, swap: {alan-kay: grace-hopper}}",
        "dm-1-sp26/office-hours.yaml, below line 9:",
        "      - {date: Tue 2026-04-21, swap: {grace-hopper: alan-kay}}",
        "In another room (write yours)",
        "dm-1-sp26/office-hours.yaml, below line 9:",
        "      - {date: Tue 2026-04-21, room: Aula 1}",
        "On another day or at another time (write yours; leave out what stays)",
        "dm-1-sp26/office-hours.yaml, below line 9:",
        "      - {date: Tue 2026-04-21, moved_to: Wed 2026-04-22, start: 17:00, end: 18:00}",
    ]


def test_lines_that_staff_copy_do_what_they_say(tmp_path: Path) -> None:
    shutil.copytree(COURSES / DEMO, tmp_path / DEMO)
    client = courses_client(tmp_path, at("2026-04-15T12:00"))
    address = f"/{DEMO}/events/oh-a-2026-04-20"
    told = edits(get(client, address))
    below, line = told[told.index("Without Grace") + 1 : told.index("Without Grace") + 3]
    number = int(re.findall(r"below line (\d+):", below)[0])
    file = tmp_path / DEMO / "office-hours.yaml"
    written = file.read_text().splitlines(keepends=True)
    file.write_text("".join([*written[:number], f"{line}\n", *written[number:]]))

    assert heading(get(client, address)) == "OH Alan (DM 1)"


def test_no_file_is_linked_where_the_course_has_not_told_where_it_is_edited(client: FlaskClient) -> None:
    page = get(client, f"/{SLUG}/events/midterm")

    assert [links(part) for part in of_class(page, "edits")] == [[]]
    assert edits(page) == [
        "Staff: change this",
        "Write one of these as it stands here; then feeds check and feeds record."
        " Lines are counted in the files that are served now.",
        "Cancel it (yes, or the reason)",
        "6.7960-fa25/exams.yaml, in line 8, behind `id: midterm,`:",
        " cancelled: yes,",
        "In another room (write yours)",
        "6.7960-fa25/exams.yaml, in line 8, behind `id: midterm,`:",
        " room: 2-190,",
        "It is not certain",
        "6.7960-fa25/exams.yaml, in line 8, behind `id: midterm,`:",
        " tentative: yes,",
    ]


@pytest.mark.parametrize("event", ["easter", "oh-a-2026-03-23", "hilbert"])
def test_staff_have_nothing_to_write_of_holidays_and_of_what_is_cancelled(demo: FlaskClient, event: str) -> None:
    assert edits(get(demo, f"/{DEMO}/events/{event}")) == []


def test_cancelled_event_is_said_to_be_and_struck_through(demo: FlaskClient) -> None:
    (title,) = get(demo, f"/{DEMO}/events/oh-a-2026-03-23").iter("h1")

    assert (text(title), title.attrib) == ("CANCELLED: OH Grace, Alan (DM 1)", {"class": "cancelled"})
    (title,) = get(demo, f"/{DEMO}/events/oh-a-2026-04-20").iter("h1")
    assert title.attrib == {}


def test_event_that_lasts_several_days_says_from_when_to_when(demo: FlaskClient) -> None:
    page = get(demo, f"/{DEMO}/events/easter")

    assert [spoken(each) for each in within(page)][:3] == [
        "No class",
        "No class: Easter (DM 1)",
        "Fri 3 Apr 2026 – Mon 6 Apr 2026",
    ]
