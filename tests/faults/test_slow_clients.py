"""Five hundred clients that take their time, beside one that wants its calendar."""

import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from conftest import SLUG

from faults.load import Client, Tally
from faults.servers import Server, serving
from faults.slow import CLIENTS, MANNERS, slow_clients

FEEDS = [f"/{SLUG}/{word}" for word in ("exams.ics", "main_victor-butoi.ics", "all.ics", "lectures.json")]
LARGE = f"/{SLUG}/all.ics"
WARM_UP = 40
REQUESTS = 400
MAX_SECONDS = 0.05


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with serving(tmp_path) as running:
        for path in FEEDS:
            running.from_each(path)
        yield running


def ask(number: int, *clients: Client) -> list[Tally]:
    """Let clients ask in turn, so often each, or until one is lost; what they asked before is not counted."""
    for client in clients:
        client.tally = Tally()
    for count in range(number):
        for client in clients:
            if not client.tally.lost:
                client.ask(FEEDS[count % len(FEEDS)])
        time.sleep(0.005)
    return [client.tally for client in clients]


@pytest.mark.parametrize("manner", MANNERS)
def test_slow_clients_keep_nobody_waiting(server: Server, manner: str) -> None:
    new, kept = (Client(server.port, FEEDS, keep_alive=keep_alive) for keep_alive in (False, True))
    with closing(new), closing(kept), slow_clients(manner, server.port, LARGE):
        ask(WARM_UP, new, kept)
        tallies = ask(REQUESTS, new, kept)
        held = server.connections

    for tally in tallies:
        print(manner, tally, *(f"p{part:.0%} {tally.slowest(part):.4f} s" for part in (0.5, 0.95, 0.99)))
    assert [(tally.refused, tally.reset, tally.let_go, tally.cut, tally.lost) for tally in tallies] == [(0,) * 5] * 2
    # Those whom the server sends away, as it should, are soon back.
    assert held > CLIENTS / 2
    assert [set(tally.answers) <= {200, 304} for tally in tallies] == [True, True]
    assert [tally.slowest(0.95) <= MAX_SECONDS for tally in tallies] == [True, True]
