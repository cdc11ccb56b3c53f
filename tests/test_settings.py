"""The settings: what the environment means, and what is said of what means nothing."""

from pathlib import Path

import pytest

from feeds.errors import SettingsError
from feeds.settings import Settings

WANTED_URL = "write the scheme and host that subscribers use, such as https://calendar.example.edu"
WANTED_SECONDS = "write a number of seconds from 0 to 3600"


def test_settings_without_environment_are_the_defaults() -> None:
    assert Settings.from_environment({}) == Settings(
        data_dir=Path("data"),
        public_url="http://127.0.0.1:8000",
        trusted_hosts=(),
        reload_seconds=1.0,
    )


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"FEEDS_DATA_DIR": "/srv/feeds/data"}, Settings(data_dir=Path("/srv/feeds/data"))),
        ({"FEEDS_DATA_DIR": " with space "}, Settings(data_dir=Path("with space"))),
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
        ({"FEEDS_RELOAD_SECONDS": "0"}, Settings(reload_seconds=0.0)),
        ({"FEEDS_RELOAD_SECONDS": "2.5"}, Settings(reload_seconds=2.5)),
        ({"FEEDS_RELOAD_SECONDS": "3600"}, Settings(reload_seconds=3600.0)),
        (
            {
                "FEEDS_DATA_DIR": "d",
                "FEEDS_PUBLIC_URL": "https://c.example",
                "FEEDS_TRUSTED_HOSTS": "c.example",
                "FEEDS_RELOAD_SECONDS": "60",
            },
            Settings(
                data_dir=Path("d"), public_url="https://c.example", trusted_hosts=("c.example",), reload_seconds=60.0
            ),
        ),
        # A variable that is empty is one that is not set, and others are none of ours.
        (
            {
                "FEEDS_DATA_DIR": "",
                "FEEDS_PUBLIC_URL": " ",
                "FEEDS_TRUSTED_HOSTS": " , ",
                "FEEDS_RELOAD_SECONDS": "\t",
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
    ],
)
def test_setting_that_means_nothing_is_an_error_that_says_what_to_write(name: str, value: str, wanted: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.from_environment({name: value})

    assert str(caught.value) == f"{name} has the value {value!r}; {wanted}"


def test_settings_are_read_from_the_process_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FEEDS_DATA_DIR", "/from/the/process")

    assert Settings.from_environment().data_dir == Path("/from/the/process")
