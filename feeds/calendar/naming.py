"""What a selection is called: in a sentence for people, and in a few words for a calendar's list."""

from feeds.calendar.selection import Atom, Axis, Selection, Term
from feeds.calendar.vocabulary import Vocabulary
from feeds.calendar.wording import capital, listed
from feeds.course.model import Course

_MAX_NAME = 48


def sentence(selection: Selection, vocabulary: Vocabulary) -> str:
    """Say a selection in English: `Lectures, exams, and everything with Victor Butoi`."""
    shown = listed([_said(term, vocabulary, "everything") for term in selection.shown])
    hidden = [_said(term, vocabulary, "nothing") for term in selection.hidden]
    hidden = [said if said.startswith("nothing") else f"no {said}" for said in hidden]
    return capital(f"{shown}, but {listed(hidden)}" if hidden else shown)


def calendar_name(selection: Selection, course: Course, vocabulary: Vocabulary) -> str:
    """Name a calendar, beginning with the course: `6.7960 lectures + exams`, `6.7960 hours: Victor`."""
    hosts = [name for term in selection.shown if (name := _hours_of(term, course))]
    labels = [_label(term, course, vocabulary) for term in selection.shown if not _hours_of(term, course)]
    if hosts:
        labels.append(f"hours: {', '.join(hosts)}")
    if selection.hidden:
        hidden = ", ".join(_label(term, course, vocabulary) for term in selection.hidden)
        labels[-1] += f" without {hidden}"
    name = f"{course.code} {' + '.join(labels)}"
    return name if len(name) <= _MAX_NAME else f"{name[: _MAX_NAME - 1].rstrip(' ,+:')}…"


def own_calendar_name(person: str, course: Course) -> str:
    """Name somebody's own calendar, in which what they host or teach is busy."""
    return f"{course.code} {course.people[person].short} (busy)"


def _said(term: Term, vocabulary: Vocabulary, anything: str) -> str:
    """Say one term; `anything` is the noun where no kind is named."""
    nouns = [_noun(atom) for atom in term if atom.axis in (Axis.MAIN, Axis.KIND)]
    noun = " among the ".join(reversed(nouns)) or anything
    phrases = [_phrase(atom, vocabulary) for atom in term if atom.axis not in (Axis.MAIN, Axis.KIND)]
    return " ".join([noun, *phrases])


def _noun(atom: Atom) -> str:
    return "classes and deadlines" if atom.axis is Axis.MAIN else atom.word.replace("-", " ")


def _phrase(atom: Atom, vocabulary: Vocabulary) -> str:
    match atom.axis:
        case Axis.PERSON:
            return f"with {vocabulary.people[atom.word]}"
        case Axis.WEEK:
            return f"in week {atom.number}"
        case Axis.ROOM:
            return f"in {vocabulary.rooms[atom.word]}"
        case _:
            return f"tagged {atom.word.removeprefix('tag-')}"


def _hours_of(term: Term, course: Course) -> str | None:
    """Give the short name of the one person whose office hours a term is about."""
    match term:
        case (Atom(word="office-hours"), Atom(axis=Axis.PERSON, word=person)):
            return course.people[person].short
    return None


def _label(term: Term, course: Course, vocabulary: Vocabulary) -> str:
    """Name one term in a few words."""
    return " ".join(_short(atom, course, vocabulary) for atom in term) or "everything"


def _short(atom: Atom, course: Course, vocabulary: Vocabulary) -> str:
    match atom.axis:
        case Axis.MAIN:
            return course.term
        case Axis.PERSON:
            return course.people[atom.word].short
        case Axis.ROOM:
            return vocabulary.rooms[atom.word]
        case _:
            return atom.word.removeprefix("tag-").replace("-", " ")
