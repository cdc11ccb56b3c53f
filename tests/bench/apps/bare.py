"""A bare WSGI callable: finished answers by their paths, and 304 to whoever has them. Nothing can do less."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from bench.answers import kept

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

_ANSWERS = {
    answer.path: (
        answer.etag,
        [*answer.headers, ("Content-Length", str(len(answer.body)))],
        [each for each in answer.headers if each[0].lower() != "content-type"],
        [answer.body],
    )
    for answer in kept()
}


def app(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
    """Answer with what is ready."""
    found = _ANSWERS.get(environ["PATH_INFO"])
    if not found:
        start_response("200 OK", [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", "3")])
        return [b"ok\n"]
    etag, headers, headers_of_304, body = found
    if environ.get("HTTP_IF_NONE_MATCH") == etag:
        start_response("304 Not Modified", headers_of_304)
        return []
    start_response("200 OK", headers)
    return body
