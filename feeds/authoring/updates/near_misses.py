"""Rows that a file does not have any more, and new ones that may be the same under another title and on another day."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from difflib import SequenceMatcher

from feeds.authoring.data_files import Row
from feeds.authoring.updates.meaning import day_of, words

_ALIKE = 0.6
_WEEK = timedelta(days=7)


def near_misses(missing: Sequence[Row], added: Sequence[Row]) -> Mapping[str, str]:
    """Say which missing row may be which added one of the same list, by their ids, where neither may be another."""
    near = [(str(row["id"]), str(new["id"])) for row in missing for new in added if _is_near(row, new)]
    theirs, ours = (Counter(pair[side] for pair in near) for side in (0, 1))
    return {old: new for old, new in near if theirs[old] == ours[new] == 1}


def _is_near(row: Row, other: Row) -> bool:
    pairs = ((day_of(row.get(key)), day_of(other.get(key))) for key in ("date", "first", "due", "out"))
    apart = [abs(day - their) for day, their in pairs if day and their]
    name, their_name = (words(each.get("title") or each.get("name")) for each in (row, other))
    return bool(apart) and min(apart) <= _WEEK and SequenceMatcher(None, name, their_name).ratio() >= _ALIKE
