"""A new course: its first data files, which serve at once, and in which everything else is an example."""

import re
from collections.abc import Mapping
from datetime import date

from feeds.authoring.data_files import Content
from feeds.authoring.facts import Facts, course_content, new_id
from feeds.authoring.next_term.term_days import TermDays
from feeds.authoring.trial import course_of
from feeds.course.document import Value
from feeds.course.wording import in_data
from feeds.errors import CourseError

_PLACE = re.compile(r" \(course\.yaml:[0-9]+\)")
_FIRST = date(2026, 9, 9)
_SAMPLE: Content = {
    "code": "6.100",
    "title": "Testing",
    "term": "Fall",
    "created": "2026-08-01T12:00:00Z",
    "time_zone": "America/New_York",
    "uid_domain": "course.example.edu",
    "classes": {"first": "2026-09-09", "last": "2026-12-09"},
}


def new_course(facts: Facts) -> Mapping[str, Content]:
    """Give what each file of a new course says, by its name; a lecture is on every class meeting.

    Files that say nothing yet hold an example as a comment.
    """
    course = course_content(facts)
    taken = {str(row["id"]) for row in facts.holidays}
    lectures: list[Value] = []
    for number, sitting in enumerate(TermDays(course).sittings, 1):
        row: dict[str, Value] = {"id": new_id(f"lecture-{number}", taken), "date": in_data(sitting.day)}
        row |= {"start": sitting.start} if sitting.start else {}
        lectures.append(row | {"title": f"Lecture {number}"})
    return {
        "course.yaml": course,
        "staff.yaml": {"people": []},
        "lectures.yaml": {"lectures": lectures} if lectures else {},
        **{f"{name}.yaml": {} for name in ("tutorials", "exams", "deadlines", "office-hours")},
    }


def what_is_wrong(key: str, value: Value) -> str | None:
    """Say what is wrong with the value of a key of course.yaml by itself, and what to write instead, or nothing."""
    try:
        course_of("new", {"course.yaml": {**_SAMPLE, key: value}, "staff.yaml": {"people": []}}, _FIRST)
    except CourseError as error:
        # Of a file that nobody has.
        return _PLACE.sub("", error.problems[0].message)
    return None


def without_class(course: Content) -> tuple[str, ...]:
    """Say which of the first and the last day of classes is no day on which the class meets, if it meets at all."""
    days = TermDays(course)
    ends = (("first", days.first), ("last", days.last)) if days.sittings else ()
    return tuple(
        f"classes: {in_data(day)} is the {which} day, and the class does not meet then"
        for which, day in ends
        if not days.is_class_day(day)
    )
