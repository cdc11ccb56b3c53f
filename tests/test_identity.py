"""What a change of the data does to the ids that calendars know events by: `read_course(folder, before=…)`."""

from pathlib import Path

import pytest
from courses import course_yaml, lines, write_course

from feeds.course.reader import read_course
from feeds.errors import CourseError

MIDTERM = "exams: [{id: midterm, title: Midterm, date: Wed 2026-10-14, start: 19:30, end: 21:30}]"
WEEKLY = "slots: [{id: oh-mon-15, hosts: [ada-lovelace], day: Monday, start: 15:00, end: 16:00, until: 2026-10-05}]"
PSET = "assignments: [{id: pset-1, title: pset 1, out: Tue 2026-09-15, due: Tue 2026-09-22}]"
GRIDS = "lectures: [{id: grids, title: Grids, date: Tue 2026-09-15}]"
SECTIONS = course_yaml(
    "meetings: [{days: [Tue, Thu], start: 13:00, end: 14:30, room: 45-230, section: l01},"
    " {days: [Tue, Thu], start: 15:00, end: 16:30, room: 45-230, section: l02}]"
)
MONDAYS = ["oh-mon-15-2026-09-14", "oh-mon-15-2026-09-21", "oh-mon-15-2026-09-28", "oh-mon-15-2026-10-05"]

Files = dict[str, str]


def said_of(folder: Path, before: Files, after: Files) -> list[str]:
    """Say what is wrong with a course after a change; before it nothing is."""
    earlier = read_course(write_course(folder / "before", **before))
    assert earlier.warnings == ()
    course = read_course(write_course(folder / "after", **after), before=earlier)
    return [str(problem).removeprefix(f"{folder}/after/") for problem in course.warnings]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param(
            {"exams": MIDTERM},
            {"exams": MIDTERM.replace("id: midterm", "id: midterm-exam").replace("Wed 2026-10-14", "Thu 2026-10-15")},
            """
            exams.yaml:1:14: warning: 'midterm-exam' is new and 'midterm' is gone, which looks like a move: subscribers
              would lose the one and get the other; keep the id 'midterm' if it is the same one
            """,
            id="an exam that moves, by its id",
        ),
        pytest.param(
            {"exams": MIDTERM},
            {"exams": MIDTERM.replace("id: midterm", "id: quiz-1").replace("Wed 2026-10-14", "Thu 2026-10-15")},
            """
            exams.yaml:1:14: warning: 'quiz-1' is new and 'midterm' is gone, which looks like a move: subscribers would
              lose the one and get the other; keep the id 'midterm' if it is the same one
            """,
            id="an exam that moves, by its title",
        ),
        pytest.param(
            {"exams": MIDTERM},
            {"exams": MIDTERM.replace("id: midterm, title: Midterm", "id: quiz-1, title: First quiz")},
            """
            exams.yaml:1:14: warning: 'quiz-1' is new and 'midterm' is gone, which looks like a move: subscribers would
              lose the one and get the other; keep the id 'midterm' if it is the same one
            """,
            id="an exam of another name, by its time",
        ),
        pytest.param(
            {"office_hours": WEEKLY},
            {"office_hours": WEEKLY.replace("oh-mon-15", "ada").replace("Monday", "Friday").replace("15:00", "14:00")},
            """
            office-hours.yaml:1:14: warning: 'ada' is new and 'oh-mon-15' is gone, which looks like a move: subscribers
              would lose the one and get the other; keep the id 'oh-mon-15' if it is the same one
            """,
            id="all weeks of a slot, by its host",
        ),
        pytest.param(
            {"office_hours": WEEKLY},
            {"office_hours": WEEKLY.replace("day: Monday", "day: Friday")},
            """
            office-hours.yaml:1:53: warning: every week of 'oh-mon-15' would get a new identity, since its `day` was
              changed; leave it as it was, and write the new one in a line under `changes`: {from: …, day: …}
            """,
            id="all weeks of a slot, by its day",
        ),
        pytest.param(
            {"deadlines": PSET},
            {"deadlines": PSET.replace("id: pset-1", "id: problems-1")},
            """
            deadlines.yaml:1:20: warning: 'problems-1' is new and 'pset-1' is gone, which looks like a move: subscribers
              would lose the one and get the other; keep the id 'pset-1' if it is the same one
            """,
            id="an assignment, which is two events",
        ),
        pytest.param(
            {"course": course_yaml("holidays: [{id: thanks, first: 2026-11-26, name: Thanksgiving}]")},
            {"course": course_yaml("holidays: [{id: break, first: 2026-11-25, last: 2026-11-27, name: Thanksgiving}]")},
            """
            course.yaml:9:17: warning: 'break' is new and 'thanks' is gone, which looks like a move: subscribers would
              lose the one and get the other; keep the id 'thanks' if it is the same one
            """,
            id="a holiday",
        ),
        pytest.param(
            {
                "lectures": """\
                lectures:
                  - {id: grids-2, title: More of it, date: Tue 2026-09-15}
                  - {id: grids, title: Regular, date: Thu 2026-09-17}
                """,
            },
            {"lectures": "lectures: [{id: grid, title: Convolution, date: Tue 2026-09-22}]"},
            """
            lectures.yaml:1:17: warning: 'grid' is new and 'grids' is gone, which looks like a move: subscribers would
              lose the one and get the other; keep the id 'grids' if it is the same one
            """,
            id="the more alike of two that are gone",
        ),
        pytest.param(
            {"lectures": "lectures: [{id: memory, title: Recall, date: Thu 2026-09-17}]"},
            {"lectures": "lectures: [{id: memories, title: State, date: Tue 2026-09-22}]"},
            """
            lectures.yaml:1:17: warning: 'memories' is new and 'memory' is gone, which looks like a move: subscribers
              would lose the one and get the other; keep the id 'memory' if it is the same one
            """,
            id="an id that is alike enough",
        ),
        pytest.param(
            {"lectures": GRIDS},
            {"lectures": GRIDS, "course": SECTIONS},
            """
            lectures.yaml:1:17: warning: 'grids-l01' is new and 'grids' is gone, since a section came or went:
              subscribers would lose the one and get the other; keep the sections as they were, or tell people
            """,
            id="a lecture that several sections hear now",
        ),
        pytest.param(
            {"exams": MIDTERM},
            {
                "exams": """\
                exams:
                  - {id: midterm-b, title: Midterm, date: Wed 2026-10-14, start: 19:30, end: 21:30}
                  - {id: midterm-a, title: Midterm, date: Wed 2026-10-14, start: 19:30, end: 21:30}
                """,
            },
            """
            exams.yaml:2:10: warning: 'midterm-b' is new and 'midterm' is gone, which looks like a move: subscribers
              would lose the one and get the other; keep the id 'midterm' if it is the same one
            """,
            id="one of two new ones that are alike",
        ),
        pytest.param(
            {
                "exams": """\
                exams:
                  - {id: midterm-a, title: Midterm, date: Wed 2026-10-14, start: 19:30, end: 21:30}
                  - {id: midterm-b, title: Second midterm, date: Thu 2026-10-15, start: 19:30, end: 21:30}
                """,
            },
            {"exams": MIDTERM},
            """
            exams.yaml:1:14: warning: 'midterm' is new and 'midterm-a' is gone, which looks like a move: subscribers
              would lose the one and get the other; keep the id 'midterm-a' if it is the same one
            """,
            id="for one of two that are gone",
        ),
        pytest.param(
            {"exams": MIDTERM, "lectures": GRIDS},
            {
                "exams": MIDTERM.replace("id: midterm", "id: midterm-exam"),
                "lectures": GRIDS.replace("id: grids", "id: grid"),
            },
            """
            exams.yaml:1:14: warning: 'midterm-exam' is new and 'midterm' is gone, which looks like a move: subscribers
              would lose the one and get the other; keep the id 'midterm' if it is the same one
            lectures.yaml:1:17: warning: 'grid' is new and 'grids' is gone, which looks like a move: subscribers would
              lose the one and get the other; keep the id 'grids' if it is the same one
            """,
            id="each of two that moved",
        ),
        pytest.param(
            {"lectures": "lectures: [{id: guest-1, title: Robots, date: Tue 2026-09-15}]"},
            {"lectures": "lectures: [{id: guests-1, title: Language, date: Thu 2026-09-17}]"},
            """
            lectures.yaml:1:17: warning: 'guests-1' is new and 'guest-1' is gone, which looks like a move: subscribers
              would lose the one and get the other; keep the id 'guest-1' if it is the same one
            """,
            id="an id that is alike, with the same number",
        ),
        pytest.param(
            {"lectures": "lectures: [{id: guest-1, title: GRIDS AND WAVES, date: Tue 2026-09-15}]"},
            {"lectures": "lectures: [{id: guest-2, title: Grids and Waves, date: Thu 2026-09-17}]"},
            """
            lectures.yaml:1:17: warning: 'guest-2' is new and 'guest-1' is gone, which looks like a move: subscribers
              would lose the one and get the other; keep the id 'guest-1' if it is the same one
            """,
            id="an id of another number, by a title in other letters",
        ),
        pytest.param(
            {"office_hours": WEEKLY},
            {
                "office_hours": WEEKLY.replace("oh-mon-15", "ada").replace("15:00", "14:00"),
                "course": course_yaml(f"withdrawn: [{', '.join(MONDAYS[1:])}]"),
            },
            """
            office-hours.yaml:1:14: warning: 'ada' is new and 'oh-mon-15' is gone, which looks like a move: subscribers
              would lose the one and get the other; keep the id 'oh-mon-15' if it is the same one
            """,
            id="a slot of which not all weeks are withdrawn",
        ),
        pytest.param(
            {"tutorials": "slots: [{id: lab, day: Mon, start: 9:00, end: 10:00, until: 2026-10-05}]"},
            {"tutorials": "slots: [{id: r01, day: Mon, start: 9:00, end: 10:00, until: 2026-10-12}]"},
            """
            tutorials.yaml:1:14: warning: 'r01' is new and 'lab' is gone, which looks like a move: subscribers would
              lose the one and get the other; keep the id 'lab' if it is the same one
            """,
            id="all weeks of a slot, by the time of its first one",
        ),
        pytest.param(
            {"office_hours": WEEKLY},
            {
                "office_hours": WEEKLY.replace("day: Monday", "day: Friday").replace(
                    "until: 2026-10-05", "from: 2026-10-05, until: 2026-11-06"
                ),
            },
            """
            office-hours.yaml:1:53: warning: every week of 'oh-mon-15' would get a new identity, since its `day` was
              changed; leave it as it was, and write the new one in a line under `changes`: {from: …, day: …}
            """,
            id="all weeks of a slot, by its day, with other first and last days",
        ),
    ],
)
def test_new_id_that_looks_like_one_that_is_gone_is_warned_about(
    before: Files, after: Files, expected: str, tmp_path: Path
) -> None:
    assert said_of(tmp_path, before, after) == lines(expected)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param({"exams": MIDTERM}, {"exams": MIDTERM}, id="nothing"),
        pytest.param(
            {"exams": MIDTERM, "office_hours": WEEKLY, "deadlines": PSET, "lectures": GRIDS},
            {
                "exams": MIDTERM.replace("title: Midterm, date: Wed 2026-10-14", "title: Quiz, date: Thu 2026-10-15"),
                "office_hours": WEEKLY.replace("start: 15:00", "start: 14:00").replace("ada-lovelace", "alan-turing"),
                "deadlines": PSET.replace("title: pset 1", "title: Problems").replace("09-22", "09-29"),
                "lectures": GRIDS.replace("title: Grids, date: Tue 2026-09-15", "title: Waves, date: Thu 2026-09-17"),
            },
            id="other titles, dates and hosts under the same ids",
        ),
        pytest.param(
            {"lectures": GRIDS},
            {"lectures": "lectures: [{id: transformers, title: Attention, date: Thu 2026-09-17}]"},
            id="a lecture for an unlike one on another day",
        ),
        pytest.param(
            {"lectures": "lectures: [{id: training, title: Descent, date: Thu 2026-09-17}]"},
            {"lectures": "lectures: [{id: trainers, title: Models, date: Tue 2026-09-22}]"},
            id="an id that is not alike enough",
        ),
        pytest.param(
            {"lectures": GRIDS[:-1] + ", {id: memory, title: Memory, date: Thu 2026-09-17}]"},
            {"lectures": GRIDS[:-1] + ", {id: hacking, title: Scaling, date: Tue 2026-09-22}]"},
            id="one more lecture beside an unlike one that is gone",
        ),
        pytest.param(
            {"lectures": GRIDS.replace("}]", ", speakers: [ada-lovelace]}]")},
            {"lectures": "lectures: [{id: memory, title: Memory, date: Thu 2026-09-17, speakers: [ada-lovelace]}]"},
            id="another lecture of the same speaker",
        ),
        pytest.param({"exams": MIDTERM, "lectures": GRIDS}, {"exams": MIDTERM}, id="gone and nothing new"),
        pytest.param({}, {"exams": MIDTERM, "office_hours": WEEKLY}, id="new and nothing gone"),
        pytest.param(
            {"office_hours": WEEKLY},
            {
                "office_hours": WEEKLY[:-1]
                + ", {id: oh-mon-16, hosts: [ada-lovelace], day: Tue, start: 9:00, end: 10:00}]"
            },
            id="another slot of the same host",
        ),
        pytest.param(
            {"office_hours": WEEKLY},
            {"office_hours": WEEKLY.replace("}]", ", changes: [{from: Mon 2026-09-07, day: Friday}]}]")},
            id="another day from the first one on",
        ),
        pytest.param(
            {"office_hours": WEEKLY.replace("until: 2026-10-05", "until: 2026-09-28")},
            {"office_hours": WEEKLY.replace("until: 2026-10-05", "from: 2026-10-05")},
            id="other weeks of a slot on the same day",
        ),
        pytest.param(
            {"office_hours": WEEKLY},
            {"office_hours": WEEKLY.replace("until: 2026-10-05", "until: 2026-09-28")},
            id="fewer weeks of a slot",
        ),
        pytest.param(
            {"lectures": GRIDS, "exams": "exams: [{id: grid, title: Grid, date: 2026-10-14}]"},
            {"lectures": GRIDS, "tutorials": "tutorials: [{id: grid-2, title: Grid, date: 2026-10-14}]"},
            id="a new one of another kind",
        ),
        pytest.param(
            {"exams": MIDTERM, "office_hours": WEEKLY, "deadlines": PSET},
            {
                "exams": "exams: [{id: midterm, title: M, date: tbd}, {id: midterm-2, title: M, date: Wed 2026-10-14}]",
                "office_hours": """\
                slots:
                  - {id: oh-mon-15, hosts: [ada-lovelace], day: tbd}
                  - {id: oh-mon-16, hosts: [ada-lovelace], day: Monday, start: 16:00, end: 17:00}
                """,
                "deadlines": """\
                assignments:
                  - {id: pset-1, title: pset 1, out: tbd, due: tbd}
                  - {id: pset-2, title: pset 2, out: Tue 2026-09-15, due: Tue 2026-09-22}
                """,
            },
            id="a date to be decided under the same id",
        ),
        pytest.param(
            {"exams": MIDTERM},
            {
                "exams": MIDTERM.replace("id: midterm", "id: midterm-exam"),
                "course": course_yaml("withdrawn: [midterm]"),
            },
            id="withdrawn on purpose",
        ),
        pytest.param(
            {"exams": MIDTERM},
            {"exams": MIDTERM.replace("}]", ", cancelled: yes}, {id: midterm-2, title: Midterm, date: 2026-10-21}]")},
            id="cancelled, and another one instead",
        ),
        pytest.param({"exams": "exams: [{id: final, title: Final, date: tbd}]"}, {"exams": MIDTERM}, id="never dated"),
        pytest.param(
            {"lectures": "lectures: [{id: guest-1, title: Robots, date: Tue 2026-09-15}]"},
            {"lectures": "lectures: [{id: guest-2, title: Language, date: Thu 2026-09-17}]"},
            id="ids of other numbers",
        ),
        pytest.param(
            {"exams": "exams: [{id: first, title: Quiz 1, date: Tue 2026-09-15}]"},
            {"exams": "exams: [{id: second, title: Quiz 2, date: Thu 2026-09-17}]"},
            id="titles of other numbers",
        ),
        pytest.param(
            {"office_hours": WEEKLY},
            {
                "office_hours": WEEKLY.replace("oh-mon-15", "oh-mon-14")
                .replace("start: 15:00", "start: 14:00")
                .replace("ada-lovelace", "alan-turing"),
            },
            id="a slot of another number and another host, both without a title",
        ),
        pytest.param(
            {"office_hours": WEEKLY},
            {
                "office_hours": WEEKLY.replace("oh-mon-15", "ada").replace("15:00", "14:00"),
                "course": course_yaml(f"withdrawn: [{', '.join(MONDAYS)}]"),
            },
            id="a slot whose weeks are all withdrawn",
        ),
        pytest.param(
            {"office_hours": WEEKLY},
            {"office_hours": WEEKLY, "course": course_yaml(f"withdrawn: [{MONDAYS[1]}]")},
            id="a week that is withdrawn",
        ),
        pytest.param(
            {"office_hours": WEEKLY},
            {"office_hours": WEEKLY.replace("}]", ", changes: [{date: Mon 2026-09-14, moved_to: Fri 2026-09-18}]}]")},
            id="a week that moves",
        ),
        pytest.param(
            {"lectures": GRIDS},
            {"lectures": GRIDS.replace("}]", "}, {id: grids-more, title: Grids, date: Thu 2026-09-17}]")},
            id="new and alike, and nothing gone",
        ),
        pytest.param(
            {"lectures": GRIDS, "course": SECTIONS},
            {"lectures": GRIDS.replace("}]", ", section: l01}]"), "course": SECTIONS},
            id="a lecture that fewer sections hear",
        ),
        pytest.param(
            {"lectures": GRIDS.replace("}]", ", section: l01}]"), "course": SECTIONS},
            {"lectures": GRIDS, "course": SECTIONS},
            id="a lecture that more sections hear",
        ),
        pytest.param(
            {"deadlines": PSET},
            {
                "deadlines": """\
                assignments:
                  - {id: pset-1, title: pset 1, due: Tue 2026-09-22}
                  - {id: project, title: Project, out: Tue 2026-09-15}
                """,
            },
            id="a release that is left out, where its deadline is still there",
        ),
        pytest.param(
            {
                "deadlines": """\
                assignments:
                  - {id: pset-1, title: pset 1, due: Tue 2026-09-22}
                  - {id: project, title: Project, out: Tue 2026-09-15}
                """,
            },
            {"deadlines": PSET},
            id="a release that is added, where its deadline was there",
        ),
        pytest.param(
            {"exams": MIDTERM[:-1] + ", {id: final, title: Final, date: tbd}]"},
            {"exams": MIDTERM.replace("id: midterm, title: Midterm", "id: final, title: Final")},
            id="one that was to be decided, on the day of one that is gone",
        ),
    ],
)
def test_change_that_keeps_or_ends_identities_is_silent(before: Files, after: Files, tmp_path: Path) -> None:
    assert said_of(tmp_path, before, after) == []


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param(
            {"exams": MIDTERM},
            {"lectures": GRIDS.replace("id: grids", "id: midterm")},
            "lectures.yaml:1:17: the id 'midterm' was an exam and is a lecture now; choose an id that was never used",
            id="an exam as a lecture",
        ),
        pytest.param(
            {"lectures": GRIDS},
            {"office_hours": "one_off: [{id: grids, title: Grids, date: Tue 2026-09-15}]"},
            """
            office-hours.yaml:1:16: the id 'grids' was a lecture and is office hours now; choose an id that was never
              used
            """,
            id="a lecture as office hours",
        ),
        pytest.param(
            {"deadlines": PSET},
            {
                "exams": """\
                exams:
                  - {id: pset-1-out, title: A, date: 2026-09-15}
                  - {id: pset-1-due, title: B, date: 2026-09-22}
                """,
                "deadlines": "assignments: [{id: midterm, title: Midterm, due: 2026-10-14}]",
            },
            """
            exams.yaml:2:10: the id 'pset-1-out' was a release and is an exam now; choose an id that was never used
            exams.yaml:3:10: the id 'pset-1-due' was a deadline and is an exam now; choose an id that was never used
            """,
            id="an assignment as exams",
        ),
        pytest.param(
            {"tutorials": WEEKLY},
            {"office_hours": WEEKLY},
            """
            office-hours.yaml:1:14: the id 'oh-mon-15' was a tutorial and is office hours now; choose an id that was
              never used
            """,
            id="all weeks of a recitation as office hours",
        ),
        pytest.param(
            {"exams": MIDTERM, "lectures": GRIDS},
            {
                "exams": MIDTERM.replace("id: midterm", "id: grids"),
                "lectures": GRIDS.replace("id: grids", "id: midterm"),
            },
            """
            exams.yaml:1:14: the id 'grids' was a lecture and is an exam now; choose an id that was never used
            lectures.yaml:1:17: the id 'midterm' was an exam and is a lecture now; choose an id that was never used
            """,
            id="an exam and a lecture that exchange their ids",
        ),
        pytest.param(
            {"exams": MIDTERM, "lectures": GRIDS},
            {"lectures": "lectures: [{id: midterm, title: Grids, date: Tue 2026-09-15}]"},
            """
            lectures.yaml:1:17: the id 'midterm' was an exam and is a lecture now; choose an id that was never used
            """,
            id="an exam as a lecture that is gone",
        ),
    ],
)
def test_id_of_another_kind_is_refused(before: Files, after: Files, expected: str, tmp_path: Path) -> None:
    with pytest.raises(CourseError) as caught:
        said_of(tmp_path, before, after)

    assert [str(each).removeprefix(f"{tmp_path}/after/") for each in caught.value.problems] == lines(expected)


def test_other_mistakes_come_before_what_they_may_have_taken_away(tmp_path: Path) -> None:
    """A row with a mistake is not gone."""
    two = GRIDS[:-1] + ", {id: grids-2, title: Grids, date: Thu 2026-09-17}]"

    with pytest.raises(CourseError) as caught:
        said_of(tmp_path, {"lectures": GRIDS}, {"lectures": two.replace("Tue 2026-09-15", "Wed 2026-09-15")})

    assert [str(each).removeprefix(f"{tmp_path}/after/") for each in caught.value.problems] == [
        "lectures.yaml:1:44: 2026-09-15 is a Tuesday, not a Wednesday; correct the weekday or the date"
    ]


def test_ids_of_another_kind_are_told_up_to_a_hundred(tmp_path: Path) -> None:
    rows = "".join(f"  - {{id: e{number}, title: A, date: Mon 2026-09-14}}\n" for number in range(1000, 1101))

    with pytest.raises(CourseError) as caught:
        said_of(tmp_path, {"exams": f"exams:\n{rows}"}, {"tutorials": f"tutorials:\n{rows}"})

    assert [str(each).removeprefix(f"{tmp_path}/after/") for each in caught.value.problems] == [
        *(
            f"tutorials.yaml:{number - 998}:10: the id 'e{number}' was an exam and is a tutorial now; choose an id that"
            " was never used"
            for number in range(1000, 1100)
        ),
        "tutorials.yaml:102:10: there are more problems than these; mend them first",
    ]


def test_without_an_earlier_state_nothing_is_compared(tmp_path: Path) -> None:
    write_course(tmp_path, exams=MIDTERM)
    read_course(tmp_path)

    assert read_course(write_course(tmp_path, exams=MIDTERM.replace("id: midterm", "id: midterm-exam"))).warnings == ()
