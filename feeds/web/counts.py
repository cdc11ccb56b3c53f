"""What is counted of requests and courses, by Prometheus's own library; an extra, so that only who has it loads this.

No label is what a client sent: all are of short lists, but for the names of courses that are not good.
"""

import logging
import time
from collections.abc import Callable, Mapping
from threading import Thread

from flask import Flask
from gunicorn.workers.base import Worker
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest, values
from prometheus_client.multiprocess import MultiProcessCollector

from feeds.calendar.feed import Form
from feeds.catalog.files import RESERVED
from feeds.catalog.shelf import State
from feeds.web.log import Logger, Told
from feeds.web.metrics import EXTENSION

_log = logging.getLogger("feeds.metrics")

_FORMS = frozenset(Form)

# The first that is found in the user agent, in lower case. Many a name comes with Mozilla's as well.
_CLIENTS = (
    ("google-calendar-importer", "google"),
    ("dataaccessd", "apple"),
    ("calendaragent", "apple"),
    ("outlook", "outlook"),
    ("microsoft office", "outlook"),
    ("exchange", "outlook"),
    ("thunderbird", "thunderbird"),
    ("icsx5", "icsx5"),
    ("evolution", "gnome"),
    ("akonadi", "kde"),
    ("korganizer", "kde"),
    ("nextcloud", "nextcloud"),
    ("fantastical", "fantastical"),
    ("bot", "bot"),
    ("mozilla/", "browser"),
)
_LONGEST_AGENT = 256

_SECONDS = (0.001, 0.005, 0.025, 0.1, 0.25, 1.0)
_LOOK_SECONDS = 1.0


class Counts:
    """What one worker counts, in the files of its place in the folder PROMETHEUS_MULTIPROC_DIR.

    No other living process may have that place; what a former one counted there is counted on.
    """

    def __init__(self, place: str) -> None:
        values.ValueClass = values.MultiProcessValue(lambda: place)
        self._requests = Counter(
            "feeds_requests", "Requests that were answered.", ("client", "form", "status"), registry=None
        )
        self._bytes = Counter("feeds_response_bytes", "Bytes sent in the bodies of answers.", ("form",), registry=None)
        self._seconds = Histogram(
            "feeds_request_seconds", "Seconds that requests took.", buckets=_SECONDS, registry=None
        )
        self._courses = Gauge(
            "feeds_courses",
            "Loaded courses, in the worker that has most.",
            ("state",),
            registry=None,
            multiprocess_mode="livemax",
        )
        self._trouble = Gauge(
            "feeds_course_trouble",
            "1 for a course that some worker cannot serve as it is in the data.",
            ("course", "state"),
            registry=None,
            multiprocess_mode="livemax",
        )
        self._shown: frozenset[tuple[str, State]] = frozenset()
        # Looking one up by its labels takes longer than counting.
        self._counters: dict[tuple[str, str, int], tuple[Counter, Counter]] = {}

    def request(self, path: str, told: Told) -> None:
        """Count a request."""
        key = (_client(told["agent"]), _form(path), told["status"])
        if key not in self._counters:
            client, form, status = key
            self._counters[key] = (self._requests.labels(client, form, str(status)), self._bytes.labels(form))
        requests, sent = self._counters[key]
        requests.inc()
        sent.inc(told["bytes"])
        self._seconds.observe(told["milliseconds"] / 1000)

    def courses(self, states: Mapping[str, State]) -> None:
        """Show what each loaded course is served from."""
        for state in State:
            self._courses.labels(state).set(sum(each is state for each in states.values()))
        trouble = frozenset((slug, state) for slug, state in states.items() if state is not State.GOOD)
        for each in trouble ^ self._shown:
            self._trouble.labels(*each).set(each in trouble)
        self._shown = trouble

    def follow(self, states: Callable[[], Mapping[str, State]]) -> None:
        """Go on showing what courses are served from, in a thread, as long as this process lives."""
        Thread(target=self._follow, args=(states,), daemon=True).start()

    def of_all_workers(self) -> tuple[bytes, str]:
        """Write what all workers have counted, and tell the content type; raises ValueError when the folder is gone."""
        registry = CollectorRegistry()
        MultiProcessCollector(registry)
        return generate_latest(registry), CONTENT_TYPE_LATEST

    def _follow(self, states: Callable[[], Mapping[str, State]]) -> None:
        while True:
            try:
                self.courses(states())
            except Exception:
                _log.exception("telling the states of courses failed")
            time.sleep(_LOOK_SECONDS)


def _client(agent: str) -> str:
    agent = agent[:_LONGEST_AGENT].lower()
    for mark, client in _CLIENTS:
        if mark in agent:
            return client
    return "other"


def _form(path: str) -> str:
    """Tell what was asked for, whatever came of it."""
    if not path.startswith("/") or path.split("/", 2)[1] in RESERVED:
        return "other"
    form = path.rpartition(".")[2].lower()
    return form if form in _FORMS else "page"


def begin(worker: Worker, place: str) -> None:
    """Let a worker that has loaded the application count in its place."""
    app, log = worker.wsgi, worker.log
    if isinstance(app, Flask) and isinstance(log, Logger) and "site" in app.extensions:
        counts = Counts(place)
        counts.follow(app.extensions["site"].catalog.states)
        app.extensions[EXTENSION] = counts
        log.count = counts.request
