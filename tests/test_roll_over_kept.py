"""What of last year's course comes along into the next term, what stays behind, and what is told of it."""

from datetime import date
from pathlib import Path

import pytest
from rolling import MEETINGS, OLD, days, facts, files, over, rows

from feeds.authoring.facts import Facts
from feeds.authoring.next_term.left_behind import PARTS
from feeds.authoring.next_term.roll_over import RollOver, roll_over
from feeds.authoring.trial import course_of
from feeds.course.document import Value
from feeds.course.folder import FILES
from feeds.course.parser import parse

DEMO = Path(__file__).parent / "data" / "courses" / "dm-1-sp26"
LECTURES = "lectures: [{id: l-1, title: L, date: 2025-09-09, speakers: [ada-lovelace], tags: [first]}]\n"


def demo(*keep: str) -> RollOver:
    """The made-up course a year later, in which every day has its weekday, but for another Easter."""
    last_year = {}
    for name in FILES:
        value = parse((DEMO / name).read_bytes(), name).value
        assert isinstance(value, dict)
        last_year[name] = value
    days = ("2027-03-01", "2027-05-07")
    easter = "Fri 2027-03-26 to Mon 2027-03-29 Easter"
    known = facts(*days, slug="dm-1-sp27", term="Spring 2027", holidays=(easter,))
    made = roll_over(last_year, known, old="dm-1-sp26", keep=frozenset(keep))
    assert course_of(known.slug, made.contents, known.first).warnings == ()
    return made


def test_made_up_course_leaves_behind_what_was_of_one_year() -> None:
    made = demo()

    assert made.left == (
        "tas: Grace Hopper, Alan Turing, Alan Kay, and Emmy Noether (4)",
        "slots: oh-a, oh-b, and oh-c (3 each week)",
        "slots: extra (1 held once)",
        "guests: Max Weber, Lise Meitner, Otto Hahn, “Guest Lecture: After the clocks”",
        "materials: of 2 rows",
        "changes: guest-2 was cancelled (ill), zones was tentative, pset-2 was tentative",
        "withdrawn: quiz-0",
    )
    assert made.look == (
        "course.yaml: contact, edit_url, links, and about",
        "classes: Fri 2027-05-07 is the last day, and the class does not meet then",
        "rooms: Aula 1, Aula 2, B-7, B-8, and Lab",
        "who holds git-1, git-2, and r01, which nobody does now",
        "lectures: none yet on Thu 4 Mar, Mon 8 Mar, Thu 18 Mar, Thu 25 Mar, and 8 more class days",
    )
    assert [(move.id, move.wanted, move.now, move.why) for move in made.moved] == [
        ("pset-1 due", date(2027, 3, 28), date(2027, 3, 30), "Easter"),
        ("zones", date(2027, 3, 29), date(2027, 4, 1), "Easter"),
        ("methods", date(2027, 4, 6), date(2027, 4, 8), "no class on this weekday"),
    ]
    assert rows(made.contents, "lectures", "lectures")[1:4] == [
        {"id": "dates", "date": "Thu 2027-03-11", "title": "Dates", "speakers": ["ada-lovelace"]},
        {"id": "guest-1", "date": "Mon 2027-03-15", "title": "Guest Lecture 1", "tags": ["guest"]},
        {"id": "guest-2", "date": "Mon 2027-03-22", "title": "Guest Lecture", "tags": ["guest"]},
    ]


def test_made_up_course_keeps_what_it_was_asked_for() -> None:
    made = demo(*PARTS)

    assert made.left == ("withdrawn: quiz-0",)
    assert [row["id"] for row in rows(made.contents, "staff", "people")] == [
        *("ada-lovelace", "grace-hopper", "alan-turing", "alan-kay", "emmy-noether"),
    ]
    assert "staff.yaml: who had left before the end: Alan Turing" in made.look
    assert rows(made.contents, "office-hours", "slots")[0]["changes"] == [
        {"date": "Mon 2027-03-15", "without": "alan-turing"},
        {"date": "Mon 2027-03-22", "cancelled": "conference", "hosts": []},
        {"date": "Mon 2027-03-29", "moved_to": "Wed 2027-03-31", "room": "C 4"},
        {"date": "Mon 2027-04-12", "swap": {"alan-turing": "alan-kay"}},
        {"from": "Mon 2027-04-19", "day": "Tuesday", "start": "17:00", "end": "18:00"},
    ]
    assert rows(made.contents, "lectures", "lectures")[3]["cancelled"] == "ill"


def test_recitations_and_the_times_of_meetings_move_with_the_weeks() -> None:
    made = demo()

    assert rows(made.contents, "tutorials", "slots") == [
        {
            "id": "r01",
            "title": "Recitation 1",
            "day": "Friday",
            "start": "11:00",
            "end": "12:00",
            "room": "B-8",
            "tags": ["r01"],
            "from": "Fri 2027-03-12",
            "until": "Fri 2027-03-26",
        }
    ]
    assert [(row.get("from"), row.get("until")) for row in rows(made.contents, "course", "meetings")] == [
        (None, "Fri 2027-03-12"),
        ("Sat 2027-03-13", None),
        (None, None),
        (None, None),
    ]
    assert made.contents["course.yaml"]["office_hours"] == {"first": "Mon 2027-03-08", "last": "Fri 2027-05-07"}


@pytest.mark.parametrize(
    ("keep", "people"),
    [
        ((), ["ada-lovelace", "taylor-braun"]),
        (("slots",), ["ada-lovelace", "alan-turing", "grace-hopper", "taylor-braun"]),
        (("slots", "changes"), ["ada-lovelace", "alan-turing", "grace-hopper", "alan-kay", "taylor-braun"]),
        (("tas",), ["ada-lovelace", "alan-turing", "grace-hopper", "alan-kay", "taylor-braun"]),
    ],
)
def test_who_holds_kept_hours_stays(keep: tuple[str, ...], people: list[str]) -> None:
    staff = """
    people:
      - {id: ada-lovelace, name: Ada Lovelace, role: Instructor}
      - {id: alan-turing, name: Alan Turing, role: Staff}
      - {id: grace-hopper, name: Grace Hopper, role: TA}
      - {id: alan-kay, name: Kay Alan, role: Teaching assistant}
      - {id: taylor-braun, name: Taylor Braun, role: Course Assistant, hours: no}
    """
    hours = """
    slots:
      - id: oh-mon
        hosts: [ada-lovelace, alan-turing]
        day: Mon
        start: 9:00
        end: 10:00
        changes: [{date: 2025-09-15, swap: {alan-turing: alan-kay}}]
    one_off:
      - {id: once, date: 2025-09-10, start: 9:00, end: 10:00, hosts: [grace-hopper]}
    """
    made = over(files(staff=staff, lectures=LECTURES, office_hours=hours), None, *keep)

    assert [row["id"] for row in rows(made.contents, "staff", "people")] == people


def test_recitations_lose_the_changes_of_who_left() -> None:
    tutorials = """
    slots:
      - id: r01
        hosts: [ada-lovelace, alan-turing]
        day: Friday
        start: 11:00
        end: 12:00
        changes:
          - {date: 2025-09-12, without: alan-turing}
          - {date: 2025-09-19, without: ada-lovelace}
    """
    made = over(files(lectures=LECTURES, tutorials=tutorials), None, "changes")

    assert made.left[:2] == ("tas: Alan Turing (1)", "changes: 1 change of r01 by who is left behind")
    assert [(row["hosts"], row["changes"]) for row in rows(made.contents, "tutorials", "slots")] == [
        (["ada-lovelace"], [{"date": "Fri 2026-09-25", "without": "ada-lovelace"}])
    ]


def test_named_calendars_that_stand_for_nothing_now_stay_behind() -> None:
    course = f"""
    {MEETINGS.strip()}
    feeds:
      - {{id: for-students, selection: main_releases}}
      - {{id: of-alan, selection: lectures_alan-turing}}
      - {{id: first-ones, selection: tag-first}}
      - {{id: in-lab, selection: room-lab}}
      - {{id: at-end, selection: lectures.week-15}}
    """
    once = "one_off: [{id: once, date: 2025-09-10, start: 9:00, end: 10:00, room: Lab, hosts: [alan-turing]}]"
    made = over(files(course, lectures=LECTURES, office_hours=once))

    assert [row["id"] for row in rows(made.contents, "course", "feeds")] == ["for-students", "first-ones"]
    assert made.left[-3:] == (
        "feeds: of-alan (nothing here is called 'alan-turing')",
        "feeds: in-lab (nothing here is called 'room-lab')",
        "feeds: at-end (there is no week-15)",
    )


def test_text_that_names_last_years_term_stays_behind() -> None:
    course = f"""
    {MEETINGS.strip()}
    contact: staff-fl2025@example.edu
    edit_url: https://git.example.edu/edit/main/{OLD}/
    links:
      - {{title: Site, url: "https://example.edu/fa25"}}
      - {{title: Forum for Fall '25}}
      - {{title: Archive of 2019}}
    about: |
      Room 32-025, with 25 seats.

      Projects of {OLD} are online.

      In spring 2025 it was full.
    """
    made = over(files(course))
    content = made.contents["course.yaml"]

    assert {key: content.get(key) for key in ("contact", "edit_url", "links", "about")} == {
        "contact": None,
        "edit_url": "https://git.example.edu/edit/main/6.100-fa26/",
        "links": [{"title": "Archive of 2019"}],
        "about": "Room 32-025, with 25 seats.",
    }
    assert made.left == (
        "tas: Alan Turing (1)",
        "contact: staff-fl2025@example.edu",
        "links: Site https://example.edu/fa25",
        "links: Forum for Fall '25",
        f"about: “Projects of {OLD} are online.”",
        "about: “In spring 2025 it was full.”",
    )
    assert made.look[0] == "course.yaml: edit_url, links, and about"


def test_given_contact_and_meetings_take_the_place_of_last_years() -> None:
    course = f"{MEETINGS}contact: staff@example.edu\n"
    known: Facts = facts(meetings=("Mon Wed 9-10:30 AM 2-190",))
    made = over(files(course, lectures=LECTURES), known)
    meetings: list[Value] = [{"days": ["Monday", "Wednesday"], "start": "09:00", "end": "10:30", "room": "2-190"}]

    assert made.contents["course.yaml"]["meetings"] == meetings
    assert made.contents["course.yaml"]["contact"] == "staff@example.edu"
    assert days(made.contents, "lectures", "lectures") == {"l-1": "Wed 2026-09-16"}
    assert made.look[:3] == (
        "course.yaml: contact",
        "classes: Thu 2026-09-10 is the first day, and the class does not meet then",
        "classes: Thu 2026-12-10 is the last day, and the class does not meet then",
    )
