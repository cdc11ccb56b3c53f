"""What a list of courses says of each, which takes only a part of its files to know."""

from dataclasses import dataclass
from datetime import date, datetime

from feeds.course.folder import Folder, Snapshot
from feeds.course.schema.course import CourseForm
from feeds.course.schema.files import DeadlinesForm, ExamsForm
from feeds.course.timezones import is_zone


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """A course in a list: its names, its zone, and its days from the first class to the last exam or deadline.

    One that is not `listed` is in none yet.
    """

    slug: str
    code: str
    title: str
    term: str
    time_zone: str
    first: date
    last: date
    listed: bool = True


def overview(snapshot: Snapshot) -> Overview | None:
    """Say what a list says of a course, or None when what it takes to know cannot be read."""
    files = Folder(snapshot)
    course = files.required("course.yaml", CourseForm).form
    if course is None or not is_zone(course.time_zone):
        return None
    exams, _ = files.optional("exams.yaml", ExamsForm)
    deadlines, _ = files.optional("deadlines.yaml", DeadlinesForm)
    dates = (*(exam.date for exam in exams.exams), *(each.due for each in deadlines.assignments))
    days = (each.date() if isinstance(each, datetime) else each for each in dates)
    hours = course.office_hours or course.classes
    return Overview(
        slug=snapshot.slug,
        code=course.code,
        title=course.title,
        term=course.term,
        time_zone=course.time_zone,
        first=course.classes.first,
        last=max([course.classes.last, hours.last, *(day for day in days if isinstance(day, date))]),
        listed=course.listed,
    )
