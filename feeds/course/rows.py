"""Dated rows become events: lectures, tutorials, exams, deadlines and releases, one-off hours, holidays."""

from collections import Counter
from dataclasses import replace
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


def add_lectures(draft: Draft, form: LecturesForm, file: Spot) -> None:
    """Add the lectures, each at the class meeting of its day where it says nothing else."""
    for index, row in enumerate(form.lectures):
        spot = file / "lectures" / index
        people, guests = _speakers(draft, row.speakers, spot / "speakers")
        for id, meeting in _meetings(draft, row, row.section, spot):
            _add_row(draft, Kind.LECTURE, row, spot, id=id, meeting=meeting, people=people, guests=guests)


def add_tutorials(draft: Draft, form: TutorialsForm, file: Spot) -> None:
    """Add the tutorials; those that share an `any_of` know how many they are."""
    held = Counter(row.any_of for row in form.tutorials if row.cancelled is None and isinstance(row.date, date))
    for index, row in enumerate(form.tutorials):
        spot = file / "tutorials" / index
        people, guests = _speakers(draft, row.speakers, spot / "speakers")
        _add_row(draft, Kind.TUTORIAL, row, spot, people=people, guests=guests)
        if row.any_of and row.cancelled is None and held[row.any_of] > 1 and row.id in draft.events:
            event = draft.events[row.id]
            draft.events[row.id] = replace(event, any_of=row.any_of, alternatives=held[row.any_of])


def add_exams(draft: Draft, form: ExamsForm, file: Spot) -> None:
    """Add the exams."""
    for index, row in enumerate(form.exams):
        _add_row(draft, Kind.EXAM, row, file / "exams" / index)


def add_one_off_hours(draft: Draft, form: OfficeHoursForm, file: Spot) -> None:
    """Add the office hours of a single day; without a time, they are at that day's class meeting."""
    for index, row in enumerate(form.one_off):
        spot = file / "one_off" / index
        hosts = draft.known_people(row.hosts, spot / "hosts")
        at = [(row.id, None)] if row.start else _meetings(draft, row, None, spot)
        for id, meeting in at:
            _add_row(draft, Kind.OFFICE_HOURS, row, spot, id=id, meeting=meeting, people=hosts)


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
            if isinstance(day, Tbd):
                draft.undated.append(Undated(id=f"{row.id}-{key}", kind=kind, title=row.title, tags=row.tags))
            elif when := _deadline(draft, day, spot / key):
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
                        status=_status(row.tentative, row.cancelled),
                        reason=row.cancelled or "",
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
    *,
    id: str | None = None,
    meeting: MeetingForm | None = None,
    people: tuple[str, ...] = (),
    guests: tuple[Guest, ...] = (),
) -> None:
    id = id or row.id
    place = draft.place(row, place_of(meeting) if meeting else Place(), spot)
    if not draft.claim(id, spot / "id"):
        return
    if isinstance(row.date, Tbd):
        draft.undated.append(Undated(id=id, kind=kind, title=row.title, people=people, tags=row.tags))
        return
    when = _when(draft, row, row.date, meeting, spot)
    if when is None:
        return
    section = (meeting.section,) if meeting and meeting.section else ()
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
            status=_status(row.tentative, row.cancelled),
            reason=row.cancelled or "",
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


def _meetings(draft: Draft, row: RowForm, section: str | None, spot: Spot) -> list[tuple[str, MeetingForm | None]]:
    """Find the class meetings that a row is about, each with the id of its event.

    A meeting with a section makes an event of its own, `<id>-<section>`, even where it is the only one, so
    that no identity changes when another section is added.
    """
    if isinstance(row.date, Tbd):
        return [(row.id, None)]
    meetings = draft.timetable.meetings(row.date, section)
    sections = sorted({meeting.section for meeting in draft.term.meetings if meeting.section})
    if not meetings and row.cancelled is not None and row.start is None and section in (None, *sections):
        return [(f"{row.id}-{each}", None) for each in ([section] if section else sections)] or [(row.id, None)]
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
        return [(row.id, None)]
    if len(meetings) > 1 and not all(meeting.section for meeting in meetings):
        meetings = [meeting for meeting in meetings if meeting.start == row.start]
        if not meetings and isinstance(row.start, time):
            return [(row.id, None)]
        if len(meetings) != 1:
            advice = "give each a `section` in course.yaml"
            if not isinstance(row.start, time):
                advice = f"write the `start` of one of them, or {advice}"
            draft.report(spot / "date", f"several class meetings fall on {row.date}; {advice}")
            return []
    return [(f"{row.id}-{meeting.section}" if meeting.section else row.id, meeting) for meeting in meetings]


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
