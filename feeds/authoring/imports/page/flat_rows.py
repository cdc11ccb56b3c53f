r"""The rows of a schedule whose columns are lost, taken apart into their parts from the ends of their lines.

The schedule begins at a line of headers (`Date Topics Speaker …`), or else at the first week or day, and ends at the
first two empty lines after its last day. In it:

    schedule = {WEEK | row}              WEEK: `Week 3`
    row      = DAY line {line}           DAY: `Thu 9/4`, `11/24 - 11/28`, `TBD`; it begins a line
    line     = "+ details" TEXT | HEADING ":" | parts | MATERIAL (under a heading)
    parts    = [TITLE] [SPEAKER] [MATERIALS] {ASSIGNMENT}
    SPEAKER  = names of the staff list | NAME "(" AFFILIATION ")" in a guest lecture's row
    MATERIALS = what follows the speaker, or the room of `4-5 PM, 32-123`, or else begins with `slides` or the like
    ASSIGNMENT = `pset 1 due`, `project out (solutions)`, at the end of a line

A line that gives a title to a row that has one is unread.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from feeds.authoring.day_spans import split_days
from feeds.authoring.imports.found import Unread
from feeds.authoring.imports.kinds import kind_of, out_or_due
from feeds.authoring.imports.page.columns import Column, header_columns
from feeds.authoring.imports.page.flat_page import TBD_FIRST, FlatPage, starts_row
from feeds.authoring.imports.page.lines import PageLine, PageRow, joined
from feeds.authoring.imports.page.staff import PARTICLES, is_name
from feeds.authoring.imports.page.tables import WEEK, Schedules
from feeds.authoring.phrases import find_span
from feeds.course.model import Kind

_DETAILS = re.compile(r"\+\s*(?:details|abstract)\b:?\s*", re.IGNORECASE)
_HEADING = re.compile(r"[^:]{1,40}:")
_WORK = (
    r"(?:final |course |class |group |mini-?|written |programming )*"
    r"(?:psets?|problem sets?|homeworks?|hws?|assignments?|projects?|essays?|reports?|papers?|labs?|exercises?"
    r"|quiz(?:zes)?)"
    r"(?: (?:proposals?|milestones?|check-?ins?|drafts?|reports?|write-?ups?|presentations?|posters?))?(?: ?#?\d+)?"
)
_ASSIGNMENT = re.compile(
    rf"(?:^|(?<=\s))(?:{_WORK}) (?:is )?(?:due|out|released)\b(?:(?! due\b| out\b).)*$", re.IGNORECASE
)
_ROOM = re.compile(
    r",?\s*(?:in |at |@ ?)?(?P<room>(?:[A-Z][\w.]* )?[\w.]*\d[\w.-]*)(?=\s|$)|,\s*(?P<named>[A-Z][\w. ]*)$"
)
_MATERIAL = r"(?:slides|notes|lecture notes|video|recording|handout|code|colab|notebook|demo|whiteboard)"
_MATERIALS = re.compile(rf"(?:^|(?<=\s)){_MATERIAL}(?:[ ,;]+{_MATERIAL})*$", re.IGNORECASE)
_EACH_MATERIAL = re.compile(_MATERIAL, re.IGNORECASE)
_GUEST = re.compile(
    r"(?P<title>guest (?:lecture|speaker|talk)(?: #?\d+)?)(?P<colon>:)?(?:\s+(?P<rest>.+))?", re.IGNORECASE
)
_FROM = re.compile(r"(?P<before>.+?)\s*(?P<place>\([^()]+\))\s*(?P<after>[^()]*)")
_INITIAL = re.compile(r"\w\.?")
_NOBODY = re.compile(r"(?P<title>.*\S)\s+(?:tbd|tba)", re.IGNORECASE)


def rows_of(page: FlatPage, names: Iterable[str], around: date) -> Schedules:
    """Read the rows of a schedule; `names` are those of the staff."""
    found = Schedules(columns=set(page.columns))
    staff = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    speakers = re.compile(rf"(?<!\w)(?:{staff})(?:(?:,| and| &) (?:{staff}))*(?!\w)") if staff else None
    rows: list[list[PageLine]] = []
    for line in page.schedule:
        if WEEK.fullmatch(line.text) or header_columns(line.text):
            continue
        if starts_row(line, around):
            rows.append([line])
        elif rows:
            rows[-1].append(line)
        else:
            why = "it stands in the schedule, before the first day"
            found.unread.append(Unread(line=line.line, text=line.text, why=why))
    for lines in rows:
        _Row(found, lines, speakers).read(around)
    return found


class _Row:
    """One row of the schedule, whose lines are taken apart from their ends."""

    def __init__(self, found: Schedules, lines: Sequence[PageLine], speakers: re.Pattern[str] | None) -> None:
        self._found, self._lines, self._speakers = found, lines, speakers
        self._title: PageLine | None = None
        self._speaker = ""
        self._details: list[PageLine] = []
        self._materials: list[PageLine] = []
        self._assignments: list[PageLine] = []
        self._below_heading = False

    def read(self, around: date) -> None:
        head, *others = self._lines
        undecided = TBD_FIRST.match(head.text)
        day, rest = ("TBD", head.text[undecided.end() :].strip()) if undecided else split_days(head.text, around)
        for line in (replace(head, text=rest), *others):
            if line.text:
                self._read_line(line)
        self._found.rows.append(
            PageRow(
                line=head.line,
                text=joined(self._lines),
                date=day,
                topic=(self._title,) if self._title else (),
                details=joined(self._details),
                speaker=self._speaker,
                materials=tuple(self._materials),
                assignments=tuple(self._assignments),
            )
        )

    def _read_line(self, line: PageLine) -> None:
        if match := _DETAILS.match(line.text):
            self._details.append(replace(line, text=line.text[match.end() :]))
            return
        if self._title and _HEADING.fullmatch(line.text):
            self._materials.append(line)
            self._below_heading = True
            return
        text = self._without_assignments(line)
        if self._below_heading:
            self._materials += [replace(line, text=text)] if text else []
            return
        title = self._without_speaker(line, text)
        if not title:
            return
        if self._title is None:
            self._title = replace(line, text=title)
        else:
            why = "nothing says what this is: neither a speaker, nor a material, nor an assignment that is out or due"
            self._found.unread.append(Unread(line=line.line, text=title, why=why))

    def _without_assignments(self, line: PageLine) -> str:
        """Take the assignments off the end of a line."""
        text, found = line.text, []
        while (match := _ASSIGNMENT.search(text)) and out_or_due(match[0]):
            found.append(replace(line, text=match[0]))
            text = text[: match.start()].rstrip(" ,;")
        self._assignments += reversed(found)
        return text

    def _without_speaker(self, line: PageLine, text: str) -> str:
        """Take the speaker and the materials off the end of a line; what remains is a title, or nothing."""
        named = list(self._speakers.finditer(text)) if self._speakers else []
        if named and not self._speaker:
            self._speaker = named[-1][0]
            self._add_materials(line, text[named[-1].end() :])
            return text[: named[-1].start()].strip(" |")
        span = find_span(text)
        if span and span.before.strip() and (room := _ROOM.match(span.after)):
            self._add_materials(line, span.after[room.end() :])
            return text[: len(text) - len(span.after)] + room[0]
        if match := _MATERIALS.search(text):
            self._add_materials(line, match[0])
            text = text[: match.start()].rstrip()
        if not self._title and not self._speaker and (guest := _GUEST.fullmatch(text)):
            return self._without_guest(line, guest)
        if match := _NOBODY.fullmatch(text):
            return match["title"]
        self._warn_of_title(line, text)
        return text

    def _without_guest(self, line: PageLine, guest: re.Match[str]) -> str:
        """Take the guest off a guest lecture's title; their name is parted from a topic by what names look like."""
        rest = guest["rest"] or ""
        match = _FROM.fullmatch(rest)
        if match is None:
            if guest["colon"] or not is_name(rest):
                return guest[0]
            self._speaker = rest
            return guest["title"]
        self._add_materials(line, match["after"])
        name = _last_name(match["before"]) if guest["colon"] else match["before"]
        self._speaker = f"{name} {match['place']}"
        topic = match["before"].removesuffix(name).strip(" ,–—-")
        if not topic:
            return guest["title"]
        why = f"the text does not part the guest from the topic; the name is taken to be {name!r}"
        self._found.warnings.append(Unread(line=line.line, text=guest[0], why=why))
        return f"{guest['title']}: {topic}"

    def _warn_of_title(self, line: PageLine, title: str) -> None:
        lecture = kind_of(title) in (None, Kind.LECTURE) and not self._title and not self._assignments
        if lecture and Column.SPEAKER in self._found.columns and not any(map(self._names_somebody, self._lines)):
            why = "nobody of the staff list is named here; if the title holds a speaker's name, take it out"
            self._found.warnings.append(Unread(line=line.line, text=title, why=why))

    def _names_somebody(self, line: PageLine) -> bool:
        return bool(self._speakers and self._speakers.search(line.text))

    def _add_materials(self, line: PageLine, text: str) -> None:
        """Add what stands in a line besides, apart where it is nothing but words such as `slides`."""
        rest = text.strip(" ,;|")
        each = _EACH_MATERIAL.findall(rest) if _MATERIALS.fullmatch(rest) else [rest]
        self._materials += [replace(line, text=title) for title in each if title]


def _last_name(words: str) -> str:
    """Give the name with which words end: the last of them, with initials and `van` before it, and a first name."""
    *before, last = words.split()
    name = [last]
    while before and (_INITIAL.fullmatch(before[-1]) or before[-1].lower() in PARTICLES):
        name.insert(0, before.pop())
    return " ".join([*before[-1:], *name])
