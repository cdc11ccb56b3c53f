"""Assignments of a course page: `pset 1 due`, `pset 1 out (solutions)`, `project due Fri 12/12, 11:59 PM`."""

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from feeds.authoring.data_files import TBD
from feeds.authoring.imports.found import FoundAssignment, Unread
from feeds.authoring.imports.kinds import OutOrDue, out_or_due
from feeds.authoring.imports.page.lines import PageLine, web_address
from feeds.authoring.phrases import find_clock, find_day, is_undecided
from feeds.course.model import Material

_BETWEEN = re.compile(r"\s*[,;|]\s*|\s+and\s+")
_LEFT = re.compile(r"\W*(?:(?:at|by|on|in class|[ECMP][SD]?T|UTC|midnight)\b\W*)*", re.IGNORECASE)
_CLOCK = re.compile(r"\b(?:\d{1,2}(?:[:.]\d\d)?\s*[ap]\.?m\b\.?|\d{1,2}:\d\d|noon)", re.IGNORECASE)
_SOLUTIONS = re.compile(r"solutions?|handout|template|latex|code|data|starter code|colab", re.IGNORECASE)


@dataclass(slots=True, kw_only=True)
class Assignments:
    """What was found out of lines about assignments, and what was not."""

    found: list[FoundAssignment] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    warnings: list[Unread] = field(default_factory=list)

    def read(self, line: PageLine, day: date | None, around: date) -> None:
        """Read a line of a row whose day is that, or to be decided."""
        whole = out_or_due(line.text)
        parts = _BETWEEN.split(line.text)
        several = [each for part in parts if (each := out_or_due(part))]
        if len(parts) > 1 and len(several) == len(parts):
            for part, each in zip(parts, several, strict=True):
                links = tuple(link for link in line.links if link.title in part)
                self._add(replace(line, text=part, links=links), each, day, around)
        elif whole:
            self._add(line, whole, day, around)
        elif re.search(r"\w", line.text) and not is_undecided(line.text):
            self._unread(line, "it is not said whether this is out or due; write `pset 1 out` or `pset 1 due`")

    def _add(self, line: PageLine, said: OutOrDue, day: date | None, around: date) -> None:
        if find_clock(said.title) or find_day(said.title, around):
            self._unread(line, f"it is not clear when this is; write what is {said.what}, that word, and then when")
            return
        when = self._when(line, said.rest, day, around)
        if when is None:
            return
        if said.what == "out" and isinstance(when, datetime):
            self.warnings.append(_about(line, "only its day is kept: assignments come out for a whole day"))
            when = when.date()
        materials = [
            Material(title=said.title if said.title in link.title else link.title, url=web_address(link.url))
            for link in line.links
        ]
        if said.note and said.note not in [each.title for each in materials]:
            if _SOLUTIONS.fullmatch(said.note):
                materials.append(Material(title=said.note))
            else:
                self.unread.append(_about(line, f"the assignment is read, but not what is in brackets: {said.note}"))
        found = FoundAssignment(line=line.line, title=said.title, materials=tuple(materials))
        out = when.date() if isinstance(when, datetime) else when
        self.found.append(replace(found, due=when) if said.what == "due" else replace(found, out=out))

    def _when(self, line: PageLine, rest: str, day: date | None, around: date) -> date | str | None:
        """Read when an assignment is out or due: on the day of its row, or on one of its own, maybe at a time."""
        if is_undecided(rest):
            return TBD
        written = find_day(rest, around)
        if written and written.disagreement:
            self._unread(line, written.disagreement)
            return None
        day = written.day if written else day
        left = written.before + written.after if written else rest
        clock = find_clock(left) if _CLOCK.search(left) else None
        left = _CLOCK.sub("", left, count=1) if clock else left
        if not _LEFT.fullmatch(left) or "midnight" in left.lower():
            self._unread(line, f"it is not clear when this is: {rest}; write a day, or a day and a time")
            return None
        if day is None:
            return TBD
        return datetime.combine(day, clock) if clock else day

    def _unread(self, line: PageLine, why: str) -> None:
        self.unread.append(_about(line, why))


def _about(line: PageLine, why: str) -> Unread:
    return Unread(line=line.line, text=line.text, why=why, file="deadlines.yaml")
