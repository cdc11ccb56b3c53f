"""What was published and when: the revisions of events and their changes, over real files and a real ledger.

The term of the slots, in October 2026; (12) is a holiday, and [13], a Tuesday, runs as a Monday:

              Mon   Tue   Wed   Thu   Fri
    week 1                 30s    1     2
    week 2      5     6     7     8     9
    week 3   (12)  [13]    14    15    16
    week 4     19    20    21    22    23
    week 5     26    27    28    29    30
"""

import os
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeAlias

import pytest
from courses import OCTOBER, STAFF, by_id, course_yaml, problems, publish, said, touch, write_course

from feeds.course.folder import HISTORY
from feeds.course.history import record, taken_away
from feeds.course.ledger import write_lines
from feeds.course.model import Change, Course, Person
from feeds.course.reader import read_course
from feeds.course.selection import Selection
from feeds.course.vocabulary import Vocabulary

Files: TypeAlias = Mapping[str, str]

CREATED = datetime(2026, 8, 1, tzinfo=UTC)
START = datetime(2026, 8, 20, 12, tzinfo=UTC)
EXAM = "exams: [{id: midterm, date: Wed 2026-10-14, start: 19:30, end: 21:30, title: Midterm, room: 45-230}]"
LATER = EXAM.replace("21:30", "22:00")
BEYOND = EXAM.replace("21:30", "23:00")
LECTURES = """\
lectures:
  - {id: grids, date: Thu 2026-10-01, title: Grids, speakers: [grace-hopper]}
  - {id: meshes, date: Thu 2026-10-08, title: Meshes}
"""
PSET = "assignments: [{id: pset-1, title: pset 1, out: Thu 2026-10-01, due: Thu 2026-10-08 23:59}]"
SLOT = """\
slots:
  - id: oh
    hosts: [ada-lovelace, alan-turing]
    day: Monday
    start: 15:00
    end: 16:00
    room: 45-102
"""
WEEKS = ["oh-2026-10-05", "oh-2026-10-12", "oh-2026-10-19", "oh-2026-10-26"]
TERM = {"course": course_yaml(OCTOBER)}


def at(seconds: int) -> datetime:
    return START + timedelta(seconds=seconds)


def write(folder: Path, **files: str) -> None:
    """Write files of a course; those that are not named stay as they are."""
    write_course(folder, **{"course": course_yaml(OCTOBER), **files})


def edit(folder: Path, seconds: int, **files: str) -> Course:
    """Write files of a course as they are edited at a time, and read it."""
    write(folder, **files)
    touch(folder, at(seconds))
    return read_course(folder, cancelling=True)


def release(folder: Path, seconds: int, note: str = "", **files: str) -> Course:
    """Edit a course and record it in the same second."""
    edit(folder, seconds, **files)
    return publish(folder, at(seconds), note)


def numbers(course: Course, id: str = "midterm") -> tuple[int, int, int]:
    """Give CREATED, LAST-MODIFIED (in seconds after START) and SEQUENCE of an event."""
    revision = by_id(course)[id].revision
    times = (revision.created, revision.last_modified)
    created, modified = ((time - START) // timedelta(seconds=1) for time in times)
    return created, modified, revision.sequence


def unrecorded(course: Course) -> list[str]:
    """Say which changes are not recorded yet."""
    return [said_change(change) for change in course.changes if not change.recorded]


def said_change(change: Change) -> str:
    return f"{change.id}: {change.effect.value}"


# Revisions


def test_without_a_history_everything_was_published_when_the_course_says(tmp_path: Path) -> None:
    for history in (None, b"", b"\n \n"):
        if history is not None:
            (tmp_path / HISTORY).write_bytes(history)
        for text in (EXAM, LATER):
            course = edit(tmp_path, 0, exams=text)
            revision = by_id(course)["midterm"].revision

            assert (revision.created, revision.last_modified, revision.sequence) == (CREATED, CREATED, 0)
            assert unrecorded(course) == ["indigenous-peoples-day: new", "midterm: new"]


def test_revision_rises_with_each_change_and_not_without(tmp_path: Path) -> None:
    write(tmp_path, exams=EXAM)

    assert numbers(publish(tmp_path, at(0))) == (0, 0, 0)
    assert numbers(publish(tmp_path, at(50))) == (0, 0, 0)  # nothing to record
    assert numbers(edit(tmp_path, 60)) == (0, 0, 0)  # files that were touched
    assert numbers(edit(tmp_path, 100, exams=LATER)) == (0, 100, 100)  # live at once
    assert numbers(edit(tmp_path, 110)) == (0, 110, 110)  # another file was edited, and it is not recorded
    assert numbers(publish(tmp_path, at(120))) == (0, 120, 120)
    assert numbers(edit(tmp_path, 130)) == (0, 120, 120)
    assert numbers(publish(tmp_path, at(140))) == (0, 120, 120)
    assert numbers(edit(tmp_path, 150, exams=EXAM)) == (0, 150, 150)  # back as it was is one more change
    assert numbers(publish(tmp_path, at(160))) == (0, 160, 160)


def test_edit_in_the_second_of_the_last_record_is_one_second_later(tmp_path: Path) -> None:
    release(tmp_path, 0, exams=EXAM)

    assert numbers(edit(tmp_path, 0, exams=LATER)) == (0, 1, 1)
    assert numbers(publish(tmp_path, at(0))) == (0, 1, 1)
    assert numbers(edit(tmp_path, 0, exams=BEYOND)) == (0, 2, 2)
    assert numbers(publish(tmp_path, at(0))) == (0, 2, 2)


def test_files_as_old_as_can_be_do_not_turn_time_back(tmp_path: Path) -> None:
    """As after a checkout that sets no times, or an archive that was unpacked."""
    release(tmp_path, 10, exams=EXAM)
    write(tmp_path, exams=LATER)
    touch(tmp_path, datetime(1970, 1, 1, tzinfo=UTC))

    assert numbers(read_course(tmp_path)) == (10, 11, 1)
    assert numbers(publish_without_touching(tmp_path, at(500))) == (10, 500, 490)


def test_files_from_the_future_count_until_2067(tmp_path: Path) -> None:
    """Whatever the clock of a disk says: SEQUENCE stays within 32 bits, and rises with each change from there."""
    latest = datetime(2067, 12, 31, tzinfo=UTC)
    release(tmp_path, 0, exams=EXAM)
    for number, text in enumerate((LATER, BEYOND, EXAM)):
        write(tmp_path, exams=text)
        touch(tmp_path, datetime(2106, 2, 7, tzinfo=UTC))
        for course in (read_course(tmp_path), publish_without_touching(tmp_path, at(100))):
            revision = by_id(course)["midterm"].revision
            assert revision.last_modified == latest + timedelta(seconds=number)
            assert revision.sequence < 2**31


def publish_without_touching(folder: Path, now: datetime) -> Course:
    """Record a course by a clock that knows nothing of its files."""
    with (folder / HISTORY).open("a") as history:
        history.write(write_lines(record(read_course(folder), now)))
    return read_course(folder)


def test_clock_that_is_behind_turns_no_time_back(tmp_path: Path) -> None:
    """Nor behind what was served before it was recorded."""
    release(tmp_path, 100, exams=EXAM)
    edit(tmp_path, 200, exams=LATER)

    assert numbers(publish_without_touching(tmp_path, at(-1_000_000))) == (100, 200, 100)
    edit(tmp_path, 150, exams=BEYOND)
    assert numbers(publish_without_touching(tmp_path, at(-1_000_000))) == (100, 201, 101)


def test_new_event_is_published_when_the_files_were_edited(tmp_path: Path) -> None:
    release(tmp_path, 0, lectures=LECTURES)
    course = edit(tmp_path, 100, exams=EXAM)

    assert numbers(course) == (100, 100, 0)
    assert numbers(course, "grids") == (0, 0, 0)
    assert numbers(edit(tmp_path, 110, exams=LATER)) == (110, 110, 0)  # nobody knows since when it has been there
    assert numbers(publish(tmp_path, at(120))) == (120, 120, 0)


def test_revision_of_no_other_event_rises(tmp_path: Path) -> None:
    release(tmp_path, 0, lectures=LECTURES, exams=EXAM, deadlines=PSET, office_hours=SLOT)
    course = edit(tmp_path, 100, lectures=LECTURES.replace("Grids", "Networks"))

    assert {id: numbers(course, id) for id in by_id(course) if numbers(course, id) != (0, 0, 0)} == {
        "grids": (0, 100, 100)
    }


def test_recording_needs_only_what_is_new(tmp_path: Path) -> None:
    release(tmp_path, 0, exams=EXAM)
    written = (tmp_path / HISTORY).read_bytes()
    publish(tmp_path, at(10))
    assert (tmp_path / HISTORY).read_bytes() == written

    edit(tmp_path, 100, exams=LATER)
    publish(tmp_path, at(100), "The room is free for longer.")
    assert (tmp_path / HISTORY).read_bytes() == written + (
        '{"time":"2026-08-20T12:01:40Z","uid":"midterm.' + tmp_path.name + '@course.example.edu",'
        '"replaces":"cdd979b48e825f7e","said":["when: 7:30–9:30 PM → 7:30–10 PM ET"],'
        '"note":"The room is free for longer.",'
        '"content":{"code":"6.100","kind":"exam","title":"Midterm","start":"2026-10-14T19:30:00-04:00",'
        '"end":"2026-10-14T22:00:00-04:00","room":"45-230"}}\n'
    ).encode()


# What an edit does, to whom

PEOPLE = ("ada-lovelace", "alan-turing", "grace-hopper")


def steps(folder: Path, *states: Files) -> tuple[list[str], dict[str, list[str]]]:
    """Publish one state of a course after another, and say what the last one does.

    Gives each change that it makes, and of the changed events those that each person's selection holds, `-` before
    the id of those it does not hold any more. It is the same before and after it is recorded; nothing else changes.
    """
    *before, last = states
    shutil.rmtree(folder / "t-1", ignore_errors=True)
    (folder / "t-1").mkdir()
    for number, files in enumerate(before):
        release(folder / "t-1", 100 * number, **files)
    folder = folder / "t-1"
    course = read_course(folder)
    earlier, known = by_id(course), {(change.id, change.key) for change in course.changes}
    live = edit(folder, 1_000, **last)
    changes = [change for change in live.changes if (change.id, change.key) not in known]
    recorded = publish(folder, at(2_000))
    again = [change for change in recorded.changes if (change.id, change.key) not in known]

    assert not any(change.recorded for change in changes)
    assert all(change.recorded for change in again)
    assert [(each.id, each.effect, each.differences, each.key) for each in again] == [
        (each.id, each.effect, each.differences, each.key) for each in changes
    ]
    assert unrecorded(recorded) == []
    changed = {change.id for change in changes}
    for served, time in ((live, 1_000), (recorded, 2_000)):
        now = by_id(served)
        assert {id for id in now if numbers(served, id)[1] == time} == changed & now.keys()
        assert {id: event for id, event in now.items() if id not in changed} == {
            id: event for id, event in earlier.items() if id not in changed
        }
    assert not [problem.message for problem in recorded.warnings if "subscribers would lose" in problem.message]
    now = by_id(recorded)
    held = {}
    for person in PEOPLE:
        selection = Selection.parse(person)
        holds = [id for id in sorted(changed & now.keys()) if selection.matches(now[id])]
        left = [
            f"-{id}" for id in sorted(changed & earlier.keys()) if selection.matches(earlier[id]) and id not in holds
        ]
        held[person] = [*holds, *left]
    return [f"{said_change(each)} ({said_after(each)})" for each in changes], held


def said_after(change: Change) -> str:
    """Say how the event of a change is after it, without its id."""
    if change.after is None:
        return "gone"
    words = said(change.after).removeprefix(f"{change.id}: ")
    return f"{words}, undated" if change.after.undated else words


def slot(*changes: str, base: str = SLOT) -> str:
    return base + "    changes:\n" + "".join(f"      - {change}\n" for change in changes)


ADA_ALAN = "45-102, ada-lovelace + alan-turing"
NOBODY: dict[str, list[str]] = {person: [] for person in PEOPLE}
EVERYTHING = {"exams": EXAM, "lectures": LECTURES, "deadlines": PSET, "office_hours": SLOT}


def of(ada: list[str] = [], alan: list[str] = [], grace: list[str] = []) -> dict[str, list[str]]:  # noqa: B006
    return dict(zip(PEOPLE, (ada, alan, grace), strict=True))


VANISHED = [
    pytest.param(
        {"exams": "exams: []"},
        ["midterm: cancelled (Wed 10-14 19:30-21:30, 45-230, CANCELLED)"],
        NOBODY,
        id="a row",
    ),
    pytest.param(
        {"lectures": "lectures: []"},
        [
            "grids: cancelled (Thu 10-01 09:00-09:50, grace-hopper, CANCELLED)",
            "meshes: cancelled (Thu 10-08 09:00-09:50, CANCELLED)",
        ],
        of(grace=["grids"]),
        id="all rows of a file",
    ),
    pytest.param(
        {"deadlines": "assignments: []"},
        [
            "pset-1-due: cancelled (Thu 10-08 23:29-23:59, CANCELLED)",
            "pset-1-out: cancelled (Thu 10-01, CANCELLED)",
        ],
        NOBODY,
        id="an assignment",
    ),
    pytest.param(
        {"deadlines": PSET.replace("out: Thu 2026-10-01, ", "")},
        ["pset-1-out: cancelled (Thu 10-01, CANCELLED)"],
        NOBODY,
        id="a release",
    ),
    pytest.param(
        {"office_hours": "slots: []"},
        [
            f"oh-2026-10-05: cancelled (Mon 10-05 15:00-16:00, {ADA_ALAN}, CANCELLED)",
            f"oh-2026-10-12: cancelled (Tue 10-13 15:00-16:00, {ADA_ALAN}, CANCELLED)",
            f"oh-2026-10-19: cancelled (Mon 10-19 15:00-16:00, {ADA_ALAN}, CANCELLED)",
            f"oh-2026-10-26: cancelled (Mon 10-26 15:00-16:00, {ADA_ALAN}, CANCELLED)",
        ],
        of(WEEKS, WEEKS),
        id="a slot",
    ),
    pytest.param(
        {"office_hours": SLOT + "    until: 2026-10-19\n"},
        [f"oh-2026-10-26: cancelled (Mon 10-26 15:00-16:00, {ADA_ALAN}, CANCELLED)"],
        of(WEEKS[3:], WEEKS[3:]),
        id="the weeks of a slot that ends",
    ),
    pytest.param(
        {"office_hours": SLOT + "    from: 2026-10-13\n"},
        [f"oh-2026-10-05: cancelled (Mon 10-05 15:00-16:00, {ADA_ALAN}, CANCELLED)"],
        of(WEEKS[:1], WEEKS[:1]),
        id="the weeks before a slot begins",
    ),
    pytest.param(
        {"course": course_yaml(OCTOBER + "holidays: []\nschedule_days: []")},
        [
            "indigenous-peoples-day: cancelled (Mon 10-12, CANCELLED)",
            f"oh-2026-10-12: moved (Mon 10-12 15:00-16:00, {ADA_ALAN})",
        ],
        of(WEEKS[1:2], WEEKS[1:2]),
        id="a holiday, and a day that runs as another",
    ),
]


@pytest.mark.parametrize(("after", "changes", "held"), VANISHED)
def test_what_is_no_longer_there_is_cancelled_and_stays_theirs(
    after: Files, changes: list[str], held: dict[str, list[str]], tmp_path: Path
) -> None:
    assert steps(tmp_path, EVERYTHING, after) == (changes, held)


@pytest.mark.parametrize("after", [each.values[0] for each in VANISHED], ids=[each.id for each in VANISHED])
def test_what_vanished_comes_back(after: Files, tmp_path: Path) -> None:
    """Under the same identity, as it was."""
    release(tmp_path, 0, **EVERYTHING)
    first = by_id(read_course(tmp_path))
    release(tmp_path, 100, **after)
    course = release(tmp_path, 200, **EVERYTHING)

    assert by_id(course).keys() == first.keys()
    back = {change.id for change in course.changes if change.time == at(200)}
    assert {id for id in first if numbers(course, id) == (0, 200, 200)} == back
    assert [said(event) for event in course.events] == [said(event) for event in first.values()]
    assert {change.effect.value for change in course.changes if change.time == at(200)} <= {"restored", "moved"}


def test_what_vanished_stays_cancelled_and_is_changed_no_more(tmp_path: Path) -> None:
    release(tmp_path, 0, exams=EXAM)
    release(tmp_path, 100, exams="exams: []")

    assert numbers(publish(tmp_path, at(200))) == (0, 100, 100)
    assert unrecorded(read_course(tmp_path)) == []
    course = edit(tmp_path, 300, exams="exams: [{id: final, date: tbd, title: Final}]")
    assert said(by_id(course)["midterm"]) == "midterm: Wed 10-14 19:30-21:30, 45-230, CANCELLED"
    assert unrecorded(course) == []


def test_never_published_event_is_gone_without_a_trace(tmp_path: Path) -> None:
    release(tmp_path, 0, lectures=LECTURES)
    edit(tmp_path, 100, exams=EXAM)
    course = edit(tmp_path, 200, exams="exams: []")

    assert "midterm" not in by_id(course)
    assert unrecorded(course) == []


def test_file_of_published_events_must_be_there(tmp_path: Path) -> None:
    release(tmp_path, 0, exams=EXAM)
    (tmp_path / "exams.yaml").unlink()

    assert problems(tmp_path) == [
        "exams.yaml:1:1: there is no exams.yaml, of which an event is published; put it back, with what it held"
    ]


WITHDRAWN = {"exams": "exams: []", "course": course_yaml(OCTOBER + "withdrawn: [midterm]")}


def test_withdrawn_is_gone(tmp_path: Path) -> None:
    assert steps(tmp_path, EVERYTHING, WITHDRAWN) == (["midterm: withdrawn (gone)"], NOBODY)
    assert steps(tmp_path, EVERYTHING, {"exams": "exams: []"}, WITHDRAWN) == (["midterm: withdrawn (gone)"], NOBODY)


def test_withdrawn_week_is_gone(tmp_path: Path) -> None:
    course = course_yaml(OCTOBER + "withdrawn: [oh-2026-10-19]")

    assert steps(tmp_path, EVERYTHING, {"course": course}) == (
        ["oh-2026-10-19: withdrawn (gone)"],
        of(["-oh-2026-10-19"], ["-oh-2026-10-19"]),
    )


@pytest.mark.parametrize(
    ("word", "without", "gone"),
    [
        pytest.param("oh", {"office_hours": "slots: []"}, WEEKS, id="all weeks of a slot"),
        pytest.param(
            "pset-1", {"deadlines": "assignments: []"}, ["pset-1-due", "pset-1-out"], id="an assignment, which is two"
        ),
    ],
)
def test_withdrawn_is_all_that_was_written_under_an_id(
    word: str, without: Files, gone: list[str], tmp_path: Path
) -> None:
    after = {**without, "course": course_yaml(OCTOBER + f"withdrawn: [{word}]")}
    changes, _ = steps(tmp_path, EVERYTHING, after)

    assert changes == [f"{id}: withdrawn (gone)" for id in gone]


def test_withdrawn_lecture_is_gone_from_every_section(tmp_path: Path) -> None:
    meetings = [f"{{days: [Thu], start: {hour}:00, end: {hour}:50, section: l{hour}}}" for hour in (10, 11)]
    course = OCTOBER + f"meetings: [{', '.join(meetings)}]\n"
    before = {"course": course_yaml(course), "lectures": "lectures: [{id: grids, date: Thu 2026-10-01, title: Grids}]"}
    after = {"course": course_yaml(course + "withdrawn: [grids]"), "lectures": "lectures: []"}

    assert steps(tmp_path, before, after)[0] == ["grids-l10: withdrawn (gone)", "grids-l11: withdrawn (gone)"]


def test_withdrawn_that_is_back_is_new_and_goes_on_where_it_was(tmp_path: Path) -> None:
    """A client that had it before takes it, since its revision is above any that there was."""
    again = {"exams": EXAM, **TERM}

    assert steps(tmp_path, EVERYTHING, WITHDRAWN, again) == (
        ["midterm: new (Wed 10-14 19:30-21:30, 45-230)"],
        NOBODY,
    )
    assert numbers(read_course(tmp_path / "t-1")) == (0, 2_000, 2_000)


def test_withdrawn_and_back_before_it_is_recorded_never_happened(tmp_path: Path) -> None:
    release(tmp_path, 0, **EVERYTHING)
    edit(tmp_path, 100, **WITHDRAWN)

    assert numbers(edit(tmp_path, 200, exams=EXAM)) == (0, 0, 0)


# Dates that are lost

SECTIONS = course_yaml(
    OCTOBER
    + "meetings: [{days: [Mon, Thu], start: 9:00, end: 9:50, room: A, section: l01},"
    + " {days: [Mon, Thu], start: 11:00, end: 11:50, room: B, section: l02}]"
)
ONE = "lectures: [{id: grids, date: %s, title: Grids, speakers: [grace-hopper]}]"
LOSES = [
    pytest.param(
        {"exams": EXAM},
        {"exams": EXAM.replace("Wed 2026-10-14, start: 19:30, end: 21:30", "tbd")},
        {"exams": EXAM.replace("Wed 2026-10-14", "Wed 2026-10-21")},
        ["midterm: undated (Wed 10-14, 45-230, TENTATIVE, undated)"],
        ["midterm: moved (Wed 10-21 19:30-21:30, 45-230)"],
        NOBODY,
        id="an exam",
    ),
    pytest.param(
        {"lectures": ONE % "Thu 2026-10-01"},
        {"lectures": ONE % "tbd"},
        {"lectures": ONE % "Thu 2026-10-08"},
        ["grids: undated (Thu 10-01, grace-hopper, TENTATIVE, undated)"],
        ["grids: moved (Thu 10-08 09:00-09:50, grace-hopper)"],
        of(grace=["grids"]),
        id="a lecture",
    ),
    pytest.param(
        {"lectures": ONE % "Thu 2026-10-01"},
        {"lectures": ONE % "tbd"},
        {"lectures": ONE % "Thu 2026-10-08, start: tbd"},
        ["grids: undated (Thu 10-01, grace-hopper, TENTATIVE, undated)"],
        ["grids: moved (Thu 10-08, grace-hopper)"],
        of(grace=["grids"]),
        id="a lecture, and gets a day without an hour",
    ),
    pytest.param(
        {"deadlines": PSET},
        {"deadlines": PSET.replace("Thu 2026-10-08 23:59", "tbd")},
        {"deadlines": PSET.replace("Thu 2026-10-08 23:59", "Fri 2026-10-16")},
        ["pset-1-due: undated (Thu 10-08, TENTATIVE, undated)"],
        ["pset-1-due: moved (Fri 10-16)"],
        NOBODY,
        id="a deadline",
    ),
    pytest.param(
        {"deadlines": PSET},
        {"deadlines": PSET.replace("out: Thu 2026-10-01", "out: tbd")},
        {"deadlines": PSET.replace("out: Thu 2026-10-01", "out: Fri 2026-10-02")},
        ["pset-1-out: undated (Thu 10-01, TENTATIVE, undated)"],
        ["pset-1-out: moved (Fri 10-02)"],
        NOBODY,
        id="a release",
    ),
    pytest.param(
        {"office_hours": SLOT + "    from: 2026-10-19\n"},
        {"office_hours": SLOT.replace("Monday", "tbd") + "    from: 2026-10-19\n"},
        {"office_hours": SLOT.replace("15:", "14:") + "    from: 2026-10-19\n"},
        [
            f"oh-2026-10-19: undated (Mon 10-19, {ADA_ALAN}, TENTATIVE, undated)",
            f"oh-2026-10-26: undated (Mon 10-26, {ADA_ALAN}, TENTATIVE, undated)",
        ],
        [
            f"oh-2026-10-19: moved (Mon 10-19 14:00-16:00, {ADA_ALAN})",
            f"oh-2026-10-26: moved (Mon 10-26 14:00-16:00, {ADA_ALAN})",
        ],
        of(WEEKS[2:], WEEKS[2:]),
        id="a slot, its day",
    ),
    pytest.param(
        {"office_hours": SLOT + "    until: 2026-10-05\n"},
        {"office_hours": SLOT.replace("start: 15:00", "start: tbd") + "    until: 2026-10-05\n"},
        {"office_hours": slot("{from: 2026-10-05, day: Wednesday}") + "    until: 2026-10-07\n"},
        [f"oh-2026-10-05: undated (Mon 10-05, {ADA_ALAN}, TENTATIVE, undated)"],
        [f"oh-2026-10-05: moved (Wed 10-07 15:00-16:00, {ADA_ALAN})"],
        of(WEEKS[:1], WEEKS[:1]),
        id="a slot, its hour",
    ),
    pytest.param(
        {"lectures": ONE % "Thu 2026-10-01", "course": SECTIONS},
        {"lectures": ONE % "tbd", "course": SECTIONS},
        {"lectures": ONE % "Thu 2026-10-08", "course": SECTIONS},
        [
            "grids-l01: undated (Thu 10-01, A, grace-hopper, TENTATIVE, undated)",
            "grids-l02: undated (Thu 10-01, B, grace-hopper, TENTATIVE, undated)",
        ],
        [
            "grids-l01: moved (Thu 10-08 09:00-09:50, A, grace-hopper)",
            "grids-l02: moved (Thu 10-08 11:00-11:50, B, grace-hopper)",
        ],
        of(grace=["grids-l01", "grids-l02"]),
        id="a lecture of two sections",
    ),
]


@pytest.mark.parametrize(("dated", "lost", "found", "undated", "moved", "held"), LOSES)
def test_what_loses_its_date_stays_until_it_gets_another(
    dated: Files,
    lost: Files,
    found: Files,
    undated: list[str],
    moved: list[str],
    held: dict[str, list[str]],
    tmp_path: Path,
) -> None:
    assert steps(tmp_path, dated, lost) == (undated, held)
    assert steps(tmp_path, dated, lost, found) == (moved, held)
    back = steps(tmp_path, dated, lost, dated)
    assert [each.partition(" (")[0] for each in back[0]] == [each.partition(" (")[0] for each in moved]


def test_what_loses_its_date_is_still_to_be_decided(tmp_path: Path) -> None:
    release(tmp_path, 0, exams=EXAM)
    course = edit(tmp_path, 100, exams="exams: [{id: midterm, date: tbd, title: Midterm}]")

    assert [undated.id for undated in course.undated] == ["midterm"]
    assert [event.id for event in course.events if event.undated] == ["midterm"]


def test_cancelled_week_of_a_slot_without_a_day_stays_cancelled(tmp_path: Path) -> None:
    before = slot("{date: 2026-10-19, cancelled: ill, hosts: []}", base=SLOT + "    from: 2026-10-19\n")

    assert steps(tmp_path, {"office_hours": before}, {"office_hours": before.replace("Monday", "tbd")}) == (
        [f"oh-2026-10-26: undated (Mon 10-26, {ADA_ALAN}, TENTATIVE, undated)"],
        of(WEEKS[3:], WEEKS[3:]),
    )


def test_undated_that_is_cancelled_or_removed_is_cancelled_on_its_last_day(tmp_path: Path) -> None:
    lost = "exams: [{id: midterm, date: tbd, title: Midterm, room: 45-230}]"

    for gone, reason in ((lost.replace("}]", ", cancelled: strike}]"), " strike"), ("exams: []", "")):
        assert steps(tmp_path, {"exams": EXAM}, {"exams": lost}, {"exams": gone}) == (
            [f"midterm: cancelled (Wed 10-14, 45-230, CANCELLED{reason})"],
            NOBODY,
        )


# Weekly hours

OTHER = (
    SLOT.removeprefix("slots:\n").replace("id: oh", "id: oh-b").replace("[ada-lovelace, alan-turing]", "[grace-hopper]")
)
OTHER = OTHER.replace("Monday", "Wednesday") + "    from: 2026-10-21\n    until: 2026-10-28\n"
WEEKLY = [
    pytest.param(
        {"office_hours": slot("{date: 2026-10-19, cancelled: conference, hosts: []}") + OTHER},
        [f"oh-2026-10-19: cancelled (Mon 10-19 15:00-16:00, {ADA_ALAN}, CANCELLED conference)"],
        of(["oh-2026-10-19"], ["oh-2026-10-19"]),
        id="a week is cancelled",
    ),
    pytest.param(
        {"office_hours": slot("{date: 2026-10-13, moved_to: Thu 2026-10-15}") + OTHER},
        [f"oh-2026-10-12: moved (Thu 10-15 15:00-16:00, {ADA_ALAN})"],
        of(["oh-2026-10-12"], ["oh-2026-10-12"]),
        id="a week moves",
    ),
    pytest.param(
        {"office_hours": slot("{date: 2026-10-19, moved_to: Fri 2026-10-30}") + OTHER},
        [f"oh-2026-10-19: moved (Fri 10-30 15:00-16:00, {ADA_ALAN})"],
        of(["oh-2026-10-19"], ["oh-2026-10-19"]),
        id="a week moves into another",
    ),
    pytest.param(
        {"office_hours": slot("{date: 2026-10-19, room: 45-103}") + OTHER},
        ["oh-2026-10-19: relocated (Mon 10-19 15:00-16:00, 45-103, ada-lovelace + alan-turing)"],
        of(["oh-2026-10-19"], ["oh-2026-10-19"]),
        id="a week is elsewhere",
    ),
    pytest.param(
        {"office_hours": slot("{date: 2026-10-19, without: alan-turing}") + OTHER},
        ["oh-2026-10-19: handed over (Mon 10-19 15:00-16:00, 45-102, ada-lovelace)"],
        of(["oh-2026-10-19"], ["-oh-2026-10-19"]),
        id="a week without one of its hosts",
    ),
    pytest.param(
        {"office_hours": slot("{date: 2026-10-19, hosts: []}") + OTHER},
        [f"oh-2026-10-19: cancelled (Mon 10-19 15:00-16:00, {ADA_ALAN}, CANCELLED)"],
        of(["oh-2026-10-19"], ["oh-2026-10-19"]),
        id="a week without any of its hosts",
    ),
    pytest.param(
        {"office_hours": slot("{date: 2026-10-19, hosts: [grace-hopper]}") + OTHER},
        ["oh-2026-10-19: handed over (Mon 10-19 15:00-16:00, 45-102, grace-hopper)"],
        of(["-oh-2026-10-19"], ["-oh-2026-10-19"], ["oh-2026-10-19"]),
        id="a substitute",
    ),
    pytest.param(
        {
            "office_hours": slot("{date: 2026-10-19, swap: {alan-turing: grace-hopper}}")
            + OTHER
            + "    changes: [{date: 2026-10-21, swap: {grace-hopper: alan-turing}}]\n"
        },
        [
            "oh-2026-10-19: handed over (Mon 10-19 15:00-16:00, 45-102, ada-lovelace + grace-hopper)",
            "oh-b-2026-10-21: handed over (Wed 10-21 15:00-16:00, 45-102, alan-turing)",
        ],
        of(["oh-2026-10-19"], ["oh-b-2026-10-21", "-oh-2026-10-19"], ["oh-2026-10-19", "-oh-b-2026-10-21"]),
        id="two hosts swap their weeks",
    ),
    pytest.param(
        {
            "office_hours": SLOT
            + OTHER
            + "one_off:\n"
            + "  - {id: extra, date: Fri 2026-10-23, start: 9:00, end: 10:00, hosts: [grace-hopper], room: 1-1}\n"
        },
        ["extra: new (Fri 10-23 09:00-10:00, 1-1, grace-hopper)"],
        of(grace=["extra"]),
        id="an extra hour",
    ),
    pytest.param(
        {"office_hours": SLOT + OTHER.replace("from: 2026-10-21", "from: 2026-10-14")},
        ["oh-b-2026-10-14: new (Wed 10-14 15:00-16:00, 45-102, grace-hopper)"],
        of(grace=["oh-b-2026-10-14"]),
        id="a slot that begins sooner",
    ),
    pytest.param(
        {"office_hours": SLOT + OTHER.replace("from: 2026-10-21", "from: 2026-10-28")},
        ["oh-b-2026-10-21: cancelled (Wed 10-21 15:00-16:00, 45-102, grace-hopper, CANCELLED)"],
        of(grace=["oh-b-2026-10-21"]),
        id="a slot that begins later",
    ),
    pytest.param(
        {"office_hours": slot("{from: 2026-10-19, day: Tuesday, room: 45-103}") + OTHER},
        [
            "oh-2026-10-19: moved (Tue 10-20 15:00-16:00, 45-103, ada-lovelace + alan-turing)",
            "oh-2026-10-26: moved (Tue 10-27 15:00-16:00, 45-103, ada-lovelace + alan-turing)",
        ],
        of(WEEKS[2:], WEEKS[2:]),
        id="a slot that moves for good",
    ),
    pytest.param(
        {"office_hours": slot("{from: 2026-10-19, swap: {ada-lovelace: grace-hopper}}") + OTHER},
        [
            "oh-2026-10-19: handed over (Mon 10-19 15:00-16:00, 45-102, grace-hopper + alan-turing)",
            "oh-2026-10-26: handed over (Mon 10-26 15:00-16:00, 45-102, grace-hopper + alan-turing)",
        ],
        of(["-oh-2026-10-19", "-oh-2026-10-26"], WEEKS[2:], WEEKS[2:]),
        id="a slot that is handed over for good",
    ),
    pytest.param(
        {"office_hours": SLOT + OTHER.replace("until: 2026-10-28", "until: 2026-10-21")},
        ["oh-b-2026-10-28: cancelled (Wed 10-28 15:00-16:00, 45-102, grace-hopper, CANCELLED)"],
        of(grace=["oh-b-2026-10-28"]),
        id="a slot that ends",
    ),
    pytest.param(
        {
            "office_hours": SLOT
            + OTHER
            + OTHER.replace("oh-b", "oh-c").replace("15:00", "10:00").replace("16:00", "11:00")
        },
        [
            "oh-c-2026-10-21: new (Wed 10-21 10:00-11:00, 45-102, grace-hopper)",
            "oh-c-2026-10-28: new (Wed 10-28 10:00-11:00, 45-102, grace-hopper)",
        ],
        of(grace=["oh-c-2026-10-21", "oh-c-2026-10-28"]),
        id="a slot that is added",
    ),
    pytest.param(
        {
            "course": course_yaml(
                OCTOBER
                + "holidays: [{id: indigenous-peoples-day, first: Mon 2026-10-12, name: Indigenous Peoples Day},"
                + " {id: fair, first: Mon 2026-10-19, last: Wed 2026-10-21, name: Career Fair}]"
            )
        },
        [
            "fair: new (Mon 10-19 to Wed 10-21)",
            f"oh-2026-10-19: cancelled (Mon 10-19 15:00-16:00, {ADA_ALAN}, CANCELLED Career Fair)",
            "oh-b-2026-10-21: cancelled (Wed 10-21 15:00-16:00, 45-102, grace-hopper, CANCELLED Career Fair)",
        ],
        of(["oh-2026-10-19"], ["oh-2026-10-19"], ["oh-b-2026-10-21"]),
        id="a late holiday",
    ),
    pytest.param(
        {"staff": STAFF.replace("Alan Turing, role: TA", "Alan Turing, role: TA, until: 2026-10-20")},
        ["oh-2026-10-26: handed over (Mon 10-26 15:00-16:00, 45-102, ada-lovelace)"],
        of(["oh-2026-10-26"], ["-oh-2026-10-26"]),
        id="a host who leaves",
    ),
    pytest.param(
        {"staff": STAFF.replace("Grace Hopper, role: TA", "Grace Hopper, role: TA, until: 2026-10-21")},
        ["oh-b-2026-10-28: cancelled (Wed 10-28 15:00-16:00, 45-102, grace-hopper, CANCELLED)"],
        of(grace=["oh-b-2026-10-28"]),
        id="the last host, who leaves",
    ),
]


@pytest.mark.parametrize(("after", "changes", "held"), WEEKLY)
def test_change_of_weekly_hours_reaches_whom_it_concerns(
    after: Files, changes: list[str], held: dict[str, list[str]], tmp_path: Path
) -> None:
    before = {"office_hours": SLOT + OTHER, "lectures": LECTURES}

    assert steps(tmp_path, before, after) == (changes, held)


def test_late_holiday_that_is_taken_back_restores_its_hours(tmp_path: Path) -> None:
    before = {"office_hours": SLOT}
    fair = course_yaml(OCTOBER + "holidays: [{id: fair, first: Mon 2026-10-19, name: Career Fair}]")
    first = {**before, "course": course_yaml(OCTOBER + "holidays: []")}

    assert steps(tmp_path, first, {"course": fair}, first) == (
        [
            "fair: cancelled (Mon 10-19, CANCELLED)",
            f"oh-2026-10-19: restored (Mon 10-19 15:00-16:00, {ADA_ALAN})",
        ],
        of(["oh-2026-10-19"], ["oh-2026-10-19"]),
    )


def test_late_day_that_runs_as_another_cancels_what_it_takes_and_says_so(tmp_path: Path) -> None:
    tuesday = SLOT.replace("Monday", "Tuesday")
    plain = course_yaml(OCTOBER + "holidays: []\nschedule_days: []")
    runs = course_yaml(OCTOBER + "holidays: []")

    assert steps(tmp_path, {"office_hours": tuesday, "course": plain}, {"course": runs}) == (
        [f"oh-2026-10-13: cancelled (Tue 10-13 15:00-16:00, {ADA_ALAN}, CANCELLED Tuesday runs as Monday)"],
        of(["oh-2026-10-13"], ["oh-2026-10-13"]),
    )


def test_tuesday_that_runs_as_a_monday_keeps_its_identity_when_the_monday_becomes_a_holiday(tmp_path: Path) -> None:
    """Both were published; the second hour of the week has its own day in its id, and keeps it when it is alone."""
    before = {"office_hours": SLOT, "course": course_yaml(OCTOBER + "holidays: []")}

    assert steps(tmp_path, before, TERM) == (
        [
            "indigenous-peoples-day: new (Mon 10-12)",
            f"oh-2026-10-12: cancelled (Mon 10-12 15:00-16:00, {ADA_ALAN}, CANCELLED Indigenous Peoples Day)",
        ],
        of(["oh-2026-10-12"], ["oh-2026-10-12"]),
    )
    assert said(by_id(read_course(tmp_path / "t-1"))["oh-2026-10-13"]) == (
        f"oh-2026-10-13: Tue 10-13 15:00-16:00, {ADA_ALAN}"
    )
    # And as long as nobody has it, it is the hour of its week.
    unpublished = read_course(write_course(tmp_path / "t-2", **TERM, office_hours=SLOT))
    assert [event.id for event in unpublished.events] == ["oh-2026-10-05", "indigenous-peoples-day", *WEEKS[1:]]


def test_holiday_and_the_day_that_runs_instead_move_the_hour(tmp_path: Path) -> None:
    before = {"office_hours": SLOT, "course": course_yaml(OCTOBER + "holidays: []\nschedule_days: []")}

    assert steps(tmp_path, before, TERM) == (
        [
            "indigenous-peoples-day: new (Mon 10-12)",
            f"oh-2026-10-12: moved (Tue 10-13 15:00-16:00, {ADA_ALAN})",
        ],
        of(["oh-2026-10-12"], ["oh-2026-10-12"]),
    )


# What the history knows


def test_words_of_the_history_stay_known(tmp_path: Path) -> None:
    """Whoever has subscribed to one gets an empty calendar, and not an error."""
    tag = LECTURES.replace("title: Meshes", "title: Meshes, room: 1-1, tags: [robots]")
    release(tmp_path, 0, lectures=tag, exams=EXAM.replace("Wed 2026-10-14", "Wed 2026-11-25"))
    without = LECTURES.replace(", speakers: [grace-hopper]", "")
    release(tmp_path, 100, lectures=without, exams=EXAM)
    staff = "".join(line for line in STAFF.splitlines(keepends=True) if "grace" not in line)
    course = edit(tmp_path, 200, staff=staff)

    known = Vocabulary.of(course)
    for words in ("room-1-1", "tag-robots", "grace-hopper", "week-9", "room-1-1.grace-hopper_tag-robots"):
        known.check(Selection.parse(words))
        assert [event.id for event in course.events if Selection.parse(words).matches(event)] == []
    assert course.people["grace-hopper"] == Person(
        id="grace-hopper", name="Grace Hopper", short="Grace Hopper", role="", gone=True
    )
    assert course.tags == ("robots",)
    assert course.rooms == {"1-1": "1-1", "45-230": "45-230"}
    assert known.weeks == tuple(f"week-{number}" for number in range(1, 10))


def test_who_is_gone_is_named_as_they_last_were(tmp_path: Path) -> None:
    """Nothing changes for subscribers when somebody is taken out of staff.yaml."""
    release(tmp_path, 0, office_hours=SLOT, staff=STAFF.replace("Ada Lovelace", "Zed Z"))
    release(tmp_path, 100, staff=STAFF)
    release(tmp_path, 200, office_hours="slots: []")
    staff = "".join(line for line in STAFF.splitlines(keepends=True) if "ada" not in line)
    course = edit(tmp_path, 300, staff=staff)

    assert course.people["ada-lovelace"] == Person(
        id="ada-lovelace", name="Ada Lovelace", short="Ada", role="Instructor", gone=True
    )
    assert unrecorded(course) == []


def test_course_can_be_read_as_of_a_time(tmp_path: Path) -> None:
    """What was published later is then a change that is not recorded; what is served is the same."""
    release(tmp_path, 0, exams=EXAM, lectures=LECTURES)
    release(tmp_path, 100, exams=LATER)
    release(tmp_path, 200, lectures=LECTURES.replace("Grids", "Networks"))
    release(tmp_path, 300, exams=BEYOND)

    changes = {seconds: unrecorded(read_course(tmp_path, as_of=at(seconds))) for seconds in (-1, 0, 99, 100, 250, 300)}
    assert changes == {
        -1: ["grids: new", "indigenous-peoples-day: new", "meshes: new", "midterm: new"],
        0: ["grids: renamed", "midterm: moved"],
        99: ["grids: renamed", "midterm: moved"],
        100: ["grids: renamed", "midterm: moved"],
        250: ["midterm: moved"],
        300: [],
    }
    for seconds in (0, 250, 300):
        read = read_course(tmp_path, as_of=at(seconds))
        assert [said(event) for event in read.events] == [said(event) for event in read_course(tmp_path).events]
    differences = [(each.before, each.after) for each in read_course(tmp_path, as_of=at(0)).changes[-1].differences]
    assert differences == [("7:30–9:30 PM", "7:30–11 PM ET")]


# Replicas


def replica(folder: Path, name: str, seconds: int) -> Course:
    """Read a copy of a course, whose files are of another time."""
    copy = folder / name / "t-1"
    shutil.copytree(folder / "t-1", copy)
    touch(copy, at(seconds))
    os.utime(copy / HISTORY, (0, 0))
    return read_course(copy)


def test_replicas_are_alike_when_everything_is_recorded(tmp_path: Path) -> None:
    release(tmp_path / "t-1", 0, **EVERYTHING)
    course = release(tmp_path / "t-1", 100, exams=LATER, office_hours="slots: []")

    assert replica(tmp_path, "a", -(10**9)) == replica(tmp_path, "b", 10**9) == course


def test_replicas_differ_in_what_is_not_recorded_and_nothing_else(tmp_path: Path) -> None:
    release(tmp_path / "t-1", 0, **EVERYTHING)
    edit(tmp_path / "t-1", 100, exams=LATER, lectures=LECTURES + "  - {id: nets, date: Thu 2026-10-15, title: Nets}\n")
    one, other = replica(tmp_path, "a", 200), replica(tmp_path, "b", 300)

    assert by_id(one).keys() == by_id(other).keys()
    assert [id for id in by_id(one) if by_id(one)[id] != by_id(other)[id]] == ["midterm", "nets"]
    assert [said(event) for event in one.events] == [said(event) for event in other.events]
    assert [(each.id, each.key, each.effect) for each in one.changes] == [
        (each.id, each.key, each.effect) for each in other.changes
    ]


# Branches


def test_merged_change_says_what_it_said_on_its_branch(tmp_path: Path) -> None:
    """Though both branches recorded within one second, so that those of one of them count a second later."""
    base, ours, theirs = (tmp_path / name / "t-1" for name in ("base", "ours", "theirs"))
    base.mkdir(parents=True)
    release(base, 0, exams=EXAM)
    for branch in (ours, theirs):
        shutil.copytree(base, branch)
    release(ours, 1, **WITHDRAWN)
    release(theirs, 1, exams=EXAM.replace("45-230", "B"))
    release(theirs, 2, exams=EXAM.replace("45-230", "C"))
    release(theirs, 5, **WITHDRAWN)
    with (ours / HISTORY).open("a") as history:
        history.write((theirs / HISTORY).read_text())
    course = read_course(ours)

    assert [
        (said_change(change), [(each.before, each.after) for each in change.differences])
        for change in course.changes
        if change.id == "midterm"
    ] == [
        ("midterm: new", []),
        ("midterm: relocated", [("45-230", "B")]),
        ("midterm: withdrawn", []),
        ("midterm: relocated", [("B", "C")]),
        ("midterm: withdrawn", []),
    ]


# Much at once


def test_what_is_taken_away_is_what_was_published_and_is_not_recorded(tmp_path: Path) -> None:
    release(tmp_path, 0, exams=EXAM, lectures=LECTURES)
    release(tmp_path, 100, exams=EXAM.replace("}]", ", cancelled: strike}]"))
    edit(tmp_path, 200, lectures="lectures: [{id: nets, date: Thu 2026-10-15, title: Nets, cancelled: ill}]")
    course = edit(tmp_path, 200, course=course_yaml(OCTOBER + "withdrawn: [meshes]"))

    assert [said_change(change) for change in taken_away(course.changes)] == ["grids: cancelled", "meshes: withdrawn"]
