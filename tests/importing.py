"""`feeds import` run on a data folder of the test's own."""

from datetime import UTC, datetime
from pathlib import Path

from click.testing import CliRunner, Result
from conftest import ROOT

from feeds.cli.import_file import import_file

NOW = datetime(2025, 8, 25, 12, tzinfo=UTC)
IMPORTS = ROOT / "tests" / "data" / "imports"
PAGE = ROOT / "tests" / "data" / "course-page.txt"
ABOUT = ("--zone", "America/New_York", "--uid-domain", "deeplearning6-7960.github.io")
MEETING = ("--meeting", "Tue Thu 1-2:30 PM 45-230")


def feeds_import(data: Path, *arguments: object, now: datetime = NOW) -> Result:
    """Run the command with the courses in a folder."""
    texts = [str(argument) for argument in arguments]
    return CliRunner().invoke(import_file, texts, obj=now, env={"FEEDS_DATA_DIR": str(data)})


def texts_of(folder: Path) -> dict[str, str]:
    """Give the text of every file in a folder, by its name."""
    return {file.name: file.read_text() for file in sorted(folder.iterdir())}
