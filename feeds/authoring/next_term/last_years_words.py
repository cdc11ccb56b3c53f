"""Where the text about a course still names last year's term, and what of it may stay."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from feeds.authoring.data_files import Content
from feeds.course.document import Value
from feeds.course.term_names import terms_in

_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)", re.ASCII)
_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Last year's term and the new one: the names of their folders, and the years that their classes are in."""

    old: str
    old_years: frozenset[int]
    new: str
    new_years: frozenset[int]

    def stale(self, text: str) -> bool:
        """Tell whether a text names last year's term: its folder, `fa25`, or a year that the new one is not in."""
        if self.old.lower() in text.lower():
            return True
        stale = self.old_years - self.new_years
        current = {term.middle for term in terms_in(self.new)}
        # What is called otherwise may be the same term: autumn is fall.
        others = [term.middle.year for term in terms_in(text) if term.middle not in current]
        years = [int(found[0]) for found in _YEAR.finditer(text)]
        return any(year in stale for year in years) or any(year in self.old_years for year in others)


def renewed(course: Content, terms: Terms) -> tuple[Content, tuple[str, ...], tuple[str, ...]]:
    """Give course.yaml's `contact`, `edit_url`, `links` and `about` without what names last year's term.

    With it come what was left behind, and what stays and should be looked through.
    """
    kept: dict[str, Value] = {}
    left: list[str] = []
    look: list[str] = []
    for key, value in course.items():
        stays: Value = value
        match key, value:
            case (("contact" | "edit_url"), str()):
                stays = value if key == "contact" else _renamed(value, terms)
                if terms.stale(str(stays)):
                    stays = ""
                    left.append(f"{key}: {value}")
            case "links", list():
                stays = [link for link in value if not any(terms.stale(text) for text in _texts(link))]
                left += [f"links: {' '.join(_texts(link))}" for link in value if link not in stays]
            case "about", str():
                parts = value.strip().split("\n\n")
                stays = "\n\n".join(part for part in parts if not terms.stale(part))
                left += [f"about: “{_brief(part)}”" for part in parts if terms.stale(part)]
            case _:
                continue
        if stays:
            kept[key] = stays
            look.append(key)
    return kept, tuple(left), tuple(look)


def _renamed(url: str, terms: Terms) -> str:
    """Let an address that ends in the name of last year's folder end in the new one's."""
    whole = url.rstrip("/")
    return f"{whole.removesuffix(terms.old)}{terms.new}{url[len(whole) :]}" if whole.endswith(terms.old) else url


def _texts(link: Value) -> Iterator[str]:
    if isinstance(link, dict):
        yield from (text for text in link.values() if isinstance(text, str))


def _brief(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN].rstrip()}…"
