"""What befalls processes, beside subscribers who go on asking: every request that a worker has taken is answered."""

import time
from pathlib import Path

from conftest import SLUG

from faults.load import Tally, at_work, subscribers, together
from faults.servers import serving, wait_until

PATHS = [f"/{SLUG}/{word}" for word in ("all.ics", "exams.ics", "main_victor-butoi.ics", "lectures.json", "exams.txt")]
CLIENTS = 4


def answered(tally: Tally, least: int = 100) -> bool:
    """Tell whether many were asked, and all answers were good ones."""
    return set(tally.answers) <= {200, 304} and tally.answers.total() >= least


def test_killed_worker_takes_only_what_it_was_answering(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        new, kept = subscribers(server.port, PATHS, CLIENTS)
        with at_work([*new, *kept]):
            for _ in range(3):
                time.sleep(1)
                server.kill(server.workers[0])
            time.sleep(1)

    by_new, by_kept = together(new), together(kept)
    print(by_new, by_kept, sep="\n")
    assert answered(by_new)
    assert answered(by_kept)
    # Nobody is turned away, and whoever's worker died is answered when asking again.
    assert (by_new.refused, by_new.lost, by_kept.refused, by_kept.lost) == (0, 0, 0, 0)
    # A client has one request under way, so each of the three deaths takes one of it at the most.
    assert by_new.reset + by_new.cut <= 3 * CLIENTS
    assert by_kept.reset + by_kept.let_go + by_kept.cut <= 3 * CLIENTS


def test_reload_loses_nothing(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        new, kept = subscribers(server.port, PATHS, CLIENTS)
        with at_work([*new, *kept]):
            for _ in range(2):
                time.sleep(1)
                server.reload()
            time.sleep(1)
        assert server.said("Worker graceful timeout") == []

    by_new, by_kept = together(new), together(kept)
    print(by_new, by_kept, sep="\n")
    assert answered(by_new)
    assert answered(by_kept)
    assert (by_new.refused, by_new.reset, by_new.cut, by_new.lost) == (0, 0, 0, 0)
    assert (by_kept.refused, by_kept.reset, by_kept.let_go, by_kept.cut, by_kept.lost) == (0, 0, 0, 0, 0)


def test_workers_that_retire_lose_nothing(tmp_path: Path) -> None:
    """A worker that has answered its share makes way for a new one."""
    with serving(tmp_path, "--max-requests", "300", "--max-requests-jitter", "50") as server:
        first = server.workers
        new, kept = subscribers(server.port, PATHS, CLIENTS)
        with at_work([*new, *kept]):
            wait_until(lambda: len(server.said("Autorestarting worker")) >= 6)
            wait_until(lambda: not set(first) & set(server.workers))
        assert server.said("Worker graceful timeout") == []

    by_new, by_kept = together(new), together(kept)
    print(by_new, by_kept, sep="\n")
    assert answered(by_new)
    assert answered(by_kept)
    assert (by_new.refused, by_new.reset, by_new.cut, by_new.lost) == (0, 0, 0, 0)
    assert (by_kept.refused, by_kept.reset, by_kept.let_go, by_kept.cut, by_kept.lost) == (0, 0, 0, 0, 0)


def test_stop_answers_what_was_taken(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        new, kept = subscribers(server.port, PATHS, CLIENTS)
        with at_work([*new, *kept]):
            time.sleep(1)
            server.process.terminate()
            assert server.process.wait(timeout=20) == 0
        assert server.said("Worker graceful timeout") == []
        logged = len(server.said(f"GET /{SLUG}/"))

    by_new, by_kept = together(new), together(kept)
    print(by_new, by_kept, sep="\n")
    assert answered(by_new)
    assert answered(by_kept)
    assert (by_new.cut, by_kept.cut) == (0, 0)
    # What the log says was answered has arrived.
    assert by_new.answers.total() + by_kept.answers.total() == logged
