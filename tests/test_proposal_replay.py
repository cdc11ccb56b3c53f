"""What happened to the real schedule in 2025, imported step by step into the course as it was before the first class.

The import is the page's: it knows no ids, no changes of single weeks, and nothing of what is withdrawn.
"""

import shutil
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest
from amending import amended, contents, documents, shown, texts
from conftest import DATA, SLUG
from courses import by_id, lines, said
from test_replay_2025 import STEPS

from feeds.authoring.data_files import Content
from feeds.authoring.updates.proposal import Proposal, propose
from feeds.course.document import Value
from feeds.course.reader import read_course

TELLS = frozenset({"speakers", "details", "materials"})

EXPECTED = {
    "slides after the first lecture": """
        overview.materials: [{title: notation for this course, under: optional readings},
          {title: neural networks, under: optional readings}] → [{title: slides},
          {title: notation for this course, under: optional readings},
          {title: neural networks, under: optional readings}]
    """,
    "four tutorials, two days before the first": """
        new tutorials: {id: x-pytorch-mon, date: Mon 2025-09-08, start: 16:00, end: 17:00, room: 32-123,
          title: PyTorch Tutorial, any_of: pytorch, tags: [pytorch], materials: [{title: pytorch tutorial colab}]}
        new tutorials: {id: x-pytorch-tue, date: Tue 2025-09-09, start: 15:00, end: 16:00, room: 2-190,
          title: PyTorch Tutorial, any_of: pytorch, tags: [pytorch], materials: [{title: pytorch tutorial colab}]}
        new tutorials: {id: x-pytorch-wed, date: Wed 2025-09-10, start: 19:00, end: 20:00, room: 32-123,
          title: PyTorch Tutorial, any_of: pytorch, tags: [pytorch], materials: [{title: pytorch tutorial colab}]}
        new tutorials: {id: x-pytorch-fri, date: Fri 2025-09-12, start: 11:00, end: 12:00, room: 32-123,
          title: PyTorch Tutorial, any_of: pytorch, tags: [pytorch], materials: [{title: pytorch tutorial colab}]}
    """,
    "office hours from TBD to set": "\n".join(
        f"oh-{id}.day: tbd → {day}\noh-{id}.start: tbd → {start}:00\n"
        f"oh-{id}.end: nothing → {end}:00\noh-{id}.room: nothing → {room}"
        for id, day, start, end, room in (
            ("mon-9", "Monday", "09", "10", "45-701H"),
            ("mon-15", "Monday", "15", "16", "26-168"),
            ("mon-17", "Monday", "17", "18", "26-168"),
            ("tue-9", "Tuesday", "09", "10", "32-G818"),
            ("tue-10", "Tuesday", "10", "11", "36-156"),
            ("tue-15", "Tuesday", "15", "16", "36-112"),
            ("tue-16", "Tuesday", "16", "17", "36-112"),
            ("wed-13", "Wednesday", "13", "14", "36-155"),
            ("thu-9", "Thursday", "09", "10", "45-741H"),
            ("thu-11", "Thursday", "11", "12", "34-303"),
            ("fri-10", "Friday", "10", "11", "24-317"),
        )
    ),
    "nine TAs in one day": """
        oh-tue-10.hosts: [russ-chua] → [russ-chua, william-yang]
        oh-wed-13.hosts: [victor-butoi, gerardo-flores] → [victor-butoi, gerardo-flores, vinith-suriyakumar]
        oh-thu-11.hosts: [ishita-goluguri] → [ishita-goluguri, ashkan-soleymani]
        oh-fri-10.hosts: [riddhi-bhagwat] → [riddhi-bhagwat, gracie-sheng]
        new people: {id: edgar-morfin, name: Edgar Morfin, role: TA}
        new people: {id: shreya-ravikumar, name: Shreya Ravikumar, role: TA}
        new people: {id: tara-sarma, name: Tara Sarma, role: TA}
        new people: {id: gracie-sheng, name: Gracie Sheng, role: TA}
        new people: {id: ashkan-soleymani, name: Ashkan Soleymani, role: TA}
        new people: {id: vinith-suriyakumar, name: Vinith Suriyakumar, role: TA}
        new people: {id: vanessa-xiao, name: Vanessa Xiao, role: TA}
        new people: {id: lana-xu, name: Lana Xu, role: TA}
        new people: {id: william-yang, name: William Yang, role: TA}
        new slots: {id: x-oh-mon-16, hosts: [shreya-ravikumar, tara-sarma], day: Monday, start: 16:00, end: 17:00,
          room: 26-168}
        new slots: {id: x-oh-wed-12, hosts: [edgar-morfin], day: Wednesday, start: 12:00, end: 13:00, room: 24-319}
        new slots: {id: x-oh-thu-16, hosts: [vanessa-xiao, lana-xu], day: Thursday, start: 16:00, end: 17:00,
          room: 36-144}
    """,
    # The day before the first of these hours, so that there is no week to keep.
    "a room": """
        x-oh-thu-16.room: 36-144 → 36-156
    """,
    "the midterm loses its date": """
        left: midterm (the file says that its day is to be decided; write `date: tbd` here if it has lost it)
    """,
    "guests are named": """
        guest-2.speakers: nothing → [{name: Jiajun Wu, affiliation: Stanford}]
        guest-3.speakers: nothing → [{name: Zongyi Li, affiliation: MIT/NYU}]
        left: midterm (the file says that its day is to be decided; write `date: tbd` here if it has lost it)
    """,
    "a topic is absorbed into another": """
        similarity.title: Representation Learning: Similarity-based → Representation Learning: Similarity-based
          (aka Neural Information Retrieval)
        neural-ir.cancelled: nothing → yes
        new one_off: {id: x-project-office-hours, date: Thu 2025-12-04, title: Project office hours}
        left: midterm (the file says that its day is to be decided; write `date: tbd` here if it has lost it)
    """,
    "the midterm on Tuesday": """
        midterm.date: Thu 2025-10-16 → Tue 2025-10-21
        midterm.end: 21:30 → 22:00
    """,
    "the lecture moves with a deadline and a release": """
        generative-basics.date: Tue 2025-10-21 → Thu 2025-10-16
        pset-3.due: Tue 2025-10-21 → Thu 2025-10-16
        pset-4.out: Tue 2025-10-21 → Thu 2025-10-16
    """,
    "two branches": """
        guest-1.title: Guest Lecture 1 → Guest Lecture: Deep Learning that Improves Real-World Interactions
        guest-1.speakers: nothing → [{name: Rose E Wang, affiliation: OpenAI}]
        midterm.end: 22:00 → 21:30
    """,
    "solutions": """
        pset-1.materials: nothing → [{title: solutions}]
        pset-2.materials: nothing → [{title: solutions}]
    """,
    "one hour is cancelled, and somebody is away": "",
    "the hour takes place after all": "",
    "guests swap": """
        guest-2.speakers: [{name: Jiajun Wu, affiliation: Stanford}] → [{name: Zongyi Li, affiliation: MIT/NYU}]
        guest-3.speakers: [{name: Zongyi Li, affiliation: MIT/NYU}] → [{name: Jiajun Wu, affiliation: Stanford}]
    """,
    "two TAs swap a week": "",
    "a holiday, late": """
        new holidays: {id: x-veterans-day, first: Tue 2025-11-11, name: Veterans Day}
    """,
    "a quiz by mistake": """
        new exams: {id: x-quiz, date: Thu 2025-11-06, start: 15:00, end: 16:00, title: Quiz}
    """,
    "the quiz is withdrawn": """
        x-quiz.cancelled: nothing → yes
    """,
}


def as_page(files: Mapping[str, str]) -> dict[str, Content]:
    """Give what a page says: the rows, with ids that somebody else would give them."""
    return {
        file: {key: [_as_page(key, row) for row in rows] for key, rows in content.items() if isinstance(rows, list)}
        for file, content in contents(files).items()
    }


def _as_page(key: str, row: Value) -> Value:
    assert isinstance(row, dict)
    told = {name: value for name, value in row.items() if name != "changes"}
    return told if key in ("people", "links") else {**told, "id": f"x-{row.get('id')}"}


class Replay:
    """The course's own files, and what the page says after each step."""

    def __init__(self, folder: Path) -> None:
        self.page = folder / "page"
        shutil.copytree(DATA / SLUG, self.page)
        for step in reversed(STEPS):
            for edit in reversed(step.all_edits if step.real else ()):
                edit.undo(self.page)
        self.own = texts(self.page)
        self.proposals: dict[str, Proposal] = {}
        self.again: dict[str, Proposal] = {}
        for step in STEPS:
            for edit in (*step.edits, *step.all_edits[: len(step.all_edits) - len(step.edits)]):
                edit.make(self.page)
            if not step.refused:
                now = datetime.fromisoformat(step.at)
                self.proposals[step.what] = self.propose(now)
                self.own = amended(self.own, self.proposals[step.what])
                self.again[step.what] = self.propose(now)

    def propose(self, now: datetime) -> Proposal:
        """Propose what the page as it is now would change."""
        page = as_page({file: text.replace("withdrawn: [quiz]\n", "") for file, text in texts(self.page).items()})
        return propose(documents(self.own), page, tells=TELLS, now=now, cancel_missing=True)


@pytest.fixture(scope="module")
def replay(tmp_path_factory: pytest.TempPathFactory) -> Replay:
    """Import everything, step by step."""
    return Replay(tmp_path_factory.mktemp("import"))


@pytest.mark.parametrize(("what", "expected"), EXPECTED.items(), ids=EXPECTED.keys())
def test_each_step_is_proposed_as_what_it_was(replay: Replay, what: str, expected: str) -> None:
    assert shown(replay.proposals[what]) == (lines(expected) if expected else [])


def test_every_step_that_can_be_imported_is_here(replay: Replay) -> None:
    assert [*replay.proposals] == [*EXPECTED]


def test_what_is_imported_again_changes_nothing(replay: Replay) -> None:
    assert {what: proposal.files for what, proposal in replay.again.items() if proposal.files} == {}


def test_end_is_the_real_course_with_what_was_cancelled(replay: Replay, tmp_path: Path) -> None:
    folder = tmp_path / SLUG
    folder.mkdir()
    for file, text in replay.own.items():
        (folder / file).write_text(text, encoding="utf-8")
    own, real = read_course(folder), read_course(DATA / SLUG)
    held = {said(event).partition(": ")[2] for event in real.events}

    assert [said(event) for event in own.events if said(event).partition(": ")[2] not in held] == lines(
        """
        x-quiz: Thu 11-06 15:00-16:00, CANCELLED
        neural-ir: Thu 12-04 13:00-14:30, 45-230, omar-khattab, CANCELLED
        """
    )
    assert {id for id in by_id(real) if not id.startswith(("oh-", "pytorch", "veterans", "project"))} <= by_id(
        own
    ).keys()
    assert len(own.events) == len(real.events) + 2
