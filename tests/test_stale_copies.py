"""A course that was copied for another year, and of which something is still of the last one."""

from pathlib import Path

import pytest
from courses import course_yaml, problems

SUMMER = "classes: {first: Mon 2026-06-08, last: Fri 2026-08-14}"
WINTER = "classes: {first: Mon 2025-10-13, last: Fri 2026-02-06}"


def of_term(folder: Path, term: str, classes: str) -> list[str]:
    return problems(folder / "course", course=course_yaml(f"term: {term}\n{classes}\n"))


def of_folder(folder: Path, name: str, classes: str) -> list[str]:
    return problems(folder / name, course=course_yaml(f"term: Any\n{classes}\n"))


@pytest.mark.parametrize(
    ("term", "classes", "named"),
    [
        ("Fall 2025", SUMMER, "names 2025, and classes are in 2026"),
        ("2027", SUMMER, "names 2027, and classes are in 2026"),
        ("WiSe 2024/25", SUMMER, "names 2024 and 2025, and classes are in 2026"),
        ("2027-2028", SUMMER, "names 2027 and 2028, and classes are in 2026"),
        ("Winter 2024", WINTER, "names 2024, and classes are in 2025 and 2026"),
    ],
)
def test_term_of_another_year_is_told(tmp_path: Path, term: str, classes: str, named: str) -> None:
    assert of_term(tmp_path, term, classes) == [f"course.yaml:3:7: warning: term {term!r} {named}; correct one of them"]


@pytest.mark.parametrize(
    ("term", "classes"),
    [
        ("Summer 2026", SUMMER),
        ("2025-26", SUMMER),
        ("2025–2026", SUMMER),
        ("Summer", SUMMER),
        ("Summer '25", SUMMER),
        ("Term 2251", SUMMER),
        ("Room 20255", SUMMER),
        ("Winter 2025", WINTER),
        ("Winter 2026", WINTER),
        ("WS 2025/26", WINTER),
    ],
)
def test_term_of_the_year_or_of_none_is_right(tmp_path: Path, term: str, classes: str) -> None:
    assert of_term(tmp_path, term, classes) == []


@pytest.mark.parametrize(
    "name",
    [
        *("6.7960-fa25", "6.7960-sp25", "x-su25", "x-wi27", "x-f25", "x-s25", "x-ss25", "x-ws25", "x-FA25"),
        *("x-fall2025", "x-spr25"),
    ],
)
def test_folder_of_another_year_is_told(tmp_path: Path, name: str) -> None:
    assert of_folder(tmp_path, name, SUMMER) == [
        f"course.yaml:7:10: warning: the folder is called {name}, and classes are in 2026; correct their dates, or give"
        " the folder another name while nobody has its addresses"
    ]


@pytest.mark.parametrize(
    ("name", "classes"),
    [
        ("6.7960-su26", SUMMER),
        ("x-summer2026", SUMMER),
        ("x-ws25", WINTER),
        ("x-ws26", WINTER),
        # Not of a term.
        ("6.7960", SUMMER),
        ("fa25", SUMMER),
        ("x-fa25-b", SUMMER),
        ("x-2025", SUMMER),
        ("x-25", SUMMER),
        ("x-ml25", SUMMER),
        ("x-fa255", SUMMER),
        ("x-fa1925", SUMMER),
    ],
)
def test_folder_of_the_year_or_of_none_is_right(tmp_path: Path, name: str, classes: str) -> None:
    assert of_folder(tmp_path, name, classes) == []


def test_copy_is_served_all_the_same(tmp_path: Path) -> None:
    """Both are warnings."""
    classes = "classes: {first: 2025-06-09, last: 2025-08-15}"
    found = problems(tmp_path / "6.100-fa26", course=course_yaml(f"term: Spring 2024\n{classes}\n"))

    assert found == [
        "course.yaml:3:7: warning: term 'Spring 2024' names 2024, and classes are in 2025; correct one of them",
        "course.yaml:7:10: warning: the folder is called 6.100-fa26, and classes are in 2025; correct their dates, or"
        " give the folder another name while nobody has its addresses",
    ]
