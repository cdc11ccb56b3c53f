"""`make bench`: measure everything, or the sections that are named, and say which targets are met."""

import shutil
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import click

from bench import report
from bench.report import Section
from bench.sections import cached, checking, cold, memory, start, university, unseen, warm
from bench.work import FULL, QUICK, Work

_SECTIONS: dict[str, Callable[[Work], Section]] = {
    "warm": warm.measure,
    "cached": cached.measure,
    "unseen": unseen.measure,
    "start": start.measure,
    "cold": cold.measure,
    "memory": memory.measure,
    "university": university.measure,
    "check": checking.measure,
}
_BY_WRK = ("warm", "cached", "unseen", "university")


@click.command()
@click.argument("sections", nargs=-1, type=click.Choice(list(_SECTIONS)))
@click.option("--quick", is_flag=True, help="Little of everything, to try it out; the figures mean little.")
@click.option("--write", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A page for the tables.")
def main(sections: tuple[str, ...], *, quick: bool, write: Path | None) -> None:
    """Measure SECTIONS, or all of them. Exits with 1 when a target is missed."""
    if write and (quick or sections):
        raise click.UsageError("--write is for everything at full length, since a page with less would mislead")
    # Whoever ends this ends its servers.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    found = []
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        # nginx's workers are somebody else.
        folder.chmod(0o755)
        work = Work(folder=folder, scale=QUICK if quick else FULL)
        for section in sections or _SECTIONS:
            click.echo(f"measuring {section} …", err=True)
            found.append(_measure(section, work))
            click.echo("\n".join(found[-1].lines()))
    if write:
        report.write(write, report.machine(work.scale.rounds), found)
    missed = [row for section in found for row in section.rows if not row.met]
    for row in missed:
        click.echo(f"missed: {' | '.join(row.cells[:3])}", err=True)
    sys.exit(1 if missed else 0)


def _measure(section: str, work: Work) -> Section:
    if section in _BY_WRK and not shutil.which("wrk"):
        return Section(title=section, missing="wrk is not installed (Debian has it)")
    return _SECTIONS[section](work)


main()
