"""`feeds new` in a terminal: somebody answers its questions, and is asked again when an answer cannot be read."""

import os
import pty
import select
import subprocess
import sys
from pathlib import Path

from conftest import ROOT

from feeds.course.reader import read_course

SLUG = "6.1234-fa26"
# What is asked, up to the colon, and what somebody types; an empty answer takes what is offered.
ANSWERS = [
    ("The course's number, with which titles begin [6.1234]", ""),
    ("The course's name", " "),
    ("Error: this has to be known; write it\nThe course's name", "Making Things Up"),
    ("The term, such as Fall 2026 [Fall 2026]", ""),
    ("Time zone, such as America/New_York", "Europe/Berln"),
    (
        "Error: there is no time zone 'Europe/Berln'; did you mean 'Europe/Berlin'?\n"
        "Time zone, such as America/New_York",
        "Europe/Berlin",
    ),
    ("The day of the first class, such as 2026-09-10", "Wed 9/10"),
    (
        "Error: 2026-09-10 is a Thursday, not a Wednesday; correct the weekday or the date\n"
        "The day of the first class, such as 2026-09-10",
        "Thu 9/10",
    ),
    ("The day of the last class, such as 2026-12-10", "soon"),
    (
        "Error: 'soon' cannot be read; write 2026-12-10 or Thu 12/10\nThe day of the last class, such as 2026-12-10",
        "12/10",
    ),
    (
        "When does the class meet? Write weekdays, times and the room, such as Tue Thu 1-2:30 PM 45-230; an empty line"
        " ends the list.\n  meeting",
        "Thursdays at one",
    ),
    (
        "Error: 'Thursdays at one' cannot be read; write weekdays, times and the room, such as"
        " Tue Thu 1-2:30 PM 45-230\n  meeting",
        "Thu 1-2:30 PM 45-230",
    ),
    ("  meeting", ""),
    (
        "Which days are without class? Write days and their name, such as Thu 2026-11-26 Thanksgiving Day, or 11/26 to"
        " 11/27 Thanksgiving; an empty line ends the list.\n  day",
        "11/26 to 11/27 Thanksgiving",
    ),
    ("  day", ""),
    (
        "Which days run on another weekday's schedule? Write a day and a weekday, such as Tue 2026-10-13 Monday; an"
        " empty line ends the list.\n  day",
        "",
    ),
    ("A domain of yours, in every event's identity for ever, such as course.example.edu", "course.example.edu"),
    ("The course's own e-mail address, if it has one", ""),
]
AT_END = """\
data/6.1234-fa26: course.yaml, staff.yaml, lectures.yaml, tutorials.yaml, exams.yaml, deadlines.yaml, and \
office-hours.yaml
13 lectures on Thursdays

Next:
  open data/6.1234-fa26/staff.yaml and write who is on the staff
  feeds check 6.1234-fa26
  http://127.0.0.1:8000/6.1234-fa26/ (its page, while the server runs)
  feeds record 6.1234-fa26 (before people subscribe)
"""


class Terminal:
    """A terminal in which a command runs; it shows what is typed, as terminals do."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self._screen, keyboard = pty.openpty()
        environment = {name: value for name, value in os.environ.items() if not name.startswith("FEEDS_")}
        self._process = subprocess.Popen(
            [sys.executable, "-c", "from feeds.cli import main; main()", *arguments],
            cwd=folder,
            env=environment | {"PYTHONPATH": str(ROOT)},
            stdin=keyboard,
            stdout=keyboard,
            stderr=keyboard,
        )
        os.close(keyboard)

    def read(self, until: str | None) -> str:
        """Read until what is shown ends in a text, or with none until the command has ended."""
        shown = b""
        while until is None or not _text(shown).endswith(until):
            ready, _, _ = select.select([self._screen], [], [], 60)
            assert ready, f"waited for {until!r} and got {_text(shown)!r}"
            try:
                part = os.read(self._screen, 4096)
            except OSError:
                # So Linux says that nobody holds the other end any more.
                break
            shown += part
        return _text(shown)

    def type(self, text: str) -> None:
        """Type an answer."""
        os.write(self._screen, text.encode())

    def end(self) -> int:
        """Wait for the command to end, and give its exit status."""
        os.close(self._screen)
        return self._process.wait(timeout=60)


def _text(shown: bytes) -> str:
    return shown.decode(errors="replace").replace("\r", "")


def test_new_course_is_asked_for(tmp_path: Path) -> None:
    terminal, typed = Terminal(tmp_path, "new", SLUG), ""
    for question, answer in ANSWERS:
        assert terminal.read(f"{question}: ") == f"{typed}{question}: "
        typed = f"{answer}\n"
        terminal.type(typed)

    assert (terminal.read(None), terminal.end()) == (f"{typed}{AT_END}", 0)
    course = read_course(tmp_path / "data" / SLUG)
    assert (course.code, course.title, course.time_zone) == ("6.1234", "Making Things Up", "Europe/Berlin")
    assert course.warnings == ()


def test_next_term_asks_for_its_days_alone(data: Path) -> None:
    terminal = Terminal(data.parent, "new", "6.7960-fa26", "--from", "6.7960-fa25", "--last", "2026-12-10")
    for question, answer in (
        ("The term, such as Fall 2026 [Fall 2026]: ", ""),
        ("The day of the first class, such as 2026-09-10: ", "2026-09-10"),
        ("  day: ", ""),
        ("  day: ", "Tue 10/13 Monday"),
        ("  day: ", ""),
    ):
        assert terminal.read(question).endswith(question)
        terminal.type(f"{answer}\n")

    assert terminal.read(None).splitlines()[1].startswith("data/6.7960-fa26: course.yaml, ")
    assert terminal.end() == 0
    assert read_course(data / "6.7960-fa26").warnings == ()


def test_who_gives_up_leaves_nothing(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, "new", SLUG)
    terminal.read(": ")
    terminal.type("\x04")

    assert terminal.read(None).strip() == "Aborted!"
    assert (terminal.end(), list(tmp_path.iterdir())) == (1, [])
