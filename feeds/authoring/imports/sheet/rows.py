"""Rows of a sheet that have a day: events, days without class, and what is out or due."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from feeds.authoring.imports.found import FoundEvent, Unread
from feeds.authoring.imports.host_names import hosts_in
from feeds.authoring.imports.kinds import FILE_OF, OutOrDue, holiday_name, kind_of, other_schedule, out_or_due, tags_of
from feeds.authoring.imports.parts import Part
from feeds.authoring.imports.sheet.cells import materials_of, names_in, read_time, text_of, time_text
from feeds.authoring.imports.sheet.days import Days, Span
from feeds.authoring.imports.sheet.table import Cells, Table
from feeds.authoring.imports.sheet.work import NO_DAY, Work
from feeds.authoring.phrases import find_clock, find_span, find_weekday, is_undecided
from feeds.course.model import Guest, Kind


@dataclass(slots=True)
class DatedRows:
    """What the rows of a table with days say; `warnings` gathers what was understood but for a few words."""

    table: Table
    days: Days
    warnings: list[Unread] = field(default_factory=list)
    _work: Work = field(init=False)

    def __post_init__(self) -> None:
        self._work = Work(self.table, self.days)

    def read(self, row: Cells) -> Iterator[Part]:
        """Read a row; what cannot be understood of it comes as such."""
        title, kind_text = text_of(self.table, row, "title"), text_of(self.table, row, "kind")
        titled = (out_or_due(title) or _typed(title, kind_text)) if title else None
        kind = Kind.DEADLINE if titled else kind_of(kind_text) or (None if kind_text else kind_of(title))
        file = FILE_OF[kind or (Kind.LECTURE if "date" in self.table.words else Kind.DEADLINE)]
        try:
            span = self._day(row)
        except ValueError as error:
            yield self._unread(row, str(error), file)
            return
        yield from self._work.read(row, span)
        if titled:
            yield from self._work.one(row, span, titled, alone=True)
        elif title and (text_of(self.table, row, "date") or not self._work.has_own_days(row)):
            if kind_text and kind is None and kind_text.lower() not in ("guest", "class"):
                why = f"{kind_text} is no kind of event; write lecture, tutorial, exam, office hours, holiday, or due"
                yield self._unread(row, why, file)
            else:
                yield from self._event(row, span, title, kind or Kind.LECTURE, guest=kind_text.lower() == "guest")
        elif not title and not any(text_of(self.table, row, word) for word in ("assignment", "due", "out")):
            yield self._unread(row, "this has no title; write what it is", file)

    def _unread(self, row: Cells, why: str, file: str) -> Unread:
        return Unread(line=row.line, text=row.said, why=why, file=file)

    def _day(self, row: Cells) -> Span | None:
        """Read the day of a row, None while it is to be decided, or where the row has its days elsewhere."""
        text = text_of(self.table, row, "date")
        if is_undecided(text) or (not text and self._work.has_own_days(row)):
            return None
        if not text:
            raise ValueError(NO_DAY)
        span = self._until(row, self.days.read(text, find_weekday(text_of(self.table, row, "weekday"))))
        if not find_span(span.after) and not find_clock(span.after) and re.search(r"\w", span.after):
            why = f"{' '.join(span.after.split())}, which stands behind the day, is left out"
            self.warnings.append(self._unread(row, why, FILE_OF[Kind.LECTURE]))
        return span

    def _until(self, row: Cells, span: Span) -> Span:
        """Give the days of a row that has the last of them in a column of its own."""
        text = text_of(self.table, row, "last")
        if not text or is_undecided(text):
            return span
        last = self.days.read(text).day
        if last < span.day:
            raise ValueError(f"{last}, the last day, is before {span.day}, the first")
        return replace(span, last=last) if last > span.day else span

    def _event(self, row: Cells, span: Span | None, title: str, kind: Kind, *, guest: bool) -> Iterator[Part]:
        if why := other_schedule(kind, title, span.day if span else None):
            yield self._unread(row, why, FILE_OF[Kind.HOLIDAY])
            return
        try:
            yield self._dated(row, span, title, kind, guest=guest)
        except ValueError as error:
            yield self._unread(row, str(error), FILE_OF[kind])

    def _dated(self, row: Cells, span: Span | None, title: str, kind: Kind, *, guest: bool) -> FoundEvent:
        day, last = (span.day, span.last) if span else (None, None)
        details = text_of(self.table, row, "details")
        if kind is Kind.HOLIDAY:
            return FoundEvent(line=row.line, kind=kind, title=holiday_name(title), day=day, last=last, details=details)
        if last:
            raise ValueError("several days, and only days without class may be several; write a row for each")
        times = time_text(self.table, row) or (span.after if span and find_span(span.after) else "")
        undecided = is_undecided(times)
        start, end = (None, None) if undecided or not times else read_time(times)
        room = " ".join(text_of(self.table, row, "room").split())
        return FoundEvent(
            line=row.line,
            kind=kind,
            title="Office hours" if kind is Kind.OFFICE_HOURS and hosts_in(title) else " ".join(title.split()),
            day=day,
            start=start,
            end=end,
            time_to_be_announced=undecided,
            room=None if not room or is_undecided(room) else room,
            speakers=self._speakers(row, title, kind),
            details=details,
            materials=materials_of(self.table, row),
            tags=("guest",) if guest and kind is Kind.LECTURE else tags_of(kind, title),
        )

    def _speakers(self, row: Cells, title: str, kind: Kind) -> tuple[Guest, ...]:
        named = names_in(text_of(self.table, row, "speaker", "host"))
        if named or kind is not Kind.OFFICE_HOURS:
            return named
        return tuple(Guest(name=name) for name in hosts_in(title))


def _typed(title: str, kind: str) -> OutOrDue | None:
    """Read that an assignment is out or due from the column of types."""
    match = re.fullmatch(
        r"(?:assignment\s+|homework\s+)?(?:(due|deadline)|(?:out|release|released))", kind, re.IGNORECASE
    )
    return OutOrDue(title=title, what="due" if match[1] else "out", rest="", note="") if match else None
