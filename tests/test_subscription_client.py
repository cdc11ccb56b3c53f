"""A real subscription client ends with exactly what the server publishes, refresh after refresh."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from engines import vobject
from engines.reading import Reading
from subscription import events, subscribe

HEAD = r"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//feeds//tests//EN
NAME:6.7960 Fall 2025
X-WR-CALNAME:6.7960 Fall 2025
BEGIN:VTIMEZONE
TZID:America/New_York
BEGIN:STANDARD
DTSTART:20071104T020000
RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
TZNAME:EST
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20070311T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
TZNAME:EDT
END:DAYLIGHT
END:VTIMEZONE
"""

LECTURE = r"""BEGIN:VEVENT
UID:transformers.6.7960-fa25@example.org
DTSTAMP:20250820T120000Z
CREATED:20250820T120000Z
LAST-MODIFIED:20250820T120000Z
SEQUENCE:0
DTSTART;TZID=America/New_York:20251030T130000
DTEND;TZID=America/New_York:20251030T143000
SUMMARY:6.7960 Transformers
DESCRIPTION:Attention\, from first principles 🎓\nSlides: https://example.org
 /slides
LOCATION:26-100
END:VEVENT
"""

LECTURE_MOVED = (
    LECTURE.replace("20251030T", "20251106T")
    .replace("DTSTAMP:20250820T120000Z", "DTSTAMP:20250820T120500Z")
    .replace("LAST-MODIFIED:20250820T120000Z", "LAST-MODIFIED:20250820T120500Z")
    .replace("SEQUENCE:0", "SEQUENCE:300")
)

# Two sections of one tutorial, alike in everything but their UIDs.
SECTION = r"""BEGIN:VEVENT
UID:pytorch-{section}.6.7960-fa25@example.org
DTSTAMP:20250820T120000Z
DTSTART;TZID=America/New_York:20250905T150000
DTEND;TZID=America/New_York:20250905T160000
SUMMARY:6.7960 PyTorch Tutorial
END:VEVENT
"""

HOLIDAY = r"""BEGIN:VEVENT
UID:veterans-day.6.7960-fa25@example.org
DTSTAMP:20250820T120000Z
DTSTART;VALUE=DATE:20251111
DTEND;VALUE=DATE:20251112
SUMMARY:No class: Veterans Day (6.7960)
END:VEVENT
"""

EXAM = r"""BEGIN:VEVENT
UID:a-midterm-with-an-id-so-long-that-its-line-must-be-folded.6.7960-fa25@ex
 ample.org
DTSTAMP:20250901T120000Z
DTSTART;TZID=America/New_York:20251023T190000
DTEND;TZID=America/New_York:20251023T210000
SUMMARY:Midterm (6.7960)
END:VEVENT
"""


def calendar(*parts: str) -> bytes:
    """Put a feed together."""
    return (HEAD + "".join(parts) + "END:VCALENDAR\n").replace("\n", "\r\n").encode()


@pytest.fixture
def publish() -> Iterator[Callable[[bytes], str]]:
    """Publish a feed in the place of the one before, and return its address, which stays the same."""
    body = b""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/calendar; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Keep quiet."""

    def replace(feed: bytes) -> str:
        nonlocal body
        body = feed
        return f"http://127.0.0.1:{server.server_port}/6.7960-fa25/all.ics"

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield replace
        server.shutdown()
        thread.join()


def held(folder: Path) -> dict[str, list[Reading]]:
    """Read what the client holds of each UID."""
    return {uid: vobject.read(text.encode()) for uid, text in events(folder).items()}


def published(feed: bytes) -> dict[str, list[Reading]]:
    """Read what a client of this feed should hold of each UID."""
    return {reading.uid: [reading] for reading in vobject.read(feed)}


def test_client_holds_one_file_for_each_event(publish: Callable[[bytes], str], tmp_path: Path) -> None:
    feed = calendar(LECTURE, SECTION.format(section="a"), SECTION.format(section="b"), HOLIDAY, EXAM)
    subscribe(publish(feed), tmp_path)
    assert held(tmp_path) == published(feed)


def test_client_follows_changes_at_the_next_refresh(publish: Callable[[bytes], str], tmp_path: Path) -> None:
    subscribe(publish(calendar(LECTURE, SECTION.format(section="a"), HOLIDAY)), tmp_path)
    feed = calendar(LECTURE_MOVED, HOLIDAY, EXAM)
    subscribe(publish(feed), tmp_path)
    assert held(tmp_path) == published(feed)


def test_client_keeps_its_files_when_nothing_changed(publish: Callable[[bytes], str], tmp_path: Path) -> None:
    url = publish(calendar(LECTURE, HOLIDAY))
    subscribe(url, tmp_path)
    before = events(tmp_path)
    written = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "events").iterdir()}
    subscribe(url, tmp_path)
    assert events(tmp_path) == before
    assert {path.name: path.stat().st_mtime_ns for path in (tmp_path / "events").iterdir()} == written
