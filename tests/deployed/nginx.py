"""A real nginx with a configuration of deploy/, of which a test changes ports, paths and names only."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from absent import absent
from conftest import ROOT

DEPLOY = ROOT / "deploy"

# All that is not for a site to say; Debian's own file says the same but `tcp_nopush on`.
_MAIN = """\
daemon off;
worker_processes 2;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
{user}
events {{ worker_connections 1024; }}
http {{
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    sendfile on;
    keepalive_requests 100000000;
    include {folder}/site.conf;
}}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nginx:
    """A running nginx; `folder` holds what it writes, `error.log` among it."""

    process: "subprocess.Popen[bytes]"
    folder: Path

    def stop(self) -> None:
        """End it, and wait until it has ended."""
        self.process.terminate()
        self.process.wait(timeout=20)


def free_port() -> int:
    """Find a port of loopback that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def nginx(folder: Path, site: str, changes: Mapping[str, str], port: int) -> Iterator[Nginx]:
    """Run nginx with a site of deploy/, by its name, in a folder that is there.

    `changes` maps texts of the site, each of which it must hold, to what a test has in their place. The port is one on
    which it then listens. It can be started again in the same folder, and finds its cache there.
    """
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if not program:
        absent("nginx is not installed (Debian has it)")
    # Workers that are somebody else could not read a test's folders.
    user = "user root;" if os.geteuid() == 0 else ""
    text = (DEPLOY / site).read_text()
    for old, new in changes.items():
        assert old in text, f"{site} has no {old!r}"
        text = text.replace(old, new)
    (folder / "site.conf").write_text(text)
    (folder / "nginx.conf").write_text(_MAIN.format(folder=folder, user=user))
    process = subprocess.Popen(
        [program, "-p", str(folder), "-c", str(folder / "nginx.conf")], stdout=sys.stderr, stderr=sys.stderr
    )
    try:
        _wait_for(process, port)
        yield Nginx(process=process, folder=folder)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(process: "subprocess.Popen[bytes]", port: int) -> None:
    deadline = time.monotonic() + 20
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
            return
        except OSError:
            assert process.poll() is None, "nginx has ended by itself"
            assert time.monotonic() < deadline
            time.sleep(0.05)
