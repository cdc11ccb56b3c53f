"""The real course in the next term: every row, and what whoever made it is told."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import SLUG

from feeds.cli import main
from feeds.course.folder import FILES
from feeds.course.model import Course, Undated
from feeds.course.parser import parse
from feeds.course.reader import read_course
from feeds.settings import Settings
from feeds.web.app import create_app

GOLDEN = Path(__file__).parent / "golden"
NEXT = "6.7960-fa26"
NOW = datetime(2026, 8, 1, 12, tzinfo=UTC)
FALL = [
    *("--first", "2026-09-10", "--last", "2026-12-10"),
    *("--holiday", "Mon 2026-10-12 Indigenous Peoples Day", "--holiday", "Wed 2026-11-11 Veterans Day"),
    *("--holiday", "Thu 2026-11-26 Thanksgiving Day", "--schedule-day", "Tue 2026-10-13 Monday"),
]


def new(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["new", *arguments], obj=NOW)


@pytest.fixture
def rolled(data: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, str]:
    """The folder of the next term's course, and what was said of it."""
    monkeypatch.chdir(data.parent)
    result = new(NEXT, "--from", SLUG, *FALL)

    assert result.exit_code == 0, result.output
    return data / NEXT, result.output


def _days(course: Course) -> Iterator[tuple[str, str]]:
    """Say when each row of a course is; a slot is left out."""
    things: list[tuple[str, str]] = [(each.id, "tbd") for each in course.undated if isinstance(each, Undated)]
    things += [(each.id, f"{each.days[0]:%a %Y-%m-%d}") for each in course.events if not each.slot]
    yield from things


def test_every_row_has_its_day(data: Path, rolled: tuple[Path, str], request: pytest.FixtureRequest) -> None:
    before, after = dict(_days(read_course(data / SLUG))), dict(_days(read_course(rolled[0])))
    table = [f"{id:25} {before.get(id, ''):16} {after.get(id, ''):16}".rstrip() for id in {**before, **after}]
    golden = GOLDEN / f"{NEXT}-days.txt"
    if request.config.getoption("--update-golden"):
        golden.write_text("\n".join([*table, ""]), encoding="utf-8")

    assert [*table, ""] == golden.read_text(encoding="utf-8").split("\n")


def test_what_issue_asks_for(rolled: tuple[Path, str]) -> None:
    after = dict(_days(read_course(rolled[0])))

    assert {id: after[id] for id in ("overview", "information-theory", "midterm", "guest-3")} == {
        "overview": "Thu 2026-09-10",
        "information-theory": "Thu 2026-10-15",
        "midterm": "Tue 2026-10-27",
        "guest-3": "tbd",
    }
    assert [id for id, day in after.items() if day == "Tue 2026-10-27"] == ["midterm"]
    assert not {day for id, day in after.items()} & {"Tue 2026-10-13"}


def test_report_says_what_was_done_and_what_is_next(rolled: tuple[Path, str], request: pytest.FixtureRequest) -> None:
    golden = GOLDEN / f"{NEXT}-report.txt"
    if request.config.getoption("--update-golden"):
        golden.write_text(rolled[1], encoding="utf-8")

    assert rolled[1] == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["course.yaml", "staff.yaml", "office-hours.yaml"])
def test_files_are_these(rolled: tuple[Path, str], name: str, request: pytest.FixtureRequest) -> None:
    golden = GOLDEN / f"{NEXT}-{name}"
    if request.config.getoption("--update-golden"):
        golden.write_bytes((rolled[0] / name).read_bytes())

    assert (rolled[0] / name).read_text(encoding="utf-8") == golden.read_text(encoding="utf-8")


def test_course_has_nothing_to_complain_of_and_is_not_published_as_fact(rolled: tuple[Path, str]) -> None:
    course = read_course(rolled[0])

    assert course.warnings == ()
    assert (course.slug, course.term, course.provisional, course.listed) == (NEXT, "Fall 2026", True, False)
    assert course.has_history is False
    assert sorted(each.name for each in rolled[0].iterdir()) == sorted(FILES)


def test_titles_speakers_and_ids_stay(data: Path, rolled: tuple[Path, str]) -> None:
    def told(folder: Path) -> dict[str, tuple[object, object]]:
        value = parse((folder / "lectures.yaml").read_bytes(), "lectures.yaml").value
        assert isinstance(value, dict)
        rows = value["lectures"]
        assert isinstance(rows, list)
        return {str(row["id"]): (row["title"], row.get("speakers")) for row in rows if isinstance(row, dict)}

    before, after = told(data / SLUG), told(rolled[0])

    assert list(after) == list(before)
    assert {id: row for id, row in after.items() if row != before[id]} == {
        "guest-1": ("Guest Lecture", None),
        "guest-2": ("Guest Lecture 2", None),
        "guest-3": ("Guest Lecture 3", None),
    }


def test_last_years_course_is_as_it_was(data: Path, rolled: tuple[Path, str]) -> None:
    original = Path(__file__).parent.parent / "data" / SLUG

    assert {each.name: each.read_bytes() for each in (data / SLUG).iterdir()} == {
        each.name: each.read_bytes() for each in original.iterdir()
    }


def test_asked_for_people_hours_and_materials_come_along(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(data.parent)
    kept = [option for part in ("guests", "materials", "slots") for option in ("--keep", part)]
    result = new(NEXT, "--from", SLUG, *FALL, *kept)
    before, after = read_course(data / SLUG), read_course(data / NEXT)

    assert result.exit_code == 0, result.output
    assert "\nLeft behind (--keep takes guests, materials, changes, tas, or slots along):\n  contact: " in result.output
    assert list(after.people) == list(before.people)
    assert {each.slot for each in after.events} == {each.slot for each in before.events}
    assert {each.id: each.materials for each in after.events if not each.slot and each.id in _ids(before)} == {
        each.id: each.materials for each in before.events if not each.slot and each.id in _ids(after)
    }


def _ids(course: Course) -> set[str]:
    return {event.id for event in course.events}


def test_course_with_mistakes_is_to_be_corrected_first(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(data.parent)
    (data / SLUG / "exams.yaml").write_text("exams: [{id: midterm, date: soon, title: Midterm}]\n")
    result = new(NEXT, "--from", SLUG, *FALL)

    assert (result.exit_code, result.output.splitlines()[:2]) == (
        1,
        [
            "Error: last year's course cannot be read; correct it first:",
            f"data/{SLUG}/exams.yaml:1:29: 'soon' is not a date; write it as 2025-09-04 or Thu 2025-09-04",
        ],
    )
    assert not (data / NEXT).exists()


def test_it_is_served_and_on_no_list_of_courses(data: Path, rolled: tuple[Path, str]) -> None:
    client = create_app(Settings(data_dir=data), now=lambda: NOW).test_client()

    assert client.get(f"/{NEXT}/").status_code == 200
    assert client.get(f"/{NEXT}/main.ics").data.count(b"BEGIN:VEVENT") == 37
    assert NEXT not in client.get("/").text
