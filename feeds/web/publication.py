"""What of this site a folder holds, for a static host: every address that has an answer without a server."""

from collections.abc import Iterator
from dataclasses import dataclass

from feeds.calendar.feed import CHANGES, CourseFeeds, Form
from feeds.course.model import Kind
from feeds.course.schema.json_schema import schemas
from feeds.course.selection import KIND_WORDS, Selection
from feeds.web import assets


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """The calendars that are published as files: those that most people want, and `also` some more.

    Without a server there is no query, so neither a form nor another view of a page; and no page of its state, which
    would go on saying that all is well.
    """

    also: tuple[Selection, ...] = ()

    def selections(self, found: CourseFeeds) -> tuple[str, ...]:
        """List the calendars of a course by their canonical spelling, without those of `also` that it does not know.

        Those with a name lead; then come main, all, each kind, everybody and their hours, and each week.
        """
        vocabulary = found.vocabulary
        # Everybody's hours, since who teaches today may not tomorrow, and people have the address.
        hours = KIND_WORDS[Kind.OFFICE_HOURS]
        people = (word for id in vocabulary.people for word in (id, f"{hours}.{id}"))
        also = (str(each) for each in self.also if vocabulary.knows(each))
        words = (*vocabulary.feeds, "main", "all", *KIND_WORDS.values(), *people, *vocabulary.weeks, *also)
        return tuple(dict.fromkeys(words))

    def addresses(self, found: CourseFeeds) -> tuple[str, ...]:
        """List every address of a course, without scheme and host."""
        return tuple(f"/{found.course.slug}/{name}" for name in self._names(found))

    def _names(self, found: CourseFeeds) -> Iterator[str]:
        for selection in self.selections(found):
            yield from _forms(selection)
            yield f"embed/{selection}"
        for person in found.vocabulary.people:
            yield from _forms(f"staff/{person}")
        yield from (f"events/{entry.event.id}" for entry in found.entries)
        yield from (CHANGES, f"{CHANGES}.{Form.ATOM}", "staff/", "")


def common() -> tuple[str, ...]:
    """List the addresses that belong to no course."""
    return (*assets.addresses(), "/robots.txt", *(f"/schema/{name}" for name in schemas()), "/")


def _forms(name: str) -> Iterator[str]:
    yield from (f"{name}.{form}" for form in Form)
    yield name
