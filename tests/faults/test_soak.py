"""Everything at once and for longer: memory stays as it is.

FEEDS_SOAK_SECONDS is how long (a minute, unless it says so), for whoever wants to see an hour of it.
"""

import os
import random
import shutil
import statistics
import time
from pathlib import Path
from threading import Event, Thread

from conftest import DATA, SLUG
from courses import write_course

from faults.hostile import request
from faults.load import at_work, subscribers, together
from faults.servers import serving
from faults.slow import slow_clients
from faults.test_hostile_requests import Sender

SECONDS = float(os.environ.get("FEEDS_SOAK_SECONDS", "60"))
OTHERS = tuple(f"6.{number}-fa26" for number in range(100, 120))
WORDS = ("lectures", "exams", "deadlines", "office-hours", "victor-butoi", "kaiming-he", "tutorials", "releases")
PAGES = ("/", f"/{SLUG}/", f"/{SLUG}/status", f"/{SLUG}/changes", f"/{SLUG}/staff/", f"/{SLUG}/lectres", "/nothing/")
# An allocator gives back less than it could, and two workers do not do the same things at the same time.
GROWTH = 4 * 2**20


def paths() -> list[str]:
    """Thousands of feeds, most of which nobody asked for before, and some pages."""
    chance = random.Random(6)  # noqa: S311 (the same load each time)
    feeds = []
    for _ in range(3000):
        words = chance.sample(WORDS, 3)
        form = chance.choice(("ics", "ics", "ics", "json", "txt", "atom"))
        feeds.append(f"/{SLUG}/{words[0]}_{words[1]}.week-{chance.randint(1, 14)}_not-{words[2]}.{form}")
    return [*feeds, *PAGES * 20, *(f"/{slug}/all.ics" for slug in OTHERS for _ in range(20))]


def test_memory_stays_flat(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(DATA, data)
    for slug in OTHERS:
        write_course(data / slug)
    stop = Event()

    def edit() -> None:
        """Edit courses, and every other time wrongly."""
        for number in range(10**6):
            if stop.wait(0.5):
                return
            title = f"Midterm {number}" if number // len(OTHERS) % 2 else "["
            exam = f"exams:\n  - {{id: midterm, date: 2026-10-20, start: 19:30, end: 21:30, title: {title}}}\n"
            (data / OTHERS[number % len(OTHERS)] / "exams.yaml").write_text(exam)

    def annoy(port: int) -> None:
        """Send what nobody should."""
        chance, sender = random.Random(60), Sender(port)  # noqa: S311
        while not stop.wait(0.01):
            sender.send(request(chance))
        sender.close()

    memory = []
    with serving(tmp_path / "server", FEEDS_DATA_DIR=str(data)) as server:
        for slug in OTHERS:
            server.from_each(f"/{slug}/all.ics")
        new, kept = subscribers(server.port, paths(), 2)
        disturbers = [Thread(target=edit), Thread(target=annoy, args=[server.port])]
        with slow_clients("half-sent", server.port, f"/{SLUG}/all.ics"), at_work([*new, *kept]):
            for disturber in disturbers:
                disturber.start()
            began = time.monotonic()
            while time.monotonic() - began < SECONDS:
                time.sleep(1)
                memory.append(server.memory)
            stop.set()
            for disturber in disturbers:
                disturber.join()
        restarts = len(server.said("Booting worker")) - 2

    third = len(memory) // 3
    middle, last = statistics.median(memory[third : 2 * third]), statistics.median(memory[2 * third :])
    tally = together([*new, *kept])
    print(tally, [round(each / 2**20, 1) for each in memory], restarts)
    assert last - middle <= GROWTH
    assert tally.answers.total() > 20 * SECONDS
    assert set(tally.answers) <= {200, 304, 404}
    assert (tally.refused, tally.reset, tally.cut, tally.lost) == (0, 0, 0, 0)
