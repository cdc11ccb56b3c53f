"""The files of a site: what the application itself answers at each address, and where a static host looks for it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from io import BytesIO, StringIO
from wsgiref.types import WSGIApplication

from feeds.calendar.feed import Form
from feeds.web.assets import TYPES

# What is at no address, however many courses there are.
_NOWHERE = "/404/404/404/404/404"

# A page has none of these; a calendar's name may have a dot: `lectures.kaiming-he`.
_EXTENSION = re.compile(rf"\.({'|'.join((*Form, *TYPES))})")

_LEADING = """\
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="refresh" content="0; url={to}">
<link rel="icon" href="/favicon.svg">
<link rel="stylesheet" href="/static/style.css">
<title>{name}</title>
<main id="main"><h1>{name}</h1><p class="lead">This term: <a href="{to}">{to}</a></p></main>
</html>
"""


class UnansweredError(Exception):
    """The application has no answer for an address that was to be written; the message says which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One file; `path` is where it stands in the folder, with `/` between its parts."""

    path: str
    body: bytes


def path_of(address: str) -> str:
    """Tell where a static host looks for what is at an address: `/x` is x.html, `/x/` is x/index.html."""
    path = address.removeprefix("/")
    if not path or path.endswith("/"):
        return f"{path}index.html"
    return path if _EXTENSION.fullmatch(path, path.rindex(".") if "." in path else 0) else f"{path}.html"


def is_feed(path: str) -> bool:
    """Tell whether a file is one that calendar apps ask for again and again."""
    return "/" in path and path.endswith(tuple(f".{form}" for form in Form))


def answers(application: WSGIApplication, addresses: Iterable[str]) -> Iterator[File]:
    """Yield what an application answers at each of some addresses; raises UnansweredError."""
    for address in addresses:
        status, _, body = _ask(application, address)
        if status != 200:
            raise UnansweredError(f"{address} was answered with {status}")
        yield File(path=path_of(address), body=body)


def not_found(application: WSGIApplication) -> File:
    """Give the page for every address that has no file, which names none and works at any depth."""
    return File(path="404.html", body=_ask(application, _NOWHERE)[2])


def current_terms(application: WSGIApplication, names: Iterable[str]) -> Iterator[File]:
    """Yield for each name of a course without a term (`6.7960`) a page that leads to the term it leads to now."""
    for name in names:
        status, location, _ = _ask(application, f"/{name}/")
        if status == 302:
            page = _LEADING.format(name=escape(name), to=escape(location))
            yield File(path=path_of(f"/{name}/"), body=page.encode())


def _ask(application: WSGIApplication, address: str) -> tuple[int, str, bytes]:
    """Ask as a browser would; gives the status, where it leads, and the body."""
    said: list[tuple[str, list[tuple[str, str]]]] = []

    def start_response(status: str, headers: list[tuple[str, str]], *_: object) -> object:
        said.append((status, headers))
        return None

    environ = {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": address,
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        "wsgi.errors": StringIO(),
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": True,
    }
    answer = application(environ, start_response)  # type: ignore[arg-type]
    try:
        body = b"".join(answer)
    finally:
        if close := getattr(answer, "close", None):
            close()
    status, headers = said[-1]
    return int(status.split()[0]), dict(headers).get("Location", ""), body
