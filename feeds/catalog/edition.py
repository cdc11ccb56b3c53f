"""A course as one state of its files makes it."""

import pickle
import zlib
from array import array

from feeds.calendar.feed import CourseFeeds
from feeds.course.overview import Overview
from feeds.errors import Problem


class Edition:
    """The feeds of a course, which fold up while nobody asks for them; what it is of never changes.

    `published` are the lines of its history, as `reading.published` tells them apart. `mark` tells the edition from
    every other, and may be kept when the edition itself should go. Folded, a course takes a tenth of the memory, and
    some milliseconds to be there again.
    """

    def __init__(self, feeds: CourseFeeds, overview: Overview | None, published: frozenset[int]) -> None:
        self.mark = object()
        self.published = array("I", published)
        self.overview = overview
        self.warnings: tuple[Problem, ...] = feeds.course.warnings
        self._feeds: CourseFeeds | None = feeds
        # Now, as long as nothing has been put aside in it that can be had again.
        self._folded = zlib.compress(pickle.dumps(feeds, pickle.HIGHEST_PROTOCOL), 1)

    @property
    def feeds(self) -> CourseFeeds:
        """The feeds, unfolded if need be."""
        if self._feeds is None:
            # Bytes that this process made, and nobody else has.
            feeds = pickle.loads(zlib.decompress(self._folded))  # noqa: S301
            assert isinstance(feeds, CourseFeeds)  # noqa: S101 (nothing else was folded)
            self._feeds = feeds
        return self._feeds

    def fold(self) -> None:
        """Let go of all but what it takes to unfold it."""
        self._feeds = None
