"""`feeds diff`: what subscribers will see, before it is for ever."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click

from feeds.cli.courses import folders, now, read, settings
from feeds.cli.impact import impact
from feeds.cli.impact_forms import FORMATS, Compared
from feeds.course.model import Course, Effect
from feeds.course.reader import read_course
from feeds.course.timezones import WallTimeError, localize
from feeds.errors import CourseError, Problem

_YEARS = range(2000, 2101)


def _moment(context: click.Context, parameter: click.Parameter, value: str | None) -> datetime | None:
    """Read a date or a time, which is naive unless it says of which clock it is."""
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        moment = None
    if moment is None or moment.year not in _YEARS:
        wanted = "write a date such as 2025-10-01, or a time such as 2025-10-01T12:00 or 2025-10-01T16:00Z"
        raise click.BadParameter(f"{value!r} is neither a date nor a time; {wanted}")
    return moment


@click.command()
@click.argument("courses", nargs=-1, metavar="[COURSE]...")
@click.option(
    "--since", metavar="WHEN", callback=_moment, help="Say all that changed since this date or time of the course."
)
@click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True, help="How to say it."
)
def diff(courses: tuple[str, ...], since: datetime | None, form: str) -> None:
    """Say what the subscribers of each COURSE will see that they have not been told: what is not recorded yet.

    Each course begins with how much changes. Then come the changes, whom of the staff they concern, what is too late
    for slow calendars, what looks like a mistake, and how to undo it.

    A COURSE is the name of a course in FEEDS_DATA_DIR (default: data), or a path: of a course's folder, of a file
    in it, or of a folder of courses. Without any, it is all courses of FEEDS_DATA_DIR.

    Exits with 1 when a course could not be served.
    """
    compared = [_compare(folder, since, now()) for folder in folders(courses, settings().data_dir)]
    click.echo(FORMATS[form](compared))
    sys.exit(1 if any(each.impact is None or each.impact.refused for each in compared) else 0)


def _compare(folder: Path, since: datetime | None, now: datetime) -> Compared:
    try:
        present, refusal = read(folder)
        course, as_of = present, _instant(since, present, folder) if since else None
        if as_of:
            course = read_course(folder, as_of=as_of, cancelling=True)
    except CourseError as error:
        return Compared(slug=folder.resolve().name, problems=error.problems)
    found = impact(course, now, refusal)
    undo = () if found.first or not found.changes else tuple(_undo(present, as_of, found.refused))
    return Compared(slug=course.slug, impact=found, undo=undo)


def _instant(moment: datetime, course: Course, folder: Path) -> datetime:
    """Give the instant of a time, which is of the course's clock if it does not say; raises CourseError."""
    if moment.tzinfo:
        return moment.astimezone(UTC)
    try:
        return localize(moment, course.time_zone)
    except WallTimeError as error:
        message = f"--since: {error}; write the time with its offset, such as {moment:%Y-%m-%dT%H:%M}Z"
        raise CourseError([Problem(file=str(folder), line=1, column=1, message=message)]) from None


def _undo(course: Course, as_of: datetime | None, refused: bool) -> Iterator[str]:
    """Say how to take back what was recorded since a time, and what is not recorded yet."""
    if refused:
        yield "not live, since it is refused: undo the edit in the files, and nobody has seen it"
        return
    if as_of and any(change.recorded and change.time > as_of for change in course.changes):
        yield "recorded already: write it back as it was, then run `feeds record`"
    if course.unrecorded:
        yield "not recorded yet: undo the edit in the files, and nobody's history has it"
    if any(change.before for change in course.unrecorded):
        yield "live already: run `feeds record` before you undo it, since a calendar that has it takes nothing older"
    if any(change.effect is Effect.NEW for change in course.unrecorded):
        yield "what is new needs no record: take it out again, and it disappears"
