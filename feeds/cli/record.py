"""`feeds record`: what was published goes into the history, and stays there."""

import errno
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import click

from feeds.cli.courses import folders, now, read, settings
from feeds.cli.impact import Impact, impact
from feeds.cli.impact_forms import TOO_LATE, as_lines
from feeds.cli.whole_file import write_whole
from feeds.course.folder import HISTORY
from feeds.course.history import record as lines_of
from feeds.course.history import taken_away
from feeds.course.ledger import LIMITS, is_too_large, write_lines
from feeds.course.model import Effect
from feeds.course.schema.readings import read_line
from feeds.course.wording import counted
from feeds.errors import CourseError, Problem

_MAX_NOTE = 200
# How many of the notices of a course's cancellations are shown before they are done on purpose.
_FIRST = 3


def _note(context: click.Context, parameter: click.Parameter, value: str) -> str:
    note = value.strip()
    if len(note) > _MAX_NOTE:
        raise click.BadParameter(f"it has {len(note)} characters; write at most {_MAX_NOTE}")
    try:
        return note and read_line(note)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


@click.command()
@click.argument("courses", nargs=-1, metavar="[COURSE]...")
@click.option("-m", "--note", default="", callback=_note, help="Why, in one line; subscribers can read it.")
@click.option("--cancel", type=int, metavar="NUMBER", help="Cancel this many events at once, and no other number.")
def record(courses: tuple[str, ...], note: str, cancel: int | None) -> None:
    """Add to the history of each COURSE what changed since it was last recorded.

    A COURSE is the name of a course in FEEDS_DATA_DIR (default: data), or a path: of a course's folder, of a file
    in it, or of a folder of courses. Without any, it is all courses of FEEDS_DATA_DIR.

    Exits with 1 when a course could not be recorded; the others are.
    """
    at = now()
    done = [_record(folder, at, note, cancel) for folder in folders(courses, settings().data_dir)]
    sys.exit(0 if all(done) else 1)


def _record(folder: Path, at: datetime, note: str, cancel: int | None) -> bool:
    """Record one course and say what there was to record, or why it could not be; tells whether it could."""
    try:
        course, refusal = read(folder)
        for warning in course.warnings:
            click.echo(warning)
        found = impact(course, at)
        if refusal and cancel != len(taken_away(course.changes)):
            _refuse(found, refusal, cancel)
            return False
        if found.changes or found.calendars:
            _append(folder / HISTORY, write_lines(lines_of(course, at, note)))
    except CourseError as error:
        for problem in error.problems:
            click.echo(problem)
        return False
    for line in _said(found):
        click.echo(line)
    return True


def _said(found: Impact) -> Iterator[str]:
    slug, number = found.course.slug, len(found.changes)
    if not number and not found.calendars:
        yield f"{slug}: nothing new"
    elif found.first:
        yield f"{slug}: {counted(number, 'event')} published; its history begins"
    else:
        yield f"{slug}: {found.size}"
        yield from as_lines(found.notices, "  ")
        if found.late:
            yield f"  {TOO_LATE}:"
            yield from (f"    {late.sentence}" for late in found.late)
    yield from (f"  {line}" for line in found.calendars)


def _refuse(found: Impact, refusal: Problem, cancel: int | None) -> None:
    """Say what would be cancelled at once, how many, and the first of them."""
    click.echo(refusal)
    taken = [notice for notice in found.notices if notice.effect in (Effect.CANCELLED, Effect.WITHDRAWN)]
    for line in as_lines(taken[:_FIRST], "  "):
        click.echo(line)
    if len(taken) > _FIRST:
        click.echo(f"  … and {sum(len(notice.changes) for notice in taken[_FIRST:])} more")
    if cancel is not None:
        number = sum(len(notice.changes) for notice in taken)
        click.echo(f"{found.course.slug}: nothing is recorded, since {number} events would be cancelled, not {cancel}")


def _append(path: Path, text: str) -> None:
    """Add to a file, of which a whole new one takes the place; raises CourseError, and then nothing was changed."""
    try:
        kept = path.read_bytes() if path.exists() else b""
        if kept and not kept.endswith(b"\n"):
            kept += b"\n"
        whole = kept + text.encode()
        if is_too_large(whole):
            raise OSError(errno.EFBIG, f"it would be larger than {LIMITS}")
        write_whole({path: whole})
    except OSError as error:
        message = f"the history cannot be written ({error.strerror}); nothing is recorded of this course"
        raise CourseError([Problem(file=str(path), line=1, column=1, message=message)]) from None
