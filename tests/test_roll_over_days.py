"""Where what takes place in one term is in the next, where that is not as plain as in the real course."""

from rolling import days, facts, files, over, rows

from feeds.authoring.next_term.class_rows import Move


def lectures(*days: str) -> str:
    lines = (f"- {{id: l-{number}, title: L, date: {day}}}" for number, day in enumerate(days, 1))
    return "\n".join(["lectures:", *lines])


def told(moves: tuple[Move, ...]) -> list[str]:
    return [f"{move.id} {move.wanted:%m-%d} {move.now and format(move.now, '%m-%d')} {move.why}" for move in moves]


def test_lectures_go_to_the_next_class_and_stay_in_order() -> None:
    before = files(lectures=lectures("2025-09-04", "2025-09-09", "2025-09-11", "2025-09-16", "2025-09-25"))
    made = over(before, facts(holidays=("Tue 2026-09-15 A", "Thu 2026-09-17 B")))

    assert days(made.contents, "lectures", "lectures") == {
        "l-1": "Thu 2026-09-10",
        "l-2": "Tue 2026-09-22",
        "l-3": "Thu 2026-09-24",
        "l-4": "Tue 2026-09-29",
        "l-5": "Thu 2026-10-01",
    }
    assert told(made.moved) == ["l-2 09-15 09-22 A", "l-3 09-17 09-24 B", "l-4 09-22 09-29 after l-3"]


def test_what_finds_no_class_before_the_end_has_no_date() -> None:
    before = files(lectures=lectures("2025-12-02", "2025-12-04", "2025-12-09"))
    made = over(before, facts(last="2026-12-08"))

    assert days(made.contents, "lectures", "lectures") == {"l-1": "Tue 2026-12-08", "l-2": "tbd", "l-3": "tbd"}
    assert told(made.moved) == ["l-2 12-10 None after the last class", "l-3 12-15 None after the last class"]


def test_lecture_before_the_first_class_goes_to_it() -> None:
    before = files(lectures=lectures("2025-09-04", "2025-09-09"))
    made = over(before, facts("2026-09-11", "2026-12-10"))

    assert days(made.contents, "lectures", "lectures") == {"l-1": "Tue 2026-09-15", "l-2": "Thu 2026-09-17"}
    assert told(made.moved) == ["l-1 09-10 09-15 before the first class", "l-2 09-15 09-17 after l-1"]
    assert made.look[-1].startswith("lectures: none yet on Tue 22 Sep, Thu 24 Sep, Tue 29 Sep, Thu 1 Oct, and 20 more")


def test_class_days_without_anything_are_told() -> None:
    every = [f"2025-09-{day:02}" for day in (4, 9, 11, 16)]
    made = over(files(lectures=lectures(*every)), facts("2026-09-08", "2026-09-22"))

    assert made.look == ("rooms: 45-230", "lectures: none yet on Tue 8 Sep")


def test_exam_instead_of_a_class_keeps_its_day() -> None:
    before = files(
        lectures=lectures("2025-10-16", "2025-10-23"),
        exams="exams: [{id: midterm, date: Tue 2025-10-21, start: 19:30, end: 21:30, title: Midterm}]",
    )
    made = over(before, facts(holidays=("Thu 2026-10-22 A",)))

    assert days(made.contents, "exams", "exams") == {"midterm": "Tue 2026-10-27 19:30 21:30"}
    assert days(made.contents, "lectures", "lectures") == {"l-1": "Thu 2026-10-29", "l-2": "Tue 2026-11-03"}


def test_exam_beside_a_lecture_takes_no_class_away() -> None:
    before = files(
        lectures=lectures("2025-10-21"),
        exams="exams: [{id: midterm, date: Tue 2025-10-21, start: 19:30, end: 21:30, title: Midterm}]",
    )

    assert days(over(before).contents, "lectures", "lectures") == {"l-1": "Tue 2026-10-27"}


def test_two_exams_instead_of_classes_stay_apart() -> None:
    exams = "exams: [{id: a-1, date: 2025-10-21, title: A}, {id: b-1, date: 2025-10-23, title: B}]"
    made = over(files(lectures=lectures("2025-10-28"), exams=exams), facts(holidays=("Tue 2026-10-27 A",)))

    assert days(made.contents, "exams", "exams") == {"a-1": "Thu 2026-10-29", "b-1": "Tue 2026-11-03"}
    assert days(made.contents, "lectures", "lectures") == {"l-1": "Thu 2026-11-05"}


def test_finals_are_counted_from_the_last_class() -> None:
    before = files(exams="exams: [{id: final, date: Tue 2025-12-16, start: 9:00, end: 12:00, title: Final}]")

    assert days(over(before, facts(last="2026-12-03")).contents, "exams", "exams") == {
        "final": "Tue 2026-12-08 9:00 12:00"
    }


def test_days_of_their_own_make_way_for_holidays() -> None:
    before = files(
        tutorials="tutorials: [{id: git, date: Fri 2025-09-12, start: 11:00, end: 12:00, title: Git}]",
        deadlines="""
        assignments:
          - {id: pset-1, title: pset 1, out: Tue 2025-09-09, due: Sun 2025-09-21 23:59}
          - {id: pset-2, title: pset 2, due: Mon 2025-12-08}
        """,
    )
    made = over(before, facts(last="2026-12-10", holidays=("Fri 2026-09-18 A", "Tue 2026-09-15 B", "Sun 2026-09-27 C")))

    assert days(made.contents, "tutorials", "tutorials") == {"git": "Mon 2026-09-21 11:00 12:00"}
    assert [(row.get("out"), row["due"]) for row in rows(made.contents, "deadlines", "assignments")] == [
        ("Thu 2026-09-17", "Mon 2026-09-28 23:59"),
        (None, "tbd"),
    ]
    assert told(made.moved) == [
        "pset-1 out 09-15 09-17 B",
        "git 09-18 09-21 A",
        "pset-1 due 09-27 09-28 C",
        "pset-2 due 12-14 None after the last class",
    ]


def test_lecture_with_hours_of_its_own_keeps_its_weekday() -> None:
    row = "{id: evening, date: Wed 2025-09-10, start: 19:00, end: 20:00, room: A, title: E}"
    made = over(files(lectures=f"lectures: [{row}]"))

    assert days(made.contents, "lectures", "lectures") == {"evening": "Wed 2026-09-16 19:00 20:00"}


def test_part_of_the_meetings_time_is_written_out() -> None:
    late = """
    lectures:
      - {id: late, date: 2025-09-09, title: L, start: 13:30}
      - {id: short, date: 2025-09-11, title: S, end: 14:00}
    """
    made = over(files(lectures=late), facts(meetings=("Mon Wed 9-10 AM",)))

    assert days(made.contents, "lectures", "lectures") == {
        "late": "Wed 2026-09-16 13:30 14:30",
        "short": "Mon 2026-09-21 13:00 14:00",
    }


def test_lecture_at_one_of_two_meetings_is_at_one_again() -> None:
    meetings = """
    meetings:
      - {days: [Tue], start: 9:00, end: 10:00, room: A}
      - {days: [Tue, Thu], start: 13:00, end: 14:00, room: B}
    """
    before = files(
        meetings,
        lectures="""
        lectures:
          - {id: l-1, title: L, date: 2025-09-09, start: 9:00}
          - {id: l-2, title: L, date: 2025-09-09, start: 13:00}
          - {id: l-3, title: L, date: 2025-09-11}
        """,
    )

    assert days(over(before).contents, "lectures", "lectures") == {
        "l-1": "Tue 2026-09-15 09:00",
        "l-2": "Tue 2026-09-15 13:00",
        "l-3": "Thu 2026-09-17",
    }
    assert days(over(before, facts(holidays=("Tue 2026-09-15 A",))).contents, "lectures", "lectures") == {
        "l-1": "Thu 2026-09-17",
        "l-2": "Tue 2026-09-22 09:00",
        "l-3": "Tue 2026-09-22 13:00",
    }
    assert days(over(before, facts(meetings=("Mon Wed Fri 2-3 PM",))).contents, "lectures", "lectures") == {
        "l-1": "Wed 2026-09-16",
        "l-2": "Fri 2026-09-18",
        "l-3": "Mon 2026-09-21",
    }


def test_what_shares_a_class_stays_together() -> None:
    before = files(lectures=lectures("2025-09-09", "2025-09-09", "2025-09-11"))
    made = over(before, facts(holidays=("Tue 2026-09-15 A",)))

    assert days(made.contents, "lectures", "lectures") == {
        "l-1": "Thu 2026-09-17",
        "l-2": "Thu 2026-09-17",
        "l-3": "Tue 2026-09-22",
    }


def test_section_that_is_no_more_is_no_longer_named() -> None:
    meetings = """
    meetings:
      - {days: [Tue], start: 9:00, end: 10:00, section: l01}
      - {days: [Tue], start: 13:00, end: 14:00, section: l02}
    """
    row = "lectures: [{id: l-1, title: L, date: 2025-09-09, section: l02}]"
    kept, gone = (
        over(files(meetings, lectures=row)),
        over(files(meetings, lectures=row), facts(meetings=("Tue 9-10 AM",))),
    )

    assert [rows(made.contents, "lectures", "lectures")[0].get("section") for made in (kept, gone)] == ["l02", None]


def test_new_holiday_whose_word_is_a_rows_gets_another_one() -> None:
    before = files(exams="exams: [{id: midterm, date: 2025-10-21, title: Midterm}]")

    assert rows(over(before, facts(holidays=("Fri 2026-10-30 Midterm",))).contents, "course", "holidays") == [
        {"id": "midterm-2", "first": "Fri 2026-10-30", "name": "Midterm"}
    ]
