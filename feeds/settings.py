"""The settings, from the environment and nowhere else; the only module that reads it."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

from feeds.errors import SettingsError

_PUBLIC_URL = re.compile(r"(https?://([a-z0-9.-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?)/?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How this server runs.

    `data_dir` is the folder of the courses; `public_url` begins every address that leaves the server, without
    a slash at its end; `trusted_hosts` are the Host names to answer to (none: all); `reload_seconds` is how
    long, at the most, an edit of the data may go unseen.
    """

    data_dir: Path = Path("data")
    public_url: str = "http://127.0.0.1:8000"
    trusted_hosts: tuple[str, ...] = ()
    reload_seconds: float = 1.0

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Read the settings; an empty variable is one that is not set. Raises SettingsError."""
        default = cls()
        given = {name: value.strip() for name, value in environment.items() if value.strip()}
        return cls(
            data_dir=Path(given.get("FEEDS_DATA_DIR", default.data_dir)),
            public_url=_public_url(given.get("FEEDS_PUBLIC_URL", default.public_url)),
            trusted_hosts=tuple(given.get("FEEDS_TRUSTED_HOSTS", "").replace(",", " ").split()),
            reload_seconds=_seconds(given.get("FEEDS_RELOAD_SECONDS", str(default.reload_seconds))),
        )


def _public_url(value: str) -> str:
    match = _PUBLIC_URL.fullmatch(value.lower())
    if not match or (match[2].startswith("[") and not _is_address(match[2][1:-1])):
        wanted = "write the scheme and host that subscribers use, such as https://calendar.example.edu"
        raise SettingsError(f"FEEDS_PUBLIC_URL has the value {value!r}; {wanted}")
    return match[1]


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _seconds(value: str) -> float:
    try:
        seconds = float(value)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= 3600:
        raise SettingsError(f"FEEDS_RELOAD_SECONDS has the value {value!r}; write a number of seconds from 0 to 3600")
    return seconds
