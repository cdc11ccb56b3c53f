"""Made-up courses of any number of events, for measuring: the same seed gives the same files."""

import os
import random
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import product
from pathlib import Path

from courses import touch

from feeds.course.folder import HISTORY
from feeds.course.history import record
from feeds.course.ledger import write_lines
from feeds.course.reader import read_course

FEWEST = 60
"""What a course has besides its office hours, and one slot of those."""

_CREATED = datetime(2026, 8, 1, tzinfo=UTC)
_FIRST, _LAST = date(2026, 9, 9), date(2026, 12, 9)
_HOLIDAY = date(2026, 11, 11)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
_LECTURES = (1, 3)
_ASSIGNMENTS = 6
# After the lectures, so that nobody is asked to be in two places.
_HOURS_OF_DAY = range(15, 21)

_GIVEN = ("Ada", "Alan", "Barbara", "Donald", "Edsger", "Emmy", "Frances", "Grace", "John", "Leslie", "Lynn", "Tony")
_FAMILY = ("Adams", "Baker", "Clarke", "Dahl", "Evans", "Fischer", "Garcia", "Hansen", "Ito", "Jensen", "Khan", "Lopez")
_ROOMS = ("2-190", "26-100", "26-168", "32-123", "36-112", "36-155", "45-230", "45-701H")
_WORDS = (
    "approximation attention bias capacity convergence data depth diffusion embedding energy estimation "
    "feature flow generalization geometry gradient graph invariance kernel latent learning loss manifold "
    "memory model network noise optimization prior regularization representation robustness sampling "
    "scaling search sequence signal structure supervision symmetry token training transfer transformer "
    "uncertainty variance"
)


def write_courses(data: Path, count: int, *, events: int) -> tuple[str, ...]:
    """Write courses of so many events each into a data folder, with as many processes as there are processors.

    Gives their names, which are in order.
    """
    slugs = tuple(f"course-{number:04}" for number in range(count))
    data.mkdir(exist_ok=True)
    with ProcessPoolExecutor(os.cpu_count()) as processes:
        for _ in processes.map(partial(_write, data, events), slugs, range(count), chunksize=8):
            pass
    return slugs


def write_course(folder: Path, *, events: int, seed: int) -> None:
    """Write the files of a course of so many events, at least FEWEST, all of them recorded in its history."""
    chance = random.Random(seed)  # noqa: S311 (the same courses each time)
    meetings = [day for day in _days(_FIRST, _LAST) if day.weekday() in _LECTURES and day != _HOLIDAY]
    slots, one_off = _hours(events - len(meetings) - 2 * _ASSIGNMENTS - len(("midterm", "final", "holiday")))
    people = [
        (f"{given}-{family}".lower(), f"{given} {family}")
        for given, family in product(chance.sample(_GIVEN, 12), _FAMILY)
    ]
    staff = people[: 1 + 2 * len(slots)]
    folder.mkdir()
    texts = {
        "course": _course(seed),
        "staff": ["people:", *(_person(*person, teaches=person == staff[0]) for person in staff)],
        "lectures": ["lectures:", *(_lecture(chance, number, day, staff[0][0]) for number, day in enumerate(meetings))],
        "exams": [
            "exams:",
            "  - {id: midterm, date: 2026-10-20, start: 09:30, end: 11:30, room: 26-100, title: Midterm}",
            "  - {id: final, date: 2026-12-15, start: 09:00, end: 12:00, room: 26-100, title: Final Exam}",
        ],
        "deadlines": ["assignments:", *(_assignment(number) for number in range(_ASSIGNMENTS))],
        "office-hours": [
            "slots:",
            *(_slot(number, weekday, staff) for number, weekday in enumerate(slots)),
            *(["one_off:"] if one_off else []),
            *(_one_off(number, staff) for number in range(one_off)),
        ],
    }
    for name, lines in texts.items():
        (folder / f"{name}.yaml").write_text("\n".join([*lines, ""]))
    # Not older than its history, whenever this is.
    touch(folder, _CREATED)
    (folder / HISTORY).write_text(write_lines(record(read_course(folder), _CREATED)))


def _write(data: Path, events: int, slug: str, seed: int) -> None:
    write_course(data / slug, events=events, seed=seed)


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _hours(wanted: int) -> tuple[list[int], int]:
    """Find the weekdays of weekly slots, and how many single hours are wanted besides, that make so many events."""
    slots: list[int] = []
    while True:
        weekday = len(slots) % len(_WEEKDAYS)
        weeks = sum(1 for day in _days(_FIRST, _LAST) if day.weekday() == weekday and day != _HOLIDAY)
        if weeks > wanted:
            return slots, wanted
        slots.append(weekday)
        wanted -= weeks


def _course(seed: int) -> list[str]:
    return [
        f"code: {1 + seed % 24}.{100 + seed:04}",
        "title: A Course Made Up for Measuring",
        "term: Fall 2026",
        f"created: {_CREATED:%Y-%m-%dT%H:%M:%SZ}",
        "time_zone: America/New_York",
        "uid_domain: course.example.edu",
        f"classes: {{first: {_FIRST}, last: {_LAST}}}",
        "meetings: [{days: [Tue, Thu], start: 13:00, end: 14:30, room: 45-230}]",
        f"holidays: [{{id: veterans-day, first: {_HOLIDAY}, name: Veterans Day}}]",
    ]


def _person(id: str, name: str, *, teaches: bool) -> str:
    return f"  - {{id: {id}, name: {name}, short: {name}, role: {'Instructor, hours: no' if teaches else 'TA'}}}"


def _sentence(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(_WORDS.split(), k=words)).capitalize()


def _lecture(chance: random.Random, number: int, day: date, speaker: str) -> str:
    return "\n".join(
        [
            f"  - id: lecture-{number + 1}",
            f"    date: {day}",
            f"    title: {_sentence(chance, 5)}",
            f"    speakers: [{speaker}]",
            f"    details: {_sentence(chance, 25)}",
            "    materials:",
            f"      - {{title: slides, url: 'https://course.example.edu/lecture-{number + 1}.pdf'}}",
            f"      - {{title: {_sentence(chance, 4)}, under: required readings}}",
        ]
    )


def _assignment(number: int) -> str:
    out = _FIRST + timedelta(days=13 * number)
    return f"  - {{id: pset-{number + 1}, title: pset {number + 1}, out: {out}, due: {out + timedelta(days=12)}}}"


def _slot(number: int, weekday: int, staff: Iterable[tuple[str, str]]) -> str:
    hosts = [id for id, _ in staff][1 + 2 * number : 3 + 2 * number]
    room, hour = tuple(product(_ROOMS, _HOURS_OF_DAY))[number // len(_WEEKDAYS)]
    return "\n".join(
        [
            f"  - id: oh-{number + 1}",
            f"    hosts: [{', '.join(hosts)}]",
            f"    day: {_WEEKDAYS[weekday]}",
            f"    start: {hour:02}:00",
            f"    end: {hour + 1:02}:00",
            f"    room: {room}",
        ]
    )


def _one_off(number: int, staff: Iterable[tuple[str, str]]) -> str:
    host = [id for id, _ in staff][1 + number % 2]
    day = date(2026, 12, 10) + timedelta(days=number // 4)
    hour = _HOURS_OF_DAY[number % 4]
    times = f"start: {hour:02}:00, end: {hour + 1:02}:00"
    return f"  - {{id: review-{number + 1}, date: {day}, {times}, hosts: [{host}], room: 26-100, title: Review}}"
