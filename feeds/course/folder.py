"""The files of a course's folder: read at one moment, and checked one by one."""

import hashlib
import os
import re
import stat
from codecs import BOM_UTF8
from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

from feeds.course import ledger
from feeds.course.document import Document, Spot
from feeds.course.ledger import FeedLedger, Ledger
from feeds.course.parser import MAX_BYTES, parse
from feeds.course.schema.files import FORMS
from feeds.course.schema.form import DataForm
from feeds.course.schema.validation import Validated, validate
from feeds.errors import CourseError, Problem, Severity, at_most

F = TypeVar("F", bound=DataForm)

FILES = tuple(FORMS)
"""The names of a course's data files."""

HISTORY = "history.jsonl"
"""The name of the file that `feeds record` adds to."""

# Not later than what a history may hold, whatever the clock of a disk says.
_LATEST = int(datetime(2067, 12, 31, tzinfo=UTC).timestamp())


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """The bytes of a file, and when it was edited, in UTC and whole seconds."""

    data: bytes
    modified: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The files of a course as they were at one moment.

    `path` is the folder as it was given, whose name is the course's slug. `files` holds those that were there, by name:
    each as a File, or as the error that came of reading it. `others` are the names of everything else in the folder.
    """

    path: Path
    files: Mapping[str, File | OSError]
    others: tuple[str, ...] = ()

    @property
    def slug(self) -> str:
        """The name of the course."""
        return self.path.absolute().name

    @property
    def digest(self) -> bytes:
        """A hash of all that a course is made of; of files that could not be read, there is none of their content."""
        files = ((name, file if isinstance(file, File) else str(file)) for name, file in sorted(self.files.items()))
        return hashlib.sha256(repr((tuple(files), self.others)).encode()).digest()


def take_snapshot(folder: Path) -> Snapshot:
    """Read all files of a course's folder, or what can be read of them; a folder that is not there holds none."""
    files: dict[str, File | OSError] = {}
    for name in (*FILES, HISTORY):
        try:
            files[name] = read_file(folder / name, ledger.MAX_BYTES if name == HISTORY else MAX_BYTES)
        except FileNotFoundError:
            continue
        except OSError as error:
            files[name] = error
    try:
        others = tuple(sorted(name for name in os.listdir(folder) if name not in (*FILES, HISTORY)))
    except OSError:
        others = ()
    return Snapshot(path=folder, files=files, others=others)


class Folder:
    """Checks the files of a course and gathers their problems, each of which names its file as the folder was given.

    `missing` are the names of those that are not there, `empty` those of files without a letter; `modified` is when the
    newest was edited, in UTC and whole seconds.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self._path = snapshot.path
        self._snapshot = snapshot
        self.problems: list[Problem] = []
        self.missing: set[str] = set()
        self.empty: set[str] = set()
        self.modified = datetime.fromtimestamp(0, UTC)

    def required(self, name: str, form: type[F]) -> Validated[F]:
        """Read and check a file that every course has, and note what is wrong with it."""
        try:
            return self._read(name, form)
        except FileNotFoundError:
            empty = self._empty(name)
            self.problems.append(Spot(empty).problem(f"there is no {name}; every course has one"))
            return Validated(form=None, spot=Spot(empty), source=empty)

    def optional(self, name: str, form: type[F]) -> tuple[F, Spot]:
        """Read and check a file, and note what is wrong with it; a missing or unreadable one is empty."""
        try:
            checked = self._read(name, form)
        except FileNotFoundError:
            self.missing.add(name)
            return form(), Spot(self._empty(name))
        return checked.form or form(), checked.spot

    def problem(self, name: str, message: str) -> Problem:
        """Make a problem with a file as a whole."""
        return Problem(file=str(self._path / name), line=1, column=1, message=message)

    def history(self, slug: str, uid_domain: str | None) -> tuple[Ledger, FeedLedger]:
        """Read what was published of the course, its events and its named feeds, and note what is wrong with it.

        Without a file that is nothing.
        """
        try:
            file = self._file(HISTORY)
        except FileNotFoundError:
            return ledger.EMPTY, ledger.NO_FEEDS
        except OSError as error:
            self.problems.append(self.problem(HISTORY, _unreadable(error)))
            return ledger.EMPTY, ledger.NO_FEEDS
        published, feeds, problems = ledger.read_ledger(file.data, str(self._path / HISTORY), slug, uid_domain)
        self.problems += problems
        return published, feeds

    def _read(self, name: str, form: type[F]) -> Validated[F]:
        empty = self._empty(name)
        try:
            file = self._file(name)
            self.modified = max(self.modified, file.modified)
            if not file.data.removeprefix(BOM_UTF8).strip():
                self.empty.add(name)
            document = parse(file.data, str(self._path / name))
            checked = validate(document, form)
        except FileNotFoundError:
            raise
        except OSError as error:
            problems: tuple[Problem, ...] = (self.problem(name, _unreadable(error)),)
        except CourseError as error:
            problems = error.problems
        else:
            self.problems += [*document.warnings, *checked.problems]
            return checked
        self.problems += problems
        return Validated(form=None, spot=Spot(empty), source=empty, problems=problems)

    def _file(self, name: str) -> File:
        file = self._snapshot.files.get(name)
        if file is None:
            raise FileNotFoundError
        if isinstance(file, OSError):
            raise file
        return file

    def _empty(self, name: str) -> Document:
        return Document(file=str(self._path / name), value={}, positions={(): (1, 1)}, keys={})

    def look_for_others(self) -> None:
        """Note the files that look like data and are not read: `lectures.yml`, `staff (copy).yaml`."""
        others = (
            name for name in self._snapshot.others if name.endswith((".yaml", ".yml")) and not name.startswith(".")
        )
        self.problems += at_most(
            Problem(
                file=str(self._path / repr(name)[1:-1]),  # a name may hold what a terminal obeys
                line=1,
                column=1,
                message=_not_read(name, self._snapshot.files),
                severity=Severity.WARNING,
            )
            for name in others
        )


def _not_read(name: str, present: Container[str]) -> str:
    # The ending would make every name look alike.
    stems = {file.removesuffix(".yaml"): file for file in FILES}
    begin = re.match("[a-z-]*", name.lower())
    near = get_close_matches(begin[0] if begin else "", stems, n=1)
    if not near:
        return f"this file is not read; the files of a course are {', '.join(FILES)}"
    meant = stems[near[0]]
    if meant in present:
        return f"this file is not read, {meant!r} is; take it out of the folder"
    return f"this file is not read; did you mean {meant!r}?"


def _unreadable(error: OSError) -> str:
    return f"the file cannot be read ({error.strerror}); make it a readable text file"


def read_file(path: Path, most: int = MAX_BYTES) -> File:
    """Read a regular file, and of one larger than `most` just enough to tell; anything else raises OSError."""
    # O_NONBLOCK: opening a FIFO would wait for a writer for ever.
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        if path.is_symlink():
            raise OSError(0, "it is a link to nothing") from None
        raise
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        raise OSError(0, "it is not a regular file")
    with open(descriptor, "rb") as file:
        seconds = min(max(status.st_mtime_ns // 1_000_000_000, 0), _LATEST)
        return File(data=file.read(most + 1), modified=datetime.fromtimestamp(seconds, UTC))
