"""A folder of `feeds export`, served by a real Apache that does what the .htaccess in it says."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from absent import absent
from click.testing import CliRunner
from conftest import DATA, PUBLIC_URL, SLUG
from faults.servers import Answer, Line, serving

from feeds.calendar.feed import CourseFeeds
from feeds.cli import main
from feeds.course.reader import read_course
from feeds.export.files import path_of
from feeds.web.publication import Publication, common

from .both import Both
from .nginx import free_port

MODULES = ("mpm_event", "authz_core", "autoindex", "dir", "headers", "mime", "rewrite", "setenvif")

# A host's own; what is to be tested is in the folder.
CONFIGURATION = """\
ServerRoot {place}
ServerName localhost
Listen 127.0.0.1:{port}
PidFile {place}/apache.pid
ErrorLog {place}/error.log
DefaultRuntimeDir {place}
{modules}
User nobody
Group nogroup
TypesConfig /dev/null
DocumentRoot {folder}
<Directory {folder}>
    AllowOverride All
    Require all granted
</Directory>
"""

# What is about the connection, and what rules of Apache do not say: the canonical address, which is the only one here.
NOT_COMPARED = {"accept-ranges", "connection", "content-length", "etag", "keep-alive", "link", "server", "vary"}


@pytest.fixture(scope="module")
def both() -> Iterator[Both]:
    found = shutil.which("apache2", path=f"{os.environ['PATH']}:/usr/sbin")
    if not found:
        absent("apache2 is not installed (Debian's apache2-bin has it)")
    library = Path(found).parent.parent / "lib" / "apache2" / "modules"
    # Not below pytest's own folder, into which only whoever runs the tests may look.
    with tempfile.TemporaryDirectory() as name:
        place, port = Path(name), free_port()
        place.chmod(0o755)
        folder = place / "folder"
        environment = {"FEEDS_DATA_DIR": str(DATA), "FEEDS_PUBLIC_URL": PUBLIC_URL}
        exported = CliRunner().invoke(main, ["export", str(folder)], env=environment)
        assert exported.exit_code == 0, exported.output
        modules = "\n".join(f"LoadModule {each}_module {library}/mod_{each}.so" for each in MODULES)
        text = CONFIGURATION.format(place=place, folder=folder, port=port, modules=modules)
        (place / "apache.conf").write_text(text)
        process = subprocess.Popen(
            [found, "-D", "FOREGROUND", "-f", str(place / "apache.conf")], stdout=sys.stderr, stderr=sys.stderr
        )
        try:
            with serving(place / "server") as server, closing(Line(server.port)) as live, closing(Line(port)) as static:
                _wait_for(static, process)
                addresses = (*common(), *Publication().addresses(CourseFeeds(read_course(DATA / SLUG), PUBLIC_URL)))
                yield Both(live=live, static=static, folder=folder, addresses=addresses)
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait_for(line: Line, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 20
    while True:
        try:
            line.get("/")
            return
        except OSError:
            line.close()
            assert process.poll() is None, "Apache has ended by itself"
            assert time.monotonic() < deadline
            time.sleep(0.05)


def said(answer: Answer) -> dict[str, str]:
    return {name: value for name, value in answer.headers.items() if name not in NOT_COMPARED}


def test_every_address_is_answered_with_the_headers_of_the_server(both: Both) -> None:
    """But for how long what is no page and no calendar may be kept."""
    differing = {}
    for address in both.addresses:
        live, static = both.live.get(address), both.static.get(address)
        one, other = said(live), said(static)
        if address.startswith(("/robots.txt", "/static/", "/favicon", "/schema/")):
            one.pop("cache-control", None)
            other.pop("cache-control", None)
        if (live.status, one) != (static.status, other):
            differing[address] = (live.status, one, static.status, other)

    assert differing == {}


def test_every_file_is_answered_as_it_was_exported(both: Both) -> None:
    differing = [
        address
        for address in both.addresses
        if both.static.get(address).body != (both.folder / path_of(address)).read_bytes()
    ]

    assert differing == []


def test_who_has_a_calendar_is_told_so(both: Both) -> None:
    first = both.static.get(f"/{SLUG}/main.ics")
    again = both.static.get(f"/{SLUG}/main.ics", **{"If-None-Match": first.headers["etag"]})

    assert (again.status, again.body) == (304, b"")


@pytest.mark.parametrize(
    ("address", "status", "leads_to"),
    [
        (f"/{SLUG}", 301, f"/{SLUG}/"),
        (f"/{SLUG}/staff", 301, f"/{SLUG}/staff/"),
        (f"/{SLUG}/main?view=week", 200, ""),
        (f"/{SLUG}/events/", 404, ""),
        (f"/{SLUG}/main_kelly-cui.ics", 404, ""),
        ("/nothing/at/all", 404, ""),
        ("/.feeds-export", 404, ""),
        ("/.htaccess", 404, ""),
        ("/_headers", 404, ""),
    ],
)
def test_address_is_answered_as_by_the_server_as_far_as_files_can(
    both: Both, address: str, status: int, leads_to: str
) -> None:
    answer = both.static.get(address)

    assert (answer.status, answer.headers.get("location", "").endswith(leads_to)) == (status, True)


def test_what_is_nowhere_gets_the_page_that_says_so(both: Both) -> None:
    answer = both.static.get("/a/b/c/d")

    assert (answer.status, answer.body) == (404, (both.folder / "404.html").read_bytes())
