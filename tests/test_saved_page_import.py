"""A saved page is read by the columns of its tables; comments and hidden or struck out rows do not count."""

from datetime import date, time

import pytest
from conftest import ROOT

from feeds.authoring.imports.found import Found, FoundAssignment, FoundEvent, FoundHours, FoundPerson, Unread
from feeds.authoring.imports.page.course_page import read_page
from feeds.course.model import Guest, Kind, Link, Material, Weekday

PAGE = Found(
    code="CS 205",
    title="Compilers",
    term="Spring 2026",
    contact="cs205-staff@example.edu",
    about=(
        "Example University\n\n"
        "Description: From text to machine code. Write to the course email, cs205-staff@example.edu, not to …@….\n\n"
        "Grading\n• Problem sets (60%)\n• Midterm (40%)\n\n"
        "may still change"
    ),
    links=(Link(title="Forum", url="https://forum.example.edu/cs205"), Link(title="Recordings")),
    time_zone=None,
    people=(
        FoundPerson(line=21, name="Ada Marsh", role="Instructor", link="https://ada.example.edu/"),
        FoundPerson(line=27, name="Dee Doe", role="TA"),
        FoundPerson(line=32, name="Bo Li", role="Head TA"),
    ),
    events=(
        FoundEvent(
            line=43,
            kind=Kind.LECTURE,
            title="Course overview",
            day=date(2026, 2, 3),
            speakers=(Guest(name="Ada Marsh"),),
            details="What a compiler does.",
            materials=(
                Material(title="Chapter 1 of the notes", under="Readings", note="skip what is about the hardware"),
                Material(title="A", url="https://papers.example.edu/a", under="optional reading"),
                Material(title="B", url="https://papers.example.edu/b", under="optional reading"),
                Material(title="slides", url="https://slides.example.edu/1"),
            ),
        ),
        FoundEvent(
            line=60,
            kind=Kind.TUTORIAL,
            title="Flex Tutorial",
            day=date(2026, 2, 5),
            start=time(17, 30),
            end=time(18, 30),
            speakers=(Guest(name="Dee Doe"), Guest(name="Bo Li")),
        ),
        FoundEvent(
            line=77,
            kind=Kind.LECTURE,
            title="Guest Lecture",
            day=date(2026, 2, 12),
            speakers=(Guest(name="Ivy Q Jones", affiliation="Acme"),),
            tags=("guest",),
        ),
        FoundEvent(line=78, kind=Kind.HOLIDAY, title="winter break", day=date(2026, 2, 16), last=date(2026, 2, 20)),
        FoundEvent(line=81, kind=Kind.LECTURE, title="Optimization", day=date(2026, 3, 3)),
        FoundEvent(line=83, kind=Kind.EXAM, title="Final", day=None),
    ),
    assignments=(
        FoundAssignment(
            line=66,
            title="pset 1",
            due=date(2026, 2, 5),
            materials=(Material(title="pset 1", url="https://psets.example.edu/1"),),
        ),
        FoundAssignment(
            line=66,
            title="survey",
            due=date(2026, 2, 5),
            materials=(Material(title="survey", url="https://psets.example.edu/1s"),),
        ),
        FoundAssignment(line=75, title="pset 1", due=date(2026, 2, 10)),
    ),
    hours=(
        FoundHours(line=24, hosts=("Ada Marsh",), day=Weekday.MONDAY, start=time(9), end=time(10), room="4-101"),
        FoundHours(line=30, hosts=("Dee Doe",), day=None, start=None, end=None),
        FoundHours(line=34, hosts=("Bo Li",), day=Weekday.TUESDAY, start=time(15), end=time(16), room="4-102"),
    ),
    tells=frozenset({"details", "materials", "speakers"}),
    unread=(
        Unread(
            line=29,
            text="Website",
            why="it stands in the staff list, and is neither a person, nor hours such as OH: Tue 3-4 PM 36-112",
            file="staff.yaml",
        ),
        Unread(line=63, text="Kim Roe", why="nothing is known of a column 'Scribe'"),
        Unread(
            line=65,
            text="Ada Marsh",
            why="this is one of the staff, and no material; write the name in the column of speakers",
        ),
        Unread(line=79, text="Part II: Back ends", why="it stands across the table and is neither a week nor a day"),
        Unread(
            line=80,
            text="Midterm | Thu 2/25, 7:30 - 9:30 PM",
            why="2026-02-25 is a Wednesday, not a Thursday",
            file="exams.yaml",
        ),
        Unread(line=82, text="Optimization | Thu 3/5 | Bo Li", why="nothing says what is on this day; write a topic"),
        Unread(line=83, text="Room 4-101", why="it stands in a column without a header"),
        Unread(
            line=83,
            text="project at midnight due",
            why="it is not clear when this is; write what is due, that word, and then when",
            file="deadlines.yaml",
        ),
        Unread(
            line=86,
            text="Tue 4/7 | Recitation",
            why="its table has no row of headers such as Date, Topic, Speaker; write one above it",
        ),
    ),
    warnings=(
        Unread(
            line=10,
            text="recordings.html",
            why="this link, and 1 more like it, lead to where the page stood, which it does not say;"
            " write the address where it is needed",
        ),
        Unread(line=58, text="Hidden Thu 2/5 Ada Marsh", why="this is hidden, so it does not count"),
        Unread(line=69, text="Parsing", why="this is struck out, so it does not count"),
    ),
)


def test_saved_page_says_all_this() -> None:
    assert read_page((ROOT / "tests" / "data" / "pages" / "compilers.html").read_bytes(), None) == PAGE


def saved(body: str, head: str = "") -> Found:
    return read_page(f"<html><head><title>Fall 2025</title>{head}</head><body>{body}</body></html>".encode(), None)


def test_columns_may_stand_in_any_order_and_be_missing() -> None:
    page = saved("<table><tr><th>Lecturer<th>When<th>Title</tr><tr><td>Bo Li<td>Thu 9/4<td>Scanning</tr></table>")

    assert page.events == (
        FoundEvent(line=1, kind=Kind.LECTURE, title="Scanning", day=date(2025, 9, 4), speakers=(Guest(name="Bo Li"),)),
    )
    assert page.tells == frozenset({"speakers"})


def test_day_of_several_rows_is_that_of_each() -> None:
    page = saved(
        "<table><tr><th>Day<th>Topic</tr><tr><td rowspan=2>Thu 9/4<td>Scanning</tr><tr><td>Lex Tutorial</tr></table>"
    )

    assert [(event.day, event.title) for event in page.events] == [
        (date(2025, 9, 4), "Scanning"),
        (date(2025, 9, 4), "Lex Tutorial"),
    ]


def test_columns_of_time_and_room_are_read() -> None:
    page = saved(
        "<table><tr><th>Day<th>Time<th>Room<th>Topic</tr>"
        "<tr><td>Thu 9/4<td>1-2:30 PM<td>4-101<td>Scanning</tr><tr><td>Tue 9/9<td>TBA<td>TBA<td>Parsing</tr></table>"
    )

    assert page.events == (
        FoundEvent(
            line=1,
            kind=Kind.LECTURE,
            title="Scanning",
            day=date(2025, 9, 4),
            start=time(13),
            end=time(14, 30),
            room="4-101",
        ),
        FoundEvent(line=1, kind=Kind.LECTURE, title="Parsing", day=date(2025, 9, 9), time_to_be_announced=True),
    )


@pytest.mark.parametrize(
    ("head", "href", "url"),
    [
        ("", "https://slides.example.edu/1", "https://slides.example.edu/1"),
        ("", "./1.pdf", None),
        ("", "#1", None),
        ("", "mailto:ada@example.edu", None),
        ("", "https://forms.example.edu/?to=ada@example.edu", None),
        ("", "https://forms.example.edu/?to=ada%40example.edu", None),
        ("", "javascript:void(0)", None),
        ("", "http://[", None),
        ('<base href="https://cs.example.edu/205/">', "./1.pdf", "https://cs.example.edu/205/1.pdf"),
        ('<base href="https://cs.example.edu/205/">', "#1", None),
    ],
)
def test_addresses_of_links_are_kept_if_they_lead_to_the_web(head: str, href: str, url: str | None) -> None:
    page = saved(
        "<table><tr><th>Date<th>Topic<th>Materials</tr>"
        f'<tr><td>Thu 9/4<td>Scanning<td><a href="{href}">slides</a></tr></table>',
        head,
    )

    assert page.events[0].materials == (Material(title="slides", url=url),)


def test_menu_gives_the_links_that_leave_the_page() -> None:
    page = saved(
        "<p>[ <a href='#x'>Forum</a> | <a href='forum.html'>Archive</a> | <a href='about.html'>About</a> ]</p>"
    )

    assert (page.links, page.about) == ((Link(title="Archive"),), "")


def test_table_of_something_else_stays_prose() -> None:
    page = saved("<table><tr><th>Day<th>Soup</tr><tr><td>each<td>Leek</tr></table>")

    assert (page.events, page.unread, page.about) == ((), (), "Day\n\nSoup\n\neach\n\nLeek")


def test_lines_are_those_of_the_source() -> None:
    page = read_page(b"<p>Fall 2025</p>\n<!--\nTA Bo Li\n-->\nTA Ada Marsh<br>OH: TBD", None)

    assert [(person.line, person.name) for person in page.people] == [(5, "Ada Marsh")]
