"""YAML as text with positions, and what is refused because it would not be read as it stands there."""

from textwrap import dedent

import pytest
from courses import lines
from hypothesis import given
from hypothesis import strategies as st

from feeds.course.document import Document, Spot
from feeds.course.parser import MAX_BYTES, MAX_DEPTH, parse
from feeds.errors import CourseError, Problem, Severity


def parse_text(text: str) -> Document:
    return parse(dedent(text).encode(), "f.yaml")


def refusal(data: bytes) -> list[str]:
    with pytest.raises(CourseError) as caught:
        parse(data, "f.yaml")
    return [str(problem) for problem in caught.value.problems]


def test_parse_gives_block_style_with_positions_of_keys_and_values() -> None:
    document = parse_text(
        """\
        # A comment, and an empty line.

        lectures:
          - id: grids
            title: "Architectures: Grids"
          - id: memory
            details: >-
              RNNs, LSTMs,
              memory.
            speakers:
            - kaiming-he
        """
    )

    assert document == Document(
        file="f.yaml",
        value={
            "lectures": [
                {"id": "grids", "title": "Architectures: Grids"},
                {"id": "memory", "details": "RNNs, LSTMs, memory.", "speakers": ["kaiming-he"]},
            ]
        },
        positions={
            (): (3, 1),
            ("lectures",): (4, 3),
            ("lectures", 0): (4, 5),
            ("lectures", 0, "id"): (4, 9),
            ("lectures", 0, "title"): (5, 12),
            ("lectures", 1): (6, 5),
            ("lectures", 1, "id"): (6, 9),
            ("lectures", 1, "details"): (7, 14),
            ("lectures", 1, "speakers"): (11, 5),
            ("lectures", 1, "speakers", 0): (11, 7),
        },
        keys={
            ("lectures",): (3, 1),
            ("lectures", 0, "id"): (4, 5),
            ("lectures", 0, "title"): (5, 5),
            ("lectures", 1, "id"): (6, 5),
            ("lectures", 1, "details"): (7, 5),
            ("lectures", 1, "speakers"): (10, 5),
        },
    )


def test_parse_gives_flow_style_with_positions_of_keys_and_values() -> None:
    document = parse_text(
        """\
        slots:
          - {id: oh, hosts: [ada, 'alan'],
             swap: {ada: "alan"}, room: }
        """
    )

    assert document == Document(
        file="f.yaml",
        value={"slots": [{"id": "oh", "hosts": ["ada", "alan"], "swap": {"ada": "alan"}, "room": ""}]},
        positions={
            (): (1, 1),
            ("slots",): (2, 3),
            ("slots", 0): (2, 5),
            ("slots", 0, "id"): (2, 10),
            ("slots", 0, "hosts"): (2, 21),
            ("slots", 0, "hosts", 0): (2, 22),
            ("slots", 0, "hosts", 1): (2, 27),
            ("slots", 0, "swap"): (3, 12),
            ("slots", 0, "swap", "ada"): (3, 18),
            ("slots", 0, "room"): (3, 33),
        },
        keys={
            ("slots",): (1, 1),
            ("slots", 0, "id"): (2, 6),
            ("slots", 0, "hosts"): (2, 14),
            ("slots", 0, "swap"): (3, 6),
            ("slots", 0, "swap", "ada"): (3, 13),
            ("slots", 0, "room"): (3, 27),
        },
    )


def test_parse_counts_columns_in_characters() -> None:
    document = parse_text("{name: Zoë 🎓, role: TA}")

    assert document.positions[("role",)] == (1, 21)


@pytest.mark.parametrize(
    "text",
    [
        "14:00",
        "9:30",
        "no",
        "yes",
        "on",
        "010",
        "0x1F",
        "1e3",
        "6.7960",
        "2025-09-04",
        "1_000",
        ".inf",
        "=",
    ],
)
def test_parse_leaves_every_scalar_as_text(text: str) -> None:
    assert parse_text(f"key: {text}").value == {"key": text}
    assert parse_text(f"[{text}]").value == [text]
    assert parse_text(f"{text}: value").value == {text: "value"}


@pytest.mark.parametrize("text", ["null", "Null", "NULL", "~", ""])
def test_parse_takes_plain_null_for_a_missing_value(text: str) -> None:
    assert parse_text(f"key: {text}").value == {"key": ""}
    assert parse_text(f"{{key: {text}}}").value == {"key": ""}
    assert parse_text(f"- {text}").value == [""]
    assert parse_text(text).value == ("" if text else {})


@pytest.mark.parametrize("text", ["null", "~"])
def test_parse_takes_null_for_text_where_it_is_quoted_or_a_key(text: str) -> None:
    assert parse_text(f"key: '{text}'").value == {"key": text}
    assert parse_text(f'key: "{text}"').value == {"key": text}
    assert parse_text(f"key: |-\n  {text}").value == {"key": text}
    assert parse_text(f"key: !!str {text}").value == {"key": text}
    assert parse_text(f"{text}: value").value == {text: "value"}


@pytest.mark.parametrize("text", ["nULL", "nulls", "null and void", "~x", "None", "nil"])
def test_parse_takes_what_only_looks_like_null_for_text(text: str) -> None:
    assert parse_text(f"key: {text}").value == {"key": text}


def test_parse_reads_every_kind_of_quoting() -> None:
    document = parse_text(
        """\
        plain: a # b is a comment
        double: "a: \\"b\\" \\u00e9 # no comment"
        single: 'it''s \\ here'
        folded: >-
          one
          line
        literal: |
          two
          lines
        empty: ""
        missing:
        """
    )

    assert document.value == {
        "plain": "a",
        "double": 'a: "b" é # no comment',
        "single": "it's \\ here",
        "folded": "one line",
        "literal": "two\nlines\n",
        "empty": "",
        "missing": "",
    }


@pytest.mark.parametrize("data", [b"", b"\n\n", b"# only\n\n  # comments\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf# BOM\n"])
def test_parse_takes_a_file_without_content_as_an_empty_mapping(data: bytes) -> None:
    assert parse(data, "f.yaml") == Document(file="f.yaml", value={}, positions={(): (1, 1)}, keys={})


def test_parse_ignores_a_byte_order_mark_and_windows_line_ends() -> None:
    document = parse(b"\xef\xbb\xbfcode: 6.100\r\ntitle: Testing\r\n", "f.yaml")

    assert document == Document(
        file="f.yaml",
        value={"code": "6.100", "title": "Testing"},
        positions={(): (1, 1), ("code",): (1, 7), ("title",): (2, 8)},
        keys={("code",): (1, 1), ("title",): (2, 1)},
    )


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        pytest.param(
            "id: a\ntitle: A\nid: b\n",
            "f.yaml:3:1: 'id' is given twice (first on line 1); keep one of them, or begin a new row with `- `",
            id="key twice",
        ),
        pytest.param(
            "slots: [{id: a, id: b, id: c}]\nslots: []\n",
            """
            f.yaml:1:17: 'id' is given twice (first on line 1); keep one of them, or begin a new row with `- `
            f.yaml:1:24: 'id' is given twice (first on line 1); keep one of them, or begin a new row with `- `
            f.yaml:2:1: 'slots' is given twice (first on line 1); keep one of them, or begin a new row with `- `
            """,
            id="keys twice, in flow style too",
        ),
        pytest.param(
            "a: &x [1]\nb: *x\n",
            """
            f.yaml:1:4: anchors (&x) are not used here; take it out, or quote text with & in front
            f.yaml:2:4: aliases (*x) are not used here; write it out, or quote text with * in front
            """,
            id="anchor and alias",
        ),
        pytest.param(
            "a: &x {b: c}\nd: {<<: *x}\n",
            """
            f.yaml:1:4: anchors (&x) are not used here; take it out, or quote text with & in front
            f.yaml:2:9: aliases (*x) are not used here; write it out, or quote text with * in front
            """,
            id="merge key",
        ),
        pytest.param(
            "a: *new*\n",
            """
            f.yaml:1:8: this is not YAML (did not find expected alphabetic or numeric character);
              quote text with & or * in front
            """,
            id="text that begins like an alias",
        ),
        pytest.param(
            "&x a: b\n*x : c\n",
            """
            f.yaml:1:1: anchors (&x) are not used here; take it out, or quote text with & in front
            f.yaml:2:1: a key must be a single word; write `key: value`, and quote text that begins with [ or {
            f.yaml:2:1: aliases (*x) are not used here; write it out, or quote text with * in front
            """,
            id="anchor and alias as keys",
        ),
        pytest.param(
            "a: &x [*x]\n",
            """
            f.yaml:1:4: anchors (&x) are not used here; take it out, or quote text with & in front
            f.yaml:1:8: aliases (*x) are not used here; write it out, or quote text with * in front
            """,
            id="a list that holds itself",
        ),
        pytest.param(
            "a: !!int 5\nb: !urgent read this\nc: !!python/object/apply:os.system [ls]\nd: !\n!!str e: !!str f\n",
            """
            f.yaml:1:4: tags (!!int) are not used here; take it out, or quote text with ! in front
            f.yaml:2:4: tags (!urgent) are not used here; take it out, or quote text with ! in front
            f.yaml:3:4: tags (!!python/object/apply:os.system) are not used here;
              take it out, or quote text with ! in front
            f.yaml:4:4: tags (!) are not used here; take it out, or quote text with ! in front
            """,
            id="tags other than text",
        ),
        pytest.param(
            "? [a, b]\n: c\n? {d: e}\n: f\n",
            """
            f.yaml:1:3: a key must be a single word; write `key: value`, and quote text that begins with [ or {
            f.yaml:3:3: a key must be a single word; write `key: value`, and quote text that begins with [ or {
            """,
            id="keys of several words",
        ),
        pytest.param(
            "a: b\n---\nc: d\n",
            "f.yaml:2:1: a second document begins here; take the line --- out",
            id="two documents",
        ),
        pytest.param(
            "a:\n\tb: c\n",
            """
            f.yaml:2:1: this is not YAML (found character that cannot start any token);
              indent by spaces, not tabs; quote text with @, ` or % in front
            """,
            id="tab in front of a key",
        ),
        pytest.param(
            "a: b\n\tc: d\n",
            """
            f.yaml:2:1: this is not YAML (found a tab character that violates indentation);
              indent by spaces, not tabs
            """,
            id="tab after a value",
        ),
        pytest.param(
            "title: @home\n",
            """
            f.yaml:1:8: this is not YAML (found character that cannot start any token);
              indent by spaces, not tabs; quote text with @, ` or % in front
            """,
            id="text that begins with @",
        ),
        pytest.param(
            "title: Architectures: Grids\n",
            """
            f.yaml:1:21: this is not YAML (mapping values are not allowed in this context);
              quote text that holds ': ', or check the indentation
            """,
            id="colon in text",
        ),
        pytest.param(
            "id: a\n  title: A\n",
            """
            f.yaml:2:8: this is not YAML (mapping values are not allowed in this context);
              quote text that holds ': ', or check the indentation
            """,
            id="indented too far",
        ),
        pytest.param(
            "a:\n  - b\n - c\n",
            """
            f.yaml:3:2: this is not YAML (did not find expected key);
              check the indentation, and quotes that open above; quote text that begins with [ or {; write '' for an
              apostrophe in single quotes
            """,
            id="indented too little",
        ),
        pytest.param(
            "id: a\ntitle\ndate: b\n",
            "f.yaml:2:1: this is not YAML (could not find expected ':'); write `key: value`, and close every quote",
            id="no colon",
        ),
        pytest.param(
            'id: a\ntitle: "A\ndate: b\n',
            "f.yaml:2:8: this is not YAML (found unexpected end of stream); close the quote that opens here",
            id="unclosed quote",
        ),
        pytest.param(
            '- title: "A\n- title: "B"\n',
            """
            f.yaml:2:11: this is not YAML (did not find expected key);
              check the indentation, and quotes that open above; quote text that begins with [ or {; write '' for an
              apostrophe in single quotes
            """,
            id="unclosed quote before another one",
        ),
        pytest.param(
            "id: a\nhosts: [b, c\ntitle: A\n",
            """
            f.yaml:3:6: this is not YAML (did not find expected ',' or ']');
              close the bracket, and quote text that holds brackets, quotes or commas
            """,
            id="unclosed bracket",
        ),
        pytest.param(
            "- {id: a, title: B\n- {id: c}\n",
            """
            f.yaml:2:3: this is not YAML (did not find expected ',' or '}');
              close the bracket, and quote text that holds brackets, quotes or commas
            """,
            id="unclosed brace",
        ),
        pytest.param(
            "- {id: a, title: 'Grids' and waves}\n",
            """
            f.yaml:1:26: this is not YAML (did not find expected ',' or '}');
              close the bracket, and quote text that holds brackets, quotes or commas
            """,
            id="quotes in text within braces",
        ),
        pytest.param(
            "title: [Guest] Robots\n",
            """
            f.yaml:1:16: this is not YAML (did not find expected key);
              check the indentation, and quotes that open above; quote text that begins with [ or {; write '' for an
              apostrophe in single quotes
            """,
            id="text that begins with a bracket",
        ),
        pytest.param(
            "title: 'Bayes' rule'\n",
            """
            f.yaml:1:16: this is not YAML (did not find expected key);
              check the indentation, and quotes that open above; quote text that begins with [ or {; write '' for an
              apostrophe in single quotes
            """,
            id="apostrophe in single quotes",
        ),
        pytest.param(
            "[Guest]: Robots\n",
            """
            f.yaml:1:1: a key must be a single word; write `key: value`, and quote text that begins with [ or {
            """,
            id="key in brackets",
        ),
        pytest.param(
            'title: "the \\sum of it"\n',
            """
            f.yaml:1:13: this is not YAML (found unknown escape character);
              put text that holds \\ in single quotes
            """,
            id="backslash in double quotes",
        ),
        pytest.param(
            "id: a\nid: b\ntitle: [\n",
            """
            f.yaml:2:1: 'id' is given twice (first on line 1); keep one of them, or begin a new row with `- `
            f.yaml:3:9: this is not YAML (did not find expected node content);
              check the indentation, quotes and brackets around here
            """,
            id="what was met before the file breaks off",
        ),
    ],
)
def test_parse_refuses(text: str, problems: str) -> None:
    assert refusal(text.encode()) == lines(problems)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"\xff", "f.yaml:1:1: this is not UTF-8 text; save the file as UTF-8"),
        ("title: Zürich".encode("latin-1"), "f.yaml:1:9: this is not UTF-8 text; save the file as UTF-8"),
        ("id: a".encode("utf-16"), "f.yaml:1:1: this is not UTF-8 text; save the file as UTF-8"),
        (b"\xef\xbb\xbfid: \xc3\xa9\nZ\xc3\xbc\xff", "f.yaml:2:3: this is not UTF-8 text; save the file as UTF-8"),
        (b"\xef\xbb\xbfid\x00", "f.yaml:1:3: the character U+0000 does not belong in a text file; take it out"),
        (b"id: a\nb\x00", "f.yaml:2:2: the character U+0000 does not belong in a text file; take it out"),
        ("é: éé\nü: ü\x1b".encode(), "f.yaml:2:5: the character U+001B does not belong in a text file; take it out"),
        ("a: \x9f".encode(), "f.yaml:1:4: the character U+009F does not belong in a text file; take it out"),
        ("a: \ufffe".encode(), "f.yaml:1:4: the character U+FFFE does not belong in a text file; take it out"),
    ],
)
def test_parse_refuses_what_is_no_text(data: bytes, problem: str) -> None:
    assert refusal(data) == [problem]


def test_parse_refuses_a_file_that_is_too_large() -> None:
    padding = b"#" * (MAX_BYTES - 5)

    assert parse(b"a: b\n" + padding, "f.yaml").value == {"a": "b"}
    assert refusal(b"a: b\n" + padding + b"#") == [
        "f.yaml:1:1: the file is larger than 1,000,000 bytes; split the course or look for a mistake"
    ]


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"[" * (MAX_DEPTH + 2) + b"]" * (MAX_DEPTH + 2), "1:22"),
        (b"[" * MAX_BYTES, "1:22"),
        (b"{a: " * 1_000, "1:85"),
        (b"- " * 10_000, "1:43"),
        ("".join(f"{' ' * depth}a:\n" for depth in range(1_000)).encode(), "22:22"),
        (b"? " * 10_000, "1:43"),
    ],
    ids=["just too deep", "brackets", "braces", "lists", "mappings", "keys"],
)
def test_parse_refuses_deep_nesting(data: bytes, place: str) -> None:
    """libyaml's own nodes would need the C stack: a file of brackets once ended the process."""
    assert refusal(data)[-1] == f"f.yaml:{place}: lists and mappings are nested too deeply; take some levels out"


@given(st.one_of(st.binary(), st.text().map(str.encode), st.text("a1:-,[]{}&*!|>'\"#%@` \t\n\0é").map(str.encode)))
def test_parse_reads_anything_or_says_where_it_is_wrong(data: bytes) -> None:
    try:
        places = list(parse(data, "f.yaml").positions.values())
    except CourseError as error:
        places = [(problem.line, problem.column) for problem in error.problems]

    assert places
    assert min(min(place) for place in places) >= 1


def test_parse_reads_nesting_up_to_the_limit() -> None:
    document = parse(b"[" * MAX_DEPTH + b"a" + b"]" * MAX_DEPTH, "f.yaml")

    assert document.positions[(0,) * MAX_DEPTH] == (1, MAX_DEPTH + 1)


def test_problem_stands_at_the_value_its_key_or_what_is_around_it() -> None:
    document = parse_text("a:\n  b: c\n")

    def places(path: tuple[str | int, ...]) -> tuple[tuple[int, int], tuple[int, int]]:
        at_value, at_key = document.problem(path, "x"), document.problem(path, "x", at_key=True)
        return (at_value.line, at_value.column), (at_key.line, at_key.column)

    assert places(()) == ((1, 1), (1, 1))
    assert places(("a",)) == ((2, 3), (1, 1))
    assert places(("a", "b")) == ((2, 6), (2, 3))
    assert places(("a", "b", 0, "c")) == ((2, 6), (2, 6))
    assert places(("z", 3)) == ((1, 1), (1, 1))


def test_spot_reports_at_its_value() -> None:
    spot = Spot(parse_text("a:\n  - b\n")) / "a" / 0

    assert spot.path == ("a", 0)
    assert spot.problem("wrong") == Problem(file="f.yaml", line=2, column=5, message="wrong")
    assert str(spot.problem("odd", Severity.WARNING)) == "f.yaml:2:5: warning: odd"


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("a: Paper #3\n", ["1:10"]),
        ("a: Paper # 3\n", []),
        ("a: 'Paper' #3\n", []),
        ("a: Paper#3\n", []),
        ("a: |\n  Paper #3\n", []),
        ("a: [Paper #3\n, b]\n", ["1:11"]),
        ("a: long\n  Paper #3\n", ["2:9"]),
        ("a: Paper ## 3\n", []),
        ("é: Pàper\t#3", ["1:10"]),
    ],
)
def test_parse_warns_of_text_that_is_cut_at_a_comment(text: str, places: list[str]) -> None:
    assert [f"{problem.line}:{problem.column}" for problem in parse(text.encode(), "f.yaml").warnings] == places
