"""Cells that name assignments, taken apart: `pset 2; pset 3 (2/20)`, `pset 1, Fri 2/12, 11:59 PM`."""

import re

from feeds.authoring.imports.sheet.days import Apart, Days
from feeds.authoring.phrases import find_weekday

UNCLEAR = "it is not clear what is when here; write each with its day behind it: pset 1 (2/12); pset 2 (2/19)"
"""Why a cell cannot be taken apart."""

_LONGEST, _LONGEST_CELL = 300, 1000
_CLOCK = r"\b\d{1,2}(?:[:.]\d\d)?\s*[ap]\.?m\b|\b\d{1,2}:\d\d\b|\b(?:noon|midnight)\b"
_WORD = (
    r"\b(?:due|out|released|assigned|by|on|at|[ECMP][SD]?T|UTC"
    r"|(?:mon|tue|wed|thu|fri|sat|sun)|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|tues|weds|thur|thurs)\b"
)
_WORDS = re.compile(_WORD, re.IGNORECASE)
_HOUR = re.compile(_CLOCK, re.IGNORECASE)
_ONLY_WHEN = re.compile(rf"(?:{_CLOCK}|{_WORD}|\W)*", re.IGNORECASE)
_AHEAD = re.compile(rf"(?:{_CLOCK}|{_WORD}|[\s,:;.)\]–—-])*", re.IGNORECASE)
_BEHIND = re.compile(rf"(?:{_CLOCK}|{_WORD}|[\s,:;.(\[–—-])*$", re.IGNORECASE)
_UNDECIDED = re.compile(r"[\s,:;(\[–—-]+(?:due\s+)?(?:date\s+|time\s+)?t\.?b\.?[acd]\W*$", re.IGNORECASE)
# What says where or how something is handed in, and names nothing.
_NO_NAME = re.compile(
    r"(?:\W|\b(?:in|before|after|during|until|the|of|end|start|beginning|class|lecture|week|day|late|extended|was|now"
    r"|moved|to|from|\d+)\b)*",
    re.IGNORECASE,
)
_CHUNKS = re.compile(r"\s*[;\n]\s*")
_PIECES = re.compile(r"\s*(?:,\s|\s&\s|\band\b)\s*")


def only_when(text: str, days: Days) -> bool:
    """Tell whether a text says when something is, by its day or hour, and no word besides."""
    apart = days.apart(text)
    if apart is None:
        return bool(re.search(r"\w", text)) and bool(_ONLY_WHEN.fullmatch(text[:_LONGEST]))
    return all(_ONLY_WHEN.fullmatch(side[:_LONGEST]) for side in (apart.before, apart.after))


def hour_beside(apart: Apart) -> str:
    """Give what stands around a day but for words such as `by` and `due`."""
    return " ".join(_WORDS.sub(" ", f"{apart.before} {apart.after}").split()).strip(" ,;:()[]–—-")


def pieces_of(cell: str, days: Days) -> tuple[str, ...]:
    """Part a cell into what it names, each with its day; raises ValueError where a day may be that of several."""
    if len(cell) > _LONGEST_CELL:
        raise ValueError(UNCLEAR)
    return tuple(piece for chunk in _CHUNKS.split(cell) for piece in _joined(chunk, days))


def _joined(chunk: str, days: Days) -> list[str]:
    """Part what stands between semicolons; a day or an hour alone belongs to what it stands beside."""
    found: list[str] = []
    ahead = ""
    for piece in (each for each in _PIECES.split(chunk) if re.search(r"\w", each)):
        if not only_when(piece, days):
            found.append(f"{ahead}{piece}")
            ahead = ""
        elif found:
            found[-1] += f", {piece}"
        else:
            ahead += f"{piece} "
    found += [ahead.strip()] if ahead else []
    if any(not _says_when(each, days) for each in found) and any(_may_be_of_several(each, days) for each in found):
        raise ValueError(UNCLEAR)
    return found


def _says_when(piece: str, days: Days) -> bool:
    said = re.search(r"\b(?:due|out)\b", piece, re.IGNORECASE) or _HOUR.search(piece) or _UNDECIDED.search(piece)
    return bool(said) or days.has_day(piece)


def _may_be_of_several(piece: str, days: Days) -> bool:
    """Tell whether a day or an hour stands in a piece, and not in brackets behind its name."""
    apart = days.apart(piece) or _hour_apart(piece)
    return apart is not None and apart.before.count("(") <= apart.before.count(")")


def name_and_when(piece: str, days: Days) -> tuple[str, str]:
    """Part the name of an assignment from its day and hour, which may be nothing.

    Raises ValueError where there are words on both sides of them, or none that name anything.
    """
    text = " ".join(piece.split())[:_LONGEST]
    apart = days.apart(text) or _hour_apart(text)
    undecided = _UNDECIDED.search(text)
    if apart:
        ahead, behind = _BEHIND.sub("", apart.before), _AHEAD.sub("", apart.after, count=1)
        hours = _HOUR.findall(apart.before[len(ahead) :]) + _HOUR.findall(apart.after[: len(apart.after) - len(behind)])
        name, when = ahead or behind, " ".join([apart.day, *hours])
        if ahead and behind:
            raise ValueError(UNCLEAR)
    else:
        name, when = (text[: undecided.start()], "TBD") if undecided else (text, "")
    if _NO_NAME.fullmatch(name) or days.has_day(name) or _HOUR.search(name) or find_weekday(name) is not None:
        raise ValueError(UNCLEAR)
    return name, when


def _hour_apart(text: str) -> Apart | None:
    hour = _HOUR.search(text)
    return Apart(before=text[: hour.start()], day=hour[0], after=text[hour.end() :]) if hour else None
