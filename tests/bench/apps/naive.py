"""How calendars are usually served: a Flask view that builds the calendar with `icalendar` for each request.

Its rows are ready Python values, read once from the feed of everything; so is the time zone, and which events a
selection holds is asked of our own code, which is generous.
"""

from datetime import date, timedelta
from os import environ
from pathlib import Path
from typing import Any

from flask import Flask, Response, request
from icalendar import Calendar, Component, Event, Timezone

from bench.answers import COURSE, kept
from feeds.course.reader import read_course
from feeds.course.selection import Selection

app = Flask(__name__, static_folder=None)


def _row(component: Component) -> dict[str, Any]:
    """Give an event's values as a program has them: texts, numbers, dates and times."""
    return {name.lower(): _value(value) for name, value in component.items()}


def _value(value: Any) -> str | int | date | timedelta | list[str]:
    if hasattr(value, "cats"):
        return [str(word) for word in value.cats]
    if isinstance(value, int):
        return int(value)
    found = getattr(value, "dt", value)
    return found if isinstance(found, date | timedelta) else str(found)


_course = read_course(Path(environ[COURSE]))
(_everything,) = (answer for answer in kept() if answer.path == f"/{_course.slug}/all.ics")
_calendar = Calendar.from_ical(_everything.body)
_head = _row(_calendar)
_timezones = [each for each in _calendar.subcomponents if isinstance(each, Timezone)]
_events = {event.id: event for event in _course.events}
_rows = [
    (_events[str(each["UID"]).partition(f".{_course.slug}@")[0]], _row(each))
    for each in _calendar.subcomponents
    if isinstance(each, Event)
]


@app.get("/healthz")
def healthz() -> Response:
    """Say that the process is up."""
    return Response("ok\n", content_type="text/plain; charset=utf-8")


@app.get("/<course>/<name>.ics")
def feed(course: str, name: str) -> Response:
    """Build a calendar of the rows of a selection."""
    selection = Selection.parse(name)
    calendar = Calendar()
    for key, value in _head.items():
        calendar.add(key, value)
    for timezone in _timezones:
        calendar.add_component(timezone)
    for event, row in _rows:
        if selection.matches(event):
            component = Event()
            for key, value in row.items():
                component.add(key, value)
            calendar.add_component(component)
    response = Response(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response.add_etag()
    response.make_conditional(request)
    return response
