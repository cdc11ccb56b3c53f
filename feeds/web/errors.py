"""Answers to what cannot be answered: as a page to people, as text to calendar apps."""

import logging
from contextlib import suppress

from flask import Flask, Response, render_template, request
from werkzeug.exceptions import BadRequest, HTTPException, MethodNotAllowed, NotFound, RequestURITooLarge, SecurityError
from werkzeug.http import parse_etags

from feeds.calendar.feed import CHANGES, Form, UnknownPersonError
from feeds.catalog.catalog import UnknownCourseError
from feeds.course.model import Course
from feeds.course.selection import SelectionError
from feeds.course.wording import sentence
from feeds.errors import CourseError, did_you_mean
from feeds.web import headers
from feeds.web.addresses import LONGEST, length
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
    slug, catalog = str(error), site().catalog
    slugs = catalog.slugs()
    # A university's list is at `/`.
    if few := len(slugs) <= _LISTED:
        unlisted = {course.slug for course in catalog.overviews() if not course.listed}
        slugs = tuple(each for each in slugs if each not in unlisted)
    message = f"nothing here is called {slug!r}{did_you_mean(slug, slugs)}"
    listed = (("Courses", slugs if few else ()),)
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
    if isinstance(error, MethodNotAllowed):
        return _other_method(error)
    if isinstance(error, NotFound) and error.description == NotFound.description:
        return _nothing_here()
    return _answer(response.status_code, error.name, error.description or error.name)


def _other_method(error: MethodNotAllowed) -> Response:
    """Answer 405, or to OPTIONS what may be asked here: 204, also to a browser that asks for another site's script."""
    if request.method == "OPTIONS":
        answer = Response(status=204)
        answer.headers.pop("Content-Type", None)
        if _is_feed():
            asked = "Access-Control-Request-Method" in request.headers
            answer.headers.update(headers.PREFLIGHT if asked else headers.CORS)
    else:
        answer = _answer(405, error.name, error.description or error.name)
    # Sorted, since it comes from a set, which every process orders in its own way.
    answer.headers["Allow"] = ", ".join(sorted({*(error.valid_methods or ()), "OPTIONS"}))
    return answer


def refuse_odd() -> None:
    """Refuse an address that is empty, or longer than gunicorn takes; raises BadRequest or RequestURITooLarge."""
    path, query = request.environ["PATH_INFO"], request.environ["QUERY_STRING"]
    if not path:
        # Werkzeug would redirect to the host that the request names.
        raise BadRequest("a request is for a path, such as /")
    if length(path, query) > LONGEST:
        raise RequestURITooLarge


def refuse_unmatched(response: Response) -> Response:
    """Answer 412 instead, if the request wants an answer that has another ETag (If-Match: RFC 9110, 13.1.1)."""
    wanted = request.environ.get(headers.IF_MATCH)
    if wanted is None or response.status_code not in (200, 304):
        return response
    tags, (tag, is_weak) = parse_etags(wanted), response.get_etag()
    if tags.star_tag or (tag is not None and not is_weak and tags.is_strong(tag)):
        return response
    return _answer(412, "Precondition Failed", "this is no longer what If-Match names")


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
    if request.method in ("GET", "HEAD") and status != 412 and not _is_feed():
        page = render_template(
            "problem.html",
            title=title,
            message=message,
            listing=listing,
            under=under,
            slash=slash,
            home=_home(),
            published=site().publication is not None,
        )
        return Response(page, status)
    lines = [
        f"{title}: {message}",
        *(f"{heading}: {', '.join(words)}" for heading, words in listing if words),
    ]
    text = "\n".join(lines) + "\n"
    cors = headers.CORS if _is_feed() else None
    return Response(text, status, headers=cors, content_type="text/plain; charset=utf-8")


def _is_feed() -> bool:
    """Tell whether a feed was asked for, as far as the address tells."""
    path = request.path.lower()
    return path.endswith(tuple(f".{form}" for form in Form)) and "/" in path[1:]


def _home() -> Course | None:
    """Find the course in which something was looked for."""
    with suppress(CourseError, UnknownCourseError):
        return site().catalog.feeds(request.path.split("/")[1]).course
    return None
