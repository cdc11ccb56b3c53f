"""The addresses of the JSON Schemas, for editors of data files that have no copy of the program beside them."""

from flask import Blueprint, Response
from werkzeug.exceptions import NotFound

from feeds.course.schema.json_schema import schemas as texts
from feeds.errors import did_you_mean
from feeds.web import headers
from feeds.web.assets import unchanging

schemas = Blueprint("schemas", __name__)

SCHEMA_TYPE = "application/schema+json"
"""What a schema is sent as."""

_HEADERS = {"Cache-Control": "public, max-age=3600", **headers.CORS}


@schemas.get("/schema/<file>")
def schema(file: str) -> Response:
    """Answer with the schema of one data file: `/schema/lectures.json`."""
    text = texts().get(file)
    if text is None:
        raise NotFound(f"There is no schema of the name {file!r}{did_you_mean(file, texts()) or '.'}")
    return unchanging(text.encode(), SCHEMA_TYPE, _HEADERS)
