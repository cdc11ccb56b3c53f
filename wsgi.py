"""The application for a WSGI server: `gunicorn wsgi:app`."""

from feeds.settings import Settings
from feeds.web.app import create_app

app = create_app(Settings.from_environment())
