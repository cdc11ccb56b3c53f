"""One zone as a VTIMEZONE that every client understands, Outlook included."""

from datetime import date
from functools import cache
from itertools import zip_longest

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

from feeds.course.timezones import YearlyRule, onsets_covering, yearly_rules

_BYDAY = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@cache
def vtimezone(zone: str, first: date, last: date) -> bytes:
    """Write the VTIMEZONE from which a client finds the offset at every time of the days `first` to `last`.

    One STANDARD and one DAYLIGHT with yearly rules where the zone has such rules, because Outlook may move
    events by an hour for anything else (MS-OXCICAL, 2.1.3.1.1.19.2); otherwise one observance for each onset,
    and so one STANDARD for a zone that keeps its offset. Lines end in CRLF; the same arguments always give
    the same bytes.
    """
    component = Timezone()
    component.add("TZID", zone)
    rules = yearly_rules(zone, first, last)
    onsets = [rule.onset for rule in rules] if rules else onsets_covering(zone, first, last)
    standard = min(onset.offset_to for onset in onsets)
    for onset, rule in zip_longest(onsets, rules or ()):
        observance = TimezoneStandard() if onset.offset_to == standard else TimezoneDaylight()
        observance.add("DTSTART", onset.wall)
        observance.add("TZOFFSETFROM", onset.offset_from)
        observance.add("TZOFFSETTO", onset.offset_to)
        observance.add("TZNAME", onset.name)
        if rule:
            observance.add("RRULE", _recur(rule))
        component.add_component(observance)
    body: bytes = component.to_ical(sorted=False)
    return body


def _recur(rule: YearlyRule) -> dict[str, str | int]:
    day = rule.onset.wall
    return {"FREQ": "YEARLY", "BYMONTH": day.month, "BYDAY": f"{rule.nth}{_BYDAY[day.weekday()]}"}
