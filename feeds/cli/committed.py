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


class UnknownRevisionError(LookupError):
    """Git is not there, does not keep this folder, or has nothing in this revision to compare with."""


def committed(folder: Path, revision: str) -> Course | None:
    """Read a course as it was in a revision, or None if it is the same now or was not there.

    Raises UnknownRevisionError, also when its data had mistakes then.
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
            raise UnknownRevisionError("the data has mistakes there, so ids cannot be compared") from None


def _git(folder: Path, *arguments: str, fine: tuple[int, ...] = (0,)) -> subprocess.CompletedProcess[bytes]:
    try:
        result = subprocess.run(["git", "-C", folder, *arguments], capture_output=True, check=False)  # noqa: S603, S607
    except OSError as error:
        raise UnknownRevisionError(f"git cannot be run ({error.strerror})") from None
    if result.returncode not in fine:
        said = result.stderr.decode(errors="replace").strip().removeprefix("fatal: ")
        raise UnknownRevisionError(said or "git knows no such revision")
    return result
