"""An import into a course that is there: what it proposes, and the texts of the data files with that in them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from feeds.authoring.data_files import written
from feeds.authoring.imports.assembly import Assembled
from feeds.authoring.imports.found import Unread
from feeds.authoring.imports.leftovers import leftovers, with_leftovers
from feeds.authoring.updates.amendment import ByHand, amend
from feeds.authoring.updates.proposal import Proposal, propose
from feeds.course.parser import parse

_SCHEMAS = re.compile(r"\$schema=(\S+)/course\.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """What an import proposes, the new texts of the files that it changes, by name, and what is to be done by hand."""

    proposal: Proposal
    texts: Mapping[str, str]
    by_hand: tuple[ByHand, ...]


def update(
    texts: Mapping[str, str],
    assembled: Assembled,
    name: str,
    unread: Sequence[Unread],
    *,
    tells: frozenset[str],
    first: date,
    now: datetime,
    cancel_missing: bool = False,
    published: frozenset[str] = frozenset(),
) -> Update:
    """Work out what an import would do to a course's data files, which are given as text, by name.

    `name` is what the imported file is called, `unread` what was not understood in it, `first` the day of the first
    class; the rest is for `propose`. Raises CourseError for a file that is no YAML.
    """
    documents = {file: parse(text.encode(), file) for file, text in texts.items()}
    proposal = propose(
        documents,
        assembled.contents,
        tells=tells,
        now=now,
        cancel_missing=cancel_missing,
        published=published,
    )
    left = leftovers(unread, name)
    said = _SCHEMAS.search(texts.get("course.yaml", ""))
    schemas = said[1] if said else None
    new: dict[str, str] = {}
    by_hand: list[ByHand] = []
    for file in dict.fromkeys((*texts, *proposal.files, *left)):
        if file in texts:
            amended = amend(texts[file], documents[file], proposal.edits(file), first=first)
            by_hand += amended.by_hand
            text = amended.text
        else:
            text = written(file, proposal.content(file), first=first, schema=schemas)
        text = with_leftovers(text, left.get(file, ()), name)
        if text != texts.get(file):
            new[file] = text
    return Update(proposal=proposal, texts=new, by_hand=tuple(by_hand))
