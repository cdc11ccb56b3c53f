"""The usual week of office hours, what of it is to be decided, and what somebody has next."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from conftest import ROOT
from courses import course_yaml, publish, read, said, write_course

from feeds.course.hours import WeeklyHours, undecided_hours, weekly_hours
from feeds.course.model import Course, Kind, Undated
from feeds.course.reader import read_course
from feeds.course.wording import where

BEFORE, IN_TERM, LAST_DAY, AFTER = date(2025, 8, 20), date(2025, 10, 15), date(2025, 12, 9), date(2026, 1, 10)

# Of the real course: every slot, and how many weeks it has from the 15th of October on.
SLOTS = {
    "oh-mon-9: Monday 09:00-10:00, 45-701H, kaiming-he": 8,
    "oh-mon-15: Monday 15:00-16:00, 26-168, abhay-bestrapalli + orion-foo": 8,
    "oh-mon-16: Monday 16:00-17:00, 26-168, shreya-ravikumar + tara-sarma": 8,
    "oh-mon-17: Monday 17:00-18:00, 26-168, ali-cy + egor-lifar": 8,
    "oh-tue-9: Tuesday 09:00-10:00, 32-G818, omar-khattab": 7,
    "oh-tue-10: Tuesday 10:00-11:00, 36-156, russ-chua + william-yang": 7,
    "oh-tue-15: Tuesday 15:00-16:00, 36-112, ishan-ganguly + kelly-cui + maggie-lin": 7,
    "oh-tue-16: Tuesday 16:00-17:00, 36-112, mahmoud-abdelmoneum": 7,
    "oh-wed-12: Wednesday 12:00-13:00, 24-319, edgar-morfin": 8,
    "oh-wed-13: Wednesday 13:00-14:00, 36-155, victor-butoi + gerardo-flores + vinith-suriyakumar": 8,
    "oh-thu-9: Thursday 09:00-10:00, 45-741H, sara-beery": 7,
    "oh-thu-11: Thursday 11:00-12:00, 34-303, ishita-goluguri + ashkan-soleymani": 7,
    "oh-thu-16: Thursday 16:00-17:00, 36-156, vanessa-xiao + lana-xu": 7,
    "oh-fri-10: Friday 10:00-11:00, 24-317, riddhi-bhagwat + gracie-sheng": 8,
}

PUBLISHED = datetime(2026, 8, 1, tzinfo=UTC)

# Ten Mondays, from the 14th of September to the 16th of November 2026; the holiday takes one away.
TERM = """\
classes: {first: Mon 2026-09-14, last: Fri 2026-11-20}
holidays: [{id: indigenous-peoples-day, first: Mon 2026-10-12, name: Indigenous Peoples Day}]
"""
SLOT = """\
  - id: oh
    hosts: [ada-lovelace, alan-turing]
    day: Monday
    start: 15:00
    end: 16:00
    room: 45-102
"""
USUAL = "oh: Monday 15:00-16:00, 45-102, ada-lovelace + alan-turing"


def told(hours: WeeklyHours) -> str:
    day, who = hours.weekday.name.capitalize(), " + ".join(hours.people)
    return f"{hours.slot}: {day} {hours.start:%H:%M}-{hours.end:%H:%M}, {where(hours.place)}, {who}"


def table(course: Course, today: date) -> list[str]:
    return [told(hours) for hours in weekly_hours(course, today)]


def written(folder: Path, *slots: str) -> Course:
    """Read a small course with these slots."""
    return read(folder, course=course_yaml(TERM), office_hours="\n".join(["slots:", *slots]))


def changed(*changes: str) -> str:
    """Give the slot with changes of its weeks."""
    return SLOT + "    changes:\n" + "".join(f"      - {change}\n" for change in changes)


@pytest.fixture(scope="module")
def demo() -> Course:
    return read_course(ROOT / "tests" / "data" / "courses" / "dm-1-sp26")


@pytest.mark.parametrize("today", [BEFORE, IN_TERM, LAST_DAY, AFTER])
def test_real_course_has_14_slots_at_any_time(course: Course, today: date) -> None:
    assert table(course, today) == list(SLOTS)


def test_real_course_is_without_changes_so_every_week_is_as_usual(course: Course) -> None:
    for hours in weekly_hours(course, BEFORE):
        assert [event.slot for event in hours.coming] == [hours.slot] * len(hours.coming)
        assert {(event.place, event.people) for event in hours.coming} == {(hours.place, hours.people)}


def test_weeks_to_come_are_counted_from_the_day_itself(course: Course) -> None:
    def counted(today: date) -> list[int]:
        return [len(hours.coming) for hours in weekly_hours(course, today)]

    assert sum(counted(BEFORE)) == 183  # the project hours are held once
    assert counted(IN_TERM) == list(SLOTS.values())
    assert counted(LAST_DAY) == [0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0]
    assert counted(AFTER) == [0] * 14


def test_everybody_of_the_real_course_has_hours_but_its_assistant(course: Course) -> None:
    hosts = [person for hours in weekly_hours(course, BEFORE) for person in hours.people]

    assert len(hosts) == len(set(hosts)) == 25
    assert set(course.people) - set(hosts) == {"taylor-braun"}
    assert undecided_hours(course) == ()


@pytest.mark.parametrize(
    ("today", "slots"),
    [
        # Three of the Mondays are held, and three weeks are after the move: as long as that is so, where it is now.
        (date(2026, 3, 2), ["oh-a: Monday 16:00-17:00, C 3, grace-hopper + alan-turing"]),
        (date(2026, 3, 10), ["oh-a: Tuesday 17:00-18:00, C 3, grace-hopper + alan-turing"]),
        # Alan has left by the last week, which is the only one.
        (date(2026, 5, 1), ["oh-a: Tuesday 17:00-18:00, C 3, grace-hopper"]),
        (date(2026, 6, 1), ["oh-a: Monday 16:00-17:00, C 3, grace-hopper + alan-turing"]),
    ],
)
def test_course_with_every_change(demo: Course, today: date, slots: list[str]) -> None:
    kay = "oh-b: Thursday 13:00-14:00, https://meet.example.edu/kay, alan-kay"

    assert table(demo, today) == [*slots, kay]


def test_weeks_to_come_are_in_order_with_the_cancelled_ones(demo: Course) -> None:
    assert [said(event) for event in weekly_hours(demo, date(2026, 4, 21))[0].coming] == [
        "oh-a-2026-04-20: Tue 04-21 17:00-18:00, C 3, grace-hopper + alan-turing",
        "oh-a-2026-04-27: Tue 04-28 17:00-18:00, C 3, grace-hopper + alan-turing",
        "oh-a-2026-05-04: Tue 05-05 17:00-18:00, C 3, grace-hopper",
    ]
    assert [said(event) for event in weekly_hours(demo, date(2026, 4, 21))[1].coming] == [
        "oh-b-2026-04-23: Thu 04-23 13:00-14:00, https://meet.example.edu/kay, alan-kay, CANCELLED",
        "oh-b-2026-04-30: Thu 04-30 13:00-14:00, https://meet.example.edu/kay, alan-kay",
        "oh-b-2026-05-07: Thu 05-07 13:00-14:00, https://meet.example.edu/kay, alan-kay",
    ]


def test_hours_held_once_are_no_slot_and_those_without_a_day_stand_apart(demo: Course) -> None:
    undecided = Undated(id="oh-c", kind=Kind.OFFICE_HOURS, title="", people=("emmy-noether",))

    assert {hours.slot for hours in weekly_hours(demo, date(2026, 3, 1))} == {"oh-a", "oh-b"}
    assert undecided_hours(demo) == (undecided,)


# Each change of the slot, days of asking, and what the slot usually is on each.
MOVED = "oh: Thursday 10:00-11:00, 45-103, ada-lovelace + alan-turing"
ALONE = "oh: Monday 15:00-16:00, 45-102, ada-lovelace"
CHANGES = {
    "none": ([], {"09-01": USUAL, "10-12": USUAL, "11-16": USUAL, "11-17": USUAL}),
    "one week at another time": (
        ["{date: 2026-11-09, moved_to: 2026-11-10, start: 9:00, end: 10:00, room: 45-103}"],
        {"09-01": USUAL, "11-09": USUAL, "11-11": USUAL},
    ),
    "the last week at another time": (
        ["{date: 2026-11-16, moved_to: 2026-11-17, start: 9:00, end: 10:00}"],
        {
            "11-09": USUAL,
            "11-10": "oh: Tuesday 09:00-10:00, 45-102, ada-lovelace + alan-turing",
            "11-18": USUAL,
        },
    ),
    "moved for good": (
        ["{from: 2026-10-19, day: Thursday, start: 10:00, end: 11:00, room: 45-103}"],
        # Four Mondays, then five Thursdays.
        {"09-01": MOVED, "10-05": MOVED, "11-17": MOVED, "11-30": MOVED},
    ),
    "moved for good, late": (
        ["{from: 2026-11-09, day: Thursday, start: 10:00, end: 11:00, room: 45-103}"],
        # Of the last four weeks two are on Thursdays, and it was on Mondays before; of three they are most.
        {"09-01": USUAL, "10-26": USUAL, "11-02": MOVED, "11-30": USUAL},
    ),
    "moved twice, and most weeks elsewhere": (
        [
            "{from: 2026-10-19, day: Tuesday, room: 45-103}",
            "{from: 2026-11-09, day: Tuesday, start: 9:00, end: 10:00, room: 45-103}",
        ],
        # Four Mondays, three Tuesdays, two Tuesday mornings: the room is that of the Mondays.
        {"09-01": USUAL},
    ),
    "another room for good": (
        ["{from: 2026-11-02, room: 45-103}"],
        {"09-01": USUAL, "10-26": USUAL.replace("102", "103")},
    ),
    "another room in one week": (["{date: 2026-11-09, room: 45-103}"], {"09-01": USUAL, "11-09": USUAL}),
    "a host away for a week": (
        ["{date: 2026-11-09, without: alan-turing}"],
        {"09-01": USUAL, "11-09": USUAL, "11-16": USUAL},
    ),
    "the first host away in the next week": (
        ["{date: 2026-09-14, without: ada-lovelace}"],
        {"09-01": USUAL, "09-14": USUAL},
    ),
    "a host away in the only week left": (["{date: 2026-11-16, without: alan-turing}"], {"11-10": ALONE}),
    "a host left for good": (
        ["{from: 2026-10-19, hosts: [ada-lovelace]}"],
        # Four weeks of nine with him, then three of eight.
        {"09-01": ALONE, "10-19": ALONE, "11-30": ALONE},
    ),
    "a host left late": (
        ["{from: 2026-11-09, hosts: [ada-lovelace]}"],
        {"09-01": USUAL, "10-26": USUAL, "11-03": ALONE},
    ),
    "a host came": (
        ["{from: 2026-10-19, hosts: [ada-lovelace, alan-turing, grace-hopper]}"],
        {"09-01": f"{USUAL} + grace-hopper"},
    ),
    "a substitute in one week": (["{date: 2026-10-05, hosts: [grace-hopper]}"], {"09-01": USUAL}),
    "turns in pairs": (
        [f"{{date: 2026-{day}, hosts: [ada-lovelace]}}" for day in ("09-14", "09-28", "10-19", "11-02", "11-16")]
        + [f"{{date: 2026-{day}, hosts: [alan-turing]}}" for day in ("09-21", "10-05", "10-26", "11-09")],
        # Five weeks of nine are hers, then four of eight.
        {"09-01": ALONE, "09-15": "oh: Monday 15:00-16:00, 45-102, alan-turing + ada-lovelace"},
    ),
    "turns of three": (
        [f"{{date: 2026-{day}, hosts: [ada-lovelace]}}" for day in ("09-14", "10-05", "11-02")]
        + [f"{{date: 2026-{day}, hosts: [alan-turing]}}" for day in ("09-21", "10-19", "11-09")]
        + [f"{{date: 2026-{day}, hosts: [grace-hopper]}}" for day in ("09-28", "10-26", "11-16")],
        {"09-01": f"{USUAL} + grace-hopper"},
    ),
    "cancelled weeks": (
        ["{from: 2026-11-09, room: 45-103}"]
        + [f"{{date: 2026-{day}, cancelled: ill, hosts: []}}" for day in ("10-26", "11-02")],
        # Those in the old room do not count, since nobody can go there.
        {"10-20": USUAL.replace("102", "103"), "10-19": USUAL.replace("102", "103")},
    ),
    "every week to come cancelled": (
        [f"{{date: 2026-{day}, cancelled: ill, hosts: []}}" for day in ("11-09", "11-16")],
        {"11-03": USUAL},
    ),
}


@pytest.mark.parametrize(("changes", "asked"), CHANGES.values(), ids=CHANGES)
def test_usual_week_is_what_most_weeks_to_come_say(tmp_path: Path, changes: list[str], asked: dict[str, str]) -> None:
    course = written(tmp_path, changed(*changes) if changes else SLOT)

    assert {day: table(course, date.fromisoformat(f"2026-{day}")) for day in asked} == {
        day: [usual] for day, usual in asked.items()
    }


def test_swap_changes_neither_slot(tmp_path: Path) -> None:
    other = """\
  - id: oh-b
    hosts: [grace-hopper]
    day: Monday
    start: 9:00
    end: 10:00
    online: https://meet.example.edu/oh
    changes: [{date: 2026-09-21, swap: {grace-hopper: alan-turing}}]
"""
    course = written(tmp_path, changed("{date: 2026-09-21, swap: {alan-turing: grace-hopper}}"), other)

    usual = ["oh-b: Monday 09:00-10:00, https://meet.example.edu/oh, grace-hopper", USUAL]
    assert table(course, date(2026, 9, 1)) == table(course, date(2026, 9, 21)) == usual


def test_slots_are_by_weekday_then_hour_then_id(tmp_path: Path) -> None:
    slots = (
        f"  - {{id: {id}, hosts: [{host}], day: {day}, start: {start}, end: '20:00', from: 2026-09-{first}}}"
        for id, host, day, start, first in (
            ("a", "ada-lovelace", "Sunday", "9:00", 14),
            ("b", "ada-lovelace", "Tuesday", "18:00", 14),
            ("d", "alan-turing", "Tuesday", "9:00", 14),
            ("c", "grace-hopper", "Tuesday", "9:00", 21),
        )
    )
    course = written(tmp_path, *slots)

    assert [hours.slot for hours in weekly_hours(course, date(2026, 9, 1))] == ["c", "d", "b", "a"]


def test_slot_that_ended_has_no_weeks_to_come(tmp_path: Path) -> None:
    course = written(tmp_path, SLOT + "    until: 2026-10-05\n")

    (before,) = weekly_hours(course, date(2026, 10, 5))
    (after,) = weekly_hours(course, date(2026, 10, 6))
    assert (told(before), [said(event) for event in before.coming]) == (
        USUAL,
        ["oh-2026-10-05: Mon 10-05 15:00-16:00, 45-102, ada-lovelace + alan-turing"],
    )
    assert (told(after), after.coming) == (USUAL, ())


def test_slot_for_the_whole_class_has_no_hosts(tmp_path: Path) -> None:
    course = written(tmp_path, SLOT.replace("ada-lovelace, alan-turing", ""))

    assert table(course, date(2026, 9, 1)) == ["oh: Monday 15:00-16:00, 45-102, "]


def test_recitations_are_no_office_hours(tmp_path: Path) -> None:
    slot = "slots: [{id: r01, title: Recitation, hosts: [alan-turing], day: Monday, start: 9:00, end: 10:00}]"
    course = read(tmp_path, course=course_yaml(TERM), tutorials=slot)

    assert weekly_hours(course, date(2026, 9, 1)) == ()


@pytest.mark.parametrize(
    ("slots", "undecided"),
    [
        ("slots:\n" + SLOT.replace("Monday", "tbd"), ("oh", "", ("ada-lovelace", "alan-turing"))),
        ("slots:\n" + SLOT.replace("15:00", "tbd"), ("oh", "", ("ada-lovelace", "alan-turing"))),
        ("one_off: [{id: oh, date: tbd, title: Questions}]", ("oh", "Questions", ())),
    ],
    ids=["no day", "no hour", "once"],
)
@pytest.mark.parametrize("published", [False, True], ids=["never had one", "lost it"])
def test_hours_to_be_decided_stand_apart(
    tmp_path: Path, slots: str, undecided: tuple[str, str, tuple[str, ...]], published: bool
) -> None:
    dated = "one_off: [{id: oh, date: 2026-10-05, start: 9:00, end: 10:00}]" if "date" in slots else f"slots:\n{SLOT}"
    folder = write_course(tmp_path, course=course_yaml(TERM), office_hours=dated)
    if published:
        publish(folder, PUBLISHED)
    course = read_course(write_course(folder, course=course_yaml(TERM), office_hours=slots))

    assert any(event.undated for event in course.events) == published
    assert weekly_hours(course, date(2026, 9, 1)) == ()
    assert [(hours.id, hours.title, hours.people) for hours in undecided_hours(course)] == [undecided]


def test_slot_that_was_given_up_is_not_shown(tmp_path: Path) -> None:
    folder = write_course(tmp_path, course=course_yaml(TERM), office_hours=f"slots:\n{SLOT}")
    publish(folder, PUBLISHED)
    course = read_course(write_course(folder, course=course_yaml(TERM), office_hours="slots: []"))

    assert len([event for event in course.events if event.slot == "oh"]) == 9
    assert weekly_hours(course, date(2026, 9, 1)) == ()
