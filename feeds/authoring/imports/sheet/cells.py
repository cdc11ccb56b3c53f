"""Single cells of a sheet: times, links to materials, names."""

import re
from datetime import time

from feeds.authoring.imports.masking import MASK
from feeds.authoring.imports.sheet.table import Cells, Table
from feeds.authoring.phrases import find_span, is_undecided, speakers
from feeds.course.model import Guest, Material

_URL = re.compile(r"https?://[^\s<>()]+")
_SECONDS = re.compile(r"\b(\d{1,2}:\d\d):\d\d\b")


def text_of(table: Table, row: Cells, *words: str) -> str:
    """Give the text of the first column of a row that is taken for one of these words and has any."""
    return next((text for word in words for _, text in table.of(row, word)), "")


def time_text(table: Table, row: Cells) -> str:
    """Give what a row says of its time: in one column, or in two."""
    start, end = text_of(table, row, "start"), text_of(table, row, "end")
    text = text_of(table, row, "time") or (f"{start} - {end}" if start and end else start or end)
    return _SECONDS.sub(r"\1", text)


def read_time(text: str) -> tuple[time, time]:
    """Read from when to when; raises ValueError that says how to write it."""
    span = find_span(text)
    if span is None:
        raise ValueError(f"{' '.join(text.split())} is not read as a time; write 13:00-14:30 or 1-2:30 PM")
    return span.start, span.end


def names_in(text: str) -> tuple[Guest, ...]:
    """Read names, without the e-mail addresses beside them."""
    lines = re.sub(rf"[<(\[]?{MASK}[>)\]]?", "", text).split("\n")
    found = (guest for line in lines for guest in speakers(line) if re.search(r"\w", guest.name))
    return tuple(guest for guest in found if not is_undecided(guest.name))


def materials_of(table: Table, row: Cells) -> tuple[Material, ...]:
    """Read materials, each on a line or before a semicolon: a title, an address, or both."""
    return tuple(
        _material(piece, header, readings=word == "readings")
        for word in ("materials", "readings", "url")
        for header, text in table.of(row, word)
        for piece in re.split(r"\n|;\s", text)
        if re.search(r"\w", piece) and not is_undecided(piece)
    )


def _material(piece: str, header: str, *, readings: bool) -> Material:
    under = header.lower() if readings else None
    url = _URL.search(piece)
    title = " ".join((piece[: url.start()] + piece[url.end() :]).split()).strip(" :()<>-–—") if url else piece.strip()
    return Material(title=title or header.lower(), url=url[0] if url else None, under=under)
