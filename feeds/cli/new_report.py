"""What `feeds new` has written, and what is to be done next, in lines."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from textwrap import wrap

from feeds.authoring.data_files import Content, rows_of
from feeds.authoring.next_term.class_rows import Move
from feeds.authoring.next_term.left_behind import PARTS, texts
from feeds.authoring.next_term.roll_over import RollOver
from feeds.authoring.outset import without_class
from feeds.course.schema.readings import read_weekday
from feeds.course.wording import counted, day, listed
from feeds.errors import Problem

_WIDTH = 100
_ALWAYS_LEFT = ("comments: what somebody wrote behind a #", "history.jsonl: nobody has this calendar yet")

_COUNTED = (
    ("lectures.yaml", "lectures", "lecture"),
    ("tutorials.yaml", "tutorials", "tutorial"),
    ("tutorials.yaml", "slots", "weekly tutorial"),
    ("exams.yaml", "exams", "exam"),
    ("deadlines.yaml", "assignments", "assignment"),
    ("office-hours.yaml", "slots", "weekly hour"),
    ("office-hours.yaml", "one_off", "single hour"),
)


def of_new(
    folder: Path, contents: Mapping[str, Content], warnings: Iterable[Problem], public_url: str
) -> Iterator[str]:
    """Tell of a new course."""
    yield from _written(folder, contents)
    yield from _block("Look at", (*without_class(contents["course.yaml"]), *map(_warning, warnings)))
    yield from _next(folder, f"open {folder / 'staff.yaml'} and write who is on the staff", (), public_url)


def of_next(folder: Path, over: RollOver, warnings: Iterable[Problem], public_url: str) -> Iterator[str]:
    """Tell of the next term of a course: what stayed behind, what to look at, and what is not in its week."""
    yield from _written(folder, over.contents)
    yield from _block(f"Left behind (--keep takes {listed(PARTS, 'or')} along)", (*over.left, *_ALWAYS_LEFT))
    yield from _block("Look at", (*over.look, *map(_warning, warnings)))
    yield from _block("Not in its week and on its weekday", map(_move, over.moved))
    settled = (
        f"take `provisional` out of {folder / 'course.yaml'} when the dates are settled, and `listed` when students may"
        " find it"
    )
    yield from _next(folder, f"open {folder} and mend what is listed here", (settled,), public_url)


def _warning(problem: Problem) -> str:
    return f"{Path(problem.file).name}:{problem.line}: {problem.message}"


def _written(folder: Path, contents: Mapping[str, Content]) -> Iterator[str]:
    yield f"{folder}: {listed(list(contents))}"
    numbers = [(len(rows_of(contents.get(file), key)), noun) for file, key, noun in _COUNTED]
    counts = [counted(number, noun) for number, noun in numbers if number]
    named = {day for row in rows_of(contents.get("course.yaml"), "meetings") for day in texts(row["days"])}
    weekdays = [f"{each.name.capitalize()}s" for each in sorted(map(read_weekday, named))]
    if weekdays and contents["lectures.yaml"]:
        counts[0] += f" on {listed(weekdays)}"
    yield listed(counts) if counts else "no dates yet"


def _block(heading: str, lines: Iterable[str]) -> Iterator[str]:
    """Give lines below a heading, or nothing if there are none."""
    found = [
        part
        for line in lines
        for part in wrap(line, _WIDTH, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False)
    ]
    if found:
        yield from ("", f"{heading}:", *found)


def _move(move: Move) -> str:
    return f"{move.id}: {day(move.wanted)} → {day(move.now) if move.now else 'tbd'} ({move.why})"


def _next(folder: Path, first: str, last: Iterable[str], public_url: str) -> Iterator[str]:
    return _block(
        "Next",
        (
            first,
            f"feeds check {folder.name}",
            f"{public_url}/{folder.name}/ (its page, while the server runs)",
            f"feeds record {folder.name} (before people subscribe)",
            *last,
        ),
    )
