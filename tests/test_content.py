"""What a subscriber can see of an event: kept as content, made an event again, told apart by its fingerprint."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.course.content import content_of, event_of, fingerprint
from feeds.course.ledger import read_ledger, write_lines
from feeds.course.model import AllDay, Event, Guest, Kind, Material, Person, Place, Revision, Status, Timed
from feeds.course.reader import read_course
from feeds.course.schema.ledger import ContentForm, LineForm
from feeds.course.timezones import in_zone, localize

ROOT = Path(__file__).parent.parent
NEW_YORK = "America/New_York"
REVISION = Revision(created=datetime(2026, 8, 1, tzinfo=UTC), last_modified=datetime(2026, 8, 1, tzinfo=UTC))
LATER = Revision(created=datetime(2026, 8, 1, tzinfo=UTC), last_modified=datetime(2026, 9, 1, tzinfo=UTC))
PEOPLE = {
    "ada-lovelace": Person(id="ada-lovelace", name="Ada Lovelace", short="Ada", role="Instructor"),
    "alan-turing": Person(id="alan-turing", name="Alan Turing", short="Alan T", role="TA"),
    "grace-hopper": Person(id="grace-hopper", name="Grace Hopper", short="Grace", role=""),
}


def hour(day: int, start: int, zone: str = NEW_YORK) -> Timed:
    begins = datetime(2026, 9, day, start)
    return Timed(start=localize(begins, zone), end=localize(begins + timedelta(hours=1), zone))


LECTURE = Event(
    id="grids",
    kind=Kind.LECTURE,
    title="Grids",
    when=hour(15, 13),
    revision=REVISION,
    place=Place(room="45-230"),
    people=("ada-lovelace",),
)
HOURS = replace(LECTURE, id="oh-2026-09-15", kind=Kind.OFFICE_HOURS, title="", slot="oh")

# Any event


def texts(*, least: int = 0) -> st.SearchStrategy[str]:
    """Give texts such as data may hold."""
    letters = st.one_of(st.sampled_from("ab 1é🎓\"'\\:;,{}\n\t"), st.characters(exclude_categories=("C", "Z")))
    return st.text(letters, min_size=least, max_size=12)


def whens(zone: str) -> st.SearchStrategy[Timed | AllDay]:
    first = st.dates(date(2000, 1, 1), date(2100, 12, 31))
    whole_days = st.builds(
        lambda day, more: AllDay(first=day, last=day + timedelta(days=more)), first, st.integers(0, 9)
    )
    instants = st.datetimes(datetime(2000, 1, 2), datetime(2100, 12, 30), timezones=st.just(UTC))
    timed = st.builds(
        lambda start, minutes: Timed(
            start=in_zone(start.replace(second=0, microsecond=0), zone),
            end=in_zone(start.replace(second=0, microsecond=0) + timedelta(minutes=minutes), zone),
        ),
        instants,
        st.integers(1, 1440),
    )
    return st.one_of(whole_days, timed)


def places() -> st.SearchStrategy[Place]:
    optional = st.none() | texts(least=1)
    return st.builds(
        Place, room=optional, overflow=st.tuples() | st.tuples(texts(least=1)), online=optional,
        to_be_announced=st.booleans(),
    )  # fmt: skip


def any_events(zone: str = NEW_YORK) -> st.SearchStrategy[Event]:
    """Give events of which anything may be so, even what no course would say together."""
    optional = st.none() | texts(least=1)
    return st.builds(
        Event,
        id=st.just("oh-2026-09-15"),
        kind=st.sampled_from(Kind),
        title=texts(),
        when=whens(zone),
        revision=st.just(REVISION),
        place=places(),
        people=st.lists(st.sampled_from(sorted(PEOPLE)), unique=True).map(tuple),
        guests=st.lists(st.builds(Guest, name=texts(least=1), affiliation=optional), max_size=2).map(tuple),
        tags=st.lists(st.sampled_from(["guest", "r01", "c"]), unique=True).map(tuple),
        details=texts(),
        materials=st.lists(
            st.builds(Material, title=texts(least=1), url=optional, under=optional, note=optional), max_size=3
        ).map(tuple),
        any_of=optional,
        alternatives=st.integers(0, 4),
        status=st.sampled_from(Status),
        reason=texts(),
        slot=st.none() | st.just("oh"),
        undated=st.booleans(),
    )


def content(event: Event, people: dict[str, Person] = PEOPLE, code: str = "6.100") -> ContentForm:
    return content_of(event, code, people)


def line(event: Event) -> LineForm:
    return LineForm(
        time=datetime(2026, 9, 1, tzinfo=UTC), uid="oh-2026-09-15.t-1@course.example.edu", content=content(event)
    )


@pytest.mark.parametrize("folder", ["data/6.7960-fa25", "tests/data/courses/dm-1-sp26"])
def test_event_of_its_content_is_the_event(folder: str) -> None:
    course = read_course(ROOT / folder)

    assert len(course.events) > 30
    for event in course.events:
        made = event_of(event.id, content_of(event, course.code, course.people), event.revision, course.time_zone)
        assert replace(made, weeks=event.weeks) == event
        assert content_of(made, course.code, course.people) == content_of(event, course.code, course.people)


@given(
    st.sampled_from([NEW_YORK, "Europe/London", "Asia/Kathmandu", "UTC"]).flatmap(
        lambda zone: st.tuples(st.just(zone), any_events(zone))
    )
)
def test_any_event_comes_back_from_its_line(of_zone: tuple[str, Event]) -> None:
    """From its content, and from the line of the history that holds it; every hour in the clock of the zone."""
    zone, event = of_zone
    written = write_lines([line(event)])
    ledger, _, problems = read_ledger(written.encode(), "history.jsonl", "t-1", "course.example.edu")

    assert problems == []
    ((published,),) = ledger.values()
    assert published.content == content(event)
    assert fingerprint(published.content) == fingerprint(content(event))
    for each in (published.content, content(event)):
        assert each
        made = event_of("oh-2026-09-15", each, REVISION, zone)
        assert made == event
        if isinstance(made.when, Timed) and isinstance(event.when, Timed):
            assert made.when.start.replace(tzinfo=None) == event.when.start.replace(tzinfo=None)
            assert made.when.end.replace(tzinfo=None) == event.when.end.replace(tzinfo=None)
    assert written == write_lines([line(event_of("oh-2026-09-15", content(event), REVISION, zone))])


# What is written


def test_line_holds_what_is_not_at_its_default() -> None:
    bare = Event(id="fall", kind=Kind.HOLIDAY, title="", when=AllDay(first=date(2026, 10, 12), last=date(2026, 10, 12)),
                 revision=REVISION)  # fmt: skip

    assert write_lines([line(bare)]) == (
        '{"time":"2026-09-01T00:00:00Z","uid":"oh-2026-09-15.t-1@course.example.edu",'
        '"content":{"code":"6.100","kind":"holiday","first":"2026-10-12","last":"2026-10-12"}}\n'
    )


def test_line_holds_everything_else() -> None:
    full = replace(
        HOURS,
        title="Review",
        place=Place(room="45-102", overflow=("45-103",), online="https://meet.example.edu"),
        people=("ada-lovelace", "grace-hopper"),
        guests=(Guest(name="Lise Meitner", affiliation="Stockholm"), Guest(name="Otto Hahn")),
        tags=("projects",),
        details="Bring\na laptop.",
        materials=(Material(title="sheet", url="https://a.edu/1", under="reading", note="page 1"), Material(title="é")),
        any_of="review",
        alternatives=2,
        status=Status.CANCELLED,
        reason="ill",
    )

    assert write_lines([line(full)]) == (
        '{"time":"2026-09-01T00:00:00Z","uid":"oh-2026-09-15.t-1@course.example.edu","content":{"code":"6.100",'
        '"kind":"office-hours","title":"Review","start":"2026-09-15T13:00:00-04:00","end":"2026-09-15T14:00:00-04:00",'
        '"room":"45-102","overflow":["45-103"],"online":"https://meet.example.edu",'
        '"people":[{"id":"ada-lovelace","name":"Ada Lovelace","short":"Ada","role":"Instructor"},'
        '{"id":"grace-hopper","name":"Grace Hopper","short":"Grace"}],'
        '"guests":[{"name":"Lise Meitner","affiliation":"Stockholm"},{"name":"Otto Hahn"}],"tags":["projects"],'
        '"details":"Bring\\na laptop.","materials":[{"title":"sheet","url":"https://a.edu/1","under":"reading",'
        '"note":"page 1"},{"title":"é"}],"any_of":"review","alternatives":2,"status":"CANCELLED","reason":"ill",'
        '"slot":"oh"}}\n'
    )


def test_undated_and_place_to_be_announced_are_written() -> None:
    lost = replace(
        LECTURE,
        when=AllDay(first=date(2026, 9, 15), last=date(2026, 9, 15)),
        undated=True,
        status=Status.TENTATIVE,
        place=Place(to_be_announced=True),
        people=(),
    )

    assert write_lines([line(lost)]).partition('"content":')[2] == (
        '{"code":"6.100","kind":"lecture","title":"Grids","first":"2026-09-15","last":"2026-09-15","undated":true,'
        '"room_to_be_announced":true,"status":"TENTATIVE"}}\n'
    )


# What tells contents apart


class LaterContentForm(ContentForm):
    """The form as a newer version of the program may have it."""

    language: str = ""
    seats: int | None = None
    captions: tuple[str, ...] = ()


@given(any_events())
def test_field_that_comes_with_a_default_changes_nothing(event: Event) -> None:
    """What was written stays what it is: its fingerprint, its text, and that it equals what is read of the data."""
    now = content(event)
    text = now.model_dump_json(exclude_defaults=True)
    later = LaterContentForm.model_validate_json(text)

    assert fingerprint(later) == fingerprint(now)
    assert later.model_dump_json(exclude_defaults=True) == text
    assert later == LaterContentForm(**{name: getattr(now, name) for name in ContentForm.model_fields})


def test_field_that_is_new_counts_where_it_is_used() -> None:
    now = content(LECTURE)
    used = LaterContentForm(**{name: getattr(now, name) for name in ContentForm.model_fields}, language="French")

    assert fingerprint(used) != fingerprint(now)


@given(any_events(), any_events())
def test_contents_are_equal_when_their_fingerprints_are(one: Event, other: Event) -> None:
    assert (content(one) == content(other)) is (fingerprint(content(one)) == fingerprint(content(other)))


def test_fingerprint_is_short_and_for_ever() -> None:
    """Feed readers know changes by it."""
    assert fingerprint(content(LECTURE)) == "6385749393d4d965"
    assert fingerprint(None) == "e3b0c44298fc1c14"


# What is content

IS_CONTENT: dict[str, Any] = {
    "kind": Kind.TUTORIAL,
    "title": "Meshes",
    "when": hour(15, 14),
    "place": Place(room="45-102"),
    "people": ("alan-turing",),
    "guests": (Guest(name="Lise Meitner"),),
    "tags": ("guest",),
    "details": "Bring a laptop.",
    "materials": (Material(title="slides"),),
    "any_of": "grids",
    "alternatives": 2,
    "status": Status.TENTATIVE,
    "reason": "ill",
    "slot": "oh",
    "undated": True,
}
IS_NOT: dict[str, Any] = {"id": "meshes", "revision": LATER, "weeks": (2,)}


def test_every_field_of_an_event_is_content_or_known_not_to_be() -> None:
    """Its id says whose content it is; the weeks follow from the days of the course."""
    assert [*IS_CONTENT, *IS_NOT] == unordered([field.name for field in fields(Event)])


def unordered(names: list[str]) -> list[str]:
    """Sort names as the tables above have them."""
    known = [*IS_CONTENT, *IS_NOT]
    return sorted(names, key=lambda name: known.index(name) if name in known else len(known))


@pytest.mark.parametrize("name", IS_CONTENT)
def test_what_a_subscriber_can_see_is_content(name: str) -> None:
    changed = replace(LECTURE, **{name: IS_CONTENT[name]})

    assert content(changed) != content(LECTURE)
    assert fingerprint(content(changed)) != fingerprint(content(LECTURE))


@pytest.mark.parametrize("name", IS_NOT)
def test_what_a_subscriber_cannot_see_is_not_content(name: str) -> None:
    assert content(replace(LECTURE, **{name: IS_NOT[name]})) == content(LECTURE)


@pytest.mark.parametrize(
    "place",
    [
        Place(room="45-230", overflow=("45-102",)),
        Place(room="45-230", online="https://a.edu"),
        Place(room="45-230", to_be_announced=True),
        Place(),
    ],
)
def test_every_part_of_a_place_is_content(place: Place) -> None:
    assert content(replace(LECTURE, place=place)) != content(LECTURE)


@pytest.mark.parametrize(
    ("what", "in_lecture", "in_hours", "in_hours_for_all"),
    [
        ({"name": "Ada King"}, True, True, False),
        ({"short": "Ada L"}, False, True, False),
        ({"role": "Guest"}, False, True, False),
        ({"link": "https://a.edu"}, False, False, False),
        ({"until": date(2026, 12, 1)}, False, False, False),
        ({"gone": True}, False, False, False),
    ],
)
def test_what_is_content_of_a_person(
    what: dict[str, Any], in_lecture: bool, in_hours: bool, in_hours_for_all: bool
) -> None:
    """Titles of office hours show short names, and their descriptions the roles."""
    people = PEOPLE | {"ada-lovelace": replace(PEOPLE["ada-lovelace"], **what)}
    for_all = replace(HOURS, people=())

    assert [content(event, people) != content(event) for event in (LECTURE, HOURS, for_all)] == [
        in_lecture,
        in_hours,
        in_hours_for_all,
    ]


def test_code_of_the_course_is_content() -> None:
    """It is in every title."""
    assert content(LECTURE, code="6.101") != content(LECTURE)


def test_same_instants_are_the_same_content_however_their_zone_is_called() -> None:
    toronto = replace(LECTURE, when=hour(15, 13, "America/Toronto"))

    assert content(toronto) == content(LECTURE)
    assert fingerprint(content(toronto)) == fingerprint(content(LECTURE))
