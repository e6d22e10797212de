"""What the page of one council shows is what the data routes give, council by council."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from flask.testing import FlaskClient

from dashboard.components.detail import table_columns
from dashboard.exhibits import catalogue
from dashboard.pages.council import PAGE
from dashboard.settings import ROOT

EXHIBITS = {one.id: one for one in catalogue() if one.id in PAGE.exhibits}
# A changed code, two successors, merged, both oddities, and one without a single record.
NAMED = ["E08000016", "E10000006", "E06000028", "E09000001", "E06000053", "E06000060"]


def _sample() -> list[str]:
    """Thirty councils: those named, then by turns of every type, in being and abolished."""
    councils = pd.read_csv(ROOT / "data" / "reference" / "councils.csv")
    kinds = councils.groupby(["authority_type", councils["end_date"].isna()])
    turns = councils.assign(turn=kinds.cumcount(), code=councils["council_code"])
    others = turns.sort_values(["turn", "code"])["code"]
    return list(dict.fromkeys([*NAMED, *others]))[:30]


COUNCILS = _sample()


def test_the_sample_holds_every_type_and_abolished_councils() -> None:
    councils = pd.read_csv(ROOT / "data" / "reference" / "councils.csv")
    held = councils[councils["council_code"].isin(COUNCILS)]
    assert len(held) == 30
    assert set(held["authority_type"]) == set(councils["authority_type"])
    assert held["end_date"].notna().sum() >= 5


@pytest.fixture(scope="module")
def page(client: FlaskClient) -> Callable[[str], dict[str, dict[str, Any]]]:
    """What the page's own callback sends for a council: component id -> property -> value."""
    listed = json.loads(client.get("/_dash-dependencies").get_data())
    found = next(one for one in listed if "chips.children" in one["output"])
    ids = list(EXHIBITS)

    def outputs() -> list[Any]:
        parts: list[Any] = []
        for name in found["output"].strip(".").split("..."):
            text, _, prop = name.rpartition(".")
            if not text.startswith("{"):
                parts.append({"id": text, "property": prop})
                continue
            part = json.loads(text.replace("\\.", ".")).get("part")
            held = {
                "figure": [one for one in ids if EXHIBITS[one].face is None],
                "face": [one for one in ids if EXHIBITS[one].face],
            }.get(part, ids if part else [])
            parts.append([{"id": {"exhibit": one, "part": part}, "property": prop} for one in held])
        return parts

    views = [
        [
            {"id": {"exhibit": one, "part": part}, "property": "value", "value": "chart"}
            for one in ids
            if (EXHIBITS[one].face is not None) == (part == "face-view")
        ]
        for part in ("view", "face-view")
    ]

    def kept(name: str) -> dict[str, Any]:
        return {"id": name, "property": "data", "value": None}

    def ask(code: str) -> dict[str, dict[str, Any]]:
        asked = {
            "output": found["output"],
            "outputs": outputs(),
            "inputs": [
                {"id": "address", "property": "search", "value": ""},
                {"id": "address", "property": "pathname", "value": f"/council/{code}"},
                kept("room"),
            ],
            "state": [[], kept("shown"), kept("written"), *views],
            "changedPropIds": ["address.pathname"],
        }
        response = client.post("/_dash-update-component", json=asked)
        assert response.status_code == 200, response.get_data(as_text=True)[:500]
        return json.loads(response.get_data())["response"]

    return ask


def _part(name: str, exhibit: str) -> str:
    return json.dumps({"exhibit": exhibit, "part": name}, separators=(",", ":"))


def _words(component: Any) -> list[str]:
    """Every text of a component, in order."""
    if isinstance(component, dict) and "tree" in component.get("props", {}):
        return _texts(component["props"]["tree"])
    if isinstance(component, dict):
        return _words(component.get("props", {}).get("children"))
    if isinstance(component, list):
        return [text for one in component for text in _words(one)]
    return [] if component is None else [str(component)]


def _texts(tree: Any) -> list[str]:
    """Every text of a tree of elements: [tag, attributes, child, …]."""
    if isinstance(tree, list):
        return [text for one in tree[2:] for text in _texts(one)]
    return [str(tree)]


def _rows(rows: list[dict], columns: list[str]) -> list[list[Any]]:
    """The values of `columns`, whatever order a table shows its rows in."""
    values = [[row[name] for name in columns] for row in rows]
    return sorted(values, key=lambda row: repr([one for one in row if type(one) is not float]))


def _same(one: Any, other: Any) -> bool:
    """Whether two values agree, to the decimals that files are written with."""
    if isinstance(one, float) or isinstance(other, float):
        return one == pytest.approx(other, abs=1e-3)
    return bool(one == other)


@pytest.mark.parametrize("code", COUNCILS)
def test_every_number_on_the_page_is_that_of_the_data_route(
    page: Callable[[str], dict], ask: Callable[..., pd.DataFrame], client: FlaskClient, code: str
) -> None:
    sent = page(code)
    for name, exhibit in EXHIBITS.items():
        route = json.loads(client.get(f"/exhibits/{name}.json?council={code}").get_data())
        assert sent[_part("sentence", name)]["children"] == route["sentence"]
        shown = sent[_part("grid", name)]["rowData"]
        known = {one["name"] for one in route["columns"]}
        columns = sorted(known & {one.name for one in table_columns(exhibit)})
        pairs = zip(_rows(shown, columns), _rows(route["rows"], columns), strict=True)
        different = [(one, other) for one, other in pairs if not all(map(_same, one, other))]
        assert different == []
        if exhibit.face:
            words = " ".join(_words(sent[_part("face", name)]["children"]))
            assert all(row["detail"] in words for row in route["rows"])


@pytest.mark.parametrize("code", COUNCILS)
def test_exhibits_of_the_page_and_of_others_say_the_same(
    ask: Callable[..., pd.DataFrame], code: str
) -> None:
    facts = ask("council-profile", council=code).set_index("fact")
    control = ask("council-control", council=code)
    similar = ask("similar-councils", council=code)
    timeline = ask("council-timeline", council=code, records="recorded")
    due = ask("peer-challenge-due", council=code)

    if "Political control" in facts.index:
        newest = control.sort_values("may").iloc[-1]
        said = facts.loc["Political control", "detail"]
        assert said == f"{newest['control']} (after May {newest['may']})"
    if "Population" in facts.index and "population" in similar:
        mine = similar[similar["council_code"] == code].iloc[0]
        if not str(mine.get("estimated") or ""):
            assert mine["population"] == facts.loc["Population", "value"]
    # The due list is of councils in being today.
    assert len(due) == (0 if "Until" in facts.index else 1)
    if len(due):
        last = due.iloc[0]["last_challenge"]
        assert pd.isna(last) or last in set(timeline["date"])
        named = ("Corporate peer challenge", "Finance peer challenge")
        if len(timeline):
            own = timeline[timeline["event"].isin(named) & timeline["held_by"].isna()]
            dated = own["date"].dropna()
            assert dated.empty or last >= dated.max()
