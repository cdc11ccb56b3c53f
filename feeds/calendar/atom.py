"""What changed, as Atom (RFC 4287), for feed readers."""

from collections.abc import Sequence
from datetime import UTC, datetime, time
from html import escape
from xml.etree import ElementTree as ET

from feeds.calendar.changes import Notice
from feeds.course.model import Course

_MOST = 200


def as_atom(said: Sequence[Notice], course: Course, *, title: str, address: str, path: str) -> bytes:
    """Write notices, the newest first and at most 200, as a feed; `path` is its page's, under the course's `address`.

    Its ids are tags of the course's own domain (RFC 4151), so that they outlive every server, and a change keeps
    its id when it is recorded. The feed's time is that of its newest change, never of the clock.
    """
    tag = f"tag:{course.uid_domain},{course.first.year}:{course.slug}"
    began = min((change.time for change in course.changes), default=datetime.combine(course.first, time(), UTC))
    served = {event.id for event in course.events}
    feed = ET.Element("feed", xmlns="http://www.w3.org/2005/Atom")
    _add(feed, "id", f"{tag}/{path}")
    _add(feed, "title", title)
    _add(feed, "updated", _instant(max((notice.time for notice in said), default=began)))
    _add(_add(feed, "author"), "name", f"{course.code} {course.title}")
    _link(feed, "self", f"{address}/{path}.atom", "application/atom+xml")
    _link(feed, "alternate", f"{address}/{path}", "text/html")
    for notice in said[:_MOST]:
        first, ids = notice.changes[0], {change.id for change in notice.changes}
        entry = _add(feed, "entry")
        # What was published first is as many events as a feed holds, and so is of this feed alone.
        _add(entry, "id", f"{tag}/{path}/published" if notice.first else f"{tag}/{first.id}/{first.key}")
        _add(entry, "title", notice.text)
        _add(entry, "updated", _instant(notice.time))
        page = f"events/{first.id}" if ids == {first.id} & served else "changes"
        _link(entry, "alternate", f"{address}/{page}", "text/html")
        ET.SubElement(entry, "category", term=notice.effect.value)
        _add(entry, "content", _html(notice)).set("type", "html")
    ET.indent(feed)
    return bytes(ET.tostring(feed, encoding="utf-8", xml_declaration=True)) + b"\n"


def _add(parent: ET.Element, name: str, text: str | None = None) -> ET.Element:
    element = ET.SubElement(parent, name)
    element.text = text
    return element


def _html(notice: Notice) -> str:
    """Write a notice as HTML, since readers run the lines of plain text together."""
    lines = "".join(f"<li>{escape(line)}</li>" for line in notice.lines)
    parts = [f"<p>{escape(notice.text)}</p>", f"<ul>{lines}</ul>" if lines else ""]
    return "".join([*parts, f"<p>{escape(notice.note)}</p>" if notice.note else ""])


def _link(parent: ET.Element, rel: str, address: str, type_: str) -> None:
    ET.SubElement(parent, "link", rel=rel, href=address, type=type_)


def _instant(value: datetime) -> str:
    return f"{value:%Y-%m-%dT%H:%M:%SZ}"
