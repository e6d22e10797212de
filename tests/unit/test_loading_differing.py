"""What publishing would change, against the real data as they are now."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from dashboard.loading.differing import with_names
from dashboard.loading.model import Prepared
from dashboard.loading.preparing import prepare
from dashboard.loading.reference import Reference
from dashboard.settings import Settings

TODAY = date(2026, 11, 22)
CODE, PERIOD = "FIN_NRE", "2014-15"


@pytest.fixture(scope="module")
def now(settings: Settings) -> pd.DataFrame:
    """The values of one indicator and period that are there now."""
    values = Reference.current(settings).table("indicator_values")
    one = (values["indicator_code"] == CODE) & (values["period"] == PERIOD)
    return values.loc[one, ["indicator_code", "council_code", "period", "value"]]


def prepared(settings: Settings, folder: Path, frame: pd.DataFrame) -> Prepared:
    path = folder / "values.csv"
    frame.to_csv(path, index=False)
    return prepare(path, settings, today=TODAY)


def test_the_same_rows_change_nothing(
    settings: Settings, now: pd.DataFrame, tmp_path: Path
) -> None:
    found = prepared(settings, tmp_path, now).difference
    assert (found.new, found.changed, found.gone, found.same) == (0, 0, 0, len(now))
    assert found.rows.empty
    assert found.notes == ()


def test_each_sort_of_change(settings: Settings, now: pd.DataFrame, tmp_path: Path) -> None:
    frame = now.reset_index(drop=True)
    frame.loc[0, "value"] = 12.5
    frame.loc[len(frame)] = [CODE, "E06000060", PERIOD, 7.0]
    found = prepared(settings, tmp_path, frame.drop(index=[1])).difference
    assert (found.new, found.changed, found.gone) == (1, 1, 1)
    assert found.same == len(now) - 2
    told = {row["change"]: row for row in found.rows.to_dict("records")}
    assert told["new"]["council_code"] == "E06000060"
    assert told["gone"]["council_code"] == now["council_code"].iloc[1]
    changed = told["changed"]
    assert (changed["column"], changed["after"]) == ("value", "12.5")
    assert float(changed["before"]) == now["value"].iloc[0]


def test_only_what_the_file_covers_is_compared(
    settings: Settings, now: pd.DataFrame, tmp_path: Path
) -> None:
    done = prepared(settings, tmp_path, now.head(3))
    assert done.difference.gone == len(now) - 3
    assert done.checked.scopes.to_dict("records") == [{"indicator_code": CODE, "period": PERIOD}]
    assert any("would go" in note for note in done.notes)


def test_illustrative_rows_are_no_part_of_it_and_give_way(
    settings: Settings, tmp_path: Path
) -> None:
    rows = Reference.current(settings).table("take_up")
    illustrative = rows[rows["basis"] == "illustrative"]
    offer, year = illustrative[["offer_code", "financial_year"]].iloc[0]
    parts = Reference.current(settings).table("offer_parts")
    below = set(parts.loc[parts["offer_code"] == offer, "part_code"])
    here = (illustrative["financial_year"] == year) & illustrative["offer_code"].isin(below)
    there = rows[(rows["offer_code"] == offer) & (rows["financial_year"] == year)]
    recorded = there[there["basis"] == "recorded"]
    path = tmp_path / "take-up.csv"
    path.write_text(f"Council,Offer,FY\nLeeds,{offer},{year}\n")
    done = prepare(path, settings, today=TODAY)
    kept = recorded["council_code"].eq("E08000035") & recorded["date"].isna()
    assert done.difference.gone == len(recorded) - int(kept.sum())
    assert f"{int(here.sum())} illustrative rows give way to these records." in done.notes


def test_columns_that_the_file_does_not_have_change_nothing(
    settings: Settings, tmp_path: Path
) -> None:
    rows = Reference.current(settings).table("political_control")
    year = rows[(rows["year"] == 2016) & rows["control"].notna()]
    path = tmp_path / "control.csv"
    year[["council_code", "year", "control"]].to_csv(path, index=False)
    found = prepare(path, settings, today=TODAY).difference
    assert (found.new, found.changed, found.same) == (0, 0, len(year))


def test_a_source_under_another_title_is_the_same_source(
    settings: Settings, tmp_path: Path
) -> None:
    reference = Reference.current(settings)
    rows = reference.table("take_up")
    sources = reference.table("sources").dropna(subset=["address"])
    rows = rows[(rows["basis"] == "recorded") & rows["financial_year"].notna()]
    one = rows.merge(sources, on="source").iloc[0]
    path = tmp_path / "take-up.csv"
    heading = ["council_code", "offer_code", "financial_year", "date"]
    frame = pd.DataFrame([one[heading]]).assign(
        source_title="Another title", source_address=one["address"]
    )
    frame.to_csv(path, index=False)
    found = prepare(path, settings, today=TODAY).difference
    assert (found.changed, found.same) == (0, 1)


def test_another_sort_of_year_is_pointed_out(
    settings: Settings, now: pd.DataFrame, tmp_path: Path
) -> None:
    done = prepared(settings, tmp_path, now.assign(period="2014"))
    assert any("periods such as" in note and "has 2014," in note for note in done.notes)
    assert not any("periods such as" in note for note in prepared(settings, tmp_path, now).notes)


def test_changes_carry_the_names_of_their_codes_last(
    settings: Settings, now: pd.DataFrame, tmp_path: Path
) -> None:
    reference = Reference.current(settings)
    rows = prepared(settings, tmp_path, now.assign(value=now["value"] + 1)).difference.rows
    assert list(rows.columns[-2:]) == ["council", "indicator"]
    assert list(rows["council"]) == [reference.short_names[code] for code in rows["council_code"]]
    assert set(rows["indicator"]) == {reference.indicators[CODE]}
    boundaries = pd.DataFrame({"change": ["gone"], "council_code": ["E08000012"]})
    assert with_names(boundaries, reference)["council"].tolist() == ["Liverpool"]
    assert "council" not in with_names(pd.DataFrame({"claim": ["fleet"]}), reference)
