"""`feeds new`, as whoever begins a course runs it, with options: what it writes, says and refuses."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import ROOT

from feeds.cli import main
from feeds.course.folder import FILES
from feeds.course.reader import read_course
from feeds.settings import Settings
from feeds.web.app import create_app

NOW = datetime(2026, 1, 10, 12, tzinfo=UTC)
SLUG = "6.1234-sp26"
SPRING = ["--title", "Making Things Up", "--first", "Tue 2026-02-03", "--last", "Thu 5/14"]
ABOUT = [*SPRING, "--zone", "America/New_York", "--uid-domain", "course.example.edu"]
MEETING = ["--meeting", "Tue Thu 1-2:30 PM 45-230"]
HOLIDAYS = ["--holiday", "3/24 to 3/27 Spring break", "--schedule-day", "Tue 2026-02-17 Monday"]

COURSE = """\
# The course itself: its name, time zone, class meetings, holidays, and the text about it.
# Edit by hand: times are 24-hour, dates are 2025-09-04 or Thu 2025-09-04; then run `feeds check`.

code: 6.1234
title: Making Things Up
term: Spring 2026

# When this calendar was first published, in UTC. It stays as it is.
created: 2026-01-10T12:00:00Z

time_zone: America/New_York

# Part of every event's identity: never change it, or every subscriber sees every event twice.
uid_domain: course.example.edu

# The first and the last class.
classes: {first: Tue 2026-02-03, last: Thu 2026-05-14}

# When and where the class meets; lectures take their time and room from here.
meetings:
  - {days: [Tuesday, Thursday], start: 13:00, end: 14:30, room: 45-230}

# Days without class or office hours; one longer than a day also has a `last`.
holidays:
  - {id: spring-break, first: Tue 2026-03-24, last: Fri 2026-03-27, name: Spring break}

# Days that run on another weekday's schedule.
schedule_days:
  - {date: Tue 2026-02-17, runs_as: Monday}
"""
STAFF = """\
# Everybody on the staff. The id is the full name, lower case, with hyphens.
# Add people at the end of their group; never delete anybody and never change an id. No e-mail addresses.

people: []
# Take the [] away, and the # from lines such as these:
#   - {id: ada-lovelace, name: Ada Lovelace, role: Instructor}
#   - {id: grace-hopper, name: Grace Hopper, role: TA}
"""
REPORT = """\
data/6.1234-sp26: course.yaml, staff.yaml, lectures.yaml, tutorials.yaml, exams.yaml, deadlines.yaml, and \
office-hours.yaml
27 lectures on Tuesdays and Thursdays

Next:
  open data/6.1234-sp26/staff.yaml and write who is on the staff
  feeds check 6.1234-sp26
  http://127.0.0.1:8000/6.1234-sp26/ (its page, while the server runs)
  feeds record 6.1234-sp26 (before people subscribe)
"""


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the test's own to work in, whose data folder is not there yet."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def new(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["new", *arguments], obj=NOW)


def test_new_course_is_told_of(place: Path) -> None:
    result = new(SLUG, *ABOUT, *MEETING, *HOLIDAYS)

    assert (result.exit_code, result.output) == (0, REPORT)
    assert [each.name for each in (place / "data").iterdir()] == [SLUG]


def test_its_files_say_what_was_given_and_what_to_write(place: Path) -> None:
    new(SLUG, *ABOUT, *MEETING, *HOLIDAYS)
    texts = {each.name: each.read_text() for each in (place / "data" / SLUG).iterdir()}

    assert sorted(texts) == sorted(FILES)
    assert (texts["course.yaml"], texts["staff.yaml"]) == (COURSE, STAFF)
    assert texts["exams.yaml"].splitlines()[3:] == [
        "# Take the # away from these lines and change them:",
        "#",
        "# exams:",
        "#   - {id: midterm, date: tbd, start: 19:30, end: 21:30, title: Midterm}",
    ]


def test_it_has_a_lecture_at_every_class_and_nothing_to_complain_of(place: Path) -> None:
    new(SLUG, *ABOUT, *MEETING, *HOLIDAYS)
    course = read_course(place / "data" / SLUG)
    days = [f"{event.days[0]:%a %m-%d}" for event in course.events if event.id.startswith("lecture")]

    assert course.warnings == ()
    assert days == [
        *("Tue 02-03", "Thu 02-05", "Tue 02-10", "Thu 02-12", "Thu 02-19", "Tue 02-24", "Thu 02-26", "Tue 03-03"),
        *("Thu 03-05", "Tue 03-10", "Thu 03-12", "Tue 03-17", "Thu 03-19", "Tue 03-31", "Thu 04-02", "Tue 04-07"),
        *("Thu 04-09", "Tue 04-14", "Thu 04-16", "Tue 04-21", "Thu 04-23", "Tue 04-28", "Thu 04-30", "Tue 05-05"),
        *("Thu 05-07", "Tue 05-12", "Thu 05-14"),
    ]
    assert CliRunner().invoke(main, ["check", SLUG]).output.startswith("1 course, 28 events, 0 errors, 0 warnings\n")


def test_examples_are_data_once_their_comments_are_taken_away(place: Path) -> None:
    new(SLUG, *ABOUT, *MEETING)
    folder = place / "data" / SLUG
    for file in folder.iterdir():
        text = file.read_text().replace("people: []", "people:")
        head, _, example = text.partition("such as these:\n" if file.name == "staff.yaml" else "change them:\n")
        file.write_text(head + "\n" + example.replace("\n# ", "\n").removeprefix("# ").removeprefix("#"))

    course = read_course(folder)

    assert [each.message for each in course.warnings] == [
        "'ada-lovelace' hosts and teaches nothing; give them hours, or write `hours: no` here"
    ]
    assert sorted(course.people) == ["ada-lovelace", "grace-hopper"]
    assert {event.row for event in course.events if not event.id.startswith("lecture-")} == {
        "git",
        "pset-1-out",
        "oh-wed-13",
    }
    assert [each.id for each in course.undated] == ["midterm", "pset-1-due"]


def test_it_is_served_at_once(place: Path) -> None:
    new(SLUG, *ABOUT, *MEETING)
    client = create_app(Settings(data_dir=place / "data"), now=lambda: NOW).test_client()

    assert client.get(f"/{SLUG}/").status_code == 200
    assert client.get(f"/{SLUG}/main.ics").data.count(b"BEGIN:VEVENT") == 30


def test_a_server_that_runs_finds_it(place: Path) -> None:
    (place / "data").mkdir()
    client = create_app(Settings(data_dir=place / "data", reload_seconds=0), now=lambda: NOW).test_client()
    before = client.get(f"/{SLUG}/").status_code
    new(SLUG, *ABOUT, *MEETING)

    assert (before, client.get(f"/{SLUG}/").status_code) == (404, 200)


def test_number_term_zone_and_domain_are_taken_from_what_is_there(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FEEDS_PUBLIC_URL", "https://calendar.example.edu")
    new("other", *ABOUT, "--code", "9.9", "--term", "Spring 2026", *MEETING)
    result = new(SLUG, *SPRING, *MEETING)
    course = read_course(place / "data" / SLUG)

    assert result.exit_code == 0, result.output
    assert (course.code, course.term, course.time_zone, course.uid_domain) == (
        *("6.1234", "Spring 2026", "America/New_York", "calendar.example.edu"),
    )


def test_several_meetings_of_a_day_have_a_lecture_each(place: Path) -> None:
    new(SLUG, *ABOUT, "--meeting", "Tue 9-10 AM A", "--meeting", "Tue 1-2 PM B")
    course = read_course(place / "data" / SLUG)
    first = [event for event in course.events if event.days[0].day == 3 and event.days[0].month == 2]

    assert [(event.id, event.place.room) for event in first] == [("lecture-1", "A"), ("lecture-2", "B")]


def test_course_whose_class_does_not_meet_has_no_lectures(place: Path) -> None:
    result = new(SLUG, *ABOUT, "--meeting", "none")

    assert (result.exit_code, result.output.splitlines()[1]) == (0, "no dates yet")
    assert read_course(place / "data" / SLUG).events == ()


def test_first_and_last_day_without_class_are_told() -> None:
    result = new(SLUG, *ABOUT, "--meeting", "Mon Wed 1-2:30 PM")

    assert result.output.splitlines()[2:6] == [
        "",
        "Look at:",
        "  classes: Tue 2026-02-03 is the first day, and the class does not meet then",
        "  classes: Thu 2026-05-14 is the last day, and the class does not meet then",
    ]


def test_editors_find_the_schemas_of_a_checkout(place: Path) -> None:
    (place / "docs" / "schema").mkdir(parents=True)
    (place / "docs" / "schema" / "course.json").write_bytes((ROOT / "docs" / "schema" / "course.json").read_bytes())
    new(SLUG, *ABOUT, *MEETING)

    assert (place / "data" / SLUG / "staff.yaml").read_text().splitlines()[0] == (
        "# yaml-language-server: $schema=../../docs/schema/staff.json"
    )
