"""Selections that nobody has asked for yet, beside building each with `icalendar`."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from functools import partial

from icalendar import Calendar

from bench.load import cost_ratio, in_turns, load_once_each, rate_ratio
from bench.report import Row, Section
from bench.sections.warm import COURSE
from bench.selections import distinct
from bench.servers import ROOT, Server, feeds, get, keep_answers, of_answers, ready
from bench.work import Work
from feeds.course.reader import read_course


def measure(work: Work) -> Section:
    """Ask for another selection with each request."""
    answers, course = work.new("answers"), ROOT / "data" / COURSE
    paths = (f"/{COURSE}/{selection}.ics" for selection in distinct(read_course(course)))
    with ExitStack() as stack:
        ours = stack.enter_context(feeds(ROOT / "data", work.new("state")))
        ready(ours)
        keep_answers(ours, answers, [f"/{COURSE}/all.ics"])
        building = of_answers("naive", answers, "icalendar for each request", course=course)
        naive = stack.enter_context(building)
        ready(naive)
        _check_that_both_answer_alike(ours, naive, paths)
        seconds = work.scale.seconds
        measurements = {
            server.name: partial(load_once_each, server, paths, seconds=seconds) for server in (ours, naive)
        }
        found = in_turns(measurements, work.scale.rounds)
    built, made = found[naive.name], found[ours.name]
    return Section(
        title="Selections of the real course that nobody has asked for yet",
        rows=(
            Row(what="requests/s to building it with `icalendar`", found=rate_ratio(made, built), least=50),
            Row(what="processor time of building it with `icalendar` to ours", found=cost_ratio(built, made), least=50),
        ),
        loads=tuple((name, tuple(loads)) for name, loads in found.items()),
    )


def _check_that_both_answer_alike(ours: Server, naive: Server, paths: Iterator[str]) -> None:
    path = next(paths)
    events = []
    for server in (ours, naive):
        with closing(server.connect()) as connection:
            body = get(connection, path)[1]
        events.append({tuple(sorted(each.to_ical().splitlines())) for each in Calendar.from_ical(body).events})
    if events[0] != events[1]:
        raise RuntimeError(f"{naive.name} answers {path} with other events than ours")
