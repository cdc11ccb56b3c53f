"""Keys that a file does not know, and keys that are missing."""

from pathlib import Path

import pytest
from courses import COURSE, STAFF, lines, problems

# To be formatted with a key.
COURSE_WITH_KEY, STAFF_WITH_KEY = (
    text.replace("{", "{{").replace("}", "}}") + "{key}: x\n" for text in (COURSE, STAFF)
)


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        pytest.param(
            "staff",
            """
            people:
              - {id: ada-lovelace, nmae: Ada Lovelace, role: Instructor, email: ada@example.edu}
              - ada-lovelace
            persons: []
            """,
            """
            staff.yaml:2:5: 'name' is missing; write `name: …`
            staff.yaml:2:24: unknown key 'nmae'; did you mean 'name'?
            staff.yaml:2:62: unknown key 'email'; the keys here are id, name, short, role, link, until,
              hours
            staff.yaml:3:5: a mapping is wanted here; write `key: value` lines (keys: id, name, short, role, link,
              until, hours)
            staff.yaml:4:1: unknown key 'persons'; the keys here are people
            """,
            id="staff: unknown and missing keys",
        ),
        pytest.param(
            "exams",
            """
            exams:
              - {id: midterm, title: Midterm, dat: 2026-10-15, starts: 19:30, location: Hall 2}
              - title: Quiz
            exam: []
            """,
            """
            exams.yaml:2:5: 'date' is missing; write `date: …`
            exams.yaml:2:35: unknown key 'dat'; did you mean 'date'?
            exams.yaml:2:52: unknown key 'starts'; did you mean 'start'?
            exams.yaml:2:67: unknown key 'location'; did you mean 'room'?
            exams.yaml:3:5: 'date' is missing; write `date: …`
            exams.yaml:3:5: 'id' is missing; write `id: …`
            exams.yaml:4:1: unknown key 'exam'; did you mean 'exams'?
            """,
            id="exams: unknown and missing keys",
        ),
        pytest.param(
            "tutorials",
            """
            tutorials:
              - {id: a, title: A, date: tbd, anyof: git, hosts: [ada-lovelace]}
            slots:
              - {id: r01, title: Recitation, day: Friday, start: 11:00, end: 12:00, speakers: [ada-lovelace]}
            one_off: []
            """,
            """
            tutorials.yaml:2:34: unknown key 'anyof'; did you mean 'any_of'?
            tutorials.yaml:2:46: unknown key 'hosts'; did you mean 'speakers'?
            tutorials.yaml:4:73: unknown key 'speakers'; did you mean 'hosts'?
            tutorials.yaml:5:1: unknown key 'one_off'; the keys here are tutorials, slots
            """,
            id="tutorials: unknown keys in rows and slots",
        ),
    ],
)
def test_key_is_told_to_be_unknown_or_missing(file: str, text: str, expected: str, tmp_path: Path) -> None:
    assert problems(tmp_path, **{file: text}) == lines(expected)


@pytest.mark.parametrize(
    ("file", "row", "meant"),
    [
        (
            "lectures",
            "lectures: [{{id: a, title: A, date: tbd, {key}: x}}]",
            {
                "topic": "title",
                "name": "title",
                "when": "date",
                "day": "date",
                "time": "start",
                "ends": "end",
                "Location": "room",
                "where": "room",
                "zoom": "online",
                "instructor": "speakers",
                "who": "speakers",
                "slides": "materials",
                "abstract": "details",
                "notes": "details",
                "canceled": "cancelled",
            },
        ),
        (
            "lectures",
            "lectures: [{{id: a, title: A, date: tbd, speakers: [{{name: B, {key}: x}}]}}]",
            {"from": "affiliation", "institution": "affiliation", "university": "affiliation"},
        ),
        (
            "exams",
            "exams: [{{id: a, title: A, date: tbd, materials: [{{title: B, {key}: x}}]}}]",
            {"link": "url", "heading": "under", "notes": "note"},
        ),
        (
            "deadlines",
            "assignments: [{{id: a, title: A, due: tbd, {key}: x}}]",
            {"date": "due", "deadline": "due", "released": "out", "links": "materials"},
        ),
        ("deadlines", "{key}: []", {"deadlines": "assignments", "psets": "assignments"}),
        (
            "office_hours",
            "slots: [{{id: a, day: tbd, {key}: x}}]",
            {"weekday": "day", "ta": "hosts", "people": "hosts", "place": "room", "last": "until", "since": "from"},
        ),
        (
            "office_hours",
            "slots: []\none_off: [{{id: a, date: tbd, {key}: x}}]",
            {"speakers": "hosts", "link": "online", "description": "details", "name": "title"},
        ),
        (
            "tutorials",
            "tutorials: [{{id: a, title: A, date: tbd, {key}: x}}]",
            {"hosts": "speakers", "ta": "tags", "zoom": "online"},
        ),
        ("course", COURSE_WITH_KEY, {"mail": "contact", "email": "contact"}),
        (
            "office_hours",
            "slots: [{{id: a, day: tbd, changes: [{{date: 2026-09-14, {key}: x}}]}}]",
            {"off": "cancelled", "moved": "moved_to", "away": "without", "who": "hosts"},
        ),
        (
            "staff",
            "people: [{{id: ada-lovelace, name: Ada Lovelace, role: TA, {key}: x}}]",
            {"nickname": "short"},
        ),
    ],
)
def test_key_of_another_name_is_told_its_name_here(file: str, row: str, meant: dict[str, str], tmp_path: Path) -> None:
    """What people write for it is not always near in its letters."""
    found = {
        key: [said.partition(": ")[2] for said in problems(tmp_path, **{file: row.format(key=key)})] for key in meant
    }

    assert found == {key: [f"unknown key {key!r}; did you mean {name!r}?"] for key, name in meant.items()}


@pytest.mark.parametrize(
    ("file", "row", "meant"),
    [
        (
            "office_hours",
            "slots: [{{id: a, day: tbd, {key}: x}}]",
            {"cancelled": "changes", "without": "changes", "swap": "changes", "moved_to": "changes"},
        ),
        (
            "lectures",
            "lectures: [{{id: a, title: A, date: tbd, {key}: x}}]",
            {"under": "materials", "affiliation": "speakers"},
        ),
        (
            "course",
            COURSE_WITH_KEY,
            {"first": "classes", "room": "meetings", "id": "feeds", "runs_as": "schedule_days", "url": "links"},
        ),
        ("staff", STAFF_WITH_KEY, {"name": "people", "role": "people"}),
        ("lectures", "{key}: x", {"date": "lectures", "speakers": "lectures"}),
        ("tutorials", "{key}: x", {"date": "tutorials", "day": "slots"}),
        ("deadlines", "{key}: x", {"out": "assignments", "due": "assignments"}),
        ("office_hours", "{key}: x", {"hosts": "slots", "date": "one_off"}),
    ],
)
def test_key_of_a_level_below_is_told_where_it_goes(file: str, row: str, meant: dict[str, str], tmp_path: Path) -> None:
    found = {
        key: [said.partition(": ")[2] for said in problems(tmp_path, **{file: row.format(key=key)})] for key in meant
    }

    assert found == {key: [f"unknown key {key!r}; it goes under {name!r}"] for key, name in meant.items()}


def test_comma_in_text_that_is_not_quoted_is_told(tmp_path: Path) -> None:
    """YAML takes what stands after it within { } for a key without a value."""
    found = problems(
        tmp_path,
        lectures="""\
            lectures:
              - {id: a, title: Grids, waves, date: tbd, speakers: [{name: Rose, Wang}]}
              - {id: b, title: "Grids, waves", date: tbd, waves: more}
              - {id: c, title: Room, room, date: tbd}
              - {id: d, title: Titles, titel, date: tbd}
            """,
    )

    assert found == lines(
        """
        lectures.yaml:2:27: unknown key 'waves'; quote text that holds a comma; the keys here are room, overflow,
          online, id, date, title, start, end, details, materials, tags, tentative, cancelled, speakers, section
        lectures.yaml:2:69: unknown key 'Wang'; quote text that holds a comma; the keys here are person, name,
          affiliation
        lectures.yaml:3:47: unknown key 'waves'; the keys here are room, overflow, online, id, date, title, start, end,
          details, materials, tags, tentative, cancelled, speakers, section
        lectures.yaml:4:30: the value is missing; write one or take the line out
        lectures.yaml:5:28: unknown key 'titel'; did you mean 'title'?
        """
    )
