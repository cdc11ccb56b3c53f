"""Data files that are not written yet, read as the course that they would be."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from feeds.authoring.data_files import Content, written
from feeds.course.folder import File, Snapshot
from feeds.course.model import Course
from feeds.course.reader import read_snapshot

_NEVER = datetime(2000, 1, 1, tzinfo=UTC)


def course_of(slug: str, contents: Mapping[str, Content], first: date) -> Course:
    """Read the course whose folder has a name and these files; raises CourseError, whose problems name files alone."""
    files = {
        name: File(data=written(name, content, first=first).encode(), modified=_NEVER)
        for name, content in contents.items()
    }
    return read_snapshot(Snapshot(path=Path(slug), files=files))
