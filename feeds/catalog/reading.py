"""Reading a course for the catalog: whatever its files hold, the result is something to go on with."""

import errno
import re
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from feeds.calendar.feed import CourseFeeds, Form
from feeds.catalog.edition import Edition
from feeds.catalog.files import Signature, signature
from feeds.catalog.last_good import LastGood
from feeds.course.folder import HISTORY, File, Snapshot, take_snapshot
from feeds.course.overview import Overview, overview
from feeds.course.reader import read_snapshot
from feeds.course.selection import Selection
from feeds.errors import CourseError, Problem

_PASSING = frozenset({errno.EAGAIN, errno.EIO, errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ESTALE})

_ALL = Selection.parse("all")

# What follows in a line of a history what it is of and when.
_BEHIND = re.compile(rb',"(?:said|note|content)":')


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What came of reading the files of a course: an edition, or what is wrong with them.

    `signature` is of the files before they were read; `steady` tells that it was the same afterwards. Files that
    were `unchanged` since another reading were not made into anything. `failure` is what went wrong in this program,
    if something did; then `problems` says so, too.
    """

    snapshot: Snapshot
    signature: Signature
    steady: bool
    edition: Edition | None = None
    unchanged: bool = False
    problems: tuple[Problem, ...] = ()
    failure: Exception | None = None

    @property
    def may_pass(self) -> bool:
        """Tell whether reading the same files again may give something else: it is the machine that was at a loss."""
        errors = (file for file in self.snapshot.files.values() if isinstance(file, OSError))
        return isinstance(self.failure, MemoryError) or any(error.errno in _PASSING for error in errors)


def read(folder: Path, public_url: str, known: bytes | None = None, former: Collection[int] = ()) -> Reading:
    """Read the files of a course as they are now, unless they have a known digest; raises nothing.

    It is a mistake when lines of the history are gone that were `published` in a `former` edition.
    """
    before = signature(folder)
    snapshot = take_snapshot(folder)
    steady = signature(folder) == before
    if snapshot.digest == known:
        return Reading(snapshot=snapshot, signature=before, steady=steady, unchanged=True)
    return read_again(snapshot, public_url, before, steady=steady, former=former)


def read_again(
    snapshot: Snapshot, public_url: str, of: Signature, *, steady: bool = True, former: Collection[int] = ()
) -> Reading:
    """Make of files that were read once what `read` makes of them; raises nothing."""
    edition: Edition | None = None
    problems: tuple[Problem, ...] = ()
    failure: Exception | None = None
    try:
        feeds, lines = CourseFeeds(read_snapshot(snapshot), public_url), published(snapshot)
        check_history(snapshot.path, lines, former, "delete what was kept of the course and restart the server")
        for form in Form:
            # What cannot be made of some event is found out now, while there is something else to serve.
            feeds.feed(_ALL, form)
        edition = Edition(feeds, overview(snapshot), lines)
    except CourseError as error:
        problems = error.problems
    except Exception as error:
        # Whatever a file made go wrong, the other courses and this one's last good state go on.
        failure = error
        message = "this course made the program fail; the server's log says where"
        problems = (Problem(file=str(snapshot.path), line=1, column=1, message=message),)
    return Reading(snapshot=snapshot, signature=of, steady=steady, edition=edition, problems=problems, failure=failure)


def published(snapshot: Snapshot) -> frozenset[int]:
    """Tell the lines of a history apart, each by what it is of and when; a note may be corrected."""
    file = snapshot.files.get(HISTORY)
    lines = file.data.split(b"\n") if isinstance(file, File) else ()
    return frozenset(crc32(_BEHIND.split(line, maxsplit=1)[0]) for line in lines if line.strip())


def check_history(folder: Path, lines: Collection[int], former: Collection[int], remedy: str) -> None:
    """Raise CourseError for a history that has lost lines: the numbers of their events would fall.

    Calendars that have the higher numbers would take no change any more. `remedy` says what to do if it is meant.
    """
    lost = len(set(former).difference(lines))
    if lost:
        message = (
            f"{lost} of {len(former)} lines that are published are gone; put the file back as it was and add to it, or,"
            f" if they are to go, {remedy}"
        )
        raise CourseError([Problem(file=str(folder / HISTORY), line=1, column=1, message=message)])


def read_overview(folder: Path, last_good: LastGood | None) -> Overview | None:
    """Say what a list says of a course as its files are now, or as they were kept; raises nothing.

    None when neither tells.
    """
    # Whoever asks for the course itself is told what is wrong.
    with suppress(Exception):
        if found := overview(take_snapshot(folder)):
            return found
        if last_good and (kept := last_good.find(folder)):
            return overview(kept)
    return None
