"""What a worker does beside answering: pages are ready before anybody asks for one, and edits are seen."""

import threading
from pathlib import Path

import pytest
from asking import Asked, make
from conftest import DATA, SLUG
from test_server import wait_until

from feeds.catalog.catalog import Catalog
from feeds.web import background

PAGES = (
    "/",
    f"/{SLUG}/",
    f"/{SLUG}/main",
    f"/{SLUG}/main?view=month",
    f"/{SLUG}/changes",
    f"/{SLUG}/status",
    "/nothing/",
)


def test_first_page_of_each_kind_compiles_no_template(monkeypatch: pytest.MonkeyPatch) -> None:
    app, threads = make(DATA), set(threading.enumerate())
    compiled: list[str | None] = []
    compile_one = app.jinja_env.compile

    def note(source: str, name: str | None = None, *rest: object, **more: object) -> object:
        compiled.append(name)
        return compile_one(source, name, *rest, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(app.jinja_env, "compile", note)
    background.begin(app, app.extensions["site"].catalog, 0)
    wait_until(lambda: not set(threading.enumerate()) - threads)
    assert sorted(map(str, compiled)) == sorted(app.jinja_env.list_templates())
    compiled.clear()

    for page in PAGES:
        path, _, query = page.partition("?")
        assert Asked(path, query=query).of(app)[0] == ("404 NOT FOUND" if path == "/nothing/" else "200 OK")
    assert compiled == []


def test_look_that_fails_is_not_the_last(
    data: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    looks: list[int] = []
    is_seen = threading.Event()

    class EndOfTestError(BaseException):
        """Ends the thread, which would go on as long as the process lives."""

    def look(_: Catalog) -> bool:
        looks.append(len(looks))
        if len(looks) < 3:
            raise RuntimeError("a mistake of the program")
        is_seen.set()
        raise EndOfTestError

    monkeypatch.setattr(Catalog, "look", look)
    monkeypatch.setattr(threading, "excepthook", lambda _: None)
    app = make(data)
    background.begin(app, app.extensions["site"].catalog, 0.01)
    assert is_seen.wait(timeout=20)
    assert caplog.messages == ["looking at the files of courses failed"] * 2
