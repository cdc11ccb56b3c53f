"""The pages: the courses, a course with all its feeds, a selection, somebody's own calendar, an event, changes."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from flask import Blueprint, redirect, render_template
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from feeds.calendar.entry import Entry
from feeds.calendar.feed import CHANGES, CourseFeeds
from feeds.calendar.selection import KIND_WORDS, Selection
from feeds.calendar.titles import title
from feeds.catalog import UnknownCourseError
from feeds.course import wording
from feeds.course.model import Course, Effect
from feeds.errors import CourseError
from feeds.web import changes
from feeds.web.addresses import QUERY, requested_selection
from feeds.web.site import site

pages = Blueprint("pages", __name__)

# How many of the last changes a course's page shows.
_LATELY = 3


@pages.get("/")
def courses() -> str:
    """Show the courses, the current one first, then those to come, then those that are over."""
    return render_template("courses.html", courses=_nearest_first(site().catalog.slugs()))


@pages.get("/<course>")
def course_without_slash(course: str) -> Response:
    """Lead to the course's page."""
    try:
        return redirect(f"{site().catalog.feeds(course).address}/", 308)
    except UnknownCourseError:
        return _current_term(course)


@pages.get("/<course>/")
def course_page(course: str) -> str | Response:
    """Show a course and link every feed it has; without its term, a course's name leads to the current one."""
    try:
        found = site().catalog.feeds(course)
    except UnknownCourseError:
        return _current_term(course)
    vocabulary = found.vocabulary
    people = [id for id, person in found.course.people.items() if not person.gone]
    groups = {
        "Most people want": ["main", "all"],
        "One kind": list(KIND_WORDS.values()),
        "One person": people,
        "One week": [f"week-{number}" for number in range(1, vocabulary.weeks + 1)],
        "One room": list(vocabulary.rooms),
        "One tag": list(vocabulary.tags),
    }
    feeds = {heading: [_offer(found, word) for word in words] for heading, words in groups.items() if words}
    lately = [notice for notice in found.all_notices if notice.effect is not Effect.QUIET and not notice.first]
    return render_template(
        "course.html",
        found=found,
        course=found.course,
        groups=feeds,
        people=people,
        lately=changes.by_day(changes.shown(lately[:_LATELY], found)),
        events={entry.event.id: entry.event for entry in found.entries},
        wording=wording,
        day=changes.day,
    )


@pages.get(f"/<course>/{CHANGES}")
def changes_page(course: str) -> str:
    """Show what changed, the newest first, and before it what is not recorded yet."""
    found = site().catalog.feeds(course)
    notices = found.all_notices
    recorded = [notice for notice in notices if notice.recorded]
    return render_template(
        "changes.html",
        found=found,
        course=found.course,
        path=CHANGES,
        unrecorded=changes.shown((notice for notice in notices if not notice.recorded), found),
        days=list(changes.by_day(changes.shown(recorded, found))),
        day=changes.day,
    )


@pages.get("/<course>/<name>")
def selection_page(course: str, name: str) -> str | Response:
    """Show the events of a selection; one in the query leads to its page."""
    found = site().catalog.feeds(course)
    selection = requested_selection(name.lower())
    entries = found.select(selection)
    if name.lower() == QUERY:
        return redirect(f"{found.address}/{selection}", 303)
    return _calendar_page(found, str(selection), found.sentence(selection), entries)


@pages.get("/<course>/staff/<person>")
def own_page(course: str, person: str) -> str:
    """Show what somebody hosts or teaches, as their own calendar has it."""
    found = site().catalog.feeds(course)
    person = person.lower()
    entries = found.select_own(person)
    return _calendar_page(found, f"staff/{person}", found.own_sentence(person), entries)


@pages.get("/<course>/events/<id>")
def event_page(course: str, id: str) -> str:
    """Show one event as it stands now, since calendar apps lag by hours, and what became of it before."""
    found = site().catalog.feeds(course)
    notices = found.notices_of(id)
    for entry in found.entries:
        if entry.event.id == id:
            return render_template(
                "event.html",
                found=found,
                course=found.course,
                entry=entry,
                history=changes.shown(notices, found),
                first=notices[-1].changes[0].event,
                wording=wording,
                day=changes.day,
            )
    if notices:
        withdrawn = changes.day(changes.published_on(notices[0].time, found.course), found.course)
        raise NotFound(f"{title(notices[0].changes[0].event, found.course)} was withdrawn on {withdrawn}.")
    raise NotFound(f"This course has no event of the name {id!r}.")


def _current_term(name: str) -> Response:
    """Lead from `6.7960` to the current one of `6.7960-fa25`, `6.7960-fa26`; raises UnknownCourseError."""
    terms = _nearest_first(slug for slug in site().catalog.slugs() if slug.rpartition("-")[0] == name)
    if not terms:
        raise UnknownCourseError(name)
    return redirect(f"{site().settings.public_url}/{terms[0].slug}/", 302)


def _nearest_first(slugs: Iterable[str]) -> list[Course]:
    """Sort courses: the current ones, those to come, those that are over; ones that cannot be read are left out."""
    found = []
    for slug in slugs:
        try:
            found.append(site().catalog.feeds(slug).course)
        except CourseError:
            continue
    today = site().now().date()
    return sorted(found, key=lambda course: _by_nearness(course, today))


def _calendar_page(found: CourseFeeds, path: str, sentence: str, entries: tuple[Entry, ...]) -> str:
    days = [(day, list(group)) for day, group in groupby(entries, key=lambda entry: entry.event.days[0])]
    return render_template(
        "calendar.html",
        found=found,
        course=found.course,
        path=path,
        sentence=sentence,
        days=days,
        wording=wording,
    )


def _offer(found: CourseFeeds, word: str) -> dict[str, str | int]:
    selection = Selection.parse(word)
    return {"word": word, "sentence": found.sentence(selection), "count": len(found.select(selection))}


def _by_nearness(course: Course, today: date) -> tuple[int, int, str]:
    if course.first <= today <= course.last:
        return 0, 0, course.slug
    if today < course.first:
        return 1, (course.first - today).days, course.slug
    return 2, (today - course.last).days, course.slug
