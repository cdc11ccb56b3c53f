"""The page of one event, and the page of what changed in a course."""

import re
from collections.abc import Iterator

from flask import Blueprint
from werkzeug.exceptions import NotFound

from feeds.calendar.feed import CHANGES
from feeds.calendar.titles import title
from feeds.errors import did_you_mean
from feeds.web import changes
from feeds.web.changes import Linked
from feeds.web.layout import render, staff_part
from feeds.web.site import site

events = Blueprint("events", __name__)

# What ends a sentence or a bracket behind it is not part of an address.
_ADDRESS = re.compile(r"(https?://\S*[^\s.,;:!?)\]>”’\"'])")


@events.get("/<course>/events/<id>")
def event_page(course: str, id: str) -> str:
    """Show one event as it stands now, since calendar apps lag by hours, and what became of it before."""
    found = site().catalog.feeds(course)
    notices = found.notices_of(id)
    if entry := found.entry(id):
        return render(
            "event.html",
            found,
            entry=entry,
            history=changes.shown(notices, found),
            first=notices[-1].changes[0].event,
            description=_linked(entry.description.removesuffix(entry.url).strip()),
            **staff_part(entry.event, found.course),
        )
    if notices:
        withdrawn = changes.day(changes.published_on(notices[0].time, found.course), found.course)
        raise NotFound(f"{title(notices[0].changes[0].event, found.course)} was withdrawn on {withdrawn}.")
    nearest = did_you_mean(id, [entry.event.id for entry in found.entries])
    raise NotFound(f"This course has no event of the name {id!r}{nearest}")


@events.get(f"/<course>/{CHANGES}")
def changes_page(course: str) -> str:
    """Show what changed, the newest first, and before it what is not recorded yet."""
    found = site().catalog.feeds(course)
    notices = found.all_notices
    recorded = [notice for notice in notices if notice.recorded]
    return render(
        "changes.html",
        found,
        path=CHANGES,
        unrecorded=changes.shown((notice for notice in notices if not notice.recorded), found),
        days=list(changes.by_day(changes.shown(recorded, found))),
    )


def _linked(text: str) -> Iterator[Linked]:
    """Part a text into what leads somewhere and what does not; an e-mail address stays text."""
    for number, part in enumerate(_ADDRESS.split(text)):
        yield Linked(text=part, address=part if number % 2 else None)
