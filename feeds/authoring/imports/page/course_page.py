"""A course page, as the text of it or as saved HTML, read for what it says of the course.

Of both, the staff list is read by the grammar of `staff`, the schedule in HTML by its `tables`, in text by the grammar
of `flat_rows`; its rows become events in `rows`. What is left is the `prose`. A line of the schedule or of the staff
list is either understood or told as unread, and nothing else is.

Links that are relative to the page lose their address, unless the page has a `<base>`: a saved page does not say where
it stood. One warning counts them. People's e-mail addresses are masked before anything is read.
"""

import re
from collections.abc import Sequence
from datetime import date

from feeds.authoring.imports.found import Found, Unread
from feeds.authoring.imports.page.columns import Column
from feeds.authoring.imports.page.flat_page import lines_of, part_schedule
from feeds.authoring.imports.page.flat_rows import rows_of
from feeds.authoring.imports.page.lines import PageLine, contact_of, tidy, web_address, without_addresses
from feeds.authoring.imports.page.prose import prose_of, term_of_page
from feeds.authoring.imports.page.rows import Events
from feeds.authoring.imports.page.saved_page import SavedPage, is_html, read_saved_page
from feeds.authoring.imports.page.staff import Staff, staff_of
from feeds.authoring.imports.page.tables import Schedules, schedules_of
from feeds.authoring.imports.tidying import LONGEST

NO_TERM = "the page names no term, such as Fall 2025; say when its first and last class are"
"""Why the days of a page cannot be read."""

_CHARSETS = rb"iso-8859-\d{1,2}|windows-125\d|gb2312|gbk|gb18030|big5|shift_jis|euc-jp|euc-kr|koi8-r|koi8-u"
_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*(""" + _CHARSETS + rb")\b", re.IGNORECASE)


def read_page(data: bytes, around: date | None) -> Found:
    """Read a course page; a day without a year is that nearest to `around`, or to the middle of the page's own term.

    Raises ValueError if there is neither `around` nor a term, or if a part of it is no HTML at all.
    """
    text = _decoded(data)
    page = read_saved_page(text) if is_html(text) else SavedPage(lines=lines_of(text), is_html=False)
    long = tuple(line for line in page.lines if len(line.text) > LONGEST)
    short = tuple(line for line in page.lines if len(line.text) <= LONGEST)
    contact = contact_of(short)
    lines = tuple(without_addresses(line, contact) for line in short)
    name = without_addresses(PageLine(line=1, text=page.name[:LONGEST]), contact).text
    term = term_of_page(name, lines)
    around = around or (term.middle if term else None)
    if around is None:
        raise ValueError(NO_TERM)
    staff, schedules = _parts(page, lines, around)
    names = tuple(person.name for person in staff.people)
    events = Events(around=around, staff=names)
    for row in schedules.rows:
        events.read(row)
    prose = prose_of(name, staff.others)
    assignments = events.assignments
    unread = (*map(_too_long, long), *staff.unread, *schedules.unread, *events.unread, *assignments.unread)
    asides = (*_asides(page.struck, contact, "struck out"), *_asides(page.hidden, contact, "hidden"))
    warnings = (*schedules.warnings, *events.warnings, *assignments.warnings, *asides, *_relative(lines))
    return Found(
        code=prose.code,
        title=prose.title,
        term=str(term) if term else None,
        contact=contact,
        about=prose.about,
        links=prose.links,
        people=tuple(staff.people),
        events=tuple(events.found),
        assignments=tuple(assignments.found),
        hours=tuple(staff.hours),
        tells=_tells(schedules, events),
        unread=tuple(sorted(unread, key=lambda each: each.line)),
        warnings=tuple(sorted(warnings, key=lambda each: each.line)),
    )


def _decoded(data: bytes) -> str:
    """Decode a file as what it says, or else as what its bytes look like."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    declared = _CHARSET.search(data[:4096])
    for encoding in ("utf-8-sig", declared[1].decode().lower() if declared else "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeError:
            continue
    return data.decode("latin-1")


def _parts(page: SavedPage, lines: Sequence[PageLine], around: date) -> tuple[Staff, Schedules]:
    """Read the staff list, and the rows of the schedule with the names of the staff."""
    if page.is_html:
        schedules = schedules_of(lines, page.cells, around)
        return staff_of(schedules.lines), schedules
    flat = part_schedule(lines, around)
    staff = staff_of(flat.others)
    return staff, rows_of(flat, [person.name for person in staff.people], around)


def _tells(schedules: Schedules, events: Events) -> frozenset[str]:
    """Say which keys the page speaks of at every row: those it has a column for, or else says of any row."""
    columns = {"speakers": Column.SPEAKER, "details": Column.DETAILS, "materials": Column.MATERIALS}
    return frozenset(
        key
        for key, column in columns.items()
        if column in schedules.columns or any(getattr(event, key) for event in events.found)
    )


def _too_long(line: PageLine) -> Unread:
    why = f"this line is longer than {LONGEST:,} characters; write it in several"
    return Unread(line=line.line, text=line.text[:LONGEST], why=why)


def _asides(lines: Sequence[PageLine], contact: str | None, how: str) -> list[Unread]:
    """Tell of text that the page has and does not show as valid."""
    shown = (without_addresses(line, contact) for line in lines)
    return [Unread(line=line.line, text=line.text, why=f"this is {how}, so it does not count") for line in shown]


def _relative(lines: Sequence[PageLine]) -> list[Unread]:
    """Tell of the links that lose their address, all of them at once."""
    links = [(line.line, link) for line in lines for link in line.links]
    lost = [
        (number, link.url)
        for number, link in links
        if link.url and web_address(link.url) is None and not re.match(r"#|mailto:|javascript:", link.url, re.I)
    ]
    if not lost:
        return []
    number, url = lost[0]
    more = f", and {len(lost) - 1} more like it," if len(lost) > 1 else ""
    why = f"this link{more} lead to where the page stood, which it does not say; write the address where it is needed"
    return [Unread(line=number, text=tidy(url), why=why if more else why.replace(" lead ", " leads "))]
