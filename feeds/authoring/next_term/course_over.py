"""What course.yaml says in the next term: the same course, other days."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from feeds.authoring.data_files import Content, rows_of
from feeds.authoring.facts import Facts, course_content, new_id
from feeds.authoring.next_term.last_years_words import Terms, renewed
from feeds.authoring.next_term.left_behind import LISTS, texts
from feeds.authoring.next_term.term_days import DayMap, TermDays
from feeds.authoring.outset import without_class
from feeds.course.document import Value
from feeds.course.model import Course
from feeds.course.schema.readings import read_day
from feeds.course.selection import Selection, SelectionError
from feeds.course.vocabulary import Vocabulary
from feeds.course.wording import in_data, listed

_ORDER = (
    *("code", "title", "term", "created", "time_zone", "uid_domain", "provisional", "listed", "contact", "edit_url"),
    *("feeds", "links", "about", "classes", "office_hours", "meetings", "holidays", "schedule_days"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseOver:
    """The next term's course.yaml, but for its named calendars, and what was left behind or is to be looked through."""

    content: Content
    left: tuple[str, ...]
    look: tuple[str, ...]


def course_over(last_year: Mapping[str, Content], staying: Mapping[str, Content], facts: Facts, old: str) -> CourseOver:
    """Make course.yaml of the facts and of what last year's says beside them; `staying` are the rows that go on."""
    before = last_year["course.yaml"]
    facts = _with_new_ids(replace(facts, provisional=True, listed=False), staying)
    content = {key: value for key, value in course_content(facts).items() if key not in ("links", "about")}
    days = DayMap(TermDays(before), TermDays(content))
    if not facts.meetings and (meetings := list(_meetings(before, days))):
        content["meetings"] = meetings
    if span := _office_hours(before, days):
        content["office_hours"] = span
    given = {"contact"} if facts.contact else set()
    words = {key: value for key, value in before.items() if key not in given}
    kept, left, look = renewed(words, _terms(old, facts, days))
    content = {**kept, **content}
    return CourseOver(
        content={key: content[key] for key in _ORDER if key in content},
        left=(*left, *_left(before, facts)),
        look=(*([f"course.yaml: {listed(look)}"] if look else []), *without_class(content)),
    )


def lasting_feeds(before: Content, course: Course) -> tuple[Content, tuple[str, ...]]:
    """Give the calendars with a name that still stand for something in a course, and say which do not."""
    rows = rows_of(before, "feeds")
    vocabulary = Vocabulary.of(course)
    unknown = {str(row["id"]): why for row in rows if (why := _unknown(str(row["selection"]), vocabulary))}
    kept: list[Value] = [row for row in rows if row["id"] not in unknown]
    return {"feeds": kept} if kept else {}, tuple(f"feeds: {id} ({why})" for id, why in unknown.items())


def _unknown(selection: str, vocabulary: Vocabulary) -> str:
    try:
        vocabulary.check(Selection.parse(selection))
    except SelectionError as error:
        return str(error).partition(";")[0]
    return ""


def _terms(old: str, facts: Facts, days: DayMap) -> Terms:
    return Terms(
        old=old,
        old_years=frozenset(range(days.old.first.year, days.old.last.year + 1)),
        new=facts.slug,
        new_years=frozenset(range(days.new.first.year, days.new.last.year + 1)),
    )


def _with_new_ids(facts: Facts, staying: Mapping[str, Content]) -> Facts:
    """Give holidays other ids where rows have theirs."""
    taken = set(_ids(staying))
    return replace(facts, holidays=tuple({**row, "id": new_id(str(row["id"]), taken)} for row in facts.holidays))


def _ids(contents: Mapping[str, Content]) -> Iterator[str]:
    for file, keys in LISTS.items():
        for key in keys:
            for row in rows_of(contents.get(file), key):
                yield from (f"{row['id']}{part}" for part in ("", "-out", "-due"))


def _meetings(before: Content, days: DayMap) -> Iterator[Value]:
    for meeting in rows_of(before, "meetings"):
        begins = read_day(str(meeting["from"])) if "from" in meeting else days.old.first
        ends = read_day(str(meeting["until"])) if "until" in meeting else days.old.last
        if begins > days.old.last or days.wanted(begins) > days.new.last:
            continue
        if "from" in meeting:
            meeting["from"] = in_data(days.wanted(begins))
        if ends < days.old.last:
            meeting["until"] = in_data(days.wanted(ends))
        else:
            meeting.pop("until", None)
        yield meeting


def _office_hours(before: Content, days: DayMap) -> dict[str, Value]:
    match before.get("office_hours"):
        case {"first": str(first), "last": str(last)}:
            begins, ends = days.edge(read_day(first)), days.edge(read_day(last))
            return {"first": in_data(begins), "last": in_data(ends)}
    return {}


def _left(before: Content, facts: Facts) -> Iterable[str]:
    new = {str(row["name"]) for row in facts.holidays}
    gone = [str(row["name"]) for row in rows_of(before, "holidays")]
    if names := [name for name in gone if name not in new]:
        yield f"holidays: {listed(names)}"
    if withdrawn := texts(before.get("withdrawn")):
        yield f"withdrawn: {listed(withdrawn)}"
