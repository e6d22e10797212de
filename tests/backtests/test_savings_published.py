"""Savings and grant against the source documents: every amount, hedge and overlap.

The documents are compared where they are at hand; hand counts hold without them.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from dashboard.queries import shared_definitions
from dashboard.settings import ROOT
from dashboard.warehouse import Snapshot

Ask = Callable[..., pd.DataFrame]
ANNEX_B = {
    "Peer support and challenge": 24.5,
    "Productivity and Efficiency": 71.2,
    "Audit": 12.0,
    "Data and Digital": 7.9,
    "Working through partnerships": 63.9,
    "Leadership": 5.3,
    "Workforce": 35.1,
}
HEDGES = {
    "over": ("more than", "over", "in excess of"),
    "almost": ("almost", "nearly"),
    "about": ("circa", "in the vicinity of", "approximately", "about"),
    "at least": ("at least",),
    "up to": ("up to",),
}
# Sums of money in the source documents that are neither savings nor grant, and what they are.
OTHER_MONEY = {
    "more than £5 billion next year": "funding gap",
    "£8 billion by 2025": "funding gap",
    "£2 billion a year": "cost of inspection (table funding)",
    "For every £1 of grant we receive, we help the sector save at least £5": "ratio",
}


def _squeeze(text: str) -> str:
    """Text with one kind of apostrophe and dash, and single spaces: line ends carry no meaning."""
    plain = text.translate(str.maketrans("’‘“”–", "''\"\"-"))
    return re.sub(r"\s+", " ", plain)


@pytest.fixture(scope="module")
def documents(shared: Path) -> dict[str, str]:
    paths = sorted((shared / "source-documents").glob("*.txt"))
    assert len(paths) == 5
    return {path.name: _squeeze(path.read_text("utf-8")) for path in paths}


def _read(*names: str) -> pd.DataFrame:
    return pd.concat([pd.read_csv(ROOT / "data" / "published" / name) for name in names])


SAVINGS = _read("savings.csv", "savings_elsewhere.csv").rename(
    columns={"estimated_saving_gbp_million": "gbp_million"}
)
LINKS = _read("claim_links.csv")
KINDS = _read("claim_kinds.csv")
FUNDING = _read("funding.csv")
SERVICES = _read("shared_services.csv", "shared_services_elsewhere.csv")
QUOTED = SAVINGS[SAVINGS["quote"].notna()]
OF_DOCUMENTS = (
    "Sector-led improvement in 2016/17",
    "Sector-led improvement update, November 2017",
    "LGA sets out sector-led improvement offer",
    "Councils save more than £100 million through LGA sector-led improvement",
)


def test_every_claim_of_a_source_document_has_the_words_it_comes_from() -> None:
    ours = SAVINGS[SAVINGS["source_title"].isin(OF_DOCUMENTS)]
    assert len(ours) == 31
    assert set(ours.loc[ours["quote"].isna(), "claim"]) == set()


@pytest.mark.parametrize("table", ["savings", "funding", "shared services"])
def test_every_quotation_stands_in_a_source_document(documents: dict[str, str], table: str) -> None:
    rows = {"savings": SAVINGS, "funding": FUNDING, "shared services": SERVICES}[table]
    quotes = rows["quote"].dropna()
    assert len(quotes)
    for quote in quotes:
        words = _squeeze(quote).strip('"')
        found = [name for name, text in documents.items() if words in text]
        # The quotation marks of the commitment are the document's own; its opening one is apart.
        assert found, quote


def _written(millions: float) -> str:
    if millions >= 1000:
        return f"{millions / 1000:g} billion"
    return f"{1_000_000 * millions:,.0f}" if millions < 1 else f"{millions:.1f}".removesuffix(".0")


@pytest.mark.parametrize("claim", QUOTED["claim"])
def test_a_quotation_gives_the_amount_with_its_hedge(claim: str) -> None:
    row = QUOTED.set_index("claim").loc[claim]
    amount = _written(row["gbp_million"])
    pattern = rf"(?<![\d.,]){re.escape(amount)}(\.0)?(?![\d,]|\.\d)"
    at = re.search(pattern, row["quote"])
    assert at, (amount, row["quote"])
    before = row["quote"][: at.start()].rstrip("£").lower()
    # Between the hedge and the amount stand only a few words: “savings circa £2 million”.
    tail = before[-40:]
    said = {name for name, words in HEDGES.items() if any(f"{word} " in tail for word in words)}
    wanted = set() if row["qualifier"] == "exact" else {row["qualifier"]}
    assert said == wanted, row["quote"]


def test_every_sum_of_money_in_the_documents_is_accounted_for(documents: dict[str, str]) -> None:
    """A figure nobody took over would show here, with the sentence that it stands in."""
    accounted = [_squeeze(text).strip('"') for text in SAVINGS["quote"].dropna()]
    accounted += [_squeeze(text).strip('"') for text in FUNDING["quote"].dropna()]
    accounted += [_squeeze(text) for text in OTHER_MONEY]
    # Told a second time in the same words, or nearly so, further down in the same document.
    again = [
        "Deployed productivity experts in 34 councils to deliver £26.5 million of efficiency",
        "Helped councils identify in excess of £60 million of savings",
        "Helped councils save an estimated £13.2 million through the use of collaborative",
        # Annex B takes up the total of the contrast with the grant once more.
        "This contrasts with the £19.2 million for the Sector Led Improvement offer",
    ]
    lost = []
    for name, text in documents.items():
        covered: set[int] = set()
        for words in (*accounted, *map(_squeeze, again)):
            for found in re.finditer(re.escape(words), text):
                covered.update(range(found.start(), found.end()))
        for money in re.finditer(r"£[\d.,]*\d( ?(million|billion))?", text):
            if money.start() not in covered:
                lost.append((name, text[max(0, money.start() - 60) : money.end() + 30]))
    assert lost == []


def test_annex_b_is_the_breakdown_of_2016_17(ask: Ask) -> None:
    rows = ask("savings-by-programme", year="2016-17")
    assert rows.set_index("programme_area")["gbp_million"].to_dict() == ANNEX_B
    assert rows["gbp_million"].sum() == pytest.approx(219.9)
    assert set(rows["total_gbp_million"]) == {219.9}
    assert set(rows["commitment_gbp_million"]) == {210}
    assert set(rows["commitment_wording"]) == {"at least"}
    shares = rows.set_index("programme_area")["share_of_total"]
    assert shares["Productivity and Efficiency"] == pytest.approx(100 * 71.2 / 219.9, abs=0.001)
    assert shares.sum() == pytest.approx(100)


@pytest.mark.parametrize("year", ["2015-16", "2017-18", "2018-19", "2023-24"])
def test_other_years_have_no_breakdown_and_say_so(ask: Ask, year: str) -> None:
    assert ask("savings-by-programme", year=year).empty


def test_totals_by_year_are_the_published_ones_and_gaps_stay_gaps(ask: Ask) -> None:
    rows = ask("savings-over-time")
    totals = rows[rows["group"] == "Total"].set_index("financial_year")
    known = totals["gbp_million"].dropna()
    assert known.to_dict() == {"2016/17": 219.9, "2018/19": 100}
    assert totals.loc[known.index, "published_wording"].to_list() == ["exact", "over"]
    assert list(totals.index) == [f"{y}/{y % 100 + 1}" for y in range(2012, 2024)]
    assert totals.loc[totals["gbp_million"].isna(), "basis"].isna().all()
    spans = rows[rows["group"] == "Several years"]
    assert sorted(spans["gbp_million"]) == [4.5, 133, 150]
    assert spans["financial_year"].isna().all()


def test_the_grant_is_what_documents_give_and_no_more(ask: Ask) -> None:
    rows = ask("grant-over-time").set_index("financial_year")["gbp_million"]
    assert list(rows.index) == [f"{y}/{y % 100 + 1}" for y in range(2010, 2020)]
    known = {"2010/11": 41.3, "2017/18": 21.0, "2018/19": 20.0, "2019/20": 19.2}
    assert rows.dropna().to_dict() == known


def test_the_fall_in_real_terms_is_the_words_of_the_source(client, documents) -> None:
    sentence = client.get("/exhibits/grant-over-time.json").get_json(force=True)["sentence"]
    quote = re.search("“([^”]+)”", sentence)[1]
    assert "approximately 60 per cent" in quote
    assert any(_squeeze(quote) in text for text in documents.values())
    # 19.2 of 41.3 is 46.5 %, 21.0 of 41.3 is 50.8 %.
    assert "fell by 54%, from £41.3 million in 2010/11 to £19.2 million in 2019/20" in sentence
    assert sentence.endswith("In cash that is a fall of 49%.")


def test_counts_of_shared_services_are_the_published_ones(ask: Ask) -> None:
    rows = ask("shared-services")
    found = {
        (row.stated_for, row.shared_services, row.gbp_million)
        for row in rows.dropna(subset=["shared_services"]).fillna({"gbp_million": 0}).itertuples()
    }
    assert found == {
        ("about 2011", 132, 0),
        ("2013-03-19", 325, 278),
        ("about 2014", 337, 357),
        ("about 2015", 416, 462),
        ("2016/17", 296, 500),
        ("2018", 555, 840),
        ("to 2018", 559, 971),
        ("2019-07-05", 626, 1340),
        ("to 2019", 626, 1340),
    }
    yearly = rows[rows["amount_is"] == "one year"]
    assert set(yearly["gbp_million"]) == {240, 200}


def _amounts(table: str, rows: pd.DataFrame) -> set[tuple[str, float]]:
    return set(zip(rows["source_title"].str.strip(), rows[table], strict=True))


def test_no_saving_of_another_table_is_missing_from_the_ledger() -> None:
    """Amounts of savings, income and receipts wherever they stand, by source and amount."""
    deliveries = _read("deliveries.csv")
    deliveries = deliveries[deliveries["unit"] == "gbp_million"]
    totals = _read("programme_totals.csv")
    totals = totals[(totals["unit"] == "gbp_million") & (totals["offer"] != "Grant")]
    services = SERVICES[SERVICES["unit"].fillna("").str.startswith("gbp_million")]
    inspection = FUNDING[FUNDING["item"] == "inspection_regime_saving"]
    assert min(len(deliveries), len(totals), len(services), len(inspection)) >= 1
    elsewhere = (
        _amounts("value", deliveries)
        | _amounts("value", totals)
        | _amounts("value", services)
        | _amounts("gbp_million", inspection)
    )
    assert elsewhere - _amounts("gbp_million", SAVINGS) == set()


def test_the_ledger_holds_every_claim_once(ask: Ask) -> None:
    rows = ask("savings-claims")
    assert sorted(rows["claim"]) == sorted(SAVINGS["claim"])
    assert rows["how_firm"].notna().all() and rows["who_says"].notna().all()
    ours = SAVINGS.set_index("claim")["gbp_million"]
    assert rows.set_index("claim")["gbp_million"].to_dict() == ours.to_dict()


def test_what_the_ledger_says_of_known_claims(ask: Ask) -> None:
    rows = ask("savings-claims").set_index("claim")
    total = rows.loc["annex-b-total"]
    assert total["counted"] == "Yes"
    for area in ANNEX_B:
        assert area in total["overlaps"]
    assert rows.loc["annex-b-audit", "counted"] == (
        "No: it is part of “£219.9 million, Total, 2016/17”"
    )
    assert rows.loc["commitment-2016-17", "counted"] == "No: a promise is not a saving"
    frameworks = rows.loc["procurement-frameworks-2016-17"]
    assert "Procurement frameworks and commercial experts" in frameworks["contradicts"]
    peers = rows.loc["peer-challenge-2023-24"]
    assert peers["contradicts"] == "up to £1.5 million, Peer challenge, 2023/24"
    assert rows.loc["productivity-experts-2012-2016", "how_firm"] == (
        "External evaluation, given as about"
    )


# The overlap rule, on the SQL that the dashboard runs.


def _totals(savings: pd.DataFrame, links: pd.DataFrame, kinds: pd.DataFrame) -> dict:
    with duckdb.connect(":memory:") as connection:
        connection.register("savings", savings)
        connection.register("claim_links", links)
        connection.register("claim_kinds", kinds)
        for name in ("savings_overlaps", "savings_counted", "savings_totals"):
            connection.execute(shared_definitions()[name])
        rows = connection.table("savings_totals").fetchall()
        names = connection.table("savings_totals").columns
        counted = connection.sql("select claim from savings_counted").fetchall()
    totals = {
        (row[names.index("financial_year")], row[names.index("scheme")]): (
            round(row[names.index("gbp_million")], 6),
            row[names.index("published_wording")],
        )
        for row in rows
    }
    return {"totals": totals, "counted": {claim for (claim,) in counted}}


def _ledger(frame: pd.DataFrame = SAVINGS) -> pd.DataFrame:
    return frame.rename(columns={"gbp_million": "estimated_saving_gbp_million"})


ALL = _totals(_ledger(), LINKS, KINDS)
OFFER = "Improvement offer"


def _overlapping() -> dict[str, set[str]]:
    """Which claims overlap with which, either way and by way of others, reckoned without SQL."""
    direct: dict[str, set[str]] = {}
    for row in LINKS[LINKS["relation"] != "contradicts"].itertuples():
        direct.setdefault(row.claim, set()).add(row.other)
    reached = {claim: set(others) for claim, others in direct.items()}
    for _ in range(len(SAVINGS)):
        for others in reached.values():
            others |= set().union(*(reached.get(other, set()) for other in set(others)))
    return reached


REACHED = _overlapping()


def test_totals_of_the_offer_are_those_that_sources_state() -> None:
    totals = ALL["totals"]
    assert totals["2016/17", OFFER] == (219.9, "exact")
    assert totals["2018/19", OFFER] == (100, "over")


def test_areas_and_total_and_programme_parts_are_counted_once() -> None:
    of_the_year = SAVINGS[(SAVINGS["first_year"] == "2016/17") & (SAVINGS["scheme"] == OFFER)]
    # Everything in one heap would be several times the total.
    assert of_the_year["gbp_million"].sum() > 3 * 219.9
    areas = of_the_year["scope"] == "area"
    parts = of_the_year["claim"].isin(["productivity-experts-2016-17", "commercial-income-2016-17"])
    whole = of_the_year["claim"] == "annex-b-total"
    for chosen in (areas, whole, areas | whole, areas | whole | parts, whole | parts):
        found = _totals(_ledger(of_the_year[chosen]), LINKS, KINDS)
        assert found["totals"] == {("2016/17", OFFER): (219.9, "exact")}


def test_no_two_claims_of_a_total_overlap() -> None:
    counted = SAVINGS[SAVINGS["claim"].isin(ALL["counted"])]
    for _, group in counted.groupby(["first_year", "scheme"]):
        for claim in group["claim"]:
            assert not REACHED.get(claim, set()) & set(group["claim"])


@pytest.mark.parametrize("claim", sorted(set(SAVINGS["claim"]) - ALL["counted"]))
def test_a_claim_that_is_not_counted_can_go_without_any_total_changing(claim: str) -> None:
    without = _totals(_ledger(SAVINGS[SAVINGS["claim"] != claim]), LINKS, KINDS)
    assert without == ALL


@pytest.mark.parametrize("relation", ["part of", "same figure", "same money", "same years"])
def test_adding_a_claim_that_overlaps_leaves_every_total_unchanged(relation: str) -> None:
    """A new claim, of any kind and amount, of the year of a claim that it overlaps with."""
    within = {claim for claim in SAVINGS["claim"] if REACHED.get(claim, set()) & ALL["counted"]}
    for place, claim in enumerate(sorted(ALL["counted"] | within)):
        model = SAVINGS[SAVINGS["claim"] == claim]
        if (model["first_year"] != model["last_year"]).any():
            continue
        reached = REACHED.get(claim, set()) | {claim}
        same = SAVINGS[SAVINGS["claim"].isin(reached & ALL["counted"])]
        if not ((same["first_year"] == model["first_year"].iloc[0]).any()):
            continue
        kind = KINDS["kind"].iloc[place % len(KINDS)]
        new = model.assign(claim="new", gbp_million=1000.0 + place, kind=kind, scope="part")
        link = pd.DataFrame([("new", relation, claim, "test")], columns=LINKS.columns)
        found = _totals(_ledger(pd.concat([SAVINGS, new])), pd.concat([LINKS, link]), KINDS)
        assert found == ALL, claim


def test_a_claim_that_overlaps_with_nothing_is_added() -> None:
    """So that the tests above would notice a rule that never added anything."""
    model = SAVINGS[SAVINGS["claim"] == "total-2018-19-release"]
    new = model.assign(claim="new", gbp_million=7.0, scope="part")
    found = _totals(_ledger(pd.concat([SAVINGS, new])), LINKS, KINDS)
    assert found["totals"]["2018/19", OFFER] == (107, "at least")


def test_any_ledger_whatsoever_is_added_up_without_overlap() -> None:
    """Ledgers made by chance: what is counted never overlaps, and what is left out always does."""
    chance = random.Random(2016)
    for _ in range(60):
        size = chance.randint(1, 9)
        names = [f"c{place}" for place in range(size)]
        links = [
            (names[a], chance.choice(["part of", "same money", "contradicts"]), names[b], "test")
            for a in range(size)
            for b in range(a + 1, size)
            if chance.random() < 0.25
        ]
        amounts = [float(chance.randint(1, 50)) for _ in names]
        model = SAVINGS[SAVINGS["claim"] == "annex-b-audit"]
        ledger = pd.concat([model] * size).assign(claim=names, gbp_million=amounts)
        found = _totals(
            _ledger(ledger), pd.DataFrame(links, columns=LINKS.columns, dtype="str"), KINDS
        )
        reached: dict[str, set[str]] = {name: set() for name in names}
        for claim, relation, other, _ in reversed(links):
            if relation != "contradicts":
                reached[claim] |= {other} | reached[other]
        expected = {name for name in names if not reached[name]}
        assert found["counted"] == expected
        total = sum(a for name, a in zip(names, amounts, strict=True) if name in expected)
        assert found["totals"]["2016/17", OFFER][0] == pytest.approx(total)


def test_the_dashboard_counts_as_the_rule_does(snapshot: Snapshot) -> None:
    assert set(snapshot.table("savings_counted")["claim"]) == ALL["counted"]
