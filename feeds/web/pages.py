"""The pages of a course and of its calendars: subscribe, choose, see what is in them."""

from collections.abc import Callable
from datetime import date

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from feeds.calendar import naming
from feeds.calendar.feed import CourseFeeds
from feeds.catalog.catalog import UnknownCourseError
from feeds.course.model import Effect
from feeds.course.selection import Selection, SelectionError
from feeds.web import changes, choose, offers, terms
from feeds.web.addresses import QUERY, requested_selection, requested_terms, requested_view
from feeds.web.courses import current_term
from feeds.web.layout import render, staff_part, usual_hours
from feeds.web.preview import Preview, View, begins, preview
from feeds.web.site import clock, site, today
from feeds.web.terms import Phase

pages = Blueprint("pages", __name__)

_MAIN = "main"

# How many of the last changes a page shows.
_LATELY = 3

# What the form sends along, so that nothing ticked is not taken for everything.
_FORM = "form"


@pages.get("/<course>/")
def course_page(course: str) -> str | Response:
    """Show a course and how to subscribe to it; without its term, a course's name leads to the current one."""
    try:
        found = site().catalog.feeds(course)
    except UnknownCourseError:
        return current_term(course)
    hidden = {id for id, person in found.course.people.items() if person.gone}
    if published := site().publication:
        hidden |= found.vocabulary.words - {*published.selections(found)}
    lead, *others = _main_offers(found)
    # All and most are offered by themselves.
    _, *listing = found.vocabulary.listing()
    return _calendar_page(
        "course.html",
        found,
        _offer(lambda: offers.offer(found, lead)),
        lead=found.vocabulary.named(lead),
        meaning=naming.in_words(found.vocabulary.meaning(lead), found.vocabulary),
        others=[(str(other), found.sentence(other)) for other in others],
        lately=_lately(found, Selection.parse("all")),
        choice=choose.choice(found),
        calendars={
            heading: [(word, found.sentence(Selection.parse(word))) for word in words if word not in hidden]
            for heading, words in listing
            if not hidden.issuperset(words)
        },
    )


@pages.get("/<course>/<name>")
def selection_page(course: str, name: str) -> str | Response | tuple[str, int]:
    """Show the events of a selection; one in the query leads to its page."""
    found = site().catalog.feeds(course)
    name = name.lower()
    if name == QUERY and _FORM in request.args:
        return _chosen(found)
    selection = requested_selection(name)
    meaning = found.vocabulary.meaning(selection)
    if name == QUERY:
        return _page_of(selection, found)
    return _calendar_page(
        "calendar.html",
        found,
        _offer(lambda: offers.offer(found, selection)),
        lately=_lately(found, selection),
        choice=choose.choice_of(found, meaning),
    )


@pages.get("/<course>/staff/<person>")
def own_page(course: str, person: str) -> str:
    """Show what somebody hosts or teaches, as their own calendar has it."""
    found = site().catalog.feeds(course)
    person = person.lower()
    offer = _offer(lambda: offers.own_offer(found, person))
    following = offers.coming(offer.items, clock(found.course))
    entry = found.entry(following.id) if following else None
    return _calendar_page(
        "person.html",
        found,
        offer,
        person=found.course.people[person],
        hours=[each for each in usual_hours(found.course) if person in each.people],
        **(staff_part(entry.event, found.course) if entry else {}),
        lately=_lately(found, Selection.parse(person)),
    )


@pages.get("/<course>/embed/<name>")
def embedded_page(course: str, name: str) -> str:
    """Show the events of a selection inside somebody else's page."""
    found = site().catalog.feeds(course)
    offer = _offer(lambda: offers.offer(found, Selection.parse(name)))
    return render("embed.html", found, offer=offer, preview=_preview(found, offer, View.AGENDA, None))


def _main_offers(found: CourseFeeds) -> tuple[Selection, ...]:
    """List what a course's page offers first: the calendars with a name, and main unless one of them is just that."""
    feeds = found.vocabulary.feeds
    main = [] if any(feed.selection == _MAIN for feed in feeds.values()) else [_MAIN]
    return tuple(Selection.parse(word) for word in (*feeds, *main))


def _chosen(found: CourseFeeds) -> Response | tuple[str, int]:
    """Lead from the form to the page of what was ticked, or say in the form what is wrong with it."""
    ticked = frozenset(filter(None, requested_terms("show")))
    try:
        return _page_of(choose.chosen(found, ticked), found)
    except SelectionError as error:
        made = choose.choice(found, ticked=ticked, message=str(error))
        return render("choose.html", found, choice=made), 400


def _page_of(selection: Selection, found: CourseFeeds) -> Response:
    """Lead to the page of a selection, on the host that was asked: a form may not lead to another one (CSP)."""
    return redirect(f"/{found.course.slug}/{selection}", 303)


def _lately(found: CourseFeeds, selection: Selection) -> list[changes.Published]:
    """Give the last changes of a selection that somebody needs to be told of."""
    notices = found.all_notices if str(selection) == "all" else found.notices(selection)
    told = [notice for notice in notices if notice.effect is not Effect.QUIET and not notice.first]
    return list(changes.by_day(changes.shown(told[:_LATELY], found)))


def _calendar_page(template: str, found: CourseFeeds, offer: offers.Offer, **values: object) -> str:
    return render(
        template,
        found,
        offer=offer,
        next=offers.coming(offer.items, clock(found.course)),
        preview=_preview(found, offer, *requested_view()),
        browsing=bool(request.args.get("view") or request.args.get("from")),
        reach=site().reach,
        **values,
    )


def _offer(make: Callable[[], offers.Offer]) -> offers.Offer:
    """Make an offer, the first of a course while others are answered: it reads its events as calendar apps do."""
    return site().apart(make)


def _preview(found: CourseFeeds, offer: offers.Offer, view: View, wanted: date | None) -> Preview:
    day = today(found.course)
    if wanted is None and view is View.AGENDA and terms.phase(found.course, day) is Phase.OVER:
        # Nothing is earlier than the rest any more.
        wanted = date.min
    return preview(offer.items, view, begins(view, wanted, day, offer.items))
