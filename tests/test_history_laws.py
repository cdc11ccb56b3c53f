"""Laws of the history: any edits, recorded at any moments, on branches that are merged in any order.

A course is a table of fields here, so that any edit is another value of one of them, and a merge takes each field
from one side. One branch is served; each time it is looked at, the laws must hold against all that was served before.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from courses import STAFF, course_yaml, touch
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from feeds.course.comparison import said_of
from feeds.course.content import content_of, fingerprint
from feeds.course.folder import HISTORY
from feeds.course.history import record
from feeds.course.ledger import Ledger, read_ledger, uid_of, write_lines
from feeds.course.model import Change, Course, Event
from feeds.course.reader import read_course
from feeds.course.schema.ledger import ContentForm, LineForm
from feeds.errors import CourseError

Fields: TypeAlias = dict[str, Any]

START = datetime(2026, 8, 20, 12, tzinfo=UTC)
calm = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
# Each example reads many courses; `make fuzz` looks at ten times as many.
FEW, MORE = (max(number, settings().max_examples * number // 200) for number in (30, 60))

# Any course

_ROW: dict[str, list[Any]] = {
    "on": [True, False],
    "date": ["2026-09-15", "2026-09-17", "tbd"],
    "title": ["Grids", "Meshes"],
    "room": [None, "1-1", "tbd"],
    "cancelled": [None, "yes", "ill"],
    "speakers": [[], ["ada-lovelace"], [{"name": "Lise Meitner"}]],
    "withdrawn": [False, True],
}
FIELDS: dict[str, list[Any]] = {
    **{f"a {name}": values for name, values in _ROW.items()},
    **{f"b {name}": values for name, values in (_ROW | {"on": [False, True], "date": ["2026-09-17", "tbd"]}).items()},
    "exam": [{"date": "2026-10-14", "start": "19:30", "end": "21:30"}, {"date": "2026-10-15"}, {"date": "tbd"}, None],
    "out": ["2026-09-15", "tbd", None],
    "due": ["2026-09-22 23:59", "2026-09-22 17:00", "2026-09-24", "tbd"],
    "pset": [True, False],
    "slot": [True, False],
    "slot day": ["Monday", "tbd"],
    "slot hosts": [["ada-lovelace"], ["ada-lovelace", "alan-turing"], ["alan-turing"]],
    "slot until": ["2026-10-05", "2026-09-28", "2026-10-12"],
    "slot week": [
        None,
        *({"date": "2026-09-14", "room": "1-1"}, {"date": "2026-09-14", "moved_to": "2026-09-16"}),
        *({"date": "2026-09-14", "hosts": []}, {"date": "2026-09-14", "swap": {"ada-lovelace": "grace-hopper"}}),
    ],
    "slot from": [None, {"from": "2026-09-28", "day": "Wednesday"}, {"from": "2026-09-28", "hosts": ["grace-hopper"]}],
    "slot withdrawn": [False, True],
    "holiday": [None, "2026-09-21"],
    "Tuesday as Monday": [False, True],
    "code": ["6.100", "6.101"],
}
FIRST: Fields = {name: values[0] for name, values in FIELDS.items()}


def files(fields: Fields) -> dict[str, str]:
    """Write a course of these fields."""
    lectures = []
    for id in "ab":
        row = {name: fields[f"{id} {name}"] for name in _ROW}
        if row.pop("on") and not row.pop("withdrawn"):
            lectures.append({"id": id, **{name: value for name, value in row.items() if value}})
    exam = {"id": "midterm", "title": "Midterm", **(fields["exam"] or {})}
    dates = {key: fields[key] for key in ("out", "due") if fields[key]}
    assignment = {"id": "pset-1", "title": "pset 1", **dates}
    slot = {
        "id": "oh",
        "hosts": fields["slot hosts"],
        "day": fields["slot day"],
        "start": "15:00",
        "end": "16:00",
        "room": "45-102",
        "until": fields["slot until"],
        "changes": [change for change in (fields["slot week"], fields["slot from"]) if change],
    }
    ids = {"a": ["a"], "b": ["b"], "slot": ["oh-2026-09-21"]}
    withdrawn = [id for name in ids if fields[f"{name} withdrawn"] for id in ids[name]]
    holidays = [{"id": "fair", "first": day, "name": "Fair"} for day in [fields["holiday"]] if day]
    days = [{"date": "2026-09-22", "runs_as": "Monday"}] if fields["Tuesday as Monday"] else []
    course = {"code": fields["code"], "withdrawn": withdrawn, "holidays": holidays, "schedule_days": days}
    return {
        "course.yaml": course_yaml("\n".join(f"{key}: {json.dumps(value)}" for key, value in course.items())),
        "staff.yaml": STAFF,
        "lectures.yaml": json.dumps({"lectures": lectures}),
        "exams.yaml": json.dumps({"exams": [exam] if fields["exam"] else []}),
        "deadlines.yaml": json.dumps({"assignments": [assignment] if fields["pset"] else []}),
        "office-hours.yaml": json.dumps({"slots": [slot] if fields["slot"] else []}),
    }


@dataclass
class Branch:
    """A course as it is in one place: its data, when that was edited, and the lines of its ledger."""

    fields: Fields = field(default_factory=lambda: dict(FIRST))
    modified: int = 0
    lines: list[str] = field(default_factory=list)

    def read(self, folder: Path) -> Course:
        course = folder / "t-1"
        course.mkdir(exist_ok=True)
        for name, text in files(self.fields).items():
            (course / name).write_text(text, encoding="utf-8")
        (course / HISTORY).write_text("".join(self.lines), encoding="utf-8")
        touch(course, at(self.modified))
        return read_course(course, cancelling=True)

    def record(self, course: Course, now: int) -> None:
        self.lines += write_lines(record(course, at(now))).splitlines(keepends=True)


def at(seconds: int) -> datetime:
    return START + timedelta(seconds=seconds)


# Any steps

_edits = st.sampled_from(sorted(FIELDS)).flatmap(
    lambda name: st.tuples(st.just("edit"), st.just(name), st.sampled_from(FIELDS[name]))
)
_RECORD: Any = st.just(("record",))
_steps = st.lists(
    st.tuples(
        st.sampled_from([60, 60, 1, 0]),
        st.one_of(_edits, _edits, _edits, _RECORD, _RECORD),
    ),
    max_size=8,
)


@dataclass(frozen=True, kw_only=True)
class Served:
    """What a client was given of an event."""

    content: ContentForm
    modified: datetime
    sequence: int
    recorded: bool
    new: bool


class Client:
    """Holds every state of a course that is served against all before it."""

    def __init__(self) -> None:
        self.seen: dict[str, list[Served]] = {}
        self.course: Course | None = None

    def fetch(self, course: Course, now: int) -> None:
        uids = [uid_of(event.id, course.slug, course.uid_domain) for event in course.events]
        assert len(set(uids)) == len(uids)
        keys = [(change.id, change.key) for change in course.changes]
        assert len(set(keys)) == len(keys)
        for event in course.events:
            served = serve(course, event)
            for earlier in self.seen.setdefault(event.id, []):
                check_revision(event.id, earlier, served, at(now))
            self.seen[event.id].append(served)
        self._check_others(course)
        self.course = course

    def _check_others(self, course: Course) -> None:
        """When all was recorded, and all is again the ledger's, nothing rises that has not changed."""
        if self.course is None or any(not change.recorded for change in self.course.changes):
            return
        before = {event.id: event for event in self.course.events}
        for event in course.events:
            if event.id in before and serve(course, event).content == serve(self.course, before[event.id]).content:
                assert event.revision == before[event.id].revision

    def forget_others(self) -> None:
        """Let others rise: a merge may bring a later line of what was published on both sides."""
        self.course = None


def serve(course: Course, event: Event) -> Served:
    mine = [change for change in course.changes if change.id == event.id]
    return Served(
        content=content_of(event, course.code, course.people),
        modified=event.revision.last_modified,
        sequence=event.revision.sequence,
        recorded=mine[-1].recorded,
        new=not any(change.recorded for change in mine),
    )


def check_revision(id: str, earlier: Served, now: Served, clock: datetime) -> None:
    """Hold a state of an event against one that was served before.

    What was served and is never recorded, since it was undone, may have had a higher revision. Saves that are not
    recorded within one second have one revision, which right after a record is of the next second.
    """
    if not earlier.recorded:
        if now.recorded and now.content != earlier.content:
            return  # undone
        if now.content != earlier.content and earlier.modified >= clock:
            return  # within one second
    assert now.modified >= earlier.modified, id
    assert now.content == earlier.content or now.modified > earlier.modified, id
    if earlier.new:
        return
    assert now.sequence >= earlier.sequence, id
    assert now.content == earlier.content or now.sequence > earlier.sequence, id


def check_published(course: Course, branch: Branch) -> None:
    """Nothing that was published is missing, unless it was withdrawn."""
    data = "".join(branch.lines).encode()
    ledger, _, problems = read_ledger(data, HISTORY, "t-1", "course.example.edu")
    assert problems == []
    withdrawn = {id for id in ("a", "b") if branch.fields[f"{id} withdrawn"]}
    withdrawn |= {"oh-2026-09-21"} if branch.fields["slot withdrawn"] else set()
    published = {id for id, lines in ledger.items() if lines[-1].content}
    assert published - withdrawn <= {event.id for event in course.events}
    assert not withdrawn & {event.id for event in course.events}


def check_said(course: Course, branch: Branch) -> None:
    """Whatever was merged, a recorded change says what it said when it was recorded; but what was new on both sides."""
    said: dict[tuple[str, str], set[tuple[str, ...]]] = defaultdict(set)
    for text in branch.lines:
        line = LineForm.model_validate_json(text)
        said[line.uid.partition(".")[0], fingerprint(line.content)].add(line.said)
    for change in course.changes:
        assert change.before or change.after
        ours = said[change.id, change.key.partition("-")[0]]
        if change.recorded and ("new",) not in ours:
            assert said_of(change.effect, change.differences) in ours


def recorded(branch: Branch, course: Course, folder: Path, now: int) -> Course:
    """Record a branch, and hold that against the laws."""
    branch.record(course, now)
    after, lines = branch.read(folder), list(branch.lines)
    branch.record(after, now)

    assert branch.lines == lines
    assert all(change.recorded for change in after.changes)
    assert [(change.id, change.key) for change in sorted(after.changes, key=_by_event)] == [
        (change.id, change.key) for change in sorted(course.changes, key=_by_event)
    ]
    assert [(event.id, content_of(event, after.code, after.people)) for event in after.events] == [
        (event.id, content_of(event, course.code, course.people)) for event in course.events
    ]
    return after


def _by_event(change: Change) -> tuple[str, datetime]:
    return change.id, change.time


def take(
    branch: Branch, steps: Iterable[tuple[int, tuple[Any, ...]]], clock: int, folder: Path, client: Client | None
) -> int:
    """Take steps on a branch; what would be an error is not published, as on a server."""
    for wait, step in steps:
        clock += wait
        if step[0] == "edit":
            _, name, value = step
            before = (dict(branch.fields), branch.modified)
            branch.fields[name], branch.modified = value, clock
            try:
                course = branch.read(folder)
            except CourseError:
                branch.fields, branch.modified = before
                continue
        else:
            course = recorded(branch, branch.read(folder), folder, clock)
        check_published(course, branch)
        if client:
            client.fetch(course, clock)
    return clock


@settings(calm, max_examples=FEW)
@given(_steps)
def test_any_edits_recorded_at_any_moments_keep_the_laws(tmp_path: Path, steps: list[Any]) -> None:
    branch, client = Branch(), Client()
    client.fetch(recorded(branch, branch.read(tmp_path), tmp_path, 0), 0)

    take(branch, steps, 0, tmp_path, client)


@settings(calm, max_examples=FEW)
@given(_steps, _steps, _steps, st.booleans(), st.booleans(), st.randoms(use_true_random=False))
def test_branches_that_are_merged_keep_the_laws(
    tmp_path: Path, ours: list[Any], theirs: list[Any], later: list[Any], at_once: bool, record_first: bool, random: Any
) -> None:
    """What is edited on both sides is of either; the lines of both ledgers are kept, in any order and any number."""
    main, client = Branch(), Client()
    client.fetch(recorded(main, main.read(tmp_path), tmp_path, 0), 0)
    branch = Branch(lines=list(main.lines))
    base = dict(main.fields)
    clock = take(main, ours, 0, tmp_path, client)
    end = take(branch, theirs, 0 if at_once else clock, tmp_path, None)
    clock = max(clock, end) + 1
    if record_first:
        client.fetch(recorded(main, main.read(tmp_path), tmp_path, clock), clock)

    for name in FIELDS:
        if branch.fields[name] != base[name] and (main.fields[name] == base[name] or random.random() < 0.5):
            main.fields[name] = branch.fields[name]
    main.modified = clock = clock + 1
    lines = main.lines + branch.lines + random.sample(branch.lines, len(branch.lines) // 2)
    random.shuffle(lines)
    main.lines = sorted(set(lines))
    try:
        course = main.read(tmp_path)
    except CourseError:
        return
    main.lines = lines
    assert main.read(tmp_path) == course
    check_published(course, main)
    check_said(course, main)
    client.forget_others()
    client.fetch(course, clock)
    client.fetch(recorded(main, course, tmp_path, clock), clock)

    take(main, later, clock, tmp_path, client)


ALONE = FIRST | {"exam": None, "pset": False, "slot": False}
_few = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.one_of(
            st.tuples(st.just("edit"), st.just("a room"), st.sampled_from(["1-1", "tbd", "2-2"])),
            st.tuples(st.just("edit"), st.just("a withdrawn"), st.booleans()),
        ),
    ),
    max_size=3,
)


@settings(calm, max_examples=MORE)
@given(_few, _few)
@example([(0, ("edit", "a room", "1-1"))], [(0, ("edit", "a room", "tbd")), (0, ("edit", "a room", "1-1"))])
def test_changes_of_branches_say_after_a_merge_what_they_said(
    tmp_path: Path, ours: list[Any], theirs: list[Any]
) -> None:
    """Though both were recorded within one second, so that those of one of them count a second later."""
    base = Branch(fields=dict(ALONE))
    base.record(base.read(tmp_path), 0)
    branches = [Branch(fields=dict(ALONE), lines=list(base.lines)) for _ in range(2)]
    for branch, steps in zip(branches, (ours, theirs), strict=True):
        take(branch, [step for wait, edit in steps for step in ((wait, edit), (0, ("record",)))], 0, tmp_path, None)
    merged = Branch(fields=branches[0].fields, modified=100, lines=branches[0].lines + branches[1].lines)

    check_said(merged.read(tmp_path), merged)


# The ledger by itself

_lines = st.lists(
    st.tuples(st.integers(0, 4), st.sampled_from(["A", "B", "C", None]), st.sampled_from(["", "note"])),
    min_size=1,
    max_size=8,
)


def ledger(lines: Iterable[tuple[int, str | None, str]]) -> Ledger:
    content = {"code": "6.100", "kind": "exam", "first": "2026-10-14", "last": "2026-10-14"}
    text = "".join(
        json.dumps(
            {
                "time": f"{at(seconds):%Y-%m-%dT%H:%M:%SZ}",
                "uid": "x.t-1@course.example.edu",
                **({"note": note} if note else {}),
                "content": content | {"title": title} if title else None,
            }
        )
        + "\n"
        for seconds, title, note in lines
    )
    read, _, problems = read_ledger(text.encode(), HISTORY, "t-1", None)
    assert problems == []
    return read


@given(_lines, st.data())
def test_order_and_repetition_of_lines_do_not_matter(lines: list[Any], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations([*lines, *data.draw(st.lists(st.sampled_from(lines), max_size=4))]))

    assert ledger(shuffled) == ledger(lines)


@settings(max_examples=500)
@given(_lines, _lines)
def test_more_lines_never_turn_time_back(lines: list[Any], more: list[Any]) -> None:
    """An event's first publication is no later, its last change no earlier, and each is later than the one before."""
    before, after = ledger(lines)["x"], ledger([*lines, *more])["x"]

    assert after[0].time <= before[0].time
    assert after[-1].time >= before[-1].time
    for published in (before, after):
        assert [each.time for each in published] == sorted({each.time for each in published})
    # What a client had of the one is what it gets of the other, or of a higher revision.
    assert after[-1].content == before[-1].content or after[-1].time > before[-1].time


@pytest.mark.parametrize("name", FIELDS)
def test_every_value_of_a_field_is_a_course(name: str, tmp_path: Path) -> None:
    """So that the laws above are about something."""
    for value in FIELDS[name]:
        assert Branch(fields=FIRST | {name: value}).read(tmp_path).events
