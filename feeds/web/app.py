"""The application factory."""

from collections.abc import Callable
from datetime import UTC, datetime

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from feeds.catalog.catalog import Catalog, here
from feeds.catalog.shelf import Apart
from feeds.course import wording
from feeds.settings import Settings
from feeds.web import changes, errors, headers
from feeds.web.addresses import FeedConverter
from feeds.web.answers import Answers
from feeds.web.assets import assets
from feeds.web.courses import courses
from feeds.web.events import events
from feeds.web.feeds import feeds
from feeds.web.hosts import guard, trust
from feeds.web.metrics import metrics
from feeds.web.openapi import openapi
from feeds.web.operations import operations
from feeds.web.pages import pages
from feeds.web.preview import by_month
from feeds.web.publication import Publication
from feeds.web.schemas import schemas
from feeds.web.shortcut import Shortcut
from feeds.web.site import Site
from feeds.web.staff import staff
from feeds.web.status import status
from feeds.web.subscribe import LONGEST


def _utc_now() -> datetime:
    return datetime.now(UTC)


def create_app(
    settings: Settings,
    now: Callable[[], datetime] = _utc_now,
    apart: Apart = here,
    publication: Publication | None = None,
) -> Flask:
    """Make the application; `now` is the clock of the pages, aware. No feed depends on it.

    With a `publication` the pages offer what a static host has, and say what it has not. Courses are read `apart`.
    They are read again when somebody calls `look` of the catalog every now and then.
    """
    app = Flask(__name__, static_folder=None)
    app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(by_month=by_month, day=changes.day, longest=LONGEST, wording=wording)
    catalog = Catalog(
        settings.data_dir,
        settings.public_url,
        state_dir=settings.state_dir,
        reload_seconds=settings.reload_seconds,
        apart=apart,
    )
    answers = Answers(catalog, settings.public_url)
    app.extensions["site"] = Site(
        catalog=catalog, answers=answers, settings=settings, now=now, apart=apart, publication=publication
    )
    # A redirect of Werkzeug's would take its host from the request; and feeds never redirect.
    app.url_map.merge_slashes = False
    app.url_map.converters["feed"] = FeedConverter
    for blueprint in (operations, metrics, assets, openapi, schemas, feeds, courses, pages, events, staff, status):
        app.register_blueprint(blueprint)
    errors.handle(app)
    is_trusted = trust(settings.trusted_hosts)
    app.before_request(guard(is_trusted))
    app.before_request(errors.refuse_odd)
    app.before_request(headers.ignore_conditions)
    # Flask calls these in the opposite order.
    app.after_request(headers.protect)
    app.after_request(errors.refuse_unmatched)
    app.wsgi_app = Shortcut(app.wsgi_app, answers, is_trusted)  # type: ignore[method-assign]
    if settings.proxy_hops:
        # Who asks is told by the proxy; what it says of host and scheme matters nowhere.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxy_hops, x_proto=0)  # type: ignore[method-assign]
    return app
