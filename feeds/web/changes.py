"""What changed, as pages show it: by day, and linked to what it is about."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import TypeAlias

from feeds.calendar.changes import Notice
from feeds.calendar.feed import CourseFeeds
from feeds.course import wording
from feeds.course.model import Course, Effect
from feeds.course.timezones import in_zone


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """A text and where it leads on this site, which is nowhere when what it names was withdrawn."""

    text: str
    address: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One notice on a page: what it says, what it leaves out, and the weeks that it is about.

    `day` is when it was published. Whatever is `quiet` nobody needs to be told of.
    """

    day: date
    said: Linked
    lines: tuple[Linked, ...] = ()
    weeks: tuple[Linked, ...] = ()
    note: str = ""
    quiet: bool = False


Published: TypeAlias = tuple[date, Sequence[Shown]]
"""A day, and what was published on it."""


def shown(notices: Iterable[Notice], found: CourseFeeds) -> tuple[Shown, ...]:
    """Prepare some of a course's notices for a page, in their order."""
    return tuple(_shown(notice, found) for notice in notices)


def by_day(notices: Iterable[Shown]) -> Iterator[Published]:
    """Group what follows one another by the day of its publication; a note stands once below all that it is about."""
    for published, group in groupby(notices, key=lambda notice: notice.day):
        of_day = tuple(group)
        following = (*(notice.note for notice in of_day[1:]), "")
        yield (
            published,
            tuple(
                replace(notice, note="") if notice.note == after else notice
                for notice, after in zip(of_day, following, strict=True)
            ),
        )


def day(value: date, course: Course) -> str:
    """Write a day of publication, with its year where that is not the course's: `Thu 4 Sep`, `Mon 5 Jan 2026`."""
    return wording.day(value) if value.year == course.first.year else wording.dated(value)


def published_on(time: datetime, course: Course) -> date:
    """Give the day on which something was published, where the course is."""
    return in_zone(time, course.time_zone).date()


def _shown(notice: Notice, found: CourseFeeds) -> Shown:
    root = f"/{found.course.slug}"
    addresses = [f"{root}/events/{change.id}" if found.entry(change.id) else None for change in notice.changes]
    address: str | None = None
    lines: tuple[Linked, ...] = ()
    weeks: tuple[Linked, ...] = ()
    if len(addresses) == 1:
        address = addresses[0]
    elif notice.lines:
        lines = tuple(Linked(text=text, address=each) for text, each in zip(notice.lines, addresses, strict=True))
    elif notice.first:
        address = f"{root}/all"
    else:
        days = (wording.day(change.event.days[0]) for change in notice.changes)
        weeks = tuple(Linked(text=text, address=each) for text, each in zip(days, addresses, strict=True))
    return Shown(
        day=published_on(notice.time, found.course),
        said=Linked(text=notice.text, address=address),
        lines=lines,
        weeks=weeks,
        note=notice.note,
        quiet=notice.effect is Effect.QUIET,
    )
