"""The courses that a command is about, found by what was written on the command line, and the time it is run at."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from feeds.catalog.files import check_name, wrong_name
from feeds.course.folder import FILES
from feeds.course.model import Course
from feeds.course.reader import read_course
from feeds.errors import CourseError, Problem, SettingsError, Severity, did_you_mean
from feeds.settings import Settings


def settings() -> Settings:
    """Read the settings of the environment, or end the command with what is wrong with them."""
    try:
        return Settings.from_environment()
    except SettingsError as error:
        raise click.ClickException(str(error)) from None


def now() -> datetime:
    """Tell the time in UTC and whole seconds; whoever calls the commands may give them one as their `obj`."""
    given = click.get_current_context().find_object(datetime)
    return given or datetime.now(UTC).replace(microsecond=0)


def folders(courses: Sequence[str], data_dir: Path) -> list[Path]:
    """Find the folders of courses, each once: those that were named, or all in the folder of the data."""
    found = [folder for name in courses or (str(data_dir),) for folder in _folders(name, data_dir)]
    return list(dict.fromkeys(found))


def place_of(course: str, data_dir: Path) -> Path:
    """Find where a course of this name is, or is to be; ends the command for what names none there."""
    path = Path(course)
    name = path.name if path.parent.resolve() == data_dir.resolve() else course
    if message := wrong_name(name):
        raise click.ClickException(message)
    return data_dir / name


def read(folder: Path) -> tuple[Course, Problem | None]:
    """Read a course even if it cancels too much at once, and give the problem that this is; raises CourseError."""
    check_name(folder)
    try:
        return read_course(folder), None
    except CourseError as error:
        course = read_course(folder, cancelling=True)
        return course, next(problem for problem in error.problems if problem.severity is Severity.ERROR)


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
