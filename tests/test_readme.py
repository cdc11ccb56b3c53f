"""The README's tables say what the code does."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from feeds.calendar.feed import CHANGES, Form
from feeds.cli import main
from feeds.course.folder import FILES, HISTORY
from feeds.course.ledger import read_ledger
from feeds.course.reader import read_course
from feeds.course.selection import KIND_WORDS
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
    rows = re.findall(r"^\| `(\w+)` \| (?:`(.+?)`|none: .+?) \|", _section("Settings"), re.MULTILINE)
    defaults = Settings()
    values = {field.name: getattr(defaults, field.name) for field in fields(Settings)}
    expected = [(f"FEEDS_{name.upper()}", "" if value in (None, ()) else str(value)) for name, value in values.items()]

    assert rows == expected


def test_files_table_names_every_data_file() -> None:
    assert _first_cells(_section("Edit the data").split("### ")[0]) == [f"`{name}`" for name in (*FILES, HISTORY)]


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

    forms = ("", *(f".{form}" for form in Form))
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
    served |= {f"/<course>/calendar{form}" for form in forms} | {f"/<course>/{CHANGES}.{Form.ATOM}"}

    assert named == served - {"/<course>", "/<course>/staff"}


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
    cells = [cell.strip("`") for cell in _first_cells(_section("Edit the data")) if cell.startswith("`feeds ")]
    named = {(words[1], word) for cell in cells if (words := cell.split()) for word in words if word.startswith("-")}
    options = {
        (name, parameter.opts[0])
        for name, command in main.commands.items()
        for parameter in command.params
        if isinstance(parameter, click.Option)
    }

    assert {cell.split()[1] for cell in cells} == set(main.commands)
    assert named == options


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
        shlex.split(command), cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=60
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


def test_workflow_example_says_what_a_pull_request_changes(repository: Path) -> None:
    """Its change is committed and recorded, so it is the main branch that tells what subscribers have."""
    folder = repository / "data" / "6.7960-fa25"
    exams = folder / "exams.yaml"
    exams.write_text(
        exams.read_text().replace("id: midterm-new, date: Tue 2025-10-21", "id: midterm, date: Thu 2025-10-30")
    )
    workflow = _block(_section("Edit the data"), "# .github/workflows/check.yml")
    make, check, published, diff = (step.split(" #")[0] for step in re.findall(r"- run: (.*)", workflow))
    _run(repository, "git checkout --quiet -b branch")
    _commit(repository)
    forgotten = _run(repository, check)
    recorded = _run(repository, ".venv/bin/feeds record -m moved")
    _commit(repository)
    _run(repository, "git checkout --quiet main")
    _run(repository, "git merge --quiet --no-ff --message merge branch")
    checked = _run(repository, check)
    taken = _run(repository, published)
    said = _run(repository, diff.split(" >> ")[0])

    assert make == "make .venv/serve"
    assert forgotten.returncode == 1
    assert [step.returncode for step in (recorded, checked, taken, said)] == [0, 0, 0, 0]
    assert said.stdout.splitlines()[:5] == [
        "### 6.7960-fa25",
        "",
        "**1 event moves; 225 stay**",
        "",
        "- Midterm (6.7960): Tue 21 Oct, 7:30–9:30 PM ET → Thu 30 Oct, 7:30–9:30 PM ET",
    ]


def test_line_of_a_history_is_as_it_is_described() -> None:
    page = (ROOT / "docs" / "history.md").read_text()
    line = page.split("```json\n")[1].split("```")[0].replace("\n", " ")
    ledger, _, problems = read_ledger(line.encode(), HISTORY, "6.7960-fa25", "deeplearning6-7960.github.io")

    assert problems == []
    assert [published.note for published in ledger["midterm"]] == ["the room was not free"]


@pytest.mark.parametrize("name", ["README.md", "docs/history.md", "docs/recipes.md"])
def test_links_lead_to_files_and_headings(name: str) -> None:
    links = re.findall(r"\]\(([^)#:]*)(?:#([^)]+))?\)", (ROOT / name).read_text())
    lost = []
    for file, heading in links:
        target = (ROOT / name).parent / file if file else ROOT / name
        if not target.exists() or (heading and heading not in _headings(target)):
            lost.append((file, heading))

    assert links
    assert lost == []


def _headings(page: Path) -> set[str]:
    """Give GitHub's addresses of a page's headings: lower case, without punctuation, hyphens for spaces."""
    titles = re.findall("^#+ (.+)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}
