"""The commands for the people who edit the data."""

import sys
from pathlib import Path

import click

from feeds.catalog import RESERVED, is_course_name
from feeds.course.reader import read_course
from feeds.errors import CourseError, Problem, SettingsError
from feeds.settings import Settings


@click.group()
@click.version_option(package_name="feeds")
def main() -> None:
    """Course calendars from data that people edit by hand."""


@main.command()
@click.argument("folders", nargs=-1, type=click.Path(path_type=Path), metavar="[DIR]...")
def check(folders: tuple[Path, ...]) -> None:
    """Say everything that is wrong with the data in DIR.

    DIR is a course's folder or a folder of courses; without it, all courses of FEEDS_DATA_DIR (default: data).
    Exits with 1 when a course could not be served.
    """
    courses = [course for folder in folders or (_data_dir(),) for course in _courses(folder)]
    problems: list[Problem] = []
    broken = events = 0
    for folder in courses:
        try:
            _check_name(folder)
            course = read_course(folder)
        except CourseError as error:
            broken += 1
            problems.extend(error.problems)
        else:
            events += len(course.events)
            problems.extend(course.warnings)
    for problem in problems:
        click.echo(problem)
    click.echo(f"{_count(len(courses), 'course')}, {_count(events, 'event')}, {_count(len(problems), 'problem')}")
    sys.exit(1 if broken else 0)


def _data_dir() -> Path:
    try:
        return Settings.from_environment().data_dir
    except SettingsError as error:
        raise click.ClickException(str(error)) from None


def _courses(folder: Path) -> list[Path]:
    """Find the course in a folder, or the courses; a folder without any is an error."""
    if (folder / "course.yaml").exists():
        return [folder]
    courses = sorted(path.parent for path in folder.glob("*/course.yaml"))
    if not courses:
        raise click.ClickException(f"{folder} holds no course; a course is a folder with a course.yaml")
    return courses


def _check_name(folder: Path) -> None:
    """Raise CourseError for a folder that the server would not take for a course."""
    name = folder.resolve().name
    if not is_course_name(name):
        message = (
            f"{name!r} cannot be a course's name, so it is not served; write letters, digits, dots and hyphens, such as"
            f" 6.7960-fa25, and none of {', '.join(sorted(RESERVED))}"
        )
        raise CourseError([Problem(file=str(folder), line=1, column=1, message=message)])


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
