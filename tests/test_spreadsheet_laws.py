"""Laws of reading a spreadsheet: whatever is in it, it is read, or there is a reason; nobody's address comes out."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.authoring.imports.found import Read
from feeds.authoring.imports.sheet.spreadsheet import read_spreadsheet
from feeds.authoring.imports.sheet.table import WORDS

AROUND = date(2026, 3, 15)
HEADERS = (
    "Date",
    "Day",
    "Time",
    "Topic",
    "Speaker",
    "Room",
    "Type",
    "Readings",
    "Assignment",
    "Due",
    "Out",
    "Name",
    "Role",
)
CELLS = st.one_of(
    st.text(st.characters(exclude_characters="\0"), max_size=20),
    st.sampled_from(
        (
            *("Tue 2/3", "3/4", "13/9", "2/16 - 2/20", "TBD", "Mon", "31/2", "2026-02-03 1-2 PM", "0/0", "9999-12-31"),
            *("1-2:30 PM", "1-2", "Lecture", "Midterm", "No class: Break", "pset 1 due", "pset 1 out", "OH Ada"),
            *("Ada Lovelace <ada@example.edu>", "ada (at) example (dot) edu", "https://example.edu/1.pdf", "Week 2"),
        )
    ),
)
ADDRESS = re.compile(r"[\w.]+@[\w-]+\.[a-z]|\(at\)")


def _read(data: bytes) -> Read | None:
    try:
        return read_spreadsheet(data, AROUND)
    except ValueError as refused:
        return None if f"{refused}" else pytest.fail("no reason is given")


@given(st.one_of(st.binary(), st.text().map(str.encode), st.text().map(lambda text: text.encode("utf-16"))))
def test_whatever_the_bytes_are_they_are_read_or_refused_with_a_reason(data: bytes) -> None:
    _read(data)


@given(st.lists(st.sampled_from(HEADERS), min_size=1, max_size=8), st.lists(st.lists(CELLS, max_size=8), max_size=6))
def test_whatever_stands_in_the_cells_no_address_comes_out(headers: list[str], rows: list[list[str]]) -> None:
    lines = [",".join(f'"{cell.replace(chr(34), "")}"' for cell in row) for row in [headers, *rows]]

    sheet = _read("\n".join(lines).encode("utf-8", errors="replace"))

    assert not ADDRESS.search(repr(sheet))


@given(st.lists(CELLS.filter(lambda cell: re.search(r"\w", cell)), min_size=1, max_size=5))
def test_a_row_with_a_day_is_found_or_told(cells: list[str]) -> None:
    row = ",".join(f'"{cell.replace(chr(34), "")}"' for cell in ["Tue 2026-02-03", *cells])

    sheet = read_spreadsheet(
        f"Date,Topic,Speaker,Room,Notes,Assignment\n{row}\n".encode("utf-8", errors="replace"), AROUND
    )

    found = sheet.found
    assert found.events or found.assignments or found.unread


def test_every_word_can_be_the_name_of_a_column() -> None:
    for word in WORDS:
        assert read_spreadsheet(b"Date,Something\n2026-02-03,x\n", AROUND, columns={"something": word}).columns[1] in (
            ("Something", word),
            ("Something", None),
        )
