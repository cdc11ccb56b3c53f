"""What happened to the schedule of 6.7960 in the fall of 2025, made again as edits of its files, one after the other.

The real data is the end of it: undoing every step gives what the page said before the first class. What moved, and
the dates it moved between, are real. Made up are: when each was announced, which nine TAs came late (the last nine of
the page), the room that had to go, which topic was absorbed and its date, the guests before they swapped and the title
before one was named, that Veterans Day came late, and every step with `real=False`, which the end does not show.
"""

import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from clients import CLIENTS, Client, Google, Outlook, VEvent, by_uid, vevents
from conftest import DATA, PUBLIC_URL, SLUG
from courses import by_id, lines, publish, said, touch
from engines import vobject
from engines.registry import ENGINES, require

from feeds.calendar.feed import CourseFeeds, Feed, Form
from feeds.catalog.catalog import Catalog
from feeds.catalog.shelf import State
from feeds.course.folder import HISTORY
from feeds.course.model import Course, Event, Revision
from feeds.course.reader import read_course
from feeds.course.selection import Selection
from feeds.errors import CourseError, Problem

FIRST = "2025-09-02 12:00"
PATHS = ("all", "main_victor-butoi", "staff/victor-butoi", "staff/kelly-cui")
ATOM = "{http://www.w3.org/2005/Atom}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A piece of a file's text, which stands there once, and what is written in its place."""

    file: str
    before: str
    after: str

    def make(self, folder: Path) -> None:
        """Write it."""
        _replace(folder / self.file, self.before, self.after)

    def undo(self, folder: Path) -> None:
        """Write what stood there before."""
        _replace(folder / self.file, self.after, self.before)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Edits that are live at a time (UTC) and, unless said otherwise, recorded then.

    `changes` are the ids of all events that are different then, `*` standing for any week; `says` is what the change
    feed has to say since the step before, in its order. A step that is `refused`, for these problems, changes nothing.
    `branches` are edits that were each recorded on a branch, at a time of its own, and are merged here; `stamps` are
    the times of events that only one of them changed. What is `real` is in the real data at the end.
    """

    what: str
    at: str
    edits: tuple[Edit, ...]
    changes: str = ""
    says: str = ""
    note: str = ""
    recorded: bool = True
    refused: tuple[str, ...] = ()
    withdraws: frozenset[str] = frozenset()
    branches: tuple[tuple[str, tuple[Edit, ...]], ...] = ()
    stamps: Mapping[str, str] = field(default_factory=dict)
    real: bool = True

    @property
    def all_edits(self) -> tuple[Edit, ...]:
        """Its own, and those of its branches."""
        return (*(edit for _, edits in self.branches for edit in edits), *self.edits)


def lecture(before: str, after: str) -> Edit:
    """Edit lectures.yaml."""
    return Edit(file="lectures.yaml", before=before, after=after)


def midterm(before: str, after: str) -> Edit:
    """Edit the midterm's row."""
    row = "  - {{id: midterm, {}, title: Midterm}}\n"
    return Edit(file="exams.yaml", before=row.format(before), after=row.format(after))


def deadline(before: str, after: str) -> Edit:
    """Edit deadlines.yaml."""
    return Edit(file="deadlines.yaml", before=before, after=after)


def hours(before: str, after: str) -> Edit:
    """Edit office-hours.yaml."""
    return Edit(file="office-hours.yaml", before=before, after=after)


def slot(id: str, hosts: str, times: str, room: str) -> str:
    """Write a slot as the real file has it."""
    day, start, end = times.split()
    head = f"  - id: {id}\n    hosts: [{hosts}]\n"
    return f"{head}    day: {day}\n    start: {start}\n    end: {end}\n    room: {room}\n"


def to_be_decided(id: str, hosts: str) -> str:
    """Write a slot of which only the hosts are known."""
    return f"  - id: {id}\n    hosts: [{hosts}]\n    day: tbd\n    start: tbd\n"


def hosts(id: str, before: str, after: str) -> Edit:
    """Edit the hosts of a slot."""
    head = "  - id: {}\n    hosts: [{}]\n"
    return hours(head.format(id, before), head.format(id, after))


def new_slot(after: str, text: str) -> Edit:
    """Add a slot after another one, or after the heading of its day."""
    return hours(after, f"{after}\n{text}")


def _replace(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(before) == 1, f"{file.name} has this {text.count(before)} times:\n{before}"
    file.write_text(text.replace(before, after), encoding="utf-8")


SLOTS = (
    ("oh-mon-9", "kaiming-he", "Monday 09:00 10:00", "45-701H"),
    ("oh-mon-15", "abhay-bestrapalli, orion-foo", "Monday 15:00 16:00", "26-168"),
    ("oh-mon-17", "ali-cy, egor-lifar", "Monday 17:00 18:00", "26-168"),
    ("oh-tue-9", "omar-khattab", "Tuesday 09:00 10:00", "32-G818"),
    ("oh-tue-10", "russ-chua", "Tuesday 10:00 11:00", "36-156"),
    ("oh-tue-15", "ishan-ganguly, kelly-cui, maggie-lin", "Tuesday 15:00 16:00", "36-112"),
    ("oh-tue-16", "mahmoud-abdelmoneum", "Tuesday 16:00 17:00", "36-112"),
    ("oh-wed-13", "victor-butoi, gerardo-flores", "Wednesday 13:00 14:00", "36-155"),
    ("oh-thu-9", "sara-beery", "Thursday 09:00 10:00", "45-741H"),
    ("oh-thu-11", "ishita-goluguri", "Thursday 11:00 12:00", "34-303"),
    ("oh-fri-10", "riddhi-bhagwat", "Friday 10:00 11:00", "24-317"),
)
MONDAY_15 = slot("oh-mon-15", "abhay-bestrapalli, orion-foo", "Monday 15:00 16:00", "26-168")
MONDAY_16 = slot("oh-mon-16", "shreya-ravikumar, tara-sarma", "Monday 16:00 17:00", "26-168")
WEDNESDAY = "  # Wednesday\n"
WEDNESDAY_12 = slot("oh-wed-12", "edgar-morfin", "Wednesday 12:00 13:00", "24-319")
FRIDAY = "  # Friday\n"
THURSDAY_16 = slot("oh-thu-16", "vanessa-xiao, lana-xu", "Thursday 16:00 17:00", "36-144")
NINE = """\
  - {id: edgar-morfin, name: Edgar Morfin, role: TA}
  - {id: shreya-ravikumar, name: Shreya Ravikumar, role: TA}
  - {id: tara-sarma, name: Tara Sarma, role: TA}
  - {id: gracie-sheng, name: Gracie Sheng, role: TA}
  - {id: ashkan-soleymani, name: Ashkan Soleymani, role: TA}
  - {id: vinith-suriyakumar, name: Vinith Suriyakumar, role: TA}
  - {id: vanessa-xiao, name: Vanessa Xiao, role: TA}
  - {id: lana-xu, name: Lana Xu, role: TA}
  - {id: william-yang, name: William Yang, role: TA}
"""
MAGGIE = "  - {id: maggie-lin, name: Maggie Lin, role: TA}\n"
TUTORIALS = "tutorials:\n" + (DATA / SLUG / "tutorials.yaml").read_text(encoding="utf-8").partition("tutorials:\n")[2]
JIAJUN_WU = "    speakers:\n      - {name: Jiajun Wu, affiliation: Stanford}\n"
ZONGYI_LI = "    speakers:\n      - {name: Zongyi Li, affiliation: MIT/NYU}\n"
ROSE_WANG = "    speakers:\n      - {name: Rose E Wang, affiliation: OpenAI}\n"
ABSORBED = """\
  - id: neural-ir
    date: Thu 2025-12-04
    title: Neural Information Retrieval
    speakers: [omar-khattab]

"""
THANKSGIVING = "  - {id: thanksgiving-day, first: Thu 2025-11-27, name: Thanksgiving Day}\n"
QUIZ = "  - {id: quiz, date: Thu 2025-11-06, start: 15:00, end: 16:00, title: Quiz}\n"
ILL = "    changes:\n      - {date: Tue 2025-10-14, cancelled: ill}\n"
AWAY = "    changes:\n      - {date: Wed 2025-10-15, without: victor-butoi}\n"

STEPS = (
    Step(
        what="slides after the first lecture",
        at="2025-09-04 21:00",
        changes="overview",
        says="""
            6.7960 Course overview, introduction to deep neural networks and their basic building blocks, Thu 4 Sep,
              1–2:30 PM ET: materials: slides
        """,
        edits=(lecture("      - {title: notation", "      - {title: slides}\n      - {title: notation"),),
        recorded=False,
    ),
    Step(
        what="four tutorials, two days before the first",
        at="2025-09-06 14:00",
        changes="pytorch-mon pytorch-tue pytorch-wed pytorch-fri",
        says="""
            6.7960 Course overview, introduction to deep neural networks and their basic building blocks, Thu 4 Sep,
              1–2:30 PM ET: materials: slides
            New: 6.7960 PyTorch Tutorial, Mon 8 Sep, 4–5 PM ET, 32-123
            New: 6.7960 PyTorch Tutorial, Tue 9 Sep, 3–4 PM ET, 2-190
            New: 6.7960 PyTorch Tutorial, Wed 10 Sep, 7–8 PM ET, 32-123
            New: 6.7960 PyTorch Tutorial, Fri 12 Sep, 11 AM–12 PM ET, 32-123
        """,
        edits=(Edit(file="tutorials.yaml", before="tutorials: []\n", after=TUTORIALS),),
        recorded=False,
    ),
    Step(
        what="office hours from TBD to set",
        at="2025-09-07 15:00",
        changes="oh-mon-9-* oh-mon-15-* oh-mon-17-* oh-tue-*-* oh-wed-13-* oh-thu-9-* oh-thu-11-* oh-fri-10-*",
        says="""
            6.7960 Course overview, introduction to deep neural networks and their basic building blocks, Thu 4 Sep,
              1–2:30 PM ET: materials: slides
            New: OH Kaiming (6.7960), Mondays, 9–10 AM ET (14 weeks, Mon 8 Sep to Mon 8 Dec), 45-701H
            New: OH Abhay, Orion (6.7960), Mondays, 3–4 PM ET (14 weeks, Mon 8 Sep to Mon 8 Dec), 26-168
            New: 6.7960 PyTorch Tutorial, Mon 8 Sep, 4–5 PM ET, 32-123
            New: OH Ali, Egor (6.7960), Mondays, 5–6 PM ET (14 weeks, Mon 8 Sep to Mon 8 Dec), 26-168
            New: OH Omar (6.7960), Tuesdays, 9–10 AM ET (14 weeks, Tue 9 Sep to Tue 9 Dec), 32-G818
            New: OH Russ (6.7960), Tuesdays, 10–11 AM ET (14 weeks, Tue 9 Sep to Tue 9 Dec), 36-156
            New: OH Ishan, Kelly, Maggie (6.7960), Tuesdays, 3–4 PM ET (14 weeks, Tue 9 Sep to Tue 9 Dec), 36-112
            New: 6.7960 PyTorch Tutorial, Tue 9 Sep, 3–4 PM ET, 2-190
            New: OH Mahmoud (6.7960), Tuesdays, 4–5 PM ET (14 weeks, Tue 9 Sep to Tue 9 Dec), 36-112
            New: OH Victor, Gerardo (6.7960), Wednesdays, 1–2 PM ET (13 weeks, Wed 10 Sep to Wed 3 Dec), 36-155
            New: 6.7960 PyTorch Tutorial, Wed 10 Sep, 7–8 PM ET, 32-123
            New: OH Sara (6.7960), Thursdays, 9–10 AM ET (12 weeks, Thu 11 Sep to Thu 4 Dec), 45-741H
            New: OH Ishita (6.7960), Thursdays, 11 AM–12 PM ET (12 weeks, Thu 11 Sep to Thu 4 Dec), 34-303
            New: OH Riddhi (6.7960), Fridays, 10–11 AM ET (13 weeks, Fri 12 Sep to Fri 5 Dec), 24-317
            New: 6.7960 PyTorch Tutorial, Fri 12 Sep, 11 AM–12 PM ET, 32-123
        """,
        edits=tuple(hours(to_be_decided(*each[:2]), slot(*each)) for each in SLOTS),
    ),
    Step(
        what="nine TAs in one day",
        at="2025-09-07 22:00",
        changes="oh-mon-16-* oh-tue-10-* oh-wed-12-* oh-wed-13-* oh-thu-11-* oh-thu-16-* oh-fri-10-*",
        says="""
            New: OH Shreya, Tara (6.7960), Mondays, 4–5 PM ET (14 weeks, Mon 8 Sep to Mon 8 Dec), 26-168
            OH Russ, William (6.7960), Tuesdays, 10–11 AM ET (14 weeks, Tue 9 Sep to Tue 9 Dec): now also with William
              Yang
            New: OH Edgar (6.7960), Wednesdays, 12–1 PM ET (13 weeks, Wed 10 Sep to Wed 3 Dec), 24-319
            OH Victor, Gerardo, Vinith (6.7960), Wednesdays, 1–2 PM ET (13 weeks, Wed 10 Sep to Wed 3 Dec): now also
              with Vinith Suriyakumar
            OH Ishita, Ashkan (6.7960), Thursdays, 11 AM–12 PM ET (12 weeks, Thu 11 Sep to Thu 4 Dec): now also with
              Ashkan Soleymani
            New: OH Vanessa, Lana (6.7960), Thursdays, 4–5 PM ET (12 weeks, Thu 11 Sep to Thu 4 Dec), 36-144
            OH Riddhi, Gracie (6.7960), Fridays, 10–11 AM ET (13 weeks, Fri 12 Sep to Fri 5 Dec): now also with Gracie
              Sheng
        """,
        edits=(
            Edit(file="staff.yaml", before=MAGGIE, after=MAGGIE + NINE),
            hosts("oh-tue-10", "russ-chua", "russ-chua, william-yang"),
            hosts("oh-wed-13", "victor-butoi, gerardo-flores", "victor-butoi, gerardo-flores, vinith-suriyakumar"),
            hosts("oh-thu-11", "ishita-goluguri", "ishita-goluguri, ashkan-soleymani"),
            hosts("oh-fri-10", "riddhi-bhagwat", "riddhi-bhagwat, gracie-sheng"),
            new_slot(MONDAY_15, MONDAY_16),
            new_slot(WEDNESDAY, WEDNESDAY_12),
            hours(FRIDAY, f"{THURSDAY_16}\n{FRIDAY}"),
        ),
    ),
    Step(
        what="a room",
        at="2025-09-10 16:00",
        changes="oh-thu-16-*",
        says="""
            OH Vanessa, Lana (6.7960), Thursdays, 4–5 PM ET (12 weeks, Thu 11 Sep to Thu 4 Dec): 36-144 → 36-156
        """,
        edits=(hours(THURSDAY_16, THURSDAY_16.replace("36-144", "36-156")),),
        note="36-144 is too small.",
    ),
    Step(
        what="the midterm loses its date",
        at="2025-09-16 18:00",
        changes="midterm",
        says="""
            Midterm (6.7960): Thu 16 Oct, 7:30–9:30 PM ET → date to be announced
        """,
        edits=(midterm("date: Thu 2025-10-16, start: 19:30, end: 21:30", "date: tbd"),),
    ),
    Step(
        what="guests are named",
        at="2025-09-23 13:00",
        changes="guest-2 guest-3",
        says="""
            6.7960 Guest Lecture 2: Jiajun Wu, Tue 2 Dec, 1–2:30 PM ET: with Jiajun Wu (Stanford)
            6.7960 Guest Lecture 3: Zongyi Li, Tue 9 Dec, 1–2:30 PM ET: with Zongyi Li (MIT/NYU)
        """,
        edits=(
            lecture("    title: Guest Lecture 2\n", f"    title: Guest Lecture 2\n{JIAJUN_WU}"),
            lecture("    title: Guest Lecture 3\n", f"    title: Guest Lecture 3\n{ZONGYI_LI}"),
        ),
        recorded=False,
    ),
    Step(
        what="a topic is absorbed into another",
        at="2025-09-26 15:00",
        changes="similarity neural-ir project-office-hours",
        says="""
            6.7960 Representation Learning: Similarity-based (aka Neural Information Retrieval), Thu 2 Oct, 1–2:30 PM
              ET: title was “Representation Learning: Similarity-based”
            6.7960 Guest Lecture 2: Jiajun Wu, Tue 2 Dec, 1–2:30 PM ET: with Jiajun Wu (Stanford)
            Cancelled: 6.7960 Neural Information Retrieval, Thu 4 Dec, 1–2:30 PM ET
            New: Project office hours (6.7960), Thu 4 Dec, 1–2:30 PM ET, 45-230
            6.7960 Guest Lecture 3: Zongyi Li, Tue 9 Dec, 1–2:30 PM ET: with Zongyi Li (MIT/NYU)
        """,
        edits=(
            lecture(
                '"Representation Learning: Similarity-based"',
                '"Representation Learning: Similarity-based (aka Neural Information Retrieval)"',
            ),
            lecture(f"    tags: [guest]\n\n{ABSORBED}  # Week 15", "    tags: [guest]\n\n  # Week 15"),
            hours(
                "one_off: []\n",
                "one_off:\n  # Week 14\n\n"
                "  - {id: project-office-hours, date: Thu 2025-12-04, title: Project office hours}\n",
            ),
        ),
    ),
    Step(
        what="the midterm on the Thursday that is a Tuesday",
        at="2025-09-29 14:00",
        edits=(midterm("date: tbd", "date: Thu 2025-10-21, start: 19:30, end: 22:00"),),
        refused=("exams.yaml:8:25: 2025-10-21 is a Tuesday, not a Thursday; correct the weekday or the date",),
    ),
    Step(
        what="the midterm on Tuesday",
        at="2025-09-29 14:05",
        changes="midterm",
        says="""
            Midterm (6.7960): date to be announced → Tue 21 Oct, 7:30–10 PM ET
        """,
        edits=(
            midterm("date: Thu 2025-10-21, start: 19:30, end: 22:00", "date: Tue 2025-10-21, start: 19:30, end: 22:00"),
        ),
    ),
    Step(
        what="a lecture on a Tuesday that is a Thursday",
        at="2025-10-03 15:00",
        edits=(
            lecture(
                "  - id: generative-basics\n    date: Tue 2025-10-21\n",
                "  - id: generative-basics\n    date: Tue 2025-10-16\n",
            ),
            deadline("due: Tue 2025-10-21\n", "due: Thu 2025-10-16\n"),
            deadline("out: Tue 2025-10-21\n", "out: Thu 2025-10-16\n"),
        ),
        refused=("lectures.yaml:148:11: 2025-10-16 is a Thursday, not a Tuesday; correct the weekday or the date",),
    ),
    Step(
        what="the lecture moves with a deadline and a release",
        at="2025-10-03 15:10",
        changes="generative-basics pset-3-due pset-4-out",
        says="""
            pset 3 due (6.7960): Tue 21 Oct → Thu 16 Oct
            pset 4 out (6.7960): Tue 21 Oct → Thu 16 Oct
            6.7960 Generative models: basics: Tue 21 Oct, 1–2:30 PM ET → Thu 16 Oct, 1–2:30 PM ET
        """,
        edits=(
            lecture(
                "  - id: generative-basics\n    date: Tue 2025-10-16\n",
                "  - id: generative-basics\n    date: Thu 2025-10-16\n",
            ),
        ),
    ),
    Step(
        what="two branches",
        at="2025-10-08 12:00",
        changes="midterm guest-1",
        says="""
            6.7960 Guest Lecture: Deep Learning that Improves Real-World Interactions, Tue 18 Nov, 1–2:30 PM ET: title
              was “Guest Lecture 1”
            6.7960 Guest Lecture 1: Rose E Wang, Tue 18 Nov, 1–2:30 PM ET: with Rose E Wang (OpenAI)
            Midterm (6.7960), Tue 21 Oct: 7:30–10 PM → 7:30–9:30 PM ET
            6.7960 Guest Lecture: Deep Learning that Improves Real-World Interactions, Tue 18 Nov, 1–2:30 PM ET: title
              was “Guest Lecture 1”
        """,
        branches=(
            (
                "2025-10-06 14:00",
                (
                    midterm(
                        "date: Tue 2025-10-21, start: 19:30, end: 22:00",
                        "date: Tue 2025-10-21, start: 19:30, end: 21:30",
                    ),
                    lecture(
                        "    title: Guest Lecture 1\n",
                        '    title: "Guest Lecture: Deep Learning that Improves Real-World Interactions"\n',
                    ),
                ),
            ),
            (
                "2025-10-07 09:00",
                (
                    lecture(
                        "    tags: [guest]\n\n  - id: evaluation\n",
                        f"{ROSE_WANG}    tags: [guest]\n\n  - id: evaluation\n",
                    ),
                ),
            ),
        ),
        edits=(),
        stamps={"midterm": "2025-10-06 14:00"},
    ),
    Step(
        what="solutions",
        at="2025-10-09 20:00",
        changes="pset-1-out pset-1-due pset-2-out pset-2-due",
        says="""
            Materials of 4 events
        """,
        edits=tuple(
            deadline(f"    due: {due}\n", f"    due: {due}\n    materials:\n      - {{title: solutions}}\n")
            for due in ("Tue 2025-09-23", "Tue 2025-10-07")
        ),
        recorded=False,
    ),
    Step(
        what="one hour is cancelled, and somebody is away",
        at="2025-10-13 12:00",
        changes="oh-tue-16-2025-10-14 oh-wed-13-2025-10-15",
        says="""
            Materials of 4 events
            Cancelled: OH Mahmoud (6.7960), Tue 14 Oct, 4–5 PM ET (ill)
            OH Gerardo, Vinith (6.7960), Wed 15 Oct, 1–2 PM ET: without Victor Butoi
        """,
        edits=(
            hours(
                "    hosts: [mahmoud-abdelmoneum]\n",
                f"    hosts: [mahmoud-abdelmoneum]\n{ILL}",
            ),
            hours(
                "    hosts: [victor-butoi, gerardo-flores, vinith-suriyakumar]\n",
                f"    hosts: [victor-butoi, gerardo-flores, vinith-suriyakumar]\n{AWAY}",
            ),
        ),
        real=False,
    ),
    Step(
        what="the hour takes place after all",
        at="2025-10-14 11:00",
        changes="oh-tue-16-2025-10-14",
        says="""
            OH Mahmoud (6.7960), Tue 14 Oct, 4–5 PM ET: takes place after all
        """,
        edits=(hours(ILL, ""),),
        real=False,
    ),
    Step(
        what="guests swap",
        at="2025-10-22 16:00",
        changes="guest-2 guest-3",
        says="""
            6.7960 Guest Lecture 2: Zongyi Li, Tue 2 Dec, 1–2:30 PM ET: Jiajun Wu (Stanford) → Zongyi Li (MIT/NYU)
            6.7960 Guest Lecture 3: Jiajun Wu, Tue 9 Dec, 1–2:30 PM ET: Zongyi Li (MIT/NYU) → Jiajun Wu (Stanford)
        """,
        edits=(
            lecture(f"    title: Guest Lecture 2\n{JIAJUN_WU}", f"    title: Guest Lecture 2\n{ZONGYI_LI}"),
            lecture(f"    title: Guest Lecture 3\n{ZONGYI_LI}", f"    title: Guest Lecture 3\n{JIAJUN_WU}"),
        ),
    ),
    Step(
        what="two TAs swap a week",
        at="2025-10-24 16:00",
        changes="oh-tue-15-2025-10-28 oh-wed-13-2025-10-29",
        says="""
            OH Ishan, Victor, Maggie (6.7960), Tue 28 Oct, 3–4 PM ET: Kelly Cui → Victor Butoi
            OH Kelly, Gerardo, Vinith (6.7960), Wed 29 Oct, 1–2 PM ET: Victor Butoi → Kelly Cui
        """,
        edits=(
            hours(AWAY, f"{AWAY}      - {{date: Wed 2025-10-29, swap: {{victor-butoi: kelly-cui}}}}\n"),
            hours(
                "    hosts: [ishan-ganguly, kelly-cui, maggie-lin]\n",
                "    hosts: [ishan-ganguly, kelly-cui, maggie-lin]\n"
                "    changes: [{date: Tue 2025-10-28, swap: {kelly-cui: victor-butoi}}]\n",
            ),
        ),
        real=False,
    ),
    Step(
        what="a holiday, late",
        at="2025-10-27 13:00",
        changes="oh-tue-*-2025-11-11 veterans-day",
        says="""
            New: No class: Veterans Day (6.7960), Tue 11 Nov
            Cancelled: OH Omar (6.7960), Tue 11 Nov, 9–10 AM ET (Veterans Day)
            Cancelled: OH Russ, William (6.7960), Tue 11 Nov, 10–11 AM ET (Veterans Day)
            Cancelled: OH Ishan, Kelly, Maggie (6.7960), Tue 11 Nov, 3–4 PM ET (Veterans Day)
            Cancelled: OH Mahmoud (6.7960), Tue 11 Nov, 4–5 PM ET (Veterans Day)
        """,
        edits=(
            Edit(
                file="course.yaml",
                before=THANKSGIVING,
                after=f"  - {{id: veterans-day, first: Tue 2025-11-11, name: Veterans Day}}\n{THANKSGIVING}",
            ),
        ),
    ),
    Step(
        what="a quiz by mistake",
        at="2025-11-03 15:00",
        changes="quiz",
        says="""
            New: Quiz (6.7960), Thu 6 Nov, 3–4 PM ET
        """,
        edits=(Edit(file="exams.yaml", before="  # Week 8\n\n", after=f"  # Week 8\n\n{QUIZ}"),),
        real=False,
    ),
    Step(
        what="the quiz is withdrawn",
        at="2025-11-03 15:30",
        says="""
            Withdrawn: Quiz (6.7960), Thu 6 Nov, 3–4 PM ET
        """,
        edits=(
            Edit(file="exams.yaml", before=QUIZ, after=""),
            Edit(file="course.yaml", before=THANKSGIVING, after=f"{THANKSGIVING}\nwithdrawn: [quiz]\n"),
        ),
        withdraws=frozenset({"quiz"}),
        real=False,
    ),
)

NUMBERS = range(1, len(STEPS) + 1)
NAMES = [step.what for step in STEPS]
END = f".{SLUG}@deeplearning6-7960.github.io"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One entry of a change feed."""

    id: str
    time: datetime
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """What is served after a step, and what is wrong with the files; `merged` are branches, merged in either order."""

    course: Course
    feeds: Mapping[str, Feed]
    said: tuple[Said, ...]
    state: State
    problems: tuple[str, ...]
    merged: tuple[Course, ...] = ()

    @property
    def published(self) -> dict[str, VEvent]:
        """Every event as it stands in the feed of all, by its id."""
        found = by_uid(vevents(self.feeds["all"].body))
        return {uid.removesuffix(END): event for uid, event in found.items()}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> tuple[Served, ...]:
    """Replay everything; the first is what was published before any step."""
    folder = tmp_path_factory.mktemp("replay") / "data" / SLUG
    shutil.copytree(DATA / SLUG, folder)
    (folder / HISTORY).unlink()
    for step in reversed(STEPS):
        for edit in reversed(step.all_edits if step.real else ()):
            edit.undo(folder)
    # The calendar began with the course, not when its shipped history did.
    (created,) = [line for line in (folder / "course.yaml").read_text().splitlines() if line.startswith("created: ")]
    _replace(folder / "course.yaml", created, f"created: {_utc(FIRST):%Y-%m-%dT%H:%M:%SZ}")
    publish(folder, _utc(FIRST))
    catalog = Catalog(folder.parent, PUBLIC_URL, reload_seconds=0)
    return (_serve(catalog, folder), *(_take(step, folder, catalog) for step in STEPS))


def _take(step: Step, folder: Path, catalog: Catalog) -> Served:
    for edit in step.edits:
        edit.make(folder)
    merged = tuple(_merge(step, folder)) if step.branches else ()
    touch(folder, _utc(step.at))
    if step.recorded and not step.refused:
        publish(folder, _utc(step.at), step.note)
    return replace(_serve(catalog, folder), merged=merged)


def _merge(step: Step, folder: Path) -> Iterator[Course]:
    """Record each branch in a copy of its own, and merge them in both orders."""
    base = (folder / HISTORY).read_text(encoding="utf-8")
    added = []
    for number, (at, edits) in enumerate(step.branches):
        branch = folder.parent.parent / f"branch-{number}" / SLUG
        shutil.copytree(folder, branch)
        for edit in edits:
            edit.make(branch)
        publish(branch, _utc(at))
        added.append((branch / HISTORY).read_text(encoding="utf-8").removeprefix(base))
    for _, edits in step.branches:
        for edit in edits:
            edit.make(folder)
    touch(folder, _utc(step.at))
    for parts in (added, reversed(added)):
        (folder / HISTORY).write_text(base + "".join(parts), encoding="utf-8")
        yield read_course(folder)


def _serve(catalog: Catalog, folder: Path) -> Served:
    feeds = catalog.feeds(SLUG)
    return Served(
        course=feeds.course,
        feeds={path: _feed(feeds, path) for path in PATHS},
        said=_said(feeds.changes_feed().body),
        state=catalog.states()[SLUG],
        problems=tuple(str(problem).removeprefix(f"{folder}/") for problem in _problems(folder)),
    )


def _feed(feeds: CourseFeeds, path: str, form: Form = Form.ICS) -> Feed:
    if path.startswith("staff/"):
        return feeds.own_feed(path.removeprefix("staff/"), form)
    return feeds.feed(Selection.parse(path), form)


def _said(atom: bytes) -> tuple[Said, ...]:
    return tuple(
        Said(
            id=entry.findtext(f"{ATOM}id", ""),
            time=datetime.fromisoformat(entry.findtext(f"{ATOM}updated", "")),
            text=entry.findtext(f"{ATOM}title", ""),
        )
        for entry in ET.fromstring(atom).findall(f"{ATOM}entry")  # noqa: S314 (written by us)
    )


def _problems(folder: Path) -> tuple[Problem, ...]:
    try:
        return read_course(folder).warnings
    except CourseError as error:
        return error.problems


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _ids(changes: str, served: Served) -> set[str]:
    """Find the ids that a step names, each of which must be there."""
    found = {name: {id for id in by_id(served.course) if fnmatchcase(id, name)} for name in changes.split()}
    assert [name for name, ids in found.items() if not ids] == []
    return {id for ids in found.values() for id in ids}


def _content(course: Course) -> dict[str, Event]:
    """Give every event without its revision."""
    never = Revision(created=_utc(FIRST), last_modified=_utc(FIRST))
    return {event.id: replace(event, revision=never) for event in course.events}


def _revisions(served: tuple[Served, ...]) -> Iterator[dict[str, Revision]]:
    """Give the revision of every event after each step, as the table of steps has it.

    What is not recorded yet is numbered anew by the next edit; of what is new, its first publication, too.
    """
    created = dict.fromkeys(by_id(served[0].course), _utc(FIRST))
    expected = {id: Revision(created=at, last_modified=at) for id, at in created.items()}
    waiting: set[str] = set()
    yield expected
    for step, after in zip(STEPS, served[1:], strict=True):
        if not step.refused:
            ids = _ids(step.changes, after) | waiting
            times = {id: _utc(step.stamps.get(id, step.at)) for id in ids}
            revised = {id: Revision(created=created.get(id, at), last_modified=at) for id, at in times.items()}
            expected = {id: revision for id, revision in (expected | revised).items() if id not in step.withdraws}
            waiting = set() if step.recorded else ids
            created |= {} if waiting else {id: revision.created for id, revision in revised.items()}
        yield expected


def _stamp(at: datetime) -> str:
    return f"{at:%Y%m%dT%H%M%SZ}"


def _uids(ids: Iterable[str]) -> set[str]:
    return {id + END for id in ids}


@pytest.mark.parametrize("number", NUMBERS, ids=NAMES)
def test_exactly_these_events_change(served: tuple[Served, ...], number: int) -> None:
    step, before, after = STEPS[number - 1], _content(served[number - 1].course), _content(served[number].course)

    assert {id for id, event in after.items() if before.get(id) != event} == _ids(step.changes, served[number])
    assert before.keys() - after.keys() == step.withdraws


@pytest.mark.parametrize("number", range(len(STEPS) + 1), ids=["at first", *NAMES])
def test_what_changes_gets_a_later_revision_and_nothing_else_does(served: tuple[Served, ...], number: int) -> None:
    expected = list(_revisions(served))[number]
    names = ("CREATED", "LAST-MODIFIED", "DTSTAMP", "SEQUENCE")

    assert {id: tuple(event[name] for name in names) for id, event in served[number].published.items()} == {
        id: (*map(_stamp, (each.created, each.last_modified, each.last_modified)), str(each.sequence))
        for id, each in expected.items()
    }


@pytest.mark.parametrize("number", NUMBERS, ids=NAMES)
def test_what_was_published_and_changes_has_a_higher_sequence(served: tuple[Served, ...], number: int) -> None:
    before, after = served[number - 1].published, served[number].published
    changed = _ids(STEPS[number - 1].changes, served[number]) & before.keys()

    assert [id for id in sorted(changed) if after[id].sequence <= before[id].sequence] == []
    assert [id for id in sorted(changed) if after[id]["LAST-MODIFIED"] <= before[id]["LAST-MODIFIED"]] == []


def test_no_identity_is_used_twice_or_given_to_another_kind_or_lost(served: tuple[Served, ...]) -> None:
    kinds: dict[str, set[str]] = defaultdict(set)
    for each in served:
        for id, event in each.published.items():
            kinds[id].add(event["CATEGORIES"])

    assert {id: kind for id, kind in kinds.items() if len(kind) > 1} == {}
    assert kinds.keys() - served[-1].published.keys() == {"quiz"}


@pytest.mark.parametrize("number", NUMBERS, ids=NAMES)
def test_changes_are_said_as_a_student_would_say_them(served: tuple[Served, ...], number: int) -> None:
    before = _utc([FIRST, *(step.at for step in STEPS)][number - 1])

    assert [said.text for said in served[number].said if said.time > before] == lines(STEPS[number - 1].says)


def test_what_is_said_keeps_its_id_for_ever(served: tuple[Served, ...]) -> None:
    ids = [[said.id for said in each.said] for each in served]

    assert [len(each) - len(set(each)) for each in ids] == [0] * len(ids)
    assert [set(before) - set(after) for before, after in pairwise(ids)] == [set()] * len(STEPS)


def test_a_teaching_assistant_reads_of_their_own_hours_only(served: tuple[Served, ...]) -> None:
    own = CourseFeeds(served[-1].course, PUBLIC_URL).own_feed("victor-butoi", Form.ATOM)

    assert [said.text for said in _said(own.body)] == lines(
        """
        OH Ishan, Victor, Maggie (6.7960), Tue 28 Oct, 3–4 PM ET: Kelly Cui → Victor Butoi
        OH Kelly, Gerardo, Vinith (6.7960), Wed 29 Oct, 1–2 PM ET: Victor Butoi → Kelly Cui
        OH Gerardo, Vinith (6.7960), Wed 15 Oct, 1–2 PM ET: without Victor Butoi
        OH Victor, Gerardo, Vinith (6.7960), Wednesdays, 1–2 PM ET (13 weeks, Wed 10 Sep to Wed 3 Dec):
          now also with Vinith Suriyakumar
        New: OH Victor, Gerardo (6.7960), Wednesdays, 1–2 PM ET (13 weeks, Wed 10 Sep to Wed 3 Dec), 36-155
        """
    )


@pytest.mark.parametrize("number", NUMBERS, ids=NAMES)
def test_mistake_is_refused_and_the_course_stays_served_as_it_was(served: tuple[Served, ...], number: int) -> None:
    step, before, after = STEPS[number - 1], served[number - 1], served[number]

    assert after.problems == step.refused
    assert after.state is (State.LAST_GOOD if step.refused else State.GOOD)
    assert (after.feeds == before.feeds) is bool(step.refused)


def test_branches_give_the_same_course_in_whichever_order_they_are_merged(served: tuple[Served, ...]) -> None:
    (one, other) = next(each.merged for each in served if each.merged)

    assert one == other
    assert [change.id for change in one.changes if not change.recorded] == ["guest-1"]


@pytest.mark.parametrize("every", [1, 2, 3])
@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("kind", CLIENTS)
def test_program_holds_what_is_published_however_seldom_it_looks(
    served: tuple[Served, ...], kind: type[Client], path: str, every: int
) -> None:
    client, missed = kind(), []
    # Counted from the end, so that each of them sees the last.
    for number in sorted(range(len(STEPS), -1, -every)):
        feed = served[number].feeds[path]
        client.refresh(feed.body, feed.etag)
        if client.held != by_uid(vevents(feed.body)):
            missed.append(NAMES[number - 1])

    assert missed == []


@pytest.mark.parametrize("kind", CLIENTS)
def test_program_loses_only_what_was_withdrawn(served: tuple[Served, ...], kind: type[Client]) -> None:
    client = kind()
    for each in served:
        client.refresh(each.feeds["all"].body, each.feeds["all"].etag)

    assert client.seen - client.held.keys() == _uids({"quiz"})


def test_midterm_is_one_event_through_all_its_dates(served: tuple[Served, ...]) -> None:
    names = ("DTSTART", "DTEND", "SUMMARY", "STATUS", "TRANSP")
    states = [" ".join(each.published["midterm"][name] for name in names) for each in served]

    assert list(dict.fromkeys(states)) == lines(
        """
        20251016T193000 20251016T213000 Midterm (6.7960) CONFIRMED OPAQUE
        20251016 20251017 TENTATIVE: Midterm (6.7960)\\, new date to be announced (was Thu 16 Oct) TENTATIVE TRANSPARENT
        20251021T193000 20251021T220000 Midterm (6.7960) CONFIRMED OPAQUE
        20251021T193000 20251021T213000 Midterm (6.7960) CONFIRMED OPAQUE
        """
    )


def test_outlook_says_in_the_title_what_google_hides(served: tuple[Served, ...]) -> None:
    outlook, google = Outlook(), Google()
    for client in (outlook, google):
        client.refresh(served[-1].feeds["all"].body, served[-1].feeds["all"].etag)
    cancelled = {uid for uid, event in outlook.shown.items() if event["SUMMARY"].startswith("CANCELLED: ")}

    assert cancelled == outlook.shown.keys() - google.shown.keys()
    assert cancelled == _uids({"neural-ir", *(f"oh-tue-{hour}-2025-11-11" for hour in (9, 10, 15, 16))})


@pytest.mark.parametrize("name", [name for name in ENGINES if name != "vobject"])
def test_engines_read_every_step_alike(served: tuple[Served, ...], name: str) -> None:
    engine = ENGINES[name]
    require(engine)
    bodies = [each.feeds["main_victor-butoi"].body for each in served]

    assert [engine.read(body) for body in bodies] == [vobject.read(body) for body in bodies]


def test_end_is_the_real_course_and_what_was_taken_away(served: tuple[Served, ...], course: Course) -> None:
    real, replayed = _content(course), _content(served[-1].course)

    assert real.keys() - replayed.keys() == set()
    assert [said(event) for id, event in replayed.items() if real.get(id) != event] == lines(
        """
        oh-wed-13-2025-10-15: Wed 10-15 13:00-14:00, 36-155, gerardo-flores + vinith-suriyakumar
        oh-tue-15-2025-10-28: Tue 10-28 15:00-16:00, 36-112, ishan-ganguly + victor-butoi + maggie-lin
        oh-wed-13-2025-10-29: Wed 10-29 13:00-14:00, 36-155, kelly-cui + gerardo-flores + vinith-suriyakumar
        oh-tue-9-2025-11-11: Tue 11-11 09:00-10:00, 32-G818, omar-khattab, CANCELLED Veterans Day
        oh-tue-10-2025-11-11: Tue 11-11 10:00-11:00, 36-156, russ-chua + william-yang, CANCELLED Veterans Day
        oh-tue-15-2025-11-11: Tue 11-11 15:00-16:00, 36-112, ishan-ganguly + kelly-cui + maggie-lin,
          CANCELLED Veterans Day
        oh-tue-16-2025-11-11: Tue 11-11 16:00-17:00, 36-112, mahmoud-abdelmoneum, CANCELLED Veterans Day
        neural-ir: Thu 12-04 13:00-14:30, 45-230, omar-khattab, CANCELLED
        """
    )
