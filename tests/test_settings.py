"""The settings: what the environment means, and what is said of what means nothing."""

from pathlib import Path

import pytest

from feeds.errors import SettingsError
from feeds.settings import LogFormat, Settings

WANTED_URL = "write the scheme and host that subscribers use, such as https://calendar.example.edu"
WANTED_SECONDS = "write a number of seconds from 0 to 3600"
WANTED_HOPS = "write how many proxies stand in front, 0 to 9"
WANTED_FORMAT = "write text or json"


def test_settings_without_environment_are_the_defaults() -> None:
    assert Settings.from_environment({}) == Settings(
        data_dir=Path("data"),
        state_dir=None,
        public_url="http://127.0.0.1:8000",
        trusted_hosts=(),
        proxy_hops=0,
        reload_seconds=1.0,
        log_format=LogFormat.TEXT,
    )


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"FEEDS_DATA_DIR": "/srv/feeds/data"}, Settings(data_dir=Path("/srv/feeds/data"))),
        ({"FEEDS_DATA_DIR": " with space "}, Settings(data_dir=Path("with space"))),
        ({"FEEDS_STATE_DIR": "/var/lib/feeds"}, Settings(state_dir=Path("/var/lib/feeds"))),
        ({"FEEDS_PUBLIC_URL": "https://calendar.example.edu"}, Settings(public_url="https://calendar.example.edu")),
        ({"FEEDS_PUBLIC_URL": "https://calendar.example.edu/"}, Settings(public_url="https://calendar.example.edu")),
        ({"FEEDS_PUBLIC_URL": "HTTPS://Calendar.Example.EDU/"}, Settings(public_url="https://calendar.example.edu")),
        ({"FEEDS_PUBLIC_URL": "http://localhost:8080"}, Settings(public_url="http://localhost:8080")),
        ({"FEEDS_PUBLIC_URL": "http://[::1]:8000"}, Settings(public_url="http://[::1]:8000")),
        ({"FEEDS_PUBLIC_URL": "http://[::1]"}, Settings(public_url="http://[::1]")),
        ({"FEEDS_PUBLIC_URL": "https://[2001:DB8::1]/"}, Settings(public_url="https://[2001:db8::1]")),
        ({"FEEDS_TRUSTED_HOSTS": "a.example"}, Settings(trusted_hosts=("a.example",))),
        (
            {"FEEDS_TRUSTED_HOSTS": " a.example,.b.example, c.example  127.0.0.1,\t"},
            Settings(trusted_hosts=("a.example", ".b.example", "c.example", "127.0.0.1")),
        ),
        # Host names are compared in lower case.
        ({"FEEDS_TRUSTED_HOSTS": "Calendar.Example.EDU"}, Settings(trusted_hosts=("calendar.example.edu",))),
        ({"FEEDS_PROXY_HOPS": "0"}, Settings(proxy_hops=0)),
        ({"FEEDS_PROXY_HOPS": " 2 "}, Settings(proxy_hops=2)),
        ({"FEEDS_LOG_FORMAT": "json"}, Settings(log_format=LogFormat.JSON)),
        ({"FEEDS_LOG_FORMAT": "Text"}, Settings(log_format=LogFormat.TEXT)),
        ({"FEEDS_RELOAD_SECONDS": "0"}, Settings(reload_seconds=0.0)),
        ({"FEEDS_RELOAD_SECONDS": "2.5"}, Settings(reload_seconds=2.5)),
        ({"FEEDS_RELOAD_SECONDS": "3600"}, Settings(reload_seconds=3600.0)),
        (
            {
                "FEEDS_DATA_DIR": "d",
                "FEEDS_STATE_DIR": "s",
                "FEEDS_PUBLIC_URL": "https://c.example",
                "FEEDS_TRUSTED_HOSTS": "c.example",
                "FEEDS_PROXY_HOPS": "1",
                "FEEDS_RELOAD_SECONDS": "60",
                "FEEDS_LOG_FORMAT": "json",
            },
            Settings(
                data_dir=Path("d"),
                state_dir=Path("s"),
                public_url="https://c.example",
                trusted_hosts=("c.example",),
                proxy_hops=1,
                reload_seconds=60.0,
                log_format=LogFormat.JSON,
            ),
        ),
        # A variable that is empty is one that is not set, and others are none of ours.
        (
            {
                "FEEDS_DATA_DIR": "",
                "FEEDS_STATE_DIR": " ",
                "FEEDS_PUBLIC_URL": " ",
                "FEEDS_TRUSTED_HOSTS": " , ",
                "FEEDS_PROXY_HOPS": "",
                "FEEDS_RELOAD_SECONDS": "\t",
                "FEEDS_LOG_FORMAT": "",
                "DATA_DIR": "x",
                "feeds_data_dir": "x",
            },
            Settings(),
        ),
    ],
)
def test_settings_come_from_the_environment(environment: dict[str, str], expected: Settings) -> None:
    assert Settings.from_environment(environment) == expected


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("FEEDS_PUBLIC_URL", "calendar.example.edu", WANTED_URL),
        ("FEEDS_PUBLIC_URL", "//calendar.example.edu", WANTED_URL),
        ("FEEDS_PUBLIC_URL", "ftp://calendar.example.edu", WANTED_URL),
        ("FEEDS_PUBLIC_URL", "webcal://calendar.example.edu", WANTED_URL),
        ("FEEDS_PUBLIC_URL", "https://", WANTED_URL),
        ("FEEDS_PUBLIC_URL", "https:///6.7960", WANTED_URL),
        ("FEEDS_PUBLIC_URL", "https://calendar.example.edu/feeds", WANTED_URL),
        ("FEEDS_PUBLIC_URL", "https://calendar.example.edu//", WANTED_URL),
        ("FEEDS_PUBLIC_URL", "https://calendar.example.edu?x=1", WANTED_URL),
        ("FEEDS_PUBLIC_URL", "https://calendar.example.edu#x", WANTED_URL),
        ("FEEDS_PUBLIC_URL", "https://user:password@calendar.example.edu", WANTED_URL),
        ("FEEDS_PUBLIC_URL", "https://calendar.example.edu:", WANTED_URL),
        ("FEEDS_PUBLIC_URL", "https://calendar.example.edu:http", WANTED_URL),
        ("FEEDS_PUBLIC_URL", "https://calendar .example.edu", WANTED_URL),
        ("FEEDS_PUBLIC_URL", 'https://calendar.example.edu"><script>', WANTED_URL),
        ("FEEDS_PUBLIC_URL", "https://calendar.example.edu\r\nX-Evil: 1", WANTED_URL),
        ("FEEDS_PUBLIC_URL", "https://cal\tendar.example.edu", WANTED_URL),
        ("FEEDS_PUBLIC_URL", "https://kalender.\u00fcbung.example", WANTED_URL),
        ("FEEDS_PUBLIC_URL", "https://[::1", WANTED_URL),
        ("FEEDS_PUBLIC_URL", "https://::1", WANTED_URL),
        ("FEEDS_PUBLIC_URL", "http://[:::]", WANTED_URL),
        ("FEEDS_PUBLIC_URL", "http://[2001:db8::1::2]", WANTED_URL),
        ("FEEDS_PUBLIC_URL", "http://[12345::1]", WANTED_URL),
        ("FEEDS_RELOAD_SECONDS", "-1", WANTED_SECONDS),
        ("FEEDS_RELOAD_SECONDS", "3600.5", WANTED_SECONDS),
        ("FEEDS_RELOAD_SECONDS", "1s", WANTED_SECONDS),
        ("FEEDS_RELOAD_SECONDS", "1,5", WANTED_SECONDS),
        ("FEEDS_RELOAD_SECONDS", "never", WANTED_SECONDS),
        ("FEEDS_RELOAD_SECONDS", "nan", WANTED_SECONDS),
        ("FEEDS_RELOAD_SECONDS", "inf", WANTED_SECONDS),
        ("FEEDS_PROXY_HOPS", "-1", WANTED_HOPS),
        ("FEEDS_PROXY_HOPS", "10", WANTED_HOPS),
        ("FEEDS_PROXY_HOPS", "1.0", WANTED_HOPS),
        ("FEEDS_PROXY_HOPS", "one", WANTED_HOPS),
        ("FEEDS_PROXY_HOPS", "\u0661", WANTED_HOPS),
        ("FEEDS_LOG_FORMAT", "xml", WANTED_FORMAT),
        ("FEEDS_LOG_FORMAT", "text,json", WANTED_FORMAT),
    ],
)
def test_setting_that_means_nothing_is_an_error_that_says_what_to_write(name: str, value: str, wanted: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.from_environment({name: value})

    assert str(caught.value) == f"{name} has the value {value!r}; {wanted}"


def test_settings_are_read_from_the_process_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FEEDS_DATA_DIR", "/from/the/process")

    assert Settings.from_environment().data_dir == Path("/from/the/process")
