"""Values written as YAML read as the same values, and look as a person would have written them."""

import pytest
from conftest import DATA, SLUG
from hypothesis import given
from hypothesis import strategies as st

from feeds.authoring.yaml_text import comment, entry, flow, item, rows, scalar
from feeds.course.document import Value
from feeds.course.parser import parse

FILES = sorted(path.name for path in (DATA / SLUG).glob("*.yaml"))

TRICKY = st.text("ab :#-?,[]{}'\"\\&*!|>%@`~=.\n yes no 13:00", max_size=160)
TEXT = TRICKY | st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=150)
VALUE: st.SearchStrategy[Value] = st.recursive(
    TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["title", "under"]), inner, max_size=2),
    max_leaves=8,
)
ROWS = st.lists(st.dictionaries(st.sampled_from(["id", "title", "details"]), VALUE, min_size=1), min_size=1, max_size=3)


def stripped(value: Value) -> Value:
    """Take from every text the space around it, as forms do before they read it."""
    match value:
        case str():
            return value.strip()
        case list():
            return [stripped(each) for each in value]
        case dict():
            return {key: stripped(inner) for key, inner in value.items()}


@given(values=ROWS, key=st.sampled_from(["lectures", "exams"]))
def test_any_rows_read_as_they_were_written(values: list[dict[str, Value]], key: str) -> None:
    document = parse("\n".join(rows(key, values)).encode(), "f.yaml")

    assert stripped(document.value) == stripped({key: [*values]})
    assert document.warnings == ()


@pytest.mark.parametrize("file", FILES)
def test_the_real_data_reads_as_it_was_written(file: str) -> None:
    real = parse((DATA / SLUG / file).read_bytes(), file)
    assert isinstance(real.value, dict)
    lines = [line for key, value in real.value.items() for line in entry(key, value)]

    assert stripped(parse("\n".join(lines).encode(), file).value) == stripped(real.value)


@pytest.mark.parametrize(
    ("text", "written", "within"),
    [
        ("Midterm", "Midterm", "Midterm"),
        ("13:00", "13:00", "13:00"),
        ("no", "no", "no"),
        ("6.7960", "6.7960", "6.7960"),
        ("https://course.example.edu/a?b=1", "https://course.example.edu/a?b=1", '"https://course.example.edu/a?b=1"'),
        ("https://course.example.edu", "https://course.example.edu", "https://course.example.edu"),
        ("Architectures: Grids", '"Architectures: Grids"', '"Architectures: Grids"'),
        ("Paper #3", '"Paper #3"', '"Paper #3"'),
        ("C#", "C#", "C#"),
        ("one, two", "one, two", '"one, two"'),
        ("why?", "why?", '"why?"'),
        ("a \\ b", '"a \\\\ b"', '"a \\\\ b"'),
        ('say "no"', '"say \\"no\\""', '"say \\"no\\""'),
        ("- a", '"- a"', '"- a"'),
        ("null", '"null"', '"null"'),
        ("", '""', '""'),
        (" a", '" a"', '" a"'),
        ("naïve 🎓", "naïve 🎓", "naïve 🎓"),
        ("a\u2028b", '"a\\U00002028b"', '"a\\U00002028b"'),
        ("a\nb", '"a\\nb"', '"a\\nb"'),
    ],
)
def test_a_text_is_quoted_only_where_it_must_be(text: str, written: str, within: str) -> None:
    assert (scalar(text), flow(text)) == (written, within)


def test_a_row_of_a_list_of_blocks_has_each_key_on_a_line_and_its_week_above() -> None:
    details = (
        "How well can you approximate a given function by a DNN? We will explore various facets of this issue, from"
        " universal approximation to Barron's theorem."
    )
    materials: Value = [{"title": "slides"}, {"title": "CNNs", "under": "reading"}]
    values: list[dict[str, Value]] = [
        {"id": "a", "title": "A: B", "speakers": ["ada-lovelace", "alan-kay"], "details": details},
        {"id": "b", "materials": materials, "speakers": [{"name": "Zongyi Li", "affiliation": "MIT/NYU"}]},
        {"id": "c", "details": "One.\n\nTwo.\n"},
    ]

    assert (
        "\n".join(rows("lectures", values, ["Week 1", "Week 1", "Week 2"]))
        == """\
lectures:
  # Week 1

  - id: a
    title: "A: B"
    speakers: [ada-lovelace, alan-kay]
    details: >-
      How well can you approximate a given function by a DNN? We will explore various facets of this issue,
      from universal approximation to Barron's theorem.

  - id: b
    materials:
      - {title: slides}
      - {title: CNNs, under: reading}
    speakers:
      - {name: Zongyi Li, affiliation: MIT/NYU}

  # Week 2

  - id: c
    details: |
      One.

      Two."""
    )


def test_a_row_of_another_list_is_one_line_while_it_fits() -> None:
    short: dict[str, Value] = {"id": "midterm", "date": "Tue 2025-10-21", "start": "19:30", "title": "Midterm"}
    long: dict[str, Value] = {"id": "final", "title": "of all that there ever was " * 4 + "the last"}

    assert (
        "\n".join(rows("exams", [short, long]))
        == """\
exams:
  - {id: midterm, date: Tue 2025-10-21, start: 19:30, title: Midterm}
  - id: final
    title: >-
      of all that there ever was of all that there ever was of all that there ever was of all that there ever
      was the last"""
    )


def test_lists_of_texts_and_small_mappings_are_one_line() -> None:
    assert entry("withdrawn", ["quiz-0", "a, b"]) == ['withdrawn: [quiz-0, "a, b"]']
    assert entry("classes", {"first": "2025-09-04", "last": "2025-12-09"}) == [
        "classes: {first: 2025-09-04, last: 2025-12-09}"
    ]
    assert entry("people", []) == ["people: []"]
    assert item("grace-hopper", 2) == ["  - grace-hopper"]


def test_a_comment_is_as_wide_as_the_data() -> None:
    lines = comment("word " * 40, 2)

    assert [line[:7] for line in lines] == ["  # wor", "  # wor"]
    assert max(map(len, lines)) <= 120
