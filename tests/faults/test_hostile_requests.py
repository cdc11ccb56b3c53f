"""Any bytes that anybody sends: an answer, soon, and nothing in it that was only theirs to say."""

import contextlib
import random
import re
import socket
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field

import pytest

from faults.hostile import Request, answers, request, size_of_body, wrong_with
from faults.servers import Server, serving

REQUESTS = 20_000
SENDERS = 2
MAX_SECONDS = 0.25


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("hostile")) as running:
        yield running


@dataclass(slots=True)
class Sender:
    """Sends requests one after the other, by the same connection for as long as the server keeps it."""

    port: int
    statuses: Counter[int] = field(default_factory=Counter)
    wrong: list[tuple[bytes, str]] = field(default_factory=list)
    slow: list[Request] = field(default_factory=list)
    _connection: socket.socket | None = None

    def send(self, hostile: Request) -> None:
        """Send a request, and write down what was wrong with what came back."""
        began = time.monotonic()
        try:
            received = self._by_the_same(hostile.sent) if hostile.whole else self._by_another(hostile.sent)
        except TimeoutError:
            self.wrong.append((hostile.sent, "no answer"))
            self.close()
            return
        if time.monotonic() - began > MAX_SECONDS:
            self.slow.append(hostile)
        for top, body in answers(received):
            self.statuses[int(top[9:12])] += 1
            self.wrong += [(hostile.sent, complaint) for complaint in wrong_with(hostile.sent, top, body)]

    def close(self) -> None:
        """End the connection, if there is one."""
        if self._connection:
            self._connection.close()
        self._connection = None

    def _by_the_same(self, sent: bytes) -> bytes:
        """Send one whole request; gives its answer, for which the server may not go away."""
        kept = self._connection is not None
        self._connection = self._connection or self._connect()
        received = b""
        with contextlib.suppress(ConnectionError):
            self._connection.sendall(sent)
            received = _one_answer(self._connection, head=sent.startswith(b"HEAD "))
        if not received or re.search(rb"(?i)\r\nConnection: close\r\n", received):
            self.close()
        if not received and kept:
            return self._by_the_same(sent)
        assert received, sent
        return received

    def _by_another(self, sent: bytes) -> bytes:
        """Send what may be less or more than a request; gives all that came until the server ended the connection."""
        received = b""
        with closing(self._connect()) as connection, contextlib.suppress(ConnectionError):
            connection.sendall(sent)
            with contextlib.suppress(OSError):  # the server may have ended it already
                connection.shutdown(socket.SHUT_WR)
            while part := connection.recv(65536):
                received += part
        return received

    def _connect(self) -> socket.socket:
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=10)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection


def _one_answer(connection: socket.socket, *, head: bool) -> bytes:
    received = b""
    while part := connection.recv(65536):
        received += part
        top, end, body = received.partition(b"\r\n\r\n")
        if end and len(body) >= size_of_body(top, head=head):
            break
    return received


def took(server: Server, hostile: Request) -> tuple[float, float]:
    """Send a request when nobody else asks; gives the seconds until its answer, and the workers' processor time."""
    with closing(Sender(server.port)) as sender:
        before, began = server.seconds, time.monotonic()
        sender.send(hostile)
        return time.monotonic() - began, server.seconds - before


def test_hostile_requests_are_answered_soon_and_never_echoed(server: Server) -> None:
    chance = random.Random(6)  # noqa: S311 (the same requests each time)
    requests = [request(chance) for _ in range(REQUESTS)]
    senders = [Sender(server.port) for _ in range(SENDERS)]
    workers = server.workers

    def send_all(number: int) -> None:
        with closing(senders[number]) as sender:
            for hostile in requests[number::SENDERS]:
                sender.send(hostile)

    with ThreadPoolExecutor(SENDERS) as threads:
        list(threads.map(send_all, range(SENDERS)))

    statuses = Counter[int]()
    for sender in senders:
        statuses += sender.statuses
    again = {
        hostile.sent: min(took(server, hostile) for _ in range(3)) for sender in senders for hostile in sender.slow
    }
    print(dict(sorted(statuses.items())), f"{len(again)} asked again: {sorted(again.values())[-3:]}")
    assert [each for sender in senders for each in sender.wrong] == []
    assert {sent: seconds for sent, seconds in again.items() if max(seconds) > MAX_SECONDS} == {}
    assert statuses.total() >= REQUESTS
    assert server.workers == workers
    assert server.said("Traceback.*") == []
