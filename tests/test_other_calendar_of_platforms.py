"""Calendars of the shape in which learning platforms write them become what is due."""

from datetime import date, datetime, time
from pathlib import Path

from feeds.authoring.imports.found import Found, FoundAssignment, FoundEvent, Unread
from feeds.authoring.imports.ics.other_calendar import read_calendar
from feeds.course.model import Kind, Material

IMPORTS = Path(__file__).parent / "data" / "imports"


def _read(name: str) -> Found:
    return read_calendar((IMPORTS / name).read_bytes(), zone="America/New_York", around=date(2026, 3, 15))


def test_canvas() -> None:
    page = "https://canvas.example.edu/calendar?include_contexts=course_39039&month=02&year=2026#assignment_"

    assert _read("canvas.ics") == Found(
        title="Testing Calendar (Canvas)",
        events=(
            FoundEvent(
                line=33,
                kind=Kind.EXAM,
                title="Midterm",
                day=date(2026, 3, 12),
                start=time(19),
                end=time(21),
                room="50-340",
            ),
        ),
        assignments=(
            FoundAssignment(
                line=8,
                title="Problem Set 1",
                due=date(2026, 2, 10),
                materials=(Material(title="Problem Set 1", url=f"{page}111"),),
            ),
            FoundAssignment(
                line=21,
                title="Project proposal",
                due=datetime(2026, 2, 24, 17),
                materials=(Material(title="Project proposal", url=f"{page}112"),),
            ),
        ),
        warnings=(
            Unread(
                line=21,
                text="Project proposal [TEST.1234 (170001) SP26] 2026-02-24 17:00",
                why="its description is left out: assignments have none",
                file="deadlines.yaml",
            ),
        ),
    )


def test_moodle() -> None:
    assert _read("moodle.ics") == Found(
        assignments=(
            FoundAssignment(line=5, title="Essay 1", due=datetime(2026, 2, 28, 23, 59)),
            FoundAssignment(line=16, title="Problem set 2", out=date(2026, 2, 24)),
        ),
    )
