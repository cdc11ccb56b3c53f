"""What holds for all pages: every address they offer works, nothing comes from elsewhere, and text stays text."""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urldefrag, urljoin, urlsplit
from xml.etree.ElementTree import Element

import pytest
from conftest import PUBLIC_URL, ROOT, SLUG
from flask.testing import FlaskClient
from reading_pages import (
    ELEMENTS,
    HOSTILE,
    QUOTED,
    courses_client,
    edit,
    get,
    heading,
    hrefs,
    links,
    parts,
    read,
    section,
    strange,
    text,
    within,
)

from feeds.course.model import Course

FORMS = ("ics", "json", "txt", "atom")
KINDS = ("lectures", "tutorials", "exams", "deadlines", "office-hours", "releases", "holidays")

# Of the other calendars only the first page of each view is looked at, of those of a person the agenda alone.
WALKED = ("main", "all", "staff/kaiming-he")

# What no link leads to.
UNLINKED = {
    f"/{SLUG}/embed/main": 200,
    f"/{SLUG}/embed/all": 200,
    f"/{SLUG}/embed/taylor-braun": 200,
    f"/{SLUG}/all_not-week-1_not-room-45-230": 200,
    f"/{SLUG}/calendar?form=choose": 400,
    f"/{SLUG}/main?view=day": 400,
    f"/{SLUG}/lectres": 404,
    f"/{SLUG}/events/nothing": 404,
    "/nothing/": 404,
}


@pytest.fixture(scope="module")
def bodies(client: FlaskClient) -> dict[str, str]:
    """Every address that links lead to from `/`, with what it answers; each answers 200."""
    found: dict[str, str] = {}
    todo = ["/"]
    while todo:
        address = todo.pop()
        response = client.get(address, buffered=True)
        assert response.status_code == 200, address
        found[address] = response.text
        if response.mimetype == "text/html":
            targets = {urldefrag(target).url for target in leads_to(read(response.text), address)}
            inner = {target.removeprefix(PUBLIC_URL) for target in targets if target.startswith(PUBLIC_URL)}
            todo += sorted({target for target in inner if is_walked(target)} - found.keys() - set(todo))
    return found


@pytest.fixture(scope="module")
def pages(bodies: dict[str, str], client: FlaskClient) -> dict[str, Element]:
    """Every page, also those that no link leads to."""
    unlinked = {address: get(client, address, status) for address, status in UNLINKED.items()}
    linked = {address: read(body) for address, body in bodies.items() if body.startswith("<!doctype html>")}
    return {**linked, **unlinked}


def leads_to(page: Element, address: str) -> set[str]:
    targets = {link.attrib["href"] for name in ("a", "link") for link in page.iter(name)}
    return {urljoin(f"{PUBLIC_URL}{address}", target) for target in targets}


def requested(pages: Iterable[Element]) -> set[str]:
    """Give every address that a browser asks for by itself, or sends a form to."""
    found = set()
    for page in pages:
        for element in page.iter():
            of_page = element.tag == "link" and element.attrib["rel"] not in ("canonical", "alternate", "prev", "next")
            names = ("action", "background", "data", "formaction", "poster", "src", "srcset", *(["href"] * of_page))
            found |= {element.attrib[name] for name in names if name in element.attrib}
    return found


def is_walked(address: str) -> bool:
    path, _, query = address.removeprefix(f"/{SLUG}/").partition("?")
    return not query or path in WALKED or ("from=" not in query and not path.startswith(("staff/", "main_")))


def words(course: Course) -> Iterator[str]:
    """Yield every word of a course that is a calendar."""
    yield from ("main", "all", *KINDS, *course.people)
    yield from (f"week-{number}" for number in range(1, 16))
    rooms = {room.lower() for event in course.events for room in event.place.rooms}
    yield from (f"room-{room}" for room in sorted(rooms))
    yield from ("tag-guest", "tag-pytorch")


def test_every_address_that_a_page_links_answers(bodies: dict[str, str], course: Course) -> None:
    """Links lead to all calendars in every form and view, to every event, and to nothing else."""
    viewed = {*words(course), "all_not-week-1", "staff/kaiming-he"}
    own = {f"{begin}{person}" for begin in ("staff/", "main_") for person in course.people}
    calendars = viewed | own
    expected = {
        "/",
        "/favicon.svg",
        "/static/style.css",
        f"/{SLUG}/",
        *(f"/{SLUG}/{path}" for path in calendars),
        *(f"/{SLUG}/{path}.{form}" for path in calendars for form in FORMS),
        *(f"/{SLUG}/{path}?view={view}" for path in viewed for view in ("week", "month")),
        *(f"/{SLUG}/{path}" for path in ("changes", "changes.atom", "staff/", "status")),
        *(f"/{SLUG}/events/{event.id}" for event in course.events),
    }
    paged = {address for address in bodies if "from=" in address}

    assert {urlsplit(address).path for address in paged} == {f"/{SLUG}/{path}" for path in WALKED}
    assert bodies.keys() - paged == expected


def test_every_page_of_a_view_is_reached(bodies: dict[str, str]) -> None:
    """From the first week with something to the last, without those that have nothing."""
    begins = sorted(
        query["from"][0]
        for address in bodies
        if address.startswith(f"/{SLUG}/main?view=")
        for query in [parse_qs(urlsplit(address).query)]
        if "from" in query and query["view"] == ["week"]
    )

    assert begins == [str(date(2025, 9, 1) + timedelta(weeks=number)) for number in range(15)]
    assert sum(address.startswith(f"/{SLUG}/main?view=month&from=") for address in bodies) == 4


def test_every_place_within_a_page_that_is_linked_is_there(pages: dict[str, Element]) -> None:
    ids = {address: {each.attrib.get("id") for each in page.iter()} for address, page in pages.items()}
    missing = set()
    for address, page in pages.items():
        for target in leads_to(page, address):
            url, fragment = urldefrag(target)
            here = url.removeprefix(PUBLIC_URL)
            if fragment and here in pages and fragment not in ids[here]:
                missing.add((address, target))

    assert missing == set()


def test_pages_are_made_of_nothing_else(pages: dict[str, Element]) -> None:
    assert parts(pages.values()) == ELEMENTS


def test_pages_ask_for_nothing_from_elsewhere(pages: dict[str, Element], client: FlaskClient) -> None:
    scripts = {tuple(sorted(each.attrib.items())) for page in pages.values() for each in page.iter("script")}

    assert requested(pages.values()) == {
        "/favicon.svg",
        "/static/style.css",
        "/static/page.js",
        f"/{SLUG}/calendar",
    }
    assert scripts == {(("defer", ""), ("src", "/static/page.js"))}
    assert {text(each) for page in pages.values() for each in page.iter("script")} == {""}
    for path in ("/static/style.css", "/favicon.svg"):
        assert re.findall(r"@import|url\(|href|src", client.get(path, buffered=True).text) == [], path


def test_links_to_elsewhere_are_of_calendars_and_of_the_course(pages: dict[str, Element], course: Course) -> None:
    elsewhere: dict[str, set[str]] = {}
    for address, page in pages.items():
        for link in page.iter("a"):
            target = urlsplit(urljoin(f"{PUBLIC_URL}{address}", link.attrib["href"]))
            if f"{target.scheme}://{target.netloc}" != PUBLIC_URL:
                elsewhere.setdefault(f"{target.scheme}:{target.netloc}", set()).add(target.path)

    assert elsewhere.pop("webcal:calendar.example.edu") == {
        f"/{SLUG}/{path}.ics"
        for path in (
            *words(course),
            *(f"{begin}{person}" for begin in ("staff/", "main_") for person in course.people),
            "all_not-week-1",
            "all_not-week-1_not-room-45-230",
        )
    }
    assert elsewhere == {
        "https:calendar.google.com": {"/calendar/r", "/calendar/r/settings/addbyurl"},
        "https:outlook.live.com": {"/calendar/0/addfromweb"},
        "https:outlook.office.com": {"/calendar/0/addfromweb"},
        "https:deeplearning6-7960.github.io": {""},
        "mailto:": {"6.7960-instructors-fl2025@mit.edu"},
    }


def test_no_mail_address_but_the_courses_is_sent(bodies: dict[str, str], client: FlaskClient) -> None:
    sent = [*bodies.values(), *(client.get(address).text for address in UNLINKED)]
    sent += [client.get(f"/{SLUG}/lectres.ics").text]
    found = {mail for body in sent for mail in re.findall(r"[\w.+-]+(?:@|%40)[\w.-]+", body.replace("\r\n ", ""))}
    mail = {address for address in found if not address.endswith(".6.7960-fa25@deeplearning6-7960.github.io")}

    assert mail == {"6.7960-instructors-fl2025@mit.edu"}


def test_foot_of_every_page_says_when_what_is_served_last_changed(pages: dict[str, Element]) -> None:
    feet: dict[str, set[str]] = {}
    for address, page in pages.items():
        feet.setdefault(" ".join(text(foot) for foot in page.iter("footer")), set()).add(address)
    without = feet.pop("")

    assert feet.keys() == {
        "Times are those of America/New_York (ET). This schedule last changed on Sun 22 Nov 2026, 7:30 AM ET."
        " For staff: status"
    }
    assert without == {
        "/",
        f"/{SLUG}/status",
        *(address for address, status in UNLINKED.items() if status != 200 and "form=" not in address),
        *(address for address in UNLINKED if "/embed/" in address),
    }
    assert "What is served last changed on Sun 22 Nov 2026, 7:30 AM ET." in text(pages[f"/{SLUG}/status"])


def test_foot_tells_of_an_edit(data: Path) -> None:
    client = courses_client(data)
    edit(data / SLUG / "exams.yaml", "end: 21:30, title: Midterm", "end: 22:00, title: Midterm")
    (foot,) = get(client, f"/{SLUG}/main").iter("footer")
    changed = re.search("last changed on (.*?) ET", text(foot))

    assert changed
    assert changed[1] != "Sun 22 Nov 2026, 7:30 AM"


@pytest.mark.parametrize(
    ("path", "title", "message", "headings", "home"),
    [
        (
            f"/{SLUG}/lectres",
            "There is no such calendar",
            "Nothing here is called 'lectres'; did you mean 'lectures'?",
            ["All and most", "Kinds", "People", "Weeks", "Rooms", "Tags"],
            True,
        ),
        (
            f"/{SLUG}/embed/lectres",
            "There is no such calendar",
            "Nothing here is called 'lectres'; did you mean 'lectures'?",
            ["All and most", "Kinds", "People", "Weeks", "Rooms", "Tags"],
            True,
        ),
        (
            f"/{SLUG}/calendar?show=",
            "There is no such calendar",
            "'show' and 'hide' want words; write show=one,two&hide=three.",
            ["All and most", "Kinds", "People", "Weeks", "Rooms", "Tags"],
            True,
        ),
        (
            f"/{SLUG}/staff/victor-buttoi",
            "There is no such calendar",
            "Nobody on the staff is called 'victor-buttoi'; did you mean 'victor-butoi'?",
            ["People"],
            True,
        ),
        (
            f"/{SLUG}/events/midtrem",
            "Not Found",
            "This course has no event of the name 'midtrem'; did you mean 'midterm'?",
            [],
            True,
        ),
        (f"/{SLUG}/events/x", "Not Found", "This course has no event of the name 'x'.", [], True),
        (
            "/6.7960-fa26/",
            "There is no such course",
            "Nothing here is called '6.7960-fa26'; did you mean '6.7960-fa25'?",
            ["Courses"],
            False,
        ),
        (
            "/6.7960-fa26/staff/",
            "There is no such course",
            "Nothing here is called '6.7960-fa26'; did you mean '6.7960-fa25'?",
            ["Courses"],
            False,
        ),
        ("/x", "There is no such course", "Nothing here is called 'x'.", ["Courses"], False),
        (f"/{SLUG}/lectures/", "There is no such page", "Nothing is at this address.", ["Nearby"], True),
        (f"/{SLUG}/staff/victor-butoi/", "There is no such page", "Nothing is at this address.", ["Nearby"], True),
        (f"/{SLUG}/a/b/c", "There is no such page", "Nothing is at this address.", [], True),
        ("/a/b/c/", "There is no such page", "Nothing is at this address.", [], False),
    ],
)
def test_unknown_address_is_404_that_helps(
    client: FlaskClient, path: str, title: str, message: str, headings: list[str], home: bool
) -> None:
    page = get(client, path, 404)
    main = within(page)
    own = [("6.7960 Deep Learning, Fall 2025", f"/{SLUG}/"), ("in its calendar", f"/{SLUG}/all")]

    assert heading(page) == text(next(page.iter("title"))) == title
    assert text(next(main.iter("p"))) == message
    assert [text(each) for each in main.iter("h2")] == headings
    assert links(main)[:2] == own if home else links(main) == [(SLUG, f"/{SLUG}/")] * len(headings)
    assert f"/{SLUG}/" in hrefs(page) if home else "/" in hrefs(page)
    assert headings != ["Nearby"] or links(main)[2:] == [(path.strip("/"), path.rstrip("/"))]
    for target in hrefs(page):
        assert target == "#main" or client.get(target).status_code == 200, target


def test_404_of_a_calendar_lists_all_words_and_404_of_a_person_the_people(client: FlaskClient, course: Course) -> None:
    calendars, people = (get(client, f"/{SLUG}/{path}", 404) for path in ("lectres", "staff/nobody"))
    listed = links(within(calendars))[2:]

    assert sorted(listed) == sorted((word, f"/{SLUG}/{word}") for word in words(course))
    assert links(section(people, "People")) == [(person, f"/{SLUG}/staff/{person}") for person in course.people]


@pytest.mark.parametrize("path", ["", "main", "staff/victor-butoi"])
@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("view=day", "'view' is one of agenda, week, month; write such as ?view=week."),
        ("from=yesterday", "'from' is a day; write such as ?from=2025-09-04."),
        ("view=%3Cscript%3E", "'view' is one of agenda, week, month; write such as ?view=week."),
    ],
)
def test_view_that_there_is_not_is_400_that_helps(client: FlaskClient, path: str, query: str, message: str) -> None:
    page = get(client, f"/{SLUG}/{path}?{query}", 400)

    assert [text(each) for each in within(page)][:2] == ["Bad Request", message]


def test_frame_has_one_view(client: FlaskClient) -> None:
    plain = client.get(f"/{SLUG}/embed/main")

    for query in ("view=week", "view=day", "from=2025-11-01", "from=yesterday"):
        assert client.get(f"/{SLUG}/embed/main?{query}").data == plain.data


@pytest.mark.parametrize("query", ["from=", "from=0001-01-01", "from=9999-12-31", "view=month&from=9999-12-31", "x=1"])
def test_any_day_has_a_page(client: FlaskClient, query: str) -> None:
    for path in ("", "main", "staff/victor-butoi"):
        assert get(client, f"/{SLUG}/{path}?{query}") is not None


@pytest.mark.parametrize(
    "path",
    [
        f"/{SLUG}/{{}}",
        f"/{SLUG}/calendar?show={{}}",
        f"/{SLUG}/calendar?hide={{}}",
        f"/{SLUG}/staff/{{}}",
        f"/{SLUG}/events/{{}}",
        f"/{SLUG}/embed/{{}}",
        "/{}/",
        "/{}",
        "/{}/lectures",
        "/{}/staff/",
        "/{}/status",
    ],
)
@pytest.mark.parametrize("word", ["%3Cscript%3Ealert(1)%3C%5Cscript%3E", "%22%20onload=%22x", "%7B%7B7*7%7D%7D"])
def test_what_was_asked_for_stays_text(client: FlaskClient, path: str, word: str) -> None:
    page = get(client, path.format(word), 404)

    assert strange(page) == {}
    assert text(next(page.iter("h1"))).startswith("There is no such") or "/events/" in path
    assert "49" not in text(page)


@pytest.mark.parametrize("word", ["%3Cscript%3Ealert(1)%3C%5Cscript%3E", "%22%20onload=%22x", "%7B%7B7*7%7D%7D"])
def test_what_was_chosen_stays_text(client: FlaskClient, word: str) -> None:
    page = get(client, f"/{SLUG}/calendar?form=choose&show={word}", 400)

    assert strange(page) == {}
    assert "49" not in text(page)


def test_templates_escape_everything() -> None:
    """Nothing is said to be safe in them, and in the program only the picture that segno draws."""
    web = ROOT / "feeds" / "web"
    written = {path.name: path.read_text() for path in [*web.rglob("*.html"), *web.rglob("*.py")]}

    assert [name for name, body in written.items() if re.search(r"\|\s*safe\b|autoescape|from_string", body)] == []
    assert {name: body.count("Markup(") for name, body in written.items() if "Markup(" in body} == {"offers.py": 1}


@pytest.fixture
def hostile(data: Path) -> Path:
    """A course with markup in every line of text."""
    course = data / SLUG
    edit(course / "course.yaml", "code: 6.7960\n", f"code: {QUOTED}\n")
    edit(course / "course.yaml", "title: Deep Learning\n", f"title: {QUOTED}\n")
    edit(course / "course.yaml", "term: Fall 2025\n", f"term: {QUOTED}\n")
    edit(
        course / "course.yaml",
        "contact: 6.7960-instructors-fl2025@mit.edu\n",
        f"""contact: {QUOTED}\nedit_url: 'https://git.example.edu/"><script>alert(1)</script>'\n""",
    )
    edit(course / "course.yaml", "  MIT EECS\n", f"  {HOSTILE}\n")
    edit(
        course / "course.yaml",
        "{title: Course site, url: https://deeplearning6-7960.github.io}",
        f"""{{title: {QUOTED}, url: "https://example.edu/\\"><script>alert(1)</script>"}}""",
    )
    edit(course / "course.yaml", "name: Veterans Day", f"name: {QUOTED}")
    edit(
        course / "staff.yaml",
        "name: Victor Butoi, role: Head TA",
        f"""name: {QUOTED}, short: {QUOTED}, role: {QUOTED}, link: 'https://example.edu/"><script>1</script>'""",
    )
    edit(course / "staff.yaml", "name: Kelly Cui, ", f"name: Kelly Cui, short: 'Kelly {QUOTED[1:]}, ")
    edit(
        course / "lectures.yaml",
        "title: How to train a neural net\n",
        f"title: {QUOTED}\n    room: {QUOTED}\n    cancelled: {QUOTED}\n",
    )
    edit(course / "lectures.yaml", "      SGD, Backprop and autodiff", f"      {HOSTILE}")
    edit(
        course / "lectures.yaml",
        "{name: Rose E Wang, affiliation: OpenAI}",
        f"{{name: {QUOTED}, affiliation: {QUOTED}}}",
    )
    edit(course / "lectures.yaml", "{title: SmolLM3; OLMo 2; Marin 8B, under", f"{{title: {QUOTED}, under")
    edit(course / "exams.yaml", "date: Tue 2025-10-21", "date: tbd")
    edit(course / "exams.yaml", "title: Midterm", f"title: {QUOTED}")
    hours = "    day: Wednesday\n    start: 13:00\n    end: 14:00\n    room: 36-155\n"
    edit(course / "office-hours.yaml", hours, hours.replace("36-155", QUOTED))
    return data


def test_hostile_data_stays_text_on_every_page(hostile: Path) -> None:
    """Each page shows it letter for letter, and nothing more."""
    client = courses_client(hostile)
    events = json.loads(client.get(f"/{SLUG}/all.json").data)["events"]
    targets = [re.fullmatch(rf"/{SLUG}/([^#?]+)", target) for target in hrefs(get(client, f"/{SLUG}/"))]
    offered = [found[1] for found in targets if found and not re.search(r"\.[a-z]+$", found[1])]
    unlinked = ("embed/main", "embed/all", "main?view=week", "all?view=month", "all?view=week&from=2025-09-09")
    paths = {f"/{SLUG}/{path}": 200 for path in ("", *offered, *unlinked, "staff/", "changes", "status")}
    paths |= {f"/{SLUG}/staff/victor-butoi": 200, "/": 200, f"/{SLUG}/calendar?form=choose": 400}
    paths |= {f"/{SLUG}/events/{event['id']}": 200 for event in events}
    paths |= {f"/{SLUG}/{path}": 404 for path in ("lectres", "staff/nobody", "events/nothing")}
    seen = {}
    for path, status in paths.items():
        page = get(client, path, status)
        assert strange(page) == {}, path
        seen[path] = text(page)

    for path, line in (
        ("", f"{HOSTILE} {HOSTILE}"),
        ("", f"24-319 Edgar Morfin 1–2 PM · {HOSTILE} {HOSTILE} Gerardo Flores"),
        ("", f'<iframe src="{PUBLIC_URL}/{SLUG}/embed/main" title="{HOSTILE} calendar"'),
        ("", f"{HOSTILE} (exam) · date to be announced (was Tue 21 Oct)"),
        ("", f"{HOSTILE} Description: Fundamentals of deep learning"),
        ("", f"Everything in {HOSTILE}"),
        ("events/training", f"CANCELLED: {HOSTILE} {HOSTILE} Sep9 Tue 9 Sep 2025, 1–2:30 PM ET {HOSTILE}"),
        ("events/training", f"Cancelled: {HOSTILE}"),
        ("events/training", f"{HOSTILE}, differentiable programming"),
        ("main", f"No class: {HOSTILE} ({HOSTILE})"),
        ("embed/all", f"OH {HOSTILE}, Gerardo, Vinith ({HOSTILE})"),
        ("embed/all", f"1–2 PM Office hours OH {HOSTILE}, Gerardo, Vinith ({HOSTILE}) {HOSTILE}"),
        ("victor-butoi", f"Everything with {HOSTILE}"),
        ("staff/", f"1–2 PM{HOSTILE}{HOSTILE}, Gerardo Flores, Vinith Suriyakumar"),
        ("staff/victor-butoi", f"{HOSTILE} {HOSTILE} · example.edu/"),
        ("staff/victor-butoi", f"Wednesdays, 1–2 PM, {HOSTILE}"),
        ("staff/victor-butoi", f"For {HOSTILE}: your calendar shows you as busy"),
        ("events/oh-tue-15-2025-10-21", f"Without Kelly {HOSTILE} {SLUG}/office-hours.yaml, below line"),
        ("lectres", f"{HOSTILE} {HOSTILE}, {HOSTILE}, with everything in its calendar"),
        ("calendar?form=choose", f"1–2 PM · {HOSTILE} {HOSTILE}"),
    ):
        assert line in seen[f"/{SLUG}/{path}"], path
    assert f"{HOSTILE} {HOSTILE} {HOSTILE}" in seen["/"]
    everything = "\n".join(seen.values())
    assert f"Speaker: {HOSTILE} ({HOSTILE})" in everything
    assert f"- {HOSTILE}" in everything
    assert "{{ 7 * 7 }}" in everything
    assert [event["title"] for event in events if event["id"] == "training"] == [f"CANCELLED: {HOSTILE} {HOSTILE}"]
    assert f"CANCELLED: {HOSTILE} {HOSTILE} · {HOSTILE}\n" in client.get(f"/{SLUG}/lectures.txt").text


def test_hostile_names_stay_within_the_links_to_calendar_apps(hostile: Path) -> None:
    client = courses_client(hostile)
    name = json.loads(client.get(f"/{SLUG}/victor-butoi.json").data)["name"]
    page = get(client, f"/{SLUG}/victor-butoi")
    (apps,) = (each for each in page.iter("ul") if each.attrib.get("class") == "apps")
    names = [parse_qs(urlsplit(target).query).get("name") for target in hrefs(apps)]

    assert name.startswith("<script>alert")
    assert [each for each in names if each] == [[name]] * 2
    assert all(re.fullmatch(r"[\w:/?=&.%~-]+", target, re.ASCII) for target in hrefs(apps))


def test_links_that_run_are_refused(data: Path) -> None:
    edit(data / SLUG / "course.yaml", "url: https://deeplearning6-7960.github.io", "url: 'javascript:alert(1)'")
    response = courses_client(data).get(f"/{SLUG}/")

    assert response.status_code == 503
    assert "javascript" not in response.text
