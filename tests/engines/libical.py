"""libical, the reader of GNOME, KDE and cyrus, through ctypes."""

import ctypes
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache

from .reading import Reading, in_order

# Another major version may lay out its structures differently, so this one is named.
_LIBRARY = "libical.so.3"


class _Time(ctypes.Structure):
    """struct icaltimetype of libical 3."""

    _fields_ = (
        ("year", ctypes.c_int),
        ("month", ctypes.c_int),
        ("day", ctypes.c_int),
        ("hour", ctypes.c_int),
        ("minute", ctypes.c_int),
        ("second", ctypes.c_int),
        ("is_date", ctypes.c_int),
        ("is_daylight", ctypes.c_int),
        ("zone", ctypes.c_void_p),
    )


# A wrong signature would cut pointers to 32 bits, so every function used is declared.
_POINTER, _TEXT, _INT = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int
_SIGNATURES = {
    "icalparser_parse_string": (_POINTER, [_TEXT]),
    "icalcomponent_free": (None, [_POINTER]),
    "icalcomponent_string_to_kind": (_INT, [_TEXT]),
    "icalcomponent_isa": (_INT, [_POINTER]),
    "icalcomponent_get_first_component": (_POINTER, [_POINTER, _INT]),
    "icalcomponent_get_next_component": (_POINTER, [_POINTER, _INT]),
    "icalcomponent_get_first_property": (_POINTER, [_POINTER, _INT]),
    "icalcomponent_get_next_property": (_POINTER, [_POINTER, _INT]),
    "icalcomponent_get_timezone": (_POINTER, [_POINTER, _TEXT]),
    "icalproperty_string_to_kind": (_INT, [_TEXT]),
    "icalproperty_get_value": (_POINTER, [_POINTER]),
    "icalproperty_get_value_as_string": (_TEXT, [_POINTER]),
    "icalproperty_get_datetime_with_component": (_Time, [_POINTER, _POINTER]),
    "icalvalue_isa": (_INT, [_POINTER]),
    "icalvalue_get_text": (_TEXT, [_POINTER]),
    "icalvalue_string_to_kind": (_INT, [_TEXT]),
    "icalrestriction_check": (_INT, [_POINTER]),
    "icaltime_convert_to_zone": (_Time, [_Time, _POINTER]),
    "icaltimezone_get_tzid": (_TEXT, [_POINTER]),
    "icaltimezone_get_utc_timezone": (_POINTER, []),
}


def missing() -> str | None:
    """Say what has to be installed."""
    try:
        _library()
    except OSError:
        return f"{_LIBRARY} is not installed: apt-get install libical3"
    return None


def read(feed: bytes) -> list[Reading]:
    """Read a feed."""
    library = _library()
    calendar = library.icalparser_parse_string(feed)
    if not calendar:
        raise ValueError("libical finds no calendar")
    try:
        # Two calendars in one file come as the children of a component of another kind.
        if library.icalcomponent_isa(calendar) != library.icalcomponent_string_to_kind(b"VCALENDAR"):
            raise ValueError("libical finds something else than one calendar")
        # What the standard forbids is noted in the calendar beside what could not be parsed.
        library.icalrestriction_check(calendar)
        components = list(_components(calendar, b"ANY"))
        faults = [fault for part in [calendar, *components] for fault in _texts(part, b"X-LIC-ERROR")]
        if faults:
            raise ValueError("; ".join(faults))
        return in_order([_reading(event, calendar) for event in _components(calendar, b"VEVENT")])
    finally:
        library.icalcomponent_free(calendar)


@cache
def _library() -> ctypes.CDLL:
    """Load libical once."""
    library = ctypes.CDLL(_LIBRARY)
    for name, (result, arguments) in _SIGNATURES.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library


def _reading(event: int, calendar: int) -> Reading:
    start = _time(event, b"DTSTART", calendar)
    last_modified = _time(event, b"LAST-MODIFIED", calendar)
    uid = _text(event, b"UID")
    assert start is not None
    assert uid is not None
    assert last_modified is None or isinstance(last_modified, datetime)
    sequence = _text(event, b"SEQUENCE")
    return Reading(
        uid=uid,
        start=start,
        end=_time(event, b"DTEND", calendar),
        summary=_text(event, b"SUMMARY"),
        description=_text(event, b"DESCRIPTION"),
        location=_text(event, b"LOCATION"),
        status=_text(event, b"STATUS"),
        transparency=_text(event, b"TRANSP"),
        sequence=None if sequence is None else int(sequence),
        last_modified=last_modified,
        url=_text(event, b"URL"),
        categories=tuple(_texts(event, b"CATEGORIES")),
    )


def _components(parent: int, name: bytes) -> Iterator[int]:
    library = _library()
    kind = library.icalcomponent_string_to_kind(name)
    component = library.icalcomponent_get_first_component(parent, kind)
    while component:
        yield component
        component = library.icalcomponent_get_next_component(parent, kind)


def _properties(component: int, name: bytes) -> Iterator[int]:
    library = _library()
    kind = library.icalproperty_string_to_kind(name)
    line = library.icalcomponent_get_first_property(component, kind)
    while line:
        yield line
        line = library.icalcomponent_get_next_property(component, kind)


def _texts(component: int, name: bytes) -> Iterator[str]:
    library = _library()
    for line in _properties(component, name):
        value = library.icalproperty_get_value(line)
        # Only TEXT is kept unescaped; the string form of a TEXT would be escaped again.
        if library.icalvalue_isa(value) == library.icalvalue_string_to_kind(b"TEXT"):
            yield library.icalvalue_get_text(value).decode()
        else:
            yield library.icalproperty_get_value_as_string(line).decode()


def _text(event: int, name: bytes) -> str | None:
    return next(_texts(event, name), None)


def _time(event: int, name: bytes, calendar: int) -> date | None:
    library = _library()
    line = next(_properties(event, name), None)
    if line is None:
        return None
    time = library.icalproperty_get_datetime_with_component(line, event)
    if time.is_date:
        return date(time.year, time.month, time.day)
    utc = library.icaltimezone_get_utc_timezone()
    # For a zone that the feed does not define libical takes the system's, which would hide the fault.
    if time.zone != utc and not _is_own(time.zone, calendar):
        raise ValueError(f"{name.decode()} has no time zone that the feed defines")
    time = library.icaltime_convert_to_zone(time, utc)
    return datetime(time.year, time.month, time.day, time.hour, time.minute, time.second, tzinfo=UTC)


def _is_own(zone: int | None, calendar: int) -> bool:
    """Tell whether a zone was read from the feed itself."""
    library = _library()
    return zone is not None and zone == library.icalcomponent_get_timezone(
        calendar, library.icaltimezone_get_tzid(zone)
    )
