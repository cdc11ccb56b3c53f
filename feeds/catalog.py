"""The courses being served: each is read when first asked for, read again when its files change, and kept as
it last was when they cannot be read.
"""

import logging
import os
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias

from feeds.calendar.feed import CourseFeeds
from feeds.course.folder import FILES, HISTORY
from feeds.course.reader import read_course
from feeds.errors import CourseError, Problem, Severity

Signature: TypeAlias = tuple[tuple[int, ...] | None, ...]

RESERVED = frozenset({"favicon.svg", "healthz", "metrics", "openapi.json", "readyz", "robots.txt", "schema", "static"})
"""Names that are addresses of their own, so that no course may have them."""

_SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*")
_log = logging.getLogger("feeds.catalog")

# How many seconds the files of one course may come one after the other.
_DEPLOYING = 30


class UnknownCourseError(LookupError):
    """There is no course of this name."""


class State(StrEnum):
    """What a loaded course is served from."""

    GOOD = "good"
    LAST_GOOD = "last-good"
    FAILED = "failed"


@dataclass(slots=True)
class _Shelf:
    """What is known of one course: its last good feeds, and what is wrong with its files, if anything is."""

    signature: Signature = ()
    checked: float = float("-inf")
    feeds: CourseFeeds | None = None
    problems: tuple[Problem, ...] = ()
    waiting_since: float | None = None


class Catalog:
    """The courses in a folder, by the names of their folders.

    Files are looked at again at most every `reload_seconds`, by `clock` (seconds that only rise).
    """

    def __init__(
        self,
        folder: Path,
        public_url: str,
        *,
        reload_seconds: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._folder = folder
        self._public_url = public_url
        self._reload_seconds = reload_seconds
        self._clock = clock
        self._shelves: dict[str, _Shelf] = {}

    def slugs(self, beginning: str = "") -> tuple[str, ...]:
        """List the courses there are whose names have a beginning, by name, without loading any."""
        try:
            names = [name for name in os.listdir(self._folder) if name.startswith(beginning)]
        except OSError:
            return ()
        return tuple(sorted(name for name in names if _is_course(self._folder, name)))

    def feeds(self, slug: str) -> CourseFeeds:
        """Give a course's feeds as its files are now, or as they last were when they could be read.

        Raises UnknownCourseError, or CourseError when there has been nothing good to serve yet.
        """
        shelf = self._shelves.get(slug)
        if (shelf is None or shelf.feeds is None) and not _is_course(self._folder, slug):
            self._shelves.pop(slug, None)
            raise UnknownCourseError(slug)
        if shelf is None:
            shelf = _Shelf()
        now = self._clock()
        if now - shelf.checked >= self._reload_seconds:
            shelf.checked = now
            self._load(slug, shelf)
        # Only now, so that no other thread takes a shelf that is still being filled for one that has nothing.
        self._shelves[slug] = shelf
        if shelf.feeds is None:
            raise CourseError(shelf.problems)
        return shelf.feeds

    def states(self) -> dict[str, State]:
        """Tell what each loaded course is served from, without loading any."""
        return {slug: _state(shelf) for slug, shelf in sorted(self._shelves.items())}

    def problems(self, slug: str) -> tuple[Problem, ...]:
        """Tell what is wrong with a course as its files are now, whether they are served or not.

        Raises UnknownCourseError.
        """
        try:
            served = self.feeds(slug)
        except CourseError as error:
            return error.problems
        return self._shelves[slug].problems or served.course.warnings

    def _load(self, slug: str, shelf: _Shelf) -> None:
        """Read a course whose files have changed; when they change meanwhile as well, look again next time."""
        signature = _signature(self._folder / slug)
        if signature == shelf.signature:
            return
        feeds, problems = self._read(slug)
        if shelf.feeds and (_signature(self._folder / slug) != signature or self._waits(shelf, feeds)):
            return
        shelf.waiting_since = None
        shelf.signature, shelf.feeds, shelf.problems = signature, feeds or shelf.feeds, problems
        serving = "its last good state" if shelf.feeds else "nothing"
        for problem in problems:
            if problem.severity is Severity.ERROR:
                _log.error("rejected %s (serving: %s)", problem, serving)

    def _waits(self, shelf: _Shelf, feeds: CourseFeeds | None) -> bool:
        """Tell whether a history stands beside older files, whose newer ones are probably still on their way.

        What the old ones say would be published with numbers that fall again as soon as the new ones are there.
        """
        if feeds is None or not feeds.course.behind_history:
            return False
        now = self._clock()
        shelf.waiting_since = now if shelf.waiting_since is None else shelf.waiting_since
        return now - shelf.waiting_since < _DEPLOYING

    def _read(self, slug: str) -> tuple[CourseFeeds | None, tuple[Problem, ...]]:
        try:
            return CourseFeeds(read_course(self._folder / slug), self._public_url), ()
        except CourseError as error:
            return None, error.problems
        except Exception:
            # Whatever a file made go wrong, the other courses and this one's last good state go on.
            _log.exception("reading %s failed", slug)
            message = "this course made the program fail; the server's log says where"
            return None, (Problem(file=str(self._folder / slug), line=1, column=1, message=message),)


def is_course_name(name: str) -> bool:
    """Tell whether a folder of this name can be a course: letters, digits, dots, hyphens, and not RESERVED."""
    return bool(_SLUG.fullmatch(name)) and name not in RESERVED


def _is_course(folder: Path, name: str) -> bool:
    # Not Path.exists, which fails for a name that is too long and for a folder that may not be looked into.
    return is_course_name(name) and os.path.exists(folder / name / "course.yaml")


def _signature(folder: Path) -> Signature:
    """Tell apart the states of a course's files; by difference, since copied files may carry older times."""
    return tuple(_file_signature(folder / name) for name in (*FILES, HISTORY))


def _file_signature(path: Path) -> tuple[int, ...] | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size, stat.st_ino


def _state(shelf: _Shelf) -> State:
    if not shelf.problems:
        return State.GOOD
    return State.LAST_GOOD if shelf.feeds else State.FAILED
