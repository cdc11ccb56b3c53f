"""What the cells of a sheet say is out or due: on the row's day, or on a day of its own; nothing is invented."""

from datetime import date, datetime

import pytest

from feeds.authoring.data_files import TBD
from feeds.authoring.imports.found import Found, FoundAssignment, Unread
from feeds.authoring.imports.sheet.spreadsheet import read_spreadsheet

HEADER = "Date,Topic,Assigned,Due\n"
UNCLEAR = "it is not clear what is when here; write each with its day behind it: pset 1 (2/12); pset 2 (2/19)"
SAY_WHICH = "it is not said whether this is out or due; write `pset 1 due`, or name the column Out or Due"


def _found(text: str) -> Found:
    return read_spreadsheet(text.encode(), date(2027, 3, 20)).found


def _of_class(due: str) -> Found:
    """Read a lecture of Thu 11 February with a cell in the column Due."""
    return _found(f'{HEADER}Thu 2/11,Locks,,"{due}"\n')


def _due(title: str, due: date | str) -> FoundAssignment:
    return FoundAssignment(line=2, title=title, due=due)


def test_assignments_are_out_and_due_on_the_days_written_beside_them() -> None:
    found = _found(f"{HEADER}2/4/2027,Processes,pset 1 (2/5),\n2/11/2027,Locks,,pset 1 (2/12)\n")

    assert [(event.title, event.day) for event in found.events] == [
        ("Processes", date(2027, 2, 4)),
        ("Locks", date(2027, 2, 11)),
    ]
    assert found.assignments == (
        FoundAssignment(line=2, title="pset 1", out=date(2027, 2, 5)),
        FoundAssignment(line=3, title="pset 1", due=date(2027, 2, 12)),
    )
    assert (found.unread, found.warnings) == ((), ())


@pytest.mark.parametrize(
    ("cell", "assignments"),
    [
        ("pset 2; pset 3 (2/20)", (_due("pset 2", date(2027, 2, 11)), _due("pset 3", date(2027, 2, 20)))),
        ("pset 2, pset 3 (due Sat 2/20)", (_due("pset 2", date(2027, 2, 11)), _due("pset 3", date(2027, 2, 20)))),
        ("pset 1, Fri 2/12", (_due("pset 1", date(2027, 2, 12)),)),
        ("Fri, 2/12: pset 3", (_due("pset 3", date(2027, 2, 12)),)),
        ("pset 1 (2/12, 11pm)", (_due("pset 1", datetime(2027, 2, 12, 23)),)),
        ("pset 2 due Fri 2/12, 11:59 PM", (_due("pset 2", datetime(2027, 2, 12, 23, 59)),)),
        ("pset 2 due by 2/12 at noon", (_due("pset 2", datetime(2027, 2, 12, 12)),)),
        ("pset 4, 11:59pm", (_due("pset 4", datetime(2027, 2, 11, 23, 59)),)),
        ("Report on locks (draft) by 2/12", (_due("Report on locks (draft)", date(2027, 2, 12)),)),
        ("pset 5 (TBD)", (_due("pset 5", TBD),)),
        ("pset 5 due TBD", (_due("pset 5", TBD),)),
        ("TBD", ()),
        ("-", ()),
    ],
)
def test_cell_beside_a_lecture_names_what_is_due(cell: str, assignments: tuple[FoundAssignment, ...]) -> None:
    found = _of_class(cell)

    assert (found.assignments, found.unread, len(found.events)) == (assignments, (), 1)


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("2/12", "nothing says what is due then; write its name beside the day: pset 1 (2/12)"),
        ("in class, 2/12", UNCLEAR),
        ("11:59pm", UNCLEAR),
        ("pset 1 (2/12) extended", UNCLEAR),
        ("pset 1 2/12 2/13", UNCLEAR),
        ("pset 1 (2/12 - 2/14)", UNCLEAR),
        ("pset 1 and pset 2 due 2/12", UNCLEAR),
        ("pset 1, pset 2, Fri 2/12", UNCLEAR),
        ("pset 1 due Fri", UNCLEAR),
        ("pset 1 due 2/12 - 2/14", "these are several days; write the one on which it is out or due"),
        ("pset 1 (Mon 2/12)", "2027-02-12 is a Friday, not a Monday"),
        ("pset 1 (2/12 midnight)", "midnight is not read as the hour at which it is due; write 23:59 or 11:59 PM"),
    ],
)
def test_cell_that_may_mean_two_things_is_told(cell: str, why: str) -> None:
    found = _of_class(cell)

    assert found.assignments == ()
    assert found.unread == (Unread(line=2, text=f"Thu 2/11 | Locks | {cell}", why=why, file="deadlines.yaml"),)


def test_title_to_be_announced_is_no_assignment() -> None:
    found = _found(f"{HEADER}2/18,TBA,,pset 2 due 3/2\nTBA,pset 3 due 3/2,,\n")

    assert [event.title for event in found.events] == ["TBA"]
    assert found.assignments == (
        FoundAssignment(line=2, title="pset 2", due=date(2027, 3, 2)),
        FoundAssignment(line=3, title="pset 3", due=date(2027, 3, 2)),
    )


def test_assignment_with_a_column_of_its_own_has_the_days_beside_it() -> None:
    header = "Date,Topic,Assignment,Out,Due\n"
    found = _found(f"{header}2/4,Processes,pset 1,2/5,by Fri 2/12 11pm\n2/11,Locks,pset 2,2/12,TBD\n")

    assert (found.assignments, found.unread) == (
        (
            FoundAssignment(line=2, title="pset 1", out=date(2027, 2, 5), due=datetime(2027, 2, 12, 23)),
            FoundAssignment(line=3, title="pset 2", out=date(2027, 2, 12), due=TBD),
        ),
        (),
    )


def test_column_of_assignments_reads_a_day_behind_what_is_due() -> None:
    found = _found("Date,Topic,Assignments\n2/11,Locks,pset 1 (2/12)\n2/18,Forks,pset 3 due 2/19 11:59pm\n")

    assert found.assignments == (FoundAssignment(line=3, title="pset 3", due=datetime(2027, 2, 19, 23, 59)),)
    assert found.unread == (Unread(line=2, text="pset 1 (2/12)", why=SAY_WHICH, file="deadlines.yaml"),)


def test_words_beside_the_day_of_a_list_of_assignments_are_told() -> None:
    hour = "is not read as the hour at which it is due; write 23:59 or 11:59 PM"
    found = _found("Name,Out,Due\nEssay,out 2/4,due Fri 2/12\nReport,,2/12 in class\nPaper,,week 3 (2/12)\n")

    assert found.assignments == (FoundAssignment(line=2, title="Essay", out=date(2027, 2, 4), due=date(2027, 2, 12)),)
    assert [(each.text, each.why) for each in found.unread] == [
        ("Report | 2/12 in class", f"in class {hour}"),
        ("Paper | week 3 (2/12)", f"week 3 {hour}"),
    ]
