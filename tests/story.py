"""A small course that was published in steps, for what its pages and its Atom say of them."""

from datetime import UTC, datetime
from pathlib import Path

from courses import course_yaml, publish, touch, write_course

SLUG = "6.100-fa26"

COURSE = course_yaml("contact: staff@course.example.edu")
MIDTERM = "  - {id: midterm, date: Tue 2026-10-20, start: 19:30, end: 22:00, room: 26-100, title: Midterm}\n"
QUIZ = "  - {id: quiz, date: Fri 2026-09-25, start: 9:00, end: 10:00, room: 45-230, title: Quiz}\n"
SETS = "  - {id: sets, date: Thu 2026-09-10, title: Sets, speakers: [ada-lovelace]}\n"
MAPS = "  - {id: maps, date: Tue 2026-09-15, title: Maps, speakers: [ada-lovelace]}\n"
GRAPHS = "  - {id: graphs, date: Thu 2026-09-17, title: Graphs, speakers: [{name: Leonhard Euler}]}\n"
HOURS = """\
slots:
  - {id: oh-wed, hosts: [alan-turing], day: Wed, start: 13:00, end: 14:00, room: 45-230, from: 2026-11-18}
"""


def publish_in_steps(folder: Path) -> Path:
    """Put the course into a folder of courses and publish it in steps; the last edit is not recorded."""
    course = folder / SLUG
    write(course, COURSE, MIDTERM + QUIZ, SETS + MAPS, HOURS)
    publish(course, datetime(2026, 8, 20, 14, tzinfo=UTC))

    midterm = MIDTERM.replace("22:00", "21:30")
    write(course, COURSE, midterm + QUIZ, SETS + MAPS + GRAPHS, HOURS)
    # Where the course is, this is the day before.
    publish(course, datetime(2026, 9, 5, 3, 30, tzinfo=UTC), note="The hall closes at 10.")

    midterm = midterm.replace("Tue 2026-10-20", "tbd")
    sets = SETS.replace("date", "details: 'What is a set, & why?', date")
    maps = MAPS.replace("date", "materials: [{title: slides, url: 'https://x.example/maps'}], date")
    write(course, COURSE, midterm + QUIZ, sets + maps + GRAPHS, HOURS)
    publish(course, datetime(2026, 9, 5, 12, tzinfo=UTC))

    withdrawn, hours = f"{COURSE}withdrawn: [quiz]\n", HOURS.replace("13:00, end: 14:00", "15:00, end: 16:00")
    write(course, withdrawn, midterm, sets + maps + GRAPHS, hours)
    publish(course, datetime(2027, 1, 5, 12, tzinfo=UTC))

    write(course, withdrawn, midterm, sets + maps.replace("date", "cancelled: ill, date") + GRAPHS, hours)
    touch(course, datetime(2027, 1, 6, 12, tzinfo=UTC))
    return course


def write(course: Path, about: str, exams: str, lectures: str, hours: str) -> None:
    """Write the files of one step."""
    write_course(course, course=about, exams=f"exams:\n{exams}", lectures=f"lectures:\n{lectures}", office_hours=hours)
