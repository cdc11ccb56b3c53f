"""What every view needs: the courses, the settings, the clock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import current_app

from feeds.catalog import Catalog
from feeds.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The application's own things; `now` gives an aware instant."""

    catalog: Catalog
    settings: Settings
    now: Callable[[], datetime]


def site() -> Site:
    """Give the site of the current application."""
    found = current_app.extensions["site"]
    assert isinstance(found, Site)  # noqa: S101 (create_app put it there)
    return found
