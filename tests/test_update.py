"""An import into a course that is there: the texts of its files with the differences in them, and nothing else."""

from datetime import date, datetime, time
from textwrap import dedent

from feeds.authoring.data_files import Content
from feeds.authoring.imports.assembly import assemble
from feeds.authoring.imports.found import Found, FoundEvent, FoundPerson, Unread
from feeds.authoring.imports.leftovers import leftovers, with_leftovers
from feeds.authoring.updates.update import Update, update
from feeds.course.model import Kind

COURSE = """\
# yaml-language-server: $schema=../../docs/schema/course.json
code: 6.100
"""
CONTENT: Content = {
    "created": "2025-08-01T00:00:00Z",
    "time_zone": "America/New_York",
    "classes": {"first": "2025-09-04", "last": "2025-12-09"},
    "meetings": [{"days": ["Tuesday", "Thursday"], "start": "13:00", "end": "14:30"}],
}
LECTURES = """\
# Ours.
lectures:
  # Week 2

  - id: first-one
    date: Tue 2025-09-09  # moved once
    title: Basics
"""
UNREAD = (
    Unread(line=12, text="Thu  10/21\tMidterm", why="2025-10-21 is a Tuesday, not a Thursday", file="exams.yaml"),
    Unread(line=14, text="who knows", why="no day"),
)


def imported(texts: dict[str, str], *events: FoundEvent, unread: tuple[Unread, ...] = ()) -> Update:
    found = Found(events=events, people=(FoundPerson(line=1, name="Ada Lovelace", role="TA"),))
    return update(
        texts,
        assemble(found, CONTENT),
        "page.txt",
        unread,
        tells=frozenset(),
        first=date(2025, 9, 4),
        now=datetime(2025, 9, 1, 9),
    )


def lecture(title: str, day: date) -> FoundEvent:
    return FoundEvent(line=1, kind=Kind.LECTURE, title=title, day=day)


def test_only_the_files_and_lines_concerned_change() -> None:
    staff = "people:\n  - {id: ada-lovelace, name: Ada Lovelace, role: TA}\n"
    texts = {"course.yaml": COURSE, "staff.yaml": staff, "lectures.yaml": LECTURES}
    work = imported(texts, lecture("Basics", date(2025, 9, 11)), lecture("More", date(2025, 9, 23)))

    assert work.texts == {
        "lectures.yaml": dedent("""\
            # Ours.
            lectures:
              # Week 2

              - id: first-one
                date: Thu 2025-09-11  # moved once
                title: Basics

              # Week 4

              - id: more
                date: Tue 2025-09-23
                title: More
            """)
    }
    assert work.by_hand == ()


def test_a_file_that_is_not_there_is_written_whole_with_its_schema() -> None:
    exam = FoundEvent(
        line=3, kind=Kind.EXAM, title="Midterm", day=date(2025, 10, 21), start=time(19, 30), end=time(21, 30)
    )
    staff = "people:\n  - {id: ada-lovelace, name: Ada Lovelace, role: TA}\n"

    assert imported({"course.yaml": COURSE, "staff.yaml": staff}, exam, unread=UNREAD[:1]).texts == {
        "exams.yaml": dedent("""\
            # yaml-language-server: $schema=../../docs/schema/exams.json
            # Exams, in order of date; times are 24-hour. A date not known yet is `tbd`; add `room` when it is known.
            # Move an exam by changing its date, never its id.

            exams:
              # Week 8

              - {id: midterm, date: Tue 2025-10-21, start: 19:30, end: 21:30, title: Midterm}

            # Not understood in page.txt, line 12: Thu 10/21 Midterm (2025-10-21 is a Tuesday, not a Thursday)
            """)
    }


def test_what_was_not_understood_is_a_comment_in_the_file_where_it_belongs() -> None:
    assert leftovers(UNREAD, "page.txt") == {
        "exams.yaml": (
            "# Not understood in page.txt, line 12: Thu 10/21 Midterm (2025-10-21 is a Tuesday, not a Thursday)",
        ),
        "lectures.yaml": ("# Not understood in page.txt, line 14: who knows (no day)",),
    }


def test_comments_of_an_import_take_the_place_of_those_of_an_earlier_one() -> None:
    first = with_leftovers("a: b\n", ["# Not understood in page.txt, line 1: x (y)"], "page.txt")
    again = with_leftovers(first, ["# Not understood in page.txt, line 2: z (y)"], "page.txt")

    assert first == "a: b\n\n# Not understood in page.txt, line 1: x (y)\n"
    assert again == "a: b\n\n# Not understood in page.txt, line 2: z (y)\n"
    assert with_leftovers(again, [], "page.txt") == "a: b\n"
    assert with_leftovers(again, [], "other.csv") == again


def test_a_file_stays_as_it_is_where_there_is_nothing_to_leave_in_it() -> None:
    assert with_leftovers("a: b", [], "x") == "a: b"
    assert with_leftovers("a: b\n\n", [], "x") == "a: b\n\n"


def test_comments_take_the_line_ends_of_their_file() -> None:
    assert with_leftovers("a: b\r\n# c", ["# Not"], "x") == "a: b\r\n# c\r\n\r\n# Not\r\n"
