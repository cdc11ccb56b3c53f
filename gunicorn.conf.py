"""How gunicorn serves `wsgi:app`; it reads this file by itself, and its command line overrides it."""

import atexit
import logging
import os
import resource
import shutil
import tempfile
from importlib.util import find_spec
from pathlib import Path

from gunicorn.arbiter import Arbiter
from gunicorn.workers.base import Worker

from feeds.web.places import PLACES

bind = "127.0.0.1:8000"
workers = 2

# The one worker class that goes on answering beside hundreds of slow or idle connections.
worker_class = "gevent"
worker_connections = 1000
keepalive = 5
timeout = 30
graceful_timeout = 10
max_requests = 50_000
max_requests_jitter = 5_000

limit_request_line = 4094
limit_request_fields = 50
limit_request_field_size = 4096

# Without this, anyone on the machine could set Script_Name or Path_Info by header.
forwarder_headers = ""

# One path for all instances, under the home folder; it need not exist or be writable.
control_socket_disable = True

# Neither the heartbeat file nor what is counted must wait for a disk.
_MEMORY = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108 (names that nobody can guess)
if _MEMORY:
    worker_tmp_dir = _MEMORY

# Requests to stdout, the rest to stderr.
accesslog = "-"
logger_class = "feeds.web.log.Logger"

_log = logging.getLogger("feeds.metrics")

_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
# The labels that there can be take less.
_RESERVED = 256 * 1024


def _counting() -> bool:
    return _FOLDER in os.environ and find_spec("prometheus_client") is not None


def _place(number: int, gunicorn: int) -> str:
    return f"{gunicorn}-{number}"


def on_starting(server: Arbiter) -> None:
    """Take all the files that may be open at a time, and make the folder in which workers count unless there is one."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    if _FOLDER in os.environ or find_spec("prometheus_client") is None:
        return
    try:
        folder = tempfile.mkdtemp(prefix="feeds-", dir=_MEMORY)
    except OSError as error:
        _log.warning("nothing is counted for /metrics: %s", error)
        return
    os.environ[_FOLDER] = folder
    atexit.register(_remove, folder, os.getpid())


def pre_fork(server: Arbiter, worker: Worker) -> None:
    """Give a new worker a place to count."""
    PLACES.take(worker.age)


def post_worker_init(worker: Worker) -> None:
    """Let a worker count what it answers."""
    if not _counting():
        return
    place = _place(PLACES.of(worker.age), worker.ppid)
    try:
        _reserve(place)
    except OSError as error:
        _log.warning("nothing is counted for /metrics: %s", error)
        return
    # Only here: gunicorn's own process loads no application.
    from feeds.web.counts import begin

    begin(worker, place)


def child_exit(server: Arbiter, worker: Worker) -> None:
    """Forget what a worker that is gone had loaded."""
    number = PLACES.leave(worker.age)
    if _counting():
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(_place(number, os.getpid()))


def _remove(folder: str, gunicorn: int) -> None:
    # Workers come by here too when they end.
    if os.getpid() == gunicorn:
        shutil.rmtree(folder, ignore_errors=True)


def _reserve(place: str) -> None:
    """Take the memory now: a worker that writes to a file for which there is none is killed by the system."""
    for kind in ("counter", "gauge_livemax", "histogram"):
        file = Path(os.environ[_FOLDER], f"{kind}_{place}.db")
        if not file.exists():
            try:
                file.write_bytes(bytes(_RESERVED))
            except OSError:
                file.unlink(missing_ok=True)
                raise
