"""What deploy/small-vm.md sets up, to be read and run by tests: its commands, its units, its site."""

import os
import re
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from absent import absent
from faults.servers import Answer

from deployed.nginx import DEPLOY, free_port, nginx

PAGE = (DEPLOY / "small-vm.md").read_text()
HOST = "calendar.example.edu"

# By another address than nginx's own, so that the log tells the two apart.
CLIENT = "127.0.0.2"

# Seconds; longer than nginx waits for the program.
PATIENCE = 60


def unit(name: str) -> dict[str, str]:
    """Read the lines of a unit, of which some come twice."""
    lines: dict[str, str] = {}
    for key, value in re.findall(r"^(\w+)=(.*)$", (DEPLOY / name).read_text(), re.MULTILINE):
        lines[key] = f"{lines[key]}\n{value}" if key in lines else value
    return lines


def block(words: str, page: str = PAGE) -> str:
    """Find the commands of a page that have some words in them."""
    (found,) = [block for block in re.findall(r"```sh\n(.*?)```", page, re.DOTALL) if words in block]
    return str(found)


def run(commands: str, folder: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run commands as somebody would who has pasted them into a shell of their own."""
    known = {"PATH": os.environ["PATH"], "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1"} | environment
    return subprocess.run(["bash", "-c", commands], cwd=folder, env=known, capture_output=True, text=True)


def written_settings(folder: Path) -> dict[str, str]:
    """Have the page write /etc/feeds.env, into a folder, and read it."""
    writes = block("cat > /etc/feeds.env").partition("END\ncp ")[0] + "END\n"
    run(writes.replace("/etc/", f"{folder}/"), folder, host=HOST)
    return dict(line.split("=", 1) for line in (folder / "feeds.env").read_text().splitlines())


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A running nginx by its ports; `folder` has its certificate and files."""

    http: int
    https: int
    folder: Path

    def plain(self, path: str, host: str = HOST) -> Answer:
        """Ask port 80."""
        return _ask(socket.create_connection(("127.0.0.1", self.http), timeout=PATIENCE), "GET", path, {"Host": host})

    def get(self, path: str, method: str = "GET", name: str = HOST, **headers: str) -> Answer:
        """Ask port 443; the name is the one that the certificate has to be for."""
        trusting = ssl.create_default_context(cafile=self.folder / "fullchain.pem")
        line = socket.create_connection(("127.0.0.1", self.https), timeout=PATIENCE, source_address=(CLIENT, 0))
        with closing(line):
            secured = trusting.wrap_socket(line, server_hostname=name)
            return _ask(secured, method, path, {"Host": HOST} | headers)


def _ask(line: socket.socket, method: str, path: str, headers: dict[str, str]) -> Answer:
    with closing(HTTPConnection("unused")) as connection:
        connection.sock = line
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        response = connection.getresponse()
        names = {name.lower(): value for name, value in response.getheaders() if name != "Date"}
        return Answer(status=response.status, headers=names, body=response.read())


def _certify(folder: Path) -> None:
    if not shutil.which("openssl"):
        absent("openssl is not installed")
    command = (
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -keyout privkey.pem"
        f" -out fullchain.pem -subj /CN={HOST} -addext subjectAltName=DNS:{HOST}"
    )
    subprocess.run(command.split(), cwd=folder, check=True, capture_output=True)


@contextmanager
def site_before(behind: int, folder: Path) -> Iterator[Site]:
    """Run nginx with deploy/nginx.conf in front of a port."""
    _certify(folder)
    http, https = free_port(), free_port()
    changes = {
        "listen 80": f"listen 127.0.0.1:{http}",
        "listen [::]:80": f"listen 127.0.0.1:{free_port()}",
        "listen 443": f"listen 127.0.0.1:{https}",
        "listen [::]:443": f"listen 127.0.0.1:{free_port()}",
        f"/etc/letsencrypt/live/{HOST}": str(folder),
        "/var/www/html": str(folder / "www"),
        "http://127.0.0.1:8000": f"http://127.0.0.1:{behind}",
    }
    with nginx(folder, "nginx.conf", changes, https):
        yield Site(http=http, https=https, folder=folder)
