"""The forms of what has a date of its own: lectures, tutorials, exams, assignments, hours of a single day."""

from pydantic import Field

from feeds.course.schema.form import MAX_LISTED, DataForm, MaterialForm, PlaceForm, SpeakerForm
from feeds.course.schema.scalars import Clock, ClockOrTbd, DayOrTbd, DueOrTbd, Flag, Line, PersonId, Reason, Text, Word


class RowForm(PlaceForm):
    """What every dated thing may say."""

    id: Word = Field(
        description="Its lasting id: calendars know the event by it, so it stays when all else changes.",
        examples=["midterm"],
    )
    date: DayOrTbd = Field(
        description="The day, best with its weekday, or `tbd` until there is one.", examples=["Tue 2025-10-21", "tbd"]
    )
    title: Line = Field(description="What it is called, without the course's number.", examples=["Midterm"])
    start: ClockOrTbd | None = Field(
        default=None,
        description="When it begins; `tbd`, and the event takes the whole day until it is known.",
        examples=["19:30", "tbd"],
    )
    end: Clock | None = Field(
        default=None, description="When it ends; 00:00 is the midnight after it.", examples=["21:30"]
    )
    details: Text = Field(
        default="",
        description="What to know about it, in as many lines as it takes.",
        examples=["Closed book; one sheet of notes."],
    )
    materials: tuple[MaterialForm, ...] = Field(
        default=(),
        description="What to read or use for it.",
        examples=[[{"title": "slides", "url": "https://course.example.edu/slides/1.pdf"}]],
    )
    tags: tuple[Word, ...] = Field(
        default=(),
        max_length=MAX_LISTED,
        description="Words of yours to choose events by: `tag-guest` in an address.",
        examples=[["guest"]],
    )
    tentative: Flag = Field(
        default=False, description="`yes` while it is not certain; the title says so.", examples=["yes"]
    )
    cancelled: Reason = Field(
        default=None,
        description="`yes`, or the reason. It stays in every calendar, and says that it is cancelled.",
        examples=["yes", "the speaker is ill"],
    )


class LectureForm(RowForm):
    """A lecture; its time and room are the class meeting's of its day where it says nothing else."""

    speakers: tuple[SpeakerForm, ...] = Field(
        default=(),
        max_length=MAX_LISTED,
        description="Who speaks: ids of the staff, and guests by name.",
        examples=[["kaiming-he"], [{"name": "Zongyi Li", "affiliation": "NYU"}]],
    )
    section: Word | None = Field(
        default=None,
        description="The only section that hears it, where class meetings have sections.",
        examples=["l01"],
    )


class TutorialForm(RowForm):
    """A tutorial, with a time and room of its own."""

    speakers: tuple[SpeakerForm, ...] = Field(
        default=(),
        max_length=MAX_LISTED,
        description="Who speaks: ids of the staff, and guests by name.",
        examples=[["victor-butoi"]],
    )
    any_of: Word | None = Field(
        default=None,
        description="One word, the same for all sessions of which people come to any one.",
        examples=["pytorch"],
    )


class HourForm(RowForm):
    """Office hours of a single day; without a time, they are at that day's class meeting."""

    title: Line = Field(
        default="", description="What they are called, if not only office hours.", examples=["Project office hours"]
    )
    hosts: tuple[PersonId, ...] = Field(
        default=(),
        max_length=MAX_LISTED,
        description="Who holds them, by their ids in staff.yaml; nobody means that they are for the whole class.",
        examples=[["victor-butoi"]],
    )


class AssignmentForm(DataForm):
    """A problem set or the project: the day it is out and the day it is due are two events."""

    id: Word = Field(
        description="Its lasting id; the events are `<id>-out` and `<id>-due`.",
        examples=["pset-1"],
    )
    title: Line = Field(description="What it is called.", examples=["pset 1"])
    out: DayOrTbd | None = Field(
        default=None, description="The day it is out, or `tbd`.", examples=["Tue 2025-09-09", "tbd"]
    )
    due: DueOrTbd | None = Field(
        default=None,
        description="The day it is due, with a time or without, or `tbd`.",
        examples=["Tue 2025-09-23", "Tue 2025-09-23 23:59", "tbd"],
    )
    details: Text = Field(
        default="",
        description="What to know about it, in as many lines as it takes.",
        examples=["Hand in on Gradescope."],
    )
    materials: tuple[MaterialForm, ...] = Field(
        default=(),
        description="What belongs to it, told at its release and its deadline.",
        examples=[[{"title": "solutions"}]],
    )
    tags: tuple[Word, ...] = Field(
        default=(),
        max_length=MAX_LISTED,
        description="Words of yours to choose events by: `tag-project` in an address.",
        examples=[["project"]],
    )
    tentative: Flag = Field(
        default=False, description="`yes` while its dates are not certain; the titles say so.", examples=["yes"]
    )
    cancelled: Reason = Field(
        default=None,
        description="`yes`, or the reason. Both days stay in every calendar, and say that it is cancelled.",
        examples=["yes", "dropped"],
    )
