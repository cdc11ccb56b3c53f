"""What holds of every course in every next term."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from rolling import NEW, OLD, rows

from feeds.authoring.data_files import Content, Row
from feeds.authoring.facts import Facts
from feeds.authoring.next_term.roll_over import roll_over
from feeds.authoring.next_term.term_days import TermDays
from feeds.authoring.outset import new_course
from feeds.authoring.trial import course_of
from feeds.course.document import Value
from feeds.course.model import Weekday
from feeds.course.wording import in_data

_ROWS = (("lectures", "lectures"), ("tutorials", "tutorials"), ("exams", "exams"), ("deadlines", "assignments"))
_HOURS = [{"start": "09:00", "end": "10:00"}, {"start": "13:00", "end": "14:30"}, {"start": "16:00", "end": "17:00"}]


def _names(numbers: set[int]) -> list[str]:
    return [Weekday(number).name.capitalize() for number in sorted(numbers)]


@st.composite
def _facts(draw: st.DrawFn, slug: str, year: int, *, meeting: bool) -> Facts:
    """Draw a term of that year, with holidays, days on another schedule, and class meetings."""
    first = date(year, 9, 1) + timedelta(draw(st.integers(0, 13)))
    length = draw(st.integers(0, 100))
    inside = st.integers(0, length).map(lambda number: first + timedelta(number))
    holidays = [
        {"id": f"free-{n}", "first": in_data(day), "name": f"Free {n}"}
        for n, day in enumerate(draw(st.lists(inside, max_size=6)))
    ]
    others = {day: draw(st.integers(0, 4)) for day in draw(st.lists(inside, max_size=3))}
    numbers = draw(st.lists(st.sets(st.integers(0, 4), min_size=1), min_size=int(meeting), max_size=2))
    sections = draw(st.booleans())
    meetings: list[Row] = []
    for number, weekdays in enumerate(numbers):
        row: Row = {"days": list(_names(weekdays)), **_HOURS[number]}
        meetings.append({**row, "section": f"l0{number}"} if sections else row)
    return Facts(
        slug=slug,
        code="6.100",
        title="Testing",
        term=f"Fall {year}",
        time_zone="America/New_York",
        uid_domain="course.example.edu",
        first=first,
        last=first + timedelta(length),
        created=datetime(year, 8, 1, tzinfo=UTC),
        meetings=tuple(meetings),
        holidays=tuple(holidays),
        schedule_days=tuple(
            {"date": in_data(day), "runs_as": Weekday(number).name.capitalize()} for day, number in others.items()
        ),
    )


@st.composite
def _courses(draw: st.DrawFn) -> Mapping[str, Content]:
    """Draw a course with some of its lectures, and other things on any days."""
    known = draw(_facts(OLD, 2025, meeting=True))
    whole = dict(new_course(known))
    kept: list[Value] = [row for row in rows(whole, "lectures", "lectures") if draw(st.integers(0, 4))]
    days = st.integers(-3, (known.last - known.first).days + 20).map(
        lambda number: in_data(known.first + timedelta(number))
    )

    def dated(word: str, times: Row) -> list[Value]:
        found = draw(st.lists(days, max_size=3))
        return [{"id": f"{word}-{number}", "date": day, "title": word, **times} for number, day in enumerate(found)]

    due: list[Value] = [
        {"id": f"pset-{number}", "title": "pset", "out": day, "due": f"{day} 23:59"}
        for number, day in enumerate(draw(st.lists(days, max_size=3)))
    ]
    evening: Row = {"start": "19:30", "end": "21:30", "room": "Hall"}
    return {
        **whole,
        "lectures.yaml": {"lectures": [*kept, *dated("evening", evening)]},
        "exams.yaml": {"exams": [*dated("exam", evening), *dated("quiz", {})]},
        "tutorials.yaml": {"tutorials": dated("git", evening)},
        "deadlines.yaml": {"assignments": due},
    }


def _in_order(contents: Mapping[str, Content]) -> list[tuple[str, str]]:
    found = [row for row in rows(contents, "lectures", "lectures") if str(row["id"]).startswith("lecture-")]
    return [(str(row["id"]), str(row["date"])) for row in found]


@given(_courses(), _facts(NEW, 2026, meeting=False))
def test_every_course_has_a_next_term(before: Mapping[str, Content], known: Facts) -> None:
    course_of(OLD, before, date(2025, 9, 1))
    made = roll_over(before, known, old=OLD)
    course = course_of(NEW, made.contents, known.first)
    days = TermDays(made.contents["course.yaml"])
    lectures = _in_order(made.contents)
    dated = [day for _, day in lectures if day != "tbd"]

    assert roll_over(before, known, old=OLD) == made
    assert (course.provisional, course.listed) == (True, False)
    for file, key in _ROWS:
        assert {row["id"] for row in rows(made.contents, file, key)} == {row["id"] for row in rows(before, file, key)}
    assert [id for id, _ in lectures] == [id for id, _ in _in_order(before)]
    assert dated == sorted(dated, key=lambda day: day.split()[1])
    assert [day for _, day in lectures[len(dated) :]] == ["tbd"] * (len(lectures) - len(dated))
    assert all(days.is_class_day(date.fromisoformat(day.split()[1])) for day in dated)


@given(_courses())
def test_the_same_days_again_change_nothing(before: Mapping[str, Content]) -> None:
    """A year of 364 days later every day has its weekday, so that all is where it was."""
    year = timedelta(364)
    course = course_of(OLD, before, date(2025, 9, 1))
    known = Facts(
        slug=NEW,
        code=course.code,
        title=course.title,
        term="Fall 2026",
        time_zone=course.time_zone,
        uid_domain=course.uid_domain,
        first=course.first + year,
        last=course.last + year,
        created=datetime(2026, 8, 1, tzinfo=UTC),
        holidays=tuple({**row, "first": _later(str(row["first"]))} for row in rows(before, "course", "holidays")),
        schedule_days=tuple(
            {**row, "date": _later(str(row["date"]))} for row in rows(before, "course", "schedule_days")
        ),
    )
    made = roll_over(before, known, old=OLD)

    assert [(id, day) for id, day in _in_order(made.contents)] == [(id, _later(day)) for id, day in _in_order(before)]


def _later(day: str) -> str:
    return in_data(date.fromisoformat(day.split()[1]) + timedelta(364))
