"""What an address says: which selection, in which form, seen how and from when."""

from datetime import date

from flask import request
from werkzeug.exceptions import BadRequest
from werkzeug.routing import BaseConverter

from feeds.calendar.feed import Form
from feeds.course.selection import Selection, SelectionError
from feeds.web.preview import View

QUERY = "calendar"
"""The name under which the selection stands in the query instead of the path."""


LONGEST = 4094
"""How many characters of an address are looked at, its query and the question mark included; gunicorn takes no more."""


class FeedConverter(BaseConverter):
    """A name with a form behind its last dot, as (name, form); upper case is another spelling."""

    # `a`, since without it `ſ` would be an upper-case `s` and `İ` an `i`.
    regex = rf"[^/]+\.(?ai:{'|'.join(Form)})"
    weight = 50  # before the plain string of a page's address

    def to_python(self, value: str) -> tuple[str, Form]:
        """Part the name from the form."""
        name, _, form = value.lower().rpartition(".")
        return name, Form(form)

    def to_url(self, value: tuple[str, Form]) -> str:
        """Put name and form together."""
        name, form = value
        return f"{name}.{form}"


def requested_selection(name: str) -> Selection:
    """Read the selection of this request, from the path or, under `calendar`, from the query.

    `show` and `hide` repeat and take commas; without `show` it is all. Other parameters are ignored. Raises
    SelectionError.
    """
    if name != QUERY:
        return Selection.parse(name)
    shown, hidden = requested_terms("show"), requested_terms("hide")
    for term in (*shown, *hidden):
        if not term:
            raise SelectionError("'show' and 'hide' want words; write show=one,two&hide=three")
        if "_" in term or term.startswith("not-"):
            raise SelectionError(f"{term!r} does not go into a query; write show=one,two&hide=three")
    return Selection.of(shown=shown, hidden=hidden)


def requested_view() -> tuple[View, date | None]:
    """Read how the calendar of this page is to be seen, and from which day on; raises BadRequest."""
    view, begin = request.args.get("view", View.AGENDA), request.args.get("from")
    if view not in tuple(View):
        raise BadRequest(f"'view' is one of {', '.join(View)}; write such as ?view={View.WEEK}")
    if not begin:
        return View(view), None
    try:
        day = date.fromisoformat(begin)
    except ValueError:
        day = None
    if day is None or begin != day.isoformat():
        raise BadRequest("'from' is a day; write such as ?from=2025-09-04")
    return View(view), day


def requested_terms(parameter: str) -> list[str]:
    """Read the terms of a parameter of the query, which repeats and takes commas."""
    return [term.strip().lower() for value in request.args.getlist(parameter) for term in value.split(",")]


def length(path: str, query: str) -> int:
    """Measure an address as WSGI gives it."""
    return len(path) + len(query) + bool(query)
