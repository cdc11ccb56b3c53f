"""Who holds office hours, by how the hours are called: `OH Victor, Gerardo`, `Alice Smith's office hours`."""

import re

from feeds.authoring.phrases import speakers

_OH = r"(?:office[\s-]+hours?|OHs?)"
_SEPARATOR = r"(?:\s*[:–—-]\s*|\s+with\s+|\s+by\s+|\s+)"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?P<names>.+?)['’]s?\s+{_OH}",
        rf"{_OH}\s*\((?:with\s+)?(?P<names>[^()]+)\)",
        rf"{_OH}{_SEPARATOR}(?P<names>.+)",
        rf"(?P<names>.+?)\s*[-–—:]?\s*\b{_OH}",
    )
)
_NAME = re.compile(r"(?:[^\W\d_][\w.'’-]*\s?){1,5}")
# What hours are for, and where, as against who holds them.
_NO_NAME = re.compile(
    r"\b(?:project|weekly|extra|special|group|final|midterm|exam|pset|zoom|online|remote|virtual|room|staff|ta|tas"
    r"|course|instructor|for|in|at|on|the|and|homework|review|additional|open|drop-in|no|cancelled|canceled)\b",
    re.IGNORECASE,
)


def hosts_in(title: str) -> tuple[str, ...]:
    """Give the names in the title of office hours, in order; empty where it names nobody."""
    for form in _FORMS:
        match = form.fullmatch(title.strip()[:200])
        names = tuple(guest.name for guest in speakers(match["names"])) if match else ()
        if names and all(_is_name(name) for name in names):
            return names
    return ()


def _is_name(text: str) -> bool:
    return bool(_NAME.fullmatch(text)) and text[0].isupper() and not _NO_NAME.search(text)
