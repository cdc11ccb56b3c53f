"""The pages, their style and their pictures as the Nu HTML Checker judges them, in every season of a course.

Pages are found by following links from "/". Those of one shape are made by one template of one kind of thing, so only
the first of them are looked at.
"""

import re
import shutil
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

import pytest
from conftest import DATA, PUBLIC_URL, ROOT, SLUG
from engines import vnu
from engines.registry import require
from flask import Flask, template_rendered
from jinja2 import Template, meta

from feeds.course.reader import read_course
from feeds.course.selection import KIND_WORDS
from feeds.settings import Settings
from feeds.web.app import create_app

DEMO = ROOT / "tests" / "data" / "courses" / "dm-1-sp26"
BROKEN = "broken-fa25"
SUFFIXES = {"text/html": ".html", "text/css": ".css", "image/svg+xml": ".svg"}

# In the term of the real course, before that of the made-up one; and other times to look at one page of each shape.
NOW = datetime(2025, 10, 15, 12, tzinfo=UTC)
SEASONS = {
    "before both terms": datetime(2025, 8, 20, 12, tzinfo=UTC),
    "in the made-up term": datetime(2026, 4, 15, 12, tzinfo=UTC),
    "after both terms": datetime(2026, 7, 1, 12, tzinfo=UTC),
}

# What no page has to link to.
UNLINKED = (
    "/nothing-here",
    "/nothing/here/at/all",
    f"/{BROKEN}/",
    f"/{BROKEN}/status",
    *(
        f"/{slug}/{rest}"
        for slug in (SLUG, DEMO.name)
        for rest in (
            "status",
            "staff/",
            "embed/main",
            "embed/nothing",
            "main?view=week",
            "main?view=month",
            "main?view=nothing&from=never",
            "week-40",
            "lecturs",
            "lectures.exams",
            "all_not-all",
            "_".join(f"week-{number}" for number in range(1, 18)),
            "_".join(f"week-{number}" for number in range(1, 60)),
            "calendar?show=lectures&hide=week-3",
            "calendar?show=",
            "calendar?form=choose",
            "calendar?form=choose&show=lecturs",
            "staff/victor-butoy",
            "events/nothing",
            "events/quiz-0",
        )
    ),
)

# A page of each kind.
EACH = (
    *(f"/{slug}/{rest}" for slug in (SLUG, DEMO.name) for rest in ("", "main", "changes", "status", "staff/")),
    *(f"/{SLUG}/{rest}" for rest in ("staff/victor-butoi", "events/oh-wed-13-2025-10-15", "embed/main")),
)

# Of each kind of file one that the checker has something against.
MISTAKES = {
    "page.html": '<!doctype html>\n<html lang="en">\n<title>Page</title>\n<section><p>Text<br/></section><img src=x>\n',
    "picture.svg": '<svg xmlns="http://www.w3.org/2000/svg"><circle raduis="1"/></svg>\n',
    "style.css": "main { colour: light-dark(#000, #fff); }\n",
}


class Links(HTMLParser):
    """Collects the addresses that a page names, in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in ("href", "src", "action") and value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """What a crawl met: the first address of every file, by the file's text and suffix, and the templates used."""

    files: dict[tuple[str, str], str]
    templates: set[str]

    def crawl(self, app: Flask, when: str, most: int, unlinked: Iterable[str] = ()) -> None:
        """Follow the links from "/" on, at most so many of a shape."""
        site = app.extensions["site"].settings.public_url
        client, waiting, met, often = app.test_client(), deque(["/", *unlinked]), {"/", *unlinked}, Counter[str]()
        with template_rendered.connected_to(self._note, app):
            while waiting:
                address = waiting.popleft()
                with client.get(address) as answer:
                    suffix, text = SUFFIXES.get(answer.mimetype or ""), answer.get_data(as_text=True)
                # Not followed by the client, for which the public address is another site.
                if answer.location:
                    links = [answer.location]
                elif suffix:
                    self.files.setdefault((text, suffix), f"{when}, {address}")
                    links = Links(text).found if suffix == ".html" else []
                else:
                    links = []
                for link in links:
                    linked = urldefrag(urljoin(f"{site}{address}", link))[0].removeprefix(site)
                    if linked.startswith("/") and linked not in met:
                        met.add(linked)
                        often[shape(linked)] += 1
                        if often[shape(linked)] <= most:
                            waiting.append(linked)

    def _note(self, _: Flask, template: Template, **__: object) -> None:
        self.templates.add(template.name or "")


def _things() -> Iterator[tuple[str, str]]:
    """Give the words of kinds and the ids of people and events, each with what is alike in the pages of such."""
    yield from ((word, "KIND") for word in KIND_WORDS.values())
    for folder in (DATA / SLUG, DEMO):
        course = read_course(folder)
        yield from ((person, "PERSON") for person in course.people)
        yield from ((event.id, f"{event.kind} {event.status} {bool(event.slot)}") for event in course.events)


THINGS = dict(_things())


def shape(address: str) -> str:
    """Write an address with the kinds of things in place of their names; with a query, only its folder and its view."""
    url = urlsplit(address)
    query = sorted(f"{name}={value if name == 'view' else ''}" for name, value in parse_qsl(url.query))
    if query:
        return "&".join([url.path.rpartition("/")[0], *query])
    words = (THINGS.get(word, word) for word in re.split(r"([/._])", url.path))
    return "".join(re.sub(r"^(not-)?(week|room|tag)-.+", r"\1\2", word) for word in words)


@pytest.fixture(scope="module")
def met(tmp_path_factory: pytest.TempPathFactory) -> Met:
    data = tmp_path_factory.mktemp("data")
    shutil.copytree(DATA / SLUG, data / SLUG)
    shutil.copytree(DEMO, data / DEMO.name)
    (data / BROKEN).mkdir()
    (data / BROKEN / "course.yaml").write_text("code: <b>\ntitel: Broken\n")
    met, clock = Met(files={}, templates=set()), [NOW]
    app = create_app(Settings(data_dir=data, public_url=PUBLIC_URL), now=lambda: clock[-1])
    met.crawl(app, "in the real term", 2, UNLINKED)
    for when, now in SEASONS.items():
        clock.append(now)
        met.crawl(app, when, 1)

    # At an address that nobody else can reach, with an edit that is not recorded.
    hours = data / SLUG / "office-hours.yaml"
    hours.write_text(hours.read_text().replace("36-155", "36-156"))
    app = create_app(Settings(data_dir=data, reload_seconds=0), now=lambda: NOW)
    met.crawl(app, "on this computer", 0, EACH)
    # One course without its history, the other with a mistake that came while it was being served.
    (data / SLUG / "history.jsonl").unlink()
    (data / DEMO.name / "staff.yaml").write_text("people: none\n")
    met.crawl(app, "without history", 0, EACH)
    empty = create_app(Settings(data_dir=tmp_path_factory.mktemp("empty"), public_url=PUBLIC_URL), now=lambda: NOW)
    met.crawl(empty, "without courses", 1)
    return met


def test_every_template_and_the_style_are_met(met: Met) -> None:
    environment = create_app(Settings()).jinja_env
    templates = environment.list_templates()
    sources = [environment.loader.get_source(environment, name)[0] for name in templates if environment.loader]
    parts = {part for source in sources for part in meta.find_referenced_templates(environment.parse(source))}

    assert set(templates) - parts - met.templates == set()
    assert {suffix for _, suffix in met.files} == {".html", ".css", ".svg"}


@pytest.fixture(scope="module")
def complaints(met: Met, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What the checker says of all pages and of the mistakes: one run, since Java is slow to begin."""
    require(vnu)
    folder = tmp_path_factory.mktemp("pages")
    where = {name: name for name in MISTAKES}
    for name, text in MISTAKES.items():
        (folder / name).write_text(text)
    for number, ((text, suffix), address) in enumerate(met.files.items()):
        where[f"{number}{suffix}"] = address
        (folder / f"{number}{suffix}").write_text(text, encoding="utf-8")
    found = (complaint.partition(": ") for complaint in vnu.complaints(folder))
    return [f"{where[name]}: {complaint}" for name, _, complaint in found]


def test_checker_has_nothing_against_any_page(complaints: list[str]) -> None:
    assert [complaint for complaint in complaints if not complaint.startswith(tuple(MISTAKES))] == []


def test_checker_has_something_against_mistakes(complaints: list[str]) -> None:
    """So that its silence means something."""
    assert [complaint for complaint in complaints if complaint.startswith(tuple(MISTAKES))] == [
        "page.html: An “img” element must have an “alt” attribute, except under certain conditions. For details,"
        " consult guidance on providing text alternatives for images., at: section><p>Text<br/></section><img src=x>",
        "page.html: Section lacks heading. Consider using “h2”-“h6” elements to add identifying headings to all"
        " sections, or else use a “div” element instead for any cases where no heading is needed.,"
        ' at: ang="en"> <title>Page</title> <section><p>Tex',
        "page.html: Trailing slash on void elements has no effect and interacts badly with unquoted attribute values.,"
        " at: >Page</title> <section><p>Text<br/></sect",
        "picture.svg: Attribute “raduis” not allowed on element “circle” at this point.,"
        ' at: ="http://www.w3.org/2000/svg"><circle raduis="1"/>',
        "style.css: CSS: “colour”: Property “colour” doesn't exist., at: dark(#000, #fff); } </style>",
    ]
