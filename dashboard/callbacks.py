"""Callbacks: the address in, pages and answers out. Nothing is computed here."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from dash import ALL, MATCH, Dash, Input, Output, State, ctx, no_update
from dash.dependencies import ClientsideFunction

from dashboard.callback_requests import check_cards
from dashboard.components import ids
from dashboard.components.card import basis_badge
from dashboard.components.controls import control_options, control_value, summary_words
from dashboard.components.detail import method, table, table_rows
from dashboard.components.filter_bar import chips, notices, trouble_notice
from dashboard.components.finder import found_councils
from dashboard.components.indicator_finder import found_indicators
from dashboard.components.printed import printed_foot
from dashboard.components.sent import Sent, values_of
from dashboard.components.shell import missing_page, navigation, page_parts, version_words
from dashboard.components.still import still
from dashboard.exhibit import Answer, Exhibit, answer
from dashboard.pages import Page, find
from dashboard.selection import Selection
from dashboard.warehouse import Warehouse

# Outputs of show_answers that stand for a list of components; the others stand alone.
PATTERNS = 9
# Exhibits of one page are asked side by side: DuckDB lets other threads run while it plans.
WORKERS = ThreadPoolExecutor(max_workers=os.cpu_count(), thread_name_prefix="answers")


def register(
    app: Dash, warehouse: Warehouse, exhibits: Mapping[str, Exhibit], pages: Sequence[Page]
) -> None:
    """Tie addresses to pages, and what the reader does to addresses."""
    read = {page: {key for name in page.exhibits for key in exhibits[name].keys} for page in pages}

    @app.callback(
        Output(ids.BAR, "children"),
        Output(ids.HEADING, "children"),
        Output(ids.PAGE, "children"),
        Input(ids.ADDRESS, "pathname"),
    )
    def show_page(path: str | None) -> tuple[Any, Any, Any]:
        snapshot = warehouse.snapshot()
        place = find(pages, path, snapshot.vocabulary)
        parts = page_parts(place, exhibits, snapshot) if place else missing_page(pages)
        return parts.bar, parts.heading, parts.body

    @app.callback(
        Output(ids.part("figure", ALL), "figure"),
        Output(ids.part("face", ALL), "children"),
        Output(ids.part("detail", ALL), "children"),
        Output(ids.part("grid", ALL), "rowData"),
        Output(ids.part("sentence", ALL), "children"),
        Output(ids.part("basis", ALL), "children"),
        Output(ids.control(ALL), "value"),
        Output(ids.control(ALL), "options"),
        Output(ids.summary(ALL), "children"),
        Output(ids.NAV, "children"),
        Output(ids.CHIPS, "children"),
        Output(ids.NOTICES, "children"),
        Output(ids.PRINTED, "children"),
        Output(ids.VERSION, "children"),
        Output(ids.SHOWN, "data"),
        Output(ids.WRITTEN, "data"),
        Input(ids.ADDRESS, "search"),
        Input(ids.ADDRESS, "pathname"),
        Input(ids.ROOM, "data"),
        State(ids.control(ALL), "value"),
        State(ids.SHOWN, "data"),
        State(ids.WRITTEN, "data"),
        State(ids.part("view", ALL), "value"),
        State(ids.part("face-view", ALL), "value"),
        # The charts stay; after 0.3 seconds they fade and a bar runs along the top.
        running=[(Output(ids.ASKING, "className"), "busy", "")],
    )
    def show_answers(
        search: str | None,
        path: str,
        room: dict | None,
        held: list[Any],
        shown: dict | None,
        written: dict | None,
        *_: list[str],
    ) -> list[Any]:
        snapshot = warehouse.snapshot()
        vocabulary = snapshot.vocabulary
        chosen, problems = Selection.parse(search or "", vocabulary)
        place = find(pages, path, vocabulary)
        links = still(navigation(pages, place.page.path if place else "", chosen.query()))
        check_cards(ctx.outputs_list, ctx.states_list)
        charts, faces, names, grids, controls, summaries = _asked_for()
        if place is None or set(names) != set(place.page.exhibits):
            # The reader is coming or leaving: no card is there yet, or those of the page before.
            before = [[no_update] * len(group) for group in ctx.outputs_list[:PATTERNS]]
            return [*before, links, [], still(trouble_notice(warehouse)), [], no_update, None, None]
        selection = place.selection(chosen)
        answers = list(WORKERS.map(lambda name: answer(exhibits[name], selection, snapshot), names))
        by_name = dict(zip(names, answers, strict=True))
        views = _views()
        sent = Sent(shown, path, values_of(written, search))
        settled = {key: fit for one in answers for key, fit in one.settled.items()}
        values = {key: control_value(key, chosen, vocabulary, settled) for key in controls}
        return [
            [_figure(by_name[name], views[name], _is_wide(room), sent) for name in charts],
            [_face(by_name[name], sent) for name in faces],
            [
                still(method(by_name[name])) if views[name] == "method" else no_update
                for name in names
            ],
            [_rows(by_name[name], sent) for name in grids],
            [sent.once(f"sentence {one.exhibit.id}", one.sentence) for one in answers],
            [_badge(one, sent) for one in answers],
            [sent.control(key, values[key], now) for key, now in zip(controls, held, strict=True)],
            [
                sent.once(f"options {key}", control_options(key, chosen, vocabulary, settled))
                for key in controls
            ],
            [
                sent.once(f"summary {key}", summary_words(key, chosen, vocabulary))
                for key in summaries
            ],
            sent.once("links", links),
            sent.once("chips", still(chips(path, chosen, read[place.page], vocabulary))),
            sent.once("notices", still(trouble_notice(warehouse) + notices(problems))),
            _printed(place.page, answers, sent),
            sent.once("version", version_words(snapshot)),
            {
                "query": chosen.query(),
                "files": selection.query(),
                "values": values,
                "opens": {key: fit[0] for key, fit in settled.items()},
                "marks": sent.marks,
                "path": path,
            },
            None,
        ]

    @app.callback(
        Output(ids.part("figure", MATCH), "figure", allow_duplicate=True),
        Output(ids.part("detail", MATCH), "children", allow_duplicate=True),
        Output(ids.part("chart", MATCH), "hidden"),
        Output(ids.part("detail", MATCH), "hidden"),
        Input(ids.part("view", MATCH), "value"),
        State(ids.ADDRESS, "search"),
        State(ids.ADDRESS, "pathname"),
        State(ids.ROOM, "data"),
        prevent_initial_call=True,
    )
    def show_view(
        view: str, search: str | None, path: str, room: dict | None
    ) -> tuple[Any, Any, bool, bool]:
        one = answer_here(search, path)
        if view != "chart":
            return no_update, _detail(one, view), True, False
        return one.figure(_is_wide(room)), no_update, False, True

    @app.callback(
        Output(ids.part("face", MATCH), "hidden"),
        Output(ids.part("detail", MATCH), "children", allow_duplicate=True),
        Output(ids.part("detail", MATCH), "hidden", allow_duplicate=True),
        Input(ids.part("face-view", MATCH), "value"),
        State(ids.ADDRESS, "search"),
        State(ids.ADDRESS, "pathname"),
        prevent_initial_call=True,
    )
    def show_face_view(view: str, search: str | None, path: str) -> tuple[bool, Any, bool]:
        if view == "chart":
            return False, no_update, True
        return True, _detail(answer_here(search, path), view), False

    def answer_here(search: str | None, path: str) -> Answer:
        """The answer of the exhibit that is asked for, for the address as it stands."""
        snapshot = warehouse.snapshot()
        chosen, _ = Selection.parse(search or "", snapshot.vocabulary)
        place = find(pages, path, snapshot.vocabulary)
        selection = place.selection(chosen) if place else chosen
        return answer(exhibits[ctx.outputs_list[0]["id"]["exhibit"]], selection, snapshot)

    @app.callback(
        Output(ids.FOUND, "children"),
        Input(ids.FIND, "value"),
        prevent_initial_call=True,
    )
    def show_found(text: str | None) -> Any:
        return still(found_councils(text or "", warehouse.snapshot()))

    @app.callback(
        Output(ids.FOUND_NUMBER, "children"),
        Output(ids.FOUND_INDICATORS, "children"),
        Input(ids.FIND_INDICATOR, "value"),
        Input(ids.FIND_THEME, "value"),
        State(ids.ADDRESS, "search"),
        State(ids.ADDRESS, "pathname"),
        prevent_initial_call=True,
    )
    def show_found_indicators(
        text: str | None, theme: str, search: str | None, path: str
    ) -> tuple[Any, Any]:
        snapshot = warehouse.snapshot()
        chosen, _ = Selection.parse(search or "", snapshot.vocabulary)
        found = found_indicators(text or "", theme, chosen, path, snapshot)
        return found.words, still(found.links)

    _register_browser_callbacks(app)


def _asked_for() -> list[list[str]]:
    """What is on the page, from the outputs asked for: charts, faces, exhibits, open tables,
    controls, summaries."""
    groups = (
        (0, "exhibit"),
        (1, "exhibit"),
        (2, "exhibit"),
        (3, "exhibit"),
        (6, "control"),
        (8, "summary"),
    )
    return [[output["id"][key] for output in ctx.outputs_list[place]] for place, key in groups]


def _views() -> dict[str, str | None]:
    """The view that each card shows, from the states of the request."""
    cards = [state for group in ctx.states_list if isinstance(group, list) for state in group]
    return {card["id"]["exhibit"]: card.get("value") for card in cards if "exhibit" in card["id"]}


def _is_wide(room: dict | None) -> bool:
    """Whether charts have the room of a wide screen, as the browser says."""
    return bool(room and room.get("wide"))


def _origin(one: Answer) -> str:
    """What an exhibit's rows and chart follow from."""
    view = one.view
    return f"{view.snapshot.version} {view.selection.query()}"


def _figure(one: Answer, view: str | None, wide: bool, sent: Sent) -> Any:
    if view != "chart":
        return no_update
    return sent.made_from(
        f"figure {one.exhibit.id}", f"{_origin(one)} {wide}", lambda: one.figure(wide)
    )


def _face(one: Answer, sent: Sent) -> Any:
    if one.exhibit.face is None:
        return no_update
    return sent.made_from(f"face {one.exhibit.id}", _origin(one), lambda: still(one.face))


def _rows(one: Answer, sent: Sent) -> Any:
    return sent.made_from(f"rows {one.exhibit.id}", _origin(one), lambda: table_rows(one))


def _badge(one: Answer, sent: Sent) -> Any:
    badge = None if one.frame.empty else still(basis_badge(one.basis))
    return sent.once(f"basis {one.exhibit.id}", badge)


def _printed(page: Page, answers: Sequence[Answer], sent: Sent) -> Any:
    """A page of one side says by itself what was chosen and where its figures are from."""
    if page.printed != 1 or not answers:
        return sent.once("printed", [])
    origin = " ".join(map(_origin, answers))
    return sent.made_from("printed", origin, lambda: still(printed_foot(answers)))


def _detail(one: Answer, view: str) -> Any:
    return table(one.exhibit, table_rows(one)) if view == "table" else still(method(one))


def _register_browser_callbacks(app: Dash) -> None:
    """What the browser does by itself; the functions are in `assets/*.js`."""

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
    # Dash tells callbacks without an output apart by their inputs: one for each set of inputs.
    in_browser("linksToFiles", Input(ids.SHOWN, "data"))
    in_browser("titlePage", Input(ids.HEADING, "children"))
    in_browser("printBrief", Input(ids.PRESS, "n_clicks"))
    in_browser("clickToAddress", Input(ids.part("figure", ALL), "clickData"))
    in_browser("rowToAddress", Input(ids.part("grid", ALL), "selectedRows"))
    app.clientside_callback(
        ClientsideFunction("dashboard", "shapeTable"),
        Output(ids.part("grid", MATCH), "dashGridOptions"),
        Output(ids.part("grid", MATCH), "className"),
        Output(ids.part("grid", MATCH), "style"),
        Input(ids.part("search", MATCH), "value"),
        Input(ids.part("grid", MATCH), "rowData"),
        State(ids.part("grid", MATCH), "dashGridOptions"),
        State(ids.part("grid", MATCH), "style"),
    )
    app.clientside_callback(
        ClientsideFunction("dashboard", "roomForCharts"),
        Output(ids.ROOM, "data"),
        Input(ids.ADDRESS, "pathname"),
        State(ids.ROOM, "data"),
    )
    in_browser(
        "foldFilters",
        Output(ids.FILTER_BODY, "className"),
        Output(ids.FILTER_TOGGLE, "aria-expanded"),
        Input(ids.FILTER_TOGGLE, "n_clicks"),
    )
