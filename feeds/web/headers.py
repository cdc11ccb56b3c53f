"""The headers of requests and answers."""

from flask import Response, request

# No answer depends on a date, and one that cannot be parsed (`Thu, 32 Jan 99999999999`) would make Werkzeug fail;
# a range of a calendar is of no use to anyone.
_IGNORED = ("HTTP_IF_MODIFIED_SINCE", "HTTP_IF_RANGE", "HTTP_IF_UNMODIFIED_SINCE", "HTTP_RANGE")

IF_MATCH = "feeds.if-match"
"""Under this name the environment has If-Match, whose own name would make Werkzeug answer 412 as a calendar."""

# Everything from here, and nothing inline; `connect-src` is for the count beside the form.
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors "
)
# What browsers would ask for; to copy an address is not among them.
_UNUSED = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
PAGE = {
    "Content-Security-Policy": f"{_POLICY}'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": _UNUSED,
    "X-Frame-Options": "DENY",
}
"""What a page may do, and who may show it inside another one: nobody."""

EMBEDDED = {
    "Content-Security-Policy": f"{_POLICY}*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Permissions-Policy": _UNUSED,
}
"""The same for the only pages that other sites may frame."""

_EMBEDDED_VIEW = "pages.embedded_page"

PAGE_SECONDS = 60
"""How long a page may be kept: what is next on it depends on the clock."""

CORS = {"Access-Control-Allow-Origin": "*"}
"""Lets the scripts of every site read an answer: there is nothing that not everybody may know."""

PREFLIGHT = {
    **CORS,
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Max-Age": "86400",
}
"""The answer to a script that asks whether it may read a feed."""

EVERYWHERE = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
"""What keeps browsers from guessing, and from telling where somebody came from."""

FEED = {
    # Calendar apps come when they like; this is for caches on the way, also while the server is down.
    "Cache-Control": "public, max-age=300, stale-while-revalidate=3600, stale-if-error=604800",
    **CORS,
    "X-Robots-Tag": "noindex",
}
"""The headers of every feed, whatever its form."""


def ignore_conditions() -> None:
    """Leave of the conditions in the request only the two that answers depend on, If-None-Match and If-Match."""
    for name in _IGNORED:
        request.environ.pop(name, None)
    if (wanted := request.environ.pop("HTTP_IF_MATCH", None)) is not None:
        request.environ[IF_MATCH] = wanted


def protect(response: Response) -> Response:
    """Add the headers that keep browsers from guessing, framing and telling on."""
    response.headers.update(EVERYWHERE)
    if response.mimetype == "text/html":
        response.headers.update(EMBEDDED if request.endpoint == _EMBEDDED_VIEW else PAGE)
    if response.status_code >= 400:
        response.headers["Cache-Control"] = "no-store"
    elif response.mimetype == "text/html":
        response.headers.setdefault("Cache-Control", f"public, max-age={PAGE_SECONDS}")
    return response
