"""Load on a server by wrk, with the processor time that it costs."""

import json
import subprocess
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import NamedTemporaryFile

from bench.answers import Answer
from bench.servers import Server, get

_SCRIPT = Path(__file__).parent / "wrk.lua"
# Enough that chance does not give one worker much more than the other.
_CONNECTIONS = 24
# More than are asked for in the seconds of a round by far.
_PATHS_A_SECOND = 15_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What happened in some seconds: `p50` and `p99` in milliseconds, `cpu` in seconds of the server's processes."""

    requests: int
    seconds: float
    p50: float
    p99: float
    cpu: float

    @property
    def rate(self) -> float:
        """Requests per second."""
        return self.requests / self.seconds

    @property
    def cost(self) -> float:
        """Microseconds of processor time per request."""
        return self.cpu / self.requests * 1e6


def load(server: Server, path: str, *, seconds: int, etag: str | None = None) -> Load:
    """Ask for one address for some seconds, on condition that it is not what the client has, if an ETag is given."""
    return _wrk(server, path, seconds, ["-H", f"If-None-Match: {etag}"] if etag else [], [])


def load_each(
    servers: Sequence[Server], answers: Sequence[Answer], *, seconds: int, rounds: int
) -> dict[str, list[Load]]:
    """Ask each server for each answer in turns, whole and by ETag; gives the loads of `<file> <status>, <server>`."""
    measurements: dict[str, Callable[[], Load]] = {}
    for answer in answers:
        for server in servers:
            # To ask for it is also what brings it into a cache.
            for status, etag in (("200", None), ("304", _etag(server, answer.path))):
                name = f"{answer.path.rpartition('/')[2]} {status}, {server.name}"
                measurements[name] = partial(load, server, answer.path, seconds=seconds, etag=etag)
    return in_turns(measurements, rounds)


def _etag(server: Server, path: str) -> str | None:
    """Give the ETag of an address as a server says it: nginx has its own."""
    with closing(server.connect()) as connection:
        return get(connection, path)[0].getheader("ETag")


def load_once_each(server: Server, paths: Iterable[str], *, seconds: int) -> Load:
    """Ask for an address after the other for some seconds, for none of them twice."""
    with NamedTemporaryFile("w", suffix=".paths") as file:
        file.writelines(f"{path}\n" for path in islice(paths, _PATHS_A_SECOND * seconds))
        file.flush()
        return _wrk(server, "/healthz", seconds, [], [file.name])


def _wrk(server: Server, path: str, seconds: int, options: list[str], arguments: list[str]) -> Load:
    command = ["wrk", "--threads", "1", "--connections", str(_CONNECTIONS), "--duration", f"{seconds}s", *options]
    command += ["--script", str(_SCRIPT), f"http://127.0.0.1:{server.port}{path}", "--", *arguments]
    before = server.processor_time()
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    cpu = server.processor_time() - before
    said = json.loads(output.splitlines()[-1])
    if said.pop("refused"):
        raise RuntimeError(f"{server.name} answers with errors at {path}")
    # A worker that has answered its 50,000 requests makes room for another, and wrk connects again.
    if said.pop("failed") > 2 * _CONNECTIONS:
        raise RuntimeError(f"{server.name} breaks connections at {path}")
    return Load(**said, cpu=cpu)


def in_turns(measurements: Mapping[str, Callable[[], Load]], rounds: int) -> dict[str, list[Load]]:
    """Measure several things so many times, each once a round and the first one of each round another one."""
    names = list(measurements)
    found: dict[str, list[Load]] = {name: [] for name in names}
    for number in range(rounds):
        turn = number % len(names)
        for name in names[turn:] + names[:turn]:
            found[name].append(measurements[name]())
    return found


def middle(loads: Sequence[Load], of: Callable[[Load], float]) -> float:
    """Give the median over rounds."""
    return median(map(of, loads))


def rate_ratio(ours: Sequence[Load], others: Sequence[Load]) -> float:
    """Give the median of the ratios of requests per second of each round: what slows a round down slows both."""
    return _ratio(ours, others, lambda load: load.rate)


def cost_ratio(ours: Sequence[Load], others: Sequence[Load]) -> float:
    """Give the median of the ratios of processor time per request of each round."""
    return _ratio(ours, others, lambda load: load.cost)


def _ratio(ours: Sequence[Load], others: Sequence[Load], of: Callable[[Load], float]) -> float:
    return median(of(our) / of(other) for our, other in zip(ours, others, strict=True))
