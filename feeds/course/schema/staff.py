"""The form of staff.yaml."""

from pydantic import Field

from feeds.course.schema.form import DataForm
from feeds.course.schema.scalars import Day, Flag, Line, Url, Word


class PersonForm(DataForm):
    """Somebody on the staff."""

    id: Word = Field(
        description="Their lasting id: the full name in lower case with hyphens. Their calendar's address ends in it.",
        examples=["victor-butoi"],
    )
    name: Line = Field(description="Their full name.", examples=["Victor Butoi"])
    short: Line | None = Field(
        default=None,
        description="The name that fits into a title, where the first name alone does not tell them apart.",
        examples=["Alan K"],
    )
    role: Line = Field(description="What they are in this course.", examples=["Head TA"])
    link: Url | None = Field(
        default=None, description="Their own page.", examples=["https://people.example.edu/victor"]
    )
    until: Day | None = Field(
        default=None,
        description="Their last day, if they leave in mid-term; later hours of theirs are not held by them.",
        examples=["Fri 2025-10-31"],
    )
    hours: Flag = Field(
        default=True,
        description="`no` for somebody who holds no hours and teaches nothing, so that `feeds check` does not ask.",
        examples=["no"],
    )


class StaffForm(DataForm):
    """Everybody on the staff, in the order in which they are listed."""

    people: tuple[PersonForm, ...] = Field(
        description="Everybody on the staff. Nobody is ever deleted: who leaves gets an `until`.",
        examples=[[{"id": "victor-butoi", "name": "Victor Butoi", "role": "Head TA"}]],
    )
