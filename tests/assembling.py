"""What was found in a file put together in a course of the test's own."""

from datetime import date

from feeds.authoring.data_files import Content
from feeds.authoring.imports.assembly import assemble
from feeds.authoring.imports.found import Found, FoundEvent
from feeds.course.document import Value
from feeds.course.model import Guest, Kind

COURSE: Content = {
    "code": "6.100",
    "title": "Testing",
    "term": "Fall 2025",
    "created": "2025-08-01T00:00:00Z",
    "time_zone": "America/New_York",
    "uid_domain": "course.example.edu",
    "classes": {"first": "Thu 2025-09-04", "last": "Tue 2025-12-09"},
    "meetings": [{"days": ["Tuesday", "Thursday"], "start": "13:00", "end": "14:30", "room": "45-230"}],
}
ADA, ALAN = Guest(name="Ada Lovelace"), Guest(name="Alan Kay")


def lecture(line: int, title: str, day: date | None, **more: object) -> FoundEvent:
    return FoundEvent(line=line, kind=Kind.LECTURE, title=title, day=day, **more)  # type: ignore[arg-type]


def rows_of(found: Found, file: str, key: str, **more: object) -> Value:
    return assemble(found, COURSE, **more).contents[file].get(key, [])  # type: ignore[arg-type]
