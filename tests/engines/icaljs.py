"""ical.js, the reader of Thunderbird, run by node."""

import json
import shutil
import subprocess
from datetime import date, datetime
from pathlib import Path
from typing import Any

from .reading import Reading, in_order, instant

_FOLDER = Path(__file__).parent / "icaljs"


def missing() -> str | None:
    """Say what has to be installed."""
    if shutil.which("node") is None:
        return "node is not installed"
    if not (_FOLDER / "node_modules" / "ical.js").is_dir():
        return f"ical.js is not installed: npm install --no-package-lock --prefix {_FOLDER}"
    return None


def read(feed: bytes) -> list[Reading]:
    """Read a feed."""
    command = ["node", str(_FOLDER / "read.mjs")]
    result = subprocess.run(command, input=feed, capture_output=True, timeout=60, check=False)
    if result.returncode != 0:
        raise ValueError(result.stderr.decode())
    return in_order([_reading(event) for event in json.loads(result.stdout)])


def _reading(event: dict[str, Any]) -> Reading:
    last_modified = event["last_modified"]
    return Reading(
        uid=event["uid"],
        start=_time(event["start"]),
        end=None if event["end"] is None else _time(event["end"]),
        summary=event["summary"],
        description=event["description"],
        location=event["location"],
        status=event["status"],
        transparency=event["transparency"],
        sequence=event["sequence"],
        last_modified=None if last_modified is None else instant(datetime.fromisoformat(last_modified)),
        url=event["url"],
        categories=tuple(event["categories"]),
    )


def _time(text: str) -> date:
    return instant(datetime.fromisoformat(text)) if "T" in text else date.fromisoformat(text)
