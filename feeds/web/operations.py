"""The addresses for machines that watch this one."""

from flask import Blueprint, Response, jsonify

from feeds.catalog.shelf import State
from feeds.web.assets import unchanging
from feeds.web.site import site

operations = Blueprint("operations", __name__)

_ROBOTS = b"User-agent: *\nAllow: /\n"


@operations.get("/healthz")
def healthz() -> Response:
    """Say that the process is up."""
    return _uncached(Response("ok\n", content_type="text/plain; charset=utf-8"))


@operations.get("/readyz")
def readyz() -> Response:
    """Say whether at least one course can be answered for, and the state of each that is loaded; loads none."""
    catalog = site().catalog
    states = catalog.states()
    ready = any(states.get(slug) is not State.FAILED for slug in {*catalog.slugs(), *states})
    response = jsonify(ready=ready, courses=states)
    response.status_code = 200 if ready else 503
    return _uncached(response)


@operations.get("/robots.txt")
def robots() -> Response:
    """Allow everything: a calendar app that heeds this must get its feeds."""
    return unchanging(_ROBOTS, "text/plain; charset=utf-8", {"Cache-Control": "public, max-age=3600"})


def _uncached(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
