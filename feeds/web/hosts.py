"""Which Host names this server answers to."""

import re
from collections.abc import Callable
from functools import lru_cache

from flask import request
from werkzeug.exceptions import SecurityError

_HOST = re.compile(r"([a-z0-9.-]+|\[[0-9a-f:.]+\])(?::([0-9]{1,5}))?")

# Machines that watch this one ask by its address; nothing there depends on the name.
_FOR_ANY_HOST = frozenset({"/healthz", "/readyz", "/metrics"})


def trust(hosts: tuple[str, ...]) -> Callable[[str], bool]:
    """Make the test of a Host header: whether it names one of some hosts, with any port; without hosts, all pass.

    A name that begins with a dot means every name that ends with it, too. Werkzeug's own test knows no IPv6.
    """
    names = frozenset(host.removeprefix(".") for host in hosts)
    endings = tuple(host for host in hosts if host.startswith("."))

    @lru_cache(maxsize=256)
    def is_trusted(host: str) -> bool:
        if not hosts:
            return True
        match = _HOST.fullmatch(host.lower())
        return match is not None and (match[1] in names or match[1].endswith(endings)) and _is_port(match[2])

    return is_trusted


def _is_port(text: str | None) -> bool:
    return text is None or 1 <= int(text) <= 65535


def guard(is_trusted: Callable[[str], bool]) -> Callable[[], None]:
    """Make the function that refuses the current request if its host is not trusted; it raises SecurityError."""

    def refuse() -> None:
        if request.path not in _FOR_ANY_HOST and not is_trusted(request.environ.get("HTTP_HOST", "")):
            raise SecurityError

    return refuse
