"""The page of everybody on the staff and all office hours."""

from datetime import datetime

from flask import Blueprint, redirect
from werkzeug.wrappers import Response

from feeds.course.hours import WeeklyHours, undecided_hours
from feeds.course.model import Event
from feeds.web.layout import render, usual_hours
from feeds.web.offers import is_over
from feeds.web.site import clock, site

staff = Blueprint("staff", __name__)


@staff.get("/<course>/staff")
def without_slash(course: str) -> Response:
    """Lead to the page of the staff."""
    return redirect(f"/{site().catalog.feeds(course).course.slug}/staff/", 308)


@staff.get("/<course>/staff/")
def staff_page(course: str) -> str:
    """Show all office hours in one table, and everybody with a link to their own calendar."""
    found = site().catalog.feeds(course)
    now = clock(found.course)
    return render(
        "staff.html",
        found,
        hours=[(each, _next_week(each, now)) for each in usual_hours(found.course)],
        undecided=undecided_hours(found.course),
        people=[person for person in found.course.people.values() if not person.gone],
    )


def _next_week(hours: WeeklyHours, now: datetime) -> Event | None:
    """Find the next week of a slot that is not over, cancelled ones too."""
    return next((week for week in hours.coming if not is_over(week.when, now)), None)
