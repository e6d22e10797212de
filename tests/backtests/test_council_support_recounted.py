"""One council's support against plain pandas over the files it comes from."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable

import pandas as pd
import pytest
from flask.testing import FlaskClient

from dashboard.settings import ROOT
from dashboard.warehouse import Snapshot

Ask = Callable[..., pd.DataFrame]
COUNCILS = {
    "Barnsley": "E08000016",
    "Cumbria": "E10000006",
    "Cumberland": "E06000063",
    "Bournemouth": "E06000028",
    "Bournemouth, Christchurch and Poole": "E06000058",
    "Buckinghamshire": "E06000060",
    "Cambridgeshire": "E10000003",
    "City of London": "E09000001",
    "Croydon": "E09000008",
    "Isles of Scilly": "E06000053",
    "North Yorkshire": "E06000065",
    "Slough": "E06000039",
    "Thurrock": "E06000034",
}
# Kinds of support of every offer that a record names, read off the list of offers by eye.
KINDS = {
    "Peer challenge": (
        "corporate_peer_challenge",
        "cpc_progress_review",
        "peer_challenge_type_not_stated",
        "communications_peer_review",
        "finance_peer_challenge",
        "governance_peer_challenge",
        "planning_peer_review",
    ),
    "Productivity programme": (
        "design_in_the_public_sector",
        "digital_experts",
        "behavioural_insights",
        "social_care_digital_innovation",
        "digital_transformation",
        "digital_connectivity",
        "digital_channel_shift",
    ),
    "Peer support": ("recovery_panel", "remote_peer_support"),
    "One Public Estate": ("one_public_estate",),
    "Housing advisers programme": ("housing_advisers",),
    "Economic growth advisers": ("economic_growth_advisers",),
    "Sustainability and climate support": ("net_zero_innovation",),
    # Does not say which of two it was: not compared.
    "": ("cpc_host_or_sustained_support",),
}
KIND_OF = {offer: kind for kind, offers in KINDS.items() for offer in offers}


def read(name: str) -> pd.DataFrame:
    return pd.read_csv(ROOT / "data" / f"{name}.csv", dtype=str)


def ancestors(council: str) -> list[str]:
    """The councils that came before it, in one step or several."""
    lineage = read("reference/council_lineage")
    found: list[str] = []
    new = [council]
    while new:
        new = lineage.loc[lineage["successor_code"].isin(new), "council_code"].tolist()
        found += new
    return found


def no_rows_at_all() -> str:
    """The first council without a record, an intervention or a reorganisation."""
    lineage = read("reference/council_lineage")
    named = {
        *read("records/take_up")["council_code"],
        *read("records/interventions")["council_code"],
        *lineage["council_code"],
        *lineage["successor_code"],
    }
    return next(code for code in read("reference/councils")["council_code"] if code not in named)


def test_every_offer_on_record_has_a_kind_here() -> None:
    assert set(read("records/take_up")["offer_code"]) == set(KIND_OF)


@pytest.mark.parametrize("council", COUNCILS.values(), ids=COUNCILS)
def test_recorded_support_is_that_of_the_file(council: str, ask: Ask) -> None:
    offers = read("reference/offers").set_index("offer_code")["name"]
    rows = read("records/take_up")
    rows["dated"] = rows["date"].fillna(rows["financial_year"]).fillna("none")
    found = ask("council-timeline", council=council, records="recorded")
    support = found[found["event_kind"] == "support"] if len(found) else pd.DataFrame()

    def shown(part: pd.DataFrame) -> Counter:
        return Counter(zip(part["event"], part["date"].fillna("none"), strict=True))

    def written(part: pd.DataFrame) -> Counter:
        return Counter(zip(part["offer_code"].map(offers), part["dated"], strict=True))

    own = rows[rows["council_code"] == council]
    before = rows[rows["council_code"].isin(ancestors(council))]
    assert len(support) == len(own) + len(before)
    if len(support):
        assert shown(support[support["held_by"].isna()]) == written(own)
        assert shown(support[support["held_by"].notna()]) == written(before)


@pytest.mark.parametrize("council", COUNCILS.values(), ids=COUNCILS)
def test_interventions_are_those_of_the_file(council: str, ask: Ask) -> None:
    rows = read("records/interventions")
    rows = rows[rows["council_code"].isin([council, *ancestors(council)])].fillna("none")
    found = ask("council-timeline", council=council, records="recorded")
    found = found[found["event_kind"] == "intervention"] if len(found) else found
    columns = ["event", "date", "ended", "planned_end"]
    shown = found.reindex(columns=columns).fillna("none").to_numpy().tolist()
    written = rows[["kind", "start", "end", "planned_end"]].to_numpy().tolist()
    assert sorted([event.lower(), *rest] for event, *rest in shown) == sorted(
        [kind.lower(), *rest] for kind, *rest in written
    )


@pytest.mark.parametrize("council", COUNCILS.values(), ids=COUNCILS)
def test_illustrative_rows_are_counted_apart_and_only_its_own(
    council: str, client: FlaskClient, snapshot: Snapshot
) -> None:
    rows = snapshot.table("take_up")
    mine = (rows["council_code"] == council) & (rows["basis"] == "illustrative")
    found = json.loads(client.get(f"/exhibits/council-timeline.json?council={council}").get_data())
    bases = [row["basis"] for row in found["rows"]]
    assert bases.count("illustrative") == mine.sum()
    assert ("illustrative" in found["sentence"]) == bool(mine.sum())
    assert bases == sorted(bases, key=lambda basis: basis == "illustrative")


@pytest.mark.parametrize("council", COUNCILS.values(), ids=COUNCILS)
def test_similar_councils_are_counted_from_the_file(
    council: str, ask: Ask, snapshot: Snapshot
) -> None:
    rows = read("records/take_up")
    rows = rows.assign(kind=rows["offer_code"].map(KIND_OF)).query("kind != ''")
    similar = snapshot.table("similar_councils")
    peers = set(similar.loc[similar["council_code"] == council, "similar_code"])
    counts = (
        rows[rows["council_code"].isin(peers)].groupby("kind")["council_code"].nunique().to_dict()
    )
    own = set(rows.loc[rows["council_code"] == council, "kind"])
    before = set(rows.loc[rows["council_code"].isin(ancestors(council)), "kind"]) - own
    found = ask("council-offers-and-peers", council=council).set_index("offer")
    assert len(peers) == 20
    assert set(found["peers"]) == {20}
    assert found["peers_taking_part"].to_dict() == {
        kind: counts.get(kind, 0) for kind in {*counts, *own, *before}
    }
    used = found["used_here"]
    assert set(used[used == "on record"].index) == own
    assert set(used[used == "predecessor only"].index) == before
    assert (found["percent"] == found["peers_taking_part"] * 5).all()


def test_a_council_without_any_row_says_so(client: FlaskClient) -> None:
    query = f"council={no_rows_at_all()}&records=recorded"
    found = json.loads(client.get(f"/exhibits/council-timeline.json?{query}").get_data())
    assert found["rows"] == []
    assert found["sentence"].startswith("No support is on record for ")
    figure = json.loads(client.get(f"/exhibits/council-timeline/figure.json?{query}").get_data())
    words = [note["text"] for note in figure["figure"]["layout"]["annotations"]]
    assert any(text.startswith("Nothing is on record for ") for text in words)
