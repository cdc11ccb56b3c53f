"""What a selection is called: in a sentence for people, and in a few words for a calendar's list."""

from collections.abc import Iterator
from itertools import groupby

from feeds.course import wording
from feeds.course.model import Course, NamedFeed
from feeds.course.selection import KIND_WORDS, Atom, Axis, Selection, Term
from feeds.course.vocabulary import Vocabulary
from feeds.course.wording import capital, listed

_MAX_NAME = 48
_MAIN = "classes and deadlines"
_NOUNS = {KIND_WORDS[kind]: noun.lower() for kind, noun in wording.KINDS.items()}


def sentence(selection: Selection, vocabulary: Vocabulary, name: NamedFeed | None = None) -> str:
    """Say a selection in English, after its name if it has one: `Lectures, exams, and everything with Victor Butoi`."""
    said = in_words(selection, vocabulary)
    return capital(f"{name.title}: {said}" if name else said)


def in_words(selection: Selection, vocabulary: Vocabulary) -> str:
    """Say a selection in the middle of a sentence; it has no name."""
    shown, hidden = _alike(selection.shown), _alike(selection.hidden)
    wanted = _joined(shown, [_said(terms, vocabulary) for terms in shown])
    unwanted = _joined(hidden, [_denied(terms, vocabulary) for terms in hidden])
    return f"{wanted}, but {unwanted}" if hidden else wanted


def calendar_name(selection: Selection, course: Course, vocabulary: Vocabulary) -> str:
    """Name a calendar, beginning with the course: `6.7960 lectures + exams`, `6.7960 hours: Victor`."""
    hosts = [name for term in selection.shown if (name := _hours_of(term, course))]
    labels = [_label(term, course, vocabulary, course.term) for term in selection.shown if not _hours_of(term, course)]
    if hosts:
        labels.append(f"hours: {', '.join(hosts)}")
    if selection.hidden:
        hidden = ", ".join(_label(term, course, vocabulary, _MAIN) for term in selection.hidden)
        labels[-1] += f" without {hidden}"
    return _short_enough(f"{course.code} {' + '.join(labels)}")


def name_of(feed: NamedFeed, course: Course) -> str:
    """Name a calendar that has a name: `6.7960 for students`."""
    return _short_enough(f"{course.code} {feed.title}")


def own_calendar_name(person: str, course: Course) -> str:
    """Name somebody's own calendar, in which what they host or teach is busy."""
    return f"{course.code} {course.people[person].short} (busy)"


def _short_enough(name: str) -> str:
    return name if len(name) <= _MAX_NAME else f"{name[: _MAX_NAME - 1].rstrip(' ,+:')}…"


def _alike(terms: tuple[Term, ...]) -> list[tuple[Term, ...]]:
    """Put terms together that differ only in the one person with whom each of them ends."""
    return [tuple(group) for _, group in groupby(terms, key=lambda term: (_of_one(term), _but_person(term)))]


def _of_one(term: Term) -> bool:
    return [atom.axis is Axis.PERSON for atom in term].count(True) == 1 and term[-1].axis is Axis.PERSON


def _but_person(term: Term) -> Term:
    return term[:-1] if _of_one(term) else term


def _joined(groups: list[tuple[Term, ...]], said: list[str]) -> str:
    """Join what was said of terms; unless both are bare kinds, two need a comma between them as well.

    "Lectures with Kaiming He and exams" would be his exams.
    """
    bare = all(len(term) == 1 and term[0].axis is Axis.KIND for terms in groups for term in terms)
    if len(groups) == 2 and not bare:
        return ", and ".join(said)
    return listed(said)


def _said(terms: tuple[Term, ...], vocabulary: Vocabulary) -> str:
    return " ".join([_noun(terms[0]) or "everything", *_phrases(terms, vocabulary)])


def _denied(terms: tuple[Term, ...], vocabulary: Vocabulary) -> str:
    noun = _noun(terms[0]).replace(" and ", " or ")
    return " ".join([f"no {noun}" if noun else "nothing", *_phrases(terms, vocabulary)])


def _noun(term: Term) -> str:
    """Say what kind of thing a term is about; nothing where it names none."""
    nouns = [_NOUNS[atom.word] for atom in term if atom.axis is Axis.KIND]
    if any(atom.axis is Axis.MAIN for atom in term):
        nouns.append(_MAIN)
    return " among the ".join(nouns)


def _phrases(terms: tuple[Term, ...], vocabulary: Vocabulary) -> Iterator[str]:
    """Say the rest of alike terms; two people of one are two who share an event, so they share one "with"."""
    if len(terms) > 1:
        yield f"with {listed([vocabulary.people[term[-1].word] for term in terms], last='or')}"
        return
    for axis, group in groupby(terms[0], key=lambda atom: atom.axis):
        words = [atom.word for atom in group]
        match axis:
            case Axis.PERSON:
                yield f"with {' and '.join(vocabulary.people[word] for word in words)}"
            case Axis.WEEK:
                yield f"in {words[0].replace('-', ' ')}"
            case Axis.ROOM:
                yield f"in {' and '.join(vocabulary.rooms[word] for word in words)}"
            case Axis.TAG:
                yield f"tagged {' and '.join(word.removeprefix('tag-') for word in words)}"


def _hours_of(term: Term, course: Course) -> str | None:
    """Give the short name of the one person whose office hours a term is about."""
    match term:
        case (Atom(word="office-hours"), Atom(axis=Axis.PERSON, word=person)):
            return course.people[person].short
    return None


def _label(term: Term, course: Course, vocabulary: Vocabulary, main: str) -> str:
    """Name one term in a few words; `main` is what to call what all want."""
    words = (main if atom.axis is Axis.MAIN else _short(atom, course, vocabulary) for atom in term)
    return " ".join(words) or "everything"


def _short(atom: Atom, course: Course, vocabulary: Vocabulary) -> str:
    match atom.axis:
        case Axis.PERSON:
            return course.people[atom.word].short
        case Axis.ROOM:
            return vocabulary.rooms[atom.word]
        case _:
            return atom.word.removeprefix("tag-").replace("-", " ")
