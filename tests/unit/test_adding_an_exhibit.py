"""The three steps of the README, taken: a query, a declaration, a place on a page."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard import create_app
from dashboard.charts.bars import rate_bars
from dashboard.exhibit import Exhibit
from dashboard.exhibits import catalogue
from dashboard.pages import site
from dashboard.records import records
from dashboard.settings import Settings
from dashboard.statistics.rates import add_rates

# Step 1: the question in SQL, in a file named after the exhibit.
QUERY = """-- How does take-up differ between adviser patches?
select
    financial_year,
    patch,
    count(*)::integer as councils,
    count(quantity)::integer as taking_part,
    true as selected,
    bool_and(complete) as complete,
    if(bool_or(basis = 'illustrative'), 'illustrative', 'recorded') as basis
from query_table($council_take_up)
where financial_year = $year
group by financial_year, patch
order by patch
"""

# Step 2: the exhibit, in a few words.
EXHIBIT = Exhibit(
    id="take-up-by-patch",
    question="How does take-up differ between adviser patches?",
    theme="Take-up",
    keys=("year", "theme", "offer", "records"),
    columns=("patch", "councils", "taking_part", "percent", "basis"),
    prepare=lambda frame, view: add_rates(frame).assign(compared_with_england=None),
    sentence=lambda frame, view: f"{len(frame)} patches, {frame['taking_part'].sum()} councils.",
    chart=lambda frame, view: rate_bars(records(frame), "patch", "England"),
    method=("Councils of the patch with at least one record, divided by all of them.",),
    notes=("Illustrative rows are allocated to councils by us.",),
)


@pytest.fixture(scope="module")
def client(settings: Settings, tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    queries = tmp_path_factory.mktemp("queries")
    (queries / f"{EXHIBIT.id}.sql").write_text(QUERY, encoding="utf-8")
    # Step 3: its place on a page.
    pages = tuple(
        replace(page, rows=(*page.rows, ((12, (EXHIBIT.id,)),)))
        if page.path == "/take-up"
        else page
        for page in site()
    )
    app = create_app(settings, (*catalogue(), EXHIBIT), pages, (Path(queries),))
    return app.server.test_client()


def test_it_is_in_the_catalogue_and_answers(client) -> None:  # type: ignore[no-untyped-def]
    listed = json.loads(client.get("/exhibits.json").get_data())["exhibits"]
    assert EXHIBIT.id in {row["exhibit"] for row in listed}
    found = json.loads(client.get(f"/exhibits/{EXHIBIT.id}.json?offer=leadership").get_data())
    assert found["sentence"] == "8 patches, 233 councils."
    assert len(found["rows"]) == 8


@pytest.mark.parametrize("ending", [".csv", ".xlsx", "/figure.json"])
def test_it_has_files_and_a_picture(client, ending: str) -> None:  # type: ignore[no-untyped-def]
    assert client.get(f"/exhibits/{EXHIBIT.id}{ending}").status_code == 200


def test_it_refuses_what_is_not_known(client) -> None:  # type: ignore[no-untyped-def]
    assert client.get(f"/exhibits/{EXHIBIT.id}.json?patch=moon").status_code == 400


def test_it_has_a_card_on_the_page(client) -> None:  # type: ignore[no-untyped-def]
    asked = {
        "output": "..bar.children...heading.children...page.children..",
        "outputs": [{"id": name, "property": "children"} for name in ("bar", "heading", "page")],
        "inputs": [{"id": "address", "property": "pathname", "value": "/take-up"}],
        "changedPropIds": ["address.pathname"],
    }
    page = client.post("/_dash-update-component", json=asked).get_data(as_text=True)
    assert EXHIBIT.question in page
    for part in ("figure", "sentence", "basis", "view"):
        assert f'"part":"{part}","exhibit":"{EXHIBIT.id}"' in page
    assert f'"data-picture":"{EXHIBIT.id}"' in page
