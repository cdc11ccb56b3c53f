"""What there must be to know of a new course: taken as options, or asked for on a terminal."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

import click

from feeds.authoring.facts import Facts
from feeds.cli.answers import EXAMPLES, Answers, UnreadableError
from feeds.course.wording import listed


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fact:
    """A fact of a new course: the name of its option, what to ask for, and, if there may be several, what one is."""

    name: str
    question: str
    help: str = ""
    each: str = ""
    required: bool = True

    @property
    def option(self) -> str:
        return f"--{self.name.replace('_', '-')}"


# In the order in which they are asked for, since some are read in the light of those before.
_FACTS = (
    _Fact(name="code", question="The course's number, with which titles begin"),
    _Fact(name="title", question="The course's name"),
    _Fact(name="term", question="The term, such as Fall 2026"),
    _Fact(name="zone", question="Time zone, such as America/New_York"),
    _Fact(name="first", question="The day of the first class, such as 2026-09-10"),
    _Fact(name="last", question="The day of the last class, such as 2026-12-10"),
    _Fact(
        name="meeting",
        question="When does the class meet?",
        help="When the class meets, such as 'Tue Thu 1-2:30 PM 45-230'; 'none' if it does not.",
        each="meeting",
    ),
    _Fact(
        name="holiday",
        question="Which days are without class?",
        help="A day or days without class, such as 'Thu 2026-11-26 Thanksgiving Day'.",
        each="day",
        required=False,
    ),
    _Fact(
        name="schedule_day",
        question="Which days run on another weekday's schedule?",
        help="A day on another weekday's schedule, such as 'Tue 2026-10-13 Monday'.",
        each="day",
        required=False,
    ),
    _Fact(
        name="uid_domain",
        question="A domain of yours, in every event's identity for ever, such as course.example.edu",
    ),
    _Fact(name="contact", question="The course's own e-mail address, if it has one", required=False),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What is given of a new course, as it was written; None, and of lists nothing, is what is not."""

    code: str | None = None
    title: str | None = None
    term: str | None = None
    zone: str | None = None
    uid_domain: str | None = None
    first: str | None = None
    last: str | None = None
    contact: str | None = None
    meeting: tuple[str, ...] = ()
    holiday: tuple[str, ...] = ()
    schedule_day: tuple[str, ...] = ()

    def __or__(self, other: "Given") -> "Given":
        """Add what another one gives and this one does not."""
        return Given(**{name: getattr(self, name) or getattr(other, name) for name in (fact.name for fact in _FACTS)})


def facts_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command an option for each fact of a new course; it is called with them as `given`, a Given."""

    @wraps(command)
    def with_given(**values: Any) -> None:
        given = Given(**{name: values.pop(name) for name in (fact.name for fact in _FACTS)})
        command(**values, given=given)

    for fact in reversed(_FACTS):
        said = f"{fact.help} As often as needed." if fact.each else f"{fact.question}."
        with_given = click.option(fact.option, multiple=bool(fact.each), metavar="TEXT", help=said)(with_given)
    return with_given


def facts(
    slug: str, given: Given, defaults: Given, created: datetime, *, settled: frozenset[str] = frozenset()
) -> Facts:
    """Make the facts of a new course of what is given; ask on a terminal for what is not.

    A default is offered for what must be known. What is `settled` is not asked for and may be missing. Ends the command
    with everything that is missing where there is no terminal to ask on and no default.
    """
    asking = sys.stdin.isatty()
    known = given if asking else given | defaults
    needed = [fact for fact in _FACTS if fact.required and fact.name not in settled]
    if not asking and (missing := [fact.option for fact in needed if not getattr(known, fact.name)]):
        raise click.UsageError(
            f"missing: {listed(missing)}; write them, or run this in a terminal, where it asks for them"
        )
    answers = Answers(created.date())
    for fact in _FACTS:
        if value := getattr(known, fact.name):
            for text in [value] if isinstance(value, str) else value:
                _take(answers, fact, text)
        elif asking and fact.name not in settled:
            _ask(answers, fact, getattr(defaults, fact.name))
    return answers.facts(slug, created)


def _take(answers: Answers, fact: _Fact, text: str) -> None:
    try:
        answers.take(fact.name, text)
    except UnreadableError as error:
        raise click.BadParameter(str(error), param_hint=fact.option) from None


def _ask(answers: Answers, fact: _Fact, default: str | None) -> None:
    """Ask until there is an answer that can be read; of several until an empty line ends them."""

    def taken(text: str) -> str:
        if text := text.strip():
            try:
                answers.take(fact.name, text)
            except UnreadableError as error:
                raise click.UsageError(str(error)) from None
        elif fact.required and not fact.each:
            raise click.UsageError("this has to be known; write it")
        return text

    if fact.each:
        click.echo(f"{fact.question} Write {EXAMPLES[fact.name]}; an empty line ends the list.")
        while click.prompt(f"  {fact.each}", default="", show_default=False, value_proc=taken):
            pass
    else:
        shown = default if fact.required else ""
        click.prompt(fact.question, default=shown, show_default=bool(shown), value_proc=taken)
