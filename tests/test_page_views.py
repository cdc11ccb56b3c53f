"""The agenda, the week and the month of a calendar as pages show them."""

import re
from datetime import UTC, datetime
from xml.etree.ElementTree import Element

import pytest
from conftest import DATA, ROOT, SLUG
from flask.testing import FlaskClient
from reading_pages import courses_client, get, of_class, section, text

VIEWS = ("agenda", "week", "month")


def days(part: Element) -> list[Element]:
    return [day for day in of_class(part, "day") if "notice" not in day.attrib["class"]]


def event(item: Element) -> str:
    """Give an event's id, and its classes beside the first, which all have."""
    (link,) = item.iter("a")
    first, *others = item.attrib["class"].split()
    assert first == "event"
    return " ".join([link.attrib["href"].rpartition("/")[2], *others])


def day_heading(day: Element) -> Element:
    found = next(iter(day))
    assert re.fullmatch("h[345]", found.tag)
    return found


def grid(page: Element) -> list[str]:
    """Write a week or a month: its classes, then a line a day, and one for each thing on it."""
    (found,) = (each for each in page.iter("div") if each.attrib.get("class", "").startswith(("week ", "month ")))
    lines = [found.attrib["class"]]
    for day in days(found):
        (time,) = day.iter("time")
        marks = day.attrib["class"].removeprefix("day").strip()
        lines.append(" ".join(filter(None, [text(day_heading(day)), time.attrib["datetime"], marks])))
        for events in (each for each in day if each.tag in ("ul", "ol")):
            lines += [f"  {events.tag} {event(item)}" for item in events]
    return lines


def ways(page: Element) -> list[tuple[str, str]]:
    """Give what is linked around a calendar: how else it can be seen, and the pages before and after."""
    calendar = section(page, "Calendar")
    return [
        (text(link), link.attrib["href"])
        for nav in calendar.iter("nav")
        for link in nav.iter("a")
        if link.attrib.get("aria-current") != "page"
    ]


WEEK = """\
week days-5 from-9 to-20
Mon 8 Sep 2025-09-08
  ol oh-mon-9-2025-09-08 office-hours h9 q0 dh1 dq0 lane1 of1
  ol oh-mon-15-2025-09-08 office-hours h15 q0 dh1 dq0 lane1 of1
  ol oh-mon-16-2025-09-08 office-hours h16 q0 dh1 dq0 lane1 of2
  ol pytorch-mon tutorial h16 q0 dh1 dq0 lane2 of2
  ol oh-mon-17-2025-09-08 office-hours h17 q0 dh1 dq0 lane1 of1
Tue 9 Sep 2025-09-09
  ul pset-1-out release all-day
  ol oh-tue-9-2025-09-09 office-hours h9 q0 dh1 dq0 lane1 of1
  ol oh-tue-10-2025-09-09 office-hours h10 q0 dh1 dq0 lane1 of1
  ol training lecture h13 q0 dh1 dq2 lane1 of1
  ol oh-tue-15-2025-09-09 office-hours h15 q0 dh1 dq0 lane1 of2
  ol pytorch-tue tutorial h15 q0 dh1 dq0 lane2 of2
  ol oh-tue-16-2025-09-09 office-hours h16 q0 dh1 dq0 lane1 of1
Wed 10 Sep 2025-09-10
  ol oh-wed-12-2025-09-10 office-hours h12 q0 dh1 dq0 lane1 of1
  ol oh-wed-13-2025-09-10 office-hours h13 q0 dh1 dq0 lane1 of1
  ol pytorch-wed tutorial h19 q0 dh1 dq0 lane1 of1
Thu 11 Sep 2025-09-11
  ol oh-thu-9-2025-09-11 office-hours h9 q0 dh1 dq0 lane1 of1
  ol oh-thu-11-2025-09-11 office-hours h11 q0 dh1 dq0 lane1 of1
  ol approximation lecture h13 q0 dh1 dq2 lane1 of1
  ol oh-thu-16-2025-09-11 office-hours h16 q0 dh1 dq0 lane1 of1
Fri 12 Sep 2025-09-12
  ol oh-fri-10-2025-09-12 office-hours h10 q0 dh1 dq0 lane1 of1
  ol pytorch-fri tutorial h11 q0 dh1 dq0 lane1 of1
"""

MONTH = """\
month days-5
Mon 1 Sep 2025-09-01 empty
Tue 2 Sep 2025-09-02 empty
Wed 3 Sep 2025-09-03 empty
Thu 4 Sep 2025-09-04
  ul overview lecture
Fri 5 Sep 2025-09-05 empty
Mon 8 Sep 2025-09-08
  ul pytorch-mon tutorial
Tue 9 Sep 2025-09-09
  ul training lecture
  ul pytorch-tue tutorial
Wed 10 Sep 2025-09-10
  ul pytorch-wed tutorial
Thu 11 Sep 2025-09-11
  ul approximation lecture
Fri 12 Sep 2025-09-12
  ul pytorch-fri tutorial
"""


@pytest.mark.parametrize("day", ["2025-09-08", "2025-09-10", "2025-09-14"])
def test_week_of_the_real_course_whole(day: str, client: FlaskClient) -> None:
    """Whichever of its days is asked for; what overlaps stands side by side, and what lasts all day above the hours."""
    page = get(client, f"/{SLUG}/all?view=week&from={day}")

    assert grid(page) == WEEK.splitlines()
    assert [(text(hour), hour.attrib["class"]) for hour in of_class(page, "clock")[0]] == [
        (f"{hour % 12 or 12} {'AM' if hour < 12 else 'PM'}", f"h{hour}") for hour in range(9, 20)
    ]


def test_month_of_the_real_course(client: FlaskClient) -> None:
    page = get(client, f"/{SLUG}/main?view=month&from=2025-09-17")
    lines = grid(page)

    assert lines[: len(MONTH.splitlines())] == MONTH.splitlines()
    # Whole weeks: October's days belong to its own page.
    assert [line for line in lines if "outside" in line] == [
        "Wed 1 Oct 2025-10-01 empty outside",
        "Thu 2 Oct 2025-10-02 outside",
        "Fri 3 Oct 2025-10-03 empty outside",
    ]


def test_week_is_read_in_the_order_of_time(client: FlaskClient) -> None:
    for line in ("2025-09-08", "2025-10-20", "2025-12-08"):
        lines = grid(get(client, f"/{SLUG}/all?view=week&from={line}"))
        found = re.findall(
            r"^(?:\w+ \d+ \w+ (?:Today )?(\S+)|  ol .* h(\d+) q(\d) .*|  (ul) .*)", "\n".join(lines), re.M
        )
        day, order = "", []
        for date, hour, quarter, whole in found:
            day = date or day
            order.append((day, 0 if date else 1 if whole else 2, int(hour or 0), int(quarter or 0)))
        assert order == sorted(order)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [("Week", "?view=week"), ("Month", "?view=month")]),
        (
            "?view=week&from=2025-09-10",
            [
                ("Agenda", ""),
                ("Month", "?view=month"),
                ("← Week of Mon 1 Sep 2025", "?view=week&from=2025-09-01"),
                ("Week of Mon 15 Sep 2025 →", "?view=week&from=2025-09-15"),
            ],
        ),
        # The first and the last.
        (
            "?view=week&from=2025-09-04",
            [
                ("Agenda", ""),
                ("Month", "?view=month"),
                ("Week of Mon 8 Sep 2025 →", "?view=week&from=2025-09-08"),
            ],
        ),
        (
            "?view=month&from=2025-12-31",
            [("Agenda", ""), ("Week", "?view=week"), ("← November 2025", "?view=month&from=2025-11-01")],
        ),
        # Without a day it is the month of today.
        (
            "?view=month",
            [
                ("Agenda", ""),
                ("Week", "?view=week"),
                ("← September 2025", "?view=month&from=2025-09-01"),
                ("November 2025 →", "?view=month&from=2025-11-01"),
            ],
        ),
        ("?view=agenda&from=2025-11-01", [("Week", "?view=week"), ("Month", "?view=month")]),
    ],
)
@pytest.mark.parametrize("path", ["all", "staff/sara-beery"])
def test_ways_to_other_views_and_other_days(
    path: str, query: str, expected: list[tuple[str, str]], client: FlaskClient
) -> None:
    assert ways(get(client, f"/{SLUG}/{path}{query}")) == [
        (name, f"/{SLUG}/{path}{end}#calendar") for name, end in expected
    ]


def test_the_calendar_of_a_course_page_goes_on_at_main(client: FlaskClient) -> None:
    page = get(client, f"/{SLUG}/?view=week")

    assert grid(page) == grid(get(client, f"/{SLUG}/main?view=week"))
    assert ways(page) == ways(get(client, f"/{SLUG}/main?view=week"))


@pytest.mark.parametrize("view", VIEWS)
def test_the_view_that_is_seen_is_marked(view: str, client: FlaskClient) -> None:
    calendar = section(get(client, f"/{SLUG}/main?view={view}"), "Calendar")
    marked = [text(link) for link in calendar.iter("a") if link.attrib.get("aria-current") == "page"]

    assert marked == [view.capitalize()]


def marked(client: FlaskClient, path: str) -> list[str]:
    return [text(each) for each in get(client, path).iter() if each.attrib.get("aria-current") == "date"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Wed 15 Oct Today"]),
        ("?from=2025-09-04", ["Wed 15 Oct Today"]),
        ("?view=week", ["Wed 15 Oct Today"]),
        ("?view=week&from=2025-10-17", ["Wed 15 Oct Today"]),
        ("?view=week&from=2025-10-20", []),
        ("?view=month", ["Wed 15 Oct Today"]),
        ("?view=month&from=2025-11-01", []),
    ],
)
def test_only_today_is_marked(query: str, expected: list[str], client: FlaskClient) -> None:
    assert marked(client, f"/{SLUG}/all{query}") == expected


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize(
    ("now", "expected"),
    [
        # It is the day of the course's clocks, which are four hours behind.
        (datetime(2025, 10, 16, 3, 59, tzinfo=UTC), ["Wed 15 Oct Today"]),
        (datetime(2025, 10, 16, 4, tzinfo=UTC), ["Thu 16 Oct Today"]),
        # No class has ever been on a Saturday.
        (datetime(2025, 10, 18, 16, tzinfo=UTC), []),
        (datetime(2026, 2, 1, 12, tzinfo=UTC), []),
    ],
)
def test_today_is_that_of_the_course(now: datetime, expected: list[str], view: str) -> None:
    assert marked(courses_client(DATA, now), f"/{SLUG}/all?view={view}") == expected


@pytest.mark.parametrize("day", ["0001-01-01", "1969-12-31", "9999-12-31"])
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("path", ["", "all", "taylor-braun", "staff/sara-beery", "embed/main"])
def test_days_far_away_have_pages(path: str, view: str, day: str, client: FlaskClient) -> None:
    page = get(client, f"/{SLUG}/{path}?view={view}&from={day}")

    assert [each for each in page.iter() if each.attrib.get("aria-current") == "date"] == [] or view == "agenda"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("view=year", "'view' is one of agenda, week, month; write such as ?view=week."),
        ("view=", "'view' is one of agenda, week, month; write such as ?view=week."),
        ("view=week&from=2025-02-30", "'from' is a day; write such as ?from=2025-09-04."),
        ("from=20251015", "'from' is a day; write such as ?from=2025-09-04."),
        ("from=2025-W42-3", "'from' is a day; write such as ?from=2025-09-04."),
        ("from=tomorrow", "'from' is a day; write such as ?from=2025-09-04."),
        ("from=10000-01-01", "'from' is a day; write such as ?from=2025-09-04."),
    ],
)
def test_view_or_day_that_is_none_is_said(query: str, said: str, client: FlaskClient) -> None:
    page = get(client, f"/{SLUG}/main?{query}", 400)

    assert [text(each) for each in of_class(page, "lead")] == [said]


def test_day_that_is_empty_is_as_if_it_were_not_there(client: FlaskClient) -> None:
    for view in VIEWS:
        asked, plain = (section(get(client, f"/{SLUG}/main?view={view}{end}"), "Calendar") for end in ("&from=", ""))
        assert text(asked) == text(plain)


@pytest.mark.parametrize(
    ("query", "earlier", "first", "days_to_come"),
    [
        ("", "99 earlier events", "Wed 15 Oct Today", 40),
        ("?from=2025-12-09", "220 earlier events", "Tue 9 Dec", 1),
        ("?from=2025-09-05", "1 earlier event", "Mon 8 Sep", 67),
        ("?from=2025-09-04", None, "Thu 4 Sep", 68),
        ("?from=9999-12-31", "226 earlier events", None, 0),
    ],
)
def test_agenda_folds_what_is_earlier(
    query: str, earlier: str | None, first: str | None, days_to_come: int, client: FlaskClient
) -> None:
    calendar = section(get(client, f"/{SLUG}/all{query}"), "Calendar")
    folded = list(calendar.iter("details"))
    shown = [day for day in days(calendar) if not any(day in list(part.iter()) for part in folded)]

    assert [text(next(part.iter("summary"))) for part in folded] == ([earlier] if earlier else [])
    assert sum(len(of_class(part, "event")) for part in folded) == int((earlier or "0").split()[0])
    assert ([text(day_heading(day)) for day in shown[:1]], len(shown)) == ([first] if first else [], days_to_come)


def test_agenda_begins_with_what_began_before_and_lasts() -> None:
    client = courses_client(ROOT / "tests" / "data" / "courses", datetime(2026, 4, 5, 12, tzinfo=UTC))
    calendar = section(get(client, "/dm-1-sp26/holidays"), "Calendar")

    assert [(text(day_heading(day)), text(of_class(day, "events")[0])) for day in days(calendar)] == [
        ("Sun 5 Apr Today", "until Mon 6 Apr No class No class: Easter (DM 1)")
    ]


def test_agenda_after_the_term_has_nothing_folded() -> None:
    client = courses_client(DATA, datetime(2026, 2, 1, 12, tzinfo=UTC))
    calendar = section(get(client, f"/{SLUG}/all"), "Calendar")

    assert list(calendar.iter("details")) == []
    assert len(of_class(calendar, "event")) == 226
    # Unless somebody asks for a day.
    folded = section(get(client, f"/{SLUG}/all?from=2025-12-09"), "Calendar")
    assert [text(each) for each in folded.iter("summary")] == ["220 earlier events"]


EMPTY = "Nothing yet. This calendar will fill by itself: subscribe now, and events appear when they are set."


@pytest.mark.parametrize("view", ["", "?view=week", "?view=month", "?view=week&from=2025-09-08"])
@pytest.mark.parametrize("path", ["taylor-braun", "staff/taylor-braun", "victor-butoi.week-1"])
@pytest.mark.parametrize(
    ("now", "said"),
    [
        (datetime(2025, 8, 20, 12, tzinfo=UTC), EMPTY),
        (datetime(2025, 10, 15, 12, tzinfo=UTC), EMPTY),
        (datetime(2026, 2, 1, 12, tzinfo=UTC), "There was nothing in it."),
    ],
    ids=["before", "during", "after"],
)
def test_calendar_without_anything_says_so_in_each_view(now: datetime, said: str, path: str, view: str) -> None:
    calendar = section(get(courses_client(DATA, now), f"/{SLUG}/{path}{view}"), "Calendar")

    assert [text(each) for each in calendar.iter("p")] == ["Times in ET", said]
    assert [text(link) for link in calendar.iter("a")] == ["Agenda", "Week", "Month"]
    assert of_class(calendar, "day") == []
