"""Data files that the program writes: what each is for, its rows under their weeks, examples where there is nothing."""

import re
from datetime import date

import pytest
from conftest import DATA, SLUG

from feeds.authoring.data_files import written
from feeds.course.parser import parse
from feeds.course.schema.files import FORMS

FIRST = date(2025, 9, 4)


def without_comments(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]


@pytest.mark.parametrize("file", ["course.yaml", "deadlines.yaml", "exams.yaml", "office-hours.yaml", "tutorials.yaml"])
def test_the_real_data_is_written_as_people_have_written_it(file: str) -> None:
    real = (DATA / SLUG / file).read_text()
    content = parse(real.encode(), file).value
    assert isinstance(content, dict)

    text = written(file, content, first=FIRST, schema="../../docs/schema")

    assert without_comments(text) == without_comments(real)
    # People say more in their comments, and never something else.
    assert text.splitlines()[0] == real.splitlines()[0]
    assert re.findall(r"# Week \d+", text) == re.findall(r"# Week \d+", real)


def test_rows_stand_under_their_week_and_slots_under_their_weekday() -> None:
    lectures = written(
        "lectures.yaml",
        {
            "lectures": [
                {"id": "a", "date": "2025-09-04", "title": "A"},
                {"id": "b", "date": "Tue 2025-09-09", "title": "B"},
                {"id": "c", "date": "tbd", "title": "C"},
            ]
        },
        first=FIRST,
    )
    slots = written("office-hours.yaml", {"slots": [{"id": "oh-1", "hosts": ["alan-kay"], "day": "tbd"}]}, first=FIRST)

    assert (
        lectures.split("\n\n", 1)[1]
        == """\
lectures:
  # Week 1

  - id: a
    date: 2025-09-04
    title: A

  # Week 2

  - id: b
    date: Tue 2025-09-09
    title: B

  # Date to be decided

  - id: c
    date: tbd
    title: C
"""
    )
    assert slots.split("\n\n", 1)[1] == "slots:\n  - id: oh-1\n    hosts: [alan-kay]\n    day: tbd\n"


def test_a_file_without_rows_has_an_example_that_is_right_once_it_is_no_comment() -> None:
    for file, form in FORMS.items():
        text = written(file, {}, first=FIRST)
        if file == "course.yaml":
            continue
        _, example = text.split("change them:\n#\n")
        values = parse("\n".join(line.removeprefix("# ") for line in example.splitlines()).encode(), file).value

        assert without_comments(text) == [] or file == "staff.yaml"
        assert form.model_validate(values)


def test_what_was_left_stands_at_the_end() -> None:
    text = written("exams.yaml", {}, first=FIRST, left=["# Not understood in page.txt, line 12: Thu 10/21"])

    assert text.endswith("\n\n# Not understood in page.txt, line 12: Thu 10/21\n")
