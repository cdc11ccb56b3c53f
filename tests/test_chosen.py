"""Where the form leads, what it says when it leads nowhere, and that nothing else knows of it."""

from functools import cache
from xml.etree.ElementTree import Element

import pytest
from conftest import PUBLIC_URL, SLUG
from flask.testing import FlaskClient
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from reading_form import BOXES, HOSTS, HOURS, boxes, form, hours, notes, submit, ticked, uids
from reading_pages import get, text
from test_selection_laws import calm

from feeds.course.selection import Selection, SelectionError
from feeds.course.wording import sentence

NOTHING = "Nothing is ticked; tick at least one box."


@cache
def single(client: FlaskClient, term: str) -> frozenset[str]:
    """Give what is in the calendar of one box."""
    return uids(client, f"/{SLUG}/{term}.json")


def refused(client: FlaskClient, path: str) -> Element:
    """Get the form with a message, which is announced, and stands beside each group of boxes and in the title."""
    response = client.get(path)
    assert response.headers["Cache-Control"] == "no-store"
    page = get(client, path, 400)
    (message,) = (each for each in page.iter("p") if each.attrib.get("role") == "alert")
    title = text(next(page.iter("title")))
    assert message.attrib == {
        "class": "note error",
        "id": "wrong",
        "role": "alert",
        "tabindex": "-1",
        "autofocus": "",
    }
    assert title == f"{text(message)} Choose what is in your calendar · 6.7960"
    described = [each.attrib.get("aria-describedby") for each in form(page) if each.tag == "fieldset"]
    assert described == [message.attrib["id"]] * 2
    assert message in list(form(page))
    return page


@pytest.mark.parametrize("term", BOXES)
def test_each_box_leads_to_its_calendar(term: str, client: FlaskClient) -> None:
    response = client.get(submit(term))

    assert (response.status_code, response.location) == (303, f"/{SLUG}/{term}")
    assert ticked(get(client, f"/{SLUG}/{term}")) == [term]


@settings(calm, max_examples=200)
@given(terms=st.lists(st.sampled_from(BOXES), min_size=1, max_size=7))
def test_boxes_lead_to_the_calendar_of_all_that_is_in_any(terms: list[str], client: FlaskClient) -> None:
    assume(len("_".join(terms)) <= 200)
    response = client.get(submit(*terms))
    path = response.location
    # Those of some are nobody's business beside everyone's.
    meant = [term for term in terms if not ("office-hours" in terms and term in HOSTS)]

    assert (response.status_code, path) == (303, f"/{SLUG}/{Selection.parse('_'.join(meant))}")
    links = [link.attrib for link in get(client, path).iter("link") if link.attrib["rel"] == "canonical"]
    assert links == [{"rel": "canonical", "href": f"{PUBLIC_URL}{path}"}]
    assert uids(client, f"{path}.json") == frozenset().union(*(single(client, term) for term in terms))


@pytest.mark.parametrize(
    "query",
    [
        "form=choose",
        "form=",
        "form=choose&show=",
        "form=choose&show=&show=",
        "form=choose&view=week",
        "form=choose&hide=lectures",
    ],
)
def test_nothing_ticked_is_said_beside_the_boxes(query: str, client: FlaskClient) -> None:
    page = refused(client, f"/{SLUG}/calendar?{query}")

    assert (notes(page), ticked(page), hours(page)) == ([NOTHING], [], HOURS)
    assert [term for term, _ in boxes(form(page))] == BOXES


def test_too_many_boxes_stay_ticked(client: FlaskClient) -> None:
    with pytest.raises(SelectionError) as caught:
        Selection.of(shown=HOSTS[:14])
    page = refused(client, submit(*HOSTS[:14]))

    assert ticked(page) == HOSTS[:14]
    assert notes(page) == [sentence(str(caught.value))]
    assert notes(page) == ["The address is too long, 201 characters where 200 are the most; choose fewer."]


def test_as_many_boxes_as_an_address_takes_lead_somewhere(client: FlaskClient) -> None:
    response = client.get(submit(*HOSTS[:13]))

    assert (response.status_code, response.location) == (303, f"/{SLUG}/{Selection.of(shown=HOSTS[:13])}")


def test_word_that_is_empty_is_as_if_it_were_not_there(client: FlaskClient) -> None:
    response = client.get(submit("exams", ""))

    assert (response.status_code, response.location) == (303, f"/{SLUG}/exams")


def test_everyones_hours_make_those_of_some_nobodys_business(client: FlaskClient) -> None:
    response = client.get(submit(*HOSTS, "office-hours"))

    assert (response.status_code, response.location) == (303, f"/{SLUG}/office-hours")


@pytest.mark.parametrize(
    ("terms", "message", "kept"),
    [
        (["lectures", "lectres"], "Nothing here is called 'lectres'; did you mean 'lectures'?", ["lectures"]),
        (["main", "week-40"], "There is no week-40; the weeks of this course are week-1 to week-15.", ["main"]),
        (
            ["exams", "<script>alert(1)</script>"],
            "'<script>alert(1)</script>' is not a word; words are letters and digits joined by single hyphens.",
            ["exams"],
        ),
        (
            ['"><img src=x>'],
            "'\"><img src=x>' is not a word; words are letters and digits joined by single hyphens.",
            [],
        ),
        (
            ["not-exams"],
            "'not-' stands once, at the beginning of a term; begin a new term with '_not-exams'.",
            [],
        ),
    ],
)
def test_words_that_no_box_has_are_said_and_stay_text(
    terms: list[str], message: str, kept: list[str], client: FlaskClient
) -> None:
    page = refused(client, submit(*terms))

    assert (notes(page), ticked(page)) == ([message], kept)
    body = client.get(submit(*terms)).text
    assert "<script>alert" not in body
    assert "<img" not in body


@pytest.mark.parametrize(
    ("query", "status", "path"),
    [
        ("", 303, "all"),
        ("?show=exams,lectures", 303, "lectures_exams"),
        ("?show=lectures&show=exams", 303, "lectures_exams"),
        ("?show=LECTURES&hide=week-3", 303, "lectures_not-week-3"),
        ("?hide=week-3", 303, "all_not-week-3"),
        ("?show=", 404, None),
        ("?show=lectures&hide=", 404, None),
        ("?show=lectres", 404, None),
    ],
)
def test_query_that_no_form_made_keeps_its_meaning(
    query: str, status: int, path: str | None, client: FlaskClient
) -> None:
    response = client.get(f"/{SLUG}/calendar{query}")

    assert (response.status_code, response.location) == (status, f"/{SLUG}/{path}" if path else None)
    if path is None:
        assert list(get(client, f"/{SLUG}/calendar{query}", 404).iter("form")) == []


@pytest.mark.parametrize("extension", ["ics", "json", "txt", "atom"])
@pytest.mark.parametrize(
    ("query", "path"),
    [("form=choose&show=exams&show=lectures", "lectures_exams"), ("form=choose", "all"), ("show=main&form=", "main")],
)
def test_feeds_know_of_no_form(query: str, path: str, extension: str, client: FlaskClient) -> None:
    one = client.get(f"/{SLUG}/calendar.{extension}?{query}")
    other = client.get(f"/{SLUG}/{path}.{extension}")

    assert (one.status_code, one.data, one.headers["ETag"]) == (200, other.data, other.headers["ETag"])
    assert one.headers["Link"] == other.headers["Link"]


def test_only_the_calendar_of_the_query_knows_of_a_form(client: FlaskClient) -> None:
    assert client.get(f"/{SLUG}/main?form=choose").data == client.get(f"/{SLUG}/main").data
    assert client.get(f"/{SLUG}/CALENDAR?form=choose&show=main").location == f"/{SLUG}/main"
