"""How office hours cover a term, as `feeds check` tells it."""

import json
from pathlib import Path

import pytest
from conftest import DATA, SLUG
from courses import STAFF, course_yaml, write_course
from test_check import run

COURSE = "6.100-fa26"

# Of everything there is something to tell.
FILES = {
    "course": course_yaml(
        """\
        classes: {first: Mon 2026-09-28, last: Fri 2026-10-30}
        holidays: [{id: fair, first: Wed 2026-10-14, name: Fair}]
        """
    ),
    "staff": f"{STAFF.replace(', hours: no', '')}  - {{id: alan-kay, name: Alan Kay, short: Kay, role: TA}}\n",
    "office_hours": """\
    slots:
      - {id: oh, hosts: [ada-lovelace, alan-turing], day: Wed, start: 15:00, end: 16:30}
      - id: at-class
        hosts: [alan-turing]
        day: Tue
        start: 14:00
        end: 15:00
        changes: [{date: 2026-10-20, cancelled: ill}, {date: 2026-10-06, start: 17:00, end: 18:00}]
    """,
    "lectures": """\
    lectures:
      - {id: a, title: A, date: Tue 2026-10-06}
      - {id: b, title: B, date: Tue 2026-10-13, speakers: [grace-hopper]}
      - {id: c, title: C, date: Tue 2026-10-27}
    """,
    "deadlines": """\
    assignments:
      - {id: pset-1, title: pset 1, due: Wed 2026-10-07}
      - {id: pset-2, title: pset 2, due: Thu 2026-10-15 17:00}
    """,
}
TOLD = """\

Office hours in a usual week  hours  hosts  host-hours  all term
  Tuesday                         1      1           1         4
  Wednesday                     1.5      2           3         6
  All days                      2.5      2           4        10

In the 48 hours before each deadline  hours  host-hours
  pset 1, Wed 7 Oct                     2.5           4
  pset 2, Thu 15 Oct, 5 PM ET          none           0

Weeks that lost hours
  Week 3, from Mon 12 Oct: 1 of 2.5 hours
    Wed 14 Oct, Fair: 3–4:30 PM Ada, Alan
  Week 4, from Mon 19 Oct: 1.5 of 2.5 hours
    Tue 20 Oct, cancelled: ill: 2–3 PM Alan

People without hours
  Grace Hopper, TA: teaches only
  Alan Kay, TA

Hours at class time
  at-class, Alan: Tue 13 Oct, 2–3 PM ET, and 1 time more
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    return write_course(tmp_path / "data" / COURSE, **FILES)


def test_check_tells_it_after_its_summary(folder: Path) -> None:
    result = run("check", folder)

    assert result.exit_code == 0
    assert result.output.partition("2 warnings\n")[2] == TOLD


def test_check_of_the_real_course_leaves_out_where_nothing_is_missing() -> None:
    assert (
        run("check", DATA / SLUG).output
        == """\
1 course, 226 events, 0 errors, 0 warnings

Office hours in a usual week  hours  hosts  host-hours  all term
  Monday                          4      7           7        56
  Tuesday                         4      7           7        52
  Wednesday                       2      4           4        26
  Thursday                        3      5           5      37.5
  Friday                          1      2           2        13
  All days                       14     25          25     184.5

In the 48 hours before each deadline  hours  host-hours
  pset 1, Tue 23 Sep                      8          14
  pset 2, Tue 7 Oct                       8          14
  pset 3, Thu 16 Oct                      5           9
  pset 4, Tue 4 Nov                       8          14
  pset 5, Thu 13 Nov                      5           9
  project, Tue 9 Dec                      8          14

Weeks that lost hours
  Week 11, from Mon 10 Nov: 10 of 14 hours
    Tue 11 Nov, Veterans Day: 9–10 AM Omar; 10–11 AM Russ, William; 3–4 PM Ishan, Kelly, Maggie; 4–5 PM Mahmoud
  Week 13, from Mon 24 Nov: 11 of 14 hours
    Thu 27 Nov, Thanksgiving Day: 9–10 AM Sara; 11 AM–12 PM Ishita, Ashkan; 4–5 PM Vanessa, Lana
"""
    )


def test_check_tells_it_of_one_course_only_and_not_quietly(folder: Path) -> None:
    assert "hours" not in run("check", folder, DATA / SLUG).output.partition("2 warnings")[2]
    assert "host-hours" not in run("check", "-q", folder).output
    assert "host-hours" not in run("check", "--format", "github", folder).output


def test_check_of_a_course_without_office_hours_says_nothing_of_them(tmp_path: Path) -> None:
    assert run("check", write_course(tmp_path / COURSE)).output == "1 course, 0 events, 0 errors, 0 warnings\n"


def test_check_has_it_for_programs(folder: Path) -> None:
    found = json.loads(run("check", "--format", "json", folder, DATA / SLUG).output)["courses"]

    assert [each["course"] for each in found] == [COURSE, SLUG]
    assert found[0]["coverage"] == {
        "usual_week": [
            {"weekday": "Tuesday", "hours": 1.0, "host_hours": 1.0, "hosts": ["alan-turing"], "term_hours": 4.0},
            {
                "weekday": "Wednesday",
                "hours": 1.5,
                "host_hours": 3.0,
                "hosts": ["ada-lovelace", "alan-turing"],
                "term_hours": 6.0,
            },
        ],
        "deadlines": [
            {"id": "pset-1-due", "due": "2026-10-07", "hours": 2.5, "host_hours": 4.0},
            {"id": "pset-2-due", "due": "2026-10-15T17:00:00-04:00", "hours": 0.0, "host_hours": 0.0},
        ],
        "weeks_that_lost_hours": [
            {
                "week": 3,
                "monday": "2026-10-12",
                "hours": 1.0,
                "usual_hours": 2.5,
                "missing": [
                    {
                        "slot": "oh",
                        "date": "2026-10-14",
                        "start": "15:00",
                        "end": "16:30",
                        "hosts": ["ada-lovelace", "alan-turing"],
                        "why": "Fair",
                    }
                ],
            },
            {
                "week": 4,
                "monday": "2026-10-19",
                "hours": 1.5,
                "usual_hours": 2.5,
                "missing": [
                    {
                        "slot": "at-class",
                        "date": "2026-10-20",
                        "start": "14:00",
                        "end": "15:00",
                        "hosts": ["alan-turing"],
                        "why": "cancelled: ill",
                    }
                ],
            },
        ],
        "people_without_hours": [
            {"id": "grace-hopper", "note": "teaches only"},
            {"id": "alan-kay", "note": ""},
        ],
        "at_class_time": [{"id": "at-class", "first": "2026-10-13", "times": 2}],
    }
