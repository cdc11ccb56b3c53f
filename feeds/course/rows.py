"""Dated rows become events: lectures, tutorials, exams, deadlines and releases, one-off hours, holidays."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from feeds.course.document import Spot
from feeds.course.draft import MIDNIGHT, Draft, end_before_start, place_of, wrong_span
from feeds.course.model import AllDay, Event, Guest, Kind, Material, Place, Status, Timed, Undated
from feeds.course.schema.course import MeetingForm
from feeds.course.schema.dated import AssignmentForm, RowForm
from feeds.course.schema.files import DeadlinesForm, ExamsForm, LecturesForm, OfficeHoursForm, TutorialsForm
from feeds.course.schema.form import MaterialForm, SpeakerForm
from feeds.course.schema.readings import Tbd
from feeds.errors import Severity

# A deadline is the half hour that ends at it: clients show a moment as an hour, or refuse it.
_DEADLINE = timedelta(minutes=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """One event of a row: its id, the section that hears it, and the class meeting at which it is held, if any.

    Without a class meeting, `place` is where it is unless its row says so.
    """

    id: str
    section: str | None = None
    meeting: MeetingForm | None = None
    place: Place | None = None


def add_lectures(draft: Draft, form: LecturesForm, file: Spot) -> None:
    """Add the lectures, each at the class meeting of its day where it says nothing else."""
    for index, row in enumerate(form.lectures):
        spot = file / "lectures" / index
        people, guests = _speakers(draft, row.speakers, spot / "speakers")
        for held in _meetings(draft, row, row.section, spot):
            _add_row(draft, Kind.LECTURE, row, spot, held, people=people, guests=guests)


def add_tutorials(draft: Draft, form: TutorialsForm, file: Spot) -> None:
    """Add the tutorials; those that share an `any_of` know how many they are."""
    held = Counter(row.any_of for row in form.tutorials if row.cancelled is None and isinstance(row.date, date))
    for index, row in enumerate(form.tutorials):
        spot = file / "tutorials" / index
        people, guests = _speakers(draft, row.speakers, spot / "speakers")
        _add_row(draft, Kind.TUTORIAL, row, spot, _Held(id=row.id), people=people, guests=guests)
        event = draft.events.get(row.id)
        if event and not event.undated and row.any_of and row.cancelled is None and held[row.any_of] > 1:
            draft.events[row.id] = replace(event, any_of=row.any_of, alternatives=held[row.any_of])


def add_exams(draft: Draft, form: ExamsForm, file: Spot) -> None:
    """Add the exams."""
    for index, row in enumerate(form.exams):
        _add_row(draft, Kind.EXAM, row, file / "exams" / index, _Held(id=row.id))


def add_one_off_hours(draft: Draft, form: OfficeHoursForm, file: Spot) -> None:
    """Add the office hours of a single day; without a time, they are at that day's class meeting."""
    for index, row in enumerate(form.one_off):
        spot = file / "one_off" / index
        hosts = draft.known_people(row.hosts, spot / "hosts")
        for held in [_Held(id=row.id)] if row.start else _meetings(draft, row, None, spot):
            _add_row(draft, Kind.OFFICE_HOURS, row, spot, held, people=hosts)


def add_assignments(draft: Draft, form: DeadlinesForm, file: Spot) -> None:
    """Add each assignment's release (`<id>-out`) and deadline (`<id>-due`)."""
    assigned: dict[str, Spot] = {}
    for index, row in enumerate(form.assignments):
        spot = file / "assignments" / index
        if row.out is None and row.due is None:
            draft.report(
                spot,
                "an assignment says when it is out, when it is due, or both; write `due: …`, or `due: tbd`",
            )
        _check_order(draft, row, spot)
        if row.id in assigned:
            draft.report_used(row.id, spot / "id", assigned[row.id])
            continue
        assigned[row.id] = spot / "id"
        draft.check_withdrawn(row.id, spot / "id")
        for kind, key, day in ((Kind.RELEASE, "out", row.out), (Kind.DEADLINE, "due", row.due)):
            if day is None or not draft.claim(f"{row.id}-{key}", spot / "id"):
                continue
            undated = isinstance(day, Tbd)
            if undated:
                draft.undated.append(Undated(id=f"{row.id}-{key}", kind=kind, title=row.title, tags=row.tags))
            when = draft.last_days(f"{row.id}-{key}") if isinstance(day, Tbd) else _deadline(draft, day, spot / key)
            if when:
                draft.add(
                    Event(
                        id=f"{row.id}-{key}",
                        kind=kind,
                        title=row.title,
                        when=when,
                        revision=draft.revision,
                        tags=row.tags,
                        details=row.details,
                        materials=_materials(row.materials),
                        status=_status(row.tentative or undated, row.cancelled),
                        reason=row.cancelled or "",
                        undated=undated and row.cancelled is None,
                    ),
                    spot / key,
                )


def _check_order(draft: Draft, row: AssignmentForm, spot: Spot) -> None:
    due = row.due.date() if isinstance(row.due, datetime) else row.due
    if row.cancelled is None and isinstance(row.out, date) and isinstance(due, date) and due < row.out:
        message = f"{row.id!r} is due on {due}, before it is out on {row.out}; correct one of the dates"
        draft.report(spot / "due", message, Severity.WARNING)


def add_holidays(draft: Draft, file: Spot) -> None:
    """Add the holidays of course.yaml."""
    for index, row in enumerate(draft.term.holidays):
        spot = file / "holidays" / index
        last = row.last or row.first
        if wrong := wrong_span(row.first, last):
            draft.report(spot / "last", wrong)
        elif draft.claim(row.id, spot / "id"):
            when = AllDay(first=row.first, last=last)
            event = Event(id=row.id, kind=Kind.HOLIDAY, title=row.name, when=when, revision=draft.revision)
            draft.add(event, spot / "first")


def _add_row(
    draft: Draft,
    kind: Kind,
    row: RowForm,
    spot: Spot,
    held: _Held,
    *,
    people: tuple[str, ...] = (),
    guests: tuple[Guest, ...] = (),
) -> None:
    id, meeting = held.id, held.meeting
    place = draft.place(row, place_of(meeting) if meeting else held.place or Place(), spot)
    if not draft.claim(id, spot / "id"):
        return
    undated = isinstance(row.date, Tbd)
    if undated:
        draft.undated.append(Undated(id=id, kind=kind, title=row.title, people=people, tags=row.tags))
    when = draft.last_days(id) if isinstance(row.date, Tbd) else _when(draft, row, row.date, meeting, spot)
    if when is None:
        return
    section = (held.section,) if held.section else ()
    draft.add(
        Event(
            id=id,
            kind=kind,
            title=row.title,
            when=when,
            revision=draft.revision,
            place=place,
            people=people,
            guests=guests,
            tags=tuple(dict.fromkeys(row.tags + section)),
            details=row.details,
            materials=_materials(row.materials),
            status=_status(row.tentative or undated, row.cancelled),
            reason=row.cancelled or "",
            undated=undated and row.cancelled is None,
        ),
        spot / "date",
    )


def _status(tentative: bool, cancelled: str | None) -> Status:
    if cancelled is not None:
        return Status.CANCELLED
    return Status.TENTATIVE if tentative else Status.CONFIRMED


def _when(draft: Draft, row: RowForm, day: date, meeting: MeetingForm | None, spot: Spot) -> Timed | AllDay | None:
    start = row.start or (meeting.start if meeting else None)
    end = row.end or (meeting.end if meeting else None)
    if isinstance(start, time) and end:
        if meeting and row.start is None and row.end is None and end_before_start(start, end):
            return None  # told where the class meeting stands
        return draft.timed(day, start, end, spot)
    if row.start is None and row.end:
        draft.report(spot / "end", "there is an end and no start; write `start: …`")
        return None
    if isinstance(row.start, time):
        draft.report(spot / "start", "there is a start and no end; write `end: …`")
        return None
    return AllDay(first=day, last=day)


def _meetings(draft: Draft, row: RowForm, section: str | None, spot: Spot) -> list[_Held]:
    """Find what a row is: an event at each class meeting that it is about.

    A meeting with a section makes an event of its own, `<id>-<section>`, even where it is the only one, so
    that no identity changes when another section is added.
    """
    sections = sorted({meeting.section for meeting in draft.term.meetings if meeting.section})
    if isinstance(row.date, Tbd):
        # The class meeting from which each took its place is not known now.
        had = {id: event.place for id, event in draft.published.items()}
        parts = [_Held(id=f"{row.id}-{each}", section=each, place=had.get(f"{row.id}-{each}")) for each in sections]
        return [part for part in parts if part.place] or [_Held(id=row.id, place=had.get(row.id))]
    meetings = draft.timetable.meetings(row.date, section)
    if not meetings and row.cancelled is not None and row.start is None and section in (None, *sections):
        parts = [_Held(id=f"{row.id}-{each}", section=each) for each in sections if section in (None, each)]
        return parts or [_Held(id=row.id)]
    if not meetings and (row.start is None or section):
        weekday = draft.timetable.weekday(row.date)
        runs_as = "which runs as a" if weekday != row.date.weekday() else "a"
        of, advice = "", "correct the date, or write `start` and `end`, or `start: tbd`"
        if section:
            of, advice = f" of section {section!r}", "correct the date or the section"
        message = f"there is no class meeting{of} on {row.date}, {runs_as} {weekday.name.capitalize()}; {advice}"
        draft.report(spot / "date", message)
        return []
    if not meetings:
        if isinstance(row.start, time) and row.room is None and row.online is None and row.cancelled is None:
            message = "there is no class meeting on this day to take the room from; write `room: …`, or `room: tbd`"
            draft.report(spot, message, Severity.WARNING)
        return [_Held(id=row.id)]
    if len(meetings) > 1 and not all(meeting.section for meeting in meetings):
        meetings = [meeting for meeting in meetings if meeting.start == row.start]
        if not meetings and isinstance(row.start, time):
            return [_Held(id=row.id)]
        if len(meetings) != 1:
            advice = "give each a `section` in course.yaml"
            if not isinstance(row.start, time):
                advice = f"write the `start` of one of them, or {advice}"
            draft.report(spot / "date", f"several class meetings fall on {row.date}; {advice}")
            return []
    return [
        _Held(id=f"{row.id}-{meeting.section}" if meeting.section else row.id, section=meeting.section, meeting=meeting)
        for meeting in meetings
    ]


def _speakers(draft: Draft, speakers: tuple[SpeakerForm, ...], spot: Spot) -> tuple[tuple[str, ...], tuple[Guest, ...]]:
    otherwise = "add them to staff.yaml, or write a guest as {name: …}"
    people = [
        speaker.person
        for index, speaker in enumerate(speakers)
        if speaker.person and draft.known_person(speaker.person, spot / index, otherwise)
    ]
    guests = [Guest(name=s.name, affiliation=s.affiliation) for s in speakers if s.name]
    return tuple(dict.fromkeys(people)), tuple(dict.fromkeys(guests))


def _materials(rows: tuple[MaterialForm, ...]) -> tuple[Material, ...]:
    return tuple(Material(title=row.title, url=row.url, under=row.under, note=row.note) for row in rows)


def _deadline(draft: Draft, day: date | datetime, spot: Spot) -> Timed | AllDay | None:
    if not isinstance(day, datetime):
        return AllDay(first=day, last=day)
    if day.time() == MIDNIGHT:
        message = f"00:00 is the midnight before {day:%a %Y-%m-%d}; write 23:59, of the day before or of this day"
        draft.report(spot, message, Severity.WARNING)
    end = draft.instant(day.date(), day.time(), spot)
    if end is None:
        return None
    start = (end.astimezone(UTC) - _DEADLINE).astimezone(end.tzinfo)
    # Its wall time is what a client is told, so it must not be one that comes twice.
    if draft.instant(start.date(), start.time(), spot) is None:
        return None
    return Timed(start=start, end=end)
