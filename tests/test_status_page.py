"""The page for staff: what a course is served from, what is wrong with its files, what is not recorded yet."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import PUBLIC_URL
from courses import COURSE as COURSE_YAML
from courses import course_yaml, publish, write_course
from flask.testing import FlaskClient
from reading_pages import courses_client, get, heading, hrefs, links, read, section, sections, text, within
from story import SLUG, publish_in_steps
from test_changes_pages import MIDTERM, exam, write

from feeds.settings import Settings
from feeds.web.app import create_app


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A data folder for one small course."""
    return tmp_path / "data" / SLUG


def test_status_tells_what_is_served_and_what_is_not_recorded_yet(tmp_path: Path) -> None:
    publish_in_steps(tmp_path)
    response = courses_client(tmp_path).get(f"/{SLUG}/status")

    assert response.headers["Cache-Control"] == "no-store"
    assert text(next(read(response.text).iter("main"))).partition(" Office hours ")[0] == (
        "Status Good: everybody gets what the files say. What is served last changed on Wed 6 Jan 2027, 7 AM ET."
        " Nothing is wrong with the files."
        " Not recorded yet Calendars have this already; feeds record puts it into the history."
        " Cancelled: 6.100 Maps, Tue 15 Sep, 1–2:30 PM ET (ill) lectures.yaml:3"
    )


def test_status_of_a_course_whose_history_is_complete_says_so(small: Path) -> None:
    client = write(small, exams=exam(MIDTERM))
    publish(small, datetime(2026, 8, 20, tzinfo=UTC))

    assert text(next(get(client, f"/{SLUG}/status").iter("main"))) == (
        "Status Good: everybody gets what the files say. What is served last changed on Wed 19 Aug, 8 PM ET."
        " Nothing is wrong with the files. Not recorded yet Everything is recorded: the changes are complete."
        " Office hours There are no weekly office hours yet."
    )


def test_status_tells_warnings_of_what_is_served(small: Path) -> None:
    client = write(small, exams=exam(MIDTERM, MIDTERM.replace("midterm", "makeup")))
    (small / "lectures.yml").write_text("")

    assert sections(get(client, f"/{SLUG}/status"))["Warnings"] == [
        f"{SLUG}/exams.yaml:2 The room '26-100' is taken twice on Tue 2026-10-20 at 19:30, by 'makeup' and 'midterm';"
        " correct a time or a room",
        f"{SLUG}/lectures.yml:1 This file is not read; did you mean 'lectures.yaml'?",
    ]


def test_status_of_a_course_served_from_its_last_good_state_tells_why(small: Path) -> None:
    client = write(small, exams=exam(MIDTERM))
    publish(small, datetime(2026, 8, 20, tzinfo=UTC))
    assert client.get(f"/{SLUG}/all.ics").status_code == 200
    (small / "exams.yaml").write_text(exam(MIDTERM.replace("2026-10-20", "2026-10-21")))
    (small / "lectures.yml").write_text("")

    assert text(next(get(client, f"/{SLUG}/status").iter("main"))) == (
        "Status Last good: the files cannot be used as they are now, and everybody gets what they said before."
        " What is served last changed on Wed 19 Aug, 8 PM ET."
        f" To be mended {SLUG}/exams.yaml:2 2026-10-21 is a Wednesday, not a Tuesday; correct the weekday or the date"
        f" Warnings {SLUG}/lectures.yml:1 This file is not read; did you mean 'lectures.yaml'?"
        " Not recorded yet Everything is recorded: the changes are complete."
        " Office hours There are no weekly office hours yet."
    )


def test_status_of_a_course_that_cannot_be_served_has_its_problems_only(small: Path) -> None:
    client = write(small, staff="people: nobody\n", exams=exam(MIDTERM.replace("2026-10-20", "2026-10-21")))
    page = get(client, f"/{SLUG}/status")

    assert text(next(page.iter("title"))) == f"Status · {SLUG}"
    assert text(within(page)).startswith(
        f"Status Failed: the files cannot be used, and there is nothing from before to serve. To be mended {SLUG}/"
    )
    assert hrefs(page) == ["#main", "/"]
    for path in ("", "changes", "main", "staff/", "staff/ada-lovelace", "events/midterm", "embed/main"):
        broken = within(get(client, f"/{SLUG}/{path}", 503))
        assert text(broken) == (
            "This course is not available Its data cannot be read at the moment;"
            f" its staff see why at /{SLUG}/status. For staff status"
        )
        assert links(broken) == [("status", f"/{SLUG}/status")]


def test_status_of_a_course_that_there_is_not_is_404(client: FlaskClient) -> None:
    assert heading(get(client, "/6.101-fa26/status", 404)) == "There is no such course"


def test_status_leads_to_where_everything_is_mended(small: Path) -> None:
    course = course_yaml("edit_url: https://git.example.edu/data/edit/main/6.100-fa26/")
    client = write(small, course=course, exams=exam(MIDTERM))
    publish(small, datetime(2026, 8, 20, tzinfo=UTC))
    write_course(small, course=course, exams=exam(MIDTERM.replace("21:30", "22:00"), MIDTERM.replace("midterm", "new")))
    (small / "lectures.yml").write_text("")
    edit_url = "https://git.example.edu/data/edit/main/6.100-fa26"
    page = get(client, f"/{SLUG}/status")

    assert links(section(page, "Warnings")) == [
        (f"{SLUG}/exams.yaml:3", f"{edit_url}/exams.yaml#L3"),
        (f"{SLUG}/lectures.yml:1", f"{edit_url}/lectures.yml#L1"),
    ]
    assert [text(each) for each in section(page, "Not recorded yet").iter("div")] == [
        "Midterm (6.100), Tue 20 Oct: 7:30–9:30 PM → 7:30–10 PM ET exams.yaml:2",
        "New: Midterm (6.100), Tue 20 Oct, 7:30–9:30 PM ET, 26-100 exams.yaml:3",
    ]
    assert links(section(page, "Not recorded yet")) == [
        ("Midterm (6.100), Tue 20 Oct: 7:30–9:30 PM → 7:30–10 PM ET", f"/{SLUG}/events/midterm"),
        ("exams.yaml:2", f"{edit_url}/exams.yaml#L2"),
        ("New: Midterm (6.100), Tue 20 Oct, 7:30–9:30 PM ET, 26-100", f"/{SLUG}/events/new"),
        ("exams.yaml:3", f"{edit_url}/exams.yaml#L3"),
    ]
    (small / "exams.yaml").write_text(exam(MIDTERM.replace("2026-10-20", "2026-10-21")))
    page = get(client, f"/{SLUG}/status")
    assert links(section(page, "To be mended")) == [(f"{SLUG}/exams.yaml:2", f"{edit_url}/exams.yaml#L2")]


def test_status_names_no_line_of_what_is_no_longer_written(small: Path) -> None:
    client = write(small, exams=exam(MIDTERM, MIDTERM.replace("id: midterm", "id: quiz").replace("26-100", "26-101")))
    publish(small, datetime(2026, 8, 20, tzinfo=UTC))
    write_course(small, exams=exam(MIDTERM))

    assert [text(each) for each in section(get(client, f"/{SLUG}/status"), "Not recorded yet").iter("div")] == [
        "Cancelled: Midterm (6.100), Tue 20 Oct, 7:30–9:30 PM ET"
    ]


def test_status_tells_nothing_of_the_machine(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    client = write(small, exams=exam(MIDTERM.replace("19:30", "late")))
    (small / "exams (copy).yaml").write_text("")
    relative = create_app(Settings(data_dir=Path("data"), public_url=PUBLIC_URL)).test_client()
    monkeypatch.chdir(small.parent.parent)

    for each in (client, relative):
        body = each.get(f"/{SLUG}/status").text
        assert f"<code>{SLUG}/exams.yaml:2</code>" in body
        assert f"<code>{SLUG}/exams (copy).yaml:1</code>" in body
        assert "data/" not in body
        assert str(small.parent) not in body


def test_status_masks_every_mail_address_but_the_courses(small: Path) -> None:
    contact = "contact: staff@course.example.edu\n"
    client = write(small, course=(contact + COURSE_YAML))
    assert client.get(f"/{SLUG}/status").status_code == 200
    rows = ("late@home.example", "Tue staff@course.example.edu", "ask <ada.lovelace+x@home.example>, please")
    (small / "exams.yaml").write_text(
        exam(*(f"id: exam-{number}, date: '{row}', title: Exam" for number, row in enumerate(rows)))
    )
    told = sections(get(client, f"/{SLUG}/status"))["To be mended"]

    assert len(told) == 3
    assert "'…@…'" in told[0]
    assert "'Tue staff@course.example.edu'" in told[1]
    assert "'ask <…@…>, please'" in told[2]
    # Nothing is known of a contact that was never read.
    other = courses_client(small.parent)
    assert "staff@course.example.edu" not in other.get(f"/{SLUG}/status").text
