"""A document checked against its form: what is right of it, and every problem with its place."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from feeds.course.document import Document, Path, Spot
from feeds.course.schema.form import DataForm
from feeds.course.schema.keys import fields_of, form_at, unknown_key
from feeds.course.schema.readings import MISSING
from feeds.errors import Problem, at_most

F = TypeVar("F", bound=DataForm)

_MESSAGES = {
    "tuple_type": "a list is wanted here; write each item on a line of its own that begins with `- `, or [one, two]",
    "dict_type": "a mapping is wanted here; write {id of who goes: id of who comes}",
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
        errors = error.errors(include_url=False)
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
    known, value = fields_of(form), document.value
    if isinstance(value, dict):
        value = {key: inner for key, inner in value.items() if key in known}
    try:
        return form.model_validate(value)
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
            said = unknown_key(str(path[-1]), error["input"], form_at(form, path[:-1]))
            return document.problem(path, said, at_key=True)
        case "missing":
            return document.problem(path[:-1], f"{str(path[-1])!r} is missing; write `{path[-1]}: …`")
        case "tuple_type" | "dict_type" | "model_type" if error["input"] == "":
            return document.problem(path, MISSING)
        case "model_type":
            keys = ", ".join(fields_of(form_at(form, path)))
            return document.problem(path, f"a mapping is wanted here; write `key: value` lines (keys: {keys})")
        case _ if path[-1:] == ("[key]",):
            return document.problem(path[:-1], error["msg"], at_key=True)
        case "too_long":
            return document.problem(path, f"at most {error['ctx']['max_length']} are listed here; take some out")
        case kind:
            return document.problem(path, _MESSAGES.get(kind) or error["msg"])
