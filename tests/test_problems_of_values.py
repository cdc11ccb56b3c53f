"""Values that are not what their key wants."""

from pathlib import Path

import pytest
from courses import lines, problems


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
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
            exams.yaml:11:29: one value is wanted here, not a list or a mapping; write one, or quote text that begins
              with [ or {
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
            exams.yaml:5:10: one value is wanted here, not a list or a mapping; write one, or quote text that begins
              with [ or {
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
            exams.yaml:2:66: one line is wanted here; write it without a line break, and text that holds \\ in single
              quotes
            exams.yaml:3:45: '1' is neither yes nor no; write yes or no
            exams.yaml:3:59: one value is wanted here, not a list or a mapping; write one, or quote text that begins
              with [ or {
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
            exams.yaml:2:20: the control character U+0007 does not belong in text; take it out, or put text that
              holds \\ in single quotes
            exams.yaml:3:20: the invisible character U+202E turns the direction of text; take it out
            exams.yaml:3:52: the invisible character U+2067 turns the direction of text; take it out
            exams.yaml:4:20: the control character U+2028 does not belong in text; take it out, or put text that
              holds \\ in single quotes
            exams.yaml:4:49: the control character U+007F does not belong in text; take it out, or put text that
              holds \\ in single quotes
            exams.yaml:5:20: the control character U+FFFF does not belong in text; take it out, or put text that
              holds \\ in single quotes
            exams.yaml:5:54: the invisible character U+2069 turns the direction of text; take it out
            exams.yaml:6:75: the control character U+0001 does not belong in text; take it out, or put text that
              holds \\ in single quotes
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
            exams.yaml:3:55: unknown key 'name'; did you mean 'title'?
            exams.yaml:3:69: unknown key 'link'; did you mean 'url'?
            exams.yaml:4:67: 'slides.pdf' is not a link; write an address that begins with https://, http:// or
              mailto:
            exams.yaml:4:86: one value is wanted here, not a list or a mapping; write one, or quote text that begins
              with [ or {
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
            exams.yaml:2:40: one value is wanted here, not a list or a mapping; write one, or quote text that begins
              with [ or {
            exams.yaml:2:66: 'zoom' is not a link; write an address that begins with https://, http:// or mailto:
            exams.yaml:3:40: 'TBA' is not known here; write tbd
            exams.yaml:3:55: a list is wanted here; write each item on a line of its own that begins with `- `, or
              [one, two]
            """,
            id="exams: rooms",
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
            lectures.yaml:4:52: a speaker is one of the staff or a guest; write an id of staff.yaml, or {name: …,
              affiliation: …}
            lectures.yaml:4:56: a speaker is one of the staff or a guest; write an id of staff.yaml, or {name: …,
              affiliation: …}
            lectures.yaml:4:91: a mapping is wanted here; write `key: value` lines (keys: person, name, affiliation)
            lectures.yaml:5:52: a speaker is one of the staff or a guest; write an id of staff.yaml, or {name: …,
              affiliation: …}
            lectures.yaml:5:90: unknown key 'affilation'; did you mean 'affiliation'?
            """,
            id="lectures: speakers that are none",
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
            deadlines.yaml:2:5: an assignment says when it is out, when it is due, or both; write `due: …`, or `due:
              tbd`
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
            deadlines.yaml:10:46: unknown key 'date'; did you mean 'due'?
            deadlines.yaml:11:28: the value is missing; write one or take the line out
            """,
            id="deadlines: when they are out and due",
        ),
    ],
)
def test_value_is_told_what_is_wrong(file: str, text: str, expected: str, tmp_path: Path) -> None:
    assert problems(tmp_path, **{file: text}) == lines(expected)
