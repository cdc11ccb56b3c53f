"""A document checked against its form: what is right of it, and every problem with its place."""

from dataclasses import dataclass
from types import UnionType
from typing import Any, Generic, TypeVar, Union, get_args, get_origin

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from feeds.course.document import Document, Path, Spot
from feeds.course.schema.form import DataForm
from feeds.course.schema.scalars import MISSING
from feeds.errors import Problem, at_most, did_you_mean

F = TypeVar("F", bound=DataForm)

_MESSAGES = {
    "tuple_type": "a list is wanted here; write each item on a line of its own that begins with `- `, or [one, two]",
    "dict_type": "a mapping is wanted here; write {id of who goes: id of who comes}",
}

# What people write for a key where its name is not near.
_SYNONYMS = {
    "about": ("description",),
    "affiliation": ("from", "institution", "university"),
    "assignments": ("deadlines", "homework", "problem_sets", "psets"),
    "cancelled": ("canceled", "off", "reason"),
    "contact": ("email", "mail"),
    "date": ("day", "on", "when"),
    "day": ("days", "on", "weekday", "when"),
    "details": ("about", "abstract", "comment", "description", "note", "notes", "text"),
    "due": ("date", "deadline"),
    "end": ("ends", "finish", "to"),
    "from": ("begins", "first", "since", "starting"),
    "hosts": ("host", "instructor", "instructors", "people", "person", "speakers", "staff", "ta", "tas", "who"),
    "link": ("homepage", "page", "url", "website"),
    "materials": ("files", "links", "readings", "slides"),
    "moved_to": ("move", "moved", "new_date"),
    "online": ("link", "meet", "url", "zoom"),
    "out": ("released", "release"),
    "role": ("job", "position", "title"),
    "room": ("location", "place", "venue", "where"),
    "short": ("nickname",),
    "speakers": ("host", "hosts", "instructor", "instructors", "lecturer", "people", "person", "teacher", "who"),
    "start": ("begin", "begins", "from", "time"),
    "title": ("name", "summary", "topic"),
    "under": ("heading",),
    "until": ("last", "to"),
    "url": ("address", "file", "href", "link", "pdf", "website"),
    "without": ("absent", "away"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Validated(Generic[F]):
    """A file's form with all of it that fits, where that stands, and what is wrong with the rest.

    `form` is None where too little fits to be one; a row that does not fit is left out as a whole. `source` is the
    file with all that it says.
    """

    form: F | None
    spot: Spot
    source: Document
    problems: tuple[Problem, ...] = ()


def validate(document: Document, form: type[F]) -> Validated[F]:
    """Read a document as the form of its file, and report every value that does not fit."""
    try:
        return Validated(form=form.model_validate(document.value), spot=Spot(document), source=document)
    except ValidationError as error:
        errors = error.errors(include_url=False, include_context=False)
    errors.sort(key=lambda details: document.position(details["loc"]))
    problems = at_most(_problem(document, form, details) for details in errors)
    rest = document.without({_row(document, details) for details in errors})
    try:
        fitting = form.model_validate(rest.value)
    except ValidationError:
        fitting = None
    return Validated(form=fitting, spot=Spot(rest), source=document, problems=tuple(problems))


def validate_part(document: Document, form: type[F]) -> F | None:
    """Read those keys of a document that a form names, if all of them fit it."""
    keys = {field.alias for field in form.model_fields.values()}
    part = (
        {key: inner for key, inner in document.value.items() if key in keys} if isinstance(document.value, dict) else {}
    )
    try:
        return form.model_validate(part)
    except ValidationError:
        return None


def _row(document: Document, error: ErrorDetails) -> Path:
    """Find what to leave out so that the rest is right: a row of a list of the file, or a key of the file."""
    key, *within = error["loc"] or ("",)
    in_list = isinstance(document.value, dict) and isinstance(document.value.get(str(key)), list)
    return (key, within[0]) if in_list and within else (key,)


def _problem(document: Document, form: type[DataForm], error: ErrorDetails) -> Problem:
    path = error["loc"]
    match error["type"]:
        case "extra_forbidden":
            said = _unknown_key(str(path[-1]), error["input"], _form_at(form, path[:-1]))
            return document.problem(path, said, at_key=True)
        case "missing":
            return document.problem(path[:-1], f"{str(path[-1])!r} is missing; write `{path[-1]}: …`")
        case "tuple_type" | "dict_type" | "model_type" if error["input"] == "":
            return document.problem(path, MISSING)
        case "model_type":
            keys = ", ".join(_fields(_form_at(form, path)))
            return document.problem(path, f"a mapping is wanted here; write `key: value` lines (keys: {keys})")
        case _ if path[-1:] == ("[key]",):
            return document.problem(path[:-1], error["msg"], at_key=True)
        case kind:
            return document.problem(path, _MESSAGES.get(kind) or error["msg"])


def _unknown_key(key: str, value: Any, form: type[DataForm]) -> str:
    fields = _fields(form)
    for word in fields:
        if key.lower() in _SYNONYMS.get(word, ()):
            return f"unknown key {key!r}; did you mean {word!r}?"
    for word, annotation in fields.items():
        within = _form_within(annotation)
        if within and key in _fields(within):
            return f"unknown key {key!r}; it goes under {word!r}"
    # What stands after a comma within { } is a key of its own.
    quote = "quote text that holds a comma; " if value == "" else ""
    return f"unknown key {key!r}" + (did_you_mean(key, fields) or f"; {quote}the keys here are {', '.join(fields)}")


def _form_at(form: type[DataForm], path: Path) -> type[DataForm]:
    """Find the form of what stands at a path."""
    for step in path:
        if isinstance(step, str):
            form = _form_within(_fields(form)[step]) or form
    return form


def _fields(form: type[DataForm]) -> dict[str, Any]:
    """List the keys of a form with the types of their values."""
    return {str(field.alias): field.annotation for field in form.model_fields.values()}


def _form_within(annotation: Any) -> type[DataForm] | None:
    """Find the form inside `SpanForm | None` or `tuple[LectureForm, ...]`, if there is one."""
    while get_origin(annotation) in (tuple, Union, UnionType):
        annotation = get_args(annotation)[0]
    return annotation if isinstance(annotation, type) and issubclass(annotation, DataForm) else None
