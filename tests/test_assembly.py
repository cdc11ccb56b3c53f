"""What was found in a file becomes rows of the data: ids, slots shared by their hosts, what the class meeting gives."""

from datetime import date, datetime, time
from pathlib import Path

from assembling import ADA, ALAN, COURSE, lecture, rows_of

from feeds.authoring.data_files import TBD, Content, written
from feeds.authoring.imports.assembly import assemble
from feeds.authoring.imports.found import Found, FoundAssignment, FoundEvent, FoundHours, FoundPerson, Unread
from feeds.course.model import Guest, Kind, Material, Weekday
from feeds.course.reader import read_course


def test_a_lecture_at_the_class_meeting_says_neither_time_nor_room() -> None:
    day, start, end = date(2025, 9, 9), time(13), time(14, 30)
    found = Found(
        events=(
            lecture(1, "A", day),
            lecture(2, "B", day, start=start, end=end, room="45-230"),
            lecture(3, "C", day, start=start, end=end, room="32-123"),
            lecture(4, "D", day, start=time(15), end=time(16), room="45-230"),
        )
    )

    assert rows_of(found, "lectures.yaml", "lectures") == [
        {"id": "a", "date": "Tue 2025-09-09", "title": "A"},
        {"id": "b", "date": "Tue 2025-09-09", "title": "B"},
        {"id": "c", "date": "Tue 2025-09-09", "room": "32-123", "title": "C"},
        {"id": "d", "date": "Tue 2025-09-09", "start": "15:00", "end": "16:00", "room": "45-230", "title": "D"},
    ]


def test_a_lecture_on_a_day_without_class_has_no_time_yet_and_is_told() -> None:
    assembled = assemble(Found(events=(lecture(7, "A", date(2025, 9, 8)),)), COURSE)

    assert assembled.contents["lectures.yaml"] == {
        "lectures": [{"id": "a", "date": "Mon 2025-09-08", "start": "tbd", "title": "A"}]
    }
    assert assembled.warnings == (
        Unread(line=7, text="A", why="no class meets on this day, so it needs a time; until then `start` is tbd"),
    )


def test_rows_are_in_order_of_date_and_what_has_none_is_last() -> None:
    found = Found(events=(lecture(1, "C", None), lecture(2, "B", date(2025, 9, 11)), lecture(3, "A", date(2025, 9, 9))))

    rows = rows_of(found, "lectures.yaml", "lectures")
    assert isinstance(rows, list)
    assert [row["date"] for row in rows if isinstance(row, dict)] == ["Tue 2025-09-09", "Thu 2025-09-11", "tbd"]


def test_names_of_the_staff_become_ids_and_others_are_guests() -> None:
    speakers = (ADA, Guest(name="Zongyi Li", affiliation="MIT/NYU"), Guest(name="Ada"))
    found = Found(
        people=(FoundPerson(line=1, name="Ada Lovelace", role="Instructor", link="https://ada.example.edu"),),
        events=(lecture(2, "A", date(2025, 9, 9), speakers=speakers),),
    )

    contents = assemble(found, COURSE).contents
    assert contents["staff.yaml"] == {
        "people": [
            {"id": "ada-lovelace", "name": "Ada Lovelace", "role": "Instructor", "link": "https://ada.example.edu"}
        ]
    }
    assert contents["lectures.yaml"]["lectures"] == [
        {
            "id": "a",
            "date": "Tue 2025-09-09",
            "title": "A",
            "speakers": ["ada-lovelace", {"name": "Zongyi Li", "affiliation": "MIT/NYU"}, {"name": "Ada"}],
        }
    ]


def test_who_is_on_the_staff_already_keeps_their_id() -> None:
    found = Found(people=(FoundPerson(line=1, name="Ada LOVELACE", role="Instructor"),))

    assert rows_of(found, "staff.yaml", "people", staff=[{"id": "ada-king", "name": "Ada Lovelace"}]) == [
        {"id": "ada-king", "name": "Ada LOVELACE", "role": "Instructor"}
    ]


def test_people_with_one_first_name_get_short_names_and_who_holds_nothing_is_said_to() -> None:
    found = Found(
        people=tuple(FoundPerson(line=1, name=name, role="TA") for name in ("Alan Kay", "Alan Turing", "Grace Hopper")),
        hours=(
            FoundHours(line=4, hosts=("Alan Kay", "Alan Turing"), day=None, start=None, end=None),
            FoundHours(line=5, hosts=("Victor",), day=Weekday.MONDAY, start=time(9), end=time(10)),
        ),
    )

    assembled = assemble(found, COURSE)
    assert assembled.contents["staff.yaml"]["people"] == [
        {"id": "alan-kay", "name": "Alan Kay", "role": "TA"},
        {"id": "alan-turing", "name": "Alan Turing", "role": "TA", "short": "Alan T"},
        {"id": "grace-hopper", "name": "Grace Hopper", "role": "TA", "hours": "no"},
        {"id": "victor-staff", "name": "Victor", "role": "Staff"},
    ]
    assert assembled.warnings == (
        Unread(
            line=5,
            text="Victor",
            why="holds hours and is in no list of the staff; write the full name and the role in staff.yaml",
            file="staff.yaml",
        ),
    )


def test_what_is_said_of_an_assignment_in_several_places_is_put_together() -> None:
    slides = Material(title="solutions", url="https://course.example.edu/1.pdf", under="after", note="of last year")
    found = Found(
        assignments=(
            FoundAssignment(line=1, title="pset 1", out=date(2025, 9, 9), materials=(slides,)),
            FoundAssignment(line=2, title="Pset 1", due=datetime(2025, 9, 23, 23, 59), materials=(slides,)),
            FoundAssignment(line=3, title="pset 1", due=date(2025, 9, 24)),
            FoundAssignment(line=4, title="project", due=TBD),
        )
    )

    assembled = assemble(found, COURSE)
    assert assembled.contents["deadlines.yaml"] == {
        "assignments": [
            {
                "id": "pset-1",
                "title": "pset 1",
                "out": "Tue 2025-09-09",
                "due": "Tue 2025-09-23 23:59",
                "materials": [
                    {
                        "title": "solutions",
                        "url": "https://course.example.edu/1.pdf",
                        "under": "after",
                        "note": "of last year",
                    }
                ],
            },
            {"id": "project", "title": "project", "due": "tbd"},
        ]
    }
    assert assembled.warnings == (
        Unread(
            line=3,
            text="due Wed 2025-09-24",
            why="pset 1 is due on Tue 2025-09-23 23:59 already; one of the two is wrong",
            file="deadlines.yaml",
        ),
    )


def test_days_without_class_go_to_the_course_and_one_that_is_there_is_not_doubled() -> None:
    holiday = {"id": "veterans-day", "first": "Tue 2025-11-11", "name": "Veterans Day"}
    course: Content = {**COURSE, "holidays": [dict(holiday)]}
    found = Found(
        events=(
            FoundEvent(line=1, kind=Kind.HOLIDAY, title="Veterans", day=date(2025, 11, 11)),
            FoundEvent(
                line=2, kind=Kind.HOLIDAY, title="Thanksgiving", day=date(2025, 11, 24), last=date(2025, 11, 28)
            ),
            FoundEvent(line=3, kind=Kind.HOLIDAY, title="Easter", day=None),
        )
    )

    assembled = assemble(found, course)
    assert assembled.contents["course.yaml"]["holidays"] == [
        holiday,
        {"id": "thanksgiving", "first": "Mon 2025-11-24", "last": "Fri 2025-11-28", "name": "Thanksgiving"},
    ]
    assert [warning.why for warning in assembled.warnings] == ["a day without class needs a date"]


def test_what_else_is_said_of_a_day_without_class_is_told() -> None:
    found = Found(
        events=(
            FoundEvent(
                line=1,
                kind=Kind.HOLIDAY,
                title="Veterans Day",
                day=date(2025, 11, 11),
                details="Office hours still take place on Zoom",
            ),
            FoundEvent(
                line=2,
                kind=Kind.HOLIDAY,
                title="Thanksgiving",
                day=date(2025, 11, 27),
                room="45-230",
                speakers=(ADA,),
                materials=(Material(title="slides"),),
            ),
        )
    )

    assert assemble(found, COURSE).warnings == (
        Unread(
            line=1,
            text="Veterans Day: Office hours still take place on Zoom",
            why="a day without class has no details; write what matters of them into another row",
            file="course.yaml",
        ),
        Unread(
            line=2,
            text="Thanksgiving",
            why="a day without class has no speakers, room, or materials; write what matters of them into another row",
            file="course.yaml",
        ),
    )


def test_holidays_of_one_name_are_told_apart_unless_they_meet() -> None:
    course: Content = {
        **COURSE,
        "holidays": [{"id": "thanksgiving", "first": "2025-11-27", "name": "Thanksgiving"}],
    }
    found = Found(
        events=(
            FoundEvent(line=1, kind=Kind.HOLIDAY, title="Student holiday", day=date(2025, 9, 19)),
            FoundEvent(line=2, kind=Kind.HOLIDAY, title="Student holiday", day=date(2025, 11, 10)),
            FoundEvent(
                line=3, kind=Kind.HOLIDAY, title="Thanksgiving", day=date(2025, 11, 26), last=date(2025, 11, 28)
            ),
        )
    )

    assert assemble(found, course).contents["course.yaml"]["holidays"] == [
        {"id": "thanksgiving", "first": "Wed 2025-11-26", "last": "Fri 2025-11-28", "name": "Thanksgiving"},
        {"id": "student-holiday", "first": "Fri 2025-09-19", "name": "Student holiday"},
        {"id": "student-holiday-2", "first": "Mon 2025-11-10", "name": "Student holiday"},
    ]


def test_an_assembled_course_reads_without_an_error(tmp_path: Path) -> None:
    found = Found(
        people=(FoundPerson(line=1, name="Ada Lovelace", role="Instructor"),),
        events=(
            lecture(2, "A", date(2025, 9, 9), speakers=(ADA,), tags=("guest",), details="One.\nTwo.", tentative=True),
            lecture(3, "B", date(2025, 9, 8), cancelled=""),
            lecture(4, "C", date(2025, 9, 8), cancelled="ill", time_to_be_announced=True),
            FoundEvent(line=5, kind=Kind.EXAM, title="Midterm", day=None, start=time(19, 30), end=time(21, 30)),
            FoundEvent(line=6, kind=Kind.OFFICE_HOURS, title="Project hours", day=date(2025, 12, 4), speakers=(ALAN,)),
        ),
        assignments=(FoundAssignment(line=7, title="A", due=date(2025, 9, 23)),),
    )
    folder = tmp_path / "6.100-fa25"
    folder.mkdir()
    for file, content in assemble(found, COURSE).contents.items():
        (folder / file).write_text(written(file, content, first=date(2025, 9, 4)))

    course = read_course(folder)

    assert course.warnings == ()
    assert {event.id: event.people for event in course.events if event.people} == {
        "a": ("ada-lovelace",),
        "project-hours": ("alan-kay",),
    }
    assert [event.id for event in course.events] == ["b", "c", "a", "a-2-due", "project-hours"]
    assert [each.id for each in course.undated] == ["midterm"]
