"""A course whose folder goes away while somebody asks for it for the first time."""

from pathlib import Path
from shutil import rmtree

import pytest
from asking import Asked, make
from test_catalog import BROKEN, EXAM, NO_DAY, add_course, watched

from feeds.catalog import reading
from feeds.catalog.catalog import Catalog, UnknownCourseError
from feeds.course.folder import Snapshot, take_snapshot
from feeds.course.model import Course
from feeds.course.reader import read_snapshot
from feeds.errors import Problem

SLUG = "6.100-fa25"
NO_COURSE = "there is no course in this folder, or nobody may look into it; every course has a course.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with one small course of one exam."""
    (tmp_path / "data").mkdir()
    add_course(tmp_path / "data" / SLUG)
    return tmp_path / "data"


def vanish(folder: Path, slug: str) -> None:
    rmtree(folder / slug)


def vanish_and_be_asked_for(folder: Path, slug: str, catalog: Catalog) -> None:
    rmtree(folder / slug)
    with pytest.raises(UnknownCourseError):
        catalog.feeds(slug)


@pytest.mark.parametrize(("content", "told"), [(EXAM, []), (BROKEN, [f"exams.yaml:2:25: {NO_DAY}"])])
def test_problems_of_a_course_that_vanishes_while_it_is_read_are_those_it_had(
    folder: Path, monkeypatch: pytest.MonkeyPatch, content: str, told: list[str]
) -> None:
    """Although somebody else has found out meanwhile that there is no such course."""
    catalog, slug = watched(folder), SLUG
    (folder / slug / "exams.yaml").write_text(content)

    def read_and_vanish(snapshot: Snapshot) -> Course:
        vanish_and_be_asked_for(folder, slug, catalog)
        return read_snapshot(snapshot)

    with monkeypatch.context() as patch:
        patch.setattr(reading, "read_snapshot", read_and_vanish)
        problems = catalog.problems(slug)
    assert [str(problem) for problem in problems] == [f"{folder}/{slug}/{line}" for line in told]
    with pytest.raises(UnknownCourseError):
        catalog.problems(slug)
    assert catalog.states() == {}


def test_problem_of_a_course_that_vanishes_before_it_is_read_is_that_there_is_none(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalog, slug = watched(folder), SLUG

    def vanish_and_take(course: Path) -> Snapshot:
        vanish(folder, slug)
        return take_snapshot(course)

    with monkeypatch.context() as patch:
        patch.setattr(reading, "take_snapshot", vanish_and_take)
        assert [str(problem) for problem in catalog.problems(slug)] == [f"{folder}/{slug}:1:1: {NO_COURSE}"]
    with pytest.raises(UnknownCourseError):
        catalog.feeds(slug)


@pytest.mark.parametrize(
    ("step", "status"),
    [("before feeds", "404 NOT FOUND"), ("after feeds", "404 NOT FOUND"), ("after problems", "200 OK")],
)
def test_status_page_of_a_course_that_vanishes_is_no_failure(
    folder: Path, monkeypatch: pytest.MonkeyPatch, step: str, status: str
) -> None:
    """At whatever moment; one that was never served has nothing to be served from."""
    slug = SLUG
    (folder / slug / "exams.yaml").write_text(BROKEN)
    app = make(folder, reload_seconds=1)
    catalog = app.extensions["site"].catalog
    feeds, problems = Catalog.feeds, Catalog.problems

    def feeds_then(self: Catalog, course: str) -> object:
        if step == "before feeds" and (folder / slug).exists():
            vanish(folder, slug)
        try:
            return feeds(self, course)
        finally:
            if step == "after feeds" and (folder / slug).exists():
                vanish_and_forget(self)

    def problems_then(self: Catalog, course: str) -> tuple[Problem, ...]:
        found = problems(self, course)
        if step == "after problems":
            vanish_and_forget(self)
        return found

    def vanish_and_forget(self: Catalog) -> None:
        vanish(folder, slug)
        with pytest.raises(UnknownCourseError):
            feeds(self, slug)

    monkeypatch.setattr(Catalog, "feeds", feeds_then)
    monkeypatch.setattr(Catalog, "problems", problems_then)
    said = Asked(f"/{slug}/status").of(app)
    assert said[0] == status
    assert (b"Failed: the files cannot be used" in said[2], b"2025-02-30" in said[2]) == ((status == "200 OK"),) * 2
    assert (catalog.states(), Asked(f"/{slug}/status").of(app)[0]) == ({}, "404 NOT FOUND")
