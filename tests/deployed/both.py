"""What is exported, beside what is served."""

from dataclasses import dataclass
from pathlib import Path

from faults.servers import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Both:
    """The same courses served by gunicorn, live, and as an exported folder by another server."""

    live: Line
    static: Line
    folder: Path
    addresses: tuple[str, ...]
