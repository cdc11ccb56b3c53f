"""`feeds check`: everything that is wrong with the data, before it reaches anybody."""

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from feeds.calendar.feed import CourseFeeds, Form
from feeds.calendar.selection import Selection
from feeds.catalog import RESERVED, is_course_name
from feeds.cli.committed import BrokenThenError, UnknownRevisionError, committed
from feeds.cli.report import FORMATS, Checked
from feeds.course.folder import FILES
from feeds.course.model import Course
from feeds.course.reader import read_course
from feeds.errors import CourseError, Problem, SettingsError, Severity, did_you_mean
from feeds.settings import Settings

# Google reads no feed of more than about 1 MB, and does not say so.
_LARGE = 900_000


@click.command()
@click.argument("courses", nargs=-1, metavar="[COURSE]...")
@click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True, help="How to say it."
)
@click.option("-q", "--quiet", is_flag=True, help="Say the problems only, each in one line.")
@click.option(
    "--since",
    metavar="REVISION",
    help="Compare ids with this revision of git.  [default: HEAD, where the data is kept in git]",
)
def check(courses: tuple[str, ...], form: str, quiet: bool, since: str | None) -> None:
    """Say everything that is wrong with the data of each COURSE.

    A COURSE is the name of a course in FEEDS_DATA_DIR (default: data), or a path: of a course's folder, of a file
    in it, or of a folder of courses. Without any, all courses of FEEDS_DATA_DIR are checked.

    Exits with 1 when a course could not be served; warnings are no reason to.
    """
    try:
        settings = Settings.from_environment()
    except SettingsError as error:
        raise click.ClickException(str(error)) from None
    folders = [folder for name in courses or (str(settings.data_dir),) for folder in _folders(name, settings.data_dir)]
    checked = [_check(folder, settings.public_url, since) for folder in dict.fromkeys(folders)]
    FORMATS[form](checked, quiet)
    sys.exit(1 if any(each.events is None for each in checked) else 0)


def _check(folder: Path, public_url: str, since: str | None) -> Checked:
    """Load a course just as the server does, and look at what it says of itself and of its last state."""
    try:
        _check_name(folder)
        course = read_course(folder, before=_before(folder, since))
    except CourseError as error:
        return Checked(folder=folder, events=None, problems=error.problems)
    size = _size_problems(folder, CourseFeeds(course, public_url))
    return Checked(folder=folder, events=len(course.events), problems=(*course.warnings, *size))


def _before(folder: Path, since: str | None) -> Course | None:
    try:
        return committed(folder, since or "HEAD")
    except UnknownRevisionError as error:
        if since is None:
            return None
        raise click.BadParameter(f"{since!r}: {error}", param_hint="--since") from None
    except BrokenThenError:
        if since is not None:
            click.echo(f"{folder}: the data had mistakes in {since}, so ids are not compared", err=True)
        return None


def _size_problems(folder: Path, feeds: CourseFeeds) -> Iterable[Problem]:
    size = len(feeds.feed(Selection.parse("all"), Form.ICS).body)
    if size > _LARGE:
        message = (
            f"the feed of everything has {size / 1_000_000:.1f} MB, and Google reads none of more than about 1 MB;"
            " shorten `details` and `materials`, which are told at every event"
        )
        yield Problem(file=str(folder / "course.yaml"), line=1, column=1, message=message, severity=Severity.WARNING)


def _folders(name: str, data_dir: Path) -> list[Path]:
    """Find the courses that an argument means."""
    path = Path(name)
    if path.is_file():
        path = path.parent
    if not path.exists() and _holds_data(data_dir / name):
        path = data_dir / name
    if _holds_data(path):
        return [path]
    courses = [folder for folder in sorted(path.glob("*")) if _holds_data(folder)]
    if not courses:
        known = [folder.name for folder in data_dir.glob("*") if _holds_data(folder)]
        raise click.ClickException(
            f"{name} holds no course; a course is a folder with a course.yaml{did_you_mean(name, known)}"
        )
    return courses


def _holds_data(folder: Path) -> bool:
    return any((folder / name).exists() for name in FILES)


def _check_name(folder: Path) -> None:
    """Raise CourseError for a folder that the server would not take for a course."""
    name = folder.resolve().name
    if not is_course_name(name):
        message = (
            f"{name!r} cannot be a course's name, so it is not served; write letters, digits, dots and hyphens, such as"
            f" 6.7960-fa25, and none of {', '.join(sorted(RESERVED))}"
        )
        raise CourseError([Problem(file=str(folder), line=1, column=1, message=message)])
