"""`feeds check` of a university."""

import os
import resource
import subprocess
import sys
import time

from bench.report import Row, Section
from bench.servers import ROOT
from bench.work import Work

_EVENTS = 100
_COMMAND = "from feeds.cli import main; main()"


def measure(work: Work) -> Section:
    """Check all courses at once."""
    count = work.scale.courses
    data, _ = work.courses(count, events=_EVENTS)
    before, started = _processor_time(), time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", _COMMAND, "check"],
        cwd=ROOT,
        env=os.environ | {"FEEDS_DATA_DIR": str(data)},
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, cpu = time.perf_counter() - started, _processor_time() - before
    if f"{count} courses, {count * _EVENTS} events, 0 errors" not in done.stdout.replace(",", "").replace("s ", "s, "):
        raise RuntimeError(f"feeds check says {done.stdout[-300:]!r}")
    return Section(
        title=f"`feeds check` of {count:,} courses",
        rows=(
            Row(what="time", found=seconds, unit=" s", most=60),
            Row(what="processor time", found=cpu, unit=" s"),
        ),
    )


def _processor_time() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
