"""The course that ships: its counts and its hours, as the course page and what was settled about it say."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

from conftest import DATA, SLUG
from courses import by_id, said

from feeds.course.folder import FILES
from feeds.course.model import AllDay, Course, Event, Guest, Kind, Status, Timed

HOLIDAYS = {date(2025, 11, 11), date(2025, 11, 27)}


def hours(event: Event) -> Timed:
    assert isinstance(event.when, Timed)
    return event.when


def utc(event: Event) -> str:
    """Give an event's start and end in UTC."""
    when = hours(event)
    return f"{when.start.astimezone(UTC):%m-%d %H:%MZ} {when.end.astimezone(UTC):%m-%d %H:%MZ}"


def weekly(course: Course) -> list[Event]:
    """Give the weeks of the slots: the office hours that somebody hosts."""
    return [event for event in course.events if event.hosted_hours]


def slot(event: Event) -> str:
    """Give the id of a week's slot: the id of the week without its date."""
    return event.id[: -len("-2025-09-08")]


def test_every_file_is_there() -> None:
    assert sorted(path.name for path in (DATA / SLUG).glob("*.yaml")) == sorted(FILES)


def test_course_has_226_events(course: Course) -> None:
    assert Counter(event.kind for event in course.events) == {
        Kind.LECTURE: 24,
        Kind.TUTORIAL: 4,
        Kind.EXAM: 1,
        Kind.DEADLINE: 6,
        Kind.OFFICE_HOURS: 184,
        Kind.RELEASE: 5,
        Kind.HOLIDAY: 2,
    }
    assert len(course.events) == len({event.id for event in course.events}) == 226
    assert (course.undated, course.warnings) == ((), ())
    assert {event.status for event in course.events} == {Status.CONFIRMED}


def test_course_is_6_7960(course: Course) -> None:
    assert (course.slug, course.code, course.title, course.term) == (
        "6.7960-fa25",
        "6.7960",
        "Deep Learning",
        "Fall 2025",
    )
    assert (course.first, course.last, course.time_zone) == (date(2025, 9, 4), date(2025, 12, 9), "America/New_York")
    assert course.contact == "6.7960-instructors-fl2025@mit.edu"


def test_staff_has_26_people_of_whom_25_host(course: Course) -> None:
    hosts = {host for event in weekly(course) for host in event.people}

    assert len(course.people) == 26
    assert set(course.people) - hosts == {"taylor-braun"}
    assert len({person.short for person in course.people.values()}) == 26


def test_14_slots_have_25_hosts(course: Course) -> None:
    slots = {slot(event): event for event in weekly(course)}
    hosts = Counter[str]()
    for event in slots.values():
        hosts[f"{hours(event).start:%a}"] += len(event.people)

    assert len(slots) == 14
    assert hosts == {"Mon": 7, "Tue": 7, "Wed": 4, "Thu": 5, "Fri": 2}
    assert Counter(len(event.people) for event in slots.values()) == {1: 5, 2: 7, 3: 2}


def test_office_hours_run_from_the_first_full_week_to_the_last_class(course: Course) -> None:
    events = weekly(course)
    days = Counter(f"{hours(event).start:%a}" for event in events)

    # Mondays and Tuesdays from 8 September to 9 December are 14, the other days 13; less the two holidays.
    assert days == {"Mon": 4 * 14, "Tue": 4 * 13, "Wed": 2 * 13, "Thu": 3 * 12, "Fri": 1 * 13}
    assert len(events) == 183
    assert said(events[0]) == "oh-mon-9-2025-09-08: Mon 09-08 09:00-10:00, 45-701H, kaiming-he"
    assert said(events[-1]) == "oh-tue-16-2025-12-09: Tue 12-09 16:00-17:00, 36-112, mahmoud-abdelmoneum"


def test_holidays_have_no_class_and_no_office_hours(course: Course) -> None:
    on_holidays = {
        event.id: event.kind
        for event in course.events
        if (event.when.start.date() if isinstance(event.when, Timed) else event.when.first) in HOLIDAYS
    }

    assert on_holidays == {"veterans-day": Kind.HOLIDAY, "thanksgiving-day": Kind.HOLIDAY}


def test_weeks_of_a_slot_are_a_week_apart_but_for_holidays(course: Course) -> None:
    for name in {slot(event) for event in weekly(course)}:
        weeks = [event for event in weekly(course) if slot(event) == name]
        first = hours(weeks[0]).start.date()
        days = [first + timedelta(weeks=number) for number in range(14)]
        expected = [day for day in days if day not in HOLIDAYS and day <= date(2025, 12, 9)]

        assert [hours(event).start.date() for event in weeks] == expected
        assert [event.id for event in weeks] == [f"{name}-{day}" for day in expected]
        assert (
            len({(hours(event).start.time(), hours(event).end.time(), event.place, event.people) for event in weeks})
            == 1
        )


def test_lectures_are_7_by_each_lecturer_and_3_by_guests(course: Course) -> None:
    lectures = [event for event in course.events if event.kind is Kind.LECTURE]

    assert Counter(event.people for event in lectures) == {
        ("sara-beery",): 7,
        ("kaiming-he",): 7,
        ("omar-khattab",): 7,
        (): 3,
    }
    assert {event.id: event.guests for event in lectures if event.guests} == {
        "guest-1": (Guest(name="Rose E Wang", affiliation="OpenAI"),),
        "guest-2": (Guest(name="Zongyi Li", affiliation="MIT/NYU"),),
        "guest-3": (Guest(name="Jiajun Wu", affiliation="Stanford"),),
    }
    assert [event.id for event in lectures if "guest" in event.tags] == ["guest-1", "guest-2", "guest-3"]


def test_lectures_are_tuesdays_and_thursdays_at_13_in_45_230(course: Course) -> None:
    """Before 2 November 13:00 is 17:00 UTC, from then on 18:00 UTC."""
    lectures = [event for event in course.events if event.kind is Kind.LECTURE]
    term = [date(2025, 9, 4) + timedelta(days=number) for number in range(97)]
    # Exam, holidays, and the project office hours.
    without = {date(2025, 10, 21), *HOLIDAYS, date(2025, 12, 4)}
    expected = [
        datetime(day.year, day.month, day.day, 17 if day < date(2025, 11, 2) else 18, tzinfo=UTC)
        for day in term
        if day.weekday() in (1, 3) and day not in without
    ]

    assert [hours(event).start for event in lectures] == expected
    assert {hours(event).end - hours(event).start for event in lectures} == {timedelta(minutes=90)}
    assert {(f"{hours(event).start:%H:%M}", event.place.rooms) for event in lectures} == {("13:00", ("45-230",))}


def test_instants_around_the_end_of_daylight_time(course: Course) -> None:
    events = by_id(course)

    assert {id: utc(events[id]) for id in ("post-training", "diffusion-and-flows", "out-of-distribution")} == {
        "post-training": "10-28 17:00Z 10-28 18:30Z",
        "diffusion-and-flows": "10-30 17:00Z 10-30 18:30Z",
        "out-of-distribution": "11-04 18:00Z 11-04 19:30Z",
    }
    assert [utc(events[f"oh-fri-10-2025-{day}"]) for day in ("10-31", "11-07")] == [
        "10-31 14:00Z 10-31 15:00Z",
        "11-07 15:00Z 11-07 16:00Z",
    ]
    assert [utc(events[f"oh-mon-9-2025-{day}"]) for day in ("10-27", "11-03")] == [
        "10-27 13:00Z 10-27 14:00Z",
        "11-03 14:00Z 11-03 15:00Z",
    ]


def test_every_instant_has_the_offset_of_its_day(course: Course) -> None:
    offsets = {
        (instant.date() >= date(2025, 11, 2), f"{instant:%z %Z}")
        for event in course.events
        if isinstance(event.when, Timed)
        for instant in (event.when.start, event.when.end)
    }

    assert offsets == {(False, "-0400 EDT"), (True, "-0500 EST")}


def test_midterm_is_on_the_evening_of_21_october(course: Course) -> None:
    midterm = by_id(course)["midterm"]

    assert said(midterm) == "midterm: Tue 10-21 19:30-21:30"
    assert utc(midterm) == "10-21 23:30Z 10-22 01:30Z"
    assert [event.id for event in course.events if event.kind is Kind.EXAM] == ["midterm"]


def test_deadlines_and_releases_are_whole_days(course: Course) -> None:
    days = {
        event.id: f"{event.when.first:%a %m-%d}"
        for event in course.events
        if event.kind in (Kind.DEADLINE, Kind.RELEASE)
        if isinstance(event.when, AllDay) and event.when.first == event.when.last
    }

    assert days == {
        "pset-1-out": "Tue 09-09",
        "pset-1-due": "Tue 09-23",
        "pset-2-out": "Tue 09-23",
        "pset-2-due": "Tue 10-07",
        "pset-3-out": "Tue 10-07",
        "pset-3-due": "Thu 10-16",
        "pset-4-out": "Thu 10-16",
        "pset-4-due": "Tue 11-04",
        "pset-5-out": "Tue 11-04",
        "pset-5-due": "Thu 11-13",
        "project-due": "Tue 12-09",
    }


def test_pytorch_tutorial_is_offered_four_times(course: Course) -> None:
    tutorials = [event for event in course.events if event.kind is Kind.TUTORIAL]

    assert [said(event) for event in tutorials] == [
        "pytorch-mon: Mon 09-08 16:00-17:00, 32-123",
        "pytorch-tue: Tue 09-09 15:00-16:00, 2-190",
        "pytorch-wed: Wed 09-10 19:00-20:00, 32-123",
        "pytorch-fri: Fri 09-12 11:00-12:00, 32-123",
    ]
    assert {(event.any_of, event.alternatives, event.tags) for event in tutorials} == {("pytorch", 4, ("pytorch",))}


def test_project_office_hours_are_held_once_for_everybody(course: Course) -> None:
    event = by_id(course)["project-office-hours"]

    assert said(event) == "project-office-hours: Thu 12-04 13:00-14:30, 45-230"
    assert (event.kind, event.title, event.hosted_hours) == (Kind.OFFICE_HOURS, "Project office hours", False)


def test_main_holds_38_events(course: Course) -> None:
    """All but the releases and the hours that somebody hosts."""
    assert len([event for event in course.events if event.kind is not Kind.RELEASE and not event.hosted_hours]) == 38


def test_weeks_run_from_1_to_15(course: Course) -> None:
    events = by_id(course)

    assert sorted({week for event in course.events for week in event.weeks}) == list(range(1, 16))
    assert {id: events[id].weeks for id in ("overview", "training", "midterm", "thanksgiving-day", "guest-3")} == {
        "overview": (1,),
        "training": (2,),
        "midterm": (8,),
        "thanksgiving-day": (13,),
        "guest-3": (15,),
    }
