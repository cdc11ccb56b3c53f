"""A course as it stands in a revision of git: what an edit is compared with before anybody is told of it."""

import io
import subprocess
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory

from feeds.course.folder import FILES
from feeds.course.model import Course
from feeds.course.reader import read_course
from feeds.errors import CourseError

# A hook may run with these set for a whole repository, of which a folder is only a part.
_GIT = ("env", "-u", "GIT_DIR", "-u", "GIT_WORK_TREE", "-u", "GIT_INDEX_FILE", "git")


class UnknownRevisionError(LookupError):
    """Git is not there, does not keep this folder, or knows no such revision."""


class BrokenThenError(ValueError):
    """The data had mistakes in this revision, so that there is nothing to compare with."""


def committed(folder: Path, revision: str) -> Course | None:
    """Read a course as it was in a revision, or None if it is the same now or was not there.

    Raises UnknownRevisionError, or BrokenThenError when it could not be read then.
    """
    # A revision that begins with a hyphen would be an option.
    _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if _git(folder, "diff", "--quiet", revision, "--", ".", fine=(0, 1)).returncode == 0:
        return None
    archive = _git(folder, "archive", "--format=tar", revision, "--", ".", fine=(0, 128)).stdout
    if not archive:
        return None
    with TemporaryDirectory() as temporary, tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        before = Path(temporary, folder.resolve().name)
        before.mkdir()
        for member in tar:
            content = tar.extractfile(member) if member.name in FILES and member.isreg() else None
            if content:
                (before / member.name).write_bytes(content.read())
        try:
            return read_course(before)
        except CourseError:
            raise BrokenThenError(revision) from None


def _git(folder: Path, *arguments: str, fine: tuple[int, ...] = (0,)) -> subprocess.CompletedProcess[bytes]:
    try:
        result = subprocess.run([*_GIT, "-C", folder, *arguments], capture_output=True, check=False)  # noqa: S603
    except OSError as error:
        raise UnknownRevisionError(f"git cannot be run ({error.strerror})") from None
    if result.returncode not in fine:
        said = result.stderr.decode(errors="replace").strip().removeprefix("fatal: ")
        raise UnknownRevisionError(said or "git knows no such revision")
    return result
