"""A course page as text is read by its grammar, and what is outside of it is told: no line of it is lost."""

from collections import Counter
from datetime import date, datetime, time
from pathlib import Path

import pytest
from conftest import ROOT

from feeds.authoring.imports.found import Found, FoundAssignment, FoundEvent, FoundHours, FoundPerson, Unread
from feeds.authoring.imports.page.course_page import read_page
from feeds.course.model import Course, Guest, Kind, Link, Material, Weekday

PAGE = Found(
    code="CS 205",
    title="Compilers",
    term="Spring 2026",
    contact="cs205-staff@example.edu",
    about=(
        "Example University\n\n"
        "Description: From text to machine code.\n\n"
        "Write to the course email, cs205-staff@example.edu, and not to …@… or …@….\n\n"
        "Grading\n• Problem sets (60%)\n• Midterm (40%)\n\n"
        "may still change\n\n"
        "Attendance policy\n• Attendance is at your discretion."
    ),
    links=(Link(title="Forum"), Link(title="Recordings")),
    time_zone=None,
    people=(
        FoundPerson(line=17, name="Ada Marsh", role="Instructor"),
        FoundPerson(line=23, name="Bo Li", role="Instructor"),
        FoundPerson(line=23, name="Cy van der Berg", role="Instructor"),
        FoundPerson(line=29, name="Dee Doe", role="TA"),
        FoundPerson(line=36, name="Eve Fox", role="TA"),
        FoundPerson(line=40, name="Gus Hill", role="TA"),
    ),
    events=(
        FoundEvent(
            line=59,
            kind=Kind.TUTORIAL,
            title="Flex Tutorial",
            day=date(2026, 2, 2),
            start=time(16),
            end=time(17),
            room="4-101",
            materials=(Material(title="flex tutorial notebook"),),
        ),
        FoundEvent(
            line=60,
            kind=Kind.LECTURE,
            title="Course overview",
            day=date(2026, 2, 3),
            speakers=(Guest(name="Ada Marsh"),),
            materials=(
                Material(title="slides"),
                Material(title="notation", under="optional readings"),
                Material(
                    title="The Dragon Book",
                    under="optional readings",
                    note="note that this is about the second edition, and not the first",
                ),
            ),
        ),
        FoundEvent(
            line=65,
            kind=Kind.LECTURE,
            title="Scanning: automata",
            day=date(2026, 2, 5),
            speakers=(Guest(name="Bo Li"), Guest(name="Cy van der Berg")),
            details="Regular expressions, automata, and back.",
            materials=(Material(title="slides"),),
        ),
        FoundEvent(
            line=69,
            kind=Kind.LECTURE,
            title="Parsing",
            day=date(2026, 2, 10),
            speakers=(Guest(name="Ada Marsh"),),
            materials=(Material(title="slides"), Material(title="video")),
        ),
        FoundEvent(
            line=72,
            kind=Kind.LECTURE,
            title="Types and inference",
            day=date(2026, 2, 12),
            materials=(Material(title="slides"),),
        ),
        FoundEvent(line=76, kind=Kind.EXAM, title="Quiz", day=None, start=time(19), end=time(20)),
        FoundEvent(
            line=78,
            kind=Kind.LECTURE,
            title="Guest Lecture: Garbage Collection at Scale",
            day=date(2026, 2, 24),
            speakers=(Guest(name="Ivy Q Jones", affiliation="Acme/Example"),),
            tags=("guest",),
        ),
        FoundEvent(
            line=79,
            kind=Kind.LECTURE,
            title="Guest Lecture 2",
            day=date(2026, 2, 26),
            speakers=(Guest(name="Kai Moss", affiliation="Acme"),),
            tags=("guest",),
        ),
        FoundEvent(line=81, kind=Kind.OFFICE_HOURS, title="Project office hours", day=date(2026, 3, 3)),
        FoundEvent(line=83, kind=Kind.HOLIDAY, title="Spring break", day=date(2026, 3, 23), last=date(2026, 3, 27)),
        FoundEvent(line=84, kind=Kind.LECTURE, title="Register allocation", day=date(2026, 3, 31), cancelled=""),
    ),
    assignments=(
        FoundAssignment(
            line=60,
            title="pset 1",
            out=date(2026, 2, 3),
            materials=(Material(title="solutions"),),
        ),
        FoundAssignment(line=69, title="pset 1", due=date(2026, 2, 10)),
        FoundAssignment(line=70, title="pset 2", out=date(2026, 2, 10)),
        FoundAssignment(line=79, title="project", due=datetime(2026, 2, 26, 23, 59)),
    ),
    hours=(
        FoundHours(line=21, hosts=("Ada Marsh",), day=Weekday.MONDAY, start=time(9), end=time(10), room="4-101"),
        FoundHours(line=25, hosts=("Bo Li", "Cy van der Berg"), day=Weekday.TUESDAY, start=time(13), end=time(14)),
        FoundHours(
            line=25,
            hosts=("Bo Li", "Cy van der Berg"),
            day=Weekday.THURSDAY,
            start=time(11),
            end=time(12),
            room="4-102",
        ),
        FoundHours(line=34, hosts=("Dee Doe",), day=None, start=None, end=None),
        FoundHours(line=42, hosts=("Gus Hill",), day=Weekday.MONDAY, start=time(19, 30), end=time(21), room="4-103"),
        FoundHours(line=42, hosts=("Gus Hill",), day=Weekday.WEDNESDAY, start=time(19, 30), end=time(21), room="4-103"),
    ),
    tells=frozenset({"details", "materials", "speakers"}),
    unread=(
        Unread(
            line=32,
            text="she/her",
            why="it stands in the staff list, and is neither a person, nor hours such as OH: Tue 3-4 PM 36-112",
            file="staff.yaml",
        ),
        Unread(
            line=38,
            text="OH: by appointment",
            why="these are no hours with a weekday, both times with AM or PM, and a room; write OH: Tue 3-4 PM 36-112",
            file="office-hours.yaml",
        ),
        Unread(line=57, text="All rooms are in building 4.", why="it stands in the schedule, before the first day"),
        Unread(
            line=71,
            text="This line is nothing that is known",
            why="nothing says what this is: neither a speaker, nor a material, nor an assignment that is out or due",
        ),
        Unread(
            line=74,
            text="Tue 2/17 No class: Monday schedule",
            why="this day runs on another weekday's schedule; write it under `schedule_days` in course.yaml:"
            " {date: Tue 2026-02-17, runs_as: Monday}",
            file="course.yaml",
        ),
        Unread(
            line=75,
            text="Thu 2/20 Midterm: 7:30 - 9:30 PM, 4-101 pset 2 due",
            why="2026-02-20 is a Friday, not a Thursday",
            file="exams.yaml",
        ),
        Unread(
            line=82,
            text="Wed 3/4 Debugging: 3 PM, wherever Cy van der Berg",
            why="its time has no end; write both times, such as 1-2:30 PM",
        ),
    ),
    warnings=(
        Unread(
            line=72,
            text="Types and inference",
            why="nobody of the staff list is named here; if the title holds a speaker's name, take it out",
        ),
        Unread(
            line=78,
            text="Guest Lecture: Garbage Collection at Scale Ivy Q Jones (Acme/Example)",
            why="the text does not part the guest from the topic; the name is taken to be 'Ivy Q Jones'",
        ),
    ),
)


def test_text_of_page_says_all_this() -> None:
    assert read_page((ROOT / "tests" / "data" / "pages" / "compilers.txt").read_bytes(), None) == PAGE


ORIGINAL = ROOT.parent / "shared" / "course" / "course-page.txt"
REAL = [ROOT / "tests" / "data" / "course-page.txt", *([ORIGINAL] if ORIGINAL.exists() else [])]


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.parent.name)
def test_real_page_has_the_known_counts_and_nothing_unread(path: Path) -> None:
    page = read_page(path.read_bytes(), None)
    speakers = Counter(speaker.name for event in page.events for speaker in event.speakers)

    assert page.unread == ()
    assert Counter(event.kind for event in page.events) == {
        Kind.LECTURE: 24,
        Kind.TUTORIAL: 4,
        Kind.EXAM: 1,
        Kind.HOLIDAY: 2,
        Kind.OFFICE_HOURS: 1,
    }
    assert sum(event.tags == ("guest",) for event in page.events) == 3
    assert {name: speakers[name] for name in ("Sara Beery", "Kaiming He", "Omar Khattab")} == {
        "Sara Beery": 7,
        "Kaiming He": 7,
        "Omar Khattab": 7,
    }
    assert (len(page.people), len(page.hours), len(page.assignments)) == (26, 25, 11)
    assert [warning.text for warning in page.warnings] == [
        "Guest Lecture: Deep Learning that Improves Real-World Interactions Rose E Wang (OpenAI)"
    ]


def test_real_page_gives_the_lectures_that_were_written_by_hand(course: Course) -> None:
    page = read_page(REAL[0].read_bytes(), None)
    by_hand = [event for event in course.events if event.kind is Kind.LECTURE]

    assert [
        (each.day, each.title, [speaker.name for speaker in each.speakers], each.details, each.materials, each.tags)
        for each in page.events
        if each.kind is Kind.LECTURE
    ] == [
        (
            each.days[0],
            each.title,
            [*(course.people[id].name for id in each.people), *(guest.name for guest in each.guests)],
            each.details,
            each.materials,
            each.tags,
        )
        for each in by_hand
    ]
