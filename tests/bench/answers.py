"""Finished answers of the server under test, which the bare applications give back just as they are."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

FOLDER = "BENCH_ANSWERS"
"""The variable that names the folder of the answers, for the applications that give them."""

COURSE = "BENCH_COURSE"
"""The variable that names the folder of the course, for the application that builds feeds of it."""

# Whatever else serves the answer says these by itself.
_OF_SERVERS = {"connection", "content-length", "date", "server"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The body and the headers of a 200, without those that any server adds; `etag` has its quotes."""

    path: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def etag(self) -> str:
        """The ETag as clients send it back."""
        return next(value for name, value in self.headers if name.lower() == "etag")


def keep(folder: Path, path: str, headers: list[tuple[str, str]], body: bytes) -> Answer:
    """Keep an answer in a folder, for the applications and for nginx: the body is a file at the answer's path."""
    kept = Answer(path=path, headers=tuple(each for each in headers if each[0].lower() not in _OF_SERVERS), body=body)
    file = folder / path.removeprefix("/")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(body)
    Path(f"{file}.headers").write_text(json.dumps(kept.headers))
    return kept


def kept() -> tuple[Answer, ...]:
    """Read all answers of the folder that the environment names."""
    folder = Path(os.environ[FOLDER])
    return tuple(_read(folder, file) for file in sorted(folder.rglob("*.headers")))


def _read(folder: Path, headers: Path) -> Answer:
    body = headers.with_suffix("")
    return Answer(
        path=f"/{body.relative_to(folder).as_posix()}",
        headers=tuple((name, value) for name, value in json.loads(headers.read_text())),
        body=body.read_bytes(),
    )
