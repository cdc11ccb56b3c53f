"""Answers to what cannot be answered: as a page to people, as text to calendar apps."""

import logging

from flask import Flask, Response, render_template, request
from werkzeug.exceptions import HTTPException, SecurityError

from feeds.calendar.feed import Form, UnknownPersonError
from feeds.calendar.selection import SelectionError
from feeds.catalog import UnknownCourseError
from feeds.course.wording import capital
from feeds.errors import CourseError, did_you_mean
from feeds.web.site import site

_log = logging.getLogger("feeds.web")


def handle(app: Flask) -> None:
    """Register an answer for every error."""
    app.register_error_handler(SelectionError, _unknown_selection)
    app.register_error_handler(UnknownCourseError, _unknown_course)
    app.register_error_handler(CourseError, _broken_course)
    app.register_error_handler(SecurityError, _untrusted_host)
    app.register_error_handler(HTTPException, _http_error)


def _unknown_selection(error: Exception) -> Response:
    """Answer 404, on which every app keeps the events it has; other errors make some give the calendar up."""
    vocabulary = site().catalog.feeds(str((request.view_args or {})["course"])).vocabulary
    people = (("People", tuple(vocabulary.people)),)
    listing = people if isinstance(error, UnknownPersonError) else vocabulary.listing()
    return _answer(404, "There is no such calendar", str(error), listing)


def _unknown_course(error: Exception) -> Response:
    slug = str(error)
    message = f"nothing here is called {slug!r}{did_you_mean(slug, site().catalog.slugs())}"
    return _answer(404, "There is no such course", message)


def _broken_course(error: Exception) -> Response:
    slug = (request.view_args or {})["course"]
    message = f"its data cannot be read at the moment; its staff see why at /{slug}/status"
    response = _answer(503, "This course is not available", message)
    response.headers["Retry-After"] = "60"
    return response


def _untrusted_host(error: Exception) -> Response:
    """Answer without the name that was asked for, which Werkzeug's own words repeat."""
    return _answer(400, "Bad Request", "this server does not answer to that name")


def _http_error(error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 (registered for nothing else)
    response = error.get_response()
    if response.status_code >= 500:
        _log.error("answered %s to %r", response.status_code, request.path)
    answer = _answer(response.status_code, error.name, error.description or error.name)
    if allow := response.headers.get("Allow"):
        # Sorted, since it comes from a set, which every process orders in its own way.
        answer.headers["Allow"] = ", ".join(sorted(allow.split(", ")))
    return answer


def _answer(status: int, title: str, message: str, listing: tuple[tuple[str, tuple[str, ...]], ...] = ()) -> Response:
    """Answer in text where a feed was asked for or nothing was to be read, else as a page."""
    message = capital(message) if message.endswith((".", "?")) else f"{capital(message)}."
    if request.method in ("GET", "HEAD") and not request.path.lower().endswith(tuple(f".{form}" for form in Form)):
        page = render_template("problem.html", title=title, message=message, listing=listing)
        return Response(page, status)
    lines = [
        f"{title}: {message}",
        *(f"{heading}: {', '.join(words)}" for heading, words in listing if words),
    ]
    return Response("\n".join(lines) + "\n", status, content_type="text/plain; charset=utf-8")
