"""The form to choose what is in a calendar: its boxes, which of them are ticked, and what they mean."""

from pathlib import Path

import pytest
from conftest import ROOT, SLUG
from courses import write_course
from flask.testing import FlaskClient
from reading_form import BOXES, EVERYTHING_ELSE, HOSTS, HOURS, TEACHES, boxes, form, hours, notes, submit, ticked, uids
from reading_pages import NOW, courses_client, get, of_class, text

from feeds.calendar.feed import CourseFeeds
from feeds.course.model import Course, Kind
from feeds.course.selection import Selection, SelectionError
from feeds.settings import Settings
from feeds.web.app import create_app
from feeds.web.choose import chosen

COURSES = ROOT / "tests" / "data" / "courses"
GETS_LOST = "These boxes cannot say all of this calendar: what they cannot say gets lost when you choose here."

TWO_SLOTS = """\
slots:
  - {id: oh-mon, hosts: [ada-lovelace], day: Monday, start: 9:00, end: 10:00, room: 45-230}
  - {id: oh-wed, hosts: [alan-turing, ada-lovelace], day: Wednesday, start: 15:00, end: 16:30, room: 45-230}
"""


def test_boxes_of_the_real_course_whole(client: FlaskClient) -> None:
    for path in ("", "main", "office-hours", "week-3"):
        page = get(client, f"/{SLUG}/{path}")
        groups = [each for each in form(page) if each.tag == "fieldset"]

        assert hours(page) == HOURS
        assert [text(next(each.iter("legend"))) for each in groups] == ["Office hours", "Everything else"]
        assert boxes(groups[0])[0] == ("office-hours", "Everyone’s")
        assert boxes(groups[1]) == EVERYTHING_ELSE
        assert [term for term, _ in boxes(form(page))] == BOXES


def test_who_also_teaches_is_offered_with_their_hours_alone(course: Course) -> None:
    teach = {person for event in course.events if event.kind is not Kind.OFFICE_HOURS for person in event.people}

    assert sorted(teach) == sorted(TEACHES)
    assert [term for term in HOSTS if term.startswith("office-hours.")] == [
        "office-hours.kaiming-he",
        "office-hours.omar-khattab",
        "office-hours.sara-beery",
    ]


def test_following_a_host_by_name_is_following_their_hours(client: FlaskClient) -> None:
    for term in HOSTS:
        assert uids(client, f"/{SLUG}/{term}.json") == uids(
            client, f"/{SLUG}/office-hours.{term.removeprefix('office-hours.')}.json"
        )


def test_who_begins_to_teach_has_another_box(tmp_path: Path) -> None:
    """The calendar of the plain name keeps its hours, and gets the lecture: the new box is for those to come."""
    lecture = "lectures: [{id: sets, date: Thu 2026-09-10, title: Sets, speakers: [ada-lovelace]}]"
    write_course(tmp_path / "6.100-fa26", office_hours=TWO_SLOTS)
    client = courses_client(tmp_path)
    before = [term for term, _ in boxes(form(get(client, "/6.100-fa26/")))][1:4]
    write_course(tmp_path / "6.100-fa26", office_hours=TWO_SLOTS, lectures=lecture)
    page = get(client, "/6.100-fa26/ada-lovelace")

    assert before == ["ada-lovelace", "alan-turing", "ada-lovelace"]
    assert [term for term, _ in boxes(form(page))][1:4] == [
        "office-hours.ada-lovelace",
        "alan-turing",
        "office-hours.ada-lovelace",
    ]
    assert (ticked(page), notes(page)) == (["office-hours.ada-lovelace"] * 2, [GETS_LOST])


def test_form_asks_for_the_calendar_of_its_course(client: FlaskClient) -> None:
    found = form(get(client, f"/{SLUG}/"))

    assert (found.attrib["action"], found.attrib["method"]) == (f"/{SLUG}/calendar", "get")
    assert [each.attrib for each in found.iter("input") if each.attrib["type"] == "hidden"] == [
        {"type": "hidden", "name": "form", "value": "choose"}
    ]
    assert {each.attrib["name"] for each in found.iter("input") if each.attrib["type"] == "checkbox"} == {"show"}
    assert notes(get(client, f"/{SLUG}/")) == ticked(get(client, f"/{SLUG}/")) == []


def test_hours_that_are_not_decided_come_last() -> None:
    page = get(courses_client(COURSES), "/dm-1-sp26/")

    assert hours(page) == [
        ("Monday", [("4–5 PM · C 3", [("grace-hopper", "Grace Hopper"), ("alan-turing", "Alan Turing")])]),
        ("Thursday", [("1–2 PM · https://meet.example.edu/kay", [("alan-kay", "Alan Kay")])]),
        ("Time to be announced", [("Office hours", [("emmy-noether", "Emmy Noether")])]),
    ]


def test_somebody_with_two_hours_has_a_box_at_each(tmp_path: Path) -> None:
    write_course(tmp_path / "6.100-fa26", office_hours=TWO_SLOTS)
    client = courses_client(tmp_path)
    page = get(client, "/6.100-fa26/office-hours.ada-lovelace")

    assert hours(page) == [
        ("Monday", [("9–10 AM · 45-230", [("ada-lovelace", "Ada Lovelace")])]),
        ("Wednesday", [("3–4:30 PM · 45-230", [("alan-turing", "Alan Turing"), ("ada-lovelace", "Ada Lovelace")])]),
    ]
    # One choice, of a person and not of an hour: either box leads there, and both do.
    assert (ticked(page), notes(page)) == (["ada-lovelace"] * 2, [])
    twice = client.get(submit("ada-lovelace", "ada-lovelace", course="6.100-fa26"))
    assert (twice.status_code, twice.location) == (303, "/6.100-fa26/ada-lovelace")


def test_course_without_hours_has_everyones_alone(tmp_path: Path) -> None:
    write_course(tmp_path / "6.100-fa26")
    page = get(courses_client(tmp_path), "/6.100-fa26/")

    assert of_class(page, "week-of-hours") == []
    assert boxes(form(page)) == [("office-hours", "Everyone’s"), *EVERYTHING_ELSE]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("main", ["main"]),
        ("office-hours", ["office-hours"]),
        ("main_victor-butoi", ["victor-butoi", "main"]),
        ("kelly-cui_victor-butoi", ["kelly-cui", "victor-butoi"]),
        ("office-hours.sara-beery_office-hours.kaiming-he", ["office-hours.kaiming-he", "office-hours.sara-beery"]),
        ("lectures_exams", ["lectures", "exams"]),
        ("main_releases_office-hours", ["office-hours", "main", "releases"]),
    ],
)
def test_boxes_are_ticked_that_a_calendar_is_made_of(path: str, expected: list[str], client: FlaskClient) -> None:
    page = get(client, f"/{SLUG}/{path}")

    assert (ticked(page), notes(page)) == (expected, [])
    # And sent as they are, they lead back.
    assert client.get(submit(*ticked(page))).location == f"/{SLUG}/{Selection.parse(path)}"


@pytest.mark.parametrize(
    ("path", "expected", "leads_to"),
    [
        ("office-hours.victor-butoi", ["victor-butoi"], "victor-butoi"),
        ("main_office-hours.victor-butoi", ["victor-butoi", "main"], "main_victor-butoi"),
        # Everyone's hold those of some.
        ("office-hours_victor-butoi", ["office-hours", "victor-butoi"], "office-hours"),
    ],
)
def test_another_word_for_a_box_is_said_by_it_as_well(
    path: str, expected: list[str], leads_to: str, client: FlaskClient
) -> None:
    page = get(client, f"/{SLUG}/{path}")

    assert (ticked(page), notes(page)) == (expected, [])
    assert client.get(submit(*ticked(page))).location == f"/{SLUG}/{leads_to}"
    assert uids(client, f"/{SLUG}/{leads_to}.json") == uids(client, f"/{SLUG}/{path}.json")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        # Of everything with somebody who also teaches, the hours.
        ("kaiming-he", ["office-hours.kaiming-he"]),
        ("main_kaiming-he_victor-butoi", ["office-hours.kaiming-he", "victor-butoi", "main"]),
        ("main_week-3", ["main"]),
        ("room-26-168", []),
        ("lectures_tag-pytorch", ["lectures"]),
        ("lectures.kaiming-he", []),
        ("office-hours.week-3", []),
        ("main_not-week-1", ["main"]),
        ("office-hours_not-office-hours.victor-butoi", ["office-hours"]),
        # Who has no hours has no box.
        ("office-hours.taylor-braun", []),
        ("taylor-braun", []),
    ],
)
def test_what_boxes_cannot_say_of_a_calendar_is_told_beside_those_that_can(
    path: str, expected: list[str], client: FlaskClient
) -> None:
    page = get(client, f"/{SLUG}/{path}")

    assert (ticked(page), notes(page)) == (expected, [GETS_LOST])


def test_everything_is_all_boxes_that_hold_it(client: FlaskClient) -> None:
    page = get(client, f"/{SLUG}/all")

    assert (ticked(page), notes(page)) == (["office-hours", "main", "releases"], [])
    made = client.get(submit(*ticked(page))).location
    assert uids(client, f"{made}.json") == uids(client, f"/{SLUG}/all.json")


# What the boxes mean.


@pytest.mark.parametrize(
    ("ticks", "expected"),
    [
        (["exams", "lectures"], "lectures_exams"),
        (["main", "victor-butoi", "office-hours.kaiming-he"], "main_office-hours.kaiming-he_victor-butoi"),
        # With everyone's, those of some say nothing more.
        (["office-hours", "victor-butoi", "office-hours.kaiming-he"], "office-hours"),
        (["office-hours", *HOSTS, "main"], "main_office-hours"),
        # What is no box stays as it is, for who wrote the address by hand.
        (["office-hours", "kaiming-he"], "office-hours_kaiming-he"),
        (["office-hours", "office-hours.victor-butoi"], "office-hours"),
        (["victor-butoi", "office-hours.victor-butoi"], "victor-butoi"),
        (["all", "exams"], "all"),
    ],
)
def test_chosen_is_what_the_ticks_mean(course_feeds: CourseFeeds, ticks: list[str], expected: str) -> None:
    with create_app(Settings(), now=lambda: NOW).test_request_context():
        assert str(chosen(course_feeds, frozenset(ticks))) == expected


@pytest.mark.parametrize(
    ("ticks", "message"),
    [
        ([], "nothing is ticked; tick at least one box"),
        (["lectres"], "nothing here is called 'lectres'; did you mean 'lectures'?"),
        (["office-hours", "week-40"], "there is no week-40; the weeks of this course are week-1 to week-15"),
        (["main", *HOSTS], "the address is too long, 372 characters where 200 are the most; choose fewer"),
    ],
)
def test_ticks_that_mean_nothing_are_an_error(course_feeds: CourseFeeds, ticks: list[str], message: str) -> None:
    with create_app(Settings(), now=lambda: NOW).test_request_context(), pytest.raises(SelectionError) as raised:
        chosen(course_feeds, frozenset(ticks))

    assert str(raised.value) == message
