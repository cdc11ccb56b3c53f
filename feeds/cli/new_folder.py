"""A new course's folder: whole, and one that can be served, or not there at all."""

import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from feeds.authoring.data_files import Content, written
from feeds.course.model import Course
from feeds.course.reader import read_course
from feeds.errors import CourseError

_SCHEMAS = Path("docs", "schema")


def check_new(folder: Path) -> None:
    """End the command if there is something in the place of a new course."""
    if os.path.lexists(folder):
        raise click.ClickException(f"{folder} exists already; write another name, or move it away")


def write_course(
    folder: Path, contents: Mapping[str, Content], first: date, left: Mapping[str, tuple[str, ...]] | None = None
) -> Course:
    """Write the data files of a new course, whose first class is on a day, and give it as it is read.

    `left` are texts to be left as comments at the end of files, by their names. Ends the command, and leaves nothing,
    if the folder is there already, cannot be written, or would hold a course with errors.
    """
    check_new(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        # One whose name begins with a dot is no course.
        with TemporaryDirectory(prefix=".new-", dir=folder.parent) as hidden:
            fresh = Path(hidden, folder.name)
            fresh.mkdir()
            for name, content in contents.items():
                text = written(name, content, first=first, schema=_schemas(folder), left=(left or {}).get(name, ()))
                (fresh / name).write_text(text, encoding="utf-8")
            course = read_course(fresh)
            fresh.rename(folder)
    except CourseError as error:
        raise refusal(folder, error) from None
    except OSError as error:
        raise click.ClickException(f"{folder} cannot be written ({error.strerror})") from None
    return course


def refusal(folder: Path, error: CourseError) -> click.ClickException:
    """Say why nothing was written: what would be wrong with the course in a folder."""
    told = [str(replace(each, file=str(folder / Path(each.file).name))) for each in error.problems]
    return click.ClickException("\n".join(["nothing was written, since this would be wrong:", *told]))


def _schemas(folder: Path) -> str | None:
    """Say where the JSON Schemas are as seen from a folder that is within a checkout of this project."""
    place = folder.absolute()
    found = next((each / _SCHEMAS for each in place.parents if (each / _SCHEMAS / "course.json").exists()), None)
    return Path(os.path.relpath(found, place)).as_posix() if found else None
