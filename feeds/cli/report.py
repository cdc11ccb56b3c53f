"""What the check found, as text for people, as JSON, and as annotations for GitHub."""

import json
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import MappingProxyType

import click

from feeds.cli import coverage
from feeds.course.coverage import Coverage
from feeds.course.folder import HISTORY, read_file
from feeds.course.parser import split_lines
from feeds.course.wording import counted
from feeds.errors import Problem, Severity

_WIDTH = 100
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One course, looked at.

    `events` is how many it has, or None when it could not be served; `unrecorded` how many changes its history lacks;
    `coverage` what its office hours are, if it has any.
    """

    folder: Path
    events: int | None
    problems: tuple[Problem, ...]
    unrecorded: int = 0
    coverage: Coverage | None = None


def _text(checked: Sequence[Checked], quiet: bool) -> None:
    for problem in _problems(checked):
        if quiet:
            click.echo(problem)
            continue
        place, said = str(problem).split(": ", 1)
        click.echo(f"{click.style(place, bold=True)}: {click.style(said, fg=_COLOURS[problem.severity])}")
        for line in _excerpt(problem):
            click.echo(line)
    if not quiet:
        click.echo(_summary(checked))
        for line in coverage.told(checked[0].coverage) if len(checked) == 1 and checked[0].coverage else ():
            click.echo(line)


def _json(checked: Sequence[Checked], quiet: bool) -> None:
    courses = [
        {
            "course": each.folder.resolve().name,
            "events": each.events,
            "coverage": coverage.as_json(each.coverage) if each.coverage else None,
        }
        for each in checked
    ]
    problems = [asdict(problem) for problem in _problems(checked)]
    click.echo(json.dumps({"courses": courses, "problems": problems}, indent=2, ensure_ascii=False))


def _github(checked: Sequence[Checked], quiet: bool) -> None:
    for problem in _problems(checked):
        place = f"file={_property(problem.file)},line={problem.line},col={problem.column}"
        click.echo(f"::{problem.severity} {place},title=feeds check::{_data(problem.message)}")
    if not quiet:
        click.echo(_summary(checked))


FORMATS: Mapping[str, Callable[[Sequence[Checked], bool], None]] = MappingProxyType(
    {"text": _text, "json": _json, "github": _github}
)
"""The ways to say what was found: each takes what was checked, and whether to say the problems only."""


def _problems(checked: Sequence[Checked]) -> list[Problem]:
    return [problem for each in checked for problem in each.problems]


def _summary(checked: Sequence[Checked]) -> str:
    problems = _problems(checked)
    counts = {severity: sum(problem.severity is severity for problem in problems) for severity in Severity}
    parts = [counted(len(checked), "course"), counted(sum(each.events or 0 for each in checked), "event")]
    for severity, number in counts.items():
        part = counted(number, severity)
        parts.append(click.style(part, fg=_COLOURS[severity], bold=True) if number else part)
    broken = [each.folder.resolve().name for each in checked if each.events is None]
    notes = [f"cannot be served like this: {', '.join(broken)}"] if broken else []
    if unrecorded := sum(each.unrecorded for each in checked):
        notes.append(f"{counted(unrecorded, 'change')} not recorded")
    return "; ".join([", ".join(parts), *notes])


def _excerpt(problem: Problem) -> list[str]:
    """Show the line of a problem with a caret under its place, as much of it as fits; nothing where there is none.

    Nobody mends a line of the history, so none is shown.
    """
    if Path(problem.file).name == HISTORY:
        return []
    try:
        text = read_file(Path(problem.file)).data.decode(errors="replace").removeprefix("\ufeff")
        line = _visible(split_lines(text)[problem.line - 1])
    except (OSError, IndexError):
        return []
    if not line.strip():
        return []
    begin = max(0, min(problem.column - 1 - _WIDTH // 2, len(line) - _WIDTH))
    before, after = line[begin : problem.column - 1], line[problem.column - 1 : begin + _WIDTH]
    if begin:
        before = f"…{before[1:]}"
    if begin + _WIDTH < len(line):
        after = f"{after[:-1]}…"
    caret = click.style("^", fg=_COLOURS[problem.severity], bold=True)
    return [f"{problem.line:>6} | {before}{after}", f"{'':>6} | {' ' * _columns(before)}{caret}"]


def _visible(line: str) -> str:
    """Put a dot for what a terminal would not show, or would obey."""
    return "".join(
        "·" if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") else character for character in line
    )


def _columns(text: str) -> int:
    """Count the columns that a text takes on a terminal: wide characters take two, combining ones none."""
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
