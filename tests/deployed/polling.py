"""Calendars that poll, many at a time and without a pause, each of which looks at all that it gets."""

import random
import re
import socket
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

from faults.servers import Answer

from deployed.replicas import HOST

_LENGTH = re.compile(rb"\r\nContent-Length: (\d+)")
_ETAG = re.compile(rb"\r\nETag: ([^\r]*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """A client's question; `known` is the ETag it sends along, if it has one."""

    path: str
    known: str


def mixed(feeds: Mapping[str, Answer], count: int) -> list[Poll]:
    """Make so many polls of feeds in any order, each feed as often as the others.

    Of ten, seven have what is there now, one has what was there once, and two are from apps that never say.
    """
    chance = random.Random(0)  # noqa: S311 (the same polls each time)
    paths = sorted(feeds)
    polls = [
        Poll(path=path, known=chance.choice([feeds[path].headers["etag"]] * 7 + ['"once"'] + [""] * 2))
        for path in (paths[number % len(paths)] for number in range(count))
    ]
    chance.shuffle(polls)
    return polls


def ask(port: int, polls: Sequence[Poll], feeds: Mapping[str, Answer], clients: int) -> Counter[str]:
    """Ask by so many connections at a time; counts the answers by their status, and as `wrong` what is not the feed."""
    shares = [polls[number::clients] for number in range(clients)]
    found: Counter[str] = Counter()
    with ThreadPoolExecutor(clients) as threads:
        for each in threads.map(partial(_ask, port, feeds), shares):
            found += each
    return found


def _ask(port: int, feeds: Mapping[str, Answer], polls: Sequence[Poll]) -> Counter[str]:
    found: Counter[str] = Counter()
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        for poll, (status, etag, body) in zip(polls, _answers(connection, polls), strict=True):
            feed = feeds[poll.path]
            expected = ("304", b"") if poll.known == feed.headers["etag"] else ("200", feed.body)
            is_right = (status, body) == expected and etag == feed.headers["etag"]
            found[status if is_right else "wrong"] += 1
    return found


def _answers(connection: socket.socket, polls: Sequence[Poll]) -> Iterator[tuple[str, str, bytes]]:
    """Ask one after the other, and give status, ETag and body of each answer."""
    for poll in polls:
        condition = f"If-None-Match: {poll.known}\r\n" if poll.known else ""
        connection.sendall(f"GET {poll.path} HTTP/1.1\r\nHost: {HOST}\r\n{condition}\r\n".encode())
        got = b""
        while b"\r\n\r\n" not in got:
            got += _more(connection)
        head, _, body = got.partition(b"\r\n\r\n")
        length, etag = _LENGTH.search(head), _ETAG.search(head)
        while length and len(body) < int(length[1]):
            body += _more(connection)
        yield head[9:12].decode(), etag[1].decode() if etag else "", body


def _more(connection: socket.socket) -> bytes:
    received = connection.recv(1 << 18)
    if not received:
        raise ConnectionError("the answer ends in its middle")
    return received
