"""The shapes of what is answered in JSON, as JSON Schemas."""

from typing import Any, TypeAlias

from feeds.catalog.shelf import State
from feeds.course.model import Kind, Status

Json: TypeAlias = dict[str, Any]


def _object(**properties: Json) -> Json:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _list(of: Json) -> Json:
    return {"type": "array", "items": of}


_TEXT: Json = {"type": "string"}
_WHOLE: Json = {"type": "integer", "minimum": 0}
_LINE: Json = {"type": ["string", "null"]}
_MOMENT: Json = {"type": "string", "format": "date-time"}
_MOMENT_OR_DAY: Json = {"type": "string", "anyOf": [{"format": "date-time"}, {"format": "date"}]}

SHAPES: Json = {
    "Calendar": _object(
        course=_TEXT, name=_TEXT, selection=_TEXT, events=_list({"$ref": "#/components/schemas/Event"})
    ),
    "Event": _object(
        id=_TEXT,
        uid={**_TEXT, "description": "The UID of its VEVENT, the same for ever"},
        kind={"enum": list(Kind)},
        title=_TEXT,
        start=_MOMENT_OR_DAY,
        end={**_MOMENT_OR_DAY, "description": "When it is over; of whole days the day after the last one"},
        all_day={"type": "boolean"},
        weeks=_list({**_WHOLE, "description": "Of the course's weeks, from Monday on; the first is 1"}),
        location=_TEXT,
        people=_list({"anyOf": [_object(id=_TEXT, name=_TEXT), _object(name=_TEXT, affiliation=_LINE)]}),
        tags=_list(_TEXT),
        status={"enum": list(Status)},
        transparency={"enum": ["OPAQUE", "TRANSPARENT"]},
        created=_MOMENT,
        last_modified=_MOMENT,
        sequence={**_WHOLE, "description": "Seconds from `created` to `last_modified`"},
        url={"type": "string", "format": "uri"},
        description=_TEXT,
        materials=_list(_object(title=_TEXT, url=_LINE, under=_LINE, note=_LINE)),
    ),
    "Readiness": _object(
        ready={"type": "boolean"},
        courses={
            "type": "object",
            "description": "What each course that was asked for is served from",
            "additionalProperties": {"enum": list(State)},
        },
    ),
}
"""By the names that they have among the components of the description."""
