"""The style has a rule for every class by which pages place, colour and mark what is in a calendar."""

import re
from datetime import UTC, datetime

import pytest
from conftest import ROOT, SLUG
from flask.testing import FlaskClient
from reading_pages import courses_client, get, section

from feeds.course.model import Kind
from feeds.web.preview import View

STYLE = (ROOT / "feeds" / "web" / "static" / "style.css").read_text()


@pytest.mark.parametrize(
    ("prefix", "variable", "numbers"),
    [
        ("h", "h", range(24)),
        ("q", "q", range(4)),
        ("dh", "dh", range(25)),
        ("dq", "dq", range(4)),
        ("from-", "from", range(24)),
        ("to-", "to", range(1, 25)),
        ("lane", "lane", range(1, 25)),
        ("of", "of", range(1, 25)),
        ("days-", "days", (5, 7)),
    ],
)
def test_style_has_every_number_that_a_class_may_say(prefix: str, variable: str, numbers: range) -> None:
    """Style in an attribute is forbidden by our own policy, so each number is a class."""
    rules = re.findall(rf"(?<![\w.-])\.{prefix}(\d+) {{ --{variable}: (\d+); }}", STYLE)

    assert sorted((int(name), int(value)) for name, value in rules) == [(number, number) for number in numbers]


def test_style_has_a_colour_for_every_kind_in_light_and_dark() -> None:
    light, _, dark = STYLE.partition("@media (prefers-color-scheme: dark)")

    for kind in Kind:
        assert f".{kind} {{ --kind: var(--{kind}); }}" in STYLE
        assert re.search(rf"--{kind}: #[0-9a-f]{{6}};", light)
        assert re.search(rf"--{kind}: #[0-9a-f]{{6}};", dark.partition("/* The page */")[0])


def test_style_knows_every_class_that_places_or_marks_something(client: FlaskClient) -> None:
    met: set[str] = set()
    demo = courses_client(ROOT / "tests" / "data" / "courses", datetime(2026, 3, 23, 12, tzinfo=UTC))
    for asked, path in [(client, f"/{SLUG}/all"), (demo, "/dm-1-sp26/all")]:
        for view in View:
            for day in ("", "&from=2025-10-20", "&from=2026-03-30"):
                calendar = section(get(asked, f"{path}?view={view}{day}"), "Calendar")
                met |= {name for each in calendar.iter() for name in each.attrib.get("class", "").split()}

    assert {name for name in met if not re.search(rf"\.{name}(?![\w-])", STYLE)} == {"events", "tentative"}
