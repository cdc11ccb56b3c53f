"""The application factory."""

from collections.abc import Callable
from datetime import UTC, datetime

from flask import Flask

from feeds.catalog import Catalog
from feeds.course import wording
from feeds.settings import Settings
from feeds.web import changes, errors, headers
from feeds.web.addresses import FeedConverter
from feeds.web.courses import courses
from feeds.web.events import events
from feeds.web.feeds import feeds
from feeds.web.operations import operations
from feeds.web.pages import pages
from feeds.web.preview import by_month
from feeds.web.schemas import schemas
from feeds.web.site import Site
from feeds.web.staff import staff
from feeds.web.status import status
from feeds.web.subscribe import LONGEST


def _utc_now() -> datetime:
    return datetime.now(UTC)


def create_app(settings: Settings, now: Callable[[], datetime] = _utc_now) -> Flask:
    """Make the application; `now` is the clock of the pages, aware. No feed depends on it."""
    app = Flask(__name__, static_folder=None)
    app.config["TRUSTED_HOSTS"] = list(settings.trusted_hosts) or None
    app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False
    # As long as pages: a new page with an old style sheet would be a mess.
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = headers.PAGE_SECONDS
    # Only now, since Flask's constructor would let it answer to OPTIONS.
    app.static_folder = "static"
    app.add_url_rule("/static/<path:filename>", "static", app.send_static_file)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(by_month=by_month, day=changes.day, longest=LONGEST, wording=wording)
    catalog = Catalog(settings.data_dir, settings.public_url, reload_seconds=settings.reload_seconds)
    app.extensions["site"] = Site(catalog=catalog, settings=settings, now=now)
    # A redirect of Werkzeug's would take its host from the request; and feeds never redirect.
    app.url_map.merge_slashes = False
    app.url_map.converters["feed"] = FeedConverter
    for blueprint in (operations, schemas, feeds, courses, pages, events, staff, status):
        app.register_blueprint(blueprint)
    errors.handle(app)
    app.before_request(headers.ignore_conditions)
    app.after_request(headers.protect)
    return app
