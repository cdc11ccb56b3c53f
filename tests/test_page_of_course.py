"""The page of a course and of a calendar: what is next, how to subscribe, what there is, in every season."""

import json
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import pytest
from conftest import DATA, PUBLIC_URL, SLUG
from flask.testing import FlaskClient
from reading_pages import (
    at,
    courses_client,
    edit,
    get,
    heading,
    hrefs,
    links,
    of_class,
    outline,
    section,
    spoken,
    text,
    within,
)

from feeds.course.model import Course

TITLE = "6.7960 Deep Learning"
OVERVIEW = "6.7960 Course overview, introduction to deep neural networks and their basic building blocks"
PARTS = [
    "h1 6.7960 Deep Learning",
    "h2 Add classes and deadlines to my calendar",
    "h2 Add office hours: choose",
    "h2 Changed lately",
    "h2 Calendar",
    "h2 About this course",
    "h2 Every calendar of this course",
    "h2 For staff",
]
AFTER = [
    {
        "h2 Add classes and deadlines to my calendar": "h2 Subscribe all the same",
        "h2 Add office hours: choose": "h2 Choose office hours",
    }.get(part, part)
    for part in PARTS
]

COMPUTER = (
    "This address works on this computer only: no phone can reach it, nor can Google or Outlook."
    " Whoever runs this server sets FEEDS_PUBLIC_URL."
)
NETWORK = (
    "This address works in your own network only: neither Google nor Outlook can reach it."
    " Whoever runs this server sets FEEDS_PUBLIC_URL."
)
HTTP = "This address begins with http instead of https, which Google and Outlook may refuse."


def top(page: Element) -> list[str]:
    """Give what stands above the ways to subscribe, as it is read out."""
    children = list(within(page))
    cards = next(number for number, each in enumerate(children) if each.attrib.get("class") == "cards")
    return [spoken(each) for each in children[:cards]]


def notes(page: Element) -> list[str]:
    return [text(note) for note in of_class(page, "note") if note.tag == "p"]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (
            "2025-08-20T12:00",
            ["Classes begin on Thu 4 Sep 2025.", f"Next: Thu 4 Sep, 1–2:30 PM ET, 45-230 {OVERVIEW}"],
        ),
        ("2025-09-04T03:59", ["Classes begin on Thu 4 Sep 2025.", f"Next: Thu 4 Sep, 1–2:30 PM ET, 45-230 {OVERVIEW}"]),
        ("2025-09-04T04:00", [f"Next: Thu 4 Sep, 1–2:30 PM ET, 45-230 {OVERVIEW}"]),
        ("2025-09-04T16:59", [f"Next: Thu 4 Sep, 1–2:30 PM ET, 45-230 {OVERVIEW}"]),
        ("2025-09-04T17:00", [f"Now: Thu 4 Sep, 1–2:30 PM ET, 45-230 {OVERVIEW}"]),
        ("2025-09-04T18:29", [f"Now: Thu 4 Sep, 1–2:30 PM ET, 45-230 {OVERVIEW}"]),
        ("2025-09-04T18:30", ["Next: Mon 8 Sep, 4–5 PM ET, 32-123 6.7960 PyTorch Tutorial"]),
        ("2025-10-17T12:00", ["Next: Tue 21 Oct, 7:30–9:30 PM ET Midterm (6.7960)"]),
        # A deadline does not hide the lecture of its day; it has the rest of the day.
        ("2025-10-16T04:00", ["Next: Thu 16 Oct, 1–2:30 PM ET, 45-230 6.7960 Generative models: basics"]),
        ("2025-10-16T18:29", ["Now: Thu 16 Oct, 1–2:30 PM ET, 45-230 6.7960 Generative models: basics"]),
        ("2025-10-16T18:30", ["Today: Thu 16 Oct pset 3 due (6.7960)"]),
        ("2025-11-11T04:59", ["Next: Tue 11 Nov No class: Veterans Day (6.7960)"]),
        ("2025-11-11T05:00", ["Today: Tue 11 Nov No class: Veterans Day (6.7960)"]),
        ("2025-12-10T04:59", ["Today: Tue 9 Dec project due (6.7960)"]),
        ("2025-12-10T05:00", ["This was Fall 2025: its calendar stays as it was."]),
        ("2026-11-22T12:00", ["This was Fall 2025: its calendar stays as it was."]),
    ],
)
def test_course_page_begins_with_what_it_is_and_what_is_next(now: str, expected: list[str]) -> None:
    page = get(courses_client(DATA, at(now)), f"/{SLUG}/")

    assert text(next(page.iter("title"))) == "6.7960 Deep Learning, Fall 2025"
    assert top(page) == ["Fall 2025", TITLE, *expected]


def test_what_is_next_is_neither_cancelled_nor_without_a_date(data: Path) -> None:
    course = data / SLUG
    edit(course / "exams.yaml", "date: Tue 2025-10-21", "date: tbd")
    edit(course / "lectures.yaml", 'title: "Generative models: VAE and GAN"\n', "title: X\n    cancelled: yes\n")
    page = get(courses_client(data, at("2025-10-17T12:00")), f"/{SLUG}/")

    assert top(page)[2:] == ["Next: Tue 28 Oct, 1–2:30 PM ET, 45-230 6.7960 Foundation models: post-training"]
    (link,) = (each for part in of_class(page, "next") for each in part.iter("a"))
    assert get(courses_client(data), link.attrib["href"]) is not None


@pytest.mark.parametrize("now", ["2025-08-20T12:00", "2025-10-15T12:00", "2025-12-10T04:59"])
def test_course_page_has_its_parts_in_this_order(now: str) -> None:
    page = get(courses_client(DATA, at(now)), f"/{SLUG}/")

    assert outline(page) == PARTS
    assert text(section(page, "Add classes and deadlines to my calendar")).startswith(
        "Add classes and deadlines to my calendar 38 events, for everybody. It keeps itself up to date: whatever"
        " changes here changes there. Google Calendar Looks again every 8 to 24 hours"
    )


def test_course_page_offers_every_way_to_subscribe(client: FlaskClient) -> None:
    page = get(client, f"/{SLUG}/")
    part = section(page, "Add classes and deadlines to my calendar")
    (apps,) = of_class(part, "apps")
    encoded = "calendar.example.edu%2F6.7960-fa25%2Fmain.ics"
    name = "6.7960%20Fall%202025"

    assert [(each.attrib.get("data-app"), text(next(iter(each)))) for each in apps] == [
        ("google", "Google Calendar"),
        ("apple", "Apple Calendar"),
        ("outlook", "Outlook.com"),
        ("microsoft365", "Microsoft 365"),
        ("icsx5", "ICSx5 (Android)"),
        (None, "Any other app: copy the address"),
    ]
    assert links(apps) == [
        ("Google Calendar", f"https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2F{encoded}"),
        ("Apple Calendar", "webcal://calendar.example.edu/6.7960-fa25/main.ics"),
        (
            "Outlook.com",
            f"https://outlook.live.com/calendar/0/addfromweb?url=https%3A%2F%2F{encoded}&name={name}",
        ),
        (
            "Microsoft 365",
            f"https://outlook.office.com/calendar/0/addfromweb?url=https%3A%2F%2F{encoded}&name={name}",
        ),
        ("ICSx5 (Android)", "webcal://calendar.example.edu/6.7960-fa25/main.ics"),
    ]
    assert [text(each) for each in of_class(part, "address")] == [f"{PUBLIC_URL}/{SLUG}/main.ics"]
    assert [text(each) for each in part.iter("summary")] == ["It did not work", "Already subscribed?"]
    assert [text(each) for each in part.iter("title")] == [f"QR code of {PUBLIC_URL}/{SLUG}/main"]
    (once,) = of_class(part, "once")
    (download,) = once.iter("a")
    assert text(once) == "Only a copy? Download once (does not update)"
    assert download.attrib == {"href": f"/{SLUG}/main.ics", "download": ""}
    # What only a script can do is not offered without one.
    assert {"hidden" in each.attrib for each in part.iter("button")} == {True}


def test_subscribing_steps_back_when_the_term_is_over(client: FlaskClient) -> None:
    after = courses_client(DATA, at("2026-11-22T12:00"))
    for path in ("", "lectures"):
        now, then = get(client, f"/{SLUG}/{path}"), get(after, f"/{SLUG}/{path}")
        (part,) = (each for each in then.iter("section") if each.attrib.get("id") == "subscribe")
        (apps,) = of_class(part, "apps")

        assert [(each.tag, each.attrib) for each in part] == [("details", {})], path
        assert text(next(part.iter("summary"))) == "Subscribe all the same"
        assert links(apps) == links(of_class(now, "apps")[0])
    assert outline(get(after, f"/{SLUG}/")) == AFTER


def test_calendar_of_a_term_that_is_over_is_shown_from_its_beginning() -> None:
    page = get(courses_client(DATA, at("2026-11-22T12:00")), f"/{SLUG}/main")

    assert of_class(page, "earlier") == []
    assert text(next(page.iter("time"))) == "Thu 4 Sep"


@pytest.mark.parametrize(
    ("public_url", "expected"),
    [
        ("http://127.0.0.1:8000", [COMPUTER]),
        ("http://[::1]:8000", [COMPUTER]),
        ("https://localhost", [COMPUTER]),
        ("http://192.168.1.5:8000", [NETWORK]),
        ("https://10.0.0.1", [NETWORK]),
        ("http://calendars.local", [NETWORK]),
        ("http://calendar.example.edu", [HTTP]),
        ("https://calendar.example.edu", []),
    ],
)
def test_addresses_that_do_not_work_everywhere_are_said_to(public_url: str, expected: list[str]) -> None:
    client = courses_client(DATA, public_url=public_url)

    for path in ("", "lectures", "staff/victor-butoi"):
        page = get(client, f"/{SLUG}/{path}")
        assert notes(page) == expected, path
        assert ("FEEDS_PUBLIC_URL" in text(page)) == (expected in ([COMPUTER], [NETWORK]))


@pytest.mark.parametrize("more", [0, 1])
def test_address_that_is_too_long_is_said_to_be(data: Path, more: int) -> None:
    tag = "t" * (116 + more - len(f"{PUBLIC_URL}/{SLUG}/week-1_tag-.ics"))
    edit(data / SLUG / "lectures.yaml", "title: Evaluation\n", f"title: Evaluation\n    tags: [{tag}]\n")
    client = courses_client(data)
    path = f"week-1_tag-{tag}"
    address = f"{PUBLIC_URL}/{SLUG}/{path}.ics"
    page = get(client, f"/{SLUG}/{path}")

    said = (
        "This address has 117 characters. Apps were seen to refuse more than 116, Google among them:"
        " choose fewer, or subscribe to two calendars."
    )

    assert len(address) == 116 + more
    assert notes(page)[:-1] == [said] * more
    assert notes(page)[-1].startswith("These boxes cannot say all of this calendar")
    assert text(of_class(page, "address")[0]) == address


def test_course_page_links_every_calendar(client: FlaskClient, course: Course) -> None:
    part = section(get(client, f"/{SLUG}/"), "Every calendar of this course")
    groups = dict(zip([text(each) for each in part.iter("h3")], of_class(part, "words"), strict=True))
    rooms = {room.lower() for event in course.events for room in event.place.rooms}

    assert {title: [href.removeprefix(f"/{SLUG}/") for href in hrefs(words)] for title, words in groups.items()} == {
        "Kinds": ["lectures", "tutorials", "exams", "deadlines", "office-hours", "releases", "holidays"],
        "People": list(course.people),
        "Weeks": [f"week-{number}" for number in range(1, 16)],
        "Rooms": [f"room-{room}" for room in sorted(rooms)],
        "Tags": ["tag-guest", "tag-pytorch"],
    }
    for words in groups.values():
        for sentence, target in links(words):
            assert heading(get(client, target)) == sentence
    assert hrefs(next(part.iter("p"))) == [f"/{SLUG}/{word}" for word in ("main_sara-beery", "all_not-week-1", "all")]


def test_course_page_says_what_the_course_is(client: FlaskClient) -> None:
    page = get(client, f"/{SLUG}/")
    part = section(page, "About this course")
    (about,) = of_class(part, "about")

    assert text(about).startswith("MIT EECS Description: Fundamentals of deep learning, including both theory and")
    assert [text(item) for item in part.iter("li")] == [
        "Course site",
        "Piazza",
        "Canvas",
        "Gradescope",
        "Lecture Recordings",
        "6.7960-instructors-fl2025@mit.edu",
    ]
    assert links(part) == [
        ("Course site", "https://deeplearning6-7960.github.io"),
        ("6.7960-instructors-fl2025@mit.edu", "mailto:6.7960-instructors-fl2025@mit.edu"),
    ]


def test_course_page_ends_with_what_is_for_staff(client: FlaskClient) -> None:
    part = section(get(client, f"/{SLUG}/"), "For staff")
    (code,) = part.iter("pre")

    assert links(part) == [("Status", f"/{SLUG}/status"), ("Your own hours", f"/{SLUG}/staff/")]
    assert text(code) == (
        f'<iframe src="{PUBLIC_URL}/{SLUG}/embed/main" title="6.7960 calendar" width="100%" height="600"></iframe>'
    )
    assert client.get(urlsplit(text(code).split('"')[1]).path).status_code == 200


def test_course_page_says_what_is_provisional_and_what_has_no_date_yet(data: Path) -> None:
    edit(data / SLUG / "course.yaml", "term: Fall 2025\n", "term: Fall 2025\nprovisional: yes\n")
    hours = "    day: Wednesday\n    start: 13:00\n    end: 14:00\n"
    edit(data / SLUG / "office-hours.yaml", hours, "    day: tbd\n")
    edit(data / SLUG / "exams.yaml", "date: Tue 2025-10-21", "date: tbd")
    client = courses_client(data)
    undated = section(get(client, f"/{SLUG}/"), "Still to be announced")

    assert [top(get(client, f"/{SLUG}/{path}"))[0] for path in ("", "main")] == [
        "Fall 2025 · provisional, anything may change"
    ] * 2
    assert [text(item) for item in undated.iter("li")] == [
        "Midterm (exam) · date to be announced (was Tue 21 Oct)",
        "Office hours: Victor Butoi, Gerardo Flores, Vinith Suriyakumar",
    ]
    assert hrefs(undated) == [f"/{SLUG}/events/midterm"]


def test_page_of_a_calendar_says_what_it_is(client: FlaskClient) -> None:
    page = get(client, f"/{SLUG}/EXAMS_lectures.kaiming-he")
    (canonical,) = (link for link in page.iter("link") if link.attrib["rel"] == "canonical")
    path = "lectures.kaiming-he_exams"
    (forms,) = of_class(page, "forms")
    events = json.loads(client.get(f"/{SLUG}/{path}.json").data)["events"]

    assert outline(page) == [
        "h1 Lectures with Kaiming He, and exams",
        "h2 Add this to my calendar",
        "h2 Choose something else",
        "h2 Calendar",
    ]
    assert top(page) == [
        "Fall 2025",
        "Lectures with Kaiming He, and exams",
        f"{len(events)} events",
        "Next: Thu 16 Oct, 1–2:30 PM ET, 45-230 6.7960 Generative models: basics",
    ]
    assert text(next(page.iter("title"))) == "Lectures with Kaiming He, and exams · 6.7960"
    assert canonical.attrib["href"] == f"{PUBLIC_URL}/{SLUG}/{path}"
    assert text(of_class(page, "address")[0]) == f"{PUBLIC_URL}/{SLUG}/{path}.ics"
    assert hrefs(forms) == [f"/{SLUG}/{path}.{form}" for form in ("txt", "json", "atom")]
    assert [text(day) for day in page.iter("time")][:2] == ["Thu 18 Sep", "Tue 30 Sep"]


def test_page_of_nothing_yet_says_that_it_will_fill(client: FlaskClient) -> None:
    page = get(client, f"/{SLUG}/taylor-braun")

    assert top(page) == ["Fall 2025", "Everything with Taylor Braun", "Nothing is set yet"]
    assert text(section(page, "Calendar")) == (
        "Calendar Times in ET Agenda Week Month"
        " Nothing yet. This calendar will fill by itself: subscribe now, and events appear when they are set."
    )


@pytest.mark.parametrize(
    ("query", "path"),
    [
        ("", "all"),
        ("?", "all"),
        ("?nothing=known", "all"),
        ("?show=lectures,exams", "lectures_exams"),
        ("?show=Exams&show=lectures&utm_source=x", "lectures_exams"),
        ("?form=choose&show=exams&show=lectures", "lectures_exams"),
        ("?hide=week-3", "all_not-week-3"),
        ("?show=main,victor-butoi&hide=week-3,exams", "main_victor-butoi_not-exams_not-week-3"),
    ],
)
@pytest.mark.parametrize("name", ["calendar", "Calendar"])
def test_page_of_a_query_leads_to_the_canonical_page(client: FlaskClient, name: str, query: str, path: str) -> None:
    response = client.get(f"/{SLUG}/{name}{query}", headers={"Host": "evil.example"})

    assert (response.status_code, response.location) == (303, f"/{SLUG}/{path}")
