"""What holds of every edit of a hand-written file: it reads as wanted, and what is not concerned stays as it was."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from amending import FIRST
from conftest import DATA, SLUG
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.authoring.updates.amendment import Addition, ByHand, Change, Edit, amend
from feeds.course.document import Document, Value
from feeds.course.parser import parse

DEMO = Path(__file__).parent / "data" / "courses" / "dm-1-sp26"
FILES = sorted([*(DATA / SLUG).glob("*.yaml"), *DEMO.glob("*.yaml")])
NAMES = [f"{file.parent.name}/{file.name}" for file in FILES]

TEXTS = st.one_of(
    st.sampled_from(
        ["tbd", "yes", "13:00", "Tue 2025-09-23 23:59", "a: b", "x #y", "- z", "{", "", "it's", 'say "so"']
    ),
    st.text(alphabet="ab :#-,[]{}'\"\\&*!|>%@`~\n", max_size=160),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=40),
)
VALUES = st.recursive(
    TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["title", "under", "note"]), inner),
    max_leaves=6,
)
KEYS = st.sampled_from(["date", "title", "room", "details", "materials", "hosts", "start", "changes", "speakers"])
DATES = st.dates().map(lambda day: f"{day:%a} {day.year:04}-{day:%m-%d}") | st.just("tbd")
DAYS = st.sampled_from(["Mon", "Wednesday", "Sunday", "tbd", "x"])
# For each file of two courses; `make fuzz` looks at ten times as many.
FEW, MORE = (max(number, settings().max_examples * number // 200) for number in (20, 60))


def read(text: str) -> Document:
    return parse(text.encode(), "x.yaml")


def listed(document: Document) -> dict[str, list[dict[str, Value]]]:
    """Give the lists of rows that a file has."""
    assert isinstance(document.value, dict)
    lists = {key: value for key, value in document.value.items() if isinstance(value, list) and value}
    rows = {key: [row for row in value if isinstance(row, dict) and "id" in row] for key, value in lists.items()}
    return {key: found for key, found in rows.items() if found}


@st.composite
def edits_of(draw: st.DrawFn, document: Document) -> Edit:
    lists = listed(document)
    if bool(lists) and draw(st.booleans()):
        key = draw(st.sampled_from(sorted(lists)))
        row = draw(st.sampled_from(lists[key]))
        name = draw(st.sampled_from([*row]) | KEYS)
        removable = name in row and name != "id"
        after = draw(VALUES | st.none() if removable else TEXTS if name == "id" else VALUES)
        return Change(file="x.yaml", list=key, id=str(row["id"]), key=name, before=row.get(name), after=after)
    key = draw(st.sampled_from([*lists, "lectures", "slots"]))
    row = {"id": draw(st.text("abc", min_size=1)), **draw(st.dictionaries(KEYS, VALUES, max_size=4))}
    row |= {"date": draw(DATES)} if key != "slots" else {"day": draw(DAYS), "start": "13:00"}
    return Addition(file="x.yaml", list=key, row=row)


def wanted(value: Value, edit: Edit, after: Value) -> Value:
    """Do an edit to values; where a new row goes is as in `after`, if the rows around it are those of `value`."""
    assert isinstance(value, dict)
    assert isinstance(after, dict)
    rows = value.get(edit.list) or []
    assert isinstance(rows, list)
    if isinstance(edit, Addition):
        now = after[edit.list]
        assert isinstance(now, list)
        (index,) = [
            number
            for number in range(len(now))
            if same(now[:number] + now[number + 1 :], rows) and same(now[number], dict(edit.row))
        ][:1]
        return {**value, edit.list: [*rows[:index], dict(edit.row), *rows[index:]]}
    new: list[Value] = []
    for row in rows:
        assert isinstance(row, dict)
        if row.get("id") != edit.id:
            new.append(row)
        elif edit.after is None:
            new.append({key: inner for key, inner in row.items() if key != edit.key})
        else:
            new.append({**row, edit.key: edit.after})
    return {**value, edit.list: new}


def meant(value: Value) -> Value:
    """Leave out the space around texts, as the reader of courses does."""
    if isinstance(value, str):
        return value.strip()
    return [*map(meant, value)] if isinstance(value, list) else {key: meant(each) for key, each in value.items()}


def same(value: Value, other: Value) -> bool:
    return meant(value) == meant(other)


def unlike(text: str, document: Document, edit: Edit) -> tuple[str, str]:
    """Give what stands before and behind the row that an edit changes, or the row of a new one's list."""
    lines = text.splitlines(keepends=True)
    rows = document.at((edit.list,))
    assert isinstance(rows, list)
    if isinstance(edit, Addition):
        return "", ""
    (index,) = [number for number, row in enumerate(rows) if isinstance(row, dict) and row["id"] == edit.id]
    first, _ = document.position((edit.list, index))
    behind = [
        line
        for place in (*document.positions.items(), *document.keys.items())
        if (line := place[1][0]) > first and place[0][:2] != (edit.list, index)
    ]
    end = min(behind, default=len(lines) + 1) - 1
    while end > first and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    return "".join(lines[: first - 1]), "".join(lines[end:])


def common(text: str, other: str) -> int:
    """Count how many characters at the beginning are the same."""
    return next(
        (number for number, pair in enumerate(zip(text, other, strict=False)) if pair[0] != pair[1]),
        min(len(text), len(other)),
    )


@pytest.mark.parametrize("file", FILES, ids=NAMES)
@given(data=st.data(), mark=st.booleans(), windows=st.booleans(), ended=st.booleans())
@settings(deadline=None, max_examples=MORE)
def test_edit_reads_as_wanted_and_leaves_all_else_as_it_was(
    file: Path, data: st.DataObject, mark: bool, windows: bool, ended: bool
) -> None:
    text = file.read_text(encoding="utf-8")
    text = text if ended else text.rstrip("\n")
    text = ("\ufeff" if mark else "") + (text.replace("\n", "\r\n") if windows else text)
    before = read(text)
    edit = data.draw(edits_of(before))

    amended = amend(text, before, [edit], first=FIRST)

    assert amended.by_hand == ()
    after = read(amended.text)
    assert same(after.value, wanted(before.value, edit, after.value))
    ahead, behind = unlike(text, before, edit) if isinstance(edit, Change) else ("", "")
    assert amended.text.startswith(ahead)
    assert amended.text.endswith(behind)
    assert amended.text.endswith("\n") is text.endswith("\n")
    assert amended.text.replace("\r\n", "").count("\n") == (0 if windows else amended.text.count("\n"))
    if isinstance(edit, Addition):
        both = common(text, amended.text) + common(text[::-1], amended.text[::-1])
        assert both >= len(text) or not ended


@pytest.mark.parametrize("file", FILES, ids=NAMES)
@given(data=st.data())
@settings(deadline=None, max_examples=FEW)
def test_edits_one_after_the_other_are_as_if_each_were_made_alone(file: Path, data: st.DataObject) -> None:
    text = file.read_text(encoding="utf-8")
    document = read(text)
    edits: Sequence[Edit] = data.draw(st.lists(edits_of(document), max_size=4))

    together = amend(text, document, edits, first=FIRST)
    alone = text
    by_hand: list[ByHand] = []
    for edit in edits:
        amended = amend(alone, read(alone), [edit], first=FIRST)
        alone = amended.text
        by_hand += amended.by_hand

    assert (together.text, list(together.by_hand)) == (alone, by_hand)


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_no_edits_change_nothing(file: Path) -> None:
    text = file.read_bytes().decode()

    assert amend(text, read(text), [], first=FIRST).text == text
