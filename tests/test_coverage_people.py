"""Who holds no office hours, and who holds them when nobody can come."""

from pathlib import Path

from courses import STAFF
from test_coverage import covered, without


def test_people_without_hours_are_those_who_are_to_hold_some(tmp_path: Path) -> None:
    staff = (
        STAFF.replace(", hours: no", "")
        + """\
  - {id: emmy-noether, name: Emmy Noether, role: TA}
  - {id: alan-kay, name: Alan Kay, short: Alan K, role: TA, hours: no}
  - {id: kurt-goedel, name: Kurt Goedel, role: TA}
"""
    )
    hours = """\
    slots:
      - {id: oh, hosts: [ada-lovelace], day: Wed, start: 15:00, end: 16:00}
      - {id: oh-tbd, hosts: [alan-turing], day: tbd}
    one_off: [{id: extra, hosts: [kurt-goedel], date: Thu 2026-10-01, start: 9:00, end: 10:00, cancelled: ill}]
    """
    lectures = "lectures: [{id: a, title: A, date: Tue 2026-10-06, speakers: [grace-hopper, alan-kay]}]"

    assert without(covered(tmp_path, staff=staff, office_hours=hours, lectures=lectures)) == [
        "alan-turing: hours to be announced",
        "grace-hopper: teaches only",
        "emmy-noether: ",
        "kurt-goedel: ",
    ]


def test_clashes_are_hours_to_which_nobody_can_come(tmp_path: Path) -> None:
    hours = """\
    slots:
      - {id: at-class, hosts: [ada-lovelace], day: Tue, start: 14:00, end: 15:00}
      - {id: after-it, hosts: [alan-turing], day: Tue, start: 14:30, end: 15:30}
      - {id: of-all, day: Tue, start: 13:00, end: 14:00}
    one_off: [{id: once, hosts: [alan-turing], date: Tue 2026-10-13, start: 12:30, end: 13:10}]
    """
    lectures = """\
    lectures:
      - {id: a, title: A, date: Tue 2026-10-06}
      - {id: b, title: B, date: Tue 2026-10-13}
      - {id: c, title: C, date: Tue 2026-10-20, cancelled: yes}
    """
    found = covered(tmp_path, office_hours=hours, lectures=lectures).clashes

    assert [(clash.first.id, clash.times) for clash in found] == [("at-class-2026-10-06", 2), ("once", 1)]


def test_lecture_with_another_section_is_no_clash(tmp_path: Path) -> None:
    sections = """\
    classes: {first: Mon 2026-09-28, last: Fri 2026-10-30}
    meetings: [{days: [Tue], start: 13:00, end: 14:00, section: a}, {days: [Tue], start: 15:00, end: 16:00, section: b}]
    """
    hours = "slots: [{id: oh, hosts: [ada-lovelace], day: Tue, start: 13:00, end: 14:00}]"
    lectures = "lectures: [{id: a, title: A, date: Tue 2026-10-06}]"

    assert covered(tmp_path, sections, office_hours=hours, lectures=lectures).clashes == ()
