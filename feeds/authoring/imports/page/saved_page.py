"""A saved HTML page as the lines that a browser shows, each with its links and the table cell it stands in.

What is inside comments, scripts and styles does not count. What is struck out, and table rows that are hidden, do
not count either, and are told apart from the rest. Lines of the file are those of its source.
"""

import re
import warnings
from dataclasses import dataclass
from urllib.parse import urljoin

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag
from bs4.exceptions import ParserRejectedMarkup

from feeds.authoring.imports.page.lines import PageLine, tidy
from feeds.authoring.imports.tidying import closed
from feeds.course.model import Link

BROKEN = "the page has a part that begins with <![ and is no HTML; take it out, or save the page again from a browser"
"""Why a page cannot be read."""

_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|table|t[rdh]|div|p|ul|ol|li|br|h[1-6])\b[^<>]*>", re.IGNORECASE)
_UNSEEN = frozenset({"script", "style", "template", "title"})
_STRUCK = frozenset({"del", "s", "strike"})
_ROWS = frozenset({"table", "tbody", "tr", "td", "th"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_IN_LINE = frozenset(
    {"a", "abbr", "b", "big", "cite", "code", "em", "font", "i", "img", "ins", "kbd", "label", "mark", "q", "small"}
    | {"span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a table: which table and which row of the page, and how many columns and rows it covers."""

    line: int
    table: int
    row: int
    width: int = 1
    height: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedPage:
    """What a browser shows of a page: its name, its lines, the cells of its tables, and what does not count."""

    lines: tuple[PageLine, ...]
    name: str = ""
    cells: tuple[Cell, ...] = ()
    struck: tuple[PageLine, ...] = ()
    hidden: tuple[PageLine, ...] = ()
    is_html: bool = True


@dataclass(slots=True, kw_only=True)
class _Open:
    """An element that is open, and what holds inside it."""

    tag: Tag
    ignored: bool = False
    folded: bool = False
    heading: bool = False
    anchor: Tag | None = None
    table: int = 0
    cell: int | None = None


def is_html(text: str) -> bool:
    """Tell whether a file is HTML and not the text of a page."""
    return bool(_HTML.search(text))


def read_saved_page(text: str) -> SavedPage:
    """Read HTML; raises ValueError if it has a section that is none of HTML's."""
    with warnings.catch_warnings():
        # It may look like XML, or like an address: it is read as HTML all the same.
        warnings.simplefilter("ignore")
        try:
            soup = BeautifulSoup(closed(text), "html.parser")
        except ParserRejectedMarkup:
            raise ValueError(BROKEN) from None
    walk = _Walk(soup)
    return SavedPage(
        name=tidy(soup.title.get_text()) if soup.title else "",
        lines=tuple(walk.lines),
        cells=tuple(walk.cells),
        struck=tuple(walk.struck),
        hidden=tuple(walk.hidden),
    )


class _Walk:
    """Go through a page from its beginning to its end, as deep as it may be, and gather its lines."""

    def __init__(self, soup: BeautifulSoup) -> None:
        self.lines: list[PageLine] = []
        self.cells: list[Cell] = []
        self.struck: list[PageLine] = []
        self.hidden: list[PageLine] = []
        base = soup.find("base", href=True)
        self._base = str(base["href"]) if isinstance(base, Tag) else ""
        self._open = [_Open(tag=soup)]
        self._line, self._tables, self._rows = 1, 0, 0
        self._runs: list[tuple[str, Tag | None]] = []
        self._begun, self._mark = 1, ""
        for node in soup.descendants:
            while node.parent is not self._open[-1].tag:
                self._close()
            if isinstance(node, Tag):
                self._enter(node)
            elif isinstance(node, NavigableString):
                self._read(node)
        self._end_line()

    def _enter(self, tag: Tag) -> None:
        around = self._open[-1]
        self._line = tag.sourceline or self._line
        if not around.ignored and tag.name not in _IN_LINE:
            self._end_line()
        now = _Open(
            tag=tag,
            ignored=around.ignored or tag.name in _UNSEEN or self._is_aside(tag),
            folded=tag.name == "details" or (around.folded and tag.name != "summary"),
            heading=around.heading or tag.name in _HEADINGS,
            anchor=tag if tag.name == "a" else around.anchor,
            table=around.table,
            cell=around.cell,
        )
        if not now.ignored:
            self._place(tag, now)
        self._open.append(now)

    def _place(self, tag: Tag, now: _Open) -> None:
        match tag.name:
            case "li":
                self._mark = "•"
            case "table":
                self._tables += 1
                now.table = self._tables
            case "tr":
                self._rows += 1
            case "td" | "th":
                width, height = _number(tag, "colspan"), _number(tag, "rowspan")
                self.cells.append(
                    Cell(line=self._line, table=now.table, row=self._rows, width=width, height=height),
                )
                now.cell = len(self.cells) - 1

    def _is_aside(self, tag: Tag) -> bool:
        """Keep what is struck out, or a row that is hidden, apart from what counts."""
        if self._open[-1].ignored:
            return False
        style = str(tag.get("style", "")).lower().replace(" ", "")
        struck = tag.name in _STRUCK or "text-decoration:line-through" in style
        hidden = tag.name in _ROWS and (tag.has_attr("hidden") or "display:none" in style)
        if struck or hidden:
            text = tidy(tag.get_text(" "))
            aside = self.struck if struck else self.hidden
            aside += [PageLine(line=self._line, text=text)] if text else []
        return struck or hidden

    def _read(self, node: NavigableString) -> None:
        # Comments and the like are other classes.
        if type(node) is NavigableString and not self._open[-1].ignored:
            if not any(text.strip() for text, _ in self._runs):
                blank = len(node) - len(node.lstrip())
                self._begun = self._line + node.count("\n", 0, blank)
            self._runs.append((str(node), self._open[-1].anchor))
        self._line += node.count("\n")

    def _close(self) -> None:
        if not self._open[-1].ignored and self._open[-1].tag.name not in _IN_LINE:
            self._end_line()
        if self._open.pop().tag.name == "li":
            self._mark = ""

    def _end_line(self) -> None:
        """Make a line of the text since the last one, if it shows anything."""
        if text := tidy("".join(text for text, _ in self._runs)):
            around = self._open[-1]
            links = tuple(self._links())
            self.lines.append(
                PageLine(
                    line=self._begun,
                    text=text,
                    links=links,
                    heading=around.heading,
                    mark=self._mark,
                    gap=0 if self._mark else 1,
                    cell=around.cell,
                    folded=around.folded,
                )
            )
            self._mark = ""
        self._runs.clear()

    def _links(self) -> list[Link]:
        titles: dict[int, tuple[Tag, str]] = {}
        for text, anchor in self._runs:
            if anchor is not None:
                titles[id(anchor)] = (anchor, titles.get(id(anchor), (anchor, ""))[1] + text)
        return [
            Link(title=tidy(title), url=self._address(anchor))
            for anchor, title in titles.values()
            if tidy(title) and anchor.has_attr("href")
        ]

    def _address(self, anchor: Tag) -> str:
        href = str(anchor["href"]).strip()
        if not self._base or href.startswith("#"):
            return href
        try:
            return urljoin(self._base, href)
        except ValueError:
            return href


def _number(tag: Tag, name: str) -> int:
    """Read how many columns or rows a cell covers; nonsense is one, and no schedule has more than so many."""
    text = str(tag.get(name, "1"))
    return min(max(int(text), 1), 50) if text.isdecimal() and len(text) < 5 else 1
