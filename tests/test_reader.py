"""A folder of files becomes a course: its dated rows as events, and the course around them."""

import os
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from courses import COURSE, STAFF, by_id, course_yaml, problems, read, said, write_course

from feeds.course.folder import FILES
from feeds.course.model import (
    AllDay,
    Course,
    Effect,
    Event,
    Guest,
    Kind,
    Link,
    Material,
    Person,
    Place,
    Revision,
    Status,
    Timed,
    Undated,
)
from feeds.course.parser import MAX_BYTES
from feeds.course.reader import read_course
from feeds.course.timezones import localize
from feeds.errors import CourseError

PUBLISHED = datetime(2026, 8, 1, tzinfo=UTC)
REVISION = Revision(created=PUBLISHED, last_modified=PUBLISHED)


def timed(day: date, start: str, end: str) -> Timed:
    """Give the hours of a day in New York."""
    walls = [datetime.combine(day, datetime.strptime(clock, "%H:%M").time()) for clock in (start, end)]  # noqa: DTZ007
    return Timed(start=localize(walls[0], "America/New_York"), end=localize(walls[1], "America/New_York"))


def all_said(folder: Path, **files: str) -> list[str]:
    return [said(event) for event in read(folder, **files).events]


def read_problems(folder: Path) -> list[str]:
    """Give what is wrong with a folder as it is, without the folder in front."""
    with pytest.raises(CourseError) as caught:
        read_course(folder)
    return [str(problem).removeprefix(f"{folder}/") for problem in caught.value.problems]


def test_course_is_read_whole(tmp_path: Path) -> None:
    folder = write_course(
        tmp_path / "6.100-fa26",
        course=COURSE
        + """\
contact: 6.100@example.edu
edit_url: https://git.example.edu/6.100
links:
  - {title: Site, url: "https://example.edu"}
  - {title: Piazza}
about: |
  One paragraph.

  Another one.
provisional: yes
office_hours: {first: 2026-09-14, last: 2026-12-04}
holidays:
  - {id: fall-break, first: Mon 2026-10-12, last: Tue 2026-10-13, name: Fall break}
withdrawn: [quiz-0]
""",
        staff="""\
            people:
              - {id: ada-lovelace, name: Ada Lovelace, role: Instructor, link: "https://example.edu/ada"}
              - {id: alan-turing, name: Alan Turing, short: AlanT, role: TA, until: Fri 2026-10-30}
            """,
        lectures="lectures: [{id: intro, date: Thu 2026-09-10, title: Introduction}]",
        exams="exams: [{id: final, date: tbd, title: Final}]",
    )

    course = read_course(folder)

    assert [(change.id, change.effect, change.recorded) for change in course.changes] == [
        ("fall-break", Effect.NEW, False),
        ("intro", Effect.NEW, False),
    ]
    assert replace(course, changes=()) == Course(
        slug="6.100-fa26",
        code="6.100",
        title="Testing",
        term="Fall 2026",
        time_zone="America/New_York",
        uid_domain="course.example.edu",
        first=date(2026, 9, 9),
        last=date(2026, 12, 9),
        people={
            "ada-lovelace": Person(
                id="ada-lovelace",
                name="Ada Lovelace",
                short="Ada",
                role="Instructor",
                link="https://example.edu/ada",
            ),
            "alan-turing": Person(
                id="alan-turing", name="Alan Turing", short="AlanT", role="TA", until=date(2026, 10, 30)
            ),
        },
        rooms={"45-230": "45-230"},
        events=(
            Event(
                id="intro",
                kind=Kind.LECTURE,
                title="Introduction",
                when=timed(date(2026, 9, 10), "13:00", "14:30"),
                revision=REVISION,
                weeks=(1,),
                place=Place(room="45-230"),
            ),
            Event(
                id="fall-break",
                kind=Kind.HOLIDAY,
                title="Fall break",
                when=AllDay(first=date(2026, 10, 12), last=date(2026, 10, 13)),
                revision=REVISION,
                weeks=(6,),
            ),
        ),
        undated=(Undated(id="final", kind=Kind.EXAM, title="Final"),),
        edit_url="https://git.example.edu/6.100",
        contact="6.100@example.edu",
        links=(Link(title="Site", url="https://example.edu"), Link(title="Piazza")),
        about="One paragraph.\n\nAnother one.",
        provisional=True,
    )


def test_course_needs_no_more_than_its_own_file_and_staff(tmp_path: Path) -> None:
    course = read(tmp_path / "demo")

    assert sorted(path.name for path in (tmp_path / "demo").iterdir()) == ["course.yaml", "staff.yaml"]
    assert (course.slug, course.events, course.undated, course.contact, course.links) == ("demo", (), (), None, ())


def test_empty_files_hold_nothing(tmp_path: Path) -> None:
    course = read(tmp_path, lectures="", tutorials="# none\n", exams="exams: []", deadlines="{}", office_hours="\n")

    assert course.events == ()


def test_people_stay_in_the_order_of_the_data(tmp_path: Path) -> None:
    assert list(read(tmp_path).people) == ["ada-lovelace", "alan-turing", "grace-hopper"]
    assert [person.short for person in read(tmp_path).people.values()] == ["Ada", "Alan", "Grace"]


def test_people_with_one_first_name_are_told_apart(tmp_path: Path) -> None:
    staff = STAFF + "  - {id: alan-kay, name: Alan Kay, short: Alan K, role: TA}\n"

    assert [person.short for person in read(tmp_path, staff=staff).people.values()] == [
        "Ada",
        "Alan",
        "Grace",
        "Alan K",
    ]


def test_events_are_sorted_by_start_then_id_with_whole_days_first(tmp_path: Path) -> None:
    course = read(
        tmp_path,
        lectures="lectures: [{id: b, title: B, date: 2026-09-15}, {id: a, title: A, date: 2026-09-15, room: 2-190}]",
        deadlines="assignments: [{id: z, title: Z, out: 2026-09-15}]",
        exams="""\
            exams:
              - {id: e, title: E, date: 2026-09-15, start: 9:00, end: 10:00}
              - {id: d, title: D, date: 2026-09-16, start: 00:00, end: 01:00}
              - {id: c, title: C, date: 2026-09-16}
              - {id: f, title: F, date: 2026-09-14, start: 22:00, end: 23:59}
            """,
    )

    assert [event.id for event in course.events] == ["f", "z-out", "e", "a", "b", "c", "d"]


def test_lecture_takes_the_class_meeting_of_its_day(tmp_path: Path) -> None:
    course = read(
        tmp_path,
        course=course_yaml(
            "meetings: [{days: [Tue], start: 13:00, end: 14:30, room: 45-230, overflow: [45-102]},"
            " {days: [Thu], start: 9:30, end: 11:00, room: 2-190, online: https://meet.example.edu/6.100}]"
        ),
        lectures="lectures: [{id: a, title: A, date: Tue 2026-09-15}, {id: b, title: B, date: Thu 2026-09-17}]",
    )

    assert course.events == (
        Event(
            id="a",
            kind=Kind.LECTURE,
            title="A",
            when=timed(date(2026, 9, 15), "13:00", "14:30"),
            revision=REVISION,
            weeks=(2,),
            place=Place(room="45-230", overflow=("45-102",)),
        ),
        Event(
            id="b",
            kind=Kind.LECTURE,
            title="B",
            when=timed(date(2026, 9, 17), "09:30", "11:00"),
            revision=REVISION,
            weeks=(2,),
            place=Place(room="2-190", online="https://meet.example.edu/6.100"),
        ),
    )


@pytest.mark.parametrize(
    ("row", "lecture"),
    [
        ("", "Tue 09-15 13:00-14:30, 45-230"),
        ("start: 13:30", "Tue 09-15 13:30-14:30, 45-230"),
        ("end: 14:00", "Tue 09-15 13:00-14:00, 45-230"),
        ("start: 9:00, end: 10:00", "Tue 09-15 09:00-10:00, 45-230"),
        ("room: 2-190", "Tue 09-15 13:00-14:30, 2-190"),
        ("room: tbd", "Tue 09-15 13:00-14:30, room tbd"),
        ("online: 'https://a.edu'", "Tue 09-15 13:00-14:30, https://a.edu"),
        ("room: 2-190, online: 'https://a.edu'", "Tue 09-15 13:00-14:30, 2-190 + https://a.edu"),
        ("room: tbd, online: 'https://a.edu'", "Tue 09-15 13:00-14:30, room tbd + https://a.edu"),
        ("overflow: [45-102, 45-103]", "Tue 09-15 13:00-14:30, 45-230 + 45-102 + 45-103"),
        ("room: 2-190, overflow: [45-230]", "Tue 09-15 13:00-14:30, 2-190 + 45-230"),
        ("start: tbd", "Tue 09-15, 45-230"),
        ("start: TBD, room: TBD", "Tue 09-15, room tbd"),
        ("start: tbd, end: 14:00", "Tue 09-15, 45-230"),
        ("cancelled: ill", "Tue 09-15 13:00-14:30, 45-230, CANCELLED ill"),
        ("cancelled: yes", "Tue 09-15 13:00-14:30, 45-230, CANCELLED"),
        ("cancelled: no", "Tue 09-15 13:00-14:30, 45-230"),
        ("tentative: yes", "Tue 09-15 13:00-14:30, 45-230, TENTATIVE"),
        ("tentative: yes, cancelled: ill", "Tue 09-15 13:00-14:30, 45-230, CANCELLED ill"),
        ("speakers: [ada-lovelace]", "Tue 09-15 13:00-14:30, 45-230, ada-lovelace"),
    ],
)
def test_lecture_overrides_its_class_meeting(row: str, lecture: str, tmp_path: Path) -> None:
    lectures = f"lectures: [{{id: a, title: A, date: Tue 2026-09-15, {row}}}]"

    assert all_said(tmp_path, lectures=lectures) == [f"a: {lecture}"]


def test_online_lecture_leaves_the_room_of_its_class_meeting(tmp_path: Path) -> None:
    lectures = "lectures: [{id: a, title: A, date: 2026-09-15, online: 'https://a.edu'}]"

    assert by_id(read(tmp_path, lectures=lectures))["a"].place == Place(online="https://a.edu")


@pytest.mark.parametrize(
    ("row", "lecture"),
    [
        ("start: 9:00, end: 10:00, room: tbd", "Mon 09-14 09:00-10:00, room tbd"),
        ("start: 9:00, end: 10:00, room: 2-190", "Mon 09-14 09:00-10:00, 2-190"),
        ("start: tbd", "Mon 09-14"),
    ],
)
def test_lecture_on_another_day_has_its_own_time(row: str, lecture: str, tmp_path: Path) -> None:
    lectures = f"lectures: [{{id: a, title: A, date: Mon 2026-09-14, {row}}}]"

    assert all_said(tmp_path, lectures=lectures) == [f"a: {lecture}"]


def test_lecture_follows_the_schedule_that_its_day_runs_on(tmp_path: Path) -> None:
    course = course_yaml(
        "meetings: [{days: [Mon], start: 9:00, end: 9:50, room: 2-190}, {days: [Tue], start: 13:00, end: 14:30}]\n"
        "schedule_days: [{date: Tue 2026-10-13, runs_as: Monday}]"
    )
    lectures = "lectures: [{id: a, title: A, date: Tue 2026-10-13}, {id: b, title: B, date: Tue 2026-10-20}]"

    assert all_said(tmp_path, course=course, lectures=lectures) == [
        "a: Tue 10-13 09:00-09:50, 2-190",
        "b: Tue 10-20 13:00-14:30",
    ]


def test_class_meeting_changes_its_room_from_a_day_on(tmp_path: Path) -> None:
    course = course_yaml(
        "meetings: [{days: [Tue, Thu], start: 13:00, end: 14:30, room: 45-230, until: Thu 2026-10-15},"
        " {days: [Tue, Thu], start: 13:00, end: 14:30, room: 2-190, from: Fri 2026-10-16}]"
    )
    lectures = "lectures: [{id: a, title: A, date: Thu 2026-10-15}, {id: b, title: B, date: Tue 2026-10-20}]"

    assert all_said(tmp_path, course=course, lectures=lectures) == [
        "a: Thu 10-15 13:00-14:30, 45-230",
        "b: Tue 10-20 13:00-14:30, 2-190",
    ]


SECTIONS = (
    "meetings: [{days: [Tue], start: 9:00, end: 9:50, room: 2-190, section: l01},"
    " {days: [Tue], start: 15:00, end: 15:50, room: 45-102, section: l02},"
    " {days: [Thu], start: 13:00, end: 13:50, room: 45-230, section: l01}, {days: [Fri], start: 13:00, end: 13:50}]"
)


@pytest.mark.parametrize(
    ("row", "lectures"),
    [
        (
            "date: Tue 2026-09-15",
            ["intro-l01: Tue 09-15 09:00-09:50, 2-190", "intro-l02: Tue 09-15 15:00-15:50, 45-102"],
        ),
        ("date: Tue 2026-09-15, section: l02", ["intro-l02: Tue 09-15 15:00-15:50, 45-102"]),
        # Its only section is in the id too, so that no id changes when another section is added.
        ("date: Thu 2026-09-17", ["intro-l01: Thu 09-17 13:00-13:50, 45-230"]),
        ("date: Fri 2026-09-18", ["intro: Fri 09-18 13:00-13:50"]),
        ("date: Mon 2026-09-14, start: 9:00, end: 10:00, room: 1-1", ["intro: Mon 09-14 09:00-10:00, 1-1"]),
        (
            "date: Tue 2026-09-15, room: 1-1",
            ["intro-l01: Tue 09-15 09:00-09:50, 1-1", "intro-l02: Tue 09-15 15:00-15:50, 1-1"],
        ),
        (
            "date: Tue 2026-09-15, room: tbd, end: 16:00",
            ["intro-l01: Tue 09-15 09:00-16:00, room tbd", "intro-l02: Tue 09-15 15:00-16:00, room tbd"],
        ),
    ],
)
def test_lecture_is_an_event_for_each_section(row: str, lectures: list[str], tmp_path: Path) -> None:
    rows = f"lectures: [{{id: intro, title: A, {row}}}]"

    assert all_said(tmp_path, course=course_yaml(SECTIONS), lectures=rows) == lectures


def test_section_is_a_tag(tmp_path: Path) -> None:
    course = read(
        tmp_path,
        course=course_yaml(SECTIONS),
        lectures="lectures: [{id: a, title: A, date: Tue 2026-09-15, tags: [guest, l02]}]",
    )

    assert {event.id: event.tags for event in course.events} == {
        "a-l01": ("guest", "l02", "l01"),
        "a-l02": ("guest", "l02"),
    }


def test_lecture_says_what_it_is_about_and_who_speaks(tmp_path: Path) -> None:
    course = read(
        tmp_path,
        lectures="""\
            lectures:
              - id: panel
                date: Tue 2026-09-15
                title: "Panel: What now?"
                speakers:
                  - grace-hopper
                  - {name: Max Weber, affiliation: Heidelberg}
                  - {person: ada-lovelace}
                  - {name: Lise Meitner}
                details: |
                  One.

                  Two.
                materials:
                  - {title: slides, url: "https://example.edu/slides.pdf"}
                  - {title: Chapter 1, under: reading, note: not 1.3}
                tags: [guest, panel, guest]
            """,
    )

    assert by_id(course)["panel"] == Event(
        id="panel",
        kind=Kind.LECTURE,
        title="Panel: What now?",
        when=timed(date(2026, 9, 15), "13:00", "14:30"),
        revision=REVISION,
        weeks=(2,),
        place=Place(room="45-230"),
        people=("grace-hopper", "ada-lovelace"),
        guests=(Guest(name="Max Weber", affiliation="Heidelberg"), Guest(name="Lise Meitner")),
        tags=("guest", "panel"),
        details="One.\n\nTwo.",
        materials=(
            Material(title="slides", url="https://example.edu/slides.pdf"),
            Material(title="Chapter 1", under="reading", note="not 1.3"),
        ),
    )


def test_rows_without_a_date_are_undated(tmp_path: Path) -> None:
    course = read(
        tmp_path,
        lectures="lectures: [{id: d, title: D, date: tbd, speakers: [ada-lovelace, {name: Max Weber}]}]",
        tutorials="tutorials: [{id: c, title: C, date: TBD, speakers: [alan-turing], start: 9:00, end: 10:00}]",
        exams="exams: [{id: a, title: A, date: tbd, room: 45-102}]",
        deadlines="assignments: [{id: b, title: B, out: tbd, due: tbd}, {id: x, title: X, out: tbd, due: 2026-09-15}]",
        office_hours="one_off: [{id: e, date: tbd, hosts: [grace-hopper]}]",
    )

    assert course.undated == (
        Undated(id="a", kind=Kind.EXAM, title="A"),
        Undated(id="b-due", kind=Kind.DEADLINE, title="B"),
        Undated(id="b-out", kind=Kind.RELEASE, title="B"),
        Undated(id="c", kind=Kind.TUTORIAL, title="C", people=("alan-turing",)),
        Undated(id="d", kind=Kind.LECTURE, title="D", people=("ada-lovelace",)),
        Undated(id="e", kind=Kind.OFFICE_HOURS, title="", people=("grace-hopper",)),
        Undated(id="x-out", kind=Kind.RELEASE, title="X"),
    )
    assert [event.id for event in course.events] == ["x-due"]


@pytest.mark.parametrize(
    ("row", "exam"),
    [
        ("date: Thu 2026-10-15, start: 19:30, end: 21:30, room: Hall 2", "Thu 10-15 19:30-21:30, Hall 2"),
        ("date: Sat 2026-10-17, start: 9:00, end: 12:00", "Sat 10-17 09:00-12:00"),
        # A class day or not: an exam is no class meeting, and has its time from its row alone.
        ("date: Tue 2026-10-20", "Tue 10-20"),
        ("date: Tue 2026-10-20, start: tbd, room: tbd", "Tue 10-20, room tbd"),
    ],
)
def test_exam_has_its_own_time_and_room(row: str, exam: str, tmp_path: Path) -> None:
    course = read(tmp_path, exams=f"exams: [{{id: midterm, title: Midterm, {row}}}]")

    assert [(event.kind, said(event)) for event in course.events] == [(Kind.EXAM, f"midterm: {exam}")]


def test_tutorials_of_one_any_of_know_how_many_they_are(tmp_path: Path) -> None:
    course = read(
        tmp_path,
        tutorials="""\
            tutorials:
              - {id: git-1, title: Git, date: 2026-09-14, start: 9:00, end: 10:00, any_of: git}
              - {id: git-2, title: Git, date: 2026-09-15, start: 9:00, end: 10:00, any_of: git}
              - {id: git-3, title: Git, date: 2026-09-16, start: 9:00, end: 10:00, any_of: git, cancelled: ill}
              - {id: git-4, title: Git, date: tbd, any_of: git}
              - {id: latex-1, title: LaTeX, date: 2026-09-17, any_of: latex}
              - {id: latex-2, title: LaTeX, date: 2026-09-18, any_of: latex, cancelled: yes}
              - {id: shell, title: Shell, date: 2026-09-21, any_of: shell}
              - {id: vim, title: Vim, date: 2026-09-22, speakers: [ada-lovelace, {name: Max Weber}]}
            """,
    )

    assert [(event.id, event.any_of, event.alternatives) for event in course.events] == [
        ("git-1", "git", 2),
        ("git-2", "git", 2),
        ("git-3", None, 0),
        ("latex-1", None, 0),
        ("latex-2", None, 0),
        ("shell", None, 0),
        ("vim", None, 0),
    ]
    assert said(by_id(course)["vim"]) == "vim: Tue 09-22, ada-lovelace + Max Weber"


def test_assignment_is_a_release_and_a_deadline(tmp_path: Path) -> None:
    course = read(
        tmp_path,
        deadlines="""\
            assignments:
              - id: pset-1
                title: pset 1
                out: Tue 2026-09-15
                due: Tue 2026-09-22 23:59
                details: Alone.
                materials: [{title: sheet}]
                tags: [graded]
                tentative: yes
              - {id: project, title: project, due: 2026-12-09}
              - {id: survey, title: survey, out: 2026-09-10}
            """,
    )
    release = Event(
        id="pset-1-out",
        kind=Kind.RELEASE,
        title="pset 1",
        when=AllDay(first=date(2026, 9, 15), last=date(2026, 9, 15)),
        revision=REVISION,
        weeks=(2,),
        tags=("graded",),
        details="Alone.",
        materials=(Material(title="sheet"),),
        status=Status.TENTATIVE,
    )

    assert by_id(course)["pset-1-out"] == release
    assert [(event.kind, said(event)) for event in course.events] == [
        (Kind.RELEASE, "survey-out: Thu 09-10"),
        (Kind.RELEASE, "pset-1-out: Tue 09-15, TENTATIVE"),
        (Kind.DEADLINE, "pset-1-due: Tue 09-22 23:29-23:59, TENTATIVE"),
        (Kind.DEADLINE, "project-due: Wed 12-09"),
    ]


@pytest.mark.parametrize(
    ("due", "start", "end", "weeks"),
    [
        ("2026-09-22 12:00", "2026-09-22T11:30:00-04:00", "2026-09-22T12:00:00-04:00", (3,)),
        ("Tue 2026-09-22  9:15", "2026-09-22T08:45:00-04:00", "2026-09-22T09:15:00-04:00", (3,)),
        ("2026-09-22 00:15", "2026-09-21T23:45:00-04:00", "2026-09-22T00:15:00-04:00", (3,)),
        # Half an hour is 30 minutes also where the clocks change in it.
        ("2026-11-01 02:30", "2026-11-01T02:00:00-05:00", "2026-11-01T02:30:00-05:00", (8,)),
        ("2026-11-01 00:45", "2026-11-01T00:15:00-04:00", "2026-11-01T00:45:00-04:00", (8,)),
        # At midnight on Monday: of the day and the week in which it is due.
        ("Mon 2026-09-21 00:00", "2026-09-20T23:30:00-04:00", "2026-09-21T00:00:00-04:00", (3,)),
    ],
)
def test_deadline_with_a_time_is_the_half_hour_that_ends_at_it(
    due: str, start: str, end: str, weeks: tuple[int, ...], tmp_path: Path
) -> None:
    # Midnight is warned about, since people read the day that it begins.
    folder = write_course(tmp_path, deadlines=f"assignments: [{{id: a, title: A, due: {due}}}]")
    event = by_id(read_course(folder))["a-due"]

    assert isinstance(event.when, Timed)
    assert (event.when.start.isoformat(), event.when.end.isoformat(), event.weeks) == (start, end, weeks)
    assert event.when.end - event.when.start == timedelta(minutes=30)


def test_deadline_right_after_the_hour_that_clocks_skip_begins_before_it(tmp_path: Path) -> None:
    course = read(
        tmp_path,
        course=course_yaml("classes: {first: Mon 2026-02-02, last: Fri 2026-05-15}"),
        deadlines="assignments: [{id: a, title: A, due: 2026-03-08 03:10}]",
    )

    assert [said(event) for event in course.events] == ["a-due: Sun 03-08 01:40-03:10"]
    assert course.events[0].when == Timed(start=_instant("2026-03-08T01:40"), end=_instant("2026-03-08T03:10"))


@pytest.mark.parametrize(
    ("row", "hours"),
    [
        ("date: Tue 2026-09-15", ["a: Tue 09-15 13:00-14:30, 45-230"]),
        ("date: Tue 2026-09-15, end: 14:00", ["a: Tue 09-15 13:00-14:00, 45-230"]),
        ("date: Tue 2026-09-15, room: 2-190", ["a: Tue 09-15 13:00-14:30, 2-190"]),
        ("date: Tue 2026-09-15, hosts: [ada-lovelace]", ["a: Tue 09-15 13:00-14:30, 45-230, ada-lovelace"]),
        # With a time of their own they are not at the class meeting, on its day either.
        ("date: Tue 2026-09-15, start: 9:00, end: 10:00", ["a: Tue 09-15 09:00-10:00"]),
        ("date: Mon 2026-09-14, start: 9:00, end: 10:00, room: 2-190", ["a: Mon 09-14 09:00-10:00, 2-190"]),
        ("date: Mon 2026-09-14, start: tbd", ["a: Mon 09-14"]),
        ("date: Mon 2026-09-14, start: tbd, cancelled: ill", ["a: Mon 09-14, CANCELLED ill"]),
    ],
)
def test_one_off_hours_are_at_the_class_meeting_or_have_their_own_time(
    row: str, hours: list[str], tmp_path: Path
) -> None:
    course = read(tmp_path, office_hours=f"one_off: [{{id: a, {row}}}]")

    assert [said(event) for event in course.events] == hours
    assert {event.kind for event in course.events} == {Kind.OFFICE_HOURS}


def test_one_off_hours_at_the_class_meeting_are_for_each_section(tmp_path: Path) -> None:
    hours = "one_off: [{id: a, title: Project hours, date: Tue 2026-09-15}]"

    assert all_said(tmp_path, course=course_yaml(SECTIONS), office_hours=hours) == [
        "a-l01: Tue 09-15 09:00-09:50, 2-190",
        "a-l02: Tue 09-15 15:00-15:50, 45-102",
    ]


def test_holiday_is_a_day_or_several(tmp_path: Path) -> None:
    course = course_yaml(
        "holidays: [{id: thanksgiving, first: Mon 2026-11-23, last: Sun 2026-11-29, name: Thanksgiving},"
        " {id: veterans-day, first: Wed 2026-11-11, name: Veterans Day}]"
    )

    assert [(event.kind, event.title, said(event), event.weeks) for event in read(tmp_path, course=course).events] == [
        (Kind.HOLIDAY, "Veterans Day", "veterans-day: Wed 11-11", (10,)),
        (Kind.HOLIDAY, "Thanksgiving", "thanksgiving: Mon 11-23 to Sun 11-29", (12,)),
    ]


def test_course_and_staff_files_are_required(tmp_path: Path) -> None:
    write_course(tmp_path)
    (tmp_path / "course.yaml").unlink()
    (tmp_path / "staff.yaml").unlink()
    (tmp_path / "exams.yaml").write_text("exams: [")

    assert read_problems(tmp_path) == [
        "course.yaml:1:1: there is no course.yaml; every course has one",
        "exams.yaml:1:9: this is not YAML (did not find expected node content);"
        " check the indentation, quotes and brackets around here",
        "staff.yaml:1:1: there is no staff.yaml; every course has one",
    ]


@pytest.mark.parametrize("name", FILES)
def test_file_that_is_no_file_is_a_problem(name: str, tmp_path: Path) -> None:
    """Neither does the reader wait for somebody to write into a FIFO, nor leave anything open."""
    write_course(tmp_path)
    (tmp_path / name).unlink(missing_ok=True)
    expected = f"{name}:1:1: the file cannot be read (it is not a regular file); make it a readable text file"
    open_files = len(os.listdir("/dev/fd"))

    (tmp_path / name).mkdir()
    assert read_problems(tmp_path) == [expected]

    (tmp_path / name).rmdir()
    os.mkfifo(tmp_path / name)
    assert read_problems(tmp_path) == [expected]
    assert len(os.listdir("/dev/fd")) == open_files


def test_file_that_is_too_large_is_a_problem(tmp_path: Path) -> None:
    assert problems(tmp_path, lectures="#" * (MAX_BYTES + 1)) == [
        "lectures.yaml:1:1: the file is larger than 1,000,000 bytes; split the course or look for a mistake"
    ]


def test_folder_that_is_no_folder_has_no_course(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("code: 6.100")
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "notes.txt").write_text("")

    assert read_problems(tmp_path / "file")[0] == (
        "course.yaml:1:1: the file cannot be read (Not a directory); make it a readable text file"
    )
    for name in ("nowhere", "empty"):
        assert read_problems(tmp_path / name) == [
            f"{tmp_path}/{name}:1:1: there is no course in this folder, or nobody may look into it; every course has a"
            " course.yaml"
        ]


def test_same_files_give_the_same_course(tmp_path: Path) -> None:
    files = {"lectures": "lectures: [{id: a, title: A, date: 2026-09-15}]"}

    assert read(tmp_path, **files) == read(tmp_path, **files)


def test_deadline_whose_half_hour_begins_in_an_hour_that_comes_twice_is_refused(tmp_path: Path) -> None:
    found = problems(tmp_path, deadlines="assignments: [{id: a, title: A, due: 2026-11-01 02:15}]")

    assert found == [
        "deadlines.yaml:1:38: 01:45 comes twice on 2026-11-01 in America/New_York (clocks go back); choose another time"
    ]


def test_hours_may_last_until_midnight(tmp_path: Path) -> None:
    course = read(
        tmp_path,
        course=course_yaml("meetings: [{days: [Sun], start: 22:30, end: 00:00, room: A}]"),
        lectures="lectures: [{id: late, title: Late, date: Sun 2026-09-20}]",
        exams="exams: [{id: later, title: Later, date: Mon 2026-09-21, start: 23:00, end: 00:00}]",
    )

    assert [(event.when, event.weeks) for event in course.events] == [
        (Timed(start=_instant("2026-09-20T22:30"), end=_instant("2026-09-21T00:00")), (2,)),
        (Timed(start=_instant("2026-09-21T23:00"), end=_instant("2026-09-22T00:00")), (3,)),
    ]


def test_speaker_named_twice_speaks_once(tmp_path: Path) -> None:
    course = read(
        tmp_path,
        lectures="""\
            lectures:
              - id: a
                title: A
                date: 2026-09-15
                speakers: [ada-lovelace, ada-lovelace, {name: Max Weber}, {name: Max Weber}]
            """,
    )

    assert (course.events[0].people, course.events[0].guests) == (("ada-lovelace",), (Guest(name="Max Weber"),))


def test_to_be_decided_is_not_the_name_of_a_guest(tmp_path: Path) -> None:
    found = problems(tmp_path, lectures="lectures: [{id: a, title: A, date: 2026-09-15, speakers: [{name: TBD}]}]")

    assert found == ["lectures.yaml:1:66: 'TBD' is nobody; leave it out until somebody is named"]


def test_events_of_one_hour_are_sorted_by_uid(tmp_path: Path) -> None:
    course = read(
        tmp_path,
        exams="""\
            exams:
              - {id: a, title: A, date: 2026-09-15, start: 9:00, end: 10:00}
              - {id: a-b, title: B, date: 2026-09-15, start: 9:00, end: 10:00}
            """,
    )

    # A hyphen sorts before the dot that ends an id in its UID.
    assert [event.id for event in course.events] == ["a-b", "a"]


def _instant(wall: str) -> datetime:
    return localize(datetime.fromisoformat(wall), "America/New_York")
