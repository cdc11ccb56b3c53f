"""What the benchmark is made of: its courses are real ones, its selections valid, and its figures right."""

from itertools import islice
from pathlib import Path

import pytest
from bench.courses import FEWEST, write_course
from bench.load import Load, cost_ratio, rate_ratio
from bench.report import Row, Section, write
from bench.selections import distinct

from feeds.calendar.feed import CourseFeeds
from feeds.course.model import Course
from feeds.course.reader import read_course
from feeds.course.selection import Selection


@pytest.mark.parametrize("events", [FEWEST, FEWEST + 1, 100, 230])
def test_made_up_course_is_recorded_and_nothing_is_wrong_with_it(tmp_path: Path, events: int) -> None:
    write_course(tmp_path / "course", events=events, seed=events)
    course = read_course(tmp_path / "course")

    assert (len(course.events), course.warnings, course.unrecorded) == (events, (), ())


def test_same_seed_makes_the_same_course_and_another_one_another(tmp_path: Path) -> None:
    written = []
    for number, seed in enumerate((1, 1, 2)):
        folder = tmp_path / str(number) / "course"
        folder.parent.mkdir()
        write_course(folder, events=FEWEST, seed=seed)
        written.append({file.name: file.read_text() for file in folder.iterdir()})

    assert written[0] == written[1]
    assert written[0] != written[2]


def test_selections_are_distinct_canonical_and_hold_something(course: Course, course_feeds: CourseFeeds) -> None:
    selections = list(islice(distinct(course), 500))

    assert len(set(selections)) == 500
    assert [selection for selection in selections if str(Selection.parse(selection)) != selection] == []
    assert [selection for selection in selections if not course_feeds.select(Selection.parse(selection))] == []


def test_ratio_is_the_median_of_the_ratios_of_each_round() -> None:
    ours = [Load(requests=each, seconds=1, p50=1, p99=2, cpu=0.5) for each in (100, 200, 50)]
    others = [Load(requests=each, seconds=1, p50=1, p99=2, cpu=0.5) for each in (100, 100, 100)]

    assert (rate_ratio(ours, others), cost_ratio(ours, others)) == (1.0, 1.0)


def test_tables_are_put_where_the_page_wants_them(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("before\n<!-- measured -->\nold\n<!-- end of what was measured -->\nafter\n")
    load = Load(requests=2_000, seconds=1, p50=0.5, p99=12.345, cpu=0.5)
    rows = (
        Row(what="faster", found=0.954, least=0.9),
        Row(what="slower", found=1234.5, unit=" s", most=60),
        Row(what="seen", found=98.76, unit=" MiB"),
    )
    write(
        page, "How.", [Section(title="One", rows=rows, loads=(("ours", (load,)),)), Section(title="Two", missing="why")]
    )

    assert page.read_text().splitlines() == [
        "before",
        "<!-- measured -->",
        "",
        "How.",
        "",
        "### One",
        "",
        "| what | measured | target | met |",
        "| --- | --- | --- | --- |",
        "| faster | 0.95 × | ≥ 0.9 × | yes |",
        "| slower | 1,234 s | ≤ 60 s | **no** |",
        "| seen | 98.8 MiB |  |  |",
        "",
        "| medians | requests/s | p50 ms | p99 ms | processor µs |",
        "| --- | --- | --- | --- | --- |",
        "| ours | 2,000 | 0.50 | 12.3 | 250 |",
        "",
        "### Two",
        "",
        "Not measured: why.",
        "",
        "<!-- end of what was measured -->",
        "after",
    ]
