"""The lines that staff paste: where they go, and that each does what its title says, and nothing else."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import TypeAlias

import pytest
from conftest import DATA, SLUG
from courses import by_id, course_yaml, publish, read, said, write_course

from feeds.course.edits import Edit, edit_address, edits
from feeds.course.model import AllDay, Course, Event, Gap, Source, Status, Timed
from feeds.course.parser import parse
from feeds.course.reader import read_course
from feeds.course.timezones import localize

DEMO = Path(__file__).parent / "data" / "courses" / "dm-1-sp26"

# Two slots that do not meet, and rooms to choose from.
SLOTS = """
slots:
  - id: oh-tue
    hosts: [alan-turing, grace-hopper]
    day: Tuesday
    start: 16:00
    end: 17:00
    room: C 3

  - id: oh-fri
    hosts: [ada-lovelace]
    day: Friday
    start: 10:00
    end: 11:00
    room: C 4
"""


def shown(course: Course, id: str) -> list[str]:
    """Give what is told of an event: each edit's title, then where the lines of each of its parts go, and these."""
    return [line for edit in edits(by_id(course)[id], course) for line in (edit.title, *_shown(edit))]


def _shown(edit: Edit) -> list[str]:
    return [
        line
        for part in edit.parts
        for line in (f"  {part.file}, {part.where}", *(f"  |{line}|" for line in part.lines))
    ]


def paste(folder: Path, edit: Edit) -> None:
    """Do what an edit says to the files of a folder, one part after the other, at the lines that they tell."""
    for part in edit.parts:
        path = folder / part.file
        lines = path.read_bytes().decode().split("\n")
        at = part.gap.line - 1
        if text := part.gap.instead_of or part.gap.behind:
            (line,) = part.lines
            assert lines[at].count(text) == 1
            lines[at] = lines[at].replace(text, line if part.gap.instead_of else text + line)
        else:
            lines[at + 1 : at + 1] = part.lines
        path.write_bytes("\n".join(lines).encode())


def changed(before: Course, after: Course) -> dict[str, Event]:
    """Give the events that differ, whenever that was, by their ids, as they are after."""
    was = by_id(before)
    assert by_id(after).keys() == was.keys()
    return {id: each for id, each in by_id(after).items() if replace(each, revision=was[id].revision) != was[id]}


def written(edit: Edit, source: Source) -> Iterator[str]:
    """Give what an edit writes of an event that stands somewhere."""
    for part in edit.parts:
        mine = part.file == source.file and part.gap in source.gaps.values()
        if mine and (source.day is None or f"{{date: {source.day:%a %Y-%m-%d}," in part.lines[-1]):
            yield part.lines[-1]


def keys(folder: Path, source: Source) -> set[str]:
    """Give the keys of the row in which an event is written."""
    document = parse((folder / source.file).read_bytes(), source.file)
    path = next(path for path, (line, _) in document.positions.items() if len(path) == 2 and line == source.line)
    return {str(key) for *row, key in document.keys if tuple(row) == path}


def outcome(event: Event, edit: Edit, course: Course, folder: Path) -> Event:
    """Say what an event is to be after an edit."""
    (text,) = written(edit, course.sources[event.id])
    if "cancelled: yes" in text:
        had = course.sources[event.id].hosts if "hosts: []" in text else event.people
        cancelled = replace(event, status=Status.CANCELLED, people=had, undated=False)
        return replace(cancelled, any_of=None, alternatives=0)
    if "tentative: yes" in text:
        return replace(event, status=Status.TENTATIVE)
    if found := re.search(r"without: ([a-z-]+)", text):
        return replace(event, people=tuple(each for each in event.people if each != found[1]))
    if found := re.search(r"swap: {([a-z-]+): ([a-z-]+)}", text):
        return replace(event, people=tuple(found[2] if each == found[1] else each for each in event.people))
    if found := re.search(r'room: "?([^"},]+)', text):
        # A change of a week says all of its place; a row that names the link or more rooms goes on doing so.
        kept = set() if event.slot else keys(folder, course.sources[event.id])
        online = event.place.online if "online" in kept else None
        overflow = event.place.overflow if "overflow" in kept else ()
        return replace(
            event, place=replace(event.place, room=found[1], overflow=overflow, online=online, to_be_announced=False)
        )
    if found := re.search(r"(?:moved_to|due|out): \w+ ([\d-]+)", text):
        day = date.fromisoformat(found[1])
        if isinstance(event.when, AllDay):
            return replace(event, when=AllDay(first=day, last=day))
        start, end = (
            localize(datetime.combine(day, clock.time()), course.time_zone)
            for clock in (event.when.start, event.when.end)
        )
        return replace(event, when=Timed(start=start, end=end))
    raise AssertionError(text)


def sample(course: Course) -> Iterator[Event]:
    """Give every event of a course, but of a slot with many weeks one: in turn its first, a middle, its last one."""
    turn = 0
    for slot, weeks in groupby(sorted(course.events, key=lambda event: event.slot or ""), key=attrgetter("slot")):
        events = list(weeks)
        if slot and len(events) > 10:
            events, turn = [events[(0, len(events) // 2, -1)[turn % 3]]], turn + 1
        yield from events


def broken(folder: Path, copy: Path) -> Iterator[str]:
    """Try every edit of a course by itself; give what differs from what it promises."""
    course = read_course(folder)
    for event in sample(course):
        for edit in edits(event, course):
            shutil.copytree(folder, copy)
            paste(copy, edit)
            after = read_course(copy)
            shutil.rmtree(copy)
            found = changed(course, after)
            wanted = outcome(event, edit, course, folder)
            became = found.pop(event.id, event)
            if replace(became, revision=wanted.revision, weeks=wanted.weeks) != wanted:
                yield f"{event.id}: {edit.title}: {said(became)}"
            if others := found.keys() - set(also(event, edit, course)):
                yield f"{event.id}: {edit.title}: {sorted(others)} too"
            if after.warnings:
                yield f"{event.id}: {edit.title}: {after.warnings}"


def also(event: Event, edit: Edit, course: Course) -> Iterator[str]:
    """Say what changes with an event: the other half of a swap, what its row says, the "any one of" it counts in."""
    mine = course.sources[event.id]
    for other in course.events:
        theirs = course.sources.get(other.id)
        if theirs is None:
            continue
        whole = "all sections" in edit.title or "both out and due" in edit.title
        counted = event.any_of and other.any_of == event.any_of and "cancelled" in edit.parts[0].lines[-1]
        swapped = theirs.day and any(written(edit, theirs))
        if swapped or counted or (whole and (theirs.file, theirs.gaps) == (mine.file, mine.gaps)):
            yield other.id


def test_every_edit_of_the_real_course_does_what_it_says_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "data" / SLUG
    # It is read sooner without its history, which has nothing but what the data has.
    shutil.copytree(DATA / SLUG, folder, ignore=shutil.ignore_patterns("history.jsonl"))

    assert list(broken(folder, tmp_path / SLUG)) == []


def test_every_edit_of_a_course_that_uses_everything_does_what_it_says_and_nothing_else(tmp_path: Path) -> None:
    assert list(broken(DEMO, tmp_path / DEMO.name)) == []


def test_week_of_a_slot_gets_the_changes_line_too(tmp_path: Path) -> None:
    course = read(tmp_path / "c", office_hours=SLOTS)

    assert shown(course, "oh-tue-2026-10-13") == [
        "Cancel it for all of its hosts (yes, or the reason)",
        "  office-hours.yaml, below line 2",
        "  |    changes:|",
        "  |      - {date: Tue 2026-10-13, cancelled: yes, hosts: []}|",
        "Without Alan",
        "  office-hours.yaml, below line 2",
        "  |    changes:|",
        "  |      - {date: Tue 2026-10-13, without: alan-turing}|",
        "Without Grace",
        "  office-hours.yaml, below line 2",
        "  |    changes:|",
        "  |      - {date: Tue 2026-10-13, without: grace-hopper}|",
        "Alan swaps with Ada, who has Fri 16 Oct, 10–11 AM (write who does)",
        "  office-hours.yaml, below line 9",
        "  |    changes:|",
        "  |      - {date: Fri 2026-10-16, swap: {ada-lovelace: alan-turing}}|",
        "  office-hours.yaml, below line 2",
        "  |    changes:|",
        "  |      - {date: Tue 2026-10-13, swap: {alan-turing: ada-lovelace}}|",
        "In another room (write yours)",
        "  office-hours.yaml, below line 2",
        "  |    changes:|",
        "  |      - {date: Tue 2026-10-13, room: 45-230}|",
        "On another day or at another time (write yours; leave out what stays)",
        "  office-hours.yaml, below line 2",
        "  |    changes:|",
        "  |      - {date: Tue 2026-10-13, moved_to: Wed 2026-10-14, start: 16:00, end: 17:00}|",
    ]


def titles(course: Course, id: str) -> list[str]:
    return [edit.title for edit in edits(by_id(course)[id], course)]


def first(course: Course, id: str) -> list[str]:
    """Give where the first edit of an event goes, and its lines."""
    return _shown(edits(by_id(course)[id], course)[0])


def test_change_goes_above_the_others_and_below_one_of_its_own_week(tmp_path: Path) -> None:
    slots = """
    slots:
    - id: oh
      hosts: [alan-turing]
      changes:  # newest first

        # Everybody is away.
        - {date: Tue 2026-10-06, moved_to: Wed 2026-10-07}
        - {from: Mon 2026-11-02, day: Thursday}
      day: Tuesday
      start: 16:00
      end: 17:00
      room: C 3
    """
    course = read(tmp_path / "c", office_hours=slots)

    assert first(course, "oh-2026-09-29") == [
        "  office-hours.yaml, below line 4",
        "  |    - {date: Tue 2026-09-29, cancelled: yes}|",
    ]
    assert first(course, "oh-2026-10-06") == [
        "  office-hours.yaml, below line 7",
        "  |    - {date: Tue 2026-10-06, cancelled: yes}|",
    ]
    assert first(course, "oh-2026-11-03") == [
        "  office-hours.yaml, below line 4",
        "  |    - {date: Thu 2026-11-05, cancelled: yes}|",
    ]
    assert list(broken(tmp_path / "c", tmp_path / "copy")) == []


def test_changes_as_deep_as_their_key_are_met(tmp_path: Path) -> None:
    slots = """
    slots:
    - id: oh
      day: Tuesday
      start: 16:00
      end: 17:00
      room: C 3
      changes:
      - date: Tue 2026-10-06
        room: C 4
    """
    course = read(tmp_path / "c", office_hours=slots)

    assert first(course, "oh-2026-09-29") == [
        "  office-hours.yaml, below line 7",
        "  |  - {date: Tue 2026-09-29, cancelled: yes}|",
    ]
    # Where that change ends is not known.
    assert shown(course, "oh-2026-10-06") == []
    assert list(broken(tmp_path / "c", tmp_path / "copy")) == []


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ("changes: [{date: Tue 2026-10-06, room: C 4}]", "in line 7, behind `changes: [`"),
        ("changes: []", "in line 7, behind `changes: [`"),
    ],
)
def test_change_goes_into_the_brackets_of_the_others(changes: str, where: str, tmp_path: Path) -> None:
    slot = "slots:\n  - id: oh\n    day: Tuesday\n    start: 16:00\n    end: 17:00\n    room: C 3\n"
    course = read(tmp_path / "c", office_hours=f"{slot}    {changes}\n")

    assert first(course, "oh-2026-09-29") == [
        f"  office-hours.yaml, {where}",
        "  |{date: Tue 2026-09-29, cancelled: yes}, |",
    ]
    if "C 4" in changes:
        assert shown(course, "oh-2026-10-06") == []
    assert list(broken(tmp_path / "c", tmp_path / "copy")) == []


@pytest.mark.parametrize(
    ("row", "where", "line"),
    [
        ("- {id: quiz, date: Tue 2026-10-06, title: Quiz}", "in line 2, behind `id: quiz,`", " cancelled: yes,"),
        ("- { id: quiz, date: Tue 2026-10-06, title: Quiz }", "in line 2, behind `id: quiz,`", " cancelled: yes,"),
        ("- {id: 'quiz', date: Tue 2026-10-06, title: Quiz}", "in line 2, behind `{`", "cancelled: yes, "),
        ("- {date: Tue 2026-10-06, title: Quiz, id: quiz}", "in line 2, behind `{`", "cancelled: yes, "),
        (
            "- {\n      id: quiz,\n      date: 2026-10-06, title: Quiz}",
            "in line 3, behind `id: quiz,`",
            " cancelled: yes,",
        ),
        ("- id: quiz\n    date: 2026-10-06\n    title: Quiz", "below line 2", "    cancelled: yes"),
        ("- date: 2026-10-06\n    id: quiz  # or\n    # not\n    title: Quiz", "below line 3", "    cancelled: yes"),
        (
            "-  title: >-\n        A\n        Quiz\n     date: 2026-10-06\n     id: quiz",
            "below line 6",
            "     cancelled: yes",
        ),
    ],
)
def test_row_in_braces_or_in_lines(row: str, where: str, line: str, tmp_path: Path) -> None:
    course = read(tmp_path / "c", exams=f"exams:\n  {row}\n")

    assert first(course, "quiz") == [f"  exams.yaml, {where}", f"  |{line}|"]
    assert titles(course, "quiz") == [
        "Cancel it (yes, or the reason)",
        "In another room (write yours)",
        "It is not certain",
    ]
    assert list(broken(tmp_path / "c", tmp_path / "copy")) == []


def test_what_a_row_says_already_is_written_anew(tmp_path: Path) -> None:
    exams = """
    exams:
      - room: C 3
        id: quiz
        date: 2026-10-06
        title: Quiz
        tentative: no
      - {id: final, date: 2026-10-07, title: Final, room: C 3, cancelled: no}
    """
    course = read(tmp_path / "c", exams=exams)

    assert shown(course, "quiz") == [
        "Cancel it (yes, or the reason)",
        "  exams.yaml, below line 3",
        "  |    cancelled: yes|",
        "In another room (write yours)",
        "  exams.yaml, in line 2, instead of `room: C 3`",
        "  |room: 45-230|",
        "It is not certain",
        "  exams.yaml, in line 6, instead of `tentative: no`",
        "  |tentative: yes|",
    ]
    assert shown(course, "final") == [
        "Cancel it (yes, or the reason)",
        "  exams.yaml, in line 7, instead of `cancelled: no`",
        "  |cancelled: yes|",
        "In another room (write yours)",
        "  exams.yaml, in line 7, instead of `room: C 3`",
        "  |room: 45-230|",
        "It is not certain",
        "  exams.yaml, in line 7, behind `id: final,`",
        "  | tentative: yes,|",
    ]
    assert list(broken(tmp_path / "c", tmp_path / "copy")) == []


def test_assignment_is_two_events_and_says_so(tmp_path: Path) -> None:
    deadlines = """
    assignments:
      - id: pset-1
        title: pset 1
        out: Tue 2026-09-15
        due: Fri 2026-09-18 23:59
      - {id: pset-2, title: pset 2, due: Tue 2026-10-06}
      - {id: quiz, title: quiz, out: Tue 2026-10-13, due: Tue 2026-10-13}
    """
    course = read(tmp_path / "c", deadlines=deadlines)

    assert shown(course, "pset-1-due") == [
        "Drop it, both out and due (yes, or the reason)",
        "  deadlines.yaml, below line 2",
        "  |    cancelled: yes|",
        "Due on another day (write yours)",
        "  deadlines.yaml, in line 5, instead of `due: Fri 2026-09-18 23:59`",
        "  |due: Mon 2026-09-21 23:59|",
        "It is not certain, both out and due",
        "  deadlines.yaml, below line 2",
        "  |    tentative: yes|",
    ]
    assert titles(course, "pset-1-out")[1] == "Out on another day (write yours)"
    assert edits(by_id(course)["quiz-out"], course)[1].parts[0].lines == ("out: Mon 2026-10-12",)
    assert titles(course, "pset-2-due") == [
        "Drop it (yes, or the reason)",
        "Due on another day (write yours)",
        "It is not certain",
    ]
    assert list(broken(tmp_path / "c", tmp_path / "copy")) == []


def test_lecture_of_several_sections_says_so(tmp_path: Path) -> None:
    sections = "{days: [Tue], start: 13:00, end: 14:00, room: A 1, section: l01}"
    more = sections.replace("13:00, end: 14", "15:00, end: 16").replace("l01", "l02")
    course = read(
        tmp_path / "c",
        course=course_yaml(f"meetings: [{sections}, {more}]"),
        lectures="lectures:\n  - {id: logic, date: Tue 2026-10-06, title: Logic}",
        exams="exams: [{id: quiz, date: Wed 2026-10-07, title: Quiz, room: '[B] #2, west'}]",
    )

    assert shown(course, "logic-l02") == [
        "Cancel it, in all sections (yes, or the reason)",
        "  lectures.yaml, in line 2, behind `id: logic,`",
        "  | cancelled: yes,|",
        "In another room, in all sections (write yours)",
        "  lectures.yaml, in line 2, behind `id: logic,`",
        '  | room: "[B] #2, west",|',
        "It is not certain, in all sections",
        "  lectures.yaml, in line 2, behind `id: logic,`",
        "  | tentative: yes,|",
    ]


def test_row_beside_another_one_is_not_taken_for_it(tmp_path: Path) -> None:
    rows = "{id: quiz, date: Tue 2026-10-06, title: Quiz}, {id: final, date: Wed 2026-10-07, title: Final}"
    course = read(tmp_path / "c", exams=f"exams: [\n  {rows}\n]\n")

    assert titles(course, "quiz")[0] == "Cancel it (yes, or the reason)"
    assert titles(course, "final") == []
    assert list(broken(tmp_path / "c", tmp_path / "copy")) == []


# One row in each of many ways to write YAML, and every place to which an edit of it goes; without one it has no edit.
SLOT = """
slots:
  - id: oh
    hosts: [alan-turing, ada-lovelace]
    day: Tuesday
    start: 16:00
    end: 17:00
    room: C 3
"""
CHANGED = SLOT + "    changes:\n      - {date: Tue 2026-10-06, room: C 4}\n"
BRACES = "{id: oh, hosts: [alan-turing, ada-lovelace], day: Tuesday, start: 16:00, end: 17:00, changes: []}"
IN_BRACES = f"slots:\n  - {BRACES}\n"
TWO = "{id: oh, hosts: [ada-lovelace], day: Tue, start: 9:00, end: 10:00}"
QUIZ = "exams:\n  - {id: quiz, date: Tue 2026-10-06, title: Quiz, room: C 3}\n"
PSET = """
assignments:
  - id: pset
    title: pset
    out: Thu 2026-10-01
    due: Tue 2026-10-06 23:59
"""
BELOW, INTO = "below line 2", "in line 2, behind `changes: [`"
OUT, DUE = "instead of `out: Thu 2026-10-01`", "instead of `due: Tue 2026-10-06 23:59`"


Style: TypeAlias = tuple[str, str, str, list[str]]


def style(id: str, text: str, *places: str, old: str = "", new: str = "", file: str = "office-hours") -> Style:
    assert old in text
    return id, file, text.lstrip("\n").replace(old, new) if old else text.lstrip("\n"), list(places)


def row(id: str, text: str, *places: str, old: str = "", new: str = "") -> Style:
    return style(id, text, *places, old=old, new=new, file="exams" if text == QUIZ else "deadlines")


STYLES = [
    style("in lines", SLOT, BELOW),
    style("other line ends", SLOT, BELOW, old="\n", new="\r\n"),
    style("a byte order mark", "\ufeff" + SLOT.lstrip(), BELOW),
    style("a document that begins and ends", f"%YAML 1.1\n---{SLOT}...\n", "below line 4"),
    style("not indented", SLOT.replace("\n  ", "\n"), BELOW),
    style("indented a lot", SLOT, BELOW, old="\n  ", new="\n      "),
    style("a comment behind the id", SLOT, BELOW, old="id: oh", new="id: oh \t# for good\t"),
    style("blanks behind the id", SLOT, BELOW, old="id: oh", new="id: oh  "),
    style("comments between keys", SLOT, BELOW, old="    hosts", new="# Who?\n\n        # Both.\n    hosts"),
    style("a hyphen on a line of its own", SLOT, "below line 3", old="- id", new="-\n    id"),
    style("a hyphen and a comment", SLOT, "below line 3", old="- id", new="-  # Alan's\n    id"),
    style("a wide hyphen", SLOT.replace("\n    ", "\n      "), BELOW, old="- id", new="-   id"),
    style("an id in quotes", SLOT, BELOW, old="id: oh", new="id: 'oh'"),
    style("an id that comes last", SLOT.replace("id: oh\n    ", "") + "    id: oh\n", "below line 7"),
    style("changes", CHANGED, "below line 8", "below line 9"),
    style("changes with comments", CHANGED, "below line 8", "below line 10", old="changes:", new="changes: # [\n  # {"),
    style("changes in the key's column", CHANGED, "below line 8", "below line 9", old="      - {", new="    - {"),
    style("changes with wide hyphens", CHANGED, "below line 8", "below line 9", old="- {", new="-   {"),
    style("a change with a comment", CHANGED, "below line 8", "below line 9", old="4}", new="4}  # {C 3}"),
    style("a change below its hyphen", CHANGED, "below line 8", old="- {", new="-\n        {"),
    style("a change of two lines", CHANGED, "below line 8", old=", room: C 4", new=",\n         room: C 4"),
    style("a change that ends below", CHANGED, "below line 8", old="4}", new="4\n        }"),
    style("a change with a brace in quotes", CHANGED, "below line 8", old="C 4}", new='"C 4}\n          }"}'),
    style(
        "a change in lines",
        CHANGED,
        "below line 8",
        old="{date: Tue 2026-10-06, room: C 4}",
        new="date: 2026-10-06\n        room: C 4",
    ),
    style("a list of changes", IN_BRACES, INTO),
    style("a change in a row in braces", IN_BRACES, INTO, old="[]", new="[{date: Tue 2026-10-06, room: C 4}]"),
    style("a list of changes in lines", SLOT + "    changes: []\n", "in line 8, behind `changes: [`"),
    style("braces of lines", IN_BRACES.replace(", ", ",\n  "), "in line 8, behind `changes: [`"),
    style("braces without changes", IN_BRACES, "in line 2, behind `id: oh,`", old=", changes: []"),
    style("braces in brackets", f"slots: [\n  {TWO},\n]\n", "in line 2, behind `id: oh,`"),
    style(
        "an id that comes last in braces",
        IN_BRACES,
        "in line 2, behind `{`",
        old=BRACES,
        new="{hosts: [ada-lovelace], day: Tue, start: 9:00, end: 10:00, id: oh}",
    ),
    style(
        "keys in quotes in braces",
        IN_BRACES,
        "in line 2, behind `{`",
        old=BRACES,
        new='{"id": "oh", "hosts": ["ada-lovelace"], "day": "Tue", "start": "9:00", "end": "10:00"}',
    ),
    row("a row in braces", QUIZ, "in line 2, behind `id: quiz,`", "in line 2, instead of `room: C 3`"),
    row(
        "a value in quotes",
        QUIZ,
        "in line 2, behind `id: quiz,`",
        'in line 2, instead of `room: "C 3"`',
        old="C 3",
        new='"C 3"',
    ),
    row("an assignment", PSET, BELOW, f"in line 4, {OUT}", f"in line 5, {DUE}"),
    row(
        "a comment behind a value",
        PSET,
        BELOW,
        f"in line 4, {OUT}",
        f"in line 5, {DUE}",
        old="59",
        new="59 # due: Mon",
    ),
    row(
        "a row that begins with what changes",
        PSET.replace("id: pset\n    title: pset\n    ", "") + "    id: pset\n    title: pset\n",
        "below line 4",
        f"in line 2, {OUT}",
        f"in line 3, {DUE}",
        old="- out",
        new="- out",
    ),
    style("an id on the next line", SLOT, old="id: oh", new="id:\n      oh"),
    style("an id behind a comment", SLOT, old="id: oh", new="id: # of\n      oh"),
    style("an id in a block", SLOT, old="id: oh", new="id: |-\n      oh"),
    style("an id of a type", SLOT, old="id: oh", new="id: !!str oh"),
    style("a key that is asked for", SLOT, old="id: oh", new="? id\n    : oh"),
    style("a blank before the colon", SLOT, old="id: oh", new="id : oh"),
    style("a key in quotes", SLOT, old="id: oh", new='"id": oh'),
    style("a row of a type", SLOT, old="- id", new="- !!map\n    id"),
    style("braces of a type", IN_BRACES, old="- {id: oh", new="- !!map {\n    id: oh\n   "),
    style("lines that not all count", SLOT, old="hosts:", new="# a\u2028# b\n    hosts:"),
    style("lines of an old Mac", SLOT, old="\n", new="\r"),
    style("several rows on a line", f"slots: [{TWO}, {TWO.replace('oh', 'oh-2').replace('Tue', 'Wed')}]"),
    style("a file in braces", f"{{slots: [{TWO}]}}"),
    style("JSON", '{"slots": [{"id": "oh", "hosts": [], "day": "Tue", "start": "9:00", "end": "10:00"}]}'),
    style(
        "JSON that is a row's",
        '{"slots": [\n{"id": "oh", "day": "Tue", "start": "9:00", "end": "10:00", "changes": []}]}',
    ),
    style("changes behind two blanks", IN_BRACES, old="changes: ", new="changes:  "),
    style("changes in quotes", CHANGED, old="changes", new="'changes'"),
    style("changes of a type", CHANGED, old="changes:", new="changes: !!seq"),
    style("changes that are asked for", CHANGED, old="changes:\n", new="? changes\n    :\n"),
    style("changes on the next line", CHANGED, old="- {date: Tue 2026-10-06, room: C 4}", new="[]"),
    row("values on the next line", PSET, old="due:", new="due:\n     "),
    row("a value that goes on", PSET, old="23:59", new="\n      23:59"),
    row("a value in a block", PSET, old="due:", new="due: >-\n     "),
    row("a value behind two blanks", PSET, old="due:", new="due:  "),
    row("a value with a quote", QUIZ, old="C 3", new="'C 3 (Alan''s)'"),
    row("a value that ends with a quote", QUIZ, old="C 3", new="'C 3'''"),
    row("a text that looks like a key", QUIZ, old="title: Quiz", new="title: 'Quiz, room: C 3'"),
    row(
        "an id in a text",
        QUIZ,
        "in line 2, behind `{`",
        "in line 2, instead of `room: C 3`",
        old="title: Quiz",
        new="title: 'id: quiz, not'",
    ),
    style(
        "hours that are handed over",
        CHANGED,
        "below line 8",
        old="date: Tue 2026-10-06, room: C 4",
        new="from: Tue 2026-10-13, hosts: [grace-hopper]",
    ),
]


@pytest.mark.parametrize(("file", "text", "places"), [pytest.param(*told, id=id) for id, *told in STYLES])
def test_edits_are_offered_where_their_place_is_certain(
    file: str, text: str, places: list[str], tmp_path: Path
) -> None:
    term = course_yaml("classes: {first: Wed 2026-09-30, last: Fri 2026-10-16}")
    folder = write_course(tmp_path / "c", course=term)
    (folder / f"{file}.yaml").write_bytes(text.encode())
    course = read_course(folder)
    offered = [part.where for event in course.events for edit in edits(event, course) for part in edit.parts]

    assert course.warnings == ()
    assert sorted(set(offered)) == sorted(places)
    assert list(broken(folder, tmp_path / "copy")) == []


def test_other_day_and_swap_keep_clear_of_what_is_there(tmp_path: Path) -> None:
    slots = SLOTS.replace("16:00", "10:00").replace("17:00", "11:00").replace("day: Friday", "day: Wednesday")
    course = read(
        tmp_path / "c",
        course=course_yaml("holidays: [{id: fast, first: Fri 2026-10-16, last: Mon 2026-10-19, name: Fast}]"),
        lectures="lectures: [{id: logic, date: Thu 2026-10-15, title: Logic, start: 9:00, end: 12:00}]",
        exams="exams: [{id: quiz, date: Wed 2026-10-14, title: Quiz, start: 8:00, end: 9:00, room: C 3}]",
        office_hours=slots + "    online: https://meet.example.edu/ada\n",
        staff="""
        people:
          - {id: ada-lovelace, name: Ada Lovelace, role: Instructor}
          - {id: alan-turing, name: Alan Turing, role: TA, until: Tue 2026-10-13}
          - {id: grace-hopper, name: Grace Hopper, role: TA}
        """,
    )

    assert [edit.parts[-1].lines[-1].strip() for edit in edits(by_id(course)["oh-tue-2026-10-13"], course)] == [
        "- {date: Tue 2026-10-13, cancelled: yes, hosts: []}",
        "- {date: Tue 2026-10-13, without: alan-turing}",
        "- {date: Tue 2026-10-13, without: grace-hopper}",
        "- {date: Tue 2026-10-13, swap: {alan-turing: ada-lovelace}}",
        "- {date: Tue 2026-10-13, room: 45-230}",
        "- {date: Tue 2026-10-13, moved_to: Mon 2026-10-12, start: 10:00, end: 11:00}",
    ]
    # Alan has left by the Wednesday after.
    swap = edits(by_id(course)["oh-tue-2026-10-13"], course)[3]
    assert swap.parts[0].lines[-1].strip() == "- {date: Wed 2026-10-07, swap: {ada-lovelace: alan-turing}}"
    # The lecture is on the Thursday, and then come the days without class.
    assert edits(by_id(course)["oh-fri-2026-10-14"], course)[-1].parts[0].lines[-1].strip() == (
        "- {date: Wed 2026-10-14, moved_to: Tue 2026-10-20, start: 10:00, end: 11:00}"
    )


def test_swap_is_with_somebody_who_is_not_there_already(tmp_path: Path) -> None:
    course = read(tmp_path / "c", office_hours=SLOTS.replace("[ada-lovelace]", "[grace-hopper, ada-lovelace]"))

    assert (
        titles(course, "oh-tue-2026-10-13")[3] == "Alan swaps with Ada, who has Fri 16 Oct, 10–11 AM (write who does)"
    )


def test_what_is_cancelled_or_gone_and_holidays_have_none() -> None:
    demo = read_course(DEMO)
    known = {id: (id in demo.sources, titles(demo, id) != []) for id in by_id(demo)}

    assert {id: told for id, told in known.items() if told != (True, True)} == {
        "easter": (True, False),
        "guest-2": (True, False),
        "oh-a-2026-03-23": (True, False),
        "oh-b-2026-04-23": (True, False),
        # Only the history has these.
        "hilbert": (False, False),
        "oh-a-2026-04-06": (False, False),
    }


def test_source_says_where_a_row_is_and_is_no_part_of_the_course(tmp_path: Path) -> None:
    one = read(tmp_path / "c", office_hours=SLOTS)
    other = read(tmp_path / "c", office_hours=SLOTS.replace("slots:", "# Weekly.\nslots:"))

    assert one.sources["oh-fri-2026-10-16"] == Source(
        file="office-hours.yaml",
        line=9,
        gaps={"id": Gap(line=9, indent=4)},
        day=date(2026, 10, 16),
        hosts=("ada-lovelace",),
    )
    assert other.sources["oh-fri-2026-10-16"].line == 10
    assert other.events == one.events


def test_weeks_of_a_slot_without_a_day_have_none(tmp_path: Path) -> None:
    folder = write_course(tmp_path / "c", office_hours=SLOTS)
    publish(folder, datetime(2026, 9, 1, tzinfo=UTC))
    write_course(folder, office_hours=SLOTS.replace("day: Tuesday", "day: tbd"))
    course = read_course(folder)

    assert by_id(course)["oh-tue-2026-10-13"].undated
    assert course.sources["oh-tue-2026-10-13"].line == 2
    assert shown(course, "oh-tue-2026-10-13") == []


@pytest.mark.parametrize("slash", ["", "/"])
def test_edit_address_is_that_of_the_line(slash: str, tmp_path: Path) -> None:
    course = read(
        tmp_path / "c",
        course=course_yaml(f"edit_url: https://git.example.edu/c/edit/main{slash}"),
    )

    assert edit_address(course, "exams.yaml", 9) == "https://git.example.edu/c/edit/main/exams.yaml#L9"
    assert edit_address(replace(course, edit_url=None), "exams.yaml", 9) is None
