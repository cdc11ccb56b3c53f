"""What every view needs: the courses, the settings, the clock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from flask import current_app

from feeds.catalog.catalog import Catalog
from feeds.catalog.shelf import Apart
from feeds.course.model import Course
from feeds.course.overview import Overview
from feeds.course.timezones import in_zone
from feeds.settings import Settings
from feeds.web.answers import Answers
from feeds.web.publication import Publication
from feeds.web.subscribe import Reach, reach


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The application's own things; `now` gives an aware instant, `apart` does work that others need not wait for.

    With a `publication` the pages are for a static host, which has nothing else.
    """

    catalog: Catalog
    answers: Answers
    settings: Settings
    now: Callable[[], datetime]
    apart: Apart
    publication: Publication | None

    @property
    def reach(self) -> Reach:
        """Who can get at the addresses that leave this server."""
        return reach(self.settings.public_url)


def clock(course: Course | Overview) -> datetime:
    """Tell what time it is where a course is."""
    return in_zone(site().now(), course.time_zone)


def today(course: Course | Overview) -> date:
    """Tell what day it is where a course is."""
    return clock(course).date()


def site() -> Site:
    """Give the site of the current application."""
    found = current_app.extensions["site"]
    assert isinstance(found, Site)  # noqa: S101 (create_app put it there)
    return found
