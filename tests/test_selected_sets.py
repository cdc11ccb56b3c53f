"""What a selection holds is found by sets of events; it must be what the selection says of each event by itself."""

from functools import cache

from conftest import DATA, PUBLIC_URL, ROOT, SLUG
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from feeds.calendar.feed import CourseFeeds
from feeds.course.reader import read_course
from feeds.course.selection import Selection, SelectionError

FOLDERS = {SLUG: DATA / SLUG, "dm-1-sp26": ROOT / "tests" / "data" / "courses" / "dm-1-sp26"}


@cache
def feeds_of(slug: str) -> CourseFeeds:
    return CourseFeeds(read_course(FOLDERS[slug]), PUBLIC_URL)


@st.composite
def courses_and_selections(draw: st.DrawFn) -> tuple[str, str]:
    """Give a course, and a selection of its words in any spelling."""
    slug = draw(st.sampled_from(sorted(FOLDERS)))
    # Each heading has the same chance, or most words would be people, and few of them ever meet.
    vocabulary = feeds_of(slug).vocabulary
    # A named feed is no word that could be put together with others.
    listed = [known for _, known in vocabulary.listing() if vocabulary.feeds.keys().isdisjoint(known)]
    words = st.one_of(*(st.sampled_from(known) for known in listed if known))
    terms = st.lists(words, min_size=1, max_size=3).map(".".join)
    negated = terms.map(lambda term: f"not-{term}")
    return slug, "_".join(
        draw(st.permutations([*draw(st.lists(terms, max_size=4)), *draw(st.lists(negated, max_size=3))]))
    )


@settings(deadline=None, max_examples=400)
@given(case=courses_and_selections())
@example(case=(SLUG, "all"))
@example(case=(SLUG, "main_victor-butoi"))
@example(case=(SLUG, "not-week-1"))
@example(case=(SLUG, "all_not-office-hours_not-releases.week-2"))
@example(case=("dm-1-sp26", "main.week-3_not-holidays"))
def test_selection_holds_in_order_what_it_says_of_each_event(case: tuple[str, str]) -> None:
    slug, text = case
    try:
        selection = Selection.parse(text)
    except SelectionError:
        assume(False)
    feeds = feeds_of(slug)

    assert feeds.select(selection) == tuple(entry for entry in feeds.entries if selection.matches(entry.event))
