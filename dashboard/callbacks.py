"""Callbacks: the address in, pages and answers out. Nothing is computed here."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from zlib import crc32

from dash import ALL, MATCH, Dash, Input, Output, State, ctx, no_update
from dash.dependencies import ClientsideFunction

from dashboard.components import ids
from dashboard.components.card import basis_badge
from dashboard.components.controls import control_options, control_value, summary_words
from dashboard.components.detail import method, table, table_rows
from dashboard.components.filter_bar import chips, notices
from dashboard.components.shell import missing_page, navigation, page_parts
from dashboard.exhibit import Answer, Exhibit, answer
from dashboard.pages import Page
from dashboard.selection import Selection
from dashboard.warehouse import Warehouse

# Exhibits of one page are asked side by side: DuckDB lets other threads run while it plans.
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
        Output("nav", "children"),
        Input(ids.ADDRESS, "pathname"),
        State(ids.ADDRESS, "search"),
    )
    def show_page(path: str | None, search: str | None) -> tuple[Any, Any, Any, Any]:
        snapshot = warehouse.snapshot()
        page = by_path.get((path or "").rstrip("/"))
        selection, _ = Selection.parse(search or "", snapshot.vocabulary)
        links = navigation(pages, page.path if page else "", selection.query())
        parts = page_parts(page, exhibits, snapshot) if page else missing_page(pages)
        return parts.bar, parts.heading, parts.body, links

    @app.callback(
        Output(ids.part("figure", ALL), "figure"),
        Output(ids.part("detail", ALL), "children"),
        Output(ids.part("grid", ALL), "rowData"),
        Output(ids.part("sentence", ALL), "children"),
        Output(ids.part("basis", ALL), "children"),
        Output(ids.control(ALL), "value"),
        Output(ids.control(ALL), "options"),
        Output(ids.summary(ALL), "children"),
        Output(ids.CHIPS, "children"),
        Output(ids.NOTICES, "children"),
        Output(ids.SHOWN, "data"),
        Input(ids.ADDRESS, "search"),
        Input(ids.ADDRESS, "pathname"),
        State(ids.part("view", ALL), "value"),
        State(ids.control(ALL), "value"),
        State(ids.SHOWN, "data"),
    )
    def show_answers(
        search: str | None, path: str, views: list[str], held: list[Any], shown: dict | None
    ) -> list[Any]:
        snapshot = warehouse.snapshot()
        vocabulary = snapshot.vocabulary
        selection, problems = Selection.parse(search or "", vocabulary)
        names = [output["id"]["exhibit"] for output in ctx.outputs_list[0]]
        grids = [output["id"]["exhibit"] for output in ctx.outputs_list[2]]
        answers = list(WORKERS.map(lambda name: answer(exhibits[name], selection, snapshot), names))
        controls = [output["id"]["control"] for output in ctx.outputs_list[5]]
        summaries = [output["id"]["summary"] for output in ctx.outputs_list[7]]
        pairs = list(zip(answers, views, strict=True))
        query = selection.query()
        values = {key: control_value(key, selection, vocabulary) for key in controls}
        choices = {key: control_options(key, selection, vocabulary) for key in controls}
        marks = {key: crc32(repr(listed).encode()) for key, listed in choices.items()}
        # Another page has other controls, empty as yet.
        known = shown["marks"] if shown and shown["path"] == path else {}
        return [
            [_figure(one, view) for one, view in pairs],
            [method(one) if view == "method" else no_update for one, view in pairs],
            [table_rows(answers[names.index(name)]) for name in grids],
            [one.sentence for one in answers],
            [None if one.frame.empty else basis_badge(one.basis) for one in answers],
            [
                no_update if values[key] == now else values[key]
                for key, now in zip(controls, held, strict=True)
            ],
            # Lists of choices are long and seldom change: what the page has is not sent again.
            [no_update if marks[key] == known.get(key) else choices[key] for key in controls],
            [summary_words(key, selection, vocabulary) for key in summaries],
            chips(path, selection, vocabulary) if names else [],
            notices(problems) if names else [],
            {"query": query, "values": values, "marks": marks, "path": path},
        ]

    @app.callback(
        Output(ids.part("figure", MATCH), "figure", allow_duplicate=True),
        Output(ids.part("detail", MATCH), "children", allow_duplicate=True),
        Output(ids.part("chart", MATCH), "hidden"),
        Output(ids.part("detail", MATCH), "hidden"),
        Input(ids.part("view", MATCH), "value"),
        State(ids.ADDRESS, "search"),
        prevent_initial_call=True,
    )
    def show_view(view: str, search: str | None) -> tuple[Any, Any, bool, bool]:
        snapshot = warehouse.snapshot()
        selection, _ = Selection.parse(search or "", snapshot.vocabulary)
        one = answer(exhibits[ctx.triggered_id["exhibit"]], selection, snapshot)
        return _figure(one, view), _detail(one, view), view != "chart", view == "chart"

    _register_browser_callbacks(app)


def _figure(one: Answer, view: str) -> Any:
    return one.figure() if view == "chart" else no_update


def _detail(one: Answer, view: str) -> Any:
    if view == "chart":
        return no_update
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
