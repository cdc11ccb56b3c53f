"""The files of a course's folder, read and checked one by one."""

import os
import re
import stat
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

from feeds.course.document import Document, Spot
from feeds.course.parser import MAX_BYTES, parse
from feeds.course.schema.files import FORMS
from feeds.course.schema.form import DataForm
from feeds.course.schema.validation import Validated, validate
from feeds.errors import CourseError, Problem, Severity, at_most

F = TypeVar("F", bound=DataForm)

FILES = tuple(FORMS)
"""The names of a course's data files."""


class Folder:
    """Reads the files of a course and gathers their problems, each of which names its file as the folder was given."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.problems: list[Problem] = []

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
            return form(), Spot(self._empty(name))
        return checked.form or form(), checked.spot

    def _read(self, name: str, form: type[F]) -> Validated[F]:
        path, empty = self._path / name, self._empty(name)
        try:
            document = parse(read_bytes(path), str(path))
            checked = validate(document, form)
        except FileNotFoundError:
            raise
        except OSError as error:
            message = f"the file cannot be read ({error.strerror}); make it a readable text file"
            problems: tuple[Problem, ...] = (Spot(empty).problem(message),)
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


def read_bytes(path: Path) -> bytes:
    """Read a regular file, and of one too large just enough to tell; anything else raises OSError."""
    # O_NONBLOCK: opening a FIFO would wait for a writer for ever.
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        if path.is_symlink():
            raise OSError(0, "it is a link to nothing") from None
        raise
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(0, "it is not a regular file")
    with open(descriptor, "rb") as file:
        return file.read(MAX_BYTES + 1)
