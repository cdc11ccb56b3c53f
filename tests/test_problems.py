"""What is wrong with the data, told as whoever edits it has to hear it: where, what, and what to write instead."""

from pathlib import Path

import pytest
from courses import STAFF, course_yaml, lines, problems, write_course

from feeds.course.reader import read_course
from feeds.errors import CourseError


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
            course.yaml:14:1: unknown key 'from_'; the keys here are code, title, term, created, time_zone,
              uid_domain, contact, edit_url, links, about, provisional, classes, office_hours, meetings, holidays,
              schedule_days, withdrawn
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
            course.yaml:1:7: one value is wanted here, not a list or a mapping; quote text that begins with [ or {
            course.yaml:2:8: one value is wanted here, not a list or a mapping; quote text that begins with [ or {
            course.yaml:7:10: a mapping is wanted here; write `key: value` lines (keys: first, last)
            course.yaml:8:19: a list is wanted here; write each item on a line of its own that begins with `- `, or
              [one, two]
            course.yaml:8:31: one value is wanted here, not a list or a mapping; quote text that begins with [ or {
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
            course.yaml:2:8: one line is wanted here; write it without a line break
            course.yaml:9:10: one line is wanted here; write it without a line break
            """,
            id="more than a line",
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
            course.yaml:8:83: the room '—' has no letter or digit for its address; write one, or leave the room out
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
            "course.yaml:9:64: the id 'thanks' is already used; every event has an id of its own",
            id="holidays with one id",
        ),
    ],
)
def test_course_yaml_is_told_what_is_wrong(changes: str, expected: str, tmp_path: Path) -> None:
    assert problems(tmp_path, course=course_yaml(changes)) == lines(expected)


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        pytest.param(
            "course",
            "# nothing yet",
            """
            course.yaml:1:1: 'classes' is missing; write `classes: …`
            course.yaml:1:1: 'code' is missing; write `code: …`
            course.yaml:1:1: 'created' is missing; write `created: …`
            course.yaml:1:1: 'term' is missing; write `term: …`
            course.yaml:1:1: 'time_zone' is missing; write `time_zone: …`
            course.yaml:1:1: 'title' is missing; write `title: …`
            course.yaml:1:1: 'uid_domain' is missing; write `uid_domain: …`
            """,
            id="course: an empty file",
        ),
        pytest.param(
            "course",
            "code 6.100",
            """
            course.yaml:1:1: a mapping is wanted here; write `key: value` lines (keys: code, title, term, created,
              time_zone, uid_domain, contact, edit_url, links, about, provisional, classes, office_hours, meetings,
              holidays, schedule_days, withdrawn)
            """,
            id="course: text",
        ),
        pytest.param(
            "course",
            "- code: 6.100",
            """
            course.yaml:1:1: a mapping is wanted here; write `key: value` lines (keys: code, title, term, created,
              time_zone, uid_domain, contact, edit_url, links, about, provisional, classes, office_hours, meetings,
              holidays, schedule_days, withdrawn)
            """,
            id="course: a list",
        ),
        pytest.param(
            "staff",
            "",
            "staff.yaml:1:1: 'people' is missing; write `people: …`",
            id="staff: an empty file",
        ),
        pytest.param(
            "staff",
            "- {id: ada-lovelace, name: Ada Lovelace, role: Instructor}",
            "staff.yaml:1:1: a mapping is wanted here; write `key: value` lines (keys: people)",
            id="staff: a list without its key",
        ),
        pytest.param(
            "staff",
            """
            people:
              - {id: ada-lovelace, nmae: Ada Lovelace, role: Instructor, email: ada@example.edu}
              - ada-lovelace
            persons: []
            """,
            """
            staff.yaml:2:5: 'name' is missing; write `name: …`
            staff.yaml:2:24: unknown key 'nmae'; did you mean 'name'?
            staff.yaml:2:62: unknown key 'email'; the keys here are id, name, short, role, link, until
            staff.yaml:3:5: a mapping is wanted here; write `key: value` lines (keys: id, name, short, role, link,
              until)
            staff.yaml:4:1: unknown key 'persons'; the keys here are people
            """,
            id="staff: unknown and missing keys",
        ),
        pytest.param(
            "staff",
            """
            people:
              - {id: Ada Lovelace, name: Ada Lovelace, role: Instructor}
              - {id: TBD, name: To be decided, role: TA}
            """,
            """
            staff.yaml:2:10: 'Ada Lovelace' is not a word for addresses; write lower-case letters, digits and hyphens,
              such as 'ada-lovelace'
            staff.yaml:3:10: 'TBD' is not a word for addresses; write lower-case letters, digits and hyphens, such as
              'tbd'
            """,
            id="staff: ids that are no words",
        ),
        pytest.param(
            "staff",
            """
            people:
              - {id: ada, name: Ada Lovelace, role: Instructor}
              - {id: not-grace, name: Grace Hopper, role: TA}
              - {id: office-hours, name: Emmy Noether, role: TA}
              - {id: office-hours-2, name: Sofja Kowalewskaja, role: TA}
              - {id: ada-lovelace, name: Lady Lovelace, role: TA}
              - {id: ada-lovelace, name: Lady Lovelace, role: TA}
            """,
            """
            staff.yaml:2:10: 'ada' cannot be a person's id; write the full name in lower case with hyphens, such as
              'ada-lovelace' (not beginning with not-, with-, week-, room- or tag-)
            staff.yaml:3:10: 'not-grace' cannot be a person's id; write the full name in lower case with hyphens, such
              as 'ada-lovelace' (not beginning with not-, with-, week-, room- or tag-)
            staff.yaml:4:10: 'office-hours' cannot be a person's id; write the full name in lower case with hyphens,
              such as 'ada-lovelace' (not beginning with not-, with-, week-, room- or tag-)
            staff.yaml:7:10: the id 'ada-lovelace' is already used; every person has an id of their own
            """,
            id="staff: ids that no person may have",
        ),
        pytest.param(
            "staff",
            """
            people:
              - {id: ada-lovelace, name: Ada Lovelace, role: Instructor}
              - {id: ada-yonath, name: Ada Yonath, role: TA}
              - {id: alan-turing, name: Alan Turing, short: Al, role: TA}
              - {id: alan-kay, name: Alan Kay, role: TA}
              - {id: al-gore, name: Albert Gore, short: Al, role: TA}
            """,
            """
            staff.yaml:3:5: 'ada-yonath' and 'ada-lovelace' are both called 'Ada'; tell them apart with `short: …`
            staff.yaml:6:5: 'al-gore' and 'alan-turing' are both called 'Al'; tell them apart with `short: …`
            """,
            id="staff: short names alike",
        ),
        pytest.param(
            "staff",
            """
            people:
              - {id: ada-lovelace, name: Ada Lovelace, role: Instructor, link: example.edu/ada, until: soon}
            """,
            """
            staff.yaml:2:68: 'example.edu/ada' is not a link; write an address that begins with https://, http:// or
              mailto:
            staff.yaml:2:92: 'soon' is not a date; write it as 2025-09-04 or Thu 2025-09-04
            """,
            id="staff: a link and a last day that are none",
        ),
        pytest.param(
            "exams",
            """
            exams:
              - {id: midterm, title: Midterm, dat: 2026-10-15, starts: 19:30, location: Hall 2}
              - title: Quiz
            exam: []
            """,
            """
            exams.yaml:2:5: 'date' is missing; write `date: …`
            exams.yaml:2:35: unknown key 'dat'; did you mean 'date'?
            exams.yaml:2:52: unknown key 'starts'; did you mean 'start'?
            exams.yaml:2:67: unknown key 'location'; the keys here are room, overflow, online, id, date, title, start,
              end, details, materials, tags, tentative, cancelled
            exams.yaml:3:5: 'date' is missing; write `date: …`
            exams.yaml:3:5: 'id' is missing; write `id: …`
            exams.yaml:4:1: unknown key 'exam'; did you mean 'exams'?
            """,
            id="exams: unknown and missing keys",
        ),
        pytest.param(
            "exams",
            """
            exams:
              id: midterm
              date: 2026-10-15
              title: Midterm
            """,
            """
            exams.yaml:2:3: a list is wanted here; write each item on a line of its own that begins with `- `, or
              [one, two]
            """,
            id="exams: a mapping for the list",
        ),
        pytest.param(
            "exams",
            """
            exams:
              # none yet
            """,
            "exams.yaml:1:7: the value is missing; write one or take the line out",
            id="exams: nothing under the key",
        ),
        pytest.param(
            "exams",
            """
            exams:
              - {id: a, title: A, date: Oct 15}
              - {id: b, title: B, date: 2026-9-15}
              - {id: c, title: C, date: 15.10.2026}
              - {id: d, title: D, date: 2026-02-29}
              - {id: e, title: E, date: 2026-13-01}
              - {id: f, title: F, date: Wed 2026-10-15}
              - {id: g, title: G, date: Thr 2026-10-15}
              - {id: h, title: H, date: 1926-10-15}
              - {id: i, title: I, date: 20266-10-15}
              - {id: j, title: J, date: [2026-10-15, 2026-10-16]}
              - {id: k, title: K, date: tba}
              - {id: l, title: L, date: "2026-10-15 19:30"}
              - {id: m, title: M, date: TBD}
              - {id: n, title: N, date: thursday 2026-10-15}
            """,
            """
            exams.yaml:2:29: 'Oct 15' is not a date; write it as 2025-09-04 or Thu 2025-09-04
            exams.yaml:3:29: '2026-9-15' is not a date; write it as 2025-09-04 or Thu 2025-09-04
            exams.yaml:4:29: '15.10.2026' is not a date; write it as 2025-09-04 or Thu 2025-09-04
            exams.yaml:5:29: 2026-02-29 does not exist in the calendar; check day and month
            exams.yaml:6:29: 2026-13-01 does not exist in the calendar; check day and month
            exams.yaml:7:29: 2026-10-15 is a Thursday, not a Wednesday; correct the weekday or the date
            exams.yaml:8:29: 'Thr' is not a weekday; write one such as Monday
            exams.yaml:9:29: the year 1926 is out of range; write one from 2000 to 2100
            exams.yaml:10:29: '20266-10-15' is not a date; write it as 2025-09-04 or Thu 2025-09-04
            exams.yaml:11:29: one value is wanted here, not a list or a mapping; quote text that begins with [ or {
            exams.yaml:12:29: 'tba' is not known here; write tbd
            exams.yaml:13:29: '2026-10-15 19:30' is not a date; write it as 2025-09-04 or Thu 2025-09-04
            """,
            id="exams: dates that are none",
        ),
        pytest.param(
            "exams",
            """
            exams:
              - {id: a, title: A, date: 2026-10-15, start: 7:30 PM, end: 9:30pm}
              - {id: b, title: B, date: 2026-10-15, start: 19.30, end: 24:00}
              - {id: c, title: C, date: 2026-10-15, start: 19:30:00, end: 21:60}
              - {id: d, title: D, date: 2026-10-15, start: noon, end: tbd}
              - {id: e, title: E, date: 2026-10-15, start: "-1:30", end: "9"}
              - {id: f, title: F, date: 2026-10-15, start: 9:30, end: 23:59}
            """,
            """
            exams.yaml:2:48: '7:30 PM' is not a time of day; write it as 13:00, from 00:00 to 23:59
            exams.yaml:2:62: '9:30pm' is not a time of day; write it as 13:00, from 00:00 to 23:59
            exams.yaml:3:48: '19.30' is not a time of day; write it as 13:00, from 00:00 to 23:59
            exams.yaml:3:60: '24:00' is not a time of day; write it as 13:00, from 00:00 to 23:59
            exams.yaml:4:48: '19:30:00' is not a time of day; write it as 13:00, from 00:00 to 23:59
            exams.yaml:4:63: '21:60' is not a time of day; write it as 13:00, from 00:00 to 23:59
            exams.yaml:5:48: 'noon' is not a time of day; write it as 13:00, from 00:00 to 23:59
            exams.yaml:5:59: 'tbd' is not a time of day; write it as 13:00, from 00:00 to 23:59
            exams.yaml:6:48: '-1:30' is not a time of day; write it as 13:00, from 00:00 to 23:59
            exams.yaml:6:62: '9' is not a time of day; write it as 13:00, from 00:00 to 23:59
            """,
            id="exams: times that are none",
        ),
        pytest.param(
            "exams",
            """
            exams:
              - {id: a, title: A, date: 2026-10-15, start: 19:30}
              - {id: b, title: B, date: 2026-10-15, end: 21:30}
            """,
            """
            exams.yaml:2:48: there is a start and no end; write `end: …`
            exams.yaml:3:46: there is an end and no start; write `start: …`
            """,
            id="exams: half a time",
        ),
        pytest.param(
            "exams",
            """
            exams:
              - {id: a, title: A, date: 2026-10-15, start: 19:30, end: 09:30}
              - {id: b, title: B, date: 2026-10-15, start: 19:30, end: 19:30}
            """,
            """
            exams.yaml:2:60: the end, 09:30, is not after the start, 19:30; use 24-hour time, within one day
            exams.yaml:3:60: the end, 19:30, is not after the start, 19:30; use 24-hour time, within one day
            """,
            id="exams: an end that is not after the start",
        ),
        pytest.param(
            "exams",
            """
            exams:
              - {id: a, title: A, date: 2026-11-01, start: 01:30, end: 02:30}
              - {id: b, title: B, date: 2026-11-01, start: 00:30, end: 01:00}
              - {id: c, title: C, date: 2026-11-01, start: 02:00, end: 03:00}
              - {id: d, title: D, date: 2026-03-08, start: 02:30, end: 03:30}
              - {id: e, title: E, date: 2026-03-08, start: 01:30, end: 02:00}
              - {id: f, title: F, date: 2026-03-08, start: 03:00, end: 04:00}
            """,
            """
            exams.yaml:2:48: 01:30 comes twice on 2026-11-01 in America/New_York (clocks go back); choose another time
            exams.yaml:3:60: 01:00 comes twice on 2026-11-01 in America/New_York (clocks go back); choose another time
            exams.yaml:5:48: 02:30 does not exist on 2026-03-08 in America/New_York (clocks go forward); choose
              another time
            exams.yaml:6:60: 02:00 does not exist on 2026-03-08 in America/New_York (clocks go forward); choose
              another time
            """,
            id="exams: wall times that clocks skip or show twice",
        ),
        pytest.param(
            "exams",
            """
            exams:
              - {id: Final Exam, title: A, date: tbd}
              - {id: final_exam, title: A, date: tbd}
              - {id: Prüfung, title: A, date: tbd, tags: [Guest, in-class, "№", ""]}
              - {id: [a, b], title: A, date: tbd, tags: quiz}
            """,
            """
            exams.yaml:2:10: 'Final Exam' is not a word for addresses; write lower-case letters, digits and hyphens,
              such as 'final-exam'
            exams.yaml:3:10: 'final_exam' is not a word for addresses; write lower-case letters, digits and hyphens,
              such as 'final-exam'
            exams.yaml:4:10: 'Prüfung' is not a word for addresses; write lower-case letters, digits and hyphens, such
              as 'pr-fung'
            exams.yaml:4:47: 'Guest' is not a word for addresses; write lower-case letters, digits and hyphens, such
              as 'guest'
            exams.yaml:4:64: '№' is not a word for addresses; write lower-case letters, digits and hyphens, such as
              'pset-1'
            exams.yaml:4:69: the value is missing; write one or take the line out
            exams.yaml:5:10: one value is wanted here, not a list or a mapping; quote text that begins with [ or {
            exams.yaml:5:45: a list is wanted here; write each item on a line of its own that begins with `- `, or
              [one, two]
            """,
            id="exams: ids and tags that are no words",
        ),
        pytest.param(
            "exams",
            r"""
            exams:
              - {id: a, title: A, date: tbd, tentative: probably, cancelled: "ill\nagain"}
              - {id: b, title: B, date: tbd, tentative: 1, cancelled: [yes]}
              - {id: c, title: C, date: tbd, tentative: YES, cancelled: No}
            """,
            """
            exams.yaml:2:45: 'probably' is neither yes nor no; write yes or no
            exams.yaml:2:66: one line is wanted here; write it without a line break
            exams.yaml:3:45: '1' is neither yes nor no; write yes or no
            exams.yaml:3:59: one value is wanted here, not a list or a mapping; quote text that begins with [ or {
            """,
            id="exams: flags and reasons",
        ),
        pytest.param(
            "exams",
            r"""
            exams:
              - {id: a, title: "A\x07B", date: tbd}
              - {id: b, title: "A\u202EB", date: tbd, details: "one\ttwo\nthree \u2067 four"}
              - {id: c, title: "A\u2028B", date: tbd, room: "\u0085x\x7F"}
              - {id: d, title: "A\uFFFFB", date: tbd, cancelled: "A\u2069B"}
              - {id: e, title: "Zoë 🎓 \u200F", date: tbd, materials: [{title: A, url: "https://a\x01b"}]}
            """,
            """
            exams.yaml:2:20: the control character U+0007 does not belong in text; take it out
            exams.yaml:3:20: the invisible character U+202E turns the direction of text; take it out
            exams.yaml:3:52: the invisible character U+2067 turns the direction of text; take it out
            exams.yaml:4:20: the control character U+2028 does not belong in text; take it out
            exams.yaml:4:49: the control character U+007F does not belong in text; take it out
            exams.yaml:5:20: the control character U+FFFF does not belong in text; take it out
            exams.yaml:5:54: the invisible character U+2069 turns the direction of text; take it out
            exams.yaml:6:75: the control character U+0001 does not belong in text; take it out
            """,
            id="exams: characters that do not belong in text",
        ),
        pytest.param(
            "exams",
            """
            exams:
              - {id: a, title: A, date: tbd, materials: slides}
              - {id: b, title: B, date: tbd, materials: [slides, {name: slides, link: https://example.edu}]}
              - {id: c, title: C, date: tbd, materials: [{title: slides, url: slides.pdf, under: [reading], note: }]}
            """,
            """
            exams.yaml:2:45: a list is wanted here; write each item on a line of its own that begins with `- `, or
              [one, two]
            exams.yaml:3:46: a mapping is wanted here; write `key: value` lines (keys: title, url, under, note)
            exams.yaml:3:54: 'title' is missing; write `title: …`
            exams.yaml:3:55: unknown key 'name'; the keys here are title, url, under, note
            exams.yaml:3:69: unknown key 'link'; the keys here are title, url, under, note
            exams.yaml:4:67: 'slides.pdf' is not a link; write an address that begins with https://, http:// or
              mailto:
            exams.yaml:4:86: one value is wanted here, not a list or a mapping; quote text that begins with [ or {
            exams.yaml:4:103: the value is missing; write one or take the line out
            """,
            id="exams: materials",
        ),
        pytest.param(
            "exams",
            """
            exams:
              - {id: a, title: A, date: tbd, room: [45-102, 45-103], online: zoom}
              - {id: b, title: B, date: tbd, room: TBA, overflow: 45-103}
            """,
            """
            exams.yaml:2:40: one value is wanted here, not a list or a mapping; quote text that begins with [ or {
            exams.yaml:2:66: 'zoom' is not a link; write an address that begins with https://, http:// or mailto:
            exams.yaml:3:40: 'TBA' is not known here; write tbd
            exams.yaml:3:55: a list is wanted here; write each item on a line of its own that begins with `- `, or
              [one, two]
            """,
            id="exams: rooms",
        ),
        pytest.param(
            "exams",
            """
            exams:
              - {id: a, title: A, date: tbd, room: 45 230}
              - {id: b, title: B, date: tbd, room: "…", overflow: [45-230, 45/102], online: "https://example.edu"}
              - {id: c, title: C, date: tbd, room: TBD, overflow: [45-102]}
            """,
            """
            exams.yaml:2:40: '45 230' and '45-230' would both be room-45-230; write the same room in the same way
            exams.yaml:3:40: the room '…' has no letter or digit for its address; write one, or leave the room out
            exams.yaml:4:56: '45-102' and '45/102' would both be room-45-102; write the same room in the same way
            """,
            id="exams: rooms unlike those of the class meeting",
        ),
        pytest.param(
            "exams",
            """
            exams:
              - {id: midterm, title: Midterm, date: tbd}
              - {id: midterm, title: Midterm, date: 2026-10-15, start: 19:30, end: 21:30}
              - {id: midterm, title: Midterm, date: 2026-10-16}
            """,
            """
            exams.yaml:3:10: the id 'midterm' is already used; every event has an id of its own
            exams.yaml:4:10: the id 'midterm' is already used; every event has an id of its own
            """,
            id="exams: an id twice",
        ),
        pytest.param(
            "lectures",
            """
            lectures:
              - {id: a, title: A, date: 2026-09-10, speakers: [ada-lovelase, alan-turing, ada, max-weber]}
              - {id: b, title: B, date: 2026-09-15, speakers: [{person: grace-hoper}, {name: Max Weber}]}
            """,
            """
            lectures.yaml:2:52: nobody on the staff has the id 'ada-lovelase'; did you mean 'ada-lovelace'?
            lectures.yaml:2:79: nobody on the staff has the id 'ada'; did you mean 'ada-lovelace'?
            lectures.yaml:2:84: nobody on the staff has the id 'max-weber'; add them to staff.yaml, or write a guest
              as {name: …}
            lectures.yaml:3:52: nobody on the staff has the id 'grace-hoper'; did you mean 'grace-hopper'?
            """,
            id="lectures: speakers",
        ),
        pytest.param(
            "lectures",
            """
            lectures:
              - {id: a, title: A, date: 2026-09-10, speakers: [Ada Lovelace, TBD, tba, ""]}
              - {id: b, title: B, date: 2026-09-15, speakers: ada-lovelace}
              - {id: c, title: C, date: 2026-09-17, speakers: [{}, {person: ada-lovelace, name: Ada}, [ada-lovelace]]}
              - {id: d, title: D, date: 2026-09-22, speakers: [{affiliation: MIT}, {name: Max Weber, affilation: X}]}
            """,
            """
            lectures.yaml:2:52: 'Ada Lovelace' is not a word for addresses; write lower-case letters, digits and
              hyphens, such as 'ada-lovelace'
            lectures.yaml:2:66: 'TBD' is nobody; leave it out until somebody is named
            lectures.yaml:2:71: 'tba' is nobody; leave it out until somebody is named
            lectures.yaml:2:76: the value is missing; write one or take the line out
            lectures.yaml:3:51: a list is wanted here; write each item on a line of its own that begins with `- `, or
              [one, two]
            lectures.yaml:4:52: a speaker is an id of staff.yaml, or {name: …, affiliation: …} for a guest
            lectures.yaml:4:56: a speaker is an id of staff.yaml, or {name: …, affiliation: …} for a guest
            lectures.yaml:4:91: a mapping is wanted here; write `key: value` lines (keys: person, name, affiliation)
            lectures.yaml:5:52: a speaker is an id of staff.yaml, or {name: …, affiliation: …} for a guest
            lectures.yaml:5:90: unknown key 'affilation'; did you mean 'affiliation'?
            """,
            id="lectures: speakers that are none",
        ),
        pytest.param(
            "lectures",
            """
            lectures:
              - {id: a, title: A, date: Mon 2026-09-14}
              - {id: b, title: B, date: Mon 2026-09-14, end: 14:30}
              - {id: c, title: C, date: Mon 2026-09-14, start: 13:00}
              - {id: d, title: D, date: Tue 2026-09-15, section: l01}
              - {id: e, title: E, date: Mon 2026-09-14, start: 13:00, end: 14:30, section: l01}
            """,
            """
            lectures.yaml:2:29: there is no class meeting on 2026-09-14, a Monday; correct the date, or write `start`
              and `end`, or `start: tbd`
            lectures.yaml:3:29: there is no class meeting on 2026-09-14, a Monday; correct the date, or write `start`
              and `end`, or `start: tbd`
            lectures.yaml:4:52: there is a start and no end; write `end: …`
            lectures.yaml:5:29: there is no class meeting of section 'l01' on 2026-09-15, a Tuesday; correct the date
              or the section
            lectures.yaml:6:29: there is no class meeting of section 'l01' on 2026-09-14, a Monday; correct the date
              or the section
            """,
            id="lectures: no class meeting that day",
        ),
        pytest.param(
            "lectures",
            """
            lectures:
              - {id: a, title: A, date: Tue 2026-09-15, start: 14:30}
              - {id: b, title: B, date: Tue 2026-09-15, end: 12:00}
            """,
            """
            lectures.yaml:2:5: the end, 14:30, is not after the start, 14:30; use 24-hour time, within one day
            lectures.yaml:3:50: the end, 12:00, is not after the start, 13:00; use 24-hour time, within one day
            """,
            id="lectures: times that do not go with the class meeting's",
        ),
        pytest.param(
            "tutorials",
            """
            tutorials:
              - {id: a, title: A, date: tbd, anyof: git, hosts: [ada-lovelace]}
            slots:
              - {id: r01, title: Recitation, day: Friday, start: 11:00, end: 12:00, speakers: [ada-lovelace]}
            one_off: []
            """,
            """
            tutorials.yaml:2:34: unknown key 'anyof'; did you mean 'any_of'?
            tutorials.yaml:2:46: unknown key 'hosts'; the keys here are room, overflow, online, id, date, title,
              start, end, details, materials, tags, tentative, cancelled, speakers, any_of
            tutorials.yaml:4:73: unknown key 'speakers'; the keys here are room, overflow, online, id, title, hosts,
              day, start, end, from, until, details, tags, changes
            tutorials.yaml:5:1: unknown key 'one_off'; the keys here are tutorials, slots
            """,
            id="tutorials: unknown keys in rows and slots",
        ),
        pytest.param(
            "deadlines",
            """
            assignments:
              - {id: a, title: A}
              - {id: b, title: B, due: Thu 2026-10-15 11:59 PM}
              - {id: c, title: C, due: 2026-10-15T23:59}
              - {id: d, title: D, due: 2026-10-15 24:00}
              - {id: e, title: E, due: Fri 2026-10-15 23:59}
              - {id: f, title: F, due: "23:59"}
              - {id: g, title: G, due: 2026-02-29 23:59}
              - {id: h, title: H, due: 2026-02-29}
              - {id: i, title: I, out: 2026-10-15 09:00, date: 2026-10-15}
              - {id: j, title: J, out: , due: tbd}
            """,
            """
            deadlines.yaml:3:28: 'Thu 2026-10-15 11:59 PM' is neither a date nor a date and a time; write it as
              2025-09-04 or 2025-09-04 23:59
            deadlines.yaml:4:28: '2026-10-15T23:59' is neither a date nor a date and a time; write it as 2025-09-04 or
              2025-09-04 23:59
            deadlines.yaml:5:28: '24:00' is not a time of day; write it as 13:00, from 00:00 to 23:59
            deadlines.yaml:6:28: 2026-10-15 is a Thursday, not a Friday; correct the weekday or the date
            deadlines.yaml:7:28: '23:59' is neither a date nor a date and a time; write it as 2025-09-04 or 2025-09-04
              23:59
            deadlines.yaml:8:28: 2026-02-29 does not exist in the calendar; check day and month
            deadlines.yaml:9:28: 2026-02-29 does not exist in the calendar; check day and month
            deadlines.yaml:10:28: '2026-10-15 09:00' is not a date; write it as 2025-09-04 or Thu 2025-09-04
            deadlines.yaml:10:46: unknown key 'date'; the keys here are id, title, out, due, details, materials, tags,
              tentative
            deadlines.yaml:11:28: the value is missing; write one or take the line out
            """,
            id="deadlines: when they are out and due",
        ),
        pytest.param(
            "deadlines",
            """
            assignments:
              - {id: a, title: A}
              - {id: b, title: B, due: 2026-11-01 01:59}
              - {id: c, title: C, due: Sun 2026-03-08 02:30}
            """,
            """
            deadlines.yaml:2:5: an assignment says when it is out, when it is due, or both; write `due: …`, or `due:
              tbd`
            deadlines.yaml:3:28: 01:59 comes twice on 2026-11-01 in America/New_York (clocks go back); choose another
              time
            deadlines.yaml:4:28: 02:30 does not exist on 2026-03-08 in America/New_York (clocks go forward); choose
              another time
            """,
            id="deadlines: neither out nor due, and hours that clocks skip or show twice",
        ),
        pytest.param(
            "deadlines",
            """
            assignments:
              - {id: pset-1, title: pset 1, due: 2026-09-15}
              - {id: pset-1, title: pset 2, out: 2026-09-15, due: 2026-09-22}
            """,
            "deadlines.yaml:3:10: the id 'pset-1-due' is already used; every event has an id of its own",
            id="deadlines: an id twice",
        ),
        pytest.param(
            "office_hours",
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
            office-hours.yaml:4:18: one value is wanted here, not a list or a mapping; quote text that begins with [
              or {
            office-hours.yaml:4:63: a list is wanted here; write each item on a line of its own that begins with `- `,
              or [one, two]
            office-hours.yaml:5:23: unknown key 'date'; the keys here are room, overflow, online, id, title, hosts,
              day, start, end, from, until, details, tags, changes
            office-hours.yaml:5:50: a list is wanted here; write each item on a line of its own that begins with `- `,
              or [one, two]
            """,
            id="office-hours: slots",
        ),
        pytest.param(
            "office_hours",
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
            id="office-hours: slots without hours, with hosts that nobody knows, and with hours the wrong way round",
        ),
        pytest.param(
            "office_hours",
            """
            slots:
              - {id: oh, day: Mon, start: 15:00, end: 16:00}
              - {id: oh, day: Mon, start: 15:00, end: 16:00}
              - {id: oh, day: Tue, start: 15:00, end: 16:00}
              - {id: oh, day: tbd}
            one_off:
              - {id: oh-2026-09-14, date: 2026-09-14, title: Extra, start: 10:00, end: 11:00}
              - {id: oh, date: 2026-09-14, title: Extra, start: 10:00, end: 11:00}
            """,
            """
            office-hours.yaml:3:10: the id 'oh' is already used; every event has an id of its own
            office-hours.yaml:4:10: the id 'oh' is already used; every event has an id of its own
            office-hours.yaml:5:10: the id 'oh' is already used; every event has an id of its own
            office-hours.yaml:7:10: the id 'oh-2026-09-14' is already used; every event has an id of its own
            office-hours.yaml:8:10: the id 'oh' is already used; every event has an id of its own
            """,
            id="office-hours: an id twice",
        ),
        pytest.param(
            "office_hours",
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
            office-hours.yaml:8:9: a change says either `date`, for one week, or `from`, for good
            office-hours.yaml:9:9: a change says either `date`, for one week, or `from`, for good
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
            id="office-hours: changes that say too little or too much",
        ),
        pytest.param(
            "office_hours",
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
            id="office-hours: changes with values that are none",
        ),
        pytest.param(
            "office_hours",
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
            office-hours.yaml:11:9: the end, 16:00, is not after the start, 16:00; use 24-hour time, within one day
            office-hours.yaml:12:33: the end, 15:00, is not after the start, 15:00; use 24-hour time, within one day
            office-hours.yaml:13:34: '45 230' and '45-230' would both be room-45-230; write the same room in the same
              way
            """,
            id="office-hours: changes with people whom nobody knows, and hours the wrong way round",
        ),
        pytest.param(
            "office_hours",
            """
            one_off:
              - {id: a, title: A, date: Mon 2026-09-14}
              - {id: b, title: B, date: Tue 2026-09-15, hosts: [ada-lovelac], speakers: [ada-lovelace]}
              - {id: c}
            """,
            """
            office-hours.yaml:3:67: unknown key 'speakers'; the keys here are room, overflow, online, id, date, title,
              start, end, details, materials, tags, tentative, cancelled, hosts
            office-hours.yaml:4:5: 'date' is missing; write `date: …`
            """,
            id="office-hours: one-off hours",
        ),
        pytest.param(
            "office_hours",
            """
            one_off:
              - {id: a, title: A, date: Mon 2026-09-14}
              - {id: b, title: B, date: Tue 2026-09-15, hosts: [ada-lovelac]}
              - {id: c, date: Mon 2026-09-14, start: 10:00}
            """,
            """
            office-hours.yaml:2:29: there is no class meeting on 2026-09-14, a Monday; correct the date, or write
              `start` and `end`, or `start: tbd`
            office-hours.yaml:3:53: nobody on the staff has the id 'ada-lovelac'; did you mean 'ada-lovelace'?
            office-hours.yaml:4:42: there is a start and no end; write `end: …`
            """,
            id="office-hours: one-off hours on a day without class",
        ),
        pytest.param(
            "office_hours",
            """
            slots:
              - {id: oh, day: Sunday, start: 01:00, end: 02:00, until: 2026-11-08}
            """,
            """
            office-hours.yaml:2:34: 01:00 comes twice on 2026-11-01 in America/New_York (clocks go back); choose
              another time
            """,
            id="office-hours: a week on an hour that comes twice",
        ),
    ],
)
def test_file_is_told_what_is_wrong(file: str, text: str, expected: str, tmp_path: Path) -> None:
    assert problems(tmp_path, **{file: text}) == lines(expected)


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        pytest.param(
            "office_hours",
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
            office-hours.yaml:9:16: warning: 'oh' does not take place on 2026-09-22, so this change does nothing;
              correct the date
            office-hours.yaml:10:16: warning: 'oh' does not take place on 2026-10-12, so this change does nothing;
              correct the date
            office-hours.yaml:11:16: warning: 'oh' does not take place from 2026-10-06 on, so this change does
              nothing; correct the date
            """,
            id="changes of weeks that do not exist",
        ),
        pytest.param(
            "office_hours",
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
            "office_hours",
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
def test_warning_does_not_keep_a_course_from_being_read(file: str, text: str, expected: str, tmp_path: Path) -> None:
    course = read_course(write_course(tmp_path, **{file: text}))

    assert [str(warning).removeprefix(f"{tmp_path}/") for warning in course.warnings] == lines(expected)


def test_zone_without_yearly_rules_is_warned_about_where_the_clocks_change(tmp_path: Path) -> None:
    zone = "time_zone: Africa/Casablanca"
    spring = course_yaml(f"{zone}\nclasses: {{first: 2025-02-03, last: 2025-05-23}}")  # Ramadan is in March
    fall = course_yaml(f"{zone}\nclasses: {{first: 2025-09-08, last: 2025-12-19}}")

    assert problems(tmp_path, course=fall) == []
    assert problems(tmp_path, course=spring) == lines(
        """
        course.yaml:5:12: warning: the clocks of Africa/Casablanca change by no yearly rule, which Outlook cannot
          follow: it may show events an hour off; tell people, or write a zone nearby with the same hours
        """
    )


def test_id_is_used_once_across_files(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        course=course_yaml("holidays: [{id: thanks, name: Thanks, first: 2026-11-26}]"),
        lectures="lectures: [{id: intro, title: A, date: 2026-09-10}, {id: thanks, title: B, date: tbd}]",
        tutorials="""\
            tutorials: [{id: intro, title: A, date: 2026-09-10}]
            slots: [{id: weekly, day: Mon, start: 10:00, end: 11:00}]
            """,
        exams="exams: [{id: intro, title: A, date: tbd}, {id: pset-1-due, title: B, date: tbd}]",
        deadlines="assignments: [{id: pset-1, title: pset 1, due: 2026-09-15}, {id: intro, title: A, due: tbd}]",
        office_hours="""\
            slots: [{id: weekly, day: Tue, start: 10:00, end: 11:00}, {id: thanks, day: tbd}]
            one_off: [{id: weekly-2026-09-14, title: A, date: tbd}]
            """,
    )

    assert found == lines(
        """
        deadlines.yaml:1:20: the id 'pset-1-due' is already used; every event has an id of its own
        exams.yaml:1:14: the id 'intro' is already used; every event has an id of its own
        lectures.yaml:1:58: the id 'thanks' is already used; every event has an id of its own
        office-hours.yaml:1:14: the id 'weekly' is already used; every event has an id of its own
        office-hours.yaml:1:64: the id 'thanks' is already used; every event has an id of its own
        office-hours.yaml:2:16: the id 'weekly-2026-09-14' is already used; every event has an id of its own
        tutorials.yaml:1:18: the id 'intro' is already used; every event has an id of its own
        """
    )


def test_withdrawn_id_is_never_used_again(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        course=course_yaml("withdrawn: [quiz, pset-0-out, oh]"),
        exams="exams: [{id: quiz, title: Quiz, date: tbd}]",
        deadlines="assignments: [{id: pset-0, title: pset 0, out: 2026-09-15, due: 2026-09-22}]",
        office_hours="""\
            slots:
              - {id: oh, day: Mon, start: 10:00, end: 11:00}
            """,
    )

    assert found == lines(
        """
        deadlines.yaml:1:20: the id 'pset-0-out' is withdrawn in course.yaml; choose another, ids are never used again
        exams.yaml:1:14: the id 'quiz' is withdrawn in course.yaml; choose another, ids are never used again
        office-hours.yaml:2:10: the id 'oh' is withdrawn in course.yaml; choose another, ids are never used again
        """
    )


def test_class_meetings_at_once_need_sections(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        course=course_yaml(
            "meetings: [{days: [Tue], start: 9:00, end: 9:50}, {days: [Tue], start: 15:00, end: 15:50, section: l02}]"
        ),
        lectures="""\
            lectures:
              - {id: a, title: A, date: 2026-09-15}
              - {id: b, title: B, date: 2026-09-15, section: l02}
              - {id: c, title: C, date: 2026-09-15, section: l03}
            """,
    )

    assert found == lines(
        """
        lectures.yaml:2:29: several class meetings fall on 2026-09-15; give each a `section` in course.yaml
        lectures.yaml:4:29: there is no class meeting of section 'l03' on 2026-09-15, a Tuesday;
          correct the date or the section
        """
    )


def test_lecture_on_a_day_with_another_weekdays_schedule_is_told_so(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        course=course_yaml("schedule_days: [{date: Tue 2026-10-13, runs_as: Monday}]"),
        lectures="lectures: [{id: a, title: A, date: Tue 2026-10-13}]",
    )

    assert found == lines(
        """
        lectures.yaml:1:36: there is no class meeting on 2026-10-13, which runs as a Monday;
          correct the date, or write `start` and `end`, or `start: tbd`
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


def test_problems_of_all_files_are_told_at_once_in_order(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        course=course_yaml("uid_domain: our_course\noffice_hours: {first: 2026-09-14, last: 2026-09-07}"),
        staff=STAFF + "  - {id: alan-kay, name: Alan Kay, role: TA}\n",
        lectures="""\
            lectures:
              - {id: b, title: B, date: Mon 2026-09-14, speakers: [ada-lovelase]}
              - {id: a, title: A, date: Tue 2026-09-15, speakers: [grace], room: "-"}
            """,
        tutorials="tutorials: [\n",
        exams="exams: [{id: a, title: A, date: Tue 2026-10-14}]",
        deadlines="assignments: [{id: pset-1, title: pset 1, du: 2026-09-15}]",
        office_hours="slots: [{id: oh, day: Mon, start: 10:00, end: 9:00, until: 2026-09-30, hosts: [x-y]}]",
    )

    assert found == lines(
        """
        course.yaml:6:13: 'our_course' is not a domain; write one that is yours for good, in lower case, such as
          course.example.edu
        course.yaml:9:41: the last day, 2026-09-07, is before the first, 2026-09-14; swap them
        deadlines.yaml:1:43: unknown key 'du'; did you mean 'due'?
        exams.yaml:1:33: 2026-10-14 is a Wednesday, not a Tuesday; correct the weekday or the date
        lectures.yaml:2:29: there is no class meeting on 2026-09-14, a Monday; correct the date, or write `start` and
          `end`, or `start: tbd`
        lectures.yaml:2:56: nobody on the staff has the id 'ada-lovelase'; did you mean 'ada-lovelace'?
        lectures.yaml:3:56: nobody on the staff has the id 'grace'; did you mean 'grace-hopper'?
        lectures.yaml:3:70: the room '-' has no letter or digit for its address; write one, or leave the room out
        office-hours.yaml:1:47: the end, 09:00, is not after the start, 10:00; use 24-hour time, within one day
        office-hours.yaml:1:80: nobody on the staff has the id 'x-y'; add them to staff.yaml
        staff.yaml:5:5: 'alan-kay' and 'alan-turing' are both called 'Alan'; tell them apart with `short: …`
        tutorials.yaml:2:1: this is not YAML (did not find expected node content); check the indentation, quotes and
          brackets around here
        """
    )


def test_problems_of_course_and_staff_come_before_what_depends_on_them(tmp_path: Path) -> None:
    """Without a course or its people nothing can be said about dates and names; forms are looked at all the same."""
    found = problems(
        tmp_path,
        course=course_yaml("classes: {first: 2026-09-09}"),
        lectures="lectures: [{id: a, title: A, date: 2026-09-14, speakers: [nobody-here]}]",
        exams="exams: [{id: a, title: A}]",
    )

    assert found == lines(
        """
        course.yaml:7:10: 'last' is missing; write `last: …`
        exams.yaml:1:9: 'date' is missing; write `date: …`
        """
    )


def test_course_error_says_every_problem_a_line(tmp_path: Path) -> None:
    folder = write_course(tmp_path, exams="exams: [{id: a, title: A}]", lectures="lectures: none")

    with pytest.raises(CourseError) as caught:
        read_course(folder)

    assert str(caught.value) == "\n".join(
        [
            f"{folder}/exams.yaml:1:9: 'date' is missing; write `date: …`",
            f"{folder}/lectures.yaml:1:11: a list is wanted here;"
            " write each item on a line of its own that begins with `- `, or [one, two]",
        ]
    )
