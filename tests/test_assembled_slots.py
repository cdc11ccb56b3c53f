"""Weekly hours that were found become slots."""

from datetime import date, time

from assembling import COURSE, rows_of

from feeds.authoring.data_files import Content
from feeds.authoring.imports.assembly import assemble
from feeds.authoring.imports.found import Found, FoundHours, FoundPerson
from feeds.course.model import Kind, Weekday


def test_hours_at_one_time_and_place_are_one_slot_in_order_of_the_week() -> None:
    people = tuple(FoundPerson(line=1, name=name, role="TA") for name in ("Ada Lovelace", "Alan Kay", "Emmy Noether"))

    def hours(line: int, host: str, day: Weekday | None, start: time | None, **more: object) -> FoundHours:
        end = time(start.hour + 1, start.minute) if start else None
        return FoundHours(line=line, hosts=(host,), day=day, start=start, end=end, **more)  # type: ignore[arg-type]

    found = Found(
        people=people,
        hours=(
            hours(2, "Alan Kay", Weekday.WEDNESDAY, time(13), room="36-155"),
            hours(3, "Ada Lovelace", Weekday.MONDAY, time(9, 30), room="36-155"),
            hours(4, "Emmy Noether", Weekday.WEDNESDAY, time(13), room="36-155"),
            hours(5, "Ada", Weekday.WEDNESDAY, time(13), room="36-156"),
            hours(6, "Emmy Noether", None, None),
            hours(7, "Alan Kay", None, None),
        ),
    )

    assert rows_of(found, "office-hours.yaml", "slots") == [
        {
            "id": "oh-mon-930",
            "hosts": ["ada-lovelace"],
            "day": "Monday",
            "start": "09:30",
            "end": "10:30",
            "room": "36-155",
        },
        {
            "id": "oh-wed-13",
            "hosts": ["alan-kay", "emmy-noether"],
            "day": "Wednesday",
            "start": "13:00",
            "end": "14:00",
            "room": "36-155",
        },
        {
            "id": "oh-wed-13-2",
            "hosts": ["ada-lovelace"],
            "day": "Wednesday",
            "start": "13:00",
            "end": "14:00",
            "room": "36-156",
        },
        {"id": "oh-emmy-noether", "hosts": ["emmy-noether"], "day": "tbd"},
        {"id": "oh-alan-kay", "hosts": ["alan-kay"], "day": "tbd"},
    ]


def test_a_bounded_slot_says_so_and_days_taken_out_are_cancelled() -> None:
    found = Found(
        people=(FoundPerson(line=1, name="Ada Lovelace", role="TA"),),
        hours=(
            FoundHours(
                line=2,
                hosts=("Ada Lovelace",),
                day=Weekday.MONDAY,
                start=time(9),
                end=time(10),
                kind=Kind.TUTORIAL,
                title="Recitation 1",
                first=date(2025, 9, 15),
                last=date(2025, 12, 1),
                skipped=(date(2025, 10, 13), date(2025, 10, 20)),
            ),
        ),
    )
    course: Content = {
        **COURSE,
        "holidays": [{"id": "student-holiday", "first": "2025-10-13", "name": "Student holiday"}],
    }

    assert assemble(found, course).contents["tutorials.yaml"] == {
        "slots": [
            {
                "id": "recitation-1",
                "title": "Recitation 1",
                "hosts": ["ada-lovelace"],
                "day": "Monday",
                "start": "09:00",
                "end": "10:00",
                "from": "Mon 2025-09-15",
                "until": "Mon 2025-12-01",
                "changes": [{"date": "Mon 2025-10-20", "cancelled": "yes"}],
            }
        ]
    }


def test_hours_of_somebody_with_a_long_id_have_a_shorter_one() -> None:
    long = "-".join(["ada"] * 25)
    found = Found(hours=(FoundHours(line=2, hosts=("Ada",), day=None, start=None, end=None),))

    assert rows_of(found, "office-hours.yaml", "slots", staff=[{"id": long, "name": "Ada Lovelace"}]) == [
        {"id": "oh-ada-ada-ada-ada-ada-ada-ada-ada-ada", "hosts": [long], "day": "tbd"}
    ]
