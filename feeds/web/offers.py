"""A calendar as a page offers it: what it is called, where it is, and what it holds, from its very bytes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from feeds.calendar.agenda import Item
from feeds.calendar.feed import CourseFeeds, Feed, Form
from feeds.course.model import AllDay, Status, Timed
from feeds.course.selection import Selection
from feeds.web import subscribe
from feeds.web.subscribe import App


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One calendar; `path` is the end of its page's address, `page` that address in public, `items` what it holds."""

    path: str
    sentence: str
    name: str
    page: str
    items: tuple[Item, ...]

    @property
    def address(self) -> str:
        """The address to subscribe to."""
        return f"{self.page}.{Form.ICS}"

    @property
    def too_long(self) -> bool:
        """Whether some apps will not take the address."""
        return subscribe.too_long(self.address)

    @property
    def apps(self) -> tuple[App, ...]:
        """The apps to subscribe with, and how."""
        return subscribe.apps(self.address, self.name)

    @property
    def qr_code(self) -> Markup:
        """The address of the page for a camera, as SVG."""
        return Markup(subscribe.qr_code(self.page, title=f"QR code of {self.page}"))  # noqa: S704 (made by segno)


def offer(found: CourseFeeds, selection: Selection) -> Offer:
    """Offer the calendar of a selection; raises SelectionError for words nobody knows."""
    feed = found.feed(selection, Form.ICS)
    return _offer(found, feed, str(selection), found.sentence(selection))


def own_offer(found: CourseFeeds, person: str) -> Offer:
    """Offer somebody's own calendar; raises UnknownPersonError."""
    feed = found.own_feed(person, Form.ICS)
    return _offer(found, feed, f"staff/{person}", found.own_sentence(person))


def coming(items: Iterable[Item], now: datetime) -> Item | None:
    """Find what is next: the first that is not over and takes place; of a day, what has hours before what has none."""
    today = now.date()
    ahead = [
        item
        for item in items
        if not is_over(item.when, now) and not item.undated and item.status is not Status.CANCELLED
    ]
    return min(ahead, key=lambda item: (max(item.days[0], today), isinstance(item.when, AllDay)), default=None)


def is_over(when: Timed | AllDay, now: datetime) -> bool:
    """Tell whether something has ended; whole days end where the course is, whose clock `now` is of."""
    return when.end <= now if isinstance(when, Timed) else when.last < now.date()


def _offer(found: CourseFeeds, feed: Feed, path: str, sentence: str) -> Offer:
    return Offer(path=path, sentence=sentence, name=feed.name, page=f"{found.address}/{path}", items=found.read(feed))
