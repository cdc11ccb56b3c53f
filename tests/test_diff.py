"""`feeds diff`, as whoever edits the data reads it before it is for ever."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import DATA, SLUG
from courses import COURSE, course_yaml, publish, touch, write_course

from feeds.cli import main

BEGUN = datetime(2026, 9, 1, 12, tzinfo=UTC)
EDITED = datetime(2026, 10, 10, 12, tzinfo=UTC)
# A Saturday, on which nothing is near.
NOW = datetime(2026, 10, 10, 18, tzinfo=UTC)
# 9 AM on the Thursday of the midterm; the hours of the day before are over, and those of the day after are near.
THAT_DAY = datetime(2026, 10, 15, 13, tzinfo=UTC)
THE_DAY_BEFORE = datetime(2026, 10, 13, 18, tzinfo=UTC)

NOT_RECORDED = [
    "",
    "  Undo:",
    "    not recorded yet: undo the edit in the files, and nobody's history has it",
    "    live already: run `feeds record` before you undo it, since a calendar that has it takes nothing older",
]

MIDTERM = "exams: [{id: midterm, title: Midterm, date: Thu 2026-10-15, start: 19:30, end: 22:00, room: 26-100}]"
QUIZ_1 = "Tue 2026-10-20"
SEVERAL = """\
exams:
  - {id: midterm, title: Midterm, date: Thu 2026-10-15, start: 19:30, end: 22:00, room: 26-100}
  - {id: quiz-1, title: Quiz 1, date: Tue 2026-10-20, start: 9:00, end: 10:00}
  - {id: quiz-2, title: Quiz 2, date: Tue 2026-10-27, start: 9:00, end: 10:00}
  - {id: quiz-3, title: Quiz 3, date: Tue 2026-11-03, start: 9:00, end: 10:00}
"""
LECTURE = "lectures: [{id: nets, title: Nets, date: Thu 2026-10-15, speakers: [ada-lovelace, {name: Yann}]}]"
PSET = "assignments: [{id: pset-1, title: pset 1, out: 2026-10-01, due: 2026-10-15 23:59}]"
HOURS = "slots: [{id: oh, hosts: [alan-turing], day: Wed, start: 13:00, end: 14:00, room: 36-155}]"


def diff(*arguments: str | Path, now: datetime = NOW) -> Result:
    return CliRunner().invoke(main, ["diff", *(str(argument) for argument in arguments)], obj=now)


def edited(folder: Path, before: dict[str, str], after: dict[str, str]) -> Path:
    """Publish a course at the beginning of September, and edit it in October."""
    publish(write_course(folder, **before), BEGUN)
    write_course(folder, **after)
    touch(folder, EDITED)
    return folder


def with_change(file: str, before: str, after: str) -> str:
    assert file.count(before) == 1
    return file.replace(before, after)


def section(output: str, heading: str) -> list[str]:
    """Give the lines under a heading."""
    blocks = [block.splitlines() for block in output.split("\n\n")]
    return next(([line.strip() for line in lines] for first, *lines in blocks if first == f"  {heading}:"), [])


# How much


@pytest.mark.parametrize(
    ("before", "after", "size"),
    [
        (SEVERAL, SEVERAL, "nothing changes; 4 events stay"),
        (MIDTERM, MIDTERM, "nothing changes; 1 event stays"),
        (SEVERAL, with_change(SEVERAL, "Thu 2026-10-15", "Fri 2026-10-16"), "1 event moves; 3 stay"),
        (SEVERAL, SEVERAL.replace("9:00", "8:30"), "3 events move; 1 stays"),
        (SEVERAL, SEVERAL.replace("9:00", "8:30").replace("Thu 2026-10-15", "Fri 2026-10-16"), "4 events move"),
        (MIDTERM, SEVERAL, "3 events are new; 1 stays"),
        (SEVERAL, MIDTERM, "3 events are cancelled; 1 stays"),
        (SEVERAL, with_change(SEVERAL, "26-100", "26-200"), "1 event changes its room; 3 stay"),
        (SEVERAL, SEVERAL.replace("Quiz", "Test"), "3 events have new titles; 1 stays"),
        (SEVERAL, SEVERAL.replace("10:00}", "10:00, tentative: yes}"), "3 events change their status; 1 stays"),
        (SEVERAL, SEVERAL.replace("10:00}", "10:00, details: Pens}"), "3 events have new details; 1 stays"),
        (SEVERAL.replace("10:00}", "10:00, cancelled: ill}"), SEVERAL, "3 events take place after all; 1 stays"),
        (SEVERAL, with_change(SEVERAL, f"{QUIZ_1}, start: 9:00, end: 10:00", "tbd"), "1 event loses its date; 3 stay"),
        (
            with_change(SEVERAL, "quiz-3", "old-quiz"),
            with_change(SEVERAL, "Thu 2026-10-15, start: 19:30", "Thu 2026-10-15, start: 19:00")
            .replace("26-100", "26-200")
            .replace("Quiz 1", "Test 1")
            .replace("id: quiz-2, title: Quiz 2,", "id: quiz-2, title: Quiz 2, details: Pens,"),
            "1 event is new, 1 moves, 1 has a new title, 1 is cancelled, 1 has new details",
        ),
    ],
)
def test_size_comes_first(tmp_path: Path, before: str, after: str, size: str) -> None:
    result = diff(edited(tmp_path / "6.100-fa26", {"exams": before}, {"exams": after}))

    assert (result.exit_code, result.output.splitlines()[0]) == (0, f"6.100-fa26: {size}")


def test_nothing_more_is_said_where_nothing_changes(tmp_path: Path) -> None:
    for name in ("a-fa26", "b-fa26"):
        publish(write_course(tmp_path / name, exams=MIDTERM), BEGUN)

    assert diff(tmp_path).output == (
        "a-fa26: nothing changes; 1 event stays\n\nb-fa26: nothing changes; 1 event stays\n"
    )


def test_first_publication_concerns_nobody(tmp_path: Path) -> None:
    """What is over already, and what begins today, was never told to anybody."""
    folder = write_course(tmp_path / "6.100-fa26", exams=MIDTERM, office_hours=HOURS)

    assert diff(folder, now=THAT_DAY).output == "6.100-fa26: 15 events are new\n  Published: 15 events\n"


# Whom, and what to tell people


@pytest.mark.parametrize(
    ("kind", "before", "after", "people", "sentences"),
    [
        pytest.param(
            "exams",
            MIDTERM,
            with_change(with_change(MIDTERM, "Thu 2026-10-15", "Tue 2026-10-20"), "22:00", "21:30"),
            [],
            ["Midterm (6.100) is on Tue 20 Oct, 7:30–9:30 PM ET, not on Thu 15 Oct, 7:30–10 PM ET."],
            id="moved",
        ),
        pytest.param(
            "exams",
            MIDTERM,
            with_change(with_change(MIDTERM, "22:00", "21:30"), "26-100", "26-200"),
            [],
            ["Midterm (6.100) is on Thu 15 Oct, 7:30–9:30 PM ET, in 26-200, not 7:30–10 PM."],
            id="other hours and another room",
        ),
        pytest.param(
            "exams",
            MIDTERM,
            "exams: [{id: midterm, title: Midterm, date: tbd}]",
            [],
            ["Midterm (6.100) is not on Thu 15 Oct, 7:30–10 PM ET; a new date is to be announced."],
            id="undated",
        ),
        pytest.param(
            "exams",
            MIDTERM,
            with_change(MIDTERM, "26-100", "26-200, overflow: [26-300]"),
            [],
            ["Midterm (6.100) on Thu 15 Oct, 7:30–10 PM ET is in 26-200 (overflow: 26-300), not in 26-100."],
            id="another room",
        ),
        pytest.param(
            "exams",
            MIDTERM,
            with_change(MIDTERM, "26-100", "tbd"),
            [],
            ["Midterm (6.100) on Thu 15 Oct, 7:30–10 PM ET is in a room to be announced, not in 26-100."],
            id="room to be announced",
        ),
        pytest.param(
            "exams",
            with_change(MIDTERM, "26-100", "tbd"),
            MIDTERM,
            [],
            ["Midterm (6.100) on Thu 15 Oct, 7:30–10 PM ET is in 26-100."],
            id="room announced",
        ),
        pytest.param(
            "exams",
            MIDTERM,
            with_change(MIDTERM, ", room: 26-100", ""),
            [],
            ["Midterm (6.100) on Thu 15 Oct, 7:30–10 PM ET is without a room, not in 26-100."],
            id="no room",
        ),
        pytest.param(
            "exams",
            MIDTERM,
            with_change(MIDTERM, "room: 26-100", "online: https://example.edu/x"),
            [],
            ["Midterm (6.100) on Thu 15 Oct, 7:30–10 PM ET is at https://example.edu/x, not in 26-100."],
            id="online instead",
        ),
        pytest.param(
            "exams",
            MIDTERM,
            with_change(MIDTERM, "room: 26-100", "room: 26-100, online: https://example.edu/x"),
            [],
            ["Midterm (6.100) on Thu 15 Oct, 7:30–10 PM ET is in 26-100 and at https://example.edu/x."],
            id="online, too",
        ),
        pytest.param(
            "exams",
            MIDTERM,
            with_change(MIDTERM, "Midterm", "Exam 1"),
            [],
            ["Exam 1 (6.100) on Thu 15 Oct, 7:30–10 PM ET was called “Midterm” until now."],
            id="another title",
        ),
        pytest.param(
            "exams",
            MIDTERM,
            with_change(MIDTERM, "26-100", "26-100, tentative: yes"),
            [],
            ["Midterm (6.100) on Thu 15 Oct, 7:30–10 PM ET is tentative."],
            id="tentative",
        ),
        pytest.param(
            "exams",
            with_change(MIDTERM, "26-100", "26-100, tentative: yes"),
            MIDTERM,
            [],
            ["Midterm (6.100) on Thu 15 Oct, 7:30–10 PM ET is certain."],
            id="certain",
        ),
        pytest.param(
            "exams",
            MIDTERM,
            with_change(MIDTERM, "26-100", "26-100, cancelled: fire"),
            [],
            ["Midterm (6.100) on Thu 15 Oct, 7:30–10 PM ET is cancelled (fire)."],
            id="cancelled",
        ),
        pytest.param(
            "exams",
            with_change(MIDTERM, "26-100", "26-100, cancelled: fire"),
            MIDTERM,
            [],
            ["Midterm (6.100) on Thu 15 Oct, 7:30–10 PM ET takes place after all."],
            id="restored",
        ),
        pytest.param(
            "exams",
            "exams: [{id: final, title: Final, date: Tue 2026-12-08}]",
            MIDTERM + "\n",
            [],
            ["New: Midterm (6.100) is on Thu 15 Oct, 7:30–10 PM ET, in 26-100."],
            id="new",
        ),
        pytest.param(
            "exams",
            "exams: [{id: final, title: Final, date: Tue 2026-12-08}]",
            with_change(MIDTERM, "26-100", "26-100, cancelled: fire"),
            [],
            ["Midterm (6.100) on Thu 15 Oct, 7:30–10 PM ET is cancelled (fire)."],
            id="new and cancelled at once",
        ),
        pytest.param(
            "exams", MIDTERM, with_change(MIDTERM, "26-100", "26-100, details: Pens"), [], [], id="details only"
        ),
        pytest.param(
            "deadlines",
            PSET,
            with_change(PSET, "2026-10-15 23:59", "2026-10-17"),
            [],
            ["pset 1 (6.100) is due on Sat 17 Oct, not on Thu 15 Oct, 11:59 PM ET."],
            id="due another day",
        ),
        pytest.param(
            "deadlines",
            with_change(PSET, "out: 2026-10-01", "out: 2026-10-15"),
            with_change(PSET, "out: 2026-10-01", "out: 2026-10-15").replace("pset 1", "Problems 1"),
            [],
            [
                "Problems 1 (6.100) due on Thu 15 Oct, 11:59 PM ET was called “pset 1” until now.",
                "Problems 1 (6.100) out on Thu 15 Oct was called “pset 1” until now.",
            ],
            id="assignment with another title",
        ),
        pytest.param(
            "lectures",
            LECTURE,
            with_change(LECTURE, "Yann", "Geoffrey"),
            ["Ada Lovelace's lecture on Thu 15 Oct, 1–2:30 PM ET is with Geoffrey, not with Yann"],
            ["6.100 Nets on Thu 15 Oct, 1–2:30 PM ET is with Geoffrey, not with Yann."],
            id="another guest",
        ),
        pytest.param(
            "lectures",
            LECTURE,
            with_change(LECTURE, "[ada-lovelace, {name: Yann}]", "[grace-hopper]"),
            [
                "Ada Lovelace no longer gives the lecture on Thu 15 Oct, 1–2:30 PM ET",
                "Grace Hopper takes the lecture on Thu 15 Oct, 1–2:30 PM ET",
            ],
            ["6.100 Nets on Thu 15 Oct, 1–2:30 PM ET is with Grace Hopper, not with Ada Lovelace, Yann."],
            id="another lecturer",
        ),
        pytest.param(
            "lectures",
            LECTURE,
            with_change(LECTURE, ", {name: Yann}", ""),
            ["Ada Lovelace's lecture on Thu 15 Oct, 1–2:30 PM ET is without Yann"],
            ["6.100 Nets on Thu 15 Oct, 1–2:30 PM ET is without Yann."],
            id="no guest",
        ),
        pytest.param(
            "lectures",
            LECTURE,
            with_change(LECTURE, "{name: Yann}", "{name: Yann}, alan-turing"),
            [
                "Ada Lovelace's lecture on Thu 15 Oct, 1–2:30 PM ET is with Alan Turing, too",
                "Alan Turing takes the lecture on Thu 15 Oct, 1–2:30 PM ET",
            ],
            ["6.100 Nets on Thu 15 Oct, 1–2:30 PM ET is with Alan Turing, too."],
            id="one lecturer more",
        ),
    ],
)
def test_people_and_class_are_told(
    tmp_path: Path, kind: str, before: str, after: str, people: list[str], sentences: list[str]
) -> None:
    """On the day itself, when it is too late for some calendars."""
    result = diff(edited(tmp_path / "6.100-fa26", {kind: before}, {kind: after}), now=THAT_DAY)

    assert section(result.output, "Per person") == people
    assert section(result.output, "Too late for Google Calendar: tell people") == sentences


@pytest.mark.parametrize(
    ("before", "after", "people", "sentences"),
    [
        pytest.param(
            HOURS,
            with_change(HOURS, "}]", ", changes: [{date: 2026-10-14, without: alan-turing}]}]"),
            ["Alan Turing's hour on Wed 14 Oct, 1–2 PM ET is cancelled"],
            ["OH Alan (6.100) on Wed 14 Oct, 1–2 PM ET is cancelled."],
            id="week without its only host",
        ),
        pytest.param(
            with_change(HOURS, "}]", ", changes: [{date: 2026-10-14, without: alan-turing}]}]"),
            HOURS,
            ["Alan Turing's hour on Wed 14 Oct, 1–2 PM ET takes place after all"],
            ["OH Alan (6.100) on Wed 14 Oct, 1–2 PM ET takes place after all."],
            id="week restored",
        ),
        pytest.param(
            HOURS,
            with_change(HOURS, "}]", ", changes: [{date: 2026-10-14, hosts: [grace-hopper]}]}]"),
            [
                "Alan Turing no longer hosts the hour on Wed 14 Oct, 1–2 PM ET",
                "Grace Hopper takes the hour on Wed 14 Oct, 1–2 PM ET",
            ],
            ["OH Grace (6.100) on Wed 14 Oct, 1–2 PM ET is with Grace Hopper, not with Alan Turing."],
            id="substitute",
        ),
        pytest.param(
            HOURS,
            with_change(HOURS, "alan-turing", "grace-hopper").replace(
                "}]", ", from: Mon 2026-10-12, until: Fri 2026-10-23, changes: [{date: 2026-10-14, cancelled: ill}]}]"
            ),
            [
                "Alan Turing's hour on Wednesdays, 1–2 PM ET (12 weeks, Wed 9 Sep to Wed 9 Dec) is cancelled",
                "Alan Turing's hour on Wed 14 Oct, 1–2 PM ET is cancelled (ill)",
                "Alan Turing no longer hosts the hour on Wed 21 Oct, 1–2 PM ET",
                "Grace Hopper takes the hour on Wed 21 Oct, 1–2 PM ET",
            ],
            ["OH Alan (6.100) on Wed 14 Oct, 1–2 PM ET is cancelled (ill)."],
            id="cancelled hour of a slot that somebody takes",
        ),
        pytest.param(
            with_change(HOURS, "}]", ", changes: [{date: 2026-10-14, cancelled: ill}]}]"),
            with_change(HOURS, "}]", ", changes: [{date: 2026-10-14, hosts: [grace-hopper]}]}]"),
            [
                "Alan Turing no longer hosts the hour on Wed 14 Oct, 1–2 PM ET",
                "Grace Hopper takes the hour on Wed 14 Oct, 1–2 PM ET",
            ],
            ["OH Grace (6.100) on Wed 14 Oct, 1–2 PM ET takes place after all."],
            id="substitute after all",
        ),
        pytest.param(
            HOURS,
            with_change(HOURS, "alan-turing", "grace-hopper"),
            [
                "Alan Turing no longer hosts the hour on Wednesdays, 1–2 PM ET (14 weeks, Wed 9 Sep to Wed 9 Dec)",
                "Grace Hopper takes the hour on Wednesdays, 1–2 PM ET (14 weeks, Wed 9 Sep to Wed 9 Dec)",
            ],
            ["OH Grace (6.100) on Wed 14 Oct, 1–2 PM ET is with Grace Hopper, not with Alan Turing."],
            id="handed over for good",
        ),
        pytest.param(
            HOURS,
            with_change(HOURS, "alan-turing", "grace-hopper").replace(
                "}]", ", changes: [{from: Mon 2026-10-12, day: Fri, start: 9:00, end: 10:00, room: 36-112}]}]"
            ),
            [
                "Alan Turing no longer hosts the hour on Wednesdays, 1–2 PM ET (13 weeks, Wed 9 Sep to Wed 2 Dec)",
                "Alan Turing's hour on Wed 9 Dec, 1–2 PM ET is cancelled",
                "Grace Hopper takes the hour on Wednesdays, 1–2 PM ET (5 weeks, Wed 9 Sep to Wed 7 Oct)",
                "Grace Hopper takes the hour on Fridays, 9–10 AM ET (8 weeks, Fri 16 Oct to Fri 4 Dec)",
            ],
            ["OH Grace (6.100) is on Fri 16 Oct, 9–10 AM ET, in 36-112, not on Wed 14 Oct, 1–2 PM ET."],
            id="handed over and moved",
        ),
        pytest.param(
            HOURS,
            with_change(HOURS, "}]", ", changes: [{from: Mon 2026-10-12, start: 9:00, end: 10:00, room: 36-112}]}]"),
            [
                "Alan Turing's hour on Wednesdays, 1–2 PM ET (9 weeks, Wed 14 Oct to Wed 9 Dec) moves to 9–10 AM ET,"
                " in 36-112"
            ],
            ["OH Alan (6.100) is on Wed 14 Oct, 9–10 AM ET, in 36-112, not 1–2 PM."],
            id="other hours from a week on",
        ),
        pytest.param(
            HOURS,
            with_change(HOURS, "}]", "}, {id: oh-2, hosts: [grace-hopper], day: Wed, start: 9:00, end: 10:00}]"),
            ["Grace Hopper has a new hour on Wednesdays, 9–10 AM ET (14 weeks, Wed 9 Sep to Wed 9 Dec)"],
            ["New: OH Grace (6.100) is on Wed 14 Oct, 9–10 AM ET."],
            id="new slot",
        ),
        pytest.param(
            HOURS,
            "slots: []",
            ["Alan Turing's hour on Wednesdays, 1–2 PM ET (14 weeks, Wed 9 Sep to Wed 9 Dec) is cancelled"],
            ["OH Alan (6.100) on Wed 14 Oct, 1–2 PM ET is cancelled."],
            id="slot taken out",
        ),
    ],
)
def test_many_weeks_of_one_hour_are_one_sentence_to_each_person(
    tmp_path: Path, before: str, after: str, people: list[str], sentences: list[str]
) -> None:
    folder = edited(tmp_path / "6.100-fa26", {"office_hours": before}, {"office_hours": after})
    result = diff(folder, now=THE_DAY_BEFORE)

    assert section(result.output, "Per person") == people
    assert section(result.output, "Too late for Google Calendar: tell people") == sentences


def test_people_are_told_in_the_order_of_the_staff(tmp_path: Path) -> None:
    hours = """\
    slots:
      - {id: oh-mon, hosts: [grace-hopper], day: Mon, start: 13:00, end: 14:00}
      - {id: oh-fri, hosts: [alan-turing, grace-hopper], day: Fri, start: 13:00, end: 14:00}
    """
    after = hours.replace("14:00}", "14:00, changes: [{from: Mon 2026-12-07, room: 36-155}]}")
    folder = edited(tmp_path / "6.100-fa26", {"office_hours": hours}, {"office_hours": after})
    folder_before = edited(tmp_path / "6.200-fa26", {"office_hours": hours}, {"office_hours": "slots: []"})

    assert section(diff(folder).output, "Per person") == ["Grace Hopper's hour on Mon 7 Dec, 1–2 PM ET is in 36-155"]
    assert section(diff(folder_before).output, "Per person") == [
        "Alan Turing's hour on Fridays, 1–2 PM ET (13 weeks, Fri 11 Sep to Fri 4 Dec) is cancelled",
        "Grace Hopper's hour on Fridays, 1–2 PM ET (13 weeks, Fri 11 Sep to Fri 4 Dec) is cancelled",
        "Grace Hopper's hour on Mondays, 1–2 PM ET (13 weeks, Mon 14 Sep to Mon 7 Dec) is cancelled",
    ]


def test_withdrawn_and_new_holidays_are_said_so(tmp_path: Path) -> None:
    before = {"exams": MIDTERM, "office_hours": HOURS}
    course = course_yaml("""
        withdrawn: [midterm]
        holidays: [{id: rest-day, first: Thu 2026-10-15, name: Rest Day}]
    """)
    folder = edited(tmp_path / "6.100-fa26", before, {"course": course, "exams": "exams: []"})
    result = diff(folder, now=THAT_DAY)

    assert result.output.splitlines() == [
        "6.100-fa26: 1 event is new, 1 is withdrawn; 14 stay",
        "  New: No class: Rest Day (6.100), Thu 15 Oct",
        "  Withdrawn: Midterm (6.100), Thu 15 Oct, 7:30–10 PM ET",
        "",
        "  Too late for Google Calendar: tell people:",
        "    There is no Midterm (6.100) on Thu 15 Oct, 7:30–10 PM ET.",
        "    There is no class on Thu 15 Oct: Rest Day (6.100).",
        *NOT_RECORDED,
        "    what is new needs no record: take it out again, and it disappears",
    ]


@pytest.mark.parametrize(
    ("now", "late"),
    [
        pytest.param("2026-10-14T19:29:59-04:00", False, id="a second more than a day"),
        pytest.param("2026-10-14T19:30:00-04:00", True, id="a day"),
        pytest.param("2026-10-15T21:59:59-04:00", True, id="going on"),
        pytest.param("2026-10-15T22:00:00-04:00", False, id="over"),
        pytest.param("2026-10-18T18:59:59-04:00", False, id="a second more than a day before where it moved"),
        pytest.param("2026-10-18T19:00:00-04:00", True, id="a day before where it moved"),
    ],
)
def test_what_begins_within_a_day_is_too_late_for_some(tmp_path: Path, now: str, late: bool) -> None:
    after = with_change(MIDTERM, "Thu 2026-10-15, start: 19:30", "Mon 2026-10-19, start: 19:00")
    folder = edited(tmp_path / "6.100-fa26", {"exams": MIDTERM}, {"exams": after})
    result = diff(folder, now=datetime.fromisoformat(now))

    assert bool(section(result.output, "Too late for Google Calendar: tell people")) is late


@pytest.mark.parametrize(
    ("now", "late"),
    [
        pytest.param("2026-10-13T23:59:59-04:00", False, id="more than a day"),
        pytest.param("2026-10-14T00:00:00-04:00", True, id="a day"),
        pytest.param("2026-10-15T23:59:59-04:00", True, id="the day itself"),
        pytest.param("2026-10-16T00:00:00-04:00", False, id="over"),
    ],
)
def test_day_without_a_time_is_a_day_of_the_course(tmp_path: Path, now: str, late: bool) -> None:
    before = with_change(PSET, "2026-10-15 23:59", "2026-10-15")
    after = with_change(PSET, "2026-10-15 23:59", "2026-10-29")
    folder = edited(tmp_path / "6.100-fa26", {"deadlines": before}, {"deadlines": after})
    result = diff(folder, now=datetime.fromisoformat(now))

    assert bool(section(result.output, "Too late for Google Calendar: tell people")) is late


@pytest.mark.parametrize(("now", "late"), [("2026-10-14T23:58:59-04:00", False), ("2026-10-14T23:59:00-04:00", True)])
def test_deadline_is_the_moment_at_its_end(tmp_path: Path, now: str, late: bool) -> None:
    after = with_change(PSET, "2026-10-15 23:59", "2026-10-29 23:59")
    folder = edited(tmp_path / "6.100-fa26", {"deadlines": PSET}, {"deadlines": after})
    result = diff(folder, now=datetime.fromisoformat(now))

    assert bool(section(result.output, "Too late for Google Calendar: tell people")) is late


def test_what_has_no_date_is_neither_late_nor_over(tmp_path: Path) -> None:
    folder = edited(
        tmp_path / "6.100-fa26", {"exams": MIDTERM}, {"exams": "exams: [{id: midterm, title: Midterm, date: tbd}]"}
    )
    publish(folder, EDITED)
    write_course(folder, exams=with_change(MIDTERM, "Thu 2026-10-15", "Thu 2026-12-03"))
    touch(folder, THAT_DAY)

    assert diff(folder, now=THAT_DAY).output.splitlines() == [
        "6.100-fa26: 1 event moves",
        "  Midterm (6.100): date to be announced → Thu 3 Dec, 7:30–10 PM ET; no room → 26-100",
        *NOT_RECORDED,
    ]
    assert diff(folder, now=datetime(2026, 12, 3, 12, tzinfo=UTC)).output.splitlines()[3:5] == [
        "  Too late for Google Calendar: tell people:",
        "    Midterm (6.100) is on Thu 3 Dec, 7:30–10 PM ET, in 26-100.",
    ]


# What looks like a mistake


@pytest.mark.parametrize(
    ("before", "after", "warnings"),
    [
        pytest.param(MIDTERM, with_change(MIDTERM, "26-100", "26-100, details: Pens"), [], id="quiet"),
        pytest.param(
            MIDTERM,
            with_change(MIDTERM, "26-100", "26-200"),
            ["the past changes: 'midterm', Thu 15 Oct, 7:30–10 PM ET"],
            id="room",
        ),
        pytest.param(
            MIDTERM,
            with_change(MIDTERM, "Thu 2026-10-15", "Thu 2026-12-03"),
            ["the past changes: 'midterm', Thu 15 Oct, 7:30–10 PM ET"],
            id="moved out of it",
        ),
        pytest.param(
            with_change(MIDTERM, "Thu 2026-10-15", "Thu 2026-12-03"),
            MIDTERM,
            ["the past changes: 'midterm', Thu 3 Dec, 7:30–10 PM ET"],
            id="moved into it",
        ),
        pytest.param(
            SEVERAL,
            "exams: []",
            ["the past changes in 3 events, the first of them 'midterm', Thu 15 Oct, 7:30–10 PM ET"],
            id="cancelled",
        ),
        pytest.param(
            MIDTERM,
            SEVERAL,
            ["the past changes in 2 events, the first of them 'quiz-1', Tue 20 Oct, 9–10 AM ET"],
            id="new",
        ),
    ],
)
def test_change_of_the_past_is_warned_of(tmp_path: Path, before: str, after: str, warnings: list[str]) -> None:
    folder = edited(tmp_path / "6.100-fa26", {"exams": before}, {"exams": after})

    assert section(diff(folder, now=datetime(2026, 11, 1, tzinfo=UTC)).output, "Warnings") == warnings


def test_what_is_new_and_going_on_is_of_the_past(tmp_path: Path) -> None:
    folder = edited(tmp_path / "6.100-fa26", {"exams": MIDTERM}, {"exams": SEVERAL})
    after_it_began = datetime.fromisoformat("2026-10-20T09:30:00-04:00")

    assert section(diff(folder, now=after_it_began).output, "Warnings") == [
        "the past changes: 'quiz-1', Tue 20 Oct, 9–10 AM ET"
    ]


def quizzes(number: int, title: str) -> str:
    return "exams:\n" + "\n".join(f"- {{id: q-{n}, title: {title}, date: 2026-11-{n + 1:02}}}" for n in range(number))


def test_more_than_twenty_events_at_once_are_warned_of(tmp_path: Path) -> None:
    twenty = edited(tmp_path / "a-fa26", {"exams": quizzes(20, "Quiz")}, {"exams": quizzes(20, "Test")})
    more = edited(tmp_path / "b-fa26", {"exams": quizzes(21, "Quiz")}, {"exams": quizzes(21, "Test")})

    assert section(diff(twenty).output, "Warnings") == []
    assert section(diff(more).output, "Warnings") == ["21 events change at once; look whether all of them are meant"]


def test_edit_that_is_refused_can_be_looked_at(tmp_path: Path) -> None:
    folder = edited(tmp_path / "a-fa26", {"exams": quizzes(22, "Quiz")}, {"exams": quizzes(1, "Quiz")})
    result = diff(folder)

    assert result.exit_code == 1
    assert section(result.output, "Undo") == [
        "not live, since it is refused: undo the edit in the files, and nobody has seen it"
    ]
    assert result.output.splitlines()[:3] == [
        "a-fa26: 21 events are cancelled; 1 stays",
        "  Cancelled: Quiz (6.100), Mon 2 Nov",
        "  Cancelled: Quiz (6.100), Tue 3 Nov",
    ]
    assert section(result.output, "Warnings") == [
        "refused until you say that it is meant: this cancels 21 of 22 published events at once, the first of them"
        " 'q-1'; undo the edit, or, if it is meant, run `feeds record --cancel 21`",
        "21 events change at once; look whether all of them are meant",
    ]


def test_course_with_mistakes_is_no_reason_to_stop(tmp_path: Path) -> None:
    write_course(tmp_path / "a-fa26", exams="exams: [{id: a, title: A, date: 2026-09-31}]")
    publish(write_course(tmp_path / "b-fa26", exams=MIDTERM), BEGUN)
    (tmp_path / "static").mkdir()
    write_course(tmp_path / "static")
    result = diff(tmp_path)

    assert (result.exit_code, result.output) == (
        1,
        f"{tmp_path}/a-fa26/exams.yaml:1:33: 2026-09-31 does not exist in the calendar; check day and month\n"
        "\n"
        "b-fa26: nothing changes; 1 event stays\n"
        "\n"
        f"{tmp_path}/static:1:1: 'static' cannot be a course's name, so it is not served; write letters, digits, dots"
        " and hyphens, such as 6.7960-fa25, and none of favicon.svg, healthz, metrics, openapi.json, readyz,"
        " robots.txt, schema, static\n",
    )


# Since when


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """A midterm that moved at noon UTC on the 1st and on the 5th of October, and once more without being recorded."""
    folder = write_course(tmp_path / "6.100-fa26", exams=MIDTERM)
    publish(folder, BEGUN)
    for day, number in ((1, 16), (5, 17)):
        write_course(folder, exams=with_change(MIDTERM, "Thu 2026-10-15", f"2026-10-{number}"))
        publish(folder, datetime(2026, 10, day, 12, tzinfo=UTC))
    write_course(folder, exams=with_change(MIDTERM, "Thu 2026-10-15", "2026-10-18"))
    touch(folder, EDITED)
    return folder


@pytest.mark.parametrize(
    ("since", "begin"),
    [
        (None, "Sat 17 Oct"),
        ("2026-10-06", "Sat 17 Oct"),
        ("2026-10-05", "Fri 16 Oct"),
        ("2026-10-05T08:00", "Sat 17 Oct"),
        ("2026-10-05T07:59", "Fri 16 Oct"),
        ("2026-10-05T12:00Z", "Sat 17 Oct"),
        ("2026-10-05T11:59:59Z", "Fri 16 Oct"),
        ("2026-10-05T14:00+02:00", "Sat 17 Oct"),
        ("2026-10-05 13:59+02:00", "Fri 16 Oct"),
        ("2026-09-02", "Thu 15 Oct"),
        ("2099-01-01", "Sat 17 Oct"),
    ],
)
def test_times_without_an_offset_are_of_the_course(story: Path, since: str | None, begin: str) -> None:
    result = diff(story, *(["--since", since] if since else []))

    assert result.output.splitlines()[:2] == [
        "6.100-fa26: 1 event moves",
        f"  Midterm (6.100): {begin}, 7:30–10 PM ET → Sun 18 Oct, 7:30–10 PM ET",
    ]


def test_undoing_what_is_recorded_is_another_thing(story: Path) -> None:
    recorded = "recorded already: write it back as it was, then run `feeds record`"
    not_recorded = [line.strip() for line in NOT_RECORDED[2:]]

    assert section(diff(story).output, "Undo") == not_recorded
    assert section(diff(story, "--since", "2026-10-06").output, "Undo") == not_recorded
    assert section(diff(story, "--since", "2026-10-05").output, "Undo") == [recorded, *not_recorded]

    publish(story, NOW)

    assert section(diff(story, "--since", "2026-10-05").output, "Undo") == [recorded]
    assert diff(story).output == "6.100-fa26: nothing changes; 1 event stays\n"


def test_time_before_all_is_the_first_publication(story: Path) -> None:
    assert diff(story, "--since", "2026-08-31").output == "6.100-fa26: 1 event is new\n  Published: 1 event\n"


def test_much_that_was_cancelled_on_purpose_is_no_longer_refused(tmp_path: Path) -> None:
    folder = edited(tmp_path / "a-fa26", {"exams": quizzes(22, "Quiz")}, {"exams": quizzes(1, "Quiz")})
    CliRunner().invoke(main, ["record", "--cancel", "21", str(folder)], obj=NOW)
    result = diff(folder, "--since", "2026-10-01")

    assert result.output.splitlines()[0] == "a-fa26: 21 events are cancelled; 1 stays"
    assert section(result.output, "Warnings") == ["21 events change at once; look whether all of them are meant"]


@pytest.mark.parametrize("since", ["yesterday", "", "2026-10-32", "1999-12-31", "2101-01-01", "10"])
def test_since_must_be_a_time(story: Path, since: str) -> None:
    result = diff(story, "--since", since)

    assert (result.exit_code, result.output.splitlines()[-1]) == (
        2,
        f"Error: Invalid value for '--since': {since!r} is neither a date nor a time; write a date such as 2025-10-01,"
        " or a time such as 2025-10-01T12:00 or 2025-10-01T16:00Z",
    )


def test_time_that_comes_twice_is_told(story: Path) -> None:
    result = diff(story, "--since", "2026-11-01T01:30")

    assert (result.exit_code, result.output) == (
        1,
        f"{story}:1:1: --since: 01:30 comes twice on 2026-11-01 in America/New_York (clocks go back); write the time"
        " with its offset, such as 2026-11-01T01:30Z\n",
    )


# How it is said


REAL_NOW = datetime(2025, 10, 15, 12, tzinfo=UTC)


@pytest.fixture
def real(data: Path) -> Path:
    """The real course, with a Wednesday morning's edit: the midterm, one host of an hour, and a guest's details."""
    folder = data / SLUG
    for file, before, after in (
        ("exams.yaml", "Tue 2025-10-21, start: 19:30, end: 21:30", "Thu 2025-10-16, start: 19:30, end: 22:00"),
        (
            "office-hours.yaml",
            "[edgar-morfin]\n",
            "[edgar-morfin]\n    changes: [{date: 2025-10-15, cancelled: ill}]\n",
        ),
        ("office-hours.yaml", "hosts: [victor-butoi, gerardo-flores", "hosts: [kelly-cui, gerardo-flores"),
        ("lectures.yaml", "SGD, Backprop", "SGD, backprop"),
    ):
        (folder / file).write_text(with_change((folder / file).read_text(), before, after))
    return folder


REAL_NOTICES = [
    "Midterm (6.7960): Tue 21 Oct, 7:30–9:30 PM ET → Thu 16 Oct, 7:30–10 PM ET",
    "Cancelled: OH Edgar (6.7960), Wed 15 Oct, 12–1 PM ET (ill)",
    "OH Kelly, Gerardo, Vinith (6.7960), Wednesdays, 1–2 PM ET (13 weeks, Wed 10 Sep to Wed 3 Dec): Victor Butoi →"
    " Kelly Cui",
    "6.7960 How to train a neural net, Tue 9 Sep, 1–2:30 PM ET: details changed",
]
WEEKS = "hour on Wednesdays, 1–2 PM ET (13 weeks, Wed 10 Sep to Wed 3 Dec)"
REAL_PEOPLE = [
    f"Victor Butoi no longer hosts the {WEEKS}",
    f"Kelly Cui takes the {WEEKS}",
    f"Gerardo Flores's {WEEKS} is with Kelly Cui, not with Victor Butoi",
    "Edgar Morfin's hour on Wed 15 Oct, 12–1 PM ET is cancelled (ill)",
    f"Vinith Suriyakumar's {WEEKS} is with Kelly Cui, not with Victor Butoi",
]
REAL_SENTENCES = [
    "OH Edgar (6.7960) on Wed 15 Oct, 12–1 PM ET is cancelled (ill).",
    "OH Kelly, Gerardo, Vinith (6.7960) on Wed 15 Oct, 1–2 PM ET is with Kelly Cui, not with Victor Butoi.",
]
REAL_WARNINGS = ["the past changes in 5 events, the first of them 'oh-wed-13-2025-09-10', Wed 10 Sep, 1–2 PM ET"]
SIZE = "1 event moves, 1 is cancelled, 13 change hands, 1 has new details; 210 stay"


def test_text_says_everything(real: Path) -> None:
    result = diff(real, now=REAL_NOW)

    assert (result.exit_code, result.output.splitlines()) == (
        0,
        [
            f"6.7960-fa25: {SIZE}",
            *(f"  {line}" for line in REAL_NOTICES),
            "",
            "  Per person:",
            *(f"    {line}" for line in REAL_PEOPLE),
            "",
            "  Too late for Google Calendar: tell people:",
            *(f"    {line}" for line in REAL_SENTENCES),
            "",
            "  Warnings:",
            *(f"    {line}" for line in REAL_WARNINGS),
            *NOT_RECORDED,
        ],
    )


def test_many_details_are_lines_under_one(tmp_path: Path) -> None:
    folder = edited(tmp_path / "a-fa26", {"exams": SEVERAL}, {"exams": SEVERAL.replace("10:00}", "10:00, details: P}")})

    assert diff(folder).output.splitlines()[:5] == [
        "a-fa26: 3 events have new details; 1 stays",
        "  Details of 3 events",
        "    Quiz 1 (6.100), Tue 20 Oct, 9–10 AM ET: new details",
        "    Quiz 2 (6.100), Tue 27 Oct, 9–10 AM ET: new details",
        "    Quiz 3 (6.100), Tue 3 Nov, 9–10 AM ET: new details",
    ]
    assert diff(folder, "--format", "markdown").output.splitlines()[4:6] == [
        "- Details of 3 events",
        "  - Quiz 1 (6.100), Tue 20 Oct, 9–10 AM ET: new details",
    ]


def test_markdown_is_for_a_comment(real: Path) -> None:
    write_course(real.parent / "broken-fa26", exams="exams: [{id: a, title: A, date: 2026-09-31}]")
    result = diff(real, real.parent / "broken-fa26", "--format", "markdown", now=REAL_NOW)
    path = str(real.parent).replace("_", "\\_")

    assert (result.exit_code, result.output.splitlines()) == (
        1,
        [
            "### 6.7960-fa25",
            "",
            f"**{SIZE}**",
            "",
            *(f"- {line}" for line in REAL_NOTICES),
            "",
            "#### Per person",
            "",
            *(f"- {line}" for line in REAL_PEOPLE),
            "",
            "#### Too late for Google Calendar: tell people",
            "",
            *(f"- {line}" for line in REAL_SENTENCES),
            "",
            "#### Warnings",
            "",
            *(f"- {line}" for line in REAL_WARNINGS),
            "",
            "#### Undo",
            "",
            "- not recorded yet: undo the edit in the files, and nobody's history has it",
            "- live already: run \\`feeds record\\` before you undo it, since a calendar that has it takes nothing"
            " older",
            "",
            "### broken-fa26",
            "",
            "**cannot be served like this**",
            "",
            f"- {path}/broken-fa26/exams.yaml:1:33: 2026-09-31 does not exist in the calendar; check day and month",
        ],
    )


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("A *bold* _move_ to `x`", r"A \*bold\* \_move\_ to \`x\`"),
        ("<b>[A](http://b)</b> | ~c~ & \\", r"\<b\>\[A\](http://b)\</b\> \| \~c\~ \& \\"),
        ("for @ada-lovelace and #4, ada@example.edu", "for @<!-- -->ada-lovelace and #<!-- -->4, ada@example.edu"),
        ("https://example.edu/a_b*c", "https://example.edu/a_b*c"),
    ],
)
def test_markdown_shows_what_was_written(tmp_path: Path, title: str, shown: str) -> None:
    assert in_markdown(tmp_path, title) == [
        f"- {shown} (6.100): Tue 3 Nov → Wed 4 Nov",
        f"- Cancelled: {shown} (6.100), Tue 3 Nov",
    ]


@pytest.mark.parametrize(
    ("title", "begin", "within"),
    [
        ("- 1. B", r"\- 1. B", "- 1. B"),
        ("1. B", r"1\. B", "1. B"),
        ("2) B", r"2\) B", "2) B"),
        ("6.7960 B", "6.7960 B", "6.7960 B"),
        ("# C", r"\# C", "# C"),
        ("+ C", r"\+ C", "+ C"),
    ],
)
def test_markdown_sees_no_list_and_no_heading(tmp_path: Path, title: str, begin: str, within: str) -> None:
    assert in_markdown(tmp_path, title) == [
        f"- {begin} (6.100): Tue 3 Nov → Wed 4 Nov",
        f"- Cancelled: {within} (6.100), Tue 3 Nov",
    ]


def in_markdown(folder: Path, title: str) -> list[str]:
    """Say in Markdown that an exam of this title moves, and that another is cancelled."""
    first, second = (f"{{id: {id}, title: {json.dumps(title)}, date: 2026-11-03}}" for id in ("a", "b"))
    before, after = f"exams: [{first}, {second}]", f"exams: [{first}]".replace("11-03", "11-04")
    course = edited(folder / "a-fa26", {"exams": before}, {"exams": after})
    return diff(course, "--format", "markdown").output.splitlines()[4:6]


def test_json_holds_everything(tmp_path: Path) -> None:
    folder = edited(
        tmp_path / "6.100-fa26",
        {"lectures": LECTURE, "exams": MIDTERM},
        {"lectures": with_change(LECTURE, "Thu 2026-10-15", "Tue 2026-10-20"), "exams": "exams: []"},
    )
    write_course(tmp_path / "broken-fa26", exams="exams: [{id: a, title: A, date: 2026-09-31}]")
    result = diff(folder, tmp_path / "broken-fa26", "--format", "json", now=THAT_DAY)
    midterm = {
        "title": "Midterm (6.100)",
        "start": "2026-10-15T19:30:00-04:00",
        "end": "2026-10-15T22:00:00-04:00",
        "all_day": False,
        "undated": False,
        "location": "26-100",
        "people": [],
        "status": "CONFIRMED",
        "reason": "",
    }
    nets = {
        "title": "6.100 Nets",
        "start": "2026-10-15T13:00:00-04:00",
        "end": "2026-10-15T14:30:00-04:00",
        "all_day": False,
        "undated": False,
        "location": "45-230",
        "people": [{"id": "ada-lovelace", "name": "Ada Lovelace"}, {"name": "Yann", "affiliation": None}],
        "status": "CONFIRMED",
        "reason": "",
    }

    assert result.exit_code == 1
    assert json.loads(result.output) == {
        "courses": [
            {
                "course": "6.100-fa26",
                "first": False,
                "size": "1 event moves, 1 is cancelled",
                "changes": [
                    {
                        "id": "midterm",
                        "uid": "midterm.6.100-fa26@course.example.edu",
                        "kind": "exam",
                        "effect": "cancelled",
                        "differences": [{"aspect": "status", "before": "takes place", "after": "cancelled"}],
                        "before": midterm,
                        "after": {**midterm, "status": "CANCELLED"},
                        "announcement": "Midterm (6.100) on Thu 15 Oct, 7:30–10 PM ET is cancelled.",
                    },
                    {
                        "id": "nets",
                        "uid": "nets.6.100-fa26@course.example.edu",
                        "kind": "lecture",
                        "effect": "moved",
                        "differences": [
                            {
                                "aspect": "when",
                                "before": "Thu 15 Oct, 1–2:30 PM ET",
                                "after": "Tue 20 Oct, 1–2:30 PM ET",
                            }
                        ],
                        "before": nets,
                        "after": {
                            **nets,
                            "start": "2026-10-20T13:00:00-04:00",
                            "end": "2026-10-20T14:30:00-04:00",
                        },
                        "announcement": "6.100 Nets is on Tue 20 Oct, 1–2:30 PM ET, not on Thu 15 Oct, 1–2:30 PM ET.",
                    },
                ],
                "notices": [
                    {
                        "effect": "moved",
                        "text": "6.100 Nets: Thu 15 Oct, 1–2:30 PM ET → Tue 20 Oct, 1–2:30 PM ET",
                        "lines": [],
                        "ids": ["nets"],
                    },
                    {
                        "effect": "cancelled",
                        "text": "Cancelled: Midterm (6.100), Thu 15 Oct, 7:30–10 PM ET",
                        "lines": [],
                        "ids": ["midterm"],
                    },
                ],
                "calendars": [],
                "people": [
                    {
                        "id": "ada-lovelace",
                        "name": "Ada Lovelace",
                        "text": "Ada Lovelace's lecture on Thu 15 Oct, 1–2:30 PM ET moves to Tue 20 Oct, 1–2:30 PM ET",
                    }
                ],
                "warnings": [],
                "undo": [line.strip() for line in NOT_RECORDED[2:]],
            }
        ],
        "problems": [
            {
                "file": f"{tmp_path}/broken-fa26/exams.yaml",
                "line": 1,
                "column": 33,
                "message": "2026-09-31 does not exist in the calendar; check day and month",
                "severity": "error",
            }
        ],
    }


def test_json_has_whole_days_and_sides_that_are_not(tmp_path: Path) -> None:
    before = "exams: [{id: a, title: A, date: 2026-11-03}]"
    after = "exams: [{id: b, title: B, date: 2026-11-03}]"
    folder = edited(tmp_path / "a-fa26", {"exams": before}, {"exams": after, "course": COURSE + "withdrawn: [a]\n"})
    (course,) = json.loads(diff(folder, "--format", "json").output)["courses"]
    a, b = course["changes"]

    assert (a["effect"], a["after"], b["effect"], b["before"]) == ("withdrawn", None, "new", None)
    assert {key: a["before"][key] for key in ("start", "end", "all_day")} == {
        "start": "2026-11-03",
        "end": "2026-11-04",
        "all_day": True,
    }
    assert (a["announcement"], b["announcement"]) == (None, None)


def test_real_course_is_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    """With nothing on the command line it is all courses, and the time is now."""
    monkeypatch.chdir(DATA.parent)
    result = CliRunner().invoke(main, ["diff"])

    assert (result.exit_code, result.output) == (0, "6.7960-fa25: nothing changes; 226 events stay\n")
