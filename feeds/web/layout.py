"""What every page of a course shows besides its own: whose page it is, whether the term is over, how fresh it is."""

from flask import render_template

from feeds.calendar.feed import CourseFeeds
from feeds.course import wording
from feeds.course.edits import edit_address, edits
from feeds.course.hours import WeeklyHours, weekly_hours
from feeds.course.model import Course, Event
from feeds.course.timezones import abbreviation, in_zone
from feeds.web import changes, terms
from feeds.web.site import clock, site, today
from feeds.web.terms import Phase


def render(template: str, found: CourseFeeds, **values: object) -> str:
    """Fill a template of a course's page; what it is given beside `values` is the same for all of them."""
    course, now, publication = found.course, clock(found.course), site().publication
    phase = terms.phase(course, now.date())
    return render_template(
        template,
        found=found,
        course=course,
        root=f"/{course.slug}",
        now=now,
        today=now.date(),
        zone=abbreviation(now, course.time_zone),
        phase=phase,
        # Looked for only then, since it loads the course's other terms.
        newer=terms.newer(course) if phase is Phase.OVER else None,
        changed=last_changed(course),
        # Every calendar that there is, or none where a server makes any.
        published=publication.selections(found) if publication else None,
        **values,
    )


def staff_part(event: Event, course: Course) -> dict[str, object]:
    """Give what a page tells staff about changing an event."""
    source = course.sources.get(event.id)
    address = edit_address(course, source.file, source.line) if source else None
    return {"edits": edits(event, course), "edit_address": address}


def usual_hours(course: Course) -> tuple[WeeklyHours, ...]:
    """Say how office hours usually are, leaving out those that are over unless the term is."""
    day = today(course)
    hours = weekly_hours(course, day)
    if terms.phase(course, day) is Phase.OVER:
        return hours
    return tuple(each for each in hours if each.goes_on)


def last_changed(course: Course) -> str | None:
    """Say when what is served last changed."""
    if not course.changes:
        return None
    last = in_zone(course.changes[-1].time, course.time_zone)
    zone = abbreviation(last, course.time_zone)
    return f"{changes.day(last.date(), course)}, {wording.clock(last)} {zone}"
