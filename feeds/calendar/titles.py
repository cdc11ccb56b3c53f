"""The titles of events, made to be understood in a phone's narrow cell."""

from feeds.course import wording
from feeds.course.model import Course, Event, Kind, Timed
from feeds.course.timezones import abbreviation


def title(event: Event, course: Course, *, timed: bool = True) -> str:
    """Write the title without what its status adds; without `timed`, a deadline's hour is told beside it."""
    code, title = course.code, event.title
    match event.kind:
        case Kind.LECTURE if "guest" in event.tags and event.guests and ":" not in title:
            return f"{code} {title}: {', '.join(guest.name for guest in event.guests)}"
        case Kind.LECTURE | Kind.TUTORIAL:
            return f"{code} {title or 'Tutorial'}"
        case Kind.OFFICE_HOURS if event.people:
            names = ", ".join(course.people[id].short for id in event.people)
            return f"{title}: {names} ({code})" if title else f"OH {names} ({code})"
        case Kind.OFFICE_HOURS:
            return f"{title or 'Office hours'} ({code})"
        case Kind.DEADLINE if timed and isinstance(event.when, Timed):
            end = event.when.end
            return f"{title} due {wording.clock(end)} {abbreviation(end, course.time_zone)} ({code})"
        case Kind.DEADLINE:
            return f"{title} due ({code})"
        case Kind.RELEASE:
            return f"{title} out ({code})"
        case Kind.HOLIDAY:
            return f"No class: {title} ({code})"
        case Kind.EXAM:
            return f"{title} ({code})"
