"""The headers that hosts are told to send, read as those hosts read them."""

import json
import re
from collections.abc import Callable

import pytest
from conftest import DATA, PUBLIC_URL, SLUG

from feeds.calendar.feed import CourseFeeds, Form
from feeds.course.reader import read_course
from feeds.export.rules import rules
from feeds.web import headers
from feeds.web.answers import MIMETYPES
from feeds.web.publication import Publication, common

RULES = {file.path: file.body.decode() for file in rules()}
ADDRESSES = (*common(), *Publication().addresses(CourseFeeds(read_course(DATA / SLUG), PUBLIC_URL)))
PAGES = {"Cache-Control": f"public, max-age={headers.PAGE_SECONDS}"}


def kind(address: str) -> str:
    """Tell what an address is: a form of a calendar, a page, one to frame, a schema, or anything else."""
    if address.startswith("/schema/"):
        return "schema"
    if "/embed/" in address:
        return "embedded"
    form = re.search(rf"^/[^/]+/.+\.({'|'.join(Form)})$", address)
    if form:
        return form[1]
    return "asset" if re.search(r"\.(css|js|svg|txt)$", address) else "page"


def wanted(address: str) -> dict[str, str]:
    """Give the headers that the server has for an address, as far as a rule can say them."""
    of = kind(address)
    if of in tuple(Form):
        return {**headers.EVERYWHERE, **headers.FEED, "Content-Type": f"{MIMETYPES[Form(of)]}; charset=utf-8"}
    of_kind = {
        "page": {**headers.PAGE, **PAGES},
        "embedded": {**headers.EMBEDDED, **PAGES},
        "schema": {**headers.CORS, "Content-Type": "application/schema+json"},
        "asset": {},
    }
    return {**headers.EVERYWHERE, **of_kind[of]}


def netlify_rules() -> list[tuple[str, dict[str, str]]]:
    """Read `_headers`: a pattern at the beginning of a line, then headers that are indented."""
    found: list[tuple[str, dict[str, str]]] = []
    for line in RULES["_headers"].splitlines():
        if line.startswith("/"):
            found.append((line, {}))
        elif line.startswith("  "):
            name, value = line.strip().split(": ", 1)
            found[-1][1][name] = value
        else:
            assert line.startswith("#")
    return found


def cloudflare(pattern: str) -> "re.Pattern[str]":
    """A splat takes anything, a placeholder all but a slash; of neither may one name come twice."""
    assert pattern.count("*") <= 1
    escaped = re.escape(pattern).replace(r"\*", "(?P<splat>.*)")
    return re.compile(re.sub(r":([A-Za-z]\w*)", r"(?P<\1>[^/]+)", escaped))


def netlify(pattern: str) -> "re.Pattern[str]":
    """The same, but that a slash at the end makes no difference."""
    return re.compile(cloudflare(pattern.rstrip("/")).pattern + "/?")


def test_no_header_is_said_twice_of_an_address_where_a_host_would_join_the_two() -> None:
    for address in ADDRESSES:
        said = [name for pattern, given in netlify_rules() if cloudflare(pattern).fullmatch(address) for name in given]

        assert len(said) == len({*said}), address


@pytest.mark.parametrize("host", [cloudflare, netlify])
def test_netlify_and_cloudflare_send_what_the_server_sends(host: Callable[[str], "re.Pattern[str]"]) -> None:
    """How long a page is kept is theirs to say, a schema is any JSON; and calendars and files have what pages have."""
    patterns = [(host(pattern), given) for pattern, given in netlify_rules()]
    for address in ADDRESSES:
        matching = [given for pattern, given in patterns if pattern.fullmatch(address)]
        sent = {name: value for given in matching for name, value in given.items()}
        expected = wanted(address)
        match kind(address):
            case "page" | "embedded":
                del expected["Cache-Control"]
            case "schema":
                expected |= {**headers.PAGE, **headers.FEED, "Content-Type": "application/json; charset=utf-8"}
            case "asset" if host is cloudflare and address.count("/") == 1:
                pass
            case _:
                expected |= headers.PAGE

        assert sent == expected, address


def test_file_for_netlify_and_cloudflare_is_within_their_limits() -> None:
    assert len(netlify_rules()) <= 100
    assert max(map(len, RULES["_headers"].splitlines())) <= 2_000


def test_vercel_sends_what_the_server_sends() -> None:
    document = json.loads(RULES["vercel.json"])
    # Of what path-to-regexp knows there are only groups without a name, and characters.
    patterns = [(re.compile(each["source"]), each["headers"]) for each in document["headers"]]
    for address in ADDRESSES:
        sent = [each for pattern, given in patterns if pattern.fullmatch(address) for each in given]

        assert {each["key"]: each["value"] for each in sent} == wanted(address), address
        assert len(sent) == len(wanted(address)), address


def test_vercel_answers_without_the_end_of_a_files_name() -> None:
    document = json.loads(RULES["vercel.json"])

    assert document["cleanUrls"] is True
    # Set either way, pages of which the address ends with a slash, or all the others, would be redirected.
    assert "trailingSlash" not in document


@pytest.mark.parametrize(
    ("address", "to"),
    [
        (f"/{SLUG}", f"/{SLUG}/"),
        (f"/{SLUG}/staff", f"/{SLUG}/staff/"),
        ("/6.7960", "/6.7960/"),
        *((address, None) for address in ("/", f"/{SLUG}/", f"/{SLUG}/staff/", f"/{SLUG}/main", "/404")),
        *((address, None) for address in ("/favicon.svg", "/robots.txt", "/static/style.css", f"/{SLUG}/main.ics")),
    ],
)
def test_vercel_redirects_what_the_server_does(address: str, to: str | None) -> None:
    """Relative links of a course's page would else lead astray."""
    found = []
    for each in json.loads(RULES["vercel.json"])["redirects"]:
        source = re.sub(r":(\w+)(?=/)", r"(?P<\1>[^/]+)", re.sub(r":(\w+)\(", r"(?P<\1>", each["source"]))
        if match := re.fullmatch(source, address):
            found.append(each["destination"].replace(":course", match["course"]))

    assert found == ([to] if to else [])


def test_github_leaves_nothing_out() -> None:
    """It would what begins with an underscore, unless this file is there."""
    assert RULES[".nojekyll"] == ""


def test_apache_has_a_type_for_whatever_is_exported() -> None:
    """tests/deployed/test_export.py asks an Apache what it makes of all of it."""
    typed = dict(re.findall(r'^AddType "([^"]+)" \.(\w+)$', RULES[".htaccess"], re.MULTILINE))

    assert {extension: kind for kind, extension in typed.items()} == {
        **{str(form): f"{kind}; charset=utf-8" for form, kind in MIMETYPES.items()},
        "html": "text/html; charset=utf-8",
        "css": "text/css; charset=utf-8",
        "js": "text/javascript; charset=utf-8",
        "svg": "image/svg+xml; charset=utf-8",
    }
