"""Warm answers: the real course's feeds, beside the same bytes from less and less of a server."""

import shutil
from contextlib import ExitStack

from bench.load import Load, cost_ratio, load_each, rate_ratio
from bench.report import Row, Section
from bench.servers import ROOT, feeds, keep_answers, nginx, of_answers, ready
from bench.work import Work

COURSE = "6.7960-fa25"
_FEEDS = ("main", "all")


def measure(work: Work) -> Section:
    """Ask for feeds again and again, whole and on condition that they have changed."""
    answers = work.new("answers")
    with ExitStack() as stack:
        ours = stack.enter_context(feeds(ROOT / "data", work.new("state")))
        ready(ours)
        kept = keep_answers(ours, answers, [f"/{COURSE}/{name}.ics" for name in _FEEDS])
        others = [of_answers("bare", answers, "bare callable"), of_answers("flask_view", answers, "Flask view")]
        if shutil.which("nginx"):
            others.append(nginx(work.new("nginx"), answers, kept[0]))
        servers = [ours, *map(stack.enter_context, others)]
        ready(*servers)
        found = load_each(servers, kept, seconds=work.scale.seconds, rounds=work.scale.rounds)
    sizes = " and ".join(f"`{answer.path.rpartition('/')[2]}` ({len(answer.body):,} bytes)" for answer in kept)
    return Section(
        title=f"Warm answers of the real course: {sizes}",
        rows=tuple(row for name in _FEEDS for row in _rows(f"{name}.ics", found)),
        loads=tuple((name, tuple(loads)) for name, loads in found.items()),
        missing="" if len(servers) == 4 else "the files by nginx, since nginx is not installed",
    )


def _rows(name: str, found: dict[str, list[Load]]) -> list[Row]:
    rows = []
    for status in ("200", "304"):
        ours, bare, view = (found[f"{name} {status}, {server}"] for server in ("feeds", "bare callable", "Flask view"))
        what = f"`{name}`, {status}"
        least = 1.5 if status == "304" else None
        rows += [
            Row(what=f"{what}: processor time to the bare callable's", found=cost_ratio(ours, bare), most=1.2),
            Row(what=f"{what}: requests/s to the bare callable's", found=rate_ratio(ours, bare), least=0.9),
            Row(what=f"{what}: requests/s to the Flask view's", found=rate_ratio(ours, view), least=least),
        ]
        if files := found.get(f"{name} {status}, nginx"):
            rows.append(Row(what=f"{what}: requests/s to nginx with the file", found=rate_ratio(ours, files)))
    return rows
