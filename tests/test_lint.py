"""What is right and probably not meant: every warning word for word, its advice followed, and what only looks like it.

The class of these tests meets on Tuesdays and Thursdays from 13:00 to 14:30, from 9 September to 9 December 2026.
"""

from pathlib import Path

import pytest
from conftest import DATA, SLUG
from courses import STAFF, course_yaml, lines, problems

from feeds.course.reader import read_course

COURSES = Path(__file__).parent / "data" / "courses"

# Here everybody is asked for.
BUSY_STAFF = STAFF.replace(", hours: no", "")

THANKSGIVING = course_yaml("holidays: [{id: thanksgiving, first: Thu 2026-11-26, last: Fri 2026-11-27, name: Break}]")

# Ada and Alan have each an hour of their own in seven weeks.
SWAPPED = """\
slots:
  - id: oh-mon
    hosts: [ada-lovelace]
    day: Monday
    start: 15:00
    end: 16:00
    until: 2026-10-26
    changes:
      - {date: Mon 2026-09-28, swap: {ada-lovelace: alan-turing}}
  - id: oh-wed
    hosts: [alan-turing, grace-hopper]
    day: Wednesday
    start: 15:00
    end: 16:00
    until: 2026-10-28
"""

MOVED = """\
slots:
  - id: oh
    hosts: [ada-lovelace]
    day: Monday
    start: 15:00
    end: 16:00
    room: 2-190
    changes: [{date: Mon 2026-09-14, moved_to: Mon 2026-09-21}]
"""


@pytest.mark.parametrize(
    ("files", "expected", "mended"),
    [
        pytest.param(
            {
                "office_hours": """\
                slots:
                  - {id: a, hosts: [ada-lovelace], day: Mon, start: 15:00, end: 16:00, until: 2026-09-28}
                  - {id: b, hosts: [ada-lovelace, alan-turing], day: Mon, start: 15:30, end: 17:00, until: 2026-09-28}
                """,
            },
            """
            office-hours.yaml:3:5: warning: 'ada-lovelace' is in two places on Mon 2026-09-14 at 15:30, 'a' and 'b' (and
              2 more times); correct a time, or who is there
            """,
            [("start: 15:30", "start: 16:00"), ("[ada-lovelace, alan-turing]", "[alan-turing]")],
            id="somebody in two places each week",
        ),
        pytest.param(
            {
                "office_hours": """\
                slots:
                  - {id: a, hosts: [ada-lovelace], day: Mon, start: 15:00, end: 16:00, until: 2026-09-28}
                  - id: b
                    hosts: [ada-lovelace]
                    day: Wed
                    start: 15:00
                    end: 16:00
                    until: 2026-09-30
                    changes:
                      - {date: 2026-09-16, moved_to: 2026-09-14}
                      - {date: 2026-09-23, moved_to: 2026-09-21}
                """,
            },
            """
            office-hours.yaml:10:9: warning: 'ada-lovelace' is in two places on Mon 2026-09-14 at 15:00, 'a' and 'b'
              (and 1 more time); correct a time, or who is there
            """,
            [("moved_to", "start: 14:00, end: 15:00, moved_to"), ("moved_to", "hosts: [alan-turing], moved_to")],
            id="somebody in two places in weeks that moved",
        ),
        pytest.param(
            {
                "lectures": """\
                lectures:
                  - {id: a, title: A, date: 2026-09-15, speakers: [ada-lovelace]}
                """,
                "tutorials": """\
                tutorials:
                  - {id: git, title: Git, date: 2026-09-15, start: 14:00, end: 15:00, speakers: [ada-lovelace]}
                """,
            },
            """
            tutorials.yaml:2:33: warning: 'ada-lovelace' is in two places on Tue 2026-09-15 at 14:00, 'a' and 'git';
              correct a time, or who is there
            """,
            [
                ("14:00", "14:30"),
                ("date: 2026-09-15, start", "date: 2026-09-16, start"),
                ("end: 15:00, ", "end: 15:00} # "),
            ],
            id="a speaker in two places",
        ),
        pytest.param(
            {
                "exams": """\
                exams:
                  - {id: quiz, title: Quiz, date: 2026-10-14, start: 19:30, end: 21:30, room: 45-102, overflow: [2-190]}
                  - {id: midterm, title: Midterm, date: 2026-10-14, start: 19:00, end: 20:00, room: 2-190}
                """,
            },
            """
            exams.yaml:2:35: warning: the room '2-190' is taken twice on Wed 2026-10-14 at 19:30, by 'midterm' and
              'quiz'; correct a time or a room
            """,
            [("start: 19:30", "start: 20:00"), ("[2-190]", "[45-103]"), ("room: 2-190}", "room: tbd}")],
            id="a room taken twice, by an overflow",
        ),
        pytest.param(
            {
                "tutorials": """\
                slots:
                  - {id: r01, day: Fri, start: 10:00, end: 11:00, room: 2-190, until: 2026-09-25}
                  - {id: r02, day: Fri, start: 10:30, end: 11:30, room: 2-190, until: 2026-10-30}
                """,
            },
            """
            tutorials.yaml:3:5: warning: the room '2-190' is taken twice on Fri 2026-09-11 at 10:30, by 'r01' and 'r02'
              (and 2 more times); correct a time or a room
            """,
            [("start: 10:30", "start: 11:00"), ("2-190, until: 2026-10-30", "2-191, until: 2026-10-30")],
            id="a room taken twice each week",
        ),
        pytest.param(
            {
                "lectures": """\
                lectures:
                  - {id: a, title: A, date: Tue 2026-09-15}
                  - {id: b, title: B, date: Thu 2026-09-17}
                  - {id: c, title: C, date: Tue 2026-09-22}
                """,
                "office_hours": """\
                slots:
                  - {id: oh, hosts: [ada-lovelace], day: Tue, start: 14:00, end: 15:00, until: 2026-10-27}
                """,
            },
            """
            office-hours.yaml:2:5: warning: 'oh' is at the time of the lecture 'a' on Tue 2026-09-15 at 14:00 (and 1
              more time); move it, since nobody can come to both
            """,
            [("start: 14:00", "start: 14:30"), ("day: Tue", "day: Mon")],
            id="weekly hours at class time",
        ),
        pytest.param(
            {
                "exams": "exams: [{id: midterm, title: Midterm, date: 2026-10-14, start: 19:30, end: 21:30}]",
                "office_hours": """\
                one_off:
                  - {id: late, hosts: [ada-lovelace], date: Wed 2026-10-14, start: 19:00, end: 20:00}
                """,
            },
            """
            office-hours.yaml:2:45: warning: 'late' is at the time of the exam 'midterm' on Wed 2026-10-14 at 19:00;
              move it, since nobody can come to both
            """,
            [("start: 19:00, end: 20:00", "start: 18:30, end: 19:30")],
            id="hours of a single day at the time of an exam",
        ),
        pytest.param(
            {
                "lectures": "lectures: [{id: a, title: A, date: Tue 2026-10-13}]",
                "exams": """\
                exams:
                  - {id: quiz, title: Quiz, date: Tue 2026-10-13, start: 14:00, end: 15:00, room: Hall}
                """,
            },
            """
            exams.yaml:2:35: warning: the exam 'quiz' is at the time of the lecture 'a' on Tue 2026-10-13 at 13:00; move
              one of them, or cancel the lecture
            """,
            [("14:00", "14:30"), ("title: A", "title: A, cancelled: yes")],
            id="an exam at the time of a lecture",
        ),
        pytest.param(
            {
                "staff": STAFF.replace("Alan Turing, role: TA", "Alan Turing, role: TA, until: Thu 2026-10-01"),
                "tutorials": """\
                tutorials:
                  - {id: git, title: Git, date: Fri 2026-10-02, start: 9:00, end: 10:00, speakers: [alan-turing]}
                """,
            },
            """
            tutorials.yaml:2:33: warning: 'alan-turing' is on the staff until Thu 2026-10-01, and 'git' is after that;
              name somebody else, or correct `until` in staff.yaml
            """,
            [("[alan-turing]", "[ada-lovelace]"), ("Thu 2026-10-01", "Fri 2026-10-02")],
            id="somebody who has left",
        ),
        pytest.param(
            {
                "course": THANKSGIVING,
                "office_hours": """\
                slots:
                  - id: oh
                    hosts: [ada-lovelace]
                    day: Wed
                    start: 15:00
                    end: 16:00
                    changes: [{date: Wed 2026-11-25, moved_to: Thu 2026-11-26}]
                """,
            },
            """
            office-hours.yaml:7:15: warning: 'oh' is on a day without class, Break (Thu 2026-11-26); correct its date,
              or cancel it
            """,
            [("Thu 2026-11-26}", "Tue 2026-11-24}"), ("moved_to: Thu 2026-11-26}", "cancelled: yes}")],
            id="a week that moved to a holiday",
        ),
        pytest.param(
            {
                "course": THANKSGIVING,
                "exams": """\
                exams:
                  - {id: midterm, title: Midterm, date: Fri 2026-11-27, start: 19:30, end: 21:30}
                """,
            },
            """
            exams.yaml:2:41: warning: 'midterm' is on a day without class, Break (Fri 2026-11-27); correct its date, or
              cancel it
            """,
            [("Fri 2026-11-27, start", "Wed 2026-11-25, start"), ("21:30}", "21:30, cancelled: yes}")],
            id="an exam on a holiday",
        ),
        pytest.param(
            {
                "course": course_yaml(""),
                "lectures": """\
                lectures:
                  - {id: a, title: A, date: Tue 2026-09-08}
                  - {id: b, title: B, date: Thu 2026-12-10}
                  - {id: c, title: C, date: Wed 2026-12-09, start: tbd}
                """,
            },
            """
            lectures.yaml:2:29: warning: 'a' is on Tue 2026-09-08, outside the days of classes (2026-09-09 to
              2026-12-09); correct its date, or `classes` in course.yaml
            lectures.yaml:3:29: warning: 'b' is on Thu 2026-12-10, outside the days of classes (2026-09-09 to
              2026-12-09); correct its date, or `classes` in course.yaml
            """,
            [("{first: Wed 2026-09-09, last: Wed 2026-12-09}", "{first: Tue 2026-09-08, last: Thu 2026-12-10}")],
            id="lectures outside the term",
        ),
        pytest.param(
            {
                "course": course_yaml(""),
                "deadlines": """\
                assignments:
                  - {id: a, title: A, out: Sun 2026-08-09, due: 2027-01-09 23:59}
                  - {id: b, title: B, out: Mon 2026-08-10, due: 2027-01-08 23:59}
                """,
            },
            """
            deadlines.yaml:2:28: warning: 'a-out' is on Sun 2026-08-09, more than 30 days outside the days of classes
              (2026-09-09 to 2026-12-09); correct its date, or `classes` in course.yaml
            deadlines.yaml:2:49: warning: 'a-due' is on Sat 2027-01-09, more than 30 days outside the days of classes
              (2026-09-09 to 2026-12-09); correct its date, or `classes` in course.yaml
            """,
            [("{first: Wed 2026-09-09, last: Wed 2026-12-09}", "{first: Tue 2026-09-08, last: Thu 2026-12-10}")],
            id="assignments far outside the term",
        ),
        pytest.param(
            {
                "office_hours": """\
                slots:
                  - {id: oh, hosts: [ada-lovelace], day: Mon, start: 15:00, end: 16:00, until: Mon 2027-02-01}
                """,
            },
            """
            office-hours.yaml:2:5: warning: 'oh' is on Mon 2027-01-11, more than 30 days outside the days of classes
              (2026-09-09 to 2026-12-09); correct its date, or `classes` in course.yaml
            """,
            [("until: Mon 2027-02-01", "until: Mon 2027-01-04")],
            id="weekly hours far outside the term",
        ),
        pytest.param(
            {"office_hours": SWAPPED},
            """
            office-hours.yaml:9:38: warning: half a swap: 'ada-lovelace' takes none of the hours of 'alan-turing'; write
              `swap: {alan-turing: ada-lovelace}` under one of them, or here, if nothing is given back, `hosts: […]`
              with everybody who hosts then
            """,
            [
                (
                    "    until: 2026-10-28\n",
                    "    changes:\n      - {date: Wed 2026-10-07, swap: {alan-turing: ada-lovelace}}\n",
                ),
                ("swap: {ada-lovelace: alan-turing}", "hosts: [alan-turing]"),
            ],
            id="half a swap",
        ),
        pytest.param(
            {
                "office_hours": SWAPPED.replace("day: Wednesday", "day: Tuesday").replace(
                    "    until: 2026-10-28\n", "    changes: [{date: 2026-10-13, swap: {alan-turing: ada-lovelace}}]\n"
                )
            },
            """
            office-hours.yaml:9:38: warning: half a swap: 'ada-lovelace' takes none of the hours of 'alan-turing'; write
              `swap: {alan-turing: ada-lovelace}` under one of them, or here, if nothing is given back, `hosts: […]`
              with everybody who hosts then
            office-hours.yaml:15:40: warning: half a swap: 'alan-turing' takes none of the hours of 'ada-lovelace';
              write `swap: {ada-lovelace: alan-turing}` under one of them, or here, if nothing is given back,
              `hosts: […]` with everybody who hosts then
            """,
            [("date: 2026-10-13", "date: 2026-10-06")],
            id="a swap whose halves are 15 days apart",
        ),
        pytest.param(
            {
                "staff": BUSY_STAFF,
                "office_hours": """\
                slots:
                  - {id: oh, hosts: [alan-turing], day: Mon, start: 15:00, end: 16:00}
                one_off: []
                """,
                "lectures": "lectures: [{id: a, title: A, date: 2026-09-15, speakers: [ada-lovelace]}]",
            },
            """
            staff.yaml:4:5: warning: 'grace-hopper' hosts and teaches nothing; give them hours, or write `hours: no`
              here
            """,
            [
                ("Grace Hopper, role: TA", "Grace Hopper, role: TA, hours: no"),
                ("[alan-turing]", "[alan-turing, grace-hopper]"),
                (
                    "one_off: []",
                    "one_off: [{id: extra, hosts: [grace-hopper], date: Mon 2026-09-14, start: 9:00, end: 10:00}]",
                ),
            ],
            id="somebody without anything",
        ),
        pytest.param(
            {
                "lectures": """\
                lectures:
                  - {id: a, title: A, date: Tue 2026-10-13, start: 12:30, end: 13:30}
                  - {id: b, title: B, date: Tue 2026-10-13, start: 14:30, end: 15:30, room: 2-190}
                """,
                "exams": """\
                exams:
                  - {id: quiz, title: Quiz, date: Tue 2026-10-13, start: 13:00, end: 15:00, room: Hall}
                """,
            },
            """
            exams.yaml:2:35: warning: the exam 'quiz' is at the time of the lecture 'a' on Tue 2026-10-13 at 12:30; move
              one of them, or cancel the lecture
            exams.yaml:2:35: warning: the exam 'quiz' is at the time of the lecture 'b' on Tue 2026-10-13 at 14:30; move
              one of them, or cancel the lecture
            """,
            [("start: 13:00, end: 15:00", "start: 13:30, end: 14:30"), ("Hall}", "Hall, cancelled: yes}")],
            id="an exam at the time of two lectures",
        ),
        pytest.param(
            {
                "staff": STAFF.replace("Alan Turing, role: TA", "Alan Turing, role: TA, until: Mon 2026-09-14"),
                "lectures": """\
                lectures:
                  - {id: a, title: A, date: Tue 2026-09-15, speakers: [alan-turing]}
                  - {id: b, title: B, date: Thu 2026-09-17, speakers: [ada-lovelace, alan-turing]}
                """,
                "office_hours": """\
                one_off:
                  - {id: extra, hosts: [alan-turing], date: Wed 2026-09-16, start: 9:00, end: 10:00}
                """,
            },
            """
            lectures.yaml:2:29: warning: 'alan-turing' is on the staff until Mon 2026-09-14, and 'a' is after that; name
              somebody else, or correct `until` in staff.yaml
            lectures.yaml:3:29: warning: 'alan-turing' is on the staff until Mon 2026-09-14, and 'b' is after that; name
              somebody else, or correct `until` in staff.yaml
            office-hours.yaml:2:45: warning: 'alan-turing' is on the staff until Mon 2026-09-14, and 'extra' is after
              that; name somebody else, or correct `until` in staff.yaml
            """,
            [("alan-turing]", "grace-hopper]"), ("Mon 2026-09-14", "Thu 2026-09-17")],
            id="somebody who has left, in each row that names them",
        ),
        pytest.param(
            {"office_hours": MOVED},
            """
            office-hours.yaml:8:15: warning: two weeks of 'oh' are at once on Mon 2026-09-21 at 15:00; correct the
              `moved_to` of one
            """,
            [
                ("Mon 2026-09-21", "Tue 2026-09-22"),
                ("moved_to: Mon 2026-09-21", "moved_to: Mon 2026-09-21, start: 14:00, end: 15:00"),
            ],
            id="two weeks of one slot at once",
        ),
        pytest.param(
            {
                "office_hours": MOVED.replace(
                    "{date: Mon 2026-09-14, moved_to: Mon 2026-09-21}",
                    "{date: Mon 2026-09-14, moved_to: Wed 2026-09-23, room: 2-191, hosts: [alan-turing]},"
                    " {date: Mon 2026-09-21, moved_to: Wed 2026-09-23, hosts: [alan-turing]}",
                ),
            },
            """
            office-hours.yaml:8:100: warning: two weeks of 'oh' are at once on Wed 2026-09-23 at 15:00; correct the
              `moved_to` of one
            """,
            [
                ("moved_to: Wed 2026-09-23, room", "moved_to: Tue 2026-09-22, room"),
                ("hosts: [alan-turing]},", "hosts: [ada-lovelace]},"),
            ],
            id="two weeks of one slot at once, on another day and with somebody else",
        ),
        pytest.param(
            {"course": course_yaml("holidays: [{id: winter, first: 2026-12-20, last: Sat 2027-01-09, name: Winter}]")},
            """
            course.yaml:9:32: warning: 'winter' is on Sat 2027-01-09, more than 30 days outside the days of classes
              (2026-09-09 to 2026-12-09); correct its date, or `classes` in course.yaml
            """,
            [("Sat 2027-01-09", "Fri 2027-01-08")],
            id="a holiday far outside the term, by its last day",
        ),
        pytest.param(
            {"course": course_yaml("holidays: [{id: summer, first: Sun 2026-08-09, last: 2026-09-01, name: Summer}]")},
            """
            course.yaml:9:32: warning: 'summer' is on Sun 2026-08-09, more than 30 days outside the days of classes
              (2026-09-09 to 2026-12-09); correct its date, or `classes` in course.yaml
            """,
            [("Sun 2026-08-09", "Mon 2026-08-10")],
            id="a holiday far outside the term, by its first day",
        ),
    ],
)
def test_what_is_probably_not_meant_is_warned_about_until_its_advice_is_followed(
    files: dict[str, str], expected: str, mended: list[tuple[str, str]], tmp_path: Path
) -> None:
    assert problems(tmp_path, **files) == lines(expected)
    for wrong, right in mended:
        assert any(wrong in text for text in files.values())
        assert problems(tmp_path, **{name: text.replace(wrong, right) for name, text in files.items()}) == []


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(
            {
                "lectures": "lectures: [{id: a, title: A, date: 2026-09-15, speakers: [ada-lovelace]}]",
                "tutorials": """\
                tutorials:
                  - {id: git, title: Git, date: 2026-09-15, start: 12:00, end: 13:00, room: 45-230,
                     speakers: [ada-lovelace]}
                """,
                "office_hours": """\
                slots:
                  - {id: oh, hosts: [ada-lovelace], day: Tue, start: 14:30, end: 15:30, room: 45-230}
                """,
            },
            id="right after one another",
        ),
        pytest.param(
            {
                "staff": STAFF.replace("Alan Turing, role: TA", "Alan Turing, role: TA, until: Thu 2026-10-01"),
                "lectures": "lectures: [{id: a, title: A, date: Thu 2026-10-01, speakers: [alan-turing]}]",
                "office_hours": """\
                slots:
                  - {id: oh, hosts: [ada-lovelace, alan-turing], day: Mon, start: 15:00, end: 16:00}
                """,
            },
            id="up to a last day on the staff, and weekly hours that go on without them",
        ),
        pytest.param(
            {
                "lectures": "lectures: [{id: a, title: A, date: Tue 2026-10-13, cancelled: midterm}]",
                "exams": """\
                exams:
                  - {id: midterm, title: Midterm, date: Tue 2026-10-13, start: 13:00, end: 14:30, room: 45-230}
                """,
            },
            id="an exam in the place of a lecture",
        ),
        pytest.param(
            {
                "lectures": "lectures: [{id: a, title: A, date: 2026-09-15, speakers: [ada-lovelace], cancelled: ill}]",
                "exams": """\
                exams:
                  - {id: b, title: B, date: 2026-09-15, start: 13:00, end: 14:30, room: 45-230, cancelled: yes}
                  - {id: c, title: C, date: 2027-06-15, start: 13:00, end: 14:30, cancelled: yes}
                """,
                "office_hours": """\
                slots:
                  - {id: oh, hosts: [ada-lovelace], day: Tue, start: 13:00, end: 14:30, room: 45-230}
                """,
                "course": course_yaml("holidays: [{id: day, first: 2026-10-05, name: Day}]"),
                "tutorials": "tutorials: [{id: d, title: D, date: 2026-10-05, cancelled: yes}]",
            },
            id="cancelled",
        ),
        pytest.param(
            {
                "office_hours": """\
                slots:
                  - id: a
                    hosts: [ada-lovelace]
                    day: Mon
                    start: 15:00
                    end: 16:00
                    online: https://meet.example.edu/a
                  - id: b
                    hosts: [alan-turing]
                    day: Mon
                    start: 15:00
                    end: 16:00
                    online: https://meet.example.edu/a
                """,
            },
            id="online only, both at one link",
        ),
        pytest.param(
            {
                "tutorials": """\
                tutorials:
                  - {id: a, title: A, date: 2026-09-14, start: 9:00, end: 10:00, room: tbd}
                  - {id: b, title: B, date: 2026-09-14, start: 9:00, end: 10:00, room: tbd}
                  - {id: c, title: C, date: 2026-09-14, start: 9:00, end: 10:00}
                """,
            },
            id="rooms to be decided, or none",
        ),
        pytest.param(
            {
                "office_hours": """\
                slots:
                  - {id: a, hosts: [ada-lovelace, alan-turing], day: Mon, start: 15:00, end: 16:00, room: 2-190}
                  - {id: b, hosts: [ada-lovelace, alan-turing], day: Wed, start: 15:00, end: 16:00, room: 2-190}
                  - {id: c, hosts: [ada-lovelace], day: Mon, start: 17:00, end: 18:00, room: 2-190}
                """,
            },
            id="the same hosts in one room at other times",
        ),
        pytest.param(
            {
                "office_hours": """\
                slots:
                  - {id: a, hosts: [ada-lovelace], day: Mon, start: 15:00, end: 16:00, room: 2-190, until: 2026-10-12}
                  - {id: b, hosts: [ada-lovelace], day: Mon, start: 15:00, end: 16:00, room: 2-190, from: 2026-10-13}
                """,
            },
            id="one slot after another",
        ),
        pytest.param(
            {
                "office_hours": """\
                slots:
                  - {id: a, hosts: [ada-lovelace], day: Mon, start: 15:00, end: 16:00, room: 2-190}
                  - {id: b, hosts: [alan-turing], day: Mon, start: 15:00, end: 16:00, room: 2-191}
                """,
            },
            id="hours at once before there are lectures",
        ),
        pytest.param(
            {
                "lectures": "lectures: [{id: a, title: A, date: Tue 2026-09-15}]",
                "office_hours": """\
                slots:
                  - {id: a1, hosts: [ada-lovelace], day: Mon, start: 15:00, end: 16:00, room: 2-190}
                  - {id: b1, hosts: [alan-turing], day: Mon, start: 15:00, end: 16:00, room: 2-191}
                  # No lecture is on a Thursday.
                  - {id: c1, hosts: [alan-turing], day: Thu, start: 13:00, end: 14:00}
                one_off:
                  # For the whole class, in the place of a lecture and beside one.
                  - {id: project-hours, date: Thu 2026-12-03}
                  - {id: demo, date: Tue 2026-09-15, start: 13:00, end: 14:30, room: 2-190}
                """,
            },
            id="hours at once, hours on a class day without a lecture, and hours for the whole class",
        ),
        pytest.param(
            {
                "course": course_yaml("holidays: [{id: break, first: Thu 2026-11-26, name: Break}]"),
                "lectures": "lectures: [{id: a, title: A, date: 2026-11-26, cancelled: Break}]",
                "office_hours": """\
                slots:
                  - {id: oh, hosts: [ada-lovelace], day: Thu, start: 15:00, end: 16:00}
                  - {id: moved, hosts: [ada-lovelace], day: Thu, start: 10:00, end: 11:00,
                     changes: [{date: Thu 2026-11-26, moved_to: Wed 2026-11-25}]}
                """,
            },
            id="weekly hours around a holiday",
        ),
        pytest.param(
            {
                "lectures": """\
                lectures:
                  - {id: a, title: A, date: Wed 2026-09-09, start: tbd}
                  - {id: b, title: B, date: Wed 2026-12-09, start: tbd}
                """,
                "deadlines": """\
                assignments:
                  - {id: pset-0, title: pset 0, out: Mon 2026-08-10, due: Wed 2026-09-09}
                  - {id: project, title: project, due: Fri 2027-01-08 23:59}
                """,
                "exams": """\
                exams:
                  - {id: final, title: Final, date: Fri 2026-12-18, start: 9:00, end: 12:00}
                """,
                "course": course_yaml("holidays: [{id: winter, first: 2026-12-20, last: 2027-01-03, name: Winter}]"),
            },
            id="up to 30 days around the term",
        ),
        pytest.param(
            {
                "exams": """\
                exams:
                  - {id: a, title: A, date: Wed 2026-10-14, start: 19:30, end: 21:30, room: 2-190, tentative: yes}
                  - {id: b, title: B, date: Wed 2026-10-14, start: tbd, room: 2-190}
                  - {id: c, title: C, date: Wed 2026-10-14, room: 2-190}
                  - {id: d, title: D, date: tbd, start: 19:30, end: 21:30, room: 2-190}
                """,
                "office_hours": """\
                slots:
                  - {id: oh-a, hosts: [ada-lovelace], day: tbd, start: 19:30, end: 21:30, room: 2-190}
                  - {id: oh-b, hosts: [ada-lovelace], day: Wed, start: tbd, room: 2-190}
                """,
            },
            id="tentative, without a time, and without a date",
        ),
        pytest.param(
            {
                "office_hours": SWAPPED.replace(
                    "    until: 2026-10-28\n", "    changes: [{date: 2026-09-30, swap: {alan-turing: ada-lovelace}}]\n"
                )
            },
            id="a swap whose other half is in the same week",
        ),
        pytest.param(
            {
                # Both on Mondays, since from a Monday no Wednesday is 14 days away.
                "office_hours": SWAPPED.replace("day: Wednesday", "day: Mon").replace(
                    "    start: 15:00\n    end: 16:00\n    until: 2026-10-28\n",
                    "    start: 17:00\n    end: 18:00\n"
                    "    changes: [{date: 2026-10-12, swap: {alan-turing: ada-lovelace}}]\n",
                )
            },
            id="a swap whose other half is 14 days later",
        ),
        pytest.param(
            {"office_hours": SWAPPED.replace("ada-lovelace: alan-turing", "ada-lovelace: emmy-noether")}
            | {"staff": STAFF + "  - {id: emmy-noether, name: Emmy Noether, role: TA, hours: no}\n"},
            id="a substitute who has no hours",
        ),
        pytest.param(
            {"office_hours": SWAPPED.replace("until: 2026-10-28", "until: 2026-09-09")},
            id="a substitute whose hours are long over",
        ),
        pytest.param(
            {"office_hours": SWAPPED.replace("date: Mon 2026-09-28", "from: Mon 2026-09-28")},
            id="somebody else for good",
        ),
        pytest.param(
            {
                "office_hours": """\
                slots:
                  - id: oh
                    hosts: [ada-lovelace, alan-turing]
                    day: Mon
                    start: 15:00
                    end: 16:00
                    changes:
                      - {date: 2026-09-14, cancelled: ill, hosts: []}
                      - {date: 2026-09-21, without: ada-lovelace}
                      - {date: 2026-09-28, hosts: []}
                  - id: alone
                    hosts: [grace-hopper]
                    day: Wed
                    start: 15:00
                    end: 16:00
                    changes:
                      - {date: 2026-09-16, cancelled: ill}
                      - {date: 2026-09-23, cancelled: no}
                """,
            },
            id="cancelled for all of the hosts, or for the only one",
        ),
        pytest.param(
            {
                "office_hours": """\
                slots:
                  - {id: oh, hosts: [ada-lovelace], day: Mon, start: 15:00, end: 16:00}
                """,
            },
            id="people whose row says hours: no",
        ),
        pytest.param(
            {
                "staff": BUSY_STAFF,
                "office_hours": """\
                slots:
                  - {id: a, hosts: [ada-lovelace], day: Mon, start: 15:00, end: 16:00, until: 2026-09-14,
                     changes: [{date: 2026-09-14, cancelled: ill}]}
                  - {id: b, hosts: [alan-turing], day: tbd}
                  - {id: c, hosts: [ada-lovelace], day: Wed, start: 15:00, end: 16:00,
                     changes: [{date: 2026-09-16, hosts: [grace-hopper]}]}
                """,
            },
            id="people whose hours are cancelled, undated, or somebody else's",
        ),
        pytest.param(
            {
                "staff": BUSY_STAFF,
                "lectures": "lectures: [{id: a, title: A, date: 2026-09-15, speakers: [ada-lovelace]}]",
                "tutorials": "slots: [{id: r01, hosts: [alan-turing], day: Fri, start: 10:00, end: 11:00}]",
                "office_hours": """\
                slots: [{id: oh, day: Mon, start: 15:00, end: 16:00}, {id: oh-b, day: tbd}]
                one_off: [{id: a1, date: 2026-09-17}]
                """,
            },
            id="before anybody's hours are known",
        ),
        pytest.param(
            {
                "staff": BUSY_STAFF,
                "lectures": "lectures: [{id: a, title: A, date: tbd, speakers: [ada-lovelace]}]",
            },
            id="before anybody's hours are known, with a speaker whose lecture has no date",
        ),
        pytest.param(
            {"staff": BUSY_STAFF, "office_hours": "slots: [{id: oh, hosts: [alan-turing], day: tbd}]"},
            id="before anybody's hours are known, with a slot to be decided",
        ),
        pytest.param(
            {
                "course": course_yaml(
                    """\
                    meetings:
                      - {days: [Tue], start: 11:00, end: 12:00, section: l01}
                      - {days: [Tue], start: 13:00, end: 14:00, section: l02}
                    """
                ),
                "lectures": "lectures: [{id: a, title: A, date: Tue 2026-09-15}]",
                "office_hours": "slots: [{id: oh, hosts: [alan-turing], day: Tue, start: 11:00, end: 12:00}]",
            },
            id="hours at the time of one section, while another one is at another time",
        ),
        pytest.param(
            {
                "staff": STAFF.replace("Alan Turing, role: TA", "Alan Turing, role: TA, until: Mon 2026-09-14"),
                "lectures": """\
                lectures:
                  - {id: a, title: A, date: Tue 2026-09-15, speakers: [alan-turing], cancelled: yes}
                  - {id: b, title: B, date: tbd, speakers: [alan-turing]}
                """,
            },
            id="cancelled or undated after a last day on the staff",
        ),
        pytest.param(
            {"office_hours": MOVED.replace("2026-09-21}", "2026-09-21, hosts: [], cancelled: yes}")},
            id="two weeks of one slot at once, one of them cancelled",
        ),
        pytest.param(
            {
                "lectures": "lectures: [{id: a, title: A, date: Tue 2026-10-13}]",
                "exams": """\
                exams:
                  - {id: early, title: Early, date: Tue 2026-10-13, start: 12:00, end: 13:00}
                  - {id: late, title: Late, date: Tue 2026-10-13, start: 14:30, end: 16:00}
                  - {id: undecided, title: Undecided, date: Tue 2026-10-13}
                """,
                "tutorials": "slots: [{id: r01, day: Tue, start: 12:00, end: 13:00}]",
            },
            id="exams around a lecture, and at the time of a recitation",
        ),
    ],
)
def test_what_only_looks_like_it_is_silent(files: dict[str, str], tmp_path: Path) -> None:
    assert problems(tmp_path, **files) == []


def test_courses_that_are_well_kept_have_no_warnings() -> None:
    courses = [read_course(folder) for folder in (DATA / SLUG, COURSES / "dm-1-sp26")]

    assert {course.slug: course.warnings for course in courses} == {"6.7960-fa25": (), "dm-1-sp26": ()}


def test_warnings_of_everything_at_once_are_told_up_to_a_hundred(tmp_path: Path) -> None:
    rows = "".join(f"  - {{id: e{number}, title: E, date: 2026-09-15}}\n" for number in range(10, 30))

    found = problems(tmp_path, lectures=f"lectures:\n{rows}")

    assert len(found) == 101
    assert [found[0], found[1], found[-1]] == lines(
        """
        lectures.yaml:3:31: warning: the room '45-230' is taken twice on Tue 2026-09-15 at 13:00, by 'e10' and 'e11';
          correct a time or a room
        lectures.yaml:4:31: warning: the room '45-230' is taken twice on Tue 2026-09-15 at 13:00, by 'e10' and 'e12';
          correct a time or a room
        lectures.yaml:16:31: warning: there are more problems than these; mend them first
        """
    )
