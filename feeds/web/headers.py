"""The headers of requests and answers."""

from flask import Response, request

# No answer depends on a date, and one that cannot be parsed (`Thu, 32 Jan 99999999999`) would make Werkzeug fail;
# a range of a calendar is of no use to anyone, and If-Match is for those who write.
_IGNORED = ("HTTP_IF_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_RANGE", "HTTP_IF_UNMODIFIED_SINCE", "HTTP_RANGE")

# Everything from here, and nothing inline; `connect-src` is for the count beside the form.
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors "
)
_PAGE = {
    "Content-Security-Policy": f"{_POLICY}'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
# The only view that other sites may frame.
_EMBEDDED_VIEW = "pages.embedded_page"
_EMBEDDED = {"Content-Security-Policy": f"{_POLICY}*", "Cross-Origin-Resource-Policy": "cross-origin"}

PAGE_SECONDS = 60
"""How long a page may be kept: what is next on it depends on the clock."""

FEED = {
    # Calendar apps come when they like; this is for caches on the way, also while the server is down.
    "Cache-Control": "public, max-age=300, stale-while-revalidate=3600, stale-if-error=604800",
    "Access-Control-Allow-Origin": "*",
    "X-Robots-Tag": "noindex",
}
"""The headers of every feed, whatever its form."""


def ignore_conditions() -> None:
    """Take every condition out of the request but If-None-Match, the only one that answers depend on."""
    for name in _IGNORED:
        request.environ.pop(name, None)


def protect(response: Response) -> Response:
    """Add the headers that keep browsers from guessing, framing and telling on."""
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    if response.mimetype == "text/html":
        response.headers.update(_EMBEDDED if request.endpoint == _EMBEDDED_VIEW else _PAGE)
    if response.status_code >= 400:
        response.headers["Cache-Control"] = "no-store"
    elif response.mimetype == "text/html":
        response.headers.setdefault("Cache-Control", f"public, max-age={PAGE_SECONDS}")
    return response
