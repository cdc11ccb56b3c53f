"""The settings, from the environment and nowhere else; the only module that reads it."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path

from feeds.errors import SettingsError

_PUBLIC_URL = re.compile(r"(https?://([a-z0-9.-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?)/?")
_HOST = re.compile(r"\.?[a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:.]+\]")


class LogFormat(StrEnum):
    """How lines of the log are written."""

    TEXT = "text"
    JSON = "json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How this server runs.

    `data_dir` is the folder of the courses; `state_dir` that in which their last good data is kept (none: it is not);
    `public_url` begins every address that leaves the server, without a slash at its end; `trusted_hosts` are the Host
    names to answer to, in lower case (none: all); `proxy_hops` is how many proxies of one's own stand in front;
    `reload_seconds` is how often the data is looked at for edits, 0 at every request.
    """

    data_dir: Path = Path("data")
    state_dir: Path | None = None
    public_url: str = "http://127.0.0.1:8000"
    trusted_hosts: tuple[str, ...] = ()
    proxy_hops: int = 0
    reload_seconds: float = 1.0
    log_format: LogFormat = LogFormat.TEXT

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Read the settings; an empty variable is one that is not set. Raises SettingsError."""
        default = cls()
        given = {name: value.strip() for name, value in environment.items() if value.strip()}
        return cls(
            data_dir=Path(given.get("FEEDS_DATA_DIR", default.data_dir)),
            state_dir=Path(given["FEEDS_STATE_DIR"]) if "FEEDS_STATE_DIR" in given else None,
            public_url=_public_url(given.get("FEEDS_PUBLIC_URL", default.public_url)),
            trusted_hosts=_hosts(given.get("FEEDS_TRUSTED_HOSTS", "")),
            proxy_hops=_hops(given.get("FEEDS_PROXY_HOPS", str(default.proxy_hops))),
            reload_seconds=_seconds(given.get("FEEDS_RELOAD_SECONDS", str(default.reload_seconds))),
            log_format=_log_format(given.get("FEEDS_LOG_FORMAT", default.log_format)),
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


def _hosts(value: str) -> tuple[str, ...]:
    names = tuple(value.lower().replace(",", " ").split())
    for name in names:
        if not _HOST.fullmatch(name):
            wanted = "write names as they stand in addresses, without a port, such as calendar.example.edu"
            raise SettingsError(f"FEEDS_TRUSTED_HOSTS has the value {name!r}; {wanted}")
    return names


def _seconds(value: str) -> float:
    try:
        seconds = float(value)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= 3600:
        raise SettingsError(f"FEEDS_RELOAD_SECONDS has the value {value!r}; write a number of seconds from 0 to 3600")
    return seconds


def _hops(value: str) -> int:
    if not re.fullmatch("[0-9]", value):
        raise SettingsError(f"FEEDS_PROXY_HOPS has the value {value!r}; write how many proxies stand in front, 0 to 9")
    return int(value)


def _log_format(value: str) -> LogFormat:
    if value.lower() not in tuple(LogFormat):
        raise SettingsError(f"FEEDS_LOG_FORMAT has the value {value!r}; write {' or '.join(LogFormat)}")
    return LogFormat(value.lower())
