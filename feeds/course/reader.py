"""The data files of a folder become a Course, or every problem that keeps it from being one."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time
from operator import attrgetter
from pathlib import Path

from feeds.course import rows
from feeds.course.document import Spot
from feeds.course.draft import MIDNIGHT, Draft, TooManyError, end_before_start, wrong_span
from feeds.course.folder import Folder, Snapshot, take_snapshot
from feeds.course.history import History
from feeds.course.identity import compare_ids, compare_people
from feeds.course.lint import lint
from feeds.course.loss import missing_files, much_at_once
from feeds.course.model import NAME, Change, Course, Event, Kind, Link, NamedFeed, Person, Place, Timed, as_word
from feeds.course.named_feeds import meaning_problems, name_problems, named_feeds
from feeds.course.schema.course import CourseForm, MeetingForm, TermForm
from feeds.course.schema.files import DeadlinesForm, ExamsForm, LecturesForm, OfficeHoursForm, TutorialsForm
from feeds.course.schema.staff import PersonForm, StaffForm
from feeds.course.schema.validation import Validated, validate_part
from feeds.course.slots import add_slots
from feeds.course.sources import sources
from feeds.course.stale import stale_copies
from feeds.course.timetable import Timetable
from feeds.course.timezones import WINTER_ZONES, ZONES, is_irregular, is_zone
from feeds.errors import CourseError, Problem, Severity, at_most, did_you_mean, quoted

MAX_MEETINGS = 100

_UID_DOMAIN = re.compile(r"[a-z0-9]+([.-][a-z0-9]+)*")


def read_course(folder: Path, *, as_of: datetime | None = None, cancelling: bool = False) -> Course:
    """Read the course in a folder, whose name is its slug, as its files are now: see `read_snapshot`."""
    return read_snapshot(take_snapshot(folder), as_of=as_of, cancelling=cancelling)


def read_snapshot(snapshot: Snapshot, *, as_of: datetime | None = None, cancelling: bool = False) -> Course:
    """Make a course of its files, with its history.

    With `as_of` (aware), all that was published later counts as not recorded, as one change of each event.
    `cancelling` says that it is no mistake when much is cancelled at once.

    Raises CourseError with all problems at once; each names its file as the folder was given. A row that is wrong
    hides nothing of another; only a mistake in what `course.yaml` says of its days, or a file that cannot be read,
    hides what hangs on it. `course.yaml` and `staff.yaml` must be there; another file that is not holds nothing, and
    must be there when the history has something of it.
    """
    if not snapshot.files:
        message = "there is no course in this folder, or nobody may look into it; every course has a course.yaml"
        raise CourseError([Problem(file=str(snapshot.path), line=1, column=1, message=message)])
    files, slug = Folder(snapshot), snapshot.slug
    course = files.required("course.yaml", CourseForm)
    staff = files.required("staff.yaml", StaffForm)
    lectures, lectures_spot = files.optional("lectures.yaml", LecturesForm)
    tutorials, tutorials_spot = files.optional("tutorials.yaml", TutorialsForm)
    exams, exams_spot = files.optional("exams.yaml", ExamsForm)
    deadlines, deadlines_spot = files.optional("deadlines.yaml", DeadlinesForm)
    hours, hours_spot = files.optional("office-hours.yaml", OfficeHoursForm)
    files.look_for_others()
    ledger, feed_ledger = files.history(slug, course.form.uid_domain if course.form else None)
    term = course.form if not course.problems else validate_part(course.source, TermForm)
    if term is None or staff.form is None:
        raise CourseError(files.problems)

    problems = [*files.problems, *at_most(_term_problems(term, course.spot)), *at_most(_staff_problems(staff))]
    if len(term.meetings) > MAX_MEETINGS:
        raise CourseError(problems)
    if course.form:
        problems += _domain_problems(course.form, course.spot)
    if not is_zone(term.time_zone):
        # This course is not served, but what else is wrong with it is told at once.
        term = term.model_copy(update={"time_zone": "UTC"})
    timetable = Timetable(term)
    history = History(
        ledger=ledger,
        modified=files.modified if ledger else term.created,
        zone=term.time_zone,
        timetable=timetable,
        as_of=as_of,
    )
    draft = Draft(term=term, timetable=timetable, people=_people(staff), published=history.last())
    problems += missing_files(files, draft.published.values(), draft.withdrawn)
    with suppress(TooManyError):
        _add_meeting_rooms(draft, course.spot)
        rows.add_holidays(draft, course.spot)
        rows.add_lectures(draft, lectures, lectures_spot)
        rows.add_tutorials(draft, tutorials, tutorials_spot)
        add_slots(draft, Kind.TUTORIAL, tutorials.slots, term.classes, tutorials_spot)
        rows.add_exams(draft, exams, exams_spot)
        rows.add_assignments(draft, deadlines, deadlines_spot)
        add_slots(draft, Kind.OFFICE_HOURS, hours.slots, term.office_hours or term.classes, hours_spot)
        rows.add_one_off_hours(draft, hours, hours_spot)
    problems += draft.problems
    named = history.people()
    if course.form:
        problems += at_most(name_problems(course, staff, named.keys() - draft.people.keys(), feed_ledger))
    if course.form is None or _any_error(problems):
        raise CourseError(problems)
    people = {**draft.people, **{id: person for id, person in named.items() if id not in draft.people}}
    problems += at_most(compare_ids(draft))
    problems += at_most(compare_people(draft, staff.spot / "people", named))
    events, changes = history.revise(draft.events, draft.published, draft.withdrawn, course.form.code, people)
    if not cancelling:
        problems += much_at_once(files, changes, draft.published.values())
    if _any_error(problems):
        raise CourseError(problems)
    problems += at_most(lint(draft, staff.form, staff.spot / "people"))
    problems += stale_copies(course.form, slug, course.spot)
    feeds = named_feeds(course.form.feeds, feed_ledger, as_of)
    made = _course(slug, course.form, draft, history, people, events, changes, feeds, problems)
    # Of an earlier time, later words are not known; whoever asks for it has looked at the present.
    wrong = [] if as_of else at_most(meaning_problems(course, made))
    if wrong:
        raise CourseError([*problems, *wrong])
    return made


def _add_meeting_rooms(draft: Draft, file: Spot) -> None:
    for index, meeting in enumerate(draft.term.meetings):
        draft.place(meeting, Place(), file / "meetings" / index)


def _any_error(problems: list[Problem]) -> bool:
    return any(problem.severity is Severity.ERROR for problem in problems)


def _term_problems(term: TermForm, spot: Spot) -> Iterator[Problem]:
    yield from _zone_problems(term, spot / "time_zone")
    yield from _schedule_day_problems(term, spot / "schedule_days")
    for key, span in (("classes", term.classes), ("office_hours", term.office_hours)):
        if span and (wrong := wrong_span(span.first, span.last)):
            yield (spot / key / "last").problem(wrong)
    yield from _meeting_problems(term, spot / "meetings")


def _zone_problems(term: TermForm, spot: Spot) -> Iterator[Problem]:
    zone, classes = term.time_zone, term.classes
    if not is_zone(zone):
        spelt = {known.lower(): known for known in ZONES}.get(zone.lower(), zone)
        # A zone that is only somewhat alike has other hours.
        advice = did_you_mean(spelt, ZONES, likeness=0.9) or "; write one such as America/New_York"
        yield spot.problem(f"there is no time zone {quoted(zone)}{advice}")
    elif not wrong_span(classes.first, classes.last) and is_irregular(zone, classes.first, classes.last):
        message = (
            f"the clocks of {zone} change by no yearly rule, which Outlook cannot follow: it may show"
            " events an hour off; tell people, or write a zone nearby with the same hours"
        )
        yield spot.problem(message, Severity.WARNING)
    if zone in WINTER_ZONES:
        message = f"{zone} has no summer time; write a place whose clocks yours follow: America/New_York"
        yield spot.problem(message, Severity.WARNING)


def _schedule_day_problems(term: TermForm, spot: Spot) -> Iterator[Problem]:
    listed: dict[date, Spot] = {}
    for index, row in enumerate(term.schedule_days):
        at = spot / index
        if row.date in listed:
            yield (at / "date").problem(f"{row.date} is listed already ({listed[row.date]}); keep one of them")
        listed.setdefault(row.date, at)


def _meeting_problems(term: TermForm, spot: Spot) -> Iterator[Problem]:
    for index, meeting in enumerate(term.meetings):
        at = spot / index
        if meeting.from_ and meeting.until and (wrong := wrong_span(meeting.from_, meeting.until)):
            yield (at / "until").problem(wrong)
        if wrong := end_before_start(meeting.start, meeting.end):
            yield (at / "end").problem(wrong)
        if index >= MAX_MEETINGS:
            yield at.problem(f"there are more than {MAX_MEETINGS} class meetings; put weekdays together")
            return
        clashes = (number for number, other in enumerate(term.meetings[:index]) if _at_once(meeting, other))
        if (number := next(clashes, None)) is not None:
            message = (
                f"the class already meets then ({spot / number}); write `until: …` there and `from: …` here if it"
                " changes, or give each a `section`"
            )
            yield at.problem(message)


def _at_once(one: MeetingForm, other: MeetingForm) -> bool:
    """Tell whether two class meetings are one: without sections, at one time on a common day."""
    return (
        None in (one.section, other.section)
        and bool(set(one.days) & set(other.days))
        and one.start < (time.max if other.end == MIDNIGHT else other.end)
        and other.start < (time.max if one.end == MIDNIGHT else one.end)
        and (one.from_ or date.min) <= (other.until or date.max)
        and (other.from_ or date.min) <= (one.until or date.max)
    )


def _domain_problems(course: CourseForm, spot: Spot) -> list[Problem]:
    if _UID_DOMAIN.fullmatch(course.uid_domain):
        return []
    message = (
        f"{quoted(course.uid_domain)} is not a domain; write one that is yours for good, in lower case, such as"
        " course.example.edu"
    )
    return [(spot / "uid_domain").problem(message)]


def _staff_problems(staff: Validated[StaffForm]) -> Iterator[Problem]:
    known: set[str] = set()
    shorts: dict[str, str] = {}
    for index, row in enumerate(staff.form.people if staff.form else ()):
        at = staff.spot / "people" / index
        short = _short(row)
        if not NAME.fullmatch(row.id):
            message = (
                f"{row.id!r} cannot be a person's id; write the full name in lower case with hyphens, such as"
                " 'ada-lovelace' (not beginning with not-, with-, week-, room- or tag-)"
            )
            yield (at / "id").problem(message)
        elif row.id in known:
            yield (at / "id").problem(f"the id {row.id!r} is already used; every person has an id of their own")
        elif (alike := short.casefold()) in shorts:
            message = (
                f"{row.id!r} and {shorts[alike]!r} are both called {quoted(short)}; tell them apart with `short: …`"
            )
            yield at.problem(message)
        shorts.setdefault(short.casefold(), row.id)
        known.add(row.id)


def _people(staff: Validated[StaffForm]) -> dict[str, Person]:
    people: dict[str, Person] = {}
    for row in staff.form.people if staff.form else ():
        person = Person(
            id=row.id,
            name=row.name,
            short=_short(row),
            role=row.role,
            link=row.link,
            until=row.until,
            hours=row.hours,
        )
        people.setdefault(row.id, person)
    if staff.problems:
        # Whoever has a mistake in their row is on the staff all the same.
        listed = staff.source.at(("people",))
        for entry in listed if isinstance(listed, list) else ():
            if isinstance(entry, dict) and (id := as_word(str(entry.get("id", "")))):
                people.setdefault(id, Person(id=id, name=id, short=id, role=""))
    return people


def _short(row: PersonForm) -> str:
    return row.short or row.name.split()[0]


def _course(
    slug: str,
    form: CourseForm,
    draft: Draft,
    history: History,
    people: dict[str, Person],
    events: list[Event],
    changes: list[Change],
    feeds: tuple[NamedFeed, ...],
    warnings: list[Problem],
) -> Course:
    known = [event for change in changes for event in change.sides]
    rooms = {as_word(room): room for event in known for room in event.place.rooms} | draft.rooms
    tags = {tag for tags in (*(event.tags for event in known), *(each.tags for each in draft.undated)) for tag in tags}
    return Course(
        slug=slug,
        code=form.code,
        title=form.title,
        term=form.term,
        time_zone=form.time_zone,
        uid_domain=form.uid_domain,
        first=form.classes.first,
        last=form.classes.last,
        people=people,
        events=tuple(sorted(events, key=_by_start)),
        rooms=dict(sorted(rooms.items())),
        tags=tuple(sorted(tags)),
        changes=tuple(changes),
        behind_history=history.is_newer and any(not change.recorded for change in changes),
        undated=tuple(sorted(draft.undated, key=attrgetter("id"))),
        contact=form.contact,
        links=tuple(Link(title=link.title, url=link.url) for link in form.links),
        about=form.about,
        provisional=form.provisional,
        listed=form.listed,
        warnings=tuple(sorted(set(warnings))),
        edit_url=form.edit_url,
        named_feeds=feeds,
        sources=sources(draft),
    )


def _by_start(event: Event) -> tuple[str, str]:
    """Sort by wall time, a whole day before the hours of its day, then UID, in which a dot follows the id."""
    if isinstance(event.when, Timed):
        start: datetime = event.when.start
        return start.strftime("%Y-%m-%d %H:%M"), f"{event.id}."
    return event.when.first.isoformat(), f"{event.id}."
