"""What every exhibit owes its readers, asked of each one that is declared."""

from __future__ import annotations

import io
import json
import re
from urllib.parse import parse_qsl

import openpyxl
import pandas as pd
import pytest
from flask.testing import FlaskClient

from dashboard.charts.theme import INK, WHITE
from dashboard.columns import COLUMNS
from dashboard.exhibit import Exhibit, answer
from dashboard.pages import site
from dashboard.queries import QUERIES, every_value_of, shared_definitions, steps
from dashboard.selection import KEYS, Selection
from dashboard.warehouse import Snapshot
from tests.conftest import EXHIBITS

SELECTIONS = (
    "",
    "year=2017-18",
    "year=2013-14",
    "offer=leadership&region=london",
    "offer=one-public-estate,digital&type=district,county",
    "theme=efficiency-and-productivity",
    "control=no-overall-control&region=north-east&records=recorded",
    "map=councils&tier=upper&type=county",
    "map=hex&region=south-west,london&council=E06000052",
    "control=green&type=county",
    "year=2022-23&offer=ngdp",
    "as-at=2018-06-30&region=south-west",
    # Barnsley by its newer code; a merged council; one too many for a page on one council.
    "council=E08000038",
    "council=E06000028&records=recorded",
    "council=E10000006,E07000200",
    # A period before any take-up; grades beside similar councils.
    "year=2007-08&indicator=els-hle-f",
    "indicator=ofs-overall&compare=similar&council=E10000006",
    # Years and a cut of one's own; a base year after the latest.
    "base=2010-11&latest=2016-17&cut=5&council=E10000006",
    "base=2022-23&latest=2016-17&cut=0",
)


def _reads(exhibit: Exhibit, query: str) -> bool:
    """Whether a selection is any other to the exhibit than that on which pages open."""
    keys = {key.replace("-", "_") for key, _ in parse_qsl(query)}
    return not query or not keys.isdisjoint(exhibit.shows)


CASES = [
    pytest.param(exhibit, query, id=f"{exhibit.id}-{query}")
    for exhibit in EXHIBITS
    for query in SELECTIONS
    if _reads(exhibit, query)
]


@pytest.mark.parametrize(("exhibit", "query"), CASES)
def test_chart_table_files_and_json_are_the_same_rows(
    exhibit: Exhibit, query: str, client: FlaskClient
) -> None:
    found = json.loads(client.get(f"/exhibits/{exhibit.id}.json?{query}").get_data())
    names = [column["name"] for column in found["columns"]]
    assert found["sentence"].endswith(".")
    assert found["basis"] in ("published", "recorded", "illustrative")
    assert all(list(row) == names for row in found["rows"])
    if exhibit.row_key:
        keys = [row[exhibit.row_key] for row in found["rows"]]
        assert None not in keys and len(set(keys)) == len(keys)

    text = client.get(f"/exhibits/{exhibit.id}.csv?{query}").get_data(as_text=True)
    rows = pd.read_csv(io.StringIO(text.removeprefix("\ufeff")))
    assert len(rows) == len(found["rows"])
    assert {"selection", "data_version", "sources", "address"} <= set(rows)
    if len(rows):
        assert set(rows["data_version"].astype(str)) == {found["data_version"]}

    workbook = client.get(f"/exhibits/{exhibit.id}.xlsx?{query}").get_data()
    sheet = openpyxl.load_workbook(io.BytesIO(workbook), read_only=True)["Data"]
    heading, *cells = sheet.iter_rows(values_only=True)
    assert len(heading) == len(names)
    assert len(cells) == len(found["rows"])
    if cells:
        for mine, theirs in zip(cells[0], found["rows"][0].values(), strict=True):
            assert (
                mine == pytest.approx(theirs, abs=1e-3)
                if isinstance(mine, float)
                else mine == theirs
            )


def _filters_read(exhibit: Exhibit, query: str) -> list[str]:
    """Words of the stamp for filters that this exhibit reads and that always hold a value."""
    if "offer" not in exhibit.keys:
        return []
    return ["Offer: " if "theme=" not in query else "Theme: "]


def _cut_marks(figure: dict) -> list[float]:
    """Values of marks that lie on an end of an axis and would be cut in half there."""
    cut = []
    for trace in figure["data"]:
        if trace["type"] != "scatter" or "markers" not in trace["mode"]:
            continue
        if trace.get("cliponaxis", True):
            for axis in "xy":
                ends = figure["layout"][f"{axis}axis"].get("range", ())
                cut += [value for value in trace[axis] if value in ends]
    return cut


def _interval_ends(figure: dict, colour: str) -> list[tuple[float, float]]:
    """Both ends of every interval drawn across in a colour."""
    ends = []
    for trace in figure["data"]:
        if trace.get("error_x", {}).get("color") == colour:
            error = trace["error_x"]
            for value, less, more in zip(
                trace["x"], error["arrayminus"], error["array"], strict=True
            ):
                ends.append((value - less, value + more))
    return sorted(ends)


@pytest.mark.parametrize(("exhibit", "query"), CASES)
def test_every_selection_gives_a_chart_and_a_picture(
    exhibit: Exhibit, query: str, client: FlaskClient
) -> None:
    found = json.loads(client.get(f"/exhibits/{exhibit.id}/figure.json?{query}").get_data())
    words = json.dumps(found["figure"]["layout"]["annotations"], ensure_ascii=False)
    version = json.loads(client.get("/health").get_data())["data_version"]
    for stamp in (
        exhibit.question,
        version,
        *_filters_read(exhibit, query),
        "Source: ",
    ):
        assert stamp in words
    assert re.search("PUBLISHED|RECORDED|ILLUSTRATIVE", words)
    assert _cut_marks(found["figure"]) == []
    # On a dark bar a dark line shows only by its white edge.
    if any(trace["type"] == "bar" for trace in found["figure"]["data"]):
        lines, edges = (_interval_ends(found["figure"], colour) for colour in (INK, WHITE))
        assert lines == edges


def test_it_is_declared_in_full(exhibit: Exhibit) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", exhibit.id)
    assert exhibit.question.endswith("?")
    assert exhibit.method and all(text.endswith(".") for text in exhibit.method + exhibit.notes)
    assert set(exhibit.keys) <= set(KEYS)
    assert set(exhibit.columns) <= set(COLUMNS)
    assert exhibit.id in {name for page in site() for name in page.exhibits}


def test_its_query_reads_the_keys_it_says(exhibit: Exhibit, snapshot: Snapshot) -> None:
    text = snapshot.query_text(exhibit.id)
    named = every_value_of(text)
    assert named <= set(exhibit.keys)
    # A theme reaches the query as its offers; a chosen council may only be outlined.
    assert set(exhibit.keys) - named <= {"theme", "council"}
    assert text.startswith("-- ")
    assert text == "\n".join(line.rstrip() for line in text.split("\n"))


def test_every_column_shown_is_in_the_dictionary(exhibit: Exhibit, snapshot: Snapshot) -> None:
    found = answer(exhibit, Selection(), snapshot)
    assert found.columns
    assert all(column.label and column.description.endswith(".") for column in found.columns)


def test_no_query_is_an_orphan() -> None:
    words = "\n".join(
        path.read_text("utf-8") for path in (QUERIES.parent / "dashboard").rglob("*.py")
    )
    assert [path.stem for path in QUERIES.glob("*.sql") if path.stem not in words] == []
    for name in [*steps(), *shared_definitions()]:
        others = [path for path in QUERIES.rglob("*.sql") if path.stem != name]
        # Settings are named nowhere.
        assert name == "parquet_settings" or any(name in path.read_text("utf-8") for path in others)


def test_illustrative_rows_are_called_that(exhibit: Exhibit, client: FlaskClient) -> None:
    found = json.loads(client.get(f"/exhibits/{exhibit.id}.json").get_data())
    bases = {row.get("basis") for row in found["rows"]}
    if "illustrative" in bases:
        assert found["basis"] == "illustrative"
        assert any("llustrative" in note for note in found["notes"])


def test_recorded_only_shows_only_rows_with_a_source(exhibit: Exhibit, client: FlaskClient) -> None:
    found = json.loads(client.get(f"/exhibits/{exhibit.id}.json?records=recorded").get_data())
    # A row without a standing says that there is no record; a document's figure stays one.
    assert {row.get("basis") for row in found["rows"]} <= {"published", "recorded", None}
    assert {row["basis"] for row in found["sources"]} <= {"published", "recorded"}
    recorded = [row for row in found["rows"] if row.get("basis") and "source" in row]
    assert all(row["source"] for row in recorded)
