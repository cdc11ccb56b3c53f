"""The answers of feeds: made when first asked for, kept while there is room and the course stays the same."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from feeds.calendar.feed import CourseFeeds, Feed, Form
from feeds.catalog.catalog import Catalog
from feeds.web import headers

Headers: TypeAlias = list[tuple[str, str]]

MOST_BYTES = 6_000_000
"""How much memory the answers of one process may take."""

# What an answer takes beside its body.
_OVERHEAD = 3_000

MIMETYPES = {
    Form.ICS: "text/calendar",
    Form.JSON: "application/json",
    Form.TXT: "text/plain",
    Form.ATOM: "application/atom+xml",
}
"""What each form of a feed is sent as."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is answered with a feed; `etag` is in quotes, `unchanged` are the headers of a 304.

    `mark` is that of the edition of the course that the feed is of.
    """

    mark: object
    body: bytes
    etag: str
    headers: Headers
    unchanged: Headers


class Answers:
    """The answers that were asked for last; they take no more than `MOST_BYTES`."""

    def __init__(self, catalog: Catalog, public_url: str) -> None:
        self._catalog = catalog
        self._public_url = public_url
        self._answers: OrderedDict[str, Answer] = OrderedDict()
        self._bytes = 0

    def of(self, course: str, name: str, form: Form, make: Callable[[CourseFeeds], Feed]) -> Answer:
        """Give the answer at a canonical name of a course, whose feed is made if need be.

        Raises what `Catalog.edition` and `make` raise.
        """
        mark = self._catalog.edition(course).mark
        path = f"/{course}/{name}.{form}"
        answer = self._answers.get(path)
        if answer is not None and answer.mark is mark:
            self._answers.move_to_end(path)
            return answer
        answer = _answer(mark, make(self._catalog.feeds(course)), form, f"{self._public_url}{path}")
        self._keep(path, answer)
        return answer

    def kept(self, course: str, path: str) -> Answer | None:
        """Give the answer at a canonical path of a loaded course, if it has been made."""
        answer = self._answers.get(path)
        edition = self._catalog.loaded(course) if answer else None
        if answer is None or edition is None or edition.mark is not answer.mark:
            return None
        self._answers.move_to_end(path)
        return answer

    def _keep(self, path: str, answer: Answer) -> None:
        if old := self._answers.pop(path, None):
            self._bytes -= _size(old)
        self._answers[path] = answer
        self._bytes += _size(answer)
        while self._bytes > MOST_BYTES:
            _, oldest = self._answers.popitem(last=False)
            self._bytes -= _size(oldest)


def _answer(mark: object, feed: Feed, form: Form, canonical: str) -> Answer:
    etag = f'"{feed.etag}"'
    lasting = {
        "Content-Disposition": f'inline; filename="{feed.filename}"',
        "ETag": etag,
        "Link": f'<{canonical}>; rel="canonical"',
        **headers.FEED,
        **headers.EVERYWHERE,
    }
    own = {"Content-Type": f"{MIMETYPES[form]}; charset=utf-8", "Content-Length": str(len(feed.body))}
    return Answer(
        mark=mark,
        body=feed.body,
        etag=etag,
        headers=[*own.items(), *lasting.items()],
        unchanged=list(lasting.items()),
    )


def _size(answer: Answer) -> int:
    return len(answer.body) + _OVERHEAD
