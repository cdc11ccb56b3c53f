"""The form of course.yaml."""

from pydantic import Field

from feeds.course.schema.form import DataForm, LinkForm, PlaceForm, SpanForm
from feeds.course.schema.scalars import (
    Clock,
    Day,
    Flag,
    Instant,
    Line,
    SelectionText,
    Text,
    Url,
    WeekdayName,
    Word,
)


class MeetingForm(PlaceForm):
    """When and where the class meets each week."""

    days: tuple[WeekdayName, ...] = Field(
        description="The weekdays on which the class meets.", examples=[["Tuesday", "Thursday"]]
    )
    start: Clock = Field(description="When it begins.", examples=["13:00"])
    end: Clock = Field(description="When it ends.", examples=["14:30"])
    from_: Day | None = Field(
        default=None,
        description="The first day on which this holds, where it changes in mid-term.",
        examples=["Sat 2025-10-18"],
    )
    until: Day | None = Field(
        default=None,
        description="The last day on which this holds, where it changes in mid-term.",
        examples=["Fri 2025-10-17"],
    )
    section: Word | None = Field(
        default=None,
        description="Where several sections hear the same lecture: this one's word; each is an event of its own.",
        examples=["l01"],
    )


class HolidayForm(DataForm):
    """A day, or several, without class or weekly hours."""

    id: Word = Field(description="Its lasting id.", examples=["veterans-day"])
    first: Day = Field(description="The day, or the first of several.", examples=["Tue 2025-11-11"])
    last: Day | None = Field(default=None, description="The last of several days.", examples=["Fri 2025-11-28"])
    name: Line = Field(description="What people call it.", examples=["Veterans Day"])


class ScheduleDayForm(DataForm):
    """A day that runs on another weekday's schedule."""

    date: Day = Field(description="The day.", examples=["Tue 2026-10-13"])
    runs_as: WeekdayName = Field(description="The weekday whose classes and hours it has.", examples=["Monday"])


class FeedForm(DataForm):
    """A calendar with a lasting name, so that what it holds can be corrected without anybody subscribing anew."""

    id: Word = Field(
        description="Its name in addresses, which stays as it is: words with a hyphen between them.",
        examples=["for-students"],
    )
    selection: SelectionText = Field(
        description="What it holds, as the last part of an address says it.", examples=["main_releases"]
    )
    title: Line | None = Field(
        default=None, description="What calendar apps call it, where that is not its id.", examples=["For students"]
    )


class AboutForm(DataForm):
    """What the course is."""

    code: Line = Field(description="The course's number; titles begin with it.", examples=["6.7960"])
    title: Line = Field(description="The course's name.", examples=["Deep Learning"])
    term: Line = Field(description="The term it is taught in.", examples=["Fall 2025"])
    uid_domain: Line = Field(
        description="A domain of yours, which ends the identity of every event. It stays as it is: with another"
        " one, every subscriber sees every event twice.",
        examples=["course.example.edu"],
    )
    contact: Line | None = Field(
        default=None,
        description="The course's own e-mail address; nobody's personal one.",
        examples=["6.7960-staff@example.edu"],
    )
    edit_url: Url | None = Field(
        default=None,
        description="Where staff edit these files in a browser: the address of their folder, in which pages link"
        " each file.",
        examples=["https://git.example.edu/6.7960/data/edit/main/6.7960-fa25"],
    )
    feeds: tuple[FeedForm, ...] = Field(
        default=(),
        description="Calendars with lasting names, the most wanted first: the course's page begins with it.",
        examples=[[{"id": "for-students", "selection": "main_releases", "title": "For students"}]],
    )
    links: tuple[LinkForm, ...] = Field(
        default=(),
        description="The course's site, forum and other pages.",
        examples=[[{"title": "Course site", "url": "https://course.example.edu"}, {"title": "Piazza"}]],
    )
    about: Text = Field(
        default="",
        description="What the course is, one paragraph a line, with an empty line between paragraphs.",
        examples=["Fundamentals of deep learning, both theory and applications."],
    )
    provisional: Flag = Field(
        default=False,
        description="`yes` while any date may still change; the calendar's name says so.",
        examples=["yes"],
    )
    listed: Flag = Field(
        default=True,
        description="`no` while it is prepared: no list of courses has it, and no address of another term leads to it.",
        examples=["no"],
    )


class TermForm(DataForm):
    """What the dates of a course hang on: its days, its clocks, and when its calendar was first published."""

    created: Instant = Field(
        description="When this calendar was first published, in UTC. It stays as it is.",
        examples=["2025-08-20T12:00:00Z"],
    )
    time_zone: Line = Field(
        description="Where the course's clocks are, by its name in the IANA time zone database. It stays as it is.",
        examples=["America/New_York"],
    )
    classes: SpanForm = Field(
        description="The days of the first and the last class.",
        examples=[{"first": "Thu 2025-09-04", "last": "Tue 2025-12-09"}],
    )
    office_hours: SpanForm | None = Field(
        default=None,
        description="The first and the last day of weekly office hours, where they are not those of the classes.",
        examples=[{"first": "Mon 2025-09-08", "last": "Tue 2025-12-09"}],
    )
    meetings: tuple[MeetingForm, ...] = Field(
        default=(),
        description="When and where the class meets; lectures take their time and room from here.",
        examples=[[{"days": ["Tuesday", "Thursday"], "start": "13:00", "end": "14:30", "room": "45-230"}]],
    )
    holidays: tuple[HolidayForm, ...] = Field(
        default=(),
        description="Days without class; weekly hours on them do not take place.",
        examples=[[{"id": "veterans-day", "first": "Tue 2025-11-11", "name": "Veterans Day"}]],
    )
    schedule_days: tuple[ScheduleDayForm, ...] = Field(
        default=(),
        description="Days that run on another weekday's schedule.",
        examples=[[{"date": "Tue 2026-10-13", "runs_as": "Monday"}]],
    )
    withdrawn: tuple[Word, ...] = Field(
        default=(),
        description="Ids of what is gone for good and must leave every calendar; never used again.",
        examples=[["quiz-0"]],
    )


class CourseForm(TermForm, AboutForm):
    """The course itself: what it is, its days, and when it meets."""
