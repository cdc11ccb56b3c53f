"""What the tests of faults share: two courses that a server of their own can serve."""

from pathlib import Path

import pytest

from faults.breaking import GOOD, OTHER, new_course


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with two courses."""
    folder = tmp_path / "data"
    folder.mkdir()
    for slug in (GOOD, OTHER):
        new_course(folder / slug)
    return folder
