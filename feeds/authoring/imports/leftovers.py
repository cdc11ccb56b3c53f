"""What an import did not understand, left in the data files as comments, each in one line."""

from collections.abc import Iterable, Mapping, Sequence

from feeds.authoring.imports.found import Unread

_MARK = "# Not understood in "


def leftovers(unread: Iterable[Unread], name: str) -> Mapping[str, tuple[str, ...]]:
    """Give the comments for what was not understood in a file of some name, by the data files that they go into."""
    found: dict[str, tuple[str, ...]] = {}
    for each in unread:
        text = " ".join(f"{_MARK}{name}, line {each.line}: {each.text} ({each.why})".split())
        found[each.file] = (*found.get(each.file, ()), text)
    return found


def with_leftovers(text: str, left: Sequence[str], name: str) -> str:
    """Put such comments at the end of a data file in place of those of an earlier import of a file of that name."""
    lines = text.splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(f"{_MARK}{name}, line ")]
    if len(kept) < len(lines):
        # Together with the empty line above them.
        while kept and not kept[-1].strip():
            kept.pop()
    if not left:
        return "".join(kept) if len(kept) < len(lines) else text
    end = "\r\n" if "\r\n" in text else "\n"
    if kept and not kept[-1].endswith(("\n", "\r")):
        kept[-1] += end
    return "".join([*kept, end, *(f"{line}{end}" for line in left)])
