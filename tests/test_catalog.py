"""The courses being served: edits are seen, mistakes are not, and a course never takes another one down."""

import logging
import os
import shutil
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import PUBLIC_URL, SLUG
from courses import publish, touch

from feeds import catalog as module
from feeds.catalog import RESERVED, Catalog, State, UnknownCourseError
from feeds.course.model import Course
from feeds.course.reader import read_course
from feeds.errors import CourseError
from feeds.settings import Settings
from feeds.web.app import create_app

CALCULUS = "18.01-fa25"
EXAM = "exams:\n  - {id: midterm, date: 2025-10-21, start: 19:30, end: 21:30, title: Midterm}\n"
TWO_EXAMS = EXAM + "  - {id: final, date: 2025-12-15, start: 09:00, end: 12:00, title: Final}\n"
BROKEN = "exams:\n  - {id: midterm, date: 2025-02-30, start: 19:30, end: 21:30, title: Midterm}\n"
NO_DAY = "2025-02-30 does not exist in the calendar; check day and month"
UNCLOSED = "exams:\n  - {id: midterm, date: 2025-10-21"


@dataclass
class Clock:
    """Seconds that rise when a test says so."""

    seconds: float = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with one small course of one exam."""
    add_course(tmp_path / CALCULUS)
    return tmp_path


@pytest.fixture
def catalog(folder: Path) -> Catalog:
    """The courses of the folder, looked at again at every request."""
    return Catalog(folder, PUBLIC_URL, reload_seconds=0)


def add_course(folder: Path) -> None:
    folder.mkdir()
    (folder / "course.yaml").write_text(
        "code: 18.01\ntitle: Calculus\nterm: Fall 2025\ncreated: 2025-08-20T12:00:00Z\ntime_zone: America/New_York\n"
        "uid_domain: calculus.example.edu\nclasses: {first: 2025-09-04, last: 2025-12-09}\n"
    )
    (folder / "staff.yaml").write_text("people:\n  - {id: ada-lovelace, name: Ada Lovelace, role: Instructor}\n")
    (folder / "exams.yaml").write_text(EXAM)


def titles(catalog: Catalog, slug: str = CALCULUS) -> list[str]:
    """Ask for a course as a request does."""
    return [event.title for event in catalog.feeds(slug).course.events]


def rejections(folder: Path, serving: str) -> list[tuple[str, int, str]]:
    """Give the log of a course that cannot be read."""
    with pytest.raises(CourseError) as caught:
        read_course(folder)
    return [
        ("feeds.catalog", logging.ERROR, f"rejected {problem} (serving: {serving})")
        for problem in caught.value.problems
    ]


def test_course_is_read_when_first_asked_for(catalog: Catalog, folder: Path) -> None:
    assert (catalog.slugs(), catalog.states()) == ((CALCULUS,), {})

    (folder / CALCULUS / "exams.yaml").write_text(TWO_EXAMS)
    assert titles(catalog) == ["Midterm", "Final"]
    assert catalog.states() == {CALCULUS: State.GOOD}
    assert catalog.feeds(CALCULUS).address == f"{PUBLIC_URL}/{CALCULUS}"


def test_real_course_edited_is_seen(data: Path) -> None:
    catalog = Catalog(data, PUBLIC_URL, reload_seconds=0)
    before = catalog.feeds(SLUG)
    file = data / SLUG / "exams.yaml"
    file.write_text(file.read_text().replace("start: 19:30", "start: 18:30"))
    after = catalog.feeds(SLUG)

    changed = [
        (old.summary, old.description.count("\n\n"), new.description.split("\n\n")[-2].partition(": ")[2])
        for old, new in zip(before.entries, after.entries, strict=True)
        if old != new
    ]
    assert changed == [("Midterm (6.7960)", 0, "7:30–9:30 PM → 6:30–9:30 PM ET")]


def test_unchanged_course_is_not_read_again(catalog: Catalog, folder: Path) -> None:
    before = catalog.feeds(CALCULUS)
    # What editors and people leave beside the files is none of the course's.
    for name in (".exams.yaml.swp", "exams.yaml~", "#exams.yaml#", "exams.yaml.bak", "notes.txt"):
        (folder / CALCULUS / name).write_text("exams: [")

    assert catalog.feeds(CALCULUS) is before


def test_files_are_looked_at_no_more_often_than_asked(folder: Path) -> None:
    clock = Clock()
    catalog = Catalog(folder, PUBLIC_URL, reload_seconds=1.0, clock=clock)
    file = folder / CALCULUS / "exams.yaml"
    assert titles(catalog) == ["Midterm"]

    file.write_text(TWO_EXAMS)
    assert titles(catalog) == ["Midterm"]
    clock.seconds += 0.75
    assert titles(catalog) == ["Midterm"]
    clock.seconds += 0.25
    assert titles(catalog) == ["Midterm", "Final"]

    file.write_text(EXAM)
    clock.seconds += 0.75
    assert titles(catalog) == ["Midterm", "Final"]
    clock.seconds += 100
    assert titles(catalog) == ["Midterm"]


def test_course_is_read_at_once_by_a_clock_that_begins_anywhere(folder: Path) -> None:
    for start in (0.0, -1e9, 1e9):
        assert titles(Catalog(folder, PUBLIC_URL, reload_seconds=3600, clock=Clock(start))) == ["Midterm"]


def test_file_that_comes_is_seen(catalog: Catalog, folder: Path) -> None:
    (folder / CALCULUS / "exams.yaml").rename(folder / "exams.yaml")
    assert titles(catalog) == []

    (folder / "exams.yaml").rename(folder / CALCULUS / "exams.yaml")
    assert titles(catalog) == ["Midterm"]


def test_edit_that_keeps_size_and_time_is_seen(catalog: Catalog, folder: Path) -> None:
    file = folder / CALCULUS / "exams.yaml"
    assert titles(catalog) == ["Midterm"]
    old = file.stat()

    file.write_text(EXAM.replace("Midterm}", "Endterm}"))
    os.utime(file, ns=(old.st_atime_ns, old.st_mtime_ns))
    new = file.stat()
    assert (new.st_size, new.st_mtime_ns, new.st_ino) == (old.st_size, old.st_mtime_ns, old.st_ino)
    assert titles(catalog) == ["Endterm"]


@pytest.mark.parametrize("seconds", [-1_000_000_000, 1_000_000_000])
def test_copy_with_another_time_is_seen(catalog: Catalog, folder: Path, seconds: int) -> None:
    file = folder / CALCULUS / "exams.yaml"
    assert titles(catalog) == ["Midterm"]

    # As rsync and many editors do: a new file with the time of its source takes the place of the old one.
    copy = folder / "copy"
    copy.write_text(TWO_EXAMS)
    os.utime(copy, (copy.stat().st_atime + seconds, copy.stat().st_mtime + seconds))
    copy.replace(file)
    assert titles(catalog) == ["Midterm", "Final"]


def test_edit_while_the_course_is_read_is_seen_next_time(
    catalog: Catalog, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_and_edit(course: Path) -> Course:
        read = read_course(course)
        (course / "exams.yaml").write_text(TWO_EXAMS)
        return read

    with monkeypatch.context() as patch:
        patch.setattr(module, "read_course", read_and_edit)
        assert titles(catalog) == ["Midterm"]
    assert titles(catalog) == ["Midterm", "Final"]


def test_half_of_what_somebody_is_still_writing_is_not_published(
    catalog: Catalog, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = catalog.feeds(CALCULUS)
    rest = iter([TWO_EXAMS, TWO_EXAMS + "  # and a remark\n"])

    def read_and_edit(course: Path) -> Course:
        read = read_course(course)
        (course / "exams.yaml").write_text(next(rest))
        return read

    (folder / CALCULUS / "exams.yaml").write_text("exams: []\n")
    with monkeypatch.context() as patch:
        patch.setattr(module, "read_course", read_and_edit)
        assert [catalog.feeds(CALCULUS), catalog.feeds(CALCULUS)] == [served, served]
    assert titles(catalog) == ["Midterm", "Final"]


def test_history_that_comes_before_the_files_waits_for_them(folder: Path) -> None:
    """As long as a deployment may take; then it is an edit that was not recorded, whatever its files are as old as."""
    clock = Clock()
    catalog = Catalog(folder, PUBLIC_URL, reload_seconds=1, clock=clock)
    course, moved = folder / CALCULUS, EXAM.replace("2025-10-21", "2025-10-22")
    publish(course, datetime(2025, 9, 1, tzinfo=UTC))
    before = catalog.feeds(CALCULUS)
    (course / "exams.yaml").write_text(moved)
    publish(course, datetime(2025, 9, 2, tzinfo=UTC))
    (course / "exams.yaml").write_text(EXAM)
    touch(course, datetime(2025, 9, 1, tzinfo=UTC))

    def revision(seconds: int) -> datetime:
        clock.seconds += seconds
        (exam,) = catalog.feeds(CALCULUS).course.events
        return exam.revision.last_modified

    assert (catalog.feeds(CALCULUS), revision(5), revision(20)) == (before, *[datetime(2025, 9, 1, tzinfo=UTC)] * 2)
    (course / "exams.yaml").write_text(moved)
    touch(course, datetime(2025, 9, 2, tzinfo=UTC))
    assert revision(1) == datetime(2025, 9, 2, tzinfo=UTC)

    (course / "exams.yaml").write_text(EXAM)
    touch(course, datetime(2025, 9, 1, tzinfo=UTC))
    assert [revision(1), revision(29), revision(1)] == [
        *[datetime(2025, 9, 2, tzinfo=UTC)] * 2,
        datetime(2025, 9, 2, 0, 0, 1, tzinfo=UTC),
    ]


def test_course_asked_for_while_it_is_read_is_served_to_both(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    reading, go_on = threading.Event(), threading.Event()
    served: list[list[str]] = []

    def read_slowly(course: Path) -> Course:
        if not reading.is_set():
            reading.set()
            assert go_on.wait(timeout=10)
        return read_course(course)

    monkeypatch.setattr(module, "read_course", read_slowly)
    first = threading.Thread(target=lambda: served.append(titles(catalog)))
    first.start()
    assert reading.wait(timeout=10)
    try:
        served.append(titles(catalog))
    finally:
        go_on.set()
        first.join()
    assert served == [["Midterm"]] * 2


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("exams.yaml", BROKEN),
        ("exams.yaml", UNCLOSED),
        ("exams.yaml", "exams: nothing\n"),
        ("exams.yaml", "exams:\n" + "  - {id: midterm, date: tomorrow}\n" * 2),
        ("exams.yaml", "\x00"),
        ("course.yaml", ""),
        ("staff.yaml", "people:\n  - {id: ada, name: Ada, role: Instructor}\n"),
        ("deadlines.yaml", "[" * 100_000),
    ],
)
def test_broken_edit_keeps_the_last_good_feeds(
    catalog: Catalog, folder: Path, caplog: pytest.LogCaptureFixture, name: str, content: str
) -> None:
    before = catalog.feeds(CALCULUS)
    (folder / CALCULUS / name).write_text(content)

    assert [catalog.feeds(CALCULUS) for _ in range(3)] == [before] * 3
    assert catalog.states() == {CALCULUS: State.LAST_GOOD}
    # Once, however often it is asked for.
    assert caplog.record_tuples == rejections(folder / CALCULUS, "its last good state")


def test_each_broken_edit_is_logged(catalog: Catalog, folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    file = folder / CALCULUS / "exams.yaml"
    titles(catalog)
    expected = []
    for content in (BROKEN, UNCLOSED, BROKEN):
        file.write_text(content)
        titles(catalog)
        expected += rejections(folder / CALCULUS, "its last good state")

    assert caplog.record_tuples == expected


def test_mended_course_is_served_again(catalog: Catalog, folder: Path) -> None:
    file = folder / CALCULUS / "exams.yaml"
    assert titles(catalog) == ["Midterm"]
    file.write_text(BROKEN)
    assert (titles(catalog), catalog.states()) == (["Midterm"], {CALCULUS: State.LAST_GOOD})
    file.write_text(TWO_EXAMS)
    assert (titles(catalog), catalog.states()) == (["Midterm", "Final"], {CALCULUS: State.GOOD})


def test_course_put_back_as_it_was_is_good_again(catalog: Catalog, folder: Path) -> None:
    file = folder / CALCULUS / "exams.yaml"
    shutil.copy2(file, folder / "copy")
    titles(catalog)
    file.write_text(BROKEN)
    titles(catalog)
    shutil.copy2(folder / "copy", file)

    assert (titles(catalog), catalog.states()) == (["Midterm"], {CALCULUS: State.GOOD})


def test_removed_course_keeps_being_served(catalog: Catalog, folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    before = catalog.feeds(CALCULUS)
    shutil.rmtree(folder / CALCULUS)

    assert [catalog.feeds(CALCULUS) for _ in range(3)] == [before] * 3
    assert (catalog.slugs(), catalog.states()) == ((), {CALCULUS: State.LAST_GOOD})
    assert caplog.record_tuples == rejections(folder / CALCULUS, "its last good state")

    add_course(folder / CALCULUS)
    assert (titles(catalog), catalog.states()) == (["Midterm"], {CALCULUS: State.GOOD})


def test_removed_folder_of_all_courses_keeps_them_served(catalog: Catalog, folder: Path) -> None:
    before = catalog.feeds(CALCULUS)
    folder.rename(folder.with_name("away"))

    assert catalog.feeds(CALCULUS) is before
    assert catalog.slugs() == ()


def test_broken_course_is_an_error_with_all_its_problems(
    catalog: Catalog, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (folder / CALCULUS / "exams.yaml").write_text(BROKEN)
    (folder / CALCULUS / "staff.yaml").write_text("people: nobody\n")
    expected = rejections(folder / CALCULUS, "nothing")

    for _ in range(3):
        with pytest.raises(CourseError) as caught:
            catalog.feeds(CALCULUS)
        assert [f"rejected {problem} (serving: nothing)" for problem in caught.value.problems] == [
            message for _, _, message in expected
        ]
    assert len(expected) == 2
    assert (catalog.states(), caplog.record_tuples) == ({CALCULUS: State.FAILED}, expected)


def test_problems_are_those_of_the_files_as_they_are(catalog: Catalog, folder: Path) -> None:
    file, unread = folder / CALCULUS / "exams.yaml", folder / CALCULUS / "exams.yml"
    assert catalog.problems(CALCULUS) == ()

    unread.write_text("")
    file.write_text(TWO_EXAMS)
    warning = f"{unread}:1:1: warning: this file is not read, 'exams.yaml' is; take it out of the folder"
    assert [str(problem) for problem in catalog.problems(CALCULUS)] == [warning]
    assert catalog.states() == {CALCULUS: State.GOOD}

    file.write_text(BROKEN)
    # Told before anybody else has asked for the course.
    assert [str(problem) for problem in catalog.problems(CALCULUS)] == [f"{file}:2:25: {NO_DAY}", warning]
    assert (titles(catalog), catalog.states()) == (["Midterm", "Final"], {CALCULUS: State.LAST_GOOD})
    file.write_text(EXAM)
    assert [str(problem) for problem in catalog.problems(CALCULUS)] == [warning]


def test_problems_of_a_course_that_was_never_served_are_told(catalog: Catalog, folder: Path) -> None:
    file = folder / CALCULUS / "exams.yaml"
    file.write_text(BROKEN)

    assert [str(problem) for problem in catalog.problems(CALCULUS)] == [f"{file}:2:25: {NO_DAY}"]
    assert catalog.states() == {CALCULUS: State.FAILED}
    with pytest.raises(UnknownCourseError):
        catalog.problems("nothing")


def test_broken_course_is_served_when_it_is_mended(catalog: Catalog, folder: Path) -> None:
    (folder / CALCULUS / "exams.yaml").write_text(BROKEN)
    with pytest.raises(CourseError):
        catalog.feeds(CALCULUS)

    (folder / CALCULUS / "exams.yaml").write_text(EXAM)
    assert (titles(catalog), catalog.states()) == (["Midterm"], {CALCULUS: State.GOOD})


def test_broken_course_that_is_removed_is_unknown(catalog: Catalog, folder: Path) -> None:
    (folder / CALCULUS / "exams.yaml").write_text(BROKEN)
    with pytest.raises(CourseError):
        catalog.feeds(CALCULUS)

    shutil.rmtree(folder / CALCULUS)
    with pytest.raises(UnknownCourseError):
        catalog.feeds(CALCULUS)
    assert catalog.states() == {}


@pytest.mark.parametrize("error", [RuntimeError("a mistake"), RecursionError(), MemoryError(), ZeroDivisionError()])
def test_course_that_makes_the_program_fail_takes_nothing_down(
    catalog: Catalog,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    error: Exception,
) -> None:
    add_course(folder / "18.02-sp26")
    before = catalog.feeds(CALCULUS)

    def fail(_: Path) -> Course:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(module, "read_course", fail)
        (folder / CALCULUS / "exams.yaml").write_text(TWO_EXAMS)
        assert [catalog.feeds(CALCULUS) for _ in range(3)] == [before] * 3
        with pytest.raises(CourseError) as caught:
            catalog.feeds("18.02-sp26")
    message = "this course made the program fail; the server's log says where"
    assert str(caught.value) == f"{folder}/18.02-sp26:1:1: {message}"
    assert catalog.states() == {CALCULUS: State.LAST_GOOD, "18.02-sp26": State.FAILED}
    assert caplog.messages == [
        f"reading {CALCULUS} failed",
        f"rejected {folder}/{CALCULUS}:1:1: {message} (serving: its last good state)",
        "reading 18.02-sp26 failed",
        f"rejected {folder}/18.02-sp26:1:1: {message} (serving: nothing)",
    ]
    assert caplog.records[0].exc_info is not None

    (folder / CALCULUS / "exams.yaml").write_text(EXAM)
    assert (titles(catalog), catalog.states()[CALCULUS]) == (["Midterm"], State.GOOD)


def test_course_whose_rendering_fails_keeps_its_last_good_feeds(
    catalog: Catalog, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = catalog.feeds(CALCULUS)

    def fail(*_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr("feeds.calendar.feed.vevent", fail)
        (folder / CALCULUS / "exams.yaml").write_text(TWO_EXAMS)
        assert catalog.feeds(CALCULUS) is before
    assert catalog.states() == {CALCULUS: State.LAST_GOOD}


def test_broken_course_is_503_in_text_and_alone(data: Path) -> None:
    add_course(data / CALCULUS)
    (data / CALCULUS / "exams.yaml").write_text(BROKEN)
    client = create_app(Settings(data_dir=data, public_url=PUBLIC_URL, reload_seconds=0)).test_client()
    body = (
        b"This course is not available: Its data cannot be read at the moment;"
        b" its staff see why at /18.01-fa25/status.\nFor staff: status\n"
    )

    for path in ("all.ics", "all.json", "lectres.txt", "changes.atom", "calendar.ics?show=", "staff/ada-lovelace.ics"):
        response = client.get(f"/{CALCULUS}/{path}")
        assert (response.status_code, response.data) == (503, body)
        assert dict(response.headers) == {
            "Content-Type": "text/plain; charset=utf-8",
            "Content-Length": str(len(body)),
            "Retry-After": "60",
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
        }
    for path in ("", "all", "calendar", "staff/ada-lovelace", "events/midterm", "changes"):
        page = client.get(f"/{CALCULUS}/{path}")
        assert (page.status_code, page.headers["Retry-After"]) == (503, "60")
        assert "<h1>This course is not available</h1>" in page.text
    for path in ("/", f"/{SLUG}/", f"/{SLUG}/all.ics", "/healthz", "/readyz"):
        assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    "slug",
    [
        "",
        ".",
        "..",
        ".git",
        "-course",
        "_course",
        "a course",
        "a_course",
        "caf\u00e9",
        "\u0661\u0668",
        f"{CALCULUS}\n",
        f"{CALCULUS}/",
        f"./{CALCULUS}",
        f"{CALCULUS}/../{CALCULUS}",
        f"../data/{CALCULUS}",
        f"{CALCULUS}\0",
        "a" * 255,
        "a" * 256,
        "a" * 5000,
        *sorted(RESERVED),
        "file",
        "without-course-file",
        "nothing",
    ],
)
def test_odd_name_is_unknown(tmp_path: Path, slug: str) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    add_course(folder / CALCULUS)
    (folder / "without-course-file").mkdir()
    (folder / "file").write_text("")
    for name in (".git", "-course", "_course", "a course", "a_course", "caf\u00e9", "\u0661\u0668", *RESERVED):
        shutil.copytree(folder / CALCULUS, folder / name)
    shutil.copy(folder / CALCULUS / "course.yaml", folder)
    catalog = Catalog(folder, PUBLIC_URL, reload_seconds=0)

    with pytest.raises(UnknownCourseError):
        catalog.feeds(slug)
    assert (catalog.slugs(), catalog.states()) == ((CALCULUS,), {})


def test_every_address_of_the_servers_own_is_reserved() -> None:
    """No course can take the first segment of a route that is not a course's."""
    rules = create_app(Settings()).url_map.iter_rules()
    own = {rule.rule.split("/")[1] for rule in rules} - {"", "<course>"}

    assert own <= RESERVED
    assert RESERVED - own == {"metrics", "openapi.json"}


def test_courses_are_listed_by_name(tmp_path: Path) -> None:
    for name in ("b-fa25", "a-fa25", "C-fa25", "9.01-sp26"):
        add_course(tmp_path / name)
    (tmp_path / "linked").symlink_to(tmp_path / "a-fa25")
    (tmp_path / "dangling").symlink_to(tmp_path / "gone")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "file.yaml").write_text("")

    def slugs(folder: Path) -> tuple[str, ...]:
        return Catalog(folder, PUBLIC_URL, reload_seconds=0).slugs()

    assert slugs(tmp_path) == ("9.01-sp26", "C-fa25", "a-fa25", "b-fa25", "linked")
    assert slugs(tmp_path / "nothing") == slugs(tmp_path / "file.yaml") == ()
