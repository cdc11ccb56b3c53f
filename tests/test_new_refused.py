"""What `feeds new` refuses, and that nothing is written then."""

from pathlib import Path

import pytest
from test_new_course import ABOUT, MEETING, SLUG, new

NO_NAME = (
    " cannot be a course's name, so it is not served; write letters, digits, dots and hyphens, such as 6.7960-fa25, and"
    " none of favicon.svg, healthz, metrics, openapi.json, readyz, robots.txt, schema, static"
)


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the test's own to work in, whose data folder is not there yet."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["course", "--title", "T", "--last", "2026-05-14"],
            "missing: --term, --zone, --first, --meeting, and --uid-domain; write them, or run this in a terminal,"
            " where it asks for them",
        ),
        (
            [SLUG, *ABOUT, *MEETING, "--keep", "tas"],
            "--keep is about what last year's course has; write --from and its name, too",
        ),
        ([SLUG, "--from", "nowhere"], "nowhere holds no course; a course is a folder with a course.yaml"),
        (
            ["static", *ABOUT, *MEETING],
            f"'static'{NO_NAME}",
        ),
        (["../6.1234-sp26", *ABOUT, *MEETING], f"'../6.1234-sp26'{NO_NAME}"),
        (["a/6.1234-sp26", *ABOUT, *MEETING], f"'a/6.1234-sp26'{NO_NAME}"),
        (["..", *ABOUT, *MEETING], f"'..'{NO_NAME}"),
        (["", *ABOUT, *MEETING], f"''{NO_NAME}"),
        (
            [SLUG, *ABOUT, "--meeting", "Tue 3-4"],
            "Invalid value for --meeting: 'Tue 3-4' cannot be read; write weekdays, times and the room, such as"
            " Tue Thu 1-2:30 PM 45-230",
        ),
        (
            [SLUG, *ABOUT, *MEETING, "--meeting", "Thu 2-3 PM"],
            "Invalid value for --meeting: the class already meets then; write `until: …` there and"
            " `from: …` here if it changes, or give each a `section`",
        ),
        (
            [SLUG, *ABOUT, *MEETING, "--holiday", "Mon 2026-03-24 Spring break"],
            "Invalid value for --holiday: 2026-03-24 is a Tuesday, not a Monday; correct the weekday or the date",
        ),
        (
            [SLUG, *ABOUT, *MEETING, "--holiday", "2026-03-24"],
            "Invalid value for --holiday: '2026-03-24' cannot be read; write days and their name, such as"
            " Thu 2026-11-26 Thanksgiving Day, or 11/26 to 11/27 Thanksgiving",
        ),
        (
            [SLUG, *ABOUT, *MEETING, "--zone", "America/New_Yrok"],
            "Invalid value for --zone: there is no time zone 'America/New_Yrok'; did you mean 'America/New_York'?",
        ),
        (
            [SLUG, *ABOUT, *MEETING, "--last", "2026-02-02"],
            "Invalid value for --last: 2026-02-02 is before the first class, which is on 2026-02-03; write a later day",
        ),
        (
            [SLUG, *ABOUT, *MEETING, "--last", "2029-02-02"],
            "Invalid value for --last: from 2026-02-03 to 2029-02-02 is longer than two years; write an earlier day",
        ),
        (
            [SLUG, *ABOUT, *MEETING, "--first", "1900-02-02"],
            "Invalid value for --first: the year 1900 is out of range; write one from 2000 to 2100",
        ),
        (
            [SLUG, *ABOUT, *MEETING, "--zone", "EST"],
            "Invalid value for --zone: EST has no summer time; write a place whose clocks yours follow:"
            " America/New_York",
        ),
        (
            [SLUG, *ABOUT, *MEETING, "--contact", "exam ple.org"],
            "Invalid value for --contact: 'exam ple.org' is not an e-mail address; write one such as"
            " 6.1234-staff@example.edu",
        ),
        (
            [SLUG, *ABOUT, *MEETING, "--uid-domain", "localhost"],
            "Invalid value for --uid-domain: 'localhost' may be anybody's; write a domain of yours, such as"
            " course.example.edu",
        ),
        (
            [SLUG, *ABOUT, *MEETING, "--uid-domain", "Our Domain"],
            "Invalid value for --uid-domain: 'Our Domain' is not a domain; write one that is yours for good, in lower"
            " case, such as course.example.edu",
        ),
    ],
)
def test_refusal_says_what_to_write(place: Path, arguments: list[str], said: str) -> None:
    result = new(*arguments)

    assert (result.exit_code > 0, result.output.splitlines()[-1]) == (True, f"Error: {said}")
    assert list(place.iterdir()) == []


def test_what_is_there_already_stays(place: Path) -> None:
    new(SLUG, *ABOUT, *MEETING)
    before = {each.name: each.read_bytes() for each in (place / "data" / SLUG).iterdir()}
    result = new(SLUG, *ABOUT, *MEETING)

    assert (result.exit_code, result.output) == (
        1,
        "Error: data/6.1234-sp26 exists already; write another name, or move it away\n",
    )
    assert {each.name: each.read_bytes() for each in (place / "data" / SLUG).iterdir()} == before


def test_course_that_would_be_wrong_is_not_written(place: Path) -> None:
    """In 2026 New York's clocks skip this half hour on 8 March, a Sunday."""
    result = new(SLUG, *ABOUT, "--meeting", "Sun 2-2:45 AM")

    assert (result.exit_code, result.output.splitlines()) == (
        1,
        [
            "Error: nothing was written, since this would be wrong:",
            "data/6.1234-sp26/lectures.yaml:31:5: 02:00 does not exist on 2026-03-08 in America/New_York (clocks go"
            " forward); choose another time",
            "data/6.1234-sp26/lectures.yaml:31:5: 02:45 does not exist on 2026-03-08 in America/New_York (clocks go"
            " forward); choose another time",
        ],
    )
    assert list((place / "data").iterdir()) == []


def test_data_folder_that_cannot_be_written_is_told(place: Path) -> None:
    (place / "data").write_text("no folder")

    assert new(SLUG, *ABOUT, *MEETING).output == "Error: data/6.1234-sp26 cannot be written (File exists)\n"


def test_path_of_a_course_in_the_data_folder_is_its_name(place: Path) -> None:
    assert new(f"data/{SLUG}", *ABOUT, *MEETING).exit_code == 0
    assert [each.name for each in (place / "data").iterdir()] == [SLUG]
