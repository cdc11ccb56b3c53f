"""Every recipe of docs/recipes.md, applied to the real course, does what it says and leaves nothing to complain of."""

import os
import re
import shlex
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import ROOT, SLUG

from feeds.calendar.entry import Entry, entry
from feeds.cli import main
from feeds.course import wording
from feeds.course.folder import FILES
from feeds.course.model import Course, Undated
from feeds.course.reader import read_course
from feeds.course.schema.weekly import ChangeForm

TEXT = (ROOT / "docs" / "recipes.md").read_text(encoding="utf-8")
SEEN = "What subscribers see"
SAYS = "It says"
MERGING = "Merge two people's edits"
DAY = re.compile("(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [0-9]+ [A-Z][a-z]{2}")

NEEDED = [
    "Cancel tomorrow's hour",
    "You are away, and others host with you",
    "Several of you are away",
    "All of you are away",
    "Swap with another TA",
    "Somebody else takes your hour",
    "Move one week's hour to another day or time",
    "Another room for one day",
    "Hold an extra hour once",
    "Move an hour for good",
    "An hour's room changes for good",
    "Hours are still to be decided",
    "The guest cancels",
    "Somebody else speaks instead",
    "A guest is not certain yet",
    "A lecture moves, and its deadline with it",
    "A lecture has no room yet",
    "A lecture has no time yet",
    "The class moves to another room for good",
    "Move the midterm",
    "The midterm loses its date",
    "A deadline is extended",
    "A deadline gets a time",
    "A problem set is dropped",
    "A holiday is added",
    "An hour for which a holiday came late",
    "Tuesday runs as Monday",
    "Tuesday runs as Monday, and its lecture is dropped",
    "A TA joins",
    "A TA leaves",
    "Two people have one first name",
    "Somebody changes their name",
    "Give a calendar a name",
    "Correct what a calendar holds",
    "An event was a mistake",
    "An event comes back",
    "See what subscribers will see",
    "Record it",
    "Undo an edit",
    MERGING,
]


class RecipeError(Exception):
    """A recipe that nobody could follow."""


@dataclass(frozen=True, slots=True)
class Edit:
    """The lines to take out of a file and to put into it, among the lines that stay."""

    file: str
    diff: str


@dataclass(frozen=True, slots=True)
class Step:
    """Edits that are saved together, and what they change for subscribers, or what a command says then."""

    edits: tuple[Edit, ...]
    command: str
    shown: list[str]


def sections(text: str) -> dict[str, str]:
    """Give what stands under each heading of the third level, which says what a reader wants."""
    parts = re.split(r"^##(#?) (.+)\n", text, flags=re.MULTILINE)
    return {title: body for level, title, body in zip(parts[1::3], parts[2::3], parts[3::3], strict=True) if level}


RECIPES = sections(TEXT)


def steps(body: str) -> list[Step]:
    """Read a recipe: diffs, each below a paragraph that names its file, and after them what subscribers see.

    A command, of one line, goes before what it says.
    """
    prose, *rest = re.split(r"^```(\w*)\n(.*?)^```$", body, flags=re.MULTILINE | re.DOTALL)
    found: list[Step] = []
    edits: list[Edit] = []
    command = ""
    for language, content, after in zip(rest[0::3], rest[1::3], rest[2::3], strict=True):
        above = prose.rstrip().rpartition("\n\n")[2]
        prose = after
        if language == "diff":
            files = [name for name in re.findall("`([^`\n]+)`", above) if name in FILES]
            if len(files) != 1:
                raise RecipeError(f"the paragraph above a diff names {files or 'no file'}")
            edits.append(Edit(files[0], content))
        elif language == "sh" and not command:
            command = content.rstrip("\n")
        elif language == "text" and (above.startswith(SAYS) if command else above.startswith(SEEN) and edits):
            found.append(Step(tuple(edits), command, content.splitlines()))
            edits, command = [], ""
        else:
            raise RecipeError(f"a block is neither a diff nor what subscribers see of one: {content!r}")
    if edits or command or not found:
        raise RecipeError("nothing says what subscribers see")
    return found


def patched(text: str, diff: str) -> str:
    """Apply a diff without line numbers: the lines that stay and those that go stand in the text exactly once."""
    marked = diff.splitlines()
    if not any(line.startswith(("+", "-")) for line in marked) or not all(line[:1] in " +-" for line in marked):
        raise RecipeError("a diff has lines that begin with +, - or a space, and changes something")
    old, new = ([line[1:] for line in marked if not line.startswith(sign)] for sign in "+-")
    there = text.splitlines()
    places = [at for at in range(len(there)) if there[at : at + len(old)] == old]
    if len(places) != 1 or not old:
        raise RecipeError(f"a diff has {len(places) if old else 'any number of'} places to go to")
    there[places[0] : places[0] + len(old)] = new
    return "".join(f"{line}\n" for line in there)


def seen(before: Course, after: Course) -> list[str]:
    """Say what differs for subscribers, a line for each event: when, its title, where, and new lines of its text.

    Where three or more of one slot differ in the same way, the first of them stands for all.
    """
    was, now = ({event.id: entry(event, course, "") for event in course.events} for course in (before, after))
    alike: dict[tuple[str, str], list[str]] = defaultdict(list)
    for id in {**was, **now}:
        if line := _difference(was.get(id), now.get(id), after.time_zone):
            alike[(now.get(id) or was[id]).event.row, DAY.sub("", line)].append(line)
    announced = [f"to be announced: {_undated(each, after)}" for each in after.undated if each not in before.undated]
    return [line for group in alike.values() for line in _folded(group)] + announced


def _difference(was: Entry | None, now: Entry | None, zone: str) -> str:
    if not was or not now:
        return f"{'gone' if was else 'new'}: {' · '.join(part for part in _parts(was or now, zone) if part)}"
    old, new = _parts(was, zone), _parts(now, zone)
    added = [line for line in now.description.splitlines() if line and line not in was.description.splitlines()]
    if old == new and not added:
        return ""
    if was.summary != now.summary:
        added = [line for line in added if not line.startswith("Office hours with")]  # the title has named them
    parts = [one if one == other else f"{one or 'no room'} → {other}" for one, other in zip(old, new, strict=True)]
    return " · ".join(part for part in [*parts, *(f"“{line.removeprefix('- ')}”" for line in added)] if part)


def _parts(shown: Entry | None, zone: str) -> tuple[str, str, str]:
    assert shown
    return wording.when(shown.event, zone), shown.summary, shown.location


def _folded(group: list[str]) -> Iterator[str]:
    if len(group) < 3:
        yield from group
    else:
        yield group[0]
        yield f"  … and {len(group) - 1} more, until {DAY.findall(group[-1])[-1]}"


def _undated(undated: Undated, course: Course) -> str:
    names = ", ".join(course.people[id].name for id in undated.people)
    return f"{undated.title or undated.kind.replace('-', ' ')}{f' ({names})' if names else ''}"


def _save(edits: Iterable[Edit], folder: Path) -> None:
    for edit in edits:
        file = folder / edit.file
        file.write_text(patched(file.read_text(encoding="utf-8"), edit.diff), encoding="utf-8")


def _say(command: str) -> list[str]:
    """Give what a command of the program says, on the evening of Tue 14 Oct."""
    program, *arguments = shlex.split(command)
    said = CliRunner().invoke(main, arguments, obj=datetime(2025, 10, 14, 22, tzinfo=UTC))

    assert (program, said.exit_code) == ("feeds", 0)
    return said.output.splitlines()


@pytest.mark.parametrize("title", [title for title in RECIPES if title != MERGING])
def test_recipe_does_what_it_says(title: str, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = data / SLUG
    monkeypatch.chdir(data.parent)
    before = read_course(folder)
    for step in steps(RECIPES[title]):
        _save(step.edits, folder)
        after = read_course(folder)

        assert (_say(step.command) if step.command else seen(before, after)) == step.shown
        assert after.warnings == ()
        before = after


@pytest.mark.parametrize("mine", [True, False])
def test_edits_of_two_people_are_merged(mine: bool, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever merges whom, the histories of both are kept, and what they make of the course."""
    folder = data / SLUG
    monkeypatch.chdir(data.parent)
    before = read_course(folder)
    _git("init --quiet --initial-branch=me")
    _git("add .")
    _git("commit --quiet --message course")
    _git("branch kelly")
    recipes = {"me": "Move the midterm", "kelly": "A deadline is extended"}
    for branch, title in recipes.items():
        _git(f"checkout --quiet {branch}")
        _save(steps(RECIPES[title])[0].edits, folder)
        _say(f"feeds record -m {branch}")
        _git("commit --quiet --all --message edit")
    merge, check = RECIPES[MERGING].split("```sh\n")[1].split("\n```")[0].splitlines()
    if mine:
        _git("checkout --quiet me")
    _git(merge.removeprefix("git ") if mine else "merge me")
    after = read_course(folder)

    said = _say(check)
    # What follows an empty line is of the office hours.
    assert said[: said.index("")] == RECIPES[MERGING].split("```text\n")[1].split("\n```")[0].splitlines()
    assert sorted(seen(before, after)) == sorted(
        line for title in recipes.values() for line in steps(RECIPES[title])[0].shown
    )
    assert {change.note for change in after.changes if change.before} == set(recipes)


def _git(command: str) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.edu"]
    subprocess.run(["git", *identity, *command.split()], env=environment, check=True, capture_output=True, timeout=60)


def test_every_topic_has_a_recipe() -> None:
    assert [title for title in NEEDED if title not in RECIPES] == []


def test_every_way_to_change_a_slot_has_a_recipe() -> None:
    edits = [edit for body in RECIPES.values() for step in steps(body) for edit in step.edits]
    added = [line for edit in edits for line in edit.diff.splitlines() if line.startswith("+")]
    written = set(re.findall(r"(\w+): ", "\n".join(added)))

    assert {field.rstrip("_") for field in ChangeForm.model_fields} - written == set()


def test_contents_lead_to_every_heading() -> None:
    """GitHub's address of a heading: lower case, without punctuation, hyphens for spaces."""
    links = re.findall(r"\[(.+?)\]\(#(.+?)\)", TEXT.split("\n## ")[0])
    titles = [*RECIPES, "Before your edit goes out"]

    assert links == [(title, re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")) for title in titles]
    assert len(re.findall("^### ", TEXT, re.MULTILINE)) == len(RECIPES)
    assert f"\n## {titles[-1]}\n" in TEXT


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ("Nothing but words.\n", "nothing says what subscribers see"),
        ("In `exams.yaml`:\n\n```diff\n+a\n```\n", "nothing says what subscribers see"),
        ("Here:\n\n```diff\n+a\n```\n", "the paragraph above a diff names no file"),
        (
            "In `exams.yaml`:\n\n```diff\n+a\n```\n\n```diff\n+b\n```\n",
            "the paragraph above a diff names no file",
        ),
        (
            "In `exams.yaml` or `staff.yaml`:\n\n```diff\n+a\n```\n",
            "the paragraph above a diff names ['exams.yaml', 'staff.yaml']",
        ),
        (
            "What subscribers see:\n\n```text\na\n```\n",
            "a block is neither a diff nor what subscribers see of one: 'a\\n'",
        ),
        (
            "In `exams.yaml`:\n\n```diff\n+a\n```\n\nLook:\n\n```text\na\n```\n",
            "a block is neither a diff nor what subscribers see of one: 'a\\n'",
        ),
        (
            "In `exams.yaml`:\n\n```yaml\na: b\n```\n",
            "a block is neither a diff nor what subscribers see of one: 'a: b\\n'",
        ),
    ],
)
def test_recipe_that_nobody_could_follow(body: str, wrong: str) -> None:
    with pytest.raises(RecipeError) as caught:
        steps(body)

    assert str(caught.value) == wrong


@pytest.mark.parametrize(
    ("diff", "wrong"),
    [
        (" a\n+b\n", "a diff has 2 places to go to"),
        ("-A\n+b\n", "a diff has 0 places to go to"),
        (" c\n d\n+e\n", "a diff has 0 places to go to"),
        ("+b\n", "a diff has any number of places to go to"),
        (" c\n", "a diff has lines that begin with +, - or a space, and changes something"),
        ("c\n+d\n", "a diff has lines that begin with +, - or a space, and changes something"),
    ],
)
def test_diff_that_does_not_fit(diff: str, wrong: str) -> None:
    with pytest.raises(RecipeError) as caught:
        patched("a\nb\n\nc\na\n", diff)

    assert str(caught.value) == wrong


def test_diff_changes_the_lines_that_it_names() -> None:
    assert patched("a\nb\n\nc\na\n", "-b\n+d\n\n c\n+e\n") == "a\nd\n\nc\ne\na\n"


def test_nothing_differs_from_itself(course: Course) -> None:
    assert seen(course, course) == []
