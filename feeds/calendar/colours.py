"""The colour of each kind of event."""

from typing import NamedTuple

from feeds.course.model import Kind


class Colour(NamedTuple):
    """A colour by its CSS 3 name, as COLOR wants it (RFC 7986, 5.9), and as a number, as Apple does."""

    name: str
    number: str


COLOURS = {
    Kind.LECTURE: Colour("steelblue", "#4682B4"),
    Kind.TUTORIAL: Colour("seagreen", "#2E8B57"),
    Kind.EXAM: Colour("crimson", "#DC143C"),
    Kind.DEADLINE: Colour("darkorange", "#FF8C00"),
    Kind.OFFICE_HOURS: Colour("mediumpurple", "#9370DB"),
    Kind.RELEASE: Colour("goldenrod", "#DAA520"),
    Kind.HOLIDAY: Colour("slategray", "#708090"),
}
