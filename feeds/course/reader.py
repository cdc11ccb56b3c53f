"""A folder of data files becomes a Course, or every problem that keeps it from being one."""

import os
import re
import stat
from datetime import datetime
from operator import attrgetter
from pathlib import Path
from typing import TypeVar

from feeds.course import rows
from feeds.course.document import MAX_BYTES, Document, Spot, parse
from feeds.course.draft import Draft, end_before_start, last_before_first
from feeds.course.model import Course, Event, Kind, Link, Person, Place, Timed
from feeds.course.schema.forms import (
    CourseForm,
    DataForm,
    DeadlinesForm,
    ExamsForm,
    LecturesForm,
    OfficeHoursForm,
    SpanForm,
    StaffForm,
    TutorialsForm,
)
from feeds.course.schema.validation import validate
from feeds.course.slots import add_slots
from feeds.course.timetable import Timetable
from feeds.course.timezones import ZONES, is_irregular, is_zone
from feeds.errors import CourseError, Problem, Severity, did_you_mean

F = TypeVar("F", bound=DataForm)

FILES = (
    "course.yaml",
    "staff.yaml",
    "lectures.yaml",
    "tutorials.yaml",
    "exams.yaml",
    "deadlines.yaml",
    "office-hours.yaml",
)

_PERSON_ID = re.compile(r"(?!not-|with-|week-|room-|tag-|office-hours$)[a-z0-9]+(-[a-z0-9]+)+")
_UID_DOMAIN = re.compile(r"[a-z0-9]+([.-][a-z0-9]+)*")


def read_course(folder: Path) -> Course:
    """Read the course in a folder, whose name is its slug.

    Raises CourseError with all problems at once; each names its file as the folder was given. `course.yaml`
    and `staff.yaml` must be there; another file that is not holds nothing.
    """
    reading = _Reading(folder)
    course, course_spot = reading.file("course.yaml", CourseForm, required=True)
    staff, staff_spot = reading.file("staff.yaml", StaffForm, required=True)
    lectures, lectures_spot = reading.file("lectures.yaml", LecturesForm)
    tutorials, tutorials_spot = reading.file("tutorials.yaml", TutorialsForm)
    exams, exams_spot = reading.file("exams.yaml", ExamsForm)
    deadlines, deadlines_spot = reading.file("deadlines.yaml", DeadlinesForm)
    hours, hours_spot = reading.file("office-hours.yaml", OfficeHoursForm)
    if course is None or staff is None:
        raise CourseError(reading.problems)
    _check_course(course, course_spot, reading.problems)
    people = _people(staff, staff_spot, reading.problems)
    if not is_zone(course.time_zone):
        # This course is not served, but what else is wrong with it is told at once.
        course = course.model_copy(update={"time_zone": "UTC"})

    draft = Draft(course=course, timetable=Timetable(course), people=people, problems=reading.problems)
    for index, meeting in enumerate(course.meetings):
        draft.place(meeting, Place(), course_spot / "meetings" / index)
    rows.add_holidays(draft, course_spot)
    if lectures:
        rows.add_lectures(draft, lectures, lectures_spot)
    if tutorials:
        rows.add_tutorials(draft, tutorials, tutorials_spot)
        add_slots(draft, Kind.TUTORIAL, tutorials.slots, course.classes, tutorials_spot)
    if exams:
        rows.add_exams(draft, exams, exams_spot)
    if deadlines:
        rows.add_assignments(draft, deadlines, deadlines_spot)
    if hours:
        span: SpanForm = course.office_hours or course.classes
        add_slots(draft, Kind.OFFICE_HOURS, hours.slots, span, hours_spot)
        rows.add_one_off_hours(draft, hours, hours_spot)

    problems = sorted(set(draft.problems))
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise CourseError(problems)
    return _course(folder.name, draft, tuple(problems))


class _Reading:
    """Reads the files of a folder and gathers their problems."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []

    def file(self, name: str, form: type[F], *, required: bool = False) -> tuple[F | None, Spot]:
        """Read and check one file; None when it is not there or has problems, which are noted."""
        path = self.folder / name
        empty = Document(file=str(path), value={}, positions={(): (1, 1)}, keys={})
        try:
            document = parse(_read_bytes(path), str(path))
            return validate(document, form), Spot(document)
        except FileNotFoundError:
            if required:
                self.problems.append(Spot(empty).problem(f"there is no {name}; every course has one"))
                return None, Spot(empty)
            return form(), Spot(empty)
        except OSError as error:
            self.problems.append(
                Spot(empty).problem(f"the file cannot be read ({error.strerror}); make it a readable text file")
            )
        except CourseError as error:
            self.problems.extend(error.problems)
        return None, Spot(empty)


def _read_bytes(path: Path) -> bytes:
    """Read a regular file, and of one too large just enough to tell; anything else raises OSError."""
    # O_NONBLOCK: opening a FIFO would wait for a writer for ever.
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(0, "it is not a regular file")
    with open(descriptor, "rb") as file:
        return file.read(MAX_BYTES + 1)


def _check_course(course: CourseForm, spot: Spot, problems: list[Problem]) -> None:
    if not is_zone(course.time_zone):
        advice = did_you_mean(course.time_zone, ZONES) or "; write one such as America/New_York"
        problems.append((spot / "time_zone").problem(f"there is no time zone {course.time_zone!r}{advice}"))
    elif is_irregular(course.time_zone, course.classes.first, course.classes.last):
        message = (
            f"the clocks of {course.time_zone} change by no yearly rule, which Outlook cannot follow: it may show"
            " events an hour off; tell people, or write a zone nearby with the same hours"
        )
        problems.append((spot / "time_zone").problem(message, Severity.WARNING))
    if not _UID_DOMAIN.fullmatch(course.uid_domain):
        message = (
            f"{course.uid_domain!r} is not a domain; write one that is yours for good, in lower case, such as"
            " course.example.edu"
        )
        problems.append((spot / "uid_domain").problem(message))
    for key, span in (("classes", course.classes), ("office_hours", course.office_hours)):
        if span and (wrong := last_before_first(span.first, span.last)):
            problems.append((spot / key / "last").problem(wrong))
    for index, meeting in enumerate(course.meetings):
        if meeting.from_ and meeting.until and (wrong := last_before_first(meeting.from_, meeting.until)):
            problems.append((spot / "meetings" / index / "until").problem(wrong))
        if wrong := end_before_start(meeting.start, meeting.end):
            problems.append((spot / "meetings" / index / "end").problem(wrong))


def _people(staff: StaffForm, spot: Spot, problems: list[Problem]) -> dict[str, Person]:
    people: dict[str, Person] = {}
    shorts: dict[str, str] = {}
    for index, row in enumerate(staff.people):
        at = spot / "people" / index
        short = row.short or row.name.split()[0]
        if not _PERSON_ID.fullmatch(row.id):
            message = (
                f"{row.id!r} cannot be a person's id; write the full name in lower case with hyphens, such as"
                " 'ada-lovelace' (not beginning with not-, with-, week-, room- or tag-)"
            )
            problems.append((at / "id").problem(message))
        elif row.id in people:
            problems.append(
                (at / "id").problem(f"the id {row.id!r} is already used; every person has an id of their own")
            )
        elif short in shorts:
            message = f"{row.id!r} and {shorts[short]!r} are both called {short!r}; tell them apart with `short: …`"
            problems.append(at.problem(message))
        shorts.setdefault(short, row.id)
        people.setdefault(
            row.id,
            Person(id=row.id, name=row.name, short=short, role=row.role, link=row.link, until=row.until),
        )
    return people


def _course(slug: str, draft: Draft, warnings: tuple[Problem, ...]) -> Course:
    form = draft.course
    return Course(
        slug=slug,
        code=form.code,
        title=form.title,
        term=form.term,
        time_zone=form.time_zone,
        uid_domain=form.uid_domain,
        first=form.classes.first,
        last=form.classes.last,
        people=draft.people,
        events=tuple(sorted(draft.events.values(), key=_by_start)),
        rooms=dict(sorted(draft.rooms.items())),
        undated=tuple(sorted(draft.undated, key=attrgetter("id"))),
        contact=form.contact,
        links=tuple(Link(title=link.title, url=link.url) for link in form.links),
        about=form.about,
        provisional=form.provisional,
        warnings=warnings,
    )


def _by_start(event: Event) -> tuple[str, str]:
    """Sort by wall time, a whole day before the hours of its day, then UID, in which a dot follows the id."""
    if isinstance(event.when, Timed):
        start: datetime = event.when.start
        return start.strftime("%Y-%m-%d %H:%M"), f"{event.id}."
    return event.when.first.isoformat(), f"{event.id}."
