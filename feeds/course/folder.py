"""The files of a course's folder, read and checked one by one."""

import os
import re
import stat
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

from feeds.course import ledger
from feeds.course.document import Document, Spot
from feeds.course.ledger import Ledger
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
_LATEST = datetime(2067, 12, 31, tzinfo=UTC)


class Folder:
    """Reads the files of a course and gathers their problems, each of which names its file as the folder was given.

    `missing` are the names of those that are not there; `modified` is when the newest of the others was edited, in
    UTC and whole seconds.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.problems: list[Problem] = []
        self.missing: set[str] = set()
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

    def history(self, slug: str, uid_domain: str | None) -> Ledger:
        """Read what was published of the course, and note what is wrong with it; without a file that is nothing."""
        path = self._path / HISTORY
        try:
            data, _ = read_bytes(path, ledger.MAX_BYTES)
        except FileNotFoundError:
            return ledger.EMPTY
        except OSError as error:
            self.problems.append(self.problem(HISTORY, _unreadable(error)))
            return ledger.EMPTY
        published, problems = ledger.read_ledger(data, str(path), slug, uid_domain)
        self.problems += problems
        return published

    def _read(self, name: str, form: type[F]) -> Validated[F]:
        path, empty = self._path / name, self._empty(name)
        try:
            data, modified = read_bytes(path)
            self.modified = max(self.modified, min(modified, _LATEST))
            document = parse(data, str(path))
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

    def _empty(self, name: str) -> Document:
        return Document(file=str(self._path / name), value={}, positions={(): (1, 1)}, keys={})

    def look_for_others(self) -> None:
        """Note the files that look like data and are not read: `lectures.yml`, `staff (copy).yaml`."""
        try:
            names = sorted(os.listdir(self._path))
        except OSError:
            return
        others = (
            name
            for name in names
            if name.endswith((".yaml", ".yml")) and name not in FILES and not name.startswith(".")
        )
        self.problems += at_most(
            Problem(
                file=str(self._path / repr(name)[1:-1]),  # a name may hold what a terminal obeys
                line=1,
                column=1,
                message=_not_read(name, names),
                severity=Severity.WARNING,
            )
            for name in others
        )


def _not_read(name: str, present: list[str]) -> str:
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


def read_bytes(path: Path, most: int = MAX_BYTES) -> tuple[bytes, datetime]:
    """Read a regular file, and of one larger than `most` just enough to tell; anything else raises OSError.

    Says when it was edited, too, in UTC and whole seconds.
    """
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
        return file.read(most + 1), datetime.fromtimestamp(status.st_mtime_ns // 1_000_000_000, UTC)
