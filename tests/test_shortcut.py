"""Answers given without Flask: byte for byte what Flask would say, whatever is asked and edited."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from wsgiref.validate import validator

import pytest
from asking import HOST, Asked, etag_of, make, reached
from conftest import DATA, PUBLIC_URL, ROOT, SLUG
from courses import write_course
from test_web import SPELLINGS, UNKNOWN_SELECTIONS, WITHOUT_EFFECT

from feeds.calendar.feed import CourseFeeds, Feed, Form
from feeds.course.reader import read_course
from feeds.course.selection import Selection
from feeds.web.answers import MOST_BYTES
from feeds.web.site import Site

DEMO = "dm-1-sp26"
EXAM = "exams:\n  - {{id: midterm, date: 2026-10-20, start: 19:30, end: 21:30, title: {}}}\n"


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the real course and the made-up one."""
    folder = tmp_path_factory.mktemp("both")
    shutil.copytree(DATA / SLUG, folder / SLUG)
    shutil.copytree(ROOT / "tests" / "data" / "courses" / DEMO, folder / DEMO)
    return folder


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A data folder with one small course of one exam."""
    (tmp_path / "data").mkdir()
    write_course(tmp_path / "data" / "6.100-fa26", exams=EXAM.format("Midterm"))
    return tmp_path / "data"


def feeds_of(folder: Path) -> Iterator[str]:
    """List every canonical address of one word, of every course, in every form."""
    for course in sorted(folder.iterdir()):
        known = CourseFeeds(read_course(course), PUBLIC_URL).vocabulary
        for form in Form:
            yield from (f"/{course.name}/{word}.{form}" for word in known.words)
            yield from (f"/{course.name}/staff/{person}.{form}" for person in known.people)
        yield f"/{course.name}/changes.atom"


def test_every_feed_is_answered_as_flask_answers_it(both: Path) -> None:
    serving, flask = make(both, reload_seconds=1), make(both, shortcut=False, reload_seconds=1)
    asked = reached(serving)
    paths = list(feeds_of(both))

    for path in paths:
        plain = Asked(path).of(flask)
        known = (("If-None-Match", etag_of(plain)),)
        unchanged = Asked(path, headers=known).of(flask)
        assert (plain[0], unchanged[0], unchanged[2]) == ("200 OK", "304 NOT MODIFIED", b""), path
        for _ in range(3):
            assert Asked(path).of(serving) == plain, path
            assert Asked(path, "HEAD").of(serving) == (*plain[:2], b""), path
            assert Asked(path, headers=known).of(serving) == unchanged, path
            assert Asked(path, "HEAD", headers=known).of(serving) == unchanged, path
    assert len(paths) > 500
    # Only those that are of no selection came from there, once.
    assert asked == [path for path in paths if "/staff/" in path or path.endswith("/changes.atom")]


CONDITIONS = [
    *("{}", "W/{}", '{}, "another"', '"another",W/{}', "*", " {} ", "{}{}", "{},", '"another"', 'W/"another"'),
    *("unquoted", '"', '""', "", ",", "W/", "\xe9", '"' + "a" * 4000 + '"', "{}-gzip", "*, {}"),
]


def requests(etag: str, path: str) -> Iterator[Asked]:
    """List requests of every kind for an address; whether they make sense is another question."""
    for method in ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "get", "BREW"):
        yield Asked(path, method)
        yield Asked(path, method, headers=(("If-None-Match", etag),))
    for text in CONDITIONS:
        for header in ("If-None-Match", "If-Match"):
            yield Asked(path, headers=((header, text.replace("{}", etag)),))
        yield Asked(path, "HEAD", headers=(("If-None-Match", text.replace("{}", etag)),))
        yield Asked(path, headers=(("If-None-Match", etag), ("If-Match", text.replace("{}", etag))))
    for sent in WITHOUT_EFFECT.values():
        headers = {name: value for name, value in sent.items() if name != "Host"}
        yield Asked(path, headers=tuple(headers.items()))
        yield Asked(path, headers=(("If-None-Match", etag), *headers.items()))
    for host in ("Calendar.Example.EDU", f"{HOST}:8000", "any.mit.edu", "evil.example", f"{HOST}.evil.example", ""):
        yield Asked(path, host=host)
        yield Asked(path, headers=(("If-None-Match", etag),), host=host)
    for query in ("show=lectures", "show=&hide=", "view=month", "_=1761234567", "%", "a" * 3000):
        yield Asked(path, query=query)


ADDRESSES = [
    *(f"/{SLUG}/main.{form}" for form in Form),
    *(f"/{SLUG}/staff/victor-butoi.ics", f"/{SLUG}/changes.atom", f"/{DEMO}/lectures_exams.ics"),
    *(f"/{SLUG}/MAIN.ics", f"//{SLUG}/main.ics", f"/{SLUG}/main.ics/", f"/{SLUG}/./main.ics", f"/{SLUG}/main.ics\n"),
    *(f"/{SLUG}/calendar.ics", f"/{SLUG}/exams_lectures.ics", f"/{SLUG}/lectres.ics", f"/{SLUG}/main.\u0130cs"),
    *("/healthz", "/nothing/main.ics", "/", "", "main.ics", f"/{SLUG}/main.html", f"/{SLUG}"),
    *(f"{SLUG}/main.ics", f"/{SLUG}/staff/main.ics", f"/{SLUG}//main.ics", f"/{SLUG}/.ics"),
    *("/metrics", "/static/style.ics", "//main.ics", f"/{SLUG}/all_all.ics", f"/{SLUG}/{'all_' * 40}all.ics"),
]


@pytest.mark.parametrize("path", ADDRESSES, ids=lambda path: ascii(path[:60]))
def test_whatever_is_asked_is_answered_as_flask_answers(both: Path, path: str) -> None:
    serving, flask = make(both, reload_seconds=1), make(both, shortcut=False, reload_seconds=1)
    etag = etag_of(Asked(path).of(flask))
    asked = list(requests(etag, path))
    # Before anything was answered, after each other thing was, and again.
    random.Random(path).shuffle(asked)  # noqa: S311

    for each in [request for request in asked for _ in range(2)] + asked:
        assert each.of(serving) == each.of(flask), each


def test_path_without_a_slash_in_front_is_answered_as_flask_answers(both: Path) -> None:
    """Werkzeug puts one there."""
    serving, flask = make(both, reload_seconds=1), make(both, shortcut=False, reload_seconds=1)
    for path in (f"x{SLUG}/main.ics", f"{SLUG}/main.ics", f"?{SLUG}/main.ics"):
        assert [Asked(path).of(serving)] * 2 == [Asked(path).of(serving), Asked(path).of(flask)]


def test_longest_address_is_answered_as_flask_answers(both: Path) -> None:
    serving, flask = make(both, reload_seconds=1), make(both, shortcut=False, reload_seconds=1)
    path = f"/{SLUG}/main.ics"
    for length, status in [(4094 - len(path) - 1, "200 OK"), (4094 - len(path), "414 REQUEST URI TOO LONG")]:
        for each in (Asked(path, query="a" * length), Asked(path, "HEAD", query="a" * length)):
            assert each.of(serving) == each.of(flask)
            assert each.of(serving)[0] == status


def test_other_spellings_are_answered_as_flask_answers(both: Path) -> None:
    serving, flask = make(both, reload_seconds=1), make(both, shortcut=False, reload_seconds=1)
    spellings = [
        *(f"/{SLUG}/{canonical}.ics" for canonical in SPELLINGS),
        *(f"/{SLUG}/{spelling}" for paths in SPELLINGS.values() for spelling in paths),
        *(f"/{SLUG}/{path}" for path, _ in UNKNOWN_SELECTIONS),
    ]
    for _ in range(2):
        for path, _, query in (spelling.partition("?") for spelling in spellings):
            for each in (Asked(path, query=query), Asked(path, "HEAD", query), Asked(path.lower(), query=query)):
                assert each.of(serving) == each.of(flask), each


def test_other_spellings_of_selections_are_answered_without_flask(both: Path) -> None:
    serving = make(both, reload_seconds=1)
    asked = reached(serving)
    paths = [path for name, paths in SPELLINGS.items() if not name.startswith("staff/") for path in paths]
    for path in (path for path in paths if not {*"?%"} & {*path} and not path.lower().startswith("calendar")):
        assert Asked(f"/{SLUG}/{path}").of(serving)[0] == "200 OK"

    assert asked == []


def test_query_of_an_address_that_is_none_reaches_no_answer(both: Path) -> None:
    """`calendar.ics` stands for as many selections as there are queries."""
    serving = make(both, reload_seconds=1)
    queries = ["", "show=exams", "show=lectures", "", "hide=exams", "show=exams"]
    paths = ["all", "exams", "lectures", "all", "all_not-exams", "exams"]

    for query, path in zip(queries * 2, paths * 2, strict=True):
        assert Asked(f"/{SLUG}/calendar.ics", query=query).of(serving) == Asked(f"/{SLUG}/{path}.ics").of(serving)
    # Elsewhere it changes nothing, whatever it is.
    asked = reached(serving)
    for query in queries:
        assert Asked(f"/{SLUG}/exams.ics", query=query).of(serving) == Asked(f"/{SLUG}/exams.ics").of(serving)
    assert asked == []


def test_server_behind_a_proxy_answers_the_same(both: Path) -> None:
    serving, flask = make(both, reload_seconds=1, proxy_hops=1), make(both, shortcut=False, reload_seconds=1)
    forwarded = (("X-Forwarded-For", "203.0.113.1"), ("X-Forwarded-Host", "evil.example"), ("X-Forwarded-Proto", "ftp"))
    for host in (HOST, "evil.example", HOST):
        for _ in range(3):
            each = Asked(f"/{SLUG}/main.ics", headers=forwarded, host=host)
            assert each.of(serving) == each.of(flask)


def test_what_is_answered_without_flask_is_answered_as_wsgi_wants_it(both: Path) -> None:
    serving = make(both, reload_seconds=1)
    etag = etag_of(Asked(f"/{SLUG}/main.ics").of(serving))
    asked = reached(serving)
    serving.wsgi_app = validator(serving.wsgi_app)  # type: ignore[assignment, method-assign]
    known = (("If-None-Match", etag),)

    answers = [
        Asked(f"/{SLUG}/main.ics", method, headers=headers).of(serving)[0]
        for method, headers in [("GET", ()), ("HEAD", ()), ("GET", known), ("GET", known), ("HEAD", known)]
    ]
    assert answers == ["200 OK", "200 OK", *["304 NOT MODIFIED"] * 3]
    assert asked == []


def test_edit_is_answered_at_once_and_never_what_was_before(small: Path) -> None:
    serving = make(small)
    exams = small / "6.100-fa26" / "exams.yaml"
    seen: set[str] = set()

    # Each longer than the one before, so that not even the coarsest clock of a disk hides an edit.
    for number in range(1, 6):
        exams.write_text(EXAM.format("Midterm" + "!" * number))
        flask = make(small, shortcut=False)
        for form in Form:
            plain = Asked(f"/6.100-fa26/all.{form}")
            said = plain.of(serving)
            assert said == plain.of(serving) == plain.of(flask)
            for etag in (*sorted(seen), etag_of(said)):
                asked = Asked(plain.path, headers=(("If-None-Match", etag),))
                assert asked.of(serving) == asked.of(serving) == asked.of(flask)
            seen.add(etag_of(said))
    # Nothing is recorded, so that nothing has changed.
    assert len(seen) == 5 * (len(Form) - 1) + 1


def test_edit_is_answered_after_two_looks(small: Path) -> None:
    serving = make(small, reload_seconds=1)
    site = serving.extensions["site"]
    assert isinstance(site, Site)
    asked = Asked("/6.100-fa26/exams.ics")
    before = asked.of(serving)
    (small / "6.100-fa26" / "exams.yaml").write_text(EXAM.format("Other"))

    assert asked.of(serving) == before
    site.catalog.look()
    assert asked.of(serving) == before
    site.catalog.look()
    after = asked.of(serving)
    assert b"SUMMARY:Other (6.100)" in after[2]
    assert after == asked.of(serving) == asked.of(make(small, shortcut=False))


def test_answer_that_is_made_while_the_course_is_edited_is_given_once(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    serving = make(small)
    original = CourseFeeds.feed

    def edit_meanwhile(feeds: CourseFeeds, selection: Selection, form: Form) -> Feed:
        feed = original(feeds, selection, form)
        (small / "6.100-fa26" / "exams.yaml").write_text(EXAM.format("Other"))
        return feed

    assert Asked("/6.100-fa26/main.ics").of(serving)[0] == "200 OK"
    with monkeypatch.context() as patch:
        patch.setattr(CourseFeeds, "feed", edit_meanwhile)
        assert b"SUMMARY:Midterm (6.100)" in Asked("/6.100-fa26/all.ics").of(serving)[2]
    for _ in range(2):
        assert b"SUMMARY:Other (6.100)" in Asked("/6.100-fa26/all.ics").of(serving)[2]


def test_answer_of_one_course_is_none_of_another(both: Path) -> None:
    serving, flask = make(both, reload_seconds=1), make(both, shortcut=False, reload_seconds=1)
    for slug in (SLUG, DEMO, SLUG, DEMO):
        for word in ("all", "main", "exams"):
            each = Asked(f"/{slug}/{word}.ics")
            assert each.of(serving) == each.of(flask)


@pytest.mark.parametrize(
    ("path", "making"),
    [
        ("main.ics", "feed"),
        ("staff/victor-butoi.ics", "own_feed"),
    ],
)
def test_failure_is_answered_as_flask_answers_and_never_kept(
    both: Path, monkeypatch: pytest.MonkeyPatch, path: str, making: str
) -> None:
    serving, flask = make(both, reload_seconds=1), make(both, shortcut=False, reload_seconds=1)
    asked = Asked(f"/{SLUG}/{path}")
    for app in (serving, flask):
        Asked(f"/{SLUG}/exams.ics").of(app)

    def fail(*_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(CourseFeeds, making, fail)
        failures = [asked.of(app) for app in (serving, serving, flask)]
        assert failures[0][0] == "500 INTERNAL SERVER ERROR"
        assert failures == [failures[0]] * 3
    assert [asked.of(serving)] * 2 == [asked.of(serving), asked.of(flask)]
    assert asked.of(serving)[0] == "200 OK"


def test_thousands_of_selections_take_no_more_memory_than_a_few(both: Path) -> None:
    serving = make(both, reload_seconds=1)
    site = serving.extensions["site"]
    assert isinstance(site, Site)
    chance = random.Random(1)  # noqa: S311
    words = sorted(read_course(both / SLUG).people)
    names = {str(Selection.parse("_".join(["main", *chance.sample(words, 3)]))) for _ in range(250)}
    paths = [f"/{SLUG}/{name}.{form}" for name in sorted(names) for form in (Form.ICS, Form.JSON)]
    for path in paths:
        assert Asked(path).of(serving)[0] == "200 OK"

    kept = {path: answer for path in paths if (answer := site.answers.kept(SLUG, path))}
    assert MOST_BYTES * 0.9 < sum(len(each.body) + 3_000 for each in kept.values()) <= MOST_BYTES
    assert list(kept) == paths[-len(kept) :]
    # What had to go is made again.
    assert Asked(paths[0]).of(serving) == Asked(paths[0]).of(make(both, shortcut=False))
