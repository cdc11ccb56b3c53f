"""What `feeds export` is asked for: the day, more calendars, settings."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import DATA, PUBLIC_URL, SLUG
from exporting import COURSE, contents, run, write_courses
from reading_pages import read

from feeds.cli import main


@pytest.fixture(scope="module")
def noon(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What the real course's export holds at noon (UTC) of 15 October."""
    folder = tmp_path_factory.mktemp("noon")
    assert run(folder, DATA, date="2025-10-15T12:00Z").exit_code == 0
    return contents(folder / SLUG)


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("2025-10-15", "<b>Next:</b> Wed 15 Oct, 12–1 PM ET"),
        ("2025-10-20T21:30-04:00", "<b>Next:</b> Tue 21 Oct"),
        ("2025-10-21T01:30Z", "<b>Next:</b> Tue 21 Oct"),
    ],
)
def test_date_is_the_day_on_the_pages_and_never_in_calendars(
    tmp_path: Path, noon: dict[str, bytes], date: str, said: str
) -> None:
    assert run(tmp_path, DATA, date=date).exit_code == 0
    found = contents(tmp_path / SLUG)

    assert said in found["all.html"].decode()
    assert {path: body for path, body in found.items() if not path.endswith(".html")} == {
        path: body for path, body in noon.items() if not path.endswith(".html")
    }
    assert (found == noon) == (date == "2025-10-15")


@pytest.mark.parametrize("date", ["tomorrow", "2025-10-32", "2025-10-15T12:00", ""])
def test_other_dates_are_refused_with_what_to_write(tmp_path: Path, date: str) -> None:
    result = run(tmp_path / "folder", DATA, date=date)
    wanted = "write such as 2025-10-15 or 2025-10-15T16:00Z"

    assert result.exit_code == 2
    assert f"{date!r} is no date, nor a time with its zone; {wanted}" in result.stderr
    assert not (tmp_path / "folder").exists()


def test_name_without_a_term_leads_to_the_current_one(tmp_path: Path) -> None:
    data = write_courses(tmp_path, COURSE, "6.100-fa27")
    later = data / "6.100-fa27" / "course.yaml"
    later.write_text(later.read_text().replace("2026-09-09", "2027-09-08").replace("2026-12-09", "2027-12-08"))
    (data / "6.100-fa27" / "exams.yaml").unlink()
    for day, slug in (("2026-10-01", COURSE), ("2027-10-01", "6.100-fa27")):
        assert run(tmp_path / "folder", data, date=day).exit_code == 0
        page = read((tmp_path / "folder" / "6.100" / "index.html").read_text())

        assert [each.get("content") for each in page.iter("meta") if each.get("http-equiv")] == [f"0; url=/{slug}/"]
        assert [each.get("href") for each in page.iter("a")] == [f"/{slug}/"]


def test_calendar_that_was_asked_for_is_written_under_its_canonical_name(tmp_path: Path) -> None:
    data = write_courses(tmp_path, COURSE)
    result = run(tmp_path / "folder", data, "--also", "exams_lectures", "--also", "lectures_tag-nowhere")

    assert result.exit_code == 0
    told = "lectures_tag-nowhere: no course that was exported knows all its words, so it is nowhere\n"
    assert told in result.stdout
    assert (tmp_path / "folder" / COURSE / "lectures_exams.ics").exists()


def test_calendar_that_was_asked_for_once_goes_on_being_written(tmp_path: Path) -> None:
    data, folder = write_courses(tmp_path, COURSE), tmp_path / "folder"
    run(folder, data, "--also", "exams_lectures", "--also", "room-26-100")
    before = contents(folder)
    exams = data / COURSE / "exams.yaml"

    assert run(folder, data).exit_code == 0
    assert contents(folder) == before

    exams.write_text(exams.read_text().replace("26-100", "26-200"))

    assert run(folder, data).exit_code == 0
    assert b"26-200" in (folder / COURSE / "lectures_exams.ics").read_bytes()
    assert not (folder / COURSE / "room-26-100.ics").exists()


def test_calendar_that_cannot_be_is_refused(tmp_path: Path) -> None:
    result = run(tmp_path / "folder", write_courses(tmp_path, COURSE), "--also", "lectures.exams")

    assert result.exit_code == 2
    assert not (tmp_path / "folder").exists()


@pytest.mark.parametrize(
    ("public_url", "where"),
    [
        (PUBLIC_URL, None),
        ("http://127.0.0.1:8000", "on this computer only"),
        ("https://calendar.local", "in your own network only"),
    ],
)
def test_address_that_nobody_can_subscribe_to_is_warned_of(tmp_path: Path, public_url: str, where: str | None) -> None:
    result = run(tmp_path / "folder", write_courses(tmp_path, COURSE), public_url=public_url)
    warning = f"warning: FEEDS_PUBLIC_URL is {public_url}, which works {where}: nobody else could subscribe\n"

    assert (result.exit_code, result.stderr) == (0, warning if where else "")


def test_settings_of_a_server_are_not_used(tmp_path: Path) -> None:
    """What is broken is an error, even where a server has kept it; and nobody is asked which host it is."""
    environment = {
        "FEEDS_DATA_DIR": str(write_courses(tmp_path, COURSE)),
        "FEEDS_PUBLIC_URL": PUBLIC_URL,
        "FEEDS_STATE_DIR": str(tmp_path / "state"),
        "FEEDS_TRUSTED_HOSTS": "calendar.example.edu",
        "FEEDS_PROXY_HOPS": "1",
        "FEEDS_RELOAD_SECONDS": "0",
    }
    result = CliRunner().invoke(main, ["export", str(tmp_path / "folder")], env=environment)

    assert result.exit_code == 0, result.output
    assert not (tmp_path / "state").exists()
