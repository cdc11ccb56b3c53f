"""Whatever a page says: reading it fails as promised only, and nobody's e-mail address comes out of it."""

import re
from datetime import date

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from feeds.authoring.imports.page.course_page import NO_TERM, read_page
from feeds.authoring.imports.page.saved_page import BROKEN

PAGES = [(ROOT / "tests" / "data" / "pages" / name).read_text() for name in ("compilers.txt", "compilers.html")]
SPRING = date(2026, 3, 15)
PIECES = sorted({piece for page in PAGES for line in page.split("\n") for piece in (line, f"{line}\n", *line.split())})
MARKUP = ["<table>", "</table>", "<tr>", "<td>", "</td>", "<td rowspan=3 colspan=2>", "<a href='", "'>", "<!--", "-->"]
MARKUP += ["<details>", "<summary>", "<br>", "<s>", "<![", "<?", "&#", "&#xD800;", "<base href='//['>", "\0", "\r", "|"]

pieces = st.lists(st.sampled_from(PIECES + MARKUP) | st.text(max_size=20), max_size=60).map("".join)


@given(st.binary(max_size=300) | pieces.map(lambda text: text.encode(errors="replace")))
def test_reading_anything_raises_nothing_else_than_promised(data: bytes) -> None:
    for around in (SPRING, None):
        try:
            read_page(data, around)
        except ValueError as error:
            message = str(error)
        else:
            continue

        assert message in (BROKEN, NO_TERM)
        assert message == BROKEN or around is None


@pytest.mark.parametrize(
    "mistake", ["Thu 2/31", "Thu 13/40", "2/31", "Tursday 2/12", "Thu 2.", "Fri 2/12", "TBD", "Thu 2/12/"]
)
def test_row_with_a_mistake_in_its_day_never_joins_the_row_above(mistake: str) -> None:
    lines = PAGES[0].split("\n")
    rows = [number for number, line in enumerate(lines, start=1) if re.search(r"\b(?:Mon|Tue|Wed|Thu) \d/\d", line)]
    for row in rows:
        written = list(lines)
        written[row - 1] = re.sub(r"\w+ \d+/\d+", mistake, written[row - 1], count=1)
        found = read_page("\n".join(written).encode(), None)
        told = {event.line for event in found.events} | {each.line for each in found.unread}

        assert told >= set(rows), row


def _places(page: str) -> list[int]:
    """Give where a word may be put between two others of what a page shows."""
    outside = re.sub(r"<[^>]*>", lambda tag: "<" * len(tag[0]), page)
    return [match.start() for match in re.finditer(r"(?<=[\w.,:>])[ \n]+(?=[\w<])", outside)]


@pytest.mark.parametrize(
    "address",
    [
        "quux.roe+cs@example.edu",
        "quux at example dot edu",
        "quux AT cs DOT example DOT edu",
        "quux [at] example [dot] edu",
        "quux (at) example.edu",
    ],
)
@pytest.mark.parametrize("page", PAGES, ids=["text", "html"])
@given(data=st.data(), between=st.sampled_from([" ", "\n"]))
def test_nobodys_address_comes_out(page: str, address: str, data: st.DataObject, between: str) -> None:
    without = re.sub(r"(?i)\S+@\S+|\S+ at example dot edu|\S+ \[at\] \S+ \[dot\] \S+|course email", "", page)
    at = data.draw(st.sampled_from(_places(without)))
    found = repr(read_page(f"{without[:at]}{between}{address}{between}{without[at:]}".encode(), SPRING)).lower()

    assert "quux" not in found


def test_contact_is_the_only_address_that_comes_out() -> None:
    text = "Fall 2025\n\nAsk the course email, cs205@example.edu, or bo.cs205@example.edu, or ada@example.edu."

    found = read_page(text.encode(), None)

    assert found.contact == "cs205@example.edu"
    assert "bo" not in found.about
    assert "ada" not in found.about
