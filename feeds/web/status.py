"""The page for staff: what a course is served from, what is wrong with its files, what is not recorded yet."""

import re
from contextlib import suppress
from dataclasses import replace

from flask import Blueprint, Response, render_template

from feeds.calendar.feed import CourseFeeds
from feeds.course import wording
from feeds.course.model import Course
from feeds.course.timezones import abbreviation, in_zone
from feeds.errors import CourseError, Problem, Severity
from feeds.web import changes
from feeds.web.site import site

status = Blueprint("status", __name__)

_MAIL = re.compile(r"""[^\s@'"<>(),;:]+@[^\s@'"<>(),;:]+""")


@status.get("/<course>/status")
def status_page(course: str) -> Response:
    """Show what staff have to know, also of a course that cannot be served."""
    catalog = site().catalog
    found: CourseFeeds | None = None
    with suppress(CourseError):
        found = catalog.feeds(course)
    problems = [_told(problem, course, found) for problem in catalog.problems(course)]
    notices = found.all_notices if found else ()
    page = render_template(
        "status.html",
        slug=course,
        course=found.course if found else None,
        wording=wording,
        state=catalog.states()[course],
        problems={severity: [each for each in problems if each.severity is severity] for severity in Severity},
        changed=_last_changed(found.course) if found else None,
        recorded=bool(found and found.course.has_history),
        unrecorded=changes.shown((notice for notice in notices if not notice.recorded), found) if found else (),
    )
    return Response(page, headers={"Cache-Control": "no-store"})


def _told(problem: Problem, slug: str, found: CourseFeeds | None) -> Problem:
    """Leave out of a problem where the data is on this machine, and every e-mail address but the course's."""
    folder, contact = str(site().settings.data_dir / slug), found.course.contact if found else None
    message = _MAIL.sub(lambda mail: mail[0] if mail[0] == contact else "…@…", problem.message)
    return replace(problem, file=problem.file.replace(folder, slug, 1), message=message)


def _last_changed(course: Course) -> str | None:
    """Say when what is served last changed."""
    if not course.changes:
        return None
    last = in_zone(course.changes[-1].time, course.time_zone)
    zone = abbreviation(last, course.time_zone)
    return f"{changes.day(last.date(), course)}, {wording.clock(last)} {zone}"
