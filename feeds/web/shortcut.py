"""The way past Flask for what calendars ask for all day, since Flask takes as long as all the rest."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from feeds.calendar.feed import Form
from feeds.course.selection import Selection
from feeds.web.addresses import LONGEST, QUERY, length
from feeds.web.answers import Answer, Answers

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_FORMS = {form.value: form for form in Form}


class Shortcut:
    """Answers GET and HEAD for the feed of a selection as the application would, which answers all the rest.

    What it cannot tell by comparing whole texts, and every error, is the application's to answer.
    """

    def __init__(self, application: "WSGIApplication", answers: Answers, is_trusted: Callable[[str], bool]) -> None:
        self._application = application
        self._answers = answers
        self._is_trusted = is_trusted

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer the request."""
        method, known = environ["REQUEST_METHOD"], environ.get("HTTP_IF_NONE_MATCH")
        if (
            method in ("GET", "HEAD")
            and "HTTP_IF_MATCH" not in environ
            and self._is_trusted(environ.get("HTTP_HOST", ""))
            and length(environ["PATH_INFO"], environ["QUERY_STRING"]) <= LONGEST
            and (answer := self._find(environ["PATH_INFO"]))
        ):
            if known is None:
                start_response("200 OK", answer.headers)
                return (answer.body,) if method == "GET" else ()
            if known == answer.etag:
                start_response("304 NOT MODIFIED", answer.unchanged)
                return ()
        return self._application(environ, start_response)

    def _find(self, path: str) -> Answer | None:
        """Find or make the answer at a path, if it is the address of a selection in any spelling."""
        front, course, last = (*path.split("/", 2), "", "")[:3]
        if front:
            return None
        if answer := self._answers.kept(course, path):
            return answer
        name, _, extension = last.lower().rpartition(".")
        form = _FORMS.get(extension)
        if form is None or name == QUERY or not path.isascii():
            return None
        try:
            selection = Selection.parse(name)
            return self._answers.of(course, str(selection), form, lambda found: found.feed(selection, form))
        except Exception:
            # Whatever it is, the application meets it again, and tells.
            return None
