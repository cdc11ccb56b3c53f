"""The selection language: its spellings, its errors, and what selections of the real course hold."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from conftest import PUBLIC_URL
from courses import read
from flask.testing import FlaskClient

from feeds.calendar.feed import CourseFeeds
from feeds.calendar.selection import Selection, SelectionError
from feeds.calendar.vocabulary import Vocabulary
from feeds.course.model import Course

SLUG = "6.7960-fa25"


def select(course_feeds: CourseFeeds, text: str) -> list[str]:
    return [entry.event.id for entry in course_feeds.select(Selection.parse(text))]


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
TOO_MANY = "there are too many words; a selection has at most 64"
TOO_LONG = "the address is too long; a selection has at most 200 characters"
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
        ("_".join([*SIXTY_FOUR, "a1"]), TOO_MANY),  # as it is written
        (".".join([*SIXTY_FOUR, "all"]), TOO_MANY),
        ("main_not-" + ".".join(SIXTY_FOUR), TOO_MANY),
        ("not-" + ".".join(SIXTY_FOUR), TOO_MANY),  # its canonical spelling says `all` besides
        ("a" * 201, TOO_LONG),
        ("a" * 99 + "_" + "b" * 101, TOO_LONG),
        ("not-" + "a" * 193, TOO_LONG),  # its canonical spelling says `all` besides
        ("not-" * 51, TOO_LONG),
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


# What selections of the real course hold

# Office hours run on 14 Mondays, 13 Tuesdays and 12 Thursdays (a holiday each), 13 Wednesdays, 13 Fridays.
PEOPLE = {
    "sara-beery": 12 + 7,  # their hours, and their lectures
    "kaiming-he": 14 + 7,
    "omar-khattab": 13 + 7,
    "taylor-braun": 0,
    "victor-butoi": 13,
    "ishan-ganguly": 13,
    "mahmoud-abdelmoneum": 13,
    "abhay-bestrapalli": 14,
    "riddhi-bhagwat": 13,
    "russ-chua": 13,
    "kelly-cui": 13,
    "ali-cy": 14,
    "gerardo-flores": 13,
    "orion-foo": 14,
    "ishita-goluguri": 12,
    "egor-lifar": 14,
    "maggie-lin": 13,
    "edgar-morfin": 13,
    "shreya-ravikumar": 14,
    "tara-sarma": 14,
    "gracie-sheng": 13,
    "ashkan-soleymani": 12,
    "vinith-suriyakumar": 13,
    "vanessa-xiao": 12,
    "lana-xu": 12,
    "william-yang": 13,
}

WEEKS = {
    "week-1": 1,
    "week-2": 21,
    "week-3": 16,
    "week-4": 18,
    "week-5": 16,
    "week-6": 18,
    "week-7": 18,
    "week-8": 16,
    "week-9": 16,
    "week-10": 18,
    "week-11": 13,
    "week-12": 16,
    "week-13": 13,
    "week-14": 16,
    "week-15": 10,
}

ROOMS = {
    "room-2-190": 1,
    "room-24-317": 13,
    "room-24-319": 13,
    "room-26-168": 3 * 14,
    "room-32-123": 3,
    "room-32-g818": 13,
    "room-34-303": 12,
    "room-36-112": 2 * 13,
    "room-36-155": 13,
    "room-36-156": 13 + 12,
    "room-45-230": 24 + 1,  # the lectures, and the project office hours in the place of one
    "room-45-701h": 14,
    "room-45-741h": 12,
}

# A line a week.
MAIN = """\
overview
pytorch-mon training pytorch-tue pytorch-wed approximation pytorch-fri
grids memory
pset-1-due transformers generalization
reconstruction similarity
pset-2-due information-theory pre-training
scaling-laws pset-3-due generative-basics
midterm vae-and-gan
post-training diffusion-and-flows
pset-4-due out-of-distribution transfer-learning
veterans-day pset-5-due inference-time
guest-1 evaluation
your-problems thanksgiving-day
guest-2 project-office-hours
project-due guest-3
"""

VICTOR = [f"oh-wed-13-{date(2025, 9, 10) + timedelta(weeks=week)}" for week in range(13)]


def test_vocabulary_lists_the_words_of_the_course(course: Course) -> None:
    assert dict(Vocabulary.of(course).listing()) == {
        "All and most": ("all", "main"),
        "Kinds": ("lectures", "tutorials", "exams", "deadlines", "office-hours", "releases", "holidays"),
        "People": tuple(PEOPLE),
        "Weeks": tuple(WEEKS),
        "Rooms": tuple(ROOMS),
        "Tags": ("tag-guest", "tag-pytorch"),
    }


@pytest.mark.parametrize(
    ("spelling", "count"),
    [
        ("all", 226),
        ("lectures", 24),
        ("tutorials", 4),
        ("exams", 1),
        ("deadlines", 6),
        ("releases", 5),
        ("holidays", 2),
        ("office-hours", 184),
        ("main", 226 - 5 - 183),
        *PEOPLE.items(),
        *WEEKS.items(),
        *ROOMS.items(),
        ("tag-guest", 3),
        ("tag-pytorch", 4),
        ("main_victor-butoi", 38 + 13),
        ("main_kaiming-he", 38 + 14),
        ("main_releases", 38 + 5),
        ("main_office-hours_releases", 226),
        ("lectures_tutorials_exams", 24 + 4 + 1),
        ("office-hours_not-main", 183),
        ("not-main", 226 - 38),
        ("all_not-week-1", 225),
        ("all_not-lectures_not-office-hours", 226 - 24 - 184),
        ("kelly-cui_ishan-ganguly_maggie-lin", 13),  # they share all their hours
        ("victor-butoi_kelly-cui", 26),
        ("lectures_not-tag-guest", 21),
        ("lectures_not-kaiming-he_not-sara-beery", 7 + 3),
    ],
)
def test_selection_holds_so_many_events(course_feeds: CourseFeeds, spelling: str, count: int) -> None:
    assert len(select(course_feeds, spelling)) == count


@pytest.mark.parametrize(
    ("spelling", "events"),
    [
        ("main", MAIN.split()),
        ("victor-butoi", VICTOR),
        ("office-hours.victor-butoi", VICTOR),
        ("room-36-155", VICTOR),
        ("victor-butoi.vinith-suriyakumar", VICTOR),
        ("lectures.victor-butoi", []),
        ("taylor-braun", []),
        ("kaiming-he.omar-khattab", []),
        ("week-1", ["overview"]),
        ("lectures.week-2", ["training", "approximation"]),
        ("main.week-8", ["midterm", "vae-and-gan"]),
        ("main.week-11", ["veterans-day", "pset-5-due", "inference-time"]),
        ("omar-khattab.week-2", ["oh-tue-9-2025-09-09", "approximation"]),
        ("main.office-hours", ["project-office-hours"]),
        ("main.victor-butoi", []),
        ("room-45-230_not-lectures", ["project-office-hours"]),
        ("exams", ["midterm"]),
        ("tutorials", ["pytorch-mon", "pytorch-tue", "pytorch-wed", "pytorch-fri"]),
        ("tag-pytorch_not-room-2-190", ["pytorch-mon", "pytorch-wed", "pytorch-fri"]),
        ("tag-guest", ["guest-1", "guest-2", "guest-3"]),
        ("deadlines", ["pset-1-due", "pset-2-due", "pset-3-due", "pset-4-due", "pset-5-due", "project-due"]),
        ("releases", ["pset-1-out", "pset-2-out", "pset-3-out", "pset-4-out", "pset-5-out"]),
        ("holidays", ["veterans-day", "thanksgiving-day"]),
        (
            "lectures.kaiming-he",
            [
                *("memory", "reconstruction", "information-theory", "generative-basics"),
                *("vae-and-gan", "diffusion-and-flows", "your-problems"),
            ],
        ),
        (
            "lectures.kaiming-he_not-week-3_not-week-8_not-week-13.tag-guest",
            [
                "reconstruction",
                "information-theory",
                "generative-basics",
                "diffusion-and-flows",
                "your-problems",
            ],
        ),
        ("exams_holidays.week-13_deadlines.week-15", ["midterm", "thanksgiving-day", "project-due"]),
    ],
)
def test_selection_holds_these_events(course_feeds: CourseFeeds, spelling: str, events: list[str]) -> None:
    assert select(course_feeds, spelling) == events


def test_selection_of_nothing_yet_is_a_calendar_without_events(client: FlaskClient) -> None:
    response = client.get(f"/{SLUG}/taylor-braun.ics")

    assert response.status_code == 200
    assert response.data.count(b"BEGIN:VCALENDAR") == 1
    assert response.data.count(b"BEGIN:VEVENT") == 0


# The forms of an address


@pytest.mark.parametrize(
    ("other", "canonical"),
    [
        ("exams_lectures.ics", "lectures_exams.ics"),
        ("Lectures_EXAMS.ICS", "lectures_exams.ics"),
        ("not-week-1.ics", "all_not-week-1.ics"),
        ("calendar.ics", "all.ics"),
        ("calendar.ics?theme=dark", "all.ics"),
        ("calendar.ics?show=all", "all.ics"),
        ("calendar.ics?show=exams,lectures", "lectures_exams.ics"),
        ("calendar.ics?show=exams&show=lectures", "lectures_exams.ics"),
        ("calendar.ics?show=Exams,+lectures&show=exams", "lectures_exams.ics"),
        ("calendar.ics?show=lectures,exams&hide=week-3", "lectures_exams_not-week-3.ics"),
        (
            "calendar.ics?hide=week-3,tag-guest.lectures&hide=exams",
            "all_not-lectures.tag-guest_not-exams_not-week-3.ics",
        ),
        ("calendar.txt?show=kaiming-he.lectures", "lectures.kaiming-he.txt"),
        ("calendar.json?show=main,victor-butoi", "main_victor-butoi.json"),
        ("main.ics?show=exams", "main.ics"),  # a parameter elsewhere
    ],
)
def test_other_spelling_answers_like_the_canonical_one(client: FlaskClient, other: str, canonical: str) -> None:
    answer, expected = client.get(f"/{SLUG}/{other}"), client.get(f"/{SLUG}/{canonical}")

    assert expected.status_code == 200
    assert answer.status_code == 200
    assert answer.data == expected.data
    assert answer.headers["ETag"] == expected.headers["ETag"]
    assert answer.headers["Link"] == f'<https://calendar.example.edu/{SLUG}/{canonical}>; rel="canonical"'


LISTING = f"""\
All and most: all, main
Kinds: lectures, tutorials, exams, deadlines, office-hours, releases, holidays
People: {", ".join(PEOPLE)}
Weeks: {", ".join(WEEKS)}
Rooms: {", ".join(ROOMS)}
Tags: tag-guest, tag-pytorch
"""


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("lecture.ics", "Nothing here is called 'lecture'; did you mean 'lectures'?"),
        ("html.ics", "Nothing here is called 'html'."),
        ("week-05.txt", f"'week-05' {NO_WEEK}."),
        ("week-16.json", "There is no week-16; the weeks of this course are week-1 to week-15."),
        ("lectures_not-lectures.ics", "'not-lectures' takes away all of 'lectures'; take one of them out."),
        ("calendar.ics?show=", "'show' and 'hide' want words; write show=one,two&hide=three."),
        ("calendar.ics?show=lectures,", "'show' and 'hide' want words; write show=one,two&hide=three."),
        ("calendar.ics?show=lectures&hide=", "'show' and 'hide' want words; write show=one,two&hide=three."),
        ("calendar.ics?show=lectures&hide=all", "'not-all' takes away all of 'lectures'; take one of them out."),
        (
            "calendar.ics?show=lectures_exams",
            "'lectures_exams' does not go into a query; write show=one,two&hide=three.",
        ),
        (
            "calendar.ics?hide=not-lectures",
            "'not-lectures' does not go into a query; write show=one,two&hide=three.",
        ),
    ],
)
def test_bad_selection_is_not_found_and_lists_the_words(client: FlaskClient, path: str, message: str) -> None:
    response = client.get(f"/{SLUG}/{path}")

    assert response.status_code == 404
    assert response.content_type == "text/plain; charset=utf-8"
    assert response.text == f"There is no such calendar: {message}\n{LISTING}"


@pytest.mark.parametrize("form", ["\u0131cs", "ic\u017f", "j\u017fon"])
def test_form_in_letters_that_fold_to_it_is_not_found(client: FlaskClient, form: str) -> None:
    # A dotless i and a long s: `re` takes them for i and s where case is ignored.
    assert client.get(f"/{SLUG}/main.{form}").status_code == 404


def test_words_of_what_has_no_date_yet_are_known(tmp_path: Path) -> None:
    """Or an exam that loses its date would make its feed a 404, on which clients keep the exam where it was."""
    course = read(
        tmp_path,
        exams="exams: [{id: quiz, title: Quiz, date: tbd, tags: [quiz], room: 26-100}]",
        tutorials="tutorials: [{id: late, title: Late, date: 2026-12-15, start: 9:00, end: 10:00}]",
    )
    feeds = CourseFeeds(course, PUBLIC_URL)

    # 45-230 is where classes meet, and no class is dated; week 15 comes after the last class.
    for word in ("tag-quiz", "room-26-100", "room-45-230", "week-1", "week-14"):
        assert feeds.select(Selection.parse(word)) == ()
    assert [entry.event.id for entry in feeds.select(Selection.parse("week-15"))] == ["late"]


@pytest.mark.parametrize(
    "spelling", ["lectures_not-main", "exams.week-3_not-main", "holidays_not-main.week-3_main_not-main"]
)
def test_kind_that_is_all_main_is_swallowed_by_main(spelling: str) -> None:
    with pytest.raises(SelectionError, match="takes away all of"):
        Selection.parse(spelling)
