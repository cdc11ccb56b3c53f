"""`feeds import` of a course that is not there yet: its folder, from what a file says and what is told beside it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from feeds.authoring.facts import code_of, course_content, middle_of
from feeds.authoring.imports.assembly import assemble
from feeds.authoring.imports.found import Found, Read
from feeds.authoring.imports.leftovers import leftovers
from feeds.authoring.imports.open_questions import open_questions
from feeds.authoring.imports.series import in_one_slot
from feeds.authoring.trial import course_of
from feeds.cli import import_report
from feeds.cli.courses import now, settings
from feeds.cli.facts import Given, facts
from feeds.cli.new_folder import check_new, refusal, write_course
from feeds.cli.offered import offered
from feeds.course.model import Kind
from feeds.course.wording import counted, in_data
from feeds.errors import CourseError


def import_course(
    folder: Path, name: str, read: Callable[[str, date | None, str], Read], given: Given, *, write: bool
) -> None:
    """Say what a file of some name would make of a new course, and write it if that is wanted.

    `read` reads the file with the clocks of a zone, the dates around a day and a course's number.
    """
    check_new(folder)
    default = offered(folder.name, settings())
    term = middle_of(given.term or default.term or "")
    # Once for what it says of the course itself, which is offered where somebody is asked.
    first = read(given.zone or default.zone or "UTC", term, given.code or code_of(folder.name)).found
    known = facts(folder.name, given, _said_by(first) | default, now())
    reading = read(known.time_zone, known.first + (known.last - known.first) / 2, known.code)
    found = reading.found
    known = replace(known, contact=known.contact or found.contact, links=found.links, about=found.about)
    made = assemble(found, course_content(known))
    contents = in_one_slot(made.contents)
    left = leftovers(found.unread, name)
    lines = [
        *import_report.columns(reading.columns),
        *import_report.understood(contents),
        *import_report.unread(found.unread, "Not understood"),
        *import_report.unread([*found.warnings, *made.warnings, *open_questions(found)], "Look at"),
    ]
    for line in lines:
        click.echo(line)
    if write:
        course = write_course(folder, contents, known.first, left)
        done = f"Written: {folder}, with {counted(len(course.events), 'event')}."
    else:
        try:
            course = course_of(folder.name, contents, known.first)
        except CourseError as error:
            raise refusal(folder, error) from None
        done = import_report.NOT_WRITTEN
    for warning in course.warnings:
        click.echo(f"{Path(warning.file).name}:{warning.line}: {warning.message}")
    click.echo(done)


def _said_by(found: Found) -> Given:
    """Take from a file what it says of the course itself, and its first and its last lecture."""
    lectures = [event.day for event in found.events if event.kind is Kind.LECTURE and event.day]
    return Given(
        code=found.code,
        title=found.title,
        term=found.term,
        zone=found.time_zone,
        first=in_data(min(lectures)) if lectures else None,
        last=in_data(max(lectures)) if lectures else None,
    )
