"""Rows of last year's course that are unlike most, in the next term."""

from rolling import MEETINGS, days, facts, files, over, rows


def test_lecture_of_one_section_waits_for_its_class() -> None:
    meetings = """
    meetings:
      - {days: [Tue], start: 9:00, end: 10:00, section: l01}
      - {days: [Thu], start: 9:00, end: 10:00, section: l02}
    """
    lectures = "lectures: [{id: l-1, title: L, date: 2025-09-11, section: l02}, {id: l-2, title: L, date: 2025-09-16}]"
    made = over(files(meetings, lectures=lectures), facts(holidays=("Thu 2026-09-17 A",)))

    assert days(made.contents, "lectures", "lectures") == {"l-1": "Thu 2026-09-24", "l-2": "Tue 2026-09-29"}


def test_lecture_at_the_second_meeting_of_a_day_is_at_its_only_one() -> None:
    meetings = """
    meetings:
      - {days: [Tue], start: 9:00, end: 10:00}
      - {days: [Tue], start: 13:00, end: 14:00}
    """
    lectures = "lectures: [{id: l-1, title: L, date: 2025-09-09, start: 13:00}]"
    made = over(files(meetings, lectures=lectures), facts(meetings=("Tue Fri 2-3 PM",)))

    assert days(made.contents, "lectures", "lectures") == {"l-1": "Tue 2026-09-15"}


def test_nothing_comes_before_the_first_class_that_did_not() -> None:
    deadlines = """
    assignments:
      - {id: a-1, title: A, out: 2025-09-04, due: 2025-09-05}
      - {id: b-1, title: B, out: 2025-09-02}
    """
    made = over(files(deadlines=deadlines), facts("2026-09-11"))

    assert [(row["out"], row.get("due")) for row in rows(made.contents, "deadlines", "assignments")] == [
        ("Tue 2026-09-15", "Fri 2026-09-11"),
        ("Tue 2026-09-08", None),
    ]
    assert [(move.id, move.why) for move in made.moved] == [("a-1 out", "before the first class")]


def test_rows_are_in_order_of_their_new_days() -> None:
    lectures = """
    lectures:
      - {id: l-1, title: L, date: 2025-09-09}
      - {id: evening, title: E, date: 2025-09-10, start: 19:00, end: 20:00, room: A}
      - {id: later, title: L, date: tbd}
      - {id: l-2, title: L, date: 2025-09-16}
    """
    made = over(files(lectures=lectures), facts(holidays=("Tue 2026-09-15 A",)))

    assert days(made.contents, "lectures", "lectures") == {
        "evening": "Wed 2026-09-16 19:00 20:00",
        "l-1": "Thu 2026-09-17",
        "l-2": "Tue 2026-09-22",
        "later": "tbd",
    }
    assert list(days(made.contents, "lectures", "lectures")) == ["evening", "l-1", "l-2", "later"]


def test_guests_take_what_they_said_with_them() -> None:
    lectures = """
    lectures:
      - {id: g-1, title: Stars, date: 2025-09-09, speakers: [{name: Lise Meitner}], tags: [guest], details: Stars.}
      - {id: g-2, title: Dust, date: 2025-09-11, speakers: [ada-lovelace, {name: Otto Hahn}], details: About dust.}
    """
    before = files(lectures=lectures)

    assert rows(over(before).contents, "lectures", "lectures") == [
        {"id": "g-1", "title": "Guest Lecture", "date": "Tue 2026-09-15", "tags": ["guest"]},
        {
            "id": "g-2",
            "title": "Dust",
            "date": "Thu 2026-09-17",
            "speakers": ["ada-lovelace"],
            "details": "About dust.",
        },
    ]
    assert [row["speakers"] for row in rows(over(before, None, "guests").contents, "lectures", "lectures")] == [
        [{"name": "Lise Meitner"}],
        ["ada-lovelace", {"name": "Otto Hahn"}],
    ]


def test_lecture_without_a_time_does_not_choose_between_two_classes() -> None:
    lectures = "lectures: [{id: l-1, title: L, date: Wed 2025-09-10, start: tbd}]"
    meetings = ("Wed 9-10 AM", "Wed 2-3 PM")
    made = over(files(lectures=lectures), facts(meetings=meetings))

    assert days(made.contents, "lectures", "lectures") == {"l-1": "tbd tbd"}
    assert [(move.id, move.now, move.why) for move in made.moved] == [("l-1", None, "several classes meet then")]


def test_exam_instead_of_a_cancelled_lecture_keeps_its_day() -> None:
    lectures = (
        "lectures: [{id: l-1, title: L, date: 2025-10-21, cancelled: midterm}, {id: l-2, title: L, date: 2025-10-23}]"
    )
    exams = "exams: [{id: midterm, date: 2025-10-21, start: 13:00, end: 14:30, title: Midterm}]"
    made = over(files(lectures=lectures, exams=exams))

    assert days(made.contents, "exams", "exams") == {"midterm": "Tue 2026-10-27 13:00 14:30"}
    assert days(made.contents, "lectures", "lectures") == {"l-1": "Thu 2026-10-29", "l-2": "Tue 2026-11-03"}
    assert made.left[-1] == "changes: l-1 was cancelled (midterm)"


def test_meetings_that_begin_after_the_end_stay_behind() -> None:
    meetings = """
    meetings:
      - {days: [Tue, Thu], start: 13:00, end: 14:30, until: 2025-11-30}
      - {days: [Tue, Thu], start: 9:00, end: 10:30, from: 2025-12-01}
    """
    made = over(files(meetings), facts(last="2026-11-19"))

    assert rows(made.contents, "course", "meetings") == [
        {"days": ["Tue", "Thu"], "start": "13:00", "end": "14:30", "until": "Sun 2026-12-06"}
    ]


def test_year_of_both_terms_is_not_last_years() -> None:
    about = f"{MEETINGS}about: Taught since 2025.\n"
    made = over(files(about), facts("2025-12-29", "2026-03-01", slug="6.100-iap26", term="Winter 2026"))

    assert made.contents["course.yaml"]["about"] == "Taught since 2025."
