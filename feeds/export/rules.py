"""The files that tell common hosts how to answer with the others: the headers of the server, as far as a host can."""

import json
from collections.abc import Mapping

from feeds.calendar.feed import Form
from feeds.export.files import File
from feeds.web import assets, headers
from feeds.web.answers import MIMETYPES
from feeds.web.schemas import SCHEMA_TYPE

_PAGE = {**headers.PAGE, "Cache-Control": f"public, max-age={headers.PAGE_SECONDS}"}
_EMBEDDED = {**headers.EMBEDDED, "Cache-Control": f"public, max-age={headers.PAGE_SECONDS}"}
_FORMS = "|".join(Form)

_ABOUT_NETLIFY = """\
# Written by `feeds export`: headers on Netlify and on Cloudflare Pages.
# Cloudflare joins the values of a header that two rules give, so no two rules that match one address name the same one.
# How long pages are kept is therefore left to these hosts: both look again each time.
"""

_APACHE = """\
# Written by `feeds export`: headers and addresses on Apache, which needs `AllowOverride All` for this folder.
Options -Indexes -MultiViews
DirectoryIndex index.html
ErrorDocument 404 /404.html
{types}
FileETag MTime Size
<IfModule mod_rewrite.c>
RewriteEngine On
RewriteRule ^(\\.(feeds-export|htaccess|nojekyll)|_headers|vercel\\.json)$ - [R=404,L]
RewriteCond %{{REQUEST_FILENAME}} !-d
RewriteCond %{{REQUEST_FILENAME}}.html -f
RewriteRule [^/]$ %{{REQUEST_URI}}.html [END]
# A folder without a page of its own is no address.
RewriteCond %{{REQUEST_FILENAME}} -d
RewriteCond %{{REQUEST_FILENAME}}/index.html !-f
RewriteRule /$ - [R=404,L]
</IfModule>
<IfModule mod_setenvif.c>
SetEnvIf Request_URI "^/([^/]+)/([^/]+\\.({forms}))$" FEED_NAME=$1-$2
SetEnvIf Request_URI "^/([^/]+)/staff/([^/]+\\.({forms}))$" FEED_NAME=$1-staff-$2
</IfModule>
<IfModule mod_headers.c>
{everywhere}
# The time of a file lies when an event leaves a calendar.
Header unset Last-Modified
<If "%{{REQUEST_URI}} =~ m#^/(?!schema/)[^/]+/.+\\.({forms})$#">
{feed}
Header set Content-Disposition "inline; filename=\\"%{{FEED_NAME}}e\\"" env=FEED_NAME
</If>
<If "%{{REQUEST_URI}} =~ m#^/schema/#">
ForceType {schema}
{cors}
</If>
<If "%{{REQUEST_URI}} =~ m#\\.html$# && ! %{{REQUEST_URI}} =~ m#^/[^/]+/embed/#">
{page}
</If>
<If "%{{REQUEST_URI}} =~ m#^/[^/]+/embed/#">
{embedded}
</If>
</IfModule>
"""


def rules() -> tuple[File, ...]:
    """Write the rules of every host that takes some from a file; those of other hosts lie unused."""
    return (
        # Or GitHub would leave out what begins with an underscore.
        File(path=".nojekyll", body=b""),
        File(path="_headers", body=_netlify().encode()),
        File(path="vercel.json", body=_vercel().encode()),
        File(path=".htaccess", body=_apache().encode()),
    )


def _netlify() -> str:
    blocks = [
        ("/*", headers.EVERYWHERE),
        # Also those of /schema/, which lose nothing by it.
        *((f"/:course/*.{form}", _feed(form)) for form in Form),
        ("/", headers.PAGE),
        ("/:course/", headers.PAGE),
        # Also calendars, which no header for pages hurts.
        ("/:course/:page", headers.PAGE),
        ("/:course/staff/*", headers.PAGE),
        ("/:course/events/*", headers.PAGE),
        ("/:course/embed/*", headers.EMBEDDED),
    ]
    return _ABOUT_NETLIFY + "".join(
        "\n".join([pattern, *(f"  {name}: {value}" for name, value in given.items()), ""]) for pattern, given in blocks
    )


def _vercel() -> str:
    given: tuple[tuple[str, Mapping[str, str]], ...] = (
        ("/(.*)", headers.EVERYWHERE),
        *((rf"/((?!schema/)[^/]+/.+)\.{form}", _feed(form)) for form in Form),
        ("/schema/(.*)", {"Content-Type": SCHEMA_TYPE, **headers.CORS}),
        (rf"/((?!(?:[^/]+/embed|schema|static)/)(?!.*\.(?:{_FORMS}|svg)$).*)", _PAGE),
        ("/([^/]+/embed/.*)", _EMBEDDED),
    )
    document = {
        "$schema": "https://openapi.vercel.sh/vercel.json",
        "cleanUrls": True,
        "redirects": [
            {"source": r"/:course((?!(?:404|favicon\.svg|robots\.txt)$)[^/]+)", "destination": "/:course/"},
            {"source": "/:course/staff", "destination": "/:course/staff/"},
        ],
        "headers": [
            {"source": source, "headers": [{"key": key, "value": value} for key, value in pairs.items()]}
            for source, pairs in given
        ],
    }
    return json.dumps(document, indent=2) + "\n"


def _apache() -> str:
    types = [f'AddType "{MIMETYPES[form]}; charset=utf-8" .{form}' for form in Form]
    others = {"html": "text/html; charset=utf-8", **assets.TYPES}
    types += [f'AddType "{kind}" .{extension}' for extension, kind in others.items()]
    return _APACHE.format(
        types="\n".join(types),
        forms=_FORMS,
        schema=SCHEMA_TYPE,
        everywhere=_set(headers.EVERYWHERE, "always set"),
        feed=_set(headers.FEED),
        cors=_set(headers.CORS),
        page=_set(_PAGE),
        embedded=_set(_EMBEDDED),
    )


def _set(given: Mapping[str, str], how: str = "set") -> str:
    return "\n".join(f'Header {how} {name} "{value}"' for name, value in given.items())


def _feed(form: Form) -> dict[str, str]:
    return {"Content-Type": f"{MIMETYPES[form]}; charset=utf-8", **headers.FEED}
