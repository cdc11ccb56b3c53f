"""One export: every course of a site, and what belongs to none, put into a folder."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import chain
from pathlib import Path

from feeds.calendar.feed import Form
from feeds.catalog.catalog import Catalog, UnknownCourseError
from feeds.catalog.edition import Edition
from feeds.catalog.files import check_name
from feeds.catalog.reading import check_history
from feeds.course.reader import read_course
from feeds.course.selection import Selection, SelectionError
from feeds.errors import CourseError, Problem
from feeds.export.files import UnansweredError, answers, current_terms, not_found, path_of
from feeds.export.folder import COMMON, Folder, Outcome
from feeds.export.rules import rules
from feeds.settings import Settings
from feeds.web.app import create_app
from feeds.web.publication import Publication, common


@dataclass(slots=True, kw_only=True)
class Result:
    """What an export made of a folder: of each course that was exported, by its name, and of the `rest` of the site.

    `broken` are the courses that could not be exported. `left` counts the files that stay of such a course, or of one
    that is no longer in the data. `elsewhere` are in the list of courses and not in the folder. `unknown` are
    selections that were asked for, and that no exported course knows.
    """

    courses: dict[str, Outcome] = field(default_factory=dict)
    rest: Outcome = field(default_factory=Outcome)
    broken: dict[str, tuple[Problem, ...]] = field(default_factory=dict)
    left: dict[str, int] = field(default_factory=dict)
    elsewhere: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


class Export:
    """Exports to a folder the courses of some settings as they are `at` an instant, aware."""

    def __init__(self, settings: Settings, at: datetime, publication: Publication) -> None:
        self._make = partial(create_app, settings, now=lambda: at)
        self._publication = publication
        self._unknown = set(map(str, publication.also))
        self._result = Result()

    def into(self, folder: Folder, courses: Mapping[str, Path], advance: Callable[[float], None]) -> Result:
        """Export courses, by their names and their own folders; `advance` is told after each part of one.

        Raises what `Folder.finish` does.
        """
        result = self._result
        for slug, path in courses.items():
            self._put(folder, slug, path, advance)
        application = self._make(publication=self._publication)
        catalog: Catalog = application.extensions["site"].catalog
        known = catalog.slugs()
        unlisted = {course.slug for course in catalog.overviews() if not course.listed}
        for file in chain(answers(application, common()), [not_found(application)], rules()):
            folder.put(file)
        exported = [slug for slug in courses if slug not in result.broken]
        here = {*exported, *folder.parts}
        ways = sorted({_name(slug) for slug in known if slug in here} - {"", *known})
        for file in current_terms(application, ways):
            folder.put(file)
        if missed := [slug for slug in result.broken if slug not in unlisted]:
            # A course that is there would be in no list, and a name without its term would lead to another term.
            for address in ("/", *(f"/{_name(slug)}/" for slug in missed)):
                folder.keep(path_of(address))
        rest = {COMMON, *ways, *map(_name, result.broken)}
        outcomes = folder.finish({*rest, *exported})
        result.courses = {slug: outcomes[slug] for slug in exported}
        for part in sorted(rest):
            result.rest.add(outcomes[part])
        gone = folder.parts - {*rest, *known, *map(_name, known)}
        left = {*result.broken, *(gone - {*map(_name, gone)})}
        result.left = {part: len(folder.listed(part)) for part in sorted(left & folder.parts)}
        result.elsewhere = tuple(slug for slug in known if slug not in here | unlisted)
        result.unknown = tuple(sorted(self._unknown))
        return result

    def _put(self, folder: Folder, slug: str, path: Path, advance: Callable[[float], None]) -> None:
        """Put the files of one course; if they cannot all be made, those that are there stay."""
        try:
            publication = Publication(also=(*self._publication.also, *_calendars(folder.listed(slug))))
            # Each course has an application of its own, so that none stays in memory.
            application = self._make(publication=publication)
            edition = _edition(application.extensions["site"].catalog, slug, path)
            check_history(path, edition.published, folder.published(slug), f"delete what was exported of {slug}")
            self._unknown -= set(publication.selections(edition.feeds))
            addresses = publication.addresses(edition.feeds)
            for file in answers(application, addresses):
                folder.put(file)
                advance(1 / len(addresses))
            folder.publish(slug, edition.published)
        except CourseError as error:
            self._result.broken[slug] = error.problems
        except UnansweredError as error:
            self._result.broken[slug] = (Problem(file=str(path), line=1, column=1, message=str(error)),)
        if slug in self._result.broken:
            folder.drop(slug)


def _name(slug: str) -> str:
    """Give a course's name without its term, under which the current term is found."""
    return slug.rpartition("-")[0]


def _edition(catalog: Catalog, slug: str, path: Path) -> Edition:
    """Read a course as the server does; raises CourseError."""
    check_name(path)
    try:
        return catalog.edition(slug)
    except UnknownCourseError:
        # Its files say what is missing for it to be one.
        read_course(path)
        raise


def _calendars(paths: Iterable[str]) -> Iterator[Selection]:
    """Read from what an earlier export wrote of a course which calendars people may have: none of these is to go."""
    for path in paths:
        name, _, form = path.partition("/")[2].rpartition(".")
        if form == Form.ICS:
            with suppress(SelectionError):
                yield Selection.parse(name)
