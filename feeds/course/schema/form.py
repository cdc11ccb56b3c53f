"""What the forms of data files are made of, and what several of them say in the same way."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from feeds.course.schema.readings import fault
from feeds.course.schema.scalars import PERSON_SCHEMA, Day, GuestName, Line, LineOrTbd, PersonId, Url

MAX_LISTED = 100
"""How many people, rooms or tags one thing may have."""


class DataForm(BaseModel):
    """A mapping in a data file: frozen, and without keys that it does not name (`from_` stands for `from`).

    A field's description and examples are what editors and docs/data.md say of its key; an example is a value
    as it stands in a file.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=lambda name: name.rstrip("_"))


class LinkForm(DataForm):
    """Something of the course's, with an address or without."""

    title: Line = Field(description="What it is called.", examples=["Course site"])
    url: Url | None = Field(
        default=None,
        description="Its address; without one, only the name is told.",
        examples=["https://course.example.edu"],
    )


class MaterialForm(DataForm):
    """Something to read or use."""

    title: Line = Field(description="What it is called.", examples=["slides"])
    url: Url | None = Field(
        default=None,
        description="Its address; without one, only the name is told.",
        examples=["https://course.example.edu/slides/1.pdf"],
    )
    under: Line | None = Field(
        default=None,
        description="The heading it stands under, together with whatever names the same heading.",
        examples=["required reading"],
    )
    note: Line | None = Field(default=None, description="What is said about it.", examples=["without section 1.3"])


class SpeakerForm(DataForm):
    """One of the staff, written as their id alone, or a guest with a name."""

    person: PersonId | None = Field(
        default=None, description="Somebody of staff.yaml; their id alone says the same.", examples=["kaiming-he"]
    )
    name: GuestName | None = Field(
        default=None, description="The name of a guest, who is not on the staff.", examples=["Zongyi Li"]
    )
    affiliation: Line | None = Field(default=None, description="Where a guest comes from.", examples=["NYU"])

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        person = PERSON_SCHEMA | {"errorMessage": "write an id of staff.yaml, or {name: …, affiliation: …} for a guest"}
        # Not `anyOf`, of which editors say what is wrong with the first alternative, whichever was meant.
        return {"title": "person or guest", "if": {"type": "object"}, "then": handler(core), "else": person}

    @model_validator(mode="before")
    @classmethod
    def _id_alone(cls, value: Any) -> Any:
        return {"person": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _one_of_both(self) -> "SpeakerForm":
        if (self.person is None) == (self.name is None):
            raise fault(
                "a speaker is one of the staff or a guest; write an id of staff.yaml, or {name: …, affiliation: …}"
            )
        return self


class SpanForm(DataForm):
    """A first and a last day."""

    first: Day = Field(description="The first day.", examples=["Thu 2025-09-04"])
    last: Day = Field(description="The last day, which still belongs to it.", examples=["Tue 2025-12-09"])


class PlaceForm(DataForm):
    """Where something is."""

    room: LineOrTbd | None = Field(
        default=None,
        description="The room, always spelt in the same way; `tbd` while there will be one and nobody knows which.",
        examples=["45-230", "tbd"],
    )
    overflow: tuple[Line, ...] = Field(
        default=(),
        max_length=MAX_LISTED,
        description="Rooms for those who find no seat in the first one.",
        examples=[["45-102"]],
    )
    online: Url | None = Field(
        default=None,
        description="The link to join by: instead of a room, or beside it when both are given.",
        examples=["https://meet.example.edu/hours"],
    )
