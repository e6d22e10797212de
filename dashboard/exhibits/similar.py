"""Which councils are most like this one, and in what."""

from __future__ import annotations

import pandas as pd

from dashboard.charts.similar import similar_strips
from dashboard.charts.theme import Figure, empty_figure
from dashboard.exhibit import Exhibit, View
from dashboard.exhibits.one_council import CHOOSE_ONE, chosen_council
from dashboard.wording import counted, listed, long_date

TIERS = {"upper": "county council", "lower": "district council", "single": "single-tier council"}

# Measured by `python -m dashboard.statistics.compare_similar` against the ONS's list of similar
# areas; a test holds the figures against the data. By tier: of a council's 20, how many are on the
# ONS's list of 20, and by chance; of as many as that list has of the tier, the per cent on it, and
# by chance.
OVERLAP = {
    "lower": (4.6, 1.4, 26, 7),
    "single": (8.4, 2.1, 48, 11),
    "upper": (8.7, 8.7, 70, 44),
}
MEASURED_IN = "November 2026"

METHOD_POOL = (
    "A council is compared with councils of its tier only, for they do the same work: counties; "
    "districts; and single-tier councils, which are unitary councils, metropolitan districts and "
    "London boroughs. Councils in being are compared with one another; one that has ended, with "
    "those in being in its last financial year, on the figures of that time."
)
METHOD_DISTANCE = (
    "Seven characteristics count the same: population and residents per square kilometre (both as "
    "ratios, so twice the size is as far as half the size), distance on the ground between the "
    "middles of the two areas, the claimant count as a share of residents aged 16 to 64, median "
    "weekly pay, adult obesity, and net new homes per 1,000 homes. None of them is chosen to say "
    "how well a council does. The last four are means of the three latest years. Each difference "
    "is squared and divided by its average over all pairs of the tier; the distance is the root "
    "of the mean of the seven, so 1 is the distance of an average pair."
)
METHOD_MISSING = (
    "A figure that is not known for one of the two plays no part. The source gives unemployment, "
    "pay and in part obesity only for the councils of today, so one that has ended has its "
    "successor's, marked as estimated; two such figures are not compared. The population is that "
    "of 2020, and for a council that had ended by then its successor's, shared out by the "
    "electors of 2016."
)


def overlap_words() -> str:
    """How far the list agrees with that of the Office for National Statistics, as measured."""
    lower, single, upper = (OVERLAP[tier] for tier in ("lower", "single", "upper"))
    return (
        "The Office for National Statistics (ONS) lists the 20 areas most similar to each council "
        "overall, whatever their tier, on a wider set of figures. Compared with that list in "
        f"{MEASURED_IN}, for councils in being: of the 20 here, {lower[0]} are on it for an "
        f"average district ({lower[1]} would be by chance) and {single[0]} for a single-tier "
        f"council ({single[1]} by chance). For counties all 20 others are listed here, so that "
        "number says nothing. Taking only as many of the most alike as the ONS lists of the "
        f"same tier, {lower[2]}% are on its list for districts ({lower[3]}% by chance), "
        f"{single[2]}% for single-tier councils ({single[3]}%) and {upper[2]}% for counties "
        f"({upper[3]}%)."
    )


def _marked(frame: pd.DataFrame) -> int:
    """How many to call similar: the 20, but no more than half of all others there are."""
    return max(1, min(len(frame) - 1, _others(frame) // 2))


def _others(frame: pd.DataFrame) -> int:
    return len(frame["everyone"].iloc[0]) - 1


def _sentence(frame: pd.DataFrame, view: View) -> str:
    name = chosen_council(view)
    if name is None:
        return CHOOSE_ONE
    if frame.empty:
        return f"There is no council that {name} could be compared with."
    own, alike = frame.iloc[0], frame.iloc[1:]
    return " ".join(
        text
        for text in (_closest(own, alike), _in_what(alike.iloc[0]), _compared(frame), _ended(own))
        if text
    )


def _closest(own: pd.Series, alike: pd.DataFrame) -> str:
    first = alike.iloc[0]
    if first["distance"] >= 1:
        return (
            f"No council is much like {own['council']}: even the closest, {first['council']}, "
            "is no closer than two councils are on average."
        )
    names = listed(alike["council"].head(3).tolist())
    if len(alike) == 1:
        return f"The council most like {own['council']} is {names}."
    return f"The councils most like {own['council']} are {names}, the closest first."


def _in_what(first: pd.Series) -> str:
    closest = listed(first["closest_in"].split(", "))
    differs = first["differs_in"]
    but = f", and furthest from it in {differs}" if isinstance(differs, str) else ""
    return f"It is closest to {first['council']} in {closest}{but}."


def _compared(frame: pd.DataFrame) -> str:
    own = frame.iloc[0]
    pool = counted(_others(frame) + 1, TIERS[own["tier"]])
    year = f" of {own['financial_year']}" if _has_ended(own) else ""
    words = (
        f"The {pool}{year} are compared on population, density, location, unemployment, pay, "
        "adult obesity and house building, each counting the same."
    )
    if len(frame) - 1 < _others(frame):
        return words
    return f"{words} There are no more than these, so the table holds them all."


def _has_ended(own: pd.Series) -> bool:
    return isinstance(own["end_date"], str)


def _ended(own: pd.Series) -> str:
    if not _has_ended(own):
        return ""
    return f"{own['council']} was abolished: its last day was {long_date(own['end_date'])}."


def _chart(frame: pd.DataFrame, view: View) -> Figure:
    if frame.empty:
        return empty_figure(
            "Choose one council." if chosen_council(view) is None else "Nothing to compare.", 240
        )
    marked = _marked(frame)
    rest = _others(frame) - marked
    kind = TIERS[frame["tier"].iloc[0]]
    return similar_strips(frame, marked, f"{counted(rest, f'other {kind}')}")


SIMILAR_COUNCILS = Exhibit(
    id="similar-councils",
    question="Which councils are most like this one?",
    theme="One council",
    keys=("council",),
    columns=(
        "position",
        "council",
        "authority_type",
        "region",
        "closest_in",
        "differs_in",
        "distance",
        "population",
        "density",
        "km_apart",
        "claimant_rate",
        "weekly_pay",
        "adult_obesity",
        "new_homes",
        "estimated",
        "financial_year",
        "basis",
        "council_code",
    ),
    sentence=_sentence,
    chart=_chart,
    sources="similar-councils-sources",
    method=(METHOD_POOL, METHOD_DISTANCE, METHOD_MISSING, overlap_words()),
    notes=(
        "Most alike first. That is no ranking of councils: it says how alike places are, not how "
        "well anyone does.",
        "In the chart no more than half of the other councils are marked as similar, so of "
        "counties fewer than the 20 in the table.",
    ),
    height=560,
    not_in_table=("financial_year", "basis"),
)

EXHIBITS = (SIMILAR_COUNCILS,)
