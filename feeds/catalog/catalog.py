"""The courses being served: each is read when first asked for, read again when its files change, and kept as
it last was when they cannot be read.
"""

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from feeds.calendar.feed import CourseFeeds
from feeds.catalog.edition import Edition
from feeds.catalog.files import Signature, courses_in, is_course, is_course_name, last_touched, signature
from feeds.catalog.last_good import LastGood
from feeds.catalog.reading import read_overview
from feeds.catalog.shelf import Apart, Shelf, State
from feeds.course.overview import Overview
from feeds.errors import CourseError, Problem

# For how many seconds a file that was just written may be only the beginning of itself.
_WRITING = 0.5

# For how many seconds one look reads courses that have changed.
_LOOK_SECONDS = 0.5

# How often somebody who asks for a course that is not served yet waits for that.
_WAITS = 4

# How many courses, those that were asked for last, stay unfolded.
_UNFOLDED = 48


T = TypeVar("T")

_log = logging.getLogger("feeds.catalog")


class UnknownCourseError(LookupError):
    """There is no course of this name."""


def here(work: Callable[[], T], /) -> T:
    """Do work at once, while everybody waits."""
    return work()


class Catalog:
    """The courses in a folder, by the names of their folders.

    A course is read when first asked for. `look` looks whether files of courses have changed, and is to be called
    every now and then; with `reload_seconds` 0, whoever asks for a course has its files looked at. In `state_dir` the
    last good files are kept for other processes. Reading is done `apart`. `clock` tells seconds that only rise, `wall`
    those since 1970, as files have them.
    """

    def __init__(
        self,
        folder: Path,
        public_url: str,
        *,
        reload_seconds: float,
        state_dir: Path | None = None,
        apart: Apart = here,
        clock: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self._folder = folder
        self._public_url = public_url
        self._eager = not reload_seconds
        self._last_good = LastGood(state_dir) if state_dir else None
        self._apart = apart
        self._clock = clock
        self._wall = wall
        self._one_by_one = threading.Lock()
        self._shelves: dict[str, Shelf] = {}
        self._recent: OrderedDict[str, None] = OrderedDict()
        self._overviews: dict[str, tuple[Signature, Overview | None]] = {}

    def slugs(self, beginning: str = "") -> tuple[str, ...]:
        """List the courses there are whose names have a beginning, by name, without loading any."""
        # Copied, since this is also done while others are answered.
        served = {slug for slug, shelf in tuple(self._shelves.items()) if shelf.edition}
        kept = self._last_good.slugs() if self._last_good else ()
        found = {slug for slug in served.union(kept) if slug.startswith(beginning) and is_course_name(slug)}
        return tuple(sorted(found.union(courses_in(self._folder, beginning))))

    def overviews(self, beginning: str = "") -> tuple[Overview, ...]:
        """Say what a list says of each course whose name has a beginning, by name, without loading any.

        Courses that cannot be served, as far as that is known, are left out.
        """
        found = self._apart(lambda: [self._overview(slug) for slug in self.slugs(beginning)])
        return tuple(each for each in found if each)

    def feeds(self, slug: str) -> CourseFeeds:
        """Give the feeds of a course as `edition` has them; raises what it does."""
        return self.edition(slug).feeds

    def edition(self, slug: str) -> Edition:
        """Give a course as its files are now, or as they last were when they could be read.

        Raises UnknownCourseError, or CourseError when there has been nothing good to serve yet.
        """
        edition = self.loaded(slug)
        if edition is None:
            shelf = self._opened(slug)
            edition = shelf.edition
            if edition is None:
                raise CourseError(shelf.problems)
        self._recent[slug] = None
        self._recent.move_to_end(slug)
        if len(self._recent) > _UNFOLDED:
            idle, _ = self._recent.popitem(last=False)
            self._fold(idle)
        return edition

    def loaded(self, slug: str) -> Edition | None:
        """Give the edition that a course is served from, if there is one already."""
        shelf = self._shelves.get(slug)
        if shelf is None or shelf.edition is None:
            return None
        if self._eager:
            shelf.look()
        return shelf.edition

    def states(self) -> dict[str, State]:
        """Tell what each loaded course is served from, without loading any."""
        return {slug: shelf.state for slug, shelf in sorted(self._shelves.items()) if shelf.is_read}

    def problems(self, slug: str) -> tuple[Problem, ...]:
        """Tell what is wrong with a course as its files are now, whether they are served or not.

        Raises UnknownCourseError.
        """
        shelf = self._shelves[slug] if self.loaded(slug) else self._opened(slug)
        return shelf.problems or (shelf.edition.warnings if shelf.edition else ())

    def look(self) -> bool:
        """Look once at the files of every loaded course, and read again those that changed before the last look.

        Only those, since what has just changed may be half of what somebody is writing; and only for some time, since
        other courses may change meanwhile: those first that were asked for last. Tells whether something is left to
        do, so that there had better be another look soon.
        """
        recent = {slug: number for number, slug in enumerate(self._recent)}
        shelves = [(slug, shelf) for slug, shelf in self._shelves.items() if shelf.is_read]
        shelves.sort(key=lambda each: recent.get(each[0], -1), reverse=True)
        states = self._apart(lambda: [signature(shelf.folder) for _, shelf in shelves])
        end, left = self._clock() + _LOOK_SECONDS, False
        for (slug, shelf), state in zip(shelves, states, strict=True):
            try:
                left |= shelf.look_again(state, may_read=self._clock() <= end)
            except Exception:
                # The others are looked at all the same.
                _log.exception("looking at %s failed", slug)
            if slug not in self._recent:
                self._fold(slug)
        return left

    def _opened(self, slug: str) -> Shelf:
        """Find the shelf of a course that is not served yet, and read it if nobody has; raises UnknownCourseError."""
        if not is_course_name(slug) or not (is_course(self._folder / slug) or self._is_kept(slug)):
            self._shelves.pop(slug, None)
            raise UnknownCourseError(slug)
        shelf = self._shelves.get(slug)
        if shelf is None:
            shelf = Shelf(
                self._folder / slug, self._public_url, self._last_good, self._apart, self._one_by_one, self._clock
            )
            self._shelves[slug] = shelf
        if self._eager:
            shelf.look()
        elif not shelf.is_read:
            shelf.look(settled=self._has_settled(shelf.folder))
        return shelf

    def _is_kept(self, slug: str) -> bool:
        return self._last_good is not None and self._last_good.holds(slug)

    def _has_settled(self, folder: Path) -> bool:
        """Let whoever is writing a file of a course finish, for a while; tell whether nobody does."""
        for _ in range(_WAITS):
            written = self._wall() - last_touched(signature(folder))
            if not 0 <= written < _WRITING:
                return True
            time.sleep(_WRITING - written)
        return False

    def _fold(self, slug: str) -> None:
        shelf = self._shelves.get(slug)
        if shelf and shelf.edition:
            shelf.edition.fold()

    def _overview(self, slug: str) -> Overview | None:
        shelf = self._shelves.get(slug)
        if shelf and shelf.is_read:
            return shelf.edition.overview if shelf.edition else None
        folder = self._folder / slug
        state = signature(folder)
        known, found = self._overviews.get(slug, ((), None))
        if state != known:
            found = read_overview(folder, self._last_good)
            self._overviews[slug] = state, found
        return found
