"""One question about many things, put in as many processes as there are cores."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from typing import TypeVar

MANY = 50
"""From how many things on other processes are worth their start."""

T = TypeVar("T")
R = TypeVar("R")


def spread(ask: Callable[[T], R], things: Sequence[T]) -> Iterator[R]:
    """Yield what `ask` says of each thing, in their order; fewer than MANY are asked about in this process.

    `ask`, the things and what is said of them go through pickle. Raises BrokenProcessPool, after what was said before
    it, when a process ended by itself; when nobody wants the rest any more, the processes end.
    """
    if len(things) < MANY:
        yield from map(ask, things)
        return
    # Not by fork, which is unsafe beside threads, such as the pool's own.
    spawning = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(mp_context=spawning, initializer=_end_with_parent)
    try:
        for answer in _asked(pool, ask, things):
            yield answer.result()
    finally:
        pool.shutdown(cancel_futures=True)


def _asked(pool: ProcessPoolExecutor, ask: Callable[[T], R], things: Sequence[T]) -> list[Future[R]]:
    # Ctrl-C is for this process to answer, once all are asked: those started here inherit that it does not reach them.
    unblocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        return [pool.submit(ask, thing) for thing in things]
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, unblocked)


def _end_with_parent() -> None:
    """See that this process ends with the one that started it, even if that one is killed."""
    threading.Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)
