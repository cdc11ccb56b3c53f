"""The description of an event in another program's calendar as plain text, its links as materials, its speakers."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qs, urlsplit

from feeds.authoring.imports.masking import masked
from feeds.authoring.imports.tidying import closed, tidied
from feeds.authoring.phrases import speakers
from feeds.course.model import Guest, Material

_TAG = re.compile(r"</?(?:a|b|br|div|em|html|i|li|ol|p|span|strong|u|ul)\b[^>]*>|&(?:nbsp|amp|lt|gt|quot|#\d+);", re.I)
_BREAKS = frozenset({"br", "div", "p", "ul", "ol", "tr", "h1", "h2", "h3", "h4"})
_UNSEEN = frozenset({"script", "style", "head", "title"})
_URL = r"(?P<url>https?://[^\s<>()]+)"
# A line that is a title and an address, and nothing else.
_LINK = re.compile(rf"(?:[-•*]\s*)?(?P<title>[^\s:(][^:()]*?)\s*(?::\s*|\s+|\s*\(){_URL}\)?")
_ITEM = re.compile(rf"[-•*]\s+(?P<title>[^()\n]+?)(?:\s+\((?P<note>[^()]*)\))?(?:\s+\(?{_URL}\)?)?")
_HEADING = re.compile(r"(?P<heading>(?:[\w-]+ )?(?:materials|readings?|slides|videos|notes)):", re.IGNORECASE)
_SPEAKERS = re.compile(r"(?:speakers?|with|instructors?|lecturers?|presenters?):\s*(?P<names>.+)", re.IGNORECASE)
_HOSTS = re.compile(r"office hours with (?P<names>.+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a description tells; `hosts` are the full names of whose office hours it says these are."""

    details: str
    materials: tuple[Material, ...]
    speakers: tuple[Guest, ...]
    hosts: tuple[str, ...]


def told_in(description: str, own_url: str) -> Told:
    """Take a description apart; `own_url` is the event's own address, which is not told.

    A line that is only a title and an address is a material, and so are the items of a list below `Materials:`,
    `Required readings:` and the like; other addresses stay in the text. No e-mail address comes out.
    """
    text = masked(plain(description))
    details: list[str] = []
    materials: list[Material] = []
    named: tuple[Guest, ...] = ()
    hosts: tuple[str, ...] = ()
    heading: str | None = None
    for line in (line.strip() for line in text.split("\n")):
        begins, item = _HEADING.fullmatch(line), _ITEM.fullmatch(line)
        if begins:
            heading = begins["heading"].lower()
        elif heading and item:
            under = None if heading == "materials" else heading
            materials.append(Material(title=item["title"], url=item["url"], under=under, note=item["note"]))
        elif link := _LINK.fullmatch(line):
            materials.append(Material(title=link["title"].strip(" -–—"), url=link["url"]))
        elif told := _SPEAKERS.fullmatch(line):
            named += speakers(told["names"])
        elif told := _HOSTS.fullmatch(line):
            hosts = tuple(guest.name for guest in speakers(told["names"]))
        elif line != own_url or not line:
            heading = heading if not line else None
            details.append(line)
    return Told(details=_tidy("\n".join(details)), materials=tuple(materials), speakers=named, hosts=hosts)


def text_of(event: Any, name: str) -> str:
    """Give the text of the first property of a name of a VEVENT, or nothing."""
    value = event.get(name, "")
    return str(value[0] if isinstance(value, list) and value else value or "")


def lines_of(event: Any, name: str) -> tuple[str, ...]:
    """Give the same as plain lines, without e-mail addresses."""
    return tuple(" ".join(line.split()) for line in masked(plain(text_of(event, name))).split("\n"))


def line_of(event: Any, name: str) -> str:
    """Give the same as one plain line, without e-mail addresses."""
    return masked(" ".join(lines_of(event, name)).strip())


def categories_of(event: Any) -> tuple[str, ...]:
    """List the categories of a VEVENT."""
    value = event.get("CATEGORIES", [])
    listed = value if isinstance(value, list) else [value]
    return tuple(str(category).strip() for each in listed for category in getattr(each, "cats", ()))


def _tidy(text: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def plain(text: str) -> str:
    """Give what HTML says as text, with a link's address in brackets behind it; other text is left as it is."""
    if not _TAG.search(text):
        return tidied(text)
    reader = _Plain()
    reader.feed(closed(text))
    reader.close()
    return _tidy("\n".join(" ".join(line.split()) for line in tidied("".join(reader.parts)).split("\n")))


class _Plain(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._link: tuple[str, int] | None = None
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        if tag == "a":
            self._link = _straight(dict(attrs).get("href") or ""), len(self.parts)
        elif tag == "li":
            self.parts.append("\n- ")
        elif tag in _BREAKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        if tag == "a" and self._link:
            (url, begun), self._link = self._link, None
            shown = "".join(self.parts[begun:]).strip()
            if url.startswith(("http://", "https://")) and _straight(shown) != url:
                self.parts[begun:] = [f"{shown} ({url})" if shown and not shown.startswith("http") else url]
        elif tag == "p":
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(data)


def _straight(url: str) -> str:
    """Give the address to which Google's detour leads."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    if parts.hostname == "www.google.com" and parts.path == "/url":
        return next(iter(parse_qs(parts.query).get("q", ())), url)
    return url
