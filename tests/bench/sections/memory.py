"""Memory after very many different selections."""

from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from itertools import islice

from bench.report import Row, Section
from bench.sections.warm import COURSE
from bench.selections import distinct
from bench.servers import ROOT, each_worker, feeds, get
from bench.work import Work
from feeds.course.reader import read_course

# What every process takes once: the course, the first answers, and what is made when it is first needed.
_BEFORE = 200


def measure(work: Work) -> Section:
    """Ask both workers for selections, none of them twice, and look at what all processes hold before and after."""
    count = work.scale.selections
    paths = (f"/{COURSE}/{selection}.ics" for selection in distinct(read_course(ROOT / "data" / COURSE)))
    with (
        feeds(ROOT / "data", work.new("state")) as server,
        each_worker(server) as connections,
        ThreadPoolExecutor(len(connections)) as clients,
    ):
        for number in (_BEFORE, count):
            before = server.memory()
            shares = [list(islice(paths, number // len(connections))) for _ in connections]
            list(clients.map(_ask, connections, shares))
        after = server.memory()
    return Section(
        title=f"Memory: {count:,} different selections of the real course",
        rows=(
            Row(what="before, all processes (PSS)", found=before / 2**20, unit=" MiB"),
            Row(what="growth", found=(after - before) / 2**20, unit=" MiB", most=16),
        ),
    )


def _ask(connection: HTTPConnection, paths: list[str]) -> None:
    for path in paths:
        get(connection, path)
