"""What the tests of `feeds export` share: the command, what a folder holds, and minimal courses."""

from pathlib import Path

from click.testing import CliRunner, Result
from conftest import PUBLIC_URL
from courses import write_course

from feeds.cli import main

COURSE = "6.100-fa26"
EXAM = "exams: [{id: quiz, title: Quiz, date: 2026-10-06, start: 19:30, end: 21:00, room: 26-100}]"
OTHER_EXAM = "exams: [{id: final, title: Final, date: 2026-12-08, start: 9:00, end: 12:00, room: 26-100}]"


def run(folder: Path, data: Path, *arguments: str, date: str = "2025-10-15", public_url: str = PUBLIC_URL) -> Result:
    """Export the courses of a data folder as they are on a date."""
    environment = {"FEEDS_DATA_DIR": str(data), "FEEDS_PUBLIC_URL": public_url}
    return CliRunner().invoke(main, ["export", str(folder), "--date", date, *arguments], env=environment)


def write_courses(place: Path, *slugs: str) -> Path:
    """Write minimal courses with an exam into a data folder, which it gives."""
    (place / "data").mkdir()
    for slug in slugs:
        write_course(place / "data" / slug, exams=EXAM)
    return place / "data"


def snapshot(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Give of each file when it was written, and its bytes."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): (path.stat().st_mtime_ns, path.read_bytes()) for path in files}


def contents(folder: Path) -> dict[str, bytes]:
    return {path: body for path, (_, body) in snapshot(folder).items()}


def changed(before: dict[str, tuple[int, bytes]], folder: Path) -> set[str]:
    """Name what is new, gone, or was written again, be it with the same bytes."""
    after = snapshot(folder)
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
