"""deploy/Dockerfile, followed by hand: there is no engine here that could build it.

What it copies is all that there is, its two commands make a Python that serves from a folder that nobody can write.
"""

import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from absent import absent
from conftest import DATA, PUBLIC_URL, ROOT, SLUG
from faults.servers import wait_until

from deployed.nginx import DEPLOY, free_port

TEXT = (DEPLOY / "Dockerfile").read_text().replace("\\\n", "")
BUILD, IMAGE = TEXT.split("FROM python:3.12-slim\n")


def copied(stage: str) -> list[tuple[str, str]]:
    """List what a stage copies out of the repository, with where that goes."""
    lines = [line.split() for line in re.findall(r"^COPY (?!--)(.*)$", stage, re.MULTILINE)]
    return [(source, target) for *sources, target in lines for source in sources]


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with /venv and /srv/feeds as the image has them."""
    folder = tmp_path_factory.mktemp("image")
    # What the engine is given: the files that the repository's ignore file lets through, and nothing else.
    for stage, place in ((BUILD, folder / "build"), (IMAGE, folder / "srv")):
        place.mkdir()
        for source, target in copied(stage):
            into = place / target / ("" if (ROOT / source).is_dir() else Path(source).name)
            into.parent.mkdir(parents=True, exist_ok=True)
            if (ROOT / source).is_dir():
                shutil.copytree(ROOT / source, into, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(ROOT / source, into)
    (wheel,) = re.findall(r"pip install .* '\.\[metrics\]'", BUILD)
    assert wheel == "pip install --no-cache-dir --constraint deploy/constraints.txt '.[metrics]'"
    made = subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", folder / "site", "."],
        cwd=folder / "build",
        capture_output=True,
        text=True,
    )
    if made.returncode:
        absent(f"the program cannot be built into a package: {made.stderr}")
    return folder


def test_what_it_copies_is_let_through() -> None:
    allowed = re.findall(r"^!(.*)$", (DEPLOY / "Dockerfile.dockerignore").read_text(), re.MULTILINE)
    taken = [source for stage in (BUILD, IMAGE) for source, _ in copied(stage)]

    assert sorted(taken) == sorted(allowed)
    assert [source for source in taken if not (ROOT / source).exists()] == []


def test_package_holds_every_file_of_the_program(image: Path) -> None:
    def files(folder: Path) -> list[str]:
        found = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")
        return sorted(str(path.relative_to(folder)) for path in found)

    assert files(image / "site" / "feeds") == files(image / "build" / "feeds")


def test_image_serves_without_writing_anything(image: Path) -> None:
    """As its user, by its command, from its folders, none of which that user could write."""
    if os.geteuid():
        absent("only root can become somebody else")
    port = free_port()
    (user,) = re.findall(r"^USER (\d+):\1$", IMAGE, re.MULTILINE)
    (command,) = re.findall(r'^CMD \["gunicorn", "--bind", "0\.0\.0\.0:8000", "(.*)"\]$', IMAGE, re.MULTILINE)
    (asks,) = re.findall(r'^ +CMD \["python", "-c", "(.*)"\]$', (DEPLOY / "Dockerfile").read_text(), re.MULTILINE)
    caps = [f"--{kind}=-all,+dac_read_search" for kind in ("inh-caps", "bounding-set")]
    restricted = ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups", "--no-new-privs", *caps]
    restricted.append("--ambient-caps=+dac_read_search")
    before = sorted(image.rglob("*"))
    settings = {"PATH": os.environ["PATH"], "PYTHONPATH": str(image / "site"), "PYTHONDONTWRITEBYTECODE": "1"}
    settings |= {"FEEDS_DATA_DIR": str(DATA), "FEEDS_PUBLIC_URL": PUBLIC_URL, "TMPDIR": str(image)}
    server = subprocess.Popen(
        [*restricted, sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", command],
        cwd=image / "srv",
        env=settings,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        wait_until(lambda: _listens(port))
        healthy = [sys.executable, "-c", asks.replace("127.0.0.1:8000", f"127.0.0.1:{port}")]
        assert subprocess.run(healthy, capture_output=True).returncode == 0
        asked = subprocess.run(
            shlex.split(f"curl -fsS http://127.0.0.1:{port}/{SLUG}/main.ics"), capture_output=True, check=True
        )
        assert asked.stdout.startswith(b"BEGIN:VCALENDAR\r\n")
        page = subprocess.run(shlex.split(f"curl -fsS http://127.0.0.1:{port}/"), capture_output=True, check=True)
        assert page.stdout.startswith(b"<!doctype html>")
    finally:
        server.terminate()
        _, said = server.communicate(timeout=30)
    assert "WARNING" not in said
    assert sorted(image.rglob("*")) == before
    assert subprocess.run(healthy, capture_output=True).returncode == 1


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
    except OSError:
        return False
    return True
