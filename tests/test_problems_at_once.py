"""What is wrong in one place hides nothing of what is wrong in another, as far as can be known."""

from pathlib import Path

import pytest
from courses import STAFF, course_yaml, lines, problems


def test_problems_of_all_files_are_told_at_once_in_order(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        course=course_yaml("uid_domain: our_course\noffice_hours: {first: 2026-09-14, last: 2026-09-07}"),
        staff=STAFF + "  - {id: alan-kay, name: Alan Kay, role: TA}\n",
        lectures="""\
            lectures:
              - {id: b, title: B, date: Mon 2026-09-14, speakers: [ada-lovelase]}
              - {id: a, title: A, date: Tue 2026-09-15, speakers: [grace], room: "-"}
            """,
        tutorials="tutorials: [\n",
        exams="exams: [{id: a, title: A, date: Tue 2026-10-14}]",
        deadlines="assignments: [{id: pset-1, title: pset 1, du: 2026-09-15}]",
        office_hours="slots: [{id: oh, day: Mon, start: 10:00, end: 9:00, until: 2026-09-30, hosts: [x-y]}]",
    )

    assert found == lines(
        """
        course.yaml:6:13: 'our_course' is not a domain; write one that is yours for good, in lower case, such as
          course.example.edu
        course.yaml:9:41: the last day, 2026-09-07, is before the first, 2026-09-14; swap them
        deadlines.yaml:1:43: unknown key 'du'; did you mean 'due'?
        exams.yaml:1:33: 2026-10-14 is a Wednesday, not a Tuesday; correct the weekday or the date
        lectures.yaml:2:29: there is no class meeting on 2026-09-14, a Monday; correct the date, or write `start` and
          `end`, or `start: tbd`
        lectures.yaml:2:56: nobody on the staff has the id 'ada-lovelase'; did you mean 'ada-lovelace'?
        lectures.yaml:3:56: nobody on the staff has the id 'grace'; did you mean 'grace-hopper'?
        lectures.yaml:3:70: the room '-' has no letter or digit for its address; write one, or tbd, or leave the room
          out
        office-hours.yaml:1:47: the end, 09:00, is not after the start, 10:00; use 24-hour time, within one day
        office-hours.yaml:1:80: nobody on the staff has the id 'x-y'; add them to staff.yaml
        staff.yaml:5:5: 'alan-kay' and 'alan-turing' are both called 'Alan'; tell them apart with `short: …`
        tutorials.yaml:1:13: this is not YAML (did not find expected node content); check the indentation, quotes and
          brackets around here
        """
    )


def test_problems_of_course_and_staff_come_before_what_depends_on_them(tmp_path: Path) -> None:
    """Without a course or its people nothing can be said about dates and names; forms are looked at all the same."""
    found = problems(
        tmp_path,
        course=course_yaml("classes: {first: 2026-09-09}"),
        lectures="lectures: [{id: a, title: A, date: 2026-09-14, speakers: [nobody-here]}]",
        exams="exams: [{id: a, title: A}]",
    )

    assert found == lines(
        """
        course.yaml:7:10: 'last' is missing; write `last: …`
        exams.yaml:1:9: 'date' is missing; write `date: …`
        """
    )


def test_mistake_in_one_row_hides_nothing_of_another(tmp_path: Path) -> None:
    """Rows that are left out do not shift the places of the others."""
    found = problems(
        tmp_path,
        lectures="""\
            lectures:
              - {id: a, title: A, day: 2026-09-10}
              - {id: b, title: B, date: Mon 2026-09-14}
              - {id: c, title: C, date: 2026-09-15, tags: [Guest]}
              - grids
              - id: d
                title: D
                date: 2026-09-17
                speakers:
                  - ada-lovelace
                  - ada-lovelase
                overflow: [45-230, 45/230]
              - {id: e, date: 2026-09-22}
              - {id: d, title: D, date: 2026-09-24}
            """,
    )

    assert found == lines(
        """
        lectures.yaml:2:5: 'date' is missing; write `date: …`
        lectures.yaml:2:23: unknown key 'day'; did you mean 'date'?
        lectures.yaml:3:29: there is no class meeting on 2026-09-14, a Monday; correct the date, or write `start` and
          `end`, or `start: tbd`
        lectures.yaml:4:48: 'Guest' is not a word for addresses; write lower-case letters, digits and hyphens, such as
          'guest'
        lectures.yaml:5:5: a mapping is wanted here; write `key: value` lines (keys: room, overflow, online, id, date,
          title, start, end, details, materials, tags, tentative, cancelled, speakers, section)
        lectures.yaml:11:9: nobody on the staff has the id 'ada-lovelase'; did you mean 'ada-lovelace'?
        lectures.yaml:12:24: '45/230' and '45-230' would both be room-45-230; write the same room in the same way
        lectures.yaml:13:5: 'title' is missing; write `title: …`
        lectures.yaml:14:10: the id 'd' is already used (lectures.yaml:6); every event has an id of its own
        """
    )


def test_mistake_in_a_slot_hides_nothing_of_the_changes_of_another(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        office_hours="""\
            slots:
              - id: a
                day: Mondays
                start: 15:00
                end: 16:00
                changes:
                  - {date: 2026-09-14, without: nobody-here}
              - id: b
                hosts: [ada-lovelace]
                day: Monday
                start: 15:00
                end: 16:00
                changes:
                  - {date: 2026-09-14, without: ada-lovelace}
                  - {date: 2026-09-15, room: 45-102}
                  - {date: 2026-09-21, swap: {ada-lovelace: alan-turin}}
            one_off: none
            """,
    )

    assert found == lines(
        """
        office-hours.yaml:3:10: 'Mondays' is not a weekday; did you mean 'Monday'?
        office-hours.yaml:15:16: warning: 'b' does not take place on Tue 2026-09-15, so this change does nothing; its
          nearest week is on Mon 2026-09-14
        office-hours.yaml:16:49: nobody on the staff has the id 'alan-turin'; did you mean 'alan-turing'?
        office-hours.yaml:17:10: a list is wanted here; write each item on a line of its own that begins with `- `, or
          [one, two]
        """
    )


# What is wrong with it can be told only by who knows the days of the term.
EVERYTHING = {
    "lectures": "lectures: [{id: a, title: A, date: Mon 2026-09-14}]",
    "tutorials": "tutorials: [{id: b, title: B, date: Tue 2026-09-15, speakers: [ada-lovelase]}]",
    "exams": "exams: [{id: c, title: C, date: Wed 2026-10-14, start: 21:30, end: 19:30}]",
    "deadlines": "assignments: [{id: d, title: D, out: Mon 2026-09-14, due: Mon 2026-09-07}]",
    "office_hours": "slots: [{id: e, day: Mon, start: 15:00, end: 16:00, changes: [{date: 2026-09-15, room: X}]}]",
}
ITS_PROBLEMS = lines(
    """
    deadlines.yaml:1:59: warning: 'd' is due on 2026-09-07, before it is out on 2026-09-14; correct one of the dates
    exams.yaml:1:68: the end, 19:30, is not after the start, 21:30; use 24-hour time, within one day
    lectures.yaml:1:36: there is no class meeting on 2026-09-14, a Monday; correct the date, or write `start` and
      `end`, or `start: tbd`
    office-hours.yaml:1:70: warning: 'e' does not take place on Tue 2026-09-15, so this change does nothing; its
      nearest week is on Mon 2026-09-14
    tutorials.yaml:1:64: nobody on the staff has the id 'ada-lovelase'; did you mean 'ada-lovelace'?
    """
)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ("title: ''", "course.yaml:2:8: the value is missing; write one or take the line out"),
        ("links: [{url: 'https://a.edu'}]", "course.yaml:9:9: 'title' is missing; write `title: …`"),
        ("provisional: maybe", "course.yaml:9:14: 'maybe' is neither yes nor no; write yes or no"),
        (
            "homepage: https://a.edu",
            """
            course.yaml:9:1: unknown key 'homepage'; the keys here are code, title, term, uid_domain, contact, edit_url,
              feeds, links, about, provisional, listed, created, time_zone, classes, office_hours, meetings,
              holidays, schedule_days, withdrawn
            """,
        ),
    ],
)
def test_mistake_in_what_the_course_is_hides_nothing(changes: str, expected: str, tmp_path: Path) -> None:
    found = problems(tmp_path, course=course_yaml(changes), **EVERYTHING)

    assert found == [*lines(expected), *ITS_PROBLEMS]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            "classes: {first: 2026-09-09, last: 12-09}",
            "course.yaml:7:36: '12-09' is not a date; write it as 2025-09-04 or Thu 2025-09-04",
        ),
        (
            "meetings: [{days: [Mon, Tues], start: 13:00, end: 14:30}]",
            "course.yaml:8:25: 'Tues' is not a weekday; did you mean 'Tuesday'?",
        ),
        (
            "holidays: [{id: thanks, first: Thu 2026-11-27, name: Thanksgiving}]",
            "course.yaml:9:32: 2026-11-27 is a Friday, not a Thursday; correct the weekday or the date",
        ),
        (
            "schedule_days: [{date: Mon 2026-09-14, runs_as: Tues}]",
            "course.yaml:9:49: 'Tues' is not a weekday; did you mean 'Tuesday'?",
        ),
        (
            "office_hours: {first: 2026-09-14, last: 12-09}",
            "course.yaml:9:41: '12-09' is not a date; write it as 2025-09-04 or Thu 2025-09-04",
        ),
        (
            "created: yesterday",
            "course.yaml:4:10: 'yesterday' is not a time in UTC; write it as 2025-09-01T12:00:00Z",
        ),
    ],
)
def test_mistake_in_what_dates_hang_on_hides_what_hangs_on_it(changes: str, expected: str, tmp_path: Path) -> None:
    """What is wrong in one row by itself is told all the same, and nothing that only follows from the mistake."""
    files = {**EVERYTHING, "exams": "exams: [{id: c, title: C}]"}

    assert problems(tmp_path, course=course_yaml(changes), **files) == [
        *lines(expected),
        "exams.yaml:1:9: 'date' is missing; write `date: …`",
    ]


@pytest.mark.parametrize(
    ("staff", "expected"),
    [
        (
            "people: none",
            """
            staff.yaml:1:9: a list is wanted here; write each item on a line of its own that begins with `- `, or
              [one, two]
            """,
        ),
        ("", "staff.yaml:1:1: 'people' is missing; write `people: …`"),
    ],
)
def test_staff_that_cannot_be_read_hides_who_is_on_it(staff: str, expected: str, tmp_path: Path) -> None:
    assert problems(tmp_path, staff=staff, **EVERYTHING) == lines(expected)


def test_mistake_in_a_file_as_a_whole_hides_nothing_of_another_file(tmp_path: Path) -> None:
    found = problems(tmp_path, **{**EVERYTHING, "exams": "exams: [", "tutorials": "- tutorials"})

    assert found == lines(
        """
        deadlines.yaml:1:59: warning: 'd' is due on 2026-09-07, before it is out on 2026-09-14; correct one of the dates
        exams.yaml:1:9: this is not YAML (did not find expected node content); check the indentation, quotes and
          brackets around here
        lectures.yaml:1:36: there is no class meeting on 2026-09-14, a Monday; correct the date, or write `start` and
          `end`, or `start: tbd`
        office-hours.yaml:1:70: warning: 'e' does not take place on Tue 2026-09-15, so this change does nothing; its
          nearest week is on Mon 2026-09-14
        tutorials.yaml:1:1: a mapping is wanted here; write `key: value` lines (keys: tutorials, slots)
        """
    )
