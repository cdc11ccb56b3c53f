"""Files that nobody would write: a clear line, soon, in little memory, and nothing is run, waited for or left behind.

Each course is read in a process of its own, which is ended when it takes more than it may.
"""

import json
import os
import resource
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from courses import COURSE, STAFF, course_yaml, lines, publish

from feeds.course.draft import MAX_EVENTS
from feeds.course.folder import FILES, HISTORY
from feeds.course.ledger import MAX_BYTES as MAX_HISTORY
from feeds.course.model import Course
from feeds.course.parser import MAX_BYTES, MAX_VALUES
from feeds.course.reader import read_course
from feeds.errors import MAX_PROBLEMS, CourseError

Attack: TypeAlias = Callable[[], dict[str, str]]
History: TypeAlias = Callable[[], bytes]

DATA = Path(__file__).parent.parent / "data" / "6.7960-fa25"

PUBLISHED = datetime(2026, 8, 20, 12, tzinfo=UTC)

# A tenth of a second is usual; a machine at work takes its time.
MAX_SECONDS = 5
MAX_GROWTH = 200_000_000
# Of each file, of the history, of the whole and of warnings, with a line that there are more.
MAX_LINES = (len(FILES) + 3) * (MAX_PROBLEMS + 1)
MAX_LINE = 1_000


@dataclass(frozen=True)
class Reading:
    """What came of reading a course: how many events it has, what was said, and what it took."""

    events: int | None
    said: list[str]
    seconds: float
    growth: int

    def is_modest(self) -> bool:
        """Tell whether it took no more than it may, and said no more than somebody can read."""
        print(f"{self.seconds:.2f} s, {self.growth / 1e6:.0f} MB, {len(self.said)} lines")
        return (
            self.seconds < MAX_SECONDS
            and self.growth < MAX_GROWTH
            and len(self.said) <= MAX_LINES
            and all(len(line) <= MAX_LINE and line.isprintable() for line in self.said)
        )


# The process that reads


def _read(folder: Path, cancelling: bool, user: int | None) -> Reading:
    if user is not None:
        os.seteuid(user)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    began = time.process_time()
    course: Course | CourseError
    try:
        course = read_course(folder, cancelling=cancelling)
        events, problems = len(course.events), course.warnings
    except CourseError as error:
        events, problems = None, error.problems
    seconds = time.process_time() - began
    growth = 1024 * (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - usage.ru_maxrss)
    return Reading(events, [str(problem).removeprefix(f"{folder}/") for problem in problems], seconds, growth)


def _serve() -> None:
    """Read the course of each line in a child, so that none takes anything from the next."""
    # What is imported or kept at the first reading is no fault of any file.
    read_course(DATA)
    for line in sys.stdin:
        folder, cancelling, user = json.loads(line)
        child = os.fork()
        if child == 0:
            resource.setrlimit(resource.RLIMIT_CPU, (2 * MAX_SECONDS, 2 * MAX_SECONDS))
            resource.setrlimit(resource.RLIMIT_AS, (2_000_000_000, 2_000_000_000))
            reading = _read(Path(folder), cancelling, user)
            print(json.dumps([reading.events, reading.said, reading.seconds, reading.growth]), flush=True)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if status:
            print(json.dumps(f"ended by {status}"), flush=True)


class Reader:
    """The process that reads, from the side of the tests."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def read(self, folder: Path, *, cancelling: bool = False, user: int | None = None) -> Reading:
        """Read a course; `cancelling` says that much may be cancelled at once, `user` is somebody else to read as."""
        assert self._process.stdin
        assert self._process.stdout
        print(json.dumps([str(folder), cancelling, user]), file=self._process.stdin, flush=True)
        answer = json.loads(self._process.stdout.readline() or '"nothing"')
        assert isinstance(answer, list), answer
        return Reading(*answer)


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    command = [sys.executable, __file__]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Reader(process)
        assert process.stdin
        process.stdin.close()


def write(folder: Path, **files: str | bytes) -> Path:
    """Write the minimal course with other files, byte for byte."""
    folder.mkdir(exist_ok=True)
    for name, content in {"course": COURSE, "staff": STAFF, **files}.items():
        data = content if isinstance(content, bytes) else content.encode()
        (folder / f"{name.replace('_', '-')}.yaml").write_bytes(data)
    return folder


# What stands in place of a file


BOMB = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 40))
CONTENTS = {
    "not UTF-8": (b"\x80abc", "1:1: this is not UTF-8 text; save the file as UTF-8"),
    "UTF-16": ("id: a".encode("utf-16"), "1:1: this is not UTF-8 text; save the file as UTF-8"),
    "a character cut in two": ("a: é".encode()[:-1], "1:4: this is not UTF-8 text; save the file as UTF-8"),
    "an encoded surrogate": (b"a: \xed\xa0\x80", "1:4: this is not UTF-8 text; save the file as UTF-8"),
    "zeros": (b"\0" * MAX_BYTES, "1:1: the character U+0000 does not belong in a text file; take it out"),
    "a program": (b"\x7fELF\x02\x01", "1:1: the character U+007F does not belong in a text file; take it out"),
    "an escaped surrogate": (
        b'a: "\\ud800"\n',
        "1:7: this is not YAML (found invalid Unicode character escape code); check the indentation, quotes and"
        " brackets around here",
    ),
    "two documents": (b"a: b\n--- \nc: d\n", "2:1: a second document begins here; take the line --- out"),
    "an end and a document": (b"a: b\n...\n---\nc: d\n", "3:1: a second document begins here; take the line --- out"),
    "a directive of another YAML": (
        b"%YAML 3.0\n---\na: b\n",
        "1:1: this is not YAML (found incompatible YAML document); check the indentation, quotes and brackets around"
        " here",
    ),
    "a directive without a document": (
        b"%TAG ! tag:yaml.org,2002:\n",
        "1:26: this is not YAML (did not find expected <document start>); check the indentation, quotes and brackets"
        " around here",
    ),
    "a tag that a directive disguises": (
        b"%TAG ! tag:yaml.org,2002:python/\n---\na: !object/apply:os.system [ls]\n",
        "3:4: tags (!!python/object/apply:os.system) are not used here; take it out, or quote text with ! in front",
    ),
    "brackets without end": (
        b"[" * MAX_BYTES,
        "1:22: lists and mappings are nested too deeply; take some levels out",
    ),
    "a quote without end": (
        b'a: "' + b"b" * 900_000 + b"\n",
        "1:4: this is not YAML (found unexpected end of stream); close the quote that opens here",
    ),
    "more than a million bytes": (
        b"# " * MAX_BYTES,
        "1:1: the file is larger than 1,000,000 bytes; split the course or look for a mistake",
    ),
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("content", CONTENTS)
def test_file_that_is_no_text_or_no_yaml_is_one_problem(
    reader: Reader, tmp_path: Path, name: str, content: str
) -> None:
    data, problem = CONTENTS[content]
    (write(tmp_path) / name).write_bytes(data)

    reading = reader.read(tmp_path)

    assert (reading.events, reading.said) == (None, [f"{name}:{problem}"])
    assert reading.is_modest()


@pytest.mark.parametrize("name", FILES)
def test_aliases_are_not_followed(reader: Reader, tmp_path: Path, name: str) -> None:
    (write(tmp_path) / name).write_text(f"a0: &a0 [x, x]\n{BOMB}")

    reading = reader.read(tmp_path)

    assert (reading.events, reading.said[0], reading.said[-1]) == (
        None,
        f"{name}:1:5: anchors (&a0) are not used here; take it out, or quote text with & in front",
        f"{name}:11:52: there are more problems than these; mend them first",
    )
    assert reading.is_modest()


@pytest.mark.parametrize(
    "code",
    [
        "!!python/object/apply:os.system ['touch {marker}']",
        "!!python/object/new:os.system ['touch {marker}']",
        "!!python/name:os.system ''",
        "!!python/module:os ''",
        "!<tag:yaml.org,2002:python/object/apply:os.system> ['touch {marker}']",
    ],
)
def test_nothing_in_a_file_is_run(reader: Reader, tmp_path: Path, code: str) -> None:
    marker = tmp_path / "was-run"
    tag = code.split(" ")[0].replace("<tag:yaml.org,2002:", "!").removesuffix(">")

    reading = reader.read(write(tmp_path, exams=f"exams: {code.format(marker=marker)}\n"))

    assert reading.said == [
        f"exams.yaml:1:8: tags ({tag}) are not used here; take it out, or quote text with ! in front"
    ]
    assert not marker.exists()


def socket_at(path: Path) -> None:
    # A socket's path may have no more than 108 bytes.
    folder = os.open(path.parent, os.O_RDONLY)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(f"/proc/self/fd/{folder}/{path.name}")
    os.close(folder)


def large_file_at(path: Path) -> None:
    path.touch()
    os.truncate(path, 50_000_000)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(
    ("put", "what"),
    [
        pytest.param(socket_at, "the file cannot be read (No such device or address)", id="a socket"),
        pytest.param(
            lambda path: path.symlink_to("/dev/zero"),
            "the file cannot be read (it is not a regular file)",
            id="zeros without end",
        ),
        pytest.param(
            lambda path: path.symlink_to("/dev/stdin"),
            "the file cannot be read (it is not a regular file)",
            id="what the process is told",
        ),
        pytest.param(
            lambda path: path.symlink_to(path.name),
            "the file cannot be read (Too many levels of symbolic links)",
            id="a link to itself",
        ),
        pytest.param(
            lambda path: path.symlink_to(f"{COURSE[:9]}/course.yaml/x"),
            "the file cannot be read (Not a directory)",
            id="a link through a file",
        ),
        pytest.param(large_file_at, "the file is larger than 1,000,000 bytes", id="50 MB"),
    ],
)
def test_what_cannot_be_read_is_one_problem(
    reader: Reader, tmp_path: Path, name: str, put: Callable[[Path], None], what: str
) -> None:
    (write(tmp_path) / name).unlink(missing_ok=True)
    (tmp_path / COURSE[:9]).mkdir()
    (tmp_path / COURSE[:9] / "course.yaml").touch()
    put(tmp_path / name)

    reading = reader.read(tmp_path)

    advice = "split the course or look for a mistake" if "larger" in what else "make it a readable text file"
    assert (reading.events, reading.said) == (None, [f"{name}:1:1: {what}; {advice}"])
    assert reading.is_modest()


def test_file_that_may_not_be_read_is_a_problem(reader: Reader) -> None:
    # Nobody else may look into pytest's own folders.
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)  # noqa: S103 (made for somebody else to read)
        (write(Path(folder), exams="exams: []") / "exams.yaml").chmod(0)

        reading = reader.read(Path(folder), user=65534 if os.geteuid() == 0 else None)

    assert reading.said == ["exams.yaml:1:1: the file cannot be read (Permission denied); make it a readable text file"]


def test_file_names_are_told_in_one_line_that_a_terminal_takes_for_text(reader: Reader, tmp_path: Path) -> None:
    for name in (b"a\nb.yaml", b"\x1b[31m.yml", "\u202elmay.yaml".encode(), b"\xff.yaml"):
        (write(tmp_path) / os.fsdecode(name)).touch()

    reading = reader.read(tmp_path)

    assert (reading.events, len(reading.said)) == (0, 4)
    assert reading.is_modest()


def test_files_that_are_not_read_are_told_up_to_a_hundred(reader: Reader, tmp_path: Path) -> None:
    for number in range(20_000):
        (tmp_path / f"lecture{number}.yml").touch()

    reading = reader.read(write(tmp_path))

    assert reading.events == 0
    assert reading.is_modest()


# What is much


def fill(rows: Iterable[str], before: str = "", after: str = "", joint: str = "\n") -> str:
    """Join rows until the file is as large as a file may be."""
    size = len(before) + len(after)
    fitting = []
    for row in rows:
        size += len(row.encode()) + len(joint)
        if size > MAX_BYTES:
            break
        fitting.append(row)
    return f"{before}{joint.join(fitting)}{after}"


def fitting(row: str, share: int = 1) -> int:
    """Say how many times a mapping fits into a file, or a share of one, by the number of its values."""
    values = 1 + row.count(": ") + row.count("[")
    return (MAX_VALUES // share - 10) // values


def listed(key: str, row: str, *, share: int = 1) -> str:
    """Write as many rows as fit; `{n}` in a row is its number, `{day}` one of the term's days."""
    days = [date(2026, 9, 9) + timedelta(days=number) for number in range(90)]
    rows = (
        f"  - {{{row.format(n=n, day=days[n % 90])}}}"
        for n in range(min(fitting(row, share), MAX_EVENTS // share - 10))
    )
    return fill(rows, f"{key}:\n")


def many(row: str, count: int, joint: str = ", ") -> str:
    return joint.join(row.replace("{n}", str(number)) for number in range(count))


def slots(change: str, *, count: int = 1, hosts: str = "ada-lovelace", id: str = "s", start: int = 9) -> str:
    """Write slots that have as many changes as fit."""
    changes = many(change, fitting(change, count) - 20 - hosts.count(","))
    when = f"day: Wed, start: {start}:00, end: {start + 1}:00"
    slot = f"  - {{id: {id}{{n}}, {when}, hosts: [{hosts}], changes: [{changes}]}}"
    return fill((slot.replace("{n}", str(number), 1) for number in range(count)), "slots:\n", "\n")


MEETING = "{days: [Fri], start: 13:00, end: 14:30, section: s{n}}"
HOLIDAY = "{id: h{n}, first: 2026-01-01, last: 2027-12-31, name: H}"
CENTURY = "{id: h{n}, first: 2000-01-01, last: 2100-12-31, name: H}"
TWO_YEARS = course_yaml("classes: {first: 2026-01-01, last: 2027-12-31}")
CROWD = listed("people", "id: ta-{n}, name: P{n}, role: TA")

ATTACKS: dict[str, Attack] = {
    # Many values, keys and lines.
    "unknown keys in every file": lambda: {
        name.removesuffix(".yaml").replace("-", "_"): fill(f"k{n}: 1" for n in range(49_000)) for name in FILES
    },
    "nothing but conflicts": lambda: {"exams": fill("<<<<<<< HEAD" for _ in range(100_000))},
    "one day of another schedule": lambda: {
        "course": COURSE + fill(("- {date: 2026-10-13, runs_as: Mon}" for _ in range(5_000)), before="schedule_days:\n")
    },
    "a million keys": lambda: {"exams": fill(f"k{n}:" for n in range(1_000_000))},
    "one key a million times": lambda: {"exams": fill("a:" for _ in range(1_000_000))},
    "unknown keys in every row": lambda: {"exams": listed("exams", "a{n}: 1")},
    "unknown keys in every row of every file": lambda: {
        "course": course_yaml(f"links: [{many('{a{n}: 1}', fitting('{a: 1}'))}]"),
        "staff": listed("people", "a{n}: 1"),
        "lectures": listed("lectures", "a{n}: 1"),
        "tutorials": listed("tutorials", "a{n}: 1"),
        "exams": listed("exams", "a{n}: 1"),
        "deadlines": listed("assignments", "a{n}: 1"),
        "office_hours": listed("one_off", "a{n}: 1"),
    },
    "a list of 50,000": lambda: {"exams": f"exams: [{'a,' * 49_900}]"},
    "an explicit key in every item": lambda: {"exams": f"exams: [{'? a,' * 20_000}]"},
    "lists in lists in lists": lambda: {"exams": f"exams: [{'[[[[[[[[[[[[[[]]]]]]]]]]]]]],' * 3_000}]"},
    "comments": lambda: {"exams": "# c\n" * 249_000},
    "a comment": lambda: {"exams": f"# {'c' * 999_000}\nexams: []"},
    "empty lines": lambda: {"exams": "\n" * 999_000},
    "spaces": lambda: {"exams": f"exams:{' ' * 900_000}[]"},
    "lines of text": lambda: {
        "exams": "exams:\n - {id: a, date: tbd, title: A}\n - details: >\n" + "     x\n" * 130_000
    },
    "documents": lambda: {"exams": "---\n" * 249_000},
    "byte order marks": lambda: {"exams": "\ufeff" * 300_000},
    # Long text, and what might make a pattern look at it again and again.
    **{
        f"a long {key}": lambda key=key, value=value: {  # type: ignore[misc]
            "exams": f"exams: [{{id: a, date: tbd, title: A, {key}: {value}}}]"
        }
        for key, value in {
            "key" + "e" * 900_000: "b",
            "tags": f"[{'a-' * 450_000}]",
            "start": "1" * 900_000,
            "end": f'"{" " * 800_000}x"',
            "online": f'"https://{"a" * 900_000} b"',
            "room": "-_" * 450_000,
            "tentative": "y" * 900_000,
            "cancelled": "a" * 900_000,
        }.items()
    },
    "a long day": lambda: {"exams": f'exams: [{{id: a, title: A, date: "{"a" * 400_000}{" " * 400_000}x"}}]'},
    "a long due": lambda: {
        "deadlines": f'assignments: [{{id: a, title: A, due: "{"a" * 400_000}{" " * 400_000}2026-09-15 25:00"}}]'
    },
    "a long weekday": lambda: {"office_hours": f"slots: [{{id: a, day: {'Mon' * 300_000}}}]"},
    "a long id of a person": lambda: {"staff": f"people: [{{id: {'a-' * 400_000}, name: A, role: A}}]"},
    "a long id of nobody": lambda: {
        "staff": f"people: [{{id: {'ab' * 400_000}-x, name: A, role: A}}]",
        "exams": f"exams: [{{id: a, title: A, date: tbd, room: x, overflow: [{'ba' * 400_000}]}}]",
        "lectures": f"lectures: [{{id: b, title: A, date: tbd, speakers: [{'ba' * 400_000}-y]}}]",
    },
    "a long domain": lambda: {"course": course_yaml(f"uid_domain: {'a.' * 450_000}")},
    "a long zone": lambda: {"course": course_yaml(f"time_zone: {'America/New_York' * 60_000}")},
    "a long time of creation": lambda: {"course": course_yaml(f"created: {'2' * 900_000}")},
    # Many people.
    "one id for all": lambda: {"exams": listed("exams", "id: a, date: tbd, title: A")},
    "one name for all": lambda: {"staff": listed("people", "id: ta-{n}, name: P, role: TA")},
    "people whose ids are words": lambda: {"staff": listed("people", "id: ta{n}, name: P{n}, role: TA")},
    "nobody in a crowd": lambda: {
        "staff": CROWD,
        "lectures": listed("lectures", "id: a{n}, date: tbd, title: A, speakers: [at-{n}]"),
    },
    "nobody in a crowd of long names": lambda: {
        "staff": listed("people", f"id: {'ab' * 22}-{{n}}, name: P{{n}}, role: TA"),
        "lectures": listed("lectures", f"id: a{{n}}, date: tbd, title: A, speakers: [{'aabb' * 11}-{{n}}]"),
    },
    "everybody has the name": lambda: {
        "staff": CROWD,
        "lectures": listed("lectures", "id: a{n}, date: tbd, title: A, speakers: [ta]"),
    },
    "a crowd holds one slot": lambda: {
        "course": TWO_YEARS,
        "staff": CROWD,
        "office_hours": slots("", count=3, hosts=many("ta-{n}", MAX_VALUES // 5)),
    },
    "a crowd swaps": lambda: {
        "course": TWO_YEARS,
        "staff": CROWD,
        "office_hours": slots(
            f"{{from: 2026-01-08, swap: {{{many('ta-{n}: ta-0', MAX_VALUES // 5)}}}}}",
            hosts=many("ta-{n}", MAX_VALUES // 5),
        ),
    },
    # Many days.
    "meetings by lectures": lambda: {
        "course": course_yaml(f"meetings: [{many(MEETING, fitting(MEETING))}]"),
        "lectures": listed("lectures", "id: a{n}, date: 2026-09-10, title: A, start: 9:00, end: 10:00"),
    },
    "rooms by lectures": lambda: {
        "course": course_yaml(
            f"meetings: [{{days: [Thu], start: 9:00, end: 10:00, overflow: [{many('r{n}', MAX_VALUES - 100)}]}}]"
        ),
        "lectures": listed("lectures", "id: a{n}, date: 2026-09-10, title: A"),
    },
    "rooms by weeks": lambda: {
        "course": TWO_YEARS,
        "office_hours": "slots: [{id: s, day: Wed, start: 9:00, end: 10:00, changes: ["
        f"{{from: 2026-01-08, overflow: [{many('r{n}', MAX_VALUES - 100)}]}}]}}]",
    },
    "a thousand holidays of two years": lambda: {
        "course": course_yaml(f"holidays: [{many(HOLIDAY, fitting(HOLIDAY))}]")
    },
    "a thousand holidays of a century": lambda: {
        "course": course_yaml(f"holidays: [{many(CENTURY, fitting(CENTURY))}]")
    },
    "slots of a century": lambda: {
        "office_hours": listed(
            "slots", "id: s{n}, day: Wed, start: 9:00, end: 10:00, from: 2000-01-01, until: 2100-12-31"
        )
    },
    "slots in two years of holidays": lambda: {
        "course": TWO_YEARS + "holidays: [{id: h, first: 2026-01-01, last: 2027-12-31, name: H}]\n",
        "office_hours": listed("slots", "id: s{n}, day: Wed, start: 9:00, end: 10:00"),
    },
    "slots in an hour that there is not": lambda: {
        "course": TWO_YEARS,
        "office_hours": listed("slots", "id: s{n}, day: Sun, start: 2:30, end: 3:30"),
    },
    # Many changes.
    "changes of one week": lambda: {"office_hours": slots("{date: 2026-09-16, room: r{n}}")},
    "changes of no week": lambda: {
        "course": TWO_YEARS,
        "office_hours": slots("{date: 2026-09-17, room: r}", count=95),
    },
    "changes that say nothing, and people who are wrong": lambda: {
        "staff": listed("people", "id: ta-{n}, name: P, role: TA"),
        "office_hours": slots("{date: 2026-09-16}"),
    },
    "changes for good": lambda: {
        "course": TWO_YEARS,
        "office_hours": slots("{from: 2026-01-08, room: r}"),
    },
    "changes for good of many slots": lambda: {
        "course": TWO_YEARS,
        "office_hours": slots("{from: 2026-01-08, room: r}", count=95),
    },
    "changes for good of many hosts": lambda: {
        "course": TWO_YEARS,
        "staff": CROWD,
        "office_hours": slots("{from: 2026-01-08, room: r}", count=40, hosts=many("ta-{n}", 100)),
    },
    # What is probably not meant.
    "everything at once": lambda: {
        "exams": listed("exams", "id: a{n}, date: 2026-09-10, start: 9:00, end: 10:00, title: A, room: r", share=2),
        "office_hours": listed(
            "one_off", "id: b{n}, date: 2026-09-10, start: 9:00, end: 10:00, hosts: [ada-lovelace], room: r", share=2
        ),
    },
    "everybody at once, each alone": lambda: {
        "staff": CROWD,
        "exams": "exams: [{id: e, date: 2026-09-11, start: 9:00, end: 10:00, title: E}]",
        "office_hours": listed("one_off", "id: a{n}, date: 2026-09-10, start: 0:00, end: 0:00, hosts: [ta-{n}]"),
    },
    "everything on holidays": lambda: {
        "course": course_yaml("holidays: [{id: h, first: 2026-01-01, last: 2027-12-31, name: H}]"),
        "exams": listed("exams", "id: a{n}, date: {day}, title: A"),
    },
    "halves of swaps far from each other": lambda: {
        "course": TWO_YEARS,
        "office_hours": slots("{date: 2026-01-07, swap: {ada-lovelace: alan-turing}}", count=30),
        "tutorials": slots(
            "{date: 2027-01-06, swap: {alan-turing: ada-lovelace}}", count=30, hosts="alan-turing", id="t", start=11
        ),
    },
    "swaps far from hours": lambda: {
        "course": TWO_YEARS,
        "office_hours": slots("{date: 2026-01-07, swap: {ada-lovelace: alan-turing}}", count=40),
        "tutorials": "slots:\n"
        + many("  - {id: t{n}, day: Sat, start: 1:{n}, end: 2:{n}, from: 2026-03-01, hosts: [alan-turing]}", 60, "\n"),
    },
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_much_is_told_soon_and_in_few_words(reader: Reader, tmp_path: Path, attack: str) -> None:
    assert reader.read(write(tmp_path, **ATTACKS[attack]())).is_modest()


@pytest.mark.parametrize(
    ("file", "content", "expected"),
    [
        pytest.param("exams", f"exams: []\n{'#' * 900_000}", [], id="a long comment"),
        pytest.param(
            "exams",
            f"exams: [{{id: a, date: tbd, title: {'A' * 900_000}}}]",
            ["exams.yaml:1:35: this is longer than 500 characters; shorten it, or write it in `details`"],
            id="a long title",
        ),
        pytest.param(
            "exams",
            "exams: [{id: a, title: A, date: 0000-00-00}, {id: b, title: 1e999, date: 2026-09-15, start: 1e999}]",
            lines(
                """
                exams.yaml:1:33: 0000-00-00 does not exist in the calendar; check day and month
                exams.yaml:1:93: '1e999' is not a time of day; write it as 13:00, from 00:00 to 23:59
                """
            ),
            id="numbers without end",
        ),
        pytest.param(
            "exams",
            "exams: [{<<: {id: a}, title: A, date: tbd}]",
            [
                "exams.yaml:1:9: 'id' is missing; write `id: …`",
                "exams.yaml:1:10: unknown key '<<'; the keys here are room, overflow, online, id, date, title, start,"
                " end, details, materials, tags, tentative, cancelled",
            ],
            id="a merge key",
        ),
    ],
)
def test_what_is_told(reader: Reader, tmp_path: Path, file: str, content: str, expected: list[str]) -> None:
    reading = reader.read(write(tmp_path, **{file: content}))

    assert reading.said == expected
    assert reading.is_modest()


@pytest.mark.parametrize(
    ("then", "now"),
    [
        pytest.param("id: then{n}, title: A title", "id: now{n}, title: Another title", id="that are alike"),
        pytest.param("id: abc{n}, title: x{n}", "id: def{n}, title: y{n}", id="that are not"),
        pytest.param(
            f"id: {'ab' * 30}{{n}}, title: {'abba' * 20}",
            f"id: {'ba' * 30}{{n}}, title: {'aabb' * 20}",
            id="that are long",
        ),
    ],
)
def test_thousands_of_new_ids_are_compared_soon(reader: Reader, tmp_path: Path, then: str, now: str) -> None:
    publish(write(tmp_path, exams=listed("exams", f"date: 2026-09-15, {then}")), PUBLISHED)
    write(tmp_path, exams=listed("exams", f"date: 2026-09-16, {now}"))

    assert reader.read(tmp_path).is_modest()
    assert reader.read(tmp_path, cancelling=True).is_modest()


def test_long_titles_are_compared_soon(reader: Reader, tmp_path: Path) -> None:
    """Of so many different letters, none is common enough to be left out of the comparison."""
    title = "".join(map(chr, range(0x4E00, 0x4E00 + 500)))
    publish(write(tmp_path, exams=f"exams: [{{id: abc, date: 2026-09-15, title: {title}}}]"), PUBLISHED)
    write(tmp_path, exams=f"exams: [{{id: xyz, date: 2026-09-16, title: {title[::-1]}}}]")

    assert reader.read(tmp_path).is_modest()


# Histories

SLUG = "6.100-fa26"
DAMAGED = (
    "history.jsonl:{}:1: this line is damaged ({}); put the file back as it was, since nobody writes in it by hand"
)
NO_JSON = "it is not one whole object of JSON"


def line(id: str = "midterm", at: int = 0, *, more: str = "", content: dict[str, Any] | None = None) -> str:
    """Write a line of a history, of so many seconds after the publication; a key of the content may stand anew."""
    midterm = {"code": "6.100", "kind": "exam", "title": "Midterm", "first": "2026-10-14", "last": "2026-10-14"}
    time = f"{PUBLISHED + timedelta(seconds=at):%Y-%m-%dT%H:%M:%SZ}"
    written = json.dumps({**midterm, **(content or {})}, ensure_ascii=False, separators=(",", ":"))
    return f'{{"time":"{time}","uid":"{id}.{SLUG}@course.example.edu",{more}"content":{written}}}'


def a_line(old: str = "", new: str = "", *, more: str = "", content: dict[str, Any] | None = None) -> History:
    """Make a history of one line, with something in it replaced."""
    return lambda: line(more=more, content=content).replace(old, new, 1).encode()


def some_lines(count: int, write_line: Callable[[int], str]) -> History:
    return lambda: "\n".join(map(write_line, range(count))).encode()


def timed(start: str, end: str) -> History:
    return a_line('"first":"2026-10-14","last":"2026-10-14"', f'"start":"{start}","end":"{end}"')


CENTURY_OF_DAYS = {"first": "2000-01-01", "last": "2101-12-31"}
WEEK = {"kind": "office-hours", "slot": "oh"}
TOO_LARGE = "history.jsonl:1:1: the history is larger than 10 MB or 20,000 lines"
TOO_LONG = DAMAGED.format(1, "it is longer than 2,000,000 bytes")
REFUSED = "exams.yaml:1:1: this cancels {0:} of {0:} published events at once, the first of them {1!r}"

# What the file is, and how it ends: with so many events, with a problem that begins so, or in either way.
HISTORIES: dict[str, tuple[History, int | str | None]] = {
    # Bytes.
    "one line": (lambda: b"a" * MAX_HISTORY, TOO_LONG),
    "more than there may be": (
        lambda: b"\n" * (MAX_HISTORY + 1),
        TOO_LARGE,
    ),
    "empty lines": (lambda: b"\n" * MAX_HISTORY, TOO_LARGE),
    "empty lines of Windows": (lambda: b"\r\n" * (MAX_HISTORY // 2), TOO_LARGE),
    "zeros": (lambda: b"\0" * MAX_HISTORY, TOO_LONG),
    "UTF-16": (lambda: line().encode("utf-16"), DAMAGED.format(1, NO_JSON)),
    "not UTF-8": (lambda: line().encode().replace(b"Midterm", b"\xff"), DAMAGED.format(1, NO_JSON)),
    "an encoded surrogate": (lambda: line().encode().replace(b"Midterm", b"\xed\xa0\x80"), DAMAGED.format(1, NO_JSON)),
    "a program": (lambda: b"\x7fELF\x02\x01\n\0", DAMAGED.format(1, NO_JSON)),
    # Lines of 9 MB.
    "a long title": (a_line(content={"title": "A" * 9_000_000}), TOO_LONG),
    "a long note": (a_line(more=f'"note":"{"a" * 9_000_000}",'), TOO_LONG),
    "what is said, long": (a_line(more=f'"said":["{"a" * 9_000_000}"],'), TOO_LONG),
    "a long id": (a_line("midterm", "a" * 9_000_000), TOO_LONG),
    "a long UID": (
        a_line("@course.example.edu", "a" * 9_000_000),
        TOO_LONG,
    ),
    "a long course": (
        a_line(f".{SLUG}@", f".{'a' * 9_000_000}@"),
        TOO_LONG,
    ),
    "a long domain": (
        a_line("@course", f"@{'a' * 9_000_000}"),
        TOO_LONG,
    ),
    "a long key": (
        a_line(more=f'"{"k" * 9_000_000}":1,'),
        TOO_LONG,
    ),
    "long escapes": (
        a_line("Midterm", "\\u0001" * 1_500_000),
        TOO_LONG,
    ),
    "spaces and a line": (lambda: b" " * 9_000_000 + line().encode(), 1),
    "a long conflict": (lambda: b"<<<<<<< " + b"a" * 9_000_000, TOO_LONG),
    "a very long conflict sign": (lambda: b"<" * 9_000_000, TOO_LONG),
    # JSON.
    "brackets without end": (lambda: b"[" * MAX_HISTORY, TOO_LONG),
    "braces without end": (lambda: b'{"content":' * 900_000, TOO_LONG),
    "brackets in a line": (a_line('"2026-10-14"', "[" * 100_000), DAMAGED.format(1, NO_JSON)),
    "brackets that close": (
        a_line(more=f'"said":{"[" * 190}{"]" * 190},'),
        DAMAGED.format(1, "'said.0' is not what it should be"),
    ),
    "a number of 9 MB": (a_line('"exam"', f'"exam","alternatives":{"9" * 9_000_000}'), TOO_LONG),
    "a number of 4,000 digits": (a_line('"exam"', f'"exam","alternatives":{"9" * 4_000}'), 1),
    "a number of 4,301 digits": (a_line('"exam"', f'"exam","alternatives":{"9" * 4_301}'), DAMAGED.format(1, NO_JSON)),
    "a number without end": (
        a_line('"exam"', '"exam","alternatives":1e999'),
        DAMAGED.format(1, "'content.alternatives' is not what it should be"),
    ),
    "very many alternatives": (a_line(content={"any_of": "a", "alternatives": 2**200}), 1),
    "less than no alternatives": (a_line(content={"any_of": "a", "alternatives": -5}), 1),
    "half of a surrogate pair": (a_line("Midterm", "\\ud800"), DAMAGED.format(1, NO_JSON)),
    "half of a surrogate pair in a UID": (a_line("midterm", "\\udfff"), DAMAGED.format(1, NO_JSON)),
    "both halves of a surrogate pair": (a_line("Midterm", "\\ud83d\\ude00"), 1),
    "an escaped zero": (
        a_line("Midterm", "\\u0000"),
        "history.jsonl:1:1: this line is damaged (content.title: the control character U+0000 does not belong in text",
    ),
    "a line break in a title": (a_line("Midterm", "A\\nB"), 1),
    "an escape in a course's name": (
        a_line(SLUG, "\\u202e\\u001b[31m"),
        "history.jsonl:1:1: this line is damaged (uid: the control character U+001B does not belong in text",
    ),
    "a key that is there twice": (a_line('"kind"', '"title":"Quiz","kind"'), 1),
    "a time that is there twice": (a_line('{"time"', '{"time":"yesterday","time"'), 1),
    # Times.
    "the year 1": (
        a_line(content={"first": "0001-01-01"}),
        DAMAGED.format(1, "content: its year is not from 2000 to 2101"),
    ),
    "the year 9999": (
        a_line(content={"last": "9999-12-31"}),
        DAMAGED.format(1, "content: its year is not from 2000 to 2101"),
    ),
    "an hour of the year 1": (
        timed("0001-01-01T00:00:00+14:00", "2026-10-14T12:00:00Z"),
        DAMAGED.format(1, "content: its year is not from 2000 to 2101"),
    ),
    "an hour of the year 9999": (
        timed("2026-10-14T12:00:00Z", "9999-12-31T23:59:59-12:00"),
        DAMAGED.format(1, "content: its year is not from 2000 to 2101"),
    ),
    "published in the year 1": (
        a_line("2026-08-20T", "0001-01-01T"),
        DAMAGED.format(1, "time: its year is not from 2000 to 2067"),
    ),
    "published in the year 9999": (
        a_line("2026-08-20T", "9999-12-31T"),
        DAMAGED.format(1, "time: its year is not from 2000 to 2067"),
    ),
    "a century": (a_line(content=CENTURY_OF_DAYS), DAMAGED.format(1, "content: it is longer than two years")),
    # Many.
    "20,000 lines of one event": (some_lines(20_000, lambda n: line(at=n, content={"title": f"M{n}"})), 1),
    "20,000 lines of one event and one second": (some_lines(20_000, lambda n: line(content={"title": f"M{n}"})), 1),
    "20,000 lines of an event there and back": (
        some_lines(20_000, lambda n: line(at=n, content={"title": f"M{n % 2}"})),
        1,
    ),
    "one line 20,000 times": (some_lines(20_000, lambda n: line()), 1),
    "10,000 events that are gone": (
        some_lines(10_000, lambda n: line(f"e{n}")),
        REFUSED.format(10_000, "e0"),
    ),
    "10,000 events that were cancelled": (
        some_lines(10_000, lambda n: line(f"e{n}", content={"status": "CANCELLED"})),
        10_000,
    ),
    "10,000 weeks of a slot that are gone": (
        some_lines(10_000, lambda n: line(f"oh-{date(2000, 1, 1) + timedelta(days=n)}", content=WEEK)),
        REFUSED.format(10_000, "oh-2000-01-01").replace("exams", "office-hours"),
    ),
    "10,000 other courses": (
        some_lines(10_000, lambda n: line().replace(SLUG, f"6.100-{n}")),
        "history.jsonl:1:1: this is the history of '6.100-0', and the course is '6.100-fa26'",
    ),
    "10,000 tags and rooms": (
        a_line(content={"tags": [f"t{n}" for n in range(10_000)], "overflow": [f"r{n}" for n in range(10_000)]}),
        1,
    ),
    "long details again and again": (
        some_lines(2_300, lambda n: line(at=n, content={"details": f"{n}" + "a" * 4_000})),
        1,
    ),
    "tiny lines": (lambda: b"a\n" * (MAX_HISTORY // 2), None),
    "tiny objects": (lambda: b"{}\n" * (MAX_HISTORY // 3), None),
    "zeros in lines": (lambda: b"\0\n" * (MAX_HISTORY // 2), None),
    "unknown keys": (a_line(content={f"k{n}": 1 for n in range(700_000)}), None),
    "a long id of hyphens": (a_line("midterm", "a-" * 4_500_000), None),
    "50,000 lines of one event": (
        some_lines(50_000, lambda n: line(at=n, content={"title": f"M{n}"})),
        "history.jsonl:1:1: the history is larger than",
    ),
    "60,000 events that are gone": (
        some_lines(60_000, lambda n: line(f"{n}", content={"title": ""}).replace('"title":"",', "")),
        None,
    ),
    "10,000 events of a century": (some_lines(10_000, lambda n: line(f"e{n}", content=CENTURY_OF_DAYS)), None),
    "an hour that is of another year elsewhere": (timed("2000-01-01T00:00:00Z", "2000-01-01T01:00:00Z"), 1),
    "materials that are all other ones": (
        some_lines(2, lambda n: line(at=n, content={"materials": [{"title": f"{n}-{m}"} for m in range(100_000)]})),
        None,
    ),
    "guests who are all other ones": (
        some_lines(2, lambda n: line(at=n, content={"guests": [{"name": f"{n}-{m}"} for m in range(100_000)]})),
        None,
    ),
    "a week of a slot without its date": (a_line("midterm", "oh-1", content=WEEK), "history.jsonl:1:1: "),
    "a line break in a domain": (a_line("@course", "@a\\nb"), "history.jsonl:1:1: "),
}


@pytest.mark.parametrize(
    ("make", "end"),
    [pytest.param(*each, id=name) for name, each in HISTORIES.items()],
)
def test_history_ends_as_a_course_or_as_problems(
    reader: Reader, tmp_path: Path, make: History, end: int | str | None
) -> None:
    folder = write(tmp_path / SLUG, exams="exams: []", office_hours="slots: []")
    (folder / HISTORY).write_bytes(make())

    reading = reader.read(folder)

    assert reading.is_modest()
    if isinstance(end, int):
        assert (reading.events, reading.said) == (end, [])
    elif end is not None:
        assert reading.events is None
        assert [said for said in reading.said[:1] if not said.startswith(end)] == []


@pytest.mark.parametrize(
    ("put", "what"),
    [
        pytest.param(os.mkfifo, "it is not a regular file", id="a pipe"),
        pytest.param(Path.mkdir, "it is not a regular file", id="a folder"),
        pytest.param(socket_at, "No such device or address", id="a socket"),
        pytest.param(lambda path: path.symlink_to("nowhere.jsonl"), "it is a link to nothing", id="a link to nothing"),
        pytest.param(
            lambda path: path.symlink_to(path.name), "Too many levels of symbolic links", id="a link to itself"
        ),
        pytest.param(lambda path: path.symlink_to("/dev/zero"), "it is not a regular file", id="zeros without end"),
    ],
)
def test_history_that_cannot_be_read_is_one_problem(
    reader: Reader, tmp_path: Path, put: Callable[[Path], None], what: str
) -> None:
    put(write(tmp_path / SLUG) / HISTORY)

    reading = reader.read(tmp_path / SLUG)

    assert (reading.events, reading.said) == (
        None,
        [f"history.jsonl:1:1: the file cannot be read ({what}); make it a readable text file"],
    )
    assert reading.is_modest()


def test_history_of_50_megabytes_is_one_problem(reader: Reader, tmp_path: Path) -> None:
    large_file_at(write(tmp_path / SLUG) / HISTORY)

    reading = reader.read(tmp_path / SLUG)

    assert (reading.events, reading.said) == (
        None,
        ["history.jsonl:1:1: the history is larger than 10 MB or 20,000 lines; put the file back as it was"],
    )
    assert reading.is_modest()


def test_thousands_of_new_materials_are_compared_soon(reader: Reader, tmp_path: Path) -> None:
    def exam(word: str) -> str:
        materials = many(f"{{title: {word}{{n}}}}", fitting("title: a") - 20)
        return f"exams: [{{id: midterm, title: Midterm, date: 2026-10-14, materials: [{materials}]}}]"

    publish(write(tmp_path, exams=exam("then")), PUBLISHED)

    assert reader.read(write(tmp_path, exams=exam("now"))).is_modest()


def test_much_that_was_published_and_is_gone_is_served_soon(reader: Reader, tmp_path: Path) -> None:
    held = publish(write(tmp_path, exams=listed("exams", "id: e{n}, date: 2026-09-15, title: A")), PUBLISHED).events
    write(tmp_path, exams="exams: []")

    reading = reader.read(tmp_path, cancelling=True)

    assert (reading.events, reading.said) == (len(held), [])
    assert reading.is_modest()


if __name__ == "__main__":
    _serve()
