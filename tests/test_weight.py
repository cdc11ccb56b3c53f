"""A page weighs little: with all that a browser fetches for it, it is far under 50 kB over the wire."""

import gzip
from datetime import UTC, datetime

import pytest
from conftest import DATA, SLUG
from flask.testing import FlaskClient
from reading_pages import courses_client, get
from test_pages import requested

# Gzipped at level 6, nginx's highest common one, in bytes. The pages have 5 to 8.5 kB, the files 5.5, 2 and 0.2.
WHOLE = 50_000
FILES = {"/static/style.css": 8_000, "/static/page.js": 4_000, "/favicon.svg": 500}
PAGES = {
    "": 11_000,
    "all": 11_000,
    "all?from=0001-01-01": 11_000,
    "all?view=month&from=2025-10-01": 9_000,
    "all?view=week&from=2025-09-08": 8_000,
    "office-hours": 10_000,
    "calendar?form=choose": 5_000,
    "embed/all": 6_000,
    "staff/": 4_000,
    "events/oh-mon-9-2025-10-20": 3_000,
    "status": 3_000,
    "nothing-like-this": 4_000,
}
TIMES = {
    "before": datetime(2025, 8, 20, 12, tzinfo=UTC),
    "during": datetime(2025, 10, 15, 12, tzinfo=UTC),
    "after": datetime(2026, 2, 1, 12, tzinfo=UTC),
}


def weight(client: FlaskClient, path: str) -> int:
    return len(gzip.compress(client.get(path, buffered=True).data, 6, mtime=0))


@pytest.mark.parametrize("path", FILES)
def test_files_are_light(path: str, client: FlaskClient) -> None:
    assert client.get(path, buffered=True).status_code == 200
    assert 0 < weight(client, path) <= FILES[path]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("time", TIMES)
def test_pages_of_the_real_course_are_light(time: str, path: str) -> None:
    client = courses_client(DATA, TIMES[time])

    assert 0 < weight(client, f"/{SLUG}/{path}") <= PAGES[path]


def test_browser_fetches_nothing_but_these_files(client: FlaskClient) -> None:
    pages = [get(client, f"/{SLUG}/{path}") for path in ("", "all", "all?view=month", "embed/all", "staff/")]

    # The last is where the form leads.
    assert requested(pages) == {*FILES, f"/{SLUG}/calendar"}
    assert sum(FILES.values()) + max(PAGES.values()) < WHOLE
