"""What holds of every import into a course that is there already."""

from collections.abc import Sequence
from copy import deepcopy
from datetime import date, datetime, time
from pathlib import Path

import pytest
from amending import amended, contents, documents, texts
from conftest import DATA, SLUG
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.authoring.data_files import Content
from feeds.authoring.updates.proposal import propose
from feeds.course.document import Value

DEMO = Path(__file__).parent / "data" / "courses" / "dm-1-sp26"
FOLDERS = [DATA / SLUG, DEMO]
TERM = {SLUG: (date(2025, 8, 25), date(2025, 12, 20)), DEMO.name: (date(2026, 2, 20), date(2026, 5, 20))}
TIMES = {name: st.datetimes(*(datetime.combine(day, time(12)) for day in days)) for name, days in TERM.items()}

TITLES = st.sampled_from(["Dates", "dates!", "Guest Lecture", "Outlook: a “view”", "x # y", "Midterm"])
CLOCKS = st.sampled_from(["9:00", "10:15", "13:00", "tbd"])
ROOMS = st.sampled_from(["36-155", "Aula 2", "tbd"])
DAYS = st.sampled_from(["Monday", "Tue", "friday", "tbd"])
HOSTS = st.lists(st.sampled_from(["alan-turing", "grace-hopper", "kelly-cui"]), min_size=1, unique=True)
MATERIALS = st.lists(
    st.fixed_dictionaries({"title": st.sampled_from(["slides", "Notes"])}, optional={"under": st.just("reading")}),
    min_size=1,
    max_size=2,
)
# `make fuzz` looks at ten times as many.
EXAMPLES = max(40, settings().max_examples * 40 // 200)


def _values(items: Sequence[str | dict[str, str]]) -> Value:
    return [dict(each) if isinstance(each, dict) else each for each in items]


WEEKLY: dict[str, st.SearchStrategy[Value]] = {"day": DAYS, "start": CLOCKS, "room": ROOMS, "hosts": HOSTS.map(_values)}


@st.composite
def told(draw: st.DrawFn, key: str, row: dict[str, Value], first: date, last: date) -> dict[str, Value]:
    """Say something otherwise of a row."""
    days = st.dates(first, last).map(lambda day: f"{day:%a %Y-%m-%d}")
    values: dict[str, st.SearchStrategy[Value]] = {
        "title": TITLES,
        "name": TITLES,
        "date": days | st.just("tbd"),
        "first": days,
        "last": days,
        "out": days,
        "due": days | days.map(lambda day: f"{day} 12:00") | st.just("tbd"),
        "materials": MATERIALS.map(_values),
        "speakers": st.one_of(HOSTS.map(_values), st.just(_values([{"name": "Max Weber"}, "kelly-cui"]))),
        "details": st.sampled_from(["One line.", "One\n\nand another"]),
        **WEEKLY,
    }
    possible = [name for name in row if name in values]
    names = draw(st.lists(st.sampled_from(possible), max_size=2)) if possible else []
    return {**row, **{name: draw(values[name]) for name in names}}


@st.composite
def pages(draw: st.DrawFn, content: Content, first: date, last: date) -> Content:
    """Say of some rows of a file something otherwise, of some nothing, and something of new ones."""
    found: dict[str, Value] = {}
    for key, rows in content.items():
        if not isinstance(rows, list) or not draw(st.booleans()):
            continue
        mappings = [deepcopy(row) for row in rows if isinstance(row, dict) and "id" in row]
        some = [row for row in mappings if draw(st.integers(0, 9))]
        new = [{**row, "id": f"{row['id']}-new"} for row in some if not draw(st.integers(0, 9))]
        changed: list[Value] = [
            row if draw(st.integers(0, 3)) else draw(told(key, row, first, last)) for row in (*some, *new)
        ]
        found[key] = [_without(row, draw(st.sampled_from(["", "speakers", "materials", "room"]))) for row in changed]
    return found


def _without(row: Value, name: str) -> Value:
    assert isinstance(row, dict)
    return {key: value for key, value in row.items() if key not in (name, "changes")}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
@given(data=st.data())
@settings(deadline=None, max_examples=EXAMPLES)
def test_what_was_imported_is_not_proposed_again(folder: Path, data: st.DataObject) -> None:
    files = texts(folder)
    first, last = TERM[folder.name]
    imported = {file: data.draw(pages(content, first, last)) for file, content in contents(files).items()}
    tells = data.draw(st.sampled_from([frozenset[str](), frozenset({"speakers", "details", "materials"})]))
    now, cancel = data.draw(TIMES[folder.name]), data.draw(st.booleans())

    proposal = propose(documents(files), imported, tells=tells, now=now, cancel_missing=cancel)
    after = amended(files, proposal)
    again = propose(documents(after), imported, tells=tells, now=now, cancel_missing=cancel)

    assert (again.changes, again.additions) == ((), ())
    assert _ids(contents(files)) <= _ids(contents(after))
    assert propose(documents(files), imported, tells=tells, now=now, cancel_missing=cancel) == proposal


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
@given(data=st.data(), cancel=st.booleans())
def test_import_of_what_the_files_say_changes_nothing(folder: Path, data: st.DataObject, cancel: bool) -> None:
    files = texts(folder)
    tells = frozenset({"speakers", "details", "materials"})
    # Until the first change for good, after which the first lines of its slot are not what is true any more.
    now = data.draw(st.datetimes(datetime(2025, 8, 1), datetime(2026, 4, 19, 23)))

    proposal = propose(documents(files), contents(files), tells=tells, now=now, cancel_missing=cancel)

    assert proposal.files == ()


def _ids(files: dict[str, Content]) -> set[tuple[str, str]]:
    lists = [(file, rows) for file, content in files.items() for rows in content.values() if isinstance(rows, list)]
    return {(file, str(row["id"])) for file, rows in lists for row in rows if isinstance(row, dict) and "id" in row}
