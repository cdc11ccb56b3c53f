"""What selections of the real course hold, and that every form and spelling of an address holds the same."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from conftest import PUBLIC_URL, SLUG
from courses import read
from flask.testing import FlaskClient
from test_selection import NO_WEEK

from feeds.calendar.feed import CourseFeeds
from feeds.course.model import Course
from feeds.course.selection import Selection
from feeds.course.vocabulary import Vocabulary

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
        "With a name": (),
        "Kinds": ("lectures", "tutorials", "exams", "deadlines", "office-hours", "releases", "holidays"),
        "People": tuple(PEOPLE),
        "Weeks": tuple(WEEKS),
        "Rooms": tuple(ROOMS),
        "Tags": ("tag-guest", "tag-pytorch"),
    }


def select(course_feeds: CourseFeeds, text: str) -> list[str]:
    return [entry.event.id for entry in course_feeds.select(Selection.parse(text))]


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
