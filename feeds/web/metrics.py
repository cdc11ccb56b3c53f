"""The address at which Prometheus asks what the workers have counted."""

from importlib.util import find_spec

from flask import Blueprint, Response, current_app

metrics = Blueprint("metrics", __name__)

EXTENSION = "metrics"
"""By this name the application of a worker that counts has its Counts."""


@metrics.get("/metrics")
def all_workers() -> Response:
    """Answer with what all workers have counted."""
    if find_spec("prometheus_client") is None:
        return _nothing("the extra 'metrics' is not installed; run .venv/bin/pip install --editable '.[metrics]'")
    counts = current_app.extensions.get(EXTENSION)
    if counts is None:
        return _nothing("this server counts nothing; its log says why, unless gunicorn.conf.py was not read")
    try:
        body, content_type = counts.of_all_workers()
    except (OSError, ValueError):
        return _nothing("the folder of what was counted is gone; start the server again")
    return Response(body, content_type=content_type, headers={"Cache-Control": "no-store"})


def _nothing(why: str) -> Response:
    return Response(f"There are no metrics: {why}.\n", 404, content_type="text/plain; charset=utf-8")
