"""The form of a line of the history. What stands on disk is for ever: a field may be added, with a default, and
none is ever renamed.
"""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, ValidationError, model_validator

from feeds.course.model import MAX_DAYS, Kind, Status
from feeds.course.schema.readings import PUBLISHED_YEARS, fault, read_lines, read_selection, read_word
from feeds.errors import quoted


def _whole_second_in_utc(value: datetime) -> datetime:
    if value.microsecond or value.utcoffset() != timedelta(0):
        raise fault("it is not a whole second in UTC")
    if value.year not in PUBLISHED_YEARS:
        raise fault(f"its year is not from {PUBLISHED_YEARS[0]} to {PUBLISHED_YEARS[-1]}")
    return value


def _as_written(selection: str) -> str:
    read_selection(selection)
    return selection


MAX_LINE = 2_000_000
"""The longest line that is read, in bytes: a whole data file has half as many."""

# As many as a data file may have values.
_MAX_LISTED = 20_000

# What is of a named feed and no event says so behind its time.
_FEED = re.compile(rb'\s*\{\s*"time"\s*:\s*"[^"]*"\s*,\s*"feed"')

_DAMAGED = "this line is damaged ({}); put the file back as it was, since nobody writes in it by hand"

# Years as instants, since one of them is another year in another zone.
_BEGIN, _END = datetime(1999, 12, 31, tzinfo=UTC), datetime(2102, 1, 2, tzinfo=UTC)

# What git leaves where it cannot merge.
_MERGE = re.compile(rb"(<{7}|={7}|>{7}|\|{7})( .*)?")

WholeSecond = Annotated[AwareDatetime, AfterValidator(_whole_second_in_utc)]
Text = Annotated[str, AfterValidator(read_lines)]


class LedgerForm(BaseModel):
    """A mapping in a line: frozen, of exact types, and without keys that it does not name."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class NamedForm(LedgerForm):
    """Somebody of the staff as they were named; what is not told of them at this event is left out."""

    id: Text
    name: Text
    short: Text = ""
    role: Text = ""


class NamedGuestForm(LedgerForm):
    """A speaker who is not on the staff."""

    name: Text
    affiliation: Text | None = None


class KeptMaterialForm(LedgerForm):
    """Something to read or use."""

    title: Text
    url: Text | None = None
    under: Text | None = None
    note: Text | None = None


class ContentForm(LedgerForm):
    """All that a subscriber can see of an event itself; two that are equal need no revision.

    `start` and `end` are of what is timed, `first` and `last` (included) of what lasts whole days. `undated` says
    that it has lost its date and stays on its last one.
    """

    code: Text
    kind: Kind = Field(strict=False)
    title: Text = ""
    start: AwareDatetime | None = None
    end: AwareDatetime | None = None
    first: date | None = None
    last: date | None = None
    undated: bool = False
    room: Text | None = None
    overflow: tuple[Text, ...] = ()
    online: Text | None = None
    room_to_be_announced: bool = False
    people: tuple[NamedForm, ...] = ()
    guests: tuple[NamedGuestForm, ...] = Field(default=(), max_length=_MAX_LISTED)
    tags: tuple[Text, ...] = ()
    details: Text = ""
    materials: tuple[KeptMaterialForm, ...] = Field(default=(), max_length=_MAX_LISTED)
    any_of: Text | None = None
    alternatives: int = 0
    status: Status = Field(default=Status.CONFIRMED, strict=False)
    reason: Text = ""
    slot: Text | None = None

    @model_validator(mode="after")
    def _timed_or_whole_days(self) -> "ContentForm":
        days = (each for each in (self.first, self.last) if each)
        instants = (each for each in (self.start, self.end) if each)
        if not all(2000 <= each.year <= 2101 for each in days) or not all(_BEGIN <= each < _END for each in instants):
            raise fault("its year is not from 2000 to 2101")
        if self.start and self.end and self.first is None and self.last is None:
            begins_before_it_ends = self.start < self.end
        elif self.first and self.last and self.start is None and self.end is None:
            begins_before_it_ends = self.first <= self.last
            if (self.last - self.first).days >= MAX_DAYS:
                raise fault("it is longer than two years")
        else:
            raise fault("it has neither hours nor whole days")
        if not begins_before_it_ends:
            raise fault("it ends before it begins")
        return self


class LineForm(LedgerForm):
    """One line: from `time` on, the event with this UID is so; `content` is null of one that was withdrawn.

    `replaces` is the fingerprint of what the event was when this line was written: a merge may put other lines between.
    `said` is for whoever reads the file itself, or a change of it: what is different from the line before.
    """

    time: WholeSecond
    uid: Text
    replaces: Text | None = None
    said: tuple[Text, ...] = ()
    note: Text = ""
    content: ContentForm | None


class FeedLineForm(LedgerForm):
    """One line: from `time` on, the named feed of this id holds this selection."""

    time: WholeSecond
    feed: Annotated[str, AfterValidator(read_word)]
    selection: Annotated[str, AfterValidator(_as_written)]
    note: Text = ""


class DamagedLineError(ValueError):
    """A line that cannot be read; the message says why, and what to do."""


def parse_line(text: bytes) -> LineForm | FeedLineForm:
    """Read a line without its end; raises DamagedLineError."""
    if len(text) > MAX_LINE:
        raise DamagedLineError(_DAMAGED.format(f"it is longer than {MAX_LINE:,} bytes"))
    try:
        return (FeedLineForm if _FEED.match(text) else LineForm).model_validate_json(text)
    except ValidationError as error:
        raise DamagedLineError(_damage(text, error)) from None


def _damage(text: bytes, error: ValidationError) -> str:
    if _MERGE.fullmatch(text):
        return "this was left by a merge; keep the lines of both sides, and take this one out"
    first = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(map(str, first["loc"]))
    match first["type"]:
        case "json_invalid":
            wrong = "it is not one whole object of JSON"
        case "extra_forbidden":
            return f"this line has {quoted(where)}, which this version of the program does not know; update the program"
        case "missing":
            wrong = f"{quoted(where)} is missing"
        case "feeds":
            wrong = f"{where}: {first['msg']}" if where else first["msg"]
        case _:
            wrong = f"{quoted(where)} is not what it should be" if where else "it is not an object"
    return _DAMAGED.format(wrong)
