"""Whatever is asked and edited in whatever order, what is answered is what a server that just started answers."""

import shutil
import tempfile
from pathlib import Path

from asking import HOST, Asked, etag_of, make
from courses import write_course
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from feeds.calendar.feed import Form

SLUGS = ("6.100-fa26", "6.101-fa26")
EXAM = "exams:\n  - {{id: midterm, date: 2026-10-20, start: 19:30, end: 21:30, title: {}}}\n"
CONTENTS = (EXAM.format("Midterm"), EXAM.format("Test"), "exams: []\n", "exams: [\n", EXAM.format("[]"))

slugs = st.sampled_from(SLUGS)
paths = st.builds(
    "/{}/{}.{}".format,
    slugs,
    st.sampled_from(["all", "exams", "main", "ALL", "staff/ada-lovelace", "changes", "calendar", "nothing"]),
    st.sampled_from(Form),
)
conditions = st.sampled_from([None, "{}", "{}", "W/{}", '"another"', "*", '"another", {}'])


class Serving(RuleBasedStateMachine):
    """A server that lives through all of it, beside one without the shortcut that starts after each edit.

    The new one has what the first kept: their data may be broken or gone.
    """

    def __init__(self) -> None:
        super().__init__()
        self.place = Path(tempfile.mkdtemp())
        (self.place / "data").mkdir()
        self.started: Flask | None = None
        self.edits = 0
        self.etag = '"none"'

    @initialize()
    def begin(self) -> None:
        for slug in SLUGS:
            self.restore(slug)
        self.serving = make(self.place / "data", state_dir=self.place / "state")

    def teardown(self) -> None:
        shutil.rmtree(self.place)

    @rule(slug=slugs, content=st.sampled_from(CONTENTS))
    def edit(self, slug: str, content: str) -> None:
        # Never as long as before, so that not even the coarsest clock of a disk hides an edit.
        self.edits += 1
        write_course(self.place / "data" / slug, exams=content + "#" * self.edits)
        self.started = None

    @rule(slug=slugs)
    def restore(self, slug: str) -> None:
        self.edit(slug, CONTENTS[0])

    @rule(slug=slugs)
    def remove(self, slug: str) -> None:
        shutil.rmtree(self.place / "data" / slug, ignore_errors=True)
        self.started = None

    @rule(slug=slugs)
    def touch(self, slug: str) -> None:
        self.edits += 1
        if (self.place / "data" / slug).exists():
            (self.place / "data" / slug / "lectures.yaml").write_text("lectures: []\n" + "#" * self.edits)
        self.started = None

    @rule(
        path=paths,
        method=st.sampled_from(["GET", "GET", "GET", "HEAD", "POST", "OPTIONS"]),
        known=conditions,
        wanted=st.one_of(st.none(), st.none(), conditions),
        host=st.sampled_from([HOST, HOST, "evil.example", "CALENDAR.example.edu:8000"]),
        query=st.sampled_from(["", "", "show=exams", "x=y"]),
    )
    def ask(self, path: str, method: str, known: str | None, wanted: str | None, host: str, query: str) -> None:
        conditions = {"If-None-Match": known, "If-Match": wanted}
        sent = tuple((name, text.replace("{}", self.etag)) for name, text in conditions.items() if text)
        asked = Asked(path, method, query, sent, host)
        said = [asked.of(self.serving) for _ in range(2)]
        if self.started is None:
            self.started = make(self.place / "data", shortcut=False, state_dir=self.place / "state")

        assert said == [asked.of(self.started)] * 2
        self.etag = etag_of(said[0]) if "ETag" in dict(said[0][1]) else self.etag

    @rule(path=paths)
    def ask_for_a_feed(self, path: str) -> None:
        self.ask(path, "GET", None, None, HOST, "")

    @rule(path=paths)
    def ask_whether_a_feed_changed(self, path: str) -> None:
        self.ask(path, "GET", "{}", None, HOST, "")


TestServing = Serving.TestCase
TestServing.settings = settings(
    max_examples=15, stateful_step_count=30, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
