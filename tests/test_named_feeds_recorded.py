"""Calendars with a name in the history: what they hold is recorded, may be corrected, and is never lost."""

import json
from datetime import UTC, datetime
from itertools import permutations
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import PUBLIC_URL
from courses import COURSE, problems, touch, write_course

from feeds.catalog.catalog import Catalog
from feeds.catalog.shelf import State
from feeds.cli import main
from feeds.course.folder import HISTORY
from feeds.course.reader import read_course

SLUG = "6.100-fa26"
EDITED = datetime(2026, 10, 1, tzinfo=UTC)
NOW = datetime(2026, 10, 10, 18, tzinfo=UTC)
LATER = datetime(2026, 10, 11, 18, tzinfo=UTC)

EXAMS = "exams: [{id: midterm, title: Midterm, date: Thu 2026-10-15, start: 19:30, end: 22:00}]"
MOVED = EXAMS.replace("Thu 2026-10-15", "Tue 2026-10-20")
PSET = "assignments: [{id: pset-1, title: pset 1, out: 2026-10-01, due: 2026-10-22}]"
STUDENTS = "id: for-students, selection: releases_main, title: For students"
ONLY = "id: exams-only, selection: exams"
MIDTERM_LINE = '{"time":"2026-10-10T18:00:00Z","uid":"midterm.6.100-fa26@course.example.edu","said":["new"],"content":{"code":"6.100","kind":"exam","title":"Midterm","start":"2026-10-15T19:30:00-04:00","end":"2026-10-15T22:00:00-04:00"}}\n'  # noqa: E501 (as it is on disk)
MOVED_LINE = '{"time":"2026-10-11T18:00:00Z","uid":"midterm.6.100-fa26@course.example.edu","replaces":"776d19692f5ffba2","said":["when: Thu 15 Oct, 7:30–10 PM ET → Tue 20 Oct, 7:30–10 PM ET"],"note":"the room was taken","content":{"code":"6.100","kind":"exam","title":"Midterm","start":"2026-10-20T19:30:00-04:00","end":"2026-10-20T22:00:00-04:00"}}\n'  # noqa: E501 (as it is on disk)
STUDENTS_LINE = '{"time":"2026-10-10T18:00:00Z","feed":"for-students","selection":"main_releases"}\n'
ONLY_LINE = '{"time":"2026-10-10T18:00:00Z","feed":"exams-only","selection":"exams"}\n'


def run(command: str, *arguments: str | Path, now: datetime = NOW) -> Result:
    return CliRunner().invoke(main, [command, *(str(argument) for argument in arguments)], obj=now)


def edit(folder: Path, *rows: str, exams: str = EXAMS, **files: str) -> Path:
    """Write the minimal course with an exam and some named feeds, as it was edited in October."""
    course = COURSE + (f"feeds: [{', '.join(f'{{{row}}}' for row in rows)}]\n" if rows else "")
    touch(write_course(folder, course=course, exams=exams, **files), EDITED)
    return folder


def history(folder: Path) -> str:
    return (folder / HISTORY).read_text()


def written(folder: Path) -> tuple[int, int, str]:
    """Tell one state of a history from every other."""
    found = (folder / HISTORY).stat()
    return found.st_ino, found.st_mtime_ns, history(folder)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A course with an exam and two named feeds, all of which is recorded."""
    folder = edit(tmp_path / SLUG, STUDENTS, ONLY)
    assert run("record", folder).exit_code == 0
    return folder


# What is recorded


def test_first_time_records_them_behind_the_events(tmp_path: Path) -> None:
    folder = edit(tmp_path / SLUG, STUDENTS, ONLY)
    result = run("record", folder)

    assert (result.exit_code, result.output) == (
        0,
        "6.100-fa26: 1 event published; its history begins\n"
        "  the calendar for-students is new: main_releases (1 event)\n"
        "  the calendar exams-only is new: exams (1 event)\n",
    )
    assert history(folder) == MIDTERM_LINE + STUDENTS_LINE + ONLY_LINE


def test_second_time_changes_nothing(folder: Path) -> None:
    before = written(folder)
    result = run("record", "-m", "again", folder, now=LATER)

    assert (result.exit_code, result.output) == (0, "6.100-fa26: nothing new\n")
    assert written(folder) == before


def test_correction_is_added_with_what_else_changed_and_the_note(folder: Path) -> None:
    edit(folder, STUDENTS.replace("releases_main", "main"), ONLY, exams=MOVED)
    result = run("record", "-m", "the room was taken", folder, now=LATER)

    assert (result.exit_code, result.output) == (
        0,
        "6.100-fa26: 1 event moves\n"
        "  Midterm (6.100): Thu 15 Oct, 7:30–10 PM ET → Tue 20 Oct, 7:30–10 PM ET\n"
        "  the calendar for-students becomes main (1 event); it was main_releases (1)\n",
    )
    assert history(folder) == MIDTERM_LINE + STUDENTS_LINE + ONLY_LINE + MOVED_LINE + (
        '{"time":"2026-10-11T18:00:00Z","feed":"for-students","selection":"main","note":"the room was taken"}\n'
    )


def test_another_title_or_spelling_is_nothing_to_record(folder: Path) -> None:
    edit(folder, "id: for-students, selection: Main_RELEASES, title: Everything", ONLY)

    assert run("record", folder, now=LATER).output == "6.100-fa26: nothing new\n"


def test_history_of_events_alone_stays_as_it_is_until_there_are_names(tmp_path: Path) -> None:
    folder = edit(tmp_path / SLUG)
    run("record", folder)
    assert (history(folder), read_course(folder).named_feeds) == (MIDTERM_LINE, ())

    edit(folder, STUDENTS)
    assert run("record", folder, now=LATER).output == (
        "6.100-fa26: nothing changes; 1 event stays\n  the calendar for-students is new: main_releases (1 event)\n"
    )
    assert history(folder) == MIDTERM_LINE + STUDENTS_LINE.replace("10-10", "10-11")


@pytest.mark.parametrize("now", [NOW, datetime(2026, 10, 9, 18, tzinfo=UTC)], ids=["same second", "clock runs behind"])
def test_what_is_recorded_last_counts_whatever_the_clock_says(folder: Path, now: datetime) -> None:
    edit(folder, STUDENTS.replace("releases_main", "main"), ONLY)
    run("record", folder, now=now)

    assert run("record", folder, now=now).output == "6.100-fa26: nothing new\n"
    assert run("check", "--recorded", folder).exit_code == 0
    assert history(folder) == MIDTERM_LINE + STUDENTS_LINE + ONLY_LINE + (
        '{"time":"2026-10-10T18:00:01Z","feed":"for-students","selection":"main"}\n'
    )


# What the history says


def test_order_and_repetition_of_lines_mean_nothing_and_the_latest_counts(tmp_path: Path) -> None:
    folder = edit(tmp_path / SLUG, STUDENTS, ONLY)
    first, second = STUDENTS_LINE.replace("main_releases", "main"), STUDENTS_LINE.replace("10-10", "10-11")
    third = STUDENTS_LINE.replace("10-10", "10-12").replace("main_releases", "exams")

    for lines in permutations([first, second, third, second, ONLY_LINE]):
        (folder / HISTORY).write_text("".join(lines))
        assert [feed.published for feed in read_course(folder).named_feeds] == ["exams", "exams"]
    # Where two branches recorded at once, it is one of the two for everybody.
    for lines in permutations([second, second.replace("main_releases", "lectures"), ONLY_LINE]):
        (folder / HISTORY).write_text("".join(lines))
        assert [feed.published for feed in read_course(folder).named_feeds] == ["main_releases", "exams"]


NO_WORD = "is not a word for addresses; write lower-case letters, digits and hyphens, such as 'for-students'"
WORD_MISSING = "a word is missing; there is a '.' or '_' with nothing beside it"
DAMAGED = "this line is damaged ({}); put the file back as it was, since nobody writes in it by hand"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (STUDENTS_LINE.replace("for-students", "For students"), DAMAGED.format(f"feed: 'For students' {NO_WORD}")),
        (STUDENTS_LINE.replace("main_releases", "main__exams"), DAMAGED.format(f"selection: {WORD_MISSING}")),
        (STUDENTS_LINE.replace('"main_releases"', "null"), DAMAGED.format("'selection' is not what it should be")),
        (STUDENTS_LINE.replace(',"selection":"main_releases"', ""), DAMAGED.format("'selection' is missing")),
        (STUDENTS_LINE.replace("T18", "T1x"), DAMAGED.format("'time' is not what it should be")),
        (STUDENTS_LINE.replace("00Z", "00.5Z"), DAMAGED.format("time: it is not a whole second in UTC")),
        (STUDENTS_LINE.replace("}", ""), DAMAGED.format("it is not one whole object of JSON")),
        (
            STUDENTS_LINE.replace("}", ',"by":"ada"}'),
            "this line has 'by', which this version of the program does not know; update the program",
        ),
    ],
)
def test_damaged_line_is_told_with_its_place(tmp_path: Path, line: str, expected: str) -> None:
    folder = edit(tmp_path / SLUG)
    (folder / HISTORY).write_text(f"\n{line}\n")

    assert problems(folder, course=COURSE) == [f"{HISTORY}:2:1: {expected}"]


# Check and diff


def test_check_counts_what_is_not_recorded_and_tells_it_where_it_has_to_be(folder: Path) -> None:
    edit(folder, STUDENTS.replace("releases_main", "main"), ONLY, "id: all-of-it, selection: all", exams=MOVED)
    counted, strict = run("check", folder), run("check", "--recorded", "-q", folder)
    to_record = "is not recorded yet; run `feeds record 6.100-fa26`"

    assert (counted.exit_code, counted.output) == (
        0,
        "1 course, 1 event, 0 errors, 0 warnings; 3 changes not recorded\n",
    )
    assert (strict.exit_code, strict.output.replace(f"{folder}/", "").splitlines()) == (
        1,
        [
            f"history.jsonl:1:1: the change of 'midterm' {to_record}",
            f"history.jsonl:1:1: what the calendar 'for-students' holds {to_record}",
            f"history.jsonl:1:1: what the calendar 'all-of-it' holds {to_record}",
        ],
    )
    run("record", folder, now=LATER)
    assert run("check", "--recorded", "-q", folder).output == ""


def test_check_of_a_course_without_a_history_wants_them_recorded(tmp_path: Path) -> None:
    folder = edit(tmp_path / SLUG, ONLY, exams="exams: []")

    assert run("check", folder).output == "1 course, 0 events, 0 errors, 0 warnings\n"
    assert run("check", "--recorded", "-q", folder).output.replace(f"{folder}/", "") == (
        "history.jsonl:1:1: what the calendar 'exams-only' holds is not recorded yet; run `feeds record 6.100-fa26`\n"
    )


def test_diff_tells_what_the_names_become(folder: Path) -> None:
    edit(folder, STUDENTS.replace("releases_main", "exams"), ONLY, "id: all-of-it, selection: all", deadlines=PSET)
    run("record", folder, now=LATER)
    edit(folder, STUDENTS, ONLY, "id: all-of-it, selection: all", "id: no-exams, selection: all_not-exams")
    said = [
        "the calendar for-students becomes main_releases (3 events); it was exams (1)",
        "the calendar no-exams is new: all_not-exams (2 events)",
    ]

    assert run("diff", folder).output.splitlines() == [
        "6.100-fa26: nothing changes; 3 events stay",
        "",
        "  Calendars:",
        *(f"    {line}" for line in said),
    ]
    assert [line for line in run("diff", "--format", "markdown", folder).output.splitlines() if line] == [
        "### 6.100-fa26",
        "**nothing changes; 3 events stay**",
        "#### Calendars",
        *(f"- {line}".replace("_", "\\_") for line in said),
    ]
    (found,) = json.loads(run("diff", "--format", "json", folder).output)["courses"]
    assert found["calendars"] == said


def test_diff_since_a_time_tells_what_was_recorded_after_it(folder: Path) -> None:
    edit(folder, STUDENTS.replace("releases_main", "main"), ONLY)
    run("record", folder, now=LATER)

    for since, expected in [
        ("2026-10-12", []),
        ("2026-10-11", ["the calendar for-students becomes main (1 event); it was main_releases (1)"]),
        (
            "2026-10-10",
            ["the calendar for-students is new: main (1 event)", "the calendar exams-only is new: exams (1 event)"],
        ),
    ]:
        (found,) = json.loads(run("diff", "--since", since, "--format", "json", folder).output)["courses"]
        assert found["calendars"] == expected


def test_diff_since_a_time_takes_a_name_of_what_came_after_it(folder: Path) -> None:
    """The room is in the history only, and in none of that time."""
    roomy = EXAMS.replace("22:00", "22:00, room: 26-100")
    edit(folder, STUDENTS, ONLY, "id: in-26, selection: room-26-100", exams=roomy)
    run("record", folder, now=LATER)
    edit(folder, STUDENTS, ONLY, "id: in-26, selection: room-26-100", exams=MOVED)
    run("record", folder, now=LATER.replace(hour=19))
    result = run("diff", "--since", "2026-10-10T20:00Z", folder)

    assert result.exit_code == 0
    assert "    the calendar in-26 is new: room-26-100 (0 events)\n" in result.output


# On the server


def start(folder: Path) -> Catalog:
    return Catalog(folder.parent, PUBLIC_URL, reload_seconds=0, state_dir=folder.parent.parent / "state")


def names(catalog: Catalog) -> list[str]:
    return [feed.id for feed in catalog.feeds(SLUG).course.named_feeds]


def test_server_keeps_a_name_whose_line_is_lost(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    folder = edit(tmp_path / "data" / SLUG, STUDENTS, ONLY)
    run("record", folder)
    catalog = start(folder)
    assert names(catalog) == ["for-students", "exams-only"]

    (folder / HISTORY).write_text(MIDTERM_LINE + ONLY_LINE)
    edit(folder, ONLY)
    for each in (catalog, start(folder)):
        assert (names(each), each.states()) == (["for-students", "exams-only"], {SLUG: State.LAST_GOOD})
        assert [str(problem) for problem in each.problems(SLUG)] == [
            f"{folder / HISTORY}:1:1: 1 of 3 lines that are published are gone; put the file back as it was and add to"
            " it, or, if they are to go, delete what was kept of the course and restart the server"
        ]

    edit(folder, STUDENTS.replace("releases_main", "main"), ONLY)
    (folder / HISTORY).write_text(ONLY_LINE + MIDTERM_LINE + STUDENTS_LINE * 2)
    assert (names(catalog), catalog.states()) == (["for-students", "exams-only"], {SLUG: State.GOOD})


def test_note_of_a_line_may_be_corrected_on_a_running_server(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    folder = edit(tmp_path / "data" / SLUG, STUDENTS)
    run("record", "-m", "a note", folder)
    catalog = start(folder)
    assert names(catalog) == ["for-students"]
    (folder / HISTORY).write_text(history(folder).replace("a note", "a better note"))

    assert (names(catalog), catalog.states(), catalog.problems(SLUG)) == (["for-students"], {SLUG: State.GOOD}, ())
