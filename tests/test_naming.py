"""What selections of the real course are called: a sentence for people, a few words for a calendar's list."""

from dataclasses import replace

import pytest

from feeds.calendar.feed import CourseFeeds, Feed, Form
from feeds.calendar.naming import calendar_name, own_calendar_name, sentence
from feeds.course.model import Course, Person
from feeds.course.selection import Selection


@pytest.mark.parametrize(
    ("spelling", "said", "name"),
    [
        # Everything, and what a whole class wants.
        ("all", "Everything", "6.7960 everything"),
        ("main", "Classes and deadlines", "6.7960 Fall 2025"),
        # Kinds.
        ("lectures", "Lectures", "6.7960 lectures"),
        ("tutorials", "Tutorials", "6.7960 tutorials"),
        ("exams", "Exams", "6.7960 exams"),
        ("deadlines", "Deadlines", "6.7960 deadlines"),
        ("office-hours", "Office hours", "6.7960 office hours"),
        ("releases", "Assignments out", "6.7960 releases"),
        ("holidays", "Holidays", "6.7960 holidays"),
        ("lectures_exams", "Lectures and exams", "6.7960 lectures + exams"),
        ("lectures_office-hours", "Lectures and office hours", "6.7960 lectures + office hours"),
        ("lectures_tutorials_exams", "Lectures, tutorials, and exams", "6.7960 lectures + tutorials + exams"),
        ("main_releases", "Classes and deadlines, and assignments out", "6.7960 Fall 2025 + releases"),
        # People.
        ("victor-butoi", "Everything with Victor Butoi", "6.7960 Victor"),
        ("lectures.kaiming-he", "Lectures with Kaiming He", "6.7960 lectures Kaiming"),
        ("office-hours.victor-butoi", "Office hours with Victor Butoi", "6.7960 hours: Victor"),
        (
            "main_victor-butoi",
            "Classes and deadlines, and everything with Victor Butoi",
            "6.7960 Fall 2025 + Victor",
        ),
        (
            "lectures_exams_victor-butoi",
            "Lectures, exams, and everything with Victor Butoi",
            "6.7960 lectures + exams + Victor",
        ),
        (
            "lectures.kaiming-he_exams",
            "Lectures with Kaiming He, and exams",
            "6.7960 lectures Kaiming + exams",
        ),
        (
            "kelly-cui_victor-butoi",
            "Everything with Kelly Cui or Victor Butoi",
            "6.7960 Kelly + Victor",
        ),
        (
            "office-hours.kelly-cui_office-hours.victor-butoi",
            "Office hours with Kelly Cui or Victor Butoi",
            "6.7960 hours: Kelly, Victor",
        ),
        (
            "kelly-cui_lana-xu_victor-butoi",
            "Everything with Kelly Cui, Lana Xu, or Victor Butoi",
            "6.7960 Kelly + Lana + Victor",
        ),
        (
            "main_kelly-cui_lana-xu_victor-butoi",
            "Classes and deadlines, and everything with Kelly Cui, Lana Xu, or Victor Butoi",
            "6.7960 Fall 2025 + Kelly + Lana + Victor",
        ),
        (
            "main_office-hours.kaiming-he_victor-butoi",
            "Classes and deadlines, office hours with Kaiming He, and everything with Victor Butoi",
            "6.7960 Fall 2025 + Victor + hours: Kaiming",
        ),
        # Only those who differ in nothing else.
        (
            "lectures.kaiming-he_lectures.sara-beery_office-hours.kaiming-he",
            "Lectures with Kaiming He or Sara Beery, and office hours with Kaiming He",
            "6.7960 lectures Kaiming + lectures Sara + hours…",
        ),
        (
            "lectures.kaiming-he_lectures.sara-beery_exams",
            "Lectures with Kaiming He or Sara Beery, and exams",
            "6.7960 lectures Kaiming + lectures Sara + exams",
        ),
        (
            "main.kaiming-he_main.sara-beery",
            "Classes and deadlines with Kaiming He or Sara Beery",
            "6.7960 Fall 2025 Kaiming + Fall 2025 Sara",
        ),
        (
            "kelly-cui.week-3_victor-butoi.week-3",
            "Everything with Kelly Cui in week 3, and everything with Victor Butoi in week 3",
            "6.7960 Kelly week 3 + Victor week 3",
        ),
        (
            "ishan-ganguly.kelly-cui_victor-butoi",
            "Everything with Ishan Ganguly and Kelly Cui, and everything with Victor Butoi",
            "6.7960 Ishan Kelly + Victor",
        ),
        (
            "kelly-cui.week-3_kelly-cui.week-4",
            "Everything with Kelly Cui in week 3, and everything with Kelly Cui in week 4",
            "6.7960 Kelly week 3 + Kelly week 4",
        ),
        (
            "ishan-ganguly.kelly-cui_ishan-ganguly.maggie-lin",
            "Everything with Ishan Ganguly and Kelly Cui, and everything with Ishan Ganguly and Maggie Lin",
            "6.7960 Ishan Kelly + Ishan Maggie",
        ),
        (
            "kelly-cui_lana-xu_week-3",
            "Everything with Kelly Cui or Lana Xu, and everything in week 3",
            "6.7960 Kelly + Lana + week 3",
        ),
        (
            "main_office-hours.kelly-cui_office-hours.victor-butoi",
            "Classes and deadlines, and office hours with Kelly Cui or Victor Butoi",
            "6.7960 Fall 2025 + hours: Kelly, Victor",
        ),
        # The hours are last in a name, wherever they are in the sentence.
        (
            "office-hours.victor-butoi_holidays",
            "Office hours with Victor Butoi, and holidays",
            "6.7960 holidays + hours: Victor",
        ),
        # What two people share.
        ("kelly-cui.maggie-lin", "Everything with Kelly Cui and Maggie Lin", "6.7960 Kelly Maggie"),
        (
            "office-hours.kelly-cui.maggie-lin",
            "Office hours with Kelly Cui and Maggie Lin",
            "6.7960 office hours Kelly Maggie",
        ),
        (
            "ishan-ganguly.kelly-cui.maggie-lin",
            "Everything with Ishan Ganguly and Kelly Cui and Maggie Lin",
            "6.7960 Ishan Kelly Maggie",
        ),
        # Weeks, rooms, tags.
        ("week-3", "Everything in week 3", "6.7960 week 3"),
        ("week-3_week-10", "Everything in week 3, and everything in week 10", "6.7960 week 3 + week 10"),
        ("lectures.week-3", "Lectures in week 3", "6.7960 lectures week 3"),
        ("lectures.week-3_exams", "Lectures in week 3, and exams", "6.7960 lectures week 3 + exams"),
        ("room-36-112", "Everything in 36-112", "6.7960 36-112"),
        ("room-32-g818", "Everything in 32-G818", "6.7960 32-G818"),
        ("room-36-112.room-36-155", "Everything in 36-112 and 36-155", "6.7960 36-112 36-155"),
        ("tag-guest", "Everything tagged guest", "6.7960 guest"),
        ("tag-guest.tag-pytorch", "Everything tagged guest and pytorch", "6.7960 guest pytorch"),
        ("lectures.tag-guest", "Lectures tagged guest", "6.7960 lectures guest"),
        (
            "lectures.kaiming-he.week-3.room-45-230.tag-guest",
            "Lectures with Kaiming He in week 3 in 45-230 tagged guest",
            "6.7960 lectures Kaiming week 3 45-230 guest",
        ),
        # Part of what a whole class wants.
        ("main.week-8", "Classes and deadlines in week 8", "6.7960 Fall 2025 week 8"),
        ("main.kaiming-he", "Classes and deadlines with Kaiming He", "6.7960 Fall 2025 Kaiming"),
        ("main.office-hours", "Office hours among the classes and deadlines", "6.7960 Fall 2025 office hours"),
        # Without something.
        ("all_not-week-1", "Everything, but nothing in week 1", "6.7960 everything without week 1"),
        ("not-lectures", "Everything, but no lectures", "6.7960 everything without lectures"),
        ("main_not-lectures", "Classes and deadlines, but no lectures", "6.7960 Fall 2025 without lectures"),
        (
            "not-lectures_not-exams",
            "Everything, but no lectures and no exams",
            "6.7960 everything without lectures, exams",
        ),
        (
            "lectures_exams_not-week-3",
            "Lectures and exams, but nothing in week 3",
            "6.7960 lectures + exams without week 3",
        ),
        (
            "not-victor-butoi_not-week-3",
            "Everything, but nothing with Victor Butoi, and nothing in week 3",
            "6.7960 everything without Victor, week 3",
        ),
        (
            "lectures_not-kaiming-he_not-week-3_not-tag-guest",
            "Lectures, but nothing with Kaiming He, nothing in week 3, and nothing tagged guest",
            "6.7960 lectures without Kaiming, week 3, guest",
        ),
        (
            "main_not-lectures.tag-guest",
            "Classes and deadlines, but no lectures tagged guest",
            "6.7960 Fall 2025 without lectures guest",
        ),
        (
            "all_not-office-hours.victor-butoi",
            "Everything, but no office hours with Victor Butoi",
            "6.7960 everything without office hours Victor",
        ),
        (
            "all_not-kelly-cui_not-victor-butoi",
            "Everything, but nothing with Kelly Cui or Victor Butoi",
            "6.7960 everything without Kelly, Victor",
        ),
        (
            "office-hours_not-kelly-cui_not-lana-xu_not-victor-butoi",
            "Office hours, but nothing with Kelly Cui, Lana Xu, or Victor Butoi",
            "6.7960 office hours without Kelly, Lana, Victor",
        ),
        (
            "all_not-office-hours.kaiming-he_not-office-hours.sara-beery_not-week-3",
            "Everything, but no office hours with Kaiming He or Sara Beery, and nothing in week 3",
            "6.7960 everything without office hours Kaiming…",
        ),
        (
            "main_office-hours.victor-butoi_not-week-3",
            "Classes and deadlines, and office hours with Victor Butoi, but nothing in week 3",
            "6.7960 Fall 2025 + hours: Victor without week 3",
        ),
        (
            "not-main",
            "Everything, but no classes or deadlines",
            "6.7960 everything without classes and deadlines",
        ),
        (
            "office-hours_not-main.week-3",
            "Office hours, but no classes or deadlines in week 3",
            "6.7960 office hours without classes and deadlin…",
        ),
        # A name of 48 characters stays, a longer one is cut, and never after a joining sign.
        (
            "main_office-hours.kaiming-he_not-week-3",
            "Classes and deadlines, and office hours with Kaiming He, but nothing in week 3",
            "6.7960 Fall 2025 + hours: Kaiming without week 3",
        ),
        (
            "main_office-hours.victor-butoi_not-holidays",
            "Classes and deadlines, and office hours with Victor Butoi, but no holidays",
            "6.7960 Fall 2025 + hours: Victor without holida…",
        ),
        (
            "lectures_tutorials_exams_deadlines_office-hours_releases_holidays",
            "Lectures, tutorials, exams, deadlines, office hours, assignments out, and holidays",
            "6.7960 lectures + tutorials + exams + deadlines…",
        ),
        (
            "main_tutorials_victor-butoi_office-hours.sara-beery",
            "Classes and deadlines, tutorials, office hours with Sara Beery, and everything with Victor Butoi",
            "6.7960 Fall 2025 + tutorials + Victor + hours…",
        ),
        (
            "main_tutorials_office-hours.kaiming-he_office-hours.sara-beery",
            "Classes and deadlines, tutorials, and office hours with Kaiming He or Sara Beery",
            "6.7960 Fall 2025 + tutorials + hours: Kaiming…",
        ),
        (
            "main_tutorials_not-holidays_not-week-3",
            "Classes and deadlines, and tutorials, but no holidays, and nothing in week 3",
            "6.7960 Fall 2025 + tutorials without holidays…",
        ),
    ],
)
def test_selection_says_and_names_itself(course_feeds: CourseFeeds, spelling: str, said: str, name: str) -> None:
    selection = Selection.parse(spelling)

    assert sentence(selection, course_feeds.vocabulary) == said
    assert course_feeds.sentence(selection) == said
    assert calendar_name(selection, course_feeds.course, course_feeds.vocabulary) == name
    assert course_feeds.feed(selection, Form.ICS).name == name
    assert len(name) <= 48


def head(feed: Feed) -> list[str]:
    """Give the name and the description that stand above a feed in plain text."""
    return feed.body.decode().splitlines()[:2]


def test_feed_is_described_by_its_sentence(course_feeds: CourseFeeds) -> None:
    assert head(course_feeds.feed(Selection.parse("main_victor-butoi"), Form.TXT)) == [
        "6.7960 Fall 2025 + Victor",
        "Classes and deadlines, and everything with Victor Butoi. 6.7960 Deep Learning, Fall 2025.",
    ]


def test_own_calendar_is_named_after_its_person(course_feeds: CourseFeeds) -> None:
    assert own_calendar_name("victor-butoi", course_feeds.course) == "6.7960 Victor (busy)"
    assert head(course_feeds.own_feed("victor-butoi", Form.TXT)) == [
        "6.7960 Victor (busy)",
        "Everything with Victor Butoi, shown as busy. 6.7960 Deep Learning, Fall 2025.",
    ]


def test_who_is_known_from_the_history_only_is_named(course: Course) -> None:
    gone = Person(id="grace-hopper", name="Grace Hopper", short="Grace", role="TA", gone=True)
    feeds = CourseFeeds(replace(course, people={**course.people, gone.id: gone}), "https://calendar.example.edu")

    assert head(feeds.feed(Selection.parse("grace-hopper"), Form.TXT)) == [
        "6.7960 Grace",
        "Everything with Grace Hopper. 6.7960 Deep Learning, Fall 2025.",
    ]


def test_provisional_course_says_so_once(course: Course) -> None:
    feeds = CourseFeeds(replace(course, provisional=True), "https://calendar.example.edu")

    assert head(feeds.feed(Selection.parse("main"), Form.TXT)) == [
        "6.7960 Fall 2025 (provisional)",
        "Provisional: anything may change. Classes and deadlines. 6.7960 Deep Learning, Fall 2025.",
    ]
