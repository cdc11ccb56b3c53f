"""The form of each data file, by its name."""

from collections.abc import Mapping
from types import MappingProxyType

from pydantic import Field

from feeds.course.schema.course import CourseForm
from feeds.course.schema.dated import AssignmentForm, HourForm, LectureForm, RowForm, TutorialForm
from feeds.course.schema.form import DataForm
from feeds.course.schema.staff import StaffForm
from feeds.course.schema.weekly import SlotForm


class LecturesForm(DataForm):
    """The lectures."""

    lectures: tuple[LectureForm, ...] = Field(
        default=(),
        description="The lectures, in order of date.",
        examples=[[{"id": "overview", "date": "Thu 2025-09-04", "title": "Overview", "speakers": ["sara-beery"]}]],
    )


class TutorialsForm(DataForm):
    """Tutorials, and weekly recitations."""

    tutorials: tuple[TutorialForm, ...] = Field(
        default=(),
        description="The tutorials, in order of date.",
        examples=[
            [
                {
                    "id": "git",
                    "date": "Mon 2025-09-08",
                    "start": "16:00",
                    "end": "17:00",
                    "room": "32-123",
                    "title": "Git",
                }
            ]
        ],
    )
    slots: tuple[SlotForm, ...] = Field(
        default=(),
        description="Weekly recitations and labs; they run from the first to the last class.",
        examples=[[{"id": "r01", "title": "Recitation 1", "day": "Friday", "start": "11:00", "end": "12:00"}]],
    )


class ExamsForm(DataForm):
    """The exams."""

    exams: tuple[RowForm, ...] = Field(
        default=(),
        description="The exams, in order of date.",
        examples=[[{"id": "midterm", "date": "Tue 2025-10-21", "start": "19:30", "end": "21:30", "title": "Midterm"}]],
    )


class DeadlinesForm(DataForm):
    """Assignments: when each is out and when it is due."""

    assignments: tuple[AssignmentForm, ...] = Field(
        default=(),
        description="Problem sets and the project, in order of date.",
        examples=[[{"id": "pset-1", "title": "pset 1", "out": "Tue 2025-09-09", "due": "Tue 2025-09-23"}]],
    )


class OfficeHoursForm(DataForm):
    """Office hours: weekly slots, and hours of single days."""

    slots: tuple[SlotForm, ...] = Field(
        default=(),
        description="The weekly hours; people with the same day, time and room share one slot.",
        examples=[[{"id": "oh-mon-9", "hosts": ["kaiming-he"], "day": "Monday", "start": "09:00", "end": "10:00"}]],
    )
    one_off: tuple[HourForm, ...] = Field(
        default=(),
        description="Office hours of a single day.",
        examples=[[{"id": "project-hours", "date": "Thu 2025-12-04", "title": "Project office hours"}]],
    )


FORMS: Mapping[str, type[DataForm]] = MappingProxyType(
    {
        "course.yaml": CourseForm,
        "staff.yaml": StaffForm,
        "lectures.yaml": LecturesForm,
        "tutorials.yaml": TutorialsForm,
        "exams.yaml": ExamsForm,
        "deadlines.yaml": DeadlinesForm,
        "office-hours.yaml": OfficeHoursForm,
    }
)
"""Every data file of a course and what may stand in it; the first two are required."""
