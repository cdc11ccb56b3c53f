"""What is known of one course, and what becomes of it when its files change."""

import logging
import threading
from collections.abc import Callable, Collection
from contextlib import nullcontext, suppress
from enum import StrEnum
from pathlib import Path
from typing import Protocol, TypeVar

from feeds.catalog.edition import Edition
from feeds.catalog.files import Signature, signature
from feeds.catalog.last_good import DamagedError, LastGood
from feeds.catalog.reading import Reading, published, read, read_again
from feeds.errors import Problem, Severity

T = TypeVar("T")

_log = logging.getLogger("feeds.catalog")

# How many seconds the files of one course may come one after the other.
_DEPLOYING = 30


class State(StrEnum):
    """What a loaded course is served from."""

    GOOD = "good"
    LAST_GOOD = "last-good"
    FAILED = "failed"


class Apart(Protocol):
    """Does work that takes long where nobody else waits for it, and gives what came of it."""

    def __call__(self, work: Callable[[], T], /) -> T:
        """Do it."""


class Shelf:
    """One course: the edition that is served (None: there is none), and what is wrong with its files, if anything is.

    `is_read` tells whether it was read at all; while it is read for the first time, it is not.
    Work that takes long is done `apart`; courses are read for the first time `one_by_one`, so that many of them keep
    nobody else waiting. `clock` tells seconds that only rise.
    """

    def __init__(
        self,
        folder: Path,
        public_url: str,
        last_good: LastGood | None,
        apart: Apart,
        one_by_one: threading.Lock,
        clock: Callable[[], float],
    ) -> None:
        self.folder = folder
        self.edition: Edition | None = None
        self.problems: tuple[Problem, ...] = ()
        self._public_url = public_url
        self._last_good = last_good
        self._apart = apart
        self._one_by_one = one_by_one
        self._clock = clock
        self._lock = threading.Lock()
        self.is_read = False
        # The state of the files that was last judged, that of the last look at them, and that which waits for newer
        # files, and since when.
        self._judged: Signature = ()
        self._seen: Signature = ()
        self._held: tuple[Signature, float] | None = None
        # Of the files that were last judged: a deployment may touch thousands without changing any.
        self._digest: bytes | None = None
        # What was last said of what was kept.
        self._told = ""

    @property
    def state(self) -> State:
        """What the course is served from."""
        if not self.problems:
            return State.GOOD
        return State.LAST_GOOD if self.edition else State.FAILED

    def look(self, *, settled: bool = True) -> None:
        """Read the course if its files have changed; unless they are `settled`, somebody may still be writing them."""
        self._look_at(signature(self.folder), settled)

    def look_again(self, state: Signature, *, may_read: bool) -> bool:
        """Read the course if its files have changed, and are as the last look saw them; tell if that is left to do."""
        if state != self._seen:
            self._seen = state
            return state != self._judged
        if state == self._judged or self._is_held(state):
            return False
        if may_read:
            self._look_at(state, settled=True)
        return not may_read

    def _look_at(self, state: Signature, settled: bool) -> None:
        with self._lock:
            if state == self._judged or self._is_held(state):
                return
            folder, public_url, known = self.folder, self._public_url, self._digest
            with nullcontext() if self.is_read else self._one_by_one:
                reading = self._apart(lambda: read(folder, public_url, known, self._published()))
            # What changes meanwhile is read the next time; so are files that older ones stand beside.
            if settled and reading.steady and reading.unchanged:
                self._held, self._judged, self._seen = None, reading.signature, reading.signature
            elif settled and reading.steady and not self._holds(reading):
                self._keep(reading)
                self._take(reading)
            elif self.edition is None:
                self.edition = self._recalled()
                if self.edition is None:
                    self._take(reading)
            self.is_read = True

    def _published(self) -> Collection[int]:
        """Tell which lines of its history the course has published, as far as anybody knows."""
        if self.edition:
            return self.edition.published
        with suppress(DamagedError):
            if self._last_good and (kept := self._last_good.find(self.folder)):
                return published(kept)
        return ()

    def _is_held(self, state: Signature) -> bool:
        return self._held is not None and self._held[0] == state and self._clock() - self._held[1] < _DEPLOYING

    def _holds(self, reading: Reading) -> bool:
        """Tell whether a history stands beside older files, whose newer ones are probably still on their way.

        What the old ones say would be published with numbers that fall again as soon as the new ones are there.
        """
        if reading.edition is None or not reading.edition.feeds.course.behind_history:
            return False
        now = self._clock()
        if self._held is None:
            waiting = "its files are older than its history; newer ones are awaited"
            _log.info("%s: %s for up to %s seconds", self.folder.name, waiting, _DEPLOYING)
        since = self._held[1] if self._held else now
        self._held = reading.signature, since
        return now - since < _DEPLOYING

    def _take(self, reading: Reading) -> None:
        """Serve from now on what came of reading the course, and tell what is wrong with it."""
        before, self.problems = self.problems, reading.problems
        self.edition = reading.edition or self.edition or self._recalled()
        self._held, self._seen = None, reading.signature
        if reading.may_pass:
            self._judged, self._digest = (), None
        else:
            self._judged, self._digest = reading.signature, reading.snapshot.digest
        if reading.may_pass and self.problems == before:
            # Told already, a look ago.
            return
        if reading.failure:
            _log.error("reading %s failed", self.folder.name, exc_info=reading.failure)
        serving = "its last good state" if self.edition else "nothing"
        for problem in self.problems:
            if problem.severity is Severity.ERROR:
                _log.error("rejected %s (serving: %s)", problem, serving)
        if before and reading.edition:
            _log.info("%s is good again", self.folder.name)

    def _keep(self, reading: Reading) -> None:
        """Keep the files of an edition; when that begins to fail, it is told."""
        if self._last_good is None or reading.edition is None:
            return
        last_good = self._last_good
        trouble = self._apart(lambda: last_good.keep(reading.snapshot))
        if trouble:
            _log.warning("the last good state of %s is not kept: %s", self.folder.name, trouble)

    def _recalled(self) -> Edition | None:
        """Make an edition of what was kept of the course."""
        if self._last_good is None:
            return None
        last_good, folder, public_url = self._last_good, self.folder, self._public_url
        try:
            kept = self._apart(lambda: last_good.find(folder))
            if kept is None:
                return None
            recalled = self._apart(lambda: read_again(kept, public_url, ()))
            if recalled.edition is None:
                raise DamagedError("; ".join(str(problem) for problem in recalled.problems))
        except DamagedError as error:
            if str(error) != self._told:
                _log.warning("the last good state of %s is not used: %s", folder.name, error)
            self._told = str(error)
            return None
        return recalled.edition
