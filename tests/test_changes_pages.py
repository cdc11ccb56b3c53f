"""The pages of what changed: of a course, of an event, and of what is not recorded yet."""

import shutil
from datetime import UTC, datetime
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from conftest import DATA, PUBLIC_URL
from conftest import SLUG as REAL
from courses import publish, touch, write_course
from flask.testing import FlaskClient
from reading_pages import (
    HOSTILE,
    QUOTED,
    courses_client,
    get,
    heading,
    hrefs,
    links,
    paragraphs,
    section,
    sections,
    strange,
    text,
    within,
)
from story import SLUG, publish_in_steps


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the course that was published in steps."""
    folder = tmp_path_factory.mktemp("data")
    publish_in_steps(folder)
    return folder


@pytest.fixture(scope="module")
def client(folder: Path) -> FlaskClient:
    return courses_client(folder)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A data folder for one small course."""
    return tmp_path / "data" / SLUG


def write(folder: Path, **files: str) -> FlaskClient:
    """Write the minimal course and serve it."""
    folder.parent.mkdir(exist_ok=True)
    write_course(folder, **files)
    return courses_client(folder.parent)


def exam(*rows: str) -> str:
    return "exams:\n" + "".join(f"  - {{{row}}}\n" for row in rows)


MIDTERM = "id: midterm, date: Tue 2026-10-20, start: 19:30, end: 21:30, room: 26-100, title: Midterm"


def alternate(page: Element) -> dict[str, str]:
    (link,) = (each for each in page.iter("link") if each.attrib["rel"] == "alternate")
    return link.attrib


def test_changes_are_told_newest_first_and_before_them_what_is_not_recorded(client: FlaskClient) -> None:
    page = get(client, f"/{SLUG}/changes")

    assert heading(page) == "Changes"
    assert sections(page) == {
        "Not recorded yet": ["Cancelled: 6.100 Maps, Tue 15 Sep, 1–2:30 PM ET (ill)"],
        "Tue 5 Jan 2027": [
            "Withdrawn: Quiz (6.100), Fri 25 Sep, 9–10 AM ET",
            "OH Alan (6.100), Wednesdays (4 weeks, Wed 18 Nov to Wed 9 Dec): 1–2 PM → 3–4 PM ET"
            " Wed 18 Nov, Wed 25 Nov, Wed 2 Dec, Wed 9 Dec",
        ],
        "Sat 5 Sep": [
            "Details of 2 events 6.100 Sets, Thu 10 Sep, 1–2:30 PM ET: new details"
            " 6.100 Maps, Tue 15 Sep, 1–2:30 PM ET: materials: slides",
            "6.100 Sets, Thu 10 Sep, 1–2:30 PM ET: new details",
            "6.100 Maps, Tue 15 Sep, 1–2:30 PM ET: materials: slides",
            "Midterm (6.100): Tue 20 Oct, 7:30–9:30 PM ET → date to be announced",
        ],
        "Fri 4 Sep": [
            "New: 6.100 Graphs, Thu 17 Sep, 1–2:30 PM ET, 45-230",
            # The note is about both, and stands once.
            "Midterm (6.100), Tue 20 Oct: 7:30–10 PM → 7:30–9:30 PM ET The hall closes at 10.",
        ],
        "Thu 20 Aug": ["Published: 8 events"],
    }
    assert [each.attrib["datetime"] for each in page.iter("time")] == [
        "2027-01-05",
        "2026-09-05",
        "2026-09-04",
        "2026-08-20",
    ]
    assert paragraphs(page) == [
        "What changed in the schedule, newest first. Calendars take a change when they next look: some within"
        " minutes, some only after a day.",
        "To follow the changes in a feed reader, copy this address into it:",
        f"{PUBLIC_URL}/{SLUG}/changes.atom",
        "Calendars have this already. Whoever edits the schedule records it with feeds record.",
    ]


def test_changes_lead_to_what_they_are_about(client: FlaskClient) -> None:
    page = get(client, f"/{SLUG}/changes")

    assert hrefs(within(page)) == [
        f"/{SLUG}/changes.atom",
        f"/{SLUG}/events/maps",
        # Nothing of the quiz, which was withdrawn.
        *(f"/{SLUG}/events/oh-wed-2026-{day}" for day in ("11-18", "11-25", "12-02", "12-09")),
        f"/{SLUG}/events/sets",
        f"/{SLUG}/events/maps",
        f"/{SLUG}/events/midterm",
        f"/{SLUG}/events/graphs",
        f"/{SLUG}/events/midterm",
        f"/{SLUG}/all",
    ]
    for address in hrefs(within(page)):
        assert client.get(address).status_code == 200


def test_quiet_changes_are_quieter(client: FlaskClient) -> None:
    page = get(client, f"/{SLUG}/changes")
    quiet = [text(item)[:19] for item in page.iter("li") if item.attrib.get("class") == "quiet"]

    assert quiet == ["Details of 2 events"]


@pytest.mark.parametrize(
    ("path", "title", "atom"),
    [
        ("changes", "Changes: 6.100 Fall 2026", "changes"),
        ("", "Changes: 6.100 Fall 2026", "changes"),
        ("Exams_lectures", "Changes: Lectures and exams", "lectures_exams"),
        ("staff/Alan-Turing", "Changes: Everything with Alan Turing, shown as busy", "staff/alan-turing"),
    ],
)
def test_page_names_the_address_of_its_changes(client: FlaskClient, path: str, title: str, atom: str) -> None:
    page = get(client, f"/{SLUG}/{path}")

    assert alternate(page) == {
        "rel": "alternate",
        "type": "application/atom+xml",
        "title": title,
        "href": f"/{SLUG}/{atom}.atom",
    }
    assert path == "" or f"/{SLUG}/{atom}.atom" in hrefs(within(page))
    assert client.get(f"/{SLUG}/{atom}.atom").status_code == 200


def test_pages_speak_to_students(client: FlaskClient) -> None:
    for path in ("", "changes", "status", "lectures", "staff/alan-turing", "events/midterm", "events/quiz"):
        body = get(client, f"/{SLUG}/{path}", 404 if path.endswith("quiz") else 200).find("body")
        assert body is not None
        said = text(body).replace(f"{PUBLIC_URL}/{SLUG}/changes.atom", "").lower()
        assert [word for word in ("selection", "atom", "revision", "ledger") if word in said] == [], path


def test_course_without_a_history_says_so(small: Path) -> None:
    client = write(small, exams=exam(MIDTERM))
    page = get(client, f"/{SLUG}/changes")

    assert paragraphs(page)[-2:] == [
        "No history is kept yet: changes are listed here from the first feeds record on.",
        "Calendars have this already. Whoever edits the schedule records it with feeds record.",
    ]
    assert sections(page) == {"Not recorded yet": ["Published: 1 event"]}
    assert sections(get(client, f"/{SLUG}/"))["Changed lately"] == []
    assert text(next(get(client, f"/{SLUG}/status").iter("section"))) == (
        "Not recorded yet There is no history, so calendars may not take the next change: feeds record begins one."
        " If there was one, put it back. Published: 1 event exams.yaml:2"
    )


def test_course_without_events_has_no_changes(small: Path) -> None:
    client = write(small)

    assert sections(get(client, f"/{SLUG}/changes")) == {}
    assert paragraphs(get(client, f"/{SLUG}/changes"))[-1] == (
        "No history is kept yet: changes are listed here from the first feeds record on."
    )
    assert paragraphs(get(client, f"/{SLUG}/status")) == [
        "Good: everybody gets what the files say.",
        "Nothing is wrong with the files.",
        "There is no history, so calendars may not take the next change: feeds record begins one. If there was one,"
        " put it back.",
        "There are no weekly office hours yet.",
    ]


def test_course_page_tells_what_changed_lately(client: FlaskClient, small: Path) -> None:
    page = get(client, f"/{SLUG}/")
    (lately,) = (each for each in page.iter("section") if text(each).startswith("Changed lately"))

    assert text(lately) == (
        "Changed lately Wed 6 Jan 2027 Cancelled: 6.100 Maps, Tue 15 Sep, 1–2:30 PM ET (ill)"
        " Tue 5 Jan 2027 Withdrawn: Quiz (6.100), Fri 25 Sep, 9–10 AM ET"
        " OH Alan (6.100), Wednesdays (4 weeks, Wed 18 Nov to Wed 9 Dec): 1–2 PM → 3–4 PM ET"
        " Wed 18 Nov, Wed 25 Nov, Wed 2 Dec, Wed 9 Dec All changes"
    )
    assert links(section(page, "For staff"))[0] == ("Status", f"/{SLUG}/status")
    assert hrefs(lately)[-1] == f"/{SLUG}/changes"


def test_course_page_tells_nothing_of_first_and_quiet_changes(small: Path) -> None:
    client = write(small, exams=exam(MIDTERM))
    publish(small, datetime(2026, 8, 20, tzinfo=UTC))
    write_course(small, exams=exam(f"{MIDTERM}, details: Bring a pencil."))
    publish(small, datetime(2026, 9, 20, tzinfo=UTC))
    (lately,) = (each for each in get(client, f"/{SLUG}/").iter("section") if text(each).startswith("Changed lately"))

    assert text(lately) == (
        "Changed lately Nothing that you need to know of has changed since it was published. All changes"
    )


def test_course_page_offers_nobody_who_is_in_the_history_only(small: Path) -> None:
    row = "lectures:\n  - {id: sets, date: Thu 2026-09-10, title: Sets, speakers: [ada-lovelace]}\n"
    client = write(small, lectures=row)
    publish(small, datetime(2026, 8, 20, tzinfo=UTC))
    staff = "people:\n  - {id: alan-turing, name: Alan Turing, role: TA, hours: no}\n"
    write_course(small, staff=staff, lectures=row.replace("ada-lovelace", "alan-turing"))
    page = get(client, f"/{SLUG}/")

    offered = links(section(page, "Every calendar of this course"))
    assert [link for link in offered if "-turing" in link[1] or "-lovelace" in link[1]] == [
        ("main_alan-turing", f"/{SLUG}/main_alan-turing"),
        ("Everything with Alan Turing", f"/{SLUG}/alan-turing"),
    ]
    # Whoever subscribed to her is not left without an answer.
    assert client.get(f"/{SLUG}/staff/ada-lovelace.ics").status_code == 200


def test_course_page_says_once_what_is_to_be_announced(client: FlaskClient) -> None:
    page = get(client, f"/{SLUG}/")

    assert sections(page)["Still to be announced"] == ["Midterm (exam) · date to be announced (was Tue 20 Oct)"]
    assert hrefs(section(page, "Still to be announced")) == [f"/{SLUG}/events/midterm"]


def test_event_page_tells_its_history_from_the_last_change_to_the_first_publication(client: FlaskClient) -> None:
    page = get(client, f"/{SLUG}/events/maps")

    assert text(within(page)) == (
        "Lecture CANCELLED: 6.100 Maps Sep15 Tue 15 Sep 2026, 1–2:30 PM ET 45-230 Cancelled: ill Speaker: Ada Lovelace"
        " Materials: - slides https://x.example/maps Changed 6 Jan 2027: cancelled (ill) Pages of Ada Lovelace"
        " The whole week History"
        " Wed 6 Jan 2027 Cancelled: 6.100 Maps, Tue 15 Sep, 1–2:30 PM ET (ill)"
        " Sat 5 Sep 6.100 Maps, Tue 15 Sep, 1–2:30 PM ET: materials: slides"
        " Thu 20 Aug First published: Tue 15 Sep, 1–2:30 PM ET, 45-230"
        " All changes of this course"
    )
    assert hrefs(within(page)) == [
        "https://x.example/maps",
        f"/{SLUG}/staff/ada-lovelace",
        f"/{SLUG}/all?view=week&from=2026-09-15#calendar",
        f"/{SLUG}/changes",
    ]


def test_page_of_an_event_without_date_says_what_it_was(client: FlaskClient) -> None:
    page = get(client, f"/{SLUG}/events/midterm")

    assert text(within(page)).startswith(
        "Exam TENTATIVE: Midterm (6.100), new date to be announced (was Tue 20 Oct) A new date is to be announced."
        " Changed 5 Sep: Tue 20 Oct, 7:30–9:30 PM ET → date to be announced The whole week Staff: change this"
    )
    assert sections(page)["History"] == [
        "Sat 5 Sep Midterm (6.100): Tue 20 Oct, 7:30–9:30 PM ET → date to be announced",
        "Fri 4 Sep Midterm (6.100), Tue 20 Oct: 7:30–10 PM → 7:30–9:30 PM ET The hall closes at 10.",
        "Thu 20 Aug First published: Tue 20 Oct, 7:30–10 PM ET, 26-100",
    ]


def test_page_of_an_event_that_came_later_ends_with_its_own_first_publication(client: FlaskClient) -> None:
    page = get(client, f"/{SLUG}/events/graphs")

    assert sections(page) == {
        "History": [
            "Fri 4 Sep First published: Thu 17 Sep, 1–2:30 PM ET, 45-230 The hall closes at 10.",
        ]
    }


def test_page_of_a_withdrawn_event_says_so(client: FlaskClient) -> None:
    page = get(client, f"/{SLUG}/events/quiz", 404)

    assert text(within(page)) == (
        "Not Found Quiz (6.100) was withdrawn on Tue 5 Jan 2027."
        " 6.100 Testing, Fall 2026, with everything in its calendar"
    )


def test_event_that_was_withdrawn_and_is_back_has_its_whole_history(small: Path) -> None:
    client = write(small, exams=exam(MIDTERM))
    publish(small, datetime(2026, 8, 20, tzinfo=UTC))
    write_course(small, course=(small / "course.yaml").read_text() + "withdrawn: [midterm]\n", exams="exams: []\n")
    publish(small, datetime(2026, 9, 1, tzinfo=UTC), note="A mistake.")
    assert get(client, f"/{SLUG}/events/midterm", 404) is not None
    write_course(small, exams=exam(MIDTERM))
    publish(small, datetime(2026, 9, 2, 12, tzinfo=UTC))

    assert sections(get(client, f"/{SLUG}/events/midterm")) == {
        "History": [
            "Wed 2 Sep New: Midterm (6.100), Tue 20 Oct, 7:30–9:30 PM ET, 26-100",
            "Mon 31 Aug Withdrawn: Midterm (6.100), Tue 20 Oct, 7:30–9:30 PM ET A mistake.",
            "Wed 19 Aug First published: Tue 20 Oct, 7:30–9:30 PM ET, 26-100",
        ]
    }


def test_hostile_text_stays_text_on_the_pages_of_changes(small: Path) -> None:
    client = write(small, exams=exam(MIDTERM))
    publish(small, datetime(2026, 8, 20, tzinfo=UTC))
    write_course(small, exams=exam(MIDTERM.replace("title: Midterm", f"title: {QUOTED}")))
    publish(small, datetime(2026, 9, 20, tzinfo=UTC), note=HOSTILE)
    write_course(small, exams=exam(MIDTERM.replace("title: Midterm", f"title: {QUOTED}, cancelled: {QUOTED}")))
    touch(small, datetime(2026, 9, 21, tzinfo=UTC))
    notice = f"{HOSTILE} (6.100), Tue 20 Oct, 7:30–9:30 PM ET: title was “Midterm” {HOSTILE}"
    cancelled = f"Cancelled: {HOSTILE} (6.100), Tue 20 Oct, 7:30–9:30 PM ET ({HOSTILE})"

    assert sections(get(client, f"/{SLUG}/changes"))["Sat 19 Sep"] == [notice]
    assert sections(get(client, f"/{SLUG}/changes"))["Not recorded yet"] == [cancelled]
    write_course(small, exams=exam(MIDTERM.replace("19:30", QUOTED)))
    assert "<script>alert" in sections(get(client, f"/{SLUG}/status"))["To be mended"][0]
    for path in ("", "changes", "status", "events/midterm"):
        page = get(client, f"/{SLUG}/{path}")
        assert strange(page) == {}, path


def test_pages_of_the_real_course_answer(tmp_path: Path) -> None:
    """Also when nothing of it was ever recorded."""
    shutil.copytree(DATA / REAL, tmp_path / REAL)
    (tmp_path / REAL / "history.jsonl").unlink()
    client = courses_client(tmp_path)

    assert sections(get(client, f"/{REAL}/changes")) == {"Not recorded yet": ["Published: 226 events"]}
    (first,) = sections(get(client, f"/{REAL}/events/midterm"))["History"]
    assert first.endswith(" First published: Tue 21 Oct, 7:30–9:30 PM ET")
