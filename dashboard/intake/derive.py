"""Work out what the csv files do not hold: sources, tiers, council years, indicator coverage."""

from __future__ import annotations

import hashlib
import re

import pandas as pd

from dashboard.geography.sets import in_being, year_end

TIERS = {"county": "upper", "district": "lower"}
FIRST_YEAR, LAST_YEAR = 2010, 2026
"""Financial years covered by council_years, by the year in which each begins."""

_ID_LENGTH = 48


def financial_years() -> list[str]:
    """Return the financial years covered, earliest first, such as `2016/17`."""
    return [f"{year}/{(year + 1) % 100:02d}" for year in range(FIRST_YEAR, LAST_YEAR + 1)]


def tier(authority_type: pd.Series) -> pd.Series:
    """Return the tier of each council: upper (county), lower (district) or single (the rest)."""
    return authority_type.map(TIERS).fillna("single").astype("str")


def sources(documents: pd.DataFrame, cited: list[pd.DataFrame]) -> pd.DataFrame:
    """Return the sources table: the declared documents, then every other source cited.

    `documents` has source, source_title, source_address, publisher, published, licence. Each of
    `cited` has source_title and source_address, either possibly null, and may have licence. One
    address is one source even when rows name it differently: it keeps the title of the first of
    `cited` to name it, the shortest there. A source that is not declared gets an id of its own
    title and four digits of a hash, so ids do not shift when rows are added.
    """
    wanted = ["source_title", "source_address", "licence"]
    rows = pd.concat(
        [frame.reindex(columns=wanted).assign(order=order) for order, frame in enumerate(cited)]
    )
    rows = rows[rows["source_title"].notna()].drop_duplicates()
    rows["place"] = rows["source_address"].fillna(rows["source_title"])
    rows["length"] = rows["source_title"].str.len()
    rows = rows.sort_values(["place", "order", "length", "source_title"]).drop_duplicates("place")
    declared = documents.assign(place=documents["source_address"].fillna(documents["source_title"]))
    rows = rows[~rows["place"].isin(declared["place"])]
    rows["source"] = [
        _source_id(title, place)
        for title, place in zip(rows["source_title"], rows["place"], strict=True)
    ]
    every = pd.concat([declared, rows], ignore_index=True)
    return every.rename(columns={"source_title": "title", "source_address": "address"})


def _source_id(title: str, place: str) -> str:
    words = re.sub(r"[^a-z0-9]+", "-", title.lower().replace("'", "")).strip("-")
    short = words if len(words) <= _ID_LENGTH else words[: _ID_LENGTH + 1].rpartition("-")[0]
    return f"{short}-{hashlib.sha256(place.encode()).hexdigest()[:4]}"


def source_ids(frame: pd.DataFrame, every: pd.DataFrame) -> pd.Series:
    """Return the source id of each row, null where the row names no source."""
    by_place = every.set_index("place")["source"]
    place = frame["source_address"].fillna(frame["source_title"])
    return place.map(by_place).astype("str")


def council_years(
    councils: pd.DataFrame, political_control: pd.DataFrame, adviser_patches: pd.DataFrame
) -> pd.DataFrame:
    """Return one row for each council in being on the 31 March that ends each financial year.

    Control is that of the May in which the year begins: 2016/17 takes May 2016. It is null where
    there is no row, as for the latest year before its elections are added.
    """
    frames = []
    for year in financial_years():
        present = in_being(councils, year_end(year))
        frames.append(present.assign(financial_year=year, year=int(year[:4])))
    years = pd.concat(frames, ignore_index=True).rename(columns={"short_name": "council"})
    control = political_control[["council_code", "year", "control_group"]]
    years = years.merge(control, on=["council_code", "year"], how="left", validate="1:1")
    years = years.merge(adviser_patches[["council_code", "patch"]], on="council_code", how="left")
    return years.rename(columns={"control_group": "political_control"})


def coverage(values: pd.DataFrame) -> pd.DataFrame:
    """Return the first and last period and the numbers of councils and values, by indicator."""
    by_code = values.groupby("indicator_code", observed=True)
    return pd.DataFrame(
        {
            "first_period": by_code["period"].min(),
            "last_period": by_code["period"].max(),
            "councils": by_code["council_code"].nunique(),
            "values": by_code.size(),
        }
    )


def data_date(take_up: pd.DataFrame, interventions: pd.DataFrame) -> str:
    """Return the newest day on record, as ISO text: what the data are "as at".

    Taken from the records, not the clock, so that the same data always say the same. A record
    dated by its month counts as the last day of it; a bare year or a planned end does not count.
    """
    recorded = take_up.loc[take_up["basis"] == "recorded", "date"]
    dates = pd.concat([recorded, interventions["start"], interventions["end"]]).dropna()
    dates = dates[dates.str.len() >= len("2016-09")]
    days = pd.to_datetime(dates, format="ISO8601")
    by_month = dates.str.len() == len("2016-09")
    days = days.where(~by_month, days + pd.offsets.MonthEnd(0))
    return str(days.max().date())
