"""docs/operations.md says what was seen of all that is tried with the cache, and names metrics that there are."""

import re
import subprocess
import sys

from conftest import ROOT

from deployed.replicas import MOST_REQUESTS
from deployed.test_polls import COURSES, POLLS, SELECTIONS

PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
TRIED = tuple(f"tests/deployed/{name}.py" for name in ("test_polls", "test_cache", "test_replicas"))


def test_table_has_a_row_for_everything_that_is_tried() -> None:
    command = [sys.executable, "-m", "pytest", "--collect-only", *TRIED]
    collected = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    tried = re.findall(r"^\S+\.py::(\w+)", collected, re.MULTILINE)

    assert sorted(re.findall(r"\| `(test_\w+)` \|$", PAGE, re.MULTILINE)) == sorted({*tried})


def test_table_says_how_many_polls_and_what_they_may_cost() -> None:
    assert f"| {POLLS:,} polls of {COURSES * len(SELECTIONS):,} feeds by " in PAGE
    assert f" requests at the replicas (at most {MOST_REQUESTS:,} may be); " in PAGE


def test_every_metric_that_is_named_is_counted() -> None:
    # As they are written in the program, without what Prometheus adds.
    counted = set(re.findall(r'"(feeds_\w+)"', (ROOT / "feeds" / "web" / "counts.py").read_text(encoding="utf-8")))
    named = set(re.findall(r"\bfeeds_\w+", PAGE))

    assert {re.sub("_(total|bucket)$", "", name) for name in named} <= counted
    assert named >= {"feeds_course_trouble", "feeds_requests_total"}


def test_loads_and_traffic_are_what_the_assumptions_make_of_them() -> None:
    apps = re.findall(r"^\| \w+, .+ \| (\d+) \| (\d+) \| ", PAGE, re.MULTILINE)
    polls = sum(int(number) * int(looks) for number, looks in apps)
    second = polls / 86_400 / 1_000
    share = 1 / (1 + 300 * 10 * 50 * second)
    whole = 1 - 2_400 / polls

    def row(count: int) -> str:
        rate, peak = count * second, 10 * count * second
        seen = [rate, peak, peak * share]
        line = [peak * whole * kilobytes * 8 / 1_000 for kilobytes in (25, 4)]
        gigabytes = count * polls / 1_000 * whole * 25 / 1e6
        units = (f"{_short(gigabytes)} GB", *(f"{_short(each)} Mbit/s" for each in line))
        return f"| {count:,} | {' | '.join([*map(_short, seen), *units])} |"

    assert polls == 13_350
    assert [row(count) for count in (1_000, 10_000, 100_000, 1_000_000)] == re.findall(
        r"^\| 10*,[0,]+ \| .* Mbit/s \|$", PAGE, re.MULTILINE
    )


def _short(number: float) -> str:
    """Write a number by two figures, and all before the point."""
    return f"{number:,.0f}" if number >= 9.95 else f"{number:.1f}" if number >= 0.995 else f"{number:.2f}"
