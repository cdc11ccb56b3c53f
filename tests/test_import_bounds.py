"""Files that nobody wrote by hand are read with bounded work: what is too long is told, and not looked into."""

from datetime import date, datetime

import pytest

from feeds.authoring.data_files import Content
from feeds.authoring.imports.assembly import assemble
from feeds.authoring.imports.formats import Reading, read_file
from feeds.authoring.imports.found import Found, FoundAssignment, FoundHours, FoundPerson, Unread
from feeds.authoring.imports.page.saved_page import read_saved_page
from feeds.course.document import Value

READING = Reading(around=date(2026, 3, 15), zone="America/New_York")
RULE = "it repeats by a rule that no course has"


def _read(name: str, text: str) -> Found:
    return read_file(name, text.encode(), READING).found


def _calendar(*lines: str) -> str:
    times = ("DTSTART:20260303T130000", "DTEND:20260303T140000")
    return "\r\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *times, *lines, "END:VEVENT", "END:VCALENDAR"])


def _ids(rows: Value) -> list[Value]:
    return [row["id"] for row in rows if isinstance(row, dict)]


def test_cell_covers_fifty_columns_and_rows_at_most() -> None:
    cells = read_saved_page("<table><tr><td colspan=1000 rowspan=51>a<td colspan=50>b").cells

    assert [(cell.width, cell.height) for cell in cells] == [(50, 50), (50, 1)]


def test_columns_behind_the_two_hundredth_are_not_read() -> None:
    head = "<tr><th>Date<th>Topic" + "<th>Notes" * 300
    found = _read("a.html", f"<table>{head}<tr><td>3/3/2026<td>Locks{'<td>' * 197}<td>seen<td>unseen</table>")

    assert [(event.title, [each.title for each in event.materials]) for event in found.events] == [("Locks", ["seen"])]


def test_tags_and_comments_that_never_end_are_one_long_line() -> None:
    why = "this line is longer than 5,000 characters; write it in several"

    for opened in ("<a ", "<!--", '<a href="'):
        text = opened * 20_000
        assert _read("a.html", f"<p>3/3/2026 Locks</p>{text}").unread == (
            Unread(line=1, text=text[:5_000].strip(), why=why),
        )


def test_long_line_of_a_page_is_unread() -> None:
    why = "this line is longer than 5,000 characters; write it in several"
    found = _read("a.txt", f"3/3 Lecture\n3/5 {'course final ' * 400}\n3/10 Locks\n")

    assert [event.title for event in found.events] == ["Lecture", "Locks"]
    assert found.unread == (Unread(line=2, text=f"3/5 {'course final ' * 400}"[:5_000].strip(), why=why),)


def test_row_with_a_long_cell_is_unread() -> None:
    found = _read("a.csv", f"Date,Topic,Notes\n2026-03-03,Lecture,{'b' * 5_001}\n2026-03-05,Locks,\n")
    why = "a cell of this row is longer than 5,000 characters; shorten it"

    assert [event.title for event in found.events] == ["Locks"]
    assert [(each.line, each.why) for each in found.unread] == [(2, why)]


def test_long_property_is_unread() -> None:
    found = _read("a.ics", _calendar("SUMMARY:Lecture", "DESCRIPTION:x" + "\r\n a" * 20_000))
    why = "its DESCRIPTION is longer than 20,000 characters; shorten it"

    assert found.unread == (Unread(line=2, text="Lecture 20260303T130000", why=why),)


@pytest.mark.parametrize("part", ["BYHOUR=13,14", "BYMINUTE=1,2", "BYSECOND=1,2"])
def test_rule_with_several_times_of_a_day_is_unread(part: str) -> None:
    found = _read("a.ics", _calendar("SUMMARY:Lecture", f"RRULE:FREQ=DAILY;COUNT=9;{part}"))

    assert found.unread == (Unread(line=2, text="Lecture 20260303T130000", why=RULE),)


@pytest.mark.parametrize(
    ("said", "due"),
    [
        ("pset 1 due 11:59pm", datetime(2026, 3, 3, 23, 59)),
        ("pset 1 due 5pm", datetime(2026, 3, 3, 17)),
        ("pset 1 due at 5pm ET", datetime(2026, 3, 3, 17)),
        ("pset 1 due Tue 5p.m.", datetime(2026, 3, 3, 17)),
        ("pset 1 due 5 p.m.", datetime(2026, 3, 3, 17)),
    ],
)
def test_hour_right_behind_its_number_is_one(said: str, due: datetime) -> None:
    assert _read("a.csv", f"Date,Topic\n2026-03-03,{said}\n") == Found(
        tells=frozenset(), assignments=(FoundAssignment(line=2, title="pset 1", due=due),)
    )


def test_ids_of_people_and_hours_are_words_of_addresses() -> None:
    names = ("TA", "日本", "Room 5", "Not Me", "Ada " + "Lovelace " * 20)
    found = Found(
        people=tuple(FoundPerson(line=1, name=name.strip(), role="TA") for name in names),
        hours=(FoundHours(line=2, hosts=(names[-1].strip(),), day=None, start=None, end=None),),
    )
    about = {"code": "6.1", "title": "T", "term": "Spring 2026", "time_zone": "UTC", "uid_domain": "example.edu"}
    classes: Value = {"first": "2026-02-03", "last": "2026-05-12"}
    course: Content = {**about, "created": "2026-01-20T00:00:00Z", "classes": classes}
    contents = assemble(found, course).contents
    ada = "ada-lovelace-lovelace-lovelace-lovelace"

    assert _ids(contents["staff.yaml"]["people"]) == ["ta-ta", "staff-member", "staff-room-5", "staff-not-me", ada]
    assert _ids(contents["office-hours.yaml"]["slots"]) == ["oh-ada-lovelace-lovelace-lovelace"]
