"""Pages as a reader has them: their text, headings and links; and what alone pages may be made of."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from xml.etree.ElementTree import Element, TreeBuilder

from conftest import PUBLIC_URL
from flask.testing import FlaskClient

from feeds.settings import Settings
from feeds.web.app import create_app

NOW = datetime(2025, 10, 15, 12, tzinfo=UTC)
VOID = {"base", "br", "input", "link", "meta", "wbr"}

# All that pages are made of, beside `class`: no style, no picture but the QR code, no frame, nothing that runs inline.
ELEMENTS = {
    "a": {"aria-current", "download", "href", "rel"},
    "b": set(),
    "base": {"target"},
    "body": set(),
    "br": set(),
    "button": {"data-copy", "data-share", "hidden", "type"},
    "caption": set(),
    "code": set(),
    "dd": set(),
    "details": set(),
    "div": {"aria-label", "role"},
    "dl": set(),
    "dt": set(),
    "fieldset": {"aria-describedby"},
    "figcaption": set(),
    "figure": set(),
    "footer": set(),
    "form": {"action", "data-longest", "data-zone", "method"},
    "h1": set(),
    "h2": set(),
    "h3": {"aria-current"},
    "h4": {"aria-current"},
    "head": set(),
    "header": set(),
    "html": {"lang"},
    "i": set(),
    "input": {"checked", "name", "type", "value"},
    "label": set(),
    "legend": set(),
    "li": {"data-app"},
    "link": {"href", "rel", "title", "type"},
    "main": {"id"},
    "meta": {"charset", "content", "name"},
    "nav": {"aria-label"},
    "ol": {"aria-hidden"},
    "p": {"autofocus", "hidden", "id", "role", "tabindex"},
    "path": {"d", "stroke"},
    "pre": set(),
    "script": {"defer", "src"},
    "section": {"id"},
    "span": {"aria-hidden", "data-zone", "id"},
    "summary": set(),
    "svg": {"role", "viewbox"},
    "table": set(),
    "tbody": set(),
    "td": set(),
    "th": {"rowspan", "scope"},
    "thead": set(),
    "time": {"datetime"},
    "title": set(),
    "tr": set(),
    "ul": {"id"},
    "wbr": set(),
}

HOSTILE = """<script>alert("1")</script><img src=x onerror='alert(2)'> & &amp; 'x' {{ 7 * 7 }} 🎓 שלום مرحبا é"""
QUOTED = "'" + HOSTILE.replace("'", "''") + "'"

COURSE = """\
code: {code}
title: Calculus
term: {term}
created: 2025-08-20T12:00:00Z
time_zone: America/New_York
uid_domain: calculus.example.edu
classes: {{first: {first}, last: {last}}}
"""


class Tree(HTMLParser):
    """Reads a page whose elements are all closed in order, or void."""

    def __init__(self) -> None:
        super().__init__()
        self._builder = TreeBuilder()
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs)
        self._builder.start(tag, {name: value or "" for name, value in attrs})
        self._open.append(tag)
        if tag in VOID:
            self.handle_endtag(tag)
        if tag == "br":
            self._builder.data("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert self._open[-1] == "svg"
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag
        self._builder.end(tag)

    def handle_data(self, data: str) -> None:
        if self._open:
            self._builder.data(data)

    def finish(self) -> Element:
        """Give the root, when everything is closed."""
        self.close()
        assert self._open == []
        return self._builder.close()


def read(page: str) -> Element:
    tree = Tree()
    tree.feed(page)
    return tree.finish()


def text(element: Element) -> str:
    """Give an element's text with single spaces, as a browser shows it."""
    return " ".join("".join(element.itertext()).split())


def spoken(element: Element) -> str:
    """Give an element's text without what is there for the eye alone, or for a script."""
    return " ".join("".join(_spoken(element)).split())


def heading(page: Element) -> str:
    return text(next(page.iter("h1")))


def outline(page: Element) -> list[str]:
    """Give the headings down to the parts of a page, in order."""
    return [f"{each.tag} {text(each)}" for each in page.iter() if each.tag in ("h1", "h2")]


def section(page: Element, title: str) -> Element:
    """Give the only section with a heading."""
    (found,) = (each for each in page.iter("section") if title in [text(heading) for heading in each.iter("h2")])
    return found


def sections(page: Element) -> dict[str, list[str]]:
    """Give the items of a page's sections, with what is inside of them, by heading."""
    return {
        text(next(each.iter("h2"))): [text(item) for item in each.iter("li")]
        for each in page.iter("section")
        if next(each.iter("h2"), None) is not None
    }


def paragraphs(page: Element) -> list[str]:
    return [text(each) for each in within(page).iter("p")]


def of_class(page: Element, name: str) -> list[Element]:
    return [each for each in page.iter() if name in each.attrib.get("class", "").split()]


def hrefs(page: Element) -> list[str]:
    return [link.attrib["href"] for link in page.iter("a")]


def within(page: Element) -> Element:
    """Give what is the page's own, without what stands around it on each."""
    return next(page.iter("main"))


def links(element: Element) -> list[tuple[str, str]]:
    """Give what each link says and where it leads."""
    return [(text(link), link.attrib["href"]) for link in element.iter("a")]


def parts(pages: Iterable[Element]) -> dict[str, set[str]]:
    """Give the elements of pages, each with its attributes but `class`."""
    found: dict[str, set[str]] = defaultdict(set)
    for page in pages:
        for element in page.iter():
            found[element.tag] |= element.attrib.keys() - {"class"}
    return found


def strange(page: Element) -> dict[str, set[str]]:
    """Give the elements and attributes that no page may have."""
    found = {tag: names - ELEMENTS.get(tag, set()) for tag, names in parts([page]).items()}
    return {tag: names for tag, names in found.items() if names or tag not in ELEMENTS}


def get(client: FlaskClient, path: str, status: int = 200) -> Element:
    """Get a page and read it."""
    response = client.get(path)
    assert (response.status_code, response.content_type) == (status, "text/html; charset=utf-8"), path
    return read(response.text)


def courses_client(folder: Path, today: datetime = NOW, public_url: str = PUBLIC_URL) -> FlaskClient:
    """Make the application on a folder, at a time."""
    settings = Settings(data_dir=folder, public_url=public_url, reload_seconds=0)
    return create_app(settings, now=lambda: today).test_client()


def add_course(folder: Path, slug: str, first: str, last: str, term: str = "Fall 2025") -> None:
    """Add a course without events."""
    (folder / slug).mkdir()
    (folder / slug / "course.yaml").write_text(COURSE.format(code=slug, first=first, last=last, term=term))
    (folder / slug / "staff.yaml").write_text("people: []\n")


def edit(path: Path, old: str, new: str) -> None:
    """Change the only place that holds a text."""
    content = path.read_text()
    assert content.count(old) == 1
    path.write_text(content.replace(old, new))


def at(time: str) -> datetime:
    """Read a time of UTC."""
    return datetime.fromisoformat(time).replace(tzinfo=UTC)


def _spoken(element: Element) -> Iterable[str]:
    if element.attrib.get("aria-hidden") != "true" and "hidden" not in element.attrib:
        yield element.text or ""
        for child in element:
            yield from _spoken(child)
            yield child.tail or ""
