"""A course that is not listed, while it is prepared: it has all its addresses, and nothing leads to it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import PUBLIC_URL
from courses import course_yaml, publish, write_course
from exporting import COURSE, EXAM, contents, run
from flask.testing import FlaskClient
from reading_pages import courses_client, get, hrefs, of_class, text

from feeds.catalog.catalog import Catalog
from feeds.course.folder import take_snapshot
from feeds.course.overview import overview
from feeds.course.reader import read_course

OLD, NEW = "6.100-fa26", "6.100-sp27"
ABOUT_NEW = "term: Spring 2027\nclasses: {first: Tue 2027-02-02, last: Thu 2027-05-13}\n"
NOT_LISTED = "Not listed yet: only people who have its address find this course."
IN_THE_NEW_TERM = datetime(2027, 3, 1, 12, tzinfo=UTC)


def write_new(folder: Path, listed: str = "no", **files: str) -> Path:
    about = course_yaml(f"{ABOUT_NEW}{f'listed: {listed}' if listed else ''}")
    return write_course(folder / NEW, course=about, **files)


def client_of(folder: Path) -> FlaskClient:
    return courses_client(folder, IN_THE_NEW_TERM)


@pytest.mark.parametrize(("listed", "expected"), [("no", False), ("yes", True), ("", True)])
def test_course_is_listed_unless_it_says_no(tmp_path: Path, listed: str, expected: bool) -> None:
    found = write_new(tmp_path, listed)
    seen = overview(take_snapshot(found))

    assert (read_course(found).listed, seen and seen.listed) == (expected, expected)


def test_first_page_leaves_out_what_is_not_listed(tmp_path: Path) -> None:
    write_course(tmp_path / OLD)
    write_new(tmp_path)
    assert hrefs(get(client_of(tmp_path), "/")) == ["#main", f"/{OLD}/"]

    write_new(tmp_path, "yes")
    assert hrefs(get(client_of(tmp_path), "/")) == ["#main", f"/{NEW}/", f"/{OLD}/"]


def test_first_page_with_nothing_else_says_that_there_is_no_course(tmp_path: Path) -> None:
    write_new(tmp_path)

    assert "There is no course here yet." in text(get(client_of(tmp_path), "/"))


def test_name_without_a_term_leads_to_a_listed_one(tmp_path: Path) -> None:
    write_new(tmp_path)
    assert [client_of(tmp_path).get(path).status_code for path in ("/6.100", "/6.100/")] == [404, 404]

    write_course(tmp_path / OLD)
    assert client_of(tmp_path).get("/6.100/").location == f"/{OLD}/"

    write_new(tmp_path, "yes")
    assert client_of(tmp_path).get("/6.100/").location == f"/{NEW}/"


def test_address_of_no_course_names_only_what_is_listed(tmp_path: Path) -> None:
    write_course(tmp_path / OLD)
    write_new(tmp_path)
    answer = client_of(tmp_path).get("/6.100-sp2/main.ics")

    assert (answer.status_code, answer.text) == (
        404,
        "There is no such course: Nothing here is called '6.100-sp2'; did you mean '6.100-fa26'?\n"
        "Courses: 6.100-fa26\n",
    )


@pytest.mark.parametrize("path", ["", "main", "staff/"])
def test_term_that_is_over_names_no_newer_one_that_is_not_listed(tmp_path: Path, path: str) -> None:
    write_course(tmp_path / OLD)
    write_new(tmp_path)
    assert "Spring 2027" not in text(get(client_of(tmp_path), f"/{OLD}/{path}"))

    write_new(tmp_path, "yes")
    assert "Spring 2027" in text(get(client_of(tmp_path), f"/{OLD}/{path}"))


def test_all_its_own_addresses_work_and_its_pages_say_so(tmp_path: Path) -> None:
    write_new(tmp_path, exams="exams: [{id: quiz, title: Quiz, date: 2027-03-02}]")
    write_course(tmp_path / OLD)
    client = client_of(tmp_path)

    for path in ("", "main", "all?view=week", "staff/", "staff/ada-lovelace", "events/quiz", "changes"):
        (line,) = of_class(get(client, f"/{NEW}/{path}"), "unlisted")
        assert text(line) == NOT_LISTED, path
    (status,) = of_class(get(client, f"/{NEW}/status"), "note")
    assert text(status) == f"{NOT_LISTED} listed: no in course.yaml says so."
    for path in ("main.ics", "main.json", "main.txt", "main.atom", "staff/ada-lovelace.ics", "embed/main"):
        assert client.get(f"/{NEW}/{path}").status_code == 200, path
    for path in ("", "main", "staff/", "changes", "status"):
        assert NOT_LISTED not in text(get(client, f"/{OLD}/{path}")), path


def test_listing_it_revises_nothing(tmp_path: Path) -> None:
    folder = write_new(tmp_path, exams="exams: [{id: quiz, title: Quiz, date: 2027-03-02}]")
    publish(folder, datetime(2027, 1, 4, tzinfo=UTC))
    forms = ("main.ics", "main.json", "main.txt", "main.atom")

    def served() -> list[tuple[bytes, str]]:
        answers = [client_of(tmp_path).get(f"/{NEW}/{form}") for form in forms]
        return [(answer.data, answer.headers["ETag"]) for answer in answers]

    before = served()
    write_new(tmp_path, "")

    assert (served(), read_course(folder).unrecorded) == (before, ())


def test_broken_course_is_listed_as_its_last_good_files_say(tmp_path: Path) -> None:
    folder, state = tmp_path / "data", tmp_path / "state"
    folder.mkdir()
    served = Catalog(folder, PUBLIC_URL, reload_seconds=0, state_dir=state)
    for listed, expected in (("no", False), ("yes", True)):
        write_new(folder, listed)
        served.feeds(NEW)
        write_course(folder / NEW, course=course_yaml(f"{ABOUT_NEW}listed: {'no' if expected else 'yes'}\ntitle:"))
        served.loaded(NEW)
        # One that has only what was kept.
        other = Catalog(folder, PUBLIC_URL, reload_seconds=0, state_dir=state)
        assert [[each.listed for each in catalog.overviews()] for catalog in (served, other)] == [[expected]] * 2


def test_neither_yes_nor_no_is_told(tmp_path: Path) -> None:
    write_new(tmp_path, "maybe")

    assert client_of(tmp_path).get(f"/{NEW}/").status_code == 503


# Exports


def test_export_has_its_files_and_no_way_to_them(tmp_path: Path) -> None:
    data, folder = tmp_path / "data", tmp_path / "folder"
    data.mkdir()
    write_new(data, exams="exams: [{id: quiz, title: Quiz, date: 2027-03-02}]")
    assert run(folder, data, date="2027-03-01").exit_code == 0
    written = contents(folder)
    assert {f"{NEW}/index.html", f"{NEW}/main.ics"} < written.keys()
    assert "6.100/index.html" not in written
    assert NEW.encode() not in written["index.html"]
    assert NOT_LISTED.encode() in written[f"{NEW}/index.html"]

    write_new(data, "yes")
    run(folder, data, date="2027-03-01")
    listed = contents(folder)
    assert f"/{NEW}/".encode() in listed["index.html"]
    assert f"/{NEW}/".encode() in listed["6.100/index.html"]

    write_new(data)
    run(folder, data, date="2027-03-01")
    again = contents(folder)
    assert "6.100/index.html" not in again
    assert again["index.html"] == written["index.html"]


def test_export_of_another_course_misses_none_that_is_not_listed(tmp_path: Path) -> None:
    data, folder = tmp_path / "data", tmp_path / "folder"
    data.mkdir()
    write_course(data / COURSE, exams=EXAM)
    write_new(data)
    assert "its list of courses" not in run(folder, data, COURSE, date="2027-03-01").output

    write_new(data, "yes")
    assert (
        f"its list of courses leads to some that are not in {folder}: {NEW}\n"
        in run(folder, data, COURSE, date="2027-03-01").output
    )


def test_unlisted_course_that_is_broken_holds_no_list_back(tmp_path: Path) -> None:
    data, folder = tmp_path / "data", tmp_path / "folder"
    data.mkdir()
    write_course(data / COURSE, exams=EXAM)
    write_new(data)
    run(folder, data, date="2027-03-01")
    write_course(data / "6.200-fa26")
    write_new(data, exams="exams: [{id: quiz}]")
    assert run(folder, data, date="2027-03-01").exit_code == 1
    assert b"/6.200-fa26/" in contents(folder)["index.html"]

    # One that is listed does.
    write_course(data / "6.300-fa26")
    write_new(data, "yes", exams="exams: [{id: quiz}]")
    assert run(folder, data, date="2027-03-01").exit_code == 1
    assert b"/6.300-fa26/" not in contents(folder)["index.html"]
