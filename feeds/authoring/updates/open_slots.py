"""Weekly hours that an import has without a weekday or a time, while the data has them: they stay, and that is said."""

from collections.abc import Sequence
from datetime import timedelta

from feeds.authoring.data_files import Row
from feeds.authoring.updates.meaning import is_undecided
from feeds.authoring.updates.weeks import Weeks
from feeds.authoring.yaml_text import flow
from feeds.course.document import Value
from feeds.course.wording import in_data, listed

_DAY = timedelta(days=1)


def held_already(existing: Sequence[Row], imported: Row, weeks: Weeks) -> frozenset[int]:
    """Find the slots, by their numbers, that the hosts of an imported one without a day hold."""
    hosts = _hosts(imported)
    if not is_undecided(imported.get("day")) or not hosts:
        return frozenset()
    now = {number: _hosts(weeks.states(slot)[0]) for number, slot in enumerate(existing) if not weeks.has_ended(slot)}
    return frozenset(number for number, held in now.items() if all(host in held for host in hosts))


def why_left(slot: Row, imported: Row, weeks: Weeks) -> str:
    """Say why a slot that has its day and time stays although the import has none, and what to write otherwise.

    Nothing is to be said of a slot that has none itself, or of which the import has one.
    """
    state = weeks.states(slot)[0]
    known = [key for key in ("day", "start") if key in state and not is_undecided(state[key])]
    keys = [key for key in known if is_undecided(imported.get(key))]
    if not keys:
        return ""
    why, last, begun = "the file says that it is to be decided", weeks.last_begun(slot), weeks.has_begun(slot)
    if weeks.is_over(slot):
        return f"{why}; all of its weeks are over"
    hosts, whose = _hosts(state), _hosts(imported)
    others: list[Value] = [host for host in hosts if host not in whose]
    if 0 < len(others) < len(hosts):
        change = flow({"from": in_data(last + _DAY), "hosts": others})
        what = f"`- {change}` under `changes`" if begun else f"`hosts: {flow(others)}`"
        return f"{why} for {listed([host for host in hosts if host in whose])}; to leave them out, write {what}"
    return f"{why}; to end it, write `until: {in_data(last)}`" if begun else f"{why}; if so, write `{keys[0]}: tbd`"


def _hosts(row: Row) -> list[str]:
    hosts = row.get("hosts")
    return [host for host in hosts if isinstance(host, str)] if isinstance(hosts, list) else []
