"""Weekly rows of a spreadsheet become people and weekly hours."""

from datetime import date, time
from functools import partial
from pathlib import Path

from feeds.authoring.imports.found import Found, FoundHours, FoundPerson, Read, Unread
from feeds.authoring.imports.sheet.spreadsheet import read_spreadsheet
from feeds.course.model import Kind, Weekday

IMPORTS = Path(__file__).parent / "data" / "imports"
AROUND = date(2026, 3, 15)


def _read(name: str) -> Read:
    return read_spreadsheet((IMPORTS / name).read_bytes(), AROUND)


def test_a_list_of_the_staff_with_their_hours() -> None:
    assert _read("staff.csv") == Read(
        columns=(("Name", "host"), ("Role", "role"), ("Office hours", "weekday"), ("Room", "room"), ("Link", "url")),
        found=Found(
            people=(
                FoundPerson(line=2, name="Ada Lovelace", role="Instructor", link="https://ada.example.edu"),
                FoundPerson(line=3, name="Grace Hopper", role="Head TA"),
                FoundPerson(line=4, name="Alan Turing", role="TA"),
                FoundPerson(line=5, name="Emmy Noether", role="Course Assistant"),
                FoundPerson(line=6, name="Alan Kay", role="TA"),
            ),
            hours=(
                FoundHours(
                    line=2,
                    hosts=("Ada Lovelace",),
                    day=Weekday.MONDAY,
                    start=time(9),
                    end=time(10),
                    room="45-701H",
                ),
                FoundHours(
                    line=3, hosts=("Grace Hopper",), day=Weekday.TUESDAY, start=time(15), end=time(16), room="36-112"
                ),
                FoundHours(
                    line=3, hosts=("Grace Hopper",), day=Weekday.FRIDAY, start=time(10), end=time(11), room="36-112"
                ),
                FoundHours(line=4, hosts=("Alan Turing",), day=None, start=None, end=None),
            ),
            unread=(
                Unread(
                    line=6,
                    text="Alan Kay | TA | Tue 3-4 | 36-112",
                    why="Tue 3-4 is not read as a time; write 13:00-14:30 or 1-2:30 PM",
                    file="office-hours.yaml",
                ),
            ),
        ),
    )


def test_column_called_day_may_be_of_weekdays() -> None:
    header = "Name,Email,Day,Time,Room"
    sheet = read_spreadsheet(
        f"{header}\nAda Lovelace,ada@example.edu,Monday,3-4pm,36-112\nBob Lee,,TBD,,\n".encode(), AROUND
    )

    assert sheet == Read(
        columns=(("Name", "host"), ("Email", None), ("Day", "weekday"), ("Time", "time"), ("Room", "room")),
        found=Found(
            hours=(
                FoundHours(
                    line=2, hosts=("Ada Lovelace",), day=Weekday.MONDAY, start=time(15), end=time(16), room="36-112"
                ),
                FoundHours(line=3, hosts=("Bob Lee",), day=None, start=None, end=None),
            )
        ),
    )
    assert read_spreadsheet(f"{header}\nBob Lee,,TBD,,\n".encode(), AROUND).found == Found(
        hours=(FoundHours(line=2, hosts=("Bob Lee",), day=None, start=None, end=None),)
    )


def test_lectures_by_weekday_are_nobodys_office_hours() -> None:
    sheet = read_spreadsheet(b"Day,Time,Topic,Speaker\nMonday,1-2:30 PM,Processes,Ada Lovelace\n", AROUND)

    assert sheet.found == Found(
        unread=(
            Unread(
                line=2,
                text="Monday | 1-2:30 PM | Processes | Ada Lovelace",
                why="a weekly lecture is no row of its own; write the class meeting under `meetings` in course.yaml",
                file="course.yaml",
            ),
        )
    )


def test_weekly_hours_and_recitations() -> None:
    both = ("Grace Hopper", "Alan Turing")
    at_three = partial(FoundHours, line=3, hosts=both, start=time(15), end=time(16), room="36-155")

    assert _read("weekly.csv").found == Found(
        hours=(
            at_three(day=Weekday.MONDAY),
            at_three(day=Weekday.WEDNESDAY),
            FoundHours(line=4, hosts=("Alan Kay",), day=Weekday.FRIDAY, start=None, end=None),
            FoundHours(
                line=5,
                hosts=("Grace Hopper",),
                day=Weekday.THURSDAY,
                start=time(10),
                end=time(11),
                room="36-156",
                kind=Kind.TUTORIAL,
                title="Recitation",
            ),
        ),
        unread=(
            Unread(
                line=6,
                text="Fri | 10:00 | 11:00 | 36-156 | OH",
                why="nobody is named; write who holds these hours",
                file="office-hours.yaml",
            ),
            Unread(
                line=7,
                text="Emmy Noether | someday | 10:00 | 11:00 | 36-156 | OH",
                why="no weekday alone can be read here; write Tue, or TBD",
                file="office-hours.yaml",
            ),
            Unread(
                line=8,
                text="Ada Lovelace | Tue | 13:00 | 14:30 | 10-250 | Lecture",
                why="a weekly lecture is no row of its own; write the class meeting under `meetings` in course.yaml",
                file="course.yaml",
            ),
        ),
    )
