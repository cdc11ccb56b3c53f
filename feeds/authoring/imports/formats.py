"""The kinds of files that people have, told apart by what is in them: a calendar, a spreadsheet, a course page."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from feeds.authoring.imports.found import Read
from feeds.authoring.imports.ics.other_calendar import read_calendar
from feeds.authoring.imports.page.course_page import read_page
from feeds.authoring.imports.possible import possible
from feeds.authoring.imports.sheet.spreadsheet import read_spreadsheet
from feeds.course.model import Kind

_SPREADSHEETS = (".csv", ".tsv")
_CALENDAR = b"BEGIN:VCALENDAR"
_NOT_TEXT = (
    (b"PK\x03\x04", "this is a workbook or another packed file; save the sheet as CSV (UTF-8) and give that file"),
    (b"%PDF", "this is a PDF; copy its text into a file, such as page.txt, and give that file"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How to read what says too little of itself.

    Dates without a year are those nearest to `around`; `zone` is whose clocks a calendar's times are told in;
    `columns` tells what some columns of a spreadsheet are; with `day_first` 3/4 is 3 April; `kind` is what events of a
    calendar are that do not say it; `code` is the course's number, with which their titles may begin.
    """

    around: date | None = None
    zone: str
    columns: Mapping[str, str] = field(default_factory=dict)
    day_first: bool = False
    kind: Kind | None = None
    code: str | None = None


def read_file(name: str, data: bytes, reading: Reading) -> Read:
    """Read a file of any of these kinds; raises ValueError that says what to do where there is nothing to be read."""
    read = _read(name.lower(), data, reading)
    found = possible(read.found, reading.zone)
    if not (found.people or found.events or found.assignments or found.hours or found.unread or found.warnings):
        raise ValueError("nothing in it is understood; it may be a schedule or a list of staff, with days or weekdays")
    return replace(read, found=found)


def _read(name: str, data: bytes, reading: Reading) -> Read:
    for beginning, why in _NOT_TEXT:
        if data.startswith(beginning):
            raise ValueError(why)
    if data.lstrip(b"\xef\xbb\xbf \r\n").upper().startswith(_CALENDAR) or name.endswith(".ics"):
        return Read(
            found=read_calendar(data, zone=reading.zone, around=reading.around, kind=reading.kind, code=reading.code)
        )
    if name.endswith(_SPREADSHEETS):
        return read_spreadsheet(data, reading.around, columns=reading.columns, day_first=reading.day_first)
    return Read(found=read_page(data, reading.around))
