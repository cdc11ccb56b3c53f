"""What was found beside what was wanted, as a table."""

import os
import platform
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import chain
from pathlib import Path

from bench.load import Load, middle

_BEGIN, _END = "<!-- measured -->", "<!-- end of what was measured -->"
_LIBRARIES = ("gunicorn", "gevent", "flask", "werkzeug", "icalendar", "pyyaml", "pydantic")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One figure and its target, if it has one; `unit` follows the number."""

    what: str
    found: float
    unit: str = " ×"
    most: float | None = None
    least: float | None = None

    @property
    def met(self) -> bool:
        """Whether the figure is as wanted."""
        return (self.most is None or self.found <= self.most) and (self.least is None or self.found >= self.least)

    @property
    def cells(self) -> tuple[str, str, str, str]:
        """What a table says of it."""
        wanted = [(sign, bound) for sign, bound in (("≤", self.most), ("≥", self.least)) if bound is not None]
        target = ", ".join(f"{sign} {bound:g}{self.unit}" for sign, bound in wanted)
        return (
            self.what,
            f"{_number(self.found)}{self.unit}",
            target,
            ("yes" if self.met else "**no**") if target else "",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """All of one section: its figures, the loads they come from, and what could not be measured, and why."""

    title: str
    rows: tuple[Row, ...] = ()
    loads: tuple[tuple[str, tuple[Load, ...]], ...] = ()
    missing: str = ""

    def lines(self) -> Iterable[str]:
        """Write the section as Markdown."""
        yield from (f"### {self.title}", "")
        if self.missing:
            yield from (f"Not measured: {self.missing}.", "")
        if self.rows:
            yield from _table(("what", "measured", "target", "met"), [row.cells for row in self.rows])
        if self.loads:
            yield from _table(
                ("medians", "requests/s", "p50 ms", "p99 ms", "processor µs"),
                [(what, *_medians(loads)) for what, loads in self.loads],
            )


def machine(rounds: int) -> str:
    """Say how it was run, without a name of anything here."""
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    others = [found for name in ("wrk", "nginx") if (found := _tool(name))]
    return (
        f"{os.cpu_count()} cores ({platform.machine()}, {platform.system()}), Python {platform.python_version()},"
        f" {libraries}; {', '.join(others) or 'without wrk and nginx'}. Medians of {rounds} rounds."
    )


def write(path: Path, how: str, sections: Sequence[Section]) -> None:
    """Put the tables between the marks of a page."""
    page = path.read_text(encoding="utf-8")
    text = "\n".join([_BEGIN, "", how, "", *chain.from_iterable(section.lines() for section in sections), _END])
    if not re.search(f"{_BEGIN}.*{_END}", page, re.DOTALL):
        raise ValueError(f"{path} has no place for the tables, which is from '{_BEGIN}' to '{_END}'")
    path.write_text(re.sub(f"{_BEGIN}.*{_END}", lambda _: text, page, flags=re.DOTALL), encoding="utf-8")


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterable[str]:
    yield f"| {' | '.join(head)} |"
    yield f"| --- |{' --- |' * (len(head) - 1)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""


def _medians(loads: Sequence[Load]) -> tuple[str, ...]:
    of: tuple[Callable[[Load], float], ...] = (
        lambda load: load.rate,
        lambda load: load.p50,
        lambda load: load.p99,
        lambda load: load.cost,
    )
    return tuple(_number(middle(loads, each)) for each in of)


def _number(value: float) -> str:
    """Write a number by three figures, and none of them before the point less."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def _tool(name: str) -> str:
    """Say which version of a tool there is; empty if there is none."""
    if not shutil.which(name):
        return ""
    done = subprocess.run([name, "-v"], capture_output=True, text=True, check=False)
    found = re.search(r"\d+\.\d+(\.\d+)?", done.stdout + done.stderr)
    return f"{name} {found[0]}" if found else name
