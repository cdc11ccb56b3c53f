"""What changed, in the words of a student: what a page, a feed reader and an event's description say of it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from courses import COURSE, OCTOBER, STAFF, course_yaml, publish, touch, write_course

from feeds.calendar.changes import Notice, among, last_change, notices
from feeds.course.model import Course, Effect
from feeds.course.reader import read_course
from feeds.course.selection import Selection

FIRST = datetime(2026, 8, 20, 12, tzinfo=UTC)
THEN = datetime(2026, 9, 4, 1, 30, tzinfo=UTC)  # in New York still the 3rd

LECTURE = "lectures: [{id: grids, date: Tue 2026-09-15, title: Grids, speakers: [ada-lovelace]}]"
EXAM = "exams: [{id: midterm, date: Wed 2026-10-14, start: 19:30, end: 21:30, title: Midterm, room: 45-230}]"
DUE = "assignments: [{id: pset-1, title: pset 1, due: Tue 2026-09-22 23:59}]"
HOURS = """\
slots:
  - id: oh
    hosts: [ada-lovelace, alan-turing]
    day: Monday
    start: 15:00
    end: 16:00
    room: 45-102
    from: 2026-09-14
    until: 2026-10-05
"""
GUEST = (
    "lectures: [{id: guest-1, date: Tue 2026-09-15, title: Guest Lecture 1, tags: [guest], speakers: [{name: Lise M}]}]"
)
GIT = """\
tutorials:
  - {id: git-1, date: Wed 2026-09-16, start: 18:00, end: 19:00, room: Lab, title: Git, any_of: git}
  - {id: git-2, date: Fri 2026-09-18, start: 12:00, end: 13:00, room: Lab, title: Git, any_of: git}
"""


def published(folder: Path, before: dict[str, str], after: dict[str, str], note: str = "") -> Course:
    """Publish a course, and again after a change."""
    publish(write_course(folder, **before), FIRST)
    return publish(write_course(folder, **after), THEN, note)


def new(course: Course) -> list[Notice]:
    """Give what is said of the changes that were published last."""
    return [notice for notice in notices(course.changes, course) if notice.time == THEN]


def texts(found: list[Notice]) -> list[str]:
    return [line for notice in found for line in (notice.text, *(f"  {each}" for each in notice.lines))]


def hours(*changes: str) -> str:
    """Give the slot with changes."""
    return HOURS + "    changes:\n" + "".join(f"      - {change}\n" for change in changes)


# Each effect alone

ALONE = [
    pytest.param(
        {"exams": ""},
        {"exams": EXAM},
        "new",
        "New: Midterm (6.100), Wed 14 Oct, 7:30–9:30 PM ET, 45-230",
        id="new",
    ),
    pytest.param(
        {"lectures": ""},
        {"lectures": LECTURE.replace("}]", ", room: tbd}]")},
        "new",
        "New: 6.100 Grids, Tue 15 Sep, 1–2:30 PM ET, Room to be announced",
        id="new, and its room is not known",
    ),
    pytest.param(
        {"deadlines": ""},
        {"deadlines": DUE},
        "new",
        "New: pset 1 due (6.100), Tue 22 Sep, 11:59 PM ET",
        id="a deadline",
    ),
    pytest.param(
        {},
        {"course": course_yaml("holidays: [{id: break, first: Mon 2026-11-23, last: Fri 2026-11-27, name: Break}]")},
        "new",
        "New: No class: Break (6.100), Mon 23 Nov – Fri 27 Nov",
        id="a holiday",
    ),
    pytest.param(
        {"exams": ""},
        {"exams": EXAM.replace("}]", ", cancelled: strike}]")},
        "new",
        "Cancelled: Midterm (6.100), Wed 14 Oct, 7:30–9:30 PM ET (strike)",
        id="new, and cancelled",
    ),
    pytest.param(
        {"exams": EXAM},
        {"exams": "", "course": course_yaml("withdrawn: [midterm]")},
        "withdrawn",
        "Withdrawn: Midterm (6.100), Wed 14 Oct, 7:30–9:30 PM ET",
        id="withdrawn",
    ),
    pytest.param(
        {"exams": EXAM},
        {"exams": EXAM.replace("}]", ", cancelled: yes}]")},
        "cancelled",
        "Cancelled: Midterm (6.100), Wed 14 Oct, 7:30–9:30 PM ET",
        id="cancelled",
    ),
    pytest.param(
        {"exams": EXAM},
        {"exams": EXAM.replace("}]", ", cancelled: strike}]")},
        "cancelled",
        "Cancelled: Midterm (6.100), Wed 14 Oct, 7:30–9:30 PM ET (strike)",
        id="cancelled for a reason",
    ),
    pytest.param(
        {"exams": EXAM},
        {"exams": "exams: []"},
        "cancelled",
        "Cancelled: Midterm (6.100), Wed 14 Oct, 7:30–9:30 PM ET",
        id="vanished",
    ),
    pytest.param(
        {"exams": EXAM.replace("}]", ", cancelled: strike}]")},
        {"exams": EXAM},
        "restored",
        "Midterm (6.100), Wed 14 Oct, 7:30–9:30 PM ET: takes place after all",
        id="restored",
    ),
    pytest.param(
        {"exams": EXAM.replace("}]", ", cancelled: strike}]")},
        {"exams": EXAM.replace("10-14", "10-15").replace("Wed", "Thu").replace("45-230", "45-102")},
        "restored",
        "Midterm (6.100), Thu 15 Oct, 7:30–9:30 PM ET: takes place after all; Wed 14 Oct, 7:30–9:30 PM ET → Thu 15 Oct,"
        " 7:30–9:30 PM ET; 45-230 → 45-102",
        id="restored on another day, elsewhere",
    ),
    pytest.param(
        {"exams": EXAM},
        {"exams": EXAM.replace("Wed 2026-10-14, start: 19:30, end: 21:30", "tbd")},
        "undated",
        "Midterm (6.100): Wed 14 Oct, 7:30–9:30 PM ET → date to be announced",
        id="undated",
    ),
    pytest.param(
        {"exams": EXAM},
        {"exams": EXAM.replace("21:30", "22:00")},
        "moved",
        "Midterm (6.100), Wed 14 Oct: 7:30–9:30 PM → 7:30–10 PM ET",
        id="moved within its day",
    ),
    pytest.param(
        {"exams": EXAM},
        {"exams": EXAM.replace("Wed 2026-10-14", "Thu 2026-10-15")},
        "moved",
        "Midterm (6.100): Wed 14 Oct, 7:30–9:30 PM ET → Thu 15 Oct, 7:30–9:30 PM ET",
        id="moved to another day",
    ),
    pytest.param(
        {"exams": EXAM.replace(", start: 19:30, end: 21:30", "")},
        {"exams": EXAM},
        "moved",
        "Midterm (6.100): Wed 14 Oct → Wed 14 Oct, 7:30–9:30 PM ET",
        id="its hours are known",
    ),
    pytest.param(
        {"deadlines": DUE},
        {"deadlines": DUE.replace("23:59", "17:00")},
        "moved",
        "pset 1 due (6.100), Tue 22 Sep: 11:59 PM → 5 PM ET",
        id="a deadline within its day",
    ),
    pytest.param(
        {"deadlines": DUE},
        {"deadlines": DUE.replace("Tue 2026-09-22 23:59", "Thu 2026-09-24")},
        "moved",
        "pset 1 due (6.100): Tue 22 Sep, 11:59 PM ET → Thu 24 Sep",
        id="a deadline, to a whole day",
    ),
    pytest.param(
        {"exams": EXAM},
        {"exams": EXAM.replace("45-230", "45-102").replace("}]", ", overflow: [45-103]}]")},
        "relocated",
        "Midterm (6.100), Wed 14 Oct, 7:30–9:30 PM ET: 45-230 → 45-102 (overflow: 45-103)",
        id="relocated",
    ),
    pytest.param(
        {"exams": EXAM},
        {"exams": EXAM.replace(", room: 45-230", "")},
        "relocated",
        "Midterm (6.100), Wed 14 Oct, 7:30–9:30 PM ET: 45-230 → no room",
        id="without a room",
    ),
    pytest.param(
        {"exams": EXAM.replace("45-230", "tbd")},
        {"exams": EXAM},
        "relocated",
        "Midterm (6.100), Wed 14 Oct, 7:30–9:30 PM ET: Room to be announced → 45-230",
        id="its room is known",
    ),
    pytest.param(
        {"lectures": LECTURE},
        {"lectures": LECTURE.replace("ada-lovelace", "grace-hopper")},
        "handed over",
        "6.100 Grids, Tue 15 Sep, 1–2:30 PM ET: Ada Lovelace → Grace Hopper",
        id="another speaker",
    ),
    pytest.param(
        {"lectures": LECTURE},
        {"lectures": LECTURE.replace("[ada-lovelace]", "[ada-lovelace, grace-hopper]")},
        "handed over",
        "6.100 Grids, Tue 15 Sep, 1–2:30 PM ET: now also with Grace Hopper",
        id="one more speaker",
    ),
    pytest.param(
        {"lectures": LECTURE.replace("[ada-lovelace]", "[]")},
        {"lectures": LECTURE},
        "handed over",
        "6.100 Grids, Tue 15 Sep, 1–2:30 PM ET: with Ada Lovelace",
        id="its first speaker",
    ),
    pytest.param(
        {"lectures": LECTURE},
        {"lectures": LECTURE.replace("[ada-lovelace]", "[]")},
        "handed over",
        "6.100 Grids, Tue 15 Sep, 1–2:30 PM ET: without Ada Lovelace",
        id="one speaker less",
    ),
    pytest.param(
        {"lectures": GUEST},
        {"lectures": GUEST.replace("{name: Lise M}", "{name: Otto H, affiliation: Berlin}")},
        "handed over",
        "6.100 Guest Lecture 1: Otto H, Tue 15 Sep, 1–2:30 PM ET: Lise M → Otto H (Berlin)",
        id="another guest",
    ),
    pytest.param(
        {"lectures": LECTURE},
        {"lectures": LECTURE.replace("title: Grids", "title: Meshes")},
        "renamed",
        "6.100 Meshes, Tue 15 Sep, 1–2:30 PM ET: title was “Grids”",
        id="renamed",
    ),
    pytest.param(
        {"lectures": LECTURE},
        {"lectures": LECTURE.replace("}]", ", tentative: yes}]")},
        "tentative",
        "6.100 Grids, Tue 15 Sep, 1–2:30 PM ET: not certain yet",
        id="tentative",
    ),
    pytest.param(
        {"lectures": LECTURE.replace("}]", ", tentative: yes}]")},
        {"lectures": LECTURE},
        "tentative",
        "6.100 Grids, Tue 15 Sep, 1–2:30 PM ET: certain now",
        id="certain",
    ),
]

QUIET = [
    ("", ", details: Bring a pen.", "new details"),
    (", details: Bring a pen.", ", details: Bring two pens.", "details changed"),
    (", details: Bring a pen.", "", "no details"),
    ("", ", materials: [{title: slides}, {title: notes}]", "materials: slides, notes"),
    (", materials: [{title: slides}]", "", "materials: without slides"),
    (", materials: [{title: slides}]", ", materials: [{title: 'slides', url: 'https://a.edu'}]", "materials: slides"),
    (", materials: [{title: slides}]", ", materials: [{title: notes}]", "materials: notes"),
    (
        ", materials: [{title: slides}, {title: notes}]",
        ", materials: [{title: notes}, {title: slides}]",
        "materials: in another order",
    ),
    ("", ", tags: [robots, language]", "tags: robots, language"),
    (", tags: [robots]", "", "tags: none"),
    (", details: Bring a pen.", ", materials: [{title: slides}], tags: [a]", "no details; materials: slides; tags: a"),
    (", cancelled: ill", ", cancelled: snow", "cancelled (ill) → cancelled (snow)"),
]


@pytest.mark.parametrize(("before", "after", "effect", "text"), ALONE)
def test_change_is_said_in_a_line(
    before: dict[str, str], after: dict[str, str], effect: str, text: str, tmp_path: Path
) -> None:
    found = new(published(tmp_path, {"tutorials": GIT, **before}, {"tutorials": GIT, **after}))

    assert [(notice.effect.value, notice.text, notice.lines) for notice in found] == [(effect, text, ())]


@pytest.mark.parametrize(("before", "after", "words"), QUIET)
def test_quiet_change_is_said_without_ado(before: str, after: str, words: str, tmp_path: Path) -> None:
    one, other = ({"lectures": LECTURE.replace("}]", f"{each}}}]")} for each in (before, after))
    course = published(tmp_path, one, other)

    assert texts(new(course)) == [f"6.100 Grids, Tue 15 Sep, 1–2:30 PM ET: {words}"]
    assert last_change(course.changes, course) is None


def test_number_of_alternatives_is_said_of_each(tmp_path: Path) -> None:
    three = (
        GIT + "  - {id: git-3, date: Mon 2026-09-21, start: 18:00, end: 19:00, room: Lab, title: Git, any_of: git}\n"
    )

    assert texts(new(published(tmp_path / "t-1", {"tutorials": GIT}, {"tutorials": three}))) == [
        "Details of 2 events",
        "  6.100 Git, Wed 16 Sep, 6–7 PM ET: any one of 3 (git)",
        "  6.100 Git, Fri 18 Sep, 12–1 PM ET: any one of 3 (git)",
        "New: 6.100 Git, Mon 21 Sep, 6–7 PM ET, Lab",
    ]
    assert texts(
        new(published(tmp_path / "t-2", {"tutorials": GIT}, {"tutorials": GIT.replace(", any_of: git", "")}))
    ) == [
        "Details of 2 events",
        "  6.100 Git, Wed 16 Sep, 6–7 PM ET: no longer one of several",
        "  6.100 Git, Fri 18 Sep, 12–1 PM ET: no longer one of several",
    ]


def test_guest_who_joins_the_staff_is_a_small_correction(tmp_path: Path) -> None:
    before = LECTURE.replace("ada-lovelace", "{name: Ada Lovelace}")

    assert texts(new(published(tmp_path, {"lectures": before}, {"lectures": LECTURE}))) == [
        "6.100 Grids, Tue 15 Sep, 1–2:30 PM ET: small corrections"
    ]


def test_several_differences_are_said_at_once(tmp_path: Path) -> None:
    after = LECTURE.replace("Tue 2026-09-15", "Thu 2026-09-17").replace("Grids", "Meshes")
    after = after.replace("ada-lovelace", "grace-hopper").replace("}]", ", room: 1-1, details: Bring a pen.}]")

    assert texts(new(published(tmp_path, {"lectures": LECTURE}, {"lectures": after}))) == [
        "6.100 Meshes: Tue 15 Sep, 1–2:30 PM ET → Thu 17 Sep, 1–2:30 PM ET; 45-230 → 1-1; title was “Grids”;"
        " Ada Lovelace → Grace Hopper; new details"
    ]


# Many weeks at once

MONDAYS = "OH Ada, Alan (6.100), Mondays, 3–4 PM ET"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        pytest.param(
            HOURS,
            hours("{from: 2026-09-21, day: Wednesday}").replace("10-05", "10-07"),
            ["OH Ada, Alan (6.100), 3 weeks, Wed 23 Sep to Wed 7 Oct: Mondays, 3–4 PM ET → Wednesdays, 3–4 PM ET"],
            id="to another day for good",
        ),
        pytest.param(
            HOURS,
            hours("{from: 2026-09-21, start: 14:00}"),
            ["OH Ada, Alan (6.100), Mondays (3 weeks, Mon 21 Sep to Mon 5 Oct): 3–4 PM → 2–4 PM ET"],
            id="to another hour for good",
        ),
        pytest.param(
            HOURS,
            hours("{from: 2026-09-21, room: 1-1}"),
            [f"{MONDAYS} (3 weeks, Mon 21 Sep to Mon 5 Oct): 45-102 → 1-1"],
            id="to another room for good",
        ),
        pytest.param(
            HOURS,
            hours("{from: 2026-09-21, swap: {alan-turing: grace-hopper}}"),
            [
                "OH Ada, Grace (6.100), Mondays, 3–4 PM ET (3 weeks, Mon 21 Sep to Mon 5 Oct):"
                " Alan Turing → Grace Hopper"
            ],
            id="handed over for good",
        ),
        pytest.param(
            HOURS,
            HOURS.replace("until: 2026-10-05", "until: 2026-09-21"),
            [f"Cancelled: {MONDAYS} (2 weeks, Mon 28 Sep to Mon 5 Oct)"],
            id="ended",
        ),
        pytest.param(
            HOURS.replace("from: 2026-09-14", "from: 2026-09-28"),
            HOURS,
            [f"New: {MONDAYS} (2 weeks, Mon 14 Sep to Mon 21 Sep), 45-102"],
            id="begun earlier",
        ),
        pytest.param(
            "slots: []",
            HOURS,
            [f"New: {MONDAYS} (4 weeks, Mon 14 Sep to Mon 5 Oct), 45-102"],
            id="added",
        ),
        pytest.param(
            HOURS,
            "slots: []",
            [f"Cancelled: {MONDAYS} (4 weeks, Mon 14 Sep to Mon 5 Oct)"],
            id="removed",
        ),
        pytest.param(
            "slots: []",
            hours("{date: 2026-09-21, room: 1-1}", "{date: 2026-09-28, cancelled: conference, hosts: []}"),
            [
                f"New: {MONDAYS} (2 weeks, Mon 14 Sep to Mon 5 Oct), 45-102",
                "New: OH Ada, Alan (6.100), Mon 21 Sep, 3–4 PM ET, 1-1",
                "Cancelled: OH Ada, Alan (6.100), Mon 28 Sep, 3–4 PM ET (conference)",
            ],
            id="added, with weeks that are different",
        ),
        pytest.param(
            HOURS,
            HOURS.replace("Monday", "tbd"),
            ["OH Ada, Alan (6.100), 4 weeks, Mon 14 Sep to Mon 5 Oct: Mondays, 3–4 PM ET → date to be announced"],
            id="its day is to be decided again",
        ),
        pytest.param(
            HOURS,
            HOURS.replace("id: oh", "id: oh\n    title: Review"),
            ["Review: Ada, Alan (6.100), Mondays, 3–4 PM ET (4 weeks, Mon 14 Sep to Mon 5 Oct): title is “Review”"],
            id="named",
        ),
        pytest.param(
            HOURS,
            hours("{date: 2026-09-14, without: alan-turing}", "{date: 2026-09-28, room: 1-1}"),
            [
                "OH Ada (6.100), Mon 14 Sep, 3–4 PM ET: without Alan Turing",
                "OH Ada, Alan (6.100), Mon 28 Sep, 3–4 PM ET: 45-102 → 1-1",
            ],
            id="single weeks",
        ),
        pytest.param(
            HOURS,
            HOURS.replace("id: oh", "id: oh\n    details: Bring a pen."),
            [
                "Details of 4 events",
                "  OH Ada, Alan (6.100), Mon 14 Sep, 3–4 PM ET: new details",
                "  OH Ada, Alan (6.100), Mon 21 Sep, 3–4 PM ET: new details",
                "  OH Ada, Alan (6.100), Mon 28 Sep, 3–4 PM ET: new details",
                "  OH Ada, Alan (6.100), Mon 5 Oct, 3–4 PM ET: new details",
            ],
            id="quiet ones",
        ),
    ],
)
def test_weeks_of_a_slot_are_said_together(before: str, after: str, said: list[str], tmp_path: Path) -> None:
    one, other = ({"lectures": LECTURE, "office_hours": each} for each in (before, after))

    assert texts(new(published(tmp_path, one, other))) == said


def test_late_holiday_is_said_with_the_hours_it_takes(tmp_path: Path) -> None:
    other = HOURS.replace("slots:\n", "").replace("id: oh", "id: oh-2").replace("15:00", "14:00").replace("16:", "15:")
    files = {"office_hours": HOURS + other.replace("45-102", "45-103")}
    fair = course_yaml("holidays: [{id: fair, first: Mon 2026-09-21, last: Tue 2026-09-29, name: Career Fair}]")

    assert texts(new(published(tmp_path, files, {**files, "course": fair}))) == [
        "New: No class: Career Fair (6.100), Mon 21 Sep – Tue 29 Sep",
        "Cancelled: OH Ada, Alan (6.100), Mondays, 2–3 PM ET (2 weeks, Mon 21 Sep to Mon 28 Sep) (Career Fair)",
        "Cancelled: OH Ada, Alan (6.100), Mondays, 3–4 PM ET (2 weeks, Mon 21 Sep to Mon 28 Sep) (Career Fair)",
    ]


def test_monday_that_is_held_on_tuesday_is_said_by_itself(tmp_path: Path) -> None:
    slot = HOURS.replace("2026-09-14", "2026-10-05").replace("until: 2026-10-05", "until: 2026-10-26")
    files = {"course": course_yaml(OCTOBER), "office_hours": slot}
    after = {**files, "office_hours": slot + "    changes: [{from: 2026-10-05, room: 1-1}]\n"}

    assert texts(new(published(tmp_path, files, after))) == [
        f"{MONDAYS} (3 weeks, Mon 5 Oct to Mon 26 Oct): 45-102 → 1-1",
        "OH Ada, Alan (6.100), Tue 13 Oct, 3–4 PM ET: 45-102 → 1-1",
    ]


# In which order, and what belongs together


def test_first_publication_is_one_notice(tmp_path: Path) -> None:
    write_course(tmp_path, lectures=LECTURE, exams=EXAM, office_hours=HOURS)
    unrecorded = read_course(tmp_path)
    course = publish(tmp_path, FIRST)

    for each, recorded, time in ((unrecorded, False, datetime(2026, 8, 1, tzinfo=UTC)), (course, True, FIRST)):
        (notice,) = notices(each.changes, each)
        assert (notice.text, notice.lines, notice.effect) == ("Published: 6 events", (), Effect.NEW)
        assert (notice.recorded, notice.time) == (recorded, time)
        assert [change.id for change in notice.changes] == [
            *("oh-2026-09-14", "grids", "oh-2026-09-21", "oh-2026-09-28", "oh-2026-10-05", "midterm")
        ]
    (one,) = notices(among(course.changes, Selection.parse("exams")), course)
    assert one.text == "Published: 1 event"


def test_course_without_events_has_no_notices(tmp_path: Path) -> None:
    course = read_course(write_course(tmp_path))

    assert notices(course.changes, course) == ()


def test_notes_are_said_and_keep_changes_apart(tmp_path: Path) -> None:
    course = published(tmp_path, {"exams": EXAM}, {"exams": EXAM.replace("45-230", "45-102")}, "The room is flooded.")

    assert [(notice.note, notice.text) for notice in notices(course.changes, course)] == [
        ("The room is flooded.", "Midterm (6.100), Wed 14 Oct, 7:30–9:30 PM ET: 45-230 → 45-102"),
        ("", "Published: 1 event"),
    ]


def test_newest_is_first_and_what_is_not_recorded_before_it(tmp_path: Path) -> None:
    published(tmp_path, {"exams": EXAM}, {"exams": EXAM.replace("45-230", "45-102")})
    write_course(tmp_path, exams=EXAM.replace("45-230", "45-103"), lectures=LECTURE)
    touch(tmp_path, THEN + timedelta(hours=1))
    course = read_course(tmp_path)

    assert [(notice.recorded, notice.time, notice.text) for notice in notices(course.changes, course)] == [
        (False, THEN + timedelta(hours=1), "New: 6.100 Grids, Tue 15 Sep, 1–2:30 PM ET, 45-230"),
        (
            False,
            THEN + timedelta(hours=1),
            "Midterm (6.100), Wed 14 Oct, 7:30–9:30 PM ET: 45-102 → 45-103",
        ),
        (True, THEN, "Midterm (6.100), Wed 14 Oct, 7:30–9:30 PM ET: 45-230 → 45-102"),
        (True, FIRST, "Published: 1 event"),
    ]


def test_within_a_publication_the_earliest_event_is_first(tmp_path: Path) -> None:
    before = {"lectures": LECTURE, "exams": EXAM, "deadlines": DUE}
    after = {name: text.replace("}]", ", cancelled: strike}]") for name, text in before.items()}

    assert texts(new(published(tmp_path, before, after))) == [
        "Cancelled: 6.100 Grids, Tue 15 Sep, 1–2:30 PM ET (strike)",
        "Cancelled: pset 1 due (6.100), Tue 22 Sep, 11:59 PM ET (strike)",
        "Cancelled: Midterm (6.100), Wed 14 Oct, 7:30–9:30 PM ET (strike)",
    ]


# Whom it concerns


def test_selection_is_told_of_what_it_holds_held_and_gets(tmp_path: Path) -> None:
    before = {"office_hours": HOURS, "lectures": LECTURE, "exams": EXAM}
    swapped = hours("{date: 2026-09-14, swap: {alan-turing: grace-hopper}}", "{date: 2026-09-21, moved_to: 2026-09-30}")
    after = {**before, "office_hours": swapped, "exams": EXAM.replace("45-230", "45-103")}
    course = published(tmp_path, before, after)

    told = {
        words: [change.id for change in among(course.changes, Selection.parse(words)) if change.time == THEN]
        for words in (
            *(
                "all",
                "main",
                "office-hours",
                "ada-lovelace",
                "alan-turing",
                "grace-hopper",
                "week-2",
                "week-3",
                "week-4",
            ),
            *("exams", "room-45-230", "room-45-103", "lectures", "all_not-office-hours", "all_not-grace-hopper"),
        )
    }

    assert told == {
        "all": ["midterm", "oh-2026-09-14", "oh-2026-09-21"],
        "main": ["midterm"],
        "office-hours": ["oh-2026-09-14", "oh-2026-09-21"],
        "ada-lovelace": ["oh-2026-09-14", "oh-2026-09-21"],
        "alan-turing": ["oh-2026-09-14", "oh-2026-09-21"],  # the first has left
        "grace-hopper": ["oh-2026-09-14"],
        "week-2": ["oh-2026-09-14"],
        "week-3": ["oh-2026-09-21"],
        "week-4": ["oh-2026-09-21"],
        "exams": ["midterm"],
        "room-45-230": ["midterm"],
        "room-45-103": ["midterm"],
        "lectures": [],
        "all_not-office-hours": ["midterm"],
        "all_not-grace-hopper": ["midterm", "oh-2026-09-14", "oh-2026-09-21"],
    }


# The last change, in a description


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ({"exams": ""}, {"exams": EXAM}, None),
        ({"exams": EXAM}, {"exams": EXAM}, None),
        (
            {"exams": EXAM},
            {"exams": EXAM.replace("21:30", "22:00")},
            "Changed 3 Sep: 7:30–9:30 PM → 7:30–10 PM ET",
        ),
        (
            {"exams": EXAM},
            {"exams": EXAM.replace("Wed 2026-10-14", "Thu 2026-10-15").replace("45-230", "tbd")},
            "Changed 3 Sep: Wed 14 Oct, 7:30–9:30 PM ET → Thu 15 Oct, 7:30–9:30 PM ET; 45-230 → Room to be announced",
        ),
        ({"exams": EXAM}, {"exams": "exams: []"}, "Changed 3 Sep: cancelled"),
        ({"exams": EXAM}, {"exams": EXAM.replace("}]", ", cancelled: strike}]")}, "Changed 3 Sep: cancelled (strike)"),
        (
            {"exams": EXAM.replace("}]", ", cancelled: strike}]")},
            {"exams": EXAM},
            "Changed 3 Sep: takes place after all",
        ),
        (
            {"exams": EXAM},
            {"exams": EXAM.replace("Wed 2026-10-14, start: 19:30, end: 21:30", "tbd")},
            "Changed 3 Sep: Wed 14 Oct, 7:30–9:30 PM ET → date to be announced",
        ),
        ({"exams": EXAM}, {"exams": EXAM.replace("}]", ", details: Bring a pen.}]")}, None),
        (
            {"exams": EXAM.replace("2026-10-14", "2027-01-13"), "course": COURSE.replace("2026-12-09", "2027-01-27")},
            {
                "exams": EXAM.replace("Wed 2026-10-14", "Thu 2027-01-14"),
                "course": COURSE.replace("Wed 2026-12-09", "2027-01-27"),
            },
            "Changed 3 Sep 2026: Wed 13 Jan, 7:30–9:30 PM ET → Thu 14 Jan, 7:30–9:30 PM ET",
        ),
    ],
)
def test_last_change_is_said_with_its_day(
    before: dict[str, str], after: dict[str, str], said: str | None, tmp_path: Path
) -> None:
    """By the course's own clock; and with the year where the event is in another."""
    course = published(tmp_path, before, after)

    assert last_change([change for change in course.changes if change.id == "midterm"], course) == said


def test_undated_that_is_cancelled_says_only_that(tmp_path: Path) -> None:
    publish(write_course(tmp_path, exams=EXAM), FIRST)
    publish(write_course(tmp_path, exams="exams: [{id: midterm, date: tbd, title: Midterm}]"), THEN - timedelta(days=9))
    course = publish(write_course(tmp_path, exams="exams: []"), THEN)

    assert last_change(course.changes, course) == "Changed 3 Sep: cancelled"


def test_last_change_is_the_last_that_is_worth_telling(tmp_path: Path) -> None:
    published(tmp_path, {"exams": EXAM}, {"exams": EXAM.replace("45-230", "45-102")})
    write_course(tmp_path, exams=EXAM.replace("45-230", "45-102").replace("}]", ", details: Bring a pen.}]"))
    course = publish(tmp_path, THEN + timedelta(days=2))

    assert last_change(course.changes, course) == "Changed 3 Sep: 45-230 → 45-102"
    assert last_change([], course) is None


def test_title_and_staff_are_named_as_they_are_now(tmp_path: Path) -> None:
    """A notice stays true to who it was about, by the names of today."""
    course = published(tmp_path, {"office_hours": HOURS}, {"office_hours": hours("{date: 2026-09-14, room: 1-1}")})
    staff = STAFF.replace("Alan Turing,", "Alan Turing, short: Al,")
    renamed = publish(write_course(tmp_path, staff=staff), THEN + timedelta(days=1))

    assert texts(new(course)) == ["OH Ada, Alan (6.100), Mon 14 Sep, 3–4 PM ET: 45-102 → 1-1"]
    assert texts(new(renamed)) == ["OH Ada, Al (6.100), Mon 14 Sep, 3–4 PM ET: 45-102 → 1-1"]
    assert replace(renamed.people["alan-turing"], short="Alan") == course.people["alan-turing"]
