"""One odd row of a file keeps no other from being imported: it is understood without what is odd, or told."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.authoring.facts import Facts, course_content
from feeds.authoring.imports.assembly import assemble
from feeds.authoring.imports.formats import Reading, read_file
from feeds.authoring.imports.found import Found, FoundAssignment, FoundEvent, FoundHours, FoundPerson, Unread
from feeds.authoring.imports.possible import possible
from feeds.authoring.imports.tidying import closed, tidied, tidied_line
from feeds.authoring.trial import course_of
from feeds.course.model import Guest, Kind, Material, Weekday

ZONE = "America/New_York"
READING = Reading(around=date(2026, 3, 15), zone=ZONE)
FACTS = Facts(
    slug="6.1234-sp26",
    code="6.1234",
    title="Testing",
    term="Spring 2026",
    time_zone=ZONE,
    uid_domain="course.example.edu",
    first=date(2026, 2, 3),
    last=date(2026, 5, 12),
    created=datetime(2026, 1, 20, tzinfo=UTC),
)
LECTURE = FoundEvent(line=2, kind=Kind.LECTURE, title="Locks", day=date(2026, 3, 3), start=time(13), end=time(14))
LONG = "this has a text of more than 500 characters; shorten it"
NO_ROOM = "this is no room: its address would have no letter a to z and no digit; write one in these if there is one"


def _read(name: str, text: str) -> Found:
    return read_file(name, text.encode(), READING).found


def _event(**other: object) -> FoundEvent:
    return FoundEvent(**{each: getattr(LECTURE, each) for each in FoundEvent.__slots__} | other)


@pytest.mark.parametrize("room", ["-", "—", "?", "/", "…", " - "])
def test_dash_is_no_room(room: str) -> None:
    assert possible(Found(events=(_event(room=room),)), ZONE) == Found(events=(LECTURE,))


@pytest.mark.parametrize("room", ["日本", "…@…"])
def test_room_without_a_letter_for_its_address_is_left_out_and_told(room: str) -> None:
    assert possible(Found(events=(_event(room=room),)), ZONE) == Found(
        events=(LECTURE,), warnings=(Unread(line=2, text=room, why=NO_ROOM),)
    )


def test_room_in_two_spellings_is_one_and_told() -> None:
    one, other = _event(room="E25-111"), _event(line=3, room="e25 111")
    why = "this is the room E25-111 elsewhere, and written so; write it in one way"

    assert possible(Found(events=(one, other)), ZONE) == Found(
        events=(one, _event(line=3, room="E25-111")), warnings=(Unread(line=3, text="e25 111", why=why),)
    )


@pytest.mark.parametrize(
    ("event", "text", "why"),
    [
        (
            _event(day=date(2026, 11, 1), start=time(1, 30), end=time(3)),
            "Locks 2026-11-01 01:30:00 03:00:00",
            f"01:30 comes twice on 2026-11-01 in {ZONE} (clocks go back); write another time",
        ),
        (
            _event(day=date(2026, 3, 8), start=time(1), end=time(2, 15)),
            "Locks 2026-03-08 01:00:00 02:15:00",
            f"02:15 does not exist on 2026-03-08 in {ZONE} (clocks go forward); write another time",
        ),
        (
            _event(day=date(1926, 3, 3)),
            "Locks 1926-03-03 13:00:00 14:00:00",
            "the year 1926 is out of range; write one from 2000 to 2100",
        ),
        (_event(title="a" * 501), "a" * 500, LONG),
        (_event(speakers=(Guest(name="Ada"),) * 101), "Locks " + "Ada " * 101, "this names more than 100 people"),
        (
            _event(kind=Kind.HOLIDAY, start=None, end=None, last=date(2029, 3, 3)),
            "Locks 2026-03-03",
            "from 2026-03-03 to 2029-03-03 is longer than two years; correct one of the years",
        ),
    ],
)
def test_event_that_no_data_can_hold_is_unread(event: FoundEvent, text: str, why: str) -> None:
    file = "course.yaml" if event.kind is Kind.HOLIDAY else "lectures.yaml"
    found = possible(Found(events=(event,)), ZONE)

    assert found.events == ()
    assert [(each.line, each.why, each.file) for each in found.unread] == [(2, why, file)]
    assert found.unread[0].text.startswith(text[:400])


def test_other_things_that_no_data_can_hold_are_unread() -> None:
    due = datetime(2026, 11, 1, 1, 30)
    found = Found(
        people=(FoundPerson(line=1, name="a" * 501, role="TA"),),
        assignments=(FoundAssignment(line=2, title="pset 1", due=due), FoundAssignment(line=3, title="b" * 501)),
        hours=(FoundHours(line=4, hosts=("c" * 501,), day=Weekday.MONDAY, start=time(9), end=time(10)),),
    )
    twice = f"01:30 comes twice on 2026-11-01 in {ZONE} (clocks go back); write another time"

    assert possible(found, ZONE) == Found(
        unread=(
            Unread(line=1, text="a" * 500, why=LONG, file="staff.yaml"),
            Unread(line=2, text="pset 1 2026-11-01 01:30:00", why=twice, file="deadlines.yaml"),
            Unread(line=3, text="b" * 500, why=LONG, file="deadlines.yaml"),
            Unread(line=4, text="c" * 500, why=LONG, file="office-hours.yaml"),
        )
    )


def test_material_that_is_too_long_is_left_out_and_told() -> None:
    slides = Material(title="slides", url="https://example.edu/1.pdf")
    materials = (slides, Material(title="notes", url=f"https://example.edu/{'a' * 2_000}"))
    why = "this is longer than 500 characters, or its link than 2,000, and left out"

    assert possible(Found(events=(_event(materials=materials),)), ZONE) == Found(
        events=(_event(materials=(slides,)),), warnings=(Unread(line=2, text="notes", why=why),)
    )


def test_nothing_that_is_told_has_an_address_or_reaches_the_terminal() -> None:
    told = Unread(line=1, text="ada@example.edu\x1b[31m", why="Got: 'ada@example.edu'\x07")
    clean = Unread(line=1, text="…@…[31m", why="Got: '…@…'")

    assert possible(Found(unread=(told,), warnings=(told,)), ZONE) == Found(unread=(clean,), warnings=(clean,))


def test_characters_that_no_data_may_hold_are_taken_out() -> None:
    assert (
        tidied("a\r\nb\rc\x85d\u2028e\u2029f\x0bg\x0ch\ti\x1b\x07\u202e\u2066\ufffe\ud800j")
        == "a\nb\nc\nd\ne\nf\ng\nh ij"
    )
    assert tidied_line("a\r\nb\u2028c\td") == "a b c d"


def test_sheet_and_calendar_come_without_them() -> None:
    sheet = _read("a.csv", 'Date,Time,Topic,Notes\n2026-03-03,13:00-14:00,Lo\x1bcks,"a\x0bb\tc"\n')
    lines = ("SUMMARY:Lecture\x07 L\u202eocks", "DTSTART:20260303T130000", "DTEND:20260303T140000")
    told = "DESCRIPTION:<b>a</b>&#8238;b\u2028c"
    event = ("BEGIN:VEVENT", *lines, told, "END:VEVENT")
    calendar = _read("a.ics", "\r\n".join(["BEGIN:VCALENDAR", *event, "END:VCALENDAR"]))

    assert sheet.events == (_event(details="a\nb c"),)
    assert calendar.events == (_event(title="Lecture Locks", details="ab c"),)


def test_tags_without_an_end_are_text() -> None:
    assert closed("<p>a</p><b <i <!-- c") == "<p>a</p>&lt;b &lt;i &lt;!-- c"
    assert closed("<p>a<!-- b --> <!-- c <b>") == "<p>a<!-- b --> &lt;!-- c <b>"


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["2026-03-03", "2026-03-08", "1026-03-03", "TBD", "3/5"]),
            st.sampled_from(["13:00-14:00", "1:30-2:30 am", "TBD", ""]),
            st.text(alphabet='aZ 日-?.\x1b\u2028\t"', max_size=12),
            st.text(alphabet="a1 日-?/\x07", max_size=4),
            st.sampled_from(["TA", "日本", "Room 5", "not me", "ada@example.edu", "Ada L", ""]),
        ),
        max_size=5,
    )
)
def test_whatever_stands_in_a_sheet_is_a_course_that_can_be_served(rows: list[tuple[str, ...]]) -> None:
    written = ['"' + '","'.join(cell.replace('"', '""') for cell in row) + '"' for row in rows]
    found = _read("a.csv", "\n".join(["Date,Time,Topic,Room,Speaker", "2026-03-10,13:00-14:00,Locks,1-1,", *written]))
    made = assemble(found, course_content(FACTS))

    assert course_of(FACTS.slug, made.contents, FACTS.first).slug == FACTS.slug
