"""`feeds import` into a course that is there: the differences, and nothing else."""

from collections.abc import Callable, Collection, Iterator
from datetime import date
from pathlib import Path

import click

from feeds.authoring.data_files import rows_of
from feeds.authoring.imports.assembly import assemble
from feeds.authoring.imports.found import Read
from feeds.authoring.updates.update import Update, update
from feeds.cli import import_report
from feeds.cli.courses import now
from feeds.cli.new_folder import refusal
from feeds.cli.whole_file import write_whole
from feeds.course.folder import FILES, File, Snapshot, take_snapshot
from feeds.course.model import Course, Event
from feeds.course.parser import parse
from feeds.course.reader import read_snapshot
from feeds.course.timezones import in_zone
from feeds.errors import CourseError


def import_update(
    folder: Path, name: str, read: Callable[[str, date | None, str], Read], *, cancel_missing: bool, write: bool
) -> None:
    """Say what a file of some name would change in a course, and write it if that is wanted.

    `read` reads the file with the clocks of a zone, the dates around a day and a course's number.
    """
    snapshot = take_snapshot(folder)
    try:
        course = read_snapshot(snapshot, cancelling=True)
    except CourseError as error:
        said = ["this course cannot be read; correct it first:", *map(str, error.problems)]
        raise click.ClickException("\n".join(said)) from None
    texts = {
        file: each.data.decode() for file, each in snapshot.files.items() if file in FILES and isinstance(each, File)
    }
    content = parse(texts["course.yaml"].encode(), "course.yaml").value
    staff = parse(texts["staff.yaml"].encode(), "staff.yaml").value
    reading = read(course.time_zone, course.first + (course.last - course.first) / 2, course.code)
    found = reading.found
    made = assemble(
        found,
        content if isinstance(content, dict) else {},
        staff=rows_of(staff, "people"),
        taken=_taken(course),
    )
    cautious = cancel_missing and bool(found.unread)
    work = update(
        texts,
        made,
        name,
        found.unread,
        tells=found.tells,
        first=course.first,
        now=in_zone(now(), course.time_zone),
        cancel_missing=cancel_missing and not cautious,
        published=frozenset(event.slot for event in _published(course) if event.slot),
    )
    lines = [
        *import_report.columns(reading.columns),
        *import_report.proposed(work),
        *import_report.unread(found.unread, "Not understood"),
        *import_report.unread([*found.warnings, *made.warnings], "Look at"),
        *(["Nothing is cancelled, since what was not understood may be about it."] if cautious else []),
    ]
    for line in lines:
        click.echo(line)
    _check(snapshot, work, {warning.message for warning in course.warnings})
    if not write and work.texts:
        click.echo(import_report.NOT_WRITTEN)
    elif write:
        _write(snapshot, work)


def _taken(course: Course) -> set[str]:
    """Gather every id that the course uses, or has ever published."""
    known = (event for change in course.changes for event in change.sides)
    return {id for event in known for id in (event.id, *event.written)} | {each.id for each in course.undated}


def _published(course: Course) -> Iterator[Event]:
    return (event for change in course.changes if change.recorded for event in change.sides)


def _check(snapshot: Snapshot, work: Update, known: Collection[str]) -> None:
    """Read the course as it would be, and say what is wrong then and is not now; ends the command for an error."""
    modified = max(each.modified for each in snapshot.files.values() if isinstance(each, File))
    new = {file: File(data=text.encode(), modified=modified) for file, text in work.texts.items()}
    wanted = Snapshot(path=snapshot.path, files={**snapshot.files, **new}, others=snapshot.others)
    try:
        course = read_snapshot(wanted)
    except CourseError as error:
        try:
            # That much is cancelled at once is for `feeds record` to refuse, which needs the files to be there.
            course = read_snapshot(wanted, cancelling=True)
        except CourseError:
            raise refusal(snapshot.path, error) from None
        for problem in error.problems:
            click.echo(problem)
    for warning in course.warnings:
        if warning.message not in known:
            click.echo(warning)


def _write(snapshot: Snapshot, work: Update) -> None:
    """Put the new texts in their places, unless somebody has edited the course meanwhile."""
    folder = snapshot.path
    if take_snapshot(folder).digest != snapshot.digest:
        raise click.ClickException(f"{folder} was edited meanwhile, and nothing is written; say the same again")
    try:
        write_whole({folder / file: text.encode() for file, text in work.texts.items()})
    except OSError as error:
        raise click.ClickException(f"{folder} cannot be written ({error.strerror}); nothing has changed") from None
    if work.proposal.files:
        next_steps = f"look at `feeds diff {snapshot.slug}`, then `feeds record {snapshot.slug}`"
        click.echo(f"Written: {', '.join(work.texts)}; {next_steps}.")
    elif work.texts:
        click.echo(f"Written: what was not understood, as comments in {', '.join(work.texts)}.")
