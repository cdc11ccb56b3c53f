"""What is wrong with staff.yaml."""

from pathlib import Path

import pytest
from courses import lines, problems


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            """
            people:
              - {id: Ada Lovelace, name: Ada Lovelace, role: Instructor}
              - {id: TBD, name: To be decided, role: TA}
            """,
            """
            staff.yaml:2:10: 'Ada Lovelace' is not a word for addresses; write lower-case letters, digits and hyphens,
              such as 'ada-lovelace'
            staff.yaml:3:10: 'TBD' is not a word for addresses; write lower-case letters, digits and hyphens, such as
              'tbd'
            """,
            id="staff: ids that are no words",
        ),
        pytest.param(
            """
            people:
              - {id: ada, name: Ada Lovelace, role: Instructor}
              - {id: not-grace, name: Grace Hopper, role: TA}
              - {id: office-hours, name: Emmy Noether, role: TA}
              - {id: office-hours-2, name: Sofja Kowalewskaja, role: TA}
              - {id: ada-lovelace, name: Lady Lovelace, role: TA}
              - {id: ada-lovelace, name: Lady Lovelace, role: TA}
            """,
            """
            staff.yaml:2:10: 'ada' cannot be a person's id; write the full name in lower case with hyphens, such as
              'ada-lovelace' (not beginning with not-, with-, week-, room- or tag-)
            staff.yaml:3:10: 'not-grace' cannot be a person's id; write the full name in lower case with hyphens, such
              as 'ada-lovelace' (not beginning with not-, with-, week-, room- or tag-)
            staff.yaml:4:10: 'office-hours' cannot be a person's id; write the full name in lower case with hyphens,
              such as 'ada-lovelace' (not beginning with not-, with-, week-, room- or tag-)
            staff.yaml:7:10: the id 'ada-lovelace' is already used; every person has an id of their own
            """,
            id="staff: ids that no person may have",
        ),
        pytest.param(
            """
            people:
              - {id: ada-lovelace, name: Ada Lovelace, role: Instructor}
              - {id: ada-yonath, name: Ada Yonath, role: TA}
              - {id: alan-turing, name: Alan Turing, short: Al, role: TA}
              - {id: alan-kay, name: Alan Kay, role: TA}
              - {id: al-gore, name: Albert Gore, short: AL, role: TA}
            """,
            """
            staff.yaml:3:5: 'ada-yonath' and 'ada-lovelace' are both called 'Ada'; tell them apart with `short: …`
            staff.yaml:6:5: 'al-gore' and 'alan-turing' are both called 'AL'; tell them apart with `short: …`
            """,
            id="staff: short names alike",
        ),
        pytest.param(
            """
            people:
              - {id: ada-lovelace, name: Ada Lovelace, role: Instructor, link: example.edu/ada, until: soon}
            """,
            """
            staff.yaml:2:68: 'example.edu/ada' is not a link; write an address that begins with https://, http:// or
              mailto:
            staff.yaml:2:92: 'soon' is not a date; write it as 2025-09-04 or Thu 2025-09-04
            """,
            id="staff: a link and a last day that are none",
        ),
    ],
)
def test_staff_are_told_what_is_wrong(text: str, expected: str, tmp_path: Path) -> None:
    assert problems(tmp_path, staff=text) == lines(expected)


def test_person_whose_row_has_a_mistake_is_on_the_staff_all_the_same(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        staff="""\
            people:
              - {id: ada-lovelace, name: Ada Lovelace, role: Instructor, link: ada}
              - {id: alan-turing, nmae: Alan Turing, role: TA}
              - {id: ada, name: Ada Yonath, short: Ada Y, role: TA}
              - {id: Grace Hopper, name: Grace Hopper, role: TA}
              - {id: Alan, name: Alan Kay, role: TA}
              - {id: alan-turing, name: Alan Turing, role: TA}
            """,
        lectures="lectures: [{id: a, title: A, date: 2026-09-15, speakers: [ada-lovelace, ada]}]",
        office_hours="""\
            slots:
              - {id: oh, hosts: [alan-turing], day: Mon, start: 15:00, end: 16:00,
                 changes: [{date: 2026-09-14, swap: {alan-turing: ada-lovelace}}, {date: 2026-09-21, without: al-gore}]}
            """,
    )

    assert found == lines(
        """
        office-hours.yaml:3:99: nobody on the staff has the id 'al-gore'; add them to staff.yaml
        staff.yaml:2:68: 'ada' is not a link; write an address that begins with https://, http:// or mailto:
        staff.yaml:3:5: 'name' is missing; write `name: …`
        staff.yaml:3:23: unknown key 'nmae'; did you mean 'name'?
        staff.yaml:4:10: 'ada' cannot be a person's id; write the full name in lower case with hyphens, such as
          'ada-lovelace' (not beginning with not-, with-, week-, room- or tag-)
        staff.yaml:5:10: 'Grace Hopper' is not a word for addresses; write lower-case letters, digits and hyphens, such
          as 'grace-hopper'
        staff.yaml:6:10: 'Alan' is not a word for addresses; write lower-case letters, digits and hyphens, such as
          'alan'
        """
    )


def test_person_whose_id_is_spelt_wrong_is_on_the_staff_by_the_right_one(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        staff="people: [{id: Ada Lovelace, name: Ada Lovelace, role: Instructor}]",
        lectures="lectures: [{id: a, title: A, date: 2026-09-15, speakers: [ada-lovelace]}]",
    )

    assert found == lines(
        """
        staff.yaml:1:15: 'Ada Lovelace' is not a word for addresses; write lower-case letters, digits and hyphens, such
          as 'ada-lovelace'
        """
    )
