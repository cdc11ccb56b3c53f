"""`feeds import`: what people have already, a spreadsheet, a calendar, a course page, as data files."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from feeds.authoring.imports.formats import Reading, read_file
from feeds.authoring.imports.found import Read
from feeds.authoring.imports.masking import masked
from feeds.cli.courses import place_of, settings
from feeds.cli.facts import Given, facts_options
from feeds.cli.imported_course import import_course
from feeds.cli.imported_update import import_update
from feeds.course.folder import read_file as read_bytes
from feeds.course.model import Kind

_MAX_BYTES = 10_000_000


def _columns(context: click.Context, parameter: click.Parameter, value: Sequence[str]) -> dict[str, str]:
    named = dict(text.rpartition("=")[::2] for text in value)
    if "" in named:
        raise click.BadParameter("write the column's header, = and what it is: 'Wer=speaker'")
    return named


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("course", metavar="COURSE")
@click.option("--write", is_flag=True, help="Write it; without this, it is only said.")
@click.option("--cancel-missing", is_flag=True, help="Cancel what the course has and FILE has not, of the same kinds.")
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="HEADER=WORD",
    callback=_columns,
    help="What a column of a spreadsheet is, such as 'Wer=speaker'. As often as needed.",
)
@click.option("--day-first", is_flag=True, help="In a spreadsheet, 3/4 is 3 April.")
@click.option("--kind", type=click.Choice([kind.value for kind in Kind]), help="What a calendar's other events are.")
@facts_options
def import_file(
    file: Path,
    course: str,
    write: bool,
    cancel_missing: bool,
    columns: dict[str, str],
    day_first: bool,
    kind: str | None,
    given: Given,
) -> None:
    """Turn FILE into the data of a COURSE in FEEDS_DATA_DIR (default: data): say what would be written, or write it.

    FILE is a spreadsheet saved as CSV, a calendar of another program (.ics), or a course page saved as HTML or as text.
    What cannot be understood is listed with its line, and left as a comment in the data.

    A COURSE that is there gets the differences only; its ids, its comments and what FILE says nothing of stay. So
    import again when FILE has changed. A new one takes the options of `feeds new`, and asks for what is missing.
    """
    folder = place_of(course, settings().data_dir)
    data = _content(file)

    def read(zone: str, around: date | None, code: str) -> Read:
        reading = Reading(
            around=around,
            zone=zone,
            code=code,
            columns=columns,
            day_first=day_first,
            kind=Kind(kind) if kind else None,
        )
        try:
            return read_file(file.name, data, reading)
        except ValueError as error:
            raise click.ClickException(f"{file}: {error}") from None

    name = masked(file.name)
    if not folder.exists():
        if cancel_missing:
            raise click.UsageError(f"--cancel-missing is about a course that is there, and {folder} is not")
        import_course(folder, name, read, given, write=write)
    elif given != Given():
        raise click.UsageError(f"{folder} is there already; what a course is stands in its course.yaml")
    else:
        import_update(folder, name, read, cancel_missing=cancel_missing, write=write)


def _content(file: Path) -> bytes:
    try:
        data = read_bytes(file, _MAX_BYTES).data
    except OSError as error:
        raise click.ClickException(f"{file} cannot be read ({error.strerror})") from None
    if len(data) > _MAX_BYTES:
        raise click.ClickException(f"{file} is larger than 10 MB; save a page without its images, or a smaller sheet")
    return data
