"""Text of others made harmless before anything is read: what nobody sees is taken out, what never ends is cut short."""

import re

LONGEST = 5_000
"""So many characters a line or a cell may have; what is longer is no part of a schedule, and is not looked into."""

_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
# The longer opening first: a comment without an end is no tag without one.
_CLOSED_BY = (("<!--", "-->"), ("<", ">"))


def tidied(text: str) -> str:
    """Give a text with single line feeds, no tabs, and without characters that no data may hold."""
    return _UNSEEN.sub("", _ENDS.sub("\n", text).replace("\t", " "))


def tidied_line(text: str) -> str:
    """Give the same in one line."""
    return tidied(text).replace("\n", " ")


def closed(html: str) -> str:
    """Take from what HTML opens behind its last end the meaning of a tag: Python's parser reads it over and over."""
    for opening, closing in _CLOSED_BY:
        before, end, behind = html.rpartition(closing)
        html = before + end + behind.replace(opening, f"&lt;{opening[1:]}")
    return html
