"""A bare Flask application: a view that answers with ready bytes and lets Flask look at the request's conditions."""

from flask import Flask, Response, request

from bench.answers import kept

app = Flask(__name__, static_folder=None)
_ANSWERS = {answer.path: answer for answer in kept()}


@app.get("/healthz")
def healthz() -> Response:
    """Say that the process is up."""
    return Response("ok\n", content_type="text/plain; charset=utf-8")


@app.get("/<path:path>")
def answer(path: str) -> Response:
    """Answer with what is ready."""
    found = _ANSWERS[f"/{path}"]
    response = Response(found.body, headers=list(found.headers))
    response.make_conditional(request)
    return response
