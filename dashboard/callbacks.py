"""Callbacks: the address in, pages and answers out. Nothing is computed here."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from dash import ALL, MATCH, Dash, Input, Output, State, ctx, no_update
from dash.dependencies import ClientsideFunction

from dashboard.components import ids
from dashboard.components.card import basis_badge
from dashboard.components.controls import control_options, control_value, summary_words
from dashboard.components.detail import method, table, table_rows
from dashboard.components.filter_bar import chips, notices
from dashboard.components.sent import Sent
from dashboard.components.shell import missing_page, navigation, page_parts
from dashboard.exhibit import Answer, Exhibit, answer
from dashboard.pages import Page
from dashboard.selection import Selection
from dashboard.warehouse import Warehouse

# Exhibits of one page are asked side by side: DuckDB lets other threads run while it plans.
# Outputs of show_answers that stand for a list of components; the others stand alone.
PATTERNS = 8
WORKERS = ThreadPoolExecutor(max_workers=os.cpu_count(), thread_name_prefix="answers")


def register(
    app: Dash, warehouse: Warehouse, exhibits: Mapping[str, Exhibit], pages: Sequence[Page]
) -> None:
    """Tie addresses to pages, and what the reader does to addresses."""
    by_path = {page.path: page for page in pages}

    @app.callback(
        Output(ids.BAR, "children"),
        Output(ids.HEADING, "children"),
        Output(ids.PAGE, "children"),
        Input(ids.ADDRESS, "pathname"),
    )
    def show_page(path: str | None) -> tuple[Any, Any, Any]:
        page = by_path.get((path or "").rstrip("/"))
        parts = page_parts(page, exhibits, warehouse.snapshot()) if page else missing_page(pages)
        return parts.bar, parts.heading, parts.body

    @app.callback(
        Output(ids.part("figure", ALL), "figure"),
        Output(ids.part("detail", ALL), "children"),
        Output(ids.part("grid", ALL), "rowData"),
        Output(ids.part("sentence", ALL), "children"),
        Output(ids.part("basis", ALL), "children"),
        Output(ids.control(ALL), "value"),
        Output(ids.control(ALL), "options"),
        Output(ids.summary(ALL), "children"),
        Output("nav", "children"),
        Output(ids.CHIPS, "children"),
        Output(ids.NOTICES, "children"),
        Output(ids.SHOWN, "data"),
        Input(ids.ADDRESS, "search"),
        Input(ids.ADDRESS, "pathname"),
        State(ids.part("view", ALL), "value"),
        State(ids.control(ALL), "value"),
        State(ids.SHOWN, "data"),
        # The charts stay; after 0.3 seconds they fade and a bar runs along the top.
        running=[(Output(ids.PAGE, "className"), "busy", "")],
    )
    def show_answers(
        search: str | None, path: str, views: list[str], held: list[Any], shown: dict | None
    ) -> list[Any]:
        snapshot = warehouse.snapshot()
        vocabulary = snapshot.vocabulary
        selection, problems = Selection.parse(search or "", vocabulary)
        page = by_path.get(path.rstrip("/"))
        query = selection.query()
        links = navigation(pages, page.path if page else "", query)
        names, grids, controls, summaries = _asked_for()
        if page is None or not set(names) <= set(page.exhibits):
            # The reader is leaving: what is still there belongs to the page before.
            before = [[no_update] * len(group) for group in ctx.outputs_list[:PATTERNS]]
            return [*before, links, [], [], None]
        answers = list(WORKERS.map(lambda name: answer(exhibits[name], selection, snapshot), names))
        by_name = dict(zip(names, answers, strict=True))
        sent = Sent(shown, path)
        values = {key: control_value(key, selection, vocabulary) for key in controls}
        return [
            [_figure(one, view, sent) for one, view in zip(answers, views, strict=True)],
            [
                method(one) if view == "method" else no_update
                for one, view in zip(answers, views, strict=True)
            ],
            [_rows(by_name[name], sent) for name in grids],
            [sent.once(f"sentence {one.exhibit.id}", one.sentence) for one in answers],
            [_badge(one, sent) for one in answers],
            [
                no_update if values[key] == now else values[key]
                for key, now in zip(controls, held, strict=True)
            ],
            [
                sent.once(f"options {key}", control_options(key, selection, vocabulary))
                for key in controls
            ],
            [
                sent.once(f"summary {key}", summary_words(key, selection, vocabulary))
                for key in summaries
            ],
            sent.once("links", links),
            sent.once("chips", chips(path, selection, vocabulary) if names else []),
            sent.once("notices", notices(problems) if names else []),
            {"query": query, "values": values, "marks": sent.marks, "path": path},
        ]

    @app.callback(
        Output(ids.part("figure", MATCH), "figure", allow_duplicate=True),
        Output(ids.part("detail", MATCH), "children", allow_duplicate=True),
        Output(ids.part("chart", MATCH), "hidden"),
        Output(ids.part("detail", MATCH), "hidden"),
        Output(ids.part("figure", MATCH), "style"),
        Input(ids.part("view", MATCH), "value"),
        State(ids.ADDRESS, "search"),
        prevent_initial_call=True,
    )
    def show_view(view: str, search: str | None) -> tuple[Any, Any, bool, bool, Any]:
        snapshot = warehouse.snapshot()
        selection, _ = Selection.parse(search or "", snapshot.vocabulary)
        one = answer(exhibits[ctx.triggered_id["exhibit"]], selection, snapshot)
        if view != "chart":
            return no_update, _detail(one, view), True, False, no_update
        figure = one.figure()
        # A chart that was hidden is drawn into the room it finds, whatever its own height.
        room = no_update if one.exhibit.fluid else {"minHeight": f"{figure['layout']['height']}px"}
        return figure, no_update, False, True, room

    _register_browser_callbacks(app)


def _asked_for() -> list[list[str]]:
    """Exhibits, open tables, controls and summaries on the page, from the outputs asked for."""
    groups = ((0, "exhibit"), (2, "exhibit"), (5, "control"), (7, "summary"))
    return [[output["id"][key] for output in ctx.outputs_list[place]] for place, key in groups]


def _origin(one: Answer) -> str:
    """What an exhibit's rows and chart follow from."""
    view = one.view
    return f"{view.snapshot.version} {view.selection.only(one.exhibit.keys).query()}"


def _figure(one: Answer, view: str, sent: Sent) -> Any:
    if view != "chart":
        return no_update
    return sent.made_from(f"figure {one.exhibit.id}", _origin(one), one.figure)


def _rows(one: Answer, sent: Sent) -> Any:
    return sent.made_from(f"rows {one.exhibit.id}", _origin(one), lambda: table_rows(one))


def _badge(one: Answer, sent: Sent) -> Any:
    badge = None if one.frame.empty else basis_badge(one.basis)
    return sent.once(f"basis {one.exhibit.id}", badge)


def _detail(one: Answer, view: str) -> Any:
    return table(one.exhibit, table_rows(one)) if view == "table" else method(one)


def _register_browser_callbacks(app: Dash) -> None:
    """What the browser does by itself; the functions are in `assets/dashboard.js`."""

    def in_browser(name: str, *arguments: Any) -> None:
        app.clientside_callback(
            ClientsideFunction("dashboard", name), *arguments, prevent_initial_call=True
        )

    in_browser(
        "filtersToAddress",
        Input(ids.control(ALL), "value"),
        State(ids.SHOWN, "data"),
        State(ids.DEFAULTS, "data"),
    )
    in_browser("linksToFiles", Input(ids.SHOWN, "data"))
    in_browser("clickToAddress", Input(ids.part("figure", ALL), "clickData"))
    in_browser("rowToAddress", Input(ids.part("grid", ALL), "selectedRows"))
    in_browser("savePicture", Input(ids.part("png", ALL), "n_clicks"))
    in_browser(
        "searchTable",
        Output(ids.part("grid", MATCH), "dashGridOptions"),
        Input(ids.part("search", MATCH), "value"),
        State(ids.part("grid", MATCH), "dashGridOptions"),
    )
    in_browser(
        "foldFilters",
        Output(ids.FILTER_BODY, "className"),
        Output(ids.FILTER_TOGGLE, "aria-expanded"),
        Input(ids.FILTER_TOGGLE, "n_clicks"),
    )
