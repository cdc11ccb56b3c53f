"""What is still last year's in a course that was copied: nothing else tells, if its history was left behind."""

import re
from collections.abc import Iterator

from feeds.course.document import Spot
from feeds.course.schema.course import CourseForm
from feeds.course.term_names import term_of_folder
from feeds.course.wording import listed
from feeds.errors import Problem, Severity, quoted

# A year, or two: `2025`, `2025/26`, `2025-2026`.
_YEARS = re.compile(r"(?<!\d)(20\d\d)(?:\s?[-–/]\s?(?:20)?(\d\d))?(?!\d)", re.ASCII)


def stale_copies(course: CourseForm, slug: str, spot: Spot) -> Iterator[Problem]:
    """Warn of a year in the name of a course's term, or of its folder, in which no classes are.

    `spot` is course.yaml. A term that spans two years may be called by either.
    """
    classes = range(course.classes.first.year, course.classes.last.year + 1)
    held = listed([str(year) for year in classes])
    named = [int(year) for found in _YEARS.findall(course.term) for year in (found[0], f"20{found[1]}") if year != "20"]
    if named and not set(named) & set(classes):
        years = listed([str(year) for year in named])
        message = f"term {quoted(course.term)} names {years}, and classes are in {held}; correct one of them"
        yield (spot / "term").problem(message, Severity.WARNING)
    if (term := term_of_folder(slug)) and term.middle.year not in classes:
        message = f"the folder is called {slug}, and classes are in {held}"
        advice = "correct their dates, or give the folder another name while nobody has its addresses"
        yield (spot / "classes").problem(f"{message}; {advice}", Severity.WARNING)
