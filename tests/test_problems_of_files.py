"""What is wrong with a file as a whole, and with files that nobody reads."""

from pathlib import Path

import pytest
from courses import course_yaml, lines, problems, write_course

from feeds.course.reader import read_course
from feeds.errors import CourseError


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        pytest.param(
            "course",
            "# nothing yet",
            """
            course.yaml:1:1: 'classes' is missing; write `classes: …`
            course.yaml:1:1: 'code' is missing; write `code: …`
            course.yaml:1:1: 'created' is missing; write `created: …`
            course.yaml:1:1: 'term' is missing; write `term: …`
            course.yaml:1:1: 'time_zone' is missing; write `time_zone: …`
            course.yaml:1:1: 'title' is missing; write `title: …`
            course.yaml:1:1: 'uid_domain' is missing; write `uid_domain: …`
            """,
            id="course: an empty file",
        ),
        pytest.param(
            "course",
            "code 6.100",
            """
            course.yaml:1:1: a mapping is wanted here; write `key: value` lines (keys: code, title, term, uid_domain,
              contact, edit_url, feeds, links, about, provisional, listed, created, time_zone, classes, office_hours,
              meetings, holidays, schedule_days, withdrawn)
            """,
            id="course: text",
        ),
        pytest.param(
            "course",
            "- code: 6.100",
            """
            course.yaml:1:1: a mapping is wanted here; write `key: value` lines (keys: code, title, term, uid_domain,
              contact, edit_url, feeds, links, about, provisional, listed, created, time_zone, classes, office_hours,
              meetings, holidays, schedule_days, withdrawn)
            """,
            id="course: a list",
        ),
        pytest.param(
            "staff",
            "",
            "staff.yaml:1:1: 'people' is missing; write `people: …`",
            id="staff: an empty file",
        ),
        pytest.param(
            "staff",
            "- {id: ada-lovelace, name: Ada Lovelace, role: Instructor}",
            "staff.yaml:1:1: a mapping is wanted here; write `key: value` lines (keys: people)",
            id="staff: a list without its key",
        ),
        pytest.param(
            "exams",
            """
            exams:
              id: midterm
              date: 2026-10-15
              title: Midterm
            """,
            """
            exams.yaml:2:3: a list is wanted here; write each item on a line of its own that begins with `- `, or
              [one, two]
            """,
            id="exams: a mapping for the list",
        ),
        pytest.param(
            "exams",
            """
            exams:
              # none yet
            """,
            "exams.yaml:1:7: the value is missing; write one or take the line out",
            id="exams: nothing under the key",
        ),
    ],
)
def test_file_of_another_form_is_told_its_form(file: str, text: str, expected: str, tmp_path: Path) -> None:
    assert problems(tmp_path, **{file: text}) == lines(expected)


def test_course_error_says_every_problem_a_line(tmp_path: Path) -> None:
    folder = write_course(tmp_path, exams="exams: [{id: a, title: A}]", lectures="lectures: none")

    with pytest.raises(CourseError) as caught:
        read_course(folder)

    assert str(caught.value) == "\n".join(
        [
            f"{folder}/exams.yaml:1:9: 'date' is missing; write `date: …`",
            f"{folder}/lectures.yaml:1:11: a list is wanted here;"
            " write each item on a line of its own that begins with `- `, or [one, two]",
        ]
    )


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("lectures.yml", "did you mean 'lectures.yaml'?"),
        ("Exams.yaml", "did you mean 'exams.yaml'?"),
        ("office_hours.yaml", "did you mean 'office-hours.yaml'?"),
        ("deadlines.yml.yaml", "did you mean 'deadlines.yaml'?"),
        (
            "notes.yaml",
            "the files of a course are course.yaml, staff.yaml, lectures.yaml, tutorials.yaml, exams.yaml,"
            " deadlines.yaml, office-hours.yaml",
        ),
    ],
)
def test_file_that_is_not_read_is_warned_about(name: str, advice: str, tmp_path: Path) -> None:
    write_course(tmp_path)
    (tmp_path / name).write_text("exams: [")

    assert problems(tmp_path) == [f"{name}:1:1: warning: this file is not read; {advice}"]


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("staff (copy).yaml", "staff.yaml"),
        ("course (1).yaml", "course.yaml"),
        ("Staff.yml", "staff.yaml"),
        ("lectures-old.yaml", "lectures.yaml"),
    ],
)
def test_file_beside_the_one_that_is_read_is_told_to_be_left_over(name: str, read: str, tmp_path: Path) -> None:
    write_course(tmp_path, lectures="lectures: []")
    (tmp_path / name).write_text("exams: [")

    assert problems(tmp_path) == [f"{name}:1:1: warning: this file is not read, {read!r} is; take it out of the folder"]


def test_files_that_nobody_takes_for_data_are_not_told(tmp_path: Path) -> None:
    write_course(tmp_path)
    for name in (
        "lectures.yaml~",
        "lectures.yaml.orig",
        ".lectures.yaml.swp",
        ".#lectures.yaml",
        ".hidden.yaml",
        "#lectures.yaml#",
        "4913",
        "README.md",
        "notes.txt",
    ):
        (tmp_path / name).write_text("exams: [")
    (tmp_path / "materials").mkdir()

    assert problems(tmp_path) == []


def test_file_that_is_not_read_is_told_beside_what_is_wrong(tmp_path: Path) -> None:
    write_course(tmp_path, exams="exams: [{id: a, title: A}]")
    (tmp_path / "exam.yaml").write_text("")

    assert problems(tmp_path, course=course_yaml("classes: x")) == lines(
        """
        course.yaml:7:10: a mapping is wanted here; write `key: value` lines (keys: first, last)
        exam.yaml:1:1: warning: this file is not read, 'exams.yaml' is; take it out of the folder
        exams.yaml:1:9: 'date' is missing; write `date: …`
        """
    )
