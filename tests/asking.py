"""Requests as a server hands them over, and whole answers as it gets them: without a test client's opinions."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from conftest import PUBLIC_URL
from flask import Flask, request, request_started
from reading_pages import NOW
from werkzeug.test import create_environ

from feeds.settings import Settings
from feeds.web.app import create_app

HOST = "calendar.example.edu"

# The whole answer: status line, headers in their order, body.
Said = tuple[str, list[tuple[str, str]], bytes]


@dataclass(frozen=True)
class Asked:
    """A request as a server hands it over."""

    path: str
    method: str = "GET"
    query: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    host: str = HOST

    def of(self, app: Flask) -> Said:
        """Give the answer of an application."""
        environ = create_environ(query_string=self.query, headers=[*self.headers], method=self.method)
        environ |= {
            "PATH_INFO": self.path.encode().decode("latin-1"),
            "HTTP_HOST": self.host,
            "QUERY_STRING": self.query,
        }
        begun: list[tuple[str, list[tuple[str, str]]]] = []

        def start_response(status: str, headers: list[tuple[str, str]], _: object = None) -> Callable[[bytes], object]:
            begun.append((status, list(headers)))
            return partial(pytest.fail, "nobody writes")

        found = app.wsgi_app(environ, start_response)
        body = b"".join(found)
        if close := getattr(found, "close", None):
            close()
        ((status, headers),) = begun
        return status, [(name, value) for name, value in headers if name != "Date"], body


def make(folder: Path, *, shortcut: bool = True, state_dir: Path | None = None, **settings: int) -> Flask:
    """Make an application of the courses in a folder, with or without the shortcut past Flask."""
    hosts = (HOST, ".mit.edu")
    app = create_app(
        Settings(
            data_dir=folder,
            state_dir=state_dir,
            public_url=PUBLIC_URL,
            trusted_hosts=hosts,
            reload_seconds=settings.get("reload_seconds", 0),
            proxy_hops=settings.get("proxy_hops", 0),
        ),
        now=lambda: NOW,
    )
    if not shortcut:
        app.wsgi_app = partial(Flask.wsgi_app, app)  # type: ignore[method-assign]
    return app


def reached(app: Flask) -> list[str]:
    """Give the paths with which requests reach Flask, as they come."""
    paths: list[str] = []

    def note(_: Flask, **__: object) -> None:
        paths.append(request.path)

    request_started.connect(note, app, weak=False)
    return paths


def etag_of(said: Said) -> str:
    return dict(said[1]).get("ETag", '"none"')
