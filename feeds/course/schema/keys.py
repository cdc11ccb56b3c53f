"""The keys of forms: which there are, and what is meant by one that is not."""

from types import UnionType
from typing import Any, Union, get_args, get_origin

from feeds.course.document import Path
from feeds.course.schema.form import DataForm
from feeds.errors import did_you_mean, quoted

# What people write for a key where its name is not near.
_SYNONYMS = {
    "about": ("description",),
    "affiliation": ("from", "institution", "university"),
    "assignments": ("deadlines", "homework", "problem_sets", "psets"),
    "cancelled": ("canceled", "off", "reason", "status"),
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


def unknown_key(key: str, value: Any, form: type[DataForm]) -> str:
    """Say what to write for a key that a form does not name; `value` is what stands after it."""
    fields = fields_of(form)
    for word in fields:
        if key.lower() in _SYNONYMS.get(word, ()):
            return f"unknown key {quoted(key)}; did you mean {word!r}?"
    for word, annotation in fields.items():
        within = _form_within(annotation)
        if within and key in fields_of(within):
            return f"unknown key {quoted(key)}; it goes under {word!r}"
    # What stands after a comma within { } is a key of its own.
    quote = "quote text that holds a comma; " if value == "" else ""
    return f"unknown key {quoted(key)}" + (
        did_you_mean(key, fields) or f"; {quote}the keys here are {', '.join(fields)}"
    )


def form_at(form: type[DataForm], path: Path) -> type[DataForm]:
    """Find the form of what stands at a path."""
    for step in path:
        if isinstance(step, str):
            form = _form_within(fields_of(form)[step]) or form
    return form


def fields_of(form: type[DataForm]) -> dict[str, Any]:
    """List the keys of a form with the types of their values."""
    return {str(field.alias): field.annotation for field in form.model_fields.values()}


def _form_within(annotation: Any) -> type[DataForm] | None:
    """Find the form inside `SpanForm | None` or `tuple[LectureForm, ...]`, if there is one."""
    while get_origin(annotation) in (tuple, Union, UnionType):
        annotation = get_args(annotation)[0]
    return annotation if isinstance(annotation, type) and issubclass(annotation, DataForm) else None
