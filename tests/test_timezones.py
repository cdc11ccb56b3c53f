"""Wall time to instant, and when the clocks change, against pytz."""

from datetime import UTC, date, datetime, timedelta

import pytest
import pytz
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.course.timezones import (
    ZONES,
    Onset,
    WallTimeError,
    YearlyRule,
    abbreviation,
    is_irregular,
    is_zone,
    localize,
    onsets,
    onsets_covering,
    yearly_rules,
)

FALL = date(2025, 9, 1), date(2025, 12, 31)
SPRING = date(2026, 1, 1), date(2026, 6, 30)


def onset(wall: str, offset_from: float, offset_to: float, name: str) -> Onset:
    return Onset(
        wall=datetime.fromisoformat(wall),
        offset_from=timedelta(hours=offset_from),
        offset_to=timedelta(hours=offset_to),
        name=name,
    )


def instants_showing(wall: datetime, zone: str) -> set[datetime]:
    """Give the instants, in UTC, at which pytz says that the clocks of a zone show a wall time."""
    tz = pytz.timezone(zone)
    offsets = {(wall + timedelta(days=n)).replace(tzinfo=UTC).astimezone(tz).utcoffset() for n in range(-2, 3)}
    instants = {wall.replace(tzinfo=UTC) - offset for offset in offsets if offset is not None}
    return {instant for instant in instants if instant.astimezone(tz).replace(tzinfo=None) == wall}


def test_is_zone_knows_exact_names_only() -> None:
    names = ["America/New_York", "UTC", "US/Eastern", "america/new_york", "New York", "EDT", ""]
    assert [name for name in names if is_zone(name)] == ["America/New_York", "UTC", "US/Eastern"]


def test_zones_are_those_of_pytz() -> None:
    assert set(ZONES) == pytz.all_timezones_set


@pytest.mark.parametrize(
    ("wall", "zone", "instant"),
    [
        ("2025-09-03T14:35", "America/New_York", "2025-09-03T14:35:00-04:00"),
        ("2025-12-03T14:35", "America/New_York", "2025-12-03T14:35:00-05:00"),
        ("2025-11-02T02:00", "America/New_York", "2025-11-02T02:00:00-05:00"),
        ("2026-03-08T03:00", "America/New_York", "2026-03-08T03:00:00-04:00"),
        ("2025-12-03T14:35", "Asia/Kathmandu", "2025-12-03T14:35:00+05:45"),
        ("2025-12-03T14:35", "UTC", "2025-12-03T14:35:00+00:00"),
    ],
)
def test_localize_gives_the_offset_of_that_time(wall: str, zone: str, instant: str) -> None:
    assert localize(datetime.fromisoformat(wall), zone).isoformat() == instant


@pytest.mark.parametrize(
    ("wall", "zone", "message"),
    [
        (
            "2026-03-08T02:30",
            "America/New_York",
            "02:30 does not exist on 2026-03-08 in America/New_York (clocks go forward)",
        ),
        (
            "2025-11-02T01:30",
            "America/New_York",
            "01:30 comes twice on 2025-11-02 in America/New_York (clocks go back)",
        ),
        # Neither of Casablanca's offsets is daylight time in the same sense as the other's.
        (
            "2026-02-15T02:00",
            "Africa/Casablanca",
            "02:00 comes twice on 2026-02-15 in Africa/Casablanca (clocks go back)",
        ),
    ],
)
def test_localize_refuses_a_time_that_is_skipped_or_comes_twice(wall: str, zone: str, message: str) -> None:
    with pytest.raises(WallTimeError) as error:
        localize(datetime.fromisoformat(wall), zone)
    assert str(error.value) == message


@settings(max_examples=500, deadline=None)
@given(st.data(), st.sampled_from(ZONES), st.integers(1970, 2037))
def test_localize_gives_the_one_instant_that_shows_a_wall_time_or_says_why_not(
    data: st.DataObject, zone: str, year: int
) -> None:
    changes = [change.wall for change in onsets(zone, date(year, 1, 1), date(year, 12, 31))]
    near = data.draw(st.sampled_from([datetime.fromisoformat(f"{year}-06-15"), *changes]))
    wall = near.replace(second=0) + timedelta(minutes=data.draw(st.integers(-180, 180)))

    instants = instants_showing(wall, zone)
    if len(instants) == 1:
        assert {localize(wall, zone)} == instants
    else:
        problem = "comes twice" if instants else "does not exist"
        with pytest.raises(WallTimeError, match=f"^{wall:%H:%M} {problem} on {wall.date()} in "):
            localize(wall, zone)


@pytest.mark.parametrize(
    ("zone", "winter", "summer"),
    [
        ("America/New_York", "ET", "ET"),
        ("America/Chicago", "CT", "CT"),
        ("America/Anchorage", "AKT", "AKT"),
        ("Australia/Sydney", "AET", "AET"),
        ("Australia/Brisbane", "AEST", "AEST"),
        ("America/Phoenix", "MST", "MST"),
        ("Asia/Shanghai", "CST", "CST"),
        ("Europe/Berlin", "CET", "CEST"),
        ("Europe/London", "GMT", "BST"),
        ("Europe/Dublin", "GMT", "IST"),
        ("Asia/Kolkata", "IST", "IST"),
        ("Asia/Riyadh", "UTC+3", "UTC+3"),
        ("Asia/Kathmandu", "UTC+5:45", "UTC+5:45"),
        ("Pacific/Marquesas", "UTC-9:30", "UTC-9:30"),
        ("Antarctica/Troll", "UTC", "UTC+2"),
        ("UTC", "UTC", "UTC"),
    ],
)
def test_abbreviation_is_what_people_call_the_zone(zone: str, winter: str, summer: str) -> None:
    instants = [datetime(2026, month, 15, 12, tzinfo=UTC) for month in (1, 7)]
    assert [abbreviation(instant, zone) for instant in instants] == [winter, summer]


def test_abbreviation_is_generic_only_in_a_year_that_has_both_names() -> None:
    # Arizona last had summer time in 1967; its new year begins at 07:00 in UTC.
    assert abbreviation(datetime(1968, 1, 1, 6, 59, tzinfo=UTC), "America/Phoenix") == "MT"
    assert abbreviation(datetime(1968, 1, 1, 7, tzinfo=UTC), "America/Phoenix") == "MST"


def test_onsets_are_the_changes_between_two_days() -> None:
    assert onsets("America/New_York", date(2025, 3, 9), date(2026, 3, 8)) == (
        onset("2025-03-09T02:00", -5, -4, "EDT"),
        onset("2025-11-02T02:00", -4, -5, "EST"),
        onset("2026-03-08T02:00", -5, -4, "EDT"),
    )
    assert onsets("America/New_York", date(2025, 3, 10), date(2025, 11, 1)) == ()


def test_onsets_close_together_are_all_found() -> None:
    assert onsets("America/Noronha", date(2000, 10, 8), date(2000, 10, 15)) == (
        onset("2000-10-08T00:00", -2, -1, "-01"),
        onset("2000-10-15T00:00", -1, -2, "-02"),
    )


def test_onsets_at_the_turn_of_a_year_are_found_once() -> None:
    assert onsets("Asia/Dhaka", date(2009, 1, 1), date(2010, 12, 31)) == (
        onset("2009-06-19T23:00", 6, 7, "+07"),
        onset("2010-01-01T00:00", 7, 6, "+06"),
    )


def test_onsets_covering_begin_with_the_one_in_force() -> None:
    assert onsets_covering("Africa/Casablanca", *SPRING) == (
        onset("2025-04-06T02:00", 0, 1, "+01"),
        onset("2026-02-15T03:00", 1, 0, "+00"),
        onset("2026-03-22T02:00", 0, 1, "+01"),
    )


def test_onsets_covering_a_zone_that_keeps_its_offset_is_one() -> None:
    assert onsets_covering("Asia/Tokyo", *FALL) == (onset("2024-01-01T00:00", 9, 9, "JST"),)


def test_onsets_covering_include_the_midnight_that_repeats_the_last_hour() -> None:
    last_thursday = date(2025, 10, 30)
    assert onsets_covering("Africa/Cairo", last_thursday, last_thursday) == (
        onset("2025-04-25T00:00", 2, 3, "EEST"),
        onset("2025-10-31T00:00", 3, 2, "EET"),
    )


@pytest.mark.parametrize(
    ("zone", "course", "standard", "daylight"),
    [
        (
            "America/New_York",
            FALL,
            YearlyRule(onset=onset("2024-11-03T02:00", -4, -5, "EST"), nth=1),
            YearlyRule(onset=onset("2024-03-10T02:00", -5, -4, "EDT"), nth=2),
        ),
        # The last Sundays of October 2024 to 2026 are all fourth ones too.
        (
            "Europe/Berlin",
            (date(2025, 9, 1), date(2026, 6, 30)),
            YearlyRule(onset=onset("2024-10-27T03:00", 2, 1, "CET"), nth=-1),
            YearlyRule(onset=onset("2024-03-31T02:00", 1, 2, "CEST"), nth=-1),
        ),
        (
            "Europe/Dublin",
            SPRING,
            YearlyRule(onset=onset("2025-10-26T02:00", 1, 0, "GMT"), nth=-1),
            YearlyRule(onset=onset("2025-03-30T01:00", 0, 1, "IST"), nth=-1),
        ),
        (
            "Australia/Lord_Howe",
            SPRING,
            YearlyRule(onset=onset("2025-04-06T02:00", 11, 10.5, "+1030"), nth=1),
            YearlyRule(onset=onset("2025-10-05T02:00", 10.5, 11, "+11"), nth=1),
        ),
    ],
)
def test_yearly_rules_are_standard_and_daylight(
    zone: str, course: tuple[date, date], standard: YearlyRule, daylight: YearlyRule
) -> None:
    assert yearly_rules(zone, *course) == (standard, daylight)


def test_yearly_rule_gives_the_onset_of_any_year() -> None:
    first, last = onset("2024-11-03T02:00", -4, -5, "EST"), onset("2024-10-27T02:00", 1, 0, "GMT")
    assert YearlyRule(onset=first, nth=1).in_year(2026) == onset("2026-11-01T02:00", -4, -5, "EST")
    assert YearlyRule(onset=last, nth=-1).in_year(2027) == onset("2027-10-31T02:00", 1, 0, "GMT")


@pytest.mark.parametrize(
    ("zone", "yearly", "irregular"),
    [
        ("America/New_York", True, False),
        ("Asia/Tokyo", False, False),
        ("UTC", False, False),
        # Ramadan moves against our calendar.
        ("Africa/Casablanca", False, True),
        # The summer that began in March 2026 did not end, which a course of that spring need not know.
        ("America/Vancouver", True, False),
        # The last change was in 2024.
        ("Asia/Almaty", False, False),
    ],
)
def test_zones_are_fixed_yearly_or_irregular(zone: str, yearly: bool, irregular: bool) -> None:
    assert (yearly_rules(zone, *SPRING) is not None, is_irregular(zone, *SPRING)) == (yearly, irregular)
