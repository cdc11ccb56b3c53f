"""Weekly slots and the changes of their weeks: what is wrong with them, and what does nothing."""

from pathlib import Path

import pytest
from courses import OCTOBER, course_yaml, lines, problems, write_course

from feeds.course.reader import read_course


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            """
            slots:
              - {id: a, day: Mondays, start: 15:00, end: 16:00, until: 2026-09-31}
              - {id: b, start: 15:00, end: 16:00}
              - {id: c, day: [Mon, Wed], start: 15:00, end: 16:00, hosts: alan-turing}
              - {id: d, day: Mon, date: 2026-09-14, changes: none}
            """,
            """
            office-hours.yaml:2:18: 'Mondays' is not a weekday; did you mean 'Monday'?
            office-hours.yaml:2:60: 2026-09-31 does not exist in the calendar; check day and month
            office-hours.yaml:3:5: 'day' is missing; write `day: …`
            office-hours.yaml:4:18: one value is wanted here, not a list or a mapping; write one, or quote text that
              begins with [
              or {
            office-hours.yaml:4:63: a list is wanted here; write each item on a line of its own that begins with `- `,
              or [one, two]
            office-hours.yaml:5:23: unknown key 'date'; it goes under 'changes'
            office-hours.yaml:5:50: a list is wanted here; write each item on a line of its own that begins with `- `,
              or [one, two]
            """,
            id="slots",
        ),
        pytest.param(
            """
            slots:
              - {id: a, day: Mon}
              - {id: b, day: Mon, start: 15:00, hosts: [alan-turin, ada-lovelace]}
              - {id: c, day: Mon, start: 15:00, end: 14:00}
              - {id: d, day: tbd, hosts: [grace-hopper, x-y]}
            """,
            """
            office-hours.yaml:2:5: a slot has a start and an end; write both, or `start: tbd`
            office-hours.yaml:3:5: a slot has a start and an end; write both, or `start: tbd`
            office-hours.yaml:3:45: nobody on the staff has the id 'alan-turin'; did you mean 'alan-turing'?
            office-hours.yaml:4:42: the end, 14:00, is not after the start, 15:00; use 24-hour time, within one day
            office-hours.yaml:5:45: nobody on the staff has the id 'x-y'; add them to staff.yaml
            """,
            id="slots without hours, with hosts that nobody knows, and with hours the wrong way round",
        ),
        pytest.param(
            """
            slots:
              - id: oh
                hosts: [ada-lovelace]
                day: Monday
                start: 15:00
                end: 16:00
                changes:
                  - {room: 45-102}
                  - {date: 2026-09-21, from: 2026-09-21, room: 45-102}
                  - {date: 2026-09-21, day: Tuesday}
                  - {from: 2026-09-21, cancelled: ill}
                  - {from: 2026-09-21, moved_to: 2026-09-22}
                  - {date: 2026-09-21, canceled: ill}
                  - {date: 2026-09-21, moved: 2026-09-22}
                  - 2026-09-21
            """,
            """
            office-hours.yaml:8:9: a change is of one week or for good; write either `date` or `from`
            office-hours.yaml:9:9: a change is of one week or for good; write either `date` or `from`
            office-hours.yaml:10:9: `day` goes with `from`; to move one week, write `moved_to` with a date
            office-hours.yaml:11:9: `moved_to` and `cancelled` go with `date`; for good, write `from` with `day`, or
              `until` at the slot
            office-hours.yaml:12:9: `moved_to` and `cancelled` go with `date`; for good, write `from` with `day`, or
              `until` at the slot
            office-hours.yaml:13:28: unknown key 'canceled'; did you mean 'cancelled'?
            office-hours.yaml:14:28: unknown key 'moved'; did you mean 'moved_to'?
            office-hours.yaml:15:9: a mapping is wanted here; write `key: value` lines (keys: room, overflow, online,
              date, from, cancelled, moved_to, day, start, end, hosts, without, swap)
            """,
            id="changes that say too little or too much",
        ),
        pytest.param(
            """
            slots:
              - id: oh
                hosts: [ada-lovelace]
                day: Monday
                start: 15:00
                end: 16:00
                changes:
                  - {date: Tue 2026-09-21, without: Ada Lovelace}
                  - {date: 2026-09-21, hosts: alan-turing, swap: [ada-lovelace, alan-turing]}
                  - {date: 2026-09-21, swap: {Ada: alan-turing, ada-lovelace: Alan}}
                  - {date: 2026-09-21, swap: ada-lovelace, start: tbd, moved_to: Tuesday}
                  - {date: 2026-09-21, cancelled: , swap: }
            """,
            """
            office-hours.yaml:8:16: 2026-09-21 is a Monday, not a Tuesday; correct the weekday or the date
            office-hours.yaml:8:41: 'Ada Lovelace' is not a word for addresses; write lower-case letters, digits and
              hyphens, such as 'ada-lovelace'
            office-hours.yaml:9:35: a list is wanted here; write each item on a line of its own that begins with `- `,
              or [one, two]
            office-hours.yaml:9:54: a mapping is wanted here; write {id of who goes: id of who comes}
            office-hours.yaml:10:35: 'Ada' is not a word for addresses; write lower-case letters, digits and hyphens,
              such as 'ada'
            office-hours.yaml:10:67: 'Alan' is not a word for addresses; write lower-case letters, digits and hyphens,
              such as 'alan'
            office-hours.yaml:11:34: a mapping is wanted here; write {id of who goes: id of who comes}
            office-hours.yaml:11:55: 'tbd' is not a time of day; write it as 13:00, from 00:00 to 23:59
            office-hours.yaml:11:70: 'Tuesday' is not a date; write it as 2025-09-04 or Thu 2025-09-04
            office-hours.yaml:12:39: the value is missing; write one or take the line out
            office-hours.yaml:12:47: the value is missing; write one or take the line out
            """,
            id="changes with values that are none",
        ),
        pytest.param(
            """
            slots:
              - id: oh
                hosts: [ada-lovelace]
                day: Monday
                start: 15:00
                end: 16:00
                changes:
                  - {date: 2026-09-21, without: ada-lovelac}
                  - {date: 2026-09-21, hosts: [alan-turing, alan]}
                  - {date: 2026-09-28, swap: {ada-lovelace: grace, emmy-noether: alan-turing}}
                  - {date: 2026-10-05, start: 16:00}
                  - {date: 2026-10-12, end: 15:00}
                  - {from: 2026-10-19, room: "45 230"}
            """,
            """
            office-hours.yaml:8:37: nobody on the staff has the id 'ada-lovelac'; did you mean 'ada-lovelace'?
            office-hours.yaml:9:49: nobody on the staff has the id 'alan'; did you mean 'alan-turing'?
            office-hours.yaml:10:49: nobody on the staff has the id 'grace'; did you mean 'grace-hopper'?
            office-hours.yaml:10:70: nobody on the staff has the id 'emmy-noether'; add them to staff.yaml
            office-hours.yaml:11:35: the end is still 16:00, which is not after this start; write `end: …` too
            office-hours.yaml:12:33: the end, 15:00, is not after the start, 15:00; use 24-hour time, within one day
            office-hours.yaml:13:34: '45 230' and '45-230' would both be room-45-230; write the same room in the same
              way
            """,
            id="changes with people whom nobody knows, and hours the wrong way round",
        ),
        pytest.param(
            """
            slots:
              - {id: oh, day: Sunday, start: 01:00, end: 02:00, until: 2026-11-08}
            """,
            """
            office-hours.yaml:2:34: 01:00 comes twice on 2026-11-01 in America/New_York (clocks go back); choose
              another time
            """,
            id="a week on an hour that comes twice",
        ),
    ],
)
def test_slot_is_told_what_is_wrong(text: str, expected: str, tmp_path: Path) -> None:
    assert problems(tmp_path, office_hours=text) == lines(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            """
            slots:
              - id: oh
                hosts: [ada-lovelace]
                day: Monday
                start: 15:00
                end: 16:00
                until: 2026-10-05
                changes:
                  - {date: Tue 2026-09-22, room: 45-102}
                  - {date: Mon 2026-10-12, cancelled: ill}
                  - {from: 2026-10-06, room: 45-102}
                  - {date: Mon 2026-09-28, room: 45-102}
            """,
            """
            office-hours.yaml:9:16: warning: 'oh' does not take place on Tue 2026-09-22, so this change does nothing;
              its nearest week is on Mon 2026-09-21
            office-hours.yaml:10:16: warning: 'oh' does not take place on Mon 2026-10-12, so this change does nothing;
              its nearest week is on Mon 2026-10-05
            office-hours.yaml:11:16: warning: 'oh' does not take place from Tue 2026-10-06 on, so this change
              does nothing; correct the date
            """,
            id="changes of weeks that do not exist",
        ),
        pytest.param(
            """
            slots:
              - id: oh
                hosts: [ada-lovelace]
                day: Monday
                start: 15:00
                end: 16:00
                changes:
                  - {date: 2026-09-21, without: alan-turing}
                  - {date: 2026-09-28, swap: {alan-turing: grace-hopper}}
                  - {from: 2026-10-05, swap: {ada-lovelace: alan-turing}}
                  - {date: 2026-10-12, without: ada-lovelace}
            """,
            """
            office-hours.yaml:8:9: warning: 'alan-turing' does not host this slot then, so there is nobody to take
              out; correct the name or the date
            office-hours.yaml:9:9: warning: 'alan-turing' does not host this slot then, so there is nobody to take
              out; correct the name or the date
            office-hours.yaml:11:9: warning: 'ada-lovelace' does not host this slot then, so there is nobody to take
              out; correct the name or the date
            """,
            id="people taken out who do not host",
        ),
        pytest.param(
            """
            slots:
              - {id: a, day: Mon, start: 15:00, end: 16:00, from: 2026-10-01, until: 2026-09-30}
              - {id: b, day: Thu, start: 15:00, end: 16:00, from: Thu 2026-12-10}
              - {id: c, day: Thu, start: 15:00, end: 16:00, until: 2026-09-09, changes: [{date: 2026-09-17, room: X}]}
            """,
            """
            office-hours.yaml:2:5: warning: 'a' takes place on no day from 2026-10-01 to 2026-09-30; correct `day`,
              `from` or `until`
            office-hours.yaml:3:5: warning: 'b' takes place on no day from 2026-12-10 to 2026-12-09; correct `day`,
              `from` or `until`
            office-hours.yaml:4:5: warning: 'c' takes place on no day from 2026-09-09 to 2026-09-09; correct `day`,
              `from` or `until`
            """,
            id="slots without a day",
        ),
    ],
)
def test_change_that_does_nothing_is_warned_about(text: str, expected: str, tmp_path: Path) -> None:
    course = read_course(write_course(tmp_path, office_hours=text))

    assert [str(warning).removeprefix(f"{tmp_path}/") for warning in course.warnings] == lines(expected)


@pytest.mark.parametrize(
    ("change", "expected", "mended"),
    [
        pytest.param(
            "cancelled: ill",
            """
            office-hours.yaml:8:39: warning: this cancels the hour for all of its hosts (ada-lovelace, alan-turing); if
              only one is away, write `without: ada-lovelace` instead, and if all are, `hosts: []` beside it
            """,
            ["without: ada-lovelace", "cancelled: ill, hosts: []"],
            id="cancelled for everybody",
        ),
        pytest.param(
            "without: ada-lovelace, cancelled: ill",
            """
            office-hours.yaml:8:62: warning: this cancels the hour for alan-turing too; take `cancelled` out, or write
              `hosts: []` beside it
            """,
            ["without: ada-lovelace", "without: ada-lovelace, cancelled: ill, hosts: []"],
            id="cancelled, and without one of the hosts",
        ),
        pytest.param(
            "hosts: [alan-turing], cancelled: yes",
            """
            office-hours.yaml:8:61: warning: this cancels the hour for all of its hosts (alan-turing); if only one is
              away, write `without: alan-turing` instead, and if all are, `hosts: []` beside it
            """,
            [],
            id="cancelled for those who would host it",
        ),
        pytest.param(
            "swap: {ada-lovelace: alan-turing}",
            """
            office-hours.yaml:8:34: warning: 'alan-turing' hosts this slot already, so the swap only takes somebody out;
              write `without: ada-lovelace`, or who comes instead
            """,
            ["swap: {ada-lovelace: grace-hopper}", "without: ada-lovelace"],
            id="a swap with somebody who hosts it too",
        ),
        pytest.param(
            "",
            """
            office-hours.yaml:8:9: warning: this change says nothing that is different; write it, such as `room: …` or
              `without: …`
            """,
            ["room: 2-190", "without: alan-turing"],
            id="nothing",
        ),
        pytest.param(
            "without: grace-hopper",
            """
            office-hours.yaml:8:9: warning: 'grace-hopper' does not host this slot then, so there is nobody to take out;
              correct the name or the date
            """,
            ["without: ada-lovelace"],
            id="without somebody who does not host it",
        ),
    ],
)
def test_change_that_is_probably_another_is_warned_about_until_its_advice_is_followed(
    change: str, expected: str, mended: list[str], tmp_path: Path
) -> None:
    def slot(change: str) -> str:
        return f"""\
            slots:
              - id: oh
                hosts: [ada-lovelace, alan-turing]
                day: Monday
                start: 15:00
                end: 16:00
                changes:
                  - {{{", ".join(filter(None, ["date: 2026-09-14", change]))}}}
            """

    assert problems(tmp_path, office_hours=slot(change)) == lines(expected)
    assert [problems(tmp_path, office_hours=slot(right)) for right in mended] == [[]] * len(mended)


def test_change_of_a_week_that_does_not_exist_is_told_the_nearest_week(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        course=course_yaml(
            "holidays: [{id: columbus-day, first: Mon 2026-10-12, name: Columbus Day}]\n"
            "schedule_days: [{date: Tue 2026-10-13, runs_as: Monday}]"
        ),
        office_hours="""\
            slots:
              - id: oh
                hosts: [ada-lovelace, alan-turing]
                day: Monday
                start: 15:00
                end: 16:00
                changes:
                  - {date: Mon 2026-10-12, without: ada-lovelace}
                  - {date: Sat 2026-10-17, without: ada-lovelace}
                  - {date: Fri 2026-09-11, without: ada-lovelace}
                  - {date: Tue 2027-10-05, without: ada-lovelace}
                  - {date: Tue 2026-10-13, without: ada-lovelace}
            """,
    )

    assert found == lines(
        """
        office-hours.yaml:8:16: warning: 'oh' does not take place on Mon 2026-10-12 (Columbus Day), so this change does
          nothing; its nearest week is on Tue 2026-10-13
        office-hours.yaml:9:16: warning: 'oh' does not take place on Sat 2026-10-17, so this change does nothing; its
          nearest week is on Mon 2026-10-19
        office-hours.yaml:10:16: warning: 'oh' does not take place on Fri 2026-09-11, so this change does nothing; its
          nearest week is on Mon 2026-09-14
        office-hours.yaml:11:16: warning: 'oh' does not take place on Tue 2027-10-05, so this change does nothing; its
          nearest week is on Mon 2026-12-07
        """
    )


def move(day: str, begins: str, to: str, until: str = "Wed 2026-12-09") -> str:
    return f"""\
        slots:
          - {{id: oh, day: {day}, start: 8:00, end: 9:00, until: {until}, changes: [{{from: {begins}, day: {to}}}]}}
        """


@pytest.mark.parametrize(
    ("day", "begins", "to", "what"),
    [
        ("Mon", "Wed 2026-10-07", "Thu", "takes place twice"),
        ("Mon", "Tue 2026-10-06", "Tue", "takes place twice"),
        ("Mon", "Sun 2026-10-11", "Sun", "takes place twice"),
        ("Thu", "Wed 2026-10-07", "Mon", "does not take place"),
        ("Thu", "Thu 2026-10-08", "Wed", "does not take place"),
        ("Sun", "Sun 2026-10-11", "Mon", "does not take place"),
    ],
)
def test_move_for_good_in_mid_week_is_warned_about(day: str, begins: str, to: str, what: str, tmp_path: Path) -> None:
    assert problems(tmp_path, office_hours=move(day, begins, to)) == lines(
        f"""
        office-hours.yaml:2:88: warning: 'oh' {what} in the week in which it moves; write `from: Mon
          2026-10-05`, or the Monday after
        """
    )


@pytest.mark.parametrize(
    ("day", "begins", "to"),
    [
        pytest.param("Mon", "Mon 2026-10-05", "Thu", id="from a Monday on"),
        pytest.param("Thu", "Mon 2026-10-05", "Mon", id="to Monday, from a Monday on"),
        pytest.param("Mon", "Fri 2026-10-09", "Thu", id="after both days of its week"),
        pytest.param("Thu", "Mon 2026-10-12", "Fri", id="before both days of its week"),
        pytest.param("Mon", "Wed 2026-10-07", "Mon", id="to the day it has"),
        pytest.param("Mon", "Wed 2026-09-09", "Thu", id="from the first week, which has no Monday"),
        pytest.param("Fri", "Thu 2026-09-10", "Tue", id="from the first week, which has no Tuesday"),
    ],
)
def test_move_for_good_between_two_weeks_is_silent(day: str, begins: str, to: str, tmp_path: Path) -> None:
    assert problems(tmp_path, office_hours=move(day, begins, to)) == []


@pytest.mark.parametrize(
    ("day", "begins", "to", "holiday"),
    [
        ("Mon", "Wed 2026-10-07", "Thu", "Mon 2026-10-05"),
        ("Mon", "Wed 2026-10-07", "Thu", "Thu 2026-10-08"),
        ("Thu", "Wed 2026-10-07", "Mon", "Mon 2026-10-05"),
    ],
)
def test_move_for_good_around_a_holiday_is_silent(day: str, begins: str, to: str, holiday: str, tmp_path: Path) -> None:
    course = course_yaml(f"holidays: [{{id: day-off, first: {holiday}, name: Day}}]")

    assert problems(tmp_path, course=course, office_hours=move(day, begins, to)) == []


@pytest.mark.parametrize(("day", "begins", "to"), [("Mon", "Tue 2026-10-06", "Fri"), ("Fri", "Tue 2026-10-06", "Mon")])
def test_move_for_good_in_the_last_week_only_does_nothing(day: str, begins: str, to: str, tmp_path: Path) -> None:
    """That week ends before it would have the slot twice, or in any case."""
    assert problems(tmp_path, office_hours=move(day, begins, to, until="Thu 2026-10-08")) == lines(
        """
        office-hours.yaml:2:88: warning: 'oh' does not take place from Tue 2026-10-06 on, so this change does nothing;
          correct the date
        """
    )


def test_move_for_good_on_a_day_with_another_weekdays_schedule_counts_where_it_takes_place(tmp_path: Path) -> None:
    """Tuesday the 13th runs as a Monday, so that a slot on Tuesdays is that week on its new day alone."""
    slot = move("Tue", "Wed 2026-10-14", "Thu", until="Fri 2026-10-30")

    assert problems(tmp_path, course=course_yaml(OCTOBER), office_hours=slot) == []


def test_moves_for_good_of_one_slot_are_told_each_where_it_stands(tmp_path: Path) -> None:
    """In order of their days, each from the day that the one before it gave."""
    found = problems(
        tmp_path,
        office_hours="""\
            slots:
              - id: oh
                day: Mon
                start: 8:00
                end: 9:00
                changes:
                  - {from: Wed 2026-10-14, day: Mon}
                  - {from: Wed 2026-10-07, day: Thu}
                  - {from: Tue 2026-10-20, room: 2-190}
                  - {from: Mon 2026-10-26, day: Wed}
            """,
    )

    assert found == lines(
        """
        office-hours.yaml:7:16: warning: 'oh' does not take place in the week in which it moves; write `from: Mon
          2026-10-12`, or the Monday after
        office-hours.yaml:8:16: warning: 'oh' takes place twice in the week in which it moves; write `from: Mon
          2026-10-05`, or the Monday after
        """
    )


def test_days_of_all_slots_are_told_once_where_they_stand(tmp_path: Path) -> None:
    """A slot with days of its own is told of them alone."""
    slots = """\
        slots:
          - {id: a, day: Mon, start: 9:00, end: 10:00}
          - {id: b, day: Mon, start: 9:00, end: 10:00, from: 2026-10-01, until: 2026-10-30}
          - {id: c, day: Mon, start: 9:00, end: 10:00, from: 2026-10-01, until: 2036-10-30}
          - {id: d, day: Mon, start: 9:00, end: 10:00, from: 2026-10-01}
        """
    reversed_days = course_yaml("classes: {first: Wed 2026-12-09, last: Wed 2026-09-09}")
    too_long = course_yaml("office_hours: {first: 2026-09-09, last: 2036-12-09}")

    assert problems(tmp_path / "reversed", course=reversed_days, tutorials=slots) == lines(
        """
        course.yaml:7:40: the last day, 2026-09-09, is before the first, 2026-12-09; swap them
        tutorials.yaml:4:73: from 2026-10-01 to 2036-10-30 is longer than two years; correct one of the years
        """
    )
    assert problems(tmp_path / "long", course=too_long, office_hours=slots) == lines(
        """
        course.yaml:9:41: from 2026-09-09 to 2036-12-09 is longer than two years; correct one of the years
        office-hours.yaml:4:73: from 2026-10-01 to 2036-10-30 is longer than two years; correct one of the years
        """
    )
