"""The folder that is exported to: what differs is written, what is exported no more is deleted, all else is let be."""

import fcntl
import json
import os
import re
import shutil
import stat
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

from feeds.catalog.files import RESERVED
from feeds.export.files import File, is_feed

MANIFEST = ".feeds-export"
"""The name of the file in which a folder lists what was exported to it.

`files` has each path with the SHA-256 of its bytes, `published` for each course the lines of its history, by number.
"""

COMMON = ""
"""The part of a folder that belongs to no course."""

# What is to come waits here, so that no address has half of it, and nothing is lost on a disk that is full.
_WAITING = ".feeds-export.new"

_PATH = re.compile(r"(?!\.\.?/)[^/\0]+(/(?!\.\.?(/|$))[^/\0]+)*")

_Listed: TypeAlias = dict[str, str]


class BusyError(Exception):
    """Somebody else is exporting to the same folder."""


class InTheWayError(Exception):
    """Files that were not exported stand where others are to go; `paths` names them."""

    def __init__(self, paths: Collection[str]) -> None:
        self.paths = tuple(paths)
        super().__init__(", ".join(paths))


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What became of one part of a folder, as paths in it.

    `all` are there now, of which some were `written`, and of these some over what somebody else had `changed`; some
    were `deleted`; some that were no longer exported are `kept`, since somebody else has changed them.
    """

    all: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)

    def add(self, other: "Outcome") -> None:
        """Take in what became of another part."""
        self.all += other.all
        self.written += other.written
        self.changed += other.changed
        self.deleted += other.deleted
        self.kept += other.kept


def part_of(path: str) -> str:
    """Tell which part of a folder a path belongs to: a course, by its name, or COMMON."""
    first, slash, _ = path.partition("/")
    return first if slash and first not in RESERVED else COMMON


class Folder:
    """A folder while it is exported to; `parts` are those of which it has what an earlier export wrote."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._waiting = path / _WAITING
        listed, published = _listed(self._find(MANIFEST)[1])
        self._listed = {file: digest for file, digest in listed.items() if os.path.lexists(path / file)}
        self._new: _Listed = {}
        self._differing: set[str] = set()
        self._in_the_way: list[str] = []
        self._changed: set[str] = set()
        self.parts = frozenset(map(part_of, self._listed))
        self._published = {part: lines for part, lines in published.items() if part in self.parts}

    def listed(self, part: str) -> tuple[str, ...]:
        """List the files that an earlier export wrote into a part, and that are still there."""
        return tuple(path for path in self._listed if part_of(path) == part)

    def published(self, part: str) -> Collection[int]:
        """Give the lines of a course's history that were in what an earlier export wrote of it."""
        return self._published.get(part, ())

    def publish(self, part: str, lines: Collection[int]) -> None:
        """Note the lines of a course's history that are in what is put into its part."""
        self._published[part] = sorted(lines)

    def put(self, file: File) -> None:
        """Have a file written by `finish`, unless it is there already. Raises OSError."""
        self._new[file.path] = sha256(file.body).hexdigest()
        obstacle, found = self._find(file.path)
        if found == file.body:
            return
        if obstacle or (found is not None and file.path not in self._listed):
            self._in_the_way.append(obstacle or file.path)
            return
        if found is not None and sha256(found).hexdigest() != self._listed[file.path]:
            self._changed.add(file.path)
        self._differing.add(file.path)
        _write(self._waiting / file.path, file.body)

    def keep(self, path: str) -> None:
        """Leave a file as an earlier export wrote it, if one did."""
        if path in self._listed:
            self._new[path] = self._listed[path]
            self._differing.discard(path)

    def drop(self, part: str) -> None:
        """Forget what was put into a part, which then stays as it is."""
        dropped = {path for path in self._new if part_of(path) == part}
        self._new = {path: digest for path, digest in self._new.items() if path not in dropped}
        self._differing -= dropped
        self._in_the_way = [path for path in self._in_the_way if part_of(path) != part]

    def finish(self, parts: Collection[str]) -> dict[str, Outcome]:
        """Bring parts of the folder to what was put into them: calendars first, then pages, the ways to them last.

        Raises InTheWayError, when nothing was changed, or OSError, when some files are new, and each of them is whole.
        """
        if self._in_the_way:
            raise InTheWayError(dict.fromkeys(self._in_the_way))
        outcomes = {part: Outcome() for part in parts}
        for path in sorted(self._new, key=_order):
            outcomes[part_of(path)].all.append(path)
        if self._differing:
            # Whoever finishes what is interrupted from here on knows by this list what is not somebody else's.
            self._list(self._listed | self._new)
        for path in sorted(self._differing, key=_order):
            target = self._path / path
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(self._waiting / path, target)
            outcomes[part_of(path)].written.append(path)
            if path in self._changed:
                outcomes[part_of(path)].changed.append(path)
        for path in sorted(self._listed.keys() - self._new.keys(), key=_order):
            if part_of(path) in outcomes:
                self._delete(path, outcomes[part_of(path)])
        kept = {path for outcome in outcomes.values() for path in outcome.kept}
        others = {
            path: digest for path, digest in self._listed.items() if path in kept or part_of(path) not in outcomes
        }
        self._list(others | self._new)
        return outcomes

    def _delete(self, path: str, outcome: Outcome) -> None:
        _, found = self._find(path)
        if found is None:
            return
        if sha256(found).hexdigest() != self._listed[path]:
            outcome.kept.append(path)
            return
        target = self._path / path
        target.unlink()
        outcome.deleted.append(path)
        for folder in target.relative_to(self._path).parents[:-1]:
            with suppress(OSError):
                (self._path / folder).rmdir()

    def _find(self, path: str) -> tuple[str | None, bytes | None]:
        """Look what is at a path: what of it can have no file put there, and the bytes of the file that there is."""
        parts = path.split("/")
        for number in range(1, len(parts) + 1):
            here = "/".join(parts[:number])
            try:
                mode = os.lstat(self._path / here).st_mode
            except FileNotFoundError:
                return None, None
            if not (stat.S_ISDIR(mode) if number < len(parts) else stat.S_ISREG(mode)):
                return here, None
        return None, (self._path / path).read_bytes()

    def _list(self, files: _Listed) -> None:
        document = {"files": dict(sorted(files.items())), "published": dict(sorted(self._published.items()))}
        body = json.dumps(document, indent=0).encode() + b"\n"
        obstacle, found = self._find(MANIFEST)
        if obstacle:
            raise InTheWayError([obstacle])
        if found != body:
            _write(self._waiting / MANIFEST, body)
            os.replace(self._waiting / MANIFEST, self._path / MANIFEST)


@contextmanager
def opened(path: Path) -> Iterator[Folder]:
    """Open a folder, which is made if need be, for one export at a time. Raises BusyError, InTheWayError or OSError."""
    # Whoever serves it is somebody else, and everybody may read it anyway.
    umask = os.umask(0o022)
    path.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BusyError from None
        waiting = path / _WAITING
        # Whoever was interrupted has left this; nobody else is here now.
        shutil.rmtree(waiting, ignore_errors=True)
        if os.path.lexists(waiting):
            raise InTheWayError([_WAITING])
        try:
            yield Folder(path)
        finally:
            shutil.rmtree(waiting, ignore_errors=True)
    finally:
        os.close(descriptor)
        os.umask(umask)


def _listed(manifest: bytes | None) -> tuple[_Listed, dict[str, list[int]]]:
    """Read what was exported; what does not say so in every detail says nothing."""
    try:
        document = json.loads(manifest or b"")
        files, published = document["files"], document["published"]
        listed = {path: digest for path, digest in files.items() if _PATH.fullmatch(path) and len(digest) == 64}
        lines = {part: [int(number) for number in numbers] for part, numbers in published.items()}
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return {}, {}
    return (listed, lines) if len(listed) == len(files) else ({}, {})


def _write(path: Path, body: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)


def _order(path: str) -> tuple[int, bool, str]:
    """Sort what pages lead to before them, and before all the calendars that apps have."""
    is_index = path.rpartition("/")[2] == "index.html"
    rank = 0 if is_feed(path) else 3 if is_index else 2 if path.endswith(".html") else 1
    return rank, not path.endswith(".ics"), path
