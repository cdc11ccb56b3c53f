"""A document checked against its form: the typed form, or every problem with its place."""

from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from feeds.course.document import Document
from feeds.course.schema.forms import DataForm
from feeds.course.schema.scalars import MISSING
from feeds.errors import CourseError, Problem, did_you_mean

F = TypeVar("F", bound=DataForm)

_MESSAGES = {
    "tuple_type": "a list is wanted here; write each item on a line of its own that begins with `- `, or [one, two]",
    "dict_type": "a mapping is wanted here; write {id of who goes: id of who comes}",
}


def validate(document: Document, form: type[F]) -> F:
    """Read a document as the form of its file; raises CourseError with every value that does not fit."""
    try:
        return form.model_validate(document.value)
    except ValidationError as error:
        raise CourseError(_problem(document, form, details) for details in error.errors()) from None


def _problem(document: Document, form: type[DataForm], error: ErrorDetails) -> Problem:
    path = error["loc"]
    match error["type"]:
        case "extra_forbidden":
            known = _keys(form, path[:-1])
            advice = did_you_mean(str(path[-1]), known) or f"; the keys here are {', '.join(known)}"
            return document.problem(path, f"unknown key {str(path[-1])!r}{advice}", at_key=True)
        case "missing":
            return document.problem(path[:-1], f"{str(path[-1])!r} is missing; write `{path[-1]}: …`")
        case "tuple_type" | "dict_type" | "model_type" if error["input"] == "":
            return document.problem(path, MISSING)
        case "model_type":
            keys = ", ".join(_keys(form, path))
            return document.problem(path, f"a mapping is wanted here; write `key: value` lines (keys: {keys})")
        case _ if path[-1:] == ("[key]",):
            return document.problem(path[:-1], error["msg"], at_key=True)
        case kind:
            return document.problem(path, _MESSAGES.get(kind) or error["msg"])


def _keys(form: type[DataForm], path: tuple[int | str, ...]) -> list[str]:
    """List the keys that may stand at a path of a form."""
    for step in path:
        if isinstance(step, str):
            fields = {field.alias: field for field in form.model_fields.values()}
            form = _form_within(fields[step].annotation)
    return [str(field.alias) for field in form.model_fields.values()]


def _form_within(annotation: Any) -> type[DataForm]:
    """Find the form inside `SpanForm | None` or `tuple[LectureForm, ...]`."""
    while get_origin(annotation) in (tuple, Union, UnionType):
        annotation = get_args(annotation)[0]
    if not (isinstance(annotation, type) and issubclass(annotation, DataForm)):
        raise TypeError(f"{annotation} holds no keys")
    return annotation
