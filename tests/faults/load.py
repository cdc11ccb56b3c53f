"""Subscribers at work: clients that ask without a pause, and write down how it went."""

import http.client
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import inf
from threading import Event, Thread

# How long a client waits before it asks again after it was not answered.
_BREATH = 0.2


@dataclass(slots=True)
class Tally:
    """What came of a client's requests.

    `answers` counts whole answers by status; `seconds` is what each took. A request may be `refused` (nobody listens),
    `reset` (a new connection ends before the answer begins), `let_go` (one that was kept alive does; RFC 9112, 9.3.1,
    lets a client repeat it at once) or `cut` (an answer ends in its middle). `lost` are those that had no whole answer
    when they were repeated, once and by a new connection.
    """

    answers: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    refused: int = 0
    reset: int = 0
    let_go: int = 0
    cut: int = 0
    lost: int = 0

    def __str__(self) -> str:
        answers = ", ".join(f"{count} x {status}" for status, count in sorted(self.answers.items()))
        return (
            f"{answers or 'no answer'}; {self.refused} refused, {self.reset} reset, {self.let_go} let go,"
            f" {self.cut} cut, {self.lost} lost"
        )

    def slowest(self, part: float) -> float:
        """Give the seconds within which this part of the answers came, or infinity when none did."""
        return sorted(self.seconds)[int(part * len(self.seconds))] if self.seconds else inf


class Client:
    """A subscriber who asks for random ones of `paths`, each time by a new connection or always by the same one."""

    def __init__(self, port: int, paths: Sequence[str], *, keep_alive: bool, pause: float = 0, seed: int = 0) -> None:
        self.tally = Tally()
        self._port = port
        self._paths = paths
        self._keep_alive = keep_alive
        self._pause = pause
        self._random = random.Random(seed)  # noqa: S311 (the same load each time)
        self._connection: http.client.HTTPConnection | None = None
        self._etags: dict[str, str] = {}

    def run(self, stop: Event) -> None:
        """Ask until told to stop."""
        while not stop.is_set():
            self.ask(self._random.choice(self._paths))
            stop.wait(self._pause)
        self.close()

    def ask(self, path: str) -> None:
        """Ask once, and when there is no whole answer once more; every other time for what changed since the last."""
        if not self._try(path):
            time.sleep(_BREATH)
            self.tally.lost += not self._try(path)

    def _try(self, path: str) -> bool:
        kept = self._connection is not None
        connection = self._connection or http.client.HTTPConnection("127.0.0.1", self._port, timeout=10)
        condition = {"If-None-Match": self._etags[path]} if self._random.random() < 0.5 and path in self._etags else {}
        began = time.monotonic()
        try:
            connection.connect() if not kept else None
        except OSError:
            self.tally.refused += 1
            return False
        self._connection = connection
        try:
            connection.request("GET", path, headers=condition)
            response = connection.getresponse()
        except (OSError, http.client.HTTPException):
            if kept:
                self.tally.let_go += 1
            else:
                self.tally.reset += 1
            self.close()
            return False
        try:
            response.read()
        except (OSError, http.client.HTTPException):
            self.tally.cut += 1
            self.close()
            return False
        self.tally.answers[response.status] += 1
        self.tally.seconds.append(time.monotonic() - began)
        if etag := response.getheader("ETag"):
            self._etags[path] = etag
        if not self._keep_alive or response.will_close:
            self.close()
        return True

    def close(self) -> None:
        """End the connection, if there is one."""
        if self._connection:
            self._connection.close()
        self._connection = None


@contextmanager
def at_work(clients: Sequence[Client]) -> Iterator[None]:
    """Let clients ask while something else happens."""
    stop = Event()
    threads = [Thread(target=client.run, args=[stop]) for client in clients]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join(timeout=30)


def subscribers(
    port: int, paths: Sequence[str], number: int, *, pause: float = 0.005
) -> tuple[list[Client], list[Client]]:
    """Make so many clients that open a connection for each request, and as many that keep theirs alive."""
    new, kept = (
        [Client(port, paths, keep_alive=keep_alive, pause=pause, seed=seed) for seed in range(number)]
        for keep_alive in (False, True)
    )
    return new, kept


def together(clients: Sequence[Client]) -> Tally:
    """Add up what came of the requests of several clients."""
    whole = Tally()
    for tally in (client.tally for client in clients):
        whole.answers += tally.answers
        whole.seconds += tally.seconds
        whole.refused += tally.refused
        whole.reset += tally.reset
        whole.let_go += tally.let_go
        whole.cut += tally.cut
        whole.lost += tally.lost
    return whole
