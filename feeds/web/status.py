"""The page for staff: what a course is served from, what is wrong with its files, what is not recorded yet, and how
its office hours cover the term.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace

from flask import Blueprint, Response, render_template

from feeds.calendar.changes import Notice
from feeds.calendar.feed import CourseFeeds
from feeds.catalog.shelf import State
from feeds.course.coverage import coverage
from feeds.course.edits import edit_address
from feeds.errors import CourseError, Problem, Severity
from feeds.web import changes
from feeds.web.changes import Linked
from feeds.web.layout import last_changed
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
    unrecorded = [notice for notice in found.all_notices if not notice.recorded] if found else []
    page = render_template(
        "status.html",
        slug=course,
        course=found.course if found else None,
        coverage=coverage(found.course) if found else None,
        state=catalog.states().get(course, State.FAILED),
        problems={
            severity: [(each, _where(each, found)) for each in problems if each.severity is severity]
            for severity in Severity
        },
        changed=last_changed(found.course) if found else None,
        recorded=bool(found and found.course.has_history),
        unrecorded=list(zip(changes.shown(unrecorded, found), _written(unrecorded, found), strict=True))
        if found
        else [],
    )
    return Response(page, headers={"Cache-Control": "no-store"})


def _told(problem: Problem, slug: str, found: CourseFeeds | None) -> Problem:
    """Leave out of a problem where the data is on this machine, and every e-mail address but the course's."""
    folder, contact = str(site().settings.data_dir / slug), found.course.contact if found else None
    message = _MAIL.sub(lambda mail: mail[0] if mail[0] == contact else "…@…", problem.message)
    return replace(problem, file=problem.file.replace(folder, slug, 1), message=message)


def _where(problem: Problem, found: CourseFeeds | None) -> str | None:
    """Give the address at which a problem can be mended, if it is known."""
    return edit_address(found.course, problem.file.rpartition("/")[2], problem.line) if found else None


def _written(notices: Iterable[Notice], found: CourseFeeds) -> Iterator[Linked | None]:
    """Tell where in the files each notice comes from, if it is still there."""
    for notice in notices:
        source = found.course.sources.get(notice.changes[0].id)
        if source:
            address = edit_address(found.course, source.file, source.line)
            yield Linked(text=f"{source.file}:{source.line}", address=address)
        else:
            yield None
