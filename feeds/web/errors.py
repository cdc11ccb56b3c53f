"""Answers to what cannot be answered: as a page to people, as text to calendar apps."""

import logging
from contextlib import suppress

from flask import Flask, Response, render_template, request
from werkzeug.exceptions import HTTPException, NotFound, SecurityError

from feeds.calendar.feed import CHANGES, Form, UnknownPersonError
from feeds.calendar.selection import SelectionError
from feeds.catalog import UnknownCourseError
from feeds.course.model import Course
from feeds.course.wording import sentence
from feeds.errors import CourseError, did_you_mean
from feeds.web.site import site

_log = logging.getLogger("feeds.web")

# How many courses are listed to somebody who looked for another one.
_LISTED = 50


def handle(app: Flask) -> None:
    """Register an answer for every error."""
    app.register_error_handler(SelectionError, _unknown_selection)
    app.register_error_handler(UnknownCourseError, _unknown_course)
    app.register_error_handler(CourseError, _broken_course)
    app.register_error_handler(SecurityError, _untrusted_host)
    app.register_error_handler(HTTPException, _http_error)


def _unknown_selection(error: Exception) -> Response:
    """Answer 404, on which every app keeps the events it has; other errors make some give the calendar up."""
    found = site().catalog.feeds(_course())
    people = (("People", tuple(found.vocabulary.people)),)
    own = isinstance(error, UnknownPersonError)
    root = f"/{found.course.slug}"
    return _answer(
        404,
        "There is no such calendar",
        str(error),
        people if own else found.vocabulary.listing(),
        under=f"{root}/staff/" if own else f"{root}/",
    )


def _unknown_course(error: Exception) -> Response:
    slug, slugs = str(error), site().catalog.slugs()
    message = f"nothing here is called {slug!r}{did_you_mean(slug, slugs)}"
    # A university's list is at `/`.
    listed = (("Courses", slugs if len(slugs) <= _LISTED else ()),)
    return _answer(404, "There is no such course", message, listed, under="/", slash="/")


def _broken_course(error: Exception) -> Response:
    slug = _course()
    message = f"its data cannot be read at the moment; its staff see why at /{slug}/status"
    status = (("For staff", ("status",)),)
    response = _answer(503, "This course is not available", message, status, under=f"/{slug}/")
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
    if isinstance(error, NotFound) and error.description == NotFound.description:
        answer = _nothing_here()
    else:
        answer = _answer(response.status_code, error.name, error.description or error.name)
    if allow := response.headers.get("Allow"):
        # Sorted, since it comes from a set, which every process orders in its own way.
        answer.headers["Allow"] = ", ".join(sorted(allow.split(", ")))
    return answer


def _nothing_here() -> Response:
    """Answer to an address that leads nowhere, and offer the one without a slash at its end if that leads somewhere."""
    path = request.path.strip("/")
    course, page, name = path.partition("/")[0], *path.rpartition("/")[::2]
    near: tuple[str, ...] = ()
    with suppress(CourseError, UnknownCourseError):
        vocabulary = site().catalog.feeds(course).vocabulary
        known = {course: {*vocabulary.words, CHANGES, "status"}, f"{course}/staff": {*vocabulary.people}}
        near = (path,) if name.lower() in known.get(page, ()) else ()
    return _answer(404, "There is no such page", "nothing is at this address", (("Nearby", near),))


def _course() -> str:
    return str((request.view_args or {})["course"])


def _answer(
    status: int,
    title: str,
    message: str,
    listing: tuple[tuple[str, tuple[str, ...]], ...] = (),
    *,
    under: str = "/",
    slash: str = "",
) -> Response:
    """Answer in text where a feed was asked for or nothing was to be read, else as a page.

    The words of `listing` are addresses `under` a page, each with a `slash` at its end or without.
    """
    message = sentence(message)
    if request.method in ("GET", "HEAD") and not request.path.lower().endswith(tuple(f".{form}" for form in Form)):
        page = render_template(
            "problem.html", title=title, message=message, listing=listing, under=under, slash=slash, home=_home()
        )
        return Response(page, status)
    lines = [
        f"{title}: {message}",
        *(f"{heading}: {', '.join(words)}" for heading, words in listing if words),
    ]
    return Response("\n".join(lines) + "\n", status, content_type="text/plain; charset=utf-8")


def _home() -> Course | None:
    """Find the course in which something was looked for."""
    with suppress(CourseError, UnknownCourseError):
        return site().catalog.feeds(request.path.split("/")[1]).course
    return None
