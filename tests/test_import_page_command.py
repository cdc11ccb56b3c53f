"""The real course page imported: as a course of its own beside the one made by hand, and into that one."""

import re
from datetime import UTC, date, datetime
from difflib import unified_diff
from pathlib import Path
from textwrap import dedent

from conftest import DATA, SLUG
from importing import ABOUT, MEETING, PAGE, feeds_import, texts_of

from feeds.course.model import Course, Event, Status, Timed
from feeds.course.reader import read_course

NEW = "6.7960-fall25"


def by_what_it_is(course: Course) -> dict[tuple[str, str, str], Event]:
    found = {
        (
            event.kind.value,
            event.title,
            f"{event.when.start:%m-%d %H:%M}" if isinstance(event.when, Timed) else f"{event.when.first:%m-%d}",
        ): event
        for event in course.events
    }
    assert len(found) == len(course.events)
    return found


def test_page_makes_the_course_that_people_made_by_hand_but_for_these_differences(tmp_path: Path) -> None:
    result = feeds_import(tmp_path, PAGE, NEW, *ABOUT, *MEETING, "--term", "Fall 2025", "--write")
    assert (result.exit_code, result.output.splitlines()[-1]) == (0, f"Written: {tmp_path / NEW}, with 230 events.")
    imported, course = read_course(tmp_path / NEW), read_course(DATA / SLUG)
    new, old = by_what_it_is(imported), by_what_it_is(course)

    assert imported.warnings == ()
    # The page does not say from when on there are office hours; the course's staff did.
    assert sorted(new.keys() - old.keys()) == [
        ("office-hours", "", "09-04 09:00"),
        ("office-hours", "", "09-04 11:00"),
        ("office-hours", "", "09-04 16:00"),
        ("office-hours", "", "09-05 10:00"),
    ]
    assert old.keys() - new.keys() == set()
    aspects = ("when", "place", "people", "guests", "tags", "details", "materials", "any_of", "status", "weeks")
    differing = {
        (key[2], aspect, getattr(old[key], aspect), getattr(new[key], aspect))
        for key in old
        for aspect in aspects
        if getattr(old[key], aspect) != getattr(new[key], aspect)
    }
    colab = old["tutorial", "PyTorch Tutorial", "09-08 16:00"].materials
    times = ("09-08 16:00", "09-09 15:00", "09-10 19:00", "09-12 11:00")
    assert differing == {
        *((time, "tags", ("pytorch",), ()) for time in times),
        *((time, "any_of", "pytorch", None) for time in times),
        *((time, "materials", colab, ()) for time in times[1:]),
    }
    assert imported.people == course.people
    assert (imported.code, imported.title, imported.contact) == (course.code, course.title, course.contact)
    assert (imported.first, imported.last) == (date(2025, 9, 4), date(2025, 12, 9))
    assert [link.title for link in imported.links] == [link.title for link in course.links[1:]]
    lines = unified_diff(course.about.split("\n"), imported.about.split("\n"), n=0, lineterm="")
    assert sorted(line for line in lines if re.match(r"[-+]\w", line)) == [
        "+class schedule is subject to change",
        "-class schedule is subject to change",
    ]


def test_page_says_what_it_leaves_open(tmp_path: Path) -> None:
    result = feeds_import(tmp_path, PAGE, NEW, *ABOUT, *MEETING, "--term", "Fall 2025")

    assert result.output.splitlines()[0] == (
        "The course has 2 holidays, 26 people, 24 lectures, 4 tutorials, 1 exam, 14 weekly office hours,"
        " 1 office hour held once, and 6 assignments."
    )
    _, look = result.output.split("Look at (3):\n")
    assert [re.sub(r"line \d+", "line N", line) for line in look.splitlines()] == [
        "  line N: Guest Lecture: Deep Learning that Improves Real-World Interactions Rose E Wang (OpenAI): the text"
        " does not part the guest from the topic; the name is taken to be 'Rose E Wang'",
        "  line N: weekly hours: no days are given, so they run from the first to the last class; write `office_hours`"
        " if they do not",
        "  line N: PyTorch Tutorial: 4 tutorials are called so; write the same `any_of` at each if people come to any"
        " one of them",
        "Nothing is written. To write it, say the same with --write.",
    ]
    assert not (tmp_path / NEW).exists()


def test_page_proposes_nothing_to_the_course_made_by_hand(data: Path) -> None:
    before = texts_of(data / SLUG)
    result = feeds_import(data, PAGE, SLUG, "--write")

    assert (result.exit_code, result.output.splitlines()[0]) == (0, "No difference to write.")
    assert texts_of(data / SLUG) == before


def test_edited_page_changes_only_the_lines_concerned_and_keeps_ids(data: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    edits = {
        "Tue 10/21 Midterm: 7:30 - 9:30 PM": "Tue 10/28 Midterm: 7:30 - 9:30 PM",
        "Thu 10/16 Generative models: basics Kaiming He": "Thu 10/16 Generative models: the basics Omar Khattab",
        "OH: Thu 9-10 AM 45-741H": "OH: Fri 9-10 AM 45-741H",
        "Tue 12/9 Guest Lecture 3 Jiajun Wu (Stanford) project due": "Wed 12/9 Guest Lecture 3 Jiajun Wu (Stanford)",
    }
    text = PAGE.read_text()
    for old, new in edits.items():
        assert text.count(old) == 1
        text = text.replace(old, new)
    page.write_text(text)
    folder = data / SLUG
    before = texts_of(folder)

    result = feeds_import(data, page, SLUG, "--write")

    assert result.output.split("Look at (1):")[0] == dedent("""\
        4 differences to write.
          lectures.yaml, generative-basics: title: "Generative models: basics" → "Generative models: the basics"
          lectures.yaml, generative-basics: speakers: [kaiming-he] → [omar-khattab]
          exams.yaml, midterm: date: Tue 2025-10-21 → Tue 2025-10-28
          office-hours.yaml, oh-thu-9: changes: nothing → [{from: Mon 2025-09-08, day: Friday}]
        2 rows not in the file, left as they are:
          lectures.yaml, guest-3: Tue 2025-12-09  Guest Lecture 3  Jiajun Wu (the file does not have it)
          deadlines.yaml, project: project  due Tue 2025-12-09 (the file does not have it)
        Not understood (1):
          line 283: Wed 12/9 Guest Lecture 3 Jiajun Wu (Stanford): 2025-12-09 is a Tuesday, not a Wednesday
        """)
    after = texts_of(folder)
    changed = [
        line
        for name in after
        for line in unified_diff(before[name].splitlines(), after[name].splitlines(), n=0, lineterm="")
        if line[:2] not in ("--", "++", "@@")
    ]
    assert changed == [
        "-  - {id: midterm, date: Tue 2025-10-21, start: 19:30, end: 21:30, title: Midterm}",
        "+  - {id: midterm, date: Tue 2025-10-28, start: 19:30, end: 21:30, title: Midterm}",
        '-    title: "Generative models: basics"',
        "-    speakers: [kaiming-he]",
        '+    title: "Generative models: the basics"',
        "+    speakers: [omar-khattab]",
        "+",
        "+# Not understood in page.txt, line 283: Wed 12/9 Guest Lecture 3 Jiajun Wu (Stanford) (2025-12-09 is a"
        " Tuesday, not a Wednesday)",
        "+    changes:",
        "+      - {from: Mon 2025-09-08, day: Friday}",
    ]
    assert feeds_import(data, page, SLUG).output.splitlines()[0] == "No difference to write."


def test_what_the_page_has_no_more_is_cancelled_only_when_that_is_said(data: Path, tmp_path: Path) -> None:
    lines = PAGE.read_text().splitlines(keepends=True)
    evaluation = next(n for n, line in enumerate(lines) if line.strip().startswith("Thu 11/20 Evaluation"))
    page = tmp_path / "page.txt"
    page.write_text("".join(lines[:evaluation] + lines[evaluation + 3 :]).replace(" project due", ""))
    in_october = datetime(2025, 10, 8, tzinfo=UTC)

    left = feeds_import(data, page, SLUG, "--write", now=in_october)
    assert left.output.splitlines()[:4] == [
        "No difference to write.",
        "2 rows not in the file, left as they are:",
        "  lectures.yaml, evaluation: Thu 2025-11-20  Evaluation  sara-beery (the file does not have it)",
        "  deadlines.yaml, project: project  due Tue 2025-12-09 (the file does not have it)",
    ]
    done = feeds_import(data, page, SLUG, "--cancel-missing", "--write", now=in_october)
    assert done.output.splitlines()[:3] == [
        "2 differences to write.",
        "  lectures.yaml, evaluation: cancelled: nothing → yes",
        "  deadlines.yaml, project: cancelled: nothing → yes",
    ]
    cancelled = [event.id for event in read_course(data / SLUG).events if event.status is Status.CANCELLED]
    assert cancelled == ["evaluation", "project-due"]


def test_nothing_is_cancelled_that_may_be_among_what_was_not_understood(data: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE.read_text().replace("Tue 12/9 Guest", "Wed 12/9 Guest"))
    before = texts_of(data / SLUG)
    result = feeds_import(data, page, SLUG, "--cancel-missing", "--write")

    assert "Nothing is cancelled, since what was not understood may be about it." in result.output.splitlines()
    after = texts_of(data / SLUG)
    assert {name for name in after if after[name] != before[name]} == {"lectures.yaml"}
    assert "cancelled" not in after["lectures.yaml"]


def test_an_address_in_the_page_is_nowhere_in_what_comes_out(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(
        PAGE.read_text().replace("Thu 9/11 ", "write to ada@example.edu or ada at example dot edu\nThu 9/11 ")
    )
    result = feeds_import(tmp_path / "data", page, NEW, *ABOUT, *MEETING, "--term", "Fall 2025", "--write")
    written = "".join(texts_of(tmp_path / "data" / NEW).values())

    assert result.exit_code == 0
    assert "ada@" not in result.output + written
    assert "ada at" not in result.output + written
    assert set(re.findall(r"[\w.-]+@[\w.-]+\w", written)) == {"6.7960-instructors-fl2025@mit.edu"}


def test_a_course_that_cannot_be_read_is_left_alone(data: Path) -> None:
    (data / SLUG / "exams.yaml").write_text("exams: [{id: midterm}]\n")
    before = texts_of(data / SLUG)
    result = feeds_import(data, PAGE, SLUG, "--write")

    assert (result.exit_code, texts_of(data / SLUG)) == (1, before)
    assert result.output.startswith(
        f"Error: this course cannot be read; correct it first:\n{data / SLUG / 'exams.yaml'}:1:9: "
    )


def test_what_a_course_is_is_not_told_of_one_that_is_there(data: Path) -> None:
    result = feeds_import(data, PAGE, SLUG, "--title", "Deeper Learning")

    assert (result.exit_code, result.output.splitlines()[-1]) == (
        2,
        f"Error: {data / SLUG} is there already; what a course is stands in its course.yaml",
    )
