"""Where things stand on the day of a calendar: from when to when, and side by side where they overlap."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from feeds.calendar.agenda import Item
from feeds.course.model import Timed

_QUARTER = timedelta(minutes=15)
_QUARTERS = 96


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Where something stands on its day, in quarter hours from midnight, rounded outwards.

    `length` is at least 1, and nothing goes beyond its day. What overlaps stands side by side, in `lane` of
    `lanes`, from 1.
    """

    item: Item
    start: int
    length: int
    lane: int = 1
    lanes: int = 1

    @property
    def end(self) -> int:
        """The quarter hour before which it ends."""
        return self.start + self.length


def place(items: Iterable[Item], day: date) -> tuple[Placed, ...]:
    """Place those of a day's things that have hours, in their order.

    What is due at midnight stands, on the day on which it is due, at its very beginning.
    """
    timed = []
    for item in items:
        if isinstance(item.when, Timed):
            start = _quarters(item.when.start, day)
            end = max(_quarters(item.when.end, day, up=True), start + 1)
            timed.append(Placed(item=item, start=start, length=end - start))
    return _side_by_side(timed)


def _quarters(instant: datetime, day: date, *, up: bool = False) -> int:
    """Count the quarter hours that a day's clocks show from midnight to an instant, at least none and at most all."""
    since = instant.replace(tzinfo=None) - datetime.combine(day, time.min)
    return min(max(-(-since // _QUARTER) if up else since // _QUARTER, 0), _QUARTERS)


def _side_by_side(timed: Sequence[Placed]) -> tuple[Placed, ...]:
    """Give each thing the first lane that is free, and all that hang together the same number of lanes.

    By start, and the longer first: this takes no more lanes than there are things at one time.
    """
    lanes: dict[str, tuple[int, list[int]]] = {}
    ends: list[int] = []
    for placed in sorted(timed, key=lambda placed: (placed.start, -placed.length)):
        if placed.start >= max(ends, default=0):
            ends = []
        lane = next((lane for lane, end in enumerate(ends) if end <= placed.start), len(ends))
        ends[lane : lane + 1] = [placed.end]
        lanes[placed.item.uid] = lane + 1, ends
    return tuple(
        replace(placed, lane=lane, lanes=len(ends)) for placed in timed for lane, ends in [lanes[placed.item.uid]]
    )
