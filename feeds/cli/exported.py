"""What became of an export, in lines."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from feeds.calendar.feed import Form
from feeds.course.wording import counted
from feeds.export.folder import Outcome
from feeds.export.site import Result

NAMED = 4
"""How many files are named where there are more."""


def told(result: Result, folder: Path, data_dir: Path) -> Iterator[str]:
    """Say what an export made of a folder: what is wrong, then course by course, then what is not in it."""
    for problems in result.broken.values():
        yield from map(str, problems)
    for slug in result.broken:
        left = result.left.get(slug)
        stays = f"; what was exported of it before stays ({counted(left, 'file')})" if left else ""
        yield f"{slug}: not exported{stays}"
    for slug, outcome in result.courses.items():
        yield f"{slug}: {_said(outcome, slug)}"
    yield f"beside the courses: {_said(result.rest)}"
    every = Outcome()
    for outcome in (*result.courses.values(), result.rest):
        every.add(outcome)
    yield (
        f"{folder}: {counted(len(result.courses), 'course')}, {counted(len(every.all), 'file')},"
        f" {len(every.written)} written, {len(every.deleted)} deleted"
    )
    for slug in sorted(result.left.keys() - result.broken.keys()):
        yield (
            f"{slug} is not in {data_dir} any more: what was exported of it stays"
            f" ({counted(result.left[slug], 'file')}); delete {folder / slug} if it is to go"
        )
    if result.elsewhere:
        yield f"its list of courses leads to some that are not in {folder}: {listed(result.elsewhere)}"
    for selection in result.unknown:
        yield f"{selection}: no course that was exported knows all its words, so it is nowhere"
    yield "not in it, since they take a server: the form, ?view=…, calendar.ics?show=…; other choices: --also"


def listed(names: Sequence[str]) -> str:
    """Name the first of many."""
    return ", ".join(names[:NAMED]) + (f" and {len(names) - NAMED} more" if len(names) > NAMED else "")


def _said(outcome: Outcome, slug: str = "") -> str:
    """Say what became of the files of a course: `679 files, 3 written, 1 of them calendars: main.ics; 1 deleted`."""
    number, written = len(outcome.all), outcome.written
    if not written:
        news = "all as they were"
    elif len(written) == number:
        news = "all new"
    else:
        news = f"{len(written)} written{_first(written, slug)}"
    parts = [f"{counted(number, 'file')}, {news}"]
    if outcome.deleted:
        parts.append(f"{len(outcome.deleted)} deleted{_first(outcome.deleted, slug)}")
    if outcome.changed:
        parts.append(f"written over what somebody had changed: {', '.join(outcome.changed)}")
    if outcome.kept:
        parts.append(f"not deleted, since somebody has changed them: {', '.join(outcome.kept)}")
    return "; ".join(parts)


def _first(paths: Sequence[str], slug: str) -> str:
    """Name calendars, since somebody may have subscribed to them; where there are none, anything."""
    names = [path.removeprefix(f"{slug}/") for path in paths]
    calendars = [name for name in names if name.endswith(f".{Form.ICS}")]
    return f", {len(calendars)} of them calendars: {listed(calendars)}" if calendars else f": {listed(names)}"
