"""Two replicas, each a real gunicorn on data of its own, and the cache of deploy/nginx-cache.conf in front of them."""

import os
import re
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from conftest import PUBLIC_URL, ROOT
from courses import touch
from faults.servers import Answer, Line, Server, serving

from deployed.nginx import Nginx, free_port, nginx
from feeds.web.headers import FEED

HOST = urlsplit(PUBLIC_URL).netloc
"""The name in deploy/nginx-cache.conf, under which alone it answers."""

MOST_REQUESTS = 3_000
"""Requests that 100,000 polls of 1,000 feeds may cost the replicas."""

# The application itself, but for how long an answer may be kept.
_HURRIED = """\
from importlib.util import module_from_spec, spec_from_file_location

spec = spec_from_file_location("served", {wsgi!r})
served = module_from_spec(spec)
spec.loader.exec_module(served)


def app(environ, start_response):
    def hurried(status, headers, *error):
        return start_response(status, [(name, value.replace({says!r}, {instead!r})) for name, value in headers], *error)

    return served.app(environ, hurried)
"""


@dataclass(slots=True, kw_only=True)
class Replica:
    """A gunicorn that can be ended and started again at the same port; `data` is its own folder."""

    data: Path
    folder: Path
    options: tuple[str, ...]
    environment: dict[str, str]
    port: int = field(default_factory=free_port)
    server: Server | None = None
    _running: ExitStack = field(default_factory=ExitStack)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = ("-b", f"127.0.0.1:{self.port}", *self.options)
        self.server = self._running.enter_context(serving(self.folder, *options, within=(), **self.environment))

    def stop(self) -> None:
        """End it as a machine's own shutdown does, and wait until it has ended."""
        self._running.close()
        self.server = None

    def kill(self) -> None:
        """End all its processes at once."""
        assert self.server
        for pid in (self.server.process.pid, *self.server.workers):
            os.kill(pid, signal.SIGKILL)
        self.stop()

    def get(self, path: str, **headers: str) -> Answer:
        """Ask it past the cache."""
        with closing(Line(self.port)) as line:
            return line.get(path, **headers)

    def asked(self, pattern: str = "") -> int:
        """Count the requests that it has answered so far, those whose path begins with a pattern."""
        # A line is written when the answer is out.
        time.sleep(0.1)
        log = (self.folder / "log").read_text()
        return len(re.findall(rf"^\S+Z \S+ (?:GET|HEAD) /(?!healthz){pattern}", log, re.MULTILINE))


@dataclass(slots=True, kw_only=True)
class Cache:
    """The cache and its replicas; `folder` holds what it keeps and its log."""

    folder: Path
    port: int
    replicas: tuple[Replica, Replica]
    server: Nginx | None = None
    _running: ExitStack = field(default_factory=ExitStack)

    def start(self) -> None:
        """Start nginx, which finds what it has kept."""
        first, second = self.replicas
        changes = {
            "127.0.0.1:8001": f"127.0.0.1:{first.port}",
            "127.0.0.1:8002": f"127.0.0.1:{second.port}",
            "listen 8080": f"listen 127.0.0.1:{self.port}",
            "/var/cache/nginx/feeds": str(self.folder / "kept"),
            "/var/log/nginx/feeds.log": str(self.folder / "feeds.log"),
        }
        self.server = self._running.enter_context(nginx(self.folder, "nginx-cache.conf", changes, self.port))

    def stop(self) -> None:
        """End nginx; what it has kept stays."""
        self._running.close()
        self.server = None

    def forget(self) -> None:
        """Delete all that it keeps."""
        self.stop()
        shutil.rmtree(self.folder / "kept")
        self.start()

    @contextmanager
    def line(self) -> Iterator["CacheLine"]:
        """Open a connection that is kept alive."""
        with closing(CacheLine(self.port)) as line:
            yield line

    def get(self, path: str, **headers: str) -> Answer:
        """Ask once, by a connection of its own."""
        with self.line() as line:
            return line.get(path, **headers)

    def asked(self, pattern: str = "") -> int:
        """Count the requests that have reached the replicas so far, those whose path begins with a pattern."""
        return sum(replica.asked(pattern) for replica in self.replicas)

    def said(self, path: str) -> list[str]:
        """List what its log says of the requests for a path, in order: `HIT`, `MISS`, `STALE`, `-`."""
        time.sleep(0.1)
        log = (self.folder / "feeds.log").read_text()
        return re.findall(rf" {re.escape(path)} \d+ .* cache=(\S+)", log)

    def entries(self) -> int:
        """Count what it keeps."""
        return sum(file.is_file() for file in (self.folder / "kept").rglob("*"))


class CacheLine(Line):
    """A connection to the cache, which asks by its name, and waits for as long as the cache may."""

    def __init__(self, port: int) -> None:
        super().__init__(port)
        self._connection.timeout = 30

    def get(self, path: str, **headers: str) -> Answer:
        """Ask once."""
        return super().get(path, **{"Host": HOST, **headers})

    def head(self, path: str) -> Answer:
        """Ask for the headers."""
        self._connection.request("HEAD", path, headers={"Host": HOST})
        response = self._connection.getresponse()
        names = {name.lower(): value for name, value in response.getheaders() if name != "Date"}
        return Answer(status=response.status, headers=names, body=response.read())


@contextmanager
def replicated(folder: Path, data: Path, *, max_age: int | None = None) -> Iterator[Cache]:
    """Run two replicas on copies of a data folder, with other times of their files, and the cache.

    With `max_age`, the replicas say of feeds that they are good for so many seconds instead of 300, and for one more
    instead of an hour while they are renewed.
    """
    options: tuple[str, ...] = ("-c", str(ROOT / "gunicorn.conf.py"))
    if max_age is not None:
        hurried = folder / "hurried"
        hurried.mkdir()
        says = FEED["Cache-Control"]
        instead = says.replace("max-age=300", f"max-age={max_age}").replace("revalidate=3600", "revalidate=1")
        text = _HURRIED.format(wsgi=str(ROOT / "wsgi.py"), says=says, instead=instead)
        (hurried / "wsgi.py").write_text(text)
        options += ("--chdir", str(hurried))
    replicas = []
    for number in (1, 2):
        own = folder / f"data-{number}"
        copy_data(data, own, datetime(2026, 10, number))
        settings = {"FEEDS_DATA_DIR": str(own), "FEEDS_PROXY_HOPS": "1", "FEEDS_TRUSTED_HOSTS": f"{HOST},127.0.0.1"}
        environment = settings | {"PYTHONHASHSEED": str(number)}
        replicas.append(Replica(data=own, folder=folder / str(number), options=options, environment=environment))
    first, second = replicas
    cache = Cache(folder=folder / "cache", port=free_port(), replicas=(first, second))
    cache.folder.mkdir()
    with ExitStack() as running:
        for each in (first, second, cache):
            running.callback(each.stop)
            each.start()
        yield cache


def copy_data(source: Path, target: Path, at: datetime) -> None:
    """Bring a folder of courses to a replica, where its files are of another time."""
    shutil.copytree(source, target, dirs_exist_ok=True)
    for course in target.iterdir():
        touch(course, at)
