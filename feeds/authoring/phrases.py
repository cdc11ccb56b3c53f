"""Days, hours and names as people write them on course pages and in spreadsheets: `Thu 9/4`, `11 AM -12 PM`.

Nothing is guessed: what can be read in two ways is not read.
"""

import re
from dataclasses import dataclass
from datetime import date, time

from feeds.course.model import Guest, Weekday

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAY = (
    r"\b(?P<weekday>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?"
    r"|sat(?:urday)?|sun(?:day)?)s?\b\.?,?"
)
# Whole months or the usual beginnings of them: neither `Marin 8` nor `decision 10` is a day.
_MONTH = (
    r"\b(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_YEAR = r"(?:,?\s*(?P<year>\d{4}))?"
_DAY_FORMS = (
    r"(?P<year>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})",
    rf"{_MONTH}\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?{_YEAR}",
    rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\.?\s+{_MONTH}{_YEAR}",
    r"(?P<m>\d{1,2})/(?P<d>\d{1,2})(?:/(?P<year>\d{4}|\d\d))?",
    r"(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.(?:\s?(?P<year>\d{4}|\d\d))?",
)
_DAY = tuple(re.compile(rf"(?:{_WEEKDAY}\s*)?(?<![\w/.-])(?:{form})(?!\w|/\d)", re.IGNORECASE) for form in _DAY_FORMS)
_LONE_WEEKDAY = re.compile(_WEEKDAY, re.IGNORECASE)
_WEEKDAY_BEHIND = re.compile(rf"\s*\(\s*{_WEEKDAY}\s*\)", re.IGNORECASE)
# Several weekdays in order as one word: `MWF`, `TTh`, `TR`; TF, RF and MR are something else more often.
_COMPACT = re.compile(
    r"(?<![\w/])(?!(?:TF|RF|MR)\b)(?=(?:[MTWRF][uh]?){2})M?(?:Tu|T(?!h))?W?(?:Th|R)?F?(?![\w/])"
    r"|(?<![\w/])(?:M|Tu?|W|Th|R|F)(?:/(?:M|Tu?|W|Th|R|F))+(?![\w/])"
)
_COMPACT_DAY = re.compile(r"M|Tu|Th|T|W|R|F")
_BY_LETTERS = {
    "M": Weekday.MONDAY,
    "T": Weekday.TUESDAY,
    "Tu": Weekday.TUESDAY,
    "W": Weekday.WEDNESDAY,
    "Th": Weekday.THURSDAY,
    "R": Weekday.THURSDAY,
    "F": Weekday.FRIDAY,
}

_CLOCK = r"(?:(\d{1,2})(?:[:.](\d\d))?\s*([ap]\.?\s?m\b\.?)?|\b(noon|midnight)\b)"
_SPAN = re.compile(rf"(?<![\d/:.-]){_CLOCK}\s*(?:[-‐‑‒–—−]|\bto\b|\buntil\b)\s*{_CLOCK}(?![\d/:-])", re.IGNORECASE)
_ONE_CLOCK = re.compile(rf"(?<![\d/:.-]){_CLOCK}(?![\d/:-])", re.IGNORECASE)
_FIRST_HOUR = 8

_UNDECIDED = re.compile(
    r"\W*(?:(?:date|day|time|room|location|place|speaker|topic)s?\W+)?(?:is\s+)?"
    r"(?:t\.?b\.?[acd]|to\s+be\s+(?:announced|confirmed|decided|determined))\W*",
    re.IGNORECASE,
)
_SPEAKER = re.compile(r"(?P<name>[^()]*[^()\s]) ?\((?P<from>[^()]+)\)")
_BETWEEN = re.compile(r"(?:[,;&]| and | / )(?![^()]*\))")


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenDay:
    """A day as it was written, and the text around it; `weekday` is the one beside it, which may disagree."""

    day: date
    weekday: Weekday | None
    before: str
    after: str

    @property
    def disagreement(self) -> str | None:
        """Say that the weekday is not the date's, or nothing."""
        if self.weekday in (None, self.day.weekday()):
            return None
        return f"{self.day} is a {self.day:%A}, not a {self.weekday.name.capitalize()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenSpan:
    """Two times of a day as they were written, and the text around them."""

    start: time
    end: time
    before: str
    after: str


def is_undecided(text: str) -> bool:
    """Tell whether a text says nothing but that something is to be decided: `TBD`, `Date TBA`."""
    return bool(_UNDECIDED.fullmatch(text))


def find_day(text: str, around: date, *, day_first: bool = False) -> WrittenDay | None:
    """Find the first day in a text; one without a year is that nearest to `around`.

    `9/4` is 4 September, or with `day_first` 9 April; raises nothing, and takes a day that its month does not have
    for none.
    """
    found = [match for form in _DAY if (match := form.search(text))]
    for match in sorted(found, key=lambda each: (each.start(), -each.end())):
        if day := _day(match, around, day_first):
            behind = None if match["weekday"] else _WEEKDAY_BEHIND.match(text, match.end())
            end = behind.end() if behind else match.end()
            weekday = find_weekday((behind or match)["weekday"] or "")
            return WrittenDay(day=day, weekday=weekday, before=text[: match.start()], after=text[end:])
    return None


def _day(match: re.Match[str], around: date, day_first: bool) -> date | None:
    parts = match.groupdict()
    day = int(parts["d"])
    month = int(parts["m"]) if parts.get("m") else _MONTHS.index(parts["month"][:3].lower()) + 1
    if day_first and "/" in match[0]:
        day, month = month, day
    if parts["year"]:
        years = [int(parts["year"]) + (2000 if len(parts["year"]) == 2 else 0)]
    else:
        years = [around.year - 1, around.year, around.year + 1]
    days = [found for year in years if (found := _existing(year, month, day))]
    return min(days, key=lambda each: abs(each - around), default=None)


def _existing(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def find_weekday(text: str) -> Weekday | None:
    """Find the first weekday in a text, by its name or the beginning of it."""
    match = _LONE_WEEKDAY.search(text)
    return next(each for each in Weekday if each.name.startswith(match["weekday"][:3].upper())) if match else None


def find_weekdays(text: str) -> tuple[Weekday, ...]:
    """Find all weekdays in a text, in order: `Tue and Thu`, `Mon/Wed/Fri`, `MWF`, `TTh`."""
    found: list[tuple[int, Weekday]] = []
    for match in _LONE_WEEKDAY.finditer(text):
        found += [(match.start(), day)] if (day := find_weekday(match[0])) is not None else []
    for match in _COMPACT.finditer(text):
        found += [(match.start(), _BY_LETTERS[letters]) for letters in _COMPACT_DAY.findall(match[0])]
    return tuple(dict.fromkeys(day for _, day in sorted(found)))


def find_span(text: str) -> WrittenSpan | None:
    """Find the first two times of a day in a text: `7:30 - 9:30 PM`, `11 AM -12 PM`, `13:00–14:30`, `noon-1pm`.

    What says neither am nor pm is read by 24 hours, and only when it is written with minutes and begins at 8 or
    later: `3-4` may be both, and `1:00-2:30` hardly means the night.
    """
    for match in _SPAN.finditer(text):
        if hours := _span(match):
            start, end = hours
            return WrittenSpan(start=start, end=end, before=text[: match.start()], after=text[match.end() :])
    return None


def _span(match: re.Match[str]) -> tuple[time, time] | None:
    first, last = match.groups()[:4], match.groups()[4:]
    ends = _clocks(*last)
    starts = _clocks(*first)
    if not (_half(first) or _half(last)):
        # By 24 hours, if at all.
        if first[1] is None or last[1] is None:
            return None
        starts = [each for each in starts if each.hour == int(first[0]) and each.hour >= _FIRST_HOUR]
        ends = [each for each in ends if each.hour == int(last[0])]
    elif _half(last) and not _half(first):
        # `12-1 PM` begins in the same half of the day, `11-1 PM` in the one before.
        starts = [each for each in starts if each < ends[0]][-1:] if ends else []
    elif _half(first) and not _half(last):
        ends = [each for each in ends if starts and each > starts[0]][:1]
    if len(starts) == len(ends) == 1 and (starts[0] < ends[0] or ends[0] == time(0)):
        return starts[0], ends[0]
    return None


def _half(parts: tuple[str | None, ...]) -> bool:
    return bool(parts[2] or parts[3])


def _clocks(hour: str | None, minute: str | None, half: str | None, word: str | None) -> list[time]:
    """List the times of day that something written may mean, in order."""
    if word:
        return [time(12 if word.lower() == "noon" else 0)]
    number, minutes = int(hour or 0), int(minute or 0)
    if number > 23 or minutes > 59 or (half and not 1 <= number <= 12):
        return []
    if half:
        return [time(number % 12 + (12 if half.lower().startswith("p") else 0), minutes)]
    hours = sorted({number, number + 12} if number < 12 else {number, number % 12})
    return [time(each, minutes) for each in hours if each < 24]


def find_clock(text: str) -> time | None:
    """Find the first single time of day in a text that can be read in one way only: `11:59pm`, `23:59`, `noon`."""
    for match in _ONE_CLOCK.finditer(text):
        hour, minute, _, _ = parts = match.groups()
        found = _clocks(*parts)
        if not _half(parts):
            found = [each for each in found if minute and each.hour == int(hour) and each.hour >= _FIRST_HOUR]
        if len(found) == 1:
            return found[0]
    return None


def speakers(text: str) -> tuple[Guest, ...]:
    """Read names: `Sara Beery`, `Rose E Wang (OpenAI)`, `Ada Lovelace and Grace Hopper`; TBD is nobody.

    What is no name and a place in brackets is taken for a name as it stands, so that nothing is lost.
    """
    found = []
    for part in map(str.strip, _BETWEEN.split(" ".join(text.split()))):
        match = _SPEAKER.fullmatch(part)
        if re.search(r"\w", part) and not is_undecided(part):
            name, place = (match["name"], match["from"].strip()) if match else (part, None)
            found.append(Guest(name=name, affiliation=place or None))
    return tuple(found)
