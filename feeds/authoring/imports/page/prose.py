"""What a course page says of the course itself: its number, title and term, where its links lead, and the prose.

Of the prose, each paragraph is one line, with an empty line between two; the items of a list follow their heading
without one. The name of a part (`Late policy`) with nothing below it is left out, and so are headings that every such
page has (`Course Overview`), its menu, and lines that are nothing but a term or the name of the course.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from feeds.authoring.imports.page.lines import PageLine, web_address
from feeds.course.model import Link
from feeds.course.term_names import IN_FULL, Term, find_term

_NAMED = re.compile(
    r"(?P<code>(?:[A-Z]{1,8}[ -]?)?\d[\dA-Za-z]*(?:[.-][\dA-Za-z]+)*)(?:\s*[:–—-]\s*|\s)(?P<title>[^\W\d_a-z].{2,80})"
)
_MENU = re.compile(r"(?P<open>\[)?(?P<items>[^|]{1,40}(?:\|[^|]{1,40})+)")
_PARTS = (
    r"(?:polic(?:y|ies)|(?:years?|offerings?)|home|overview|staff|calendar|syllabus|logistics|grading|materials"
    r"|information|info|people|schedule|description)"
)
# Entries of a page's own menu, where there are no addresses to tell them by.
_OWN = re.compile(rf"(?:[\w'’&]+ ){{0,2}}(?:{_PARTS}|lectures|assignments|about|contact|top)", re.IGNORECASE)
_PART = re.compile(rf"(?:[\w'’&/-]+ ){{0,3}}{_PARTS}", re.IGNORECASE)
_SKELETON = re.compile(
    r"(?:(?:course|class|lecture|teaching)\s+)*(?:overview|description|information|info|schedule|calendar|staff)", re.I
)
_LONGEST_HEADING = 5
_MASTHEAD = 12
"""So many lines at most are above the prose, and say what course it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """What a page says of the course, its links, and its prose."""

    code: str | None
    title: str | None
    links: tuple[Link, ...]
    about: str


def term_of_page(name: str, lines: Iterable[PageLine]) -> Term | None:
    """Find the first term that a page names, in its name or else in its lines: `Fall 2025`."""
    return next((term for text in (name, *(line.text for line in lines)) if (term := find_term(text))), None)


def prose_of(name: str, lines: Sequence[PageLine]) -> Prose:
    """Read all that is neither the schedule nor the staff list; `name` is what a browser calls the page."""
    heads = [line.text for line in lines[:_MASTHEAD]]
    named = next((found for text in (name, *heads) if (found := _named(text))), None)
    told = [
        bool(_items(line) or IN_FULL.fullmatch(line.text)) or (named is not None and _named(line.text) == named)
        for line in lines
    ]
    masthead = max((number for number, each in enumerate(told[:_MASTHEAD], start=1) if each), default=0)
    above = [_text(line) for line, each in zip(lines[:masthead], told, strict=False) if not each]
    below = [line for line, each in list(zip(lines, told, strict=True))[masthead:] if not each]
    return Prose(
        code=named[0] if named else None,
        title=named[1] if named else None,
        links=tuple(dict.fromkeys(link for line in lines for link in _links(line))),
        about="\n\n".join((*above, *_paragraphs(below))),
    )


def _named(text: str) -> tuple[str, str] | None:
    """Read `6.7960 Deep Learning`, with or without the term behind it, as a number and a title."""
    match = _NAMED.fullmatch(IN_FULL.sub("", text).strip(" ,|()–—-"))
    if match is None or not re.search(r"[A-Z]|\d\.\d|\d{3}", match["code"]) or match["title"].endswith((".", ":")):
        return None
    return match["code"], match["title"]


def _items(line: PageLine) -> tuple[str, ...]:
    """Give the entries of a menu, `[ Schedule | Policies | Piazza ]`, or nothing."""
    match = _MENU.fullmatch(line.text)
    items = tuple(item.strip(" ]") for item in match["items"].split("|")) if match else ()
    return items if match and (match["open"] or len(items) > 2) and all(len(each.split()) < 5 for each in items) else ()


def _links(line: PageLine) -> Iterator[Link]:
    """Yield the links of a menu, but those to parts of the page itself."""
    for link in line.links or tuple(Link(title=item) for item in _items(line)):
        url = web_address(link.url)
        own = (link.url or "").startswith("#") or (url is None and _OWN.fullmatch(link.title))
        if link.title in _items(line) and not own:
            yield Link(title=link.title, url=url)


def _paragraphs(lines: Sequence[PageLine]) -> Iterator[str]:
    """Yield the paragraphs of the prose, a list together with its heading as one."""
    open_list: list[str] = []
    heading = ""
    for number, line in enumerate(lines):
        text = _text(line)
        match _role(lines, number):
            case "heading":
                yield from _closed(open_list, heading)
                open_list, heading = [], text
            case "item" if line.gap < 2 or not open_list:
                open_list.append(f"• {text}")
            case "item":
                yield from _closed(open_list, heading)
                open_list, heading = [f"• {text}"], ""
            case _:
                yield from _closed(open_list, "" if _SKELETON.fullmatch(heading) else heading, kept=True)
                open_list, heading = [], ""
                yield text
    yield from _closed(open_list, heading)


def _closed(items: Sequence[str], heading: str, *, kept: bool = False) -> Iterator[str]:
    """Yield a list with its heading; a heading of nothing only where it is more than the name of a part."""
    if items:
        yield "\n".join([*([heading] if heading and not _SKELETON.fullmatch(heading) else []), *items])
    elif heading and (kept or not _PART.fullmatch(heading)):
        yield heading


def _role(lines: Sequence[PageLine], number: int) -> Literal["heading", "item", "paragraph"]:
    line = lines[number]
    below = lines[number + 1] if number + 1 < len(lines) else None
    after_item = number > 0 and line.gap == 0 and bool(lines[number - 1].mark)
    in_list = after_item or bool(below and below.mark and not below.gap)
    if line.heading or (_PART.fullmatch(_text(line)) and (not line.mark or line.mark.endswith("-") or not in_list)):
        return "heading"
    if line.mark:
        return "item"
    short = len(line.text.split()) <= _LONGEST_HEADING and line.text[-1] not in ".,;!?"
    return "heading" if short and below and below.mark and below.gap < 2 else "paragraph"


def _text(line: PageLine) -> str:
    return line.text.strip("* ").removeprefix("- ")
