"""`feeds export`: the site as a folder of files, for hosts that run no program."""

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

import click

from feeds.cli.courses import folders, now, settings
from feeds.cli.exported import listed, told
from feeds.course.selection import Selection, SelectionError
from feeds.export.folder import MANIFEST, BusyError, InTheWayError, opened
from feeds.export.site import Export
from feeds.web.publication import Publication
from feeds.web.subscribe import Reach, reach

# How far the bar goes for each course, whose number of files is not known before.
_STEPS = 1_000


def _date(context: click.Context, parameter: click.Parameter, value: str | None) -> datetime | None:
    """Read a date, which is that day nearly everywhere at noon in UTC, or a time with its offset."""
    if value is None:
        return None
    try:
        return datetime.combine(date.fromisoformat(value), time(12, tzinfo=UTC))
    except ValueError:
        pass
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise click.BadParameter(
            f"{value!r} is no date, nor a time with its zone; write such as 2025-10-15 or 2025-10-15T16:00Z"
        )
    return moment.astimezone(UTC)


def _also(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> tuple[Selection, ...]:
    try:
        return tuple(Selection.parse(value) for value in values)
    except SelectionError as error:
        raise click.BadParameter(str(error)) from None


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@click.argument("courses", nargs=-1, metavar="[COURSE]...")
@click.option(
    "--date", "day", metavar="DATE", callback=_date, help="What day it is on the pages; calendars depend on none."
)
@click.option(
    "--also", multiple=True, metavar="SELECTION", callback=_also, help="Write this calendar, too: main_victor-butoi."
)
def export(folder: Path, courses: tuple[str, ...], day: datetime | None, also: tuple[Selection, ...]) -> None:
    """Write what the server answers into DIR, for a host that answers /x from x.html.

    It writes the calendars (everything, the class, every kind, person and week, and those with a name of their own),
    the pages, and the headers for common hosts. FEEDS_PUBLIC_URL is the host at whose root DIR will be found. Run
    again, it writes only what has changed, and deletes what a course no longer has. A calendar that was once written
    goes on being written, as long as DIR is kept. Files of yours in DIR stay; what it wrote is its own.

    A COURSE is the name of a course in FEEDS_DATA_DIR (default: data), or the path of its folder. Without any, it is
    all courses of FEEDS_DATA_DIR.

    Exits with 1 when a course could not be exported; what DIR had of it stays.
    """
    # What is broken is an error here, so nothing else is to take its place.
    used = replace(settings(), state_dir=None, trusted_hosts=(), proxy_hops=0, reload_seconds=1.0)
    _check_apart(folder, used.data_dir)
    found = dict(_slug(found, used.data_dir) for found in folders(courses, used.data_dir))
    _warn(used.public_url)
    run = Export(used, day or now(), Publication(also=also))
    try:
        with _failures_told(), opened(folder) as target, _bar(len(found)) as bar:
            result = run.into(target, found, bar)
    except BusyError:
        raise click.ClickException(f"another export is writing to {folder}; wait until it has ended") from None
    except InTheWayError as error:
        raise click.ClickException(
            f"nothing was written, since {folder} has files that are not of an export where others are to go:"
            f" {listed(error.paths)}; move them away, or export to another folder"
            f" (an earlier export whose list, {MANIFEST}, is lost may be deleted as a whole)"
        ) from None
    except OSError as error:
        raise click.ClickException(
            f"{error.filename or folder}: {error.strerror}; every file of {folder} is whole, as it was or as it is to"
            " be: when this is mended, run it again"
        ) from None
    for line in told(result, folder, used.data_dir):
        click.echo(line)
    sys.exit(1 if result.broken else 0)


@contextmanager
def _bar(courses: int) -> Iterator[Callable[[float], None]]:
    """Show on a terminal how far it is: whoever advances says how much of a course is done."""
    done = 0.0
    with click.progressbar(
        length=_STEPS * courses, label="Exporting", file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:

        def advance(part: float) -> None:
            nonlocal done
            before, done = int(done * _STEPS), done + part
            bar.update(int(done * _STEPS) - before)

        yield advance


def _check_apart(folder: Path, data_dir: Path) -> None:
    """End the command if what it writes would be among the data, or the other way round."""
    here, data = folder.resolve(), data_dir.resolve()
    if here.is_relative_to(data) or data.is_relative_to(here):
        raise click.ClickException(f"{folder} and the data in {data_dir} are one within the other; take another folder")


def _slug(found: Path, data_dir: Path) -> tuple[str, Path]:
    """Name a course as the server does; it must be one of FEEDS_DATA_DIR."""
    place = found if found.name and found.parent.resolve() == data_dir.resolve() else found.resolve()
    if place.parent.resolve() != data_dir.resolve():
        raise click.ClickException(f"{found} is not in {data_dir}; set FEEDS_DATA_DIR to the folder that it is in")
    return place.name, place


def _warn(public_url: str) -> None:
    where = {Reach.COMPUTER: "on this computer only", Reach.NETWORK: "in your own network only"}.get(reach(public_url))
    if where:
        click.echo(
            f"warning: FEEDS_PUBLIC_URL is {public_url}, which works {where}: nobody else could subscribe", err=True
        )


@contextmanager
def _failures_told() -> Iterator[None]:
    """Show of what the application logs where it failed; what is wrong with data is said by the command itself."""
    log, handler = logging.getLogger("feeds"), logging.StreamHandler()
    handler.addFilter(lambda record: bool(record.exc_info))
    log.addHandler(handler)
    try:
        yield
    finally:
        log.removeHandler(handler)
