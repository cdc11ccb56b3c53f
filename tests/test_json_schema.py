"""The JSON Schemas of data files: the same as the forms, and never stricter than the reader."""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any, get_origin

import pytest
from conftest import DATA, ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import TypeAdapter, ValidationError, create_model

from feeds.course.model import WORD, Weekday
from feeds.course.parser import parse
from feeds.course.schema import scalars
from feeds.course.schema.files import FORMS
from feeds.course.schema.form import DataForm
from feeds.course.schema.json_schema import schemas

FOLDER = ROOT / "docs" / "schema"
FILES = [*sorted(DATA.glob("*/*.yaml")), *sorted((ROOT / "tests/data/courses").glob("*/*.yaml"))]
SCHEMAS = {name: json.loads(text) for name, text in schemas().items()}

KINDS = {name: kind for name, kind in vars(scalars).items() if get_origin(kind) is Annotated}
READERS = {name: TypeAdapter[Any](kind) for name, kind in KINDS.items()}
JUDGES = {name: Draft202012Validator(reader.json_schema()) for name, reader in READERS.items()}


def subforms(form: type[DataForm]) -> Iterator[type[DataForm]]:
    """Give the forms that are made of a form."""
    for subform in form.__subclasses__():
        yield subform
        yield from subforms(subform)


def parts(schema: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Give every schema inside a schema, with its place; what is an example is none."""
    if isinstance(schema, dict):
        yield path, schema
        for key, inner in schema.items():
            if key != "examples":
                yield from parts(inner, f"{path}/{key}")
    if isinstance(schema, list):
        for index, inner in enumerate(schema):
            yield from parts(inner, f"{path}/{index}")


def plain(text: str) -> Any:
    """Give what an editor takes a plain scalar for, by the core schema of YAML 1.2; quoted, it is text."""
    if re.fullmatch("~|null|Null|NULL", text):
        return None
    if re.fullmatch("true|True|TRUE|false|False|FALSE", text):
        return text.lower() == "true"
    if re.fullmatch("[-+]?[0-9]+", text):
        return int(text)
    if re.fullmatch("0o[0-7]+|0x[0-9a-fA-F]+", text):
        return int(text, 0)
    if re.fullmatch(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", text):
        return float(text)
    if re.fullmatch(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)", text):
        return float(text.replace(".", ""))
    return text


def as_in_editor(value: Any) -> Any:
    """Give what an editor takes a document for whose scalars are all plain."""
    if isinstance(value, dict):
        return {key: as_in_editor(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_in_editor(inner) for inner in value]
    return plain(value)


def reads(kind: str, text: str) -> bool:
    try:
        READERS[kind].validate_python(text)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("name", SCHEMAS)
def test_schema_equals_file(name: str, request: pytest.FixtureRequest) -> None:
    """After a change of the forms, `pytest tests/test_json_schema.py --update-golden` writes the files anew."""
    if request.config.getoption("--update-golden"):
        (FOLDER / name).write_text(schemas()[name], encoding="utf-8")

    assert (FOLDER / name).read_text(encoding="utf-8") == schemas()[name]


def test_every_data_file_has_a_schema_and_no_schema_is_left_over() -> None:
    assert list(SCHEMAS) == [name.replace(".yaml", ".json") for name in FORMS]
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(SCHEMAS)


@pytest.mark.parametrize("file", FILES, ids=[f"{file.parent.name}/{file.name}" for file in FILES])
def test_first_line_of_data_file_names_its_schema(file: Path) -> None:
    first = file.read_text().splitlines()[0]
    named = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)

    assert named
    assert (file.parent / named[1]).resolve() == FOLDER / f"{file.stem}.json"


@pytest.mark.parametrize("name", SCHEMAS)
def test_schema_is_one_that_editors_understand(name: str) -> None:
    schema = SCHEMAS[name]
    words = {key for _, part in parts(schema) for key in part}

    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["title"] == name.replace(".json", ".yaml")
    # Under `format: time`, 14:00 is an error; editors do nothing with a default here; prefixItems are new to some.
    assert words & {"format", "default", "prefixItems", "const"} == set()
    assert "null" not in {part.get("type") for _, part in parts(schema) if isinstance(part.get("type"), str)}


@pytest.mark.parametrize("name", SCHEMAS)
def test_schema_says_nothing_in_names_of_the_code(name: str) -> None:
    assert re.findall(r"[A-Z]\w*Form|\w+_\"", schemas()[name]) == []


def test_every_key_of_every_form_is_described_with_examples_that_the_reader_takes() -> None:
    keys = [(form, name, field) for form in subforms(DataForm) for name, field in form.model_fields.items()]
    silent = [(form.__name__, name) for form, name, field in keys if not (field.description and field.examples)]

    assert silent == []
    for _, name, field in keys:
        key: dict[str, Any] = {name: (field.annotation, field)}
        only = create_model("Only", **key)
        for example in field.examples or ():
            only.model_validate({str(field.alias): example})


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_key_of_every_schema_is_described_with_examples_that_fit(name: str) -> None:
    judge = Draft202012Validator(SCHEMAS[name])
    keys = {
        f"{path}/{key}": described
        for path, part in parts(SCHEMAS[name])
        if part.get("type") == "object"
        for key, described in part.get("properties", {}).items()
    }

    assert [path for path, described in keys.items() if not (described["description"] and described["examples"])] == []
    for path, described in keys.items():
        for example in described["examples"]:
            assert list(judge.evolve(schema=described).iter_errors(example)) == [], path


@pytest.mark.parametrize("file", FILES, ids=[f"{file.parent.name}/{file.name}" for file in FILES])
def test_course_fits_its_schema_as_text_and_as_editors_read_it(file: Path) -> None:
    judge = Draft202012Validator(SCHEMAS[f"{file.stem}.json"])
    value = parse(file.read_bytes(), file.name).value

    assert list(judge.iter_errors(value)) == []
    assert list(judge.iter_errors(as_in_editor(value))) == []


# What the reader takes, so that the law below is about something for every kind.
TAKEN = {
    "Text": ["6.7960", "yes", "True", "-1", "1e3", ".inf", "0x1F", "two\nlines", "לום 🎓"],
    "Line": ["6.7960", "45-230", "True", "2025", "no", "tba"],
    "LineOrTbd": ["6.7960", "tbd", "TBD", "45-230"],
    "Word": ["pset-1", "1", "007", "true", "1e-3", "0x1f", "tbd", " padded "],
    "PersonId": ["ada", "ada-lovelace", "1", "false"],
    "GuestName": ["Zongyi Li", "6"],
    "Url": ["https://a.example", "HTTP://a.example", "mailto:a@b.example", " https://a.example\n"],
    "SelectionText": ["main", "main_releases", "all_not-week-1", "Lectures.KAIMING-HE", "2026", "true", " padded "],
    "Flag": ["yes", "no", "true", "False", "YES", "tRuE"],
    "Reason": ["yes", "no", "true", "ill", "1"],
    "Day": ["2025-09-04", "Thu 2025-09-04", "thursday  2025-09-04", "THU\t2025-09-04", "2000-01-01", "2100-12-31"],
    "DayOrTbd": ["2025-09-04", "Thu 2025-09-04", "tbd", "Tbd"],
    "Clock": ["13:00", "9:05", "09:05", "0:00", "23:59", " 13:00 "],
    "ClockOrTbd": ["13:00", "tbd"],
    "WeekdayName": ["Monday", "Mon", "tue", "WED", "tHURSDAY"],
    "WeekdayOrTbd": ["Monday", "sun", "tbd", "TBD"],
    "DueOrTbd": ["2025-09-04", "2025-09-04 23:59", "Thu 2025-09-04  9:00", "tbd"],
    "Instant": ["2025-09-01T12:00:00Z"],
}

# What neither takes.
REFUSED = {
    "Word": ["Pset 1", "pset_1", "pset-", "--", "é"],
    "PersonId": ["Ada Lovelace", "ada.lovelace"],
    "Url": ["a.example", "ftp://a.example", "https://a b", "https://", "https:/a", "www.a.example", "1", "true"],
    "SelectionText": ["lectures exams", "lectures,exams", "é", "[lectures]"],
    "Flag": ["maybe", "y", "n", "on", "1", "0"],
    "Day": ["4/9/2025", "2025-9-4", "2025-13-01", "2025-00-01", "2025-09-32", "1999-12-31", "2101-01-01", "20250904"],
    "DayOrTbd": ["tba", "tomorrow", "Thursday", "Thu, 2025-09-04", "2025"],
    "Clock": ["25:00", "24:00", "13:60", "13.30", "1 pm", "13", "1300", "13:0", "tbd", "13:00:00"],
    "ClockOrTbd": ["25:00", "tba", "noon"],
    "WeekdayName": ["Wendesday", "Mo", "Tues", "tbd", "1"],
    "WeekdayOrTbd": ["Wendesday", "Mo", "tba"],
    "DueOrTbd": ["2025-09-04 24:00", "2025-09-04T23:59", "23:59", "2025-09-04 23:59 ET", "tba"],
    "Instant": ["2025-09-01", "2025-09-01 12:00:00", "2025-09-01T12:00:00", "2025-09-01T12:00:00+00:00"],
}

# What an editor cannot know to be wrong, or would have to know by heart.
REFUSED_BY_THE_READER_ALONE = {
    "Text": ["", " ", "a\x07b"],
    "Line": ["two\nlines"],
    "LineOrTbd": ["tba"],
    "Word": ["1.5", "-1"],
    "PersonId": ["tbd"],
    "GuestName": ["TBA"],
    "SelectionText": ["lectures.exams", "main__exams", "-main", "week-0"],
    "Day": ["2025-02-30", "Mon 2025-09-04"],
    "DueOrTbd": ["2025-11-31 23:59"],
    "Instant": ["2025-13-01T25:00:00Z"],
}


def test_every_kind_is_in_the_tables() -> None:
    assert list(TAKEN) == list(KINDS)
    # No text is wrong for an editor where the others are read.
    assert [kind for kind in KINDS if kind not in REFUSED] == ["Text", "Line", "LineOrTbd", "GuestName", "Reason"]


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in TAKEN.items() for text in texts])
def test_what_the_reader_takes_is_never_marked(kind: str, text: str) -> None:
    assert reads(kind, text)
    assert JUDGES[kind].is_valid(text)
    assert JUDGES[kind].is_valid(plain(text.strip()))


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in REFUSED.items() for text in texts])
def test_what_neither_takes(kind: str, text: str) -> None:
    assert not reads(kind, text)
    assert not JUDGES[kind].is_valid(text)
    assert not JUDGES[kind].is_valid(plain(text))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("text", ["", "~", "null", "Null", "NULL"])
def test_key_without_a_value_is_wrong(kind: str, text: str) -> None:
    """The reader sees empty text where an editor sees nothing, and both so in a plain null."""
    value = parse(f"key: {text}".encode(), "f.yaml").at(("key",))

    assert value == ""
    assert not reads(kind, str(value))
    assert not JUDGES[kind].is_valid(plain(text) if text else None)


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in REFUSED_BY_THE_READER_ALONE.items() for text in texts]
)
def test_what_only_the_reader_knows_to_be_wrong(kind: str, text: str) -> None:
    assert not reads(kind, text)
    assert JUDGES[kind].is_valid(plain(text))


def _with_weekday(day: date, length: int) -> str:
    return f"{Weekday(day.weekday()).name[:length]} {day}"


_IN_ANY_CASE = st.sampled_from([str.lower, str.upper, str.title, str.swapcase])
_SPACE = st.text(" \t\n", max_size=2)
_DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
_DATES = _DAYS.map(str) | st.builds(_with_weekday, _DAYS, st.sampled_from([3, 9]))
_CLOCKS = st.from_regex("[0-9]{1,2}:[0-9]{2}", fullmatch=True)
_WEEKDAYS = st.sampled_from([day.name[:length] for day in Weekday for length in (3, 9)])
_WORDS = st.sampled_from(["yes", "no", "true", "false", "tbd"])
_LINKS = st.builds("{}{}".format, st.sampled_from(["https://", "http://", "mailto:"]), st.text())
_NUMBERS = st.integers().map(str) | st.floats().map(str) | st.from_regex("0o[0-7]+|0x[0-9a-f]+", fullmatch=True)
_VALUES = (
    st.builds(lambda text, case: case(text), _DATES | _WEEKDAYS | _LINKS, _IN_ANY_CASE)
    | st.builds(lambda text, case: case(text), _WORDS, _IN_ANY_CASE)
    | st.builds("{} {}".format, _DATES, _CLOCKS)
    | st.datetimes().map("{:%Y-%m-%dT%H:%M:%SZ}".format)
    | st.from_regex(WORD, fullmatch=True)
    | _CLOCKS
    | _NUMBERS
    | st.text()
)


@settings(max_examples=1000)
@given(st.builds("{}{}{}".format, _SPACE, _VALUES, _SPACE))
def test_whatever_the_reader_takes_is_never_marked(text: str) -> None:
    """Written plain or quoted; plain `~` and `null` are a missing value to both, as the test above says."""
    value = plain(text.strip())
    for kind in KINDS:
        if reads(kind, text):
            assert JUDGES[kind].is_valid(text), kind
            assert value is None or JUDGES[kind].is_valid(value), kind
