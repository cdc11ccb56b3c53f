"""From the start of the process to the first byte."""

import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass
from functools import partial
from statistics import median

from bench.report import Row, Section
from bench.sections.warm import COURSE
from bench.servers import ROOT, Server, feeds, first_answer, get, keep_answers, of_answers, ready
from bench.work import Work

_EVENTS = 100


def measure(work: Work) -> Section:
    """Start servers in turns, and ask for `/healthz` and then for a feed as soon as they listen."""
    answers, count = work.new("answers"), work.scale.courses
    with feeds(ROOT / "data", work.new("state")) as ours:
        ready(ours)
        keep_answers(ours, answers, [f"/{COURSE}/main.ics"])
    (one, (slug, *_)), (many, _) = work.courses(1, events=_EVENTS), work.courses(count, events=_EVENTS)
    starts: dict[str, tuple[Callable[[], AbstractContextManager[Server]], str]] = {
        "Flask": (partial(of_answers, "flask_view", answers, "Flask view", plain=True), f"/{COURSE}/main.ics"),
        "real": (partial(feeds, ROOT / "data", work.new("state")), f"/{COURSE}/main.ics"),
        "one": (partial(feeds, one, work.new("state")), f"/{slug}/main.ics"),
        "many": (partial(feeds, many, work.new("state")), f"/{slug}/main.ics"),
    }
    found: dict[str, list[_Start]] = {name: [] for name in starts}
    for _ in range(work.scale.rounds):
        for name, (start, path) in starts.items():
            found[name].append(_start(start, path))
    what = f"{count:,} courses to one"
    real, flask, most, least = found["real"], found["Flask"], found["many"], found["one"]
    return Section(
        title="Start-up to first byte",
        rows=(
            Row(what="processor time to the first byte, bare Flask", found=_middle(flask, _cpu), unit=" s"),
            Row(what="time to the first byte, bare Flask", found=_middle(flask, _health), unit=" s"),
            Row(what="processor time to the first byte, to bare Flask's", found=_ratio(real, flask, _cpu), most=1.5),
            Row(what="time to the first byte, to bare Flask's", found=_ratio(real, flask, _health), most=1.5),
            Row(what="time to the first feed, to bare Flask's with the feed ready", found=_ratio(real, flask, _feed)),
            Row(what=f"processor time to the first byte, {what}", found=_ratio(most, least, _cpu), most=2),
            Row(what=f"time to the first byte, {what}", found=_ratio(most, least, _health), most=2),
            Row(what=f"time to the first feed, {what}", found=_ratio(most, least, _feed), most=2),
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Start:
    """The seconds until the first answer, until that of a feed, and of all processes' time until the first."""

    health: float
    feed: float
    cpu: float


def _start(start: Callable[[], AbstractContextManager[Server]], path: str) -> _Start:
    with start() as server:
        health = first_answer(server)
        cpu = server.processor_time()
        ready(server)
        with closing(server.connect()) as connection:
            asked = time.perf_counter()
            get(connection, path)
            answered = time.perf_counter()
        return _Start(health=health, feed=health + answered - asked, cpu=cpu)


def _health(start: _Start) -> float:
    return start.health


def _feed(start: _Start) -> float:
    return start.feed


def _cpu(start: _Start) -> float:
    return start.cpu


def _middle(starts: Sequence[_Start], of: Callable[[_Start], float]) -> float:
    return median(map(of, starts))


def _ratio(ours: Sequence[_Start], others: Sequence[_Start], of: Callable[[_Start], float]) -> float:
    return median(of(our) / of(other) for our, other in zip(ours, others, strict=True))
