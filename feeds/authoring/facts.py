"""What there must be to know of a course before its first file is written, and its `course.yaml` from that."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from feeds.authoring.data_files import Content, Row
from feeds.authoring.day_spans import find_days
from feeds.authoring.phrases import find_day, find_span, find_weekday, find_weekdays
from feeds.course.document import Value
from feeds.course.model import Link, as_word
from feeds.course.term_names import term_called, term_of_folder
from feeds.course.wording import in_data


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a new course is: `slug` names its folder, `created` is aware, rows are as course.yaml has them."""

    slug: str
    code: str
    title: str
    term: str
    time_zone: str
    uid_domain: str
    first: date
    last: date
    created: datetime
    meetings: tuple[Row, ...] = ()
    holidays: tuple[Row, ...] = ()
    schedule_days: tuple[Row, ...] = ()
    contact: str | None = None
    links: tuple[Link, ...] = ()
    about: str = ""
    provisional: bool = False
    listed: bool = True


def course_content(facts: Facts) -> Content:
    """Give what course.yaml says of these facts."""
    content: dict[str, Value] = {
        "code": facts.code,
        "title": facts.title,
        "term": facts.term,
        "created": f"{facts.created.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "time_zone": facts.time_zone,
        "uid_domain": facts.uid_domain,
    }
    if facts.provisional:
        content["provisional"] = "yes"
    if not facts.listed:
        content["listed"] = "no"
    if facts.contact:
        content["contact"] = facts.contact
    if facts.links:
        content["links"] = [_link(each) for each in facts.links]
    if facts.about:
        content["about"] = facts.about
    content["classes"] = {"first": in_data(facts.first), "last": in_data(facts.last)}
    for key, rows in (
        ("meetings", facts.meetings),
        ("holidays", facts.holidays),
        ("schedule_days", facts.schedule_days),
    ):
        if rows:
            content[key] = [dict(row) for row in rows]
    return content


def _link(link: Link) -> Value:
    return {"title": link.title, "url": link.url} if link.url else {"title": link.title}


def code_of(slug: str) -> str:
    """Give the course's number in the name of its folder: `6.7960` of `6.7960-fa25`."""
    return slug.rpartition("-")[0] if term_of_folder(slug) else slug


def term_of(slug: str) -> str | None:
    """Say the term that the name of a folder ends in: `Fall 2025` of `6.7960-fa25`; None if it is none."""
    term = term_of_folder(slug)
    return str(term) if term else None


def middle_of(term: str) -> date | None:
    """Give a day in the middle of a term that is called so, `Fall 2025`, or None where that is not known."""
    found = term_called(term)
    return found.middle if found else None


def read_meeting(text: str) -> Row | None:
    """Read a class meeting as people write it: `Tue Thu 1-2:30 PM 45-230`, or None."""
    span = find_span(text)
    days = find_weekdays(span.before) if span else ()
    if span is None or not days:
        return None
    room = span.after.strip(" ,;").removeprefix("in ")
    row: dict[str, Value] = {"days": [day.name.capitalize() for day in days]}
    row |= {"start": f"{span.start:%H:%M}", "end": f"{span.end:%H:%M}"}
    return row | {"room": room} if room else row


def read_holiday(text: str, around: date) -> Row | None:
    """Read days without class: `Tue 2025-11-11 Veterans Day`, `11/24 to 11/28 Thanksgiving`, or None.

    Of a weekday that is not its date's, and where more days are named than these, None, too.
    """
    days = find_days(text, around)
    if days is None or days.disagreement or days.backwards or days.before.strip():
        return None
    name = days.after.strip(" ,:;-–—")
    if not as_word(name) or name[0].isdigit() or find_day(name, around):
        return None
    last: Row = {"last": in_data(days.last)} if days.last else {}
    return {"id": as_word(name), "first": in_data(days.first), **last, "name": name}


def read_schedule_day(text: str, around: date) -> Row | None:
    """Read a day that runs on another weekday's schedule: `Tue 2026-10-13 Monday`, or None."""
    day = find_day(text, around)
    runs_as = find_weekday(day.after) if day else None
    if day is None or day.disagreement or runs_as is None:
        return None
    return {"date": in_data(day.day), "runs_as": runs_as.name.capitalize()}


def with_ids_apart(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Give rows of one id different ones, by numbers behind it: `student-holiday`, `student-holiday-2`."""
    found: list[Row] = []
    for row in rows:
        found.append({**row, "id": new_id(str(row["id"]), {str(each["id"]) for each in found})})
    return tuple(found)


def new_id(wanted: str, taken: Iterable[str]) -> str:
    """Give an id that is not taken: the wanted one, or with the first free number from 2 behind it."""
    used = set(taken)
    number, id = 2, wanted
    while id in used:
        number, id = number + 1, f"{wanted}-{number}"
    return id
