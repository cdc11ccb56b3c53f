"""The pages: every address they offer works, they show what the feeds hold, and text stays text."""

import json
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin
from xml.etree.ElementTree import Element, TreeBuilder

import pytest
from conftest import DATA, PUBLIC_URL, SLUG
from flask.testing import FlaskClient
from icalendar import Calendar

from feeds.course.model import Course
from feeds.settings import Settings
from feeds.web.app import create_app

FORMS = ("ics", "json", "txt")
VOID = {"meta", "link", "br"}

# All that pages are made of: no script, no style, no form, no image, no frame.
ELEMENTS = {
    "a",
    "body",
    "br",
    "code",
    "div",
    "h1",
    "h2",
    "head",
    "header",
    "html",
    "li",
    "link",
    "main",
    "meta",
    "p",
    "section",
    "span",
    "strong",
    "time",
    "title",
    "ul",
}
ATTRIBUTES = {"charset", "class", "content", "datetime", "href", "lang", "name", "rel", "title", "type"}

SELECTIONS = [
    "all",
    "main",
    "lectures",
    "office-hours",
    "releases",
    "holidays",
    "victor-butoi",
    "kaiming-he",
    "main_victor-butoi",
    "lectures.kaiming-he_exams",
    "all_not-week-1",
    "week-8",
    "room-26-168",
    "tag-pytorch",
    "staff/victor-butoi",
    "staff/kaiming-he",
]

HOSTILE = """<script>alert("1")</script><img src=x onerror='alert(2)'> & &amp; 'x' {{ 7 * 7 }} 🎓 שלום مرحبا é"""

COURSE = """\
code: {code}
title: Calculus
term: Fall 2025
created: 2025-08-20T12:00:00Z
time_zone: America/New_York
uid_domain: calculus.example.edu
classes: {{first: {first}, last: {last}}}
"""


class Tree(HTMLParser):
    """Reads a page whose elements are all closed in order, or void."""

    def __init__(self) -> None:
        super().__init__()
        self._builder = TreeBuilder()
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs)
        self._builder.start(tag, {name: value or "" for name, value in attrs})
        self._open.append(tag)
        if tag in VOID:
            self.handle_endtag(tag)
        if tag == "br":
            self._builder.data("\n")

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag
        self._builder.end(tag)

    def handle_data(self, data: str) -> None:
        if self._open:
            self._builder.data(data)

    def finish(self) -> Element:
        """Give the root, when everything is closed."""
        self.close()
        assert self._open == []
        return self._builder.close()


def read(page: str) -> Element:
    tree = Tree()
    tree.feed(page)
    return tree.finish()


def text(element: Element) -> str:
    """Give an element's text with single spaces, as a browser shows it."""
    return " ".join("".join(element.itertext()).split())


def heading(page: Element) -> str:
    return text(next(page.iter("h1")))


def hrefs(page: Element) -> list[str]:
    return [link.attrib["href"] for link in page.iter("a")]


def get(client: FlaskClient, path: str, status: int = 200) -> Element:
    """Get a page and read it."""
    response = client.get(path)
    assert (response.status_code, response.content_type) == (status, "text/html; charset=utf-8"), path
    return read(response.text)


def courses_client(folder: Path, today: datetime = datetime(2025, 10, 15, tzinfo=UTC)) -> FlaskClient:
    """Make the application on a folder, on a day."""
    settings = Settings(data_dir=folder, public_url=PUBLIC_URL, reload_seconds=0)
    return create_app(settings, now=lambda: today).test_client()


def add_course(folder: Path, slug: str, first: str, last: str) -> None:
    (folder / slug).mkdir()
    (folder / slug / "course.yaml").write_text(COURSE.format(code=slug, first=first, last=last))
    (folder / slug / "staff.yaml").write_text("people: []\n")


def edit(path: Path, old: str, new: str) -> None:
    """Change the only place that holds a text."""
    content = path.read_text()
    assert content.count(old) == 1
    path.write_text(content.replace(old, new))


def shown(page: Element) -> list[tuple[str, str, str, str]]:
    """List what a calendar's page shows: day, event id, title, and the line below it."""
    found = []
    for section in page.iter("section"):
        (time,) = section.iter("time")
        for item in section.iter("li"):
            (link,) = item.iter("a")
            (br,) = item.iter("br")
            found.append(
                (
                    time.attrib["datetime"],
                    link.attrib["href"].removeprefix(f"/{SLUG}/events/"),
                    text(link),
                    (br.tail or "").strip(),
                )
            )
    return found


@pytest.fixture(scope="module")
def addresses(client: FlaskClient) -> dict[str, str]:
    """Every address that links lead to from `/`, with what it answers; each answers 200."""
    found: dict[str, str] = {}
    todo = ["/"]
    while todo:
        address = todo.pop()
        response = client.get(address, buffered=True)
        assert response.status_code == 200, address
        found[address] = response.text
        if response.mimetype == "text/html":
            page = read(response.text)
            links = [link.attrib["href"] for name in ("a", "link") for link in page.iter(name)]
            targets = {urljoin(f"{PUBLIC_URL}{address}", link) for link in links}
            inner = {target.removeprefix(PUBLIC_URL) for target in targets if target.startswith(PUBLIC_URL)}
            todo += inner - found.keys() - set(todo)
    return found


def words(course: Course) -> Iterator[str]:
    """Yield every word of a course that is a selection."""
    yield from ("main", "all")
    yield from ("lectures", "tutorials", "exams", "deadlines", "office-hours", "releases", "holidays")
    yield from course.people
    yield from (f"week-{number}" for number in range(1, 16))
    rooms = {room.lower() for event in course.events for room in event.place.rooms}
    yield from (f"room-{room}" for room in sorted(rooms))
    yield from ("tag-guest", "tag-pytorch")


def test_every_address_that_a_page_links_answers(addresses: dict[str, str], course: Course) -> None:
    """Links lead to all feeds of all words, to every event, and to nothing else."""
    offered = [*words(course), *(f"staff/{person}" for person in course.people)]
    examples = ["main_sara-beery", "all_not-week-1"]
    expected = {
        "/",
        "/favicon.svg",
        "/static/style.css",
        f"/{SLUG}/",
        *(f"/{SLUG}/{word}" for word in [*offered, *examples]),
        *(f"/{SLUG}/{word}.{form}" for word in [*offered, *examples] for form in (*FORMS, "atom")),
        f"/{SLUG}/changes",
        f"/{SLUG}/changes.atom",
        f"/{SLUG}/status",
        *(f"/{SLUG}/events/{event.id}" for event in course.events),
    }

    assert addresses.keys() == expected


def test_pages_hold_nothing_that_runs_or_comes_from_elsewhere(addresses: dict[str, str]) -> None:
    elements: set[str] = set()
    attributes: set[str] = set()
    elsewhere: set[str] = set()
    for body in addresses.values():
        if body.startswith("<!doctype html>"):
            for element in read(body).iter():
                elements.add(element.tag)
                attributes |= element.attrib.keys()
                target = element.attrib.get("href", "")
                if ":" in target and element.attrib.get("rel") != "canonical":
                    elsewhere.add(target)

    assert elements == ELEMENTS
    assert attributes == ATTRIBUTES
    assert elsewhere == {"https://deeplearning6-7960.github.io", "mailto:6.7960-instructors-fl2025@mit.edu"}


def test_no_mail_address_but_the_courses_is_sent(addresses: dict[str, str], client: FlaskClient) -> None:
    found: set[str] = set()
    for body in [*addresses.values(), client.get(f"/{SLUG}/lectres").text, client.get(f"/{SLUG}/lectres.ics").text]:
        found |= set(re.findall(r"[\w.+-]+@[\w.-]+", body.replace("\r\n ", "")))
    mail = {address for address in found if not address.endswith(".6.7960-fa25@deeplearning6-7960.github.io")}

    assert mail == {"6.7960-instructors-fl2025@mit.edu"}


def test_front_page_lists_the_courses(client: FlaskClient) -> None:
    page = get(client, "/")

    assert heading(page) == "Course calendars"
    assert [text(item) for item in page.iter("li")] == ["6.7960 Deep Learning Fall 2025"]
    assert hrefs(page) == [f"/{SLUG}/"]


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2024-01-01", ["past", "also-current", "current", "soon", "later", "long-past"]),
        ("2025-06-01", ["also-current", "current", "soon", "later", "past", "long-past"]),
        ("2025-09-03", ["also-current", "current", "soon", "later", "past", "long-past"]),
        ("2025-09-04", ["also-current", "current", "soon", "later", "past", "long-past"]),
        ("2025-12-09", ["also-current", "current", "soon", "later", "past", "long-past"]),
        ("2025-12-10", ["also-current", "soon", "later", "current", "past", "long-past"]),
        ("2030-01-01", ["later", "soon", "also-current", "current", "past", "long-past"]),
    ],
)
def test_front_page_shows_the_current_term_first(tmp_path: Path, today: str, expected: list[str]) -> None:
    for slug, first, last in (
        ("long-past", "2023-09-04", "2023-12-09"),
        ("past", "2025-02-01", "2025-05-20"),
        ("current", "2025-09-04", "2025-12-09"),
        ("also-current", "2025-09-04", "2025-12-12"),
        ("soon", "2026-02-01", "2026-05-20"),
        ("later", "2026-09-01", "2026-12-20"),
    ):
        add_course(tmp_path, slug, first, last)
    client = courses_client(tmp_path, datetime.fromisoformat(f"{today}T12:00:00+00:00"))

    assert hrefs(get(client, "/")) == [f"/{slug}/" for slug in expected]


def test_front_page_leaves_out_what_cannot_be_read(data: Path) -> None:
    add_course(data, "broken", "2025-09-04", "nonsense")
    shutil.copytree(data / SLUG, data / "static")

    assert hrefs(get(courses_client(data), "/")) == [f"/{SLUG}/"]


def test_front_page_of_no_course_says_so(tmp_path: Path) -> None:
    page = get(courses_client(tmp_path / "nothing"), "/")

    assert text(next(page.iter("main"))) == "Course calendars There is no course here yet."


def test_course_page_links_every_feed(client: FlaskClient, course: Course) -> None:
    page = get(client, f"/{SLUG}/")
    offers = [item for item in page.iter("li") if item.find("span") is not None]

    assert heading(page) == "6.7960 Deep Learning"
    assert [text(item) for item in page.iter("h2")] == [
        "Most people want",
        "Changed lately",
        "One kind",
        "One person",
        "One week",
        "One room",
        "One tag",
        "About this course",
    ]
    assert [hrefs(offer) for offer in offers] == [
        [
            word,
            *(f"{word}.{form}" for form in ("ics", "txt", "json")),
            *((f"staff/{word}", f"staff/{word}.ics") if word in course.people else ()),
        ]
        for word in words(course)
    ]


def test_course_page_counts_the_events_of_each_feed(client: FlaskClient) -> None:
    page = get(client, f"/{SLUG}/")
    counts = {}
    for item in page.iter("li"):
        if item.find("span") is not None:
            count = next(span for span in item.iter("span") if span.attrib["class"] == "count")
            counts[hrefs(item)[0]] = text(count)

    expected = {}
    for word in counts:
        events = json.loads(client.get(f"/{SLUG}/{word}.json").data)["events"]
        expected[word] = "1 event" if len(events) == 1 else f"{len(events)} events"
    assert counts == expected
    assert (counts["all"], counts["exams"], counts["taylor-braun"]) == ("226 events", "1 event", "0 events")


def test_course_page_says_what_the_course_is(client: FlaskClient) -> None:
    page = get(client, f"/{SLUG}/")
    (lead,) = (item for item in page.iter("p") if item.attrib.get("class") == "lead")
    (about,) = (item for item in page.iter("div") if item.attrib.get("class") == "about")

    assert text(next(page.iter("title"))) == "6.7960 Deep Learning, Fall 2025"
    assert text(lead) == "Fall 2025"
    assert text(about).startswith("MIT EECS Description: Fundamentals of deep learning, including both theory and")
    assert [text(item) for item in page.iter("li")][-7:] == [
        "Course site",
        "Piazza",
        "Canvas",
        "Gradescope",
        "Lecture Recordings",
        "Contact: 6.7960-instructors-fl2025@mit.edu",
        "For staff: the status of these calendars",
    ]


@pytest.mark.parametrize(
    ("public_url", "warned"),
    [
        ("http://127.0.0.1:8000", True),
        ("http://localhost", True),
        ("https://calendar.example.edu", False),
        ("http://calendar.example.edu", False),
    ],
)
def test_course_page_warns_of_addresses_that_work_here_only(public_url: str, warned: bool) -> None:
    page = create_app(Settings(data_dir=DATA, public_url=public_url)).test_client().get(f"/{SLUG}/").text

    assert ("These addresses work on this computer only." in page) == warned
    assert ("FEEDS_PUBLIC_URL" in page) == warned


def test_course_page_says_what_is_provisional_and_what_has_no_date_yet(data: Path) -> None:
    edit(data / SLUG / "course.yaml", "term: Fall 2025\n", "term: Fall 2025\nprovisional: yes\n")
    hours = "    day: Wednesday\n    start: 13:00\n    end: 14:00\n"
    edit(data / SLUG / "office-hours.yaml", hours, "    day: tbd\n")
    edit(data / SLUG / "exams.yaml", "date: Tue 2025-10-21", "date: tbd")
    page = get(courses_client(data), f"/{SLUG}/")
    (lead,) = (item for item in page.iter("p") if item.attrib.get("class") == "lead")
    (undated,) = (item for item in page.iter("section") if text(item).startswith("Still to be announced"))

    assert text(lead) == "Fall 2025 · provisional, anything may change"
    assert [text(item) for item in undated.iter("li")] == [
        "Midterm (exam) · date to be announced (was Tue 21 Oct)",
        "Office hours: Victor Butoi, Gerardo Flores, Vinith Suriyakumar",
    ]


def test_course_without_slash_leads_to_its_page(client: FlaskClient) -> None:
    for method in ("GET", "HEAD"):
        response = client.open(f"/{SLUG}?show=lectures", method=method, headers={"Host": "evil.example"})
        assert (response.status_code, response.location) == (308, "https://calendar.example.edu/6.7960-fa25/")


@pytest.mark.parametrize(
    ("today", "slug"), [("2025-10-01", "6.1-fa25"), ("2026-01-05", "6.1-sp26"), ("2027-01-01", "6.1-sp26")]
)
@pytest.mark.parametrize("path", ["/6.1/", "/6.1"])
def test_course_without_its_term_leads_to_the_current_one(tmp_path: Path, path: str, today: str, slug: str) -> None:
    add_course(tmp_path, "6.1-fa25", "2025-09-04", "2025-12-09")
    add_course(tmp_path, "6.1-sp26", "2026-02-01", "2026-05-20")
    add_course(tmp_path, "6.1-fa26", "2026-09-04", "nonsense")
    client = courses_client(tmp_path, datetime.fromisoformat(f"{today}T12:00:00+00:00"))
    response = client.get(path, headers={"Host": "evil.example"})

    assert (response.status_code, response.location) == (302, f"https://calendar.example.edu/{slug}/")
    assert client.get(f"{path.rstrip('/')}/all.ics").status_code == 404


@pytest.mark.parametrize("path", SELECTIONS)
def test_page_shows_exactly_the_events_of_the_feed(client: FlaskClient, path: str) -> None:
    events = json.loads(client.get(f"/{SLUG}/{path}.json").data)["events"]
    lines = client.get(f"/{SLUG}/{path}.txt").text.splitlines()[4:]
    found = shown(get(client, f"/{SLUG}/{path}"))

    assert [(day, id, title) for day, id, title, _ in found] == [
        (event["start"][:10], event["id"], event["title"]) for event in events
    ]
    # The text has the same on one line: when, what, where.
    for (_, _, title, below), event, line in zip(found, events, lines, strict=True):
        where = f" · {event['location']}" if event["location"] else ""
        assert line == f"{below.removesuffix(where)} · {title}{where}"


def test_page_of_a_selection_says_what_it_is(client: FlaskClient) -> None:
    page = get(client, f"/{SLUG}/EXAMS_lectures.kaiming-he")
    (canonical,) = (link for link in page.iter("link") if link.attrib["rel"] == "canonical")
    (address,) = (link for link in page.iter("a") if link.attrib.get("class") == "address")
    path = "lectures.kaiming-he_exams"

    assert heading(page) == "Lectures with Kaiming He, and exams"
    assert text(next(page.iter("title"))) == "Lectures with Kaiming He, and exams · 6.7960"
    assert canonical.attrib["href"] == f"{PUBLIC_URL}/{SLUG}/{path}"
    assert (text(address), address.attrib["href"]) == (f"{PUBLIC_URL}/{SLUG}/{path}.ics", f"/{SLUG}/{path}.ics")
    assert hrefs(page)[:4] == [f"/{SLUG}/", *(f"/{SLUG}/{path}.{form}" for form in ("ics", "txt", "json"))]
    assert [text(day) for day in page.iter("time")][:2] == ["Thu 18 Sep", "Tue 30 Sep"]


def test_page_of_somebodys_own_calendar_says_so(client: FlaskClient) -> None:
    page = get(client, f"/{SLUG}/staff/Victor-BUTOI")
    (canonical,) = (link for link in page.iter("link") if link.attrib["rel"] == "canonical")

    assert heading(page) == "Everything with Victor Butoi, shown as busy"
    assert canonical.attrib["href"] == f"{PUBLIC_URL}/{SLUG}/staff/victor-butoi"
    assert hrefs(page)[:4] == [
        f"/{SLUG}/",
        *(f"/{SLUG}/staff/victor-butoi.{form}" for form in ("ics", "txt", "json")),
    ]


def test_page_of_nothing_yet_says_that_it_will_fill(client: FlaskClient) -> None:
    page = get(client, f"/{SLUG}/taylor-braun")

    assert shown(page) == []
    assert text(list(page.iter("p"))[-1]) == (
        "Nothing yet. This calendar will fill by itself: subscribe now, and events appear when they are set."
    )


@pytest.mark.parametrize(
    ("query", "path"),
    [
        ("", "all"),
        ("?", "all"),
        ("?nothing=known", "all"),
        ("?show=lectures,exams", "lectures_exams"),
        ("?show=Exams&show=lectures&utm_source=x", "lectures_exams"),
        ("?hide=week-3", "all_not-week-3"),
        ("?show=main,victor-butoi&hide=week-3,exams", "main_victor-butoi_not-exams_not-week-3"),
    ],
)
@pytest.mark.parametrize("name", ["calendar", "Calendar"])
def test_page_of_a_query_leads_to_the_canonical_page(client: FlaskClient, name: str, query: str, path: str) -> None:
    response = client.get(f"/{SLUG}/{name}{query}", headers={"Host": "evil.example"})

    assert (response.status_code, response.location) == (303, f"https://calendar.example.edu/6.7960-fa25/{path}")


def test_every_event_has_the_page_that_its_calendar_entry_leads_to(client: FlaskClient) -> None:
    calendar = Calendar.from_ical(client.get(f"/{SLUG}/all.ics").data)
    events = calendar.walk("VEVENT")
    urls = [str(event["URL"]) for event in events]

    assert len(set(urls)) == len(events) == 226
    for event, url in zip(events, urls, strict=True):
        assert url.startswith(f"{PUBLIC_URL}/{SLUG}/events/")
        page = get(client, url.removeprefix(PUBLIC_URL))
        assert heading(page) == str(event["SUMMARY"])
        (about,) = (item for item in page.iter("div") if item.attrib.get("class") == "about")
        assert "".join(about.itertext()) == str(event["DESCRIPTION"]).removesuffix(url).strip()


def test_event_page_shows_the_event_as_it_stands(data: Path) -> None:
    client = courses_client(data)
    old = get(client, f"/{SLUG}/events/midterm")
    edit(data / SLUG / "exams.yaml", "end: 21:30, title: Midterm", "end: 22:00, room: 26-100, title: Midterm")
    new = get(client, f"/{SLUG}/events/midterm")

    assert text(next(old.iter("main"))).startswith("Midterm (6.7960) Tue 21 Oct, 7:30–9:30 PM ET History ")
    assert text(next(new.iter("main"))).startswith("Midterm (6.7960) Tue 21 Oct, 7:30–10 PM ET · 26-100 Changed ")


@pytest.mark.parametrize(
    ("path", "title", "message", "listed"),
    [
        (
            f"/{SLUG}/lectres",
            "There is no such calendar",
            "Nothing here is called 'lectres'; did you mean 'lectures'?",
            True,
        ),
        (
            f"/{SLUG}/calendar?show=",
            "There is no such calendar",
            "'show' and 'hide' want words; write show=one,two&hide=three.",
            True,
        ),
        (f"/{SLUG}/staff/lectures", "There is no such calendar", "Nobody on the staff is called 'lectures'.", True),
        (f"/{SLUG}/events/nothing", "Not Found", "This course has no event of the name 'nothing'.", False),
        (
            "/6.7960-fa26/",
            "There is no such course",
            "Nothing here is called '6.7960-fa26'; did you mean '6.7960-fa25'?",
            False,
        ),
        ("/6.7960-fa26", "There is no such course", None, False),
        (f"/{SLUG}/lectures/", "Not Found", None, False),
        ("/a/b/c/d", "Not Found", None, False),
    ],
)
def test_unknown_address_is_404_that_helps(
    client: FlaskClient, path: str, title: str, message: str | None, listed: bool
) -> None:
    page = get(client, path, 404)
    codes = [text(code) for code in page.iter("code")]

    assert heading(page) == text(next(page.iter("title"))) == title
    if message:
        assert text(next(page.iter("p"))) == message
    assert codes[:1] == ([("sara-beery" if "/staff/" in path else "all")] if listed else [])
    assert ("victor-butoi" in codes) == listed


@pytest.mark.parametrize(
    "path",
    [
        f"/{SLUG}/{{}}",
        f"/{SLUG}/calendar?show={{}}",
        f"/{SLUG}/calendar?hide={{}}",
        f"/{SLUG}/staff/{{}}",
        f"/{SLUG}/events/{{}}",
        "/{}/",
        "/{}",
        "/{}/lectures",
    ],
)
@pytest.mark.parametrize("word", ["%3Cscript%3Ealert(1)%3C%5Cscript%3E", "%22%20onload=%22x", "%7B%7B7*7%7D%7D"])
def test_what_was_asked_for_stays_text(client: FlaskClient, path: str, word: str) -> None:
    page = get(client, path.format(word), 404)

    assert {element.tag for element in page.iter()} <= ELEMENTS
    assert {name for element in page.iter() for name in element.attrib} <= ATTRIBUTES
    assert "49" not in text(page)


def test_hostile_data_stays_text_on_every_page(data: Path) -> None:
    """A course with markup in every line of text: each page shows it letter for letter, and nothing more."""
    quoted = "'" + HOSTILE.replace("'", "''") + "'"
    course = data / SLUG
    edit(course / "course.yaml", "code: 6.7960\n", f"code: {quoted}\n")
    edit(course / "course.yaml", "title: Deep Learning\n", f"title: {quoted}\n")
    edit(course / "course.yaml", "term: Fall 2025\n", f"term: {quoted}\n")
    edit(course / "course.yaml", "contact: 6.7960-instructors-fl2025@mit.edu\n", f"contact: {quoted}\n")
    edit(course / "course.yaml", "  MIT EECS\n", f"  {HOSTILE}\n")
    edit(
        course / "course.yaml",
        "{title: Course site, url: https://deeplearning6-7960.github.io}",
        f"""{{title: {quoted}, url: "https://example.edu/\\"><script>alert(1)</script>"}}""",
    )
    edit(course / "course.yaml", "name: Veterans Day", f"name: {quoted}")
    edit(course / "staff.yaml", "name: Victor Butoi, role: Head TA", f"name: {quoted}, short: {quoted}, role: {quoted}")
    edit(
        course / "lectures.yaml",
        "title: How to train a neural net\n",
        f"title: {quoted}\n    room: {quoted}\n    cancelled: {quoted}\n",
    )
    edit(course / "lectures.yaml", "      SGD, Backprop and autodiff", f"      {HOSTILE}")
    edit(
        course / "lectures.yaml",
        "{name: Rose E Wang, affiliation: OpenAI}",
        f"{{name: {quoted}, affiliation: {quoted}}}",
    )
    edit(course / "lectures.yaml", "{title: SmolLM3; OLMo 2; Marin 8B, under", f"{{title: {quoted}, under")
    client = courses_client(data)

    name = heading(get(client, f"/{SLUG}/"))
    assert name == f"{HOSTILE} {HOSTILE}"
    events = json.loads(client.get(f"/{SLUG}/all.json").data)["events"]
    offers = hrefs(get(client, f"/{SLUG}/"))
    offered = [target for target in offers if not re.search(r"^/|^[a-z]+:|\.[a-z]+$", target)]
    paths = ["/", f"/{SLUG}/lectres", f"/{SLUG}/staff/nobody"]
    paths += [f"/{SLUG}/{path}" for path in ("", *offered, *(f"events/{event['id']}" for event in events))]
    seen = ""
    for path in paths:
        page = get(client, path, 404 if path.endswith(("/lectres", "/nobody")) else 200)
        assert {element.tag for element in page.iter()} <= ELEMENTS, path
        assert {attribute for element in page.iter() for attribute in element.attrib} <= ATTRIBUTES, path
        seen += text(page) + "\n"

    for line in (
        f"CANCELLED: {HOSTILE} {HOSTILE} Tue 9 Sep, 1–2:30 PM ET · {HOSTILE}",
        f"Cancelled: {HOSTILE}",
        f"{HOSTILE}, differentiable programming",
        f"No class: {HOSTILE} ({HOSTILE})",
        f"OH {HOSTILE}, Gerardo, Vinith ({HOSTILE})",
        f"Office hours with {HOSTILE} ({HOSTILE})",
        f"Everything with {HOSTILE}, shown as busy",
        f"Speaker: {HOSTILE} ({HOSTILE})",
        f"- {HOSTILE}",
        f"Everything in {HOSTILE}",
        f"Contact: {HOSTILE}",
        f"{HOSTILE} Description: Fundamentals of deep learning",
    ):
        assert line in seen
    assert [event["title"] for event in events if event["id"] == "training"] == [f"CANCELLED: {HOSTILE} {HOSTILE}"]
    assert f"CANCELLED: {HOSTILE} {HOSTILE} · {HOSTILE}\n" in client.get(f"/{SLUG}/lectures.txt").text


def test_links_that_run_are_refused(data: Path) -> None:
    edit(data / SLUG / "course.yaml", "url: https://deeplearning6-7960.github.io", "url: 'javascript:alert(1)'")
    response = courses_client(data).get(f"/{SLUG}/")

    assert response.status_code == 503
    assert "javascript" not in response.text
