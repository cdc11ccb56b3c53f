"""The headers of answers."""

from flask import Response

_PAGE = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self';"
        " base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}

FEED = {
    # Calendar apps come when they like; this is for caches on the way, also while the server is down.
    "Cache-Control": "public, max-age=300, stale-while-revalidate=3600, stale-if-error=604800",
    "Access-Control-Allow-Origin": "*",
    "X-Robots-Tag": "noindex",
}
"""The headers of every feed, whatever its form."""


def protect(response: Response) -> Response:
    """Add the headers that keep browsers from guessing, framing and telling on."""
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    if response.mimetype == "text/html":
        response.headers.update(_PAGE)
    if response.status_code >= 400:
        response.headers["Cache-Control"] = "no-store"
    elif response.mimetype == "text/html":
        response.headers.setdefault("Cache-Control", "public, max-age=60")
    return response
