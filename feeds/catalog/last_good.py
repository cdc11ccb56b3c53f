"""The files of each course as they last could be served, kept for processes that start when they cannot."""

import json
import os
import tempfile
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from feeds.course.folder import File, Snapshot, read_file

FORMAT = 1
"""The format of what is kept; another one is none of ours."""

# A history and seven files at their largest, with every character written as six.
_MOST_BYTES = 120_000_000


class DamagedError(Exception):
    """What was kept of a course cannot be used; the message says why."""


class LastGood:
    """Keeps the last good files of courses in a folder, one file of JSON for each.

    Many processes may keep the same course at the same time: a file is replaced as a whole or not at all.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._is_failing = False

    def slugs(self) -> tuple[str, ...]:
        """List the courses of which something is kept."""
        try:
            names = os.listdir(self._folder)
        except OSError:
            return ()
        return tuple(name.removesuffix(".json") for name in names if name.endswith(".json"))

    def holds(self, slug: str) -> bool:
        """Tell whether something is kept of a course."""
        return os.path.exists(self._path(slug))

    def keep(self, snapshot: Snapshot) -> OSError | None:
        """Keep the files of a course, unless they are kept already.

        Gives the error when that fails, but not again until it has succeeded: a full disk is no news at every edit.
        """
        try:
            self._write(snapshot)
        except OSError as error:
            was_failing, self._is_failing = self._is_failing, True
            return None if was_failing else error
        self._is_failing = False
        return None

    def find(self, folder: Path) -> Snapshot | None:
        """Give what was kept of the course of a folder, or None; raises DamagedError."""
        path = self._path(folder.name)
        try:
            data = read_file(path, _MOST_BYTES).data
        except FileNotFoundError:
            return None
        except OSError as error:
            raise DamagedError(f"{path} cannot be read ({error.strerror})") from error
        try:
            return _from_json(data, folder)
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
            raise DamagedError(f"{path} is not what this program writes, or a newer one wrote it") from error

    def _write(self, snapshot: Snapshot) -> None:
        data, path = _to_json(snapshot), self._path(snapshot.slug)
        with suppress(OSError):
            if read_file(path, _MOST_BYTES).data == data:
                return
        self._folder.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=self._folder, prefix=f".{snapshot.slug}-")
        try:
            with open(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                # Else a machine that loses its power may keep the name and lose what it names.
                os.fsync(descriptor)
            os.replace(name, path)
        except OSError:
            os.unlink(name)
            raise

    def _path(self, slug: str) -> Path:
        return self._folder / f"{slug}.json"


def _to_json(snapshot: Snapshot) -> bytes:
    files = {
        name: {"modified": file.modified.isoformat(), "text": file.data.decode()}
        for name, file in sorted(snapshot.files.items())
        if isinstance(file, File)
    }
    return json.dumps({"format": FORMAT, "course": snapshot.slug, "files": files}).encode() + b"\n"


def _from_json(data: bytes, folder: Path) -> Snapshot:
    kept: dict[str, Any] = json.loads(data)
    if (kept["format"], kept["course"]) != (FORMAT, folder.name):
        raise ValueError
    files = {
        name: File(data=file["text"].encode(), modified=datetime.fromisoformat(file["modified"]).astimezone(UTC))
        for name, file in kept["files"].items()
    }
    return Snapshot(path=folder, files=files)
