"""Ids that are used twice, or again."""

from pathlib import Path

import pytest
from courses import course_yaml, lines, problems


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        pytest.param(
            "exams",
            """
            exams:
              - {id: midterm, title: Midterm, date: tbd}
              - {id: midterm, title: Midterm, date: 2026-10-15, start: 19:30, end: 21:30}
              - {id: midterm, title: Midterm, date: 2026-10-16}
            """,
            """
            exams.yaml:3:10: the id 'midterm' is already used (exams.yaml:2); every event has an id of its own
            exams.yaml:4:10: the id 'midterm' is already used (exams.yaml:2); every event has an id of its own
            """,
            id="exams: an id twice",
        ),
        pytest.param(
            "deadlines",
            """
            assignments:
              - {id: pset-1, title: pset 1, due: 2026-09-15}
              - {id: pset-1, title: pset 2, out: 2026-09-15, due: 2026-09-22}
            """,
            """
            deadlines.yaml:3:10: the id 'pset-1' is already used (deadlines.yaml:2); every event has an id of its
              own
            """,
            id="deadlines: an id twice",
        ),
        pytest.param(
            "office_hours",
            """
            slots:
              - {id: oh, day: Mon, start: 15:00, end: 16:00}
              - {id: oh, day: Mon, start: 15:00, end: 16:00}
              - {id: oh, day: Tue, start: 15:00, end: 16:00}
              - {id: oh, day: tbd}
            one_off:
              - {id: oh-2026-09-14, date: 2026-09-14, title: Extra, start: 10:00, end: 11:00}
              - {id: oh, date: 2026-09-14, title: Extra, start: 10:00, end: 11:00}
            """,
            """
            office-hours.yaml:3:10: the id 'oh' is already used (office-hours.yaml:2); every event has an id of its own
            office-hours.yaml:4:10: the id 'oh' is already used (office-hours.yaml:2); every event has an id of its own
            office-hours.yaml:5:10: the id 'oh' is already used (office-hours.yaml:2); every event has an id of its own
            office-hours.yaml:7:10: the id 'oh-2026-09-14' is already used (office-hours.yaml:2); every event has an id
              of its own
            office-hours.yaml:8:10: the id 'oh' is already used (office-hours.yaml:2); every event has an id of its own
            """,
            id="office-hours: an id twice",
        ),
    ],
)
def test_id_is_used_once_in_a_file(file: str, text: str, expected: str, tmp_path: Path) -> None:
    assert problems(tmp_path, **{file: text}) == lines(expected)


def test_id_is_used_once_across_files(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        course=course_yaml("holidays: [{id: thanks, name: Thanks, first: 2026-11-26}]"),
        lectures="lectures: [{id: intro, title: A, date: 2026-09-10}, {id: thanks, title: B, date: tbd}]",
        tutorials="""\
            tutorials: [{id: intro, title: A, date: 2026-09-10}]
            slots: [{id: weekly, day: Mon, start: 10:00, end: 11:00}]
            """,
        exams="exams: [{id: intro, title: A, date: tbd}, {id: pset-1-due, title: B, date: tbd}]",
        deadlines="assignments: [{id: pset-1, title: pset 1, due: 2026-09-15}, {id: intro, title: A, due: tbd}]",
        office_hours="""\
            slots: [{id: weekly, day: Tue, start: 10:00, end: 11:00}, {id: thanks, day: tbd}]
            one_off: [{id: weekly-2026-09-14, title: A, date: tbd}]
            """,
    )

    assert found == lines(
        """
        deadlines.yaml:1:20: the id 'pset-1-due' is already used (exams.yaml:1); every event has an id of its own
        exams.yaml:1:14: the id 'intro' is already used (lectures.yaml:1); every event has an id of its own
        lectures.yaml:1:58: the id 'thanks' is already used (course.yaml:9); every event has an id of its own
        office-hours.yaml:1:14: the id 'weekly' is already used (tutorials.yaml:2); every event has an id of its own
        office-hours.yaml:1:64: the id 'thanks' is already used (course.yaml:9); every event has an id of its own
        office-hours.yaml:2:16: the id 'weekly-2026-09-14' is already used (tutorials.yaml:2); every event has an id of
          its own
        tutorials.yaml:1:18: the id 'intro' is already used (lectures.yaml:1); every event has an id of its own
        """
    )


def test_withdrawn_id_is_never_used_again(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        course=course_yaml("withdrawn: [quiz, pset-0-out, oh]"),
        exams="exams: [{id: quiz, title: Quiz, date: tbd}]",
        deadlines="assignments: [{id: pset-0, title: pset 0, out: 2026-09-15, due: 2026-09-22}]",
        office_hours="""\
            slots:
              - {id: oh, day: Mon, start: 10:00, end: 11:00}
            """,
    )

    assert found == lines(
        """
        deadlines.yaml:1:20: the id 'pset-0-out' is withdrawn in course.yaml; take this out, or choose an id that was
          never used
        exams.yaml:1:14: the id 'quiz' is withdrawn in course.yaml; take this out, or choose an id that was never used
        office-hours.yaml:2:10: the id 'oh' is withdrawn in course.yaml; take this out, or choose an id that was never
          used
        """
    )
