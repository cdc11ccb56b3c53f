"""What is the same for everybody until the next release: the style, the script, the icon."""

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound

from feeds.web import headers

assets = Blueprint("assets", __name__)

TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml; charset=utf-8",
}
"""What each of these is sent as, by the end of its name."""

# As long as pages: a new page with an old style sheet would be a mess.
_HEADERS = {"Cache-Control": f"public, max-age={headers.PAGE_SECONDS}"}


def addresses() -> tuple[str, ...]:
    """List where all of this is."""
    return ("/favicon.svg", *(f"/static/{name}" for name in sorted(_static())))


@assets.get("/static/<file>")
def static(file: str) -> Response:
    """Send the style or the script."""
    body = _static().get(file)
    if body is None:
        raise NotFound
    return unchanging(body, TYPES[file.rpartition(".")[2]], _HEADERS)


@assets.get("/favicon.svg")
def favicon() -> Response:
    """Send the icon."""
    return static("favicon.svg")


def unchanging(body: bytes, content_type: str, beside: Mapping[str, str]) -> Response:
    """Answer with a body and headers beside it, the ETag being its hash, or with 304 to who has it already."""
    response = Response(body, content_type=content_type, headers=beside)
    response.set_etag(_etag(body))
    response.make_conditional(request)
    return response


@cache
def _etag(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:32]


@cache
def _static() -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in files("feeds.web").joinpath("static").iterdir()}
