"""The description of every address at /openapi.json: complete, valid, and what the server does."""

import hashlib
import json
import re
import urllib.request
from typing import Any

import pytest
import schemathesis
from conftest import DATA, PUBLIC_URL, SLUG
from flask.testing import FlaskClient
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks
from werkzeug.test import TestResponse

from feeds.calendar.feed import CourseFeeds, Form
from feeds.course.selection import Selection
from feeds.settings import Settings
from feeds.web.app import create_app
from feeds.web.openapi import written

DESCRIPTION: dict[str, Any] = json.loads(written(PUBLIC_URL))
PARAMETERS = DESCRIPTION["components"]["parameters"]

# What each parameter of a path may be, so that much of what is asked for is there.
KNOWN = {
    "course": [SLUG],
    "selection": ["all", "main", "lectures_exams", "victor-butoi", "lectures.week-3", "all_not-week-1"],
    "person": ["victor-butoi", "kaiming-he", "taylor-braun"],
    "event": ["midterm", "overview"],
    "file": ["course.json", "office-hours.json", "style.css", "page.js"],
}

# Which addresses of the description a route of the program stands for, where it is not the one that is written alike.
STANDS_FOR = {
    "/<course>/<feed:address>": [
        "/{course}/changes.atom",
        *(f"/{{course}}/{name}.{form}" for name in ("{selection}", "calendar") for form in Form),
    ],
    "/<course>/staff/<feed:address>": [f"/{{course}}/staff/{{person}}.{form}" for form in Form],
    "/<course>/<name>": ["/{course}/{selection}", "/{course}/calendar"],
    "/<course>/embed/<name>": ["/{course}/embed/{selection}"],
    "/<course>/events/<id>": ["/{course}/events/{event}"],
    "/static/<path:filename>": ["/static/{file}"],
}

# The same requests each time, and no more than take half a minute.
CONFIG = {
    "generation": {"deterministic": True, "max-examples": 30, "database": "none", "mode": "all"},
    "phases": {
        "coverage": {"unexpected-methods": ["POST", "PUT", "PATCH", "DELETE", "QUERY", "TRACE", "OPTIONS"]},
        "fuzzing": {"extra-data-sources": {"responses": False}, "error-feedback": {"enabled": False}},
    },
    # That nobody knows a word is no fault of the request; a list of words may be longer than an address.
    "checks": {"positive_data_acceptance": {"expected-statuses": ["2XX", "3XX", "404", "414"]}},
}
CHECKS = [
    not_a_server_error,
    checks.allow_header_conformance,
    checks.content_type_conformance,
    checks.positive_data_acceptance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.status_code_conformance,
    checks.unsupported_method,
]
api = schemathesis.openapi.from_dict(DESCRIPTION, config=schemathesis.Config.from_dict(CONFIG))


@api.hook
def before_generate_path_parameters(
    context: schemathesis.HookContext, strategy: st.SearchStrategy[dict[str, str]]
) -> st.SearchStrategy[dict[str, str]]:
    """Ask for what there is as often as for what is made up."""
    assert context.operation
    names = re.findall(r"{(\w+)}", context.operation.path)
    return st.fixed_dictionaries({name: st.sampled_from(KNOWN[name]) for name in names}) | strategy


@api.parametrize()
def test_server_does_what_is_described(case: "schemathesis.Case[Any]", server: str) -> None:
    case.call_and_validate(base_url=server, checks=CHECKS, allow_redirects=False)


def test_description_is_served_to_everybody(client: FlaskClient) -> None:
    body = written(PUBLIC_URL)
    kept = {
        "Access-Control-Allow-Origin": "*",
        "Cache-Control": "public, max-age=3600",
        "ETag": f'"{hashlib.sha256(body).hexdigest()[:32]}"',
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }
    whole = {**kept, "Content-Length": str(len(body)), "Content-Type": "application/json"}
    response, head = client.get("/openapi.json"), client.head("/openapi.json")
    again = client.get("/openapi.json", headers={"If-None-Match": kept["ETag"]})

    assert (response.status_code, but_date(response), response.data) == (200, whole, body)
    assert (head.status_code, but_date(head), head.data) == (200, whole, b"")
    assert (again.status_code, but_date(again), again.data) == (304, kept, b"")


def but_date(response: TestResponse) -> dict[str, str]:
    return {name: value for name, value in response.headers if name != "Date"}


def test_description_names_the_public_address() -> None:
    app = create_app(Settings(data_dir=DATA, public_url="http://[::1]:8000"))

    assert app.test_client().get("/openapi.json").get_json()["servers"] == [{"url": "http://[::1]:8000"}]
    assert DESCRIPTION["servers"] == [{"url": PUBLIC_URL}]


def test_server_describes_itself(server: str) -> None:
    with urllib.request.urlopen(f"{server}/openapi.json", timeout=10) as response:  # noqa: S310 (loopback)
        assert response.read() == written(PUBLIC_URL)


def test_every_address_of_the_program_is_described_and_no_other() -> None:
    served = []
    for rule in create_app(Settings()).url_map.iter_rules():
        served += STANDS_FOR.get(rule.rule, [re.sub(r"<(\w+)>", r"{\1}", rule.rule)])

    assert sorted(DESCRIPTION["paths"]) == sorted(served)


def test_description_is_valid() -> None:
    api.validate()
    for name, shape in DESCRIPTION["components"]["schemas"].items():
        Draft202012Validator.check_schema(shape)
        assert shape["additionalProperties"] is not True, name


def test_every_part_of_the_description_is_used() -> None:
    components = DESCRIPTION["components"]
    named = {f"#/components/{kind}/{name}" for kind, parts in components.items() for name in parts}

    assert set(re.findall(r'"\$ref": "(.+?)"', json.dumps(DESCRIPTION))) == named


def test_every_example_is_what_it_is_an_example_of() -> None:
    for parameter in PARAMETERS.values():
        assert list(Draft202012Validator(parameter["schema"]).iter_errors(parameter["example"])) == []


def test_parameters_take_what_there_is(course_feeds: CourseFeeds) -> None:
    words = course_feeds.vocabulary.words
    there = {
        "course": [SLUG],
        "selection": [*words, *(str(Selection.of(shown=["main", word], hidden=["week-99"])) for word in words)],
        "person": course_feeds.course.people,
        "event": [entry.event.id for entry in course_feeds.entries],
        "file": [f"{name}.json" for name in ("course", "office-hours")] + ["style.css", "page.js", "favicon.svg"],
    }

    for name, values in there.items():
        judge = Draft202012Validator(PARAMETERS[name]["schema"])
        assert [value for value in values if not judge.is_valid(value)] == [], name


@pytest.mark.parametrize("path", ["all", "staff/victor-butoi", "taylor-braun", "lectures_exams_not-week-3"])
def test_calendar_in_json_has_the_shape_that_is_described(client: FlaskClient, path: str) -> None:
    shape = {"$ref": "#/components/schemas/Calendar", "components": DESCRIPTION["components"]}

    assert list(Draft202012Validator(shape).iter_errors(client.get(f"/{SLUG}/{path}.json").get_json())) == []


def test_shape_that_is_described_is_strict(client: FlaskClient) -> None:
    shape = {"$ref": "#/components/schemas/Calendar", "components": DESCRIPTION["components"]}
    calendar = client.get(f"/{SLUG}/exams.json").get_json()
    event = calendar["events"][0]
    broken = [
        {**calendar, "more": 1},
        *({key: value for key, value in calendar.items() if key != left} for left in calendar),
        *({**calendar, "events": [{**event, key: {}}]} for key in event),
        {**calendar, "events": [{**event, "kind": "party"}]},
    ]
    judge = Draft202012Validator(shape)

    assert [calendar for calendar in broken if judge.is_valid(calendar)] == []
