"""The addresses of feeds: a selection, or somebody's own calendar, in any form."""

from flask import Blueprint, Response, request

from feeds.calendar.feed import CHANGES, CourseFeeds, Form
from feeds.web.addresses import requested_selection
from feeds.web.answers import Answer
from feeds.web.site import site

feeds = Blueprint("feeds", __name__)


@feeds.get("/<course>/<feed:address>")
def selection_feed(course: str, address: tuple[str, Form]) -> Response:
    """Answer with the feed of a selection."""
    name, form = address
    answers = site().answers
    if name == CHANGES and form is Form.ATOM:
        return _response(answers.of(course, name, form, CourseFeeds.changes_feed))
    # A course that is not there is told before a word that nobody knows.
    site().catalog.edition(course)
    selection = requested_selection(name)
    return _response(answers.of(course, str(selection), form, lambda found: found.feed(selection, form)))


@feeds.get("/<course>/staff/<feed:address>")
def own_feed(course: str, address: tuple[str, Form]) -> Response:
    """Answer with the feed of what somebody hosts or teaches, in which they are busy."""
    person, form = address
    answers = site().answers
    return _response(answers.of(course, f"staff/{person}", form, lambda found: found.own_feed(person, form)))


def _response(answer: Answer) -> Response:
    response = Response(answer.body, headers=answer.headers)
    response.make_conditional(request)
    return response
