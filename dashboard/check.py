"""Published take-up and deliveries against the figures worked out from the rows of take-up.

`compare` works every published figure out again from the rows; `report` prints the result for
`python -m dashboard check`; `unmet` says whether anything that should agree does not.
"""

from __future__ import annotations

import pandas as pd

from dashboard.check_deliveries import NOT_COUNTED, compare_deliveries
from dashboard.recount import AGREES, DIFFERS, NOT_COMPARABLE, Recount

COLUMNS = [
    "year",
    "offer",
    "group",
    "measure",
    "published",
    "wording",
    "computed",
    "difference",
    "low",
    "high",
    "within",
    "use",
    "reason",
]


def compare(
    published: pd.DataFrame,
    take_up: pd.DataFrame,
    offer_parts: pd.DataFrame,
    council_years: pd.DataFrame,
    deliveries: pd.DataFrame | None = None,
    measures: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Work every published figure out from the rows of take-up and set the two side by side.

    Takes the built tables; `offer_parts` is the closure, in which every offer is a part of itself,
    and `measures` is `delivery_measures`, which says what of the records bears on a delivery.
    Returns COLUMNS, one row for each row of `published` in its order, then one for each row of
    `deliveries` in its order. `published`, `computed`, `difference` (computed
    less published), `low` and `high` are in the measure's own unit: councils, per cent, rank
    (1 is first, ties count against) or deliveries. `within` is `agrees` when computed lies from
    low to high, `differs` when it does not or when the records contradict the figure, and
    `not comparable` when the rows cannot bear the figure out; then `reason` says why.
    """
    recount = Recount(published, take_up, offer_parts, council_years)
    rows = [recount.compare_row(row) for row in published.to_dict("records")]
    if deliveries is not None:
        rows += compare_deliveries(recount, deliveries, measures)
    return pd.DataFrame(rows, columns=COLUMNS)


def as_loaded(published: pd.DataFrame, changed: pd.DataFrame) -> pd.DataFrame:
    """Return published take-up with its `use` where loaded rows stand for illustrative ones.

    `changed` is loaded_offer_years. Nothing has to be met there any more: full extracts are
    compared with the figure (use `loaded`), and rows that are full no longer are not used.
    """
    keys = ["offer_code", "financial_year"]
    named = published[["offer_code", "year"]].set_axis(keys, axis="columns")
    complete = named.merge(changed, on=keys, how="left")["complete"].set_axis(published.index)
    use = published["use"].mask(complete.eq(True), "loaded").mask(complete.eq(False), "not used")
    return published.assign(
        use=use.where(published["use"] != "not used", "not used"),
        reason=published["reason"]
        .mask(complete.eq(True), "Counted from a full extract that was loaded.")
        .mask(complete.eq(False), "Rows that were made to meet it have been replaced in part."),
    )


def unmet(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of `compare` that should agree (use `constraint`) and do not."""
    return frame[(frame["use"] == "constraint") & (frame["within"] != AGREES)]


def report(frame: pd.DataFrame) -> str:
    """Return the result of `compare` as plain text: a summary, then one line for each figure."""
    counts = frame["within"].value_counts()
    missed = len(unmet(frame))
    lines = [
        f"{len(frame)} published figures: "
        + ", ".join(f"{counts.get(word, 0)} {_plural(word)}" for word in _PLURALS)
        + ".",
        "Every figure that the rows must meet is met."
        if not missed
        else f"{missed} that the rows must meet {'is' if missed == 1 else 'are'} not met.",
    ]
    uncounted = int((frame["use"] == NOT_COUNTED).sum())
    if uncounted:
        lines.append(
            f"{uncounted} of those not comparable count what the records do not hold (money, "
            "people, visits). They are not listed here; the About page lists them."
        )
        frame = frame[frame["use"] != NOT_COUNTED]
    lines.append("")
    cells = [("Year", "Offer", "Published", "Computed", "Result")]
    cells += [
        (row["year"], row["offer"], row["wording"], _number(row["computed"]), row["within"])
        for row in frame.to_dict("records")
    ]
    widths = [max(len(str(line[n])) for line in cells) for n in range(4)]
    for n, line in enumerate(cells):
        padded = [str(line[i]).ljust(widths[i]) for i in range(3)]
        lines.append("  ".join([*padded, str(line[3]).rjust(widths[3]), str(line[4])]))
        if n == 0:
            lines.append("-" * (sum(widths) + 8 + len(NOT_COMPARABLE)))
        elif line[4] != AGREES:
            lines.append(f"    {frame['reason'].iloc[n - 1]}")
    return "\n".join(lines)


_PLURALS = {AGREES: "agree", DIFFERS: "differ", NOT_COMPARABLE: "not comparable"}


def _plural(word: str) -> str:
    return _PLURALS[word]


def _number(value: float) -> str:
    if pd.isna(value):
        return "-"
    return f"{value:.0f}" if value == round(value) else f"{value:.1f}"
