"""The reference tables against what is known of England's councils, and against the facts."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from dashboard.geography.sets import in_being
from dashboard.intake import derive
from dashboard.intake.checks import check_tables
from dashboard.intake.contracts import TABLES
from dashboard.intake.storage import typed
from dashboard.intake.tables import read_tables
from dashboard.settings import ROOT

FACTS = ROOT.parent / "shared" / "facts"


@pytest.fixture(scope="module")
def frames() -> dict[str, pd.DataFrame]:
    rows, problems = read_tables(ROOT / "data")
    assert [str(problem) for problem in problems] == []
    assert [str(problem) for problem in check_tables(TABLES, rows)] == []
    return {name: typed(TABLES[name], read.frame) for name, read in rows.items()}


@pytest.fixture(scope="module")
def councils(frames: dict[str, pd.DataFrame]) -> pd.DataFrame:
    return frames["councils"].assign(tier=derive.tier(frames["councils"]["authority_type"]))


@pytest.fixture(scope="module")
def years(frames: dict[str, pd.DataFrame], councils: pd.DataFrame) -> pd.DataFrame:
    return derive.council_years(councils, frames["political_control"], frames["adviser_patches"])


@pytest.mark.parametrize(
    ("day", "count"),
    [
        ("2017-03-31", 353),
        ("2019-03-31", 353),
        ("2019-05-02", 343),
        ("2020-04-01", 339),
        ("2021-05-06", 333),
        ("2023-03-31", 333),
        ("2023-04-01", 317),
        ("2025-05-01", 317),
    ],
)
def test_how_many_councils_there_were(councils: pd.DataFrame, day: str, count: int) -> None:
    assert len(in_being(councils, pd.Timestamp(day).date())) == count


def test_councils_by_type_on_31_march_2017(years: pd.DataFrame) -> None:
    year = years[years["financial_year"] == "2016/17"]
    assert Counter(year["authority_type"]) == {
        "county": 27,
        "district": 201,
        "unitary": 56,
        "metropolitan district": 36,
        "London borough": 33,
    }
    assert Counter(year["tier"]) == {"upper": 27, "lower": 201, "single": 125}


def test_councils_by_type_at_333_and_317_match_the_government_list(years: pd.DataFrame) -> None:
    """GOV.UK counts the City of London and the Isles of Scilly apart from the five types."""
    counts = {
        "2021/22": {"county": 24, "district": 181, "unitary": 58 + 1, "London borough": 32 + 1},
        "2023/24": {"county": 21, "district": 164, "unitary": 62 + 1, "London borough": 32 + 1},
    }
    for year, expected in counts.items():
        found = Counter(years.loc[years["financial_year"] == year, "authority_type"])
        assert found == expected | {"metropolitan district": 36}


def test_control_in_2016_17(years: pd.DataFrame) -> None:
    control = Counter(years.loc[years["financial_year"] == "2016/17", "political_control"])
    assert control["Conservative"] == 190
    assert control["Liberal Democrat"] == 7
    assert control["No overall control"] == 53
    assert control["Labour"] == 99
    assert control.total() == 353


def test_control_is_missing_for_one_council_only_until_the_newest_year(
    years: pd.DataFrame,
) -> None:
    gaps = years[years["political_control"].isna() & (years["financial_year"] < "2026/27")]
    assert gaps[["financial_year", "council_code"]].to_numpy().tolist() == [
        ["2020/21", "E06000060"]
    ]


def test_seats_give_the_control_stated(frames: dict[str, pd.DataFrame]) -> None:
    """More than half the seats is control; the five rows that differ say that they do."""
    rows = frames["political_control"]
    seats = {"Conservative": "con", "Labour": "lab", "Liberal Democrat": "ld"}
    differing = []
    for row in rows[rows["seats_total"].notna()].to_dict("records"):
        holders = [party for party, held in seats.items() if 2 * row[held] > row["seats_total"]]
        stated = [row["control"]] if row["control"] in seats else []
        if holders != stated:
            differing.append(row)
    assert len(differing) == 5
    assert all(row["note"].startswith("Control corrected") for row in differing)


def test_every_council_has_a_patch_and_every_patch_is_a_region_but_for_the_south_east(
    frames: dict[str, pd.DataFrame], councils: pd.DataFrame
) -> None:
    patches = councils.merge(frames["adviser_patches"], on="council_code", validate="1:1")
    assert len(patches) == len(councils)
    regions = patches.groupby("patch")["region"].agg(lambda region: set(region))
    wide = "North East, Yorkshire and the Humber and East Midlands"
    assert regions.pop(wide) == {"North East", "Yorkshire and the Humber", "East Midlands"}
    for patch, found in regions.items():
        assert found == {str(patch).partition(":")[0]}
    assert len(regions) == 7


def test_the_south_east_is_split_by_county(
    frames: dict[str, pd.DataFrame], councils: pd.DataFrame
) -> None:
    patches = councils.merge(frames["adviser_patches"], on="council_code")
    patches = patches[patches["region"] == "South East"]
    by_name = patches.set_index("short_name")["patch"]
    north = "South East: Berkshire, East Sussex, Oxfordshire and Surrey"
    south = "South East: Buckinghamshire, Hampshire, Isle of Wight, Kent and West Sussex"
    berkshire = (
        "Bracknell Forest, Reading, Slough, West Berkshire, Windsor and Maidenhead, Wokingham"
    )
    placed = {
        north: f"{berkshire}, Brighton and Hove, East Sussex, Lewes, Oxfordshire, Surrey, Woking",
        south: "Buckinghamshire, Milton Keynes, Aylesbury Vale, Hampshire, Portsmouth, "
        "Southampton, Isle of Wight, Kent, Medway, Thanet, West Sussex, Crawley",
    }
    for patch, names in placed.items():
        assert {name: by_name[name] for name in names.split(", ")} == dict.fromkeys(
            names.split(", "), patch
        )
    districts = patches[patches["county_code"].notna()]
    counties = patches.set_index("council_code")["patch"]
    assert (districts["county_code"].map(counties) == districts["patch"]).all()


def test_lineage_leads_from_every_council_to_one_in_being(
    frames: dict[str, pd.DataFrame], councils: pd.DataFrame
) -> None:
    following = frames["council_lineage"].groupby("council_code")["successor_code"].agg(list)
    ended = councils.set_index("council_code")["end_date"].notna()

    def final(code: str) -> set[str]:
        if not ended[code]:
            return {code}
        return set().union(*(final(successor) for successor in following[code]))

    assert all(final(code) for code in councils["council_code"])
    two = {code for code, successors in following.items() if len(successors) > 1}
    assert two == {"E10000006", "E10000021"}  # Cumbria and Northamptonshire


def test_savings_of_2016_17_add_up_to_the_published_total(
    frames: dict[str, pd.DataFrame],
) -> None:
    savings = frames["savings"]
    annex = savings[savings["note"] == "From Annex B."].set_index("programme_area")
    amounts = annex["estimated_saving_gbp_million"]
    assert len(amounts) == 8
    assert amounts.drop("Total").sum() == pytest.approx(amounts["Total"]) == 219.9


def test_no_reader_is_shown_working_language(frames: dict[str, pd.DataFrame]) -> None:
    working = re.compile(
        r"\.txt|\.csv|document 00|parlitools|earlier pass|stated as|\bGBP\b|\bCPC\b|\bMoU\b|\bWMS\b"
    )
    for name in ("deliveries", "savings", "funding", "polling", "perceptions", "interventions"):
        for note in frames[name]["note"].dropna():
            assert not working.search(note), f"{name}: {note}"
            assert note[0].isupper() or note[0].isdigit() or note[0] in "£'", f"{name}: {note}"
            assert note.endswith("."), f"{name}: {note}"


def test_nobody_is_named_or_can_be_telephoned() -> None:
    """Annex C lists advisers with their numbers; nothing of that belongs here."""
    telephone = re.compile(r"\b0\d{4} ?\d{6}\b|@local\.gov\.uk", re.IGNORECASE)
    for path in (ROOT / "data").rglob("*.csv"):
        if not path.name.startswith("values_"):
            assert not telephone.search(path.read_text(encoding="utf-8")), path


@pytest.mark.skipif(
    not FACTS.is_dir(), reason=f"NOT COMPARED WITH THE FACTS: there is no folder {FACTS}"
)
@pytest.mark.parametrize(
    ("ours", "theirs", "columns"),
    [
        ("reference/councils.csv", "reference/councils.csv", {"end_date": "end_date"}),
        ("published/deliveries.csv", "published/delivery.csv", {"value": "value"}),
        (
            "published/savings.csv",
            "published/savings.csv",
            {"estimated_saving_gbp_million": "estimated_saving_gbp_million"},
        ),
        ("published/funding.csv", "published/funding.csv", {"gbp_million": "gbp_million"}),
        (
            "published/polling.csv",
            "published/polling.csv",
            {"percent": "percent", "round": "round", "field_month": "field_month"},
        ),
        ("published/perceptions.csv", "published/perceptions.csv", {"percent": "percent"}),
        (
            "published/indicators_basket.csv",
            "published/indicators_basket.csv",
            {"percent_improved": "percent_improved", "percent_worsened": "percent_worsened"},
        ),
        ("published/shared_services.csv", "published/shared_services.csv", {"value": "value"}),
        ("published/programme_totals.csv", "published/programme_totals.csv", {"value": "value"}),
        (
            "records/interventions.csv",
            "records/interventions.csv",
            {"council_code": "council_code", "start": "start", "end": "end"},
        ),
        (
            "reference/political_control.csv",
            "reference/political_control.csv",
            {name: name for name in ("council_code", "year", "control", "con", "lab", "ld")},
        ),
    ],
)
def test_figures_are_those_of_the_facts(ours: str, theirs: str, columns: dict[str, str]) -> None:
    left = pd.read_csv(ROOT / "data" / ours)[list(columns)]
    right = pd.read_csv(FACTS / theirs)[list(columns.values())].set_axis(list(columns), axis=1)
    # Further rows come after: figures of the source documents that the facts leave out.
    pd.testing.assert_frame_equal(left.head(len(right)), right, check_dtype=False)


@pytest.mark.skipif(
    not FACTS.is_dir(), reason=f"NOT COMPARED WITH THE FACTS: there is no folder {FACTS}"
)
def test_indicator_values_and_their_coverage_are_those_of_the_facts(
    frames: dict[str, pd.DataFrame],
) -> None:
    for path in sorted((FACTS / "indicators").glob("values_*.csv")):
        ours = Path(ROOT / "data" / "indicators" / path.name)
        assert ours.read_bytes() == path.read_bytes(), path.name
    assert len(frames["indicator_values"]) == 222_848
    covered = derive.coverage(frames["indicator_values"])
    found = frames["indicators"].join(covered, on="indicator_code")
    stated = pd.read_csv(FACTS / "indicators" / "indicators.csv")
    columns = ["indicator_code", "first_period", "last_period", "councils", "values"]
    pd.testing.assert_frame_equal(found[columns], stated[columns], check_dtype=False)
