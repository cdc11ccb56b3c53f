"""Which Host names are answered to: whatever their case and port, and nothing that only looks like one of them."""

import pytest
from asking import Asked, make
from conftest import DATA, PUBLIC_URL, SLUG

from feeds.settings import Settings
from feeds.web.app import create_app
from feeds.web.hosts import trust

HOSTS = ("calendar.example.edu", ".mit.edu", "127.0.0.1", "[::1]")

TRUSTED = [
    *("calendar.example.edu", "calendar.example.edu:80", "calendar.example.edu:8000", "calendar.example.edu:65535"),
    *("CALENDAR.EXAMPLE.EDU", "Calendar.Example.Edu:8000"),
    *("mit.edu", "any.mit.edu", "a.b.mit.edu", "ANY.MIT.EDU:443"),
    *("127.0.0.1", "127.0.0.1:8000"),
    *("[::1]", "[::1]:8000"),
]
REFUSED = [
    *("", " ", ":", ":80", ".", "evil.example", "localhost", "127.0.0.2", "127.0.0.1.evil.example", "127.1"),
    *("calendar.example.edu.evil.example", "evil-calendar.example.edu", "x.calendar.example.edu", "example.edu"),
    *("evilmit.edu", "mit.edu.evil.example", "edu", ".edu"),
    *("calendar.example.edu:0", "calendar.example.edu:65536", "calendar.example.edu:999999"),
    *("calendar.example.edu:-1", "calendar.example.edu:+80", "calendar.example.edu:http"),
    *("calendar.example.edu:80:80", "calendar.example.edu:80 ", "calendar.example.edu:\u0668"),
    *("calendar.example.edu@evil.example", "evil.example@calendar.example.edu", "x:80@calendar.example.edu"),
    *("calendar.example.edu/evil", "calendar.example.edu?", "calendar.example.edu#", "http://calendar.example.edu"),
    *(" calendar.example.edu", "calendar.example.edu\t", "calendar.example.edu\n", "calendar.example.edu\0"),
    *("calendar.example.edu,evil.example", "evil.example calendar.example.edu", "evil.example\r\nmit.edu"),
    *("calendar_example_edu", "calendar%2eexample.edu", "calendar\uff0eexample.edu", "m\u0131t.edu", "m\xeft.edu"),
    *("[::2]", "[::1", "::1", "::1]", "[::1]evil", "[::1]:x", "[]", "[evil.example]", "[::ffff:127.0.0.1]", "["),
    *('"><script>', "evil.<b>.mit.edu", "evil .mit.edu", "evil\n.mit.edu", "a" * 70_000, "a." * 30_000),
]
# Names that machines call each other by.
INSIDE = ("10.0.0.7", "10.0.0.7:8000", "[fd00::7]:8000", "localhost", "", "evil.example", "<b>")


@pytest.mark.parametrize("host", TRUSTED)
def test_trusted_host_is_answered_whatever_its_case_and_port(host: str) -> None:
    assert trust(HOSTS)(host) is True


@pytest.mark.parametrize("host", REFUSED, ids=lambda host: ascii(host[:60]))
def test_other_host_is_not_trusted(host: str) -> None:
    assert trust(HOSTS)(host) is False


@pytest.mark.parametrize("host", [*TRUSTED, *REFUSED], ids=lambda host: ascii(host[:60]))
def test_without_trusted_hosts_all_are_answered(host: str) -> None:
    assert trust(())(host) is True


def test_order_and_number_of_trusted_hosts_do_not_matter() -> None:
    for hosts in (HOSTS, HOSTS[::-1], HOSTS * 100):
        is_trusted = trust(hosts)
        # Twice, since answers are remembered.
        for _ in range(2):
            assert [host for host in TRUSTED if not is_trusted(host)] == []
            assert [host for host in REFUSED if is_trusted(host)] == []


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
@pytest.mark.parametrize(
    "host", ["10.0.0.7", "10.0.0.7:8000", "[fd00::7]:8000", "localhost", "", "evil.example", "<b>"]
)
def test_machines_that_watch_this_one_may_ask_by_any_name(path: str, host: str) -> None:
    settings = Settings(data_dir=DATA, public_url=PUBLIC_URL, trusted_hosts=("calendar.example.edu",))
    client = create_app(settings).test_client()
    known = client.get(path, headers={"Host": "calendar.example.edu"})

    for method in ("GET", "HEAD", "OPTIONS", "POST"):
        response = client.open(path, method=method, headers={"Host": host})
        assert response.status_code == {"POST": 405, "OPTIONS": 204}.get(method, 200)
        assert "evil" not in f"{response.headers} {response.text}"
    assert client.get(path, headers={"Host": host}).data == known.data


@pytest.mark.parametrize(
    "path", ["/", f"/{SLUG}/", f"/{SLUG}/main.ics", "/robots.txt", "/healthz/", "//healthz", "/HEALTHZ"]
)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS"])
def test_everything_else_is_refused_to_other_names(path: str, method: str) -> None:
    settings = Settings(data_dir=DATA, public_url=PUBLIC_URL, trusted_hosts=("calendar.example.edu",))
    client = create_app(settings).test_client()

    response = client.open(method=method, headers={"Host": "evil.example"}, environ_overrides={"PATH_INFO": path})
    # Werkzeug takes two slashes in front for one.
    assert response.status_code == ({"POST": 405, "OPTIONS": 204}.get(method, 200) if path == "//healthz" else 400)


@pytest.mark.parametrize("query", ["", "show=exams"])
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST"])
def test_request_without_a_path_is_refused_and_led_nowhere(query: str, method: str) -> None:
    """`GET http://evil.example`: an answer must not name the host that the request names."""
    for host in ("calendar.example.edu", "evil.example"):
        for app in (make(DATA), create_app(Settings(data_dir=DATA, public_url=PUBLIC_URL))):
            status, headers, body = Asked("", method, query, host=host).of(app)
            assert status == "400 BAD REQUEST"
            assert "evil" not in f"{headers} {body!r}"
            assert "Location" not in dict(headers)
