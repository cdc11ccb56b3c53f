"""The page's calendar: which days an agenda, a week and a month show, what stands where, and the way between pages."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.calendar.agenda import Item
from feeds.calendar.feed import CourseFeeds, Form
from feeds.course.model import AllDay, Kind, Status, Timed
from feeds.course.selection import Selection
from feeds.course.timezones import localize
from feeds.web.preview import Day, Preview, View, begins, by_month, preview

ZONE = "America/New_York"
GRIDS = (View.WEEK, View.MONTH)


def _item(id: str, when: Timed | AllDay, kind: Kind = Kind.LECTURE) -> Item:
    url = f"https://calendar.example.edu/t-1/events/{id}"
    return Item(
        id=id,
        uid=f"{id}.t-1@t.example.edu",
        kind=kind,
        summary=id,
        description=url,
        location="",
        url=url,
        when=when,
        status=Status.CONFIRMED,
        opaque=False,
    )


def _timed(id: str, hours: str, kind: Kind = Kind.LECTURE) -> Item:
    """Make what is written as `2025-10-13 13:00 14:30`; an end at 00:00 is the midnight that ends the day."""
    day, start, end = hours.split()
    first = datetime.fromisoformat(f"{day} {start}")
    last = datetime.fromisoformat(f"{day} {end}") + timedelta(days=end == "00:00")
    return _item(id, Timed(start=localize(first, ZONE), end=localize(last, ZONE)), kind)


def _whole(id: str, first: str, last: str | None = None) -> Item:
    return _item(id, AllDay(first=date.fromisoformat(first), last=date.fromisoformat(last or first)), Kind.HOLIDAY)


def _due(id: str, moment: str) -> Item:
    """Make a deadline, which is the half hour that ends at its moment."""
    end = datetime.fromisoformat(moment)
    start = end - timedelta(minutes=30)
    return _item(id, Timed(start=localize(start, ZONE), end=localize(end, ZONE)), Kind.DEADLINE)


def _table(days: Sequence[Day]) -> list[str]:
    """Write a line a day: what lasts all of it, then each thing with its hours and, if there are more, its lane."""
    found = []
    for day in days:
        timed = [
            f"{placed.item.id} {_clock(placed.start)}-{_clock(placed.end)}"
            + (f" {placed.lane}/{placed.lanes}" if placed.lanes > 1 else "")
            for placed in day.timed
        ]
        said = ", ".join([*(item.id for item in day.whole), *timed])
        found.append(f"{day.date:%a %m-%d}{' (outside)' if day.outside else ''}: {said}".rstrip(": "))
    return found


def _clock(quarters: int) -> str:
    return f"{quarters // 4:02}:{quarters % 4 * 15:02}"


def _ids(days: Sequence[Day]) -> list[str]:
    return [item.id for day in days for item in day.items]


# In the order of a feed.
TERM = (
    _whole("out", "2025-10-08"),
    _timed("one", "2025-10-09 13:00 14:30"),
    _whole("break", "2025-10-10", "2025-10-14"),
    _timed("hours", "2025-10-14 13:30 15:00"),
    _timed("two", "2025-10-14 14:00 15:30"),
    _whole("day", "2025-10-15"),
    _due("due", "2025-10-15 23:59"),
    _timed("late", "2025-11-04 09:05 09:10"),
)


def test_week_shows_every_day_with_what_lasts_on_each() -> None:
    page = preview(TERM, View.WEEK, date(2025, 10, 13))

    assert _table(page.days) == [
        "Mon 10-13: break",
        "Tue 10-14: break, hours 13:30-15:00 1/2, two 14:00-15:30 2/2",
        "Wed 10-15: day, due 23:15-24:00",
        "Thu 10-16",
        "Fri 10-17",
        "Sat 10-18",
        "Sun 10-19",
    ]
    assert (page.previous, page.next, page.hours) == (date(2025, 10, 6), date(2025, 11, 3), (13, 24))


def test_month_shows_whole_weeks() -> None:
    page = preview(TERM, View.MONTH, date(2025, 11, 1))

    assert _table(page.days) == [
        *("Mon 10-27 (outside)", "Tue 10-28 (outside)", "Wed 10-29 (outside)", "Thu 10-30 (outside)"),
        *("Fri 10-31 (outside)", "Sat 11-01", "Sun 11-02"),
        *("Mon 11-03", "Tue 11-04: late 09:00-09:15", "Wed 11-05", "Thu 11-06", "Fri 11-07", "Sat 11-08", "Sun 11-09"),
        *("Mon 11-10", "Tue 11-11", "Wed 11-12", "Thu 11-13", "Fri 11-14", "Sat 11-15", "Sun 11-16"),
        *("Mon 11-17", "Tue 11-18", "Wed 11-19", "Thu 11-20", "Fri 11-21", "Sat 11-22", "Sun 11-23"),
        *("Mon 11-24", "Tue 11-25", "Wed 11-26", "Thu 11-27", "Fri 11-28", "Sat 11-29", "Sun 11-30"),
    ]
    assert [(len(week), week[0].date) for week in page.weeks] == [
        (7, date(2025, 10, 27) + timedelta(days=7 * number)) for number in range(5)
    ]
    assert (page.previous, page.next) == (date(2025, 10, 1), None)


def test_month_shows_what_is_just_outside_of_it() -> None:
    page = preview([_timed("before", "2025-09-30 10:00 11:00"), *TERM[-1:]], View.MONTH, date(2025, 10, 1))

    assert _table(page.days)[:3] == ["Mon 09-29 (outside)", "Tue 09-30 (outside): before 10:00-11:00", "Wed 10-01"]


def test_weekends_are_left_out_where_nothing_ever_is_on_one() -> None:
    """Then the first week of November 2025, of which the month has a weekend only, is no week of it."""
    items = [_timed("one", "2025-10-31 10:00 11:00"), _whole("week", "2025-11-03", "2025-11-07")]

    assert _table(preview(items, View.WEEK, date(2025, 11, 3)).days) == [
        *("Mon 11-03: week", "Tue 11-04: week", "Wed 11-05: week", "Thu 11-06: week", "Fri 11-07: week"),
    ]
    assert _table(preview(items, View.MONTH, date(2025, 11, 1)).days) == [
        *("Mon 11-03: week", "Tue 11-04: week", "Wed 11-05: week", "Thu 11-06: week", "Fri 11-07: week"),
        *("Mon 11-10", "Tue 11-11", "Wed 11-12", "Thu 11-13", "Fri 11-14"),
        *("Mon 11-17", "Tue 11-18", "Wed 11-19", "Thu 11-20", "Fri 11-21"),
        *("Mon 11-24", "Tue 11-25", "Wed 11-26", "Thu 11-27", "Fri 11-28"),
    ]


@pytest.mark.parametrize(
    "item",
    [
        _timed("saturday", "2026-01-03 10:00 11:00"),
        _whole("sunday", "2026-01-04"),
        _whole("around", "2026-01-02", "2026-01-05"),
        _whole("into", "2025-12-29", "2026-01-03"),
    ],
    ids=lambda item: item.id,
)
@pytest.mark.parametrize("view", GRIDS)
def test_weekends_are_shown_in_every_week_where_anything_is_on_one(view: View, item: Item) -> None:
    page = preview([_timed("one", "2025-11-04 10:00 11:00"), item], view, begins(view, date(2025, 11, 4), TODAY, ()))

    assert {len(week) for week in page.weeks} == {7}


TODAY = date(2025, 10, 12)


def test_agenda_lists_days_with_something_and_each_thing_once() -> None:
    page = preview(TERM, View.AGENDA, date(2025, 10, 1))

    assert _table(page.days) == [
        "Wed 10-08: out",
        "Thu 10-09: one 13:00-14:30",
        "Fri 10-10: break",
        "Tue 10-14: hours 13:30-15:00 1/2, two 14:00-15:30 2/2",
        "Wed 10-15: day, due 23:15-24:00",
        "Tue 11-04: late 09:00-09:15",
    ]
    assert (page.earlier, page.previous, page.next) == ((), None, None)
    assert [(first, _ids(days)) for first, days in by_month(page.days)] == [
        (date(2025, 10, 1), ["out", "one", "break", "hours", "two", "day", "due"]),
        (date(2025, 11, 1), ["late"]),
    ]


def test_agenda_from_a_day_begins_with_what_still_lasts() -> None:
    page = preview(TERM, View.AGENDA, TODAY)

    assert _table(page.earlier) == ["Wed 10-08: out", "Thu 10-09: one 13:00-14:30"]
    assert page.earlier_count == 2
    assert _table(page.days)[:2] == ["Sun 10-12: break", "Tue 10-14: hours 13:30-15:00 1/2, two 14:00-15:30 2/2"]


def test_agenda_after_the_end_has_earlier_things_only() -> None:
    page = preview(TERM, View.AGENDA, date(2026, 1, 1))

    assert (page.days, _ids(page.earlier)) == ((), [item.id for item in TERM])


def test_deadline_at_midnight_is_of_its_day_but_in_a_week_of_the_evening_before() -> None:
    items = [_timed("first", "2025-10-20 09:00 10:00"), _due("due", "2025-11-01 00:00")]
    agenda = preview(items, View.AGENDA, date(2025, 10, 1))
    month = preview(items, View.MONTH, date(2025, 11, 1))
    week = preview(items, View.WEEK, date(2025, 10, 27))

    assert _table(agenda.days) == ["Mon 10-20: first 09:00-10:00", "Sat 11-01: due 00:00-00:15"]
    assert _table(month.days)[4:6] == ["Fri 10-31 (outside)", "Sat 11-01: due 00:00-00:15"]
    # And no week has a weekend, since nothing stands on one.
    assert _table(week.days)[3:] == ["Thu 10-30", "Fri 10-31: due 23:30-24:00"]
    assert (week.previous, week.next, month.previous, month.next) == (
        date(2025, 10, 20),
        None,
        date(2025, 10, 1),
        None,
    )


def test_deadline_on_a_monday_at_midnight_is_in_the_week_before() -> None:
    items = [_due("due", "2025-10-13 00:00")]

    assert [begins(view, None, date(2025, 12, 1), items) for view in View] == [
        date(2025, 10, 13),
        date(2025, 10, 6),
        date(2025, 10, 1),
    ]
    assert _table(preview(items, View.WEEK, date(2025, 10, 6)).days)[6] == "Sun 10-12: due 23:30-24:00"


@pytest.mark.parametrize(
    ("hours", "drawn"),
    [
        ("13:00 14:30", "a 13:00-14:30"),
        ("13:10 14:35", "a 13:00-14:45"),
        ("13:14 13:16", "a 13:00-13:30"),
        ("13:05 13:06", "a 13:00-13:15"),
        ("00:00 00:05", "a 00:00-00:15"),
        ("22:00 00:00", "a 22:00-24:00"),
        ("23:59 00:00", "a 23:45-24:00"),
    ],
)
def test_hours_are_rounded_outwards_to_quarters_within_the_day(hours: str, drawn: str) -> None:
    page = preview([_timed("a", f"2025-10-14 {hours}")], View.WEEK, date(2025, 10, 13))

    assert _table(page.days)[1] == f"Tue 10-14: {drawn}"


def test_what_goes_on_after_midnight_ends_with_its_day() -> None:
    """Only a course that was given another zone has such a thing."""
    when = Timed(start=localize(datetime(2025, 10, 14, 23), ZONE), end=localize(datetime(2025, 10, 15, 1), ZONE))

    assert _table(preview([_item("a", when)], View.WEEK, date(2025, 10, 13)).days)[1:3] == [
        "Tue 10-14: a 23:00-24:00",
        "Wed 10-15",
    ]


@pytest.mark.parametrize(
    ("hours", "drawn"),
    [
        # The clocks went back from 2:00 to 1:00.
        ("2025-11-02 00:30 02:30", "Sun 11-02: a 00:30-02:30"),
        ("2025-11-02 13:00 14:30", "Sun 11-02: a 13:00-14:30"),
        # They went forward from 2:00 to 3:00.
        ("2025-03-09 01:30 03:30", "Sun 03-09: a 01:30-03:30"),
        ("2025-03-09 13:00 14:30", "Sun 03-09: a 13:00-14:30"),
    ],
)
def test_days_on_which_clocks_change_show_what_the_clocks_do(hours: str, drawn: str) -> None:
    items = [_timed("a", hours)]

    assert _table(preview(items, View.WEEK, begins(View.WEEK, None, TODAY, items)).days)[6] == drawn


@pytest.mark.parametrize(
    ("hours", "drawn"),
    [
        (["13:00 14:00", "14:00 15:00"], ["a 13:00-14:00", "b 14:00-15:00"]),
        (["13:00 14:01", "14:10 15:00"], ["a 13:00-14:15 1/2", "b 14:00-15:00 2/2"]),
        (["13:00 14:00", "13:00 15:00"], ["a 13:00-14:00 2/2", "b 13:00-15:00 1/2"]),
        (
            ["13:00 14:00", "13:30 14:30", "14:00 15:00"],
            ["a 13:00-14:00 1/2", "b 13:30-14:30 2/2", "c 14:00-15:00 1/2"],
        ),
        (["09:00 10:00", "09:00 10:00", "10:00 11:00"], ["a 09:00-10:00 1/2", "b 09:00-10:00 2/2", "c 10:00-11:00"]),
        (
            ["09:00 12:00", "09:15 10:00", "09:30 10:30", "10:00 11:00", "12:00 13:00"],
            [
                "a 09:00-12:00 1/3",
                "b 09:15-10:00 2/3",
                "c 09:30-10:30 3/3",
                "d 10:00-11:00 2/3",
                "e 12:00-13:00",
            ],
        ),
    ],
)
def test_what_overlaps_stands_side_by_side(hours: list[str], drawn: list[str]) -> None:
    items = [_timed(id, f"2025-10-14 {each}") for id, each in zip("abcde", hours, strict=False)]
    page = preview(items, View.WEEK, date(2025, 10, 13))

    assert _table(page.days)[1] == f"Tue 10-14: {', '.join(drawn)}"


@pytest.mark.parametrize(
    ("hours", "needed"),
    [
        ([], (9, 17)),
        (["10-14 13:00 14:30"], (13, 15)),
        (["10-14 13:45 14:00"], (13, 14)),
        (["10-14 08:59 09:00", "10-16 18:00 19:01"], (8, 20)),
        (["10-14 00:00 00:00"], (0, 24)),
        # What is in another week counts for that one.
        (["10-14 13:00 14:30", "10-21 08:00 09:00"], (13, 15)),
    ],
)
def test_week_shows_the_hours_that_it_needs(hours: list[str], needed: tuple[int, int]) -> None:
    items = [_timed(str(number), f"2025-{each}") for number, each in enumerate(hours)]

    assert preview([_whole("day", "2025-10-14"), *items], View.WEEK, date(2025, 10, 13)).hours == needed


@pytest.mark.parametrize(
    ("wanted", "today", "agenda", "week", "month"),
    [
        # Before anything is, the first is; when all is over, the last.
        (None, "2025-08-20", "2025-10-08", "2025-10-06", "2025-10-01"),
        (None, "2025-10-12", "2025-10-12", "2025-10-06", "2025-10-01"),
        (None, "2025-10-25", "2025-10-25", "2025-10-20", "2025-10-01"),
        (None, "2026-02-01", "2025-11-04", "2025-11-03", "2025-11-01"),
        ("2026-02-01", "2025-10-12", "2026-02-01", "2026-01-26", "2026-02-01"),
        ("2025-08-20", "2025-10-12", "2025-08-20", "2025-08-18", "2025-08-01"),
    ],
)
def test_page_begins_today_or_where_there_is_something(
    wanted: str | None, today: str, agenda: str, week: str, month: str
) -> None:
    day = date.fromisoformat(wanted) if wanted else None
    begun = [begins(view, day, date.fromisoformat(today), TERM).isoformat() for view in View]

    assert begun == [agenda, week, month]


@pytest.mark.parametrize("view", View)
def test_calendar_without_anything_has_a_page_of_today(view: View) -> None:
    begin = begins(view, None, TODAY, ())
    page = preview((), view, begin)

    assert begin == {View.AGENDA: TODAY, View.WEEK: date(2025, 10, 6), View.MONTH: date(2025, 10, 1)}[view]
    assert (_ids(page.days), page.earlier, page.previous, page.next, page.hours) == ([], (), None, None, (9, 17))


def test_way_leads_past_pages_on_which_nothing_is() -> None:
    assert [(page.begin.isoformat(), _said(page.previous), _said(page.next)) for page in _walk(TERM, View.WEEK)] == [
        ("2025-10-06", None, "2025-10-13"),
        ("2025-10-13", "2025-10-06", "2025-11-03"),
        ("2025-11-03", "2025-10-13", None),
    ]
    empty = preview(TERM, View.WEEK, date(2025, 10, 20))
    assert (empty.previous, empty.next) == (date(2025, 10, 13), date(2025, 11, 3))


def _said(day: date | None) -> str | None:
    return day.isoformat() if day else None


@pytest.mark.parametrize("items", [TERM, ()], ids=["term", "nothing"])
@pytest.mark.parametrize("day", [date.min, date(1, 12, 31), date(9999, 12, 1), date(9999, 12, 26), date.max])
@pytest.mark.parametrize("view", View)
def test_days_far_away_have_pages(view: View, day: date, items: tuple[Item, ...]) -> None:
    begin = begins(view, day, TODAY, items)
    page = preview(items, view, begin)
    # The way back or on leads to what there is.
    way = {date(2025, 11, 3), date(2025, 11, 1)} if day.year == 9999 else {date(2025, 10, 6), date(2025, 10, 1)}

    assert begin <= day
    assert view is View.AGENDA or day in [shown.date for shown in page.days] or day.weekday() >= 5
    assert {page.previous, page.next} - {None} <= way
    assert (page.previous is None, page.next is None) == (
        (True, True) if view is View.AGENDA or not items else (day.year == 1, day.year == 9999)
    )


def _walk(items: Sequence[Item], view: View) -> Iterator[Preview]:
    """Go from the first page to the last."""
    begin: date | None = begins(view, None, date.min, items)
    while begin:
        yield (page := preview(items, view, begin))
        begin = page.next


@pytest.fixture(scope="module")
def everything(course_feeds: CourseFeeds) -> tuple[Item, ...]:
    """All of the real course."""
    return course_feeds.read(course_feeds.feed(Selection.parse("all"), Form.ICS))


def test_agenda_of_the_real_course_holds_everything_once(everything: tuple[Item, ...]) -> None:
    page = preview(everything, View.AGENDA, date(2025, 10, 15))
    months = [
        [f"{first:%b}: {sum(len(day.items) for day in days)} on {len(days)} days" for first, days in by_month(part)]
        for part in (page.earlier, page.days)
    ]

    assert _ids((*page.earlier, *page.days)) == [item.id for item in everything]
    assert len(everything) == 226
    assert months == [
        ["Sep: 65 on 18 days", "Oct: 34 on 10 days"],
        ["Oct: 41 on 13 days", "Nov: 60 on 20 days", "Dec: 26 on 7 days"],
    ]


def test_weeks_of_the_real_course(everything: tuple[Item, ...]) -> None:
    said = [
        f"{page.begin}: {sum(len(day.items) for day in page.days)} on {len(page.days)} days,"
        f" {page.hours[0]}-{page.hours[1]}"
        for page in _walk(everything, View.WEEK)
    ]

    assert said == [
        "2025-09-01: 1 on 5 days, 13-15",
        "2025-09-08: 21 on 5 days, 9-20",
        "2025-09-15: 16 on 5 days, 9-18",
        "2025-09-22: 18 on 5 days, 9-18",
        "2025-09-29: 16 on 5 days, 9-18",
        "2025-10-06: 18 on 5 days, 9-18",
        "2025-10-13: 18 on 5 days, 9-18",
        "2025-10-20: 16 on 5 days, 9-22",
        "2025-10-27: 16 on 5 days, 9-18",
        "2025-11-03: 18 on 5 days, 9-18",
        "2025-11-10: 13 on 5 days, 9-18",
        "2025-11-17: 16 on 5 days, 9-18",
        "2025-11-24: 13 on 5 days, 9-18",
        "2025-12-01: 16 on 5 days, 9-18",
        "2025-12-08: 10 on 5 days, 9-18",
    ]


def test_months_of_the_real_course(everything: tuple[Item, ...]) -> None:
    said = [
        f"{page.begin}: {sum(len(day.items) for day in page.days if not day.outside)} in {len(page.weeks)} weeks"
        for page in _walk(everything, View.MONTH)
    ]

    assert said == [
        "2025-09-01: 65 in 5 weeks",
        "2025-10-01: 75 in 5 weeks",
        "2025-11-01: 60 in 4 weeks",
        "2025-12-01: 26 in 5 weeks",
    ]


@pytest.mark.parametrize("view", GRIDS)
@pytest.mark.parametrize("name", ["all", "main", "victor-butoi", "lectures_exams_not-week-3", "week-9"])
def test_way_through_the_real_course_meets_everything(view: View, name: str, course_feeds: CourseFeeds) -> None:
    items = course_feeds.read(course_feeds.feed(Selection.parse(name), Form.ICS))
    met = Counter(id for page in _walk(items, view) for id in _ids([day for day in page.days if not day.outside]))

    # What lasts several days stands on each of them.
    assert met == {item.id: (item.days[1] - item.days[0]).days + 1 for item in items}


DAYS = st.dates(date(2025, 10, 20), date(2026, 1, 10))
CLOCKS = st.integers(0, 24 * 60 - 1).map(lambda minutes: time(minutes // 60, minutes % 60))


@st.composite
def _items(draw: st.DrawFn, days: st.SearchStrategy[date] = DAYS) -> tuple[Item, ...]:
    """Make a feed: whole days, hours within a day, and deadlines, in order."""
    items = []
    for number in range(draw(st.integers(0, 12))):
        day, kind = draw(days), draw(st.sampled_from([Kind.LECTURE, Kind.DEADLINE, Kind.HOLIDAY]))
        if kind is Kind.HOLIDAY:
            when: Timed | AllDay = AllDay(first=day, last=day + timedelta(days=draw(st.integers(0, 40))))
        else:
            start = datetime.combine(day, draw(CLOCKS))
            end = start + timedelta(minutes=30 if kind is Kind.DEADLINE else draw(st.integers(1, 600)))
            # UTC has every hour once.
            when = Timed(start=localize(start, "UTC"), end=localize(end, "UTC"))
        items.append(_item(str(number), when, kind))
    return tuple(
        sorted(
            items, key=lambda item: item.when.start.isoformat() if isinstance(item.when, Timed) else str(item.days[0])
        )
    )


@given(items=_items(st.just(date(2025, 10, 21))))
@settings(deadline=None)
def test_nothing_is_drawn_over_anything_and_no_lane_is_wasted(items: tuple[Item, ...]) -> None:
    for day in preview(items, View.WEEK, date(2025, 10, 20)).days:
        quarters = {placed.item.id: set(range(placed.start, placed.end)) for placed in day.timed}
        assert all(drawn and drawn <= set(range(96)) for drawn in quarters.values())
        for one in day.timed:
            cluster, grown = {one.item.id}, True
            while grown:
                more = {id for id in quarters if any(quarters[id] & quarters[other] for other in cluster)}
                grown, cluster = not more <= cluster, cluster | more
            at_once = Counter(quarter for id in cluster for quarter in quarters[id])
            assert one.lanes == max(at_once.values())
            assert 1 <= one.lane <= one.lanes
            for other in day.timed:
                if one is not other and one.lane == other.lane:
                    assert not quarters[one.item.id] & quarters[other.item.id]


@given(items=_items(), view=st.sampled_from(GRIDS))
@settings(deadline=None)
def test_way_on_and_way_back_are_one_and_meet_everything(items: tuple[Item, ...], view: View) -> None:
    pages = list(_walk(items, view))
    back = [pages[-1]]
    while back[-1].previous:
        back.append(preview(items, view, back[-1].previous))

    assert back[::-1] == pages
    assert {id for page in pages for id in _ids([day for day in page.days if not day.outside])} == {
        item.id for item in items
    }
    assert all(any(day.items and not day.outside for day in page.days) for page in pages) or not items


@given(items=_items(), begin=DAYS)
@settings(deadline=None)
def test_agenda_has_each_thing_once_from_any_day(items: tuple[Item, ...], begin: date) -> None:
    page = preview(items, View.AGENDA, begin)

    assert sorted(_ids((*page.earlier, *page.days))) == sorted(item.id for item in items)
    assert set(_ids(page.days)) == {item.id for item in items if item.days[1] >= begin}
    assert all(day.items for day in (*page.earlier, *page.days))
    assert [day.date for day in page.days] == sorted({day.date for day in page.days})


@given(items=_items(), begin=DAYS, view=st.sampled_from(GRIDS))
@settings(deadline=None)
def test_grid_shows_all_that_is_on_its_days_and_within_its_hours(
    items: tuple[Item, ...], begin: date, view: View
) -> None:
    page = preview(items, view, begins(view, begin, TODAY, items))
    first, end = page.hours

    assert 0 <= first < end <= 24
    for day in page.days:
        if view is View.WEEK:
            assert all(first * 4 <= placed.start and placed.end <= end * 4 for placed in day.timed)
            starts = [item for item in items if isinstance(item.when, Timed) and item.when.start.date() == day.date]
            assert [placed.item for placed in day.timed] == starts
        lasting = [item for item in items if isinstance(item.when, AllDay) and item.days[0] <= day.date <= item.days[1]]
        assert list(day.whole) == lasting
