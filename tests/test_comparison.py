"""What differs between two states of an event, in a person's words, and what that is for a subscriber."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_content import HOURS, LECTURE, NEW_YORK, PEOPLE, content

from feeds.course.comparison import compare, effect_of, said_of
from feeds.course.content import State
from feeds.course.model import (
    AllDay,
    Aspect,
    Effect,
    Event,
    Guest,
    Kind,
    Material,
    Person,
    Place,
    Status,
    Timed,
)
from feeds.course.timezones import localize

Fields: TypeAlias = dict[str, Any]


def state(event: Event, people: dict[str, Person] = PEOPLE, code: str = "6.100") -> State:
    return State(event=event, content=content(event, people, code))


def difference(before: State, after: State) -> tuple[str, list[tuple[str, str, str]]]:
    """Give the effect of a change, and its differences."""
    differences = compare(before, after, NEW_YORK)
    said = [(each.aspect.value, each.before, each.after) for each in differences]
    return effect_of(before, after, differences).value, said


def timed(text: str) -> Timed:
    """Read `09-15 13:00-14:30`."""
    day, _, hours = text.partition(" ")
    start, end = (datetime.fromisoformat(f"2026-{day}T{clock}") for clock in hours.split("-"))
    return Timed(start=localize(start, NEW_YORK), end=localize(end, NEW_YORK))


def day(text: str, last: str | None = None) -> AllDay:
    return AllDay(first=date.fromisoformat(f"2026-{text}"), last=date.fromisoformat(f"2026-{last or text}"))


EXAM = replace(LECTURE, id="midterm", kind=Kind.EXAM, title="Midterm", when=timed("10-14 19:30-21:30"), people=())
ALL_DAY = replace(EXAM, when=day("10-14"))
LOST = replace(EXAM, when=day("10-14"), undated=True, status=Status.TENTATIVE)
DUE = replace(EXAM, id="pset-1-due", kind=Kind.DEADLINE, title="pset 1", when=timed("09-22 23:29-23:59"), place=Place())
BREAK = replace(ALL_DAY, id="break", kind=Kind.HOLIDAY, title="Break", when=day("11-23"), place=Place())
ILL = replace(EXAM, status=Status.CANCELLED, reason="ill")
CANCELLED = replace(EXAM, status=Status.CANCELLED)
TENTATIVE = replace(EXAM, status=Status.TENTATIVE)
ADA, ALAN, GRACE = sorted(PEOPLE)
NAMED = replace(LECTURE, people=(ADA,), guests=(Guest(name="Lise Meitner", affiliation="Stockholm"),))


# When

WHEN = [
    pytest.param(EXAM, {"when": timed("10-14 19:30-22:00")}, "7:30–9:30 PM", "7:30–10 PM ET", id="hours of a day"),
    pytest.param(EXAM, {"when": timed("10-14 11:00-13:00")}, "7:30–9:30 PM", "11 AM–1 PM ET", id="other half of a day"),
    pytest.param(
        EXAM,
        {"when": timed("10-15 19:30-21:30")},
        "Wed 14 Oct, 7:30–9:30 PM ET",
        "Thu 15 Oct, 7:30–9:30 PM ET",
        id="another day",
    ),
    pytest.param(
        EXAM,
        {"when": timed("11-04 09:00-10:00")},
        "Wed 14 Oct, 7:30–9:30 PM ET",
        "Wed 4 Nov, 9–10 AM ET",
        id="another day and hour, over the change of clocks",
    ),
    pytest.param(ALL_DAY, {"when": EXAM.when}, "Wed 14 Oct", "Wed 14 Oct, 7:30–9:30 PM ET", id="its hours are known"),
    pytest.param(EXAM, {"when": ALL_DAY.when}, "Wed 14 Oct, 7:30–9:30 PM ET", "Wed 14 Oct", id="its hours are lost"),
    pytest.param(ALL_DAY, {"when": day("10-15")}, "Wed 14 Oct", "Thu 15 Oct", id="a whole day moves"),
    pytest.param(BREAK, {"when": day("11-23", "11-27")}, "Mon 23 Nov", "Mon 23 Nov – Fri 27 Nov", id="more days"),
    pytest.param(DUE, {"when": timed("09-22 16:30-17:00")}, "11:59 PM", "5 PM ET", id="a deadline on its day"),
    pytest.param(
        DUE,
        {"when": timed("09-23 23:29-23:59")},
        "Tue 22 Sep, 11:59 PM ET",
        "Wed 23 Sep, 11:59 PM ET",
        id="a deadline moves",
    ),
    pytest.param(DUE, {"when": day("09-22")}, "Tue 22 Sep, 11:59 PM ET", "Tue 22 Sep", id="a deadline of a day"),
]


@pytest.mark.parametrize(("before", "changed", "was", "now"), WHEN)
def test_what_moves_says_when_it_was_and_is(before: Event, changed: Fields, was: str, now: str) -> None:
    assert difference(state(before), state(replace(before, **changed))) == ("moved", [("when", was, now)])


DATES = [
    pytest.param(EXAM, LOST, "undated", ("Wed 14 Oct, 7:30–9:30 PM ET", "date to be announced"), id="loses its date"),
    pytest.param(ALL_DAY, LOST, "undated", ("Wed 14 Oct", "date to be announced"), id="loses its whole day"),
    pytest.param(TENTATIVE, LOST, "undated", ("Wed 14 Oct, 7:30–9:30 PM ET", "date to be announced"), id="tentative"),
    pytest.param(LOST, EXAM, "moved", ("date to be announced", "Wed 14 Oct, 7:30–9:30 PM ET"), id="gets it back"),
    pytest.param(
        LOST,
        replace(EXAM, when=timed("10-21 19:30-21:30")),
        "moved",
        ("date to be announced", "Wed 21 Oct, 7:30–9:30 PM ET"),
        id="gets another",
    ),
    pytest.param(LOST, ALL_DAY, "moved", ("date to be announced", "Wed 14 Oct"), id="gets its whole day back"),
    pytest.param(LOST, TENTATIVE, "moved", ("date to be announced", "Wed 14 Oct, 7:30–9:30 PM ET"), id="tentatively"),
]


@pytest.mark.parametrize(("before", "after", "effect", "when"), DATES)
def test_date_is_lost_and_found(before: Event, after: Event, effect: str, when: tuple[str, str]) -> None:
    """Nobody needs to be told beside it that what has no date is tentative."""
    assert difference(state(before), state(after)) == (effect, [("when", *when)])


# Where

ROOM, OTHER = Place(room="45-230"), Place(room="45-102")
TBD, ONLINE, NOWHERE = Place(to_be_announced=True), Place(online="https://a.edu"), Place()


@pytest.mark.parametrize(
    ("before", "after", "was", "now"),
    [
        (ROOM, OTHER, "45-230", "45-102"),
        (ROOM, NOWHERE, "45-230", ""),
        (NOWHERE, ROOM, "", "45-230"),
        (ROOM, TBD, "45-230", "Room to be announced"),
        (TBD, ROOM, "Room to be announced", "45-230"),
        (ROOM, ONLINE, "45-230", "https://a.edu"),
        (ONLINE, ROOM, "https://a.edu", "45-230"),
        (ONLINE, Place(online="https://b.edu"), "https://a.edu", "https://b.edu"),
        (ROOM, replace(ROOM, online="https://a.edu"), "45-230", "45-230, https://a.edu"),
        (
            replace(ROOM, online="https://a.edu"),
            replace(ROOM, online="https://b.edu"),
            "45-230, https://a.edu",
            "45-230, https://b.edu",
        ),
        (TBD, replace(TBD, online="https://a.edu"), "Room to be announced", "Room to be announced, https://a.edu"),
        (ROOM, replace(ROOM, overflow=("45-102",)), "45-230", "45-230 (overflow: 45-102)"),
        (
            replace(ROOM, overflow=("45-102",)),
            replace(ROOM, overflow=("45-102", "45-103")),
            "45-230 (overflow: 45-102)",
            "45-230 (overflow: 45-102, 45-103)",
        ),
    ],
)
def test_other_place_is_a_relocation(before: Place, after: Place, was: str, now: str) -> None:
    assert difference(state(replace(EXAM, place=before)), state(replace(EXAM, place=after))) == (
        "relocated",
        [("room", was, now)],
    )


# Titles


def test_other_title_is_a_renaming() -> None:
    assert difference(state(EXAM), state(replace(EXAM, title="Quiz 1"))) == (
        "renamed",
        [("title", "Midterm", "Quiz 1")],
    )
    assert difference(state(HOURS), state(replace(HOURS, title="Review"))) == ("renamed", [("title", "", "Review")])


def test_other_code_of_the_course_is_a_renaming() -> None:
    assert difference(state(EXAM), state(EXAM, code="6.101")) == (
        "renamed",
        [("title", "6.100 Midterm", "6.101 Midterm")],
    )
    assert difference(state(HOURS), state(HOURS, code="6.101")) == ("renamed", [("title", "6.100", "6.101")])


# Who


@pytest.mark.parametrize("event", [HOURS, LECTURE], ids=["hours", "lecture"])
@pytest.mark.parametrize(
    ("before", "after", "was", "now"),
    [
        ((ADA, ALAN), (ADA,), "Alan Turing", ""),
        ((ADA,), (ADA, ALAN), "", "Alan Turing"),
        ((ADA, ALAN), (ADA, GRACE), "Alan Turing", "Grace Hopper"),
        ((ADA, ALAN), (GRACE,), "Ada Lovelace, Alan Turing", "Grace Hopper"),
        ((ADA,), (GRACE,), "Ada Lovelace", "Grace Hopper"),
        ((ADA,), (), "Ada Lovelace", ""),
        ((), (ADA, ALAN), "", "Ada Lovelace, Alan Turing"),
    ],
)
def test_whoever_leaves_and_comes_is_a_hand_over(
    event: Event, before: tuple[str, ...], after: tuple[str, ...], was: str, now: str
) -> None:
    assert difference(state(replace(event, people=before)), state(replace(event, people=after))) == (
        "handed over",
        [("with", was, now)],
    )


@pytest.mark.parametrize(
    ("before", "after", "was", "now"),
    [
        ((), (Guest(name="Lise Meitner", affiliation="Stockholm"),), "", "Lise Meitner (Stockholm)"),
        ((Guest(name="Lise Meitner"),), (Guest(name="Otto Hahn"),), "Lise Meitner", "Otto Hahn"),
        (
            (Guest(name="Lise Meitner", affiliation="Stockholm"),),
            (Guest(name="Otto Hahn", affiliation="Berlin"),),
            "Lise Meitner (Stockholm)",
            "Otto Hahn (Berlin)",
        ),
    ],
)
def test_guests_are_exchanged(before: tuple[Guest, ...], after: tuple[Guest, ...], was: str, now: str) -> None:
    assert difference(state(replace(NAMED, guests=before)), state(replace(NAMED, guests=after))) == (
        "handed over",
        [("with", was, now)],
    )


def test_guest_takes_the_place_of_somebody_of_the_staff() -> None:
    after = replace(NAMED, people=(), guests=(Guest(name="Otto Hahn"),))

    assert difference(state(NAMED), state(after)) == (
        "handed over",
        [("with", "Ada Lovelace, Lise Meitner (Stockholm)", "Otto Hahn")],
    )


@pytest.mark.parametrize(
    ("event", "changed", "was", "now"),
    [
        pytest.param(
            replace(HOURS, people=(ADA, ALAN)),
            {"people": (ALAN, ADA)},
            "Ada Lovelace, Alan Turing",
            "Alan Turing, Ada Lovelace",
            id="their order",
        ),
        pytest.param(
            NAMED,
            {"guests": (Guest(name="Lise Meitner", affiliation="Berlin"),)},
            "Ada Lovelace, Lise Meitner (Stockholm)",
            "Ada Lovelace, Lise Meitner (Berlin)",
            id="an affiliation",
        ),
    ],
)
def test_same_people_otherwise_named_are_quiet(event: Event, changed: Fields, was: str, now: str) -> None:
    assert difference(state(event), state(replace(event, **changed))) == ("quiet", [("names", was, now)])


@pytest.mark.parametrize(
    ("changed", "in_hours", "in_lecture"),
    [
        (
            {"name": "Ada King"},
            [("names", "Ada Lovelace, Alan Turing", "Ada King, Alan Turing")],
            [("names", "Ada Lovelace, Alan Turing", "Ada King, Alan Turing")],
        ),
        ({"short": "Ada L"}, [("names", "Ada, Alan T", "Ada L, Alan T")], []),
        ({"role": "Guest"}, [("names", "Instructor, TA", "Guest, TA")], []),
        ({"short": "Ada L", "role": "Guest"}, [("names", "Ada, Alan T", "Ada L, Alan T")], []),
        ({"link": "https://a.edu"}, [], []),
    ],
)
def test_name_of_somebody_is_quiet(
    changed: Fields, in_hours: list[tuple[str, str, str]], in_lecture: list[tuple[str, str, str]]
) -> None:
    people = PEOPLE | {ADA: replace(PEOPLE[ADA], **changed)}
    hours, lecture = (replace(event, people=(ADA, ALAN)) for event in (HOURS, LECTURE))

    assert difference(state(hours), state(hours, people)) == ("quiet", in_hours)
    assert difference(state(lecture), state(lecture, people)) == ("quiet", in_lecture)


# Whether it takes place


@pytest.mark.parametrize(
    ("before", "after", "effect", "was", "now"),
    [
        (EXAM, TENTATIVE, "tentative", "certain", "tentative"),
        (TENTATIVE, EXAM, "tentative", "tentative", "certain"),
        (EXAM, CANCELLED, "cancelled", "takes place", "cancelled"),
        (EXAM, ILL, "cancelled", "takes place", "cancelled (ill)"),
        (TENTATIVE, ILL, "cancelled", "tentative", "cancelled (ill)"),
        (CANCELLED, EXAM, "restored", "cancelled", "takes place"),
        (ILL, EXAM, "restored", "cancelled (ill)", "takes place"),
        (ILL, TENTATIVE, "restored", "cancelled (ill)", "tentative"),
        (ILL, CANCELLED, "quiet", "cancelled (ill)", "cancelled"),
        (CANCELLED, ILL, "quiet", "cancelled", "cancelled (ill)"),
        (ILL, replace(ILL, reason="snow"), "quiet", "cancelled (ill)", "cancelled (snow)"),
    ],
)
def test_status_is_told(before: Event, after: Event, effect: str, was: str, now: str) -> None:
    assert difference(state(before), state(after)) == (effect, [("status", was, now)])


def test_undated_is_cancelled_on_its_last_day_and_restored() -> None:
    cancelled = replace(LOST, undated=False, status=Status.CANCELLED, reason="strike")

    assert difference(state(LOST), state(cancelled)) == (
        "cancelled",
        [("status", "date to be announced", "cancelled (strike)")],
    )
    assert difference(state(cancelled), state(LOST)) == (
        "restored",
        [("status", "cancelled (strike)", "date to be announced")],
    )


def test_what_is_different_about_something_cancelled_is_quiet() -> None:
    after = replace(ILL, when=timed("10-15 19:30-21:30"), place=OTHER, title="Quiz")

    assert difference(state(ILL), state(after)) == (
        "quiet",
        [
            ("when", "Wed 14 Oct, 7:30–9:30 PM ET", "Thu 15 Oct, 7:30–9:30 PM ET"),
            ("room", "45-230", "45-102"),
            ("title", "Midterm", "Quiz"),
        ],
    )


# What is quiet

SLIDES = Material(title="slides", url="https://a.edu/1")
NOTES = Material(title="notes")


@pytest.mark.parametrize(
    ("before", "after", "was", "now"),
    [
        ((), (SLIDES,), "", "slides"),
        ((SLIDES,), (), "slides", ""),
        ((SLIDES,), (SLIDES, NOTES), "", "notes"),
        ((SLIDES, NOTES), (NOTES,), "slides", ""),
        ((SLIDES,), (NOTES,), "slides", "notes"),
        ((SLIDES,), (replace(SLIDES, url="https://a.edu/2"),), "", "slides"),
        ((SLIDES,), (replace(SLIDES, under="required"),), "", "slides"),
        ((SLIDES,), (replace(SLIDES, note="without page 3"),), "", "slides"),
        ((SLIDES, NOTES), (NOTES, SLIDES), "", "in another order"),
    ],
)
def test_materials_are_quiet(before: tuple[Material, ...], after: tuple[Material, ...], was: str, now: str) -> None:
    assert difference(state(replace(EXAM, materials=before)), state(replace(EXAM, materials=after))) == (
        "quiet",
        [("materials", was, now)],
    )


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"details": "Bring\na pen."}, [("details", "", "Bring\na pen.")]),
        ({"tags": ("guest", "r01")}, [("tags", "", "guest, r01")]),
        ({"any_of": "midterm", "alternatives": 2}, [("alternatives", "", "any one of 2 (midterm)")]),
        ({"id": "other"}, []),
        ({"weeks": (7,)}, []),
    ],
)
def test_other_differences_are_quiet(changed: Fields, said: list[tuple[str, str, str]]) -> None:
    after = replace(EXAM, **changed)

    assert difference(state(EXAM), state(after)) == ("quiet", said)
    assert difference(state(after), state(EXAM)) == ("quiet", [(aspect, now, was) for aspect, was, now in said])


def test_one_more_alternative_is_quiet() -> None:
    one, other = (replace(EXAM, any_of="git", alternatives=number) for number in (3, 4))

    assert difference(state(one), state(other)) == (
        "quiet",
        [("alternatives", "any one of 3 (git)", "any one of 4 (git)")],
    )


# Several at once


def test_gravest_effect_is_the_effect_and_every_difference_is_told_in_order() -> None:
    grave: list[Fields] = [
        {"status": Status.TENTATIVE},
        {"title": "Meshes"},
        {"people": (GRACE,)},
        {"place": OTHER},
        {"when": timed("09-17 13:00-14:30")},
    ]
    quiet: Fields = {"details": "Bring a pen.", "materials": (NOTES,), "tags": ("r01",)}
    effects, aspects = [], []
    for number in range(1, len(grave) + 1):
        changed = quiet | {name: value for each in grave[:number] for name, value in each.items()}
        effect, said = difference(state(LECTURE), state(replace(LECTURE, **changed)))
        effects.append(effect)
        aspects.append([aspect for aspect, _, _ in said])

    assert effects == ["tentative", "renamed", "handed over", "relocated", "moved"]
    assert aspects[-1] == ["when", "room", "title", "with", "status", "details", "materials", "tags"]


def test_event_that_came_or_went_has_no_differences() -> None:
    assert effect_of(None, state(EXAM), ()) is Effect.NEW
    assert effect_of(state(EXAM), None, ()) is Effect.WITHDRAWN


def test_history_says_each_difference_and_nothing_as_none() -> None:
    before, after = state(EXAM), state(replace(EXAM, place=NOWHERE, details="Bring a pen."))
    differences = compare(before, after, NEW_YORK)

    assert said_of(Effect.RELOCATED, differences) == ("room: 45-230 → none", "details: none → Bring a pen.")
    assert said_of(Effect.NEW, ()) == ("new",)
    assert said_of(Effect.WITHDRAWN, ()) == ("withdrawn",)


# The law


def possible(event: Event) -> Event:
    """Make of any event one that a course may have."""
    when, place = event.when, event.place
    if isinstance(when, Timed) and event.kind is Kind.DEADLINE:
        when = Timed(start=when.end - timedelta(minutes=30), end=when.end)
    undated = event.undated and isinstance(when, AllDay) and event.status is not Status.CANCELLED
    return replace(
        event,
        when=when,
        place=replace(place, room=None if place.to_be_announced else place.room),
        undated=undated,
        status=Status.TENTATIVE if undated else event.status,
        reason=event.reason if event.status is Status.CANCELLED else "",
        alternatives=max(event.alternatives, 2) if event.any_of else 0,
    )


def visible(event: Event) -> tuple[object, ...]:
    """Give what a subscriber can see of an event."""
    state = (event.undated, event.status, event.reason, event.any_of, event.alternatives)
    who = (event.people, event.guests)
    return event.when, *state, event.title, event.place, *who, event.tags, event.details, event.materials


def few(*values: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(values)


LITTLE = {
    "when": few(EXAM.when, timed("10-14 19:30-22:00"), timed("10-15 19:30-21:30"), day("10-14"), day("10-14", "10-15")),
    "undated": st.booleans(),
    "status": few(*Status),
    "reason": few("", "ill", "snow"),
    "title": few("", "a", "b"),
    "place": st.builds(
        Place,
        room=st.sampled_from([None, "A", "B"]),
        overflow=st.sampled_from([(), ("A",), ("A", "B"), ("B", "A")]),
        online=st.sampled_from([None, "https://a.edu", "https://b.edu"]),
        to_be_announced=st.booleans(),
    ),
    "people": st.lists(st.sampled_from([ADA, ALAN, GRACE]), unique=True).map(tuple),
    "guests": st.lists(
        st.builds(Guest, name=st.sampled_from("xy"), affiliation=st.sampled_from([None, "z"])),
        max_size=2,
        unique_by=lambda guest: guest.name,
    ).map(tuple),
    "tags": st.lists(st.sampled_from(["guest", "r01"]), unique=True).map(tuple),
    "details": few("", "a", "b"),
    "materials": st.lists(
        st.builds(Material, title=st.sampled_from("ab"), url=st.sampled_from([None, "https://a.edu"])), max_size=3
    ).map(tuple),
    "any_of": few(None, "git"),
    "alternatives": few(2, 3),
}


@settings(max_examples=500)
@given(few(*Kind), st.fixed_dictionaries(LITTLE), st.fixed_dictionaries({}, optional=LITTLE))
def test_whatever_a_subscriber_sees_differ_is_said(kind: Kind, one: Fields, other: Fields) -> None:
    """Of what has no date yet it is not told again from which day it was lost."""
    was = possible(replace(EXAM, kind=kind, **one))
    now = possible(replace(was, **other))
    before, after = state(was), state(now)
    differences = compare(before, after, NEW_YORK)
    told = {each.aspect for each in differences}

    assert [each.aspect for each in differences] == [aspect for aspect in Aspect if aspect in told]
    assert all(each.before != each.after for each in differences)
    if was.undated and now.undated:
        now = replace(now, when=was.when)
    assert bool(differences) is (visible(was) != visible(now))
