"""What an edit must not take from subscribers by accident: half of a course, or what a whole file held."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from courses import course_yaml, lines, problems, publish, write_course

from feeds.course.folder import HISTORY
from feeds.course.model import Course, Status
from feeds.course.reader import read_course
from feeds.errors import CourseError

PUBLISHED = datetime(2026, 8, 20, 12, tzinfo=UTC)

Files = dict[str, str]


def exams(numbers: Iterable[int], **more: str) -> str:
    """Write exams of these numbers, and what else is to be said of each."""
    rows = "".join(
        f"  - {{id: e{number:03}, title: Exam, date: 2026-10-14"
        + "".join(f", {key}: {value}" for key, value in more.items())
        + "}\n"
        for number in numbers
    )
    return f"exams:\n{rows}" if rows else "exams: []\n"


def withdrawn(numbers: Iterable[int]) -> str:
    return course_yaml(f"withdrawn: [{', '.join(f'e{number:03}' for number in numbers)}]")


def edited(folder: Path, *states: Files) -> Path:
    """Write a course as it was at one time after the other, each published but the last."""
    for number, files in enumerate(states):
        if number:
            publish(folder, PUBLISHED + timedelta(days=number))
            for file in folder.glob("*.yaml"):
                file.unlink()
        write_course(folder, **files)
    return folder


def cancelled(course: Course) -> int:
    return sum(event.status is Status.CANCELLED for event in course.events)


MUCH = (
    "{}:1:1: this cancels {} of {} published events at once, the first of them {!r}; undo the edit, or, if it is meant,"
    " run `feeds record --cancel {}`"
)


# Much at once


@pytest.mark.parametrize(
    ("held", "left"),
    [
        pytest.param(1, 0, id="one of one"),
        pytest.param(20, 0, id="20 of 20"),
        pytest.param(100, 80, id="20 of 100"),
        pytest.param(40, 20, id="20 of 40"),
        pytest.param(105, 84, id="21 of 105, a fifth"),
        pytest.param(106, 85, id="21 of 106"),
        pytest.param(200, 160, id="40 of 200, a fifth"),
        pytest.param(21, 21, id="none"),
    ],
)
def test_little_may_be_cancelled_at_once(held: int, left: int, tmp_path: Path) -> None:
    course = read_course(edited(tmp_path, {"exams": exams(range(held))}, {"exams": exams(range(left))}))

    assert (len(course.events), cancelled(course), course.warnings) == (held, held - left, ())


@pytest.mark.parametrize(
    ("held", "left"),
    [
        pytest.param(21, 0, id="21 of 21"),
        pytest.param(40, 19, id="21 of 40"),
        pytest.param(104, 83, id="21 of 104"),
        pytest.param(200, 159, id="41 of 200"),
    ],
)
def test_much_is_not_cancelled_at_once(held: int, left: int, tmp_path: Path) -> None:
    files: Files = {"exams": exams(range(left))}
    edited(tmp_path, {"exams": exams(range(held))}, files)
    taken = held - left

    assert problems(tmp_path, **files) == [MUCH.format("exams.yaml", taken, held, f"e{left:03}", taken)]


def test_message_says_what_to_do(tmp_path: Path) -> None:
    files = {"exams": exams(range(50))}
    edited(tmp_path, {"exams": exams(range(80))}, files)

    assert problems(tmp_path, **files) == lines(
        """
        exams.yaml:1:1: this cancels 30 of 80 published events at once, the first of them 'e050'; undo the edit, or, if
          it is meant, run `feeds record --cancel 30`
        """
    )


@pytest.mark.parametrize(
    "after",
    [
        pytest.param({"exams": exams(range(21, 30))}, id="gone"),
        pytest.param({"exams": exams(range(21), cancelled="flood") + exams(range(21, 30))[7:]}, id="cancelled"),
        pytest.param({"exams": exams(range(21, 30)), "course": withdrawn(range(21))}, id="withdrawn"),
        pytest.param(
            {
                "exams": exams(range(7), cancelled="flood") + exams(range(21, 30))[7:],
                "course": withdrawn(range(7, 14)),
            },
            id="some cancelled, some withdrawn, some gone",
        ),
    ],
)
def test_whatever_takes_an_event_away_counts(after: Files, tmp_path: Path) -> None:
    edited(tmp_path, {"exams": exams(range(30))}, after)

    assert problems(tmp_path, **after) == [MUCH.format("exams.yaml", 21, 30, "e000", 21)]


@pytest.mark.parametrize(
    "after",
    [
        pytest.param({"exams": exams(range(30)).replace("10-14", "10-15")}, id="moved"),
        pytest.param({"exams": exams(range(30)).replace("2026-10-14", "tbd")}, id="without their date"),
        pytest.param({"exams": exams(range(30), tentative="yes")}, id="tentative"),
        pytest.param({"exams": exams(range(30)).replace("title: Exam", "title: Quiz")}, id="of another title"),
        pytest.param({"exams": exams(range(60))}, id="with as many new ones"),
    ],
)
def test_what_takes_nothing_away_is_never_too_much(after: Files, tmp_path: Path) -> None:
    edited(tmp_path, {"exams": exams(range(30))}, after)

    assert problems(tmp_path, **after) == []


def test_new_events_do_not_make_up_for_those_that_go(tmp_path: Path) -> None:
    after = {"exams": exams(range(9)), "tutorials": TUTORIALS}
    edited(tmp_path, {"exams": exams(range(30))}, after)

    assert problems(tmp_path, **after) == [MUCH.format("exams.yaml", 21, 30, "e009", 21)]


@pytest.mark.parametrize(
    "after",
    [
        pytest.param({"exams": "exams: []"}, id="that are gone now"),
        pytest.param({"exams": exams(range(30), cancelled="a flood")}, id="for another reason"),
        pytest.param(
            {"exams": "exams: []", "course": withdrawn(range(30))},
            id="that are withdrawn now",
        ),
    ],
)
def test_what_was_cancelled_before_does_not_count(after: Files, tmp_path: Path) -> None:
    edited(tmp_path, {"exams": exams(range(30), cancelled="flood")}, after)

    assert problems(tmp_path, **after) == []


def test_what_was_cancelled_before_is_no_part_of_the_whole(tmp_path: Path) -> None:
    """21 of 104 that take place are more than a fifth, whatever else there was."""
    flood = exams(range(500, 600), cancelled="flood")[7:]
    after = {"exams": exams(range(83)) + flood}
    edited(tmp_path, {"exams": exams(range(104)) + flood}, after)

    assert problems(tmp_path, **after) == [MUCH.format("exams.yaml", 21, 104, "e083", 21)]


def test_what_was_recorded_on_purpose_is_not_refused_again(tmp_path: Path) -> None:
    edited(tmp_path, {"exams": exams(range(30))}, {"exams": exams(range(9))}, {"exams": exams(range(9))})

    course = read_course(tmp_path)

    assert (len(course.events), cancelled(course), course.warnings) == (30, 21, ())


def test_what_is_cancelled_bit_by_bit_is_not_too_much(tmp_path: Path) -> None:
    edited(tmp_path, *({"exams": exams(range(left))} for left in (60, 40, 20, 0)))

    course = read_course(tmp_path)

    assert (len(course.events), cancelled(course)) == (60, 60)


@pytest.mark.parametrize("history", [None, "", "\n"])
def test_nothing_is_too_much_while_nothing_is_published(history: str | None, tmp_path: Path) -> None:
    write_course(tmp_path, exams=exams(range(30)))
    read_course(tmp_path)
    if history is not None:
        (tmp_path / HISTORY).write_text(history)

    assert problems(tmp_path, exams="exams: []") == []
    assert problems(tmp_path, exams=exams(range(30), cancelled="flood")) == []


def test_state_that_was_published_then_is_what_counts(tmp_path: Path) -> None:
    """Before the first publication nothing was held, so that nothing is too much."""
    edited(tmp_path, {"exams": exams(range(30))}, {"exams": exams(range(9))})

    assert len(read_course(tmp_path, as_of=PUBLISHED - timedelta(days=1)).events) == 30
    with pytest.raises(CourseError):
        read_course(tmp_path, as_of=PUBLISHED + timedelta(days=1))


@pytest.mark.parametrize("after", [{"exams": "exams: []"}, {"exams": "exams: []", "course": withdrawn(range(30))}])
def test_what_is_meant_is_done(after: Files, tmp_path: Path) -> None:
    course = read_course(edited(tmp_path, {"exams": exams(range(30))}, after), cancelling=True)

    assert cancelled(course) == len(course.events) == (0 if "course" in after else 30)
    assert course.warnings == ()


def test_other_mistakes_are_not_forgiven_with_it(tmp_path: Path) -> None:
    files = {"exams": "exams: []", "lectures": "lectures: [{id: a, title: A, date: Tue 2026-09-16}]"}
    edited(tmp_path, {"exams": exams(range(30))}, files)

    with pytest.raises(CourseError) as caught:
        read_course(tmp_path, cancelling=True)

    assert [str(each).removeprefix(f"{tmp_path}/") for each in caught.value.problems] == [
        "lectures.yaml:1:36: 2026-09-16 is a Wednesday, not a Tuesday; correct the weekday or the date"
    ]


def test_other_mistakes_come_first(tmp_path: Path) -> None:
    """What is taken away may only be so because of them."""
    files = {"exams": "exams: []", "lectures": "lectures: [{id: a, title: A, date: Tue 2026-09-16}]"}
    edited(tmp_path, {"exams": exams(range(30))}, files)

    assert problems(tmp_path, **files) == [
        "lectures.yaml:1:36: 2026-09-16 is a Wednesday, not a Tuesday; correct the weekday or the date"
    ]


# Which file


def rows(key: str, count: int, row: str) -> str:
    """Write as many rows, each with a number and a day of its own."""
    first = datetime(2026, 9, 10, tzinfo=UTC)
    return f"{key}:\n" + "".join(
        f"  - {{{row.format(n=f'{number:03}', day=(first + timedelta(days=number)).date())}}}\n"
        for number in range(count)
    )


LECTURES = rows("lectures", 25, "id: lecture-{n}, title: L, date: {day}, start: 9:00, end: 10:00, room: a")
TUTORIALS = rows("tutorials", 25, "id: tutorial-{n}, title: T, date: {day}, start: 9:00, end: 10:00")
DEADLINES = rows("assignments", 13, "id: pset-{n}, title: P, out: {day}, due: {day}")
DUES = rows("assignments", 25, "id: pset-{n}, title: P, due: {day}")
ONE_OFF = rows("one_off", 25, "id: hour-{n}, date: {day}, start: 9:00, end: 10:00")
WEEKLY = "slots: [{id: oh, day: Mon, start: 9:00, end: 10:00}, {id: hours, day: Tue, start: 9:00, end: 10:00}]"
SLOTS = WEEKLY.replace("id: oh", "id: r01").replace("id: hours", "id: r02")
HOLIDAYS = course_yaml(
    f"holidays: [{', '.join(f'{{id: holiday-{number:03}, first: 2027-01-01, name: H}}' for number in range(25))}]"
)


@pytest.mark.parametrize(
    ("before", "file", "taken", "first"),
    [
        pytest.param({"lectures": LECTURES}, "lectures.yaml", 25, "lecture-000", id="lectures"),
        pytest.param({"tutorials": TUTORIALS}, "tutorials.yaml", 25, "tutorial-000", id="tutorials"),
        pytest.param({"tutorials": SLOTS}, "tutorials.yaml", 26, "r01-2026-09-14", id="recitations"),
        pytest.param({"exams": exams(range(25))}, "exams.yaml", 25, "e000", id="exams"),
        pytest.param({"deadlines": DUES}, "deadlines.yaml", 25, "pset-000-due", id="deadlines"),
        pytest.param({"deadlines": DEADLINES}, "deadlines.yaml", 26, "pset-000-due", id="releases and deadlines"),
        pytest.param({"office_hours": ONE_OFF}, "office-hours.yaml", 25, "hour-000", id="single hours"),
        pytest.param({"office_hours": WEEKLY}, "office-hours.yaml", 26, "hours-2026-09-15", id="weekly hours"),
        pytest.param({"course": HOLIDAYS}, "course.yaml", 25, "holiday-000", id="holidays"),
        pytest.param(
            {"lectures": LECTURES, "deadlines": DEADLINES, "exams": exams(range(3))},
            "deadlines.yaml",
            54,
            "e000",
            id="the one with most of them",
        ),
    ],
)
def test_message_names_the_file_that_held_most_of_it(
    before: Files, file: str, taken: int, first: str, tmp_path: Path
) -> None:
    emptied = dict.fromkeys(before.keys() - {"course"}, "{}")
    edited(tmp_path, before, emptied)

    assert problems(tmp_path, **emptied) == [MUCH.format(file, taken, taken, first, taken)]


# A file that is not there

ONE_OF_EACH = {
    "lectures": "lectures: [{id: grids, title: Grids, date: Tue 2026-09-15}]",
    "tutorials": "tutorials: [{id: git, title: Git, date: Wed 2026-09-16, start: 9:00, end: 10:00}]",
    "exams": "exams: [{id: midterm, title: Midterm, date: Wed 2026-10-14}]",
    "deadlines": "assignments: [{id: pset-1, title: pset 1, out: Tue 2026-09-15, due: Tue 2026-09-22}]",
    "office_hours": "slots: [{id: oh, hosts: [ada-lovelace], day: Mon, start: 9:00, end: 10:00, until: 2026-09-28}]",
}
MISSING = {
    "lectures": "lectures.yaml:1:1: there is no lectures.yaml, of which an event is published; {}",
    "tutorials": "tutorials.yaml:1:1: there is no tutorials.yaml, of which an event is published; {}",
    "exams": "exams.yaml:1:1: there is no exams.yaml, of which an event is published; {}",
    "deadlines": "deadlines.yaml:1:1: there is no deadlines.yaml, of which 2 events are published; {}",
    "office_hours": "office-hours.yaml:1:1: there is no office-hours.yaml, of which 3 events are published; {}",
}
PUT_BACK = "put it back, with what it held"


@pytest.mark.parametrize("name", MISSING)
@pytest.mark.parametrize("cancelling", [False, True])
def test_file_of_which_events_are_published_must_be_there(name: str, cancelling: bool, tmp_path: Path) -> None:
    rest = {other: text for other, text in ONE_OF_EACH.items() if other != name}

    with pytest.raises(CourseError) as caught:
        read_course(edited(tmp_path, ONE_OF_EACH, rest), cancelling=cancelling)

    assert [str(each).removeprefix(f"{tmp_path}/") for each in caught.value.problems] == [
        MISSING[name].format(PUT_BACK)
    ]


def test_all_missing_files_are_told_and_not_that_much_is_cancelled(tmp_path: Path) -> None:
    edited(tmp_path, {**ONE_OF_EACH, "exams": exams(range(50))}, {})
    expected = {**MISSING, "exams": MISSING["exams"].replace("an event is", "50 events are")}

    assert problems(tmp_path) == sorted(each.format(PUT_BACK) for each in expected.values())


@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_file_may_be_missing_until_something_of_it_is_published(name: str, tmp_path: Path) -> None:
    rest = {other: text for other, text in ONE_OF_EACH.items() if other != name}
    read_course(edited(tmp_path, rest, ONE_OF_EACH))
    (tmp_path / f"{name.replace('_', '-')}.yaml").unlink()

    assert problems(tmp_path, **rest) == []


@pytest.mark.parametrize("content", ["", "\n", " \n\n"])
@pytest.mark.parametrize("name", MISSING)
def test_file_of_which_events_are_published_must_not_be_empty(name: str, content: str, tmp_path: Path) -> None:
    """As a disk that is full leaves it; what says that there is nothing in it is taken at its word."""
    edited(tmp_path, ONE_OF_EACH, ONE_OF_EACH)
    file = f"{name.replace('_', '-')}.yaml"
    (tmp_path / file).write_text(content)
    message = MISSING[name].format(PUT_BACK).replace(f"there is no {file}", f"{file} is empty")

    with pytest.raises(CourseError) as caught:
        read_course(tmp_path)
    assert [str(each).removeprefix(f"{tmp_path}/") for each in caught.value.problems] == [message]


@pytest.mark.parametrize("content", ["", " \n"])
def test_empty_file_is_no_loss_until_something_of_it_is_published(content: str, tmp_path: Path) -> None:
    rest = {name: text for name, text in ONE_OF_EACH.items() if name != "exams"}
    edited(tmp_path, rest, rest)
    (tmp_path / "exams.yaml").write_text(content)

    assert read_course(tmp_path).warnings == ()


@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_file_may_be_empty_or_say_nothing(name: str, tmp_path: Path) -> None:
    after = {**ONE_OF_EACH, name: "{}"}
    edited(tmp_path, ONE_OF_EACH, after)

    assert problems(tmp_path, **after) == []


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        pytest.param([{"exams": exams(range(2), cancelled="flood")}, {}], [], id="that were cancelled"),
        pytest.param([{"exams": exams(range(2))}, {"exams": "{}"}, {}], [], id="that went before"),
        pytest.param(
            [
                {"exams": exams(range(2))},
                {"exams": "{}", "course": withdrawn(range(2))},
                {"course": withdrawn(range(2))},
            ],
            [],
            id="that were withdrawn",
        ),
        pytest.param(
            [
                {"exams": exams(range(2))},
                {"exams": exams([0], cancelled="flood"), "course": withdrawn([1])},
                {"course": withdrawn([1])},
            ],
            [],
            id="of which one was cancelled and one withdrawn",
        ),
        pytest.param(
            [{"exams": exams([0, 1, 2], cancelled="flood") + exams([3])[7:]}, {}],
            ["exams.yaml:1:1: there is no exams.yaml, of which an event is published; put it back, with what it held"],
            id="all but one",
        ),
        pytest.param(
            [{"exams": exams(range(2))}, {"course": withdrawn(range(2))}],
            [],
            id="that are withdrawn just now",
        ),
    ],
)
def test_file_may_be_missing_when_all_its_events_are_cancelled_or_withdrawn(
    states: list[Files], expected: list[str], tmp_path: Path
) -> None:
    edited(tmp_path, *states)

    assert problems(tmp_path, **states[-1]) == expected


def test_recitations_and_tutorials_are_of_one_file(tmp_path: Path) -> None:
    both = ONE_OF_EACH["tutorials"] + "\n" + ONE_OF_EACH["office_hours"]
    edited(tmp_path, {"tutorials": both}, {})

    assert problems(tmp_path) == [MISSING["tutorials"].replace("an event is", "4 events are").format(PUT_BACK)]
