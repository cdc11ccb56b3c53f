"""How the states of a course's files are told apart, and whether they are a course's at all."""

import os
import re
from pathlib import Path
from typing import TypeAlias

from feeds.course.folder import FILES, HISTORY
from feeds.errors import CourseError, Problem

Signature: TypeAlias = tuple[tuple[int, ...] | None, ...]

RESERVED = frozenset({"favicon.svg", "healthz", "metrics", "openapi.json", "readyz", "robots.txt", "schema", "static"})
"""Names that are addresses of their own, so that no course may have them."""

_NAMES = (*FILES, HISTORY)
_SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*")


def is_course_name(name: str) -> bool:
    """Tell whether a folder of this name can be a course: letters, digits, dots, hyphens, and not RESERVED."""
    return bool(_SLUG.fullmatch(name)) and name not in RESERVED


def is_course(folder: Path) -> bool:
    """Tell whether there is a course in a folder."""
    # Not Path.exists, which fails for a name that is too long and for a folder that may not be looked into.
    return is_course_name(folder.name) and os.path.exists(folder / "course.yaml")


def courses_in(folder: Path, beginning: str) -> tuple[str, ...]:
    """List the courses in a folder whose names have a beginning; one that cannot be looked into holds none."""
    try:
        names = [name for name in os.listdir(folder) if name.startswith(beginning)]
    except OSError:
        return ()
    return tuple(sorted(name for name in names if is_course(folder / name)))


def signature(folder: Path) -> Signature:
    """Tell apart the states of a course's files; by difference, since copied files may carry older times.

    Of each file: when its content and when anything of it changed (nanoseconds), its size, its number; None if it is
    not there.
    """
    return tuple([_of_file(f"{folder}/{name}") for name in _NAMES])


def last_touched(state: Signature) -> float:
    """Tell when any of the files was last written, moved here or copied here, in seconds since 1970."""
    return max((each[1] for each in state if each), default=0) / 1e9


def _of_file(path: str) -> tuple[int, ...] | None:
    try:
        stat = os.stat(path)
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size, stat.st_ino


def wrong_name(name: str) -> str | None:
    """Say why the server would not take a folder of this name for a course, and what to write; or nothing."""
    if is_course_name(name):
        return None
    return (
        f"{name!r} cannot be a course's name, so it is not served; write letters, digits, dots and hyphens, such as"
        f" 6.7960-fa25, and none of {', '.join(sorted(RESERVED))}"
    )


def check_name(folder: Path) -> None:
    """Raise CourseError for a folder that the server would not take for a course."""
    if message := wrong_name(folder.resolve().name):
        raise CourseError([Problem(file=str(folder), line=1, column=1, message=message)])
