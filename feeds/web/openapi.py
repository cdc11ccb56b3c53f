"""The description of every public address, for programs: OpenAPI 3.1, at `/openapi.json`."""

import json
import re
from functools import cache
from importlib.metadata import version
from typing import Any, TypeAlias

from flask import Blueprint, Response

from feeds.calendar.feed import CHANGES, Form
from feeds.course.model import WORD
from feeds.course.selection import MAX_ATOMS, MAX_LENGTH
from feeds.web import headers
from feeds.web.addresses import QUERY
from feeds.web.answers import MIMETYPES
from feeds.web.assets import unchanging
from feeds.web.preview import View
from feeds.web.schemas import SCHEMA_TYPE
from feeds.web.shapes import SHAPES
from feeds.web.site import site

openapi = Blueprint("openapi", __name__)

Json: TypeAlias = dict[str, Any]
Answers: TypeAlias = dict[int, str | Json]

_HEADERS = {"Cache-Control": "public, max-age=3600", **headers.CORS}

_ABOUT = f"""\
The calendars of courses, to subscribe to. Each address also answers HEAD, and OPTIONS with 204 and `Allow`; nothing \
here can be written to. Parameters that are not described are ignored, and so are Range and dates in conditions.

A selection says which events of a course a calendar holds: `lectures_exams`, `main_victor-butoi`, `all_not-week-1`. \
It is the union of its terms, which `_` parts, less those that begin with `not-`. A term is of the events that match \
all its words, which `.` parts: `all`, `main` (all but releases and hours that somebody hosts), a kind such as \
`lectures`, a person, `week-3`, `room-26-100`, `tag-guest`; {MAX_ATOMS} words at most. A name that a course has given \
to a calendar, such as `for-students`, stands alone. Every other spelling, in upper case too, answers with the same \
bytes, and its `Link` names the canonical one."""

_TEXT: Json = {"type": "string"}
_OBJECT: Json = {"type": "object"}
_HTML: Json = {"text/html": {"schema": _TEXT}}
_PLAIN: Json = {"text/plain": {"schema": _TEXT}}

# What each form is, besides its bytes.
_FORMS: dict[Form, tuple[str, str, Json]] = {
    Form.ICS: (MIMETYPES[Form.ICS], "as iCalendar", _TEXT),
    Form.JSON: (MIMETYPES[Form.JSON], "as JSON", {"$ref": "#/components/schemas/Calendar"}),
    Form.TXT: (MIMETYPES[Form.TXT], "as plain text", _TEXT),
    Form.ATOM: (MIMETYPES[Form.ATOM], "as Atom: what changed in it", _TEXT),
}


@openapi.get("/openapi.json")
def description() -> Response:
    """Answer with the description of every public address."""
    return unchanging(written(site().settings.public_url), "application/json", _HEADERS)


@cache
def written(public_url: str) -> bytes:
    """Write the description of a server at a public address."""
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Course calendars", "version": version("feeds"), "description": _ABOUT},
        "servers": [{"url": public_url}],
        "paths": {path: _item(path, get) for path, get in {**_feeds(), **_pages(), **_files()}.items()},
        "components": {"parameters": _PARAMETERS, "responses": _RESPONSES, "schemas": SHAPES},
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"


def _feeds() -> Json:
    feeds = {f"/{{course}}/{CHANGES}.{Form.ATOM}": _feed("All of a course", Form.ATOM)}
    for form in Form:
        feeds |= {
            f"/{{course}}/{{selection}}.{form}": _feed("A calendar", form),
            f"/{{course}}/{QUERY}.{form}": _feed("A calendar by a query", form, "show", "hide"),
            f"/{{course}}/staff/{{person}}.{form}": _feed("Somebody's own calendar", form),
        }
    return feeds


def _pages() -> Json:
    lost: Answers = {404: "NoPage", 503: "PageUnavailable"}
    page: Answers = {200: "Page", **lost}
    moved: Answers = {308: "Moved", **lost}
    term: Answers = {302: "Moved"}
    query: Answers = {303: "Moved", **lost}
    return {
        "/": _get("The courses, the current ones first", {200: "Page"}),
        "/{course}": _get("The way to the page of a course", moved | term),
        "/{course}/": _get("A course; without its term, the way to the current one", page | term, "view", "from"),
        "/{course}/{selection}": _get("The page of a calendar", page, "view", "from"),
        f"/{{course}}/{QUERY}": _get("The way to the page of a calendar", query, "show", "hide"),
        "/{course}/embed/{selection}": _get("The days of a calendar alone, for an iframe", page),
        "/{course}/staff": _get("The way to the page of the staff", moved),
        "/{course}/staff/": _get("Everybody, and all office hours in one table", page),
        "/{course}/staff/{person}": _get("The page of somebody's own calendar", page, "view", "from"),
        "/{course}/events/{event}": _get("One event as it stands now, and its history", page),
        f"/{{course}}/{CHANGES}": _get("What changed in a course, newest first", page),
        "/{course}/status": _get("For staff: problems and warnings", {200: "Page", 404: "NoPage"}),
    }


def _files() -> Json:
    ready = {"application/json": {"schema": _ref("schemas", "Readiness")}}
    icon = _file("The icon", "image/svg+xml", _TEXT)
    static = _file("The file", "*/*", _TEXT)
    schema = _file("The schema", SCHEMA_TYPE, _OBJECT, **_HEADERS)
    this = _file("The description", "application/json", _OBJECT, **_HEADERS)
    kept: Answers = {304: "FileNotModified"}
    return {
        "/healthz": _get("The process is up", {200: _answer("Always", _PLAIN)}),
        "/readyz": _get("A course can be answered for", {200: _answer("Yes", ready), 503: _answer("No", ready)}),
        "/metrics": _get("Counts for Prometheus", {200: _answer("The counts", _PLAIN), 404: "NoFile"}),
        "/robots.txt": _get("What robots may read", {200: _answer("Everything", _PLAIN)}),
        "/favicon.svg": _get("The icon", {200: icon, **kept}, "If-None-Match"),
        "/static/{file}": _get("What pages need", {200: static, 404: "NoFile", **kept}, "If-None-Match"),
        "/schema/{file}": _get("The schema of a data file", {200: schema, 404: "NoFile", **kept}, "If-None-Match"),
        "/openapi.json": _get("This description", {200: this, **kept}, "If-None-Match"),
    }


def _item(path: str, get: Json) -> Json:
    return {"parameters": [_ref("parameters", name) for name in re.findall(r"{(\w+)}", path)], "get": get}


def _get(summary: str, answers: Answers, *parameters: str) -> Json:
    every: Answers = {400: "BadRequest", 405: "OtherMethod", 412: "Other", 414: "TooLong", **answers}
    return {
        "summary": summary,
        "parameters": [_ref("parameters", parameter) for parameter in parameters],
        "responses": {
            str(status): _ref("responses", answer) if isinstance(answer, str) else answer
            for status, answer in sorted(every.items())
        },
    }


def _feed(summary: str, form: Form, *parameters: str) -> Json:
    mimetype, how, schema = _FORMS[form]
    feed = _file(f"The calendar {how}", mimetype, schema, "Content-Disposition", "Link", **headers.FEED)
    others: Answers = {304: "FeedNotModified", 404: "NoFeed", 412: "OtherFeed", 503: "FeedUnavailable"}
    return _get(f"{summary}, {how}", {200: feed, **others}, *parameters, "If-None-Match")


def _file(description: str, mimetype: str, schema: Json, *given: str, **fixed: str) -> Json:
    return _answer(description, {mimetype: {"schema": schema}}, "ETag", *given, **fixed)


def _answer(description: str, content: Json | None = None, *given: str, **fixed: str) -> Json:
    """Describe an answer, with headers of which some are `fixed`."""
    schemas = {**dict.fromkeys(given, _TEXT), **{name: {"const": value} for name, value in fixed.items()}}
    described: Json = {"description": description}
    if schemas:
        described["headers"] = {name: {"required": True, "schema": schema} for name, schema in schemas.items()}
    if content:
        described["content"] = content
    return described


def _ref(where: str, name: str) -> Json:
    return {"$ref": f"#/components/{where}/{name}"}


def _in_path(name: str, description: str, pattern: str, example: str, **schema: int) -> Json:
    words = {"type": "string", "pattern": f"^{pattern}$", **schema}
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": description,
        "schema": words,
        "example": example,
    }


def _in_query(name: str, description: str, schema: Json, example: object) -> Json:
    return {"name": name, "in": "query", "description": description, "schema": schema, "example": example}


_TERM: Json = {"type": "string", "pattern": rf"^(?!not-){WORD.pattern}(\.{WORD.pattern})*$"}
_TERMS: Json = {"type": "array", "items": _TERM}

_PARAMETERS: Json = {
    "course": _in_path("course", "A course in a term", "[A-Za-z0-9][A-Za-z0-9.-]*", "6.7960-fa25"),
    "selection": _in_path(
        "selection", "Which events", f"{WORD.pattern}([._]{WORD.pattern})*", "lectures_exams", maxLength=MAX_LENGTH
    ),
    "person": _in_path("person", "Somebody on the staff", WORD.pattern, "victor-butoi"),
    "event": _in_path("event", "The id of an event", WORD.pattern, "midterm"),
    "file": _in_path("file", "The name of a file", r"[a-z][a-z-]*\.[a-z]+", "lectures.json"),
    "show": _in_query("show", "Terms of which to have the events; none is `all`", _TERMS, ["lectures", "exams"]),
    "hide": _in_query("hide", "Terms of which not to have the events", _TERMS, ["week-3"]),
    "view": _in_query("view", "How the days are shown", {"enum": list(View), "default": View.AGENDA}, View.WEEK),
    "from": _in_query("from", "The day from which on", {"type": "string", "format": "date"}, "2025-10-13"),
    "If-None-Match": {
        "name": "If-None-Match",
        "in": "header",
        "description": "ETags of what the client has",
        "schema": _TEXT,
        "example": '"2769abdb83a1c6516ddd94bf6fb26f01"',
    },
}

_LATER = "Its data cannot be read, and there is none from before"

_RESPONSES: Json = {
    "Page": _answer("The page", _HTML, "Cache-Control"),
    "Moved": _answer("It is at another address", _HTML, "Location"),
    "FeedNotModified": _answer("The client has it already", None, "ETag", "Link", **headers.FEED),
    "FileNotModified": _answer("The client has it already", None, "ETag"),
    "BadRequest": _answer("A parameter, or the Host, that there is not, or no HTTP", {**_HTML, **_PLAIN}),
    "NoPage": _answer("There is no such page; it says what there is", _HTML),
    "NoFeed": _answer("There is no such calendar; the text says what there is", _PLAIN, **headers.CORS),
    "NoFile": _answer("There is no such file", {**_HTML, **_PLAIN}),
    "OtherMethod": _answer("For every method but GET, HEAD and OPTIONS", _PLAIN, "Allow"),
    "Other": _answer("It is none of those of If-Match", _PLAIN),
    "OtherFeed": _answer("It is none of those of If-Match", _PLAIN, **headers.CORS),
    "TooLong": _answer("The address is longer than 4,094 bytes", {**_HTML, **_PLAIN}),
    "PageUnavailable": _answer(_LATER, _HTML, "Retry-After"),
    "FeedUnavailable": _answer(_LATER, _PLAIN, "Retry-After", **headers.CORS),
}
