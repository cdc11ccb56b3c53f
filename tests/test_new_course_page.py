"""docs/new-course.md: each of its commands does what it says, with the real course beside it."""

import re
import shlex
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import DATA, ROOT

from feeds.authoring.next_term.left_behind import PARTS
from feeds.cli import main
from feeds.course.reader import read_course

TEXT = (ROOT / "docs" / "new-course.md").read_text()
NOW = datetime(2026, 8, 1, 12, tzinfo=UTC)
COMMANDS = [
    command
    for block in re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL)
    for command in block.replace("\\\n", " ").splitlines()
    if command.startswith("feeds ")
]
FILES = {
    "schedule.csv": ROOT / "tests" / "data" / "imports" / "schedule.csv",
    "course-page.html": ROOT / "tests" / "data" / "course-page.txt",
}


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the data and the files that the page speaks of."""
    shutil.copytree(DATA, tmp_path / "data")
    for name, file in FILES.items():
        shutil.copy(file, tmp_path / name)
    (tmp_path / "plan.csv").write_text("Wann,Was,Wer\n3/2/2027,Prozesse,Ada Lovelace\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_commands_of_the_page_one_after_the_other(place: Path) -> None:
    """But for the first one, which asks."""
    asked, *told = COMMANDS
    assert asked == "feeds new 6.1234-sp27"
    codes = {}
    for command in told:
        words = shlex.split(command, comments=True)[1:]
        codes[command.split("  ")[0]] = CliRunner().invoke(main, words, obj=NOW).exit_code

    assert set(codes.values()) == {0}, codes
    assert {folder.name: len(read_course(folder).events) for folder in sorted((place / "data").glob("6*"))} == {
        "6.1234-sp27": 29,
        "6.7960-fa25": 226,
        "6.7960-fa26": 42,
    }


def test_table_of_what_to_keep_is_complete() -> None:
    assert re.findall(r"^\| `(\w+)` \|", TEXT, re.MULTILINE) == list(PARTS)


def test_options_that_the_page_names_are_there() -> None:
    options = {option for command in main.commands.values() for each in command.params for option in each.opts}
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", TEXT))

    assert named - options == set()
