"""`feeds new`: a course to begin with, or last year's for the next term."""

from collections.abc import Mapping
from pathlib import Path

import click

from feeds.authoring.data_files import Content
from feeds.authoring.next_term.left_behind import PARTS
from feeds.authoring.next_term.roll_over import roll_over
from feeds.authoring.outset import new_course
from feeds.cli.courses import folders, now, place_of, settings
from feeds.cli.facts import Given, facts, facts_options
from feeds.cli.new_folder import check_new, refusal, write_course
from feeds.cli.new_report import of_new, of_next
from feeds.cli.offered import offered
from feeds.course.folder import FILES, File, take_snapshot
from feeds.course.parser import parse
from feeds.course.reader import read_course
from feeds.errors import CourseError

_SETTLED = frozenset({"meeting", "contact"})  # by last year's course


@click.command()
@click.argument("course", metavar="COURSE")
@click.option("--from", "source", metavar="COURSE", help="Last year's course, whose next term this is.")
@click.option(
    "--keep", multiple=True, type=click.Choice(PARTS), help="What of last year's comes along. As often as needed."
)
@facts_options
def new(course: str, source: str | None, keep: tuple[str, ...], given: Given) -> None:
    """Write the files of a new COURSE into FEEDS_DATA_DIR (default: data), so that it is served at once.

    COURSE is the name of its folder and the beginning of its addresses, such as 6.1234-sp26. What is not given is
    asked for in a terminal; elsewhere the number and the term are taken from that name, the time zone from the other
    courses, and the domain from FEEDS_PUBLIC_URL.

    With --from it is last year's course on new days: rows keep their ids, weeks and weekdays, and skip days without
    class in order. Guests, materials, changes of single days, TAs and slots stay behind unless they are kept, and the
    calendar says that every date may still change.
    """
    used = settings()
    folder = place_of(course, used.data_dir)
    course = folder.name
    check_new(folder)
    if source is None:
        if keep:
            raise click.UsageError("--keep is about what last year's course has; write --from and its name, too")
        known = facts(course, given, offered(course, used), now())
        contents = new_course(known)
        made = write_course(folder, contents, known.first)
        lines = of_new(folder, contents, made.warnings, used.public_url)
    else:
        before, old = _last_year(source, used.data_dir)
        about = before["course.yaml"]
        stays = Given(
            code=str(about["code"]),
            title=str(about["title"]),
            zone=str(about["time_zone"]),
            uid_domain=str(about["uid_domain"]),
        )
        known = facts(course, given | stays, offered(course, used), now(), settled=_SETTLED)
        try:
            over = roll_over(before, known, old=old, keep=frozenset(keep))
        except CourseError as error:
            raise refusal(folder, error) from None
        made = write_course(folder, over.contents, known.first)
        lines = of_next(folder, over, made.warnings, used.public_url)
    for line in lines:
        click.echo(line)


def _last_year(name: str, data_dir: Path) -> tuple[Mapping[str, Content], str]:
    """Read the values of a course's files, and what its folder is called; ends the command if it has errors."""
    found = folders([name], data_dir)
    if len(found) != 1:
        raise click.UsageError(f"--from: {name} holds {len(found)} courses; write the name of one")
    folder = found[0]
    try:
        read_course(folder, cancelling=True)
        files = {file: each for file, each in take_snapshot(folder).files.items() if file in FILES}
        values = {file: parse(each.data, file).value for file, each in files.items() if isinstance(each, File)}
    except CourseError as error:
        said = ["last year's course cannot be read; correct it first:", *map(str, error.problems)]
        raise click.ClickException("\n".join(said)) from None
    return {file: value for file, value in values.items() if isinstance(value, dict)}, folder.resolve().name
