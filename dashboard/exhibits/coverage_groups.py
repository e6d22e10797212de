"""Coverage: which groups of councils take part less than chance explains."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dashboard.charts.chance import chance_ranges
from dashboard.charts.theme import Figure, empty_figure
from dashboard.exhibit import Exhibit, View
from dashboard.exhibits import coverage_words as words
from dashboard.exhibits.narrowing import councils_of
from dashboard.exhibits.take_up_words import offer_words
from dashboard.records import Row, records
from dashboard.statistics.under_representation import BELOW, cannot_judge, compare_groups
from dashboard.wording import counted, listed

ENGLAND = "England"
MOST_GROUPS = 12
# Where groups are made of the same councils, the first of these names them.
DIMENSIONS = ("authority_type", "region", "political_control", "patch", "tier")


def _judged(frame: pd.DataFrame, view: View) -> pd.DataFrame:
    """Each group with what chance would give it, the lowest first, and England last."""
    rows = records(frame)
    england = next((row for row in rows if row["dimension"] == ENGLAND), None)
    if england is None:
        return frame.iloc[:0]
    total, drawn = england["councils"], england["taking_part"]
    places = [place for place, row in enumerate(rows) if row["councils"] < total]
    places.sort(key=lambda at: (DIMENSIONS.index(rows[at]["dimension"]), rows[at]["group"]))
    groups = frame.iloc[places].assign(
        has_published_figure=_any_of_same([rows[at] for at in places], "has_published_figure"),
        selected=_any_of_same([rows[at] for at in places], "selected"),
    )
    judged = compare_groups(groups, total, drawn) if england["complete"] else cannot_judge(groups)
    if england["complete"]:
        judged = judged.iloc[judged["p_value"].to_numpy().argsort(kind="stable")]
    found = pd.concat([judged, frame.iloc[[rows.index(england)]]], ignore_index=True)
    return found.assign(percent=100 * found["taking_part"] / found["councils"])


def _any_of_same(rows: list[Row], column: str) -> np.ndarray:
    """Whether a column holds for a group or for another that is made of the same councils."""
    holds = {row["same_councils"] for row in rows if row[column]}
    return np.array([row["same_councils"] in holds for row in rows], dtype=bool)


def _compared(rows: list[Row]) -> list[Row]:
    """One row for each comparison."""
    first: dict[str, Row] = {}
    for row in rows:
        if row["dimension"] != ENGLAND:
            first.setdefault(row["same_councils"], row)
    return list(first.values())


def _judged_sentence(frame: pd.DataFrame, view: View) -> str:
    rows = records(frame)
    if not rows:
        councils = councils_of(view.year, view.snapshot)
        reason = words.why_nothing(view, councils, ("type", "control"))
        return f"No council in {view.year} fits this selection. {reason}".strip()
    if not all(row["complete"] for row in rows):
        what = f"{offer_words(view).plain} in {view.year}"
        return (
            f"We cannot judge who is under-represented in {what}: the rows hold only councils "
            "whose record has been found, not all that took part. Choose a year and an offer with "
            "complete figures, such as peer challenge in 2016/17."
        )
    groups = _compared(rows)
    if not groups:
        return "All councils of this selection are in one group, so there is nothing to compare."
    england = rows[-1]
    if england["taking_part"] in (0, england["councils"]):
        who = "Every council" if england["taking_part"] else "No council"
        return f"{who} took part in {view.year}, so no group took part less than the others."
    below = [row for row in groups if row["flag"] == BELOW]
    number = {0: "none", 1: "one"}.get(len(below), f"{len(below):,}")
    compared = counted(len(groups), "group")
    sentence = (
        f"Of {compared} compared in {view.year}, {number} took up {offer_words(view).plain} less "
        "than chance would explain"
    )
    named = [words.group_counts(row) for row in below]
    sentence += f": {listed(named)}." if named else "."
    return sentence + _standing(rows, below) + _chosen_words(rows, view)


def _chosen_words(rows: list[Row], view: View) -> str:
    """What the test says of the regions and patches chosen and not flagged."""
    chosen = [("region", name) for name in view.selection.region]
    chosen += [("patch", name) for name in view.selection.patch]
    found = [row for row in rows if (row["dimension"], row["group"]) in chosen]
    named = [words.group_counts(row) for row in found if row["flag"] != BELOW]
    return f" Within chance: {listed(named)}." if named else ""


def _standing(rows: list[Row], below: list[Row]) -> str:
    """How far illustrative rows bear the finding out."""
    if not any(row["basis"] == "illustrative" for row in rows):
        return ""
    bare = [row for row in below if not row["has_published_figure"]]
    if bare:
        who = listed([words.group_words(row["dimension"], row["group"]) for row in bare])
        return (
            f" No published figure stands behind {who}: the rows are illustrative and this is "
            "not a fact."
        )
    if below:
        return f" A published figure stands behind {'it' if len(below) == 1 else 'each of them'}."
    return (
        " Rows are illustrative, so this says little about groups without a published figure of "
        "their own."
    )


def _judged_chart(frame: pd.DataFrame, view: View) -> Figure:
    rows = records(frame)
    groups = _compared(rows)
    if not groups:
        return empty_figure("No groups to compare.", 240)
    if all(pd.isna(row["p_value"]) for row in groups):
        return empty_figure("Cannot be judged:<br>records are not complete.", 240)
    shown, others = groups[:MOST_GROUPS], groups[MOST_GROUPS:]
    caption = f"The {len(shown)} lowest of {len(groups)} groups"
    chosen = [row for row in others if row["selected"]]
    if chosen and (view.selection.region or view.selection.patch):
        shown = [*shown, *chosen]
        caption += ", and those you chose"
    if len(shown) == len(groups):
        caption = "Every group, the lowest for its size first"
    longest = words.WIDE if view.wide else words.PHONE
    bars = [
        {
            **row,
            "name": words.group_label(row["dimension"], row["group"], longest),
            "full_name": words.group_words(row["dimension"], row["group"]),
            "below": row["flag"] == BELOW,
        }
        for row in shown
    ]
    return chance_ranges(bars, rows[-1]["percent"], caption)


UNDER_REPRESENTED = Exhibit(
    id="under-represented",
    question="Which groups take part less than chance explains?",
    theme="Coverage",
    keys=("year", "theme", "offer", "region", "patch", "type", "control", "records"),
    columns=(
        "financial_year",
        "dimension",
        "group",
        "councils",
        "taking_part",
        "expected",
        "percent",
        "chance_low",
        "chance_high",
        "p_value",
        "adjusted_p",
        "flag",
        "has_published_figure",
        "selected",
        "complete",
        "basis",
    ),
    prepare=_judged,
    sentence=_judged_sentence,
    chart=_judged_chart,
    method=(words.METHOD_TEST, words.METHOD_FAMILY, words.METHOD_TEST_COUNCILS),
    notes=(words.NOTE_TEST, words.NOTE_CONTROL_TYPE),
    height=240,
    not_in_table=("financial_year", "selected", "complete"),
)

EXHIBITS = (UNDER_REPRESENTED,)
