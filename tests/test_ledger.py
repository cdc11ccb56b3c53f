"""The history as text: what can be wrong with a line, and that neither order nor repetition of lines means anything."""

import os
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from itertools import permutations
from pathlib import Path

import pytest
from conftest import ROOT
from courses import by_id, lines, publish, said, touch, write_course

from feeds.course.folder import HISTORY
from feeds.course.ledger import MAX_BYTES, Ledger, read_ledger
from feeds.course.model import Course
from feeds.course.reader import read_course
from feeds.errors import CourseError

SLUG = "6.100-fa26"
DOMAIN = "course.example.edu"
NOON = datetime(2026, 8, 20, 12, tzinfo=UTC)

MIDTERM = (
    '{"time":"2026-08-20T12:00:00Z","uid":"midterm.6.100-fa26@course.example.edu","said":["new"],"content":{"code":'
    '"6.100","kind":"exam","title":"Midterm","start":"2026-10-14T19:30:00-04:00","end":"2026-10-14T21:30:00-04:00"}}'
)
PSET = (
    '{"time":"2026-08-20T12:00:00Z","uid":"pset-1-due.6.100-fa26@course.example.edu","content":{"code":"6.100","kind":'
    '"deadline","title":"pset 1","first":"2026-09-22","last":"2026-09-22"}}'
)
FINAL = PSET.replace("pset-1-due", "final").replace("deadline", "exam").replace("pset 1", "Final")
GONE = '{"time":"2026-09-01T12:00:00Z","uid":"quiz.6.100-fa26@course.example.edu","said":["withdrawn"],"content":null}'


def read(*texts: str | bytes, domain: str | None = DOMAIN) -> tuple[Ledger, list[str]]:
    """Read some lines as a history; give it with what is wrong with it."""
    data = b"\n".join(text if isinstance(text, bytes) else text.encode() for text in texts)
    ledger, _, problems = read_ledger(data, HISTORY, SLUG, domain)
    return ledger, [str(problem) for problem in problems]


def times(ledger: Ledger, id: str = "midterm") -> list[str]:
    """Say when an event was published with which title."""
    return [
        f"{line.time:%m-%d %H:%M:%S} {line.content.title if line.content else 'withdrawn'}"
        for line in ledger.get(id, ())
    ]


def test_lines_are_read() -> None:
    ledger, wrong = read(MIDTERM, PSET, GONE)

    assert wrong == []
    assert {id: times(ledger, id) for id in ledger} == {
        "midterm": ["08-20 12:00:00 Midterm"],
        "pset-1-due": ["08-20 12:00:00 pset 1"],
        "quiz": ["09-01 12:00:00 withdrawn"],
    }


# Damage

IT_IS_DAMAGED = "this line is damaged ({}); put the file back as it was, since nobody writes in it by hand"
NO_JSON = IT_IS_DAMAGED.format("it is not one whole object of JSON")
OF_A_MERGE = "this was left by a merge; keep the lines of both sides, and take this one out"
NO_UID = "this line has no UID such as 'midterm.6.7960-fa25@course.example.edu'; put the file back as it was"
UNKNOWN = "this line has {}, which this version of the program does not know; update the program"
COPIED = (
    "this is the history of {}, and the course is '6.100-fa26'; a course that was copied begins without one: delete"
    " this file; one that was renamed takes its old name again"
)
OTHER_DOMAIN = (
    "events were published with the domain {}, which is part of their identity; write `uid_domain: {}` in course.yaml"
    " again"
)


def spoilt(old: str, new: str, line: str = FINAL) -> str:
    """Put something else into a line."""
    assert old in line
    return line.replace(old, new, 1)


DAMAGED: dict[str, tuple[str | bytes, str]] = {
    # What merges and editors leave.
    "a conflict begins": ("<<<<<<< HEAD", OF_A_MERGE),
    "a conflict begins, without a name": ("<<<<<<<", OF_A_MERGE),
    "what both sides had": ("||||||| 76839a4", OF_A_MERGE),
    "what both sides had, without a name": ("|||||||", OF_A_MERGE),
    "the other side": ("=======", OF_A_MERGE),
    "a conflict ends": (">>>>>>> they moved the final", OF_A_MERGE),
    "a conflict ends, without a name": (">>>>>>>", OF_A_MERGE),
    "eight signs": ("<<<<<<<<", NO_JSON),
    "six signs": ("======", NO_JSON),
    "a sign and no space": ("<<<<<<<HEAD", NO_JSON),
    "half a line": (FINAL[:100], NO_JSON),
    "the other half of a line": (FINAL[100:], NO_JSON),
    "a line without its last sign": (FINAL[:-1], NO_JSON),
    "two lines run together": (FINAL + FINAL, NO_JSON),
    "a line and half of one": (FINAL + FINAL[:100], NO_JSON),
    "a comma at the end": (FINAL + ",", NO_JSON),
    "a comment": ("# the final moved", NO_JSON),
    "the middle of YAML": ("exams:", NO_JSON),
    "a byte order mark": (f"\ufeff{FINAL}", NO_JSON),
    "a zero": ("\0", NO_JSON),
    "no UTF-8": (FINAL.replace("Final", "Prüfung").encode("latin-1"), NO_JSON),
    "half of a surrogate pair": (spoilt("Final", "\\ud800"), NO_JSON),
    "no number": (spoilt('"exam"', '"exam","alternatives":01'), NO_JSON),
    "another kind of JSON": (
        spoilt('"exam"', '"exam","alternatives":NaN'),
        IT_IS_DAMAGED.format("'content.alternatives' is not what it should be"),
    ),
    # What is JSON and no line.
    "nothing": ("null", IT_IS_DAMAGED.format("it is not an object")),
    "text": ('"final"', IT_IS_DAMAGED.format("it is not an object")),
    "a number": ("1", IT_IS_DAMAGED.format("it is not an object")),
    "a list": (f"[{FINAL}]", IT_IS_DAMAGED.format("it is not an object")),
    "no keys": ("{}", IT_IS_DAMAGED.format("'time' is missing")),
    # Keys.
    "no time": (spoilt('"time":"2026-08-20T12:00:00Z",', ""), IT_IS_DAMAGED.format("'time' is missing")),
    "no UID": (
        spoilt('"uid":"final.6.100-fa26@course.example.edu",', ""),
        IT_IS_DAMAGED.format("'uid' is missing"),
    ),
    "no content": (
        '{"time":"2026-08-20T12:00:00Z","uid":"final.6.100-fa26@course.example.edu"}',
        IT_IS_DAMAGED.format("'content' is missing"),
    ),
    "no code": (spoilt('"code":"6.100",', ""), IT_IS_DAMAGED.format("'content.code' is missing")),
    "no kind": (spoilt('"kind":"exam",', ""), IT_IS_DAMAGED.format("'content.kind' is missing")),
    "somebody without an id": (
        spoilt('"kind"', '"people":[{"name":"Ada"}],"kind"'),
        IT_IS_DAMAGED.format("'content.people.0.id' is missing"),
    ),
    "somebody without a name": (
        spoilt('"kind"', '"people":[{"id":"ada-lovelace"}],"kind"'),
        IT_IS_DAMAGED.format("'content.people.0.name' is missing"),
    ),
    "a guest without a name": (
        spoilt('"kind"', '"guests":[{"affiliation":"MIT"}],"kind"'),
        IT_IS_DAMAGED.format("'content.guests.0.name' is missing"),
    ),
    "material without a title": (
        spoilt('"kind"', '"materials":[{"url":"https://course.example.edu"}],"kind"'),
        IT_IS_DAMAGED.format("'content.materials.0.title' is missing"),
    ),
    "a key that is not known": (spoilt('"time"', '"by":"ada","time"'), UNKNOWN.format("'by'")),
    "a key of the content that is not known": (
        spoilt('"kind"', '"colour":"red","kind"'),
        UNKNOWN.format("'content.colour'"),
    ),
    "a key of somebody that is not known": (
        spoilt('"kind"', '"people":[{"id":"ada-lovelace","name":"Ada","age":36}],"kind"'),
        UNKNOWN.format("'content.people.0.age'"),
    ),
    "a long key that is not known": (spoilt('"time"', f'"{"k" * 100}":1,"time"'), UNKNOWN.format(f"'{'k' * 60}…'")),
    "a key that a terminal obeys": (spoilt('"time"', '"\\u001b[31m":1,"time"'), UNKNOWN.format("'\\x1b[31m'")),
    # Values.
    **{
        f"{key} is {value}": (
            FINAL.replace("}}", f',"{key}":{value}}}}}'),
            IT_IS_DAMAGED.format(f"'content.{where}' is not what it should be"),
        )
        for key, value, where in [
            ("undated", "1", "undated"),
            ("undated", '"yes"', "undated"),
            ("alternatives", '"4"', "alternatives"),
            ("alternatives", "1.5", "alternatives"),
            ("alternatives", "1e999", "alternatives"),
            ("room", "45", "room"),
            ("details", "null", "details"),
            ("tags", '"guest"', "tags"),
            ("tags", "[1]", "tags.0"),
            ("tags", "null", "tags"),
            ("people", '["ada-lovelace"]', "people.0"),
            ("people", "{}", "people"),
            ("status", '"confirmed"', "status"),
            ("status", "null", "status"),
            ("start", "1787313600", "start"),
            ("start", '"2026-10-14T19:30:00"', "start"),
            ("start", '"2026-10-14"', "start"),
            ("first", "20261014", "first"),
            ("first", '"2026-10-14T19:30:00Z"', "first"),
            ("first", '"2026-02-30"', "first"),
            ("first", '"Wed 2026-10-14"', "first"),
        ]
    },
    "a kind that there is not": (
        spoilt('"exam"', '"quiz"'),
        IT_IS_DAMAGED.format("'content.kind' is not what it should be"),
    ),
    "content that is text": (
        '{"time":"2026-08-20T12:00:00Z","uid":"final.6.100-fa26@course.example.edu","content":"Final"}',
        IT_IS_DAMAGED.format("'content' is not what it should be"),
    ),
    "said in one text": (
        spoilt('"content"', '"said":"new","content"'),
        IT_IS_DAMAGED.format("'said' is not what it should be"),
    ),
    "a note that is none": (
        spoilt('"content"', '"note":null,"content"'),
        IT_IS_DAMAGED.format("'note' is not what it should be"),
    ),
    "a number for the UID": (
        spoilt('"final.6.100-fa26@course.example.edu"', "7"),
        IT_IS_DAMAGED.format("'uid' is not what it should be"),
    ),
    "a control character": (
        spoilt("Final", "\\u0007"),
        IT_IS_DAMAGED.format(
            "content.title: the control character U+0007 does not belong in text; take it out, or put text that holds"
            " \\ in single quotes"
        ),
    ),
    "a character that turns text": (
        spoilt('"content"', '"note":"\\u202e","content"'),
        IT_IS_DAMAGED.format("note: the invisible character U+202E turns the direction of text; take it out"),
    ),
    # Times.
    "a time that is a number": (
        spoilt('"2026-08-20T12:00:00Z"', "1787227200"),
        IT_IS_DAMAGED.format("'time' is not what it should be"),
    ),
    "a time that is no time": (
        spoilt("2026-08-20T12:00:00Z", "yesterday"),
        IT_IS_DAMAGED.format("'time' is not what it should be"),
    ),
    "a time that is a day": (
        spoilt("2026-08-20T12:00:00Z", "2026-08-20"),
        IT_IS_DAMAGED.format("'time' is not what it should be"),
    ),
    "a time without a zone": (
        spoilt("12:00:00Z", "12:00:00"),
        IT_IS_DAMAGED.format("'time' is not what it should be"),
    ),
    "a time of another zone": (
        spoilt("12:00:00Z", "12:00:00-04:00"),
        IT_IS_DAMAGED.format("time: it is not a whole second in UTC"),
    ),
    "a fraction of a second": (
        spoilt("12:00:00Z", "12:00:00.5Z"),
        IT_IS_DAMAGED.format("time: it is not a whole second in UTC"),
    ),
    **{
        f"a time of {year}": (
            spoilt("2026-08-20", f"{year}-08-20"),
            IT_IS_DAMAGED.format("time: its year is not from 2000 to 2067"),
        )
        for year in ("0001", "1999", "2068", "9999")
    },
    "what it replaces, as a number": (
        spoilt('"uid"', '"replaces":1,"uid"'),
        IT_IS_DAMAGED.format("'replaces' is not what it should be"),
    ),
    "whole days of three years": (
        spoilt('"last":"2026', '"last":"2029'),
        IT_IS_DAMAGED.format("content: it is longer than two years"),
    ),
    "a line of megabytes": (f'"{"a" * 2_000_000}"', IT_IS_DAMAGED.format("it is longer than 2,000,000 bytes")),
    "a domain of two lines": (spoilt("@course", "@a\\nb"), NO_UID),
    "no week of its slot": (
        spoilt('"kind"', '"slot":"oh","kind"'),
        "'final' is no week of 'oh'; put the file back as it was",
    ),
    "no week of a slot at all": (
        spoilt("final.", "oh-2026-02-30.", spoilt('"kind"', '"slot":"oh","kind"')),
        "'oh-2026-02-30' is no week of 'oh'; put the file back as it was",
    ),
    # Hours and days.
    "neither hours nor days": (
        spoilt(',"first":"2026-09-22","last":"2026-09-22"', ""),
        IT_IS_DAMAGED.format("content: it has neither hours nor whole days"),
    ),
    "a start without an end": (
        spoilt(',"end":"2026-10-14T21:30:00-04:00"', "", MIDTERM),
        IT_IS_DAMAGED.format("content: it has neither hours nor whole days"),
    ),
    "an end without a start": (
        spoilt('"start":"2026-10-14T19:30:00-04:00",', "", MIDTERM),
        IT_IS_DAMAGED.format("content: it has neither hours nor whole days"),
    ),
    "a first day without a last": (
        spoilt(',"last":"2026-09-22"', ""),
        IT_IS_DAMAGED.format("content: it has neither hours nor whole days"),
    ),
    "a last day without a first": (
        spoilt('"first":"2026-09-22",', ""),
        IT_IS_DAMAGED.format("content: it has neither hours nor whole days"),
    ),
    "hours and days": (
        spoilt('"start"', '"first":"2026-10-14","last":"2026-10-14","start"', MIDTERM),
        IT_IS_DAMAGED.format("content: it has neither hours nor whole days"),
    ),
    "hours and a day": (
        spoilt('"start"', '"last":"2026-10-14","start"', MIDTERM),
        IT_IS_DAMAGED.format("content: it has neither hours nor whole days"),
    ),
    "days and an hour": (
        spoilt('"first"', '"end":"2026-10-14T21:30:00-04:00","first"'),
        IT_IS_DAMAGED.format("content: it has neither hours nor whole days"),
    ),
    "no length": (
        spoilt("T21:30", "T19:30", MIDTERM),
        IT_IS_DAMAGED.format("content: it ends before it begins"),
    ),
    "an end before its start": (
        spoilt("T21:30", "T19:29", MIDTERM),
        IT_IS_DAMAGED.format("content: it ends before it begins"),
    ),
    "an end before its start on other clocks": (
        spoilt("21:30:00-04:00", "21:30:00Z", MIDTERM),
        IT_IS_DAMAGED.format("content: it ends before it begins"),
    ),
    "a last day before the first": (
        spoilt('"last":"2026-09-22"', '"last":"2026-09-21"'),
        IT_IS_DAMAGED.format("content: it ends before it begins"),
    ),
    **{
        f"a {key} day in {year}": (
            spoilt(f'"{key}":"2026', f'"{key}":"{year}'),
            IT_IS_DAMAGED.format("content: its year is not from 2000 to 2101"),
        )
        for key, year in [("first", "0001"), ("first", "1999"), ("last", "2102"), ("last", "9999")]
    },
    **{
        f"a {key} in {year}": (
            spoilt(f'"{key}":"2026', f'"{key}":"{year}', MIDTERM),
            IT_IS_DAMAGED.format("content: its year is not from 2000 to 2101"),
        )
        for key, year in [("start", "0001"), ("start", "1999"), ("end", "2102"), ("end", "9999")]
    },
    # Whose it is.
    "an id that is no word": (spoilt("final.", "Final."), NO_UID),
    "an empty id": (spoilt("final.", "."), NO_UID),
    "an empty UID": (spoilt("final.6.100-fa26@course.example.edu", ""), NO_UID),
    "an id alone": (spoilt("final.6.100-fa26@course.example.edu", "final"), NO_UID),
    "no course": (spoilt("final.6.100-fa26@", "final@"), NO_UID),
    "an empty course": (spoilt("final.6.100-fa26@", "final.@"), NO_UID),
    "no domain": (spoilt("@course.example.edu", ""), NO_UID),
    "a UID of another program": (spoilt("final.6.100-fa26@", "0a1b2c3d-0000@"), NO_UID),
    "another course": (spoilt("6.100-fa26@", "6.100-fa25@"), COPIED.format("'6.100-fa25'")),
    "another course of another domain": (
        spoilt("6.100-fa26@course", "6.100-fa25@other"),
        COPIED.format("'6.100-fa25'"),
    ),
    "another course of a long name": (spoilt("6.100-fa26@", f"{'a' * 100}@"), COPIED.format(f"'{'a' * 60}…'")),
    "another domain": (
        spoilt("@course.", "@other."),
        OTHER_DOMAIN.format("'other.example.edu'", "other.example.edu"),
    ),
    "an empty domain": (spoilt("@course.example.edu", "@"), NO_UID),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_damaged_line_is_a_problem_and_of_no_effect(name: str) -> None:
    text, message = DAMAGED[name]

    ledger, wrong = read(MIDTERM, text, PSET)

    assert wrong == [f"history.jsonl:2:1: {message}"]
    assert ledger == read(MIDTERM, PSET)[0]


YAML = {
    "exams": """\
        exams:
          - id: midterm
            title: Midterm
            date: Wed 2026-10-14
            start: 19:30
            end: 21:30
            room: 26-100
            tags: [big]
            materials:
              - {title: old midterms}
            details: Closed book.
        """,
    "lectures": """\
        lectures:
          - {id: grids, title: Grids, date: Tue 2026-09-15}
        """,
    "office_hours": """\
        slots:
          - {id: oh-mon-15, hosts: [ada-lovelace], day: Mon, start: 15:00, end: 16:00, until: 2026-09-21}
        """,
}


def published(folder: Path) -> Path:
    """Write a course that was published, and then again with another date of its midterm."""
    publish(write_course(folder, **YAML), NOON)
    write_course(folder, **{**YAML, "exams": YAML["exams"].replace("Wed 2026-10-14", "Thu 2026-10-15")})
    publish(folder, NOON + timedelta(days=1))
    return folder


def told(folder: Path) -> list[str]:
    """Say why a course is not served."""
    with pytest.raises(CourseError) as caught:
        read_course(folder)
    return [str(problem).removeprefix(f"{folder}/") for problem in caught.value.problems]


@pytest.mark.parametrize("name", DAMAGED)
def test_course_with_a_damaged_line_is_not_served(name: str, tmp_path: Path) -> None:
    """The line may have been the last word about an event; to go on without it would give it an older revision."""
    text, message = DAMAGED[name]
    history = published(tmp_path / SLUG) / HISTORY
    before = history.read_bytes().splitlines()
    history.write_bytes(b"\n".join([*before, text if isinstance(text, bytes) else text.encode(), b""]))

    assert told(history.parent) == [f"history.jsonl:{len(before) + 1}:1: {message}"]


def test_history_that_was_cut_is_refused_unless_whole_lines_went(tmp_path: Path) -> None:
    data = (published(tmp_path / SLUG) / HISTORY).read_bytes()
    ends = [place for place in range(len(data)) if data[place : place + 1] == b"\n"]

    read_whole = [place for place in range(len(data) + 1) if not read(data[:place])[1]]

    assert read_whole == sorted([0, *ends, *(end + 1 for end in ends)])


def test_every_damaged_line_is_told_once() -> None:
    ledger, wrong = read("<<<<<<< HEAD", MIDTERM, "=======", FINAL[:-1], ">>>>>>> theirs", PSET)

    assert wrong == [
        f"history.jsonl:1:1: {OF_A_MERGE}",
        f"history.jsonl:3:1: {OF_A_MERGE}",
        f"history.jsonl:4:1: {NO_JSON}",
        f"history.jsonl:5:1: {OF_A_MERGE}",
    ]
    assert sorted(ledger) == ["midterm", "pset-1-due"]


def test_other_course_is_told_once_for_all_its_lines() -> None:
    texts = [text.replace("fa26", "fa25") for text in (MIDTERM, PSET, FINAL)]

    assert read(*texts) == ({}, ["history.jsonl:1:1: " + COPIED.format("'6.100-fa25'")])


def test_each_other_course_and_domain_is_told() -> None:
    _, wrong = read(
        MIDTERM,
        PSET.replace("fa26", "fa25"),
        FINAL.replace("@course", "@other"),
        MIDTERM.replace("fa26", "fa24"),
        PSET.replace("@course", "@other"),
        FINAL.replace("fa26", "fa25"),
        FINAL.replace("final", "Final"),
    )

    assert wrong == [
        "history.jsonl:2:1: " + COPIED.format("'6.100-fa25'"),
        "history.jsonl:3:1: " + OTHER_DOMAIN.format("'other.example.edu'", "other.example.edu"),
        "history.jsonl:4:1: " + COPIED.format("'6.100-fa24'"),
        f"history.jsonl:7:1: {NO_UID}",
    ]


def test_damaged_lines_are_told_up_to_a_hundred() -> None:
    _, wrong = read(*["{"] * 150)

    assert wrong == [
        *(f"history.jsonl:{number}:1: {NO_JSON}" for number in range(1, 101)),
        "history.jsonl:101:1: there are more problems than these; mend them first",
    ]


def test_history_that_is_too_large_is_not_read() -> None:
    whole, wrong = read(MIDTERM, " " * (MAX_BYTES - len(MIDTERM) - 1))
    assert (sorted(whole), wrong) == (["midterm"], [])

    assert read(MIDTERM + " " * (MAX_BYTES - len(MIDTERM) + 1)) == (
        {},
        ["history.jsonl:1:1: the history is larger than 10 MB or 20,000 lines; put the file back as it was"],
    )


def test_any_domain_will_do_while_that_of_the_course_is_not_known(tmp_path: Path) -> None:
    """A mistake in course.yaml is told by itself."""
    other = MIDTERM.replace("@course", "@other")
    assert read(other, domain=None)[1] == []

    folder = published(tmp_path / SLUG)
    write_course(folder, course="title: Testing\n", **YAML)

    assert [line for line in told(folder) if "history" in line] == []


# How lines stand in the file


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(f"{MIDTERM}\n{PSET}\n", id="each ended"),
        pytest.param(f"{MIDTERM}\n{PSET}", id="the last one not ended"),
        pytest.param(f"{MIDTERM}\r\n{PSET}\r\n", id="of Windows"),
        pytest.param(f"{MIDTERM}\r\n{PSET}\n", id="of Windows and not"),
        pytest.param(f"\n{MIDTERM}\n\n \n\t\n{PSET}\n\r\n\n", id="and empty ones"),
        pytest.param(f"  {MIDTERM}\t\n{PSET} \n", id="with spaces around"),
        pytest.param(MIDTERM.replace(",", " , ").replace('":', '" : ') + f"\n{PSET}\n", id="with spaces in between"),
        pytest.param(f"\ufeff{MIDTERM}\n{PSET}\n", id="after a byte order mark"),
    ],
)
def test_lines_are_read_however_they_end(data: str) -> None:
    assert read(data) == read(MIDTERM, PSET)


@pytest.mark.parametrize("data", ["", "\n", "\r\n", " \n\n\t\n"])
def test_history_without_lines_has_nothing(data: str) -> None:
    assert read(data) == ({}, [])


def test_course_with_an_empty_history_is_as_one_without(tmp_path: Path) -> None:
    folder = write_course(tmp_path / SLUG, **YAML)
    without = read_course(folder)
    (folder / HISTORY).write_text("\n")

    assert read_course(folder) == without


def later(line: str, seconds: int, **other: str) -> str:
    """Give a line of some seconds later, with other values for the texts in it."""
    line = line.replace("12:00:00Z", f"12:00:{seconds:02}Z", 1)
    for was, now in other.items():
        line = spoilt(was, now, line)
    return line


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param(
            [MIDTERM, later(MIDTERM, 5, Midterm="Quiz"), later(MIDTERM, 9)],
            ["08-20 12:00:00 Midterm", "08-20 12:00:05 Quiz", "08-20 12:00:09 Midterm"],
            id="there and back",
        ),
        pytest.param(
            [MIDTERM, later(MIDTERM, 5).partition('"said"')[0] + '"content":null}', later(MIDTERM, 9)],
            ["08-20 12:00:00 Midterm", "08-20 12:00:05 withdrawn", "08-20 12:00:09 Midterm"],
            id="withdrawn and back",
        ),
        pytest.param(
            [MIDTERM, later(MIDTERM, 0, Midterm="Quiz")],
            ["08-20 12:00:00 Midterm", "08-20 12:00:01 Quiz"],
            id="two of one second, by their text",
        ),
        pytest.param(
            [later(MIDTERM, 0, Midterm=title) for title in ("A", "B", "C", "D")],
            ["08-20 12:00:00 A", "08-20 12:00:01 B", "08-20 12:00:02 C", "08-20 12:00:03 D"],
            id="four of one second",
        ),
        pytest.param(
            [*(later(MIDTERM, 0, Midterm=title) for title in ("A", "B", "C")), later(MIDTERM, 1, Midterm="D")],
            ["08-20 12:00:00 A", "08-20 12:00:01 B", "08-20 12:00:02 C", "08-20 12:00:03 D"],
            id="three of one second and one of the next",
        ),
        pytest.param(
            [MIDTERM, later(MIDTERM, 0, new="first published"), later(MIDTERM, 0, said='note":"by mistake","said')],
            ["08-20 12:00:00 Midterm"],
            id="the same of one second, said in other words",
        ),
        pytest.param(
            [MIDTERM, later(MIDTERM, 5)],
            ["08-20 12:00:00 Midterm", "08-20 12:00:05 Midterm"],
            id="the same at two times",
        ),
    ],
)
def test_lines_of_an_event_go_by_their_time_in_whatever_order_and_however_often(
    texts: list[str], expected: list[str]
) -> None:
    orders = [list(order) for order in permutations(texts)]
    read_so = [
        read(*before, PSET, *order, *again, *order)
        for order in orders
        for before, again in (([], []), (texts, texts), ([], order[:1]), (order[-1:], order[::-1]))
    ]

    assert times(read_so[0][0]) == expected
    assert all(each == read_so[0] for each in read_so)


def test_note_and_what_was_replaced_are_kept() -> None:
    other = later(MIDTERM, 5, said='replaces":"0123456789abcdef","note":"The room is taken.","said')

    ledger, _ = read(MIDTERM, other.replace("Midterm", "Quiz"))

    assert [(line.note, line.replaces) for line in ledger["midterm"]] == [
        ("", None),
        ("The room is taken.", "0123456789abcdef"),
    ]


def test_of_keys_that_are_there_twice_the_last_counts() -> None:
    ledger, wrong = read(spoilt('"title":"Midterm"', '"title":"Quiz","title":"Midterm"', MIDTERM))

    assert (times(ledger), wrong) == (["08-20 12:00:00 Midterm"], [])


# Merges


def git(folder: Path, *arguments: str, fails: bool = False) -> None:
    """Run git with nobody's own settings."""
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.edu", "-c", "core.hooksPath=/dev/null"]
    done = subprocess.run(
        ["git", "-C", folder, *identity, *arguments],
        env=environment,
        capture_output=True,
        timeout=60,
    )
    assert bool(done.returncode) is fails, done.stderr


MOVED = YAML["exams"].replace("Wed 2026-10-14", "Thu 2026-10-15")
OPEN_BOOK = YAML["exams"].replace("Closed book", "Open book")
WAVES = YAML["lectures"].replace("title: Grids", "title: Waves")
ALAN = YAML["office_hours"].replace("hosts: [ada-lovelace]", "hosts: [alan-turing]")
AFTER_BOTH = NOON + timedelta(days=9)


def repository(folder: Path, *, union: bool = True, one: timedelta, other: timedelta) -> Path:
    """Make a repository of a published course, with two branches that change and record it; gives its folder."""
    folder.mkdir()
    git(folder, "init", "--initial-branch=main")
    if union:
        shutil.copy(ROOT / "data" / ".gitattributes", folder)
    course = folder / SLUG
    publish(write_course(course, **YAML), NOON)
    _commit(folder)
    for branch, at, files in (
        ("one", one, {"exams": MOVED, "lectures": WAVES}),
        ("other", other, {"exams": OPEN_BOOK, "office_hours": ALAN}),
    ):
        git(folder, "checkout", "-b", branch, "main")
        publish(write_course(course, **{**YAML, **files}), NOON + at, f"by {branch}")
        _commit(folder)
    return course


def _commit(folder: Path) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--message", "edit")


def merged(course: Path, into: str, branch: str, *arguments: str, fails: bool = False) -> Path:
    """Merge a branch into another one, and let the files be as if edited at one time."""
    git(course.parent, "checkout", into)
    git(course.parent, *arguments, "merge", branch, "--message", "merge", fails=fails)
    touch(course, AFTER_BOTH)
    return course


def changes(course: Course) -> list[str]:
    """Say each change that is not the first of its event."""
    return [
        f"{change.time:%m-%d %H:%M:%S} {change.id} {change.effect} {change.note}".strip()
        + ("" if change.recorded else " (not recorded)")
        for change in course.changes
        if change.before
    ]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param(
            timedelta(days=1),
            timedelta(days=2),
            """
            08-21 12:00:00 grids renamed by one
            08-21 12:00:00 midterm moved by one
            08-22 12:00:00 midterm quiet by other
            08-22 12:00:00 oh-mon-15-2026-09-14 handed over by other
            08-22 12:00:00 oh-mon-15-2026-09-21 handed over by other
            08-29 12:00:00 midterm moved (not recorded)
            """,
            id="one after the other",
        ),
        pytest.param(
            timedelta(days=1),
            timedelta(days=1),
            """
            08-21 12:00:00 grids renamed by one
            08-21 12:00:00 midterm quiet by other
            08-21 12:00:00 oh-mon-15-2026-09-14 handed over by other
            08-21 12:00:00 oh-mon-15-2026-09-21 handed over by other
            08-21 12:00:01 midterm moved by one
            08-29 12:00:00 midterm quiet (not recorded)
            """,
            id="at one second",
        ),
    ],
)
def test_two_branches_that_both_recorded_merge_into_one_course_in_either_order(
    one: timedelta, other: timedelta, expected: str, tmp_path: Path
) -> None:
    folder = repository(tmp_path / "a", one=one, other=other)
    first = read_course(merged(folder, "one", "other"))
    second = read_course(merged(repository(tmp_path / "b", one=one, other=other), "other", "one"))

    assert first.warnings == ()
    assert first.events == second.events
    assert first.changes == second.changes
    assert changes(first) == lines(expected)
    assert [said(event) for event in first.events] == [
        "oh-mon-15-2026-09-14: Mon 09-14 15:00-16:00, alan-turing",
        "grids: Tue 09-15 13:00-14:30, 45-230",
        "oh-mon-15-2026-09-21: Mon 09-21 15:00-16:00, alan-turing",
        "midterm: Thu 10-15 19:30-21:30, 26-100",
    ]
    assert by_id(first)["midterm"].details == "Open book."
    assert [change for change in publish(folder, AFTER_BOTH).changes if not change.recorded] == []


def test_merge_of_one_change_that_both_recorded_at_once_is_that_change(tmp_path: Path) -> None:
    course = repository(tmp_path / "a", one=timedelta(days=1), other=timedelta(days=2))
    alone = read_course(merged(course, "one", "main"))
    git(course.parent, "checkout", "-b", "third", "main")
    publish(write_course(course, **{**YAML, "exams": MOVED, "lectures": WAVES}), NOON + timedelta(days=1), "by one")
    _commit(course.parent)

    both = read_course(merged(course, "one", "third"))

    assert (both.events, both.changes) == (alone.events, alone.changes)


def test_merge_without_the_attribute_is_a_conflict_that_says_what_to_do(tmp_path: Path) -> None:
    one, other = timedelta(days=1), timedelta(days=2)
    course = merged(repository(tmp_path / "a", union=False, one=one, other=other), "one", "other", fails=True)
    history = course / HISTORY

    assert told(course) == [
        f"history.jsonl:5:1: {OF_A_MERGE}",
        f"history.jsonl:8:1: {OF_A_MERGE}",
        f"history.jsonl:12:1: {OF_A_MERGE}",
    ]

    kept = [line for line in history.read_text().splitlines() if line.startswith("{")]
    history.write_text("".join(f"{line}\n" for line in kept))
    by_hand = read_course(course)
    by_git = read_course(merged(repository(tmp_path / "b", one=one, other=other), "one", "other"))
    assert (by_hand.events, by_hand.changes) == (by_git.events, by_git.changes)


def test_conflict_that_shows_what_both_sides_had_says_so_too(tmp_path: Path) -> None:
    course = repository(tmp_path / "a", union=False, one=timedelta(days=1), other=timedelta(days=2))
    merged(course, "one", "other", "-c", "merge.conflictStyle=diff3", fails=True)

    assert told(course) == [f"history.jsonl:{line}:1: {OF_A_MERGE}" for line in (5, 8, 9, 13)]
