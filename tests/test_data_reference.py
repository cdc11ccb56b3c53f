"""docs/data.md names every file, key, value and problem of the data, as the code has them.

After a change of the forms or of a message, `pytest tests/test_data_reference.py --update-golden` writes its tables
and its examples of what is said anew; read the difference.
"""

import ast
import inspect
import json
import os
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import pytest
from click.testing import CliRunner
from conftest import ROOT
from courses import COURSE, publish, write_course
from pydantic import TypeAdapter, ValidationError, WithJsonSchema

from feeds.cli import main
from feeds.course import ledger
from feeds.course.document import Value
from feeds.course.draft import MAX_EVENTS
from feeds.course.folder import HISTORY
from feeds.course.parser import MAX_BYTES, MAX_VALUES, parse
from feeds.course.reader import MAX_MEETINGS, read_course
from feeds.course.schema import scalars
from feeds.course.schema.files import FORMS
from feeds.course.schema.form import MAX_LISTED, DataForm
from feeds.course.schema.json_schema import schemas
from feeds.course.schema.ledger import MAX_LINE
from feeds.course.selection import MAX_ATOMS, MAX_LENGTH
from feeds.errors import MAX_PROBLEMS, CourseError

FILE = ROOT / "docs" / "data.md"
TEXT = FILE.read_text(encoding="utf-8")

# What the code says to other people than those who edit data, or to nobody.
NOT_IN_THE_REFERENCE = {
    "str | list[Value] | dict[str, Value]": "a type",
    "it cannot be read": "no error of the YAML library is without words of its own",
    "there is no course in this folder, or nobody may look into it; every course has a course.yaml": "of no file",
    "{} is empty": "told as one that is missing is",
    "All and most": "a heading",
    "{} is a calendar of its own, and cannot be put together with words": "said of an address",
    "{}; write what it holds, {}": "said of an address",
    "With a name": "a heading",
}
# The modules of words that are for subscribers, and for staff on pages.
FOR_SUBSCRIBERS = ("comparison.py", "coverage.py", "edits.py", "holes.py", "term_names.py", "wording.py")

SLUG = "6.100-fa26"
PUBLISHED = datetime(2026, 8, 20, 12, tzinfo=UTC)


def _anchor(heading: str) -> str:
    """Give the address that GitHub makes of a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _outside_of_blocks(text: str) -> str:
    """Take what is between three backquotes out of a text; what stays keeps its place."""
    return re.sub(r"^```.*?^```$", lambda block: "\n" * len(block[0]), text, flags=re.MULTILINE | re.DOTALL)


def _headings(text: str, level: str = "#+") -> list[tuple[int, str]]:
    """Give every heading with its place in the text."""
    outside = _outside_of_blocks(text)
    return [(found.start(), found[1]) for found in re.finditer(rf"^{level} (.*)$", outside, re.MULTILINE)]


def _heading_of(place: int) -> str:
    return [heading for start, heading in _headings(TEXT) if start < place][-1]


def _section(title: str) -> str:
    return TEXT.split(f"\n## {title}\n")[1].split("\n## ")[0]


def _hold(request: pytest.FixtureRequest, shown: str, right: str) -> None:
    """Compare a part of the reference with what it ought to be, or put that in its place."""
    if request.config.getoption("--update-golden"):
        FILE.write_text(FILE.read_text(encoding="utf-8").replace(shown, right, 1), encoding="utf-8")
    else:
        assert shown.splitlines() == right.splitlines()


# Values


def _types() -> dict[str, list[Any]]:
    """Find the types of values by what editors call them."""
    found: dict[str, list[Any]] = {}
    for kind in vars(scalars).values():
        for note in get_args(kind):
            if isinstance(note, WithJsonSchema) and note.json_schema:
                found.setdefault(note.json_schema["title"], []).append(kind)
    return found


_ROW = re.compile(r"^\| ([a-z][^|]*) \| ([^|]*`[^|]*) \| ([^|]*`[^|]*) \|$", re.MULTILINE)
# What each kind of value is called: what is accepted, what is refused, under which heading.
VALUES = {row[1]: (row[2], row[3], _heading_of(row.start())) for row in _ROW.finditer(TEXT)}


def test_every_kind_of_value_is_explained() -> None:
    assert sorted(VALUES) == sorted(_types())


def _accepts(kind: Any, text: str) -> bool:
    try:
        value = parse(f"key: {text}\n".encode(), "f.yaml").at(("key",))
        TypeAdapter(kind).validate_python(value)
    except (CourseError, ValidationError):
        return False
    return True


@pytest.mark.parametrize("title", VALUES)
def test_values_are_accepted_and_refused_as_it_says(title: str) -> None:
    kinds = _types()[title]
    good, bad = (re.findall("`(.+?)`", cell) for cell in VALUES[title][:2])

    assert [text for text in good if all(_accepts(kind, text) for kind in kinds)] == good
    assert [text for text in bad if any(_accepts(kind, text) for kind in kinds)] == []


# Files and keys


def _forms(form: type[DataForm] = DataForm) -> dict[str, type[DataForm]]:
    """Find all forms by their names."""
    found = {form.__name__: form}
    for inner in form.__subclasses__():
        found |= _forms(inner)
    return found


_TABLE = re.compile(r"<!-- (\w+Form), .*?-->\n(.*?)<!-- end -->", re.DOTALL)
TABLES = {found[1]: found[2] for found in _TABLE.finditer(TEXT)}
HEADINGS = {found[1]: _heading_of(found.start()) for found in _TABLE.finditer(TEXT)}


def _link(text: str, heading: str) -> str:
    return f"[{text}](#{_anchor(heading)})"


def _value(hint: Any) -> str:
    """Say what is to be written for a key."""
    if isinstance(hint, type) and issubclass(hint, DataForm):
        heading = HEADINGS[hint.__name__]
        return _link(heading[0].lower() + heading[1:], heading)
    inner = [one for one in get_args(hint) if one is not type(None)]
    if get_origin(hint) is dict:
        return f"mapping: {_value(inner[0])} to {_value(inner[1])}"
    if get_origin(hint) is tuple:
        return f"list: {_value(inner[0])}"
    if get_origin(hint) is Annotated:
        (title,) = [
            note.json_schema["title"] for note in inner if isinstance(note, WithJsonSchema) and note.json_schema
        ]
        return _link(title, VALUES[title][2])
    return _value(inner[0])


def _written(value: Value, *, within: bool = False) -> str:
    """Write a value in one line, as it stands in a file."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {_written(inner, within=True)}' for key, inner in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(_written(inner, within=True) for inner in value)}]"
    around = "key: [{}]" if within else "key: {}"
    try:
        plain = parse(around.format(value).encode(), "f.yaml").at(("key", 0) if within else ("key",)) == value
    except CourseError:
        plain = False
    return value if plain else json.dumps(value, ensure_ascii=False)


def _examples(values: list[Any]) -> str:
    """Write a key's examples; of a list of mappings, the lines of its items."""
    found = []
    for example in values:
        rows = isinstance(example, list) and any(isinstance(item, dict) for item in example)
        found += [f"- {_written(item)}" for item in example] if rows else [_written(example)]
    return "<br>".join(f"`{text}`" for text in found)


def _own_keys(form: type[DataForm]) -> list[str]:
    """List the fields that a form names itself, or takes from one that the reference does not show."""
    shown = [one for one in form.__mro__ if one.__name__ in TABLES and one is not form]
    named = {
        name
        for one in form.__mro__
        if one is form or not any(issubclass(ancestor, one) for ancestor in shown)
        for name in inspect.get_annotations(one)
    }
    return [name for name in form.model_fields if name in named]


def _table(form: type[DataForm]) -> str:
    shared = [HEADINGS[one.__name__] for one in form.__mro__[1:] if one.__name__ in HEADINGS]
    links = " and ".join(_link(heading[0].lower() + heading[1:], heading) for heading in shared)
    said = inspect.cleandoc(form.__doc__ or "")
    hints = get_type_hints(form, include_extras=True)
    rows = [
        f"| `{field.alias}` | {'yes' if field.is_required() else ''} | {_value(hints[name])} | {field.description}"
        f" | {_examples(field.examples or [])} |"
        for name, field in ((name, form.model_fields[name]) for name in _own_keys(form))
    ]
    head = ["| key | required | value | what it is | example |", "| --- | --- | --- | --- | --- |"]
    return "\n".join([f"{said} It takes the keys of {links}, and:" if links else said, "", *head, *rows, ""])


def test_every_form_has_a_table() -> None:
    parts = {"DataForm", "AboutForm", "TermForm"}  # of others, and shown there

    assert sorted(TABLES) == sorted(set(_forms()) - parts)


def test_every_key_of_every_form_is_in_its_table_or_in_one_that_it_links_to() -> None:
    for name, form in _forms().items():
        if name in TABLES:
            ancestors = [one for one in form.__mro__ if one.__name__ in TABLES]
            named = {key for one in ancestors for key in re.findall(r"^\| `(\w+)` \|", TABLES[one.__name__], re.M)}

            assert named == {field.alias for field in form.model_fields.values()}, name


@pytest.mark.parametrize("name", TABLES)
def test_table_is_as_the_form_says(name: str, request: pytest.FixtureRequest) -> None:
    start = re.search(f"<!-- {name}, .*?-->\n", TEXT)
    assert start

    _hold(request, f"{start[0]}{TABLES[name]}", f"{start[0]}{_table(_forms()[name])}")


def _blocks(text: str, language: str) -> list[str]:
    fenced = re.findall(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [block for name, block in fenced if name == language]


def _named(block: str) -> tuple[str, str]:
    """Tell which file a block is, by its first line, and when: `now`, `before` or `before and now`."""
    found = re.match(r"# (\S+?\.ya?ml)(?:, (before|before and now))?\n", block)
    assert found, block
    return found[1], found[2] or "now"


def _state(blocks: list[str], time: str) -> list[str]:
    return [block for block in blocks if time in _named(block)[1]]


def test_examples_of_the_files_are_one_course_without_mistakes(tmp_path: Path) -> None:
    blocks = [block for block in _blocks(_section("Files"), "yaml") if block.startswith("# ")]
    for block in blocks:
        (tmp_path / _named(block)[0]).write_text(block, encoding="utf-8")
    course = read_course(tmp_path)

    assert [_named(block)[0] for block in blocks] == list(FORMS)
    assert course.warnings == ()


# Problems


def _cases() -> dict[str, str]:
    """Give each case of what can be wrong by its title, as it stands in the text."""
    parts = re.split(r"\n(?=#{3,4} )", _section("What can be wrong"))
    cases = [part for part in parts if part.startswith("#### ")]
    assert len({case.partition("\n")[0] for case in cases}) == len(cases)
    return {case.partition("\n")[0].removeprefix("#### "): case for case in cases}


CASES = _cases()
SNIPPETS = {title: _blocks(case, "yaml") for title, case in CASES.items()}
HISTORIES = {title: _blocks(case, "json") for title, case in CASES.items()}
SHOWN = [title for title in CASES if SNIPPETS[title] or HISTORIES[title]]


def _said_of(case: str, lines: list[str]) -> str:
    """Put what is said into a case."""
    before, fence, said = case.partition("\n\n```\n")
    return "".join([before, fence, *(f"{line}\n" for line in lines), *said.partition("```")[1:]])


def _write(folder: Path, blocks: list[str]) -> Path:
    """Write the minimal course with some files; what course.yaml does not say is added at its end."""
    write_course(folder)
    for block in blocks:
        name, _ = _named(block)
        if name == "course.yaml":
            keys = re.findall(r"^(\w+):", block, re.MULTILINE)
            rest = [line for line in COURSE.splitlines() if line.partition(":")[0] not in keys]
            block += "\n".join([*rest, ""])
        (folder / name).write_text(block, encoding="utf-8")
    return folder


def _said(folder: Path) -> list[str]:
    try:
        found = read_course(folder).warnings
    except CourseError as error:
        found = error.problems
    return [str(problem).removeprefix(f"{folder}/") for problem in found]


@pytest.mark.parametrize("title", SHOWN)
def test_snippet_is_told_what_the_reference_says(title: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    folder = tmp_path / SLUG
    if earlier := _state(SNIPPETS[title], "before"):
        publish(_write(folder, earlier), PUBLISHED)
    for block in earlier:
        (folder / _named(block)[0]).unlink()
    _write(folder, _state(SNIPPETS[title], "now"))
    for history in HISTORIES[title]:
        (folder / HISTORY).write_text(history, encoding="utf-8")

    _hold(request, CASES[title], _said_of(CASES[title], _said(folder)))


# What cannot stand in a text: how to make the file that is told so, by the case's heading.
MADE: Mapping[str, tuple[str, Callable[[Path], object]]] = {
    "A file that is too large": ("exams.yaml", lambda path: path.write_bytes(b"#" * (MAX_BYTES + 1))),
    "A file of too many values": ("exams.yaml", lambda path: path.write_text(f"exams: [{'a,' * MAX_VALUES}]\n")),
    "A file that is not UTF-8": ("exams.yaml", lambda path: path.write_bytes("# Prüfungen\n".encode("latin-1"))),
    "A character that belongs in no text": ("exams.yaml", lambda path: path.write_bytes(b"# exams\n# \x07\n")),
    "Something that is not a file": ("exams.yaml", os.mkfifo),
    "A link to nothing": ("exams.yaml", lambda path: path.symlink_to("elsewhere.yaml")),
    "A key that is too long": ("exams.yaml", lambda path: path.write_text(f"{'exams' * 21}: []\n")),
    "Text that is too long": (
        "exams.yaml",
        lambda path: path.write_text(f"exams: [{{id: midterm, date: tbd, title: {'Midterm' * 72}}}]\n"),
    ),
    "More people, rooms or tags than fit": (
        "exams.yaml",
        lambda path: path.write_text(f"exams: [{{id: a, date: tbd, title: A, tags: [{'a, ' * (MAX_LISTED + 1)}]}}]\n"),
    ),
    "A selection that is too long": (
        "course.yaml",
        lambda path: path.write_text(f"{COURSE}feeds: [{{id: for-all, selection: {'x' * (MAX_LENGTH + 1)}}}]\n"),
    ),
    "A selection of too many words": (
        "course.yaml",
        lambda path: path.write_text(
            f"{COURSE}feeds: [{{id: for-all, selection: {'_'.join(map(str, range(MAX_ATOMS + 1)))}}}]\n"
        ),
    ),
    "A line of the history that is too long": (HISTORY, lambda path: path.write_bytes(b"a" * (MAX_LINE + 1))),
    "A history that is too large": (HISTORY, lambda path: path.write_bytes(b"\n" * (ledger.MAX_BYTES + 1))),
    "A file that is not there": ("course.yaml", lambda path: path.unlink()),
    "Very many mistakes": ("exams.yaml", lambda path: path.write_text("exams:\n" + "  - {}\n" * MAX_PROBLEMS)),
    "Very many class meetings": (
        "course.yaml",
        lambda path: path.write_text(
            COURSE.partition("meetings:")[0]
            + "meetings:\n"
            + "".join(
                f"  - {{days: [Tue], start: 9:00, end: 10:00, section: l{number}}}\n"
                for number in range(MAX_MEETINGS + 1)
            )
        ),
    ),
    "Very many events": (
        "office-hours.yaml",
        lambda path: path.write_text(
            "slots:\n"
            + "".join(
                f"  - {{id: oh-{number}, day: Monday, start: 9:00, end: 10:00, from: 2026-09-07, until: 2028-09-04}}\n"
                for number in range(MAX_EVENTS // 100)
            )
        ),
    ),
}
# The same of what only `feeds check` tells.
CHECKED: Mapping[str, tuple[str, Callable[[Path], object]]] = {
    "A folder that cannot be a course": ("6.100 Fall", lambda folder: None),
    "A calendar that is too large for Google": (
        "6.100-fa26",
        lambda folder: (folder / "exams.yaml").write_text(
            f"exams: [{{id: final, date: tbd, title: Final}}, {{id: midterm, date: 2026-10-20, title: Midterm,"
            f" details: {'x' * 950_000}}}]\n"
        ),
    ),
}


def test_what_cannot_be_a_snippet_is_made() -> None:
    assert sorted([*MADE, *CHECKED, *SHOWN]) == sorted(CASES)


@pytest.mark.parametrize("title", MADE)
def test_what_cannot_be_a_snippet_is_told_what_the_reference_says(
    title: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    name, make = MADE[title]
    make(write_course(tmp_path) / name)
    *_, last = _said(tmp_path)

    _hold(request, CASES[title], _said_of(CASES[title], [last]))


@pytest.mark.parametrize("title", CHECKED)
def test_check_tells_what_the_reference_says(title: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    name, make = CHECKED[title]
    make(write_course(tmp_path / name))
    found = CliRunner().invoke(main, ["check", "--quiet", str(tmp_path / name)]).output

    _hold(request, CASES[title], _said_of(CASES[title], found.replace(str(tmp_path), "data").splitlines()))


class _Messages(ast.NodeVisitor):
    """Gathers the strings of three words or more that a module may say, with {} for what is put into them."""

    def __init__(self) -> None:
        self.found: set[str] = set()

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):  # what only stands there is a docstring
            self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str):
            self._note(node.value)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        self._note("".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values))
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                self.visit(part.value)

    def _note(self, text: str) -> None:
        if text.count(" ") >= 2:
            self.found.add(text)


def _messages() -> set[str]:
    messages = _Messages()
    for path in (ROOT / "feeds" / "errors.py", *(ROOT / "feeds" / "course").rglob("*.py")):
        if path.name in FOR_SUBSCRIBERS:
            continue
        messages.visit(ast.parse(path.read_text(encoding="utf-8")))
    return messages.found


def test_everything_that_the_code_can_say_has_an_example() -> None:
    said = "".join(block for case in CASES.values() for block in _blocks(case, ""))
    for_editors = "".join(schemas().values())
    templates = {message: ".+?".join(map(re.escape, message.split("{}"))) for message in _messages()}

    assert {
        message for message, template in templates.items() if not re.search(template, f"{said}{for_editors}")
    } == set(NOT_IN_THE_REFERENCE)


# Links


def _links(text: str) -> list[tuple[str, str]]:
    """Give what each link names: a file, or nothing for the text itself, and a heading in it, or nothing."""
    outside = re.sub(r"`.+?`", "", _outside_of_blocks(text))
    return [(link.partition("#")[0], link.partition("#")[2]) for link in re.findall(r"\]\((?!https?:)(.+?)\)", outside)]


@pytest.mark.parametrize("name", ["README.md", "docs/data.md", "docs/history.md", "docs/recipes.md"])
def test_links_lead_somewhere(name: str) -> None:
    file = ROOT / name
    anchors = [_anchor(heading) for _, heading in _headings(file.read_text(encoding="utf-8"))]
    astray = []
    for target, heading in _links(file.read_text(encoding="utf-8")):
        there = file.parent / target if target else file
        if not there.exists() or (
            heading and heading not in [_anchor(title) for _, title in _headings(there.read_text(encoding="utf-8"))]
        ):
            astray.append(f"{target}#{heading}")

    assert astray == []
    assert len(set(anchors)) == len(anchors)


def test_contents_lead_to_every_part_and_kind_of_problem() -> None:
    introduction, problems = TEXT.partition("\n## ")[0], _section("What can be wrong")
    kinds = problems.partition("\n### ")[0]

    assert re.findall(r"^- \[(.+?)\]\(", introduction, re.MULTILINE) == [title for _, title in _headings(TEXT, "##")]
    assert [heading for _, heading in _links(kinds)] == [_anchor(title) for _, title in _headings(problems, "###")]
