"""What changed, as Atom: judged by real readers of it and by the rules of RFC 4287, and the same as on the pages."""

import hashlib
import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

import atoma
import feedparser
import pytest
from conftest import DATA, PUBLIC_URL
from conftest import SLUG as REAL
from courses import publish, touch, write_course
from flask.testing import FlaskClient
from reading_pages import HOSTILE, courses_client, get, text
from story import SLUG, publish_in_steps

from feeds.settings import Settings
from feeds.web.app import create_app

ATOM = "{http://www.w3.org/2005/Atom}"
MIDTERM = "exams:\n  - {id: midterm, date: Tue 2026-10-20, start: 19:30, end: 21:30, room: 26-100, title: Midterm}\n"

# What XML or HTML would read as something else.
TEXTS = (HOSTILE, "a ]]> b", "&lt;b&gt; &#60; <!-- x --> <![CDATA[ y ]]>", "\" ' 🎓 é e\u0301 שלום")

# What each element of ours holds, and how often: RFC 4287, 4.1.1 and 4.1.2.
ONCE = {"feed": {"id", "title", "updated", "author"}, "entry": {"id", "title", "updated", "content"}}
MORE = {"feed": {"link", "entry"}, "entry": {"link", "category"}}


class Lines(HTMLParser):
    """Gathers the text of each `<p>` and `<li>`, and refuses everything else."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert (tag in ("p", "ul", "li"), attrs) == (True, [])
        if tag != "ul":
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        self.lines[-1] += data


def lines(html: str) -> list[str]:
    parser = Lines()
    parser.feed(html)
    parser.close()
    return parser.lines


def judge(body: bytes) -> Element:
    """Hold a feed against the rules of RFC 4287, and give it to two readers that would complain."""
    feed = ET.fromstring(body)  # noqa: S314 (our own)
    entries = feed.findall(f"{ATOM}entry")
    for element in (feed, *entries):
        kind = element.tag.removeprefix(ATOM)
        names = [child.tag.removeprefix(ATOM) for child in element]
        assert {name for name in names if names.count(name) == 1} >= ONCE[kind]
        assert set(names) <= ONCE[kind] | MORE[kind]
        # 4.2.6: an IRI with a scheme; 4.2.7: one alternate of each type; 4.2.15 and 3.3: RFC 3339, in upper case.
        assert urlsplit(element.findtext(f"{ATOM}id")).scheme == "tag"
        links = [(link.attrib["rel"], link.attrib["type"]) for link in element.iter(f"{ATOM}link")][
            : names.count("link")
        ]
        assert len(set(links)) == len(links)
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", element.findtext(f"{ATOM}updated", ""))
        assert element.findtext(f"{ATOM}title", "").strip()
    # 4.1.1: no two entries of one id.
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids)
    read = feedparser.parse(body)
    assert (read.bozo, read.version, len(read.entries)) == (0, "atom10", len(entries))
    assert len(atoma.parse_atom_bytes(body).entries) == len(entries)
    return feed


def entries(body: bytes) -> list[tuple[str, str, str, list[str]]]:
    """List the entries of a feed as a reader has them: id, when, title, the lines of its content."""
    judge(body)
    # Sanitizing is for what may run; what is told must come through whole without it.
    read = feedparser.parse(body, sanitize_html=False)
    for each in read.entries:
        assert (each.content[0].type, each.title_detail.type) == ("text/html", "text/plain")
    return [(each.id, each.updated, each.title, lines(each.content[0].value)) for each in read.entries]


def titles(client: FlaskClient, path: str) -> list[str]:
    return [title for _, _, title, _ in entries(client.get(f"/{SLUG}/{path}").data)]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """The application on a course that was published in steps."""
    folder = tmp_path_factory.mktemp("data")
    publish_in_steps(folder)
    return courses_client(folder)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The folder of a small course with one exam, which was published."""
    course = write_course(tmp_path / SLUG, exams=MIDTERM)
    publish(course, datetime(2026, 8, 20, 14, tzinfo=UTC))
    return course


def test_feed_of_all_changes_says_them_newest_first(client: FlaskClient) -> None:
    body = client.get(f"/{SLUG}/changes.atom").data
    read = feedparser.parse(body)

    assert (read.feed.id, read.feed.title, read.feed.updated, read.feed.author, read.feed.link) == (
        f"tag:course.example.edu,2026:{SLUG}/changes",
        "Changes: 6.100 Fall 2026",
        "2027-01-06T12:00:00Z",
        "6.100 Testing",
        f"{PUBLIC_URL}/{SLUG}/changes",
    )
    assert [(link.rel, link.href, link.type) for link in read.feed.links] == [
        ("self", f"{PUBLIC_URL}/{SLUG}/changes.atom", "application/atom+xml"),
        ("alternate", f"{PUBLIC_URL}/{SLUG}/changes", "text/html"),
    ]
    assert [(updated, title, said) for _, updated, title, said in entries(body)] == [
        (
            "2027-01-06T12:00:00Z",
            "Cancelled: 6.100 Maps, Tue 15 Sep, 1–2:30 PM ET (ill)",
            ["Cancelled: 6.100 Maps, Tue 15 Sep, 1–2:30 PM ET (ill)"],
        ),
        (
            "2027-01-05T12:00:00Z",
            "Withdrawn: Quiz (6.100), Fri 25 Sep, 9–10 AM ET",
            ["Withdrawn: Quiz (6.100), Fri 25 Sep, 9–10 AM ET"],
        ),
        (
            "2027-01-05T12:00:00Z",
            "OH Alan (6.100), Wednesdays (4 weeks, Wed 18 Nov to Wed 9 Dec): 1–2 PM → 3–4 PM ET",
            ["OH Alan (6.100), Wednesdays (4 weeks, Wed 18 Nov to Wed 9 Dec): 1–2 PM → 3–4 PM ET"],
        ),
        (
            "2026-09-05T12:00:00Z",
            "Details of 2 events",
            [
                "Details of 2 events",
                "6.100 Sets, Thu 10 Sep, 1–2:30 PM ET: new details",
                "6.100 Maps, Tue 15 Sep, 1–2:30 PM ET: materials: slides",
            ],
        ),
        (
            "2026-09-05T12:00:00Z",
            "Midterm (6.100): Tue 20 Oct, 7:30–9:30 PM ET → date to be announced",
            ["Midterm (6.100): Tue 20 Oct, 7:30–9:30 PM ET → date to be announced"],
        ),
        (
            "2026-09-05T03:30:00Z",
            "New: 6.100 Graphs, Thu 17 Sep, 1–2:30 PM ET, 45-230",
            ["New: 6.100 Graphs, Thu 17 Sep, 1–2:30 PM ET, 45-230", "The hall closes at 10."],
        ),
        (
            "2026-09-05T03:30:00Z",
            "Midterm (6.100), Tue 20 Oct: 7:30–10 PM → 7:30–9:30 PM ET",
            ["Midterm (6.100), Tue 20 Oct: 7:30–10 PM → 7:30–9:30 PM ET", "The hall closes at 10."],
        ),
        ("2026-08-20T14:00:00Z", "Published: 8 events", ["Published: 8 events"]),
    ]


def test_entries_lead_to_what_they_are_about(client: FlaskClient) -> None:
    read = feedparser.parse(client.get(f"/{SLUG}/changes.atom").data)

    assert [(each.tags[0].term, each.link.removeprefix(f"{PUBLIC_URL}/{SLUG}/")) for each in read.entries] == [
        ("cancelled", "events/maps"),
        ("withdrawn", "changes"),
        ("moved", "changes"),
        ("quiet", "changes"),
        ("undated", "events/midterm"),
        ("new", "events/graphs"),
        ("moved", "events/midterm"),
        ("new", "changes"),
    ]
    for each in read.entries:
        assert client.get(each.link.removeprefix(PUBLIC_URL)).status_code == 200


def test_page_and_feed_say_the_same(client: FlaskClient) -> None:
    items = [item for section in get(client, f"/{SLUG}/changes").iter("section") for item in section.findall("ul/li")]
    found = entries(client.get(f"/{SLUG}/changes.atom").data)

    assert len(items) == 8
    for number, (item, (_, updated, title, said)) in enumerate(zip(items, found, strict=True)):
        # On the page the weeks of an hour are linked one by one, too.
        weeks = [text(link) for link in item.iter("a")] if "weeks" in title else []
        # And a note stands once on it, below the last that it is about.
        below = [line for _, then, _, lines in found[number + 1 : number + 2] if then == updated for line in lines]
        assert text(item) == " ".join([*(line for line in said if line not in below), ", ".join(weeks)]).strip()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (
            "lectures",
            [
                "Cancelled: 6.100 Maps, Tue 15 Sep, 1–2:30 PM ET (ill)",
                "Details of 2 events",
                "New: 6.100 Graphs, Thu 17 Sep, 1–2:30 PM ET, 45-230",
                "Published: 2 events",
            ],
        ),
        (
            "exams_not-week-3",
            [
                "Midterm (6.100): Tue 20 Oct, 7:30–9:30 PM ET → date to be announced",
                "Midterm (6.100), Tue 20 Oct: 7:30–10 PM → 7:30–9:30 PM ET",
                "Published: 1 event",
            ],
        ),
        (
            "staff/alan-turing",
            [
                "OH Alan (6.100), Wednesdays (4 weeks, Wed 18 Nov to Wed 9 Dec): 1–2 PM → 3–4 PM ET",
                "Published: 4 events",
            ],
        ),
        ("grace-hopper", []),
    ],
)
def test_feed_of_some_events_says_what_changed_among_them(client: FlaskClient, path: str, expected: list[str]) -> None:
    feed = judge(client.get(f"/{SLUG}/{path}.atom").data)

    assert titles(client, f"{path}.atom") == expected
    assert feed.findtext(f"{ATOM}id") == f"tag:course.example.edu,2026:{SLUG}/{path}"
    assert [link.attrib["href"] for link in feed.findall(f"{ATOM}link")] == [
        f"{PUBLIC_URL}/{SLUG}/{path}.atom",
        f"{PUBLIC_URL}/{SLUG}/{path}",
    ]


def test_feed_without_entries_is_as_old_as_the_course(client: FlaskClient, tmp_path: Path) -> None:
    assert judge(client.get(f"/{SLUG}/grace-hopper.atom").data).findtext(f"{ATOM}updated") == "2026-08-20T14:00:00Z"

    write_course(tmp_path / SLUG)
    empty = courses_client(tmp_path)
    assert judge(empty.get(f"/{SLUG}/changes.atom").data).findtext(f"{ATOM}updated") == "2026-09-09T00:00:00Z"


@pytest.mark.parametrize(
    ("address", "path", "filename"),
    [
        ("changes.atom", "changes", "changes"),
        ("CHANGES.Atom", "changes", "changes"),
        ("changes.atom?show=lectures", "changes", "changes"),
        ("lectures_exams.atom", "lectures_exams", "lectures_exams"),
        ("Exams_LECTURES.ATOM", "lectures_exams", "lectures_exams"),
        ("calendar.atom?show=exams,lectures", "lectures_exams", "lectures_exams"),
        ("calendar.atom?hide=week-1", "all_not-week-1", "all_not-week-1"),
        ("calendar.atom", "all", "all"),
        ("staff/alan-turing.atom", "staff/alan-turing", "staff-alan-turing"),
        ("staff/Alan-Turing.ATOM", "staff/alan-turing", "staff-alan-turing"),
    ],
)
def test_every_spelling_answers_alike(client: FlaskClient, address: str, path: str, filename: str) -> None:
    canonical, response, head = (
        client.get(f"/{SLUG}/{path}.atom"),
        client.get(f"/{SLUG}/{address}"),
        client.head(f"/{SLUG}/{address}"),
    )
    tag = f'"{hashlib.sha256(response.data).hexdigest()[:32]}"'
    again = client.get(f"/{SLUG}/{address}", headers={"If-None-Match": tag})

    assert (response.status_code, response.data) == (200, canonical.data)
    assert {name: value for name, value in response.headers if name != "Date"} == {
        "Content-Type": "application/atom+xml; charset=utf-8",
        "Content-Length": str(len(response.data)),
        "Content-Disposition": f'inline; filename="{SLUG}-{filename}.atom"',
        "Link": f'<{PUBLIC_URL}/{SLUG}/{path}.atom>; rel="canonical"',
        "ETag": tag,
        "Cache-Control": "public, max-age=300, stale-while-revalidate=3600, stale-if-error=604800",
        "Access-Control-Allow-Origin": "*",
        "X-Robots-Tag": "noindex",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
    }
    assert (head.status_code, head.data, head.headers["ETag"]) == (200, b"", tag)
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("lectres.atom", "There is no such calendar: Nothing here is called 'lectres'; did you mean 'lectures'?\n"),
        ("LECTRES.ATOM", "There is no such calendar: Nothing here is called 'lectres'; did you mean 'lectures'?\n"),
        ("changes_exams.atom", "There is no such calendar: Nothing here is called 'changes'.\n"),
        ("changes.ics", "There is no such calendar: Nothing here is called 'changes'.\n"),
        ("staff/alan.atom", "There is no such calendar: Nobody on the staff is called 'alan'.\n"),
        (
            "calendar.atom?show=",
            "There is no such calendar: 'show' and 'hide' want words; write show=one,two&hide=three.\n",
        ),
        ("events/quiz.atom", "Not Found: This course has no event of the name 'quiz.atom'.\n"),
        ("status.atom", "There is no such calendar: Nothing here is called 'status'.\n"),
    ],
)
def test_unknown_address_is_404_in_text(client: FlaskClient, address: str, said: str) -> None:
    response = client.get(f"/{SLUG}/{address}")

    assert (response.status_code, response.content_type) == (404, "text/plain; charset=utf-8")
    assert response.text.splitlines(keepends=True)[0] == said


def test_feed_does_not_depend_on_the_clock_and_its_ids_on_no_server(client: FlaskClient, tmp_path: Path) -> None:
    publish_in_steps(tmp_path)
    settings = Settings(data_dir=tmp_path, public_url="http://[::1]:8000")
    elsewhere = create_app(settings, now=lambda: datetime(2100, 1, 1, tzinfo=UTC)).test_client()

    here, there = (each.get(f"/{SLUG}/changes.atom").text for each in (client, elsewhere))
    assert here.replace(PUBLIC_URL, "http://[::1]:8000") == there


def test_change_keeps_its_id_when_it_is_recorded(small: Path) -> None:
    client = courses_client(small.parent)
    write_course(small, exams=MIDTERM.replace("19:30", "19:00"))
    touch(small, datetime(2026, 9, 1, 12, tzinfo=UTC))
    live = entries(client.get(f"/{SLUG}/changes.atom").data)
    publish(small, datetime(2026, 9, 2, 12, tzinfo=UTC), note="The hall is free.")
    recorded = entries(client.get(f"/{SLUG}/changes.atom").data)

    said = "Midterm (6.100), Tue 20 Oct: 7:30–9:30 PM → 7–9:30 PM ET"
    assert live[0] == (live[0][0], "2026-09-01T12:00:00Z", said, [said])
    assert recorded == [(live[0][0], "2026-09-02T12:00:00Z", said, [said, "The hall is free."]), live[1]]


def test_change_that_is_made_twice_has_two_ids(small: Path) -> None:
    client = courses_client(small.parent)
    for day, start in enumerate(("19:00", "19:30", "19:00", "19:30"), start=1):
        write_course(small, exams=MIDTERM.replace("19:30", start))
        publish(small, datetime(2026, 9, day, 12, tzinfo=UTC))
    found = entries(client.get(f"/{SLUG}/changes.atom").data)

    assert [title.rpartition(": ")[2] for _, _, title, _ in found] == [
        "7–9:30 PM → 7:30–9:30 PM ET",
        "7:30–9:30 PM → 7–9:30 PM ET",
        "7–9:30 PM → 7:30–9:30 PM ET",
        "7:30–9:30 PM → 7–9:30 PM ET",
        "1 event",
    ]
    # The last one goes back to what was first published, and is not that.
    assert len({id for id, _, _, _ in found}) == 5


@pytest.mark.parametrize("words", TEXTS)
def test_text_comes_through_letter_for_letter(small: Path, words: str) -> None:
    quoted = "'" + words.replace("'", "''") + "'"
    client = courses_client(small.parent)
    write_course(small, exams=MIDTERM.replace("title: Midterm", f"title: {quoted}"))
    course = publish(small, datetime(2026, 9, 1, 12, tzinfo=UTC), note=words)
    (event,) = course.events
    said = f"{words} (6.100), Tue 20 Oct, 7:30–9:30 PM ET: title was “Midterm”"
    body = client.get(f"/{SLUG}/changes.atom").data
    entry = judge(body).find(f"{ATOM}entry")
    assert entry is not None

    assert entry.findtext(f"{ATOM}title") == said
    assert lines(entry.findtext(f"{ATOM}content", "")) == [said, words]
    assert event.title == words


@pytest.mark.parametrize("words", TEXTS)
def test_lines_of_a_notice_come_through_letter_for_letter(small: Path, words: str) -> None:
    quoted = "'" + words.replace("'", "''") + "'"
    second = MIDTERM.splitlines()[1].replace("midterm", "makeup").replace("10-20", "10-27")
    exams = f"{MIDTERM}{second}\n".replace("Tue ", "")
    write_course(small, exams=exams)
    publish(small, datetime(2026, 9, 1, 12, tzinfo=UTC))
    write_course(small, exams=exams.replace("title: Midterm", f"title: Midterm, materials: [{{title: {quoted}}}]"))
    publish(small, datetime(2026, 9, 2, 12, tzinfo=UTC))
    newest, *_ = entries(courses_client(small.parent).get(f"/{SLUG}/changes.atom").data)

    assert newest[2:] == (
        "Materials of 2 events",
        [
            "Materials of 2 events",
            f"Midterm (6.100), Tue 20 Oct, 7:30–9:30 PM ET: materials: {words}",
            f"Midterm (6.100), Tue 27 Oct, 7:30–9:30 PM ET: materials: {words}",
        ],
    )


def test_only_the_newest_two_hundred_are_sent(small: Path) -> None:
    client = courses_client(small.parent)
    for minute in range(201):
        write_course(small, exams=MIDTERM.replace("19:30", f"1{minute % 2}:30"))
        publish(small, datetime(2026, 9, 1, minute // 60, minute % 60, tzinfo=UTC))
    found = entries(client.get(f"/{SLUG}/changes.atom").data)

    assert (len(found), found[0][1], found[-1][1]) == (200, "2026-09-01T03:20:00Z", "2026-09-01T00:01:00Z")


@pytest.mark.parametrize(
    "path", ["changes", "all", "main", "victor-butoi", "staff/victor-butoi", "taylor-braun", "week-8"]
)
def test_feeds_of_the_real_course_are_valid(path: str) -> None:
    judge(courses_client(DATA).get(f"/{REAL}/{path}.atom").data)
