"""What is offered for a new course where nothing is said: by its name, the other courses, the public address."""

from collections import Counter
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from feeds.authoring.facts import code_of, term_of
from feeds.cli.facts import Given
from feeds.course.parser import parse
from feeds.errors import CourseError
from feeds.settings import Settings
from feeds.web.subscribe import Reach, reach


def offered(slug: str, used: Settings) -> Given:
    """Gather what is offered for a course: from its name, from the other courses, from the public address."""
    zones = Counter(_zones(used.data_dir))
    return Given(
        code=code_of(slug),
        term=term_of(slug),
        zone=max(zones, key=lambda zone: (zones[zone], zone), default=None),
        uid_domain=_domain(used.public_url),
    )


def _zones(data_dir: Path) -> list[str]:
    found = []
    for file in sorted(data_dir.glob("*/course.yaml")):
        try:
            value = parse(file.read_bytes(), str(file)).value
        except (OSError, CourseError):
            continue
        if isinstance(value, dict) and isinstance(zone := value.get("time_zone"), str):
            found.append(zone)
    return found


def _domain(public_url: str) -> str | None:
    host = urlsplit(public_url).hostname or ""
    try:
        ip_address(host)
    except ValueError:
        return host if reach(public_url) is Reach.EVERYBODY else None
    return None
