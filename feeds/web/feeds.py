"""The addresses of feeds: a selection, or somebody's own calendar, in any form."""

from flask import Blueprint, Response, request

from feeds.calendar.feed import CHANGES, Feed, Form
from feeds.web import headers
from feeds.web.addresses import requested_selection
from feeds.web.site import site

feeds = Blueprint("feeds", __name__)

_MIMETYPES = {
    Form.ICS: "text/calendar",
    Form.JSON: "application/json",
    Form.TXT: "text/plain",
    Form.ATOM: "application/atom+xml",
}


@feeds.get("/<course>/<feed:address>")
def selection_feed(course: str, address: tuple[str, Form]) -> Response:
    """Answer with the feed of a selection."""
    name, form = address
    found = site().catalog.feeds(course)
    if name == CHANGES and form is Form.ATOM:
        return _answer(found.changes_feed(), form, f"{found.address}/{name}.{form}")
    selection = requested_selection(name)
    return _answer(found.feed(selection, form), form, f"{found.address}/{selection}.{form}")


@feeds.get("/<course>/staff/<feed:address>")
def own_feed(course: str, address: tuple[str, Form]) -> Response:
    """Answer with the feed of what somebody hosts or teaches, in which they are busy."""
    person, form = address
    found = site().catalog.feeds(course)
    return _answer(found.own_feed(person, form), form, f"{found.address}/staff/{person}.{form}")


def _answer(feed: Feed, form: Form, canonical: str) -> Response:
    """Answer with a feed, or with 304 to a client that has it already."""
    response = Response(feed.body, content_type=f"{_MIMETYPES[form]}; charset=utf-8", headers=headers.FEED)
    response.headers["Content-Disposition"] = f'inline; filename="{feed.filename}"'
    response.headers["Link"] = f'<{canonical}>; rel="canonical"'
    response.set_etag(feed.etag)
    response.make_conditional(request)
    return response
