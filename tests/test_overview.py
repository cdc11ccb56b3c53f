"""What a list of courses says of each, from the few of its files that it takes to know."""

import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from conftest import DATA, PUBLIC_URL, ROOT, SLUG
from courses import course_yaml, write_course
from reading_pages import courses_client, get, hrefs

from feeds.catalog.catalog import Catalog
from feeds.course.folder import take_snapshot
from feeds.course.overview import Overview, overview
from feeds.course.reader import read_course
from feeds.web import terms

DEMOS = ROOT / "tests" / "data" / "courses"
DEMO = "dm-1-sp26"

TINY = Overview(
    slug="6.100-fa26",
    code="6.100",
    title="Testing",
    term="Fall 2026",
    time_zone="America/New_York",
    first=date(2026, 9, 9),
    last=date(2026, 12, 9),
)
EXAM = "exams:\n  - {id: final, date: 2026-12-15, start: 09:00, end: 12:00, title: Final}\n"
TBD = "exams:\n  - {id: final, date: tbd, title: Final}\n"
DUE = "assignments:\n  - {id: project, title: Project, due: 2026-12-18 17:00}\n"
DUE_DAY = "assignments:\n  - {id: project, title: Project, due: 2026-12-17}\n"
HOURS = "office_hours: {first: 2026-09-09, last: 2026-12-16}\n"


def of(folder: Path, **files: str) -> Overview | None:
    return overview(take_snapshot(write_course(folder / "6.100-fa26", **files)))


def catalog(folder: Path) -> Catalog:
    return Catalog(folder, PUBLIC_URL, reload_seconds=0)


@pytest.mark.parametrize(
    ("files", "last"),
    [
        ({}, date(2026, 12, 9)),
        ({"exams": EXAM}, date(2026, 12, 15)),
        ({"exams": TBD}, date(2026, 12, 9)),
        ({"exams": EXAM.replace("12-15", "09-15")}, date(2026, 12, 9)),
        ({"deadlines": DUE}, date(2026, 12, 18)),
        ({"deadlines": DUE_DAY}, date(2026, 12, 17)),
        ({"course": course_yaml(HOURS)}, date(2026, 12, 16)),
        ({"course": course_yaml(HOURS), "exams": EXAM, "deadlines": DUE_DAY}, date(2026, 12, 17)),
    ],
)
def test_overview_says_what_the_files_say(tmp_path: Path, files: dict[str, str], last: date) -> None:
    expected = Overview(**{name: getattr(TINY, name) for name in Overview.__slots__ if name != "last"}, last=last)

    assert of(tmp_path, **files) == expected
    # As the course itself has it.
    course = read_course(tmp_path / "6.100-fa26")
    assert (expected.slug, expected.code, expected.title, expected.term) == (
        course.slug,
        course.code,
        course.title,
        course.term,
    )
    assert (expected.time_zone, expected.first) == (course.time_zone, course.first)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("course", ""),
        ("course", "code: ["),
        ("course", "\0"),
        ("course", course_yaml("title: ''\n")),
        ("course", course_yaml("time_zone: Mars/Olympus\n")),
        ("course", course_yaml("classes: {first: 2026-09-09, last: nonsense}\n")),
    ],
)
def test_course_of_which_too_little_is_known_has_none(tmp_path: Path, name: str, content: str) -> None:
    assert of(tmp_path, **{name: content}) is None
    assert catalog(tmp_path).overviews() == ()


def test_course_that_is_not_there_has_none(tmp_path: Path) -> None:
    assert overview(take_snapshot(tmp_path / "nothing")) is None
    (tmp_path / "course.yaml").mkdir()
    assert overview(take_snapshot(tmp_path)) is None


@pytest.mark.parametrize("name", ["staff", "lectures", "tutorials", "office-hours"])
def test_files_that_a_list_needs_not_are_not_read(tmp_path: Path, name: str) -> None:
    assert of(tmp_path, **{name: "["}) == TINY


@pytest.mark.parametrize("name", ["exams", "deadlines"])
def test_course_whose_last_day_cannot_be_read_is_listed_until_it_is_known_to_be_broken(
    tmp_path: Path, name: str
) -> None:
    assert of(tmp_path, **{name: "["}) == TINY
    client = courses_client(tmp_path)
    assert hrefs(get(client, "/")) == ["#main", "/6.100-fa26/"]
    assert client.get("/6.100-fa26/").status_code == 503
    assert hrefs(get(client, "/")) == ["#main"]


@pytest.mark.parametrize("folder", [DATA, DEMOS])
def test_list_is_the_same_whether_courses_are_loaded_or_not(folder: Path) -> None:
    lazy, loaded = catalog(folder), catalog(folder)
    for slug in loaded.slugs():
        loaded.feeds(slug)

    assert lazy.overviews() == loaded.overviews() != ()
    assert (lazy.states(), len(loaded.states())) == ({}, len(lazy.slugs()))
    assert [overview(take_snapshot(folder / slug)) for slug in lazy.slugs()] == list(lazy.overviews())


@pytest.mark.parametrize(
    ("folder", "lost"),
    [
        (DATA / SLUG, ()),
        # Its final exam lost its date, and stays on the last one it had, which only the history tells.
        (DEMOS / DEMO, tuple(date(2026, 5, day) for day in range(9, 16))),
    ],
    ids=[SLUG, DEMO],
)
def test_phase_of_a_list_is_that_of_the_course_but_for_what_has_lost_its_date(
    folder: Path, lost: tuple[date, ...]
) -> None:
    course, listed = read_course(folder), overview(take_snapshot(folder))
    assert listed is not None
    days = [course.first + timedelta(days) for days in range(-10, 250)]

    assert tuple(day for day in days if terms.phase(listed, day) is not terms.phase(course, day)) == lost


def test_list_sees_edits_of_courses_that_nobody_asked_for(tmp_path: Path) -> None:
    served = catalog(tmp_path)
    assert served.overviews() == ()
    folder = write_course(tmp_path / "6.100-fa26")
    assert served.overviews() == (TINY,)
    write_course(folder, exams=EXAM)
    assert [each.last for each in served.overviews()] == [date(2026, 12, 15)]
    write_course(folder, course="code: [")
    assert served.overviews() == ()
    shutil.rmtree(folder)
    assert (served.overviews(), served.slugs(), served.states()) == ((), (), {})


def test_courses_are_listed_by_the_beginning_of_their_names(tmp_path: Path) -> None:
    for slug in ("6.100-fa26", "6.100-sp27", "6.1000-fa26", "6.101-fa26", "7.01-fa26"):
        write_course(tmp_path / slug)
    served = catalog(tmp_path)
    served.feeds("6.100-sp27")

    def found(beginning: str) -> list[str]:
        assert [each.slug for each in served.overviews(beginning)] == list(served.slugs(beginning))
        return list(served.slugs(beginning))

    assert found("") == ["6.100-fa26", "6.100-sp27", "6.1000-fa26", "6.101-fa26", "7.01-fa26"]
    assert found("6.100-") == ["6.100-fa26", "6.100-sp27"]
    assert (found("6.100-sp27"), found("6.2"), found("*"), found("../")) == (["6.100-sp27"], [], [], [])


def test_list_of_a_broken_edit_is_as_the_course_is_served(tmp_path: Path) -> None:
    folder = write_course(tmp_path / "6.100-fa26")
    served = catalog(tmp_path)
    served.feeds("6.100-fa26")
    for content in (course_yaml("title: Other\nstart: ["), "", "\0"):
        write_course(folder, course=content)
        served.loaded("6.100-fa26")
        assert served.overviews() == (TINY,)
    assert courses_client(tmp_path, datetime(2026, 10, 1, tzinfo=UTC)).get("/").status_code == 200
