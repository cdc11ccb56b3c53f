"""A week in which as much as possible happens at once."""

from pathlib import Path

from courses import course_yaml, write_course

COURSE = course_yaml(
    """\
    code: 6.200
    term: Fall 2025
    created: 2025-08-01T00:00:00Z
    classes: {first: Mon 2025-10-13, last: Fri 2025-10-24}
    meetings: [{days: [Wed], start: 13:00, end: 14:30, room: 45-230}]
    """
)

# Wednesday: three at once, one that touches the lecture, a chain in which the first and the last do not meet.
HOURS = """\
slots:
  - {id: noon, hosts: [ada-lovelace], day: Wed, start: 12:00, end: 13:00, room: 1-1}
  - {id: one, hosts: [alan-turing], day: Wed, start: 13:00, end: 14:00, room: 1-2}
  - {id: half, hosts: [grace-hopper], day: Wed, start: 13:30, end: 15:00, room: 1-3}
  - {id: late, hosts: [ada-lovelace], day: Wed, start: 14:30, end: 16:00, room: 1-4}
  - {id: same-1, hosts: [alan-turing], day: Thu, start: 9:00, end: 10:00, room: 1-1}
  - {id: same-2, hosts: [grace-hopper], day: Thu, start: 9:00, end: 10:00, room: 1-2}
  - {id: short, hosts: [ada-lovelace], day: Fri, start: 9:10, end: 9:20, room: 1-1}
"""

DEADLINES = "assignments: [{id: set, title: set, out: Mon 2025-10-13, due: Wed 2025-10-15 17:00}]\n"

LECTURES = (
    "lectures: [{id: first, date: Wed 2025-10-15, title: First}, {id: second, date: Wed 2025-10-22, title: Second}]\n"
)


def write_overlaps(folder: Path) -> Path:
    """Write the course."""
    return write_course(folder, course=COURSE, lectures=LECTURES, office_hours=HOURS, deadlines=DEADLINES)
