"""The list of courses, and the ways to a course's page that are not its own address."""

from itertools import groupby
from operator import itemgetter

from flask import Blueprint, redirect, render_template
from werkzeug.wrappers import Response

from feeds.catalog.catalog import UnknownCourseError
from feeds.web import terms
from feeds.web.site import site

courses = Blueprint("courses", __name__)


@courses.get("/")
def all_courses() -> str:
    """Show the courses, the current ones first, then those to come, then those that are over."""
    phases = groupby(terms.nearest_first(site().catalog.overviews()), key=itemgetter(0))
    return render_template("courses.html", phases=[(phase, [each for _, each in group]) for phase, group in phases])


@courses.get("/<course>")
def without_slash(course: str) -> Response:
    """Lead to the course's page."""
    try:
        site().catalog.edition(course)
        return redirect(f"/{course}/", 308)
    except UnknownCourseError:
        return current_term(course)


def current_term(name: str) -> Response:
    """Lead from `6.7960` to the current one of `6.7960-fa25`, `6.7960-fa26`; raises UnknownCourseError."""
    found = terms.terms_of(name)
    if not found:
        raise UnknownCourseError(name)
    return redirect(f"/{found[0].slug}/", 302)
