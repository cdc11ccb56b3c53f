"""The application for a WSGI server: `gunicorn wsgi:app`."""

from feeds.settings import Settings
from feeds.web.app import create_app
from feeds.web.background import apart, begin

settings = Settings.from_environment()
app = create_app(settings, apart=apart)
begin(app, app.extensions["site"].catalog, settings.reload_seconds)
