"""`feeds check`: everything that is wrong with the data, before it reaches anybody."""

import sys
import traceback
from collections.abc import Iterable
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path

import click

from feeds.calendar.feed import CourseFeeds, Form
from feeds.catalog.files import check_name
from feeds.cli.courses import folders, settings
from feeds.cli.report import FORMATS, Checked
from feeds.cli.spread import MANY, spread
from feeds.course.coverage import coverage
from feeds.course.folder import HISTORY
from feeds.course.model import Change, Course
from feeds.course.reader import read_course
from feeds.course.selection import Selection
from feeds.course.wording import counted
from feeds.errors import CourseError, Problem, Severity

# Google reads no feed of more than about 1 MB, and does not say so.
_LARGE = 900_000


@click.command()
@click.argument("courses", nargs=-1, metavar="[COURSE]...")
@click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True, help="How to say it."
)
@click.option("-q", "--quiet", is_flag=True, help="Say the problems only, each in one line.")
@click.option("--recorded", is_flag=True, help="Take it for an error that something is not recorded in the history.")
def check(courses: tuple[str, ...], form: str, quiet: bool, recorded: bool) -> None:
    """Say everything that is wrong with the data of each COURSE.

    A COURSE is the name of a course in FEEDS_DATA_DIR (default: data), or a path: of a course's folder, of a file
    in it, or of a folder of courses. Without any, all courses of FEEDS_DATA_DIR are checked.

    Exits with 1 when there is an error, such as one that keeps a course from being served; warnings are no reason to.
    """
    used = settings()
    found = folders(courses, used.data_dir)
    checked = _check_all(found, used.public_url, recorded)
    FORMATS[form](checked, quiet)
    if missed := found[len(checked) :]:
        raise click.ClickException(
            f"{counted(len(missed), 'course')} could not be checked, beginning with {missed[0]}, since a process of the"
            " check was killed or ran out of memory; check fewer at once"
        )
    sys.exit(1 if any(problem.severity is Severity.ERROR for each in checked for problem in each.problems) else 0)


def _check_all(found: list[Path], public_url: str, recorded: bool) -> list[Checked]:
    """Check courses, in order, with a bar on a terminal if they are many; stops where a process ends by itself."""
    checked: list[Checked] = []
    hidden = len(found) < MANY or not sys.stderr.isatty()
    with click.progressbar(length=len(found), label="Checking courses", file=sys.stderr, hidden=hidden) as bar:
        try:
            for each in spread(partial(_check, public_url=public_url, recorded=recorded), found):
                checked.append(each)
                bar.update(1)
        except BrokenProcessPool:
            pass
    return checked


def _check(folder: Path, public_url: str, recorded: bool) -> Checked:
    """Look at a course; whatever its files make go wrong, the others are looked at, too."""
    try:
        return _checked(folder, public_url, recorded)
    except CourseError as error:
        return Checked(folder=folder, events=None, problems=error.problems)
    except Exception:
        traceback.print_exc()
        message = "this course made the program fail; the lines on standard error say where"
        return Checked(
            folder=folder, events=None, problems=(Problem(file=str(folder), line=1, column=1, message=message),)
        )


def _checked(folder: Path, public_url: str, recorded: bool) -> Checked:
    """Load a course just as the server does, and look at what it says of itself; raises CourseError."""
    check_name(folder)
    course = read_course(folder)
    problems = [*course.warnings, *_size_problems(folder, CourseFeeds(course, public_url))]
    waiting = course.unrecorded
    if recorded and waiting:
        problems.append(_not_recorded(folder, course, waiting))
    if recorded:
        problems += _feeds_not_recorded(folder, course)
    count = len(waiting) + len(course.unrecorded_feeds) if course.has_history and not recorded else 0
    return Checked(
        folder=folder,
        events=len(course.events),
        problems=tuple(problems),
        unrecorded=count,
        coverage=coverage(course),
    )


def _not_recorded(folder: Path, course: Course, changes: tuple[Change, ...]) -> Problem:
    first = repr(changes[0].id)
    if not course.has_history:
        said = "there is no history, so calendars may not take the next change; put it back if there was one"
    elif len(changes) == 1:
        said = f"the change of {first} is not recorded yet"
    else:
        said = f"{len(changes)} changes are not recorded yet, the first of them of {first}"
    message = f"{said}{', or' if not course.has_history else ';'} run `feeds record {course.slug}`"
    return Problem(file=str(folder / HISTORY), line=1, column=1, message=message)


def _feeds_not_recorded(folder: Path, course: Course) -> Iterable[Problem]:
    for feed in course.unrecorded_feeds:
        message = f"what the calendar {feed.id!r} holds is not recorded yet; run `feeds record {course.slug}`"
        yield Problem(file=str(folder / HISTORY), line=1, column=1, message=message)


def _size_problems(folder: Path, feeds: CourseFeeds) -> Iterable[Problem]:
    size = len(feeds.feed(Selection.parse("all"), Form.ICS).body)
    if size > _LARGE:
        message = (
            f"the feed of everything has {size / 1_000_000:.1f} MB, and Google reads none of more than about 1 MB;"
            " shorten `details` and `materials`, which are told at every event"
        )
        yield Problem(file=str(folder / "course.yaml"), line=1, column=1, message=message, severity=Severity.WARNING)
