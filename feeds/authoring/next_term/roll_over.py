"""Last year's course as the next term's: the same weekly shape on new days, without what was of last year alone."""

from collections.abc import Mapping
from dataclasses import dataclass

from feeds.authoring.data_files import Content
from feeds.authoring.facts import Facts
from feeds.authoring.next_term.class_rows import Move
from feeds.authoring.next_term.course_over import course_over, lasting_feeds
from feeds.authoring.next_term.left_behind import lessen
from feeds.authoring.next_term.new_dates import new_dates
from feeds.authoring.next_term.term_days import DayMap, TermDays
from feeds.authoring.trial import course_of
from feeds.course.wording import listed


@dataclass(frozen=True, slots=True, kw_only=True)
class RollOver:
    """What each file of the next term's course says, by its name, and what whoever has it should know.

    `left` is what was left behind and `look` what to look through, each beginning with what or where it is; `moved`
    is what did not keep its week and weekday, in order of the days that these would be.
    """

    contents: Mapping[str, Content]
    left: tuple[str, ...]
    look: tuple[str, ...]
    moved: tuple[Move, ...]


def roll_over(
    last_year: Mapping[str, Content], facts: Facts, *, old: str, keep: frozenset[str] = frozenset()
) -> RollOver:
    """Make the course of `facts` from last year's files, whose folder was called `old`.

    Rows keep their ids, their weeks, counted from the week of the first class, and their weekdays. What is at class
    meetings stays in order and goes to the next class where there is none on its day, or where an earlier one is. What
    would come after the last class, and did not last year, is to be decided. Class meetings stay unless the facts have
    others; holidays and days on another schedule are those of the facts only. `keep` names PARTS of last year's files.

    Last year's course must be one that can be read, and then so can this one; raises CourseError for a time that the
    clocks skip on its new day.
    """
    less = lessen(last_year, keep)
    course = course_over(last_year, less.contents, facts, old)
    days = DayMap(TermDays(last_year["course.yaml"]), TermDays(course.content))
    dated = new_dates(less.contents, days, less.cancelled)
    contents = {"course.yaml": course.content, "staff.yaml": less.contents["staff.yaml"], **dated.contents}
    read = course_of(facts.slug, contents, facts.first)
    feeds, unknown = lasting_feeds(last_year["course.yaml"], read)
    rooms = [f"rooms: {listed(list(read.rooms.values()))}"] if read.rooms else []
    return RollOver(
        contents={**contents, "course.yaml": {**course.content, **feeds}},
        left=(*less.left, *course.left, *unknown),
        look=(*course.look, *rooms, *less.look, *dated.look),
        moved=dated.moves,
    )
