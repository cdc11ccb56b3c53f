"""Materials of a course page: what there is to read or use, each with its address and the heading it stands under."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from feeds.authoring.imports.found import Unread
from feeds.authoring.imports.page.lines import PageLine, web_address
from feeds.authoring.phrases import is_undecided
from feeds.course.model import Link, Material

_HEADING = re.compile(r"(?P<heading>[^:]{0,40}):(?:\s+(?P<rest>.+))?")
_READINGS = re.compile(r".*\b(?:readings?|materials?|resources?|references?|optional|required|recommended)\b.*", re.I)
# A remark, and not a part of the title such as `(ICLR 2020)`.
_NOTE = re.compile(r"(?P<title>.+?)\s*\((?P<note>[a-z][^()]*(?:\s[^()]+){3,})\)")


@dataclass(slots=True, kw_only=True)
class Materials:
    """What was found out of lines about materials, and what was not; `staff` are the names of the staff."""

    staff: Collection[str]
    found: list[Material] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    warnings: list[Unread] = field(default_factory=list)
    _under: str | None = None

    def read(self, line: PageLine) -> None:
        """Read a line: a heading of those below it, or materials."""
        text = line.text
        match = _HEADING.fullmatch(text)
        linked = match and any(link.title in match["heading"] for link in line.links if link.title)
        if match and not linked and (not match["rest"] or _READINGS.fullmatch(match["heading"])):
            self._under, text = match["heading"].strip() or None, match["rest"] or ""
        if not re.search(r"\w", text) or is_undecided(text):
            return
        if text in self.staff and not line.links:
            self._unread(line, "this is one of the staff, and no material; write the name in the column of speakers")
        elif re.fullmatch(r"\(.*\)", text) and not line.links:
            self._unread(line, "this is a remark, and no material")
        elif len(line.links) > 1:
            self._add_links(line, text)
        else:
            self._add(text, web_address(line.links[0].url) if line.links else None)

    def _add_links(self, line: PageLine, text: str) -> None:
        """Take each link for a material, and tell of the words between them."""
        between = text
        for link in line.links:
            between = between.replace(link.title, "", 1)
            self._add_link(link)
        if re.search(r"\w{3}", re.sub(r"\b(?:and|or|pdf|see|also)\b", "", between)):
            why = "each link of this line is a material of its own; the words around them are left out"
            self.warnings.append(Unread(line=line.line, text=line.text, why=why))

    def _add_link(self, link: Link) -> None:
        if re.search(r"\w", link.title):
            self.found.append(Material(title=link.title, url=web_address(link.url), under=self._under))

    def _add(self, text: str, url: str | None) -> None:
        note = _NOTE.fullmatch(text)
        title, said = (note["title"], note["note"]) if note else (text, None)
        self.found.append(Material(title=title, url=url, under=self._under, note=said))

    def _unread(self, line: PageLine, why: str) -> None:
        self.unread.append(Unread(line=line.line, text=line.text, why=why))
