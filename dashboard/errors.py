"""A clear plain answer whatever goes wrong: no traceback, no query, no path."""

from __future__ import annotations

import logging

from dash.exceptions import DependencyException
from flask import Flask, Response, jsonify, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

# A callback's request is a few kB; uploads have a limit of their own.
LARGEST_REQUEST = 1_000_000
WORDS = {
    400: "The request cannot be understood.",
    401: "Sign in first.",
    403: "This is not allowed.",
    404: "There is nothing at this address.",
    405: "This address does not take requests of this kind.",
    413: "The request is too large.",
    415: "The request must be JSON.",
}
FAILED = "Something went wrong that should not have. It has been written to the log."

log = logging.getLogger(__name__)


def answer_errors(server: Flask) -> None:
    """Answer every exception in words, and write unexpected ones to the log."""
    server.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST

    @server.errorhandler(HTTPException)
    def refused(error: HTTPException) -> AnyResponse:
        code = error.code or 500
        if error.response is not None or code < 400:
            return error.get_response()
        response = plain_answer(code, _own_words(error) or WORDS.get(code, "This did not work."))
        for name, value in error.get_headers():
            if name in ("Allow", "Retry-After"):
                response.headers[name] = value
        return response

    @server.errorhandler(DependencyException)
    def no_such_file(_: DependencyException) -> Response:
        return plain_answer(404, WORDS[404])

    @server.errorhandler(Exception)
    def failed(error: Exception) -> Response:
        log.error("An error answering %s %s", request.method, request.endpoint, exc_info=error)
        return plain_answer(500, FAILED)


def plain_answer(status: int, words: str) -> Response:
    """Words for a reader as text, for a program as JSON."""
    if "text/html" in request.headers.get("Accept", ""):
        response = Response(words + "\n", mimetype="text/plain")
    else:
        response = jsonify({"error": words})
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    return response


def _own_words(error: HTTPException) -> str | None:
    """What we said ourselves; what the library says may quote the request."""
    kind = type(error)
    own = error.description != kind.description and kind.__init__ is HTTPException.__init__
    return error.description if own else None
