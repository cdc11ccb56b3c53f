"""Whole feeds against files: every byte that a subscriber gets is reviewed where it changes."""

from pathlib import Path

import pytest

from feeds.calendar.feed import CourseFeeds, Feed, Form
from feeds.course.reader import read_course
from feeds.course.selection import Selection

HERE = Path(__file__).parent
DEMO = HERE / "data" / "courses" / "dm-1-sp26"
REAL = HERE.parent / "data" / "6.7960-fa25"


def _feed(folder: Path, path: str) -> Feed:
    feeds = CourseFeeds(read_course(folder), "https://calendar.example.edu")
    name, _, form = path.rpartition(".")
    if name.startswith("staff/"):
        return feeds.own_feed(name.removeprefix("staff/"), Form(form))
    return feeds.feed(Selection.parse(name), Form(form))


@pytest.mark.parametrize(
    ("folder", "path"),
    [
        (DEMO, "all.ics"),
        (DEMO, "all.json"),
        (DEMO, "all.txt"),
        (DEMO, "all.atom"),
        (DEMO, "staff/grace-hopper.ics"),
        (DEMO, "staff/alan-turing.atom"),
        (DEMO, "emmy-noether_not-tutorials.ics"),
        (DEMO, "for-students.ics"),
        (REAL, "main.ics"),
        (REAL, "victor-butoi.txt"),
    ],
)
def test_feed_equals_golden_file(folder: Path, path: str, request: pytest.FixtureRequest) -> None:
    feed = _feed(folder, path)
    golden = HERE / "golden" / feed.filename
    if request.config.getoption("--update-golden"):
        golden.write_bytes(feed.body)

    assert feed.body == golden.read_bytes()
