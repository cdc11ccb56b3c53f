"""The README's tables say what the code does."""

import re
import shutil
from dataclasses import fields
from pathlib import Path

from click.testing import CliRunner

from feeds.calendar.selection import KIND_WORDS
from feeds.cli import main
from feeds.course.reader import FILES, read_course
from feeds.course.schema import forms
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
    assert _first_cells(_section("Edit the data").split("What else")[0]) == [f"`{name}`" for name in FILES]


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
        elif rule.startswith("/static/"):
            served.add("/static/…")
        else:
            served.add(rule.replace("<name>", "<selection>").replace("<id>", "<event>"))
    served |= {f"/<course>/calendar{form}" for form in forms}

    assert named == served - {"/<course>"}


def test_changes_example_is_valid(tmp_path: Path) -> None:
    """The lines of the example, put in the place of the real slot, do what the README says."""
    example = re.search(r"```yaml\n(.*?)```", _section("Edit the data"), re.DOTALL)
    assert example
    folder = tmp_path / "6.7960-fa25"
    folder.mkdir()
    for file in (ROOT / "data" / "6.7960-fa25").iterdir():
        (folder / file.name).write_text(file.read_text())
    (folder / "office-hours.yaml").write_text(f"slots:\n{example[1]}")
    course = read_course(folder)

    assert course.warnings == ()
    assert [event.status for event in course.events if event.id == "oh-wed-13-2025-11-19"] == ["CANCELLED"]


def test_example_of_a_check_is_what_it_says(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    lectures = tmp_path / "data" / "6.7960-fa25" / "lectures.yaml"
    text = lectures.read_text()
    text = text.replace("Tue 2025-09-16", "Thu 2025-09-16")
    before, after = text.split("id: grids")
    lectures.write_text(f"{before}id: grids{after.replace('details:', 'detail:', 1)}")
    result = CliRunner().invoke(main, ["check", str(tmp_path / "data")])
    example = re.search(r"```\n(data/.*?)```", README, re.DOTALL)

    assert example
    assert result.output.replace(f"{tmp_path}/", "") == example[1]


def test_every_key_of_the_data_is_named() -> None:
    keys = {
        str(field.alias)
        for form in vars(forms).values()
        if isinstance(form, type) and issubclass(form, forms.DataForm)
        for field in form.model_fields.values()
    }
    named = set(re.findall(r"`(\w+)`|\b(\w+):", _section("Edit the data")))

    assert keys - {word for pair in named for word in pair} == {"exams", "person", "tutorials"}
