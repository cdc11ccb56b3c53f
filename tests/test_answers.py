"""The answers that a process keeps: those that were asked for last, and no more than fit."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import PUBLIC_URL
from courses import course_yaml, write_course

from feeds.calendar.feed import CourseFeeds, Feed, Form
from feeds.catalog.catalog import Catalog, UnknownCourseError
from feeds.errors import CourseError
from feeds.web.answers import MOST_BYTES, Answers

TINY, OTHER = "6.100-fa26", "6.101-fa26"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with two small courses."""
    for slug in (TINY, OTHER):
        write_course(tmp_path / slug)
    return tmp_path


@pytest.fixture
def answers(folder: Path) -> Answers:
    """The answers of a process that sees edits at once."""
    return Answers(Catalog(folder, PUBLIC_URL, reload_seconds=0), PUBLIC_URL)


def body(content: bytes) -> Callable[[CourseFeeds], Feed]:
    """Make a feed of nothing but a body, instead of what a course has."""
    return lambda _: Feed(name="", filename="x.txt", body=content, etag="0123")


def test_answers_that_were_asked_for_last_stay_and_no_more_than_fit(folder: Path) -> None:
    """Against a plain list of what came last, for bodies of all sizes, made and asked for in any order."""
    chance = random.Random(7)  # noqa: S311
    answers = Answers(Catalog(folder, PUBLIC_URL, reload_seconds=1, wall=lambda: 1e12), PUBLIC_URL)
    expected: dict[str, bytes] = {}

    for _ in range(20_000):
        name = str(chance.randrange(4_000))
        path, content = f"/{TINY}/{name}.txt", b"x" * int(10 ** chance.uniform(0, 5.5))
        kept = expected.pop(path, None)
        if chance.random() < 0.5:
            found = answers.kept(TINY, path)
            assert (found and found.body) == kept
            content = kept or b""
        else:
            content = content if kept is None else kept
            assert answers.of(TINY, name, Form.TXT, body(content)).body == content
        if content:
            expected[path] = content
        while sum(len(each) + 3_000 for each in expected.values()) > MOST_BYTES:
            del expected[next(iter(expected))]
    assert 100 < len(expected) < 2_000
    paths = (f"/{TINY}/{number}.txt" for number in range(4_000))
    assert {path for path in paths if answers.kept(TINY, path)} == set(expected)


@pytest.mark.parametrize(("size", "is_kept"), [(MOST_BYTES - 3_000, True), (MOST_BYTES - 2_999, False)])
def test_answer_that_is_too_large_is_not_kept(answers: Answers, size: int, is_kept: bool) -> None:
    path = f"/{TINY}/large.txt"
    assert len(answers.of(TINY, "large", Form.TXT, body(b"x" * size)).body) == size
    assert (answers.kept(TINY, path) is not None) == is_kept

    # It leaves as much room as there was.
    rest = MOST_BYTES - 3_000
    assert answers.of(TINY, "rest", Form.TXT, body(b"x" * rest)) is answers.kept(TINY, f"/{TINY}/rest.txt")


def test_answer_is_kept_at_its_canonical_address_until_the_course_changes(answers: Answers, folder: Path) -> None:
    assert answers.kept(TINY, f"/{TINY}/exams.ics") is None
    first = answers.of(TINY, "exams", Form.ICS, body(b"first"))
    assert answers.of(TINY, "exams", Form.ICS, body(b"none")) is first
    assert answers.kept(TINY, f"/{TINY}/exams.ics") is first
    assert answers.kept(TINY, f"/{TINY}/exams.txt") is None
    other = answers.of(OTHER, "exams", Form.ICS, body(b"other"))

    write_course(folder / TINY, course=course_yaml("title: Another"))
    assert answers.kept(TINY, f"/{TINY}/exams.ics") is None
    second = answers.of(TINY, "exams", Form.ICS, body(b"second"))
    assert (second.body, answers.kept(TINY, f"/{TINY}/exams.ics")) == (b"second", second)
    # The other course has not changed.
    assert answers.kept(OTHER, f"/{OTHER}/exams.ics") is other


def test_answer_that_is_made_anew_takes_its_place_only_once(answers: Answers, folder: Path) -> None:
    half = (MOST_BYTES - 6_000) // 2
    answers.of(OTHER, "half", Form.TXT, body(b"x" * half))
    for number in range(5):
        write_course(folder / TINY, course=course_yaml(f"title: Another{'!' * number}"))
        answers.of(TINY, "half", Form.TXT, body(b"x" * half))

    assert answers.kept(OTHER, f"/{OTHER}/half.txt")
    assert answers.kept(TINY, f"/{TINY}/half.txt")


def test_answer_says_what_is_sent_with_it(answers: Answers) -> None:
    answer = answers.of(TINY, "exams", Form.TXT, body("é\n".encode()))

    lasting = [
        ("Content-Disposition", 'inline; filename="x.txt"'),
        ("ETag", '"0123"'),
        ("Link", f'<{PUBLIC_URL}/{TINY}/exams.txt>; rel="canonical"'),
        ("Cache-Control", "public, max-age=300, stale-while-revalidate=3600, stale-if-error=604800"),
        ("Access-Control-Allow-Origin", "*"),
        ("X-Robots-Tag", "noindex"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
    ]
    assert (answer.body, answer.etag, answer.unchanged) == ("é\n".encode(), '"0123"', lasting)
    assert answer.headers == [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", "3"), *lasting]


def test_what_cannot_be_made_is_raised_and_not_kept(answers: Answers, folder: Path) -> None:
    def fail(_: CourseFeeds) -> Feed:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        answers.of(TINY, "exams", Form.ICS, fail)
    with pytest.raises(UnknownCourseError):
        answers.of("nothing", "exams", Form.ICS, body(b""))
    (folder / OTHER / "course.yaml").write_text("code: [")
    with pytest.raises(CourseError):
        answers.of(OTHER, "exams", Form.ICS, body(b""))
    assert [answers.kept(slug, f"/{slug}/exams.ics") for slug in (TINY, OTHER, "nothing")] == [None] * 3
