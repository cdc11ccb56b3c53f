"""Courses to break, the ways in which they break, and what happens beside them that breaks nothing."""

import os
import shutil
import socket
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

from courses import publish, write_course

from feeds.course.parser import MAX_BYTES

Deed: TypeAlias = Callable[[Path], object]

GOOD = "6.100-fa26"
OTHER = "6.200-fa26"
TITLE = "Midterm one"
FORMS = ("all.ics", "exams.json", "exams.txt")
PUBLISHED = datetime(2026, 8, 20, 12, tzinfo=UTC)


def exams(title: str) -> str:
    """Give an exams.yaml of two rows; what is before the second of them is an exams.yaml, too."""
    row = "  - {{id: {id}, date: {date}, start: 19:30, end: 21:30, room: 26-100, title: {title}}}\n"
    first = row.format(id="midterm", date="Tue 2026-10-20", title=title)
    return f"exams:\n{first}{row.format(id='final', date='Tue 2026-12-15', title='Final')}"


def new_course(folder: Path) -> Path:
    """Write a course of two exams, and publish it."""
    write_course(folder, exams=exams(TITLE))
    publish(folder, PUBLISHED)
    return folder


def in_place_of(name: str, make: Deed) -> Deed:
    """Put something else in place of a file."""

    def replace(folder: Path) -> None:
        (folder / name).unlink()
        make(folder / name)

    return replace


def writing(content: str | bytes) -> Deed:
    """Write exams.yaml anew."""
    data = content if isinstance(content, bytes) else content.encode()
    return lambda folder: _write(folder / "exams.yaml", data)


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def _socket(path: Path) -> None:
    # The whole name of a socket may not be long.
    folder = os.open(path.parent, os.O_RDONLY)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(f"/proc/self/fd/{folder}/{path.name}")
    os.close(folder)


def _file_for_folder(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text("exams: []\n")


def _broken_folder_renamed_here(folder: Path) -> None:
    new, old = folder.with_name(f".{folder.name}-new"), folder.with_name(f".{folder.name}-old")
    shutil.copytree(folder, new)
    _write(new / "exams.yaml", b"exams: [")
    folder.rename(old)
    new.rename(folder)
    shutil.rmtree(old)


BOMB = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 40))

FAULTS: dict[str, Deed] = {
    "a file that ends in a row": writing(exams(TITLE)[:50]),
    "a file without an end of a quotation": writing(exams("'Midterm")),
    "an empty file": writing(""),
    "a file of empty lines": writing("\n  \n"),
    "an empty staff.yaml": lambda folder: os.truncate(folder / "staff.yaml", 0),
    "an empty course.yaml": lambda folder: os.truncate(folder / "course.yaml", 0),
    "an empty history": lambda folder: os.truncate(folder / "history.jsonl", 0),
    "a vanished history": lambda folder: (folder / "history.jsonl").unlink(),
    "a file of zeros, as after a power cut": writing(b"\0" * 300),
    "a file that is not UTF-8": writing(exams("Prüfung").encode("latin-1")),
    "a file in UTF-16": writing(exams(TITLE).encode("utf-16")),
    "a file of more than 1 MB": writing(exams(TITLE) + "# and so on\n" * (MAX_BYTES // 12 + 1)),
    "a file of 100 MB": writing(b"#" * 100_000_000),
    "an alias bomb": writing(BOMB),
    "brackets without end": writing("[" * 100_000),
    "a tag that runs a program": writing("exams: !!python/object/apply:os.abort []\n"),
    "a day that does not exist": writing(exams(TITLE).replace("Tue 2026-10-20", "2026-02-30")),
    "a key nobody knows": writing(exams(TITLE).replace("room:", "romm:")),
    "marks of a merge": writing(f"<<<<<<< HEAD\n{exams(TITLE)}=======\n{exams('Midterm 2')}>>>>>>> other\n"),
    "a FIFO for a file": in_place_of("exams.yaml", os.mkfifo),
    "a socket for a file": in_place_of("exams.yaml", _socket),
    "a folder for a file": in_place_of("exams.yaml", Path.mkdir),
    "a device for a file": in_place_of("exams.yaml", lambda path: path.symlink_to("/dev/zero")),
    "a link to nothing for a file": in_place_of("exams.yaml", lambda path: path.symlink_to("gone.yaml")),
    "a file that cannot be opened": in_place_of("exams.yaml", lambda path: path.symlink_to(path.name)),
    "a FIFO for the history": in_place_of("history.jsonl", os.mkfifo),
    "a history cut off": lambda folder: os.truncate(folder / "history.jsonl", 200),
    "a vanished file": lambda folder: (folder / "exams.yaml").unlink(),
    "a vanished staff.yaml": lambda folder: (folder / "staff.yaml").unlink(),
    "a vanished course.yaml": lambda folder: (folder / "course.yaml").unlink(),
    "a vanished course": shutil.rmtree,
    "a file for the course's folder": _file_for_folder,
    "a broken folder renamed to the course's": _broken_folder_renamed_here,
}
"""What is wrong with a course's files: in each case they cannot be served."""


def _renamed_away_and_back(folder: Path) -> None:
    for _ in range(3):
        folder.rename(folder.with_name(f".{folder.name}"))
        folder.with_name(f".{folder.name}").rename(folder)


def _all_of(at: float) -> Deed:
    def touch(folder: Path) -> None:
        for path in folder.iterdir():
            os.utime(path, (at, at))

    return touch


def _other_rights(folder: Path) -> None:
    for path in folder.iterdir():
        path.chmod(0o640)


def _written_again(folder: Path) -> None:
    for path in folder.glob("*.yaml"):
        path.write_bytes(path.read_bytes())


HARMLESS: dict[str, Deed] = {
    "vim's 4913": lambda folder: (folder / "4913").touch(),
    "vim's swap file": lambda folder: _write(folder / ".exams.yaml.swp", b"b0VIM 9.0\0"),
    "vim's undo file": lambda folder: _write(folder / ".exams.yaml.un~", b"Vim\x9fUnDo"),
    "a backup": lambda folder: _write(folder / "exams.yaml~", b"exams: ["),
    "emacs's autosave": lambda folder: _write(folder / "#exams.yaml#", b"exams: ["),
    "emacs's lock, a link to nothing": lambda folder: (folder / ".#exams.yaml").symlink_to("ada@host.1:2"),
    "a file of macOS": lambda folder: _write(folder / "._exams.yaml", b"\0\5\26\7"),
    "rsync's file under way": lambda folder: _write(folder / ".exams.yaml.Xy12Zz", b"exa"),
    "a FIFO of another name": lambda folder: os.mkfifo(folder / "queue.yaml"),
    "a folder of another name": lambda folder: (folder / "old").mkdir(),
    "files as they were written again": _written_again,
    "files from the year 2099": _all_of(4_070_908_800),
    "files from the year 1970": _all_of(0),
    "other rights": _other_rights,
    "a folder renamed away and back": _renamed_away_and_back,
}
"""What happens beside a course's data, or to it without changing it."""


# Every edit makes this the title: it has the length of the other.
EDITED = "Midterm two"


def _keeping_time_and_size(folder: Path) -> None:
    path = folder / "exams.yaml"
    before = path.stat()
    path.write_text(exams(EDITED))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def _aside(folder: Path, at: float | None = None) -> Path:
    path = folder / ".exams.yaml.new"
    path.write_text(exams(EDITED))
    if at is not None:
        os.utime(path, (at, at))
    return path


def _as_vim_saves(folder: Path) -> None:
    path, backup = folder / "exams.yaml", folder / "exams.yaml~"
    path.rename(backup)
    path.write_text(exams(EDITED))
    backup.unlink()


def _folder_renamed_here(folder: Path) -> None:
    new, old = folder.with_name(f".{folder.name}-new"), folder.with_name(f".{folder.name}-old")
    shutil.copytree(folder, new)
    (new / "exams.yaml").write_text(exams(EDITED))
    folder.rename(old)
    new.rename(folder)
    shutil.rmtree(old)


def _folder_made_again(folder: Path) -> None:
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    shutil.rmtree(folder)
    folder.mkdir()
    for name, data in files.items():
        _write(folder / name, data)
    (folder / "exams.yaml").write_text(exams(EDITED))


def _linked(folder: Path) -> None:
    elsewhere = folder.with_name(f".{folder.name}-elsewhere.yaml")
    elsewhere.write_text(exams(EDITED))
    (folder / "exams.yaml").unlink()
    (folder / "exams.yaml").symlink_to(elsewhere)


EDITS: dict[str, Deed] = {
    "written in place": writing(exams(EDITED)),
    "written in place, time and size as before": _keeping_time_and_size,
    "renamed over the old one": lambda folder: _aside(folder).replace(folder / "exams.yaml"),
    "renamed over the old one, and older": lambda folder: _aside(folder, at=0).replace(folder / "exams.yaml"),
    "renamed over the old one, and of 2099": lambda folder: _aside(folder, at=4e9).replace(folder / "exams.yaml"),
    "saved as vim does": _as_vim_saves,
    "a new folder renamed here": _folder_renamed_here,
    "the folder made again": _folder_made_again,
    "a link to a file elsewhere": _linked,
}
"""Ways in which exams.yaml gets its new title."""
