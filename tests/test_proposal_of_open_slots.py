"""Weekly hours that an import says are to be decided: those of the data stay, and that is never silent."""

from datetime import datetime

import pytest
from amending import amended, shown
from test_proposal_of_slots import FILES, FRI, HOURS, MON, NOW, TBD, WED, proposed

OPEN = {
    "hours that have begun": (
        (MON, "{id: b, hosts: [ada-lovelace], day: tbd}", FRI, TBD),
        ["left: oh-wed (the file says that it is to be decided; to end it, write `until: Tue 2026-09-29`)"],
    ),
    "a time alone": (
        (MON, "{id: b, hosts: [ada-lovelace], day: Wednesday, start: tbd}", FRI, TBD),
        ["left: oh-wed (the file says that it is to be decided; to end it, write `until: Tue 2026-09-29`)"],
    ),
    "hours that have not begun": (
        (MON, WED, "{id: c, hosts: [grace-hopper], day: tbd}", TBD),
        ["left: oh-fri (the file says that it is to be decided; if so, write `day: tbd`)"],
    ),
    "of one of several hosts": (
        ("{id: a, hosts: [alan-turing], day: tbd}", WED, FRI, TBD),
        [
            "left: oh-mon (the file says that it is to be decided for alan-turing; to leave them out, "
            "write `- {from: Wed 2026-09-30, hosts: [grace-hopper]}` under `changes`)"
        ],
    ),
    "of each of several hosts, told once": (
        ("{id: a, hosts: [alan-turing], day: tbd}", "{id: g, hosts: [grace-hopper], day: tbd}", WED, FRI, TBD),
        [
            "left: oh-mon (the file says that it is to be decided for alan-turing; to leave them out, "
            "write `- {from: Wed 2026-09-30, hosts: [grace-hopper]}` under `changes`)"
        ],
    ),
    "beside hours of the same host that are as they were": (
        (MON, WED, FRI, TBD, "{id: e, hosts: [ada-lovelace], day: tbd}"),
        ["new slots: {id: e, hosts: [ada-lovelace], day: tbd}"],
    ),
    "of somebody without hours": (
        (MON, WED, FRI, TBD, "{id: e, hosts: [kurt-goedel], day: tbd}"),
        ["new slots: {id: e, hosts: [kurt-goedel], day: tbd}"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("slots", "expected"), OPEN.values(), ids=OPEN.keys())
def test_hours_to_be_decided(slots: tuple[str, ...], expected: list[str]) -> None:
    assert shown(proposed(*slots)) == expected


def test_hours_to_be_decided_whose_weeks_are_over() -> None:
    proposal = proposed(MON, "{id: b, hosts: [ada-lovelace], day: tbd}", FRI, TBD, now=datetime(2026, 12, 10, 8))

    assert shown(proposal) == ["left: oh-wed (the file says that it is to be decided; all of its weeks are over)"]


def test_what_is_advised_ends_it() -> None:
    hours = HOURS.replace("room: 2-190}\n", "room: 2-190, until: Tue 2026-09-29}\n", 1)
    proposal = proposed(MON, "{id: b, hosts: [ada-lovelace], day: tbd}", FRI, TBD, hours=hours)

    assert shown(proposal) == ["new slots: {id: b, hosts: [ada-lovelace], day: tbd}"]
    after = amended({**FILES, "office-hours.yaml": hours}, proposal)["office-hours.yaml"]
    assert shown(proposed(MON, "{id: b, hosts: [ada-lovelace], day: tbd}", FRI, TBD, hours=after, now=NOW)) == []
