"""Which engines there are, and what happens where one is not installed."""

from typing import Protocol

from absent import absent

from . import icaljs, libical, vobject
from .reading import Reading


class Judge(Protocol):
    """What every module here offers."""

    def missing(self) -> str | None:
        """Say what has to be installed before it can judge; None if nothing."""


class Engine(Judge, Protocol):
    """A reader of calendars."""

    def read(self, feed: bytes) -> list[Reading]:
        """Read every event of a feed."""


ENGINES: dict[str, Engine] = {"vobject": vobject, "ical.js": icaljs, "libical": libical}


def require(judge: Judge) -> None:
    """Skip the running test where a judge is not installed; in CI fail it."""
    if missing := judge.missing():
        absent(missing)
