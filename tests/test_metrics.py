"""What /metrics tells: of all workers, exactly, whatever becomes of them and whatever clients send."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pytest
from conftest import ROOT, SLUG
from faults.servers import Line, Server, asleep, serving, wait_until
from flask.testing import FlaskClient
from prometheus_client import values
from prometheus_client.parser import text_string_to_metric_families

from feeds.web.counts import Counts
from feeds.web.places import Places

EXAMS = f"/{SLUG}/exams.ics"
FOLDER = "PROMETHEUS_MULTIPROC_DIR"
# As gunicorn.conf.py has it.
RESERVED = 256 * 1024

FAMILIES = {
    "google": ("Google-Calendar-Importer", "Mozilla/5.0 (compatible; Google-Calendar-Importer)"),
    "apple": (
        "iOS/18.0 (22A3354) dataaccessd/1.0",
        "macOS/13.4 (22F66) dataaccessd/1.0",
        "Mac_OS_X/10.15 CalendarAgent/930",
    ),
    "outlook": (
        "Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.17328; Pro)",
        "Microsoft Exchange/15.20",
    ),
    "thunderbird": ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Thunderbird/128.5.0",),
    "icsx5": ("ICSx5/2.2.4 (jetpack; okhttp) Android/14",),
    "gnome": ("Evolution/3.52.3",),
    "kde": ("Mozilla/5.0 (X11; Linux x86_64) Akonadi", "KOrganizer/5.24"),
    "nextcloud": ("Nextcloud Webcal Service",),
    "fantastical": ("Fantastical/3.8 CFNetwork/1494 Darwin/23.4.0",),
    "bot": ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",),
    "browser": ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36",),
    "other": ("", "curl/8.11", "x" * 300 + "Thunderbird"),
}
FORMS = {"ics", "json", "txt", "atom", "page", "other"}

Labels = tuple[tuple[str, str], ...]


def metrics(server: Server) -> dict[str, dict[Labels, float]]:
    """Read /metrics with the library's own parser, by sample and labels."""
    answer = server.get("/metrics", **{"User-Agent": "Prometheus/3.0"})
    assert answer.status == 200
    found: dict[str, dict[Labels, float]] = {}
    for family in text_string_to_metric_families(answer.text):
        for sample in family.samples:
            found.setdefault(sample.name, {})[tuple(sorted(sample.labels.items()))] = sample.value
    return found


def requests(server: Server) -> Counter[tuple[str, str, str]]:
    """Read how many requests there were by client, form and status, but for those that watch."""
    counted = metrics(server).get("feeds_requests_total", {})
    rows = {(labels[0][1], labels[1][1], labels[2][1]): int(value) for labels, value in counted.items()}
    return Counter({row: count for row, count in rows.items() if row[1] != "other"})


def troubles(server: Server) -> set[tuple[str, str]]:
    found = metrics(server).get("feeds_course_trouble", {})
    return {(labels[0][1], labels[1][1]) for labels, value in found.items() if value}


def until_counted(server: Server, expected: Mapping[tuple[str, str, str], int]) -> None:
    """Wait for a total; a request is counted when its answer has been sent."""
    wait_until(lambda: requests(server).total() >= sum(expected.values()))
    assert requests(server) == expected


def replaced(server: Server, *old: int) -> bool:
    return len(server.workers) == 2 and not set(server.workers) & set(old)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of the real data."""
    with serving(tmp_path_factory.mktemp("server")) as running:
        yield running


def test_totals_are_exact_over_workers_also_after_one_is_killed(tmp_path: Path) -> None:
    expected: Counter[tuple[str, str, str]] = Counter()
    sent = 0
    with serving(tmp_path / "server") as server:
        for _ in range(2):
            with server.lines() as lines:
                for number, line in enumerate(lines, 1):
                    for _ in range(10 * number):
                        answer = line.get(EXAMS, **{"User-Agent": "Evolution/3.52"})
                        sent += len(answer.body)
                        line.get(EXAMS, **{"User-Agent": "Evolution/3.52", "If-None-Match": answer.headers["etag"]})
                    sent += len(line.get(f"/{SLUG}/nothing.ics").body)
                    line.get(f"/{SLUG}/")
                    line.get(f"/{SLUG}/exams.JSON?x=y")
            expected += Counter(
                {
                    ("gnome", "ics", "200"): 30,
                    ("gnome", "ics", "304"): 30,
                    ("other", "ics", "404"): 2,
                    ("other", "page", "200"): 2,
                    ("other", "json", "200"): 2,
                }
            )
            until_counted(server, expected)
            killed = server.workers[0]
            os.kill(killed, signal.SIGKILL)
            wait_until(lambda killed=killed: replaced(server, killed))  # type: ignore[misc]
            server.from_each("/healthz")
        until_counted(server, expected)
        found = metrics(server)

    assert found["feeds_response_bytes_total"][(("form", "ics"),)] == sent
    # Those that watch took time as well.
    assert found["feeds_request_seconds_count"][()] > expected.total()


def test_totals_outlive_reloads_in_as_few_files_as_there_are_workers(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        for times in range(1, 4):
            server.from_each(EXAMS)
            until_counted(server, {("other", "ics", "200"): 2 * times})
            old = server.workers
            server.process.send_signal(signal.SIGHUP)
            wait_until(lambda old=old: replaced(server, *old))  # type: ignore[misc]
            server.from_each("/healthz")
        until_counted(server, {("other", "ics", "200"): 6})
        files = {path.name for path in folder_of(server).iterdir()}

    # While they are being replaced there are twice as many.
    gunicorn = server.process.pid
    assert files <= {
        f"{kind}_{gunicorn}-{place}.db" for kind in ("counter", "gauge_livemax", "histogram") for place in range(4)
    }


def test_folder_of_counts_is_in_memory_and_gone_in_the_end(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        folder = folder_of(server)
        parent, mode = folder.parent, folder.stat().st_mode & 0o777
        taken = {file.stat().st_blocks * 512 for file in folder.iterdir()}

    assert (parent, mode) == (Path("/dev/shm") if Path("/dev/shm").is_dir() else parent, 0o700)  # noqa: S108
    # A worker that writes to a file for which there is no memory any more would be killed.
    assert min(taken) >= RESERVED
    assert not folder.exists()


def test_folder_that_the_operator_names_stays(tmp_path: Path) -> None:
    (tmp_path / "counted").mkdir()
    with serving(tmp_path / "server", PROMETHEUS_MULTIPROC_DIR=str(tmp_path / "counted")) as server:
        assert folder_of(server) == tmp_path / "counted"

    assert (tmp_path / "counted").exists()


def folder_of(server: Server) -> Path:
    """Find where a worker counts, by the files it has open."""
    opened = [os.readlink(link) for link in Path(f"/proc/{server.workers[0]}/fd").iterdir()]
    return next(Path(path).parent for path in opened if path.endswith(".db"))


def test_folder_that_is_gone_is_a_404_that_says_so(tmp_path: Path) -> None:
    (tmp_path / "counted").mkdir()
    with serving(tmp_path / "server", PROMETHEUS_MULTIPROC_DIR=str(tmp_path / "counted")) as server:
        for file in (tmp_path / "counted").iterdir():
            file.unlink()
        (tmp_path / "counted").rmdir()
        answers = [server.get(EXAMS).status, server.get("/metrics").status]
        os.kill(server.workers[0], signal.SIGKILL)
        killed = server.workers
        wait_until(lambda: server.workers != killed and len(server.workers) == 2)
        after = {answer.status for answer in server.from_each(EXAMS)}
        said = server.said(r"WARNING \[\d+\] feeds\.metrics: (nothing is counted for /metrics: )")

    assert (answers, after) == ([200, 404], {200})
    assert said == ["nothing is counted for /metrics: "]


def test_course_that_one_worker_serves_from_its_last_good_state_shows(data: Path, tmp_path: Path) -> None:
    staff = data / SLUG / "staff.yaml"
    good = staff.read_text()
    with serving(tmp_path / "server", FEEDS_DATA_DIR=str(data), FEEDS_RELOAD_SECONDS="0") as server:
        server.from_each(EXAMS)
        wait_until(lambda: metrics(server)["feeds_courses"][(("state", "good"),)] == 1)
        assert troubles(server) == set()

        staff.write_text("people: [")
        with asleep(server.workers[1]):
            server.get(EXAMS)
            wait_until(lambda: troubles(server) == {(SLUG, "last-good")})
        # The one that slept may not have told yet that it serves the course at all.
        expected = {(("state", "good"),): 1, (("state", "last-good"),): 1, (("state", "failed"),): 0}
        wait_until(lambda: metrics(server)["feeds_courses"] == expected)

        staff.write_text(good)
        server.from_each(EXAMS)
        wait_until(lambda: troubles(server) == set())
        assert metrics(server)["feeds_courses"][(("state", "last-good"),)] == 0


def test_what_a_worker_had_loaded_is_forgotten_when_it_is_gone(data: Path, tmp_path: Path) -> None:
    (data / SLUG / "staff.yaml").write_text("people: [")
    with serving(tmp_path / "server", FEEDS_DATA_DIR=str(data)) as server:
        server.from_each(EXAMS)
        wait_until(lambda: troubles(server) == {(SLUG, "failed")})
        old = server.workers
        for worker in old:
            os.kill(worker, signal.SIGKILL)
        wait_until(lambda: replaced(server, *old))
        server.from_each("/healthz")

        assert troubles(server) == set()


@pytest.mark.parametrize("family", FAMILIES)
def test_client_is_known_by_its_user_agent(server: Server, family: str) -> None:
    before = requests(server)
    with closing(Line(server.port)) as line:
        for agent in FAMILIES[family]:
            line.get(EXAMS, **{"User-Agent": agent})
    wait_until(lambda: requests(server).total() == before.total() + len(FAMILIES[family]))

    assert requests(server) - before == {(family, "ics", "200"): len(FAMILIES[family])}


@pytest.mark.parametrize(
    ("path", "form", "status"),
    [
        (f"/{SLUG}/ALL.ICS", "ics", "200"),
        (f"/{SLUG}/staff/victor-butoi.atom", "atom", "200"),
        (f"//{SLUG}/exams.txt", "txt", "200"),
        (f"/{SLUG}/calendar.json?show=exams&x=.ics", "json", "200"),
        (f"/{SLUG}/main", "page", "200"),
        ("/", "page", "200"),
        ("/wp-login.php", "page", "404"),
        (f"/{SLUG}/exams%2eics", "ics", "200"),
        (f"/{SLUG}/exams.%c3%afcs", "page", "404"),
        ("/robots.txt", "other", "200"),
        ("/openapi.json", "other", "200"),
        ("/schema/lectures.json", "other", "200"),
        ("/favicon.svg", "other", "200"),
        ("/readyz", "other", "200"),
    ],
)
def test_form_is_what_was_asked_for(server: Server, path: str, form: str, status: str) -> None:
    """Told by a client that nothing else counts for."""

    def counted() -> float:
        labels = (("client", "nextcloud"), ("form", form), ("status", status))
        return metrics(server)["feeds_requests_total"].get(labels, 0)

    before = counted()
    server.get(path, **{"User-Agent": "Nextcloud"})

    wait_until(lambda: counted() == before + 1)


def test_nothing_that_clients_send_becomes_a_label(server: Server) -> None:
    """Gunicorn answers some of these itself, and tells of them only in the log."""
    for number in range(100):
        agent = os.urandom(20).replace(b"\r", b"").replace(b"\n", b"").replace(b"\0", b"")
        path = f"/{number}{SLUG}/{number}.{number}".encode()
        with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
            head = b"X%d %s HTTP/1.1\r\nUser-Agent: %d%s\r\nHost: %d\r\nConnection: close\r\n\r\n"
            connection.sendall(head % (number % 5, path, number, agent, number))
            while connection.recv(65536):
                pass
    labels = {labels for sample in metrics(server).values() for labels in sample}
    found = {name: {value for each in labels for key, value in each if key == name} for name in ("client", "form")}
    statuses = {value for each in labels for key, value in each if key == "status"}

    assert {key for each in labels for key, _ in each} == {"client", "form", "status", "state", "le"}
    assert found["client"] <= set(FAMILIES)
    assert found["form"] <= FORMS
    assert statuses <= {"200", "304", "400", "404", "405"}


def test_readme_names_every_metric(server: Server) -> None:
    served = {family.name for family in text_string_to_metric_families(server.get("/metrics").text)}
    named = re.findall(r"^\| `(feeds_\w+)` \|", (ROOT / "README.md").read_text(), re.MULTILINE)

    # The parser takes the ending off.
    assert {name.removesuffix("_total") for name in named} == served | {"feeds_course_trouble"}


def test_without_the_extra_metrics_are_a_404_that_says_which(tmp_path: Path) -> None:
    # What the import system takes for a module that is not there.
    (tmp_path / "sitecustomize.py").write_text("import sys\n\nsys.modules['prometheus_client'] = None\n")
    path = os.pathsep.join([str(tmp_path), *filter(None, [os.environ.get("PYTHONPATH")])])
    with serving(tmp_path / "server", PYTHONPATH=path) as server:
        answer = server.get("/metrics")
        feed = server.get(EXAMS).status
        wait_until(lambda: bool(server.said("exams.ics")))
        said = server.said("WARNING|ERROR|Traceback")

    assert (answer.status, answer.headers["content-type"]) == (404, "text/plain; charset=utf-8")
    assert answer.text == (
        "There are no metrics: the extra 'metrics' is not installed;"
        " run .venv/bin/pip install --editable '.[metrics]'.\n"
    )
    assert (feed, said) == (200, [])


def test_server_that_does_not_count_says_so(client: FlaskClient) -> None:
    answer = client.get("/metrics")

    assert (answer.status_code, answer.text) == (
        404,
        "There are no metrics: this server counts nothing; its log says why, unless gunicorn.conf.py was not read.\n",
    )


def test_gunicorns_own_process_loads_no_application() -> None:
    check = (
        "import sys; from gunicorn.app.wsgiapp import WSGIApplication; sys.argv = ['gunicorn', 'wsgi:app'];"
        " WSGIApplication().cfg.logger_class;"
        " print(sorted({'flask', 'icalendar', 'prometheus_client', 'pydantic', 'yaml'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", check], cwd=ROOT, capture_output=True, text=True, check=True)

    assert found.stdout == "[]\n"


def test_place_of_a_worker_that_is_gone_is_the_next_ones() -> None:
    places = Places()

    assert [places.take(worker) for worker in (1, 2, 3)] == [0, 1, 2]
    assert (places.leave(2), places.leave(1)) == (1, 0)
    assert [places.take(worker) for worker in (4, 5, 6)] == [0, 1, 3]
    assert [places.of(worker) for worker in (3, 4, 5, 6)] == [2, 0, 1, 3]


def test_counts_of_every_label_fit_into_what_is_reserved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that must grow a file on a full disk would be killed."""
    monkeypatch.setenv(FOLDER, str(tmp_path))
    monkeypatch.setattr(values, "ValueClass", values.ValueClass)
    counts = Counts("1-0")
    for agents in FAMILIES.values():
        for form in FORMS - {"page", "other"} | {"x"}:
            for path in (f"/a/b.{form}", "/metrics"):
                for status in (200, 204, 301, 304, 308, 400, 404, 405, 412, 414, 431, 500, 501, 503):
                    counts.request(path, {"agent": agents[0], "status": status, "bytes": 1, "milliseconds": 0.5})
    used = {file.name: int.from_bytes(file.read_bytes()[:4], sys.byteorder) for file in tmp_path.iterdir()}

    assert max(used.values()) < RESERVED
