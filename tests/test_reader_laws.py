"""Laws of the reader, held against any bytes, against real files with mistakes, and against rows of any values.

`make fuzz` looks for longer.
"""

import json
import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain
from pathlib import Path
from types import UnionType
from typing import Any, TypeAlias, Union, get_args, get_origin

from courses import COURSE, STAFF
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from feeds.course.folder import FILES
from feeds.course.model import Course, Status, Timed
from feeds.course.reader import read_course
from feeds.course.schema.files import FORMS
from feeds.errors import CourseError, Problem, Severity

Files: TypeAlias = Mapping[str, bytes]

ROOT = Path(__file__).parent.parent
MINIMAL = {"course.yaml": COURSE.encode(), "staff.yaml": STAFF.encode()}
REAL, SMALL = (
    {name: (folder / name).read_bytes() for name in FILES}
    for folder in (ROOT / "data" / "6.7960-fa25", ROOT / "tests" / "data" / "courses" / "dm-1-sp26")
)

# Files are written for each example, and a loaded machine takes its time.
calm = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

# What YAML 1.1 takes for the end of a line.
_LINE_END = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_NOT_FOR_EYES = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_KEY_AND_VALUE = re.compile(rb"""\b([a-z_]+): *([^\s{}\[\],#][^{}\[\],#\n]*)""")


def outcome(folder: Path, files: Files) -> Course | CourseError:
    """Read a course that consists of exactly these files."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    try:
        return read_course(folder)
    except CourseError as error:
        return error


def errors(folder: Path, files: Files) -> set[str]:
    """Say what keeps a course from being served, without the folder in front."""
    read = outcome(folder, files)
    found = read.problems if isinstance(read, CourseError) else ()
    return {str(problem).removeprefix(f"{folder}/") for problem in found if problem.severity is Severity.ERROR}


# The promises


def check(read: Course | CourseError, folder: Path, files: Files) -> None:
    """Hold a course, or what is wrong with it, against all that the reader promises."""
    if isinstance(read, Course):
        check_course(read)
        problems, severities = read.warnings, {Severity.WARNING}
    else:
        problems, severities = read.problems, set(Severity)
        assert Severity.ERROR in {problem.severity for problem in problems}
        assert str(read).split("\n") == [str(problem) for problem in problems]
    assert list(problems) == sorted(problems)
    assert {problem.severity for problem in problems} <= severities
    for problem in problems:
        check_problem(problem, folder, files)


def check_course(course: Course) -> None:
    ids = [event.id for event in course.events]
    assert len(set(ids)) == len(ids)
    starts = []
    for event in course.events:
        if isinstance(event.when, Timed):
            assert event.when.start.tzinfo is not None
            assert event.when.start < event.when.end
            starts.append((event.when.start.replace(tzinfo=None).isoformat(" ", "minutes"), f"{event.id}."))
        else:
            assert event.when.first <= event.when.last
            starts.append((event.when.first.isoformat(), f"{event.id}."))
        first, last = event.days
        began = course.first - timedelta(days=course.first.weekday())
        assert event.weeks == tuple(
            number for number in range((first - began).days // 7 + 1, (last - began).days // 7 + 2) if number > 0
        )
        assert set(event.people) <= set(course.people)
        assert set(event.place.rooms) <= set(course.rooms.values())
        assert event.status is Status.CANCELLED or not event.reason
    assert starts == sorted(starts)
    assert not {undated.id for undated in course.undated} & set(ids)


def check_problem(problem: Problem, folder: Path, files: Files) -> None:
    name = problem.file.removeprefix(f"{folder}/")
    lines = _LINE_END.split(files.get(name, b"").decode("utf-8-sig", "replace"))
    assert 1 <= problem.line <= len(lines), problem
    assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1, problem
    what, separator, advice = problem.message.rpartition("; ")
    assert separator and what.strip() and advice.strip(), problem  # noqa: PT018 (one form, said at once)
    assert problem.message == problem.message.strip()
    assert not problem.message.endswith(".")
    assert not _NOT_FOR_EYES.search(problem.message), ascii(problem.message)


# Any bytes

YAML = [*"a1:-,[]{}&*!|>'\"#%@` \t\n\r\0é\x85\u2028\u202e\ufeff🎓", "\n  - ", ": ", "id: a", "date: 2026-09-15", "tbd"]
any_bytes = st.one_of(
    st.binary(max_size=200), st.text().map(str.encode), st.lists(st.sampled_from(YAML)).map("".join).map(str.encode)
)


@calm
@given(st.sampled_from(FILES), any_bytes)
@example("exams.yaml", b"exams: !a%0Ab []")
@example("exams.yaml", b"exams: !a%E2%80%AE []")
@example("exams.yaml", "\ufeff\ufeffexams: []".encode())
@example("exams.yaml", "# \u2028\u2029\x85\rexams: [\x07".encode())
def test_any_bytes_are_a_course_or_problems(tmp_path: Path, name: str, data: bytes) -> None:
    files = MINIMAL | {name: data}

    check(outcome(tmp_path / "any", files), tmp_path / "any", files)


# Real files with mistakes

HOSTILE = [
    *("", "~", "tbd", "TBA", "yes", "no", "0", "-1", "1e999", "0x1F", ".nan", "[]", "{}", "[[]]", "{a: b}", "[a, b]"),
    *("0000-00-00", "2026-02-30", "2025-13-01", "1999-12-31", "2101-01-01", "Mon 2026-02-03", "2026-02-03 23:59"),
    *("24:00", "23:60", "1:5", "00:00", "٠٩:٠٠", "٢٠٢٦-٠٢-٠٣", "9999999999999999999999", "Wednesday", "Wensday"),
    *("a--b", "-", "not-ada", "Ada", "é", "a b", "'", '"', "|", ">-", "&a", "*a", "!x", "!!int 5", "%", "@", "`"),
    *('"\\ud800"', '"\\0"', '"\\u2028"', '"\\u202E"', '"\\n"', '"\\x1b"', "\u200e", "\ufeff", "\t", "# x", "--- x"),
    *("https://", "mailto:x", "javascript:alert(1)", "http://a b", "office-hours", "week-1", "x" * 3_000),
]


def _lines(data: bytes) -> list[bytes]:
    return data.splitlines(keepends=True)


@st.composite
def broken(draw: st.DrawFn, data: bytes) -> bytes:
    """Make one mistake in a file, as people, editors and merges do."""
    lines = _lines(data)
    at, other = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines) - 1))
    match draw(st.sampled_from(["drop", "twice", "swap", "indent", "truncate", "insert", "value", "key"])):
        case "drop":
            del lines[at]
        case "twice":
            lines.insert(other, lines[at])
        case "swap":
            lines[at], lines[other] = lines[other], lines[at]
        case "indent":
            by = draw(st.integers(-4, 4))
            lines[at] = b" " * by + lines[at] if by > 0 else lines[at].removeprefix(b" " * -by)
        case "truncate":
            return data[: draw(st.integers(0, len(data)))]
        case "insert":
            place = draw(st.integers(0, len(data)))
            return data[:place] + draw(any_bytes) + data[place:]
        case "value" | "key" as what if places := [*_KEY_AND_VALUE.finditer(data)]:
            begin, end = draw(st.sampled_from(places)).span(1 if what == "key" else 2)
            return data[:begin] + draw(st.sampled_from(HOSTILE)).encode("utf-8", "replace") + data[end:]
    return b"".join(lines)


@st.composite
def broken_courses(draw: st.DrawFn) -> Files:
    files: dict[str, bytes] = dict(draw(st.sampled_from([SMALL, SMALL, SMALL, REAL])))
    for name in draw(st.lists(st.sampled_from(FILES), min_size=1, max_size=3)):
        files[name] = draw(broken(files[name])) if files[name] else files[name]
    for name in draw(st.sets(st.sampled_from(FILES), max_size=1)) if draw(st.booleans()) else ():
        del files[name]
    return files


@calm
@given(broken_courses())
def test_real_course_with_mistakes_is_a_course_or_problems(tmp_path: Path, files: Files) -> None:
    check(outcome(tmp_path / "broken", files), tmp_path / "broken", files)


@calm
@given(broken_courses())
def test_same_files_say_the_same(tmp_path: Path, files: Files) -> None:
    first, again = (outcome(tmp_path / "broken", files) for _ in range(2))

    if isinstance(first, CourseError) and isinstance(again, CourseError):
        assert again.problems == first.problems
    else:
        assert again == first


# Rows of any values

VALUES: list[Any] = [
    *("", "tbd", "yes", "no", "a", "b-c", "Monday", "Thu", "ada-lovelace", "alan-turing", "nobody-here", "13:00"),
    *("14:30", "00:00", "02:30", "2026-09-15", "2026-09-10", "2026-11-01", "2027-03-14", "2026-09-15 23:59", "r 1"),
    *("R-1", "https://example.edu", "text\nof lines", "2026-08-01T00:00:00Z", "Asia/Kabul", "course.example.edu"),
    *("\u200e", "\ud800", "\x00", "\u202e", "\u2028", "x" * 3_000),
    *([], {}, ["a"], ["ada-lovelace"], ["Thu"], {"ada-lovelace": "alan-turing"}, {"nobody-here": "x"}, [{}], [["a"]]),
]
FITTING: dict[str, list[Any]] = {
    "date": ["2026-09-15", "2026-09-10", "2026-11-01", "tbd"],
    "day": ["Sunday", "Thu", "tbd"],
    "days": [["Thu"], ["Tue", "Thu"]],
    "end": ["14:30", "00:00", "02:30"],
    "first": ["2026-09-15", "2026-09-10"],
    "from": ["2026-09-10", "2026-11-01"],
    "hosts": [["ada-lovelace"], ["ada-lovelace", "alan-turing"], []],
    "id": ["a", "b-c", "ada-lovelace", "c", "d", "e"],
    "last": ["2026-12-01", "2026-09-20"],
    "moved_to": ["2026-09-17", "2026-11-01"],
    "name": ["Ada", "Alan Turing"],
    "out": ["2026-09-15", "tbd"],
    "due": ["2026-09-15", "2026-11-01 01:45", "tbd"],
    "room": ["r 1", "R-1", "tbd"],
    "start": ["13:00", "01:30", "tbd"],
    "swap": [{"ada-lovelace": "alan-turing"}, {"nobody-here": "ada-lovelace"}],
    "until": ["2026-12-01", "2026-10-01"],
    "without": ["ada-lovelace", "nobody-here"],
}


def _form_within(annotation: Any) -> type[BaseModel] | None:
    """Find the form inside `SpanForm | None` or `tuple[LectureForm, ...]`."""
    while get_origin(annotation) in (tuple, Union, UnionType):
        annotation = get_args(annotation)[0]
    return annotation if isinstance(annotation, type) and issubclass(annotation, BaseModel) else None


def values(key: str, annotation: Any) -> st.SearchStrategy[Any]:
    """Give values for a key of a form: most of them fit."""
    if form := _form_within(annotation):
        inner = mappings(form)
        fitting = st.lists(inner, max_size=4) if get_origin(annotation) is tuple else inner
    else:
        fitting = st.sampled_from(FITTING.get(key, VALUES))
    return st.one_of(fitting, fitting, fitting, st.sampled_from(VALUES))


def mappings(form: type[BaseModel]) -> st.SearchStrategy[dict[str, Any]]:
    """Give mappings with keys of a form, most of them with all that must be there."""
    keys = {str(field.alias): values(str(field.alias), field.annotation) for field in form.model_fields.values()}
    required = {str(field.alias) for field in form.model_fields.values() if field.is_required()}
    must = {key: keys[key] for key in keys if key in required}
    may = {key: keys[key] for key in keys if key not in required}
    most = st.fixed_dictionaries(must, optional=may)
    return st.one_of(most, most, most, st.fixed_dictionaries({}, optional=keys | {"unknown": st.just("x")}))


@st.composite
def courses_of_any_values(draw: st.DrawFn) -> Files:
    files: dict[str, bytes] = dict(MINIMAL)
    for name in draw(st.sets(st.sampled_from(FILES), min_size=1, max_size=4)):
        content = draw(mappings(FORMS[name]))
        if name == "course.yaml" and draw(st.booleans()):
            content = {**_course_keys(), **content}
        files[name] = json.dumps(content, ensure_ascii=draw(st.booleans())).encode("utf-8", "replace")
    return files


def _course_keys() -> dict[str, Any]:
    keys: dict[str, Any] = dict(line.split(": ", 1) for line in COURSE.splitlines())
    span = {"first": "2026-09-09", "last": "2026-12-09"}
    return keys | {"classes": span, "meetings": [{"days": ["Tue", "Thu"], "start": "13:00", "end": "14:30"}]}


@calm
@given(courses_of_any_values())
def test_rows_of_any_values_are_a_course_or_problems(tmp_path: Path, files: Files) -> None:
    check(outcome(tmp_path / "rows", files), tmp_path / "rows", files)


# Mistakes in several rows


@dataclass(frozen=True)
class Mistake:
    """A line of the small course with one value made wrong, in the row that begins at another line."""

    file: str
    row: int
    number: int
    line: bytes


def _mistakes(name: str) -> Iterable[Mistake]:
    """List mistakes in a file that move no line and that no other row is about, as ids and names are."""
    row = 0
    for number, line in enumerate(_lines(SMALL[name])):
        row = number if line.startswith(b"  - ") else row
        if line.startswith(b"#"):
            continue
        for found in _KEY_AND_VALUE.finditer(line):
            if found[1] not in (b"id", b"name", b"short"):
                begin, end = found.span(2)
                for value in (b"2026-02-30", b"25:00", b"23:59", b"nobody-here", b"[[]]", b""):
                    yield Mistake(name, row, number, line[:begin] + value + line[end:])
        if b": [" in line:
            yield Mistake(name, row, number, line.replace(b": [", b": [nobody-here, "))


# What course.yaml says, every row hangs on.
MISTAKES = {name: [*_mistakes(name)] for name in FILES[1:]}
# What is wrong only beside what another file or another key says, is found in other ways than a wrong form.
IN_MEANING = re.compile(rb"start: 23:59|hosts: \[nobody|speakers: \[nobody|without: nobody")


def mistakes_among(candidates: list[Mistake]) -> st.SearchStrategy[list[Mistake]]:
    """Give mistakes in different rows, of form and of meaning alike."""
    in_meaning = [mistake for mistake in candidates if IN_MEANING.search(mistake.line)]
    one = st.one_of(st.sampled_from(candidates), st.sampled_from(in_meaning or candidates))
    return st.lists(one, min_size=2, max_size=4, unique_by=lambda each: (each.file, each.row))


def with_mistakes(mistakes: Iterable[Mistake]) -> Files:
    """Make mistakes in the small course."""
    files = {name: _lines(data) for name, data in SMALL.items()}
    for mistake in mistakes:
        files[mistake.file][mistake.number] = mistake.line
    return {name: b"".join(lines) for name, lines in files.items()}


@calm
@given(st.one_of(*map(mistakes_among, [*MISTAKES.values(), [*chain(*MISTAKES.values())]])))
def test_mistake_hides_none_in_another_row(tmp_path: Path, mistakes: list[Mistake]) -> None:
    alone = [errors(tmp_path / "alone", with_mistakes([mistake])) for mistake in mistakes]
    # What is not YAML hides the whole file.
    assume(not any("is not YAML" in error for each in alone for error in each))

    assert errors(tmp_path / "together", with_mistakes(mistakes)) == set().union(*alone)
