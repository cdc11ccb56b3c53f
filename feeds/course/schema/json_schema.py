"""The JSON Schemas of the data files, for editors: the same forms that the reader checks with."""

import json
import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from feeds.course.schema.files import FORMS

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


class _Generator(GenerateJsonSchema):
    """Says what stands in a file, in the words of people: no names of the code, no null, no default nobody writes."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def nullable_schema(self, schema: Any) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: Any) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def model_schema(self, schema: Any) -> JsonSchemaValue:
        """Describe a form, with what it must have in front."""
        form = super().model_schema(schema)
        required = form.get("required", ())
        properties = sorted(form["properties"].items(), key=lambda field: field[0] not in required)
        return form | {"title": _words(form["title"]), "properties": dict(properties)}

    def tuple_schema(self, schema: Any) -> JsonSchemaValue:
        advice = "write a list: [one, two], or lines that begin with -"
        return super().tuple_schema(schema) | {"title": "list", "errorMessage": advice}

    def dict_schema(self, schema: Any) -> JsonSchemaValue:
        return {
            "title": "mapping",
            "type": "object",
            "propertyNames": self.generate_inner(schema["keys_schema"]),
            "additionalProperties": self.generate_inner(schema["values_schema"]),
            "errorMessage": "write a mapping: {one: two}",
        }

    def normalize_name(self, name: str) -> str:
        return super().normalize_name(_words(name))

    def sort(self, value: JsonSchemaValue, parent_key: str | None = None) -> JsonSchemaValue:
        """Leave everything in the order in which the forms say it; people read their examples so."""
        return value


def _words(name: str) -> str:
    """Call a form what its name says: a ScheduleDayForm is a `schedule day`."""
    return re.sub("(?<=[a-z])(?=[A-Z])", " ", name.removesuffix("Form")).lower()


@cache
def schemas() -> Mapping[str, str]:
    """Give the schema of each data file as JSON text, by the schema's own file name: `lectures.json`."""
    return MappingProxyType({name.replace(".yaml", ".json"): _schema(name) for name in FORMS})


def _schema(name: str) -> str:
    schema = FORMS[name].model_json_schema(schema_generator=_Generator)
    whole = {"$schema": _DIALECT} | schema | {"title": name}
    return json.dumps(_with_markdown(whole), indent=2, ensure_ascii=False) + "\n"


def _with_markdown(value: Any) -> Any:
    """Say again as Markdown what is described with `code` in it; editors show a plain description as it stands."""
    match value:
        case list():
            return [_with_markdown(inner) for inner in value]
        case {"description": str(text)} if "`" in text:
            return {key: _with_markdown(inner) for key, inner in value.items()} | {"markdownDescription": text}
        case dict():
            return {key: _with_markdown(inner) for key, inner in value.items()}
    return value
