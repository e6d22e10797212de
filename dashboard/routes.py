"""Every exhibit as JSON, CSV and XLSX; map layers; health."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress

from flask import Blueprint, Response, current_app, jsonify, request
from plotly.io.json import to_json_plotly

from dashboard.damage import DamagedError
from dashboard.errors import plain_answer
from dashboard.exhibit import Answer, Exhibit, answer
from dashboard.export import file_name, to_csv, to_json, to_xlsx
from dashboard.picture import picture_name, stamped_figure
from dashboard.selection import Problem, Selection, address_key
from dashboard.warehouse import LOST, Warehouse

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FOR_EVER = "public, max-age=31536000, immutable"
# Long lists of what is allowed (councils) are cut in an error; the full list is in the data.
MAX_ALLOWED = 120


def data_routes(warehouse: Warehouse, exhibits: Mapping[str, Exhibit]) -> Blueprint:
    """The routes that serve data rather than pages."""
    routes = Blueprint("data", __name__)

    def asked(exhibit_id: str, make: Callable[[Answer], Response]) -> Response:
        exhibit = exhibits.get(exhibit_id)
        if exhibit is None:
            return _error(404, f"There is no exhibit “{exhibit_id[:60]}”.", exhibits=list(exhibits))
        snapshot = warehouse.snapshot()
        query = request.query_string.decode("utf-8", "replace")
        selection, problems = Selection.parse(query, snapshot.vocabulary)
        if problems:
            return _refused(problems)
        return make(answer(exhibit, selection, snapshot))

    @routes.get("/exhibits.json")
    def list_exhibits() -> Response:
        listed = [
            {
                "exhibit": exhibit.id,
                "question": exhibit.question,
                "theme": exhibit.theme,
                "keys": [address_key(key) for key in exhibit.keys],
                "address": f"/exhibits/{exhibit.id}.json",
            }
            for exhibit in exhibits.values()
        ]
        return jsonify({"data_version": warehouse.snapshot().version, "exhibits": listed})

    @routes.get("/exhibits/<exhibit_id>.json")
    def as_json(exhibit_id: str) -> Response:
        return asked(exhibit_id, lambda a: Response(to_json(a), mimetype="application/json"))

    @routes.get("/exhibits/<exhibit_id>.csv")
    def as_csv(exhibit_id: str) -> Response:
        # A byte order mark, or Excel reads the file in the wrong alphabet.
        return asked(
            exhibit_id,
            lambda a: _download("\ufeff" + to_csv(a, request.url), "text/csv", file_name(a, "csv")),
        )

    @routes.get("/exhibits/<exhibit_id>.xlsx")
    def as_xlsx(exhibit_id: str) -> Response:
        return asked(
            exhibit_id,
            lambda a: _download(to_xlsx(a, request.url), XLSX_TYPE, file_name(a, "xlsx")),
        )

    @routes.get("/exhibits/<exhibit_id>/figure.json")
    def as_figure(exhibit_id: str) -> Response:
        return asked(exhibit_id, _figure_to_save)

    @routes.get("/geometry/<name>")
    def geometry(name: str) -> Response:
        drawing = warehouse.drawing(request.path)
        if drawing is None:
            return _error(404, "There is no such map layer; the data may have been updated.")
        response = Response(drawing.content, mimetype="application/json")
        response.headers["Cache-Control"] = FOR_EVER
        return response

    @routes.get("/health")
    def health() -> Response:
        """200 as long as readers get good data: a balancer must not take those away too."""
        snapshot, trouble = warehouse.snapshot(), warehouse.trouble
        body = {"status": "degraded" if trouble else "ok", "data_version": snapshot.version}
        if trouble:
            body["reason"] = trouble
        response = jsonify(body)
        response.status_code = 503 if trouble == LOST else 200
        response.headers["Cache-Control"] = "no-store"
        return response

    @routes.app_errorhandler(DamagedError)
    def damaged(error: DamagedError) -> Response:
        """Answer from another version what was asked of one that was damaged this moment."""
        warehouse.look()
        if warehouse.snapshot().version != error.version:
            with suppress(DamagedError):
                return current_app.make_response(current_app.dispatch_request())
        response = plain_answer(503, LOST)
        response.headers["Retry-After"] = "60"
        return response

    return routes


def _figure_to_save(answer: Answer) -> Response:
    figure = stamped_figure(answer, request.url.replace("/figure.json", ".json"))
    body = {
        "name": picture_name(answer),
        "width": figure["layout"]["width"],
        "height": figure["layout"]["height"],
        "figure": figure,
    }
    return Response(to_json_plotly(body), mimetype="application/json")


def _download(content: str | bytes, mimetype: str, name: str) -> Response:
    response = Response(content, mimetype=mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _refused(problems: list[Problem]) -> Response:
    first = problems[0]
    allowed = list(first.allowed)
    return _error(
        400,
        first.message.replace(", so it was left out", "").replace(", so it was ignored", ""),
        key=first.key,
        value=first.value,
        allowed=allowed[:MAX_ALLOWED],
        allowed_in_all=len(allowed),
        problems=[{"key": p.key, "value": p.value, "error": p.message} for p in problems[:20]],
    )


def _error(status: int, message: str, **more: object) -> Response:
    response = jsonify({"error": message, **more})
    response.status_code = status
    return response
