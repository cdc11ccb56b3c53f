"""What kind of event a few words speak of: `Midterm`, `Recitation 3`, `No class: Veterans Day`, `pset 2 due`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal

from feeds.authoring.phrases import find_weekday
from feeds.course.model import Kind
from feeds.course.wording import in_data

FILE_OF: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.LECTURE: "lectures.yaml",
        Kind.TUTORIAL: "tutorials.yaml",
        Kind.EXAM: "exams.yaml",
        Kind.DEADLINE: "deadlines.yaml",
        Kind.RELEASE: "deadlines.yaml",
        Kind.OFFICE_HOURS: "office-hours.yaml",
        Kind.HOLIDAY: "course.yaml",
    }
)
"""The data file that has the events of a kind."""

# What is longer is no title.
_LONGEST = 300
_NO_CLASS = r"\bno\s+(?:class(?:es)?|lectures?|school|meetings?)\b"
_DAYS_OFF = (
    r"(?:(?:\w+\s+)?thanksgiving|(?:veterans|labor|columbus|memorial|patriots|presidents|independence"
    r"|indigenous\s+peoples|juneteenth|martin\s+luther\s+king(?:\s+jr)?|mlk)['’]?s?['’]?)"
)
_EXAM = r"\b(?:mid-?terms?|quiz(?:zes)?|exams?|examinations?)\b"
_WORDS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (
            Kind.HOLIDAY,
            rf"{_NO_CLASS}|\bholidays?\b|\brecess\b|\bbreak\s*(?:$|[,;:(–—-])|^\W*{_DAYS_OFF}(?:\s+day)?\W*$",
        ),
        (Kind.OFFICE_HOURS, r"\boffice[\s-]+hours?\b|\bOHs?\b"),
        (Kind.LECTURE, rf"^\W*(?:guest\s+)?lectures?\b|{_EXAM}.*\breview\b|\breview\b.*{_EXAM}"),
        (Kind.EXAM, rf"{_EXAM}|^\W*finals?\W*$"),
        (
            Kind.TUTORIAL,
            r"\b(?:tutorials?|recitations?|labs?|discussion\s+section|precepts?)\b|^\W*sections?\b|\bsection\W*$",
        ),
        (Kind.LECTURE, r"\blectures?\b"),
    )
)

_HEAD = re.compile(
    rf"^\W*(?:{_NO_CLASS}|holiday)\s*(?:\((?P<inside>[^()]*\w[^()]*)\)|(?:[-–—:;,]\s*|\s)(?P<name>.*\w.*?))\s*$",
    re.IGNORECASE,
)
_TAIL = re.compile(rf"^(?P<name>.*\w.*?)\s*[-–—:;,(]\s*(?:{_NO_CLASS}|holiday)\W*$", re.IGNORECASE)

_WORK = re.compile(
    r"\d|\b(?:psets?|problem\s+sets?|hws?|homeworks?|assignments?|projects?|essays?|papers?|reports?|exercises?|labs?"
    r"|quiz(?:zes)?|exams?|proposals?)\b",
    re.IGNORECASE,
)
_WHEN = (
    r"(?:[\s\d:./,–-]|\b(?:at|by|on|in\s+class|noon|midnight|[ap]\.?m|[A-Z]{1,2}[SD]?T|UTC|tbd|tba)\b|(?<=\d)[ap]\.?m\b"
    r"|\b(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)*"
)
_OUT_OR_DUE = re.compile(
    r"(?P<title>.*?\w.*?)\s*[-–—:,]?\s*\(?\b(?:is\s+|are\s+)?(?P<what>due|out|released|assigned|posted|opens|closes)\b\)?"
    rf"(?P<rest>{_WHEN})(?:\((?P<note>[^()]*)\))?\s*",
    re.IGNORECASE,
)
_DUE_FIRST = re.compile(
    r"\W*(?P<what>due|out|released|assigned)\s*:\s*(?P<title>.*?\w.*?)(?P<rest>)(?:\((?P<note>[^()]*)\))?\s*",
    re.IGNORECASE,
)


_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|wed|thu(?:rs?)?|fri)"
_OTHER_WEEKDAY = re.compile(
    rf"\b(?:runs?|held|meets?)\s+(?:as|like)\s+(?:an?\s+)?{_WEEKDAY}\b|\b{_WEEKDAY}(?:['’]?s)?\s+(?:class\s+)?schedule\b",
    re.IGNORECASE,
)
_ABOUT_CLASSES = re.compile(
    rf"(?:\W|\b(?:{_WEEKDAY}|mit|institute|university|college|classes|class|lectures?|courses|today|day|on|an?|the"
    r"|is|are|follows?|following|runs?|held|meets?|instead|normal|regular)\b)*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutOrDue:
    """That an assignment comes out or is due; `rest` is what stands behind that word, `note` what is in brackets."""

    title: str
    what: Literal["out", "due"]
    rest: str
    note: str


def kind_of(words: str) -> Kind | None:
    """Tell what kind of event words speak of, or None where they name none; not whether an assignment is due."""
    title = words[:_LONGEST]
    return next((kind for kind, pattern in _WORDS if pattern.search(title)), None)


def out_or_due(words: str) -> OutOrDue | None:
    """Read that an assignment is out or due: `pset 2 due`, `pset 1 out (solutions)`, `Due: essay`, or None."""
    match = _DUE_FIRST.fullmatch(words) or _OUT_OR_DUE.fullmatch(words) if len(words) <= _LONGEST else None
    if match is None:
        return None
    what: Literal["out", "due"] = "due" if match["what"].lower() in ("due", "closes") else "out"
    # Lectures are about figuring out, too.
    if what == "out" and not _WORK.search(match["title"]):
        return None
    return OutOrDue(title=match["title"].strip(), what=what, rest=match["rest"].strip(), note=match["note"] or "")


def holiday_name(title: str) -> str:
    """Give what a day without class is called: `Veterans Day` of `No class: Veterans Day`."""
    if len(title) > _LONGEST:
        return title
    head, tail = _HEAD.match(title), _TAIL.match(title)
    return (head["inside"] or head["name"]).strip() if head else tail["name"] if tail else title


def other_schedule(kind: Kind, title: str, day: date | None) -> str | None:
    """Say what to write for a day on another weekday's schedule, which is neither one without class nor a lecture.

    None for other titles, and for those of what is held on such a day.
    """
    match = _OTHER_WEEKDAY.search(title[:_LONGEST])
    weekday = find_weekday(match[0]) if match else None
    about_classes = kind is Kind.HOLIDAY or _ABOUT_CLASSES.fullmatch(_OTHER_WEEKDAY.sub("", title[:_LONGEST]))
    if weekday is None or not about_classes:
        return None
    row = f"{{date: {in_data(day) if day else '…'}, runs_as: {weekday.name.capitalize()}}}"
    return f"this day runs on another weekday's schedule; write it under `schedule_days` in course.yaml: {row}"


def tags_of(kind: Kind, title: str) -> tuple[str, ...]:
    """Give the tags that a title asks for: a guest lecture's."""
    return ("guest",) if kind is Kind.LECTURE and re.search(r"\bguest\s+(?:lecture|speaker|talk)", title, re.I) else ()
