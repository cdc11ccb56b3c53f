"""What is wrong with course.yaml: its values, its spans, its zone."""

from pathlib import Path

import pytest
from courses import course_yaml, lines, problems


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param(
            """
            tittle: Testing
            classes: {first: 2026-09-09, last: 2026-12-09, lats: 2026-12-10}
            meetings: [{days: [Tue], start: 13:00, end: 14:30, building: 45, rom: 45-230}]
            links: [{title: Site, uri: https://example.edu}]
            holidays: [{id: thanks, name: Thanks, frist: 2026-11-26}]
            schedule_days: [{date: 2026-10-13, run_as: Monday}]
            office-hours: {first: 2026-09-14, last: 2026-12-09}
            from_: x
            """,
            """
            course.yaml:7:48: unknown key 'lats'; did you mean 'last'?
            course.yaml:8:52: unknown key 'building'; the keys here are room, overflow, online, days, start, end,
              from, until, section
            course.yaml:8:66: unknown key 'rom'; did you mean 'room'?
            course.yaml:9:1: unknown key 'tittle'; did you mean 'title'?
            course.yaml:10:23: unknown key 'uri'; did you mean 'url'?
            course.yaml:11:12: 'first' is missing; write `first: …`
            course.yaml:11:39: unknown key 'frist'; did you mean 'first'?
            course.yaml:12:17: 'runs_as' is missing; write `runs_as: …`
            course.yaml:12:36: unknown key 'run_as'; did you mean 'runs_as'?
            course.yaml:13:1: unknown key 'office-hours'; did you mean 'office_hours'?
            course.yaml:14:1: unknown key 'from_'; the keys here are code, title, term, uid_domain, contact,
              edit_url, feeds, links, about, provisional, listed, created, time_zone, classes, office_hours, meetings,
              holidays, schedule_days, withdrawn
            """,
            id="unknown keys at every level",
        ),
        pytest.param(
            """
            classes: {first: 2026-09-09}
            meetings: [{days: [Tue], room: 45-230}]
            links: [{url: https://example.edu}]
            holidays: [{first: 2026-11-26}]
            schedule_days: [{}]
            """,
            """
            course.yaml:7:10: 'last' is missing; write `last: …`
            course.yaml:8:12: 'end' is missing; write `end: …`
            course.yaml:8:12: 'start' is missing; write `start: …`
            course.yaml:9:9: 'title' is missing; write `title: …`
            course.yaml:10:12: 'id' is missing; write `id: …`
            course.yaml:10:12: 'name' is missing; write `name: …`
            course.yaml:11:17: 'date' is missing; write `date: …`
            course.yaml:11:17: 'runs_as' is missing; write `runs_as: …`
            """,
            id="missing keys within",
        ),
        pytest.param(
            """
            code:
            title: ""
            term: "  "
            classes:
            meetings:
            about:
            provisional:
            office_hours:
            holidays: []
            withdrawn: [""]
            """,
            """
            course.yaml:1:6: the value is missing; write one or take the line out
            course.yaml:2:8: the value is missing; write one or take the line out
            course.yaml:3:7: the value is missing; write one or take the line out
            course.yaml:7:9: the value is missing; write one or take the line out
            course.yaml:8:10: the value is missing; write one or take the line out
            course.yaml:9:7: the value is missing; write one or take the line out
            course.yaml:10:13: the value is missing; write one or take the line out
            course.yaml:11:14: the value is missing; write one or take the line out
            course.yaml:13:13: the value is missing; write one or take the line out
            """,
            id="missing values",
        ),
        pytest.param(
            """
            code: [6.100]
            title: {short: Testing}
            classes: 2026-09-09
            meetings: [{days: Tue, start: [13:00], end: 14:30, overflow: 45-102}, Tuesday]
            links: {title: Site}
            withdrawn: midterm
            holidays: [2026-11-26]
            """,
            """
            course.yaml:1:7: one value is wanted here, not a list or a mapping; write one, or quote text that begins
              with [ or {
            course.yaml:2:8: one value is wanted here, not a list or a mapping; write one, or quote text that begins
              with [ or {
            course.yaml:7:10: a mapping is wanted here; write `key: value` lines (keys: first, last)
            course.yaml:8:19: a list is wanted here; write each item on a line of its own that begins with `- `, or
              [one, two]
            course.yaml:8:31: one value is wanted here, not a list or a mapping; write one, or quote text that begins
              with [ or {
            course.yaml:8:62: a list is wanted here; write each item on a line of its own that begins with `- `, or
              [one, two]
            course.yaml:8:71: a mapping is wanted here; write `key: value` lines (keys: room, overflow, online, days,
              start, end, from, until, section)
            course.yaml:9:8: a list is wanted here; write each item on a line of its own that begins with `- `, or
              [one, two]
            course.yaml:10:12: a list is wanted here; write each item on a line of its own that begins with `- `, or
              [one, two]
            course.yaml:11:12: a mapping is wanted here; write `key: value` lines (keys: id, first, last, name)
            """,
            id="lists and mappings for values, values for lists and mappings",
        ),
        pytest.param(
            "created: 2026-08-01",
            "course.yaml:4:10: '2026-08-01' is not a time in UTC; write it as 2025-09-01T12:00:00Z",
            id="created without a time",
        ),
        pytest.param(
            "created: 2026-02-30T00:00:00Z",
            "course.yaml:4:10: 2026-02-30T00:00:00Z does not exist in the calendar; check day, month and time",
            id="created on no day",
        ),
        pytest.param(
            "time_zone: America/New_Yrok",
            "course.yaml:5:12: there is no time zone 'America/New_Yrok'; did you mean 'America/New_York'?",
            id="zone misspelt",
        ),
        pytest.param(
            "time_zone: Mars",
            "course.yaml:5:12: there is no time zone 'Mars'; write one such as America/New_York",
            id="zone of no place",
        ),
        pytest.param(
            "time_zone: Pacific Time",
            "course.yaml:5:12: there is no time zone 'Pacific Time'; write one such as America/New_York",
            id="zone far from any",
        ),
        pytest.param(
            "time_zone: america/new_york",
            "course.yaml:5:12: there is no time zone 'america/new_york'; did you mean 'America/New_York'?",
            id="zone in lower case",
        ),
        pytest.param(
            "uid_domain: https://course.example.edu",
            """
            course.yaml:6:13: 'https://course.example.edu' is not a domain; write one that is yours for good, in lower
              case, such as course.example.edu
            """,
            id="uid_domain that is an address",
        ),
        pytest.param(
            "uid_domain: Course.example.edu",
            """
            course.yaml:6:13: 'Course.example.edu' is not a domain; write one that is yours for good, in lower case,
              such as course.example.edu
            """,
            id="uid_domain in upper case",
        ),
        pytest.param(
            """
            edit_url: github.com/us/data
            links: [{title: A, url: www.example.edu}, {title: B, url: "ftp://a.edu"}, {title: C, url: https://a b}]
            """,
            """
            course.yaml:9:11: 'github.com/us/data' is not a link; write an address that begins with https://, http://
              or mailto:
            course.yaml:10:25: 'www.example.edu' is not a link; write an address that begins with https://, http:// or
              mailto:
            course.yaml:10:59: 'ftp://a.edu' is not a link; write an address that begins with https://, http:// or
              mailto:
            course.yaml:10:91: 'https://a b' is not a link; write an address that begins with https://, http:// or
              mailto:
            """,
            id="links that are none",
        ),
        pytest.param(
            "provisional: maybe",
            "course.yaml:9:14: 'maybe' is neither yes nor no; write yes or no",
            id="flag that is neither",
        ),
        pytest.param(
            r"""
            title: "Testing\nand more"
            contact: "6.100@example.edu\n6.101@example.edu"
            """,
            """
            course.yaml:2:8: one line is wanted here; write it without a line break, and text that holds \\ in single
              quotes
            course.yaml:9:10: one line is wanted here; write it without a line break, and text that holds \\ in single
              quotes
            """,
            id="more than a line",
        ),
        pytest.param(
            r"""
            title: "Testing\tand more"
            about: "One\ttwo\nthree"
            meetings: [{days: [Tue], start: 13:00, end: 14:30, room: "45\t230", online: "https://a\tb"}]
            """,
            """
            course.yaml:2:8: one line is wanted here; write it without a tab, and text that holds \\ in single quotes
            course.yaml:8:58: one line is wanted here; write it without a tab, and text that holds \\ in single quotes
            course.yaml:8:77: one line is wanted here; write it without a tab, and text that holds \\ in single quotes
            """,
            id="tabs in a line",
        ),
        pytest.param(
            """
            code: null
            title: "null"
            term: ~
            meetings: [~]
            about: NULL
            contact: '~'
            links: Null
            """,
            """
            course.yaml:1:7: the value is missing; write one or take the line out
            course.yaml:3:7: the value is missing; write one or take the line out
            course.yaml:8:12: the value is missing; write one or take the line out
            course.yaml:9:8: the value is missing; write one or take the line out
            course.yaml:11:8: the value is missing; write one or take the line out
            """,
            id="nothing, written out",
        ),
        pytest.param(
            """
            classes: {first: 2026-12-09, last: 2026-09-09}
            office_hours: {first: 2026-12-09, last: 2026-09-14}
            meetings: [{days: [Tue], start: 13:00, end: 14:30, from: 2026-10-01, until: 2026-09-30}]
            holidays: [{id: thanks, name: Thanks, first: 2026-11-27, last: 2026-11-26}]
            """,
            """
            course.yaml:7:36: the last day, 2026-09-09, is before the first, 2026-12-09; swap them
            course.yaml:8:77: the last day, 2026-09-30, is before the first, 2026-10-01; swap them
            course.yaml:9:41: the last day, 2026-09-14, is before the first, 2026-12-09; swap them
            course.yaml:10:64: the last day, 2026-11-26, is before the first, 2026-11-27; swap them
            """,
            id="spans reversed",
        ),
        pytest.param(
            "classes: {first: 2028-09-09, last: 2026-12-09}",
            "course.yaml:7:36: the last day, 2026-12-09, is before the first, 2028-09-09; swap them",
            id="spans reversed over years",
        ),
        pytest.param(
            "meetings: [{days: [Tue], start: 13:00, end: 01:30}, {days: [Thu], start: 13:00, end: 13:00}]",
            """
            course.yaml:8:45: the end, 01:30, is not after the start, 13:00; use 24-hour time, within one day
            course.yaml:8:86: the end, 13:00, is not after the start, 13:00; use 24-hour time, within one day
            """,
            id="meetings that end before they start",
        ),
        pytest.param(
            "meetings: [{days: [Tue, Thu], start: 13:00, end: 14:30}, {days: [Thu], start: 14:00, end: 15:00},"
            " {days: [Tue], start: 14:30, end: 15:00}, {days: [Tue], start: 13:30, end: 14:00, section: l01}]",
            """
            course.yaml:8:58: the class already meets then (course.yaml:8); write `until: …` there and `from: …` here if
              it changes, or give each a `section`
            course.yaml:8:140: the class already meets then (course.yaml:8); write `until: …` there and `from: …` here
              if it changes, or give each a `section`
            """,
            id="meetings at once",
        ),
        pytest.param(
            "meetings: [{days: [Tue], start: 22:00, end: 00:00}, {days: [Tue], start: 23:00, end: 00:00}]",
            """
            course.yaml:8:53: the class already meets then (course.yaml:8); write `until: …` there and `from: …` here if
              it changes, or give each a `section`
            """,
            id="meetings at once until midnight",
        ),
        pytest.param(
            "meetings: [{days: [Tue], start: 22:00, end: 00:00}, {days: [Tue], start: 21:00, end: 22:30},"
            " {days: [Tue], start: 20:00, end: 21:00}, {days: [Thu], start: 9:00, end: 10:00},"
            " {days: [Thu], start: 00:00, end: 00:00}, {days: [Fri], start: 00:00, end: 01:00}]",
            """
            course.yaml:8:53: the class already meets then (course.yaml:8); write `until: …` there and `from: …` here if
              it changes, or give each a `section`
            course.yaml:8:175: the class already meets then (course.yaml:8); write `until: …` there and `from: …` here
              if it changes, or give each a `section`
            """,
            id="meetings at once with one until midnight",
        ),
        pytest.param(
            "meetings: [{days: [Tue], start: 9:00, end: 9:50, section: l01},"
            " {days: [Tue], start: 9:00, end: 9:50, section: l02},"
            " {days: [Thu], start: 9:00, end: 9:50, until: 2026-10-15},"
            " {days: [Thu], start: 9:00, end: 9:50, from: 2026-10-16}]",
            "",
            id="meetings at once of sections, and one after another",
        ),
        pytest.param(
            """
            meetings: [{days: [Tues, Mo, Tuesdays, x, ""], start: 13:00, end: 14:30}]
            schedule_days: [{date: 2026-10-13, runs_as: Mondy}]
            """,
            """
            course.yaml:8:20: 'Tues' is not a weekday; did you mean 'Tuesday'?
            course.yaml:8:26: 'Mo' is not a weekday; write one such as Monday
            course.yaml:8:30: 'Tuesdays' is not a weekday; did you mean 'Tuesday'?
            course.yaml:8:40: 'x' is not a weekday; write one such as Monday
            course.yaml:8:43: the value is missing; write one or take the line out
            course.yaml:9:45: 'Mondy' is not a weekday; did you mean 'Monday'?
            """,
            id="weekdays that are none",
        ),
        pytest.param(
            """
            meetings: [{days: [Tue], start: 9:00, end: 9:50, room: Hall 2, overflow: [hall-2, "—", HALL 2]}]
            """,
            """
            course.yaml:8:75: 'hall-2' and 'Hall 2' would both be room-hall-2; write the same room in the same way
            course.yaml:8:83: the room '—' has no letter or digit for its address; write one, or tbd, or leave the room
              out
            course.yaml:8:88: 'HALL 2' and 'Hall 2' would both be room-hall-2; write the same room in the same way
            """,
            id="one room spelt in several ways",
        ),
        pytest.param(
            """
            holidays: [{id: Thanks, name: Thanks, first: 2026-11-26}, {id: -x, name: X, first: 2026-11-11}]
            withdrawn: [midterm_2, "…"]
            """,
            """
            course.yaml:9:17: 'Thanks' is not a word for addresses; write lower-case letters, digits and hyphens, such
              as 'thanks'
            course.yaml:9:64: '-x' is not a word for addresses; write lower-case letters, digits and hyphens, such as
              'x'
            course.yaml:10:13: 'midterm_2' is not a word for addresses; write lower-case letters, digits and hyphens,
              such as 'midterm-2'
            course.yaml:10:24: '…' is not a word for addresses; write lower-case letters, digits and hyphens, such as
              'pset-1'
            """,
            id="ids that are no words",
        ),
        pytest.param(
            """
            holidays: [{id: thanks, name: Thanks, first: 2026-11-26}, {id: thanks, name: Thanks, first: 2026-11-27}]
            """,
            "course.yaml:9:64: the id 'thanks' is already used (course.yaml:9); every event has an id of its own",
            id="holidays with one id",
        ),
    ],
)
def test_course_yaml_is_told_what_is_wrong(changes: str, expected: str, tmp_path: Path) -> None:
    assert problems(tmp_path, course=course_yaml(changes)) == lines(expected)


def test_zone_without_yearly_rules_is_warned_about_where_the_clocks_change(tmp_path: Path) -> None:
    zone = "term: Any\ntime_zone: Africa/Casablanca"
    spring = course_yaml(f"{zone}\nclasses: {{first: 2025-02-03, last: 2025-05-23}}")  # Ramadan is in March
    fall = course_yaml(f"{zone}\nclasses: {{first: 2025-09-08, last: 2025-12-19}}")

    assert problems(tmp_path, course=fall) == []
    assert problems(tmp_path, course=spring) == lines(
        """
        course.yaml:5:12: warning: the clocks of Africa/Casablanca change by no yearly rule, which Outlook cannot
          follow: it may show events an hour off; tell people, or write a zone nearby with the same hours
        """
    )


def test_unknown_zone_does_not_hide_what_else_is_wrong(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        course=course_yaml("time_zone: EST5ET"),
        exams="exams: [{id: a, title: A, date: 2026-09-15, start: 13:00, end: 12:00}]",
    )

    assert found == lines(
        """
        course.yaml:5:12: there is no time zone 'EST5ET'; did you mean 'EST5EDT'?
        exams.yaml:1:64: the end, 12:00, is not after the start, 13:00; use 24-hour time, within one day
        """
    )
