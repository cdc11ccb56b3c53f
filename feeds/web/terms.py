"""The terms of a course: which one is current, which is over, and which comes after another."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from feeds.course.model import Course
from feeds.course.overview import Overview
from feeds.web.site import site, today


class Phase(StrEnum):
    """Where a day stands to the term of a course."""

    COMING = "coming"
    CURRENT = "current"
    OVER = "over"


def phase(course: Course | Overview, day: date) -> Phase:
    """Tell where a day stands to a term, which lasts as long as there is something in it."""
    if day < course.first:
        return Phase.COMING
    last = course.last
    if isinstance(course, Course):
        last = max([last, *(event.days[1] for event in course.events)])
    return Phase.OVER if last < day else Phase.CURRENT


def nearest_first(courses: Iterable[Overview]) -> list[tuple[Phase, Overview]]:
    """Sort courses that are listed, each with its phase: the current ones, those to come, those that are over."""
    return sorted(((_phase(course), course) for course in courses if course.listed), key=_nearness)


def terms_of(name: str) -> list[Overview]:
    """List the terms of a course, unless they are not to be, by its name without one (`6.7960`); the current first."""
    found = site().catalog.overviews(f"{name}-")
    return [course for _, course in nearest_first(each for each in found if each.slug.rpartition("-")[0] == name)]


def newer(course: Course) -> Overview | None:
    """Find the current one of a course's other terms, if it is a later one."""
    others = terms_of(course.slug.rpartition("-")[0])
    return others[0] if others and others[0].first > course.first else None


def _phase(course: Overview) -> Phase:
    return phase(course, today(course))


def _nearness(course: tuple[Phase, Overview]) -> tuple[int, int, str]:
    match course:
        case Phase.CURRENT, found:
            return 0, 0, found.slug
        case Phase.COMING, found:
            return 1, (found.first - today(found)).days, found.slug
        case _, found:
            return 2, (today(found) - found.last).days, found.slug
