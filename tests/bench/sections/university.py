"""A university: one, a hundred and a thousand courses, all asked for."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from http.client import HTTPConnection

from bench.load import cost_ratio, in_turns, load, rate_ratio
from bench.report import Row, Section
from bench.servers import Server, each_worker, feeds, get, keep_answers, of_answers, ready
from bench.work import Work

_EVENTS = 100
# How many courses each worker is asked for between two looks at the memory.
_STEP = 50


def measure(work: Work) -> Section:
    """Ask each worker for every course once, look at the memory, and then ask for one course again and again."""
    most = work.scale.courses
    answers = work.new("answers")
    servers = {}
    with ExitStack() as stack:
        for count in (1, most // 10, most):
            data, slugs = work.courses(count, events=_EVENTS)
            name = f"{count:,} course{'s' if count > 1 else ''}"
            servers[count] = stack.enter_context(feeds(data, work.new("state"), name))
        path = f"/{slugs[0]}/main.ics"
        peaks = {count: _ask_for_all(server, slugs[:count]) for count, server in servers.items()}
        after = servers[most].memory()
        keep_answers(servers[1], answers, [path])
        bare = stack.enter_context(of_answers("bare", answers, "bare callable"))
        ready(bare)
        measurements = {
            server.name: partial(load, server, path, seconds=work.scale.seconds) for server in (bare, *servers.values())
        }
        found = in_turns(measurements, work.scale.rounds)
    loads = {count: found[server.name] for count, server in servers.items()}
    rows = [
        Row(
            what=f"{most:,} courses asked for once, most memory of all processes (PSS)",
            found=peaks[most] / 2**20,
            unit=" MiB",
            most=300,
        ),
        Row(what="the same when all have been asked for", found=after / 2**20, unit=" MiB"),
        Row(what="one course asked for, all processes (PSS)", found=peaks[1] / 2**20, unit=" MiB"),
    ]
    for server in servers.values():
        what, ours = f"warm 200 beside {server.name}", found[server.name]
        rows += [
            Row(
                what=f"{what}: processor time to the bare callable's",
                found=cost_ratio(ours, found[bare.name]),
                most=1.2,
            ),
            Row(what=f"{what}: requests/s to the bare callable's", found=rate_ratio(ours, found[bare.name]), least=0.9),
        ]
    rows.append(Row(what=f"requests/s, {most:,} courses to one", found=rate_ratio(loads[most], loads[1]), least=0.9))
    return Section(
        title=f"Many courses of {_EVENTS} events",
        rows=tuple(rows),
        loads=tuple((name, tuple(each)) for name, each in found.items()),
    )


def _ask_for_all(server: Server, slugs: tuple[str, ...]) -> int:
    """Ask every worker for every course once; gives the most bytes that all processes held together."""
    most = 0
    with each_worker(server) as connections, ThreadPoolExecutor(len(connections)) as clients:
        for start in range(0, len(slugs), _STEP):
            list(clients.map(partial(_ask, slugs[start : start + _STEP]), connections))
            most = max(most, server.memory())
    return most


def _ask(slugs: tuple[str, ...], connection: HTTPConnection) -> None:
    for slug in slugs:
        get(connection, f"/{slug}/main.ics")
