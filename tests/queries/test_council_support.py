"""The support of one council, on tables small enough to check by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.warehouse import Snapshot
from tests.small import council_years, take_up, write_small

OFFERS = {
    "peer_challenge": "Peer challenge",
    "corporate_peer_challenge": "Corporate peer challenge",
    "cpc_progress_review": "Progress review",
    "cpc_host_or_sustained_support": "Challenge or sustained support",
    "digital": "Digital support",
    "digital_experts": "Digital experts",
    "housing_advisers": "Housing advisers",
    "any_offer": "Any part of the offer",
}
PARTS = [
    ("peer_challenge", "corporate_peer_challenge"),
    ("peer_challenge", "cpc_progress_review"),
    ("digital", "digital_experts"),
    ("any_offer", "digital"),
]
# council, offer, date, financial year, basis
RECORDS = [
    ("NEW", "corporate_peer_challenge", "2021-11", "2021/22", "recorded"),
    ("NEW", "cpc_progress_review", "2022", None, "recorded"),
    ("NEW", "digital_experts", None, None, "recorded"),
    ("NEW", "housing_advisers", None, "2020/21", "recorded"),
    ("NEW", "digital", None, "2022/23", "illustrative"),
    # Before NEW there were OLD and SAME, and before OLD there was GRAND.
    ("OLD", "digital_experts", "2015-03", "2014/15", "recorded"),
    ("OLD", "digital", None, "2016/17", "illustrative"),
    ("GRAND", "corporate_peer_challenge", "2012-01-31", "2011/12", "recorded"),
    # Similar to NEW: P1, P2, P3 and P4.
    ("P1", "corporate_peer_challenge", "2019-01", "2018/19", "recorded"),
    ("P1", "cpc_progress_review", "2020-01", "2019/20", "recorded"),
    ("P1", "digital_experts", None, None, "recorded"),
    ("P2", "cpc_progress_review", "2020-01", "2019/20", "recorded"),
    ("P2", "digital", None, "2016/17", "illustrative"),
    ("P3", "any_offer", None, "2017/18", "recorded"),
    ("P3", "cpc_host_or_sustained_support", None, None, "recorded"),
    ("P4OLD", "housing_advisers", "2018-01", "2017/18", "recorded"),
    ("FAR", "housing_advisers", "2018-01", "2017/18", "recorded"),
]
LINEAGE = [
    ("GRAND", "OLD", "2015-04-01"),
    ("OLD", "NEW", "2019-04-01"),
    ("SAME", "NEW", "2019-04-01"),
    ("THIRD", "NEW", "2019-04-01"),
    ("P4OLD", "P4", "2019-04-01"),
]
INTERVENTIONS = [
    ("NEW", "2023-02-10", "2024-01", None, "best value notice"),
    ("NEW", None, None, None, "section 114 notice"),
    ("OLD", "2018", None, "2020-03-31", "statutory intervention"),
    ("FAR", "2018", None, None, "best value notice"),
]
SIMILAR = [("NEW", f"P{place}", place) for place in (1, 2, 3, 4)] + [("OLD", "GRAND", 1)]
ENDED = ("GRAND", "OLD", "SAME", "THIRD", "P4OLD")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    codes = ["NEW", "OLD", "SAME", "THIRD", "GRAND", "P1", "P2", "P3", "P4", "P4OLD", "FAR", "NONE"]
    # NEW took the name of SAME, which was a county.
    names = {**{code: code.title() for code in codes}, "SAME": "New"}
    frame = take_up([(council, offer, year, basis) for council, offer, _, year, basis in RECORDS])
    tables = {
        "council_years": council_years([("NEW", "North", "unitary", "Labour")]),
        "councils": pd.DataFrame(
            {
                "council_code": codes,
                "short_name": [names[code] for code in codes],
                "authority_type": ["county" if c == "SAME" else "unitary" for c in codes],
                "end_date": pd.to_datetime(["2019-03-31" if c in ENDED else None for c in codes]),
            }
        ),
        "council_lineage": pd.DataFrame(
            LINEAGE, columns=["council_code", "successor_code", "date"]
        ).assign(date=lambda rows: pd.to_datetime(rows["date"]).dt.date, source="s1"),
        "interventions": pd.DataFrame(
            INTERVENTIONS, columns=["council_code", "start", "end", "planned_end", "kind"]
        ).assign(note=None, source="s1"),
        "similar_councils": pd.DataFrame(
            SIMILAR, columns=["council_code", "similar_code", "position"]
        ),
        "offers": pd.DataFrame(
            {"offer_code": [*OFFERS], "name": [*OFFERS.values()], "theme": "Theme A"}
        ),
        "offer_parts": pd.DataFrame(
            [*((code, code) for code in OFFERS), *PARTS], columns=["offer_code", "part_code"]
        ),
        "take_up": frame.assign(date=pd.Series([row[2] for row in RECORDS], dtype="str")),
    }
    return write_small(tmp_path_factory.mktemp("support") / "v1", tables)


def timeline(small: Snapshot, *councils: str, records: str = "all") -> pd.DataFrame:
    chosen = {"council": list(councils) or None, "records": records}
    return small.run("council-timeline", chosen)


def peers(small: Snapshot, *councils: str) -> pd.DataFrame:
    frame = small.run("council-offers-and-peers", {"council": list(councils) or None})
    return frame.set_index("offer")


def test_events_are_newest_first_then_undated_then_illustrative(small: Snapshot) -> None:
    found = timeline(small, "NEW")
    rows = [
        (row.date if isinstance(row.date, str) else None, row.event_kind)
        for row in found.itertuples()
    ]
    assert rows == [
        ("2023-02-10", "intervention"),
        ("2022", "support"),
        ("2021-11", "support"),
        ("2020/21", "support"),
        ("2019-04-01", "reorganisation"),
        ("2018", "intervention"),
        ("2015-03", "support"),
        ("2012-01-31", "support"),
        (None, "intervention"),
        (None, "support"),
        ("2022/23", "support"),
    ]
    assert found["basis"].tolist() == ["recorded"] * 10 + ["illustrative"]
    assert set(found["source"]) == {"By hand"}


def test_predecessors_are_named_through_all_steps_and_only_recorded(small: Snapshot) -> None:
    found = timeline(small, "NEW")
    named = found[found["held_by"].notna()]
    assert sorted(zip(named["held_by"], named["event"], strict=True)) == [
        ("Grand", "Corporate peer challenge"),
        ("Old", "Digital experts"),
        ("Old", "Statutory intervention"),
    ]
    assert set(named["basis"]) == {"recorded"}


def test_a_reorganisation_is_one_event_that_names_all_councils(small: Snapshot) -> None:
    formed = timeline(small, "NEW").query("event_kind == 'reorganisation'")
    assert formed["event"].tolist() == ["Formed from New (former county), Old and Third"]
    old = timeline(small, "OLD").query("event_kind == 'reorganisation'")
    assert old[["date", "event"]].to_numpy().tolist() == [
        ["2019-04-01", "Replaced by New"],
        ["2015-04-01", "Formed from Grand"],
    ]


def test_start_end_and_planned_end_stay_as_recorded(small: Snapshot) -> None:
    found = timeline(small, "NEW").set_index("event")
    assert found.loc["Best value notice", ["date", "ended"]].tolist() == ["2023-02-10", "2024-01"]
    row = found.loc["Statutory intervention"]
    assert (row["date"], row["planned_end"]) == ("2018", "2020-03-31")
    assert pd.isna(row["ended"])
    assert pd.isna(found.loc["Best value notice", "planned_end"])


def test_what_counts_as_a_challenge_is_marked(small: Snapshot) -> None:
    found = timeline(small, "NEW")
    assert set(found.loc[found["challenge"], "event"]) == {"Corporate peer challenge"}


def test_kinds_are_the_broadest_offers(small: Snapshot) -> None:
    support = timeline(small, "NEW").query("event_kind == 'support'").set_index("event")
    assert support.loc["Progress review", "support_kind"] == "Peer challenge"
    assert set(support.loc[["Digital experts"], "support_kind"]) == {"Digital support"}


def test_recorded_only_leaves_illustrative_rows_out(small: Snapshot) -> None:
    everything = timeline(small, "NEW")
    recorded = timeline(small, "NEW", records="recorded")
    assert len(everything) - len(recorded) == 1
    assert set(recorded["basis"]) == {"recorded"}


@pytest.mark.parametrize("councils", [(), ("NEW", "OLD")])
def test_none_or_several_councils_give_no_rows(small: Snapshot, councils: tuple[str, ...]) -> None:
    assert timeline(small, *councils).empty
    assert peers(small, *councils).empty
    sources = {"council": list(councils) or None}
    assert small.run("council-offers-and-peers-sources", sources).empty


def test_a_council_without_any_row_has_an_empty_timeline(small: Snapshot) -> None:
    assert timeline(small, "NONE").empty
    assert peers(small, "NONE").empty


def test_similar_councils_are_counted_once_a_kind_from_their_own_recorded_rows(
    small: Snapshot,
) -> None:
    found = peers(small, "NEW")
    # P1 and P2 have a peer challenge, P1 twice; P2's digital support is illustrative; the housing
    # advisers were at a council that P4 replaced and at FAR, which is not similar.
    assert found["peers_taking_part"].to_dict() == {
        "Peer challenge": 2,
        "Digital support": 1,
        "Housing advisers": 0,
    }
    assert found["peers"].tolist() == [4, 4, 4]
    assert found["percent"].tolist() == [50, 25, 0]
    assert found.loc["Peer challenge", "peer_names"] == "P1; P2"
    assert (
        found.loc["Peer challenge", "peer_offers"]
        == "Progress review (2); Corporate peer challenge (1)"
    )


def test_what_is_used_here_tells_own_records_from_a_predecessors(small: Snapshot) -> None:
    found = peers(small, "NEW")
    assert set(found["used_here"]) == {"on record"}
    assert found.loc["Peer challenge", "last_here"] == "2022"
    assert found.loc["Peer challenge", "offers"] == "Corporate peer challenge; Progress review"
    assert pd.isna(found.loc["Digital support", "last_here"])
    assert found.loc["Digital support", "held_by"] == "Old"
    old = peers(small, "OLD")
    assert old["used_here"].to_dict() == {
        "Peer challenge": "predecessor only",
        "Digital support": "on record",
    }
    assert old.loc["Peer challenge", "held_by"] == "Grand"


def test_sources_are_those_of_the_rows_compared(small: Snapshot) -> None:
    sources = small.run("council-offers-and-peers-sources", {"council": ["NEW"]})
    # Four of NEW, one each of OLD and GRAND, three of P1 and one of P2.
    assert sources[["title", "basis", "records"]].to_numpy().tolist() == [
        ["By hand", "recorded", 10]
    ]
