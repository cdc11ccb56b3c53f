"""Files in whose places whole new ones come, so that nobody ever reads half of one."""

import os
import stat
from collections.abc import Mapping
from pathlib import Path


def write_whole(contents: Mapping[Path, bytes]) -> None:
    """Put files with these contents in their places, each with the mode of the one that is there.

    All of them are written before the first takes its place. Raises OSError, and then nothing has changed, unless the
    disk fails at the very end.
    """
    staged: list[tuple[Path, Path]] = []
    try:
        for place, data in contents.items():
            path = place.resolve()
            fresh = path.with_name(f".{path.name}.{os.getpid()}")
            with fresh.open("xb") as file:
                staged.append((fresh, path))
                if path.exists():
                    os.fchmod(file.fileno(), stat.S_IMODE(path.stat().st_mode))
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        for fresh, path in staged:
            fresh.replace(path)
    finally:
        for fresh, _ in staged:
            fresh.unlink(missing_ok=True)
