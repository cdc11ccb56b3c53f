"""The first request of a course, and who waits for it."""

import threading
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from http.client import HTTPConnection
from statistics import median, quantiles

from bench.report import Row, Section
from bench.servers import alone, each_worker, feeds, get
from bench.work import Work

_EVENTS = 230
_AT_ONCE = 8
# Somebody who asks all the time and leaves time to others.
_PAUSE = 0.002


def measure(work: Work) -> Section:
    """Ask for courses that nobody has asked for, alone and beside a client of another course."""
    rounds = work.scale.rounds
    data, slugs = work.courses(2 * rounds * _AT_ONCE + 1, events=_EVENTS)
    warm, *cold = (f"/{slug}/main.ics" for slug in slugs)
    paths = iter(cold)
    costs, durations, waits, waits_beside = [], [], [], []
    with feeds(data, work.new("state")) as server:
        with each_worker(server) as connections:
            for connection in connections:
                get(connection, warm)
        for number in range(rounds):
            worker = server.workers()[number % 2]
            with alone(server, worker), closing(server.connect()) as connection, closing(server.connect()) as beside:
                get(beside, warm)
                before = server.processor_time()
                durations += _ask(connection, [next(paths) for _ in range(_AT_ONCE)])
                costs.append((server.processor_time() - before) / _AT_ONCE)
                waits += _beside(beside, warm, lambda: time.sleep(0.5))
                waits_beside += _beside(beside, warm, lambda: _ask(connection, [next(paths) for _ in range(_AT_ONCE)]))
    return Section(
        title=f"The first request of a course of {_EVENTS} events",
        rows=(
            Row(what="processor time", found=median(costs) * 1e3, unit=" ms", most=150),
            Row(what="time to the answer", found=median(durations) * 1e3, unit=" ms"),
            Row(what="another course in the same worker meanwhile, p95", found=_p95(waits_beside), unit=" ms", most=50),
            Row(what="the longest of those", found=max(waits_beside) * 1e3, unit=" ms"),
            Row(what="the same when nothing is loaded, p95", found=_p95(waits), unit=" ms"),
        ),
    )


def _ask(connection: HTTPConnection, paths: Sequence[str]) -> list[float]:
    """Ask for one after the other; gives the seconds that each took."""
    found = []
    for path in paths:
        started = time.perf_counter()
        get(connection, path)
        found.append(time.perf_counter() - started)
    return found


def _beside(connection: HTTPConnection, path: str, work: Callable[[], object]) -> list[float]:
    """Ask for an address all the time while something else is done; gives the seconds that each answer took."""
    found: list[float] = []
    done = threading.Event()

    def ask() -> None:
        while not done.is_set():
            found.extend(_ask(connection, [path]))
            time.sleep(_PAUSE)

    client = threading.Thread(target=ask)
    client.start()
    try:
        work()
    finally:
        done.set()
        client.join()
    return found


def _p95(seconds: Sequence[float]) -> float:
    return quantiles(seconds, n=20)[-1] * 1e3
