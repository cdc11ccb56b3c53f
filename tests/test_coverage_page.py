"""How office hours cover a term, as a course's status page shows it."""

from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from conftest import SLUG
from courses import lines, write_course
from flask.testing import FlaskClient
from reading_pages import courses_client, get, hrefs, links, section, strange, text
from test_coverage_told import COURSE, FILES


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    return write_course(tmp_path / "data" / COURSE, **FILES)


def rows(table: Element) -> list[list[str]]:
    return [[text(cell) for cell in row] for row in table.iter("tr")]


def test_status_shows_it_in_tables(folder: Path) -> None:
    page = get(courses_client(folder.parent), f"/{COURSE}/status")
    found = section(page, "Office hours")
    usual, before, lost = found.iter("table")

    assert strange(page) == {}
    assert rows(usual) == [
        ["Day", "Hours", "Hosts", "Host-hours", "All term"],
        ["Tuesday", "1", "1", "1", "4"],
        ["Wednesday", "1.5", "2", "3", "6"],
        ["All days", "2.5", "2", "4", "10"],
    ]
    assert rows(before) == [
        ["Due", "Hours", "Host-hours"],
        ["pset 1 Wed 7 Oct", "2.5", "4"],
        ["pset 2 Thu 15 Oct, 5 PM ET", "none", "0"],
    ]
    assert [row.attrib.get("class") for row in before.iter("tr")] == [None, None, "none"]
    assert rows(lost) == [
        ["Week", "Hours", "What is missing"],
        ["Week 3 Mon 12 Oct", "1 of 2.5", "Wed 14 Oct, Fair: 3–4:30 PM Ada, Alan"],
        ["Week 4 Mon 19 Oct", "1.5 of 2.5", "Tue 20 Oct, cancelled: ill: 2–3 PM Alan"],
    ]
    assert [text(each) for each in found if each.tag in ("h3", "ul")] == [
        "In a usual week",
        "Before each deadline",
        "Weeks that lost hours",
        "People without hours",
        "Grace Hopper, TA: teaches only Alan Kay, TA",
        "At class time",
        "Alan: Tue 13 Oct, 2–3 PM ET, and 1 time more",
    ]


def test_tables_of_status_can_be_heard(folder: Path) -> None:
    for table in section(get(courses_client(folder.parent), f"/{COURSE}/status"), "Office hours").iter("table"):
        assert (table[0].tag, bool(text(table[0]))) == ("caption", True)
        head, *body = table.iter("tr")
        assert [(cell.tag, cell.attrib["scope"]) for cell in head] == [("th", "col")] * len(head)
        for row in body:
            first, *rest = row
            assert (first.tag, first.attrib["scope"]) == ("th", "row")
            assert {cell.tag for cell in rest} == {"td"}


def test_status_leads_to_deadlines_and_people(folder: Path) -> None:
    client = courses_client(folder.parent)
    found = section(get(client, f"/{COURSE}/status"), "Office hours")

    assert dict(links(found)) == {
        "pset 1": f"/{COURSE}/events/pset-1-due",
        "pset 2": f"/{COURSE}/events/pset-2-due",
        "Ada": f"/{COURSE}/staff/ada-lovelace",
        "Alan": f"/{COURSE}/staff/alan-turing",
        "Grace Hopper": f"/{COURSE}/staff/grace-hopper",
        "Alan Kay": f"/{COURSE}/staff/alan-kay",
    }
    assert {client.get(path).status_code for path in hrefs(found)} == {200}


def test_status_says_where_nothing_is_missing(client: FlaskClient, tmp_path: Path) -> None:
    found = section(get(client, f"/{SLUG}/status"), "Office hours")
    assert text(found).endswith(
        "People without hours None: everybody who is to hold hours does."
        " At class time None: no hours are at the time of a lecture."
    )

    quiet = "slots: [{id: oh, hosts: [ada-lovelace], day: Mon, start: 15:00, end: 16:00}]"
    write_course(tmp_path / COURSE, office_hours=quiet)
    paragraphs = [text(each) for each in section(get(courses_client(tmp_path), f"/{COURSE}/status"), "Office hours")]
    assert paragraphs[4:] == lines(
        """
        Weeks that lost hours
        None: every week has its usual hours.
        People without hours
        None: everybody who is to hold hours does.
        At class time
        None: no hours are at the time of a lecture.
        """
    )


def test_status_of_a_course_without_office_hours_says_so_in_a_sentence(tmp_path: Path) -> None:
    write_course(tmp_path / COURSE)
    page = get(courses_client(tmp_path), f"/{COURSE}/status")

    assert text(section(page, "Office hours")) == "Office hours There are no weekly office hours yet."
