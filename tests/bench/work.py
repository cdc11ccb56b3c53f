"""The place where a benchmark is done, and how much of it."""

from dataclasses import dataclass, field
from pathlib import Path

from bench.courses import write_courses


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How much is measured: rounds, seconds of load in each, courses of a university, selections asked for."""

    rounds: int
    seconds: int
    courses: int
    selections: int


FULL = Scale(rounds=9, seconds=1, courses=1_000, selections=20_000)
QUICK = Scale(rounds=3, seconds=1, courses=100, selections=2_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A folder to work in, and the courses that have been written there."""

    folder: Path
    scale: Scale
    _written: dict[tuple[int, int], tuple[Path, tuple[str, ...]]] = field(default_factory=dict)

    def courses(self, count: int, *, events: int) -> tuple[Path, tuple[str, ...]]:
        """Give a data folder of so many courses, and their names; it is written when first asked for."""
        if (count, events) not in self._written:
            data = self.folder / f"{count}-courses-of-{events}"
            self._written[count, events] = data, write_courses(data, count, events=events)
        return self._written[count, events]

    def new(self, name: str) -> Path:
        """Give a path in the folder that nothing has yet."""
        taken = sum(1 for path in self.folder.iterdir() if path.name.startswith(f"{name}."))
        path = self.folder / f"{name}.{taken}"
        path.mkdir()
        return path
