"""What another calendar has as two series of weekly hours, since one goes on where the other ends, is one slot."""

from datetime import datetime

import pytest
from amending import amended, shown
from test_proposal_of_slots import FILES, FRI, HOURS, MON, TBD, proposed

from feeds.authoring.data_files import Row
from feeds.authoring.imports.series import continued, one_slot

MON_16: Row = {
    "id": "oh-mon-16",
    "hosts": ["ada", "alan"],
    "day": "Monday",
    "start": "16:00",
    "end": "17:00",
    "room": "1-1",
}
ENDS: Row = {**MON_16, "until": "Mon 2025-10-06"}
MON_17: Row = {**MON_16, "id": "oh-mon-17", "start": "17:00", "end": "18:00", "from": "Mon 2025-10-13"}


def row(slot: Row, begins: str = "Mon 2025-10-13", **other: str) -> Row:
    """Say something otherwise of a slot that begins on a day."""
    return {**slot, **other, "from": begins}


def test_series_of_three_parts_is_one_slot_with_changes_for_good() -> None:
    middle = row(MON_17, until="Mon 2025-10-27")
    last = row(MON_17, "Tue 2025-11-04", id="oh-tue-17", day="Tuesday", room="1-2", until="Tue 2025-11-18")

    assert one_slot([ENDS, last, middle]) == [
        {
            **MON_16,
            "until": "Tue 2025-11-18",
            "changes": [
                {"from": "Mon 2025-10-13", "start": "17:00", "end": "18:00"},
                {"from": "Mon 2025-11-03", "day": "Tuesday", "room": "1-2"},
            ],
        }
    ]


SERIES: dict[str, tuple[list[Row], dict[int, int]]] = {
    "in the next week": ([ENDS, MON_17], {1: 0}),
    "in the same week": ([ENDS, row(MON_17, "Thu 2025-10-09", day="Thursday")], {1: 0}),
    "in whatever order": ([MON_17, ENDS], {0: 1}),
    "two weeks later": ([ENDS, row(MON_17, "Mon 2025-10-20")], {}),
    "before the other has ended": ([ENDS, row(MON_17, "Mon 2025-10-06")], {}),
    "of others": ([ENDS, {**MON_17, "hosts": ["ada"]}], {}),
    "another title": ([ENDS, row(MON_17, title="Drop-in")], {}),
    "without a room any more": ([ENDS, {key: value for key, value in MON_17.items() if key != "room"}], {}),
    "each its own weekday": (
        [ENDS, {**ENDS, "day": "Wednesday", "until": "Wed 2025-10-08"}, row(MON_17, day="Wednesday"), MON_17],
        {2: 1, 3: 0},
    ),
    "either of two": ([ENDS, {**ENDS, "start": "9:00", "end": "10:00"}, MON_17], {}),
}  # fmt: skip


@pytest.mark.parametrize(("slots", "expected"), SERIES.values(), ids=SERIES.keys())
def test_slot_that_goes_on_from_another(slots: list[Row], expected: dict[int, int]) -> None:
    assert continued(slots) == expected


WED = "{id: b, hosts: [ada-lovelace], day: Wednesday, start: 13:00, end: 14:00, room: 2-190, until: Wed 2026-10-07}"
LATER = "{id: c, hosts: [ada-lovelace], day: Wednesday, start: 15:00, end: 16:00, room: 2-190, from: Wed 2026-10-14}"
CHANGE = ["oh-wed.changes: nothing → [{from: Wed 2026-10-14, start: 15:00, end: 16:00}]"]


def test_slot_that_is_there_gets_a_change_for_good_and_nothing_again() -> None:
    proposal = proposed(MON, WED, LATER, FRI, TBD)

    assert shown(proposal) == CHANGE
    assert shown(proposed(LATER, MON, WED, FRI, TBD)) == CHANGE
    after = amended({**FILES, "office-hours.yaml": HOURS}, proposal)["office-hours.yaml"]
    for now in (datetime(2026, 9, 30, 8), datetime(2026, 10, 10, 8), datetime(2026, 10, 20, 8)):
        assert shown(proposed(MON, WED, LATER, FRI, TBD, hours=after, now=now)) == []
        assert shown(proposed(LATER, WED, MON, FRI, TBD, hours=after, now=now)) == []


def test_what_has_begun_already_is_from_the_next_hour_on() -> None:
    assert shown(proposed(MON, WED, LATER, FRI, TBD, now=datetime(2026, 10, 20, 8))) == [
        "oh-wed.changes: nothing → [{from: Tue 2026-10-20, start: 15:00, end: 16:00}]"
    ]


def test_two_that_are_there_as_two_stay_so() -> None:
    both = HOURS.replace(
        "room: 2-190}\n",
        f"room: 2-190, until: Wed 2026-10-07}}\n  - {LATER.replace('id: c', 'id: oh-wed-15')}\n",
        1,
    )

    for now in (datetime(2026, 9, 30, 8), datetime(2026, 10, 20, 8)):
        assert shown(proposed(MON, WED, LATER, FRI, TBD, hours=both, now=now)) == []
    assert shown(proposed(MON, WED.replace("2-190", "1-1"), LATER, FRI, TBD, hours=both)) == [
        "oh-wed.changes: nothing → [{from: Wed 2026-09-30, room: 1-1}]"
    ]


def test_new_slot_is_one_in_a_course_that_is_there() -> None:
    new = [each.replace("ada-lovelace", "kurt-goedel").replace("13:00", "12:00") for each in (WED, LATER)]
    was = WED.replace(", until: Wed 2026-10-07", "")

    assert shown(proposed(MON, was, FRI, TBD, *new)) == [
        "new slots: {id: b, hosts: [kurt-goedel], day: Wednesday, start: 12:00, end: 14:00, room: 2-190, "
        "from: Wed 2026-09-30, changes: [{from: Wed 2026-10-14, start: 15:00, end: 16:00}]}"
    ]
