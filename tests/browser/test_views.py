"""The calendar on a page as it is seen: where things stand in a week and a month, and the way between them."""

from itertools import combinations, pairwise

import pytest
from playwright.sync_api import Page

from browser.conftest import Visits

WEEK = "/6.200-fa25/all?view=week&from=2025-10-15"

# Each event's words and its place in the window.
BOXES = """() => [...document.querySelectorAll(".timed .event")].map((event) => {
  const { left, top, right, bottom } = event.getBoundingClientRect();
  const [title, hours] = ["a", ".hours"].map((part) => event.querySelector(part).textContent.trim());
  return [title, hours, left, top, right, bottom];
})"""

LINES = """() => Object.fromEntries([...document.querySelectorAll(".clock li")].map((line) =>
  [line.textContent.trim(), line.getBoundingClientRect().top]))"""

Box = tuple[str, str, float, float, float, float]


def boxes(page: Page) -> list[Box]:
    """List what has hours: title, hours, left, top, right, bottom."""
    return [tuple(box) for box in page.evaluate(BOXES)]


def crossing(one: Box, other: Box) -> bool:
    """Tell whether two of them cover each other."""
    _, _, left, top, right, bottom = one
    _, _, its_left, its_top, its_right, its_bottom = other
    return left < its_right and its_left < right and top < its_bottom and its_top < bottom


@pytest.mark.parametrize("width", [768, 1440])
@pytest.mark.parametrize(
    ("server", "path"),
    [
        ("site", WEEK),
        ("site", "/6.7960-fa25/all?view=week"),
        ("demo", "/dm-1-sp26/all?view=week&from=2026-03-30"),
    ],
)
def test_nothing_in_a_week_covers_anything_else(
    request: pytest.FixtureRequest, visit: Visits, server: str, path: str, width: int
) -> None:
    page = visit(f"{request.getfixturevalue(server)}{path}", width=width)
    found = boxes(page)

    assert len(found) > 1
    assert [(one[0], other[0]) for one, other in combinations(found, 2) if crossing(one, other)] == []
    assert (
        page.evaluate(
            """() => [...document.querySelectorAll(".timed .event")]
          .filter((event) => event.scrollHeight > event.clientHeight + 1 || event.scrollWidth > event.clientWidth + 1)
          .map((event) => event.textContent.trim())"""
        )
        == []
    )


def test_what_is_at_the_same_time_stands_side_by_side(visit: Visits, site: str) -> None:
    page = visit(f"{site}{WEEK}")
    places = {
        (title, hours): (round(left), round(right), round(top)) for title, hours, left, top, right, _ in boxes(page)
    }
    turing = places["OH Alan (6.200)", "9–10 AM"]
    hopper = places["OH Grace (6.200)", "9–10 AM"]
    lecture = places["6.200 First", "1–2:30 PM"]
    one = places["OH Alan (6.200)", "1–2 PM"]
    half = places["OH Grace (6.200)", "1:30–3 PM"]
    late = places["OH Ada (6.200)", "2:30–4 PM"]

    assert turing[2] == hopper[2]
    assert 0 < hopper[0] - turing[1] < 12
    assert lecture[1] < one[0] < one[1] < half[0]
    # As soon as the lecture is over its lane is free again.
    assert late[:2] == lecture[:2]


def test_things_begin_and_end_at_the_lines_of_their_hours(visit: Visits, site: str) -> None:
    page = visit(f"{site}{WEEK}")
    lines = page.evaluate(LINES)
    found = {(title, hours): (top, bottom) for title, hours, _, top, _, bottom in boxes(page)}

    assert list(lines) == ["9 AM", "10 AM", "11 AM", "12 PM", "1 PM", "2 PM", "3 PM", "4 PM"]
    assert found["OH Alan (6.200)", "9–10 AM"] == pytest.approx((lines["9 AM"], lines["10 AM"]), abs=3)
    assert found["OH Ada (6.200)", "12–1 PM"] == pytest.approx((lines["12 PM"], lines["1 PM"]), abs=3)
    top, bottom = found["6.200 First", "1–2:30 PM"]
    assert top == pytest.approx(lines["1 PM"], abs=3)
    assert lines["2 PM"] < bottom < lines["3 PM"]


@pytest.mark.parametrize("width", [360, 1440])
def test_week_is_read_in_the_order_of_time(visit: Visits, site: str, width: int) -> None:
    page = visit(f"{site}{WEEK}", width=width)
    read = page.locator(".week time, .week .event .hours").filter(visible=True).all_text_contents()

    assert [" ".join(text.split()) for text in read] == [
        "Mon 13 Oct",
        "all day",
        *(["Tue 14 Oct"] if width == 1440 else []),
        "Wed 15 Oct",
        "12–1 PM",
        "1–2:30 PM",
        "1–2 PM",
        "1:30–3 PM",
        "2:30–4 PM",
        "due 5 PM",
        "Thu 16 Oct",
        "9–10 AM",
        "9–10 AM",
        "Fri 17 Oct",
        "9:10–9:20 AM",
    ]


@pytest.mark.parametrize("view", ["week", "month"])
def test_on_a_phone_days_stand_one_below_the_other(visit: Visits, site: str, view: str) -> None:
    page = visit(f"{site}/6.7960-fa25/all?view={view}", width=360)
    days = page.evaluate(
        f"""() => [...document.querySelectorAll(".{view} > .day")].filter((day) => day.checkVisibility())
          .map((day) => day.getBoundingClientRect()).map(({{ left, top, bottom }}) => [left, top, bottom])"""
    )

    assert len(days) >= 5
    assert len({left for left, _, _ in days}) == 1
    assert all(above[2] <= below[1] + 1 for above, below in pairwise(days))


def test_month_is_a_grid_of_whole_weeks(visit: Visits, site: str) -> None:
    page = visit(f"{site}/6.7960-fa25/all?view=month")
    days = page.evaluate(
        """() => [...document.querySelectorAll(".month > .day")].map((day) =>
          [day.querySelector("time").dateTime, day.offsetLeft, day.offsetTop])"""
    )
    columns = sorted({left for _, left, _ in days})
    rows = sorted({top for _, _, top in days})

    assert [(columns.index(left), rows.index(top)) for _, left, top in days] == [
        (column, row) for row in range(5) for column in range(5)
    ]
    assert (days[0][0], days[-1][0]) == ("2025-09-29", "2025-10-31")


@pytest.mark.parametrize(
    ("view", "marked"), [("agenda", "Wed 15 Oct Today"), ("week", "Wed 15 Oct Today"), ("month", "Wed 15 Oct Today")]
)
def test_today_is_marked(visit: Visits, site: str, view: str, marked: str) -> None:
    page = visit(f"{site}/6.7960-fa25/all?view={view}")
    today = page.locator("[aria-current=date]")
    other = page.locator(".calendar .day h4:not([aria-current])").last

    assert [" ".join((text or "").split()) for text in today.all_text_contents()] == [marked]
    assert colour(today.locator(".number").evaluate(STYLE)) != colour(other.locator(".number").evaluate(STYLE))


STYLE = "(element) => { const style = getComputedStyle(element); return [style.color, style.backgroundColor]; }"


def colour(style: list[str]) -> str:
    return " on ".join(style)


@pytest.mark.parametrize("script", [True, False])
def test_links_lead_from_view_to_view_and_from_week_to_week(visit: Visits, site: str, script: bool) -> None:
    page = visit(f"{site}/6.7960-fa25/main", script=script)
    seen = []
    for link in ("Week", "Week of Mon 20 Oct 2025 →", "Month", "November 2025 →", "Agenda"):
        page.get_by_role("link", name=link, exact=True).click()
        page.wait_for_load_state()
        seen.append(page.url.removeprefix(site))

    assert seen == [
        "/6.7960-fa25/main?view=week#calendar",
        "/6.7960-fa25/main?view=week&from=2025-10-20#calendar",
        "/6.7960-fa25/main?view=month#calendar",
        "/6.7960-fa25/main?view=month&from=2025-11-01#calendar",
        "/6.7960-fa25/main#calendar",
    ]


@pytest.mark.parametrize("view", ["agenda", "week", "month"])
def test_kind_is_a_word_and_a_colour(visit: Visits, site: str, view: str) -> None:
    page = visit(f"{site}/6.7960-fa25/all?view={view}&from=2025-10-13")
    words = {
        (event.locator(".kind").inner_text(), event.evaluate("(element) => getComputedStyle(element).borderLeftColor"))
        for event in page.locator(".calendar .event").filter(visible=True).all()[:60]
    }

    assert {word for word, _ in words} >= {"Office hours", "Lecture", "Deadline", "Assignment out"}
    assert len({colour for _, colour in words}) == len(words) == len({word for word, _ in words})
