"""What a test needs and a machine has not."""

import os
from typing import NoReturn

import pytest


def absent(what: str) -> NoReturn:
    """Skip the running test for want of something; in CI, where a judge that quietly stays away is none, fail it."""
    if os.environ.get("CI") == "true":
        pytest.fail(what)
    pytest.skip(what)
