"""What an edit does to the ids that calendars know published events by."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from courses import STAFF, by_id, course_yaml, lines, publish, said, write_course

from feeds.course.folder import HISTORY
from feeds.course.model import Course
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

PUBLISHED = datetime(2026, 8, 20, 12, tzinfo=UTC)

Files = dict[str, str]


def edited(folder: Path, before: Files, after: Files, *, cancelling: bool = False) -> Course:
    """Read a course that was published and then edited; before the edit nothing is wrong with it."""
    assert publish(write_course(folder, **before), PUBLISHED).warnings == ()
    emptied = dict.fromkeys(before.keys() - {"course", "staff"}, "{}")
    return read_course(write_course(folder, **{**emptied, **after}), cancelling=cancelling)


def said_of(folder: Path, before: Files, after: Files) -> list[str]:
    """Say what is wrong with a published course after an edit, which is served."""
    return [str(problem).removeprefix(f"{folder}/") for problem in edited(folder, before, after).warnings]


def refusal(folder: Path, before: Files, after: Files) -> list[str]:
    """Say why an edit of a published course is not served."""
    with pytest.raises(CourseError) as caught:
        edited(folder, before, after)
    return [str(problem).removeprefix(f"{folder}/") for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param(
            {"exams": MIDTERM},
            {"exams": MIDTERM.replace("id: midterm", "id: midterm-exam").replace("Wed 2026-10-14", "Thu 2026-10-15")},
            """
            exams.yaml:1:14: warning: 'midterm-exam' is new and 'midterm' is gone, which looks like a move: subscribers
              would see the one cancelled and the other as new; keep the id 'midterm' if it is the same one
            """,
            id="an exam that moves, by its id",
        ),
        pytest.param(
            {"exams": MIDTERM},
            {"exams": MIDTERM.replace("id: midterm", "id: quiz-1").replace("Wed 2026-10-14", "Thu 2026-10-15")},
            """
            exams.yaml:1:14: warning: 'quiz-1' is new and 'midterm' is gone, which looks like a move: subscribers would
              see the one cancelled and the other as new; keep the id 'midterm' if it is the same one
            """,
            id="an exam that moves, by its title",
        ),
        pytest.param(
            {"exams": MIDTERM},
            {"exams": MIDTERM.replace("id: midterm, title: Midterm", "id: quiz-1, title: First quiz")},
            """
            exams.yaml:1:14: warning: 'quiz-1' is new and 'midterm' is gone, which looks like a move: subscribers would
              see the one cancelled and the other as new; keep the id 'midterm' if it is the same one
            """,
            id="an exam of another name, by its time",
        ),
        pytest.param(
            {"office_hours": WEEKLY},
            {"office_hours": WEEKLY.replace("oh-mon-15", "ada").replace("Monday", "Friday").replace("15:00", "14:00")},
            """
            office-hours.yaml:1:14: warning: 'ada' is new and 'oh-mon-15' is gone, which looks like a move: subscribers
              would see the one cancelled and the other as new; keep the id 'oh-mon-15' if it is the same one
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
              would see the one cancelled and the other as new; keep the id 'pset-1' if it is the same one
            """,
            id="an assignment, which is two events",
        ),
        pytest.param(
            {"course": course_yaml("holidays: [{id: thanks, first: 2026-11-26, name: Thanksgiving}]")},
            {"course": course_yaml("holidays: [{id: break, first: 2026-11-25, last: 2026-11-27, name: Thanksgiving}]")},
            """
            course.yaml:9:17: warning: 'break' is new and 'thanks' is gone, which looks like a move: subscribers would
              see the one cancelled and the other as new; keep the id 'thanks' if it is the same one
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
              see the one cancelled and the other as new; keep the id 'grids' if it is the same one
            """,
            id="the more alike of two that are gone",
        ),
        pytest.param(
            {"lectures": "lectures: [{id: memory, title: Recall, date: Thu 2026-09-17}]"},
            {"lectures": "lectures: [{id: memories, title: State, date: Tue 2026-09-22}]"},
            """
            lectures.yaml:1:17: warning: 'memories' is new and 'memory' is gone, which looks like a move: subscribers
              would see the one cancelled and the other as new; keep the id 'memory' if it is the same one
            """,
            id="an id that is alike enough",
        ),
        pytest.param(
            {"lectures": GRIDS},
            {"lectures": GRIDS, "course": SECTIONS},
            """
            lectures.yaml:1:17: warning: 'grids-l01' is new and 'grids' is gone, since a section came or went:
              subscribers would see the one cancelled and the other as new; keep the sections as they were, or tell
              people
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
              would see the one cancelled and the other as new; keep the id 'midterm' if it is the same one
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
              would see the one cancelled and the other as new; keep the id 'midterm-a' if it is the same one
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
              would see the one cancelled and the other as new; keep the id 'midterm' if it is the same one
            lectures.yaml:1:17: warning: 'grid' is new and 'grids' is gone, which looks like a move: subscribers would
              see the one cancelled and the other as new; keep the id 'grids' if it is the same one
            """,
            id="each of two that moved",
        ),
        pytest.param(
            {"lectures": "lectures: [{id: guest-1, title: Robots, date: Tue 2026-09-15}]"},
            {"lectures": "lectures: [{id: guests-1, title: Language, date: Thu 2026-09-17}]"},
            """
            lectures.yaml:1:17: warning: 'guests-1' is new and 'guest-1' is gone, which looks like a move: subscribers
              would see the one cancelled and the other as new; keep the id 'guest-1' if it is the same one
            """,
            id="an id that is alike, with the same number",
        ),
        pytest.param(
            {"lectures": "lectures: [{id: guest-1, title: GRIDS AND WAVES, date: Tue 2026-09-15}]"},
            {"lectures": "lectures: [{id: guest-2, title: Grids and Waves, date: Thu 2026-09-17}]"},
            """
            lectures.yaml:1:17: warning: 'guest-2' is new and 'guest-1' is gone, which looks like a move: subscribers
              would see the one cancelled and the other as new; keep the id 'guest-1' if it is the same one
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
              would see the one cancelled and the other as new; keep the id 'oh-mon-15' if it is the same one
            """,
            id="a slot of which not all weeks are withdrawn",
        ),
        pytest.param(
            {"tutorials": "slots: [{id: lab, day: Mon, start: 9:00, end: 10:00, until: 2026-10-05}]"},
            {"tutorials": "slots: [{id: r01, day: Mon, start: 9:00, end: 10:00, until: 2026-10-12}]"},
            """
            tutorials.yaml:1:14: warning: 'r01' is new and 'lab' is gone, which looks like a move: subscribers would
              see the one cancelled and the other as new; keep the id 'lab' if it is the same one
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
        pytest.param(
            {"exams": MIDTERM[:-1] + ", {id: final, title: Final, date: tbd}]"},
            {"exams": MIDTERM.replace("id: midterm, title: Midterm", "id: final, title: Final")},
            """
            exams.yaml:1:14: warning: 'final' is new and 'midterm' is gone, which looks like a move: subscribers would
              see the one cancelled and the other as new; keep the id 'midterm' if it is the same one
            """,
            id="one that never had a date, on the day of one that is gone",
        ),
        pytest.param(
            {"exams": MIDTERM.replace("}]", ", tentative: yes}]")},
            {"exams": MIDTERM.replace("id: midterm", "id: quiz-1")},
            """
            exams.yaml:1:14: warning: 'quiz-1' is new and 'midterm' is gone, which looks like a move: subscribers would
              see the one cancelled and the other as new; keep the id 'midterm' if it is the same one
            """,
            id="one that was not certain",
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
            {"exams": MIDTERM.replace("}]", ", cancelled: yes}]")},
            {"exams": MIDTERM.replace("id: midterm", "id: quiz-1")},
            id="cancelled, and then another one in its row",
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
    assert refusal(tmp_path, before, after) == lines(expected)


def test_other_mistakes_come_before_what_they_may_have_taken_away(tmp_path: Path) -> None:
    """A row with a mistake is not gone."""
    two = GRIDS[:-1] + ", {id: grids-2, title: Grids, date: Thu 2026-09-17}]"

    assert refusal(tmp_path, {"lectures": GRIDS}, {"lectures": two.replace("Tue 2026-09-15", "Wed 2026-09-15")}) == [
        "lectures.yaml:1:44: 2026-09-15 is a Tuesday, not a Wednesday; correct the weekday or the date"
    ]


def test_ids_of_another_kind_are_told_up_to_a_hundred(tmp_path: Path) -> None:
    rows = "".join(f"  - {{id: e{number}, title: A, date: Mon 2026-09-14}}\n" for number in range(1000, 1101))

    assert refusal(tmp_path, {"exams": f"exams:\n{rows}"}, {"tutorials": f"tutorials:\n{rows}"}) == [
        *(
            f"tutorials.yaml:{number - 998}:10: the id 'e{number}' was an exam and is a tutorial now; choose an id that"
            " was never used"
            for number in range(1000, 1100)
        ),
        "tutorials.yaml:102:10: there are more problems than these; mend them first",
    ]


def test_what_was_never_published_is_not_compared(tmp_path: Path) -> None:
    read_course(write_course(tmp_path, exams=MIDTERM))

    assert read_course(write_course(tmp_path, exams=MIDTERM.replace("id: midterm", "id: midterm-exam"))).warnings == ()


def test_only_what_was_published_last_is_compared(tmp_path: Path) -> None:
    """An exam that went, and was recorded as cancelled, is not gone once more when another one comes."""
    assert edited(tmp_path, {"exams": MIDTERM}, {}).warnings == ()
    publish(tmp_path, PUBLISHED + timedelta(days=1))

    course = read_course(write_course(tmp_path, exams=MIDTERM.replace("id: midterm", "id: midterm-exam")))

    assert course.warnings == ()
    assert list(map(said, course.events)) == [
        "midterm-exam: Wed 10-14 19:30-21:30",
        "midterm: Wed 10-14 19:30-21:30, CANCELLED",
    ]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param({"exams": MIDTERM}, {}, ["midterm: Wed 10-14 19:30-21:30, CANCELLED"], id="an exam"),
        pytest.param(
            {"exams": MIDTERM.replace("}]", ", cancelled: flood}]")},
            {},
            ["midterm: Wed 10-14 19:30-21:30, CANCELLED flood"],
            id="one that was cancelled for a reason",
        ),
        pytest.param(
            {"exams": MIDTERM.replace("}]", ", tentative: yes}]")},
            {},
            ["midterm: Wed 10-14 19:30-21:30, CANCELLED"],
            id="one that was not certain",
        ),
        pytest.param(
            {"exams": MIDTERM}, {"course": course_yaml("withdrawn: [midterm]")}, [], id="one that is withdrawn"
        ),
        pytest.param(
            {"exams": MIDTERM},
            {"exams": MIDTERM.replace("id: midterm", "id: quiz-1").replace("Wed 2026-10-14", "Thu 2026-10-15")},
            ["midterm: Wed 10-14 19:30-21:30, CANCELLED", "quiz-1: Thu 10-15 19:30-21:30"],
            id="the old one of what looks like a move",
        ),
        pytest.param(
            {"exams": "exams: [{id: final, title: Final, date: tbd}]"},
            {},
            [],
            id="what had no date and was never published",
        ),
        pytest.param(
            {"deadlines": PSET},
            {"deadlines": PSET.replace("out: Tue 2026-09-15, ", "")},
            ["pset-1-out: Tue 09-15, CANCELLED", "pset-1-due: Tue 09-22"],
            id="a release",
        ),
        pytest.param(
            {"lectures": GRIDS, "course": SECTIONS},
            {"lectures": GRIDS.replace("}]", ", section: l01}]"), "course": SECTIONS},
            ["grids-l01: Tue 09-15 13:00-14:30, 45-230", "grids-l02: Tue 09-15 15:00-16:30, 45-230, CANCELLED"],
            id="a lecture of one section",
        ),
        pytest.param(
            {"office_hours": WEEKLY},
            {"office_hours": WEEKLY.replace("until: 2026-10-05", "until: 2026-09-20")},
            [
                "oh-mon-15-2026-09-14: Mon 09-14 15:00-16:00, ada-lovelace",
                "oh-mon-15-2026-09-21: Mon 09-21 15:00-16:00, ada-lovelace, CANCELLED",
                "oh-mon-15-2026-09-28: Mon 09-28 15:00-16:00, ada-lovelace, CANCELLED",
                "oh-mon-15-2026-10-05: Mon 10-05 15:00-16:00, ada-lovelace, CANCELLED",
            ],
            id="the last weeks of a slot",
        ),
        pytest.param(
            {"office_hours": WEEKLY},
            {"course": course_yaml(f"withdrawn: [{', '.join(MONDAYS[2:])}]")},
            [
                "oh-mon-15-2026-09-14: Mon 09-14 15:00-16:00, ada-lovelace, CANCELLED",
                "oh-mon-15-2026-09-21: Mon 09-21 15:00-16:00, ada-lovelace, CANCELLED",
            ],
            id="a slot of which some weeks are withdrawn",
        ),
        pytest.param(
            {"office_hours": WEEKLY},
            {
                "office_hours": WEEKLY,
                "course": course_yaml("holidays: [{id: founders, first: Mon 2026-09-21, name: Founders Day}]"),
            },
            [
                "oh-mon-15-2026-09-14: Mon 09-14 15:00-16:00, ada-lovelace",
                "founders: Mon 09-21",
                "oh-mon-15-2026-09-21: Mon 09-21 15:00-16:00, ada-lovelace, CANCELLED Founders Day",
                "oh-mon-15-2026-09-28: Mon 09-28 15:00-16:00, ada-lovelace",
                "oh-mon-15-2026-10-05: Mon 10-05 15:00-16:00, ada-lovelace",
            ],
            id="a week on a late holiday, for that reason",
        ),
        pytest.param(
            {"course": course_yaml("holidays: [{id: founders, first: Mon 2026-09-21, name: Founders Day}]")},
            {},
            ["founders: Mon 09-21, CANCELLED"],
            id="a holiday",
        ),
    ],
)
def test_published_event_that_is_gone_is_served_as_cancelled(
    before: Files, after: Files, expected: list[str], tmp_path: Path
) -> None:
    assert list(map(said, edited(tmp_path, before, after).events)) == expected


def test_id_that_comes_back_is_the_same_event(tmp_path: Path) -> None:
    was = by_id(edited(tmp_path, {"exams": MIDTERM}, {}))["midterm"]
    publish(tmp_path, PUBLISHED + timedelta(days=1))

    course = read_course(write_course(tmp_path, exams=MIDTERM))

    assert course.warnings == ()
    assert list(map(said, course.events)) == ["midterm: Wed 10-14 19:30-21:30"]
    assert course.events[0].revision.created == was.revision.created == PUBLISHED


SPOKEN = GRIDS.replace("}]", ", speakers: [ada-lovelace]}]")
ADA_IS_GONE = """
    staff.yaml:2:3: warning: 'ada-lovelace' is gone, and published events name them; keep them as they were, with
      `until: …` if they left
    """


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param({"lectures": SPOKEN}, {"lectures": GRIDS}, ADA_IS_GONE, id="at a lecture that names others now"),
        pytest.param({"lectures": SPOKEN}, {}, ADA_IS_GONE, id="at a lecture that is gone, too"),
        pytest.param({"office_hours": WEEKLY}, {}, ADA_IS_GONE, id="at hours that are gone, too"),
        pytest.param(
            {"lectures": SPOKEN.replace("ada-lovelace", "alan-turing, grace-hopper, ada-lovelace")},
            {"lectures": GRIDS, "staff": STAFF.replace("ada-lovelace", "ada-byron").replace("alan-turing", "alan-kay")},
            """
            staff.yaml:2:3: warning: 'ada-lovelace' is gone, and published events name them; keep them as they were,
              with `until: …` if they left
            staff.yaml:2:3: warning: 'alan-turing' is gone, and published events name them; keep them as they were,
              with `until: …` if they left
            """,
            id="each of two",
        ),
        pytest.param(
            {"lectures": GRIDS, "exams": MIDTERM}, {"lectures": GRIDS}, "", id="but no event that was published"
        ),
        pytest.param(
            {"lectures": SPOKEN},
            {
                "lectures": GRIDS.replace("}]", ", speakers: [{name: Ada Lovelace}]}]"),
                "staff": STAFF.replace("role: Instructor", "role: Lecturer").replace("Ada Lovelace", "Ada King"),
            },
            "",
            id="and who is still there under another name",
        ),
    ],
)
def test_somebody_who_is_gone_is_warned_about_if_published_events_name_them(
    before: Files, after: Files, expected: str, tmp_path: Path
) -> None:
    staff = {"staff": STAFF.replace("ada-lovelace", "ada-byron")}

    assert said_of(tmp_path, before, {**staff, **after}) == lines(expected)


def test_somebody_whom_an_event_named_once_is_not_forgotten(tmp_path: Path) -> None:
    assert edited(tmp_path, {"lectures": SPOKEN}, {"lectures": GRIDS}).warnings == ()
    publish(tmp_path, PUBLISHED + timedelta(days=1))

    course = read_course(write_course(tmp_path, lectures=GRIDS, staff=STAFF.replace("ada-lovelace", "ada-byron")))

    assert [str(each).removeprefix(f"{tmp_path}/") for each in course.warnings] == lines(ADA_IS_GONE)
    assert (course.people["ada-lovelace"].name, course.people["ada-lovelace"].gone) == ("Ada Lovelace", True)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param(
            {"exams": MIDTERM},
            {"exams": MIDTERM, "course": course_yaml("uid_domain: other.example.edu")},
            """
            history.jsonl:1:1: events were published with the domain 'course.example.edu', which is part of their
              identity; write `uid_domain: course.example.edu` in course.yaml again
            """,
            id="another one",
        ),
        pytest.param(
            {"exams": MIDTERM, "lectures": GRIDS},
            {
                "exams": MIDTERM.replace("19:30", "22:30"),
                "lectures": GRIDS,
                "course": course_yaml("uid_domain: Course.example.edu"),
            },
            """
            course.yaml:6:13: 'Course.example.edu' is not a domain; write one that is yours for good, in lower case,
              such as course.example.edu
            exams.yaml:1:80: the end, 21:30, is not after the start, 22:30; use 24-hour time, within one day
            history.jsonl:1:1: events were published with the domain 'course.example.edu', which is part of their
              identity; write `uid_domain: course.example.edu` in course.yaml again
            """,
            id="one that is none, beside other mistakes",
        ),
    ],
)
def test_other_domain_than_that_of_published_events_is_refused(
    before: Files, after: Files, expected: str, tmp_path: Path
) -> None:
    assert refusal(tmp_path, before, after) == lines(expected)


def test_domain_may_change_until_something_is_published(tmp_path: Path) -> None:
    after = {"exams": MIDTERM, "course": course_yaml("uid_domain: other.example.edu")}

    assert edited(tmp_path, {}, after).uid_domain == "other.example.edu"
    assert not (tmp_path / HISTORY).read_text()


TERM_LONG = WEEKLY.replace(", until: 2026-10-05", "").replace(
    "slots: [", "slots: [{id: oh-tue-9, day: Tue, start: 9:00, end: 10:00}, "
)
NEW_WEEKS = """
    office-hours.yaml:1:29: warning: every week of 'oh-tue-9' would get a new identity, since its `day` was changed;
      leave it as it was, and write the new one in a line under `changes`: {from: …, day: …}
    office-hours.yaml:1:104: warning: every week of 'oh-mon-15' would get a new identity, since its `day` was changed;
      leave it as it was, and write the new one in a line under `changes`: {from: …, day: …}
    """


def test_new_identities_for_much_at_once_are_refused(tmp_path: Path) -> None:
    after = TERM_LONG.replace("Tue", "Wed").replace("Monday", "Friday")

    assert refusal(tmp_path, {"office_hours": TERM_LONG}, {"office_hours": after}) == lines(
        """
        office-hours.yaml:1:1: this cancels 26 of 26 published events at once, the first of them 'oh-mon-15-2026-09-14';
          undo the edit, or, if it is meant, run `feeds record --cancel 26`
        """
    ) + lines(NEW_WEEKS)


def test_new_identities_for_much_at_once_are_warned_about_when_it_is_meant(tmp_path: Path) -> None:
    after = TERM_LONG.replace("Tue", "Wed").replace("Monday", "Friday")

    course = edited(tmp_path, {"office_hours": TERM_LONG}, {"office_hours": after}, cancelling=True)

    assert [str(each).removeprefix(f"{tmp_path}/") for each in course.warnings] == lines(NEW_WEEKS)
