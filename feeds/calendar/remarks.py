"""What a list must say beside a title: written at the head of a description, and found there again."""

import re
from collections.abc import Iterator
from typing import Protocol

from feeds.course.model import AllDay, Event, Kind, Status, Timed

_HAS_HOURS = (Kind.LECTURE, Kind.TUTORIAL, Kind.EXAM, Kind.OFFICE_HOURS)
_NEW_DATE = "A new date is to be announced."
_ONE_OF = "Any one of {0}: the same session is held {0} times; come to one."
_IS_ONE_OF = re.compile(re.escape(_ONE_OF).replace(r"\{0\}", r"\d+"))


class Described(Protocol):
    """An event that was read from a feed."""

    @property
    def kind(self) -> Kind:
        """What it is."""

    @property
    def when(self) -> Timed | AllDay:
        """When it is."""

    @property
    def status(self) -> Status:
        """Whether it takes place."""

    @property
    def description(self) -> str:
        """What is said of it."""


def remarks(event: Event) -> Iterator[str]:
    """Yield the paragraphs with which the description of an event begins.

    They say that it is cancelled, and why; that it has lost its date, or has no time yet; that it is any one of
    several.
    """
    if event.status is Status.CANCELLED:
        yield f"Cancelled: {event.reason}" if event.reason else "Cancelled."
    elif event.undated:
        yield _NEW_DATE
    elif _has_no_time(event.kind, event.when):
        yield "The time is to be announced."
    if event.any_of:
        yield _ONE_OF.format(event.alternatives)


def said_of(event: Described) -> tuple[str, ...]:
    """Find what `remarks` wrote of an event."""
    paragraphs = event.description.split("\n\n")
    cancelled = event.status is Status.CANCELLED
    count = int(cancelled or has_lost_its_date(event) or _has_no_time(event.kind, event.when))
    one_of = [paragraph for paragraph in paragraphs[count : count + 1] if _IS_ONE_OF.fullmatch(paragraph)]
    return (*paragraphs[:count], *one_of)


def has_lost_its_date(event: Described) -> bool:
    """Tell whether an event stays on its last date until it gets another."""
    tentative = event.status is Status.TENTATIVE and isinstance(event.when, AllDay)
    return tentative and event.description.startswith(f"{_NEW_DATE}\n\n")


def _has_no_time(kind: Kind, when: Timed | AllDay) -> bool:
    return kind in _HAS_HOURS and isinstance(when, AllDay)
