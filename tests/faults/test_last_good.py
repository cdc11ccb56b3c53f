"""The last good state on a disk that takes nothing more, or that holds something else: no course is lost by it."""

import json
import os
import subprocess
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from absent import absent

from faults.breaking import EDITED, GOOD, Deed, exams, new_course, writing
from faults.servers import SEEN_WITHIN, Server, serves, serving, wait_until


def becoming(change: Callable[[str], str | bytes]) -> Deed:
    """Change what a file says."""

    def rewrite(path: Path) -> None:
        changed = change(path.read_text())
        path.write_bytes(changed if isinstance(changed, bytes) else changed.encode())

    return rewrite


def instead(make: Deed) -> Deed:
    """Put something else in place of a file."""

    def replace(path: Path) -> None:
        path.unlink()
        make(path)

    return replace


DAMAGES: dict[str, Deed] = {
    "garbage": becoming(lambda kept: b"\x80\x04\x95pickle"),
    "nothing": becoming(lambda kept: ""),
    "cut off": becoming(lambda kept: kept[: len(kept) // 2]),
    "zeros": becoming(lambda kept: b"\0" * len(kept)),
    "a list": becoming(lambda kept: "[]"),
    "a number": becoming(lambda kept: "1"),
    "brackets": becoming(lambda kept: "[" * 100_000),
    "a format to come": becoming(lambda kept: json.dumps(json.loads(kept) | {"format": 999})),
    "another course's": becoming(lambda kept: json.dumps(json.loads(kept) | {"course": GOOD})),
    "numbers for files": becoming(lambda kept: json.dumps(json.loads(kept) | {"files": {"course.yaml": 1}})),
    "files of no time": becoming(lambda kept: kept.replace('"modified": "', '"modified": "x')),
    "surrogates": becoming(lambda kept: kept.replace("Midterm", "\\ud800")),
    "files that are no course": becoming(lambda kept: kept.replace("exams:", "exams: [")),
    "a folder": instead(Path.mkdir),
    "a FIFO": instead(os.mkfifo),
}
"""What a course's last good state may have become."""


def test_damaged_last_good_states_are_not_used(tmp_path: Path) -> None:
    """Each is found where a course's last good state should be, while the course itself is broken."""
    data, state = tmp_path / "data", tmp_path / "server" / "state"
    data.mkdir()
    slugs = [f"6.{number}-fa26" for number in range(400, 400 + len(DAMAGES))]
    for slug in (GOOD, *slugs):
        new_course(data / slug)
    with serving(tmp_path / "server", FEEDS_DATA_DIR=str(data)) as server:
        for slug in (GOOD, *slugs):
            server.get(f"/{slug}/all.ics")
    assert sorted(path.name for path in state.iterdir()) == sorted(f"{slug}.json" for slug in (GOOD, *slugs))
    for slug, damage in zip(slugs, DAMAGES.values(), strict=True):
        damage(state / f"{slug}.json")
        writing("exams: [")(data / slug)

    with serving(tmp_path / "server", FEEDS_DATA_DIR=str(data)) as server:
        found = {name: server.from_each(f"/{slug}/all.ics") for name, slug in zip(DAMAGES, slugs, strict=True)}
        assert {name: [answer.status for answer in answers] for name, answers in found.items()} == {
            name: [503, 503] for name in DAMAGES
        }
        assert [answer.status for answer in server.from_each(f"/{GOOD}/all.ics")] == [200, 200]
        assert {
            name: len(server.said(f"the last good state of {slug} is not used"))
            for name, slug in zip(DAMAGES, slugs, strict=True)
        } == dict.fromkeys(DAMAGES, 2)
        assert server.said("Traceback.*") == []

        for slug in slugs:
            writing(exams(EDITED))(data / slug)
        with server.lines() as lines:
            wait_until(lambda: all(serves(lines, slug, EDITED) for slug in slugs), 2 * SEEN_WITHIN)
        # What is good now is kept anew.
        kept = {name: (state / f"{slug}.json").is_file() for name, slug in zip(DAMAGES, slugs, strict=True)}
        assert kept == {name: name != "a folder" for name in DAMAGES}


def full_disk(folder: Path) -> tuple[str, ...]:
    """Give a command that runs another one where a folder is on a disk of its own, which is full."""
    folder.mkdir(parents=True)
    mount = f"mount -t tmpfs -o size=16k none {folder} || exit 1"
    fill = f"head -c 100k /dev/zero >{folder}/full 2>/dev/null"
    return "unshare", "--mount", "--map-root-user", "sh", "-c", f'{mount}; {fill}; exec "$@"', "sh"


def test_full_disk_takes_no_feed(data: Path, tmp_path: Path) -> None:
    within = full_disk(tmp_path / "server" / "state")
    if subprocess.run([*within, "true"], capture_output=True, check=False).returncode:
        absent("no disk can be mounted here")
    with serving(tmp_path / "server", within=within, FEEDS_DATA_DIR=str(data)) as server:
        edits_are_seen_though_nothing_is_kept(server, data)
        kept = Path(f"/proc/{server.process.pid}/root{tmp_path}/server/state")
        assert [path.name for path in kept.iterdir()] == ["full"]


def test_state_folder_that_cannot_be_written_takes_no_feed(data: Path, tmp_path: Path) -> None:
    (tmp_path / "server").mkdir()
    (tmp_path / "server" / "state").write_text("a file, and no folder\n")
    with serving(tmp_path / "server", FEEDS_DATA_DIR=str(data)) as server:
        edits_are_seen_though_nothing_is_kept(server, data)


def edits_are_seen_though_nothing_is_kept(server: Server, data: Path) -> None:
    with server.lines() as lines:
        assert [line.get(f"/{GOOD}/all.ics").status for line in lines] == [200, 200]
        for title in ("Midterm a", "Midterm b"):
            writing(exams(title))(data / GOOD)
            wait_until(partial(serves, lines, GOOD, title), SEEN_WITHIN)
        writing("exams: [")(data / GOOD)
        time.sleep(SEEN_WITHIN)
        assert ["Midterm b" in line.get(f"/{GOOD}/all.ics").text for line in lines] == [True, True]
    # Each worker says once that it cannot keep a course, however often it tries, and says nothing else.
    assert len(server.said(f"the last good state of {GOOD} is not kept")) == 2
    assert server.said("Traceback.*") == []
