"""The log: a line for each request, and the lines of gunicorn and of the program in the same shape.

Gunicorn's own process loads this, so it loads no application.
"""

import json
import logging
import os
import re
import time
from collections.abc import Callable, MutableMapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, TypeAlias

from gunicorn import glogging
from gunicorn.config import Config
from gunicorn.http import Request
from gunicorn.http.wsgi import Response

from feeds.errors import SettingsError
from feeds.settings import LogFormat, Settings

Told: TypeAlias = dict[str, Any]

_CANONICAL = re.compile(r'<https?://[^/>]+(/[^>]*)>; rel="canonical"')
_MILLISECOND = timedelta(milliseconds=1)

# Of printable ASCII alone, since it writes every other character as \u and four digits.
_json = json.JSONEncoder().encode


class Logger(glogging.Logger):
    """Gunicorn's logger, which writes as Settings.log_format says, also what everybody else logs.

    `count` is told of every request as well, where a worker sets it: the path (decoded), and what `told` tells.
    """

    count: Callable[[str, Told], None] | None = None
    _line: Callable[[Told], str]

    def setup(self, cfg: Config) -> None:
        """Configure the loggers; gunicorn calls this when it starts and when it loads its configuration again."""
        super().setup(cfg)
        # A line that cannot be written is lost; a traceback for each of them would be no better.
        logging.raiseExceptions = False
        try:
            as_json = Settings.from_environment().log_format is LogFormat.JSON
        except SettingsError as error:
            # Gunicorn tells this one in a single line, without a traceback.
            raise RuntimeError(str(error)) from error
        self._line = _json if as_json else text_line
        root = logging.getLogger()
        for handler in [each for each in root.handlers if getattr(each, "_gunicorn", False)]:
            root.removeHandler(handler)
        for handler in self.error_log.handlers:
            # A handler for syslog has its own shape, without the time.
            if isinstance(handler, logging.StreamHandler):
                handler.setFormatter(JsonFormatter() if as_json else TextFormatter())
            root.addHandler(handler)
        logging.getLogger("feeds").setLevel(self.loglevel)

    def access(self, resp: Response, req: Request, environ: MutableMapping[str, Any], request_time: timedelta) -> None:
        """Tell of a request that was answered."""
        fields = told(resp, environ, request_time)
        if self.access_log_enabled:
            self.access_log.handle(_Line(self._line(fields)))
        if self.count:
            self.count(environ.get("PATH_INFO", ""), fields)


class _Line(logging.LogRecord):
    """A record that does not find out who logged it from where, which would take as long as all the rest."""

    def __init__(self, line: str) -> None:
        self.__dict__.update(_BARE, msg=line, created=time.time(), process=os.getpid())


_BARE = vars(logging.LogRecord("gunicorn.access", logging.INFO, "", 0, "", None, None))


def told(response: Response, environ: MutableMapping[str, Any], took: timedelta) -> Told:
    """Tell of a request what its line of the log holds, in that order.

    `path` is as it was asked for, with its query; `canonical` the path of the canonical address of the calendar that
    was answered with, if it was one; `bytes` those of the body that were sent; `conditional` whether the client has a
    version already.
    """
    agent = environ.get("HTTP_USER_AGENT", "")
    canonical = ""
    for name, value in response.headers:
        if name == "Link" and (match := _CANONICAL.fullmatch(value)):
            canonical = match[1]
    return {
        "time": _rfc3339(time.time()),
        "remote": environ.get("REMOTE_ADDR", ""),
        "method": environ.get("REQUEST_METHOD", ""),
        "path": environ.get("RAW_URI", ""),
        "status": int((response.status or "0")[:3]),
        "bytes": response.sent,
        # Below zero when the clock was set back meanwhile.
        "milliseconds": max(round(took / _MILLISECOND, 2), 0.0),
        "canonical": canonical,
        "conditional": "HTTP_IF_NONE_MATCH" in environ,
        # WSGI gives every octet as a character of its own.
        "agent": agent if agent.isascii() else agent.encode("latin-1", "replace").decode(errors="backslashreplace"),
    }


def text_line(fields: Told) -> str:
    """Write what `told` tells as words with a space between them; only the user agent, in quotes, has spaces itself."""
    return (
        f"{fields['time']} {_word(fields['remote'])} {_word(fields['method'])} {_word(fields['path'])}"
        f" {fields['status']} {fields['bytes']}B {fields['milliseconds']}ms canonical={_word(fields['canonical'])}"
        f" conditional={'yes' if fields['conditional'] else 'no'} agent={_json(fields['agent'])}"
    )


class TextFormatter(logging.Formatter):
    """Writes a record as a line, and what it has more than one of indented, so that nobody can make up a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Write time, level, process, logger and message, then the traceback if there is one."""
        text = "\n".join(part for part in (record.getMessage(), _traceback(self, record)) if part)
        said = "\n    ".join(map(_visible, text.split("\n")))
        return f"{_rfc3339(record.created)} {record.levelname} [{record.process}] {record.name}: {said}"


class JsonFormatter(logging.Formatter):
    """Writes a record as an object in one line."""

    def format(self, record: logging.LogRecord) -> str:
        """Write time, level, process, logger and message, then the traceback if there is one."""
        fields = {
            "time": _rfc3339(record.created),
            "level": record.levelname,
            "process": record.process,
            "logger": record.name,
            "message": record.getMessage(),
        }
        traceback = _traceback(self, record)
        return _json(fields | {"traceback": traceback} if traceback else fields)


def _word(text: str) -> str:
    return _json(text)[1:-1].replace(" ", "\\u0020") or "-"


def _visible(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)


def _traceback(formatter: logging.Formatter, record: logging.LogRecord) -> str:
    return formatter.formatException(record.exc_info) if record.exc_info and record.exc_info[0] else ""


def _rfc3339(seconds: float) -> str:
    return f"{_second(int(seconds))}.{int(seconds % 1 * 1000):03}Z"


@lru_cache(maxsize=1)
def _second(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat()[:-6]
