"""Laws of the selection language, held against selections of the real course and against any text."""

import re
from functools import cache
from pathlib import Path
from urllib.parse import quote, urlencode

from flask.testing import FlaskClient
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from feeds.calendar.feed import CourseFeeds, Form
from feeds.course.reader import read_course
from feeds.course.selection import Selection, SelectionError
from feeds.course.vocabulary import Vocabulary

SLUG = "6.7960-fa25"
DATA = Path(__file__).parent.parent / "data" / SLUG

# Answers take their time, and the application remembers nothing from one request to the next.
calm = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def is_valid(text: str) -> bool:
    try:
        Selection.parse(text)
    except SelectionError:
        return False
    return True


def spell(shown: list[str], hidden: list[str]) -> str:
    return "_".join([*shown, *(f"not-{term}" for term in hidden)])


def select(course_feeds: CourseFeeds, text: str) -> list[str]:
    return [entry.event.id for entry in course_feeds.select(Selection.parse(text))]


def answer(client: FlaskClient, path: str) -> tuple[int, bytes, str | None, str | None]:
    response = client.get(f"/{SLUG}/{path}")
    return response.status_code, response.data, response.headers.get("ETag"), response.headers.get("Link")


# What the laws are held against


@cache
def vocabulary() -> Vocabulary:
    return Vocabulary.of(read_course(DATA))


def known_words() -> st.SearchStrategy[str]:
    """Give each heading the same chance, or most words would be people, and few of them ever meet."""
    return st.one_of(*(st.sampled_from(words) for _, words in vocabulary().listing() if words))


words = st.deferred(known_words)
terms = st.lists(words, min_size=1, max_size=3).map(".".join).filter(lambda term: len(term) <= 40 and is_valid(term))
lists_of_terms = st.lists(terms, min_size=1, max_size=3)
negated_terms = st.lists(terms, max_size=2)
selections = st.builds(spell, lists_of_terms, negated_terms).filter(is_valid)

texts = st.one_of(
    st.text(max_size=40),
    st.text("aA10_.- not", max_size=40),
    # Known words, joined in any way.
    st.lists(words | st.sampled_from(["_", ".", "-", "_not-", "not-", ",", "/", "%2F", "?", "#", "\0", " ", "é"])).map(
        "".join
    ),
    # About as long, and of about as many words, as is allowed.
    st.builds(
        lambda start, joint, words: start + joint.join(words),
        st.sampled_from(["", "not-"]),
        st.sampled_from([".", "_"]),
        st.lists(st.sampled_from(["a", "1", "b-c", "tag-d"]), min_size=40, max_size=70),
    ),
)


# Spellings


@settings(deadline=None, max_examples=300)
@given(text=selections | texts)
@example("not-" + "a" * 193)
@example("not-" + ".".join(["a"] * 64))
def test_text_is_an_error_or_a_selection_with_one_spelling(text: str) -> None:
    try:
        selection = Selection.parse(text)
    except SelectionError:
        return

    spelling = str(selection)
    assert re.fullmatch(r"[a-z0-9._-]{1,200}", spelling)
    assert Selection.parse(spelling) == selection
    assert str(Selection.parse(spelling)) == spelling
    assert Selection.parse(text.upper()) == selection


@st.composite
def mixed(draw: st.DrawFn, terms: list[str]) -> list[str]:
    """Repeat some terms, and some words within terms, and change the order of both."""
    repeated = draw(st.lists(st.sampled_from(terms), max_size=2)) if terms else []
    found = []
    for term in terms + repeated:
        words = term.split(".")
        found.append(".".join(draw(st.permutations(words + draw(st.lists(st.sampled_from(words), max_size=1))))))
    return draw(st.permutations(found))


@calm
@given(shown=lists_of_terms, hidden=negated_terms, data=st.data())
def test_order_and_repetition_change_nothing(
    course_feeds: CourseFeeds, client: FlaskClient, shown: list[str], hidden: list[str], data: st.DataObject
) -> None:
    text = spell(shown, hidden)
    assume(is_valid(text))
    parts = spell(data.draw(mixed(shown)), data.draw(mixed(hidden))).split("_")
    other = "_".join(data.draw(st.permutations(parts)))
    assume(len(other) <= 200)
    selection = Selection.parse(text)

    assert Selection.parse(other) == selection
    assert course_feeds.feed(Selection.parse(other), Form.ICS) == course_feeds.feed(selection, Form.ICS)
    assert answer(client, f"{other}.ics") == answer(client, f"{selection}.ics")


@st.composite
def parameters(draw: st.DrawFn, name: str, terms: list[str]) -> list[tuple[str, str]]:
    """Give terms to a parameter that repeats, or takes several with commas between them."""
    groups: list[list[str]] = []
    for term in terms:
        if draw(st.booleans()) and groups:
            groups[-1].append(term)
        else:
            groups.append([term])
    return [(name, draw(st.sampled_from([",", ", "])).join(group)) for group in groups]


@calm
@given(shown=st.lists(terms, max_size=4), hidden=st.lists(terms, max_size=3), data=st.data())
def test_query_answers_like_the_path(
    client: FlaskClient, shown: list[str], hidden: list[str], data: st.DataObject
) -> None:
    show, hide = data.draw(parameters("show", shown)), data.draw(parameters("hide", hidden))
    query = urlencode(data.draw(st.permutations([*show, *hide, ("theme", "dark")])))
    path = spell(shown, hidden) or "all"

    assert answer(client, f"calendar.ics?{query}") == answer(client, f"{path}.ics")


# Sets of events


@calm
@given(first=lists_of_terms, second=lists_of_terms)
def test_terms_hold_the_union(course_feeds: CourseFeeds, first: list[str], second: list[str]) -> None:
    text = "_".join(first + second)
    assume(len(text) <= 200)
    either = {*select(course_feeds, "_".join(first)), *select(course_feeds, "_".join(second))}

    assert select(course_feeds, text) == [event for event in select(course_feeds, "all") if event in either]


@calm
@given(first=terms, second=terms)
def test_atoms_hold_the_intersection(course_feeds: CourseFeeds, first: str, second: str) -> None:
    in_second = select(course_feeds, second)
    both = [event for event in select(course_feeds, first) if event in in_second]

    # Two kinds, two weeks, or releases of main: an error, and rightly so.
    assert (select(course_feeds, f"{first}.{second}") if is_valid(f"{first}.{second}") else []) == both


@calm
@given(shown=lists_of_terms, hidden=terms)
def test_negative_term_holds_the_difference(course_feeds: CourseFeeds, shown: list[str], hidden: str) -> None:
    taken = select(course_feeds, hidden)
    left = [event for event in select(course_feeds, "_".join(shown)) if event not in taken]
    text = spell(shown, [hidden])

    if is_valid(text):
        assert select(course_feeds, text) == left
    else:  # an error, because one of the terms would add nothing
        assert any(set(select(course_feeds, term)) <= set(taken) for term in shown)


@calm
@given(hidden=terms)
def test_negative_term_alone_starts_from_all(course_feeds: CourseFeeds, hidden: str) -> None:
    assume(Selection.parse(hidden) != Selection.parse("all"))
    taken = select(course_feeds, hidden)

    assert select(course_feeds, f"not-{hidden}") == [
        event for event in select(course_feeds, "all") if event not in taken
    ]


# Any address


@calm
@given(text=selections | texts)
@example("")
@example("calendar")
@example("main.ics")
def test_text_is_a_feed_or_not_found(course_feeds: CourseFeeds, client: FlaskClient, text: str) -> None:
    try:
        course_feeds.select(Selection.parse(text))
        expected = 200
    except SelectionError:
        expected = 200 if text.lower() == "calendar" else 404
    assume("/" not in text)

    assert client.get(f"/{SLUG}/{quote(text, safe='')}.ics").status_code == expected


@calm
@given(path=texts.map(str.encode) | st.binary(max_size=40))
@example(b"staff/victor-butoi")
@example(b"main/../all")
@example(b"/main")
@example("main.\u0131cs".encode())
def test_bytes_are_a_feed_or_not_found(client: FlaskClient, path: bytes) -> None:
    # WSGI passes the bytes of a path on as characters of Latin-1 (PEP 3333).
    raw = f"/{SLUG}/{path.decode('latin-1')}.ics"

    assert client.get("/", environ_overrides={"PATH_INFO": raw}).status_code in (200, 404)
