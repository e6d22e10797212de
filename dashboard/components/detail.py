"""What stands in a card beside the chart: the table twin, and how it is calculated."""

from __future__ import annotations

from typing import Any

import dash_ag_grid as dag
import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from dashboard.columns import COLUMNS, Column
from dashboard.components import ids
from dashboard.exhibit import Answer, Exhibit
from dashboard.queries import behind
from dashboard.records import records
from dashboard.wording import long_date

MOST_SOURCES = 30
# The height of a table's heading with its scrollbar below, of a row, and of a row in which words
# are wrapped, more or less.
HEAD_PX, ROW_PX, WRAPPED_PX = 68, 42, 90
# Columns of these units hold words, or numbers that stand as they are; the others' values are
# numbers to be lined up on the right.
AS_IT_STANDS = ("", "date", "year")


def table(exhibit: Exhibit, rows: list[dict] | None = None) -> Component:
    """The table twin: it sorts, filters and scrolls with the keyboard. Rows may come later."""
    wraps = any(column.wraps for column in table_columns(exhibit))
    few = (exhibit.table_height - HEAD_PX) // WRAPPED_PX if wraps else None
    options: dict[str, Any] = {
        # With few rows the table is no higher than they are: see `shapeTable`.
        "context": {"few": few, "most": exhibit.table_height, "head": HEAD_PX, "row": ROW_PX},
        "enableCellTextSelection": True,
        "ensureDomOrder": True,
        "animateRows": False,
        "rowBuffer": 2,
        "localeText": {"noRowsToShow": "No rows for this selection"},
        "rowSelection": {"mode": "singleRow", "checkboxes": False, "enableClickSelection": True},
    }
    grid = dag.AgGrid(
        id=ids.part("grid", exhibit.id),
        columnDefs=[_column(column) for column in table_columns(exhibit)],
        rowData=rows,
        getRowId=f"params.data.{exhibit.row_key}" if exhibit.row_key else None,
        defaultColDef={"sortable": True, "resizable": True, "minWidth": 90},
        dashGridOptions=options,
        className="grid",
        style={"height": f"{exhibit.table_height}px", "width": "100%"},
        rowClassRules={"illustrative-row": "params.data.basis == 'illustrative'"},
    )
    search = dbc.Input(id=ids.part("search", exhibit.id), type="search", debounce=False)
    label = [html.Span("Search this table", className="label"), search]
    # From an edge, which is no stop itself, Tab goes on past the table.
    edges = [html.Span(className="edge", tabIndex="-1") for _ in range(2)]
    found = html.Div([edges[0], grid, edges[1]], className="table")
    return html.Div([html.Label(label, className="search-line"), found])


def table_columns(exhibit: Exhibit) -> list[Column]:
    """The columns that the table on the page shows."""
    names = exhibit.columns
    if exhibit.worklist:
        names = (*names[1:], names[0])
    return [COLUMNS[name] for name in names if name not in exhibit.not_in_table]


def table_rows(answer: Answer) -> list[dict]:
    """The rows of the table on the page, with None for what is missing."""
    names = [column.name for column in table_columns(answer.exhibit)]
    # What leads from a row to its council and what tells it apart, also where they are not shown.
    also = ("council_code", answer.exhibit.row_key)
    names += [name for name in answer.exhibit.columns if name in also and name not in names]
    frame = answer.frame
    if answer.exhibit.worklist:
        frame = frame.sort_values(answer.exhibit.worklist)
    # Columns that this selection leaves out are empty.
    held = [name for name in names if name in frame]
    empty = dict.fromkeys(name for name in names if name not in frame)
    return [{**row, **empty} for row in records(frame[held], missing=None)]


def _column(column: Column) -> dict[str, Any]:
    heading = f"{column.label} ({column.unit})" if column.unit == "%" else column.label
    definition: dict[str, Any] = {
        "field": column.name,
        "headerName": heading,
        "headerTooltip": column.description,
        "width": column.width,
    }
    if column.unit not in AS_IT_STANDS or column.decimals:
        # Where each row has a unit of its own, no number of decimals suits them all.
        fewest = column.decimals if column.unit else 0
        function = f"formatNumber(params.value, {fewest}, {column.decimals})"
        definition |= {"type": "rightAligned", "valueFormatter": {"function": function}}
    if column.wraps:
        # A line of its own would otherwise be as high as a row.
        close = {"lineHeight": "1.4", "paddingTop": "10px", "paddingBottom": "10px"}
        definition |= {"wrapText": True, "autoHeight": True, "cellStyle": close}
    if column.name in ("council", "area"):
        definition["cellRenderer"] = "CouncilLink"
    if column.name == "basis":
        definition["valueFormatter"] = {"function": "standing(params.value)"}
    return definition


def method(answer: Answer) -> Component:
    """How the exhibit is calculated: words, definitions, sources, the SQL, the data's version."""
    exhibit, snapshot = answer.exhibit, answer.view.snapshot
    query = snapshot.query_text(exhibit.id)
    return html.Div(
        [
            *[html.P(text) for text in exhibit.method],
            *[html.P(text, className="note") for text in exhibit.notes],
            html.H3("Columns"),
            html.Dl(
                [
                    part
                    for column in answer.columns
                    for part in (html.Dt(column.label), html.Dd(column.description))
                ]
            ),
            html.H3("Sources"),
            _sources(answer),
            html.H3("Query"),
            html.P(f"Bound values: {answer.view.in_words(answer.exhibit.keys) or 'none'}."),
            html.Pre(html.Code(query), tabIndex="0"),
            *[
                html.Details([html.Summary(name), html.Pre(html.Code(sql), tabIndex="0")])
                for name, sql in behind(query).items()
            ],
            html.P(f"Data version {snapshot.version}, data as at {long_date(snapshot.data_date)}."),
        ],
        className="method",
    )


def _sources(answer: Answer) -> Component:
    rows = answer.sources
    if rows.empty:
        return html.P("No row was counted, so no source stands behind this answer.")
    items = []
    for row in rows.head(MOST_SOURCES).itertuples():
        linked = isinstance(row.address, str) and row.address.startswith("http")
        title = html.A(row.title, href=row.address) if linked else row.title
        items.append(html.Li([title, f" – {row.records:,} {row.basis}"]))
    more = len(rows) - MOST_SOURCES
    if more > 0:
        items.append(html.Li(f"and {more:,} more, listed in the JSON and XLSX files."))
    return html.Ul(items)
