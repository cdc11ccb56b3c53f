"""The selection language: its spellings and its errors."""

import pytest

from feeds.calendar.feed import CourseFeeds
from feeds.course.selection import Selection, SelectionError

# Spellings


@pytest.mark.parametrize(
    ("spelling", "canonical"),
    [
        # What is canonical stays.
        ("all", "all"),
        ("main", "main"),
        ("main_victor-butoi", "main_victor-butoi"),
        ("lectures.kaiming-he", "lectures.kaiming-he"),
        ("all_not-week-1", "all_not-week-1"),
        # Atoms of a term: main, kind, person, week, room, tag.
        ("kaiming-he.lectures", "lectures.kaiming-he"),
        ("week-3.kaiming-he", "kaiming-he.week-3"),
        ("room-45-230.week-3", "week-3.room-45-230"),
        ("tag-guest.room-45-230", "room-45-230.tag-guest"),
        ("lectures.main", "main.lectures"),
        ("tag-a.room-b.week-3.kaiming-he.lectures.main", "main.lectures.kaiming-he.week-3.room-b.tag-a"),
        ("lecture.tag-guest", "tag-guest.lecture"),  # a word of no axis is last
        # Atoms of one axis: by alphabet.
        ("sara-beery.kaiming-he", "kaiming-he.sara-beery"),
        ("room-b.room-a", "room-a.room-b"),
        ("tag-b.tag-a", "tag-a.tag-b"),
        # Terms: kinds as listed, weeks by number, words by alphabet, axes in their order.
        (
            "holidays_releases_office-hours_deadlines_exams_tutorials_lectures",
            "lectures_tutorials_exams_deadlines_office-hours_releases_holidays",
        ),
        ("week-10_week-9_week-2", "week-2_week-9_week-10"),
        ("room-9_room-10", "room-10_room-9"),
        ("victor-butoi_kelly-cui", "kelly-cui_victor-butoi"),
        (
            "tag-a_room-b_week-3_kaiming-he_lectures_main",
            "main_lectures_kaiming-he_week-3_room-b_tag-a",
        ),
        ("exams.week-2_exams.week-1_lectures.week-9", "lectures.week-9_exams.week-1_exams.week-2"),
        ("lectures.week-10_lectures.week-9", "lectures.week-9_lectures.week-10"),
        # Positive terms, then negative ones, each in that order.
        ("not-week-3_lectures", "lectures_not-week-3"),
        ("not-exams_holidays_not-week-10_lectures_not-week-9", "lectures_holidays_not-exams_not-week-9_not-week-10"),
        ("all_not-week-3.lectures", "all_not-lectures.week-3"),
        # Upper case.
        ("MAIN_Victor-Butoi", "main_victor-butoi"),
        ("Lectures_NOT-Week-3", "lectures_not-week-3"),
        ("room-45-701H", "room-45-701h"),
        # `all` beside another atom.
        ("all.lectures", "lectures"),
        ("lectures.all.kaiming-he", "lectures.kaiming-he"),
        ("all.all", "all"),
        ("main_not-all.lectures", "main_not-lectures"),
        # The same again.
        ("lectures.lectures", "lectures"),
        ("lectures_lectures", "lectures"),
        ("lectures.kaiming-he_kaiming-he.lectures", "lectures.kaiming-he"),
        ("week-3.week-3", "week-3"),
        ("main_not-exams_not-exams", "main_not-exams"),
        # Terms that hold all atoms of another one.
        ("lectures_lectures.kaiming-he", "lectures"),
        ("lectures.kaiming-he_kaiming-he", "kaiming-he"),
        ("lectures.kaiming-he.week-3_kaiming-he.lectures", "lectures.kaiming-he"),
        ("lectures.kaiming-he.week-3_kaiming-he.lectures_lectures", "lectures"),
        ("lectures.week-3_lectures.week-4", "lectures.week-3_lectures.week-4"),
        ("all_main_lectures", "all"),
        ("main_not-exams_not-exams.week-3", "main_not-exams"),
        ("main_not-room-b.week-3_not-week-3", "main_not-week-3"),
        # Only what is left counts towards the length.
        ("_".join(f"lectures.week-{number}" for number in range(1, 20)) + "_lectures", "lectures"),
        ("_".join(["office-hours.kaiming-he"] * 30), "office-hours.kaiming-he"),
        # By syntax alone: main holds the lectures, and nobody looks.
        ("main_lectures", "main_lectures"),
        # Absorbed first, so what a negative term would swallow is not there.
        ("lectures.week-3_lectures_not-week-3", "lectures_not-week-3"),
        ("main_not-main.week-3", "main_not-main.week-3"),
        # Without a positive term.
        ("not-week-3", "all_not-week-3"),
        ("not-week-3_not-lectures.kaiming-he", "all_not-lectures.kaiming-he_not-week-3"),
        # Words that nobody may know.
        ("week-1000", "week-1000"),
        ("with-victor-butoi", "with-victor-butoi"),
        ("not", "not"),
        ("a1-2b-c3", "a1-2b-c3"),
    ],
)
def test_selection_has_one_canonical_spelling(spelling: str, canonical: str) -> None:
    assert str(Selection.parse(spelling)) == canonical
    assert Selection.parse(canonical) == Selection.parse(spelling)
    assert str(Selection.parse(canonical)) == canonical


def test_selection_of_terms_is_that_of_its_spelling() -> None:
    parsed = Selection.parse("exams_lectures.kaiming-he_not-week-3_not-tag-guest")

    assert Selection.of(["lectures.kaiming-he", "exams"], ["week-3", "tag-guest"]) == parsed
    assert Selection.of([], ["week-3"]) == Selection.parse("not-week-3")
    assert Selection.of([]) == Selection.parse("all")


def test_selection_is_a_key() -> None:
    spellings = ["exams_lectures", "lectures_exams", "LECTURES_exams.exams", "lectures"]

    assert {Selection.parse(spelling): spelling for spelling in spellings} == {
        Selection.parse("lectures_exams"): "LECTURES_exams.exams",
        Selection.parse("lectures"): "lectures",
    }


def test_selection_atoms_are_its_words() -> None:
    selection = Selection.parse("week-3.lectures_main_not-tag-guest")

    assert [atom.word for atom in selection.atoms] == ["main", "lectures", "week-3", "tag-guest"]
    assert Selection.parse("all").atoms == ()


# Errors

MISSING = "a word is missing; there is a '.' or '_' with nothing beside it"
NO_WORD = "is not a word; words are letters and digits joined by single hyphens"
NO_WEEK = "is not a week; write week-1, week-2 and so on, without zeros in front"
TOO_MANY = "there are too many words, 65 where 64 are the most; choose fewer"
TOO_LONG = "the address is too long, 201 characters where 200 are the most; choose fewer"
SIXTY_FOUR = [f"{letter}{digit}" for letter in "abcdefgh" for digit in "12345678"]


@pytest.mark.parametrize(
    ("spelling", "message"),
    [
        # Nothing where a word should be.
        ("", MISSING),
        (".", MISSING),
        ("_", MISSING),
        ("lectures.", MISSING),
        (".lectures", MISSING),
        ("lectures..week-3", MISSING),
        ("_lectures", MISSING),
        ("lectures_", MISSING),
        ("lectures__exams", MISSING),
        ("not-", MISSING),
        ("main_not-", MISSING),
        ("main_not-.exams", MISSING),
        # No word.
        ("lec tures", f"'lec tures' {NO_WORD}"),
        (" lectures", f"' lectures' {NO_WORD}"),
        ("lectures\n", f"'lectures\\n' {NO_WORD}"),
        ("lectures,exams", f"'lectures,exams' {NO_WORD}"),
        ("lectures/exams", f"'lectures/exams' {NO_WORD}"),
        ("main%20", f"'main%20' {NO_WORD}"),
        ("o'brien", f'"o\'brien" {NO_WORD}'),
        ("JOSÉ-garcía", f"'josé-garcía' {NO_WORD}"),
        ("week-٣", f"'week-٣' {NO_WORD}"),
        ("-lectures", f"'-lectures' {NO_WORD}"),
        ("lectures-", f"'lectures-' {NO_WORD}"),
        ("office--hours", f"'office--hours' {NO_WORD}"),
        ("week-", f"'week-' {NO_WORD}"),
        ("room-", f"'room-' {NO_WORD}"),
        ("tag-", f"'tag-' {NO_WORD}"),
        # No week.
        ("week-05", f"'week-05' {NO_WEEK}"),
        ("week-0", f"'week-0' {NO_WEEK}"),
        ("week-five", f"'week-five' {NO_WEEK}"),
        ("week-1-2", f"'week-1-2' {NO_WEEK}"),
        ("main_not-Week-05", f"'week-05' {NO_WEEK}"),
        # `not-` elsewhere than in front of a term.
        (
            "lectures.not-week-3",
            "'not-' stands once, at the beginning of a term; begin a new term with '_not-week-3'",
        ),
        (
            "main_not-lectures.not-week-3",
            "'not-' stands once, at the beginning of a term; begin a new term with '_not-week-3'",
        ),
        # Terms that can never match.
        (
            "lectures.exams",
            "'lectures.exams' can never match: nothing is of two kinds; to have either, write 'lectures_exams'",
        ),
        (
            "main_not-office-hours.exams.tutorials",
            "'tutorials.exams.office-hours' can never match: nothing is of two kinds;"
            " to have either, write 'tutorials_exams_office-hours'",
        ),
        (
            "week-10.week-9",
            "'week-9.week-10' can never match: nothing is in two weeks; to have either, write 'week-9_week-10'",
        ),
        (
            "week-1.lectures.exams",
            "'lectures.exams.week-1' can never match: nothing is of two kinds;"
            " to have either, write 'lectures.week-1_exams.week-1'",
        ),
        (
            "main.victor-butoi.office-hours",
            "'main.office-hours.victor-butoi' can never match: main is without hours that somebody hosts;"
            " write 'main_office-hours.victor-butoi' for both",
        ),
        (
            "main_not-not-week-3",
            "'not-' stands once, at the beginning of a term; begin a new term with '_not-week-3'",
        ),
        (
            "releases.main",
            "'main.releases' can never match: main is without releases; write 'main_releases' for both",
        ),
        # Positive terms that a negative one swallows whole.
        ("lectures_not-lectures", "'not-lectures' takes away all of 'lectures'; take one of them out"),
        ("not-lectures_lectures", "'not-lectures' takes away all of 'lectures'; take one of them out"),
        ("all_not-all", "'not-all' takes away all of 'all'; take one of them out"),
        ("not-all", "'not-all' takes away all of 'all'; take one of them out"),
        ("main_not-all", "'not-all' takes away all of 'main'; take one of them out"),
        (
            "exams_week-3.lectures_not-week-3",
            "'not-week-3' takes away all of 'lectures.week-3'; take one of them out",
        ),
        (
            "lectures.kaiming-he.week-3_not-week-3.kaiming-he",
            "'not-kaiming-he.week-3' takes away all of 'lectures.kaiming-he.week-3'; take one of them out",
        ),
        # Too much.
        ("_".join([*SIXTY_FOUR, "z9"]), TOO_MANY),
        (".".join([*SIXTY_FOUR, "all"]), TOO_MANY),
        ("main_not-" + ".".join(SIXTY_FOUR), TOO_MANY),
        ("not-" + ".".join(SIXTY_FOUR), TOO_MANY),  # its canonical spelling says `all` besides
        ("a" * 201, TOO_LONG),
        ("a" * 99 + "_" + "b" * 101, TOO_LONG),
        ("not-" + "a" * 193, TOO_LONG),  # its canonical spelling says `all` besides
        ("not-" * 51, TOO_LONG.replace("201", "204")),
    ],
)
def test_selection_error_says_what_to_write(spelling: str, message: str) -> None:
    with pytest.raises(SelectionError) as raised:
        Selection.parse(spelling)

    assert str(raised.value) == message


@pytest.mark.parametrize(
    "spelling",
    [
        "_".join(SIXTY_FOUR),
        ".".join(SIXTY_FOUR),
        "not-" + ".".join(SIXTY_FOUR[1:]),
        "a" * 200,
        "a" * 99 + "_" + "b" * 100,
        "not-" + "a" * 192,
    ],
)
def test_selection_at_the_limits_is_read_again(spelling: str) -> None:
    selection = Selection.parse(spelling)

    assert Selection.parse(str(selection)) == selection


@pytest.mark.parametrize(
    "spelling", ["lectures_not-main", "exams.week-3_not-main", "holidays_not-main.week-3_main_not-main"]
)
def test_kind_that_is_all_main_is_swallowed_by_main(spelling: str) -> None:
    with pytest.raises(SelectionError, match="takes away all of"):
        Selection.parse(spelling)


@pytest.mark.parametrize(
    ("spelling", "message"),
    [
        ("lecture", "nothing here is called 'lecture'; did you mean 'lectures'?"),
        ("office-hour", "nothing here is called 'office-hour'; did you mean 'office-hours'?"),
        ("Victor", "nothing here is called 'victor'; did you mean 'victor-butoi'?"),
        ("main_victor-butio", "nothing here is called 'victor-butio'; did you mean 'victor-butoi'?"),
        ("all_not-kaiming", "nothing here is called 'kaiming'; did you mean 'kaiming-he'?"),
        ("with-victor-butoi", "nothing here is called 'with-victor-butoi'; did you mean 'victor-butoi'?"),
        ("lectures.room-36-113", "nothing here is called 'room-36-113'; did you mean 'room-36-112'?"),
        ("tag-guests", "nothing here is called 'tag-guests'; did you mean 'tag-guest'?"),
        ("rose-e-wang", "nothing here is called 'rose-e-wang'"),  # a guest is not staff
        ("html", "nothing here is called 'html'"),
        ("main.ics", "nothing here is called 'ics'"),
        ("week-16", "there is no week-16; the weeks of this course are week-1 to week-15"),
        ("main_not-week-99", "there is no week-99; the weeks of this course are week-1 to week-15"),
        ("week-1000", "there is no week-1000; the weeks of this course are week-1 to week-15"),
        ("tutor_lector", "nothing here is called 'lector'; did you mean 'lectures'?"),  # the first in order
    ],
)
def test_unknown_word_is_named_with_the_nearest(course_feeds: CourseFeeds, spelling: str, message: str) -> None:
    selection = Selection.parse(spelling)

    with pytest.raises(SelectionError) as raised:
        course_feeds.select(selection)

    assert str(raised.value) == message
