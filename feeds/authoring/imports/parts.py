"""What the rows and events of a file turn out to be, one by one, put in order as what was found in it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeAlias

from feeds.authoring.imports.found import Found, FoundAssignment, FoundEvent, FoundHours, FoundPerson, Unread

Part: TypeAlias = FoundEvent | FoundAssignment | FoundHours | FoundPerson | Unread
"""One thing that was found, or could not be understood."""


def with_parts(found: Found, parts: Iterable[Part], warnings: Iterable[Unread] = ()) -> Found:
    """Add parts to what was found, each kind in the order of its lines; `warnings` are about parts."""
    listed = sorted(parts, key=lambda part: part.line)
    return replace(
        found,
        people=tuple(part for part in listed if isinstance(part, FoundPerson)),
        events=tuple(part for part in listed if isinstance(part, FoundEvent)),
        assignments=tuple(part for part in listed if isinstance(part, FoundAssignment)),
        hours=tuple(part for part in listed if isinstance(part, FoundHours)),
        unread=tuple(part for part in listed if isinstance(part, Unread)),
        warnings=tuple(sorted(warnings, key=lambda warning: warning.line)),
    )
