"""deploy/github-pages.yml: what it runs, run in a real repository, as far as it is not GitHub's."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from conftest import ROOT
from courses import write_course
from exporting import COURSE, EXAM, OTHER_EXAM, contents, run

from feeds.cli import main
from feeds.course.reader import read_course
from feeds.settings import Settings

TEXT = (ROOT / "deploy" / "github-pages.yml").read_text()
WORKFLOW: Any = yaml.safe_load(TEXT)
PUBLIC_URL = WORKFLOW["env"]["FEEDS_PUBLIC_URL"]
BROKEN = "exams: [{id: quiz, title: Quiz, dat: 2026-10-06}]"


def git(folder: Path, *arguments: str) -> str:
    """Run git as somebody of the test's, without anybody's own configuration."""
    names = {f"GIT_{role}_{what}": "tester" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment = os.environ | names | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    result = subprocess.run(
        ["git", *arguments], cwd=folder, env=environment, check=True, capture_output=True, text=True
    )
    return result.stdout


class Repository:
    """A repository on a host, and one of its clones, in which people edit."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self.host, self.clone = place / "host.git", place / "clone"
        git(place, "init", "--quiet", "--bare", "--initial-branch=main", str(self.host))
        git(place, "clone", "--quiet", str(self.host), str(self.clone))
        git(self.clone, "checkout", "--quiet", "-B", "main")
        (self.clone / "data").mkdir()
        (self.clone / ".gitattributes").write_text("data/*/history.jsonl merge=union\n")
        self.edit(exams=EXAM)

    def edit(self, slug: str = COURSE, **files: str) -> None:
        write_course(self.clone / "data" / slug, **files)
        git(self.clone, "add", "--all")
        git(self.clone, "commit", "--quiet", "--message", "An edit")
        git(self.clone, "push", "--quiet", "origin", "HEAD")

    def checked_out(self, name: str, depth: int = 1, branch: str = "main") -> Path:
        """Make a clone as the workflow does, with the program in it as `make` would put it there."""
        folder = self._place / name
        git(
            self._place,
            "clone",
            "--quiet",
            f"--depth={depth}",
            f"--branch={branch}",
            f"file://{self.host}",
            str(folder),
        )
        (folder / ".venv" / "bin").mkdir(parents=True)
        (folder / ".venv" / "bin" / "feeds").symlink_to(Path(sys.executable).with_name("feeds"))
        return folder

    @property
    def commits(self) -> list[str]:
        return git(self.host, "log", "--format=%s", "main").splitlines()


def steps(job: str) -> dict[str, str]:
    """Give the steps of a job that run something in the repository, by name."""
    return {each["name"]: each["run"] for each in WORKFLOW["jobs"][job]["steps"] if "name" in each and "run" in each}


def do(script: str, folder: Path) -> int:
    """Run a step as GitHub does."""
    given = {
        "FEEDS_PUBLIC_URL": PUBLIC_URL,
        "GITHUB_STEP_SUMMARY": str(folder.parent / "summary.md"),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
    }
    return subprocess.run(["bash", "-e", "-c", script], cwd=folder, env=os.environ | given).returncode


def publish(folder: Path) -> dict[str, int]:
    """Run what publishes until something fails; tells how each step ended."""
    ended: dict[str, int] = {}
    for name, script in steps("publish").items():
        ended[name] = do(script, folder)
        if ended[name]:
            break
    return ended


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


def test_what_is_pushed_is_recorded_and_published(repository: Repository, tmp_path: Path) -> None:
    folder = repository.checked_out("runner")
    ended = publish(folder)

    assert ended == {"check": 0, "record": 0, "check what was recorded": 0, "export": 0}
    assert repository.commits == ["Record what is published [skip ci]", "An edit"]
    git(repository.clone, "pull", "--quiet", "origin", "main")
    assert read_course(repository.clone / "data" / COURSE).unrecorded == ()
    assert run(tmp_path / "wanted", repository.clone / "data", public_url=PUBLIC_URL).exit_code == 0
    feeds = {path: body for path, body in contents(tmp_path / "wanted").items() if path.endswith(".ics")}
    assert {path: body for path, body in contents(folder / "site").items() if path.endswith(".ics")} == feeds
    assert len(feeds) > 10


def test_without_a_change_nothing_is_committed(repository: Repository) -> None:
    publish(repository.checked_out("first"))
    before = repository.commits

    assert publish(repository.checked_out("second"))["export"] == 0
    assert repository.commits == before


def test_edit_that_was_pushed_meanwhile_is_recorded_and_published_too(repository: Repository) -> None:
    publish(repository.checked_out("before"))
    git(repository.clone, "pull", "--quiet", "--rebase", "origin", "main")
    repository.edit(exams=f"{EXAM[:-1]}, {OTHER_EXAM[8:]}")
    folder = repository.checked_out("runner")
    repository.edit("6.200-fa26", exams=OTHER_EXAM)
    ended = publish(folder)

    assert ended == {"check": 0, "record": 0, "check what was recorded": 0, "export": 0}
    assert len(repository.commits) == 6
    assert (folder / "site" / "6.200-fa26" / "main.ics").exists()
    assert git(folder, "status", "--porcelain", "data") == ""


def test_broken_course_stops_it_before_anything_is_recorded_or_published(repository: Repository) -> None:
    repository.edit("6.200-fa26", exams=BROKEN)
    before = repository.commits
    folder = repository.checked_out("runner")

    assert publish(folder) == {"check": 1}
    assert repository.commits == before
    assert not (folder / "site").exists()


def test_pull_request_is_told_what_subscribers_will_see(repository: Repository, tmp_path: Path) -> None:
    """Also when it brings a history of its own."""
    publish(repository.checked_out("before"))
    git(repository.clone, "pull", "--quiet", "--rebase", "origin", "main")
    git(repository.clone, "checkout", "--quiet", "-b", "proposal")
    repository.edit(exams=EXAM.replace("26-100", "32-123"))
    assert CliRunner().invoke(main, ["record", str(repository.clone / "data")]).exit_code == 0
    git(repository.clone, "commit", "--quiet", "--all", "--message", "Recorded")
    git(repository.clone, "checkout", "--quiet", "-B", "merge", "main")
    git(repository.clone, "merge", "--quiet", "--no-ff", "--message", "Merge", "proposal")
    git(repository.clone, "push", "--quiet", "origin", "merge")
    folder = repository.checked_out("runner", depth=2, branch="merge")
    told = steps("tell")

    assert [do(told[name], folder) for name in ("check", "diff")] == [0, 0]
    assert "32-123" in (folder / "comment.md").read_text()
    assert (tmp_path / "summary.md").read_text() == (folder / "diff.md").read_text()


def test_first_pull_request_of_all_needs_no_history(repository: Repository) -> None:
    git(repository.clone, "checkout", "--quiet", "-b", "proposal")
    repository.edit("6.200-fa26", exams=OTHER_EXAM)
    folder = repository.checked_out("runner", depth=2, branch="proposal")

    assert do(steps("tell")["diff"], folder) == 0
    assert "### 6.200-fa26\n\n**1 event is new**" in (folder / "comment.md").read_text()


def test_no_job_may_more_than_it_needs() -> None:
    jobs = WORKFLOW["jobs"]

    assert WORKFLOW["permissions"] == {}
    assert jobs["tell"]["permissions"] == {"contents": "read", "pull-requests": "write"}
    assert jobs["publish"]["permissions"] == {"contents": "write", "pages": "write", "id-token": "write"}


def test_nothing_that_others_write_gets_into_a_script() -> None:
    assert [each for job in WORKFLOW["jobs"] for each in steps(job).values() if "${{" in each] == []


def test_public_address_is_one_that_the_settings_take() -> None:
    """Of the comment's first advice there is one place."""
    assert Settings.from_environment(WORKFLOW["env"]).public_url == PUBLIC_URL
    assert len(re.findall("FEEDS_PUBLIC_URL:", TEXT)) == 1
