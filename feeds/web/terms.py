"""The terms of a course: which one is current, which is over, and which comes after another."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from feeds.catalog import UnknownCourseError
from feeds.course.model import Course
from feeds.errors import CourseError
from feeds.web.site import site, today


class Phase(StrEnum):
    """Where a day stands to the term of a course."""

    COMING = "coming"
    CURRENT = "current"
    OVER = "over"


def phase(course: Course, day: date) -> Phase:
    """Tell where a day stands to a term, which lasts as long as there is something in it."""
    if day < course.first:
        return Phase.COMING
    last = max([course.last, *(event.days[1] for event in course.events)])
    return Phase.OVER if last < day else Phase.CURRENT


def nearest_first(slugs: Iterable[str]) -> list[Course]:
    """Sort courses: the current ones, those to come, those that are over; ones that cannot be read are left out."""
    found = []
    for slug in slugs:
        try:
            found.append(site().catalog.feeds(slug).course)
        except (CourseError, UnknownCourseError):
            continue
    return sorted(found, key=_nearness)


def terms_of(name: str) -> list[Course]:
    """List the terms of a course by its name without a term (`6.7960`), the current one first."""
    slugs = site().catalog.slugs(f"{name}-")
    return nearest_first(slug for slug in slugs if slug.rpartition("-")[0] == name)


def newer(course: Course) -> Course | None:
    """Find the current one of a course's other terms, if it is a later one."""
    others = terms_of(course.slug.rpartition("-")[0])
    return others[0] if others and others[0].first > course.first else None


def _nearness(course: Course) -> tuple[int, int, str]:
    day = today(course)
    match phase(course, day):
        case Phase.CURRENT:
            return 0, 0, course.slug
        case Phase.COMING:
            return 1, (course.first - day).days, course.slug
        case Phase.OVER:
            return 2, (day - course.last).days, course.slug
