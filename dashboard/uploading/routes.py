"""The pages of an upload: give the token, give a file, see the report, publish."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import PurePath
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Response, jsonify, redirect, render_template, request, send_file
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from dashboard.loading.model import Limits
from dashboard.settings import Settings
from dashboard.uploading.access import is_token, let_in, may_load
from dashboard.uploading.jobs import Asked, Jobs, TooLargeError
from dashboard.uploading.words import STATES, TABLES, column_words

# A wrong token costs a guesser time; someone who mistyped hardly notices.
WRONG_TOKEN_SECONDS = 0.5
FORM_BYTES = 100_000
MAX_NAME = 120


def upload_pages(
    settings: Settings, limits: Limits | None = None, trouble: Callable[[], str] = str
) -> Blueprint:
    """The routes under /load. The settings must hold a token.

    `trouble` says what is wrong with the data that readers see, if anything is.
    """
    limits = limits or Limits()
    token = settings.load_token
    most = int(limits.megabytes * 1_000_000)
    jobs = Jobs(settings, most)
    routes = Blueprint("loading", __name__, url_prefix="/load", template_folder="templates")

    @routes.before_request
    def admit() -> AnyResponse | None:
        request.max_content_length = most + FORM_BYTES
        if request.method == "POST" and not _from_here():
            return _page("closed.html", 403, words="This form was sent from another site.")
        if request.endpoint == "loading.sign_in" or may_load(request, token):
            return None
        if request.endpoint == "loading.follow":
            # Asked by a script: it opens the page anew, which says more.
            response = jsonify({"working": False})
            response.status_code = 401
            return response
        if request.method == "POST":
            words = "Give the token again: eight hours have passed since you last did."
            return _page("closed.html", 403, words=words)
        return _page("closed.html", 401)

    @routes.context_processor
    def on_every_page() -> dict[str, str]:
        return {"trouble": trouble()}

    @routes.post("/sign-in")
    def sign_in() -> AnyResponse:
        if not is_token(request.form.get("token", ""), token):
            time.sleep(WRONG_TOKEN_SECONDS)
            return _page("closed.html", 403, words="This is not the token.")
        response = redirect("/load", 303)
        let_in(response, token, secure=request.is_secure)
        return response

    @routes.get("")
    def form() -> AnyResponse:
        return _form()

    @routes.post("")
    def receive() -> AnyResponse:
        given = request.files.get("file")
        name = (given.filename or "") if given else ""
        asked, wrong = _asked(PurePath(name.replace("\\", "/")).name[:MAX_NAME])
        if given is None or not asked.name:
            return _form(400, "Choose a file first.", asked)
        if wrong:
            return _form(400, wrong, asked)
        try:
            job = jobs.receive(given.stream, asked)
        except TooLargeError:
            return _form(413, _too_large(limits), asked)
        return redirect(f"/load/{job}", 303)

    @routes.get("/<job>")
    def show(job: str) -> AnyResponse:
        status = jobs.status(job)
        return _page(
            "job.html",
            200,
            job=job,
            asked=jobs.asked(job),
            progress=status,
            state=STATES[status.state],
            report=jobs.report(job),
            tables=TABLES,
            column_words=column_words,
        )

    @routes.get("/<job>.json")
    def follow(job: str) -> Response:
        status = jobs.status(job)
        return jsonify(
            {
                "working": status.working,
                "words": status.words or STATES[status.state],
                "share": status.share,
            }
        )

    @routes.get("/<job>/<name>")
    def file(job: str, name: str) -> Response:
        return send_file(
            jobs.file(job, name), mimetype="text/csv", as_attachment=True, download_name=name
        )

    @routes.post("/<job>/again")
    def again(job: str) -> AnyResponse:
        asked, wrong = _asked(jobs.asked(job).name)
        if wrong:
            return _form(400, wrong, asked)
        jobs.check_again(job, asked)
        return redirect(f"/load/{job}", 303)

    @routes.post("/<job>/publish")
    def publish(job: str) -> AnyResponse:
        # Twice pressed is once published.
        if jobs.status(job).state == "ready":
            jobs.publish(job)
        return redirect(f"/load/{job}", 303)

    @routes.errorhandler(LookupError)
    def gone(_: LookupError) -> AnyResponse:
        words = "There is no such upload. Uploads are kept for one day."
        return _form(404, words)

    @routes.errorhandler(HTTPException)
    def refused(error: HTTPException) -> AnyResponse:
        if error.code == 413:
            return _form(413, _too_large(limits))
        return error.get_response()

    def _form(status: int = 200, wrong: str = "", asked: Asked | None = None) -> AnyResponse:
        return _page(
            "form.html",
            status,
            wrong=wrong,
            asked=asked or Asked(""),
            tables=TABLES,
            limits=limits,
            mapping="\n".join(f"{a} = {b}" for a, b in asked.mapping.items()) if asked else "",
        )

    return routes


def _page(template: str, status: int, **values: Any) -> Response:
    response = Response(render_template(f"load/{template}", **values), status, mimetype="text/html")
    response.headers["Cache-Control"] = "no-store"
    return response


def _too_large(limits: Limits) -> str:
    return (
        f"The file is too large: at most {limits.megabytes:,.0f} MB are taken. "
        "Larger ones can be loaded on the server: python -m dashboard load FILE"
    )


def _asked(name: str) -> tuple[Asked, str]:
    """What the form says about a file, and what is wrong with it, in words."""
    form = request.form
    mapping, wrong = {}, ""
    for line in form.get("mapping", "").splitlines():
        theirs, equals, ours = line.rpartition("=")
        if line.strip() and not (equals and theirs.strip() and ours.strip()):
            wrong = f"Write each pair of columns as “their column = our column”, not “{line[:80]}”."
        elif line.strip():
            mapping[theirs.strip()] = ours.strip()
    table = form.get("table") or None
    if table is not None and table not in TABLES:
        wrong = "Choose one of the kinds of records listed."
    return (
        Asked(
            name=name,
            table=table,
            sheet=form.get("sheet", "").strip() or None,
            source=form.get("source", "").strip()[:300] or None,
            skip_bad=form.get("skip_bad") == "yes",
            mapping=mapping,
        ),
        wrong,
    )


def _from_here() -> bool:
    """Whether a form was sent by a page of ours, as far as the browser says."""
    origin = request.headers.get("Origin")
    return origin in (None, "null") or urlsplit(origin).netloc == request.host
