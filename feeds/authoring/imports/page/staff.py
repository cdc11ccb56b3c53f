"""The staff list of a course page: people with their roles, and when they hold office hours.

    staff  = person {OTHER} {person {OTHER}}
    person = ROLE NAME | NAME "," ROLE | NAME "(" ROLE ")" | NAME, below a line that is only a role
    OTHER  = "OH:" {WEEKDAYS SPAN [ROOM]} | "OH: TBD" | an e-mail address, which is dropped

It may be in several parts. What stands between two people and is none of this is unread.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from feeds.authoring.imports.found import FoundHours, FoundPerson, Unread
from feeds.authoring.imports.page.lines import PageLine, is_address, web_address
from feeds.authoring.phrases import find_span, find_weekdays, is_undecided

_ABBREVIATIONS = r"(?:UTA|TA|CA|LA|TF|GSI|UGSI)s?"
_ROLE_WORDS = (
    r"(?i:instructors?|co-instructors?|lecturers?|professors?|prof\.|teaching assistants?|course assistants?"
    r"|learning assistants?|teaching fellows?|assistants?|administrators?|coordinators?|managers?|graders?|tutors?)"
)
_BEFORE = r"(?:(?i:head|lead|senior|co-?lead|graduate|grad|undergraduate|undergrad|course|lab|guest)[ -])*"
_ROLE = rf"{_BEFORE}(?:{_ABBREVIATIONS}|{_ROLE_WORDS})"
_ROLE_FIRST = re.compile(rf"(?P<role>{_ROLE})(?:\s*[:–—-]\s*|,\s*|\s+)(?P<name>.+)")
_NAME_FIRST = re.compile(rf"(?P<name>[^,()]+?)\s*(?:[,–—]|\s-|(?=\())\s*\(?(?P<role>{_ROLE})\)?")
_ROLE_ALONE = re.compile(rf"(?P<role>{_ROLE})\s*:?")
_HOURS = re.compile(r"(?:office[ -]hours?|OHs?|hours)\b\s*(?:[:–—-]\s*|(?=\s|$))(?P<rest>.*)", re.IGNORECASE)
_NEXT = re.compile(r"\s*(?:[,;&]|\band\b)\s*(?=(?:on )?(?:mon|tue|wed|thu|fri|sat|sun))", re.IGNORECASE)
_ONLY_DAYS = re.compile(
    r"(?:\W|\b(?:on|and|every|(?:mon|tues?|weds?|thu|thurs?|fri|sat|sun|wednes|satur)(?:days?)?|[MTWRFuh]+)\b)*",
    re.IGNORECASE,
)
_ROOM = re.compile(r"[\w .&'’/#-]{1,60}")
_NO_ROOM = re.compile(
    r"\b(?:except|not|only|from|until|till|every|weeks?|starting|or|by|appointment|then|tb[ad])\b", re.I
)
_AND = re.compile(r"\s*(?:[,;&]|\band\b)\s*")
_ALL = re.compile(r"(?P<rest>.*)")
_ZONE = re.compile(r"^\W*(?:[ECMP][SD]?T|UTC|GMT|CES?T|BST)\b\)?")
_A_DAY = re.compile(r"\d/\d|\b(?:mon|tues?|wed|thurs?|fri|sat|sun)(?:\w*day)?s?\b|[ap]\.?m\b", re.IGNORECASE)
PARTICLES = frozenset({"al", "bin", "da", "de", "del", "den", "der", "di", "du", "el", "la", "le", "van", "von", "y"})
_NO_NAMES = frozenset(
    {"assistant", "assistants", "course", "email", "feedback", "home", "hours", "information", "instructor", "lecture"}
    | {
        "list",
        "location",
        "notes",
        "office",
        "page",
        "policy",
        "schedule",
        "section",
        "sections",
        "session",
        "sessions",
    }
    | {"staff", "team", "training", "website"}
)
_LONGEST_NAME = 6
_FAR = 8
"""So many lines that are no person's end a part of the list."""


@dataclass(slots=True, kw_only=True)
class Staff:
    """Who is on the staff list, their hours, what of it could not be read, and the lines that are none of its."""

    people: list[FoundPerson] = field(default_factory=list)
    hours: list[FoundHours] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    others: list[PageLine] = field(default_factory=list)


def is_name(text: str) -> bool:
    """Tell whether a text looks like a person's full name: a few words, each with a capital letter in front."""
    words = text.split()
    return 2 <= len(words) <= _LONGEST_NAME and all(
        ((word[0].isalpha() and word[0] == word[0].upper()) or word.lower() in PARTICLES)
        and all(letter.isalpha() or letter in ".'’-" for letter in word)
        and word.lower() not in _NO_NAMES
        for word in words
    )


def staff_of(lines: Sequence[PageLine]) -> Staff:
    """Part the staff list from the other lines of a page, and read it."""
    found = Staff()
    people = _people(lines)
    names: tuple[str, ...] = ()
    last = -_FAR
    for number, line in enumerate(lines):
        if number in people:
            named = people[number]
            if named is not None:
                found.people += named
                names = tuple(person.name for person in named)
            last = number
        elif is_address(line.text):
            last = number if last == number - 1 else last
        elif last == number - 1 and (match := _HOURS.fullmatch(line.text) or _hours_alone(line.text)):
            _read_hours(found, line, names, match["rest"])
            last = number
        elif number - last < _FAR and any(other in people for other in range(number, number + _FAR)):
            why = "it stands in the staff list, and is neither a person, nor hours such as OH: Tue 3-4 PM 36-112"
            found.unread.append(Unread(line=line.line, text=line.text, why=why, file="staff.yaml"))
            last = number
        else:
            found.others.append(line)
    return found


def _people(lines: Sequence[PageLine]) -> dict[int, tuple[FoundPerson, ...] | None]:
    """Find the lines that name people, or nobody, or only the role of who is named in another line (None)."""
    found: dict[int, tuple[FoundPerson, ...] | None] = {}
    role, above = "", -1
    for number, line in enumerate(lines):
        text = line.text
        following = lines[number + 1].text if number + 1 < len(lines) else ""
        if number in found:
            continue
        if people := tuple(_people_in(line)):
            found[number] = people
            role = ""
        elif _is_nobody(text):
            found[number] = ()
        elif match := _ROLE_ALONE.fullmatch(text):
            role, above = match["role"], number
        elif role and is_name(text) and (is_address(following) or _HOURS.fullmatch(following)):
            found |= {above: None, number: (_person(line, text, role),)}
        elif is_name(text) and (match := _ROLE_ALONE.fullmatch(following)):
            found |= {number: (_person(line, text, match["role"]),), number + 1: None}
    return found


def _people_in(line: PageLine) -> Iterator[FoundPerson]:
    """Yield who is named in a line together with a role."""
    if match := _ROLE_FIRST.fullmatch(line.text):
        names = _AND.split(match["name"])
        if all(map(is_name, names)) and (len(names) == 1 or match["role"].endswith("s")):
            yield from (_person(line, name, match["role"]) for name in names)
    elif (match := _NAME_FIRST.fullmatch(line.text)) and is_name(match["name"]):
        yield _person(line, match["name"], match["role"])


def _is_nobody(text: str) -> bool:
    match = _ROLE_FIRST.fullmatch(text)
    return match is not None and is_undecided(match["name"])


def _person(line: PageLine, name: str, role: str) -> FoundPerson:
    """Name somebody as the page does, with the address that the name leads to."""
    name = " ".join(name.split())
    link = next((web_address(link.url) for link in line.links if name in link.title or link.title in name), None)
    # One of the `TAs` is a TA.
    one = role.removesuffix("s") if role.endswith("s") else role
    return FoundPerson(line=line.line, name=name, role=one, link=link)


def _hours_alone(text: str) -> re.Match[str] | None:
    """Take `Tue 3-4 PM 36-112` below somebody's name for their hours."""
    span = find_span(text)
    days = find_weekdays(span.before) if span else ()
    return _ALL.fullmatch(text) if span and days and _ONLY_DAYS.fullmatch(span.before) else None


def _read_hours(found: Staff, line: PageLine, names: tuple[str, ...], rest: str) -> None:
    """Read all hours of a line, or say that it cannot be read."""
    if is_undecided(rest):
        undecided = FoundHours(line=line.line, hosts=names, day=None, start=None, end=None)
        found.hours += [undecided] if names else []
        return
    read = [_hours_of(line, names, part) for part in _NEXT.split(rest)]
    if names and all(read):
        found.hours += [hours for part in read for hours in part]
        return
    why = "these are no hours with a weekday, both times with AM or PM, and a room; write OH: Tue 3-4 PM 36-112"
    found.unread.append(Unread(line=line.line, text=line.text, why=why, file="office-hours.yaml"))


def _hours_of(line: PageLine, names: tuple[str, ...], text: str) -> tuple[FoundHours, ...]:
    """Read `Tue 3-4 PM 36-112`, or `Mon/Wed 3-4 PM`; nothing where anything of it is not understood."""
    span = find_span(text)
    days = find_weekdays(span.before) if span else ()
    if span is None or not days or not _ONLY_DAYS.fullmatch(span.before):
        return ()
    room = room_in(span.after)
    if room is None:
        return ()
    return tuple(
        FoundHours(line=line.line, hosts=names, day=day, start=span.start, end=span.end, room=room or None)
        for day in days
    )


def room_in(text: str) -> str | None:
    """Read the room behind a time: `, 32-123`, `in 36-112`; empty where none is said, None if it is something else."""
    room = _ZONE.sub("", text).strip(" ,;:@()").removeprefix("in ").removeprefix("at ").strip()
    if not room or is_undecided(room):
        return ""
    return room if _ROOM.fullmatch(room) and not _NO_ROOM.search(room) and not _A_DAY.search(room) else None
