"""What titles in a calendar say beside what something is called: the course's number, that it is cancelled."""

import re
from collections.abc import Collection

_CODE = r"(?:\d+\.[A-Z]?\d[\w.]*|[A-Z]{2,8}[ -]?\d[\w.-]*)"
_IN_FRONT = re.compile(rf"(?P<mark>{_CODE})(?:\s*[:|–—]\s*|\s+[-]\s+|\s+)(?=\S)")
_BEHIND = re.compile(r"(?<=\S)\s*(?:\[(?P<square>[^\[\]]+)\]|\((?P<round>[^()]+)\))\s*$")
_STATUS = re.compile(r"(?P<status>cancell?ed|tentative)\s*:\s*", re.IGNORECASE)


def is_code(mark: str) -> bool:
    """Tell whether something is a course's number: `6.7960`, `CS 229`."""
    return bool(re.fullmatch(_CODE, mark))


def without_status(title: str) -> str:
    """Take off what calendars write in front of what is cancelled or tentative."""
    return _STATUS.sub("", title, count=1) if _STATUS.match(title) else title


def status_in(title: str) -> str:
    """Give the `cancelled` or `tentative` that is in front of a title, or nothing."""
    match = _STATUS.match(title)
    return match["status"].lower().replace("canceled", "cancelled") if match else ""


def common_mark(titles: Collection[str]) -> str:
    """Find the course's number with which every title begins, or which it has in brackets at its end, or nothing.

    In brackets, whatever two titles or more all have there is one, too.
    """
    marks = [set(_marks(title, among_others=len(titles) > 1)) for title in titles]
    common = set.intersection(*marks) if marks else set()
    return max(common, key=lambda mark: (is_code(mark), len(mark), mark), default="")


def _marks(title: str, *, among_others: bool) -> list[str]:
    front, behind = _IN_FRONT.match(title), _BEHIND.search(title)
    inside = (behind["square"] or behind["round"]).strip() if behind else ""
    return [*([front["mark"]] if front else []), *([inside] if is_code(inside) or (inside and among_others) else [])]


def without_mark(title: str, mark: str) -> str:
    """Take a mark off a title that has it in brackets at its end, or in front if it is a number, however spaced."""
    if not mark:
        return title
    written = r"\s*".join(re.escape(part) for part in re.findall(r"[^\W\d_]+|\d+|[^\w\s]|_", mark))
    front = re.match(rf"{written}(?:\s*[:|–—]\s*|\s+[-]\s+|\s+)(?=\S)", title, re.IGNORECASE)
    behind = _BEHIND.search(title)
    if front and re.search(r"\d", mark):
        return title[front.end() :]
    if behind and re.fullmatch(written, (behind["square"] or behind["round"]).strip(), re.IGNORECASE):
        return title[: behind.start()]
    return title
