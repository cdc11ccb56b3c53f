"""However large or wrong a course is, it is refused soon and in few words."""

from pathlib import Path

import pytest
from courses import course_yaml, lines, problems, read, write_course

from feeds.course.draft import MAX_EVENTS
from feeds.course.parser import MAX_VALUES
from feeds.course.reader import read_course
from feeds.errors import MAX_PROBLEMS

MORE = "there are more problems than these; mend them first"
MEETINGS = "course.yaml:8:5302: there are more than 100 class meetings; put weekdays together"


def rows(key: str, row: str, count: int) -> str:
    """Write a list of rows, one a line from line 2 on; `{n}` in a row is its number, of four digits."""
    return "\n".join([f"{key}:", *(f"  - {{{row.format(n=number)}}}" for number in range(1000, 1000 + count)), ""])


@pytest.mark.parametrize(
    ("file", "key", "row", "place"),
    [
        pytest.param("exams", "exams", "id: e{n}, title: A", "5: 'date' is missing; write `date: …`", id="of form"),
        pytest.param(
            "lectures",
            "lectures",
            "id: e{n}, title: A, date: Mon 2026-09-14",
            "33: there is no class meeting on 2026-09-14, a Monday; correct the date, or write `start` and `end`, or"
            " `start: tbd`",
            id="of days",
        ),
        pytest.param(
            "staff",
            "people",
            "id: ada, short: A{n}, name: Ada, role: TA",
            "10: 'ada' cannot be a person's id; write the full name in lower case with hyphens, such as"
            " 'ada-lovelace' (not beginning with not-, with-, week-, room- or tag-)",
            id="of people",
        ),
    ],
)
def test_problems_of_one_kind_are_told_up_to_a_hundred(
    file: str, key: str, row: str, place: str, tmp_path: Path
) -> None:
    column = place.partition(":")[0]
    hundred = [f"{file}.yaml:{line}:{place}" for line in range(2, 102)]

    assert problems(tmp_path, **{file: rows(key, row, 100)}) == hundred
    for count in (101, 1000):
        assert problems(tmp_path, **{file: rows(key, row, count)}) == [*hundred, f"{file}.yaml:102:{column}: {MORE}"]


@pytest.mark.parametrize(("count", "more"), [(100, []), (101, [MORE]), (1000, [MORE])])
def test_problems_of_a_file_that_is_not_yaml_are_told_up_to_a_hundred(
    count: int, more: list[str], tmp_path: Path
) -> None:
    found = problems(tmp_path, exams="exams: []\n" + "exams: []\n" * count)

    assert [problem.partition(": ")[2] for problem in found] == [
        *["'exams' is given twice (first on line 1); keep one of them, or begin a new row with `- `"] * 100,
        *more,
    ]


def test_what_is_told_of_one_file_leaves_room_for_another(tmp_path: Path) -> None:
    """Problems of form are told up to a hundred for each file, those that need the whole course up to a hundred."""
    found = problems(
        tmp_path,
        exams=rows("exams", "id: e{n}, title: A", 150),
        deadlines=rows("assignments", "id: d{n}", 150),
        lectures="lectures: [{id: a, title: A, date: Mon 2026-09-14}]",
    )

    assert (len(found), found[100], found[201:]) == (
        203,
        f"deadlines.yaml:102:5: {MORE}",
        [
            f"exams.yaml:102:5: {MORE}",
            "lectures.yaml:1:36: there is no class meeting on 2026-09-14, a Monday; correct the date, or write `start`"
            " and `end`, or `start: tbd`",
        ],
    )


def test_what_is_told_of_one_kind_leaves_room_for_another(tmp_path: Path) -> None:
    """The form of a file, people, and what needs the whole course are told up to a hundred each."""
    found = problems(
        tmp_path,
        staff=rows("people", "id: ada, short: A{n}, name: Ada, role: TA", 101),
        exams=rows("exams", "id: e{n}, title: A", 101),
        lectures=rows("lectures", "id: l{n}, title: A, date: Mon 2026-09-14", 101),
    )

    assert len(found) == 303
    assert [problem for problem in found if MORE in problem] == [
        f"exams.yaml:102:5: {MORE}",
        f"lectures.yaml:102:33: {MORE}",
        f"staff.yaml:102:10: {MORE}",
    ]


def test_warnings_beyond_a_hundred_are_only_said_to_be_more_and_the_course_is_read(tmp_path: Path) -> None:
    row = "id: e{n}, title: A, out: 2026-09-15, due: 2026-09-14"
    course = read_course(write_course(tmp_path, deadlines=rows("assignments", row, 300)))

    assert len(course.warnings) == MAX_PROBLEMS + 1
    assert [warning.message for warning in course.warnings[-2:]] == [
        "'e1099' is due on 2026-09-14, before it is out on 2026-09-15; correct one of the dates",
        MORE,
    ]
    assert len(course.events) == 600


def test_warnings_beyond_a_hundred_hide_no_error(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        deadlines=rows("assignments", "id: e{n}, title: A, out: 2026-09-15, due: 2026-09-14", 300)
        + "  - {id: e1000, title: A, due: tbd}\n",
    )

    assert [problem for problem in found if "warning" not in problem] == [
        "deadlines.yaml:302:10: the id 'e1000' is already used (deadlines.yaml:2); every event has an id of its own"
    ]


def test_file_of_more_values_than_any_course_has_is_refused(tmp_path: Path) -> None:
    # The file itself and its list are values too.
    assert problems(tmp_path, exams=f"exams: [{'1,' * (MAX_VALUES - 2)}]")[0] == (
        "exams.yaml:1:9: a mapping is wanted here; write `key: value` lines (keys: room, overflow, online, id, date,"
        " title, start, end, details, materials, tags, tentative, cancelled)"
    )
    assert problems(tmp_path, exams="exams: [\n" + "1,\n" * (MAX_VALUES - 1) + "]") == [
        "exams.yaml:20000:1: the file holds more than 20,000 values; split the course or look for a mistake"
    ]


def test_course_of_more_events_than_any_course_has_is_refused(tmp_path: Path) -> None:
    two_years = course_yaml("classes: {first: Wed 2025-01-01, last: Wed 2026-12-30}")
    weekly = rows("slots", "id: s{n}, day: Wed, start: 9:00, end: 9:30", 95)
    rest = MAX_EVENTS - 95 * 105
    exam = "id: e{n}, title: E, date: Tue 2026-01-06"

    course = read(tmp_path, course=two_years, office_hours=weekly, exams=rows("exams", exam, rest))
    assert len(course.events) == MAX_EVENTS
    assert problems(tmp_path, course=two_years, office_hours=weekly, exams=rows("exams", exam, rest + 1)) == [
        "office-hours.yaml:96:5: the course has more than 10,000 events; correct `from`, `until` or the days of classes"
    ]


def test_spans_of_more_than_two_years_are_refused(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        course=course_yaml(
            """
            classes: {first: 2026-01-01, last: 2028-01-03}
            meetings: [{days: [Tue], start: 9:00, end: 10:00, room: A, from: 2026-01-01, until: 2028-01-03}]
            office_hours: {first: 2026-01-01, last: 2062-01-01}
            holidays: [{id: thanks, name: Thanks, first: 2026-01-01, last: 2028-01-03}]
            """
        ),
        tutorials="slots: [{id: a, day: Wed, start: 9:00, end: 10:00, from: 2026-01-01, until: 2028-01-03}]",
        office_hours="""\
            slots:
              - {id: b, day: Wed, start: 9:00, end: 10:00, from: 2016-01-01, until: 2026-12-31}
              - {id: c, day: Wed, start: 9:00, end: 10:00}
            """,
    )

    assert found == lines(
        """
        course.yaml:7:36: from 2026-01-01 to 2028-01-03 is longer than two years; correct one of the years
        course.yaml:8:85: from 2026-01-01 to 2028-01-03 is longer than two years; correct one of the years
        course.yaml:9:41: from 2026-01-01 to 2062-01-01 is longer than two years; correct one of the years
        course.yaml:10:64: from 2026-01-01 to 2028-01-03 is longer than two years; correct one of the years
        office-hours.yaml:2:73: from 2016-01-01 to 2026-12-31 is longer than two years; correct one of the years
        tutorials.yaml:1:77: from 2026-01-01 to 2028-01-03 is longer than two years; correct one of the years
        """
    )


def test_slot_that_begins_years_too_early_is_told_where_it_has_no_end(tmp_path: Path) -> None:
    slots = "slots: [{id: b, day: Wed, start: 9:00, end: 10:00, from: 2006-09-09}]"

    assert problems(tmp_path, office_hours=slots) == [
        "office-hours.yaml:1:9: from 2006-09-09 to 2026-12-09 is longer than two years; correct one of the years"
    ]


def test_spans_of_two_years_are_read(tmp_path: Path) -> None:
    course = read(
        tmp_path,
        course=course_yaml(
            """
            classes: {first: 2026-01-01, last: 2028-01-02}
            meetings: [{days: [Tue], start: 9:00, end: 10:00, room: A, from: 2026-01-01, until: 2028-01-02}]
            office_hours: {first: 2026-01-01, last: 2028-01-02}
            holidays: [{id: thanks, name: Thanks, first: 2026-01-02, last: 2028-01-01}]
            """
        ),
        office_hours="""\
            slots:
              - {id: b, day: Thu, start: 9:00, end: 10:00, from: 2026-01-01, until: 2028-01-02}
              - {id: c, day: Sun, start: 9:00, end: 10:00}
            """,
    )

    assert [event.id for event in course.events] == ["b-2026-01-01", "thanks", "c-2028-01-02"]


@pytest.mark.parametrize(("count", "expected"), [(100, ""), (101, MEETINGS), (150, MEETINGS)])
def test_class_meetings_beyond_a_hundred_are_refused(count: int, expected: str, tmp_path: Path) -> None:
    meetings = ", ".join(f"{{days: [Tue], start: 9:00, end: 9:50, section: l{number}}}" for number in range(count))

    assert problems(tmp_path, course=course_yaml(f"meetings: [{meetings}]")) == lines(expected)
