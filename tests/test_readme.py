"""The README's tables say what the code does."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from feeds.calendar.selection import KIND_WORDS
from feeds.cli import main
from feeds.cli.check import check
from feeds.course.folder import FILES
from feeds.course.reader import read_course
from feeds.settings import Settings
from feeds.web.app import create_app

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()


def _section(title: str) -> str:
    return README.split(f"## {title}\n")[1].split("\n## ")[0]


def _first_cells(section: str) -> list[str]:
    rows = [line.split("|") for line in section.splitlines() if line.startswith("| `")]
    return [row[1].strip() for row in rows]


def test_settings_table_is_complete_and_has_the_defaults() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (?:`(.+?)`|none: all) \|", _section("Settings"), re.MULTILINE)
    defaults = Settings()
    expected = [(f"FEEDS_{field.name.upper()}", str(getattr(defaults, field.name) or "")) for field in fields(Settings)]

    assert rows == expected


def test_files_table_names_every_data_file() -> None:
    assert _first_cells(_section("Edit the data").split("### ")[0]) == [f"`{name}`" for name in FILES]


def test_kinds_are_all_named() -> None:
    for word in KIND_WORDS.values():
        assert f"`{word}`" in _section("Subscribe")


def test_addresses_table_names_every_address() -> None:
    named = set()
    for cell in _first_cells(_section("Addresses")):
        first, *others = re.findall(r"`(.+?)`", cell)
        named.add(first)
        for other in others:
            named.add(first.removesuffix(".ics") + other if other.startswith(".") else other)

    forms = ("", ".ics", ".json", ".txt")
    rules = {re.sub(r"<.*?(\w+)>", r"<\1>", rule.rule) for rule in create_app(Settings()).url_map.iter_rules()}
    served = set()
    for rule in rules:
        if rule.endswith("<address>"):
            stem = rule.removesuffix("<address>")
            served |= {f"{stem}{'<person>' if 'staff' in stem else '<selection>'}{form}" for form in forms[1:]}
        elif rule.startswith("/schema/"):
            served.add("/schema/<file>.json")
        elif rule.startswith("/static/"):
            served.add("/static/…")
        else:
            served.add(rule.replace("<name>", "<selection>").replace("<id>", "<event>"))
    served |= {f"/<course>/calendar{form}" for form in forms}

    assert named == served - {"/<course>"}


def _copy_of_the_data(folder: Path) -> Path:
    shutil.copytree(ROOT / "data", folder / "data")
    return folder / "data" / "6.7960-fa25"


def _block(section: str, begin: str) -> str:
    """Find the example that begins with a line."""
    blocks: list[str] = re.findall(r"```\w*\n(.*?)```", section, re.DOTALL)
    return next(block for block in blocks if block.startswith(begin))


def test_changes_example_is_valid(tmp_path: Path) -> None:
    """The slot of the example, put in the place of the real one, does what the README says."""
    course = _copy_of_the_data(tmp_path)
    example = _block(_section("Edit the data"), "  - id: oh-wed-13\n")
    hours = (course / "office-hours.yaml").read_text()
    slot = example.split("    changes:")[0]
    assert hours.count(slot) == 1
    (course / "office-hours.yaml").write_text(hours.replace(slot, example))
    read = read_course(course)

    assert read.warnings == ()
    weeks = [event for event in read.events if event.slot == "oh-wed-13"]
    assert [event.id for event in weeks if event.status == "CANCELLED"] == ["oh-wed-13-2025-11-19"]


def test_example_of_a_check_is_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lectures = _copy_of_the_data(tmp_path) / "lectures.yaml"
    text = lectures.read_text().replace("Tue 2025-09-16", "Thu 2025-09-16")
    before, after = text.split("id: grids")
    lectures.write_text(f"{before}id: grids{after.replace('details:', 'detail:', 1)}")
    monkeypatch.chdir(tmp_path)

    assert CliRunner().invoke(main, ["check"]).output == _block(_section("Edit the data"), "data/6.7960-fa25/")


def test_commands_table_names_every_command_and_option() -> None:
    table = [cell.strip("`").split() for cell in _first_cells(_section("Edit the data")) if cell.startswith("`feeds ")]
    named = {word for words in table for word in words if word.startswith("-")}
    options = {option for parameter in check.params for option in parameter.opts if isinstance(parameter, click.Option)}

    assert {words[1] for words in table} == set(main.commands)
    assert named == options - {"--quiet"}


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with the real data, in which the program is set up as by `make run`."""
    exams = _copy_of_the_data(tmp_path) / "exams.yaml"
    (tmp_path / ".venv").symlink_to(sys.prefix)
    (tmp_path / ".gitignore").write_text(".venv\n")
    _run(tmp_path, "git init --quiet --initial-branch=main")
    _commit(tmp_path)
    _run(tmp_path, "git update-ref refs/remotes/origin/main HEAD")
    exams.write_text(exams.read_text().replace("id: midterm,", "id: midterm-new,"))
    return tmp_path


def _run(folder: Path, command: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("FEEDS_", "GIT_"))}
    environment["PRE_COMMIT_HOME"] = str(folder / "cache")
    identity = "-c user.name=Ada -c user.email=ada@example.edu"
    command = command.replace("git ", f"git {identity} ") if command.startswith("git ") else command
    return subprocess.run(
        command.split(), cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=60
    )


def _commit(folder: Path) -> subprocess.CompletedProcess[str]:
    _run(folder, "git add .")
    return _run(folder, "git commit --message change")


def test_pre_commit_example_warns_and_keeps_mistakes_out(repository: Path) -> None:
    (repository / ".pre-commit-config.yaml").write_text(_block(_section("Edit the data"), "# .pre-commit-config.yaml"))
    assert _run(repository, ".venv/bin/pre-commit install").returncode == 0
    exams = repository / "data" / "6.7960-fa25" / "exams.yaml"
    right = exams.read_text()
    exams.write_text(right.replace("Tue 2025-10-21", "Thu 2025-10-21"))
    refused = _commit(repository)
    exams.write_text(right)
    accepted = _commit(repository)

    assert refused.returncode == 1
    assert "2025-10-21 is a Tuesday, not a Thursday; correct the weekday or the date" in refused.stderr
    assert accepted.returncode == 0
    assert "keep the id 'midterm'" in accepted.stderr


def test_workflow_example_compares_with_what_is_published(repository: Path) -> None:
    """In a pull request the change is committed, so it is the main branch that tells what subscribers have."""
    _commit(repository)
    workflow = _block(_section("Edit the data"), "# .github/workflows/check.yml")
    make, check = re.findall(r"- run: (.*)", workflow)
    result = _run(repository, check)

    assert make == "make .venv/serve"
    assert result.returncode == 0
    warning, summary = result.stdout.splitlines()
    assert warning.startswith("::warning file=data/6.7960-fa25/exams.yaml,line=")
    assert warning.endswith("keep the id 'midterm' if it is the same one")
    assert summary == "1 course, 226 events, 0 errors, 1 warning"
