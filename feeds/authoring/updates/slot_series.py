"""Imported slots that are one, since one goes on where the other ends, beside those that the data has."""

from collections.abc import Mapping, Sequence

from feeds.authoring.data_files import Row
from feeds.authoring.imports.series import continued, joined
from feeds.authoring.updates.weeks import Weeks


def in_series(
    rows: Sequence[Row], pairs: Mapping[int, int], weeks: Weeks
) -> tuple[Mapping[int, Row], Mapping[int, int]]:
    """Give imported slots, and which existing ones they are, by their numbers, with those put together that are one.

    Two that the data has as two stay so. What has begun stands for what it was before, of which nothing changes.
    """
    found, left = dict(pairs), dict(enumerate(rows))
    root = {number: number for number in left}
    for later, earlier in continued(rows).items():
        if later in pairs:
            if root[earlier] not in pairs:
                left.pop(root[earlier])
        elif weeks.has_begun(rows[later]):
            if root[earlier] in found:
                found[later] = found.pop(root[earlier])
            left.pop(root[earlier])
        else:
            root[later] = root[earlier]
            left[root[earlier]] = joined(left[root[earlier]], rows[earlier], left.pop(later))
    return left, found
