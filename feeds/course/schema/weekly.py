"""The forms of what takes place each week: slots, and the changes of their weeks."""

from pydantic import Field, model_validator

from feeds.course.schema.form import MAX_LISTED, PlaceForm
from feeds.course.schema.readings import fault
from feeds.course.schema.scalars import (
    Clock,
    ClockOrTbd,
    Day,
    Line,
    PersonId,
    Reason,
    Text,
    WeekdayName,
    WeekdayOrTbd,
    Word,
)


class ChangeForm(PlaceForm):
    """A change of a slot: of the week that has `date`, or for good `from` a day on."""

    date: Day | None = Field(
        default=None,
        description="The day on which the week to change would take place.",
        examples=["Wed 2025-10-15"],
    )
    from_: Day | None = Field(
        default=None,
        description="The first day of a change for good.",
        examples=["Mon 2025-11-03"],
    )
    cancelled: Reason = Field(
        default=None,
        description="`yes`, or the reason: this week does not take place, for any of its hosts.",
        examples=["yes", "conference"],
    )
    moved_to: Day | None = Field(
        default=None, description="The day to which this one week moves.", examples=["Thu 2025-10-16"]
    )
    day: WeekdayName | None = Field(
        default=None, description="The weekday to which the slot moves for good.", examples=["Tuesday"]
    )
    start: Clock | None = Field(default=None, description="When it begins then.", examples=["15:00"])
    end: Clock | None = Field(default=None, description="When it ends then.", examples=["16:00"])
    hosts: tuple[PersonId, ...] | None = Field(
        default=None,
        max_length=MAX_LISTED,
        description="Who holds it then, all of them; `[]` is nobody, and it does not take place.",
        examples=[["kelly-cui"], []],
    )
    without: PersonId | None = Field(
        default=None,
        description="Who is away; without its last host it does not take place.",
        examples=["victor-butoi"],
    )
    swap: dict[PersonId, PersonId] = Field(
        default={},
        description="Who goes, and who comes instead; the other half of the swap stands under the other slot.",
        examples=[{"victor-butoi": "kelly-cui"}],
    )

    @model_validator(mode="after")
    def _week_or_for_good(self) -> "ChangeForm":
        if (self.date is None) == (self.from_ is None):
            raise fault("a change is of one week or for good; write either `date` or `from`")
        if self.from_ and (self.moved_to or self.cancelled is not None):
            raise fault(
                "`moved_to` and `cancelled` go with `date`; for good, write `from` with `day`, or `until` at the slot"
            )
        if self.date and self.day is not None:
            raise fault("`day` goes with `from`; to move one week, write `moved_to` with a date")
        return self


class SlotForm(PlaceForm):
    """Something weekly, shared by all its hosts: office hours, or a recitation."""

    id: Word = Field(
        description="Its lasting id: it stays when the slot moves to another day, hour or room.",
        examples=["oh-wed-13"],
    )
    title: Line = Field(default="", description="What it is called, if not by its hosts.", examples=["Recitation 1"])
    hosts: tuple[PersonId, ...] = Field(
        default=(),
        max_length=MAX_LISTED,
        description="Who holds it, by their ids in staff.yaml.",
        examples=[["victor-butoi", "gerardo-flores"]],
    )
    day: WeekdayOrTbd = Field(description="The weekday, or `tbd` until there is one.", examples=["Wednesday", "tbd"])
    start: ClockOrTbd | None = Field(
        default=None, description="When it begins, or `tbd` until that is known.", examples=["13:00", "tbd"]
    )
    end: Clock | None = Field(
        default=None, description="When it ends; 00:00 is the midnight after it.", examples=["14:00"]
    )
    from_: Day | None = Field(
        default=None,
        description="Its first day, where it begins later than the others.",
        examples=["Mon 2025-10-06"],
    )
    until: Day | None = Field(
        default=None,
        description="Its last day, where it ends sooner than the others.",
        examples=["Fri 2025-11-21"],
    )
    details: Text = Field(
        default="",
        description="What to know about it, in as many lines as it takes.",
        examples=["Bring your project's draft."],
    )
    tags: tuple[Word, ...] = Field(
        default=(),
        max_length=MAX_LISTED,
        description="Words of yours to choose events by: `tag-r01` in an address.",
        examples=[["r01"]],
    )
    changes: tuple[ChangeForm, ...] = Field(
        default=(),
        description="What is different in single weeks, or from a day on.",
        examples=[[{"date": "Wed 2025-10-15", "without": "victor-butoi"}]],
    )
