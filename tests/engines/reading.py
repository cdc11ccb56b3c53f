"""What an engine understood of one event, in terms that can be compared across engines."""

from dataclasses import dataclass
from datetime import UTC, date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One VEVENT: instants in UTC, all-day dates with exclusive end, None for what is absent."""

    uid: str
    start: date
    end: date | None
    summary: str | None
    description: str | None
    location: str | None
    status: str | None
    transparency: str | None
    sequence: int | None
    last_modified: datetime | None
    url: str | None
    categories: tuple[str, ...]


def in_order(readings: list[Reading]) -> list[Reading]:
    """Sort readings the one way in which they are compared."""
    return sorted(readings, key=lambda reading: (reading.uid, reading.start.isoformat()))


def instant(moment: datetime) -> datetime:
    """Put a moment in UTC, or refuse one that floats."""
    # astimezone() would silently take a floating time to be in the zone of the machine that runs the tests.
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone")
    return moment.astimezone(UTC)
