"""A course as one state of its files makes it: it folds up while nobody asks, and unfolds to the very same."""

import gc
import tracemalloc
from pathlib import Path

import pytest
from asking import Asked, make
from conftest import DATA, PUBLIC_URL, ROOT, SLUG
from courses import course_yaml, write_course

from feeds.calendar.feed import CourseFeeds, Form
from feeds.catalog.catalog import Catalog
from feeds.catalog.edition import Edition
from feeds.catalog.reading import published
from feeds.course.folder import take_snapshot
from feeds.course.overview import overview
from feeds.course.reader import read_course
from feeds.course.selection import Selection

REAL, DEMO = DATA / SLUG, ROOT / "tests" / "data" / "courses" / "dm-1-sp26"
UNFOLDED = 48
COURSES = 60


def edition_of(folder: Path) -> Edition:
    snapshot = take_snapshot(folder)
    return Edition(CourseFeeds(read_course(folder), PUBLIC_URL), overview(snapshot), published(snapshot))


def everything(feeds: CourseFeeds) -> dict[str, object]:
    """Give all that is made of a course: every feed of every word, and what pages ask."""
    words = [Selection.parse(word) for word in feeds.vocabulary.words]
    people = feeds.vocabulary.people
    return {
        **{f"{word}.{form}": feeds.feed(word, form) for word in words for form in Form},
        **{f"staff/{person}.{form}": feeds.own_feed(person, form) for person in people for form in Form},
        **{f"read {word}": feeds.read(feeds.feed(word, Form.ICS)) for word in words},
        **{f"said {word}": feeds.sentence(word) for word in words},
        "changes": feeds.changes_feed(),
        "notices": feeds.all_notices,
        "course": feeds.course,
        "entries": feeds.entries,
        "address": feeds.address,
        "vocabulary": feeds.vocabulary,
    }


@pytest.mark.parametrize("folder", [REAL, DEMO], ids=lambda folder: folder.name)
def test_folded_course_unfolds_to_the_very_same(folder: Path) -> None:
    edition = edition_of(folder)
    fresh = everything(CourseFeeds(read_course(folder), PUBLIC_URL))
    mark, listed, warnings = edition.mark, edition.overview, edition.warnings

    # Also after much has been put aside in it, and more than once.
    for _ in range(2):
        assert everything(edition.feeds) == fresh
        before = edition.feeds
        edition.fold()
        edition.fold()
        assert edition.feeds is not before
        assert edition.feeds is edition.feeds
    assert (edition.mark, edition.overview, edition.warnings) == (mark, listed, warnings)


def test_every_edition_has_a_mark_of_its_own() -> None:
    editions = [edition_of(DEMO) for _ in range(3)]

    assert len({edition.mark for edition in editions}) == 3
    # It keeps nothing alive.
    assert type(editions[0].mark) is object


def test_folded_course_takes_an_eighth_of_the_memory() -> None:
    edition_of(REAL).feeds.feed(Selection.parse("all"), Form.ICS)  # what a process needs once
    gc.collect()
    tracemalloc.start()
    try:
        edition = edition_of(REAL)
        edition.feeds.read(edition.feeds.feed(Selection.parse("all"), Form.ICS))
        gc.collect()
        unfolded, _ = tracemalloc.get_traced_memory()
        edition.fold()
        gc.collect()
        folded, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert folded < unfolded / 8
    assert folded < 200_000


def unfolded() -> set[str]:
    """Name the courses of this file's catalogs that take their full memory now, each as often as it is there."""
    gc.collect()
    found = [each.course for each in gc.get_objects() if isinstance(each, CourseFeeds)]
    slugs = [course.slug for course in found if course.slug.startswith("fold-")]
    assert len(slugs) == len(set(slugs))
    return set(slugs)


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A data folder with more courses than stay unfolded."""
    for number in range(COURSES):
        write_course(tmp_path / slug(number))
    return tmp_path


def slug(number: int) -> str:
    return f"fold-{number:02}"


def test_courses_that_were_asked_for_last_stay_unfolded(many: Path) -> None:
    catalog = Catalog(many, PUBLIC_URL, reload_seconds=0)
    marks = {}
    for number in range(COURSES):
        catalog.feeds(slug(number))
        marks[number] = catalog.edition(slug(number)).mark
    assert unfolded() == {slug(number) for number in range(COURSES - UNFOLDED, COURSES)}

    # One of them is asked for again, then one that is folded: another one folds up.
    catalog.feeds(slug(COURSES - UNFOLDED))
    catalog.feeds(slug(0))
    assert unfolded() == {slug(0), *(slug(number) for number in range(COURSES - UNFOLDED, COURSES))} - {
        slug(COURSES - UNFOLDED + 1)
    }
    # That it was folded makes it no other edition.
    assert {number: catalog.edition(slug(number)).mark for number in range(COURSES)} == marks
    assert len(unfolded()) <= UNFOLDED
    for number in range(COURSES):
        catalog.feeds(slug(number))
    assert unfolded() == {slug(number) for number in range(COURSES - UNFOLDED, COURSES)}


@pytest.mark.parametrize("path", ["/{}", "/{}/", "/{}/all.ics", "/{}/staff/ada-lovelace.json", "/{}/nothing.ics"])
def test_no_address_leaves_more_courses_unfolded(many: Path, path: str) -> None:
    app = make(many, reload_seconds=1)
    for number in range(COURSES):
        assert Asked(path.format(slug(number))).of(app)[0][:3] in ("200", "308", "404")

    assert len(unfolded()) <= UNFOLDED


def test_courses_that_are_read_again_do_not_stay_unfolded(many: Path) -> None:
    """As when a commit touches all of them."""
    catalog = Catalog(many, PUBLIC_URL, reload_seconds=1, wall=lambda: 1e12)
    for number in range(COURSES):
        catalog.feeds(slug(number))
    for number in range(COURSES):
        write_course(many / slug(number), course=course_yaml("title: Another"))
    # One look reads no longer than half a second.
    while catalog.look():
        pass

    assert len(unfolded()) <= UNFOLDED
    assert {catalog.feeds(slug(number)).course.title for number in range(COURSES)} == {"Another"}
    assert len(unfolded()) <= UNFOLDED


def test_feeds_of_folded_courses_are_the_same(many: Path) -> None:
    app = make(many, reload_seconds=1)
    for word in ("all", "lectures"):
        for number in range(COURSES):
            expected = CourseFeeds(read_course(many / slug(number)), PUBLIC_URL).feed(Selection.parse(word), Form.ICS)
            assert Asked(f"/{slug(number)}/{word}.ics").of(app)[2] == expected.body
