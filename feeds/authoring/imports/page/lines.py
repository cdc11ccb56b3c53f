"""A course page as lines of text with their links and as rows of its schedule, whatever it was written in."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import unquote, urlsplit

from feeds.authoring.imports.masking import MASK, masked
from feeds.course.model import Link

# What no text in data may hold, and what nobody sees.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u202a-\u202e\u2060\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
_NOT_AN_ADDRESS = re.compile(r"\S+\s+at\s+\S+\.[a-z]{2,}", re.IGNORECASE)
_CONTACT = re.compile(
    r"\b(?:course|class|staff|instructors?['’]?)\s+(?:staff\s+|team\s+)?e-?mail(?:\s+address)?(?:\s+is|\s+at)?[\s,:(<]*"
    r"(?P<contact>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLine:
    """A line as a browser shows it, with single spaces; `line` is that of the file on which it begins.

    A link's address is as written, be it of this page, relative or nothing; in text there are none. `mark` is what
    marks it as an item of a list, `gap` how many empty lines are above it. `cell` is the table cell it stands in,
    and `folded` says that it is unfolded on demand.
    """

    line: int
    text: str
    links: tuple[Link, ...] = ()
    heading: bool = False
    mark: str = ""
    gap: int = 0
    cell: int | None = None
    folded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRow:
    """A row of the schedule, in its parts; `text` is all of it.

    Among materials, lines that end in a colon are headings of those that follow.
    """

    line: int
    text: str
    date: str
    topic: tuple[PageLine, ...] = ()
    details: str = ""
    speaker: str = ""
    time: str = ""
    room: str = ""
    materials: tuple[PageLine, ...] = ()
    assignments: tuple[PageLine, ...] = ()


def tidy(text: str) -> str:
    """Give a text without what nobody sees, and with single spaces."""
    return " ".join(_UNSEEN.sub("", text).split())


def contact_of(lines: Iterable[PageLine]) -> str | None:
    """Find the one address that is the course's: the first that stands right behind `course email` or the like."""
    found = (match["contact"] for line in lines for match in _CONTACT.finditer(line.text))
    return next((each.rstrip(".-_") for each in found), None)


def without_addresses(line: PageLine, contact: str | None) -> PageLine:
    """Mask all e-mail addresses of a line but the contact; links that lead to one lose their address."""
    links = tuple(
        Link(title=_masked(link.title, contact), url=None if link.url and _leads_to_somebody(link.url) else link.url)
        for link in line.links
    )
    return replace(line, text=_masked(line.text, contact), links=links)


def joined(lines: Iterable[PageLine]) -> str:
    """Put lines together as one text; what becomes an e-mail address by that is masked, too."""
    return masked(" ".join(line.text for line in lines))


def is_address(text: str) -> bool:
    """Tell whether a line says nothing but an e-mail address, which is masked by now."""
    return MASK in text and not re.search(r"\w", re.sub(r"(?i)\be-?mail\b", "", text.replace(MASK, "")))


def _masked(text: str, contact: str | None) -> str:
    if _NOT_AN_ADDRESS.fullmatch(text):
        return MASK
    parts = text.split(contact) if contact else [text]
    # An address that only ends or begins like the contact is another one.
    whole = [masked(part) for part in parts]
    return (contact or "").join(whole) if _apart(parts) else masked(text)


def _apart(parts: list[str]) -> bool:
    before, behind = parts[:-1], parts[1:]
    return not any(re.search(r"[\w.+%-]$", part) for part in before) and not any(
        re.match(r"[\w@%+-]|\.\w", part) for part in behind
    )


def _leads_to_somebody(url: str) -> bool:
    return masked(unquote(url)) != unquote(url)


def web_address(url: str | None) -> str | None:
    """Give the address of a link if it leads to the web by itself, and nothing if it is relative or a mailbox."""
    if url is None or re.search(r"\s", url) or len(url) > 2_000:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme.lower() in ("http", "https") and parts.netloc and not _UNSEEN.search(url) else None
