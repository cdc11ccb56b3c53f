"""What a file leaves open about a new course, so that somebody looks at it."""

from collections import Counter
from collections.abc import Iterator

from feeds.authoring.imports.found import Found, Unread
from feeds.course.model import Kind


def open_questions(found: Found) -> Iterator[Unread]:
    """Yield what was understood in one of several ways, each with the first line that it is about."""
    weekly = [each for each in found.hours if each.kind is Kind.OFFICE_HOURS]
    if weekly and not any(each.first or each.last for each in weekly):
        why = "no days are given, so they run from the first to the last class; write `office_hours` if they do not"
        yield Unread(line=weekly[0].line, text="weekly hours", why=why, file="course.yaml")
    tutorials = [event for event in found.events if event.kind is Kind.TUTORIAL]
    for title, number in Counter(event.title for event in tutorials).items():
        if number > 1:
            line = next(event.line for event in tutorials if event.title == title)
            why = f"{number} tutorials are called so; write the same `any_of` at each if people come to any one of them"
            yield Unread(line=line, text=title, why=why, file="tutorials.yaml")
