"""Rows whose values are right one by one, and wrong together."""

from pathlib import Path

import pytest
from courses import course_yaml, lines, problems, read, said


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        pytest.param(
            "exams",
            """
            exams:
              - {id: a, title: A, date: 2026-10-15, start: 19:30}
              - {id: b, title: B, date: 2026-10-15, end: 21:30}
            """,
            """
            exams.yaml:2:48: there is a start and no end; write `end: …`
            exams.yaml:3:46: there is an end and no start; write `start: …`
            """,
            id="exams: half a time",
        ),
        pytest.param(
            "exams",
            """
            exams:
              - {id: a, title: A, date: 2026-10-15, start: 19:30, end: 09:30}
              - {id: b, title: B, date: 2026-10-15, start: 19:30, end: 19:30}
            """,
            """
            exams.yaml:2:60: the end, 09:30, is not after the start, 19:30; use 24-hour time, within one day
            exams.yaml:3:60: the end, 19:30, is not after the start, 19:30; use 24-hour time, within one day
            """,
            id="exams: an end that is not after the start",
        ),
        pytest.param(
            "exams",
            """
            exams:
              - {id: a, title: A, date: 2026-11-01, start: 01:30, end: 02:30}
              - {id: b, title: B, date: 2026-11-01, start: 00:30, end: 01:00}
              - {id: c, title: C, date: 2026-11-01, start: 02:00, end: 03:00}
              - {id: d, title: D, date: 2026-03-08, start: 02:30, end: 03:30}
              - {id: e, title: E, date: 2026-03-08, start: 01:30, end: 02:00}
              - {id: f, title: F, date: 2026-03-08, start: 03:00, end: 04:00}
            """,
            """
            exams.yaml:2:48: 01:30 comes twice on 2026-11-01 in America/New_York (clocks go back); choose another time
            exams.yaml:3:60: 01:00 comes twice on 2026-11-01 in America/New_York (clocks go back); choose another time
            exams.yaml:5:48: 02:30 does not exist on 2026-03-08 in America/New_York (clocks go forward); choose
              another time
            exams.yaml:6:60: 02:00 does not exist on 2026-03-08 in America/New_York (clocks go forward); choose
              another time
            """,
            id="exams: wall times that clocks skip or show twice",
        ),
        pytest.param(
            "exams",
            """
            exams:
              - {id: a, title: A, date: tbd, room: 45 230}
              - {id: b, title: B, date: tbd, room: "…", overflow: [45-230, 45/102], online: "https://example.edu"}
              - {id: c, title: C, date: tbd, room: TBD, overflow: [45-102]}
            """,
            """
            exams.yaml:2:40: '45 230' and '45-230' would both be room-45-230; write the same room in the same way
            exams.yaml:3:40: the room '…' has no letter or digit for its address; write one, or tbd, or leave the
              room out
            exams.yaml:4:56: '45-102' and '45/102' would both be room-45-102; write the same room in the same way
            """,
            id="exams: rooms unlike those of the class meeting",
        ),
        pytest.param(
            "lectures",
            """
            lectures:
              - {id: a, title: A, date: 2026-09-10, speakers: [ada-lovelase, alan-turing, ada, max-weber]}
              - {id: b, title: B, date: 2026-09-15, speakers: [{person: grace-hoper}, {name: Max Weber}]}
            """,
            """
            lectures.yaml:2:52: nobody on the staff has the id 'ada-lovelase'; did you mean 'ada-lovelace'?
            lectures.yaml:2:79: nobody on the staff has the id 'ada'; did you mean 'ada-lovelace'?
            lectures.yaml:2:84: nobody on the staff has the id 'max-weber'; add them to staff.yaml, or write a guest
              as {name: …}
            lectures.yaml:3:52: nobody on the staff has the id 'grace-hoper'; did you mean 'grace-hopper'?
            """,
            id="lectures: speakers",
        ),
        pytest.param(
            "lectures",
            """
            lectures:
              - {id: a, title: A, date: Mon 2026-09-14}
              - {id: b, title: B, date: Mon 2026-09-14, end: 14:30}
              - {id: c, title: C, date: Mon 2026-09-14, start: 13:00}
              - {id: d, title: D, date: Tue 2026-09-15, section: l01}
              - {id: e, title: E, date: Mon 2026-09-14, start: 13:00, end: 14:30, section: l01}
            """,
            """
            lectures.yaml:2:29: there is no class meeting on 2026-09-14, a Monday; correct the date, or write `start`
              and `end`, or `start: tbd`
            lectures.yaml:3:29: there is no class meeting on 2026-09-14, a Monday; correct the date, or write `start`
              and `end`, or `start: tbd`
            lectures.yaml:4:5: warning: there is no class meeting on this day to take the room from; write `room: …`, or
              `room: tbd`
            lectures.yaml:4:52: there is a start and no end; write `end: …`
            lectures.yaml:5:29: there is no class meeting of section 'l01' on 2026-09-15, a Tuesday; correct the date
              or the section
            lectures.yaml:6:29: there is no class meeting of section 'l01' on 2026-09-14, a Monday; correct the date
              or the section
            """,
            id="lectures: no class meeting that day",
        ),
        pytest.param(
            "lectures",
            """
            lectures:
              - {id: a, title: A, date: Tue 2026-09-15, start: 14:30}
              - {id: b, title: B, date: Tue 2026-09-15, end: 12:00}
            """,
            """
            lectures.yaml:2:52: the end is still 14:30, which is not after this start; write `end: …` too
            lectures.yaml:3:50: the end, 12:00, is not after the start, 13:00; use 24-hour time, within one day
            """,
            id="lectures: times that do not go with the class meeting's",
        ),
        pytest.param(
            "deadlines",
            """
            assignments:
              - {id: a, title: A}
              - {id: b, title: B, due: 2026-11-01 01:59}
              - {id: c, title: C, due: Sun 2026-03-08 02:30}
            """,
            """
            deadlines.yaml:2:5: an assignment says when it is out, when it is due, or both; write `due: …`, or `due:
              tbd`
            deadlines.yaml:3:28: 01:59 comes twice on 2026-11-01 in America/New_York (clocks go back); choose another
              time
            deadlines.yaml:4:28: 02:30 does not exist on 2026-03-08 in America/New_York (clocks go forward); choose
              another time
            """,
            id="deadlines: neither out nor due, and hours that clocks skip or show twice",
        ),
        pytest.param(
            "office_hours",
            """
            one_off:
              - {id: a, title: A, date: Mon 2026-09-14}
              - {id: b, title: B, date: Tue 2026-09-15, hosts: [ada-lovelac], speakers: [ada-lovelace]}
              - {id: c}
            """,
            """
            office-hours.yaml:2:29: there is no class meeting on 2026-09-14, a Monday; correct the date, or write
              `start` and `end`, or `start: tbd`
            office-hours.yaml:3:67: unknown key 'speakers'; did you mean 'hosts'?
            office-hours.yaml:4:5: 'date' is missing; write `date: …`
            """,
            id="office-hours: one-off hours",
        ),
        pytest.param(
            "office_hours",
            """
            one_off:
              - {id: a, title: A, date: Mon 2026-09-14}
              - {id: b, title: B, date: Tue 2026-09-15, hosts: [ada-lovelac]}
              - {id: c, date: Mon 2026-09-14, start: 10:00}
            """,
            """
            office-hours.yaml:2:29: there is no class meeting on 2026-09-14, a Monday; correct the date, or write
              `start` and `end`, or `start: tbd`
            office-hours.yaml:3:53: nobody on the staff has the id 'ada-lovelac'; did you mean 'ada-lovelace'?
            office-hours.yaml:4:42: there is a start and no end; write `end: …`
            """,
            id="office-hours: one-off hours on a day without class",
        ),
    ],
)
def test_row_is_told_what_is_wrong(file: str, text: str, expected: str, tmp_path: Path) -> None:
    assert problems(tmp_path, **{file: text}) == lines(expected)


def test_class_meetings_at_once_need_sections(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        course=course_yaml(
            "meetings: [{days: [Tue], start: 9:00, end: 9:50}, {days: [Tue], start: 15:00, end: 15:50, section: l02}]"
        ),
        lectures="""\
            lectures:
              - {id: a, title: A, date: 2026-09-15}
              - {id: b, title: B, date: 2026-09-15, section: l02}
              - {id: c, title: C, date: 2026-09-15, section: l03}
            """,
    )

    assert found == lines(
        """
        lectures.yaml:2:29: several class meetings fall on 2026-09-15; write the `start` of one of them, or give each a
          `section` in course.yaml
        lectures.yaml:4:29: there is no class meeting of section 'l03' on 2026-09-15, a Tuesday;
          correct the date or the section
        """
    )


def test_lecture_on_a_day_with_another_weekdays_schedule_is_told_so(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        course=course_yaml("schedule_days: [{date: Tue 2026-10-13, runs_as: Monday}]"),
        lectures="lectures: [{id: a, title: A, date: Tue 2026-10-13}]",
    )

    assert found == lines(
        """
        lectures.yaml:1:36: there is no class meeting on 2026-10-13, which runs as a Monday;
          correct the date, or write `start` and `end`, or `start: tbd`
        """
    )


TWICE = course_yaml(
    "meetings: [{days: [Tue], start: 9:00, end: 9:50, room: A}, {days: [Tue], start: 15:00, end: 15:50}]"
)


def test_class_meetings_at_once_are_told_apart_by_their_start(tmp_path: Path) -> None:
    course = read(
        tmp_path,
        course=TWICE,
        lectures="""\
            lectures:
              - {id: a, title: A, date: 2026-09-15, start: 9:00}
              - {id: b, title: B, date: 2026-09-15, start: 15:00}
              - {id: c, title: C, date: 2026-09-15, start: 11:00, end: 12:00}
              - {id: d, title: D, date: 2026-09-22, start: 9:00, end: 10:30, room: B}
            """,
    )

    assert [said(event) for event in course.events] == [
        "a: Tue 09-15 09:00-09:50, A",
        "c: Tue 09-15 11:00-12:00",
        "b: Tue 09-15 15:00-15:50",
        "d: Tue 09-22 09:00-10:30, B",
    ]


def test_class_meetings_at_once_need_the_start_of_one_of_them(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        course=TWICE,
        lectures="""\
            lectures:
              - {id: a, title: A, date: 2026-09-15}
              - {id: b, title: B, date: 2026-09-15, start: tbd}
              - {id: c, title: C, date: 2026-09-15, start: 11:00}
            """,
        office_hours="one_off: [{id: d, date: 2026-09-15}]",
    )

    assert found == lines(
        """
        lectures.yaml:2:29: several class meetings fall on 2026-09-15; write the `start` of one of them, or give each a
          `section` in course.yaml
        lectures.yaml:3:29: several class meetings fall on 2026-09-15; write the `start` of one of them, or give each a
          `section` in course.yaml
        lectures.yaml:4:48: there is a start and no end; write `end: …`
        office-hours.yaml:1:25: several class meetings fall on 2026-09-15; write the `start` of one of them, or give
          each a `section` in course.yaml
        """
    )


def test_class_meeting_that_ends_before_it_starts_is_told_once(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        course=course_yaml("meetings: [{days: [Tue, Thu], start: 13:00, end: 12:30}]"),
        lectures="""\
            lectures:
              - {id: a, title: A, date: 2026-09-15}
              - {id: b, title: B, date: 2026-09-17}
              - {id: c, title: C, date: 2026-09-22, start: 13:00, end: 14:30}
              - {id: d, title: D, date: 2026-09-24, start: 13:00, end: 12:00}
            """,
        office_hours="one_off: [{id: e, date: 2026-09-29}]",
    )

    assert found == lines(
        """
        course.yaml:8:50: the end, 12:30, is not after the start, 13:00; use 24-hour time, within one day
        lectures.yaml:5:60: the end, 12:00, is not after the start, 13:00; use 24-hour time, within one day
        """
    )


SECTIONS = course_yaml(
    "meetings: [{days: [Tue], start: 9:00, end: 9:50, room: A, section: l02},"
    " {days: [Tue], start: 11:00, end: 11:50, room: B, section: l01}, {days: [Fri], start: 9:00, end: 9:50, room: C}]"
)


@pytest.mark.parametrize(
    ("course", "row", "expected"),
    [
        (course_yaml(""), "cancelled: ill", ["a: Mon 09-14, CANCELLED ill"]),
        (SECTIONS, "cancelled: yes", ["a-l01: Mon 09-14, CANCELLED", "a-l02: Mon 09-14, CANCELLED"]),
        (SECTIONS, "cancelled: ill, section: l02", ["a-l02: Mon 09-14, CANCELLED ill"]),
        (
            SECTIONS,
            "cancelled: ill, start: tbd, room: D",
            ["a: Mon 09-14, D, CANCELLED ill"],
        ),
        (
            SECTIONS,
            "cancelled: ill, start: 9:00, end: 9:50",
            ["a: Mon 09-14 09:00-09:50, CANCELLED ill"],
        ),
    ],
)
def test_cancelled_lecture_may_stand_on_a_day_without_class(
    course: str, row: str, expected: list[str], tmp_path: Path
) -> None:
    """It keeps the identities that it had on a day with class."""
    found = read(tmp_path, course=course, lectures=f"lectures: [{{id: a, title: A, date: Mon 2026-09-14, {row}}}]")

    assert [said(event) for event in found.events] == expected


def test_deadline_before_its_release_is_warned_about(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        deadlines="""\
            assignments:
              - {id: a, title: A, out: 2026-09-15, due: 2026-09-14}
              - {id: b, title: B, out: 2026-09-15, due: Mon 2026-09-14 23:59}
              - {id: c, title: C, out: 2026-09-15, due: 2026-09-15}
              - {id: d, title: D, out: 2026-09-15, due: 2026-09-15 00:30}
              - {id: e, title: E, out: 2026-09-15, due: tbd}
              - {id: f, title: F, out: tbd, due: 2026-09-14}
              - {id: g, title: G, due: 2026-09-14}
            """,
    )

    assert found == lines(
        """
        deadlines.yaml:2:45: warning: 'a' is due on 2026-09-14, before it is out on 2026-09-15; correct one of the dates
        deadlines.yaml:3:45: warning: 'b' is due on 2026-09-14, before it is out on 2026-09-15; correct one of the dates
        """
    )


def test_lecture_on_a_day_without_class_is_asked_for_its_room(tmp_path: Path) -> None:
    """Where it is held online, or is not held, there is none to tell."""
    found = problems(
        tmp_path,
        lectures="""\
            lectures:
              - {id: a, title: A, date: Mon 2026-09-14, start: 9:00, end: 10:00}
              - {id: b, title: B, date: Mon 2026-09-14, start: 11:00, end: 12:00, room: tbd}
              - {id: c, title: C, date: Mon 2026-09-14, start: 11:00, end: 12:00, room: 45-102}
              - {id: d, title: D, date: Mon 2026-09-14, start: 11:00, end: 12:00, online: "https://a.edu"}
              - {id: e, title: E, date: Mon 2026-09-14, start: 11:00, end: 12:00, cancelled: ill}
              - {id: f, title: F, date: Mon 2026-09-14, cancelled: ill}
              - {id: g, title: G, date: Mon 2026-09-14, start: tbd}
            """,
    )

    assert found == lines(
        """
        lectures.yaml:2:5: warning: there is no class meeting on this day to take the room from; write `room: …`, or
          `room: tbd`
        """
    )
