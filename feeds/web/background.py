"""What a worker does beside answering: it reads courses, and looks whether their files have changed."""

import logging
import sys
import threading
import time
from collections.abc import Callable
from functools import cache, partial
from typing import NoReturn, TypeVar

from flask import Flask
from gevent import monkey
from gevent.hub import get_hub
from gevent.threadpool import ThreadPool

from feeds.catalog.catalog import Catalog

T = TypeVar("T")

_log = logging.getLogger("feeds.catalog")

# Reading is nothing but work for the processor, so that more of it at the same time takes longer.
_THREADS = 2

# How many seconds after a change files are taken for written.
_WRITING = 0.4

# For how many seconds a thread may keep the others of its process waiting.
_TURN = 0.001


def apart(work: Callable[[], T], /) -> T:
    """Do work in a thread of its own, so that a gevent worker goes on answering meanwhile; elsewhere, at once."""
    if not monkey.is_module_patched("threading"):
        return work()
    done: Callable[[], T] = _pool().apply(_done, (work,))
    return done()


def _done(work: Callable[[], T]) -> Callable[[], T]:
    """Do work, and give what gives its result or raises its error: the pool would log an error that it is to raise."""
    try:
        result = work()
    except Exception as error:
        return partial(_raise, error)
    return lambda: result


def _raise(error: Exception) -> NoReturn:
    raise error


def begin(app: Flask, catalog: Catalog, reload_seconds: float) -> None:
    """Make pages ready, then look at the files of courses every `reload_seconds` (0: never), in a thread.

    It goes on as long as the process lives.
    """
    threading.Thread(target=_run, args=(app, catalog, reload_seconds), daemon=True).start()


def _run(app: Flask, catalog: Catalog, reload_seconds: float) -> None:
    for template in app.jinja_env.list_templates():
        # Else the first page of each kind would take a quarter of a second.
        app.jinja_env.get_template(template)
        time.sleep(0)
    while reload_seconds:
        time.sleep(reload_seconds)
        try:
            while catalog.look():
                time.sleep(_WRITING)
        except Exception:
            _log.exception("looking at the files of courses failed")


@cache
def _pool() -> ThreadPool:
    sys.setswitchinterval(_TURN)
    return ThreadPool(_THREADS, hub=get_hub())
