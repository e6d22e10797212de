"""Sentences about money: what was saved, promised and granted, with the source's own hedges."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dashboard.exhibit import View
from dashboard.wording import counted, listed, long_date, whole_percent

OFFER = "Improvement offer"
TOTAL, COMMITMENT, SEVERAL_YEARS = "Total", "Commitment", "Several years"
CENT = 0.05
"""Amounts are published to £0.1 million, so a smaller difference is none."""

METHOD_OVERLAP = (
    "A total counts no money twice. Two claims overlap where one is a part of the other, both "
    "give the same figure, both may hold the same money, or both cover the same years; of such "
    "claims only one is counted, the one that takes in the other. Which claims overlap is a table "
    "of data (claim_links), with the reason for each. A claim that overlaps with a counted one "
    "changes no total."
)
METHOD_KINDS = (
    "A total adds only savings made in one financial year. Promises, forecasts, savings only "
    "identified, income, sales of property and running totals are listed but never added, and "
    "savings of the improvement offer, of councils’ own shared services and of One Public Estate "
    "are never added to one another."
)
METHOD_WORDING = (
    "A figure that a source gives as over, almost, about, at least or up to is shown with that "
    "word. Nothing is estimated by us."
)
NOTE_ESTIMATES = (
    "The report of 2016/17 says of its figures that they “have either been provided by external "
    "consultants or from local authorities, or estimated on the basis of sample projects”."
)


def pounds(millions: float, wording: str = "exact") -> str:
    """`£219.9 million`, `over £1.34 billion`, `£307,000`: an amount with the source's hedge."""
    if millions >= 1000:
        amount = f"£{round(millions / 1000, 3):g} billion"
    elif 0 < millions < 1:
        amount = f"£{1_000_000 * millions:,.0f}"
    else:
        amount = f"£{round(millions, 2):g} million"
    return amount if wording == "exact" else f"{wording} {amount}"


def in_brief(millions: float, wording: str = "exact") -> str:
    """`over £971m`, `£1.34bn`: an amount where there is little room."""
    return pounds(millions, wording).replace(" million", "m").replace(" billion", "bn")


def stated_when(text: str) -> str:
    """A day as readers write it; anything else as the source has it."""
    return long_date(text) if len(text) == len("2019-07-05") and text[4] == "-" else text


def year_ranges(years: Sequence[str]) -> str:
    """`2011/12 to 2016/17 and 2018/19`: financial years, those that follow one another as one."""
    runs: list[list[str]] = []
    for year in sorted(years):
        if runs and int(year[:4]) == int(runs[-1][-1][:4]) + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return listed([run[0] if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs])


def by_programme(frame: pd.DataFrame, view: View) -> str:
    """What the areas add up to, beside the commitment, and which saved most and least."""
    if frame.empty:
        return no_breakdown(view)
    first = frame.iloc[0]
    added, total = frame["gbp_million"].sum(), first["total_gbp_million"]
    estimated = frame["how_firm"].str.startswith("Estimate").all()
    said = "were estimated to have saved" if estimated else "are said to have saved"
    if len(frame) == 1:
        said = said.replace("were", "was").replace("are", "is")
    parts = [
        f"In {first['financial_year']}, {counted(len(frame), 'programme area')} {said} councils "
        f"{pounds(total, first['total_wording'])} in all{_beside_the_commitment(first)}."
    ]
    if abs(added - total) >= CENT:
        parts.append(f"The areas add up to {pounds(added)}, not to that total.")
    if len(frame) > 1:
        most, least = frame["gbp_million"].max(), frame["gbp_million"].min()
        if most - least < CENT:
            parts.append(f"Each saved the same: {pounds(most)}.")
        else:
            parts.append(
                f"{_areas(frame, most)} saved the most, {_areas(frame, least, small=True)} "
                "the least."
            )
    return " ".join(parts)


def _beside_the_commitment(row: pd.Series) -> str:
    if pd.isna(row["commitment_gbp_million"]):
        return ""
    more = row["total_gbp_million"] - row["commitment_gbp_million"]
    commitment = pounds(row["commitment_gbp_million"], row["commitment_wording"])
    if abs(more) < CENT:
        return f", exactly the commitment of {commitment}"
    side = "more" if more > 0 else "less"
    return f", {pounds(abs(more))} {side} than the commitment of {commitment}"


def _areas(frame: pd.DataFrame, amount: float, small: bool = False) -> str:
    rows = frame[(frame["gbp_million"] - amount).abs() < CENT]
    each = " each" if len(rows) > 1 else ""
    share = whole_percent(rows["share_of_total"].iloc[0])
    figures = f"{pounds(amount)}{each}, {share}"
    return f"{listed(list(rows['programme_area']))} ({figures})"


def no_breakdown(view: View) -> str:
    """Which year was asked for, what is known of it, and for which years there is a breakdown."""
    years = view.snapshot.run("savings-years")
    this = years[years["financial_year"] == view.year]
    parts = [f"No breakdown of savings by programme area has been found for {view.year}."]
    if len(this) and pd.notna(this["gbp_million"].iloc[0]):
        total = pounds(this["gbp_million"].iloc[0], this["published_wording"].iloc[0])
        parts.append(f"The whole offer is said to have saved {total} in that year.")
    broken_down = list(years.loc[years["by_area"], "financial_year"])
    if broken_down:
        parts.append(f"There is one for {year_ranges(broken_down)}.")
    return " ".join(parts)


def over_time(frame: pd.DataFrame, view: View) -> str:
    """Every year's total with its commitment, the years without one, and what stands apart."""
    totals = frame[frame["group"] == TOTAL]
    known = totals[totals["gbp_million"].notna()]
    promised = frame[frame["group"] == COMMITMENT].set_index("financial_year")
    parts = []
    if len(known):
        said = []
        for row in known.itertuples():
            words = f"{pounds(row.gbp_million, row.published_wording)} in {row.financial_year}"
            if row.financial_year in promised.index:
                one = promised.loc[[row.financial_year]].iloc[0]
                commitment = pounds(one["gbp_million"], one["published_wording"])
                words += f" (the commitment was {commitment})"
            said.append(words)
        parts.append(f"The offer is said to have saved councils {listed(said)}.")
    missing = list(totals.loc[totals["gbp_million"].isna(), "financial_year"])
    if missing:
        parts.append(
            f"No total has been found for {counted(len(missing), 'year')}: {year_ranges(missing)}."
        )
    spans = int((frame["group"] == SEVERAL_YEARS).sum())
    if spans:
        parts.append(
            f"{counted(spans, 'amount').capitalize()} over several years "
            f"{'stands' if spans == 1 else 'stand'} apart and {'is' if spans == 1 else 'are'} "
            "never added to a year."
        )
    return " ".join(parts) or "No claim of savings by the offer has been found."


def grant(frame: pd.DataFrame, view: View) -> str:
    """From the first figure to the last in cash, the gaps, and the source's words on real terms."""
    known = frame[frame["gbp_million"].notna()]
    if known.empty:
        return "No figure for the grant has been found."
    first, last = known.iloc[0], known.iloc[-1]
    start = f"{pounds(first['gbp_million'], first['published_wording'])} in"
    if len(known) == 1:
        return f"The grant was {start} {first['financial_year']}; no other year has been found."
    end = pounds(last["gbp_million"], last["published_wording"])
    parts = [
        f"The grant {_moved(first['gbp_million'], last['gbp_million'])} from {start} "
        f"{first['financial_year']} to {end} in {last['financial_year']}, in cash."
    ]
    missing = list(frame.loc[frame["gbp_million"].isna(), "financial_year"])
    if missing:
        parts.append(
            f"No figure has been found for {counted(len(missing), 'year')}: {year_ranges(missing)}."
        )
    real = known[known["quote"].fillna("").str.contains("real terms")]
    if len(real):
        parts.append(f"In the words of the LGA: “{real.iloc[-1]['quote']}”")
        upto = real.iloc[-1]
        if upto["financial_year"] != first["financial_year"]:
            fall = 100 * (1 - upto["gbp_million"] / first["gbp_million"])
            parts.append(f"In cash that is a fall of {whole_percent(fall)}.")
    return " ".join(parts)


def _moved(before: float, after: float) -> str:
    if abs(after - before) < CENT:
        return "stayed the same,"
    verb = "fell" if after < before else "rose"
    return f"{verb} by {whole_percent(100 * abs(after / before - 1))},"


def shared_services(frame: pd.DataFrame, view: View) -> str:
    """The latest and the first count, what they are said to have saved, and what does not fit."""
    counts = frame[frame["shared_services"].notna()]
    if counts.empty:
        return "No count of shared services has been found."
    first, last = counts.iloc[0], counts.iloc[-1]
    words = f"The latest count, for {_when(last)}, is {_services(last)}"
    if pd.notna(last["gbp_million"]):
        saved = pounds(last["gbp_million"], last["published_wording"])
        words += f", said to have saved {saved} so far"
    parts = [f"{words}."]
    if len(counts) > 1:
        parts.append(f"The first, for {_when(first)}, was {_services(first)}.")
    lower = counts[counts["shared_services"].diff() < 0]
    parts += [
        f"The count for {_when(row)} ({row['shared_services']:,.0f}) is lower than the one before."
        for _, row in lower.iterrows()
    ]
    running = frame[(frame["amount_is"] == "running total") & frame["gbp_million"].notna()]
    for date, rows in running.groupby("date", sort=True):
        if rows["gbp_million"].nunique() > 1:
            said = [pounds(row.gbp_million, row.published_wording) for row in rows.itertuples()]
            parts.append(f"Sources differ for {str(date)[:4]}: {listed(said)}.")
    parts.append("These are councils’ own savings, and no part of what the offer saved.")
    return " ".join(parts)


def _when(row: pd.Series) -> str:
    return stated_when(row["stated_for"].removeprefix("to "))


def _services(row: pd.Series) -> str:
    hedge = "" if row["services_wording"] == "exact" else f"{row['services_wording']} "
    return f"{hedge}{counted(row['shared_services'], 'shared service')}"


def claims(frame: pd.DataFrame, view: View) -> str:
    """How many claims, how many overlap or contradict, and what is left when none counts twice."""
    if frame.empty:
        return "No claim of savings has been found."
    overlapping = int(frame["overlaps"].notna().sum())
    verb = "overlaps" if overlapping == 1 else "overlap"
    parts = [
        f"{counted(len(frame), 'claim')} of savings from "
        f"{counted(frame['source'].nunique(), 'source')}.",
        f"{overlapping} of them {verb} with another, so the amounts cannot be added up."
        if overlapping
        else "None overlaps with another.",
    ]
    whole = frame[
        (frame["counted"] == "Yes") & (frame["scheme"] == OFFER) & frame["total_whole"].eq(True)
    ].drop_duplicates("financial_year")
    if len(whole):
        said = [
            f"{pounds(row.total_gbp_million, row.total_wording)} in {row.financial_year}"
            for row in whole.sort_values("financial_year").itertuples()
        ]
        parts.append(
            f"With no money counted twice, the whole offer is said to have saved {listed(said)}."
        )
    against = int(frame["contradicts"].notna().sum())
    if against:
        verb = "contradicts or does" if against == 1 else "contradict or do"
        parts.append(f"{counted(against, 'claim')} {verb} not fit with another.")
    if not frame["how_firm"].str.startswith("Audited").any():
        parts.append("None is known to have been audited.")
    return " ".join(parts)
