"""Our own content lines are the `icalendar` library's, byte for byte, and read back as what they were made of."""

from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar, vText, vUri

from feeds.calendar.content_line import content_line, text_line

NAMES = st.sampled_from(["NAME", "X-WR-CALDESC"])
# Without what no data file may hold, and no calendar either: surrogates and control characters but the line feed.
CHARACTERS = st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n")
TEXTS = st.text(
    # What is escaped, what may not be parted from what follows, what has two to four octets, and what combines.
    CHARACTERS | st.sampled_from(list("\\;,:^\n\"'aNn é\u0301試😀\u200d\ufe0f\u2028\ufeff")),
    max_size=400,
).filter(lambda text: "\\N" not in text)


def library_line(name: str, value: vText | vUri) -> bytes:
    """Give the line of a property as the library writes it."""
    calendar = Calendar()
    calendar.add(name, value)
    return bytes(calendar.to_ical()).removeprefix(b"BEGIN:VCALENDAR\r\n").removesuffix(b"END:VCALENDAR\r\n")


def unfolded(lines: bytes) -> bytes:
    return lines.removesuffix(b"\r\n").replace(b"\r\n ", b"")


@settings(deadline=None, max_examples=500)
@given(name=NAMES, text=TEXTS)
@example(name="NAME", text="")
@example(name="NAME", text="\\" * 200)
@example(name="NAME", text="^" * 200)
@example(name="NAME", text="\n" * 200)
@example(name="NAME", text="\n;,\\:" * 40)
@example(name="NAME", text="😀" * 100)
@example(name="NAME", text="e\u0301" * 100)
def test_text_is_written_as_the_library_does(name: str, text: str) -> None:
    assert text_line(name, text) == library_line(name, vText(text))


@pytest.mark.parametrize(("special", "other"), list(product("\\^;,\n😀試é", "aé試😀")))
def test_line_is_folded_as_the_library_does_wherever_the_fold_falls(special: str, other: str) -> None:
    for length in range(160):
        text = f"{'x' * length}{special}{other * 30}"

        assert text_line("NAME", text) == library_line("NAME", vText(text))


@settings(deadline=None, max_examples=300)
@given(text=TEXTS)
def test_text_reads_back_as_it_was_from_lines_that_are_short_enough(text: str) -> None:
    lines = text_line("DESCRIPTION", text)
    read = Calendar.from_ical(b"BEGIN:VCALENDAR\r\n" + lines + b"END:VCALENDAR\r\n")

    assert all(len(line) <= 75 for line in lines.split(b"\r\n"))
    assert all(line.decode() for line in lines.removesuffix(b"\r\n").split(b"\r\n"))  # no character is parted
    assert str(read["description"]) == text


def test_backslash_before_a_capital_n_stays_what_it_is() -> None:
    """The library takes it for a line's end, and would lose it."""
    assert text_line("NAME", "C:\\New") == b"NAME:C:\\\\New\r\n"
    assert library_line("NAME", vText("C:\\New")) == b"NAME:C:\\new\r\n"


@pytest.mark.parametrize("length", [0, 1, 60, 70, 71, 72, 150, 400])
def test_address_is_not_escaped(length: int) -> None:
    address = f"https://example.edu/?a=b;c,d\\{'x' * length}"

    assert content_line("URL", address) == library_line("URL", vUri(address))
    assert unfolded(content_line("URL", address)) == f"URL:{address}".encode()
