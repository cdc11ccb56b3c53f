"""The form of each data file: which keys it has and what their values mean."""

from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator

from feeds.course.schema.scalars import (
    Clock,
    ClockOrTbd,
    Day,
    DayOrTbd,
    DueOrTbd,
    Flag,
    GuestName,
    Instant,
    Line,
    LineOrTbd,
    PersonId,
    Reason,
    Text,
    Url,
    WeekdayName,
    WeekdayOrTbd,
    Word,
    fault,
)


class DataForm(BaseModel):
    """A mapping in a data file: frozen, and without keys that it does not name (`from_` stands for `from`)."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=lambda name: name.rstrip("_"))


class LinkForm(DataForm):
    title: Line
    url: Url | None = None


class MaterialForm(DataForm):
    title: Line
    url: Url | None = None
    under: Line | None = None
    note: Line | None = None


class SpeakerForm(DataForm):
    """One of the staff, written as their id alone, or a guest with a name."""

    person: PersonId | None = None
    name: GuestName | None = None
    affiliation: Line | None = None

    @model_validator(mode="before")
    @classmethod
    def _id_alone(cls, value: Any) -> Any:
        return {"person": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _one_of_both(self) -> "SpeakerForm":
        if (self.person is None) == (self.name is None):
            raise fault("a speaker is an id of staff.yaml, or {name: …, affiliation: …} for a guest")
        return self


class SpanForm(DataForm):
    first: Day
    last: Day


class PlaceForm(DataForm):
    """Where something is. `online` without `room` stands instead of a room; with it, beside it."""

    room: LineOrTbd | None = None
    overflow: tuple[Line, ...] = ()
    online: Url | None = None


class MeetingForm(PlaceForm):
    days: tuple[WeekdayName, ...]
    start: Clock
    end: Clock
    from_: Day | None = None
    until: Day | None = None
    section: Word | None = None


class HolidayForm(DataForm):
    id: Word
    first: Day
    last: Day | None = None
    name: Line


class ScheduleDayForm(DataForm):
    date: Day
    runs_as: WeekdayName


class CourseForm(DataForm):
    code: Line
    title: Line
    term: Line
    created: Instant
    time_zone: Line
    uid_domain: Line
    contact: Line | None = None
    edit_url: Url | None = None
    links: tuple[LinkForm, ...] = ()
    about: Text = ""
    provisional: Flag = False
    classes: SpanForm
    office_hours: SpanForm | None = None
    meetings: tuple[MeetingForm, ...] = ()
    holidays: tuple[HolidayForm, ...] = ()
    schedule_days: tuple[ScheduleDayForm, ...] = ()
    withdrawn: tuple[Word, ...] = ()


class PersonForm(DataForm):
    id: Word
    name: Line
    short: Line | None = None
    role: Line
    link: Url | None = None
    until: Day | None = None


class StaffForm(DataForm):
    people: tuple[PersonForm, ...]


class RowForm(PlaceForm):
    """What every dated thing may say."""

    id: Word
    date: DayOrTbd
    title: Line
    start: ClockOrTbd | None = None
    end: Clock | None = None
    details: Text = ""
    materials: tuple[MaterialForm, ...] = ()
    tags: tuple[Word, ...] = ()
    tentative: Flag = False
    cancelled: Reason = None


class LectureForm(RowForm):
    speakers: tuple[SpeakerForm, ...] = ()
    section: Word | None = None


class TutorialForm(RowForm):
    speakers: tuple[SpeakerForm, ...] = ()
    any_of: Word | None = None


class HourForm(RowForm):
    """Office hours of one day only."""

    title: Line = ""
    hosts: tuple[PersonId, ...] = ()


class ChangeForm(PlaceForm):
    """A change of a slot: of the week that has `date`, or for good `from` a day on."""

    date: Day | None = None
    from_: Day | None = None
    cancelled: Reason = None
    moved_to: Day | None = None
    day: WeekdayName | None = None
    start: Clock | None = None
    end: Clock | None = None
    hosts: tuple[PersonId, ...] | None = None
    without: PersonId | None = None
    swap: dict[PersonId, PersonId] = {}

    @model_validator(mode="after")
    def _week_or_for_good(self) -> "ChangeForm":
        if (self.date is None) == (self.from_ is None):
            raise fault("a change says either `date`, for one week, or `from`, for good")
        if self.from_ and (self.moved_to or self.cancelled is not None):
            raise fault(
                "`moved_to` and `cancelled` go with `date`; for good, write `from` with `day`, or `until` at the slot"
            )
        if self.date and self.day is not None:
            raise fault("`day` goes with `from`; to move one week, write `moved_to` with a date")
        return self


class SlotForm(PlaceForm):
    """Something weekly: office hours, or a recitation."""

    id: Word
    title: Line = ""
    hosts: tuple[PersonId, ...] = ()
    day: WeekdayOrTbd
    start: ClockOrTbd | None = None
    end: Clock | None = None
    from_: Day | None = None
    until: Day | None = None
    details: Text = ""
    tags: tuple[Word, ...] = ()
    changes: tuple[ChangeForm, ...] = ()


class AssignmentForm(DataForm):
    id: Word
    title: Line
    out: DayOrTbd | None = None
    due: DueOrTbd | None = None
    details: Text = ""
    materials: tuple[MaterialForm, ...] = ()
    tags: tuple[Word, ...] = ()
    tentative: Flag = False


class LecturesForm(DataForm):
    lectures: tuple[LectureForm, ...] = ()


class TutorialsForm(DataForm):
    tutorials: tuple[TutorialForm, ...] = ()
    slots: tuple[SlotForm, ...] = ()


class ExamsForm(DataForm):
    exams: tuple[RowForm, ...] = ()


class DeadlinesForm(DataForm):
    assignments: tuple[AssignmentForm, ...] = ()


class OfficeHoursForm(DataForm):
    slots: tuple[SlotForm, ...] = ()
    one_off: tuple[HourForm, ...] = ()
