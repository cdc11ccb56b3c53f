"""Warm answers of the cache in deploy/, beside the same nginx with the same bytes as files."""

import shutil
from contextlib import ExitStack

from bench.load import Load, cost_ratio, load_each, rate_ratio
from bench.report import Row, Section
from bench.sections.warm import COURSE
from bench.servers import ROOT, cache, feeds, first_answer, keep_answers, nginx, ready
from bench.work import Work

_FEEDS = ("main", "all")
# By the issue; processor time is the same from the other side.
_LEAST = 0.8


def measure(work: Work) -> Section:
    """Ask for feeds that the cache has, whole and on condition that they have changed."""
    if not shutil.which("nginx"):
        return Section(title="cached", missing="nginx is not installed")
    answers = work.new("answers")
    with ExitStack() as stack:
        replica = stack.enter_context(feeds(ROOT / "data", work.new("state")))
        ready(replica)
        kept = keep_answers(replica, answers, [f"/{COURSE}/{name}.ics" for name in _FEEDS])
        servers = (
            stack.enter_context(cache(work.new("cache"), replica)),
            stack.enter_context(nginx(work.new("nginx"), answers, kept[0])),
        )
        # Not `ready`: not every process of a cache is one that answers.
        for server in servers:
            first_answer(server)
        found = load_each(servers, kept, seconds=work.scale.seconds, rounds=work.scale.rounds)
    sizes = " and ".join(f"`{answer.path.rpartition('/')[2]}` ({len(answer.body):,} bytes)" for answer in kept)
    return Section(
        title=f"The cache in front of the real course: {sizes}",
        rows=tuple(row for name in _FEEDS for row in _rows(f"{name}.ics", found)),
        loads=tuple((name, tuple(loads)) for name, loads in found.items()),
    )


def _rows(name: str, found: dict[str, list[Load]]) -> list[Row]:
    rows = []
    for status in ("200", "304"):
        ours, files = (found[f"{name} {status}, {server}"] for server in ("cache", "nginx"))
        what = f"`{name}` from the cache, {status}"
        rows += [
            Row(what=f"{what}: requests/s to nginx with the file", found=rate_ratio(ours, files), least=_LEAST),
            Row(what=f"{what}: processor time to nginx with the file", found=cost_ratio(ours, files), most=1 / _LEAST),
        ]
    return rows
