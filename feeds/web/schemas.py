"""The addresses of the JSON Schemas, for editors of data files that have no copy of the program beside them."""

import hashlib

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound

from feeds.course.schema.json_schema import schemas as texts
from feeds.errors import did_you_mean

schemas = Blueprint("schemas", __name__)

_HEADERS = {"Cache-Control": "public, max-age=3600", "Access-Control-Allow-Origin": "*"}


@schemas.get("/schema/<file>")
def schema(file: str) -> Response:
    """Answer with the schema of one data file: `/schema/lectures.json`."""
    text = texts().get(file)
    if text is None:
        raise NotFound(f"There is no schema of the name {file!r}{did_you_mean(file, texts()) or '.'}")
    response = Response(text, content_type="application/schema+json", headers=_HEADERS)
    response.set_etag(hashlib.sha256(response.data).hexdigest()[:32])
    response.make_conditional(request)
    return response
