"""What the columns of a sheet are taken for, and how its days are read."""

import re
from datetime import date, datetime, time

import pytest

from feeds.authoring.imports.found import Found, FoundAssignment, FoundEvent, Unread
from feeds.authoring.imports.sheet.spreadsheet import read_spreadsheet
from feeds.course.model import Kind

AROUND = date(2026, 3, 15)
WORDS = (
    "date, last, weekday, time, start, end, title, speaker, room, kind, details, materials, readings, url, assignment, "
    "due, out, host, role, ignored"
)


def _found(text: str, around: date | None = AROUND, *, day_first: bool = False) -> Found:
    return read_spreadsheet(text.encode(), around, day_first=day_first).found


def _days(text: str, *, day_first: bool = False) -> list[date | None]:
    return [event.day for event in _found(text, day_first=day_first).events]


def _why(text: str, *, day_first: bool = False) -> list[tuple[int, str]]:
    return [(unread.line, unread.why) for unread in _found(text, day_first=day_first).unread]


def test_a_header_is_what_it_is_said_to_be() -> None:
    sheet = read_spreadsheet(
        b"Datum,Was,Topic\n2026-02-03,Shown,Left alone\n", None, columns={"datum": "date", "Was": "title"}
    )

    assert sheet.columns == (("Datum", "date"), ("Was", "title"), ("Topic", None))
    assert sheet.found == Found(events=(FoundEvent(line=2, kind=Kind.LECTURE, title="Shown", day=date(2026, 2, 3)),))


def test_of_two_columns_for_one_thing_the_better_name_wins() -> None:
    sheet = read_spreadsheet(b"Lecture,Date,Day,Topic\n1,2026-02-03,Tue,Tests\n", None)

    assert sheet.columns == (("Lecture", None), ("Date", "date"), ("Day", "weekday"), ("Topic", "title"))


@pytest.mark.parametrize(
    ("data", "columns", "message"),
    [
        (
            b"Date,Topic\n",
            {"Topic": "titel"},
            f"no column can be 'titel'; did you mean 'title'?; write one of {WORDS}",
        ),
        (b"Date,Topic\n", {"Thema": "title"}, "no column is called 'Thema'; the columns are Date, Topic"),
        (
            b"some,words\n",
            {},
            "no row names a column of days; write names above the columns, such as Date, Time, Topic, Speaker, Room; "
            "if those are some, words, say what each is: --column 'some=date'",
        ),
        (b"Date\0,Topic", {}, "this is not text; save the sheet as CSV (UTF-8) and give that file"),
    ],
)
def test_what_cannot_be_read_at_all_is_refused(data: bytes, columns: dict[str, str], message: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        read_spreadsheet(data, AROUND, columns=columns)


def test_google_calendars_own_columns_are_read() -> None:
    header = "Subject,Start Date,Start Time,End Date,End Time,All Day Event,Description,Location,Private\n"
    one = "Lecture 1,02/03/2026,1:00 PM,02/03/2026,2:30 PM,False,Why test?,36-112,False\n"
    several = "Spring break,03/23/2026,,03/27/2026,,True,,,False\n"
    backwards = "Fall break,03/23/2026,,03/20/2026,,True,,,False\n"

    assert _found(f"{header}{one}{several}{backwards}") == Found(
        tells=frozenset({"start", "end", "details", "room"}),
        events=(
            FoundEvent(
                line=2,
                kind=Kind.LECTURE,
                title="Lecture 1",
                day=date(2026, 2, 3),
                start=time(13),
                end=time(14, 30),
                room="36-112",
                details="Why test?",
            ),
            FoundEvent(line=3, kind=Kind.HOLIDAY, title="Spring break", day=date(2026, 3, 23), last=date(2026, 3, 27)),
        ),
        unread=(
            Unread(
                line=4,
                text="Fall break | 03/23/2026 | 03/20/2026 | True | False",
                why="2026-03-20, the last day, is before 2026-03-23, the first",
                file="course.yaml",
            ),
        ),
    )


def test_headers_that_may_be_meant_are_named_where_none_is_known() -> None:
    message = (
        "no row names a column of days; write names above the columns, such as Date, Time, Topic, Speaker, Room; "
        "if those are Datum, Was, Room, say what each is: --column 'Datum=date'"
    )
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        _found("Testing,in Berlin\nDatum,Was,Room\n1.2.,Eins,36\n,,\nand,some,words,below\n")


@pytest.mark.parametrize(
    "title", ["NO CLASS (Monday schedule)", "No lecture: Monday Schedule", "Monday schedule", "MIT runs as a Monday"]
)
def test_day_on_another_weekdays_schedule_is_no_day_without_class(title: str) -> None:
    found = _found(f"Date,Topic\n2/17,{title}\n")

    assert (found.events, found.unread) == (
        (),
        (
            Unread(
                line=2,
                text=f"2/17 | {title}",
                why="this day runs on another weekday's schedule; "
                "write it under `schedule_days` in course.yaml: {date: Tue 2026-02-17, runs_as: Monday}",
                file="course.yaml",
            ),
        ),
    )


def test_lecture_of_such_a_day_is_a_lecture() -> None:
    assert _found("Date,Topic\n2/17,Processes (Monday schedule)\n").events == (
        FoundEvent(line=2, kind=Kind.LECTURE, title="Processes (Monday schedule)", day=date(2026, 2, 17)),
    )


def test_days_without_a_year_are_of_the_term_or_of_the_year_of_other_days() -> None:
    assert [event.day for event in _found("Date,Topic\n2/3,One\n2/5/2024,Two\n", None).events] == [
        date(2024, 2, 3),
        date(2024, 2, 5),
    ]
    message = "the days have no year, and nothing tells the term; name the course by it, as 6.7960-fa25"
    with pytest.raises(ValueError, match=f"^{message}$"):
        _found("Date,Topic\n2/3,One\n", None)


@pytest.mark.parametrize(
    "written",
    [
        *("2026-02-03", "2026/02/03", "2026-02-03T13:00-14:00", "2/3/26", "2/3/2026", "2/3", "Tue 2/3", "3-Feb"),
        *("3-Feb-26", "3-Feb-2026", "Feb 3", "Tuesday, February 3, 2026", "3 February"),
    ],
)
def test_every_way_in_which_spreadsheets_write_a_day(written: str) -> None:
    assert _days(f'Date,Topic\n"{written}",One\n') == [date(2026, 2, 3)]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("No class", "No class"),
        ("No class: Veterans Day", "Veterans Day"),
        ("No class (Veterans Day)", "Veterans Day"),
        ("No class: Easter (observed)", "Easter (observed)"),
        ("Veterans Day (no class)", "Veterans Day"),
        ("Veterans Day - no classes", "Veterans Day"),
        ("Thanksgiving break", "Thanksgiving break"),
        ("Student holiday", "Student holiday"),
    ],
)
def test_a_day_without_class_has_its_own_name(title: str, name: str) -> None:
    assert [(each.kind, each.title) for each in _found(f"Date,Topic\n2026-02-03,{title}\n").events] == [
        (Kind.HOLIDAY, name)
    ]


def test_the_day_comes_first_when_that_is_said() -> None:
    assert _days("Date,Topic\n3/2,One\n13/2,Two\n", day_first=True) == [date(2026, 2, 3), date(2026, 2, 13)]
    assert _days("Date,Topic\n2/3,One\n2/13,Two\n") == [date(2026, 2, 3), date(2026, 2, 13)]


def test_where_the_day_comes_first_in_one_row_nothing_in_doubt_is_read() -> None:
    text = "Date,Topic\n3/2,One\n13/2,Two\n5/5,Three\n"

    assert _days(text) == [date(2026, 2, 13), date(2026, 5, 5)]
    assert _why(text) == [
        (
            2,
            "this may be 2 March or 3 February; on line 3 the day stands first: "
            "if it does everywhere, import with --day-first",
        )
    ]


def test_a_weekday_decides_which_day_is_meant() -> None:
    assert _days("Date,Day,Topic\n3/2,Tue,One\n3/2,Mon,Two\n") == [date(2026, 2, 3), date(2026, 3, 2)]
    assert _why("Date,Day,Topic\n3/2,Sun,One\n") == [(2, "2026-03-02 is a Monday, not a Sunday")]


def test_several_days_are_for_days_without_class() -> None:
    assert _why("Date,Topic\n3/23-27,Hackathon\n") == [
        (2, "several days, and only days without class may be several; write a row for each")
    ]
    assert _found("Date,Topic\n3/23-27,Spring break\nNov 24 to Nov 28,No class: Thanksgiving\n").events == (
        FoundEvent(line=2, kind=Kind.HOLIDAY, title="Spring break", day=date(2026, 3, 23), last=date(2026, 3, 27)),
        FoundEvent(line=3, kind=Kind.HOLIDAY, title="Thanksgiving", day=date(2025, 11, 24), last=date(2025, 11, 28)),
    )


def test_a_type_says_what_a_row_is() -> None:
    text = "Date,Topic,Type\n2/3,One,Lab\n2/4,Two,Seminar\n2/5,Three,due\n2/6 23:59,Four due,\n2/7 midnight,Five due,\n"

    assert _found(text) == Found(
        events=(FoundEvent(line=2, kind=Kind.TUTORIAL, title="One", day=date(2026, 2, 3)),),
        assignments=(
            FoundAssignment(line=4, title="Three", due=date(2026, 2, 5)),
            FoundAssignment(line=5, title="Four", due=datetime(2026, 2, 6, 23, 59)),
        ),
        unread=(
            Unread(
                line=3,
                text="2/4 | Two | Seminar",
                why="Seminar is no kind of event; write lecture, tutorial, exam, office hours, holiday, or due",
            ),
            Unread(
                line=6,
                text="2/7 midnight | Five due",
                why="midnight is not read as the hour at which it is due; write 23:59 or 11:59 PM",
                file="deadlines.yaml",
            ),
        ),
    )


def test_columns_of_what_is_out_and_due_name_it_beside_the_day() -> None:
    assert _found("Date,Topic,Out,Due\n2/3,One,pset 1,\n2/10,Two,pset 2,pset 1\n").assignments == (
        FoundAssignment(line=2, title="pset 1", out=date(2026, 2, 3)),
        FoundAssignment(line=3, title="pset 2", out=date(2026, 2, 10)),
        FoundAssignment(line=3, title="pset 1", due=date(2026, 2, 10)),
    )


def test_words_behind_a_day_are_told() -> None:
    assert _found("Date,Topic\n2/3 in the gym,One\n").warnings == (
        Unread(line=2, text="2/3 in the gym | One", why="in the gym, which stands behind the day, is left out"),
    )
