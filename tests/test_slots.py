"""Weekly slots: an event for each week, with the changes that were made to it.

The term of these tests, in October 2026; (12) is a holiday, and [13], a Tuesday, runs as a Monday:

              Mon   Tue   Wed   Thu   Fri
    week 1                 30s    1     2
    week 2      5     6     7     8     9
    week 3   (12)  [13]    14    15    16
    week 4     19    20    21    22    23
    week 5     26    27    28    29    30
"""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from courses import OCTOBER, STAFF, by_id, course_yaml, publish, read, said, write_course

from feeds.course.model import AllDay, Course, Event, Kind, Place, Revision, Status, Timed, Undated
from feeds.course.timezones import localize

SLOT = """\
slots:
  - id: oh
    hosts: [ada-lovelace, alan-turing]
    day: Monday
    start: 15:00
    end: 16:00
    room: 45-102
    from: 2026-10-05
    until: 2026-10-19
    changes:
"""


def hours(folder: Path, slot: str = SLOT, **files: str) -> list[str]:
    """Say the weeks of the slot, without the id of its event but for the date."""
    course = read(folder, **{"course": course_yaml(OCTOBER), "office_hours": slot, **files})
    return [said(event).removeprefix("oh-2026-") for event in course.events if event.kind is Kind.OFFICE_HOURS]


def changed(folder: Path, *changes: str, slot: str = SLOT) -> list[str]:
    return hours(folder, slot + "".join(f"      - {change}\n" for change in changes))


WEEKS = [
    "10-05: Mon 10-05 15:00-16:00, 45-102, ada-lovelace + alan-turing",
    "10-12: Tue 10-13 15:00-16:00, 45-102, ada-lovelace + alan-turing",
    "10-19: Mon 10-19 15:00-16:00, 45-102, ada-lovelace + alan-turing",
]


def test_week_of_a_slot_is_an_event(tmp_path: Path) -> None:
    course = read(
        tmp_path,
        course=course_yaml(OCTOBER),
        office_hours="""\
            slots:
              - id: oh
                title: Project hours
                hosts: [grace-hopper, ada-lovelace, grace-hopper]
                day: Friday
                start: 9:00
                end: 10:30
                room: 45-102
                overflow: [45-103]
                online: https://meet.example.edu/oh
                details: Bring your laptop.
                tags: [projects]
                from: 2026-10-23
                until: 2026-10-23
            """,
    )

    assert by_id(course)["oh-2026-10-23"] == Event(
        id="oh-2026-10-23",
        kind=Kind.OFFICE_HOURS,
        title="Project hours",
        when=Timed(
            start=localize(datetime(2026, 10, 23, 9), "America/New_York"),
            end=localize(datetime(2026, 10, 23, 10, 30), "America/New_York"),
        ),
        revision=Revision(
            created=datetime(2026, 8, 1, tzinfo=UTC),
            last_modified=datetime(2026, 8, 1, tzinfo=UTC),
        ),
        weeks=(4,),
        place=Place(room="45-102", overflow=("45-103",), online="https://meet.example.edu/oh"),
        people=("grace-hopper", "ada-lovelace"),
        tags=("projects",),
        details="Bring your laptop.",
        slot="oh",
    )
    assert [event.id for event in course.events] == ["indigenous-peoples-day", "oh-2026-10-23"]
    assert course.undated == ()


def test_slot_takes_place_every_week_on_its_days_schedule(tmp_path: Path) -> None:
    assert changed(tmp_path, slot=SLOT.replace("    changes:\n", "")) == WEEKS


@pytest.mark.parametrize(
    ("change", "week"),
    [
        (
            "cancelled: ill, hosts: []",
            "Mon 10-05 15:00-16:00, 45-102, ada-lovelace + alan-turing, CANCELLED ill",
        ),
        ("cancelled: yes, hosts: []", "Mon 10-05 15:00-16:00, 45-102, ada-lovelace + alan-turing, CANCELLED"),
        ("cancelled: no", "Mon 10-05 15:00-16:00, 45-102, ada-lovelace + alan-turing"),
        ("without: ada-lovelace", "Mon 10-05 15:00-16:00, 45-102, alan-turing"),
        ("hosts: [grace-hopper]", "Mon 10-05 15:00-16:00, 45-102, grace-hopper"),
        ("hosts: [grace-hopper, ada-lovelace]", "Mon 10-05 15:00-16:00, 45-102, grace-hopper + ada-lovelace"),
        ("hosts: []", "Mon 10-05 15:00-16:00, 45-102, ada-lovelace + alan-turing, CANCELLED"),
        ("swap: {ada-lovelace: grace-hopper}", "Mon 10-05 15:00-16:00, 45-102, grace-hopper + alan-turing"),
        (
            "swap: {ada-lovelace: grace-hopper}, without: alan-turing",
            "Mon 10-05 15:00-16:00, 45-102, grace-hopper",
        ),
        ("room: 45-103", "Mon 10-05 15:00-16:00, 45-103, ada-lovelace + alan-turing"),
        ("room: tbd", "Mon 10-05 15:00-16:00, room tbd, ada-lovelace + alan-turing"),
        ("overflow: [45-103]", "Mon 10-05 15:00-16:00, 45-102 + 45-103, ada-lovelace + alan-turing"),
        ("online: 'https://a.edu'", "Mon 10-05 15:00-16:00, https://a.edu, ada-lovelace + alan-turing"),
        (
            "room: 45-102, online: 'https://a.edu'",
            "Mon 10-05 15:00-16:00, 45-102 + https://a.edu, ada-lovelace + alan-turing",
        ),
        ("start: 15:30, end: 17:00", "Mon 10-05 15:30-17:00, 45-102, ada-lovelace + alan-turing"),
        ("start: 14:00", "Mon 10-05 14:00-16:00, 45-102, ada-lovelace + alan-turing"),
        ("end: 15:30", "Mon 10-05 15:00-15:30, 45-102, ada-lovelace + alan-turing"),
        ("moved_to: Wed 2026-10-07", "Wed 10-07 15:00-16:00, 45-102, ada-lovelace + alan-turing"),
        (
            "moved_to: 2026-10-07, start: 9:00, end: 9:30, room: 1-1, hosts: [alan-turing]",
            "Wed 10-07 09:00-09:30, 1-1, alan-turing",
        ),
        (
            "moved_to: 2026-10-07, start: 9:00, end: 9:30, room: 1-1, cancelled: snow, hosts: []",
            "Wed 10-07 09:00-09:30, 1-1, ada-lovelace + alan-turing, CANCELLED snow",
        ),
    ],
)
def test_change_is_of_one_week(change: str, week: str, tmp_path: Path) -> None:
    assert changed(tmp_path, f"{{date: Mon 2026-10-05, {change}}}") == [f"10-05: {week}", *WEEKS[1:]]


def test_changes_of_one_week_add_up(tmp_path: Path) -> None:
    assert changed(
        tmp_path,
        "{date: 2026-10-13, moved_to: 2026-10-16, room: 45-103}",
        "{date: 2026-10-13, start: 14:00, end: 15:00}",
        "{date: 2026-10-13, swap: {ada-lovelace: grace-hopper}}",
    ) == [WEEKS[0], "10-12: Fri 10-16 14:00-15:00, 45-103, grace-hopper + alan-turing", WEEKS[2]]


def test_week_moves_out_of_a_holiday(tmp_path: Path) -> None:
    """Where no day runs as the Monday of the holiday, its week can move by itself."""
    moved = SLOT + "      - {date: Mon 2026-10-12, moved_to: Wed 2026-10-14}\n"
    course = course_yaml(OCTOBER + "schedule_days: []")

    assert hours(tmp_path, SLOT.replace("    changes:\n", ""), course=course) == [WEEKS[0], WEEKS[2]]
    assert hours(tmp_path, moved, course=course) == [
        WEEKS[0],
        "10-12: Wed 10-14 15:00-16:00, 45-102, ada-lovelace + alan-turing",
        WEEKS[2],
    ]


def test_week_that_moves_into_another_is_of_that_week(tmp_path: Path) -> None:
    slot = SLOT + "      - {date: Mon 2026-10-05, moved_to: Sun 2026-10-18}\n"
    events = by_id(read(tmp_path, course=course_yaml(OCTOBER), office_hours=slot))

    assert {id: event.weeks for id, event in events.items()} == {
        "indigenous-peoples-day": (3,),
        "oh-2026-10-12": (3,),
        "oh-2026-10-05": (3,),
        "oh-2026-10-19": (4,),
    }


@pytest.mark.parametrize(
    ("changes", "week"),
    [
        (["without: ada-lovelace"], "ada-lovelace, CANCELLED"),
        (["without: ada-lovelace, cancelled: conference"], "ada-lovelace, CANCELLED conference"),
        (["without: ada-lovelace, cancelled: no"], "ada-lovelace, CANCELLED"),
        (["hosts: []"], "ada-lovelace, CANCELLED"),
        (["swap: {ada-lovelace: grace-hopper}", "without: grace-hopper"], "grace-hopper, CANCELLED"),
        (["hosts: [ada-lovelace, alan-turing]", "without: ada-lovelace"], "alan-turing"),
        (
            ["hosts: [ada-lovelace, alan-turing]", "without: ada-lovelace", "without: alan-turing"],
            "ada-lovelace + alan-turing, CANCELLED",
        ),
    ],
)
def test_week_without_its_last_host_is_cancelled_and_keeps_whom_it_had(
    changes: list[str], week: str, tmp_path: Path
) -> None:
    slot = SLOT.replace(", alan-turing", "")
    alone = [line.replace(" + alan-turing", "") for line in WEEKS]

    assert changed(tmp_path, *(f"{{date: 2026-10-05, {change}}}" for change in changes), slot=slot) == [
        f"10-05: Mon 10-05 15:00-16:00, 45-102, {week}",
        *alone[1:],
    ]


def test_week_without_all_of_its_hosts_one_by_one_keeps_them_all(tmp_path: Path) -> None:
    slot = SLOT.replace("alan-turing]", "alan-turing, grace-hopper]")
    weeks = [f"{week} + grace-hopper" for week in WEEKS]
    away = [f"{{date: 2026-10-05, without: {who}}}" for who in ("alan-turing", "grace-hopper", "ada-lovelace")]

    assert changed(tmp_path, *away, slot=slot) == [f"{weeks[0]}, CANCELLED", *weeks[1:]]
    assert changed(tmp_path, *away[:2], slot=slot) == [
        "10-05: Mon 10-05 15:00-16:00, 45-102, ada-lovelace",
        *weeks[1:],
    ]


@pytest.mark.parametrize(
    ("change", "week"),
    [
        ("day: Wednesday", "{} 15:00-16:00, 45-102, ada-lovelace + alan-turing"),
        ("day: Wednesday, start: 9:00, end: 9:50", "{} 09:00-09:50, 45-102, ada-lovelace + alan-turing"),
        ("day: Wednesday, room: 45-103", "{} 15:00-16:00, 45-103, ada-lovelace + alan-turing"),
        ("day: Wednesday, online: 'https://a.edu'", "{} 15:00-16:00, https://a.edu, ada-lovelace + alan-turing"),
        ("day: Wednesday, without: alan-turing", "{} 15:00-16:00, 45-102, ada-lovelace"),
        ("day: Wednesday, hosts: [grace-hopper]", "{} 15:00-16:00, 45-102, grace-hopper"),
        (
            "day: Wednesday, swap: {alan-turing: grace-hopper}",
            "{} 15:00-16:00, 45-102, ada-lovelace + grace-hopper",
        ),
    ],
)
def test_change_from_a_day_on_is_for_good(change: str, week: str, tmp_path: Path) -> None:
    """Each week keeps the Monday in its id. The slot's last day is a Monday, and so its last Wednesday the 14th."""
    assert changed(tmp_path, f"{{from: 2026-10-12, {change}}}") == [
        WEEKS[0],
        f"10-12: {week.format('Wed 10-14')}",
    ]
    assert changed(tmp_path, f"{{from: 2026-10-12, {change}}}", slot=SLOT.replace("10-19", "10-30")) == [
        WEEKS[0],
        f"10-12: {week.format('Wed 10-14')}",
        f"10-19: {week.format('Wed 10-21')}",
        f"10-26: {week.format('Wed 10-28')}",
    ]


def test_changes_for_good_add_up_in_order_of_their_days_under_those_of_a_week(tmp_path: Path) -> None:
    assert changed(
        tmp_path,
        "{date: 2026-10-19, room: 45-105}",
        "{from: 2026-10-19, room: 45-104, start: 14:30}",
        "{from: 2026-10-12, room: 45-103, without: alan-turing}",
        "{date: 2026-10-13, hosts: [grace-hopper]}",
        slot=SLOT.replace("until: 2026-10-19", "until: 2026-10-26"),
    ) == [
        "10-05: Mon 10-05 15:00-16:00, 45-102, ada-lovelace + alan-turing",
        "10-12: Tue 10-13 15:00-16:00, 45-103, grace-hopper",
        "10-19: Mon 10-19 14:30-16:00, 45-105, ada-lovelace",
        "10-26: Mon 10-26 14:30-16:00, 45-104, ada-lovelace",
    ]


def test_slot_that_loses_its_last_host_for_good_is_cancelled_from_then_on(tmp_path: Path) -> None:
    assert changed(tmp_path, "{from: 2026-10-13, without: ada-lovelace}", "{from: 2026-10-19, hosts: []}") == [
        WEEKS[0],
        "10-12: Tue 10-13 15:00-16:00, 45-102, alan-turing",
        "10-19: Mon 10-19 15:00-16:00, 45-102, alan-turing, CANCELLED",
    ]


def test_somebody_takes_over_a_slot_that_had_lost_its_last_host(tmp_path: Path) -> None:
    """First for one week, then for good."""
    assert changed(
        tmp_path,
        "{from: 2026-10-12, without: ada-lovelace}",
        "{date: 2026-10-13, hosts: [grace-hopper]}",
        "{from: 2026-10-26, hosts: [grace-hopper]}",
        slot=SLOT.replace(", alan-turing", "").replace("10-19", "10-26"),
    ) == [
        "10-05: Mon 10-05 15:00-16:00, 45-102, ada-lovelace",
        "10-12: Tue 10-13 15:00-16:00, 45-102, grace-hopper",
        "10-19: Mon 10-19 15:00-16:00, 45-102, ada-lovelace, CANCELLED",
        "10-26: Mon 10-26 15:00-16:00, 45-102, grace-hopper",
    ]


@pytest.mark.parametrize(
    ("until", "weeks"),
    [
        ("2026-10-19", WEEKS),
        ("2026-10-18", [*WEEKS[:2], "10-19: Mon 10-19 15:00-16:00, 45-102, ada-lovelace"]),
        ("2026-10-12", [WEEKS[0], *(week.removesuffix(" + alan-turing") for week in WEEKS[1:])]),
    ],
)
def test_host_leaves_after_their_last_day(until: str, weeks: list[str], tmp_path: Path) -> None:
    staff = STAFF.replace("Alan Turing, role: TA", f"Alan Turing, role: TA, until: {until}")

    assert hours(tmp_path, SLOT.replace("    changes:\n", ""), staff=staff) == weeks


def test_week_whose_only_host_has_left_by_its_day_is_cancelled(tmp_path: Path) -> None:
    """It counts on which day the week takes place, wherever it was moved from."""
    staff = STAFF.replace("Alan Turing, role: TA", "Alan Turing, role: TA, until: 2026-10-14")
    slot = SLOT.replace("[ada-lovelace, alan-turing]", "[alan-turing]")
    changes = """\
      - {date: 2026-10-13, moved_to: Thu 2026-10-15}
      - {date: 2026-10-19, hosts: [grace-hopper], cancelled: exam}
"""

    assert hours(tmp_path, slot + changes, staff=staff) == [
        "10-05: Mon 10-05 15:00-16:00, 45-102, alan-turing",
        "10-12: Thu 10-15 15:00-16:00, 45-102, alan-turing, CANCELLED",
        "10-19: Mon 10-19 15:00-16:00, 45-102, grace-hopper, CANCELLED exam",
    ]


def test_slot_whose_day_or_hour_is_to_be_decided_is_undated(tmp_path: Path) -> None:
    course = read(
        tmp_path,
        course=course_yaml(OCTOBER),
        tutorials="slots: [{id: r01, title: Recitation, day: TBD}]",
        office_hours="""\
            slots:
              - {id: oh-b, hosts: [ada-lovelace], day: tbd, start: 15:00, end: 16:00, room: 45-102}
              - {id: oh-a, hosts: [alan-turing, grace-hopper], day: Monday, start: tbd}
              - {id: oh-c, day: tbd, changes: [{date: 2026-10-05, without: ada-lovelace}]}
            """,
    )

    assert [event.id for event in course.events] == ["indigenous-peoples-day"]
    assert course.undated == (
        Undated(id="oh-a", kind=Kind.OFFICE_HOURS, title="", people=("alan-turing", "grace-hopper")),
        Undated(id="oh-b", kind=Kind.OFFICE_HOURS, title="", people=("ada-lovelace",)),
        Undated(id="oh-c", kind=Kind.OFFICE_HOURS, title=""),
        Undated(id="r01", kind=Kind.TUTORIAL, title="Recitation"),
    )


PUBLISHED = datetime(2026, 9, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "undecided", [("day: Monday", "day: tbd"), ("start: 15:00", "start: tbd")], ids=["day", "hour"]
)
def test_published_weeks_of_a_slot_that_is_undated_again_stay_on_their_days(
    undecided: tuple[str, str], tmp_path: Path
) -> None:
    """With what is written of the slot now; what was cancelled stays so, and what was withdrawn is gone."""
    course, slot = course_yaml(OCTOBER), SLOT.replace("until: 2026-10-19", "until: 2026-10-26")
    weeks = slot + "      - {date: 2026-10-19, cancelled: ill, hosts: []}\n      - {date: 2026-10-13, room: 45-103}\n"
    publish(write_course(tmp_path, course=course, office_hours=weeks), PUBLISHED)
    again = weeks.replace(*undecided).replace("45-102", "45-104").replace("alan-turing", "grace-hopper")
    withdrawn = course_yaml(OCTOBER + "withdrawn: [oh-2026-10-26]")
    after = read(tmp_path, course=withdrawn, office_hours=again.replace("id: oh", "id: oh\n    title: Review"))

    weeks_now = [event for event in after.events if event.kind is Kind.OFFICE_HOURS]
    assert [(said(event), event.title, event.undated) for event in weeks_now] == [
        ("oh-2026-10-05: Mon 10-05, 45-104, ada-lovelace + grace-hopper, TENTATIVE", "Review", True),
        ("oh-2026-10-12: Tue 10-13, 45-104, ada-lovelace + grace-hopper, TENTATIVE", "Review", True),
        ("oh-2026-10-19: Mon 10-19 15:00-16:00, 45-102, ada-lovelace + alan-turing, CANCELLED ill", "", False),
    ]
    assert all(isinstance(event.when, AllDay) for event in weeks_now[:2])
    assert after.undated == (
        Undated(id="oh", kind=Kind.OFFICE_HOURS, title="Review", people=("ada-lovelace", "grace-hopper")),
    )


def test_weeks_that_were_never_published_are_gone_when_a_slot_is_undated_again(tmp_path: Path) -> None:
    """Nobody has them; those of another slot, whose id begins alike, are not its own."""
    slots = "slots:\n  - {id: %s, hosts: [ada-lovelace], day: Friday, start: 9:00, end: 10:00, from: 2026-10-30}\n"
    course = course_yaml(OCTOBER + "holidays: []")
    publish(write_course(tmp_path, course=course, office_hours=slots % "oh-2"), PUBLISHED)
    both = slots % "oh-2" + (slots % "oh").removeprefix("slots:\n").replace("Friday", "tbd")

    assert [said(event) for event in read(tmp_path, course=course, office_hours=both).events] == [
        "oh-2-2026-10-30: Fri 10-30 09:00-10:00, ada-lovelace"
    ]


def recitations(course: Course) -> list[tuple[str, str, tuple[str, ...], str]]:
    return [(event.kind, event.title, event.tags, said(event)) for event in course.events]


def test_recitations_are_tutorials_over_the_span_of_classes(tmp_path: Path) -> None:
    course = read(
        tmp_path,
        course=course_yaml(OCTOBER + "holidays: []\noffice_hours: {first: 2026-10-19, last: 2026-10-23}"),
        tutorials="""\
            slots:
              - id: r01
                title: Recitation 1
                hosts: [grace-hopper]
                day: Wed
                start: 11:00
                end: 12:00
                room: 45-102
                tags: [r01]
                changes: [{date: 2026-10-21, cancelled: exam}, {date: 2026-10-28, room: 45-103}]
            """,
        office_hours="slots: [{id: oh, day: Wed, start: 15:00, end: 16:00}]",
    )

    assert recitations(course) == [
        ("tutorial", "Recitation 1", ("r01",), "r01-2026-09-30: Wed 09-30 11:00-12:00, 45-102, grace-hopper"),
        ("tutorial", "Recitation 1", ("r01",), "r01-2026-10-07: Wed 10-07 11:00-12:00, 45-102, grace-hopper"),
        ("tutorial", "Recitation 1", ("r01",), "r01-2026-10-14: Wed 10-14 11:00-12:00, 45-102, grace-hopper"),
        (
            "tutorial",
            "Recitation 1",
            ("r01",),
            "r01-2026-10-21: Wed 10-21 11:00-12:00, 45-102, grace-hopper, CANCELLED exam",
        ),
        ("office-hours", "", (), "oh-2026-10-21: Wed 10-21 15:00-16:00"),
        ("tutorial", "Recitation 1", ("r01",), "r01-2026-10-28: Wed 10-28 11:00-12:00, 45-103, grace-hopper"),
    ]


def test_hours_are_hosted_when_somebody_hosts_them(tmp_path: Path) -> None:
    course = read(
        tmp_path,
        course=course_yaml(OCTOBER + "holidays: []"),
        tutorials="slots: [{id: r01, hosts: [ada-lovelace], day: Fri, start: 11:00, end: 12:00, from: 2026-10-30}]",
        office_hours="""\
            slots:
              - {id: oh-a, hosts: [ada-lovelace], day: Fri, start: 12:00, end: 13:00, from: 2026-10-30}
              - {id: oh-b, day: Fri, start: 13:00, end: 14:00, from: 2026-10-30}
            """,
    )

    assert [(event.id, event.hosted_hours) for event in course.events] == [
        ("r01-2026-10-30", False),
        ("oh-a-2026-10-30", True),
        ("oh-b-2026-10-30", False),
    ]


def test_slot_keeps_its_wall_time_when_clocks_change(tmp_path: Path) -> None:
    course = read(
        tmp_path,
        office_hours="slots: [{id: oh, day: Sun, start: 15:00, end: 16:00, from: 2026-10-25, until: 2026-11-08}]",
    )

    instants = [event.when.start.astimezone(UTC) for event in course.events if isinstance(event.when, Timed)]
    assert [f"{instant:%m-%d %H:%M}" for instant in instants] == ["10-25 19:00", "11-01 20:00", "11-08 20:00"]
    assert {event.status for event in course.events} == {Status.CONFIRMED}


def test_withdrawn_week_is_not_there(tmp_path: Path) -> None:
    course = course_yaml(OCTOBER + "withdrawn: [oh-2026-10-12]")

    assert hours(tmp_path, SLOT.removesuffix("    changes:\n"), course=course) == [WEEKS[0], WEEKS[2]]
