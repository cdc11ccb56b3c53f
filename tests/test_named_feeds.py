"""What can be wrong with calendars that have a name: told with its place, at once with all else that is wrong."""

from pathlib import Path

import pytest
from courses import COURSE, STAFF, course_yaml, lines, problems, read

from feeds.course.folder import HISTORY

RECORDED = '{"time":"2026-08-20T12:00:00Z","feed":"for-students","selection":"main_releases"}\n'
GONE = (
    "the calendar 'for-students' is gone, to which people subscribe; write it again:"
    " '- {id: for-students, selection: main_releases}'"
)
NAMING = (
    "cannot be a calendar's name; write words with hyphens between them, such as 'for-students' (not beginning with"
    " not-, with-, week-, room- or tag-, and at most 60 letters)"
)
NO_WORD = "is a name itself; write words, such as main_releases"
OF_STAFF = "is the id of one of the staff; write another name, such as 'for-students'"


def feeds(*rows: str) -> str:
    """Give the minimal course.yaml with named feeds, a line each from the tenth on."""
    return "\n".join([f"{COURSE}feeds:", *(f"  - {{{row}}}" for row in rows), ""])


def published(folder: Path, text: str = RECORDED) -> Path:
    """Begin a course's history with what its named feeds hold."""
    folder.mkdir(exist_ok=True)
    (folder / HISTORY).write_text(text)
    return folder


def test_names_and_meanings_are_read(tmp_path: Path) -> None:
    course = read(
        published(tmp_path),
        course=feeds(
            "id: for-students, selection: Releases_MAIN, title: For students",
            "id: 6-100-exams, selection: exams",
            f"id: a-{'b' * 58}, selection: all",
        ),
    )

    assert [(feed.id, feed.title, feed.selection, feed.published) for feed in course.named_feeds] == [
        ("for-students", "For students", "main_releases", "main_releases"),
        ("6-100-exams", "6 100 exams", "exams", None),
        (f"a-{'b' * 58}", f"a {'b' * 58}", "all", None),
    ]
    assert course.unrecorded_feeds == course.named_feeds[1:]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            [
                "id: students, selection: main",
                "id: not-main, selection: main",
                "id: with-exams, selection: main",
                "id: week-1, selection: main",
                "id: room-1, selection: main",
                "id: tag-guest, selection: main",
                "id: office-hours, selection: main",
                f"id: a-{'b' * 59}, selection: main",
            ],
            [
                f"course.yaml:10:10: 'students' {NAMING}",
                f"course.yaml:11:10: 'not-main' {NAMING}",
                f"course.yaml:12:10: 'with-exams' {NAMING}",
                f"course.yaml:13:10: 'week-1' {NAMING}",
                f"course.yaml:14:10: 'room-1' {NAMING}",
                f"course.yaml:15:10: 'tag-guest' {NAMING}",
                f"course.yaml:16:10: 'office-hours' {NAMING}",
                f"course.yaml:17:10: 'a-{'b' * 58}…' {NAMING}",
            ],
            id="names that are none",
        ),
        pytest.param(
            ["id: For Students, selection: main", 'title: For students, selection: ""', "id: for-a, selection: [main]"],
            lines(
                """
                course.yaml:10:10: 'For Students' is not a word for addresses; write lower-case letters, digits and
                  hyphens, such as 'for-students'
                course.yaml:11:5: 'id' is missing; write `id: …`
                course.yaml:11:38: the value is missing; write one or take the line out
                course.yaml:12:28: one value is wanted here, not a list or a mapping; write one, or quote text that
                  begins with [ or {
                """
            ),
            id="values that are none",
        ),
        pytest.param(
            [
                "id: for-students, selection: main",
                "id: exams-only, selection: exams",
                "id: for-students, selection: all",
            ],
            ["course.yaml:12:10: the name 'for-students' is already used (course.yaml:10); write another one"],
            id="a name twice",
        ),
        pytest.param(
            ["id: alan-turing, selection: main"],
            [f"course.yaml:10:10: 'alan-turing' {OF_STAFF}"],
            id="somebody's id",
        ),
        pytest.param(
            [
                "id: for-a, selection: lectures exams",
                "id: for-b, selection: lectures.exams",
                "id: for-c, selection: all_not-all",
                "id: for-d, selection: main__exams",
                "id: for-e, selection: prüfungen",
                "id: for-f, selection: week-05",
                f"id: for-g, selection: {'b' * 201}",
                f"id: for-h, selection: {'_'.join(f'w-{n}' for n in range(65))}",
            ],
            lines(
                """
                course.yaml:10:28: 'lectures exams' is not a word; words are letters and digits joined by single hyphens
                course.yaml:11:28: 'lectures.exams' can never match: nothing is of two kinds; to have either, write
                  'lectures_exams'
                course.yaml:12:28: 'not-all' takes away all of 'all'; take one of them out
                course.yaml:13:28: a word is missing; there is a '.' or '_' with nothing beside it
                course.yaml:14:28: 'prüfungen' is not a selection; write words as addresses have them, such as
                  main_releases
                course.yaml:15:28: 'week-05' is not a week; write week-1, week-2 and so on, without zeros in front
                course.yaml:16:28: the address is too long, 201 characters where 200 are the most; choose fewer
                course.yaml:17:28: there are too many words, 65 where 64 are the most; choose fewer
                """
            ),
            id="selections that are none",
        ),
        pytest.param(
            [
                "id: for-a, selection: lectres",
                "id: for-b, selection: main_week-15",
                "id: for-c, selection: for-a_exams",
                "id: for-d, selection: all_not-for-a",
                "id: for-e, selection: for-f",
                "id: for-f, selection: grace-hoper",
                "id: for-g, selection: week-14.ada-lovelace",
            ],
            [
                "course.yaml:10:28: nothing here is called 'lectres'; did you mean 'lectures'?",
                "course.yaml:11:28: there is no week-15; the weeks of this course are week-1 to week-14",
                f"course.yaml:12:28: 'for-a' {NO_WORD}",
                f"course.yaml:13:28: 'for-a' {NO_WORD}",
                f"course.yaml:14:28: 'for-f' {NO_WORD}",
                "course.yaml:15:28: nothing here is called 'grace-hoper'; did you mean 'grace-hopper'?",
            ],
            id="words that nobody knows",
        ),
    ],
)
def test_what_is_wrong_is_told_in_its_place(tmp_path: Path, rows: list[str], expected: list[str]) -> None:
    assert problems(tmp_path, course=feeds(*rows)) == expected


def test_it_is_told_at_once_with_what_is_wrong_elsewhere(tmp_path: Path) -> None:
    found = problems(
        published(tmp_path, RECORDED + RECORDED.replace("for-students", "for-alumni")),
        course=feeds(
            "id: for-students, selection: main", "id: ada-lovelace, selection: main", "id: all, selection: all"
        ),
        exams="exams: [{id: midterm, title: Midterm}]",
        staff=f"{STAFF}  - {{id: for-students, name: For Students, role: TA, hours: no}}\n",
    )

    assert found == [
        "course.yaml:10:3: " + GONE.replace("for-students", "for-alumni"),
        f"course.yaml:11:10: 'ada-lovelace' {OF_STAFF}",
        f"course.yaml:12:10: 'all' {NAMING}",
        "exams.yaml:1:9: 'date' is missing; write `date: …`",
        "staff.yaml:5:10: 'for-students' is the name of a calendar to which people subscribe; write another id",
    ]


# Names are for ever


@pytest.mark.parametrize(
    ("course", "expected"),
    [
        pytest.param("", [f"course.yaml:1:1: {GONE}"], id="nothing is written"),
        pytest.param("feeds: []", [f"course.yaml:9:8: {GONE}"], id="the list is empty"),
        pytest.param(
            "feeds: [{id: exams-only, selection: exams}]",
            [f"course.yaml:9:8: {GONE}"],
            id="only another one is written",
        ),
        pytest.param(
            "feeds: [{id: for-student, selection: main}]", [f"course.yaml:9:8: {GONE}"], id="its id is misspelt"
        ),
        pytest.param(
            "feeds: [{name: for-students, selection: main}]",
            [
                f"course.yaml:9:8: {GONE}",
                "course.yaml:9:9: 'id' is missing; write `id: …`",
                "course.yaml:9:10: unknown key 'name'; did you mean 'title'?",
            ],
            id="its key is misspelt",
        ),
        pytest.param(
            "feed: [{id: for-students, selection: main}]",
            [f"course.yaml:1:1: {GONE}", "course.yaml:9:1: unknown key 'feed'; did you mean 'feeds'?"],
            id="the key of all is misspelt",
        ),
        pytest.param(
            "feeds: {id: for-students, selection: main}",
            [
                "course.yaml:9:8: a list is wanted here; write each item on a line of its own that begins with `- `,"
                " or [one, two]",
            ],
            id="the list is none",
        ),
    ],
)
def test_published_name_that_is_gone_is_a_mistake(tmp_path: Path, course: str, expected: list[str]) -> None:
    assert problems(published(tmp_path), course=course_yaml(course)) == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (
            "id: for-students, selection: main, titel: X",
            "course.yaml:10:41: unknown key 'titel'; did you mean 'title'?",
        ),
        (
            "id: for-students, selection: examz",
            "course.yaml:10:35: nothing here is called 'examz'; did you mean 'exams'?",
        ),
        ("id: for-students", "course.yaml:10:5: 'selection' is missing; write `selection: …`"),
    ],
)
def test_name_in_a_wrong_row_is_not_gone(tmp_path: Path, row: str, expected: str) -> None:
    assert problems(published(tmp_path), course=feeds(row)) == [expected]


@pytest.mark.parametrize("text", ["{id: 'for-students ', selection: main}", "{id: ' for-students', selection: main}"])
def test_space_around_a_published_name_does_not_count(tmp_path: Path, text: str) -> None:
    course = course_yaml(f"feeds: [{text}]")

    assert problems(published(tmp_path), course=course) == []


def test_id_of_somebody_who_is_gone_and_was_published_is_no_name(tmp_path: Path) -> None:
    line = (
        '{"time":"2026-08-20T12:00:00Z","uid":"overview.%s@course.example.edu","content":{"code":"6.100",'
        '"kind":"lecture","title":"Overview","start":"2026-09-10T13:00:00-04:00","end":"2026-09-10T14:30:00-04:00",'
        '"people":[{"id":"emmy-noether","name":"Emmy Noether"}]}}\n'
    )
    folder = published(tmp_path, line % tmp_path.name)
    found = problems(
        folder,
        course=feeds("id: emmy-noether, selection: main", "id: sofja-kowalewskaja, selection: main"),
        lectures="lectures: [{id: overview, date: Thu 2026-09-10, title: Overview}]",
    )

    assert found == [f"course.yaml:10:10: 'emmy-noether' {OF_STAFF}"]


def test_nobody_gets_a_published_name_as_their_id(tmp_path: Path) -> None:
    staff = f"{STAFF}  - {{id: for-students, name: For Students, role: TA, hours: no}}\n"
    course = feeds("id: for-students, selection: main")

    assert problems(published(tmp_path), course=course, staff=staff) == [
        "staff.yaml:5:10: 'for-students' is the name of a calendar to which people subscribe; write another id"
    ]
    # One that is not published yet gives way.
    (tmp_path / HISTORY).unlink()
    assert problems(tmp_path, course=course, staff=staff) == [f"course.yaml:10:10: 'for-students' {OF_STAFF}"]
