"""What changes are, as text for people, as Markdown for a pull request, and as JSON for programs."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Any

from feeds.calendar.changes import Notice
from feeds.calendar.plain import times_and_people
from feeds.calendar.titles import title
from feeds.cli.impact import Impact
from feeds.course import wording
from feeds.course.ledger import uid_of
from feeds.course.model import Course, Event
from feeds.errors import Problem

TOO_LATE = "Too late for Google Calendar: tell people"
"""What stands above the sentences to paste."""

# What Markdown would read, but not in an address, which it leaves alone; and at the beginning of a line. A name after
# @ and a number after # must not become a link, whose marks no backslash takes away.
_MARKDOWN = re.compile(r"(https?://[^\s<>]+)|(?<!\w)([@#])(?=\w)|([\\`*_\[\]<>|~&])|^([-+#]|\d+(?=[.)]\s))")


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One course, compared with its history; without an `impact` when its `problems` keep it from being read.

    `undo` says how to take the changes back.
    """

    slug: str
    impact: Impact | None = None
    undo: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def as_lines(notices: Iterable[Notice], indent: str) -> Iterator[str]:
    """Write notices as lines of text, with what belongs under one further in."""
    for notice in notices:
        yield f"{indent}{notice.text}"
        yield from (f"{indent}  {line}" for line in notice.lines)


def _text(compared: Sequence[Compared]) -> str:
    return "\n\n".join("\n".join(_text_lines(each)) for each in compared)


def _text_lines(compared: Compared) -> Iterator[str]:
    if compared.impact is None:
        yield from map(str, compared.problems)
        return
    yield f"{compared.slug}: {compared.impact.size}"
    yield from as_lines(compared.impact.notices, "  ")
    for heading, lines in _sections(compared, compared.impact):
        yield ""
        yield f"  {heading}:"
        yield from (f"    {line}" for line in lines)


def _markdown(compared: Sequence[Compared]) -> str:
    return "\n\n".join("\n".join(_markdown_lines(each)) for each in compared)


def _markdown_lines(compared: Compared) -> Iterator[str]:
    yield f"### {_escaped(compared.slug)}"
    yield ""
    if compared.impact is None:
        yield "**cannot be served like this**"
        yield ""
        yield from (f"- {_escaped(str(problem))}" for problem in compared.problems)
        return
    yield f"**{compared.impact.size}**"
    if compared.impact.notices:
        yield ""
    for notice in compared.impact.notices:
        yield f"- {_escaped(notice.text)}"
        yield from (f"  - {_escaped(line)}" for line in notice.lines)
    for heading, lines in _sections(compared, compared.impact):
        yield ""
        yield f"#### {heading}"
        yield ""
        yield from (f"- {_escaped(line)}" for line in lines)


def _sections(compared: Compared, impact: Impact) -> Iterator[tuple[str, Sequence[str]]]:
    """Give what follows the notices, as lines under headings."""
    sections = {
        "Calendars": impact.calendars,
        "Per person": [each.text for each in impact.people],
        TOO_LATE: [each.sentence for each in impact.late],
        "Warnings": impact.warnings,
        "Undo": compared.undo,
    }
    return ((heading, lines) for heading, lines in sections.items() if lines)


def _escaped(text: str) -> str:
    """Write a text so that Markdown shows it as it is."""

    def escape(match: re.Match[str]) -> str:
        address, mark, sign, begin = match.groups()
        if mark:
            return f"{mark}<!-- -->"
        if begin and begin.isdigit():
            return f"{begin}\\"
        return address or f"\\{sign or begin}"

    return _MARKDOWN.sub(escape, text)


def _json(compared: Sequence[Compared]) -> str:
    courses = [_course(each.slug, each.impact, each.undo) for each in compared if each.impact]
    problems = [asdict(problem) for each in compared for problem in each.problems]
    return json.dumps({"courses": courses, "problems": problems}, indent=2, ensure_ascii=False)


def _course(slug: str, impact: Impact, undo: tuple[str, ...]) -> dict[str, Any]:
    course = impact.course
    late = {each.change.id: each.sentence for each in impact.late}
    return {
        "course": slug,
        "first": impact.first,
        "size": impact.size,
        "changes": [
            {
                "id": change.id,
                "uid": uid_of(change.id, course.slug, course.uid_domain),
                "kind": change.event.kind.value,
                "effect": change.effect.value,
                "differences": [asdict(difference) for difference in change.differences],
                "before": _state(change.before, course) if change.before else None,
                "after": _state(change.after, course) if change.after else None,
                "announcement": late.get(change.id),
            }
            for change in impact.changes
        ],
        "notices": [
            {
                "effect": notice.effect.value,
                "text": notice.text,
                "lines": list(notice.lines),
                "ids": [change.id for change in notice.changes],
            }
            for notice in impact.notices
        ],
        "calendars": list(impact.calendars),
        "people": [
            {"id": each.person, "name": course.people[each.person].name, "text": each.text} for each in impact.people
        ],
        "warnings": list(impact.warnings),
        "undo": list(undo),
    }


def _state(event: Event, course: Course) -> dict[str, Any]:
    """Give an event with its times as the JSON of a feed has them: whole days with exclusive end."""
    return {
        "title": title(event, course),
        **times_and_people(event, course),
        "undated": event.undated,
        "location": wording.where(event.place),
        "status": event.status.value,
        "reason": event.reason,
    }


FORMATS: Mapping[str, Callable[[Sequence[Compared]], str]] = MappingProxyType(
    {"text": _text, "markdown": _markdown, "json": _json}
)
"""The ways to say what changes are."""
