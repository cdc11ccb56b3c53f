"""What can be wrong, said so that whoever has to mend it can."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import SequenceMatcher, get_close_matches
from enum import StrEnum
from heapq import nlargest
from itertools import islice

MAX_PROBLEMS = 100
"""How many problems of one kind are told at once, so that a file of nothing else is answered quickly."""

_COMPARED = 1_000
_QUOTED = 60

MORE = "there are more problems than these; mend them first"


class Severity(StrEnum):
    """Whether a problem keeps a course from being served (`error`) or not (`warning`)."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """One thing to mend in a data file: where it is, what is wrong, what to write instead.

    `line` and `column` count from 1; `message` is one line of English.
    """

    file: str
    line: int
    column: int
    message: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        warning = "warning: " if self.severity is Severity.WARNING else ""
        return f"{self.file}:{self.line}:{self.column}: {warning}{self.message}"


class CourseError(Exception):
    """A course that cannot be served; `problems` holds everything that is wrong with it, in order of place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))


def at_most(problems: Iterable[Problem]) -> list[Problem]:
    """Take MAX_PROBLEMS, and in the place of the next one say that there are more."""
    told = list(islice(problems, MAX_PROBLEMS + 1))
    told[MAX_PROBLEMS:] = [replace(problem, message=MORE) for problem in told[MAX_PROBLEMS:]]
    return told


class SettingsError(Exception):
    """A setting of the environment that cannot be used; the message names it and says what to write."""


def quoted(text: str) -> str:
    """Quote what somebody wrote, in characters that can be seen, and of a long text only how it begins."""
    return repr(text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…")


def did_you_mean(word: str, known: Iterable[str], *, likeness: float = 0.6) -> str:
    """Say which known word is nearest, as the end of a message: `; did you mean 'lectures'?`, or nothing.

    `likeness` is how near it must be, from 0 to 1.
    """
    short = [other for other in sorted(known)[:_COMPARED] if len(other) <= _QUOTED]
    matcher = SequenceMatcher(None, b=word[:_QUOTED])

    def promise(other: str) -> float:
        matcher.set_seq1(other)
        return matcher.quick_ratio()

    # The true likeness takes much longer, and is never above this one.
    near = get_close_matches(word[:_QUOTED], nlargest(3, short, key=promise), n=1, cutoff=likeness)
    return f"; did you mean {near[0]!r}?" if near else ""
