"""Compare the project's own similar councils with another list of them.

    python -m dashboard.statistics.compare_similar LIST.csv

prints, for each tier of council in being today, how many of a council's 20 are on the other list
too, and how many would be if the 20 were drawn by chance. LIST.csv has the columns gss_code, kind,
rank and neighbour_gss, as the list of the Office for National Statistics (ONS) has them.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd

from dashboard.intake.publish import current_version
from dashboard.settings import Settings

LENGTH = 20
TIERS = ("lower", "single", "upper")


def overlap(similar: pd.DataFrame, listed: pd.DataFrame, tier: pd.Series) -> pd.DataFrame:
    """Return how far two lists of similar councils agree, one row for each tier.

    Args:
        similar: council_code, similar_code and position (1 is the most alike), LENGTH each, of
            the same tier; rows about other councils than those of `tier` play no part.
        listed: gss_code and neighbour_gss, of any tier and nation.
        tier: the tier of the councils compared, by council_code.

    Returns:
        councils: councils on both lists;
        shared: how many of the LENGTH are on the other list, on average;
        chance: the same for LENGTH councils of the tier drawn by chance;
        in_tier: how many on the other list are of the tier, the most that could be shared;
        first: taking as many of the most alike as the other list has of the tier, the share of
            them that is on it, in per cent;
        first_chance: the same by chance.
    """
    listed = listed[listed["gss_code"].isin(tier.index)]
    same = listed["neighbour_gss"].map(tier) == listed["gss_code"].map(tier)
    in_tier = same.groupby(listed["gss_code"]).sum()
    pairs = pd.MultiIndex.from_frame(listed[["gss_code", "neighbour_gss"]])
    rows = similar[similar["council_code"].isin(in_tier.index)]
    rows = rows.assign(
        wanted=rows["council_code"].map(in_tier),
        shared=pd.MultiIndex.from_frame(rows[["council_code", "similar_code"]]).isin(pairs),
    )
    first = rows["position"] <= rows["wanted"]
    found = pd.DataFrame(
        {
            "in_tier": in_tier,
            "shared": rows.groupby("council_code")["shared"].sum(),
            "first": 100 * rows[first].groupby("council_code")["shared"].mean(),
        }
    ).dropna(subset="shared")
    found["tier"] = found.index.map(tier)
    others = found["tier"].map(tier.value_counts()) - 1
    found["chance"] = LENGTH * found["in_tier"] / others
    found["first_chance"] = 100 * found["in_tier"] / others
    columns = ["shared", "chance", "in_tier", "first", "first_chance"]
    means = found.groupby("tier")[columns].mean()
    means.insert(0, "councils", found.groupby("tier").size())
    return means.reindex([name for name in TIERS if name in means.index])


def today(councils: pd.DataFrame) -> pd.Series:
    """Return the tier of each council in being today, by council_code."""
    return councils[councils["end_date"].isna()].set_index("council_code")["tier"]


def main() -> None:
    """Print how far the similar councils of the built data agree with those of a file."""
    parser = argparse.ArgumentParser(description="Compare similar councils with another list.")
    parser.add_argument("list", type=Path, help="csv with gss_code, kind, rank, neighbour_gss")
    path = parser.parse_args().list
    settings = Settings.from_environment()
    version = current_version(settings.data)
    if version is None:
        parser.error(f"there is no built data in {settings.data}; run python -m dashboard build")
    folder = settings.data / version
    similar = pd.read_parquet(folder / "similar_councils.parquet")
    tier = today(pd.read_parquet(folder / "councils.parquet"))
    for kind, listed in pd.read_csv(path).groupby("kind"):
        print(f"\n{kind}: of the {LENGTH} most alike, how many are on the other list")
        print(overlap(similar, listed, tier).round(1).to_string())


if __name__ == "__main__":
    main()
