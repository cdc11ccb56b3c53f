"""Rows of a sheet that are the same each week, and people: who holds hours, when and where."""

import re
from collections.abc import Iterator
from datetime import time

from feeds.authoring.imports.found import FoundHours, FoundPerson, Unread
from feeds.authoring.imports.kinds import FILE_OF, kind_of
from feeds.authoring.imports.parts import Part
from feeds.authoring.imports.sheet.cells import names_in, read_time, text_of, time_text
from feeds.authoring.imports.sheet.table import Cells, Table
from feeds.authoring.phrases import find_span, find_weekdays, is_undecided
from feeds.course.model import Kind, Weekday


def read_week_row(table: Table, row: Cells) -> Iterator[Part]:
    """Read somebody of the staff, where the table has roles, and weekly hours, where the row has a day."""
    role = text_of(table, row, "role")
    hosts = tuple(guest.name for guest in names_in(text_of(table, row, "host", "speaker")))
    if role and len(hosts) == 1:
        yield FoundPerson(line=row.line, name=hosts[0], role=role, link=_link(table, row))
    elif role:
        yield Unread(line=row.line, text=row.said, why="a role needs one name beside it", file="staff.yaml")
    when = text_of(table, row, "weekday", "date")
    if not when and role:
        return
    words = f"{text_of(table, row, 'kind')} {text_of(table, row, 'title')}"
    # What has a title and a speaker is no office hour.
    taught = bool(text_of(table, row, "title")) and not text_of(table, row, "host")
    kind = kind_of(words) or (Kind.LECTURE if taught else Kind.OFFICE_HOURS)
    try:
        yield from _hours(table, row, kind, hosts)
    except ValueError as error:
        # The class meeting of lectures is the course's.
        file = "course.yaml" if kind is Kind.LECTURE else FILE_OF[kind]
        yield Unread(line=row.line, text=row.said, why=str(error), file=file)


def _hours(table: Table, row: Cells, kind: Kind, hosts: tuple[str, ...]) -> Iterator[FoundHours]:
    if kind not in (Kind.OFFICE_HOURS, Kind.TUTORIAL):
        raise ValueError(
            f"a weekly {kind} is no row of its own; write the class meeting under `meetings` in course.yaml"
        )
    if not hosts and kind is Kind.OFFICE_HOURS:
        raise ValueError("nobody is named; write who holds these hours")
    title = text_of(table, row, "title") or (text_of(table, row, "kind") if kind is Kind.TUTORIAL else "")
    times, room = time_text(table, row), text_of(table, row, "room")
    pieces = [piece for piece in re.split(r"[;\n]", text_of(table, row, "weekday", "date")) if piece.strip()]
    for piece in pieces or ["TBD"]:
        span = None if times else find_span(piece)
        start, end = (span.start, span.end) if span else _times(times, piece)
        for day in _weekdays(span.before if span else piece):
            yield FoundHours(
                line=row.line,
                hosts=hosts,
                day=day,
                start=start,
                end=end,
                room=_room(room or (span.after if span else "")),
                kind=kind,
                title=title,
            )


def _times(times: str, when: str) -> tuple[time, time] | tuple[None, None]:
    if is_undecided(times) or (not times and is_undecided(when)):
        return None, None
    if not times and not re.search(r"\d", when):
        raise ValueError("the hour is missing; write 13:00-14:30, or TBD")
    return read_time(times or when)


def _weekdays(text: str) -> tuple[Weekday | None, ...]:
    if is_undecided(text):
        return (None,)
    found = find_weekdays(text)
    if not found or re.search(r"\d", text):
        raise ValueError("no weekday alone can be read here; write Tue, or TBD")
    return found


def _room(text: str) -> str | None:
    room = " ".join(text.split()).strip(" ,;()")
    return None if not room or is_undecided(room) else room


def _link(table: Table, row: Cells) -> str | None:
    link = text_of(table, row, "url")
    return link if re.fullmatch(r"https?://\S+", link) else None
